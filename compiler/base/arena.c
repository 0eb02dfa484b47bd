#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/alloc.h"

#define ARENA_FIRST (4u << 10)
#define ARENA_MOST  (1u << 20)

struct arena_block {
	struct arena_block *older;
	size_t size; /* of the whole block, this header included */
	max_align_t data[];
};

void arena_init(struct arena *a)
{
	*a = (struct arena){0};
}

void arena_release(struct arena *a)
{
	struct arena_block *b = a->block;

	while (b) {
		struct arena_block *older = b->older;

		free(b);
		b = older;
	}
	arena_init(a);
}

static void arena_add_block(struct arena *a, size_t n)
{
	size_t size = a->block ? a->block->size * 2 : ARENA_FIRST;
	struct arena_block *b;

	if (size > ARENA_MOST)
		size = ARENA_MOST;
	if (n > SIZE_MAX / 2)
		alloc_failed(n);
	if (size < n + sizeof(*b))
		size = n + sizeof(*b);
	b = alloc_bytes(size);
	b->older = a->block;
	b->size = size;
	a->block = b;
	a->next = (char *)b->data;
	a->end = (char *)b + size;
	a->total += size;
}

void *arena_alloc(struct arena *a, size_t n)
{
	const size_t align = _Alignof(max_align_t);
	void *p;

	if (n > SIZE_MAX / 2)
		alloc_failed(n);
	n = (n + align - 1) / align * align;
	if (!a->block || (size_t)(a->end - a->next) < n)
		arena_add_block(a, n);
	p = a->next;
	a->next += n;
	return p;
}

void *arena_zero(struct arena *a, size_t n, size_t size)
{
	void *p;

	if (size && n > SIZE_MAX / size)
		alloc_failed(SIZE_MAX);
	p = arena_alloc(a, n * size);
	return memset(p, 0, n * size);
}

struct str arena_str(struct arena *a, struct str s)
{
	char *p = arena_alloc(a, s.n + 1);

	if (s.n)
		memcpy(p, s.p, s.n);
	p[s.n] = '\0';
	return (struct str){p, s.n};
}

struct str arena_fmt(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	int n;
	char *p;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0)
		BUG("format '%s' cannot be printed", fmt);
	p = arena_alloc(a, (size_t)n + 1);
	va_start(ap, fmt);
	vsnprintf(p, (size_t)n + 1, fmt, ap);
	va_end(ap);
	return (struct str){p, (size_t)n};
}

void *arena_resize(struct arena *a, const void *old, size_t nr, size_t cap, size_t size)
{
	void *p = arena_zero(a, cap, size);

	if (nr)
		memcpy(p, old, nr * size);
	return p;
}
