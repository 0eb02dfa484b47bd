/* Reading a file: bytes, libyaml, guard, and the words when it did not work. */
#include "base/utf8.h"
#include "yaml/yaml_int.h"

static void shift_node(struct yaml_node *n, uint32_t by)
{
	size_t i;

	n->start += by;
	n->end += by;
	for (i = 0; n->kind == YAML_LIST && i < n->n; i++)
		shift_node(n->item[i], by);
	for (i = 0; n->kind == YAML_MAP && i < n->n; i++) {
		shift_node(n->pair[i].key, by);
		shift_node(n->pair[i].value, by);
	}
}

/* Behind a byte order mark all offsets are larger than libyaml's. */
static void shift_doc(struct yaml_doc *doc, uint32_t by)
{
	size_t i;

	shift_node(doc->root, by);
	for (i = 0; i < doc->ncomment; i++) {
		doc->comment[i].start += by;
		doc->comment[i].end += by;
	}
}

static void shift_findings(struct findings *fs, uint32_t by)
{
	size_t i, k;

	for (i = 0; i < fs->n; i++) {
		fs->v[i]->place.start += by;
		fs->v[i]->place.end += by;
		for (k = 0; k < fs->v[i]->nedit; k++) {
			fs->v[i]->edit[k].start += by;
			fs->v[i]->edit[k].end += by;
		}
	}
}

void yaml_read(struct yaml_doc *doc, struct str path, struct str bytes, struct arena *arena,
	       struct findings *fs)
{
	struct yaml_reading r;
	struct findings own;
	uint32_t base = str_starts(bytes, STR("\xef\xbb\xbf")) ? 3 : 0;

	*doc = (struct yaml_doc){.path = path, .bytes = bytes};
	if (!yaml_check_bytes(doc, fs))
		return;
	yaml_parse(&r, path, str_sub(bytes, base, bytes.n), arena);
	findings_init(&own, arena);
	if (r.stop.rule == RULE_COUNT && !r.nissue)
		yaml_guard(&r, r.text.n, &own);
	if (r.stop.rule != RULE_COUNT || r.nissue || findings_count(&own, SEVERITY_ERROR)) {
		yaml_explain(&r, base, fs);
		return;
	}
	if (own.n)
		yaml_prove_edits(path, r.text, &own, true);
	*doc = *r.doc;
	doc->bytes = bytes;
	if (base) {
		shift_doc(doc, base);
		shift_findings(&own, base);
	}
	findings_append(fs, &own);
}

struct str yaml_quoted(struct arena *a, struct str s)
{
	bool is_double = str_find(s, '"', 0) == s.n && str_find(s, '\\', 0) == s.n;
	bool is_single = !is_double && str_find(s, '\'', 0) == s.n;
	char q = is_single ? '\'' : '"';
	struct buf b = {0};
	struct str out;
	size_t i;

	buf_add_byte(&b, q);
	for (i = 0; i < s.n; i++) {
		if (!is_single && (s.p[i] == '"' || s.p[i] == '\\'))
			buf_add_byte(&b, '\\');
		buf_add_byte(&b, s.p[i]);
	}
	buf_add_byte(&b, q);
	out = arena_str(a, buf_str(&b));
	buf_release(&b);
	return out;
}

struct str yaml_excerpt(struct str s)
{
	size_t n = LIMIT_QUOTE_CHARS * 8;

	if (s.n <= n)
		return s;
	while (n && ((unsigned char)s.p[n] & 0xc0) == 0x80)
		n--;
	return str_sub(s, 0, n);
}

struct place yaml_place(const struct yaml_doc *doc, const struct yaml_node *node)
{
	if (!node)
		return (struct place){.path = doc->path};
	return (struct place){doc->path, node->start, node->end};
}

struct yaml_pair *yaml_get_pair(const struct yaml_node *node, struct str key)
{
	size_t i;

	for (i = 0; node && node->kind == YAML_MAP && i < node->n; i++)
		if (str_eq(node->pair[i].key->text, key))
			return &node->pair[i];
	return NULL;
}

struct yaml_node *yaml_get(const struct yaml_node *node, const char *key)
{
	struct yaml_pair *p = yaml_get_pair(node, str_c(key));

	return p ? p->value : NULL;
}
