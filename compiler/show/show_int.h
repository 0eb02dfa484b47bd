/*
 * show_int.h: what the files of this folder share.
 */
#ifndef SHOW_SHOW_INT_H
#define SHOW_SHOW_INT_H

#include "show/show.h"

/* Appends an indented line "label: value" unless VALUE is absent or empty. */
void show_line(struct buf *out, int indent, const char *label, struct str value);

/* A text by locale: "label (fr): ..." for each locale that has one. */
void show_ltext(struct buf *out, const struct content *c, int indent, const char *label,
		const struct ltext *t);

/* The same for a list by locale, joined by " | "; one line when all locales agree. */
void show_llist(struct buf *out, const struct content *c, int indent, const char *label,
		const struct llist *l);

/* Ids joined by commas. */
void show_list(struct buf *out, int indent, const char *label, const struct str_list *l);

void show_question(struct buf *out, const struct content *c, int indent, const struct question *q);
void show_image(struct buf *out, const struct content *c, int indent, const char *label,
		const struct image *m);
void show_document(struct buf *out, const struct content *c, int indent, const char *label,
		   const struct document *d);
void show_embed(struct buf *out, const struct content *c, int indent, const struct embed *e);

void show_challenge(struct buf *out, const struct content *c, uint32_t at);
void show_tutorial(struct buf *out, const struct content *c, uint32_t at);

#endif
