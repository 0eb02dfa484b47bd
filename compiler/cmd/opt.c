/* Options of commands from a table. */
#include "cmd/cmd.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>

int fail_usage(const char *command, const char *fmt, ...)
{
	va_list ap;

	fputs("pixc: error: ", stderr);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	if (command)
		fprintf(stderr, "; see `pixc %s --help`\n", command);
	else
		fputs("; see `pixc --help`\n", stderr);
	return EXIT_USAGE;
}

bool options_want_help(int argc, char **argv)
{
	int i;

	for (i = 0; i < argc && strcmp(argv[i], "--") != 0; i++)
		if (strcmp(argv[i], "-h") == 0 || strcmp(argv[i], "--help") == 0)
			return true;
	return false;
}

static const struct option_row *find_option(const struct option_row *rows, const char *name, size_t n)
{
	for (; rows && rows->name; rows++)
		if (strlen(rows->name) == n && strncmp(rows->name, name, n) == 0)
			return rows;
	return NULL;
}

static const struct option_row *find_letter(const struct option_row *rows, char letter)
{
	for (; rows && rows->name; rows++)
		if (rows->letter == letter)
			return rows;
	return NULL;
}

unsigned near_limit(struct str name)
{
	return name.n < 6 ? 1 : name.n < 12 ? 2 : 3;
}

static void nearest_of(const struct option_row *rows, struct str name, const char **best, unsigned *least)
{
	for (; rows && rows->name; rows++) {
		unsigned d = str_distance(str_c(rows->name), name, near_limit(name));

		if (d < *least) {
			*least = d;
			*best = rows->name;
		}
	}
}

struct reading {
	const struct option_row *rows, *globals;
	const char *command;
	char **argv;
	int argc, at;
};

static int unknown(const struct reading *r, const char *arg, struct str name)
{
	const char *best = NULL;
	unsigned least = near_limit(name) + 1;

	nearest_of(r->rows, name, &best, &least);
	nearest_of(r->globals, name, &best, &least);
	if (best && name.n > 1)
		return fail_usage(r->command, "there is no option '%s'; did you mean '--%s'?", arg, best), -1;
	return fail_usage(r->command, "there is no option '%s'", arg), -1;
}

/* Sets an option; INLINE_VALUE is what follows '=' or the letter, or NULL. */
static int set_option(struct reading *r, const struct option_row *o, const char *inline_value)
{
	if (o->kind == OPTION_FLAG) {
		if (inline_value)
			return fail_usage(r->command, "'--%s' takes no value", o->name), -1;
		*(bool *)o->to = true;
		return 0;
	}
	if (!inline_value) {
		if (r->at + 1 >= r->argc)
			return fail_usage(r->command, "'--%s' needs a value (%s)", o->name, o->value), -1;
		inline_value = r->argv[++r->at];
	}
	*(const char **)o->to = inline_value;
	return 0;
}

static int read_long(struct reading *r, const char *arg)
{
	const char *name = arg + 2, *equals = strchr(name, '=');
	size_t n = equals ? (size_t)(equals - name) : strlen(name);
	const struct option_row *o = find_option(r->rows, name, n);

	if (!o)
		o = find_option(r->globals, name, n);
	if (!o)
		return unknown(r, arg, (struct str){name, n});
	return set_option(r, o, equals ? equals + 1 : NULL);
}

static int read_short(struct reading *r, const char *arg)
{
	const struct option_row *o = find_letter(r->rows, arg[1]);

	if (!o)
		o = find_letter(r->globals, arg[1]);
	if (!o)
		return unknown(r, arg, str_c(arg + 1));
	return set_option(r, o, arg[2] ? arg + 2 : NULL);
}

/* -C: works as if the program had been started in that folder. */
static int enter_directory(struct global *g)
{
	if (g->directory && chdir(g->directory) != 0)
		return fail_usage(NULL, "'-C %s': %s", g->directory, strerror(errno)), -1;
	g->directory = NULL;
	return 0;
}

int options_read(int *argc, char ***argv, const struct option_row *rows, struct global *g,
		 const char *command)
{
	const char *color = NULL;
	const struct option_row globals[] = {
	    {'C', "directory", OPTION_VALUE, "DIR", NULL, &g->directory},
	    {0, "lang", OPTION_VALUE, "LANG", NULL, &g->lang},
	    {0, "color", OPTION_VALUE, "WHEN", NULL, &color},
	    {'q', "quiet", OPTION_FLAG, NULL, NULL, &g->quiet},
	    {'v', "verbose", OPTION_FLAG, NULL, NULL, &g->verbose},
	    {0, NULL, OPTION_FLAG, NULL, NULL, NULL},
	};
	struct reading r = {rows, globals, command, *argv, *argc, 0};
	int kept = 0;

	for (; r.at < r.argc; r.at++) {
		char *arg = r.argv[r.at];

		if (strcmp(arg, "--") == 0) {
			for (r.at++; r.at < r.argc; r.at++)
				r.argv[kept++] = r.argv[r.at];
			break;
		}
		if (arg[0] != '-' || !arg[1]) {
			if (!command) {
				for (; r.at < r.argc; r.at++)
					r.argv[kept++] = r.argv[r.at];
				break;
			}
			r.argv[kept++] = arg;
		} else if ((arg[1] == '-' ? read_long(&r, arg) : read_short(&r, arg)) < 0) {
			return -1;
		}
	}
	*argc = kept;
	if (g->lang && strcmp(g->lang, "fr") != 0 && strcmp(g->lang, "en") != 0)
		return fail_usage(command, "'--lang' is en or fr"), -1;
	if (enter_directory(g) < 0)
		return -1;
	if (!color)
		return 0;
	if (strcmp(color, "always") == 0)
		g->color = COLOR_ALWAYS;
	else if (strcmp(color, "never") == 0)
		g->color = COLOR_NEVER;
	else if (strcmp(color, "auto") != 0)
		return fail_usage(command, "'--color' is auto, always or never"), -1;
	return 0;
}

static void print_row(const struct option_row *o)
{
	char left[64];

	snprintf(left, sizeof(left), "%s%c%s--%s%s%s", o->letter ? "-" : "", o->letter ? o->letter : ' ',
		 o->letter ? ", " : "   ", o->name, o->value ? " " : "", o->value ? o->value : "");
	printf("  %-26s %s\n", left, o->help);
}

void options_help(const char *command, const char *usage, const char *purpose, const struct option_row *rows)
{
	static const struct option_row globals[] = {
	    {'C', "directory", OPTION_VALUE, "DIR", "work in DIR", NULL},
	    {0, "lang", OPTION_VALUE, "LANG", "language of messages: en or fr", NULL},
	    {0, "color", OPTION_VALUE, "WHEN", "auto, always or never", NULL},
	    {'q', "quiet", OPTION_FLAG, NULL, "no summary and no notes", NULL},
	    {'v', "verbose", OPTION_FLAG, NULL, "say what is read", NULL},
	    {'h', "help", OPTION_FLAG, NULL, "this text", NULL},
	};
	size_t i;

	printf("pixc %s: %s\n\nusage: pixc %s %s\n\noptions:\n", command, purpose, command, usage);
	for (; rows && rows->name; rows++)
		print_row(rows);
	for (i = 0; i < countof(globals); i++)
		print_row(&globals[i]);
}
