/*
 * The schema engine: decimals, patterns, what schema files may say, and the
 * findings about wrong content (rule, place, words' variant, arguments, fix).
 * The verdicts themselves are tested by tests/schema-suite.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <cmocka.h>

#include "base/decimal.h"
#include "base/lines.h"
#include "schema/schema.h"

/* --- decimals ------------------------------------------------------------------ */

static struct decimal number(const char *s)
{
	struct decimal d;

	assert_true(decimal_parse(&d, str_c(s)));
	return d;
}

static void assert_spelled(const struct decimal *d, const char *want)
{
	struct buf b = {0};

	decimal_add_text(&b, d);
	assert_string_equal(b.p, want);
	buf_release(&b);
}

static void test_decimal_text(void **state)
{
	static const char *const pairs[][2] = {
	    {"0", "0"},        {"-0.0", "0"}, {"007", "7"},    {"1.50", "1.5"},
	    {".5", "0.5"},     {"5.", "5"},   {"1e3", "1000"}, {"12e-4", "0.0012"},
	    {"-4.70", "-4.7"}, {"+7", "7"},   {"1E+2", "100"},
	};

	(void)state;
	for (size_t i = 0; i < countof(pairs); i++) {
		struct decimal d = number(pairs[i][0]);

		assert_spelled(&d, pairs[i][1]);
	}
}

static void test_decimal_refused(void **state)
{
	static const char *const bad[] = {"",
					  "+",
					  ".",
					  "1e",
					  "1e+",
					  "4,7",
					  "1 500",
					  "0x1F",
					  ".inf",
					  "1.2.3",
					  "1e513",
					  "1e-513",
					  "1e99999999999999999999"};
	char digits[LIMIT_DECIMAL_DIGITS + 2];
	struct decimal d;

	(void)state;
	for (size_t i = 0; i < countof(bad); i++)
		assert_false(decimal_parse(&d, str_c(bad[i])));
	memset(digits, '1', sizeof(digits));
	assert_true(decimal_parse(&d, (struct str){digits, LIMIT_DECIMAL_DIGITS}));
	assert_false(decimal_parse(&d, (struct str){digits, LIMIT_DECIMAL_DIGITS + 1}));
	/* zeros behind the last digit cost nothing */
	memset(digits + 1, '0', sizeof(digits) - 1);
	assert_true(decimal_parse(&d, (struct str){digits, LIMIT_DECIMAL_DIGITS + 2}));
	assert_true(decimal_parse(&d, STR("1e511")));
	assert_false(decimal_parse(&d, STR("1e512")));
	assert_true(decimal_parse(&d, STR("1e-512")));
}

static void test_decimal_arithmetic(void **state)
{
	struct decimal a = number("0.1"), b = number("0.2"), c = number("0.3"), sum;

	(void)state;
	assert_true(decimal_add(&sum, &a, &b));
	assert_int_equal(decimal_cmp(&sum, &c), 0);
	assert_true(decimal_sub(&sum, &sum, &c));
	assert_int_equal(sum.sign, 0);
	a = number("999.5");
	b = number("-1000.25");
	assert_true(decimal_add(&sum, &a, &b));
	assert_spelled(&sum, "-0.75");
	assert_true(decimal_sub(&sum, &a, &b));
	assert_spelled(&sum, "1999.75");
	a = number("1e500");
	b = number("1e-500");
	assert_false(decimal_add(&sum, &a, &b));
	assert_true(decimal_cmp(&a, &b) > 0);
	assert_true(decimal_cmp(&b, &a) < 0);
}

static void test_decimal_multiple(void **state)
{
	static const struct {
		const char *a, *unit;
		bool want;
	} rows[] = {
	    {"0", "3", true},           {"9", "3", true},
	    {"10", "3", false},         {"4.5", "1.5", true},
	    {"0.0075", "0.0001", true}, {"0.00751", "0.0001", false},
	    {"1e308", "0.5", true},     {"1e308", "0.123456789", false},
	    {"-9", "3", true},          {"35", "1.5", false},
	    {"1", "10", false},
	};

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		struct decimal a = number(rows[i].a), unit = number(rows[i].unit);

		assert_int_equal(decimal_is_multiple(&a, &unit), rows[i].want);
	}
}

static void test_decimal_yaml(void **state)
{
	struct decimal d;

	(void)state;
	assert_true(decimal_parse_yaml(&d, STR("0x1F")));
	assert_spelled(&d, "31");
	assert_true(decimal_parse_yaml(&d, STR("0o17")));
	assert_spelled(&d, "15");
	assert_true(decimal_parse_yaml(&d, STR("017")));
	assert_spelled(&d, "17");
	assert_false(decimal_parse_yaml(&d, STR("0o8")));
	assert_false(decimal_parse_yaml(&d, STR("0x")));
}

/* --- a schema and a file in memory ------------------------------------------------ */

struct fixture {
	struct arena arena;
	struct findings fs;
	struct yaml_doc schema_doc, doc;
	struct schema schema;
	bool built, right;
};

