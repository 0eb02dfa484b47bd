/*
 * The hashes `wording` and `marking` of a question in one locale: SHA-256 over
 * its values, each as a name, a colon, its length in bytes, a colon, the value
 * and a line end, in the order below; what is absent has length 0. Lists begin
 * with their number of entries. docs/bundle-format.md repeats the order.
 */
#include <stdio.h>

#include "base/hash.h"
#include "model/model.h"
#include "text/text.h"

/* --- texts, orders and layouts as they are stored ------------------------------------------ */

/* LOCALE or the fallback in its language that is in HAVE, or -1. */
static int own_locale(const struct config *c, locale_mask have, size_t locale)
{
	int l = (int)locale;

	while (l >= 0 && !(have >> l & 1))
		l = config_regional(c, (size_t)l);
	return l;
}

struct str config_own_text(const struct config *c, const struct ltext *t, size_t locale)
{
	int l = t && t->v ? own_locale(c, t->have, locale) : -1;

	return l >= 0 ? t->v[l] : (struct str){NULL, 0};
}

struct str_list config_own_list(const struct config *c, const struct llist *t, size_t locale)
{
	int l = t && t->v ? own_locale(c, t->have, locale) : -1;

	return l >= 0 ? t->v[l] : (struct str_list){0};
}

void model_piece_order(uint32_t *order, const struct pieces *p, bool sorted)
{
	size_t i, k;

	for (i = 0; i < p->n; i++) {
		for (k = i; sorted && k && p->v[order[k - 1]].key > p->v[i].key; k--)
			order[k] = order[k - 1];
		order[k] = (uint32_t)i;
	}
}

static const struct piece *choice_named(const struct question *q, struct str name)
{
	size_t i;

	for (i = 0; i < q->choices.n; i++)
		if (str_eq(q->choices.v[i].name, name))
			return &q->choices.v[i];
	return NULL;
}

struct str model_layout(const struct question *q, const struct config *c, size_t locale, struct arena *a)
{
	struct str layout = config_own_text(c, &q->layout, locale), out;
	struct layout_span *span;
	struct buf b = {0};
	size_t i, n, from = 0;

	if (!layout.p || !q->choices.n)
		return layout;
	n = text_layout(&span, layout, a);
	for (i = 0; i < n; i++) {
		const struct piece *p = span[i].kind == LAYOUT_WORDS ? choice_named(q, span[i].name) : NULL;

		if (!p)
			continue;
		buf_add_str(&b, str_sub(layout, from, span[i].start));
		buf_add_fmt(&b, "[%.*s](#%08x)", STR_ARG(span[i].words), p->key);
		from = span[i].end;
	}
	buf_add_str(&b, str_sub(layout, from, layout.n));
	out = arena_str(a, buf_str(&b));
	buf_release(&b);
	return out;
}

/* --- values ----------------------------------------------------------------------------------- */

static struct str text_of(const struct hashed_question *h, const struct ltext *t, size_t locale)
{
	return config_own_text(h->config, t, locale);
}

static struct str_list list_of(const struct hashed_question *h, const struct llist *t, size_t locale)
{
	return config_own_list(h->config, t, locale);
}

static void add(struct buf *b, const char *name, struct str value)
{
	buf_add_fmt(b, "%s:%zu:", name, value.n);
	buf_add_str(b, value);
	buf_add_byte(b, '\n');
}

static void add_number(struct buf *b, const char *name, uint64_t value)
{
	char text[32];

	snprintf(text, sizeof(text), "%llu", (unsigned long long)value);
	add(b, name, str_c(text));
}

static void add_list(struct buf *b, const char *name, struct str_list l)
{
	size_t i;

	add_number(b, name, l.n);
	for (i = 0; i < l.n; i++)
		add(b, name, l.v[i]);
}

static void add_file(struct buf *b, const struct hashed_question *h, const char *name, struct str path)
{
	const uint8_t *sha = path.n ? h->medium(h->ctx, path) : NULL;
	char hex[65] = "";

	if (sha)
		hash_hex(hex, sha);
	add(b, name, str_c(hex));
}

static void add_image(struct buf *b, const struct hashed_question *h, const struct image *m, size_t l)
{
	if (!m || !m->file.v)
		return;
	add_file(b, h, "image", text_of(h, &m->file, l));
	add(b, "alt", text_of(h, &m->alt, l));
	add(b, "description", text_of(h, &m->description, l));
}

/* In ascending order of keys: the author's order tells nothing. */
static void add_pieces(struct buf *b, const struct hashed_question *h, const char *name,
		       const struct pieces *v, size_t l)
{
	uint32_t *order = ARENA_ARRAY(h->arena, v->n, uint32_t);
	size_t i;

	model_piece_order(order, v, true);
	add_number(b, name, v->n);
	for (i = 0; i < v->n; i++) {
		const struct piece *c = &v->v[order[i]];

		add_number(b, "key", c->key);
		add(b, "text", text_of(h, &c->text, l));
		add_image(b, h, &c->image, l);
		add_number(b, "last", c->last);
	}
}

