/*
 * Snapshots: of memory, folders, work trees and git revisions, each made by the
 * test itself in a temporary folder with the git program. Nothing of the
 * machine's own git configuration is used.
 */
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>
#include <zlib.h>

#include "base/alloc.h"
#include "source/source.h"

struct fixture {
	char top[256];  /* temporary folder */
	char repo[300]; /* a repository or folder in it */
	unsigned count;
};

/*
 * libgit2 1.5 leaks a PCRE2 match per setting of a repository whose format is 1;
 * LeakSanitizer asks for this function.
 */
__attribute__((visibility("default"))) const char *__lsan_default_suppressions(void);

const char *__lsan_default_suppressions(void)
{
	return "leak:libpcre2\n";
}

/* --- helpers ---------------------------------------------------------------- */

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
	(void)st;
	(void)kind;
	(void)ftw;
	return remove(path);
}

static void remove_tree(const char *path)
{
	nftw(path, remove_one, 32, FTW_DEPTH | FTW_PHYS);
}

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));
	const char *tmp = getenv("TMPDIR");

	snprintf(f->top, sizeof(f->top), "%s/test-source.XXXXXX", tmp && *tmp ? tmp : "/tmp");
	if (!mkdtemp(f->top))
		return -1;
	setenv("HOME", f->top, 1);
	setenv("XDG_CONFIG_HOME", f->top, 1);
	setenv("GIT_CONFIG_GLOBAL", "/dev/null", 1);
	setenv("GIT_CONFIG_SYSTEM", "/dev/null", 1);
	setenv("GIT_CONFIG_NOSYSTEM", "1", 1);
	setenv("GIT_AUTHOR_NAME", "A", 1);
	setenv("GIT_AUTHOR_EMAIL", "a@example.org", 1);
	setenv("GIT_COMMITTER_NAME", "A", 1);
	setenv("GIT_COMMITTER_EMAIL", "a@example.org", 1);
	setenv("GIT_AUTHOR_DATE", "2024-01-01T00:00:00Z", 1);
	setenv("GIT_COMMITTER_DATE", "2024-01-01T00:00:00Z", 1);
	unsetenv("GIT_DIR");
	unsetenv("GIT_WORK_TREE");
	unsetenv("GIT_INDEX_FILE");
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	remove_tree(f->top);
	free(f);
	return 0;
}

/* Runs a shell command in the repository; its exit code. */
static int sh(const struct fixture *f, const char *fmt, ...) PRINTF_LIKE(2, 3);

static int sh(const struct fixture *f, const char *fmt, ...)
{
	char command[4096];
	struct buf line = {0};
	va_list ap;
	int rc;

	va_start(ap, fmt);
	vsnprintf(command, sizeof(command), fmt, ap);
	va_end(ap);
	buf_add_fmt(&line, "cd '%s' && { %s; } >'%s/out' 2>'%s/err'", f->repo, command, f->top, f->top);
	rc = system(line.p);
	buf_release(&line);
	return WIFEXITED(rc) ? WEXITSTATUS(rc) : -1;
}

#define RUN(...) assert_int_equal(sh(__VA_ARGS__), 0)

/* Writes N bytes to PATH of the repository, with its folders. */
static void put_bytes(const struct fixture *f, const char *path, const void *p, size_t n)
{
	char name[1024];
	char *slash;
	FILE *file;

	snprintf(name, sizeof(name), "%s/%s", f->repo, path);
	for (slash = name + strlen(f->repo) + 1; (slash = strchr(slash, '/')); slash++) {
		*slash = '\0';
		mkdir(name, 0777);
		*slash = '/';
	}
	file = fopen(name, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(p, 1, n, file), n);
	fclose(file);
}

static void put(const struct fixture *f, const char *path, const char *text)
{
	put_bytes(f, path, text, strlen(text));
}

/* All that the last command printed, and room for one more; the caller frees. */
static char *last_output(const struct fixture *f, size_t *n)
{
	char name[300], *p;
	struct stat st;
	FILE *file;

	snprintf(name, sizeof(name), "%s/out", f->top);
	assert_int_equal(stat(name, &st), 0);
	*n = (size_t)st.st_size;
	p = malloc(*n + 1);
	file = fopen(name, "rb");
	assert_non_null(file);
	assert_int_equal(fread(p, 1, *n, file), *n);
	fclose(file);
	p[*n] = '\0';
	return p;
}

/* The same, where the length does not matter. */
static char *output(const struct fixture *f)
{
	size_t n;

	return last_output(f, &n);
}

/* A new empty folder as the fixture's repository. */
static void new_folder(struct fixture *f)
{
	snprintf(f->repo, sizeof(f->repo), "%s/r%u", f->top, f->count++);
	assert_int_equal(mkdir(f->repo, 0777), 0);
}

static void new_repo(struct fixture *f)
{
	new_folder(f);
	RUN(f, "git init -q -b main .");
	put(f, "pix.yaml", "name: test\n");
}

static void commit(const struct fixture *f)
{
	RUN(f, "git add -A && git commit -q --allow-empty -m x");
}

/* A snapshot with its findings. */
struct opened {
	struct snapshot *s;
	struct arena arena;
	struct findings fs;
	struct err err;
	int rc;
};

static struct opened *open_at(const char *path, const char *rev)
{
	struct opened *o = calloc(1, sizeof(*o));

	findings_init(&o->fs, &o->arena);
	o->rc = snapshot_open(&o->s, &(struct source_options){path, rev}, &o->fs, &o->err);
	assert_true((o->rc == 0) == (o->s != NULL));
	assert_true(o->rc == 0 || o->err.text[0]);
	return o;
}

static struct opened *open_ok(const struct fixture *f, const char *rev)
{
	struct opened *o = open_at(f->repo, rev);

	if (o->rc)
		print_error("%s (%s)\n", o->err.text, o->err.help);
	assert_int_equal(o->rc, 0);
	return o;
}

static void done(struct opened *o)
{
	snapshot_close(o->s);
	arena_release(&o->arena);
	free(o);
}

/* Opening must fail with TEXT and HELP in the words. */
static void assert_fails(const char *path, const char *rev, const char *text, const char *help)
{
	struct opened *o = open_at(path, rev);

	if (o->rc == 0 || !strstr(o->err.text, text) || !strstr(o->err.help, help))
		print_error("rev %s: '%s' / '%s'\n", rev ? rev : "-", o->err.text, o->err.help);
	assert_int_equal(o->rc, -1);
	assert_non_null(strstr(o->err.text, text));
	assert_non_null(strstr(o->err.help, help));
	done(o);
}

/* The paths, one per line; the caller frees. */
static char *paths_of(const struct opened *o)
{
	struct buf b = {0};
	size_t i;

	buf_add_c(&b, "");
	for (i = 0; i < snapshot_count(o->s); i++) {
		buf_add_str(&b, snapshot_file(o->s, i)->path);
		buf_add_byte(&b, '\n');
	}
	return b.p;
}

static void assert_paths(const struct opened *o, const char *want)
{
	char *got = paths_of(o);

	assert_string_equal(got, want);
	free(got);
}

/* The findings, one per line: "rule path variant". */
static char *findings_of(const struct opened *o)
{
	struct buf b = {0};
	size_t i;

	buf_add_c(&b, "");
	for (i = 0; i < o->fs.n; i++) {
		const struct finding *f = o->fs.v[i];

		buf_add_fmt(&b, "%s %.*s %s\n", rule_info(f->rule)->name, STR_ARG(f->place.path),
			    f->variant ? f->variant : "-");
	}
	return b.p;
}

static void assert_findings(struct opened *o, const char *want)
{
	char *got;

	findings_finish(&o->fs);
	got = findings_of(o);
	assert_string_equal(got, want);
	free(got);
}

static struct str bytes_of(struct opened *o, const char *path)
{
	size_t i = snapshot_find(o->s, str_c(path));
	struct str bytes = {0};
	struct err err;

	assert_int_not_equal(i, SIZE_MAX);
	assert_int_equal(snapshot_read(o->s, i, &bytes, &err), 0);
	return bytes;
}

static void assert_bytes(struct opened *o, const char *path, const char *want)
{
	struct str got = bytes_of(o, path);

	assert_int_equal(got.n, strlen(want));
	assert_memory_equal(got.p, want, got.n);
}

/* --- memory ----------------------------------------------------------------- */

