/*
 * schema.h: JSON Schema draft-07 over our YAML tree.
 *
 * A struct schema is a set of compiled schema files: flat tables that refer to
 * each other by number, so that the built-in set is constant data (written by
 * tools/mkschema.c) and a set read at run time looks the same. It knows the
 * shape of content as its schemas say it, and nothing else of content.
 */
#ifndef SCHEMA_SCHEMA_H
#define SCHEMA_SCHEMA_H

#include "base/arena.h"
#include "base/base.h"
#include "base/str.h"
#include "diag/diag.h"
#include "yaml/yaml.h"

#define SCHEMA_NONE UINT32_MAX

/* Keywords in the order in which a schema's rules are kept and looked at. */
enum schema_keyword {
	SCHEMA_FALSE, /* the schema `false`: nothing is right */
	SCHEMA_REF,
	SCHEMA_TYPE,
	SCHEMA_ENUM,
	SCHEMA_CONST,
	SCHEMA_MULTIPLE_OF,
	SCHEMA_MAXIMUM,
	SCHEMA_EXCLUSIVE_MAXIMUM,
	SCHEMA_MINIMUM,
	SCHEMA_EXCLUSIVE_MINIMUM,
	SCHEMA_MAX_LENGTH,
	SCHEMA_MIN_LENGTH,
	SCHEMA_PATTERN,
	SCHEMA_MAX_ITEMS,
	SCHEMA_MIN_ITEMS,
	SCHEMA_UNIQUE_ITEMS,
	SCHEMA_MAX_PROPERTIES,
	SCHEMA_MIN_PROPERTIES,
	SCHEMA_PROPERTY_NAMES,
	SCHEMA_PROPERTIES,
	SCHEMA_PATTERN_PROPERTIES,
	SCHEMA_ADDITIONAL_PROPERTIES,
	SCHEMA_DEPENDENCIES,
	SCHEMA_REQUIRED,
	SCHEMA_ITEMS,      /* one schema for all items */
	SCHEMA_ITEMS_EACH, /* `items` as a list: one schema per position */
	SCHEMA_ADDITIONAL_ITEMS,
	SCHEMA_CONTAINS,
	SCHEMA_ALL_OF,
	SCHEMA_ANY_OF,
	SCHEMA_ONE_OF,
	SCHEMA_NOT,
	SCHEMA_IF,
	SCHEMA_THEN,
	SCHEMA_ELSE,
	/* annotations: kept for people and editors, no effect on the verdict */
	SCHEMA_TITLE,
	SCHEMA_DESCRIPTION,
	SCHEMA_FORMAT,
	SCHEMA_CONTENT_MEDIA_TYPE,
	SCHEMA_CONTENT_ENCODING,
	SCHEMA_COMMENT,
	SCHEMA_DEFAULT,
	SCHEMA_EXAMPLES,
	SCHEMA_READ_ONLY,
	SCHEMA_WRITE_ONLY,
	SCHEMA_KEYWORDS
};

/* Bits of SCHEMA_TYPE. A whole number has both bits of numbers. */
enum schema_type {
	SCHEMA_IS_NULL = 1,
	SCHEMA_IS_BOOLEAN = 2,
	SCHEMA_IS_INTEGER = 4,
	SCHEMA_IS_NUMBER = 8,
	SCHEMA_IS_TEXT = 16,
	SCHEMA_IS_LIST = 32,
	SCHEMA_IS_MAP = 64,
};

/*
 * One keyword of one schema. What AT and N mean depends on the keyword:
 *   a schema (items, not, if, ...)        AT: its node
 *   a list of schemas (allOf, ...)        N numbers of nodes from index[AT] on
 *   properties, patternProperties,
 *   dependencies                          N rows from member[AT] on
 *   required                              N numbers of texts from index[AT] on
 *   type                                  AT: bits of enum schema_type
 *   const, default                        AT: its value
 *   enum, examples                        N values from value[AT] on
 *   numbers to compare with, title, ...   AT: its text
 *   pattern                               AT: its text, N: its pattern
 *   counts and yes/no                     AT: the number itself
 */
struct schema_rule {
	uint32_t keyword; /* enum schema_keyword */
	uint32_t at, n;
};

/* One schema: rules sorted by keyword. No rules: everything is right. */
struct schema_node {
	uint32_t rule, nrule;
};

