/*
 * test_marking_bundle.c: markers of bundles: each type of question and a lesson's,
 * in both flavours; made-up bundles full of nonsense, which must harm nothing; and
 * memory that runs out at every single request.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "bundle_by_hand.h"
#include "marking_by_hand.h"

/* --- memory that runs out (the linker's --wrap sends requests of our code here) ----------------- */

void *__real_malloc(size_t n);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *p, size_t n);
void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *p, size_t n);

static size_t requests, fails_at = SIZE_MAX;

static bool fails(void)
{
	return requests++ >= fails_at;
}

void *__wrap_malloc(size_t n)
{
	return fails() ? NULL : __real_malloc(n);
}

void *__wrap_calloc(size_t n, size_t size)
{
	return fails() ? NULL : __real_calloc(n, size);
}

void *__wrap_realloc(void *p, size_t n)
{
	return fails() ? NULL : __real_realloc(p, n);
}

/* --- a bundle with a question of each type --------------------------------------------------------- */

static struct pack_row *add_challenge(struct pack *p, const char *id, enum pxb_value type, uint32_t locale)
{
	struct pack_row *c = pack_entity(p, PXB_SEC_CHAL, (struct str){id, strlen(id)}), *q;

	pack_ref(c, PXB_COL_challenge_skill, STR("filtrer"));
	pack_num(c, PXB_COL_challenge_type, type);
	q = pack_beside(c, PXB_ROLE_localisations, locale);
	pack_num(q, PXB_COL_localisation_type, type);
	pack_num(q, PXB_COL_localisation_status, PXB_status_VALIDATED);
	pack_beside(q, PXB_ROLE_marking, 0);
	return q;
}

static void add_answer(struct pack_row *parent, enum pxb_role role, const char *s)
{
	pack_text(pack_child(parent, role), PXB_COL_answer_text, (struct str){s, strlen(s)});
}

static struct pack_row *add_text_field(struct pack_row *q, const char *name)
{
	struct pack_row *f = pack_child(q, PXB_ROLE_fields);

	pack_text(f, PXB_COL_field_name, (struct str){name, strlen(name)});
	pack_num(f, PXB_COL_field_type, PXB_field_type_TEXT);
	return f;
}

static void add_choices(struct pack_row *q, const char *verdicts)
{
	for (uint32_t i = 0; verdicts[i]; i++) {
		struct pack_row *c = pack_child(q, PXB_ROLE_choices);

		pack_num(c, PXB_COL_choice_key, 10 * (i + 1));
		pack_num(pack_beside(c, PXB_ROLE_choice_marking, 0), PXB_COL_choice_marking_verdict,
			 verdicts[i] == 'r'   ? PXB_verdict_RIGHT
			 : verdicts[i] == 'w' ? PXB_verdict_WRONG
					      : PXB_verdict_UNSCORED);
	}
}

static void add_items(struct pack_row *q, bool ordering)
{
	for (uint32_t i = 0; i < 3; i++) {
		struct pack_row *c = pack_child(q, PXB_ROLE_items), *m;

		pack_num(c, PXB_COL_choice_key, 10 * (i + 1));
		m = pack_beside(c, PXB_ROLE_item_marking, 0);
		if (ordering)
			pack_num(m, PXB_COL_item_marking_rank, 3 - i);
		else
			pack_num(m, PXB_COL_item_marking_target, 7);
	}
	if (!ordering)
		pack_num(pack_child(q, PXB_ROLE_targets), PXB_COL_choice_key, 7);
}

