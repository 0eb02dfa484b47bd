/*
 * verify_text.c: what getters do not need but engines rely on: texts are UTF-8,
 * look-ups find what is there, tables agree with each other, bytes have the
 * hashes that the table of contents gives. Only after pxb_verify_struct.
 */
#include "bundle/raw.h"
#include "bundle/sha256.h"

/* The number of bytes at P (N left) that make one character other than NUL, or 0. */
static unsigned character(const uint8_t *p, size_t n)
{
	unsigned len, i;

	if (p[0] < 0x80)
		return p[0] != 0;
	len = p[0] < 0xC2 ? 0 : p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : p[0] < 0xF5 ? 4 : 0;
	if (!len || len > n)
		return 0;
	for (i = 1; i < len; i++)
		if ((p[i] & 0xC0) != 0x80)
			return 0;
	if ((p[0] == 0xE0 && p[1] < 0xA0) || (p[0] == 0xED && p[1] > 0x9F) || (p[0] == 0xF0 && p[1] < 0x90) ||
	    (p[0] == 0xF4 && p[1] > 0x8F))
		return 0;
	return len;
}

/* The offset of the first byte of S that is not UTF-8, or is a NUL; s.n when all is well. */
static size_t check_utf8(const uint8_t *p, size_t n)
{
	size_t i = 0;

	while (i < n) {
		unsigned len;

		if (n - i >= 8) {
			uint64_t eight = pxb_load64(p + i);

			/* no byte above 0x7F, no byte 0 */
			if (!((eight | (eight - 0x0101010101010101u)) & 0x8080808080808080u)) {
				i += 8;
				continue;
			}
		}
		len = character(p + i, n - i);
		if (!len)
			break;
		i += len;
	}
	return i;
}

static enum pxb_code verify_texts(const struct pxb *b, const struct pxb_table *t, struct pxb_error *e)
{
	uint32_t page, i;

	for (page = 0; page < t->count; page++) {
		const uint8_t *p = t->p + 4 * ((size_t)t->count + 1) + pxb_load32(t->p + 4 * (size_t)page);
		uint32_t n = pxb_load32(p);
		const uint8_t *bytes = p + 4 + 4 * ((size_t)n + 1);

		for (i = 0; i < n; i++) {
			uint32_t from = pxb_load32(p + 4 + 4 * (size_t)i);
			uint32_t len = pxb_load32(p + 8 + 4 * (size_t)i) - from - 1;
			size_t at = check_utf8(bytes + from, len);

			if (at < len)
				return pxb_fail_at(e, b, t, page, bytes + from + at, "text is not UTF-8");
		}
	}
	return PXB_OK;
}

static int compare_strings(struct pxb_str a, struct pxb_str b)
{
	int order = memcmp(a.p, b.p, a.n < b.n ? a.n : b.n);

	if (order)
		return order;
	return a.n < b.n ? -1 : a.n > b.n;
}

/* Hashes are those of the ids, and (hash, id) ascends strictly: no id stands twice. */
static enum pxb_code verify_ids(const struct pxb *b, const struct pxb_table *t, struct pxb_error *e)
{
	struct pxb_str last = {"", 0};
	uint32_t i, hash, last_hash = 0;

	for (i = 0; i < t->count; i++, last_hash = hash) {
		uint32_t h = pxb_handle_of(t, i);
		const uint8_t *row = pxb_row(t, h);
		struct pxb_str id = pxb_string(b, t, h >> 16, pxb_load32(row + 4));

		hash = pxb_load32(row);
		if (hash != pxb_hash32(id.p, id.n))
			return pxb_fail_at(e, b, t, i, row, "the hash is not that of the id");
		if (i && hash == last_hash && compare_strings(last, id) >= 0)
			return pxb_fail_at(e, b, t, i, row, "ids are not in order, or one stands twice");
		last = id;
	}
	return PXB_OK;
}

static enum pxb_code verify_media_order(const struct pxb *b, const struct pxb_table *t, struct pxb_error *e)
{
	const size_t at = offsetof(struct pxb_row_media, sha256);
	uint32_t i;

	for (i = 0; i < t->count; i++) {
		const uint8_t *row = t->rows + (uint64_t)i * t->stride, *sum = row + at;
		uint32_t hash =
		    (uint32_t)sum[0] << 24 | (uint32_t)sum[1] << 16 | (uint32_t)sum[2] << 8 | sum[3];

		if (pxb_load32(row) != hash)
			return pxb_fail_at(e, b, t, i, row, "the hash is not that of the SHA-256");
		if (i && memcmp(sum - t->stride, sum, 32) >= 0)
			return pxb_fail_at(e, b, t, i, sum, "media are not in order, or one stands twice");
	}
	return PXB_OK;
}

