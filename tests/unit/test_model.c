/*
 * The model: locales, existence, merging of variants, keys, layouts, values.
 * Trees come from yaml_read, without the schemas: what these refuse is not
 * tested here. Each tree is gone before its unit is looked at.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <cmocka.h>

#include "model/model.h"
#include "text/text.h"

#define PIX(locales) "name: essai\ntitle: Essai\nversion: 1.0.0\npixc: '>=0.1'\nlocales: " locales "\n"
#define HEAD         "id: velos\nskill: filtrer\nstatus: validated\n"

enum { FR, EN, BE };

static struct unit *compile(const char *path, const char *text, const struct config *c)
{
	struct unit *u = unit_new(str_c(path), model_kind_of(str_c(path)));
	struct model_tree t = {0};
	struct arena tree;
	struct yaml_doc doc;

	arena_init(&tree);
	yaml_read(&doc, u->path, str_c(text), &tree, &u->findings);
	t.arena = &tree;
	model_build(u, &doc, c, &t);
	arena_release(&tree);
	return u;
}

/* A repository with fr and en, and one challenge file. */
struct pair {
	struct unit *pix, *unit;
	const struct challenge *c; /* the prototype; its variants follow */
};

static struct pair pair_in(const char *pix, const char *text)
{
	struct pair p = {.pix = compile("pix.yaml", pix, NULL)};

	p.unit = compile("challenges/donnees/tri/velos.yaml", text, p.pix->config);
	p.c = p.unit->challenge;
	return p;
}

static struct pair pair_of(const char *text)
{
	return pair_in(PIX("[{id: fr}, {id: en}]"), text);
}

static void pair_free(struct pair *p)
{
	unit_free(p->unit);
	unit_free(p->pix);
}

#define assert_text(s, want) assert_true(str_eq_c((s), (want)))

static size_t count_rule(const struct unit *u, enum rule rule)
{
	size_t i, n = 0;

	for (i = 0; i < u->findings.n; i++)
		n += u->findings.v[i]->rule == rule;
	return n;
}

/* --- values -------------------------------------------------------------------- */

static void test_durations(void **state)
{
	static const struct {
		const char *text;
		uint32_t seconds;
	} right[] = {
	    {"90 s", 90}, {"10 min", 600}, {"2 h", 7200}, {"4 d", 345600}, {"4294967295 s", UINT32_MAX}};
	static const char *const wrong[] = {"",      "90",      "90s",          " s",
					    "1.5 h", "-1 s",    "90 S",         "90  s",
					    "4 j",   "10 min ", "4294967296 s", "71582789 min"};
	uint32_t s = 7;
	size_t i;

	(void)state;
	for (i = 0; i < countof(right); i++) {
		assert_true(text_duration(&s, str_c(right[i].text)));
		assert_int_equal(s, right[i].seconds);
	}
	for (i = 0; i < countof(wrong); i++)
		assert_false(text_duration(&s, str_c(wrong[i])));
}

static void test_nfc(void **state)
{
	struct arena a;

	(void)state;
	arena_init(&a);
	assert_text(text_nfc(&a, STR("ve\xcc\x81lo")), "v\xc3\xa9lo");
	assert_text(text_nfc(&a, STR("v\xc3\xa9lo")), "v\xc3\xa9lo");
	/* an angstrom sign is the letter */
	assert_text(text_nfc(&a, STR("\xe2\x84\xab")), "\xc3\x85");
	/* a ligature stays: that is compatibility, not canonical */
	assert_text(text_nfc(&a, STR("\xef\xac\x81")), "\xef\xac\x81");
	assert_text(text_nfc(&a, STR("")), "");
	arena_release(&a);
}

static void test_ids(void **state)
{
	static const char *const wrong[] = {"", "-a", "a-", "a--b", "A", "a_b", "\xc3\xa9", "a b", "a."};
	char longest[LIMIT_ID_BYTES + 1];
	size_t i;

	(void)state;
	assert_true(text_is_id(STR("a")));
	assert_true(text_is_id(STR("velos-2-roues")));
	for (i = 0; i < countof(wrong); i++)
		assert_false(text_is_id(str_c(wrong[i])));
	memset(longest, 'a', sizeof(longest));
	assert_true(text_is_id((struct str){longest, LIMIT_ID_BYTES}));
	assert_false(text_is_id((struct str){longest, LIMIT_ID_BYTES + 1}));
}

