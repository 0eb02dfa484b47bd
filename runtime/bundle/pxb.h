/*
 * pxb.h: reading bundles of assessment content.
 *
 * A bundle is one file. pxb_open maps it into memory and proves once that every
 * offset, reference and text in it is sound; after that, getters only look up:
 * they cannot fail, allocate nothing, and never parse. All functions may be
 * called from any number of threads on the same bundle.
 *
 *	struct pxb *b;
 *	struct pxb_error e;
 *
 *	if (pxb_open(&b, "content.pxb", PXB_CHECK_STRUCT, NULL, &e))
 *		return complain(e.message);
 *	struct pxb_locale fr = pxb_locale_find(b, "fr", 2);
 *	struct pxb_skill s = pxb_skill_find(b, "filtrer-deux-colonnes", 21);
 *	struct pxb_list l = pxb_skill_challenges(b, s, fr, PXB_VALIDATED);
 *	for (uint32_t i = 0; i < l.n; i++) {
 *		struct pxb_question q = pxb_question_for(b, pxb_challenge_at(b, l, i), fr);
 *		puts(pxb_question_get(b, q).instruction.p);
 *	}
 *	pxb_close(b);
 *
 * Things are named by handles: small structs, a type for each kind, valid for the
 * bundle that gave them and as long as it is open. What is not there has the
 * handle "none", and every getter takes it: it answers with empty texts, zeros,
 * empty lists and none. Texts are UTF-8, never NULL, and end with a NUL.
 *
 * The public flavour of a bundle lacks all that tells answers: there, what is
 * marked "secret" below is empty. Lessons keep everything in both flavours.
 *
 * What the words mean (skill, localisation, tube, key): docs/ of the compiler.
 * Needs the C library only; C11, or C++11.
 */
#ifndef PXB_H
#define PXB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define PXB_API __attribute__((visibility("default")))
#else
#define PXB_API
#endif

/* Raised whenever a struct or a function below changes in a way that callers must be compiled again. */
#define PXB_ABI 1

/* PXB_ABI as the library was compiled; compare it with yours once. */
PXB_API unsigned pxb_abi_version(void);

/* --- opening, proving, closing ---------------------------------------------------- */

struct pxb; /* an open bundle; it never changes */

enum pxb_code {
	PXB_OK,
	PXB_IO,          /* the file cannot be read; see sys */
	PXB_FORMAT,      /* not a bundle */
	PXB_UNSUPPORTED, /* a bundle of a newer kind than this library knows */
	PXB_CORRUPT,     /* a bundle that somebody or something damaged */
	PXB_IDENTITY,    /* a sound bundle, but not the one that was expected */
	PXB_NOMEM,       /* no memory for the handle */
};

/* Why opening or checking failed. */
struct pxb_error {
	enum pxb_code code;
	int sys;          /* errno, or 0 */
	char section[24]; /* member without prefix, "CLOC.fr"; or "" */
	uint64_t row;     /* row, page or entry in it */
	uint64_t offset;  /* of the first byte that is wrong, in the file */
	char message[160];
};

/*
 * What is proved. The table of contents with its SHA-256 always is; the rest is
 * up to the caller. Getters are only safe on a bundle that passed STRUCT once,
 * and as long as its bytes stay the same: replace bundles by renaming, never
 * write into them.
 */
enum pxb_check {
	PXB_CHECK_TOC = 0,
	PXB_CHECK_STRUCT = 1, /* every offset, handle and number: getters are safe */
	PXB_CHECK_TEXT = 2,   /* texts are UTF-8, hashes belong to ids, order is right */
	PXB_CHECK_HASH = 4,   /* SHA-256 of every section and medium */
	PXB_CHECK_ALL = 7,
};

/*
 * Opens the file PATH. CHECKS are PXB_CHECK_ bits; IDENTITY is the SHA-256 of the
 * table of contents that is expected, or NULL. Returns PXB_OK and the bundle in
 * *OUT, which the caller closes; else another code, *OUT is NULL and E says why.
 * E may be NULL.
 */
PXB_API enum pxb_code pxb_open(struct pxb **out, const char *path, unsigned checks,
			       const uint8_t identity[32], struct pxb_error *e);

/* The same for an open file, which stays the caller's and may be closed afterwards. */
PXB_API enum pxb_code pxb_open_fd(struct pxb **out, int fd, unsigned checks, const uint8_t identity[32],
				  struct pxb_error *e);

/* The same for N bytes at P, which must stay there, unchanged, until pxb_close. */
PXB_API enum pxb_code pxb_open_memory(struct pxb **out, const void *p, size_t n, unsigned checks,
				      const uint8_t identity[32], struct pxb_error *e);

