/*
 * model.h: typed content, one unit per source file.
 *
 * A file compiles on its own: bytes and the configuration (pix.yaml) in, a unit
 * out. A unit owns all its memory and holds no pointer into another unit, a YAML
 * tree or the file's bytes. What it exports (ids, references, counts) suffices
 * for the link stage. Shorthands of authors are gone here: single values are
 * lists, variants are merged with their prototypes, plain values are spread over
 * the locales (reference: content model, rules 3, 4 and 9).
 */
#ifndef MODEL_MODEL_H
#define MODEL_MODEL_H

#include "base/arena.h"
#include "base/base.h"
#include "base/str.h"
#include "diag/diag.h"
#include "marking/pxm.h"
#include "yaml/yaml.h"

/* --- values ------------------------------------------------------------------ */

/* One bit per locale, in the order of pix.yaml. */
typedef uint64_t locale_mask;

/* A text by locale. V has an entry for each locale of the configuration; absent: p NULL. */
struct ltext {
	struct str *v;       /* NULL when the key is not written at all */
	locale_mask have;    /* locales with a text */
	uint32_t start, end; /* of the value in its file */
};

struct str_list {
	struct str *v;
	size_t n;
};

/* A list of texts by locale; lists may differ in length. */
struct llist {
	struct str_list *v; /* NULL when the key is not written */
	locale_mask have;
	uint32_t start, end;
};

/* A list of texts that is equal in shape in all locales. */
struct ltexts {
	struct ltext *v;
	size_t n;
	uint32_t start, end;
};

enum status { STATUS_NONE, STATUS_WITHDRAWN, STATUS_DRAFT, STATUS_RETIRED, STATUS_VALIDATED };

enum kind {
	KIND_NONE,
	KIND_REPOSITORY,
	KIND_FRAMEWORK,
	KIND_LEVELS,
	KIND_CERTIFICATION,
	KIND_PATH,
	KIND_CALIBRATION,
	KIND_TUBE,
	KIND_CHALLENGE,
	KIND_TUTORIAL,
	KIND_COMPONENT,
	/* things that have no file of their own */
	KIND_AREA,
	KIND_COMPETENCE,
	KIND_THEMATIC,
	KIND_SKILL,
	KIND_LEVEL,
	KIND_BAND,
	KIND_COUNT
};

/* The word for a kind, as authors write it in commands: "challenge". */
const char *kind_word(enum kind kind);

/* "draft" and so on; "" for STATUS_NONE. */
const char *status_word(enum status status);

/* The weaker of two statuses: withdrawn < draft < retired < validated. */
enum status status_weakest(enum status a, enum status b);

/* WHOLE weakened by what BY_LOCALE (or NULL) says for LOCALE, if it says anything. */
enum status status_in_locale(enum status whole, const enum status *by_locale, size_t locale);

struct place_span {
	uint32_t start, end;
};

/* --- configuration ------------------------------------------------------------ */

struct locale {
	struct str id;
	int fallback;     /* index of another locale, or -1 */
	bool month_first; /* typed dates: mdy */
};

struct rule_setting {
	struct str rule;
	struct str severity;
	struct place_span at;
};

struct rule_override {
	struct str_list paths;
	struct rule_setting *rule;
	size_t nrule;
};

struct allowance {
	struct str rule, id, path, because;
	struct place_span at;
};

/* pix.yaml. The first locale is the reference. */
struct config {
	struct str name, version, tool;
	struct ltext title;
	struct locale *locale;
	size_t nlocale;
	struct str_list hosts;
	struct rule_setting *rule;
	size_t nrule;
	struct rule_override *override;
	size_t noverride;
	struct allowance *allow;
	size_t nallow;
};

/* The index of locale ID, or -1. */
int config_locale(const struct config *c, struct str id);

/*
 * The locale that LOCALE takes single texts from: its fallback if that is of the
 * same language (fr for fr-BE), else -1.
 */
int config_regional(const struct config *c, size_t locale);

/*
 * The text of T in LOCALE: its own, else that of its fallbacks in the same
 * language, else of the first locale that has one (PLAIN_FALLBACK of single
 * texts such as titles and hints). Empty when there is none.
 */
struct str config_text(const struct config *c, const struct ltext *t, size_t locale);

/* --- parts of content ------------------------------------------------------------ */

