/* Rules about lists to choose from, to order and to match. */
#include "base/map.h"
#include "base/utf8.h"
#include "lint/shape_int.h"

/* --- duplicate-choice ------------------------------------------------------------------- */

/* What makes two entries the same although they look alike; keys tell all the others apart. */
enum alike { ALIKE_NEVER, ALIKE_RANK, ALIKE_TARGET };

/*
 * What learners see of P: its text with blanks and apostrophes made alike, and the
 * file of its image. Case, accents, quotes and dashes stay: they are seen, and may be
 * what is asked for.
 */
static struct str seen(struct lint *l, const struct piece *p, size_t locale)
{
	struct str s = text_in(&p->text, locale), out;
	struct buf b = {0};
	size_t i = 0;

	while (i < s.n) {
		uint32_t c = utf8_next(s, &i);

		if (c == '\n' || c == '\t' || c == 0xA0 || c == 0x202F)
			c = ' ';
		if (c != ' ' || (b.n && b.p[b.n - 1] != ' '))
			utf8_add(&b, c == 0x2019 ? '\'' : c);
	}
	while (b.n && b.p[b.n - 1] == ' ')
		b.n--;
	buf_add_byte(&b, '\0');
	buf_add_str(&b, text_in(&p->image.file, locale));
	out = arena_str(l->a, buf_str(&b));
	buf_release(&b);
	return out;
}

static bool is_same(enum alike alike, const struct piece *a, const struct piece *b)
{
	return (alike == ALIKE_RANK && a->rank == b->rank) ||
	       (alike == ALIKE_TARGET && a->target == b->target);
}

static void duplicates_in(struct lint *l, const struct pieces *p, size_t locale, bool *told, enum alike alike,
			  const char *variant)
{
	struct map m = {0};
	size_t i;

	for (i = 0; i < p->n; i++) {
		const struct piece *one = &p->v[i], *first;
		struct str text = text_in(&one->text, locale);
		struct finding *f;
		struct place_span at;
		uint32_t k;

		if (!text.n)
			continue;
		k = map_add(&m, seen(l, one, locale), (uint32_t)i);
		first = k == MAP_NONE ? NULL : &p->v[k];
		/* equal keys: `key-clash` speaks of them */
		if (!first || told[i] || first->key == one->key || is_same(alike, first, one))
			continue;
		told[i] = true;
		f = lint_add(l, RULE_DUPLICATE_CHOICE, lint_span_of(l, text, one->at));
		lint_arg(l, f, "text", text);
		if (!f)
			continue;
		finding_variant(f, variant);
		at = lint_span_of(l, text_in(&first->text, locale), first->at);
		finding_note(l->fs, f, "first", (struct place){l->u->path, at.start, at.end});
	}
	map_release(&m);
}

static void duplicates(struct lint *l, const struct pieces *p, enum alike alike, const char *variant)
{
	bool *told = ARENA_ARRAY(l->a, p->n, bool);
	size_t locale;

	for (locale = 0; p->n > 1 && locale < l->config->nlocale; locale++)
		duplicates_in(l, p, locale, told, alike, variant);
}

static void duplicate_choice_of(struct lint *l, const struct asked *a)
{
	const struct question *q = a->q;
	size_t i;

	if (!asked_is_picked(q))
		duplicates(l, &q->choices, ALIKE_NEVER, NULL);
	duplicates(l, &q->items, q->type == QUESTION_ORDERING ? ALIKE_RANK : ALIKE_TARGET, "item");
	duplicates(l, &q->targets, ALIKE_NEVER, "target");
	for (i = 0; i < q->nfield; i++)
		duplicates(l, &q->field[i].options, ALIKE_NEVER, "option");
}

void shape_duplicate_choice(struct lint *l)
{
	asked_each(l, duplicate_choice_of);
}

/* --- choice-count ---------------------------------------------------------------------------- */

#define MANY_CHOICES 8u

static void count_finding(struct lint *l, const struct asked *a, const char *key, struct place_span otherwise,
			  const char *variant, size_t n)
{
	struct finding *f = lint_add(l, RULE_CHOICE_COUNT, asked_key(l, a, key, otherwise));

	lint_arg_number(l, f, "count", n);
	if (f)
		finding_variant(f, variant);
}

static bool is_accepted(const struct str_list *accept, struct str text)
{
	size_t i;

	for (i = 0; i < accept->n; i++)
		if (str_eq(accept->v[i], text))
			return true;
	return false;
}