/* Closes B, which may be NULL; its handles and texts are gone. */
PXB_API void pxb_close(struct pxb *b);

/* Proves more of an open bundle, for instance its hashes while it already serves. */
PXB_API enum pxb_code pxb_verify(const struct pxb *b, unsigned checks, struct pxb_error *e);

/* The identity of the bundle: the SHA-256 of its table of contents. */
PXB_API void pxb_identity(const struct pxb *b, uint8_t out[32]);

/* True if the bundle has the secret sections. */
PXB_API bool pxb_is_full(const struct pxb *b);

/* True if the bundle carries drafts: it must not be published. */
PXB_API bool pxb_has_drafts(const struct pxb *b);

/* --- texts, numbers, lists ---------------------------------------------------------- */

/* A text. P is never NULL and P[N] is a NUL. Absent texts are empty. */
struct pxb_str {
	const char *p;
	uint32_t n; /* bytes */
};

/* An exact decimal: mantissa / 10^scale. 4.70 is {470, 2}. */
struct pxb_decimal {
	int64_t mantissa;
	unsigned scale; /* 0 to 18 */
};

/* The double that is nearest to D when the mantissa is below 2^53, else very near. */
PXB_API double pxb_decimal_double(struct pxb_decimal d);

/*
 * A list inside the bundle. N is for you; the rest is for the functions that take
 * a list and a position (from 0). A position behind the end, or a list of another
 * kind than the function reads, gives none and empty values.
 */
struct pxb_list {
	uint32_t n;
	uint32_t table, row;
};

/* --- handles ------------------------------------------------------------------------ */

#define PXB_NONE 0xFFFFFFFFu

/* clang-format off */
struct pxb_locale { uint32_t v; };
struct pxb_area { uint32_t v; };
struct pxb_competence { uint32_t v; };
struct pxb_thematic { uint32_t v; };
struct pxb_tube { uint32_t v; };
struct pxb_skill { uint32_t v; };
struct pxb_challenge { uint32_t v; };
struct pxb_tutorial { uint32_t v; };
struct pxb_path { uint32_t v; };
struct pxb_media { uint32_t v; };

/* Rows that exist once per locale; none has v PXB_NONE. */
struct pxb_question { uint32_t v, table; }; /* a localisation, or a question of a lesson */
struct pxb_lesson { uint32_t v, table; };
struct pxb_image { uint32_t v, table; };
struct pxb_field { uint32_t v, table; };
/* clang-format on */

/*
 * Every kind of thing has: its number of rows; the handle of each row, for visiting
 * all in an order that means nothing; a look-up by id, which also knows former ids.
 * IDs are given as bytes and length and need no NUL.
 */
PXB_API uint32_t pxb_area_count(const struct pxb *b);
PXB_API uint32_t pxb_competence_count(const struct pxb *b);
PXB_API uint32_t pxb_thematic_count(const struct pxb *b);
PXB_API uint32_t pxb_tube_count(const struct pxb *b);
PXB_API uint32_t pxb_skill_count(const struct pxb *b);
PXB_API uint32_t pxb_challenge_count(const struct pxb *b);
PXB_API uint32_t pxb_tutorial_count(const struct pxb *b);
PXB_API uint32_t pxb_path_count(const struct pxb *b);
PXB_API uint32_t pxb_media_count(const struct pxb *b);

PXB_API struct pxb_area pxb_area_row(const struct pxb *b, uint32_t i);
PXB_API struct pxb_competence pxb_competence_row(const struct pxb *b, uint32_t i);
PXB_API struct pxb_thematic pxb_thematic_row(const struct pxb *b, uint32_t i);
PXB_API struct pxb_tube pxb_tube_row(const struct pxb *b, uint32_t i);
PXB_API struct pxb_skill pxb_skill_row(const struct pxb *b, uint32_t i);
PXB_API struct pxb_challenge pxb_challenge_row(const struct pxb *b, uint32_t i);
PXB_API struct pxb_tutorial pxb_tutorial_row(const struct pxb *b, uint32_t i);
PXB_API struct pxb_path pxb_path_row(const struct pxb *b, uint32_t i);
PXB_API struct pxb_media pxb_media_row(const struct pxb *b, uint32_t i);

PXB_API struct pxb_area pxb_area_find(const struct pxb *b, const char *id, size_t n);
PXB_API struct pxb_competence pxb_competence_find(const struct pxb *b, const char *id, size_t n);
PXB_API struct pxb_thematic pxb_thematic_find(const struct pxb *b, const char *id, size_t n);
PXB_API struct pxb_tube pxb_tube_find(const struct pxb *b, const char *id, size_t n);
PXB_API struct pxb_skill pxb_skill_find(const struct pxb *b, const char *id, size_t n);
PXB_API struct pxb_challenge pxb_challenge_find(const struct pxb *b, const char *id, size_t n);
PXB_API struct pxb_tutorial pxb_tutorial_find(const struct pxb *b, const char *id, size_t n);
PXB_API struct pxb_path pxb_path_find(const struct pxb *b, const char *id, size_t n);
PXB_API struct pxb_media pxb_media_find(const struct pxb *b, const uint8_t sha256[32]);

