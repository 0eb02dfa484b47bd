/* paths/<path>.yaml: tubes with level caps, or parts in order. */
#include "model/model_int.h"

static void build_tubes(struct builder *b, struct path *p, const struct yaml_node *map)
{
	size_t i;

	if (!map || map->kind != YAML_MAP)
		return;
	p->tube = ARENA_ARRAY(b->a, map->n, struct path_tube);
	for (i = 0; i < map->n; i++) {
		p->tube[p->ntube++] =
		    (struct path_tube){build_str(b, map->pair[i].key), build_count(map->pair[i].value, 0),
				       span_of(map->pair[i].key), span_of(map->pair[i].value)};
		add_reference(b, KIND_TUBE, map->pair[i].key, 0, "tubes");
	}
}

static void build_parts(struct builder *b, struct path *p, const struct yaml_node *list)
{
	static const char *const keys[] = {"challenge", "skill", "lesson", "path"};
	static const enum kind kinds[] = {KIND_CHALLENGE, KIND_SKILL, KIND_TUTORIAL, KIND_PATH};
	size_t i, k;

	if (!list || list->kind != YAML_LIST)
		return;
	p->part = ARENA_ARRAY(b->a, list->n, struct path_part);
	for (i = 0; i < list->n; i++) {
		for (k = 0; k < countof(keys) && !get(list->item[i], keys[k]); k++)
			;
		if (k == countof(keys))
			continue;
		p->part[p->npart++] =
		    (struct path_part){(enum part_kind)k, build_str(b, get(list->item[i], keys[k])),
				       span_of(get(list->item[i], keys[k]))};
		add_reference(b, kinds[k], get(list->item[i], keys[k]), REF_PATH_PART, keys[k]);
	}
}

static void build_results(struct builder *b, struct path *p, const struct yaml_node *list)
{
	size_t i;

	if (!list || list->kind != YAML_LIST)
		return;
	p->result = ARENA_ARRAY(b->a, list->n, struct path_result);
	for (i = 0; i < list->n; i++) {
		const struct yaml_node *m = list->item[i];
		struct path_result *r = &p->result[p->nresult++];

		r->from_percent = build_count(get(m, "from_percent"), 0);
		r->title = build_ltext(b, get(m, "title"), SPREAD_PROSE, "results.title");
		r->message = build_ltext(b, get(m, "message"), SPREAD_PROSE, "results.message");
		r->tutorials =
		    build_references(b, get(m, "tutorials"), KIND_TUTORIAL, 0, "results.tutorials");
	}
}

void build_path(struct builder *b)
{
	static const char *const kinds[] = {"adaptive", "fixed"};
	const struct yaml_node *root = b->doc->root;
	struct path *p = ARENA_NEW(b->a, struct path);

	b->u->content_path = p;
	p->id = build_str(b, get(root, "id"));
	p->id_at = span_of(get(root, "id"));
	p->status = build_status(get(root, "status"));
	builder_begin(b, KIND_PATH, p->id, p->status);
	add_definition(b, KIND_PATH, p->id, p->status, p->id_at);
	p->formerly = build_formerly(b, root, KIND_PATH, p->id);
	if (p->status == STATUS_WITHDRAWN)
		return;
	p->is_fixed = build_word(get(root, "kind"), kinds, 2, 0) == 1;
	p->title = build_ltext(b, get(root, "title"), SPREAD_PROSE, "title");
	p->description = build_ltext(b, get(root, "description"), SPREAD_PROSE, "description");
	p->audience = build_strs(b, get(root, "audience"));
	p->tags = build_strs(b, get(root, "tags"));
	p->retry_s = build_duration(get(root, "retry_delay"));
	p->improve_s = build_duration(get(root, "improve_delay"));
	p->reset_s = build_duration(get(root, "reset_delay"));
	p->locale_status = build_locale_status(b, get(root, "locales"));
	build_tubes(b, p, get(root, "tubes"));
	build_parts(b, p, get(root, "parts"));
	build_results(b, p, get(root, "results"));
}
