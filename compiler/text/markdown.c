/* Facts about one Markdown text. cmark-gfm reads it; what it does not say is looked for in its lines. */
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/limits.h"
#include "text/markdown.h"

struct reader {
	struct markdown *m;
	size_t cap;
	struct arena *a;
	struct str s;
	uint32_t *line; /* where each line begins, and one more at the end */
	size_t nline;
};

size_t text_skip_code(struct str s, size_t i)
{
	size_t run = i, j;

	while (run < s.n && s.p[run] == '`')
		run++;
	for (j = run; j < s.n;) {
		size_t end = j;

		if (s.p[j] != '`') {
			j++;
			continue;
		}
		while (end < s.n && s.p[end] == '`')
			end++;
		if (end - j == run - i)
			return end;
		j = end;
	}
	return run;
}

/* --- lines --------------------------------------------------------------------------- */

static void split_lines(struct reader *r)
{
	size_t i, cap = 0;

	ARENA_GROW(r->a, r->line, r->nline, cap);
	r->line[r->nline++] = 0;
	for (i = str_find(r->s, '\n', 0); i + 1 < r->s.n; i = str_find(r->s, '\n', i + 1)) {
		ARENA_GROW(r->a, r->line, r->nline, cap);
		r->line[r->nline++] = (uint32_t)i + 1;
	}
	ARENA_GROW(r->a, r->line, r->nline, cap);
	r->line[r->nline] = (uint32_t)r->s.n;
}

/* The offset at which line NUMBER (from 1) begins; the end for lines beyond. */
static uint32_t line_at(const struct reader *r, int number)
{
	size_t i = number > 0 ? (size_t)number - 1 : 0;

	return r->line[i < r->nline ? i : r->nline];
}

/* Line NUMBER without its line end. */
static struct str line_text(const struct reader *r, int number)
{
	struct str s = str_sub(r->s, line_at(r, number), line_at(r, number + 1));

	return s.n && s.p[s.n - 1] == '\n' ? str_sub(s, 0, s.n - 1) : s;
}

static struct markdown_part *add(struct reader *r, enum markdown_kind kind, size_t start, size_t end)
{
	struct markdown_part *p;

	ARENA_GROW(r->a, r->m->v, r->m->n, r->cap);
	p = &r->m->v[r->m->n++];
	*p = (struct markdown_part){.kind = kind, .start = (uint32_t)start, .end = (uint32_t)end};
	return p;
}

static struct markdown_part *add_piece(struct reader *r, enum markdown_kind kind, struct str piece)
{
	size_t start = (size_t)(piece.p - r->s.p);

	return add(r, kind, start, start + piece.n);
}

/* --- places of inline nodes ------------------------------------------------------------ */

/*
 * Where NODE begins. Its column is right but for lines whose indentation was taken
 * away, so FIRST, what it begins with, is looked for from there on in its line.
 */
static size_t place_of(const struct reader *r, cmark_node *node, struct str first)
{
	int number = cmark_node_get_start_line(node), column = cmark_node_get_start_column(node);
	struct str line = line_text(r, number);
	size_t i = column > 0 ? (size_t)column - 1 : 0, start = line_at(r, number);

	for (; i + first.n <= line.n; i++)
		if (memcmp(line.p + i, first.p, first.n) == 0)
			return start + i;
	return start;
}

/* The end of NODE, which begins at START: where it is said if LAST stands there, else in its first line. */
static size_t end_of(const struct reader *r, cmark_node *node, size_t start, const char *last)
{
	int number = cmark_node_get_end_line(node);
	size_t end = line_at(r, number) + (size_t)cmark_node_get_end_column(node);
	size_t stop = str_find(r->s, '\n', start), i;

	if (end > start && end <= r->s.n && strchr(last, r->s.p[end - 1]))
		return end;
	for (i = start; i < stop; i++)
		if (strchr(last, r->s.p[i]))
			return i + 1;
	return stop;
}

/* The text inside NODE without markup, trimmed. */
static struct str label_of(const struct reader *r, cmark_node *node)
{
	cmark_iter *iter = cmark_iter_new(node);
	cmark_event_type event;
	struct buf b = {0};
	struct str s;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *n = cmark_iter_get_node(iter);
		cmark_node_type type = cmark_node_get_type(n);

		if (event != CMARK_EVENT_ENTER)
			continue;
		if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE)
			buf_add_c(&b, cmark_node_get_literal(n));
		else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
			buf_add_byte(&b, ' ');
	}
	cmark_iter_free(iter);
	s = arena_str(r->a, str_trim(buf_str(&b)));
	buf_release(&b);
	return s;
}

/*
 * Where a link or an image begins: its own place is wrong in pointed brackets and over
 * several lines, that of what stands inside is right. The bracket is the last one before it.
 */
