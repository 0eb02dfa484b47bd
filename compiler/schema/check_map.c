/*
 * check_map.c: keys that do not belong, keys that are missing, and the values
 * of the others.
 */
#include <limits.h>

#include "base/alloc.h"
#include "schema/check_int.h"

/* A key that must be there and is not. */
struct missing {
	struct str key;
	struct str because; /* the key that asks for it, or absent */
	bool done;          /* an unknown key near it was taken for it */
};

/* Names that are looked at for what an unknown key may have meant. */
#define MOST_KNOWN 200

/* A map being judged. */
struct map_check {
	struct check *c;
	const struct facets *facets, *start;
	struct yaml_node *v;
	struct spot spot; /* of V, with its own draft */
	struct missing *missing;
	size_t nmissing, capmissing;
	struct str *known; /* keys that may stand here and do not */
	size_t nknown, capknown;
};

static bool is_false(const struct check *c, uint32_t node)
{
	return schema_rule(c->s, node, SCHEMA_FALSE) != NULL;
}

/* --- which keys ---------------------------------------------------------------------- */

static void add_missing(struct map_check *m, struct str key, struct str because)
{
	if (yaml_get_pair(m->v, key))
		return;
	for (size_t i = 0; i < m->nmissing; i++) {
		if (str_eq(m->missing[i].key, key))
			return;
	}
	ARENA_GROW(&m->c->arena, m->missing, m->nmissing, m->capmissing);
	m->missing[m->nmissing++] = (struct missing){.key = key, .because = because};
}

static void collect_missing(struct map_check *m)
{
	const struct schema *s = m->c->s;

	for (size_t i = 0; i < m->facets->n; i++) {
		const struct schema_rule *rule = schema_rule(s, m->facets->v[i].node, SCHEMA_REQUIRED);

		for (uint32_t k = 0; rule && k < rule->n; k++)
			add_missing(m, schema_text(s, s->index[rule->at + k]), (struct str){0});
		rule = schema_rule(s, m->facets->v[i].node, SCHEMA_DEPENDENCIES);
		for (uint32_t k = 0; rule && k < rule->n; k++) {
			const struct schema_member *d = &s->member[rule->at + k];

			for (uint32_t j = 0; j < d->nkey && yaml_get_pair(m->v, schema_text(s, d->name)); j++)
				add_missing(m, schema_text(s, s->index[d->key + j]), schema_text(s, d->name));
		}
	}
}

/* True if some facet says that KEY has no place; ORIGIN tells why. */
static bool is_forbidden(const struct map_check *m, struct str key, const struct origin **origin)
{
	const struct schema *s = m->c->s;

	for (size_t i = 0; i < m->facets->n; i++) {
		const struct schema_rule *rule = schema_rule(s, m->facets->v[i].node, SCHEMA_PROPERTIES);

		for (uint32_t k = 0; rule && k < rule->n; k++) {
			if (str_eq(key, schema_text(s, s->member[rule->at + k].name)) &&
			    is_false(m->c, s->member[rule->at + k].node)) {
				*origin = m->facets->v[i].origin;
				return true;
			}
		}
	}
	return false;
}

/* The names in `properties` of all facets that are not forbidden by another. */
static void collect_known(struct map_check *m)
{
	const struct schema *s = m->c->s;
	const struct origin *origin;

	for (size_t i = 0; i < m->facets->n; i++) {
		const struct schema_rule *rule = schema_rule(s, m->facets->v[i].node, SCHEMA_PROPERTIES);

		for (uint32_t k = 0; rule && k < rule->n; k++) {
			struct str key = schema_text(s, s->member[rule->at + k].name);
			bool twice = false;

			for (size_t j = 0; j < m->nknown; j++)
				twice |= str_eq(key, m->known[j]);
			if (twice || m->nknown == MOST_KNOWN || is_forbidden(m, key, &origin))
				continue;
			ARENA_GROW(&m->c->arena, m->known, m->nknown, m->capknown);
			m->known[m->nknown++] = key;
		}
	}
}

/* Facets of the value of KEY. CLOSED: some facet takes no key of this name. */
static void pair_facets(const struct map_check *m, struct facets *to, struct str key, bool *closed)
{
	const struct schema *s = m->c->s;

	*closed = false;
	for (size_t i = 0; i < m->facets->n; i++) {
		const struct facet *facet = &m->facets->v[i];
		const struct schema_rule *rule = schema_rule(s, facet->node, SCHEMA_PROPERTIES);

		for (uint32_t k = 0; rule && k < rule->n; k++) {
			if (str_eq(key, schema_text(s, s->member[rule->at + k].name)))
				schema_facets_add(m->c, to, s->member[rule->at + k].node, facet->origin);
		}
		rule = schema_rule(s, facet->node, SCHEMA_PATTERN_PROPERTIES);
		for (uint32_t k = 0; rule && k < rule->n; k++) {
			if (schema_match_pattern(&m->c->r, s->member[rule->at + k].pattern, key))
				schema_facets_add(m->c, to, s->member[rule->at + k].node, facet->origin);
		}
		rule = schema_rule(s, facet->node, SCHEMA_ADDITIONAL_PROPERTIES);
		if (!rule || schema_match_is_named(&m->c->r, facet->node, key))
			continue;
		if (is_false(m->c, rule->at))
			*closed = true;
		else
			schema_facets_add(m->c, to, rule->at, facet->origin);
	}
}

