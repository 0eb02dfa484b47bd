/*
 * pack.h: rows in, bundle bytes out.
 *
 * This is the container writer: it knows sections, rows, columns and strings from
 * runtime/bundle/format.def and nothing of content. The caller says what rows
 * there are, by id and parent, in any order; handles, buckets, pages and string
 * numbers are worked out by pack_finish. The bytes depend on the content of the
 * rows alone: entities may be added in any order, children keep theirs.
 *
 *	struct pack *p = pack_new(locale, nlocale, false);
 *	struct pack_row *c = pack_entity(p, PXB_SEC_CHAL, STR("velos-loues"));
 *	pack_ref(c, PXB_COL_challenge_skill, STR("filtrer-deux-colonnes"));
 *	pack_num(c, PXB_COL_challenge_type, PXB_type_FIELDS);
 *	struct pack_row *q = pack_beside(c, PXB_ROLE_localisations, 0);
 *	pack_text(q, PXB_COL_localisation_instruction, instruction);
 *	struct pack_row *f = pack_child(q, PXB_ROLE_fields);
 *	pack_text(f, PXB_COL_field_name, STR("nombre"));
 *	struct pack_row *m = pack_beside(f, PXB_ROLE_field_marking, 0);
 *	struct pack_row *a = pack_child(m, PXB_ROLE_accept);
 *	pack_text(a, PXB_COL_answer_text, STR("148"));
 *	if (pack_finish(p, &e) || pack_write_file("a.pxb", NULL, p, PACK_FULL, &media, &e))
 *		…
 *
 * Texts and bytes handed over must stay until pack_free; nothing is copied. A
 * wrong column or role for a row is a bug and aborts.
 */
#ifndef PACK_PACK_H
#define PACK_PACK_H

#include "base/base.h"
#include "base/err.h"
#include "base/str.h"
#include "bundle/format.h"

struct pack;
struct pack_row;

enum pack_flavour { PACK_FULL, PACK_PUBLIC };

struct pack_locale {
	struct str tag;
	int fallback; /* index of another one, or -1 */
	bool month_first;
};

/* A new bundle with these locales, the reference first. DRAFTS: it says that it carries drafts. */
struct pack *pack_new(const struct pack_locale *locale, size_t nlocale, bool drafts);

/* Frees P, its rows and its bytes. */
void pack_free(struct pack *p);

/* --- rows ------------------------------------------------------------------------- */

/* A new row of an ENTITY table. The same id twice makes pack_finish fail. */
struct pack_row *pack_entity(struct pack *p, enum pxb_section_id section, struct str id);

/* Before pack_finish: the row for ID of an ENTITY table if pack_entity made one, else NULL. */
struct pack_row *pack_find(const struct pack *p, enum pxb_section_id section, struct str id);

/* The next row of a PLAIN table. LOCL is filled by pack_new. */
struct pack_row *pack_plain(struct pack *p, enum pxb_section_id section);

/*
 * The row in the TWIN or SPARSE table of ROLE that belongs to ROW, in LOCALE (an
 * index; ignored unless the table has one section per locale and ROW's has not).
 * Made at the first call.
 */
struct pack_row *pack_beside(struct pack_row *row, enum pxb_role role, uint32_t locale);

/* A new last child of PARENT in the table of ROLE. */
struct pack_row *pack_child(struct pack_row *parent, enum pxb_role role);

/* A new row of MEDI. The same SHA-256 twice makes pack_finish fail. */
struct pack_row *pack_medium(struct pack *p, const uint8_t sha256[32], struct str ext, uint64_t size);

/* --- columns ------------------------------------------------------------------------ */

/* A column that is not set is 0, "", none or empty. */

/* A number, value of a list, set of bits, key or locale; of I64 columns as two's complement. */
void pack_num(struct pack_row *row, enum pxb_column_id column, uint64_t value);

/* An exact decimal: COLUMN and the column behind it that holds its decimals, COLUMN_scale. */
void pack_decimal(struct pack_row *row, enum pxb_column_id column, enum pxb_column_id scale, int64_t mantissa,
		  unsigned decimals);

/* A text; the absent one and the empty one are the same. */
void pack_text(struct pack_row *row, enum pxb_column_id column, struct str text);

/* A short word of ASCII letters, digits and hyphens in a C8 column. */
void pack_word(struct pack_row *row, enum pxb_column_id column, struct str word);

/* A SHA-256 (32 bytes, copied). */
void pack_sha(struct pack_row *row, enum pxb_column_id column, const uint8_t sha256[32]);

/* A reference to the entity ID of the table that the column names; the absent text: none. */
void pack_ref(struct pack_row *row, enum pxb_column_id column, struct str id);

/* A reference to a row: of MEDI or any entity (REF), or one of the same bucket (REL0). */
void pack_row_ref(struct pack_row *row, enum pxb_column_id column, const struct pack_row *to);

/* A reference to the entity ID of a kind of the list `thing`, and that kind in its column. */
void pack_thing(struct pack_row *row, enum pxb_column_id column, uint32_t kind, struct str id);

/* The INFO section: canonical JSON without a line end. */
void pack_info(struct pack *p, struct str json);

/* --- bytes ---------------------------------------------------------------------------- */

/*
 * Lays everything out. Fails if an id stands twice, a reference leads nowhere, or
 * a limit of the format is passed. No rows or columns may be added afterwards.
 */
int pack_finish(struct pack *p, struct err *e);

/* Where the bytes of media come from: whole, valid until the next call. */
struct pack_media {
	int (*bytes)(struct str *out, void *ctx, const uint8_t sha256[32], struct err *e);
	void *ctx;
};

/*
 * Writes a flavour of the finished bundle to OUT. IDENTITY, unless NULL, receives
 * the SHA-256 of its table of contents. MEDIA may be NULL when there are none.
 */
int pack_write_buf(struct buf *out, uint8_t identity[32], const struct pack *p, enum pack_flavour flavour,
		   const struct pack_media *media, struct err *e);

/* The same to the file PATH, which appears whole or not at all (base/file.h). */
int pack_write_file(const char *path, uint8_t identity[32], const struct pack *p, enum pack_flavour flavour,
		    const struct pack_media *media, struct err *e);

/* Bytes of the bundle that pack_write_ will write. */
uint64_t pack_size(const struct pack *p, enum pack_flavour flavour);

#endif
