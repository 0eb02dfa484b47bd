/*
 * new.c: makes a marker: folds and reads once all that answers are compared with.
 */
#include <stdlib.h>
#include <string.h>

#include "marking/pxm_int.h"

/* --- copies: each returns false without memory -------------------------------------------------- */

/* N bytes for one more, so that nothing is never a failure. */
static void *room_for(size_t n, size_t size)
{
	return calloc(n + 1, size);
}

static bool copy_bytes(struct pxm_text *out, struct pxb_str s)
{
	out->p = room_for(s.n, 1);
	if (out->p && s.n)
		memcpy(out->p, s.p, s.n);
	out->n = out->p ? s.n : 0;
	return out->p;
}

/* What is no text stays empty, and nothing is equal to it. */
static bool fold_to(struct pxm_text *out, struct pxb_str s, unsigned ignore)
{
	return pxm_fold_text(out, s.p, s.n, ignore) != PXM_FOLD_NOMEM;
}

static bool copy_answers(struct answers *out, const struct pxb_answer *a, uint32_t n, unsigned ignore)
{
	uint32_t i;

	out->v = room_for(n, sizeof(*out->v));
	if (!out->v)
		return false;
	out->n = n;
	for (i = 0; i < n; i++) {
		struct accepted *x = &out->v[i];

		x->kind = a[i].kind;
		x->key = a[i].key;
		x->date = (struct pxm_date){a[i].date, a[i].precision};
		pxm_number_of(&x->number, a[i].number);
		if (!fold_to(&x->plain, a[i].text, 0) || !fold_to(&x->folded, a[i].text, ignore))
			return false;
	}
	return true;
}

static bool copy_mistakes(struct field *out, const struct pxm_field *f)
{
	uint32_t i;

	out->mistake = room_for(f->nmistake, sizeof(*out->mistake));
	if (!out->mistake)
		return false;
	out->nmistake = f->nmistake;
	for (i = 0; i < f->nmistake; i++)
		if (!copy_answers(&out->mistake[i], f->mistake[i].answer, f->mistake[i].nanswer, out->ignore))
			return false;
	return true;
}

static bool copy_options(struct field *out, const struct pxm_field *f)
{
	uint32_t i;

	out->option = room_for(f->noption, sizeof(*out->option));
	out->unit = room_for(f->nunit, sizeof(*out->unit));
	if (!out->option || !out->unit)
		return false;
	out->noption = f->noption;
	out->nunit = f->nunit;
	for (i = 0; i < f->noption; i++) {
		out->option[i].key = f->option[i].key;
		if (!fold_to(&out->option[i].plain, f->option[i].text, 0))
			return false;
	}
	for (i = 0; i < f->nunit; i++)
		if (pxm_fold_unit(&out->unit[i], f->unit[i]) == PXM_FOLD_NOMEM)
			return false;
	return true;
}

/* What makes a field right that is in no group. */
static bool copy_right(struct field *out, const struct pxm_field *f)
{
	out->has_plus_or_minus = f->has_plus_or_minus && pxm_number_of(&out->plus_or_minus, f->plus_or_minus);
	out->has_between = f->between && (f->type == PXB_FIELD_NUMBER || f->type == PXB_FIELD_DATE);
	return copy_answers(&out->accept, f->accept, f->naccept, out->ignore) &&
	       copy_answers(&out->between, f->between, f->between ? 2 : 0, 0);
}

static enum pxm_code copy_pattern(struct field *out, const struct pxm_field *f, uint32_t at,
				  struct pxm_error *e)
{
	enum pxm_code code = PXM_OK;

	if (f->pattern.n && (f->type == PXB_FIELD_TEXT || f->type == PXB_FIELD_WORD))
		code = pxm_pattern_new(&out->pattern, f->pattern.p, f->pattern.n,
				       out->ignore & PXB_IGNORE_CASE, e);
	if (code && e)
		e->field = at;
	return code;
}

static enum pxm_code copy_field(struct field *out, const struct pxm_field *f, uint32_t at,
				struct pxm_error *e)
{
	bool alone = out->group == PXM_NOTHING;

	out->type = f->type;
	out->precision = f->precision;
	out->ignore = alone ? f->ignore : out->ignore;
	if (!copy_bytes(&out->name, f->name) || !copy_mistakes(out, f) || !copy_options(out, f) ||
	    (alone && !copy_right(out, f)))
		return pxm_refuse(e, PXM_NOMEM, at, "no memory for the marker");
	return alone ? copy_pattern(out, f, at, e) : PXM_OK;
}

