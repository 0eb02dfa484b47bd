/*
 * Rules about texts: what a reading as Markdown finds, its limits, and that the fix
 * of a finding makes it go without a new one.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <cmocka.h>

#include "base/limits.h"
#include "lint/lint.h"
#include "text/markdown.h"

#define HEAD "id: velos\nskill: filtrer\nstatus: validated\ntype: fields\n"

/* --- Markdown -------------------------------------------------------------------- */

static struct markdown read_markdown(const char *text, struct arena *a)
{
	struct markdown m;

	text_markdown(&m, str_c(text), a);
	return m;
}

/* Each part is "kind:piece", one per line. */
static void assert_parts(const char *text, const char *want)
{
	static const char *const names[] = {"html", "link",     "image", "heading", "fence",
					    "code", "no-table", "rows",  "cells",   "broken"};
	struct arena a;
	struct markdown m;
	struct buf b = {0};
	size_t i;

	arena_init(&a);
	m = read_markdown(text, &a);
	for (i = 0; i < m.n; i++) {
		buf_add_c(&b, names[m.v[i].kind]);
		buf_add_byte(&b, ':');
		buf_add_str(&b, str_sub(str_c(text), m.v[i].start, m.v[i].end));
		buf_add_byte(&b, '\n');
	}
	buf_add_byte(&b, 0);
	assert_string_equal(b.p, want);
	buf_release(&b);
	arena_release(&a);
}

static void test_parts(void **state)
{
	(void)state;
	assert_parts("Rien *que* des **mots**, 2 > 1.", "");
	assert_parts("Un <b>mot\n  et <i>un</i> autre", "html:<b>\nhtml:<i>\nhtml:</i>\n");
	assert_parts("> cite <s>\n> [là](x) ![a](y)", "html:<s>\nlink:[là](x)\nimage:![a](y)\n");
	assert_parts("é <https://b.fr> é", "link:<https://b.fr>\n");
	assert_parts("- [a\n  b](c) d", "link:[a\n  b](c)\n");
	assert_parts("- [a\n  *b*](c)\n  x <i> [](d) [`e`](f)",
		     "link:[a\n  *b*](c)\nhtml:<i>\nlink:[](d)\nlink:[`e`](f)\n");
	assert_parts("| a |\n|---|\n| <b> | trop |", "cells:| trop \nhtml:<b>\n");
	assert_parts("a\n===\n\n### b", "heading:a\nheading:### b\n");
	assert_parts("```\na", "fence:```\n");
	assert_parts("> ```\n> a\n> ```\n\n`b``", "code:`\n");
	assert_parts("[a](http://b c) [d](e)", "broken:http://b c\nlink:[d](e)\n");
}

static void test_limits(void **state)
{
	char *text;
	struct markdown m;
	struct arena a;
	size_t i, n;

	(void)state;
	arena_init(&a);
	text = arena_alloc(&a, LIMIT_MARKDOWN_BYTES + 2);
	memset(text, 'a', LIMIT_MARKDOWN_BYTES + 1);
	memcpy(text, "<b>", 3);
	text_markdown(&m, (struct str){text, LIMIT_MARKDOWN_BYTES}, &a);
	assert_int_equal(m.n, 1);
	text_markdown(&m, (struct str){text, LIMIT_MARKDOWN_BYTES + 1}, &a);
	assert_int_equal(m.n, 0);
	for (i = 0; i < 2; i++) { /* 100 lines, the first with 200 or 201 bars */
		n = 200 + i;
		memset(text, '|', n);
		memcpy(text + n, " <b>", 4);
		memset(text + n + 4, '\n', 99);
		memcpy(text + n + 103, "a", 1);
		text_markdown(&m, (struct str){text, n + 104}, &a);
		assert_int_equal(m.n, 1 - i);
	}
	arena_release(&a);
}

/* --- fixes ---------------------------------------------------------------------------- */

static struct unit *compile(const char *path, struct str text, const struct config *c)
{
	struct unit *u = unit_new(str_c(path), model_kind_of(str_c(path)));
	struct model_tree t = {0};
	struct arena tree;
	struct yaml_doc doc;

	arena_init(&tree);
	yaml_read(&doc, u->path, text, &tree, &u->findings);
	t.arena = &tree;
	model_build(u, &doc, c, &t);
	lint_unit(u, &doc, c, &t);
	arena_release(&tree);
	return u;
}

