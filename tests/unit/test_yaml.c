/* Unit tests of compiler/yaml: types, limits, spans, comments, hints. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/alloc.h"
#include "yaml/yaml.h"

struct reading {
	struct arena arena;
	struct yaml_doc doc;
	struct findings fs;
};

static void read_str(struct reading *r, struct str bytes)
{
	arena_init(&r->arena);
	findings_init(&r->fs, &r->arena);
	yaml_read(&r->doc, STR("x.yaml"), bytes, &r->arena, &r->fs);
	findings_finish(&r->fs);
}

static void done(struct reading *r)
{
	arena_release(&r->arena);
}

/* Checks that the places and edits of all findings lie inside the file. */
static void check_places(const struct reading *r)
{
	size_t i, k;

	for (i = 0; i < r->fs.n; i++) {
		const struct finding *f = r->fs.v[i];

		assert_true(f->place.start <= f->place.end);
		assert_true(f->place.end <= r->doc.bytes.n);
		for (k = 0; k < f->nedit; k++)
			assert_true(f->edit[k].start <= f->edit[k].end && f->edit[k].end <= r->doc.bytes.n);
	}
	assert_int_equal(r->doc.root == NULL, findings_count(&r->fs, SEVERITY_ERROR) > 0);
}

/* Checks that NODE lies in [START, END), its parts in it and in their order. */
static void check_node(const struct yaml_node *n, uint32_t start, uint32_t end)
{
	uint32_t at = n->start;
	size_t i;

	assert_true(start <= n->start && n->start <= n->end && n->end <= end);
	for (i = 0; n->kind != YAML_SCALAR && i < n->n; i++) {
		const struct yaml_node *value = n->kind == YAML_LIST ? n->item[i] : n->pair[i].value;

		if (n->kind == YAML_MAP) {
			assert_int_equal(n->pair[i].key->kind, YAML_SCALAR);
			check_node(n->pair[i].key, at, n->end);
			at = n->pair[i].key->end;
		}
		check_node(value, at, n->end > value->end ? n->end : value->end);
		at = value->end;
	}
}

static void check_reading(const struct reading *r)
{
	size_t i;
	uint32_t at = 0;

	check_places(r);
	if (!r->doc.root)
		return;
	check_node(r->doc.root, 0, (uint32_t)r->doc.bytes.n);
	for (i = 0; i < r->doc.ncomment; i++) {
		const struct yaml_comment *c = &r->doc.comment[i];

		assert_true(at <= c->start && c->start < c->end && c->end <= r->doc.bytes.n);
		assert_int_equal(r->doc.bytes.p[c->start], '#');
		at = c->end;
	}
}

static const struct finding *only_finding(const struct reading *r)
{
	assert_int_equal(r->fs.n, 1);
	return r->fs.v[0];
}

/* --- the core schema -------------------------------------------------------------- */

static void test_types(void **state)
{
	static const struct {
		const char *text;
		enum yaml_type type;
	} table[] = {
	    {"~", YAML_NULL},     {"null", YAML_NULL},    {"Null", YAML_NULL},       {"NULL", YAML_NULL},
	    {"nULL", YAML_TEXT},  {"true", YAML_BOOL},    {"FALSE", YAML_BOOL},      {"tRue", YAML_TEXT},
	    {"yes", YAML_TEXT},   {"no", YAML_TEXT},      {"on", YAML_TEXT},         {"n", YAML_TEXT},
	    {"0", YAML_INT},      {"-0", YAML_INT},       {"+12", YAML_INT},         {"01000", YAML_INT},
	    {"0o17", YAML_INT},   {"0o18", YAML_TEXT},    {"-0o17", YAML_TEXT},      {"0x1F", YAML_INT},
	    {"0xG", YAML_TEXT},   {"0x", YAML_TEXT},      {"0b1", YAML_TEXT},        {"1_000", YAML_TEXT},
	    {"1e3", YAML_FLOAT},  {"1E-3", YAML_FLOAT},   {"1e", YAML_TEXT},         {"1.", YAML_FLOAT},
	    {".5", YAML_FLOAT},   {".", YAML_TEXT},       {"-.5e1", YAML_FLOAT},     {"1.2.3", YAML_TEXT},
	    {"4,7", YAML_TEXT},   {".inf", YAML_FLOAT},   {"+.INF", YAML_FLOAT},     {"-.Inf", YAML_FLOAT},
	    {".nan", YAML_FLOAT}, {"-.nan", YAML_TEXT},   {"inf", YAML_TEXT},        {"12:30", YAML_TEXT},
	    {"1 500", YAML_TEXT}, {"2004-11", YAML_TEXT}, {"14/07/2019", YAML_TEXT}, {"6e", YAML_TEXT},
	    {"+", YAML_TEXT},     {"1-", YAML_TEXT},
	};
	size_t i;

	(void)state;
	for (i = 0; i < countof(table); i++) {
		struct reading r;
		struct buf b = {0};
		struct yaml_node *n;

		buf_add_fmt(&b, "a: %s\nb: \"%s\"\n", table[i].text, table[i].text);
		read_str(&r, buf_str(&b));
		n = yaml_get(r.doc.root, "a");
		assert_non_null(n);
		assert_true(str_eq_c(n->text, table[i].text));
		if (n->type != table[i].type)
			fail_msg("%s is %d", table[i].text, (int)n->type);
		assert_int_equal(yaml_get(r.doc.root, "b")->type, YAML_TEXT);
		done(&r);
		buf_release(&b);
	}
}

