/*
 * driver: verdicts of our schema engine, for comparison with others.
 *
 *   driver LIST
 *
 * LIST holds one command per line, parts separated by tabs; each `build` and
 * `check` prints one line:
 *   schema NAME PATH    adds a schema file for the next build
 *   build NAME MODE     MODE is strict or lax (unknown keywords ignored)
 *                       built | refused VARIANT
 *   check PATH          valid | invalid | unreadable RULE
 *   clear               forgets the schema files
 *
 * Each check also runs schema_check: its silence must be the same as the
 * verdict, all places must lie in the file, and a safe fix must take its finding
 * away and add none; else the line has WORDS at its end, and stderr says why.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "schema/schema.h"

#define MAX_SOURCES 64

struct driver {
	struct arena files; /* of the schema files */
	struct schema_source source[MAX_SOURCES];
	struct yaml_doc doc[MAX_SOURCES];
	size_t n;
	struct arena built; /* of the set */
	struct schema schema;
	struct schema_engine *engine;
	uint32_t root;
};

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
	fclose(f);
	s = arena_str(arena, buf_str(&b));
	buf_release(&b);
	return s;
}

static void add_schema(struct driver *d, const char *name, const char *path)
{
	struct findings fs;
	struct yaml_doc *doc = &d->doc[d->n];

	if (d->n == MAX_SOURCES)
		BUG("too many schema files");
	findings_init(&fs, &d->files);
	yaml_read(doc, arena_str(&d->files, str_c(path)), read_file(&d->files, path), &d->files, &fs);
	d->source[d->n++] = (struct schema_source){arena_str(&d->files, str_c(name)), doc};
}

static void build(struct driver *d, const char *name, const char *mode)
{
	struct schema_build_options options = {.ignore_unknown = strcmp(mode, "lax") == 0};
	struct findings fs;

	schema_engine_free(d->engine);
	d->engine = NULL;
	arena_release(&d->built);
	findings_init(&fs, &d->built);
	if (!schema_build(&d->schema, d->source, d->n, &options, &d->built, &fs)) {
		printf("refused %s\n", fs.n && fs.v[0]->variant ? fs.v[0]->variant : "unreadable");
		return;
	}
	d->engine = schema_engine_new(&d->schema);
	d->root = schema_root(&d->schema, str_c(name));
	printf("built\n");
}

/* BYTES with the edits of F, which stand in the order of the file. */
static struct str apply(struct arena *arena, struct str bytes, const struct finding *f)
{
	struct buf out = {0};
	uint32_t at = 0;
	struct str s;

	for (size_t i = 0; i < f->nedit; i++) {
		buf_add_str(&out, str_sub(bytes, at, f->edit[i].start));
		buf_add_str(&out, f->edit[i].text);
		at = f->edit[i].end;
	}
	buf_add_str(&out, str_sub(bytes, at, bytes.n));
	s = arena_str(arena, buf_str(&out));
	buf_release(&out);
	return s;
}

/* A safe fix takes its finding away and adds none. */
static const char *judge_fix(struct driver *d, struct arena *arena, const struct findings *fs,
			     const struct finding *f, struct str bytes)
{
	struct schema_options options = {0};
	struct findings after;
	struct yaml_doc doc;

	findings_init(&after, arena);
	yaml_read(&doc, STR("fixed"), apply(arena, bytes, f), arena, &after);
	if (!doc.root)
		return "a safe fix makes the file unreadable";
	after.n = 0;
	schema_check(&after, d->engine, d->root, &options, &doc, doc.root);
	if (after.n >= fs->n)
		return "a safe fix takes no finding away";
	for (size_t i = 0; i < after.n; i++) {
		size_t k = 0;

		while (k < fs->n && !(fs->v[k]->rule == after.v[i]->rule &&
				      str_eq(fs->v[k]->key_path, after.v[i]->key_path)))
			k++;
		if (k == fs->n)
			return "a safe fix adds a finding";
	}
	return NULL;
}

/* The words about a wrong value: at least one finding, all inside the file. */
static const char *judge_words(struct driver *d, struct arena *arena, const struct findings *fs, bool verdict,
			       struct str bytes)
{
	const char *trouble = NULL;

	if ((fs->n == 0) != verdict)
		return verdict ? "finding about a right value" : "silent about a wrong value";
	for (size_t i = 0; i < fs->n && !trouble; i++) {
		const struct finding *f = fs->v[i];

		if (f->place.start > f->place.end || f->place.end > bytes.n)
			trouble = "place outside the file";
		else if (f->fix == FIX_SAFE)
			trouble = judge_fix(d, arena, fs, f, bytes);
	}
	return trouble;
}

static void check(struct driver *d, const char *path)
{
	struct schema_options options = {0};
	struct arena arena;
	struct findings fs;
	struct yaml_doc doc;
	struct str bytes;
	const char *trouble;
	bool verdict;

	arena_init(&arena);
	findings_init(&fs, &arena);
	bytes = read_file(&arena, path);
	yaml_read(&doc, str_c(path), bytes, &arena, &fs);
	if (!doc.root) {
		printf("unreadable %s\n", fs.n ? rule_info(fs.v[0]->rule)->name : "?");
	} else if (!d->engine) {
		printf("none\n");
	} else {
		fs.n = 0;
		verdict = schema_matches(d->engine, d->root, doc.root);
		schema_check(&fs, d->engine, d->root, &options, &doc, doc.root);
		trouble = judge_words(d, &arena, &fs, verdict, bytes);
		printf("%s%s\n", verdict ? "valid" : "invalid", trouble ? " WORDS " : "");
		if (trouble)
			fprintf(stderr, "%s: %s\n", path, trouble);
	}
	arena_release(&arena);
}

static void run(struct driver *d, char *line)
{
	char *part[3] = {line, NULL, NULL};

	for (int i = 1; i < 3 && part[i - 1]; i++) {
		part[i] = strchr(part[i - 1], '\t');
		if (part[i])
			*part[i]++ = '\0';
	}
	if (strcmp(part[0], "schema") == 0 && part[2])
		add_schema(d, part[1], part[2]);
	else if (strcmp(part[0], "build") == 0 && part[2])
		build(d, part[1], part[2]);
	else if (strcmp(part[0], "check") == 0 && part[1])
		check(d, part[1]);
	else if (strcmp(part[0], "clear") == 0)
		d->n = 0;
	else
		BUG("what is %s?", line);
}

int main(int argc, char **argv)
{
	struct driver *d = alloc_zero(1, sizeof(*d));
	char line[4096];
	FILE *f = argc == 2 ? fopen(argv[1], "r") : NULL;

	if (!f) {
		fprintf(stderr, "usage: driver LIST\n");
		return EXIT_USAGE;
	}
	while (fgets(line, sizeof(line), f)) {
		line[strcspn(line, "\n")] = '\0';
		run(d, line);
	}
	fclose(f);
	schema_engine_free(d->engine);
	arena_release(&d->built);
	arena_release(&d->files);
	free(d);
	return EXIT_CLEAN;
}
