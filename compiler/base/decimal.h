/*
 * decimal.h: exact decimal numbers of limited length.
 *
 * Content and schemas speak of decimals ("4.7"), so nothing here goes through
 * binary floating point. A number has at most LIMIT_DECIMAL_DIGITS significant
 * digits and its first and last digit stand at most LIMIT_DECIMAL_EXPONENT
 * places from the point; what does not fit is refused, never rounded.
 */
#ifndef BASE_DECIMAL_H
#define BASE_DECIMAL_H

#include "base/base.h"
#include "base/str.h"

struct decimal {
	int sign;                            /* -1, 0 or 1 */
	int32_t exp;                         /* power of ten of the last digit; 0 for zero */
	uint32_t n;                          /* digits; 0 for zero */
	uint8_t digit[LIMIT_DECIMAL_DIGITS]; /* 0 to 9, the first and the last are not 0 */
};

/*
 * Reads all of S: an optional sign, digits with an optional point among, before
 * or behind them, an optional exponent. False if S is no such number or does
 * not fit.
 */
bool decimal_parse(struct decimal *out, struct str s);

/* As decimal_parse, and also 0x1F and 0o17 as YAML 1.2 core integers. */
bool decimal_parse_yaml(struct decimal *out, struct str s);

/* Below, equal to or above 0. */
int decimal_cmp(const struct decimal *a, const struct decimal *b);

/* OUT = A + B or A - B; false if the result does not fit. OUT may be A or B. */
bool decimal_add(struct decimal *out, const struct decimal *a, const struct decimal *b);
bool decimal_sub(struct decimal *out, const struct decimal *a, const struct decimal *b);

/* True if A is a whole number. */
bool decimal_is_integer(const struct decimal *a);

/* True if A is a whole multiple of UNIT, which must not be zero. */
bool decimal_is_multiple(const struct decimal *a, const struct decimal *unit);

/*
 * Appends the one spelling of A: no exponent, no needless zero, a digit before
 * the point. Equal numbers give equal texts.
 */
void decimal_add_text(struct buf *out, const struct decimal *a);

/*
 * A as MANTISSA / 10^SCALE, SCALE at most LIMIT_DECIMAL_SCALE; false if it does not
 * fit. Bundles hold numbers so.
 */
bool decimal_mantissa(int64_t *mantissa, unsigned *scale, const struct decimal *a);

#endif
