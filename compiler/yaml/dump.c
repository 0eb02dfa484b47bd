/* The tree as text, for golden tests and for comparison with other readers. */
#include "base/lines.h"
#include "yaml/yaml_int.h"

static void add_position(struct buf *out, const struct yaml_doc *doc, uint32_t start, uint32_t end)
{
	struct line_col a = lines_at(doc->bytes, start), b = lines_at(doc->bytes, end);

	buf_add_fmt(out, "%u:%u-%u:%u", a.line, a.col, b.line, b.col);
}

static void add_json_text(struct buf *out, struct str s)
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

static void dump_node(struct buf *out, const struct yaml_doc *doc, const struct yaml_node *n, int depth)
{
	static const char *const style[] = {"plain",  "single", "double", "literal",
					    "folded", "block",  "flow"};
	static const char *const type[] = {"null", "bool", "int", "float", "text"};
	size_t i;

	add_position(out, doc, n->start, n->end);
	if (n->kind == YAML_SCALAR) {
		buf_add_fmt(out, " %s %s ", style[n->style], type[n->type]);
		add_json_text(out, n->text);
		buf_add_byte(out, '\n');
		return;
	}
	buf_add_fmt(out, " %s %s\n", style[n->style], n->kind == YAML_LIST ? "list" : "map");
	for (i = 0; i < n->n; i++) {
		buf_add_fmt(out, "%*s", 2 * (depth + 1), "");
		if (n->kind == YAML_MAP) {
			buf_add_c(out, "key ");
			add_position(out, doc, n->pair[i].key->start, n->pair[i].key->end);
			buf_add_byte(out, ' ');
			add_json_text(out, n->pair[i].key->text);
			buf_add_c(out, ": ");
		} else {
			buf_add_c(out, "- ");
		}
		dump_node(out, doc, n->kind == YAML_MAP ? n->pair[i].value : n->item[i], depth + 1);
	}
}

void yaml_dump(struct buf *out, const struct yaml_doc *doc)
{
	size_t i;

	if (doc->root)
		dump_node(out, doc, doc->root, 0);
	for (i = 0; i < doc->ncomment; i++) {
		const struct yaml_comment *c = &doc->comment[i];

		buf_add_c(out, "comment ");
		add_position(out, doc, c->start, c->end);
		buf_add_c(out, c->own_line ? " own line " : " behind ");
		add_json_text(out, str_sub(doc->bytes, c->start, c->end));
		buf_add_byte(out, '\n');
	}
}

static void json_scalar(struct buf *out, const struct yaml_node *n)
{
	if (n->type == YAML_NULL) {
		buf_add_c(out, "null");
	} else if (n->type == YAML_BOOL) {
		buf_add_c(out, (n->text.p[0] | 0x20) == 't' ? "true" : "false");
	} else if (n->type == YAML_TEXT) {
		add_json_text(out, n->text);
	} else {
		buf_add_c(out, "{\"$number\": ");
		add_json_text(out, n->text);
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
			add_json_text(out, n->pair[i].key->text);
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
