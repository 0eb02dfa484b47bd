/* Paths: what they ask that is not there. */
#include "lint/graph_int.h"

static struct finding *about_path(struct lint_whole *w, enum rule rule, const struct linked_path *p,
				  struct place_span at)
{
	struct finding *f = whole_add(w, rule, p->unit, at, KIND_PATH, p->p->id, p->p->status);

	whole_arg(w, f, "path", p->p->id);
	return f;
}

/* --- caps ------------------------------------------------------------------------------- */

/* The highest level of the skills of T that are validated, and of those that are being written. */
static void highest(const struct content *c, const struct linked_tube *t, unsigned *validated,
		    unsigned *planned)
{
	size_t i;

	*validated = *planned = 0;
	for (i = 0; i < t->skills.n; i++) {
		const struct skill *s = c->skill[t->skills.v[i]].s;

		if (s->status == STATUS_VALIDATED && s->level > *validated)
			*validated = s->level;
		if (s->status == STATUS_DRAFT && s->level > *planned)
			*planned = s->level;
	}
}

/* A path that draws nothing at all has a finding of its own. */
void graph_path_beyond(struct lint_whole *w)
{
	const struct content *c = w->c;
	unsigned validated, planned;
	size_t i, k;

	for (i = 0; !w->doubtful && i < c->npath; i++) {
		const struct path *p = c->path[i].p;

		for (k = 0; c->path[i].skills.n && k < p->ntube; k++) {
			uint32_t at = content_find(c, KIND_TUBE, p->tube[k].id);
			struct finding *f;

			if (at == LINK_NONE)
				continue;
			highest(c, &c->tube[at], &validated, &planned);
			if (p->tube[k].level <= validated || planned > validated)
				continue;
			f = about_path(w, RULE_PATH_BEYOND, &c->path[i], p->tube[k].level_at);
			if (f && !validated)
				finding_variant(f, "none");
			whole_arg(w, f, "tube", p->tube[k].id);
			whole_arg_number(w, f, "cap", p->tube[k].level);
			whole_arg_number(w, f, "level", validated);
			if (f && validated)
				finding_edit(w->fs, f, FIX_UNSAFE, f->place,
					     arena_fmt(&w->a, "%u", validated));
		}
	}
}

/* --- languages ------------------------------------------------------------------------------- */

/* What a path asks, with the locales in which there is something to ask. */
struct asked {
	struct lint_whole *w;
	locale_mask *tested; /* by skill */
	locale_mask *tube;   /* by tube: of its validated skills */
};

static locale_mask tube_locales(const struct asked *a, uint32_t tube)
{
	return tube == LINK_NONE ? 0 : a->tube[tube];
}

/* The locales of the part K of a fixed path; 0 when that is told elsewhere. */
static locale_mask part_locales(const struct asked *a, const struct linked_path *p, size_t k)
{
	const struct content *c = a->w->c;
	const struct tutorial *t;
	locale_mask m = 0;
	uint32_t at = p->parts.v[k];
	size_t l;

	if (at == LINK_NONE)
		return 0;
	switch (p->p->part[k].kind) {
	case PART_CHALLENGE:
		for (l = 0; l < c->config->nlocale; l++)
			if (content_status(c, at, l) == STATUS_VALIDATED)
				m |= (locale_mask)1 << l;
		return m;
	case PART_SKILL:
		return a->tested[at] ? a->tested[at] | a->tube[c->skill[at].tube] : 0;
	case PART_LESSON:
		t = c->tutorial[at].t;
		for (l = 0; t->is_lesson && l < c->config->nlocale; l++)
			if (t->exists >> l & 1 &&
			    status_in_locale(t->status, t->locale_status, l) == STATUS_VALIDATED)
				m |= (locale_mask)1 << l;
		return m;
	default:
		return 0;
	}
}

/* Tells once per path and locale which of the N things LACK it; AT is where they stand. */
static void tell_locales(struct lint_whole *w, const struct linked_path *p, const struct str *name,
			 const struct place_span *at, const locale_mask *lack, size_t n)
{
	size_t l, i, first;

	for (l = 0; l < w->c->config->nlocale; l++) {
		struct str_list names = {ARENA_ARRAY(&w->a, n, struct str), 0};
		struct finding *f;

		for (first = n, i = n; i-- > 0;)
			if (lack[i] >> l & 1)
				first = i;
		for (i = first; i < n; i++)
			if (lack[i] >> l & 1)
				names.v[names.n++] = name[i];
		if (!names.n)
			continue;
		f = about_path(w, RULE_PATH_LOCALE, p, at[first]);
		whole_arg(w, f, "locale", w->c->config->locale[l].id);
		whole_arg(w, f, "names", graph_name_list(w, &names));
	}
}

