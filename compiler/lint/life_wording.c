/* Calibrations that were made on another wording. */
#include <stdlib.h>

#include "base/alloc.h"
#include "base/hash.h"
#include "base/map.h"
#include "lint/life_int.h"

/* The media that were read: their hashes by path. */
struct media {
	struct snapshot *files;
	struct map by_path; /* position in SHA */
	uint8_t (*sha)[32];
	size_t n, cap;
	bool missing; /* one could not be read: then the wording is not known */
};

static const uint8_t *medium_of(void *ctx, struct str path)
{
	struct media *m = ctx;
	uint32_t at = map_get(&m->by_path, path);
	size_t file = snapshot_find(m->files, path);
	struct str bytes;
	struct err err;

	if (at != MAP_NONE)
		return m->sha[at];
	if (file == SIZE_MAX || snapshot_read(m->files, file, &bytes, &err) != 0) {
		m->missing = true;
		return NULL;
	}
	ALLOC_GROW(m->sha, m->n, m->cap);
	hash_sha256(m->sha[m->n], bytes);
	snapshot_forget(m->files, file);
	map_add(&m->by_path, path, (uint32_t)m->n);
	return m->sha[m->n++];
}

/* The wording of C in LOCALE as 64 digits; false when a medium cannot be read. */
static bool wording_of(char hex[65], struct lint_whole *w, struct media *m, const struct challenge *c,
		       size_t locale)
{
	struct arena scratch;
	struct hashed_question h = {
	    .q = &c->question,
	    .instruction = &c->instruction,
	    .alternative_instruction = &c->alternative_instruction,
	    .illustration = &c->illustration,
	    .attachment = c->attachment,
	    .nattachment = c->nattachment,
	    .link = c->link,
	    .nlink = c->nlink,
	    .embed = &c->embed,
	    .locale = locale,
	    .config = w->c->config,
	    .arena = &scratch,
	    .medium = medium_of,
	    .ctx = m,
	};
	uint8_t sha[32];

	m->missing = false;
	arena_init(&scratch);
	model_wording(sha, &h);
	arena_release(&scratch);
	hash_hex(hex, sha);
	return !m->missing;
}

static void check_item(struct lint_whole *w, struct media *m, const struct unit *u,
		       const struct calibration_item *k, const struct linked_challenge *h)
{
	int locale = u->calibration->locale;
	struct finding *f;
	char hex[65];

	if (locale < 0 || !k->wording.n || h->status[locale] != STATUS_VALIDATED || unit_is_shaky(h->unit) ||
	    !wording_of(hex, w, m, h->c, (size_t)locale) || str_starts(str_c(hex), k->wording))
		return;
	f = whole_add(w, RULE_CALIBRATION_WORDING, u, k->wording_at, KIND_CHALLENGE, k->id, h->best);
	whole_arg(w, f, "id", k->id);
	whole_arg(w, f, "now", str_sub(str_c(hex), 0, k->wording.n));
	if (f)
		finding_note(w->fs, f, "there",
			     (struct place){h->unit->path, h->c->id_at.start, h->c->id_at.end});
}

void life_calibration_wording(struct lint_whole *w)
{
	const struct content *c = w->c;
	struct media m = {.files = w->files};
	size_t i, k;

	for (i = 0; i < c->nunit; i++) {
		const struct calibration *file = c->unit[i]->calibration;

		for (k = 0; file && k < file->nitem; k++) {
			uint32_t at = content_find(c, KIND_CHALLENGE, file->item[k].id);

			if (at != LINK_NONE)
				check_item(w, &m, c->unit[i], &file->item[k], &c->challenge[at]);
		}
	}
	map_release(&m.by_path);
	free(m.sha);
}
