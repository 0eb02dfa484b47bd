/*
 * field.c: what a learner gave for one field, and what is right about it. The
 * order of these decisions is part of the specification (docs/marking.md).
 */
#include <stdlib.h>

#include "marking/pxm_int.h"

static bool is_text(const struct field *f)
{
	return f->type == PXB_FIELD_TEXT || f->type == PXB_FIELD_WORD;
}

/* --- reading ----------------------------------------------------------------------------- */

static enum pxm_by read_option(struct given *out, const struct field *f, const struct pxm_entry *entry)
{
	uint32_t i;

	if (!entry->has_key && !out->plain.n)
		return PXM_BY_NONE;
	for (i = 0; i < f->noption; i++)
		if (entry->has_key ? f->option[i].key == entry->key
				   : pxm_text_equal(f->option[i].plain, out->plain))
			break;
	if (i == f->noption)
		return PXM_BY_UNKNOWN;
	out->has_key = true;
	out->key = f->option[i].key;
	return PXM_BY_NONE;
}

static enum pxm_by read_number(struct given *out, const struct pxm *m, const struct field *f)
{
	int result = pxm_number_read(&out->number, out->plain, m->english, f->unit, f->nunit);

	out->bad = result ? PXM_BY_NONE : PXM_BY_NOT_A_NUMBER;
	return result < 0 ? PXM_BY_LIMIT : PXM_BY_NONE;
}

static enum pxm_by read_date(struct given *out, const struct pxm *m)
{
	enum pxm_folding folding =
	    pxm_fold_text(&out->folded, out->plain.p, out->plain.n, PXB_IGNORE_CASE | PXB_IGNORE_ACCENTS);

	if (folding != PXM_FOLDED)
		return PXM_BY_LIMIT;
	if (!pxm_date_read(&out->date, out->folded, m->language, m->month_first))
		out->bad = PXM_BY_NOT_A_DATE;
	return PXM_BY_NONE;
}

enum pxm_by pxm_given_read(struct given *out, const struct pxm *m, const struct field *f,
			   const struct pxm_entry *entry)
{
	enum pxm_folding folding;

	if (entry->has_key && f->type != PXB_FIELD_SELECT)
		return PXM_BY_SHAPE;
	if (entry->text.n > PXM_MAX_ANSWER)
		return PXM_BY_TOO_LONG;
	folding = pxm_fold_text(&out->plain, entry->text.p, entry->text.n, 0);
	if (folding != PXM_FOLDED)
		return folding == PXM_NOT_TEXT ? PXM_BY_NOT_TEXT : PXM_BY_LIMIT;
	if (f->type == PXB_FIELD_SELECT)
		return read_option(out, f, entry);
	if (!out->plain.n)
		return PXM_BY_NONE;
	if (f->type == PXB_FIELD_NUMBER)
		return read_number(out, m, f);
	if (f->type == PXB_FIELD_DATE)
		return read_date(out, m);
	folding = pxm_fold_text(&out->folded, out->plain.p, out->plain.n, f->ignore);
	return folding == PXM_FOLDED ? PXM_BY_NONE : PXM_BY_LIMIT;
}

void pxm_given_free(struct given *g)
{
	free(g->plain.p);
	free(g->folded.p);
}

static bool is_empty(const struct given *g)
{
	return !g->has_key && !g->plain.n;
}

/* --- comparing with one accepted answer ----------------------------------------------------- */

static enum pxm_by accepts_text(const struct accepted *a, const struct given *g)
{
	if (pxm_text_equal(a->plain, g->plain))
		return PXM_BY_EQUAL;
	return a->folded.n && pxm_text_equal(a->folded, g->folded) ? PXM_BY_IGNORE : PXM_BY_NONE;
}

static enum pxm_by accepts_number(const struct accepted *a, const struct given *g)
{
	if (a->kind != PXB_ANSWER_NUMBER || pxm_number_cmp(&a->number, &g->number) != 0)
		return PXM_BY_NONE;
	return pxm_text_equal(a->plain, g->plain) ? PXM_BY_EQUAL : PXM_BY_VALUE;
}

static enum pxb_precision coarser(enum pxb_precision a, enum pxb_precision b)
{
	return a < b ? a : b;
}

/* How fine a date must be typed for A to accept it. */
static enum pxb_precision required(const struct field *f, const struct accepted *a)
{
	return f->precision ? f->precision : a->date.precision;
}

