/*
 * fields.c: the fields of a question, and the word of a simulator.
 */
#include <stdlib.h>
#include <string.h>

#include "marking/pxm_int.h"

/* The field that NAME names, or the number of fields. */
static uint32_t find_field(const struct pxm *m, struct pxb_str name)
{
	uint32_t i;

	for (i = 0; i < m->nfield; i++)
		if (m->field[i].name.n == name.n &&
		    (!name.n || memcmp(m->field[i].name.p, name.p, name.n) == 0))
			break;
	return i;
}

/* Reads all entries. ENTRY_OF tells where each field was given. False, with R set, at the first that is bad.
 */
static bool read_entries(struct pxm_result *r, struct given *given, uint32_t *entry_of, const struct pxm *m,
			 const struct pxm_answer *a)
{
	uint32_t i;
	size_t k;

	for (i = 0; i < m->nfield; i++)
		entry_of[i] = PXM_NOTHING;
	for (k = 0; k < a->nentry; k++) {
		enum pxm_by by;

		i = find_field(m, a->entry[k].name);
		if (i == m->nfield)
			by = PXM_BY_UNKNOWN;
		else if (entry_of[i] != PXM_NOTHING)
			by = PXM_BY_TWICE;
		else
			by = pxm_given_read(&given[i], m, &m->field[i], &a->entry[k]);
		if (by) {
			pxm_set_error(r, by, k);
			return false;
		}
		entry_of[i] = (uint32_t)k;
	}
	return true;
}

/* The verdict of the whole from those of the parts. */
static void sum_up(struct pxm_result *r, const struct pxm_part *part, uint32_t n)
{
	uint32_t i;

	r->verdict = PXM_RIGHT;
	for (i = 0; i < n; i++)
		if (part[i].verdict > r->verdict) /* right, wrong, error */
			r->verdict = part[i].verdict;
	for (i = n; i-- > 0;)
		if (part[i].verdict == r->verdict) {
			r->by = part[i].by;
			r->at = i;
		}
	r->npart = n;
}

static void mark_all(struct pxm_result *r, struct pxm_part *part, const struct pxm *m,
		     const struct given *given, const uint32_t *entry_of)
{
	uint32_t i;

	for (i = 0; i < m->nfield; i++)
		if (m->field[i].group == PXM_NOTHING)
			pxm_mark_field(&part[i], &m->field[i], &given[i]);
	for (i = 0; i < m->ngroup; i++)
		if (!pxm_mark_group(part, m, &m->group[i], given)) {
			pxm_set_error(r, PXM_BY_LIMIT, PXM_NOTHING);
			return;
		}
	sum_up(r, part, m->nfield);
	r->at = r->verdict == PXM_ERROR ? entry_of[r->at] : 0;
}

void pxm_mark_fields(struct pxm_result *r, struct pxm_part *part, const struct pxm *m,
		     const struct pxm_answer *a)
{
	struct given *given = calloc(m->nfield, sizeof(*given));
	uint32_t entry_of[PXM_MAX_PARTS], i;

	if (!given) {
		pxm_set_error(r, PXM_BY_LIMIT, PXM_NOTHING);
		return;
	}
	if (read_entries(r, given, entry_of, m, a))
		mark_all(r, part, m, given, entry_of);
	for (i = 0; i < m->nfield; i++)
		pxm_given_free(&given[i]);
	free(given);
}

/* --- simulators --------------------------------------------------------------------------- */

static void mark_verdict(struct pxm_result *r, struct pxm_part *part, struct pxb_str word)
{
	struct pxm_text t;
	enum pxm_folding folding = pxm_fold_text(&t, word.p, word.n, 0);
	bool right = t.n == 5 && memcmp(t.p, "right", 5) == 0;

	if (folding != PXM_FOLDED) {
		pxm_set_error(r, folding == PXM_NOT_TEXT ? PXM_BY_NOT_TEXT : PXM_BY_LIMIT, 0);
	} else if (!right && (t.n != 5 || memcmp(t.p, "wrong", 5) != 0)) {
		pxm_set_error(r, PXM_BY_UNKNOWN, 0);
	} else {
		part[0] = pxm_part_of(right ? PXM_RIGHT : PXM_WRONG, PXM_BY_SIMULATOR);
		sum_up(r, part, 1);
		r->at = 0;
	}
	free(t.p);
}

void pxm_mark_word(struct pxm_result *r, struct pxm_part *part, const struct pxm *m,
		   const struct pxm_answer *a)
{
	struct pxm_entry entry = {.text = a->word};
	struct given given = {0};
	enum pxm_by by;

	if (a->word.n > PXM_MAX_ANSWER) {
		pxm_set_error(r, PXM_BY_TOO_LONG, 0);
		return;
	}
	if (m->judge_simulator) {
		mark_verdict(r, part, a->word);
		return;
	}
	by = pxm_given_read(&given, m, &m->field[0], &entry);
	if (by) {
		pxm_set_error(r, by, 0);
	} else {
		pxm_mark_field(&part[0], &m->field[0], &given);
		sum_up(r, part, 1);
		r->at = 0;
	}
	pxm_given_free(&given);
}
