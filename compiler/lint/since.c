/* What others may still know by its id: things that were there at an earlier revision. */
#include "lint/lint_int.h"

/* Was in a bundle then: what engines have recorded answers for, or teachers have assigned. */
static bool was_out(const struct definition *d)
{
	return !d->formerly && d->kind < KIND_COUNT && d->id.n &&
	       (d->status == STATUS_VALIDATED || d->status == STATUS_RETIRED || d->status == STATUS_NONE);
}

/* The new id under which a thing of the same kind now stands at the same place, for the help; or absent. */
static struct str successor(const struct content *now, const struct definition *d, struct str path)
{
	struct str found = {NULL, 0};
	size_t i;

	for (i = 0; i < now->ndef; i++) {
		const struct definition *n = now->def[i];

		if (n->kind != d->kind || n->formerly || !str_eq(now->def_unit[i]->path, path))
			continue;
		if (found.p)
			return (struct str){NULL, 0}; /* several: nobody can tell */
		found = n->id;
	}
	return found;
}

static bool is_unread(const struct content *now, struct str path)
{
	size_t i;

	for (i = 0; i < now->nunit; i++)
		if (str_eq(now->unit[i]->path, path))
			return !now->unit[i]->readable || unit_is_shaky(now->unit[i]);
	return false;
}

void lint_since(const struct content *now, const struct content *before, struct findings *fs)
{
	size_t i;

	for (i = 0; i < before->ndef; i++) {
		const struct definition *d = before->def[i];
		struct str path = before->def_unit[i]->path, next;
		struct finding *f;

		if (!was_out(d) || map_get(&now->definition[d->kind], d->id) != MAP_NONE ||
		    is_unread(now, path))
			continue;
		f = finding_add(fs, RULE_GONE_ID, (struct place){path, 0, 0});
		f->thing_kind = str_c(kind_word(d->kind));
		f->thing_id = arena_str(fs->arena, d->id);
		finding_arg(fs, f, "id", d->id);
		next = successor(now, d, path);
		if (!next.p)
			continue;
		finding_variant(f, "renamed");
		finding_arg(fs, f, "next", next);
	}
}
