/*
 * alloc.h: memory from the heap that is never NULL.
 *
 * When memory runs out the process says so and ends with EXIT_RESOURCE: there
 * is nothing to save, since files are replaced atomically at the very end.
 */
#ifndef BASE_ALLOC_H
#define BASE_ALLOC_H

#include "base/base.h"

/* N bytes, not initialised; the caller frees. N of 0 gives a valid pointer. */
void *alloc_bytes(size_t n);

/* N elements of SIZE bytes, zeroed; the caller frees. */
void *alloc_zero(size_t n, size_t size);

/* Resizes P (or NULL) to N elements of SIZE bytes; the caller frees. */
void *alloc_resize(void *p, size_t n, size_t size);

/* Ends the process with EXIT_RESOURCE after saying that memory ran out. */
NORETURN void alloc_failed(size_t n);

/*
 * Makes room in a heap array for one more element: when NR has reached CAP,
 * ARRAY grows by half and CAP is updated.
 */
#define ALLOC_GROW(array, nr, cap)                                                                           \
	do {                                                                                                 \
		if ((nr) >= (cap)) {                                                                         \
			(cap) = (cap) ? (cap) + (cap) / 2 + 1 : 8;                                           \
			(array) = alloc_resize((array), (cap), sizeof(*(array)));                            \
		}                                                                                            \
	} while (0)

#endif
