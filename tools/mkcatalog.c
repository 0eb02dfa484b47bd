/*
 * mkcatalog: the message catalogue as C.
 *
 *   mkcatalog OUT.c PO PAGE...
 *
 * A page is diag/pages/<rule>.md: a title, lines "key: text", then sections.
 * The PO file gives French: msgctxt "rule/key", msgid the English text, msgstr
 * the French one. A msgid that is not the page's text, a {name} that the English
 * text does not have, and a key given twice end the run with exit code 1.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/map.h"
#include "base/str.h"

struct entry {
	struct str en, fr;
};

struct maker {
	struct arena arena;
	struct map po; /* "rule/key" -> entry */
	struct entry *entry;
	size_t n, cap;
	bool *used;
	int bad;
};

static void complain(struct maker *m, const char *what, struct str where)
{
	fprintf(stderr, "mkcatalog: %s: %.*s\n", what, STR_ARG(where));
	m->bad = 1;
}

static struct str read_file(struct maker *m, const char *path)
{
	FILE *f = fopen(path, "rb");
	struct buf b = {0};
	char chunk[4096];
	size_t n;
	struct str s;

	if (!f) {
		perror(path);
		exit(EXIT_ENVIRONMENT);
	}
	while ((n = fread(chunk, 1, sizeof(chunk), f)) > 0)
		buf_add(&b, chunk, n);
	if (ferror(f)) {
		perror(path);
		exit(EXIT_ENVIRONMENT);
	}
	fclose(f);
	s = arena_str(&m->arena, buf_str(&b));
	buf_release(&b);
	return s;
}

static struct str next_line(struct str *rest)
{
	size_t end = str_find(*rest, '\n', 0);
	struct str line = str_sub(*rest, 0, end);

	*rest = str_sub(*rest, end + 1, rest->n);
	return line;
}

/* Appends the C-like string in the quotes of LINE. */
static void add_po_string(struct buf *b, struct str line)
{
	size_t i = str_find(line, '"', 0) + 1;

	for (; i < line.n && line.p[i] != '"'; i++) {
		if (line.p[i] == '\\' && i + 1 < line.n) {
			i++;
			buf_add_byte(b, line.p[i] == 'n' ? '\n' : line.p[i]);
		} else {
			buf_add_byte(b, line.p[i]);
		}
	}
}

static void check_names(struct maker *m, struct str ctx, struct str en, struct str fr)
{
	size_t i = 0;

	while ((i = str_find(fr, '{', i)) < fr.n) {
		size_t end = i + 1;

		while (end < fr.n && (islower((unsigned char)fr.p[end]) || fr.p[end] == '_'))
			end++;
		if (end > i + 1 && end < fr.n && fr.p[end] == '}' && !str_has(en, str_sub(fr, i, end + 1)))
			complain(m, "a {name} that the English text lacks", ctx);
		i = end;
	}
}

static void add_po_entry(struct maker *m, struct buf part[3])
{
	struct str ctx = arena_str(&m->arena, buf_str(&part[0]));

	if (ctx.n && part[2].n) {
		ALLOC_GROW(m->entry, m->n, m->cap);
		m->entry[m->n] = (struct entry){arena_str(&m->arena, buf_str(&part[1])),
						arena_str(&m->arena, buf_str(&part[2]))};
		check_names(m, ctx, m->entry[m->n].en, m->entry[m->n].fr);
		if (map_add(&m->po, ctx, (uint32_t)m->n++) != MAP_NONE)
			complain(m, "translated twice", ctx);
	}
	part[0].n = part[1].n = part[2].n = 0;
}

static void read_po(struct maker *m, const char *path)
{
	static const char *const word[] = {"msgctxt ", "msgid ", "msgstr "};
	struct str rest = read_file(m, path);
	struct buf part[3] = {{0}, {0}, {0}};
	int now = -1, w;

	while (rest.n) {
		struct str line = str_trim(next_line(&rest));

		for (w = 0; w < 3; w++)
			if (str_starts(line, str_c(word[w])))
				now = w;
		if (!line.n)
			add_po_entry(m, part);
		else if (line.p[0] != '#' && now >= 0)
			add_po_string(&part[now], line);
	}
	add_po_entry(m, part);
	for (w = 0; w < 3; w++)
		buf_release(&part[w]);
}

static void put_string(FILE *out, struct str s)
{
	size_t i;

	fputc('"', out);
	for (i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c == '"' || c == '\\')
			fprintf(out, "\\%c", c);
		else if (c == '\n')
			fputs("\\n\"\n\t\"", out);
		else if (c < 0x20 || c >= 0x7f)
			fprintf(out, "\\%03o", c);
		else
			fputc(c, out);
	}
	fputc('"', out);
}

