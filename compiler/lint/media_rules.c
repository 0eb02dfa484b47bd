/* Rules about media: their bytes against what they are used as. */
#include "base/alloc.h"
#include "lint/lint_int.h"

/* What the first bytes of a file say, and the endings that say the same. */
struct magic {
	const char *bytes;
	size_t n, at;
	const char *what;
	const char *endings; /* each with its point, joined by blanks */
};

static const struct magic magics[] = {
    {"\x89PNG\r\n\x1a\n", 8, 0, "PNG", ".png"},
    {"\xff\xd8\xff", 3, 0, "JPEG", ".jpg .jpeg"},
    {"GIF8", 4, 0, "GIF", ".gif"},
    {"WEBP", 4, 8, "WebP", ".webp"},
    {"OggS", 4, 0, "Ogg", ".ogg .oga .ogv .opus"},
    {"ID3", 3, 0, "MP3", ".mp3"},
    {"ftyp", 4, 4, "MP4", ".mp4 .m4a .m4v .mov"},
    {"\x1a\x45\xdf\xa3", 4, 0, "WebM", ".webm .mkv"},
    {"WAVE", 4, 8, "WAV", ".wav"},
    {"%PDF-", 5, 0, "PDF", ".pdf"},
    {"PK\x03\x04", 4, 0, "ZIP", ".zip .docx .xlsx .pptx .ods .odt .odp"},
};

static const struct magic *magic_of(struct str bytes)
{
	size_t i;

	for (i = 0; i < countof(magics); i++)
		if (bytes.n >= magics[i].at + magics[i].n &&
		    memcmp(bytes.p + magics[i].at, magics[i].bytes, magics[i].n) == 0)
			return &magics[i];
	return NULL;
}

/* The ending of PATH with its point, in small letters, in A. */
static struct str ending_of(struct str path, struct arena *a)
{
	size_t i = path.n, k;
	struct str e;

	while (i && path.p[i - 1] != '.' && path.p[i - 1] != '/')
		i--;
	if (!i || path.p[i - 1] != '.')
		return STR("");
	e = arena_str(a, str_sub(path, i - 1, path.n));
	for (k = 0; k < e.n; k++)
		if (e.p[k] >= 'A' && e.p[k] <= 'Z')
			((char *)e.p)[k] = (char)(e.p[k] + 32);
	return e;
}

static bool has_ending(const char *endings, struct str ending)
{
	struct str all = str_c(endings);
	size_t i = 0;

	while (i < all.n) {
		size_t end = str_find(all, ' ', i);

		if (str_eq(str_sub(all, i, end), ending))
			return true;
		i = end + 1;
	}
	return false;
}

/* True if some row knows ENDING: only then its bytes can contradict it. */
static bool is_known_ending(struct str ending)
{
	size_t i;

	for (i = 0; i < countof(magics); i++)
		if (has_ending(magics[i].endings, ending))
			return true;
	return false;
}

/* Attachments are never judged by their bytes: these may be the exercise. */
static void wrong_type(struct lint_whole *w)
{
	const struct content *c = w->c;
	size_t i, k;

	for (i = 0; i < c->nunit; i++) {
		for (k = 0; k < c->unit[i]->nmedia; k++) {
			const struct media_ref *m = &c->unit[i]->media[k];
			size_t file = snapshot_find(w->files, m->path);
			struct str bytes, ending = ending_of(m->path, &w->a);
			const struct magic *magic;
			struct finding *f;
			struct err err;

			if (m->use == MEDIA_DOCUMENT || m->use == MEDIA_SUBTITLES || file == SIZE_MAX ||
			    snapshot_read(w->files, file, &bytes, &err) != 0 || source_is_lfs_pointer(bytes))
				continue;
			magic = magic_of(bytes);
			if (!is_known_ending(ending) || (magic && has_ending(magic->endings, ending)))
				continue;
			f = whole_add(w, RULE_WRONG_TYPE, c->unit[i], m->at, m->from, m->from_id,
				      m->from_status);
			whole_arg(w, f, "ending", ending);
			whole_arg(w, f, "type", str_c(magic ? magic->what : ""));
			if (f && !magic)
				finding_variant(f, "unknown");
		}
	}
}

const struct link_rule lint_media_rules[] = {
    {RULE_WRONG_TYPE, wrong_type},
    {RULE_COUNT, NULL},
};
