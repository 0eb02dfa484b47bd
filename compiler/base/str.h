/*
 * str.h: texts as (pointer, length), and a buffer that grows.
 *
 * A struct str does not own its bytes, may hold any byte, and need not end with
 * a NUL. An absent text is {NULL, 0}; an empty one has a pointer.
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include "base/base.h"

struct str {
	const char *p;
	size_t n; /* bytes */
};

/* The literal S as a text. */
#define STR(s) ((struct str){"" s, sizeof(s) - 1})

/* For printf: "%.*s", STR_ARG(s). */
#define STR_ARG(s) (int)(s).n, (s).p ? (s).p : ""

/* The text of the C string S; NULL gives the absent text. */
struct str str_c(const char *s);

bool str_eq(struct str a, struct str b);
bool str_eq_c(struct str a, const char *b);

/* Order by bytes: below, equal to or above 0. */
int str_cmp(struct str a, struct str b);

bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);

/* The bytes from FROM up to, not including, TO; both are cut to the length. */
struct str str_sub(struct str s, size_t from, size_t to);

/* The offset of the first byte C at or after FROM, or s.n when there is none. */
size_t str_find(struct str s, char c, size_t from);

/* True if PART occurs in S. */
bool str_has(struct str s, struct str part);

/* S without leading and trailing blanks, tabs and line ends. */
struct str str_trim(struct str s);

/*
 * The least number of insertions, deletions, replacements and swaps of
 * neighbouring bytes that turn A into B; LIMIT + 1 when it is above LIMIT or
 * when a text is longer than 128 bytes.
 */
unsigned str_distance(struct str a, struct str b, unsigned limit);

/* A growing text on the heap. A zeroed struct buf is an empty one. */
struct buf {
	char *p; /* p[n] is a NUL once something was added */
	size_t n, cap;
};

/* Frees the contents; B is empty afterwards. */
void buf_release(struct buf *b);

void buf_add(struct buf *b, const void *p, size_t n);
void buf_add_str(struct buf *b, struct str s);
void buf_add_c(struct buf *b, const char *s);
void buf_add_byte(struct buf *b, char c);
void buf_add_fmt(struct buf *b, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* Appends S, which is UTF-8, as a JSON string in its shortest form, quotes included. */
void buf_add_json(struct buf *b, struct str s);

/* The contents as a text; valid until B changes. */
struct str buf_str(const struct buf *b);

#endif