static void test_json(void **state)
{
	struct reading r;
	struct buf out = {0};

	(void)state;
	read_str(&r, STR("a: [1, no, ~, True, \"x\\ty\"]\nb: {c: 0x1F, d: }\n"));
	yaml_dump_json(&out, &r.doc);
	assert_string_equal(out.p, "{\"a\": [{\"$number\": \"1\"}, \"no\", null, true, \"x\\u0009y\"], "
				   "\"b\": {\"c\": {\"$number\": \"0x1F\"}, \"d\": null}}");
	buf_release(&out);
	done(&r);
}

/* --- limits: at the limit, and one above ------------------------------------------ */

static void expect_limit(struct buf *b, const char *variant)
{
	struct reading r;

	read_str(&r, buf_str(b));
	check_reading(&r);
	if (!variant) {
		assert_int_equal(r.fs.n, 0);
		assert_non_null(r.doc.root);
	} else {
		assert_int_equal(only_finding(&r)->rule, RULE_YAML_LIMIT);
		assert_string_equal(only_finding(&r)->variant, variant);
	}
	done(&r);
	buf_release(b);
}

static void add_many(struct buf *b, const char *s, size_t n)
{
	while (n--)
		buf_add_c(b, s);
}

static void test_limit_file(void **state)
{
	struct buf b = {0};
	int above;

	(void)state;
	for (above = 0; above < 2; above++) {
		buf_add_c(&b, "a: 1\n#");
		add_many(&b, "x", LIMIT_FILE_BYTES - 6 + (size_t)above);
		expect_limit(&b, above ? "file" : NULL);
	}
}

static void test_limit_depth(void **state)
{
	struct buf b = {0};
	unsigned above, i;

	(void)state;
	for (above = 0; above < 2; above++) {
		add_many(&b, "[", LIMIT_YAML_DEPTH + above);
		add_many(&b, "]", LIMIT_YAML_DEPTH + above);
		expect_limit(&b, above ? "depth" : NULL);
		for (i = 0; i < LIMIT_YAML_DEPTH + above; i++)
			buf_add_fmt(&b, "%*sa:\n", (int)i, "");
		expect_limit(&b, above ? "depth" : NULL);
	}
}

static void test_limit_key(void **state)
{
	struct buf b = {0};
	unsigned above;

	(void)state;
	for (above = 0; above < 2; above++) {
		add_many(&b, "k", LIMIT_KEY_BYTES + above);
		buf_add_c(&b, ": 1\n");
		expect_limit(&b, above ? "key" : NULL);
	}
}

static void test_limit_text(void **state)
{
	struct buf b = {0};
	unsigned above;

	(void)state;
	for (above = 0; above < 2; above++) {
		buf_add_c(&b, "a: ");
		add_many(&b, "k", LIMIT_TEXT_BYTES + above);
		expect_limit(&b, above ? "text" : NULL);
	}
}

