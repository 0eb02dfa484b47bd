/*
 * keywords.c: the keywords of draft-07 and how the value of each is read.
 */
#include "schema/schema_int.h"

static const struct keyword keywords[] = {
    {"$ref", SCHEMA_REF, SHAPE_REF},
    {"type", SCHEMA_TYPE, SHAPE_TYPE},
    {"enum", SCHEMA_ENUM, SHAPE_VALUES},
    {"const", SCHEMA_CONST, SHAPE_VALUE},
    {"multipleOf", SCHEMA_MULTIPLE_OF, SHAPE_POSITIVE},
    {"maximum", SCHEMA_MAXIMUM, SHAPE_NUMBER},
    {"exclusiveMaximum", SCHEMA_EXCLUSIVE_MAXIMUM, SHAPE_NUMBER},
    {"minimum", SCHEMA_MINIMUM, SHAPE_NUMBER},
    {"exclusiveMinimum", SCHEMA_EXCLUSIVE_MINIMUM, SHAPE_NUMBER},
    {"maxLength", SCHEMA_MAX_LENGTH, SHAPE_COUNT},
    {"minLength", SCHEMA_MIN_LENGTH, SHAPE_COUNT},
    {"pattern", SCHEMA_PATTERN, SHAPE_PATTERN},
    {"maxItems", SCHEMA_MAX_ITEMS, SHAPE_COUNT},
    {"minItems", SCHEMA_MIN_ITEMS, SHAPE_COUNT},
    {"uniqueItems", SCHEMA_UNIQUE_ITEMS, SHAPE_FLAG},
    {"maxProperties", SCHEMA_MAX_PROPERTIES, SHAPE_COUNT},
    {"minProperties", SCHEMA_MIN_PROPERTIES, SHAPE_COUNT},
    {"propertyNames", SCHEMA_PROPERTY_NAMES, SHAPE_NODE},
    {"properties", SCHEMA_PROPERTIES, SHAPE_MEMBERS},
    {"patternProperties", SCHEMA_PATTERN_PROPERTIES, SHAPE_PATTERNS},
    {"additionalProperties", SCHEMA_ADDITIONAL_PROPERTIES, SHAPE_NODE},
    {"dependencies", SCHEMA_DEPENDENCIES, SHAPE_DEPENDENCIES},
    {"required", SCHEMA_REQUIRED, SHAPE_NAMES},
    {"items", SCHEMA_ITEMS, SHAPE_ITEMS},
    {"additionalItems", SCHEMA_ADDITIONAL_ITEMS, SHAPE_NODE},
    {"contains", SCHEMA_CONTAINS, SHAPE_NODE},
    {"allOf", SCHEMA_ALL_OF, SHAPE_NODES},
    {"anyOf", SCHEMA_ANY_OF, SHAPE_NODES},
    {"oneOf", SCHEMA_ONE_OF, SHAPE_NODES},
    {"not", SCHEMA_NOT, SHAPE_NODE},
    {"if", SCHEMA_IF, SHAPE_NODE},
    {"then", SCHEMA_THEN, SHAPE_NODE},
    {"else", SCHEMA_ELSE, SHAPE_NODE},
    {"title", SCHEMA_TITLE, SHAPE_TEXT},
    {"description", SCHEMA_DESCRIPTION, SHAPE_TEXT},
    {"format", SCHEMA_FORMAT, SHAPE_TEXT},
    {"contentMediaType", SCHEMA_CONTENT_MEDIA_TYPE, SHAPE_TEXT},
    {"contentEncoding", SCHEMA_CONTENT_ENCODING, SHAPE_TEXT},
    {"$comment", SCHEMA_COMMENT, SHAPE_TEXT},
    {"default", SCHEMA_DEFAULT, SHAPE_VALUE},
    {"examples", SCHEMA_EXAMPLES, SHAPE_ANY_VALUES},
    {"readOnly", SCHEMA_READ_ONLY, SHAPE_FLAG},
    {"writeOnly", SCHEMA_WRITE_ONLY, SHAPE_FLAG},
    {"definitions", SCHEMA_KEYWORDS, SHAPE_DEFINITIONS},
    {"$id", SCHEMA_KEYWORDS, SHAPE_ID},
    {"$schema", SCHEMA_KEYWORDS, SHAPE_ID},
};

const struct keyword *schema_keyword_find(struct str name)
{
	for (size_t i = 0; i < countof(keywords); i++) {
		if (str_eq_c(name, keywords[i].name))
			return &keywords[i];
	}
	return NULL;
}

