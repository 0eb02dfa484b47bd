/*
 * The edits that are tried where reading stops, as a person would mend the line:
 * blanks for tabs, quotes around a text, the quote that is missing ... The edit
 * that lets reading go on tells what the mistake was.
 */
#include "yaml/hints_int.h"

/* "  - key: value" taken apart; offsets into the text. */
struct line {
	uint32_t start, end;  /* without the line end */
	uint32_t first;       /* first byte that is no blank */
	uint32_t words;       /* behind the dashes */
	uint32_t value, stop; /* the value, without trailing blanks */
	bool has_key;
	bool begins; /* a value may begin here: behind a key, a dash or a line that ends so */
};

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
	       c == '-';
}

static uint32_t skip_word(struct str s, uint32_t i, uint32_t end)
{
	while (i < end && is_word(s.p[i]))
		i++;
	return i;
}

static uint32_t skip_space(struct str s, uint32_t i, uint32_t end)
{
	while (i < end && yaml_is_space(s.p[i]))
		i++;
	return i;
}

/* The offset behind "key:" and its blanks when the text at I begins with a key, else I. */
static uint32_t skip_key(struct str s, uint32_t i, uint32_t end)
{
	uint32_t k = i;

	if (k < end && (s.p[k] == '"' || s.p[k] == '\'')) {
		const char *close = memchr(s.p + k + 1, s.p[k], end - k - 1);

		k = close ? (uint32_t)(close - s.p) + 1 : end;
	} else {
		k = skip_word(s, i, end);
	}
	if (k == i || k >= end || s.p[k] != ':' || (k + 1 < end && !yaml_is_space(s.p[k + 1])))
		return i;
	return skip_space(s, k + 1, end);
}

static uint32_t line_start(struct str s, uint32_t i)
{
	if (i > s.n)
		i = (uint32_t)s.n;
	while (i && s.p[i - 1] != '\n')
		i--;
	return i;
}

static struct line line_at(struct str s, uint32_t offset)
{
	struct line l = {.start = line_start(s, offset)};
	uint32_t i;

	l.end = (uint32_t)yaml_line_end(s, l.start);
	l.first = i = skip_space(s, l.start, l.end);
	while (i + 1 < l.end && s.p[i] == '-' && yaml_is_space(s.p[i + 1]))
		i = skip_space(s, i + 1, l.end);
	l.words = i;
	l.value = skip_key(s, i, l.end);
	l.has_key = l.value != i;
	for (l.stop = l.end; l.stop > l.value && yaml_is_space(s.p[l.stop - 1]);)
		l.stop--;
	l.begins = l.has_key || l.words > l.first;
	return l;
}

/* The last line before L that is not blank; false at the beginning of the text. */
static bool line_above(struct str s, const struct line *l, struct line *above)
{
	uint32_t start = l->start;

	while (start) {
		*above = line_at(s, start - 1);
		if (above->first < above->end)
			return true;
		start = above->start;
	}
	return false;
}

