/*
 * open.c: from a file to a struct pxb: the container, the table of contents and
 * its SHA-256, locales. Work grows with the number of sections only.
 */
#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bundle/raw.h"
#include "bundle/sha256.h"

/* What is known while the table of contents is read. */
struct reading {
	const uint8_t *p;
	uint64_t size;
	const uint8_t *toc; /* PXB_TAR_BLOCK bytes behind p */
	uint64_t toc_size;
	uint16_t header_size, entry_size;
	uint32_t nentry;
	uint64_t sum_at; /* header of the last member */
	struct pxb_error *e;
};

unsigned pxb_abi_version(void)
{
	return PXB_ABI;
}

enum pxb_code pxb_fail(struct pxb_error *e, enum pxb_code code, const char *section, uint64_t row,
		       uint64_t offset, const char *message)
{
	size_t n;

	if (!e)
		return code;
	memset(e, 0, sizeof(*e));
	e->code = code;
	e->row = row;
	e->offset = offset;
	if (section) {
		n = strlen(section);
		memcpy(e->section, section, n < sizeof(e->section) ? n : sizeof(e->section) - 1);
	}
	n = strlen(message);
	memcpy(e->message, message, n < sizeof(e->message) ? n : sizeof(e->message) - 1);
	return code;
}

enum pxb_code pxb_fail_at(struct pxb_error *e, const struct pxb *b, const struct pxb_table *t, uint64_t row,
			  const uint8_t *at, const char *message)
{
	char name[PXB_NAME_BYTES];
	char tag[17] = "";

	if (t->locale != PXB_NO_LOCALE) {
		const struct pxb_table *l = &b->table[b->table_of[PXB_SEC_LOCL]];

		memcpy(tag, l->rows + (uint64_t)t->locale * l->stride, 16);
	}
	pxb_section_name(name, pxb_sections[t->section].tag, tag);
	return pxb_fail(e, PXB_CORRUPT, name + sizeof(PXB_PREFIX) - 1, row, (uint64_t)(at - b->p), message);
}

/* --- the container ----------------------------------------------------------------- */

static enum pxb_code bad(const struct reading *r, enum pxb_code code, uint64_t row, uint64_t offset,
			 const char *message)
{
	return pxb_fail(r->e, code, "TOC", row, offset, message);
}

/* Checks the member NAME with SIZE bytes whose header is at AT; all of it lies in the file. */
static enum pxb_code check_member(const struct reading *r, const char *name, uint64_t at, uint64_t size)
{
	uint8_t header[PXB_TAR_BLOCK];
	uint64_t end = at + PXB_TAR_BLOCK + size;

	pxb_tar_header(header, name, size);
	if (memcmp(header, r->p + at, PXB_TAR_BLOCK) != 0)
		return pxb_fail(r->e, PXB_CORRUPT, name + sizeof(PXB_PREFIX) - 1, 0, at,
				"tar header is not the one that this member must have");
	if (!pxb_is_zero(r->p + end, pxb_tar_pad(end) - end))
		return pxb_fail(r->e, PXB_CORRUPT, name + sizeof(PXB_PREFIX) - 1, 0, end,
				"padding behind this member is not zero");
	return PXB_OK;
}

/* Reads the sizes in the header of the table of contents and proves that it lies in the file. */
static enum pxb_code read_header(struct reading *r)
{
	static const char first[] = PXB_TOC_NAME;
	const uint8_t *h;

