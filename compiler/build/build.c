/* The order of the stages. */
#include "build/build_int.h"

#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "base/alloc.h"
#include "lint/lint.h"
#include "text/text.h"

struct build_clock build_now(void)
{
	struct timespec wall, cpu;

	clock_gettime(CLOCK_MONOTONIC, &wall);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu);
	return (struct build_clock){(uint64_t)wall.tv_sec * 1000000 + (uint64_t)wall.tv_nsec / 1000,
				    (uint64_t)cpu.tv_sec * 1000000 + (uint64_t)cpu.tv_nsec / 1000};
}

void build_stage_done(struct build *b, const char *name, struct build_clock start)
{
	struct build_clock now = build_now();
	struct rusage use;

	if (b->nstage == BUILD_STAGES)
		return;
	getrusage(RUSAGE_SELF, &use);
	b->stage[b->nstage++] = (struct build_stage){name, now.wall_us - start.wall_us,
						     now.cpu_us - start.cpu_us, (uint64_t)use.ru_maxrss};
}

struct str build_source(void *ctx, struct str path)
{
	struct build *b = ctx;
	struct str bytes = {NULL, 0};
	struct err err;
	size_t i = b->snapshot ? snapshot_find(b->snapshot, path) : SIZE_MAX;

	if (i == SIZE_MAX || snapshot_read(b->snapshot, i, &bytes, &err) != 0)
		return (struct str){NULL, 0};
	return bytes.p ? bytes : STR("");
}

const struct config *build_config_of(const struct build *b)
{
	size_t i;

	for (i = 0; i < b->nunit; i++)
		if (b->unit[i]->kind == KIND_REPOSITORY)
			return b->unit[i]->config;
	return NULL;
}

/* --- units ------------------------------------------------------------------------- */

struct run {
	struct build *b;
	struct unit_inputs in;
	struct component *component;
	size_t ncomponent, component_cap, unit_cap;
	struct err *err;
};

static void add_unit(struct run *r, struct unit *u)
{
	ALLOC_GROW(r->b->unit, r->b->nunit, r->unit_cap);
	r->b->unit[r->b->nunit++] = u;
}

/* A unit that holds nothing but the finding that its file is too big, or an LFS pointer. */
static void refuse_file(struct run *r, const struct source_file *f, enum kind kind, enum rule rule)
{
	struct unit *u = unit_new(f->path, kind);
	struct finding *fd = finding_add(&u->findings, rule, (struct place){u->path, 0, 0});

	finding_arg(&u->findings, fd, "path", f->path);
	if (rule == RULE_FILE_TOO_BIG) {
		finding_variant(fd, "yaml");
		finding_arg_fmt(&u->findings, fd, "size", "%llu", (unsigned long long)f->size);
		finding_arg_fmt(&u->findings, fd, "limit", "%u", LIMIT_FILE_BYTES);
	}
	add_unit(r, u);
}

/* Reads and compiles file I as KIND; -1 when the environment failed. */
static int compile_file(struct run *r, size_t i, enum kind kind)
{
	const struct source_file *f = snapshot_file(r->b->snapshot, i);
	struct str bytes;
	int got = snapshot_read(r->b->snapshot, i, &bytes, r->err);

	if (got < 0)
		return -1;
	if (got > 0 || source_is_lfs_pointer(bytes)) {
		refuse_file(r, f, kind, got > 0 ? RULE_FILE_TOO_BIG : RULE_LFS_POINTER);
	} else if (kind == KIND_COMPONENT) {
		ALLOC_GROW(r->component, r->ncomponent, r->component_cap);
		add_unit(r, component_compile(&r->component[r->ncomponent], f->path, bytes, &r->b->arena));
		r->ncomponent++;
	} else {
		add_unit(r, unit_compile(f->path, kind, bytes, &r->in));
	}
	snapshot_forget(r->b->snapshot, i);
	return 0;
}

static int compile_kind(struct run *r, enum kind only)
{
	struct snapshot *s = r->b->snapshot;
	size_t i;

	for (i = 0; i < snapshot_count(s); i++) {
		enum kind kind = model_kind_of(snapshot_file(s, i)->path);
		bool first = kind == KIND_REPOSITORY || kind == KIND_COMPONENT;

		if (kind == KIND_NONE || (only == KIND_NONE ? first : kind != only))
			continue;
		if (compile_file(r, i, kind) < 0)
			return -1;
	}
	return 0;
}

static void report_unknown_files(struct build *b)
{
	size_t i;

	for (i = 0; i < snapshot_count(b->snapshot); i++) {
		struct str path = snapshot_file(b->snapshot, i)->path, stem;
		struct finding *f;
		struct str fixed;
		size_t dot;

		if (!model_is_unknown(path))
			continue;
		f = finding_add(&b->findings, RULE_UNKNOWN_FILE, (struct place){path, 0, 0});
		finding_arg(&b->findings, f, "path", path);
		for (dot = path.n; dot && path.p[dot - 1] != '.';)
			dot--;
		stem = str_sub(path, 0, dot);
		fixed = arena_fmt(&b->arena, "%.*syaml", STR_ARG(stem));
		if (model_kind_of(fixed) == KIND_NONE || str_eq(fixed, path))
			continue;
		finding_variant(f, "suggestion");
		finding_arg(&b->findings, f, "suggestion", fixed);
	}
}

