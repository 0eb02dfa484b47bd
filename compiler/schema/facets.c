/*
 * facets.c: all schemas that apply to one value, with their reasons.
 */
#include <limits.h>

#include "schema/check_int.h"

static void collect(struct check *c, struct facets *to, uint32_t node, const struct origin *origin,
		    const struct facets *start, const struct yaml_node *v);

void schema_facets_add(struct check *c, struct facets *to, uint32_t node, const struct origin *origin)
{
	ARENA_GROW(&c->arena, to->v, to->n, to->cap);
	to->v[to->n++] = (struct facet){node, origin};
}

const struct schema_rule *schema_facets_rule(const struct check *c, const struct facets *facets,
					     enum schema_keyword keyword)
{
	for (size_t i = 0; i < facets->n; i++) {
		const struct schema_rule *rule = schema_rule(c->s, facets->v[i].node, keyword);

		if (rule)
			return rule;
	}
	return NULL;
}

static uint32_t known_property(const struct check *c, const struct facets *start, struct str key)
{
	for (size_t i = 0; i < start->n; i++) {
		uint32_t node = schema_property(c->s, start->v[i].node, key);

		if (node != SCHEMA_NONE)
			return node;
	}
	return SCHEMA_NONE;
}

/* The pair of MAP whose key means nothing and looks like a misspelt KEY, or map->n. */
static size_t misspelt(struct check *c, const struct facets *start, const struct yaml_node *map,
		       struct str key)
{
	for (size_t i = 0; i < map->n; i++) {
		struct str have = map->pair[i].key->text;

		schema_run_charge(&c->r, 64);
		if (c->r.tired)
			break;
		if (known_property(c, start, have) != SCHEMA_NONE)
			continue;
		if (schema_suggest_distance(&c->arena, have, key) != UINT_MAX ||
		    str_eq(schema_suggest_synonym(&c->arena, have, true, 0), key))
			return i;
	}
	return map->n;
}

/*
 * V with the keys that CONDITION asks for under their right names, where one is
 * misspelt: what follows from a key must not depend on its spelling.
 */
static const struct yaml_node *with_right_keys(struct check *c, const struct facets *start,
					       uint32_t condition, const struct yaml_node *v)
{
	const struct schema_rule *rule = schema_rule(c->s, condition, SCHEMA_PROPERTIES);
	struct yaml_node *copy = NULL;

	for (uint32_t i = 0; v->kind == YAML_MAP && rule && i < rule->n; i++) {
		struct str key = schema_text(c->s, c->s->member[rule->at + i].name);
		size_t k = yaml_get_pair(v, key) ? v->n : misspelt(c, start, v, key);
		struct yaml_node *name;

		if (k == v->n)
			continue;
		if (!copy) {
			copy = ARENA_NEW(&c->arena, struct yaml_node);
			*copy = *v;
			copy->pair = ARENA_ARRAY(&c->arena, v->n, struct yaml_pair);
			memcpy(copy->pair, v->pair, v->n * sizeof(*v->pair));
		}
		name = ARENA_NEW(&c->arena, struct yaml_node);
		*name = *v->pair[k].key;
		name->text = key;
		copy->pair[k].key = name;
	}
	return copy ? copy : v;
}

/*
 * True if the condition hangs on a value that is itself wrong: what would follow
 * from it is not known, and the mistake is told where it is.
 */
static bool is_undecided(struct check *c, const struct facets *start, uint32_t condition,
			 const struct yaml_node *v)
{
	const struct schema_rule *rule = schema_rule(c->s, condition, SCHEMA_PROPERTIES);

	if (v->kind != YAML_MAP || !rule)
		return false;
	for (uint32_t i = 0; i < rule->n; i++) {
		struct str key = schema_text(c->s, c->s->member[rule->at + i].name);
		const struct yaml_pair *pair = yaml_get_pair(v, key);
		uint32_t node = known_property(c, start, key);

		if (pair && node != SCHEMA_NONE && !schema_match_node(&c->r, node, pair->value))
			return true;
	}
	return false;
}

static void collect_if(struct check *c, struct facets *to, uint32_t node, const struct schema_rule *rule,
		       const struct facets *start, const struct yaml_node *v)
{
	const struct yaml_node *meant = with_right_keys(c, start, rule->at, v);
	bool held = schema_match_node(&c->r, rule->at, meant);
	const struct schema_rule *branch = schema_rule(c->s, node, held ? SCHEMA_THEN : SCHEMA_ELSE);
	const struct schema_rule *type = schema_rule(c->s, rule->at, SCHEMA_TYPE);
	struct origin *origin;

	if (!held && type)
		to->also |= type->at;
	if (!branch || (!held && is_undecided(c, start, rule->at, meant)))
		return;
	origin = ARENA_NEW(&c->arena, struct origin);
	*origin = (struct origin){.condition = rule->at, .held = held, .map = v, .start = start};
	collect(c, to, branch->at, origin, start, v);
}

/* The types that all of FACETS allow together; all bits when none speaks of types. */
static uint32_t allowed_types(const struct check *c, const struct facets *facets)
{
	uint32_t bits = UINT32_MAX;

	for (size_t i = 0; i < facets->n; i++) {
		const struct schema_rule *rule = schema_rule(c->s, facets->v[i].node, SCHEMA_TYPE);

		if (rule)
			bits &= rule->at;
	}
	return bits;
}