	if (r->size < 4096 || memcmp(r->p, first, sizeof(first)) != 0)
		return bad(r, PXB_FORMAT, 0, 0, "this is no bundle");
	if (r->size % PXB_TAR_BLOCK || r->size > PXB_MAX_FILE)
		return bad(r, PXB_CORRUPT, 0, r->size, "the file is cut off or has more behind it");
	h = r->toc = r->p + PXB_TAR_BLOCK;
	if (memcmp(h, PXB_MAGIC, PXB_MAGIC_BYTES) != 0)
		return bad(r, PXB_FORMAT, 0, PXB_TAR_BLOCK, "this is no bundle");
	if (pxb_load16(h + PXB_H_MAJOR) != PXB_MAJOR)
		return bad(r, PXB_UNSUPPORTED, 0, PXB_TAR_BLOCK + PXB_H_MAJOR,
			   "unknown major format version");
	if (pxb_load32(h + PXB_H_INCOMPATIBLE))
		return bad(r, PXB_UNSUPPORTED, 0, PXB_TAR_BLOCK + PXB_H_INCOMPATIBLE,
			   "the bundle needs a newer reader");
	r->header_size = pxb_load16(h + PXB_H_HEADER_SIZE);
	r->entry_size = pxb_load16(h + PXB_H_ENTRY_SIZE);
	r->nentry = pxb_load32(h + PXB_H_ENTRIES);
	if (r->header_size < PXB_HEADER_BYTES || r->header_size % 8 || r->entry_size < PXB_ENTRY_BYTES ||
	    r->entry_size % 8 || r->nentry < 1 || r->nentry > PXB_MAX_ENTRIES)
		return bad(r, PXB_CORRUPT, 0, PXB_TAR_BLOCK, "sizes of the table of contents are wrong");
	if (pxb_load16(h + PXB_H_MINOR) <= PXB_MINOR &&
	    (r->header_size != PXB_HEADER_BYTES || r->entry_size != PXB_ENTRY_BYTES ||
	     !pxb_is_zero(h + PXB_H_RESERVED, PXB_HEADER_BYTES - PXB_H_RESERVED) ||
	     pxb_load32(h + PXB_H_FLAGS) & ~PXB_FLAG_ALL))
		return bad(r, PXB_CORRUPT, 0, PXB_TAR_BLOCK, "reserved bytes of the header are not zero");
	r->toc_size = r->header_size + (uint64_t)r->nentry * r->entry_size;
	if (r->toc_size > r->size - 4096 + PXB_TAR_BLOCK)
		return bad(r, PXB_CORRUPT, 0, PXB_TAR_BLOCK,
			   "the table of contents does not fit in the file");
	return check_member(r, PXB_TOC_NAME, 0, r->toc_size);
}

/* The last member holds the SHA-256 of the table of contents; zeros follow it. */
static enum pxb_code check_sum(struct reading *r, uint8_t identity[32])
{
	char line[PXB_SUM_BYTES + 1];
	enum pxb_code code;

	r->sum_at = r->size - PXB_TAR_END - 2 * PXB_TAR_BLOCK;
	if (r->sum_at < PXB_TAR_BLOCK + pxb_tar_pad(r->toc_size))
		return bad(r, PXB_CORRUPT, 0, r->sum_at, "the file is cut off");
	if (!pxb_is_zero(r->p + r->size - PXB_TAR_END, PXB_TAR_END))
		return bad(r, PXB_CORRUPT, 0, r->size - PXB_TAR_END, "the end of the archive is missing");
	code = check_member(r, PXB_SUM_NAME, r->sum_at, PXB_SUM_BYTES);
	if (code)
		return code;
	pxb_sha256_of(identity, r->toc, (size_t)r->toc_size);
	pxb_sum_line(line, identity);
	if (memcmp(line, r->p + r->sum_at + PXB_TAR_BLOCK, PXB_SUM_BYTES) != 0)
		return bad(r, PXB_CORRUPT, 0, r->sum_at + PXB_TAR_BLOCK,
			   "the table of contents has another SHA-256");
	return PXB_OK;
}

/* --- entries ------------------------------------------------------------------------- */

static const uint8_t *entry_at(const struct reading *r, uint32_t i)
{
	return r->toc + r->header_size + (size_t)i * r->entry_size;
}

static bool is_tag(const uint8_t *p)
{
	int i;

	for (i = 0; i < 4; i++)
		if (!((p[i] >= 'A' && p[i] <= 'Z') || (p[i] >= '0' && p[i] <= '9')))
			return false;
	return true;
}

/* Letters, digits and hyphens, then NULs, at least one; EMPTY says whether nothing may stand there. */
static bool is_word(const uint8_t *p, unsigned n, bool empty)
{
	unsigned i, len = 0;

	while (len < n && p[len])
		len++;
	if (len == n || (!len && !empty) || !pxb_is_zero(p + len, n - len))
		return false;
	for (i = 0; i < len; i++)
		if (!((p[i] >= 'a' && p[i] <= 'z') || (p[i] >= 'A' && p[i] <= 'Z') ||
		      (p[i] >= '0' && p[i] <= '9') || p[i] == '-'))
			return false;
	return true;
}

