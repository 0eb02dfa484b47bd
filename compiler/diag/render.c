/*
 * Findings as people read them: the message first, then the place, the line of
 * the file with a caret under it, notes and help (DESIGN.md section 6).
 */
#include "base/lines.h"
#include "base/utf8.h"
#include "diag/diag.h"

#define WIDTH_DEFAULT 80
#define WIDTH_MOST    100
#define TAB_WIDTH     4
#define LINE_MOST     110 /* columns of a source line that are shown */

static const char *severity_word(enum severity s)
{
	return s == SEVERITY_ERROR ? "error" : s == SEVERITY_WARNING ? "warning" : "info";
}

static const char *severity_color(enum severity s)
{
	return s == SEVERITY_ERROR ? "\033[1;31m" : s == SEVERITY_WARNING ? "\033[1;33m" : "\033[1;36m";
}

static void paint(struct buf *out, const struct render_options *o, const char *color)
{
	if (o->color)
		buf_add_c(out, color);
}

/* Appends TEXT wrapped at the width, continuation lines indented by INDENT. */
static void add_wrapped(struct buf *out, struct str text, size_t col, size_t indent,
			const struct render_options *o)
{
	size_t width = o->width ? o->width : WIDTH_DEFAULT, i = 0;

	if (width > WIDTH_MOST)
		width = WIDTH_MOST;
	while (i < text.n) {
		size_t end = str_find(text, ' ', i + 1), cells = utf8_count(str_sub(text, i, end));

		if (col + cells > width && col > indent) {
			buf_add_fmt(out, "\n%*s", (int)indent, "");
			col = indent;
			if (text.p[i] == ' ') {
				i++;
				cells--;
			}
		}
		buf_add_str(out, str_sub(text, i, end));
		col += cells;
		i = end;
	}
}

/* The part of a line that is shown, and where the caret goes. */
struct window {
	struct str text; /* bytes shown */
	bool cut_left, cut_right;
	size_t before, width; /* columns before the caret, and of the caret */
};

static int cell_width(uint32_t c)
{
	return c == '\t' ? TAB_WIDTH : utf8_is_unsafe(c) ? 8 : utf8_width(c);
}

static size_t cells(struct str s)
{
	size_t i = 0, n = 0;

	while (i < s.n)
		n += (size_t)cell_width(utf8_next(s, &i));
	return n;
}

/* Moves I to the beginning of the code point that it lies in. */
static size_t char_start(struct str s, size_t i)
{
	while (i && i < s.n && ((unsigned char)s.p[i] & 0xc0) == 0x80)
		i--;
	return i;
}

static struct window window_at(struct str line, size_t from, size_t to)
{
	struct window w = {.text = line};
	size_t start = 0, end = line.n;

	if (cells(line) > LINE_MOST) {
		start = from > LINE_MOST / 3 ? char_start(line, from - LINE_MOST / 3) : 0;
		end = char_start(line, start + LINE_MOST < line.n ? start + LINE_MOST : line.n);
		w.cut_left = start > 0;
		w.cut_right = end < line.n;
	}
	if (to > end)
		to = end;
	w.text = str_sub(line, start, end);
	w.before = cells(str_sub(line, start, from)) + (w.cut_left ? 1 : 0);
	w.width = to > from ? cells(str_sub(line, from, to)) : 1;
	if (!w.width)
		w.width = 1;
	return w;
}

static void add_source_text(struct buf *out, struct str s)
{
	size_t i = 0;

	while (i < s.n) {
		size_t start = i;
		uint32_t c = utf8_next(s, &i);

		if (c == '\t')
			buf_add_c(out, "→   ");
		else
			utf8_add_visible(out, str_sub(s, start, i));
	}
}

/* True if LABEL stands whole behind column COL, or has room enough there to be wrapped well. */
static bool fits_beside(struct str label, size_t col, const struct render_options *o)
{
	size_t width = o->width ? o->width : WIDTH_DEFAULT;

	if (width > WIDTH_MOST)
		width = WIDTH_MOST;
	return col + utf8_count(label) <= width || col + 32 <= width;
}

/* One source line with its number, and a line of CARET under [FROM, TO). */
static void add_snippet(struct buf *out, struct line_col at, uint32_t start, uint32_t end, char caret,
			struct str label, const struct render_options *o)
{
	size_t from = start > at.offset ? start - at.offset : 0;
	size_t to = end > at.offset ? end - at.offset : 0;
	struct window w = window_at(at.text, from < at.text.n ? from : at.text.n, to);
	size_t i;

	paint(out, o, "\033[34m");
	buf_add_fmt(out, "%5u | ", at.line);
	paint(out, o, "\033[0m");
	buf_add_c(out, w.cut_left ? "…" : "");
	add_source_text(out, w.text);
	buf_add_c(out, w.cut_right ? "…\n" : "\n");
	paint(out, o, "\033[34m");
	buf_add_c(out, "      | ");
	paint(out, o, caret == '^' ? "\033[1;31m" : "\033[34m");
	for (i = 0; i < w.before; i++)
		buf_add_byte(out, ' ');
	for (i = 0; i < w.width; i++)
		buf_add_byte(out, caret);
	if (label.n && fits_beside(label, 8 + w.before + w.width + 1, o)) {
		buf_add_byte(out, ' ');
		add_wrapped(out, label, 8 + w.before + w.width + 1, 8 + w.before, o);
	} else if (label.n) {
		buf_add_c(out, "\n        ");
		add_wrapped(out, label, 8, 8, o);
	}
	paint(out, o, "\033[0m");
	buf_add_byte(out, '\n');
}

