/*
 * glob.c: the wildcards of git (its wildmatch with WM_PATHNAME), without
 * recursion: of '*' and of '**' only the last one needs to be tried again,
 * because whatever an earlier one could take more a later one can take as well.
 * So a hostile pattern costs at most length x length x length, never 2^length.
 */
#include "source/source_int.h"

#define NOWHERE SIZE_MAX

static bool in_range(unsigned char c, unsigned char first, unsigned char last)
{
	return c >= first && c <= last;
}

/* True if C is in the class NAME ("alpha"); false also for an unknown one. */
static bool in_class(struct str name, unsigned char c, bool *known)
{
	bool lower = in_range(c, 'a', 'z'), upper = in_range(c, 'A', 'Z'), digit = in_range(c, '0', '9');
	bool graph = in_range(c, 33, 126);
	const struct {
		const char *name;
		bool is;
	} table[] = {
	    {"alnum", lower || upper || digit},
	    {"alpha", lower || upper},
	    {"blank", c == ' ' || c == '\t'},
	    {"cntrl", c < 32 || c == 127},
	    {"digit", digit},
	    {"graph", graph},
	    {"lower", lower},
	    {"print", graph || c == ' '},
	    {"punct", graph && !lower && !upper && !digit},
	    {"space", c == ' ' || in_range(c, 9, 13)},
	    {"upper", upper},
	    {"xdigit", digit || in_range(c, 'a', 'f') || in_range(c, 'A', 'F')},
	};
	size_t i;

	for (i = 0; i < countof(table); i++)
		if (str_eq_c(name, table[i].name))
			return table[i].is;
	*known = false;
	return false;
}

/* One set being read: [a-z[:digit:]]. */
struct set {
	struct str pat;
	size_t p;       /* of the next character */
	int prev;       /* the character before, which may begin a range, or -1 */
	bool is_broken; /* no end, or an unknown class: matches nothing */
};

static int set_next(struct set *s)
{
	if (s->p >= s->pat.n) {
		s->is_broken = true;
		return -1;
	}
	return (unsigned char)s->pat.p[s->p++];
}

/* Reads "[:name:]" behind its "[:"; false if it is no class after all. */
static bool set_class(struct set *s, unsigned char c, bool *hit)
{
	size_t end = str_find(s->pat, ']', s->p + 1);
	bool known = true;

	if (end == s->pat.n) {
		s->is_broken = true;
		return true;
	}
	if (end < s->p + 2 || s->pat.p[end - 1] != ':')
		return false;
	if (in_class(str_sub(s->pat, s->p + 1, end - 1), c, &known))
		*hit = true;
	s->is_broken = !known;
	s->p = end + 1;
	s->prev = -1;
	return true;
}

/* Reads one member of the set, which begins with character M. */
static void set_member(struct set *s, int m, unsigned char c, bool *hit)
{
	int next = s->p < s->pat.n ? (unsigned char)s->pat.p[s->p] : -1;

	if (m == '-' && s->prev >= 0 && next >= 0 && next != ']') {
		m = set_next(s);
		if (m == '\\')
			m = set_next(s);
		if (m >= 0 && in_range(c, (unsigned char)s->prev, (unsigned char)m))
			*hit = true;
		s->prev = -1;
		return;
	}
	if (m == '[' && next == ':' && set_class(s, c, hit))
		return;
	if (m == '\\')
		m = set_next(s);
	if (m == c)
		*hit = true;
	s->prev = m;
}

/* Matches the set behind '[' at *P with C and moves *P behind it. */
static bool match_set(struct str pat, size_t *p, unsigned char c)
{
	struct set s = {.pat = pat, .p = *p, .prev = -1};
	bool negated = false, hit = false;
	int m = set_next(&s);

	if (m == '!' || m == '^') {
		negated = true;
		m = set_next(&s);
	}
	do {
		if (!s.is_broken)
			set_member(&s, m, c, &hit);
		m = s.is_broken ? ']' : set_next(&s);
	} while (m != ']' && !s.is_broken);
	*p = s.p;
	return !s.is_broken && hit != negated && c != '/';
}

/* Matches one character of the text and moves *P behind what matched it. */
static bool match_one(struct str pat, size_t *p, unsigned char c)
{
	char m = pat.p[(*p)++];

	if (m == '[')
		return match_set(pat, p, c);
	if (m == '?')
		return c != '/';
	if (m == '\\') {
		if (*p == pat.n)
			return false;
		m = pat.p[(*p)++];
	}
	return (unsigned char)m == c;
}

/* Where to go on when something does not match. */
struct retry {
	size_t star_p, star_t; /* behind the last '*', and the text it has taken */
	size_t deep_p, deep_t; /* the same of the last double star */
};

static bool retry(struct retry *r, struct str text, size_t *p, size_t *t)
{
	if (r->star_p != NOWHERE && r->star_t < text.n && text.p[r->star_t] != '/') {
		*t = ++r->star_t;
		*p = r->star_p;
		return true;
	}
	r->star_p = NOWHERE;
	if (r->deep_p == NOWHERE)
		return false;
	r->deep_t = str_find(text, '/', r->deep_t);
	if (r->deep_t == text.n)
		return false;
	*t = ++r->deep_t;
	*p = r->deep_p;
	return true;
}

/*
 * Handles the stars at *P: 1 when the rest of the text is taken whole, 0 when
 * matching goes on.
 */
static int take_stars(struct retry *r, struct str pat, size_t *p, size_t t)
{
	size_t first = *p, end = first;

	while (end < pat.n && pat.p[end] == '*')
		end++;
	if (end - first >= 2 && (first == 0 || pat.p[first - 1] == '/') &&
	    (end == pat.n || pat.p[end] == '/')) {
		if (end == pat.n)
			return 1;
		*r = (struct retry){NOWHERE, 0, end + 1, t};
		*p = end + 1;
		return 0;
	}
	r->star_p = *p = end;
	r->star_t = t;
	return 0;
}

bool glob_match(struct str pat, struct str text)
{
	struct retry r = {NOWHERE, 0, NOWHERE, 0};
	size_t p = 0, t = 0;

	for (;;) {
		if (p < pat.n && pat.p[p] == '*') {
			if (take_stars(&r, pat, &p, t))
				return true;
			continue;
		}
		if (p == pat.n && t == text.n)
			return true;
		if (p < pat.n && t < text.n && match_one(pat, &p, (unsigned char)text.p[t])) {
			t++;
			continue;
		}
		if (!retry(&r, text, &p, &t))
			return false;
	}
}