/* Finds the places of TEXT and writes them as "kind name|words;". */
static void assert_layout(const char *text, const char *want)
{
	static const char kinds[] = {'f', 'w', '!'};
	struct layout_span *span;
	struct buf b = {0};
	struct arena a;
	size_t i, n;

	arena_init(&a);
	n = text_layout(&span, str_c(text), &a);
	for (i = 0; i < n; i++) {
		buf_add_fmt(&b, "%c %.*s", kinds[span[i].kind],
			    STR_ARG(span[i].kind == LAYOUT_ODD ? STR("") : span[i].name));
		if (span[i].kind == LAYOUT_WORDS)
			buf_add_fmt(&b, "|%.*s", STR_ARG(span[i].words));
		buf_add_byte(&b, ';');
	}
	assert_string_equal(b.p ? b.p : "", want);
	buf_release(&b);
	arena_release(&a);
}

static void test_layouts(void **state)
{
	(void)state;
	assert_layout("", "");
	assert_layout("Deux ${premier} et ${second}.", "f premier;f second;");
	assert_layout("${ premier }", "f premier;");
	assert_layout("De : [impots@x.example](#adresse)", "w adresse|impots@x.example;");
	/* shown, not placed */
	assert_layout("\\${premier}", "");
	assert_layout("\\\\${premier}", "f premier;");
	assert_layout("`${premier}` ${second}", "f second;");
	assert_layout("``a ` ${premier}`` ${second}", "f second;");
	assert_layout("```\n${premier}\n```\n${second}", "f second;");
	/* a backtick without its other one opens nothing */
	assert_layout("` ${premier}", "f premier;");
	assert_layout("\\`${premier}\\`", "f premier;");
	/* odd */
	assert_layout("${premier", "! ;");
	assert_layout("${premier\n}", "! ;");
	assert_layout("${}", "! ;");
	assert_layout("${Premier} ${b}", "! ;f b;");
	/* other links, prices */
	assert_layout("[un](https://a.example) [deux](#Deux) [trois] (#trois) 5 $ {a}", "");
	assert_layout("[un](#un", "");
}

/* --- locales --------------------------------------------------------------------- */

static void test_spread(void **state)
{
	struct pair p = pair_of(HEAD "type: fields\n"
				     "instruction: {en: How many?, any: Combien}\n"
				     "explanation: Voyez.\n"
				     "sites_to_find: https://a.example\n"
				     "fields: {n: {type: number, label: {any: N}, accept: 1e3}}\n");
	const struct field *f = &p.c->question.field[0];

	(void)state;
	assert_text(p.c->instruction.v[FR], "Combien");
	assert_text(p.c->instruction.v[EN], "How many?");
	/* plain prose is the reference locale's, anything else serves all */
	assert_text(p.c->explanation.v[FR], "Voyez.");
	assert_null(p.c->explanation.v[EN].p);
	assert_text(p.c->sites_to_find.v[EN].v[0], "https://a.example");
	/* a single value is a list, a number is spelled as written */
	assert_int_equal(f->accept.v[EN].n, 1);
	assert_text(f->accept.v[EN].v[0], "1e3");
	assert_null(p.c->alternative_instruction.v);
	pair_free(&p);
}

#define CHOICES(one, two) "type: single-choice\nchoices:\n  - right: " one "\n  - wrong: " two "\n"
#define BOTH              CHOICES("{fr: Un, en: One}", "{fr: Deux, en: Two}")

static void assert_exists(const char *text, int base, locale_mask exists, size_t warnings, size_t errors)
{
	struct pair p = pair_of(text);

	assert_int_equal(p.c->base, base);
	assert_int_equal(p.c->exists, exists);
	assert_int_equal(count_rule(p.unit, RULE_MISSING_TRANSLATION), warnings);
	assert_int_equal(count_rule(p.unit, RULE_MISSING_BASE), errors);
	pair_free(&p);
}

