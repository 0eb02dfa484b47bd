#include "base/alloc.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

void bug_at(const char *file, int line, const char *fmt, ...)
{
	va_list ap;

	fprintf(stderr, "pixc: BUG at %s:%d: ", file, line);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	abort();
}

void alloc_failed(size_t n)
{
	fprintf(stderr, "pixc: error: out of memory (%zu bytes were asked for)\n", n);
	_exit(EXIT_RESOURCE);
}

void *alloc_bytes(size_t n)
{
	void *p = malloc(n ? n : 1);

	if (!p)
		alloc_failed(n);
	return p;
}

void *alloc_zero(size_t n, size_t size)
{
	void *p = calloc(n ? n : 1, size ? size : 1);

	if (!p)
		alloc_failed(n);
	return p;
}

void *alloc_resize(void *p, size_t n, size_t size)
{
	void *q;

	if (size && n > SIZE_MAX / size)
		alloc_failed(SIZE_MAX);
	q = realloc(p, n && size ? n * size : 1);
	if (!q)
		alloc_failed(n * size);
	return q;
}
