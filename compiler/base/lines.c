#include "base/lines.h"

#include "base/utf8.h"

struct line_col lines_at(struct str bytes, uint32_t offset)
{
	struct line_col at = {.line = 1};
	size_t i, start = 0, end;

	if (offset > bytes.n)
		offset = (uint32_t)bytes.n;
	for (i = 0; i < offset; i++) {
		if (bytes.p[i] == '\r' && i + 1 < bytes.n && bytes.p[i + 1] == '\n')
			continue;
		if (bytes.p[i] == '\n' || bytes.p[i] == '\r') {
			at.line++;
			start = i + 1;
		}
	}
	if (start == 0 && str_starts(bytes, STR("\xef\xbb\xbf")))
		start = offset < 3 ? offset : 3;
	for (end = start; end < bytes.n && bytes.p[end] != '\n' && bytes.p[end] != '\r';)
		end++;
	if (offset > end)
		offset = (uint32_t)end;
	at.text = str_sub(bytes, start, end);
	at.offset = (uint32_t)start;
	at.col = (uint32_t)utf8_count(str_sub(bytes, start, offset)) + 1;
	return at;
}
