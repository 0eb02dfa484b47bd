/*
 * Circles: of prerequisites (with the ladder of each tube, where a skill needs
 * the one below it) and of paths that hold paths. Found by depth-first search
 * with a stack of our own; each circle is told once, with its way round.
 */
#include "base/alloc.h"
#include "link/link_int.h"

#include <stdlib.h>

struct graph {
	size_t n;
	struct refs *next; /* of each node */
};

struct walk {
	uint8_t *state; /* 0 new, 1 on the stack, 2 done */
	uint32_t *stack;
	size_t *at; /* next edge to follow */
	size_t depth;
};

typedef void circle_fn(struct linker *l, const uint32_t *node, size_t n);

static void follow(struct linker *l, struct walk *w, uint32_t to, circle_fn *tell)
{
	size_t i;

	if (w->state[to] == 0) {
		w->state[to] = 1;
		w->at[w->depth] = 0;
		w->stack[w->depth++] = to;
	} else if (w->state[to] == 1) {
		for (i = w->depth; w->stack[i - 1] != to;)
			i--;
		tell(l, &w->stack[i - 1], w->depth - (i - 1));
	}
}

static void find_circles(struct linker *l, const struct graph *g, circle_fn *tell)
{
	struct walk w = {alloc_zero(g->n, 1), alloc_zero(g->n, sizeof(uint32_t)),
			 alloc_zero(g->n, sizeof(size_t)), 0};
	uint32_t root;

	for (root = 0; root < g->n; root++) {
		if (w.state[root] == 0)
			follow(l, &w, root, tell);
		while (w.depth) {
			uint32_t here = w.stack[w.depth - 1];
			const struct refs *next = &g->next[here];

			if (w.at[w.depth - 1] < next->n) {
				follow(l, &w, next->v[w.at[w.depth - 1]++], tell);
			} else {
				w.state[here] = 2;
				w.depth--;
			}
		}
	}
	free(w.state);
	free(w.stack);
	free(w.at);
}

/* "a needs b, b needs c, c needs a" as ids joined by arrows. */
static void add_way(struct buf *out, struct str (*id)(const struct content *c, uint32_t n),
		    const struct content *c, const uint32_t *node, size_t n)
{
	size_t i;

	for (i = 0; i <= n; i++) {
		if (i)
			buf_add_c(out, " → ");
		buf_add_str(out, id(c, node[i % n]));
	}
}

static struct str skill_id(const struct content *c, uint32_t n)
{
	return c->skill[n].s->id;
}

static struct str path_id(const struct content *c, uint32_t n)
{
	return c->path[n].p->id;
}

static void tell_skills(struct linker *l, const uint32_t *node, size_t n)
{
	const struct content *c = l->c;
	const struct linked_skill *first = &c->skill[node[0]];
	struct finding *f;
	struct buf way = {0};
	size_t i;

	f = link_finding(l, RULE_PREREQUISITE_CYCLE, first->unit, first->s->id_at, KIND_SKILL, first->s->id);
	add_way(&way, skill_id, c, node, n);
	finding_arg(l->fs, f, "way", buf_str(&way));
	finding_arg(l->fs, f, "id", first->s->id);
	for (i = 1; i < n; i++) {
		const struct linked_skill *s = &c->skill[node[i]];

		finding_note(l->fs, f, "here",
			     (struct place){s->unit->path, s->s->id_at.start, s->s->id_at.end});
	}
	buf_release(&way);
}

static void tell_paths(struct linker *l, const uint32_t *node, size_t n)
{
	const struct content *c = l->c;
	const struct linked_path *first = &c->path[node[0]];
	struct finding *f =
	    link_finding(l, RULE_PATH_CYCLE, first->unit, first->p->id_at, KIND_PATH, first->p->id);
	struct buf way = {0};

	add_way(&way, path_id, c, node, n);
	finding_arg(l->fs, f, "way", buf_str(&way));
	finding_arg(l->fs, f, "id", first->p->id);
	buf_release(&way);
}

/* The validated skill on the next lower level of the tube, or LINK_NONE. */
static uint32_t below(const struct content *c, uint32_t skill)
{
	const struct linked_tube *t = &c->tube[c->skill[skill].tube];
	uint32_t found = LINK_NONE;
	size_t i;

	for (i = 0; i < t->skills.n; i++) {
		const struct skill *s = c->skill[t->skills.v[i]].s;

		if (s->level < c->skill[skill].s->level && s->status == STATUS_VALIDATED)
			found = t->skills.v[i];
	}
	return found;
}

static void order_skills(struct linker *l)
{
	struct content *c = l->c;
	struct graph g = {c->nskill, ARENA_ARRAY(&c->arena, c->nskill, struct refs)};
	size_t i, k;

	for (i = 0; i < c->nskill; i++) {
		const struct refs *r = &c->skill[i].requires;
		uint32_t lower = below(c, (uint32_t)i);

		g.next[i].v = ARENA_ARRAY(&c->arena, r->n + 1, uint32_t);
		for (k = 0; k < r->n; k++)
			g.next[i].v[g.next[i].n++] = r->v[k];
		if (lower != LINK_NONE)
			g.next[i].v[g.next[i].n++] = lower;
	}
	find_circles(l, &g, tell_skills);
}

static void order_paths(struct linker *l)
{
	struct content *c = l->c;
	struct graph g = {c->npath, ARENA_ARRAY(&c->arena, c->npath, struct refs)};
	size_t i, k;

	for (i = 0; i < c->npath; i++) {
		const struct linked_path *p = &c->path[i];

		g.next[i].v = ARENA_ARRAY(&c->arena, p->parts.n, uint32_t);
		for (k = 0; k < p->parts.n; k++)
			if (p->p->part[k].kind == PART_PATH && p->parts.v[k] != LINK_NONE)
				g.next[i].v[g.next[i].n++] = p->parts.v[k];
	}
	find_circles(l, &g, tell_paths);
}

void link_order(struct linker *l)
{
	order_skills(l);
	order_paths(l);
}