static void test_limit_events(void **state)
{
	/* stream, document and list begin, document end: 5 events beside the items */
	struct buf b = {0};
	unsigned above;

	(void)state;
	for (above = 0; above < 2; above++) {
		add_many(&b, "- 1\n", LIMIT_YAML_EVENTS - 5 + above);
		expect_limit(&b, above ? "events" : NULL);
	}
}

/* --- spans ------------------------------------------------------------------------- */

static struct str text_of(const struct reading *r, const struct yaml_node *n)
{
	return str_sub(r->doc.bytes, n->start, n->end);
}

static void test_spans(void **state)
{
	struct reading r;
	const struct yaml_node *root;

	(void)state;
	read_str(&r, STR("\xef\xbb\xbf# é\na: \"x\"\nb: |\n  un\n\nc: [😀, {d: 'é'}] # y\ne:\n"));
	check_reading(&r);
	root = r.doc.root;
	assert_true(str_eq_c(text_of(&r, yaml_get(root, "a")), "\"x\""));
	assert_true(str_eq_c(text_of(&r, yaml_get(root, "b")), "|\n  un"));
	assert_true(str_eq_c(text_of(&r, yaml_get(root, "c")), "[😀, {d: 'é'}]"));
	assert_true(str_eq_c(text_of(&r, yaml_get(root, "c")->item[0]), "😀"));
	assert_true(str_eq_c(text_of(&r, yaml_get(yaml_get(root, "c")->item[1], "d")), "'é'"));
	assert_int_equal(yaml_get(root, "e")->start, yaml_get(root, "e")->end);
	assert_int_equal(r.doc.bytes.p[yaml_get(root, "e")->start - 1], ':');
	assert_true(str_eq_c(text_of(&r, yaml_get_pair(root, STR("e"))->key), "e"));
	assert_int_equal(r.doc.ncomment, 2);
	assert_true(r.doc.comment[0].own_line && !r.doc.comment[1].own_line);
	assert_int_equal(yaml_place(&r.doc, root).start, 8);
	assert_int_equal(yaml_place(&r.doc, NULL).end, 0);
	assert_null(yaml_get(root, "z"));
	assert_null(yaml_get(NULL, "a"));
	assert_null(yaml_get(yaml_get(root, "a"), "a"));
	done(&r);
}

/* A byte order mark moves everything by three bytes and changes nothing else. */
static void test_mark(void **state)
{
	static const char *const texts[] = {"a: Attention : x\nb: [4,7]\n", "a: 1 # x\nb: un mot #deux\n",
					    "a: \"x\nb: 1\na: 2\n", "\ta: 1\n"};
	size_t t, i;

	(void)state;
	for (t = 0; t < countof(texts); t++) {
		struct reading r, m;
		struct buf b = {0};

		buf_add_fmt(&b, "\xef\xbb\xbf%s", texts[t]);
		read_str(&r, str_c(texts[t]));
		read_str(&m, buf_str(&b));
		assert_int_equal(r.fs.n, m.fs.n);
		for (i = 0; i < r.fs.n; i++) {
			assert_int_equal(r.fs.v[i]->rule, m.fs.v[i]->rule);
			assert_int_equal(r.fs.v[i]->place.start + 3, m.fs.v[i]->place.start);
			assert_int_equal(r.fs.v[i]->nedit, m.fs.v[i]->nedit);
			if (r.fs.v[i]->nedit)
				assert_int_equal(r.fs.v[i]->edit[0].end + 3, m.fs.v[i]->edit[0].end);
		}
		done(&r);
		done(&m);
		buf_release(&b);
	}
}

/* Every beginning of a file is read or refused, with places inside it. */
static void test_cut(void **state)
{
	static const char text[] =
	    "# tête\nid: \"x\"\nb: |2-\n   un\n  deux\n\nc: [a, {d: 'l''eau', e: \"\\t\"}] # y\n"
	    "f:\n  - g: >+\n      x\n\n    h: un\n      deux\n  -\ti\nj: Attention : k #l\r\n"
	    "\tm: {n: o, p}\n? q\n: *r\n---\ns: &t !u v\n";
	size_t n;

	(void)state;
	for (n = 0; n < sizeof(text); n++) {
		struct reading r;
		char *p = alloc_bytes(n);

		memcpy(p, text, n);
		read_str(&r, (struct str){p, n});
		check_reading(&r);
		done(&r);
		free(p);
	}
}

