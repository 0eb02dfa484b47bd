/* Where a text is prose, and where its bytes stand in the file. */
#include <utf8proc.h>

#include "base/utf8.h"
#include "lint/text_int.h"

bool text_is_read(enum text_role role)
{
	return role != ROLE_NONE && role != ROLE_ANSWER && role != ROLE_PATTERN && role != ROLE_FILE &&
	       role != ROLE_URL;
}

bool text_is_prose(enum text_role role)
{
	return text_is_read(role) && role != ROLE_PLACEHOLDER;
}

enum fix_safety text_safety(const struct text_use *t)
{
	return text_is_prose(t->role) && t->role != ROLE_CHOICE ? FIX_SAFE : FIX_UNSAFE;
}

bool text_is_language(struct str locale, const char *language)
{
	return str_eq_c(str_sub(locale, 0, str_find(locale, '-', 0)), language);
}

/* --- characters ------------------------------------------------------------------------ */

uint32_t text_before(struct str s, size_t i, size_t *start)
{
	size_t at = i;

	if (!i)
		return 0;
	do
		at--;
	while (at && ((unsigned char)s.p[at] & 0xc0) == 0x80);
	*start = at;
	return utf8_next(s, &at);
}

uint32_t text_at(struct str s, size_t i)
{
	return i < s.n ? utf8_next(s, &i) : 0;
}

