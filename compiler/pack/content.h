/*
 * content.h: linked content as rows of a bundle.
 *
 * The other half of this folder (pack.h) lays rows out as bytes; this one says
 * which rows there are. What is in a bundle follows from statuses: validated and
 * retired things, with DRAFTS also drafts, of withdrawn ones the id alone.
 */
#ifndef PACK_CONTENT_H
#define PACK_CONTENT_H

#include "link/link.h"
#include "pack/pack.h"

struct pack_options {
	bool drafts;
};

/* What a bundle holds, for people. */
struct pack_counts {
	size_t challenges; /* prototypes and variants */
	size_t skills, tutorials, paths, media;
	size_t localisations;
	struct str_list left_out; /* ids of drafts that refer to what is not there */
};

/* Rows and media of a content; opaque. */
struct pack_content;

/*
 * Makes the rows of C, whose media are in FILES, and lays them out. C and FILES
 * must outlive the result, which pack_content_free frees. Returns 0, or -1 with
 * ERR filled: a file cannot be read, or a limit of the format is passed.
 */
int pack_content_make(struct pack_content **out, const struct content *c, struct snapshot *files,
		      const struct pack_options *o, struct err *err);

void pack_content_free(struct pack_content *p);

const struct pack_counts *pack_content_counts(const struct pack_content *p);

/* Writes the bundle to the file PATH, which appears whole or not at all. */
int pack_content_write(const char *path, uint8_t identity[32], struct pack_content *p,
		       enum pack_flavour flavour, struct err *err);

/* Writes the bundle to OUT. */
int pack_content_buf(struct buf *out, uint8_t identity[32], struct pack_content *p, enum pack_flavour flavour,
		     struct err *err);

#endif
