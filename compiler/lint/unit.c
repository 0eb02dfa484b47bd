/* Runs the rules over one file. */
#include "lint/lint_int.h"

static const struct unit_rule *const families[] = {
    lint_shape_rules,  lint_giveaway_rules,   lint_text_rules,    lint_typography_rules,
    lint_access_rules, lint_media_unit_rules, lint_figures_rules,
};

/* These mark answers: only where all before found no error, so that each mistake is told once. */
static const struct unit_rule *const trial_families[] = {lint_answer_rules, lint_sample_rules};

static struct lint_thing *push(struct lint *l, size_t *cap)
{
	ARENA_GROW(l->a, l->thing, l->nthing, *cap);
	return &l->thing[l->nthing++];
}

/* The bytes of the maps in LIST that have this ID. */
static struct place_span entry_of(const struct yaml_node *list, struct str id)
{
	size_t i;

	for (i = 0; list && list->kind == YAML_LIST && i < list->n; i++) {
		const struct yaml_node *n = yaml_get(list->item[i], "id");

		if (n && n->kind == YAML_SCALAR && str_eq(n->text, id))
			return lint_span(list->item[i]);
	}
	return (struct place_span){0, 0};
}

static void add_thing(struct lint *l, size_t *cap, enum kind kind, struct str id, enum status status,
		      struct place_span at)
{
	*push(l, cap) = (struct lint_thing){kind, id, status, at.start, at.end};
}

static void collect_things(struct lint *l)
{
	const struct unit *u = l->u;
	const struct yaml_node *root = l->doc->root;
	struct place_span whole = {0, (uint32_t)l->doc->bytes.n};
	size_t i, cap = 0;

	if (u->nchallenge)
		add_thing(l, &cap, KIND_CHALLENGE, u->challenge[0].id, u->challenge[0].status, whole);
	else if (u->tutorial)
		add_thing(l, &cap, KIND_TUTORIAL, u->tutorial->id, u->tutorial->status, whole);
	else if (u->content_path)
		add_thing(l, &cap, KIND_PATH, u->content_path->id, u->content_path->status, whole);
	else
		add_thing(l, &cap, u->kind, u->tube ? u->tube->id : (struct str){NULL, 0}, STATUS_NONE,
			  whole);
	for (i = 1; i < u->nchallenge; i++)
		add_thing(l, &cap, KIND_CHALLENGE, u->challenge[i].id, u->challenge[i].status,
			  u->challenge[i].at);
	for (i = 0; u->tube && i < u->tube->nskill; i++)
		add_thing(l, &cap, KIND_SKILL, u->tube->skill[i].id, u->tube->skill[i].status,
			  entry_of(yaml_get(root, "skills"), u->tube->skill[i].id));
}

static void run_family(struct lint *l, const struct unit_rule *rule)
{
	bool sound = !findings_count(l->fs, SEVERITY_ERROR);

	for (; rule->run; rule++)
		if (rule->kinds >> l->u->kind & 1 && (sound || !rule->sound))
			rule->run(l);
}

void lint_unit(struct unit *u, const struct yaml_doc *doc, const struct config *config,
	       const struct model_tree *tree)
{
	struct lint l = {.u = u,
			 .doc = doc,
			 .config = config ? config : u->config,
			 .tree = tree,
			 .fs = &u->findings,
			 .a = tree->arena};
	size_t i;

	lint_collect_allowances(&l);
	if (!l.config || !l.config->nlocale)
		return;
	collect_things(&l);
	lint_collect_texts(&l);
	for (i = 0; i < countof(families); i++)
		run_family(&l, families[i]);
	if (findings_count(&u->findings, SEVERITY_ERROR))
		return;
	lint_begin_trials(&l);
	for (i = 0; i < countof(trial_families); i++)
		run_family(&l, trial_families[i]);
	lint_end_trials(&l);
}