static int by_path(const void *pa, const void *pb)
{
	const struct unit *const *a = pa, *const *b = pb;

	return str_cmp((*a)->path, (*b)->path);
}

/* True if the pin of pix.yaml allows this program; else its finding is the only one. */
static bool check_pin(struct run *r, const struct config *c)
{
	struct finding *f;
	bool odd = false;

	if (!c || !c->tool.p || text_version_meets(c->tool, PIXC_VERSION, &odd) || odd)
		return true;
	findings_init(&r->b->findings, &r->b->arena);
	f = finding_add(&r->b->findings, RULE_TOOL_VERSION, (struct place){STR("pix.yaml"), 0, 0});
	finding_arg(&r->b->findings, f, "wanted", c->tool);
	finding_arg(&r->b->findings, f, "version", STR(PIXC_VERSION));
	return false;
}

static int compile_all(struct run *r)
{
	struct build *b = r->b;
	const struct config *c;

	if (compile_kind(r, KIND_REPOSITORY) < 0)
		return -1;
	c = build_config_of(b);
	if (!check_pin(r, c))
		return 0;
	if (!c || !c->nlocale || findings_count(&b->unit[0]->findings, SEVERITY_ERROR)) {
		findings_append(&b->findings, &b->unit[0]->findings);
		return 0;
	}
	r->in.config = c;
	if (compile_kind(r, KIND_COMPONENT) < 0)
		return -1;
	r->in.component = r->component;
	r->in.ncomponent = r->ncomponent;
	if (compile_kind(r, KIND_NONE) < 0)
		return -1;
	b->linked = true;
	report_unknown_files(b);
	return 0;
}

/* Media that are notes of Git LFS; -1 when the environment failed. */
static int report_pointers(struct build *b, struct err *err)
{
	size_t i;

	for (i = 0; i < b->content.nmedia; i++) {
		const struct linked_media *m = &b->content.media[i];
		const struct source_file *f = snapshot_file(b->snapshot, m->file);
		struct str bytes;
		int got;

		/* a note is short: what is long is not read before it is packed */
		if (f->size != SOURCE_SIZE_UNKNOWN && f->size > LFS_POINTER_BYTES)
			continue;
		got = snapshot_read(b->snapshot, m->file, &bytes, err);
		if (got < 0)
			return -1;
		if (got == 0 && source_is_lfs_pointer(bytes))
			finding_arg(
			    &b->findings,
			    finding_add(&b->findings, RULE_LFS_POINTER, (struct place){m->path, 0, 0}),
			    "path", m->path);
		snapshot_forget(b->snapshot, m->file);
	}
	return 0;
}

static int link_all(struct build *b, struct err *err)
{
	struct build_clock start = build_now();
	const struct config *c = build_config_of(b);
	size_t i;
	int rc;

	qsort(b->unit, b->nunit, sizeof(struct unit *), by_path);
	for (i = 0; i < b->nunit; i++)
		findings_append(&b->findings, &b->unit[i]->findings);
	link_units(&b->content, c, b->unit, b->nunit, b->snapshot, &b->findings);
	rc = report_pointers(b, err);
	build_stage_done(b, "link", start);
	start = build_now();
	lint_content(&b->content, b->snapshot, &b->findings);
	lint_settle(&b->findings, c, b->unit, b->nunit, &b->lint);
	build_stage_done(b, "lint", start);
	return rc;
}

/* All stages but the last look at the findings. */
static int run_stages(struct build *b, const struct build_options *o, struct err *err)
{
	struct source_options so = {o->path, o->rev};
	struct run r = {.b = b, .err = err};
	struct schema_engine *engine = NULL;
	struct build_clock start = build_now();
	size_t i;
	int rc = -1;

	*b = (struct build){0};
	arena_init(&b->arena);
	findings_init(&b->findings, &b->arena);
	if (snapshot_open(&b->snapshot, &so, &b->findings, err) < 0)
		goto out;
	build_stage_done(b, "source", start);
	start = build_now();
	engine = schema_engine_new(schema_builtin());
	r.in.engine = engine;
	rc = snapshot_count(b->snapshot) ? compile_all(&r) : 0;
	if (rc == 0)
		build_stage_done(b, "compile", start);
	if (rc == 0 && b->linked)
		rc = link_all(b, err);
out:
	for (i = 0; i < r.ncomponent; i++)
		schema_engine_free(r.component[i].engine);
	free(r.component);
	schema_engine_free(engine);
	return rc;
}

/* Compares with the content as it was at a revision; what is wrong there is nobody's business now. */
static int compare_since(struct build *b, const struct build_options *o, struct err *err)
{
	struct build before;
	int rc = run_stages(&before, &(struct build_options){o->path, o->since, NULL}, err);

	if (rc == 0 && before.linked)
		lint_since(&b->content, &before.content, &b->findings);
	build_release(&before);
	return rc;
}

int build_run(struct build *b, const struct build_options *o, struct err *err)
{
	int rc = run_stages(b, o, err);

	if (rc == 0 && o->since && b->linked)
		rc = compare_since(b, o, err);
	findings_finish(&b->findings);
	return rc;
}

void build_release(struct build *b)
{
	size_t i;

	if (b->linked)
		link_release(&b->content);
	for (i = 0; i < b->nunit; i++)
		unit_free(b->unit[i]);
	free(b->unit);
	snapshot_close(b->snapshot);
	arena_release(&b->arena);
	*b = (struct build){0};
}