static void add_attachments(struct buf *b, const struct hashed_question *h)
{
	size_t i, k;

	add_number(b, "attachments", h->nattachment);
	for (i = 0; i < h->nattachment; i++) {
		struct str_list files = list_of(h, &h->attachment[i].files, h->locale);

		add(b, "label", text_of(h, &h->attachment[i].label, h->locale));
		for (k = 0; k < files.n; k++)
			add_file(b, h, "file", files.v[k]);
	}
	add_number(b, "links", h->nlink);
	for (i = 0; i < h->nlink; i++) {
		add(b, "label", text_of(h, &h->link[i].label, h->locale));
		add(b, "url", text_of(h, &h->link[i].url, h->locale));
	}
}

static void add_fields(struct buf *b, const struct hashed_question *h)
{
	size_t i;

	add_number(b, "fields", h->q->nfield);
	for (i = 0; i < h->q->nfield; i++) {
		const struct field *f = &h->q->field[i];

		add(b, "name", f->name);
		add_number(b, "type", f->type);
		add(b, "label", text_of(h, &f->label, h->locale));
		add(b, "placeholder", text_of(h, &f->placeholder, h->locale));
		add_number(b, "precision", f->precision);
		add_list(b, "units", list_of(h, &f->unit, h->locale));
		add_pieces(b, h, "options", &f->options, h->locale);
	}
}

void model_wording(uint8_t out[32], const struct hashed_question *h)
{
	struct buf b = {0};

	add_number(&b, "type", h->q->type);
	add(&b, "instruction", text_of(h, h->instruction, h->locale));
	add(&b, "alternative_instruction", text_of(h, h->alternative_instruction, h->locale));
	add_image(&b, h, h->illustration, h->locale);
	add_attachments(&b, h);
	if (h->embed) {
		add(&b, "embed.url", text_of(h, &h->embed->url, h->locale));
		add(&b, "embed.component", h->embed->component);
		add(&b, "embed.props", text_of(h, &h->embed->props, h->locale));
		add(&b, "embed.title", text_of(h, &h->embed->title, h->locale));
	}
	add(&b, "layout", model_layout(h->q, h->config, h->locale, h->arena));
	add_pieces(&b, h, "choices", &h->q->choices, h->locale);
	add_pieces(&b, h, "items", &h->q->items, h->locale);
	add_pieces(&b, h, "targets", &h->q->targets, h->locale);
	add_fields(&b, h);
	hash_sha256(out, buf_str(&b));
	buf_release(&b);
}

static void add_mistakes(struct buf *b, const struct hashed_question *h, const struct mistake *m, size_t n,
			 size_t l)
{
	size_t i;

	add_number(b, "mistakes", n);
	for (i = 0; i < n; i++)
		add_list(b, "answers", list_of(h, &m[i].answers, l));
}

static void add_field_answers(struct buf *b, const struct hashed_question *h, const struct field *f, size_t l)
{
	add(b, "name", f->name);
	add_number(b, "ignore", f->ignore);
	add_list(b, "accept", list_of(h, &f->accept, l));
	add(b, "pattern", text_of(h, &f->pattern, l));
	add(b, "plus_or_minus", text_of(h, &f->plus_or_minus, l));
	add_list(b, "between", list_of(h, &f->between, l));
	add_mistakes(b, h, f->mistake, f->nmistake, l);
}

static void add_groups(struct buf *b, const struct hashed_question *h)
{
	size_t g, i;

	add_number(b, "groups", h->q->ngroup);
	for (g = 0; g < h->q->ngroup; g++) {
		const struct group *group = &h->q->group[g];

		add_number(b, "ignore", group->ignore);
		for (i = 0; i < group->nfield; i++)
			add(b, "field", h->q->field[group->field[i]].name);
		for (i = 0; i < group->nset; i++)
			add_list(b, "set", list_of(h, &group->set[i].synonyms, h->locale));
	}
}

void model_marking_hash(uint8_t out[32], const struct hashed_question *h)
{
	const struct question *k = h->q;
	struct buf b = {0};
	size_t i;

	add_number(&b, "type", k->type);
	for (i = 0; i < k->choices.n; i++) {
		add_number(&b, "key", k->choices.v[i].key);
		add_number(&b, "verdict", k->choices.v[i].verdict);
	}
	for (i = 0; i < k->items.n; i++) {
		const struct piece *c = &k->items.v[i];

		add_number(&b, "key", c->key);
		add_number(&b, "rank", k->type == QUESTION_ORDERING ? c->rank + 1 : 0);
		add_number(&b, "target", c->target < k->targets.n ? k->targets.v[c->target].key : 0);
	}
	add_number(&b, "each_once", k->each_once);
	for (i = 0; i < k->nfield; i++)
		add_field_answers(&b, h, &k->field[i], h->locale);
	add_groups(&b, h);
	add_number(&b, "ignore", k->ignore);
	add_list(&b, "accept", list_of(h, &k->accept, h->locale));
	add_mistakes(&b, h, k->mistake, k->nmistake, h->locale);
	hash_sha256(out, buf_str(&b));
	buf_release(&b);
}
