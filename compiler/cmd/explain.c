/* pixc explain: why a rule exists, or what a key of content means. */
#include "cmd/cmd.h"
#include "show/show.h"

static struct str nearest_rule(struct str name)
{
	unsigned limit = near_limit(name), least = limit + 1;
	struct str best = {NULL, 0};
	int i;

	for (i = 0; i < RULE_COUNT; i++) {
		struct str known = str_c(rule_info((enum rule)i)->name);
		unsigned d = str_distance(known, name, limit);

		if (d < least) {
			least = d;
			best = known;
		}
	}
	return best;
}

static int unknown(const char *name)
{
	struct str near = nearest_rule(str_c(name));

	if (!near.p)
		near = show_nearest_key(str_c(name));
	if (near.p)
		return fail_usage("explain", "there is no rule or key '%s'; did you mean '%.*s'?", name,
				  STR_ARG(near));
	return fail_usage("explain", "there is no rule or key '%s'", name);
}

static void print_rule(enum rule rule, enum lang lang)
{
	static const char *const keys[] = {"info", "warning", "error"};
	const struct rule_info *info = rule_info(rule);
	struct buf out = {0};

	buf_add_fmt(&out, "%s %s (", info->code, info->name);
	ui_add_text(&out, keys[info->severity], NULL, 0, lang);
	buf_add_c(&out, ")\n\n");
	rule_add_message(&out, rule, lang);
	buf_add_c(&out, "\n\n");
	rule_add_page(&out, rule, lang);
	fwrite(out.p, 1, out.n, stdout);
	buf_release(&out);
}

int cmd_explain(int argc, char **argv, struct global *g)
{
	const struct option_row rows[] = {{0, NULL, OPTION_FLAG, NULL, NULL, NULL}};
	struct buf out = {0};
	enum rule rule;

	if (options_want_help(argc, argv)) {
		options_help("explain", "RULE | KEY",
			     "tells why a rule exists (code or name), or what a key means (fields.unit)",
			     rows);
		return EXIT_CLEAN;
	}
	if (options_read(&argc, &argv, rows, g, "explain") < 0)
		return EXIT_USAGE;
	if (argc != 1)
		return fail_usage("explain",
				  "name one rule or key, for instance P0104, duplicate-key or choices.right");
	rule = rule_find(str_c(argv[0]));
	if (rule != RULE_COUNT) {
		print_rule(rule, choose_lang(g, NULL));
		return EXIT_CLEAN;
	}
	if (!show_key(&out, str_c(argv[0])))
		return unknown(argv[0]);
	fwrite(out.p, 1, out.n, stdout);
	buf_release(&out);
	return EXIT_CLEAN;
}
