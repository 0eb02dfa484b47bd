/*
 * err.h: a failure of the environment (I/O, git, network), told once.
 *
 * A function that can fail so returns 0 or a negative number and fills its last
 * argument. Findings about content never travel this way.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include "base/base.h"
#include "base/str.h"

struct err {
	int sys;        /* errno, or 0 */
	char text[512]; /* a sentence without full stop, in English */
	char help[512]; /* what to do about it, or "" */
};

/* Fills E with the sentence and returns -1, so that `return err_set(…)` works. */
int err_set(struct err *e, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* As err_set, with the text of errno value SYS after a colon. */
int err_sys(struct err *e, int sys, const char *fmt, ...) PRINTF_LIKE(3, 4);

/* Adds what to do about it; returns -1. */
int err_help(struct err *e, const char *fmt, ...) PRINTF_LIKE(2, 3);

#endif
