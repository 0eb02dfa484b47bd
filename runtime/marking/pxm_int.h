/*
 * pxm_int.h: what the files of this folder share. A marker holds its own copy of
 * everything, folded and read once; marking only compares.
 */
#ifndef MARKING_PXM_INT_H
#define MARKING_PXM_INT_H

#include "marking/pattern_int.h"
#include "marking/pxm.h"

#define COUNTOF(a) (sizeof(a) / sizeof(*(a)))

/* --- texts (fold.c, typo.c) ---------------------------------------------------------- */

struct pxm_text {
	char *p; /* ends with a NUL; from malloc */
	size_t n;
};

enum pxm_folding { PXM_FOLDED, PXM_NOT_TEXT, PXM_FOLD_NOMEM };

/* N bytes at S as pxm_fold gives them; the caller frees OUT->p, which is NULL when it fails. */
enum pxm_folding pxm_fold_text(struct pxm_text *out, const char *s, size_t n, unsigned ignore);

bool pxm_text_equal(struct pxm_text a, struct pxm_text b);

/* As pxm_is_typo: 1, 0, or -1 without memory. */
int pxm_typo_match(struct pxm_text a, struct pxm_text b);

/* --- numbers (number.c) ----------------------------------------------------------------- */

#define PXM_WHOLE  (PXM_MAX_DIGITS + 2) /* digits before the mark, room for a carry */
#define PXM_PLACES PXM_MAX_DIGITS       /* behind it: more than the 18 of a bundle */
#define PXM_CELLS  (PXM_WHOLE + PXM_PLACES)

/* An exact number; zero is never negative. */
struct pxm_number {
	bool negative;
	uint8_t digit[PXM_CELLS]; /* 0 to 9, highest first */
};

/* False when the scale of D is too large. */
bool pxm_number_of(struct pxm_number *out, struct pxb_decimal d);

/* Reads S, which is folded with nothing ignored; UNIT as pxm_fold_unit gives them. -1 without memory. */
int pxm_number_read(struct pxm_number *out, struct pxm_text s, bool english, const struct pxm_text *unit,
		    uint32_t nunit);

enum pxm_folding pxm_fold_unit(struct pxm_text *out, struct pxb_str unit);

/* Below 0, 0, above 0. */
int pxm_number_cmp(const struct pxm_number *a, const struct pxm_number *b);

/* True if A and B are at most T apart. */
bool pxm_number_near(const struct pxm_number *a, const struct pxm_number *b, const struct pxm_number *t);

/* True if the language of the tag is English. */
bool pxm_is_english(struct pxb_str locale);

/* --- dates (date.c, calendar.c) ------------------------------------------------------------ */

enum pxm_language { PXM_FR, PXM_EN, PXM_NL, PXM_ES, PXM_IT, PXM_DE, PXM_PT, PXM_LANGUAGES };

/* The language whose words are read: that of the tag, or French. */
enum pxm_language pxm_language_of(struct pxb_str locale);

/* What a word means in a date. */
enum pxm_word {
	PXM_WORD_NONE,
	PXM_WORD_MONTH = 1,
	PXM_WORD_WEEKDAY = 2,
	PXM_WORD_LITTLE = 4, /* "le", "of": read over inside a date */
	PXM_WORD_AT = 8,     /* "à": before the time */
	PXM_WORD_ORDINAL = 16,
	PXM_WORD_CLOCK = 32, /* "Uhr": behind the time */
};

/* The meanings of a word of a language, in small letters without accents; MONTH from 1. */
unsigned pxm_word_of(enum pxm_language l, const char *p, size_t n, unsigned *month);

/* Days of a month of the Gregorian calendar; 0 when there is no such month. */
unsigned pxm_days_in(unsigned year, unsigned month);

struct pxm_date {
	uint64_t v; /* YYYYMMDDhhmm */
	enum pxb_precision precision;
};

/* Reads S, which is folded without case and accents. */
bool pxm_date_read(struct pxm_date *out, struct pxm_text s, enum pxm_language l, bool month_first);

/* D made as coarse as P. */
uint64_t pxm_date_cut(struct pxm_date d, enum pxb_precision p);

/* --- the marker -------------------------------------------------------------------------------- */

/* An accepted answer, a known mistake or a synonym. */
struct accepted {
	enum pxb_answer_kind kind;
	struct pxm_text plain;  /* nothing ignored */
	struct pxm_text folded; /* as the field or group ignores, typos apart; may be empty */
	struct pxm_number number;
	struct pxm_date date;
	uint32_t key;
};

