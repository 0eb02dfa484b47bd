/*
 * write.c: finished sections and media to a tar archive, by libarchive.
 *
 * The bytes of the container are fixed by the format, not by libarchive: what it
 * writes is compared as it passes, header by header, and the size at the end. A
 * libarchive that writes other headers makes packing fail, never another bundle.
 */
#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/hash.h"
#include "pack/pack_int.h"

/* Where bytes go, and what must come next. */
struct output {
	int (*put)(struct output *o, const void *p, size_t n);
	struct buf *buf;
	struct new_file *file;
	struct err *e;
	uint64_t pos;                  /* bytes written so far */
	uint64_t header_at;            /* of the member being written */
	uint8_t header[PXB_TAR_BLOCK]; /* that must stand there */
	bool failed;                   /* E is filled */
};

/* --- the table of contents ------------------------------------------------------------ */

static void put_le(struct buf *b, uint64_t v, unsigned n)
{
	for (; n; n--, v >>= 8)
		buf_add_byte(b, (char)(v & 0xFF));
}

static void put_zeros(struct buf *b, size_t n)
{
	while (n--)
		buf_add_byte(b, 0);
}

static bool is_written(const struct pack_section *s, enum pack_flavour flavour)
{
	return flavour == PACK_FULL || pxb_sections[s->section].secrecy != PXB_SECRET;
}

static struct str locale_tag(const struct pack *p, const struct pack_section *s)
{
	return s->locale == PACK_NO_LOCALE ? STR("") : p->locale[s->locale].tag;
}

static void add_entry(struct buf *b, const struct pack *p, const struct pack_section *s, uint64_t offset)
{
	const struct pxb_section_def *d = &pxb_sections[s->section];
	struct str tag = locale_tag(p, s);
	uint32_t flags = d->flags & (PXB_SECTION_CRITICAL | PXB_SECTION_DERIVED);

	if (d->secrecy == PXB_SECRET)
		flags |= PXB_SECTION_SECRET;
	buf_add(b, d->tag, 4);
	put_le(b, d->kind, 2);
	put_le(b, flags, 2);
	buf_add_str(b, tag);
	put_zeros(b, 16 - tag.n);
	put_le(b, s->bits, 2);
	put_le(b, 0, 2);
	put_le(b, s->stride, 4);
	put_le(b, s->count, 8);
	put_le(b, offset, 8);
	put_le(b, s->bytes.n, 8);
	put_le(b, 0, 8);
	buf_add(b, s->sha256, 32);
}

static uint32_t count_sections(const struct pack *p, enum pack_flavour flavour)
{
	uint32_t n = 0;
	size_t i;

	for (i = 0; i < p->nout; i++)
		n += is_written(&p->out[i], flavour);
	return n;
}

/* Bytes that a member with N bytes takes. */
static uint64_t member_bytes(uint64_t n)
{
	return PXB_TAR_BLOCK + pxb_tar_pad(n);
}

/* Where the sections end, padding included. */
static uint64_t sections_end(const struct pack *p, enum pack_flavour flavour)
{
	uint64_t pos =
	    member_bytes(PXB_HEADER_BYTES + (uint64_t)count_sections(p, flavour) * PXB_ENTRY_BYTES);
	size_t i;

	for (i = 0; i < p->nout; i++)
		if (is_written(&p->out[i], flavour))
			pos += member_bytes(p->out[i].bytes.n);
	return pos;
}

static void make_toc(struct buf *b, const struct pack *p, enum pack_flavour flavour)
{
	uint32_t n = count_sections(p, flavour);
	uint64_t pos = member_bytes(PXB_HEADER_BYTES + (uint64_t)n * PXB_ENTRY_BYTES);
	uint32_t flags = (flavour == PACK_FULL ? PXB_FLAG_FULL : 0) | (p->drafts ? PXB_FLAG_DRAFTS : 0);
	size_t i;

	buf_add(b, PXB_MAGIC, PXB_MAGIC_BYTES);
	put_le(b, PXB_MAJOR, 2);
	put_le(b, PXB_MINOR, 2);
	put_le(b, PXB_HEADER_BYTES, 2);
	put_le(b, PXB_ENTRY_BYTES, 2);
	put_le(b, n, 4);
	put_le(b, 0, 4);
	put_le(b, flags, 4);
	put_le(b, p->nlocale, 4);
	put_le(b, sections_end(p, flavour), 8);
	put_zeros(b, PXB_HEADER_BYTES - b->n);
	for (i = 0; i < p->nout; i++) {
		const struct pack_section *s = &p->out[i];

		if (!is_written(s, flavour))
			continue;
		add_entry(b, p, s, pos + PXB_TAR_BLOCK);
		pos += member_bytes(s->bytes.n);
	}
}

