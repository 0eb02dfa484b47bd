/* The bundle as a whole, levels, the framework, and the certification. */
#include "pack/put_int.h"

static void put_meta_texts(struct pack_content *p, struct pack_row *row)
{
	const struct content *c = p->c;
	size_t l;

	for (l = 0; l < c->config->nlocale; l++) {
		struct pack_row *t = pack_beside(row, PXB_ROLE_texts, (uint32_t)l);

		if (c->config->title.v)
			pack_text(t, PXB_COL_meta_text_title, c->config->title.v[l]);
		if (c->framework && c->framework->title.v)
			pack_text(t, PXB_COL_meta_text_framework_title, c->framework->title.v[l]);
		if (c->framework && c->framework->description.v)
			pack_text(t, PXB_COL_meta_text_framework_description, c->framework->description.v[l]);
	}
}

/* Which ends of a window are given. */
static unsigned window_flags(struct str from, struct str to)
{
	return (from.n ? 1u << PXB_window_flag_FROM : 0) | (to.n ? 1u << PXB_window_flag_TO : 0);
}

static void put_window(struct pack_content *p, struct pack_row *row, const struct level *l)
{
	put_decimal(p, row, PXB_COL_level_from, PXB_COL_level_from_scale, l->from);
	put_decimal(p, row, PXB_COL_level_to, PXB_COL_level_to_scale, l->to);
	pack_num(row, PXB_COL_level_flags, window_flags(l->from, l->to));
}

static void put_levels(struct pack_content *p)
{
	const struct levels *ls = p->c->levels;
	size_t i, k;

	for (i = 0; i < ls->nband; i++) {
		struct pack_row *row = pack_plain(p->pack, PXB_SEC_BAND);

		pack_text(row, PXB_COL_band_id, ls->band[i].id);
		put_titles(p, row, PXB_ROLE_band_texts, &ls->band[i].title, NULL);
	}
	for (i = 0; i < ls->nlevel; i++) {
		const struct level *l = &ls->level[i];
		struct pack_row *row = pack_plain(p->pack, PXB_SEC_LEVL);

		put_window(p, row, l);
		pack_num(row, PXB_COL_level_level, l->level);
		pack_text(row, PXB_COL_level_band, l->band);
		put_titles(p, row, PXB_ROLE_level_texts, &l->title, &l->description);
		for (k = 0; k < p->c->nskill; k++) {
			const struct skill *s = p->c->skill[k].s;

			if (p->skill[k] && s->level == l->level && s->status == STATUS_VALIDATED)
				pack_ref(pack_child(row, PXB_ROLE_level_skills), PXB_COL_skill_ref_skill,
					 s->id);
		}
	}
}

void put_bundle(struct pack_content *p)
{
	const struct content *c = p->c;
	struct pack_row *row = pack_plain(p->pack, PXB_SEC_META);

	pack_text(row, PXB_COL_meta_name, c->config->name);
	pack_text(row, PXB_COL_meta_version, c->config->version);
	put_meta_texts(p, row);
	if (!c->levels)
		return;
	pack_num(row, PXB_COL_meta_points_per_level, c->levels->points_per_level);
	pack_num(row, PXB_COL_meta_points_per_skill, c->levels->points_per_skill_at_most);
	pack_num(row, PXB_COL_meta_highest_level, c->levels->highest);
	put_levels(p);
}

/* --- counts by level ------------------------------------------------------------- */

#define LEVELS 9 /* levels are 1 to 8 */

/* The status of what a learner of LOCALE is given: the own localisation or a fallback's; or none. */
static enum status drawn_status(const struct pack_content *p, uint32_t challenge, size_t locale)
{
	const struct config *f = p->c->config;
	int l = (int)locale, steps;

	if (!p->challenge[challenge])
		return STATUS_NONE;
	for (steps = 0; l >= 0 && steps <= (int)LIMIT_FALLBACK_DEPTH; steps++) {
		enum status s = content_status(p->c, challenge, (size_t)l);

		if (put_is_in(p, s))
			return s;
		l = f->locale[l].fallback;
	}
	return STATUS_NONE;
}

