/* Skills: what tests them, what they need, which levels they leave out. */
#include "lint/graph_int.h"

static struct finding *about_skill(struct lint_whole *w, enum rule rule, const struct linked_skill *s,
				   struct place_span at)
{
	struct finding *f = whole_add(w, rule, s->unit, at, KIND_SKILL, s->s->id, s->s->status);

	whole_arg(w, f, "id", s->s->id);
	return f;
}

/*
 * A skill without any challenge, or without one in a language in which other skills of
 * its tube have some. While nothing at all is validated there is nothing to compare with.
 */
void graph_skill_without_challenge(struct lint_whole *w)
{
	const struct content *c = w->c;
	locale_mask *tested = graph_tested(w), *served = ARENA_ARRAY(&w->a, c->ntube, locale_mask), any = 0;
	struct finding *f;
	size_t i;

	for (i = 0; i < c->nskill; i++)
		served[c->skill[i].tube] |= tested[i];
	for (i = 0; i < c->nskill; i++)
		any |= tested[i];
	for (i = 0; any && !w->doubtful && i < c->nskill; i++) {
		const struct linked_skill *s = &c->skill[i];
		locale_mask missing = served[s->tube] & ~graph_reached(c->config, tested[i]);

		if (s->s->status != STATUS_VALIDATED || (tested[i] && !missing))
			continue;
		f = about_skill(w, RULE_SKILL_WITHOUT_CHALLENGE, s, s->s->id_at);
		if (f && tested[i]) {
			finding_variant(f, "locale");
			whole_arg(w, f, "locales", graph_locale_list(w, missing));
		}
	}
}

/* A tube that leaves out one level is usual; more than that and learners miss a step. */
#define HOLE_LEVELS 2

/* Levels between two skills of a tube that no skill has, not even one that is being written. */
void graph_ladder_hole(struct lint_whole *w)
{
	const struct content *c = w->c;
	size_t i, k;

	for (i = 0; i < c->ntube; i++) {
		const struct linked_skill *below = NULL;

		for (k = 0; !w->doubtful && k < c->tube[i].skills.n; k++) {
			const struct linked_skill *s = &c->skill[c->tube[i].skills.v[k]];
			struct finding *f;

			if (s->s->status == STATUS_WITHDRAWN || s->s->status == STATUS_RETIRED)
				continue;
			if (below && s->s->level > below->s->level + HOLE_LEVELS) {
				f = about_skill(w, RULE_LADDER_HOLE, s, s->s->level_at);
				whole_arg(w, f, "below", below->s->id);
				whole_arg_number(w, f, "from", below->s->level + 1);
				whole_arg_number(w, f, "to", s->s->level - 1);
			}
			below = s;
		}
	}
}

/* A level that learners could reach, were there a skill of it. */
void graph_untested_level(struct lint_whole *w)
{
	const struct content *c = w->c;
	const struct unit *u = graph_unit_of(w, KIND_LEVELS);
	unsigned levels = 0;
	size_t i;

	for (i = 0; i < c->nskill; i++)
		if (c->skill[i].s->status == STATUS_VALIDATED)
			levels |= 1u << (c->skill[i].s->level & 15);
	for (i = 0; levels && u && !w->doubtful && i < c->levels->nlevel; i++) {
		const struct level *l = &c->levels->level[i];
		struct finding *f;

		if (l->level > c->levels->highest || levels >> (l->level & 15) & 1)
			continue;
		f = whole_add(w, RULE_UNTESTED_LEVEL, u, l->level_at, KIND_LEVELS, STR("levels"),
			      STATUS_NONE);
		whole_arg_number(w, f, "level", l->level);
		whole_arg_number(w, f, "highest", c->levels->highest);
	}
}

/* True if FS holds a finding of RULE. */
static bool has_finding(const struct findings *fs, enum rule rule)
{
	size_t i;

	for (i = 0; i < fs->n; i++)
		if (fs->v[i]->rule == rule)
			return true;
	return false;
}

/* The skills of a prerequisite; false when one of them is not known. */
static bool ends_of(const struct content *c, const struct reference *r, const struct linked_skill **from,
		    const struct linked_skill **to)
{
	uint32_t a, b;

	if (!(r->flags & REF_PREREQUISITE))
		return false;
	a = content_find(c, KIND_SKILL, r->from_id);
	b = content_find(c, KIND_SKILL, r->to_id);
	if (a == LINK_NONE || b == LINK_NONE)
		return false;
	*from = &c->skill[a];
	*to = &c->skill[b];
	return true;
}

