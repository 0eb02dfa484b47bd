/*
 * encode.c: strings to numbers, rows to bytes, one buffer per section.
 */
#include <stdlib.h>

#include "base/alloc.h"
#include "base/hash.h"
#include "pack/pack_int.h"

static void put16(uint8_t *p, uint32_t v)
{
	p[0] = (uint8_t)v;
	p[1] = (uint8_t)(v >> 8);
}

static void put32(uint8_t *p, uint32_t v)
{
	put16(p, v & 0xFFFF);
	put16(p + 2, v >> 16);
}

static void put64(uint8_t *p, uint64_t v)
{
	put32(p, (uint32_t)v);
	put32(p + 4, (uint32_t)(v >> 32));
}

static void add32(struct buf *b, uint32_t v)
{
	uint8_t bytes[4];

	put32(bytes, v);
	buf_add(b, bytes, 4);
}

static void add_zeros(struct buf *b, size_t n)
{
	static const char zero[8];

	buf_add(b, zero, n);
}

/* A new section for SECTION in LOCALE at the end of the list. */
static struct pack_section *add_section(struct pack *p, uint32_t section, uint32_t locale)
{
	struct pack_section *s;

	ALLOC_GROW(p->out, p->nout, p->out_cap);
	s = &p->out[p->nout++];
	*s = (struct pack_section){.section = (uint16_t)section, .locale = (uint16_t)locale};
	s->bits = p->bits[pxb_sections[section].root];
	return s;
}

static int end_section(struct pack *p, struct pack_section *s, struct err *e)
{
	if (s->bytes.n > PXB_MAX_SECTION)
		return err_set(e, "a bundle cannot hold so much: %s has %zu bytes",
			       pack_section_label(p, s->section, s->locale), s->bytes.n);
	hash_sha256(s->sha256, buf_str(&s->bytes));
	return 0;
}

/* --- strings ------------------------------------------------------------------------- */

/* One page while it is filled. */
struct page {
	struct map number; /* of each text; keys are the texts themselves */
	struct buf offsets, bytes;
	uint32_t n;
};

static void add_string(struct page *g, struct str s)
{
	add32(&g->offsets, (uint32_t)g->bytes.n);
	buf_add_str(&g->bytes, s);
	buf_add_byte(&g->bytes, 0);
	g->n++;
}

static void begin_page(struct page *g)
{
	map_release(&g->number);
	g->offsets.n = g->bytes.n = 0;
	g->n = 0;
	add_string(g, STR(""));
}

/* The number of the text S, which is not empty. */
static uint32_t number_of(struct page *g, struct str s)
{
	uint32_t known = map_add(&g->number, s, g->n);

	if (known != MAP_NONE)
		return known;
	add_string(g, s);
	return g->n - 1;
}

/* Replaces the texts of R by their numbers; a row has one page, so this happens once. */
static void number_row(struct page *g, struct pack_row *r)
{
	const struct pxb_layout_def *l = pack_layout_of(r->section);
	uint32_t i;

	for (i = 0; i < l->n; i++) {
		enum pxb_meaning m = pxb_columns[l->first + i].meaning;

		if ((m == PXB_STR || m == PXB_ID) && pack_is_set(r, i))
			r->value[i].num = r->value[i].text.n ? number_of(g, r->value[i].text) : 0;
	}
}

/* Fills G with the strings of BUCKET of all tables whose pages are PAGES. */
static void fill_page(struct pack *p, struct page *g, uint32_t pages, uint32_t locale, uint32_t bucket)
{
	uint32_t s;
	size_t i;

	begin_page(g);
	for (s = 0; s < PXB_SEC_COUNT; s++) {
		const struct pack_table *t;

		if (pxb_sections[s].kind != PXB_KIND_TABLE ||
		    pxb_pages_of((enum pxb_section_id)s) != (int)pages)
			continue;
		t = pack_table_at(p, s, locale);
		if (!t->n)
			continue;
		for (i = t->first[bucket]; i < t->first[bucket + 1]; i++)
			if (t->row[i])
				number_row(g, t->row[i]);
	}
}