struct answers {
	struct accepted *v;
	uint32_t n;
};

struct option {
	uint32_t key;
	struct pxm_text plain;
};

struct field {
	struct pxm_text name;
	enum pxb_field_type type;
	enum pxb_precision precision;
	unsigned ignore; /* of its group when it is in one */
	struct pxm_pattern *pattern;
	bool has_plus_or_minus, has_between;
	struct pxm_number plus_or_minus;
	struct answers accept, between;
	struct answers *mistake;
	uint32_t nmistake;
	struct pxm_text *unit;
	uint32_t nunit;
	struct option *option;
	uint32_t noption;
	uint32_t group; /* or PXM_NOTHING */
};

struct group {
	uint32_t *field; /* ascending */
	uint32_t nfield;
	struct answers *set;
	uint32_t nset;
};

struct pxm {
	enum pxb_type type;
	bool english, month_first, judge_simulator;
	enum pxm_language language;
	struct pxm_choice *choice;
	uint32_t nchoice;
	struct pxm_item *item;
	uint32_t nitem;
	uint32_t *target;
	uint32_t ntarget;
	struct field *field;
	uint32_t nfield;
	struct group *group;
	uint32_t ngroup;
};

/* Fills E, which may be NULL, and gives CODE back. */
enum pxm_code pxm_refuse(struct pxm_error *e, enum pxm_code code, uint32_t field, const char *message);

/* PXM_OK, or why no marker can be made of Q; fills E as pxm_new does (check.c). */
enum pxm_code pxm_check_question(const struct pxm_question *q, struct pxm_error *e);

/* --- marking one field (field.c) ------------------------------------------------------------------ */

/* What a learner gave for one field, read once. */
struct given {
	bool has_key;
	uint32_t key;
	struct pxm_text plain;  /* nothing ignored; empty: nothing given */
	struct pxm_text folded; /* as the field ignores; of texts */
	enum pxm_by bad;        /* PXM_BY_NOT_A_NUMBER and the like, or PXM_BY_NONE */
	struct pxm_number number;
	struct pxm_date date;
};

/* Reads TEXT for F. Returns PXM_BY_NONE, or the error. */
enum pxm_by pxm_given_read(struct given *out, const struct pxm *m, const struct field *f,
			   const struct pxm_entry *entry);
void pxm_given_free(struct given *g);

/*
 * What makes G right by the answers A: PXM_BY_EQUAL and so on, AT is which; or
 * PXM_BY_NONE; or PXM_BY_LIMIT without memory.
 */
enum pxm_by pxm_accepts(uint32_t *at, const struct field *f, const struct answers *a, const struct given *g);

/* The same for typing errors, which come last. */
enum pxm_by pxm_accepts_typos(uint32_t *at, const struct field *f, const struct answers *a,
			      const struct given *g);

/* The known mistake that G is, or PXM_NOTHING. */
uint32_t pxm_mistake_of(const struct field *f, const struct given *g);

/* Marks a field that is in no group. */
void pxm_mark_field(struct pxm_part *part, const struct field *f, const struct given *g);

/* Why G, which nothing accepts, is wrong. */
enum pxm_by pxm_why_wrong(const struct field *f, const struct given *g);

/* Marks the fields of a group: GIVEN and PART are those of all fields. False without memory. */
bool pxm_mark_group(struct pxm_part *part, const struct pxm *m, const struct group *g,
		    const struct given *given);

/* --- marking (mark.c, fields.c, pieces.c) ------------------------------------------------------------ */

/* An empty part of that verdict. */
struct pxm_part pxm_part_of(enum pxm_verdict v, enum pxm_by by);

/* Each fills PART (room for all) and R. What is given is of the right shape and not nothing. */
void pxm_mark_fields(struct pxm_result *r, struct pxm_part *part, const struct pxm *m,
		     const struct pxm_answer *a);
void pxm_mark_word(struct pxm_result *r, struct pxm_part *part, const struct pxm *m,
		   const struct pxm_answer *a);
void pxm_mark_choices(struct pxm_result *r, struct pxm_part *part, const struct pxm *m,
		      const struct pxm_answer *a);
void pxm_mark_ordering(struct pxm_result *r, struct pxm_part *part, const struct pxm *m,
		       const struct pxm_answer *a);
void pxm_mark_matching(struct pxm_result *r, struct pxm_part *part, const struct pxm *m,
		       const struct pxm_answer *a);

/* Makes R an error without parts. */
void pxm_set_error(struct pxm_result *r, enum pxm_by by, size_t at);

#endif
