/*
 * sites.c: where schemas stand in their files, and what a $ref means.
 */
#include "schema/schema_int.h"

struct finding *schema_build_finding(struct builder *b, const struct yaml_doc *doc,
				     const struct yaml_node *node, const char *variant)
{
	struct finding *f = finding_add(b->fs, RULE_SCHEMA_UNSUPPORTED, yaml_place(doc, node));

	finding_variant(f, variant);
	b->failed = true;
	return f;
}

/* The address of NODE as a key; it lives as long as the builder. */
static struct str address(struct builder *b, const struct yaml_node *node)
{
	const struct yaml_node **p = arena_alloc(&b->scratch, sizeof(*p));

	*p = node;
	return (struct str){(const char *)p, sizeof(*p)};
}

uint32_t schema_site_of(const struct builder *b, const struct yaml_node *node)
{
	return map_get(&b->site_at, (struct str){(const char *)&node, sizeof(node)});
}

static struct str join(struct builder *b, struct str uri, struct str fragment)
{
	return arena_fmt(&b->scratch, "%.*s#%.*s", STR_ARG(uri), STR_ARG(fragment));
}

/* The $id of NODE that counts, or NULL: beside a $ref it does not. */
static const struct yaml_node *own_id(const struct yaml_node *node)
{
	const struct yaml_node *id = yaml_get(node, "$id");

	if (!id || id->kind != YAML_SCALAR || id->type != YAML_TEXT || yaml_get(node, "$ref"))
		return NULL;
	return id;
}

/* Registers the $id of site I and returns the base for what is inside it. */
static struct str register_id(struct builder *b, uint32_t i, const struct yaml_node *id)
{
	struct str base = b->site[i].base;
	struct str uri = schema_uri_resolve(&b->scratch, base, id->text);
	struct str fragment = schema_uri_fragment(id->text);

	if (fragment.n > 0) {
		map_add(&b->resource, join(b, uri, fragment), i);
		if (id->text.p[0] == '#')
			return base;
	}
	map_add(&b->resource, uri, i);
	return uri;
}

static void walk_map(struct builder *b, const struct yaml_doc *doc, const struct yaml_node *map,
		     struct str base)
{
	if (map->kind != YAML_MAP)
		return; /* keywords.c says so */
	for (size_t i = 0; i < map->n; i++)
		schema_site_walk(b, doc, map->pair[i].value, base);
}

/* The schemas in the value of one keyword. */
static void walk_keyword(struct builder *b, const struct yaml_doc *doc, enum shape shape,
			 struct yaml_node *value, struct str base)
{
	switch (shape) {
	case SHAPE_NODE:
		schema_site_walk(b, doc, value, base);
		break;
	case SHAPE_ITEMS:
	case SHAPE_NODES:
		if (value->kind == YAML_LIST) {
			for (size_t i = 0; i < value->n; i++)
				schema_site_walk(b, doc, value->item[i], base);
		} else if (shape == SHAPE_ITEMS) {
			schema_site_walk(b, doc, value, base);
		}
		break;
	case SHAPE_MEMBERS:
	case SHAPE_PATTERNS:
	case SHAPE_DEFINITIONS:
		walk_map(b, doc, value, base);
		break;
	case SHAPE_DEPENDENCIES:
		for (size_t i = 0; value->kind == YAML_MAP && i < value->n; i++) {
			if (value->pair[i].value->kind != YAML_LIST)
				schema_site_walk(b, doc, value->pair[i].value, base);
		}
		break;
	default:
		break;
	}
}

uint32_t schema_site_walk(struct builder *b, const struct yaml_doc *doc, struct yaml_node *node,
			  struct str base)
{
	const struct yaml_node *id = own_id(node);
	uint32_t i = schema_site_of(b, node);

	if (i != SCHEMA_NONE)
		return i;
	if (node->kind != YAML_MAP && !(schema_value_type(node) & SCHEMA_IS_BOOLEAN)) {
		finding_arg(b->fs, schema_build_finding(b, doc, node, "node"), "want", STR("a schema"));
		return SCHEMA_NONE;
	}
	ARENA_GROW(&b->scratch, b->site, b->nsite, b->capsite);
	i = (uint32_t)b->nsite++;
	b->site[i] = (struct site){doc, node, base};
	map_add(&b->site_at, address(b, node), i);
	if (id)
		base = b->site[i].base = register_id(b, i, id);
	for (size_t k = 0; node->kind == YAML_MAP && k < node->n; k++) {
		const struct keyword *keyword = schema_keyword_find(node->pair[k].key->text);

		if (keyword)
			walk_keyword(b, doc, keyword->shape, node->pair[k].value, base);
	}
	return i;
}

/* One segment of a JSON pointer with ~1 and ~0 replaced. */
static struct str unescape(struct builder *b, struct str s)
{
	char *p = arena_alloc(&b->scratch, s.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '~' && i + 1 < s.n && (s.p[i + 1] == '0' || s.p[i + 1] == '1'))
			p[n++] = s.p[++i] == '0' ? '~' : '/';
		else
			p[n++] = s.p[i];
	}
	return (struct str){p, n};
}

/* What KEY leads to, or NULL. */
static struct yaml_node *step_into(const struct yaml_node *node, struct str key)
{
	size_t at = 0;

	if (node->kind == YAML_MAP) {
		const struct yaml_pair *pair = yaml_get_pair(node, key);

		return pair ? pair->value : NULL;
	}
	if (node->kind != YAML_LIST || key.n == 0 || key.n > 7 || (key.n > 1 && key.p[0] == '0'))
		return NULL;
	for (size_t i = 0; i < key.n; i++) {
		if (key.p[i] < '0' || key.p[i] > '9')
			return NULL;
		at = at * 10 + (size_t)(key.p[i] - '0');
	}
	return at < node->n ? node->item[at] : NULL;
}

/* The schema at POINTER inside site I; found ones that nobody walked are walked. */
static uint32_t follow(struct builder *b, uint32_t i, struct str pointer)
{
	const struct yaml_doc *doc = b->site[i].doc;
	struct yaml_node *node = b->site[i].node;
	struct str base = b->site[i].base;

	while (pointer.n > 0) {
		size_t end = str_find(pointer, '/', 1);
		uint32_t here;

		node = step_into(node, unescape(b, str_sub(pointer, 1, end)));
		if (!node)
			return SCHEMA_NONE;
		here = schema_site_of(b, node);
		if (here != SCHEMA_NONE)
			base = b->site[here].base;
		pointer = str_sub(pointer, end, pointer.n);
	}
	return schema_site_walk(b, doc, node, base);
}

uint32_t schema_site_resolve(struct builder *b, uint32_t from, const struct yaml_node *ref)
{
	const struct site *s = &b->site[from];
	const struct yaml_doc *doc = s->doc;
	struct str uri = schema_uri_resolve(&b->scratch, s->base, ref->text);
	struct str fragment = schema_uri_decode(&b->scratch, schema_uri_fragment(ref->text));
	uint32_t i = map_get(&b->resource, uri), to = SCHEMA_NONE;
	struct finding *f;

	if (i != SCHEMA_NONE && fragment.n == 0)
		return i;
	if (i != SCHEMA_NONE && fragment.p[0] == '/')
		to = follow(b, i, fragment);
	else if (fragment.n > 0)
		to = map_get(&b->resource, join(b, uri, fragment));
	if (to != SCHEMA_NONE)
		return to;
	f = schema_build_finding(b, doc, ref, i == SCHEMA_NONE ? "remote" : "ref");
	finding_arg(b->fs, f, "ref", ref->text);
	return SCHEMA_NONE;
}