const struct keyword *schema_keyword_near(struct str name)
{
	const struct keyword *best = NULL;
	unsigned least = 3;

	for (size_t i = 0; i < countof(keywords); i++) {
		unsigned d = str_distance(name, str_c(keywords[i].name), 2);

		if (d < least) {
			least = d;
			best = &keywords[i];
		}
	}
	return best;
}

/* A keyword being read: B's site SITE, pair PAIR. */
struct reading {
	struct builder *b;
	uint32_t site;
	const struct keyword *keyword;
	const struct yaml_node *value;
	struct schema_rule *rule; /* to be filled */
};

/* Says that a value is not WANT; returns false. */
static bool wrong(const struct reading *r, const struct yaml_node *node, const char *want)
{
	struct builder *b = r->b;
	struct finding *f = schema_build_finding(b, b->site[r->site].doc, node, "kind");

	finding_arg(b->fs, f, "keyword", str_c(r->keyword->name));
	finding_arg(b->fs, f, "want", str_c(want));
	return false;
}

static bool is_text(const struct yaml_node *v)
{
	return schema_value_type(v) == SCHEMA_IS_TEXT;
}

/* Fills value[AT] from V; children are added behind. */
static void put_value(struct builder *b, uint32_t at, const struct yaml_node *v, uint32_t key)
{
	struct schema_value value = {.type = schema_value_type(v), .text = SCHEMA_NONE, .key = key};

	if (value.type & SCHEMA_IS_NUMBER)
		value.type = SCHEMA_IS_NUMBER;
	if (v->kind == YAML_SCALAR)
		value.text = schema_build_text(b, v->text);
	else
		value.n = (uint32_t)v->n;
	value.child = (uint32_t)b->nvalue;
	for (uint32_t i = 0; i < value.n; i++) {
		ARENA_GROW(b->arena, b->value, b->nvalue, b->capvalue);
		b->nvalue++;
	}
	b->value[at] = value;
	for (uint32_t i = 0; i < value.n; i++) {
		if (v->kind == YAML_LIST)
			put_value(b, value.child + i, v->item[i], SCHEMA_NONE);
		else
			put_value(b, value.child + i, v->pair[i].value,
				  schema_build_text(b, v->pair[i].key->text));
	}
}

static uint32_t new_value(struct builder *b)
{
	ARENA_GROW(b->arena, b->value, b->nvalue, b->capvalue);
	return (uint32_t)b->nvalue++;
}

static bool read_values(const struct reading *r)
{
	const struct yaml_node *v = r->value;
	uint32_t first;

	if (v->kind != YAML_LIST || (r->keyword->shape == SHAPE_VALUES && v->n == 0))
		return wrong(r, v, "a list of values");
	r->rule->at = (uint32_t)r->b->nvalue;
	r->rule->n = (uint32_t)v->n;
	for (size_t i = 0; i < v->n; i++)
		new_value(r->b);
	first = r->rule->at;
	for (size_t i = 0; i < v->n; i++)
		put_value(r->b, first + (uint32_t)i, v->item[i], SCHEMA_NONE);
	return true;
}

static uint32_t add_index(struct builder *b, uint32_t i)
{
	ARENA_GROW(b->arena, b->index, b->nindex, b->capindex);
	b->index[b->nindex] = i;
	return (uint32_t)b->nindex++;
}

static bool read_nodes(const struct reading *r)
{
	const struct yaml_node *v = r->value;

	if (v->kind != YAML_LIST || (v->n == 0 && r->keyword->shape == SHAPE_NODES))
		return wrong(r, v, "a list of schemas");
	r->rule->at = (uint32_t)r->b->nindex;
	r->rule->n = (uint32_t)v->n;
	for (size_t i = 0; i < v->n; i++)
		add_index(r->b, schema_site_of(r->b, v->item[i]));
	return true;
}

static bool read_names(const struct reading *r, const struct yaml_node *v, uint32_t *at, uint32_t *n)
{
	if (v->kind != YAML_LIST)
		return wrong(r, v, "a list of keys");
	*at = (uint32_t)r->b->nindex;
	*n = (uint32_t)v->n;
	for (size_t i = 0; i < v->n; i++) {
		if (!is_text(v->item[i]))
			return wrong(r, v->item[i], "a key");
		add_index(r->b, schema_build_text(r->b, v->item[i]->text));
	}
	return true;
}

