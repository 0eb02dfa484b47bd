/* Rule answer-in-text: the answer can be read in what learners see before they answer. */
#include "lint/shape_int.h"

#define LEAST_LETTERS 4u /* of an answer: shorter words and figures ("6 ans") stand everywhere */

/* A text shown with the question, in one locale. */
struct shown {
	struct str text;  /* as written */
	struct str plain; /* its prose, as plain_words gives it */
	struct place_span at;
	const char *where; /* variant of the words */
};

#define SHOWN_MAX   64u
#define ANSWERS_MAX 50u /* of one list: nobody writes more spellings */

struct shown_list {
	struct shown v[SHOWN_MAX];
	size_t n;
};

/* A line of a table, list, quotation or block of code, or one that begins with a figure. */
static bool is_data_line(struct str line)
{
	struct str s = str_trim(line);

	return str_starts(line, STR("    ")) || str_starts(s, STR("- ")) || str_starts(s, STR("* ")) ||
	       (s.n && (strchr("|>", s.p[0]) || (s.p[0] >= '0' && s.p[0] <= '9')));
}

/* The mark that closes what OPEN begins, absent when it begins nothing. */
static struct str closing(struct str s, size_t i)
{
	static const char *const pairs[][2] = {
	    {"«", "»"}, {"“", "”"}, {"\"", "\""}, {"`", "`"}, {"](", ")"},
	};
	size_t k;

	for (k = 0; k < countof(pairs); k++)
		if (str_starts(str_sub(s, i, s.n), str_c(pairs[k][0])))
			return str_c(pairs[k][1]);
	return (struct str){NULL, 0};
}

#define QUOTED_BYTES 400u /* longer is no quotation but a mark that was not closed */

/* The end of what is quoted at I of S, or I when nothing is. */
static size_t quoted_end(struct str s, size_t i)
{
	struct str close = closing(s, i);
	size_t k;

	for (k = i + 1; close.n && k + close.n <= s.n && k < i + QUOTED_BYTES; k++)
		if (memcmp(s.p + k, close.p, close.n) == 0)
			return k + close.n;
	return i;
}

/* Adds LINE without what is quoted in it; a mark stands there, so that words do not meet. */
static void add_unquoted(struct buf *b, struct str line)
{
	size_t i, end;

	for (i = 0; i < line.n; i++) {
		end = quoted_end(line, i);
		buf_add_byte(b, end > i ? '|' : line.p[i]);
		i = end > i ? end - 1 : i;
	}
	buf_add_byte(b, '\n');
}

/*
 * The prose of Markdown S: no tables, lists, quotations, code. What stands there is
 * what learners work on.
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
		else if (!fence && line.n && !is_data_line(line))
			add_unquoted(&b, line);
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
	size_t i, letters = 0;

	for (i = 0; i < plain.n; i++)
		letters += plain.p[i] >= 'a' && plain.p[i] <= 'z';
	return letters >= LEAST_LETTERS;
}

static bool is_joint(struct str s)
{
	return str_eq_c(s, "ou") || str_eq_c(s, "or") || str_eq_c(s, "et") || str_eq_c(s, "and") ||
	       str_eq_c(s, "ni") || str_eq_c(s, "nor");
}

/* What stands at AT of S, N bytes, is one of several: "parmi Chrome, Word et Calc". */
static bool is_enumerated(struct str s, size_t at, size_t n)
{
	struct str before = str_trim(str_sub(s, 0, at)), after = str_trim(str_sub(s, at + n, s.n));
	size_t i = before.n;

	while (i && before.p[i - 1] != ' ')
		i--;
	return (before.n && before.p[before.n - 1] == ',') || (after.n && after.p[0] == ',') ||
	       is_joint(str_sub(before, i, before.n)) || is_joint(str_sub(after, 0, str_find(after, ' ', 0)));
}

/* Where ANSWER, both plain, stands in S on its own. */
static bool stands_in(struct str s, struct str answer)
{
	size_t at;

	for (at = find_words(s, answer, 0); at != SIZE_MAX; at = find_words(s, answer, at + answer.n))
		if (!is_enumerated(s, at, answer.n))
			return true;
	return false;
}

static void tell(struct lint *l, const struct shown *s, struct str answer)
{
	struct finding *f = lint_add(l, RULE_ANSWER_IN_TEXT, words_span(l, s->text, answer, s->at));

	lint_arg(l, f, "text", answer);
	if (f && s->where)
		finding_variant(f, s->where);
}

/* True if it is told. */
static bool look_for(struct lint *l, const struct shown_list *list, struct str answer)
{
	struct str plain = plain_words(l, answer);
	size_t i;

	for (i = 0; is_telling(plain) && i < list->n; i++)
		if (stands_in(list->v[i].plain, plain)) {
			tell(l, &list->v[i], answer);
			return true;
		}
	return false;
}

static void look_for_list(struct lint *l, const struct shown_list *list, const struct llist *answers,
			  size_t locale)
{
	struct str_list s = list_in(answers, locale);
	size_t i;

	for (i = 0; i < s.n && i < ANSWERS_MAX; i++)
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

/* Some answer could be told: what numbers and dates are is not looked for. */
static bool has_words(const struct question *q)
{
	size_t i;

	for (i = 0; i < q->nfield && q->field[i].type != FIELD_TEXT; i++)
		;
	return i < q->nfield || (q->type == QUESTION_SINGLE_CHOICE && asked_right(q) == 1);
}

static void answer_in_text_of(struct lint *l, const struct asked *a)
{
	const struct question *q = a->q;
	struct shown_list list;
	size_t locale, i, k;

	if (!has_words(q))
		return;
	for (locale = 0; locale < l->config->nlocale; locale++) {
		show_all(l, &list, a, locale);
		for (i = 0; i < q->nfield; i++)
			/* where capitals count, a given word is to be written anew */
			if (q->field[i].type == FIELD_TEXT && q->field[i].ignore & IGNORE_CASE)
				look_for_list(l, &list, &q->field[i].accept, locale);
		for (i = 0; i < q->ngroup; i++)
			for (k = 0; q->group[i].ignore & IGNORE_CASE && k < q->group[i].nset; k++)
				look_for_list(l, &list, &q->group[i].set[k].synonyms, locale);
		look_for_choice(l, q, &list, locale);
	}
}

void giveaway_answer_in_text(struct lint *l)
{
	asked_each(l, answer_in_text_of);
}
