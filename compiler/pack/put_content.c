/* From linked content to a finished bundle: which things are in it, in which order rows are made. */
#include <stdlib.h>

#include "base/alloc.h"
#include "base/hash.h"
#include "pack/put_int.h"

/* --- who is in ------------------------------------------------------------------- */

static void make_entities(struct pack_content *p)
{
	const struct content *c = p->c;
	size_t i;

	for (i = 0; i < c->narea; i++)
		p->area[i] = pack_entity(p->pack, PXB_SEC_AREA, c->area[i].a->id);
	for (i = 0; i < c->ncompetence; i++)
		p->competence[i] = pack_entity(p->pack, PXB_SEC_COMP, c->competence[i].c->id);
	for (i = 0; i < c->nthematic; i++)
		pack_entity(p->pack, PXB_SEC_THEM, c->thematic[i].t->id);
	for (i = 0; i < c->ntube; i++)
		if (c->tube[i].thematic != LINK_NONE)
			p->tube[i] = pack_entity(p->pack, PXB_SEC_TUBE, c->tube[i].t->id);
	for (i = 0; i < c->nskill; i++)
		if (put_is_in(p, c->skill[i].s->status) && p->tube[c->skill[i].tube])
			p->skill[i] = pack_entity(p->pack, PXB_SEC_SKIL, c->skill[i].s->id);
	for (i = 0; i < c->ntutorial; i++)
		if (put_is_in(p, c->tutorial[i].best))
			p->tutorial[i] = pack_entity(p->pack, PXB_SEC_TUTO, c->tutorial[i].t->id);
	for (i = 0; i < c->npath; i++)
		if (put_is_in(p, c->path[i].best))
			p->path[i] = pack_entity(p->pack, PXB_SEC_PATH, c->path[i].p->id);
}

static void leave_out(struct pack_content *p, struct str id)
{
	struct str_list *l = &p->counts.left_out;

	l->v = arena_resize(&p->arena, l->v, l->n, l->n + 1, sizeof(*l->v));
	l->v[l->n++] = id;
}

/* Challenges: in when one of their localisations is, and their skill, and their prototype. */
static void make_challenges(struct pack_content *p)
{
	const struct content *c = p->c;
	size_t i;

	for (i = 0; i < c->nchallenge; i++) {
		const struct linked_challenge *h = &c->challenge[i];
		bool skill = h->skill != LINK_NONE && p->skill[h->skill];
		bool prototype = h->prototype == LINK_NONE || p->challenge[h->prototype];

		if (!put_is_in(p, h->best))
			continue;
		if (h->broken || !skill || !prototype)
			leave_out(p, h->c->id);
		else
			p->challenge[i] = pack_entity(p->pack, PXB_SEC_CHAL, h->c->id);
	}
}

static void put_tombstones(struct pack_content *p)
{
	const struct content *c = p->c;
	size_t i;

	for (i = 0; i < c->nskill; i++)
		if (c->skill[i].s->status == STATUS_WITHDRAWN)
			put_tombstone(p, PXB_thing_SKILL, c->skill[i].s->id);
	for (i = 0; i < c->nchallenge; i++)
		if (c->challenge[i].c->status == STATUS_WITHDRAWN)
			put_tombstone(p, PXB_thing_CHALLENGE, c->challenge[i].c->id);
	for (i = 0; i < c->ntutorial; i++)
		if (c->tutorial[i].t->status == STATUS_WITHDRAWN)
			put_tombstone(p, PXB_thing_TUTORIAL, c->tutorial[i].t->id);
	for (i = 0; i < c->npath; i++)
		if (c->path[i].p->status == STATUS_WITHDRAWN)
			put_tombstone(p, PXB_thing_PATH, c->path[i].p->id);
}

static size_t count_rows(struct pack_row *const *row, size_t n)
{
	size_t i, k = 0;

	for (i = 0; i < n; i++)
		k += row[i] != NULL;
	return k;
}

