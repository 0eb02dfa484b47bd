/* pixc inspect FILE [ID] and pixc dump FILE: what a bundle holds. */
#include "cmd/cmd.h"

#include <sys/stat.h>

#include "pack/dump.h"
#include "show/bundle.h"

/* Opens and proves FILE; 0, or an exit code after saying why not. */
static int open_bundle(struct pxb **b, const char *file)
{
	struct pxb_error e;

	if (pxb_open(b, file, PXB_CHECK_ALL, NULL, &e) == PXB_OK)
		return 0;
	if (e.section[0])
		fprintf(stderr, "pixc: error: '%s': %s (section %s, row %llu, byte %llu)\n", file, e.message,
			e.section, (unsigned long long)e.row, (unsigned long long)e.offset);
	else
		fprintf(stderr, "pixc: error: '%s': %s\n", file, e.message);
	return e.code == PXB_IO || e.code == PXB_NOMEM ? EXIT_ENVIRONMENT : EXIT_FINDINGS;
}

static int show_one(const struct pxb *b, const char *name)
{
	struct buf out = {0};
	size_t n = show_bundle_thing(&out, b, str_c(name));
	int code = EXIT_CLEAN;

	if (n == 0)
		code = fail_usage("inspect", "nothing in this bundle is called '%s'", name);
	else if (n > 1)
		code = fail_usage("inspect", "'%s' is the id of several things; name one of these:", name);
	fwrite(buf_str(&out).p, 1, out.n, n == 1 ? stdout : stderr);
	buf_release(&out);
	return code;
}

static void show_all(const struct pxb *b, const char *file)
{
	struct buf out = {0};
	struct stat st;

	show_bundle(&out, b, stat(file, &st) == 0 ? (uint64_t)st.st_size : 0);
	fwrite(out.p, 1, out.n, stdout);
	buf_release(&out);
}

int cmd_inspect(int argc, char **argv, struct global *g)
{
	const struct option_row rows[] = {{0, NULL, OPTION_FLAG, NULL, NULL, NULL}};
	struct pxb *b;
	int code;

	if (options_want_help(argc, argv)) {
		options_help("inspect", "FILE [ID]", "shows a bundle, or one thing in it", rows);
		return EXIT_CLEAN;
	}
	if (options_read(&argc, &argv, rows, g, "inspect") < 0)
		return EXIT_USAGE;
	if (argc < 1 || argc > 2)
		return fail_usage("inspect", "name a bundle, and one thing in it if you like");
	code = open_bundle(&b, argv[0]);
	if (code)
		return code;
	if (argc == 2)
		code = show_one(b, argv[1]);
	else
		show_all(b, argv[0]);
	pxb_close(b);
	return code;
}

int cmd_dump(int argc, char **argv, struct global *g)
{
	bool json = false;
	const struct option_row rows[] = {
	    {0, "json", OPTION_FLAG, NULL, "as JSON (the only form so far)", &json},
	    {0, NULL, OPTION_FLAG, NULL, NULL, NULL},
	};
	struct buf out = {0};
	struct pxb *b;
	int code;

	if (options_want_help(argc, argv)) {
		options_help("dump", "FILE --json", "prints everything in a bundle", rows);
		return EXIT_CLEAN;
	}
	if (options_read(&argc, &argv, rows, g, "dump") < 0)
		return EXIT_USAGE;
	if (argc != 1 || !json)
		return fail_usage("dump", "name a bundle and the form: `pixc dump FILE --json`");
	code = open_bundle(&b, argv[0]);
	if (code)
		return code;
	pack_dump(&out, b);
	fwrite(out.p, 1, out.n, stdout);
	buf_release(&out);
	pxb_close(b);
	return EXIT_CLEAN;
}
