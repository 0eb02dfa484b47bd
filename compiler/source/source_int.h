/*
 * source_int.h: what the files of this folder share; never included elsewhere.
 *
 * Two paths of one file: its path in the content (from the folder that holds
 * pix.yaml) and its path in the repository, which has the snapshot's PREFIX
 * before it ("" or "folder/"). Ignore rules, attributes and the index speak of
 * the second, everything else of the first.
 */
#ifndef SOURCE_SOURCE_INT_H
#define SOURCE_SOURCE_INT_H

#include <git2.h>

#include "source/source.h"

enum snapshot_kind { SNAPSHOT_MEMORY, SNAPSHOT_FOLDER, SNAPSHOT_REVISION };

struct entry {
	struct source_file file;
	struct str bytes;     /* absent until read */
	char *heap;           /* what to free, or NULL */
	git_odb_object *blob; /* what to free, or NULL */
};

struct git_source;

/* Bytes of a file of the repository that lies above the content's root. */
struct above {
	struct str folder; /* in the repository, "" or "a/b/" */
	struct str bytes;
};

struct snapshot {
	enum snapshot_kind kind;
	struct arena arena;  /* paths and texts */
	struct entry *entry; /* sorted by path; on the heap */
	size_t n, cap;
	uint64_t total;         /* bytes of all files of known size */
	size_t seen;            /* entries of folders looked at, for the limit */
	struct git_source *git; /* NULL outside git */
	struct str prefix;      /* of the content's root in the repository */
	int root_fd;            /* the content's root, or -1 */
	const char *root;       /* absolute path of it, or NULL */
	const char *what;
	const char *remark;       /* or NULL */
	struct above *attributes; /* .gitattributes above the root, outermost first */
	size_t nattributes, attributes_cap;
};

/* --- source.c --- */

/* Adds a file. PATH must live in the arena. Returns 0, or -1 beyond a limit. */
int snapshot_add(struct snapshot *s, struct str path, uint64_t size, const uint8_t *id, struct err *err);

/* Counts one more entry of a folder. Returns 0, or -1 beyond LIMIT_TREE_FILES. */
int snapshot_see(struct snapshot *s, struct err *err);

/* Notes the .gitattributes of a folder above the root; both texts in the arena. */
void snapshot_add_above(struct snapshot *s, struct str folder, struct str bytes);

/* Most bytes that a file of this name may have. */
uint64_t source_limit(struct str path);

/* True for YAML and JSON: their readers do not care about line ends. */
bool source_is_text_source(struct str path);

/* --- paths.c: which names may stand in a tree --- */

enum path_fault {
	PATH_FINE,
	PATH_EMPTY,
	PATH_DOTS,
	PATH_DOT_GIT,
	PATH_SLASH,
	PATH_NOT_UTF8,
	PATH_CHARACTER,
	PATH_BACKSLASH,
	PATH_BLANK,
	PATH_LONG,
	PATH_DEEP,
	PATH_DUPLICATE,
	PATH_UNSORTED,
	PATH_NULL_ID,
};

/* True where the bundle takes files from, and for all in the root itself. */
bool path_is_content(struct str path);

/* What is wrong with NAME, the last part of PATH. */
enum path_fault path_judge(struct str path, struct str name);

/*
 * Adds the finding ODD_PATH about PATH. Names that git itself would refuse are
 * always told, others only where the bundle takes files from.
 */
void path_report(struct findings *fs, struct str path, enum path_fault fault);

/* Adds the finding NOT_A_FILE about PATH, if the bundle takes files from there. */
void path_report_kind(struct findings *fs, struct str path, const char *variant);

/* Adds a finding for every pair of names that some file systems take for one. */
void path_report_clashes(const struct snapshot *s, struct findings *fs);

/* --- glob.c and ignore.c --- */

/* One pattern of a .gitignore or .gitattributes file. */
struct pattern {
	struct str text; /* without the leading '!' and '/' and the trailing '/' */
	size_t literal;  /* bytes before the first special character */
	bool negative;
	bool folders_only;
	bool base_only; /* no '/': compared with the last part of a path */
	bool is_suffix; /* '*' and then a literal text */
};

/* Takes LINE apart; the pattern points into it. */
struct pattern pattern_parse(struct str line);

