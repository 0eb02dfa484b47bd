/* Rules about answers: what the marking code says of the author's own. */
#include "base/decimal.h"
#include "lint/lint_int.h"

/* A part of a question that accepts texts: a field, or the sets of a group. */
typedef void each_answer(struct lint *l, const struct trial *t, const struct pxm_field *f,
			 const struct pxb_answer *a, uint32_t n);

static struct str str_of(struct pxb_str s)
{
	return (struct str){s.p, s.n};
}

static struct place_span answer_span(const struct lint *l, const struct trial *t, const struct pxb_answer *a)
{
	return lint_span_of(l, str_of(a->text), t->c->id_at);
}

/* --- the author's tests ------------------------------------------------------------------- */

/* The number of the field that PART of a test names; SIZE_MAX when there is none. */
static size_t field_of(const struct trial *t, const struct test_part *part)
{
	uint32_t i;

	if (!part->field.p)
		return t->key.nfield == 1 ? 0 : SIZE_MAX;
	for (i = 0; i < t->key.nfield; i++)
		if (str_eq(str_of(t->key.field[i].name), part->field))
			return i;
	return SIZE_MAX;
}

/* How a test ended: the part that decided, and which field it was. */
struct outcome {
	bool known; /* it could be tried at all */
	enum pxm_verdict verdict;
	enum pxm_by by;
	struct str text;
	size_t field;
};

/*
 * A field that the test does not name takes a right answer: so only the results of
 * those it names count. The first that is not right decides.
 */
static struct outcome read_parts(const struct trial *t, const struct test *test, const struct pxm_part *part,
				 uint32_t npart)
{
	struct outcome o = {false, PXM_RIGHT, PXM_BY_NONE, {NULL, 0}, 0};
	size_t i;

	for (i = 0; i < test->n; i++) {
		size_t f = field_of(t, &test->part[i]);

		if (f >= npart)
			return (struct outcome){0};
		if (o.known && o.verdict != PXM_RIGHT)
			break;
		o = (struct outcome){true, part[f].verdict, part[f].by, test->part[i].text, f};
	}
	return o;
}

static struct outcome try_test(struct lint *l, const struct trial *t, const struct test *test)
{
	struct pxm_entry *entry = ARENA_ARRAY(l->a, test->n, struct pxm_entry);
	struct pxm_part part[PXM_MAX_PARTS];
	struct pxm_answer a = {.entry = entry, .nentry = test->n};
	struct pxm_result r;
	size_t i;

	for (i = 0; i < test->n; i++) {
		size_t f = field_of(t, &test->part[i]);
		struct str text = test->part[i].text;

		if (f == SIZE_MAX || !text.p)
			return (struct outcome){0};
		entry[i].name = t->key.field[f].name;
		entry[i].text = (struct pxb_str){text.p, (uint32_t)text.n};
	}
	if (t->key.type == PXB_SIMULATOR && test->n == 1)
		a = (struct pxm_answer){.word = entry[0].text};
	pxm_mark(&r, part, PXM_MAX_PARTS, t->m, &a);
	if (r.verdict == PXM_ERROR)
		return (struct outcome){true, PXM_ERROR, r.by, test->n ? test->part[0].text : STR(""), 0};
	if (r.verdict == PXM_SKIPPED)
		return (struct outcome){true, PXM_WRONG, PXM_BY_EMPTY, test->n ? test->part[0].text : STR(""),
					0};
	return read_parts(t, test, part, r.npart);
}

static void check_tests(struct lint *l, const struct trial *t, const struct test_list *tests, bool right)
{
	size_t i;

	for (i = 0; tests && i < tests[t->locale].n; i++) {
		const struct test *test = &tests[t->locale].v[i];
		struct outcome o = try_test(l, t, test);
		struct finding *f;

		if (!o.known || (o.verdict == PXM_RIGHT) == right)
			continue;
		f = lint_add_for(l, RULE_TEST_FAILS, t->c, lint_span_of(l, o.text, test->at));
		lint_arg(l, f, "text", o.text);
		lint_arg_why(l, f, "why", o.by);
		if (f)
			finding_variant(f, right ? NULL : "wrong");
	}
}

static void test_fails(struct lint *l)
{
	size_t i;

	for (i = 0; i < l->ntrial; i++) {
		const struct trial *t = &l->trial[i];

		if (!t->m || !t->key.nfield)
			continue;
		check_tests(l, t, t->c->tests.right, true);
		check_tests(l, t, t->c->tests.wrong, false);
	}
}

/* --- accepted answers by themselves --------------------------------------------------------- */

