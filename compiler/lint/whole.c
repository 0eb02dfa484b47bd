/* Runs the rules over the linked content. */
#include "lint/lint_int.h"

static const struct link_rule *const families[] = {
    lint_graph_rules,
    lint_life_rules,
    lint_media_rules,
    lint_tube_rules,
};

/*
 * An error anywhere, of a file or between files; a name in a draft that leads nowhere
 * is only a warning there, but may be meant for what seems to be unused.
 */
static bool is_doubtful(const struct content *c, const struct findings *fs)
{
	size_t i;

	for (i = 0; i < c->nunit; i++)
		if (!c->unit[i]->readable)
			return true;
	for (i = 0; i < fs->n; i++) {
		const struct rule_info *info = rule_info(fs->v[i]->rule);

		if (fs->v[i]->severity == SEVERITY_ERROR ||
		    (info->severity == SEVERITY_ERROR && strcmp(info->family, "reference") == 0))
			return true;
	}
	return false;
}

void lint_content(const struct content *c, struct snapshot *files, struct findings *fs)
{
	struct lint_whole w = {.c = c, .files = files, .fs = fs};
	const struct link_rule *rule;
	size_t i;

	arena_init(&w.a);
	w.doubtful = is_doubtful(c, fs);
	for (i = 0; i < countof(families); i++)
		for (rule = families[i]; rule->run; rule++)
			rule->run(&w);
	arena_release(&w.a);
}
