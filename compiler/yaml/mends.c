/*
 * The edits that are tried where reading stops, as a person would mend the line:
 * blanks for tabs, quotes around a text, the quote that is missing ... The edit
 * that lets reading go on tells what the mistake was.
 */
#include "yaml/hints_int.h"

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
	       c == '-';
}

uint32_t mends_skip_word(struct str s, uint32_t i, uint32_t end)
{
	while (i < end && is_word(s.p[i]))
		i++;
	return i;
}

uint32_t mends_skip_space(struct str s, uint32_t i, uint32_t end)
{
	while (i < end && yaml_is_space(s.p[i]))
		i++;
	return i;
}

/* The offset behind "key:" and its blanks when the text at I begins with a key, else I. */
uint32_t mends_skip_key(struct str s, uint32_t i, uint32_t end)
{
	uint32_t k = i;

	if (k < end && (s.p[k] == '"' || s.p[k] == '\'')) {
		const char *close = memchr(s.p + k + 1, s.p[k], end - k - 1);

		k = close ? (uint32_t)(close - s.p) + 1 : end;
	} else {
		k = mends_skip_word(s, i, end);
	}
	if (k == i || k >= end || s.p[k] != ':' || (k + 1 < end && !yaml_is_space(s.p[k + 1])))
		return i;
	return mends_skip_space(s, k + 1, end);
}

uint32_t mends_line_start(struct str s, uint32_t i)
{
	if (i > s.n)
		i = (uint32_t)s.n;
	while (i && s.p[i - 1] != '\n')
		i--;
	return i;
}

struct line mends_line_at(struct str s, uint32_t offset)
{
	struct line l = {.start = mends_line_start(s, offset)};
	uint32_t i;

	l.end = (uint32_t)yaml_line_end(s, l.start);
	l.first = i = mends_skip_space(s, l.start, l.end);
	while (i + 1 < l.end && s.p[i] == '-' && yaml_is_space(s.p[i + 1]))
		i = mends_skip_space(s, i + 1, l.end);
	l.words = i;
	l.value = mends_skip_key(s, i, l.end);
	l.has_key = l.value != i;
	for (l.stop = l.end; l.stop > l.value && yaml_is_space(s.p[l.stop - 1]);)
		l.stop--;
	l.begins = l.has_key || l.words > l.first;
	return l;
}

/* The last line before L that is not blank; false at the beginning of the text. */
bool mends_line_above(struct str s, const struct line *l, struct line *above)
{
	uint32_t start = l->start;

	while (start) {
		*above = mends_line_at(s, start - 1);
		if (above->first < above->end)
			return true;
		start = above->start;
	}
	return false;
}

struct mend mends_replace(struct explain *e, uint32_t start, uint32_t end, struct str with)
{
	return (struct mend){.start = start,
			     .end = end,
			     .edit_start = start,
			     .edit_end = end,
			     .with = with,
			     .was = str_sub(e->text, start, end),
			     .safety = FIX_SAFE};
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
	*out = mends_replace(e, stop, stop, arena_str(&e->arena, str_sub(s, start, start + 1)));
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
	*out = mends_replace(e, start, stop, yaml_quoted(&e->arena, inner));
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
uint32_t mends_colon_in(struct str s, uint32_t start, uint32_t stop)
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
	i = mends_skip_space(s, i + 1, stop);
	return i < stop && s.p[i] != '#' && s.p[i] != ',' && s.p[i] != ']' && s.p[i] != '}';
}

/* Which mistake an unquoted text holds; false if quotes would hide a real list or map. */
static bool name_plain(struct str s, uint32_t start, uint32_t stop, struct mend *m)
{
	uint32_t colon = mends_colon_in(s, start, stop);
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
	*out = mends_replace(e, start, stop, yaml_quoted(&e->arena, str_sub(s, start, stop)));
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
	start = mends_skip_space(s, start, l->end);
	start = mends_skip_key(s, start, l->end);
	from = at > start ? at : start;
	for (stop = from; stop < l->end && !strchr(",]}", s.p[stop]);)
		stop++;
	while (stop > start && yaml_is_space(s.p[stop - 1]))
		stop--;
	if (stop <= start)
		return false;
	if (try_close_at(e, start, stop, out) || try_requote_at(e, start, stop, out))
		return true;
	return try_quote_at(e, start, stop, out) && out->rule != RULE_UNREADABLE_YAML;
}