static void test_existence(void **state)
{
	(void)state;
	assert_exists(HEAD "instruction: Lequel ?\n" CHOICES("Un", "Deux"), FR, 1, 0, 0);
	assert_exists(HEAD "instruction: {fr: Lequel ?, en: Which?}\n" BOTH, FR, 3, 0, 0);
	assert_exists(HEAD "instruction: {en: Which?}\n" CHOICES("{en: One}", "{en: Two}"), EN, 2, 0, 0);
	assert_exists(HEAD "instruction: {any: A ?}\n" CHOICES("{any: B}", "{any: C}"), FR, 3, 0, 0);
	/* begun, not complete: once, whatever is missing */
	assert_exists(HEAD "instruction: {fr: Lequel ?, en: Which?}\n" CHOICES("Un", "Deux"), FR, 1, 1, 0);
	assert_exists(HEAD "instruction: {fr: Lequel ?, en: Which?}\nexplanation: Oui.\n" BOTH, FR, 1, 1, 0);
	/* the base locale lacks what another one has */
	assert_exists(HEAD "instruction: Lequel ?\nexplanation: {en: Yes.}\n" CHOICES("Un", "Deux"), FR, 1, 0,
		      1);
	/* an answer that serves all locales begins none */
	assert_exists(HEAD "type: fields\ninstruction: {en: How many?}\n"
			   "fields: {n: {type: number, label: {en: N}, accept: 3}}\n",
		      EN, 2, 0, 0);
	/* no instruction: no base */
	assert_exists(HEAD CHOICES("Un", "Deux"), -1, 0, 0, 0);
}

static void test_regional(void **state)
{
	struct pair p = pair_in(PIX("[{id: fr}, {id: en}, {id: fr-BE, fallback: fr}]"), HEAD
				"instruction: {fr: Soixante-dix, fr-BE: Septante}\n" CHOICES("Un", "Deux"));

	(void)state;
	/* takes single texts from its fallback, so that it is complete */
	assert_int_equal(p.c->exists, 1u << FR | 1u << BE);
	assert_text(p.c->instruction.v[BE], "Septante");
	assert_text(p.c->question.choices.v[0].text.v[BE], "Un");
	assert_int_equal(p.unit->findings.n, 0);
	pair_free(&p);
	/* with nothing of its own it is served by the fallback */
	p = pair_in(PIX("[{id: fr}, {id: en}, {id: fr-BE, fallback: fr}]"),
		    HEAD "instruction: Combien ?\n" CHOICES("Un", "Deux"));
	assert_int_equal(p.c->exists, 1u << FR);
	pair_free(&p);
	/* a fallback in another language lends no texts */
	p = pair_in(PIX("[{id: fr}, {id: en}, {id: oc, fallback: fr}]"),
		    HEAD "instruction: {fr: Combien ?, oc: Quant ?}\n" CHOICES("Un", "Deux"));
	assert_int_equal(p.c->exists, 1u << FR);
	assert_int_equal(count_rule(p.unit, RULE_MISSING_TRANSLATION), 1);
	pair_free(&p);
}

static void test_config_text(void **state)
{
	struct unit *u =
	    compile("pix.yaml",
		    "title: {fr: A, en: B}\n"
		    "locales: [{id: fr}, {id: en}, {id: fr-BE, fallback: fr}, {id: de, fallback: en}]\n",
		    NULL);
	const struct config *c = u->config;
	struct str text[] = {STR("A"), STR("B"), {NULL, 0}, {NULL, 0}};
	struct ltext t = {.v = text, .have = 3};

	(void)state;
	assert_int_equal(config_locale(c, STR("fr-BE")), 2);
	assert_int_equal(config_locale(c, STR("fr-FR")), -1);
	assert_int_equal(config_regional(c, 2), 0);
	assert_int_equal(config_regional(c, 3), -1);
	assert_text(config_text(c, &t, 2), "A");
	assert_text(config_text(c, &t, 1), "B");
	/* another language, and nothing of its own: the first that there is */
	assert_text(config_text(c, &t, 3), "A");
	t.have = 2;
	assert_text(config_text(c, &t, 0), "B");
	t.have = 0;
	assert_int_equal(config_text(c, &t, 0).n, 0);
	unit_free(u);
}