/* The sizes that follow from kind, count and stride. COUNT is below 2^32 before it is multiplied. */
static bool is_sized(const uint8_t *entry, uint32_t count)
{
	uint32_t kind = pxb_load16(entry + PXB_E_KIND), bits = pxb_load16(entry + PXB_E_BUCKET_BITS);
	uint32_t stride = pxb_load32(entry + PXB_E_STRIDE);
	uint64_t size = pxb_load64(entry + PXB_E_SIZE);

	if (bits > PXB_MAX_BUCKET_BITS)
		return false;
	if (kind == PXB_KIND_TABLE)
		return stride && stride <= 4096 && stride % 4 == 0 && count &&
		       size == pxb_directory_bytes(bits) + (uint64_t)count * stride;
	if (kind == PXB_KIND_PAGES)
		return !stride && count == (uint32_t)1 << bits && size >= ((uint64_t)count + 1) * 4;
	if (kind == PXB_KIND_BLOB)
		return !stride && !bits && size == count;
	return false;
}

/* An entry of a tag that format.def lists says what format.def says. */
static enum pxb_code check_known(const struct reading *r, uint32_t i, int section, bool newer)
{
	const struct pxb_section_def *d = &pxb_sections[section];
	const uint8_t *entry = entry_at(r, i);
	uint32_t stride = pxb_load32(entry + PXB_E_STRIDE), size = pxb_layouts[d->layout].size;
	uint32_t flags = d->flags & (PXB_SECTION_CRITICAL | PXB_SECTION_DERIVED);
	uint64_t at = (uint64_t)(entry - r->p);

	if (d->secrecy == PXB_SECRET)
		flags |= PXB_SECTION_SECRET;
	if (pxb_load16(entry + PXB_E_KIND) != d->kind || pxb_load16(entry + PXB_E_FLAGS) != flags ||
	    (entry[PXB_E_LOCALE] != 0) != (d->scope == PXB_SCOPE_EACH))
		return bad(r, PXB_CORRUPT, i, at, "the entry contradicts what its tag means");
	if (d->kind == PXB_KIND_TABLE && (newer ? stride < size : stride != size))
		return bad(r, PXB_CORRUPT, i, at + PXB_E_STRIDE, "rows of this section have another length");
	return PXB_OK;
}

/* Checks entry I; *POS is where its member begins, then where the next one does. */
static enum pxb_code check_entry(const struct reading *r, uint32_t i, uint64_t *pos)
{
	const uint8_t *entry = entry_at(r, i);
	uint64_t count = pxb_load64(entry + PXB_E_COUNT), size = pxb_load64(entry + PXB_E_SIZE);
	uint64_t at = (uint64_t)(entry - r->p);
	bool newer = pxb_load16(r->toc + PXB_H_MINOR) > PXB_MINOR;
	char name[PXB_NAME_BYTES], tag[17] = "";
	enum pxb_code code;
	int section;