static void memory(void **state)
{
	struct str path[] = {STR("b.yaml"), STR("a/z"), STR("a.yaml")};
	struct str bytes[] = {STR("two"), STR(""), STR("one")};
	struct snapshot *s = snapshot_memory(path, bytes, 3);
	struct str got;
	struct err err;

	(void)state;
	assert_int_equal(snapshot_count(s), 3);
	assert_true(str_eq_c(snapshot_file(s, 0)->path, "a.yaml"));
	assert_true(str_eq_c(snapshot_file(s, 1)->path, "a/z"));
	assert_int_equal(snapshot_find(s, STR("b.yaml")), 2);
	assert_int_equal(snapshot_find(s, STR("c")), SIZE_MAX);
	assert_int_equal(snapshot_read(s, 2, &got, &err), 0);
	assert_true(str_eq_c(got, "two"));
	snapshot_forget(s, 2);
	assert_int_equal(snapshot_read(s, 2, &got, &err), 0);
	assert_true(str_eq_c(got, "two"));
	assert_int_equal(snapshot_read(s, 1, &got, &err), 0);
	assert_non_null(got.p);
	assert_int_equal(got.n, 0);
	assert_null(snapshot_root(s));
	snapshot_close(s);
	s = snapshot_memory(NULL, NULL, 0);
	assert_int_equal(snapshot_count(s), 0);
	snapshot_close(s);
	assert_true(source_is_lfs_pointer(STR("version https://git-lfs.github.com/spec/v1\noid sha256:x\n")));
	assert_false(source_is_lfs_pointer(STR("version 1")));
}

/* --- folders ---------------------------------------------------------------- */

static void plain_folder(void **state)
{
	struct fixture *f = *state;
	char below[400];
	struct opened *o;

	new_folder(f);
	put(f, "pix.yaml", "name: x\n");
	put(f, ".gitignore", "*.tmp\n/build/\n");
	put(f, "challenges/a/b.yaml", "id: b\n");
	put(f, "challenges/a/b.tmp", "");
	put(f, "build/x.yaml", "");
	put(f, "tutorials/.gitignore", "!keep.tmp\n");
	put(f, "tutorials/keep.tmp", "k");
	o = open_ok(f, NULL);
	assert_paths(o,
		     ".gitignore\nchallenges/a/b.yaml\npix.yaml\ntutorials/.gitignore\ntutorials/keep.tmp\n");
	assert_findings(o, "");
	assert_bytes(o, "challenges/a/b.yaml", "id: b\n");
	assert_string_equal(snapshot_root(o->s), f->repo);
	assert_string_equal(snapshot_what(o->s), "the folder");
	done(o);
	snprintf(below, sizeof(below), "%s/challenges/a", f->repo);
	o = open_at(below, NULL);
	assert_int_equal(o->rc, 0);
	assert_string_equal(snapshot_root(o->s), f->repo);
	done(o);
	assert_fails(f->repo, "main", "is in no git repository", "leave out --rev");
	snprintf(below, sizeof(below), "%s/nowhere", f->repo);
	assert_fails(below, NULL, "there is no folder", "");
	snprintf(below, sizeof(below), "%s/pix.yaml", f->repo);
	assert_fails(below, NULL, "is a file", "");
}

static void no_repository_file(void **state)
{
	struct fixture *f = *state;
	struct opened *o;

	new_repo(f);
	RUN(f, "rm pix.yaml && echo x >a && git add a && git commit -q -m x");
	o = open_ok(f, NULL);
	assert_int_equal(snapshot_count(o->s), 0);
	assert_findings(o, "no-repository-file pix.yaml -\n");
	done(o);
	o = open_ok(f, "HEAD");
	assert_int_equal(snapshot_count(o->s), 0);
	assert_findings(o, "no-repository-file pix.yaml revision\n");
	done(o);
}

static void special_files(void **state)
{
	struct fixture *f = *state;
	struct opened *o;

	new_repo(f);
	put(f, "challenges/ok.yaml", "");
	RUN(f, "mkfifo challenges/pipe && ln -s /etc/passwd challenges/link.yaml && ln -s /etc tutorials &&"
	       " mkdir docs && ln -s x docs/quiet && mkfifo docs/pipe");
	RUN(f, "mkdir challenges/own && git init -q challenges/own && touch challenges/own/f");
	RUN(f, "mkdir -p challenges/notown/.git && touch challenges/notown/f");
	o = open_ok(f, NULL);
	assert_paths(o, "challenges/notown/f\nchallenges/ok.yaml\npix.yaml\n");
	assert_findings(o, "not-a-file challenges/link.yaml link\n"
			   "not-a-file challenges/own repository\n"
			   "not-a-file challenges/pipe special\n"
			   "not-a-file tutorials link\n");
	done(o);
}

/* A file that is changed, replaced by a link or removed after it was listed. */
static void changed_files(void **state)
{
	struct fixture *f = *state;
	struct opened *o;
	struct str bytes;
	struct err err;
	size_t i;

	new_repo(f);
	put(f, "challenges/a/x.yaml", "12345");
	o = open_ok(f, NULL);
	i = snapshot_find(o->s, STR("challenges/a/x.yaml"));
	put(f, "challenges/a/x.yaml", "123456");
	assert_int_equal(snapshot_read(o->s, i, &bytes, &err), -1);
	assert_non_null(strstr(err.text, "changed"));
	RUN(f, "rm challenges/a/x.yaml && ln -s /etc/hostname challenges/a/x.yaml");
	assert_int_equal(snapshot_read(o->s, i, &bytes, &err), -1);
	RUN(f, "rm challenges/a/x.yaml && mkfifo challenges/a/x.yaml");
	assert_int_equal(snapshot_read(o->s, i, &bytes, &err), -1);
	RUN(f,
	    "rm -r challenges/a && mkdir other && printf 12345 >other/x.yaml && ln -s ../other challenges/a");
	assert_int_equal(snapshot_read(o->s, i, &bytes, &err), -1);
	RUN(f, "rm challenges/a && mkdir challenges/a && printf 12345 >challenges/a/x.yaml");
	assert_int_equal(snapshot_read(o->s, i, &bytes, &err), 0);
	assert_true(str_eq_c(bytes, "12345"));
	done(o);
}

static void size_limits(void **state)
{
	struct fixture *f = *state;
	const char *rev[] = {NULL, "HEAD"};
	struct opened *o;
	struct str bytes;
	struct err err;
	size_t i;

	new_repo(f);
	RUN(f, "mkdir challenges && truncate -s 1048576 challenges/at.yaml &&"
	       " truncate -s 1048577 challenges/over.yaml && truncate -s 1048577 challenges/over.json &&"
	       " truncate -s 67108864 challenges/at.bin && truncate -s 67108865 challenges/over.bin");
	commit(f);
	for (i = 0; i < countof(rev); i++) {
		o = open_ok(f, rev[i]);
		assert_int_equal(bytes_of(o, "challenges/at.yaml").n, LIMIT_FILE_BYTES);
		assert_int_equal(
		    snapshot_read(o->s, snapshot_find(o->s, STR("challenges/over.yaml")), &bytes, &err), 1);
		assert_int_equal(
		    snapshot_read(o->s, snapshot_find(o->s, STR("challenges/over.json")), &bytes, &err), 1);
		assert_int_equal(bytes_of(o, "challenges/at.bin").n, LIMIT_BLOB_BYTES);
		snapshot_forget(o->s, snapshot_find(o->s, STR("challenges/at.bin")));
		assert_int_equal(
		    snapshot_read(o->s, snapshot_find(o->s, STR("challenges/over.bin")), &bytes, &err), 1);
		done(o);
	}
}

/* --- revisions -------------------------------------------------------------- */

