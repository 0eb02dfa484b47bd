/*
 * markdown.h: what stands in one Markdown text, as facts with places.
 *
 * CommonMark with tables and strikethrough, as the content model has it. Nothing
 * outside markdown.c knows which library reads it.
 */
#ifndef TEXT_MARKDOWN_H
#define TEXT_MARKDOWN_H

#include "base/arena.h"
#include "base/base.h"
#include "base/str.h"

enum markdown_kind {
	MARKDOWN_HTML,        /* a tag, a comment or a whole block of HTML */
	MARKDOWN_LINK,        /* URL, and what it is called: LABEL */
	MARKDOWN_IMAGE,       /* URL, and its alternative text: LABEL */
	MARKDOWN_HEADING,     /* LEVEL */
	MARKDOWN_OPEN_FENCE,  /* a fence of code that is never closed: its line */
	MARKDOWN_OPEN_CODE,   /* backticks without their partner in the paragraph */
	MARKDOWN_NO_TABLE,    /* a line that separates nothing: the lines around it are no table */
	MARKDOWN_BARE_ROWS,   /* lines like rows of a table, without a line that makes it one */
	MARKDOWN_LOST_CELLS,  /* a row with more cells than its table has columns */
	MARKDOWN_BROKEN_LINK, /* "](http" that is no link */
};

struct markdown_part {
	enum markdown_kind kind;
	uint32_t start, end; /* in bytes of the text */
	struct str url;      /* as it is read; in the arena */
	struct str label;    /* without markup, trimmed; in the arena */
	unsigned level;      /* heading: 1 to 6; lost cells: how many columns the table has */
};

struct markdown {
	struct markdown_part *v; /* in the arena */
	size_t n;
};

/*
 * Reads S, which is UTF-8, into M. Nothing is found in a text beyond
 * LIMIT_MARKDOWN_BYTES or LIMIT_MARKDOWN_CELLS.
 */
void text_markdown(struct markdown *m, struct str s, struct arena *a);

/* The offset behind the code span that opens at I with a run of backticks, or behind the run. */
size_t text_skip_code(struct str s, size_t i);

#endif