/* Fields a and b in a group, c with a pattern, d a select. */
static void add_fields(struct pack_row *q)
{
	struct pack_row *f[2], *m = pack_beside(q, PXB_ROLE_marking, 0), *g, *r;

	f[0] = add_text_field(q, "a");
	f[1] = add_text_field(q, "b");
	g = pack_child(m, PXB_ROLE_groups);
	pack_num(g, PXB_COL_group_ignore, PXB_IGNORE_CASE | PXB_IGNORE_TYPOS);
	for (int i = 0; i < 2; i++) {
		pack_row_ref(pack_child(g, PXB_ROLE_group_fields), PXB_COL_group_field_field, f[i]);
		pack_beside(f[i], PXB_ROLE_field_marking, 0);
	}
	r = pack_child(g, PXB_ROLE_group_sets);
	add_answer(r, PXB_ROLE_synonyms, "Firefox");
	add_answer(r, PXB_ROLE_synonyms, "Mozilla Firefox");
	add_answer(pack_child(g, PXB_ROLE_group_sets), PXB_ROLE_synonyms, "Safari");
	m = pack_beside(add_text_field(q, "c"), PXB_ROLE_field_marking, 0);
	pack_text(m, PXB_COL_field_marking_pattern, STR("v\\d+"));
	pack_num(m, PXB_COL_field_marking_ignore, PXB_IGNORE_CASE);
	r = add_text_field(q, "d");
	pack_num(r, PXB_COL_field_type, PXB_field_type_SELECT);
	m = pack_beside(r, PXB_ROLE_field_marking, 0);
	g = pack_child(r, PXB_ROLE_options);
	pack_num(g, PXB_COL_choice_key, 77);
	pack_text(g, PXB_COL_choice_text, STR("oui"));
	r = pack_child(m, PXB_ROLE_accept);
	pack_num(r, PXB_COL_answer_kind, PXB_answer_kind_KEY);
	pack_num(r, PXB_COL_answer_number, 77);
}

static void add_simulators(struct pack *p)
{
	struct pack_row *q = add_challenge(p, "mot", PXB_type_SIMULATOR, 0), *f, *m;

	f = pack_child(q, PXB_ROLE_fields);
	pack_num(f, PXB_COL_field_type, PXB_field_type_WORD);
	m = pack_beside(f, PXB_ROLE_field_marking, 0);
	pack_num(m, PXB_COL_field_marking_ignore, PXB_IGNORE_CASE);
	add_answer(m, PXB_ROLE_accept, "sésame");
	q = add_challenge(p, "juge", PXB_type_SIMULATOR, 0);
	pack_num(q, PXB_COL_localisation_flags, 1u << PXB_question_flag_JUDGE_SIMULATOR);
}

static void add_date(struct pack *p, const char *id, uint32_t locale)
{
	struct pack_row *q = add_challenge(p, id, PXB_type_FIELDS, locale), *f = add_text_field(q, "a"), *r;

	pack_num(f, PXB_COL_field_type, PXB_field_type_DATE);
	r = pack_child(pack_beside(f, PXB_ROLE_field_marking, 0), PXB_ROLE_accept);
	pack_text(r, PXB_COL_answer_text, STR("2004-11-05"));
	pack_num(r, PXB_COL_answer_kind, PXB_answer_kind_DATE);
	pack_num(r, PXB_COL_answer_number, 200411050000);
	pack_num(r, PXB_COL_answer_precision, PXB_precision_DAY);
}

static void add_lesson(struct pack *p)
{
	struct pack_row *t = pack_entity(p, PXB_SEC_TUTO, STR("cours")), *l, *q, *s, *b;
	const char *verdicts[] = {"wr", "uu"};

	pack_num(t, PXB_COL_tutorial_kind, PXB_tutorial_kind_LESSON);
	l = pack_beside(t, PXB_ROLE_lessons, 0);
	s = pack_child(l, PXB_ROLE_sections);
	for (int i = 0; i < 2; i++) {
		q = pack_child(l, PXB_ROLE_questions);
		pack_num(q, PXB_COL_localisation_type, PXB_type_SINGLE_CHOICE);
		add_choices(q, verdicts[i]);
		pack_beside(q, PXB_ROLE_marking, 0);
		b = pack_child(s, PXB_ROLE_blocks);
		pack_num(b, PXB_COL_block_kind, PXB_block_QUESTION);
		pack_row_ref(b, PXB_COL_block_question, q);
	}
}

static struct buf bytes_of(enum pack_flavour flavour)
{
	static const struct pack_media media = {sample_media, NULL};
	struct pack *p = make_velos();
	struct buf b = {0};
	struct err e = {0};