/* {fr: "Oui, en: "Yes"}: the text in quotes before the trouble should have ended at its comma. */
static bool try_close_piece(struct explain *e, const struct line *l, struct mend *out)
{
	const struct yaml_lexeme *last = e->now.nlexeme ? &e->now.lexeme[e->now.nlexeme - 1] : NULL;
	struct str s = e->text;
	uint32_t stop;

	if (!last || !last->node || last->start < l->start || last->end > l->end ||
	    !is_quote(s, last->start, last->end))
		return false;
	for (stop = last->start + 1; stop < last->end && !strchr(",]}", s.p[stop]);)
		stop++;
	if (stop + 1 >= last->end || !try_close_at(e, last->start, stop, out))
		return false;
	out->variant = "bracket";
	return true;
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
	struct mend m = mends_replace(e, at, at, with);

	m.rule = RULE_UNREADABLE_YAML;
	m.variant = variant;
	m.safety = FIX_SHOWN;
	return m;
}

/* "key:value" lacks its blank, "key value" its colon. */
static bool try_blank(struct explain *e, const struct line *l, struct mend *out)
{
	struct str s = e->text;
	uint32_t i = mends_skip_word(s, l->words, l->stop);
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
		if (first < line.n)
			buf_add_byte(&b, hard ? ' ' : line.p[i]);
		i += hard ? 2 : 1;
	}
	if (first == line.n) {
		buf_release(&b);
		return false;
	}
	*out = mends_replace(e, l->start + (uint32_t)first, l->start + (uint32_t)i,
			     arena_str(&e->arena, buf_str(&b)));
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
	*out = mends_replace(e, l->stop - 1, l->stop, STR(""));
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
	uint32_t at = e->stop.start, word, next;

	if (at <= l->value || at >= l->stop || !strchr("[{", s.p[l->value]))
		return false;
	/* libyaml names the colon or the word behind the gap. */
	for (word = at; word > l->value && !yaml_is_space(s.p[word - 1]) && !strchr("\"']}", s.p[word - 1]);)
		word--;
	next = word;
	while (word > l->value && yaml_is_space(s.p[word - 1]))
		word--;
	if (word == next || (!strchr("\"'", s.p[next]) && mends_skip_key(s, next, l->stop) == next))
		return false;
	*out = insert(e, word, STR(","), "comma");
	out->start = word ? word - 1 : 0;
	out->end = word;
	return hints_helps(e, out);
}

/* [a, , b]: the second comma has nothing before it. */
static bool try_extra_comma(struct explain *e, const struct line *l, struct mend *out)
{
	uint32_t at = e->stop.start;

	if (at < l->start || at >= l->end || e->text.p[at] != ',')
		return false;
	*out = mends_replace(e, at, at + 1, STR(""));
	out->rule = RULE_FLOW_INDICATOR;
	out->variant = "comma";
	out->safety = FIX_SHOWN;
	return hints_helps(e, out);
}

/* --- which edit, and where -------------------------------------------------------------- */

static bool try_line(struct explain *e, uint32_t offset, struct mend *out)
{
	/* From the most telling edit to the vaguest. */
	static try_fn *const edits[] = {
	    mends_try_tab,    mends_try_inner_tab, try_bracket,
	    try_close,        try_requote,         try_close_piece,
	    try_comma,        try_extra_comma,     try_extra_bracket,
	    try_piece_here,   try_quote,           try_no_break_space,
	    try_blank,        try_flow_blank,      mends_try_long_blank,
	    mends_try_indent, mends_try_block,     mends_try_continuation,
	};
	struct line l = mends_line_at(e->text, offset);
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
	       mends_line_start(e->text, e->now.long_quote_end) == mends_line_start(e->text, e->stop.start);
}

bool mends_find(struct explain *e, struct mend *m)
{
	const struct yaml_stop *s = &e->stop;
	uint32_t start = mends_line_start(e->text, s->start);
	struct line here = mends_line_at(e->text, s->start), above;

	if (is_final(s->rule))
		return false;
	if (e->now.long_quote != NOWHERE && e->now.long_quote < s->start && try_line(e, e->now.long_quote, m))
		return true;
	if (s->rule == RULE_UNCLOSED_QUOTE && s->also != NOWHERE && s->also > s->start &&
	    mends_line_start(e->text, s->also) != start && try_line(e, s->start, m))
		return true;
	if (try_line(e, s->start, m))
		return true;
	if (mends_line_above(e->text, &here, &above) && try_line(e, above.start, m))
		return true;
	if (s->also != NOWHERE && mends_line_start(e->text, s->also) != start && try_line(e, s->also, m))
		return true;
	return e->now.long_quote != NOWHERE && !runs_on(e) && try_line(e, e->now.long_quote, m);
}
