/*
 * pattern.c: patterns run by PCRE2.
 *
 * What PCRE2 gets is written anew from the pieces that were read: every character
 * by its number, every set as ranges, every group without a memory. So nothing of
 * PCRE2's own language is ever reached. Only the interpreter runs, with limits on
 * every match.
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "marking/pattern_int.h"

/* Bytes that a piece and a range need at most when written for PCRE2. */
#define PIECE_BYTES 16
#define RANGE_BYTES 24
#define MAX_WRITTEN (PATTERN_PIECES * PIECE_BYTES + PATTERN_RANGES * RANGE_BYTES)

struct pxm_pattern {
	pcre2_code *code;
	pcre2_match_context *context;
};

struct writer {
	char *p;
	size_t n, room;
};

static enum pxm_code refuse(struct pxm_error *e, enum pxm_code code, const char *why)
{
	e->code = code;
	e->offset = 0;
	snprintf(e->message, sizeof(e->message), "%s", why);
	return code;
}

/* --- pieces to PCRE2 ------------------------------------------------------------------------ */

static void put(struct writer *w, const char *text)
{
	size_t n = strlen(text);

	if (n < w->room - w->n) {
		memcpy(w->p + w->n, text, n + 1);
		w->n += n;
	}
}

static void put_range(struct writer *w, uint32_t low, uint32_t high, bool ignore_case)
{
	char text[RANGE_BYTES + 1];

	/* one letter in two forms (long s with t, s with t); not every Unicode version says so */
	if (ignore_case && low <= 0xfb06 && high >= 0xfb05) {
		low = low < 0xfb05 ? low : 0xfb05;
		high = high > 0xfb06 ? high : 0xfb06;
	}
	if (low == high)
		snprintf(text, sizeof(text), "\\x{%x}", (unsigned)low);
	else
		snprintf(text, sizeof(text), "\\x{%x}-\\x{%x}", (unsigned)low, (unsigned)high);
	put(w, text);
}

static void put_set(struct writer *w, const struct pattern_pieces *s, const struct pattern_piece *set,
		    bool ignore_case)
{
	const struct pattern_range *r = &s->range[set->first];

	if (set->n == 1 && !set->negated && r->low == r->high && (r->low | 3) != 0xfb07) {
		put_range(w, r->low, r->low, false);
		return;
	}
	put(w, set->negated ? "[^" : "[");
	for (uint32_t i = 0; i < set->n; i++)
		put_range(w, r[i].low, r[i].high, ignore_case);
	put(w, "]");
}

static void put_repeat(struct writer *w, const struct pattern_piece *p)
{
	char text[PIECE_BYTES + 1];

	if (p->max == PATTERN_NO_END)
		snprintf(text, sizeof(text), "{%u,}", (unsigned)p->min);
	else
		snprintf(text, sizeof(text), "{%u,%u}", (unsigned)p->min, (unsigned)p->max);
	put(w, text);
	if (p->lazy)
		put(w, "?");
}

static void put_all(struct writer *w, const struct pattern_pieces *s, bool ignore_case)
{
	put(w, "(?:");
	for (uint32_t i = 0; i < s->n; i++) {
		switch (s->piece[i].kind) {
		case PATTERN_SET:
			put_set(w, s, &s->piece[i], ignore_case);
			break;
		case PATTERN_OPEN:
			put(w, "(?:");
			break;
		case PATTERN_CLOSE:
			put(w, ")");
			break;
		case PATTERN_OR:
			put(w, "|");
			break;
		case PATTERN_REPEAT:
			put_repeat(w, &s->piece[i]);
			break;
		}
	}
	put(w, ")");
}

/* --- compiled -------------------------------------------------------------------------------- */

/* Compiles the N bytes at P; NULL with *CODE of PXM_TOO_BIG or PXM_NOMEM if that fails. */
static pcre2_code *compile(const char *p, size_t n, bool ignore_case, enum pxm_code *code)
{
	const uint32_t options = PCRE2_UTF | PCRE2_NEVER_UCP | PCRE2_NEVER_BACKSLASH_C | PCRE2_ANCHORED |
				 PCRE2_ENDANCHORED | PCRE2_DOLLAR_ENDONLY | PCRE2_NO_AUTO_CAPTURE;
	pcre2_compile_context *context = pcre2_compile_context_create(NULL);
	pcre2_code *made;
	PCRE2_SIZE at, size;
	int error;

	*code = PXM_NOMEM;
	if (!context)
		return NULL;
	pcre2_set_max_pattern_length(context, MAX_WRITTEN);
	pcre2_set_parens_nest_limit(context, PATTERN_MAX_NEST + 1); /* and the group around all */
	made = pcre2_compile((PCRE2_SPTR)p, n, options | (ignore_case ? PCRE2_CASELESS : 0u), &error, &at,
			     context);
	pcre2_compile_context_free(context);
	if (!made) {
		*code = error == PCRE2_ERROR_HEAP_FAILED ? PXM_NOMEM : PXM_TOO_BIG;
		return NULL;
	}
	if (pcre2_pattern_info(made, PCRE2_INFO_SIZE, &size) || size > PATTERN_MAX_CODE) {
		*code = PXM_TOO_BIG;
		pcre2_code_free(made);
		return NULL;
	}
	*code = PXM_OK;
	return made;
}

