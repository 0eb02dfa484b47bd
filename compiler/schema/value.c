/*
 * value.c: what a node is for a schema, and when two values are equal.
 */
#include <stdlib.h>

#include "base/alloc.h"
#include "schema/schema_int.h"

uint32_t schema_value_type(const struct yaml_node *v)
{
	struct decimal d;

	if (v->kind != YAML_SCALAR)
		return v->kind == YAML_LIST ? SCHEMA_IS_LIST : SCHEMA_IS_MAP;
	switch (v->type) {
	case YAML_NULL:
		return SCHEMA_IS_NULL;
	case YAML_BOOL:
		return SCHEMA_IS_BOOLEAN;
	case YAML_INT:
		return SCHEMA_IS_INTEGER | SCHEMA_IS_NUMBER;
	case YAML_FLOAT:
		if (!decimal_parse(&d, v->text)) {
			/* .inf and .nan hold a letter other than e; the rest is a number too long for us */
			return str_has(v->text, STR("n")) || str_has(v->text, STR("N")) ? 0
											: SCHEMA_IS_NUMBER;
		}
		return decimal_is_integer(&d) ? SCHEMA_IS_INTEGER | SCHEMA_IS_NUMBER : SCHEMA_IS_NUMBER;
	default:
		return SCHEMA_IS_TEXT;
	}
}

bool schema_value_number(struct decimal *out, const struct yaml_node *v)
{
	return v->kind == YAML_SCALAR && (v->type == YAML_INT || v->type == YAML_FLOAT) &&
	       decimal_parse_yaml(out, v->text);
}

static bool is_true(struct str spelling)
{
	return spelling.n > 0 && (spelling.p[0] | 32) == 't';
}

static bool equal_numbers(struct str a, struct str b)
{
	struct decimal x, y;

	if (!decimal_parse_yaml(&x, a) || !decimal_parse_yaml(&y, b))
		return str_eq(a, b);
	return decimal_cmp(&x, &y) == 0;
}

/* Scalars of the given type bits, as spelled. */
static bool equal_scalars(uint32_t type_a, struct str a, uint32_t type_b, struct str b)
{
	if (type_a & type_b & SCHEMA_IS_NUMBER)
		return equal_numbers(a, b);
	if (type_a != type_b)
		return false;
	if (type_a & SCHEMA_IS_NULL)
		return true;
	if (type_a & SCHEMA_IS_BOOLEAN)
		return is_true(a) == is_true(b);
	return str_eq(a, b);
}

bool schema_value_equal(const struct yaml_node *a, const struct yaml_node *b)
{
	if (a->kind != b->kind)
		return false;
	if (a->kind == YAML_SCALAR)
		return equal_scalars(schema_value_type(a), a->text, schema_value_type(b), b->text);
	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++) {
		const struct yaml_pair *other;

		if (a->kind == YAML_LIST) {
			if (!schema_value_equal(a->item[i], b->item[i]))
				return false;
			continue;
		}
		other = yaml_get_pair(b, a->pair[i].key->text);
		if (!other || !schema_value_equal(a->pair[i].value, other->value))
			return false;
	}
	return true;
}

bool schema_value_equal_const(const struct schema *s, uint32_t value, const struct yaml_node *v)
{
	const struct schema_value *c = &s->value[value];

	if (v->kind == YAML_SCALAR)
		return equal_scalars(c->type, schema_text(s, c->text), schema_value_type(v), v->text);
	if (c->type != schema_value_type(v) || c->n != v->n)
		return false;
	for (uint32_t i = 0; i < c->n; i++) {
		const struct yaml_node *other;

		if (v->kind == YAML_LIST) {
			other = v->item[i];
		} else {
			const struct yaml_pair *pair =
			    yaml_get_pair(v, schema_text(s, s->value[c->child + i].key));

			if (!pair)
				return false;
			other = pair->value;
		}
		if (!schema_value_equal_const(s, c->child + i, other))
			return false;
	}
	return true;
}

static uint64_t hash_bytes(uint64_t h, const void *p, size_t n)
{
	const unsigned char *q = p;

	for (size_t i = 0; i < n; i++)
		h = (h ^ q[i]) * 0x100000001b3u;
	return h;
}

static uint64_t hash_scalar(const struct yaml_node *v)
{
	uint32_t type = schema_value_type(v);
	struct decimal d;

	if ((type & SCHEMA_IS_NUMBER) && schema_value_number(&d, v)) {
		uint64_t h = hash_bytes(SCHEMA_IS_NUMBER, d.digit, d.n);

		h = hash_bytes(h, &d.exp, sizeof(d.exp));
		return hash_bytes(h, &d.sign, sizeof(d.sign));
	}
	if (type & SCHEMA_IS_BOOLEAN)
		return is_true(v->text) ? 3 : 5;
	if (type & SCHEMA_IS_NULL)
		return 7;
	return hash_bytes(type & SCHEMA_IS_TEXT, v->text.p, v->text.n);
}

/* Equal values have equal hashes; the order of keys does not count. */
static uint64_t hash(const struct yaml_node *v)
{
	uint64_t h = v->kind == YAML_LIST ? 11 : 13;

	if (v->kind == YAML_SCALAR)
		return hash_scalar(v);
	for (size_t i = 0; i < v->n; i++) {
		if (v->kind == YAML_LIST) {
			uint64_t item = hash(v->item[i]);

			h = hash_bytes(h, &item, sizeof(item));
		} else {
			uint64_t value = hash(v->pair[i].value);
			struct str key = v->pair[i].key->text;

			h += hash_bytes(hash_bytes(17, key.p, key.n), &value, sizeof(value));
		}
	}
	return h;
}

struct hashed {
	uint64_t hash;
	size_t i;
};

static int by_hash(const void *a, const void *b)
{
	const struct hashed *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return x->i < y->i ? -1 : x->i > y->i;
}

/* The pair whose second position is least: the first repetition in the file. */
bool schema_value_repeated(size_t *a, size_t *b, const struct yaml_node *list)
{
	struct hashed *h = alloc_bytes(list->n * sizeof(*h));
	bool found = false;

	for (size_t i = 0; i < list->n; i++)
		h[i] = (struct hashed){hash(list->item[i]), i};
	qsort(h, list->n, sizeof(*h), by_hash);
	for (size_t i = 1; i < list->n; i++) {
		if (h[i].hash != h[i - 1].hash ||
		    !schema_value_equal(list->item[h[i].i], list->item[h[i - 1].i]))
			continue;
		if (!found || h[i].i < *b) {
			*a = h[i - 1].i;
			*b = h[i].i;
		}
		found = true;
	}
	free(h);
	return found;
}
