/* What nothing leads to, and what leads to things that are out of use. */
#include "base/map.h"
#include "lint/graph_int.h"

void graph_unused_tutorial(struct lint_whole *w)
{
	const struct content *c = w->c;
	size_t i;

	for (i = 0; !w->doubtful && i < c->ntutorial; i++) {
		const struct linked_tutorial *t = &c->tutorial[i];

		if (t->used || t->t->status != STATUS_VALIDATED)
			continue;
		whole_arg(w,
			  whole_add(w, RULE_UNUSED_TUTORIAL, t->unit, t->t->id_at, KIND_TUTORIAL, t->t->id,
				    t->t->status),
			  "id", t->t->id);
	}
}

/* What is made to be shown or handed out; notes, sources of drawings and the like have other endings. */
static const char *const endings[] = {
    ".png", ".jpg",  ".jpeg", ".gif", ".webp", ".avif", ".svg",  ".mp3",  ".ogg",  ".oga", ".opus",
    ".wav", ".m4a",  ".flac", ".mp4", ".m4v",  ".webm", ".ogv",  ".mov",  ".vtt",  ".srt", ".pdf",
    ".doc", ".docx", ".odt",  ".xls", ".xlsx", ".ods",  ".ppt",  ".pptx", ".odp",  ".csv", ".tsv",
    ".txt", ".rtf",  ".html", ".htm", ".zip",  ".eml",  ".epub", ".odg",  ".json", ".css", ".js",
};

static struct str name_of(struct str path)
{
	size_t i = path.n;

	while (i && path.p[i - 1] != '/')
		i--;
	return str_sub(path, i, path.n);
}

/* True if NAME begins with WORD, capitals apart. */
static bool begins(struct str name, const char *word)
{
	size_t i, n = strlen(word);

	for (i = 0; i < n && i < name.n; i++)
		if ((name.p[i] | 32) != word[i])
			return false;
	return name.n >= n;
}

/* True if NAME ends in ENDING, capitals apart; the bytes of ENDING are small letters, digits and a point. */
static bool ends(struct str name, const char *ending)
{
	size_t i, n = strlen(ending);

	if (name.n < n)
		return false;
	for (i = 0; i < n; i++) {
		char c = name.p[name.n - n + i];

		if (c != ending[i] && !(c >= 'A' && c <= 'Z' && c + 32 == ending[i]))
			return false;
	}
	return true;
}

/* True for a file that an editor left or that colleagues wrote for each other. */
static bool is_aside(struct str name)
{
	return !name.n || strchr(".~#", name.p[0]) || begins(name, "readme") || begins(name, "notes") ||
	       begins(name, "licen") || begins(name, "thumbs.db");
}

static bool is_shown(struct str path)
{
	struct str name = name_of(path);
	size_t i;

	if (is_aside(name) || (!str_starts(path, STR("challenges/")) && !str_starts(path, STR("tutorials/"))))
		return false;
	for (i = 0; i < countof(endings); i++)
		if (ends(name, endings[i]))
			return true;
	return false;
}

void graph_unused_media(struct lint_whole *w)
{
	const struct content *c = w->c;
	struct map named = {0};
	size_t i;

	for (i = 0; i < c->nmedia; i++)
		map_add(&named, c->media[i].path, 0);
	for (i = 0; !w->doubtful && i < snapshot_count(w->files); i++) {
		struct str path = snapshot_file(w->files, i)->path;

		if (is_shown(path) && map_get(&named, path) == MAP_NONE)
			whole_arg(w, finding_add(w->fs, RULE_UNUSED_MEDIA, (struct place){path, 0, 0}),
				  "file", name_of(path));
	}
	map_release(&named);
}

/* --- retired ------------------------------------------------------------------------------- */

static enum status status_of(const struct content *c, enum kind kind, struct str id)
{
	uint32_t at = content_find(c, kind, id);

	if (at == LINK_NONE)
		return STATUS_NONE;
	switch (kind) {
	case KIND_SKILL:
		return c->skill[at].s->status;
	case KIND_CHALLENGE:
		return c->challenge[at].best;
	case KIND_TUTORIAL:
		return c->tutorial[at].best;
	case KIND_PATH:
		return c->path[at].best;
	default:
		return STATUS_NONE;
	}
}

/* What is retired may still be named, but nobody draws or offers it. */
void graph_needs_retired(struct lint_whole *w)
{
	const struct content *c = w->c;
	size_t i, k;

	for (i = 0; i < c->nunit; i++) {
		for (k = 0; k < c->unit[i]->nref; k++) {
			const struct reference *r = &c->unit[i]->ref[k];
			struct finding *f;

			if ((r->from != KIND_PATH && r->from != KIND_SKILL) ||
			    r->from_status != STATUS_VALIDATED ||
			    status_of(c, r->to, r->to_id) != STATUS_RETIRED)
				continue;
			f = whole_add(w, RULE_NEEDS_RETIRED, c->unit[i], r->at, r->from, r->from_id,
				      r->from_status);
			whole_arg(w, f, "from", r->from_id);
			whole_arg(w, f, "id", r->to_id);
		}
	}
}
