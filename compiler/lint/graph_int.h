/*
 * graph_int.h: what the files graph_*.c share.
 */
#ifndef LINT_GRAPH_INT_H
#define LINT_GRAPH_INT_H

#include "lint/lint_int.h"

/* By skill: the locales in which a validated challenge tests it, fallbacks apart. In W->a. */
locale_mask *graph_tested(struct lint_whole *w);

/* The locales of HAVE, and those whose fallbacks lead to one of them. */
locale_mask graph_reached(const struct config *c, locale_mask have);

/* The locales in which P is validated. */
locale_mask graph_path_locales(const struct config *c, const struct path *p);

/* "`fr`, `en`" in W->a. */
struct str graph_locale_list(struct lint_whole *w, locale_mask m);

/* "`a`, `b`, …": at most six of the names. In W->a. */
struct str graph_name_list(struct lint_whole *w, const struct str_list *names);

/* The file that levels or certification come from; NULL when there is none. */
const struct unit *graph_unit_of(const struct lint_whole *w, enum kind kind);

/* For qsort of struct str. */
int graph_by_text(const void *a, const void *b);

/* graph_unused.c */
void graph_unused_tutorial(struct lint_whole *w);
void graph_unused_media(struct lint_whole *w);

void graph_needs_retired(struct lint_whole *w);

/* graph_variants.c */
void graph_same_variant(struct lint_whole *w);

/* graph_skills.c */
void graph_skill_without_challenge(struct lint_whole *w);
void graph_ladder_hole(struct lint_whole *w);
void graph_untested_level(struct lint_whole *w);
void graph_prerequisite_above(struct lint_whole *w);
void graph_untaught_prerequisite(struct lint_whole *w);
void graph_single_challenge(struct lint_whole *w);

/* graph_paths.c */
void graph_path_beyond(struct lint_whole *w);
void graph_path_locale(struct lint_whole *w);
void graph_path_prerequisite(struct lint_whole *w);

/* graph_same.c */
void graph_same_question(struct lint_whole *w);
void graph_same_title(struct lint_whole *w);

#endif