static void revisions(void **state)
{
	struct fixture *f = *state;
	const char *good[] = {"HEAD",   "main",     "v1", "light", "heads/main", "refs/heads/main",
			      "HEAD~0", "feature/x"};
	const char *bad[] = {":/x",
			     "@{1}",
			     "HEAD@{0}",
			     "-x",
			     "--all",
			     "main..v1",
			     "HEAD:pix.yaml",
			     "",
			     "HEAD^{tree}",
			     "a b",
			     "main~x",
			     "main~-1",
			     "@",
			     "^HEAD",
			     "HEAD^@",
			     "ma*n",
			     "../x",
			     "main~~~~~~~~~~~~~~~~~~~~~~~~",
			     "\x1b[31m"};
	const char *none[] = {"nope", "HEAD~9", "HEAD~999999999999",
			      "v1^2", "abcd",   "0000000000000000000000000000000000000000"};
	const char *old[] = {"HEAD~1", "HEAD^", "v1~", "main^1", "origin/dev", "origin", "t2~1", "light~0^"};
	char *id, part[48];
	struct opened *o;
	size_t i;

	new_repo(f);
	put(f, "challenges/one.yaml", "1\n");
	commit(f);
	put(f, "challenges/one.yaml", "2\n");
	commit(f);
	RUN(f, "git tag -m m v1 && git tag light && git branch feature/x && git update-ref "
	       "refs/remotes/origin/dev HEAD~1"
	       " && git symbolic-ref refs/remotes/origin/HEAD refs/remotes/origin/dev && git tag -m t t2 v1");
	for (i = 0; i < countof(good); i++) {
		o = open_ok(f, good[i]);
		assert_bytes(o, "challenges/one.yaml", "2\n");
		assert_true(snapshot_file(o->s, 0)->has_id);
		done(o);
	}
	for (i = 0; i < countof(old); i++) {
		o = open_ok(f, old[i]);
		assert_bytes(o, "challenges/one.yaml", "1\n");
		done(o);
	}
	for (i = 0; i < countof(bad); i++)
		assert_fails(f->repo, bad[i], "no name of a revision", "give a branch");
	for (i = 0; i < countof(none); i++)
		assert_fails(f->repo, none[i], "revision '", "");
	assert_fails(f->repo, "HEAD~5", "there is no revision 'HEAD~5': the history begins later",
		     "git log --oneline HEAD lists");
	assert_fails(f->repo, "v1^2", "a commit on the way has fewer parents", "git log --oneline v1 lists");
	assert_fails(f->repo, "HEAD~9999", "more than 1000 commits back", "give the id");
	RUN(f, "git rev-parse HEAD~1");
	id = output(f);
	id[40] = '\0';
	for (i = 4; i <= 40; i += 12) {
		snprintf(part, sizeof(part), "%.*s", (int)i, id);
		o = open_ok(f, part);
		assert_bytes(o, "challenges/one.yaml", "1\n");
		assert_non_null(strstr(snapshot_what(o->s), "revision "));
		done(o);
	}
	id[3] = '\0';
	assert_fails(f->repo, id, "there is no revision", "");
	free(id);
	RUN(f, "git rev-parse HEAD:pix.yaml");
	id = output(f);
	id[40] = '\0';
	assert_fails(f->repo, id, "is no commit", "");
	free(id);
	RUN(f, "git tag main HEAD~1");
	assert_fails(f->repo, "main", "a tag and also a branch", "refs/tags/main");
}

static void bare_and_below(void **state)
{
	struct fixture *f = *state;
	char repo[400];
	struct opened *o;

	new_repo(f);
	put(f, "challenges/a.yaml", "a\n");
	put(f, "school/pix.yaml", "name: school\n");
	put(f, "school/challenges/t/b.yaml", "b\n");
	commit(f);
	RUN(f, "git clone -q --bare . ../bare%u.git", f->count);
	snprintf(repo, sizeof(repo), "%s/bare%u.git", f->top, f->count);
	assert_fails(repo, NULL, "bare git repository", "--rev main");
	o = open_at(repo, "main");
	assert_int_equal(o->rc, 0);
	assert_paths(o, "challenges/a.yaml\npix.yaml\nschool/challenges/t/b.yaml\nschool/pix.yaml\n");
	assert_bytes(o, "challenges/a.yaml", "a\n");
	assert_null(snapshot_root(o->s));
	done(o);
	/* The nearest pix.yaml counts, in the work tree and in a revision. */
	snprintf(repo, sizeof(repo), "%s/school/challenges/t", f->repo);
	o = open_at(repo, NULL);
	assert_paths(o, "challenges/t/b.yaml\npix.yaml\n");
	done(o);
	o = open_at(repo, "HEAD");
	assert_paths(o, "challenges/t/b.yaml\npix.yaml\n");
	assert_bytes(o, "pix.yaml", "name: school\n");
	done(o);
	/* A place that the revision does not have: the nearest folder above it. */
	snprintf(repo, sizeof(repo), "%s/school/new/deep", f->repo);
	RUN(f, "mkdir -p school/new/deep");
	o = open_at(repo, "HEAD");
	assert_paths(o, "challenges/t/b.yaml\npix.yaml\n");
	done(o);
	/* A linked work tree, a shallow clone. */
	RUN(f, "git worktree add -q ../linked%u", f->count);
	snprintf(repo, sizeof(repo), "%s/linked%u/school", f->top, f->count);
	o = open_at(repo, NULL);
	assert_paths(o, "challenges/t/b.yaml\npix.yaml\n");
	done(o);
	o = open_at(repo, "HEAD");
	assert_paths(o, "challenges/t/b.yaml\npix.yaml\n");
	done(o);
	commit(f);
	RUN(f, "git clone -q --depth 1 'file://%s' ../shallow%u", f->repo, f->count);
	snprintf(repo, sizeof(repo), "%s/shallow%u", f->top, f->count);
	o = open_at(repo, "HEAD");
	assert_int_equal(o->rc, 0);
	done(o);
	/* some versions of libgit2 let the history end here, others miss the next commit */
	assert_fails(repo, "HEAD~1", "revision 'HEAD~1'", "git fetch --unshallow");
	assert_fails(repo, "HEAD~5", "revision 'HEAD~5'", "git fetch --unshallow");
	snprintf(repo, sizeof(repo), "%s/.git/refs", f->repo);
	assert_fails(repo, NULL, "inside the .git folder", "name the folder");
	o = open_at(repo, "HEAD");
	assert_int_equal(o->rc, 0);
	done(o);
}

/* Packed, loose, and borrowed objects give the same files and bytes. */
static void stores(void **state)
{
	struct fixture *f = *state;
	struct opened *a, *b;
	char repo[400], *want, *got;
	unsigned i;

	new_repo(f);
	for (i = 0; i < 40; i++) {
		char name[64], text[64];

		snprintf(name, sizeof(name), "challenges/t%u/c%u.yaml", i % 7, i);
		snprintf(text, sizeof(text), "id: c%u\n", i * i);
		put(f, name, text);
	}
	put(f, "challenges/empty.txt", "");
	commit(f);
	RUN(f, "git clone -q --shared . ../shared%u && cp -r . ../packed%u && git -C ../packed%u gc -q",
	    f->count, f->count, f->count);
	a = open_ok(f, "HEAD");
	want = paths_of(a);
	for (i = 0; i < 2; i++) {
		size_t k;

		snprintf(repo, sizeof(repo), "%s/%s%u", f->top, i ? "shared" : "packed", f->count);
		b = open_at(repo, "HEAD");
		assert_int_equal(b->rc, 0);
		got = paths_of(b);
		assert_string_equal(got, want);
		free(got);
		for (k = 0; k < snapshot_count(a->s); k++) {
			struct str x = {0}, y = {0};
			struct err err;

			assert_int_equal(snapshot_read(a->s, k, &x, &err), 0);
			assert_int_equal(snapshot_read(b->s, k, &y, &err), 0);
			assert_true(str_eq(x, y));
			assert_memory_equal(snapshot_file(a->s, k)->id, snapshot_file(b->s, k)->id, 20);
			snapshot_forget(b->s, k);
		}
		done(b);
	}
	free(want);
	done(a);
	/* Alternates that are gone, and rings of them. */
	snprintf(repo, sizeof(repo), "%s/shared%u", f->top, f->count);
	RUN(f, "mv .git/objects .git/o");
	assert_fails(repo, "HEAD", "borrows objects from", "clone again");
	RUN(f, "mv .git/o .git/objects && echo ../../../shared%u/.git/objects >.git/objects/info/alternates",
	    f->count);
	a = open_at(repo, "HEAD");
	assert_int_equal(a->rc, 0);
	assert_bytes(a, "challenges/t1/c1.yaml", "id: c1\n");
	done(a);
	RUN(f, "p=$PWD; for i in 1 2 3 4 5 6 7; do mkdir -p ../alt$i/info ../alt$i/pack;"
	       " echo ../alt$i >>$p/.git/objects/info/x; p2=../alt$i; done;"
	       " for i in 1 2 3 4 5 6; do echo ../alt$((i+1)) >../alt$i/info/alternates; done;"
	       " echo ../../../alt1 >.git/objects/info/alternates");
	assert_fails(f->repo, "HEAD", "too many repositories borrow", "");
	RUN(f, "rm ../alt5/info/alternates");
	a = open_ok(f, "HEAD");
	done(a);
}

