/*
 * pattern_read.c: reads a pattern to pieces. Every piece that stands for a
 * character becomes a set of ranges; what is not of the language is refused with
 * the byte where it stands.
 */
#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

#include "marking/pattern_int.h"

#define countof(a) (sizeof(a) / sizeof((a)[0]))

/* The code points of a pattern in normal form C, each with the byte of the original it came from. */
struct points {
	uint32_t c[PXM_MAX_PATTERN + 1];     /* 0 at the end; never more than one for a byte */
	uint32_t plain[PXM_MAX_PATTERN + 1]; /* what answers have in its place */
	uint32_t at[PXM_MAX_PATTERN + 1];
	uint32_t n;
};

struct reader {
	struct pattern_pieces *out;
	struct pxm_error *e;
	enum pxm_code code;
	const struct points *s;
	uint32_t i; /* next code point */
	uint32_t open[PATTERN_MAX_NEST + 1];
	uint32_t depth;
	uint64_t width;  /* code points of all sets so far */
	bool can_repeat; /* what stands before may take a number of times */
};

static enum pxm_code refuse(struct pxm_error *e, enum pxm_code code, size_t offset, const char *why)
{
	e->code = code;
	e->offset = (uint32_t)offset;
	snprintf(e->message, sizeof(e->message), "%s", why);
	return code;
}

/* Refuses the pattern for what stands at code point I; the first refusal counts. */
static void fail_at(struct reader *r, uint32_t i, const char *why)
{
	if (r->code == PXM_OK)
		r->code = refuse(r->e, PXM_BAD_PATTERN, r->s->at[i], why);
	r->i = r->s->n;
}

static uint32_t peek(const struct reader *r, uint32_t ahead)
{
	return r->i + ahead < r->s->n ? r->s->c[r->i + ahead] : 0;
}

/* --- bytes to code points ---------------------------------------------------------------- */

/*
 * Brings the code points of S from FIRST on to normal form C; TEXT of N bytes is what
 * they came from. Where that changes them they all stand for the first byte.
 */
static bool compose(struct points *s, uint32_t first, const char *text, size_t n)
{
	const utf8proc_option_t form = UTF8PROC_STABLE | UTF8PROC_COMPOSE;
	utf8proc_int32_t made[PXM_MAX_PATTERN * 2];
	utf8proc_ssize_t count;
	bool same;

	count = utf8proc_decompose((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)n, made,
				   (utf8proc_ssize_t)countof(made), form);
	if (count < 0 || count > (utf8proc_ssize_t)countof(made))
		return false;
	count = utf8proc_normalize_utf32(made, count, form);
	if (count < 0 || first + (size_t)count > PXM_MAX_PATTERN)
		return false;
	same = first + (size_t)count == s->n;
	for (uint32_t k = 0; same && k < (uint32_t)count; k++)
		same = s->c[first + k] == (uint32_t)made[k];
	for (uint32_t k = 0; !same && k < (uint32_t)count; k++) {
		s->c[first + k] = (uint32_t)made[k];
		s->at[first + k] = s->at[first];
	}
	s->n = first + (uint32_t)count;
	return true;
}

/* Controls, and the separators that end lines. */
static bool is_control(int32_t c)
{
	return c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0x2028 || c == 0x2029;
}

/*
 * The character that answers have in place of C, which is not ASCII: pxm_fold makes
 * quotes, apostrophes, dashes and blanks alike. 0 if they have none, C without memory.
 */
static uint32_t plain_of(uint32_t c)
{
	char text[8] = ".", folded[8]; /* nothing composes with a full stop */
	utf8proc_int32_t made = 0;
	size_t n = 1 + (size_t)utf8proc_encode_char((utf8proc_int32_t)c, (utf8proc_uint8_t *)text + 1);

	text[n++] = '.';
	n = pxm_fold(folded, sizeof(folded), text, n, 0);
	if (n > sizeof(folded))
		return c;
	if (n > 2)
		utf8proc_iterate((const utf8proc_uint8_t *)folded + 1, (utf8proc_ssize_t)n - 2, &made);
	return (uint32_t)made;
}

static enum pxm_code fill_plain(struct points *s, size_t n, struct pxm_error *e)
{
	for (uint32_t k = 0; k < s->n; k++) {
		s->plain[k] = s->c[k] < 0x80 ? s->c[k] : plain_of(s->c[k]);
		if (s->plain[k] == 0)
			return refuse(e, PXM_BAD_PATTERN, s->at[k], "an invisible character");
	}
	s->c[s->n] = s->plain[s->n] = 0;
	s->at[s->n] = (uint32_t)n;
	return PXM_OK;
}

