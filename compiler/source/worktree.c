/*
 * worktree.c: lists and reads a folder, be it a git work tree or not.
 *
 * In: an open folder. Out: the files that git would see there (tracked, or not
 * named by the tree's own .gitignore files). No link is ever followed and no
 * special file opened: each step of a path is opened by itself, from a folder
 * that is open already.
 */
#include "source/source_int.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"

#define FILE_FLAGS   (O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
#define FOLDER_FLAGS (FILE_FLAGS | O_DIRECTORY)

/* A folder still to be read. */
struct pending {
	struct str path;            /* in the content, "" or ending with '/' */
	const struct ignore *rules; /* those of the folders above */
	bool is_ignored;            /* only tracked files count */
};

struct walk {
	struct snapshot *s;
	struct findings *fs;
	struct err *err;
	struct pending *todo;
	size_t n, cap;
};

/* Opens PATH below FD step by step with FLAGS for the last; -1 with errno set. */
static int open_below(int fd, struct str path, int flags)
{
	struct buf name = {0};
	size_t at, end;
	int here = fd, next = -1, sys;

	for (at = 0; at < path.n; at = end + 1) {
		end = str_find(path, '/', at);
		name.n = 0;
		buf_add_str(&name, str_sub(path, at, end));
		next = openat(here, name.p, end < path.n ? FOLDER_FLAGS : flags);
		sys = errno;
		if (here != fd)
			close(here);
		errno = sys;
		here = next;
		if (next < 0)
			break;
	}
	sys = errno;
	buf_release(&name);
	errno = sys;
	return next;
}

/* Reads up to N bytes; -1 with errno set. */
static ssize_t read_some(int fd, char *p, size_t n)
{
	size_t got = 0;

	while (got < n) {
		ssize_t r = read(fd, p + got, n - got);

		if (r < 0 && errno == EINTR)
			continue;
		if (r < 0)
			return -1;
		if (r == 0)
			break;
		got += (size_t)r;
	}
	return (ssize_t)got;
}

static int changed(struct str path, struct err *err)
{
	err_set(err, "'%.*s' was changed while it was read", STR_ARG(path));
	return err_help(err, "run pixc again");
}

/* Reads the open file FD, which must be regular and SIZE bytes long. */
static int read_whole(char **heap, int fd, struct str path, uint64_t size, struct err *err)
{
	struct stat st, after;
	ssize_t got;
	char *p;

	if (fstat(fd, &st) < 0)
		return err_sys(err, errno, "'%.*s' cannot be read", STR_ARG(path));
	if (!S_ISREG(st.st_mode))
		return err_set(err, "'%.*s' is not a regular file", STR_ARG(path));
	if ((uint64_t)st.st_size != size)
		return changed(path, err);
	p = alloc_bytes((size_t)size + 1);
	/* One byte more than there should be, to notice a file that grows. */
	got = read_some(fd, p, (size_t)size + 1);
	if (got < 0)
		err_sys(err, errno, "'%.*s' cannot be read", STR_ARG(path));
	else if ((uint64_t)got != size || fstat(fd, &after) < 0 || after.st_size != st.st_size ||
		 after.st_mtim.tv_sec != st.st_mtim.tv_sec || after.st_mtim.tv_nsec != st.st_mtim.tv_nsec)
		changed(path, err);
	else {
		p[size] = '\0';
		*heap = p;
		return 0;
	}
	free(p);
	return -1;
}

int worktree_read(char **heap, int fd, struct str path, uint64_t size, struct err *err)
{
	int file = open_below(fd, path, FILE_FLAGS);
	int rc;

	if (file < 0 && (errno == ENOENT || errno == ELOOP || errno == ENOTDIR))
		return changed(path, err);
	if (file < 0)
		return err_sys(err, errno, "'%.*s' cannot be opened", STR_ARG(path));
	rc = read_whole(heap, file, path, size, err);
	close(file);
	return rc;
}

/*
 * The bytes of NAME in the open folder FD, in arena A; absent if it is not there
 * or not a regular file (git does not follow links here either). PATH is shown.
 */
static int read_rules(struct str *bytes, int fd, const char *name, struct str path, struct arena *a,
		      struct err *err)
{
	char *heap = NULL;
	struct stat st;
	int file = openat(fd, name, FILE_FLAGS);
	int rc = 0;

