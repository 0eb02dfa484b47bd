/*
 * media.h: what the bytes of media say of themselves.
 *
 * Readers of hostile bytes: they stay inside them, need no memory of their own
 * worth mentioning, and look at each byte a bounded number of times. What they
 * cannot prove they do not say.
 */
#ifndef TEXT_MEDIA_H
#define TEXT_MEDIA_H

#include "base/arena.h"
#include "base/base.h"
#include "base/str.h"

enum media_format {
	FORMAT_NONE, /* none of those below */
	FORMAT_PNG,
	FORMAT_JPEG,
	FORMAT_GIF,
	FORMAT_WEBP,
	FORMAT_OGG,
	FORMAT_MP3,
	FORMAT_HEIC,
	FORMAT_AVIF,
	FORMAT_MP4,
	FORMAT_WEBM,
	FORMAT_WAV,
	FORMAT_PDF,
	FORMAT_ZIP,
	FORMAT_COUNT
};

/* What the first bytes say. */
enum media_format text_format(struct str bytes);

/* "PNG"; "" for FORMAT_NONE. */
const char *text_format_name(enum media_format f);

/* True if a file of this format may have ENDING, which has its point, in small letters. */
bool text_format_has(enum media_format f, struct str ending);

/*
 * True if BYTES of format F can be nothing that ends in ENDING. Endings that are
 * not known, and those whose files need not begin in a certain way, prove nothing.
 */
bool text_format_contradicts(enum media_format f, struct str ending);

/* True if BYTES of format F certainly lack their end. */
bool text_is_cut(enum media_format f, struct str bytes);

/* What an image tells about people. */
struct image_secrets {
	bool position;     /* where it was taken */
	struct str person; /* who made it or owns the camera; or absent */
};

/* Reads EXIF, XMP and the texts of a PNG, JPEG or WebP; PERSON lives in A. */
void text_image_secrets(struct image_secrets *out, enum media_format f, struct str bytes, struct arena *a);

enum svg_trouble { SVG_FINE, SVG_SCRIPT, SVG_FOREIGN, SVG_OUTSIDE };

/*
 * The first thing in the SVG image BYTES that is more than a drawing: a script,
 * HTML inside, or something that is fetched from elsewhere. *WORDS are those bytes.
 */
enum svg_trouble text_svg_trouble(struct str bytes, struct str *words);

/* True if BYTES begin as a WebVTT file must. */
bool text_is_webvtt(struct str bytes);

/*
 * The names of the files in the ZIP archive BYTES, one after the other: NAME gets
 * the one at *AT, which is 0 at first. False behind the last one, or when BYTES are
 * no archive that can be read.
 */
bool text_zip_next(struct str bytes, size_t *at, struct str *name);

#endif
