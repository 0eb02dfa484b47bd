/*
 * get_int.h: how getters read: a row, or a row of zeros where there is none.
 */
#ifndef BUNDLE_GET_INT_H
#define BUNDLE_GET_INT_H

#include "bundle/raw.h"

/* A row to read columns from. Where nothing is, T is NULL and ROW all zeros. */
struct seen {
	const struct pxb *b;
	const struct pxb_table *t;
	const uint8_t *row;
	uint32_t handle;
};

/* Longer than any row, so that columns of no row are 0. */
extern const uint8_t pxb_no_row[PXB_HEADER_BYTES];

/* The row HANDLE of table number TABLE; none if HANDLE is PXB_NONE or the table is absent. */
static inline struct seen see(const struct pxb *b, uint32_t table, uint32_t handle)
{
	struct seen s = {b, NULL, pxb_no_row, PXB_NONE};

	if (handle == PXB_NONE || !b->table[table].count)
		return s;
	/* handles come from pxb_find_, from columns (verify_refs) or from lists */
	s.t = &b->table[table];
	s.row = pxb_row(s.t, handle);
	s.handle = handle;
	return s;
}

/* The row of the entity HANDLE of SECTION. */
static inline struct seen see_entity(const struct pxb *b, enum pxb_section_id section, uint32_t handle)
{
	return see(b, b->table_of[section], handle);
}

/* The row at position I of L, if L's rows have LAYOUT. */
static inline struct seen see_at(const struct pxb *b, struct pxb_list l, uint32_t i,
				 enum pxb_layout_id layout)
{
	/* lists of this bundle: i < n keeps the row in its bucket (verify_span) */
	if (i >= l.n || l.table >= b->ntable || pxb_sections[b->table[l.table].section].layout != layout)
		return see(b, 0, PXB_NONE);
	return see(b, l.table, l.row + i);
}

/* The row beside S in the twin table of ROLE. */
static inline struct seen see_twin(struct seen s, enum pxb_role role)
{
	if (!s.t)
		return s;
	/* a twin, where there is one, has the same rows (verify_relation) */
	return see(s.b, (uint32_t)(pxb_sibling(s.b, s.t, role) - s.b->table), s.handle);
}

static inline struct pxb_str seen_str(struct seen s, size_t column)
{
	struct pxb_str none = {"", 0};

	return s.t ? pxb_string(s.b, s.t, s.handle >> 16, pxb_load32(s.row + column)) : none;
}

static inline uint32_t seen_ref(struct seen s, size_t column)
{
	return s.t ? pxb_load32(s.row + column) : PXB_NONE;
}

static inline struct pxb_list seen_list(struct seen s, size_t column, enum pxb_role role)
{
	struct pxb_list none = {0, 0, 0};

	return s.t ? pxb_children(s.b, s.t, s.handle, (uint32_t)column, role) : none;
}

/* The handle, in the table of ROLE, that a REL0 column holds; its table number in *TABLE. */
static inline uint32_t seen_position(struct seen s, size_t column, enum pxb_role role, uint32_t *table)
{
	uint32_t at = pxb_load16(s.row + column);

	*table = 0;
	if (!at)
		return PXB_NONE;
	/* the bucket has that many rows (verify_positions) */
	*table = (uint32_t)(pxb_sibling(s.b, s.t, role) - s.b->table);
	return (s.handle & 0xFFFF0000u) | (at - 1);
}

static inline struct pxb_decimal seen_decimal(struct seen s, size_t column, size_t scale)
{
	struct pxb_decimal d = {(int64_t)pxb_load64(s.row + column), s.row[scale]};

	return d;
}

/* Columns by name: AT(choice, key) is the offset of the column key of the layout choice. */
#define AT(layout, column)     offsetof(struct pxb_row_##layout, column)
#define U8(s, l, c)            ((s).row[AT(l, c)])
#define U16(s, l, c)           pxb_load16((s).row + AT(l, c))
#define U32(s, l, c)           pxb_load32((s).row + AT(l, c))
#define U64(s, l, c)           pxb_load64((s).row + AT(l, c))
#define BIT(s, l, c, bit)      ((U8(s, l, c) >> (bit)&1) != 0)
#define TEXT(s, l, c)          seen_str((s), AT(l, c))
#define REF(s, l, c)           seen_ref((s), AT(l, c))
#define LIST(s, l, c)          seen_list((s), AT(l, c), PXB_ROLE_##c)
#define DECIMAL(s, l, c)       seen_decimal((s), AT(l, c), AT(l, c##_scale))
#define ENUM_OF(type, s, l, c) ((enum type)U8(s, l, c))

/*
 * The text in COLUMN of the row HANDLE of SECTION, a table with one section per
 * locale: that of locale L, else of its fallbacks, else "".
 */
struct pxb_str pxb_fallback_text(const struct pxb *b, enum pxb_section_id section, uint32_t handle,
				 struct pxb_locale l, size_t column);

/* Title and description of the row HANDLE of SECTION, whose layout is `titled`. */
struct pxb_titles pxb_fallback_titles(const struct pxb *b, enum pxb_section_id section, uint32_t handle,
				      struct pxb_locale l);

/* The entity ID of SECTION, by its present id or a former one; KIND of the list `thing`. */
uint32_t pxb_find_thing(const struct pxb *b, enum pxb_section_id section, uint32_t kind, const char *id,
			size_t n);

#endif