/*
 * True if P, from a file of folder BASE ("" or "a/b/"), names PATH. All are
 * paths in the repository; PATH must begin with BASE.
 */
bool pattern_matches(const struct pattern *p, struct str base, struct str path, bool is_folder);

/* The rules of one .gitignore file, and those of the folders above. */
struct ignore {
	const struct ignore *up;
	struct str base; /* folder of the file in the repository, "" or "a/b/" */
	struct pattern *v;
	size_t n, cap;
};

/* Reads the rules of BYTES; all but BYTES and BASE lives in A. */
struct ignore *ignore_parse(struct arena *a, const struct ignore *up, struct str base, struct str bytes);

/* True if the rules name PATH (which no folder above it may be). */
bool ignore_names(const struct ignore *rules, struct str path, bool is_folder);

/* --- attributes.c --- */

/*
 * Adds findings for git attributes that make the bytes of content in a work
 * tree differ from those in git. Reads the .gitattributes files of the snapshot
 * and those noted above its root. Returns 0, or -1 with ERR filled.
 */
int attributes_check(struct snapshot *s, struct findings *fs, struct err *err);

/* --- worktree.c --- */

/* Lists the folder ROOT (absolute) into S. WORKDIR: of the git repository, or NULL. */
int worktree_list(struct snapshot *s, const char *root, const char *workdir, struct findings *fs,
		  struct err *err);

/* Reads all of PATH, relative to folder FD, which must be a regular file. */
int worktree_read(char **heap, int fd, struct str path, uint64_t size, struct err *err);

/* --- git.c and revision.c --- */

struct git_source {
	git_repository *repo;
	git_odb *odb;
	bool is_partial, is_shallow;
	struct arena arena;
	struct str *tracked; /* paths of the index, sorted; after git_load_index */
	git_oid *tracked_id;
	bool *is_link; /* a submodule */
	size_t ntracked;
};

/*
 * Opens the repository at or above PATH. Returns 0, 1 when there is none, or -1
 * with ERR filled. The caller closes with git_source_close.
 */
int git_source_open(struct git_source **out, const char *path, struct err *err);
void git_source_close(struct git_source *g);

/* Reads the index. Returns 0, or -1 with ERR filled. */
int git_load_index(struct git_source *g, struct err *err);

/* First index entry not below PATH in byte order. */
size_t git_index_at(const struct git_source *g, struct str path);

/* True if PATH is tracked; for a folder ("a/b/"): if something in it is. */
bool git_is_tracked(const struct git_source *g, struct str path);
bool git_tracks_below(const struct git_source *g, struct str folder);

/* True if the blob that the index has for PATH holds CR LF. */
bool git_index_has_crlf(const struct git_source *g, struct str path);

/* The length of a blob. Returns 0, or -1 with ERR filled (PATH is named there). */
int git_blob_size(const struct git_source *g, uint64_t *size, const git_oid *id, struct str path,
		  struct err *err);

/* Reads an object of kind TYPE; the caller frees with git_odb_object_free. */
int git_read_object(const struct git_source *g, git_odb_object **out, const git_oid *id, git_object_t type,
		    struct str path, struct err *err);

/* Finds the tree of revision REV. NAME gets words for people, from arena A. */
int git_resolve(const struct git_source *g, git_oid *tree, const char **name, struct arena *a,
		const char *rev, struct err *err);

/* True if some refs/replace exists, which git obeys and we do not. */
bool git_has_replacements(const struct git_source *g);

/* The words of libgit2's last error; never NULL. */
const char *git_words(void);

/* Fills ERR with WHAT and libgit2's last error; returns -1. */
int git_fail(struct err *err, const char *what);

/* --- tree.c --- */

/*
 * Lists revision REV into S; the root is the nearest folder at or above PLACE (of
 * the repository) with a pix.yaml. Returns 0, 1 when there is none, or -1 with ERR
 * filled.
 */
int tree_list(struct snapshot *s, const char *rev, struct str place, struct findings *fs, struct err *err);

/* --- looseodb.c --- */

/* A backend that reads the loose objects of folder OBJECTS; NULL: no memory. */
git_odb_backend *loose_backend(const char *objects);

#endif
