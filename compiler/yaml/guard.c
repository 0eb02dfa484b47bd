/*
 * The gaps between libyaml's scalars and brackets: blanks, comments and the
 * signs - : ? , --- and ... What libyaml lets pass there although YAML 1.2 does
 * not is refused, each with its finding; comments are collected on the way.
 */
#include "yaml/yaml_int.h"

struct guard {
	struct yaml_reading *r;
	struct findings *fs;
	struct str text;
	size_t pos;
	size_t line;                                 /* where the line of POS begins */
	size_t blank;                                /* up to here the line holds blanks only */
	const struct yaml_lexeme *before, *next;     /* around the gap, or NULL */
	char last;                                   /* last sign in this gap or bracket before it, or 0 */
	bool colon;                                  /* a colon stands in this gap */
	bool question;                               /* a ? waits for its key and value */
	size_t flow;                                 /* open brackets */
	bool flow_root;                              /* the outermost bracket begins the document */
	char open[LIMIT_YAML_DEPTH + 1];             /* the open brackets, from 1 on */
	struct finding *tight[LIMIT_YAML_DEPTH + 1]; /* the finding of each about tight commas */
	const struct yaml_lexeme *value;             /* the last value in braces, when it is plain */
	struct finding *prose;                       /* grows as long as its text goes on */
	bool is_json;
};

static struct place place_of(const struct guard *g, size_t start, size_t end)
{
	return (struct place){g->r->doc->path, (uint32_t)start, (uint32_t)end};
}

static struct finding *refuse(struct guard *g, enum rule rule, const char *variant, size_t start, size_t end)
{
	struct finding *f = finding_add(g->fs, rule, place_of(g, start, end));

	finding_variant(f, variant);
	return f;
}

/* Sets the line of POS, which lies at or behind the old one. */
static void move_to(struct guard *g, size_t pos)
{
	size_t i = pos;

	while (i > g->pos && g->text.p[i - 1] != '\n')
		i--;
	if (i > g->pos || (i == g->pos && i && g->text.p[i - 1] == '\n')) {
		g->line = i;
		g->blank = yaml_skip_space(g->text, i);
	}
	g->pos = pos;
}

static bool only_blanks_before(const struct guard *g, size_t i)
{
	return g->blank >= i;
}

/* --- comments -------------------------------------------------------------------- */

/* A text of several words, as opposed to an id, a number or a file name. */
static bool is_prose(struct str s)
{
	return str_find(s, ' ', 0) < s.n;
}

/* "#general" rather than "# a remark". */
static bool is_tight(struct str s, size_t hash)
{
	return !yaml_ends_word(s, hash + 1) && s.p[hash + 1] != '#' && s.p[hash + 1] != '!';
}

/* What is written to the tool stands behind a value on purpose. */
static bool is_pragma(struct str s, size_t hash)
{
	struct str words = str_sub(s, yaml_skip_space(s, hash + 1), s.n);

	return str_starts(words, STR("pixc:")) || str_starts(words, STR("yaml-language-server:"));
}

/* "key: #general" is a key without value and a comment. */
static void check_empty_value(struct guard *g, size_t hash)
{
	const struct yaml_lexeme *key = g->before, *next = g->next;
	size_t end = yaml_line_end(g->text, hash);
	struct str fixed;
	struct finding *f;

	if (g->flow || g->last != ':' || !key || !key->is_key || !is_tight(g->text, hash) ||
	    only_blanks_before(g, hash))
		return;
	if (next && (!next->is_key || next->indent > key->indent))
		return;
	fixed = yaml_quoted(g->fs->arena, str_sub(g->text, hash, end));
	f = refuse(g, RULE_MARKUP_FIRST, "empty", hash, hash + 1);
	finding_arg(g->fs, f, "mark", STR("#"));
	finding_arg(g->fs, f, "text", yaml_excerpt(str_sub(g->text, hash, end)));
	finding_arg(g->fs, f, "fixed", yaml_excerpt(fixed));
	finding_edit(g->fs, f, FIX_SAFE, place_of(g, hash, end), fixed);
}

static void check_cut_text(struct guard *g, size_t hash)
{
	const struct yaml_lexeme *l = g->before;
	size_t end = yaml_line_end(g->text, hash);
	struct str fixed;
	struct finding *f;

	if (!l || !l->node || l->node->style != YAML_PLAIN || l->node->bad || l->is_key || g->last ||
	    l->end <= g->line || is_pragma(g->text, hash))
		return;
	if (!is_tight(g->text, hash) && !is_prose(l->node->text))
		return;
	f = refuse(g, RULE_SPACE_HASH, NULL, hash, end);
	finding_arg(g->fs, f, "text", yaml_excerpt(l->node->text));
	finding_arg(g->fs, f, "lost", yaml_excerpt(str_sub(g->text, hash, end)));
	if (l->in_flow || l->start < g->line)
		return;
	fixed = yaml_quoted(g->fs->arena, str_sub(g->text, l->start, end));
	finding_arg(g->fs, f, "fixed", yaml_excerpt(fixed));
	finding_edit(g->fs, f, FIX_UNSAFE, place_of(g, l->start, end), fixed);
}

