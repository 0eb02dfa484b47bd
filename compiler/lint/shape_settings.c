/* Rules about settings that change nothing, and about fields too narrow for their answers. */
#include "base/utf8.h"
#include "lint/shape_int.h"

static const char *const type_words[] = {"text", "number", "date", "select"};

static struct finding *no_effect(struct lint *l, struct place_span at, const char *variant, const char *key)
{
	struct finding *f = lint_add(l, RULE_NO_EFFECT, at);

	lint_arg(l, f, "key", str_c(key));
	if (f)
		finding_variant(f, variant);
	return f;
}

/* --- keys of fields ------------------------------------------------------------------------ */

/* Which types of field a key is for; the schema says it too, but where a variant leaves the type out. */
static const struct {
	const char *key;
	unsigned types; /* bits 1 << FIELD_ */
} field_keys[] = {
    {"unit", 1u << FIELD_NUMBER},
    {"plus_or_minus", 1u << FIELD_NUMBER},
    {"between", 1u << FIELD_NUMBER | 1u << FIELD_DATE},
    {"precision", 1u << FIELD_DATE},
    {"pattern", 1u << FIELD_TEXT},
    {"ignore", 1u << FIELD_TEXT},
    {"options", 1u << FIELD_SELECT},
    {"size", 1u << FIELD_TEXT | 1u << FIELD_NUMBER | 1u << FIELD_DATE},
};

static void keys_of_other_types(struct lint *l, const struct field *field, const struct yaml_node *n)
{
	size_t i;

	for (i = 0; i < countof(field_keys); i++) {
		const struct yaml_pair *p = yaml_get_pair(n, str_c(field_keys[i].key));
		struct finding *f;

		if (!p || p->value->bad || field_keys[i].types >> field->type & 1)
			continue;
		f = no_effect(l, lint_span(p->key), "type", field_keys[i].key);
		lint_arg(l, f, "type", str_c(type_words[field->type]));
	}
}

static bool in_a_group(const struct question *q, size_t field)
{
	size_t g, i;

	for (g = 0; g < q->ngroup; g++)
		for (i = 0; i < q->group[g].nfield; i++)
			if (q->group[g].field[i] == field)
				return true;
	return false;
}

/* The group's `ignore` holds for its fields. */
static void ignore_in_group(struct lint *l, const struct question *q, size_t i, const struct yaml_node *n)
{
	const struct yaml_pair *p = yaml_get_pair(n, STR("ignore"));

	if (p && !p->value->bad && q->field[i].type == FIELD_TEXT && in_a_group(q, i))
		no_effect(l, lint_span(p->key), "group", "ignore");
}

/* --- values of fields ---------------------------------------------------------------------------- */

#define SHORTEST_TYPO 4u /* code points: below, marking forgives no typing error */

/* All that F accepts, in whatever locale, is too short for a forgiven typing error. */
static bool all_short(struct lint *l, const struct field *f)
{
	size_t locale, i;
	bool any = false;

	for (locale = 0; locale < l->config->nlocale; locale++) {
		struct str_list s = list_in(&f->accept, locale);

		for (i = 0; i < s.n; i++) {
			any = true;
			if (utf8_count(s.v[i]) >= SHORTEST_TYPO &&
			    utf8_count(folded(l, s.v[i], f->ignore & ~IGNORE_TYPOS)) >= SHORTEST_TYPO)
				return false;
		}
	}
	return any;
}

/* The word "typos" below the `ignore` of the field N, or all of the list. */
static struct place_span word_typos(const struct yaml_node *ignore)
{
	size_t i;

	for (i = 0; ignore->kind == YAML_LIST && i < ignore->n; i++)
		if (str_eq_c(ignore->item[i]->text, "typos"))
			return lint_span(ignore->item[i]);
	return lint_span(ignore);
}

static void useless_typos(struct lint *l, const struct question *q, size_t i, const struct yaml_node *n)
{
	const struct field *f = &q->field[i];
	const struct yaml_node *ignore = yaml_get(n, "ignore");

	if (ignore && f->type == FIELD_TEXT && f->ignore & IGNORE_TYPOS && !f->pattern.v &&
	    !in_a_group(q, i) && all_short(l, f))
		no_effect(l, word_typos(ignore), "short", "typos");
}

/* A variant whose prototype has a pattern: the schema sees each alone. */
static void ignore_beside_pattern(struct lint *l, const struct field *f, const struct yaml_node *n)
{
	const struct yaml_node *ignore = yaml_get(n, "ignore");

	if (ignore && f->type == FIELD_TEXT && f->pattern.v && f->ignore & ~IGNORE_CASE)
		no_effect(l, lint_span(ignore), "pattern", "ignore");
}

