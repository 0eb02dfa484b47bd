/*
 * When libyaml stops, its own words help nobody. Here the lines near the place
 * are edited as a person would mend them, and read again: the edit that lets
 * reading go further tells what the mistake was and becomes the hint. So all
 * mistakes of a file are found, each where it is. Edits are proposed only if the
 * file can be read with all of them.
 */
#include <stdlib.h>

#include "base/alloc.h"
#include "yaml/hints_int.h"

struct yaml_stop hints_stop(const struct yaml_reading *r, uint32_t accepted)
{
	struct yaml_stop s = r->stop;
	size_t i;

	for (i = 0; i < r->nissue; i++) {
		const struct yaml_issue *issue = &r->issue[i];

		if (issue->is_markup && issue->start >= accepted &&
		    (s.rule == RULE_COUNT || issue->start < s.start))
			s = (struct yaml_stop){issue->rule, issue->variant, issue->start, issue->end,
					       NOWHERE};
	}
	return s;
}

struct str hints_with(struct explain *e, struct arena *a, const struct mend *m)
{
	size_t n = e->text.n - (m->edit_end - m->edit_start) + m->with.n;
	char *p = arena_alloc(a, n + 1);

	memcpy(p, e->text.p, m->edit_start);
	if (m->with.n)
		memcpy(p + m->edit_start, m->with.p, m->with.n);
	memcpy(p + m->edit_start + m->with.n, e->text.p + m->edit_end, e->text.n - m->edit_end);
	p[n] = '\0';
	return (struct str){p, n};
}

/* An edit that makes a key stand twice is no help. */
static bool doubles_key(const struct yaml_reading *r, uint32_t start, uint32_t end)
{
	size_t i;

	for (i = 0; i < r->nissue; i++)
		if (r->issue[i].rule == RULE_DUPLICATE_KEY && r->issue[i].start >= start &&
		    r->issue[i].start < end)
			return true;
	return false;
}

static bool goes_further(const struct explain *e, struct mend *m, struct str text,
			 const struct yaml_reading *r)
{
	struct yaml_stop s = hints_stop(r, e->accepted);
	uint32_t behind = m->edit_start + (uint32_t)m->with.n, before = e->stop.start;

	if (doubles_key(r, m->edit_start, (uint32_t)yaml_line_end(text, behind)))
		return false;
	m->reach = NOWHERE;
	if (s.rule == RULE_COUNT)
		return true;
	m->reach = s.start >= behind ? s.start - behind + m->edit_end : m->edit_start;
	if (before >= m->edit_end)
		before = before + (uint32_t)m->with.n - (m->edit_end - m->edit_start);
	return s.start > yaml_line_end(text, behind) && s.start > yaml_line_end(text, before);
}

bool hints_helps(struct explain *e, struct mend *m)
{
	struct yaml_reading r;
	struct arena arena;
	struct str text;
	size_t cost;
	bool helps;

	m->has_edit = true;
	if (!e->budget)
		return false;
	arena_init(&arena);
	text = hints_with(e, &arena, m);
	yaml_parse(&r, e->path, text, &arena);
	/* Copying and preparing the text costs too, though less than reading it. */
	cost = (r.stop.rule == RULE_COUNT ? text.n : r.stop.start) + text.n / 8 + 256;
	e->budget -= cost < e->budget ? cost : e->budget;
	helps = goes_further(e, m, text, &r);
	arena_release(&arena);
	return helps;
}

/* --- offsets and findings ---------------------------------------------------------- */

/* An offset in the text after N edits as one of the file. */
static uint32_t original(const struct explain *e, size_t n, uint32_t offset)
{
	while (n--) {
		const struct mend *m = &e->mend[n];
		uint32_t with = (uint32_t)m->with.n;

		if (offset <= m->edit_start)
			continue;
		if (offset >= m->edit_start + with)
			offset = offset - with + (m->edit_end - m->edit_start);
		else
			offset = offset < m->edit_end ? offset : m->edit_end;
	}
	return offset;
}

static struct place place_of(const struct explain *e, size_t n, uint32_t start, uint32_t end)
{
	struct place p = {e->path, original(e, n, start), original(e, n, end)};

	if (p.end < p.start)
		p.end = p.start;
	return p;
}

static void drop_edits(struct finding *f)
{
	f->nedit = 0;
	f->fix = FIX_NONE;
}