	add_choices(add_challenge(p, "unique", PXB_type_SINGLE_CHOICE, 0), "wrw");
	add_choices(add_challenge(p, "multiple", PXB_type_MULTIPLE_CHOICE, 0), "rrw");
	add_items(add_challenge(p, "ordre", PXB_type_ORDERING, 0), true);
	add_items(add_challenge(p, "paires", PXB_type_MATCHING, 0), false);
	add_fields(add_challenge(p, "champs", PXB_type_FIELDS, 0));
	add_simulators(p);
	add_date(p, "date", 0);
	add_date(p, "date-en", 2);
	add_lesson(p);
	if (pack_finish(p, &e) || pack_write_buf(&b, NULL, p, flavour, &media, &e))
		BUG("%s", e.text);
	pack_free(p);
	return b;
}

static struct pxb *must_open(struct buf b)
{
	struct pxb_error e;
	struct pxb *x;

	if (pxb_open_memory(&x, b.p, b.n, PXB_CHECK_ALL, NULL, &e))
		fail_msg("%s: %s", e.section, e.message);
	return x;
}

static struct pxb_question find(const struct pxb *b, const char *id)
{
	struct pxb_challenge c = pxb_challenge_find(b, id, strlen(id));
	struct pxb_question q = pxb_question_in(b, c, pxb_locale_row(b, 0));

	return q.v == PXB_NONE ? pxb_question_in(b, c, pxb_locale_row(b, 2)) : q;
}

static struct pxb_question lesson_question(const struct pxb *b, uint32_t i)
{
	struct pxb_lesson l = pxb_lesson_in(b, pxb_tutorial_find(b, "cours", 5), pxb_locale_row(b, 0));

	return pxb_block_at(b, pxb_section_at(b, pxb_lesson_get(b, l).sections, 0).blocks, i).question;
}

/* A marker of Q; the bundle's bytes may then go. */
static struct pxm *marker_of(const struct pxb *b, struct pxb_question q)
{
	struct pxm_error e;
	struct pxm *m;

	if (pxm_new_of_bundle(&m, b, q, &e))
		fail_msg("%d %s", (int)e.code, e.message);
	return m;
}

static void expect_verdict(const struct pxm *m, struct pxm_answer a, enum pxm_by by)
{
	struct pxm_result r;

	pxm_mark(&r, NULL, 0, m, &a);
	if (r.by != by)
		fail_msg("%s, not %s", pxm_by_word(r.by), pxm_by_word(by));
}

static void expect_key(struct pxm *m, uint32_t key, enum pxm_by by)
{
	expect_verdict(m, (struct pxm_answer){.key = &key, .nkey = 1}, by);
	pxm_free(m);
}

static void expect_entry(struct pxm *m, const char *name, const char *s, enum pxm_by by)
{
	struct pxm_entry entry = {.name = text(name), .text = text(s)};

	expect_verdict(m, (struct pxm_answer){.entry = &entry, .nentry = 1}, by);
	pxm_free(m);
}

