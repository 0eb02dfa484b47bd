/*
 * Marks all questions of a bundle with what the bundle itself says of them: the
 * right answers, each accepted answer, each known mistake, each wrong choice, a
 * swap, nothing at all, and the tests of the authors. Prints what is not marked
 * as it must be, and how many answers there were.
 *
 *   solve BUNDLE
 */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "marking/pxm.h"

struct solver {
	const struct pxb *b;
	struct pxb_question q;
	struct pxb_question_info info;
	struct pxm *m;
	const char *id;
	unsigned questions, answers, bad;
};

static struct pxm_part part[PXM_MAX_PARTS];

static struct pxm_result try(struct solver *s, const struct pxm_answer *a, enum pxm_verdict wanted,
			     const char *what)
{
	struct pxm_result r;

	pxm_mark(&r, part, PXM_MAX_PARTS, s->m, a);
	s->answers++;
	if (r.verdict != wanted) {
		printf("%s: %s is %s (%s)\n", s->id, what, pxm_verdict_word(r.verdict), pxm_by_word(r.by));
		s->bad++;
	}
	return r;
}

/* --- keys ------------------------------------------------------------------------------ */

static void solve_choices(struct solver *s)
{
	uint32_t key[PXM_MAX_PARTS], i;
	struct pxm_answer a = {.key = key};

	for (i = 0; i < s->info.choices.n; i++) {
		struct pxb_choice c = pxb_choice_at(s->b, s->info.choices, i);
		struct pxm_answer one = {.key = &c.key, .nkey = 1};

		if (c.verdict == PXB_RIGHT)
			key[a.nkey++] = c.key;
		else
			try(s, &one, PXM_WRONG, "a wrong choice");
	}
	try(s, &a, PXM_RIGHT, "the solution");
}

static void solve_ordering(struct solver *s)
{
	uint32_t key[PXM_MAX_PARTS], n = s->info.items.n, i, k;
	unsigned rank[PXM_MAX_PARTS];
	struct pxm_answer a = {.key = key, .nkey = n};

	for (i = 0; i < n; i++) { /* by rank */
		struct pxb_choice c = pxb_choice_at(s->b, s->info.items, i);

		for (k = i; k && rank[k - 1] > c.rank; k--) {
			rank[k] = rank[k - 1];
			key[k] = key[k - 1];
		}
		rank[k] = c.rank;
		key[k] = c.key;
	}
	try(s, &a, PXM_RIGHT, "the solution");
	for (i = 1; i < n; i++) {
		uint32_t first = key[i - 1];

		key[i - 1] = key[i];
		key[i] = first;
		try(s, &a, rank[i - 1] == rank[i] ? PXM_RIGHT : PXM_WRONG, "a swap");
		key[i] = key[i - 1];
		key[i - 1] = first;
	}
}

static void solve_matching(struct solver *s)
{
	struct pxm_pair pair[PXM_MAX_PARTS];
	struct pxm_answer a = {.pair = pair, .npair = s->info.items.n};
	uint32_t i, k;

	for (i = 0; i < s->info.items.n; i++) {
		struct pxb_choice c = pxb_choice_at(s->b, s->info.items, i);

		pair[i] = (struct pxm_pair){c.key, c.target};
	}
	try(s, &a, PXM_RIGHT, "the solution");
	for (i = 0; i < s->info.items.n; i++)
		for (k = 0; k < s->info.targets.n; k++) {
			uint32_t right = pair[i].target;

			pair[i].target = pxb_choice_at(s->b, s->info.targets, k).key;
			try(s, &a, pair[i].target == right ? PXM_RIGHT : PXM_WRONG, "a target");
			pair[i].target = right;
		}
}

/* --- fields ----------------------------------------------------------------------------- */

