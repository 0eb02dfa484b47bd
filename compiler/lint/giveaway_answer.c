/* Rule answer-in-text: the answer can be read in what learners see before they answer. */
#include "base/utf8.h"
#include "lint/shape_int.h"

#define LEAST_LETTERS 4u /* characters of an answer: shorter words stand everywhere */

/* A text shown with the question, in one locale. */
struct shown {
	struct str text;  /* as written */
	struct str plain; /* its prose, as plain_words gives it */
	struct place_span at;
	const char *where; /* variant of the words */
};

#define SHOWN_MAX 64u

struct shown_list {
	struct shown v[SHOWN_MAX];
	size_t n;
};

static bool is_data_line(struct str line)
{
	struct str s = str_trim(line);

	return line.n &&
	       (str_starts(line, STR("    ")) || str_starts(s, STR("|")) || str_starts(s, STR(">")) ||
		str_starts(s, STR("- ")) || str_starts(s, STR("* ")) || (s.p[0] >= '0' && s.p[0] <= '9'));
}

/*
 * The prose of Markdown S: no tables, quotations, lists, code, and nothing behind a
 * colon at the end of a line. What stands there is what learners work on.
 */
static struct str prose_of(const struct lint *l, struct str s)
{
	struct buf b = {0};
	struct str out;
	bool fence = false;
	size_t i = 0, end;

	for (; i < s.n; i = end + 1) {
		struct str line = str_sub(s, i, end = str_find(s, '\n', i));

		if (str_starts(str_trim(line), STR("```")) || str_starts(str_trim(line), STR("~~~")))
			fence = !fence;
		else if (!fence && line.n && !is_data_line(line)) {
			buf_add_str(&b, line);
			buf_add_byte(&b, '\n');
		}
	}
	out = arena_str(l->a, buf_str(&b));
	buf_release(&b);
	return out;
}

static void show(struct lint *l, struct shown_list *list, const struct ltext *t, size_t locale,
		 const char *where, bool markdown)
{
	struct str s = text_in(t, locale);

	if (!s.n || list->n == SHOWN_MAX)
		return;
	list->v[list->n++] = (struct shown){s, plain_words(l, markdown ? prose_of(l, s) : s),
					    lint_span_of(l, s, (struct place_span){t->start, t->end}), where};
}

static void show_all(struct lint *l, struct shown_list *list, const struct asked *a, size_t locale)
{
	const struct challenge *c = a->c;
	size_t i;

	list->n = 0;
	show(l, list, a->instruction, locale, NULL, true);
	for (i = 0; i < a->q->nfield; i++)
		show(l, list, &a->q->field[i].label, locale, "label", false);
	if (!c)
		return;
	show(l, list, &c->alternative_instruction, locale, NULL, true);
	show(l, list, &c->illustration.alt, locale, "alt", false);
	show(l, list, &c->embed.title, locale, "title", false);
	for (i = 0; i < c->nlink; i++) {
		show(l, list, &c->link[i].label, locale, "link", false);
		show(l, list, &c->link[i].url, locale, "link", false);
	}
}

/* --- answers ------------------------------------------------------------------------------------ */

/* Long enough to stand there on purpose. */
static bool is_telling(struct str plain)
{
	size_t i, digits = 0, letters = 0;

	for (i = 0; i < plain.n; i++) {
		digits += plain.p[i] >= '0' && plain.p[i] <= '9';
		letters += (plain.p[i] >= 'a' && plain.p[i] <= 'z') || (unsigned char)plain.p[i] >= 0x80;
	}
	return letters > 1 && utf8_count(plain) >= LEAST_LETTERS;
}

/* A word in quotation marks or code is what is asked about. */
static void tell(struct lint *l, const struct shown *s, struct str answer, struct str plain, size_t at)
{
	const struct yaml_node *n = model_node_of(l->tree, s->text);
	struct place_span span = s->at;
	struct finding *f;
	size_t i;

	(void)plain;
	(void)at;
	for (i = 0; n && i + answer.n <= n->text.n; i++)
		if (memcmp(n->text.p + i, answer.p, answer.n) == 0) {
			span = lint_part(l, n, i, i + answer.n);
			break;
		}
	f = lint_add(l, RULE_ANSWER_IN_TEXT, span);
	lint_arg(l, f, "text", answer);
	if (f && s->where)
		finding_variant(f, s->where);
}

static bool look_for(struct lint *l, const struct shown_list *list, struct str answer)
{
	struct str plain = plain_words(l, answer);
	size_t i, at;

	if (!is_telling(plain))
		return false;
	for (i = 0; i < list->n; i++) {
		at = find_words(list->v[i].plain, plain, 0);
		if (at == SIZE_MAX)
			continue;
		tell(l, &list->v[i], answer, plain, at);
		return true;
	}
	return false;
}

static void look_for_list(struct lint *l, const struct shown_list *list, const struct llist *answers,
			  size_t locale)
{
	struct str_list s = list_in(answers, locale);
	size_t i;

	for (i = 0; i < s.n; i++)
		if (look_for(l, list, s.v[i]))
			return;
}

static bool is_shown(struct lint *l, const struct shown_list *list, struct str text)
{
	struct str plain = plain_words(l, text);
	size_t i;

	for (i = 0; i < list->n; i++)
		if (find_words(list->v[i].plain, plain, 0) != SIZE_MAX)
			return true;
	return false;
}

/* The right choice stands there and no other does. */
static void look_for_choice(struct lint *l, const struct question *q, const struct shown_list *list,
			    size_t locale)
{
	struct str right = {NULL, 0};
	size_t i;

	if (q->type != QUESTION_SINGLE_CHOICE || asked_is_picked(q) || asked_right(q) != 1)
		return;
	for (i = 0; i < q->choices.n; i++) {
		const struct piece *p = &q->choices.v[i];

		if (p->verdict == CHOICE_RIGHT)
			right = text_in(&p->text, locale);
		else if (is_shown(l, list, text_in(&p->text, locale)))
			return;
	}
	look_for(l, list, right);
}

static void answer_in_text_of(struct lint *l, const struct asked *a)
{
	const struct question *q = a->q;
	struct shown_list list;
	size_t locale, i, k;

	if (q->type != QUESTION_FIELDS && q->type != QUESTION_SINGLE_CHOICE)
		return;
	for (locale = 0; locale < l->config->nlocale; locale++) {
		show_all(l, &list, a, locale);
		for (i = 0; i < q->nfield; i++)
			if (q->field[i].type == FIELD_TEXT)
				look_for_list(l, &list, &q->field[i].accept, locale);
		for (i = 0; i < q->ngroup; i++)
			for (k = 0; k < q->group[i].nset; k++)
				look_for_list(l, &list, &q->group[i].set[k].synonyms, locale);
		look_for_choice(l, q, &list, locale);
	}
}

void giveaway_answer_in_text(struct lint *l)
{
	asked_each(l, answer_in_text_of);
}
