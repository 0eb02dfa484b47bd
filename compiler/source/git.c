/*
 * git.c: opening a git repository through libgit2 and reading its objects.
 *
 * Nothing but the repository's own objects, references and index may have a say
 * in what is read: loose objects go through looseodb.c, the settings of user and
 * system are dropped once the owner check (which needs them) has passed, and no
 * filter or attribute of libgit2 is ever used. All of libgit2's global state is
 * set here.
 */
#include "source/source_int.h"

#include <errno.h>
#include <git2/sys/alloc.h>
#include <git2/sys/odb_backend.h>
#include <git2/sys/repository.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"

#define ALTERNATES_DEPTH 5u
#define ALTERNATES_MOST  64u
#define ALTERNATES_BYTES (64u << 10)
#define INDEX_BYTES      (1ll << 30)

const char *git_words(void)
{
	const git_error *e = git_error_last();

	return e && e->message ? e->message : "libgit2 does not say why";
}

int git_fail(struct err *err, const char *what)
{
	return err_set(err, "%s: %s", what, git_words());
}

/* --- memory ---------------------------------------------------------------- */

#if LIBGIT2_VER_MAJOR == 1 && LIBGIT2_VER_MINOR <= 5
/* libgit2 crashes when memory runs out while it opens a repository: end before. */
static void *git_malloc(size_t n, const char *file, int line)
{
	(void)file;
	(void)line;
	return alloc_bytes(n);
}

static void *git_calloc(size_t n, size_t size, const char *file, int line)
{
	(void)file;
	(void)line;
	return alloc_zero(n, size);
}

static char *git_substrdup(const char *s, size_t n, const char *file, int line)
{
	char *p = alloc_bytes(n + 1);

	(void)file;
	(void)line;
	memcpy(p, s, n);
	p[n] = '\0';
	return p;
}

static char *git_strndup(const char *s, size_t n, const char *file, int line)
{
	return git_substrdup(s, strnlen(s, n), file, line);
}

static char *git_strdup(const char *s, const char *file, int line)
{
	return git_substrdup(s, strlen(s), file, line);
}

static void *git_reallocarray(void *p, size_t n, size_t size, const char *file, int line)
{
	(void)file;
	(void)line;
	return alloc_resize(p, n, size);
}

static void *git_realloc(void *p, size_t n, const char *file, int line)
{
	return git_reallocarray(p, n, 1, file, line);
}

static void *git_mallocarray(size_t n, size_t size, const char *file, int line)
{
	return git_reallocarray(NULL, n, size, file, line);
}

static void set_allocator(void)
{
	git_allocator a = {
	    .gmalloc = git_malloc,
	    .gcalloc = git_calloc,
	    .gstrdup = git_strdup,
	    .gstrndup = git_strndup,
	    .gsubstrdup = git_substrdup,
	    .grealloc = git_realloc,
	    .greallocarray = git_reallocarray,
	    .gmallocarray = git_mallocarray,
	    .gfree = free,
	};

	git_libgit2_opts(GIT_OPT_SET_ALLOCATOR, &a);
}
#else
static void set_allocator(void)
{
}
#endif

/* --- objects --------------------------------------------------------------- */

/* What collects the folders of objects: the repository's and those it borrows. */
struct stores {
	struct arena arena;
	const char **folder; /* absolute */
	unsigned *depth;
	size_t n, cap;
};

static int add_store(struct stores *st, const char *folder, unsigned depth, struct err *err)
{
	char real[PATH_MAX];
	struct stat is;
	size_t i, cap = st->cap;

	if (!realpath(folder, real) || stat(real, &is) < 0 || !S_ISDIR(is.st_mode)) {
		err_set(err, "the repository borrows objects from '%s', which is not there", folder);
		return err_help(err,
				"bring that folder back, or clone again without --shared or --reference");
	}
	for (i = 0; i < st->n; i++)
		if (strcmp(st->folder[i], real) == 0)
			return 0;
	if (depth > ALTERNATES_DEPTH || st->n >= ALTERNATES_MOST)
		return err_set(err, "too many repositories borrow objects from one another, up to '%s'",
			       real);
	ARENA_GROW(&st->arena, st->folder, st->n, st->cap);
	if (cap != st->cap)
		st->depth = arena_resize(&st->arena, st->depth, st->n, st->cap, sizeof(*st->depth));
	st->depth[st->n] = depth;
	st->folder[st->n++] = arena_str(&st->arena, str_c(real)).p;
	return 0;
}

