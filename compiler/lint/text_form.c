/* Rules about form: choices among each other, blanks. */
#include "base/utf8.h"
#include "lint/text_int.h"

/* --- choices ------------------------------------------------------------------------------ */

/* What the choices of one locale are like. */
struct forms {
	size_t n, stops, upper, lower;
	const struct yaml_node *with_stop, *without_stop, *low; /* the last of each */
};

/* True if S is a sentence's worth of words: what is told by its form alone is left out. */
static bool is_wordy(struct str s)
{
	size_t i, words = 1;

	for (i = 0; i < s.n; i++) {
		if (strchr("`$\\/@=<>_", s.p[i]))
			return false;
		words += s.p[i] == ' ';
	}
	return words >= 2;
}

static bool has_stop(struct str s)
{
	return s.n > 1 && s.p[s.n - 1] == '.' && !(s.p[s.n - 2] == '.') && !str_ends(s, STR("etc."));
}

static void add_choice(struct forms *f, const struct yaml_node *n, struct str s)
{
	uint32_t first = text_at(s, 0);

	f->n++;
	if (has_stop(s)) {
		f->stops++;
		f->with_stop = n;
	} else {
		f->without_stop = n;
	}
	if (text_is_upper(first))
		f->upper++;
	if (text_is_lower(first)) {
		f->lower++;
		f->low = n;
	}
}

/* The choices of Q in LOCALE as C itself writes them; false when one does not count or is inherited. */
static bool collect(struct lint *l, const struct challenge *c, const struct pieces *p, size_t locale,
		    struct forms *f)
{
	size_t i;

	for (i = 0; i < p->n; i++) {
		struct str s = p->v[i].text.v ? p->v[i].text.v[locale] : (struct str){NULL, 0};
		const struct yaml_node *n = s.n ? model_node_of(l->tree, s) : NULL;

		if (!n || !is_wordy(s) || (c->prototype.n && (n->start < c->at.start || n->end > c->at.end)))
			return false;
		add_choice(f, n, s);
	}
	return f->n >= 3;
}

static void find_form(struct lint *l, const struct yaml_node *n, const char *variant)
{
	struct finding *f = lint_add(l, RULE_CHOICE_FORM, lint_span(n));

	if (f)
		finding_variant(f, variant);
}

/* One choice against all others: where they are two and two, there may be a reason. */
static void judge_choices(struct lint *l, const struct challenge *c, size_t locale)
{
	struct forms f = {0};

	if (!collect(l, c, &c->question.choices, locale, &f))
		return;
	if (f.stops == 1)
		find_form(l, f.with_stop, "stop");
	else if (f.stops && f.stops == f.n - 1)
		find_form(l, f.without_stop, "no-stop");
	if (f.lower == 1 && f.upper == f.n - 1)
		find_form(l, f.low, "small");
}

void text_choice_form(struct lint *l)
{
	size_t i, k;

	for (i = 0; i < l->u->nchallenge; i++)
		for (k = 0; k < l->config->nlocale; k++)
			judge_choices(l, &l->u->challenge[i], k);
}

/* --- blanks --------------------------------------------------------------------------------- */

/* True if the mark that ends at END begins an item or a quote: its text may be set off by blanks. */
static bool is_list_mark(struct str s, size_t end)
{
	size_t i = end;

	if (!strchr("-*+>.):#", s.p[i - 1]))
		return false;
	while (i && strchr("-*+>.):#0123456789", s.p[i - 1]))
		i--;
	while (i && s.p[i - 1] == ' ')
		i--;
	return !i || s.p[i - 1] == '\n';
}

/* True if the blanks of [START, END) stand between words of one line: no indentation, no line break. */
static bool is_between_words(struct str s, size_t start, size_t end)
{
	return start && s.p[start - 1] != '\n' && end < s.n && s.p[end] != '\n' && !is_list_mark(s, start);
}

static void judge_blanks(struct lint *l, const struct text_use *t)
{
	struct str s = t->node->text;
	const char *mask = NULL;
	const uint32_t *at = NULL;
	struct finding *f = NULL;
	size_t i, end, n = 0;

	for (i = 0; i + 1 < s.n; i = end > i ? end : i + 1) {
		for (end = i; end < s.n && s.p[end] == ' '; end++)
			;
		if (end < i + 2 || !is_between_words(s, i, end))
			continue;
		mask = mask ? mask : text_mask(l, t);
		if (mask[i - 1] != 'p' || mask[end] != 'p' || s.p[end] == '|' || s.p[i - 1] == '|')
			continue;
		if (!n++) {
			at = text_offsets(l, t->node);
			f = lint_add(l, RULE_DOUBLE_BLANK, text_place(l, t->node, i, end));
		}
		text_edit(l, f, text_safety(t), at, i, end, STR(" "));
	}
	lint_arg_number(l, f, "count", n);
	if (f && n > 1)
		finding_variant(f, "several");
}

/* Where learners see an exact text, or lines are drawn with blanks, they stay. */
void text_double_blank(struct lint *l)
{
	size_t i;

	for (i = 0; i < l->ntext; i++) {
		const struct text_use *t = &l->text[i];

		if (text_is_prose(t->role) && strcmp(t->key, "layout") != 0 &&
		    str_has(t->node->text, STR("  ")))
			judge_blanks(l, t);
	}
}

/* True for what shows nothing: blanks of all kinds, and characters without width. */
static bool shows_nothing(struct str s)
{
	size_t i = 0;

	while (i < s.n) {
		uint32_t c = utf8_next(s, &i);

		if (c > ' ' && !text_is_no_break(c) && !(c >= 0x2000 && c <= 0x200f) && c != 0x2060 &&
		    c != 0xad)
			return false;
	}
	return true;
}

/* The schemas see to texts of no character at all. */
void text_blank_text(struct lint *l)
{
	size_t i;

	for (i = 0; i < l->ntext; i++) {
		const struct text_use *t = &l->text[i];

		if (text_is_prose(t->role) && t->node->text.n && shows_nothing(t->node->text))
			lint_add(l, RULE_BLANK_TEXT, lint_span(t->node));
	}
}
