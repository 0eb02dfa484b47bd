/* The questions of a file and their texts, as the rules about them see them. */
#include "base/utf8.h"
#include "lint/shape_int.h"

static void each_block(struct lint *l, const struct block *b, size_t n,
		       void (*fn)(struct lint *l, const struct asked *a))
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (b[i].question)
			fn(l, &(struct asked){b[i].question, NULL, &b[i].instruction});
		each_block(l, b[i].child, b[i].nchild, fn); /* as deep as YAML may be nested */
	}
}

void asked_each(struct lint *l, void (*fn)(struct lint *l, const struct asked *a))
{
	const struct unit *u = l->u;
	size_t i;

	for (i = 0; i < u->nchallenge; i++)
		fn(l, &(struct asked){&u->challenge[i].question, &u->challenge[i],
				      &u->challenge[i].instruction});
	for (i = 0; u->tutorial && i < u->tutorial->nsection; i++)
		each_block(l, u->tutorial->section[i].block, u->tutorial->section[i].nblock, fn);
}

struct str text_in(const struct ltext *t, size_t locale)
{
	return t->v && t->have >> locale & 1 ? t->v[locale] : (struct str){NULL, 0};
}

struct str_list list_in(const struct llist *t, size_t locale)
{
	return t->v && t->have >> locale & 1 ? t->v[locale] : (struct str_list){0};
}

static const struct yaml_node *child(const struct yaml_node *n, size_t i)
{
	return n->kind == YAML_LIST ? n->item[i] : n->pair[i].value;
}

/* The child of N that holds START, in the order of the file: by halves. */
static const struct yaml_node *child_at(const struct yaml_node *n, uint32_t start)
{
	size_t low = 0, high = n->kind == YAML_SCALAR ? 0 : n->n;

	while (high - low > 1) {
		size_t mid = low + (high - low) / 2;

		if (child(n, mid)->start <= start)
			low = mid;
		else
			high = mid;
	}
	return low < high ? child(n, low) : NULL;
}

const struct yaml_node *node_at(const struct lint *l, struct place_span at)
{
	const struct yaml_node *n = l->doc->root;

	while (n && !(n->kind == YAML_MAP && n->start == at.start && n->end == at.end))
		n = child_at(n, at.start);
	return n;
}

static const struct yaml_pair *pair_of(const struct yaml_node *n, const char *key)
{
	return n ? yaml_get_pair(n, str_c(key)) : NULL;
}

struct place_span asked_key(const struct lint *l, const struct asked *a, const char *key,
			    struct place_span otherwise)
{
	const struct yaml_pair *p = NULL;

	if (a->c)
		p = pair_of(node_at(l, a->c->at), key);
	if (!p && a->c)
		p = pair_of(l->doc->root, key);
	return p ? lint_span(p->key) : otherwise;
}

bool asked_is_picked(const struct question *q)
{
	return q->layout.v && q->choices.n;
}

size_t asked_right(const struct question *q)
{
	size_t i, n = 0;

	for (i = 0; i < q->choices.n; i++)
		n += q->choices.v[i].verdict == CHOICE_RIGHT;
	return n;
}

/* --- words ------------------------------------------------------------------------------ */

/* The letter of Latin-1 below U+0100 without its accent, small; 0 for what is none. */
static char base_letter(uint32_t c)
{
	static const char letters[] = "aaaaaaaceeeeiiii"
				      "dnooooo\0ouuuuyts";

	return c >= 0xC0 && c <= 0xFF ? letters[(c - 0xC0) % 32] : 0;
}

static bool is_blank(uint32_t c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xA0 || c == 0x202F || c == 0x2009;
}

/* What stays of the code point C; 0: nothing. */
static uint32_t plain(uint32_t c)
{
	if (c >= 'A' && c <= 'Z')
		return c + 32;
	if (is_blank(c))
		return ' ';
	if (c == '*' || c == '_' || c == '`' || c == '\\' || c == 0x200B || c == 0xAD)
		return 0;
	if (c == 0x2019 || c == 0x2018)
		return '\'';
	if (c == 0x2010 || c == 0x2011)
		return '-';
	return base_letter(c) ? (uint32_t)base_letter(c) : c;
}

struct str plain_words(const struct lint *l, struct str s)
{
	struct buf b = {0};
	struct str out;
	size_t i = 0;

	while (i < s.n) {
		uint32_t c = utf8_next(s, &i), p = plain(c);

		if (c == 0x152 || c == 0x153)
			buf_add_c(&b, "oe");
		else if (p && !(p == ' ' && (!b.n || b.p[b.n - 1] == ' ')))
			utf8_add(&b, p);
	}
	out = arena_str(l->a, str_trim(buf_str(&b)));
	buf_release(&b);
	return out;
}

static bool is_word_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

size_t find_words(struct str s, struct str part, size_t from)
{
	size_t i;

	for (i = from; part.n && i + part.n <= s.n; i++) {
		const char *hit = memchr(s.p + i, part.p[0], s.n - part.n - i + 1);

		if (!hit)
			break;
		i = (size_t)(hit - s.p);
		if (memcmp(hit, part.p, part.n) != 0 ||
		    (i && is_word_byte(s.p[i - 1]) && is_word_byte(part.p[0])) ||
		    (i + part.n < s.n && is_word_byte(s.p[i + part.n]) && is_word_byte(part.p[part.n - 1])))
			continue;
		return i;
	}
	return SIZE_MAX;
}

static bool is_same_letter(char a, char b)
{
	return a == b || ((a ^ b) == 32 && ((a | 32) >= 'a' && (a | 32) <= 'z'));
}

static bool is_letter_or_digit(char c)
{
	return is_word_byte((char)(c >= 'A' && c <= 'Z' ? c + 32 : c));
}

struct place_span words_span(const struct lint *l, struct str text, struct str words,
			     struct place_span otherwise)
{
	const struct yaml_node *n = model_node_of(l->tree, text);
	size_t i, k, at = 0, found = 0;

	for (i = 0; n && words.n && i + words.n <= n->text.n; i++) {
		for (k = 0; k < words.n && is_same_letter(n->text.p[i + k], words.p[k]); k++)
			;
		if (k < words.n || (i && is_letter_or_digit(n->text.p[i - 1])) ||
		    (i + k < n->text.n && is_letter_or_digit(n->text.p[i + k])))
			continue;
		at = i;
		found++;
	}
	return found == 1 ? lint_part(l, n, at, at + words.n) : lint_span_of(l, text, otherwise);
}

struct str folded(const struct lint *l, struct str s, unsigned ignore)
{
	size_t room = 2 * s.n + 16, n;
	char *p = arena_alloc(l->a, room);

	n = pxm_fold(p, room, s.p ? s.p : "", s.n, ignore);
	if (n != SIZE_MAX && n > room) {
		p = arena_alloc(l->a, n);
		n = pxm_fold(p, n, s.p, s.n, ignore);
	}
	return n == SIZE_MAX ? (struct str){NULL, 0} : (struct str){p, n};
}
