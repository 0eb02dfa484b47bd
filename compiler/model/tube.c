/* skills.yaml: a tube and its skills. */
#include <stdlib.h>

#include "model/model_int.h"

static int by_level(const void *pa, const void *pb)
{
	const struct skill *a = pa, *b = pb;

	if (a->level != b->level)
		return a->level < b->level ? -1 : 1;
	return str_cmp(a->id, b->id);
}

static void build_skill(struct builder *b, struct skill *s, const struct yaml_node *n)
{
	struct yaml_node *tutorials = get(n, "tutorials");

	s->id = build_str(b, get(n, "id"));
	s->id_at = span_of(get(n, "id"));
	s->status = build_status(get(n, "status"));
	builder_begin(b, KIND_SKILL, s->id, s->status);
	add_definition(b, KIND_SKILL, s->id, s->status, s->id_at);
	s->formerly = build_formerly(b, n, KIND_SKILL, s->id);
	if (s->status == STATUS_WITHDRAWN)
		return;
	s->level = build_count(get(n, "level"), 0);
	s->level_at = span_of(get(n, "level") ? get(n, "level") : get(n, "id"));
	s->title = build_ltext(b, get(n, "title"), SPREAD_PROSE, "title");
	s->hint = build_ltext(b, get(n, "hint"), SPREAD_PROSE, "hint");
	s->requires = build_references(b, get(n, "requires"), KIND_SKILL, REF_PREREQUISITE, "requires");
	s->to_succeed =
	    build_references(b, get(tutorials, "to_succeed"), KIND_TUTORIAL, 0, "tutorials.to_succeed");
	s->to_learn_more =
	    build_references(b, get(tutorials, "to_learn_more"), KIND_TUTORIAL, 0, "tutorials.to_learn_more");
}

void build_tube(struct builder *b)
{
	const struct yaml_node *root = b->doc->root;
	struct yaml_node *list = get(root, "skills");
	struct tube *t = ARENA_NEW(b->a, struct tube);
	size_t i, n = list && list->kind == YAML_LIST ? list->n : 0;

	b->u->tube = t;
	t->id = build_str(b, get(root, "id"));
	builder_begin(b, KIND_TUBE, t->id, STATUS_VALIDATED);
	add_definition(b, KIND_TUBE, t->id, STATUS_VALIDATED, span_of(get(root, "id")));
	t->formerly = build_formerly(b, root, KIND_TUBE, t->id);
	t->title = build_ltext(b, get(root, "title"), SPREAD_PROSE, "title");
	t->description = build_ltext(b, get(root, "description"), SPREAD_PROSE, "description");
	t->skill = ARENA_ARRAY(b->a, n, struct skill);
	for (i = 0; i < n; i++)
		if (!list->item[i]->bad && list->item[i]->kind == YAML_MAP)
			build_skill(b, &t->skill[t->nskill++], list->item[i]);
	if (t->nskill)
		qsort(t->skill, t->nskill, sizeof(*t->skill), by_level);
}