/* Where there are circles, which link of the chain is wrong is not for this rule to say. */
void graph_prerequisite_above(struct lint_whole *w)
{
	const struct content *c = w->c;
	bool circle = has_finding(w->fs, RULE_PREREQUISITE_CYCLE);
	const struct linked_skill *from, *to;
	size_t i, k;

	for (i = 0; !circle && i < c->nunit; i++) {
		for (k = 0; k < c->unit[i]->nref; k++) {
			const struct reference *r = &c->unit[i]->ref[k];
			struct finding *f;

			if (!ends_of(c, r, &from, &to) || !from->s->level || to->s->level <= from->s->level)
				continue;
			f = about_skill(w, RULE_PREREQUISITE_ABOVE, from, r->at);
			whole_arg(w, f, "other", to->s->id);
			whole_arg_number(w, f, "level", from->s->level);
			whole_arg_number(w, f, "above", to->s->level);
			if (f)
				finding_note(w->fs, f, "there",
					     (struct place){to->unit->path, to->s->level_at.start,
							    to->s->level_at.end});
		}
	}
}

/* A skill that another needs, and that no tutorial teaches; told once, where it is needed first. */
void graph_untaught_prerequisite(struct lint_whole *w)
{
	const struct content *c = w->c;
	bool *told = ARENA_ARRAY(&w->a, c->nskill, bool);
	const struct linked_skill *from, *to;
	size_t i, k;

	for (i = 0; !w->doubtful && i < c->nunit; i++) {
		for (k = 0; k < c->unit[i]->nref; k++) {
			const struct reference *r = &c->unit[i]->ref[k];
			struct finding *f;

			if (!ends_of(c, r, &from, &to) || from->s->status != STATUS_VALIDATED ||
			    to->s->status != STATUS_VALIDATED || to->s->to_succeed.n ||
			    to->s->to_learn_more.n || told[to - c->skill])
				continue;
			told[to - c->skill] = true;
			f = about_skill(w, RULE_UNTAUGHT_PREREQUISITE, to, to->s->id_at);
			whole_arg(w, f, "other", from->s->id);
			if (f)
				finding_note(w->fs, f, "needed",
					     (struct place){c->unit[i]->path, r->at.start, r->at.end});
		}
	}
}

/* By skill: the locales in which adaptive paths that may be taken again are meant to draw it. */
static locale_mask *drawn_again(struct lint_whole *w)
{
	const struct content *c = w->c;
	locale_mask *drawn = ARENA_ARRAY(&w->a, c->nskill, locale_mask);
	size_t i, k;

	for (i = 0; i < c->npath; i++) {
		const struct path *p = c->path[i].p;
		locale_mask m = graph_path_locales(c->config, p) & p->title.have;

		for (k = 0; (p->retry_s || p->improve_s || p->reset_s) && k < c->path[i].skills.n; k++)
			drawn[c->path[i].skills.v[k]] |= m;
	}
	return drawn;
}

/* The locales in which S has exactly one validated challenge. */
static locale_mask with_one(const struct content *c, const struct linked_skill *s)
{
	locale_mask one = 0, more = 0;
	size_t k, l;

	for (k = 0; k < s->challenges.n; k++) {
		for (l = 0; l < c->config->nlocale; l++) {
			if (content_status(c, s->challenges.v[k], l) != STATUS_VALIDATED)
				continue;
			more |= one & (locale_mask)1 << l;
			one |= (locale_mask)1 << l;
		}
	}
	return one & ~more;
}

void graph_single_challenge(struct lint_whole *w)
{
	const struct content *c = w->c;
	locale_mask *drawn = drawn_again(w), m;
	struct finding *f;
	size_t i;

	for (i = 0; !w->doubtful && i < c->nskill; i++) {
		m = drawn[i] & with_one(c, &c->skill[i]);
		if (!m)
			continue;
		f = about_skill(w, RULE_SINGLE_CHALLENGE, &c->skill[i], c->skill[i].s->id_at);
		whole_arg(w, f, "locales", graph_locale_list(w, m));
	}
}
