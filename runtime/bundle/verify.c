/*
 * verify.c: the proof that makes getters safe, driven by format.def.
 *
 * Time grows with the size of the file: every row, page and offset is visited a
 * fixed number of times. No allocation, no recursion. The order matters: first
 * directories and pages, then columns, which speak of rows and strings.
 */
#include "bundle/raw.h"
#include "bundle/sha256.h"

/* One column of one table under examination. */
struct look {
	const struct pxb *b;
	const struct pxb_table *t;
	const struct pxb_section_def *d;
	const struct pxb_column_def *c;
	struct pxb_error *e;
};

static const uint8_t *row_at(const struct pxb_table *t, uint32_t i)
{
	/* i < count, and rows lie in the section (open: size = directory + count * stride) */
	return t->rows + (uint64_t)i * t->stride;
}

static enum pxb_code fail_row(const struct look *k, uint32_t i, const char *message)
{
	char text[160];
	size_t n = strlen(k->c->name), m = strlen(message);

	if (n + m + 3 > sizeof(text))
		return pxb_fail_at(k->e, k->b, k->t, i, row_at(k->t, i) + k->c->offset, message);
	memcpy(text, k->c->name, n);
	memcpy(text + n, ": ", 2);
	memcpy(text + n + 2, message, m + 1);
	return pxb_fail_at(k->e, k->b, k->t, i, row_at(k->t, i) + k->c->offset, text);
}

/* --- directories and pages ----------------------------------------------------------- */

/* I1: the directory ascends from 0 to the number of rows, no bucket is too wide. */
static enum pxb_code verify_directory(const struct pxb *b, const struct pxb_table *t, struct pxb_error *e)
{
	uint32_t nbucket = (uint32_t)1 << t->bits, i, from = pxb_first(t, 0), to;
	const uint8_t *end = t->p + 4 * ((size_t)nbucket + 1);

	if (from)
		return pxb_fail_at(e, b, t, 0, t->p, "the directory does not begin with 0");
	for (i = 0; i < nbucket; i++, from = to) {
		to = pxb_first(t, i + 1);
		if (to < from || to - from > PXB_MAX_BUCKET_ROWS)
			return pxb_fail_at(e, b, t, i, t->p + 4 * (size_t)i,
					   "the directory does not ascend, or a bucket is too wide");
	}
	if (from != t->count)
		return pxb_fail_at(e, b, t, i, end - 4, "the directory does not end with the number of rows");
	if (!pxb_is_zero(end, (uint64_t)(t->rows - end)))
		return pxb_fail_at(e, b, t, i, end, "padding behind the directory is not zero");
	return PXB_OK;
}

/* I4 for one page of N bytes: offsets ascend and stay inside, each string ends with a NUL. */
static const char *check_page(const uint8_t *page, uint32_t n, const uint8_t **at)
{
	uint32_t nstring, i, from, to, room;

	*at = page;
	if (n < 13)
		return "the page is too short";
	nstring = pxb_load32(page);
	if (!nstring || nstring > PXB_MAX_PAGE_TEXTS || (n - 4) / 4 < nstring + 1)
		return "the page cannot hold so many strings";
	room = n - 4 - 4 * (nstring + 1);
	page += 4;
	if (pxb_load32(page) != 0 || pxb_load32(page + 4) != 1)
		return "the first string of the page is not the empty one";
	for (i = 0, from = 0; i < nstring; i++, from = to) {
		*at = page + 4 * (size_t)(i + 1);
		to = pxb_load32(*at);
		if (to <= from || to > room || to - from > PXB_MAX_TEXT_BYTES)
			return "the offset of a string is wrong";
		*at = page + 4 * ((size_t)nstring + 1) + to - 1;
		if (**at)
			return "a string does not end with a NUL";
	}
	++*at;
	if (room - from > 3 || !pxb_is_zero(*at, room - from))
		return "the page has more behind its strings";
	return NULL;
}

static enum pxb_code verify_pages(const struct pxb *b, const struct pxb_table *t, struct pxb_error *e)
{
	const uint8_t *blob = t->p + 4 * ((size_t)t->count + 1), *at;
	uint64_t room = t->size - 4 * ((uint64_t)t->count + 1);
	uint32_t i, from = pxb_load32(t->p), to;
	const char *message;

