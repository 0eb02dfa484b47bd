/* Rules about placeholders: never the answer, and readable where they are an example. */
#include "lint/shape_int.h"

/* Words that announce an example, as plain_words gives them. */
static const char *const announcing[] = {"par exemple", "for example", "for instance", "exemple", "example",
					 "p. ex.",      "ex.",         "e.g.",         "ex",      "format"};

/* The bytes of S behind "Ex. :" and the like. */
static struct str example_of(const struct lint *l, struct str s)
{
	struct str plain = plain_words(l, s);
	size_t i, n = 0;

	for (i = 0; i < countof(announcing) && !n; i++)
		if (str_starts(plain, str_c(announcing[i])) &&
		    find_words(plain, str_c(announcing[i]), 0) == 0)
			n = strlen(announcing[i]);
	if (!n || n > s.n)
		return s; /* the words are ASCII: as long here as there */
	while (n < s.n && (strchr(" :,.", s.p[n]) || (unsigned char)s.p[n] >= 0x80))
		n++;
	return str_sub(s, n, s.n);
}

static struct pxb_str of(struct str s)
{
	return (struct pxb_str){s.p ? s.p : "", (uint32_t)s.n};
}

/* --- placeholder-answer ---------------------------------------------------------------------- */

static bool has_placeholders(const struct question *q)
{
	size_t i;

	for (i = 0; i < q->nfield; i++)
		if (q->field[i].placeholder.have && q->field[i].type != FIELD_SELECT)
			return true;
	return false;
}

static struct place_span placeholder_at(const struct lint *l, const struct field *f, size_t locale)
{
	return lint_span_of(l, text_in(&f->placeholder, locale),
			    (struct place_span){f->placeholder.start, f->placeholder.end});
}

static void try_placeholders(struct lint *l, const struct question *q, const struct pxm *m, size_t locale)
{
	struct pxm_part part[PXM_MAX_PARTS];
	size_t i;

	for (i = 0; i < q->nfield && i < PXM_MAX_PARTS; i++) {
		const struct field *field = &q->field[i];
		struct str text = text_in(&field->placeholder, locale), example = example_of(l, text);
		struct pxm_entry entry = {of(field->name), of(example), 0, false};
		struct pxm_answer answer = {.entry = &entry, .nentry = 1};
		struct pxm_result r;

		if (!example.n || field->type == FIELD_SELECT)
			continue;
		pxm_mark(&r, part, PXM_MAX_PARTS, m, &answer);
		if (i < r.npart && part[i].verdict == PXM_RIGHT)
			lint_arg(l, lint_add(l, RULE_PLACEHOLDER_ANSWER, placeholder_at(l, field, locale)),
				 "text", example);
	}
}

static void placeholder_of(struct lint *l, const struct asked *a)
{
	size_t locale;

	for (locale = 0; has_placeholders(a->q) && locale < l->config->nlocale; locale++) {
		struct pxm_question question;
		struct pxm *m;

		model_marking(&question, a->q, l->config, locale, l->a);
		if (pxm_new(&m, &question, NULL) != PXM_OK)
			continue;
		try_placeholders(l, a->q, m, locale);
		pxm_free(m);
	}
}

void giveaway_placeholder(struct lint *l)
{
	asked_each(l, placeholder_of);
}

/* --- odd-placeholder ----------------------------------------------------------------------------- */

static bool has_digit(struct str s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (s.p[i] >= '0' && s.p[i] <= '9')
			return true;
	return false;
}

/* Why S is no example of what F takes, or NULL. A text without digits ("jj/mm/aaaa") is none. */
static const char *why_odd(struct lint *l, const struct field *f, size_t locale, struct str s)
{
	const struct locale *in = &l->config->locale[locale];
	struct str_list units = list_in(&f->unit, locale);
	struct pxb_str *unit = ARENA_ARRAY(l->a, units.n, struct pxb_str);
	enum pxb_precision precision;
	struct pxb_decimal d;
	uint64_t date;
	bool number;
	size_t i;

	if (!has_digit(s))
		return NULL;
	for (i = 0; i < units.n; i++)
		unit[i] = of(units.v[i]);
	if (f->type == FIELD_NUMBER)
		return pxm_read_number(&d, &number, of(s), of(in->id), unit, (uint32_t)units.n) || number
			   ? NULL
			   : "number";
	if (!pxm_read_date(&date, &precision, of(s), of(in->id), in->month_first))
		return "date";
	return (int)precision < (int)f->precision ? "coarse" : NULL;
}

static void odd_placeholder_of(struct lint *l, const struct asked *a)
{
	size_t i, locale;

	for (i = 0; i < a->q->nfield; i++) {
		const struct field *field = &a->q->field[i];

		if (field->type != FIELD_NUMBER && field->type != FIELD_DATE)
			continue;
		for (locale = 0; locale < l->config->nlocale; locale++) {
			struct str s = text_in(&field->placeholder, locale);
			const char *why = s.n ? why_odd(l, field, locale, example_of(l, s)) : NULL;
			struct finding *f;

			if (!why)
				continue;
			f = lint_add(l, RULE_ODD_PLACEHOLDER, placeholder_at(l, field, locale));
			lint_arg(l, f, "text", s);
			if (f)
				finding_variant(f, why);
		}
	}
}

void giveaway_odd_placeholder(struct lint *l)
{
	asked_each(l, odd_placeholder_of);
}
