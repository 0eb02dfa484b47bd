/*
 * misplaced.c: keys that are known but not for this kind of thing.
 */
#include "schema/check_int.h"

/* Kinds of a thing: the values of one key that conditions speak of. */
struct kinds {
	struct check *c;
	struct str by;   /* the key: "type" */
	struct str key;  /* the misplaced key */
	bool by_absence; /* a kind is good if its schemas do not forbid KEY; else if they know it */
	struct str value[16];
	bool good[16];
	size_t n;
};

/* True if NODE, or what it refers to, has KEY in its properties as `false`. */
static bool forbids(const struct schema *s, uint32_t node, struct str key)
{
	const struct schema_rule *rule = schema_rule(s, node, SCHEMA_PROPERTIES);
	const struct schema_rule *ref = schema_rule(s, node, SCHEMA_REF);
	const struct schema_rule *all = schema_rule(s, node, SCHEMA_ALL_OF);
	bool found = false;

	for (uint32_t i = 0; rule && i < rule->n; i++) {
		const struct schema_member *m = &s->member[rule->at + i];

		found |= str_eq(key, schema_text(s, m->name)) && schema_rule(s, m->node, SCHEMA_FALSE);
	}
	if (ref)
		found = found || forbids(s, ref->at, key);
	for (uint32_t i = 0; all && i < all->n; i++)
		found = found || forbids(s, s->index[all->at + i], key);
	return found;
}

/* The values that CONDITION wants of key BY: its const or enum, or NULL. */
static const struct schema_rule *wanted(const struct schema *s, uint32_t condition, struct str by)
{
	const struct schema_rule *rule = schema_rule(s, condition, SCHEMA_PROPERTIES), *values;

	for (uint32_t i = 0; rule && i < rule->n; i++) {
		const struct schema_member *m = &s->member[rule->at + i];

		if (!str_eq(by, schema_text(s, m->name)))
			continue;
		values = schema_rule(s, m->node, SCHEMA_CONST);
		return values ? values : schema_rule(s, m->node, SCHEMA_ENUM);
	}
	return NULL;
}

static void add_kind(struct kinds *k, struct str value, bool good)
{
	for (size_t i = 0; i < k->n; i++) {
		if (str_eq(k->value[i], value)) {
			k->good[i] = k->by_absence ? k->good[i] && good : k->good[i] || good;
			return;
		}
	}
	if (k->n < countof(k->value)) {
		k->value[k->n] = value;
		k->good[k->n++] = good;
	}
}

/* Looks through all conditions on key BY inside NODE. */
static void collect_kinds(struct kinds *k, uint32_t node)
{
	static const enum schema_keyword one[] = {SCHEMA_REF, SCHEMA_THEN, SCHEMA_ELSE};
	const struct schema *s = k->c->s;
	const struct schema_rule *rule = schema_rule(s, node, SCHEMA_IF);
	const struct schema_rule *then = schema_rule(s, node, SCHEMA_THEN);
	const struct schema_rule *values = rule && then ? wanted(s, rule->at, k->by) : NULL;
	uint32_t n = !values ? 0 : values->keyword == SCHEMA_CONST ? 1 : values->n;

	/* a condition on several keys says nothing of a kind as a whole */
	if (n > 0 && schema_rule(s, rule->at, SCHEMA_PROPERTIES)->n > 1)
		n = 0;
	for (uint32_t i = 0; i < n; i++) {
		bool good = k->by_absence ? !forbids(s, then->at, k->key)
					  : schema_property(s, then->at, k->key) != SCHEMA_NONE;

		add_kind(k, schema_text(s, s->value[values->at + i].text), good);
	}
	for (size_t i = 0; i < countof(one); i++) {
		rule = schema_rule(s, node, one[i]);
		if (rule)
			collect_kinds(k, rule->at);
	}
	rule = schema_rule(s, node, SCHEMA_ALL_OF);
	for (uint32_t i = 0; rule && i < rule->n; i++)
		collect_kinds(k, s->index[rule->at + i]);
}

/* The good kinds as words; false if there is none or all are good. */
static bool kinds_words(const struct kinds *k, struct buf *out)
{
	size_t good = 0, done = 0;

	for (size_t i = 0; i < k->n; i++)
		good += k->good[i];
	if (good == 0 || good == k->n)
		return false;
	for (size_t i = 0; i < k->n; i++) {
		if (!k->good[i])
			continue;
		if (done++ > 0)
			buf_add_c(out, done == good ? " and " : ", ");
		buf_add_fmt(out, "`%.*s`", STR_ARG(k->value[i]));
	}
	return true;
}