static struct mend replace(struct explain *e, uint32_t start, uint32_t end, struct str with)
{
	return (struct mend){.start = start,
			     .end = end,
			     .edit_start = start,
			     .edit_end = end,
			     .with = with,
			     .was = str_sub(e->text, start, end),
			     .safety = FIX_SAFE};
}

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
		at = line_at(s, (uint32_t)str_find(s, '\n', at.end) + 1);
	}
	m = replace(e, l->start, end, arena_str(&e->arena, buf_str(&b)));
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

	while (n + 3 <= most && line_above(s, &up, &above)) {
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
static bool try_tab(struct explain *e, const struct line *l, struct mend *out)
{
	static const unsigned per_tab[] = {2, 4, 8};
	uint32_t width[12], n, i;
	struct line first = *l, above;

	if (!begins_with_tab(e->text, l))
		return false;
	while (first.start && (above = line_at(e->text, first.start - 1), begins_with_tab(e->text, &above)))
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

/* --- quotes ---------------------------------------------------------------------- */

/* Where the quote that opens at I closes before END, or END. */
static uint32_t closing_quote(struct str s, uint32_t i, uint32_t end)
{
	char q = s.p[i];

	for (i++; i < end; i++) {
		if (q == '"' && s.p[i] == '\\')
			i++;
		else if (s.p[i] == q && q == '\'' && i + 1 < end && s.p[i + 1] == q)
			i++;
		else if (s.p[i] == q)
			return i;
	}
	return end;
}

static bool is_quote(struct str s, uint32_t start, uint32_t stop)
{
	return start < stop && (s.p[start] == '"' || s.p[start] == '\'');
}

/* Closes the quote that opens at START behind the text that ends at STOP. */
static bool try_close_at(struct explain *e, uint32_t start, uint32_t stop, struct mend *out)
{
	struct str s = e->text;

	if (!is_quote(s, start, stop) || closing_quote(s, start, stop) < stop)
		return false;
	*out = replace(e, stop, stop, arena_str(&e->arena, str_sub(s, start, start + 1)));
	out->shown = arena_fmt(&e->arena, "%.*s%c", STR_ARG(str_sub(s, start, stop)), s.p[start]);
	out->was = str_sub(s, start, stop);
	out->rule = RULE_UNCLOSED_QUOTE;
	out->start = start;
	out->end = start + 1;
	return hints_helps(e, out);
}

static bool try_close(struct explain *e, const struct line *l, struct mend *out)
{
	return try_close_at(e, l->value, l->stop, out);
}

/* Quotes the text in quotes at [START, STOP) anew, with other quotes around it. */
static bool try_requote_at(struct explain *e, uint32_t start, uint32_t stop, struct mend *out)
{
	struct str s = e->text, inner = str_sub(s, start, stop);
	uint32_t close;

	if (!is_quote(s, start, stop))
		return false;
	close = closing_quote(s, start, stop);
	if (inner.n > 2 && inner.p[inner.n - 1] == inner.p[0])
		inner = str_sub(inner, 1, inner.n - 1);
	else if (close + 1 >= stop)
		return false;
	*out = replace(e, start, stop, yaml_quoted(&e->arena, inner));
	out->rule = RULE_QUOTE_IN_QUOTES;
	if (close + 1 < stop) {
		out->start = close;
		out->end = close + 1;
		out->mark = str_sub(s, start, start + 1);
	} else {
		out->variant = "backslash";
		out->start = e->stop.start;
		out->end = e->stop.end;
	}
	return hints_helps(e, out);
}

static bool try_requote(struct explain *e, const struct line *l, struct mend *out)
{
	return try_requote_at(e, l->value, l->stop, out);
}

/* The first ": " in [START, STOP), or STOP. */
static uint32_t colon_in(struct str s, uint32_t start, uint32_t stop)
{
	uint32_t i;

	for (i = start; i < stop; i++)
		if (s.p[i] == ':' && (i + 1 == stop || yaml_is_space(s.p[i + 1])))
			return i;
	return stop;
}

/* Something is written behind the bracket that closes the one at START: [link](...), {{x}} is. */
static bool has_words_behind(struct str s, uint32_t start, uint32_t stop)
{
	uint32_t i, depth = 0;

	for (i = start; i < stop; i++) {
		if (s.p[i] == '"' || s.p[i] == '\'')
			return false;
		if (s.p[i] == '[' || s.p[i] == '{')
			depth++;
		if ((s.p[i] == ']' || s.p[i] == '}') && --depth == 0)
			break;
	}
	i = skip_space(s, i + 1, stop);
	return i < stop && s.p[i] != '#' && s.p[i] != ',' && s.p[i] != ']' && s.p[i] != '}';
}

/* Which mistake an unquoted text holds; false if quotes would hide a real list or map. */
static bool name_plain(struct str s, uint32_t start, uint32_t stop, struct mend *m)
{
	uint32_t colon = colon_in(s, start, stop);
	char c = s.p[start];

	if ((c == '{' || c == '[') && !has_words_behind(s, start, stop))
		return false;
	if (strchr("*[>!#{@%&`|]},?", c)) {
		m->rule = RULE_MARKUP_FIRST;
		m->end = m->start + 1;
		m->mark = str_sub(s, start, start + 1);
	} else if (c == '-' && start + 1 < stop && yaml_is_space(s.p[start + 1])) {
		m->rule = RULE_UNREADABLE_YAML;
		m->variant = "dash";
		m->end = m->start + 1;
		m->safety = FIX_SHOWN;
	} else if (colon < stop) {
		m->rule = RULE_SPACE_COLON;
		m->start = colon;
		m->end = colon + 1;
	} else {
		m->rule = RULE_UNREADABLE_YAML;
		m->variant = "quotes";
	}
	return true;
}

static bool try_quote_at(struct explain *e, uint32_t start, uint32_t stop, struct mend *out)
{
	struct str s = e->text;

	if (start >= stop || is_quote(s, start, stop))
		return false;
	*out = replace(e, start, stop, yaml_quoted(&e->arena, str_sub(s, start, stop)));
	return name_plain(s, start, stop, out) && hints_helps(e, out);
}

static bool try_quote(struct explain *e, const struct line *l, struct mend *out)
{
	return l->begins && try_quote_at(e, l->value, l->stop, out);
}

/* Between brackets on one line: the piece around the place where reading stopped. */
static bool try_piece(struct explain *e, const struct line *l, uint32_t at, struct mend *out)
{
	struct str s = e->text;
	uint32_t start = at < l->end ? at : l->end, stop, from;

	if (l->value >= l->stop || !strchr("[{", s.p[l->value]))
		return false;
	while (start > l->value && !strchr(",[{", s.p[start - 1]))
		start--;
	if (start <= l->value)
		return false;
	start = skip_space(s, start, l->end);
	start = skip_key(s, start, l->end);
	from = at > start ? at : start;
	for (stop = from; stop < l->end && !strchr(",]}", s.p[stop]);)
		stop++;
	while (stop > start && yaml_is_space(s.p[stop - 1]))
		stop--;
	if (stop <= start)
		return false;
	return try_close_at(e, start, stop, out) || try_requote_at(e, start, stop, out) ||
	       try_quote_at(e, start, stop, out);
}

static bool try_piece_here(struct explain *e, const struct line *l, struct mend *out)
{
	uint32_t at = e->stop.start;

	if (e->now.long_quote != NOWHERE && e->now.long_quote >= l->start && e->now.long_quote < l->end)
		return try_piece(e, l, e->now.long_quote, out);
	return at >= l->start && at <= l->end && try_piece(e, l, at, out);
}

/* --- signs that are missing -------------------------------------------------------- */

static struct mend insert(struct explain *e, uint32_t at, struct str with, const char *variant)
{
	struct mend m = replace(e, at, at, with);

	m.rule = RULE_UNREADABLE_YAML;
	m.variant = variant;
	m.safety = FIX_SHOWN;
	return m;
}

/* "key:value" lacks its blank, "key value" its colon. */
static bool try_blank(struct explain *e, const struct line *l, struct mend *out)
{
	struct str s = e->text;
	uint32_t i = skip_word(s, l->words, l->stop);
	bool colon = i < l->stop && s.p[i] == ':';

	if (l->has_key || i == l->words || i >= l->stop || (!colon && !yaml_is_space(s.p[i])))
		return false;
	if (s.p[l->words] >= 'A' && s.p[l->words] <= 'Z')
		return false;
	*out = insert(e, colon ? i + 1 : i, colon ? STR(" ") : STR(":"), colon ? "blank" : "no-colon-fix");
	out->start = colon ? i : l->words;
	out->end = colon ? i + 1 : i;
	out->was = str_sub(s, l->words, l->stop);
	out->shown = arena_fmt(&e->arena, "%.*s: %.*s", STR_ARG(str_sub(s, l->words, i)),
			       STR_ARG(str_sub(s, i + 1, l->stop)));
	if (colon)
		out->safety = FIX_SAFE;
	return hints_helps(e, out);
}

/* {key:[x]}: the colon before the place where reading stopped lacks its blank. */
static bool try_flow_blank(struct explain *e, const struct line *l, struct mend *out)
{
	struct str s = e->text;
	uint32_t i = e->stop.start;

	if (l->value >= l->stop || !strchr("[{", s.p[l->value]) || i <= l->value || i >= l->stop)
		return false;
	while (i > l->value && s.p[i] != ':' && !strchr(",[{ ", s.p[i - 1]))
		i--;
	if (s.p[i] != ':' || !is_word(s.p[i - 1]) || yaml_ends_word(s, i + 1))
		return false;
	*out = insert(e, i + 1, STR(" "), "blank");
	out->start = i;
	out->end = i + 1;
	out->shown = arena_fmt(&e->arena, ": %c", s.p[i + 1]);
	return hints_helps(e, out);
}

/* A no-break space behind the colon or at the beginning of the line is no blank to YAML. */
static bool try_no_break_space(struct explain *e, const struct line *l, struct mend *out)
{
	struct str s = e->text, line = str_sub(s, l->start, l->end);
	struct buf b = {0};
	size_t i = 0, first = line.n;

	while (i < line.n) {
		bool hard = str_starts(str_sub(line, i, line.n), STR("\xc2\xa0"));

		if (first < line.n && !hard && !yaml_is_space(line.p[i]))
			break;
		if (hard && first == line.n)
			first = i;
		buf_add_byte(&b, hard ? ' ' : line.p[i]);
		i += hard ? 2 : 1;
	}
	if (first == line.n) {
		buf_release(&b);
		return false;
	}
	*out = replace(e, l->start, l->start + (uint32_t)i, arena_str(&e->arena, buf_str(&b)));
	buf_release(&b);
	out->rule = RULE_UNREADABLE_YAML;
	out->variant = "no-break-space";
	out->start = l->start + (uint32_t)first;
	out->end = out->start + 2;
	return hints_helps(e, out);
}

/* What the value of L leaves open: brackets, and perhaps a quote. */
struct open {
	char closers[LIMIT_YAML_DEPTH];
	uint32_t place[LIMIT_YAML_DEPTH];
	uint32_t n;
};

static void find_open(struct str s, const struct line *l, struct open *o)
{
	uint32_t i;

	o->n = 0;
	for (i = l->value; i < l->stop && o->n < LIMIT_YAML_DEPTH; i++) {
		char c = s.p[i], closer = c == '[' ? ']' : c == '{' ? '}' : c;
		bool quote = (c == '"' || c == '\'') && strchr(",[{: ", s.p[i - 1]);
		uint32_t end = quote ? closing_quote(s, i, l->stop) : i;

		if (o->n && c == o->closers[o->n - 1]) {
			o->n--;
		} else if (c == '[' || c == '{' || (quote && end == l->stop)) {
			o->place[o->n] = i;
			o->closers[o->n++] = closer;
		}
		i = end;
	}
}

static bool try_bracket(struct explain *e, const struct line *l, struct mend *out)
{
	struct str s = e->text, closers;
	struct buf b = {0};
	struct open o;
	uint32_t opens;

	if (l->value >= l->stop || l->value == 0 || !strchr("[{", s.p[l->value]))
		return false;
	find_open(s, l, &o);
	if (!o.n)
		return false;
	opens = o.place[o.n - 1];
	while (o.n)
		buf_add_byte(&b, o.closers[--o.n]);
	closers = arena_str(&e->arena, buf_str(&b));
	buf_release(&b);
	*out = insert(e, l->stop, closers, "bracket-open");
	out->start = opens;
	out->end = opens + 1;
	out->mark = closers;
	out->was = str_sub(s, l->value, l->stop);
	out->shown = arena_fmt(&e->arena, "%.*s%.*s", STR_ARG(yaml_excerpt(out->was)), STR_ARG(closers));
	if (strchr("\"'", closers.p[0])) {
		out->rule = RULE_UNCLOSED_QUOTE;
		out->variant = "bracket";
	}
	return hints_helps(e, out);
}

/* One bracket too many at the end of the line. */
static bool try_extra_bracket(struct explain *e, const struct line *l, struct mend *out)
{
	struct str s = e->text;

	if (l->value >= l->stop || !strchr("[{", s.p[l->value]) || !strchr("]}", s.p[l->stop - 1]))
		return false;
	*out = replace(e, l->stop - 1, l->stop, STR(""));
	out->rule = RULE_UNREADABLE_YAML;
	out->variant = "bracket-extra";
	out->mark = out->was;
	out->safety = FIX_SHOWN;
	return hints_helps(e, out);
}

/* {fr: "Oui" en: "Yes"}: a comma between two entries. */
static bool try_comma(struct explain *e, const struct line *l, struct mend *out)
{
	struct str s = e->text;
	uint32_t at = e->stop.start, word;

	if (at <= l->value || at >= l->stop || !strchr("[{", s.p[l->value]))
		return false;
	/* libyaml names the colon or the word behind the gap. */
	for (word = at; word > l->value && !yaml_is_space(s.p[word - 1]) && !strchr("\"']}", s.p[word - 1]);)
		word--;
	while (word > l->value && yaml_is_space(s.p[word - 1]))
		word--;
	*out = insert(e, word, STR(","), "comma");
	out->start = word ? word - 1 : 0;
	out->end = word;
	return hints_helps(e, out);
}

/* --- indentation --------------------------------------------------------------------- */

static bool looks_like_entry(struct str s, const struct line *l)
{
	uint32_t end = skip_word(s, l->words, l->end);

	return l->words > l->first ||
	       (l->has_key && end > l->words && !(s.p[l->words] >= 'A' && s.p[l->words] <= 'Z'));
}

static bool try_width(struct explain *e, const struct line *l, uint32_t width, struct mend *out)
{
	uint32_t now = l->first - l->start;
	struct mend m = replace(e, l->start, l->first, arena_fmt(&e->arena, "%*s", (int)width, ""));

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
static bool try_indent(struct explain *e, const struct line *l, struct mend *out)
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

/* A line of prose that goes on below its key without being indented. */
static bool try_continuation(struct explain *e, const struct line *l, struct mend *out)
{
	struct line above;

	if (l->first == l->end || looks_like_entry(e->text, l) || !line_above(e->text, l, &above))
		return false;
	if (!try_width(e, l, above.first - above.start + 2, out))
		return false;
	out->variant = "prose";
	return true;
}

/* A text that goes on over several lines: the block form takes anything. */
static bool try_block(struct explain *e, const struct line *l, struct mend *out)
{
	struct str s = e->text;
	struct line up = *l, above;
	uint32_t indent = l->first - l->start;
	unsigned tries;

	for (tries = 0; tries < 40 && line_above(s, &up, &above); tries++) {
		up = above;
		if (up.first - up.start < indent)
			break;
	}
	if (!up.begins || up.value >= up.stop || up.start == l->start || up.first - up.start >= indent ||
	    strchr("\"'|>[{", s.p[up.value]))
		return false;
	*out = replace(e, up.value, up.value, arena_fmt(&e->arena, "|\n%*s", (int)indent, ""));
	out->rule = RULE_SPACE_COLON;
	out->variant = "block";
	out->was = str_sub(s, l->first, l->stop);
	out->start = colon_in(s, l->first, l->stop);
	out->end = out->start + 1;
	return out->start < l->stop && hints_helps(e, out);
}

/* --- which edit, and where -------------------------------------------------------------- */

typedef bool try_fn(struct explain *e, const struct line *l, struct mend *out);

static bool try_line(struct explain *e, uint32_t offset, struct mend *out)
{
	static try_fn *const edits[] = {
	    try_tab,    try_close,          try_requote, try_piece_here,    try_quote,
	    try_blank,  try_flow_blank,     try_bracket, try_extra_bracket, try_comma,
	    try_indent, try_no_break_space, try_block,   try_continuation,
	};
	struct line l = line_at(e->text, offset);
	size_t i;

	for (i = 0; i < countof(edits); i++) {
		struct mend m = {0};

		if (edits[i](e, &l, &m)) {
			*out = m;
			return true;
		}
	}
	return false;
}

/* Mistakes that no edit of a line mends, or that need a choice of the author. */
static bool is_final(enum rule rule)
{
	return rule == RULE_YAML_LIMIT || rule == RULE_SEVERAL_DOCUMENTS || rule == RULE_EMPTY_FILE;
}

static bool runs_on(const struct explain *e)
{
	return e->now.long_quote != NOWHERE && e->now.long_quote < e->stop.start &&
	       line_start(e->text, e->now.long_quote_end) == line_start(e->text, e->stop.start);
}

bool mends_find(struct explain *e, struct mend *m)
{
	const struct yaml_stop *s = &e->stop;
	uint32_t start = line_start(e->text, s->start);
	struct line here = line_at(e->text, s->start), above;

	if (is_final(s->rule))
		return false;
	if (e->now.long_quote != NOWHERE && e->now.long_quote < s->start && try_line(e, e->now.long_quote, m))
		return true;
	if (s->rule == RULE_UNCLOSED_QUOTE && s->also != NOWHERE && s->also > s->start &&
	    line_start(e->text, s->also) != start && try_line(e, s->start, m))
		return true;
	if (try_line(e, s->start, m))
		return true;
	if (line_above(e->text, &here, &above) && try_line(e, above.start, m))
		return true;
	if (s->also != NOWHERE && line_start(e->text, s->also) != start && try_line(e, s->also, m))
		return true;
	return e->now.long_quote != NOWHERE && !runs_on(e) && try_line(e, e->now.long_quote, m);
}
