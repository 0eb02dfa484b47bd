/* What images tell about the people who made them: EXIF, XMP, texts of PNG. */
#include "base/utf8.h"
#include "text/media_int.h"

#define PERSON_BYTES 60 /* more of a name is not shown */

struct reader {
	struct image_secrets *out;
	struct arena *a;
};

/* S as UTF-8 for people: what is none is read as Latin-1. */
static struct str readable(struct str s, struct arena *a)
{
	struct buf b = {0};
	struct str out;
	size_t i;

	if (utf8_check(s) == s.n)
		return arena_str(a, s);
	for (i = 0; i < s.n; i++)
		utf8_add(&b, (unsigned char)s.p[i]);
	out = arena_str(a, buf_str(&b));
	buf_release(&b);
	return out;
}

static void note_person(struct reader *r, struct str name)
{
	size_t end;

	name = str_trim(str_sub(name, 0, str_find(name, '\0', 0)));
	if (!name.n || r->out->person.p)
		return;
	name = readable(name, r->a);
	for (end = name.n < PERSON_BYTES ? name.n : PERSON_BYTES;
	     end < name.n && ((unsigned char)name.p[end] & 0xc0) == 0x80; end--)
		continue;
	r->out->person = str_sub(name, 0, end);
}

/* --- EXIF: a TIFF file without a picture -------------------------------------------------- */

struct tiff {
	struct str s;
	bool big;
};

struct tiff_entry {
	uint32_t tag, type, count;
	struct str value; /* the bytes, wherever they stand */
};

static uint32_t tiff16(const struct tiff *t, size_t at)
{
	return t->big ? media_be16(t->s.p + at) : media_le16(t->s.p + at);
}

static uint32_t tiff32(const struct tiff *t, size_t at)
{
	return t->big ? media_be32(t->s.p + at) : media_le32(t->s.p + at);
}

/* Entry number I of the directory at AT; false when there is none or it points outside. */
static bool tiff_entry(const struct tiff *t, size_t at, size_t i, struct tiff_entry *e)
{
	static const unsigned char sizes[] = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8};
	size_t here = at + 2 + 12 * i;
	uint64_t n, from;

	if (at < 8 || at + 2 > t->s.n || i >= tiff16(t, at) || here + 12 > t->s.n)
		return false;
	*e = (struct tiff_entry){tiff16(t, here), tiff16(t, here + 2), tiff32(t, here + 4), {NULL, 0}};
	n = (uint64_t)e->count * (e->type < countof(sizes) ? sizes[e->type] : 0);
	from = n <= 4 ? here + 8 : tiff32(t, here + 8);
	if (from + n <= t->s.n)
		e->value = str_sub(t->s, (size_t)from, (size_t)(from + n));
	return true;
}

/* Latitude or longitude, three fractions, not all of them zero. */
static bool is_position(const struct tiff *t, const struct tiff_entry *e)
{
	size_t at = e->value.p ? (size_t)(e->value.p - t->s.p) : 0;

	if ((e->tag != 2 && e->tag != 4) || e->type != 5 || e->value.n < 24)
		return false;
	return tiff32(t, at) || tiff32(t, at + 8) || tiff32(t, at + 16);
}

static void read_position(struct reader *r, const struct tiff *t, size_t at)
{
	struct tiff_entry e;
	size_t i;

	for (i = 0; tiff_entry(t, at, i, &e); i++)
		r->out->position = r->out->position || is_position(t, &e);
}

/* A name in UTF-16, as Windows writes it; what is not ASCII or Latin-1 becomes '?'. */
static void note_wide(struct reader *r, struct str wide)
{
	struct buf b = {0};
	size_t i;

	for (i = 0; i + 1 < wide.n && (wide.p[i] || wide.p[i + 1]); i += 2) {
		uint32_t c = media_le16(wide.p + i);

		utf8_add(&b, c >= 0xd800 && c <= 0xdfff ? '?' : c);
	}
	if (b.n)
		note_person(r, buf_str(&b));
	buf_release(&b);
}

/* The names of the directory at AT; where the two others begin, 0: nowhere. */
static void read_directory(struct reader *r, const struct tiff *t, size_t at, size_t *inner, size_t *position)
{
	struct tiff_entry e;
	size_t i;

	for (i = 0; tiff_entry(t, at, i, &e); i++) {
		size_t to = e.value.n == 4 ? tiff32(t, (size_t)(e.value.p - t->s.p)) : 0;

		if (e.tag == 0x013b || e.tag == 0xa430)
			note_person(r, e.value);
		else if (e.tag == 0x9c9d)
			note_wide(r, e.value);
		else if (e.tag == 0x8825)
			*position = to;
		else if (e.tag == 0x8769)
			*inner = to;
	}
}