struct image {
	struct ltext file; /* path relative to the repository's root */
	struct ltext alt, description, credit;
	struct str licence;
	bool decorative;
};

/* A video or a sound. */
struct recording {
	struct ltext file, title, subtitles, transcript, credit;
	struct str licence;
};

struct document {
	struct ltext label, credit;
	struct llist files; /* paths relative to the repository's root, one per format */
	struct str licence;
};

struct link {
	struct ltext label, url;
};

struct embed {
	bool given;
	struct ltext url, title;
	struct str component;
	struct ltext props; /* canonical JSON by locale */
	uint32_t height;    /* CSS pixels, 0: not said */
	struct place_span at;
};

enum question_type {
	QUESTION_NONE,
	QUESTION_SINGLE_CHOICE,
	QUESTION_MULTIPLE_CHOICE,
	QUESTION_FIELDS,
	QUESTION_ORDERING,
	QUESTION_MATCHING,
	QUESTION_SIMULATOR
};

enum verdict_of { CHOICE_RIGHT, CHOICE_WRONG, CHOICE_UNSCORED };

/* A choice, an ordering or matching item, a target or an option. */
struct piece {
	struct str name;
	struct ltext text;
	struct image image;
	struct ltext feedback;
	enum verdict_of verdict; /* of a choice */
	bool last;               /* stays at the end when shuffled */
	uint32_t rank;           /* ordering: position; equal ranks may be swapped */
	uint32_t target;         /* matching item: index of its target, or UINT32_MAX */
	uint32_t key;            /* content model, "Keys" */
	struct place_span at;
};

struct pieces {
	struct piece *v; /* in the order of the author */
	size_t n;
};

enum field_type { FIELD_TEXT, FIELD_NUMBER, FIELD_DATE, FIELD_SELECT };
enum precision { PRECISION_NONE, PRECISION_YEAR, PRECISION_MONTH, PRECISION_DAY, PRECISION_MINUTE };

#define IGNORE_CASE        1u
#define IGNORE_ACCENTS     2u
#define IGNORE_SPACES      4u
#define IGNORE_PUNCTUATION 8u
#define IGNORE_TYPOS       16u
#define IGNORE_DEFAULT     (IGNORE_CASE | IGNORE_ACCENTS | IGNORE_SPACES)

struct mistake {
	struct llist answers;
	struct ltext feedback;
};

struct field {
	struct str name;
	enum field_type type;
	struct ltext label, placeholder;
	uint32_t size; /* characters, 0: not said */
	struct llist unit;
	enum precision precision;
	struct pieces options; /* of a select: its own or the challenge's */
	struct llist accept;   /* as spelled */
	struct ltext pattern, plus_or_minus;
	struct llist between; /* two texts per locale */
	unsigned ignore;      /* IGNORE_ bits */
	struct mistake *mistake;
	size_t nmistake;
	bool written; /* an answer is written, even if it could not be read */
	struct place_span at;
};

struct answer_set {
	struct llist synonyms;
};

struct group {
	uint32_t *field; /* indexes into the question's fields */
	size_t nfield;
	unsigned ignore;
	struct answer_set *set;
	size_t nset;
	struct place_span at;
};

/* What is asked and how it is answered: of a challenge or in a lesson. */
struct question {
	enum question_type type;
	struct ltext layout;
	struct pieces choices; /* also the words to pick out of the layout */
	bool shuffle;
	struct field *field;
	size_t nfield;
	struct group *group;
	size_t ngroup;
	struct pieces items, targets;
	bool each_once;
	bool judge_simulator; /* simulator: the verdict comes from the learner's machine */
	struct llist accept;  /* simulator: the posted word */
	unsigned ignore;
	struct mistake *mistake;
	size_t nmistake;
	struct ltext feedback_right, feedback_wrong;
};

struct test_part {
	struct str field; /* absent: the only field */
	struct str text;
};

struct test {
	struct test_part *part;
	size_t n;
	struct place_span at;
};

struct test_list {
	struct test *v;
	size_t n;
};

/* Tests by locale: an array with an entry per locale, or NULL. */
struct ltests {
	struct test_list *right, *wrong;
};

enum fitness { FITNESS_NONE, FITNESS_FINE, FITNESS_UNFIT, FITNESS_UNTESTED, FITNESS_SKILL_UNFIT };

