/*
 * lookup.c: reading a compiled set.
 */
#include "schema/schema_int.h"

struct str schema_text(const struct schema *s, uint32_t i)
{
	if (i == SCHEMA_NONE)
		return (struct str){0};
	return (struct str){s->pool + s->text[i].at, s->text[i].n};
}

uint32_t schema_root(const struct schema *s, struct str id)
{
	for (uint32_t i = 0; i < s->nroot; i++) {
		if (str_eq(schema_text(s, s->root[i].id), id))
			return s->root[i].node;
	}
	return SCHEMA_NONE;
}

const struct schema_rule *schema_rule(const struct schema *s, uint32_t node, enum schema_keyword keyword)
{
	const struct schema_node *n = &s->node[node];

	for (uint32_t i = 0; i < n->nrule; i++) {
		const struct schema_rule *rule = &s->rule[n->rule + i];

		if (rule->keyword == keyword)
			return rule;
		if (rule->keyword > keyword)
			break;
	}
	return NULL;
}

struct str schema_note(const struct schema *s, uint32_t node, enum schema_keyword keyword)
{
	const struct schema_rule *rule = schema_rule(s, node, keyword);

	return rule ? schema_text(s, rule->at) : (struct str){0};
}

/* KEY in the properties of NODE itself; a `false` one counts as none. */
static uint32_t own_property(const struct schema *s, uint32_t node, struct str key)
{
	const struct schema_rule *rule = schema_rule(s, node, SCHEMA_PROPERTIES);

	for (uint32_t i = 0; rule && i < rule->n; i++) {
		const struct schema_member *m = &s->member[rule->at + i];

		if (str_eq(key, schema_text(s, m->name)))
			return schema_rule(s, m->node, SCHEMA_FALSE) ? SCHEMA_NONE : m->node;
	}
	return SCHEMA_NONE;
}

uint32_t schema_property(const struct schema *s, uint32_t node, struct str key)
{
	static const enum schema_keyword one[] = {SCHEMA_REF, SCHEMA_THEN, SCHEMA_ELSE};
	static const enum schema_keyword many[] = {SCHEMA_ALL_OF, SCHEMA_ANY_OF, SCHEMA_ONE_OF};
	const struct schema_rule *rule;
	uint32_t found = own_property(s, node, key);

	for (size_t k = 0; k < countof(one) && found == SCHEMA_NONE; k++) {
		rule = schema_rule(s, node, one[k]);
		if (rule)
			found = schema_property(s, rule->at, key);
	}
	for (size_t k = 0; k < countof(many) && found == SCHEMA_NONE; k++) {
		rule = schema_rule(s, node, many[k]);
		for (uint32_t i = 0; rule && i < rule->n && found == SCHEMA_NONE; i++)
			found = schema_property(s, s->index[rule->at + i], key);
	}
	return found;
}
