/*
 * tree.c: lists a git revision, tree object by tree object.
 *
 * Own parser and own stack: libgit2 hands out names such as ".." as they are,
 * and its walk is recursive. What git fsck refuses is refused here.
 */
#include "source/source_int.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/map.h"

/* One entry of a tree object, taken apart. */
struct item {
	struct str name;
	uint32_t mode;
	git_oid id;
};

enum {
	MODE_FOLDER = 040000,
	MODE_FILE = 0100644,
	MODE_PROGRAM = 0100755,
	MODE_LINK = 0120000,
	MODE_MODULE = 0160000,
};

/* A folder still to be read. */
struct pending {
	struct str path; /* in the content, "" or ending with '/' */
	git_oid id;
};

struct walk {
	struct snapshot *s;
	struct findings *fs;
	struct err *err;
	struct pending *todo;
	size_t n, cap;
};

/* Takes the entry at *AT of tree RAW apart; false if RAW is no tree. */
static bool next_item(struct item *item, struct str raw, size_t *at)
{
	size_t i = *at, end;

	item->mode = 0;
	for (; i < raw.n && raw.p[i] >= '0' && raw.p[i] <= '7' && i - *at < 8; i++)
		item->mode = item->mode * 8 + (uint32_t)(raw.p[i] - '0');
	if (i == *at || i >= raw.n || raw.p[i] != ' ')
		return false;
	end = str_find(raw, '\0', i + 1);
	if (raw.n - end < GIT_OID_RAWSZ + 1)
		return false;
	item->name = str_sub(raw, i + 1, end);
	git_oid_fromraw(&item->id, (const unsigned char *)raw.p + end + 1);
	*at = end + 1 + GIT_OID_RAWSZ;
	return true;
}

/* Reads the tree object of folder PATH. */
static int read_tree(const struct snapshot *s, git_odb_object **out, const git_oid *id, struct str path,
		     struct err *err)
{
	struct str shown = path.n ? path : STR("(the root)");

	return git_read_object(s->git, out, id, GIT_OBJECT_TREE, shown, err);
}

static struct str bytes_of(git_odb_object *o)
{
	return (struct str){git_odb_object_data(o), git_odb_object_size(o)};
}

static int not_a_tree(struct str path, struct err *err)
{
	err_set(err, "the git object of folder '%.*s' is damaged", STR_ARG(path));
	return err_help(err, "run git fsck, or clone the repository again");
}

/* Order of names in a tree: a folder counts as if '/' stood behind its name. */
static int tree_order(const struct item *a, const struct item *b)
{
	size_t n = a->name.n < b->name.n ? a->name.n : b->name.n;
	int c = n ? memcmp(a->name.p, b->name.p, n) : 0;
	int end_a, end_b;

	if (c)
		return c;
	end_a = a->name.n > n ? (unsigned char)a->name.p[n] : a->mode == MODE_FOLDER ? '/' : 0;
	end_b = b->name.n > n ? (unsigned char)b->name.p[n] : b->mode == MODE_FOLDER ? '/' : 0;
	return end_a - end_b;
}

/* What is wrong with the place of ITEM in its tree. */
static enum path_fault judge_place(struct map *names, const struct item *before, const struct item *item)
{
	if (map_add(names, item->name, 0) != MAP_NONE)
		return PATH_DUPLICATE;
	if (git_oid_is_zero(&item->id))
		return PATH_NULL_ID;
	return before->name.p && tree_order(before, item) > 0 ? PATH_UNSORTED : PATH_FINE;
}

static int add_file(struct walk *w, const struct item *item, struct str path)
{
	uint64_t size = SOURCE_SIZE_UNKNOWN;

	if (path_is_content(path) && git_blob_size(w->s->git, &size, &item->id, path, w->err) < 0)
		return -1;
	return snapshot_add(w->s, path, size, item->id.id, w->err);
}

/* Takes over one entry that lies in the right place of its tree. */
static int take_item(struct walk *w, const struct item *item, struct str path)
{
	enum path_fault fault = path_judge(path, item->name);

	if (fault) {
		path_report(w->fs, path, fault);
		return 0;
	}
	switch (item->mode) {
	case MODE_FILE:
	case MODE_PROGRAM:
		return add_file(w, item, path);
	case MODE_FOLDER:
		ALLOC_GROW(w->todo, w->n, w->cap);
		w->todo[w->n++] = (struct pending){arena_fmt(&w->s->arena, "%.*s/", STR_ARG(path)), item->id};
		return 0;
	case MODE_LINK:
		path_report_kind(w->fs, path, "link");
		return 0;
	case MODE_MODULE:
		path_report_kind(w->fs, path, "submodule");
		return 0;
	default:
		path_report_kind(w->fs, path, "mode");
		return 0;
	}
}