/* The handle at position I of a list of such things. */
PXB_API struct pxb_competence pxb_competence_at(const struct pxb *b, struct pxb_list l, uint32_t i);
PXB_API struct pxb_thematic pxb_thematic_at(const struct pxb *b, struct pxb_list l, uint32_t i);
PXB_API struct pxb_tube pxb_tube_at(const struct pxb *b, struct pxb_list l, uint32_t i);
PXB_API struct pxb_skill pxb_skill_at(const struct pxb *b, struct pxb_list l, uint32_t i);
PXB_API struct pxb_challenge pxb_challenge_at(const struct pxb *b, struct pxb_list l, uint32_t i);
PXB_API struct pxb_tutorial pxb_tutorial_at(const struct pxb *b, struct pxb_list l, uint32_t i);

/* The text at position I of a list of plain texts. */
PXB_API struct pxb_str pxb_text_at(const struct pxb *b, struct pxb_list l, uint32_t i);

/*
 * Status, weakest first. A thing that is
 * withdrawn is not in the bundle: pxb_is_withdrawn knows its id.
 */
enum pxb_status { PXB_NO_STATUS, PXB_WITHDRAWN, PXB_DRAFT, PXB_RETIRED, PXB_VALIDATED };

enum pxb_thing {
	PXB_THING_NONE,
	PXB_THING_AREA,
	PXB_THING_COMPETENCE,
	PXB_THING_THEMATIC,
	PXB_THING_TUBE,
	PXB_THING_SKILL,
	PXB_THING_CHALLENGE,
	PXB_THING_TUTORIAL,
	PXB_THING_PATH,
};

/* True if the thing of this kind and id was withdrawn: a tombstone. */
PXB_API bool pxb_is_withdrawn(const struct pxb *b, enum pxb_thing kind, const char *id, size_t n);

/* --- the bundle, its locales and levels ------------------------------------------------ */

struct pxb_info {
	struct pxb_str name, version; /* as pix.yaml gives them */
	struct pxb_str json;          /* counts, as a JSON object */
	unsigned highest_level;       /* that can be reached */
	uint32_t points_per_level;    /* shared by the skills of a level of a competence */
	uint32_t points_per_skill;    /* at most */
	unsigned format_major, format_minor;
};

struct pxb_locale_info {
	struct pxb_str tag;         /* BCP 47 */
	struct pxb_locale fallback; /* what to offer when something is missing, or none */
	bool month_first;           /* typed dates read month, day */
};

/* Title and description in a locale; each falls back by itself. */
struct pxb_titles {
	struct pxb_str title;       /* plain text */
	struct pxb_str description; /* Markdown */
};

struct pxb_level_info {
	unsigned level;              /* from 1 */
	bool has_from, has_to;       /* whether the window has these ends */
	struct pxb_decimal from, to; /* window of difficulty */
	struct pxb_str band;         /* id of the band */
	struct pxb_list skills;      /* validated skills of the level */
};

PXB_API struct pxb_info pxb_info(const struct pxb *b);
PXB_API struct pxb_titles pxb_titles(const struct pxb *b, struct pxb_locale l);
PXB_API struct pxb_titles pxb_framework_titles(const struct pxb *b, struct pxb_locale l);

/* Locales are numbered from 0 in the order of pix.yaml; 0 is the reference. */
PXB_API uint32_t pxb_locale_count(const struct pxb *b);
PXB_API struct pxb_locale pxb_locale_row(const struct pxb *b, uint32_t i);
PXB_API struct pxb_locale pxb_locale_find(const struct pxb *b, const char *tag, size_t n);
PXB_API struct pxb_locale_info pxb_locale_get(const struct pxb *b, struct pxb_locale l);

/* Levels and bands by position from 0, ascending. */
PXB_API uint32_t pxb_level_count(const struct pxb *b);
PXB_API struct pxb_level_info pxb_level_get(const struct pxb *b, uint32_t i);
PXB_API struct pxb_titles pxb_level_titles(const struct pxb *b, uint32_t i, struct pxb_locale l);
PXB_API uint32_t pxb_band_count(const struct pxb *b);
PXB_API struct pxb_str pxb_band_id(const struct pxb *b, uint32_t i);
PXB_API struct pxb_titles pxb_band_titles(const struct pxb *b, uint32_t i, struct pxb_locale l);