/* Builds a schema; KEY of its findings may then be looked at. */
static void build(struct fixture *f, const char *schema)
{
	struct schema_source source;

	memset(f, 0, sizeof(*f));
	arena_init(&f->arena);
	findings_init(&f->fs, &f->arena);
	yaml_read(&f->schema_doc, STR("s.json"), str_c(schema), &f->arena, &f->fs);
	assert_non_null(f->schema_doc.root);
	source = (struct schema_source){STR("s.json"), &f->schema_doc};
	f->built = schema_build(&f->schema, &source, 1, NULL, &f->arena, &f->fs);
}

/* Checks YAML by a set; NAME is the root. */
static void check(struct fixture *f, const struct schema *s, const char *name, const char *kind,
		  bool is_draft, const char *yaml)
{
	struct schema_engine *e = schema_engine_new(s);
	struct schema_options options = {str_c(kind), STR("the-id"), is_draft};

	yaml_read(&f->doc, STR("x.yaml"), str_c(yaml), &f->arena, &f->fs);
	assert_non_null(f->doc.root);
	f->fs.n = 0;
	f->right = schema_check(&f->fs, e, schema_root(s, str_c(name)), &options, &f->doc, f->doc.root);
	if (f->fs.n == 0)
		assert_true(schema_matches(e, schema_root(s, str_c(name)), f->doc.root));
	else
		assert_false(schema_matches(e, schema_root(s, str_c(name)), f->doc.root));
	findings_finish(&f->fs);
	schema_engine_free(e);
}

static void start(struct fixture *f)
{
	memset(f, 0, sizeof(*f));
	arena_init(&f->arena);
	findings_init(&f->fs, &f->arena);
}

/* "wrong-kind.quote 3:5 a.b W -> text?" per line; ! is a safe fix, ? an unsafe one. */
static void describe(struct buf *out, const struct yaml_doc *doc, const struct finding *f)
{
	struct line_col at = lines_at(doc->bytes, f->place.start), to = lines_at(doc->bytes, f->place.end);

	buf_add_fmt(out, "%s%s%s %u:%u-%u", rule_info(f->rule)->name, f->variant ? "." : "",
		    f->variant ? f->variant : "", (unsigned)at.line, (unsigned)at.col, (unsigned)to.col);
	if (f->key_path.n > 0)
		buf_add_fmt(out, " %.*s", STR_ARG(f->key_path));
	if (f->severity == SEVERITY_WARNING)
		buf_add_c(out, " W");
	if (f->nedit > 0)
		buf_add_fmt(out, " -> %.*s%s", STR_ARG(f->edit[0].text), f->fix == FIX_SAFE ? "!" : "?");
	buf_add_byte(out, '\n');
}

static void assert_findings(struct fixture *f, const struct yaml_doc *doc, const char *want)
{
	struct buf out = {0};

	for (size_t i = 0; i < f->fs.n; i++)
		describe(&out, doc, f->fs.v[i]);
	assert_string_equal(buf_str(&out).p, want);
	buf_release(&out);
	arena_release(&f->arena);
}

static void assert_arg(const struct finding *f, const char *name, const char *want)
{
	for (size_t i = 0; i < f->narg; i++) {
		if (strcmp(f->arg[i].name, name) == 0) {
			assert_true(str_eq_c(f->arg[i].value, want));
			return;
		}
	}
	fail_msg("no argument %s", name);
}

/* YAML by a schema of its own: the findings must be WANT. */
static void by_schema(const char *schema, const char *yaml, const char *want)
{
	struct fixture f;

	build(&f, schema);
	assert_true(f.built);
	check(&f, &f.schema, "s.json", "thing", false, yaml);
	assert_findings(&f, &f.doc, want);
}

/* A challenge by the schemas of pixc. */
static void challenge(const char *yaml, const char *want)
{
	struct fixture f;

	start(&f);
	check(&f, schema_builtin(), "challenge.schema.json", "challenge", false, yaml);
	assert_findings(&f, &f.doc, want);
}

#define HEAD                                                                                                 \
	"id: velos\n"                                                                                        \
	"skill: filtrer\n"                                                                                   \
	"status: validated\n"
#define SIMULATOR                                                                                            \
	"type: simulator\n"                                                                                  \
	"instruction: Q\n"                                                                                   \
	"embed: {url: \"https://a.example/\", title: T, height: 600}\n"
#define CHOICES                                                                                              \
	"type: single-choice\n"                                                                              \
	"instruction: Lequel ?\n"                                                                            \
	"choices:\n"                                                                                         \
	"  - right: Un\n"                                                                                    \
	"  - wrong: Deux\n"
#define FIELDS                                                                                               \
	"type: fields\n"                                                                                     \
	"instruction: Combien ?\n"                                                                           \
	"fields:\n"                                                                                          \
	"  nombre:\n"                                                                                        \
	"    type: number\n"                                                                                 \
	"    label: Nombre\n"

/* --- keys ------------------------------------------------------------------------------ */

static void test_right(void **state)
{
	(void)state;
	challenge(HEAD CHOICES, "");
	challenge(HEAD FIELDS "    accept: 4.7\n", "");
	/* a text is the text as spelled */
	challenge(HEAD CHOICES "  - wrong: 1e3\nexplanation: no\n", "");
	challenge("id: velos\nstatus: withdrawn\n", "");
}