/* Adds the folders that objects/info/alternates of store number I names. */
static int add_alternates(struct stores *st, size_t i, struct err *err)
{
	struct str name = arena_fmt(&st->arena, "%s/info/alternates", st->folder[i]), line, rest;
	char *text = alloc_bytes(ALTERNATES_BYTES + 1);
	FILE *f = fopen(name.p, "re");
	struct stat is;
	size_t n, at, end;
	int rc = 0;

	if (!f || fstat(fileno(f), &is) < 0 || !S_ISREG(is.st_mode))
		goto out;
	n = fread(text, 1, ALTERNATES_BYTES + 1, f);
	if (n > ALTERNATES_BYTES) {
		rc = err_set(err, "'%s' is too long", name.p);
		goto out;
	}
	rest = (struct str){text, n};
	for (at = 0; at < n && rc == 0; at = end + 1) {
		end = str_find(rest, '\n', at);
		line = str_sub(rest, at, end);
		if (!line.n || line.p[0] == '#')
			continue;
		if (line.p[0] != '/')
			line = arena_fmt(&st->arena, "%s/%.*s", st->folder[i], STR_ARG(line));
		else
			line = arena_str(&st->arena, line);
		rc = add_store(st, line.p, st->depth[i] + 1, err);
	}
out:
	if (f)
		fclose(f);
	free(text);
	return rc;
}

/* Adds packs and loose objects of FOLDER to the database. */
static int add_backends(git_odb *odb, const char *folder, struct err *err)
{
	git_odb_backend *pack, *loose;

	if (git_odb_backend_pack(&pack, folder) < 0)
		return git_fail(err, "the packs of the repository cannot be opened");
	if (git_odb_add_backend(odb, pack, 2) < 0) {
		pack->free(pack);
		return git_fail(err, "the packs of the repository cannot be used");
	}
	loose = loose_backend(folder);
	if (git_odb_add_backend(odb, loose, 1) < 0) {
		loose->free(loose);
		return git_fail(err, "the objects of the repository cannot be used");
	}
	return 0;
}

/* Replaces the object database of the repository by one with our own reader. */
static int replace_odb(struct git_source *g, struct err *err)
{
	struct stores st = {0};
	git_buf path = {0};
	size_t i;
	int rc;

	if (git_repository_item_path(&path, g->repo, GIT_REPOSITORY_ITEM_OBJECTS) < 0)
		return git_fail(err, "the repository has no folder of objects");
	rc = add_store(&st, path.ptr, 0, err);
	git_buf_dispose(&path);
	for (i = 0; i < st.n && !rc; i++)
		rc = add_alternates(&st, i, err);
	if (!rc && git_odb_new(&g->odb) < 0)
		rc = git_fail(err, "libgit2");
	for (i = 0; i < st.n && !rc; i++)
		rc = add_backends(g->odb, st.folder[i], err);
	if (!rc && git_repository_set_odb(g->repo, g->odb) < 0)
		rc = git_fail(err, "libgit2");
	arena_release(&st.arena);
	return rc;
}

/* Says what to do when an object is not there; returns -1. */
static int missing(const struct git_source *g, struct str path, struct err *err)
{
	err_set(err, "the git object of '%.*s' is missing", STR_ARG(path));
	if (g->is_partial)
		return err_help(
		    err, "this is a partial clone: run git fetch --refetch, or clone without --filter");
	return err_help(err, "the repository is incomplete: run git fsck, or clone it again");
}