/* Lists that are sorted: handles ascend strictly among the children of one row. */
static enum pxb_code verify_sorted(const struct pxb *b, const struct pxb_table *t, struct pxb_error *e)
{
	const struct pxb_layout_def *l = &pxb_layouts[pxb_sections[t->section].layout];
	uint32_t c, i, j;

	for (c = l->first; c < l->first + l->n; c++) {
		const struct pxb_column_def *col = &pxb_columns[c];
		const struct pxb_table *child;

		if (col->meaning != PXB_SPAN)
			continue;
		child = pxb_sibling(b, t, (enum pxb_role)col->argument);
		if (!(pxb_sections[child->section].flags & PXB_SORTED))
			continue;
		for (i = 0; i < t->count; i++) {
			struct pxb_list s = pxb_children(b, t, pxb_handle_of(t, i), col->offset,
							 (enum pxb_role)col->argument);

			for (j = 1; j < s.n; j++)
				if (pxb_load32(pxb_row(child, s.row + j - 1)) >=
				    pxb_load32(pxb_row(child, s.row + j)))
					return pxb_fail_at(e, b, child, j, pxb_row(child, s.row + j),
							   "the list is not in order");
		}
	}
	return PXB_OK;
}

/* A localisation has the type of its challenge. */
static enum pxb_code verify_types(const struct pxb *b, const struct pxb_table *t, struct pxb_error *e)
{
	const struct pxb_table *c = &b->table[b->table_of[PXB_SEC_CHAL]];
	uint32_t i;

	for (i = 0; i < t->count; i++) {
		const uint8_t *row = t->rows + (uint64_t)i * t->stride;
		const uint8_t *owner = pxb_row(c, pxb_load32(row));

		if (row[offsetof(struct pxb_row_localisation, type)] !=
		    owner[offsetof(struct pxb_row_challenge, type)])
			return pxb_fail_at(e, b, t, i, row, "the type is not that of the challenge");
	}
	return PXB_OK;
}

static enum pxb_code verify_table_text(const struct pxb *b, const struct pxb_table *t, struct pxb_error *e)
{
	const struct pxb_section_def *d = &pxb_sections[t->section];
	enum pxb_code code = PXB_OK;

	if (d->kind == PXB_KIND_PAGES)
		return verify_texts(b, t, e);
	if (d->kind == PXB_KIND_BLOB) {
		size_t at = check_utf8(t->p, (size_t)t->size);

		return at < t->size ? pxb_fail_at(e, b, t, 0, t->p + at, "text is not UTF-8") : PXB_OK;
	}
	if (t->section == PXB_SEC_MEDI)
		code = verify_media_order(b, t, e);
	else if (d->relation == PXB_REL_ENTITY)
		code = verify_ids(b, t, e);
	else if (t->section == PXB_SEC_CLOC)
		code = verify_types(b, t, e);
	if (!code)
		code = verify_sorted(b, t, e);
	return code;
}

enum pxb_code pxb_verify_text(const struct pxb *b, struct pxb_error *e)
{
	enum pxb_code code = PXB_OK;
	uint32_t i;

	for (i = 0; i < b->ntable && !code; i++)
		if (b->table[i].p)
			code = verify_table_text(b, &b->table[i], e);
	return code;
}

enum pxb_code pxb_verify_hash(const struct pxb *b, struct pxb_error *e)
{
	const struct pxb_table *t = &b->table[b->table_of[PXB_SEC_MEDI]];
	const uint8_t *entry = b->p + PXB_TAR_BLOCK + b->header_size;
	uint8_t sum[32];
	uint32_t i;

	for (i = 0; i < b->nentry; i++, entry += b->entry_size) {
		uint64_t offset = pxb_load64(entry + PXB_E_OFFSET);
		char name[PXB_NAME_BYTES], tag[17] = "";

		pxb_sha256_of(sum, b->p + offset, (size_t)pxb_load64(entry + PXB_E_SIZE));
		if (memcmp(sum, entry + PXB_E_SHA256, 32) == 0)
			continue;
		memcpy(tag, entry + PXB_E_LOCALE, 16);
		pxb_section_name(name, (const char *)entry, tag);
		return pxb_fail(e, PXB_CORRUPT, name + sizeof(PXB_PREFIX) - 1, 0, offset,
				"the section has another SHA-256 than the table of contents says");
	}
	for (i = 0; i < t->count; i++) {
		const uint8_t *row = t->rows + (uint64_t)i * t->stride;
		const uint8_t *p =
		    b->p + b->sections_end + pxb_load64(row + offsetof(struct pxb_row_media, offset));

		pxb_sha256_of(sum, p, (size_t)pxb_load64(row + offsetof(struct pxb_row_media, size)));
		if (memcmp(sum, row + offsetof(struct pxb_row_media, sha256), 32) != 0)
			return pxb_fail(e, PXB_CORRUPT, "media", i, (uint64_t)(p - b->p),
					"the medium has another SHA-256 than its row says");
	}
	return PXB_OK;
}
