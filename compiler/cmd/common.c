/* What several commands print: findings, summary, failures. */
#include "cmd/cmd.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/utf8.h"

int fail_environment(const struct global *g, const struct err *err)
{
	struct buf b = {0};

	(void)g;
	buf_add_c(&b, "pixc: error: ");
	utf8_add_visible(&b, str_c(err->text));
	if (err->help[0]) {
		buf_add_c(&b, "\n  help: ");
		utf8_add_visible(&b, str_c(err->help));
	}
	buf_add_byte(&b, '\n');
	fwrite(b.p, 1, b.n, stderr);
	buf_release(&b);
	return EXIT_ENVIRONMENT;
}

/* 1 for French, 0 for English, -1 for a value that says nothing (C, POSIX, empty). */
static int lang_of(const char *value)
{
	if (!value || !*value || strcmp(value, "C") == 0 || strcmp(value, "POSIX") == 0 ||
	    strncmp(value, "C.", 2) == 0)
		return -1;
	return strncmp(value, "fr", 2) == 0;
}

enum lang choose_lang(const struct global *g, const struct config *c)
{
	static const char *const names[] = {"PIXC_LANG", "LC_ALL", "LC_MESSAGES", "LANG"};
	int l = lang_of(g->lang);
	size_t i;

	for (i = 0; l < 0 && i < countof(names); i++)
		l = lang_of(getenv(names[i]));
	if (l < 0 && c && c->nlocale)
		l = str_starts(c->locale[0].id, STR("fr"));
	return l > 0 ? LANG_FR : LANG_EN;
}

bool choose_color(const struct global *g, FILE *stream)
{
	const char *term = getenv("TERM"), *no = getenv("NO_COLOR"), *force = getenv("FORCE_COLOR");

	if (g->color != COLOR_AUTO)
		return g->color == COLOR_ALWAYS;
	if (no && *no)
		return false;
	if (force && *force)
		return true;
	return isatty(fileno(stream)) && term && strcmp(term, "dumb") != 0;
}

static unsigned width_of(FILE *stream)
{
	struct winsize size;

	if (!isatty(fileno(stream)) || ioctl(fileno(stream), TIOCGWINSZ, &size) != 0 || size.ws_col < 40)
		return 80;
	return size.ws_col;
}

void print_findings(FILE *stream, const struct build *b, const struct global *g, enum finding_format format)
{
	struct render_options o = {
	    .lang = choose_lang(g, build_config_of(b)),
	    .color = choose_color(g, stream),
	    .width = width_of(stream),
	    .source = build_source,
	    .source_ctx = (void *)b,
	};
	struct buf out = {0};
	size_t i;

	for (i = 0; i < b->findings.n; i++) {
		out.n = 0;
		if (format == FORMAT_CONCISE)
			render_concise(&out, b->findings.v[i], &o);
		else
			render_text(&out, b->findings.v[i], &o);
		fwrite(out.p, 1, out.n, stream);
	}
	buf_release(&out);
}

struct buf ui_text(enum lang lang, const char *key, const struct finding_arg *args, size_t narg)
{
	struct buf b = {0};

	ui_add_text(&b, key, args, narg, lang);
	return b;
}

static struct str number(struct arena *a, size_t n)
{
	return arena_fmt(a, "%zu", n);
}

void print_summary(const struct build *b, const struct global *g)
{
	enum lang lang = choose_lang(g, build_config_of(b));
	size_t errors = findings_count(&b->findings, SEVERITY_ERROR), i;
	size_t warnings = findings_count(&b->findings, SEVERITY_WARNING);
	struct finding_arg args[6];
	struct arena a;
	struct buf out;
	uint64_t us = 0;

	if (g->quiet)
		return;
	arena_init(&a);
	for (i = 0; i < b->nstage; i++)
		us += b->stage[i].wall_us;
	args[0] = (struct finding_arg){"errors", number(&a, errors)};
	args[1] = (struct finding_arg){"warnings", number(&a, warnings)};
	args[2] = (struct finding_arg){"challenges", number(&a, b->linked ? b->content.nchallenge : 0)};
	args[3] = (struct finding_arg){"files", number(&a, b->nunit)};
	args[4] = (struct finding_arg){"locales", number(&a, b->linked ? b->content.config->nlocale : 0)};
	args[5] = (struct finding_arg){"seconds", arena_fmt(&a, "%.2f", (double)us / 1e6)};
	out = ui_text(lang, errors || warnings ? "summary.found" : "summary.clean", args, countof(args));
	fprintf(stderr, "%s\n", out.p);
	buf_release(&out);
	arena_release(&a);
	if (g->verbose && b->snapshot)
		fprintf(stderr, "  %s\n", snapshot_what(b->snapshot));
	if (b->snapshot && snapshot_remark(b->snapshot))
		fprintf(stderr, "  %s\n", snapshot_remark(b->snapshot));
}

void print_timings(const struct build *b)
{
	size_t i;

	for (i = 0; i < b->nstage; i++)
		fprintf(stderr, "  %-10s %8.1f ms wall %8.1f ms cpu %8.1f MiB peak so far\n",
			b->stage[i].name, (double)b->stage[i].wall_us / 1e3, (double)b->stage[i].cpu_us / 1e3,
			(double)b->stage[i].peak_kib / 1024);
}

int exit_of(const struct build *b, bool strict)
{
	if (findings_count(&b->findings, SEVERITY_ERROR) ||
	    (strict && findings_count(&b->findings, SEVERITY_WARNING)))
		return EXIT_FINDINGS;
	return EXIT_CLEAN;
}
