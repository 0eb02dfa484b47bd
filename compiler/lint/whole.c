/* Runs the rules over the linked content. */
#include "lint/lint_int.h"

static const struct link_rule *const families[] = {
    lint_graph_rules,
    lint_life_rules,
    lint_media_rules,
    lint_tube_rules,
};

static bool is_doubtful(const struct content *c)
{
	size_t i;

	for (i = 0; i < c->nunit; i++)
		if (!c->unit[i]->readable || findings_count(&c->unit[i]->findings, SEVERITY_ERROR))
			return true;
	return false;
}

void lint_content(const struct content *c, struct snapshot *files, struct findings *fs)
{
	struct lint_whole w = {.c = c, .files = files, .fs = fs};
	const struct link_rule *rule;
	size_t i;

	arena_init(&w.a);
	w.doubtful = is_doubtful(c);
	for (i = 0; i < countof(families); i++)
		for (rule = families[i]; rule->run; rule++)
			rule->run(&w);
	arena_release(&w.a);
}