static int end_page(struct pack *p, struct buf *blob, const struct page *g, uint32_t pages, uint32_t locale,
		    struct err *e)
{
	size_t n = 4 + g->offsets.n + 4 + g->bytes.n;

	if (g->n > PXB_MAX_PAGE_TEXTS || n > PXB_MAX_PAGE_BYTES)
		return err_set(e, "a bundle cannot hold so much: too much text in one bucket of %s",
			       pack_section_label(p, pages, locale));
	add32(blob, g->n);
	buf_add(blob, g->offsets.p, g->offsets.n);
	add32(blob, (uint32_t)g->bytes.n);
	buf_add(blob, g->bytes.p, g->bytes.n);
	add_zeros(blob, (4 - n % 4) % 4);
	return 0;
}

/* The section PAGES in LOCALE, unless it would hold no text. */
static int encode_pages(struct pack *p, uint32_t pages, uint32_t locale, struct err *e)
{
	uint32_t nbucket = (uint32_t)1 << p->bits[pxb_sections[pages].root], b;
	struct buf directory = {0}, blob = {0};
	struct page g = {0};
	bool any = false;
	int rc = 0;

	for (b = 0; b < nbucket && !rc; b++) {
		add32(&directory, (uint32_t)blob.n);
		fill_page(p, &g, pages, locale, b);
		any = any || g.n > 1;
		rc = end_page(p, &blob, &g, pages, locale, e);
		if (!rc && blob.n > PXB_MAX_SECTION)
			rc = err_set(e, "a bundle cannot hold so much: more than 4 GiB of text in %s",
				     pack_section_label(p, pages, locale));
	}
	add32(&directory, (uint32_t)blob.n);
	if (any && !rc) {
		struct pack_section *s = add_section(p, pages, locale);

		s->count = nbucket;
		buf_add(&directory, blob.p, blob.n);
		s->bytes = directory;
		directory = (struct buf){0};
		rc = end_section(p, s, e);
	}
	map_release(&g.number);
	buf_release(&g.offsets);
	buf_release(&g.bytes);
	buf_release(&directory);
	buf_release(&blob);
	return rc;
}

/* --- rows ------------------------------------------------------------------------------ */

static uint32_t handle_of(const struct pack_row *r)
{
	return r->bucket << 16 | r->slot;
}

/* Position, plus one, among the rows of the bucket. */
static uint32_t position_of(const struct pack_row *from, const struct pack_row *to)
{
	if (from->bucket != to->bucket || from->locale != to->locale)
		BUG("a row of %s refers to one of %s in another bucket", pxb_sections[from->section].tag,
		    pxb_sections[to->section].tag);
	return to->slot + 1;
}

static void put_number(uint8_t *at, enum pxb_coltype type, uint64_t v)
{
	switch (type) {
	case PXB_U8:
		*at = (uint8_t)v;
		break;
	case PXB_U16:
		put16(at, (uint32_t)v);
		break;
	case PXB_U32:
		put32(at, (uint32_t)v);
		break;
	case PXB_U64:
	case PXB_I64:
		put64(at, v);
		break;
	case PXB_C8:
	case PXB_C16:
	case PXB_B32:
		BUG("a number in a column of bytes");
	}
}

/* What a column holds that was not set. */
static uint64_t default_of(const struct pxb_column_def *c)
{
	switch (c->meaning) {
	case PXB_REF0:
	case PXB_OPT:
		return UINT64_MAX;
	case PXB_LOCALE:
		return PXB_NO_LOCALE;
	default:
		return 0;
	}
}

