/*
 * The hashes `wording` and `marking` of a question in one locale: SHA-256 over
 * its values, each as a name, a colon, its length in bytes, a colon, the value
 * and a line end, in the order below; what is absent has length 0. Lists begin
 * with their number of entries. docs/bundle-format.md repeats the order.
 */
#include <stdio.h>

#include "base/hash.h"
#include "pack/put_int.h"

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

static void add_file(struct buf *b, const struct pack_content *p, const char *name, struct str path)
{
	const uint8_t *sha = path.n ? put_medium_sha(p, path) : NULL;
	char hex[65] = "";

	if (sha)
		hash_hex(hex, sha);
	add(b, name, str_c(hex));
}

static void add_image(struct buf *b, const struct pack_content *p, const struct image *m, size_t l)
{
	if (!m || !m->file.v)
		return;
	add_file(b, p, "image", put_text_of(p, &m->file, l));
	add(b, "alt", put_text_of(p, &m->alt, l));
	add(b, "description", put_text_of(p, &m->description, l));
}

/* In ascending order of keys: the author's order tells nothing. */
static void add_pieces(struct buf *b, struct pack_content *p, const char *name, const struct pieces *v,
		       size_t l)
{
	uint32_t *order = ARENA_ARRAY(&p->arena, v->n, uint32_t);
	size_t i;

	put_piece_order(order, v, true);
	add_number(b, name, v->n);
	for (i = 0; i < v->n; i++) {
		const struct piece *c = &v->v[order[i]];

		add_number(b, "key", c->key);
		add(b, "text", put_text_of(p, &c->text, l));
		add_image(b, p, &c->image, l);
		add_number(b, "last", c->last);
	}
}

static void add_attachments(struct buf *b, const struct pack_content *p, const struct put_question *q)
{
	size_t i, k;

	add_number(b, "attachments", q->nattachment);
	for (i = 0; i < q->nattachment; i++) {
		struct str_list files = put_list_of(p, &q->attachment[i].files, q->locale);

		add(b, "label", put_text_of(p, &q->attachment[i].label, q->locale));
		for (k = 0; k < files.n; k++)
			add_file(b, p, "file", files.v[k]);
	}
	add_number(b, "links", q->nlink);
	for (i = 0; i < q->nlink; i++) {
		add(b, "label", put_text_of(p, &q->link[i].label, q->locale));
		add(b, "url", put_text_of(p, &q->link[i].url, q->locale));
	}
}

static void add_fields(struct buf *b, struct pack_content *p, const struct put_question *q)
{
	size_t i;

	add_number(b, "fields", q->q->nfield);
	for (i = 0; i < q->q->nfield; i++) {
		const struct field *f = &q->q->field[i];

		add(b, "name", f->name);
		add_number(b, "type", f->type);
		add(b, "label", put_text_of(p, &f->label, q->locale));
		add(b, "placeholder", put_text_of(p, &f->placeholder, q->locale));
		add_number(b, "precision", f->precision);
		add_list(b, "units", put_list_of(p, &f->unit, q->locale));
		add_pieces(b, p, "options", &f->options, q->locale);
	}
}

void put_wording(uint8_t out[32], struct pack_content *p, const struct put_question *q)
{
	struct buf b = {0};

	add_number(&b, "type", q->q->type);
	add(&b, "instruction", put_text_of(p, q->instruction, q->locale));
	add(&b, "alternative_instruction", put_text_of(p, q->alternative_instruction, q->locale));
	add_image(&b, p, q->illustration, q->locale);
	add_attachments(&b, p, q);
	if (q->embed) {
		add(&b, "embed.url", put_text_of(p, &q->embed->url, q->locale));
		add(&b, "embed.component", q->embed->component);
		add(&b, "embed.props", put_text_of(p, &q->embed->props, q->locale));
		add(&b, "embed.title", put_text_of(p, &q->embed->title, q->locale));
	}
	add(&b, "layout", put_layout_of(p, q->q, q->locale));
	add_pieces(&b, p, "choices", &q->q->choices, q->locale);
	add_pieces(&b, p, "items", &q->q->items, q->locale);
	add_pieces(&b, p, "targets", &q->q->targets, q->locale);
	add_fields(&b, p, q);
	hash_sha256(out, buf_str(&b));
	buf_release(&b);
}

static void add_mistakes(struct buf *b, const struct pack_content *p, const struct mistake *m, size_t n,
			 size_t l)
{
	size_t i;

	add_number(b, "mistakes", n);
	for (i = 0; i < n; i++)
		add_list(b, "answers", put_list_of(p, &m[i].answers, l));
}

static void add_field_answers(struct buf *b, const struct pack_content *p, const struct field *f, size_t l)
{
	add(b, "name", f->name);
	add_number(b, "ignore", f->ignore);
	add_list(b, "accept", put_list_of(p, &f->accept, l));
	add(b, "pattern", put_text_of(p, &f->pattern, l));
	add(b, "plus_or_minus", put_text_of(p, &f->plus_or_minus, l));
	add_list(b, "between", put_list_of(p, &f->between, l));
	add_mistakes(b, p, f->mistake, f->nmistake, l);
}

static void add_groups(struct buf *b, const struct pack_content *p, const struct put_question *q)
{
	size_t g, i;

	add_number(b, "groups", q->q->ngroup);
	for (g = 0; g < q->q->ngroup; g++) {
		const struct group *group = &q->q->group[g];

		add_number(b, "ignore", group->ignore);
		for (i = 0; i < group->nfield; i++)
			add(b, "field", q->q->field[group->field[i]].name);
		for (i = 0; i < group->nset; i++)
			add_list(b, "set", put_list_of(p, &group->set[i].synonyms, q->locale));
	}
}

void put_marking(uint8_t out[32], struct pack_content *p, const struct put_question *q)
{
	const struct question *k = q->q;
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
		add_field_answers(&b, p, &k->field[i], q->locale);
	add_groups(&b, p, q);
	add_number(&b, "ignore", k->ignore);
	add_list(&b, "accept", put_list_of(p, &k->accept, q->locale));
	add_mistakes(&b, p, k->mistake, k->nmistake, q->locale);
	hash_sha256(out, buf_str(&b));
	buf_release(&b);
}
