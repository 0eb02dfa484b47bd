/* Rules about what hangs together: skills, paths, prerequisites, pools. */
#include "lint/graph_int.h"

locale_mask *graph_tested(struct lint_whole *w)
{
	const struct content *c = w->c;
	locale_mask *tested = ARENA_ARRAY(&w->a, c->nskill, locale_mask);
	size_t i, l;

	for (i = 0; i < c->nchallenge; i++)
		for (l = 0; c->challenge[i].skill != LINK_NONE && l < c->config->nlocale; l++)
			if (content_status(c, (uint32_t)i, l) == STATUS_VALIDATED)
				tested[c->challenge[i].skill] |= (locale_mask)1 << l;
	return tested;
}

locale_mask graph_reached(const struct config *c, locale_mask have)
{
	locale_mask reached = have;
	size_t l, steps;
	int at;

	for (l = 0; l < c->nlocale; l++) {
		at = (int)l;
		for (steps = 0; at >= 0 && steps < c->nlocale; steps++) {
			if (have >> at & 1)
				reached |= (locale_mask)1 << l;
			at = c->locale[at].fallback;
		}
	}
	return reached;
}

locale_mask graph_path_locales(const struct config *c, const struct path *p)
{
	locale_mask m = 0;
	size_t l;

	for (l = 0; l < c->nlocale; l++)
		if (status_in_locale(p->status, p->locale_status, l) == STATUS_VALIDATED)
			m |= (locale_mask)1 << l;
	return m;
}

struct str graph_locale_list(struct lint_whole *w, locale_mask m)
{
	const struct config *c = w->c->config;
	struct str_list names = {ARENA_ARRAY(&w->a, c->nlocale, struct str), 0};
	size_t l;

	for (l = 0; l < c->nlocale; l++)
		if (m >> l & 1)
			names.v[names.n++] = c->locale[l].id;
	return graph_name_list(w, &names);
}

struct str graph_name_list(struct lint_whole *w, const struct str_list *names)
{
	struct buf b = {0};
	struct str s;
	size_t i;

	for (i = 0; i < names->n && i < 6; i++)
		buf_add_fmt(&b, "%s`%.*s`", i ? ", " : "", STR_ARG(names->v[i]));
	if (names->n > 6)
		buf_add_c(&b, ", …");
	s = arena_str(&w->a, buf_str(&b));
	buf_release(&b);
	return s;
}

const struct unit *graph_unit_of(const struct lint_whole *w, enum kind kind)
{
	size_t i;

	for (i = 0; i < w->c->nunit; i++)
		if (w->c->unit[i]->kind == kind)
			return w->c->unit[i];
	return NULL;
}

const struct link_rule lint_graph_rules[] = {
    {RULE_UNUSED_TUTORIAL, graph_unused_tutorial},
    {RULE_UNUSED_MEDIA, graph_unused_media},
    {RULE_SKILL_WITHOUT_CHALLENGE, graph_skill_without_challenge},
    {RULE_LADDER_HOLE, graph_ladder_hole},
    {RULE_UNTESTED_LEVEL, graph_untested_level},
    {RULE_PREREQUISITE_ABOVE, graph_prerequisite_above},
    {RULE_UNTAUGHT_PREREQUISITE, graph_untaught_prerequisite},
    {RULE_SINGLE_CHALLENGE, graph_single_challenge},
    {RULE_PATH_BEYOND, graph_path_beyond},
    {RULE_PATH_LOCALE, graph_path_locale},
    {RULE_PATH_PREREQUISITE, graph_path_prerequisite},
    {RULE_SAME_QUESTION, graph_same_question},
    {RULE_SAME_TITLE, graph_same_title},
    {RULE_SAME_VARIANT, graph_same_variant},
    {RULE_NEEDS_RETIRED, graph_needs_retired},
    {RULE_COUNT, NULL},
};
