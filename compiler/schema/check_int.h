/*
 * check_int.h: what the files of the check (wrong content in the author's
 * words) share.
 *
 * A value is judged by all schemas that apply to it at once: references, allOf,
 * the chosen branches of if, anyOf and oneOf are collected first ("facets"), so
 * that a mistake is found once, however many of them it offends.
 */
#ifndef SCHEMA_CHECK_INT_H
#define SCHEMA_CHECK_INT_H

#include "schema/schema_int.h"

/* Why a facet applies: the condition of an `if` on MAP, or of a dependency. */
struct origin {
	uint32_t condition; /* the node of `if`, or SCHEMA_NONE */
	bool held;          /* reached by then, not by else */
	struct str key;     /* of a dependency, else absent */
	const struct yaml_node *map;
	const struct facets *start; /* what judges MAP */
};

struct facet {
	uint32_t node;
	const struct origin *origin; /* or NULL */
};

/* Lives in the arena of the check. */
struct facets {
	struct facet *v;
	size_t n, cap;
	uint32_t also;                  /* further types that an `if` would take: for words only */
	const struct schema_rule *open; /* an anyOf or oneOf with no branch to speak of */
	uint32_t open_node;
};

/* Where a value stands. */
struct spot {
	struct yaml_pair *pair; /* whose value it is, or NULL */
	bool is_key;            /* the key of PAIR is looked at, as a text */
	bool is_draft;
	const struct spot *up;
};

struct check {
	struct run r;
	const struct schema *s;
	struct findings *fs;
	const struct schema_options *options;
	const struct yaml_doc *doc;
	struct arena arena;    /* of the facets and such */
	struct buf path;       /* keys from the root, with dots */
	struct finding **name; /* about misspelt names where they are given */
	size_t nname, capname;
};

/* --- check.c ------------------------------------------------------------------ */

/* Judges V by all of START and adds findings. */
void schema_check_value(struct check *c, const struct facets *start, struct yaml_node *v,
			const struct spot *spot);

/* True if every one of START says yes to V. */
bool schema_check_matches(struct check *c, const struct facets *start, const struct yaml_node *v);

/*
 * A finding about bytes of the file, with the thing and the key path, and the
 * arguments {thing} (what holds the value: "a challenge", "an entry of `x`") and
 * {key} (the key that it stands under).
 */
struct finding *schema_check_finding(struct check *c, enum rule rule, uint32_t from, uint32_t to,
				     const struct spot *spot);

/* A finding about V: at V itself, or at its key where V is a whole block. */
struct finding *schema_check_value_finding(struct check *c, enum rule rule, struct yaml_node *v,
					   const struct spot *spot);

/* The place of bytes of the checked file. */
struct place schema_check_place(const struct check *c, uint32_t from, uint32_t to);

/* How safe it is to change the value at SPOT: never fully for ids, answers, statuses. */
enum fix_safety schema_check_safety(const struct spot *spot, struct str key);

/* Notes that F is about a misspelt name where it is given: its uses are no mistakes of their own. */
void schema_check_name(struct check *c, struct finding *f);

/* Key path one key deeper, and back to length N. */
size_t schema_check_push(struct check *c, struct str key);
void schema_check_pop(struct check *c, size_t n);

/* --- facets.c ------------------------------------------------------------------- */

void schema_facets_add(struct check *c, struct facets *to, uint32_t node, const struct origin *origin);

/* All schemas that apply to V by START. */
void schema_facets_collect(struct check *c, struct facets *to, const struct facets *start,
			   const struct yaml_node *v);

/* The first rule of FACETS for KEYWORD, or NULL. */
const struct schema_rule *schema_facets_rule(const struct check *c, const struct facets *facets,
					     enum schema_keyword keyword);

/* --- check_map.c, check_scalar.c --------------------------------------------------- */

void schema_check_map(struct check *c, const struct facets *facets, const struct facets *start,
		      struct yaml_node *v, const struct spot *spot);

/* Type, values, form, range. True if a finding was added: nothing else is to be said of V. */
bool schema_check_scalar(struct check *c, const struct facets *facets, const struct facets *start,
			 struct yaml_node *v, const struct spot *spot);

/* --- misplaced.c --------------------------------------------------------------------- */

/* KEY of pair P is known but has no place here, for the reason ORIGIN. */
void schema_check_misplaced(struct check *c, struct yaml_pair *p, const struct origin *origin,
			    const struct spot *spot);

/* True, and a finding, if KEY is known for other kinds of MAP than this one. */
bool schema_check_known_elsewhere(struct check *c, struct yaml_pair *p, const struct facets *start,
				  const struct yaml_node *map, const struct spot *spot);

/* --- suggest.c ------------------------------------------------------------------------ */

/* S as an id: small letters without accents, digits, single hyphens; in ARENA, may be empty. */
struct str schema_suggest_slug(struct arena *arena, struct str s);

/* The other word for WORD that authors know it by, or absent. KEYS: a key, else a value. */
struct str schema_suggest_synonym(struct arena *arena, struct str word, bool keys, size_t i);

/*
 * How far WORD is from NAME: 0 equal but for case, accents, - and _; up to 2, or a
 * third of its length, by spelling; UINT_MAX when it is further away.
 */
unsigned schema_suggest_distance(struct arena *arena, struct str word, struct str name);

/* 4,7 and 1 500 as 4.7 and 1500; absent if S is no such number. */
struct str schema_suggest_number(struct arena *arena, struct str s);

/* 14/07/2019 as 2019-07-14; absent if S is no such date. */
struct str schema_suggest_date(struct arena *arena, struct str s);

/* "true" or "false" for oui, no, vrai, off, ...; absent for other words. */
struct str schema_suggest_boolean(struct arena *arena, struct str s);

#endif
