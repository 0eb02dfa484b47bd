/*
 * map.h: a hash table from texts to 32-bit numbers (mostly array positions).
 *
 * Keys are not copied: their bytes must outlive the map. The order of entries
 * is that of insertion and does not depend on hashes. A zeroed map is empty.
 */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/base.h"
#include "base/str.h"

#define MAP_NONE UINT32_MAX

struct map_entry {
	struct str key;
	uint32_t value;
	uint32_t hash;
};

struct map {
	struct map_entry *entry; /* in order of insertion */
	size_t n, cap;
	uint32_t *slot; /* entry number + 1, or 0; open addressing */
	size_t nslot;   /* a power of two, or 0 */
};

/* Frees the table, not the keys; M is empty afterwards. */
void map_release(struct map *m);

/* The value of KEY, or MAP_NONE. */
uint32_t map_get(const struct map *m, struct str key);

/*
 * Adds KEY with VALUE unless it is there. Returns MAP_NONE when it was added,
 * else the value that is there already.
 */
uint32_t map_add(struct map *m, struct str key, uint32_t value);

/* Adds KEY or replaces its value. */
void map_set(struct map *m, struct str key, uint32_t value);

#endif
