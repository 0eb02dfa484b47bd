/* Calibrations: figures that do not belong to what they stand for. */
#include "base/decimal.h"
#include "lint/life_int.h"

static struct finding *about_item(struct lint_whole *w, enum rule rule, const struct unit *u,
				  const struct calibration_item *k, struct place_span at,
				  const struct linked_challenge *h)
{
	struct finding *f = whole_add(w, rule, u, at, KIND_CHALLENGE, k->id, h->c->status);

	whole_arg(w, f, "id", k->id);
	return f;
}

/* --- range --------------------------------------------------------------------------------- */

/* What any usual estimate of a discrimination keeps within. */
#define DISCRIMINATION_FROM "0.2"
#define DISCRIMINATION_TO   "4"

/* Difficulties are estimates: so far beyond a limit, in logits, they may lie by chance. */
#define MARGIN "0.3"

/* True if A - B is above MARGIN; all are numbers as written. */
static bool is_above(struct str a, struct str b, struct str margin)
{
	struct decimal x, y, m;

	return a.n && b.n && decimal_parse_yaml(&x, a) && decimal_parse_yaml(&y, b) &&
	       decimal_parse_yaml(&m, margin) && decimal_sub(&x, &x, &y) && decimal_cmp(&x, &m) > 0;
}

/* True if TEXT lies more than MARGIN outside of FROM and TO, where these are given. */
static bool is_outside(struct str text, struct str from, struct str to, struct str margin)
{
	return is_above(from, text, margin) || is_above(text, to, margin);
}

static const struct level *level_of(const struct content *c, unsigned level)
{
	size_t i;

	for (i = 0; c->levels && i < c->levels->nlevel; i++)
		if (c->levels->level[i].level == level)
			return &c->levels->level[i];
	return NULL;
}

static void check_difficulty(struct lint_whole *w, const struct unit *u, const struct calibration_item *k,
			     const struct linked_challenge *h)
{
	const struct linked_skill *s = h->skill != LINK_NONE ? &w->c->skill[h->skill] : NULL;
	const struct level *l = s ? level_of(w->c, s->s->level) : NULL;
	struct finding *f;

	if (!l || !is_outside(k->difficulty, l->from, l->to, STR(MARGIN)))
		return;
	f = about_item(w, RULE_CALIBRATION_RANGE, u, k, k->difficulty_at, h);
	whole_arg(w, f, "difficulty", k->difficulty);
	whole_arg_number(w, f, "level", l->level);
	whole_arg(w, f, "from", l->from);
	whole_arg(w, f, "to", l->to);
	if (f)
		finding_note(w->fs, f, "level",
			     (struct place){s->unit->path, s->s->level_at.start, s->s->level_at.end});
}

static void check_item(struct lint_whole *w, const struct unit *u, const struct calibration_item *k,
		       const struct linked_challenge *h)
{
	struct finding *f;

	if (h->best != STATUS_VALIDATED)
		return;
	check_difficulty(w, u, k, h);
	if (!is_outside(k->discrimination, STR(DISCRIMINATION_FROM), STR(DISCRIMINATION_TO), STR("0")))
		return;
	f = about_item(w, RULE_CALIBRATION_RANGE, u, k, k->discrimination_at, h);
	if (f)
		finding_variant(f, "discrimination");
	whole_arg(w, f, "discrimination", k->discrimination);
	whole_arg(w, f, "from", STR(DISCRIMINATION_FROM));
	whole_arg(w, f, "to", STR(DISCRIMINATION_TO));
}

/* Calls EACH with every item whose challenge is known. */
static void for_items(struct lint_whole *w,
		      void (*each)(struct lint_whole *, const struct unit *, const struct calibration_item *,
				   const struct linked_challenge *))
{
	const struct content *c = w->c;
	size_t i, k;

	for (i = 0; i < c->nunit; i++) {
		const struct calibration *file = c->unit[i]->calibration;

		for (k = 0; file && k < file->nitem; k++) {
			uint32_t at = content_find(c, KIND_CHALLENGE, file->item[k].id);

			if (at != LINK_NONE)
				each(w, c->unit[i], &file->item[k], &c->challenge[at]);
		}
	}
}

void life_calibration_range(struct lint_whole *w)
{
	for_items(w, check_item);
}

/* --- place ------------------------------------------------------------------------------------- */

/* The folder of a calibration file: challenges/<folder>/calibration.yaml. */
static struct str folder_of(struct str path)
{
	size_t from = str_find(path, '/', 0) + 1;

	return str_sub(path, from, str_find(path, '/', from));
}

static uint32_t competence_of(const struct content *c, const struct linked_challenge *h)
{
	return h->skill == LINK_NONE ? LINK_NONE : c->tube[c->skill[h->skill].tube].competence;
}

static void check_place(struct lint_whole *w, const struct unit *u, const struct calibration_item *k,
			const struct linked_challenge *h)
{
	const struct content *c = w->c;
	uint32_t here = content_find(c, KIND_COMPETENCE, folder_of(u->path)), own = competence_of(c, h);
	int locale = u->calibration->locale;
	struct finding *f;

	if (h->c->status == STATUS_WITHDRAWN)
		return;
	if (here != LINK_NONE && own != LINK_NONE && own != here) {
		f = about_item(w, RULE_CALIBRATION_ORPHAN, u, k, k->at, h);
		if (f)
			finding_variant(f, "competence");
		whole_arg(w, f, "competence", c->competence[own].c->id);
	} else if (locale >= 0 && !(h->c->exists >> locale & 1)) {
		f = about_item(w, RULE_CALIBRATION_ORPHAN, u, k, k->at, h);
		whole_arg(w, f, "locale", c->config->locale[locale].id);
	}
}

void life_calibration_orphan(struct lint_whole *w)
{
	const struct content *c = w->c;
	size_t i;

	if (w->doubtful)
		return;
	for (i = 0; c->framework && i < c->nunit; i++) {
		struct str folder = folder_of(c->unit[i]->path);
		struct finding *f;

		if (!c->unit[i]->calibration || content_find(c, KIND_COMPETENCE, folder) != LINK_NONE)
			continue;
		f = whole_add(w, RULE_CALIBRATION_ORPHAN, c->unit[i], (struct place_span){0, 0},
			      KIND_CALIBRATION, c->unit[i]->path, STATUS_NONE);
		if (f)
			finding_variant(f, "folder");
		whole_arg(w, f, "folder", folder);
	}
	for_items(w, check_place);
}
