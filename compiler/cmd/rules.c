/* pixc rules: the table of all rules. */
#include "cmd/cmd.h"

static const char *const severity_words[] = {"info", "warning", "error"};
static const char *const scope_words[] = {"unit", "link"};
static const char *const speaks_words[] = {"always", "unless-retired", "when-validated"};

static void add_json(struct buf *out, const char *name, struct str value)
{
	buf_add_fmt(out, "\"%s\": ", name);
	buf_add_json(out, value);
}

static void add_message(struct buf *out, const char *name, enum rule rule, enum lang lang)
{
	struct buf message = {0};

	rule_add_message(&message, rule, lang);
	buf_add_c(out, ", ");
	add_json(out, name, buf_str(&message));
	buf_release(&message);
}

static void print_json(void)
{
	struct buf out = {0};
	int i;

	buf_add_c(&out, "[");
	for (i = 0; i < RULE_COUNT; i++) {
		const struct rule_info *r = rule_info((enum rule)i);

		buf_add_c(&out, i ? ",\n  {" : "\n  {");
		add_json(&out, "code", str_c(r->code));
		buf_add_c(&out, ", ");
		add_json(&out, "name", str_c(r->name));
		buf_add_fmt(&out, ", \"severity\": \"%s\", \"scope\": \"%s\", \"speaks\": \"%s\"",
			    severity_words[r->severity], scope_words[r->scope], speaks_words[r->speaks]);
		buf_add_fmt(&out, ", \"family\": \"%s\", \"since\": \"%s\"", r->family, r->since);
		add_message(&out, "message", (enum rule)i, LANG_EN);
		add_message(&out, "message_fr", (enum rule)i, LANG_FR);
		buf_add_c(&out, "}");
	}
	buf_add_c(&out, "\n]\n");
	fwrite(out.p, 1, out.n, stdout);
	buf_release(&out);
}

static void print_table(enum lang lang)
{
	struct buf out = {0};
	int i;

	for (i = 0; i < RULE_COUNT; i++) {
		const struct rule_info *r = rule_info((enum rule)i);

		buf_add_fmt(&out, "%s  %-24s  %-7s  %-13s  ", r->code, r->name, severity_words[r->severity],
			    r->family);
		rule_add_message(&out, (enum rule)i, lang);
		buf_add_byte(&out, '\n');
	}
	fwrite(out.p, 1, out.n, stdout);
	buf_release(&out);
}

int cmd_rules(int argc, char **argv, struct global *g)
{
	bool json = false;
	const struct option_row rows[] = {
	    {0, "json", OPTION_FLAG, NULL, "as JSON, messages in both languages", &json},
	    {0, NULL, OPTION_FLAG, NULL, NULL, NULL},
	};

	if (options_want_help(argc, argv)) {
		options_help("rules", "[options]", "lists all rules: code, name, severity, family, message",
			     rows);
		return EXIT_CLEAN;
	}
	if (options_read(&argc, &argv, rows, g, "rules") < 0)
		return EXIT_USAGE;
	if (argc)
		return fail_usage("rules", "no arguments; `pixc explain %s` tells about one", argv[0]);
	if (json)
		print_json();
	else
		print_table(choose_lang(g, NULL));
	return EXIT_CLEAN;
}