static void test_unknown_key(void **state)
{
	(void)state;
	/* a near name swallows the missing key */
	challenge(HEAD "type: single-choice\ninstuction: Lequel ?\nchoices:\n  - right: Un\n",
		  "unknown-key.near 5:1-11 instuction -> instruction!\n");
	challenge(HEAD CHOICES "Explanation: Voilà.\n",
		  "unknown-key.near 9:1-12 Explanation -> explanation!\n");
	challenge(HEAD CHOICES "frobnicate: 1\n", "unknown-key 9:1-11 frobnicate\n");
	/* a synonym; answers are never put right by themselves */
	challenge(HEAD FIELDS "    réponse: 4\n",
		  "unknown-key.near 10:5-12 fields.nombre.réponse -> accept?\n");
	/* few keys are left: they are listed */
	challenge(HEAD CHOICES "    sound: a.mp3\n", "unknown-key.list 9:5-10 choices.sound\n");
	/* what hangs on a misspelt key is judged as if it were right */
	challenge("id: velos\nstatuss: withdrawn\n", "unknown-key.near 2:1-8 statuss -> status?\n");
	challenge(HEAD CHOICES "  - Wrong: Trois\n", "unknown-key.near 9:5-10 choices.Wrong -> wrong?\n");
}

static void test_unknown_key_args(void **state)
{
	struct fixture f;

	(void)state;
	start(&f);
	check(&f, schema_builtin(), "challenge.schema.json", "challenge", false,
	      HEAD CHOICES "    sound: a.mp3\n");
	assert_false(f.right);
	assert_arg(f.fs.v[0], "thing", "an entry of `choices`");
	assert_arg(f.fs.v[0], "key", "sound");
	assert_arg(f.fs.v[0], "keys", "`right`, `name`, `image`, `feedback`, `last`");
	assert_true(str_eq_c(f.fs.v[0]->thing_kind, "challenge"));
	assert_true(str_eq_c(f.fs.v[0]->thing_id, "the-id"));
	arena_release(&f.arena);
}

static void test_missing_key(void **state)
{
	(void)state;
	challenge("id: velos\nskill: filtrer\nstatus: validated\n" FIELDS "    accept: 3\n", "");
	challenge("skill: filtrer\nstatus: validated\n" CHOICES, "missing-key.example 1:1-6 id\n");
	challenge(HEAD "type: fields\ninstruction: Combien ?\n", "missing-key 1:1-3 fields\n");
	challenge(HEAD "type: fields\ninstruction: Combien ?\nfields:\n  a: {type: text, accept: x}\n",
		  "missing-key.example 7:3-4 fields.a.label\n");
	challenge(HEAD CHOICES "  - feedback: Non\n", "missing-key.one-of 9:5-13 choices\n");
	by_schema("{\"dependencies\": {\"note\": [\"text\"]}}", "note: a\n",
		  "missing-key.because 1:1-5 text\n");
}

static void test_drafts(void **state)
{
	struct fixture f;

	(void)state;
	challenge("id: velos\nstatus: draft\ntype: single-choice\n",
		  "missing-key 1:1-3 choices W\nmissing-key.example 1:1-3 instruction W\n"
		  "missing-key.example 1:1-3 skill W\n");
	challenge("status: draft\ntype: single-choice\nskill: a\ninstruction: Q\nchoices: [{right: a}]\n",
		  "missing-key.example 1:1-7 id\n");
	/* a draft may be unfinished, not wrong */
	challenge("id: velos\nstatus: draft\nskill: a\ntype: single-choice\ninstruction: Q\nchoices: []\n",
		  "empty-value.list 6:10-12 choices\n");
	start(&f);
	check(&f, schema_builtin(), "challenge.schema.json", "challenge", true,
	      "id: v\nstatus: draft\ntype: fields\n");
	assert_true(f.right);
	assert_int_equal(findings_count(&f.fs, SEVERITY_WARNING), 3);
	assert_false(f.doc.root->bad);
	arena_release(&f.arena);
	/* the status of a thing inside a file */
	by_schema("{\"items\": {\"required\": [\"title\"]}}", "- {status: draft}\n- {status: validated}\n",
		  "missing-key 1:4-10 title W\nmissing-key 2:4-10 title\n");
}

static void test_misplaced_key(void **state)
{
	struct fixture f;

	(void)state;
	challenge(HEAD CHOICES "fields: {a: {type: text, label: L, accept: x}}\n",
		  "misplaced-key.kind 9:1-7 fields\n");
	challenge(HEAD CHOICES "illustration: {file: a.png, decorative: true, alt: A}\n",
		  "misplaced-key.beside 9:47-50 illustration.alt\n");
	challenge(HEAD "type: fields\ninstruction: Q\nfields:\n"
		       "  a: {type: text, label: L, accept: x, precision: year}\n",
		  "misplaced-key.kind 7:40-49 fields.a.precision\n");
	challenge(HEAD SIMULATOR "judge: simulator\naccept: A\n", "misplaced-key.judge 8:1-7 accept\n");
	challenge(HEAD SIMULATOR "judge: simulator\nvariants: [{id: w, tests: {right: A}}]\n",
		  "misplaced-key.judge 8:20-25 variants.tests\n");
	challenge(HEAD SIMULATOR "judge: simulator\nfields: {a: {type: text, label: L, accept: x}}\n",
		  "misplaced-key.kind 8:1-7 fields\n");
	start(&f);
	check(&f, schema_builtin(), "challenge.schema.json", "challenge", false,
	      HEAD FIELDS "    accept: 3\nchoices: [{right: a}]\n");
	assert_int_equal(f.fs.n, 1);
	assert_arg(f.fs.v[0], "kinds", "`single-choice` and `multiple-choice`");
	assert_arg(f.fs.v[0], "kind", "fields");
	assert_arg(f.fs.v[0], "by", "type");
	assert_int_equal(f.fs.v[0]->nnote, 1);
	assert_true(yaml_get(f.doc.root, "choices")->bad);
	assert_false(yaml_get(f.doc.root, "fields")->bad);
	arena_release(&f.arena);
	start(&f);
	check(&f, schema_builtin(), "tutorial.schema.json", "tutorial", false,
	      "kind: link\nid: a\nstatus: validated\ntitle: T\nurl: https://a.example/b\nglossary: []\n");
	assert_true(f.fs.n >= 1);
	arena_release(&f.arena);
}

