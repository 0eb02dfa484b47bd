/* Media: bytes by hash, each once, with their names in the repository. */
#include <stdlib.h>

#include "base/hash.h"
#include "pack/put_int.h"
#include "text/text.h"

static struct str ending(struct arena *a, struct str path)
{
	size_t dot = path.n, i;
	struct str ext;
	char *p;

	while (dot && path.p[dot - 1] != '.' && path.p[dot - 1] != '/')
		dot--;
	if (!dot || path.p[dot - 1] != '.' || path.n - dot > 8)
		return STR("bin");
	ext = arena_str(a, str_sub(path, dot, path.n));
	p = (char *)ext.p;
	for (i = 0; i < ext.n; i++) {
		if (p[i] >= 'A' && p[i] <= 'Z')
			p[i] = (char)(p[i] + 32);
		if (!((p[i] >= 'a' && p[i] <= 'z') || (p[i] >= '0' && p[i] <= '9')))
			return STR("bin");
	}
	return ext.n ? ext : STR("bin");
}

static struct str mime_of(struct str ext)
{
	static const char *const table[][2] = {
	    {"png", "image/png"},
	    {"jpg", "image/jpeg"},
	    {"jpeg", "image/jpeg"},
	    {"gif", "image/gif"},
	    {"webp", "image/webp"},
	    {"svg", "image/svg+xml"},
	    {"mp3", "audio/mpeg"},
	    {"ogg", "audio/ogg"},
	    {"wav", "audio/wav"},
	    {"mp4", "video/mp4"},
	    {"webm", "video/webm"},
	    {"vtt", "text/vtt"},
	    {"txt", "text/plain"},
	    {"csv", "text/csv"},
	    {"html", "text/html"},
	    {"pdf", "application/pdf"},
	    {"zip", "application/zip"},
	    {"ods", "application/vnd.oasis.opendocument.spreadsheet"},
	    {"odt", "application/vnd.oasis.opendocument.text"},
	    {"odp", "application/vnd.oasis.opendocument.presentation"},
	    {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
	    {"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
	    {"pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
	};
	size_t i;

	for (i = 0; i < countof(table); i++)
		if (str_eq_c(ext, table[i][0]))
			return str_c(table[i][1]);
	return STR("application/octet-stream");
}

static size_t new_medium(struct pack_content *p, size_t file, struct str bytes, const uint8_t sha[32],
			 struct str hex)
{
	struct put_medium *m;
	uint32_t width = 0, height = 0;
	struct str ext = ending(&p->arena, snapshot_file(p->files, file)->path);

	ARENA_GROW(&p->arena, p->medium, p->nmedium, p->medium_cap);
	m = &p->medium[p->nmedium];
	*m = (struct put_medium){.file = file};
	memcpy(m->sha256, sha, 32);
	m->row = pack_medium(p->pack, sha, ext, bytes.n);
	pack_text(m->row, PXB_COL_media_mime, mime_of(ext));
	if (text_image_size(&width, &height, bytes) && width <= UINT16_MAX && height <= UINT16_MAX) {
		pack_num(m->row, PXB_COL_media_width, width);
		pack_num(m->row, PXB_COL_media_height, height);
	}
	map_add(&p->by_sha, hex, (uint32_t)p->nmedium);
	p->counts.media++;
	return p->nmedium++;
}

/* Reads the file of PATH and finds or makes the medium with its bytes; SIZE_MAX after a failure. */
static size_t read_medium(struct pack_content *p, struct str path)
{
	size_t file = snapshot_find(p->files, path);
	struct str bytes, key;
	uint8_t sha[32];
	char hex[65];
	uint32_t at;
	int got;

	if (file == SIZE_MAX)
		BUG("medium '%.*s' is not in the snapshot", STR_ARG(path));
	got = snapshot_read(p->files, file, &bytes, p->err);
	if (got != 0) {
		if (got > 0)
			err_set(p->err, "'%.*s' is too big for a bundle", STR_ARG(path));
		p->failed = true;
		return SIZE_MAX;
	}
	hash_sha256(sha, bytes);
	hash_hex(hex, sha);
	key = arena_str(&p->arena, str_c(hex));
	at = map_get(&p->by_sha, key);
	if (at == MAP_NONE)
		at = (uint32_t)new_medium(p, file, bytes, sha, key);
	snapshot_forget(p->files, file);
	return at;
}

static void add_name(struct pack_content *p, struct put_medium *m, struct str path)
{
	size_t i;

	for (i = 0; i < m->name.n; i++)
		if (str_eq(m->name.v[i], path))
			return;
	ARENA_GROW(&p->arena, m->name.v, m->name.n, m->name_cap);
	m->name.v[m->name.n++] = path;
}

struct pack_row *put_medium(struct pack_content *p, struct str path, bool is_document)
{
	uint32_t at = map_get(&p->by_path, path);

	if (p->failed)
		return NULL;
	if (at == MAP_NONE) {
		size_t made = read_medium(p, path);

		if (made == SIZE_MAX)
			return NULL;
		at = (uint32_t)made;
		map_add(&p->by_path, path, at);
	}
	if (is_document)
		add_name(p, &p->medium[at], path);
	return p->medium[at].row;
}

const uint8_t *put_medium_sha(const struct pack_content *p, struct str path)
{
	uint32_t at = map_get(&p->by_path, path);

	return at == MAP_NONE ? NULL : p->medium[at].sha256;
}

static int by_text(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

void put_media_names(struct pack_content *p)
{
	size_t i, k;

	for (i = 0; i < p->nmedium; i++) {
		struct put_medium *m = &p->medium[i];

		if (m->name.n)
			qsort(m->name.v, m->name.n, sizeof(*m->name.v), by_text);
		for (k = 0; k < m->name.n; k++)
			pack_text(pack_child(m->row, PXB_ROLE_names), PXB_COL_text_text, m->name.v[k]);
	}
}
