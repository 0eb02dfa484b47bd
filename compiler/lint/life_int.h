/*
 * life_int.h: what the files life_*.c share.
 */
#ifndef LINT_LIFE_INT_H
#define LINT_LIFE_INT_H

#include "lint/lint_int.h"

/* life_calibration.c */
void life_calibration_range(struct lint_whole *w);
void life_calibration_orphan(struct lint_whole *w);

/* life_wording.c */
void life_calibration_wording(struct lint_whole *w);

/* life_certification.c */
void life_certifiable_but(struct lint_whole *w);
void life_impossible_eligibility(struct lint_whole *w);
void life_small_pool(struct lint_whole *w);

#endif
