/*
 * A question as the marking code wants it. Bundles hold the same values (pack/
 * takes them from here), so that the compiler marks as engines do.
 */
#include "base/decimal.h"
#include "model/model.h"

static struct pxb_str text_of(struct str s)
{
	return (struct pxb_str){s.p ? s.p : "", (uint32_t)s.n};
}

static struct str in_locale(const struct ltext *t, size_t locale)
{
	return t->v && t->have >> locale & 1 ? t->v[locale] : (struct str){NULL, 0};
}

static struct str_list list_in(const struct llist *t, size_t locale)
{
	return t->v && t->have >> locale & 1 ? t->v[locale] : (struct str_list){0};
}

/* "2004-11" as 200411000000: YYYYMMDDhhmm, parts that are not given 0; and how fine it is. */
static uint64_t packed_date(enum pxb_precision *precision, struct str s)
{
	static const uint64_t weight[] = {100000000, 1000000, 10000, 100, 1};
	static const enum pxb_precision fine[] = {PXB_YEAR, PXB_MONTH, PXB_DAY, PXB_MINUTE, PXB_MINUTE};
	uint64_t date = 0, v = 0;
	size_t i, part = 0;

	for (i = 0; i <= s.n && part < countof(weight); i++) {
		if (i < s.n && s.p[i] >= '0' && s.p[i] <= '9') {
			v = v * 10 + (uint64_t)(s.p[i] - '0');
			continue;
		}
		*precision = fine[part];
		date += v * weight[part++];
		v = 0;
	}
	return date;
}

static bool read_option(struct pxb_answer *out, const struct field *f, struct str text, size_t locale)
{
	size_t i;

	for (i = 0; i < f->options.n; i++) {
		if (!str_eq(in_locale(&f->options.v[i].text, locale), text))
			continue;
		out->kind = PXB_ANSWER_KEY;
		out->key = f->options.v[i].key;
		return true;
	}
	return false;
}

bool model_decimal(struct pxb_decimal *out, struct str text)
{
	struct decimal d;

	return decimal_parse_yaml(&d, text) && decimal_mantissa(&out->mantissa, &out->scale, &d);
}

bool model_answer(struct pxb_answer *out, const struct field *f, struct str text, size_t locale)
{
	*out = (struct pxb_answer){.text = text_of(text)};
	if (!f || f->type == FIELD_TEXT)
		return true;
	if (f->type == FIELD_SELECT)
		return read_option(out, f, text, locale);
	if (f->type == FIELD_NUMBER) {
		out->kind = PXB_ANSWER_NUMBER;
		return model_decimal(&out->number, text);
	}
	out->kind = PXB_ANSWER_DATE;
	out->date = packed_date(&out->precision, text);
	return true;
}

/* --- arrays ----------------------------------------------------------------------------- */

/* Where a question is being described. */
struct marking {
	const struct question *q;
	size_t locale;
	struct arena *a;
};

/* The answers of LIST; what cannot be read is left out: it has a finding. */
static struct pxb_answer *answers(const struct marking *m, uint32_t *n, const struct field *f,
				  const struct llist *list)
{
	struct str_list l = list_in(list, m->locale);
	struct pxb_answer *v = ARENA_ARRAY(m->a, l.n, struct pxb_answer);
	size_t i;

	*n = 0;
	for (i = 0; i < l.n; i++)
		if (model_answer(&v[*n], f, l.v[i], m->locale))
			++*n;
	return v;
}

static const struct pxm_mistake *mistakes(const struct marking *m, const struct field *f,
					  const struct mistake *mistake, size_t n)
{
	struct pxm_mistake *v = ARENA_ARRAY(m->a, n, struct pxm_mistake);
	size_t i;

	for (i = 0; i < n; i++)
		v[i].answer = answers(m, &v[i].nanswer, f, &mistake[i].answers);
	return v;
}

static void describe_field(const struct marking *m, struct pxm_field *out, const struct field *f)
{
	static const enum pxb_field_type types[] = {PXB_FIELD_TEXT, PXB_FIELD_NUMBER, PXB_FIELD_DATE,
						    PXB_FIELD_SELECT};
	struct str_list units = list_in(&f->unit, m->locale);
	struct pxm_option *option = ARENA_ARRAY(m->a, f->options.n, struct pxm_option);
	struct pxb_str *unit = ARENA_ARRAY(m->a, units.n, struct pxb_str);
	const struct pxb_answer *between;
	uint32_t nbetween;
	size_t i;

	for (i = 0; i < units.n; i++)
		unit[i] = text_of(units.v[i]);
	for (i = 0; i < f->options.n; i++)
		option[i] = (struct pxm_option){f->options.v[i].key,
						text_of(in_locale(&f->options.v[i].text, m->locale))};
	*out = (struct pxm_field){.name = text_of(f->name),
				  .type = types[f->type],
				  .precision = (enum pxb_precision)f->precision,
				  .ignore = f->ignore,
				  .pattern = text_of(in_locale(&f->pattern, m->locale)),
				  .unit = unit,
				  .nunit = (uint32_t)units.n,
				  .option = option,
				  .noption = (uint32_t)f->options.n};
	out->has_plus_or_minus = model_decimal(&out->plus_or_minus, in_locale(&f->plus_or_minus, m->locale));
	out->accept = answers(m, &out->naccept, f, &f->accept);
	between = answers(m, &nbetween, f, &f->between);
	out->between = nbetween == 2 ? between : NULL;
	out->mistake = mistakes(m, f, f->mistake, f->nmistake);
	out->nmistake = (uint32_t)f->nmistake;
}

