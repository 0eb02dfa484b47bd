/*
 * driver: what compiler/yaml makes of a file, for run.sh and the node scripts.
 *
 *   driver judge           documents on stdin, each as "LENGTH NAME\n" and LENGTH
 *                          bytes; one line of JSON for each
 *   driver tree FILE       the tree (yaml_dump)
 *   driver show LANG FILE  the findings, concise and with their pictures
 *   driver fix FILE        the file with all edits of its findings applied
 *
 * FILE is shown by its last part. Exit code 0 unless the driver itself failed.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/lines.h"
#include "base/utf8.h"
#include "yaml/yaml.h"

struct reading {
	struct arena arena;
	struct yaml_doc doc;
	struct findings fs;
};

static void reading_init(struct reading *r, struct str name, struct str bytes)
{
	arena_init(&r->arena);
	findings_init(&r->fs, &r->arena);
	yaml_read(&r->doc, name, bytes, &r->arena, &r->fs);
	findings_finish(&r->fs);
}

static void add_json(struct buf *out, struct str s)
{
	size_t i;

	buf_add_byte(out, '"');
	for (i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c == '"' || c == '\\')
			buf_add_fmt(out, "\\%c", c);
		else if (c < 0x20)
			buf_add_fmt(out, "\\u%04x", c);
		else
			buf_add_byte(out, (char)c);
	}
	buf_add_byte(out, '"');
}

static void add_finding(struct buf *out, const struct finding *f, struct str bytes)
{
	bool utf8 = utf8_check(bytes) == bytes.n;
	struct line_col at = lines_at(utf8 ? bytes : str_sub(bytes, 0, 0), utf8 ? f->place.start : 0);
	size_t i;

	buf_add_fmt(out,
		    "{\"code\": \"%s\", \"name\": \"%s\", \"severity\": %d, \"start\": %u, \"end\": %u, ",
		    rule_info(f->rule)->code, rule_info(f->rule)->name, (int)f->severity, f->place.start,
		    f->place.end);
	buf_add_fmt(out, "\"line\": %u, \"col\": %u, \"variant\": \"%s\", \"fix\": %d, \"edits\": [", at.line,
		    at.col, f->variant ? f->variant : "", (int)f->fix);
	for (i = 0; i < f->nedit; i++) {
		buf_add_fmt(out, "%s{\"start\": %u, \"end\": %u, \"text\": ", i ? ", " : "", f->edit[i].start,
			    f->edit[i].end);
		add_json(out, f->edit[i].text);
		buf_add_c(out, "}");
	}
	buf_add_c(out, "]}");
}

/* The spans of all scalars, keys included, in the order of the file. */
static void add_spans(struct buf *out, const struct yaml_node *n)
{
	size_t i;

	if (n->kind == YAML_SCALAR && n->end > n->start)
		buf_add_fmt(out, "%s[%u, %u]", out->p[out->n - 1] == '[' ? "" : ", ", n->start, n->end);
	for (i = 0; n->kind != YAML_SCALAR && i < n->n; i++) {
		if (n->kind == YAML_MAP)
			add_spans(out, n->pair[i].key);
		add_spans(out, n->kind == YAML_LIST ? n->item[i] : n->pair[i].value);
	}
}

static void judge_one(struct str name, struct str bytes)
{
	struct reading r;
	struct buf out = {0};
	size_t i;

	reading_init(&r, name, bytes);
	buf_add_c(&out, "{\"findings\": [");
	for (i = 0; i < r.fs.n; i++) {
		if (i)
			buf_add_c(&out, ", ");
		add_finding(&out, r.fs.v[i], bytes);
	}
	buf_add_c(&out, "]");
	if (r.doc.root) {
		buf_add_c(&out, ", \"value\": ");
		yaml_dump_json(&out, &r.doc);
		buf_add_c(&out, ", \"spans\": [");
		add_spans(&out, r.doc.root);
		buf_add_c(&out, "]");
	}
	buf_add_c(&out, "}\n");
	fwrite(out.p, 1, out.n, stdout);
	buf_release(&out);
	arena_release(&r.arena);
}

