/*
 * schema_int.h: what the files of schema/ share with each other.
 */
#ifndef SCHEMA_SCHEMA_INT_H
#define SCHEMA_SCHEMA_INT_H

#include "base/decimal.h"
#include "base/map.h"
#include "schema/schema.h"

/* --- uri.c ------------------------------------------------------------------ */

/* REF against BASE as RFC 3986 section 5 says, without a fragment; in ARENA. */
struct str schema_uri_resolve(struct arena *arena, struct str base, struct str ref);

/* What stands behind the first #; absent if there is none. */
struct str schema_uri_fragment(struct str ref);

/* S with %41 and the like decoded; in ARENA. */
struct str schema_uri_decode(struct arena *arena, struct str s);

/* --- pattern.c --------------------------------------------------------------- */

struct pattern;

/*
 * Appends to OUT the PCRE2 form of an ECMA 262 pattern. Returns NULL, or what
 * is wrong with it or not done, in a few English words.
 */
const char *schema_pattern_translate(struct buf *out, struct str pattern);

/* NULL if PATTERN can be used, else why not, in a few English words. */
const char *schema_pattern_check(struct str pattern);

/* A pattern that schema_pattern_check accepted; the caller frees with schema_pattern_free. */
struct pattern *schema_pattern_new(struct str pattern);
void schema_pattern_free(struct pattern *p);

/* What matching needs beside a pattern; for one thread, freed by the caller. */
struct pattern_room;
struct pattern_room *schema_pattern_room_new(void);
void schema_pattern_room_free(struct pattern_room *room);

/*
 * 1 if SUBJECT (valid UTF-8) holds a match, 0 if not, -1 if a limit was reached
 * first. Adds to *STEPS what it cost at most, in units of LIMIT_SCHEMA_STEPS.
 */
int schema_pattern_matches(const struct pattern *p, struct str subject, struct pattern_room *room,
			   uint32_t *steps);

/* --- value.c ----------------------------------------------------------------- */

/* Bits of enum schema_type that the node is; 0 for .inf and .nan. */
uint32_t schema_value_type(const struct yaml_node *v);

bool schema_value_equal(const struct yaml_node *a, const struct yaml_node *b);
bool schema_value_equal_const(const struct schema *s, uint32_t value, const struct yaml_node *v);

/* The number of a scalar; false if it is none or is too long. */
bool schema_value_number(struct decimal *out, const struct yaml_node *v);

/* If two items of LIST are equal: true and their positions, A below B. */
bool schema_value_repeated(size_t *a, size_t *b, const struct yaml_node *list);

/* --- match.c ------------------------------------------------------------------ */

struct schema_engine {
	const struct schema *schema;
	struct pattern **pattern;
};

/* One run over one value. */
struct run {
	const struct schema_engine *e;
	const struct schema *s;
	struct pattern_room *room; /* made when first needed */
	uint32_t steps;
	bool tired; /* a limit was reached: no verdict is to be trusted */
};

/* R ready for use; the caller releases it. */
void schema_run_init(struct run *r, const struct schema_engine *e);
void schema_run_release(struct run *r);

/* Adds N to the work of the run; sets R->tired when it is too much. */
void schema_run_charge(struct run *r, uint64_t n);

/* The verdict on V by NODE. */
bool schema_match_node(struct run *r, uint32_t node, const struct yaml_node *v);

/* The verdict of one rule alone; RULE belongs to NODE. */
bool schema_match_rule(struct run *r, uint32_t node, const struct schema_rule *rule,
		       const struct yaml_node *v);

/* True if pattern number I is found in S. */
bool schema_match_pattern(struct run *r, uint32_t i, struct str s);

/* KEY as the text that it is, whatever it looks like as a value. */
struct yaml_node schema_match_key_node(const struct yaml_node *key);

/* True if V's number stands to the rule's number as the keyword demands. */
bool schema_match_range(const struct schema *s, const struct schema_rule *rule, const struct yaml_node *v);

/* True if KEY is among properties or patternProperties of NODE itself. */
bool schema_match_is_named(struct run *r, uint32_t node, struct str key);

/* --- keywords.c ---------------------------------------------------------------- */

/* How the value of a keyword is read. */
enum shape {
	SHAPE_NODE,
	SHAPE_NODES,
	SHAPE_MEMBERS,
	SHAPE_PATTERNS, /* members whose names are patterns */
	SHAPE_ITEMS,
	SHAPE_DEPENDENCIES,
	SHAPE_TYPE,
	SHAPE_VALUE,
	SHAPE_VALUES,
	SHAPE_ANY_VALUES,
	SHAPE_NUMBER,
	SHAPE_POSITIVE,
	SHAPE_COUNT,
	SHAPE_FLAG,
	SHAPE_NAMES,
	SHAPE_PATTERN,
	SHAPE_TEXT,
	SHAPE_REF,
	SHAPE_DEFINITIONS, /* schemas that stand there to be referred to */
	SHAPE_ID,          /* $id and $schema */
};

struct keyword {
	const char *name;
	enum schema_keyword id; /* SCHEMA_KEYWORDS when it leaves no rule */
	enum shape shape;
};

/* The row of the keyword NAME, or NULL. */
const struct keyword *schema_keyword_find(struct str name);

/* The keyword nearest to NAME, or NULL. */
const struct keyword *schema_keyword_near(struct str name);

/* --- build.c, sites.c ------------------------------------------------------------ */

/* A place in a source where a schema stands; its number is that of its node. */
struct site {
	const struct yaml_doc *doc;
	struct yaml_node *node;
	struct str base; /* what its relative references are resolved against */
};

struct builder {
	struct arena *arena; /* of the result */
	struct arena scratch;
	struct findings *fs;
	bool ignore_unknown, failed;

	struct site *site; /* in scratch */
	size_t nsite, capsite;
	struct map site_at;  /* address of a yaml_node: site */
	struct map resource; /* absolute id, with #anchor: site */

	struct map texts;
	struct schema_node *node;
	struct schema_rule *rule;
	struct schema_member *member;
	struct schema_value *value;
	uint32_t *index;
	struct schema_text *text;
	uint32_t *pattern;
	struct schema_root *root;
	struct buf pool;
	size_t nnode, capnode, nrule, caprule, nmember, capmember, nvalue, capvalue, nindex, capindex;
	size_t ntext, captext, npattern, cappattern, nroot, caproot;
};

/* A finding about NODE of a schema file; VARIANT is a literal. */
struct finding *schema_build_finding(struct builder *b, const struct yaml_doc *doc,
				     const struct yaml_node *node, const char *variant);

/* The number of the text S, added if it is new. */
uint32_t schema_build_text(struct builder *b, struct str s);

/* Registers NODE and all schemas inside it; returns its site, or SCHEMA_NONE. */
uint32_t schema_site_walk(struct builder *b, const struct yaml_doc *doc, struct yaml_node *node,
			  struct str base);

/* The site of NODE, or SCHEMA_NONE. */
uint32_t schema_site_of(const struct builder *b, const struct yaml_node *node);

/* The site that REF of site FROM means, or SCHEMA_NONE after a finding. */
uint32_t schema_site_resolve(struct builder *b, uint32_t from, const struct yaml_node *ref);

/* Adds the node of site I with its rules. */
void schema_build_node(struct builder *b, uint32_t i);

#endif