/* True if the edits of F touch nothing that was edited before. */
static bool edits_original(const struct explain *e, const struct finding *f)
{
	size_t i;

	for (i = 0; i < f->nedit; i++) {
		const struct edit *d = &f->edit[i];
		struct place p = place_of(e, e->n, d->start, d->end);

		if (!str_eq(str_sub(e->text, d->start, d->end), str_sub(e->file, p.start, p.end)))
			return false;
	}
	return true;
}

/* From offsets of the text with N edits to those of the file. */
static void map_finding(const struct explain *e, struct finding *f)
{
	size_t i;

	if (!edits_original(e, f))
		drop_edits(f);
	f->place = place_of(e, e->n, f->place.start, f->place.end);
	for (i = 0; i < f->nnote; i++)
		f->note[i].place = place_of(e, e->n, f->note[i].place.start, f->note[i].place.end);
	for (i = 0; i < f->nedit; i++) {
		struct place p = place_of(e, e->n, f->edit[i].start, f->edit[i].end);

		f->edit[i].start = p.start;
		f->edit[i].end = p.end;
	}
}

static void report_limit(struct findings *fs, struct finding *f)
{
	const char *v = f->variant;

	finding_arg_fmt(fs, f, "limit", "%u",
			strcmp(v, "depth") == 0  ? LIMIT_YAML_DEPTH
			: strcmp(v, "key") == 0  ? LIMIT_KEY_BYTES
			: strcmp(v, "text") == 0 ? LIMIT_TEXT_BYTES >> 10
						 : LIMIT_YAML_EVENTS);
}

/* A hint that names an edit needs its proof; without it the words are general. */
static const char *without_hint(const char *variant)
{
	static const char *const table[][2] = {
	    {"line-more", "line"}, {"line-less", "line"}, {"no-colon-fix", "no-colon"}};
	size_t i;

	for (i = 0; variant && i < countof(table); i++)
		if (strcmp(variant, table[i][0]) == 0)
			return table[i][1];
	return variant;
}

static void report_mend(const struct explain *e, size_t i, bool readable, struct findings *fs)
{
	const struct mend *m = &e->mend[i];
	struct finding *f = finding_add(fs, m->rule, place_of(e, i, m->start, m->end));

	finding_variant(f, m->variant);
	finding_arg(fs, f, "text", yaml_excerpt(m->was));
	if (m->mark.n)
		finding_arg(fs, f, "mark", m->mark);
	if (!readable) {
		finding_variant(f, without_hint(m->variant));
		return;
	}
	finding_arg(fs, f, "fixed", yaml_excerpt(m->shown.p ? m->shown : m->with));
	finding_edit(fs, f, m->safety, place_of(e, i, m->edit_start, m->edit_end), m->with);
	if (!m->variant)
		finding_variant(f, m->safety == FIX_SAFE ? "fix" : "shown");
}

static void report_stop(struct explain *e, struct findings *fs)
{
	const struct yaml_stop *s = &e->now.stop;
	struct place p = {e->path, s->start, s->end};
	struct finding *f = finding_add(fs, s->rule, p);
	size_t start = s->start, end = yaml_line_end(e->text, s->start);

	while (start && e->text.p[start - 1] != '\n')
		start--;
	finding_variant(f, s->variant);
	if (s->rule == RULE_YAML_LIMIT)
		report_limit(fs, f);
	finding_arg(fs, f, "text", yaml_excerpt(str_trim(str_sub(e->text, start, end))));
	finding_arg(fs, f, "mark", str_sub(e->text, s->start, s->end));
}

static void report_issue(const struct explain *e, const struct yaml_issue *issue, struct findings *fs)
{
	struct finding *f = finding_add(fs, issue->rule, (struct place){e->path, issue->start, issue->end});

	finding_variant(f, issue->variant);
	if (issue->rule == RULE_YAML_LIMIT)
		report_limit(fs, f);
	if (issue->rule == RULE_DUPLICATE_KEY)
		finding_arg(fs, f, "key", yaml_excerpt(issue->name));
	else if (issue->name.n)
		finding_arg(fs, f, "name", yaml_excerpt(issue->name));
	if (issue->also_start != NOWHERE)
		finding_note(fs, f, issue->rule == RULE_DUPLICATE_KEY ? "first" : "used",
			     (struct place){e->path, issue->also_start, issue->also_end});
}

