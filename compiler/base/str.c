#include "base/str.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/alloc.h"

struct str str_c(const char *s)
{
	return (struct str){s, s ? strlen(s) : 0};
}

bool str_eq(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool str_eq_c(struct str a, const char *b)
{
	return str_eq(a, str_c(b));
}

int str_cmp(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n ? memcmp(a.p, b.p, n) : 0;

	if (c)
		return c;
	return a.n < b.n ? -1 : a.n > b.n;
}

bool str_starts(struct str s, struct str prefix)
{
	return s.n >= prefix.n && str_eq(str_sub(s, 0, prefix.n), prefix);
}

bool str_ends(struct str s, struct str suffix)
{
	return s.n >= suffix.n && str_eq(str_sub(s, s.n - suffix.n, s.n), suffix);
}

struct str str_sub(struct str s, size_t from, size_t to)
{
	if (to > s.n)
		to = s.n;
	if (from > to)
		from = to;
	return (struct str){s.p ? s.p + from : NULL, to - from};
}

size_t str_find(struct str s, char c, size_t from)
{
	const char *q = from < s.n ? memchr(s.p + from, c, s.n - from) : NULL;

	return q ? (size_t)(q - s.p) : s.n;
}

bool str_has(struct str s, struct str part)
{
	size_t i;

	for (i = 0; i + part.n <= s.n; i++)
		if (str_eq(str_sub(s, i, i + part.n), part))
			return true;
	return false;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

struct str str_trim(struct str s)
{
	while (s.n && is_blank(s.p[s.n - 1]))
		s.n--;
	while (s.n && is_blank(s.p[0])) {
		s.p++;
		s.n--;
	}
	return s;
}

#define DISTANCE_MOST 128

static unsigned least3(unsigned a, unsigned b, unsigned c)
{
	unsigned m = a < b ? a : b;

	return m < c ? m : c;
}

unsigned str_distance(struct str a, struct str b, unsigned limit)
{
	unsigned row[3][DISTANCE_MOST + 1];
	unsigned *before = row[0], *above = row[1], *here = row[2], *spare;
	size_t i, j;

	if (a.n > DISTANCE_MOST || b.n > DISTANCE_MOST)
		return limit + 1;
	for (j = 0; j <= b.n; j++)
		above[j] = (unsigned)j;
	for (i = 1; i <= a.n; i++) {
		here[0] = (unsigned)i;
		for (j = 1; j <= b.n; j++) {
			unsigned cost = a.p[i - 1] != b.p[j - 1];

			here[j] = least3(above[j] + 1, here[j - 1] + 1, above[j - 1] + cost);
			if (i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2] && a.p[i - 2] == b.p[j - 1] &&
			    before[j - 2] + 1 < here[j])
				here[j] = before[j - 2] + 1;
		}
		spare = before;
		before = above;
		above = here;
		here = spare;
	}
	return above[b.n] > limit ? limit + 1 : above[b.n];
}

void buf_release(struct buf *b)
{
	free(b->p);
	*b = (struct buf){0};
}

static void buf_reserve(struct buf *b, size_t more)
{
	size_t need;

	if (more > SIZE_MAX / 2 - b->n - 1)
		alloc_failed(more);
	need = b->n + more + 1;
	if (need <= b->cap)
		return;
	if (need < b->cap * 2)
		need = b->cap * 2;
	b->p = alloc_resize(b->p, need, 1);
	b->cap = need;
}

void buf_add(struct buf *b, const void *p, size_t n)
{
	buf_reserve(b, n);
	if (n)
		memcpy(b->p + b->n, p, n);
	b->n += n;
	b->p[b->n] = '\0';
}

void buf_add_str(struct buf *b, struct str s)
{
	buf_add(b, s.p, s.n);
}

void buf_add_c(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

void buf_add_byte(struct buf *b, char c)
{
	buf_add(b, &c, 1);
}

void buf_add_fmt(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0)
		BUG("format '%s' cannot be printed", fmt);
	buf_reserve(b, (size_t)n);
	va_start(ap, fmt);
	vsnprintf(b->p + b->n, (size_t)n + 1, fmt, ap);
	va_end(ap);
	b->n += (size_t)n;
}

void buf_add_json(struct buf *b, struct str s)
{
	size_t i;

	buf_add_byte(b, '"');
	for (i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c == '"' || c == '\\')
			buf_add_fmt(b, "\\%c", c);
		else if (c == '\n')
			buf_add_c(b, "\\n");
		else if (c < 0x20)
			buf_add_fmt(b, "\\u%04x", c);
		else
			buf_add_byte(b, (char)c);
	}
	buf_add_byte(b, '"');
}

struct str buf_str(const struct buf *b)
{
	return (struct str){b->p ? b->p : "", b->n};
}