static void put_ladder(struct pack_content *p, struct pack_row *row, const struct linked_competence *k)
{
	uint32_t count[LEVELS] = {0}, level;
	size_t t, s;

	for (t = 0; t < k->tubes.n; t++) {
		const struct refs *skills = &p->c->tube[k->tubes.v[t]].skills;

		for (s = 0; s < skills->n; s++) {
			const struct skill *x = p->c->skill[skills->v[s]].s;

			count[x->level < LEVELS ? x->level : 0] += x->status == STATUS_VALIDATED;
		}
	}
	for (level = 1; level < LEVELS; level++) {
		uint64_t most = (uint64_t)p->c->levels->points_per_skill_at_most * count[level];
		uint64_t per = p->c->levels->points_per_level;
		struct pack_row *r;

		if (!count[level])
			continue;
		r = pack_child(row, PXB_ROLE_ladder);
		pack_num(r, PXB_COL_ladder_level, level);
		pack_num(r, PXB_COL_ladder_skills, count[level]);
		pack_num(r, PXB_COL_ladder_points_num, per < most ? per : most);
		pack_num(r, PXB_COL_ladder_points_den, 1);
	}
}

static void put_coverage(struct pack_content *p, struct pack_row *row, const struct linked_competence *k,
			 size_t l)
{
	uint32_t skills[LEVELS] = {0}, challenges[LEVELS] = {0}, level;
	struct pack_row *list = pack_beside(row, PXB_ROLE_lists, (uint32_t)l);
	size_t t, s, i;

	for (t = 0; t < k->tubes.n; t++) {
		const struct refs *ladder = &p->c->tube[k->tubes.v[t]].skills;

		for (s = 0; s < ladder->n; s++) {
			const struct linked_skill *x = &p->c->skill[ladder->v[s]];
			uint32_t n = 0;

			for (i = 0; i < x->challenges.n; i++)
				n += drawn_status(p, x->challenges.v[i], l) == STATUS_VALIDATED;
			level = x->s->level < LEVELS ? x->s->level : 0;
			challenges[level] += n;
			skills[level] += n > 0;
		}
	}
	for (level = 1; level < LEVELS; level++) {
		struct pack_row *r;

		if (!skills[level])
			continue;
		r = pack_child(list, PXB_ROLE_coverage);
		pack_num(r, PXB_COL_coverage_level, level);
		pack_num(r, PXB_COL_coverage_skills, skills[level]);
		pack_num(r, PXB_COL_coverage_challenges, challenges[level]);
	}
}

/* --- areas to tubes ---------------------------------------------------------------- */

static void put_competence(struct pack_content *p, size_t i, unsigned order)
{
	const struct linked_competence *k = &p->c->competence[i];
	struct pack_row *row = p->competence[i];
	size_t l, n;

	pack_ref(row, PXB_COL_competence_area, p->c->area[k->area].a->id);
	pack_text(row, PXB_COL_competence_code, k->c->code);
	pack_num(row, PXB_COL_competence_order, order);
	put_titles(p, row, PXB_ROLE_texts, &k->c->title, &k->c->description);
	for (n = 0; n < k->thematics.n; n++)
		pack_ref(pack_child(row, PXB_ROLE_competence_thematics), PXB_COL_thematic_ref_thematic,
			 p->c->thematic[k->thematics.v[n]].t->id);
	for (n = 0; n < k->tubes.n; n++)
		pack_ref(pack_child(row, PXB_ROLE_competence_tubes), PXB_COL_tube_ref_tube,
			 p->c->tube[k->tubes.v[n]].t->id);
	if (p->c->levels)
		put_ladder(p, row, k);
	for (l = 0; l < p->c->config->nlocale; l++)
		put_coverage(p, row, k, l);
	put_former(p, PXB_thing_COMPETENCE, k->c->id, &k->c->formerly);
}

static void put_area(struct pack_content *p, size_t i)
{
	const struct linked_area *a = &p->c->area[i];
	struct pack_row *row = p->area[i];
	size_t k;

	pack_text(row, PXB_COL_area_code, a->a->code);
	pack_num(row, PXB_COL_area_order, i);
	put_titles(p, row, PXB_ROLE_texts, &a->a->title, &a->a->description);
	for (k = 0; k < a->competences.n; k++) {
		pack_ref(pack_child(row, PXB_ROLE_area_competences), PXB_COL_competence_ref_competence,
			 p->c->competence[a->competences.v[k]].c->id);
		put_competence(p, a->competences.v[k], (unsigned)k);
	}
	put_former(p, PXB_thing_AREA, a->a->id, &a->a->formerly);
}