static size_t link_place(const struct reader *r, cmark_node *node, enum markdown_kind kind)
{
	cmark_node *child = cmark_node_first_child(node);
	size_t line, at;

	if (!child || cmark_node_get_start_line(child) <= 0)
		return place_of(r, node, kind == MARKDOWN_LINK ? STR("[") : STR("!["));
	line = line_at(r, cmark_node_get_start_line(child));
	at = line + (size_t)cmark_node_get_start_column(child) - 1;
	for (at = at < r->s.n ? at : r->s.n; at > line; at--)
		if (r->s.p[at - 1] == '[' || r->s.p[at - 1] == '<')
			return at - 1 - (kind == MARKDOWN_IMAGE && at - 1 > line);
	return line;
}

static void read_link(struct reader *r, cmark_node *node, enum markdown_kind kind)
{
	const char *url = cmark_node_get_url(node);
	size_t start = link_place(r, node, kind);
	struct markdown_part *p;

	p = add(r, kind, start, end_of(r, node, start, start < r->s.n && r->s.p[start] == '<' ? ">" : ")]"));
	p->url = arena_str(r->a, str_c(url ? url : ""));
	p->label = label_of(r, node);
}

static void read_html(struct reader *r, cmark_node *node)
{
	const char *literal = cmark_node_get_literal(node);
	struct str s = str_c(literal ? literal : "");
	struct str first = str_sub(s, 0, str_find(s, '\n', 0));
	size_t start = place_of(r, node, first);

	add(r, MARKDOWN_HTML, start, start + first.n > r->s.n ? r->s.n : start + first.n);
}

/* --- blocks ------------------------------------------------------------------------------- */

static int last_line(cmark_node *node)
{
	int first = cmark_node_get_start_line(node), last = cmark_node_get_end_line(node);

	return last < first ? first : last;
}

/* True if LINE closes a fence: three of C at least and nothing else, in quotes and lists. */
static bool closes_fence(struct str line, char c)
{
	size_t n;

	while (line.n && (line.p[0] == ' ' || line.p[0] == '>' || line.p[0] == '\t'))
		line = str_sub(line, 1, line.n);
	line = str_trim(line);
	for (n = 0; n < line.n && line.p[n] == c; n++)
		;
	return n >= 3 && n == line.n;
}

static void read_code_block(struct reader *r, cmark_node *node)
{
	int length, offset, first = cmark_node_get_start_line(node), last = last_line(node);
	struct str line = line_text(r, first);
	size_t at = line_at(r, first) + (size_t)cmark_node_get_start_column(node) - 1;
	char fence;

	if (!cmark_node_get_fenced(node, &length, &offset, &fence))
		return;
	if (last == first || !closes_fence(line_text(r, last), fence))
		add(r, MARKDOWN_OPEN_FENCE, at < r->s.n ? at : line_at(r, first), line_at(r, first) + line.n);
}

/* Backticks of a paragraph without their partner: the first run of them. */
static void read_open_code(struct reader *r, struct str text)
{
	size_t i = 0;

	while (i < text.n) {
		size_t run = i, end;

		if (text.p[i] != '`') {
			i += text.p[i] == '\\' ? 2 : 1;
			continue;
		}
		while (run < text.n && text.p[run] == '`')
			run++;
		end = text_skip_code(text, i);
		if (end == run) {
			add_piece(r, MARKDOWN_OPEN_CODE, str_sub(text, i, run));
			return;
		}
		i = end;
	}
}

/* Bars of LINE that separate cells: those not escaped. */
static size_t count_bars(struct str line)
{
	size_t i, n = 0;

	for (i = 0; i < line.n; i++)
		n += line.p[i] == '|' && !(i && line.p[i - 1] == '\\');
	return n;
}

/* True for "|---|:--:|" and "--- | ---": what would stand under the heads of a table. */
static bool is_delimiter(struct str line)
{
	bool bar = false, dash = false;
	size_t i;

	for (i = 0; i < line.n; i++) {
		bar = bar || line.p[i] == '|';
		dash = dash || (line.p[i] == '-' && i + 1 < line.n && line.p[i + 1] == '-');
		if (!strchr("|-: \t>", line.p[i]))
			return false;
	}
	return bar && dash;
}

/* True for "| a | b |". */
static bool is_row(struct str line)
{
	line = str_trim(line);
	return line.n > 2 && line.p[0] == '|' && line.p[line.n - 1] == '|' && count_bars(line) >= 3;
}

/* Lines of a paragraph that were meant as a table: one finding is enough. */
static void read_lost_table(struct reader *r, int first, int last)
{
	int i, rows = 0;

	for (i = first; i <= last; i++)
		if (is_delimiter(line_text(r, i))) {
			add_piece(r, MARKDOWN_NO_TABLE, str_trim(line_text(r, i)));
			return;
		}
	for (i = first; i <= last; i++) {
		rows = is_row(line_text(r, i)) ? rows + 1 : 0;
		if (rows == 2) {
			add_piece(r, MARKDOWN_BARE_ROWS, str_trim(line_text(r, i - 1)));
			return;
		}
	}
}

static void read_paragraph(struct reader *r, cmark_node *node)
{
	int first = cmark_node_get_start_line(node), last = last_line(node);

	read_open_code(r, str_sub(r->s, line_at(r, first), line_at(r, last) + line_text(r, last).n));
	read_lost_table(r, first, last);
}

