/* Rules about translations, and about the names of locales. */
#include <stdlib.h>

#include "base/utf8.h"
#include "lint/text_int.h"

/* --- translations that are none ------------------------------------------------------------ */

/* Little words that only sentences of a language have. */
struct little_words {
	const char *language;
	const char *words; /* joined by blanks, with one at either end */
};

static const struct little_words little_words[] = {
    {"fr",
     " le la les un une des du de et ou est sont dans pour sur avec par que qui quel quelle ce cette ces "
     "au aux en ne pas vous votre "},
    {"en", " the a an of and or is are in for on with by that which what this these to not you your from "},
};

static const char *little_words_of(struct str locale)
{
	size_t i;

	for (i = 0; i < countof(little_words); i++)
		if (text_is_language(locale, little_words[i].language))
			return little_words[i].words;
	return NULL;
}

static bool is_little_word(const char *words, struct str word)
{
	char padded[16] = " ";

	if (word.n > sizeof(padded) - 2)
		return false;
	memcpy(padded + 1, word.p, word.n);
	padded[word.n + 1] = ' ';
	return str_has(str_c(words), (struct str){padded, word.n + 2});
}

/*
 * True if S is a sentence's worth of the language of LOCALE: four words in small
 * letters, at least one of them a little word. Names, figures and code are not.
 */
static bool is_sentence(struct str s, const char *mask, struct str locale)
{
	const char *little = little_words_of(locale);
	size_t i = 0, words = 0, known = 0;

	while (little && i < s.n) {
		size_t start = i, next = i;

		while (i < s.n && mask[i] == 'p' && text_is_lower(utf8_next(s, &next)))
			i = next;
		words += i > start + 1;
		known += i > start && is_little_word(little, str_sub(s, start, i));
		for (; i < s.n && text_is_letter(text_at(s, i)); i = next) {
			next = i;
			utf8_next(s, &next);
		}
		for (; i < s.n && !text_is_letter(text_at(s, i)); i = next) {
			next = i;
			utf8_next(s, &next);
		}
	}
	return words >= 4 && known >= 1;
}

static int compare_start(const void *key, const void *text)
{
	uint32_t a = *(const uint32_t *)key, b = ((const struct text_use *)text)->node->start;

	return a < b ? -1 : a > b;
}

static const struct text_use *text_of(const struct lint *l, const struct yaml_node *n)
{
	return l->ntext ? bsearch(&n->start, l->text, l->ntext, sizeof(l->text[0]), compare_start) : NULL;
}

/* Names of people and works are the same everywhere. */
static bool is_translated(const struct text_use *t)
{
	return t && text_is_prose(t->role) && strcmp(t->key, "credit") != 0 && strcmp(t->key, "source") != 0;
}

/* A in the locale FROM against B, which should be its translation into TO. */
static void compare_nodes(struct lint *l, const struct yaml_node *a, const struct yaml_node *b, int from,
			  int to)
{
	const struct text_use *t;
	struct finding *f;
	size_t i;

	if (a->kind == YAML_LIST && b->kind == YAML_LIST)
		for (i = 0; i < a->n && i < b->n; i++)
			compare_nodes(l, a->item[i], b->item[i], from, to);
	if (a->kind != YAML_SCALAR || b->kind != YAML_SCALAR || !str_eq(a->text, b->text) || b->text.n < 8)
		return;
	t = text_of(l, b);
	if (!is_translated(t) || !is_sentence(b->text, text_mask(l, t), lint_locale(l, from)))
		return;
	f = lint_add(l, RULE_SAME_TRANSLATION, lint_span(b));
	lint_arg(l, f, "locale", lint_locale(l, to));
	lint_arg(l, f, "from", lint_locale(l, from));
	if (f)
		finding_note(l->fs, f, "from", (struct place){l->u->path, a->start, a->end});
}

static bool is_same_language(struct str a, struct str b)
{
	size_t n = str_find(a, '-', 0);

	return n == str_find(b, '-', 0) && memcmp(a.p, b.p, n) == 0;
}

/* The first locale that the map N names is what the others are translations of. */
static bool compare_map(struct lint *l, const struct yaml_node *n)
{
	int from = -1, to;
	size_t i, k = 0;

	for (i = 0; i < n->n; i++) {
		int locale = config_locale(l->config, n->pair[i].key->text);

		if (locale < 0 && !str_eq_c(n->pair[i].key->text, "any"))
			return false;
		if (locale >= 0 && (from < 0 || locale < from)) {
			from = locale;
			k = i;
		}
	}
	for (i = 0; from >= 0 && i < n->n; i++) {
		to = config_locale(l->config, n->pair[i].key->text);
		if (to > from && !is_same_language(lint_locale(l, from), lint_locale(l, to)))
			compare_nodes(l, n->pair[k].value, n->pair[i].value, from, to);
	}
	return from >= 0;
}

/* As deep as the file is nested, which LIMIT_YAML_DEPTH bounds. */
static void walk(struct lint *l, const struct yaml_node *n)
{
	size_t i;

	if (!n || n->bad)
		return;
	for (i = 0; n->kind == YAML_LIST && i < n->n; i++)
		walk(l, n->item[i]);
	if (n->kind != YAML_MAP || (n->n > 1 && compare_map(l, n)))
		return;
	for (i = 0; i < n->n; i++)
		walk(l, n->pair[i].value);
}

void typography_same_translation(struct lint *l)
{
	if (l->config->nlocale > 1)
		walk(l, l->doc->root);
}

/* --- names of locales ------------------------------------------------------------------------ */

/* What is written for a language or a country, and what it is called. */
struct tag_name {
	const char *wrong, *right;
};