static void put_thematic(struct pack_content *p, size_t i, unsigned order)
{
	const struct linked_thematic *t = &p->c->thematic[i];
	struct pack_row *row = pack_find(p->pack, PXB_SEC_THEM, t->t->id);
	size_t k;

	pack_ref(row, PXB_COL_thematic_competence, p->c->competence[t->competence].c->id);
	pack_num(row, PXB_COL_thematic_order, order);
	put_titles(p, row, PXB_ROLE_texts, &t->t->title, NULL);
	for (k = 0; k < t->tubes.n; k++)
		pack_ref(pack_child(row, PXB_ROLE_thematic_tubes), PXB_COL_tube_ref_tube,
			 p->c->tube[t->tubes.v[k]].t->id);
	put_former(p, PXB_thing_THEMATIC, t->t->id, &t->t->formerly);
}

/* The devices on which every validated prototype of the tube can be done. */
static unsigned tube_devices(const struct pack_content *p, const struct linked_tube *t)
{
	unsigned devices = DEVICE_COMPUTER | DEVICE_TABLET | DEVICE_PHONE;
	bool any = false;
	size_t s, i;

	for (s = 0; s < t->skills.n; s++) {
		const struct refs *r = &p->c->skill[t->skills.v[s]].challenges;

		for (i = 0; i < r->n; i++) {
			const struct challenge *h = p->c->challenge[r->v[i]].c;

			if (!p->challenge[r->v[i]] || h->prototype.p || h->status != STATUS_VALIDATED)
				continue;
			devices &= h->devices;
			any = true;
		}
	}
	return any ? devices : 0;
}

static unsigned max_level(const struct pack_content *p, const struct linked_tube *t)
{
	unsigned level = 0;
	size_t i;

	for (i = 0; i < t->skills.n; i++) {
		const struct skill *s = p->c->skill[t->skills.v[i]].s;

		if (s->status == STATUS_VALIDATED && s->level > level)
			level = s->level;
	}
	return level;
}

static void put_tube(struct pack_content *p, size_t i, unsigned order)
{
	const struct linked_tube *t = &p->c->tube[i];
	struct pack_row *row = p->tube[i];
	unsigned top = max_level(p, t);
	size_t k;

	pack_ref(row, PXB_COL_tube_thematic, p->c->thematic[t->thematic].t->id);
	pack_ref(row, PXB_COL_tube_competence, p->c->competence[t->competence].c->id);
	pack_num(row, PXB_COL_tube_order, order);
	pack_num(row, PXB_COL_tube_max_level, top);
	pack_num(row, PXB_COL_tube_flags, top && top <= 3 ? 1u << PXB_tube_flag_EASY : 0);
	pack_num(row, PXB_COL_tube_devices, tube_devices(p, t));
	put_titles(p, row, PXB_ROLE_texts, &t->t->title, &t->t->description);
	for (k = 0; k < t->skills.n; k++)
		if (p->skill[t->skills.v[k]])
			pack_ref(pack_child(row, PXB_ROLE_tube_skills), PXB_COL_skill_ref_skill,
				 p->c->skill[t->skills.v[k]].s->id);
	put_former(p, PXB_thing_TUBE, t->t->id, &t->t->formerly);
}

void put_framework(struct pack_content *p)
{
	const struct content *c = p->c;
	size_t i, k;

	for (i = 0; i < c->narea; i++)
		put_area(p, i);
	for (i = 0; i < c->ncompetence; i++)
		for (k = 0; k < c->competence[i].thematics.n; k++)
			put_thematic(p, c->competence[i].thematics.v[k], (unsigned)k);
	for (i = 0; i < c->nthematic; i++)
		for (k = 0; k < c->thematic[i].tubes.n; k++)
			put_tube(p, c->thematic[i].tubes.v[k], (unsigned)k);
}

/* --- skills ------------------------------------------------------------------------ */