/* --- the framework ------------------------------------------------------------------------ */

struct pxb_area_info {
	struct pxb_str id, code;
	unsigned order;
	struct pxb_list competences; /* in order of display */
};

struct pxb_competence_info {
	struct pxb_str id, code;
	struct pxb_area area;
	unsigned order;
	struct pxb_list thematics, tubes; /* in order of display */
	struct pxb_list ladder;           /* for pxb_ladder_at */
};

/* Points of one level of a competence. */
struct pxb_ladder {
	unsigned level, skills;          /* validated skills of that level */
	uint32_t points_num, points_den; /* all their points, exact */
};

/* What a learner can be asked in one locale, by level. */
struct pxb_coverage {
	unsigned level, skills; /* skills with something to draw */
	uint32_t challenges;    /* validated challenges */
};

struct pxb_thematic_info {
	struct pxb_str id;
	struct pxb_competence competence;
	unsigned order;
	struct pxb_list tubes;
};

struct pxb_tube_info {
	struct pxb_str id;
	struct pxb_thematic thematic;
	struct pxb_competence competence;
	unsigned order, max_level;
	bool easy;              /* max_level is at most 3 */
	unsigned devices;       /* PXB_COMPUTER and so on: where all of it can be done */
	struct pxb_list skills; /* levels ascending */
};

PXB_API struct pxb_area_info pxb_area_get(const struct pxb *b, struct pxb_area a);
PXB_API struct pxb_titles pxb_area_titles(const struct pxb *b, struct pxb_area a, struct pxb_locale l);
PXB_API struct pxb_competence_info pxb_competence_get(const struct pxb *b, struct pxb_competence c);
PXB_API struct pxb_titles pxb_competence_titles(const struct pxb *b, struct pxb_competence c,
						struct pxb_locale l);
PXB_API struct pxb_ladder pxb_ladder_at(const struct pxb *b, struct pxb_list ladder, uint32_t i);
PXB_API struct pxb_list pxb_competence_coverage(const struct pxb *b, struct pxb_competence c,
						struct pxb_locale l);
PXB_API struct pxb_coverage pxb_coverage_at(const struct pxb *b, struct pxb_list coverage, uint32_t i);
PXB_API struct pxb_thematic_info pxb_thematic_get(const struct pxb *b, struct pxb_thematic t);
PXB_API struct pxb_titles pxb_thematic_titles(const struct pxb *b, struct pxb_thematic t,
					      struct pxb_locale l);
PXB_API struct pxb_tube_info pxb_tube_get(const struct pxb *b, struct pxb_tube t);
PXB_API struct pxb_titles pxb_tube_titles(const struct pxb *b, struct pxb_tube t, struct pxb_locale l);

/* --- skills --------------------------------------------------------------------------------- */

struct pxb_skill_info {
	struct pxb_str id;
	struct pxb_tube tube;
	unsigned level;
	enum pxb_status status;
	uint32_t points_num, points_den; /* exact; points_den 0: no points */
	bool timed;                      /* its first challenge has a timer */
	bool easy;                       /* of an easy tube */
	bool has_hint;                   /* in some locale */
	struct pxb_list prerequisites;   /* skills of other tubes; those below in its own are implied */
	struct pxb_list to_succeed, to_learn_more; /* tutorials, whatever their language */
};

PXB_API struct pxb_skill_info pxb_skill_get(const struct pxb *b, struct pxb_skill s);
PXB_API struct pxb_str pxb_skill_title(const struct pxb *b, struct pxb_skill s, struct pxb_locale l);
PXB_API struct pxb_str pxb_skill_hint(const struct pxb *b, struct pxb_skill s, struct pxb_locale l);

/*
 * The challenges of S that a learner of locale L can be given whose localisation,
 * their own or by fallback, has STATUS (validated, retired or draft).
 */
PXB_API struct pxb_list pxb_skill_challenges(const struct pxb *b, struct pxb_skill s, struct pxb_locale l,
					     enum pxb_status status);

/*
 * Of the TUTORIALS of a skill, those for a learner of locale L: lessons that exist
 * for L and links in its language, or, when there is none, links in any language.
 * Writes at most ROOM handles to OUT and returns how many there are.
 */
PXB_API uint32_t pxb_tutorials_for(const struct pxb *b, struct pxb_list tutorials, struct pxb_locale l,
				   struct pxb_tutorial *out, uint32_t room);

/* --- challenges -------------------------------------------------------------------------------- */