static void missing_objects(void **state)
{
	struct fixture *f = *state;
	char repo[400];

	new_repo(f);
	put(f, "challenges/a.yaml", "something\n");
	commit(f);
	RUN(f,
	    "git config uploadpack.allowFilter true && git config uploadpack.allowAnySHA1InWant true &&"
	    " git clone -q --bare --filter=blob:none 'file://%s' ../partial%u",
	    f->repo, f->count);
	snprintf(repo, sizeof(repo), "%s/partial%u", f->top, f->count);
	assert_fails(repo, "HEAD", "' is missing", "partial clone");
	RUN(f, "o=$(git rev-parse HEAD:challenges) && rm -f .git/objects/$(echo $o | cut -c1-2)/$(echo $o | "
	       "cut -c3-)");
	assert_fails(f->repo, "HEAD", "'challenges/' is missing", "git fsck");
}

/* --- hostile trees ---------------------------------------------------------- */

/* Writes the object of raw bytes P as a tree and returns its id. */
static char *make_tree(const struct fixture *f, const void *p, size_t n)
{
	char *id;

	put_bytes(f, "../raw", p, n);
	RUN(f, "git hash-object -t tree --literally -w ../raw");
	id = output(f);
	id[40] = '\0';
	return id;
}

static void add_item(struct buf *raw, const char *mode, const char *name, const char *hex)
{
	size_t i;

	buf_add_fmt(raw, "%s %s", mode, name);
	buf_add_byte(raw, '\0');
	for (i = 0; i < 20; i++) {
		char two[3] = {hex[2 * i], hex[2 * i + 1], 0};

		buf_add_byte(raw, (char)strtoul(two, NULL, 16));
	}
}

/* The tree with one more item than those of a good content repository. */
static void hostile_tree(void **state)
{
	static const struct {
		const char *mode, *name, *want;
	} table[] = {
	    {"100644", "..", "odd-path challenges/.. dots\n"},
	    {"40000", ".", "odd-path challenges/. dots\n"},
	    {"40000", ".git", "odd-path challenges/.git dot-git\n"},
	    {"40000", ".GIT", "odd-path challenges/.GIT dot-git\n"},
	    {"100644", "git~1", "odd-path challenges/git~1 dot-git\n"},
	    {"100644", ".git. .", "odd-path challenges/.git. . dot-git\n"},
	    {"100644", ".git::$INDEX_ALLOCATION", "odd-path challenges/.git::$INDEX_ALLOCATION dot-git\n"},
	    {"100644", ".g\xe2\x80\x8cit", "odd-path challenges/.g\xe2\x80\x8cit dot-git\n"},
	    {"100644", ".gitty", ""},
	    {"100644", "git~10", ""},
	    {"100644", "a/b", "odd-path challenges/a/b slash\n"},
	    {"100644", "/etc", "odd-path challenges//etc slash\n"},
	    {"100644", "", "odd-path challenges/ empty\n"},
	    {"100644", "\xff\xfe", "odd-path challenges/\xff\xfe not-utf8\n"},
	    {"100644", "a\x1b[31m", "odd-path challenges/a\x1b[31m character\n"},
	    {"100644", "a\nb", "odd-path challenges/a\nb character\n"},
	    {"100644",
	     "\xe2\x80\xae"
	     "gnp",
	     "odd-path challenges/\xe2\x80\xae"
	     "gnp character\n"},
	    {"100644", "a\\b", "odd-path challenges/a\\b backslash\n"},
	    {"100644", " a", "odd-path challenges/ a blank\n"},
	    {"100644", "a ", "odd-path challenges/a  blank\n"},
	    {"100644", "a\xc2\xa0", "odd-path challenges/a\xc2\xa0 blank\n"},
	    {"100644", "a b", ""},
	    {"100644", "\xc3\xa9t\xc3\xa9", ""},
	    {"120000", "l", "not-a-file challenges/l link\n"},
	    {"160000", "m", "not-a-file challenges/m submodule\n"},
	    {"100664", "w", "not-a-file challenges/w mode\n"},
	    {"20644", "d", "not-a-file challenges/d mode\n"},
	    {"100755", "x", ""},
	};
	struct fixture *f = *state;
	char *blob, *tree, *root;
	size_t i;

	new_repo(f);
	RUN(f, "git hash-object -w pix.yaml");
	blob = output(f);
	blob[40] = '\0';
	for (i = 0; i < countof(table); i++) {
		struct buf raw = {0};
		struct opened *o;

		add_item(&raw, table[i].mode, table[i].name, blob);
		if (strcmp(table[i].mode, "40000") == 0) {
			char *empty = make_tree(f, "", 0);

			raw.n = 0;
			add_item(&raw, table[i].mode, table[i].name, empty);
			free(empty);
		}
		tree = make_tree(f, raw.p, raw.n);
		raw.n = 0;
		add_item(&raw, "40000", "challenges", tree);
		add_item(&raw, "100644", "pix.yaml", blob);
		root = make_tree(f, raw.p, raw.n);
		o = open_ok(f, root);
		assert_findings(o, table[i].want);
		assert_int_equal(snapshot_count(o->s), table[i].want[0] ? 1 : 2);
		done(o);
		buf_release(&raw);
		free(tree);
		free(root);
	}
	free(blob);
}

/* Faults that take several items, and damaged trees. */
static void hostile_order(void **state)
{
	struct fixture *f = *state;
	char *blob, *root, *tree;
	struct buf raw = {0};
	struct opened *o;
	size_t cut, base;

	new_repo(f);
	RUN(f, "git hash-object -w pix.yaml");
	blob = output(f);
	blob[40] = '\0';
	add_item(&raw, "100644", "a", blob);
	add_item(&raw, "100644", "pix.yaml", blob);
	add_item(&raw, "100644", "pix.yaml", blob);
	add_item(&raw, "100644", "b", blob);
	add_item(&raw, "100644", "z", "0000000000000000000000000000000000000000");
	root = make_tree(f, raw.p, raw.n);
	o = open_ok(f, root);
	assert_findings(o, "odd-path b unsorted\nodd-path pix.yaml duplicate\nodd-path z null-id\n");
	assert_paths(o, "a\npix.yaml\n");
	done(o);
	free(root);
	raw.n = 0;
	/* "a.b" < "a/" < "a0": a folder is sorted as if '/' stood behind it. */
	root = make_tree(f, "", 0);
	add_item(&raw, "100644", "a.b", blob);
	add_item(&raw, "40000", "a", root);
	add_item(&raw, "100644", "a0", blob);
	add_item(&raw, "100644", "pix.yaml", blob);
	free(root);
	root = make_tree(f, raw.p, raw.n);
	o = open_ok(f, root);
	assert_findings(o, "");
	done(o);
	free(root);
	/* ... and "a/" before "a.b" is wrong. */
	base = raw.n;
	tree = make_tree(f, "", 0);
	add_item(&raw, "40000", "pix", tree);
	add_item(&raw, "100644", "pix.x", blob);
	free(tree);
	root = make_tree(f, raw.p, raw.n);
	o = open_ok(f, root);
	assert_findings(o, "odd-path pix.x unsorted\n");
	done(o);
	free(root);
	raw.n = base;
	/* Cut anywhere but between items. */
	for (cut = 1; cut < raw.n; cut += 7) {
		root = make_tree(f, raw.p, raw.n - cut);
		o = open_at(f->repo, root);
		assert_true(o->rc == -1 || o->rc == 0);
		done(o);
		free(root);
	}
	root = make_tree(f, raw.p, raw.n - 3);
	o = open_at(f->repo, root);
	assert_true(o->rc == -1 || o->fs.n > 0);
	done(o);
	free(root);
	free(blob);
	buf_release(&raw);
}

