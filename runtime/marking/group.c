/*
 * group.c: fields whose answers may come in any order. Fields and sets are paired
 * so that as many fields as possible are right (Kuhn's algorithm): taking the
 * first set that fits would mark a right answer wrong when an earlier field could
 * have had another set.
 */
#include <stdlib.h>
#include <string.h>

#include "marking/pxm_int.h"

struct pairing {
	const struct group *g;
	uint8_t *edge;                 /* [field][set]: what accepts, as enum pxm_by */
	uint32_t owner[PXM_MAX_PARTS]; /* of a set: which field of the group, or PXM_NOTHING */
	bool visited[PXM_MAX_PARTS];   /* sets, while one field looks for its set */
};

/* Equal first, typing errors last: the set that fits best is tried first. */
static unsigned rank(enum pxm_by by)
{
	return by == PXM_BY_EQUAL ? 0 : by == PXM_BY_TYPOS ? 2 : 1;
}

/* Gives field I a set; owners may move on to another of theirs, but none loses its own. */
static bool find_set(struct pairing *p, uint32_t i)
{
	const uint8_t *edge = p->edge + (size_t)i * p->g->nset;
	unsigned wanted;
	uint32_t s;

	for (wanted = 0; wanted < 3; wanted++)
		for (s = 0; s < p->g->nset; s++) {
			if (!edge[s] || rank((enum pxm_by)edge[s]) != wanted || p->visited[s])
				continue;
			p->visited[s] = true;
			if (p->owner[s] == PXM_NOTHING || find_set(p, p->owner[s])) {
				p->owner[s] = i;
				return true;
			}
		}
	return false;
}

static enum pxm_by accepts(uint32_t *at, const struct field *f, const struct answers *a,
			   const struct given *g)
{
	enum pxm_by by = pxm_accepts(at, f, a, g);

	return by ? by : pxm_accepts_typos(at, f, a, g);
}

/* Marks what needs no pairing, and notes the sets that accept the rest. False without memory. */
static bool find_edges(struct pairing *p, struct pxm_part *part, const struct pxm *m,
		       const struct given *given)
{
	uint32_t i, s, at = 0;

	for (i = 0; i < p->g->nfield; i++) {
		uint32_t index = p->g->field[i];
		const struct field *f = &m->field[index];
		const struct given *g = &given[index];

		part[index] = pxm_part_of(PXM_WRONG, pxm_why_wrong(f, g));
		part[index].key = g->has_key ? g->key : PXM_NOTHING;
		if (part[index].by == PXM_BY_EMPTY || g->bad)
			continue;
		part[index].mistake = pxm_mistake_of(f, g);
		if (part[index].mistake != PXM_NOTHING) {
			part[index].by = PXM_BY_MISTAKE;
			continue;
		}
		for (s = 0; s < p->g->nset; s++) {
			enum pxm_by by = accepts(&at, f, &p->g->set[s], g);

			if (by == PXM_BY_LIMIT)
				return false;
			p->edge[(size_t)i * p->g->nset + s] = (uint8_t)by;
			if (by)
				part[index].by = PXM_BY_TAKEN; /* unless it gets a set below */
		}
	}
	return true;
}

/* Marks the fields that have a set. False without memory. */
static bool mark_pairs(const struct pairing *p, struct pxm_part *part, const struct pxm *m,
		       const struct given *given)
{
	uint32_t s;

	for (s = 0; s < p->g->nset; s++) {
		uint32_t index = p->owner[s] == PXM_NOTHING ? PXM_NOTHING : p->g->field[p->owner[s]];

		if (index == PXM_NOTHING)
			continue;
		part[index].verdict = PXM_RIGHT;
		part[index].set = s;
		part[index].by = accepts(&part[index].accept, &m->field[index], &p->g->set[s], &given[index]);
		if (part[index].by == PXM_BY_LIMIT)
			return false;
	}
	return true;
}

bool pxm_mark_group(struct pxm_part *part, const struct pxm *m, const struct group *g,
		    const struct given *given)
{
	struct pairing p = {.g = g};
	bool done;
	uint32_t i;

	p.edge = calloc((size_t)g->nfield * g->nset + 1, 1);
	done = p.edge && find_edges(&p, part, m, given);
	for (i = 0; i < g->nset; i++)
		p.owner[i] = PXM_NOTHING;
	for (i = 0; done && i < g->nfield; i++) {
		memset(p.visited, 0, sizeof(p.visited));
		find_set(&p, i);
	}
	done = done && mark_pairs(&p, part, m, given);
	free(p.edge);
	return done;
}