static enum pxm_code read_points(struct points *s, const char *p, size_t n, struct pxm_error *e)
{
	uint32_t first = 0; /* the last ASCII character */

	s->n = 0;
	if (n > PXM_MAX_PATTERN)
		return refuse(e, PXM_TOO_BIG, PXM_MAX_PATTERN, "a pattern of more than 1000 bytes");
	if (n == 0)
		return refuse(e, PXM_BAD_PATTERN, 0, "an empty pattern");
	for (size_t i = 0; i < n;) {
		utf8proc_int32_t c;
		utf8proc_ssize_t step =
		    utf8proc_iterate((const utf8proc_uint8_t *)p + i, (utf8proc_ssize_t)(n - i), &c);

		if (step <= 0)
			return refuse(e, PXM_BAD_PATTERN, i, "a byte that is not UTF-8");
		if (is_control(c))
			return refuse(e, PXM_BAD_PATTERN, i, "a control character or a line end");
		s->c[s->n] = (uint32_t)c;
		s->at[s->n++] = (uint32_t)i;
		i += (size_t)step;
		/* an ASCII character never composes with what stands before it */
		if (i == n || (unsigned char)p[i] < 0x80) {
			if (!compose(s, first, p + s->at[first], i - s->at[first]))
				return refuse(e, PXM_BAD_PATTERN, s->at[first], "no text of Unicode");
			first = s->n;
		}
	}
	return fill_plain(s, n, e);
}

/* --- sets ---------------------------------------------------------------------------------- */

static const struct pattern_range digits[] = {{'0', '9'}};
static const struct pattern_range word[] = {{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}};
static const struct pattern_range line_ends[] = {{'\n', '\n'}, {'\r', '\r'}, {0x2028, 0x2029}};
/* \s of ECMA 262 */
static const struct pattern_range blanks[] = {
    {0x9, 0xd},       {' ', ' '},       {0xa0, 0xa0},     {0x1680, 0x1680}, {0x2000, 0x200a},
    {0x2028, 0x2029}, {0x202f, 0x202f}, {0x205f, 0x205f}, {0x3000, 0x3000}, {0xfeff, 0xfeff}};

bool pxm_pattern_has(const struct pattern_pieces *s, const struct pattern_piece *piece, uint32_t c)
{
	for (uint32_t i = 0; i < piece->n; i++) {
		if (c >= s->range[piece->first + i].low && c <= s->range[piece->first + i].high)
			return !piece->negated;
	}
	return piece->negated;
}

static struct pattern_piece *add_piece(struct reader *r, enum pattern_kind kind)
{
	struct pattern_piece *p = &r->out->piece[r->out->n++];

	*p = (struct pattern_piece){.kind = kind, .first = r->out->nrange};
	r->can_repeat = kind == PATTERN_SET || kind == PATTERN_CLOSE;
	return p;
}

static void add_ranges(struct reader *r, struct pattern_piece *set, const struct pattern_range *range,
		       size_t n)
{
	memcpy(r->out->range + r->out->nrange, range, n * sizeof(*range));
	r->out->nrange += (uint32_t)n;
	set->n += (uint32_t)n;
}

/* Adds the characters from LOW to HIGH, written at code point START. */
static void add_range(struct reader *r, struct pattern_piece *set, uint32_t start, uint32_t low,
		      uint32_t high)
{
	const struct pattern_range range = {low, high};

	r->width += high - low;
	if (r->width > PATTERN_MAX_WIDTH && r->code == PXM_OK) {
		r->code = refuse(r->e, PXM_TOO_BIG, r->s->at[start], "ranges of too many characters");
		r->i = r->s->n;
	}
	add_ranges(r, set, &range, 1);
}

/* \d \w \s: adds their ranges. False if C is none of these letters. */
static bool add_named(struct reader *r, struct pattern_piece *set, uint32_t c)
{
	if (c == 'd')
		add_ranges(r, set, digits, countof(digits));
	else if (c == 'w')
		add_ranges(r, set, word, countof(word));
	else if (c == 's')
		add_ranges(r, set, blanks, countof(blanks));
	else
		return false;
	return true;
}

static bool is_punctuation(uint32_t c)
{
	return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') ||
	       (c >= '{' && c <= '~');
}

