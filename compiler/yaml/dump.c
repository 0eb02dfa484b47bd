/* The tree as text, for golden tests and for comparison with other readers. */
#include <stdlib.h>

#include "base/alloc.h"
#include "yaml/yaml_int.h"

/* Line and column are kept for each STEP bytes: a dump asks for thousands. */
#define STEP 64

struct position {
	uint32_t line, chars; /* lines before, code points before on the line */
};

struct dump {
	const struct yaml_doc *doc;
	struct position *at; /* on the heap */
};

static struct position step(struct position p, struct str s, size_t i)
{
	bool mark = i < 3 && str_starts(s, STR("\xef\xbb\xbf"));

	if (s.p[i] == '\n')
		return (struct position){p.line + 1, 0};
	if (((unsigned char)s.p[i] & 0xc0) != 0x80 && !mark)
		p.chars++;
	return p;
}

static void dump_init(struct dump *d, const struct yaml_doc *doc)
{
	struct position p = {0};
	size_t i;

	d->doc = doc;
	d->at = alloc_zero(doc->bytes.n / STEP + 1, sizeof(*d->at));
	for (i = 0; i < doc->bytes.n; i++) {
		if (i % STEP == 0)
			d->at[i / STEP] = p;
		p = step(p, doc->bytes, i);
	}
	if (i % STEP == 0)
		d->at[i / STEP] = p;
}

static struct position position_of(const struct dump *d, uint32_t offset)
{
	struct position p = d->at[offset / STEP];
	size_t i;

	for (i = offset / STEP * STEP; i < offset; i++)
		p = step(p, d->doc->bytes, i);
	return p;
}

static void add_position(struct buf *out, const struct dump *d, uint32_t start, uint32_t end)
{
	struct position a = position_of(d, start), b = position_of(d, end);

	buf_add_fmt(out, "%u:%u-%u:%u", a.line + 1, a.chars + 1, b.line + 1, b.chars + 1);
}

static void dump_node(struct buf *out, const struct dump *d, const struct yaml_node *n, int depth)
{
	static const char *const style[] = {"plain",  "single", "double", "literal",
					    "folded", "block",  "flow"};
	static const char *const type[] = {"null", "bool", "int", "float", "text"};
	size_t i;

	add_position(out, d, n->start, n->end);
	if (n->kind == YAML_SCALAR) {
		buf_add_fmt(out, " %s %s ", style[n->style], type[n->type]);
		buf_add_json(out, n->text);
		buf_add_byte(out, '\n');
		return;
	}
	buf_add_fmt(out, " %s %s\n", style[n->style], n->kind == YAML_LIST ? "list" : "map");
	for (i = 0; i < n->n; i++) {
		buf_add_fmt(out, "%*s", 2 * (depth + 1), "");
		if (n->kind == YAML_MAP) {
			buf_add_c(out, "key ");
			add_position(out, d, n->pair[i].key->start, n->pair[i].key->end);
			buf_add_byte(out, ' ');
			buf_add_json(out, n->pair[i].key->text);
			buf_add_c(out, ": ");
		} else {
			buf_add_c(out, "- ");
		}
		dump_node(out, d, n->kind == YAML_MAP ? n->pair[i].value : n->item[i], depth + 1);
	}
}

void yaml_dump(struct buf *out, const struct yaml_doc *doc)
{
	struct dump d;
	size_t i;

	dump_init(&d, doc);
	if (doc->root)
		dump_node(out, &d, doc->root, 0);
	for (i = 0; i < doc->ncomment; i++) {
		const struct yaml_comment *c = &doc->comment[i];

		buf_add_c(out, "comment ");
		add_position(out, &d, c->start, c->end);
		buf_add_c(out, c->own_line ? " own line " : " behind ");
		buf_add_json(out, str_sub(doc->bytes, c->start, c->end));
		buf_add_byte(out, '\n');
	}
	free(d.at);
}

static void json_scalar(struct buf *out, const struct yaml_node *n)
{
	if (n->type == YAML_NULL) {
		buf_add_c(out, "null");
	} else if (n->type == YAML_BOOL) {
		buf_add_c(out, (n->text.p[0] | 0x20) == 't' ? "true" : "false");
	} else if (n->type == YAML_TEXT) {
		buf_add_json(out, n->text);
	} else {
		buf_add_c(out, "{\"$number\": ");
		buf_add_json(out, n->text);
		buf_add_byte(out, '}');
	}
}

static void json_node(struct buf *out, const struct yaml_node *n)
{
	size_t i;

	if (n->kind == YAML_SCALAR) {
		json_scalar(out, n);
		return;
	}
	buf_add_byte(out, n->kind == YAML_LIST ? '[' : '{');
	for (i = 0; i < n->n; i++) {
		if (i)
			buf_add_c(out, ", ");
		if (n->kind == YAML_MAP) {
			buf_add_json(out, n->pair[i].key->text);
			buf_add_c(out, ": ");
		}
		json_node(out, n->kind == YAML_LIST ? n->item[i] : n->pair[i].value);
	}
	buf_add_byte(out, n->kind == YAML_LIST ? ']' : '}');
}

void yaml_dump_json(struct buf *out, const struct yaml_doc *doc)
{
	if (doc->root)
		json_node(out, doc->root);
	else
		buf_add_c(out, "null");
}
