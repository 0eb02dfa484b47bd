/*
 * date.c: dates as learners type them: ISO, numbers with separators, or with the
 * name of the month; then perhaps a time. No two-digit years: nobody knows which
 * century is meant, and often not which of the numbers is the year.
 */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "marking/pxm_int.h"

struct reader {
	const char *p, *end;
	enum pxm_language language;
	bool month_first;
	bool iso; /* the date was year-month-day with hyphens: T may follow */
	unsigned year, month, day, hour, minute;
};

/* --- pieces -------------------------------------------------------------------------------- */

static bool is_next(const struct reader *r, char c)
{
	return r->p < r->end && *r->p == c;
}

static bool skip(struct reader *r, char c)
{
	bool found = is_next(r, c);

	r->p += found;
	return found;
}

/* Skips any of the bytes of SET. True if there was one. */
static bool skip_all(struct reader *r, const char *set)
{
	const char *from = r->p;

	while (r->p < r->end && strchr(set, *r->p))
		r->p++;
	return r->p > from;
}

#define BLANKS " \n"

/* Takes 1 to 4 digits, not followed by another. Returns how many, or 0. */
static unsigned take_number(struct reader *r, unsigned *out)
{
	unsigned n = 0;

	*out = 0;
	while (r->p + n < r->end && r->p[n] >= '0' && r->p[n] <= '9') {
		if (n == 4)
			return 0;
		*out = *out * 10 + (unsigned)(r->p[n++] - '0');
	}
	r->p += n;
	return n;
}

/* Takes a word that has one of the meanings WANTED. */
static bool take_word(struct reader *r, unsigned wanted, unsigned *month)
{
	size_t n = 0;

	while (r->p + n < r->end && r->p[n] >= 'a' && r->p[n] <= 'z')
		n++;
	if (!n || !(pxm_word_of(r->language, r->p, n, month) & wanted))
		return false;
	r->p += n;
	return true;
}

/* Reads over bytes of SET and words of MEANING. True if there was one. */
static bool read_over(struct reader *r, const char *set, unsigned meaning)
{
	const char *from = r->p;
	unsigned month;

	while (skip_all(r, set) || take_word(r, meaning, &month))
		continue;
	return r->p > from;
}

/* --- dates of numbers ------------------------------------------------------------------------- */

/* A separator between numbers, blanks around it; all of a date are the same. */
static bool take_separator(struct reader *r, char *separator)
{
	struct reader before = *r;

	skip_all(r, BLANKS);
	if (r->p < r->end && strchr("-/.", *r->p) && (!*separator || *separator == *r->p)) {
		*separator = *r->p++;
		skip_all(r, BLANKS);
		return true;
	}
	*r = before;
	return false;
}

/* A further number, not 0, of at most MOST digits behind a separator. Returns its digits, or 0. */
static unsigned take_further(struct reader *r, char *separator, unsigned most, unsigned *out)
{
	struct reader before = *r;
	char used = *separator;
	unsigned n = take_separator(r, &used) ? take_number(r, out) : 0;

	if (!n || n > most || n == 3 || !*out) {
		*r = before;
		return 0;
	}
	*separator = used;
	return n;
}

/* True if the N bytes at P are "-MM-DD" without blanks. */
static bool is_iso(const char *p, ptrdiff_t n)
{
	ptrdiff_t i;

	for (i = 0; i < n; i++)
		if (i % 3 ? p[i] < '0' : p[i] != '-')
			return false;
	return n == 6;
}

/* The year is read: perhaps a month, perhaps a day. */
static bool read_year_first(struct reader *r)
{
	const char *from = r->p;
	char separator = 0;

	r->iso = take_further(r, &separator, 2, &r->month) && take_further(r, &separator, 2, &r->day) &&
		 is_iso(from, r->p - from);
	return true;
}

static bool read_numbers(struct reader *r)
{
	unsigned a, b, digits = take_number(r, &a);
	char separator = 0;

	if (digits == 4) {
		r->year = a;
		return read_year_first(r);
	}
	if (!digits || digits > 2 || !a)
		return false;
	digits = take_further(r, &separator, 4, &b);
	if (digits == 4) {
		r->month = a;
		r->year = b;
		return true;
	}
	r->day = r->month_first ? b : a;
	r->month = r->month_first ? a : b;
	return digits && take_further(r, &separator, 4, &r->year) == 4;
}

/* --- dates with the name of a month ------------------------------------------------------------- */

#define GAP BLANKS ",.-/"

/* 1 or 2 digits, perhaps with "er", "th", º or ° behind. */
static bool take_day(struct reader *r)
{
	struct reader before = *r;
	unsigned n = take_number(r, &r->day), month;

	if (!n || n > 2 || !r->day) {
		*r = before;
		return false;
	}
	if (r->end - r->p >= 2 && (memcmp(r->p, "\xC2\xBA", 2) == 0 || memcmp(r->p, "\xC2\xB0", 2) == 0))
		r->p += 2;
	else
		take_word(r, PXM_WORD_ORDINAL, &month);
	return true;
}

static bool read_named(struct reader *r)
{
	bool day_read = take_day(r);

	read_over(r, GAP, PXM_WORD_LITTLE);
	if (!take_word(r, PXM_WORD_MONTH, &r->month))
		return false;
	read_over(r, GAP, PXM_WORD_LITTLE);
	if (!day_read && take_day(r))
		read_over(r, GAP, PXM_WORD_LITTLE);
	return take_number(r, &r->year) == 4;
}