enum pxb_type {
	PXB_NO_TYPE,
	PXB_SINGLE_CHOICE,
	PXB_MULTIPLE_CHOICE,
	PXB_FIELDS,
	PXB_ORDERING,
	PXB_MATCHING,
	PXB_SIMULATOR,
};

enum pxb_activity { PXB_NO_ACTIVITY, PXB_TASK, PXB_KNOWLEDGE, PXB_SITUATION, PXB_SEARCH, PXB_SIMULATION };
enum pxb_leak { PXB_LEAK_UNKNOWN, PXB_LEAK_LOW, PXB_LEAK_HIGH };
enum pxb_fitness { PXB_FITNESS_UNKNOWN, PXB_FINE, PXB_UNFIT, PXB_UNTESTED, PXB_SKILL_UNFIT };
enum pxb_device { PXB_COMPUTER = 1, PXB_TABLET = 2, PXB_PHONE = 4 };
enum pxb_need { PXB_SOUND = 1, PXB_ACCOUNT = 2, PXB_OFFICE_SUITE = 4 };

struct pxb_challenge_info {
	struct pxb_str id;
	struct pxb_skill skill;
	struct pxb_challenge prototype; /* of a variant; none for a prototype */
	enum pxb_type type;
	enum pxb_status status; /* locales apart */
	enum pxb_activity activity;
	enum pxb_leak leak;
	bool focus;       /* leaving the window must be noticed */
	bool certifiable; /* allowed in certifications once calibrated */
	uint32_t timer;   /* seconds, 0: none */
	unsigned devices, needs;
	enum pxb_fitness blind, colour_blind, deaf;
	char region[9]; /* ISO 3166 country, "neutral" or "" */
};

PXB_API struct pxb_challenge_info pxb_challenge_get(const struct pxb *b, struct pxb_challenge c);

/* The localisation of C in exactly the locale L, or none. */
PXB_API struct pxb_question pxb_question_in(const struct pxb *b, struct pxb_challenge c, struct pxb_locale l);

/*
 * The localisation of C for a learner of locale L: in L, else in the first of L's
 * fallbacks in which C exists; or none. Always a whole localisation, drafts included.
 */
PXB_API struct pxb_question pxb_question_for(const struct pxb *b, struct pxb_challenge c,
					     struct pxb_locale l);

/* Secret: the IRT figures of C in locale L; calibrated is false when there are none. */
struct pxb_calibration {
	bool calibrated;
	bool stale; /* made on another wording */
	struct pxb_decimal discrimination, difficulty;
	uint32_t sample; /* answers behind them */
	uint32_t date;   /* YYYYMMDD, or 0 */
};

PXB_API struct pxb_calibration pxb_challenge_calibration(const struct pxb *b, struct pxb_challenge c,
							 struct pxb_locale l);

/* --- questions: what is shown -------------------------------------------------------------------- */

struct pxb_question_info {
	struct pxb_challenge challenge; /* none in a lesson */
	struct pxb_locale locale;
	enum pxb_type type;
	enum pxb_status status;
	bool shuffle;         /* choices and options may be shuffled */
	bool each_once;       /* matching: each target serves one item */
	bool judge_simulator; /* the verdict comes from the learner's machine */
	struct pxb_str instruction, alternative_instruction; /* Markdown */
	struct pxb_str layout;                               /* Markdown with places */
	struct pxb_str embed_url, embed_component, embed_props, embed_title;
	unsigned embed_height; /* CSS pixels, 0: not said */
	struct pxb_image illustration;
	struct pxb_list attachments; /* for pxb_attachment_at */
	struct pxb_list links;       /* for pxb_link_at */
	struct pxb_list places;      /* for pxb_place_at */
	struct pxb_list choices;     /* for pxb_choice_at, as are items and targets */
	struct pxb_list items, targets;
	struct pxb_list fields; /* for pxb_field_at; of a simulator that posts a word: one */
	const uint8_t *wording; /* 32 bytes: hash of what is seen before answering */
};

PXB_API struct pxb_question_info pxb_question_get(const struct pxb *b, struct pxb_question q);

struct pxb_image_info {
	struct pxb_media media;
	struct pxb_str alt, description, credit, licence;
	bool decorative; /* tells nothing needed; no alternative text */
};

PXB_API struct pxb_image_info pxb_image_get(const struct pxb *b, struct pxb_image i);

/* One document to download, in one or several formats. */
struct pxb_attachment {
	struct pxb_str label, credit, licence;
	struct pxb_list files; /* for pxb_file_at */
};

struct pxb_file {
	struct pxb_str name;
	struct pxb_media media;
};

struct pxb_link {
	struct pxb_str label, url;
};

/* A piece of the layout that a field or the words of a choice take. */
struct pxb_place {
	uint32_t start, length; /* bytes of the layout */
	struct pxb_field field; /* or none: then CHOICE is the key of a choice */
	uint32_t choice;
};

