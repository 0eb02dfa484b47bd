/*
 * test_marking_answers.c: choices, orderings, matchings, simulators; malformed
 * answers; limits, each at it and one above; questions that cannot be marked.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "marking_by_hand.h"

/* Marks A and says "verdict by at" and then what decided each part. */
static const char *say(char *out, size_t room, const struct pxm *m, const struct pxm_answer *a)
{
	struct pxm_part part[PXM_MAX_PARTS];
	struct pxm_result r;
	uint32_t i;
	size_t n;

	pxm_mark(&r, part, PXM_MAX_PARTS, m, a);
	n = (size_t)snprintf(out, room, "%s %s %u:", pxm_verdict_word(r.verdict), pxm_by_word(r.by), r.at);
	for (i = 0; i < r.npart && n < room; i++)
		n += (size_t)snprintf(out + n, room - n, " %s", pxm_by_word(part[i].by));
	assert_true(r.npart <= pxm_part_count(m));
	return out;
}

static void expect_said(const struct pxm *m, const struct pxm_answer *a, const char *said)
{
	char out[4000];

	assert_string_equal(say(out, sizeof(out), m, a), said);
}

/* "10 20" as keys. */
static size_t keys_of(uint32_t *key, const char *s)
{
	size_t n = 0;
	char *end;

	for (; *s; s = *end ? end + 1 : end)
		key[n++] = (uint32_t)strtoul(s, &end, 10);
	return n;
}

static void expect_keys(const struct pxm *m, const char *keys, const char *said)
{
	uint32_t key[20];
	struct pxm_answer a = {.key = key, .nkey = keys_of(key, keys)};
	char out[400];

	if (strcmp(say(out, sizeof(out), m, &a), said) != 0)
		fail_msg("[%s]: %s; expected %s", keys, out, said);
}

/* --- choices -------------------------------------------------------------------------------- */

static const struct pxm_choice choices[] = {
    {10, PXB_WRONG}, {20, PXB_RIGHT}, {30, PXB_RIGHT}, {40, PXB_WRONG}};

static void test_single_choice(void **state)
{
	struct pxm_question q = {.type = PXB_SINGLE_CHOICE, .choice = choices, .nchoice = 2};
	struct pxm *m = must_make(&q);
	struct pxm_part part;
	struct pxm_result r;
	uint32_t key = 10;
	struct pxm_answer a = {.key = &key, .nkey = 1};

	(void)state;
	expect_keys(m, "20", "right key 0: key");
	expect_keys(m, "10", "wrong other-key 0: other-key");
	expect_keys(m, "", "skipped none 0:");
	expect_keys(m, "30", "error unknown 0:");
	expect_keys(m, "20 20", "error twice 1:");
	expect_keys(m, "20 10", "error shape 1:");
	expect_keys(m, "20 30", "error unknown 1:");
	pxm_mark(&r, &part, 1, m, &a);
	assert_int_equal(part.key, 10);
	assert_int_equal(part.mistake, 0);
	assert_int_equal(part.accept, PXM_NOTHING);
	assert_int_equal(pxm_part_count(m), 1);
	pxm_free(m);
}

static void test_multiple_choice(void **state)
{
	struct pxm_question q = {.type = PXB_MULTIPLE_CHOICE, .choice = choices, .nchoice = 4};
	struct pxm *m = must_make(&q);

	(void)state;
	expect_keys(m, "20 30", "right key 0: key key");
	expect_keys(m, "30 20", "right key 0: key key");
	expect_keys(m, "20", "wrong other-key 0: key");
	expect_keys(m, "20 40 30", "wrong other-key 0: key other-key key");
	expect_keys(m, "10 40", "wrong other-key 0: other-key other-key");
	expect_keys(m, "", "skipped none 0:");
	expect_keys(m, "20 50", "error unknown 1:");
	expect_keys(m, "20 30 20", "error twice 2:");
	assert_int_equal(pxm_part_count(m), 4);
	pxm_free(m);
}

/* --- orderings and matchings ---------------------------------------------------------------------- */

