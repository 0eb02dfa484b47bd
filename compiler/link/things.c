/* The arrays of the content: every thing once, in an order that content decides. */
#include <stdlib.h>

#include "link/link_int.h"

void refs_add(struct arena *a, struct refs *r, size_t *cap, uint32_t v)
{
	ARENA_GROW(a, r->v, r->n, *cap);
	r->v[r->n++] = v;
}

struct refs link_refs(struct linker *l, enum kind kind, const struct str_list *ids)
{
	struct refs r = {ARENA_ARRAY(&l->c->arena, ids->n, uint32_t), 0};
	size_t i;

	for (i = 0; i < ids->n; i++) {
		uint32_t at = content_find(l->c, kind, ids->v[i]);

		if (at != LINK_NONE)
			r.v[r.n++] = at;
	}
	return r;
}

/* How many things of each kind there are at most. */
static void allocate(struct content *c)
{
	size_t i, skills = 0, challenges = 0, tubes = 0, tutorials = 0, paths = 0;

	for (i = 0; i < c->nunit; i++) {
		const struct unit *u = c->unit[i];

		tubes += u->tube != NULL;
		skills += u->tube ? u->tube->nskill : 0;
		challenges += u->nchallenge;
		tutorials += u->tutorial != NULL;
		paths += u->content_path != NULL;
	}
	c->tube = ARENA_ARRAY(&c->arena, tubes, struct linked_tube);
	c->skill = ARENA_ARRAY(&c->arena, skills, struct linked_skill);
	c->challenge = ARENA_ARRAY(&c->arena, challenges, struct linked_challenge);
	c->tutorial = ARENA_ARRAY(&c->arena, tutorials, struct linked_tutorial);
	c->path = ARENA_ARRAY(&c->arena, paths, struct linked_path);
}

/* Gives ID of KIND the position N unless another thing has it already. */
static bool take(struct content *c, enum kind kind, struct str id, size_t n)
{
	return id.p && map_add(&c->id[kind], id, (uint32_t)n) == MAP_NONE;
}

static void add_thematic(struct content *c, const struct thematic *t, uint32_t competence)
{
	c->thematic[c->nthematic] = (struct linked_thematic){.t = t, .competence = competence};
	take(c, KIND_THEMATIC, t->id, c->nthematic++);
}

static void add_competence(struct content *c, const struct competence *k, uint32_t area)
{
	uint32_t at = (uint32_t)c->ncompetence;
	size_t i;

	c->competence[c->ncompetence++] = (struct linked_competence){.c = k, .area = area};
	take(c, KIND_COMPETENCE, k->id, at);
	for (i = 0; i < k->nthematic; i++)
		add_thematic(c, &k->thematic[i], at);
}

static void add_framework(struct content *c)
{
	const struct framework *f = c->framework;
	size_t i, k, competences = 0, thematics = 0;

	for (i = 0; i < f->narea; i++) {
		competences += f->area[i].ncompetence;
		for (k = 0; k < f->area[i].ncompetence; k++)
			thematics += f->area[i].competence[k].nthematic;
	}
	c->area = ARENA_ARRAY(&c->arena, f->narea, struct linked_area);
	c->competence = ARENA_ARRAY(&c->arena, competences, struct linked_competence);
	c->thematic = ARENA_ARRAY(&c->arena, thematics, struct linked_thematic);
	for (i = 0; i < f->narea; i++) {
		c->area[c->narea] = (struct linked_area){.a = &f->area[i]};
		take(c, KIND_AREA, f->area[i].id, c->narea++);
		for (k = 0; k < f->area[i].ncompetence; k++)
			add_competence(c, &f->area[i].competence[k], (uint32_t)i);
	}
}

static const struct unit *unit_of_tube(const struct content *c, struct str id)
{
	uint32_t d = map_get(&c->definition[KIND_TUBE], id);

	return d != MAP_NONE && !c->def[d]->formerly ? c->def_unit[d] : NULL;
}