/* --- hints -------------------------------------------------------------------------- */

static int compare_edits(const void *pa, const void *pb)
{
	const struct edit *a = *(const struct edit *const *)pa, *b = *(const struct edit *const *)pb;

	return a->start < b->start ? -1 : a->start > b->start;
}

/* The file with all edits of its findings; the caller releases OUT. */
static void apply(struct buf *out, const struct reading *r)
{
	const struct edit *edit[64];
	size_t n = 0, i, k, at = 0;

	for (i = 0; i < r->fs.n; i++)
		for (k = 0; k < r->fs.v[i]->nedit && n < countof(edit); k++)
			edit[n++] = &r->fs.v[i]->edit[k];
	qsort(edit, n, sizeof(*edit), compare_edits);
	for (i = 0; i < n; i++) {
		assert_true(edit[i]->start >= at);
		buf_add_str(out, str_sub(r->doc.bytes, at, edit[i]->start));
		buf_add_str(out, edit[i]->text);
		at = edit[i]->end;
	}
	buf_add_str(out, str_sub(r->doc.bytes, at, r->doc.bytes.n));
}

struct hint {
	const char *text;
	enum rule rule;
	uint32_t start; /* offset of the finding */
	enum fix_safety safety;
	const char *after; /* the file with the edits, or NULL: nothing is proposed */
};

static void check_hint(const struct hint *h)
{
	struct reading r, again;
	struct buf out = {0};

	read_str(&r, str_c(h->text));
	check_reading(&r);
	if (r.fs.n != 1)
		fail_msg("%zu findings in: %s", r.fs.n, h->text);
	if (r.fs.v[0]->rule != h->rule || r.fs.v[0]->place.start != h->start)
		fail_msg("%s at %u in: %s", rule_info(r.fs.v[0]->rule)->name, r.fs.v[0]->place.start,
			 h->text);
	if (r.fs.v[0]->fix != h->safety)
		fail_msg("fix %d in: %s", (int)r.fs.v[0]->fix, h->text);
	if (h->after) {
		apply(&out, &r);
		assert_string_equal(out.p, h->after);
		read_str(&again, buf_str(&out));
		if (again.fs.n)
			fail_msg("%s after the edit: %s", rule_info(again.fs.v[0]->rule)->name, out.p);
		done(&again);
		buf_release(&out);
	} else {
		assert_int_equal(r.fs.v[0]->nedit, 0);
	}
	done(&r);
}

