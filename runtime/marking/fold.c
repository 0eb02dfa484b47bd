/*
 * fold.c: texts as comparisons see them. Bytes become code points, are made
 * alike, folded, and become UTF-8 again.
 */
#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include "marking/pxm_int.h"

/* The longest decomposition of one code point is 4, and a ligature in it adds one. */
#define GROWTH 5u

struct cps {
	int32_t *v, *spare; /* of ROOM each */
	size_t n, room;
};

/* What is made alike in every text; TO 0: dropped. Ascending. docs/marking.md has the same table. */
static const struct alike {
	int32_t first, last, to;
} alikes[] = {
    {'\t', '\t', ' '},      {0x00A0, 0x00A0, ' '},  {0x00AB, 0x00AB, '"'},  {0x00AD, 0x00AD, 0},
    {0x00B4, 0x00B4, '\''}, {0x00BB, 0x00BB, '"'},  {0x02B9, 0x02B9, '\''}, {0x02BC, 0x02BC, '\''},
    {0x1680, 0x1680, ' '},  {0x2000, 0x200A, ' '},  {0x200B, 0x200B, 0},    {0x200E, 0x200F, 0},
    {0x2010, 0x2015, '-'},  {0x2018, 0x201B, '\''}, {0x201C, 0x201F, '"'},  {0x2028, 0x2029, '\n'},
    {0x202A, 0x202E, 0},    {0x202F, 0x202F, ' '},  {0x2032, 0x2032, '\''}, {0x2033, 0x2033, '"'},
    {0x2035, 0x2035, '\''}, {0x2036, 0x2036, '"'},  {0x2039, 0x203A, '\''}, {0x205F, 0x205F, ' '},
    {0x2060, 0x2060, 0},    {0x2066, 0x2069, 0},    {0x2212, 0x2212, '-'},  {0x3000, 0x3000, ' '},
    {0x301D, 0x301F, '"'},  {0xFE58, 0xFE58, '-'},  {0xFE63, 0xFE63, '-'},  {0xFEFF, 0xFEFF, 0},
    {0xFF02, 0xFF02, '"'},  {0xFF07, 0xFF07, '\''}, {0xFF0D, 0xFF0D, '-'},
};

/* False when it is not UTF-8 or holds a control character other than tab, line feed, carriage return. */
static bool decode(struct cps *c, const char *s, size_t n)
{
	size_t i = 0;

	while (i < n) {
		int32_t cp;
		utf8proc_ssize_t k =
		    utf8proc_iterate((const utf8proc_uint8_t *)s + i, (utf8proc_ssize_t)(n - i), &cp);

		if (k <= 0 || (cp < ' ' && cp != '\t' && cp != '\n' && cp != '\r') ||
		    (cp >= 0x7F && cp < 0xA0))
			return false;
		c->v[c->n++] = cp;
		i += (size_t)k;
	}
	return true;
}

static int class_of(int32_t cp)
{
	return utf8proc_get_property(cp)->combining_class;
}

/* Sorts the N marks at V by class, alike ones as they stand: linear, since marks can be many. */
static void sort_marks(int32_t *v, int32_t *spare, size_t n)
{
	size_t i, k = 0;
	int class;

	for (class = 1; class < 255 && k < n; class ++)
		for (i = 0; i < n; i++)
			if (class_of(v[i]) == class)
				spare[k++] = v[i];
	memcpy(v, spare, k * sizeof(*v));
}

static void swap(struct cps *c, size_t n)
{
	int32_t *v = c->v;

	c->v = c->spare;
	c->spare = v;
	c->n = n;
}

static void decompose(struct cps *c)
{
	size_t i, k = 0, from;

	for (i = 0; i < c->n; i++) {
		int bound = 0;

		k += (size_t)utf8proc_decompose_char(c->v[i], c->spare + k, (utf8proc_ssize_t)(c->room - k),
						     UTF8PROC_STABLE | UTF8PROC_DECOMPOSE, &bound);
	}
	swap(c, k);
	for (i = 0; i < c->n; i = k) {
		for (from = i; from < c->n && !class_of(c->v[from]); from++)
			continue;
		for (k = from; k < c->n && class_of(c->v[k]); k++)
			continue;
		if (k > from + 1)
			sort_marks(c->v + from, c->spare, k - from);
	}
}

static void compose(struct cps *c)
{
	utf8proc_ssize_t n =
	    utf8proc_normalize_utf32(c->v, (utf8proc_ssize_t)c->n, UTF8PROC_STABLE | UTF8PROC_COMPOSE);

	c->n = n < 0 ? 0 : (size_t)n;
}

static void normalise(struct cps *c)
{
	decompose(c);
	compose(c);
}

static int32_t alike(int32_t cp)
{
	size_t low = 0, high = COUNTOF(alikes);

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (cp > alikes[mid].last)
			low = mid + 1;
		else if (cp < alikes[mid].first)
			high = mid;
		else
			return alikes[mid].to;
	}
	return cp;
}

