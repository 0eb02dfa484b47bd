/*
 * test_bundle_damage.c: hostile bytes are refused, in words that name the place,
 * or harmless. PXB_SLOW=1 flips every bit instead of one per byte and makes ten
 * times as many mutants.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/alloc.h"

#include "bundle_by_hand.h"
#include "bundle_sample.h"
#include "bundle_walk.h"

static bool is_slow(void)
{
	return getenv("PXB_SLOW") != NULL;
}

static enum pxb_code code_of(const void *p, size_t n, unsigned checks)
{
	struct pxb *x;
	enum pxb_code code = pxb_open_memory(&x, p, n, checks, NULL, NULL);

	pxb_close(x);
	return code;
}

/* --- one wrong number ------------------------------------------------------------------- */

/* A value that the column C must not have, or false if it may have any. */
static bool wrong_value(uint64_t *v, const struct pxb_column_def *c, const struct pxb_table *t, uint64_t old)
{
	*v = UINT64_MAX;
	switch (c->meaning) {
	case PXB_NUM:
	case PXB_OPT:
	case PXB_KEY:
	case PXB_SHA:
		return false;
	case PXB_WORD:
		*v = '/';
		return true;
	case PXB_SCALE:
		*v = PXB_MAX_SCALE + 1;
		return true;
	case PXB_ENUM:
		*v = pxb_enums[c->argument].count;
		return true;
	case PXB_BITS:
		*v = (uint64_t)1 << pxb_enums[c->argument].count;
		return true;
	case PXB_HASH:
		/* another bucket, or before its neighbour */
		*v = t->bits ? old ^ 0x80000000u : 0;
		return t->bits || t->count > 1;
	case PXB_REF0:
		*v = 0xFFFFFFFEu;
		return true;
	case PXB_ID:
		*v = 0;
		return true;
	case PXB_LOCALE:
		*v = 0xFFFE;
		return true;
	case PXB_STR:
	case PXB_REF:
	case PXB_THING:
	case PXB_OWNER:
	case PXB_SPAN:
	case PXB_REL0:
	case PXB_ZERO:
		break;
	}
	return true;
}

static void put_column(uint8_t *row, const struct pxb_column_def *c, uint64_t v)
{
	/* of a word the first byte */
	uint32_t n = c->meaning == PXB_WORD ? 1 : pxb_coltype_size(c->type), i;

	for (i = 0; i < n; i++)
		row[c->offset + i] = (uint8_t)(v >> 8 * i);
}

/* Opening P must fail at this row and column. */
static void must_refuse(const struct buf *b, const struct pxb_table *t, const struct pxb_column_def *c,
			uint32_t row)
{
	const char *tag = pxb_sections[t->section].tag;
	const uint8_t *at = t->rows + (uint64_t)row * t->stride;
	struct pxb_error e;
	struct pxb *x;

	if (pxb_open_memory(&x, b->p, b->n, PXB_CHECK_STRUCT, NULL, &e) != PXB_CORRUPT)
		fail_msg("%s.%s: a wrong value is accepted", tag, c->name);
	if (strncmp(e.section, tag, 4) != 0 || (e.row != row && t->section != PXB_SEC_LOCL))
		fail_msg("%s.%s row %u: said of %s row %llu: %s", tag, c->name, row, e.section,
			 (unsigned long long)e.row, e.message);
	if (t->section != PXB_SEC_LOCL && (e.offset < (uint64_t)(at - (const uint8_t *)b->p) ||
					   e.offset >= (uint64_t)(at - (const uint8_t *)b->p) + t->stride))
		fail_msg("%s.%s: offset %llu", tag, c->name, (unsigned long long)e.offset);
}