	if (!is_tag(entry) || !is_word(entry + PXB_E_LOCALE, 16, true))
		return bad(r, PXB_CORRUPT, i, at, "tag or locale of the entry is malformed");
	if (i && (memcmp(entry - r->entry_size, entry, 4) > 0 ||
		  (memcmp(entry - r->entry_size, entry, 4) == 0 &&
		   memcmp(entry - r->entry_size + PXB_E_LOCALE, entry + PXB_E_LOCALE, 16) >= 0)))
		return bad(r, PXB_CORRUPT, i, at, "entries are not in order");
	if (!newer && (pxb_load16(entry + PXB_E_RESERVED) || pxb_load64(entry + PXB_E_RESERVED2)))
		return bad(r, PXB_CORRUPT, i, at, "reserved bytes of the entry are not zero");
	if (size > PXB_MAX_SECTION || count >= 0xFFFFFFFFu || !is_sized(entry, (uint32_t)count))
		return bad(r, PXB_CORRUPT, i, at, "size of the section does not follow from its rows");
	if (pxb_load64(entry + PXB_E_OFFSET) != *pos + PXB_TAR_BLOCK ||
	    r->sum_at - *pos < PXB_TAR_BLOCK + pxb_tar_pad(size))
		return bad(r, PXB_CORRUPT, i, at + PXB_E_OFFSET, "the section does not lie where it must");
	if (pxb_load16(entry + PXB_E_FLAGS) & PXB_SECTION_SECRET &&
	    !(pxb_load32(r->toc + PXB_H_FLAGS) & PXB_FLAG_FULL))
		return bad(r, PXB_CORRUPT, i, at + PXB_E_FLAGS, "a secret section in a public bundle");
	section = pxb_section_by_tag((const char *)entry);
	if (section >= 0)
		code = check_known(r, i, section, newer);
	else if (!newer || pxb_load16(entry + PXB_E_FLAGS) & PXB_SECTION_CRITICAL)
		return bad(r, PXB_UNSUPPORTED, i, at, "a section that this reader does not know");
	else
		code = PXB_OK;
	if (code)
		return code;
	memcpy(tag, entry + PXB_E_LOCALE, 16);
	pxb_section_name(name, (const char *)entry, tag);
	code = check_member(r, name, *pos, size);
	*pos += PXB_TAR_BLOCK + pxb_tar_pad(size);
	return code;
}

static enum pxb_code check_entries(const struct reading *r)
{
	uint64_t pos = PXB_TAR_BLOCK + pxb_tar_pad(r->toc_size);
	enum pxb_code code;
	uint32_t i;

	for (i = 0; i < r->nentry; i++) {
		/* pos <= sum_at: each member was proved to end before it */
		if (r->sum_at - pos < PXB_TAR_BLOCK)
			return bad(r, PXB_CORRUPT, i, pos, "the file is cut off");
		code = check_entry(r, i, &pos);
		if (code)
			return code;
	}
	if (pxb_load64(r->toc + PXB_H_SECTIONS_END) != pos)
		return bad(r, PXB_CORRUPT, 0, PXB_TAR_BLOCK + PXB_H_SECTIONS_END,
			   "the end of the sections is wrong");
	return PXB_OK;
}

/* --- the handle ------------------------------------------------------------------------- */

static struct pxb *new_handle(const struct reading *r, uint32_t nlocale)
{
	struct pxb *b;
	uint32_t n = 0, i, l;

	for (i = 0; i < PXB_SEC_COUNT; i++)
		n += pxb_sections[i].scope == PXB_SCOPE_EACH ? nlocale : 1;
	b = calloc(1, sizeof(*b) + n * sizeof(b->table[0]));
	if (!b)
		return NULL;
	b->p = r->p;
	b->size = r->size;
	b->nlocale = nlocale;
	b->nentry = r->nentry;
	b->header_size = r->header_size;
	b->entry_size = r->entry_size;
	b->flags = pxb_load32(r->toc + PXB_H_FLAGS);
	b->minor = pxb_load16(r->toc + PXB_H_MINOR);
	b->sections_end = pxb_load64(r->toc + PXB_H_SECTIONS_END);
	for (i = 0; i < PXB_SEC_COUNT; i++) {
		bool each = pxb_sections[i].scope == PXB_SCOPE_EACH;

		b->table_of[i] = b->ntable;
		for (l = 0; l < (each ? nlocale : 1); l++, b->ntable++) {
			b->table[b->ntable].section = (uint16_t)i;
			b->table[b->ntable].locale = each ? (uint16_t)l : (uint16_t)PXB_NO_LOCALE;
		}
	}
	return b;
}

static void fill_table(struct pxb_table *t, const struct reading *r, const uint8_t *entry)
{
	t->p = r->p + pxb_load64(entry + PXB_E_OFFSET);
	t->size = pxb_load64(entry + PXB_E_SIZE);
	t->count = (uint32_t)pxb_load64(entry + PXB_E_COUNT);
	t->stride = pxb_load32(entry + PXB_E_STRIDE);
	t->bits = (uint8_t)pxb_load16(entry + PXB_E_BUCKET_BITS);
	if (t->stride)
		t->rows = t->p + pxb_directory_bytes(t->bits);
}

