/*
 * source.c: snapshots in general: opening the right kind, looking up, reading.
 */
#include "source/source_int.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"

bool source_is_text_source(struct str path)
{
	return str_ends(path, STR(".yaml")) || str_ends(path, STR(".json"));
}

uint64_t source_limit(struct str path)
{
	return source_is_text_source(path) ? LIMIT_FILE_BYTES : LIMIT_BLOB_BYTES;
}

bool source_is_lfs_pointer(struct str bytes)
{
	return bytes.n <= LFS_POINTER_BYTES &&
	       str_starts(bytes, STR("version https://git-lfs.github.com/spec/"));
}

int snapshot_see(struct snapshot *s, struct err *err)
{
	if (++s->seen <= LIMIT_TREE_FILES)
		return 0;
	err_set(err, "%s holds more than %u files and folders", s->what, LIMIT_TREE_FILES);
	return err_help(err, "is this the repository that you mean? Name what is not content in .gitignore");
}

int snapshot_add(struct snapshot *s, struct str path, uint64_t size, const uint8_t *id, struct err *err)
{
	struct entry *e;

	if (size != SOURCE_SIZE_UNKNOWN) {
		s->total += size;
		if (s->total < size || s->total > LIMIT_TREE_BYTES) {
			err_set(err, "%s holds more than %llu bytes in files", s->what, LIMIT_TREE_BYTES);
			return err_help(err, "large files that are not content belong in .gitignore");
		}
	}
	ALLOC_GROW(s->entry, s->n, s->cap);
	e = &s->entry[s->n++];
	*e = (struct entry){.file = {.path = path, .size = size}};
	if (id) {
		memcpy(e->file.id, id, sizeof(e->file.id));
		e->file.has_id = true;
	}
	return 0;
}

void snapshot_add_above(struct snapshot *s, struct str folder, struct str bytes)
{
	ARENA_GROW(&s->arena, s->attributes, s->nattributes, s->attributes_cap);
	s->attributes[s->nattributes++] = (struct above){folder, bytes};
}

static int by_path(const void *a, const void *b)
{
	return str_cmp(((const struct entry *)a)->file.path, ((const struct entry *)b)->file.path);
}

/* What is done with every listed tree: sort, then judge names and attributes. */
static int complete(struct snapshot *s, struct findings *fs, struct err *err)
{
	if (s->n)
		qsort(s->entry, s->n, sizeof(*s->entry), by_path);
	path_report_clashes(s, fs);
	return s->git ? attributes_check(s, fs, err) : 0;
}

/* Tells that no pix.yaml was found at or above PATH. */
static void report_no_root(const struct snapshot *s, const char *path, struct findings *fs)
{
	struct finding *f = finding_add(fs, RULE_NO_REPOSITORY_FILE, (struct place){.path = STR("pix.yaml")});
	struct str what = str_c(s->what), named = STR("revision ");

	if (s->kind == SNAPSHOT_REVISION)
		finding_variant(f, "revision");
	finding_arg(fs, f, "path", str_c(path));
	finding_arg(fs, f, "revision", str_starts(what, named) ? str_sub(what, named.n, what.n) : what);
}

/* PATH relative to folder ABOVE (absolute, with or without '/' at its end). */
static bool below(struct str *out, const char *path, const char *above)
{
	struct str p = str_c(path), a = str_c(above);

	while (a.n && a.p[a.n - 1] == '/')
		a.n--;
	if (!str_starts(p, a) || (p.n > a.n && p.p[a.n] != '/'))
		return false;
	*out = str_sub(p, a.n + (p.n > a.n), p.n);
	return true;
}

static bool is_dot_git(struct str place)
{
	return str_eq_c(place, ".git") || str_starts(place, STR(".git/"));
}

/*
 * Checks that the work tree of the repository is where START lies. A setting
 * core.worktree can point anywhere; the folder it names must at least be the
 * one that holds .git and START.
 */