/* --- values ------------------------------------------------------------------------------ */

static void test_unknown_value(void **state)
{
	struct fixture f;

	(void)state;
	challenge(HEAD "type: QCM\ninstruction: Q\nchoices: [{right: a}]\n",
		  "unknown-value.qcm 4:7-10 type\n");
	challenge(HEAD "type: QCU\ninstruction: Q\nchoices: [{right: a}]\n",
		  "unknown-value.synonym 4:7-10 type -> single-choice?\n");
	challenge(HEAD "type: Single_Choice\ninstruction: Q\nchoices: [{right: a}]\n",
		  "unknown-value.near-list 4:7-20 type -> single-choice?\n");
	challenge(HEAD CHOICES "devices: [computer, Tablet]\n",
		  "unknown-value.near-list 9:21-27 devices -> tablet!\n");
	challenge(HEAD CHOICES "devices: fridge\n", "unknown-value.list 9:10-16 devices\n");
	by_schema("{\"const\": true}", "false\n", "unknown-value.one 1:1-6\n");
	start(&f);
	check(&f, schema_builtin(), "challenge.schema.json", "challenge", false,
	      HEAD CHOICES "devices: fridge\n");
	assert_arg(f.fs.v[0], "values", "`computer`, `tablet`, `phone`");
	assert_arg(f.fs.v[0], "value", "fridge");
	arena_release(&f.arena);
}

static void test_wrong_kind(void **state)
{
	struct fixture f;

	(void)state;
	challenge(HEAD CHOICES "shuffle: oui\n", "wrong-kind.boolean 9:10-13 shuffle -> true!\n");
	challenge(HEAD CHOICES "shuffle: no\n", "wrong-kind.boolean 9:10-12 shuffle -> false!\n");
	challenge(HEAD CHOICES "shuffle: 3\n", "wrong-kind 9:10-11 shuffle\n");
	challenge(HEAD CHOICES "formerly: 2024\n", "wrong-kind.quote 9:11-15 formerly -> \"2024\"?\n");
	challenge(HEAD FIELDS "    accept: 3\n    plus_or_minus: \"2\"\n",
		  "wrong-kind.unquote 11:20-23 fields.nombre.plus_or_minus -> 2?\n");
	/* a block is told at its key, and what is in it is not looked at */
	challenge(HEAD CHOICES "notes:\n  - a\n  - {b: }\n", "wrong-kind 9:1-6 notes\n");
	challenge(HEAD "type: single-choice\ninstruction: Q\nchoices:\n  - Un\n",
		  "wrong-kind.entry 7:5-7 choices\n");
	start(&f);
	check(&f, schema_builtin(), "challenge.schema.json", "challenge", false,
	      HEAD CHOICES "authors: {a: b}\n");
	assert_int_equal(f.fs.n, 1);
	assert_arg(f.fs.v[0], "want", "a text or a list");
	assert_arg(f.fs.v[0], "got", "a block of keys");
	arena_release(&f.arena);
}

static void test_empty_value(void **state)
{
	(void)state;
	challenge(HEAD CHOICES "explanation:\nnotes: Rien\n", "empty-value 9:1-12 explanation\n");
	challenge(HEAD CHOICES "explanation: ~\n", "empty-value.null 9:14-15 explanation -> \"~\"?\n");
	challenge(HEAD CHOICES "explanation: \"\"\n", "empty-value.text 9:14-16 explanation\n");
	challenge(HEAD CHOICES "devices: []\n", "empty-value.list 9:10-12 devices\n");
	challenge(HEAD CHOICES "feedback: {}\n", "empty-value.block 9:11-13 feedback\n");
}