static uint32_t find_locale(const struct pxb *b, const uint8_t tag[16])
{
	const struct pxb_table *t = &b->table[b->table_of[PXB_SEC_LOCL]];
	uint32_t i;

	for (i = 0; i < b->nlocale; i++)
		if (memcmp(t->rows + (uint64_t)i * t->stride, tag, 16) == 0)
			return i;
	return PXB_NO_LOCALE;
}

/* Locales have different tags, and chains of fallbacks end. */
static enum pxb_code check_locales(const struct pxb *b, struct pxb_error *e)
{
	const struct pxb_table *t = &b->table[b->table_of[PXB_SEC_LOCL]];
	uint32_t i, l, steps;

	for (i = 0; i < b->nlocale; i++) {
		const uint8_t *row = t->rows + (uint64_t)i * t->stride;

		if (!is_word(row, 16, false) || find_locale(b, row) != i)
			return pxb_fail(e, PXB_CORRUPT, "LOCL", i, (uint64_t)(row - b->p),
					"tag of the locale is malformed or stands twice");
		l = pxb_fallback(b, i);
		if (l != PXB_NO_LOCALE && l >= b->nlocale)
			return pxb_fail(e, PXB_CORRUPT, "LOCL", i, (uint64_t)(row - b->p),
					"fallback of the locale does not exist");
	}
	for (i = 0; i < b->nlocale; i++) {
		for (l = i, steps = 0; l != PXB_NO_LOCALE && steps <= PXB_MAX_FALLBACK; steps++)
			l = pxb_fallback(b, l);
		if (l != PXB_NO_LOCALE)
			return pxb_fail(e, PXB_CORRUPT, "LOCL", i, (uint64_t)(t->rows - b->p),
					"fallbacks of the locale go round or too far");
	}
	return PXB_OK;
}

/* Gives each section its place, all sections of a root the same k, and each table its pages. */
static enum pxb_code fill_tables(struct pxb *b, const struct reading *r)
{
	uint32_t i;

	for (i = 0; i < r->nentry; i++) {
		const uint8_t *entry = entry_at(r, i);
		int section = pxb_section_by_tag((const char *)entry);
		uint32_t locale = 0;

		if (section < 0)
			continue;
		if (entry[PXB_E_LOCALE])
			locale = find_locale(b, entry + PXB_E_LOCALE);
		if (locale == PXB_NO_LOCALE)
			return bad(r, PXB_CORRUPT, i, (uint64_t)(entry - r->p),
				   "a locale that LOCL does not list");
		fill_table(&b->table[pxb_table_number(b, (enum pxb_section_id)section, locale)], r, entry);
	}
	for (i = 0; i < b->ntable; i++) {
		struct pxb_table *t = &b->table[i];
		const struct pxb_section_def *d = &pxb_sections[t->section];
		uint32_t rows = b->table_of[pxb_roots[d->root].rows];

		if (d->kind != PXB_KIND_BLOB && t->p && (!b->table[rows].p || t->bits != b->table[rows].bits))
			return bad(r, PXB_CORRUPT, 0, (uint64_t)(t->p - r->p),
				   "a section has other buckets than the entities that it belongs to");
		t->bits = b->table[rows].bits;
		if (d->kind == PXB_KIND_TABLE)
			t->pages =
			    pxb_table_number(b, (enum pxb_section_id)pxb_pages_of(t->section), t->locale);
	}
	return PXB_OK;
}

/* The entry of LOCL, or NULL. */
static const uint8_t *locale_entry(const struct reading *r)
{
	uint32_t i;

	for (i = 0; i < r->nentry; i++)
		if (memcmp(entry_at(r, i), "LOCL", 4) == 0)
			return entry_at(r, i);
	return NULL;
}

static enum pxb_code make_handle(struct pxb **out, const struct reading *r)
{
	uint32_t nlocale = pxb_load32(r->toc + PXB_H_LOCALES);
	const uint8_t *entry = locale_entry(r);
	enum pxb_code code;
	struct pxb *b;

