/*
 * attributes.c: git attributes that make content differ from machine to machine.
 *
 * The program reads the bytes that git stores, or those of the work tree; where
 * an attribute makes git change bytes on the way between the two, a build of the
 * work tree and one of the commit would not be the same bundle. `filter`,
 * `ident` and `working-tree-encoding` change what they are set on; `text` and
 * `eol` change line ends, which YAML and JSON readers do not mind but media do.
 *
 * The .gitattributes files are read by this small parser, not by libgit2: its
 * answer would also depend on info/attributes and on the files of user and
 * system, and it knows only the work tree and the index, not a revision.
 */
#include "source/source_int.h"

#include <stdlib.h>

#include "base/map.h"

#define LINE_BYTES 2048u /* git leaves out longer lines */
#define MACROS     100u  /* [attr] definitions */

enum attribute { FILTER, IDENT, ENCODING, TEXT, EOL, CRLF, BINARY, FIRST_MACRO };

enum state { UNKNOWN, UNSET, UNSPECIFIED, SET, VALUE };

struct setting {
	uint32_t attribute;
	enum state state;
	struct str value;
	uint32_t start, end; /* bytes in the file */
	const struct attribute_file *file;
};

struct rule_line {
	struct pattern pattern;
	struct setting *v;
	size_t n, cap;
};

/* One .gitattributes file. */
struct attribute_file {
	struct str path; /* in the repository */
	struct str base; /* its folder in the repository */
	struct str bytes;
	bool is_above; /* above the content's root */
	struct rule_line *line;
	size_t n, cap;
};

/* The files that were read, and the attributes they speak of. */
struct reader {
	struct arena arena;
	struct snapshot *s;
	struct findings *fs;
	struct err *err;
	struct map attribute;                                  /* name -> number */
	struct rule_line macro[FIRST_MACRO - BINARY + MACROS]; /* from BINARY on */
	size_t nattribute;
	struct map file; /* folder in the repository -> number */
	struct attribute_file **v;
	size_t n, cap;
	struct map told;              /* file and offset of settings that were reported */
	const struct setting **found; /* of the file at hand, by attribute */
};

/* --- reading --------------------------------------------------------------- */

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* The next word of LINE at or after *AT, which moves behind it. */
static struct str next_word(struct str line, size_t *at)
{
	size_t start;

	while (*at < line.n && is_blank(line.p[*at]))
		++*at;
	start = *at;
	while (*at < line.n && !is_blank(line.p[*at]))
		++*at;
	return str_sub(line, start, *at);
}

/* The character that stands behind a backslash in quotes, or -1. */
static int unescape(struct str line, size_t *i)
{
	static const char from[] = "abfnrtv\\\"", to[] = "\a\b\f\n\r\t\v\\\"";
	const char *which;
	int c;

	if (*i >= line.n)
		return -1;
	c = line.p[(*i)++];
	which = c ? strchr(from, c) : NULL;
	if (which)
		return (unsigned char)to[which - from];
	if (c < '0' || c > '3' || *i + 2 > line.n || line.p[*i] < '0' || line.p[*i] > '7' ||
	    line.p[*i + 1] < '0' || line.p[*i + 1] > '7')
		return -1;
	c = (c - '0') * 64 + (line.p[*i] - '0') * 8 + (line.p[*i + 1] - '0');
	*i += 2;
	return c;
}

/* A pattern in quotes at *AT, as git writes them; false if it is not well-formed. */
static bool quoted_word(struct arena *a, struct str *word, struct str line, size_t *at)
{
	char *p = arena_alloc(a, line.n + 1);
	size_t i = *at + 1, n = 0;

	while (i < line.n && line.p[i] != '"') {
		int c = (unsigned char)line.p[i++];

		if (c == '\\')
			c = unescape(line, &i);
		if (c < 0)
			return false;
		p[n++] = (char)c;
	}
	if (i == line.n)
		return false;
	*at = i + 1;
	*word = (struct str){p, n};
	return true;
}