/* Each column of each section, in its last row. */
static void test_columns(void **state)
{
	struct sample s = {.seed = 3, .nlocale = 3, .scale = 40};
	struct buf b = sample_bytes(&s, PACK_FULL);
	uint32_t i, k, ncolumn = 0;
	struct pxb *x;

	(void)state;
	assert_int_equal(pxb_open_memory(&x, b.p, b.n, PXB_CHECK_ALL, NULL, NULL), PXB_OK);
	for (i = 0; i < x->ntable; i++) {
		const struct pxb_table *t = &x->table[i];
		const struct pxb_layout_def *l = &pxb_layouts[pxb_sections[t->section].layout];
		uint8_t *row = (uint8_t *)b.p + (t->rows - x->p) + (uint64_t)(t->count - 1) * t->stride;

		if (!t->count || pxb_sections[t->section].kind != PXB_KIND_TABLE)
			continue;
		for (k = l->first; k < l->first + l->n; k++) {
			const struct pxb_column_def *c = &pxb_columns[k];
			uint64_t old = c->meaning == PXB_WORD ? row[c->offset] : pxb_load_column(row, c), v;

			if (!wrong_value(&v, c, t, old))
				continue;
			put_column(row, c, v);
			must_refuse(&b, t, c, t->count - 1);
			put_column(row, c, old);
			ncolumn++;
		}
	}
	print_message("columns with a wrong value: %u\n", ncolumn);
	pxb_close(x);
	buf_release(&b);
}

/* Adds DELTA to the number at P and expects that the bundle is refused. */
static void must_refuse_change(const struct buf *b, uint8_t *p, uint32_t delta, const char *tag,
			       const char *what)
{
	uint32_t v = pxb_load32(p) + delta, i;
	uint8_t old[4];

	memcpy(old, p, 4);
	for (i = 0; i < 4; i++)
		p[i] = (uint8_t)(v >> 8 * i);
	if (code_of(b->p, b->n, PXB_CHECK_STRUCT) != PXB_CORRUPT)
		fail_msg("%s: %s changed by %d is accepted", tag, what, (int)delta);
	memcpy(p, old, 4);
}

/* Numbers of all directories, and of the first strings of all pages, one up and one down. */
static void test_directories(void **state)
{
	struct sample s = {.seed = 11, .nlocale = 2, .scale = 40};
	struct buf b = sample_bytes(&s, PACK_FULL);
	struct pxb *x;
	uint32_t i, k;

	(void)state;
	assert_int_equal(pxb_open_memory(&x, b.p, b.n, PXB_CHECK_ALL, NULL, NULL), PXB_OK);
	for (i = 0; i < x->ntable; i++) {
		const struct pxb_table *t = &x->table[i];
		const char *tag = pxb_sections[t->section].tag;
		uint8_t *p = (uint8_t *)b.p + (t->p - x->p);
		bool pages = pxb_sections[t->section].kind == PXB_KIND_PAGES;

		if (!t->p)
			continue;
		if (pxb_sections[t->section].kind == PXB_KIND_BLOB) {
			must_refuse_change(&b, p, 0 - pxb_load32(p), tag, "a NUL in the text");
			continue;
		}
		for (k = 0; k <= 1u << t->bits; k++) {
			/* a child that moves to the parent beside it is another sound bundle */
			if (k && k < 1u << t->bits && pxb_sections[t->section].relation == PXB_REL_CHILD &&
			    !pages)
				continue;
			must_refuse_change(&b, p + 4 * k, 1, tag, "directory");
			must_refuse_change(&b, p + 4 * k, (uint32_t)-1, tag, "directory");
		}
		p += 4 * ((1u << t->bits) + 1);
		for (k = 0; pages && k <= pxb_load32(p) && k < 20; k++) {
			must_refuse_change(&b, p + 4 + 4 * k, k ? (uint32_t)-1 : 1, tag, "string");
			must_refuse_change(&b, p + 4 + 4 * k, 0x10000, tag, "string");
		}
		if (pages) {
			must_refuse_change(&b, p, 1, tag, "number of strings");
			must_refuse_change(&b, p, (uint32_t)-1, tag, "number of strings");
		}
	}
	pxb_close(x);
	buf_release(&b);
}

/* --- damage ------------------------------------------------------------------------------------------ */

static void test_truncated(void **state)
{
	struct sample s = {.seed = 2, .nlocale = 1, .scale = 1};
	struct buf b = sample_bytes(&s, PACK_FULL);
	size_t n;

	(void)state;
	for (n = 0; n < b.n; n++) {
		/* a copy of exactly N bytes, so that a step behind it is seen */
		uint8_t *copy = malloc(n ? n : 1);

		memcpy(copy, b.p, n);
		assert_int_not_equal(code_of(copy, n, PXB_CHECK_TOC), PXB_OK);
		free(copy);
		if (n % 512 == 8)
			n += is_slow() ? 0 : 496;
	}
	for (n = 1; n <= 4096; n++) {
		uint8_t *copy = calloc(1, b.n + n);

		memcpy(copy, b.p, b.n);
		assert_int_not_equal(code_of(copy, b.n + n, PXB_CHECK_TOC), PXB_OK);
		free(copy);
		n += is_slow() ? 0 : 100;
	}
	buf_release(&b);
}

