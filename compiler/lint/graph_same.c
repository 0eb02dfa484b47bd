/* The same thing twice: questions, instructions, titles. */
#include <stdlib.h>
#include <utf8proc.h>

#include "base/alloc.h"
#include "base/map.h"
#include "base/utf8.h"
#include "lint/graph_int.h"

/* --- texts as they are compared --------------------------------------------------------- */

/* Adds S to OUT without case and accents; blanks stay. */
static void add_folded(struct buf *out, struct str s)
{
	utf8proc_uint8_t *folded = NULL;
	utf8proc_ssize_t n;

	if (!s.n)
		return;
	n = utf8proc_map((const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n, &folded,
			 UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_STRIPMARK |
			     UTF8PROC_CASEFOLD);
	if (n > 0)
		buf_add(out, folded, (size_t)n);
	free(folded);
}

/* S without case, accents, blanks; in A. */
static struct str squeezed(struct arena *a, struct str s)
{
	struct buf b = {0};
	struct str r;
	size_t i, n = 0;

	add_folded(&b, s);
	for (i = 0; i < b.n; i++)
		if (!strchr(" \t\r\n", b.p[i]))
			b.p[n++] = b.p[i];
	r = arena_str(a, (struct str){b.p ? b.p : "", n});
	buf_release(&b);
	return r;
}

static bool is_word_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

int graph_by_text(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

/* The words of S, folded, sorted, each once; in A. */
static struct str_list words_of(struct arena *a, struct str s)
{
	struct str_list l = {0};
	struct buf b = {0};
	struct str text;
	size_t i = 0, k, cap = 0, n = 0;

	add_folded(&b, s);
	text = arena_str(a, buf_str(&b));
	buf_release(&b);
	while (i < text.n) {
		for (k = i; k < text.n && is_word_byte(text.p[k]); k++)
			;
		if (k > i) {
			ARENA_GROW(a, l.v, l.n, cap);
			l.v[l.n++] = str_sub(text, i, k);
		}
		i = k + 1;
	}
	if (l.n)
		qsort(l.v, l.n, sizeof(*l.v), graph_by_text);
	for (i = 0; i < l.n; i++)
		if (!n || !str_eq(l.v[n - 1], l.v[i]))
			l.v[n++] = l.v[i];
	l.n = n;
	return l;
}

/* The share of words that A and B have in common, in percent of all words of both. */
static size_t likeness(const struct str_list *a, const struct str_list *b)
{
	size_t i = 0, k = 0, common = 0, all;

	while (i < a->n && k < b->n) {
		int order = str_cmp(a->v[i], b->v[k]);

		common += order == 0;
		i += order <= 0;
		k += order >= 0;
	}
	all = a->n + b->n - common;
	return all ? 100 * common / all : 100;
}

/* --- questions ------------------------------------------------------------------------------- */

/* Below this, two wordings are of different questions. */
#define ALIKE_PERCENT 40

/* As many questions with the same choices are compared with each other at most. */
#define ALIKE_MOST 16

static struct str text_in(const struct ltext *t, int locale)
{
	return t->v && locale >= 0 && t->have >> locale & 1 ? t->v[locale] : (struct str){NULL, 0};
}

/* What stands beside the words of a question, so that other pictures make another question. */
static void add_beside(struct buf *b, const struct challenge *c)
{
	size_t i, k;

	buf_add_fmt(b, "\n%d %.*s", (int)c->question.type, STR_ARG(text_in(&c->illustration.file, c->base)));
	for (i = 0; i < c->nattachment; i++) {
		const struct llist *files = &c->attachment[i].files;

		for (k = 0; files->v && k < files->v[c->base].n; k++)
			buf_add_fmt(b, "\n%.*s", STR_ARG(files->v[c->base].v[k]));
	}
	buf_add_fmt(b, "\n%.*s %.*s ", STR_ARG(text_in(&c->embed.url, c->base)), STR_ARG(c->embed.component));
	buf_add_str(b, text_in(&c->embed.props, c->base));
	buf_add_str(b, text_in(&c->question.layout, c->base));
}

/* The choices of C with what is right among them, whatever their order; in A. */
static struct str choices_of(struct arena *a, const struct challenge *c)
{
	const struct pieces *p = &c->question.choices;
	struct str *line = ARENA_ARRAY(a, p->n, struct str);
	struct buf b = {0};
	struct str r;
	size_t i;

	for (i = 0; i < p->n; i++) {
		struct str text = squeezed(a, text_in(&p->v[i].text, c->base));
		struct str image = text_in(&p->v[i].image.file, c->base);

		line[i] = arena_fmt(a, "%d %.*s %.*s", p->v[i].verdict == CHOICE_RIGHT, STR_ARG(text),
				    STR_ARG(image));
	}
	qsort(line, p->n, sizeof(*line), graph_by_text);
	for (i = 0; i < p->n; i++) {
		buf_add_str(&b, line[i]);
		buf_add_byte(&b, '\n');
	}
	add_beside(&b, c);
	r = arena_str(a, buf_str(&b));
	buf_release(&b);
	return r;
}

static bool is_in_use(const struct challenge *c)
{
	return c->base >= 0 && (c->status == STATUS_VALIDATED || c->status == STATUS_DRAFT);
}

/* A question that was seen, and the one before it with the same key. */
struct seen {
	uint32_t challenge, before;
	struct str_list words;
};

struct seen_list {
	struct map key;
	struct seen *v;
	size_t n, cap;
};

static void tell(struct lint_whole *w, enum rule rule, const struct linked_challenge *h,
		 const struct linked_challenge *first, struct place_span at)
{
	struct finding *f = whole_add(w, rule, h->unit, at, KIND_CHALLENGE, h->c->id, h->c->status);

	whole_arg(w, f, "id", h->c->id);
	whole_arg(w, f, "other", first->c->id);
	if (f)
		finding_note(w->fs, f, "first",
			     (struct place){first->unit->path, first->c->id_at.start, first->c->id_at.end});
}

/* The question seen before that is like the challenge AT; its own family is left out. */
static const struct linked_challenge *find_alike(struct lint_whole *w, const struct seen_list *s,
						 uint32_t last, uint32_t at, const struct str_list *words)
{
	const struct content *c = w->c;
	unsigned most = ALIKE_MOST;

	for (; last != MAP_NONE && most; last = s->v[last].before, most--) {
		const struct linked_challenge *other = &c->challenge[s->v[last].challenge];

		if (other->unit != c->challenge[at].unit &&
		    likeness(&s->v[last].words, words) >= ALIKE_PERCENT)
			return other;
	}
	return NULL;
}

static void same_choices(struct lint_whole *w, struct seen_list *s, uint32_t at, bool *told)
{
	const struct linked_challenge *h = &w->c->challenge[at], *other;
	struct str key = choices_of(&w->a, h->c);
	struct str_list words = words_of(&w->a, text_in(&h->c->instruction, h->c->base));
	uint32_t last = map_get(&s->key, key);

	other = find_alike(w, s, last, at, &words);
	if (other) {
		told[at] = true;
		tell(w, RULE_SAME_QUESTION, h, other, h->c->id_at);
	}
	ARENA_GROW(&w->a, s->v, s->n, s->cap);
	s->v[s->n] = (struct seen){at, last, words};
	map_set(&s->key, key, (uint32_t)s->n++);
}

/* True if the instruction is all of the question: not where it introduces what is put in order or matched. */
static bool says_all(const struct challenge *c)
{
	return c->question.type == QUESTION_SINGLE_CHOICE || c->question.type == QUESTION_MULTIPLE_CHOICE ||
	       (c->question.type == QUESTION_FIELDS && c->question.nfield == 1);
}

static void same_instruction(struct lint_whole *w, struct map *seen, uint32_t at)
{
	const struct linked_challenge *h = &w->c->challenge[at], *first;
	struct buf b = {0};
	uint32_t before;

	buf_add_str(&b, squeezed(&w->a, text_in(&h->c->instruction, h->c->base)));
	add_beside(&b, h->c);
	before = map_add(seen, arena_str(&w->a, buf_str(&b)), at);
	buf_release(&b);
	if (before == MAP_NONE || w->c->challenge[before].unit == h->unit)
		return;
	first = &w->c->challenge[before];
	tell(w, RULE_SAME_INSTRUCTION, h, first,
	     (struct place_span){h->c->instruction.start, h->c->instruction.end});
}

void graph_same_question(struct lint_whole *w)
{
	const struct content *c = w->c;
	bool *told = ARENA_ARRAY(&w->a, c->nchallenge, bool);
	struct map instruction = {0};
	struct seen_list s = {0};
	size_t i;

	for (i = 0; i < c->nchallenge; i++)
		if (is_in_use(c->challenge[i].c) && c->challenge[i].c->question.choices.n)
			same_choices(w, &s, (uint32_t)i, told);
	for (i = 0; i < c->nchallenge; i++)
		if (is_in_use(c->challenge[i].c) && says_all(c->challenge[i].c) && !told[i])
			same_instruction(w, &instruction, (uint32_t)i);
	map_release(&instruction);
	map_release(&s.key);
}

/* --- titles -------------------------------------------------------------------------------------- */

static void same_tutorials(struct lint_whole *w)
{
	const struct content *c = w->c;
	struct map seen = {0};
	size_t i;

	for (i = 0; i < c->ntutorial; i++) {
		const struct tutorial *t = c->tutorial[i].t;
		int locale = t->is_lesson ? t->base : t->locale;
		struct str title = config_text(c->config, &t->title, locale < 0 ? 0 : (size_t)locale), key;
		struct finding *f;
		uint32_t before;

		if ((t->status != STATUS_VALIDATED && t->status != STATUS_DRAFT) || !title.n)
			continue;
		key = squeezed(&w->a, title);
		before = map_add(&seen, arena_fmt(&w->a, "%d %.*s", locale, STR_ARG(key)), (uint32_t)i);
		if (before == MAP_NONE)
			continue;
		f = whole_add(w, RULE_SAME_TITLE, c->tutorial[i].unit,
			      (struct place_span){t->title.start, t->title.end}, KIND_TUTORIAL, t->id,
			      t->status);
		whole_arg(w, f, "other", c->tutorial[before].t->id);
		if (f)
			finding_note(w->fs, f, "first",
				     (struct place){c->tutorial[before].unit->path,
						    c->tutorial[before].t->title.start,
						    c->tutorial[before].t->title.end});
	}
	map_release(&seen);
}

static void same_skills(struct lint_whole *w, const struct linked_tube *t)
{
	const struct content *c = w->c;
	struct map seen = {0};
	size_t i;

	for (i = 0; i < t->skills.n; i++) {
		const struct skill *s = c->skill[t->skills.v[i]].s, *first;
		struct str title = config_text(c->config, &s->title, 0);
		struct finding *f;
		uint32_t before;

		if ((s->status != STATUS_VALIDATED && s->status != STATUS_DRAFT) || !title.n)
			continue;
		before = map_add(&seen, squeezed(&w->a, title), (uint32_t)i);
		if (before == MAP_NONE)
			continue;
		first = c->skill[t->skills.v[before]].s;
		f = whole_add(w, RULE_SAME_TITLE, t->unit, (struct place_span){s->title.start, s->title.end},
			      KIND_SKILL, s->id, s->status);
		if (f)
			finding_variant(f, "skill");
		whole_arg(w, f, "other", first->id);
		if (f)
			finding_note(w->fs, f, "first",
				     (struct place){t->unit->path, first->title.start, first->title.end});
	}
	map_release(&seen);
}

void graph_same_title(struct lint_whole *w)
{
	size_t i;

	same_tutorials(w);
	for (i = 0; i < w->c->ntube; i++)
		same_skills(w, &w->c->tube[i]);
}
