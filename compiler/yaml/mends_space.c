/*
 * The edits that are tried on what nobody sees: tabs, and the blanks at the
 * beginning of lines.
 */
#include "yaml/hints_int.h"

/* --- tabs ------------------------------------------------------------------------ */

static bool begins_with_tab(struct str s, const struct line *l)
{
	return memchr(s.p + l->start, '\t', l->first - l->start) != NULL && l->first < l->end;
}

/* The lines from L on that begin with a tab, each tab made WIDTH blanks. */
static struct mend untab(struct explain *e, const struct line *l, unsigned width)
{
	struct str s = e->text;
	struct line at = *l;
	struct buf b = {0};
	struct mend m;
	uint32_t lines = 0, end = l->start;

	while (begins_with_tab(s, &at)) {
		uint32_t i;

		buf_add_str(&b, str_sub(s, end, at.start));
		for (i = at.start; i < at.first; i++)
			buf_add_fmt(&b, "%*s", s.p[i] == '\t' ? (int)width : 1, "");
		end = at.first;
		lines++;
		if (at.end + 1 >= s.n)
			break;
		at = mends_line_at(s, (uint32_t)str_find(s, '\n', at.end) + 1);
	}
	m = mends_replace(e, l->start, end, arena_str(&e->arena, buf_str(&b)));
	buf_release(&b);
	m.rule = RULE_TAB;
	m.end = l->first;
	m.lines = lines;
	return m;
}

static struct str json_of(struct explain *e, const struct mend *m, struct arena *a)
{
	struct yaml_reading r;
	struct buf b = {0};
	struct str out = {0};

	yaml_parse(&r, e->path, hints_with(e, a, m), a);
	if (r.stop.rule == RULE_COUNT) {
		yaml_dump_json(&b, r.doc);
		out = arena_str(a, buf_str(&b));
		buf_release(&b);
	}
	return out;
}

/* True if both edits make the whole text readable, and mean the same. */
static bool mean_the_same(struct explain *e, const struct mend *a, const struct mend *b)
{
	struct arena arena;
	struct str x, y;
	bool same;

	arena_init(&arena);
	x = json_of(e, a, &arena);
	y = json_of(e, b, &arena);
	same = x.n && str_eq(x, y);
	arena_release(&arena);
	return same;
}

/* The indentations of the lines above L, and one step more; returns how many. */
static uint32_t widths_above(struct str s, const struct line *l, uint32_t *width, uint32_t most)
{
	struct line up = *l, above;
	uint32_t n = 0;

	while (n + 3 <= most && mends_line_above(s, &up, &above)) {
		uint32_t w = above.first - above.start;

		if (memchr(s.p + above.start, '\t', w))
			break;
		if (n == 0)
			width[n++] = w + 2;
		if (above.words > above.first)
			width[n++] = above.words - above.start;
		width[n++] = w;
		up = above;
	}
	return n;
}

/* One more way to write the tabs: kept in OUT if it is better than what is there. */
static void weigh_tab(struct explain *e, struct mend *m, struct mend *out)
{
	if (!hints_helps(e, m))
		return;
	if (!out->has_edit || m->reach > out->reach) {
		*out = *m;
	} else if (m->reach == out->reach && !str_eq(m->with, out->with) && !mean_the_same(e, out, m)) {
		out->safety = FIX_SHOWN;
		out->variant = "unsure";
	}
}

/* Tabs before the first word: as many blanks as make the file readable. */
bool mends_try_tab(struct explain *e, const struct line *l, struct mend *out)
{
	static const unsigned per_tab[] = {2, 4, 8};
	uint32_t width[12], n, i;
	struct line first = *l, above;

	if (!begins_with_tab(e->text, l))
		return false;
	while (first.start &&
	       (above = mends_line_at(e->text, first.start - 1), begins_with_tab(e->text, &above)))
		first = above;
	for (i = 0; i < countof(per_tab); i++) {
		struct mend m = untab(e, &first, per_tab[i]);

		m.shown = arena_fmt(&e->arena, "%u", (unsigned)m.with.n);
		weigh_tab(e, &m, out);
	}
	n = out->lines > 1 ? 0 : widths_above(e->text, &first, width, countof(width));
	for (i = 0; i < n; i++) {
		struct mend m = untab(e, &first, 1);

		m.with = arena_fmt(&e->arena, "%*s", (int)width[i], "");
		m.shown = arena_fmt(&e->arena, "%u", (unsigned)m.with.n);
		if (m.lines == 1)
			weigh_tab(e, &m, out);
	}
	if (out->lines > 1) {
		out->variant = out->variant ? "lines-unsure" : "lines";
		out->mark = arena_fmt(&e->arena, "%u", (unsigned)out->lines);
	}
	return out->has_edit;
}

