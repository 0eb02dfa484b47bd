/*
 * pattern.c: patterns of schemas, ECMA 262 (with the u flag) run by PCRE2.
 *
 * A pattern is rewritten piece by piece into a form that means the same to
 * PCRE2; what has no such form is refused, so that nothing of PCRE2's own
 * language (verbs, callouts, recursion, options) is ever reached. Only the
 * interpreter runs, never the JIT compiler, with limits on every match.
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "schema/schema_int.h"

struct pattern {
	pcre2_code *code;
	bool one_start; /* begins with ^: only one place to try */
	bool unbounded; /* has * + or {n,}: a search may cost the square of the length */
};

/* What a match needs; made once per run. */
struct pattern_room {
	pcre2_match_context *context;
	pcre2_match_data *data;
};

/* Members of \s in ECMA 262, and of all but \s, for use inside [ ]. */
#define BLANKS                                                                                               \
	"\\x{9}-\\x{d} "                                                                                     \
	"\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}"
#define NOT_BLANKS                                                                                           \
	"\\x{0}-\\x{8}\\x{e}-\\x{1f}!-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}\\x{200b}-\\x{2027}"        \
	"\\x{202a}-\\x{202e}\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}\\x{3001}-\\x{d7ff}\\x{e000}-\\x{fefe}"    \
	"\\x{ff00}-\\x{10ffff}"

/* A pattern being rewritten. */
struct rewrite {
	struct buf *out;
	struct str s;
	size_t i;          /* next byte */
	unsigned depth;    /* open groups */
	bool can_repeat;   /* what stands before may take a quantifier */
	const char *error; /* NULL while all is well */
};

static const char *const property_names[][2] = {
    {"Letter", "L"},
    {"Lowercase_Letter", "Ll"},
    {"Uppercase_Letter", "Lu"},
    {"Titlecase_Letter", "Lt"},
    {"Mark", "M"},
    {"Number", "N"},
    {"Decimal_Number", "Nd"},
    {"digit", "Nd"},
    {"Punctuation", "P"},
    {"punct", "P"},
    {"Symbol", "S"},
    {"Separator", "Z"},
    {"Space_Separator", "Zs"},
};

static char peek(const struct rewrite *w, size_t ahead)
{
	return w->i + ahead < w->s.n ? w->s.p[w->i + ahead] : '\0';
}

static void fail(struct rewrite *w, const char *why)
{
	if (!w->error)
		w->error = why;
	w->i = w->s.n;
}

