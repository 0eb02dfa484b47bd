/* Rules about patterns, tolerances and what the compiler tries by itself. */
#include "base/decimal.h"
#include "lint/lint_int.h"

static struct str str_of(struct pxb_str s)
{
	return (struct str){s.p, s.n};
}

/* --- patterns ------------------------------------------------------------------------- */

/* Runs FN over the patterns of the file, once for each node that one is written in. */
static void each_pattern(struct lint *l, void (*fn)(struct lint *, const struct trial *,
						    const struct pxm_field *, const struct yaml_node *))
{
	const struct yaml_node *before = NULL;
	size_t i;
	uint32_t k;

	for (i = 0; i < l->ntrial; i++) {
		const struct trial *t = &l->trial[i];

		for (k = 0; k < t->key.nfield; k++) {
			const struct yaml_node *n = model_node_of(l->tree, str_of(t->key.field[k].pattern));

			if (n && n != before && t->key.field[k].pattern.n)
				fn(l, t, &t->key.field[k], n);
			before = n;
		}
	}
}

static void check_pattern(struct lint *l, const struct trial *t, const struct pxm_field *f,
			  const struct yaml_node *n)
{
	struct pxm_error e;
	struct finding *fd;
	size_t end;

	if (pxm_pattern_check(f->pattern.p, f->pattern.n, &e) == PXM_OK)
		return;
	end = e.offset + 1;
	while (end < f->pattern.n && (f->pattern.p[end] & 0xc0) == 0x80)
		end++;
	fd = lint_add_for(l, RULE_BAD_PATTERN, t->c, lint_part(l, n, e.offset, end));
	lint_arg(l, fd, "pattern", str_of(f->pattern));
	lint_arg(l, fd, "why", str_c(e.message));
}

static void bad_pattern(struct lint *l)
{
	each_pattern(l, check_pattern);
}

static void check_empty(struct lint *l, const struct trial *t, const struct pxm_field *f,
			const struct yaml_node *n)
{
	if (t->m && pxm_pattern_try(f->pattern.p, f->pattern.n, f->ignore, "", 0) == 1)
		lint_arg(l, lint_add_for(l, RULE_EMPTY_PATTERN, t->c, lint_span(n)), "pattern",
			 str_of(f->pattern));
}

static void empty_pattern(struct lint *l)
{
	each_pattern(l, check_empty);
}

/* An attack that is longer than what anybody types in a field proves nothing. */
#define MOST_TYPED 256

static void check_slow(struct lint *l, const struct trial *t, const struct pxm_field *f,
		       const struct yaml_node *n)
{
	char attack[MOST_TYPED];
	struct finding *fd;
	int length;

	length = t->m ? pxm_pattern_attack(attack, sizeof(attack), f->pattern.p, f->pattern.n, f->ignore) : 0;
	if (length <= 0)
		return;
	fd = lint_add_for(l, RULE_SLOW_PATTERN, t->c, lint_span(n));
	lint_arg(l, fd, "pattern", str_of(f->pattern));
	lint_arg(l, fd, "text", (struct str){attack, (size_t)length});
}

static void slow_pattern(struct lint *l)
{
	each_pattern(l, check_slow);
}

/* --- tolerances ------------------------------------------------------------------------- */

/* A sample that an accepted number must not take in: nought, the number ten times as big or small. */
static bool takes_in(const struct trial *t, uint32_t field, const struct pxb_answer *a, char *sample,
		     size_t room)
{
	static const int shifts[] = {0, 1, -1};
	struct decimal d;
	size_t i;

	if (!decimal_parse_yaml(&d, str_of(a->text)) || d.sign == 0)
		return false;
	for (i = 0; i < countof(shifts); i++) {
		struct decimal s = d;
		struct buf text = {0};
		struct pxm_part part;

		if (shifts[i] == 0)
			s = (struct decimal){0};
		else
			s.exp += shifts[i];
		decimal_add_text(&text, &s);
		if (text.n >= room) {
			buf_release(&text);
			continue;
		}
		memcpy(sample, text.p, text.n);
		sample[text.n] = '\0';
		buf_release(&text);
		part = trial_field(t, field, str_c(sample));
		if (part.verdict == PXM_RIGHT && part.by == PXM_BY_TOLERANCE)
			return true;
	}
	return false;
}