/* A name and what belongs to it: a row of properties and the like. */
struct schema_member {
	uint32_t name;      /* a text */
	uint32_t node;      /* or SCHEMA_NONE: a dependency on keys, which follow */
	uint32_t key, nkey; /* numbers of texts from index[key] on */
	uint32_t pattern;   /* of patternProperties, else SCHEMA_NONE */
};

/* A JSON value inside a schema. */
struct schema_value {
	uint32_t type;     /* one bit of enum schema_type; every number SCHEMA_IS_NUMBER */
	uint32_t text;     /* of a scalar, as spelled, or SCHEMA_NONE */
	uint32_t key;      /* the text of its key in a map, or SCHEMA_NONE */
	uint32_t child, n; /* N values from value[child] on */
};

struct schema_text {
	uint32_t at, n; /* bytes of the pool; a NUL follows, not counted */
};

/* A schema file: its $id (or its file name) and its outermost schema. */
struct schema_root {
	uint32_t id; /* a text */
	uint32_t node;
};

struct schema {
	const struct schema_node *node;
	const struct schema_rule *rule;
	const struct schema_member *member;
	const struct schema_value *value;
	const uint32_t *index;
	const struct schema_text *text;
	const char *pool;        /* the bytes of all texts */
	const uint32_t *pattern; /* of each pattern: its text as written */
	const struct schema_root *root;
	uint32_t nnode, nrule, nmember, nvalue, nindex, ntext, npool, npattern, nroot;
};

/* --- looking into a set ---------------------------------------------------- */

/* The schemas compiled into pixc (schema/ *.schema.json). */
const struct schema *schema_builtin(void);

/* The outermost node of the file with this $id or file name, or SCHEMA_NONE. */
uint32_t schema_root(const struct schema *s, struct str id);

/* The rule of NODE for KEYWORD, or NULL. */
const struct schema_rule *schema_rule(const struct schema *s, uint32_t node, enum schema_keyword keyword);

/* Text number I; the absent text for SCHEMA_NONE. */
struct str schema_text(const struct schema *s, uint32_t i);

/* The text of a keyword that has one (title, description, format, ...), or absent. */
struct str schema_note(const struct schema *s, uint32_t node, enum schema_keyword keyword);

/*
 * The node for KEY in the properties of NODE itself, in what it refers to, and
 * in all its allOf, then and else; the first one that is not `false`.
 * SCHEMA_NONE when there is none.
 */
uint32_t schema_property(const struct schema *s, uint32_t node, struct str key);

/* --- making a set ---------------------------------------------------------- */

/* A schema file: its name (the base of relative references) and its tree. */
struct schema_source {
	struct str name;
	const struct yaml_doc *doc;
};

struct schema_build_options {
	bool ignore_unknown; /* unknown keywords have no meaning instead of a finding */
};

/*
 * Compiles N schema files, which may refer to each other, into OUT, whose tables
 * live in ARENA. What draft-07 forbids or the engine does not do becomes a
 * finding in FS (rule SCHEMA_UNSUPPORTED) at its place; then OUT is not to be
 * used and the result is false. The trees must outlive OUT only if they live in
 * ARENA; their texts are copied.
 */
bool schema_build(struct schema *out, const struct schema_source *source, size_t n,
		  const struct schema_build_options *options, struct arena *arena, struct findings *fs);

/* --- using a set ------------------------------------------------------------ */

/* A set with its patterns ready; may be used by many threads at once. */
struct schema_engine;

/* S must outlive the engine; the caller frees with schema_engine_free. */
struct schema_engine *schema_engine_new(const struct schema *s);
void schema_engine_free(struct schema_engine *e);

/*
 * The verdict on VALUE by NODE, exactly as draft-07 says. False also when the
 * work exceeds LIMIT_SCHEMA_STEPS.
 */
bool schema_matches(const struct schema_engine *e, uint32_t node, const struct yaml_node *value);

struct schema_options {
	struct str thing_kind; /* "challenge": for messages and fingerprints */
	struct str thing_id;   /* or absent */
	bool is_draft;         /* missing keys other than id, type, status are warnings */
};

/*
 * Checks VALUE (a tree of DOC) by NODE and adds findings in the author's words:
 * one per mistake, at what must change. Nodes that a finding of severity error
 * speaks of are marked bad: the value, or key and value of a key that does not
 * belong; a map that lacks a key is not. Inside a map with a `status` of its own
 * that status decides whether a missing key is a warning.
 * Returns true if nothing of severity error was added.
 */
bool schema_check(struct findings *fs, const struct schema_engine *e, uint32_t node,
		  const struct schema_options *options, const struct yaml_doc *doc, struct yaml_node *value);

#endif
