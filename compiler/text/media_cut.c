/* Walks through media piece by piece; files that lack their end. */
#include "text/media_int.h"

size_t media_find(struct str s, const char *words, size_t from)
{
	const char *hit = from < s.n ? memmem(s.p + from, s.n - from, words, strlen(words)) : NULL;

	return hit ? (size_t)(hit - s.p) : SIZE_MAX;
}

static bool is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* Length, type, data, checksum (PNG specification, section 5.3). */
enum media_step png_step(struct str bytes, size_t *at, struct media_piece *piece)
{
	size_t left = bytes.n - *at, i;
	uint32_t n;

	if (left < 12)
		return STEP_CUT;
	n = media_be32(bytes.p + *at);
	piece->type = str_sub(bytes, *at + 4, *at + 8);
	for (i = 0; i < 4; i++)
		if (!is_letter(piece->type.p[i]))
			return STEP_ODD;
	if (n > left - 12)
		return STEP_CUT;
	if (str_eq(piece->type, STR("IEND")))
		return STEP_END;
	piece->data = str_sub(bytes, *at + 8, *at + 8 + n);
	*at += 12 + (size_t)n;
	return STEP_PIECE;
}

/* Where the next marker is in the coded data of a JPEG; bytes.n when there is none. */
static size_t jpeg_marker(struct str bytes, size_t i)
{
	while (i + 1 < bytes.n) {
		unsigned char c;

		i = str_find(bytes, '\xff', i);
		if (i + 1 >= bytes.n)
			break;
		c = (unsigned char)bytes.p[i + 1];
		if (c != 0 && c != 0xff && (c < 0xd0 || c > 0xd7))
			return i;
		i += c == 0xff ? 1 : 2;
	}
	return bytes.n;
}

/* Marker, length, data; behind the start of a scan come coded bytes (ITU-T T.81, annex B). */
enum media_step jpeg_step(struct str bytes, size_t *at, struct media_piece *piece)
{
	size_t i = *at;
	unsigned char marker;
	uint32_t n;

	while (i + 1 < bytes.n && bytes.p[i] == '\xff' && bytes.p[i + 1] == '\xff')
		i++;
	if (i + 1 >= bytes.n)
		return STEP_CUT;
	if (bytes.p[i] != '\xff')
		return STEP_ODD;
	marker = (unsigned char)bytes.p[i + 1];
	piece->type = str_sub(bytes, i + 1, i + 2);
	if (marker == 0xd9)
		return STEP_END;
	if (i + 4 > bytes.n)
		return STEP_CUT;
	n = media_be16(bytes.p + i + 2);
	if (n < 2)
		return STEP_ODD;
	if (n > bytes.n - i - 2)
		return STEP_CUT;
	piece->data = str_sub(bytes, i + 4, i + 2 + n);
	*at = i + 2 + n;
	if (marker == 0xda)
		*at = jpeg_marker(bytes, *at);
	return STEP_PIECE;
}

/* Type, length, data, a byte to make it even. The whole has a length too. */
enum media_step riff_step(struct str bytes, size_t *at, struct media_piece *piece)
{
	uint32_t n;

	if (*at >= bytes.n || bytes.n - *at < 8)
		return STEP_END;
	n = media_le32(bytes.p + *at + 4);
	if (n > bytes.n - *at - 8)
		return STEP_CUT;
	piece->type = str_sub(bytes, *at, *at + 4);
	piece->data = str_sub(bytes, *at + 8, *at + 8 + n);
	*at += 8 + (size_t)n + (n & 1);
	return STEP_PIECE;
}

/* Behind the blocks of data that begin at I, or SIZE_MAX. */
static size_t gif_data(struct str bytes, size_t i)
{
	while (i < bytes.n) {
		unsigned char n = (unsigned char)bytes.p[i];

		i += 1 + (size_t)n;
		if (!n)
			return i;
	}
	return SIZE_MAX;
}

/* The bytes of a colour table that PACKED announces. */
static size_t gif_colours(char packed)
{
	return packed & 0x80 ? (size_t)3 << ((packed & 7) + 1) : 0;
}

/* A screen, then images and extensions up to a semicolon (GIF89a, sections 17 to 27). */
static bool gif_is_cut(struct str bytes)
{
	size_t i;

	if (bytes.n < 13)
		return true;
	i = 13 + gif_colours(bytes.p[10]);
	while (i < bytes.n) {
		char c = bytes.p[i];

		if (c == 0x21)
			i = gif_data(bytes, i + 2);
		else if (c == 0x2c && i + 10 < bytes.n)
			i = gif_data(bytes, i + 11 + gif_colours(bytes.p[i + 9]));
		else
			return c == 0x2c;
	}
	return true;
}

/* Programs that cannot go back write no length, or all ones. */
static bool riff_is_cut(struct str bytes)
{
	uint32_t n = media_le32(bytes.p + 4);

	return n != 0 && n != UINT32_MAX && n > bytes.n - 8 + 1;
}

/* Boxes with a length; 0: up to the end, 1: the length is behind the type (ISO 14496-12). */
static bool mp4_is_cut(struct str bytes)
{
	size_t i = 0;

	while (bytes.n - i >= 8) {
		uint64_t n = media_be32(bytes.p + i);

		if (n == 0)
			return false;
		if (n == 1) {
			if (bytes.n - i < 16)
				return true;
			n = (uint64_t)media_be32(bytes.p + i + 8) << 32 | media_be32(bytes.p + i + 12);
		}
		if (n < 8)
			return false;
		if (n > bytes.n - i)
			return true;
		i += (size_t)n;
	}
	return false;
}

bool text_is_cut(enum media_format f, struct str bytes)
{
	struct media_piece piece;
	enum media_step step = STEP_PIECE;
	size_t at = f == FORMAT_PNG ? PNG_FIRST : JPEG_FIRST;

	switch (f) {
	case FORMAT_PNG:
	case FORMAT_JPEG:
		while (step == STEP_PIECE)
			step = f == FORMAT_PNG ? png_step(bytes, &at, &piece) : jpeg_step(bytes, &at, &piece);
		return step == STEP_CUT;
	case FORMAT_GIF:
		return gif_is_cut(bytes);
	case FORMAT_WEBP:
	case FORMAT_WAV:
		return riff_is_cut(bytes);
	case FORMAT_HEIC:
	case FORMAT_AVIF:
	case FORMAT_MP4:
		return mp4_is_cut(bytes);
	default:
		return false;
	}
}
