/* certification.yaml and calibration.yaml. */
#include "model/model_int.h"

static struct certification_band *build_bands(struct builder *b, const struct yaml_node *list, size_t *n)
{
	struct certification_band *v;
	size_t i;

	*n = 0;
	if (!list || list->kind != YAML_LIST)
		return NULL;
	v = ARENA_ARRAY(b->a, list->n, struct certification_band);
	for (i = 0; i < list->n; i++)
		v[(*n)++] = (struct certification_band){build_count(get(list->item[i], "level"), 0),
							build_str(b, get(list->item[i], "from")),
							build_str(b, get(list->item[i], "to"))};
	return v;
}

static void build_competence_bands(struct builder *b, struct certification *c, const struct yaml_node *map)
{
	size_t i;

	if (!map || map->kind != YAML_MAP)
		return;
	c->competence = ARENA_ARRAY(b->a, map->n, struct competence_bands);
	for (i = 0; i < map->n; i++) {
		struct competence_bands *k = &c->competence[c->ncompetence++];

		k->competence = build_str(b, map->pair[i].key);
		k->band = build_bands(b, map->pair[i].value, &k->nband);
		add_reference(b, KIND_COMPETENCE, map->pair[i].key, 0, "competence_bands");
	}
}

void build_certification(struct builder *b)
{
	const struct yaml_node *root = b->doc->root;
	struct yaml_node *length = get(root, "length"), *coverage = get(root, "coverage");
	struct yaml_node *exposure = get(root, "exposure"), *estimate = get(root, "estimate");
	struct yaml_node *caps = get(root, "score_caps"), *eligibility = get(root, "eligibility");
	struct certification *c = ARENA_NEW(b->a, struct certification);

	b->u->certification = c;
	builder_begin(b, KIND_CERTIFICATION, STR("certification"), STATUS_VALIDATED);
	c->title = build_ltext(b, get(root, "title"), SPREAD_PROSE, "title");
	c->tubes = build_references(b, get(root, "tubes"), KIND_TUBE, 0, "tubes");
	c->challenges = build_count(get(length, "challenges"), 0);
	c->answers_at_least = build_count(get(length, "answers_at_least"), 0);
	c->duration_s = build_duration(get(root, "duration"));
	c->spacing = build_count(get(root, "spacing"), 0);
	c->all_competences = build_bool(get(coverage, "all_competences"), false);
	c->one_per_tube = build_bool(get(coverage, "one_challenge_per_tube"), false);
	c->choose_among = build_count(get(exposure, "choose_among"), 1);
	c->probability = build_str(b, get(exposure, "probability"));
	c->start = build_str(b, get(estimate, "start"));
	c->step_limit = build_str(b, get(estimate, "step_limit"));
	c->default_error = build_str(b, get(estimate, "default_error"));
	c->prior_variance = build_str(b, get(estimate, "prior_variance"));
	c->band = build_bands(b, get(root, "bands"), &c->nband);
	build_competence_bands(b, c, get(root, "competence_bands"));
	c->cap_points = build_count(get(caps, "points"), 0);
	c->cap_level = build_count(get(caps, "level"), 0);
	c->eligible_competences = build_count(get(eligibility, "competences"), 0);
	c->eligible_level = build_count(get(eligibility, "level"), 0);
	c->challenges_at = span_of(get(length, "challenges"));
	c->eligible_at = span_of(get(eligibility, "competences"));
	c->cap_at = span_of(get(caps, "level"));
}

void build_calibration(struct builder *b)
{
	const struct yaml_node *root = b->doc->root;
	struct yaml_node *items = get(root, "items"), *locale = get(root, "locale");
	struct calibration *c = ARENA_NEW(b->a, struct calibration);
	size_t i, n = items && items->kind == YAML_MAP ? items->n : 0;

	b->u->calibration = c;
	builder_begin(b, KIND_CALIBRATION, b->u->path, STATUS_VALIDATED);
	c->locale = config_locale(b->config, build_str(b, locale));
	if (locale && c->locale < 0)
		build_unknown_locale(b, locale, "locale");
	c->date = build_str(b, get(root, "date"));
	c->item = ARENA_ARRAY(b->a, n, struct calibration_item);
	for (i = 0; i < n; i++) {
		const struct yaml_node *m = items->pair[i].value;
		struct calibration_item *it = &c->item[c->nitem];

		if (m->bad || m->kind != YAML_MAP)
			continue;
		it->id = build_str(b, items->pair[i].key);
		it->at = span_of(items->pair[i].key);
		it->discrimination = build_str(b, get(m, "discrimination"));
		it->difficulty = build_str(b, get(m, "difficulty"));
		it->sample = build_count(get(m, "sample"), 0);
		it->wording = build_str(b, get(m, "wording"));
		it->discrimination_at = span_of(get(m, "discrimination"));
		it->difficulty_at = span_of(get(m, "difficulty"));
		it->sample_at = span_of(get(m, "sample"));
		it->wording_at = span_of(get(m, "wording"));
		add_reference(b, KIND_CHALLENGE, items->pair[i].key, 0, "items");
		c->nitem++;
	}
}
