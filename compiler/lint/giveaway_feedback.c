/* Rules about feedback, and about right choices that stand out by their length or place. */
#include "base/utf8.h"
#include "lint/shape_int.h"

/* --- same-feedback ------------------------------------------------------------------------ */

static bool same_text(struct str a, struct str b)
{
	return a.n && str_eq(str_trim(a), str_trim(b));
}

static void same_finding(struct lint *l, struct str right, struct str wrong, const struct ltext *at,
			 const struct ltext *other)
{
	struct finding *f =
	    lint_add(l, RULE_SAME_FEEDBACK, lint_span_of(l, wrong, (struct place_span){at->start, at->end}));
	struct place_span first = lint_span_of(l, right, (struct place_span){other->start, other->end});

	if (f)
		finding_note(l->fs, f, "first", (struct place){l->u->path, first.start, first.end});
}

/* The right choices of a question share what they say; each wrong one is compared with them. */
static void same_of_choices(struct lint *l, const struct question *q, size_t locale)
{
	const struct ltext *right = NULL;
	size_t i;

	for (i = 0; i < q->choices.n && !right; i++)
		if (q->choices.v[i].verdict == CHOICE_RIGHT && text_in(&q->choices.v[i].feedback, locale).n)
			right = &q->choices.v[i].feedback;
	for (i = 0; right && i < q->choices.n; i++) {
		const struct ltext *wrong = &q->choices.v[i].feedback;

		if (q->choices.v[i].verdict == CHOICE_WRONG &&
		    same_text(text_in(right, locale), text_in(wrong, locale)))
			same_finding(l, text_in(right, locale), text_in(wrong, locale), wrong, right);
	}
}

static void same_of_mistakes(struct lint *l, const struct question *q, const struct mistake *m, size_t n,
			     size_t locale)
{
	const struct ltext *right = &q->feedback_right;
	size_t i;

	for (i = 0; i < n; i++)
		if (same_text(text_in(right, locale), text_in(&m[i].feedback, locale)))
			same_finding(l, text_in(right, locale), text_in(&m[i].feedback, locale),
				     &m[i].feedback, right);
}

static void same_feedback_of(struct lint *l, const struct asked *a)
{
	const struct question *q = a->q;
	size_t locale, i;

	for (locale = 0; locale < l->config->nlocale; locale++) {
		struct str right = text_in(&q->feedback_right, locale);
		struct str wrong = text_in(&q->feedback_wrong, locale);

		if (same_text(right, wrong))
			same_finding(l, right, wrong, &q->feedback_wrong, &q->feedback_right);
		same_of_choices(l, q, locale);
		same_of_mistakes(l, q, q->mistake, q->nmistake, locale);
		for (i = 0; i < q->nfield; i++)
			same_of_mistakes(l, q, q->field[i].mistake, q->field[i].nmistake, locale);
	}
}

void giveaway_same_feedback(struct lint *l)
{
	asked_each(l, same_feedback_of);
}

/* --- feedback-gap -------------------------------------------------------------------------- */

#define FEEDBACK_ENOUGH 2u /* wrong choices with feedback: then it is meant for all */

static void feedback_gap_of(struct lint *l, const struct asked *a)
{
	const struct question *q = a->q;
	const struct piece *gap = NULL;
	size_t i, given = 0, missing = 0, base = a->c && a->c->base > 0 ? (size_t)a->c->base : 0;
	struct str text;

	if (q->feedback_wrong.v || asked_is_picked(q))
		return;
	for (i = 0; i < q->choices.n; i++) {
		const struct piece *p = &q->choices.v[i];

		if (p->verdict != CHOICE_WRONG || p->last)
			continue;
		given += p->feedback.v != NULL;
		missing += p->feedback.v == NULL;
		gap = p->feedback.v ? gap : p;
	}
	if (missing != 1 || given < FEEDBACK_ENOUGH)
		return;
	text = text_in(&gap->text, base);
	lint_arg(l, lint_add(l, RULE_FEEDBACK_GAP, text.n ? lint_span_of(l, text, gap->at) : gap->at), "text",
		 text);
}

void giveaway_feedback_gap(struct lint *l)
{
	asked_each(l, feedback_gap_of);
}

/* --- longest-right ------------------------------------------------------------------------------ */