/* --- proof --------------------------------------------------------------------------- */

static int compare_edits(const void *pa, const void *pb)
{
	const struct edit *a = pa, *b = pb;

	return a->start < b->start ? -1 : a->start > b->start;
}

/* TEXT with all edits of the findings of SEVERITY in FS; lives in A. */
static struct str with_edits(struct str text, const struct findings *fs, enum severity severity,
			     struct arena *a)
{
	struct edit *edit = NULL;
	struct buf b = {0};
	size_t n = 0, cap = 0, i, k, at = 0;
	struct str out;

	for (i = 0; i < fs->n; i++)
		for (k = 0; fs->v[i]->severity == severity && k < fs->v[i]->nedit; k++) {
			ALLOC_GROW(edit, n, cap);
			edit[n++] = fs->v[i]->edit[k];
		}
	if (n)
		qsort(edit, n, sizeof(*edit), compare_edits);
	for (i = 0; i < n; i++) {
		if (edit[i].start < at)
			continue;
		buf_add_str(&b, str_sub(text, at, edit[i].start));
		buf_add_str(&b, edit[i].text);
		at = edit[i].end;
	}
	buf_add_str(&b, str_sub(text, at, text.n));
	free(edit);
	out = arena_str(a, buf_str(&b));
	buf_release(&b);
	return out;
}

static size_t count_errors(struct str path, struct str text, struct arena *a)
{
	struct yaml_reading r;
	struct findings fs;
	size_t i, n = 0;

	findings_init(&fs, a);
	yaml_parse(&r, path, text, a);
	if (r.stop.rule != RULE_COUNT)
		return SIZE_MAX;
	yaml_guard(&r, text.n, &fs);
	for (i = 0; i < r.nissue; i++)
		n += !r.issue[i].is_consequence;
	return n + findings_count(&fs, SEVERITY_ERROR);
}

/* The variant whose words name the edit, now that it is proved. */
static const char *with_hint(const char *variant)
{
	if (!variant)
		return "fix";
	if (strcmp(variant, "key") == 0)
		return "key-fix";
	return strcmp(variant, "empty") == 0 ? "empty-fix" : variant;
}

static void settle_edits(struct findings *fs, enum severity severity, bool proved)
{
	size_t i;

	for (i = 0; i < fs->n; i++) {
		struct finding *f = fs->v[i];

		if (f->severity != severity || !f->nedit)
			continue;
		if (proved)
			finding_variant(f, with_hint(f->variant));
		else
			drop_edits(f);
	}
}

size_t yaml_prove_edits(struct str path, struct str text, struct findings *fs, bool readable)
{
	static const enum severity severities[] = {SEVERITY_ERROR, SEVERITY_WARNING};
	size_t i, k, left = SIZE_MAX, errors = findings_count(fs, SEVERITY_ERROR);

	for (k = 0; k < countof(severities); k++) {
		struct arena arena;
		size_t with = 0, after, expected;

		for (i = 0; i < fs->n; i++)
			with += fs->v[i]->severity == severities[k] && fs->v[i]->nedit;
		expected = k == 0 ? errors - with : errors;
		after = readable ? expected : SIZE_MAX;
		if (with && readable) {
			arena_init(&arena);
			after = count_errors(path, with_edits(text, fs, severities[k], &arena), &arena);
			arena_release(&arena);
		}
		settle_edits(fs, severities[k], after == expected);
		if (k == 0)
			left = after;
	}
	return left;
}

/* --- rounds --------------------------------------------------------------------------- */

static void read_again(struct explain *e)
{
	arena_release(&e->now_arena);
	yaml_parse(&e->now, e->path, e->text, &e->now_arena);
	e->stop = hints_stop(&e->now, e->accepted);
}

/* True if M would edit what an earlier edit has put there: a guess upon a guess. */
static bool edits_again(const struct explain *e, const struct mend *m)
{
	size_t i;

	for (i = 0; i < e->n; i++) {
		const struct mend *old = &e->mend[i];

		if (old->at <= m->edit_end && m->edit_start <= old->at + (uint32_t)old->with.n)
			return true;
	}
	return false;
}

static void apply(struct explain *e, struct mend *m)
{
	size_t i;

	e->text = hints_with(e, &e->arena, m);
	m->at = m->edit_start;
	for (i = 0; i < e->n; i++)
		if (e->mend[i].at >= m->edit_end)
			e->mend[i].at += (uint32_t)m->with.n - (m->edit_end - m->edit_start);
	e->n++;
}