/* One text for the field at position AT, alone; its part must be of VERDICT. */
static void try_field(struct solver *s, uint32_t at, struct pxb_answer answer, enum pxm_verdict verdict,
		      const char *what)
{
	struct pxb_field f = pxb_field_at(s->b, s->info.fields, at);
	struct pxm_entry entry = {pxb_field_get(s->b, f).name, answer.text, answer.key,
				  answer.kind == PXB_ANSWER_KEY};
	struct pxm_answer a = {.entry = &entry, .nentry = 1};
	struct pxm_result r;

	if (s->info.type == PXB_SIMULATOR)
		a = (struct pxm_answer){.word = answer.text};
	s->answers++;
	pxm_mark(&r, part, PXM_MAX_PARTS, s->m, &a);
	if (!r.npart || part[at].verdict != verdict) {
		printf("%s: %s \"%s\" is %s (%s)\n", s->id, what, answer.text.p,
		       pxm_verdict_word(r.npart ? part[at].verdict : r.verdict),
		       pxm_by_word(r.npart ? part[at].by : r.by));
		s->bad++;
	}
}

static void solve_field(struct solver *s, uint32_t at)
{
	struct pxb_field_marking k = pxb_field_marking(s->b, pxb_field_at(s->b, s->info.fields, at));
	uint32_t i, j;

	for (i = 0; i < k.accept.n; i++)
		try_field(s, at, pxb_answer_at(s->b, k.accept, i), PXM_RIGHT, "the accepted");
	for (i = 0; i < k.between.n; i++)
		try_field(s, at, pxb_answer_at(s->b, k.between, i), PXM_RIGHT, "the end");
	for (i = 0; i < k.mistakes.n; i++) {
		struct pxb_list l = pxb_mistake_at(s->b, k.mistakes, i).answers;

		for (j = 0; j < l.n; j++)
			try_field(s, at, pxb_answer_at(s->b, l, j), PXM_WRONG, "the mistake");
	}
}

static uint32_t position_of(const struct solver *s, struct pxb_field f)
{
	uint32_t i;

	for (i = 0; i < s->info.fields.n && pxb_field_at(s->b, s->info.fields, i).v != f.v; i++)
		continue;
	return i;
}

static void solve_group(struct solver *s, struct pxb_group g)
{
	uint32_t f, i, k;

	for (f = 0; f < g.fields.n; f++)
		for (i = 0; i < g.sets.n; i++) {
			struct pxb_list l = pxb_group_set_at(s->b, g.sets, i);

			for (k = 0; k < l.n; k++)
				try_field(s, position_of(s, pxb_group_field_at(s->b, g.fields, f)),
					  pxb_answer_at(s->b, l, k), PXM_RIGHT, "the synonym");
		}
}

/* --- the authors' tests -------------------------------------------------------------------- */

static struct pxb_str text_of(json_t *j)
{
	const char *s = json_string_value(j);

	return (struct pxb_str){s ? s : "", (uint32_t)json_string_length(j)};
}

/* True if all fields that were given are right. */
static bool are_given_right(struct solver *s, const struct pxm_answer *a)
{
	struct pxm_result r;
	uint32_t i;

	pxm_mark(&r, part, PXM_MAX_PARTS, s->m, a);
	for (i = 0; i < r.npart; i++)
		if (part[i].verdict == PXM_WRONG && (part[i].by != PXM_BY_EMPTY || !a->nentry))
			return false;
	return r.npart && (r.verdict == PXM_RIGHT || r.verdict == PXM_WRONG);
}

static void try_test(struct solver *s, struct pxb_str json, bool right)
{
	json_t *j = json_loadb(json.p, json.n, JSON_DECODE_ANY, NULL), *value;
	struct pxm_entry entry[PXM_MAX_PARTS];
	struct pxm_answer a = {.entry = entry};
	const char *name;

	if (json_is_string(j) && s->info.type == PXB_SIMULATOR)
		a = (struct pxm_answer){.word = text_of(j)};
	else if (json_is_string(j))
		entry[a.nentry++] = (struct pxm_entry){
		    .name = pxb_field_get(s->b, pxb_field_at(s->b, s->info.fields, 0)).name,
		    .text = text_of(j)};
	else
		json_object_foreach(j, name, value) entry[a.nentry++] =
		    (struct pxm_entry){.name = {name, (uint32_t)strlen(name)}, .text = text_of(value)};
	s->answers++;
	if (are_given_right(s, &a) != right) {
		printf("%s: the test %s is not %s\n", s->id, json.p, right ? "right" : "wrong");
		s->bad++;
	}
	json_decref(j);
}

