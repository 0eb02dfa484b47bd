/*
 * raw.h: an open bundle from the inside, for the files of this folder and
 * for tools that show bundles row by row (raw access, table-driven).
 */
#ifndef BUNDLE_RAW_H
#define BUNDLE_RAW_H

#include <string.h>

#include "bundle/format.h"
#include "bundle/pxb.h"

/* One section of the file, or an absent one (count 0). */
struct pxb_table {
	const uint8_t *p;    /* payload; NULL: absent */
	const uint8_t *rows; /* behind the directory */
	uint64_t size;       /* bytes of the payload */
	uint32_t count;      /* rows or pages */
	uint32_t stride;
	uint32_t pages;   /* table number of the pages with its strings */
	uint16_t section; /* enum pxb_section_id */
	uint16_t locale;  /* or PXB_NO_LOCALE */
	uint8_t bits;     /* k of its root */
};

struct pxb {
	const uint8_t *p; /* the file */
	uint64_t size;
	void *map; /* what munmap takes, or NULL */
	uint8_t identity[32];
	uint32_t flags; /* PXB_FLAG_ */
	uint16_t minor;
	uint16_t header_size, entry_size;
	uint32_t nentry, nlocale;
	uint64_t sections_end;
	uint32_t ntable;
	uint32_t table_of[PXB_SEC_COUNT]; /* of a section's only or first locale */
	struct pxb_table table[];
};

/* --- loading: little-endian, from any address ---------------------------------- */

static inline uint16_t pxb_load16(const uint8_t *p)
{
	return (uint16_t)(p[0] | p[1] << 8);
}

static inline uint32_t pxb_load32(const uint8_t *p)
{
	return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static inline uint64_t pxb_load64(const uint8_t *p)
{
	return (uint64_t)pxb_load32(p) | (uint64_t)pxb_load32(p + 4) << 32;
}

/* The number in the column C of ROW; the types without numbers give 0. */
static inline uint64_t pxb_load_column(const uint8_t *row, const struct pxb_column_def *c)
{
	switch (c->type) {
	case PXB_U8:
		return row[c->offset];
	case PXB_U16:
		return pxb_load16(row + c->offset);
	case PXB_U32:
		return pxb_load32(row + c->offset);
	case PXB_U64:
	case PXB_I64:
		return pxb_load64(row + c->offset);
	case PXB_C8:
	case PXB_C16:
	case PXB_B32:
		break;
	}
	return 0;
}

/* --- tables, buckets, rows -------------------------------------------------------- */

/* The table number of SECTION, in LOCALE if the section has one per locale. */
static inline uint32_t pxb_table_number(const struct pxb *b, enum pxb_section_id section, uint32_t locale)
{
	return b->table_of[section] + (pxb_sections[section].scope == PXB_SCOPE_EACH ? locale : 0);
}

/* The table of ROLE that belongs with T: of the same root and, if it has one per locale, T's locale. */
static inline const struct pxb_table *pxb_sibling(const struct pxb *b, const struct pxb_table *t,
						  enum pxb_role role)
{
	int section = pxb_section_of(pxb_sections[t->section].root, role);

	return &b->table[pxb_table_number(b, (enum pxb_section_id)section, t->locale)];
}

/* The first row of BUCKET (up to 2^k: the number of rows); T is not absent. */
static inline uint32_t pxb_first(const struct pxb_table *t, uint32_t bucket)
{
	/* bucket <= 2^k, and the directory has 2^k + 1 entries (open: size of the section) */
	return pxb_load32(t->p + 4 * (size_t)bucket);
}

/* The number of rows of T in BUCKET; 0 when T is absent. */
static inline uint32_t pxb_width(const struct pxb_table *t, uint32_t bucket)
{
	return t->count ? pxb_first(t, bucket + 1) - pxb_first(t, bucket) : 0;
}

/* True if HANDLE names a row of T. */
static inline bool pxb_is_row(const struct pxb_table *t, uint32_t handle)
{
	return handle >> 16 < (uint32_t)1 << t->bits && (handle & 0xFFFF) < pxb_width(t, handle >> 16);
}

/* The row of HANDLE, which is one of T. */
static inline const uint8_t *pxb_row(const struct pxb_table *t, uint32_t handle)
{
	/* handles in the file were proved by verify_refs, those of spans by verify_span */
	return t->rows + (uint64_t)(pxb_first(t, handle >> 16) + (handle & 0xFFFF)) * t->stride;
}

/* The handle of row number I; finds the bucket by bisection. */
uint32_t pxb_handle_of(const struct pxb_table *t, uint32_t i);

/*
 * The children of the row HANDLE of T: COLUMN is the offset of a SPAN column with
 * that ROLE. An absent child table gives an empty list.
 */
struct pxb_list pxb_children(const struct pxb *b, const struct pxb_table *t, uint32_t handle, uint32_t column,
			     enum pxb_role role);

/* The string NUMBER in the page of BUCKET for the rows of T. */
struct pxb_str pxb_string(const struct pxb *b, const struct pxb_table *t, uint32_t bucket, uint32_t number);

/* The handle of the entity ID in the table of SECTION, or PXB_NONE; no former ids. */
uint32_t pxb_find_row(const struct pxb *b, enum pxb_section_id section, const char *id, size_t n);

/* The handle of the row of a SPARSE table whose owner is the entity HANDLE, or PXB_NONE. */
uint32_t pxb_find_sparse(const struct pxb_table *t, uint32_t handle);

/* The fallback of LOCALE, or PXB_NO_LOCALE. */
uint32_t pxb_fallback(const struct pxb *b, uint32_t locale);

/* --- failing --------------------------------------------------------------------------- */

/* Fills E, which may be NULL, and returns CODE. SECTION may be NULL. */
enum pxb_code pxb_fail(struct pxb_error *e, enum pxb_code code, const char *section, uint64_t row,
		       uint64_t offset, const char *message);

/* As pxb_fail with PXB_CORRUPT, for the byte AT of table T. */
enum pxb_code pxb_fail_at(struct pxb_error *e, const struct pxb *b, const struct pxb_table *t, uint64_t row,
			  const uint8_t *at, const char *message);

/* The checks behind pxb_verify (verify.c, verify_text.c). */
enum pxb_code pxb_verify_struct(const struct pxb *b, struct pxb_error *e);
enum pxb_code pxb_verify_text(const struct pxb *b, struct pxb_error *e);
enum pxb_code pxb_verify_hash(const struct pxb *b, struct pxb_error *e);

/* True if the N bytes at P are all zero. */
bool pxb_is_zero(const uint8_t *p, uint64_t n);

#endif
