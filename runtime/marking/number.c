/*
 * number.c: numbers as learners type them, as exact decimals in digits. No double
 * ever sees them: 0.1 is 0.1, and 40 digits are 40 digits.
 */
#include <stdlib.h>
#include <string.h>

#include "marking/pxm_int.h"

/* --- arithmetic ------------------------------------------------------------------------- */

static bool is_zero(const struct pxm_number *a)
{
	size_t i;

	for (i = 0; i < PXM_CELLS; i++)
		if (a->digit[i])
			return false;
	return true;
}

bool pxm_number_of(struct pxm_number *out, struct pxb_decimal d)
{
	uint64_t v = d.mantissa < 0 ? 0 - (uint64_t)d.mantissa : (uint64_t)d.mantissa;
	size_t i;

	memset(out, 0, sizeof(*out));
	if (d.scale > 18)
		return false;
	out->negative = d.mantissa < 0;
	for (i = PXM_WHOLE + d.scale; v; v /= 10)
		out->digit[--i] = (uint8_t)(v % 10);
	return true;
}

static int compare_digits(const struct pxm_number *a, const struct pxm_number *b)
{
	return memcmp(a->digit, b->digit, PXM_CELLS);
}

int pxm_number_cmp(const struct pxm_number *a, const struct pxm_number *b)
{
	if (a->negative != b->negative)
		return a->negative ? -1 : 1;
	return a->negative ? compare_digits(b, a) : compare_digits(a, b);
}

/* OUT = A + B, signs apart. There is room for the carry. */
static void add(struct pxm_number *out, const struct pxm_number *a, const struct pxm_number *b)
{
	unsigned sum = 0;
	size_t i;

	for (i = PXM_CELLS; i-- > 0; sum /= 10) {
		sum += a->digit[i] + b->digit[i];
		out->digit[i] = (uint8_t)(sum % 10);
	}
}

/* OUT = A - B, signs apart; A is not smaller. */
static void subtract(struct pxm_number *out, const struct pxm_number *a, const struct pxm_number *b)
{
	int borrow = 0;
	size_t i;

	for (i = PXM_CELLS; i-- > 0;) {
		int d = a->digit[i] - b->digit[i] - borrow;

		borrow = d < 0;
		out->digit[i] = (uint8_t)(d + 10 * borrow);
	}
}

bool pxm_number_near(const struct pxm_number *a, const struct pxm_number *b, const struct pxm_number *t)
{
	struct pxm_number apart = {0};

	if (a->negative != b->negative)
		add(&apart, a, b);
	else if (compare_digits(a, b) >= 0)
		subtract(&apart, a, b);
	else
		subtract(&apart, b, a);
	return pxm_number_cmp(&apart, t) <= 0;
}

/* --- reading ------------------------------------------------------------------------------ */

/* Where reading stands, and what was read. */
struct reader {
	const char *p, *end;
	const char *marks;  /* decimal marks of the locale */
	const char *groups; /* what separates groups of three */
	unsigned whole, places;
	char digit[PXM_MAX_DIGITS]; /* without marks */
};

static bool is_digit(const struct reader *r, size_t at)
{
	return at < (size_t)(r->end - r->p) && r->p[at] >= '0' && r->p[at] <= '9';
}

/* True if the next byte is one of SET. */
static bool is_one_of(const struct reader *r, const char *set)
{
	return r->p < r->end && *r->p && strchr(set, *r->p);
}

/* Takes N digits to the whole or the places. False when there are too many. */
static bool take(struct reader *r, unsigned *count, size_t n)
{
	if (n > PXM_MAX_DIGITS - r->whole - r->places)
		return false;
	memcpy(r->digit + r->whole + r->places, r->p, n);
	*count += (unsigned)n;
	r->p += n;
	return true;
}

static size_t run(const struct reader *r)
{
	size_t n = 0;

	while (is_digit(r, n))
		n++;
	return n;
}

/* True if SEPARATOR and exactly three digits come next. */
static bool is_group(const struct reader *r, char separator)
{
	return r->p < r->end && *r->p == separator && is_digit(r, 1) && is_digit(r, 2) && is_digit(r, 3) &&
	       !is_digit(r, 4);
}

/* Digits, in groups or not, and places. */
static bool read_digits(struct reader *r)
{
	size_t n = run(r);
	char separator;

	if (!take(r, &r->whole, n))
		return false;
	separator = n && n <= 3 && is_one_of(r, r->groups) ? *r->p : 0;
	while (separator && is_group(r, separator)) {
		r->p++;
		if (!take(r, &r->whole, 3))
			return false;
	}
	if (is_one_of(r, r->marks) && (n || is_digit(r, 1))) {
		r->p++;
		if (!take(r, &r->places, run(r)))
			return false;
	}
	return r->whole + r->places > 0;
}