/* Reads one word such as "-text" or "eol=crlf" into LINE. */
static void read_setting(struct reader *r, struct attribute_file *f, struct rule_line *line, struct str word)
{
	struct setting s = {.state = SET, .file = f};
	size_t equals = str_find(word, '=', 0);
	struct str name = str_sub(word, 0, equals);

	s.start = (uint32_t)(word.p - f->bytes.p);
	s.end = s.start + (uint32_t)word.n;
	if (equals < word.n) {
		s.state = VALUE;
		s.value = str_sub(word, equals + 1, word.n);
	} else if (name.n && (name.p[0] == '-' || name.p[0] == '!')) {
		s.state = name.p[0] == '-' ? UNSET : UNSPECIFIED;
		name = str_sub(name, 1, name.n);
	}
	s.attribute = map_get(&r->attribute, name);
	if (s.attribute == MAP_NONE)
		return;
	ARENA_GROW(&r->arena, line->v, line->n, line->cap);
	line->v[line->n++] = s;
}

/* The line that a macro's settings go to, or NULL if it may not be defined here. */
static struct rule_line *new_macro(struct reader *r, struct str name)
{
	uint32_t old;

	if (!name.n)
		return NULL;
	old = map_get(&r->attribute, name);
	if (old == MAP_NONE) {
		if (r->nattribute >= BINARY + countof(r->macro))
			return NULL;
		old = (uint32_t)r->nattribute++;
		map_add(&r->attribute, name, old);
	}
	if (old < BINARY)
		return NULL;
	r->macro[old - BINARY] = (struct rule_line){0};
	return &r->macro[old - BINARY];
}

static void read_line(struct reader *r, struct attribute_file *f, struct str line)
{
	struct rule_line *target, one = {0};
	struct str word;
	size_t at = 0;

	while (at < line.n && is_blank(line.p[at]))
		at++;
	if (at == line.n || line.p[at] == '#' || line.n >= LINE_BYTES)
		return;
	if (line.p[at] != '"' || !quoted_word(&r->arena, &word, line, &at))
		word = next_word(line, &at);
	target = &one;
	if (str_starts(word, STR("[attr]"))) {
		struct str name = str_sub(word, 6, word.n);

		/* Macros count in the outermost file alone. */
		if (!name.n)
			name = next_word(line, &at);
		target = f->base.n ? NULL : new_macro(r, name);
	} else {
		one.pattern = pattern_parse(word);
	}
	if (!target || one.pattern.negative)
		return;
	while ((word = next_word(line, &at)).n)
		read_setting(r, f, target, word);
	if (target == &one && one.n) {
		ARENA_GROW(&r->arena, f->line, f->n, f->cap);
		f->line[f->n++] = one;
	}
}

/* Takes over the file of folder BASE of the repository. */
static void read_attributes(struct reader *r, struct str base, struct str bytes, bool is_above)
{
	struct attribute_file *f = ARENA_NEW(&r->arena, struct attribute_file);
	size_t at, end;

	f->path = arena_fmt(&r->arena, "%.*s.gitattributes", STR_ARG(base));
	f->base = base;
	f->bytes = bytes;
	f->is_above = is_above;
	for (at = str_starts(bytes, STR("\xef\xbb\xbf")) ? 3 : 0; at < bytes.n; at = end + 1) {
		end = str_find(bytes, '\n', at);
		read_line(r, f, str_sub(bytes, at, end));
	}
	ARENA_GROW(&r->arena, r->v, r->n, r->cap);
	map_add(&r->file, base, (uint32_t)r->n);
	r->v[r->n++] = f;
}

static struct str in_repository(struct reader *r, struct str path)
{
	if (!r->s->prefix.n)
		return path;
	return arena_fmt(&r->arena, "%.*s%.*s", STR_ARG(r->s->prefix), STR_ARG(path));
}

/* Reads all .gitattributes files, the outermost first (macros). */
static int read_all(struct reader *r)
{
	struct snapshot *s = r->s;
	struct str bytes, path;
	size_t i, slash;
	int rc;

	for (i = 0; i < s->nattributes; i++)
		read_attributes(r, s->attributes[i].folder, s->attributes[i].bytes, true);
	for (i = 0; i < s->n; i++) {
		path = s->entry[i].file.path;
		if (!str_ends(path, STR(".gitattributes")))
			continue;
		slash = path.n - strlen(".gitattributes");
		if (slash && path.p[slash - 1] != '/')
			continue;
		rc = snapshot_read(s, i, &bytes, r->err);
		if (rc < 0)
			return -1;
		if (rc > 0 || bytes.n > LIMIT_FILE_BYTES)
			return err_set(r->err, "'%.*s' is longer than %u bytes", STR_ARG(path),
				       LIMIT_FILE_BYTES);
		read_attributes(r, in_repository(r, str_sub(path, 0, slash)), bytes, false);
	}
	return 0;
}

/* --- asking ---------------------------------------------------------------- */

