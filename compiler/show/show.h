/*
 * show.h: linked content as people read it: a thing merged and resolved.
 */
#ifndef SHOW_SHOW_H
#define SHOW_SHOW_H

#include "base/str.h"
#include "link/link.h"

/*
 * Appends the thing NAME ("velos-loues", or "challenge/velos-loues" where an id
 * stands for several kinds) as text. Returns how many things have that name:
 * nothing is appended when it is 0; when it is above 1 their full names are.
 */
size_t show_thing(struct buf *out, const struct content *c, struct str name);

/* The name that is nearest to NAME among all ids, or the absent text. */
struct str show_nearest(const struct content *c, struct str name);

/*
 * Appends what the key PATH of content means ("unit", "fields.unit"), as the
 * schemas say it, once for each meaning that it has. Returns how many: 0 when no
 * key is called so.
 */
size_t show_key(struct buf *out, struct str path);

/* The key of any schema that is nearest to NAME, or the absent text. */
struct str show_nearest_key(struct str name);

/*
 * Marks the N words WORD as answers to a challenge, in LOCALE or (-1) in all in
 * which it exists, and appends verdicts, why, and what a learner is told. Words are
 * texts of fields (NAME=TEXT where there are several), texts, names or keys of
 * choices and items, or ITEM=TARGET. False, with a complaint alone in OUT, when
 * they are no answer to it.
 */
bool show_marking(struct buf *out, const struct content *c, uint32_t challenge, int locale,
		  const struct str *word, size_t n, enum lang lang);

#endif
