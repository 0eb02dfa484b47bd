/*
 * check.c: a tree against its schema, in the author's words. Right values cost
 * one verdict (match.c); only wrong ones are looked into.
 */
#include <limits.h>

#include "base/alloc.h"
#include "schema/check_int.h"

struct place schema_check_place(const struct check *c, uint32_t from, uint32_t to)
{
	return (struct place){c->doc->path, from, to};
}

size_t schema_check_push(struct check *c, struct str key)
{
	size_t n = c->path.n;

	if (n > 0)
		buf_add_byte(&c->path, '.');
	buf_add_str(&c->path, key);
	return n;
}

void schema_check_pop(struct check *c, size_t n)
{
	c->path.n = n;
}

bool schema_check_matches(struct check *c, const struct facets *start, const struct yaml_node *v)
{
	for (size_t i = 0; i < start->n; i++) {
		if (!schema_match_node(&c->r, start->v[i].node, v))
			return false;
	}
	return true;
}

/* The key that SPOT or what holds it stands under, or NULL at the root. */
static const struct spot *key_spot(const struct spot *spot)
{
	while (spot && !spot->pair)
		spot = spot->up;
	return spot;
}

/* "a challenge"; of what there is one of, its file or its name. */
static struct str name_of_kind(struct arena *a, struct str kind)
{
	static const char *const single[][2] = {
	    {"repository", "`pix.yaml`"},
	    {"framework", "the framework"},
	    {"levels", "`levels.yaml`"},
	    {"certification", "the certification"},
	};

	for (size_t i = 0; i < countof(single); i++)
		if (str_eq_c(kind, single[i][0]))
			return str_c(single[i][1]);
	return arena_fmt(a, "%s %.*s", strchr("aeiou", kind.p[0]) ? "an" : "a", STR_ARG(kind));
}

/* "a challenge", "`fields`", "an entry of `choices`" */
static void set_thing(struct check *c, struct finding *f, const struct spot *holder)
{
	struct str kind = c->options->thing_kind;

	bool is_entry = holder && !holder->pair;

	holder = key_spot(holder);
	if (holder)
		finding_arg_fmt(c->fs, f, "thing", is_entry ? "an entry of `%.*s`" : "`%.*s`",
				STR_ARG(holder->pair->key->text));
	else if (kind.n > 0)
		finding_arg(c->fs, f, "thing", name_of_kind(c->fs->arena, kind));
	else
		finding_arg(c->fs, f, "thing", STR("this file"));
}

struct finding *schema_check_finding(struct check *c, enum rule rule, uint32_t from, uint32_t to,
				     const struct spot *spot)
{
	struct finding *f = finding_add(c->fs, rule, schema_check_place(c, from, to));
	const struct spot *at = key_spot(spot);

	f->thing_kind = c->options->thing_kind;
	f->thing_id = c->options->thing_id;
	f->key_path = arena_str(c->fs->arena, buf_str(&c->path));
	if (at) {
		finding_arg(c->fs, f, "key", at->pair->key->text);
		set_thing(c, f, at->up);
	} else {
		finding_arg(c->fs, f, "key", STR("this file"));
		set_thing(c, f, NULL);
	}
	return f;
}

struct finding *schema_check_value_finding(struct check *c, enum rule rule, struct yaml_node *v,
					   const struct spot *spot)
{
	bool is_block = v->kind != YAML_SCALAR && v->style == YAML_BLOCK;
	uint32_t from = v->start, to = v->end;

	if (spot->pair && (is_block || from == to)) {
		from = spot->pair->key->start;
		to = spot->pair->key->end;
	} else if (v->kind != YAML_SCALAR && is_block && v->n > 0) {
		const struct yaml_node *first = v->kind == YAML_MAP ? v->pair[0].key : v->item[0];

		from = first->start;
		to = first->kind == YAML_SCALAR ? first->end : first->start + 1;
	}
	v->bad = true;
	return schema_check_finding(c, rule, from, to, spot);
}

enum fix_safety schema_check_safety(const struct spot *spot, struct str key)
{
	static const char *const never[] = {
	    "id",    "formerly", "status", "type", "kind", "skill",   "accept",        "answers", "right",
	    "wrong", "mistakes", "tests",  "sets", "is",   "between", "plus_or_minus", "pattern", "requires"};