static void add_comment(struct guard *g, size_t start, size_t end)
{
	struct yaml_doc *doc = g->r->doc;
	size_t cap = doc->ncomment;

	if ((cap & (cap - 1)) == 0)
		doc->comment =
		    arena_resize(g->r->arena, doc->comment, cap, cap ? cap * 2 : 1, sizeof(*doc->comment));
	doc->comment[doc->ncomment++] =
	    (struct yaml_comment){(uint32_t)start, (uint32_t)end, only_blanks_before(g, start)};
}

static void on_comment(struct guard *g)
{
	size_t start = g->pos, end = yaml_line_end(g->text, start);

	if (start && !yaml_ends_word(g->text, start - 1)) {
		struct finding *f = refuse(g, RULE_COMMENT_TOO_CLOSE, NULL, start, start + 1);

		finding_edit(g->fs, f, FIX_SHOWN, place_of(g, start, start), STR(" "));
	} else {
		check_cut_text(g, start);
		check_empty_value(g, start);
	}
	add_comment(g, start, end);
	move_to(g, end);
}

/*
 * What begins a line inside brackets must be indented more than the block
 * around; a closing bracket as much as it.
 */
static void check_flow_line(struct guard *g, size_t start, size_t end, int32_t indent)
{
	int32_t column = (int32_t)(start - g->line);
	bool closes = g->flow == 1 && strchr("]}", g->text.p[start]);

	if (g->flow && !g->flow_root && only_blanks_before(g, start) && column <= indent - (closes ? 1 : 0))
		refuse(g, RULE_NOT_INDENTED, "flow", start, end);
}

/* --- signs ------------------------------------------------------------------------ */

static bool follows_json(const struct guard *g)
{
	const struct yaml_lexeme *l = g->before;

	if (!l || l->end != g->pos)
		return false;
	return !l->node || l->node->style == YAML_DOUBLE || l->node->style == YAML_SINGLE;
}

/* Ids and names: what a key of ours looks like. */
static bool is_plain_key(struct str s)
{
	size_t i;

	for (i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_'))
			return false;
	}
	return true;
}

/*
 * "- Attention : danger" and [Attention : danger] are a key and a value to YAML:
 * French typography wants the blank, a key of ours has none and no capital.
 */
static void check_colon_blank(struct guard *g)
{
	const struct yaml_lexeme *l = g->before;
	size_t end = yaml_line_end(g->text, g->pos);
	struct str text, fixed;
	struct finding *f;
	bool in_list =
	    l && (l->in_pair || (!l->in_flow && l->start > g->blank && g->text.p[g->blank] == '-'));

	if (!l || !l->is_key || !in_list || l->end == g->pos || l->start < g->line ||
	    l->node->style != YAML_PLAIN || is_plain_key(l->node->text))
		return;
	text = str_sub(g->text, l->start, end);
	while (text.n && yaml_is_space(text.p[text.n - 1]))
		text.n--;
	f = refuse(g, RULE_SPACE_COLON, l->in_pair ? "pair" : "key", g->pos, g->pos + 1);
	finding_arg(g->fs, f, "text", yaml_excerpt(l->in_pair ? l->node->text : text));
	if (l->in_pair || !g->next || g->next->start >= end || g->next->is_key)
		return;
	fixed = yaml_quoted(g->fs->arena, text);
	finding_arg(g->fs, f, "fixed", yaml_excerpt(fixed));
	finding_edit(g->fs, f, FIX_UNSAFE, place_of(g, l->start, l->start + text.n), fixed);
}

static void on_colon(struct guard *g)
{
	const struct yaml_lexeme *l = g->before;
	bool glued = g->flow && !follows_json(g) && !yaml_ends_word(g->text, g->pos + 1) &&
		     !strchr(",[]{}", g->text.p[g->pos + 1]);

	if (g->before)
		check_flow_line(g, g->pos, g->pos + 1, g->before->indent);
	if (g->question) {
		g->question = false;
	} else if (glued) {
		finding_edit(g->fs, refuse(g, RULE_FLOW_INDICATOR, "colon", g->pos, g->pos + 1), FIX_SHOWN,
			     place_of(g, g->pos + 1, g->pos + 1), STR(" "));
	} else if (l && l->is_key && !g->colon && l->end <= g->line) {
		refuse(g, RULE_FLOW_INDICATOR, "key-lines", l->start, l->end);
	} else {
		check_colon_blank(g);
	}
	g->colon = true;
	g->last = ':';
	g->pos++;
}