/* --- variants ---------------------------------------------------------------------- */

static void test_variant_keeps(void **state)
{
	struct pair p = pair_of(HEAD "instruction: {fr: Lequel ?, en: Which?}\nexplanation: {fr: A, en: B}\n"
				     "timer: 90 s\n" BOTH "variants:\n"
				     "  - {id: autre, instruction: Et le vert ?}\n"
				     "  - {id: tiers, status: retired}\n"
				     "  - {id: parti, status: withdrawn}\n");
	const struct challenge *v = &p.c[1];

	(void)state;
	assert_int_equal(p.unit->nchallenge, 4);
	assert_text(v->prototype, "velos");
	/* a replaced key is replaced whole: the old English question is gone */
	assert_text(v->instruction.v[FR], "Et le vert ?");
	assert_null(v->instruction.v[EN].p);
	assert_int_equal(v->exists, 1);
	/* the rest is kept, what it does not write begins no locale */
	assert_text(v->explanation.v[EN], "B");
	assert_int_equal(v->timer_s, 90);
	assert_int_equal(v->status, STATUS_VALIDATED);
	assert_int_equal(count_rule(p.unit, RULE_MISSING_TRANSLATION), 0);
	assert_int_equal(p.c[2].status, STATUS_RETIRED);
	assert_int_equal(p.c[2].exists, 3);
	assert_int_equal(p.c[3].status, STATUS_WITHDRAWN);
	assert_int_equal(p.c[3].exists, 0);
	pair_free(&p);
}

static void test_variant_status(void **state)
{
	struct pair p = pair_of("id: a\nskill: s\nstatus: draft\nvariants:\n  - {id: b}\n"
				"  - {id: c, status: validated}\n  - {id: d, status: withdrawn}\n");

	(void)state;
	assert_int_equal(p.c[1].status, STATUS_DRAFT);
	assert_int_equal(p.c[2].status, STATUS_DRAFT);
	assert_int_equal(p.c[3].status, STATUS_WITHDRAWN);
	pair_free(&p);
}

/* A prototype with one field N that has all kinds of answer, and the variant's FIELD over it. */
static struct pair field_variant(const char *field)
{
	char text[2048];

	snprintf(text, sizeof(text),
		 HEAD "type: fields\ninstruction: A\nexplanation: B\nsolution_to_display: C\n"
		      "feedback: {right: D, wrong: E}\ntests: {right: 3}\n"
		      "fields:\n  n: {type: number, label: L, placeholder: P, unit: U, accept: 3,\n"
		      "      plus_or_minus: 1, between: [1, 5], ignore: [spaces], mistakes: [{answers: 4}]}\n"
		      "variants:\n  - id: autre\n    fields: {n: %s}\n",
		 field);
	return pair_of(text);
}

static void assert_dropped(const char *field)
{
	struct pair p = field_variant(field);
	const struct challenge *v = &p.c[1];
	const struct field *f = &v->question.field[0];

	assert_int_equal(v->question.nfield, 1);
	assert_text(f->label.v[FR], "L");
	assert_text(f->unit.v[EN].v[0], "U");
	assert_int_equal(f->ignore, IGNORE_SPACES);
	/* of the five, those that the variant writes and no other */
	assert_int_equal((f->accept.v != NULL) + (f->pattern.v != NULL) + (f->between.v != NULL) +
			     (f->plus_or_minus.v != NULL) + (f->nmistake > 0),
			 1);
	/* what explains the old answer is not inherited */
	assert_null(v->explanation.v);
	assert_null(v->solution_to_display.v);
	assert_null(v->question.feedback_right.v);
	assert_null(v->question.feedback_wrong.v);
	assert_null(v->tests.right);
	pair_free(&p);
}

