/*
 * text.h: the little languages inside values. (pointer, length) in, small typed
 * values out; nothing here knows files, YAML or content.
 */
#ifndef TEXT_TEXT_H
#define TEXT_TEXT_H

#include "base/arena.h"
#include "base/base.h"
#include "base/str.h"

/* S in Unicode's normal form C; S itself when it is in it already, else in A. */
struct str text_nfc(struct arena *a, struct str s);

/*
 * "90 s", "10 min", "2 h", "4 d" as seconds. False when S is no such duration or
 * does not fit.
 */
bool text_duration(uint32_t *seconds, struct str s);

/* True if S is an id: [a-z0-9]+(-[a-z0-9]+)*, at most LIMIT_ID_BYTES. */
bool text_is_id(struct str s);

enum layout_kind { LAYOUT_FIELD, LAYOUT_WORDS, LAYOUT_ODD };

/*
 * A place in a layout (content model, "layout"): ${name}, or [words](#name).
 * LAYOUT_ODD: a "${" that is not closed or holds no name.
 */
struct layout_span {
	enum layout_kind kind;
	uint32_t start, end; /* of the whole piece, in bytes of the layout */
	struct str name;
	struct str words; /* LAYOUT_WORDS */
};

/*
 * Finds the places of LAYOUT in their order; "\${" and code spans hold none. The
 * array lives in A; returns how many there are.
 */
size_t text_layout(struct layout_span **out, struct str layout, struct arena *a);

/*
 * FILE relative to the folder of the file FROM, as a path from the root; in A.
 * FILE holds neither ".." nor a leading '/' (the schemas see to that).
 */
struct str text_beside(struct arena *a, struct str from, struct str file);

/*
 * Width and height in pixels from the header of a PNG, GIF or JPEG. False when
 * BYTES are none of them or too short.
 */
bool text_image_size(uint32_t *width, uint32_t *height, struct str bytes);

/*
 * True if VERSION ("1.2.3") meets PIN (">=1.0", "=1.2.3", "1.4"); false with *ODD
 * set when PIN is none.
 */
bool text_version_meets(struct str pin, const char *version, bool *odd);

/* True if VERSION is above the lowest one that PIN names: what PIN promises may not know it. */
bool text_version_is_newer(const char *version, struct str pin);

#endif