static int check_workdir(const char *workdir, const char *start, struct err *err)
{
	struct buf dot_git = {0};
	struct stat st;
	struct str rest;
	bool ok;

	buf_add_fmt(&dot_git, "%s/.git", workdir);
	ok = below(&rest, start, workdir) && lstat(dot_git.p, &st) == 0;
	buf_release(&dot_git);
	if (!ok) {
		err_set(err, "'%s' lies outside the work tree of its git repository, which is '%s'", start,
			workdir);
		return err_help(err, "look at core.worktree: git -C '%s' config --get core.worktree", start);
	}
	if (is_dot_git(rest)) {
		err_set(err, "'%s' lies inside the .git folder", start);
		return err_help(err, "name the folder that holds the content: %s", workdir);
	}
	return 0;
}

/* The folder at or above START, but not above TOP (NULL: '/'), with a pix.yaml. */
static bool find_root(struct snapshot *s, const char *start, const char *top)
{
	struct str at = arena_str(&s->arena, str_c(start)), rest;
	struct buf name = {0};
	struct stat st;
	bool found = false;

	for (;;) {
		name.n = 0;
		buf_add_fmt(&name, "%.*s/pix.yaml", STR_ARG(at));
		found = lstat(name.p, &st) == 0 && !S_ISDIR(st.st_mode);
		if (found || at.n <= 1)
			break;
		while (at.n && at.p[at.n - 1] != '/')
			at.n--;
		at.n -= at.n > 1;
		s->root = arena_str(&s->arena, at).p;
		if (top && !below(&rest, s->root, top))
			break;
	}
	buf_release(&name);
	s->root = found ? arena_str(&s->arena, at).p : NULL;
	return found;
}

/* Lists the work tree, or a folder that is no repository. */
static int open_folder(struct snapshot *s, const char *start, struct findings *fs, struct err *err)
{
	const char *bare = s->git ? git_repository_workdir(s->git->repo) : NULL;
	char *workdir = NULL;
	struct str prefix;
	int rc = 0;

	s->kind = SNAPSHOT_FOLDER;
	s->what = s->git ? "the work tree" : "the folder";
	if (s->git && !bare) {
		err_set(err, "'%s' is a bare git repository: it has no files to read", start);
		return err_help(err, "name a revision: --rev main");
	}
	if (s->git) {
		workdir = realpath(bare, NULL);
		if (!workdir)
			return err_set(err, "the work tree '%s' is not there", bare);
		rc = check_workdir(workdir, start, err);
	}
	if (!rc && find_root(s, start, workdir)) {
		if (workdir && below(&prefix, s->root, workdir) && prefix.n)
			s->prefix = arena_fmt(&s->arena, "%.*s/", STR_ARG(prefix));
		if (s->git)
			rc = git_load_index(s->git, err);
		if (!rc)
			rc = worktree_list(s, s->root, workdir, fs, err);
		if (!rc)
			rc = complete(s, fs, err);
	} else if (!rc) {
		report_no_root(s, start, fs);
	}
	free(workdir);
	return rc;
}

/* Lists a git revision. */
static int open_revision(struct snapshot *s, const char *start, const char *rev, struct findings *fs,
			 struct err *err)
{
	const char *bare = s->git ? git_repository_workdir(s->git->repo) : NULL;
	struct str place = {0};
	char *workdir;
	int rc;

	s->kind = SNAPSHOT_REVISION;
	s->what = "the revision";
	if (!s->git) {
		err_set(err, "'%s' is in no git repository, so it has no revision '%s'", start, rev);
		return err_help(err, "leave out --rev to read the files of the folder");
	}
	workdir = bare ? realpath(bare, NULL) : NULL;
	/* From inside .git or a strange work tree: the root of the revision. */
	if (workdir && (!below(&place, start, workdir) || is_dot_git(place)))
		place = (struct str){0};
	free(workdir);
	if (git_has_replacements(s->git))
		s->remark = "this repository has refs/replace: git shows the replacements, pixc the objects "
			    "themselves";
	rc = tree_list(s, rev, place, fs, err);
	if (rc > 0) {
		report_no_root(s, start, fs);
		return 0;
	}
	return rc ? rc : complete(s, fs, err);
}