int git_blob_size(const struct git_source *g, uint64_t *size, const git_oid *id, struct str path,
		  struct err *err)
{
	git_object_t type;
	size_t n;
	int rc = git_odb_read_header(&n, &type, g->odb, id);

	if (rc == GIT_ENOTFOUND)
		return missing(g, path, err);
	if (rc < 0) {
		err_set(err, "'%.*s' cannot be read from git: %s", STR_ARG(path), git_words());
		return err_help(err, "run git fsck, or clone the repository again");
	}
	if (type != GIT_OBJECT_BLOB)
		return err_set(err,
			       "'%.*s' is stated to be a file, but git holds something else under its id",
			       STR_ARG(path));
	*size = n;
	return 0;
}

int git_read_object(const struct git_source *g, git_odb_object **out, const git_oid *id, git_object_t type,
		    struct str path, struct err *err)
{
	git_object_t found;
	size_t n;
	int rc;

	*out = NULL;
	rc = git_odb_read_header(&n, &found, g->odb, id);
	if (!rc && n > LIMIT_GITOBJECT_BYTES)
		return err_set(err, "the git object of '%.*s' is longer than %u bytes", STR_ARG(path),
			       LIMIT_GITOBJECT_BYTES);
	if (!rc)
		rc = git_odb_read(out, g->odb, id);
	if (rc == GIT_ENOTFOUND)
		return missing(g, path, err);
	if (rc < 0) {
		err_set(err, "'%.*s' cannot be read from git: %s", STR_ARG(path), git_words());
		return err_help(err, "run git fsck, or clone the repository again");
	}
	if (git_odb_object_type(*out) == type)
		return 0;
	git_odb_object_free(*out);
	*out = NULL;
	return err_set(err, "the git object of '%.*s' is of another kind than its folder says",
		       STR_ARG(path));
}

/* --- opening --------------------------------------------------------------- */

/* The folder whose owner git asks about, given the path of the git folder. */
static struct str owned_folder(const char *start, const char *gitdir)
{
	struct str dir = str_c(gitdir), at = str_c(start);
	struct buf name = {0};
	struct stat st;
	bool found = false;

	/* The nearest folder above START with a .git: the work tree. */
	while (!found && at.n) {
		name.n = 0;
		buf_add_fmt(&name, "%.*s/.git", STR_ARG(at));
		found = lstat(name.p, &st) == 0;
		while (!found && at.n && at.p[at.n - 1] != '/')
			at.n--;
		at.n -= !found && at.n;
	}
	buf_release(&name);
	if (found)
		return at;
	dir.n -= dir.n > 1 && dir.p[dir.n - 1] == '/';
	return dir;
}

/* Fills ERR after the opening of GITDIR failed with CODE. */
static int open_failed(int code, const char *start, const char *gitdir, struct err *err)
{
	const char *words = git_words();
	struct str folder = owned_folder(start, gitdir);
	size_t n;

	/* With no safe.directory at all libgit2 1.5 says "not found" (-3). */
	if (code == GIT_EOWNER || strstr(words, "safe.directory")) {
		err_set(err, "the git repository '%.*s' belongs to another user", STR_ARG(folder));
		return err_help(err, "if you trust it: git config --global --add safe.directory '%.*s'",
				STR_ARG(folder));
	}
	if (strstr(words, "objectformat")) {
		err_set(err, "the git repository '%.*s' uses SHA-256 ids, which pixc cannot read",
			STR_ARG(folder));
		return err_help(err, "use a repository with SHA-1 ids (git init --object-format=sha1)");
	}
	if (strstr(words, "refstorage")) {
		err_set(err,
			"the git repository '%.*s' keeps its references as reftable, which pixc cannot read",
			STR_ARG(folder));
		return err_help(err, "run git refs migrate --ref-format=files");
	}
	err_set(err, "the git repository '%.*s' cannot be opened", STR_ARG(folder));
	n = strlen(err->text);
	snprintf(err->text + n, sizeof(err->text) - n, ": %s", words);
	if (strstr(words, "extension"))
		return err_help(
		    err, "pixc does not know that setting: clone the repository anew and read the clone");
	return -1;
}