static void put_tutorial_refs(struct pack_content *p, struct pack_row *row, enum pxb_role role,
			      const struct refs *r)
{
	size_t i;

	for (i = 0; i < r->n; i++)
		if (p->tutorial[r->v[i]])
			pack_ref(pack_child(row, role), PXB_COL_tutorial_ref_tutorial,
				 p->c->tutorial[r->v[i]].t->id);
}

/* What can be drawn for the skill in each locale, fallbacks resolved, by status. */
static void put_lists(struct pack_content *p, struct pack_row *row, const struct linked_skill *s)
{
	size_t l, i;

	for (l = 0; l < p->c->config->nlocale; l++) {
		struct pack_row *list = pack_beside(row, PXB_ROLE_lists, (uint32_t)l);

		for (i = 0; i < s->challenges.n; i++) {
			enum status status = drawn_status(p, s->challenges.v[i], l);
			enum pxb_role role = status == STATUS_VALIDATED ? PXB_ROLE_validated
					     : status == STATUS_RETIRED ? PXB_ROLE_retired
									: PXB_ROLE_drafts;

			if (put_is_in(p, status))
				pack_ref(pack_child(list, role), PXB_COL_challenge_ref_challenge,
					 p->c->challenge[s->challenges.v[i]].c->id);
		}
	}
}

static unsigned skill_flags(const struct pack_content *p, const struct linked_skill *s)
{
	unsigned flags = s->s->hint.have ? 1u << PXB_skill_flag_HINT : 0,
		 top = max_level(p, &p->c->tube[s->tube]);
	size_t i;

	if (top && top <= 3)
		flags |= 1u << PXB_skill_flag_EASY;
	for (i = 0; i < s->challenges.n && !p->challenge[s->challenges.v[i]]; i++)
		;
	if (i < s->challenges.n && p->c->challenge[s->challenges.v[i]].c->timer_s)
		flags |= 1u << PXB_skill_flag_TIMED;
	return flags;
}

static void put_skill(struct pack_content *p, size_t at)
{
	const struct linked_skill *s = &p->c->skill[at];
	struct pack_row *row = p->skill[at];
	size_t i, l;

	pack_ref(row, PXB_COL_skill_tube, p->c->tube[s->tube].t->id);
	pack_num(row, PXB_COL_skill_points_num, s->points_numerator);
	pack_num(row, PXB_COL_skill_points_den, s->points_numerator ? s->points_denominator : 0);
	pack_num(row, PXB_COL_skill_level, s->s->level);
	pack_num(row, PXB_COL_skill_status, s->s->status);
	pack_num(row, PXB_COL_skill_flags, skill_flags(p, s));
	for (l = 0; l < p->c->config->nlocale; l++) {
		struct pack_row *t = pack_beside(row, PXB_ROLE_texts, (uint32_t)l);

		if (s->s->title.v)
			pack_text(t, PXB_COL_skill_text_title, s->s->title.v[l]);
		if (s->s->hint.v)
			pack_text(t, PXB_COL_skill_text_hint, s->s->hint.v[l]);
	}
	for (i = 0; i < s->requires.n; i++)
		if (p->skill[s->requires.v[i]])
			pack_ref(pack_child(row, PXB_ROLE_requires), PXB_COL_skill_ref_skill,
				 p->c->skill[s->requires.v[i]].s->id);
	put_tutorial_refs(p, row, PXB_ROLE_to_succeed, &s->to_succeed);
	put_tutorial_refs(p, row, PXB_ROLE_to_learn_more, &s->to_learn_more);
	put_lists(p, row, s);
	put_former(p, PXB_thing_SKILL, s->s->id, &s->s->formerly);
}

void put_skills(struct pack_content *p)
{
	size_t i;

	for (i = 0; i < p->c->nskill; i++)
		if (p->skill[i])
			put_skill(p, i);
}

/* --- certification ------------------------------------------------------------------- */

