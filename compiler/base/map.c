#include "base/map.h"

#include <stdlib.h>

#include "base/alloc.h"

static uint32_t map_hash(struct str s)
{
	uint32_t h = 0x811c9dc5u;
	size_t i;

	for (i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * 0x01000193u;
	h ^= h >> 16;
	h *= 0x85ebca6bu;
	return h ^ h >> 13;
}

void map_release(struct map *m)
{
	free(m->entry);
	free(m->slot);
	*m = (struct map){0};
}

/* The slot of KEY, or the free slot where it belongs. Needs a non-empty table. */
static size_t map_slot(const struct map *m, struct str key, uint32_t hash)
{
	size_t i = hash & (m->nslot - 1);

	while (m->slot[i]) {
		const struct map_entry *e = &m->entry[m->slot[i] - 1];

		if (e->hash == hash && str_eq(e->key, key))
			break;
		i = (i + 1) & (m->nslot - 1);
	}
	return i;
}

static void map_widen(struct map *m)
{
	size_t i;

	free(m->slot);
	m->nslot = m->nslot ? m->nslot * 2 : 16;
	m->slot = alloc_zero(m->nslot, sizeof(*m->slot));
	for (i = 0; i < m->n; i++)
		m->slot[map_slot(m, m->entry[i].key, m->entry[i].hash)] = (uint32_t)i + 1;
}

uint32_t map_get(const struct map *m, struct str key)
{
	size_t i;

	if (!m->n)
		return MAP_NONE;
	i = map_slot(m, key, map_hash(key));
	return m->slot[i] ? m->entry[m->slot[i] - 1].value : MAP_NONE;
}

uint32_t map_add(struct map *m, struct str key, uint32_t value)
{
	uint32_t hash = map_hash(key);
	size_t i;

	if ((m->n + 1) * 2 > m->nslot)
		map_widen(m);
	i = map_slot(m, key, hash);
	if (m->slot[i])
		return m->entry[m->slot[i] - 1].value;
	ALLOC_GROW(m->entry, m->n, m->cap);
	m->entry[m->n] = (struct map_entry){key, value, hash};
	m->slot[i] = (uint32_t)++m->n;
	return MAP_NONE;
}

void map_set(struct map *m, struct str key, uint32_t value)
{
	if (map_add(m, key, value) != MAP_NONE)
		m->entry[m->slot[map_slot(m, key, map_hash(key))] - 1].value = value;
}