/* Opens what may be damaged and, where it is accepted, visits all of it. */
static bool survives(const uint8_t *p, size_t n)
{
	struct buf dump = {0};
	struct pxb *x;

	if (pxb_open_memory(&x, p, n, PXB_CHECK_STRUCT, NULL, NULL))
		return false;
	walk_all(x);
	pack_dump(&dump, x);
	/* these may refuse but must not stumble */
	pxb_verify(x, PXB_CHECK_TEXT, NULL);
	buf_release(&dump);
	pxb_close(x);
	return true;
}

/* The bundle made by hand: small enough to flip all its bits. */
static struct buf bytes_by_hand(void)
{
	static const struct pack_media media = {sample_media, NULL};
	struct pack *p = make_velos();
	struct buf b = {0};
	struct err e;

	assert_int_equal(pack_finish(p, &e), 0);
	assert_int_equal(pack_write_buf(&b, NULL, p, PACK_FULL, &media, &e), 0);
	pack_free(p);
	return b;
}

static void test_flipped_bits(void **state)
{
	struct buf b = bytes_by_hand();
	uint8_t *p = (uint8_t *)b.p;
	size_t i, accepted = 0;
	unsigned bit;

	(void)state;
	for (i = 0; i < b.n; i++) {
		for (bit = 0; bit < 8; bit++) {
			if (!is_slow() && bit != i * 5 % 8)
				continue;
			p[i] ^= (uint8_t)(1u << bit);
			if (code_of(p, b.n, PXB_CHECK_HASH) == PXB_OK)
				fail_msg("bit %u of byte %zu", bit, i);
			accepted += survives(p, b.n);
			p[i] ^= (uint8_t)(1u << bit);
		}
	}
	print_message("flipped bits that only hashes or texts tell: %zu of %zu\n", accepted,
		      b.n * (is_slow() ? 8 : 1));
	buf_release(&b);
}

/* A number that damage likes. */
static uint32_t interesting(uint64_t *state, uint32_t old)
{
	static const uint32_t value[] = {0,          1,          2,         0x7F,   0xFF,
					 0x100,      0xFFFF,     0x10000,   0x8000, 0x7FFFFFFF,
					 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF};
	uint32_t r = (uint32_t)(sample_next(state) >> 33);

	switch (r % 6) {
	case 0:
		return value[r / 6 % countof(value)];
	case 1:
		return old + 1;
	case 2:
		return old - 1;
	case 3:
		return old ^ 1u << (r / 6 % 32);
	case 4:
		return old + 512 * (r / 6 % 9) - 2048;
	default:
		return (uint32_t)sample_next(state);
	}
}

/* Where to hit: the table of contents, or a section and there mostly its beginning. */
static size_t place_to_hit(uint64_t *state, const uint8_t *p)
{
	uint32_t n = pxb_load32(p + 512 + PXB_H_ENTRIES);
	const uint8_t *entry = p + 512 + PXB_HEADER_BYTES;
	uint64_t size;

	if (sample_next(state) % 12 == 0)
		return 512 + sample_next(state) % (PXB_HEADER_BYTES + n * PXB_ENTRY_BYTES) / 4 * 4;
	entry += (sample_next(state) >> 20) % n * PXB_ENTRY_BYTES;
	size = pxb_load64(entry + PXB_E_SIZE);
	return (size_t)pxb_load64(entry + PXB_E_OFFSET) + (size_t)((sample_next(state) >> 20) % size);
}

/* Changes one number of P, a copy of the N sound bytes at FROM. */
static void mutate(uint64_t *state, uint8_t *p, const uint8_t *from, size_t n)
{
	size_t at = place_to_hit(state, from);
	uint32_t v;

	switch (sample_next(state) >> 40 & 3) {
	case 0:
		p[at] = (uint8_t)interesting(state, p[at]);
		break;
	case 1:
		at &= ~(size_t)1;
		v = interesting(state, pxb_load16(p + at));
		p[at] = (uint8_t)v;
		p[at + 1] = (uint8_t)(v >> 8);
		break;
	default:
		at &= ~(size_t)3;
		v = interesting(state, pxb_load32(p + at));
		if (at + 4 <= n)
			memcpy(p + at, &v, 4); /* little-endian hosts: the tests run there */
	}
}