	for (size_t i = 0; i < countof(never); i++) {
		if (str_eq_c(key, never[i]))
			return FIX_UNSAFE;
		for (const struct spot *s = spot; s; s = s->up) {
			if (s->pair && str_eq_c(s->pair->key->text, never[i]))
				return FIX_UNSAFE;
		}
	}
	return FIX_SAFE;
}

static void set_numbers(struct check *c, struct finding *f, uint32_t min, uint32_t max, size_t count)
{
	finding_arg_fmt(c->fs, f, "min", "%u", (unsigned)min);
	finding_arg_fmt(c->fs, f, "max", "%u", (unsigned)max);
	finding_arg_fmt(c->fs, f, "count", "%zu", count);
}

/* Number of items or keys. True if a finding was added. */
static bool check_count(struct check *c, const struct facets *facets, struct yaml_node *v,
			const struct spot *spot)
{
	bool is_map = v->kind == YAML_MAP;
	uint32_t min = 0, max = UINT32_MAX;
	struct finding *f;

	for (size_t i = 0; i < facets->n; i++) {
		uint32_t node = facets->v[i].node;
		const struct schema_rule *low =
		    schema_rule(c->s, node, is_map ? SCHEMA_MIN_PROPERTIES : SCHEMA_MIN_ITEMS);
		const struct schema_rule *high =
		    schema_rule(c->s, node, is_map ? SCHEMA_MAX_PROPERTIES : SCHEMA_MAX_ITEMS);

		min = low && low->at > min ? low->at : min;
		max = high && high->at < max ? high->at : max;
	}
	if (v->n >= min && v->n <= max)
		return false;
	if (v->n == 0) {
		f = schema_check_value_finding(c, RULE_EMPTY_VALUE, v, spot);
		finding_variant(f, is_map ? "block" : "list");
		return true;
	}
	if (is_map && v->n > max) {
		f = schema_check_finding(c, RULE_WRONG_COUNT, v->pair[max].key->start, v->pair[max].key->end,
					 spot);
		v->pair[max].key->bad = v->pair[max].value->bad = true;
	} else {
		f = schema_check_value_finding(c, RULE_WRONG_COUNT, v, spot);
	}
	set_numbers(c, f, min, max, v->n);
	if (is_map)
		finding_variant(f, v->n < min ? "keys-few" : "keys");
	else
		finding_variant(f, min == max ? "exact" : v->n < min ? "few" : "many");
	return true;
}

/* The facets of item I by all of FACETS. */
static void item_facets(struct check *c, struct facets *to, const struct facets *facets, size_t i)
{
	for (size_t k = 0; k < facets->n; k++) {
		const struct facet *facet = &facets->v[k];
		const struct schema_rule *all = schema_rule(c->s, facet->node, SCHEMA_ITEMS);
		const struct schema_rule *each = schema_rule(c->s, facet->node, SCHEMA_ITEMS_EACH);
		const struct schema_rule *rest = schema_rule(c->s, facet->node, SCHEMA_ADDITIONAL_ITEMS);

		if (all)
			schema_facets_add(c, to, all->at, facet->origin);
		else if (each && i < each->n)
			schema_facets_add(c, to, c->s->index[each->at + i], facet->origin);
		else if (each && rest)
			schema_facets_add(c, to, rest->at, facet->origin);
	}
}

static void check_repeated(struct check *c, struct yaml_node *v, const struct spot *spot)
{
	struct finding *f;
	size_t a, b;

	if (!schema_value_repeated(&a, &b, v))
		return;
	f = schema_check_value_finding(c, RULE_REPEATED_VALUE, v->item[b],
				       &(struct spot){.is_draft = spot->is_draft, .up = spot});
	if (v->item[b]->kind == YAML_SCALAR)
		finding_arg(c->fs, f, "value", v->item[b]->text);
	else
		finding_variant(f, "block");
	finding_note(c->fs, f, "first", schema_check_place(c, v->item[a]->start, v->item[a]->end));
}

static void check_contains(struct check *c, const struct facets *facets, struct yaml_node *v,
			   const struct spot *spot)
{
	for (size_t i = 0; i < facets->n; i++) {
		const struct schema_rule *rule = schema_rule(c->s, facets->v[i].node, SCHEMA_CONTAINS);

		if (rule && !schema_match_rule(&c->r, facets->v[i].node, rule, v)) {
			finding_variant(schema_check_value_finding(c, RULE_NOT_ALLOWED, v, spot), "contains");
			return;
		}
	}
}

