/*
 * yaml.h: bytes to a tree with byte spans of keys, values and comments.
 *
 * The strict subset of DESIGN.md section 4: one document, no anchors, aliases,
 * tags, directives, merge keys or duplicate keys, plain scalars resolved by the
 * YAML 1.2 core schema. JSON is a part of it. Reading takes (bytes, length); it
 * knows neither files nor schemas.
 */
#ifndef YAML_YAML_H
#define YAML_YAML_H

#include "base/arena.h"
#include "base/base.h"
#include "base/str.h"
#include "diag/diag.h"

enum yaml_kind { YAML_SCALAR, YAML_LIST, YAML_MAP };

/* What a plain scalar is by the 1.2 core schema; quoted and block are texts. */
enum yaml_type { YAML_NULL, YAML_BOOL, YAML_INT, YAML_FLOAT, YAML_TEXT };

enum yaml_style { YAML_PLAIN, YAML_SINGLE, YAML_DOUBLE, YAML_LITERAL, YAML_FOLDED, YAML_BLOCK, YAML_FLOW };

struct yaml_node;

struct yaml_pair {
	struct yaml_node *key; /* always a scalar */
	struct yaml_node *value;
};

/*
 * START and END are byte offsets into the file. A scalar's span holds its quotes
 * or block header; the span of a block list or map goes from its first entry to
 * the end of its last one, that of a flow one from bracket to bracket. A value
 * that is not written is a plain scalar with an empty text and an empty span
 * behind its key's colon (or the dash).
 */
struct yaml_node {
	enum yaml_kind kind;
	enum yaml_style style;
	enum yaml_type type; /* of a scalar */
	bool bad;            /* a finding speaks of it: later stages pass over it */
	uint32_t start, end;
	struct str text; /* of a scalar: decoded, without NUL or other controls */
	union {
		struct yaml_node **item; /* of a list */
		struct yaml_pair *pair;  /* of a map, in the order of the file */
	};
	size_t n; /* items or pairs */
};

struct yaml_comment {
	uint32_t start, end; /* from the # to the end of the line */
	bool own_line;       /* nothing but blanks before it */
};

/* A file that was read. Nodes and texts live in the arena given to yaml_read. */
struct yaml_doc {
	struct str path;
	struct str bytes;       /* as given, not copied */
	struct yaml_node *root; /* NULL when the file could not be read: see findings */
	struct yaml_comment *comment;
	size_t ncomment;
};

/*
 * Reads BYTES (of the file PATH, which findings name) into DOC. Trouble becomes
 * findings in FS; DOC->root is NULL when a finding of severity error was added,
 * so that no later stage speaks of what it could not see.
 */
void yaml_read(struct yaml_doc *doc, struct str path, struct str bytes, struct arena *arena,
	       struct findings *fs);

/* The place of a node, or of nothing at the file's beginning when NODE is NULL. */
struct place yaml_place(const struct yaml_doc *doc, const struct yaml_node *node);

/* The value of KEY in a map, or NULL (also when NODE is NULL or no map). */
struct yaml_node *yaml_get(const struct yaml_node *node, const char *key);

/* The pair of KEY in a map, or NULL. */
struct yaml_pair *yaml_get_pair(const struct yaml_node *node, struct str key);

/*
 * Appends the tree as text for golden tests: one line per node with its span as
 * line:col-line:col, kind, type and text, then the comments.
 */
void yaml_dump(struct buf *out, const struct yaml_doc *doc);

/* Appends the tree as JSON by the 1.2 core schema (for comparison with others). */
void yaml_dump_json(struct buf *out, const struct yaml_doc *doc);

#endif
