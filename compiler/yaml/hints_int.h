/*
 * hints_int.h: what hints.c and mends.c share: a text, where reading it stops,
 * and the edits that a person would try there.
 */
#ifndef YAML_HINTS_INT_H
#define YAML_HINTS_INT_H

#include "yaml/yaml_int.h"

#define MEND_ROUNDS 20          /* mistakes found in one file before libyaml's eyes */
#define MEND_BYTES  (16u << 20) /* bytes that may be read to try edits: bounds the time */

/* A mistake and the edit that mends it, in the offsets of the text before it. */
struct mend {
	enum rule rule;
	const char *variant;
	uint32_t start, end;           /* what the caret is under */
	uint32_t edit_start, edit_end; /* bytes replaced */
	struct str with;
	struct str was;   /* the words of the author */
	struct str shown; /* the words of the hint, when they are not WITH */
	struct str mark;  /* the sign that misled, or absent */
	uint32_t lines;   /* how many lines the mistake covers, or 0 */
	uint32_t reach;   /* how far reading goes with the edit, in offsets of the text before it */
	uint32_t at;      /* where the edit stands in the text with all edits so far */
	bool has_edit;
	enum fix_safety safety;
};

struct explain {
	struct arena arena; /* what is kept until the end */
	struct str path;
	struct str file; /* as it is */
	struct str text; /* with the edits so far */
	struct yaml_reading now;
	struct arena now_arena;
	struct yaml_stop stop; /* of NOW, Markdown taken for YAML included */
	uint32_t accepted;     /* issues before this offset stay what they are */
	size_t budget;         /* bytes that may still be read */
	struct mend mend[MEND_ROUNDS];
	size_t n;
};

/* Where READING stops: libyaml's error, or the first anchor, alias or tag that was meant as text. */
struct yaml_stop hints_stop(const struct yaml_reading *reading, uint32_t accepted);

/*
 * True if reading goes on behind the edit of M, and behind where it stopped
 * before; M->reach tells how far.
 */
bool hints_helps(struct explain *e, struct mend *m);

/* The text of E with the edit of M; lives in E->arena. */
struct str hints_with(struct explain *e, struct arena *a, const struct mend *m);

/* Finds the edit that mends the present stop of E; false when none does. */
bool mends_find(struct explain *e, struct mend *m);

#endif