static bool has_source(struct str *bytes, const struct render_options *o, struct str path)
{
	*bytes = o->source ? o->source(o->source_ctx, path) : (struct str){0};
	return bytes->p && utf8_check(*bytes) == bytes->n;
}

static void add_place(struct buf *out, struct str path, struct line_col at, const struct render_options *o)
{
	if (o->path_prefix)
		buf_add_c(out, o->path_prefix);
	utf8_add_visible(out, path);
	if (at.line)
		buf_add_fmt(out, ":%u:%u", at.line, at.col);
}

static void add_note_elsewhere(struct buf *out, const struct finding *f, size_t i,
			       const struct render_options *o)
{
	struct buf text = {0};
	struct str bytes;
	struct line_col at = {0};

	if (has_source(&bytes, o, f->note[i].place.path))
		at = lines_at(bytes, f->note[i].place.start);
	ui_add_text(&text, "note", NULL, 0, o->lang);
	finding_add_note(&text, f, i, o->lang);
	buf_add_byte(&text, ' ');
	add_place(&text, f->note[i].place.path, at, o);
	buf_add_c(out, "  ");
	add_wrapped(out, buf_str(&text), 2, 8, o);
	buf_add_byte(out, '\n');
	buf_release(&text);
}

/* The finding's own line and those of its notes in the same file, by line. */
static void add_picture(struct buf *out, const struct finding *f, struct str bytes,
			const struct render_options *o)
{
	struct line_col main_at = lines_at(bytes, f->place.start);
	struct buf label = {0};
	size_t pass, i;

	for (pass = 0; pass < 2; pass++) {
		for (i = 0; i < f->nnote; i++) {
			const struct place *p = &f->note[i].place;

			if (!str_eq(p->path, f->place.path) || (p->start > f->place.start) != (pass == 1))
				continue;
			label.n = 0;
			finding_add_note(&label, f, i, o->lang);
			add_snippet(out, lines_at(bytes, p->start), p->start, p->end, '-', buf_str(&label),
				    o);
		}
		if (pass == 1)
			break;
		label.n = 0;
		finding_add_text(&label, f, TEXT_LABEL, o->lang);
		add_snippet(out, main_at, f->place.start, f->place.end, '^', buf_str(&label), o);
	}
	buf_release(&label);
}

static void add_header(struct buf *out, const struct finding *f, const struct render_options *o)
{
	struct buf text = {0};
	size_t col;

	paint(out, o, severity_color(f->severity));
	ui_add_text(&text, severity_word(f->severity), NULL, 0, o->lang);
	buf_add_fmt(&text, "[%s]", rule_info(f->rule)->code);
	buf_add_str(out, buf_str(&text));
	col = utf8_count(buf_str(&text));
	paint(out, o, "\033[0m\033[1m");
	text.n = 0;
	ui_add_text(&text, "colon", NULL, 0, o->lang);
	finding_add_text(&text, f, TEXT_MESSAGE, o->lang);
	add_wrapped(out, buf_str(&text), col, 2, o);
	paint(out, o, "\033[0m");
	buf_add_byte(out, '\n');
	buf_release(&text);
}

static void add_help(struct buf *out, const struct finding *f, const struct render_options *o)
{
	struct buf text = {0}, line = {0};

	finding_add_text(&text, f, TEXT_HELP, o->lang);
	if (text.n) {
		ui_add_text(&line, "help", NULL, 0, o->lang);
		buf_add_str(&line, buf_str(&text));
		buf_add_c(out, "  ");
		add_wrapped(out, buf_str(&line), 2, 8, o);
		buf_add_byte(out, '\n');
	}
	buf_release(&text);
	buf_release(&line);
}

void render_text(struct buf *out, const struct finding *f, const struct render_options *o)
{
	struct str bytes;
	bool known = has_source(&bytes, o, f->place.path);
	bool whole_file = !known || (f->place.start == 0 && f->place.end == 0);
	struct line_col at = {0};
	size_t i;

	if (!whole_file)
		at = lines_at(bytes, f->place.start);
	add_header(out, f, o);
	buf_add_c(out, "  --> ");
	add_place(out, f->place.path, at, o);
	buf_add_byte(out, '\n');
	if (!whole_file)
		add_picture(out, f, bytes, o);
	for (i = 0; i < f->nnote; i++)
		if (whole_file || !str_eq(f->note[i].place.path, f->place.path))
			add_note_elsewhere(out, f, i, o);
	add_help(out, f, o);
	buf_add_byte(out, '\n');
}

void render_concise(struct buf *out, const struct finding *f, const struct render_options *o)
{
	static const enum finding_text more[] = {TEXT_LABEL, TEXT_HELP};
	struct str bytes;
	struct line_col at = {0};
	size_t i;

	if (has_source(&bytes, o, f->place.path) && (f->place.start || f->place.end))
		at = lines_at(bytes, f->place.start);
	add_place(out, f->place.path, at, o);
	buf_add_c(out, ": ");
	ui_add_text(out, severity_word(f->severity), NULL, 0, o->lang);
	buf_add_fmt(out, "[%s]", rule_info(f->rule)->code);
	ui_add_text(out, "colon", NULL, 0, o->lang);
	finding_add_text(out, f, TEXT_MESSAGE, o->lang);
	for (i = 0; i < countof(more); i++) {
		struct buf text = {0};

		finding_add_text(&text, f, more[i], o->lang);
		if (text.n) {
			buf_add_c(out, "; ");
			buf_add_str(out, buf_str(&text));
		}
		buf_release(&text);
	}
	buf_add_byte(out, '\n');
}
