/*
 * utf8.h: UTF-8 as Unicode defines it: no overlong forms, no surrogates,
 * nothing above U+10FFFF.
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/base.h"
#include "base/str.h"

/* The offset of the first byte that is not part of valid UTF-8, or s.n. */
size_t utf8_check(struct str s);

/*
 * The code point at offset *I of valid UTF-8, and *I moved behind it. *I must
 * be below s.n.
 */
uint32_t utf8_next(struct str s, size_t *i);

/* Number of code points of valid UTF-8. */
size_t utf8_count(struct str s);

/* Appends the code point C. */
void utf8_add(struct buf *b, uint32_t c);

/* Terminal cells of the code point C: 0 (combining, invisible), 1 or 2. */
int utf8_width(uint32_t c);

/*
 * True for characters that a terminal or a reader may be deceived by: C0 and C1
 * controls, bidi controls, zero-width and tag characters, line and paragraph
 * separators, noncharacters. Tab and line end are controls too.
 */
bool utf8_is_unsafe(uint32_t c);

/* Appends S with unsafe characters shown as <U+XXXX>, line ends included. */
void utf8_add_visible(struct buf *b, struct str s);

#endif
