/* References between things, and to media. */
#include <stdlib.h>

#include "base/alloc.h"
#include "link/link_int.h"

static enum rule unknown_rule(enum kind to)
{
	switch (to) {
	case KIND_SKILL:
		return RULE_UNKNOWN_SKILL;
	case KIND_TUBE:
		return RULE_UNKNOWN_TUBE;
	case KIND_TUTORIAL:
		return RULE_UNKNOWN_TUTORIAL;
	case KIND_CHALLENGE:
		return RULE_UNKNOWN_CHALLENGE;
	case KIND_PATH:
		return RULE_UNKNOWN_PATH;
	default:
		return RULE_UNKNOWN_COMPETENCE;
	}
}

/* The definition of KIND whose id is nearest to ID, or NULL when none is near. */
static const struct definition *nearest(const struct content *c, enum kind kind, struct str id,
					const struct unit **u)
{
	unsigned limit = id.n < 6 ? 1 : id.n < 12 ? 2 : 3, best = limit + 1;
	const struct definition *found = NULL;
	size_t i;

	for (i = 0; i < c->ndef; i++) {
		unsigned d;

		if (c->def[i]->kind != kind || c->def[i]->formerly)
			continue;
		d = str_distance(c->def[i]->id, id, limit);
		if (d < best) {
			best = d;
			found = c->def[i];
			*u = c->def_unit[i];
		}
	}
	return found;
}

static struct str folder_of(struct str path)
{
	size_t n = path.n;

	while (n && path.p[n - 1] != '/')
		n--;
	return str_sub(path, 0, n);
}

static struct finding *reference_finding(struct linker *l, enum rule rule, const struct unit *u,
					 const struct reference *r)
{
	struct finding *f = link_finding(l, rule, u, r->at, r->from, r->from_id);

	f->key_path = str_c(r->what);
	finding_arg(l->fs, f, "id", r->to_id);
	return f;
}

/* The skills of the tube in whose folder U lies, at most six; false when there are none. */
static bool add_known(struct linker *l, struct finding *f, const struct unit *u, const struct reference *r)
{
	const struct content *c = l->c;
	struct buf list = {0};
	size_t i, n = 0;

	for (i = 0; r->to == KIND_SKILL && i < c->nskill; i++) {
		if (!str_eq(folder_of(c->skill[i].unit->path), folder_of(u->path)))
			continue;
		if (++n > 6)
			break;
		buf_add_fmt(&list, "%s`%.*s`", n > 1 ? ", " : "", STR_ARG(c->skill[i].s->id));
	}
	if (n > 6)
		buf_add_c(&list, ", …");
	if (n)
		finding_arg(l->fs, f, "known", buf_str(&list));
	buf_release(&list);
	return n > 0;
}

static void unknown(struct linker *l, const struct unit *u, const struct reference *r)
{
	struct content *c = l->c;
	uint32_t old = map_get(&c->definition[r->to], r->to_id);
	const struct unit *there = NULL;
	const struct definition *d;
	struct finding *f;
	bool known;

	if (l->unreadable[r->to])
		return;
	f = reference_finding(l, unknown_rule(r->to), u, r);
	if (r->from_status == STATUS_DRAFT)
		f->severity = SEVERITY_WARNING;
	if (old != MAP_NONE && c->def[old]->formerly) {
		finding_variant(f, "renamed");
		finding_arg(l->fs, f, "near", c->def[old]->of);
		finding_edit(l->fs, f, FIX_UNSAFE, f->place, c->def[old]->of);
		return;
	}
	d = nearest(c, r->to, r->to_id, &there);
	known = add_known(l, f, u, r);
	finding_variant(f, d && known ? "near-list" : d ? "near" : known ? "list" : NULL);
	if (!d)
		return;
	finding_arg(l->fs, f, "near", d->id);
	finding_note(l->fs, f, "near", (struct place){there->path, d->at.start, d->at.end});
	finding_edit(l->fs, f, FIX_SHOWN, f->place, d->id);
}

/*
 * The status of what a reference names, at its best: in the locale where it is
 * strongest. A challenge whose skill is unfinished says so at its own place.
 */
static enum status best_status(const struct content *c, enum kind kind, uint32_t at,
			       const struct definition *d)
{
	if (d->status < STATUS_RETIRED)
		return d->status;
	if (kind == KIND_CHALLENGE && c->challenge[at].skill != LINK_NONE &&
	    c->skill[c->challenge[at].skill].s->status < STATUS_RETIRED)
		return d->status;
	if (kind == KIND_CHALLENGE)
		return c->challenge[at].best;
	if (kind == KIND_TUTORIAL)
		return c->tutorial[at].best;
	return kind == KIND_PATH ? c->path[at].best : d->status;
}

/* A validated thing refers to validated or retired ones only (content model, rule 7). */
static void check_status(struct linker *l, const struct unit *u, const struct reference *r, uint32_t at,
			 const struct definition *d, const struct unit *there)
{
	enum status status = best_status(l->c, r->to, at, d);
	struct finding *f;

	if (r->from_status < STATUS_RETIRED || status == STATUS_NONE || status >= STATUS_RETIRED ||
	    r->from == KIND_CALIBRATION)
		return;
	f = reference_finding(l, RULE_NEEDS_UNFINISHED, u, r);
	finding_variant(f, status == STATUS_WITHDRAWN ? "withdrawn"
			   : status == d->status      ? NULL
						      : "held-back");
	finding_arg(l->fs, f, "from", r->from_id);
	finding_arg(l->fs, f, "status", str_c(status_word(r->from_status)));
	finding_note(l->fs, f, "there", (struct place){there->path, d->at.start, d->at.end});
}