	if (from)
		return pxb_fail_at(e, b, t, 0, t->p, "the first page does not begin at 0");
	for (i = 0; i < t->count; i++, from = to) {
		at = t->p + 4 * (size_t)(i + 1);
		to = pxb_load32(at);
		if (to < from || to > room || to % 4 || to - from > PXB_MAX_PAGE_BYTES)
			return pxb_fail_at(e, b, t, i, at, "the offset of a page is wrong");
		message = check_page(blob + from, to - from, &at);
		if (message)
			return pxb_fail_at(e, b, t, i, at, message);
	}
	if (from != room)
		return pxb_fail_at(e, b, t, i, t->p, "bytes behind the last page");
	return PXB_OK;
}

/* --- relations -------------------------------------------------------------------------- */

/* I6: each row lies in the bucket of its hash, hashes ascend within a bucket. */
static enum pxb_code verify_entity(const struct pxb *b, const struct pxb_table *t, struct pxb_error *e)
{
	uint32_t nbucket = (uint32_t)1 << t->bits, i, row;

	for (i = 0, row = 0; i < nbucket; i++) {
		uint32_t last = 0;

		for (; row < pxb_first(t, i + 1); row++) {
			uint32_t hash = pxb_load32(row_at(t, row));

			if (pxb_bucket(hash, t->bits) != i)
				return pxb_fail_at(e, b, t, row, row_at(t, row),
						   "the row lies in a wrong bucket");
			if (hash < last)
				return pxb_fail_at(e, b, t, row, row_at(t, row), "hashes do not ascend");
			last = hash;
		}
	}
	return PXB_OK;
}

/* True if A and B have the same rows in the same buckets. */
static bool same_rows(const struct pxb_table *a, const struct pxb_table *b)
{
	return a->count == b->count && memcmp(a->p, b->p, (size_t)pxb_directory_bytes(a->bits)) == 0;
}

/* The section whose rows have T's rows as children, or -1. */
static int parent_of(const struct pxb_section_def *child)
{
	int i;
	uint32_t j;

	for (i = 0; i < PXB_SEC_COUNT; i++) {
		const struct pxb_layout_def *l = &pxb_layouts[pxb_sections[i].layout];

		if (pxb_sections[i].root != child->root)
			continue;
		for (j = l->first; j < l->first + l->n; j++)
			if (pxb_columns[j].meaning == PXB_SPAN && pxb_columns[j].argument == child->role)
				return i;
	}
	return -1;
}

/* Every bucket with children has a parent; that spans cover them all is verify_span's proof. */
static enum pxb_code verify_child(const struct pxb *b, const struct pxb_table *t, struct pxb_error *e)
{
	int section = parent_of(&pxb_sections[t->section]);
	const struct pxb_table *parent;
	uint32_t i;

	if (section < 0)
		return pxb_fail_at(e, b, t, 0, t->p, "no table can have these children");
	parent = &b->table[pxb_table_number(b, (enum pxb_section_id)section, t->locale)];
	for (i = 0; i < (uint32_t)1 << t->bits; i++)
		if (pxb_width(t, i) && !pxb_width(parent, i))
			return pxb_fail_at(e, b, t, i, t->p + 4 * (size_t)i, "children without a parent");
	return PXB_OK;
}

static enum pxb_code verify_relation(const struct pxb *b, const struct pxb_table *t, struct pxb_error *e)
{
	const struct pxb_section_def *d = &pxb_sections[t->section];

	switch (d->relation) {
	case PXB_REL_ENTITY:
		return verify_entity(b, t, e);
	case PXB_REL_TWIN: {
		/* I7: row for row with the base, so that a handle of one is a handle of the other */
		const struct pxb_table *base = pxb_sibling(b, t, d->base);

		if (!base->count || !same_rows(t, base))
			return pxb_fail_at(e, b, t, 0, t->p, "the rows are not those of the table beside it");
		return PXB_OK;
	}
	case PXB_REL_CHILD:
		return verify_child(b, t, e);
	case PXB_REL_SPARSE:
		return PXB_OK; /* verify_owner */
	case PXB_REL_PLAIN:
		if (t->bits)
			return pxb_fail_at(e, b, t, 0, t->p, "this table has one bucket only");
		if ((t->section == PXB_SEC_META || t->section == PXB_SEC_CERT) && t->count != 1)
			return pxb_fail_at(e, b, t, 0, t->p, "this table has one row only");
		return PXB_OK;
	}
	return PXB_OK;
}