#define DEVICE_COMPUTER 1u
#define DEVICE_TABLET   2u
#define DEVICE_PHONE    4u
#define NEED_SOUND      1u
#define NEED_ACCOUNT    2u
#define NEED_OFFICE     4u

/* A value that is missing in some locale, for findings. */
struct gap {
	struct str key_path;
	locale_mask have;
	locale_mask written; /* locales that the value names, or the reference locale of plain prose */
	bool inherited;      /* of a variant: it stands in the prototype */
	struct place_span at;
};

/* A prototype, or a variant merged with it. */
struct challenge {
	struct str id, prototype; /* PROTOTYPE: id, absent for a prototype */
	struct str skill;
	enum status status;         /* own, weakened by the prototype's */
	enum status *locale_status; /* by locale, STATUS_NONE: not said */
	struct ltext instruction, alternative_instruction, explanation, solution_to_display;
	struct image illustration;
	struct document *attachment;
	size_t nattachment;
	struct link *link;
	size_t nlink;
	struct llist sites_to_find;
	struct embed embed;
	struct question question;
	struct ltests tests;
	uint32_t timer_s;
	bool focus, certifiable;
	unsigned devices, needs; /* DEVICE_, NEED_ bits */
	enum fitness blind, colour_blind, deaf;
	struct str region, activity, leak, review_by;
	struct str_list formerly, authors, tags;
	int base;           /* base locale, or -1 when there is no instruction */
	locale_mask exists; /* locales in which nothing of the base locale is missing */
	struct gap *gap;    /* values of the base locale that some locale lacks */
	size_t ngap;
	struct place_span at, id_at, leak_at, needs_at;
};

struct skill {
	struct str id;
	unsigned level;
	enum status status;
	struct ltext title, hint;
	struct str_list requires, to_succeed, to_learn_more, formerly;
	struct place_span id_at, level_at;
};

struct tube {
	struct str id;
	struct ltext title, description;
	struct skill *skill; /* in the order of levels */
	size_t nskill;
	struct str_list formerly;
};

enum block_kind {
	BLOCK_TEXT,
	BLOCK_IMAGE,
	BLOCK_VIDEO,
	BLOCK_AUDIO,
	BLOCK_EMBED,
	BLOCK_COMPONENT,
	BLOCK_DOWNLOAD,
	BLOCK_FLASHCARDS,
	BLOCK_STEPPER,
	BLOCK_EXPANDABLE,
	BLOCK_SEPARATOR,
	BLOCK_QUESTION,
	BLOCK_CONTINUE,
	BLOCK_STEP, /* inside a stepper */
	BLOCK_CARD  /* inside flashcards: TEXT front, BACK */
};

struct block {
	enum block_kind kind;
	struct ltext text; /* text, card's front, or title of a step or expandable */
	struct ltext back;
	struct str note; /* context, tip, did-you-know, more; or absent */
	struct image image;
	struct recording recording;
	struct embed embed;
	struct document document;
	struct question *question;
	struct ltext instruction, explanation; /* of the question */
	struct block *child;
	size_t nchild;
};

struct section {
	struct str purpose;
	struct ltext title;
	struct block *block;
	size_t nblock;
};

struct glossary_entry {
	struct ltext term, definition;
};

struct tutorial {
	struct str id;
	bool is_lesson;
	enum status status;
	enum status *locale_status;
	struct ltext title, description;
	uint32_t duration_s;
	struct str_list formerly, authors, tags;
	struct str licence;
	/* link */
	struct str url, format;
	struct ltext source;
	int locale; /* of a link, or -1 */
	/* lesson */
	struct str audience; /* "for" */
	struct image image;
	struct ltexts objectives;
	unsigned devices;
	struct glossary_entry *glossary;
	size_t nglossary;
	struct section *section;
	size_t nsection;
	int base;
	locale_mask exists;
	struct gap *gap;
	size_t ngap;
	struct place_span id_at;
};

enum part_kind { PART_CHALLENGE, PART_SKILL, PART_LESSON, PART_PATH };

struct path_part {
	enum part_kind kind;
	struct str id;
	struct place_span at; /* of the id */
};

struct path_tube {
	struct str id;
	unsigned level;
	struct place_span at, level_at;
};

struct path_result {
	uint32_t from_percent;
	struct ltext title, message;
	struct str_list tutorials;
};

