/*
 * diag.h: findings about content, as data.
 *
 * A finding names its rule, the bytes it speaks of, and named arguments; its
 * words come from the message catalogue when it is shown, so that a rule never
 * holds a sentence. Findings never stop a run. This folder knows rules and
 * words, not YAML or content.
 */
#ifndef DIAG_DIAG_H
#define DIAG_DIAG_H

#include "base/arena.h"
#include "base/base.h"
#include "base/str.h"

enum rule {
#define RULE(id, code, name, severity, scope, speaks, family, since) RULE_##id,
#include "diag/rules.def"
#undef RULE
	RULE_COUNT
};

enum severity { SEVERITY_INFO, SEVERITY_WARNING, SEVERITY_ERROR };

/* What a rule sees: one file, or all units and the linked content. */
enum rule_scope { SCOPE_UNIT, SCOPE_LINK };

/*
 * In which statuses of the thing it speaks of a rule is heard: what is missing
 * counts from `validated` on, style is silent on what is retired. Nothing is ever
 * said about the inside of what is withdrawn.
 */
enum rule_speaks { SPEAKS_ALWAYS, SPEAKS_UNLESS_RETIRED, SPEAKS_WHEN_VALIDATED };

struct rule_info {
	const char *code;       /* "P0104"; never reused */
	const char *name;       /* "duplicate-key"; never reused */
	enum severity severity; /* before the status of the thing lowers it */
	enum rule_scope scope;
	enum rule_speaks speaks;
	const char *family; /* "yaml", "schema", ... */
	const char *since;  /* the version of pixc that introduced it */
};

/* The row of RULE in the table; never NULL. */
const struct rule_info *rule_info(enum rule rule);

/* The rule with this code or name, or RULE_COUNT. */
enum rule rule_find(struct str code_or_name);

/*
 * Bytes of a file: from START up to, not including, END. PATH is relative to
 * the root of the content, with '/'.
 */
struct place {
	struct str path;
	uint32_t start, end;
};

/* An edit of the original bytes: [START, END) becomes TEXT. */
struct edit {
	struct str path;
	uint32_t start, end;
	struct str text;
};

enum fix_safety { FIX_NONE, FIX_SHOWN, FIX_UNSAFE, FIX_SAFE };

struct finding_arg {
	const char *name; /* as it stands in the catalogue: {name} */
	struct str value;
};

struct finding_note {
	const char *key; /* the text "note.KEY" of the rule */
	struct place place;
};

#define FINDING_ARGS  8
#define FINDING_NOTES 4

struct finding {
	enum rule rule;
	enum severity severity;
	struct place place;
	const char *variant;   /* chooses "message.VARIANT" and so on, or NULL */
	struct str thing_kind; /* "challenge", or absent: for the fingerprint */
	struct str thing_id;   /* or absent */
	struct str key_path;   /* "fields.nombre.accept", without list indexes */
	struct finding_arg arg[FINDING_ARGS];
	size_t narg;
	struct finding_note note[FINDING_NOTES];
	size_t nnote;
	enum fix_safety fix;
	struct edit *edit; /* in the arena of the findings */
	size_t nedit;
};

/* A list of findings. All that they point to lives in ARENA. */
struct findings {
	struct arena *arena;
	struct finding **v; /* in ARENA */
	size_t n, cap;
};

/* Makes FS an empty list whose contents will live in ARENA. */
void findings_init(struct findings *fs, struct arena *arena);

/*
 * Adds a finding of RULE about PLACE with the severity of the rule's row and
 * returns it, to be completed. Its path is copied into the arena.
 */
struct finding *finding_add(struct findings *fs, enum rule rule, struct place place);

/* Sets the named argument to a copy of VALUE. NAME must be a literal. */
void finding_arg(struct findings *fs, struct finding *f, const char *name, struct str value);
void finding_arg_fmt(struct findings *fs, struct finding *f, const char *name, const char *fmt, ...)
    PRINTF_LIKE(4, 5);

/*
 * Chooses the variant of the rule's texts: for each of message, label and help
 * "message.VARIANT" where the catalogue has it, else "message". A literal. A help
 * that names an empty argument gives way to "help.none" where there is one.
 */
void finding_variant(struct finding *f, const char *variant);

/* Adds a second place with the text "note.KEY" of the rule. KEY is a literal. */
void finding_note(struct findings *fs, struct finding *f, const char *key, struct place place);

/*
 * Adds an edit to the fix of F and sets how safe the fix is. TEXT is copied.
 * All edits of a finding are applied together or not at all.
 */
void finding_edit(struct findings *fs, struct finding *f, enum fix_safety safety, struct place place,
		  struct str text);

/* Adds to TO copies of all findings of FROM; they live in the arena of TO. */
void findings_append(struct findings *to, const struct findings *from);

/*
 * Sorts by path, offset, code and text arguments, and drops findings that are
 * equal in all of them. Of one file at most LIMIT_FILE_FINDINGS stay, errors
 * first, and one more (rule TOO_MANY_FINDINGS) counts the rest.
 */
void findings_finish(struct findings *fs);

/* Number of findings of that severity. */
size_t findings_count(const struct findings *fs, enum severity severity);

/*
 * The fingerprint of a finding: 16 hexadecimal digits and a NUL, from its code,
 * the kind and id of the thing (else its path), the key path and ORDINAL, its
 * number among findings that are equal in these.
 */
void finding_fingerprint(char out[17], const struct finding *f, unsigned ordinal);

/* --- words ---------------------------------------------------------------- */

enum lang { LANG_EN, LANG_FR };

enum finding_text { TEXT_MESSAGE, TEXT_LABEL, TEXT_HELP };

/*
 * Appends a text of F in LANG with its arguments filled in, control and bidi
 * characters made visible. Appends nothing when the rule has no such text.
 */
void finding_add_text(struct buf *out, const struct finding *f, enum finding_text which, enum lang lang);

/* Appends the text of note number I of F. */
void finding_add_note(struct buf *out, const struct finding *f, size_t i, enum lang lang);

/*
 * Appends the text KEY of page "ui" (summary line, words such as "error") with
 * {name} replaced from ARGS.
 */
void ui_add_text(struct buf *out, const char *key, const struct finding_arg *args, size_t narg,
		 enum lang lang);

/* Appends the message of RULE with its {arguments} unfilled. */
void rule_add_message(struct buf *out, enum rule rule, enum lang lang);

/*
 * Appends the page of RULE: why it exists and its examples, as Markdown. A page
 * without a French part gives its English one.
 */
void rule_add_page(struct buf *out, enum rule rule, enum lang lang);

/* True if the catalogue has text KEY for RULE in LANG (for the tests). */
bool rule_has_text(enum rule rule, const char *key, enum lang lang);

/* --- showing -------------------------------------------------------------- */

/* Where the renderer gets the bytes of a file from; absent when unreadable. */
typedef struct str source_fn(void *ctx, struct str path);

struct render_options {
	enum lang lang;
	bool color;
	unsigned width; /* columns to wrap messages and help at; 0: 80 */
	source_fn *source;
	void *source_ctx;
	const char *path_prefix; /* put before shown paths, or "" */
};

/* Appends one finding in the text form of DESIGN.md section 6, with an empty line behind. */
void render_text(struct buf *out, const struct finding *f, const struct render_options *o);

/* Appends one finding as one line: path:line:col: error[P0104]: message; label; help. */
void render_concise(struct buf *out, const struct finding *f, const struct render_options *o);

#endif
