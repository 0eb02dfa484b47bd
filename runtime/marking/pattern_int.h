/*
 * pattern_int.h: patterns of text fields, of a language that PCRE2 and
 * JavaScript read alike. See docs/marking.md.
 */
#ifndef MARKING_PATTERN_INT_H
#define MARKING_PATTERN_INT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "marking/pxm.h"

/* Limits of a pattern beside PXM_MAX_PATTERN. */
#define PATTERN_MAX_NEST   50u        /* groups in groups */
#define PATTERN_MAX_REPEAT 1000u      /* number in braces */
#define PATTERN_MAX_CODE   65536u     /* bytes of a compiled pattern */
#define PATTERN_MAX_MATCH  100000u    /* steps of one match */
#define PATTERN_MAX_DEPTH  1000u      /* places that one match may have to go back to */
#define PATTERN_MAX_HEAP   1024u      /* KiB that one match may use */
#define PATTERN_MAX_WIDTH  0x400000ul /* code points of all sets: case costs a look at each */

/* --- compiled ------------------------------------------------------------------------ */

struct pxm_pattern; /* never changes: any number of threads may match with it */

/*
 * Compiles the pattern P of N bytes. Returns PXM_OK and the pattern in *OUT, which
 * the caller frees; else *OUT is NULL and E, which may be NULL, says why and at
 * which byte of P. Leaves the member `field` of E alone.
 */
enum pxm_code pxm_pattern_new(struct pxm_pattern **out, const char *p, size_t n, bool ignore_case,
			      struct pxm_error *e);

/*
 * 1 if the whole TEXT matches, 0 if not, -1 if the limits were reached, the text is
 * over PXM_MAX_ANSWER bytes or not UTF-8. TEXT is as pxm_fold gives it with an
 * IGNORE of 0: the pattern ignores the case by itself.
 */
int pxm_pattern_match(const struct pxm_pattern *x, const char *text, size_t n);

/* Frees X, which may be NULL. */
void pxm_pattern_free(struct pxm_pattern *x);

/* --- read -------------------------------------------------------------------------------- */

struct pattern_range {
	uint32_t low, high;
};

enum pattern_kind {
	PATTERN_SET, /* one character, of these ranges or of all others */
	PATTERN_OPEN,
	PATTERN_CLOSE,
	PATTERN_OR,
	PATTERN_REPEAT, /* of the set or group before it */
};

#define PATTERN_NO_END UINT32_MAX

struct pattern_piece {
	enum pattern_kind kind;
	bool negated;      /* of a set */
	bool lazy;         /* of a repeat */
	uint32_t first, n; /* of a set: its ranges */
	uint32_t min, max; /* of a repeat; PATTERN_NO_END: as often as it likes */
};

/* No piece is shorter than a byte, no two bytes hold more ranges than \s. */
#define PATTERN_PIECES PXM_MAX_PATTERN
#define PATTERN_RANGES (PXM_MAX_PATTERN * 5)

struct pattern_pieces {
	struct pattern_piece piece[PATTERN_PIECES];
	uint32_t n;
	struct pattern_range range[PATTERN_RANGES];
	uint32_t nrange;
};

/* Reads the pattern P of N bytes. Fills OUT, or E (not NULL) with what is wrong. */
enum pxm_code pxm_pattern_read(struct pattern_pieces *out, const char *p, size_t n, struct pxm_error *e);

/* True if the set PIECE of S has the character C; case counts. */
bool pxm_pattern_has(const struct pattern_pieces *s, const struct pattern_piece *piece, uint32_t c);

#endif
