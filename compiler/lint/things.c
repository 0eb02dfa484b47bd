/* The things of a file, and findings about them. */
#include <stdio.h>

#include "lint/lint_int.h"

const struct lint_thing *lint_thing_at(const struct lint *l, uint32_t at)
{
	const struct lint_thing *best = &l->thing[0];
	size_t i;

	for (i = 1; i < l->nthing; i++)
		if (l->thing[i].start <= at && at < l->thing[i].end)
			best = &l->thing[i];
	return best;
}

static bool speaks(enum rule rule, enum status status)
{
	if (status == STATUS_WITHDRAWN)
		return false;
	switch (rule_info(rule)->speaks) {
	case SPEAKS_WHEN_VALIDATED:
		return status == STATUS_VALIDATED || status == STATUS_NONE;
	case SPEAKS_UNLESS_RETIRED:
		return status != STATUS_RETIRED;
	default:
		return true;
	}
}

static struct finding *add(struct findings *fs, enum rule rule, struct place place, enum kind kind,
			   struct str id, enum status status)
{
	struct finding *f;

	if (!speaks(rule, status))
		return NULL;
	f = finding_add(fs, rule, place);
	f->thing_kind = str_c(kind_word(kind));
	f->thing_id = id;
	if (status == STATUS_DRAFT && f->severity == SEVERITY_ERROR)
		f->severity = SEVERITY_WARNING;
	return f;
}

struct finding *lint_add(struct lint *l, enum rule rule, struct place_span at)
{
	const struct lint_thing *t = lint_thing_at(l, at.start);

	return add(l->fs, rule, (struct place){l->u->path, at.start, at.end}, t->kind, t->id, t->status);
}

struct finding *lint_add_for(struct lint *l, enum rule rule, const struct challenge *c, struct place_span at)
{
	return add(l->fs, rule, (struct place){l->u->path, at.start, at.end}, KIND_CHALLENGE, c->id,
		   c->status);
}

void lint_arg(struct lint *l, struct finding *f, const char *name, struct str value)
{
	if (f)
		finding_arg(l->fs, f, name, value);
}

void lint_arg_number(struct lint *l, struct finding *f, const char *name, uint64_t value)
{
	if (f)
		finding_arg_fmt(l->fs, f, name, "%llu", (unsigned long long)value);
}

struct finding *whole_add(struct lint_whole *w, enum rule rule, const struct unit *u, struct place_span at,
			  enum kind kind, struct str id, enum status status)
{
	return add(w->fs, rule, (struct place){u->path, at.start, at.end}, kind, id, status);
}

void whole_arg(struct lint_whole *w, struct finding *f, const char *name, struct str value)
{
	if (f)
		finding_arg(w->fs, f, name, value);
}

void whole_arg_number(struct lint_whole *w, struct finding *f, const char *name, uint64_t value)
{
	if (f)
		finding_arg_fmt(w->fs, f, name, "%llu", (unsigned long long)value);
}

/* --- places ---------------------------------------------------------------------------- */

struct place_span lint_span(const struct yaml_node *n)
{
	return n ? (struct place_span){n->start, n->end} : (struct place_span){0, 0};
}

struct place_span lint_span_of(const struct lint *l, struct str s, struct place_span otherwise)
{
	const struct yaml_node *n = model_node_of(l->tree, s);

	return n ? lint_span(n) : otherwise;
}

static size_t count_in(struct str s, struct str piece, size_t end)
{
	size_t i, n = 0;

	for (i = 0; i + piece.n <= s.n && i < end; i++)
		n += memcmp(s.p + i, piece.p, piece.n) == 0;
	return n;
}

/*
 * The piece is looked for in the bytes as written: its nth appearance there is the
 * nth in the text, provided that it appears equally often in both.
 */
struct place_span lint_part(const struct lint *l, const struct yaml_node *n, size_t start, size_t end)
{
	struct str raw = str_sub(l->doc->bytes, n->start, n->end), piece = str_sub(n->text, start, end);
	size_t i, before;

	if (!piece.n || count_in(raw, piece, raw.n) != count_in(n->text, piece, n->text.n))
		return lint_span(n);
	before = count_in(n->text, piece, start);
	for (i = 0; i + piece.n <= raw.n; i++)
		if (memcmp(raw.p + i, piece.p, piece.n) == 0 && before-- == 0)
			return (struct place_span){n->start + (uint32_t)i,
						   n->start + (uint32_t)(i + piece.n)};
	return lint_span(n);
}

struct str lint_locale(const struct lint *l, int locale)
{
	return l->config->locale[locale < 0 ? 0 : locale].id;
}