static void test_ordering(void **state)
{
	/* 30, then 10 and 20 in any order, then 40 */
	static const struct pxm_item items[] = {{10, 2, 0}, {20, 2, 0}, {30, 1, 0}, {40, 3, 0}};
	struct pxm_question q = {.type = PXB_ORDERING, .item = items, .nitem = 4};
	struct pxm *m = must_make(&q);

	(void)state;
	expect_keys(m, "30 10 20 40", "right key 0: key key key key");
	expect_keys(m, "30 20 10 40", "right key 0: key key key key");
	expect_keys(m, "10 30 20 40", "wrong other-key 0: other-key key other-key key");
	expect_keys(m, "40 10 20 30", "wrong other-key 0: key key other-key other-key");
	expect_keys(m, "", "skipped none 0: none none none none");
	expect_keys(m, "30 10 20", "error shape 3:");
	expect_keys(m, "30 10 20 40 10", "error twice 4:");
	expect_keys(m, "30 30", "error twice 1:");
	expect_keys(m, "30 50 30", "error unknown 1:");
	pxm_free(m);
}

static void test_matching(void **state)
{
	static const struct pxm_item items[] = {{10, 0, 1}, {20, 0, 2}, {30, 0, 1}};
	static const uint32_t targets[] = {1, 2, 3};
	static const struct {
		struct pxm_pair pair[4];
		size_t n;
		const char *said;
	} rows[] = {
	    {{{10, 1}, {20, 2}, {30, 1}}, 3, "right key 0: key key key"},
	    {{{30, 1}, {20, 2}, {10, 1}}, 3, "right key 0: key key key"},
	    {{{10, 1}, {20, 3}, {30, 1}}, 3, "wrong other-key 0: key other-key key"},
	    {{{30, 1}}, 1, "wrong other-key 0: empty empty key"},
	    {{{0, 0}}, 0, "skipped none 0: none none none"},
	    {{{10, 1}, {50, 1}}, 2, "error unknown 1:"},
	    {{{10, 1}, {20, 10}}, 2, "error unknown 1:"},
	    {{{10, 1}, {10, 1}}, 2, "error twice 1:"},
	    {{{10, 1}, {10, 9}}, 2, "error unknown 1:"},
	};
	struct pxm_question q = {
	    .type = PXB_MATCHING, .item = items, .nitem = 3, .target = targets, .ntarget = 3};
	struct pxm *m = must_make(&q);
	size_t i;

	(void)state;
	for (i = 0; i < countof(rows); i++) {
		struct pxm_answer a = {.pair = rows[i].pair, .npair = rows[i].n};

		expect_said(m, &a, rows[i].said);
	}
	pxm_free(m);
}

/* --- simulators ------------------------------------------------------------------------------------ */

static void expect_word(const struct pxm *m, const char *word, const char *said)
{
	struct pxm_answer a = {.word = text(word)};

	expect_said(m, &a, said);
}

static void test_simulator(void **state)
{
	struct hand h = {
	    .accept = "ordinateur", .mistakes = "souris", .type = PXB_FIELD_WORD, .ignore = USUAL | TYPOS};
	struct hand_field *k = malloc(sizeof(*k));
	struct pxm_question q = {.type = PXB_SIMULATOR, .nfield = 1};
	struct pxm *m;

	(void)state;
	hand_field(k, &h);
	q.field = &k->field;
	m = must_make(&q);
	expect_word(m, "Ordinateur", "right ignore 0: ignore");
	expect_word(m, "ordinatuer", "right typos 0: typos");
	expect_word(m, "Souris", "wrong mistake 0: mistake");
	expect_word(m, "clavier", "wrong no-match 0: no-match");
	expect_word(m, " \n", "skipped none 0: none");
	expect_word(m, "a\x01", "error not-text 0:");
	pxm_free(m);
	q = (struct pxm_question){.type = PXB_SIMULATOR, .judge_simulator = true};
	m = must_make(&q);
	expect_word(m, "right", "right simulator 0: simulator");
	expect_word(m, " wrong\n", "wrong simulator 0: simulator");
	expect_word(m, "Right", "error unknown 0:");
	expect_word(m, "ordinateur", "error unknown 0:");
	expect_word(m, "", "skipped none 0: none");
	expect_word(m, "\xFF", "error not-text 0:");
	pxm_free(m);
	free(k);
}

/* --- answers of the wrong shape ------------------------------------------------------------------------ */