static enum pxm_by accepts_date(const struct field *f, const struct accepted *a, const struct given *g)
{
	enum pxb_precision p = coarser(required(f, a), a->date.precision);

	if (a->kind != PXB_ANSWER_DATE || !p || g->date.precision < required(f, a) ||
	    pxm_date_cut(g->date, p) != pxm_date_cut(a->date, p))
		return PXM_BY_NONE;
	if (pxm_text_equal(a->plain, g->plain))
		return PXM_BY_EQUAL;
	return g->date.precision > p ? PXM_BY_INSIDE : PXM_BY_VALUE;
}

static enum pxm_by accepts_one(const struct field *f, const struct accepted *a, const struct given *g)
{
	if (is_text(f))
		return accepts_text(a, g);
	if (f->type == PXB_FIELD_SELECT)
		return a->kind == PXB_ANSWER_KEY && g->has_key && a->key == g->key ? PXM_BY_KEY : PXM_BY_NONE;
	if (g->bad)
		return PXM_BY_NONE;
	return f->type == PXB_FIELD_NUMBER ? accepts_number(a, g) : accepts_date(f, a, g);
}

/* What is nearer to the accepted answer comes first. */
static bool is_better(enum pxm_by a, enum pxm_by b)
{
	return b == PXM_BY_NONE ? a != PXM_BY_NONE : a != PXM_BY_NONE && a < b;
}

enum pxm_by pxm_accepts(uint32_t *at, const struct field *f, const struct answers *a, const struct given *g)
{
	enum pxm_by best = PXM_BY_NONE;
	uint32_t i;

	for (i = 0; i < a->n; i++) {
		enum pxm_by by = accepts_one(f, &a->v[i], g);

		if (is_better(by, best)) {
			best = by;
			*at = i;
		}
	}
	return best;
}

enum pxm_by pxm_accepts_typos(uint32_t *at, const struct field *f, const struct answers *a,
			      const struct given *g)
{
	uint32_t i;

	if (!is_text(f) || !(f->ignore & PXB_IGNORE_TYPOS))
		return PXM_BY_NONE;
	for (i = 0; i < a->n; i++) {
		int result = pxm_typo_match(g->folded, a->v[i].folded);

		*at = i;
		if (result)
			return result > 0 ? PXM_BY_TYPOS : PXM_BY_LIMIT;
	}
	return PXM_BY_NONE;
}

/* --- known mistakes ---------------------------------------------------------------------------- */

/* The same date, both as fine as the field asks: a mistaken year is not every day in it. */
static bool is_same_date(const struct field *f, const struct accepted *a, const struct given *g)
{
	enum pxb_precision asked = f->precision ? f->precision : PXB_MINUTE;
	enum pxb_precision p = coarser(a->date.precision, asked);

	return a->kind == PXB_ANSWER_DATE && p && !g->bad && coarser(g->date.precision, asked) == p &&
	       pxm_date_cut(a->date, p) == pxm_date_cut(g->date, p);
}

uint32_t pxm_mistake_of(const struct field *f, const struct given *g)
{
	uint32_t i, k;

	for (i = 0; i < f->nmistake; i++)
		for (k = 0; k < f->mistake[i].n; k++) {
			const struct accepted *a = &f->mistake[i].v[k];

			if (f->type == PXB_FIELD_DATE ? is_same_date(f, a, g)
						      : accepts_one(f, a, g) != PXM_BY_NONE)
				return i;
		}
	return PXM_NOTHING;
}

/* --- tolerances --------------------------------------------------------------------------------- */

static enum pxm_by tolerates(uint32_t *at, const struct field *f, const struct given *g)
{
	uint32_t i;

	for (i = 0; f->has_plus_or_minus && i < f->accept.n; i++)
		if (f->accept.v[i].kind == PXB_ANSWER_NUMBER &&
		    pxm_number_near(&g->number, &f->accept.v[i].number, &f->plus_or_minus)) {
			*at = i;
			return PXM_BY_TOLERANCE;
		}
	return PXM_BY_NONE;
}

static bool is_number_between(const struct field *f, const struct given *g)
{
	const struct accepted *low = &f->between.v[0], *high = &f->between.v[1];

	return low->kind == PXB_ANSWER_NUMBER && high->kind == PXB_ANSWER_NUMBER &&
	       pxm_number_cmp(&low->number, &g->number) <= 0 &&
	       pxm_number_cmp(&g->number, &high->number) <= 0;
}

