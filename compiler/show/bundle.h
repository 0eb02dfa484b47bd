/*
 * bundle.h: a bundle as people read it, through the public reader alone.
 */
#ifndef SHOW_BUNDLE_H
#define SHOW_BUNDLE_H

#include "base/str.h"
#include "bundle/pxb.h"

/*
 * Appends what B holds: name, version, flavour, locales, counts per competence
 * and level, SIZE in bytes, identity.
 */
void show_bundle(struct buf *out, const struct pxb *b, uint64_t size);

/*
 * Appends the thing NAME ("velos-loues" or "challenge/velos-loues") of B. Returns
 * how many things have that name; nothing is appended when it is 0, their full
 * names when it is above 1. What is withdrawn counts: of it is told just that.
 */
size_t show_bundle_thing(struct buf *out, const struct pxb *b, struct str name);

#endif
