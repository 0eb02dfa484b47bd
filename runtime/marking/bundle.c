/*
 * bundle.c: describes a question of a bundle as pxm.h wants it. The description
 * lives in an arena of its own until the marker is made.
 */
#include <stdlib.h>

#include "marking/pxm_int.h"

/* Blocks to free at once; FAILED says why one could not be had. */
struct arena {
	struct block {
		struct block *next;
	} * first;
	const struct pxb *b;
	uint32_t total; /* rows of lists, to stay within PXM_MAX_ANSWERS */
	enum pxm_code failed;
};

/* Room for the N rows of a list of at most MOST, zeros; NULL when it failed. */
static void *take(struct arena *a, uint32_t n, uint32_t most, size_t size)
{
	struct block *block;

	if (n > most)
		a->failed = PXM_TOO_BIG;
	if (a->failed)
		return NULL;
	block = calloc(1, sizeof(struct block) + 16 + n * size);
	if (!block) {
		a->failed = PXM_NOMEM;
		return NULL;
	}
	block->next = a->first;
	a->first = block;
	return (char *)block + 16;
}

/* The same for lists of which a question has many. */
static void *take_rows(struct arena *a, uint32_t n, size_t size)
{
	void *p = take(a, n, PXM_MAX_ANSWERS - a->total, size);

	if (p)
		a->total += n;
	return p;
}

static void release(struct arena *a)
{
	while (a->first) {
		struct block *next = a->first->next;

		free(a->first);
		a->first = next;
	}
}

static const struct pxb_answer *answers_of(struct arena *a, struct pxb_list l)
{
	struct pxb_answer *v = take_rows(a, l.n, sizeof(*v));
	uint32_t i;

	for (i = 0; v && i < l.n; i++)
		v[i] = pxb_answer_at(a->b, l, i);
	return v;
}

static const struct pxm_mistake *mistakes_of(struct arena *a, struct pxb_list l)
{
	struct pxm_mistake *v = take_rows(a, l.n, sizeof(*v));
	uint32_t i;

	for (i = 0; v && i < l.n; i++) {
		struct pxb_list answers = pxb_mistake_at(a->b, l, i).answers;

		v[i].answer = answers_of(a, answers);
		v[i].nanswer = answers.n;
	}
	return v;
}

static const struct pxb_str *texts_of(struct arena *a, struct pxb_list l)
{
	struct pxb_str *v = take_rows(a, l.n, sizeof(*v));
	uint32_t i;

	for (i = 0; v && i < l.n; i++)
		v[i] = pxb_text_at(a->b, l, i);
	return v;
}

static const struct pxm_option *options_of(struct arena *a, struct pxb_list l)
{
	struct pxm_option *v = take_rows(a, l.n, sizeof(*v));
	uint32_t i;

	for (i = 0; v && i < l.n; i++) {
		struct pxb_choice c = pxb_choice_at(a->b, l, i);

		v[i].key = c.key;
		v[i].text = c.text;
	}
	return v;
}

static void describe_field(struct pxm_field *out, struct arena *a, struct pxb_field f)
{
	struct pxb_field_info i = pxb_field_get(a->b, f);
	struct pxb_field_marking k = pxb_field_marking(a->b, f);

	out->name = i.name;
	out->type = i.type;
	out->precision = i.precision;
	out->ignore = k.ignore;
	out->pattern = k.pattern;
	out->has_plus_or_minus = k.has_plus_or_minus;
	out->plus_or_minus = k.plus_or_minus;
	out->accept = answers_of(a, k.accept);
	out->naccept = k.accept.n;
	out->between = k.between.n == 2 ? answers_of(a, k.between) : NULL;
	out->mistake = mistakes_of(a, k.mistakes);
	out->nmistake = k.mistakes.n;
	out->unit = texts_of(a, i.units);
	out->nunit = i.units.n;
	out->option = options_of(a, i.options);
	out->noption = i.options.n;
}

static void describe_fields(struct pxm_question *q, struct arena *a, struct pxb_list l)
{
	struct pxm_field *v = take(a, l.n, PXM_MAX_PARTS, sizeof(*v));
	uint32_t i;

	for (i = 0; v && i < l.n; i++)
		describe_field(&v[i], a, pxb_field_at(a->b, l, i));
	q->field = v;
	q->nfield = l.n;
}

