/* The names in a ZIP archive, from its central directory (APPNOTE.TXT, section 4.3). */
#include "text/media_int.h"

#define TAIL_BYTES  22u                    /* of the record at the end */
#define TAIL_SEARCH (TAIL_BYTES + 0xffffu) /* with the longest comment */
#define ENTRY_BYTES 46u

/* Where the central directory begins, or SIZE_MAX. */
static size_t directory_of(struct str s)
{
	size_t i, last = s.n > TAIL_SEARCH ? s.n - TAIL_SEARCH : 0;

	if (s.n < TAIL_BYTES)
		return SIZE_MAX;
	for (i = s.n - TAIL_BYTES + 1; i-- > last;)
		if (memcmp(s.p + i, "PK\x05\x06", 4) == 0)
			return media_le32(s.p + i + 16);
	return SIZE_MAX;
}

bool text_zip_next(struct str bytes, size_t *at, struct str *name)
{
	size_t n;

	if (*at == 0)
		*at = directory_of(bytes);
	if (*at > bytes.n || bytes.n - *at < ENTRY_BYTES || memcmp(bytes.p + *at, "PK\x01\x02", 4) != 0)
		return false;
	n = media_le16(bytes.p + *at + 28);
	if (n > bytes.n - *at - ENTRY_BYTES)
		return false;
	*name = str_sub(bytes, *at + ENTRY_BYTES, *at + ENTRY_BYTES + n);
	*at += ENTRY_BYTES + n + media_le16(bytes.p + *at + 30) + media_le16(bytes.p + *at + 32);
	return true;
}
