/*
 * pattern_driver.c: patterns for patterns.mjs. Reads lines from standard input, texts
 * in hexadecimal, and answers each with one line:
 *
 *	M FLAGS PATTERN TEXT    FLAGS is i or -; answers 1, 0 or -1, or E CODE OFFSET
 *	                        TEXT is matched as it stands
 *	T CHARACTERS            the characters for S; answers how many there are
 *	S FLAGS PATTERN         answers the numbers of those characters that match
 *	F TEXT                  answers TEXT as comparisons see it, or E
 *	A FLAGS PATTERN         answers the length of an attack, and -1 if it does reach the limits
 *	U CHARACTER             answers 1 if Unicode of this program knows it
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "marking/pattern_int.h"

struct text {
	char *p;
	size_t n;
};

static int digit(char c)
{
	return c <= '9' ? c - '0' : c - 'a' + 10;
}

/* The next word of the line at *AT, decoded where it stands. */
static struct text next_text(char **at)
{
	struct text t = {*at, 0};

	while (**at > ' ') {
		t.p[t.n++] = (char)(digit((*at)[0]) * 16 + digit((*at)[1]));
		*at += 2;
	}
	if (**at)
		(*at)++;
	return t;
}

/* Makes the pattern of a line; says why not and gives NULL if that is so. */
static struct pxm_pattern *next_pattern(char **at, unsigned *ignore, struct text *pattern)
{
	struct pxm_error e = {.code = PXM_OK};
	struct pxm_pattern *x;
	char *exact;

	*ignore = **at == 'i' ? PXB_IGNORE_CASE : 0;
	*at += 2;
	*pattern = next_text(at);
	/* in a block of its own, so that reading behind it shows */
	exact = malloc(pattern->n + (pattern->n == 0));
	if (!exact)
		exit(2);
	memcpy(exact, pattern->p, pattern->n);
	if (pxm_pattern_new(&x, exact, pattern->n, *ignore, &e) != PXM_OK)
		printf("E %d %u %s\n", (int)e.code, (unsigned)e.offset, e.message);
	free(exact);
	return x;
}

static void match(char *at)
{
	unsigned ignore;
	struct text pattern, text;
	struct pxm_pattern *x = next_pattern(&at, &ignore, &pattern);

	if (x) {
		text = next_text(&at);
		printf("%d\n", pxm_pattern_match(x, text.p, text.n));
	}
	pxm_pattern_free(x);
}

static void match_each(char *at, struct text each)
{
	unsigned ignore, number = 0;
	struct text pattern;
	struct pxm_pattern *x = next_pattern(&at, &ignore, &pattern);

	for (size_t i = 0; x && i < each.n; number++) {
		utf8proc_int32_t c;
		utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)each.p + i,
						      (utf8proc_ssize_t)(each.n - i), &c);

		if (n <= 0)
			break;
		if (pxm_pattern_match(x, each.p + i, (size_t)n) == 1)
			printf("%u ", number);
		i += (size_t)n;
	}
	if (x)
		puts("");
	pxm_pattern_free(x);
}

static void show_fold(struct text text)
{
	char out[PXM_MAX_ANSWER];
	size_t n = pxm_fold(out, sizeof(out), text.p, text.n, 0);

	if (n > sizeof(out)) {
		puts("E");
		return;
	}
	for (size_t i = 0; i < n; i++)
		printf("%02x", (unsigned)(unsigned char)out[i]);
	puts("");
}

static void attack(char *at)
{
	char out[PXM_MAX_ANSWER];
	unsigned ignore;
	struct text pattern;
	struct pxm_pattern *x = next_pattern(&at, &ignore, &pattern);
	int n;

	if (!x)
		return;
	n = pxm_pattern_attack(out, sizeof(out), pattern.p, pattern.n, ignore);
	printf("%d", n);
	if (n > 0)
		printf(" %d", pxm_pattern_try(pattern.p, pattern.n, ignore, out, (size_t)n));
	puts("");
	pxm_pattern_free(x);
}

static void is_known(struct text text)
{
	utf8proc_int32_t c = 0;

	utf8proc_iterate((const utf8proc_uint8_t *)text.p, (utf8proc_ssize_t)text.n, &c);
	printf("%d\n", utf8proc_category(c) != UTF8PROC_CATEGORY_CN);
}

int main(void)
{
	char *line = NULL;
	size_t room = 0;
	ssize_t n;
	struct text each = {NULL, 0};

	while ((n = getline(&line, &room, stdin)) > 1) {
		char *at = line + 2, what = line[0];

		if (what == 'M') {
			match(at);
		} else if (what == 'S') {
			match_each(at, each);
		} else if (what == 'F') {
			show_fold(next_text(&at));
		} else if (what == 'A') {
			attack(at);
		} else if (what == 'U') {
			is_known(next_text(&at));
		} else if (what == 'T') {
			struct text t = next_text(&at);

			free(each.p);
			each.p = malloc(t.n + 1);
			if (!each.p)
				return 2;
			memcpy(each.p, t.p, t.n);
			each.n = t.n;
			printf("%zu\n", t.n);
		}
	}
	free(line);
	free(each.p);
	return 0;
}