/* Two text fields, a and b, and a select, c. */
static struct pxm *three_fields(void)
{
	struct hand h[] = {{.name = "a", .accept = "un", .ignore = CASE},
			   {.name = "b", .accept = "deux"},
			   {.name = "c", .accept = "1", .options = "oui|non", .type = PXB_FIELD_SELECT}};
	struct hand_field *k = malloc(3 * sizeof(*k));
	struct pxm_question q = {.type = PXB_FIELDS, .nfield = 3, .locale = {"fr", 2}};
	struct pxm_field f[3];
	struct pxm *m;
	size_t i;

	for (i = 0; i < 3; i++) {
		hand_field(&k[i], &h[i]);
		f[i] = k[i].field;
	}
	q.field = f;
	m = must_make(&q);
	free(k);
	return m;
}

static void test_fields(void **state)
{
	static const struct {
		struct pxm_entry entry[4];
		size_t n;
		const char *said;
	} rows[] = {
	    {{{{"a", 1}, {"un", 2}, 0, false},
	      {{"b", 1}, {"deux", 4}, 0, false},
	      {{"c", 1}, {"", 0}, 1, true}},
	     3,
	     "right equal 0: equal equal key"},
	    {{{{"c", 1}, {"oui", 3}, 0, false},
	      {{"b", 1}, {"deux", 4}, 0, false},
	      {{"a", 1}, {"UN", 2}, 0, false}},
	     3,
	     "right ignore 0: ignore equal key"},
	    {{{{"a", 1}, {"un", 2}, 0, false}, {{"b", 1}, {"trois", 5}, 0, false}},
	     2,
	     "wrong no-match 0: equal no-match empty"},
	    {{{{"a", 1}, {" ", 1}, 0, false}, {{"c", 1}, {"", 0}, 2, true}},
	     2,
	     "wrong empty 0: empty empty other-key"},
	    {{{{"a", 1}, {" ", 1}, 0, false}, {{"b", 1}, {"", 0}, 0, false}},
	     2,
	     "skipped none 0: none none none"},
	    {{{{"z", 1}, {" ", 1}, 0, false}, {{"a", 1}, {"", 0}, 0, false}},
	     2,
	     "skipped none 0: none none none"},
	    {{{{"a", 1}, {"un", 2}, 0, false}, {{"z", 1}, {"", 0}, 0, false}}, 2, "error unknown 1:"},
	    {{{{"a", 1}, {"un", 2}, 0, false}, {{"ab", 2}, {"x", 1}, 0, false}}, 2, "error unknown 1:"},
	    {{{{"a", 1}, {"un", 2}, 0, false}, {{"A", 1}, {"x", 1}, 0, false}}, 2, "error unknown 1:"},
	    {{{{"a", 1}, {"", 0}, 0, false}, {{"a", 1}, {"un", 2}, 0, false}}, 2, "error twice 1:"},
	    {{{{"a", 1}, {"", 0}, 1, true}}, 1, "error shape 0:"},
	    {{{{"c", 1}, {"", 0}, 3, true}}, 1, "error unknown 0:"},
	    {{{{"c", 1}, {"peut-être", 10}, 0, false}}, 1, "error unknown 0:"},
	    {{{{"b", 1}, {"\xC3", 1}, 0, false}, {{"z", 1}, {"x", 1}, 0, false}}, 2, "error not-text 0:"},
	};
	struct pxm *m = three_fields();
	struct pxm_answer none = {0};
	size_t i;

	(void)state;
	for (i = 0; i < countof(rows); i++) {
		struct pxm_answer a = {.entry = rows[i].entry, .nentry = rows[i].n};

		expect_said(m, &a, rows[i].said);
	}
	expect_said(m, &none, "skipped none 0: none none none");
	pxm_free(m);
}