static void add_code_point(struct rewrite *w, uint32_t c)
{
	if (c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
		fail(w, "an escape that is no character");
	else
		buf_add_fmt(w->out, "\\x{%x}", (unsigned)c);
}

/* Reads N hexadecimal digits, or with N of 0 those up to the next }. */
static uint32_t read_hex(struct rewrite *w, unsigned n)
{
	uint32_t c = 0;
	unsigned got = 0;

	for (; w->i < w->s.n && got < (n ? n : 6); got++, w->i++) {
		char d = peek(w, 0);
		char low = (char)(d | 32);

		if (d >= '0' && d <= '9')
			c = c * 16 + (uint32_t)(d - '0');
		else if (low >= 'a' && low <= 'f')
			c = c * 16 + (uint32_t)(low - 'a' + 10);
		else
			break;
	}
	if (got == 0 || (n && got < n) || (!n && peek(w, 0) != '}'))
		fail(w, "an escape with missing digits");
	else if (!n)
		w->i++;
	return c;
}

/* \uXXXX, a pair of them, or \u{X}; behind the u. */
static void read_unicode(struct rewrite *w)
{
	uint32_t c;

	if (peek(w, 0) == '{') {
		w->i++;
		c = read_hex(w, 0);
	} else {
		c = read_hex(w, 4);
		if (c >= 0xd800 && c <= 0xdbff && peek(w, 0) == '\\' && peek(w, 1) == 'u') {
			w->i += 2;
			c = 0x10000 + ((c - 0xd800) << 10) + (read_hex(w, 4) - 0xdc00);
		}
	}
	if (!w->error)
		add_code_point(w, c);
}

/* \p{Name} and \P{Name}: general categories; behind the p. */
static void read_category(struct rewrite *w, char letter)
{
	size_t end = str_find(w->s, '}', w->i);
	struct str name;

	if (peek(w, 0) != '{' || end == w->s.n) {
		fail(w, "\\p without a name in braces");
		return;
	}
	name = str_sub(w->s, w->i + 1, end);
	w->i = end + 1;
	for (size_t k = 0; k < countof(property_names); k++) {
		if (str_eq_c(name, property_names[k][0]))
			name = str_c(property_names[k][1]);
	}
	if (name.n == 0 || name.n > 2 || !strchr("LMNPSZC", name.p[0]) ||
	    (name.n == 2 && !(name.p[1] >= 'a' && name.p[1] <= 'z')))
		fail(w, "a class of characters that is not known here");
	else
		buf_add_fmt(w->out, "\\%c{%.*s}", letter, STR_ARG(name));
}

/* The escapes that mean one or several characters, alone and in [ ]. True if C is one. */
static bool read_char_escape(struct rewrite *w, char c, bool in_class)
{
	static const char controls[] = "t\tn\nr\rf\fv\v";

	for (size_t k = 0; k + 1 < sizeof(controls); k += 2) {
		if (c == controls[k]) {
			add_code_point(w, (uint32_t)controls[k + 1]);
			return true;
		}
	}
	if (strchr("dDwW", c)) {
		buf_add_fmt(w->out, "\\%c", c);
	} else if (c == 's') {
		buf_add_c(w->out, in_class ? BLANKS : "[" BLANKS "]");
	} else if (c == 'S') {
		buf_add_c(w->out, in_class ? NOT_BLANKS : "[^" BLANKS "]");
	} else if (c == 'p' || c == 'P') {
		read_category(w, c);
	} else if (c == 'u') {
		read_unicode(w);
	} else if (c == 'x') {
		uint32_t code = read_hex(w, 2);

		if (!w->error)
			add_code_point(w, code);
	} else if (c == 'c' && ((peek(w, 0) | 32) >= 'a' && (peek(w, 0) | 32) <= 'z')) {
		add_code_point(w, (uint32_t)(w->s.p[w->i++] & 31));
	} else if (c == '0' && !(peek(w, 0) >= '0' && peek(w, 0) <= '9')) {
		add_code_point(w, 0);
	} else if (strchr("^$\\.*+?()[]{}|/-#,:;!=<>%&@'\"`~_ ", c)) {
		buf_add_fmt(w->out, "\\x{%x}", (unsigned)c);
	} else {
		return false;
	}
	return true;
}

static void read_escape(struct rewrite *w)
{
	char c = peek(w, 1);

	w->i += 2;
	w->can_repeat = true;
	if (c == '\0') {
		fail(w, "a backslash at the end");
	} else if (c == 'b' || c == 'B') {
		buf_add_fmt(w->out, "\\%c", c);
		w->can_repeat = false;
	} else if (c >= '1' && c <= '9') {
		buf_add_fmt(w->out, "\\g{%c", c);
		while (peek(w, 0) >= '0' && peek(w, 0) <= '9')
			buf_add_byte(w->out, w->s.p[w->i++]);
		buf_add_byte(w->out, '}');
	} else if (!read_char_escape(w, c, false)) {
		fail(w, "an escape that is not known here");
	}
}

/* A set in [ ]; W stands on the bracket. */
static void read_class(struct rewrite *w)
{
	bool negated = peek(w, 1) == '^';

	w->i += negated ? 2 : 1;
	w->can_repeat = true;
	if (peek(w, 0) == ']') {
		buf_add_c(w->out, negated ? "[\\x{0}-\\x{d7ff}\\x{e000}-\\x{10ffff}]" : "(?!)");
		w->i++;
		return;
	}
	buf_add_c(w->out, negated ? "[^" : "[");
	while (w->i < w->s.n && peek(w, 0) != ']') {
		char c = peek(w, 0);

		if (c == '\\') {
			c = peek(w, 1);
			w->i += 2;
			if (c == 'b')
				add_code_point(w, 8);
			else if (c == '\0' || !read_char_escape(w, c, true))
				fail(w, "an escape that is not known here");
		} else if (c == '-') {
			/* PCRE2 and ECMA 262 read a range alike; at an end it is itself */
			buf_add_byte(w->out, '-');
			w->i++;
		} else {
			add_code_point(w, utf8_next(w->s, &w->i));
		}
	}
	if (w->i >= w->s.n)
		fail(w, "a [ without its ]");
	w->i++;
	buf_add_byte(w->out, ']');
}

/* W stands on an opening parenthesis. */
static void read_group(struct rewrite *w)
{
	static const char *const openings[] = {"(?:", "(?=", "(?!", "(?<=", "(?<!"};
	struct str rest = str_sub(w->s, w->i, w->s.n);

	w->can_repeat = false;
	if (++w->depth > LIMIT_PATTERN_NEST) {
		fail(w, "groups nested too deep");
		return;
	}
	for (size_t k = 0; k < countof(openings); k++) {
		if (str_starts(rest, str_c(openings[k]))) {
			buf_add_c(w->out, openings[k]);
			w->i += strlen(openings[k]);
			return;
		}
	}
	if (rest.n > 1 && (rest.p[1] == '?' || rest.p[1] == '*')) {
		fail(w, "a kind of group that is not known here");
		return;
	}
	buf_add_byte(w->out, '(');
	w->i++;
}

/* * + ? {n} {n,} {n,m} and a ? behind it. */
static void read_quantifier(struct rewrite *w)
{
	size_t end = w->i + 1;

	if (peek(w, 0) == '{') {
		size_t digits = 0, commas = 0;

		for (; end < w->s.n && w->s.p[end] != '}'; end++) {
			digits += w->s.p[end] >= '0' && w->s.p[end] <= '9';
			commas += w->s.p[end] == ',';
		}
		if (end == w->s.n || commas > 1 || digits + commas != end - w->i - 1 || digits == 0 ||
		    w->s.p[w->i + 1] == ',') {
			fail(w, "a brace that is no number of times; write a backslash before it");
			return;
		}
		end++;
	}
	if (!w->can_repeat) {
		fail(w, "a number of times with nothing before it");
		return;
	}
	buf_add_str(w->out, str_sub(w->s, w->i, end));
	w->i = end;
	if (peek(w, 0) == '?') {
		buf_add_byte(w->out, '?');
		w->i++;
	}
	w->can_repeat = false;
}

static void read_piece(struct rewrite *w)
{
	char c = peek(w, 0);

	if (c == '\\') {
		read_escape(w);
	} else if (c == '[') {
		read_class(w);
	} else if (c == '(') {
		read_group(w);
	} else if (strchr("*+?{", c)) {
		read_quantifier(w);
	} else if (c == ')') {
		if (w->depth == 0)
			fail(w, "a ) without its (");
		else
			w->depth--;
		w->can_repeat = true;
		buf_add_byte(w->out, c);
		w->i++;
	} else if (c == '|' || c == '^' || c == '$') {
		w->can_repeat = false;
		buf_add_byte(w->out, c);
		w->i++;
	} else if (c == '.') {
		w->can_repeat = true;
		buf_add_c(w->out, "[^\\n\\r\\x{2028}\\x{2029}]");
		w->i++;
	} else if (c == ']' || c == '}') {
		fail(w, "a closing bracket without its opening one; write a backslash before it");
	} else {
		w->can_repeat = true;
		add_code_point(w, utf8_next(w->s, &w->i));
	}
}

const char *schema_pattern_translate(struct buf *out, struct str pattern)
{
	struct rewrite w = {.out = out, .s = pattern};

	if (pattern.n > LIMIT_PATTERN_BYTES)
		return "it is too long";
	while (w.i < w.s.n)
		read_piece(&w);
	if (!w.error && w.depth > 0)
		return "a ( without its )";
	return w.error;
}

static pcre2_code *compile(struct str pattern, const char **why)
{
	const uint32_t options = PCRE2_UTF | PCRE2_NEVER_UCP | PCRE2_NEVER_BACKSLASH_C |
				 PCRE2_DOLLAR_ENDONLY | PCRE2_MATCH_UNSET_BACKREF;
	pcre2_compile_context *context;
	struct buf out = {0};
	pcre2_code *code = NULL;
	PCRE2_SIZE at, size;
	int error;

	*why = schema_pattern_translate(&out, pattern);
	if (!*why) {
		context = pcre2_compile_context_create(NULL);
		if (!context)
			alloc_failed(0);
		pcre2_set_parens_nest_limit(context, LIMIT_PATTERN_NEST);
		code = pcre2_compile((PCRE2_SPTR)buf_str(&out).p, out.n, options, &error, &at, context);
		pcre2_compile_context_free(context);
		if (!code)
			*why = "it does not follow the rules of patterns";
	}
	buf_release(&out);
	if (code && (pcre2_pattern_info(code, PCRE2_INFO_SIZE, &size) || size > LIMIT_PATTERN_CODE)) {
		*why = "it is too long";
		pcre2_code_free(code);
		code = NULL;
	}
	return code;
}

const char *schema_pattern_check(struct str pattern)
{
	const char *why;

	pcre2_code_free(compile(pattern, &why));
	return why;
}

/* True if it may begin to match at one place only: a ^ and no | outside groups. */
static bool has_one_start(struct str s)
{
	unsigned depth = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\\')
			i++;
		else if (s.p[i] == '(')
			depth++;
		else if (s.p[i] == ')')
			depth--;
		else if (s.p[i] == '|' && depth == 0)
			return false;
	}
	return s.n > 0 && s.p[0] == '^';
}