static uint32_t add_pattern(const struct reading *r, const struct yaml_node *v)
{
	struct builder *b = r->b;
	const char *why = schema_pattern_check(v->text);
	uint32_t text;

	if (why) {
		struct finding *f = schema_build_finding(b, b->site[r->site].doc, v, "pattern");

		finding_arg(b->fs, f, "why", str_c(why));
		return SCHEMA_NONE;
	}
	text = schema_build_text(b, v->text);
	for (size_t i = 0; i < b->npattern; i++) {
		if (b->pattern[i] == text)
			return (uint32_t)i;
	}
	ARENA_GROW(b->arena, b->pattern, b->npattern, b->cappattern);
	b->pattern[b->npattern] = text;
	return (uint32_t)b->npattern++;
}

static bool read_members(const struct reading *r)
{
	struct builder *b = r->b;
	const struct yaml_node *v = r->value;

	if (v->kind != YAML_MAP)
		return wrong(r, v, "a block of keys");
	r->rule->at = (uint32_t)b->nmember;
	r->rule->n = (uint32_t)v->n;
	for (size_t i = 0; i < v->n; i++) {
		const struct yaml_pair *pair = &v->pair[i];
		struct schema_member m = {.node = SCHEMA_NONE, .pattern = SCHEMA_NONE};

		m.name = schema_build_text(b, pair->key->text);
		if (pair->value->kind != YAML_LIST)
			m.node = schema_site_of(b, pair->value);
		else if (!read_names(r, pair->value, &m.key, &m.nkey))
			return false;
		if (r->keyword->shape == SHAPE_PATTERNS)
			m.pattern = add_pattern(r, pair->key);
		ARENA_GROW(b->arena, b->member, b->nmember, b->capmember);
		b->member[b->nmember++] = m;
	}
	return true;
}

static uint32_t type_bit(struct str name)
{
	static const char *const names[] = {"null",   "boolean", "integer", "number",
					    "string", "array",   "object"};

	for (size_t i = 0; i < countof(names); i++) {
		if (str_eq_c(name, names[i]))
			return 1u << i;
	}
	return 0;
}

static bool read_type(const struct reading *r)
{
	const struct yaml_node *v = r->value;
	size_t n = v->kind == YAML_LIST ? v->n : 1;

	for (size_t i = 0; i < n; i++) {
		const struct yaml_node *one = v->kind == YAML_LIST ? v->item[i] : v;
		uint32_t bit = one->kind == YAML_SCALAR ? type_bit(one->text) : 0;

		if (bit == 0)
			return wrong(r, one, "one of string, number, integer, boolean, array, object, null");
		r->rule->at |= bit;
	}
	return n > 0 || wrong(r, v, "a type");
}

static bool read_number(const struct reading *r)
{
	struct decimal d;
	struct buf text = {0};

	if (!schema_value_number(&d, r->value) || (r->keyword->shape == SHAPE_POSITIVE && d.sign <= 0))
		return wrong(r, r->value,
			     r->keyword->shape == SHAPE_POSITIVE ? "a number above 0" : "a number");
	decimal_add_text(&text, &d);
	r->rule->at = schema_build_text(r->b, arena_str(&r->b->scratch, buf_str(&text)));
	buf_release(&text);
	return true;
}

static bool read_count(const struct reading *r)
{
	struct decimal d;
	uint64_t n = 0;

	if (!schema_value_number(&d, r->value) || !decimal_is_integer(&d) || d.sign < 0)
		return wrong(r, r->value, "a whole number from 0 up");
	for (int64_t i = 0; i < (int64_t)d.n + d.exp && n < UINT32_MAX; i++)
		n = n * 10 + (i < d.n ? d.digit[i] : 0);
	r->rule->at = n < UINT32_MAX ? (uint32_t)n : UINT32_MAX;
	return true;
}

static bool read_scalar(const struct reading *r)
{
	const struct yaml_node *v = r->value;

	if (r->keyword->shape == SHAPE_FLAG) {
		if (schema_value_type(v) != SCHEMA_IS_BOOLEAN)
			return wrong(r, v, "`true` or `false`");
		r->rule->at = (v->text.p[0] | 32) == 't';
		return true;
	}
	if (!is_text(v))
		return wrong(r, v, "a text");
	if (r->keyword->shape == SHAPE_REF)
		r->rule->at = schema_site_resolve(r->b, r->site, v);
	else if (r->keyword->shape != SHAPE_ID)
		r->rule->at = schema_build_text(r->b, v->text);
	if (r->keyword->shape == SHAPE_PATTERN)
		r->rule->n = add_pattern(r, v);
	return true;
}

