/*
 * What an SVG image holds besides a drawing.
 *
 * No XML reader: tags, attributes and style sheets are enough, and what cannot be
 * followed (entities, other encodings) is passed over.
 */
#include "text/media_int.h"

struct svg {
	struct str s;
	size_t at;
	enum svg_trouble trouble;
	struct str words;
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_name(char c)
{
	return !is_blank(c) && c != '=' && c != '>' && c != '/' && c != '<' && c != '"' && c != '\'';
}

static void found(struct svg *v, enum svg_trouble trouble, struct str words)
{
	if (v->trouble != SVG_FINE)
		return;
	v->trouble = trouble;
	v->words = words;
}

/* Behind WORDS, or at the end. */
static void skip_behind(struct svg *v, const char *words)
{
	size_t to = media_find(v->s, words, v->at);

	v->at = to == SIZE_MAX ? v->s.n : to + strlen(words);
}

static struct str skip_name(struct svg *v)
{
	size_t from = v->at;

	while (v->at < v->s.n && is_name(v->s.p[v->at]))
		v->at++;
	return str_sub(v->s, from, v->at);
}

static void skip_blanks(struct svg *v)
{
	while (v->at < v->s.n && is_blank(v->s.p[v->at]))
		v->at++;
}

/* NAME without its prefix. */
static struct str local_name(struct str name)
{
	size_t colon = str_find(name, ':', 0);

	return colon == name.n ? name : str_sub(name, colon + 1, name.n);
}

/* --- addresses ------------------------------------------------------------------------------ */

/* True if S begins with WORD, small or capital. */
static bool begins(struct str s, const char *word)
{
	size_t i;

	for (i = 0; word[i]; i++)
		if (i >= s.n || (s.p[i] | 0x20) != (word[i] | 0x20))
			return false;
	return true;
}

/* Neither a part of this drawing nor bytes that stand in it. */
static bool is_outside(struct str address)
{
	return address.n && address.p[0] != '#' && address.p[0] != '&' && !begins(address, "data:");
}

/* url(...) and @import in a style sheet or a value. */
static void check_style(struct svg *v, struct str css)
{
	size_t i = 0;

	if (media_find(css, "@import", 0) != SIZE_MAX)
		found(v, SVG_OUTSIDE, STR("@import"));
	while ((i = media_find(css, "url(", i)) != SIZE_MAX) {
		size_t end = str_find(css, ')', i);
		struct str to = str_trim(str_sub(css, i + 4, end));

		while (to.n && (to.p[0] == '"' || to.p[0] == '\''))
			to = str_trim(str_sub(to, 1, to.n));
		if (is_outside(to))
			found(v, SVG_OUTSIDE, str_sub(css, i, end + 1));
		i = end;
	}
}

/* --- tags ------------------------------------------------------------------------------------- */

static bool is_handler(struct str name)
{
	size_t i;

	for (i = 0; i < name.n; i++)
		if (name.p[i] < 'a' || name.p[i] > 'z')
			return false;
	return name.n > 2 && str_starts(name, STR("on"));
}

static void check_attribute(struct svg *v, struct str tag, struct str name, struct str value)
{
	bool address =
	    str_eq(name, STR("href")) || str_eq(name, STR("xlink:href")) || str_eq(name, STR("src"));

	value = str_trim(value);
	if (is_handler(name))
		found(v, SVG_SCRIPT, name);
	else if (address && begins(value, "javascript:"))
		found(v, SVG_SCRIPT, str_sub(value, 0, 11));
	else if (address && is_outside(value) && !str_eq(tag, STR("a")))
		found(v, SVG_OUTSIDE, value);
	else if (!address)
		check_style(v, value);
}

/* The attributes of TAG up to its end. */
static void read_attributes(struct svg *v, struct str tag)
{
	while (v->at < v->s.n && v->s.p[v->at] != '>') {
		struct str name;
		char quote;
		size_t end;

		skip_blanks(v);
		name = skip_name(v);
		skip_blanks(v);
		if (v->at >= v->s.n || v->s.p[v->at] != '=') {
			v->at += !name.n && v->at < v->s.n && v->s.p[v->at] != '>';
			continue;
		}
		v->at++;
		skip_blanks(v);
		quote = v->at < v->s.n ? v->s.p[v->at] : '\0';
		if (quote != '"' && quote != '\'')
			continue;
		end = str_find(v->s, quote, v->at + 1);
		check_attribute(v, tag, name, str_sub(v->s, v->at + 1, end));
		v->at = end + 1;
	}
}

static void read_tag(struct svg *v)
{
	struct str tag = local_name(skip_name(v));
	size_t end;

	if (str_eq(tag, STR("script")))
		found(v, SVG_SCRIPT, STR("<script>"));
	read_attributes(v, tag);
	if (str_eq(tag, STR("foreignObject")))
		found(v, SVG_FOREIGN, STR("<foreignObject>"));
	if (!str_eq(tag, STR("style")) || v->at >= v->s.n || v->s.p[v->at - 1] == '/')
		return;
	end = media_find(v->s, "</", v->at);
	check_style(v, str_sub(v->s, v->at, end));
	v->at = end == SIZE_MAX ? v->s.n : end;
}

/* Up to the end of the declaration of the kind of document, entities included. */
static void skip_doctype(struct svg *v)
{
	size_t open = str_find(v->s, '[', v->at), end = str_find(v->s, '>', v->at);

	if (open < end) {
		v->at = open;
		skip_behind(v, "]");
	}
	skip_behind(v, ">");
}

static void read_markup(struct svg *v)
{
	struct str rest = str_sub(v->s, v->at, v->s.n);

	if (str_starts(rest, STR("!--"))) {
		skip_behind(v, "-->");
	} else if (str_starts(rest, STR("![CDATA["))) {
		skip_behind(v, "]]>");
	} else if (str_starts(rest, STR("!"))) {
		skip_doctype(v);
	} else if (str_starts(rest, STR("?xml-stylesheet"))) {
		found(v, SVG_OUTSIDE, STR("<?xml-stylesheet?>"));
	} else if (str_starts(rest, STR("?"))) {
		skip_behind(v, "?>");
	} else {
		read_tag(v);
	}
}

enum svg_trouble text_svg_trouble(struct str bytes, struct str *words)
{
	struct svg v = {.s = bytes};

	while (v.trouble == SVG_FINE && (v.at = str_find(v.s, '<', v.at)) < v.s.n) {
		v.at++;
		read_markup(&v);
	}
	*words = v.words;
	return v.trouble;
}
