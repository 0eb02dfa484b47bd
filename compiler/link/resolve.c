/* What only the whole can tell: points, paths, calibration. */
#include "link/link_int.h"

static void add_challenges_to_skills(struct content *c)
{
	size_t *cap = ARENA_ARRAY(&c->arena, c->nskill, size_t);
	size_t i;

	for (i = 0; i < c->nchallenge; i++)
		if (c->challenge[i].skill != LINK_NONE)
			refs_add(&c->arena, &c->skill[c->challenge[i].skill].challenges,
				 &cap[c->challenge[i].skill], (uint32_t)i);
}

static uint32_t gcd(uint32_t a, uint32_t b)
{
	while (b) {
		uint32_t r = a % b;

		a = b;
		b = r;
	}
	return a;
}

/*
 * The points of a skill: per_level / n, at most per_skill_at_most, n counting the
 * validated skills of its level and competence (Pix: 8 / n, at most 4).
 */
static void give_points(struct content *c, const struct linked_competence *k)
{
	uint32_t count[9] = {0};
	size_t i, j;

	for (i = 0; i < k->tubes.n; i++) {
		const struct refs *skills = &c->tube[k->tubes.v[i]].skills;

		for (j = 0; j < skills->n; j++) {
			const struct skill *s = c->skill[skills->v[j]].s;

			if (s->status == STATUS_VALIDATED && s->level < countof(count))
				count[s->level]++;
		}
	}
	for (i = 0; i < k->tubes.n; i++) {
		const struct refs *skills = &c->tube[k->tubes.v[i]].skills;

		for (j = 0; j < skills->n; j++) {
			struct linked_skill *s = &c->skill[skills->v[j]];
			uint32_t per = c->levels->points_per_level,
				 most = c->levels->points_per_skill_at_most, n, d;

			if (s->s->status != STATUS_VALIDATED || s->s->level >= countof(count))
				continue;
			n = count[s->s->level];
			if ((uint64_t)per > (uint64_t)most * n) {
				per = most;
				n = 1;
			}
			d = gcd(per, n);
			s->points_numerator = d ? per / d : 0;
			s->points_denominator = d ? n / d : 1;
		}
	}
}

static void resolve_skill(struct linker *l, struct linked_skill *s)
{
	s->requires = link_refs(l, KIND_SKILL, &s->s->requires);
	s->to_succeed = link_refs(l, KIND_TUTORIAL, &s->s->to_succeed);
	s->to_learn_more = link_refs(l, KIND_TUTORIAL, &s->s->to_learn_more);
}

static void empty_path(struct linker *l, const struct linked_path *p)
{
	size_t i;

	if (!p->p->ntube || l->unreadable[KIND_TUBE] || p->p->status != STATUS_VALIDATED ||
	    p->tubes.n < p->p->ntube)
		return; /* a tube that is missing has a finding already */
	for (i = 0; i < p->p->ntube; i++)
		if (!p->p->tube[i].level)
			return;
	finding_arg(l->fs, link_finding(l, RULE_EMPTY_PATH, p->unit, p->p->id_at, KIND_PATH, p->p->id), "id",
		    p->p->id);
}

static void resolve_adaptive(struct linker *l, struct linked_path *p)
{
	struct content *c = l->c;
	size_t i, k, tube_cap = 0, skill_cap = 0;

	for (i = 0; i < p->p->ntube; i++) {
		uint32_t t = content_find(c, KIND_TUBE, p->p->tube[i].id);

		if (t == LINK_NONE)
			continue;
		refs_add(&c->arena, &p->tubes, &tube_cap, t);
		for (k = 0; k < c->tube[t].skills.n; k++) {
			const struct skill *s = c->skill[c->tube[t].skills.v[k]].s;

			if (s->status == STATUS_VALIDATED && s->level <= p->p->tube[i].level)
				refs_add(&c->arena, &p->skills, &skill_cap, c->tube[t].skills.v[k]);
		}
	}
	if (!p->skills.n)
		empty_path(l, p);
}

static void resolve_path(struct linker *l, struct linked_path *p)
{
	static const enum kind kinds[] = {KIND_CHALLENGE, KIND_SKILL, KIND_TUTORIAL, KIND_PATH};
	struct content *c = l->c;
	size_t i, cap = 0;

	if (!p->p->is_fixed && p->p->status != STATUS_WITHDRAWN)
		resolve_adaptive(l, p);
	for (i = 0; i < p->p->npart; i++)
		refs_add(&c->arena, &p->parts, &cap,
			 content_find(c, kinds[p->p->part[i].kind], p->p->part[i].id));
	p->result = ARENA_ARRAY(&c->arena, p->p->nresult, struct refs);
	for (i = 0; i < p->p->nresult; i++)
		p->result[i] = link_refs(l, KIND_TUTORIAL, &p->p->result[i].tutorials);
}

static void resolve_calibration(struct content *c, const struct calibration *k)
{
	size_t i;

	for (i = 0; k->locale >= 0 && i < k->nitem; i++) {
		uint32_t at = content_find(c, KIND_CHALLENGE, k->item[i].id);

		if (at != LINK_NONE)
			c->challenge[at].calibration[k->locale] = (struct linked_calibration){&k->item[i], k};
	}
}

void link_resolve(struct linker *l)
{
	struct content *c = l->c;
	size_t i;

	for (i = 0; i < c->nskill; i++)
		resolve_skill(l, &c->skill[i]);
	add_challenges_to_skills(c);
	for (i = 0; c->levels && i < c->ncompetence; i++)
		give_points(c, &c->competence[i]);
	for (i = 0; i < c->npath; i++)
		resolve_path(l, &c->path[i]);
	for (i = 0; i < c->nunit; i++)
		if (c->unit[i]->calibration)
			resolve_calibration(c, c->unit[i]->calibration);
	if (c->certification)
		c->certification_tubes = link_refs(l, KIND_TUBE, &c->certification->tubes);
}
