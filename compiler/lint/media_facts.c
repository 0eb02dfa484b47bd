/* Reads media, each once, and notes what the rules want to know. */
#include <stdlib.h>

#include "base/alloc.h"
#include "base/hash.h"
#include "base/limits.h"
#include "lint/media_int.h"
#include "text/text.h"

struct str media_folder(struct str path)
{
	size_t i = path.n;

	while (i && path.p[i - 1] != '/')
		i--;
	return str_sub(path, 0, i);
}

struct str media_path_in(const struct unit *u, struct str path)
{
	struct str folder = media_folder(u->path);

	return str_starts(path, folder) ? str_sub(path, folder.n, path.n) : path;
}

static struct str ending_of(struct str path, struct arena *a)
{
	struct str name = str_sub(path, media_folder(path).n, path.n), e;
	size_t i = name.n, k;

	while (i && name.p[i - 1] != '.')
		i--;
	if (!i)
		return STR("");
	e = arena_str(a, str_sub(name, i - 1, name.n));
	for (k = 0; k < e.n; k++)
		if (e.p[k] >= 'A' && e.p[k] <= 'Z')
			((char *)e.p)[k] = (char)(e.p[k] + 32);
	return e;
}

/* --- uses --------------------------------------------------------------------------------------- */

/* Calls for each use of a medium: first to count, then (ADD) to note. */
static void each_use(struct media_facts *out, struct lint_whole *w, const struct map *at, bool add)
{
	const struct content *c = w->c;
	size_t i, k;

	for (i = 0; i < c->nunit; i++) {
		for (k = 0; k < c->unit[i]->nmedia; k++) {
			const struct media_ref *ref = &c->unit[i]->media[k];
			uint32_t n = map_get(at, ref->path);

			if (n == MAP_NONE)
				continue;
			if (add)
				out->v[n].use[out->v[n].nuse] = (struct media_use_at){c->unit[i], ref};
			out->v[n].nuse++;
			out->v[n].uses |= 1u << ref->use;
		}
	}
}

static void collect_uses(struct media_facts *out, struct lint_whole *w)
{
	struct map at = {0};
	size_t i;

	for (i = 0; i < out->n; i++)
		map_add(&at, out->v[i].m->path, (uint32_t)i);
	each_use(out, w, &at, false);
	for (i = 0; i < out->n; i++) {
		out->v[i].use = ARENA_ARRAY(&w->a, out->v[i].nuse, struct media_use_at);
		out->v[i].nuse = 0;
	}
	each_use(out, w, &at, true);
	map_release(&at);
}

static bool is_too_big(const struct media_fact *f)
{
	int use;

	for (use = 0; use <= MEDIA_DOCUMENT; use++)
		if (f->uses >> use & 1 && f->size > link_media_limit((enum media_use)use))
			return true;
	return false;
}

/* --- bytes ---------------------------------------------------------------------------------------- */

static void read_image(struct media_fact *f, struct str bytes, struct arena *a)
{
	struct str words = {NULL, 0};

	if (!text_image_size(&f->width, &f->height, bytes))
		f->width = f->height = 0;
	text_image_secrets(&f->secrets, f->format, bytes, a);
	if (!str_eq(f->ending, STR(".svg")))
		return;
	f->svg = text_svg_trouble(bytes, &words);
	f->svg_words = arena_str(a, str_sub(words, 0, LIMIT_QUOTE_CHARS));
}

/* A program or macro among the files of an archive; their names decide. */
static void read_archive(struct media_fact *f, struct str bytes, struct arena *a)
{
	bool packed = str_eq(f->ending, STR(".zip"));
	struct str name;
	size_t at = 0;

	while (!f->risky.p && text_zip_next(bytes, &at, &name)) {
		if (packed ? !media_is_program(name) : !media_has_macros(name))
			continue;
		f->risky = arena_str(a, str_sub(name, 0, LIMIT_QUOTE_CHARS));
		f->inside = true;
	}
}

