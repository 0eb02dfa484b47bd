/*
 * source.h: where bytes come from, always as an immutable snapshot.
 *
 * A snapshot lists the files of a content repository: of a git revision (bare
 * repositories too), of the work tree (tracked and untracked files, less what
 * the tree's own .gitignore files name), of a folder that is no repository, or
 * of memory. Files are sorted by path (bytes). Content is read on demand and
 * kept. What a hostile repository can hold is refused here.
 */
#ifndef SOURCE_SOURCE_H
#define SOURCE_SOURCE_H

#include "base/arena.h"
#include "base/base.h"
#include "base/err.h"
#include "base/str.h"
#include "diag/diag.h"

/*
 * In a git revision the size of files outside the content's folders (docs/,
 * tools/) is not looked up before snapshot_read.
 */
#define SOURCE_SIZE_UNKNOWN UINT64_MAX

struct source_file {
	struct str path; /* relative to the content's root, with '/' */
	uint64_t size;   /* bytes, or SOURCE_SIZE_UNKNOWN */
	uint8_t id[20];  /* git blob id, in a git revision */
	bool has_id;
};

struct snapshot; /* opaque */

struct source_options {
	const char *path; /* a folder inside the content (or its bare repository); "." */
	const char *rev;  /* branch, tag or object id; NULL: the work tree */
};

/*
 * Opens a snapshot. The root of the content is the nearest folder at or above
 * PATH that holds pix.yaml (in a git revision: of the tree, at or above the
 * place of PATH in the repository). Findings about the tree itself (a symbolic
 * link, a submodule, an odd name, a git attribute that changes bytes) go to FS;
 * the links, submodules and odd names are left out. What lies neither in the root
 * itself nor in challenges/, tutorials/ or components/ is listed, but judged only
 * for names that no git tree may hold. Without a pix.yaml the snapshot is empty
 * and NO_REPOSITORY_FILE the only finding. Returns 0, or -1 with ERR filled. The
 * caller closes with snapshot_close.
 *
 * libgit2's options belong to the process: not safe from two threads at once.
 */
int snapshot_open(struct snapshot **out, const struct source_options *o, struct findings *fs,
		  struct err *err);

/* A snapshot of N files in memory (for tests and editors); paths and bytes are copied. */
struct snapshot *snapshot_memory(const struct str *path, const struct str *bytes, size_t n);

void snapshot_close(struct snapshot *s);

/* The files, sorted by path. */
size_t snapshot_count(const struct snapshot *s);
const struct source_file *snapshot_file(const struct snapshot *s, size_t i);

/* The position of PATH, or SIZE_MAX. */
size_t snapshot_find(const struct snapshot *s, struct str path);

/*
 * The bytes of file I, which live as long as the snapshot (or until
 * snapshot_forget). Files above their limit (LIMIT_FILE_BYTES for .yaml and
 * .json, LIMIT_BLOB_BYTES for others) are not read. Returns 0, 1 when the file is
 * above its limit, or -1 with ERR filled. Not safe from two threads at once.
 */
int snapshot_read(struct snapshot *s, size_t i, struct str *bytes, struct err *err);

/* Frees the bytes of file I; they are read again when asked for. */
void snapshot_forget(struct snapshot *s, size_t i);

/* What is read, for people: "the work tree", "revision main (1a2b3c4)". */
const char *snapshot_what(const struct snapshot *s);

/* A sentence that people should know about the repository, or NULL. */
const char *snapshot_remark(const struct snapshot *s);

/* Absolute path of the content's root on disk, or NULL (git revision, memory). */
const char *snapshot_root(const struct snapshot *s);

/* True if TEXT is named by the wildcards of PATTERN ('*' and '?' never take '/'). */
bool glob_match(struct str pattern, struct str text);

/* A longer file is no note of Git LFS (its specification says so). */
#define LFS_POINTER_BYTES 1023u

/* True if BYTES are the few lines that Git LFS puts in the place of a file. */
bool source_is_lfs_pointer(struct str bytes);

#endif