/* The traps of docs on plain YAML, one by one. */
static void test_hints(void **state)
{
	static const struct hint hints[] = {
	    {"i: Attention : le site\n", RULE_SPACE_COLON, 13, FIX_SAFE, "i: \"Attention : le site\"\n"},
	    {"i: Attention\xc2\xa0: le site\n", RULE_SPACE_COLON, 14, FIX_SAFE,
	     "i: \"Attention\xc2\xa0: le site\"\n"},
	    {"- Attention : danger\n- x\n", RULE_SPACE_COLON, 12, FIX_UNSAFE,
	     "- \"Attention : danger\"\n- x\n"},
	    {"a: [Attention : danger]\n", RULE_SPACE_COLON, 14, FIX_NONE, NULL},
	    {"i: Le salon #general\n", RULE_SPACE_HASH, 12, FIX_UNSAFE, "i: \"Le salon #general\"\n"},
	    {"i: **Lisez** le mot\n", RULE_MARKUP_FIRST, 3, FIX_SAFE, "i: \"**Lisez** le mot\"\n"},
	    {"i: [lien](u) ici\nj: 1\n", RULE_MARKUP_FIRST, 3, FIX_SAFE, "i: \"[lien](u) ici\"\nj: 1\n"},
	    {"i: > cite\n", RULE_MARKUP_FIRST, 3, FIX_SAFE, "i: \"> cite\"\n"},
	    {"i: @nom\n", RULE_MARKUP_FIRST, 3, FIX_SAFE, "i: \"@nom\"\n"},
	    {"i: `x`\n", RULE_MARKUP_FIRST, 3, FIX_SAFE, "i: \"`x`\"\n"},
	    {"i: %x\n", RULE_MARKUP_FIRST, 3, FIX_SAFE, "i: \"%x\"\n"},
	    {"i: &nbsp; x\n", RULE_MARKUP_FIRST, 3, FIX_SAFE, "i: \"&nbsp; x\"\n"},
	    {"i: !x y\n", RULE_MARKUP_FIRST, 3, FIX_SAFE, "i: \"!x y\"\n"},
	    {"i: #general\n", RULE_MARKUP_FIRST, 3, FIX_SAFE, "i: \"#general\"\n"},
	    {"i: 'L'adresse'\n", RULE_QUOTE_IN_QUOTES, 5, FIX_SAFE, "i: \"L'adresse\"\n"},
	    {"i: \"Lire\" la page\n", RULE_QUOTE_IN_QUOTES, 8, FIX_SAFE, "i: '\"Lire\" la page'\n"},
	    {"i: \"D:\\dossier\"\n", RULE_QUOTE_IN_QUOTES, 6, FIX_SAFE, "i: 'D:\\dossier'\n"},
	    {"i: \"C:\\temp\"\n", RULE_ESCAPE_IN_PATH, 6, FIX_UNSAFE, "i: 'C:\\temp'\n"},
	    {"i: \"l'eau C:\\temp\"\n", RULE_ESCAPE_IN_PATH, 12, FIX_NONE, NULL},
	    {"i: [4,7]\n", RULE_COMMA_IN_LIST, 4, FIX_SHOWN, "i: [4, 7]\n"},
	    {"i: [1,2,3]\n", RULE_COMMA_IN_LIST, 4, FIX_SHOWN, "i: [1, 2, 3]\n"},
	    {"i: {a: 4,7}\n", RULE_COMMA_IN_LIST, 7, FIX_NONE, NULL},
	    {"i: {fr: Oui, non}\n", RULE_PROSE_IN_BRACES, 13, FIX_UNSAFE, "i: {fr: \"Oui, non\"}\n"},
	    {"i: {a: Un, deux, trois, b: x}\n", RULE_PROSE_IN_BRACES, 11, FIX_UNSAFE,
	     "i: {a: \"Un, deux, trois\", b: x}\n"},
	    {"i: {a, b}\n", RULE_PROSE_IN_BRACES, 4, FIX_NONE, NULL},
	    {"i: \"x\nj: 1\n", RULE_UNCLOSED_QUOTE, 3, FIX_SAFE, "i: \"x\"\nj: 1\n"},
	    {"i: \"x\nj: \"y\"\n", RULE_UNCLOSED_QUOTE, 3, FIX_SAFE, "i: \"x\"\nj: \"y\"\n"},
	    {"a:\n\t- b\n", RULE_TAB, 3, FIX_SAFE, "a:\n  - b\n"},
	    {"a:\n\t- b\n\t- c\n", RULE_TAB, 3, FIX_SAFE, "a:\n  - b\n  - c\n"},
	    {"a:\n-\tb: c\n", RULE_TAB, 4, FIX_SAFE, "a:\n- b: c\n"},
	    {"a:b\nc: 1\n", RULE_UNREADABLE_YAML, 1, FIX_SAFE, "a: b\nc: 1\n"},
	    {"a b\nc: 1\n", RULE_UNREADABLE_YAML, 0, FIX_SHOWN, "a: b\nc: 1\n"},
	    {"a: [b, c\nd: 1\n", RULE_UNREADABLE_YAML, 3, FIX_SHOWN, "a: [b, c]\nd: 1\n"},
	    {"a: [b]]\nd: 1\n", RULE_UNREADABLE_YAML, 6, FIX_SHOWN, "a: [b]\nd: 1\n"},
	    {"a: {b: \"c\" d: e}\n", RULE_UNREADABLE_YAML, 9, FIX_SHOWN, "a: {b: \"c\", d: e}\n"},
	    {"a:\xc2\xa0x\nb: 1\n", RULE_UNREADABLE_YAML, 2, FIX_SAFE, "a: x\nb: 1\n"},
	    {"a: 1\n b: 2\n", RULE_NOT_INDENTED, 6, FIX_SHOWN, "a: 1\nb: 2\n"},
	    {"a: Un.\nDeux.\nb: 1\n", RULE_NOT_INDENTED, 7, FIX_SHOWN, "a: Un.\n  Deux.\nb: 1\n"},
	    {"a: Un.\n  Deux : trois.\nb: 1\n", RULE_SPACE_COLON, 14, FIX_SAFE,
	     "a: |\n  Un.\n  Deux : trois.\nb: 1\n"},
	    {"1: x\n", RULE_KEY_NOT_TEXT, 0, FIX_SAFE, "\"1\": x\n"},
	    {"a: \"x\"#y\n", RULE_COMMENT_TOO_CLOSE, 6, FIX_SHOWN, "a: \"x\" #y\n"},
	    {"a: [b, , c]\n", RULE_FLOW_INDICATOR, 7, FIX_SHOWN, "a: [b,  c]\n"},
	    {"a: 1\na: 2\n", RULE_DUPLICATE_KEY, 5, FIX_NONE, NULL},
	    {"a: &b c\nd: *b\n", RULE_NOT_IN_SUBSET, 3, FIX_NONE, NULL},
	    {"a: 1\n---\nb: 2\n", RULE_SEVERAL_DOCUMENTS, 5, FIX_NONE, NULL},
	};
	size_t i;

	(void)state;
	for (i = 0; i < countof(hints); i++)
		check_hint(&hints[i]);
}

