/*
 * match.c: the verdict of a schema on a value, as draft-07 says, and nothing
 * more. Recursion ends: sets with references that lead round without going
 * deeper into the value are refused when they are made (build.c).
 */
#include <stdlib.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "schema/schema_int.h"

struct schema_engine *schema_engine_new(const struct schema *s)
{
	struct schema_engine *e = alloc_zero(1, sizeof(*e));

	e->schema = s;
	e->pattern = alloc_zero(s->npattern, sizeof(*e->pattern));
	for (uint32_t i = 0; i < s->npattern; i++)
		e->pattern[i] = schema_pattern_new(schema_text(s, s->pattern[i]));
	return e;
}

void schema_engine_free(struct schema_engine *e)
{
	if (!e)
		return;
	for (uint32_t i = 0; i < e->schema->npattern; i++)
		schema_pattern_free(e->pattern[i]);
	free(e->pattern);
	free(e);
}

void schema_run_init(struct run *r, const struct schema_engine *e)
{
	*r = (struct run){.e = e, .s = e->schema};
}

void schema_run_release(struct run *r)
{
	schema_pattern_room_free(r->room);
}

void schema_run_charge(struct run *r, uint64_t n)
{
	uint64_t all = r->steps + n;

	if (all > LIMIT_SCHEMA_STEPS) {
		r->tired = true;
		all = LIMIT_SCHEMA_STEPS + 1;
	}
	r->steps = (uint32_t)all;
}

bool schema_match_pattern(struct run *r, uint32_t i, struct str s)
{
	int found;

	if (!r->room)
		r->room = schema_pattern_room_new();
	found = schema_pattern_matches(r->e->pattern[i], s, r->room, &r->steps);
	if (found < 0)
		r->tired = true;
	return found > 0;
}

struct yaml_node schema_match_key_node(const struct yaml_node *key)
{
	struct yaml_node text = *key;

	text.type = YAML_TEXT;
	return text;
}

bool schema_match_range(const struct schema *s, const struct schema_rule *rule, const struct yaml_node *v)
{
	struct decimal limit, number;
	int c;

	if (!decimal_parse(&limit, schema_text(s, rule->at)))
		BUG("a schema's number is none");
	if (!schema_value_number(&number, v))
		return false;
	if (rule->keyword == SCHEMA_MULTIPLE_OF)
		return decimal_is_multiple(&number, &limit);
	c = decimal_cmp(&number, &limit);
	switch (rule->keyword) {
	case SCHEMA_MAXIMUM:
		return c <= 0;
	case SCHEMA_EXCLUSIVE_MAXIMUM:
		return c < 0;
	case SCHEMA_MINIMUM:
		return c >= 0;
	default:
		return c > 0;
	}
}

bool schema_match_is_named(struct run *r, uint32_t node, struct str key)
{
	const struct schema_rule *rule = schema_rule(r->s, node, SCHEMA_PROPERTIES);

	for (uint32_t i = 0; rule && i < rule->n; i++) {
		if (str_eq(key, schema_text(r->s, r->s->member[rule->at + i].name)))
			return true;
	}
	rule = schema_rule(r->s, node, SCHEMA_PATTERN_PROPERTIES);
	for (uint32_t i = 0; rule && i < rule->n; i++) {
		if (schema_match_pattern(r, r->s->member[rule->at + i].pattern, key))
			return true;
	}
	return false;
}

static bool match_members(struct run *r, const struct schema_rule *rule, const struct yaml_node *v)
{
	for (uint32_t i = 0; i < rule->n; i++) {
		const struct schema_member *m = &r->s->member[rule->at + i];
		const struct yaml_pair *pair = yaml_get_pair(v, schema_text(r->s, m->name));

		if (pair && !schema_match_node(r, m->node, pair->value))
			return false;
	}
	return true;
}

static bool match_pattern_members(struct run *r, const struct schema_rule *rule, const struct yaml_node *v)
{
	for (uint32_t i = 0; i < rule->n; i++) {
		const struct schema_member *m = &r->s->member[rule->at + i];

		for (size_t k = 0; k < v->n; k++) {
			if (schema_match_pattern(r, m->pattern, v->pair[k].key->text) &&
			    !schema_match_node(r, m->node, v->pair[k].value))
				return false;
		}
	}
	return true;
}