/* Runs FN over all lists of accepted answers: of fields, and of the sets of groups. */
static void each_list(struct lint *l, each_answer *fn)
{
	size_t i;
	uint32_t k, s;

	for (i = 0; i < l->ntrial; i++) {
		const struct trial *t = &l->trial[i];

		for (k = 0; k < t->key.nfield; k++)
			fn(l, t, &t->key.field[k], t->key.field[k].accept, t->key.field[k].naccept);
		for (k = 0; k < t->key.ngroup; k++) {
			const struct pxm_group *g = &t->key.group[k];
			struct pxm_field as = {.type = PXB_FIELD_TEXT, .ignore = g->ignore};

			if (!g->nfield || t->key.field[g->field[0]].type != PXB_FIELD_TEXT)
				continue;
			for (s = 0; s < g->nset; s++)
				fn(l, t, &as, g->set[s].answer, g->set[s].nanswer);
		}
	}
}

static bool is_text(const struct pxm_field *f)
{
	return f->type == PXB_FIELD_TEXT || f->type == PXB_FIELD_WORD;
}

/* The text of A as F compares it; absent when it is longer than any answer may be. */
static struct str folded(struct lint *l, const struct pxm_field *f, const struct pxb_answer *a)
{
	size_t room = 4 * (size_t)a->text.n + 16, n;
	char *out = arena_alloc(l->a, room);

	n = pxm_fold(out, room, a->text.p, a->text.n, f->ignore);
	return n <= room ? (struct str){out, n} : (struct str){NULL, 0};
}

static void empty_answers(struct lint *l, const struct trial *t, const struct pxm_field *f,
			  const struct pxb_answer *a, uint32_t n)
{
	uint32_t i;

	for (i = 0; is_text(f) && i < n; i++) {
		struct str s = folded(l, f, &a[i]);

		if (s.p && !s.n && a[i].text.n)
			lint_arg(l, lint_add_for(l, RULE_EMPTY_ANSWER, t->c, answer_span(l, t, &a[i])),
				 "text", str_of(a[i].text));
	}
}

static void empty_answer(struct lint *l)
{
	each_list(l, empty_answers);
}

static bool equal_answers(struct lint *l, const struct pxm_field *f, const struct pxb_answer *a,
			  const struct pxb_answer *b)
{
	if (a->kind != b->kind)
		return false;
	if (a->kind == PXB_ANSWER_NUMBER) {
		struct decimal x, y;

		return decimal_parse_yaml(&x, str_of(a->text)) && decimal_parse_yaml(&y, str_of(b->text)) &&
		       decimal_cmp(&x, &y) == 0;
	}
	if (a->kind == PXB_ANSWER_DATE)
		return a->date == b->date && a->precision == b->precision;
	if (a->kind == PXB_ANSWER_KEY)
		return a->key == b->key;
	return str_eq(folded(l, f, a), folded(l, f, b));
}

/* Lists are short; a long one is looked at in its beginning only. */
#define MOST_COMPARED 200

static void equal_in_list(struct lint *l, const struct trial *t, const struct pxm_field *f,
			  const struct pxb_answer *a, uint32_t n)
{
	uint32_t i, k;

	for (i = 1; i < n && i < MOST_COMPARED; i++) {
		struct finding *fd;
		struct place_span first;

		for (k = 0; k < i && !equal_answers(l, f, &a[k], &a[i]); k++)
			;
		if (k == i)
			continue;
		fd = lint_add_for(l, RULE_SAME_ANSWER, t->c, answer_span(l, t, &a[i]));
		lint_arg(l, fd, "text", str_of(a[i].text));
		lint_arg(l, fd, "other", str_of(a[k].text));
		first = answer_span(l, t, &a[k]);
		if (fd)
			finding_note(l->fs, fd, "first", (struct place){l->u->path, first.start, first.end});
	}
}

static void same_answer(struct lint *l)
{
	each_list(l, equal_in_list);
}

/* --- each accepted answer against the marker -------------------------------------------------- */

static void answer_is_mistake(struct lint *l)
{
	size_t i;
	uint32_t k, n;

	for (i = 0; i < l->ntrial; i++) {
		const struct trial *t = &l->trial[i];

		for (k = 0; k < t->key.nfield; k++) {
			const struct pxm_field *f = &t->key.field[k];

			for (n = 0; t->m && f->nmistake && n < f->naccept; n++) {
				struct pxm_part part = trial_field(t, k, str_of(f->accept[n].text));
				struct finding *fd;
				struct place_span at;

				if (part.by != PXM_BY_MISTAKE || part.mistake >= f->nmistake)
					continue;
				at = answer_span(l, t, &f->mistake[part.mistake].answer[0]);
				fd = lint_add_for(l, RULE_ANSWER_IS_MISTAKE, t->c,
						  answer_span(l, t, &f->accept[n]));
				lint_arg(l, fd, "text", str_of(f->accept[n].text));
				if (fd)
					finding_note(l->fs, fd, "mistake",
						     (struct place){l->u->path, at.start, at.end});
			}
		}
	}
}

