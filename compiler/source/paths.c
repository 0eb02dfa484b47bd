/*
 * paths.c: which names a file of a content repository may have.
 *
 * Two kinds of faults. Names that no git tree may hold (git fsck's list: they
 * lead out of the tree, or into .git) are told wherever they stand. Names that
 * look like another one, or that some computer cannot write, are told only
 * where the bundle takes files from: what lies in docs/ or tools/ is nobody's
 * business here and is left out quietly.
 */
#include "source/source_int.h"

#include <stdlib.h>
#include <utf8proc.h>

#include "base/map.h"
#include "base/utf8.h"

/* A hostile tree has a million bad names; nobody reads more than this. */
#define MOST_FINDINGS 10000u

bool path_is_content(struct str path)
{
	struct str top = str_sub(path, 0, str_find(path, '/', 0));

	return top.n == path.n || str_eq_c(top, "challenges") || str_eq_c(top, "tutorials") ||
	       str_eq_c(top, "components");
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* The offset behind PREFIX (lower case) at the beginning of S, or 0. */
static size_t skip_prefix(struct str s, const char *prefix)
{
	size_t i;

	for (i = 0; prefix[i]; i++)
		if (i >= s.n || lower(s.p[i]) != prefix[i])
			return 0;
	return i;
}

/* ".git" as Windows understands it: "git~1", ".GIT . ", ".git::$INDEX_ALLOCATION". */
static bool is_ntfs_dot_git(struct str name)
{
	size_t i = skip_prefix(name, ".git");

	if (!i)
		i = skip_prefix(name, "git~1");
	if (!i)
		return false;
	while (i < name.n && (name.p[i] == ' ' || name.p[i] == '.'))
		i++;
	return i == name.n || name.p[i] == ':' || name.p[i] == '\\';
}

/* Characters that HFS+ takes as not there. */
static bool is_hfs_ignored(uint32_t c)
{
	return (c >= 0x200c && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) || (c >= 0x206a && c <= 0x206f) ||
	       c == 0xfeff;
}

/* ".git" as macOS understands it: in any case, with characters that do not count. */
static bool is_hfs_dot_git(struct str name)
{
	static const char want[] = ".git";
	size_t i = 0, at = 0;

	if (utf8_check(name) != name.n)
		return false;
	while (i < name.n) {
		uint32_t c = utf8_next(name, &i);

		if (is_hfs_ignored(c))
			continue;
		if (at == sizeof(want) - 1 || c > 127 || lower((char)c) != want[at])
			return false;
		at++;
	}
	return at == sizeof(want) - 1;
}

static enum path_fault judge_git(struct str name)
{
	if (!name.n)
		return PATH_EMPTY;
	if (str_eq_c(name, ".") || str_eq_c(name, ".."))
		return PATH_DOTS;
	if (is_ntfs_dot_git(name) || is_hfs_dot_git(name))
		return PATH_DOT_GIT;
	return str_find(name, '/', 0) < name.n ? PATH_SLASH : PATH_FINE;
}

/* The first character of NAME that nobody can see, or 0. */
static uint32_t unsafe_character(struct str name)
{
	size_t i = 0;

	while (i < name.n) {
		uint32_t c = utf8_next(name, &i);

		if (utf8_is_unsafe(c))
			return c ? c : 0xfffd;
	}
	return 0;
}

static bool is_blank(uint32_t c)
{
	return utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_ZS;
}

/* True if NAME (valid UTF-8) begins or ends with a blank of any kind. */
static bool has_outer_blank(struct str name)
{
	size_t i = 0, last = name.n - 1;

	if (is_blank(utf8_next(name, &i)))
		return true;
	while (last > 0 && ((unsigned char)name.p[last] & 0xc0) == 0x80)
		last--;
	return is_blank(utf8_next(name, &last));
}

static size_t depth_of(struct str path)
{
	size_t i, n = 0;

	for (i = 0; i < path.n; i++)
		n += path.p[i] == '/';
	return n;
}

enum path_fault path_judge(struct str path, struct str name)
{
	enum path_fault fault = judge_git(name);

	if (fault)
		return fault;
	if (utf8_check(name) != name.n)
		return PATH_NOT_UTF8;
	if (unsafe_character(name))
		return PATH_CHARACTER;
	if (str_find(name, '\\', 0) < name.n)
		return PATH_BACKSLASH;
	if (has_outer_blank(name))
		return PATH_BLANK;
	if (path.n > LIMIT_PATH_BYTES)
		return PATH_LONG;
	return depth_of(path) > LIMIT_PATH_DEPTH ? PATH_DEEP : PATH_FINE;
}

/* The variant of the page, and whether git itself would refuse such a tree. */
static const char *variant_of(enum path_fault fault, bool *is_grave)
{
	static const struct {
		const char *name;
		bool is_grave;
	} table[] = {
	    [PATH_EMPTY] = {"empty", true},          [PATH_DOTS] = {"dots", true},
	    [PATH_DOT_GIT] = {"dot-git", true},      [PATH_SLASH] = {"slash", true},
	    [PATH_NOT_UTF8] = {"not-utf8", false},   [PATH_CHARACTER] = {"character", false},
	    [PATH_BACKSLASH] = {"backslash", false}, [PATH_BLANK] = {"blank", false},
	    [PATH_LONG] = {"long", false},           [PATH_DEEP] = {"deep", false},
	    [PATH_DUPLICATE] = {"duplicate", true},  [PATH_UNSORTED] = {"unsorted", true},
	    [PATH_NULL_ID] = {"null-id", true},
	};

	*is_grave = table[fault].is_grave;
	return table[fault].name;
}

void path_report(struct findings *fs, struct str path, enum path_fault fault)
{
	bool is_grave;
	const char *variant = variant_of(fault, &is_grave);
	struct finding *f;

	if ((!is_grave && !path_is_content(path)) || fs->n >= MOST_FINDINGS)
		return;
	f = finding_add(fs, RULE_ODD_PATH, (struct place){.path = path});
	finding_variant(f, variant);
	finding_arg(fs, f, "path", path);
	if (fault == PATH_CHARACTER)
		finding_arg_fmt(fs, f, "character", "U+%04X", (unsigned)unsafe_character(path));
	else if (fault == PATH_LONG)
		finding_arg_fmt(fs, f, "limit", "%u", LIMIT_PATH_BYTES);
	else if (fault == PATH_DEEP)
		finding_arg_fmt(fs, f, "limit", "%u", LIMIT_PATH_DEPTH);
}

void path_report_kind(struct findings *fs, struct str path, const char *variant)
{
	struct finding *f;

	if (!path_is_content(path) || fs->n >= MOST_FINDINGS)
		return;
	f = finding_add(fs, RULE_NOT_A_FILE, (struct place){.path = path});
	finding_variant(f, variant);
	finding_arg(fs, f, "path", path);
}

/* PATH as a file system sees it that takes "É", "é" and "e" + accent for one. */
static struct str fold(struct arena *a, struct str path)
{
	utf8proc_uint8_t *folded = NULL;
	utf8proc_ssize_t n;
	struct str s;
	size_t i;

	for (i = 0; i < path.n && (unsigned char)path.p[i] < 0x80; i++)
		continue;
	if (i == path.n) {
		char *p = arena_alloc(a, path.n + 1);

		for (i = 0; i < path.n; i++)
			p[i] = lower(path.p[i]);
		return (struct str){p, path.n};
	}
	n = utf8proc_map((const utf8proc_uint8_t *)path.p, (utf8proc_ssize_t)path.n, &folded,
			 UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
	if (n < 0)
		return path;
	s = arena_str(a, (struct str){(const char *)folded, (size_t)n});
	free(folded);
	return s;
}

/* All spellings of paths met so far. */
struct spellings {
	struct arena arena;
	struct map seen;     /* folded path -> its number in SPELLED */
	struct map reported; /* spelled as in the finding */
	struct str *spelled;
	size_t n, cap;
};

/*
 * Looks at one file or folder. False if another one with the same folded name
 * exists, so that nothing below needs to be looked at.
 */
static bool meet(struct spellings *sp, struct str path, struct findings *fs)
{
	uint32_t old = map_add(&sp->seen, fold(&sp->arena, path), (uint32_t)sp->n);
	struct finding *f;

	if (old == MAP_NONE) {
		ARENA_GROW(&sp->arena, sp->spelled, sp->n, sp->cap);
		sp->spelled[sp->n++] = path;
		return true;
	}
	if (str_eq(sp->spelled[old], path))
		return true;
	if (map_add(&sp->reported, path, 0) == MAP_NONE) {
		f = finding_add(fs, RULE_PATH_CLASH, (struct place){.path = path});
		finding_arg(fs, f, "path", path);
		finding_arg(fs, f, "other", sp->spelled[old]);
	}
	return false;
}

void path_report_clashes(const struct snapshot *s, struct findings *fs)
{
	struct spellings sp = {0};
	struct str folder = {0};
	bool is_clash;
	size_t i, at;

	for (i = 0; i < s->n; i++) {
		struct str path = s->entry[i].file.path;

		if (!path_is_content(path))
			continue;
		/* Folders that the file before was in were looked at then. */
		is_clash = false;
		for (at = str_find(path, '/', 0); at < path.n && !is_clash; at = str_find(path, '/', at + 1))
			if (!str_starts(folder, str_sub(path, 0, at + 1)))
				is_clash = !meet(&sp, str_sub(path, 0, at), fs);
		if (!is_clash)
			meet(&sp, path, fs);
		for (at = path.n; at > 0 && path.p[at - 1] != '/'; at--)
			continue;
		folder = is_clash ? (struct str){0} : str_sub(path, 0, at);
	}
	map_release(&sp.seen);
	map_release(&sp.reported);
	arena_release(&sp.arena);
}