/* --- unknown keys ------------------------------------------------------------------------ */

static struct missing *find_missing(struct map_check *m, struct str key)
{
	for (size_t i = 0; i < m->nmissing; i++) {
		if (str_eq(m->missing[i].key, key))
			return &m->missing[i];
	}
	return NULL;
}

/* The known key that WORD stands for, absent from the map; absent if none is near. */
static struct str nearest_key(struct map_check *m, struct str word, unsigned *distance)
{
	struct str best = {0};
	bool best_is_missing = false;

	*distance = UINT_MAX;
	if (m->c->fs->n > 2 * LIMIT_FILE_FINDINGS)
		return best; /* nobody will read it */
	for (size_t i = 0; i < m->nknown; i++) {
		unsigned d = schema_suggest_distance(&m->c->arena, word, m->known[i]);
		const struct missing *missing = find_missing(m, m->known[i]);

		if (d == UINT_MAX || yaml_get_pair(m->v, m->known[i]) || (missing && missing->done))
			continue;
		if (d < *distance || (d == *distance && missing && !best_is_missing)) {
			*distance = d;
			best = m->known[i];
			best_is_missing = missing != NULL;
		}
	}
	for (size_t k = 0; !best.p; k++) {
		struct str ours = schema_suggest_synonym(&m->c->arena, word, true, k);

		if (!ours.p)
			break;
		for (size_t i = 0; i < m->nknown && !yaml_get_pair(m->v, ours); i++) {
			if (str_eq(m->known[i], ours))
				best = ours;
		}
	}
	return best;
}

/* Up to 6 keys that may still be written, for the help. */
static bool set_key_list(struct map_check *m, struct finding *f)
{
	struct buf out = {0};
	size_t n = 0;

	for (size_t i = 0; i < m->nknown; i++) {
		if (yaml_get_pair(m->v, m->known[i]))
			continue;
		n++;
		buf_add_fmt(&out, "%s`%.*s`", out.n ? ", " : "", STR_ARG(m->known[i]));
	}
	if (n > 0 && n <= 6)
		finding_arg(m->c->fs, f, "keys", buf_str(&out));
	buf_release(&out);
	return n > 0 && n <= 6;
}

/* True if the value of P would be right under KEY. */
static bool fits_under(struct map_check *m, const struct yaml_pair *p, struct str key)
{
	struct facets facets = {0};
	bool closed;

	pair_facets(m, &facets, key, &closed);
	return !closed && schema_check_matches(m->c, &facets, p->value);
}

static void unknown_key(struct map_check *m, struct yaml_pair *p)
{
	struct check *c = m->c;
	struct yaml_node *k = p->key;
	unsigned distance;
	struct str near = nearest_key(m, k->text, &distance);
	size_t n = schema_check_push(c, k->text);
	struct missing *missing;
	struct finding *f;

	k->bad = p->value->bad = true;
	if (!near.p && schema_check_known_elsewhere(c, p, m->start, m->v, &m->spot)) {
		schema_check_pop(c, n);
		return;
	}
	f = schema_check_finding(c, RULE_UNKNOWN_KEY, k->start, k->end,
				 &(struct spot){.pair = p, .up = &m->spot});
	if (near.p) {
		finding_variant(f, "near");
		finding_arg(c->fs, f, "near", near);
		missing = find_missing(m, near);
		if (missing)
			missing->done = true;
		finding_edit(c->fs, f,
			     distance <= 2 && fits_under(m, p, near) ? schema_check_safety(&m->spot, near)
								     : FIX_UNSAFE,
			     schema_check_place(c, k->start, k->end), near);
	} else if (set_key_list(m, f)) {
		finding_variant(f, "list");
	}
	schema_check_pop(c, n);
}

/* --- missing keys --------------------------------------------------------------------------- */

/* A draft may lack what is not needed to know what it is. */
static bool may_lack(const struct map_check *m, struct str key)
{
	return m->spot.is_draft && !str_eq_c(key, "id") && !str_eq_c(key, "type") && !str_eq_c(key, "status");
}

