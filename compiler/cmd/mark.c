/* pixc mark ID ANSWER...: what would happen to an answer of a learner, and why. */
#include "cmd/cmd.h"
#include "show/show.h"

struct mark_options {
	const char *rev, *locale;
};

static int find_challenge(uint32_t *at, const struct content *c, const char *name)
{
	struct str id = str_c(name), near;

	if (str_starts(id, STR("challenge/")))
		id = str_sub(id, strlen("challenge/"), id.n);
	*at = content_find(c, KIND_CHALLENGE, id);
	if (*at != LINK_NONE)
		return EXIT_CLEAN;
	near = show_nearest(c, id);
	if (near.p && content_find(c, KIND_CHALLENGE, near) != LINK_NONE)
		return fail_usage("mark", "no challenge is called '%s'; did you mean '%.*s'?", name,
				  STR_ARG(near));
	return fail_usage("mark", "no challenge is called '%s'", name);
}

static int mark(const struct build *b, const struct global *g, const struct mark_options *o, int argc,
		char **argv)
{
	struct str *word = ARENA_ARRAY((struct arena *)&b->arena, (size_t)argc, struct str);
	enum lang lang = choose_lang(g, build_config_of(b));
	struct buf out = {0};
	int i, locale = -1, code;
	uint32_t at;

	if (!b->linked) {
		print_findings(stderr, b, g, FORMAT_TEXT);
		return EXIT_FINDINGS;
	}
	code = find_challenge(&at, &b->content, argv[0]);
	if (code != EXIT_CLEAN)
		return code;
	if (o->locale && (locale = config_locale(b->content.config, str_c(o->locale))) < 0)
		return fail_usage("mark", "pix.yaml has no locale '%s'", o->locale);
	for (i = 1; i < argc; i++)
		word[i - 1] = str_c(argv[i]);
	if (!show_marking(&out, &b->content, at, locale, word, (size_t)argc - 1, lang))
		code = fail_usage("mark", "%s", out.p);
	else
		fwrite(out.p, 1, out.n, stdout);
	buf_release(&out);
	return code;
}

int cmd_mark(int argc, char **argv, struct global *g)
{
	struct mark_options o = {0};
	const struct option_row rows[] = {
	    {0, "locale", OPTION_VALUE, "LOCALE", "mark in this locale only", &o.locale},
	    {0, "rev", OPTION_VALUE, "REV", "use a git revision instead of the work tree", &o.rev},
	    {0, NULL, OPTION_FLAG, NULL, NULL, NULL},
	};
	struct build b;
	struct err err;
	int code;

	if (options_want_help(argc, argv)) {
		options_help("mark", "[options] ID ANSWER...", "marks answers as learners' are, and says why",
			     rows);
		return EXIT_CLEAN;
	}
	if (options_read(&argc, &argv, rows, g, "mark") < 0)
		return EXIT_USAGE;
	if (argc < 2)
		return fail_usage("mark", "name a challenge and an answer to it");
	code = build_run(&b, &(struct build_options){".", o.rev, NULL}, &err);
	code = code < 0 ? fail_environment(g, &err) : mark(&b, g, &o, argc, argv);
	build_release(&b);
	return code;
}
