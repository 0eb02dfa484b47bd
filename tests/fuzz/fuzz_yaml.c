/*
 * fuzz_yaml: reading any bytes as YAML ends, with places inside the file, keys
 * and items in the order of the file, and edits that do what findings promise.
 *
 * With clang -fsanitize=fuzzer it is a libFuzzer target; built with
 * -DREPLAY it runs over the files named on the command line.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "yaml/yaml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define CHECK(cond)                                                                                          \
	do {                                                                                                 \
		if (!(cond))                                                                                 \
			BUG("not so: %s", #cond);                                                            \
	} while (0)

static void check_scalar(const struct yaml_node *n)
{
	size_t i = 0;

	CHECK(utf8_check(n->text) == n->text.n);
	CHECK(n->style == YAML_PLAIN || n->type == YAML_TEXT);
	CHECK(n->text.n <= LIMIT_TEXT_BYTES);
	while (i < n->text.n) {
		uint32_t c = utf8_next(n->text, &i);

		CHECK(c == '\t' || c == '\n' || (c >= 0x20 && c != 0x7f));
	}
}

static void check_node(const struct yaml_node *n, uint32_t start, uint32_t end)
{
	uint32_t at = n->start;
	size_t i, k;

	CHECK(start <= n->start && n->start <= n->end && n->end <= end);
	if (n->kind == YAML_SCALAR)
		check_scalar(n);
	for (i = 0; n->kind != YAML_SCALAR && i < n->n; i++) {
		const struct yaml_node *value = n->kind == YAML_LIST ? n->item[i] : n->pair[i].value;

		if (n->kind == YAML_MAP) {
			const struct yaml_node *key = n->pair[i].key;

			CHECK(key->kind == YAML_SCALAR && key->start < key->end);
			check_node(key, at, end);
			at = key->end;
			for (k = 0; k < i && n->n < 20; k++)
				CHECK(!str_eq(key->text, n->pair[k].key->text));
		}
		check_node(value, at, end);
		at = value->end;
	}
}

static void check_comments(const struct yaml_doc *doc)
{
	uint32_t at = 0;
	size_t i;

	for (i = 0; i < doc->ncomment; i++) {
		const struct yaml_comment *c = &doc->comment[i];

		CHECK(at <= c->start && c->start < c->end && c->end <= doc->bytes.n);
		CHECK(doc->bytes.p[c->start] == '#');
		at = c->end;
	}
}

static void check_findings(const struct findings *fs, size_t size)
{
	struct buf out = {0};
	size_t i, k;

	for (i = 0; i < fs->n; i++) {
		const struct finding *f = fs->v[i];

		CHECK(f->place.start <= f->place.end && f->place.end <= size);
		for (k = 0; k < f->nnote; k++)
			CHECK(f->note[k].place.end <= size);
		for (k = 0; k < f->nedit; k++)
			CHECK(f->edit[k].start <= f->edit[k].end && f->edit[k].end <= size);
		CHECK((f->nedit > 0) == (f->fix != FIX_NONE));
		finding_add_text(&out, f, TEXT_MESSAGE, LANG_FR);
		finding_add_text(&out, f, TEXT_LABEL, LANG_EN);
		finding_add_text(&out, f, TEXT_HELP, LANG_EN);
	}
	buf_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena;
	struct findings fs;
	struct yaml_doc doc;
	struct buf out = {0};

	arena_init(&arena);
	findings_init(&fs, &arena);
	yaml_read(&doc, STR("x.yaml"), (struct str){(const char *)data, size}, &arena, &fs);
	CHECK((doc.root == NULL) == (findings_count(&fs, SEVERITY_ERROR) > 0));
	check_findings(&fs, size);
	findings_finish(&fs);
	if (doc.root) {
		check_node(doc.root, 0, (uint32_t)size);
		check_comments(&doc);
		yaml_dump(&out, &doc);
		yaml_dump_json(&out, &doc);
		CHECK(utf8_check(buf_str(&out)) == out.n);
	}
	buf_release(&out);
	arena_release(&arena);
	return 0;
}

#ifdef REPLAY
int main(int argc, char **argv)
{
	int i;

	for (i = 1; i < argc; i++) {
		FILE *f = fopen(argv[i], "rb");
		struct buf b = {0};
		char chunk[4096];
		size_t n;

		if (!f) {
			perror(argv[i]);
			return EXIT_ENVIRONMENT;
		}
		buf_add_c(&b, "");
		while ((n = fread(chunk, 1, sizeof(chunk), f)) > 0)
			buf_add(&b, chunk, n);
		fclose(f);
		LLVMFuzzerTestOneInput((const uint8_t *)b.p, b.n);
		buf_release(&b);
	}
	printf("fuzz_yaml: %d files\n", argc - 1);
	return EXIT_CLEAN;
}
#endif