static int judge(void)
{
	char name[256];
	size_t n;

	while (scanf("%zu %255s", &n, name) == 2) {
		char *p = alloc_bytes(n);

		if (getchar() != '\n' || fread(p, 1, n, stdin) != n) {
			fputs("driver: the frame is cut\n", stderr);
			free(p);
			return EXIT_ENVIRONMENT;
		}
		judge_one(str_c(name), (struct str){p, n});
		free(p);
	}
	return EXIT_CLEAN;
}

static struct str read_file(struct buf *b, const char *path)
{
	FILE *f = fopen(path, "rb");
	char chunk[4096];
	size_t n;

	if (!f) {
		perror(path);
		exit(EXIT_ENVIRONMENT);
	}
	buf_add_c(b, "");
	while ((n = fread(chunk, 1, sizeof(chunk), f)) > 0)
		buf_add(b, chunk, n);
	fclose(f);
	return buf_str(b);
}

static struct str source_of(void *ctx, struct str path)
{
	(void)path;
	return *(const struct str *)ctx;
}

static void show(struct buf *out, const struct reading *r, struct str bytes, const char *lang)
{
	struct render_options o = {.lang = strcmp(lang, "fr") == 0 ? LANG_FR : LANG_EN,
				   .source = source_of,
				   .source_ctx = &bytes,
				   .path_prefix = ""};
	size_t i;

	for (i = 0; i < r->fs.n; i++)
		render_concise(out, r->fs.v[i], &o);
	buf_add_c(out, "\n");
	for (i = 0; i < r->fs.n; i++)
		render_text(out, r->fs.v[i], &o);
}

static int compare_edits(const void *pa, const void *pb)
{
	const struct edit *a = pa, *b = pb;

	return a->start < b->start ? -1 : a->start > b->start;
}

static void fix(struct buf *out, const struct reading *r, struct str bytes)
{
	struct edit *edit = NULL;
	size_t n = 0, cap = 0, i, k, at = 0;

	for (i = 0; i < r->fs.n; i++)
		for (k = 0; k < r->fs.v[i]->nedit; k++) {
			ALLOC_GROW(edit, n, cap);
			edit[n++] = r->fs.v[i]->edit[k];
		}
	if (n)
		qsort(edit, n, sizeof(*edit), compare_edits);
	for (i = 0; i < n; i++) {
		if (edit[i].start < at)
			continue;
		buf_add_str(out, str_sub(bytes, at, edit[i].start));
		buf_add_str(out, edit[i].text);
		at = edit[i].end;
	}
	buf_add_str(out, str_sub(bytes, at, bytes.n));
	free(edit);
}

int main(int argc, char **argv)
{
	struct buf in = {0}, out = {0};
	struct reading r;
	struct str bytes;
	const char *base;

	if (argc == 2 && strcmp(argv[1], "judge") == 0)
		return judge();
	if (argc < 3 || (strcmp(argv[1], "show") == 0) != (argc == 4)) {
		fputs("usage: driver judge | tree FILE | show LANG FILE | fix FILE\n", stderr);
		return EXIT_USAGE;
	}
	bytes = read_file(&in, argv[argc - 1]);
	base = strrchr(argv[argc - 1], '/');
	reading_init(&r, str_c(base ? base + 1 : argv[argc - 1]), bytes);
	if (strcmp(argv[1], "show") == 0)
		show(&out, &r, bytes, argv[2]);
	else if (strcmp(argv[1], "fix") == 0)
		fix(&out, &r, bytes);
	else
		yaml_dump(&out, &r.doc);
	if (out.n)
		fwrite(out.p, 1, out.n, stdout);
	buf_release(&in);
	buf_release(&out);
	arena_release(&r.arena);
	return EXIT_CLEAN;
}