static void test_wrong_form(void **state)
{
	(void)state;
	challenge("id: Vélos_loués\nskill: filtrer\nstatus: validated\n" CHOICES,
		  "wrong-form.slug 1:5-16 id -> velos-loues?\n");
	challenge(HEAD "type: fields\ninstruction: Q\nfields:\n  année: {type: text, label: L, accept: x}\n",
		  "wrong-form.slug 7:3-8 fields.année -> annee?\n");
	challenge(HEAD FIELDS "    accept: \"4,7\"\n",
		  "wrong-form.number 10:13-18 fields.nombre.accept -> 4.7?\n");
	challenge(HEAD FIELDS "    accept: 1 500\n",
		  "wrong-form.number 10:13-18 fields.nombre.accept -> 1500?\n");
	challenge(HEAD CHOICES "review_by: 14/07/2019\n",
		  "wrong-form.date 9:12-22 review_by -> 2019-07-14!\n");
	challenge(HEAD CHOICES "review_by: demain\n", "wrong-form.example 9:12-18 review_by\n");
	challenge(HEAD CHOICES "timer: 90\n", "wrong-form.duration 9:8-10 timer\n");
	challenge(HEAD CHOICES "timer: 10 minutes\n", "wrong-form.near 9:8-18 timer -> 10 min!\n");
	challenge(HEAD CHOICES "region: fr\n", "wrong-form.near 9:9-11 region -> FR!\n");
	challenge(HEAD CHOICES "links: [{label: L, url: www.a.example}]\n",
		  "wrong-form.near 9:25-38 links.url -> https://www.a.example!\n");
}

/* Files beside this one or below, and addresses of the web: never a name made of them. */
static void test_files_and_addresses(void **state)
{
	static const char *const files[][2] = {
	    {"../a.png", "file-near"},
	    {"b/../a.png", "file-near"},
	    {"/etc/a.png", "file-near"},
	    {"C:\\a.png", "file-near"},
	    {"..", "file"},
	    {".a.png", "file-name"},
	    {"b/.a/c.png", "file-name"},
	    {"b\\a.png", "near"},
	    {"./b//a.png", "near"},
	};
	static const char *const urls[][2] = {
	    {"javascript:alert(1)", "scheme"}, {"ftp://a.example/", "scheme"},
	    {"mailto:a@b.example", "scheme"},  {"localhost:8080", "near"},
	    {"HTTPS://a.example", "near"},
	};
	char yaml[512], want[128];

	(void)state;
	for (size_t i = 0; i < countof(files); i++) {
		struct fixture f;

		start(&f);
		snprintf(yaml, sizeof(yaml), HEAD CHOICES "illustration: {file: '%s', alt: A}\n",
			 files[i][0]);
		check(&f, schema_builtin(), "challenge.schema.json", "challenge", false, yaml);
		assert_int_equal(f.fs.n, 1);
		assert_string_equal(f.fs.v[0]->variant, files[i][1]);
		assert_int_equal(f.fs.v[0]->nedit, strcmp(files[i][1], "near") == 0);
		if (strcmp(files[i][1], "file-near") == 0)
			assert_arg(f.fs.v[0], "near", "a.png");
		arena_release(&f.arena);
	}
	for (size_t i = 0; i < countof(urls); i++) {
		snprintf(yaml, sizeof(yaml), HEAD CHOICES "links: [{label: L, url: '%s'}]\n", urls[i][0]);
		snprintf(want, sizeof(want), "wrong-form.%s 9:25-%zu links.url%s\n", urls[i][1],
			 27 + strlen(urls[i][0]),
			 i == 3   ? " -> https://localhost:8080!"
			 : i == 4 ? " -> https://a.example!"
				  : "");
		challenge(yaml, want);
	}
}

/* A misspelt name is one mistake wherever it stands, and one fix changes all places. */
static void test_name_and_uses(void **state)
{
	struct fixture f;

	(void)state;
	challenge(HEAD "type: fields\ninstruction: Q\nfields:\n"
		       "  b: {type: text, label: L}\ngroups: [{fields: [A, b], sets: [x, y]}]\n",
		  "wrong-form.near 8:20-21 groups.fields -> a!\n");
	start(&f);
	check(&f, schema_builtin(), "challenge.schema.json", "challenge", false,
	      HEAD "type: fields\ninstruction: Q\ngroups: [{fields: [É, b], sets: [x, y]}]\nfields:\n"
		   "  É: {type: text, label: L}\n  b: {type: text, label: L}\n");
	assert_int_equal(f.fs.n, 1);
	assert_int_equal(f.fs.v[0]->nedit, 2);
	assert_int_equal(f.fs.v[0]->nnote, 1);
	assert_int_equal(lines_at(f.doc.bytes, f.fs.v[0]->place.start).line, 8);
	assert_int_equal(lines_at(f.doc.bytes, f.fs.v[0]->edit[1].start).line, 6);
	assert_true(f.doc.root->n > 0);
	arena_release(&f.arena);
}

static void test_locale_keys(void **state)
{
	(void)state;
	challenge(HEAD "type: single-choice\ninstruction: {english: Q}\nchoices: [{right: a}]\n",
		  "unknown-key.locale-near 5:15-22 instruction.english -> en?\n");
	challenge(HEAD "type: single-choice\ninstruction:\n  Attention: au site\nchoices: [{right: a}]\n",
		  "unknown-key.locale 6:3-12 instruction.Attention\n");
	challenge(HEAD "type: fields\ninstruction: Q\nfields:\n  fr: {type: text, label: L, accept: x}\n",
		  "not-allowed.name 7:3-5 fields.fr\n");
}