struct pattern *schema_pattern_new(struct str pattern)
{
	struct pattern *p = alloc_zero(1, sizeof(*p));
	const char *why;

	p->code = compile(pattern, &why);
	if (!p->code)
		BUG("pattern %.*s: %s", STR_ARG(pattern), why);
	p->one_start = has_one_start(pattern);
	for (size_t i = 0; i < pattern.n; i++)
		p->unbounded |= pattern.p[i] == '*' || pattern.p[i] == '+' || pattern.p[i] == ',';
	return p;
}

void schema_pattern_free(struct pattern *p)
{
	if (p) {
		pcre2_code_free(p->code);
		free(p);
	}
}

/*
 * PCRE2 counts the steps from one start only, so a search may take the square
 * of the length: that is what it is charged for.
 */
static uint64_t cost(const struct pattern *p, size_t n)
{
	uint64_t c = n / 16;

	if (p->unbounded && !p->one_start)
		c += (uint64_t)n * n / 4096;
	return c;
}

struct pattern_room *schema_pattern_room_new(void)
{
	struct pattern_room *room = alloc_zero(1, sizeof(*room));

	room->context = pcre2_match_context_create(NULL);
	room->data = pcre2_match_data_create(1, NULL);
	if (!room->context || !room->data)
		alloc_failed(0);
	pcre2_set_match_limit(room->context, LIMIT_PATTERN_MATCH);
	pcre2_set_depth_limit(room->context, LIMIT_PATTERN_DEPTH);
	pcre2_set_heap_limit(room->context, LIMIT_PATTERN_HEAP);
	return room;
}

void schema_pattern_room_free(struct pattern_room *room)
{
	if (room) {
		pcre2_match_context_free(room->context);
		pcre2_match_data_free(room->data);
		free(room);
	}
}

int schema_pattern_matches(const struct pattern *p, struct str subject, struct pattern_room *room,
			   uint32_t *steps)
{
	uint64_t all = *steps + cost(p, subject.n);
	int rc;

	*steps = all < LIMIT_SCHEMA_STEPS ? (uint32_t)all : LIMIT_SCHEMA_STEPS + 1;
	if (all > LIMIT_SCHEMA_STEPS)
		return -1;
	rc = pcre2_match(p->code, (PCRE2_SPTR)(subject.n ? subject.p : ""), subject.n, 0, 0, room->data,
			 room->context);
	if (rc < 0)
		return rc == PCRE2_ERROR_NOMATCH ? 0 : -1;
	return 1;
}
