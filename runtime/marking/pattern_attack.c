/*
 * pattern_attack.c: looks for a short text on which a pattern reaches its limits.
 *
 * For every piece that may be repeated: a text that leads up to it, many copies of
 * a text that the piece stands for, a text for what follows, and a character
 * that fails. Patterns that lose their way do it on such texts.
 */
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "marking/pattern_int.h"

#define countof(a) (sizeof(a) / sizeof((a)[0]))

#define MAX_TRIES 40u /* matches before giving up; each has its limits */
#define MAX_POOL  8u  /* texts that are tried in place of every piece */

/* Sets in a row, one character of each. */
struct run {
	uint32_t piece, n;
};

struct attack {
	struct pattern_pieces s;
	struct pxm_pattern *x;
	struct run pool[MAX_POOL]; /* of the pattern: different characters, then words */
	uint32_t npool;
	uint32_t bad; /* a character that few sets have */
	char text[PXM_MAX_ANSWER], folded[PXM_MAX_ANSWER];
	size_t n, room;
	bool full; /* the text had no room */
	unsigned tries;
};

/* --- characters -------------------------------------------------------------------------------- */

/* A character of the set; sets that overlap give the same one where that is easy. */
static uint32_t sample_of(const struct pattern_pieces *s, const struct pattern_piece *set)
{
	static const char first[] = "a0 Ae1_-.@/,:'b";

	for (size_t i = 0; i + 1 < sizeof(first); i++) {
		if (pxm_pattern_has(s, set, (uint32_t)first[i]))
			return (uint32_t)first[i];
	}
	if (!set->negated)
		return s->range[set->first].low;
	for (uint32_t c = '!'; c < 0x3000; c++) {
		if (pxm_pattern_has(s, set, c) && (c < 0x7f || c > 0xa0))
			return c;
	}
	return 'a';
}

/* The character that the fewest sets have; a line end where there is a dot. */
static uint32_t failing_of(const struct pattern_pieces *s)
{
	static const uint32_t some[] = {'!', '~', '#', '0', 'a', 0xa7, 0x2603, '\n'};
	uint32_t best = some[0], fewest = UINT32_MAX;

	for (size_t k = 0; k < countof(some); k++) {
		uint32_t hits = 0;

		for (uint32_t i = 0; i < s->n; i++)
			hits += s->piece[i].kind == PATTERN_SET && pxm_pattern_has(s, &s->piece[i], some[k]);
		if (hits < fewest) {
			fewest = hits;
			best = some[k];
		}
	}
	return best;
}

static void add_character(struct attack *a, uint32_t piece)
{
	uint32_t c = sample_of(&a->s, &a->s.piece[piece]);

	for (uint32_t k = 0; k < a->npool; k++) {
		if (sample_of(&a->s, &a->s.piece[a->pool[k].piece]) == c)
			return;
	}
	a->pool[a->npool++] = (struct run){piece, 1};
}

static bool is_literal(const struct pattern_pieces *s, uint32_t i)
{
	const struct pattern_piece *p = &s->piece[i];

	return p->kind == PATTERN_SET && p->n == 1 && !p->negated &&
	       s->range[p->first].low == s->range[p->first].high;
}

static void fill_pool(struct attack *a)
{
	for (uint32_t i = 0; i < a->s.n && a->npool < MAX_POOL / 2; i++) {
		if (a->s.piece[i].kind == PATTERN_SET)
			add_character(a, i);
	}
	for (uint32_t i = 0; i < a->s.n && a->npool < MAX_POOL; i++) {
		uint32_t start = i;

		while (i < a->s.n && is_literal(&a->s, i))
			i++;
		if (i > start + 1)
			a->pool[a->npool++] = (struct run){start, i - start};
	}
}

/* --- texts ----------------------------------------------------------------------------------------- */

static void put(struct attack *a, uint32_t c)
{
	utf8proc_uint8_t bytes[4];
	size_t n = (size_t)utf8proc_encode_char((utf8proc_int32_t)c, bytes);

	if (n > a->room - a->n) {
		a->full = true;
		return;
	}
	memcpy(a->text + a->n, bytes, n);
	a->n += n;
}

/* Appends what stands from START to END once more, TIMES times. */
static void put_again(struct attack *a, size_t start, size_t end, size_t times)
{
	for (; times > 0 && end > start && !a->full; times--) {
		if (end - start > a->room - a->n) {
			a->full = true;
			return;
		}
		memcpy(a->text + a->n, a->text + start, end - start);
		a->n += end - start;
	}
}