/* Cells beyond the last column are not shown: from their bar on. */
static void read_row(struct reader *r, cmark_node *node)
{
	cmark_node *table = cmark_node_parent(node);
	unsigned columns = table ? cmark_gfm_extensions_get_table_columns(table) : 0, n = 0;
	struct str line = str_trim(line_text(r, cmark_node_get_start_line(node)));
	size_t i;

	while (line.n && (line.p[0] == '>' || line.p[0] == ' '))
		line = str_sub(line, 1, line.n);
	if (line.n && line.p[line.n - 1] == '|')
		line = str_sub(line, 0, line.n - 1);
	for (i = line.n && line.p[0] == '|'; i < line.n; i++) {
		n += line.p[i] == '|' && !(i && line.p[i - 1] == '\\');
		if (columns && n == columns) {
			add_piece(r, MARKDOWN_LOST_CELLS, str_sub(line, i, line.n))->level = columns;
			return;
		}
	}
}

/* "](http..." that was left as text: a blank in the address, or no bracket behind it. */
static void read_text(struct reader *r, cmark_node *node)
{
	const char *literal = cmark_node_get_literal(node),
		   *found = literal ? strstr(literal, "](http") : NULL;
	size_t n = 0, start;
	struct str piece;

	if (!found)
		return;
	while (found[n] && found[n] != ')')
		n++;
	piece = (struct str){found, n + (found[n] == ')')};
	start = place_of(r, node, piece);
	if (start + piece.n <= r->s.n && memcmp(r->s.p + start, piece.p, piece.n) == 0)
		add(r, MARKDOWN_BROKEN_LINK, start + 2, start + n);
}

static void read_heading(struct reader *r, cmark_node *node)
{
	struct str line = line_text(r, cmark_node_get_start_line(node));
	struct markdown_part *p;

	if (!line.n)
		return;
	p = add_piece(r, MARKDOWN_HEADING, str_trim(line));
	p->level = (unsigned)cmark_node_get_heading_level(node);
}

static void read_node(struct reader *r, cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);

	if (type == CMARK_NODE_HTML_INLINE || type == CMARK_NODE_HTML_BLOCK)
		read_html(r, node);
	else if (type == CMARK_NODE_LINK)
		read_link(r, node, MARKDOWN_LINK);
	else if (type == CMARK_NODE_IMAGE)
		read_link(r, node, MARKDOWN_IMAGE);
	else if (type == CMARK_NODE_TEXT)
		read_text(r, node);
	else if (type == CMARK_NODE_PARAGRAPH)
		read_paragraph(r, node);
	else if (type == CMARK_NODE_HEADING)
		read_heading(r, node);
	else if (type == CMARK_NODE_CODE_BLOCK)
		read_code_block(r, node);
	else if (strcmp(cmark_node_get_type_string(node), "table_row") == 0)
		read_row(r, node);
}

/* --- the whole ------------------------------------------------------------------------------- */

/* True if S may hold anything but words, emphasis, lists and quotes: most texts do not. */
static bool is_worth_reading(struct str s)
{
	size_t i;

	for (i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == '<' || c == '[' || c == '`' || c == '|')
			return true;
		if ((i == 0 || s.p[i - 1] == '\n' || s.p[i - 1] == ' ') && (c == '#' || c == '=' || c == '~'))
			return true;
		if (c == '-' && i + 1 < s.n && s.p[i + 1] == '-')
			return true;
	}
	return false;
}

/* Rows that are short of cells are filled up: a wide table with many rows costs their product. */
static bool is_small(const struct reader *r)
{
	size_t i, most = 1;

	for (i = 1; i <= r->nline; i++) {
		size_t n = count_bars(line_text(r, (int)i));

		most = n > most ? n : most;
	}
	return most * r->nline <= LIMIT_MARKDOWN_CELLS;
}

static cmark_node *parse(struct str s)
{
	static const char *const names[] = {"table", "strikethrough"};
	cmark_parser *parser = cmark_parser_new(CMARK_OPT_DEFAULT);
	cmark_node *root;
	size_t i;

	for (i = 0; i < countof(names); i++) {
		cmark_syntax_extension *x = cmark_find_syntax_extension(names[i]);

		if (!x || !cmark_parser_attach_syntax_extension(parser, x))
			BUG("cmark-gfm without its extensions");
	}
	cmark_parser_feed(parser, s.p, s.n);
	root = cmark_parser_finish(parser);
	cmark_parser_free(parser);
	return root;
}

void text_markdown(struct markdown *m, struct str s, struct arena *a)
{
	struct reader r = {.m = m, .a = a, .s = s};
	cmark_event_type event;
	cmark_node *root;
	cmark_iter *iter;

	*m = (struct markdown){0};
	if (s.n > LIMIT_MARKDOWN_BYTES || !is_worth_reading(s))
		return;
	split_lines(&r);
	if (!is_small(&r))
		return;
	cmark_gfm_core_extensions_ensure_registered();
	root = parse(s);
	iter = cmark_iter_new(root);
	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE)
		if (event == CMARK_EVENT_ENTER)
			read_node(&r, cmark_iter_get_node(iter));
	cmark_iter_free(iter);
	cmark_node_free(root);
}