/* What F accepts without its answer number LEFT_OUT, which TEXT is. */
static struct pxm_part without(struct lint *l, const struct trial *t, uint32_t field, uint32_t left_out)
{
	struct pxm_field *f = ARENA_ARRAY(l->a, t->key.nfield, struct pxm_field);
	const struct pxm_field *from = &t->key.field[field];
	struct pxb_answer *accept = ARENA_ARRAY(l->a, from->naccept, struct pxb_answer);
	struct trial other = *t;
	struct pxm_part part;
	uint32_t i, n = 0;

	memcpy(f, t->key.field, t->key.nfield * sizeof(*f));
	for (i = 0; i < from->naccept; i++)
		if (i != left_out)
			accept[n++] = from->accept[i];
	f[field].accept = accept;
	f[field].naccept = n;
	other.key.field = f;
	if (pxm_new(&other.m, &other.key, NULL) != PXM_OK)
		return (struct pxm_part){.verdict = PXM_ERROR};
	part = trial_field(&other, field, str_of(from->accept[left_out].text));
	pxm_free(other.m);
	return part;
}

static bool is_wide(enum pxm_by by)
{
	return by == PXM_BY_PATTERN || by == PXM_BY_TOLERANCE || by == PXM_BY_BETWEEN || by == PXM_BY_INSIDE;
}

static void covered_in_field(struct lint *l, const struct trial *t, uint32_t field)
{
	const struct pxm_field *f = &t->key.field[field];
	uint32_t i;

	if (!f->pattern.n && !f->between && !(f->has_plus_or_minus && f->naccept > 1))
		return;
	for (i = 0; i < f->naccept && i < 20; i++) {
		struct pxm_part part = without(l, t, field, i);
		struct finding *fd;

		if (part.verdict != PXM_RIGHT || !is_wide(part.by))
			continue;
		fd = lint_add_for(l, RULE_ANSWER_COVERED, t->c, answer_span(l, t, &f->accept[i]));
		lint_arg(l, fd, "text", str_of(f->accept[i].text));
		lint_arg_why(l, fd, "why", part.by);
	}
}

static void answer_covered(struct lint *l)
{
	size_t i;
	uint32_t k;

	for (i = 0; i < l->ntrial; i++)
		for (k = 0; l->trial[i].m && k < l->trial[i].key.nfield; k++)
			covered_in_field(l, &l->trial[i], k);
}

/* --- samples that nobody should accept ------------------------------------------------------------ */

static const char *const non_answers[] = {
    "?",   "??",          "...",          "-",       "je ne sais pas", "je sais pas",
    "jsp", "aucune idée", "i don't know", "no idea", "don't know",     "nsp",
    "idk", "azerty",      "qwertyuiop",
};

/* Only what is accepted without having been written: by a pattern or as a typing error. */
static bool is_accident(struct pxm_part part)
{
	return part.verdict == PXM_RIGHT && (part.by == PXM_BY_PATTERN || part.by == PXM_BY_TYPOS);
}

/* The first sample that FIELD takes by accident: what people type who do not know, and the labels. */
static struct str accident_in(const struct trial *t, uint32_t field)
{
	const struct question *q = &t->c->question;
	size_t i;

	for (i = 0; i < countof(non_answers); i++)
		if (is_accident(trial_field(t, field, str_c(non_answers[i]))))
			return str_c(non_answers[i]);
	for (i = 0; i < q->nfield; i++) {
		const struct ltext *label = &q->field[i].label;

		if (label->v && label->have >> t->locale & 1 &&
		    is_accident(trial_field(t, field, label->v[t->locale])))
			return label->v[t->locale];
	}
	return (struct str){NULL, 0};
}

static void non_answers_of(struct lint *l, const struct trial *t, uint32_t field)
{
	const struct pxm_field *f = &t->key.field[field];
	struct place_span at = t->c->id_at;
	struct finding *fd;
	struct str sample;

	if (!is_text(f) || (!f->pattern.n && !(f->ignore & PXB_IGNORE_TYPOS)))
		return;
	sample = accident_in(t, field);
	if (!sample.p)
		return;
	if (f->pattern.n)
		at = lint_span_of(l, str_of(f->pattern), at);
	else if (f->naccept)
		at = answer_span(l, t, &f->accept[0]);
	fd = lint_add_for(l, RULE_NON_ANSWER, t->c, at);
	lint_arg(l, fd, "text", sample);
}

