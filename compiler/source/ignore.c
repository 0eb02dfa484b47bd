/*
 * ignore.c: .gitignore files, as gitignore(5) says.
 *
 * Ours, because only the files of the tree itself may count: core.excludesFile
 * and info/exclude belong to one person's machine. Whoever walks the tree does
 * not descend into a named folder, so nothing in it can be taken back in.
 */
#include "source/source_int.h"

/* LINE without trailing spaces, but for those behind a backslash. */
static struct str trim_spaces(struct str line)
{
	size_t i, end = 0;

	for (i = 0; i < line.n; i++) {
		if (line.p[i] == '\\')
			i++;
		else if (line.p[i] == ' ')
			continue;
		end = i + 1;
	}
	return str_sub(line, 0, end);
}

static bool is_special(char c)
{
	return c == '*' || c == '?' || c == '[' || c == '\\';
}

static size_t literal_length(struct str s)
{
	size_t i = 0;

	while (i < s.n && !is_special(s.p[i]))
		i++;
	return i;
}

struct pattern pattern_parse(struct str line)
{
	struct pattern p = {.text = line};

	if (p.text.n && p.text.p[0] == '!') {
		p.negative = true;
		p.text = str_sub(p.text, 1, p.text.n);
	}
	if (p.text.n && p.text.p[p.text.n - 1] == '/') {
		p.folders_only = true;
		p.text.n--;
	}
	p.base_only = str_find(p.text, '/', 0) == p.text.n;
	if (p.text.n && p.text.p[0] == '/')
		p.text = str_sub(p.text, 1, p.text.n);
	p.literal = literal_length(p.text);
	p.is_suffix = p.base_only && p.text.n && p.text.p[0] == '*' &&
		      literal_length(str_sub(p.text, 1, p.text.n)) == p.text.n - 1;
	return p;
}

static bool matches_base(const struct pattern *p, struct str name)
{
	if (p->literal == p->text.n)
		return str_eq(p->text, name);
	if (p->is_suffix)
		return str_ends(name, str_sub(p->text, 1, p->text.n));
	return glob_match(p->text, name);
}

bool pattern_matches(const struct pattern *p, struct str base, struct str path, bool is_folder)
{
	struct str rest = str_sub(path, base.n, path.n), literal = str_sub(p->text, 0, p->literal);
	size_t slash;

	if (p->folders_only && !is_folder)
		return false;
	if (p->base_only) {
		for (slash = path.n; slash > 0 && path.p[slash - 1] != '/'; slash--)
			continue;
		return matches_base(p, str_sub(path, slash, path.n));
	}
	if (!str_starts(rest, literal))
		return false;
	if (p->literal == p->text.n)
		return rest.n == literal.n;
	/* As git does: "**" behind a literal text counts as if it began a name. */
	return glob_match(str_sub(p->text, p->literal, p->text.n), str_sub(rest, p->literal, rest.n));
}

struct ignore *ignore_parse(struct arena *a, const struct ignore *up, struct str base, struct str bytes)
{
	struct ignore *g = ARENA_NEW(a, struct ignore);
	struct str line;
	size_t i, end;

	g->up = up;
	g->base = base;
	if (str_starts(bytes, STR("\xef\xbb\xbf")))
		bytes = str_sub(bytes, 3, bytes.n);
	for (i = 0; i < bytes.n; i = end + 1) {
		end = str_find(bytes, '\n', i);
		line = str_sub(bytes, i, end);
		if (line.n && line.p[line.n - 1] == '\r')
			line.n--;
		if (!line.n || line.p[0] == '#')
			continue;
		line = trim_spaces(line);
		if (!line.n)
			continue;
		ARENA_GROW(a, g->v, g->n, g->cap);
		g->v[g->n++] = pattern_parse(line);
	}
	return g;
}

bool ignore_names(const struct ignore *rules, struct str path, bool is_folder)
{
	size_t i;

	for (; rules; rules = rules->up)
		for (i = rules->n; i-- > 0;)
			if (pattern_matches(&rules->v[i], rules->base, path, is_folder))
				return !rules->v[i].negative;
	return false;
}