/* Refuses the escape at the backslash under R. */
static void fail_escape(struct reader *r)
{
	uint32_t c = peek(r, 1);

	if (c == 0)
		fail_at(r, r->i, "a backslash at the end");
	else if (c == 'b' || c == 'B')
		fail_at(r, r->i, "\\b and \\B are not known here");
	else if (c >= '0' && c <= '9')
		fail_at(r, r->i, "a backslash and a digit: what a group held cannot be asked for again");
	else if (c == 'D' || c == 'W' || c == 'S')
		fail_at(r, r->i, "\\D, \\W and \\S are not known here; write [^\\d], [^\\w] or [^\\s]");
	else
		fail_at(r, r->i, "behind a backslash only d, w, s or ASCII punctuation");
}

/* R stands on a backslash outside of [ ]. */
static void read_escape(struct reader *r)
{
	uint32_t c = peek(r, 1);
	struct pattern_piece *set = add_piece(r, PATTERN_SET);

	if (is_punctuation(c)) {
		add_range(r, set, r->i, c, c);
		r->i += 2;
	} else if (add_named(r, set, c)) {
		r->i += 2;
	} else {
		fail_escape(r);
	}
}

/* One character in [ ], perhaps escaped; R moves behind it. *FOLDED: it stands for another one. */
static uint32_t read_member(struct reader *r, bool *folded)
{
	uint32_t c = peek(r, 0);

	*folded = false;
	if (c == '\\') {
		c = peek(r, 1);
		if (!is_punctuation(c)) {
			fail_escape(r);
			return 0;
		}
		r->i += 2;
		return c;
	}
	*folded = r->s->plain[r->i] != c;
	return r->s->plain[r->i++];
}

/* Behind a character of a set and on the hyphen of a range: reads the end and adds all of it. */
static void read_range(struct reader *r, struct pattern_piece *set, uint32_t start, uint32_t low, bool folded)
{
	uint32_t c = peek(r, 1), end = r->i + 1, high;
	bool end_folded;

	if (c == '-' || c == '[') {
		fail_at(r, end, "no end of a range; write a backslash before it");
		return;
	}
	if (c == '\\' && (peek(r, 2) == 'd' || peek(r, 2) == 'w' || peek(r, 2) == 's')) {
		fail_at(r, end, "a range ends at a character, not at a set");
		return;
	}
	r->i++;
	high = read_member(r, &end_folded);
	if (r->code != PXM_OK)
		return;
	if (folded || end_folded)
		fail_at(r, folded ? start : end,
			"a quote, dash or blank that stands for another is no end of a range");
	else if (low > high)
		fail_at(r, start, "a range that runs backwards");
	else
		add_range(r, set, start, low, high);
}

/* One member of a set, or a range of them. */
static void read_members(struct reader *r, struct pattern_piece *set, bool first)
{
	uint32_t c = peek(r, 0), start = r->i, low;
	bool folded;

	if (c == '[') {
		fail_at(r, r->i, "a [ inside [ ]; write \\[");
	} else if (c == '&' && peek(r, 1) == '&') {
		fail_at(r, r->i, "&& inside [ ]; one is enough");
	} else if (c == '-' && !first && peek(r, 1) != ']' && peek(r, 1) != 0) {
		fail_at(r, r->i, "a - that is neither first nor last nor part of a range; write \\-");
	} else if (c == '-' && peek(r, 1) == '-') {
		fail_at(r, r->i, "-- inside [ ]; write \\-");
	} else if (c == '\\' && add_named(r, set, peek(r, 1))) {
		r->i += 2;
		if (peek(r, 0) == '-' && peek(r, 1) != ']')
			fail_at(r, r->i, "a range begins at a character, not at a set");
	} else {
		low = read_member(r, &folded);
		if (r->code != PXM_OK)
			return;
		if (c != '-' && peek(r, 0) == '-' && peek(r, 1) != ']' && peek(r, 1) != 0)
			read_range(r, set, start, low, folded);
		else
			add_range(r, set, start, low, low);
	}
}

/* R stands on a [. */
static void read_set(struct reader *r)
{
	struct pattern_piece *set = add_piece(r, PATTERN_SET);
	uint32_t start = r->i;

	set->negated = peek(r, 1) == '^';
	r->i += set->negated ? 2 : 1;
	if (peek(r, 0) == ']') {
		fail_at(r, start, "a set of nothing; write \\] for the character");
		return;
	}
	for (bool first = true; r->i < r->s->n && peek(r, 0) != ']'; first = false)
		read_members(r, set, first);
	if (r->code == PXM_OK && r->i == r->s->n)
		fail_at(r, start, "a [ without its ]");
	r->i++;
}

/* --- groups and numbers of times ---------------------------------------------------------- */