static void put_bands(struct pack_content *p, struct pack_row *row, const struct certification_band *band,
		      size_t n, struct str competence)
{
	size_t i;

	for (i = 0; i < n; i++) {
		struct pack_row *r = pack_child(row, PXB_ROLE_certification_bands);

		pack_ref(r, PXB_COL_certification_band_competence, competence);
		pack_num(r, PXB_COL_certification_band_level, band[i].level);
		pack_num(r, PXB_COL_certification_band_flags, window_flags(band[i].from, band[i].to));
		put_decimal(p, r, PXB_COL_certification_band_from, PXB_COL_certification_band_from_scale,
			    band[i].from);
		put_decimal(p, r, PXB_COL_certification_band_to, PXB_COL_certification_band_to_scale,
			    band[i].to);
	}
}

static void put_certification_numbers(struct pack_content *p, struct pack_row *r,
				      const struct certification *c)
{
	put_decimal(p, r, PXB_COL_certification_probability, PXB_COL_certification_probability_scale,
		    c->probability);
	put_decimal(p, r, PXB_COL_certification_start, PXB_COL_certification_start_scale, c->start);
	put_decimal(p, r, PXB_COL_certification_step_limit, PXB_COL_certification_step_limit_scale,
		    c->step_limit);
	put_decimal(p, r, PXB_COL_certification_default_error, PXB_COL_certification_default_error_scale,
		    c->default_error);
	put_decimal(p, r, PXB_COL_certification_prior_variance, PXB_COL_certification_prior_variance_scale,
		    c->prior_variance);
	pack_num(r, PXB_COL_certification_challenges, c->challenges);
	pack_num(r, PXB_COL_certification_answers_at_least, c->answers_at_least);
	pack_num(r, PXB_COL_certification_spacing, c->spacing);
	pack_num(r, PXB_COL_certification_choose_among, c->choose_among);
	pack_num(r, PXB_COL_certification_cap_level, c->cap_level);
	pack_num(r, PXB_COL_certification_cap_points, c->cap_points);
	pack_num(r, PXB_COL_certification_eligible_level, c->eligible_level);
	pack_num(r, PXB_COL_certification_eligible_competences, c->eligible_competences);
	pack_num(r, PXB_COL_certification_duration, c->duration_s);
	pack_num(r, PXB_COL_certification_flags,
		 (c->all_competences ? 1u << PXB_certification_flag_ALL_COMPETENCES : 0) |
		     (c->one_per_tube ? 1u << PXB_certification_flag_ONE_PER_TUBE : 0));
}

/* The challenges that can be drawn: of its tubes, validated, certifiable, calibrated. */
static void put_pool(struct pack_content *p)
{
	const struct content *c = p->c;
	size_t t, s, i, l;

	for (t = 0; t < c->certification_tubes.n; t++) {
		const struct refs *skills = &c->tube[c->certification_tubes.v[t]].skills;

		for (s = 0; s < skills->n; s++) {
			const struct refs *r = &c->skill[skills->v[s]].challenges;

			for (i = 0; i < r->n; i++) {
				const struct linked_challenge *h = &c->challenge[r->v[i]];

				for (l = 0; p->challenge[r->v[i]] && l < c->config->nlocale; l++)
					if (h->c->certifiable && !h->c->question.judge_simulator &&
					    h->status[l] == STATUS_VALIDATED && h->calibration[l].item)
						pack_beside(p->challenge[r->v[i]], PXB_ROLE_pool,
							    (uint32_t)l);
			}
		}
	}
}

void put_certification(struct pack_content *p)
{
	const struct certification *c = p->c->certification;
	struct pack_row *row;
	size_t i;

	if (!c)
		return;
	row = pack_plain(p->pack, PXB_SEC_CERT);
	put_certification_numbers(p, row, c);
	put_titles(p, row, PXB_ROLE_certification_texts, &c->title, NULL);
	for (i = 0; i < p->c->certification_tubes.n; i++)
		if (p->tube[p->c->certification_tubes.v[i]])
			pack_ref(pack_child(row, PXB_ROLE_certification_tubes), PXB_COL_tube_ref_tube,
				 p->c->tube[p->c->certification_tubes.v[i]].t->id);
	put_bands(p, row, c->band, c->nband, (struct str){NULL, 0});
	for (i = 0; i < c->ncompetence; i++)
		if (content_find(p->c, KIND_COMPETENCE, c->competence[i].competence) != LINK_NONE)
			put_bands(p, row, c->competence[i].band, c->competence[i].nband,
				  c->competence[i].competence);
	put_pool(p);
}