/* Settings of the process: what libgit2 looks at before it opens a repository. */
static void set_search_path(const char *path)
{
	static const int level[] = {GIT_CONFIG_LEVEL_PROGRAMDATA, GIT_CONFIG_LEVEL_SYSTEM,
				    GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_GLOBAL};
	size_t i;

	for (i = 0; i < countof(level); i++)
		git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level[i], path);
}

static void set_options(void)
{
	/* Extensions that change nothing for someone who only reads. */
	const char *extension[] = {"worktreeconfig", "partialclone", "preciousobjects"};

	git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extension, countof(extension));
	git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 1);
	git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 1);
}

static int note_promisor(const git_config_entry *e, void *ctx)
{
	struct git_source *g = ctx;

	if (strcmp(e->name, "extensions.partialclone") == 0 || str_ends(str_c(e->name), STR(".promisor")))
		g->is_partial = true;
	return 0;
}

/* Keeps what the settings say about clones, then takes all settings away. */
static int drop_config(struct git_source *g, struct err *err)
{
	git_config *config = NULL;
	int rc = git_repository_config_snapshot(&config, g->repo);

	if (!rc)
		rc = git_config_foreach(config, note_promisor, g);
	git_config_free(config);
	config = NULL;
	if (!rc)
		rc = git_config_new(&config);
	if (!rc)
		rc = git_repository_set_config(g->repo, config);
	git_config_free(config);
	set_search_path("");
	g->is_shallow = git_repository_is_shallow(g->repo) == 1;
	return rc < 0 ? git_fail(err, "the settings of the git repository cannot be read") : 0;
}

int git_source_open(struct git_source **out, const char *path, struct err *err)
{
	struct git_source *g;
	git_buf gitdir = {0};
	int rc;

	*out = NULL;
	set_allocator();
	if (git_libgit2_init() < 0)
		return git_fail(err, "libgit2 cannot be used");
	set_options();
	set_search_path(NULL);
	rc = git_repository_discover(&gitdir, path, 0, NULL);
	if (rc == GIT_ENOTFOUND) {
		git_libgit2_shutdown();
		return 1;
	}
	g = alloc_zero(1, sizeof(*g));
	if (rc < 0)
		rc = git_fail(err, "the git repository cannot be found");
	else if ((rc = git_repository_open_ext(&g->repo, gitdir.ptr, GIT_REPOSITORY_OPEN_NO_SEARCH, NULL)) <
		 0)
		rc = open_failed(rc, path, gitdir.ptr, err);
	git_buf_dispose(&gitdir);
	if (!rc)
		rc = drop_config(g, err);
	if (!rc)
		rc = replace_odb(g, err);
	if (rc < 0)
		git_source_close(g);
	else
		*out = g;
	return rc < 0 ? -1 : 0;
}

void git_source_close(struct git_source *g)
{
	if (!g)
		return;
	git_odb_free(g->odb);
	git_repository_free(g->repo);
	arena_release(&g->arena);
	free(g);
	git_libgit2_shutdown();
}

/* --- the index ------------------------------------------------------------- */

/* Says what to do about an index that is damaged or of a newer kind; returns -1. */
static int index_failed(struct err *err)
{
	const char *words = git_words();

	err_set(err, "the index of the git repository cannot be read: %s", words);
	if (strstr(words, "sdir"))
		return err_help(err, "run git sparse-checkout reapply --no-sparse-index");
	if (strstr(words, "link"))
		return err_help(err, "run git update-index --no-split-index");
	return err_help(err, "run rm .git/index and then git reset (your files stay as they are)");
}

