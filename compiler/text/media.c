/* Headers of images: how many pixels they have. */
#include "text/text.h"

static uint32_t be16(const unsigned char *p)
{
	return (uint32_t)p[0] << 8 | p[1];
}

static uint32_t be32(const unsigned char *p)
{
	return be16(p) << 16 | be16(p + 2);
}

static bool png_size(uint32_t *width, uint32_t *height, const unsigned char *p, size_t n)
{
	if (n < 24 || memcmp(p, "\x89PNG\r\n\x1a\n", 8) != 0 || memcmp(p + 12, "IHDR", 4) != 0)
		return false;
	*width = be32(p + 16);
	*height = be32(p + 20);
	return true;
}

static bool gif_size(uint32_t *width, uint32_t *height, const unsigned char *p, size_t n)
{
	if (n < 10 || (memcmp(p, "GIF87a", 6) != 0 && memcmp(p, "GIF89a", 6) != 0))
		return false;
	*width = p[6] | (uint32_t)p[7] << 8;
	*height = p[8] | (uint32_t)p[9] << 8;
	return true;
}

/* Markers C0 to CF but C4, C8 and CC begin a frame (ITU-T T.81, table B.1). */
static bool jpeg_size(uint32_t *width, uint32_t *height, const unsigned char *p, size_t n)
{
	size_t i = 2;

	if (n < 4 || p[0] != 0xff || p[1] != 0xd8)
		return false;
	while (i + 9 <= n && p[i] == 0xff) {
		unsigned char marker = p[i + 1];

		if (marker == 0xff) {
			i++;
			continue;
		}
		if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc) {
			*height = be16(p + i + 5);
			*width = be16(p + i + 7);
			return true;
		}
		i += 2 + be16(p + i + 2);
	}
	return false;
}

bool text_image_size(uint32_t *width, uint32_t *height, struct str bytes)
{
	const unsigned char *p = (const unsigned char *)bytes.p;

	return png_size(width, height, p, bytes.n) || gif_size(width, height, p, bytes.n) ||
	       jpeg_size(width, height, p, bytes.n);
}