/* 10^9 paths in a few objects, and folders in folders without end. */
static void tree_bombs(void **state)
{
	struct fixture *f = *state;
	char *blob, *tree;
	struct buf raw = {0};
	struct opened *o;
	unsigned level, i;
	char name[8];

	new_repo(f);
	RUN(f, "git hash-object -w pix.yaml");
	blob = output(f);
	blob[40] = '\0';
	tree = make_tree(f, "", 0);
	for (level = 0; level < 8; level++) {
		raw.n = 0;
		for (i = 0; i < 15; i++) {
			snprintf(name, sizeof(name), "f%02u", i);
			add_item(&raw, "40000", name, tree);
		}
		add_item(&raw, "100644", "pix.yaml", blob);
		free(tree);
		tree = make_tree(f, raw.p, raw.n);
	}
	assert_fails(f->repo, tree, "more than 1000000 files", ".gitignore");
	free(tree);
	/* challenges/d/d/...: 16 folders may be, 17 not; the rest is never read. */
	tree = make_tree(f, "", 0);
	for (level = 0; level < 40; level++) {
		raw.n = 0;
		add_item(&raw, "40000", level == 39 ? "challenges" : "d", tree);
		add_item(&raw, "100644", level == 39 ? "pix.yaml" : "x", blob);
		free(tree);
		tree = make_tree(f, raw.p, raw.n);
	}
	o = open_ok(f, tree);
	assert_int_equal(snapshot_count(o->s), 17);
	assert_int_equal(o->fs.n, 2);
	assert_string_equal(o->fs.v[0]->variant, "deep");
	done(o);
	free(tree);
	free(blob);
	buf_release(&raw);
}

static void path_limits(void **state)
{
	struct fixture *f = *state;
	const char *rev[] = {NULL, "HEAD"};
	struct opened *o;
	size_t i;

	new_repo(f);
	/* "challenges/" and 229 bytes are 240; one more is too many. */
	RUN(f, "mkdir challenges && touch challenges/$(printf '%%0229d' 0) challenges/$(printf '%%0230d' 0)");
	RUN(f, "mkdir -p challenges/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17 &&"
	       " touch challenges/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/at &&"
	       " touch challenges/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17/over");
	commit(f);
	for (i = 0; i < countof(rev); i++) {
		o = open_ok(f, rev[i]);
		assert_int_equal(snapshot_count(o->s), 3);
		assert_int_equal(o->fs.n, 2);
		findings_finish(&o->fs);
		assert_string_equal(o->fs.v[0]->variant, "long");
		assert_string_equal(o->fs.v[1]->variant, "deep");
		done(o);
	}
}

static void clashes(void **state)
{
	struct fixture *f = *state;
	const char *rev[] = {NULL, "HEAD"};
	struct opened *o;
	size_t i;

	new_repo(f);
	put(f, "challenges/A/one.yaml", "");
	put(f, "challenges/A/two.yaml", "");
	put(f, "challenges/a/one.yaml", "");
	put(f, "challenges/a/two.yaml", "");
	put(f, "tutorials/\xc3\xa9t\xc3\xa9.png", "");
	put(f, "tutorials/E\xcc\x81T\xc3\x89.png", "");
	put(f,
	    "tutorials/stra\xc3\x9f"
	    "e",
	    "");
	put(f, "tutorials/strasse", "");
	put(f, "docs/A", "");
	put(f, "docs/a", "");
	commit(f);
	for (i = 0; i < countof(rev); i++) {
		o = open_ok(f, rev[i]);
		assert_findings(o, "path-clash challenges/a -\n"
				   "path-clash tutorials/stra\xc3\x9f"
				   "e -\n"
				   "path-clash tutorials/\xc3\xa9t\xc3\xa9.png -\n");
		assert_int_equal(snapshot_count(o->s), 11);
		done(o);
	}
}

/* --- damaged loose objects -------------------------------------------------- */

/* The file name of the loose object for REV, relative to the repository. */
static void loose_name(const struct fixture *f, char *out, size_t n, const char *rev)
{
	char *id;

	RUN(f, "git rev-parse %s", rev);
	id = output(f);
	snprintf(out, n, ".git/objects/%.2s/%.38s", id, id + 2);
	free(id);
	RUN(f, "chmod u+w %s", out);
}

/* Opens HEAD and reads all; -1, with the WORDS, when either fails. It must end. */
static int try_all_for(const struct fixture *f, char words[512])
{
	struct opened *o = open_at(f->repo, "HEAD");
	struct str bytes;
	struct err err;
	size_t i;
	int rc = o->rc;

	for (i = 0; rc == 0 && i < snapshot_count(o->s); i++)
		rc = snapshot_read(o->s, i, &bytes, &err);
	if (rc)
		memcpy(words, o->rc ? o->err.text : err.text, sizeof(err.text));
	done(o);
	return rc;
}

static int try_all(const struct fixture *f)
{
	char words[512];

	return try_all_for(f, words);
}

static char *slurp(const struct fixture *f, const char *path, size_t *n)
{
	RUN(f, "cat %s", path);
	return last_output(f, n);
}

static const char *const objects[] = {"HEAD", "HEAD:", "HEAD:challenges", "HEAD:challenges/big.txt"};

static void make_loose(struct fixture *f)
{
	struct buf text = {0};
	unsigned i;

	new_repo(f);
	for (i = 0; text.n < 8000; i++)
		buf_add_fmt(&text, "%u %x\n", i * 2654435761u, i * 40503u);
	put_bytes(f, "challenges/big.txt", text.p, 8000);
	buf_release(&text);
	commit(f);
	assert_int_equal(try_all(f), 0);
}

static void truncated_objects(void **state)
{
	struct fixture *f = *state;
	char name[100], *whole;
	size_t i, n, cut, step;

	make_loose(f);
	for (i = 0; i < countof(objects); i++) {
		loose_name(f, name, sizeof(name), objects[i]);
		whole = slurp(f, name, &n);
		step = n / 60 + 1;
		for (cut = 0; cut < n; cut += cut < 40 || cut + 40 > n ? 1 : step) {
			put_bytes(f, name, whole, cut);
			assert_int_equal(try_all(f), -1);
		}
		/* Something behind the end, and the whole again. */
		whole[n] = 'x';
		put_bytes(f, name, whole, n + 1);
		assert_int_equal(try_all(f), -1);
		put_bytes(f, name, whole, n);
		assert_int_equal(try_all(f), 0);
		free(whole);
	}
}

/* Replaces the big blob by the deflated form of HEADER, a NUL and BODY. */
static void lie(const struct fixture *f, const char *header, const char *body, size_t n)
{
	size_t head = strlen(header) + 1;
	uLongf size = compressBound(head + n);
	uint8_t *plain = calloc(1, head + n), *packed = malloc(size);
	char name[100];

	memcpy(plain, header, head);
	memcpy(plain + head, body, n);
	assert_int_equal(compress(packed, &size, plain, head + n), Z_OK);
	loose_name(f, name, sizeof(name), "HEAD:challenges/big.txt");
	put_bytes(f, name, packed, size);
	free(plain);
	free(packed);
}

/* The true bytes of the blob under headers that lie. */
static void lying_headers(void **state)
{
	static const struct {
		const char *header, *wrong;
	} table[] = {
	    {"blob 10", "longer than its header says"},
	    {"blob 7999", "longer than its header says"},
	    {"blob 8001", "shorter than its header says"},
	    {"blob 67108864", "shorter than its header says"},
	    {"blob 68157441", "longer than pixc reads"},
	    {"blob 99999999999", "longer than pixc reads"},
	    {"blob 4294967296", "longer than pixc reads"},
	    {"blob 9223372036854775807", "states no length"},
	    {"blob 18446744073709551616", "states no length"},
	    {"blob 08000", "states no length"},
	    {"blob -1", "states no length"},
	    {"blob +8000", "states no length"},
	    {"blob 8000 ", "states no length"},
	    {"blob 8000\n", "states no length"},
	    {"blob  8000", "states no length"},
	    {"blob 0x1f40", "states no length"},
	    {"blob ", "states no length"},
	    {"blob", "names no kind"},
	    {"blub 8000", "names no kind"},
	    {" 8000", "names no kind"},
	    {"", "names no kind"},
	    {"blob 80000000000000000000000000000", "has no header"},
	    {"tree 8000", ""},
	    {"commit 8000", ""},
	    {"blob 8000", NULL},
	};
	struct fixture *f = *state;
	char *body, words[512];
	size_t i, n;

	make_loose(f);
	body = slurp(f, "challenges/big.txt", &n);
	assert_int_equal(n, 8000);
	for (i = 0; i < countof(table); i++) {
		lie(f, table[i].header, body, n);
		assert_int_equal(try_all_for(f, words), table[i].wrong ? -1 : 0);
		if (table[i].wrong && !strstr(words, table[i].wrong))
			print_error("%s: %s\n", table[i].header, words);
		assert_true(!table[i].wrong || strstr(words, table[i].wrong));
	}
	/* The right form, but not the bytes that the id stands for. */
	body[4000] ^= 1;
	lie(f, "blob 8000", body, n);
	assert_int_equal(try_all(f), -1);
	lie(f, "blob 0", body, 0);
	assert_int_equal(try_all(f), -1);
	free(body);
}