static void try_tests(struct solver *s, const struct pxb_marking_info *k)
{
	uint32_t i;

	for (i = 0; i < k->tests_right.n; i++)
		try_test(s, pxb_text_at(s->b, k->tests_right, i), true);
	for (i = 0; i < k->tests_wrong.n; i++)
		try_test(s, pxb_text_at(s->b, k->tests_wrong, i), false);
}

/* --- all of it -------------------------------------------------------------------------------- */

static void solve_fields(struct solver *s)
{
	struct pxb_marking_info k = pxb_question_marking(s->b, s->q);
	uint32_t i;

	for (i = 0; i < s->info.fields.n; i++)
		solve_field(s, i);
	for (i = 0; i < k.groups.n; i++)
		solve_group(s, pxb_group_at(s->b, k.groups, i));
	try_tests(s, &k);
}

static void solve(struct solver *s, struct pxb_question q, const char *id, bool may_be_unscored)
{
	struct pxm_answer nothing = {0};
	struct pxm_error e;

	s->q = q;
	s->info = pxb_question_get(s->b, q);
	s->id = id;
	if (pxm_new_of_bundle(&s->m, s->b, q, &e)) {
		if (!may_be_unscored || e.code != PXM_NO_QUESTION) {
			printf("%s: no marker: %s\n", id, e.message);
			s->bad++;
		}
		return;
	}
	s->questions++;
	try(s, &nothing, PXM_SKIPPED, "nothing");
	if (s->info.type == PXB_ORDERING)
		solve_ordering(s);
	else if (s->info.type == PXB_MATCHING)
		solve_matching(s);
	else if (s->info.type == PXB_FIELDS || s->info.type == PXB_SIMULATOR)
		solve_fields(s);
	else
		solve_choices(s);
	pxm_free(s->m);
}

static void solve_lesson(struct solver *s, struct pxb_lesson l)
{
	struct pxb_lesson_info info = pxb_lesson_get(s->b, l);
	uint32_t i, k;

	for (i = 0; i < info.sections.n; i++) {
		struct pxb_list blocks = pxb_section_at(s->b, info.sections, i).blocks;

		for (k = 0; k < blocks.n; k++) {
			struct pxb_question q = pxb_block_at(s->b, blocks, k).question;

			if (q.v != PXB_NONE)
				solve(s, q, pxb_tutorial_get(s->b, info.tutorial).id.p, true);
		}
	}
}

int main(int argc, char **argv)
{
	struct solver s = {0};
	struct pxb_error e;
	struct pxb *b;
	uint32_t i, l;

	if (argc != 2 || pxb_open(&b, argv[1], PXB_CHECK_ALL, NULL, &e) != PXB_OK) {
		fprintf(stderr, "solve: %s\n", argc == 2 ? e.message : "usage: solve BUNDLE");
		return 2;
	}
	s.b = b;
	for (l = 0; l < pxb_locale_count(b); l++) {
		for (i = 0; i < pxb_challenge_count(b); i++) {
			struct pxb_challenge c = pxb_challenge_row(b, i);
			struct pxb_question q = pxb_question_in(b, c, pxb_locale_row(b, l));

			if (q.v != PXB_NONE)
				solve(&s, q, pxb_challenge_get(b, c).id.p, false);
		}
		for (i = 0; i < pxb_tutorial_count(b); i++)
			solve_lesson(&s, pxb_lesson_in(b, pxb_tutorial_row(b, i), pxb_locale_row(b, l)));
	}
	printf("%u questions, %u answers, %u marked badly\n", s.questions, s.answers, s.bad);
	pxb_close(b);
	return s.bad || !s.questions;
}
