/*
 * The command table, what all commands share, and the checked end of stdout.
 */
#include <archive.h>
#include <cmark-gfm.h>
#include <errno.h>
#include <git2.h>
#include <openssl/crypto.h>
#include <pcre2.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>
#include <utf8proc.h>
#include <yaml.h>
#include <zlib.h>

#include "cmd/cmd.h"

struct command {
	const char *name;
	int (*run)(int argc, char **argv, struct global *g);
	const char *purpose;
};

static const struct command commands[] = {
    {"check", cmd_check, "look for mistakes in content"},
    {"build", cmd_build, "compile content into a bundle"},
    {"show", cmd_show, "print one thing, merged and resolved"},
    {"mark", cmd_mark, "mark an answer as a learner's is, and say why"},
    {"inspect", cmd_inspect, "show a bundle, or one thing in it"},
    {"dump", cmd_dump, "print everything in a bundle as JSON"},
    {"rules", cmd_rules, "list all rules"},
    {"explain", cmd_explain, "tell why a rule exists, or what a key means"},
};

static void print_help(void)
{
	size_t i;

	puts("pixc compiles assessment content into bundles.\n\nusage: pixc COMMAND [options]\n\ncommands:");
	for (i = 0; i < countof(commands); i++)
		printf("  %-10s %s\n", commands[i].name, commands[i].purpose);
	puts("\n`pixc COMMAND --help` tells more; `pixc --version` names the libraries.");
}

static void print_version(void)
{
	int major, minor, patch;
	char pcre[64];

	git_libgit2_version(&major, &minor, &patch);
	pcre2_config(PCRE2_CONFIG_VERSION, pcre);
	printf("pixc %s\n", PIXC_VERSION);
	printf("  libyaml    %s\n", yaml_get_version_string());
	printf("  libgit2    %d.%d.%d\n", major, minor, patch);
	printf("  libarchive %s\n", archive_version_string() + strlen("libarchive "));
	printf("  PCRE2      %s\n", pcre);
	printf("  utf8proc   %s\n", utf8proc_version());
	printf("  cmark-gfm  %s\n", cmark_version_string());
	printf("  zlib       %s\n", zlibVersion());
	printf("  OpenSSL    %s\n", OpenSSL_version(OPENSSL_FULL_VERSION_STRING));
}

static int unknown_command(const char *name)
{
	unsigned limit = near_limit(str_c(name)), least = limit + 1, d;
	const char *best = NULL;
	size_t i;

	for (i = 0; i < countof(commands); i++) {
		d = str_distance(str_c(commands[i].name), str_c(name), limit);
		if (d < least) {
			least = d;
			best = commands[i].name;
		}
	}
	if (best)
		return fail_usage(NULL, "there is no command '%s'; did you mean '%s'?", name, best);
	return fail_usage(NULL, "there is no command '%s'", name);
}

static int run(int argc, char **argv)
{
	struct global g = {0};
	bool version = false;
	const struct option_row rows[] = {
	    {'V', "version", OPTION_FLAG, NULL, NULL, &version},
	    {0, NULL, OPTION_FLAG, NULL, NULL, NULL},
	};
	size_t i;

	if (argc == 0 || (argv[0][0] == '-' && options_want_help(argc, argv))) {
		print_help();
		return argc == 0 ? EXIT_USAGE : EXIT_CLEAN;
	}
	if (options_read(&argc, &argv, rows, &g, NULL) < 0)
		return EXIT_USAGE;
	if (version || (argc && strcmp(argv[0], "version") == 0)) {
		print_version();
		return EXIT_CLEAN;
	}
	if (!argc)
		return fail_usage(NULL, "name a command");
	if (strcmp(argv[0], "help") == 0) {
		print_help();
		return EXIT_CLEAN;
	}
	for (i = 0; i < countof(commands) && strcmp(commands[i].name, argv[0]) != 0; i++)
		;
	if (i == countof(commands))
		return unknown_command(argv[0]);
	return commands[i].run(argc - 1, argv + 1, &g);
}

int main(int argc, char **argv)
{
	int code;

	/* A limit on file size is an error to report, not a reason to die. */
	signal(SIGXFSZ, SIG_IGN);
	code = run(argc - 1, argv + 1);
	if (fflush(stdout) != 0 || ferror(stdout) || (fclose(stdout) != 0 && errno != EBADF)) {
		fprintf(stderr, "pixc: error: standard output could not be written: %s\n", strerror(errno));
		return EXIT_ENVIRONMENT;
	}
	return code;
}