#define LONG_CHOICE 30u /* characters: below, twice as long is chance */

/*
 * The right choice of a question with one, and how long it and the longest wrong one
 * are in LOCALE. False when some choice has no text.
 */
static bool lengths(const struct question *q, size_t locale, size_t *right, size_t *wrong, size_t *at)
{
	size_t i;

	*right = *wrong = *at = 0;
	if (q->type != QUESTION_SINGLE_CHOICE || q->choices.n < 3 || asked_right(q) != 1 ||
	    asked_is_picked(q))
		return false;
	for (i = 0; i < q->choices.n; i++) {
		size_t n = utf8_count(text_in(&q->choices.v[i].text, locale));

		if (!n)
			return false;
		if (q->choices.v[i].verdict == CHOICE_RIGHT) {
			*right = n;
			*at = i;
		} else if (n > *wrong) {
			*wrong = n;
		}
	}
	return true;
}

static void longest_right_of(struct lint *l, const struct asked *a)
{
	size_t locale, right, wrong, at;

	for (locale = 0; locale < l->config->nlocale; locale++) {
		const struct piece *p;
		struct finding *f;

		if (!lengths(a->q, locale, &right, &wrong, &at) || right <= LONG_CHOICE || right < 2 * wrong)
			continue;
		p = &a->q->choices.v[at];
		f = lint_add(l, RULE_LONGEST_RIGHT, lint_span_of(l, text_in(&p->text, locale), p->at));
		lint_arg_number(l, f, "right", right);
		lint_arg_number(l, f, "wrong", wrong);
	}
}

void giveaway_longest_right(struct lint *l)
{
	asked_each(l, longest_right_of);
}

/* --- tube-giveaway --------------------------------------------------------------------------------- */

#define TUBE_LEAST 6u  /* questions: below, anything is chance */
#define TUBE_SHARE 80u /* percent */
#define PLACES     16u

/* What the questions of a tube with one right choice have in common. */
struct tally {
	size_t questions, longest;
	size_t kept, first[PLACES]; /* in the written order, and where the right choice stands */
};

static void count_question(struct tally *t, const struct challenge *c)
{
	size_t right, wrong, at;

	if (c->base < 0 || !lengths(&c->question, (size_t)c->base, &right, &wrong, &at))
		return;
	t->questions++;
	t->longest += right * 5 >= wrong * 6; /* a fifth longer: less is not seen */
	if (c->question.shuffle || at >= PLACES)
		return;
	t->kept++;
	t->first[at]++;
}

static void tube_finding(struct lint_whole *w, const struct linked_tube *tube, size_t n, size_t of,
			 size_t place)
{
	const struct unit *u = tube->unit;
	struct place_span at = {0, 0};
	struct finding *f;
	size_t i;

	if (of < TUBE_LEAST || n * 100 < of * TUBE_SHARE)
		return;
	for (i = 0; i < u->ndef; i++)
		if (u->def[i].kind == KIND_TUBE && !u->def[i].formerly)
			at = u->def[i].at;
	f = whole_add(w, RULE_TUBE_GIVEAWAY, u, at, KIND_TUBE, tube->t->id, STATUS_NONE);
	whole_arg_number(w, f, "count", n);
	whole_arg_number(w, f, "all", of);
	whole_arg_number(w, f, "place", place);
	if (f && place)
		finding_variant(f, "place");
}

/* Each challenge belongs to one skill, each skill to one tube: linear in all. */
static void judge_tube(struct lint_whole *w, const struct linked_tube *tube)
{
	const struct content *c = w->c;
	struct tally t = {0};
	size_t i, k;

	for (i = 0; i < tube->skills.n; i++) {
		const struct refs *r = &c->skill[tube->skills.v[i]].challenges;

		for (k = 0; k < r->n; k++)
			if (c->challenge[r->v[k]].best >= STATUS_VALIDATED)
				count_question(&t, c->challenge[r->v[k]].c);
	}
	tube_finding(w, tube, t.longest, t.questions, 0);
	for (i = 0; i < PLACES; i++)
		tube_finding(w, tube, t.first[i], t.kept, i + 1);
}

void giveaway_tubes(struct lint_whole *w)
{
	size_t i;

	for (i = 0; i < w->c->ntube; i++)
		judge_tube(w, &w->c->tube[i]);
}