static void test_ranges(void **state)
{
	struct fixture f;

	(void)state;
	challenge(HEAD FIELDS "    accept: 3\n    plus_or_minus: 0\n",
		  "out-of-range.above 11:20-21 fields.nombre.plus_or_minus\n");
	by_schema("{\"minimum\": 1, \"maximum\": 8}", "9\n", "out-of-range.between 1:1-2\n");
	by_schema("{\"maximum\": 8}", "9\n", "out-of-range.max 1:1-2\n");
	by_schema("{\"exclusiveMaximum\": 8}", "8\n", "out-of-range.below 1:1-2\n");
	by_schema("{\"multipleOf\": 0.5}", "0.7\n", "out-of-range.multiple 1:1-4\n");
	by_schema("{\"maxLength\": 3}", "été2\n", "out-of-range.long 1:1-5\n");
	by_schema("{\"minLength\": 3}", "ab\n", "out-of-range.short 1:1-3\n");
	build(&f, "{\"minimum\": 1.50, \"maximum\": 8}");
	check(&f, &f.schema, "s.json", "thing", false, "9\n");
	assert_arg(f.fs.v[0], "min", "1.5");
	assert_arg(f.fs.v[0], "max", "8");
	arena_release(&f.arena);
}

static void test_counts(void **state)
{
	(void)state;
	challenge(HEAD FIELDS "    between: [1, 2, 3]\n",
		  "wrong-count.exact 10:14-23 fields.nombre.between\n");
	by_schema("{\"minItems\": 2}", "[a]\n", "wrong-count.few 1:1-4\n");
	by_schema("{\"maxItems\": 1}", "[a, b]\n", "wrong-count.many 1:1-7\n");
	by_schema("{\"minProperties\": 2}", "{a: b}\n", "wrong-count.keys-few 1:1-7\n");
	by_schema("{\"maxProperties\": 1}", "{a: b, c: d}\n", "wrong-count.keys 1:8-9\n");
}

static void test_repeated(void **state)
{
	struct fixture f;

	(void)state;
	challenge(HEAD CHOICES "tags: [x, y, x]\n", "repeated-value 9:14-15 tags\n");
	by_schema("{\"uniqueItems\": true}", "[1, 1.0]\n", "repeated-value 1:5-8\n");
	by_schema("{\"uniqueItems\": true}", "[{a: 1, b: 2}, {b: 2, a: 1}]\n",
		  "repeated-value.block 1:16-28\n");
	by_schema("{\"uniqueItems\": true}", "[1, true, \"1\", null, [], {}]\n", "");
	build(&f, "{\"uniqueItems\": true}");
	check(&f, &f.schema, "s.json", "thing", false, "[a, b, a]\n");
	assert_int_equal(f.fs.v[0]->nnote, 1);
	assert_string_equal(f.fs.v[0]->note[0].key, "first");
	assert_int_equal(f.fs.v[0]->note[0].place.start, 1);
	arena_release(&f.arena);
}

/* --- choices between schemas -------------------------------------------------------------- */

#define SHAPES                                                                                               \
	"{\"oneOf\": ["                                                                                      \
	"{\"properties\": {\"kind\": {\"const\": \"a\"}, \"x\": {\"type\": \"integer\"}}, "                  \
	"\"required\": [\"kind\", \"x\"], \"additionalProperties\": false},"                                 \
	"{\"properties\": {\"kind\": {\"const\": \"b\"}, \"y\": {\"type\": \"string\"}}, "                   \
	"\"required\": [\"kind\", \"y\"], \"additionalProperties\": false}]}"

static void test_branches(void **state)
{
	(void)state;
	/* the branch that the discriminator chose */
	by_schema(SHAPES, "{kind: a, x: 1}\n", "");
	by_schema(SHAPES, "{kind: b, y: 3}\n", "wrong-kind.quote 1:14-15 y -> \"3\"!\n");
	by_schema(SHAPES, "{kind: a}\n", "missing-key 1:2-6 x\n");
	/* the branch of the value's kind */
	by_schema("{\"anyOf\": [{\"type\": \"array\", \"items\": {\"type\": \"integer\"}}, {\"type\": "
		  "\"boolean\"}]}",
		  "[1, a]\n", "wrong-kind.entry 1:5-6\n");
	by_schema("{\"oneOf\": [{\"required\": [\"a\"]}, {\"required\": [\"b\"]}]}", "{a: 1, b: 2}\n",
		  "not-allowed.one-of 1:1-13\n");
	by_schema("{\"not\": {\"const\": \"x\"}}", "x\n", "not-allowed.value 1:1-2\n");
	by_schema("{\"contains\": {\"const\": 1}}", "[2]\n", "not-allowed.contains 1:1-4\n");
	by_schema("false", "{a: 1}\n", "not-allowed.block 1:1-7\n");
	/* two schemas that say the same are one mistake */
	by_schema("{\"allOf\": [{\"type\": \"object\"}, {\"type\": \"object\", \"required\": [\"a\"]}]}",
		  "3\n", "wrong-kind.file 1:1-2\n");
}

/* --- schema files --------------------------------------------------------------------------- */

static void refused(const char *schema, const char *want)
{
	struct fixture f;

	build(&f, schema);
	assert_false(f.built);
	findings_finish(&f.fs);
	assert_findings(&f, &f.schema_doc, want);
}