/* Independent mistakes: each its own finding, and all edits together mend the file. */
static void test_several(void **state)
{
	struct reading r, again;
	struct buf out = {0};
	static const enum rule want[] = {RULE_SPACE_COLON,     RULE_QUOTE_IN_QUOTES, RULE_TAB,
					 RULE_PROSE_IN_BRACES, RULE_SPACE_HASH,      RULE_UNCLOSED_QUOTE};
	size_t i;

	(void)state;
	read_str(&r,
		 STR("a: Un : deux\nb: 'L'eau'\nc:\n\t- d\ne: {f: Un, deux}\ng: Le mot #x\nh: \"y\nz: 1\n"));
	check_reading(&r);
	assert_int_equal(r.fs.n, countof(want));
	for (i = 0; i < r.fs.n; i++)
		assert_int_equal(r.fs.v[i]->rule, want[i]);
	apply(&out, &r);
	read_str(&again, buf_str(&out));
	assert_int_equal(again.fs.n, 0);
	buf_release(&out);
	done(&again);
	done(&r);
}

/* What nothing mends leaves the other findings without edits: none was proved. */
static void test_unproved(void **state)
{
	struct reading r;
	size_t i;

	(void)state;
	read_str(&r, STR("a: Un : deux\nb: [4,7]\nc: [[}\nd: 1\n"));
	check_reading(&r);
	assert_true(r.fs.n >= 2);
	for (i = 0; i < r.fs.n; i++)
		assert_int_equal(r.fs.v[i]->nedit, 0);
	done(&r);
}

/* Every text of every rule of the family exists in both languages. */
static void test_words(void **state)
{
	int i;

	(void)state;
	for (i = 0; i < RULE_COUNT; i++) {
		if (strcmp(rule_info((enum rule)i)->family, "yaml") != 0)
			continue;
		assert_true(rule_has_text((enum rule)i, "message", LANG_EN));
		assert_true(rule_has_text((enum rule)i, "message", LANG_FR));
		assert_true(rule_has_text((enum rule)i, "help", LANG_FR));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_types),        cmocka_unit_test(test_json),
	    cmocka_unit_test(test_limit_file),   cmocka_unit_test(test_limit_depth),
	    cmocka_unit_test(test_limit_key),    cmocka_unit_test(test_limit_text),
	    cmocka_unit_test(test_limit_events), cmocka_unit_test(test_spans),
	    cmocka_unit_test(test_mark),         cmocka_unit_test(test_cut),
	    cmocka_unit_test(test_hints),        cmocka_unit_test(test_several),
	    cmocka_unit_test(test_unproved),     cmocka_unit_test(test_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