/*
 * Sets what LINE says, from its end, where nothing was set before: git looks
 * from the nearest and last line to the farthest and first. A macro that gets
 * set brings its own settings along; each does so at most once for a file.
 */
static void apply(struct reader *r, const struct rule_line *line)
{
	size_t i;

	for (i = line->n; i-- > 0;) {
		const struct setting *s = &line->v[i];

		if (r->found[s->attribute])
			continue;
		r->found[s->attribute] = s;
		if (s->attribute >= BINARY && s->state == SET)
			apply(r, &r->macro[s->attribute - BINARY]);
	}
}

/* Fills r->found for PATH of the repository. */
static void ask(struct reader *r, struct str path)
{
	size_t end = path.n, i;
	uint32_t at;

	memset(r->found, 0, r->nattribute * sizeof(*r->found));
	do {
		while (end > 0 && path.p[end - 1] != '/')
			end--;
		at = map_get(&r->file, (struct str){path.p, end});
		if (at != MAP_NONE)
			for (i = r->v[at]->n; i-- > 0;)
				if (pattern_matches(&r->v[at]->line[i].pattern, r->v[at]->base, path, false))
					apply(r, &r->v[at]->line[i]);
	} while (end-- > 0);
}

static enum state state_of(const struct reader *r, enum attribute a)
{
	return r->found[a] ? r->found[a]->state : UNSPECIFIED;
}

static bool has_value(const struct reader *r, enum attribute a, const char *value)
{
	return state_of(r, a) == VALUE && str_eq_c(r->found[a]->value, value);
}

static bool is_utf8_name(struct str s)
{
	size_t i;
	struct buf b = {0};
	bool is;

	for (i = 0; i < s.n; i++)
		buf_add_byte(&b, s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] + 32) : s.p[i]);
	is = str_eq_c(buf_str(&b), "utf-8") || str_eq_c(buf_str(&b), "utf8");
	buf_release(&b);
	return is;
}

enum conversion { CONVERT_NEVER, CONVERT_TEXT, CONVERT_IF_TEXT };

/* What `text`, `crlf` and `eol` together say about line ends. */
static enum conversion conversion_of(const struct reader *r)
{
	static const enum attribute which[] = {TEXT, CRLF};
	size_t i;

	for (i = 0; i < countof(which); i++) {
		if (state_of(r, which[i]) == UNSET)
			return CONVERT_NEVER;
		if (state_of(r, which[i]) == SET || has_value(r, which[i], "input"))
			return CONVERT_TEXT;
		if (has_value(r, which[i], "auto"))
			return CONVERT_IF_TEXT;
	}
	return has_value(r, EOL, "lf") || has_value(r, EOL, "crlf") ? CONVERT_TEXT : CONVERT_NEVER;
}

/* --- the bytes of media ---------------------------------------------------- */

/* git's own judgement of what is text, over all bytes. */
static bool looks_like_text(struct str s)
{
	size_t i, plain = 0, odd = 0;

	for (i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c == '\r' && i + 1 < s.n && s.p[i + 1] == '\n')
			i++;
		else if (c == '\r' || c == '\0')
			return false;
		else if (c == '\n')
			continue;
		else if (c == 127 || (c < 32 && c != '\b' && c != '\t' && c != 27 && c != 12))
			odd++;
		else
			plain++;
	}
	if (s.n && s.p[s.n - 1] == 26)
		odd--;
	return plain >> 7 >= odd;
}

/* True for kinds of files that hold a NUL in any case: no need to look. */
static bool is_never_text(struct str path)
{
	static const char *const end[] = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".mp3",  ".mp4", ".ogg",
					  ".zip", ".ods", ".odt",  ".odp", ".xlsx", ".docx", ".pptx"};
	size_t i;

	for (i = 0; i < countof(end); i++)
		if (str_ends(path, str_c(end[i])))
			return true;
	return false;
}

/* --- findings -------------------------------------------------------------- */

/* Reports the setting that CHANGES file PATH; each setting once. */
static void report(struct reader *r, const char *variant, const struct setting *s, struct str path)
{
	struct place place = {.path = path};
	struct finding *f;
	struct str key = arena_fmt(&r->arena, "%.*s:%u:%s", STR_ARG(s->file->path), s->start, variant);

	if (map_add(&r->told, key, 0) != MAP_NONE)
		return;
	if (!s->file->is_above)
		place = (struct place){.path = str_sub(s->file->path, r->s->prefix.n, s->file->path.n),
				       .start = s->start,
				       .end = s->end};
	f = finding_add(r->fs, RULE_GIT_ATTRIBUTE, place);
	finding_variant(f, variant);
	finding_arg(r->fs, f, "attribute", str_sub(s->file->bytes, s->start, s->end));
	finding_arg(r->fs, f, "file", s->file->path);
	finding_arg(r->fs, f, "path", path);
}