static void make_alike(struct cps *c)
{
	size_t i, k = 0;

	for (i = 0; i < c->n; i++) {
		int32_t cp = alike(c->v[i]);

		if (cp == '\r') {
			if (i + 1 < c->n && c->v[i + 1] == '\n')
				continue;
			cp = '\n';
		}
		if (cp)
			c->v[k++] = cp;
	}
	c->n = k;
}

/* The two letters of a ligature, or of sharp s; 0 when it is none. */
static const char *ligature(int32_t cp)
{
	switch (cp) {
	case 0x152:
		return "OE";
	case 0x153:
		return "oe";
	case 0xC6:
		return "AE";
	case 0xE6:
		return "ae";
	case 0xDF:
		return "ss";
	case 0x1E9E:
		return "SS";
	default:
		return NULL;
	}
}

static void drop_accents(struct cps *c)
{
	size_t i, k = 0;

	decompose(c);
	for (i = 0; i < c->n; i++) {
		const char *two = ligature(c->v[i]);

		if (two) {
			c->spare[k++] = two[0];
			c->spare[k++] = two[1];
		} else if (c->v[i] < 0x300 || c->v[i] > 0x36F) {
			c->spare[k++] = c->v[i];
		}
	}
	swap(c, k);
	compose(c);
}

static void lower(struct cps *c)
{
	size_t i;

	for (i = 0; i < c->n; i++)
		c->v[i] = c->v[i] == 0x3C2 ? 0x3C3 : utf8proc_tolower(c->v[i]);
}

static bool is_blank(int32_t cp)
{
	return cp == ' ' || cp == '\n';
}

/* Drops punctuation; blanks that stood around it become one. */
static void drop_punctuation(struct cps *c)
{
	size_t i, k = 0;

	for (i = 0; i < c->n; i++) {
		utf8proc_category_t g = utf8proc_category(c->v[i]);

		if (g >= UTF8PROC_CATEGORY_PC && g <= UTF8PROC_CATEGORY_PO)
			continue;
		if (c->v[i] == ' ' && k && c->v[k - 1] == ' ')
			continue;
		c->v[k++] = c->v[i];
	}
	c->n = k;
}

static void drop_blanks(struct cps *c)
{
	size_t i, k = 0;

	for (i = 0; i < c->n; i++)
		if (!is_blank(c->v[i]))
			c->v[k++] = c->v[i];
	c->n = k;
}

static void fold(struct cps *c, unsigned ignore)
{
	normalise(c);
	make_alike(c);
	normalise(c);
	if (ignore & PXB_IGNORE_ACCENTS)
		drop_accents(c);
	if (ignore & PXB_IGNORE_CASE)
		lower(c);
	if (ignore & PXB_IGNORE_PUNCTUATION)
		drop_punctuation(c);
	if (ignore & PXB_IGNORE_SPACES)
		drop_blanks(c);
	if (ignore) /* what stood apart may now compose */
		normalise(c);
}

/* The code points without outer blanks, as UTF-8. */
static enum pxm_folding encode(struct pxm_text *out, const struct cps *c)
{
	size_t from = 0, to = c->n, i;

	while (from < to && is_blank(c->v[from]))
		from++;
	while (to > from && is_blank(c->v[to - 1]))
		to--;
	out->p = malloc(4 * (to - from) + 1);
	if (!out->p)
		return PXM_FOLD_NOMEM;
	for (i = from; i < to; i++)
		out->n += (size_t)utf8proc_encode_char(c->v[i], (utf8proc_uint8_t *)out->p + out->n);
	out->p[out->n] = 0;
	return PXM_FOLDED;
}

enum pxm_folding pxm_fold_text(struct pxm_text *out, const char *s, size_t n, unsigned ignore)
{
	enum pxm_folding result = PXM_NOT_TEXT;
	struct cps c = {0};

	*out = (struct pxm_text){NULL, 0};
	if (n > SIZE_MAX / (4 * 2 * GROWTH * sizeof(*c.v)))
		return PXM_FOLD_NOMEM;
	c.room = GROWTH * n + 1;
	c.v = malloc(2 * c.room * sizeof(*c.v));
	if (!c.v)
		return PXM_FOLD_NOMEM;
	c.spare = c.v + c.room;
	int32_t *both = c.v;
	if (decode(&c, s, n)) {
		fold(&c, ignore);
		result = encode(out, &c);
	}
	free(both);
	return result;
}

bool pxm_text_equal(struct pxm_text a, struct pxm_text b)
{
	return a.n == b.n && (!a.n || memcmp(a.p, b.p, a.n) == 0);
}

size_t pxm_fold(char *out, size_t room, const char *s, size_t n, unsigned ignore)
{
	struct pxm_text t;

	if (pxm_fold_text(&t, s, n, ignore) != PXM_FOLDED)
		return SIZE_MAX;
	if (room && t.n)
		memcpy(out, t.p, t.n < room ? t.n : room);
	free(t.p);
	return t.n;
}