PXB_API struct pxb_attachment pxb_attachment_at(const struct pxb *b, struct pxb_list l, uint32_t i);
PXB_API struct pxb_file pxb_file_at(const struct pxb *b, struct pxb_list l, uint32_t i);
PXB_API struct pxb_link pxb_link_at(const struct pxb *b, struct pxb_list l, uint32_t i);
PXB_API struct pxb_place pxb_place_at(const struct pxb *b, struct pxb_list l, uint32_t i);

enum pxb_verdict { PXB_UNSCORED, PXB_WRONG, PXB_RIGHT };

/* A choice, an item, a target or an option. Learners' answers are recorded by key. */
struct pxb_choice {
	uint32_t key;
	struct pxb_str text; /* inline Markdown */
	struct pxb_image image;
	bool last;                /* stays at the end when shuffled */
	enum pxb_verdict verdict; /* secret; of choices */
	struct pxb_str feedback;  /* secret; of choices */
	uint32_t target;          /* secret; of matching items: key of the target */
	unsigned rank;            /* secret; of ordering items: from 1, equal ranks in any order */
};

PXB_API struct pxb_choice pxb_choice_at(const struct pxb *b, struct pxb_list l, uint32_t i);

enum pxb_field_type { PXB_FIELD_TEXT, PXB_FIELD_NUMBER, PXB_FIELD_DATE, PXB_FIELD_SELECT, PXB_FIELD_WORD };
enum pxb_precision { PXB_NO_PRECISION, PXB_YEAR, PXB_MONTH, PXB_DAY, PXB_MINUTE };

struct pxb_field_info {
	struct pxb_str name; /* in answers */
	struct pxb_str label, placeholder;
	enum pxb_field_type type;     /* WORD: what a simulator posts */
	enum pxb_precision precision; /* of a date */
	unsigned size;                /* characters, 0: not said */
	struct pxb_list options;      /* for pxb_choice_at */
	struct pxb_list units;        /* for pxb_text_at; the first is shown */
};

PXB_API struct pxb_field pxb_field_at(const struct pxb *b, struct pxb_list l, uint32_t i);
PXB_API struct pxb_field_info pxb_field_get(const struct pxb *b, struct pxb_field f);

/* --- questions: what is right (secret) --------------------------------------------------------------- */

enum pxb_ignore {
	PXB_IGNORE_CASE = 1,
	PXB_IGNORE_ACCENTS = 2,
	PXB_IGNORE_SPACES = 4,
	PXB_IGNORE_PUNCTUATION = 8,
	PXB_IGNORE_TYPOS = 16,
};

struct pxb_marking_info {
	struct pxb_str feedback_right, feedback_wrong;   /* Markdown */
	struct pxb_str explanation, solution_to_display; /* Markdown */
	struct pxb_list groups;                          /* for pxb_group_at */
	struct pxb_list sites_to_find;                   /* for pxb_text_at */
	struct pxb_list tests_right, tests_wrong;        /* for pxb_text_at: JSON */
	const uint8_t *marking; /* 32 bytes: hash of the answers and how they are compared */
};

PXB_API struct pxb_marking_info pxb_question_marking(const struct pxb *b, struct pxb_question q);

struct pxb_field_marking {
	struct pxb_str pattern; /* the whole answer matches it; empty: none */
	unsigned ignore;        /* PXB_IGNORE_ bits */
	bool has_plus_or_minus;
	struct pxb_decimal plus_or_minus; /* inclusive */
	struct pxb_list accept;           /* for pxb_answer_at */
	struct pxb_list between;          /* none or two: lowest and highest, inclusive */
	struct pxb_list mistakes;         /* for pxb_mistake_at */
};

PXB_API struct pxb_field_marking pxb_field_marking(const struct pxb *b, struct pxb_field f);

enum pxb_answer_kind { PXB_ANSWER_TEXT, PXB_ANSWER_NUMBER, PXB_ANSWER_DATE, PXB_ANSWER_KEY };

struct pxb_answer {
	struct pxb_str text; /* as written */
	enum pxb_answer_kind kind;
	struct pxb_decimal number;    /* NUMBER */
	uint64_t date;                /* DATE: YYYYMMDDhhmm, parts not given are 0 */
	enum pxb_precision precision; /* DATE */
	uint32_t key;                 /* KEY: of an option */
};

struct pxb_mistake {
	struct pxb_str feedback;
	struct pxb_list answers; /* for pxb_answer_at */
};

/* Fields whose answers may be given in any order. */
struct pxb_group {
	unsigned ignore;
	struct pxb_list fields; /* for pxb_group_field_at */
	struct pxb_list sets;   /* for pxb_group_set_at */
};