static void read_bytes(struct media_fact *f, struct str bytes, bool hash, struct arena *a)
{
	f->good = !source_is_lfs_pointer(bytes);
	if (!f->good)
		return;
	f->format = text_format(bytes);
	f->cut = text_format_has(f->format, f->ending) && text_is_cut(f->format, bytes);
	f->webvtt = text_is_webvtt(bytes);
	if (f->uses & 1u << MEDIA_IMAGE)
		read_image(f, bytes, a);
	if (f->uses & 1u << MEDIA_DOCUMENT && f->format == FORMAT_ZIP)
		read_archive(f, bytes, a);
	f->hashed = hash && !(f->uses & 1u << MEDIA_DOCUMENT);
	if (f->hashed)
		hash_sha256(f->hash, bytes);
}

/* What only serves as an attachment matters for macros alone: others are not read. */
static bool is_worth_reading(const struct media_fact *f)
{
	return f->uses != 1u << MEDIA_DOCUMENT || text_format_has(FORMAT_ZIP, f->ending);
}

static int by_size(const void *pa, const void *pb)
{
	uint64_t a = *(const uint64_t *)pa, b = *(const uint64_t *)pb;

	return a < b ? -1 : a > b;
}

/* The sizes of all media, sorted. */
static uint64_t *sizes_of(const struct media_facts *facts, struct arena *a)
{
	uint64_t *v = ARENA_ARRAY(a, facts->n + 1, uint64_t);
	size_t i;

	for (i = 0; i < facts->n; i++)
		v[i] = facts->v[i].size;
	if (facts->n)
		qsort(v, facts->n, sizeof(*v), by_size);
	return v;
}

static bool is_shared(const uint64_t *sizes, size_t n, uint64_t size)
{
	const uint64_t *hit = n ? bsearch(&size, sizes, n, sizeof(*sizes), by_size) : NULL;

	return hit && ((hit > sizes && hit[-1] == size) || (hit + 1 < sizes + n && hit[1] == size));
}

void media_collect(struct media_facts *out, struct lint_whole *w)
{
	const struct content *c = w->c;
	uint64_t *sizes;
	size_t i;

	*out = (struct media_facts){ARENA_ARRAY(&w->a, c->nmedia, struct media_fact), c->nmedia};
	for (i = 0; i < out->n; i++) {
		out->v[i].m = &c->media[i];
		out->v[i].ending = ending_of(c->media[i].path, &w->a);
		out->v[i].size = snapshot_file(w->files, c->media[i].file)->size;
	}
	collect_uses(out, w);
	sizes = sizes_of(out, &w->a);
	for (i = 0; i < out->n; i++) {
		struct media_fact *f = &out->v[i];
		struct str bytes;
		struct err err;

		if (f->uses & 1u << MEDIA_DOCUMENT && media_is_program(f->m->path))
			f->risky = f->ending;
		if (is_too_big(f) || !is_worth_reading(f) ||
		    snapshot_read(w->files, f->m->file, &bytes, &err) != 0)
			continue;
		read_bytes(f, bytes, is_shared(sizes, out->n, f->size), &w->a);
		snapshot_forget(w->files, f->m->file);
	}
}

/* --- findings --------------------------------------------------------------------------------------- */

struct finding *media_add(struct lint_whole *w, enum rule rule, const struct media_fact *f, unsigned uses,
			  const struct media_use_at **at)
{
	const struct media_use_at *best = NULL;
	size_t i;

	for (i = 0; i < f->nuse; i++)
		if (uses >> f->use[i].ref->use & 1 &&
		    (!best || f->use[i].ref->from_status > best->ref->from_status))
			best = &f->use[i];
	if (at)
		*at = best;
	if (!best)
		return NULL;
	return whole_add(w, rule, best->u, best->ref->at, best->ref->from, best->ref->from_id,
			 best->ref->from_status);
}
