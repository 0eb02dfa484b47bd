/*
 * pxm.h: marking answers.
 *
 * One implementation for all: the compiler tries every test of an author with it,
 * engines link it. A question, of a bundle or described by the caller, becomes a
 * marker once; a marker marks any number of answers from any number of threads.
 *
 *	struct pxm *m;
 *	struct pxm_result r;
 *	struct pxm_part part[PXM_MAX_PARTS];
 *	struct pxm_entry entry = {{"nombre", 6}, {"148 vélos", 10}, 0, false};
 *	struct pxm_answer a = {.entry = &entry, .nentry = 1};
 *
 *	if (pxm_new_of_bundle(&m, b, q, NULL))
 *		return;
 *	pxm_mark(&r, part, PXM_MAX_PARTS, m, &a);
 *	puts(pxm_verdict_word(r.verdict));
 *	pxm_free(m);
 *
 * The rules, with their table of examples and how an answer travels as JSON:
 * docs/marking.md. The verdict is right, wrong, skipped or error, never a fraction.
 *
 * Needs PCRE2, utf8proc and the reader (bundle/pxb.h); C11, or C++11.
 */
#ifndef PXM_H
#define PXM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bundle/pxb.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Raised whenever a struct or a function below changes in a way that callers must be compiled again. */
#define PXM_ABI 1

/* PXM_ABI as the library was compiled; compare it with yours once. */
PXB_API unsigned pxm_abi_version(void);

/* Limits. A longer answer is an error; a question that has more, or a longer text, is refused by pxm_new. */
#define PXM_MAX_ANSWER  4096u /* bytes of one text that a learner gives */
#define PXM_MAX_PATTERN 1000u /* bytes of a pattern */
#define PXM_MAX_PARTS   256u  /* fields, items, targets, choices, groups or sets of a group */
#define PXM_MAX_ANSWERS 4096u /* answers, mistakes, sets, options and units of a question in all */
#define PXM_MAX_DIGITS  40u   /* digits of a number that a learner gives: what has more is none */

/* --- what is right ------------------------------------------------------------------- */

/* A choice and whether it is right. */
struct pxm_choice {
	uint32_t key;
	enum pxb_verdict verdict;
};

/* An item: of an ordering its rank (from 1, equal ranks in any order), of a matching its target. */
struct pxm_item {
	uint32_t key;
	unsigned rank;
	uint32_t target; /* key */
};

/* An option of a select. */
struct pxm_option {
	uint32_t key;
	struct pxb_str text;
};

/* Answers that are known to be wrong, by whatever tolerance they would pass. */
struct pxm_mistake {
	const struct pxb_answer *answer;
	uint32_t nanswer;
};

/* How one field is marked. */
struct pxm_field {
	struct pxb_str name;
	enum pxb_field_type type;
	enum pxb_precision precision; /* of a date */
	unsigned ignore;              /* PXB_IGNORE_ bits */
	struct pxb_str pattern;       /* empty: none */
	bool has_plus_or_minus;
	struct pxb_decimal plus_or_minus; /* inclusive */
	const struct pxb_answer *accept;
	uint32_t naccept;
	const struct pxb_answer *between; /* two, lowest and highest, inclusive; or NULL */
	const struct pxm_mistake *mistake;
	uint32_t nmistake;
	const struct pxb_str *unit; /* accepted behind a number */
	uint32_t nunit;
	const struct pxm_option *option;
	uint32_t noption;
};

/* The synonyms of one answer of a group. */
struct pxm_set {
	const struct pxb_answer *answer;
	uint32_t nanswer;
};

/* Fields whose answers may be given in any order, each set at most once. */
struct pxm_group {
	const uint32_t *field; /* indexes of fields */
	uint32_t nfield;
	unsigned ignore;
	const struct pxm_set *set;
	uint32_t nset;
};

/* A question in one locale, described by its caller. */
struct pxm_question {
	enum pxb_type type;
	struct pxb_str locale; /* BCP 47 tag: how numbers and dates are written */
	bool month_first;      /* typed dates read month, day */
	bool judge_simulator;  /* the verdict comes from the learner's machine */
	const struct pxm_choice *choice;
	uint32_t nchoice;
	const struct pxm_item *item;
	uint32_t nitem;
	const uint32_t *target; /* keys */
	uint32_t ntarget;
	const struct pxm_field *field; /* of a simulator that posts a word: one, type PXB_FIELD_WORD */
	uint32_t nfield;
	const struct pxm_group *group;
	uint32_t ngroup;
};

