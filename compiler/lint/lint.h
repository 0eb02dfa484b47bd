/*
 * lint.h: what an experienced colleague would notice.
 *
 * A rule of scope `unit` sees one file, its tree and its unit; its findings live
 * and die with the unit. A rule of scope `link` sees what units export and the
 * linked content, never a YAML tree. A rule says in diag/rules.def in which
 * statuses it speaks. Rules never change what they look at.
 */
#ifndef LINT_LINT_H
#define LINT_LINT_H

#include "link/link.h"
#include "marking/pxm.h"
#include "model/model.h"
#include "source/source.h"

/*
 * Judges the file of U, just built from DOC, with the rules of scope `unit`;
 * findings go to U->findings. Exceptions that the file's comments make
 * (`# pixc: allow NAME because REASON`) are noted in U.
 */
void lint_unit(struct unit *u, const struct yaml_doc *doc, const struct config *config,
	       const struct model_tree *tree);

/*
 * Judges the whole with the rules of scope `link`. Media are read from FILES;
 * what cannot be read is passed over. Findings go to FS.
 */
void lint_content(const struct content *c, struct snapshot *files, struct findings *fs);

/*
 * What was published at BEFORE, an earlier revision of the content, and is NOW
 * neither there nor withdrawn nor a former id: findings in FS, of severity error.
 */
void lint_since(const struct content *now, const struct content *before, struct findings *fs);

/* What lint_settle did, for the summary. */
struct lint_counts {
	size_t allowed; /* findings taken away by an exception with a reason */
	size_t newer;   /* findings of rules newer than the pin of pix.yaml */
};

/*
 * Puts pix.yaml and the comments in force over all findings of a run: `rules`,
 * `overrides`, `allow`, the pin. Only warnings change (or go); errors stay as they
 * are. Adds findings about exceptions without use, without a reason or with an
 * unknown rule. UNITS are those of the run.
 */
void lint_settle(struct findings *fs, const struct config *config, struct unit *const *unit, size_t nunit,
		 struct lint_counts *counts);

/* The key of page "ui" for why marking decided so, a clause: "it matches the pattern". */
const char *lint_why(enum pxm_by by);

#endif