static void test_shapes(void **state)
{
	static const uint32_t key = 20;
	static const struct pxm_pair pair = {20, 1};
	static const struct pxm_entry entry = {{"a", 1}, {"un", 2}, 0, false};
	static const struct pxm_item items[] = {{20, 1, 1}};
	static const uint32_t target = 1;
	const struct pxm_answer answers[] = {{.key = &key, .nkey = 1},
					     {.entry = &entry, .nentry = 1},
					     {.pair = &pair, .npair = 1},
					     {.word = {"right", 5}}};
	struct pxm_question q[] = {
	    {.type = PXB_SINGLE_CHOICE, .choice = choices, .nchoice = 4},
	    {.type = PXB_MULTIPLE_CHOICE, .choice = choices + 1, .nchoice = 1},
	    {.type = PXB_ORDERING, .item = items, .nitem = 1},
	    {.type = PXB_FIELDS},
	    {.type = PXB_MATCHING, .item = items, .nitem = 1, .target = &target, .ntarget = 1},
	    {.type = PXB_SIMULATOR, .judge_simulator = true},
	};
	static const size_t takes[] = {0, 0, 0, 1, 2, 3};
	size_t i, k;

	(void)state;
	for (i = 0; i < countof(q); i++) {
		struct hand h = {.accept = "un"};
		struct pxm *m = q[i].type == PXB_FIELDS ? hand_marker(&h) : must_make(&q[i]);

		for (k = 0; k < countof(answers); k++) {
			struct pxm_result r;

			pxm_mark(&r, NULL, 0, m, &answers[k]);
			if (r.verdict != (k == takes[i] ? PXM_RIGHT : PXM_ERROR) ||
			    (k != takes[i] && (r.by != PXM_BY_SHAPE || r.at != 0)))
				fail_msg("question %zu, answer %zu: %s", i, k, pxm_by_word(r.by));
		}
		pxm_free(m);
	}
}

/* --- room --------------------------------------------------------------------------------------------------
 */

static void test_room(void **state)
{
	struct pxm_question q = {.type = PXB_MULTIPLE_CHOICE, .choice = choices, .nchoice = 4};
	struct pxm *m = must_make(&q);
	static const uint32_t keys[] = {20, 10, 30};
	struct pxm_answer a = {.key = keys, .nkey = 3};
	struct pxm_part part[3];
	struct pxm_result r;

	(void)state;
	memset(part, 0x55, sizeof(part));
	pxm_mark(&r, part, 2, m, &a);
	assert_int_equal(r.npart, 3);
	assert_int_equal(part[1].by, PXM_BY_OTHER_KEY);
	assert_int_equal(part[2].key, 0x55555555);
	pxm_mark(&r, NULL, 0, m, &a);
	assert_int_equal(r.npart, 3);
	assert_int_equal(r.verdict, PXM_WRONG);
	pxm_free(m);
}

/* --- limits: at, and one above
 * ------------------------------------------------------------------------------ */

static void test_long_answers(void **state)
{
	char *s = malloc(PXM_MAX_ANSWER + 2);
	struct hand h = {.accept = "a"};
	struct pxm *m = hand_marker(&h);
	struct pxm_part part;

	(void)state;
	memset(s, 'a', PXM_MAX_ANSWER + 1);
	s[PXM_MAX_ANSWER] = 0;
	assert_int_equal(mark_text(&part, m, s).by, PXM_BY_NO_MATCH);
	s[PXM_MAX_ANSWER] = 'a';
	s[PXM_MAX_ANSWER + 1] = 0;
	assert_int_equal(mark_text(&part, m, s).by, PXM_BY_TOO_LONG);
	memset(s, ' ', PXM_MAX_ANSWER + 1); /* is something, though blank */
	assert_int_equal(mark_text(&part, m, s).by, PXM_BY_TOO_LONG);
	s[PXM_MAX_ANSWER] = 0;
	assert_int_equal(mark_text(&part, m, s).verdict, PXM_SKIPPED);
	pxm_free(m);
	free(s);
}

static enum pxm_code code_of(const struct pxm_question *q)
{
	struct pxm_error e = {.code = PXM_OK};
	struct pxm *m = (struct pxm *)1;
	enum pxm_code code = pxm_new(&m, q, &e);

	assert_int_equal(!m, code != PXM_OK);
	if (code && (e.code != code || !e.message[0]))
		fail_msg("no reason is given");
	pxm_free(m);
	assert_int_equal(pxm_new(&m, q, NULL), code);
	pxm_free(m);
	return code;
}

