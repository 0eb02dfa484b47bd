/*
 * put_int.h: what the files that turn content into rows share.
 */
#ifndef PACK_PUT_INT_H
#define PACK_PUT_INT_H

#include "base/arena.h"
#include "base/map.h"
#include "pack/content.h"

/* A file of the content that the bundle holds. */
struct put_medium {
	uint8_t sha256[32];
	size_t file; /* position in the snapshot */
	struct pack_row *row;
	struct str_list name; /* its paths, sorted at the end */
	size_t name_cap;
};

struct pack_content {
	const struct content *c;
	struct snapshot *files;
	struct pack *pack;
	struct arena arena;
	struct pack_options options;
	struct pack_counts counts;
	struct put_medium *medium;
	size_t nmedium, medium_cap;
	struct map by_path; /* path -> position in MEDIUM */
	struct map by_sha;  /* 64 hexadecimal digits -> the same */
	struct pack_row **area, **competence, **tube, **skill, **challenge, **tutorial, **path;
	struct err *err;
	bool failed; /* ERR is filled; rows are made on, but nothing is written */
};

/* True if a thing of this status is in the bundle. */
bool put_is_in(const struct pack_content *p, enum status s);

/* The text of T for a localisation: its own, else of a fallback in the same language. */
struct str put_text_of(const struct pack_content *p, const struct ltext *t, size_t locale);
struct str_list put_list_of(const struct pack_content *p, const struct llist *l, size_t locale);

/* Title and description rows beside ROW in every locale. */
void put_titles(struct pack_content *p, struct pack_row *row, enum pxb_role role, const struct ltext *title,
		const struct ltext *description);

/* A decimal as written into a column and its scale; absent leaves both 0. False when it does not fit. */
bool put_decimal(struct pack_content *p, struct pack_row *row, enum pxb_column_id column,
		 enum pxb_column_id scale, struct str text);

/* The value of WORD in the list ENUM of the format, or 0. */
uint32_t put_word(enum pxb_enum_id list, struct str word);

/*
 * The row of the medium PATH, made at the first call; NULL after a failure. Only
 * the names of documents, which learners see, are kept: that of an image may tell
 * the answer.
 */
struct pack_row *put_medium(struct pack_content *p, struct str path, bool is_document);

/* The SHA-256 of the medium PATH, once put_medium made it; NULL if not. */
const uint8_t *put_medium_sha(const struct pack_content *p, struct str path);

/* Hashes and names of media, after all rows were made. */
void put_media_names(struct pack_content *p);

/* Old ids of a thing that is in the bundle, and the tombstone of one that is withdrawn. */
void put_former(struct pack_content *p, uint32_t thing, struct str id, const struct str_list *formerly);
void put_tombstone(struct pack_content *p, uint32_t thing, struct str id);

void put_bundle(struct pack_content *p);
void put_framework(struct pack_content *p);
void put_skills(struct pack_content *p);
void put_challenges(struct pack_content *p);
void put_tutorials(struct pack_content *p);
void put_paths(struct pack_content *p);
void put_certification(struct pack_content *p);

/* --- questions ------------------------------------------------------------------ */

/* A question in one locale: what is shown and how it is marked. */
struct put_question {
	const struct question *q;
	const struct ltext *instruction, *alternative_instruction, *explanation, *solution_to_display;
	const struct image *illustration;
	const struct document *attachment;
	size_t nattachment;
	const struct link *link;
	size_t nlink;
	const struct embed *embed;
	const struct llist *sites_to_find;
	const struct ltests *tests;
	enum status status;
	size_t locale;
};

/* Fills ROW (a localisation or a lesson's question) and all that hangs on it. */
void put_question_rows(struct pack_content *p, struct pack_row *row, const struct put_question *q);

/* The order in which items are stored: positions, in ORDER. */
void put_item_order(uint32_t *order, const struct question *q, const uint32_t *target_order);

/*
 * The layout as the bundle holds it: [words](#name) has the key of the choice in
 * the place of its name, which might tell the answer. Absent when there is none.
 */
struct str put_layout_of(struct pack_content *p, const struct question *q, size_t locale);

/*
 * The hashes "wording" (all that is seen before answering) and "marking" (the
 * answers) of a question in one locale.
 */
void put_wording(uint8_t out[32], struct pack_content *p, const struct put_question *q);
void put_marking(uint8_t out[32], struct pack_content *p, const struct put_question *q);

/* An image row of ROLE below PARENT, or NULL when there is none in LOCALE. */
struct pack_row *put_image(struct pack_content *p, struct pack_row *parent, enum pxb_role role,
			   const struct image *m, size_t locale);

/* "a": "b" pairs of a test, or its one text, as JSON. */
struct str put_test_json(struct pack_content *p, const struct test *t);

#endif