/* --- columns ------------------------------------------------------------------------------ */

static enum pxb_code verify_max(const struct look *k, uint64_t max, const char *message)
{
	uint32_t i;

	for (i = 0; i < k->t->count; i++)
		if (pxb_load_column(row_at(k->t, i), k->c) > max)
			return fail_row(k, i, message);
	return PXB_OK;
}

/* I5: each string number is below that of the page of the row's bucket. */
static enum pxb_code verify_strings(const struct look *k)
{
	const struct pxb_table *pages = &k->b->table[k->t->pages];
	uint32_t least = k->c->meaning == PXB_ID, bucket, row;

	for (bucket = 0, row = 0; bucket < (uint32_t)1 << k->t->bits; bucket++) {
		uint32_t n = 1;

		if (pages->count)
			n = pxb_load32(pages->p + pxb_load32(pages->p + 4 * (size_t)bucket) +
				       4 * ((size_t)pages->count + 1));
		for (; row < pxb_first(k->t, bucket + 1); row++) {
			uint32_t number = pxb_load32(row_at(k->t, row) + k->c->offset);

			if (number >= n || number < least)
				return fail_row(k, row, "the page has no such string");
		}
	}
	return PXB_OK;
}

/* I3: each handle names a row. */
static enum pxb_code verify_refs(const struct look *k)
{
	const struct pxb_table *to = &k->b->table[k->b->table_of[k->c->argument]];
	uint32_t i;

	for (i = 0; i < k->t->count; i++) {
		uint32_t handle = pxb_load32(row_at(k->t, i) + k->c->offset);

		if (!pxb_is_row(to, handle) && !(handle == PXB_NONE && k->c->meaning == PXB_REF0))
			return fail_row(k, i, "the handle names no row");
	}
	return PXB_OK;
}

static enum pxb_code verify_things(const struct look *k)
{
	uint32_t i;

	for (i = 0; i < k->t->count; i++) {
		const uint8_t *row = row_at(k->t, i);
		int section = pxb_section_of_thing(row[k->c->argument]);

		if (section < 0 ||
		    !pxb_is_row(&k->b->table[k->b->table_of[section]], pxb_load32(row + k->c->offset)))
			return fail_row(k, i, "the handle names no row of its kind");
	}
	return PXB_OK;
}

/* The owner is a row of the root in the same bucket; in sparse tables owners ascend. */
static enum pxb_code verify_owner(const struct look *k)
{
	const struct pxb_table *to = &k->b->table[k->b->table_of[pxb_roots[k->d->root].rows]];
	uint32_t bucket, row, owner, last = 0;
	bool sparse = k->d->relation == PXB_REL_SPARSE;

	for (bucket = 0, row = 0; bucket < (uint32_t)1 << k->t->bits; bucket++) {
		for (; row < pxb_first(k->t, bucket + 1); row++, last = owner) {
			owner = pxb_load32(row_at(k->t, row) + k->c->offset);
			if (owner >> 16 != bucket || !pxb_is_row(to, owner))
				return fail_row(k, row, "the owner is no row of this bucket");
			if (sparse && row && owner <= last)
				return fail_row(k, row, "owners do not ascend");
		}
	}
	return PXB_OK;
}

/*
 * I2: within a bucket the first span begins at 0, each at or behind the one
 * before, none behind the children of the bucket: spans cover the children,
 * each once.
 */
static enum pxb_code verify_span(const struct look *k)
{
	const struct pxb_table *child = pxb_sibling(k->b, k->t, (enum pxb_role)k->c->argument);
	uint32_t bucket, row, from;

	for (bucket = 0, row = 0; bucket < (uint32_t)1 << k->t->bits; bucket++) {
		uint32_t width = pxb_width(child, bucket), last = 0;
		bool first = true;

		for (; row < pxb_first(k->t, bucket + 1); row++, last = from, first = false) {
			from = pxb_load16(row_at(k->t, row) + k->c->offset);
			if (from > width || from < last || (first && from))
				return fail_row(k, row, "the children begin where they must not");
		}
	}
	return PXB_OK;
}