static int compare_index(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* Group number AT; its fields learn of it. */
static bool copy_group(struct pxm *m, const struct pxm_group *g, uint32_t at)
{
	struct group *out = &m->group[at];
	uint32_t i;

	out->field = room_for(g->nfield, sizeof(*out->field));
	out->set = room_for(g->nset, sizeof(*out->set));
	if (!out->field || !out->set)
		return false;
	out->nfield = g->nfield;
	out->nset = g->nset;
	for (i = 0; i < g->nfield; i++) {
		out->field[i] = g->field[i];
		m->field[g->field[i]].group = at;
		m->field[g->field[i]].ignore = g->ignore;
	}
	qsort(out->field, out->nfield, sizeof(*out->field), compare_index);
	for (i = 0; i < g->nset; i++)
		if (!copy_answers(&out->set[i], g->set[i].answer, g->set[i].nanswer, g->ignore))
			return false;
	return true;
}

static bool copy_pieces(struct pxm *m, const struct pxm_question *q)
{
	m->choice = room_for(q->nchoice, sizeof(*m->choice));
	m->item = room_for(q->nitem, sizeof(*m->item));
	m->target = room_for(q->ntarget, sizeof(*m->target));
	if (!m->choice || !m->item || !m->target)
		return false;
	if (q->nchoice)
		memcpy(m->choice, q->choice, q->nchoice * sizeof(*m->choice));
	if (q->nitem)
		memcpy(m->item, q->item, q->nitem * sizeof(*m->item));
	if (q->ntarget)
		memcpy(m->target, q->target, q->ntarget * sizeof(*m->target));
	m->nchoice = q->nchoice;
	m->nitem = q->nitem;
	m->ntarget = q->ntarget;
	return true;
}

static bool copy_groups(struct pxm *m, const struct pxm_question *q)
{
	uint32_t i;

	m->field = room_for(q->nfield, sizeof(*m->field));
	m->group = room_for(q->ngroup, sizeof(*m->group));
	if (!m->field || !m->group)
		return false;
	m->nfield = q->nfield;
	m->ngroup = q->ngroup;
	for (i = 0; i < q->nfield; i++)
		m->field[i].group = PXM_NOTHING;
	for (i = 0; i < q->ngroup; i++)
		if (!copy_group(m, &q->group[i], i))
			return false;
	return true;
}

static enum pxm_code copy_question(struct pxm *m, const struct pxm_question *q, struct pxm_error *e)
{
	enum pxm_code code = PXM_OK;
	uint32_t i;

	m->type = q->type;
	m->language = pxm_language_of(q->locale);
	m->english = pxm_is_english(q->locale);
	m->month_first = q->month_first;
	m->judge_simulator = q->judge_simulator;
	if (!copy_pieces(m, q) || !copy_groups(m, q))
		return pxm_refuse(e, PXM_NOMEM, 0, "no memory for the marker");
	for (i = 0; !code && i < q->nfield; i++)
		code = copy_field(&m->field[i], &q->field[i], i, e);
	return code;
}

/* --- the two ends of a marker's life ----------------------------------------------------------------- */

enum pxm_code pxm_new(struct pxm **out, const struct pxm_question *q, struct pxm_error *e)
{
	enum pxm_code code = pxm_check_question(q, e);
	struct pxm *m;

	*out = NULL;
	if (code)
		return code;
	m = calloc(1, sizeof(*m));
	if (!m)
		return pxm_refuse(e, PXM_NOMEM, 0, "no memory for the marker");
	code = copy_question(m, q, e);
	if (code)
		pxm_free(m);
	else
		*out = m;
	return code;
}

static void free_answers(struct answers *a)
{
	uint32_t i;

	for (i = 0; a->v && i < a->n; i++) {
		free(a->v[i].plain.p);
		free(a->v[i].folded.p);
	}
	free(a->v);
}

static void free_field(struct field *f)
{
	uint32_t i;

	free(f->name.p);
	pxm_pattern_free(f->pattern);
	free_answers(&f->accept);
	free_answers(&f->between);
	for (i = 0; i < f->nmistake; i++)
		free_answers(&f->mistake[i]);
	for (i = 0; i < f->nunit; i++)
		free(f->unit[i].p);
	for (i = 0; i < f->noption; i++)
		free(f->option[i].plain.p);
	free(f->mistake);
	free(f->unit);
	free(f->option);
}

static void free_group(struct group *g)
{
	uint32_t i;

	for (i = 0; i < g->nset; i++)
		free_answers(&g->set[i]);
	free(g->set);
	free(g->field);
}

void pxm_free(struct pxm *m)
{
	uint32_t i;

	if (!m)
		return;
	for (i = 0; i < m->nfield; i++)
		free_field(&m->field[i]);
	for (i = 0; i < m->ngroup; i++)
		free_group(&m->group[i]);
	free(m->choice);
	free(m->item);
	free(m->target);
	free(m->field);
	free(m->group);
	free(m);
}