static void test_variant_answer(void **state)
{
	struct pair p;

	(void)state;
	assert_dropped("{accept: 7}");
	assert_dropped("{between: [6, 8]}");
	assert_dropped("{plus_or_minus: 2}");
	assert_dropped("{mistakes: [{answers: 9}]}");
	assert_dropped("{pattern: '7+'}");
	/* a new label leaves the answer alone, with all that explains it */
	p = field_variant("{label: M}");
	assert_text(p.c[1].question.field[0].label.v[FR], "M");
	assert_text(p.c[1].question.field[0].accept.v[FR].v[0], "3");
	assert_text(p.c[1].question.field[0].between.v[EN].v[1], "5");
	assert_int_equal(p.c[1].question.field[0].nmistake, 1);
	assert_text(p.c[1].explanation.v[FR], "B");
	assert_text(p.c[1].question.feedback_wrong.v[FR], "E");
	assert_text(p.c[1].tests.right[FR].v[0].part[0].text, "3");
	pair_free(&p);
	/* answers of its own come with explanations of its own */
	p = pair_of(HEAD "instruction: A\nexplanation: B\n" CHOICES(
	    "Un", "Deux") "variants:\n  - id: autre\n"
			  "    explanation: Z\n    choices: [{right: Trois}, {wrong: Un}]\n");
	assert_text(p.c[1].explanation.v[FR], "Z");
	assert_text(p.c[1].question.choices.v[0].text.v[FR], "Trois");
	pair_free(&p);
}

static void test_variant_fields(void **state)
{
	struct pair p = pair_of(
	    HEAD "type: fields\ninstruction: A\n"
		 "fields: {a: {type: text, label: A, accept: x}, b: {type: text, label: B, accept: y}}\n"
		 "variants:\n  - id: autre\n    fields: {b: {accept: z}, c: {type: number, label: C, accept: "
		 "1}}\n");
	const struct question *q = &p.c[1].question;

	(void)state;
	assert_int_equal(q->nfield, 3);
	assert_text(q->field[0].accept.v[FR].v[0], "x");
	assert_text(q->field[1].accept.v[FR].v[0], "z");
	assert_text(q->field[2].name, "c");
	assert_int_equal(q->field[2].type, FIELD_NUMBER);
	pair_free(&p);
}

/* --- questions --------------------------------------------------------------------- */

/* Independent of this program: printf 'velos\0Le premier' | sha256sum, and so on. */
static void test_keys(void **state)
{
	struct pair p = pair_of(HEAD "instruction: A\n"
				     "choices:\n  - right: Le premier\n  - {wrong: Le second, name: rouge}\n"
				     "variants:\n  - {id: velos-juin, instruction: B}\n");
	struct pair c = pair_of("id: cafe\nskill: s\nstatus: draft\ninstruction: A\n"
				"choices: [{right: \"Cafe\xcc\x81\"}, {wrong: B}]\n");

	(void)state;
	assert_int_equal(p.c[0].question.choices.v[0].key, 0x4301d66e);
	assert_int_equal(p.c[0].question.choices.v[1].key, 0xb26bf72a);
	/* a variant has its own id, so its own keys */
	assert_int_equal(p.c[1].question.choices.v[0].key, 0xbe0e5e77);
	/* of the text in normal form */
	assert_int_equal(c.c->question.choices.v[0].key, 0x68b91a32);
	pair_free(&c);
	pair_free(&p);
}

static void test_key_clash(void **state)
{
	struct pair p = pair_of(HEAD "instruction: A\nchoices: [{right: X}, {wrong: Y}, {wrong: Y}]\n");

	(void)state;
	assert_int_equal(count_rule(p.unit, RULE_KEY_CLASH), 1);
	pair_free(&p);
	/* without an instruction there is no base, and nothing to tell */
	p = pair_of(HEAD "choices: [{right: X}, {wrong: Y}]\n");
	assert_int_equal(p.unit->findings.n, 0);
	pair_free(&p);
}

static void test_words_to_pick(void **state)
{
	struct pair p = pair_of(HEAD "type: multiple-choice\ninstruction: {fr: A, en: B}\n"
				     "layout: {fr: '[un](#a) [deux](#b)', en: '[one](#a) [two](#b)'}\n"
				     "choices: [{right: a}, {right: b}]\n");
	const struct piece *v = p.c->question.choices.v;

	(void)state;
	assert_text(v[0].name, "a");
	assert_text(v[0].text.v[FR], "un");
	assert_text(v[1].text.v[EN], "two");
	assert_int_equal(p.c->exists, 3);
	assert_int_equal(p.unit->findings.n, 0);
	pair_free(&p);
}