struct path {
	struct str id;
	bool is_fixed;
	enum status status;
	enum status *locale_status;
	struct ltext title, description;
	struct str_list audience, formerly, tags;
	uint32_t retry_s, improve_s, reset_s; /* delays in seconds, 0: not said */
	struct path_tube *tube;
	size_t ntube;
	struct path_part *part;
	size_t npart;
	struct path_result *result;
	size_t nresult;
	struct place_span id_at;
};

struct thematic {
	struct str id;
	struct ltext title;
	struct str_list tubes, formerly;
};

struct competence {
	struct str id, code;
	struct ltext title, description;
	struct thematic *thematic;
	size_t nthematic;
	struct str_list formerly;
};

struct area {
	struct str id, code;
	struct ltext title, description;
	struct competence *competence;
	size_t ncompetence;
	struct str_list formerly;
};

struct framework {
	struct ltext title, description;
	struct area *area;
	size_t narea;
};

struct band {
	struct str id;
	struct ltext title;
};

struct level {
	unsigned level;
	struct ltext title, description;
	struct str band;
	struct str from, to; /* difficulty window, decimals as written; absent: open */
	struct place_span level_at;
};

struct levels {
	unsigned highest;
	uint32_t points_per_level, points_per_skill_at_most;
	struct band *band;
	size_t nband;
	struct level *level;
	size_t nlevel;
};

struct certification_band {
	unsigned level;
	struct str from, to; /* decimals, absent: open */
};

struct competence_bands {
	struct str competence;
	struct certification_band *band;
	size_t nband;
};

struct certification {
	struct ltext title;
	struct str_list tubes;
	uint32_t challenges, answers_at_least, duration_s, spacing;
	bool all_competences, one_per_tube;
	uint32_t choose_among;
	struct str probability, start, step_limit, default_error, prior_variance; /* decimals */
	struct certification_band *band;
	size_t nband;
	struct competence_bands *competence;
	size_t ncompetence;
	uint32_t cap_points, cap_level;
	uint32_t eligible_competences, eligible_level;
	struct place_span challenges_at, eligible_at, cap_at; /* of the figures */
};

struct calibration_item {
	struct str id;
	struct str discrimination, difficulty; /* decimals */
	uint32_t sample;
	struct str wording;
	struct place_span at, discrimination_at, difficulty_at, sample_at, wording_at;
};

struct calibration {
	int locale;
	struct str date;
	struct calibration_item *item;
	size_t nitem;
};

/* --- units -------------------------------------------------------------------------- */

/* A thing that others may refer to. */
struct definition {
	enum kind kind;
	struct str id;
	enum status status;
	bool formerly; /* ID is an old name of OF */
	struct str of; /* the present id */
	struct place_span at;
};

#define REF_PREREQUISITE 1u /* counts for cycles */
#define REF_PATH_PART    2u

/* A reference from a thing of this unit. */
struct reference {
	enum kind from;
	struct str from_id;
	enum status from_status;
	enum kind to;
	struct str to_id;
	unsigned flags;
	const char *what; /* the key, for fingerprints: "requires" */
	struct place_span at;
};

enum media_use { MEDIA_IMAGE, MEDIA_AUDIO, MEDIA_VIDEO, MEDIA_SUBTITLES, MEDIA_DOCUMENT };

/* A file that this unit names. */
struct media_ref {
	struct str path; /* relative to the repository's root */
	enum media_use use;
	struct ltext credit; /* as shown beside it */
	enum kind from;
	struct str from_id;
	enum status from_status;
	struct place_span at;
};

/* An exception that a comment makes: findings of RULE between START and END may stay. */
struct unit_allowance {
	struct str rule, because; /* as written */
	uint32_t start, end;
	struct place_span at; /* of the comment */
};

struct unit {
	struct arena arena;
	enum kind kind;
	struct str path;
	uint8_t hash[32]; /* SHA-256 of the file */
	size_t nlocale;
	struct findings findings;
	struct definition *def;
	size_t ndef, def_cap;
	struct reference *ref;
	size_t nref, ref_cap;
	struct media_ref *media;
	size_t nmedia, media_cap;
	struct unit_allowance *allow; /* by the stage lint */
	size_t nallow;
	bool readable; /* the file could be read; false: nothing in it is missing elsewhere */
	/* by kind */
	struct config *config;
	struct framework *framework;
	struct levels *levels;
	struct certification *certification;
	struct calibration *calibration;
	struct tube *tube;
	struct challenge *challenge; /* prototype first, then its variants */
	size_t nchallenge;
	struct tutorial *tutorial;
	struct path *content_path;
};

