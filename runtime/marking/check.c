/*
 * check.c: can a question be marked? Refused before anything is copied: what is
 * beyond the limits, what nothing can answer rightly (unscored questions, and all
 * of the public flavour look like that), and lists that name what is not there.
 */
#include "marking/pxm_int.h"

enum pxm_code pxm_refuse(struct pxm_error *e, enum pxm_code code, uint32_t field, const char *message)
{
	size_t i = 0;

	if (e) {
		*e = (struct pxm_error){code, field, 0, ""};
		for (; message[i] && i + 1 < sizeof(e->message); i++)
			e->message[i] = message[i];
		e->message[i] = 0;
	}
	return code;
}

/* --- sizes ------------------------------------------------------------------------------- */

/* Adds N answers to *TOTAL. False when there are too many, or one is too long. */
static bool count_answers(uint32_t *total, const struct pxb_answer *a, uint32_t n)
{
	uint32_t i;

	if (n > PXM_MAX_ANSWERS - *total)
		return false;
	*total += n;
	for (i = 0; i < n; i++)
		if (a[i].text.n > PXM_MAX_ANSWER || a[i].number.scale > 18)
			return false;
	return true;
}

/* The same for things of N rows that hold answers themselves. */
static bool count_rows(uint32_t *total, uint32_t n)
{
	if (n > PXM_MAX_ANSWERS - *total)
		return false;
	*total += n;
	return true;
}

static bool field_fits(uint32_t *total, const struct pxm_field *f)
{
	uint32_t i;
	bool fits = f->pattern.n <= PXM_MAX_PATTERN && f->plus_or_minus.scale <= 18 &&
		    count_answers(total, f->accept, f->naccept) &&
		    (!f->between || count_answers(total, f->between, 2)) && count_rows(total, f->nmistake) &&
		    count_rows(total, f->nunit) && count_rows(total, f->noption);

	for (i = 0; fits && i < f->nmistake; i++)
		fits = count_answers(total, f->mistake[i].answer, f->mistake[i].nanswer);
	for (i = 0; fits && i < f->nunit; i++)
		fits = f->unit[i].n <= PXM_MAX_ANSWER;
	for (i = 0; fits && i < f->noption; i++)
		fits = f->option[i].text.n <= PXM_MAX_ANSWER;
	return fits;
}

static bool group_fits(uint32_t *total, const struct pxm_group *g)
{
	uint32_t i;
	bool fits = g->nfield <= PXM_MAX_PARTS && g->nset <= PXM_MAX_PARTS && count_rows(total, g->nset);

	for (i = 0; fits && i < g->nset; i++)
		fits = count_answers(total, g->set[i].answer, g->set[i].nanswer);
	return fits;
}

static bool fits(const struct pxm_question *q)
{
	uint32_t total = 0, i;
	bool fits = q->nchoice <= PXM_MAX_PARTS && q->nitem <= PXM_MAX_PARTS && q->ntarget <= PXM_MAX_PARTS &&
		    q->nfield <= PXM_MAX_PARTS && q->ngroup <= PXM_MAX_PARTS;

	for (i = 0; fits && i < q->nfield; i++)
		fits = field_fits(&total, &q->field[i]);
	for (i = 0; fits && i < q->ngroup; i++)
		fits = group_fits(&total, &q->group[i]);
	return fits;
}

/* --- can it be right? ---------------------------------------------------------------------- */

static bool are_choices_scored(const struct pxm_question *q)
{
	bool right = false;
	uint32_t i;

	for (i = 0; i < q->nchoice; i++) {
		if (q->choice[i].verdict != PXB_RIGHT && q->choice[i].verdict != PXB_WRONG)
			return false;
		right |= q->choice[i].verdict == PXB_RIGHT;
	}
	return right;
}

static bool has_target(const struct pxm_question *q, uint32_t key)
{
	uint32_t i;

	for (i = 0; i < q->ntarget; i++)
		if (q->target[i] == key)
			return true;
	return false;
}

static bool are_items_scored(const struct pxm_question *q)
{
	uint32_t i;

	for (i = 0; i < q->nitem; i++)
		if (q->type == PXB_ORDERING ? !q->item[i].rank : !has_target(q, q->item[i].target))
			return false;
	return q->nitem > 0;
}

/* Notes in GROUPED the fields of G. False when one is not there, or in two groups. */
static bool note_group(bool *grouped, const struct pxm_question *q, const struct pxm_group *g)
{
	uint32_t i;

	for (i = 0; i < g->nfield; i++) {
		if (g->field[i] >= q->nfield || grouped[g->field[i]])
			return false;
		grouped[g->field[i]] = true;
	}
	return g->nset > 0;
}

static bool are_fields_scored(const struct pxm_question *q)
{
	bool grouped[PXM_MAX_PARTS] = {false};
	uint32_t i;

	for (i = 0; i < q->ngroup; i++)
		if (!note_group(grouped, q, &q->group[i]))
			return false;
	for (i = 0; i < q->nfield; i++)
		if (!grouped[i] && !q->field[i].naccept && !q->field[i].pattern.n && !q->field[i].between)
			return false;
	return q->nfield > 0;
}

static bool is_scored(const struct pxm_question *q)
{
	switch (q->type) {
	case PXB_SINGLE_CHOICE:
	case PXB_MULTIPLE_CHOICE:
		return are_choices_scored(q);
	case PXB_ORDERING:
	case PXB_MATCHING:
		return are_items_scored(q);
	case PXB_FIELDS:
		return are_fields_scored(q);
	case PXB_SIMULATOR:
		return q->judge_simulator || (q->nfield == 1 && !q->ngroup && are_fields_scored(q));
	default:
		return false;
	}
}

enum pxm_code pxm_check_question(const struct pxm_question *q, struct pxm_error *e)
{
	if (!fits(q))
		return pxm_refuse(e, PXM_TOO_BIG, 0, "the question is beyond the limits of marking");
	if (!is_scored(q))
		return pxm_refuse(e, PXM_NO_QUESTION, 0, "no answer to this question can be right");
	return PXM_OK;
}