static void non_answer(struct lint *l)
{
	size_t i;
	uint32_t k;

	for (i = 0; i < l->ntrial; i++)
		for (k = 0; l->trial[i].m && k < l->trial[i].key.nfield; k++)
			non_answers_of(l, &l->trial[i], k);
}

/* An answer of field OTHER that field FIELD accepts by accident. */
static void other_answers_of(struct lint *l, const struct trial *t, uint32_t field, uint32_t other)
{
	const struct pxm_field *f = &t->key.field[field], *o = &t->key.field[other];
	uint32_t i;

	for (i = 0; i < o->naccept && i < 20; i++) {
		struct pxm_part part = trial_field(t, field, str_of(o->accept[i].text));
		struct finding *fd;

		if (!is_accident(part))
			continue;
		fd = lint_add_for(l, RULE_OTHER_ANSWER, t->c,
				  f->pattern.n ? lint_span_of(l, str_of(f->pattern), t->c->id_at)
				  : f->naccept ? answer_span(l, t, &f->accept[0])
					       : t->c->id_at);
		lint_arg(l, fd, "name", str_of(f->name));
		lint_arg(l, fd, "other", str_of(o->name));
		lint_arg(l, fd, "text", str_of(o->accept[i].text));
		return;
	}
}

static void other_answer(struct lint *l)
{
	size_t i;
	uint32_t k, o;

	for (i = 0; i < l->ntrial; i++) {
		const struct trial *t = &l->trial[i];

		for (k = 0; t->m && k < t->key.nfield && t->key.nfield <= 20; k++)
			for (o = 0; is_text(&t->key.field[k]) && o < t->key.nfield; o++)
				if (o != k && is_text(&t->key.field[o]))
					other_answers_of(l, t, k, o);
	}
}

/* --- accepted answers as a learner would copy them ------------------------------------------------ */

/* What other rules tell of: a known mistake, a date that is too coarse, an answer of nothing but signs. */
static bool is_told(struct lint *l, const struct pxm_field *f, const struct pxb_answer *a,
		    struct pxm_part part)
{
	struct str s;

	if (part.verdict == PXM_RIGHT || part.verdict == PXM_ERROR || part.by == PXM_BY_MISTAKE ||
	    part.by == PXM_BY_TOO_COARSE)
		return true;
	s = is_text(f) ? folded(l, f, a) : (struct str){NULL, 0};
	return s.p && !s.n;
}

static void untypable_answer(struct lint *l)
{
	size_t i;
	uint32_t k, n;

	for (i = 0; i < l->ntrial; i++) {
		const struct trial *t = &l->trial[i];

		for (k = 0; t->m && k < t->key.nfield; k++) {
			const struct pxm_field *f = &t->key.field[k];

			for (n = 0; n < f->naccept; n++) {
				struct pxm_part part = trial_field(t, k, str_of(f->accept[n].text));
				struct finding *fd;

				if (is_told(l, f, &f->accept[n], part))
					continue;
				fd = lint_add_for(l, RULE_UNTYPABLE_ANSWER, t->c,
						  answer_span(l, t, &f->accept[n]));
				lint_arg(l, fd, "text", str_of(f->accept[n].text));
				lint_arg_why(l, fd, "why", part.by);
			}
		}
	}
}

const struct unit_rule lint_answer_rules[] = {
    {RULE_TEST_FAILS, 1u << KIND_CHALLENGE, true, test_fails},
    {RULE_EMPTY_ANSWER, 1u << KIND_CHALLENGE, true, empty_answer},
    {RULE_SAME_ANSWER, 1u << KIND_CHALLENGE, true, same_answer},
    {RULE_ANSWER_IS_MISTAKE, 1u << KIND_CHALLENGE, true, answer_is_mistake},
    {RULE_ANSWER_COVERED, 1u << KIND_CHALLENGE, true, answer_covered},
    {RULE_NON_ANSWER, 1u << KIND_CHALLENGE, true, non_answer},
    {RULE_UNTYPABLE_ANSWER, 1u << KIND_CHALLENGE, true, untypable_answer},
    {RULE_OTHER_ANSWER, 1u << KIND_CHALLENGE, true, other_answer},
    {RULE_COUNT, 0, false, NULL},
};