uint64_t pack_size(const struct pack *p, enum pack_flavour flavour)
{
	const struct pack_table *t = &p->table[p->table_of[PXB_SEC_MEDI]];
	const uint32_t size = PXB_COL_media_size - pack_layout_of(PXB_SEC_MEDI)->first;
	uint64_t pos = sections_end(p, flavour);
	size_t i;

	for (i = 0; i < t->n; i++)
		pos += member_bytes(t->row[i]->value[size].num);
	return pos + member_bytes(PXB_SUM_BYTES) + PXB_TAR_END;
}

/* --- through libarchive ------------------------------------------------------------------ */

static int put_buf(struct output *o, const void *p, size_t n)
{
	buf_add(o->buf, p, n);
	return 0;
}

static int put_file(struct output *o, const void *p, size_t n)
{
	return file_write(o->file, p, n, o->e);
}

/* Compares what passes with the header that must stand at header_at. */
static bool is_expected(const struct output *o, const uint8_t *p, size_t n)
{
	uint64_t from = o->pos > o->header_at ? o->pos : o->header_at;
	uint64_t to = o->pos + n < o->header_at + PXB_TAR_BLOCK ? o->pos + n : o->header_at + PXB_TAR_BLOCK;

	return from >= to ||
	       memcmp(p + (from - o->pos), o->header + (from - o->header_at), (size_t)(to - from)) == 0;
}

/*
 * Takes what libarchive writes. After a failure it swallows the rest, since a
 * libarchive that is told of failures does not free all that it holds.
 */
static la_ssize_t take(struct archive *a, void *ctx, const void *p, size_t n)
{
	struct output *o = ctx;

	(void)a;
	if (!o->failed && !is_expected(o, p, n)) {
		err_set(o->e, "libarchive %s writes another tar header than the bundle format says",
			archive_version_details());
		o->failed = true;
	}
	if (!o->failed && o->put(o, p, n))
		o->failed = true;
	o->pos += n;
	return (la_ssize_t)n;
}

/* Passes on libarchive's failure unless one of ours is behind it. */
static int archive_failed(struct output *o, struct archive *a)
{
	const char *text = archive_error_string(a);

	if (!o->failed)
		err_set(o->e, "cannot write the bundle: %s", text ? text : "libarchive does not say why");
	o->failed = true;
	return -1;
}

static int write_member(struct output *o, struct archive *a, const char *name, struct str bytes)
{
	struct archive_entry *entry = archive_entry_new();
	int rc = 0;

	if (!entry)
		return err_set(o->e, "cannot write the bundle: out of memory");
	o->header_at = o->pos;
	pxb_tar_header(o->header, name, bytes.n);
	archive_entry_set_pathname(entry, name);
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_entry_set_perm(entry, 0444);
	archive_entry_set_size(entry, (la_int64_t)bytes.n);
	archive_entry_set_mtime(entry, 0, 0);
	if (archive_write_header(a, entry) != ARCHIVE_OK)
		rc = archive_failed(o, a);
	if (!rc && bytes.n && archive_write_data(a, bytes.p, bytes.n) != (la_ssize_t)bytes.n)
		rc = archive_failed(o, a);
	if (!rc && archive_write_finish_entry(a) != ARCHIVE_OK)
		rc = archive_failed(o, a);
	archive_entry_free(entry);
	if (o->failed)
		return -1;
	if (!rc && o->pos != o->header_at + member_bytes(bytes.n))
		rc = err_set(o->e, "cannot write the bundle: %s has another size than announced", name);
	return rc;
}

static int write_sections(struct output *o, struct archive *a, const struct pack *p,
			  enum pack_flavour flavour)
{
	char name[PXB_NAME_BYTES], tag[17] = "";
	size_t i;

	for (i = 0; i < p->nout; i++) {
		const struct pack_section *s = &p->out[i];
		struct str locale = locale_tag(p, s);

		if (!is_written(s, flavour))
			continue;
		memcpy(tag, locale.p, locale.n);
		tag[locale.n] = 0;
		pxb_section_name(name, pxb_sections[s->section].tag, tag);
		if (write_member(o, a, name, buf_str(&s->bytes)))
			return -1;
	}
	return 0;
}