/* Positions, plus one, of rows of the same bucket. */
static enum pxb_code verify_positions(const struct look *k)
{
	const struct pxb_table *to = pxb_sibling(k->b, k->t, (enum pxb_role)k->c->argument);
	uint32_t bucket, row;

	for (bucket = 0, row = 0; bucket < (uint32_t)1 << k->t->bits; bucket++) {
		uint32_t width = pxb_width(to, bucket);

		for (; row < pxb_first(k->t, bucket + 1); row++)
			if (pxb_load16(row_at(k->t, row) + k->c->offset) > width)
				return fail_row(k, row, "the bucket has no such row");
	}
	return PXB_OK;
}

static enum pxb_code verify_locales(const struct look *k)
{
	uint32_t i;

	for (i = 0; i < k->t->count; i++) {
		uint32_t l = pxb_load16(row_at(k->t, i) + k->c->offset);

		if (l >= k->b->nlocale && l != PXB_NO_LOCALE)
			return fail_row(k, i, "there is no such locale");
	}
	return PXB_OK;
}

/* ASCII letters, digits and hyphens, at least one NUL behind them and nothing else. */
static enum pxb_code verify_words(const struct look *k)
{
	uint32_t n = pxb_coltype_size(k->c->type), i, j;

	for (i = 0; i < k->t->count; i++) {
		const uint8_t *p = row_at(k->t, i) + k->c->offset;

		for (j = 0; j < n && p[j]; j++)
			if (!((p[j] >= 'a' && p[j] <= 'z') || (p[j] >= 'A' && p[j] <= 'Z') ||
			      (p[j] >= '0' && p[j] <= '9') || p[j] == '-'))
				return fail_row(k, i, "a character that may not stand here");
		if (k->t->section == PXB_SEC_MEDI && j == n)
			return fail_row(k, i, "the word is too long");
		if (!pxb_is_zero(p + j, n - j))
			return fail_row(k, i, "bytes behind the word");
	}
	return PXB_OK;
}

static enum pxb_code verify_column(const struct look *k)
{
	switch (k->c->meaning) {
	case PXB_NUM:
	case PXB_OPT:
	case PXB_KEY:
	case PXB_HASH: /* verify_entity */
	case PXB_SHA:
		return PXB_OK;
	case PXB_SCALE:
		return verify_max(k, PXB_MAX_SCALE, "more than 18 decimals");
	case PXB_ENUM:
		return verify_max(k, pxb_enums[k->c->argument].count - 1, "there is no such value");
	case PXB_BITS:
		return verify_max(k, ((uint64_t)1 << pxb_enums[k->c->argument].count) - 1,
				  "there is no such bit");
	case PXB_ZERO:
		return k->b->minor > PXB_MINOR ? PXB_OK : verify_max(k, 0, "reserved bytes are not zero");
	case PXB_ID:
	case PXB_STR:
		return verify_strings(k);
	case PXB_REF:
	case PXB_REF0:
		return verify_refs(k);
	case PXB_THING:
		return verify_things(k);
	case PXB_OWNER:
		return verify_owner(k);
	case PXB_SPAN:
		return verify_span(k);
	case PXB_REL0:
		return verify_positions(k);
	case PXB_LOCALE:
		return verify_locales(k);
	case PXB_WORD:
		return verify_words(k);
	}
	return PXB_OK;
}

static enum pxb_code verify_columns(const struct pxb *b, const struct pxb_table *t, struct pxb_error *e)
{
	const struct pxb_section_def *d = &pxb_sections[t->section];
	const struct pxb_layout_def *l = &pxb_layouts[d->layout];
	enum pxb_code code = PXB_OK;
	uint32_t i;

	for (i = l->first; i < l->first + l->n && !code; i++) {
		struct look k = {b, t, d, &pxb_columns[i], e};

		code = verify_column(&k);
	}
	return code;
}

/* --- what no column says ---------------------------------------------------------------------- */

/* Places lie in their layout, in order, and do not overlap. */
static enum pxb_code verify_places(const struct pxb *b, const struct pxb_table *t, struct pxb_error *e)
{
	uint32_t i, j;

