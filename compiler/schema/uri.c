/*
 * uri.c: references to schemas resolved against a base (RFC 3986 section 5.2).
 */
#include "schema/schema_int.h"

/* The parts of a reference, fragment aside; an absent part is not written. */
struct uri {
	struct str scheme, authority, path, query;
};

static size_t scheme_length(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i] | 32;

		if (s.p[i] == ':')
			return i;
		if (!((c >= 'a' && c <= 'z') || (i > 0 && strchr("0123456789+-.", s.p[i]))))
			return 0;
	}
	return 0;
}

static struct uri parse(struct str s)
{
	struct uri u = {0};
	size_t n;

	s = str_sub(s, 0, str_find(s, '#', 0));
	n = scheme_length(s);
	if (n > 0) {
		u.scheme = str_sub(s, 0, n);
		s = str_sub(s, n + 1, s.n);
	}
	if (str_starts(s, STR("//"))) {
		for (n = 2; n < s.n && s.p[n] != '/' && s.p[n] != '?';)
			n++;
		u.authority = str_sub(s, 2, n);
		s = str_sub(s, n, s.n);
	}
	n = str_find(s, '?', 0);
	u.path = str_sub(s, 0, n);
	if (n < s.n)
		u.query = str_sub(s, n + 1, s.n);
	return u;
}

/* Appends PATH without . and .. segments; what was in OUT before stays. */
static void add_path(struct buf *out, struct str path)
{
	size_t begin = out->n;

	for (size_t i = 0; i < path.n;) {
		size_t end = str_find(path, '/', i);
		struct str segment = str_sub(path, i, end);
		bool last = end == path.n;

		if (str_eq_c(segment, "..")) {
			if (out->n > begin)
				out->n--; /* the slash before it */
			while (out->n > begin && out->p[out->n - 1] != '/')
				out->n--;
		} else if (!str_eq_c(segment, ".")) {
			buf_add_str(out, segment);
			if (!last)
				buf_add_byte(out, '/');
		}
		i = end + 1;
	}
}

static void add_uri(struct buf *out, const struct uri *u)
{
	if (u->scheme.p) {
		buf_add_str(out, u->scheme);
		buf_add_byte(out, ':');
	}
	if (u->authority.p) {
		buf_add_c(out, "//");
		buf_add_str(out, u->authority);
	}
	/* urn:... has no segments */
	if (u->scheme.p && !u->authority.p && !str_starts(u->path, STR("/")))
		buf_add_str(out, u->path);
	else
		add_path(out, u->path);
	if (u->query.p) {
		buf_add_byte(out, '?');
		buf_add_str(out, u->query);
	}
}

/* The path of REF behind the last slash of the path of BASE. */
static void merge(struct buf *out, const struct uri *base, struct str path)
{
	size_t n = base->path.n;

	while (n > 0 && base->path.p[n - 1] != '/')
		n--;
	if (base->authority.p && base->path.n == 0)
		buf_add_byte(out, '/');
	buf_add_str(out, str_sub(base->path, 0, n));
	buf_add_str(out, path);
}

struct str schema_uri_resolve(struct arena *arena, struct str base, struct str ref)
{
	struct uri b = parse(base), r = parse(ref);
	struct buf path = {0}, out = {0};
	struct str result;

	if (!r.scheme.p) {
		r.scheme = b.scheme;
		if (!r.authority.p) {
			r.authority = b.authority;
			if (r.path.n == 0) {
				r.path = b.path;
				if (!r.query.p)
					r.query = b.query;
			} else if (r.path.p[0] != '/') {
				merge(&path, &b, r.path);
				r.path = buf_str(&path);
			}
		}
	}
	add_uri(&out, &r);
	result = arena_str(arena, buf_str(&out));
	buf_release(&path);
	buf_release(&out);
	return result;
}

struct str schema_uri_fragment(struct str ref)
{
	size_t i = str_find(ref, '#', 0);

	return i < ref.n ? str_sub(ref, i + 1, ref.n) : (struct str){0};
}

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 32;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

struct str schema_uri_decode(struct arena *arena, struct str s)
{
	char *p = arena_alloc(arena, s.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '%' && i + 2 < s.n && hex(s.p[i + 1]) >= 0 && hex(s.p[i + 2]) >= 0) {
			p[n++] = (char)(hex(s.p[i + 1]) * 16 + hex(s.p[i + 2]));
			i += 2;
		} else {
			p[n++] = s.p[i];
		}
	}
	p[n] = '\0';
	return (struct str){p, n};
}