static bool is_key(struct str s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (!islower((unsigned char)s.p[i]) && !isdigit((unsigned char)s.p[i]) && s.p[i] != '.' &&
		    s.p[i] != '-' && s.p[i] != '_')
			return false;
	return s.n > 0;
}

/* "unknown-key" as UNKNOWN_KEY, or as unknown_key. */
static void put_name(FILE *out, struct str name, bool upper)
{
	size_t i;

	for (i = 0; i < name.n; i++)
		fputc(name.p[i] == '-' ? '_' : upper ? toupper((unsigned char)name.p[i]) : name.p[i], out);
}

static void put_text(struct maker *m, FILE *out, struct str page, struct str key, struct str text,
		     struct map *seen)
{
	struct str ctx = arena_fmt(&m->arena, "%.*s/%.*s", STR_ARG(page), STR_ARG(key));
	uint32_t i = map_get(&m->po, ctx);

	if (map_add(seen, key, 0) != MAP_NONE)
		complain(m, "a key is given twice", ctx);
	if (i != MAP_NONE && !str_eq(m->entry[i].en, text))
		complain(m, "the translation is of another text", ctx);
	if (i != MAP_NONE)
		m->used[i] = true;
	fputs("\t{", out);
	put_string(out, key);
	fputs(", ", out);
	put_string(out, text);
	fputs(", ", out);
	if (i != MAP_NONE)
		put_string(out, m->entry[i].fr);
	else
		fputs("NULL", out);
	fputs("},\n", out);
}

static void put_page(struct maker *m, FILE *out, const char *path)
{
	struct str rest = read_file(m, path), title = next_line(&rest), line;
	struct map seen = {0};

	if (!str_starts(title, STR("# "))) {
		complain(m, "the page does not begin with '# name'", str_c(path));
		return;
	}
	title = str_sub(title, 2, title.n);
	fputs("static const struct catalog_text text_", out);
	put_name(out, title, false);
	fputs("[] = {\n", out);
	while (rest.n && !str_starts(rest, STR("## "))) {
		size_t colon;

		line = next_line(&rest);
		colon = str_find(line, ':', 0);
		if (!str_trim(line).n)
			continue;
		if (colon + 1 >= line.n || !is_key(str_sub(line, 0, colon)))
			complain(m, "not a line 'key: text'", line);
		else
			put_text(m, out, title, str_sub(line, 0, colon), str_sub(line, colon + 2, line.n),
				 &seen);
	}
	fputs("};\nstatic const char body_", out);
	put_name(out, title, false);
	fputs("[] =\n\t", out);
	put_string(out, rest);
	fputs(";\n\n", out);
	map_release(&seen);
}

static void put_row(struct maker *m, FILE *out, const char *path, bool ui)
{
	struct str rest = read_file(m, path), title = next_line(&rest);

	title = str_sub(title, 2, title.n);
	if (str_eq_c(title, "ui") != ui)
		return;
	if (ui) {
		fputs("const struct catalog_page catalog_ui = ", out);
	} else {
		fputs("\t[RULE_", out);
		put_name(out, title, true);
		fputs("] = ", out);
	}
	fputs("{text_", out);
	put_name(out, title, false);
	fputs(", countof(text_", out);
	put_name(out, title, false);
	fputs("), body_", out);
	put_name(out, title, false);
	fputs(ui ? "};\n" : "},\n", out);
}

int main(int argc, char **argv)
{
	struct maker m = {0};
	FILE *out;
	size_t i;
	int p;

	if (argc < 4) {
		fputs("usage: mkcatalog OUT.c PO PAGE...\n", stderr);
		return EXIT_USAGE;
	}
	read_po(&m, argv[2]);
	m.used = alloc_zero(m.n, sizeof(*m.used));
	out = fopen(argv[1], "wb");
	if (!out) {
		perror(argv[1]);
		return EXIT_ENVIRONMENT;
	}
	fputs("/* made by tools/mkcatalog.c from diag/pages and diag/po: do not edit */\n"
	      "#include \"diag/catalog.h\"\n\n",
	      out);
	for (p = 3; p < argc; p++)
		put_page(&m, out, argv[p]);
	fputs("const struct catalog_page catalog_rules[RULE_COUNT] = {\n", out);
	for (p = 3; p < argc; p++)
		put_row(&m, out, argv[p], false);
	fputs("};\n\n", out);
	for (p = 3; p < argc; p++)
		put_row(&m, out, argv[p], true);
	for (i = 0; i < m.n; i++)
		if (!m.used[i])
			complain(&m, "a translation of a text that does not exist", m.po.entry[i].key);
	if (fclose(out) != 0)
		m.bad = 1;
	if (m.bad)
		remove(argv[1]);
	map_release(&m.po);
	free(m.entry);
	free(m.used);
	arena_release(&m.arena);
	return m.bad;
}