/* Appends copies for the repeat P of what stands from START on. IN_PLACE of it, if not NULL: that text. */
static void put_copies(struct attack *a, const struct pattern_piece *p, size_t start, bool is_target,
		       size_t copies, const struct run *in_place)
{
	if (is_target && in_place) {
		a->n = start;
		for (uint32_t i = 0; i < in_place->n; i++)
			put(a, sample_of(&a->s, &a->s.piece[in_place->piece + i]));
	}
	if (is_target)
		put_again(a, start, a->n, copies - 1);
	else if (p->max == 0)
		a->n = start;
	else if (p->min > 1)
		put_again(a, start, a->n, p->min - 1);
}

static void put_bad(struct attack *a)
{
	put(a, a->bad);
	if (a->bad == '\n')
		put(a, '!'); /* or it would be an outer blank */
}

/* From the | at piece I to the ) that ends its group, or to the end. */
static uint32_t skip_branches(const struct pattern_pieces *s, uint32_t i)
{
	uint32_t depth = 0;

	for (; i < s->n; i++) {
		if (s->piece[i].kind == PATTERN_OPEN)
			depth++;
		else if (s->piece[i].kind == PATTERN_CLOSE && depth-- == 0)
			break;
	}
	return i;
}

/*
 * Makes a text for the whole pattern, of the last branch where there are several,
 * but of the branch that holds the repeat TARGET; that one stands there COPIES times.
 */
static void build(struct attack *a, uint32_t target, size_t copies, const struct run *in_place)
{
	struct {
		size_t start; /* of the text */
		uint32_t piece;
	} open[PATTERN_MAX_NEST + 1] = {{0, 0}};
	uint32_t depth = 0;
	size_t atom = 0; /* where the text of the last set or group begins */

	a->n = 0;
	a->full = false;
	for (uint32_t i = 0; i < a->s.n && !a->full; i++) {
		const struct pattern_piece *p = &a->s.piece[i];

		switch (p->kind) {
		case PATTERN_SET:
			atom = a->n;
			put(a, sample_of(&a->s, p));
			break;
		case PATTERN_OPEN:
			open[++depth].start = a->n;
			open[depth].piece = i;
			break;
		case PATTERN_CLOSE:
			atom = open[depth--].start;
			break;
		case PATTERN_OR:
			if (target < i && (depth == 0 || target > open[depth].piece))
				i = skip_branches(&a->s, i) - 1;
			else
				a->n = open[depth].start;
			break;
		case PATTERN_REPEAT:
			put_copies(a, p, atom, i == target, copies, in_place);
			break;
		}
	}
	put_bad(a);
}

/* --- trying ------------------------------------------------------------------------------------------ */

/* True if the text reaches the limits, as a learner who types it would. */
static bool reaches(struct attack *a)
{
	size_t n;

	a->tries++;
	n = pxm_fold(a->folded, sizeof(a->folded), a->text, a->n, 0);
	return n <= sizeof(a->folded) && pxm_pattern_match(a->x, a->folded, n) < 0;
}

/* Tries one repeat with as many copies as there is room for; if that reaches the limits, with fewer. */
static bool try_repeat(struct attack *a, uint32_t target, const struct run *in_place)
{
	size_t one, two, copies;

	build(a, target, 1, in_place);
	one = a->n;
	build(a, target, 2, in_place);
	two = a->n;
	if (a->full || two <= one)
		return false;
	copies = 1 + (a->room - one) / (two - one);
	build(a, target, copies, in_place);
	if (!reaches(a))
		return false;
	for (bool more = true; more && copies > 1;) {
		build(a, target, copies / 2, in_place);
		more = reaches(a);
		if (more)
			copies /= 2;
	}
	build(a, target, copies, in_place);
	return true;
}

static bool try_all(struct attack *a)
{
	for (uint32_t k = 0; k <= a->npool; k++) {
		for (uint32_t i = 0; i < a->s.n && a->tries < MAX_TRIES; i++) {
			const struct pattern_piece *p = &a->s.piece[i];

			if (p->kind == PATTERN_REPEAT && p->max > 1 &&
			    try_repeat(a, i, k == 0 ? NULL : &a->pool[k - 1]))
				return true;
		}
	}
	return false;
}

int pxm_pattern_attack(char *out, size_t room, const char *pattern, size_t n, unsigned ignore)
{
	struct attack *a = calloc(1, sizeof(*a));
	struct pxm_error e;
	int found = -1;

	if (!a)
		return -1;
	a->room = room < sizeof(a->text) ? room : sizeof(a->text);
	if (pxm_pattern_read(&a->s, pattern, n, &e) == PXM_OK &&
	    pxm_pattern_new(&a->x, pattern, n, ignore & PXB_IGNORE_CASE, NULL) == PXM_OK) {
		found = 0;
		a->bad = failing_of(&a->s);
		fill_pool(a);
		if (try_all(a)) {
			memcpy(out, a->text, a->n);
			found = (int)a->n;
		}
	}
	pxm_pattern_free(a->x);
	free(a);
	return found;
}
