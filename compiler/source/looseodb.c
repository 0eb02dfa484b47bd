/*
 * looseodb.c: reads loose git objects (one zlib stream per file).
 *
 * In: a folder of objects. Out: a libgit2 backend. libgit2's own backend loops
 * for ever on a truncated object and writes beyond its buffer when an object is
 * longer than its header says; this one demands that header, length and end of
 * stream agree exactly, and never reads or makes more than the limit. That the
 * bytes have the right hash is checked by the git_odb above.
 */
#include "source/source_int.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <git2/sys/odb_backend.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "base/alloc.h"

#define CHUNK        (64u << 10)
#define HEADER_BYTES 32u /* "commit 18446744073709551615" and a NUL are 28 */

struct loose {
	git_odb_backend base; /* first: libgit2 hands it back */
	char *folder;
};

/* One object being read. */
struct inflation {
	int fd;
	z_stream z;
	uint8_t in[CHUNK];
	uint8_t head[HEADER_BYTES];
	size_t nhead; /* bytes in HEAD, header and beginning of the contents */
	size_t body;  /* offset of the contents in HEAD */
	size_t size;  /* of the contents, as the header states it */
	git_object_t type;
	bool at_end; /* the stream said that it is complete */
};

/* Says what is wrong with object ID; returns -1. */
static int corrupt(const git_oid *id, const char *what)
{
	char hex[GIT_OID_HEXSZ + 1];
	char text[128];

	git_oid_tostr(hex, sizeof(hex), id);
	snprintf(text, sizeof(text), "loose object %s is damaged: %s", hex, what);
	git_error_set_str(GIT_ERROR_ODB, text);
	return GIT_ERROR;
}