static void encode_value(uint8_t *row, const struct pack_row *r, uint32_t col)
{
	const struct pxb_column_def *c = &pxb_columns[pack_layout_of(r->section)->first + col];
	const union pack_value *v = &r->value[col];
	bool is_set = pack_is_set(r, col);
	uint8_t *at = row + c->offset;

	switch (c->meaning) {
	case PXB_NUM:
	case PXB_OPT:
	case PXB_SCALE:
	case PXB_ENUM:
	case PXB_BITS:
	case PXB_HASH:
	case PXB_KEY:
	case PXB_LOCALE:
		put_number(at, c->type, is_set ? v->num : default_of(c));
		break;
	case PXB_ID:
	case PXB_STR:
		put32(at, is_set ? (uint32_t)v->num : 0);
		break;
	case PXB_REF:
	case PXB_THING:
	case PXB_OWNER:
		if (!is_set)
			BUG("%s.%s of %s is not set", pxb_layouts[c->layout].name, c->name,
			    pxb_sections[r->section].tag);
		put32(at, handle_of(v->row));
		break;
	case PXB_REF0:
		put32(at, is_set ? handle_of(v->row) : PXB_NO_HANDLE);
		break;
	case PXB_REL0:
		put16(at, is_set ? position_of(r, v->row) : 0);
		break;
	case PXB_SHA:
	case PXB_WORD:
		if (is_set && v->text.n)
			memcpy(at, v->text.p, v->text.n);
		break;
	case PXB_SPAN: /* encode_spans */
	case PXB_ZERO:
		break;
	}
}

/* Columns of rows that nobody made: only what is not zero. */
static void encode_missing(uint8_t *row, const struct pxb_layout_def *l)
{
	uint32_t i;

	for (i = l->first; i < l->first + l->n; i++)
		if (default_of(&pxb_columns[i]))
			put_number(row + pxb_columns[i].offset, pxb_columns[i].type,
				   default_of(&pxb_columns[i]));
}

/* The SPAN column C (number COL of the layout): where each row's children begin in their bucket. */
static void encode_spans(uint8_t *rows, const struct pack_table *t, uint32_t bits,
			 const struct pxb_layout_def *l, uint32_t col)
{
	uint32_t b, at;
	size_t i;

	for (b = 0; b < (uint32_t)1 << bits; b++) {
		at = 0;
		for (i = t->first[b]; i < t->first[b + 1]; i++) {
			const struct pack_row *r = t->row[i], *c;

			put16(rows + i * l->size + pxb_columns[l->first + col].offset, at);
			if (!r || !pack_is_set(r, col))
				continue;
			for (c = r->value[col].children.first; c; c = c->next)
				at++;
		}
	}
}

static void encode_rows(uint8_t *rows, const struct pack_table *t, uint32_t bits,
			const struct pxb_layout_def *l)
{
	uint32_t col;
	size_t i;

	for (i = 0; i < t->n; i++) {
		uint8_t *row = rows + i * l->size;

		if (!t->row[i]) {
			encode_missing(row, l);
			continue;
		}
		for (col = 0; col < l->n; col++)
			encode_value(row, t->row[i], col);
	}
	for (col = 0; col < l->n; col++)
		if (pxb_columns[l->first + col].meaning == PXB_SPAN)
			encode_spans(rows, t, bits, l, col);
}

static int encode_table(struct pack *p, uint32_t section, uint32_t locale, struct err *e)
{
	const struct pack_table *t = pack_table_at(p, section, locale);
	const struct pxb_layout_def *l = pack_layout_of(section);
	struct pack_section *s;
	uint64_t head;
	uint32_t i;

	if (!t->n)
		return 0;
	s = add_section(p, section, locale);
	head = pxb_directory_bytes(s->bits);
	if (t->n > (PXB_MAX_SECTION - head) / l->size)
		return err_set(e, "a bundle cannot hold so much: %zu rows of %s", t->n,
			       pack_section_label(p, section, locale));
	s->count = (uint32_t)t->n;
	s->stride = l->size;
	s->bytes.n = (size_t)head + t->n * l->size;
	s->bytes.cap = s->bytes.n + 1;
	s->bytes.p = alloc_zero(s->bytes.cap, 1);
	for (i = 0; i <= (uint32_t)1 << s->bits; i++)
		put32((uint8_t *)s->bytes.p + 4 * (size_t)i, t->first[i]);
	encode_rows((uint8_t *)s->bytes.p + head, t, s->bits, l);
	return end_section(p, s, e);
}