static void add_tube(struct content *c, const struct unit *u, uint32_t thematic)
{
	struct linked_tube *t = &c->tube[c->ntube];
	size_t i;

	if (!take(c, KIND_TUBE, u->tube->id, c->ntube))
		return;
	*t = (struct linked_tube){.t = u->tube, .unit = u, .thematic = thematic, .competence = LINK_NONE};
	if (thematic != LINK_NONE)
		t->competence = c->thematic[thematic].competence;
	t->skills.v = ARENA_ARRAY(&c->arena, u->tube->nskill, uint32_t);
	for (i = 0; i < u->tube->nskill; i++) {
		if (!take(c, KIND_SKILL, u->tube->skill[i].id, c->nskill))
			continue;
		c->skill[c->nskill] = (struct linked_skill){
		    .s = &u->tube->skill[i], .unit = u, .tube = (uint32_t)c->ntube, .points_denominator = 1};
		t->skills.v[t->skills.n++] = (uint32_t)c->nskill++;
	}
	c->ntube++;
}

static void add_tubes(struct content *c)
{
	size_t i, k;

	for (i = 0; i < c->nthematic; i++) {
		const struct str_list *ids = &c->thematic[i].t->tubes;

		for (k = 0; k < ids->n; k++) {
			const struct unit *u = unit_of_tube(c, ids->v[k]);

			if (u)
				add_tube(c, u, (uint32_t)i);
		}
	}
	for (i = 0; i < c->nunit; i++)
		if (c->unit[i]->tube)
			add_tube(c, c->unit[i], LINK_NONE);
}

/* Fills the lists of children from the parents that the children name. */
static void add_children(struct content *c)
{
	size_t i;
	size_t *cap = ARENA_ARRAY(&c->arena, c->narea + c->ncompetence * 2 + c->nthematic, size_t);
	size_t *area = cap, *thematics = area + c->narea, *tubes = thematics + c->ncompetence;
	size_t *inner = tubes + c->ncompetence;

	for (i = 0; i < c->ncompetence; i++)
		refs_add(&c->arena, &c->area[c->competence[i].area].competences, &area[c->competence[i].area],
			 (uint32_t)i);
	for (i = 0; i < c->nthematic; i++)
		refs_add(&c->arena, &c->competence[c->thematic[i].competence].thematics,
			 &thematics[c->thematic[i].competence], (uint32_t)i);
	for (i = 0; i < c->ntube; i++) {
		if (c->tube[i].thematic == LINK_NONE)
			continue;
		refs_add(&c->arena, &c->competence[c->tube[i].competence].tubes,
			 &tubes[c->tube[i].competence], (uint32_t)i);
		refs_add(&c->arena, &c->thematic[c->tube[i].thematic].tubes, &inner[c->tube[i].thematic],
			 (uint32_t)i);
	}
}

static void add_file_things(struct content *c, const struct unit *u)
{
	size_t i;

	for (i = 0; i < u->nchallenge; i++) {
		if (!take(c, KIND_CHALLENGE, u->challenge[i].id, c->nchallenge))
			continue;
		c->challenge[c->nchallenge++] = (struct linked_challenge){
		    .c = &u->challenge[i], .unit = u, .skill = LINK_NONE, .prototype = LINK_NONE};
	}
	if (u->tutorial && take(c, KIND_TUTORIAL, u->tutorial->id, c->ntutorial))
		c->tutorial[c->ntutorial++] = (struct linked_tutorial){.t = u->tutorial, .unit = u};
	if (u->content_path && take(c, KIND_PATH, u->content_path->id, c->npath))
		c->path[c->npath++] = (struct linked_path){.p = u->content_path, .unit = u};
}

void link_things(struct linker *l)
{
	struct content *c = l->c;
	size_t i;

	for (i = 0; i < c->nunit; i++) {
		if (c->unit[i]->framework)
			c->framework = c->unit[i]->framework;
		if (c->unit[i]->levels)
			c->levels = c->unit[i]->levels;
		if (c->unit[i]->certification)
			c->certification = c->unit[i]->certification;
	}
	allocate(c);
	if (c->framework)
		add_framework(c);
	add_tubes(c);
	add_children(c);
	for (i = 0; i < c->nunit; i++)
		add_file_things(c, c->unit[i]);
}
