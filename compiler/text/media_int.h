/*
 * media_int.h: what the readers of media share.
 */
#ifndef TEXT_MEDIA_INT_H
#define TEXT_MEDIA_INT_H

#include "text/media.h"

static inline uint32_t media_be16(const char *p)
{
	const unsigned char *u = (const unsigned char *)p;

	return (uint32_t)u[0] << 8 | u[1];
}

static inline uint32_t media_le16(const char *p)
{
	const unsigned char *u = (const unsigned char *)p;

	return (uint32_t)u[1] << 8 | u[0];
}

static inline uint32_t media_be32(const char *p)
{
	return media_be16(p) << 16 | media_be16(p + 2);
}

static inline uint32_t media_le32(const char *p)
{
	return media_le16(p + 2) << 16 | media_le16(p);
}

enum media_step { STEP_PIECE, STEP_END, STEP_CUT, STEP_ODD };

/* A chunk of a PNG or RIFF, or a segment of a JPEG. */
struct media_piece {
	struct str type; /* four letters; of a JPEG: the byte of its marker */
	struct str data;
};

/*
 * The piece at *AT, and *AT moved behind it. STEP_END: there is none, the file is
 * complete; STEP_CUT: it ends too early; STEP_ODD: no such thing stands here.
 */
enum media_step png_step(struct str bytes, size_t *at, struct media_piece *piece);
enum media_step jpeg_step(struct str bytes, size_t *at, struct media_piece *piece);
enum media_step riff_step(struct str bytes, size_t *at, struct media_piece *piece);

/* Where they begin. */
#define PNG_FIRST  8
#define JPEG_FIRST 2
#define RIFF_FIRST 12

/* The offset of WORDS in S at or behind FROM, or SIZE_MAX. */
size_t media_find(struct str s, const char *words, size_t from);

#endif