/* Key I of CONDITION if its value tells the kind of MAP, else absent. */
static struct str kind_key(const struct check *c, uint32_t condition, uint32_t i, const struct yaml_node *map)
{
	const struct schema_rule *rule = schema_rule(c->s, condition, SCHEMA_PROPERTIES);
	struct str key = schema_text(c->s, c->s->member[rule->at + i].name);
	const struct yaml_pair *pair = yaml_get_pair(map, key);

	if (pair && pair->value->kind == YAML_SCALAR && wanted(c->s, condition, key))
		return key;
	return (struct str){0};
}

/* How many keys CONDITION speaks of. */
static uint32_t nkeys(const struct check *c, uint32_t condition)
{
	const struct schema_rule *rule =
	    condition == SCHEMA_NONE ? NULL : schema_rule(c->s, condition, SCHEMA_PROPERTIES);

	return rule ? rule->n : 0;
}

/* True if KIND is among the good ones: then it is not what forbids the key. */
static bool is_good(const struct kinds *k, struct str kind)
{
	for (size_t i = 0; i < k->n; i++) {
		if (str_eq(k->value[i], kind))
			return k->good[i];
	}
	return false;
}

static struct finding *add(struct check *c, struct yaml_pair *p, const struct spot *spot)
{
	struct spot at = {.pair = p, .up = spot};

	p->key->bad = p->value->bad = true;
	return schema_check_finding(c, RULE_MISPLACED_KEY, p->key->start, p->key->end, &at);
}

/* The key BY of MAP forbids it; VARIANT says how. */
static void set_by(struct check *c, struct finding *f, struct str by, const struct yaml_node *map,
		   const char *variant)
{
	const struct yaml_pair *pair = yaml_get_pair(map, by);

	finding_variant(f, variant);
	finding_arg(c->fs, f, "by", by);
	finding_arg(c->fs, f, "kind", pair->value->text);
	finding_note(c->fs, f, "kind", schema_check_place(c, pair->value->start, pair->value->end));
}

/* True if the kind that the value of BY gives has no KEY, and others have; then F says so. */
static bool explain_kind(struct check *c, struct finding *f, struct str key, struct str by,
			 const struct origin *origin)
{
	struct kinds kinds = {.c = c, .key = key, .by = by, .by_absence = true};
	struct buf words = {0};
	bool told = false;

	for (size_t i = 0; i < origin->start->n; i++)
		collect_kinds(&kinds, origin->start->v[i].node);
	if (!is_good(&kinds, yaml_get_pair(origin->map, by)->value->text) && kinds_words(&kinds, &words)) {
		set_by(c, f, by, origin->map, "kind");
		finding_arg(c->fs, f, "kinds", buf_str(&words));
		told = true;
	}
	buf_release(&words);
	return told;
}

/* The one key beside which there is no place, or absent. */
static struct str beside(const struct check *c, const struct origin *origin)
{
	const struct schema_rule *required =
	    origin->condition == SCHEMA_NONE ? NULL : schema_rule(c->s, origin->condition, SCHEMA_REQUIRED);

	if (required && required->n == 1)
		return schema_text(c->s, c->s->index[required->at]);
	return origin->key;
}

void schema_check_misplaced(struct check *c, struct yaml_pair *p, const struct origin *origin,
			    const struct spot *spot)
{
	struct finding *f = add(c, p, spot);
	struct str by = {0}, near;

	for (uint32_t i = 0; origin && i < nkeys(c, origin->condition); i++) {
		struct str key = kind_key(c, origin->condition, i, origin->map);

		if (key.p && explain_kind(c, f, p->key->text, key, origin))
			return;
		by = key.p ? key : by;
	}
	if (!origin || !origin->held)
		return;
	near = beside(c, origin);
	if (near.p) {
		finding_arg(c->fs, f, "beside", near);
		finding_variant(f, "beside");
	} else if (by.p) {
		/* several keys together: the last one narrows what the others say */
		set_by(c, f, by, origin->map, str_eq_c(by, "judge") ? "judge" : "value");
	}
}

bool schema_check_known_elsewhere(struct check *c, struct yaml_pair *p, const struct facets *start,
				  const struct yaml_node *map, const struct spot *spot)
{
	static const char *const by[] = {"type", "kind"};
	struct buf words = {0};
	bool found = false;

	for (size_t b = 0; b < countof(by) && !found; b++) {
		struct kinds kinds = {.c = c, .key = p->key->text, .by = str_c(by[b])};
		const struct yaml_pair *kind = yaml_get_pair(map, kinds.by);

		if (!kind || kind->value->kind != YAML_SCALAR)
			continue;
		for (size_t i = 0; i < start->n; i++)
			collect_kinds(&kinds, start->v[i].node);
		if (kinds_words(&kinds, &words)) {
			struct finding *f = add(c, p, spot);

			set_by(c, f, kinds.by, map, "kind");
			finding_arg(c->fs, f, "kinds", buf_str(&words));
			found = true;
		}
	}
	buf_release(&words);
	return found;
}