bool text_is_letter(uint32_t c)
{
	utf8proc_category_t category;

	if (c < 0x80)
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
	category = utf8proc_category((utf8proc_int32_t)c);
	return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

bool text_is_upper(uint32_t c)
{
	return utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_LU;
}

bool text_is_lower(uint32_t c)
{
	return utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_LL;
}

bool text_is_no_break(uint32_t c)
{
	return c == 0xa0 || c == 0x202f;
}

/* --- the mask --------------------------------------------------------------------------- */

struct masker {
	struct str s;
	char *mask;
	size_t no_tag; /* no '>' stands before this offset: not looked for again */
};

static void hide(struct masker *m, size_t start, size_t end)
{
	memset(m->mask + start, '-', (end < m->s.n ? end : m->s.n) - start);
}

/* The fence that LINE opens ("```" or "~~~"), or 0. */
static char fence_of(struct str line)
{
	line = str_trim(line);
	if (str_starts(line, STR("```")))
		return '`';
	return str_starts(line, STR("~~~")) ? '~' : 0;
}

static bool is_indented_code(struct str line, bool after_blank)
{
	return after_blank && str_starts(line, STR("    "));
}

/* Blocks of code: fenced, or indented behind an empty line. */
static void hide_code_blocks(struct masker *m)
{
	bool blank = true, indented = false;
	char open = 0;
	size_t i, end;

	for (i = 0; i < m->s.n; i = end + 1) {
		struct str line;
		char fence;

		end = str_find(m->s, '\n', i);
		line = str_sub(m->s, i, end);
		fence = fence_of(line);
		indented = is_indented_code(line, blank || indented);
		if (open || fence || indented)
			hide(m, i, end);
		if (fence && (!open || open == fence))
			open = open ? 0 : fence;
		blank = !str_trim(line).n;
	}
}

/* The end of the tag or address in pointed brackets at I, or I. */
static size_t skip_tag(struct masker *m, size_t i)
{
	size_t line, end;

	if (i < m->no_tag)
		return i;
	line = str_find(m->s, '\n', i);
	end = str_find(str_sub(m->s, 0, line), '>', i);
	if (end < line)
		return end + 1;
	m->no_tag = line;
	return i;
}

/* The end of what begins at I and is no prose, or I. */
static size_t skip_markup(struct masker *m, size_t i)
{
	struct str s = m->s;
	size_t end;

	if (s.p[i] == '`')
		return text_skip_code(s, i);
	if (s.p[i] == '$' && i + 1 < s.n && s.p[i + 1] == '{')
		return str_find(s, '}', i) + 1;
	if (s.p[i] == ']' && i + 1 < s.n && s.p[i + 1] == '(') {
		end = str_find(str_sub(s, 0, str_find(s, '\n', i)), ')', i);
		return end + 1;
	}
	return s.p[i] == '<' ? skip_tag(m, i) : i;
}

static void hide_markup(struct masker *m)
{
	size_t i = 0;

	while (i < m->s.n) {
		size_t end = m->mask[i] == 'p' ? skip_markup(m, i) : i;

		if (end > i)
			hide(m, i, end);
		i = end > i ? end : i + 1;
	}
}

/* The length of the blank at I: an ordinary, a no-break one, a line end; 0 for other characters. */
static size_t blank_at(struct str s, size_t i)
{
	uint32_t c = text_at(s, i);

	if (c == ' ' || c == '\n' || c == '\t')
		return 1;
	if (c == 0xa0)
		return 2;
	return c == 0x202f ? 3 : 0;
}

/* True if WORD is an address, a path or the like: its punctuation is its own. */
static bool is_address(struct str word)
{
	return str_has(word, STR("://")) || str_has(word, STR("www.")) || str_find(word, '@', 0) < word.n ||
	       str_find(word, '\\', 0) < word.n;
}

static void hide_addresses(struct masker *m)
{
	size_t i = 0, blank;

	while (i < m->s.n) {
		size_t end = i;

		while (end < m->s.n && !blank_at(m->s, end))
			end++;
		if (is_address(str_sub(m->s, i, end)))
			hide(m, i, end);
		blank = end < m->s.n ? blank_at(m->s, end) : 0;
		i = end + (blank ? blank : 1);
	}
}

const char *text_mask(struct lint *l, const struct text_use *t)
{
	struct masker m = {t->node->text, NULL, 0};

	m.mask = arena_alloc(l->a, m.s.n + 1);
	memset(m.mask, 'p', m.s.n);
	m.mask[m.s.n] = 0;
	if (t->role != ROLE_PLAIN && t->role != ROLE_PLACEHOLDER) {
		hide_code_blocks(&m);
		hide_markup(&m);
	}
	hide_addresses(&m);
	return m.mask;
}

/* --- places in the file ---------------------------------------------------------------------- */

/* Lines of a block scalar: each is the decoded one behind its indentation. */
static bool map_literal(uint32_t *at, struct str raw, struct str text, uint32_t base)
{
	size_t r = str_find(raw, '\n', 0) + 1, i = 0;

	while (i < text.n) {
		size_t end = str_find(text, '\n', i), rend = str_find(raw, '\n', r), k;
		size_t stop = rend > r && raw.p[rend - 1] == '\r' ? rend - 1 : rend;

		if (r > raw.n || stop - r < end - i ||
		    memcmp(raw.p + stop - (end - i), text.p + i, end - i) != 0)
			return false;
		for (k = i; k < end; k++)
			at[k] = base + (uint32_t)(stop - (end - k));
		if (end < text.n)
			at[end] = base + (uint32_t)stop;
		at[end < text.n ? end + 1 : text.n] = base + (uint32_t)rend;
		r = rend + 1;
		i = end + 1;
	}
	return true;
}

/* On one line without escapes: a byte is a byte, but for '' in single quotes. */
static bool map_line(uint32_t *at, struct str raw, struct str text, uint32_t base, char quote)
{
	size_t r = quote != 0, i;

	for (i = 0; i < text.n; i++) {
		if (r >= raw.n || raw.p[r] != text.p[i] || (quote == '"' && raw.p[r] == '\\'))
			return false;
		at[i] = base + (uint32_t)r;
		r += quote == '\'' && raw.p[r] == '\'' ? 2 : 1;
	}
	at[i] = base + (uint32_t)r;
	return true;
}

static const uint32_t *find_offsets(struct lint *l, const struct yaml_node *n)
{
	struct str raw = str_sub(l->doc->bytes, n->start, n->end);
	uint32_t *at = ARENA_ARRAY(l->a, n->text.n + 2, uint32_t);
	char quote = 0;

	if (n->style == YAML_LITERAL)
		return map_literal(at, raw, n->text, n->start) ? at : NULL;
	if (n->style == YAML_SINGLE || n->style == YAML_DOUBLE)
		quote = n->style == YAML_SINGLE ? '\'' : '"';
	if (n->style == YAML_FOLDED || !map_line(at, raw, n->text, n->start, quote))
		return NULL;
	return at;
}

const uint32_t *text_offsets(struct lint *l, const struct yaml_node *n)
{
	if (l->offsets_of != n) {
		l->offsets_of = n;
		l->offsets = find_offsets(l, n);
	}
	return l->offsets;
}

/* Looking for a piece in what is written with escapes takes long in long texts. */
struct place_span text_place(struct lint *l, const struct yaml_node *n, size_t start, size_t end)
{
	const uint32_t *at = text_offsets(l, n);

	if (at && end > start)
		return (struct place_span){at[start], at[end - 1] + 1};
	return n->text.n > 4096 ? lint_span(n) : lint_part(l, n, start, end);
}

void text_edit(struct lint *l, struct finding *f, enum fix_safety safety, const uint32_t *at, size_t start,
	       size_t end, struct str text)
{
	struct place place = {l->u->path, 0, 0};

	if (!f || !at)
		return;
	place.start = at[start];
	place.end = end > start ? at[end - 1] + 1 : at[start];
	finding_edit(l->fs, f, safety, place, text);
}
