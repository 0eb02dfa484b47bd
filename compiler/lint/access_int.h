/*
 * access_int.h: what the rules about accessibility share.
 */
#ifndef LINT_ACCESS_INT_H
#define LINT_ACCESS_INT_H

#include "lint/media_int.h"

/* access_colour.c */
void access_colour_only(struct lint *l);

#endif