/* Compiles what was read. Returns PXM_OK with *OUT filled; the caller frees that in any case. */
static enum pxm_code make(struct pxm_pattern *out, const struct pattern_pieces *s, bool ignore_case)
{
	enum pxm_code code;
	struct writer w = {.room = PIECE_BYTES + s->n * PIECE_BYTES + s->nrange * RANGE_BYTES};

	w.p = malloc(w.room);
	if (!w.p)
		return PXM_NOMEM;
	put_all(&w, s, ignore_case);
	out->code = compile(w.p, w.n, ignore_case, &code);
	free(w.p);
	if (code != PXM_OK)
		return code;
	out->context = pcre2_match_context_create(NULL);
	if (!out->context)
		return PXM_NOMEM;
	pcre2_set_match_limit(out->context, PATTERN_MAX_MATCH);
	pcre2_set_depth_limit(out->context, PATTERN_MAX_DEPTH);
	pcre2_set_heap_limit(out->context, PATTERN_MAX_HEAP);
	return PXM_OK;
}

enum pxm_code pxm_pattern_new(struct pxm_pattern **out, const char *p, size_t n, bool ignore_case,
			      struct pxm_error *e)
{
	struct pxm_error own;
	struct pattern_pieces *s = malloc(sizeof(*s));
	struct pxm_pattern *x = calloc(1, sizeof(*x));
	enum pxm_code code = PXM_NOMEM;

	*out = NULL;
	if (!e)
		e = &own;
	if (s && x) {
		code = pxm_pattern_read(s, p, n, e);
		if (code == PXM_OK) {
			code = make(x, s, ignore_case);
			if (code == PXM_TOO_BIG)
				refuse(
				    e, code,
				    "a pattern that is too long once its numbers of times are written out");
		}
	}
	free(s);
	if (code == PXM_NOMEM)
		refuse(e, code, "no memory");
	if (code == PXM_OK)
		*out = x;
	else
		pxm_pattern_free(x);
	return code;
}

void pxm_pattern_free(struct pxm_pattern *x)
{
	if (x) {
		pcre2_match_context_free(x->context);
		pcre2_code_free(x->code);
		free(x);
	}
}

int pxm_pattern_match(const struct pxm_pattern *x, const char *text, size_t n)
{
	pcre2_match_data *data;
	int rc;

	if (n > PXM_MAX_ANSWER)
		return -1;
	data = pcre2_match_data_create(1, NULL);
	if (!data)
		return -1;
	rc = pcre2_match(x->code, (PCRE2_SPTR)(n ? text : ""), n, 0, 0, data, x->context);
	pcre2_match_data_free(data);
	if (rc < 0)
		return rc == PCRE2_ERROR_NOMATCH ? 0 : -1;
	return 1;
}

/* --- for tools ----------------------------------------------------------------------------------- */

enum pxm_code pxm_pattern_check(const char *pattern, size_t n, struct pxm_error *e)
{
	enum pxm_code code = PXM_OK;

	if (e)
		*e = (struct pxm_error){.code = PXM_OK};
	for (int ignore_case = 0; ignore_case < 2 && code == PXM_OK; ignore_case++) {
		struct pxm_pattern *x;

		code = pxm_pattern_new(&x, pattern, n, ignore_case, e);
		pxm_pattern_free(x);
	}
	return code;
}

int pxm_pattern_try(const char *pattern, size_t n, unsigned ignore, const char *text, size_t ntext)
{
	char folded[PXM_MAX_ANSWER];
	struct pxm_pattern *x;
	size_t nfolded;
	int rc = -1;

	if (ntext > PXM_MAX_ANSWER ||
	    pxm_pattern_new(&x, pattern, n, ignore & PXB_IGNORE_CASE, NULL) != PXM_OK)
		return -1;
	nfolded = pxm_fold(folded, sizeof(folded), text, ntext, 0);
	if (nfolded <= sizeof(folded))
		rc = pxm_pattern_match(x, folded, nfolded);
	pxm_pattern_free(x);
	return rc;
}
