/*
 * lint_int.h: what the files of this folder share.
 *
 * A rule is a row of diag/rules.def, a page of diag/pages/, and one function here:
 * a row of the table of its family, in the file of the family.
 */
#ifndef LINT_LINT_INT_H
#define LINT_LINT_INT_H

#include "lint/lint.h"
#include "marking/pxm.h"

/* --- one file ------------------------------------------------------------------------ */

/* A thing of a file with the bytes it stands in: of the file itself, a variant, a skill. */
struct lint_thing {
	enum kind kind;
	struct str id;
	enum status status;
	uint32_t start, end;
};

/* How a text is read. */
enum text_role {
	ROLE_NONE,
	ROLE_PLAIN,       /* titles, labels, alternative texts */
	ROLE_INLINE,      /* feedback and the like: inline Markdown */
	ROLE_CHOICE,      /* choices, items, targets, options: inline Markdown, short */
	ROLE_MARKDOWN,    /* instructions, explanations, hints, texts of lessons */
	ROLE_PLACEHOLDER, /* of a field */
	ROLE_ANSWER,      /* accepted answers, mistakes, sets, tests */
	ROLE_PATTERN,
	ROLE_FILE,
	ROLE_URL,
};

/* A text of the file as it is written, once, whatever inherits it. */
struct text_use {
	enum text_role role;
	int locale;      /* -1: all locales */
	const char *key; /* the key it stands under: "instruction" */
	const struct yaml_node *node;
};

/* The marker of one challenge in one locale, and what it was made from. */
struct trial {
	const struct challenge *c;
	size_t locale;
	struct pxm_question key;
	struct pxm *m; /* NULL: cannot be marked, or only its simulator knows */
};

struct lint {
	struct unit *u;
	const struct yaml_doc *doc;
	const struct config *config;
	const struct model_tree *tree;
	struct findings *fs;
	struct arena *a; /* for scratch; gone with the tree */
	struct lint_thing *thing;
	size_t nthing;
	struct text_use *text; /* in the order of the file */
	size_t ntext;
	struct trial *trial; /* in a file without an error: each challenge in each locale where it exists */
	size_t ntrial;
	/* text_offsets: what it found last */
	const struct yaml_node *offsets_of;
	const uint32_t *offsets;
};

/* One rule over one file. KINDS are bits 1 << KIND_. */
struct unit_rule {
	enum rule rule;
	unsigned kinds;
	bool sound; /* only over a file without an error */
	void (*run)(struct lint *l);
};

/* The thing whose bytes hold AT: the smallest. */
const struct lint_thing *lint_thing_at(const struct lint *l, uint32_t at);

/*
 * Adds a finding about the bytes AT, which speak of the thing that stands there;
 * in a draft an error is a warning. NULL when RULE does not speak in its status.
 */
struct finding *lint_add(struct lint *l, enum rule rule, struct place_span at);

/* The same about a certain challenge: a variant may be judged by what it inherits. */
struct finding *lint_add_for(struct lint *l, enum rule rule, const struct challenge *c, struct place_span at);

/* Sets a named argument of F, which may be NULL: then nothing happens. */
void lint_arg(struct lint *l, struct finding *f, const char *name, struct str value);
void lint_arg_number(struct lint *l, struct finding *f, const char *name, uint64_t value);

struct place_span lint_span(const struct yaml_node *n);

/* The bytes of the text S of the unit, or those of OTHERWISE when it has no node. */
struct place_span lint_span_of(const struct lint *l, struct str s, struct place_span otherwise);

/*
 * The bytes of the file that spell [START, END) of the decoded text of N, or those
 * of all of N when they cannot be told (escapes, folded lines).
 */
struct place_span lint_part(const struct lint *l, const struct yaml_node *n, size_t start, size_t end);

/* The id of the locale that a text is for: the reference locale's for -1. */
struct str lint_locale(const struct lint *l, int locale);

/* trial.c: makes and frees L->trial. */
void lint_begin_trials(struct lint *l);
void lint_end_trials(struct lint *l);

/*
 * Marks TEXT as the answer to field number FIELD of T alone and gives the result of
 * that field; verdict PXM_ERROR when there is no marker.
 */
struct pxm_part trial_field(const struct trial *t, uint32_t field, struct str text);

/* Sets argument NAME of F, which may be NULL, to why BY decided. */
void lint_arg_why(struct lint *l, struct finding *f, const char *name, enum pxm_by by);

/* texts.c: fills L->text. */
void lint_collect_texts(struct lint *l);

/* allow.c: notes the comments `# pixc: allow ...` in the unit. */
void lint_collect_allowances(struct lint *l);

/* --- the whole -------------------------------------------------------------------------- */

struct lint_whole {
	const struct content *c;
	struct snapshot *files;
	struct findings *fs;
	struct arena a; /* for scratch */
	bool doubtful;  /* some file has an error: what seems to be absent may stand in it */
};

struct link_rule {
	enum rule rule; /* the first of those that RUN may find */
	void (*run)(struct lint_whole *w);
};

/*
 * Adds a finding about bytes of U's file and the thing KIND ID of STATUS. NULL when
 * RULE does not speak in that status; in a draft an error is a warning.
 */
struct finding *whole_add(struct lint_whole *w, enum rule rule, const struct unit *u, struct place_span at,
			  enum kind kind, struct str id, enum status status);

/* Sets a named argument of F, which may be NULL. */
void whole_arg(struct lint_whole *w, struct finding *f, const char *name, struct str value);
void whole_arg_number(struct lint_whole *w, struct finding *f, const char *name, uint64_t value);

/* --- families: each table ends with a row without a function ------------------------------- */

extern const struct unit_rule lint_answer_rules[], lint_sample_rules[], lint_text_rules[],
    lint_typography_rules[], lint_access_rules[];
extern const struct unit_rule lint_shape_rules[], lint_giveaway_rules[], lint_media_unit_rules[],
    lint_figures_rules[];
extern const struct link_rule lint_media_rules[], lint_graph_rules[], lint_life_rules[];
extern const struct link_rule lint_tube_rules[];

#endif