static void read_exif(struct reader *r, struct str s)
{
	struct tiff t = {s, false};
	size_t inner = 0, position = 0, further = 0;

	if (str_starts(s, STR("Exif\0\0")))
		t.s = str_sub(s, 6, s.n);
	if (t.s.n < 8 || (!str_starts(t.s, STR("II*\0")) && !str_starts(t.s, STR("MM\0*"))))
		return;
	t.big = t.s.p[0] == 'M';
	read_directory(r, &t, tiff32(&t, 4), &inner, &position);
	read_directory(r, &t, inner, &further, &position);
	read_position(r, &t, position);
}

/* --- XMP: XML ------------------------------------------------------------------------------- */

/* The text behind the tag that begins at AT. */
static struct str text_behind(struct str s, size_t at)
{
	size_t from = str_find(s, '>', at);

	return from < s.n ? str_trim(str_sub(s, from + 1, str_find(s, '<', from))) : STR("");
}

static void read_xmp(struct reader *r, struct str s)
{
	size_t creator = media_find(s, "<dc:creator", 0), end, item, at;

	if (creator != SIZE_MAX) {
		end = media_find(s, "</dc:creator", creator);
		item = media_find(s, "<rdf:li", creator);
		if (item != SIZE_MAX && item < end)
			note_person(r, text_behind(s, item));
	}
	at = media_find(s, "exif:GPSLatitude=\"", 0);
	if (at != SIZE_MAX)
		r->out->position |= at + 18 < s.n && s.p[at + 18] != '"';
	at = media_find(s, "<exif:GPSLatitude>", 0);
	if (at != SIZE_MAX)
		r->out->position |= text_behind(s, at).n > 0;
}

/* --- where they stand ------------------------------------------------------------------------ */

/* "Author" or the packet of XMP: keyword, in iTXt five more fields, then the text. */
static void read_png_text(struct reader *r, const struct media_piece *p, bool international)
{
	size_t end = str_find(p->data, '\0', 0), at = end + 1;
	struct str key = str_sub(p->data, 0, end);

	if (international) {
		if (at + 2 > p->data.n || p->data.p[at])
			return; /* compressed */
		at = str_find(p->data, '\0', at + 2) + 1;
		at = str_find(p->data, '\0', at) + 1;
	}
	if (str_eq(key, STR("Author")))
		note_person(r, str_sub(p->data, at, p->data.n));
	else if (str_eq(key, STR("XML:com.adobe.xmp")))
		read_xmp(r, str_sub(p->data, at, p->data.n));
}

static void read_png(struct reader *r, struct str bytes)
{
	struct media_piece p;
	size_t at = PNG_FIRST;

	while (png_step(bytes, &at, &p) == STEP_PIECE) {
		if (str_eq(p.type, STR("eXIf")))
			read_exif(r, p.data);
		else if (str_eq(p.type, STR("tEXt")) || str_eq(p.type, STR("iTXt")))
			read_png_text(r, &p, p.type.p[0] == 'i');
	}
}

static void read_jpeg(struct reader *r, struct str bytes)
{
	static const char xmp[] = "http://ns.adobe.com/xap/1.0/";
	struct media_piece p;
	size_t at = JPEG_FIRST;

	while (jpeg_step(bytes, &at, &p) == STEP_PIECE && p.type.p[0] != '\xda') {
		if (p.type.p[0] != '\xe1')
			continue;
		if (str_starts(p.data, STR("Exif\0\0")))
			read_exif(r, p.data);
		else if (str_starts(p.data, str_c(xmp)))
			read_xmp(r, str_sub(p.data, sizeof(xmp), p.data.n));
	}
}

static void read_webp(struct reader *r, struct str bytes)
{
	struct media_piece p;
	size_t at = RIFF_FIRST;

	while (riff_step(bytes, &at, &p) == STEP_PIECE) {
		if (str_eq(p.type, STR("EXIF")))
			read_exif(r, p.data);
		else if (str_eq(p.type, STR("XMP ")))
			read_xmp(r, p.data);
	}
}

void text_image_secrets(struct image_secrets *out, enum media_format f, struct str bytes, struct arena *a)
{
	struct reader r = {out, a};

	*out = (struct image_secrets){0};
	if (f == FORMAT_PNG)
		read_png(&r, bytes);
	else if (f == FORMAT_JPEG)
		read_jpeg(&r, bytes);
	else if (f == FORMAT_WEBP)
		read_webp(&r, bytes);
}
