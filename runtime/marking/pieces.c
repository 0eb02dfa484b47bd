/*
 * pieces.c: choices, orderings and matchings: answers that are keys.
 */
#include <string.h>

#include "marking/pxm_int.h"

/* --- choices --------------------------------------------------------------------------- */

static uint32_t find_choice(const struct pxm *m, uint32_t key)
{
	uint32_t i;

	for (i = 0; i < m->nchoice && m->choice[i].key != key; i++)
		continue;
	return i;
}

/* Fills PART; TICKED says which choices were. False, with R set, at the first bad key. */
static bool read_choices(struct pxm_result *r, struct pxm_part *part, bool *ticked, const struct pxm *m,
			 const struct pxm_answer *a)
{
	size_t i;

	for (i = 0; i < a->nkey; i++) {
		uint32_t k = find_choice(m, a->key[i]);
		bool right;

		if (k == m->nchoice || ticked[k]) {
			pxm_set_error(r, k == m->nchoice ? PXM_BY_UNKNOWN : PXM_BY_TWICE, i);
			return false;
		}
		ticked[k] = true;
		right = m->choice[k].verdict == PXB_RIGHT;
		part[i] = pxm_part_of(right ? PXM_RIGHT : PXM_WRONG, right ? PXM_BY_KEY : PXM_BY_OTHER_KEY);
		part[i].key = a->key[i];
		part[i].mistake = k;
	}
	return true;
}

static void set_verdict(struct pxm_result *r, bool right, uint32_t npart)
{
	r->verdict = right ? PXM_RIGHT : PXM_WRONG;
	r->by = right ? PXM_BY_KEY : PXM_BY_OTHER_KEY;
	r->npart = npart;
}

void pxm_mark_choices(struct pxm_result *r, struct pxm_part *part, const struct pxm *m,
		      const struct pxm_answer *a)
{
	bool ticked[PXM_MAX_PARTS] = {false}, right = true;
	uint32_t i;

	if (!read_choices(r, part, ticked, m, a))
		return;
	if (m->type == PXB_SINGLE_CHOICE && a->nkey > 1) {
		pxm_set_error(r, PXM_BY_SHAPE, 1);
		return;
	}
	for (i = 0; i < m->nchoice; i++)
		if (m->type == PXB_SINGLE_CHOICE ? ticked[i] && m->choice[i].verdict != PXB_RIGHT
						 : ticked[i] != (m->choice[i].verdict == PXB_RIGHT))
			right = false;
	set_verdict(r, right, (uint32_t)a->nkey);
}

/* --- orderings ---------------------------------------------------------------------------- */

static uint32_t find_item(const struct pxm *m, uint32_t key)
{
	uint32_t i;

	for (i = 0; i < m->nitem && m->item[i].key != key; i++)
		continue;
	return i;
}

/* PLACE[item] becomes where the item stands. False, with R set, when it is no permutation. */
static bool read_order(struct pxm_result *r, uint32_t *place, const struct pxm *m, const struct pxm_answer *a)
{
	size_t i;

	for (i = 0; i < a->nkey; i++) {
		uint32_t k = find_item(m, a->key[i]);

		if (k == m->nitem || place[k] != PXM_NOTHING) {
			pxm_set_error(r, k == m->nitem ? PXM_BY_UNKNOWN : PXM_BY_TWICE, i);
			return false;
		}
		place[k] = (uint32_t)i;
	}
	if (a->nkey < m->nitem)
		pxm_set_error(r, PXM_BY_SHAPE, a->nkey);
	return a->nkey == m->nitem;
}

/* True if an item of RANK may stand at PLACE when all others stand right. */
static bool may_stand(const struct pxm *m, unsigned rank, uint32_t place)
{
	uint32_t below = 0, same = 0, i;

	for (i = 0; i < m->nitem; i++) {
		below += m->item[i].rank < rank;
		same += m->item[i].rank == rank;
	}
	return place >= below && place < below + same;
}

/* The part of an item that was given a place or a target. */
static bool set_item(struct pxm_part *part, uint32_t key, bool right)
{
	*part = pxm_part_of(right ? PXM_RIGHT : PXM_WRONG, right ? PXM_BY_KEY : PXM_BY_OTHER_KEY);
	part->key = key;
	return right;
}

static void clear(uint32_t *v, uint32_t n)
{
	while (n)
		v[--n] = PXM_NOTHING;
}

void pxm_mark_ordering(struct pxm_result *r, struct pxm_part *part, const struct pxm *m,
		       const struct pxm_answer *a)
{
	uint32_t place[PXM_MAX_PARTS], i;
	bool right = true;

	clear(place, m->nitem);
	if (!read_order(r, place, m, a))
		return;
	for (i = 0; i < m->nitem; i++)
		right &= set_item(&part[i], m->item[i].key, may_stand(m, m->item[i].rank, place[i]));
	set_verdict(r, right, m->nitem);
}

/* --- matchings ------------------------------------------------------------------------------ */

static bool is_target(const struct pxm *m, uint32_t key)
{
	uint32_t i;

	for (i = 0; i < m->ntarget && m->target[i] != key; i++)
		continue;
	return i < m->ntarget;
}

/* PAIR[item] becomes the pair that gives it. False, with R set, at the first bad pair. */
static bool read_pairs(struct pxm_result *r, uint32_t *pair, const struct pxm *m, const struct pxm_answer *a)
{
	size_t i;

	for (i = 0; i < a->npair; i++) {
		uint32_t k = find_item(m, a->pair[i].item);

		if (k == m->nitem || !is_target(m, a->pair[i].target) || pair[k] != PXM_NOTHING) {
			pxm_set_error(r,
				      k < m->nitem && is_target(m, a->pair[i].target) ? PXM_BY_TWICE
										      : PXM_BY_UNKNOWN,
				      i);
			return false;
		}
		pair[k] = (uint32_t)i;
	}
	return true;
}

void pxm_mark_matching(struct pxm_result *r, struct pxm_part *part, const struct pxm *m,
		       const struct pxm_answer *a)
{
	uint32_t pair[PXM_MAX_PARTS], i;
	bool right = true;

	clear(pair, m->nitem);
	if (!read_pairs(r, pair, m, a))
		return;
	for (i = 0; i < m->nitem; i++) {
		uint32_t k = pair[i];

		right &= set_item(&part[i], m->item[i].key,
				  k != PXM_NOTHING && a->pair[k].target == m->item[i].target);
		if (k == PXM_NOTHING)
			part[i].by = PXM_BY_EMPTY;
	}
	set_verdict(r, right, m->nitem);
}
