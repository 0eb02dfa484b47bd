/*
 * marking_by_hand.h: questions described in a line, for the tests of marking.
 * Lists of answers are texts with | between; numbers and dates are read from them.
 */
#ifndef TESTS_MARKING_BY_HAND_H
#define TESTS_MARKING_BY_HAND_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/base.h"
#include "marking/pxm.h"

#define HAND_MOST 16

#define CASE        PXB_IGNORE_CASE
#define ACCENTS     PXB_IGNORE_ACCENTS
#define SPACES      PXB_IGNORE_SPACES
#define PUNCTUATION PXB_IGNORE_PUNCTUATION
#define TYPOS       PXB_IGNORE_TYPOS
#define USUAL       (CASE | ACCENTS | SPACES)

static inline struct pxb_str text(const char *s)
{
	return (struct pxb_str){s, (uint32_t)strlen(s)};
}

/* "4.70" as {470, 2}. */
static inline struct pxb_decimal decimal(const char *s)
{
	struct pxb_decimal d = {0, 0};
	bool places = false;
	const char *p;

	for (p = s; *p; p++) {
		if (*p >= '0' && *p <= '9') {
			d.mantissa = d.mantissa * 10 + (*p - '0');
			d.scale += places;
		}
		places |= *p == '.';
	}
	if (*s == '-')
		d.mantissa = -d.mantissa;
	return d;
}

/* "2004-11-05T14:30" as the compiler packs it. */
static inline void set_date(struct pxb_answer *a, const char *s)
{
	unsigned y = 0, m = 0, d = 0, h = 0, min = 0;
	int n = sscanf(s, "%4u-%2u-%2uT%2u:%2u", &y, &m, &d, &h, &min);

	a->kind = PXB_ANSWER_DATE;
	a->date = ((((uint64_t)y * 100 + m) * 100 + d) * 100 + h) * 100 + min;
	a->precision = n >= 5 ? PXB_MINUTE : (enum pxb_precision)n;
}

static inline uint32_t set_answers(struct pxb_answer *out, char *copy, enum pxb_field_type type)
{
	uint32_t n = 0;
	char *p = *copy ? copy : NULL, *bar;

	memset(out, 0, HAND_MOST * sizeof(*out));
	for (; p && n < HAND_MOST; p = bar ? bar + 1 : NULL) {
		bar = strchr(p, '|');
		if (bar)
			*bar = 0;
		out[n].text = text(p);
		if (type == PXB_FIELD_NUMBER) {
			out[n].kind = PXB_ANSWER_NUMBER;
			out[n].number = decimal(p);
		} else if (type == PXB_FIELD_DATE) {
			set_date(&out[n], p);
		} else if (type == PXB_FIELD_SELECT) {
			out[n].kind = PXB_ANSWER_KEY;
			out[n].key = (uint32_t)strtoul(p, NULL, 10);
		}
		n++;
	}
	return n;
}

/* A field as a test writes it. What is NULL is not there. */
struct hand {
	const char *name, *locale, *accept, *mistakes, *between, *within, *unit, *options, *pattern;
	enum pxb_field_type type;
	enum pxb_precision precision;
	unsigned ignore;
	bool month_first;
};

/* All that a field described by a hand points to. */
struct hand_field {
	struct pxm_field field;
	struct pxb_answer accept[HAND_MOST], mistake[HAND_MOST], between[HAND_MOST];
	struct pxm_mistake mistakes[HAND_MOST];
	struct pxb_str unit[HAND_MOST];
	struct pxm_option option[HAND_MOST];
	char copy[5][5000];
};

static inline char *keep(char *to, const char *s)
{
	snprintf(to, 5000, "%s", s ? s : "");
	return to;
}

/* Each mistake has one answer. Options are numbered from 1: their keys. */
static inline void hand_field(struct hand_field *k, const struct hand *h)
{
	struct pxb_answer list[HAND_MOST];
	struct pxm_field *f = &k->field;
	uint32_t i;

	memset(k, 0, sizeof(*k));
	f->name = text(h->name ? h->name : "a");
	f->type = h->type;
	f->precision = h->precision;
	f->ignore = h->ignore;
	f->pattern = text(h->pattern ? h->pattern : "");
	f->accept = k->accept;
	f->naccept = set_answers(k->accept, keep(k->copy[0], h->accept), h->type);
	f->nmistake = set_answers(k->mistake, keep(k->copy[1], h->mistakes), h->type);
	for (i = 0; i < f->nmistake; i++)
		k->mistakes[i] = (struct pxm_mistake){&k->mistake[i], 1};
	f->mistake = k->mistakes;
	if (set_answers(k->between, keep(k->copy[2], h->between), h->type) == 2)
		f->between = k->between;
	f->has_plus_or_minus = h->within;
	f->plus_or_minus = decimal(h->within ? h->within : "");
	f->nunit = set_answers(list, keep(k->copy[3], h->unit), PXB_FIELD_TEXT);
	for (i = 0; i < f->nunit; i++)
		k->unit[i] = list[i].text;
	f->unit = k->unit;
	f->noption = set_answers(list, keep(k->copy[4], h->options), PXB_FIELD_TEXT);
	for (i = 0; i < f->noption; i++)
		k->option[i] = (struct pxm_option){i + 1, list[i].text};
	f->option = k->option;
}

static inline struct pxm *must_make(const struct pxm_question *q)
{
	struct pxm_error e;
	struct pxm *m;

	if (pxm_new(&m, q, &e))
		fail_msg("no marker: %d %s", (int)e.code, e.message);
	return m;
}

/* A marker of one field. */
static inline struct pxm *hand_marker(const struct hand *h)
{
	struct hand_field *k = malloc(sizeof(*k));
	struct pxm_question q = {.type = PXB_FIELDS, .nfield = 1};
	struct pxm *m;

	hand_field(k, h);
	q.field = &k->field;
	q.locale = text(h->locale ? h->locale : "fr");
	q.month_first = h->month_first;
	m = must_make(&q);
	free(k);
	return m;
}

static inline struct pxm_result mark_text(struct pxm_part *part, const struct pxm *m, const char *s)
{
	struct pxm_entry entry = {.name = {"a", 1}, .text = text(s)};
	struct pxm_answer a = {.entry = &entry, .nentry = 1};
	struct pxm_result r;

	pxm_mark(&r, part, 1, m, &a);
	return r;
}

/* The verdict that goes with what decided. */
static inline const char *verdict_of(const char *by)
{
	static const char right[] = " equal ignore typos pattern value tolerance between inside key ";
	static const char error[] = " unknown twice shape too-long not-text limit ";
	char word[40];

	snprintf(word, sizeof(word), " %s ", by);
	return strcmp(by, "none") == 0 ? "skipped"
	       : strstr(right, word)   ? "right"
	       : strstr(error, word)   ? "error"
				       : "wrong";
}

/* One text for the field H is decided by BY. */
static inline void expect(const struct hand *h, const char *answer, const char *by)
{
	struct pxm *m = hand_marker(h);
	struct pxm_part part;
	struct pxm_result r = mark_text(&part, m, answer);

	if (strcmp(pxm_by_word(r.by), by) != 0 || strcmp(pxm_verdict_word(r.verdict), verdict_of(by)) != 0)
		fail_msg("\"%s\" for \"%s\": %s, %s; expected %s", answer, h->accept ? h->accept : "",
			 pxm_verdict_word(r.verdict), pxm_by_word(r.by), by);
	if (r.npart && (part.verdict != r.verdict || part.by != r.by))
		fail_msg("\"%s\": the part says %s", answer, pxm_by_word(part.by));
	pxm_free(m);
}

#endif