static bool is_digit(struct str s, size_t i)
{
	return i < s.n && s.p[i] >= '0' && s.p[i] <= '9';
}

/* [4,7] is two numbers to YAML, one to a French reader; one finding for a list. */
static void check_tight_comma(struct guard *g)
{
	struct str s = g->text;
	size_t start = g->pos, end = g->pos + 1;
	struct finding **f = &g->tight[g->flow];
	bool braces = g->open[g->flow] == '{';

	if (g->is_json || !start || !is_digit(s, start - 1) || !is_digit(s, end))
		return;
	if (!*f) {
		while (start > g->line && is_digit(s, start - 1))
			start--;
		while (is_digit(s, end))
			end++;
		*f = refuse(g, RULE_COMMA_IN_LIST, braces ? "braces" : NULL, start, end);
		finding_arg(g->fs, *f, "pair", yaml_excerpt(str_sub(s, start, end)));
		finding_arg(g->fs, *f, "left", yaml_excerpt(str_sub(s, start, g->pos)));
		finding_arg(g->fs, *f, "right", yaml_excerpt(str_sub(s, g->pos + 1, end)));
	}
	if (!braces && (*f)->nedit < 16)
		finding_edit(g->fs, *f, FIX_SHOWN, place_of(g, g->pos + 1, g->pos + 1), STR(" "));
}

static void on_comma(struct guard *g)
{
	if (g->before)
		check_flow_line(g, g->pos, g->pos + 1, g->before->indent);
	if (!g->before || (g->last && !strchr(":]}", g->last)))
		refuse(g, RULE_FLOW_INDICATOR, "comma", g->pos, g->pos + 1);
	else
		check_tight_comma(g);
	g->question = false;
	g->last = ',';
	g->pos++;
}

/* --- and ... stand alone on their line. */
static bool on_marker(struct guard *g)
{
	struct str mark = str_sub(g->text, g->pos, g->pos + 3);
	size_t after;

	if (g->line != g->pos || !yaml_ends_word(g->text, g->pos + 3) ||
	    (!str_eq_c(mark, "---") && !str_eq_c(mark, "...")))
		return false;
	after = yaml_skip_space(g->text, g->pos + 3);
	if (after < g->text.n && !yaml_is_break(g->text.p[after]) && g->text.p[after] != '#')
		refuse(g, RULE_NOT_IN_SUBSET, "marker", g->pos, g->pos + 3);
	g->pos += 3;
	return true;
}

static void on_sign(struct guard *g, char c)
{
	if (on_marker(g))
		return;
	if (c == ':') {
		on_colon(g);
	} else if (c == ',') {
		on_comma(g);
	} else if (c == '-' && !g->flow && yaml_ends_word(g->text, g->pos + 1)) {
		g->last = '-';
		g->pos++;
	} else if (c == '&' || c == '!') {
		/* An anchor or tag: an issue of its own. */
		while (!yaml_ends_word(g->text, g->pos))
			g->pos++;
	} else if (c == '?') {
		refuse(g, RULE_FLOW_INDICATOR, "question", g->pos, g->pos + 1);
		g->question = true;
		g->last = c;
		g->pos++;
	} else {
		refuse(g, RULE_FLOW_INDICATOR, "sign", g->pos, g->pos + 1);
		g->last = c;
		g->pos++;
	}
}

/*
 * Tabs are refused where they indent: at the beginning of a line, and behind a
 * dash when a list or a key follows. Elsewhere they part words like blanks do.
 */
static void on_tab(struct guard *g)
{
	size_t after = yaml_skip_space(g->text, g->pos);
	bool line_ends = after >= g->text.n || yaml_is_break(g->text.p[after]) || g->text.p[after] == '#';
	bool first = only_blanks_before(g, g->pos);
	bool dash = !first && !g->flow && g->last && strchr("-:?", g->last) &&
		    (g->text.p[after < g->text.n ? after : 0] == '-' ||
		     (g->next && g->next->is_key && g->next->start == after));
	const struct yaml_node *n = g->before && !g->last ? g->before->node : NULL;
	bool block = n && (n->style == YAML_LITERAL || n->style == YAML_FOLDED);
	struct finding *f;

	/* Behind a block the line would be its own; for a missing value, readers differ. */
	if (first && ((after >= g->text.n && g->last) || (block && line_ends))) {
		f = refuse(g, RULE_TAB, "blank", g->pos, after);
		finding_edit(g->fs, f, FIX_SAFE, f->place, STR(""));
	} else if (!line_ends && ((first && !g->flow_root) || dash)) {
		f = refuse(g, RULE_TAB, first ? NULL : "inside", g->pos, after);
		if (!first)
			finding_edit(g->fs, f, FIX_SAFE, f->place, STR(" "));
	}
	g->pos = after;
}