static void test_mutants(void **state)
{
	struct sample s = {.seed = 6, .nlocale = 2, .scale = 2};
	struct buf full = sample_bytes(&s, PACK_FULL), open = sample_bytes(&s, PACK_PUBLIC);
	size_t n = is_slow() ? 200000 : 20000, i, accepted = 0;
	uint64_t seed = 88172645463325252u;

	(void)state;
	for (i = 0; i < n; i++) {
		const struct buf *from = i % 4 ? &full : &open;
		uint8_t *copy = malloc(from->n);
		unsigned k = 1 + (unsigned)(sample_next(&seed) % 3);

		memcpy(copy, from->p, from->n);
		while (k--)
			mutate(&seed, copy, (const uint8_t *)from->p, from->n);
		sample_mend_sum(copy, from->n);
		accepted += survives(copy, from->n);
		free(copy);
	}
	print_message("mutants accepted and visited: %zu of %zu (%zu bytes each)\n", accepted, n, full.n);
	assert_true(accepted > n / 20);
	buf_release(&full);
	buf_release(&open);
}

/* Every byte of the table of contents but its hashes, its own SHA-256 mended. */
static void test_contents(void **state)
{
	struct sample s = {.seed = 12, .nlocale = 2, .scale = 2};
	struct buf b = sample_bytes(&s, PACK_FULL);
	uint8_t *toc = (uint8_t *)b.p + PXB_TAR_BLOCK;
	uint32_t n = PXB_HEADER_BYTES + pxb_load32(toc + PXB_H_ENTRIES) * PXB_ENTRY_BYTES, i;

	(void)state;
	for (i = 0; i < n; i++) {
		bool flags = i >= PXB_H_FLAGS && i < PXB_H_FLAGS + 4;

		if (i >= PXB_HEADER_BYTES && (i - PXB_HEADER_BYTES) % PXB_ENTRY_BYTES >= PXB_E_SHA256)
			continue;
		toc[i] ^= flags ? 4 : 1;
		sample_mend_sum((uint8_t *)b.p, b.n);
		/* a higher minor version may hold anything that is sound */
		if (i != PXB_H_MINOR && i != PXB_H_MINOR + 1 && code_of(b.p, b.n, PXB_CHECK_STRUCT) == PXB_OK)
			fail_msg("byte %u of the table of contents", i);
		toc[i] ^= flags ? 4 : 1;
	}
	buf_release(&b);
}

/* A section is left out although others need it. */
static void test_missing_sections(void **state)
{
	static const struct pack_media media = {sample_media, NULL};
	struct sample s = {.seed = 12, .nlocale = 1, .scale = 4};
	struct pack *p = sample_make(&s);
	struct err e = {0};
	size_t i, n = p->nout, accepted = 0;

	(void)state;
	for (i = 0; i < n; i++) {
		struct pack_section gone = p->out[i];
		struct buf b = {0};

		memmove(p->out + i, p->out + i + 1, (n - i - 1) * sizeof(gone));
		p->nout = n - 1;
		assert_int_equal(pack_write_buf(&b, NULL, p, PACK_FULL, &media, &e), 0);
		/* texts, lists and the like may be missing; what is there must still be sound */
		accepted += survives((const uint8_t *)b.p, b.n);
		if (gone.section == PXB_SEC_SKLS || gone.section == PXB_SEC_CLOC ||
		    gone.section == PXB_SEC_PATH || gone.section == PXB_SEC_CSTR ||
		    gone.section == PXB_SEC_CSEC || gone.section == PXB_SEC_META)
			assert_int_not_equal(code_of(b.p, b.n, PXB_CHECK_STRUCT), PXB_OK);
		buf_release(&b);
		memmove(p->out + i + 1, p->out + i, (n - i - 1) * sizeof(gone));
		p->out[i] = gone;
		p->nout = n;
	}
	print_message("sections that may be missing: %zu of %zu\n", accepted, n);
	pack_free(p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_columns),          cmocka_unit_test(test_directories),
	    cmocka_unit_test(test_missing_sections), cmocka_unit_test(test_contents),
	    cmocka_unit_test(test_truncated),        cmocka_unit_test(test_flipped_bits),
	    cmocka_unit_test(test_mutants),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