static uint32_t next_random(uint32_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed;
}

static void mutated_objects(void **state)
{
	struct fixture *f = *state;
	char name[countof(objects)][100], *whole[countof(objects)];
	size_t n[countof(objects)];
	uint32_t seed = 20240101;
	time_t start = time(NULL);
	unsigned run, k;
	size_t i;

	make_loose(f);
	for (i = 0; i < countof(objects); i++) {
		loose_name(f, name[i], sizeof(name[i]), objects[i]);
		whole[i] = slurp(f, name[i], &n[i]);
	}
	for (run = 0; run < 300; run++) {
		char *copy;

		i = next_random(&seed) % countof(objects);
		copy = malloc(n[i]);
		memcpy(copy, whole[i], n[i]);
		for (k = next_random(&seed) % 4 + 1; k > 0; k--)
			copy[next_random(&seed) % n[i]] ^= (char)(1 + next_random(&seed) % 255);
		put_bytes(f, name[i], copy, n[i]);
		/* Bits of the zlib header that say nothing may change unseen. */
		if (memcmp(copy, whole[i], n[i]) != 0 && memcmp(copy + 2, whole[i] + 2, n[i] - 2) != 0)
			assert_int_equal(try_all(f), -1);
		else
			try_all(f);
		put_bytes(f, name[i], whole[i], n[i]);
		free(copy);
	}
	assert_int_equal(try_all(f), 0);
	assert_true(time(NULL) - start < 10);
	for (i = 0; i < countof(objects); i++)
		free(whole[i]);
}

/* --- the index -------------------------------------------------------------- */

static void index_problems(void **state)
{
	struct fixture *f = *state;
	struct opened *o;

	new_repo(f);
	put(f, "challenges/a.yaml", "");
	/* Nothing added yet: there is no index, and that is fine. */
	o = open_ok(f, NULL);
	assert_paths(o, "challenges/a.yaml\npix.yaml\n");
	done(o);
	assert_fails(f->repo, "HEAD", "there is no revision 'HEAD'", "nothing has been committed");
	commit(f);
	RUN(f, "mv .git/index .git/kept");
	assert_fails(f->repo, NULL, "index of the git repository is missing", "git reset");
	RUN(f, "head -c 60 .git/kept >.git/index");
	assert_fails(f->repo, NULL, "index of the git repository cannot be read", "git reset");
	RUN(f, ": >.git/index");
	assert_fails(f->repo, NULL, "index of the git repository is empty", "git reset");
	RUN(f, "head -c 4000 /dev/urandom >.git/index");
	assert_fails(f->repo, NULL, "index of the git repository cannot be read", "git reset");
	RUN(f, "rm .git/index && mkdir .git/index");
	assert_fails(f->repo, NULL, "index of the git repository is no file", "");
	RUN(f, "rmdir .git/index && git reset -q");
	o = open_ok(f, NULL);
	done(o);
}

/* --- .gitignore: the same answer as git's own ------------------------------- */

static const char *pick(uint32_t *seed, const char *const *v, size_t n)
{
	return v[next_random(seed) % n];
}

static const char *const names[] = {"a",        "b",   "ab", "abc", "foo", "bar", "a.o", "x.tmp",
				    "foo.yaml", "b c", "#x", "!y",  "-",   "[z]", "q ",  "\xc3\xa9"};

/* A random pattern line. */
static void add_pattern(struct buf *b, uint32_t *seed)
{
	static const char *const piece[] = {
	    "a",     "b",      "*",     "**",      "/",     "/",           "?",   "foo", "bar",
	    "*.o",   "[ab]",   "[!a]",  "[a-c]",   "\\#x",  "\\!y",        "abc", "**/", "/**",
	    "x.tmp", "[[]z]",  "\\a",   "[]a]",    "[^b-]", "[[:alpha:]]", "[a",  "\\ ", " ",
	    "***",   "a/**/b", ".yaml", "[[:x:]]", "[a-]",  "\xc3\xa9"};
	unsigned n = next_random(seed) % 4 + 1;

	if (next_random(seed) % 5 == 0)
		buf_add_byte(b, '!');
	if (next_random(seed) % 6 == 0)
		buf_add_byte(b, '/');
	if (next_random(seed) % 25 == 0)
		buf_add_byte(b, '#');
	while (n--)
		buf_add_c(b, pick(seed, piece, countof(piece)));
	if (next_random(seed) % 6 == 0)
		buf_add_byte(b, '/');
	if (next_random(seed) % 10 == 0)
		buf_add_c(b, "  ");
	buf_add_c(b, next_random(seed) % 12 ? "\n" : "\r\n");
}

static void add_rules(const struct fixture *f, const char *folder, uint32_t *seed)
{
	unsigned n = next_random(seed) % 5 + 1;
	struct buf b = {0};
	char path[300];

	if (next_random(seed) % 10 == 0)
		buf_add_c(&b, "\xef\xbb\xbf");
	while (n--)
		add_pattern(&b, seed);
	if (next_random(seed) % 8 == 0)
		b.n--; /* no line end at the end of the file */
	snprintf(path, sizeof(path), "%s.gitignore", folder);
	put_bytes(f, path, b.p, b.n);
	buf_release(&b);
}

/* Makes an empty file with its folders, unless a file stands where a folder should. */
static void put_maybe(const struct fixture *f, const char *path)
{
	char name[700];
	char *slash;
	int fd;

	snprintf(name, sizeof(name), "%s/%s", f->repo, path);
	for (slash = name + strlen(f->repo) + 1; (slash = strchr(slash, '/')); slash++) {
		*slash = '\0';
		mkdir(name, 0777);
		*slash = '/';
	}
	fd = open(name, O_WRONLY | O_CREAT, 0666);
	if (fd >= 0)
		close(fd);
}

