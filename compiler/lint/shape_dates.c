/* Rules about accepted dates, and about the two ends of `between`. */
#include "base/decimal.h"
#include "lint/shape_int.h"

static unsigned days_in(unsigned year, unsigned month)
{
	static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return month < 1 || month > 12 ? 0 : days[month - 1] + (month == 2 && leap ? 1u : 0u);
}

static bool take_digits(struct str s, size_t at, size_t n, unsigned *out)
{
	size_t i;

	*out = 0;
	for (i = at; i < at + n; i++) {
		if (i >= s.n || s.p[i] < '0' || s.p[i] > '9')
			return false;
		*out = *out * 10 + (unsigned)(s.p[i] - '0');
	}
	return true;
}

bool ymd_read(struct ymd *out, struct str s, bool *exists)
{
	/* behind the day come hour and minute together */
	static const size_t at[] = {0, 5, 8, 11, 14}, end[] = {4, 7, 10, 10, 16};
	static const char *const before[] = {"", "-", "-", "T ", ":"};
	static const enum precision fine[] = {PRECISION_YEAR, PRECISION_MONTH, PRECISION_DAY, PRECISION_DAY,
					      PRECISION_MINUTE};
	const unsigned *p = out->part;
	size_t i;

	*out = (struct ymd){{0}, PRECISION_NONE};
	for (i = 0; i < 5 && (!i || s.n > end[i - 1]); i++) {
		if (i && (s.n < at[i] || !strchr(before[i], s.p[at[i] - 1])))
			return false;
		if (!take_digits(s, at[i], i ? 2 : 4, &out->part[i]))
			return false;
		out->precision = fine[i];
	}
	*exists = p[0] >= 1 && (out->precision < PRECISION_MONTH || days_in(p[0], p[1])) &&
		  (out->precision < PRECISION_DAY || (p[2] >= 1 && p[2] <= days_in(p[0], p[1]))) &&
		  p[3] < 24 && p[4] < 60;
	return s.n == end[i - 1];
}

/* --- impossible-date --------------------------------------------------------------------------- */

/* One value of a field of dates. WHAT: accept, between, mistakes, sets. */
typedef void date_fn(struct lint *l, const struct field *f, struct str s, struct place_span otherwise,
		     const char *what);

static void each_in(struct lint *l, const struct field *f, const struct llist *list, const char *what,
		    date_fn *fn)
{
	size_t i, locale;

	for (locale = 0; locale < l->config->nlocale; locale++) {
		struct str_list s = list_in(list, locale);

		for (i = 0; i < s.n; i++)
			fn(l, f, s.v[i], (struct place_span){list->start, list->end}, what);
	}
}

static void each_date(struct lint *l, const struct question *q, date_fn *fn)
{
	size_t i, k;

	for (i = 0; i < q->nfield; i++) {
		const struct field *f = &q->field[i];

		if (f->type != FIELD_DATE)
			continue;
		each_in(l, f, &f->accept, "accept", fn);
		each_in(l, f, &f->between, "between", fn);
		for (k = 0; k < f->nmistake; k++)
			each_in(l, f, &f->mistake[k].answers, "mistakes", fn);
	}
	for (i = 0; i < q->ngroup; i++) {
		const struct group *g = &q->group[i];
		const struct field *f = g->nfield ? &q->field[g->field[0]] : NULL;

		for (k = 0; f && f->type == FIELD_DATE && k < g->nset; k++)
			each_in(l, f, &g->set[k].synonyms, "sets", fn);
	}
}

static void impossible(struct lint *l, const struct field *field, struct str s, struct place_span otherwise,
		       const char *what)
{
	struct finding *f;
	bool exists = false, read;
	struct ymd d;

	(void)field;
	(void)what;
	read = ymd_read(&d, s, &exists);
	if (read && exists)
		return;
	f = lint_add(l, RULE_IMPOSSIBLE_DATE, lint_span_of(l, s, otherwise));
	lint_arg(l, f, "text", s);
	if (!f || !read) {
		if (f)
			finding_variant(f, "form");
		return;
	}
	if (days_in(d.part[0], d.part[1]))
		lint_arg_number(l, f, "last", days_in(d.part[0], d.part[1]));
	else
		finding_variant(f, "month");
}

static void impossible_date_of(struct lint *l, const struct asked *a)
{
	each_date(l, a->q, impossible);
}

void shape_impossible_date(struct lint *l)
{
	asked_each(l, impossible_date_of);
}

/* --- date-precision ------------------------------------------------------------------------------- */

static struct str precision_word(enum precision p)
{
	static const char *const words[] = {"", "year", "month", "day", "minute"};

	return str_c(words[p]);
}

/*
 * Coarser ends of `between` are natural (2004 to 2006), a coarser mistake is a year
 * that learners type instead of a day.
 */
static void precision(struct lint *l, const struct field *field, struct str s, struct place_span otherwise,
		      const char *what)
{
	bool accepts = strcmp(what, "accept") == 0 || strcmp(what, "sets") == 0, exists;
	struct finding *f;
	struct ymd d;

	if (!field->precision || !ymd_read(&d, s, &exists) || !exists || d.precision == field->precision ||
	    (d.precision < field->precision && !accepts))
		return;
	f = lint_add(l, RULE_DATE_PRECISION, lint_span_of(l, s, otherwise));
	lint_arg(l, f, "text", s);
	lint_arg(l, f, "precision", precision_word(field->precision));
	if (f && d.precision < field->precision)
		finding_variant(f, "coarse");
}

static void date_precision_of(struct lint *l, const struct asked *a)
{
	each_date(l, a->q, precision);
}

void shape_date_precision(struct lint *l)
{
	asked_each(l, date_precision_of);
}

/* --- between-order ------------------------------------------------------------------------------------- */

static bool number_above(struct str a, struct str b)
{
	struct decimal x, y;

	return decimal_parse_yaml(&x, a) && decimal_parse_yaml(&y, b) && decimal_cmp(&x, &y) > 0;
}

/* A lies behind B, as far as both are given. */
static bool date_above(struct str a, struct str b)
{
	struct ymd x, y;
	bool exists;
	size_t i, n;

	if (!ymd_read(&x, a, &exists) || !ymd_read(&y, b, &exists))
		return false;
	n = x.precision < y.precision ? x.precision : y.precision;
	for (i = 0; i < 5 && i < (n == PRECISION_MINUTE ? 5 : n); i++)
		if (x.part[i] != y.part[i])
			return x.part[i] > y.part[i];
	return false;
}

static void between_of(struct lint *l, const struct field *field, size_t locale)
{
	struct str_list s = list_in(&field->between, locale);
	struct finding *f;

	if (s.n != 2 ||
	    !(field->type == FIELD_NUMBER ? number_above(s.v[0], s.v[1]) : date_above(s.v[0], s.v[1])))
		return;
	f = lint_add(l, RULE_BETWEEN_ORDER,
		     lint_span_of(l, s.v[0], (struct place_span){field->between.start, field->between.end}));
	lint_arg(l, f, "first", s.v[0]);
	lint_arg(l, f, "second", s.v[1]);
}

static void between_order_of(struct lint *l, const struct asked *a)
{
	size_t i, locale;

	for (i = 0; i < a->q->nfield; i++)
		for (locale = 0; locale < l->config->nlocale; locale++)
			if (a->q->field[i].type == FIELD_NUMBER || a->q->field[i].type == FIELD_DATE)
				between_of(l, &a->q->field[i], locale);
}

void shape_between_order(struct lint *l)
{
	asked_each(l, between_order_of);
}