/* Why a question cannot be marked. */
enum pxm_code {
	PXM_OK,
	PXM_NO_QUESTION, /* no answer can be right: none, unscored, unfinished, or of the public flavour */
	PXM_TOO_BIG,     /* beyond a limit above */
	PXM_BAD_PATTERN, /* not of the common language of patterns */
	PXM_NOMEM,
};

struct pxm_error {
	enum pxm_code code;
	uint32_t field;  /* of a pattern: which field */
	uint32_t offset; /* of a pattern: byte where it goes wrong */
	char message[160];
};

struct pxm; /* a marker; it never changes */

/*
 * Makes the marker of Q, which may be gone afterwards. Returns PXM_OK and the
 * marker in *OUT, which the caller frees; else another code, *OUT is NULL and E,
 * which may be NULL, says why.
 */
PXB_API enum pxm_code pxm_new(struct pxm **out, const struct pxm_question *q, struct pxm_error *e);

/* The same for a localisation or a lesson's question of a bundle, which may be closed afterwards. */
PXB_API enum pxm_code pxm_new_of_bundle(struct pxm **out, const struct pxb *b, struct pxb_question q,
					struct pxm_error *e);

/* Frees M, which may be NULL. */
PXB_API void pxm_free(struct pxm *m);

/* --- what a learner answered -------------------------------------------------------------- */

/* One field. Of a select: the key of the option, or its text. */
struct pxm_entry {
	struct pxb_str name;
	struct pxb_str text;
	uint32_t key;
	bool has_key;
};

/* One item of a matching. */
struct pxm_pair {
	uint32_t item, target; /* keys */
};

/*
 * An answer. What the type of the question does not use must be empty (else it is
 * malformed): choices and orderings take KEY, fields take ENTRY, matchings PAIR,
 * simulators WORD (or, where the simulator judges, its verdict "right" or "wrong").
 */
struct pxm_answer {
	const uint32_t *key;
	size_t nkey;
	const struct pxm_entry *entry;
	size_t nentry;
	const struct pxm_pair *pair;
	size_t npair;
	struct pxb_str word; /* p may be NULL */
};

enum pxm_verdict {
	PXM_SKIPPED, /* nothing was given anywhere */
	PXM_RIGHT,
	PXM_WRONG,
	PXM_ERROR, /* the answer is malformed, or a pattern reached its limits */
};

/* What decided. */
enum pxm_by {
	PXM_BY_NONE,
	/* right */
	PXM_BY_EQUAL,     /* an accepted answer, as typed (apostrophes, dashes and the like apart) */
	PXM_BY_IGNORE,    /* an accepted answer after what the field ignores */
	PXM_BY_TYPOS,     /* an accepted answer but for typing errors */
	PXM_BY_PATTERN,   /* the pattern */
	PXM_BY_VALUE,     /* the same number or date as an accepted one, written otherwise */
	PXM_BY_TOLERANCE, /* within plus_or_minus of an accepted number */
	PXM_BY_BETWEEN,   /* between the two ends */
	PXM_BY_INSIDE,    /* a finer date inside an accepted one */
	PXM_BY_KEY,       /* the right choice, option, place or target */
	PXM_BY_SIMULATOR, /* the simulator said so; of a wrong one too */
	/* wrong */
	PXM_BY_MISTAKE,      /* a known mistake */
	PXM_BY_NO_MATCH,     /* nothing accepts it */
	PXM_BY_EMPTY,        /* left empty while others are filled */
	PXM_BY_NOT_A_NUMBER, /* a number field whose text is none */
	PXM_BY_NOT_A_DATE,
	PXM_BY_TOO_COARSE, /* a year where a month is asked */
	PXM_BY_TAKEN,      /* right, but another field of the group gave it already */
	PXM_BY_OTHER_KEY,  /* another choice, place or target is right */
	/* error */
	PXM_BY_UNKNOWN,  /* no such field, choice, item, target or option */
	PXM_BY_TWICE,    /* given twice */
	PXM_BY_SHAPE,    /* not the kind of answer that this type takes, or a missing item of an ordering */
	PXM_BY_TOO_LONG, /* over PXM_MAX_ANSWER */
	PXM_BY_NOT_TEXT, /* not UTF-8, or with control characters */
	PXM_BY_LIMIT,    /* a pattern reached its limit, or memory ran out: nobody knows */
};

#define PXM_NOTHING 0xFFFFFFFFu /* in a number of a part: none */