static void skip_blanks(struct reader *r)
{
	while (r->p < r->end && *r->p == ' ')
		r->p++;
}

enum pxm_folding pxm_fold_unit(struct pxm_text *out, struct pxb_str unit)
{
	return pxm_fold_text(out, unit.p, unit.n, PXB_IGNORE_CASE | PXB_IGNORE_ACCENTS | PXB_IGNORE_SPACES);
}

static bool is_unit(struct pxm_text t, const struct pxm_text *unit, uint32_t nunit)
{
	uint32_t i;

	for (i = 0; t.n && i < nunit; i++)
		if (pxm_text_equal(t, unit[i]))
			return true;
	return false;
}

/* 1 when what is left is nothing or a unit, perhaps with a point that ends the sentence; 0 when not; -1
 * without memory. */
static int read_unit(const struct reader *r, const struct pxm_text *unit, uint32_t nunit)
{
	struct pxb_str rest = {r->p, (uint32_t)(r->end - r->p)};
	struct pxm_text t;
	bool found;

	if (!rest.n)
		return 1;
	if (pxm_fold_unit(&t, rest) != PXM_FOLDED)
		return -1;
	found = is_unit(t, unit, nunit);
	if (!found && t.n && t.p[t.n - 1] == '.')
		found = is_unit((struct pxm_text){t.p, t.n - 1}, unit, nunit);
	free(t.p);
	return found;
}

int pxm_number_read(struct pxm_number *out, struct pxm_text s, bool english, const struct pxm_text *unit,
		    uint32_t nunit)
{
	struct reader r = {.p = s.p, .end = s.p + s.n};
	bool negative = s.n && *s.p == '-';
	unsigned i;
	int result;

	r.marks = english ? "." : ",.";
	r.groups = english ? ", " : " ";
	memset(out, 0, sizeof(*out));
	if (is_one_of(&r, "+-")) {
		r.p++;
		skip_blanks(&r);
	}
	if (!read_digits(&r))
		return 0;
	skip_blanks(&r);
	result = read_unit(&r, unit, nunit);
	if (result != 1)
		return result;
	for (i = 0; i < r.whole + r.places; i++)
		out->digit[PXM_WHOLE - r.whole + i] = (uint8_t)(r.digit[i] - '0');
	out->negative = negative && !is_zero(out);
	return 1;
}

/* N as a decimal with as few places as it has. False when it does not fit. */
static bool to_decimal(struct pxb_decimal *out, const struct pxm_number *n)
{
	uint64_t v = 0, most = (uint64_t)INT64_MAX + n->negative;
	size_t end = PXM_CELLS, i;

	while (end > PXM_WHOLE && !n->digit[end - 1])
		end--;
	if (end > PXM_WHOLE + 18)
		return false;
	for (i = 0; i < end; i++) {
		if (v > (most - n->digit[i]) / 10)
			return false;
		v = v * 10 + n->digit[i];
	}
	out->scale = (unsigned)(end - PXM_WHOLE);
	out->mantissa = !n->negative ? (int64_t)v : v ? -(int64_t)(v - 1) - 1 : 0;
	return true;
}

bool pxm_is_english(struct pxb_str locale)
{
	return pxm_language_of(locale) == PXM_EN;
}

static bool fold_units(struct pxm_text *out, const struct pxb_str *unit, uint32_t n)
{
	uint32_t i;

	for (i = 0; i < n; i++)
		if (pxm_fold_unit(&out[i], unit[i]) == PXM_FOLD_NOMEM)
			return false;
	return true;
}

bool pxm_read_number(struct pxb_decimal *out, bool *is_number, struct pxb_str s, struct pxb_str locale,
		     const struct pxb_str *unit, uint32_t nunit)
{
	struct pxm_text *folded = calloc((size_t)nunit + 1, sizeof(*folded)), t;
	struct pxm_number n;
	uint32_t i;

	*is_number = false;
	if (folded && fold_units(folded, unit, nunit) && pxm_fold_text(&t, s.p, s.n, 0) == PXM_FOLDED) {
		*is_number = pxm_number_read(&n, t, pxm_is_english(locale), folded, nunit) == 1;
		free(t.p);
	}
	for (i = 0; folded && i < nunit; i++)
		free(folded[i].p);
	free(folded);
	return *is_number && to_decimal(out, &n);
}