static void wide_tolerance(struct lint *l)
{
	char sample[64];
	size_t i;
	uint32_t k;

	for (i = 0; i < l->ntrial; i++) {
		const struct trial *t = &l->trial[i];

		for (k = 0; t->m && k < t->key.nfield; k++) {
			const struct pxm_field *f = &t->key.field[k];
			const struct ltext *written = &t->c->question.field[k].plus_or_minus;
			struct finding *fd;

			if (!f->has_plus_or_minus || !f->naccept ||
			    !takes_in(t, k, &f->accept[0], sample, sizeof(sample)))
				continue;
			fd = lint_add_for(l, RULE_WIDE_TOLERANCE, t->c,
					  (struct place_span){written->start, written->end});
			lint_arg(l, fd, "text", str_c(sample));
			lint_arg(l, fd, "accept", str_of(f->accept[0].text));
		}
	}
}

/* --- near misses --------------------------------------------------------------------------- */

/* True if some test or known mistake says what is wrong in FIELD. */
static bool has_near_miss(const struct trial *t, size_t field)
{
	const struct challenge *c = t->c;
	const struct test_list *wrong = c->tests.wrong ? &c->tests.wrong[t->locale] : NULL;
	size_t i, k;

	if (t->key.field[field].nmistake)
		return true;
	for (i = 0; wrong && i < wrong->n; i++)
		for (k = 0; k < wrong->v[i].n; k++)
			if (!wrong->v[i].part[k].field.p ||
			    str_eq(wrong->v[i].part[k].field, str_of(t->key.field[field].name)))
				return true;
	return false;
}

static struct place_span field_span(const struct trial *t, size_t field)
{
	return t->key.type == PXB_SIMULATOR ? t->c->id_at : t->c->question.field[field].at;
}

static void near_miss(struct lint *l)
{
	size_t i;
	uint32_t k;

	for (i = 0; i < l->ntrial; i++) {
		const struct trial *t = &l->trial[i];

		if (t->locale != (size_t)t->c->base)
			continue;
		for (k = 0; t->m && k < t->key.nfield; k++) {
			const struct pxm_field *f = &t->key.field[k];

			if ((f->type != PXB_FIELD_TEXT && f->type != PXB_FIELD_WORD) || has_near_miss(t, k) ||
			    (!f->naccept && !f->pattern.n))
				continue;
			lint_arg(l, lint_add_for(l, RULE_NEAR_MISS, t->c, field_span(t, k)), "name",
				 f->type == PXB_FIELD_WORD ? t->c->id : str_of(f->name));
		}
	}
}

/* --- what is shown as the solution ------------------------------------------------------------ */

/* TEXT when it is one bare value, without its marks of emphasis and last point; else absent. */
static struct str bare_value(struct str text)
{
	struct str s = str_trim(text);
	size_t i;

	while (s.n > 2 && (s.p[0] == '*' || s.p[0] == '`' || s.p[0] == '_') && s.p[s.n - 1] == s.p[0])
		s = str_trim(str_sub(s, 1, s.n - 1));
	for (i = 0; i < s.n; i++)
		if (strchr("\n[(:;", s.p[i]) || (s.p[i] == ',' && i + 1 < s.n && s.p[i + 1] == ' '))
			return (struct str){NULL, 0};
	return s.n > 80 ? (struct str){NULL, 0} : s;
}

static void shown_solution(struct lint *l)
{
	size_t i;

	for (i = 0; i < l->ntrial; i++) {
		const struct trial *t = &l->trial[i];
		const struct ltext *shown = &t->c->solution_to_display;
		struct str text = shown->v && shown->have >> t->locale & 1 ? bare_value(shown->v[t->locale])
									   : (struct str){NULL, 0};
		struct pxm_part part;
		struct finding *f;

		if (!t->m || t->key.nfield != 1 || !text.n)
			continue;
		part = trial_field(t, 0, text);
		if (part.verdict == PXM_WRONG && text.p[text.n - 1] == '.')
			part = trial_field(t, 0, str_sub(text, 0, text.n - 1));
		if (part.verdict != PXM_WRONG || (part.by != PXM_BY_NO_MATCH && part.by != PXM_BY_MISTAKE))
			continue; /* not even of the right kind: prose around a value */
		f = lint_add_for(l, RULE_SHOWN_SOLUTION, t->c,
				 lint_span_of(l, shown->v[t->locale], t->c->id_at));
		lint_arg(l, f, "text", text);
		lint_arg_why(l, f, "why", part.by);
	}
}

/* --- variants and their prototypes ---------------------------------------------------------------- */

/* True if T accepts an answer of P in every field, with answers of its own. */
static bool accepts_all(const struct trial *t, const struct trial *p)
{
	bool differs = false;
	uint32_t k;

	if (!t->m || !p->m || !t->key.nfield || t->key.nfield != p->key.nfield || t->key.ngroup)
		return false;
	for (k = 0; k < t->key.nfield; k++) {
		const struct pxm_field *f = &t->key.field[k], *g = &p->key.field[k];

		if (!g->naccept || trial_field(t, k, str_of(g->accept[0].text)).verdict != PXM_RIGHT)
			return false;
		differs = differs || !f->naccept || f->accept[0].text.n != g->accept[0].text.n ||
			  memcmp(f->accept[0].text.p, g->accept[0].text.p, f->accept[0].text.n) != 0;
	}
	return differs;
}