static bool match_dependencies(struct run *r, const struct schema_rule *rule, const struct yaml_node *v)
{
	for (uint32_t i = 0; i < rule->n; i++) {
		const struct schema_member *m = &r->s->member[rule->at + i];

		if (!yaml_get_pair(v, schema_text(r->s, m->name)))
			continue;
		if (m->node != SCHEMA_NONE && !schema_match_node(r, m->node, v))
			return false;
		for (uint32_t k = 0; k < m->nkey; k++) {
			if (!yaml_get_pair(v, schema_text(r->s, r->s->index[m->key + k])))
				return false;
		}
	}
	return true;
}

static bool match_map(struct run *r, uint32_t node, const struct schema_rule *rule, const struct yaml_node *v)
{
	const struct schema_rule *names;

	if (v->kind != YAML_MAP)
		return true;
	schema_run_charge(r, (uint64_t)v->n * rule->n / 64);
	switch (rule->keyword) {
	case SCHEMA_MAX_PROPERTIES:
		return v->n <= rule->at;
	case SCHEMA_MIN_PROPERTIES:
		return v->n >= rule->at;
	case SCHEMA_PROPERTIES:
		return match_members(r, rule, v);
	case SCHEMA_PATTERN_PROPERTIES:
		return match_pattern_members(r, rule, v);
	case SCHEMA_DEPENDENCIES:
		return match_dependencies(r, rule, v);
	case SCHEMA_REQUIRED:
		for (uint32_t i = 0; i < rule->n; i++) {
			if (!yaml_get_pair(v, schema_text(r->s, r->s->index[rule->at + i])))
				return false;
		}
		return true;
	case SCHEMA_PROPERTY_NAMES:
		for (size_t i = 0; i < v->n; i++) {
			struct yaml_node key = schema_match_key_node(v->pair[i].key);

			if (!schema_match_node(r, rule->at, &key))
				return false;
		}
		return true;
	default: /* SCHEMA_ADDITIONAL_PROPERTIES */
		names = schema_rule(r->s, node, SCHEMA_PROPERTIES);
		schema_run_charge(r, names ? (uint64_t)v->n * names->n / 64 : 0);
		for (size_t i = 0; i < v->n && !r->tired; i++) {
			if (!schema_match_is_named(r, node, v->pair[i].key->text) &&
			    !schema_match_node(r, rule->at, v->pair[i].value))
				return false;
		}
		return true;
	}
}

static bool match_list(struct run *r, uint32_t node, const struct schema_rule *rule,
		       const struct yaml_node *v)
{
	const struct schema_rule *each;
	size_t a, b;

	if (v->kind != YAML_LIST)
		return true;
	switch (rule->keyword) {
	case SCHEMA_MAX_ITEMS:
		return v->n <= rule->at;
	case SCHEMA_MIN_ITEMS:
		return v->n >= rule->at;
	case SCHEMA_UNIQUE_ITEMS:
		return !rule->at || !schema_value_repeated(&a, &b, v);
	case SCHEMA_ITEMS_EACH:
		for (size_t i = 0; i < v->n && i < rule->n; i++) {
			if (!schema_match_node(r, r->s->index[rule->at + i], v->item[i]))
				return false;
		}
		return true;
	case SCHEMA_CONTAINS:
		for (size_t i = 0; i < v->n; i++) {
			if (schema_match_node(r, rule->at, v->item[i]))
				return true;
		}
		return false;
	default: /* SCHEMA_ITEMS, SCHEMA_ADDITIONAL_ITEMS behind a list of schemas */
		each = schema_rule(r->s, node, SCHEMA_ITEMS_EACH);
		if (rule->keyword == SCHEMA_ADDITIONAL_ITEMS && !each)
			return true;
		for (size_t i = each ? each->n : 0; i < v->n; i++) {
			if (!schema_match_node(r, rule->at, v->item[i]))
				return false;
		}
		return true;
	}
}

/* allOf, anyOf, oneOf: how many schemas say yes, stopping at MOST or at the first no. */
static uint32_t count_yes(struct run *r, const struct schema_rule *rule, const struct yaml_node *v,
			  uint32_t most, bool stop_at_no)
{
	uint32_t yes = 0;

	for (uint32_t i = 0; i < rule->n && yes < most; i++) {
		if (schema_match_node(r, r->s->index[rule->at + i], v))
			yes++;
		else if (stop_at_no)
			break;
	}
	return yes;
}