/* Everything from g->pos up to END, where the next lexeme begins. */
static void guard_gap(struct guard *g, size_t end)
{
	while (g->pos < end) {
		char c = g->text.p[g->pos];

		if (c == '\n')
			move_to(g, g->pos + 1);
		else if (c == ' ' || c == '\r')
			g->pos++;
		else if (c == '\t')
			on_tab(g);
		else if (c == '#')
			on_comment(g);
		else
			on_sign(g, c);
	}
}

/* --- lexemes ---------------------------------------------------------------------- */

/* A value below its key must be indented more than the key. */
static void check_column(struct guard *g, const struct yaml_lexeme *l)
{
	size_t end = l->node ? yaml_line_end(str_sub(g->text, 0, l->end), l->start) : l->end;

	if (l->in_flow || g->flow)
		check_flow_line(g, l->start, end, l->indent);
	else if (!l->is_key && g->colon && l->indent >= 0 && only_blanks_before(g, l->start) &&
		 (int32_t)(l->start - g->line) <= l->indent)
		refuse(g, RULE_NOT_INDENTED, "value", l->start, end);
}

static void on_bracket(struct guard *g, const struct yaml_lexeme *l)
{
	char c = g->text.p[l->start];

	if (c == '[' || c == '{') {
		if (!g->flow)
			g->flow_root = l->indent < 0;
		g->flow++;
		g->open[g->flow] = c;
		g->tight[g->flow] = NULL;
	} else if (g->flow && --g->flow == 0) {
		g->flow_root = false;
	}
	g->last = c;
	g->value = NULL;
	g->prose = NULL;
}

/*
 * {fr: Oui, non}: a key without colon and value was meant as text, together with
 * the value before it. Two such keys in a row are one text.
 */
static void check_valueless(struct guard *g, const struct yaml_lexeme *key)
{
	struct str text;

	if (g->colon) {
		g->prose = NULL;
		return;
	}
	if (g->tight[g->flow] && is_digit(g->text, key->start) && g->text.p[key->start - 1] == ',')
		return;
	if (g->prose)
		g->prose->place.end = key->end;
	else
		g->prose = refuse(g, RULE_PROSE_IN_BRACES, NULL, key->start, key->end);
	finding_arg(g->fs, g->prose, "key", yaml_excerpt(str_sub(g->text, key->start, key->end)));
	if (!g->value) {
		finding_variant(g->prose, "alone");
		return;
	}
	text = str_sub(g->text, g->value->start, key->end);
	finding_arg(g->fs, g->prose, "text", yaml_excerpt(text));
	g->prose->nedit = 0;
	g->prose->fix = FIX_NONE;
	if (yaml_line_end(text, 0) < text.n || str_find(text, '"', 0) < text.n)
		return;
	text = yaml_quoted(g->fs->arena, text);
	finding_arg(g->fs, g->prose, "fixed", yaml_excerpt(text));
	finding_edit(g->fs, g->prose, FIX_UNSAFE, place_of(g, g->value->start, key->end), text);
}

/* A comment behind | or > stands inside the span of the text. */
static void add_header_comment(struct guard *g, const struct yaml_lexeme *l)
{
	size_t end, hash;

	if (!l->node || l->node->bad || (l->node->style != YAML_LITERAL && l->node->style != YAML_FOLDED))
		return;
	end = yaml_line_end(g->text, l->start);
	hash = str_find(str_sub(g->text, 0, end), '#', l->start);
	if (hash < end)
		add_comment(g, hash, end);
}

static void on_lexeme(struct guard *g, const struct yaml_lexeme *l)
{
	const struct yaml_lexeme *before = g->before;
	bool question = g->question;

	g->next = l;
	guard_gap(g, l->start);
	if (before && before->is_key && before->in_flow && g->flow && !question)
		check_valueless(g, before);
	check_column(g, l);
	if (l->in_flow && l->node && !l->is_key)
		g->value = g->colon && l->node->style == YAML_PLAIN ? l : NULL;
	g->last = 0;
	g->colon = false;
	g->before = l;
	if (l->node)
		yaml_guard_scalar(g->r, l, g->fs);
	else
		on_bracket(g, l);
	add_header_comment(g, l);
	move_to(g, l->end);
}

void yaml_guard(struct yaml_reading *r, size_t end, struct findings *fs)
{
	struct guard g = {.r = r, .fs = fs, .text = r->text};
	size_t i;

	g.is_json = str_ends(r->doc->path, STR(".json"));
	g.blank = yaml_skip_space(r->text, 0);
	for (i = 0; i < r->nlexeme && r->lexeme[i].end <= end; i++)
		on_lexeme(&g, &r->lexeme[i]);
	g.next = NULL;
	if (end == r->text.n)
		guard_gap(&g, end);
}