/* A text whose length is no multiple of 512, so that the padding ends it as a C string. */
static int encode_info(struct pack *p, struct err *e)
{
	struct pack_section *s;

	if (!p->info.n)
		return 0;
	s = add_section(p, PXB_SEC_INFO, PACK_NO_LOCALE);
	s->bits = 0;
	buf_add_str(&s->bytes, p->info);
	buf_add_byte(&s->bytes, '\n');
	if (s->bytes.n % PXB_TAR_BLOCK == 0)
		buf_add_byte(&s->bytes, '\n');
	s->count = (uint32_t)s->bytes.n;
	return end_section(p, s, e);
}

/* --- all sections ---------------------------------------------------------------------------- */

/* Media follow the sections in the order of their rows; offsets count from there. */
static void place_media(struct pack *p)
{
	struct pack_table *t = &p->table[p->table_of[PXB_SEC_MEDI]];
	const uint32_t first = pack_layout_of(PXB_SEC_MEDI)->first;
	uint64_t pos = 0;
	size_t i;

	for (i = 0; i < t->n; i++) {
		union pack_value *v = t->row[i]->value;

		v[PXB_COL_media_offset - first].num = pos + PXB_TAR_BLOCK;
		t->row[i]->set |= (uint64_t)1 << (PXB_COL_media_offset - first);
		pos += PXB_TAR_BLOCK + pxb_tar_pad(v[PXB_COL_media_size - first].num);
	}
}

static int encode_section(struct pack *p, uint32_t section, uint32_t locale, struct err *e)
{
	switch (pxb_sections[section].kind) {
	case PXB_KIND_TABLE:
		return encode_table(p, section, locale, e);
	case PXB_KIND_PAGES: /* before tables, in pack_encode */
		return 0;
	case PXB_KIND_BLOB:
		return encode_info(p, e);
	case PXB_KIND_NONE:
		break;
	}
	BUG("section %u has no kind", section);
}

/* Order of sections: tag, then locale, as in the table of contents. */
static int compare_sections(const struct pack *p, const struct pack_section *a, const struct pack_section *b)
{
	int order = memcmp(pxb_sections[a->section].tag, pxb_sections[b->section].tag, 4);

	if (order || a->locale == PACK_NO_LOCALE)
		return order;
	return str_cmp(p->locale[a->locale].tag, p->locale[b->locale].tag);
}

/* There are a few hundred sections at most: insertion keeps it simple. */
static void sort_sections(struct pack *p)
{
	size_t i, j;

	for (i = 1; i < p->nout; i++) {
		struct pack_section s = p->out[i];

		for (j = i; j && compare_sections(p, &p->out[j - 1], &s) > 0; j--)
			p->out[j] = p->out[j - 1];
		p->out[j] = s;
	}
}

/* Calls for each section and locale: pages first, since they number the strings of rows. */
int pack_encode(struct pack *p, struct err *e)
{
	uint32_t s, l;
	int pass;

	place_media(p);
	for (pass = 0; pass < 2; pass++) {
		for (s = 0; s < PXB_SEC_COUNT; s++) {
			bool each = pxb_sections[s].scope == PXB_SCOPE_EACH;
			bool pages = pxb_sections[s].kind == PXB_KIND_PAGES;

			if (pages != (pass == 0))
				continue;
			for (l = 0; l < (each ? p->nlocale : 1); l++) {
				uint32_t locale = each ? l : PACK_NO_LOCALE;

				if (pages ? encode_pages(p, s, locale, e) : encode_section(p, s, locale, e))
					return -1;
			}
		}
	}
	sort_sections(p);
	return 0;
}