static void prototype_accepted(struct lint *l)
{
	size_t i, k;

	for (i = 0; i < l->ntrial; i++) {
		const struct trial *t = &l->trial[i];
		struct finding *f;

		for (k = 0; t->c->prototype.p && k < i; k++) {
			const struct trial *p = &l->trial[k];

			if (p->locale != t->locale || !str_eq(p->c->id, t->c->prototype) ||
			    !accepts_all(t, p))
				continue;
			f = lint_add_for(l, RULE_PROTOTYPE_ACCEPTED, t->c, t->c->id_at);
			lint_arg(l, f, "id", t->c->id);
			lint_arg(l, f, "prototype", p->c->id);
			lint_arg(l, f, "text", str_of(p->key.field[0].accept[0].text));
			break;
		}
	}
}

/* --- right answers, typed a little otherwise ------------------------------------------------------- */

/* TEXT with a capital at its beginning; false when it does not begin with a small ASCII letter. */
static bool with_capital(struct buf *out, struct str text)
{
	if (!text.n || text.p[0] < 'a' || text.p[0] > 'z')
		return false;
	buf_add_str(out, text);
	out->p[0] = (char)(out->p[0] - 32);
	return true;
}

/* TEXT with its first blank twice; false when it has none. */
static bool with_blank(struct buf *out, struct str text)
{
	size_t at = str_find(text, ' ', 0);

	if (at == text.n)
		return false;
	buf_add_str(out, str_sub(text, 0, at + 1));
	buf_add_str(out, str_sub(text, at, text.n));
	return true;
}

/* True if a test says that TEXT, typed so, is wrong on purpose. */
static bool is_tested(const struct trial *t, struct str text)
{
	const struct test_list *wrong = t->c->tests.wrong ? &t->c->tests.wrong[t->locale] : NULL;
	size_t i, k;

	for (i = 0; wrong && i < wrong->n; i++)
		for (k = 0; k < wrong->v[i].n; k++)
			if (str_eq(wrong->v[i].part[k].text, text))
				return true;
	return false;
}

static void strict_in_field(struct lint *l, const struct trial *t, uint32_t field)
{
	static bool (*const typed[])(struct buf *, struct str) = {with_capital, with_blank};
	const struct pxb_answer *a = t->key.field[field].accept;
	size_t i;

	for (i = 0; i < countof(typed); i++) {
		struct buf other = {0};
		struct finding *f;

		if (typed[i](&other, str_of(a->text)) && !is_tested(t, buf_str(&other)) &&
		    trial_field(t, field, str_of(a->text)).verdict == PXM_RIGHT &&
		    trial_field(t, field, buf_str(&other)).verdict == PXM_WRONG) {
			f = lint_add_for(l, RULE_STRICT_ANSWER, t->c,
					 lint_span_of(l, str_of(a->text), t->c->id_at));
			lint_arg(l, f, "text", str_of(a->text));
			lint_arg(l, f, "other", buf_str(&other));
		}
		buf_release(&other);
	}
}

static void strict_answer(struct lint *l)
{
	size_t i;
	uint32_t k;

	for (i = 0; i < l->ntrial; i++) {
		const struct trial *t = &l->trial[i];

		for (k = 0; t->m && k < t->key.nfield; k++)
			if (t->key.field[k].naccept && t->key.field[k].type != PXB_FIELD_SELECT)
				strict_in_field(l, t, k);
	}
}

const struct unit_rule lint_sample_rules[] = {
    {RULE_BAD_PATTERN, 1u << KIND_CHALLENGE, true, bad_pattern},
    {RULE_EMPTY_PATTERN, 1u << KIND_CHALLENGE, true, empty_pattern},
    {RULE_SLOW_PATTERN, 1u << KIND_CHALLENGE, true, slow_pattern},
    {RULE_WIDE_TOLERANCE, 1u << KIND_CHALLENGE, true, wide_tolerance},
    {RULE_NEAR_MISS, 1u << KIND_CHALLENGE, true, near_miss},
    {RULE_SHOWN_SOLUTION, 1u << KIND_CHALLENGE, true, shown_solution},
    {RULE_STRICT_ANSWER, 1u << KIND_CHALLENGE, true, strict_answer},
    {RULE_PROTOTYPE_ACCEPTED, 1u << KIND_CHALLENGE, true, prototype_accepted},
    {RULE_COUNT, 0, false, NULL},
};