/* Opens the file of object ID; -1 with errno set when that fails. */
static int open_object(const struct loose *l, const git_oid *id)
{
	char hex[GIT_OID_HEXSZ + 1];
	struct buf path = {0};
	int fd;

	git_oid_tostr(hex, sizeof(hex), id);
	buf_add_fmt(&path, "%s/%.2s/%s", l->folder, hex, hex + 2);
	fd = open(path.p, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	buf_release(&path);
	return fd;
}

/*
 * Inflates up to N bytes to OUT. *GOT is below N only at the end of the stream.
 * Returns NULL or what is wrong.
 */
static const char *inflate_some(struct inflation *f, void *out, size_t n, size_t *got)
{
	int rc = Z_OK;
	ssize_t r;

	f->z.next_out = out;
	f->z.avail_out = (uInt)n;
	while (f->z.avail_out && !f->at_end) {
		if (!f->z.avail_in) {
			do
				r = read(f->fd, f->in, sizeof(f->in));
			while (r < 0 && errno == EINTR);
			if (r < 0)
				return "it cannot be read";
			if (r == 0)
				return "it ends too early";
			f->z.next_in = f->in;
			f->z.avail_in = (uInt)r;
		}
		rc = inflate(&f->z, Z_NO_FLUSH);
		if (rc == Z_STREAM_END)
			f->at_end = true;
		else if (rc != Z_OK)
			return "it is not a zlib stream";
	}
	*got = n - f->z.avail_out;
	return NULL;
}

/* The number of exactly those digits, without leading zeros. */
static bool parse_size(size_t *out, const uint8_t *p, size_t n)
{
	uint64_t v = 0;
	size_t i;

	if (n == 0 || n > 18 || (p[0] == '0' && n > 1))
		return false;
	for (i = 0; i < n; i++) {
		if (p[i] < '0' || p[i] > '9')
			return false;
		v = v * 10 + (uint64_t)(p[i] - '0');
	}
	if (v > SIZE_MAX / 2)
		return false;
	*out = (size_t)v;
	return true;
}

static git_object_t parse_type(struct str name)
{
	if (str_eq_c(name, "blob"))
		return GIT_OBJECT_BLOB;
	if (str_eq_c(name, "tree"))
		return GIT_OBJECT_TREE;
	if (str_eq_c(name, "commit"))
		return GIT_OBJECT_COMMIT;
	return str_eq_c(name, "tag") ? GIT_OBJECT_TAG : GIT_OBJECT_INVALID;
}

/* Inflates and takes apart the header: "blob 12" and a NUL. */
static const char *read_head(struct inflation *f)
{
	const char *wrong = inflate_some(f, f->head, sizeof(f->head), &f->nhead);
	const uint8_t *end;
	struct str head;
	size_t space;

	if (wrong)
		return wrong;
	end = memchr(f->head, '\0', f->nhead);
	if (!end)
		return "it has no header";
	head = (struct str){(const char *)f->head, (size_t)(end - f->head)};
	space = str_find(head, ' ', 0);
	f->type = parse_type(str_sub(head, 0, space));
	if (f->type == GIT_OBJECT_INVALID || space == head.n)
		return "its header names no kind of object";
	if (!parse_size(&f->size, f->head + space + 1, head.n - space - 1))
		return "its header states no length";
	f->body = head.n + 1;
	return NULL;
}

/* Starts reading: afterwards type and size are known. */
static int begin(struct inflation *f, const struct loose *l, const git_oid *id)
{
	const char *wrong;
	struct stat st;

	*f = (struct inflation){.fd = open_object(l, id)};
	if (f->fd < 0)
		return errno == ENOENT || errno == ENOTDIR ? GIT_ENOTFOUND : corrupt(id, strerror(errno));
	if (fstat(f->fd, &st) < 0 || !S_ISREG(st.st_mode)) {
		close(f->fd);
		return corrupt(id, "it is not a file");
	}
	if (inflateInit(&f->z) != Z_OK)
		alloc_failed(sizeof(f->z));
	wrong = read_head(f);
	if (!wrong && f->size > LIMIT_GITOBJECT_BYTES)
		wrong = "it is longer than pixc reads";
	if (wrong) {
		inflateEnd(&f->z);
		close(f->fd);
		return corrupt(id, wrong);
	}
	return 0;
}

static void finish(struct inflation *f)
{
	inflateEnd(&f->z);
	close(f->fd);
}

/* Inflates the contents to DATA, which has room for exactly their size. */
static const char *read_body(struct inflation *f, uint8_t *data)
{
	size_t have = f->nhead - f->body;
	const char *wrong;
	uint8_t spare;
	size_t got = 0;

	if (have > f->size)
		return "it is longer than its header says";
	memcpy(data, f->head + f->body, have);
	if (have < f->size) {
		wrong = inflate_some(f, data + have, f->size - have, &got);
		if (wrong)
			return wrong;
		if (have + got != f->size)
			return "it is shorter than its header says";
	}
	/* The end of the stream, with its checksum, may need one more call. */
	wrong = inflate_some(f, &spare, 1, &got);
	if (wrong)
		return wrong;
	if (got)
		return "it is longer than its header says";
	if (f->z.avail_in || read(f->fd, &spare, 1) > 0)
		return "something follows its end";
	return NULL;
}

static int loose_read(void **out, size_t *len, git_object_t *type, git_odb_backend *base, const git_oid *id)
{
	struct loose *l = (struct loose *)base;
	struct inflation *f = alloc_bytes(sizeof(*f));
	const char *wrong;
	uint8_t *data;
	int rc;

	rc = begin(f, l, id);
	if (rc)
		goto out;
	data = git_odb_backend_data_alloc(base, f->size + 1);
	if (!data)
		alloc_failed(f->size);
	data[f->size] = 0;
	wrong = read_body(f, data);
	if (wrong) {
		git_odb_backend_data_free(base, data);
		rc = corrupt(id, wrong);
	} else {
		*out = data;
		*len = f->size;
		*type = f->type;
	}
	finish(f);
out:
	free(f);
	return rc;
}

static int loose_read_header(size_t *len, git_object_t *type, git_odb_backend *base, const git_oid *id)
{
	struct inflation *f = alloc_bytes(sizeof(*f));
	int rc = begin(f, (struct loose *)base, id);

	if (!rc) {
		*len = f->size;
		*type = f->type;
		finish(f);
	}
	free(f);
	return rc;
}

static int loose_exists(git_odb_backend *base, const git_oid *id)
{
	int fd = open_object((struct loose *)base, id);

	if (fd < 0)
		return 0;
	close(fd);
	return 1;
}

/* Finds the one object whose name begins with the first N digits of SHORT_ID. */
static int loose_exists_prefix(git_oid *out, git_odb_backend *base, const git_oid *short_id, size_t n)
{
	struct loose *l = (struct loose *)base;
	char want[GIT_OID_HEXSZ + 1];
	struct buf path = {0};
	struct dirent *d;
	int found = 0;
	DIR *dir;

	git_oid_tostr(want, sizeof(want), short_id);
	buf_add_fmt(&path, "%s/%.2s", l->folder, want);
	dir = opendir(path.p);
	buf_release(&path);
	while (dir && found < 2 && (d = readdir(dir))) {
		char hex[GIT_OID_HEXSZ + 1];

		if (strlen(d->d_name) != GIT_OID_HEXSZ - 2 || memcmp(d->d_name, want + 2, n - 2) != 0)
			continue;
		snprintf(hex, sizeof(hex), "%.2s%.38s", want, d->d_name);
		if (git_oid_fromstr(out, hex) == 0)
			found++;
	}
	if (dir)
		closedir(dir);
	if (found == 1)
		return 0;
	git_error_set_str(GIT_ERROR_ODB, found ? "several objects begin so" : "no object begins so");
	return found ? GIT_EAMBIGUOUS : GIT_ENOTFOUND;
}

static int loose_read_prefix(git_oid *id, void **out, size_t *len, git_object_t *type, git_odb_backend *base,
			     const git_oid *short_id, size_t n)
{
	int rc = loose_exists_prefix(id, base, short_id, n);

	return rc ? rc : loose_read(out, len, type, base, id);
}

static void loose_free(git_odb_backend *base)
{
	struct loose *l = (struct loose *)base;

	free(l->folder);
	free(l);
}

git_odb_backend *loose_backend(const char *objects)
{
	struct loose *l = alloc_zero(1, sizeof(*l));
	size_t n = strlen(objects) + 1;

	if (git_odb_init_backend(&l->base, GIT_ODB_BACKEND_VERSION) < 0)
		BUG("libgit2 does not know version 1 of its backends");
	l->folder = memcpy(alloc_bytes(n), objects, n);
	l->base.read = loose_read;
	l->base.read_header = loose_read_header;
	l->base.read_prefix = loose_read_prefix;
	l->base.exists = loose_exists;
	l->base.exists_prefix = loose_exists_prefix;
	l->base.free = loose_free;
	return &l->base;
}