/* Opens the index file: 0, 1 when there is none, or -1 with ERR filled. */
static int open_index(const struct git_source *g, git_index **index, struct err *err)
{
	git_buf path = {0};
	struct stat st;
	git_oid head;
	int rc;

	if (git_repository_item_path(&path, g->repo, GIT_REPOSITORY_ITEM_INDEX) < 0)
		return git_fail(err, "the repository has no index");
	rc = lstat(path.ptr, &st);
	if (rc < 0 && git_reference_name_to_id(&head, g->repo, "HEAD") < 0)
		rc = 1; /* nothing was ever committed or added */
	else if (rc < 0) {
		err_set(err, "the index of the git repository is missing: '%s'", path.ptr);
		err_help(err, "run git reset (your files stay as they are)");
	} else if (!S_ISREG(st.st_mode) || st.st_size > INDEX_BYTES) {
		rc = err_set(err, "the index of the git repository is no file: '%s'", path.ptr);
	} else if (st.st_size == 0) {
		/* libgit2 takes an empty file for an empty index. */
		err_set(err, "the index of the git repository is empty: '%s'", path.ptr);
		rc = err_help(err, "run rm .git/index and then git reset (your files stay as they are)");
	} else if (git_index_open(index, path.ptr) < 0) {
		rc = index_failed(err);
	}
	git_buf_dispose(&path);
	return rc;
}

struct tracked {
	struct str path;
	git_oid id;
	bool is_link;
};

static int by_path(const void *a, const void *b)
{
	return str_cmp(((const struct tracked *)a)->path, ((const struct tracked *)b)->path);
}

int git_load_index(struct git_source *g, struct err *err)
{
	git_index *index = NULL;
	struct tracked *t;
	size_t i, n;
	int rc = open_index(g, &index, err);

	if (rc)
		return rc < 0 ? -1 : 0;
	n = git_index_entrycount(index);
	t = alloc_zero(n, sizeof(*t));
	for (i = 0; i < n; i++) {
		const git_index_entry *e = git_index_get_byindex(index, i);

		t[i].path = arena_str(&g->arena, str_c(e->path));
		t[i].id = e->id;
		t[i].is_link = (e->mode & 0170000) == 0160000;
	}
	git_index_free(index);
	qsort(t, n, sizeof(*t), by_path);
	g->tracked = ARENA_ARRAY(&g->arena, n, struct str);
	g->tracked_id = ARENA_ARRAY(&g->arena, n, git_oid);
	g->is_link = ARENA_ARRAY(&g->arena, n, bool);
	for (i = 0; i < n; i++) {
		g->tracked[i] = t[i].path;
		g->tracked_id[i] = t[i].id;
		g->is_link[i] = t[i].is_link;
	}
	g->ntracked = n;
	free(t);
	return 0;
}

size_t git_index_at(const struct git_source *g, struct str path)
{
	size_t low = 0, high = g->ntracked;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (str_cmp(g->tracked[mid], path) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

bool git_is_tracked(const struct git_source *g, struct str path)
{
	size_t i = g ? git_index_at(g, path) : 0;

	return g && i < g->ntracked && str_eq(g->tracked[i], path);
}

bool git_tracks_below(const struct git_source *g, struct str folder)
{
	size_t i = g ? git_index_at(g, folder) : 0;

	return g && i < g->ntracked && str_starts(g->tracked[i], folder);
}

bool git_index_has_crlf(const struct git_source *g, struct str path)
{
	size_t i = git_index_at(g, path);
	git_odb_object *blob = NULL;
	struct err ignored;
	bool has = false;

	if (i >= g->ntracked || !str_eq(g->tracked[i], path))
		return false;
	if (git_read_object(g, &blob, &g->tracked_id[i], GIT_OBJECT_BLOB, path, &ignored) == 0)
		has =
		    str_has((struct str){git_odb_object_data(blob), git_odb_object_size(blob)}, STR("\r\n"));
	git_odb_object_free(blob);
	return has;
}