	*bytes = (struct str){0};
	if (file < 0 && (errno == ENOENT || errno == ELOOP))
		return 0;
	if (file < 0)
		return err_sys(err, errno, "'%.*s%s' cannot be opened", STR_ARG(path), name);
	if (fstat(file, &st) == 0 && S_ISREG(st.st_mode)) {
		path = arena_fmt(a, "%.*s%s", STR_ARG(path), name);
		if (st.st_size > (off_t)LIMIT_FILE_BYTES)
			rc = err_set(err, "'%s' is longer than %u bytes", path.p, LIMIT_FILE_BYTES);
		else
			rc = read_whole(&heap, file, path, (uint64_t)st.st_size, err);
		if (heap)
			*bytes = arena_str(a, (struct str){heap, (size_t)st.st_size});
		free(heap);
	}
	close(file);
	return rc;
}

/* PATH of the content as a path of the repository. */
static struct str in_repository(const struct walk *w, struct str path)
{
	if (!w->s->prefix.n)
		return path;
	return arena_fmt(&w->s->arena, "%.*s%.*s", STR_ARG(w->s->prefix), STR_ARG(path));
}

/* True if the open folder FD is a git repository of its own. */
static bool is_repository(int fd)
{
	struct stat st;

	if (fstatat(fd, ".git", &st, AT_SYMLINK_NOFOLLOW) < 0)
		return false;
	return !S_ISDIR(st.st_mode) || fstatat(fd, ".git/HEAD", &st, AT_SYMLINK_NOFOLLOW) == 0;
}

/* True if neither the index nor the rules let PATH in. */
static bool is_left_out(const struct walk *w, const struct pending *folder, const struct ignore *rules,
			struct str path, bool is_folder, bool *is_ignored)
{
	struct str full = in_repository(w, path);

	*is_ignored = folder->is_ignored || ignore_names(rules, full, is_folder);
	if (!*is_ignored || !w->s->git)
		return *is_ignored;
	if (is_folder)
		return !git_tracks_below(w->s->git, arena_fmt(&w->s->arena, "%.*s/", STR_ARG(full)));
	return !git_is_tracked(w->s->git, full);
}

