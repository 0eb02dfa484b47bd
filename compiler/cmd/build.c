/* pixc build: content to a bundle, which is proved before it is shown. */
#include "cmd/cmd.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pack/content.h"
#include "show/bundle.h"

struct output {
	const char *file; /* -o, or NULL */
	bool drafts, timings;
	char path[4096];
};

/* PATH as seen from the folder that the program works in, when it is below it. */
static const char *seen_from_here(const char *path)
{
	char here[4096];
	size_t n;

	if (!getcwd(here, sizeof(here)))
		return path;
	n = strlen(here);
	return strncmp(path, here, n) == 0 && path[n] == '/' ? path + n + 1 : path;
}

/* build/<name>-<version>[.drafts].pxb in the content's root (a git revision: here). */
static int choose_path(struct output *o, const struct build *b, struct err *err)
{
	const struct config *c = build_config_of(b);
	const char *root = snapshot_root(b->snapshot);
	int n;

	if (o->file) {
		n = snprintf(o->path, sizeof(o->path), "%s", o->file);
	} else {
		n = snprintf(o->path, sizeof(o->path), "%s/build", root ? root : ".");
		if (n < (int)sizeof(o->path) && mkdir(o->path, 0777) != 0 && errno != EEXIST)
			return err_sys(err, errno, "the folder '%s' cannot be made", o->path);
		n = snprintf(o->path, sizeof(o->path), "%s/build/%.*s-%.*s%s.pxb", root ? root : ".",
			     STR_ARG(c->name), STR_ARG(c->version), o->drafts ? ".drafts" : "");
	}
	if (n < 0 || n >= (int)sizeof(o->path))
		return err_set(err, "the name of the output is too long");
	return 0;
}

/* Which bundle it is, for scripts: all that --quiet leaves. */
static void show_identity(const char *path, const uint8_t identity[32])
{
	size_t i;

	printf("%s, identity: ", seen_from_here(path));
	for (i = 0; i < 32; i++)
		printf("%02x", identity[i]);
	putchar('\n');
}

static void show_contents(const char *path, const struct pxb *b)
{
	struct buf out = {0};
	struct stat st;

	show_bundle(&out, b, stat(path, &st) == 0 ? (uint64_t)st.st_size : 0);
	fwrite(out.p, 1, out.n, stdout);
	buf_release(&out);
}

static int verify(const char *path, const uint8_t identity[32], const struct global *g, struct err *err)
{
	struct pxb_error e;
	struct pxb *b;

	if (pxb_open(&b, path, PXB_CHECK_ALL, identity, &e) != PXB_OK)
		return err_set(err, "the bundle that was written is not sound: %s (%s, row %llu)", e.message,
			       e.section, (unsigned long long)e.row);
	if (g->quiet)
		show_identity(path, identity);
	else
		show_contents(path, b);
	pxb_close(b);
	return 0;
}

static void say_left_out(const struct pack_content *p, const struct global *g)
{
	const struct str_list *l = &pack_content_counts(p)->left_out;
	size_t i;

	for (i = 0; !g->quiet && i < l->n; i++)
		fprintf(stderr, "note: %.*s is left out: it refers to what is not there\n", STR_ARG(l->v[i]));
}

static int pack_and_write(struct build *b, struct output *o, const struct global *g, struct err *err)
{
	struct pack_options po = {.drafts = o->drafts};
	struct build_clock start = build_now();
	struct pack_content *p = NULL;
	uint8_t identity[32];
	int rc = choose_path(o, b, err);

	if (rc == 0)
		rc = pack_content_make(&p, &b->content, b->snapshot, &po, err);
	if (rc == 0) {
		build_stage_done(b, "pack", start);
		say_left_out(p, g);
		start = build_now();
		rc = pack_content_write(o->path, identity, p, PACK_FULL, err);
	}
	if (rc == 0) {
		build_stage_done(b, "write", start);
		start = build_now();
		rc = verify(o->path, identity, g, err);
		build_stage_done(b, "verify", start);
	}
	pack_content_free(p);
	return rc;
}

static int build(struct build *b, struct output *o, struct global *g)
{
	struct err err;
	int code = exit_of(b, false);

	print_findings(stderr, b, g, FORMAT_TEXT);
	if (code == EXIT_CLEAN && !b->linked)
		code = EXIT_FINDINGS;
	if (code == EXIT_CLEAN && pack_and_write(b, o, g, &err) < 0)
		code = fail_environment(g, &err);
	if (code == EXIT_CLEAN && !g->quiet) {
		uint64_t us = 0;
		size_t i;

		for (i = 0; i < b->nstage; i++)
			us += b->stage[i].wall_us;
		printf("  %s, from %s, %.2f s\n", seen_from_here(o->path), snapshot_what(b->snapshot),
		       (double)us / 1e6);
	}
	fflush(stdout);
	print_summary(b, g);
	return code;
}

int cmd_build(int argc, char **argv, struct global *g)
{
	struct output o = {0};
	const char *rev = NULL;
	const struct option_row rows[] = {
	    {0, "rev", OPTION_VALUE, "REV", "build a git revision instead of the work tree", &rev},
	    {'o', "output", OPTION_VALUE, "FILE", "write to FILE", &o.file},
	    {0, "drafts", OPTION_FLAG, NULL, "drafts too; such a bundle must not be published", &o.drafts},
	    {0, "timings", OPTION_FLAG, NULL, "say how long each stage took", &o.timings},
	    {0, NULL, OPTION_FLAG, NULL, NULL, NULL},
	};
	struct build b;
	struct err err;
	int code;

	if (options_want_help(argc, argv)) {
		options_help("build", "[options] [PATH]", "compiles content into a bundle", rows);
		return EXIT_CLEAN;
	}
	if (options_read(&argc, &argv, rows, g, "build") < 0)
		return EXIT_USAGE;
	if (argc > 1)
		return fail_usage("build", "one PATH at most");
	code = build_run(&b, &(struct build_options){argc ? argv[0] : ".", rev, NULL}, &err);
	code = code < 0 ? fail_environment(g, &err) : build(&b, &o, g);
	if (o.timings)
		print_timings(&b);
	build_release(&b);
	return code;
}
