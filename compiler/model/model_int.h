/*
 * model_int.h: what the builders of this folder share.
 */
#ifndef MODEL_MODEL_INT_H
#define MODEL_MODEL_INT_H

#include "model/model.h"

/* What one file is built with. */
struct builder {
	struct unit *u;
	struct arena *a; /* the unit's */
	const struct yaml_doc *doc;
	const struct config *config;
	size_t nlocale;
	struct model_tree *tree;
	struct arena *tree_arena; /* that of TREE */
	/* of the thing that is being built */
	enum kind kind;
	struct str id;
	enum status status;
	struct gap *gap; /* all its localised values */
	size_t ngap, gap_cap;
	const struct yaml_node *own; /* of a variant: what it writes itself; else NULL */
	int prototype_base;          /* of a variant: the base locale of its prototype, else -1 */
};

/* How a plain value is spread over the locales. */
enum spread {
	SPREAD_PROSE, /* what is read: the reference locale's */
	SPREAD_ALL    /* answers, files, addresses: serves all locales */
};

/* Begins a new thing: findings name it, its localised values are collected anew. */
void builder_begin(struct builder *b, enum kind kind, struct str id, enum status status);

struct place_span span_of(const struct yaml_node *n);

/* The value of KEY in MAP unless it is marked bad, or NULL. */
struct yaml_node *get(const struct yaml_node *map, const char *key);

/* The text of a scalar as spelled, NFC, without trailing blanks; absent for NULL or another kind. */
struct str build_str(struct builder *b, const struct yaml_node *n);

bool build_bool(const struct yaml_node *n, bool otherwise);
uint32_t build_count(const struct yaml_node *n, uint32_t otherwise);

/* A duration in seconds, 0 when absent. */
uint32_t build_duration(const struct yaml_node *n);

/* A single value or a list as a list of texts. */
struct str_list build_strs(struct builder *b, const struct yaml_node *n);

/* The position of the text of N in WORDS, or OTHERWISE. */
unsigned build_word(const struct yaml_node *n, const char *const *words, size_t nword, unsigned otherwise);

/* The same for a list of words, as a set of bits. */
unsigned build_words(const struct yaml_node *n, const char *const *words, size_t nword, unsigned otherwise);

enum status build_status(const struct yaml_node *n);

/* `locales: {en: draft}` by locale, or NULL. */
enum status *build_locale_status(struct builder *b, const struct yaml_node *n);

/* True if N is a map whose keys all are locales or `any`. */
bool is_locale_map(const struct yaml_node *n);

/*
 * True if one key of the map N can only be a locale: two letters, `any`, or with a
 * capital. Where names of fields may stand too, this tells the two apart.
 */
bool names_a_locale(const struct yaml_node *n);

/* Localised values. KEY names them in findings; they count for completeness. */
struct ltext build_ltext(struct builder *b, const struct yaml_node *n, enum spread spread, const char *key);
struct llist build_llist(struct builder *b, const struct yaml_node *n, enum spread spread, const char *key);
struct ltexts build_ltexts(struct builder *b, const struct yaml_node *n, const char *key);

/*
 * The value of N for each locale when N may be a map from locales: fills NODE
 * (nlocale entries, NULL where absent). A value that is no map serves as SPREAD
 * says.
 */
locale_mask spread_nodes(struct builder *b, struct yaml_node **node, struct yaml_node *n, enum spread spread);

/* Adds the value N to those that decide in which locales the thing exists. */
void builder_note_value(struct builder *b, const char *key, locale_mask have, const struct yaml_node *n);

/* Regional locales take what they lack from their fallback in the same language. */
locale_mask spread_fallbacks(struct builder *b, struct yaml_node **node, locale_mask have);

/*
 * From the collected values: the locales in which nothing of BASE is missing, and
 * findings about what is missing elsewhere. Gives the incomplete values in GAP.
 */
locale_mask build_existence(struct builder *b, int base, struct gap **gap, size_t *ngap,
			    struct place_span at);

/* The first locale in which T has a text, or -1. */
int first_locale(const struct ltext *t);

/* A bit for each locale. */
locale_mask all_locales(const struct builder *b);

/* Adds a finding about N, with the thing and the key for its fingerprint. */
struct finding *build_finding(struct builder *b, enum rule rule, struct place_span at, const char *key);

/* Sets the argument "known" of F: the names that would have been right, at most six. */
void build_known(struct builder *b, struct finding *f, const struct str *name, size_t n);

/* The finding that N is no locale of pix.yaml. */
void build_unknown_locale(struct builder *b, const struct yaml_node *n, const char *key);

void add_definition(struct builder *b, enum kind kind, struct str id, enum status status,
		    struct place_span at);

/* `formerly:` of a thing: each old id is a definition that leads to ID. */
struct str_list build_formerly(struct builder *b, const struct yaml_node *map, enum kind kind, struct str id);

/* A reference from the present thing. */
void add_reference(struct builder *b, enum kind to, const struct yaml_node *n, unsigned flags,
		   const char *what);

/* References for a single id or a list of ids; gives them as a list. */
struct str_list build_references(struct builder *b, const struct yaml_node *n, enum kind to, unsigned flags,
				 const char *what);

/* parts.c */
struct image build_image(struct builder *b, struct yaml_node *n, const char *key);
struct recording build_recording(struct builder *b, struct yaml_node *n, enum media_use use, const char *key);
struct document build_document(struct builder *b, struct yaml_node *n, const char *key);
struct link *build_links(struct builder *b, struct yaml_node *n, size_t *nlink);
struct embed build_embed(struct builder *b, struct yaml_node *n);
struct embed build_component(struct builder *b, struct yaml_node *n);

/*
 * A thing read through its variant: the variant's value of a key where it
 * writes one, else the prototype's. VARIANT is NULL for a prototype.
 */
struct view {
	const struct yaml_node *own, *variant;
	bool answers_replaced; /* the variant writes an answer */
};

struct yaml_node *view_get(const struct view *v, const char *key);

/* The same for what a variant that replaces an answer does not inherit. */
struct yaml_node *view_inherited(const struct view *v, const char *key);

/* question.c: KEYED is the text that keys of choices are made from, with the base locale. */
void build_question(struct builder *b, struct question *q, const struct view *v, struct str keyed, int base);

/* keys.c: gives each piece its key; a clash is a finding. */
void build_keys(struct builder *b, struct pieces *p, struct str keyed, int base);

/* numbers.c: the numbers of a field have few enough digits for a bundle. */
void check_numbers(struct builder *b, const struct field *f);

/* One builder per kind of file. */
void build_config(struct builder *b);
void build_framework(struct builder *b);
void build_levels(struct builder *b);
void build_certification(struct builder *b);
void build_calibration(struct builder *b);
void build_tube(struct builder *b);
void build_challenges(struct builder *b);
void build_tutorial(struct builder *b);
void build_path(struct builder *b);

#endif
