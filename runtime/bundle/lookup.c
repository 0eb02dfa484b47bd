/*
 * lookup.c: the few ways in which everything else finds bytes: buckets, strings,
 * spans, ids. Beside each unchecked read stands what proves it.
 */
#include "bundle/raw.h"

uint32_t pxb_handle_of(const struct pxb_table *t, uint32_t i)
{
	uint32_t low = 0, high = (uint32_t)1 << t->bits;

	/* first(low) <= i < first(high): the directory ascends from 0 to count (verify_directory) */
	while (high - low > 1) {
		uint32_t mid = low + (high - low) / 2;

		if (pxb_first(t, mid) <= i)
			low = mid;
		else
			high = mid;
	}
	return low << 16 | (i - pxb_first(t, low));
}

struct pxb_list pxb_children(const struct pxb *b, const struct pxb_table *t, uint32_t handle, uint32_t column,
			     enum pxb_role role)
{
	const struct pxb_table *child = pxb_sibling(b, t, role);
	uint32_t bucket = handle >> 16, slot = handle & 0xFFFF;
	const uint8_t *row = pxb_row(t, handle);
	struct pxb_list l = {0, 0, 0};
	uint32_t from = pxb_load16(row + column), to;

	if (!child->count)
		return l;
	/* spans of a bucket ascend and end with its rows in the child table (verify_span) */
	if (slot + 1 < pxb_width(t, bucket))
		to = pxb_load16(row + t->stride + column);
	else
		to = pxb_width(child, bucket);
	l.n = to - from;
	l.table = (uint32_t)(child - b->table);
	l.row = bucket << 16 | from;
	return l;
}

struct pxb_str pxb_string(const struct pxb *b, const struct pxb_table *t, uint32_t bucket, uint32_t number)
{
	const struct pxb_table *pages = &b->table[t->pages];
	struct pxb_str s = {"", 0};
	const uint8_t *page, *bytes;
	uint32_t n, from;

	if (!number || !pages->count)
		return s;
	/* bucket < 2^k and page offsets lie in the section (verify_pages) */
	page = pages->p + pxb_load32(pages->p + 4 * (size_t)bucket) + (((size_t)1 << pages->bits) + 1) * 4;
	n = pxb_load32(page);
	/* number < n (verify_strings); offsets ascend within the page, each text ends with NUL (verify_pages)
	 */
	bytes = page + 4 + 4 * ((size_t)n + 1);
	from = pxb_load32(page + 4 + 4 * (size_t)number);
	s.p = (const char *)bytes + from;
	s.n = pxb_load32(page + 8 + 4 * (size_t)number) - from - 1;
	return s;
}

/* Order of the row's id and the N bytes at ID. */
static int compare_id(const struct pxb *b, const struct pxb_table *t, uint32_t handle, const char *id,
		      size_t n)
{
	struct pxb_str s = pxb_string(b, t, handle >> 16, pxb_load32(pxb_row(t, handle) + 4));
	int order = memcmp(s.p, id, s.n < n ? s.n : n);

	if (order)
		return order;
	return s.n < n ? -1 : s.n > n;
}

uint32_t pxb_find_row(const struct pxb *b, enum pxb_section_id section, const char *id, size_t n)
{
	const struct pxb_table *t = &b->table[b->table_of[section]];
	uint32_t hash = pxb_hash32(id, n), bucket = pxb_bucket(hash, t->bits);
	uint32_t low = 0, high = pxb_width(t, bucket);

	/* hashes ascend within a bucket (verify_entity): the first row with a hash not below */
	while (low < high) {
		uint32_t mid = low + (high - low) / 2;

		if (pxb_load32(pxb_row(t, bucket << 16 | mid)) < hash)
			low = mid + 1;
		else
			high = mid;
	}
	for (; low < pxb_width(t, bucket) && pxb_load32(pxb_row(t, bucket << 16 | low)) == hash; low++)
		if (compare_id(b, t, bucket << 16 | low, id, n) == 0)
			return bucket << 16 | low;
	return PXB_NONE;
}

uint32_t pxb_find_sparse(const struct pxb_table *t, uint32_t handle)
{
	uint32_t bucket = handle >> 16, low = 0, high = pxb_width(t, bucket);

	/* owners ascend within a bucket (verify_owner) */
	while (low < high) {
		uint32_t mid = low + (high - low) / 2;
		uint32_t owner = pxb_load32(pxb_row(t, bucket << 16 | mid));

		if (owner == handle)
			return bucket << 16 | mid;
		if (owner < handle)
			low = mid + 1;
		else
			high = mid;
	}
	return PXB_NONE;
}

uint32_t pxb_fallback(const struct pxb *b, uint32_t locale)
{
	const struct pxb_table *t = &b->table[b->table_of[PXB_SEC_LOCL]];

	/* locale < nlocale = rows of LOCL (open) */
	return pxb_load16(t->rows + (uint64_t)locale * t->stride + offsetof(struct pxb_row_locale, fallback));
}

bool pxb_is_zero(const uint8_t *p, uint64_t n)
{
	/* all bytes equal the first, and that is 0 */
	return !n || (!p[0] && memcmp(p, p + 1, (size_t)n - 1) == 0);
}