static bool is_option(const struct field *f, size_t locale, struct str s)
{
	size_t i, n = 0;

	for (i = 0; i < f->options.n; i++) {
		struct str text = text_in(&f->options.v[i].text, locale);

		n += text.n > 0;
		if (str_eq(text, s))
			return true;
	}
	return !n;
}

/* A known mistake of a select that is none of its options. */
static void mistakes_without_option(struct lint *l, const struct field *f)
{
	size_t i, k, locale;

	for (i = 0; f->type == FIELD_SELECT && i < f->nmistake; i++)
		for (locale = 0; locale < l->config->nlocale; locale++) {
			struct str_list s = list_in(&f->mistake[i].answers, locale);
			struct place_span at = {f->mistake[i].answers.start, f->mistake[i].answers.end};

			for (k = 0; k < s.n; k++)
				if (!is_option(f, locale, s.v[k]))
					lint_arg(
					    l,
					    no_effect(l, lint_span_of(l, s.v[k], at), "option", "mistakes"),
					    "text", s.v[k]);
		}
}

/* --- keys of choices and questions ------------------------------------------------------------------ */

static void last_unshuffled(struct lint *l, const struct question *q)
{
	size_t i;

	for (i = 0; !q->shuffle && i < q->choices.n; i++) {
		const struct yaml_pair *p;

		if (!q->choices.v[i].last)
			continue;
		p = yaml_get_pair(node_at(l, q->choices.v[i].at), STR("last"));
		no_effect(l, p ? lint_span(p->key) : q->choices.v[i].at, "last", "last");
	}
}

/* Shared options that no field takes. */
static void unused_options(struct lint *l, const struct asked *a)
{
	const struct yaml_pair *p = a->c ? yaml_get_pair(node_at(l, a->c->at), STR("options")) : NULL;
	size_t i;

	if (!p || p->value->bad || a->q->type != QUESTION_FIELDS)
		return;
	for (i = 0; i < a->q->nfield; i++) {
		const struct pieces *o = &a->q->field[i].options;

		if (o->n && o->v[0].at.start >= p->value->start && o->v[0].at.start < p->value->end)
			return;
	}
	no_effect(l, lint_span(p->key), "options", "options");
}

static void no_effect_of(struct lint *l, const struct asked *a)
{
	size_t i;

	for (i = 0; i < a->q->nfield; i++) {
		const struct field *f = &a->q->field[i];
		const struct yaml_node *n = node_at(l, f->at);

		mistakes_without_option(l, f);
		if (!n)
			continue;
		keys_of_other_types(l, f, n);
		ignore_in_group(l, a->q, i, n);
		useless_typos(l, a->q, i, n);
		ignore_beside_pattern(l, f, n);
	}
	last_unshuffled(l, a->q);
	unused_options(l, a);
}

void shape_no_effect(struct lint *l)
{
	asked_each(l, no_effect_of);
}

/* --- narrow-field --------------------------------------------------------------------------------------- */

/* The least that learners type for an answer: dates have short forms, such as 1/2/2004. */
static size_t least_typed(const struct field *f, struct str s)
{
	static const size_t dates[] = {4, 4, 6, 8, 12};

	return f->type == FIELD_DATE ? dates[f->precision] : utf8_count(s);
}

static void narrow_in(struct lint *l, const struct field *field, size_t locale)
{
	struct str_list s = list_in(&field->accept, locale);
	size_t i, least = SIZE_MAX;
	struct finding *f;

	if (!field->size || !s.n || field->type == FIELD_SELECT || field->pattern.v)
		return;
	for (i = 0; i < s.n; i++)
		if (least_typed(field, s.v[i]) < least)
			least = least_typed(field, s.v[i]);
	if (least <= field->size)
		return;
	f = lint_add(l, RULE_NARROW_FIELD,
		     lint_span_of(l, s.v[0], (struct place_span){field->accept.start, field->accept.end}));
	lint_arg(l, f, "text", s.v[0]);
	lint_arg_number(l, f, "size", field->size);
	lint_arg_number(l, f, "least", least);
	if (f && field->type == FIELD_DATE)
		finding_variant(f, "date");
}

static void narrow_field_of(struct lint *l, const struct asked *a)
{
	size_t i, locale;

	for (i = 0; i < a->q->nfield; i++)
		for (locale = 0; locale < l->config->nlocale; locale++)
			narrow_in(l, &a->q->field[i], locale);
}

void shape_narrow_field(struct lint *l)
{
	asked_each(l, narrow_field_of);
}
