/*
 * mark.c: from an answer to a verdict: nothing given, the wrong kind of answer,
 * or an answer for the file that knows its type.
 */
#include <stdlib.h>
#include <string.h>

#include "marking/pxm_int.h"

struct pxm_part pxm_part_of(enum pxm_verdict v, enum pxm_by by)
{
	return (struct pxm_part){v, by, PXM_NOTHING, PXM_NOTHING, PXM_NOTHING, PXM_NOTHING};
}

void pxm_set_error(struct pxm_result *r, enum pxm_by by, size_t at)
{
	r->verdict = PXM_ERROR;
	r->by = by;
	r->at = at < PXM_NOTHING ? (uint32_t)at : PXM_NOTHING;
	r->npart = 0;
}

uint32_t pxm_part_count(const struct pxm *m)
{
	switch (m->type) {
	case PXB_FIELDS:
		return m->nfield;
	case PXB_ORDERING:
	case PXB_MATCHING:
		return m->nitem;
	case PXB_MULTIPLE_CHOICE:
		return m->nchoice;
	default:
		return 1;
	}
}

/* True if S, folded, is empty. What is too long or no text is something. */
static bool is_blank(struct pxb_str s)
{
	struct pxm_text t;
	bool blank;

	if (!s.n || s.n > PXM_MAX_ANSWER)
		return !s.n;
	blank = pxm_fold_text(&t, s.p, s.n, 0) == PXM_FOLDED && !t.n;
	free(t.p);
	return blank;
}

static bool is_nothing(const struct pxm_answer *a)
{
	size_t i;

	if (a->nkey || a->npair)
		return false;
	for (i = 0; i < a->nentry; i++)
		if (a->entry[i].has_key || !is_blank(a->entry[i].text))
			return false;
	return is_blank(a->word);
}

static void skip(struct pxm_result *r, struct pxm_part *part, const struct pxm *m)
{
	bool choices = m->type == PXB_SINGLE_CHOICE || m->type == PXB_MULTIPLE_CHOICE;
	uint32_t i;

	r->verdict = PXM_SKIPPED;
	r->npart = choices ? 0 : pxm_part_count(m);
	for (i = 0; i < r->npart; i++) {
		part[i] = pxm_part_of(PXM_SKIPPED, PXM_BY_NONE);
		if (m->type == PXB_ORDERING || m->type == PXB_MATCHING)
			part[i].key = m->item[i].key;
	}
}

static void mark(struct pxm_result *r, struct pxm_part *part, const struct pxm *m, const struct pxm_answer *a)
{
	bool keys = m->type == PXB_SINGLE_CHOICE || m->type == PXB_MULTIPLE_CHOICE || m->type == PXB_ORDERING;

	if ((a->nkey && !keys) || (a->nentry && m->type != PXB_FIELDS) ||
	    (a->npair && m->type != PXB_MATCHING) || (a->word.n && m->type != PXB_SIMULATOR))
		pxm_set_error(r, PXM_BY_SHAPE, 0);
	else if (m->type == PXB_FIELDS)
		pxm_mark_fields(r, part, m, a);
	else if (m->type == PXB_SIMULATOR)
		pxm_mark_word(r, part, m, a);
	else if (m->type == PXB_ORDERING)
		pxm_mark_ordering(r, part, m, a);
	else if (m->type == PXB_MATCHING)
		pxm_mark_matching(r, part, m, a);
	else
		pxm_mark_choices(r, part, m, a);
}

void pxm_mark(struct pxm_result *r, struct pxm_part *part, size_t room, const struct pxm *m,
	      const struct pxm_answer *a)
{
	struct pxm_part all[PXM_MAX_PARTS];

	*r = (struct pxm_result){PXM_SKIPPED, PXM_BY_NONE, 0, 0};
	if (is_nothing(a))
		skip(r, all, m);
	else
		mark(r, all, m, a);
	if (part && room)
		memcpy(part, all, (r->npart < room ? r->npart : room) * sizeof(*part));
}
