/*
 * pack_int.h: rows and sections between the builder, the layout and the writer.
 */
#ifndef PACK_PACK_INT_H
#define PACK_PACK_INT_H

#include "base/arena.h"
#include "base/map.h"
#include "pack/pack.h"

#define PACK_NO_LOCALE PXB_NO_LOCALE

/* What a column of a row holds before it is encoded; 16 bytes, since there are many. */
union pack_value {
	uint64_t num;               /* numbers; of STR and ID once the page is made: the string number */
	struct str text;            /* STR, ID, WORD, SHA; the id of a REF that is not resolved */
	const struct pack_row *row; /* references */
	struct {
		struct pack_row *first, *last;
	} children;
};

struct pack_row {
	struct pack *pack;
	struct pack_row *parent; /* of a child; of twins and sparse rows: the row beside */
	struct pack_row *next;   /* next child of the same parent, or next row beside */
	struct pack_row *beside; /* first twin or sparse row */
	uint32_t hash;           /* of an entity */
	uint32_t bucket, slot;   /* known once it is laid out */
	uint16_t section;        /* enum pxb_section_id */
	uint16_t locale;         /* or PACK_NO_LOCALE */
	struct str id;           /* of an entity; of media the SHA-256 */
	uint64_t set;            /* bit per column: it was set */
	uint64_t by_id;          /* bit per column: TEXT is the id of what is referred to */
	union pack_value value[];
};

/* The rows of one section, in their final order; twins may have NULL for a row of zeros. */
struct pack_table {
	struct pack_row **row;
	size_t n, cap;
	uint32_t *first; /* 2^k + 1 */
	bool is_done;
};

/* The bytes of one section. */
struct pack_section {
	uint16_t section, locale;
	uint32_t count, stride, bits;
	struct buf bytes;
	uint8_t sha256[32];
};

struct pack {
	struct arena arena;
	struct pack_locale *locale;
	uint32_t nlocale;
	bool drafts, is_finished;
	struct map ids[PXB_ROOT_COUNT];   /* entities by id */
	uint32_t bits[PXB_ROOT_COUNT];    /* k */
	uint32_t table_of[PXB_SEC_COUNT]; /* table number of a section's only or first locale */
	struct pack_table *table;         /* ENTITY and PLAIN rows in order of calls until laid out */
	uint32_t ntable;
	struct str info;
	struct pack_section *out; /* ascending by (tag, locale) */
	size_t nout, out_cap;
};

/* True if column number I of the layout of R was set. */
static inline bool pack_is_set(const struct pack_row *r, uint32_t i)
{
	return r->set >> i & 1;
}

static inline struct pack_table *pack_table_at(const struct pack *p, uint32_t section, uint32_t locale)
{
	bool each = pxb_sections[section].scope == PXB_SCOPE_EACH;

	return &p->table[p->table_of[section] + (each ? locale : 0)];
}

/* Columns of the layout of SECTION: pxb_columns[first] and the next n. */
static inline const struct pxb_layout_def *pack_layout_of(uint32_t section)
{
	return &pxb_layouts[pxb_sections[section].layout];
}

/* The column with the kind of what the THING column C refers to. */
uint32_t pack_kind_column(const struct pxb_column_def *c);

/* Gives every row its bucket and slot, every table its order and directory. */
int pack_place_rows(struct pack *p, struct err *e);

/* Numbers strings and encodes all sections into P->out. */
int pack_encode(struct pack *p, struct err *e);

/* "CLOC.fr" for messages; lives in P's arena. */
const char *pack_section_label(struct pack *p, uint32_t section, uint32_t locale);

#endif
