/*
 * yaml_int.h: what the files of this folder share.
 */
#ifndef YAML_YAML_INT_H
#define YAML_YAML_INT_H

#include "yaml/yaml.h"

#define NOWHERE UINT32_MAX

/* Why reading stopped, in byte offsets; RULE is RULE_COUNT when it did not. */
struct yaml_stop {
	enum rule rule;
	const char *variant;
	uint32_t start, end; /* what the finding points at */
	uint32_t also;       /* another offset worth a look, or NOWHERE */
};

/* Trouble that does not keep libyaml from reading on. */
struct yaml_issue {
	enum rule rule;
	const char *variant;
	uint32_t start, end;
	uint32_t also_start, also_end; /* a second place, or NOWHERE */
	struct str name;               /* of the key, anchor, alias or tag */
	bool is_markup;                /* an anchor, alias or tag that was meant as text */
	bool is_consequence;           /* of another issue: not shown */
};

/* A scalar or bracket as libyaml saw it, in the order of the file. */
struct yaml_lexeme {
	uint32_t start, end;
	struct yaml_node *node; /* of the scalar, or NULL for a bracket */
	int32_t indent;         /* column of the block collection around it, or -1 */
	bool is_key;
	bool in_flow;
	bool in_pair; /* key of a pair without braces: [key: value] */
};

struct yaml_reading {
	struct yaml_doc *doc;
	struct arena *arena;
	struct str text; /* the bytes without byte order mark */
	struct yaml_lexeme *lexeme;
	size_t nlexeme, cap;
	struct yaml_issue *issue;
	size_t nissue, issue_cap;
	struct yaml_stop stop;
	uint32_t long_quote; /* start of the last quoted text over several lines, or NOWHERE */
	uint32_t long_quote_end;
	bool has_anchor;
};

/* What is wrong with the bytes themselves: not UTF-8, controls. False after a finding. */
bool yaml_check_bytes(const struct yaml_doc *doc, struct findings *fs);

/* True for characters that no file or text may hold: controls but tab and line end, bidi controls ... */
bool yaml_is_odd_character(uint32_t c);

/* Reads TEXT into a new document; nodes and lists live in ARENA. R->stop tells why it stopped. */
void yaml_parse(struct yaml_reading *r, struct str path, struct str text, struct arena *arena);

/* What the plain scalar S is by the YAML 1.2 core schema. */
enum yaml_type yaml_core_type(struct str s);

/*
 * Goes over the gaps between the lexemes up to the offset END (all: the text's
 * length): collects comments into the document and refuses what libyaml accepts
 * and YAML 1.2 does not. Offsets in the findings are those of R->text.
 */
void yaml_guard(struct yaml_reading *r, size_t end, struct findings *fs);

/* The guard's part for what stands inside a scalar. */
void yaml_guard_scalar(const struct yaml_reading *r, const struct yaml_lexeme *l, struct findings *fs);

/*
 * Finds the words for a file that libyaml or the guard did not like: tries
 * edits of the lines near each mistake and proposes those that make the file
 * readable. BASE is added to all offsets.
 */
void yaml_explain(const struct yaml_reading *r, uint32_t base, struct findings *fs);

/*
 * Keeps the edits of the errors in FS if with all of them TEXT has only those
 * errors left that have no edit, and the edits of warnings if they add no error;
 * drops the others. READABLE: libyaml reads TEXT as it is. Returns how many
 * errors the edits leave, or SIZE_MAX.
 */
size_t yaml_prove_edits(struct str path, struct str text, struct findings *fs, bool readable);

/* The offset where the block scalar that begins at START ends (behind its last line of text). */
uint32_t yaml_block_end(struct str text, uint32_t start, uint32_t limit, int32_t indent);

/* S as a YAML text in quotes: double ones unless that would need escapes. Lives in A. */
struct str yaml_quoted(struct arena *a, struct str s);

/* The beginning of S, as long as people read: finding_arg would copy a megabyte. */
struct str yaml_excerpt(struct str s);

static inline bool yaml_is_space(char c)
{
	return c == ' ' || c == '\t';
}

static inline bool yaml_is_break(char c)
{
	return c == '\n' || c == '\r';
}

/* The offset behind the blanks and tabs at I. */
static inline size_t yaml_skip_space(struct str s, size_t i)
{
	while (i < s.n && yaml_is_space(s.p[i]))
		i++;
	return i;
}

/* The end of the line that holds I, without CR and LF. */
static inline size_t yaml_line_end(struct str s, size_t i)
{
	const char *p = i < s.n ? memchr(s.p + i, '\n', s.n - i) : NULL;
	size_t end = p ? (size_t)(p - s.p) : s.n;

	return end > i && s.p[end - 1] == '\r' ? end - 1 : end;
}

/* True if a word ends at I: a blank, a line end or the end of the text. */
static inline bool yaml_ends_word(struct str s, size_t i)
{
	return i >= s.n || yaml_is_space(s.p[i]) || yaml_is_break(s.p[i]);
}

#endif