static void test_refused_schemas(void **state)
{
	(void)state;
	refused("{\"minimun\": 1}", "schema-unsupported.near 1:2-11\n");
	refused("{\"x-colour\": 1}", "schema-unsupported.keyword 1:2-12\n");
	refused("{\"type\": \"text\"}", "schema-unsupported.kind 1:10-16\n");
	refused("{\"properties\": {\"a\": {\"minItems\": -1}}}", "schema-unsupported.kind 1:35-37\n");
	refused("{\"multipleOf\": 0}", "schema-unsupported.kind 1:16-17\n");
	refused("{\"required\": \"a\"}", "schema-unsupported.kind 1:14-17\n");
	refused("{\"items\": 3}", "schema-unsupported.node 1:11-12\n");
	refused("{\"$ref\": \"#/definitions/a\"}", "schema-unsupported.ref 1:10-27\n");
	refused("{\"$ref\": \"https://a.example/s.json\"}", "schema-unsupported.remote 1:10-36\n");
	refused("{\"items\": {\"$ref\": \"#\", \"minItems\": 1}}", "schema-unsupported.beside 1:25-35\n");
	refused("{\"$ref\": \"#\"}", "schema-unsupported.loop 1:1-14\n");
	refused("{\"allOf\": [{\"not\": {\"$ref\": \"#\"}}]}", "schema-unsupported.loop 1:1-36\n");
	refused("{\"pattern\": \"(?i)a\"}", "schema-unsupported.pattern 1:13-20\n");
}

static void test_patterns_refused(void **state)
{
	static const char *const bad[] = {"(*UTF)a",     "(?R)",     "a++",   "(?>a)",  "\\\\K",
					  "\\\\Qa\\\\E", "[a",       "(a",    "a)",     "*a",
					  "a{,2}",       "(?P<n>a)", "\\\\h", "a{2}{3}"};

	(void)state;
	for (size_t i = 0; i < countof(bad); i++) {
		struct fixture f;
		char schema[100];

		snprintf(schema, sizeof(schema), "{\"pattern\": \"%s\"}", bad[i]);
		build(&f, schema);
		assert_false(f.built);
		assert_string_equal(f.fs.v[0]->variant, "pattern");
		arena_release(&f.arena);
	}
}

static void test_patterns(void **state)
{
	static const struct {
		const char *pattern, *subject;
		bool want;
	} rows[] = {
	    {"^a$", "a", true},
	    {"b", "abc", true},
	    {"^\\\\s$", "\xc2\xa0", true},
	    {"^\\\\S$", "\xc2\xa0", false},
	    {"^.$", "\xe2\x80\xa8", false},
	    {"^\\\\d+$", "\xd9\xa1", false},
	    {"^[^x]$", "\xc3\xa9", true},
	    {"^\\\\u00e9$", "\xc3\xa9", true},
	    {"^(a|b){2,3}?$", "abab", false},
	    {"^\\\\p{Lu}", "\xc3\x89t", true},
	    {"[]", "a", false},
	    {"^[^]$", "a", true},
	    {"^[a\\\\-z]$", "-", true},
	    {"^(?=.*b)a", "ab", true},
	};

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		struct fixture f;
		struct schema_engine *e;
		char schema[100];

		snprintf(schema, sizeof(schema), "{\"pattern\": \"%s\"}", rows[i].pattern);
		build(&f, schema);
		assert_true(f.built);
		yaml_read(&f.doc, STR("x"), arena_fmt(&f.arena, "\"%s\"", rows[i].subject), &f.arena, &f.fs);
		/* a separator of lines is refused by the reader: judged as a text all the same */
		if (f.doc.root) {
			e = schema_engine_new(&f.schema);
			if (schema_matches(e, 0, f.doc.root) != rows[i].want)
				fail_msg("%s on %s", rows[i].pattern, rows[i].subject);
			schema_engine_free(e);
		}
		arena_release(&f.arena);
	}
}

/* A file that would take too much work is refused, and says so once. */
static void test_too_much_work(void **state)
{
	struct fixture f;
	struct buf yaml = {0};

	(void)state;
	build(&f, "{\"items\": {\"allOf\": [{\"pattern\": \"a*b*c*$\"}, {\"pattern\": \"x*y*$\"}]}}");
	assert_true(f.built);
	for (int i = 0; i < 12; i++) {
		buf_add_c(&yaml, "- ");
		for (int k = 0; k < 60000; k++)
			buf_add_byte(&yaml, "abcde"[k % 5]);
		buf_add_byte(&yaml, '\n');
	}
	check(&f, &f.schema, "s.json", "thing", false, yaml.p);
	assert_int_equal(f.fs.n, 1);
	assert_string_equal(f.fs.v[0]->variant, "work");
	arena_release(&f.arena);
	buf_release(&yaml);
}

static void test_builtin(void **state)
{
	const struct schema *s = schema_builtin();
	uint32_t root = schema_root(s, STR("challenge.schema.json")), node;

	(void)state;
	assert_int_not_equal(root, SCHEMA_NONE);
	assert_int_equal(schema_root(s, STR("nothing.json")), SCHEMA_NONE);
	assert_true(schema_note(s, root, SCHEMA_TITLE).n > 0);
	node = schema_property(s, root, STR("instruction"));
	assert_int_not_equal(node, SCHEMA_NONE);
	assert_true(schema_note(s, node, SCHEMA_DESCRIPTION).n > 0);
	assert_non_null(schema_rule(s, node, SCHEMA_EXAMPLES));
	assert_int_equal(schema_property(s, root, STR("nothing")), SCHEMA_NONE);
}