/*
 * The verdict on one part: a field, in the order of the question; an item of a
 * matching or ordering, in the order of the bundle; a simulator's word. Choices
 * have one part for each choice that was ticked, in the order of the answer.
 */
struct pxm_part {
	enum pxm_verdict verdict;
	enum pxm_by by;
	uint32_t accept;  /* index of the accepted answer that decided (in a group: of the synonym) */
	uint32_t set;     /* of a group: which set */
	uint32_t mistake; /* of a field: the known mistake; of a choice: which, for its own feedback */
	uint32_t key;     /* of a choice, item or option that was given */
};

struct pxm_result {
	enum pxm_verdict verdict;
	enum pxm_by by; /* why: of fields that of the first part with this verdict */
	uint32_t at;    /* of an error: position in the answer, or PXM_NOTHING when memory ran out */
	uint32_t npart; /* none of a malformed answer */
};

/* How many parts an answer to M can have at most; never above PXM_MAX_PARTS. */
PXB_API uint32_t pxm_part_count(const struct pxm *m);

/*
 * Marks A. Fills R and at most ROOM of PART (which may be NULL with ROOM 0).
 * Never fails: a malformed answer, or no memory, is the verdict PXM_ERROR.
 */
PXB_API void pxm_mark(struct pxm_result *r, struct pxm_part *part, size_t room, const struct pxm *m,
		      const struct pxm_answer *a);

/* "right", "wrong", "skipped", "error". */
PXB_API const char *pxm_verdict_word(enum pxm_verdict v);

/* What decided as a word for machines: "equal", "ignore", "typos", "no-match"… */
PXB_API const char *pxm_by_word(enum pxm_by by);

/* --- for tools: the little languages of marking by themselves ------------------------------- */

/*
 * The text S as comparisons see it: normal form C, line ends, blanks, quotes,
 * apostrophes and dashes made alike, outer blanks gone, then folded as IGNORE
 * says (typos fold nothing). Writes at most ROOM bytes to OUT and returns how
 * many there are; SIZE_MAX when S is no text (not UTF-8, control characters) or
 * there is no memory.
 */
PXB_API size_t pxm_fold(char *out, size_t room, const char *s, size_t n, unsigned ignore);

/*
 * True if A is B but for typing errors, both as pxm_fold gives them: B has at least
 * 4 code points, the digits are the same, and at most a quarter of B's code points
 * are changed, added, missing or swapped with their neighbour.
 */
PXB_API bool pxm_is_typo(const char *a, size_t na, const char *b, size_t nb);

/*
 * Reads S as a learner of LOCALE types a number. UNITS (N of them) may follow it.
 * False if it is none. What does not fit *OUT is false too, with *IS_NUMBER true.
 */
PXB_API bool pxm_read_number(struct pxb_decimal *out, bool *is_number, struct pxb_str s,
			     struct pxb_str locale, const struct pxb_str *unit, uint32_t nunit);

/* Reads S as a learner of LOCALE types a date: YYYYMMDDhhmm and how fine it is. False if it is none. */
PXB_API bool pxm_read_date(uint64_t *out, enum pxb_precision *precision, struct pxb_str s,
			   struct pxb_str locale, bool month_first);

/*
 * Checks that PATTERN is of the language that PCRE2 and JavaScript (flag u) read
 * alike: characters, escapes of punctuation, `.`, classes with ranges, \d, \w, groups
 * ( ) and (?: ), |, * + ? {n} {n,} {n,m}, each also lazy. It always stands for the
 * whole answer. Returns PXM_OK or fills E.
 */
PXB_API enum pxm_code pxm_pattern_check(const char *pattern, size_t n, struct pxm_error *e);

/* How a text stands to a pattern: 1 it matches, 0 not, -1 the limits were reached, or one of the two is bad.
 */
PXB_API int pxm_pattern_try(const char *pattern, size_t n, unsigned ignore, const char *text, size_t ntext);

/*
 * Looks for a text of at most ROOM bytes on which PATTERN reaches its limits, within a
 * few milliseconds: what a repeated piece stands for, many times, then something
 * that fails. Writes it to OUT and returns its length; 0 if none was found (which is
 * no proof), -1 if the pattern is bad. With a ROOM of 256 it finds what a learner
 * could meet; with PXM_MAX_ANSWER also patterns that only a very long answer harms.
 */
PXB_API int pxm_pattern_attack(char *out, size_t room, const char *pattern, size_t n, unsigned ignore);

#ifdef __cplusplus
}
#endif

#endif
