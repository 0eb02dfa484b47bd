/* Rules about Markdown: HTML, images, headings, code and tables. */
#include "lint/text_int.h"

/* More tags of one text are not listed: they are one habit. */
#define MOST_TAGS 10u

static bool is_markdown(enum text_role role)
{
	return role == ROLE_MARKDOWN || role == ROLE_INLINE || role == ROLE_CHOICE;
}

static struct place_span part_place(struct lint *l, const struct text_use *t, const struct markdown_part *p)
{
	return text_place(l, t->node, p->start, p->end);
}

static struct finding *add(struct lint *l, enum rule rule, const struct text_use *t,
			   const struct markdown_part *p)
{
	return lint_add(l, rule, part_place(l, t, p));
}

/* --- HTML ------------------------------------------------------------------------------- */

/* A tag that Markdown has its own marks for. */
struct known_tag {
	const char *tags; /* joined by blanks */
	const char *variant;
};

static const struct known_tag known_tags[] = {
    {" b strong ", "bold"},
    {" i em ", "italic"},
    {" br p div ", "line"},
    {" a ", "link"},
    {" img ", "image"},
    {" code tt ", "code"},
    {" ul ol li ", "list"},
    {" table tr td th ", "table"},
    {" h1 h2 h3 h4 h5 h6 ", "heading"},
};

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* The variant that tells what to write instead of TAG ("<b class=x>"), or NULL. */
static const char *instead_of(struct str tag)
{
	char name[16] = " ";
	size_t i, n = 1;

	for (i = 1; i < tag.n && is_word(tag.p[i]) && n < sizeof(name) - 2; i++)
		name[n++] = tag.p[i] >= 'A' && tag.p[i] <= 'Z' ? (char)(tag.p[i] + 32) : tag.p[i];
	name[n++] = ' ';
	for (i = 0; i < countof(known_tags); i++)
		if (str_has(str_c(known_tags[i].tags), (struct str){name, n}))
			return known_tags[i].variant;
	return str_starts(tag, STR("<!--")) ? "comment" : NULL;
}

/* The tag at the beginning of S, up to its bracket. */
static struct str tag_of(struct str s)
{
	size_t end = str_starts(s, STR("<!--")) ? s.n : str_find(s, '>', 0) + 1;

	return str_sub(s, 0, end);
}

static void judge_html(struct lint *l, const struct text_use *t, const struct markdown_part *p, size_t *tags)
{
	struct str tag = tag_of(str_sub(t->node->text, p->start, p->end));
	struct finding *f;
	const char *variant;

	if (str_starts(tag, STR("</")) || (*tags)++ >= MOST_TAGS)
		return; /* its opening tag was named */
	f = lint_add(l, RULE_RAW_HTML, text_place(l, t->node, p->start, p->start + tag.n));
	lint_arg(l, f, "tag", tag);
	variant = instead_of(tag);
	if (f && variant)
		finding_variant(f, variant);
}

/* --- images --------------------------------------------------------------------------------- */

static void judge_image(struct lint *l, const struct text_use *t, const struct markdown_part *p)
{
	bool outside = str_starts(p->url, STR("https://")) || str_starts(p->url, STR("http://"));

	if (!outside)
		lint_arg(l, add(l, RULE_IMAGE_IN_TEXT, t, p), "file", p->url);
	else if (!p->label.n)
		add(l, RULE_IMAGE_WITHOUT_TEXT, t, p);
}

/* --- headings --------------------------------------------------------------------------------- */

/* ABOVE: the level of the heading before this one, or 0. */
static void judge_heading(struct lint *l, const struct text_use *t, const struct markdown_part *p,
			  unsigned *above)
{
	struct finding *f = NULL;

	if (p->level == 1) {
		f = add(l, RULE_HEADING_ORDER, t, p);
		if (f)
			finding_variant(f, "first");
	} else if (*above && p->level > *above + 1) {
		f = add(l, RULE_HEADING_ORDER, t, p);
		lint_arg_number(l, f, "level", p->level);
		lint_arg_number(l, f, "above", *above);
	}
	*above = p->level;
}

/* --- code and tables ---------------------------------------------------------------------------- */

static void judge_code(struct lint *l, const struct text_use *t, const struct markdown_part *p)
{
	struct finding *f = add(l, RULE_UNCLOSED_CODE, t, p);

	lint_arg(l, f, "mark", str_sub(t->node->text, p->start, p->end));
	if (f && p->kind == MARKDOWN_OPEN_FENCE)
		finding_variant(f, "fence");
}

static void judge_table(struct lint *l, const struct text_use *t, const struct markdown_part *p)
{
	struct finding *f = add(l, RULE_BROKEN_TABLE, t, p);

	if (f && p->kind == MARKDOWN_BARE_ROWS)
		finding_variant(f, "dashes");
	if (f && p->kind == MARKDOWN_LOST_CELLS) {
		finding_variant(f, "cells");
		lint_arg_number(l, f, "columns", p->level);
	}
}

/* Choices and feedback are one paragraph: what begins a block elsewhere is text there. */
static bool is_about_blocks(enum markdown_kind kind)
{
	return kind == MARKDOWN_HEADING || kind == MARKDOWN_OPEN_FENCE || kind == MARKDOWN_NO_TABLE ||
	       kind == MARKDOWN_BARE_ROWS || kind == MARKDOWN_LOST_CELLS;
}

static void judge_text(struct lint *l, const struct text_use *t)
{
	struct markdown m;
	unsigned above = 0;
	size_t i, tags = 0;

	text_markdown(&m, t->node->text, l->a);
	for (i = 0; i < m.n; i++) {
		const struct markdown_part *p = &m.v[i];

		if (is_about_blocks(p->kind) && t->role != ROLE_MARKDOWN)
			continue;
		if (p->kind == MARKDOWN_HTML)
			judge_html(l, t, p, &tags);
		else if (p->kind == MARKDOWN_LINK || p->kind == MARKDOWN_BROKEN_LINK)
			text_judge_link(l, t, p);
		else if (p->kind == MARKDOWN_IMAGE)
			judge_image(l, t, p);
		else if (p->kind == MARKDOWN_HEADING)
			judge_heading(l, t, p, &above);
		else if (p->kind == MARKDOWN_OPEN_CODE || p->kind == MARKDOWN_OPEN_FENCE)
			judge_code(l, t, p);
		else
			judge_table(l, t, p);
	}
}

void text_judge_markdown(struct lint *l)
{
	size_t i;

	for (i = 0; i < l->ntext; i++)
		if (is_markdown(l->text[i].role))
			judge_text(l, &l->text[i]);
}
