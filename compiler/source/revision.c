/*
 * revision.c: the names of revisions that pixc accepts.
 *
 * Far fewer than git's: a branch, tag, remote branch, HEAD or object id, with
 * any number of ^ and ~N behind. Searches (":/text"), reflogs ("@{1}") and what
 * could be taken for an option are refused before libgit2 sees them.
 */
#include "source/source_int.h"

#include <stdio.h>

#define REV_BYTES 200u
#define STEPS     1000u /* commits back, in all */

/* Why there is nothing so far back: above 0, where no code of libgit2 is. */
enum { HISTORY_ENDS = 1, FEWER_PARENTS, TOO_FAR };

/* A revision taken apart: NAME and how far to go back. */
struct parts {
	struct str name;
	struct str steps; /* "~2^" */
};

static bool is_hex(struct str s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (!((s.p[i] >= '0' && s.p[i] <= '9') || (s.p[i] >= 'a' && s.p[i] <= 'f') ||
		      (s.p[i] >= 'A' && s.p[i] <= 'F')))
			return false;
	return s.n > 0;
}

/* What git check-ref-format allows in a name of a branch, and no '@' alone. */
static bool is_name(struct str s)
{
	struct buf full = {0};
	int ok = 0;

	if (!s.n || s.n > REV_BYTES || s.p[0] == '-' || str_eq_c(s, "@") || memchr(s.p, '\0', s.n))
		return false;
	buf_add_c(&full, "refs/heads/");
	buf_add_str(&full, s);
	if (git_reference_name_is_valid(&ok, full.p) < 0)
		ok = 0;
	buf_release(&full);
	return ok;
}

static int refuse(const char *rev, struct err *err)
{
	err_set(err, "'%s' is no name of a revision that pixc accepts", rev);
	return err_help(err, "give a branch, a tag, HEAD or a commit's id, also with ~2 or ^ behind");
}

static bool take_apart(struct parts *p, const char *rev)
{
	struct str s = str_c(rev);
	size_t i, tilde = str_find(s, '~', 0), caret = str_find(s, '^', 0);
	size_t cut = tilde < caret ? tilde : caret;

	p->name = str_sub(s, 0, cut);
	p->steps = str_sub(s, cut, s.n);
	if (p->steps.n > 16)
		return false;
	for (i = 0; i < p->steps.n; i++)
		if (p->steps.p[i] != '~' && p->steps.p[i] != '^' &&
		    (p->steps.p[i] < '0' || p->steps.p[i] > '9'))
			return false;
	return is_name(p->name);
}

static int no_revision(const struct git_source *g, const char *rev, struct err *err)
{
	git_oid head;

	err_set(err, "there is no revision '%s' in the git repository", rev);
	if (git_reference_name_to_id(&head, g->repo, "HEAD") < 0)
		return err_help(err,
				"nothing has been committed yet, or HEAD names a branch without commits");
	if (g->is_shallow)
		return err_help(err, "the clone is shallow: run git fetch --unshallow --tags");
	return err_help(err, "git branch -a and git tag list the names; git fetch --tags gets new ones");
}

/* Looks up "PREFIXnameSUFFIX"; counts it in *N when it is there. */
static void try_ref(const struct git_source *g, git_oid *id, unsigned *n, const char *prefix, struct str name,
		    const char *suffix)
{
	struct buf full = {0};
	git_oid found;

	buf_add_fmt(&full, "%s%.*s%s", prefix, STR_ARG(name), suffix);
	if (git_reference_name_to_id(&found, g->repo, full.p) == 0 && ++*n == 1)
		*id = found;
	buf_release(&full);
}

/* 0, 1 when there is none of that name, or -1 with ERR filled. */
static int find_ref(const struct git_source *g, git_oid *id, struct str name, struct err *err)
{
	unsigned n = 0;

	if (str_eq_c(name, "HEAD") || str_starts(name, STR("refs/"))) {
		try_ref(g, id, &n, "", name, "");
		return n ? 0 : 1;
	}
	try_ref(g, id, &n, "refs/tags/", name, "");
	try_ref(g, id, &n, "refs/heads/", name, "");
	if (n == 2) {
		err_set(err, "'%.*s' is a tag and also a branch", STR_ARG(name));
		return err_help(err, "write refs/tags/%.*s or refs/heads/%.*s", STR_ARG(name), STR_ARG(name));
	}
	if (!n)
		try_ref(g, id, &n, "refs/remotes/", name, "");
	if (!n)
		try_ref(g, id, &n, "refs/remotes/", name, "/HEAD");
	/* "heads/main", "tags/v1", "remotes/origin/main" */
	if (!n)
		try_ref(g, id, &n, "refs/", name, "");
	return n ? 0 : 1;
}

/* Finds the object whose id is, or begins with, NAME. As find_ref. */
static int find_id(const struct git_source *g, git_oid *id, struct str name, struct err *err)
{
	git_object *object = NULL;
	git_oid prefix;
	int rc;

	if (!is_hex(name) || name.n < 4 || name.n > GIT_OID_HEXSZ)
		return 1;
	if (git_oid_fromstrn(&prefix, name.p, name.n) < 0)
		return 1;
	rc = git_object_lookup_prefix(&object, g->repo, &prefix, name.n, GIT_OBJECT_ANY);
	if (rc == GIT_EAMBIGUOUS) {
		err_set(err, "several git objects have an id that begins with '%.*s'", STR_ARG(name));
		return err_help(err, "give more digits of the commit's id");
	}
	if (rc == GIT_ENOTFOUND)
		return 1;
	if (rc < 0)
		return git_fail(err, "the git object of the revision cannot be read");
	*id = *git_object_id(object);
	git_object_free(object);
	return 0;
}