/* Takes over one entry of the open folder FD. */
static int take_entry(struct walk *w, const struct pending *folder, const struct ignore *rules, int fd,
		      const char *name)
{
	struct str path = arena_fmt(&w->s->arena, "%.*s%s", STR_ARG(folder->path), name);
	enum path_fault fault;
	bool is_ignored;
	struct stat st;

	if (fstatat(fd, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
		return errno == ENOENT ? 0 : err_sys(w->err, errno, "'%.*s' cannot be read", STR_ARG(path));
	if (is_left_out(w, folder, rules, path, S_ISDIR(st.st_mode), &is_ignored))
		return 0;
	fault = path_judge(path, str_c(name));
	if (fault) {
		path_report(w->fs, path, fault);
	} else if (S_ISREG(st.st_mode)) {
		return snapshot_add(w->s, path, (uint64_t)st.st_size, NULL, w->err);
	} else if (S_ISDIR(st.st_mode)) {
		path = arena_fmt(&w->s->arena, "%.*s/", STR_ARG(path));
		ALLOC_GROW(w->todo, w->n, w->cap);
		w->todo[w->n++] = (struct pending){path, rules, is_ignored};
	} else {
		path_report_kind(w->fs, path, S_ISLNK(st.st_mode) ? "link" : "special");
	}
	return 0;
}

/* Takes over the entries of the open folder FD, which is closed. */
static int take_entries(struct walk *w, const struct pending *folder, int fd)
{
	const struct ignore *rules = folder->rules;
	struct dirent *d;
	struct str bytes;
	int rc = 0;
	DIR *dir;

	if (!folder->is_ignored)
		rc = read_rules(&bytes, fd, ".gitignore", folder->path, &w->s->arena, w->err);
	else
		bytes = (struct str){0};
	if (!rc && bytes.n)
		rules = ignore_parse(&w->s->arena, rules, in_repository(w, folder->path), bytes);
	dir = fdopendir(fd);
	if (!dir) {
		rc = err_sys(w->err, errno, "folder '%.*s' cannot be read", STR_ARG(folder->path));
		close(fd);
		return rc;
	}
	while (!rc && (errno = 0, d = readdir(dir))) {
		if (strcmp(d->d_name, ".") == 0 || strcmp(d->d_name, "..") == 0 ||
		    strcmp(d->d_name, ".git") == 0)
			continue;
		rc = snapshot_see(w->s, w->err);
		if (!rc)
			rc = take_entry(w, folder, rules, fd, d->d_name);
	}
	if (!rc && errno)
		rc = err_sys(w->err, errno, "folder '%.*s' cannot be read", STR_ARG(folder->path));
	closedir(dir);
	return rc;
}

static int take_folder(struct walk *w, const struct pending *folder)
{
	struct str path = folder->path;
	int fd = path.n ? open_below(w->s->root_fd, str_sub(path, 0, path.n - 1), FOLDER_FLAGS)
			: openat(w->s->root_fd, ".", FOLDER_FLAGS);

	if (fd < 0)
		return err_sys(w->err, errno, "folder '%.*s' cannot be opened", STR_ARG(path));
	if (path.n && is_repository(fd)) {
		path = str_sub(path, 0, path.n - 1);
		/* A submodule is in the index, and reported from there. */
		if (!git_is_tracked(w->s->git, in_repository(w, path)))
			path_report_kind(w->fs, path, "repository");
		close(fd);
		return 0;
	}
	return take_entries(w, folder, fd);
}

/*
 * Reads the rules of the folders of the work tree that lie above the root, which
 * PREFIX names. *IS_IGNORED: they name one of these folders.
 */
static int rules_above(struct walk *w, const char *workdir, const struct ignore **rules, bool *is_ignored)
{
	struct snapshot *s = w->s;
	struct str bytes, folder, prefix = s->prefix;
	int fd = open(workdir, FOLDER_FLAGS), next;
	size_t at, end;

	for (at = 0; at < prefix.n && fd >= 0; at = end + 1) {
		folder = str_sub(prefix, 0, at);
		end = str_find(prefix, '/', at);
		if (read_rules(&bytes, fd, ".gitattributes", folder, &s->arena, w->err) < 0)
			goto fail;
		if (bytes.n)
			snapshot_add_above(s, folder, bytes);
		if (read_rules(&bytes, fd, ".gitignore", folder, &s->arena, w->err) < 0)
			goto fail;
		if (bytes.n && !*is_ignored)
			*rules = ignore_parse(&s->arena, *rules, folder, bytes);
		if (ignore_names(*rules, str_sub(prefix, 0, end), true))
			*is_ignored = true;
		next = openat(fd, arena_str(&s->arena, str_sub(prefix, at, end)).p, FOLDER_FLAGS);
		close(fd);
		fd = next;
	}
	if (fd < 0)
		return err_sys(w->err, errno, "the work tree '%s' cannot be read", workdir);
	close(fd);
	return 0;
fail:
	close(fd);
	return -1;
}

/* Submodules that the index knows: their folders may be empty here. */
static void report_submodules(const struct walk *w)
{
	const struct git_source *g = w->s->git;
	struct str prefix = w->s->prefix;
	size_t i;

	for (i = git_index_at(g, prefix); i < g->ntracked && str_starts(g->tracked[i], prefix); i++)
		if (g->is_link[i])
			path_report_kind(w->fs, str_sub(g->tracked[i], prefix.n, g->tracked[i].n),
					 "submodule");
}

int worktree_list(struct snapshot *s, const char *root, const char *workdir, struct findings *fs,
		  struct err *err)
{
	struct walk w = {.s = s, .fs = fs, .err = err};
	struct pending first = {.path = {"", 0}};
	int rc = 0;

	s->root_fd = open(root, FOLDER_FLAGS);
	if (s->root_fd < 0)
		return err_sys(err, errno, "folder '%s' cannot be opened", root);
	if (workdir)
		rc = rules_above(&w, workdir, &first.rules, &first.is_ignored);
	ALLOC_GROW(w.todo, w.n, w.cap);
	w.todo[w.n++] = first;
	while (w.n && !rc) {
		struct pending next = w.todo[--w.n];

		rc = take_folder(&w, &next);
	}
	if (!rc && s->git)
		report_submodules(&w);
	free(w.todo);
	return rc;
}
