/*
 * dump.h: everything that a bundle holds as JSON, for people and for tests.
 */
#ifndef PACK_DUMP_H
#define PACK_DUMP_H

#include "base/str.h"
#include "bundle/pxb.h"

/*
 * Appends all of B, which passed PXB_CHECK_STRUCT: things by id in the order of
 * bytes, rows as objects with the names of format.def, what exists per locale
 * under its tag. What is absent (no text, none, an empty list) is left out. The
 * text depends on the content alone, not on buckets.
 */
void pack_dump(struct buf *out, const struct pxb *b);

#endif
