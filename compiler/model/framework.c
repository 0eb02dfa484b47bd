/* framework.yaml and levels.yaml. */
#include "model/model_int.h"

static size_t list_size(const struct yaml_node *n)
{
	return n && n->kind == YAML_LIST ? n->n : 0;
}

static void build_thematic(struct builder *b, struct thematic *t, const struct yaml_node *n)
{
	t->id = build_str(b, get(n, "id"));
	builder_begin(b, KIND_THEMATIC, t->id, STATUS_VALIDATED);
	add_definition(b, KIND_THEMATIC, t->id, STATUS_VALIDATED, span_of(get(n, "id")));
	t->formerly = build_formerly(b, n, KIND_THEMATIC, t->id);
	t->title = build_ltext(b, get(n, "title"), SPREAD_PROSE, "title");
	t->tubes = build_references(b, get(n, "tubes"), KIND_TUBE, 0, "tubes");
}

static void build_competence(struct builder *b, struct competence *c, const struct yaml_node *n)
{
	struct yaml_node *list = get(n, "thematics");
	size_t i;

	c->id = build_str(b, get(n, "id"));
	builder_begin(b, KIND_COMPETENCE, c->id, STATUS_VALIDATED);
	add_definition(b, KIND_COMPETENCE, c->id, STATUS_VALIDATED, span_of(get(n, "id")));
	c->formerly = build_formerly(b, n, KIND_COMPETENCE, c->id);
	c->code = build_str(b, get(n, "code"));
	c->title = build_ltext(b, get(n, "title"), SPREAD_PROSE, "title");
	c->description = build_ltext(b, get(n, "description"), SPREAD_PROSE, "description");
	c->thematic = ARENA_ARRAY(b->a, list_size(list), struct thematic);
	for (i = 0; i < list_size(list); i++)
		build_thematic(b, &c->thematic[c->nthematic++], list->item[i]);
}

static void build_area(struct builder *b, struct area *a, const struct yaml_node *n)
{
	struct yaml_node *list = get(n, "competences");
	size_t i;

	a->id = build_str(b, get(n, "id"));
	builder_begin(b, KIND_AREA, a->id, STATUS_VALIDATED);
	add_definition(b, KIND_AREA, a->id, STATUS_VALIDATED, span_of(get(n, "id")));
	a->formerly = build_formerly(b, n, KIND_AREA, a->id);
	a->code = build_str(b, get(n, "code"));
	a->title = build_ltext(b, get(n, "title"), SPREAD_PROSE, "title");
	a->description = build_ltext(b, get(n, "description"), SPREAD_PROSE, "description");
	a->competence = ARENA_ARRAY(b->a, list_size(list), struct competence);
	for (i = 0; i < list_size(list); i++)
		build_competence(b, &a->competence[a->ncompetence++], list->item[i]);
}

void build_framework(struct builder *b)
{
	const struct yaml_node *root = b->doc->root;
	struct yaml_node *list = get(root, "areas");
	struct framework *f = ARENA_NEW(b->a, struct framework);
	size_t i;

	b->u->framework = f;
	builder_begin(b, KIND_FRAMEWORK, STR("framework"), STATUS_VALIDATED);
	f->title = build_ltext(b, get(root, "title"), SPREAD_PROSE, "title");
	f->description = build_ltext(b, get(root, "description"), SPREAD_PROSE, "description");
	f->area = ARENA_ARRAY(b->a, list_size(list), struct area);
	for (i = 0; i < list_size(list); i++)
		build_area(b, &f->area[f->narea++], list->item[i]);
}

static void unknown_band(struct builder *b, const struct levels *ls, const struct yaml_node *band)
{
	struct finding *f = build_finding(b, RULE_UNKNOWN_BAND, span_of(band), "levels.band");
	struct str *known = ARENA_ARRAY(b->a, ls->nband, struct str);
	size_t i;

	for (i = 0; i < ls->nband; i++)
		known[i] = ls->band[i].id;
	finding_arg(&b->u->findings, f, "id", band->text);
	build_known(b, f, known, ls->nband);
}

static void build_level(struct builder *b, struct levels *ls, const struct yaml_node *n)
{
	struct level *l = &ls->level[ls->nlevel++];
	struct yaml_node *window = get(n, "difficulty"), *band = get(n, "band");
	size_t i;

	l->level = build_count(get(n, "level"), 0);
	l->level_at = span_of(get(n, "level"));
	l->title = build_ltext(b, get(n, "title"), SPREAD_PROSE, "title");
	l->description = build_ltext(b, get(n, "description"), SPREAD_PROSE, "description");
	l->band = build_str(b, band);
	l->from = build_str(b, get(window, "from"));
	l->to = build_str(b, get(window, "to"));
	for (i = 0; i < ls->nband && !str_eq(ls->band[i].id, l->band); i++)
		;
	if (band && i == ls->nband)
		unknown_band(b, ls, band);
}

void build_levels(struct builder *b)
{
	const struct yaml_node *root = b->doc->root;
	struct yaml_node *points = get(root, "points"), *bands = get(root, "bands"),
			 *list = get(root, "levels");
	struct levels *l = ARENA_NEW(b->a, struct levels);
	size_t i;

	b->u->levels = l;
	builder_begin(b, KIND_LEVELS, STR("levels"), STATUS_VALIDATED);
	l->highest = build_count(get(root, "highest_reachable"), 8);
	l->points_per_level = build_count(get(points, "per_level"), 8);
	l->points_per_skill_at_most = build_count(get(points, "per_skill_at_most"), 4);
	l->band = ARENA_ARRAY(b->a, list_size(bands), struct band);
	for (i = 0; i < list_size(bands); i++) {
		struct band *d = &l->band[l->nband++];

		d->id = build_str(b, get(bands->item[i], "id"));
		d->title = build_ltext(b, get(bands->item[i], "title"), SPREAD_PROSE, "title");
	}
	l->level = ARENA_ARRAY(b->a, list_size(list), struct level);
	for (i = 0; i < list_size(list); i++)
		build_level(b, l, list->item[i]);
}