/* A line of blanks with a tab, where it counts: behind a block. */
bool mends_try_blank_line(struct explain *e, const struct line *l, struct mend *out)
{
	if (l->first < l->end || !memchr(e->text.p + l->start, '\t', l->end - l->start))
		return false;
	*out = mends_replace(e, l->start, l->end, STR(""));
	out->rule = RULE_TAB;
	out->variant = "blank";
	return hints_helps(e, out);
}

/* A tab between a dash and what follows. */
bool mends_try_inner_tab(struct explain *e, const struct line *l, struct mend *out)
{
	uint32_t at = e->stop.start;

	if (at <= l->first || at >= l->end || e->text.p[at] != '\t')
		return false;
	*out = mends_replace(e, at, mends_skip_space(e->text, at, l->end), STR(" "));
	out->rule = RULE_TAB;
	out->variant = "inside";
	return hints_helps(e, out);
}

/* --- indentation --------------------------------------------------------------------- */

static bool looks_like_entry(struct str s, const struct line *l)
{
	uint32_t end = mends_skip_word(s, l->words, l->end);

	return l->words > l->first ||
	       (l->has_key && end > l->words && !(s.p[l->words] >= 'A' && s.p[l->words] <= 'Z'));
}

static bool try_width(struct explain *e, const struct line *l, uint32_t width, struct mend *out)
{
	uint32_t now = l->first - l->start;
	struct mend m = mends_replace(e, l->start, l->first, arena_fmt(&e->arena, "%*s", (int)width, ""));

	if (width == now)
		return false;
	m.rule = RULE_NOT_INDENTED;
	m.variant = width > now ? "line-more" : "line-less";
	m.start = l->first;
	m.end = l->stop;
	m.safety = FIX_SHOWN;
	m.was = arena_fmt(&e->arena, "%u", (unsigned)now);
	m.shown = arena_fmt(&e->arena, "%u", (unsigned)width);
	if (!hints_helps(e, &m))
		return false;
	*out = m;
	return true;
}

static uint32_t distance(uint32_t a, uint32_t b)
{
	return a > b ? a - b : b - a;
}

/* The indentation of a line above: the one that leads furthest, then the nearest. */
bool mends_try_indent(struct explain *e, const struct line *l, struct mend *out)
{
	uint32_t width[12], n, i, now = l->first - l->start, best = 0;
	bool found = false;

	if (l->first == l->end || !looks_like_entry(e->text, l))
		return false;
	n = widths_above(e->text, l, width, countof(width));
	for (i = 0; i < n; i++) {
		struct mend m = {0};

		if (!try_width(e, l, width[i], &m))
			continue;
		if (found && (m.reach < out->reach ||
			      (m.reach == out->reach && distance(width[i], now) >= distance(best, now))))
			continue;
		*out = m;
		best = width[i];
		found = true;
	}
	return found;
}

/* Below | a blank line with more spaces than the text: the indentation would be its. */
bool mends_try_long_blank(struct explain *e, const struct line *l, struct mend *out)
{
	struct line above;

	if (!l->start)
		return false;
	above = mends_line_at(e->text, l->start - 1);
	if (above.first < above.end || above.end - above.start <= l->first - l->start)
		return false;
	*out = mends_replace(e, above.start, above.end, STR(""));
	out->rule = RULE_NOT_INDENTED;
	out->variant = "block";
	return hints_helps(e, out);
}

/* A line of prose that goes on below its key without being indented. */
bool mends_try_continuation(struct explain *e, const struct line *l, struct mend *out)
{
	struct line above;

	if (l->first == l->end || looks_like_entry(e->text, l) || !mends_line_above(e->text, l, &above))
		return false;
	if (!try_width(e, l, above.first - above.start + 2, out))
		return false;
	out->variant = "prose";
	return true;
}

/* A text that goes on over several lines: the block form takes anything. */
bool mends_try_block(struct explain *e, const struct line *l, struct mend *out)
{
	struct str s = e->text;
	struct line up = *l, above;
	uint32_t indent = l->first - l->start;
	unsigned tries;

	for (tries = 0; tries < 40 && mends_line_above(s, &up, &above); tries++) {
		up = above;
		if (up.first - up.start < indent)
			break;
	}
	if (!up.begins || up.value >= up.stop || up.start == l->start || up.first - up.start >= indent ||
	    strchr("\"'|>[{", s.p[up.value]))
		return false;
	*out = mends_replace(e, up.value, up.value, arena_fmt(&e->arena, "|\n%*s", (int)indent, ""));
	out->rule = RULE_SPACE_COLON;
	out->variant = "block";
	out->was = str_sub(s, l->first, l->stop);
	out->start = mends_colon_in(s, l->first, l->stop);
	out->end = out->start + 1;
	return out->start < l->stop && hints_helps(e, out);
}
