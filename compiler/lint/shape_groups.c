/* Rules about groups: fields whose answers may come in any order. */
#include "base/decimal.h"
#include "base/map.h"
#include "lint/shape_int.h"

static struct finding *group_finding(struct lint *l, struct place_span at, const char *variant)
{
	struct finding *f = lint_add(l, RULE_GROUP_SHAPE, at);

	if (f)
		finding_variant(f, variant);
	return f;
}

/* Where the map at AT writes KEY: the key's value, or AT. */
static struct place_span value_of(const struct lint *l, struct place_span at, const char *key)
{
	const struct yaml_node *n = yaml_get(node_at(l, at), key);

	return n ? lint_span(n) : at;
}

/* Where group G names field number I of its list. */
static struct place_span named_at(const struct lint *l, const struct group *g, size_t i)
{
	const struct yaml_node *n = yaml_get(node_at(l, g->at), "fields");

	return n && n->kind == YAML_LIST && i < n->n ? lint_span(n->item[i]) : g->at;
}

static void too_few_sets(struct lint *l, const struct group *g)
{
	struct finding *f;

	if (!g->set || g->nset >= g->nfield)
		return;
	f = group_finding(l, value_of(l, g->at, "sets"), "few");
	lint_arg_number(l, f, "sets", g->nset);
	lint_arg_number(l, f, "fields", g->nfield);
}

static void mixed_types(struct lint *l, const struct question *q, const struct group *g)
{
	size_t i;

	for (i = 1; i < g->nfield; i++) {
		const struct field *first = &q->field[g->field[0]], *other = &q->field[g->field[i]];
		struct finding *f;

		if (first->type == other->type)
			continue;
		f = group_finding(l, named_at(l, g, i), "types");
		lint_arg(l, f, "name", other->name);
		lint_arg(l, f, "other", first->name);
		return;
	}
}

/* MEMBER: by field, whether a group before has it. */
static void in_two_groups(struct lint *l, const struct question *q, const struct group *g, bool *member)
{
	size_t i;

	for (i = 0; i < g->nfield; i++) {
		bool *m = &member[g->field[i]];

		if (*m)
			lint_arg(l, group_finding(l, named_at(l, g, i), "twice"), "name",
				 q->field[g->field[i]].name);
		*m = true;
	}
}

/* Where F writes an answer of its own: the first such value. */
static struct place_span own_answer(const struct field *f)
{
	if (f->accept.v)
		return (struct place_span){f->accept.start, f->accept.end};
	if (f->pattern.v)
		return (struct place_span){f->pattern.start, f->pattern.end};
	if (f->between.v)
		return (struct place_span){f->between.start, f->between.end};
	return (struct place_span){0, 0};
}

static bool is_inside(struct place_span a, struct place_span b)
{
	return b.start <= a.start && a.end <= b.end;
}

/*
 * A variant that groups fields of its prototype cannot take away what these accept
 * there: only answers that stand where the group stands are the author's mistake.
 */
static void own_answers(struct lint *l, const struct asked *a, const struct group *g)
{
	size_t i;

	for (i = 0; i < g->nfield; i++) {
		const struct field *field = &a->q->field[g->field[i]];
		struct place_span at = own_answer(field);

		if (!at.end ||
		    (a->c && a->c->prototype.p && is_inside(g->at, a->c->at) && !is_inside(at, a->c->at)))
			continue;
		lint_arg(l, group_finding(l, at, "own"), "name", field->name);
	}
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

/* Fields of F's type can give S in LOCALE. Dates are another rule's. */
static bool can_be_given(const struct field *f, size_t locale, struct str s)
{
	struct pxb_decimal d;

	if (f->type == FIELD_NUMBER)
		return model_decimal(&d, s);
	return f->type != FIELD_SELECT || is_option(f, locale, s);
}

static void unreadable_sets(struct lint *l, const struct question *q, const struct group *g)
{
	size_t i, k, locale;

	for (locale = 0; g->nfield && locale < l->config->nlocale; locale++)
		for (i = 0; i < g->nset; i++) {
			struct str_list s = list_in(&g->set[i].synonyms, locale);

			for (k = 0; k < s.n; k++) {
				const struct field *field = &q->field[g->field[0]];
				struct finding *f;

				if (can_be_given(field, locale, s.v[k]))
					continue;
				f = group_finding(l, lint_span_of(l, s.v[k], g->at),
						  field->type == FIELD_NUMBER ? "number" : "option");
				lint_arg(l, f, "text", s.v[k]);
			}
		}
}

static void group_shape_of(struct lint *l, const struct asked *a)
{
	bool *member = ARENA_ARRAY(l->a, a->q->nfield, bool);
	size_t i;

	for (i = 0; i < a->q->ngroup; i++) {
		const struct group *g = &a->q->group[i];

		too_few_sets(l, g);
		mixed_types(l, a->q, g);
		in_two_groups(l, a->q, g, member);
		own_answers(l, a, g);
		unreadable_sets(l, a->q, g);
	}
}

void shape_group(struct lint *l)
{
	asked_each(l, group_shape_of);
}

/* --- set-overlap --------------------------------------------------------------------------- */

/* What the synonym S is compared as: equal texts are the same answer. */
static struct str compared(struct lint *l, const struct field *f, const struct group *g, struct str s)
{
	struct decimal d;
	struct buf b = {0};
	struct str out;

	if (f->type == FIELD_TEXT)
		return folded(l, s, g->ignore & ~IGNORE_TYPOS);
	if (f->type != FIELD_NUMBER || !decimal_parse_yaml(&d, s))
		return s;
	decimal_add_text(&b, &d);
	out = arena_str(l->a, buf_str(&b));
	buf_release(&b);
	return out;
}

static void overlap(struct lint *l, const struct group *g, struct str text, struct str first)
{
	struct finding *f = lint_add(l, RULE_SET_OVERLAP, lint_span_of(l, text, g->at));
	struct place_span at = lint_span_of(l, first, g->at);

	lint_arg(l, f, "text", text);
	if (f)
		finding_note(l->fs, f, "first", (struct place){l->u->path, at.start, at.end});
}

static void overlaps_in(struct lint *l, const struct question *q, const struct group *g, size_t locale)
{
	const struct field *field = &q->field[g->field[0]];
	struct map m = {0};
	struct str *text = NULL;
	uint32_t *set = NULL;
	size_t n = 0, cap = 0, setcap = 0, i, k;

	for (i = 0; i < g->nset; i++) {
		struct str_list s = list_in(&g->set[i].synonyms, locale);

		for (k = 0; k < s.n; k++) {
			struct str key = compared(l, field, g, s.v[k]);
			uint32_t was = key.n ? map_add(&m, key, (uint32_t)n) : MAP_NONE;

			if (was != MAP_NONE && set[was] != i)
				overlap(l, g, s.v[k], text[was]);
			ARENA_GROW(l->a, text, n, cap);
			ARENA_GROW(l->a, set, n, setcap);
			text[n] = s.v[k];
			set[n++] = (uint32_t)i;
		}
	}
	map_release(&m);
}

static void set_overlap_of(struct lint *l, const struct asked *a)
{
	size_t i, locale;

	for (i = 0; i < a->q->ngroup; i++)
		for (locale = 0; a->q->group[i].nfield && locale < l->config->nlocale; locale++)
			overlaps_in(l, a->q, &a->q->group[i], locale);
}

void shape_set_overlap(struct lint *l)
{
	asked_each(l, set_overlap_of);
}
