/* pix.yaml. */
#include "model/model_int.h"

int config_locale(const struct config *c, struct str id)
{
	size_t i;

	for (i = 0; c && i < c->nlocale; i++)
		if (str_eq(c->locale[i].id, id))
			return (int)i;
	return -1;
}

/* True if A and B are one language: equal up to the first hyphen. */
static bool same_language(struct str a, struct str b)
{
	return str_eq(str_sub(a, 0, str_find(a, '-', 0)), str_sub(b, 0, str_find(b, '-', 0)));
}

int config_regional(const struct config *c, size_t locale)
{
	int to = c->locale[locale].fallback;

	return to >= 0 && same_language(c->locale[to].id, c->locale[locale].id) ? to : -1;
}

struct str config_text(const struct config *c, const struct ltext *t, size_t locale)
{
	int l = (int)locale;

	while (l >= 0 && !(t->have >> l & 1))
		l = config_regional(c, (size_t)l);
	if (l < 0)
		l = first_locale(t);
	return l >= 0 ? t->v[l] : STR("");
}

static void read_locales(struct builder *b, struct config *c, const struct yaml_node *list)
{
	size_t i, n = list && list->kind == YAML_LIST ? list->n : 0;

	if (n > LIMIT_LOCALES)
		n = LIMIT_LOCALES;
	c->locale = ARENA_ARRAY(b->a, n, struct locale);
	for (i = 0; i < n; i++) {
		const struct yaml_node *m = list->item[i], *id = m->kind == YAML_MAP ? get(m, "id") : m;
		struct str s = build_str(b, id);
		const struct yaml_node *dates = get(m, "dates");

		if (!s.p)
			continue;
		if (config_locale(c, s) >= 0) {
			struct finding *f = build_finding(b, RULE_FALLBACK_LOCALE, span_of(id), "locales");

			finding_variant(f, "twice");
			finding_arg(&b->u->findings, f, "locale", s);
			continue;
		}
		c->locale[c->nlocale++] = (struct locale){
		    s, -1, dates && dates->kind == YAML_SCALAR && str_eq_c(dates->text, "mdy")};
	}
}

/* A fallback stands before the locale that names it, so that there is no circle. */
static void read_fallbacks(struct builder *b, struct config *c, const struct yaml_node *list)
{
	size_t i;

	for (i = 0; list && list->kind == YAML_LIST && i < list->n; i++) {
		const struct yaml_node *n = get(list->item[i], "fallback");
		int own = config_locale(c, build_str(b, get(list->item[i], "id"))), to;

		if (!n || own < 0)
			continue;
		to = config_locale(c, build_str(b, n));
		if (to >= 0 && to < own) {
			c->locale[own].fallback = to;
		} else {
			struct finding *f =
			    build_finding(b, RULE_FALLBACK_LOCALE, span_of(n), "locales.fallback");

			finding_variant(f, to < 0 ? NULL : "order");
			finding_arg(&b->u->findings, f, "locale", n->text);
			finding_arg(&b->u->findings, f, "own", c->locale[own].id);
		}
	}
}

static struct rule_setting *read_rules(struct builder *b, const struct yaml_node *map, size_t *n)
{
	struct rule_setting *v;
	size_t i;

	*n = 0;
	if (!map || map->kind != YAML_MAP)
		return NULL;
	v = ARENA_ARRAY(b->a, map->n, struct rule_setting);
	for (i = 0; i < map->n; i++) {
		struct str s = build_str(b, map->pair[i].value);

		if (s.p)
			v[(*n)++] = (struct rule_setting){build_str(b, map->pair[i].key), s,
							  span_of(map->pair[i].key)};
	}
	return v;
}

static void read_overrides(struct builder *b, struct config *c, const struct yaml_node *list)
{
	size_t i;

	if (!list || list->kind != YAML_LIST)
		return;
	c->override = ARENA_ARRAY(b->a, list->n, struct rule_override);
	for (i = 0; i < list->n; i++) {
		struct rule_override *o = &c->override[c->noverride++];

		o->paths = build_strs(b, get(list->item[i], "paths"));
		o->rule = read_rules(b, get(list->item[i], "rules"), &o->nrule);
	}
}

static void read_allow(struct builder *b, struct config *c, const struct yaml_node *list)
{
	size_t i;

	if (!list || list->kind != YAML_LIST)
		return;
	c->allow = ARENA_ARRAY(b->a, list->n, struct allowance);
	for (i = 0; i < list->n; i++) {
		const struct yaml_node *m = list->item[i];

		c->allow[c->nallow++] = (struct allowance){
		    build_str(b, get(m, "rule")), build_str(b, get(m, "id")), build_str(b, get(m, "path")),
		    build_str(b, get(m, "because")), span_of(m)};
	}
}

void build_config(struct builder *b)
{
	const struct yaml_node *root = b->doc->root;
	struct config *c = ARENA_NEW(b->a, struct config);

	b->u->config = c;
	builder_begin(b, KIND_REPOSITORY, STR("pix.yaml"), STATUS_VALIDATED);
	c->name = build_str(b, get(root, "name"));
	c->version = build_str(b, get(root, "version"));
	c->tool = build_str(b, get(root, "pixc"));
	read_locales(b, c, get(root, "locales"));
	read_fallbacks(b, c, get(root, "locales"));
	b->config = c;
	b->nlocale = b->u->nlocale = c->nlocale;
	c->title = build_ltext(b, get(root, "title"), SPREAD_PROSE, "title");
	c->hosts = build_strs(b, get(root, "hosts"));
	c->rule = read_rules(b, get(root, "rules"), &c->nrule);
	read_overrides(b, c, get(root, "overrides"));
	read_allow(b, c, get(root, "allow"));
}
