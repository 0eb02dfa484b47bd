/* pixc show ID: one thing, merged and resolved. */
#include "cmd/cmd.h"
#include "show/show.h"

static int unknown(const struct build *b, const char *name)
{
	struct str near = show_nearest(&b->content, str_c(name));

	if (near.p)
		return fail_usage("show", "nothing here is called '%s'; did you mean '%.*s'?", name,
				  STR_ARG(near));
	return fail_usage("show", "nothing here is called '%s'", name);
}

static int show(const struct build *b, const struct global *g, const char *name)
{
	struct buf out = {0};
	size_t n;
	int code = EXIT_CLEAN;

	if (!b->linked) {
		print_findings(stderr, b, g, FORMAT_TEXT);
		return EXIT_FINDINGS;
	}
	n = show_thing(&out, &b->content, str_c(name));
	if (n == 0) {
		code = unknown(b, name);
	} else if (n > 1) {
		code = fail_usage("show", "'%s' is the id of several things; name one of these:", name);
		fwrite(out.p, 1, out.n, stderr);
	} else {
		fwrite(out.p, 1, out.n, stdout);
	}
	buf_release(&out);
	return code;
}

int cmd_show(int argc, char **argv, struct global *g)
{
	const char *rev = NULL;
	const struct option_row rows[] = {
	    {0, "rev", OPTION_VALUE, "REV", "look in a git revision instead of the work tree", &rev},
	    {0, NULL, OPTION_FLAG, NULL, NULL, NULL},
	};
	struct build b;
	struct err err;
	int code;

	if (options_want_help(argc, argv)) {
		options_help("show", "[options] ID", "prints one thing, merged and resolved", rows);
		return EXIT_CLEAN;
	}
	if (options_read(&argc, &argv, rows, g, "show") < 0)
		return EXIT_USAGE;
	if (argc != 1)
		return fail_usage("show", "name one thing: an ID, or KIND/ID");
	code = build_run(&b, &(struct build_options){".", rev, NULL}, &err);
	code = code < 0 ? fail_environment(g, &err) : show(&b, g, argv[0]);
	build_release(&b);
	return code;
}
