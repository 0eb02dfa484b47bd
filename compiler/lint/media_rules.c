/* Rules about media: what the whole uses, and the table of the family. */
#include <stdlib.h>

#include "base/alloc.h"
#include "base/limits.h"
#include "lint/media_int.h"

/* Attachments are never judged by their bytes: these may be the exercise. */
static void wrong_type(struct lint_whole *w, const struct media_fact *f)
{
	struct finding *fd;

	if (!text_format_contradicts(f->format, f->ending))
		return;
	fd = media_add(w, RULE_WRONG_TYPE, f, MEDIA_SHOWN, NULL);
	whole_arg(w, fd, "ending", f->ending);
	whole_arg(w, fd, "type", str_c(text_format_name(f->format)));
	if (fd && f->format == FORMAT_NONE)
		finding_variant(fd, "unknown");
}

static void truncated(struct lint_whole *w, const struct media_fact *f)
{
	const struct media_use_at *at;
	struct finding *fd = f->cut ? media_add(w, RULE_TRUNCATED, f, MEDIA_SHOWN, &at) : NULL;

	if (fd)
		whole_arg(w, fd, "file", media_path_in(at->u, f->m->path));
}

static void too_many_pixels(struct lint_whole *w, const struct media_fact *f)
{
	struct finding *fd;

	if ((uint64_t)f->width * f->height <= LIMIT_IMAGE_PIXELS)
		return;
	fd = media_add(w, RULE_TOO_MANY_PIXELS, f, 1u << MEDIA_IMAGE, NULL);
	whole_arg_number(w, fd, "width", f->width);
	whole_arg_number(w, fd, "height", f->height);
}

/* True if what is shown beside F names PERSON: then it is no secret. */
static bool is_credited(const struct lint_whole *w, const struct media_fact *f, struct str person)
{
	size_t i, l;

	for (i = 0; i < f->nuse; i++) {
		const struct ltext *credit = &f->use[i].ref->credit;

		for (l = 0; credit->v && l < w->c->config->nlocale; l++)
			if (credit->v[l].p && str_has(credit->v[l], person))
				return true;
	}
	return false;
}

static void personal_metadata(struct lint_whole *w, const struct media_fact *f)
{
	bool person = f->secrets.person.p && !is_credited(w, f, f->secrets.person);
	struct finding *fd;

	if ((!person && !f->secrets.position) || f->uses & 1u << MEDIA_DOCUMENT)
		return;
	fd = media_add(w, RULE_PERSONAL_METADATA, f, 1u << MEDIA_IMAGE, NULL);
	if (!fd)
		return;
	if (person)
		whole_arg(w, fd, "person", f->secrets.person);
	if (!f->secrets.position)
		finding_variant(fd, "person");
	else if (person)
		finding_variant(fd, "both");
}

static void svg_script(struct lint_whole *w, const struct media_fact *f)
{
	struct finding *fd =
	    f->svg != SVG_FINE ? media_add(w, RULE_SVG_SCRIPT, f, 1u << MEDIA_IMAGE, NULL) : NULL;

	whole_arg(w, fd, "words", f->svg_words);
	if (fd && f->svg != SVG_SCRIPT)
		finding_variant(fd, f->svg == SVG_FOREIGN ? "foreign" : "outside");
}

static void not_webvtt(struct lint_whole *w, const struct media_fact *f)
{
	struct finding *fd;

	if (!(f->uses & 1u << MEDIA_SUBTITLES) || f->webvtt)
		return;
	fd = media_add(w, RULE_NOT_WEBVTT, f, 1u << MEDIA_SUBTITLES, NULL);
	if (fd && str_eq(f->ending, STR(".srt")))
		finding_variant(fd, "srt");
}

static void attachment_kind(struct lint_whole *w, const struct media_fact *f)
{
	struct finding *fd;

	if (!f->risky.p)
		return;
	fd = media_add(w, RULE_ATTACHMENT_KIND, f, 1u << MEDIA_DOCUMENT, NULL);
	whole_arg(w, fd, "name", f->risky);
	if (fd && f->inside)
		finding_variant(fd, media_is_program(f->risky) ? "inside" : "macro");
}

/* --- two files with the same bytes -------------------------------------------------------------- */

static int by_hash(const void *pa, const void *pb)
{
	const struct media_fact *a = *(const struct media_fact *const *)pa;
	const struct media_fact *b = *(const struct media_fact *const *)pb;
	int d = memcmp(a->hash, b->hash, sizeof(a->hash));

	return d ? d : str_cmp(a->m->path, b->m->path);
}

/* True if all files that name B could name A: it lies beside them or below, and is used alike. */
static bool could_name(const struct media_fact *b, const struct media_fact *a)
{
	size_t i;

	for (i = 0; i < b->nuse; i++)
		if (!str_starts(a->m->path, media_folder(b->use[i].u->path)))
			return false;
	return a->uses == b->uses;
}

static void same_files(struct lint_whole *w, const struct media_facts *facts)
{
	const struct media_fact **v = ARENA_ARRAY(&w->a, facts->n + 1, const struct media_fact *);
	const struct media_use_at *at;
	struct finding *fd;
	size_t i, first = 0, n = 0;

	for (i = 0; i < facts->n; i++)
		if (facts->v[i].hashed)
			v[n++] = &facts->v[i];
	if (n)
		qsort(v, n, sizeof(const struct media_fact *), by_hash);
	for (i = 1; i < n; i++) {
		if (memcmp(v[i]->hash, v[first]->hash, sizeof(v[i]->hash)) != 0)
			first = i;
		if (first == i || !could_name(v[i], v[first]))
			continue;
		fd = media_add(w, RULE_SAME_FILE, v[i], ~0u, &at);
		if (!fd)
			continue;
		whole_arg(w, fd, "file", media_path_in(at->u, v[i]->m->path));
		whole_arg(w, fd, "other", media_path_in(at->u, v[first]->m->path));
	}
}

static void judge_media(struct lint_whole *w)
{
	struct media_facts facts;
	size_t i;

	media_collect(&facts, w);
	for (i = 0; i < facts.n; i++) {
		const struct media_fact *f = &facts.v[i];

		attachment_kind(w, f);
		if (!f->good)
			continue;
		wrong_type(w, f);
		truncated(w, f);
		too_many_pixels(w, f);
		personal_metadata(w, f);
		svg_script(w, f);
		not_webvtt(w, f);
	}
	same_files(w, &facts);
}

const struct link_rule lint_media_rules[] = {
    {RULE_WRONG_TYPE, judge_media},
    {RULE_EDITOR_LEFT_OVER, media_left_overs},
    {RULE_COUNT, NULL},
};
