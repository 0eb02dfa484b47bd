/*
 * memory.c: a snapshot whose files stand in memory, for tests and editors.
 */
#include "source/source_int.h"

#include <stdlib.h>

#include "base/alloc.h"

static int by_path(const void *a, const void *b)
{
	return str_cmp(((const struct entry *)a)->file.path, ((const struct entry *)b)->file.path);
}

struct snapshot *snapshot_memory(const struct str *path, const struct str *bytes, size_t n)
{
	struct snapshot *s = alloc_zero(1, sizeof(*s));
	size_t i;

	s->kind = SNAPSHOT_MEMORY;
	s->root_fd = -1;
	s->what = "files in memory";
	for (i = 0; i < n; i++) {
		ALLOC_GROW(s->entry, s->n, s->cap);
		s->entry[s->n++] = (struct entry){
		    .file = {.path = arena_str(&s->arena, path[i]), .size = bytes[i].n},
		    .bytes = arena_str(&s->arena, bytes[i]),
		};
	}
	if (s->n)
		qsort(s->entry, s->n, sizeof(*s->entry), by_path);
	for (i = 1; i < s->n; i++)
		if (str_eq(s->entry[i - 1].file.path, s->entry[i].file.path))
			BUG("'%.*s' is there twice", STR_ARG(s->entry[i].file.path));
	return s;
}