static int write_medium(struct output *o, struct archive *a, const struct pack_row *r,
			const struct pack_media *media)
{
	const uint32_t first = pack_layout_of(PXB_SEC_MEDI)->first;
	const uint8_t *sha = (const uint8_t *)r->id.p;
	struct str ext = r->value[PXB_COL_media_ext - first].text, bytes;
	char name[PXB_NAME_BYTES], ending[9] = "";
	uint8_t sum[32];

	if (!media)
		BUG("media without their bytes");
	if (ext.n)
		memcpy(ending, ext.p, ext.n);
	pxb_media_name(name, sha, ending);
	if (media->bytes(&bytes, media->ctx, sha, o->e))
		return -1;
	hash_sha256(sum, bytes);
	if (bytes.n != r->value[PXB_COL_media_size - first].num || memcmp(sum, sha, 32) != 0)
		return err_set(o->e, "%s changed while the bundle was written", name);
	return write_member(o, a, name, bytes);
}

static int write_all(struct output *o, struct archive *a, uint8_t identity[32], const struct pack *p,
		     enum pack_flavour flavour, const struct pack_media *media)
{
	const struct pack_table *t = &p->table[p->table_of[PXB_SEC_MEDI]];
	char line[PXB_SUM_BYTES + 1];
	struct buf toc = {0};
	size_t i;
	int rc;

	make_toc(&toc, p, flavour);
	hash_sha256(identity, buf_str(&toc));
	rc = write_member(o, a, PXB_TOC_NAME, buf_str(&toc));
	buf_release(&toc);
	if (!rc)
		rc = write_sections(o, a, p, flavour);
	for (i = 0; i < t->n && !rc; i++)
		rc = write_medium(o, a, t->row[i], media);
	pxb_sum_line(line, identity);
	if (!rc)
		rc = write_member(o, a, PXB_SUM_NAME, (struct str){line, PXB_SUM_BYTES});
	if (!rc && archive_write_close(a) != ARCHIVE_OK)
		rc = archive_failed(o, a);
	if (!rc && o->pos != pack_size(p, flavour))
		rc = err_set(o->e, "cannot write the bundle: its size is not the one announced");
	return rc;
}

/* Only ustar, no blocking: what leaves is what was put in. */
static int open_archive(struct output *o, struct archive *a)
{
	if (archive_write_set_format_ustar(a) != ARCHIVE_OK ||
	    archive_write_add_filter_none(a) != ARCHIVE_OK ||
	    archive_write_set_bytes_per_block(a, 0) != ARCHIVE_OK ||
	    archive_write_set_bytes_in_last_block(a, 1) != ARCHIVE_OK ||
	    archive_write_open(a, o, NULL, take, NULL) != ARCHIVE_OK)
		return archive_failed(o, a);
	return 0;
}

static int write_archive(struct output *o, uint8_t identity[32], const struct pack *p,
			 enum pack_flavour flavour, const struct pack_media *media)
{
	struct archive *a = archive_write_new();
	uint8_t sum[32];
	int rc;

	if (!p->is_finished)
		BUG("writing before pack_finish");
	if (!a)
		return err_set(o->e, "cannot write the bundle: out of memory");
	rc = open_archive(o, a);
	if (!rc)
		rc = write_all(o, a, identity ? identity : sum, p, flavour, media);
	o->failed = o->failed || rc;
	archive_write_free(a);
	return o->failed ? -1 : 0;
}

int pack_finish(struct pack *p, struct err *e)
{
	if (pack_place_rows(p, e) || pack_encode(p, e))
		return -1;
	if (p->nout > PXB_MAX_ENTRIES)
		return err_set(e, "a bundle cannot hold so much: %zu sections", p->nout);
	p->is_finished = true;
	return 0;
}

int pack_write_buf(struct buf *out, uint8_t identity[32], const struct pack *p, enum pack_flavour flavour,
		   const struct pack_media *media, struct err *e)
{
	struct output o = {.put = put_buf, .buf = out, .e = e};

	return write_archive(&o, identity, p, flavour, media);
}

int pack_write_file(const char *path, uint8_t identity[32], const struct pack *p, enum pack_flavour flavour,
		    const struct pack_media *media, struct err *e)
{
	struct new_file file;
	struct output o = {.put = put_file, .file = &file, .e = e};
	int rc;

	if (file_begin(&file, path, e))
		return -1;
	rc = write_archive(&o, identity, p, flavour, media);
	if (!rc)
		rc = file_commit(&file, e);
	file_abandon(&file);
	return rc;
}
