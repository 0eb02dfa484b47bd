/*
 * catalog.h: the compiled message catalogue, made by tools/mkcatalog.c from
 * diag/pages/ and diag/po/. Private to this folder.
 */
#ifndef DIAG_CATALOG_H
#define DIAG_CATALOG_H

#include "diag/diag.h"

struct catalog_text {
	const char *key; /* "message", "label.near", "note.first" */
	const char *en;
	const char *fr; /* NULL while there is no translation */
};

struct catalog_page {
	const struct catalog_text *text;
	size_t n;
	const char *body; /* Markdown behind the texts */
};

extern const struct catalog_page catalog_rules[RULE_COUNT];
extern const struct catalog_page catalog_ui;

#endif