	for (i = 0; i < t->count; i++) {
		uint32_t h = pxb_handle_of(t, i), at = 0;
		const size_t layout = offsetof(struct pxb_row_localisation, layout);
		struct pxb_str s = pxb_string(b, t, h >> 16, pxb_load32(pxb_row(t, h) + layout));
		struct pxb_list l = pxb_children(b, t, h, offsetof(struct pxb_row_localisation, placements),
						 PXB_ROLE_placements);

		for (j = 0; j < l.n; j++) {
			const uint8_t *row = pxb_row(&b->table[l.table], l.row + j);
			uint32_t start = pxb_load32(row), length = pxb_load32(row + 4);

			if (start < at || start > s.n || length > s.n - start)
				return pxb_fail_at(e, b, &b->table[l.table], j, row,
						   "the place does not lie in the layout");
			at = start + length;
		}
	}
	return PXB_OK;
}

/* Media follow each other in the order of their rows up to the last member. */
static enum pxb_code verify_media(const struct pxb *b, struct pxb_error *e)
{
	const struct pxb_table *t = &b->table[b->table_of[PXB_SEC_MEDI]];
	uint64_t pos = b->sections_end, end = b->size - PXB_TAR_END - 2 * PXB_TAR_BLOCK;
	uint32_t i;

	for (i = 0; i < t->count; i++) {
		const uint8_t *row = row_at(t, i);
		uint64_t size = pxb_load64(row + offsetof(struct pxb_row_media, size));
		uint64_t offset = pxb_load64(row + offsetof(struct pxb_row_media, offset));
		char name[PXB_NAME_BYTES];
		uint8_t header[PXB_TAR_BLOCK];

		if (end - pos < PXB_TAR_BLOCK || size > end - pos - PXB_TAR_BLOCK ||
		    offset != pos + PXB_TAR_BLOCK - b->sections_end)
			return pxb_fail_at(e, b, t, i, row, "the medium does not lie where it must");
		/* the ending is a word that ends with a NUL (verify_words) */
		pxb_media_name(name, row + offsetof(struct pxb_row_media, sha256),
			       (const char *)row + offsetof(struct pxb_row_media, ext));
		pxb_tar_header(header, name, size);
		if (memcmp(header, b->p + pos, PXB_TAR_BLOCK) != 0)
			return pxb_fail(e, PXB_CORRUPT, "media", i, pos, "tar header of the medium is wrong");
		pos += PXB_TAR_BLOCK + size;
		if (!pxb_is_zero(b->p + pos, pxb_tar_pad(pos) - pos))
			return pxb_fail(e, PXB_CORRUPT, "media", i, pos,
					"padding behind the medium is not zero");
		pos = pxb_tar_pad(pos);
	}
	if (pos != end)
		return pxb_fail(e, PXB_CORRUPT, "media", i, pos, "bytes behind the last medium");
	return PXB_OK;
}

/* A blob is text without NUL whose padding, never empty, ends it as a C string. */
static enum pxb_code verify_blob(const struct pxb *b, const struct pxb_table *t, struct pxb_error *e)
{
	if (!(t->size % PXB_TAR_BLOCK) || memchr(t->p, 0, (size_t)t->size))
		return pxb_fail_at(e, b, t, 0, t->p, "the text holds a NUL or leaves no room for one");
	return PXB_OK;
}

enum pxb_code pxb_verify_struct(const struct pxb *b, struct pxb_error *e)
{
	enum pxb_code code = PXB_OK;
	uint32_t i;

	for (i = 0; i < b->ntable && !code; i++) {
		const struct pxb_table *t = &b->table[i];

		if (!t->p)
			continue;
		if (pxb_sections[t->section].kind == PXB_KIND_TABLE)
			code = verify_directory(b, t, e);
		else if (pxb_sections[t->section].kind == PXB_KIND_PAGES)
			code = verify_pages(b, t, e);
		else
			code = verify_blob(b, t, e);
	}
	for (i = 0; i < b->ntable && !code; i++) {
		if (!b->table[i].p || pxb_sections[b->table[i].section].kind != PXB_KIND_TABLE)
			continue;
		code = verify_relation(b, &b->table[i], e);
		if (!code)
			code = verify_columns(b, &b->table[i], e);
	}
	for (i = 0; i < b->ntable && !code; i++)
		if (b->table[i].p && pxb_sections[b->table[i].section].layout == PXB_ROW_localisation)
			code = verify_places(b, &b->table[i], e);
	if (!code)
		code = verify_media(b, e);
	return code;
}