static void check_list(struct check *c, const struct facets *facets, struct yaml_node *v,
		       const struct spot *spot)
{
	const struct schema_rule *unique = schema_facets_rule(c, facets, SCHEMA_UNIQUE_ITEMS);
	struct spot item = {.is_draft = spot->is_draft, .up = spot};

	check_count(c, facets, v, spot);
	for (size_t i = 0; i < v->n; i++) {
		struct facets start = {0};

		item_facets(c, &start, facets, i);
		schema_check_value(c, &start, v->item[i], &item);
	}
	if (unique && unique->at)
		check_repeated(c, v, spot);
	if (!v->bad)
		check_contains(c, facets, v, spot);
}

/* True, and NAMES filled, if every branch is `required` alone. */
static bool only_required(const struct check *c, const struct schema_rule *rule, struct buf *names)
{
	for (uint32_t i = 0; i < rule->n; i++) {
		uint32_t node = c->s->index[rule->at + i];
		const struct schema_rule *required = schema_rule(c->s, node, SCHEMA_REQUIRED);

		if (!required || c->s->node[node].nrule != 1 || required->n != 1)
			return false;
		if (names->n > 0)
			buf_add_c(names, i + 1 < rule->n ? ", " : " or ");
		buf_add_fmt(names, "`%.*s`", STR_ARG(schema_text(c->s, c->s->index[required->at])));
	}
	return true;
}

/* True if a key of V that was found wrong stands for one of the branches' keys. */
static bool is_meant(struct check *c, const struct schema_rule *rule, const struct yaml_node *v)
{
	for (size_t k = 0; k < v->n; k++) {
		struct str have = v->pair[k].key->text;

		for (uint32_t i = 0; v->pair[k].key->bad && i < rule->n; i++) {
			const struct schema_rule *required =
			    schema_rule(c->s, c->s->index[rule->at + i], SCHEMA_REQUIRED);
			struct str key = schema_text(c->s, c->s->index[required->at]);

			if (schema_suggest_distance(&c->arena, have, key) != UINT_MAX ||
			    str_eq(schema_suggest_synonym(&c->arena, have, true, 0), key))
				return true;
		}
	}
	return false;
}

/* A choice between keys of which none, or more than one, is written. */
static void check_key_choice(struct check *c, const struct schema_rule *rule, struct str names,
			     struct yaml_node *v, const struct spot *spot)
{
	bool none = true;
	struct finding *f;

	for (uint32_t i = 0; i < rule->n; i++)
		none &= !schema_match_node(&c->r, c->s->index[rule->at + i], v);
	if (none && is_meant(c, rule, v))
		return;
	if (none) {
		bool was_bad = v->bad;

		f = schema_check_value_finding(c, RULE_MISSING_KEY, v, spot);
		v->bad = was_bad; /* it only lacks a key */
		set_thing(c, f, spot);
		finding_variant(f, "one-of");
		if (spot->is_draft)
			f->severity = SEVERITY_WARNING;
	} else {
		f = schema_check_value_finding(c, RULE_NOT_ALLOWED, v, spot);
		finding_variant(f, "one-of");
	}
	finding_arg(c->fs, f, "keys", names);
}

/* anyOf and oneOf with no branch to speak of, and `not`. */
static void check_rest(struct check *c, const struct facets *facets, struct yaml_node *v,
		       const struct spot *spot)
{
	struct buf names = {0};
	bool no = facets->open != NULL;
	struct finding *f;

	for (size_t i = 0; i < facets->n && !no; i++) {
		const struct schema_rule *rule = schema_rule(c->s, facets->v[i].node, SCHEMA_NOT);

		no = (rule && schema_match_node(&c->r, rule->at, v)) ||
		     schema_rule(c->s, facets->v[i].node, SCHEMA_FALSE);
	}
	if (facets->open && v->kind == YAML_MAP && only_required(c, facets->open, &names)) {
		check_key_choice(c, facets->open, buf_str(&names), v, spot);
	} else if (no) {
		f = schema_check_value_finding(c, RULE_NOT_ALLOWED, v, spot);
		if (v->kind == YAML_SCALAR)
			finding_arg(c->fs, f, "value", v->text);
		finding_variant(f, spot->is_key ? "name" : v->kind == YAML_SCALAR ? "value" : "block");
	}
	buf_release(&names);
}

