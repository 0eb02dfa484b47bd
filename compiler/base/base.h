/*
 * base.h: the first include of every file of the compiler.
 *
 * Types, attributes, exit codes and BUG(). It knows nothing of the rest of the
 * program. Which C functions may not be used stands in tools/layers.sh.
 */
#ifndef BASE_BASE_H
#define BASE_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/limits.h"

#define countof(a) (sizeof(a) / sizeof((a)[0]))

#if defined(__GNUC__)
#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args)))
#define NORETURN               __attribute__((noreturn))
#else
#define PRINTF_LIKE(fmt, args)
#define NORETURN
#endif

/*
 * The exit codes of the program (DESIGN.md section 6). Where several apply,
 * EXIT_ENVIRONMENT goes before EXIT_RESOURCE before EXIT_FINDINGS.
 */
enum exit_code {
	EXIT_CLEAN = 0,
	EXIT_FINDINGS = 1,
	EXIT_USAGE = 2,
	EXIT_ENVIRONMENT = 3,
	EXIT_RESOURCE = 4,
};

/* Prints the message with its place and aborts: for states that cannot be. */
#define BUG(...) bug_at(__FILE__, __LINE__, __VA_ARGS__)
NORETURN void bug_at(const char *file, int line, const char *fmt, ...) PRINTF_LIKE(3, 4);

#endif
