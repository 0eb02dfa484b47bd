/*
 * The guard's part inside scalars: block headers, lines that are not indented,
 * escapes that were meant as a path, keys that are no texts.
 */
#include "yaml/yaml_int.h"

struct checked {
	const struct yaml_reading *r;
	const struct yaml_lexeme *l;
	struct findings *fs;
	struct str text;
};

static struct finding *refuse(const struct checked *c, enum rule rule, const char *variant, size_t start,
			      size_t end)
{
	struct place p = {c->r->doc->path, (uint32_t)start, (uint32_t)end};
	struct finding *f = finding_add(c->fs, rule, p);

	finding_variant(f, variant);
	return f;
}

static bool is_digit(struct str s, size_t i)
{
	return i < s.n && s.p[i] >= '0' && s.p[i] <= '9';
}

static size_t next_line(struct str s, size_t i)
{
	i = yaml_line_end(s, i);
	return i >= s.n ? s.n : i + (s.p[i] == '\r' ? 2 : 1);
}

static size_t skip_blanks(struct str s, size_t i)
{
	while (i < s.n && s.p[i] == ' ')
		i++;
	return i;
}

static bool ends_line(struct str s, size_t i)
{
	return i >= s.n || yaml_is_break(s.p[i]);
}

/* The first line in the scalar after its own that is not indented enough. */
static void check_indent(const struct checked *c)
{
	size_t i = next_line(c->text, c->l->start);

	while (i < c->l->end) {
		size_t first = skip_blanks(c->text, i);
		size_t word = yaml_skip_space(c->text, first);
		bool low = (int32_t)(first - i) <= c->l->indent;

		if (low && !ends_line(c->text, word)) {
			if (c->text.p[first] == '\t')
				refuse(c, RULE_TAB, "inside", first, word);
			else
				refuse(c, RULE_NOT_INDENTED, "quote", first, yaml_line_end(c->text, first));
			return;
		}
		i = next_line(c->text, i);
	}
}

/*
 * Blank lines before the first text of a block may not be longer than its
 * indentation: the indentation would be theirs.
 */
static void check_blank_lines(const struct checked *c, size_t header)
{
	struct str s = c->text;
	size_t i = next_line(s, header), longest = 0, at = 0;

	for (; i < s.n; i = next_line(s, i)) {
		size_t first = skip_blanks(s, i);

		if (!ends_line(s, first)) {
			if (longest > first - i && (int32_t)(first - i) > c->l->indent)
				refuse(c, RULE_NOT_INDENTED, "block", at, at + longest);
			else if (s.p[first] == '\t' && (int32_t)(first - i) <= c->l->indent &&
				 !ends_line(s, yaml_skip_space(s, first)))
				refuse(c, RULE_TAB, "inside", first, yaml_skip_space(s, first));
			return;
		}
		if (first - i > longest) {
			longest = first - i;
			at = i;
		}
	}
}

/*
 * With + or a figure behind | or >, readers differ about a block without words,
 * and about blanks at the end of a file whose last line does not end.
 */
static void check_wordless(const struct checked *c)
{
	struct str s = c->text;
	size_t last = s.n;
	bool wordless = c->l->end <= yaml_line_end(s, c->l->start);

	while (last > c->l->end && yaml_is_space(s.p[last - 1]))
		last--;
	if (wordless || (last < s.n && str_trim(str_sub(s, c->l->end, s.n)).n == 0))
		refuse(c, RULE_NOT_INDENTED, "blank", c->l->start, yaml_line_end(s, c->l->start));
}

/* Behind | or >: signs, then blanks and a comment, then the end of the line. */
static void check_block(const struct checked *c)
{
	struct str s = c->text;
	size_t i = c->l->start + 1;
	bool sized = false, keeps = false;

	for (; i < s.n && (s.p[i] == '+' || s.p[i] == '-' || is_digit(s, i)); i++) {
		sized = sized || is_digit(s, i);
		keeps = keeps || s.p[i] == '+';
	}
	if (sized || keeps)
		check_wordless(c);
	if (i < s.n && s.p[i] == '#')
		finding_edit(c->fs, refuse(c, RULE_COMMENT_TOO_CLOSE, NULL, i, i + 1), FIX_SHOWN,
			     (struct place){c->r->doc->path, (uint32_t)i, (uint32_t)i}, STR(" "));
	else if (!sized)
		check_blank_lines(c, i);
}

