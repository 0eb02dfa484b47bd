/* pixc check: all findings of a content repository, on stdout. */
#include "cmd/cmd.h"

int cmd_check(int argc, char **argv, struct global *g)
{
	const char *rev = NULL, *since = NULL, *format = "text";
	bool strict = false, timings = false;
	const struct option_row rows[] = {
	    {0, "rev", OPTION_VALUE, "REV", "check a git revision instead of the work tree", &rev},
	    {0, "since", OPTION_VALUE, "REV", "ids that were published at REV must not be gone", &since},
	    {0, "format", OPTION_VALUE, "FORMAT", "text or concise (one line each)", &format},
	    {0, "strict", OPTION_FLAG, NULL, "warnings count as errors", &strict},
	    {0, "timings", OPTION_FLAG, NULL, "say how long each stage took", &timings},
	    {0, NULL, OPTION_FLAG, NULL, NULL, NULL},
	};
	struct build b;
	struct err err;
	int code;

	if (options_want_help(argc, argv)) {
		options_help("check", "[options] [PATH]", "looks for mistakes in content", rows);
		return EXIT_CLEAN;
	}
	if (options_read(&argc, &argv, rows, g, "check") < 0)
		return EXIT_USAGE;
	if (argc > 1)
		return fail_usage("check", "one PATH at most");
	if (strcmp(format, "text") != 0 && strcmp(format, "concise") != 0)
		return fail_usage("check", "there is no format '%s': text or concise", format);
	code = build_run(&b, &(struct build_options){argc ? argv[0] : ".", rev, since}, &err);
	if (code < 0) {
		code = fail_environment(g, &err);
	} else {
		print_findings(stdout, &b, g, strcmp(format, "text") == 0 ? FORMAT_TEXT : FORMAT_CONCISE);
		fflush(stdout);
		print_summary(&b, g);
		code = exit_of(&b, strict);
	}
	if (timings)
		print_timings(&b);
	build_release(&b);
	return code;
}
