/*
 * lines.h: byte offsets as line and column, computed when someone asks.
 */
#ifndef BASE_LINES_H
#define BASE_LINES_H

#include "base/base.h"
#include "base/str.h"

struct line_col {
	uint32_t line;   /* from 1 */
	uint32_t col;    /* from 1, in code points */
	struct str text; /* the line without its end */
	uint32_t offset; /* of the line's first byte */
};

/*
 * The line that holds OFFSET (at most BYTES.n) in valid UTF-8. Lines end with
 * LF, CRLF or CR; a byte order mark at the beginning has no width.
 */
struct line_col lines_at(struct str bytes, uint32_t offset);

#endif
