/* Layouts: where fields and words to pick stand in a text. */
#include "text/markdown.h"
#include "text/text.h"

static struct layout_span *push(struct layout_span **v, size_t *n, size_t *cap, struct arena *a)
{
	ARENA_GROW(a, *v, *n, *cap);
	return &(*v)[(*n)++];
}

static bool read_field(struct layout_span *out, struct str s, size_t i)
{
	size_t close = str_find(s, '}', i), line = str_find(s, '\n', i);
	struct str name = str_trim(str_sub(s, i + 2, close));
	bool odd = close == s.n || line < close || !text_is_id(name);

	*out = (struct layout_span){odd ? LAYOUT_ODD : LAYOUT_FIELD,
				    (uint32_t)i,
				    (uint32_t)(odd ? i + 2 : close + 1),
				    name,
				    {NULL, 0}};
	return true;
}

/* [words](#name); false when the bracket at I begins something else. */
static bool read_words(struct layout_span *out, struct str s, size_t i)
{
	size_t close = str_find(s, ']', i), end = str_find(s, ')', close);
	struct str name;

	if (close + 2 >= s.n || s.p[close + 1] != '(' || s.p[close + 2] != '#' || end == s.n)
		return false;
	name = str_sub(s, close + 3, end);
	if (!text_is_id(name))
		return false;
	*out = (struct layout_span){LAYOUT_WORDS, (uint32_t)i, (uint32_t)end + 1, name,
				    str_sub(s, i + 1, close)};
	return true;
}

size_t text_layout(struct layout_span **out, struct str s, struct arena *a)
{
	struct layout_span span;
	size_t i = 0, n = 0, cap = 0;

	*out = NULL;
	while (i < s.n) {
		bool found = false;

		if (s.p[i] == '\\') {
			i += 2;
			continue;
		}
		if (s.p[i] == '`') {
			i = text_skip_code(s, i);
			continue;
		}
		if (s.p[i] == '$' && i + 1 < s.n && s.p[i + 1] == '{')
			found = read_field(&span, s, i);
		else if (s.p[i] == '[')
			found = read_words(&span, s, i);
		if (found)
			*push(out, &n, &cap, a) = span;
		i = found ? span.end : i + 1;
	}
	return n;
}