/* Line ends of media file number I: what git would change in its bytes. */
static int check_line_ends(struct reader *r, size_t i, enum conversion conversion)
{
	struct str path = r->s->entry[i].file.path, full = in_repository(r, path), bytes;
	bool to_crlf = has_value(r, EOL, "crlf");
	struct finding *f;
	int rc;

	if (conversion == CONVERT_IF_TEXT && is_never_text(path))
		return 0;
	if (conversion == CONVERT_TEXT && to_crlf) {
		report(r, "eol", r->found[EOL], path);
		return 0;
	}
	/* git changes nothing now that LF is stored and LF is read. */
	if (r->s->kind == SNAPSHOT_REVISION && !to_crlf)
		return 0;
	rc = snapshot_read(r->s, i, &bytes, r->err);
	if (rc)
		return rc < 0 ? -1 : 0;
	if (conversion == CONVERT_IF_TEXT && !looks_like_text(bytes)) {
		snapshot_forget(r->s, i);
		return 0;
	}
	if (to_crlf && memchr(bytes.p, '\n', bytes.n)) {
		report(r, "eol", r->found[EOL], path);
	} else if (r->s->kind == SNAPSHOT_FOLDER && str_has(bytes, STR("\r\n")) &&
		   (conversion == CONVERT_TEXT || !git_index_has_crlf(r->s->git, full))) {
		f = finding_add(r->fs, RULE_GIT_ATTRIBUTE, (struct place){.path = path});
		finding_variant(f, "line-ends");
		finding_arg(r->fs, f, "path", path);
	}
	snapshot_forget(r->s, i);
	return 0;
}

static int check_file(struct reader *r, size_t i)
{
	struct str path = r->s->entry[i].file.path;
	enum conversion conversion;

	ask(r, in_repository(r, path));
	if (state_of(r, FILTER) == VALUE)
		report(r, has_value(r, FILTER, "lfs") ? "lfs" : "filter", r->found[FILTER], path);
	if (state_of(r, IDENT) == SET)
		report(r, "ident", r->found[IDENT], path);
	if (state_of(r, ENCODING) == VALUE && r->found[ENCODING]->value.n &&
	    !is_utf8_name(r->found[ENCODING]->value))
		report(r, "encoding", r->found[ENCODING], path);
	conversion = conversion_of(r);
	if (conversion == CONVERT_NEVER || source_is_text_source(path))
		return 0;
	return check_line_ends(r, i, conversion);
}

/* True for files whose bytes reach the bundle. */
static bool matters(struct str path)
{
	struct str top = str_sub(path, 0, str_find(path, '/', 0));

	return path_is_content(path) && (top.n < path.n || str_eq_c(path, "pix.yaml")) &&
	       !str_ends(path, STR("/.gitattributes")) && !str_ends(path, STR("/.gitignore"));
}

int attributes_check(struct snapshot *s, struct findings *fs, struct err *err)
{
	static const char *const name[] = {"filter", "ident", "working-tree-encoding", "text", "eol",
					   "crlf",   "binary"};
	struct reader *r;
	struct setting not_text = {.attribute = TEXT, .state = UNSET};
	struct arena arena = {0};
	size_t i;
	int rc;

	r = ARENA_NEW(&arena, struct reader);
	r->s = s;
	r->fs = fs;
	r->err = err;
	for (i = 0; i < countof(name); i++)
		map_add(&r->attribute, str_c(name[i]), (uint32_t)i);
	r->nattribute = FIRST_MACRO;
	r->macro[0] = (struct rule_line){.v = &not_text, .n = 1, .cap = 1};
	rc = read_all(r);
	r->found = ARENA_ARRAY(&r->arena, r->nattribute, const struct setting *);
	for (i = 0; i < s->n && r->n && !rc; i++)
		if (matters(s->entry[i].file.path))
			rc = check_file(r, i);
	map_release(&r->attribute);
	map_release(&r->file);
	map_release(&r->told);
	arena_release(&r->arena);
	arena_release(&arena);
	return rc;
}