/* The number at *AT of S, or 1 when none stands there; STEPS + 1 when too big. */
static unsigned number(struct str s, size_t *at)
{
	unsigned v = 0;

	if (*at >= s.n || s.p[*at] < '0' || s.p[*at] > '9')
		return 1;
	for (; *at < s.n && s.p[*at] >= '0' && s.p[*at] <= '9'; (*at)++)
		if (v <= STEPS)
			v = v * 10 + (unsigned)(s.p[*at] - '0');
	return v > STEPS ? STEPS + 1 : v;
}

/* Replaces *COMMIT by its parent number N (from 1). */
static int to_parent(git_commit **commit, unsigned n)
{
	git_commit *parent = NULL;
	unsigned have = git_commit_parentcount(*commit);
	int rc;

	if (n > have)
		return have ? FEWER_PARENTS : HISTORY_ENDS;
	rc = git_commit_parent(&parent, *commit, n - 1);
	if (rc)
		return rc;
	git_commit_free(*commit);
	*commit = parent;
	return 0;
}

/* Follows "~2^" from COMMIT. 0, a code of libgit2, or HISTORY_ENDS and the like. */
static int go_back(git_commit **commit, struct str steps)
{
	size_t at = 0;
	int rc = 0;

	while (at < steps.n && !rc) {
		bool is_tilde = steps.p[at++] == '~';
		unsigned n = number(steps, &at);

		if (n > STEPS)
			return TOO_FAR;
		if (!is_tilde && n)
			rc = to_parent(commit, n);
		for (; is_tilde && n && !rc; n--)
			rc = to_parent(commit, 1);
	}
	return rc;
}

/* The name is right, but its history holds no such commit. */
static int no_ancestor(const struct git_source *g, int why, const char *rev, struct err *err)
{
	struct str s = str_c(rev);
	size_t n = 0;

	while (n < s.n && s.p[n] != '~' && s.p[n] != '^')
		n++;
	if (why == TOO_FAR) {
		err_set(err, "revision '%s' lies more than %u commits back", rev, STEPS);
		return err_help(err, "give the id of the commit");
	}
	err_set(err, "there is no revision '%s': %s", rev,
		why == HISTORY_ENDS ? "the history begins later" : "a commit on the way has fewer parents");
	if (g->is_shallow)
		return err_help(err, "the clone is shallow: run git fetch --unshallow");
	return err_help(err, "git log --oneline %.*s lists the commits that there are", (int)n, rev);
}

static int cannot_read(const struct git_source *g, int rc, const char *rev, struct err *err)
{
	if (rc == GIT_ENOTFOUND)
		err_set(err, "revision '%s': a commit or tree of its history is missing", rev);
	else
		err_set(err, "revision '%s' cannot be read: %s", rev, git_words());
	if (g->is_shallow)
		return err_help(err, "the clone is shallow: run git fetch --unshallow");
	if (g->is_partial)
		return err_help(
		    err, "this is a partial clone: run git fetch --refetch, or clone without --filter");
	return err_help(err, "check the name, then run git fsck or clone the repository again");
}

/* From the object ID of revision REV to its tree; ID becomes the commit, if any. */
static int peel(const struct git_source *g, git_oid *tree, git_oid *id, struct str steps, const char *rev,
		struct err *err)
{
	git_object *object = NULL, *peeled = NULL;
	git_commit *commit = NULL;
	int rc = git_object_lookup(&object, g->repo, id, GIT_OBJECT_ANY);

	if (!rc && (steps.n || git_object_type(object) != GIT_OBJECT_TREE)) {
		rc = git_object_peel(&peeled, object, GIT_OBJECT_COMMIT);
		commit = (git_commit *)peeled;
	}
	if (!rc && steps.n)
		rc = go_back(&commit, steps);
	if (!rc && commit) {
		*id = *git_commit_id(commit);
		*tree = *git_commit_tree_id(commit);
	} else if (!rc) {
		*tree = *git_object_id(object);
	}
	git_commit_free(commit);
	git_object_free(object);
	if (rc == GIT_EPEEL || rc == GIT_EINVALIDSPEC) {
		err_set(err, "revision '%s' is no commit", rev);
		return err_help(err, "give a branch, a tag or the id of a commit");
	}
	if (rc > 0)
		return no_ancestor(g, rc, rev, err);
	return rc ? cannot_read(g, rc, rev, err) : 0;
}

int git_resolve(const struct git_source *g, git_oid *tree, const char **name, struct arena *a,
		const char *rev, struct err *err)
{
	char hex[GIT_OID_HEXSZ + 1];
	struct parts parts;
	git_oid id;
	int rc = 1;

	if (!take_apart(&parts, rev))
		return refuse(rev, err);
	if (parts.name.n != GIT_OID_HEXSZ || !is_hex(parts.name))
		rc = find_ref(g, &id, parts.name, err);
	if (rc == 1)
		rc = find_id(g, &id, parts.name, err);
	if (rc == 1)
		return no_revision(g, rev, err);
	if (rc < 0 || peel(g, tree, &id, parts.steps, rev, err) < 0)
		return -1;
	git_oid_tostr(hex, sizeof(hex), &id);
	*name = arena_fmt(a, "revision %s (%.7s)", rev, hex).p;
	return 0;
}

bool git_has_replacements(const struct git_source *g)
{
	git_reference_iterator *it = NULL;
	const char *name;
	bool has;

	if (git_reference_iterator_glob_new(&it, g->repo, "refs/replace/*") < 0)
		return false;
	has = git_reference_next_name(&name, it) == 0;
	git_reference_iterator_free(it);
	return has;
}