static size_t count_rule(const struct unit *u, enum rule rule)
{
	size_t i, n = 0;

	for (i = 0; i < u->findings.n; i++)
		n += u->findings.v[i]->rule == rule;
	return n;
}

static const struct finding *find_rule(const struct unit *u, enum rule rule)
{
	size_t i;

	for (i = 0; i < u->findings.n; i++)
		if (u->findings.v[i]->rule == rule)
			return u->findings.v[i];
	return NULL;
}

/* TEXT with the edits of F, which stand in the order of the file. */
static struct str apply(struct str text, const struct finding *f, struct arena *a)
{
	struct buf b = {0};
	uint32_t at = 0;
	struct str s;
	size_t i;

	for (i = 0; i < f->nedit; i++) {
		buf_add_str(&b, str_sub(text, at, f->edit[i].start));
		buf_add_str(&b, f->edit[i].text);
		at = f->edit[i].end;
	}
	buf_add_str(&b, str_sub(text, at, text.n));
	s = arena_str(a, buf_str(&b));
	buf_release(&b);
	return s;
}

struct fix_case {
	enum rule rule;
	enum fix_safety safety;
	const char *before, *after;
};

/* Each is the value of `instruction`, as YAML. */
static const struct fix_case fixes[] = {
    {RULE_DOUBLE_BLANK, FIX_SAFE, "\"Quel  v\xc3\xa9lo,   dis\"", "\"Quel v\xc3\xa9lo, dis\""},
    {RULE_DOUBLE_BLANK, FIX_SAFE, "|\n  Quel  v\n\n  l''  o \n", "|\n  Quel v\n\n  l'' o \n"},
    {RULE_DOUBLE_BLANK, FIX_SAFE, "'l''a  b  c'", "'l''a b c'"},
    {RULE_INVISIBLE_CHARACTER, FIX_SAFE, "ve\xe2\x80\x8blo", "velo"},
    {RULE_NOT_COMPOSED, FIX_SAFE, "\"ve\xcc\x81lo\"", "\"v\xc3\xa9lo\""},
    {RULE_LOOKALIKE_LETTER, FIX_UNSAFE, "vel\xd0\xbe", "velo"},
    {RULE_PUNCTUATION_BLANK, FIX_SAFE, "\"Un\xc2\xa0: deux? trois!\"",
     "\"Un\xc2\xa0: deux\xc2\xa0? trois\xc2\xa0!\""},
    {RULE_PUNCTUATION_BLANK, FIX_SAFE, "\"Un , deux .\"", "\"Un, deux.\""},
    {RULE_BREAKING_BLANK, FIX_SAFE, "\"Un : \xc2\xab deux \xc2\xbb ?\"",
     "\"Un\xc2\xa0: \xc2\xab\xc2\xa0"
     "deux\xc2\xa0\xc2\xbb\xc2\xa0?\""},
};

static void test_fixes(void **state)
{
	static const char pix[] =
	    "name: essai\ntitle: Essai\nversion: 1.0.0\nlocales: [{id: fr}, {id: en}]\n";
	struct unit *config = compile("pix.yaml", str_c(pix), NULL);
	struct arena a;
	size_t i;

	(void)state;
	arena_init(&a);
	for (i = 0; i < countof(fixes); i++) {
		struct str text = arena_fmt(&a, HEAD "instruction: %s\n", fixes[i].before);
		struct unit *u = compile("challenges/a/b/c.yaml", text, config->config);
		const struct finding *f = find_rule(u, fixes[i].rule);

		assert_non_null(f);
		assert_int_equal(count_rule(u, fixes[i].rule), 1);
		assert_int_equal(f->fix, fixes[i].safety);
		text = apply(text, f, &a);
		unit_free(u);
		assert_string_equal(text.p, arena_fmt(&a, HEAD "instruction: %s\n", fixes[i].after).p);
		u = compile("challenges/a/b/c.yaml", text, config->config);
		assert_int_equal(count_rule(u, fixes[i].rule), 0);
		unit_free(u);
	}
	unit_free(config);
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_parts),
	    cmocka_unit_test(test_limits),
	    cmocka_unit_test(test_fixes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