/* The position in FIELDS of the field at position I of the fields of a group. */
static uint32_t index_of(const struct arena *a, struct pxb_list fields, struct pxb_list of_group, uint32_t i)
{
	struct pxb_field wanted = pxb_group_field_at(a->b, of_group, i);
	uint32_t k;

	for (k = 0; k < fields.n; k++)
		if (pxb_field_at(a->b, fields, k).v == wanted.v)
			return k;
	return PXM_NOTHING;
}

static void describe_group(struct pxm_group *out, struct arena *a, struct pxb_group g, struct pxb_list fields)
{
	uint32_t *field = take(a, g.fields.n, PXM_MAX_PARTS, sizeof(*field));
	struct pxm_set *set = take_rows(a, g.sets.n, sizeof(*set));
	uint32_t i;

	for (i = 0; field && i < g.fields.n; i++)
		field[i] = index_of(a, fields, g.fields, i);
	for (i = 0; set && i < g.sets.n; i++) {
		struct pxb_list l = pxb_group_set_at(a->b, g.sets, i);

		set[i].answer = answers_of(a, l);
		set[i].nanswer = l.n;
	}
	*out = (struct pxm_group){field, g.fields.n, g.ignore, set, g.sets.n};
}

static void describe_groups(struct pxm_question *q, struct arena *a, struct pxb_list l,
			    struct pxb_list fields)
{
	struct pxm_group *v = take(a, l.n, PXM_MAX_PARTS, sizeof(*v));
	uint32_t i;

	for (i = 0; v && !a->failed && i < l.n; i++)
		describe_group(&v[i], a, pxb_group_at(a->b, l, i), fields);
	q->group = v;
	q->ngroup = l.n;
}

static void describe_pieces(struct pxm_question *q, struct arena *a, const struct pxb_question_info *info)
{
	struct pxm_choice *choice = take(a, info->choices.n, PXM_MAX_PARTS, sizeof(*choice));
	struct pxm_item *item = take(a, info->items.n, PXM_MAX_PARTS, sizeof(*item));
	uint32_t *target = take(a, info->targets.n, PXM_MAX_PARTS, sizeof(*target)), i;

	for (i = 0; choice && i < info->choices.n; i++) {
		struct pxb_choice c = pxb_choice_at(a->b, info->choices, i);

		choice[i] = (struct pxm_choice){c.key, c.verdict};
	}
	for (i = 0; item && i < info->items.n; i++) {
		struct pxb_choice c = pxb_choice_at(a->b, info->items, i);

		item[i] = (struct pxm_item){c.key, c.rank, c.target};
	}
	for (i = 0; target && i < info->targets.n; i++)
		target[i] = pxb_choice_at(a->b, info->targets, i).key;
	q->choice = choice;
	q->nchoice = info->choices.n;
	q->item = item;
	q->nitem = info->items.n;
	q->target = target;
	q->ntarget = info->targets.n;
}

static void describe(struct pxm_question *q, struct arena *a, struct pxb_question handle,
		     const struct pxb_question_info *info)
{
	struct pxb_locale_info locale = pxb_locale_get(a->b, info->locale);

	q->type = info->type;
	q->locale = locale.tag;
	q->month_first = locale.month_first;
	q->judge_simulator = info->judge_simulator;
	describe_pieces(q, a, info);
	describe_fields(q, a, info->fields);
	describe_groups(q, a, pxb_question_marking(a->b, handle).groups, info->fields);
}

enum pxm_code pxm_new_of_bundle(struct pxm **out, const struct pxb *b, struct pxb_question q,
				struct pxm_error *e)
{
	struct pxb_question_info info = pxb_question_get(b, q);
	struct pxm_question described = {0};
	struct arena a = {.b = b};
	enum pxm_code code;

	*out = NULL;
	if (info.challenge.v != PXB_NONE && !pxb_is_full(b))
		return pxm_refuse(e, PXM_NO_QUESTION, 0, "a bundle of the public flavour has no answers");
	describe(&described, &a, q, &info);
	code = a.failed ? pxm_refuse(e, a.failed, 0,
				     a.failed == PXM_NOMEM ? "no memory for the marker"
							   : "the question is beyond the limits of marking")
			: pxm_new(out, &described, e);
	release(&a);
	return code;
}
