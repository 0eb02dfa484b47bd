/*
 * link_int.h: what the files of this folder share.
 */
#ifndef LINK_LINK_INT_H
#define LINK_LINK_INT_H

#include "link/link.h"

struct linker {
	struct content *c;
	struct findings *fs;
	const struct snapshot *files;
	bool unreadable[KIND_COUNT]; /* a file that may define such things could not be read */
};

/* index.c: who defines which id; an id twice in one space is a finding. */
void link_index(struct linker *l);

/* things.c: the arrays of the content, in their order. */
void link_things(struct linker *l);

/* status.c: effective statuses (content model, rule 7). */
void link_statuses(struct content *c);

/* refs.c: resolves all references, with findings, and media. */
void link_references(struct linker *l);
void link_media(struct linker *l);

/* resolve.c: what the whole can tell: points, paths, calibration. */
void link_resolve(struct linker *l);

/* order.c: circles of prerequisites and of paths. */
void link_order(struct linker *l);

/* place.c: folders, levels, tubes and the framework. */
void link_places(struct linker *l);

/* A finding about bytes of UNIT's file. */
struct finding *link_finding(struct linker *l, enum rule rule, const struct unit *u, struct place_span at,
			     enum kind kind, struct str id);

/* Positions of IDS, those that are not known left out; in the content's arena. */
struct refs link_refs(struct linker *l, enum kind kind, const struct str_list *ids);

/* Adds V to R; in the content's arena. */
void refs_add(struct arena *a, struct refs *r, size_t *cap, uint32_t v);

#endif