/* "C:\temp" holds a tab: an escape behind a drive letter was meant as a path. */
static void check_path_escape(const struct checked *c)
{
	struct str s = c->text, inner = str_sub(s, c->l->start + 1, c->l->end - 1);
	size_t i;

	for (i = c->l->start + 1; i + 3 < c->l->end; i++) {
		bool drive = ((s.p[i] | 0x20) >= 'a' && (s.p[i] | 0x20) <= 'z') && s.p[i + 1] == ':' &&
			     s.p[i + 2] == '\\' && s.p[i + 3] != '\\';
		struct finding *f;

		if (!drive || (i > c->l->start + 1 && !strchr(" (", s.p[i - 1])))
			continue;
		f = refuse(c, RULE_ESCAPE_IN_PATH, NULL, i + 2, i + 4);
		finding_arg(c->fs, f, "escape", str_sub(s, i + 2, i + 4));
		if (str_find(inner, '\'', 0) < inner.n || yaml_line_end(inner, 0) < inner.n ||
		    str_has(inner, STR("\\\"")))
			return;
		finding_arg_fmt(c->fs, f, "fixed", "'%.*s'", STR_ARG(yaml_excerpt(inner)));
		finding_edit(c->fs, f, FIX_UNSAFE, (struct place){c->r->doc->path, c->l->start, c->l->end},
			     arena_fmt(c->fs->arena, "'%.*s'", STR_ARG(inner)));
		return;
	}
}

/* The 7 of {a: 4,7}: the guard speaks of the comma. */
static bool cut_by_comma(const struct checked *c)
{
	return c->l->in_flow && c->l->start >= 2 && c->text.p[c->l->start - 1] == ',' &&
	       is_digit(c->text, c->l->start - 2) && is_digit(c->text, c->l->start);
}

static void check_key(const struct checked *c)
{
	const struct yaml_node *n = c->l->node;
	struct finding *f;

	if (cut_by_comma(c))
		return;
	if (n->style == YAML_PLAIN && n->type != YAML_TEXT) {
		struct str fixed = yaml_quoted(c->fs->arena, n->text);

		f = refuse(c, RULE_KEY_NOT_TEXT, NULL, c->l->start, c->l->end);
		finding_arg(c->fs, f, "key", yaml_excerpt(n->text));
		finding_arg(c->fs, f, "fixed", yaml_excerpt(fixed));
		finding_edit(c->fs, f, FIX_SAFE, f->place, fixed);
	} else if (n->style == YAML_PLAIN && str_eq_c(n->text, "<<")) {
		/* With an anchor the mistake is there. */
		if (!c->r->has_anchor)
			refuse(c, RULE_NOT_IN_SUBSET, "merge", c->l->start, c->l->end);
	} else if (yaml_line_end(c->text, c->l->start) < c->l->end) {
		refuse(c, RULE_FLOW_INDICATOR, "key-lines", c->l->start, yaml_line_end(c->text, c->l->start));
	}
}

/* In brackets a word cannot begin with - ? : and a bracket or comma: [-], [?]. */
static void check_lone_sign(const struct checked *c)
{
	const struct yaml_node *n = c->l->node;
	char next = c->l->start + 1 < c->text.n ? c->text.p[c->l->start + 1] : ' ';
	bool sign = n->text.n && strchr("-?:", n->text.p[0]);

	if (sign && c->l->in_flow && (strchr(",[]{}", next) || yaml_ends_word(c->text, c->l->start + 1)))
		refuse(c, RULE_FLOW_INDICATOR, "sign", c->l->start, c->l->start + 1);
}

void yaml_guard_scalar(const struct yaml_reading *r, const struct yaml_lexeme *l, struct findings *fs)
{
	struct checked c = {r, l, fs, r->text};

	if (l->node->bad)
		return;
	if (l->node->style == YAML_LITERAL || l->node->style == YAML_FOLDED) {
		check_block(&c);
		return;
	}
	check_indent(&c);
	if (l->node->style == YAML_DOUBLE)
		check_path_escape(&c);
	if (l->node->style == YAML_PLAIN)
		check_lone_sign(&c);
	if (l->is_key)
		check_key(&c);
}

uint32_t yaml_block_end(struct str text, uint32_t start, uint32_t limit, int32_t indent)
{
	size_t i = next_line(text, start), end = yaml_line_end(text, start), content = 0, k;

	for (k = start + 1; k < start + 3u && k < text.n; k++)
		if (is_digit(text, k))
			content = (size_t)(indent < 0 ? 0 : indent) + (size_t)(text.p[k] - '0');
	for (; i < text.n && i < limit; i = next_line(text, i)) {
		size_t first = skip_blanks(text, i);

		if (ends_line(text, first))
			continue;
		if (!content)
			content = first - i > (size_t)(indent + 1) ? first - i : (size_t)(indent + 1);
		if (first - i < content)
			break;
		end = yaml_line_end(text, first);
	}
	return (uint32_t)(end < limit ? end : limit);
}