static const struct tag_name languages[] = {{"jp", "ja"},  {"cz", "cs"},  {"gr", "el"},  {"dk", "da"},
					    {"ua", "uk"},  {"cn", "zh"},  {"fra", "fr"}, {"fre", "fr"},
					    {"eng", "en"}, {"spa", "es"}, {"deu", "de"}, {"ger", "de"},
					    {"ita", "it"}, {"por", "pt"}, {"nld", "nl"}, {"dut", "nl"}};

static const struct tag_name countries[] = {{"UK", "GB"}, {"EN", "GB"}};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_alpha(struct str s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (is_digit(s.p[i]))
			return false;
	return true;
}

/* Appends the part PART of a tag as it is rightly spelled. */
static void add_part(struct buf *b, struct str part, bool upper, bool title)
{
	size_t i;

	for (i = 0; i < part.n; i++) {
		char c = part.p[i];
		bool capital = upper || (title && i == 0);

		if (capital && c >= 'a' && c <= 'z')
			c = (char)(c - 32);
		else if (!capital && c >= 'A' && c <= 'Z')
			c = (char)(c + 32);
		buf_add_byte(b, c);
	}
}

static struct str rename_part(const struct tag_name *names, size_t n, struct str part)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (str_eq_c(part, names[i].wrong))
			return str_c(names[i].right);
	return part;
}

/* What may stand next in a tag: a script, a country, then variants. */
enum tag_place { TAG_SCRIPT, TAG_COUNTRY, TAG_VARIANT };

/* Appends one part behind the language; false when nothing of its form may stand there. */
static bool add_next(struct buf *b, struct str part, enum tag_place *place)
{
	bool digits = part.n == 3 && is_digit(part.p[0]) && is_digit(part.p[1]) && is_digit(part.p[2]);
	struct buf upper = {0};

	buf_add_byte(b, '-');
	if (*place <= TAG_SCRIPT && part.n == 4 && is_alpha(part)) {
		*place = TAG_COUNTRY;
		add_part(b, part, false, true);
	} else if (*place <= TAG_COUNTRY && part.n == 2 && is_alpha(part)) {
		*place = TAG_VARIANT;
		add_part(&upper, part, true, false);
		buf_add_str(b, rename_part(countries, countof(countries), buf_str(&upper)));
	} else if (*place <= TAG_COUNTRY && digits) {
		*place = TAG_VARIANT;
		buf_add_str(b, part);
	} else if (part.n >= 5 || (part.n == 4 && is_digit(part.p[0]))) {
		*place = TAG_VARIANT;
		add_part(b, part, false, false);
	} else {
		buf_release(&upper);
		return false;
	}
	buf_release(&upper);
	return true;
}

/* Appends TAG as it is rightly spelled; false when it is no language tag (BCP 47). */
static bool spell_tag(struct buf *b, struct str tag)
{
	enum tag_place place = TAG_SCRIPT;
	size_t i = str_find(tag, '-', 0), end;

	buf_add_str(b, rename_part(languages, countof(languages), str_sub(tag, 0, i)));
	for (; i < tag.n; i = end) {
		end = str_find(tag, '-', i + 1);
		if (!add_next(b, str_sub(tag, i + 1, end), &place))
			return false;
	}
	return true;
}

static void judge_tag(struct lint *l, const struct yaml_node *n)
{
	struct buf right = {0};
	struct finding *f = NULL;
	bool known;

	if (!n || n->bad || n->kind != YAML_SCALAR)
		return;
	known = spell_tag(&right, n->text);
	if (!known || !str_eq(buf_str(&right), n->text)) {
		f = lint_add(l, RULE_LOCALE_TAG, lint_span(n));
		lint_arg(l, f, "tag", n->text);
		lint_arg(l, f, "right", buf_str(&right));
	}
	if (f && !known)
		finding_variant(f, "form");
	buf_release(&right);
}

/* The fallback of a locale is another locale's id, which is judged there. */
void typography_locale_tag(struct lint *l)
{
	const struct yaml_node *list = yaml_get(l->doc->root, "locales");
	size_t i;

	for (i = 0; list && list->kind == YAML_LIST && i < list->n; i++)
		judge_tag(l, yaml_get(list->item[i], "id"));
}

/* --- tests that only some locales have ------------------------------------------------------------ */

/* True if LOCALE, or another one of its language, has tests. */
static bool is_tested(const struct lint *l, const struct test_list *lists, size_t locale)
{
	size_t i;

	for (i = 0; i < l->config->nlocale; i++)
		if (lists[i].n && is_same_language(lint_locale(l, (int)i), lint_locale(l, (int)locale)))
			return true;
	return false;
}

/* What C itself writes: tests that a variant inherits are told of its prototype. */
static void judge_tests(struct lint *l, const struct challenge *c, const struct test_list *lists)
{
	const struct test *first = NULL;
	size_t i;

	for (i = 0; lists && i < l->config->nlocale && !first; i++)
		first = lists[i].n ? &lists[i].v[0] : NULL;
	if (!first || (c->prototype.n && (first->at.start < c->at.start || first->at.end > c->at.end)))
		return;
	for (i = 0; i < l->config->nlocale; i++) {
		if (!(c->exists >> i & 1) || is_tested(l, lists, i))
			continue;
		lint_arg(l, lint_add_for(l, RULE_UNTESTED_LOCALE, c, first->at), "locale",
			 lint_locale(l, (int)i));
	}
}

void typography_untested_locale(struct lint *l)
{
	size_t i;

	for (i = 0; i < l->u->nchallenge; i++) {
		judge_tests(l, &l->u->challenge[i], l->u->challenge[i].tests.right);
		judge_tests(l, &l->u->challenge[i], l->u->challenge[i].tests.wrong);
	}
}
