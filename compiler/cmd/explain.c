/* pixc explain RULE: why a rule exists, with a wrong and a right example. */
#include "cmd/cmd.h"

static int unknown_rule(const char *name)
{
	unsigned limit = near_limit(str_c(name)), least = limit + 1, d;
	const char *best = NULL;
	int i;

	for (i = 0; i < RULE_COUNT; i++) {
		d = str_distance(str_c(rule_info((enum rule)i)->name), str_c(name), limit);
		if (d < least) {
			least = d;
			best = rule_info((enum rule)i)->name;
		}
	}
	if (best)
		return fail_usage("explain", "there is no rule '%s'; did you mean '%s'?", name, best);
	return fail_usage("explain", "there is no rule '%s'", name);
}

int cmd_explain(int argc, char **argv, struct global *g)
{
	const struct option_row rows[] = {{0, NULL, OPTION_FLAG, NULL, NULL, NULL}};
	static const char *const severity[] = {"info", "warning", "error"};
	enum rule rule;

	if (options_want_help(argc, argv)) {
		options_help("explain", "RULE", "tells why a rule exists (code or name)", rows);
		return EXIT_CLEAN;
	}
	if (options_read(&argc, &argv, rows, g, "explain") < 0)
		return EXIT_USAGE;
	if (argc != 1)
		return fail_usage("explain", "name one rule, for instance P0104 or duplicate-key");
	rule = rule_find(str_c(argv[0]));
	if (rule == RULE_COUNT)
		return unknown_rule(argv[0]);
	printf("%s %s (%s)\n\n%s", rule_info(rule)->code, rule_info(rule)->name,
	       severity[rule_info(rule)->severity], rule_page(rule));
	return EXIT_CLEAN;
}
