/* Where things stand: folders, the framework, levels. */
#include "link/link_int.h"

/* Folder number N of a path, counted from its beginning. */
static struct str folder(struct str path, unsigned n)
{
	size_t i = 0, end;

	for (;;) {
		end = str_find(path, '/', i);
		if (!n--)
			return str_sub(path, i, end);
		i = end + 1;
		if (i >= path.n)
			return STR("");
	}
}

static void wrong_folder(struct linker *l, const struct unit *u, struct place_span at, enum kind kind,
			 struct str id, struct str want, const char *variant)
{
	struct finding *f = link_finding(l, RULE_WRONG_FOLDER, u, at, kind, id);

	finding_variant(f, variant);
	finding_arg(l->fs, f, "id", id);
	finding_arg(l->fs, f, "folder", want);
	finding_arg(l->fs, f, "here",
		    folder(u->path, kind == KIND_TUBE && strcmp(variant, "tube") != 0 ? 1 : 2));
}

static struct place_span tube_id_at(const struct unit *u)
{
	size_t i;

	for (i = 0; i < u->ndef; i++)
		if (u->def[i].kind == KIND_TUBE && !u->def[i].formerly)
			return u->def[i].at;
	return (struct place_span){0, 0};
}

static void check_tube(struct linker *l, const struct linked_tube *t)
{
	const struct content *c = l->c;
	struct place_span at = tube_id_at(t->unit);
	struct finding *f;

	if (!str_eq(folder(t->unit->path, 2), t->t->id))
		wrong_folder(l, t->unit, at, KIND_TUBE, t->t->id, t->t->id, "tube");
	if (t->competence == LINK_NONE) {
		if (!c->framework || l->unreadable[KIND_FRAMEWORK])
			return;
		f = link_finding(l, RULE_TUBE_PLACE, t->unit, at, KIND_TUBE, t->t->id);
		finding_arg(l->fs, f, "id", t->t->id);
	} else if (!l->unreadable[KIND_FRAMEWORK] &&
		   !str_eq(folder(t->unit->path, 1), c->competence[t->competence].c->id)) {
		wrong_folder(l, t->unit, at, KIND_TUBE, t->t->id, c->competence[t->competence].c->id,
			     "competence");
	}
}

/* Two validated skills of a tube at one level; and levels that levels.yaml does not have. */
static void check_ladder(struct linker *l, const struct linked_tube *t)
{
	const struct content *c = l->c;
	const struct skill *below = NULL;
	size_t i, k;

	for (i = 0; i < t->skills.n; i++) {
		const struct skill *s = c->skill[t->skills.v[i]].s;
		struct finding *f;

		if (s->status != STATUS_VALIDATED || !s->level)
			continue;
		if (below && below->level == s->level) {
			f = link_finding(l, RULE_SAME_LEVEL, t->unit, s->level_at, KIND_SKILL, s->id);
			finding_arg(l->fs, f, "id", s->id);
			finding_arg(l->fs, f, "other", below->id);
			finding_arg_fmt(l->fs, f, "level", "%u", s->level);
			finding_note(
			    l->fs, f, "first",
			    (struct place){t->unit->path, below->level_at.start, below->level_at.end});
		}
		below = s;
		for (k = 0; c->levels && k < c->levels->nlevel && c->levels->level[k].level != s->level; k++)
			;
		if (!c->levels || l->unreadable[KIND_LEVELS] || k < c->levels->nlevel)
			continue;
		f = link_finding(l, RULE_UNKNOWN_LEVEL, t->unit, s->level_at, KIND_SKILL, s->id);
		finding_arg_fmt(l->fs, f, "level", "%u", s->level);
		finding_arg(l->fs, f, "id", s->id);
	}
}

static void check_challenge(struct linker *l, const struct linked_challenge *ch)
{
	const struct content *c = l->c;
	uint32_t skill = ch->c->skill.p ? content_find(c, KIND_SKILL, ch->c->skill) : LINK_NONE;
	const struct linked_tube *t;

	if (skill == LINK_NONE || ch->c->prototype.p)
		return;
	t = &c->tube[c->skill[skill].tube];
	if (!str_eq(folder(ch->unit->path, 2), t->t->id))
		wrong_folder(l, ch->unit, ch->c->id_at, KIND_CHALLENGE, ch->c->id, t->t->id, NULL);
}

static void check_files(struct linker *l)
{
	const struct content *c = l->c;
	struct place top = {STR("pix.yaml"), 0, 0};

	if (!c->ntube)
		return;
	if (!c->framework && !l->unreadable[KIND_FRAMEWORK])
		finding_arg(l->fs, finding_add(l->fs, RULE_MISSING_FILE, top), "file",
			    STR("challenges/framework.yaml"));
	if (!c->levels && !l->unreadable[KIND_LEVELS])
		finding_arg(l->fs, finding_add(l->fs, RULE_MISSING_FILE, top), "file",
			    STR("challenges/levels.yaml"));
}

/* A tube that two thematics name. */
static void check_framework(struct linker *l, const struct unit *u)
{
	struct map seen = {0};
	size_t i;

	for (i = 0; i < u->nref; i++) {
		const struct reference *r = &u->ref[i];
		uint32_t first = r->to == KIND_TUBE ? map_add(&seen, r->to_id, (uint32_t)i) : MAP_NONE;
		struct finding *f;

		if (first == MAP_NONE)
			continue;
		f = link_finding(l, RULE_TUBE_PLACE, u, r->at, r->from, r->from_id);
		finding_variant(f, "twice");
		finding_arg(l->fs, f, "id", r->to_id);
		finding_note(l->fs, f, "first",
			     (struct place){u->path, u->ref[first].at.start, u->ref[first].at.end});
	}
	map_release(&seen);
}

void link_places(struct linker *l)
{
	const struct content *c = l->c;
	size_t i;

	check_files(l);
	for (i = 0; i < c->nunit; i++)
		if (c->unit[i]->framework)
			check_framework(l, c->unit[i]);
	for (i = 0; i < c->ntube; i++) {
		check_tube(l, &c->tube[i]);
		check_ladder(l, &c->tube[i]);
	}
	for (i = 0; i < c->nchallenge; i++)
		check_challenge(l, &c->challenge[i]);
}