/* Every option of F is right in LOCALE. */
static bool accepts_all(const struct field *f, size_t locale)
{
	struct str_list accept = list_in(&f->accept, locale);
	size_t i;

	if (f->type != FIELD_SELECT || f->nmistake || f->options.n < 2 || accept.n < f->options.n)
		return false;
	for (i = 0; i < f->options.n; i++)
		if (!is_accepted(&accept, text_in(&f->options.v[i].text, locale)))
			return false;
	return true;
}

static void count_options(struct lint *l, const struct asked *a)
{
	size_t i, locale;

	for (i = 0; i < a->q->nfield; i++)
		for (locale = 0; locale < l->config->nlocale; locale++) {
			const struct field *f = &a->q->field[i];

			if (!accepts_all(f, locale))
				continue;
			count_finding(l, &(struct asked){a->q, NULL, NULL}, "",
				      (struct place_span){f->accept.start, f->accept.end}, "options",
				      f->options.n);
			break;
		}
}

static void choice_count_of(struct lint *l, const struct asked *a)
{
	const struct question *q = a->q;
	size_t right = asked_right(q), n = q->choices.n;

	count_options(l, a);
	if (!n || q->choices.v[0].verdict == CHOICE_UNSCORED)
		return;
	if (n == 1)
		count_finding(l, a, "choices", q->choices.v[0].at, "one", n);
	else if (q->type == QUESTION_MULTIPLE_CHOICE && right == n)
		count_finding(l, a, "choices", q->choices.v[0].at, "all", n);
	else if (n > MANY_CHOICES && !asked_is_picked(q))
		count_finding(l, a, "choices", q->choices.v[0].at, "many", n);
}

void shape_choice_count(struct lint *l)
{
	asked_each(l, choice_count_of);
}

/* --- orderings and matchings -------------------------------------------------------------------- */

static void any_order_only_of(struct lint *l, const struct asked *a)
{
	const struct pieces *p = &a->q->items;
	size_t i;

	if (a->q->type != QUESTION_ORDERING || p->n < 2)
		return;
	for (i = 1; i < p->n; i++)
		if (p->v[i].rank != p->v[0].rank)
			return;
	lint_add(l, RULE_ANY_ORDER_ONLY, asked_key(l, a, "items", p->v[0].at));
}

void shape_any_order_only(struct lint *l)
{
	asked_each(l, any_order_only_of);
}

/* Where item P names its target. */
static struct place_span target_span(struct lint *l, const struct piece *p)
{
	const struct yaml_node *is = yaml_get(node_at(l, p->at), "is");

	return is ? lint_span(is) : p->at;
}

static void target_reused_of(struct lint *l, const struct asked *a)
{
	const struct question *q = a->q;
	uint32_t *user = ARENA_ARRAY(l->a, q->targets.n, uint32_t); /* item + 1 */
	size_t i;

	for (i = 0; q->type == QUESTION_MATCHING && q->each_once && i < q->items.n; i++) {
		uint32_t t = q->items.v[i].target;
		struct place_span at;
		struct finding *f;

		if (t >= q->targets.n)
			continue;
		if (!user[t]) {
			user[t] = (uint32_t)i + 1;
			continue;
		}
		f = lint_add(l, RULE_TARGET_REUSED, target_span(l, &q->items.v[i]));
		lint_arg(l, f, "name", q->targets.v[t].name);
		if (!f)
			return;
		at = target_span(l, &q->items.v[user[t] - 1]);
		finding_note(l->fs, f, "first", (struct place){l->u->path, at.start, at.end});
		return; /* the others follow from the same mistake */
	}
}

void shape_target_reused(struct lint *l)
{
	asked_each(l, target_reused_of);
}

static void one_target_of(struct lint *l, const struct asked *a)
{
	const struct question *q = a->q;
	uint32_t t = q->items.n ? q->items.v[0].target : UINT32_MAX;
	struct finding *f;
	size_t i;

	/* with each_once, target-reused speaks of it */
	if (q->type != QUESTION_MATCHING || q->each_once || q->items.n < 2 || t >= q->targets.n)
		return;
	for (i = 1; i < q->items.n; i++)
		if (q->items.v[i].target != t)
			return;
	f = lint_add(l, RULE_ONE_TARGET, asked_key(l, a, "items", q->items.v[0].at));
	lint_arg(l, f, "name", q->targets.v[t].name);
}

void shape_one_target(struct lint *l)
{
	asked_each(l, one_target_of);
}