static void test_many_pieces(void **state)
{
	struct pxm_choice *choice = calloc(PXM_MAX_PARTS + 1, sizeof(*choice));
	struct pxm_item *item = calloc(PXM_MAX_PARTS + 1, sizeof(*item));
	uint32_t *target = calloc(PXM_MAX_PARTS + 1, sizeof(*target));
	struct pxm_question q = {
	    .type = PXB_MULTIPLE_CHOICE, .choice = choice, .item = item, .target = target};
	uint32_t i;

	(void)state;
	for (i = 0; i <= PXM_MAX_PARTS; i++) {
		choice[i] = (struct pxm_choice){i, PXB_RIGHT};
		item[i] = (struct pxm_item){i, i + 1, i};
		target[i] = i;
	}
	q.nchoice = PXM_MAX_PARTS;
	assert_int_equal(code_of(&q), PXM_OK);
	q.nchoice++;
	assert_int_equal(code_of(&q), PXM_TOO_BIG);
	q.nchoice = 0;
	q.type = PXB_ORDERING;
	q.nitem = PXM_MAX_PARTS;
	assert_int_equal(code_of(&q), PXM_OK);
	q.nitem++;
	assert_int_equal(code_of(&q), PXM_TOO_BIG);
	q.type = PXB_MATCHING;
	q.nitem = q.ntarget = PXM_MAX_PARTS;
	assert_int_equal(code_of(&q), PXM_OK);
	q.ntarget++;
	assert_int_equal(code_of(&q), PXM_TOO_BIG);
	free(choice);
	free(item);
	free(target);
}

/* All fields in one group of as many sets: the greatest pairing. */
static void test_many_fields(void **state)
{
	struct pxm_field *f = calloc(PXM_MAX_PARTS + 1, sizeof(*f));
	struct pxm_set *set = calloc(PXM_MAX_PARTS + 1, sizeof(*set));
	uint32_t *index = calloc(PXM_MAX_PARTS + 1, sizeof(*index)), i;
	struct pxb_answer *answer = calloc(PXM_MAX_PARTS + 1, sizeof(*answer));
	struct pxm_entry *entry = calloc(PXM_MAX_PARTS + 1, sizeof(*entry));
	char(*name)[8] = calloc(PXM_MAX_PARTS + 1, sizeof(*name));
	struct pxm_group group = {.field = index, .set = set};
	struct pxm_question q = {.type = PXB_FIELDS, .field = f, .group = &group, .ngroup = 1};
	struct pxm_answer a = {.entry = entry, .nentry = PXM_MAX_PARTS};
	struct pxm_result r;
	struct pxm *m;

	(void)state;
	for (i = 0; i <= PXM_MAX_PARTS; i++) {
		snprintf(name[i], sizeof(name[i]), "f%u", i);
		index[i] = i;
		f[i].name = text(name[i]);
		answer[i].text = text(name[i]);
		/* set i accepts i and all above: the last field must push every other one on */
		set[i] = (struct pxm_set){answer + i, PXM_MAX_PARTS - i};
		entry[i] = (struct pxm_entry){.name = text(name[i]),
					      .text = text(name[i ? PXM_MAX_PARTS - i : PXM_MAX_PARTS - 1])};
	}
	for (i = 0; i < PXM_MAX_PARTS; i++)
		set[i].nanswer = PXM_MAX_PARTS - i < 15 ? PXM_MAX_PARTS - i : 15;
	q.nfield = group.nfield = group.nset = PXM_MAX_PARTS;
	assert_int_equal(code_of(&q), PXM_OK);
	m = must_make(&q);
	pxm_mark(&r, NULL, 0, m, &a);
	assert_int_equal(r.npart, PXM_MAX_PARTS);
	pxm_free(m);
	q.nfield++;
	assert_int_equal(code_of(&q), PXM_TOO_BIG);
	q.nfield--;
	group.nset++;
	assert_int_equal(code_of(&q), PXM_TOO_BIG);
	group.nset--;
	group.nfield++;
	assert_int_equal(code_of(&q), PXM_TOO_BIG);
	free(f);
	free(set);
	free(index);
	free(answer);
	free(entry);
	free(name);
}