/* R stands on a (. */
static void read_group(struct reader *r)
{
	bool plain = peek(r, 1) == '?' && peek(r, 2) == ':';

	if ((peek(r, 1) == '?' && !plain) || peek(r, 1) == '*') {
		fail_at(r, r->i, "of groups only ( ) and (?: ) are known here");
		return;
	}
	if (r->depth == PATTERN_MAX_NEST) {
		fail_at(r, r->i, "more than 50 groups in one another");
		return;
	}
	r->open[r->depth++] = r->i;
	add_piece(r, PATTERN_OPEN);
	r->i += plain ? 3 : 1;
}

static void read_close(struct reader *r)
{
	if (r->depth == 0) {
		fail_at(r, r->i, "a ) without its (");
		return;
	}
	r->depth--;
	add_piece(r, PATTERN_CLOSE);
	r->i++;
}

/* Digits in braces; *VALUE is what it was if there are none. False if the number is too high. */
static bool read_number(struct reader *r, uint32_t *value)
{
	uint32_t v = 0, start = r->i;

	if (!(peek(r, 0) >= '0' && peek(r, 0) <= '9'))
		return true;
	for (; peek(r, 0) >= '0' && peek(r, 0) <= '9'; r->i++) {
		v = v * 10 + (peek(r, 0) - '0');
		if (v > PATTERN_MAX_REPEAT) {
			fail_at(r, start, "a number of times above 1000");
			return false;
		}
	}
	*value = v;
	return true;
}

/* {n} {n,} {n,m}; R stands on the brace. */
static bool read_braces(struct reader *r, uint32_t *min, uint32_t *max)
{
	uint32_t start = r->i++;

	*min = *max = PATTERN_NO_END;
	if (!read_number(r, min))
		return false;
	if (*min != PATTERN_NO_END && peek(r, 0) == ',') {
		r->i++;
		if (!read_number(r, max))
			return false;
	} else {
		*max = *min;
	}
	if (*min == PATTERN_NO_END || peek(r, 0) != '}') {
		fail_at(r, start, "a { that is no number of times; write \\{ for the character");
		return false;
	}
	r->i++;
	if (*max < *min)
		fail_at(r, start, "numbers of times that run backwards");
	return *max >= *min;
}

/* R stands on * + ? or {. */
static void read_repeat(struct reader *r)
{
	uint32_t c = peek(r, 0), start = r->i, min, max;
	bool had_one = r->out->n > 0 && r->out->piece[r->out->n - 1].kind == PATTERN_REPEAT;
	struct pattern_piece *p;

	if (c == '{') {
		if (!read_braces(r, &min, &max))
			return;
	} else {
		min = c == '+' ? 1 : 0;
		max = c == '?' ? 1 : PATTERN_NO_END;
		r->i++;
	}
	if (!r->can_repeat) {
		fail_at(r, start,
			had_one ? "a number of times behind another"
				: "a number of times with nothing before it");
		return;
	}
	p = add_piece(r, PATTERN_REPEAT);
	p->min = min;
	p->max = max;
	p->lazy = peek(r, 0) == '?';
	r->i += p->lazy;
}

/* --- all of it --------------------------------------------------------------------------------- */

static void read_piece(struct reader *r)
{
	uint32_t c = peek(r, 0);

	if (c == '\\') {
		read_escape(r);
	} else if (c == '[') {
		read_set(r);
	} else if (c == '(') {
		read_group(r);
	} else if (c == ')') {
		read_close(r);
	} else if (c == '*' || c == '+' || c == '?' || c == '{') {
		read_repeat(r);
	} else if (c == '|') {
		add_piece(r, PATTERN_OR);
		r->i++;
	} else if (c == '^' || c == '$') {
		fail_at(r, r->i,
			"a pattern always stands for the whole answer; a backslash makes it a character");
	} else if (c == ']' || c == '}') {
		fail_at(r, r->i, "a closing bracket without its opening one; write a backslash before it");
	} else if (c == '.') {
		struct pattern_piece *p = add_piece(r, PATTERN_SET);

		p->negated = true;
		add_ranges(r, p, line_ends, countof(line_ends));
		r->i++;
	} else {
		add_range(r, add_piece(r, PATTERN_SET), r->i, r->s->plain[r->i], r->s->plain[r->i]);
		r->i++;
	}
}

enum pxm_code pxm_pattern_read(struct pattern_pieces *out, const char *p, size_t n, struct pxm_error *e)
{
	struct points s;
	struct reader r = {.out = out, .e = e, .code = read_points(&s, p, n, e), .s = &s};

	out->n = 0;
	out->nrange = 0;
	if (r.code != PXM_OK)
		return r.code;
	while (r.i < s.n)
		read_piece(&r);
	if (r.depth > 0)
		fail_at(&r, r.open[r.depth - 1], "a ( without its )");
	return r.code;
}