void schema_check_value(struct check *c, const struct facets *start, struct yaml_node *v,
			const struct spot *spot)
{
	struct facets facets = {0};
	size_t before = c->fs->n;

	if (v->bad || c->r.tired || schema_check_matches(c, start, v))
		return;
	schema_facets_collect(c, &facets, start, v);
	if (schema_check_scalar(c, &facets, start, v, spot))
		return;
	if (v->kind == YAML_MAP) {
		schema_check_map(c, &facets, start, v, spot);
		if (c->fs->n == before)
			check_count(c, &facets, v, spot);
	} else if (v->kind == YAML_LIST) {
		check_list(c, &facets, v, spot);
	}
	if (c->fs->n == before || facets.open)
		check_rest(c, &facets, v, spot);
}

void schema_check_name(struct check *c, struct finding *f)
{
	if (c->nname > LIMIT_FILE_FINDINGS)
		return; /* nobody will read it */
	ARENA_GROW(&c->arena, c->name, c->nname, c->capname);
	c->name[c->nname++] = f;
}

/* The text that F, of rule WRONG_FORM, speaks of. */
static struct str wrong_text(const struct finding *f)
{
	for (size_t i = 0; i < f->narg; i++) {
		if (strcmp(f->arg[i].name, "value") == 0)
			return f->arg[i].value;
	}
	return (struct str){0};
}

/* The finding about the name where it is given, if F is about a use of it, else NULL. */
static struct finding *given(const struct check *c, const struct finding *f)
{
	for (size_t i = 0; i < c->nname; i++) {
		struct finding *name = c->name[i];

		if (name == f || f->rule != RULE_WRONG_FORM || f->nedit != 1)
			return NULL;
		if (str_eq(wrong_text(name), wrong_text(f)) && str_eq(name->edit[0].text, f->edit[0].text))
			return name;
	}
	return NULL;
}

/* A misspelt name is one mistake, however often it is used: its fix changes all places. */
static void join_uses(struct check *c, size_t from)
{
	size_t n = from;

	for (size_t i = from; i < c->fs->n; i++) {
		struct finding *f = c->fs->v[i], *name = given(c, f);

		if (!name) {
			c->fs->v[n++] = f;
			continue;
		}
		finding_note(c->fs, name, "use", f->place);
		finding_edit(c->fs, name, name->fix,
			     (struct place){f->edit->path, f->edit->start, f->edit->end}, f->edit->text);
	}
	c->fs->n = n;
}

/* A limit was reached: says so once, in place of what might be half the truth. */
static void check_tired(struct check *c, struct yaml_node *v)
{
	struct spot root = {0};

	finding_variant(schema_check_finding(c, RULE_SCHEMA_UNSUPPORTED, v->start, v->start, &root), "work");
	v->bad = true;
}

bool schema_check(struct findings *fs, const struct schema_engine *e, uint32_t node,
		  const struct schema_options *options, const struct yaml_doc *doc, struct yaml_node *value)
{
	struct check c = {.s = e->schema, .fs = fs, .options = options, .doc = doc};
	struct spot root = {.is_draft = options->is_draft};
	struct facets start = {0};
	size_t before = fs->n;

	schema_run_init(&c.r, e);
	if (schema_match_node(&c.r, node, value) && !c.r.tired) {
		schema_run_release(&c.r);
		return true;
	}
	arena_init(&c.arena);
	if (!c.r.tired) {
		c.r.steps = 0;
		schema_facets_add(&c, &start, node, NULL);
		schema_check_value(&c, &start, value, &root);
	}
	join_uses(&c, before);
	if (c.r.tired)
		check_tired(&c, value);
	else if (fs->n == before && !value->bad)
		finding_variant(schema_check_value_finding(&c, RULE_NOT_ALLOWED, value, &root), "block");
	schema_run_release(&c.r);
	arena_release(&c.arena);
	buf_release(&c.path);
	for (size_t i = before; i < fs->n; i++) {
		if (fs->v[i]->severity == SEVERITY_ERROR)
			return false;
	}
	return true;
}
