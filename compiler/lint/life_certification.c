/* The certification against what it draws from. */
#include "lint/life_int.h"

static const struct unit *certification_unit(const struct content *c)
{
	size_t i;

	for (i = 0; i < c->nunit; i++)
		if (c->unit[i]->certification && c->unit[i]->certification == c->certification)
			return c->unit[i];
	return NULL;
}

/* By tube: whether the certification draws from it. */
static bool *certified_tubes(struct lint_whole *w)
{
	bool *in = ARENA_ARRAY(&w->a, w->c->ntube, bool);
	size_t i;

	for (i = 0; i < w->c->certification_tubes.n; i++)
		in[w->c->certification_tubes.v[i]] = true;
	return in;
}

/* True if a certification may ever draw H. */
static bool is_certifiable(const struct content *c, const struct linked_challenge *h, const bool *in)
{
	return h->skill != LINK_NONE && h->c->certifiable && !h->c->question.judge_simulator &&
	       in[c->skill[h->skill].tube];
}

/* --- what speaks against it -------------------------------------------------------------- */

/* All of it belongs to the prototype, so variants are not asked. */
void life_certifiable_but(struct lint_whole *w)
{
	const struct content *c = w->c;
	const bool *in = certified_tubes(w);
	size_t i;

	for (i = 0; i < c->nchallenge; i++) {
		const struct linked_challenge *h = &c->challenge[i];
		bool leak = str_eq_c(h->c->leak, "high"), account = h->c->needs & NEED_ACCOUNT;
		struct finding *f;

		if (h->prototype != LINK_NONE || h->best != STATUS_VALIDATED || !is_certifiable(c, h, in) ||
		    !(leak || account))
			continue;
		f = whole_add(w, RULE_CERTIFIABLE_BUT, h->unit, leak ? h->c->leak_at : h->c->needs_at,
			      KIND_CHALLENGE, h->c->id, h->best);
		if (f && !leak)
			finding_variant(f, "account");
		whole_arg(w, f, "id", h->c->id);
	}
}

/* --- eligibility -------------------------------------------------------------------------- */

void life_impossible_eligibility(struct lint_whole *w)
{
	const struct content *c = w->c;
	const struct unit *u = certification_unit(c);
	struct finding *f;

	if (!u || w->doubtful || !c->framework || c->certification->eligible_competences <= c->ncompetence)
		return;
	f = whole_add(w, RULE_IMPOSSIBLE_ELIGIBILITY, u, c->certification->eligible_at, KIND_CERTIFICATION,
		      STR("certification"), STATUS_NONE);
	whole_arg_number(w, f, "asked", c->certification->eligible_competences);
	whole_arg_number(w, f, "there", c->ncompetence);
}

/* --- pool ------------------------------------------------------------------------------------ */

/* What the certification can draw in one locale. */
struct pool {
	size_t challenges, tubes, competences;
	size_t of; /* competences that its tubes are part of */
};

static bool is_drawn(const struct content *c, size_t at, size_t locale)
{
	return c->challenge[at].calibration && c->challenge[at].calibration[locale].item &&
	       content_status(c, (uint32_t)at, locale) == STATUS_VALIDATED;
}

static struct pool pool_of(struct lint_whole *w, const bool *in, size_t locale)
{
	const struct content *c = w->c;
	bool *tube = ARENA_ARRAY(&w->a, c->ntube, bool), *asked = ARENA_ARRAY(&w->a, c->ncompetence, bool);
	bool *drawn = ARENA_ARRAY(&w->a, c->ncompetence, bool);
	struct pool p = {0};
	size_t i;

	for (i = 0; i < c->nchallenge; i++) {
		if (!is_certifiable(c, &c->challenge[i], in) || !is_drawn(c, i, locale))
			continue;
		tube[c->skill[c->challenge[i].skill].tube] = true;
		p.challenges++;
	}
	for (i = 0; i < c->ntube; i++) {
		if (in[i] && c->tube[i].competence != LINK_NONE)
			asked[c->tube[i].competence] = true;
		if (tube[i] && c->tube[i].competence != LINK_NONE)
			drawn[c->tube[i].competence] = true;
		p.tubes += tube[i];
	}
	for (i = 0; i < c->ncompetence; i++) {
		p.of += asked[i];
		p.competences += drawn[i];
	}
	return p;
}

static void tell_pool(struct lint_whole *w, const struct unit *u, const struct pool *p, size_t locale)
{
	const struct certification *k = w->c->certification;
	bool tubes = k->one_per_tube && p->tubes < k->challenges;
	bool competences = k->all_competences && p->competences < p->of && p->of <= k->challenges;
	struct finding *f;

	if (p->challenges >= k->challenges && !tubes && !competences)
		return;
	f = whole_add(w, RULE_SMALL_POOL, u, k->challenges_at, KIND_CERTIFICATION, STR("certification"),
		      STATUS_NONE);
	if (f && p->challenges >= k->challenges)
		finding_variant(f, tubes ? "tubes" : "competences");
	whole_arg(w, f, "locale", w->c->config->locale[locale].id);
	whole_arg_number(w, f, "challenges", k->challenges);
	whole_arg_number(w, f, "pool", p->challenges);
	whole_arg_number(w, f, "tubes", p->tubes);
	whole_arg_number(w, f, "competences", p->competences);
	whole_arg_number(w, f, "of", p->of);
}

/*
 * Told for the locales in which measuring has begun. Where nothing at all is
 * calibrated yet that is no fault, but whoever reads the file should know.
 */
void life_small_pool(struct lint_whole *w)
{
	const struct content *c = w->c;
	const struct unit *u = certification_unit(c);
	const bool *in = certified_tubes(w);
	bool any = false;
	struct finding *f;
	size_t l;

	for (l = 0; u && !w->doubtful && l < c->config->nlocale; l++) {
		struct pool p = pool_of(w, in, l);

		if (!p.challenges)
			continue;
		any = true;
		tell_pool(w, u, &p, l);
	}
	if (any || !u || w->doubtful)
		return;
	f = whole_add(w, RULE_SMALL_POOL, u, c->certification->challenges_at, KIND_CERTIFICATION,
		      STR("certification"), STATUS_NONE);
	if (f) {
		f->severity = SEVERITY_INFO;
		finding_variant(f, "none");
	}
}