/* What a file is, from its path alone; KIND_NONE when it is no content. */
enum kind model_kind_of(struct str path);

/*
 * True if PATH lies where content lies and has an ending that says YAML or JSON,
 * but is of no kind: an unknown file.
 */
bool model_is_unknown(struct str path);

/*
 * Props of a web component, to be checked against components/<name>.schema.json
 * while the tree is there; not part of the unit.
 */
struct component_use {
	struct str name;
	struct yaml_node *props;
};

struct component_uses {
	struct component_use *v; /* in the arena of the tree */
	size_t n, cap;
};

/* A text of the unit and the node that it was taken from. */
struct text_node {
	const char *text;
	const struct yaml_node *node;
};

/*
 * What a unit has to do with its tree, for whoever looks at both while the tree is
 * there; not part of the unit. Lives in ARENA, the tree's.
 */
struct model_tree {
	struct arena *arena;
	struct component_uses uses;
	struct text_node *text; /* sorted by address once the unit is built */
	size_t ntext, text_cap;
};

/* The node that the text S of the unit was taken from, or NULL. */
const struct yaml_node *model_node_of(const struct model_tree *t, struct str s);

/* A new unit without content for the file PATH; the caller frees with unit_free. */
struct unit *unit_new(struct str path, enum kind kind);

void unit_free(struct unit *u);

/*
 * True if a finding about the shape of U may mean that something written in it
 * was not seen: a misspelt key, an empty id. What it seems to lack proves nothing.
 */
bool unit_is_shaky(const struct unit *u);

/*
 * Fills U, whose path and kind are set, from the tree DOC that was checked
 * against the schema of its kind; nodes marked bad are passed over. CONFIG is the
 * repository's (NULL only for pix.yaml itself). Findings go to U->findings. T
 * holds nothing but its arena when it comes.
 */
void model_build(struct unit *u, const struct yaml_doc *doc, const struct config *config,
		 struct model_tree *t);

/* --- hashes of questions ---------------------------------------------------------------------- */

/* The text of T for a localisation: its own, else of a fallback in the same language. */
struct str config_own_text(const struct config *c, const struct ltext *t, size_t locale);
struct str_list config_own_list(const struct config *c, const struct llist *t, size_t locale);

/* The order in which pieces are stored: positions in P->v, N of them, in ORDER; by key when SORTED. */
void model_piece_order(uint32_t *order, const struct pieces *p, bool sorted);

/*
 * The layout as bundles hold it: [words](#name) has the key of the choice in the
 * place of its name, which might tell the answer. Absent when there is none. In A.
 */
struct str model_layout(const struct question *q, const struct config *c, size_t locale, struct arena *a);

/* A question in one locale with what stands beside it, for its hashes. */
struct hashed_question {
	const struct question *q;
	const struct ltext *instruction, *alternative_instruction;
	const struct image *illustration;
	const struct document *attachment;
	size_t nattachment;
	const struct link *link;
	size_t nlink;
	const struct embed *embed;
	size_t locale;
	const struct config *config;
	struct arena *arena; /* for scratch */
	/* The SHA-256 of the medium PATH, or NULL when it cannot be read. */
	const uint8_t *(*medium)(void *ctx, struct str path);
	void *ctx;
};

/*
 * The hashes "wording" (all that is seen before answering) and "marking" (the
 * answers).
 */
void model_wording(uint8_t out[32], const struct hashed_question *h);
void model_marking_hash(uint8_t out[32], const struct hashed_question *h);

/* --- answers as marking and bundles see them ------------------------------------------------- */

/* TEXT, a number as YAML writes it, as mantissa and scale; false when it is none or does not fit. */
bool model_decimal(struct pxb_decimal *out, struct str text);

/*
 * TEXT as an answer of the field F (NULL: of plain text) in LOCALE. It points to
 * TEXT. False when it cannot be read as the field demands; then it is a text.
 */
bool model_answer(struct pxb_answer *out, const struct field *f, struct str text, size_t locale);

/*
 * Q in LOCALE as pxm_new takes it. Texts are those of Q, arrays live in A; answers
 * that cannot be read are left out.
 */
void model_marking(struct pxm_question *out, const struct question *q, const struct config *c, size_t locale,
		   struct arena *a);

#endif