static void test_types(void **state)
{
	static const uint32_t both[] = {20, 10}, order[] = {30, 20, 10};
	static const struct pxm_pair pairs[] = {{10, 7}, {20, 7}, {30, 7}};
	const struct pxm_entry entries[] = {{text("a"), text("safari"), 0, false},
					    {text("b"), text("FIERFOX"), 0, false},
					    {text("c"), text("V12"), 0, false},
					    {text("d"), text("oui"), 0, false}};
	struct buf bytes = bytes_of(PACK_FULL);
	struct pxb *b = must_open(bytes);
	struct pxm *m;

	(void)state;
	expect_key(marker_of(b, find(b, "unique")), 20, PXM_BY_KEY);
	expect_key(marker_of(b, find(b, "unique")), 10, PXM_BY_OTHER_KEY);
	m = marker_of(b, find(b, "multiple"));
	expect_verdict(m, (struct pxm_answer){.key = both, .nkey = 2}, PXM_BY_KEY);
	expect_key(m, 20, PXM_BY_OTHER_KEY);
	m = marker_of(b, find(b, "ordre"));
	expect_verdict(m, (struct pxm_answer){.key = order, .nkey = 3}, PXM_BY_KEY);
	pxm_free(m);
	m = marker_of(b, find(b, "paires"));
	expect_verdict(m, (struct pxm_answer){.pair = pairs, .npair = 3}, PXM_BY_KEY);
	expect_verdict(m, (struct pxm_answer){.pair = pairs, .npair = 2}, PXM_BY_OTHER_KEY);
	pxm_free(m);
	m = marker_of(b, find(b, "champs"));
	expect_verdict(m, (struct pxm_answer){.entry = entries, .nentry = 4}, PXM_BY_IGNORE);
	expect_verdict(m, (struct pxm_answer){.entry = entries, .nentry = 3}, PXM_BY_EMPTY);
	pxm_free(m);
	m = marker_of(b, find(b, "mot"));
	expect_verdict(m, (struct pxm_answer){.word = text("SÉSAME")}, PXM_BY_IGNORE);
	pxm_free(m);
	m = marker_of(b, find(b, "juge"));
	expect_verdict(m, (struct pxm_answer){.word = text("right")}, PXM_BY_SIMULATOR);
	pxm_free(m);
	expect_entry(marker_of(b, find(b, "velos")), "nombre", "-4,70 vélos", PXM_BY_VALUE);
	expect_entry(marker_of(b, find(b, "velos")), "nombre", "-5,2", PXM_BY_TOLERANCE);
	/* French dates are day first; this bundle's English ones month first */
	expect_entry(marker_of(b, find(b, "date")), "a", "5/11/2004", PXM_BY_VALUE);
	expect_entry(marker_of(b, find(b, "date-en")), "a", "11/5/2004", PXM_BY_VALUE);
	expect_entry(marker_of(b, find(b, "date-en")), "a", "November 5, 2004", PXM_BY_VALUE);
	expect_entry(marker_of(b, find(b, "date")), "a", "November 5, 2004", PXM_BY_NOT_A_DATE);
	pxb_close(b);
	buf_release(&bytes);
}

/* The marker needs nothing of the bundle any more. */
static void test_bundle_gone(void **state)
{
	struct buf bytes = bytes_of(PACK_FULL);
	struct pxb *b = must_open(bytes);
	struct pxm *m = marker_of(b, find(b, "champs"));

	(void)state;
	pxb_close(b);
	buf_release(&bytes);
	expect_entry(m, "a", "firefox", PXM_BY_EMPTY);
}

static void expect_none(const struct pxb *b, struct pxb_question q)
{
	struct pxm_error e = {.code = PXM_OK};
	struct pxm *m = (struct pxm *)1;

	assert_int_equal(pxm_new_of_bundle(&m, b, q, &e), PXM_NO_QUESTION);
	assert_int_equal(e.code, PXM_NO_QUESTION);
	assert_null(m);
	assert_int_equal(pxm_new_of_bundle(&m, b, q, NULL), PXM_NO_QUESTION);
}

static void test_flavours(void **state)
{
	static const char *const ids[] = {"unique", "multiple", "ordre", "paires", "champs",
					  "mot",    "juge",     "velos", "date"};
	struct buf bytes = bytes_of(PACK_PUBLIC);
	struct pxb *b = must_open(bytes);
	size_t i;

	(void)state;
	for (i = 0; i < countof(ids); i++)
		expect_none(b, find(b, ids[i]));
	expect_none(b, (struct pxb_question){PXB_NONE, 0});
	/* lessons are practice: their answers are public, unless a question has none */
	expect_key(marker_of(b, lesson_question(b, 0)), 20, PXM_BY_KEY);
	expect_none(b, lesson_question(b, 1));
	pxb_close(b);
	buf_release(&bytes);
}

/* --- nonsense --------------------------------------------------------------------------------------------
 */

static void mark_nonsense(const struct pxm *m)
{
	static const uint32_t keys[] = {1, 2, 3};
	static const struct pxm_pair pair = {1, 2};
	struct pxm_entry entry = {.name = {"", 0}, .text = {"SECRET été œuvre 3", 20}};
	const struct pxm_answer answers[] = {{0},
					     {.key = keys, .nkey = 3},
					     {.pair = &pair, .npair = 1},
					     {.entry = &entry, .nentry = 1},
					     {.word = {"x", 1}}};
	struct pxm_part part[PXM_MAX_PARTS];
	struct pxm_result r;
	size_t i;

	for (i = 0; i < countof(answers); i++)
		pxm_mark(&r, part, PXM_MAX_PARTS, m, &answers[i]);
}

