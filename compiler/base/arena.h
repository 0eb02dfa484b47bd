/*
 * arena.h: memory that is freed all at once.
 *
 * One arena per unit and one per build; what lives in an arena is never freed
 * alone. A zeroed struct arena is an empty one.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/base.h"
#include "base/str.h"

struct arena_block;

struct arena {
	struct arena_block *block; /* newest block first */
	char *next;                /* first free byte of the newest block */
	char *end;                 /* end of the newest block */
	size_t total;              /* bytes taken from the heap */
};

/* Makes A an empty arena. */
void arena_init(struct arena *a);

/* Frees all that was allocated; A is an empty arena afterwards. */
void arena_release(struct arena *a);

/* N bytes aligned for any type, not initialised; live in A. */
void *arena_alloc(struct arena *a, size_t n);

/* N elements of SIZE bytes, zeroed; live in A. */
void *arena_zero(struct arena *a, size_t n, size_t size);

/* A copy of S that ends with a NUL (not counted); lives in A. */
struct str arena_str(struct arena *a, struct str s);

/* A text made as printf does, ended by a NUL; lives in A. */
struct str arena_fmt(struct arena *a, const char *fmt, ...) PRINTF_LIKE(2, 3);

/*
 * A copy of OLD (NR elements of SIZE bytes) with room for CAP elements; lives
 * in A. The old array stays until the arena goes.
 */
void *arena_resize(struct arena *a, const void *old, size_t nr, size_t cap, size_t size);

#define ARENA_NEW(a, type)      ((type *)arena_zero((a), 1, sizeof(type)))
#define ARENA_ARRAY(a, n, type) ((type *)arena_zero((a), (n), sizeof(type)))

/* Makes room in an array of the arena for one more element, as ALLOC_GROW. */
#define ARENA_GROW(a, array, nr, cap)                                                                        \
	do {                                                                                                 \
		if ((nr) >= (cap)) {                                                                         \
			(cap) = (cap) ? (cap)*2 : 4;                                                         \
			(array) = arena_resize((a), (array), (nr), (cap), sizeof(*(array)));                 \
		}                                                                                            \
	} while (0)

#endif