/* A random tree of files and .gitignore files. */
static void grow(const struct fixture *f, uint32_t *seed)
{
	char path[300];
	unsigned i;

	RUN(f, "git clean -qffdx && git read-tree --empty && rm -rf ./* .gitignore && printf x >pix.yaml &&"
	       " printf '!/pix.yaml\\n' >.gitignore");
	for (i = 0; i < 25; i++) {
		unsigned depth = next_random(seed) % 4;
		char *p = path;
		struct stat st;
		char full[700];

		*p = '\0';
		while (depth--)
			p += snprintf(p, 20, "%s/", pick(seed, names, 8));
		snprintf(p, 20, "%s", pick(seed, names, countof(names)));
		put_maybe(f, path);
		*p = '\0';
		snprintf(full, sizeof(full), "%s/%s", f->repo, path);
		if (*path && next_random(seed) % 8 == 0 && stat(full, &st) == 0)
			add_rules(f, path, seed);
	}
	add_rules(f, "", seed);
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* NUL-separated names as sorted lines, without doubles and names that we refuse. */
static char *sorted_lines(const char *p, size_t n)
{
	struct buf b = {0};
	char *name[2000];
	size_t i, count = 0;

	for (i = 0; i < n; i += strlen(p + i) + 1) {
		const char *at = p + i;
		size_t len = strlen(at);

		/* A name with a blank at its end is refused, wherever it stands in a path. */
		if (len && (at[len - 1] == ' ' || strstr(at, " /")))
			continue;
		assert_true(count < countof(name));
		name[count++] = strdup(at);
	}
	qsort(name, count, sizeof(*name), by_bytes);
	buf_add_c(&b, "");
	for (i = 0; i < count; i++)
		if (!i || strcmp(name[i], name[i - 1]) != 0)
			buf_add_fmt(&b, "%s\n", name[i]);
	for (i = 0; i < count; i++)
		free(name[i]);
	return b.p;
}

static void compare_with_git(const struct fixture *f, unsigned number)
{
	struct opened *o = open_ok(f, NULL);
	char *got = paths_of(o), *raw, *want;
	size_t n;

	RUN(f, "git ls-files -z -co --exclude-standard");
	raw = last_output(f, &n);
	raw[n] = '\0';
	want = sorted_lines(raw, n);
	if (strcmp(got, want) != 0)
		print_error("tree number %u\n", number);
	assert_string_equal(got, want);
	free(raw);
	free(want);
	free(got);
	done(o);
}

static void ignore_like_git(void **state)
{
	struct fixture *f = *state;
	uint32_t seed = 4711;
	unsigned i;

	new_repo(f);
	RUN(f, "git add pix.yaml");
	for (i = 0; i < 200; i++) {
		grow(f, &seed);
		/* In half of the trees some files are tracked before the rules come. */
		if (i % 2)
			RUN(f, "find . -name .git -prune -o -type f -print | awk 'NR %% 3 == 0' | tr '\\n' "
			       "'\\0' |"
			       " xargs -0 -r git add -f --");
		compare_with_git(f, i);
	}
}

/* Vectors of their own, each against git, from a sub-folder too. */
static void ignore_vectors(void **state)
{
	static const char *const rules[] = {
	    "*.o\n!keep.o\n",
	    "/a\n",
	    "a/\n!a/b\n",
	    "a/*\n!a/b\n",
	    "**/b\n",
	    "a/**/c\n",
	    "a/**\n",
	    "\\#x\n",
	    "\\!y\n",
	    "#x\n",
	    "b\\ \n",
	    "foo\\\n",
	    "a**c\n",
	    "ab**/c\n",
	    "*/c\n",
	    "[a-]b\n",
	    "a//b\n",
	    "/\n",
	    "!\n",
	    "**\n!a\n!a/b\n",
	    "a\r\n",
	    "?\n",
	    "[!a]\n",
	    "a/b/\n",
	    "./a\n",
	    "*\n!*/\n!c\n",
	    "/*/b\n",
	    "**/a/**\n",
	    "[[:upper:]]\n",
	    "a[/]b\n",
	    "foo/**/\n",
	    "**foo\n",
	    "ab**\n",
	    "\xef\xbb\xbf\x61\n",
	};
	struct fixture *f = *state;
	unsigned i;

	new_repo(f);
	RUN(f, "git add pix.yaml && for p in a/b/c a/c a/b/d b c keep.o x.o '#x' '!y' foo fooc abc abxc ab/c"
	       " ab/x/c abx/c A/b d/a d/b/c 'b c' foo2/x/y; do mkdir -p \"$(dirname \"./$p\")\" 2>/dev/null;"
	       " : >\"./$p\"; done; true");
	for (i = 0; i < countof(rules); i++) {
		put(f, ".gitignore", rules[i]);
		compare_with_git(f, i);
	}
	/* The rules of folders above the content's root count too. */
	put(f, ".gitignore", "*.tmp\n/sub/no\n");
	put(f, "sub/pix.yaml", "");
	put(f, "sub/a.tmp", "");
	put(f, "sub/no/x", "");
	put(f, "sub/a.yaml", "");
	{
		char path[400];
		struct opened *o;

		snprintf(path, sizeof(path), "%s/sub", f->repo);
		o = open_at(path, NULL);
		assert_paths(o, "a.yaml\npix.yaml\n");
		done(o);
		put(f, ".gitignore", "sub/\n");
		RUN(f, "git add -f sub/a.tmp sub/pix.yaml");
		o = open_at(path, NULL);
		assert_paths(o, "a.tmp\npix.yaml\n");
		done(o);
	}
}

/* Rules of one person's machine have no say. */
static void foreign_rules(void **state)
{
	struct fixture *f = *state;
	struct opened *o;

	new_repo(f);
	put(f, "challenges/a.yaml", "a\n");
	put(f, "ex", "*.yaml\n");
	put(f, ".git/info/exclude", "*.yaml\n");
	put(f, ".git/info/attributes", "* text eol=crlf filter=x\n");
	RUN(f, "git config core.excludesFile \"$PWD/ex\" && git config core.autocrlf true &&"
	       " git config core.ignoreCase true && git config core.attributesFile "
	       "\"$PWD/.git/info/attributes\"");
	RUN(f, "git add -f challenges pix.yaml && git commit -q -m x");
	o = open_ok(f, NULL);
	assert_paths(o, "challenges/a.yaml\nex\npix.yaml\n");
	assert_findings(o, "");
	done(o);
	o = open_ok(f, "HEAD");
	assert_paths(o, "challenges/a.yaml\npix.yaml\n");
	assert_bytes(o, "challenges/a.yaml", "a\n");
	assert_findings(o, "");
	done(o);
	RUN(f, "rm ex; git reset -q --hard");
}

/* The work tree and the commit of the same files: the same list, the same bytes. */
static void tree_like_revision(void **state)
{
	struct fixture *f = *state;
	struct opened *a, *b;
	char *pa, *pb;
	size_t i;

	new_repo(f);
	put(f, ".gitignore", "*.tmp\n");
	put(f, "challenges/x.tmp", "no");
	for (i = 0; i < 60; i++) {
		char name[60], text[60];

		snprintf(name, sizeof(name), "challenges/%zu/%zu-\xc3\xa9.yaml", i % 5, i);
		snprintf(text, sizeof(text), "id: x%zu\r\n", i);
		put(f, name, text);
	}
	commit(f);
	a = open_ok(f, NULL);
	b = open_ok(f, "HEAD");
	pa = paths_of(a);
	pb = paths_of(b);
	assert_string_equal(pa, pb);
	free(pa);
	free(pb);
	for (i = 0; i < snapshot_count(a->s); i++) {
		struct str x = {0}, y = {0};
		struct err err;

		assert_int_equal(snapshot_read(a->s, i, &x, &err), 0);
		assert_int_equal(snapshot_read(b->s, i, &y, &err), 0);
		assert_true(str_eq(x, y));
		assert_int_equal(snapshot_file(a->s, i)->size, snapshot_file(b->s, i)->size);
	}
	done(a);
	done(b);
}

/* --- attributes ------------------------------------------------------------- */

static void attributes(void **state)
{
	static const struct {
		const char *text, *tree, *rev; /* the findings of work tree and revision */
	} table[] = {
	    {"*.yaml filter=x\n", "git-attribute .gitattributes filter\n",
	     "git-attribute .gitattributes filter\n"},
	    {"*.png filter=lfs diff=lfs -text\n", "git-attribute .gitattributes lfs\n",
	     "git-attribute .gitattributes lfs\n"},
	    {"*.yaml -filter\n*.txt filter\n", "", ""},
	    {"challenges/*.yaml filter=x\na.yaml -filter\n", "", ""},
	    {"challenges/*.yaml ident\n", "git-attribute .gitattributes ident\n",
	     "git-attribute .gitattributes ident\n"},
	    {"*.yaml working-tree-encoding=UTF-16\n", "git-attribute .gitattributes encoding\n",
	     "git-attribute .gitattributes encoding\n"},
	    {"*.yaml working-tree-encoding=UTF-8\n", "", ""},
	    {"* text=auto eol=lf\n", "git-attribute challenges/crlf.txt line-ends\n", ""},
	    {"* text=auto\n*.txt -text\n", "", ""},
	    {"*.txt eol=crlf\n", "git-attribute .gitattributes eol\n", "git-attribute .gitattributes eol\n"},
	    {"* text=auto eol=crlf\n", "git-attribute .gitattributes eol\n",
	     "git-attribute .gitattributes eol\n"},
	    {"*.yaml text eol=crlf\n", "", ""},
	    {"*.png eol=crlf\n*.png binary\n", "", ""},
	    {"[attr]own filter=x\n*.yaml own\n", "git-attribute .gitattributes filter\n",
	     "git-attribute .gitattributes filter\n"},
	    {"[attr]own filter=x\n*.yaml own\n*.yaml !own\n", "", ""},
	    {"[attr]own own filter=x\n[attr]two own\n*.yaml two\n", "git-attribute .gitattributes filter\n",
	     "git-attribute .gitattributes filter\n"},
	    {"# *.yaml filter=x\n!*.yaml filter=x\n\n/a.yaml filter=x\n", "", ""},
	    {"\"challenges/\\141.yaml\" filter=x\n", "git-attribute .gitattributes filter\n",
	     "git-attribute .gitattributes filter\n"},
	    {"docs/* filter=x\n.git* filter=x\n", "", ""},
	    {"**/a.yaml\tfilter=x\r\n", "git-attribute .gitattributes filter\n",
	     "git-attribute .gitattributes filter\n"},
	};
	struct fixture *f = *state;
	struct opened *o;
	size_t i;

	new_repo(f);
	put(f, "challenges/a.yaml", "a\r\n");
	put(f, "challenges/lf.txt", "a\n");
	put(f, "challenges/crlf.txt", "a\r\n");
	put_bytes(f, "challenges/p.png", "\x89PNG\r\n\0", 7);
	put_bytes(f, "challenges/p.bin", "\0\r\n", 3);
	put(f, "docs/x", "a\r\n");
	commit(f);
	for (i = 0; i < countof(table); i++) {
		put(f, ".gitattributes", table[i].text);
		/* Not with git add, which would obey them; then an index without CR LF. */
		RUN(f, "git read-tree HEAD && git update-index --add --cacheinfo"
		       " 100644,$(git hash-object -w --no-filters .gitattributes),.gitattributes &&"
		       " git commit -q -m x && git read-tree --empty");
		o = open_ok(f, NULL);
		assert_findings(o, table[i].tree);
		done(o);
		o = open_ok(f, "HEAD");
		assert_findings(o, table[i].rev);
		done(o);
	}
	/* What git says about the same bytes: text=auto leaves CR LF that is committed. */
	put(f, ".gitattributes", "* -text\n");
	commit(f);
	put(f, ".gitattributes", "* text=auto\n");
	o = open_ok(f, NULL);
	assert_findings(o, "");
	done(o);
}

/* .gitattributes in folders, and above the root of the content. */
static void attribute_folders(void **state)
{
	struct fixture *f = *state;
	char path[400];
	struct opened *o;
	const char *rev[] = {NULL, "HEAD"};
	size_t i;

	new_repo(f);
	put(f, ".gitattributes", "*.yaml filter=x\n");
	put(f, "sub/pix.yaml", "");
	put(f, "sub/challenges/.gitattributes", "*.yaml -filter\nb.yaml ident\n");
	put(f, "sub/challenges/a.yaml", "");
	put(f, "sub/challenges/b.yaml", "");
	RUN(f, "git -c filter.x.clean=cat add -A && git commit -q -m x");
	snprintf(path, sizeof(path), "%s/sub", f->repo);
	for (i = 0; i < countof(rev); i++) {
		o = open_at(path, rev[i]);
		assert_int_equal(o->rc, 0);
		assert_findings(
		    o, "git-attribute challenges/.gitattributes ident\ngit-attribute pix.yaml filter\n");
		assert_int_equal(o->fs.v[0]->place.start, 22);
		assert_int_equal(o->fs.v[0]->place.end, 27);
		done(o);
	}
}

/* --- repositories of odd kinds ---------------------------------------------- */

static void odd_repositories(void **state)
{
	struct fixture *f = *state;
	struct opened *o;

	new_repo(f);
	commit(f);
	RUN(f, "git config core.repositoryFormatVersion 1 && git config extensions.objectFormat sha256");
	assert_fails(f->repo, "HEAD", "SHA-256", "sha1");
	RUN(f, "git config --unset extensions.objectFormat; git config -f .git/config extensions.refStorage "
	       "reftable");
	assert_fails(f->repo, "HEAD", "reftable", "git refs migrate");
	RUN(f, "git config -f .git/config --unset extensions.refStorage;"
	       " git config -f .git/config extensions.partialClone origin;"
	       " git config -f .git/config extensions.worktreeConfig true;"
	       " git config -f .git/config extensions.preciousObjects true");
	o = open_ok(f, "HEAD");
	done(o);
	RUN(f, "git config -f .git/config extensions.future true");
	assert_fails(f->repo, "HEAD", "cannot be opened", "clone the repository anew");
	new_repo(f);
	commit(f);
	o = open_ok(f, "HEAD");
	assert_null(snapshot_remark(o->s));
	done(o);
	commit(f);
	RUN(f, "git commit -q --allow-empty -m y && git replace HEAD HEAD~1");
	o = open_ok(f, "HEAD");
	assert_non_null(strstr(snapshot_remark(o->s), "refs/replace"));
	done(o);
	RUN(f, "git config core.worktree /etc");
	assert_fails(f->repo, NULL, "outside the work tree", "core.worktree");
	RUN(f, "git -C / --git-dir=\"$PWD/.git\" config core.worktree /");
	assert_fails(f->repo, NULL, "outside the work tree", "core.worktree");
}

static void submodules(void **state)
{
	struct fixture *f = *state;
	const char *rev[] = {NULL, "HEAD"};
	struct opened *o;
	size_t i;

	new_repo(f);
	commit(f);
	RUN(f, "git update-index --add --cacheinfo 160000,$(git rev-parse HEAD),challenges/sub && mkdir -p "
	       "challenges/sub &&"
	       " git init -q challenges/sub && git commit -q -m sub");
	for (i = 0; i < countof(rev); i++) {
		o = open_ok(f, rev[i]);
		assert_findings(o, "not-a-file challenges/sub submodule\n");
		assert_paths(o, "pix.yaml\n");
		done(o);
	}
}

/* A repository of another user: refused, with the line that lets it in. */
static void foreign_owner(void **state)
{
	struct fixture *f = *state;
	char want[500];
	struct opened *o;

	if (geteuid() != 0)
		skip();
	new_repo(f);
	commit(f);
	RUN(f, "git clone -q --bare . ../own%u.git && chown -R 65534 . ../own%u.git", f->count, f->count);
	unsetenv("GIT_CONFIG_GLOBAL");
	snprintf(want, sizeof(want), "git config --global --add safe.directory '%s'", f->repo);
	assert_fails(f->repo, NULL, "belongs to another user", want);
	assert_fails(f->repo, "HEAD", "belongs to another user", want);
	RUN(f, "git config --global user.name x");
	assert_fails(f->repo, "HEAD", "belongs to another user", want);
	RUN(f, "git config --global --add safe.directory /elsewhere");
	assert_fails(f->repo, "HEAD", "belongs to another user", want);
	RUN(f, "git config --global --add safe.directory \"$PWD\"");
	o = open_ok(f, "HEAD");
	done(o);
	o = open_ok(f, NULL);
	done(o);
	snprintf(want, sizeof(want), "%s/own%u.git", f->top, f->count);
	assert_fails(want, "main", "belongs to another user", want);
	RUN(f, "git config --global --add safe.directory '%s'", want);
	o = open_at(want, "main");
	assert_int_equal(o->rc, 0);
	done(o);
	RUN(f, "rm -f ../.gitconfig");
	setenv("GIT_CONFIG_GLOBAL", "/dev/null", 1);
}

/* Listing 10,000 files takes a moment, not seconds. */
static void many_files(void **state)
{
	struct fixture *f = *state;
	const char *rev[] = {NULL, "HEAD"};
	struct timespec a, b;
	struct opened *o;
	size_t i;

	new_repo(f);
	RUN(f, "mkdir challenges && cd challenges && for d in $(seq 100); do mkdir $d && cd $d && touch "
	       "$(seq -f %%g.yaml 100) && cd ..;"
	       " done");
	commit(f);
	for (i = 0; i < countof(rev); i++) {
		clock_gettime(CLOCK_MONOTONIC, &a);
		o = open_ok(f, rev[i]);
		clock_gettime(CLOCK_MONOTONIC, &b);
		assert_int_equal(snapshot_count(o->s), 10001);
		assert_true(b.tv_sec - a.tv_sec < 5);
		if (getenv("SHOW_TIMES"))
			print_message("%s: %ld ms\n", snapshot_what(o->s),
				      (b.tv_sec - a.tv_sec) * 1000 + (b.tv_nsec - a.tv_nsec) / 1000000);
		done(o);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(memory),
	    cmocka_unit_test(plain_folder),
	    cmocka_unit_test(no_repository_file),
	    cmocka_unit_test(special_files),
	    cmocka_unit_test(changed_files),
	    cmocka_unit_test(size_limits),
	    cmocka_unit_test(revisions),
	    cmocka_unit_test(bare_and_below),
	    cmocka_unit_test(stores),
	    cmocka_unit_test(missing_objects),
	    cmocka_unit_test(hostile_tree),
	    cmocka_unit_test(hostile_order),
	    cmocka_unit_test(tree_bombs),
	    cmocka_unit_test(path_limits),
	    cmocka_unit_test(clashes),
	    cmocka_unit_test(truncated_objects),
	    cmocka_unit_test(lying_headers),
	    cmocka_unit_test(mutated_objects),
	    cmocka_unit_test(index_problems),
	    cmocka_unit_test(ignore_like_git),
	    cmocka_unit_test(ignore_vectors),
	    cmocka_unit_test(foreign_rules),
	    cmocka_unit_test(tree_like_revision),
	    cmocka_unit_test(attributes),
	    cmocka_unit_test(attribute_folders),
	    cmocka_unit_test(odd_repositories),
	    cmocka_unit_test(submodules),
	    cmocka_unit_test(foreign_owner),
	    cmocka_unit_test(many_files),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