static void put_info(struct pack_content *p)
{
	const struct content *c = p->c;

	p->counts.challenges = count_rows(p->challenge, c->nchallenge);
	p->counts.skills = count_rows(p->skill, c->nskill);
	p->counts.tutorials = count_rows(p->tutorial, c->ntutorial);
	p->counts.paths = count_rows(p->path, c->npath);
	pack_info(p->pack, arena_fmt(&p->arena,
				     "{\"areas\":%zu,\"challenges\":%zu,\"competences\":%zu,\"locales\":%zu,"
				     "\"localisations\":%zu,\"media\":%zu,\"paths\":%zu,\"skills\":%zu,"
				     "\"tubes\":%zu,\"tutorials\":%zu}",
				     c->narea, p->counts.challenges, c->ncompetence, c->config->nlocale,
				     p->counts.localisations, p->counts.media, p->counts.paths,
				     p->counts.skills, count_rows(p->tube, c->ntube), p->counts.tutorials));
}

static struct pack *new_pack(struct pack_content *p)
{
	const struct config *f = p->c->config;
	struct pack_locale *l = ARENA_ARRAY(&p->arena, f->nlocale, struct pack_locale);
	size_t i;

	for (i = 0; i < f->nlocale; i++)
		l[i] = (struct pack_locale){f->locale[i].id, f->locale[i].fallback, f->locale[i].month_first};
	return pack_new(l, f->nlocale, p->options.drafts);
}

static void allocate(struct pack_content *p)
{
	const struct content *c = p->c;

	p->area = ARENA_ARRAY(&p->arena, c->narea, struct pack_row *);
	p->competence = ARENA_ARRAY(&p->arena, c->ncompetence, struct pack_row *);
	p->tube = ARENA_ARRAY(&p->arena, c->ntube, struct pack_row *);
	p->skill = ARENA_ARRAY(&p->arena, c->nskill, struct pack_row *);
	p->challenge = ARENA_ARRAY(&p->arena, c->nchallenge, struct pack_row *);
	p->tutorial = ARENA_ARRAY(&p->arena, c->ntutorial, struct pack_row *);
	p->path = ARENA_ARRAY(&p->arena, c->npath, struct pack_row *);
}

int pack_content_make(struct pack_content **out, const struct content *c, struct snapshot *files,
		      const struct pack_options *o, struct err *err)
{
	struct pack_content *p = alloc_zero(1, sizeof(*p));

	p->c = c;
	p->files = files;
	p->options = *o;
	p->err = err;
	arena_init(&p->arena);
	p->pack = new_pack(p);
	allocate(p);
	make_entities(p);
	make_challenges(p);
	put_bundle(p);
	put_framework(p);
	put_skills(p);
	put_challenges(p);
	put_tutorials(p);
	put_paths(p);
	put_certification(p);
	put_tombstones(p);
	put_media_names(p);
	put_info(p);
	*out = p;
	if (p->failed || pack_finish(p->pack, err) != 0) {
		pack_content_free(p);
		*out = NULL;
		return -1;
	}
	return 0;
}

void pack_content_free(struct pack_content *p)
{
	if (!p)
		return;
	pack_free(p->pack);
	map_release(&p->by_path);
	map_release(&p->by_sha);
	arena_release(&p->arena);
	free(p);
}

const struct pack_counts *pack_content_counts(const struct pack_content *p)
{
	return &p->counts;
}

/* --- bytes of media -------------------------------------------------------------- */

static int media_bytes(struct str *out, void *ctx, const uint8_t sha256[32], struct err *e)
{
	struct pack_content *p = ctx;
	char hex[65];
	uint32_t at;

	hash_hex(hex, sha256);
	at = map_get(&p->by_sha, str_c(hex));
	if (at == MAP_NONE)
		BUG("a medium that was never added");
	return snapshot_read(p->files, p->medium[at].file, out, e) == 0 ? 0 : -1;
}

int pack_content_write(const char *path, uint8_t identity[32], struct pack_content *p,
		       enum pack_flavour flavour, struct err *err)
{
	struct pack_media media = {media_bytes, p};

	return pack_write_file(path, identity, p->pack, flavour, &media, err);
}

int pack_content_buf(struct buf *out, uint8_t identity[32], struct pack_content *p, enum pack_flavour flavour,
		     struct err *err)
{
	struct pack_media media = {media_bytes, p};

	return pack_write_buf(out, identity, p->pack, flavour, &media, err);
}
