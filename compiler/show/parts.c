/* Lines, texts by locale, and the parts that several kinds share. */
#include <stdio.h>

#include "base/utf8.h"
#include "show/show_int.h"

/* Appends S with its lines indented below the first. */
static void add_lines(struct buf *out, int indent, struct str s)
{
	size_t i = 0;

	while (i <= s.n) {
		size_t end = str_find(s, '\n', i);

		if (i)
			buf_add_fmt(out, "%*s", indent, "");
		utf8_add_visible(out, str_sub(s, i, end));
		buf_add_byte(out, '\n');
		i = end + 1;
	}
}

void show_line(struct buf *out, int indent, const char *label, struct str value)
{
	if (!value.n)
		return;
	buf_add_fmt(out, "%*s%s: ", indent, "", label);
	add_lines(out, indent + 2, value);
}

static bool all_same(const struct content *c, const struct ltext *t)
{
	size_t i;

	for (i = 1; i < c->config->nlocale; i++)
		if (!str_eq(t->v[i], t->v[0]))
			return false;
	return true;
}

void show_ltext(struct buf *out, const struct content *c, int indent, const char *label,
		const struct ltext *t)
{
	size_t i;

	if (!t->v)
		return;
	if (all_same(c, t)) {
		show_line(out, indent, label, t->v[0]);
		return;
	}
	for (i = 0; i < c->config->nlocale; i++) {
		if (!t->v[i].n)
			continue;
		buf_add_fmt(out, "%*s%s (%.*s): ", indent, "", label, STR_ARG(c->config->locale[i].id));
		add_lines(out, indent + 2, t->v[i]);
	}
}

static struct str joined(struct arena *a, const struct str_list *l, const char *between)
{
	struct buf b = {0};
	struct str s;
	size_t i;

	for (i = 0; i < l->n; i++) {
		if (i)
			buf_add_c(&b, between);
		buf_add_str(&b, l->v[i]);
	}
	s = arena_str(a, buf_str(&b));
	buf_release(&b);
	return s;
}

void show_llist(struct buf *out, const struct content *c, int indent, const char *label,
		const struct llist *l)
{
	struct arena a;
	struct ltext t = {0};
	size_t i;

	if (!l->v)
		return;
	arena_init(&a);
	t.v = ARENA_ARRAY(&a, c->config->nlocale, struct str);
	for (i = 0; i < c->config->nlocale; i++)
		t.v[i] = joined(&a, &l->v[i], " | ");
	show_ltext(out, c, indent, label, &t);
	arena_release(&a);
}

void show_list(struct buf *out, int indent, const char *label, const struct str_list *l)
{
	struct arena a;

	arena_init(&a);
	show_line(out, indent, label, joined(&a, l, ", "));
	arena_release(&a);
}

void show_image(struct buf *out, const struct content *c, int indent, const char *label,
		const struct image *m)
{
	if (!m->file.v)
		return;
	show_ltext(out, c, indent, label, &m->file);
	show_ltext(out, c, indent + 2, "alt", &m->alt);
	if (m->decorative)
		show_line(out, indent + 2, "alt", STR("(decorative)"));
	show_ltext(out, c, indent + 2, "description", &m->description);
	show_ltext(out, c, indent + 2, "credit", &m->credit);
}

void show_document(struct buf *out, const struct content *c, int indent, const char *label,
		   const struct document *d)
{
	if (!d->label.v)
		return;
	show_ltext(out, c, indent, label, &d->label);
	show_llist(out, c, indent + 2, "files", &d->files);
	show_ltext(out, c, indent + 2, "credit", &d->credit);
}

void show_embed(struct buf *out, const struct content *c, int indent, const struct embed *e)
{
	if (!e->given)
		return;
	show_ltext(out, c, indent, "embed", &e->title);
	show_ltext(out, c, indent + 2, "url", &e->url);
	show_line(out, indent + 2, "component", e->component);
	show_ltext(out, c, indent + 2, "props", &e->props);
}

/* --- questions ----------------------------------------------------------------------- */

static void show_choices(struct buf *out, const struct content *c, int indent, const struct pieces *p)
{
	static const char *const labels[] = {"right", "wrong", "choice"};
	size_t i;

	for (i = 0; i < p->n; i++) {
		const struct piece *k = &p->v[i];

		show_ltext(out, c, indent, labels[k->verdict], &k->text);
		show_line(out, indent + 2, "name", k->name);
		show_image(out, c, indent + 2, "image", &k->image);
		show_ltext(out, c, indent + 2, "feedback", &k->feedback);
		if (k->last)
			show_line(out, indent + 2, "last", STR("stays at the end"));
	}
}