/* --- times ------------------------------------------------------------------------------------------ */

/* Two digits below 60. */
static bool take_sixtieth(struct reader *r, unsigned *out)
{
	return take_number(r, out) == 2 && *out < 60;
}

/* "am" or "p.m." behind the hour; *WRONG when the hour is not one to twelve. */
static bool take_half(struct reader *r, bool *wrong)
{
	struct reader before = *r;
	char half = r->p < r->end ? *r->p : 0;

	if ((half != 'a' && half != 'p') || !skip(r, half) || (skip(r, '.'), !skip(r, 'm'))) {
		*r = before;
		return false;
	}
	skip(r, '.');
	*wrong = r->hour < 1 || r->hour > 12;
	r->hour = r->hour % 12 + (half == 'p' ? 12 : 0);
	return true;
}

/* ":30", "h30", "h", ":30:15". True if the hour has a mark; *WRONG when no minutes follow a colon. */
static bool read_minutes(struct reader *r, bool *wrong)
{
	struct reader before;
	unsigned second;
	bool colon;

	skip_all(r, BLANKS);
	colon = is_next(r, ':');
	if (!skip(r, ':') && !skip(r, 'h'))
		return false;
	before = *r;
	skip_all(r, BLANKS);
	if (!take_sixtieth(r, &r->minute)) {
		*wrong = colon || r->minute; /* "14h3" is no time; "14h" is */
		r->minute = 0;
		*r = before;
		return true;
	}
	if (skip(r, ':'))
		*wrong = !take_sixtieth(r, &second);
	return true;
}

static bool read_time(struct reader *r)
{
	bool wrong = false, marked;
	unsigned n = take_number(r, &r->hour), month;

	if (!n || n > 2)
		return false;
	marked = read_minutes(r, &wrong);
	skip_all(r, BLANKS);
	if (take_half(r, &wrong))
		marked = true;
	else if (take_word(r, PXM_WORD_CLOCK, &month))
		marked = true;
	return marked && !wrong && r->hour < 24;
}

/* --- all of it ------------------------------------------------------------------------------------------ */

static bool is_in_calendar(const struct reader *r)
{
	return r->year && (!r->month || pxm_days_in(r->year, r->month)) &&
	       r->day <= pxm_days_in(r->year, r->month);
}

/* True at the end, or before a point that ends the sentence. */
static bool is_end(const struct reader *r)
{
	return r->p == r->end || (r->end - r->p == 1 && *r->p == '.');
}

/* A date by READ, then nothing or a time. */
static bool read_with(struct reader *r, bool (*read)(struct reader *), struct pxm_date *out)
{
	enum pxb_precision p;

	read_over(r, BLANKS, PXM_WORD_LITTLE);
	if (!read(r))
		return false;
	p = r->day ? PXB_DAY : r->month ? PXB_MONTH : PXB_YEAR;
	if (!is_end(r)) {
		if (p != PXB_DAY || !((r->iso && skip(r, 't')) || read_over(r, BLANKS ",", PXM_WORD_AT)) ||
		    !read_time(r) || !is_end(r))
			return false;
		p = PXB_MINUTE;
	}
	out->precision = p;
	out->v = r->year * UINT64_C(100000000) + r->month * UINT64_C(1000000) + r->day * UINT64_C(10000) +
		 r->hour * UINT64_C(100) + r->minute;
	return is_in_calendar(r);
}

static bool read_date(struct pxm_date *out, const struct reader *from)
{
	struct reader numbers = *from, named = *from;

	return read_with(&numbers, read_numbers, out) || read_with(&named, read_named, out);
}

bool pxm_date_read(struct pxm_date *out, struct pxm_text s, enum pxm_language l, bool month_first)
{
	struct reader r = {.p = s.p, .end = s.p + s.n, .language = l, .month_first = month_first};
	unsigned month;

	if (read_date(out, &r))
		return true;
	/* in French "mar" is a month and a weekday: a weekday needs a day behind it */
	read_over(&r, BLANKS, PXM_WORD_LITTLE);
	return take_word(&r, PXM_WORD_WEEKDAY, &month) && read_over(&r, GAP, PXM_WORD_WEEKDAY) &&
	       read_date(out, &r) && out->precision >= PXB_DAY;
}

uint64_t pxm_date_cut(struct pxm_date d, enum pxb_precision p)
{
	static const uint64_t unit[] = {
	    [PXB_NO_PRECISION] = 1,
	    [PXB_YEAR] = UINT64_C(100000000),
	    [PXB_MONTH] = UINT64_C(1000000),
	    [PXB_DAY] = UINT64_C(10000),
	    [PXB_MINUTE] = 1,
	};

	return d.v / unit[p];
}

bool pxm_read_date(uint64_t *out, enum pxb_precision *precision, struct pxb_str s, struct pxb_str locale,
		   bool month_first)
{
	struct pxm_text t;
	struct pxm_date d;
	bool is_date;

	if (pxm_fold_text(&t, s.p, s.n, PXB_IGNORE_CASE | PXB_IGNORE_ACCENTS) != PXM_FOLDED)
		return false;
	is_date = pxm_date_read(&d, t, pxm_language_of(locale), month_first);
	free(t.p);
	if (is_date) {
		*out = d.v;
		*precision = d.precision;
	}
	return is_date;
}
