/* Who defines which id. */
#include "base/alloc.h"
#include "link/link_int.h"

struct finding *link_finding(struct linker *l, enum rule rule, const struct unit *u, struct place_span at,
			     enum kind kind, struct str id)
{
	struct finding *f = finding_add(l->fs, rule, (struct place){u->path, at.start, at.end});

	f->thing_kind = str_c(kind_word(kind));
	f->thing_id = id;
	return f;
}

static void duplicate(struct linker *l, const struct definition *d, const struct unit *u, uint32_t first)
{
	const struct definition *o = l->c->def[first];
	struct finding *f = link_finding(l, RULE_DUPLICATE_ID, u, d->at, d->kind, d->id);

	finding_variant(f, d->formerly ? "formerly" : o->formerly ? "reused" : kind_word(d->kind));
	finding_arg(l->fs, f, "id", d->id);
	finding_note(l->fs, f, "first", (struct place){l->c->def_unit[first]->path, o->at.start, o->at.end});
}

static void index_unit(struct linker *l, const struct unit *u)
{
	struct content *c = l->c;
	size_t i;

	for (i = 0; i < u->ndef; i++) {
		uint32_t first = map_add(&c->definition[u->def[i].kind], u->def[i].id, (uint32_t)c->ndef);

		if (first != MAP_NONE) {
			duplicate(l, &u->def[i], u, first);
			continue;
		}
		c->def[c->ndef] = &u->def[i];
		c->def_unit[c->ndef++] = u;
	}
}

/* The kinds of things that a file of KIND may define. */
static void mark_unreadable(struct linker *l, enum kind kind)
{
	if (kind == KIND_TUBE)
		l->unreadable[KIND_SKILL] = true;
	if (kind == KIND_FRAMEWORK)
		l->unreadable[KIND_COMPETENCE] = l->unreadable[KIND_AREA] = l->unreadable[KIND_THEMATIC] =
		    true;
	l->unreadable[kind] = true;
}

/* Things whose id could not be read may be those that others name. */
static void mark_nameless(struct linker *l, const struct unit *u)
{
	size_t i;

	if ((u->tube && !u->tube->id.n) || ((u->tube || u->framework || u->levels) && unit_is_shaky(u)))
		mark_unreadable(l, u->kind);
	for (i = 0; u->tube && i < u->tube->nskill; i++)
		if (!u->tube->skill[i].id.n)
			l->unreadable[KIND_SKILL] = true;
	for (i = 0; i < u->nchallenge; i++)
		if (!u->challenge[i].id.n)
			l->unreadable[KIND_CHALLENGE] = true;
	if (u->tutorial && !u->tutorial->id.n)
		l->unreadable[KIND_TUTORIAL] = true;
	if (u->content_path && !u->content_path->id.n)
		l->unreadable[KIND_PATH] = true;
}

void link_index(struct linker *l)
{
	struct content *c = l->c;
	size_t i, total = 0;

	for (i = 0; i < c->nunit; i++)
		total += c->unit[i]->ndef;
	c->def = ARENA_ARRAY(&c->arena, total, const struct definition *);
	c->def_unit = ARENA_ARRAY(&c->arena, total, const struct unit *);
	for (i = 0; i < c->nunit; i++) {
		if (!c->unit[i]->readable)
			mark_unreadable(l, c->unit[i]->kind);
		mark_nameless(l, c->unit[i]);
		index_unit(l, c->unit[i]);
	}
}

uint32_t content_find(const struct content *c, enum kind kind, struct str id)
{
	return map_get(&c->id[kind], id);
}

void link_release(struct content *c)
{
	size_t k;

	for (k = 0; k < KIND_COUNT; k++) {
		map_release(&c->id[k]);
		map_release(&c->definition[k]);
	}
	arena_release(&c->arena);
}

void link_units(struct content *c, const struct config *config, struct unit *const *units, size_t n,
		const struct snapshot *files, struct findings *fs)
{
	struct linker l = {.c = c, .fs = fs, .files = files};

	*c = (struct content){.config = config, .unit = units, .nunit = n};
	arena_init(&c->arena);
	link_index(&l);
	link_things(&l);
	link_statuses(c);
	link_references(&l);
	link_media(&l);
	link_places(&l);
	link_resolve(&l);
	link_order(&l);
}