static void show_items(struct buf *out, const struct content *c, int indent, const struct question *q)
{
	size_t i;
	char label[32];

	for (i = 0; i < q->items.n; i++) {
		const struct piece *k = &q->items.v[i];

		if (q->type == QUESTION_ORDERING)
			snprintf(label, sizeof(label), "%u.", k->rank + 1);
		else
			snprintf(label, sizeof(label), "item");
		show_ltext(out, c, indent, label, &k->text);
		if (k->target < q->targets.n)
			show_ltext(out, c, indent + 2, "is", &q->targets.v[k->target].text);
	}
}

static void show_mistakes(struct buf *out, const struct content *c, int indent, const struct mistake *m,
			  size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		show_llist(out, c, indent, "mistake", &m[i].answers);
		show_ltext(out, c, indent + 2, "feedback", &m[i].feedback);
	}
}

static void show_ignore(struct buf *out, int indent, unsigned ignore)
{
	static const char *const words[] = {"case", "accents", "spaces", "punctuation", "typos"};
	struct buf b = {0};
	size_t i;

	for (i = 0; i < countof(words); i++)
		if (ignore >> i & 1)
			buf_add_fmt(&b, "%s%s", b.n ? ", " : "", words[i]);
	show_line(out, indent, "ignore", b.n ? buf_str(&b) : STR("nothing"));
	buf_release(&b);
}

static void show_field(struct buf *out, const struct content *c, int indent, const struct field *f)
{
	static const char *const types[] = {"text", "number", "date", "select"};
	static const char *const precisions[] = {"", "year", "month", "day", "minute"};
	size_t i;

	buf_add_fmt(out, "%*sfield %.*s (%s)\n", indent, "", STR_ARG(f->name), types[f->type]);
	show_ltext(out, c, indent + 2, "label", &f->label);
	show_ltext(out, c, indent + 2, "placeholder", &f->placeholder);
	show_llist(out, c, indent + 2, "unit", &f->unit);
	show_line(out, indent + 2, "precision", str_c(precisions[f->precision]));
	for (i = 0; i < f->options.n; i++)
		show_ltext(out, c, indent + 2, "option", &f->options.v[i].text);
	show_llist(out, c, indent + 2, "accept", &f->accept);
	show_ltext(out, c, indent + 2, "pattern", &f->pattern);
	show_ltext(out, c, indent + 2, "plus or minus", &f->plus_or_minus);
	show_llist(out, c, indent + 2, "between", &f->between);
	if (f->type == FIELD_TEXT)
		show_ignore(out, indent + 2, f->ignore);
	show_mistakes(out, c, indent + 2, f->mistake, f->nmistake);
}

static void show_group(struct buf *out, const struct content *c, int indent, const struct question *q,
		       const struct group *g)
{
	size_t i;

	buf_add_fmt(out, "%*sin any order:", indent, "");
	for (i = 0; i < g->nfield; i++)
		buf_add_fmt(out, " %.*s", STR_ARG(q->field[g->field[i]].name));
	buf_add_byte(out, '\n');
	for (i = 0; i < g->nset; i++)
		show_llist(out, c, indent + 2, "accept", &g->set[i].synonyms);
	show_ignore(out, indent + 2, g->ignore);
}

void show_question(struct buf *out, const struct content *c, int indent, const struct question *q)
{
	size_t i;

	show_ltext(out, c, indent, "layout", &q->layout);
	show_choices(out, c, indent, &q->choices);
	show_items(out, c, indent, q);
	for (i = 0; q->type == QUESTION_MATCHING && i < q->targets.n; i++)
		show_ltext(out, c, indent, "target", &q->targets.v[i].text);
	for (i = 0; i < q->nfield; i++)
		show_field(out, c, indent, &q->field[i]);
	for (i = 0; i < q->ngroup; i++)
		show_group(out, c, indent, q, &q->group[i]);
	show_llist(out, c, indent, "accept", &q->accept);
	show_mistakes(out, c, indent, q->mistake, q->nmistake);
	show_ltext(out, c, indent, "when right", &q->feedback_right);
	show_ltext(out, c, indent, "when wrong", &q->feedback_wrong);
}