static void describe_fields(const struct marking *m, struct pxm_question *out)
{
	const struct question *q = m->q;
	struct pxm_field *field = ARENA_ARRAY(m->a, q->nfield + 1, struct pxm_field);
	size_t i;

	for (i = 0; i < q->nfield; i++)
		describe_field(m, &field[i], &q->field[i]);
	out->nfield = (uint32_t)q->nfield;
	if (q->type == QUESTION_SIMULATOR && !q->judge_simulator) {
		field[0] = (struct pxm_field){.name = text_of(STR("")), .type = PXB_FIELD_WORD};
		field[0].pattern = text_of(STR(""));
		field[0].ignore = q->ignore;
		field[0].accept = answers(m, &field[0].naccept, NULL, &q->accept);
		field[0].mistake = mistakes(m, NULL, q->mistake, q->nmistake);
		field[0].nmistake = (uint32_t)q->nmistake;
		out->nfield = 1;
	}
	out->field = field;
}

static void describe_groups(const struct marking *m, struct pxm_question *out)
{
	const struct question *q = m->q;
	struct pxm_group *group = ARENA_ARRAY(m->a, q->ngroup, struct pxm_group);
	size_t g, i;

	for (g = 0; g < q->ngroup; g++) {
		const struct group *from = &q->group[g];
		const struct field *first = from->nfield ? &q->field[from->field[0]] : NULL;
		struct pxm_set *set = ARENA_ARRAY(m->a, from->nset, struct pxm_set);

		for (i = 0; i < from->nset; i++)
			set[i].answer = answers(m, &set[i].nanswer, first, &from->set[i].synonyms);
		group[g] = (struct pxm_group){from->field, (uint32_t)from->nfield, from->ignore, set,
					      (uint32_t)from->nset};
	}
	out->group = group;
	out->ngroup = (uint32_t)q->ngroup;
}

static void describe_pieces(const struct marking *m, struct pxm_question *out)
{
	static const enum pxb_verdict verdicts[] = {PXB_RIGHT, PXB_WRONG, PXB_UNSCORED};
	const struct question *q = m->q;
	struct pxm_choice *choice = ARENA_ARRAY(m->a, q->choices.n, struct pxm_choice);
	struct pxm_item *item = ARENA_ARRAY(m->a, q->items.n, struct pxm_item);
	uint32_t *target = ARENA_ARRAY(m->a, q->targets.n, uint32_t);
	size_t i;

	for (i = 0; i < q->choices.n; i++)
		choice[i] = (struct pxm_choice){q->choices.v[i].key, verdicts[q->choices.v[i].verdict]};
	for (i = 0; i < q->targets.n; i++)
		target[i] = q->targets.v[i].key;
	for (i = 0; i < q->items.n; i++) {
		const struct piece *p = &q->items.v[i];

		item[i] =
		    (struct pxm_item){p->key, p->rank + 1, p->target < q->targets.n ? target[p->target] : 0};
	}
	out->choice = choice;
	out->nchoice = (uint32_t)q->choices.n;
	out->item = item;
	out->nitem = (uint32_t)q->items.n;
	out->target = target;
	out->ntarget = (uint32_t)q->targets.n;
}

void model_marking(struct pxm_question *out, const struct question *q, const struct config *c, size_t locale,
		   struct arena *a)
{
	static const enum pxb_type types[] = {PXB_NO_TYPE,  PXB_SINGLE_CHOICE, PXB_MULTIPLE_CHOICE,
					      PXB_FIELDS,   PXB_ORDERING,      PXB_MATCHING,
					      PXB_SIMULATOR};
	struct marking m = {q, locale, a};

	*out = (struct pxm_question){.type = types[q->type],
				     .locale = text_of(c->locale[locale].id),
				     .month_first = c->locale[locale].month_first,
				     .judge_simulator = q->judge_simulator};
	describe_pieces(&m, out);
	describe_fields(&m, out);
	describe_groups(&m, out);
}
