/* A variant that shows learners what another challenge of its family shows already. */
#include <stdlib.h>

#include "base/hash.h"
#include "base/map.h"
#include "lint/graph_int.h"

/* What is seen of a challenge in one locale, value by value. */
struct view_of {
	struct buf *b;
	const struct config *config;
	size_t locale;
};

static void add(const struct view_of *v, struct str s)
{
	buf_add_fmt(v->b, "%zu:", s.n);
	buf_add_str(v->b, s);
}

static void add_text(const struct view_of *v, const struct ltext *t)
{
	add(v, config_own_text(v->config, t, v->locale));
}

static void add_list(const struct view_of *v, const struct llist *t)
{
	struct str_list l = config_own_list(v->config, t, v->locale);
	size_t i;

	for (i = 0; i < l.n; i++)
		add(v, l.v[i]);
	add(v, STR(""));
}

static void add_image(const struct view_of *v, const struct image *m)
{
	add_text(v, &m->file);
	add_text(v, &m->alt);
	add_text(v, &m->description);
}

/* Shuffled pieces are added in the order of their texts: the author's is not seen. */
static void add_pieces(const struct view_of *v, struct arena *a, const struct pieces *p, bool shuffled)
{
	struct str *piece = ARENA_ARRAY(a, p->n, struct str);
	struct buf b = {0};
	struct view_of one = {&b, v->config, v->locale};
	size_t i;

	for (i = 0; i < p->n; i++) {
		b.n = 0;
		add_text(&one, &p->v[i].text);
		add_image(&one, &p->v[i].image);
		piece[i] = arena_str(a, buf_str(&b));
	}
	if (shuffled && p->n)
		qsort(piece, p->n, sizeof(*piece), graph_by_text);
	for (i = 0; i < p->n; i++)
		add(v, piece[i]);
	add(v, STR(""));
	buf_release(&b);
}

static void add_question(const struct view_of *v, struct arena *a, const struct question *q)
{
	size_t i;

	add_text(v, &q->layout);
	add_pieces(v, a, &q->choices, q->shuffle);
	add_pieces(v, a, &q->items, true);
	add_pieces(v, a, &q->targets, true);
	for (i = 0; i < q->nfield; i++) {
		const struct field *f = &q->field[i];

		add_text(v, &f->label);
		add_text(v, &f->placeholder);
		add_list(v, &f->unit);
		add_pieces(v, a, &f->options, false);
		buf_add_fmt(v->b, "%d %d ", (int)f->type, (int)f->precision);
	}
}

static void add_challenge(const struct view_of *v, struct arena *a, const struct challenge *c)
{
	size_t i;

	add_text(v, &c->instruction);
	add_text(v, &c->alternative_instruction);
	add_image(v, &c->illustration);
	for (i = 0; i < c->nattachment; i++) {
		add_text(v, &c->attachment[i].label);
		add_list(v, &c->attachment[i].files);
	}
	for (i = 0; i < c->nlink; i++) {
		add_text(v, &c->link[i].label);
		add_text(v, &c->link[i].url);
	}
	add_list(v, &c->sites_to_find);
	add_text(v, &c->embed.url);
	add_text(v, &c->embed.title);
	add_text(v, &c->embed.props);
	add(v, c->embed.component);
	add_question(v, a, &c->question);
}

/* The hash of all that is seen of C in all locales in which it exists, in W->a. */
static struct str seen_of(struct lint_whole *w, struct arena *scratch, const struct challenge *c)
{
	struct buf b = {0};
	struct view_of v = {&b, w->c->config, 0};
	uint8_t sum[32];

	for (v.locale = 0; v.locale < w->c->config->nlocale; v.locale++) {
		if (!(c->exists >> v.locale & 1))
			continue;
		buf_add_fmt(&b, "\n%zu ", v.locale);
		add_challenge(&v, scratch, c);
	}
	hash_sha256(sum, buf_str(&b));
	buf_release(&b);
	return arena_str(&w->a, (struct str){(const char *)sum, sizeof(sum)});
}

static bool is_in_use(const struct challenge *c)
{
	return c->exists && (c->status == STATUS_VALIDATED || c->status == STATUS_DRAFT);
}

static void check_family(struct lint_whole *w, const struct unit *u)
{
	struct map seen = {0};
	struct arena scratch;
	size_t i;

	arena_init(&scratch);
	for (i = 0; i < u->nchallenge; i++) {
		const struct challenge *c = &u->challenge[i], *first;
		uint32_t before;
		struct finding *f;

		if (!is_in_use(c))
			continue;
		before = map_add(&seen, seen_of(w, &scratch, c), (uint32_t)i);
		if (before == MAP_NONE)
			continue;
		first = &u->challenge[before];
		f = whole_add(w, RULE_SAME_VARIANT, u, c->id_at, KIND_CHALLENGE, c->id, c->status);
		whole_arg(w, f, "id", c->id);
		whole_arg(w, f, "other", first->id);
		if (f)
			finding_note(w->fs, f, "first",
				     (struct place){u->path, first->id_at.start, first->id_at.end});
	}
	arena_release(&scratch);
	map_release(&seen);
}

/* A file with a mistake may hold what would tell the variants apart. */
void graph_same_variant(struct lint_whole *w)
{
	const struct content *c = w->c;
	size_t i;

	for (i = 0; i < c->nunit; i++)
		if (c->unit[i]->nchallenge > 1 && !unit_is_shaky(c->unit[i]))
			check_family(w, c->unit[i]);
}