static void test_orderings(void **state)
{
	struct pair p = pair_of(HEAD "type: ordering\ninstruction: {fr: A, en: B}\n"
				     "items:\n  fr: [Un, {any_order: [Deux, Trois]}, Quatre]\n"
				     "  en: [One, {any_order: [Two, Three]}, Four]\n");
	const struct pieces *i = &p.c->question.items;

	(void)state;
	assert_int_equal(i->n, 4);
	assert_int_equal(i->v[0].rank, 0);
	assert_int_equal(i->v[1].rank, i->v[2].rank);
	assert_int_equal(i->v[3].rank, 2);
	assert_text(i->v[2].text.v[EN], "Three");
	assert_int_equal(p.c->exists, 3);
	pair_free(&p);
}

static void test_matchings(void **state)
{
	struct pair p =
	    pair_of(HEAD "type: matching\ninstruction: A\n"
			 "targets: {image: Une image, son: Un son}\n"
			 "items: [{text: a, is: son}, {text: b, is: son}, {text: c, is: sons}]\n");
	const struct question *q = &p.c->question;

	(void)state;
	assert_int_equal(q->items.v[0].target, 1);
	assert_int_equal(q->items.v[1].target, 1);
	assert_int_equal(q->items.v[2].target, UINT32_MAX);
	assert_int_equal(count_rule(p.unit, RULE_UNKNOWN_TARGET), 1);
	pair_free(&p);
}

static void test_groups(void **state)
{
	struct pair p = pair_of(HEAD "type: fields\ninstruction: A\n"
				     "fields: {a: {type: text, label: A}, b: {type: text, label: B}}\n"
				     "groups: {fields: [b, a], ignore: [], sets: [[x, y], z, w]}\n");
	const struct group *g = &p.c->question.group[0];

	(void)state;
	assert_int_equal(g->field[0], 1);
	assert_int_equal(g->field[1], 0);
	assert_int_equal(g->ignore, 0);
	assert_int_equal(g->nset, 3);
	assert_int_equal(g->set[0].synonyms.v[FR].n, 2);
	assert_text(g->set[1].synonyms.v[EN].v[0], "z");
	assert_int_equal(p.unit->findings.n, 0);
	pair_free(&p);
}

static void test_ignore(void **state)
{
	struct pair p = pair_of(HEAD "type: fields\ninstruction: A\nfields:\n"
				     "  a: {type: text, label: A, accept: x}\n"
				     "  b: {type: text, label: B, accept: x, ignore: []}\n"
				     "  c: {type: text, label: C, pattern: x}\n"
				     "  d: {type: number, label: D, accept: 1}\n"
				     "  e: {type: text, label: E, accept: x, ignore: typos}\n");
	const struct field *f = p.c->question.field;

	(void)state;
	assert_int_equal(f[0].ignore, IGNORE_DEFAULT);
	assert_int_equal(f[1].ignore, 0);
	assert_int_equal(f[2].ignore, IGNORE_CASE);
	assert_int_equal(f[3].ignore, 0);
	assert_int_equal(f[4].ignore, IGNORE_TYPOS);
	pair_free(&p);
}

static void test_tests(void **state)
{
	struct pair p = pair_of(HEAD "type: fields\ninstruction: A\n"
				     "fields: {a: {type: text, label: A, accept: x}}\n"
				     "tests:\n  right: {fr: [u, v], en: w}\n  wrong: [{a: y}, z]\n");
	const struct ltests *t = &p.c->tests;

	(void)state;
	assert_int_equal(t->right[FR].n, 2);
	assert_text(t->right[EN].v[0].part[0].text, "w");
	assert_null(t->right[EN].v[0].part[0].field.p);
	assert_text(t->wrong[EN].v[0].part[0].field, "a");
	assert_text(t->wrong[FR].v[1].part[0].text, "z");
	pair_free(&p);
}