PXB_API struct pxb_answer pxb_answer_at(const struct pxb *b, struct pxb_list l, uint32_t i);
PXB_API struct pxb_mistake pxb_mistake_at(const struct pxb *b, struct pxb_list l, uint32_t i);
PXB_API struct pxb_group pxb_group_at(const struct pxb *b, struct pxb_list l, uint32_t i);
PXB_API struct pxb_field pxb_group_field_at(const struct pxb *b, struct pxb_list l, uint32_t i);

/* The answers, all synonyms, of one set of a group: for pxb_answer_at. */
PXB_API struct pxb_list pxb_group_set_at(const struct pxb *b, struct pxb_list l, uint32_t i);

/* --- tutorials ------------------------------------------------------------------------------------------ */

enum pxb_tutorial_kind { PXB_LINK, PXB_LESSON };

/* clang-format off */
enum pxb_format {
	PXB_NO_FORMAT, PXB_PAGE, PXB_SITE, PXB_VIDEO, PXB_AUDIO, PXB_IMAGE, PXB_SLIDES, PXB_PDF, PXB_TIMELINE, PXB_GAME,
	PXB_TOOL,
};
/* clang-format on */

enum pxb_audience { PXB_NO_AUDIENCE, PXB_BEGINNER, PXB_INDEPENDENT, PXB_ADVANCED, PXB_EXPERT };

struct pxb_tutorial_info {
	struct pxb_str id;
	enum pxb_tutorial_kind kind;
	enum pxb_status status;
	struct pxb_str licence;
	struct pxb_list authors; /* for pxb_text_at */
	uint32_t duration;       /* seconds, 0: not said */
	/* links */
	struct pxb_str url;
	enum pxb_format format;
	struct pxb_locale locale;
	/* lessons */
	enum pxb_audience audience;
	unsigned devices;
};

PXB_API struct pxb_tutorial_info pxb_tutorial_get(const struct pxb *b, struct pxb_tutorial t);
PXB_API struct pxb_titles pxb_tutorial_titles(const struct pxb *b, struct pxb_tutorial t,
					      struct pxb_locale l);
PXB_API struct pxb_str pxb_tutorial_source(const struct pxb *b, struct pxb_tutorial t, struct pxb_locale l);

/* The lesson T in exactly the locale L, and for a learner of L: as pxb_question_in and _for. */
PXB_API struct pxb_lesson pxb_lesson_in(const struct pxb *b, struct pxb_tutorial t, struct pxb_locale l);
PXB_API struct pxb_lesson pxb_lesson_for(const struct pxb *b, struct pxb_tutorial t, struct pxb_locale l);

struct pxb_lesson_info {
	struct pxb_tutorial tutorial;
	struct pxb_locale locale;
	enum pxb_status status;
	struct pxb_image image;
	struct pxb_list objectives; /* for pxb_text_at */
	struct pxb_list glossary;   /* for pxb_term_at */
	struct pxb_list sections;   /* for pxb_section_at */
};

enum pxb_purpose {
	PXB_NO_PURPOSE,
	PXB_DISCOVER,
	PXB_UNDERSTAND,
	PXB_REMEMBER,
	PXB_PRACTISE,
	PXB_GO_FURTHER,
};

struct pxb_term {
	struct pxb_str term, definition;
};

struct pxb_lesson_section {
	struct pxb_str title;
	enum pxb_purpose purpose;
	struct pxb_list blocks; /* for pxb_block_at */
};

enum pxb_block_kind {
	PXB_BLOCK_TEXT,
	PXB_BLOCK_IMAGE,
	PXB_BLOCK_VIDEO,
	PXB_BLOCK_AUDIO,
	PXB_BLOCK_EMBED,
	PXB_BLOCK_COMPONENT,
	PXB_BLOCK_DOWNLOAD,
	PXB_BLOCK_FLASHCARDS,
	PXB_BLOCK_STEPPER,
	PXB_BLOCK_EXPANDABLE,
	PXB_BLOCK_SEPARATOR,
	PXB_BLOCK_QUESTION,
	PXB_BLOCK_CONTINUE,
	PXB_BLOCK_STEP,
	PXB_BLOCK_CARD,
};

enum pxb_note { PXB_NO_NOTE, PXB_CONTEXT, PXB_TIP, PXB_DID_YOU_KNOW, PXB_MORE };

/* A block. Those inside it follow it in the list and are deeper by one. */
struct pxb_block {
	enum pxb_block_kind kind;
	enum pxb_note note;
	unsigned depth;
	struct pxb_str text, back, title, url, component, props, transcript, credit, licence;
	struct pxb_media media, subtitles;
	unsigned height; /* CSS pixels, 0: not said */
	struct pxb_image image;
	struct pxb_question question; /* everything about it is public */
	struct pxb_list files;        /* for pxb_file_at */
};