static bool check_lesson(struct linker *l, const struct unit *u, const struct reference *r, uint32_t at)
{
	if (!(r->flags & REF_PATH_PART) || r->to != KIND_TUTORIAL || l->c->tutorial[at].t->is_lesson ||
	    unit_is_shaky(l->c->tutorial[at].unit))
		return true;
	reference_finding(l, RULE_NOT_A_LESSON, u, r);
	return false;
}

static bool resolve(struct linker *l, const struct unit *u, const struct reference *r)
{
	struct content *c = l->c;
	uint32_t at = content_find(c, r->to, r->to_id), d;

	if (at == LINK_NONE) {
		unknown(l, u, r);
		return false;
	}
	d = map_get(&c->definition[r->to], r->to_id);
	if (d != MAP_NONE)
		check_status(l, u, r, at, c->def[d], c->def_unit[d]);
	if (r->to == KIND_TUTORIAL)
		c->tutorial[at].used = true;
	return check_lesson(l, u, r, at);
}

void link_references(struct linker *l)
{
	struct content *c = l->c;
	size_t i, k;

	for (i = 0; i < c->nunit; i++) {
		const struct unit *u = c->unit[i];

		for (k = 0; k < u->nref; k++) {
			const struct reference *r = &u->ref[k];
			uint32_t at;

			if (resolve(l, u, r) || r->from != KIND_CHALLENGE)
				continue;
			at = content_find(c, KIND_CHALLENGE, r->from_id);
			if (at != LINK_NONE)
				c->challenge[at].broken = true;
		}
	}
}

/* --- media ------------------------------------------------------------------------- */

static unsigned char lower(char c)
{
	return (unsigned char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

static bool same_but_case(struct str a, struct str b)
{
	size_t i;

	for (i = 0; i < a.n && i < b.n && lower(a.p[i]) == lower(b.p[i]); i++)
		;
	return a.n == b.n && i == a.n;
}

/* A file in the same folder that was probably meant; absent when there is none. */
static struct str near_file(const struct snapshot *s, struct str path, bool *is_case)
{
	struct str folder = folder_of(path), best = {NULL, 0};
	unsigned least = 3;
	size_t i;

	*is_case = false;
	for (i = 0; i < snapshot_count(s); i++) {
		struct str p = snapshot_file(s, i)->path;
		unsigned d;

		if (!str_starts(p, folder))
			continue;
		if (same_but_case(p, path)) {
			*is_case = true;
			return p;
		}
		d = str_distance(p, path, 2);
		if (d < least) {
			least = d;
			best = p;
		}
	}
	return best;
}

static void missing(struct linker *l, const struct unit *u, const struct media_ref *m)
{
	struct str folder = folder_of(u->path), near;
	struct finding *f;
	bool is_case;
	size_t i;

	/* what the source stage refused, or what lies below it, is not missing: it was told already */
	for (i = 0; i < l->fs->n; i++) {
		struct str refused = l->fs->v[i]->place.path;

		if ((l->fs->v[i]->rule == RULE_NOT_A_FILE || l->fs->v[i]->rule == RULE_ODD_PATH) &&
		    str_starts(m->path, refused) && (m->path.n == refused.n || m->path.p[refused.n] == '/'))
			return;
	}
	f = link_finding(l, RULE_MISSING_MEDIA, u, m->at, m->from, m->from_id);
	if (m->from_status == STATUS_DRAFT)
		f->severity = SEVERITY_WARNING;
	finding_arg(l->fs, f, "file", str_sub(m->path, folder.n, m->path.n));
	near = near_file(l->files, m->path, &is_case);
	if (!near.p)
		return;
	finding_variant(f, is_case ? "case" : "near");
	finding_arg(l->fs, f, "near", str_sub(near, folder.n, near.n));
}

uint32_t link_media_limit(enum media_use use)
{
	return use == MEDIA_IMAGE   ? LIMIT_IMAGE_BYTES
	       : use == MEDIA_AUDIO ? LIMIT_AUDIO_BYTES
				    : LIMIT_BLOB_BYTES;
}

/* A file that learners would wait for. */
static void check_size(struct linker *l, const struct unit *u, const struct media_ref *m, uint64_t size)
{
	uint32_t limit = link_media_limit(m->use);
	struct finding *f;

	if (size <= limit || size == SOURCE_SIZE_UNKNOWN)
		return;
	f = link_finding(l, RULE_FILE_TOO_BIG, u, m->at, m->from, m->from_id);
	finding_arg(l->fs, f, "path", m->path);
	finding_arg_fmt(l->fs, f, "size", "%llu", (unsigned long long)size);
	finding_arg_fmt(l->fs, f, "limit", "%u", limit);
}

void link_media(struct linker *l)
{
	struct content *c = l->c;
	struct map seen = {0};
	size_t i, k, cap = 0;

	for (i = 0; i < c->nunit; i++) {
		for (k = 0; k < c->unit[i]->nmedia; k++) {
			const struct media_ref *m = &c->unit[i]->media[k];
			size_t file = snapshot_find(l->files, m->path);

			if (file == SIZE_MAX) {
				missing(l, c->unit[i], m);
				continue;
			}
			if (map_add(&seen, m->path, 0) != MAP_NONE)
				continue;
			check_size(l, c->unit[i], m, snapshot_file(l->files, file)->size);
			ARENA_GROW(&c->arena, c->media, c->nmedia, cap);
			c->media[c->nmedia++] = (struct linked_media){m->path, file};
		}
	}
	map_release(&seen);
}