/* Each text that a finding may choose is in the catalogue. */
static void test_pages(void **state)
{
	static const struct {
		enum rule rule;
		const char *variant;
	} rows[] = {
	    {RULE_UNKNOWN_KEY, "label.near"},          {RULE_UNKNOWN_KEY, "help.list"},
	    {RULE_UNKNOWN_KEY, "message.locale"},      {RULE_UNKNOWN_KEY, "help.locale-near"},
	    {RULE_MISSING_KEY, "message.because"},     {RULE_MISSING_KEY, "help.example"},
	    {RULE_MISSING_KEY, "message.one-of"},      {RULE_UNKNOWN_VALUE, "label.qcm"},
	    {RULE_UNKNOWN_VALUE, "label.synonym"},     {RULE_UNKNOWN_VALUE, "label.near-list"},
	    {RULE_UNKNOWN_VALUE, "help.one"},          {RULE_UNKNOWN_VALUE, "help.list"},
	    {RULE_WRONG_KIND, "message.boolean"},      {RULE_WRONG_KIND, "message.quote"},
	    {RULE_WRONG_KIND, "message.unquote"},      {RULE_WRONG_KIND, "help.one-item"},
	    {RULE_WRONG_KIND, "message.entry"},        {RULE_WRONG_FORM, "message.slug"},
	    {RULE_WRONG_FORM, "message.number"},       {RULE_WRONG_FORM, "message.date"},
	    {RULE_WRONG_FORM, "message.duration"},     {RULE_WRONG_FORM, "help.near"},
	    {RULE_WRONG_FORM, "help.example"},         {RULE_EMPTY_VALUE, "message.null"},
	    {RULE_EMPTY_VALUE, "message.text"},        {RULE_EMPTY_VALUE, "message.list"},
	    {RULE_EMPTY_VALUE, "message.block"},       {RULE_OUT_OF_RANGE, "message.between"},
	    {RULE_OUT_OF_RANGE, "message.min"},        {RULE_OUT_OF_RANGE, "message.max"},
	    {RULE_OUT_OF_RANGE, "message.above"},      {RULE_OUT_OF_RANGE, "message.below"},
	    {RULE_OUT_OF_RANGE, "message.multiple"},   {RULE_OUT_OF_RANGE, "message.long"},
	    {RULE_OUT_OF_RANGE, "message.short"},      {RULE_WRONG_COUNT, "message.few"},
	    {RULE_WRONG_COUNT, "message.many"},        {RULE_WRONG_COUNT, "message.exact"},
	    {RULE_WRONG_COUNT, "message.keys"},        {RULE_WRONG_COUNT, "message.keys-few"},
	    {RULE_REPEATED_VALUE, "note.first"},       {RULE_MISPLACED_KEY, "message.kind"},
	    {RULE_MISPLACED_KEY, "note.kind"},         {RULE_MISPLACED_KEY, "message.beside"},
	    {RULE_NOT_ALLOWED, "message.value"},       {RULE_NOT_ALLOWED, "message.block"},
	    {RULE_NOT_ALLOWED, "message.name"},        {RULE_NOT_ALLOWED, "message.one-of"},
	    {RULE_NOT_ALLOWED, "message.contains"},    {RULE_SCHEMA_UNSUPPORTED, "message.keyword"},
	    {RULE_SCHEMA_UNSUPPORTED, "message.loop"}, {RULE_SCHEMA_UNSUPPORTED, "message.deep"},
	    {RULE_SCHEMA_UNSUPPORTED, "message.work"}, {RULE_SCHEMA_UNSUPPORTED, "message.beside"},
	};

	(void)state;
	for (size_t i = 0; i < countof(rows); i++)
		assert_true(rule_has_text(rows[i].rule, rows[i].variant, LANG_EN));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_decimal_text),
	    cmocka_unit_test(test_decimal_refused),
	    cmocka_unit_test(test_decimal_arithmetic),
	    cmocka_unit_test(test_decimal_multiple),
	    cmocka_unit_test(test_decimal_yaml),
	    cmocka_unit_test(test_right),
	    cmocka_unit_test(test_unknown_key),
	    cmocka_unit_test(test_unknown_key_args),
	    cmocka_unit_test(test_missing_key),
	    cmocka_unit_test(test_drafts),
	    cmocka_unit_test(test_files_and_addresses),
	    cmocka_unit_test(test_name_and_uses),
	    cmocka_unit_test(test_misplaced_key),
	    cmocka_unit_test(test_unknown_value),
	    cmocka_unit_test(test_wrong_kind),
	    cmocka_unit_test(test_empty_value),
	    cmocka_unit_test(test_wrong_form),
	    cmocka_unit_test(test_locale_keys),
	    cmocka_unit_test(test_ranges),
	    cmocka_unit_test(test_counts),
	    cmocka_unit_test(test_repeated),
	    cmocka_unit_test(test_branches),
	    cmocka_unit_test(test_refused_schemas),
	    cmocka_unit_test(test_patterns_refused),
	    cmocka_unit_test(test_patterns),
	    cmocka_unit_test(test_too_much_work),
	    cmocka_unit_test(test_builtin),
	    cmocka_unit_test(test_pages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
