/*
 * typo.c: is a text another one but for typing errors? Counts code points that
 * are changed, added, missing or swapped with their neighbour; no code point
 * takes part twice (optimal string alignment).
 */
#include <stdlib.h>

#include <utf8proc.h>

#include "marking/pxm_int.h"

#define SHORTEST 4u /* code points: below, one error is too much of the word */

struct word {
	int32_t *v;
	size_t n;
};

/* Decodes T to W, which has room for all its bytes. False when it is not UTF-8. */
static bool decode(struct word *w, struct pxm_text t)
{
	size_t i = 0;

	while (i < t.n) {
		utf8proc_ssize_t k = utf8proc_iterate((const utf8proc_uint8_t *)t.p + i,
						      (utf8proc_ssize_t)(t.n - i), &w->v[w->n]);

		if (k <= 0)
			return false;
		w->n++;
		i += (size_t)k;
	}
	return true;
}

static bool next_digit(size_t *i, const struct word *w)
{
	while (*i < w->n && utf8proc_category(w->v[*i]) != UTF8PROC_CATEGORY_ND)
		++*i;
	return *i < w->n;
}

/* A year with a wrong digit is another year. */
static bool same_digits(const struct word *a, const struct word *b)
{
	size_t i = 0, k = 0;

	for (;; i++, k++) {
		bool more = next_digit(&i, a);

		if (more != next_digit(&k, b))
			return false;
		if (!more)
			return true;
		if (a->v[i] != b->v[k])
			return false;
	}
}

static unsigned least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* The rows of the table that are needed: this one, the one above, the one above that. */
struct rows {
	unsigned *now, *above, *higher;
};

/* One cell: the distance between the first I of A and the first K of B. */
static unsigned cell(const struct rows *r, const struct word *a, const struct word *b, size_t i, size_t k)
{
	unsigned d = r->above[k - 1] + (a->v[i - 1] != b->v[k - 1]);

	d = least(d, r->above[k] + 1);
	d = least(d, r->now[k - 1] + 1);
	if (i > 1 && k > 1 && a->v[i - 1] == b->v[k - 2] && a->v[i - 2] == b->v[k - 1])
		d = least(d, r->higher[k - 2] + 1);
	return d;
}

/* Fills row I, as far as it lies within LIMIT of the diagonal; returns its least cell. */
static unsigned fill(const struct rows *r, const struct word *a, const struct word *b, size_t i,
		     unsigned limit)
{
	size_t from = i > limit ? i - limit : 1, to = i + limit < b->n ? i + limit : b->n, k;
	unsigned best = i <= limit ? (unsigned)i : limit + 1;

	r->now[from - 1] = best;
	for (k = from; k <= to; k++) {
		r->now[k] = least(cell(r, a, b, i, k), limit + 1);
		best = least(best, r->now[k]);
	}
	if (to < b->n)
		r->now[to + 1] = limit + 1;
	return best;
}

/* True if the distance is at most LIMIT, which the lengths do not exceed. */
static bool within(struct rows r, const struct word *a, const struct word *b, unsigned limit)
{
	size_t i;

	for (i = 0; i <= b->n; i++)
		r.above[i] = r.higher[i] = i <= limit ? (unsigned)i : limit + 1;
	for (i = 1; i <= a->n; i++) {
		unsigned *unused = r.higher;

		if (fill(&r, a, b, i, limit) > limit) /* it never gets less again: a swap costs one too */
			return false;
		r.higher = r.above;
		r.above = r.now;
		r.now = unused;
	}
	return r.above[b->n] <= limit;
}

/* A and B decoded are a typing error apart. ROW has room for 3 rows. */
static bool compare(const struct word *a, const struct word *b, unsigned *row)
{
	struct rows r = {row, row + b->n + 1, row + 2 * (b->n + 1)};
	size_t limit = b->n / 4, apart = a->n < b->n ? b->n - a->n : a->n - b->n;

	return b->n >= SHORTEST && apart <= limit && same_digits(a, b) && within(r, a, b, (unsigned)limit);
}

int pxm_typo_match(struct pxm_text a, struct pxm_text b)
{
	struct word x = {0}, y = {0};
	unsigned *row;
	int result;

	if (!a.n || !b.n || a.n > UINT32_MAX / 4 || b.n > UINT32_MAX / 4)
		return 0;
	x.v = malloc((a.n + b.n) * sizeof(*x.v));
	row = malloc(3 * (b.n + 1) * sizeof(*row));
	y.v = x.v ? x.v + a.n : NULL;
	result = x.v && row ? decode(&x, a) && decode(&y, b) && compare(&x, &y, row) : -1;
	free(x.v);
	free(row);
	return result;
}

bool pxm_is_typo(const char *a, size_t na, const char *b, size_t nb)
{
	union {
		const char *in;
		char *p;
	} x = {a}, y = {b};

	return pxm_typo_match((struct pxm_text){x.p, na}, (struct pxm_text){y.p, nb}) == 1;
}