/*
 * The locales in which P is meant to be taken, for it has a title there, and which M
 * does not reach. Where nothing is there in any locale, another rule speaks.
 */
static locale_mask lacking(const struct asked *a, const struct linked_path *p, locale_mask m)
{
	const struct config *c = a->w->c->config;

	return m ? graph_path_locales(c, p->p) & p->p->title.have & ~graph_reached(c, m) : 0;
}

static void check_locales(const struct asked *a, const struct linked_path *p)
{
	const struct content *c = a->w->c;
	size_t n = p->p->ntube + p->p->npart, i;
	struct str *name = ARENA_ARRAY(&a->w->a, n, struct str);
	struct place_span *at = ARENA_ARRAY(&a->w->a, n, struct place_span);
	locale_mask *lack = ARENA_ARRAY(&a->w->a, n, locale_mask);

	n = 0;
	for (i = 0; i < p->p->ntube; i++) {
		uint32_t tube = content_find(c, KIND_TUBE, p->p->tube[i].id);

		name[n] = p->p->tube[i].id;
		at[n] = p->p->tube[i].at;
		lack[n++] = lacking(a, p, tube_locales(a, tube));
	}
	for (i = 0; i < p->parts.n; i++) {
		name[n] = p->p->part[i].id;
		at[n] = p->p->part[i].at;
		lack[n++] = lacking(a, p, part_locales(a, p, i));
	}
	tell_locales(a->w, p, name, at, lack, n);
}

/*
 * A tube that has challenges in the locale, though not below the cap, has skills
 * without a challenge there, which another rule tells.
 */
void graph_path_locale(struct lint_whole *w)
{
	const struct content *c = w->c;
	struct asked a = {w, graph_tested(w), ARENA_ARRAY(&w->a, c->ntube, locale_mask)};
	size_t i;

	for (i = 0; i < c->nskill; i++)
		if (c->skill[i].s->status == STATUS_VALIDATED)
			a.tube[c->skill[i].tube] |= a.tested[i];
	for (i = 0; !w->doubtful && i < c->npath; i++)
		check_locales(&a, &c->path[i]);
}

/* --- prerequisites ------------------------------------------------------------------------------ */

/* What is asked, by mark: the number of the path that was looked at last, from 1. */
struct marks {
	uint32_t *in, *told; /* by skill */
	uint32_t *tube;      /* by tube: its position in the path */
};

static void prerequisite(struct lint_whole *w, const struct linked_path *p, const struct marks *m,
			 const struct linked_skill *s, uint32_t q)
{
	const struct content *c = w->c;
	struct finding *f = about_path(w, RULE_PATH_PREREQUISITE, p, p->p->tube[m->tube[s->tube]].at);

	whole_arg(w, f, "skill", s->s->id);
	whole_arg(w, f, "prerequisite", c->skill[q].s->id);
	whole_arg(w, f, "tube", c->tube[c->skill[q].tube].t->id);
	whole_arg_number(w, f, "level", c->skill[q].s->level);
}

static void check_prerequisites(struct lint_whole *w, const struct linked_path *p, const struct marks *m,
				uint32_t mark)
{
	const struct content *c = w->c;
	size_t i, k;

	for (i = 0; i < p->p->ntube; i++) {
		uint32_t tube = content_find(c, KIND_TUBE, p->p->tube[i].id);

		if (tube != LINK_NONE)
			m->tube[tube] = (uint32_t)i;
	}
	for (i = 0; i < p->skills.n; i++)
		m->in[p->skills.v[i]] = mark;
	for (i = 0; i < p->skills.n; i++) {
		const struct linked_skill *s = &c->skill[p->skills.v[i]];

		for (k = 0; k < s->requires.n; k++) {
			uint32_t q = s->requires.v[k];

			if (m->in[q] == mark || m->told[q] == mark ||
			    c->skill[q].s->status != STATUS_VALIDATED)
				continue;
			m->told[q] = mark;
			prerequisite(w, p, m, s, q);
		}
	}
}

/* A circle of prerequisites does not matter here: each is asked for one step only. */
void graph_path_prerequisite(struct lint_whole *w)
{
	const struct content *c = w->c;
	struct marks m = {ARENA_ARRAY(&w->a, c->nskill, uint32_t), ARENA_ARRAY(&w->a, c->nskill, uint32_t),
			  ARENA_ARRAY(&w->a, c->ntube, uint32_t)};
	size_t i;

	for (i = 0; !w->doubtful && i < c->npath; i++)
		check_prerequisites(w, &c->path[i], &m, (uint32_t)i + 1);
}
