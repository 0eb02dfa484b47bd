#include "base/utf8.h"

#include <utf8proc.h>

/* Length of the sequence that begins at P with N bytes left, or 0 if invalid. */
static size_t sequence(const unsigned char *p, size_t n)
{
	size_t len = p[0] < 0x80   ? 1
		     : p[0] < 0xc2 ? 0
		     : p[0] < 0xe0 ? 2
		     : p[0] < 0xf0 ? 3
		     : p[0] < 0xf5 ? 4
				   : 0;
	size_t i;

	if (!len || len > n)
		return 0;
	for (i = 1; i < len; i++)
		if ((p[i] & 0xc0) != 0x80)
			return 0;
	if ((p[0] == 0xe0 && p[1] < 0xa0) || (p[0] == 0xed && p[1] > 0x9f) || (p[0] == 0xf0 && p[1] < 0x90) ||
	    (p[0] == 0xf4 && p[1] > 0x8f))
		return 0;
	return len;
}

size_t utf8_check(struct str s)
{
	const unsigned char *p = (const unsigned char *)s.p;
	size_t i = 0;

	while (i < s.n) {
		uint64_t word;
		size_t len;

		if (s.n - i >= 8) {
			memcpy(&word, p + i, 8);
			if (!(word & 0x8080808080808080u)) {
				i += 8;
				continue;
			}
		}
		len = sequence(p + i, s.n - i);
		if (!len)
			return i;
		i += len;
	}
	return s.n;
}

uint32_t utf8_next(struct str s, size_t *i)
{
	const unsigned char *p = (const unsigned char *)s.p + *i;

	if (p[0] < 0x80) {
		*i += 1;
		return p[0];
	}
	if (p[0] < 0xe0) {
		*i += 2;
		return (p[0] & 0x1fu) << 6 | (p[1] & 0x3fu);
	}
	if (p[0] < 0xf0) {
		*i += 3;
		return (p[0] & 0x0fu) << 12 | (p[1] & 0x3fu) << 6 | (p[2] & 0x3fu);
	}
	*i += 4;
	return (p[0] & 0x07u) << 18 | (p[1] & 0x3fu) << 12 | (p[2] & 0x3fu) << 6 | (p[3] & 0x3fu);
}

size_t utf8_count(struct str s)
{
	size_t i, n = 0;

	for (i = 0; i < s.n; i++)
		n += ((unsigned char)s.p[i] & 0xc0) != 0x80;
	return n;
}

void utf8_add(struct buf *b, uint32_t c)
{
	utf8proc_uint8_t out[4];
	utf8proc_ssize_t n = utf8proc_encode_char((utf8proc_int32_t)c, out);

	buf_add(b, out, (size_t)n);
}

int utf8_width(uint32_t c)
{
	int w = utf8proc_charwidth((utf8proc_int32_t)c);

	return w < 0 ? 0 : w;
}

static bool in(uint32_t c, uint32_t first, uint32_t last)
{
	return c >= first && c <= last;
}

bool utf8_is_unsafe(uint32_t c)
{
	return c < 0x20 || in(c, 0x7f, 0x9f) || c == 0xad || c == 0x61c || in(c, 0x200b, 0x200f) ||
	       in(c, 0x2028, 0x202e) || in(c, 0x2060, 0x206f) || c == 0xfeff || in(c, 0xfff0, 0xfffb) ||
	       in(c, 0xe0000, 0xe0fff) || in(c, 0xfdd0, 0xfdef) || (c & 0xfffe) == 0xfffe;
}

void utf8_add_visible(struct buf *b, struct str s)
{
	size_t i = 0;

	while (i < s.n) {
		size_t start = i;
		uint32_t c;

		if (!sequence((const unsigned char *)s.p + i, s.n - i)) {
			buf_add_fmt(b, "<%02X>", (unsigned char)s.p[i++]);
			continue;
		}
		c = utf8_next(s, &i);
		if (utf8_is_unsafe(c))
			buf_add_fmt(b, "<U+%04X>", (unsigned)c);
		else
			buf_add(b, s.p + start, i - start);
	}
}