static bool match_if(struct run *r, uint32_t node, const struct schema_rule *rule, const struct yaml_node *v)
{
	const struct schema_rule *branch;

	branch = schema_rule(r->s, node, schema_match_node(r, rule->at, v) ? SCHEMA_THEN : SCHEMA_ELSE);
	return !branch || schema_match_node(r, branch->at, v);
}

static bool match_text(struct run *r, const struct schema_rule *rule, const struct yaml_node *v)
{
	if (!(schema_value_type(v) & SCHEMA_IS_TEXT))
		return true;
	if (rule->keyword == SCHEMA_PATTERN)
		return schema_match_pattern(r, rule->n, v->text);
	if (rule->keyword == SCHEMA_MAX_LENGTH)
		return v->text.n <= rule->at || utf8_count(v->text) <= rule->at;
	return v->text.n >= rule->at && utf8_count(v->text) >= rule->at;
}

static bool match_one_of_values(struct run *r, const struct schema_rule *rule, const struct yaml_node *v)
{
	uint32_t n = rule->keyword == SCHEMA_CONST ? 1 : rule->n;

	schema_run_charge(r, n / 64);
	for (uint32_t i = 0; i < n; i++) {
		if (schema_value_equal_const(r->s, rule->at + i, v))
			return true;
	}
	return false;
}

/* A flat switch: one row per keyword. */
bool schema_match_rule(struct run *r, uint32_t node, const struct schema_rule *rule,
		       const struct yaml_node *v)
{
	switch ((enum schema_keyword)rule->keyword) {
	case SCHEMA_FALSE:
		return false;
	case SCHEMA_REF:
		return schema_match_node(r, rule->at, v);
	case SCHEMA_TYPE:
		return (schema_value_type(v) & rule->at) != 0;
	case SCHEMA_ENUM:
	case SCHEMA_CONST:
		return match_one_of_values(r, rule, v);
	case SCHEMA_MULTIPLE_OF:
	case SCHEMA_MAXIMUM:
	case SCHEMA_EXCLUSIVE_MAXIMUM:
	case SCHEMA_MINIMUM:
	case SCHEMA_EXCLUSIVE_MINIMUM:
		return !(schema_value_type(v) & SCHEMA_IS_NUMBER) || schema_match_range(r->s, rule, v);
	case SCHEMA_MAX_LENGTH:
	case SCHEMA_MIN_LENGTH:
	case SCHEMA_PATTERN:
		return match_text(r, rule, v);
	case SCHEMA_MAX_ITEMS:
	case SCHEMA_MIN_ITEMS:
	case SCHEMA_UNIQUE_ITEMS:
	case SCHEMA_ITEMS:
	case SCHEMA_ITEMS_EACH:
	case SCHEMA_ADDITIONAL_ITEMS:
	case SCHEMA_CONTAINS:
		return match_list(r, node, rule, v);
	case SCHEMA_MAX_PROPERTIES:
	case SCHEMA_MIN_PROPERTIES:
	case SCHEMA_PROPERTY_NAMES:
	case SCHEMA_PROPERTIES:
	case SCHEMA_PATTERN_PROPERTIES:
	case SCHEMA_ADDITIONAL_PROPERTIES:
	case SCHEMA_DEPENDENCIES:
	case SCHEMA_REQUIRED:
		return match_map(r, node, rule, v);
	case SCHEMA_ALL_OF:
		return count_yes(r, rule, v, rule->n, true) == rule->n;
	case SCHEMA_ANY_OF:
		return count_yes(r, rule, v, 1, false) == 1;
	case SCHEMA_ONE_OF:
		return count_yes(r, rule, v, 2, false) == 1;
	case SCHEMA_NOT:
		return !schema_match_node(r, rule->at, v);
	case SCHEMA_IF:
		return match_if(r, node, rule, v);
	default: /* then and else belong to if; the rest are annotations */
		return true;
	}
}

bool schema_match_node(struct run *r, uint32_t node, const struct yaml_node *v)
{
	const struct schema_node *n = &r->s->node[node];

	schema_run_charge(r, 1);
	for (uint32_t i = 0; i < n->nrule; i++) {
		if (r->tired || !schema_match_rule(r, node, &r->s->rule[n->rule + i], v))
			return false;
	}
	return true;
}

bool schema_matches(const struct schema_engine *e, uint32_t node, const struct yaml_node *value)
{
	struct run r;
	bool verdict;

	schema_run_init(&r, e);
	verdict = schema_match_node(&r, node, value) && !r.tired;
	schema_run_release(&r);
	return verdict;
}