	if (!entry || pxb_load64(entry + PXB_E_COUNT) != nlocale || nlocale > PXB_MAX_LOCALES)
		return bad(r, PXB_CORRUPT, 0, PXB_TAR_BLOCK + PXB_H_LOCALES,
			   "the number of locales is wrong");
	b = new_handle(r, nlocale);
	if (!b)
		return bad(r, PXB_NOMEM, 0, 0, "no memory to open the bundle");
	fill_table(&b->table[b->table_of[PXB_SEC_LOCL]], r, entry);
	code = check_locales(b, r->e);
	if (!code)
		code = fill_tables(b, r);
	if (!code && (!b->table[b->table_of[PXB_SEC_META]].count || b->table[b->table_of[PXB_SEC_META]].bits))
		code = bad(r, PXB_CORRUPT, 0, 0, "the section META is missing or malformed");
	if (code) {
		free(b);
		return code;
	}
	*out = b;
	return PXB_OK;
}

/* --- opening ------------------------------------------------------------------------------- */

enum pxb_code pxb_open_memory(struct pxb **out, const void *p, size_t n, unsigned checks,
			      const uint8_t identity[32], struct pxb_error *e)
{
	struct reading r = {.p = p, .size = n, .e = e};
	uint8_t sum[32];
	enum pxb_code code;

	*out = NULL;
	code = read_header(&r);
	if (!code)
		code = check_sum(&r, sum);
	if (!code && identity && memcmp(identity, sum, 32) != 0)
		code = bad(&r, PXB_IDENTITY, 0, r.sum_at, "this is another bundle than the one expected");
	if (!code)
		code = check_entries(&r);
	if (!code)
		code = make_handle(out, &r);
	if (code)
		return code;
	memcpy((*out)->identity, sum, 32);
	code = pxb_verify(*out, checks, e);
	if (code) {
		pxb_close(*out);
		*out = NULL;
		return code;
	}
	if (e)
		memset(e, 0, sizeof(*e));
	return PXB_OK;
}

static enum pxb_code fail_io(struct pxb_error *e, int sys, const char *message)
{
	pxb_fail(e, PXB_IO, NULL, 0, 0, message);
	if (e)
		e->sys = sys;
	return PXB_IO;
}

enum pxb_code pxb_open_fd(struct pxb **out, int fd, unsigned checks, const uint8_t identity[32],
			  struct pxb_error *e)
{
	struct stat st;
	enum pxb_code code;
	void *map;

	*out = NULL;
	if (fstat(fd, &st))
		return fail_io(e, errno, "the file cannot be examined");
	if (!S_ISREG(st.st_mode))
		return pxb_fail(e, PXB_FORMAT, NULL, 0, 0, "this is not a regular file");
	if (st.st_size <= 0 || (uint64_t)st.st_size > SIZE_MAX)
		return pxb_fail(e, PXB_FORMAT, NULL, 0, 0, "this is no bundle");
	map = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_SHARED, fd, 0);
	if (map == MAP_FAILED)
		return fail_io(e, errno, "the file cannot be mapped into memory");
	code = pxb_open_memory(out, map, (size_t)st.st_size, checks, identity, e);
	if (code)
		munmap(map, (size_t)st.st_size);
	else
		(*out)->map = map;
	return code;
}

enum pxb_code pxb_open(struct pxb **out, const char *path, unsigned checks, const uint8_t identity[32],
		       struct pxb_error *e)
{
	enum pxb_code code;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	*out = NULL;
	if (fd < 0)
		return fail_io(e, errno, "the file cannot be opened");
	code = pxb_open_fd(out, fd, checks, identity, e);
	close(fd);
	return code;
}

void pxb_close(struct pxb *b)
{
	if (!b)
		return;
	if (b->map)
		munmap(b->map, (size_t)b->size);
	free(b);
}

enum pxb_code pxb_verify(const struct pxb *b, unsigned checks, struct pxb_error *e)
{
	enum pxb_code code = PXB_OK;

	/* texts and media can only be visited where the structure is sound */
	if (checks & PXB_CHECK_ALL)
		code = pxb_verify_struct(b, e);
	if (!code && checks & PXB_CHECK_TEXT)
		code = pxb_verify_text(b, e);
	if (!code && checks & PXB_CHECK_HASH)
		code = pxb_verify_hash(b, e);
	return code;
}
