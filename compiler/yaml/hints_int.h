/*
 * hints_int.h: what hints.c and mends.c share: a text, where reading it stops,
 * and the edits that a person would try there.
 */
#ifndef YAML_HINTS_INT_H
#define YAML_HINTS_INT_H

#include "yaml/yaml_int.h"

#define MEND_ROUNDS 20          /* mistakes found in one file before libyaml's eyes */
#define MEND_BYTES  (10u << 20) /* bytes that may be read to try edits: bounds the time */

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

/* "  - key: value" taken apart; offsets into the text. */
struct line {
	uint32_t start, end;  /* without the line end */
	uint32_t first;       /* first byte that is no blank */
	uint32_t words;       /* behind the dashes */
	uint32_t value, stop; /* the value, without trailing blanks */
	bool has_key;
	bool begins; /* a value may begin here: behind a key, a dash or a line that ends so */
};

/* An edit of the line at L as a person might do it; false when it does not help. */
typedef bool try_fn(struct explain *e, const struct line *l, struct mend *out);

/* Edits of blanks and tabs, in mends_space.c. */
bool mends_try_tab(struct explain *e, const struct line *l, struct mend *out);
bool mends_try_blank_line(struct explain *e, const struct line *l, struct mend *out);
bool mends_try_inner_tab(struct explain *e, const struct line *l, struct mend *out);
bool mends_try_long_blank(struct explain *e, const struct line *l, struct mend *out);
bool mends_try_indent(struct explain *e, const struct line *l, struct mend *out);
bool mends_try_block(struct explain *e, const struct line *l, struct mend *out);
bool mends_try_continuation(struct explain *e, const struct line *l, struct mend *out);

/* The offset behind the letters, figures, - and _ at I; behind the blanks and tabs; not above END. */
uint32_t mends_skip_word(struct str s, uint32_t i, uint32_t end);
uint32_t mends_skip_space(struct str s, uint32_t i, uint32_t end);

/* The offset behind "key:" and its blanks when the text at I begins with a key, else I. */
uint32_t mends_skip_key(struct str s, uint32_t i, uint32_t end);

/* The first ": " in [START, STOP), or STOP. */
uint32_t mends_colon_in(struct str s, uint32_t start, uint32_t stop);

/* Where the line of offset I begins, and the whole line. */
uint32_t mends_line_start(struct str s, uint32_t i);
struct line mends_line_at(struct str s, uint32_t offset);

/* The last line before L that is not blank; false at the beginning of the text. */
bool mends_line_above(struct str s, const struct line *l, struct line *above);

/* The edit that puts WITH in the place of [START, END): a safe one with the caret there. */
struct mend mends_replace(struct explain *e, uint32_t start, uint32_t end, struct str with);

#endif