PXB_API struct pxb_lesson_info pxb_lesson_get(const struct pxb *b, struct pxb_lesson l);
PXB_API struct pxb_term pxb_term_at(const struct pxb *b, struct pxb_list l, uint32_t i);
PXB_API struct pxb_lesson_section pxb_section_at(const struct pxb *b, struct pxb_list l, uint32_t i);
PXB_API struct pxb_block pxb_block_at(const struct pxb *b, struct pxb_list l, uint32_t i);

/* --- paths and certification
 * -------------------------------------------------------------------------------- */

struct pxb_path_info {
	struct pxb_str id;
	bool fixed; /* else adaptive */
	enum pxb_status status;
	uint32_t retry_delay, improve_delay, reset_delay; /* seconds, 0: not said */
	struct pxb_list audience;                         /* for pxb_text_at */
	struct pxb_list tubes;                            /* adaptive: for pxb_tube_at and pxb_cap_at */
	struct pxb_list skills;                           /* adaptive: the skills under these caps */
	struct pxb_list parts;                            /* fixed: for pxb_part_at */
	struct pxb_list results;                          /* for pxb_result_at, thresholds ascending */
};

/* A part of a fixed path: one of the four is there. */
struct pxb_part {
	enum pxb_thing kind;
	struct pxb_challenge challenge;
	struct pxb_skill skill;
	struct pxb_tutorial tutorial;
	struct pxb_path path;
};

struct pxb_result {
	unsigned from_percent;
	struct pxb_str title, message;
	struct pxb_list tutorials;
};

PXB_API struct pxb_path_info pxb_path_get(const struct pxb *b, struct pxb_path p);
PXB_API struct pxb_titles pxb_path_titles(const struct pxb *b, struct pxb_path p, struct pxb_locale l);

/* The status of P in locale L; PXB_NO_STATUS when it has no texts there. */
PXB_API enum pxb_status pxb_path_status(const struct pxb *b, struct pxb_path p, struct pxb_locale l);

/* The highest level to draw from the tube at position I of a path's tubes. */
PXB_API unsigned pxb_cap_at(const struct pxb *b, struct pxb_list tubes, uint32_t i);
PXB_API struct pxb_part pxb_part_at(const struct pxb *b, struct pxb_list l, uint32_t i);
PXB_API struct pxb_result pxb_result_at(const struct pxb *b, struct pxb_list results, uint32_t i,
					struct pxb_locale l);

struct pxb_certification_info {
	bool given; /* false: the content has no certification */
	unsigned challenges, answers_at_least, spacing;
	bool all_competences, one_per_tube;
	unsigned choose_among;
	struct pxb_decimal probability, start, step_limit, default_error, prior_variance;
	uint32_t cap_points; /* 0: no cap */
	unsigned cap_level;  /* 0: no cap */
	unsigned eligible_competences, eligible_level;
	uint32_t duration; /* seconds */
	struct pxb_list tubes;
	struct pxb_list bands; /* for pxb_certification_band_at */
};

struct pxb_certification_band {
	struct pxb_competence competence; /* none: of the whole */
	unsigned level;
	bool has_from, has_to;
	struct pxb_decimal from, to;
};

PXB_API struct pxb_certification_info pxb_certification(const struct pxb *b);
PXB_API struct pxb_titles pxb_certification_titles(const struct pxb *b, struct pxb_locale l);
PXB_API struct pxb_certification_band pxb_certification_band_at(const struct pxb *b, struct pxb_list l,
								uint32_t i);

/* Secret: the challenges that certifications in exactly the locale L draw from. */
PXB_API uint32_t pxb_pool_count(const struct pxb *b, struct pxb_locale l);
PXB_API struct pxb_challenge pxb_pool_row(const struct pxb *b, struct pxb_locale l, uint32_t i);

/* --- media
 * ------------------------------------------------------------------------------------------------------ */

struct pxb_media_info {
	const uint8_t *sha256; /* 32 bytes */
	struct pxb_str mime;
	char ext[9];            /* ending of its name, or "" */
	uint64_t size;          /* bytes */
	uint64_t offset;        /* in the file, for sendfile and ranges */
	const void *bytes;      /* in memory */
	unsigned width, height; /* of an image, pixels; 0: not known */
	struct pxb_list names;  /* for pxb_text_at */
};

PXB_API struct pxb_media_info pxb_media_get(const struct pxb *b, struct pxb_media m);

#ifdef __cplusplus
}
#endif

#endif