static void test_media(void **state)
{
	struct pair p =
	    pair_of(HEAD "instruction: {fr: A, en: B}\n"
			 "illustration: {file: images/a.png, alt: {fr: C, en: D}}\n"
			 "attachments: {label: {any: E}, files: {fr: [a.ods, a.xlsx], en: b.ods}}\n");

	(void)state;
	assert_int_equal(p.unit->nmedia, 4);
	assert_text(p.unit->media[0].path, "challenges/donnees/tri/images/a.png");
	assert_text(p.c->illustration.file.v[EN], "challenges/donnees/tri/images/a.png");
	assert_text(p.c->attachment[0].files.v[EN].v[0], "challenges/donnees/tri/b.ods");
	assert_int_equal(p.c->attachment[0].files.v[FR].n, 2);
	assert_int_equal(p.c->exists, 3);
	pair_free(&p);
}

static void test_kinds(void **state)
{
	static const struct {
		const char *path;
		enum kind kind;
	} rows[] = {
	    {"pix.yaml", KIND_REPOSITORY},
	    {"challenges/framework.yaml", KIND_FRAMEWORK},
	    {"challenges/levels.yaml", KIND_LEVELS},
	    {"challenges/certification.yaml", KIND_CERTIFICATION},
	    {"challenges/paths/a.yaml", KIND_PATH},
	    {"challenges/a/calibration.yaml", KIND_CALIBRATION},
	    {"challenges/a/b/skills.yaml", KIND_TUBE},
	    {"challenges/a/b/c.yaml", KIND_CHALLENGE},
	    {"tutorials/a.yaml", KIND_TUTORIAL},
	    {"components/a.schema.json", KIND_COMPONENT},
	    {"challenges/a.yaml", KIND_NONE},
	    {"challenges/a/b/c/d.yaml", KIND_NONE},
	    {"tutorials/a/b.yaml", KIND_NONE},
	    {"challenges/a/b/c.yml", KIND_NONE},
	    {"docs/a.yaml", KIND_NONE},
	};
	size_t i;

	(void)state;
	for (i = 0; i < countof(rows); i++)
		assert_int_equal(model_kind_of(str_c(rows[i].path)), rows[i].kind);
	assert_true(model_is_unknown(STR("challenges/a/b/c.yml")));
	assert_true(model_is_unknown(STR("pix.yml")));
	assert_false(model_is_unknown(STR("docs/a.yaml")));
	assert_false(model_is_unknown(STR("challenges/a/b/c.yaml")));
}

static void test_exports(void **state)
{
	struct pair p = pair_of(
	    HEAD "formerly: [anciens]\ninstruction: A\nvariants:\n  - {id: autre, formerly: vieux}\n");
	const struct definition *d = p.unit->def;

	(void)state;
	assert_int_equal(p.unit->ndef, 4);
	assert_text(d[0].id, "velos");
	assert_true(d[1].formerly);
	assert_text(d[1].of, "velos");
	assert_text(d[3].id, "vieux");
	assert_text(d[3].of, "autre");
	assert_int_equal(p.unit->nref, 2);
	assert_text(p.unit->ref[0].to_id, "filtrer");
	assert_int_equal(p.unit->ref[0].to, KIND_SKILL);
	pair_free(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_durations),
	    cmocka_unit_test(test_nfc),
	    cmocka_unit_test(test_ids),
	    cmocka_unit_test(test_layouts),
	    cmocka_unit_test(test_spread),
	    cmocka_unit_test(test_existence),
	    cmocka_unit_test(test_regional),
	    cmocka_unit_test(test_config_text),
	    cmocka_unit_test(test_variant_keeps),
	    cmocka_unit_test(test_variant_status),
	    cmocka_unit_test(test_variant_answer),
	    cmocka_unit_test(test_variant_fields),
	    cmocka_unit_test(test_keys),
	    cmocka_unit_test(test_key_clash),
	    cmocka_unit_test(test_words_to_pick),
	    cmocka_unit_test(test_orderings),
	    cmocka_unit_test(test_matchings),
	    cmocka_unit_test(test_groups),
	    cmocka_unit_test(test_ignore),
	    cmocka_unit_test(test_tests),
	    cmocka_unit_test(test_media),
	    cmocka_unit_test(test_kinds),
	    cmocka_unit_test(test_exports),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