static void test_many_answers(void **state)
{
	struct pxb_answer *answer = calloc(PXM_MAX_ANSWERS + 1, sizeof(*answer));
	struct pxb_str *unit = calloc(PXM_MAX_ANSWERS + 1, sizeof(*unit));
	struct pxm_mistake mistake = {answer, 0};
	struct pxm_field f = {.name = {"a", 1}, .accept = answer, .naccept = PXM_MAX_ANSWERS};
	struct pxm_question q = {.type = PXB_FIELDS, .field = &f, .nfield = 1};
	uint32_t i;

	(void)state;
	for (i = 0; i <= PXM_MAX_ANSWERS; i++) {
		answer[i].text = text("a");
		unit[i] = text("a");
	}
	assert_int_equal(code_of(&q), PXM_OK);
	f.naccept++;
	assert_int_equal(code_of(&q), PXM_TOO_BIG);
	f.naccept = 1;
	f.unit = unit;
	f.nunit = PXM_MAX_ANSWERS - 1;
	assert_int_equal(code_of(&q), PXM_OK);
	f.nunit++;
	assert_int_equal(code_of(&q), PXM_TOO_BIG);
	f.nunit = 0;
	f.mistake = &mistake;
	f.nmistake = 1;
	mistake.nanswer = PXM_MAX_ANSWERS - 2;
	assert_int_equal(code_of(&q), PXM_OK);
	mistake.nanswer++;
	assert_int_equal(code_of(&q), PXM_TOO_BIG);
	mistake.nanswer = UINT32_MAX;
	assert_int_equal(code_of(&q), PXM_TOO_BIG);
	free(answer);
	free(unit);
}

static void test_long_questions(void **state)
{
	char *s = malloc(PXM_MAX_ANSWER + 2);
	struct pxb_answer answer = {.text = {s, PXM_MAX_ANSWER}};
	struct pxm_option option = {1, {s, 1}};
	struct pxb_str unit = {s, 1};
	struct pxm_field f = {
	    .name = {"a", 1}, .accept = &answer, .naccept = 1, .option = &option, .noption = 1};
	struct pxm_question q = {.type = PXB_FIELDS, .field = &f, .nfield = 1};

	(void)state;
	memset(s, 'a', PXM_MAX_ANSWER + 1);
	s[PXM_MAX_ANSWER + 1] = 0;
	assert_int_equal(code_of(&q), PXM_OK);
	answer.text.n++;
	assert_int_equal(code_of(&q), PXM_TOO_BIG);
	answer.text.n = 1;
	option.text.n = PXM_MAX_ANSWER;
	assert_int_equal(code_of(&q), PXM_OK);
	option.text.n++;
	assert_int_equal(code_of(&q), PXM_TOO_BIG);
	option.text.n = 1;
	f.unit = &unit;
	f.nunit = 1;
	unit.n = PXM_MAX_ANSWER;
	assert_int_equal(code_of(&q), PXM_OK);
	unit.n++;
	assert_int_equal(code_of(&q), PXM_TOO_BIG);
	unit.n = 1;
	f.pattern = (struct pxb_str){s, PXM_MAX_PATTERN};
	assert_int_equal(code_of(&q), PXM_OK);
	f.pattern.n++;
	assert_int_equal(code_of(&q), PXM_TOO_BIG);
	f.pattern.n = 0;
	answer.number.scale = 18;
	assert_int_equal(code_of(&q), PXM_OK);
	answer.number.scale++;
	assert_int_equal(code_of(&q), PXM_TOO_BIG);
	free(s);
}

/* --- questions that cannot be marked
 * -------------------------------------------------------------------------- */