/* Takes over the entries of one folder. */
static int take_folder(struct walk *w, const struct pending *folder)
{
	struct item item, before = {0};
	git_odb_object *tree;
	struct map names = {0};
	struct str raw;
	size_t at = 0;
	int rc = read_tree(w->s, &tree, &folder->id, folder->path, w->err);

	if (rc)
		return rc;
	raw = bytes_of(tree);
	while (at < raw.n && !rc) {
		enum path_fault fault;
		struct str path;

		if (!next_item(&item, raw, &at)) {
			rc = not_a_tree(folder->path, w->err);
			break;
		}
		rc = snapshot_see(w->s, w->err);
		if (rc)
			break;
		fault = judge_place(&names, &before, &item);
		if (!fault && item.name.n > LIMIT_PATH_BYTES)
			fault = PATH_LONG;
		/* A name can be millions of bytes long: do not copy it a million times. */
		path = arena_fmt(&w->s->arena, "%.*s%.*s", STR_ARG(folder->path),
				 STR_ARG(str_sub(item.name, 0, LIMIT_PATH_BYTES)));
		if (fault)
			path_report(w->fs, path, fault);
		else
			rc = take_item(w, &item, path);
		before = item;
	}
	map_release(&names);
	git_odb_object_free(tree);
	return rc;
}

/* Finds NAME in a tree; *ITEM's name does not live on. False if it is not there. */
static bool find_item(struct item *item, struct str raw, struct str name)
{
	size_t at = 0;

	while (at < raw.n && next_item(item, raw, &at))
		if (str_eq(item->name, name))
			return true;
	return false;
}

/* The folders from the root of a revision down to the place that was asked for. */
struct way {
	struct pending step[64];
	size_t n, root; /* ROOT: the deepest with a pix.yaml */
	bool has_root;
};

/* Goes down from tree ID along PLACE as far as the revision has it. */
static int find_way(struct snapshot *s, struct way *way, const git_oid *id, struct str place, struct err *err)
{
	struct item item;
	git_odb_object *tree;
	size_t at = 0, end;
	bool goes_on = true;

	way->step[way->n++] = (struct pending){{"", 0}, *id};
	while (goes_on) {
		struct pending *here = &way->step[way->n - 1];

		if (read_tree(s, &tree, &here->id, here->path, err) < 0)
			return -1;
		if (find_item(&item, bytes_of(tree), STR("pix.yaml")) && item.mode != MODE_FOLDER) {
			way->root = way->n - 1;
			way->has_root = true;
		}
		end = str_find(place, '/', at);
		goes_on = at < place.n && way->n < countof(way->step) &&
			  find_item(&item, bytes_of(tree), str_sub(place, at, end)) &&
			  item.mode == MODE_FOLDER;
		if (goes_on)
			way->step[way->n++] = (struct pending){
			    arena_fmt(&s->arena, "%.*s/", STR_ARG(str_sub(place, 0, end))), item.id};
		at = end + 1;
		git_odb_object_free(tree);
	}
	return 0;
}

/* Keeps the .gitattributes of the folders above the root. */
static int keep_attributes(struct snapshot *s, const struct way *way, struct err *err)
{
	git_odb_object *tree, *blob;
	struct item item;
	struct str path;
	uint64_t size;
	bool found;
	size_t i;

	for (i = 0; i < way->root; i++) {
		if (read_tree(s, &tree, &way->step[i].id, way->step[i].path, err) < 0)
			return -1;
		found = find_item(&item, bytes_of(tree), STR(".gitattributes"));
		git_odb_object_free(tree);
		if (!found || (item.mode != MODE_FILE && item.mode != MODE_PROGRAM))
			continue;
		path = arena_fmt(&s->arena, "%.*s.gitattributes", STR_ARG(way->step[i].path));
		if (git_blob_size(s->git, &size, &item.id, path, err) < 0)
			return -1;
		if (size > LIMIT_FILE_BYTES)
			return err_set(err, "'%s' is longer than %u bytes", path.p, LIMIT_FILE_BYTES);
		if (git_read_object(s->git, &blob, &item.id, GIT_OBJECT_BLOB, path, err) < 0)
			return -1;
		snapshot_add_above(s, way->step[i].path, arena_str(&s->arena, bytes_of(blob)));
		git_odb_object_free(blob);
	}
	return 0;
}

int tree_list(struct snapshot *s, const char *rev, struct str place, struct findings *fs, struct err *err)
{
	struct walk w = {.s = s, .fs = fs, .err = err};
	struct way way = {0};
	git_oid tree;
	int rc;

	if (git_resolve(s->git, &tree, &s->what, &s->arena, rev, err) < 0 ||
	    find_way(s, &way, &tree, place, err) < 0)
		return -1;
	if (!way.has_root)
		return 1;
	s->prefix = way.step[way.root].path;
	rc = keep_attributes(s, &way, err);
	ALLOC_GROW(w.todo, w.n, w.cap);
	w.todo[w.n++] = (struct pending){{"", 0}, way.step[way.root].id};
	while (w.n && !rc) {
		struct pending next = w.todo[--w.n];

		rc = take_folder(&w, &next);
	}
	free(w.todo);
	return rc;
}