/* Bundles of every column, filled at random: what opens must be marked or refused. */
static void test_nonsense(void **state)
{
	uint32_t seed, i, k, made = 0, refused = 0;

	(void)state;
	for (seed = 1; seed <= 40; seed++) {
		struct sample s = {.seed = seed, .nlocale = 3, .scale = 6};
		struct buf bytes = sample_bytes(&s, PACK_FULL);
		struct pxb *b = must_open(bytes);

		for (i = 0; i < pxb_challenge_count(b); i++)
			for (k = 0; k < 3; k++) {
				struct pxb_question q =
				    pxb_question_in(b, pxb_challenge_row(b, i), pxb_locale_row(b, k));
				struct pxm *m;

				if (pxm_new_of_bundle(&m, b, q, NULL)) {
					refused++;
					continue;
				}
				made++;
				mark_nonsense(m);
				pxm_free(m);
			}
		pxb_close(b);
		buf_release(&bytes);
	}
	assert_true(made > 50 && refused > 50);
}

/* --- no memory
 * ---------------------------------------------------------------------------------------------- */

/* Every request for memory fails once: a code, never a crash, nothing lost. */
static void test_no_marker(void **state)
{
	static const char *const ids[] = {"unique", "ordre", "paires", "champs", "mot", "velos", "date"};
	struct buf bytes = bytes_of(PACK_FULL);
	struct pxb *b = must_open(bytes);
	size_t i, at;

	(void)state;
	for (i = 0; i < countof(ids); i++) {
		struct pxb_question q = find(b, ids[i]);
		bool failed = true;

		for (at = 0; failed; at++) {
			enum pxm_code code;
			struct pxm *m;

			requests = 0;
			fails_at = at;
			code = pxm_new_of_bundle(&m, b, q, NULL);
			failed = requests > fails_at;
			fails_at = SIZE_MAX;
			if (code != (failed ? PXM_NOMEM : PXM_OK))
				fail_msg("%s, request %zu: code %d", ids[i], at, (int)code);
			pxm_free(m);
		}
		assert_true(at > 3);
	}
	pxb_close(b);
	buf_release(&bytes);
}

static void test_no_verdict(void **state)
{
	static const char *const ids[] = {"champs", "velos", "date", "mot"};
	const struct pxm_entry entries[] = {{text("a"), text("safarie"), 0, false},
					    {text("b"), text("FIERFOX"), 0, false},
					    {text("c"), text("V12"), 0, false},
					    {text("d"), text("oui"), 0, false}},
			       number = {text("nombre"), text("5 vélos"), 0, false},
			       date = {text("a"), text("2004"), 0, false};
	const struct pxm_answer answers[] = {{.entry = entries, .nentry = 4},
					     {.entry = &number, .nentry = 1},
					     {.entry = &date, .nentry = 1},
					     {.word = text("Sésame")}};
	struct buf bytes = bytes_of(PACK_FULL);
	struct pxb *b = must_open(bytes);
	size_t i, at;

	(void)state;
	for (i = 0; i < countof(ids); i++) {
		struct pxm *m = marker_of(b, find(b, ids[i]));
		bool failed = true;

		for (at = 0; failed; at++) {
			struct pxm_result r;

			requests = 0;
			fails_at = at;
			pxm_mark(&r, NULL, 0, m, &answers[i]);
			failed = requests > fails_at;
			fails_at = SIZE_MAX;
			if ((r.verdict == PXM_ERROR && r.by == PXM_BY_LIMIT) != failed)
				fail_msg("%s, request %zu: %s", ids[i], at, pxm_by_word(r.by));
		}
		assert_true(at > 3);
		pxm_free(m);
	}
	pxb_close(b);
	buf_release(&bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_types),     cmocka_unit_test(test_bundle_gone),
	    cmocka_unit_test(test_flavours),  cmocka_unit_test(test_nonsense),
	    cmocka_unit_test(test_no_marker), cmocka_unit_test(test_no_verdict),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