static void test_no_question(void **state)
{
	static const struct pxm_choice unscored[] = {{1, PXB_UNSCORED}, {2, PXB_UNSCORED}};
	static const struct pxm_choice half[] = {{1, PXB_RIGHT}, {2, PXB_UNSCORED}};
	static const struct pxm_choice wrong[] = {{1, PXB_WRONG}};
	static const struct pxm_item public_items[] = {{1, 0, 0}};
	static const uint32_t target = 5, indexes[] = {0, 0, 7};
	static const struct pxb_answer answer = {.text = {"a", 1}};
	static const struct pxm_field empty = {.name = {"a", 1}},
				      twice[] = {{.name = {"a", 1}}, {.name = {"b", 1}}};
	static const struct pxm_set set = {&answer, 1};
	static const struct pxm_group repeated = {indexes, 2, 0, &set, 1},
				      outside = {indexes + 2, 1, 0, &set, 1},
				      setless = {indexes, 1, 0, &set, 0};
	const struct pxm_group shared[] = {{indexes, 1, 0, &set, 1}, {indexes, 1, 0, &set, 1}};
	const struct pxm_question rows[] = {
	    {.type = PXB_NO_TYPE},
	    {.type = (enum pxb_type)99},
	    {.type = PXB_SINGLE_CHOICE},
	    {.type = PXB_SINGLE_CHOICE, .choice = unscored, .nchoice = 2},
	    {.type = PXB_MULTIPLE_CHOICE, .choice = half, .nchoice = 2},
	    {.type = PXB_SINGLE_CHOICE, .choice = wrong, .nchoice = 1},
	    {.type = PXB_ORDERING},
	    {.type = PXB_ORDERING, .item = public_items, .nitem = 1},
	    {.type = PXB_MATCHING, .item = public_items, .nitem = 1, .target = &target, .ntarget = 1},
	    {.type = PXB_FIELDS},
	    {.type = PXB_FIELDS, .field = &empty, .nfield = 1},
	    {.type = PXB_FIELDS, .field = &empty, .nfield = 1, .group = &repeated, .ngroup = 1},
	    {.type = PXB_FIELDS, .field = &empty, .nfield = 1, .group = &outside, .ngroup = 1},
	    {.type = PXB_FIELDS, .field = &empty, .nfield = 1, .group = &setless, .ngroup = 1},
	    {.type = PXB_FIELDS, .field = &empty, .nfield = 1, .group = shared, .ngroup = 2},
	    {.type = PXB_FIELDS, .field = twice, .nfield = 2, .group = shared, .ngroup = 1},
	    {.type = PXB_SIMULATOR},
	    {.type = PXB_SIMULATOR, .field = &empty, .nfield = 1},
	};
	size_t i;

	(void)state;
	for (i = 0; i < countof(rows); i++)
		if (code_of(&rows[i]) != PXM_NO_QUESTION)
			fail_msg("row %zu", i);
}

static void test_bad_pattern(void **state)
{
	struct hand h[] = {{.name = "a", .accept = "un"}, {.name = "b", .pattern = "ab(c"}};
	struct hand_field *k = malloc(2 * sizeof(*k));
	struct pxm_question q = {.type = PXB_FIELDS, .nfield = 2};
	struct pxm_field f[2];
	struct pxm_error e;
	struct pxm *m;
	size_t i;

	(void)state;
	for (i = 0; i < 2; i++) {
		hand_field(&k[i], &h[i]);
		f[i] = k[i].field;
	}
	q.field = f;
	assert_int_equal(pxm_new(&m, &q, &e), PXM_BAD_PATTERN);
	assert_null(m);
	assert_int_equal(e.field, 1);
	assert_true(e.offset >= 2 && e.offset <= 4 && e.message[0]);
	assert_int_equal(pxm_new(&m, &q, NULL), PXM_BAD_PATTERN);
	free(k);
}

static void test_words(void **state)
{
	int i, k;

	(void)state;
	assert_int_equal(pxm_abi_version(), PXM_ABI);
	for (i = 0; i <= PXM_BY_LIMIT; i++) {
		assert_true(pxm_by_word((enum pxm_by)i)[0] != 0);
		for (k = 0; k < i; k++)
			assert_string_not_equal(pxm_by_word((enum pxm_by)i), pxm_by_word((enum pxm_by)k));
	}
	assert_string_equal(pxm_by_word((enum pxm_by)99), "");
	assert_string_equal(pxm_verdict_word(PXM_SKIPPED), "skipped");
	assert_string_equal(pxm_verdict_word((enum pxm_verdict)99), "");
	pxm_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_single_choice),  cmocka_unit_test(test_multiple_choice),
	    cmocka_unit_test(test_ordering),       cmocka_unit_test(test_matching),
	    cmocka_unit_test(test_simulator),      cmocka_unit_test(test_fields),
	    cmocka_unit_test(test_shapes),         cmocka_unit_test(test_room),
	    cmocka_unit_test(test_long_answers),   cmocka_unit_test(test_many_pieces),
	    cmocka_unit_test(test_many_fields),    cmocka_unit_test(test_many_answers),
	    cmocka_unit_test(test_long_questions), cmocka_unit_test(test_no_question),
	    cmocka_unit_test(test_bad_pattern),    cmocka_unit_test(test_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
