/*
 * build.h: runs the stages in their order; the only place that knows it.
 *
 * Source, then per file YAML, schema and model (a unit each), then link. Packing
 * comes on demand. Everything that is read and made hangs on a struct build.
 */
#ifndef BUILD_BUILD_H
#define BUILD_BUILD_H

#include "base/err.h"
#include "diag/diag.h"
#include "link/link.h"
#include "lint/lint.h"
#include "model/model.h"
#include "source/source.h"

struct build_options {
	const char *path;  /* where to look for the content: "." */
	const char *rev;   /* a git revision, or NULL for the work tree */
	const char *since; /* a revision whose ids must not be gone, or NULL */
};

/* How long a stage took and what memory the process had at its end. */
struct build_stage {
	const char *name;
	uint64_t wall_us, cpu_us;
	uint64_t peak_kib;
};

#define BUILD_STAGES 8

struct build {
	struct snapshot *snapshot;
	struct unit **unit; /* sorted by path */
	size_t nunit;
	struct content content; /* valid when linked */
	bool linked;
	struct lint_counts lint;
	struct arena arena;
	struct findings findings; /* of all stages, sorted and capped */
	struct build_stage stage[BUILD_STAGES];
	size_t nstage;
};

/*
 * Reads, compiles and links the content. Findings are in B->findings whatever
 * happens; B->linked is false when there was nothing to link (no readable
 * pix.yaml, or a pin that this pixc does not meet). Returns 0, or -1 with ERR
 * filled when the environment failed. The caller releases B in all cases.
 */
int build_run(struct build *b, const struct build_options *o, struct err *err);

void build_release(struct build *b);

/* The configuration, or NULL when pix.yaml could not be read. */
const struct config *build_config_of(const struct build *b);

/* Adds a stage to B's list that began at START (from build_now). */
struct build_clock {
	uint64_t wall_us, cpu_us;
};

struct build_clock build_now(void);
void build_stage_done(struct build *b, const char *name, struct build_clock start);

/* The bytes of a file for findings: a source_fn; CTX is a struct build. */
struct str build_source(void *ctx, struct str path);

#endif