/* Mends what can be mended; afterwards e->now.stop says whether the rest could be read. */
static void mend_all(struct explain *e)
{
	read_again(e);
	while (e->stop.rule != RULE_COUNT && e->n < MEND_ROUNDS && e->budget) {
		struct mend *m = &e->mend[e->n];

		*m = (struct mend){0};
		if (mends_find(e, m) && !edits_again(e, m)) {
			apply(e, m);
		} else if (e->stop.start < e->now.stop.start || e->now.stop.rule == RULE_COUNT) {
			e->accepted = e->stop.start + 1; /* YAML indeed, of the kind we refuse */
		} else {
			break;
		}
		read_again(e);
	}
}

/* What stands before the mistake that nothing mended; its own lines would only echo it. */
static size_t guarded_end(const struct explain *e)
{
	const struct yaml_stop *s = &e->now.stop;
	size_t end = s->start;

	if (s->rule == RULE_COUNT)
		return e->text.n;
	if (s->also != NOWHERE && s->also < end)
		end = s->also;
	while (end && e->text.p[end - 1] != '\n')
		end--;
	return end ? end - 1 : 0;
}

/* The guard speaks of a ? alone; what its key is does not matter then. */
static bool is_questioned(const struct explain *e, const struct yaml_issue *issue)
{
	size_t i = issue->start;

	while (i && (yaml_is_space(e->text.p[i - 1]) || yaml_is_break(e->text.p[i - 1])))
		i--;
	return issue->rule == RULE_KEY_NOT_TEXT && i && e->text.p[i - 1] == '?';
}

/* Reading stops on a line that was mended already: the finding is there. */
static bool is_echo(const struct explain *e)
{
	uint32_t at = original(e, e->n, e->now.stop.start);
	size_t i;

	for (i = 0; i < e->n; i++) {
		uint32_t start = original(e, i, e->mend[i].edit_start);
		uint32_t end = original(e, i, e->mend[i].edit_end);

		if (at >= start && at <= yaml_line_end(e->file, end))
			return true;
	}
	return false;
}

static void collect(struct explain *e, struct findings *rest)
{
	bool fatal = e->now.stop.rule != RULE_COUNT;
	size_t i, end = guarded_end(e);

	yaml_guard(&e->now, end, rest);
	for (i = 0; i < e->now.nissue; i++)
		if (!e->now.issue[i].is_consequence && !is_questioned(e, &e->now.issue[i]) &&
		    (!fatal || e->now.issue[i].start < end))
			report_issue(e, &e->now.issue[i], rest);
	if (fatal && !is_echo(e))
		report_stop(e, rest);
}

static void shift(struct findings *fs, uint32_t by)
{
	size_t i, k;

	for (i = 0; by && i < fs->n; i++) {
		struct finding *f = fs->v[i];

		if (f->place.start || f->place.end) {
			f->place.start += by;
			f->place.end += by;
		}
		for (k = 0; k < f->nnote; k++) {
			f->note[k].place.start += by;
			f->note[k].place.end += by;
		}
		for (k = 0; k < f->nedit; k++) {
			f->edit[k].start += by;
			f->edit[k].end += by;
		}
	}
}

void yaml_explain(const struct yaml_reading *r, uint32_t base, struct findings *fs)
{
	struct arena arena;
	struct explain *e;
	struct findings rest;
	bool readable;
	size_t i, left;

	arena_init(&arena);
	e = ARENA_NEW(&arena, struct explain);
	e->path = r->doc->path;
	e->text = e->file = r->text;
	e->budget = MEND_BYTES;
	mend_all(e);
	findings_init(&rest, &e->arena);
	collect(e, &rest);
	readable = e->now.stop.rule == RULE_COUNT;
	left = yaml_prove_edits(e->path, e->text, &rest, readable);
	for (i = 0; i < rest.n; i++)
		map_finding(e, rest.v[i]);
	for (i = 0; i < e->n; i++) {
		if (left && e->mend[i].safety == FIX_SAFE)
			e->mend[i].safety = FIX_SHOWN;
		report_mend(e, i, readable, &rest);
	}
	shift(&rest, base);
	findings_append(fs, &rest);
	arena_release(&e->now_arena);
	arena_release(&e->arena);
	arena_release(&arena);
}