/* What the node of a property says by const or enum, itself or by what it refers to. */
static const struct schema_rule *fixed_values(const struct check *c, uint32_t node)
{
	const struct schema_rule *rule = schema_rule(c->s, node, SCHEMA_CONST);
	const struct schema_rule *all = schema_rule(c->s, node, SCHEMA_ALL_OF);
	const struct schema_rule *ref = schema_rule(c->s, node, SCHEMA_REF);

	if (!rule)
		rule = schema_rule(c->s, node, SCHEMA_ENUM);
	if (!rule && ref)
		rule = fixed_values(c, ref->at);
	for (uint32_t i = 0; !rule && all && i < all->n; i++)
		rule = fixed_values(c, c->s->index[all->at + i]);
	return rule;
}

/* How well a map fits the keys of FACETS: fixed values weigh most. */
static int score_map(struct check *c, const struct facets *facets, const struct yaml_node *v)
{
	int score = 0;

	for (size_t i = 0; i < facets->n; i++) {
		const struct schema_rule *rule = schema_rule(c->s, facets->v[i].node, SCHEMA_PROPERTIES);

		for (uint32_t k = 0; rule && k < rule->n; k++) {
			const struct schema_member *m = &c->s->member[rule->at + k];
			const struct yaml_pair *pair = yaml_get_pair(v, schema_text(c->s, m->name));

			if (!pair)
				continue;
			score++;
			if (fixed_values(c, m->node))
				score += schema_match_node(&c->r, m->node, pair->value) ? 1000 : -1000;
		}
	}
	return score;
}

/* The branch of an anyOf or oneOf that the author meant, or SCHEMA_NONE. */
static uint32_t pick_branch(struct check *c, const struct schema_rule *rule, const struct facets *start,
			    const struct yaml_node *v)
{
	uint32_t best = SCHEMA_NONE;
	int most = -1;
	bool tie = false;

	for (uint32_t i = 0; i < rule->n; i++) {
		struct facets facets = {0};
		uint32_t node = c->s->index[rule->at + i];
		int score;

		collect(c, &facets, node, NULL, start, v);
		if (!(allowed_types(c, &facets) & schema_value_type(v)))
			continue;
		score = v->kind == YAML_MAP ? score_map(c, &facets, v) : 0;
		tie = score == most || (tie && score < most);
		if (score > most) {
			most = score;
			best = node;
		}
	}
	return tie ? SCHEMA_NONE : best;
}

static void collect_choice(struct check *c, struct facets *to, uint32_t node, const struct schema_rule *rule,
			   const struct facets *start, const struct yaml_node *v)
{
	uint32_t yes = 0, branch;

	for (uint32_t i = 0; i < rule->n; i++)
		yes += schema_match_node(&c->r, c->s->index[rule->at + i], v);
	if (yes == 1 || (yes > 1 && rule->keyword == SCHEMA_ANY_OF))
		return;
	branch = yes == 0 ? pick_branch(c, rule, start, v) : SCHEMA_NONE;
	if (branch != SCHEMA_NONE) {
		collect(c, to, branch, NULL, start, v);
	} else if (!to->open) {
		to->open = rule;
		to->open_node = node;
	}
}

static void collect_dependencies(struct check *c, struct facets *to, const struct schema_rule *rule,
				 const struct facets *start, const struct yaml_node *v)
{
	for (uint32_t i = 0; v->kind == YAML_MAP && i < rule->n; i++) {
		const struct schema_member *m = &c->s->member[rule->at + i];
		struct str key = schema_text(c->s, m->name);
		struct origin *origin;

		if (m->node == SCHEMA_NONE || !yaml_get_pair(v, key))
			continue;
		origin = ARENA_NEW(&c->arena, struct origin);
		*origin = (struct origin){
		    .condition = SCHEMA_NONE, .held = true, .key = key, .map = v, .start = start};
		collect(c, to, m->node, origin, start, v);
	}
}

static void collect(struct check *c, struct facets *to, uint32_t node, const struct origin *origin,
		    const struct facets *start, const struct yaml_node *v)
{
	const struct schema_node *n = &c->s->node[node];

	for (size_t i = 0; i < to->n; i++) {
		if (to->v[i].node == node)
			return;
	}
	schema_facets_add(c, to, node, origin);
	for (uint32_t i = 0; i < n->nrule && !c->r.tired; i++) {
		const struct schema_rule *rule = &c->s->rule[n->rule + i];

		switch (rule->keyword) {
		case SCHEMA_REF:
			collect(c, to, rule->at, origin, start, v);
			break;
		case SCHEMA_ALL_OF:
			for (uint32_t k = 0; k < rule->n; k++)
				collect(c, to, c->s->index[rule->at + k], origin, start, v);
			break;
		case SCHEMA_IF:
			collect_if(c, to, node, rule, start, v);
			break;
		case SCHEMA_ANY_OF:
		case SCHEMA_ONE_OF:
			collect_choice(c, to, node, rule, start, v);
			break;
		case SCHEMA_DEPENDENCIES:
			collect_dependencies(c, to, rule, start, v);
			break;
		default:
			break;
		}
	}
}

void schema_facets_collect(struct check *c, struct facets *to, const struct facets *start,
			   const struct yaml_node *v)
{
	for (size_t i = 0; i < start->n; i++)
		collect(c, to, start->v[i].node, start->v[i].origin, start, v);
}