/* Fills R->rule; false after a finding. */
static bool read_keyword(const struct reading *r)
{
	switch (r->keyword->shape) {
	case SHAPE_NODE:
		r->rule->at = schema_site_of(r->b, r->value);
		return true;
	case SHAPE_ITEMS:
		if (r->value->kind == YAML_LIST) {
			r->rule->keyword = SCHEMA_ITEMS_EACH;
			return read_nodes(r);
		}
		r->rule->at = schema_site_of(r->b, r->value);
		return true;
	case SHAPE_NODES:
		return read_nodes(r);
	case SHAPE_MEMBERS:
	case SHAPE_PATTERNS:
	case SHAPE_DEPENDENCIES:
		return read_members(r);
	case SHAPE_DEFINITIONS:
		return r->value->kind == YAML_MAP || wrong(r, r->value, "a block of schemas");
	case SHAPE_TYPE:
		return read_type(r);
	case SHAPE_VALUE:
		r->rule->at = new_value(r->b);
		put_value(r->b, r->rule->at, r->value, SCHEMA_NONE);
		return true;
	case SHAPE_VALUES:
	case SHAPE_ANY_VALUES:
		return read_values(r);
	case SHAPE_NUMBER:
	case SHAPE_POSITIVE:
		return read_number(r);
	case SHAPE_COUNT:
		return read_count(r);
	case SHAPE_NAMES:
		return read_names(r, r->value, &r->rule->at, &r->rule->n);
	default:
		return read_scalar(r);
	}
}

static void unknown_keyword(struct builder *b, uint32_t i, const struct yaml_node *key)
{
	const struct keyword *near = schema_keyword_near(key->text);
	struct finding *f = schema_build_finding(b, b->site[i].doc, key, near ? "near" : "keyword");

	finding_arg(b->fs, f, "keyword", key->text);
	if (near)
		finding_arg(b->fs, f, "near", str_c(near->name));
}

/*
 * True if K counts in a schema that has a $ref: draft-07 ignores all but the
 * $ref. What then has an effect in the author's mind only is a finding.
 */
static bool counts_beside_ref(struct builder *b, uint32_t i, const struct keyword *k,
			      const struct yaml_node *key)
{
	if (k->id == SCHEMA_REF || k->id > SCHEMA_ELSE)
		return true;
	if (!b->ignore_unknown)
		finding_arg(b->fs, schema_build_finding(b, b->site[i].doc, key, "beside"), "keyword",
			    key->text);
	return false;
}

static void add_rule(struct builder *b, struct schema_rule rule)
{
	ARENA_GROW(b->arena, b->rule, b->nrule, b->caprule);
	b->rule[b->nrule++] = rule;
}

void schema_build_node(struct builder *b, uint32_t i)
{
	struct schema_rule rules[SCHEMA_KEYWORDS] = {0};
	bool has[SCHEMA_KEYWORDS] = {0};
	const struct yaml_node *v = b->site[i].node;
	bool has_ref = yaml_get(v, "$ref") != NULL;
	uint32_t first;

	for (size_t k = 0; v->kind == YAML_MAP && k < v->n; k++) {
		struct schema_rule rule = {0};
		struct reading r = {b, i, schema_keyword_find(v->pair[k].key->text), v->pair[k].value, &rule};

		if (!r.keyword && !b->ignore_unknown)
			unknown_keyword(b, i, v->pair[k].key);
		if (!r.keyword || (has_ref && !counts_beside_ref(b, i, r.keyword, v->pair[k].key)))
			continue;
		rule.keyword = r.keyword->id;
		if (!read_keyword(&r) || rule.keyword == SCHEMA_KEYWORDS)
			continue;
		rules[rule.keyword] = rule;
		has[rule.keyword] = true;
	}
	if (v->kind != YAML_MAP)
		has[SCHEMA_FALSE] = (v->text.p[0] | 32) != 't';
	first = (uint32_t)b->nrule;
	for (uint32_t k = 0; k < SCHEMA_KEYWORDS; k++) {
		rules[k].keyword = k;
		if (has[k])
			add_rule(b, rules[k]);
	}
	ARENA_GROW(b->arena, b->node, b->nnode, b->capnode);
	b->node[b->nnode++] = (struct schema_node){first, (uint32_t)b->nrule - first};
}