/* Where a key would be written: at the key of the map, else at its first one. */
static void map_head(const struct map_check *m, uint32_t *from, uint32_t *to)
{
	const struct yaml_node *at = m->v;

	if (m->spot.pair)
		at = m->spot.pair->key;
	else if (m->v->n > 0)
		at = m->v->pair[0].key;
	*from = at->start;
	*to = at == m->v && at->end > at->start + 1 ? at->start + 1 : at->end;
}

/* An example of the value of KEY that fits behind a colon, or absent. */
static struct str example_of(const struct map_check *m, struct str key)
{
	const struct schema *s = m->c->s;

	for (size_t i = 0; i < m->facets->n; i++) {
		uint32_t node = schema_property(s, m->facets->v[i].node, key);
		const struct schema_rule *rule =
		    node == SCHEMA_NONE ? NULL : schema_rule(s, node, SCHEMA_EXAMPLES);

		if (rule && rule->n > 0 && s->value[rule->at].text != SCHEMA_NONE)
			return schema_text(s, s->value[rule->at].text);
	}
	return (struct str){0};
}

static void missing_key(struct map_check *m, const struct missing *missing)
{
	struct check *c = m->c;
	size_t n = schema_check_push(c, missing->key);
	struct str example = example_of(m, missing->key);
	/* {key} is the missing one, {thing} what lacks it */
	struct yaml_node key = {.text = missing->key};
	struct yaml_pair pair = {.key = &key};
	struct spot spot = {.pair = &pair, .up = &m->spot};
	uint32_t from, to;
	struct finding *f;

	map_head(m, &from, &to);
	f = schema_check_finding(c, RULE_MISSING_KEY, from, to, &spot);
	if (may_lack(m, missing->key))
		f->severity = SEVERITY_WARNING;
	if (missing->because.p) {
		finding_variant(f, "because");
		finding_arg(c->fs, f, "because", missing->because);
	} else if (example.p && example.n <= LIMIT_QUOTE_CHARS && str_find(example, '\n', 0) == example.n) {
		finding_variant(f, "example");
		finding_arg(c->fs, f, "example", example);
	}
	schema_check_pop(c, n);
}

/* --- the map ------------------------------------------------------------------------------------ */

/* The names of keys where they are the author's own. */
static void check_names(struct map_check *m)
{
	struct facets start = {0};

	for (size_t i = 0; i < m->facets->n; i++) {
		const struct schema_rule *rule =
		    schema_rule(m->c->s, m->facets->v[i].node, SCHEMA_PROPERTY_NAMES);

		if (rule)
			schema_facets_add(m->c, &start, rule->at, m->facets->v[i].origin);
	}
	for (size_t i = 0; i < m->v->n && start.n > 0; i++) {
		struct yaml_pair *p = &m->v->pair[i];
		struct yaml_node name = schema_match_key_node(p->key);
		struct spot spot = {.pair = p, .is_key = true, .up = &m->spot};
		size_t n = schema_check_push(m->c, p->key->text), before = m->c->fs->n;

		schema_check_value(m->c, &start, &name, &spot);
		schema_check_pop(m->c, n);
		if (m->c->fs->n == before)
			continue;
		/* under a misspelt name all else is looked at; under what is no locale, nothing */
		p->key->bad = true;
		if (m->c->fs->v[before]->rule == RULE_UNKNOWN_KEY)
			p->value->bad = true;
	}
}

static void check_pair(struct map_check *m, struct yaml_pair *p)
{
	struct facets facets = {0};
	const struct origin *origin = NULL;
	struct spot spot = {.pair = p, .is_draft = m->spot.is_draft, .up = &m->spot};
	bool closed;
	size_t n;

	if (p->value->bad)
		return;
	pair_facets(m, &facets, p->key->text, &closed);
	if (is_forbidden(m, p->key->text, &origin)) {
		n = schema_check_push(m->c, p->key->text);
		schema_check_misplaced(m->c, p, origin, &m->spot);
		schema_check_pop(m->c, n);
	} else if (closed) {
		unknown_key(m, p);
	} else {
		n = schema_check_push(m->c, p->key->text);
		schema_check_value(m->c, &facets, p->value, &spot);
		schema_check_pop(m->c, n);
	}
}

void schema_check_map(struct check *c, const struct facets *facets, const struct facets *start,
		      struct yaml_node *v, const struct spot *spot)
{
	struct map_check m = {.c = c, .facets = facets, .start = start, .v = v, .spot = *spot};
	const struct yaml_node *status = yaml_get(v, "status");

	if (status && status->kind == YAML_SCALAR && str_eq_c(status->text, "draft"))
		m.spot.is_draft = true;
	collect_missing(&m);
	collect_known(&m);
	check_names(&m);
	for (size_t i = 0; i < v->n; i++)
		check_pair(&m, &v->pair[i]);
	for (size_t i = 0; i < m.nmissing; i++) {
		if (!m.missing[i].done)
			missing_key(&m, &m.missing[i]);
	}
}
