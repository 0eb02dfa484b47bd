/*
 * mkschema: schema/ *.schema.json as C.
 *
 *   mkschema OUT.c SCHEMA...
 *
 * Compiles all files together with the engine's own code, so that what the
 * engine does not do ends the build of pixc: exit code 1, and each finding with
 * file, line and column. The base name of a file is its name for references.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "schema/schema.h"

static struct str read_file(struct arena *arena, const char *path)
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
	s = arena_str(arena, buf_str(&b));
	buf_release(&b);
	return s;
}

static struct str base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return str_c(slash ? slash + 1 : path);
}

/* The sources again, for the renderer: struct maker is its context. */
struct maker {
	struct arena arena;
	struct schema_source *source;
	struct yaml_doc *doc;
	size_t n;
	struct findings fs;
};

static struct str source_of(void *ctx, struct str path)
{
	const struct maker *m = ctx;

	for (size_t i = 0; i < m->n; i++) {
		if (str_eq(m->doc[i].path, path))
			return m->doc[i].bytes;
	}
	return (struct str){0};
}

static void show_findings(struct maker *m)
{
	struct render_options o = {.lang = LANG_EN, .source = source_of, .source_ctx = m, .path_prefix = ""};
	struct buf out = {0};

	for (size_t i = 0; i < m->fs.n; i++)
		render_concise(&out, m->fs.v[i], &o);
	fwrite(buf_str(&out).p, 1, out.n, stderr);
	buf_release(&out);
}

/* --- C --------------------------------------------------------------------------- */

static void print_literal(FILE *f, struct str s)
{
	putc('"', f);
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		/* octal with three digits never runs into the next character */
		if (c == '"' || c == '\\')
			fprintf(f, "\\%c", c);
		else if (c < 32 || c > 126 || c == '?')
			fprintf(f, "\\%03o", (unsigned)c);
		else
			putc(c, f);
	}
	putc('"', f);
}

/*
 * One member per text, each as long as its bytes and a NUL: a readable
 * initialiser without pointers, whose members lie side by side as in one array.
 */
static void print_pool(FILE *f, const struct schema *s)
{
	fprintf(f, "static const struct {\n");
	for (uint32_t i = 0; i < s->ntext; i++)
		fprintf(f, "\tchar t%u[%u];\n", (unsigned)i, (unsigned)s->text[i].n + 1);
	fprintf(f, "} pool = {\n");
	for (uint32_t i = 0; i < s->ntext; i++) {
		putc('\t', f);
		print_literal(f, schema_text(s, i));
		fprintf(f, ",\n");
	}
	fprintf(f, "};\n\n");
	fprintf(f, "_Static_assert(sizeof(pool) == %u, \"no padding\");\n\n", (unsigned)s->npool);
}

/* N rows of WIDTH numbers as an initialiser; no rows give one of zeros. */
static void print_rows(FILE *f, const char *type, const char *name, const uint32_t *v, size_t n, size_t width)
{
	fprintf(f, "static const %s %s[] = {\n", type, name);
	for (size_t i = 0; i < n; i++) {
		fprintf(f, width > 1 ? "\t{" : "\t");
		for (size_t k = 0; k < width; k++)
			fprintf(f, "%s%uu", k ? ", " : "", (unsigned)v[i * width + k]);
		fprintf(f, width > 1 ? "},\n" : ",\n");
	}
	if (n == 0)
		fprintf(f, width > 1 ? "\t{0},\n" : "\t0,\n");
	fprintf(f, "};\n\n");
}

#define WIDTH(type) (sizeof(struct type) / sizeof(uint32_t))
#define ROWS(f, type, name, s)                                                                               \
	print_rows((f), "struct " #type, #name "s", (const uint32_t *)(const void *)(s)->name, (s)->n##name, \
		   WIDTH(type))

static void print_schema(FILE *f, const struct schema *s)
{
	fprintf(f, "/* Made by tools/mkschema.c from schema/; do not edit. */\n");
	fprintf(f, "#include \"schema/schema.h\"\n\n");
	print_pool(f, s);
	ROWS(f, schema_node, node, s);
	ROWS(f, schema_rule, rule, s);
	ROWS(f, schema_member, member, s);
	ROWS(f, schema_value, value, s);
	ROWS(f, schema_text, text, s);
	ROWS(f, schema_root, root, s);
	print_rows(f, "uint32_t", "indexes", s->index, s->nindex, 1);
	print_rows(f, "uint32_t", "patterns", s->pattern, s->npattern, 1);
	fprintf(f, "static const struct schema builtin = {\n");
	fprintf(f, "\t.node = nodes,\n\t.rule = rules,\n\t.member = members,\n\t.value = values,\n");
	fprintf(f, "\t.index = indexes,\n\t.text = texts,\n\t.pool = (const char *)&pool,\n");
	fprintf(f, "\t.pattern = patterns,\n\t.root = roots,\n");
	fprintf(f, "\t.nnode = %u,\n\t.nrule = %u,\n\t.nmember = %u,\n", (unsigned)s->nnode,
		(unsigned)s->nrule, (unsigned)s->nmember);
	fprintf(f, "\t.nvalue = %u,\n\t.nindex = %u,\n\t.ntext = %u,\n", (unsigned)s->nvalue,
		(unsigned)s->nindex, (unsigned)s->ntext);
	fprintf(f, "\t.npool = %u,\n\t.npattern = %u,\n\t.nroot = %u,\n};\n\n", (unsigned)s->npool,
		(unsigned)s->npattern, (unsigned)s->nroot);
	fprintf(f, "const struct schema *schema_builtin(void)\n{\n\treturn &builtin;\n}\n");
}

static int write_c(const char *path, const struct schema *s)
{
	FILE *f = fopen(path, "w");
	int failed;

	if (!f) {
		perror(path);
		return EXIT_ENVIRONMENT;
	}
	print_schema(f, s);
	failed = ferror(f);
	if (fclose(f) != 0 || failed) {
		perror(path);
		remove(path);
		return EXIT_ENVIRONMENT;
	}
	return EXIT_CLEAN;
}

int main(int argc, char **argv)
{
	struct maker m = {0};
	struct schema schema;
	int status;

	if (argc < 3) {
		fprintf(stderr, "usage: mkschema OUT.c SCHEMA...\n");
		return EXIT_USAGE;
	}
	arena_init(&m.arena);
	findings_init(&m.fs, &m.arena);
	m.n = (size_t)argc - 2;
	m.source = ARENA_ARRAY(&m.arena, m.n, struct schema_source);
	m.doc = ARENA_ARRAY(&m.arena, m.n, struct yaml_doc);
	for (size_t i = 0; i < m.n; i++) {
		yaml_read(&m.doc[i], str_c(argv[i + 2]), read_file(&m.arena, argv[i + 2]), &m.arena, &m.fs);
		m.source[i] = (struct schema_source){base_name(argv[i + 2]), &m.doc[i]};
	}
	if (schema_build(&schema, m.source, m.n, NULL, &m.arena, &m.fs)) {
		status = write_c(argv[1], &schema);
	} else {
		show_findings(&m);
		status = EXIT_FINDINGS;
	}
	arena_release(&m.arena);
	return status;
}