/* How fine a date must be typed for the ends to tell. */
static enum pxb_precision required_between(const struct field *f)
{
	enum pxb_precision low = f->between.v[0].date.precision, high = f->between.v[1].date.precision;

	if (f->precision)
		return f->precision;
	return low > high ? low : high;
}

static bool is_date_between(const struct field *f, const struct given *g)
{
	const struct accepted *low = &f->between.v[0], *high = &f->between.v[1];
	enum pxb_precision typed =
	    f->precision ? coarser(f->precision, g->date.precision) : g->date.precision;
	enum pxb_precision l = coarser(low->date.precision, typed);
	enum pxb_precision h = coarser(high->date.precision, typed);

	return low->kind == PXB_ANSWER_DATE && high->kind == PXB_ANSWER_DATE && l && h &&
	       g->date.precision >= required_between(f) &&
	       pxm_date_cut(low->date, l) <= pxm_date_cut(g->date, l) &&
	       pxm_date_cut(g->date, h) <= pxm_date_cut(high->date, h);
}

static bool is_between(const struct field *f, const struct given *g)
{
	if (!f->has_between)
		return false;
	return f->type == PXB_FIELD_NUMBER ? is_number_between(f, g) : is_date_between(f, g);
}

/* True if a finer date could have been right. */
static bool is_too_coarse(const struct field *f, const struct given *g)
{
	uint32_t i;

	if (f->precision)
		return g->date.precision < f->precision;
	for (i = 0; i < f->accept.n; i++)
		if (g->date.precision < f->accept.v[i].date.precision)
			return true;
	return f->has_between && g->date.precision < required_between(f);
}

/* --- deciding ------------------------------------------------------------------------------------- */

enum pxm_by pxm_why_wrong(const struct field *f, const struct given *g)
{
	if (is_empty(g))
		return PXM_BY_EMPTY;
	if (g->bad)
		return g->bad;
	if (f->type == PXB_FIELD_SELECT)
		return PXM_BY_OTHER_KEY;
	return f->type == PXB_FIELD_DATE && is_too_coarse(f, g) ? PXM_BY_TOO_COARSE : PXM_BY_NO_MATCH;
}

/* What makes a text right beyond equality. */
static enum pxm_by beyond_text(uint32_t *at, const struct field *f, const struct given *g)
{
	int match = f->pattern ? pxm_pattern_match(f->pattern, g->plain.p, g->plain.n) : 0;

	if (match)
		return match > 0 ? PXM_BY_PATTERN : PXM_BY_LIMIT;
	return pxm_accepts_typos(at, f, &f->accept, g);
}

static enum pxm_by beyond_value(uint32_t *at, const struct field *f, const struct given *g)
{
	enum pxm_by by = f->type == PXB_FIELD_NUMBER ? tolerates(at, f, g) : PXM_BY_NONE;

	return !by && is_between(f, g) ? PXM_BY_BETWEEN : by;
}

void pxm_mark_field(struct pxm_part *part, const struct field *f, const struct given *g)
{
	uint32_t at = PXM_NOTHING;
	enum pxm_by by;

	*part = pxm_part_of(PXM_WRONG, PXM_BY_NONE);
	part->key = g->has_key ? g->key : PXM_NOTHING;
	if (is_empty(g) || g->bad) {
		part->by = pxm_why_wrong(f, g);
		return;
	}
	part->mistake = pxm_mistake_of(f, g);
	if (part->mistake != PXM_NOTHING) {
		part->by = PXM_BY_MISTAKE;
		return;
	}
	by = pxm_accepts(&at, f, &f->accept, g);
	if (!by && is_text(f))
		by = beyond_text(&at, f, g);
	else if (!by && f->type != PXB_FIELD_SELECT)
		by = beyond_value(&at, f, g);
	if (!by) {
		part->by = pxm_why_wrong(f, g);
		return;
	}
	part->verdict = by == PXM_BY_LIMIT ? PXM_ERROR : PXM_RIGHT;
	part->by = by;
	if (by != PXM_BY_PATTERN && by != PXM_BY_BETWEEN && by != PXM_BY_LIMIT)
		part->accept = at;
}
