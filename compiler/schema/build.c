/*
 * build.c: schema files to a compiled set.
 */
#include "schema/schema_int.h"

uint32_t schema_build_text(struct builder *b, struct str s)
{
	uint32_t known = map_add(&b->texts, s, (uint32_t)b->ntext);

	if (known != MAP_NONE)
		return known;
	ARENA_GROW(b->arena, b->text, b->ntext, b->captext);
	b->text[b->ntext] = (struct schema_text){(uint32_t)b->pool.n, (uint32_t)s.n};
	buf_add(&b->pool, s.p, s.n);
	buf_add_byte(&b->pool, '\0');
	return (uint32_t)b->ntext++;
}

static void add_root(struct builder *b, struct str id, uint32_t node)
{
	ARENA_GROW(b->arena, b->root, b->nroot, b->caproot);
	b->root[b->nroot++] = (struct schema_root){schema_build_text(b, id), node};
}

/* Registers one file under its name and its $id. */
static void add_source(struct builder *b, const struct schema_source *source)
{
	const struct yaml_node *id = yaml_get(source->doc->root, "$id");
	uint32_t i;

	if (!source->doc->root)
		return;
	i = schema_site_walk(b, source->doc, source->doc->root, source->name);
	if (i == SCHEMA_NONE)
		return;
	map_add(&b->resource, schema_uri_resolve(&b->scratch, source->name, STR("")), i);
	add_root(b, source->name, i);
	if (id && id->kind == YAML_SCALAR && !str_eq(id->text, source->name))
		add_root(b, id->text, i);
}

/*
 * The ways from a schema through others that look at the same value: how many
 * there are and how long the longest is. What walks through them all (the check,
 * the look-up of a property) thereby ends, and soon.
 */
struct ways {
	uint32_t n;
	uint32_t longest; /* 0: not known yet */
	bool under_way;
};

struct heights {
	struct builder *b;
	struct ways *of; /* each node */
};

static void add_ways(struct heights *h, struct ways *sum, uint32_t node, unsigned depth);

static void add_ways_of_rule(struct heights *h, struct ways *sum, const struct schema_rule *rule,
			     unsigned depth)
{
	const struct builder *b = h->b;

	switch (rule->keyword) {
	case SCHEMA_REF:
	case SCHEMA_NOT:
	case SCHEMA_IF:
	case SCHEMA_THEN:
	case SCHEMA_ELSE:
		add_ways(h, sum, rule->at, depth);
		break;
	case SCHEMA_ALL_OF:
	case SCHEMA_ANY_OF:
	case SCHEMA_ONE_OF:
		for (uint32_t i = 0; i < rule->n; i++)
			add_ways(h, sum, b->index[rule->at + i], depth);
		break;
	case SCHEMA_DEPENDENCIES:
		for (uint32_t i = 0; i < rule->n; i++)
			add_ways(h, sum, b->member[rule->at + i].node, depth);
		break;
	default:
		break;
	}
}

/* Fills h->of[NODE] unless it is known. */
static void find_ways(struct heights *h, uint32_t node, unsigned depth)
{
	const struct schema_node *n = &h->b->node[node];
	struct ways sum = {.n = 1};

	h->of[node].under_way = true;
	for (uint32_t i = 0; i < n->nrule; i++)
		add_ways_of_rule(h, &sum, &h->b->rule[n->rule + i], depth);
	sum.longest++;
	h->of[node] = sum;
}

static void add_ways(struct heights *h, struct ways *sum, uint32_t node, unsigned depth)
{
	struct ways *of;

	if (node == SCHEMA_NONE)
		return; /* a dependency on keys */
	of = &h->of[node];
	if (of->under_way || depth > LIMIT_SCHEMA_DEPTH) {
		const struct site *s = &h->b->site[node];

		schema_build_finding(h->b, s->doc, s->node, of->under_way ? "loop" : "deep");
		return;
	}
	if (of->longest == 0)
		find_ways(h, node, depth + 1);
	sum->longest = of->longest > sum->longest ? of->longest : sum->longest;
	sum->n = of->n < LIMIT_SCHEMA_PATHS - sum->n ? sum->n + of->n : LIMIT_SCHEMA_PATHS;
}

/* Refuses references that lead round, or too far, without going deeper into the value. */
static void check_heights(struct builder *b)
{
	struct heights h = {b, ARENA_ARRAY(&b->scratch, b->nnode, struct ways)};

	for (uint32_t i = 0; i < b->nnode; i++) {
		struct ways sum = {0};

		add_ways(&h, &sum, i, 1);
		if ((sum.longest > LIMIT_SCHEMA_DEPTH || sum.n >= LIMIT_SCHEMA_PATHS) && !b->failed)
			schema_build_finding(b, b->site[i].doc, b->site[i].node, "deep");
	}
}

static void finish(struct schema *out, struct builder *b)
{
	struct str pool = arena_str(b->arena, buf_str(&b->pool));

	*out = (struct schema){
	    .node = b->node,
	    .rule = b->rule,
	    .member = b->member,
	    .value = b->value,
	    .index = b->index,
	    .text = b->text,
	    .pool = pool.p,
	    .pattern = b->pattern,
	    .root = b->root,
	    .nnode = (uint32_t)b->nnode,
	    .nrule = (uint32_t)b->nrule,
	    .nmember = (uint32_t)b->nmember,
	    .nvalue = (uint32_t)b->nvalue,
	    .nindex = (uint32_t)b->nindex,
	    .ntext = (uint32_t)b->ntext,
	    .npool = (uint32_t)pool.n,
	    .npattern = (uint32_t)b->npattern,
	    .nroot = (uint32_t)b->nroot,
	};
}

bool schema_build(struct schema *out, const struct schema_source *source, size_t n,
		  const struct schema_build_options *options, struct arena *arena, struct findings *fs)
{
	struct builder b = {.arena = arena, .fs = fs};
	bool done;

	b.ignore_unknown = options && options->ignore_unknown;
	arena_init(&b.scratch);
	for (size_t i = 0; i < n; i++) {
		b.failed |= !source[i].doc->root;
		add_source(&b, &source[i]);
	}
	for (uint32_t i = 0; i < b.nsite; i++)
		schema_build_node(&b, i);
	if (!b.failed)
		check_heights(&b);
	done = !b.failed;
	if (done)
		finish(out, &b);
	map_release(&b.site_at);
	map_release(&b.resource);
	map_release(&b.texts);
	buf_release(&b.pool);
	arena_release(&b.scratch);
	return done;
}