int snapshot_open(struct snapshot **out, const struct source_options *o, struct findings *fs, struct err *err)
{
	const char *path = o->path ? o->path : ".";
	char *start = realpath(path, NULL);
	struct snapshot *s;
	struct stat st;
	int rc;

	*out = NULL;
	if (!start || stat(start, &st) < 0) {
		free(start);
		return err_set(err, "there is no folder '%s'", path);
	}
	if (!S_ISDIR(st.st_mode)) {
		free(start);
		err_set(err, "'%s' is a file", path);
		return err_help(err, "name the folder that holds the content");
	}
	s = alloc_zero(1, sizeof(*s));
	s->root_fd = -1;
	rc = git_source_open(&s->git, start, err);
	if (rc >= 0)
		rc = o->rev ? open_revision(s, start, o->rev, fs, err) : open_folder(s, start, fs, err);
	free(start);
	if (rc < 0)
		snapshot_close(s);
	else
		*out = s;
	return rc;
}

void snapshot_close(struct snapshot *s)
{
	size_t i;

	if (!s)
		return;
	for (i = 0; i < s->n; i++)
		snapshot_forget(s, i);
	free(s->entry);
	git_source_close(s->git);
	if (s->root_fd >= 0)
		close(s->root_fd);
	arena_release(&s->arena);
	free(s);
}

size_t snapshot_count(const struct snapshot *s)
{
	return s->n;
}

const struct source_file *snapshot_file(const struct snapshot *s, size_t i)
{
	if (i >= s->n)
		BUG("file %zu of %zu", i, s->n);
	return &s->entry[i].file;
}

size_t snapshot_find(const struct snapshot *s, struct str path)
{
	size_t low = 0, high = s->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int c = str_cmp(s->entry[mid].file.path, path);

		if (!c)
			return mid;
		if (c < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return SIZE_MAX;
}

static int read_blob(struct snapshot *s, struct entry *e, struct err *err)
{
	git_oid id;

	git_oid_fromraw(&id, e->file.id);
	if (git_read_object(s->git, &e->blob, &id, GIT_OBJECT_BLOB, e->file.path, err) < 0)
		return -1;
	e->file.size = git_odb_object_size(e->blob);
	e->bytes = (struct str){e->file.size ? git_odb_object_data(e->blob) : "", (size_t)e->file.size};
	return 0;
}

static int read_file(struct snapshot *s, struct entry *e, struct err *err)
{
	if (worktree_read(&e->heap, s->root_fd, e->file.path, e->file.size, err) < 0)
		return -1;
	e->bytes = (struct str){e->heap, (size_t)e->file.size};
	return 0;
}

int snapshot_read(struct snapshot *s, size_t i, struct str *bytes, struct err *err)
{
	struct entry *e;
	git_oid id;
	int rc = 0;

	if (i >= s->n)
		BUG("file %zu of %zu", i, s->n);
	e = &s->entry[i];
	if (e->file.size == SOURCE_SIZE_UNKNOWN) {
		git_oid_fromraw(&id, e->file.id);
		if (git_blob_size(s->git, &e->file.size, &id, e->file.path, err) < 0) {
			e->file.size = SOURCE_SIZE_UNKNOWN;
			return -1;
		}
	}
	if (e->file.size > source_limit(e->file.path))
		return 1;
	if (!e->bytes.p && s->kind == SNAPSHOT_REVISION)
		rc = read_blob(s, e, err);
	else if (!e->bytes.p)
		rc = read_file(s, e, err);
	*bytes = e->bytes;
	return rc;
}

void snapshot_forget(struct snapshot *s, size_t i)
{
	struct entry *e = &s->entry[i];

	if (s->kind == SNAPSHOT_MEMORY)
		return;
	free(e->heap);
	git_odb_object_free(e->blob);
	e->heap = NULL;
	e->blob = NULL;
	e->bytes = (struct str){0};
}

const char *snapshot_what(const struct snapshot *s)
{
	return s->what;
}

const char *snapshot_root(const struct snapshot *s)
{
	return s->root;
}

const char *snapshot_remark(const struct snapshot *s)
{
	return s->remark;
}
