/* Rules about accessibility: the table, and alternative texts. */
#include "base/utf8.h"
#include "lint/access_int.h"

/* What follows is better said in a description. */
#define ALT_LONGEST  125
#define ALT_SHORTEST 3

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* True if S begins with PREFIX, which is in small letters; ' in it is any apostrophe. */
static bool begins(struct str s, const char *prefix, size_t *behind)
{
	size_t i = 0;

	for (; *prefix; prefix++) {
		if (*prefix == '\'' && str_starts(str_sub(s, i, s.n), STR("\xe2\x80\x99")))
			i += 3;
		else if (i < s.n && lower(s.p[i]) == *prefix)
			i++;
		else
			return false;
	}
	*behind = i;
	return true;
}

/* S without what stands around its words. */
static struct str bare(struct str s)
{
	s = str_trim(s);
	while (s.n && strchr(".!?:;, ", s.p[s.n - 1]))
		s.n--;
	return s;
}

static bool same_words(struct str a, struct str b)
{
	size_t i;

	a = bare(a);
	b = bare(b);
	for (i = 0; i < a.n && i < b.n && lower(a.p[i]) == lower(b.p[i]); i++)
		;
	return a.n == b.n && i == a.n && a.n;
}

/* --- what makes an alternative text weak -------------------------------------------------------- */

/* Words that any image could have, and nothing but a number behind them. */
static bool is_empty_talk(struct str alt)
{
	static const char *const words[] = {
	    "image",           "photo",      "photographie",     "picture",
	    "figure",          "screenshot", "capture d'écran",  "copie d'écran",
	    "sans titre",      "untitled",   "texte alternatif", "illustration",
	    "alternative text"};
	size_t i, end;

	for (i = 0; i < countof(words); i++) {
		if (!begins(alt, words[i], &end))
			continue;
		while (end < alt.n && strchr(" 0123456789.", alt.p[end]))
			end++;
		if (end == alt.n)
			return true;
	}
	return utf8_count(alt) < ALT_SHORTEST;
}

/*
 * "Image d'un ..." says what a screen reader says already. "Image de profil" is a
 * word of its own, so an article must follow.
 */
static size_t needless_words(struct str alt)
{
	static const char *const articles[] = {"une ", "l'", "a ", "an ", "the ", ""};
	static const char *const words[] = {
	    "image d'un ",     "image d'une ", "image de la ",      "image de l'",         "image des ",
	    "image montrant ", "image du ",    "image qui montre ", "image représentant ", "image of ",
	    "image showing ",  "picture of ",  "picture showing "};
	size_t i, k, article, end;

	for (i = 0; i < countof(articles); i++)
		for (k = 0; begins(alt, articles[i], &article) && k < countof(words); k++)
			if (begins(str_sub(alt, article, alt.n), words[k], &end))
				return article + end - 1;
	return 0;
}

/* NAME, a path, without its folders; *STEM without its ending too. */
static struct str base_name(struct str name, struct str *stem)
{
	size_t i = name.n;

	while (i && name.p[i - 1] != '/')
		i--;
	name = str_sub(name, i, name.n);
	for (i = name.n; i && name.p[i - 1] != '.';)
		i--;
	*stem = i ? str_sub(name, 0, i - 1) : name;
	return name;
}

/* The file's own name; without its ending only where no word looks so. */
static bool is_file_name(struct str alt, const struct yaml_node *file)
{
	struct str stem, name;
	size_t i;

	if (!file || file->kind == YAML_LIST)
		return false;
	if (file->kind == YAML_MAP) {
		for (i = 0; i < file->n; i++)
			if (file->pair[i].value->kind == YAML_SCALAR &&
			    is_file_name(alt, file->pair[i].value))
				return true;
		return false;
	}
	name = base_name(file->text, &stem);
	if (same_words(alt, name))
		return true;
	for (i = 0; i < stem.n && !strchr("_-0123456789", stem.p[i]); i++)
		;
	return i < stem.n && same_words(alt, stem);
}

/* The text of N in LOCALE (absent: N is for all of them), or NULL. */
static const struct yaml_node *in_locale(const struct yaml_node *n, struct str locale)
{
	struct yaml_pair *pair;

	if (!n || n->kind == YAML_SCALAR)
		return n;
	pair = locale.p ? yaml_get_pair(n, locale) : NULL;
	return pair && pair->value->kind == YAML_SCALAR ? pair->value : NULL;
}

/* The key in MAP whose text ALT repeats, or NULL. */
static const char *repeated(const struct yaml_node *map, const char *const *keys, struct str alt,
			    struct str locale)
{
	for (; *keys; keys++) {
		const struct yaml_node *n = in_locale(yaml_get(map, *keys), locale);

		if (n && same_words(n->text, alt))
			return *keys;
	}
	return NULL;
}

/* --- the walk -------------------------------------------------------------------------------------- */

static const char *const beside[] = {"right", "wrong",       "choice", "text",
				     "front", "instruction", "title",  NULL};
static const char *const below[] = {"credit", "description", NULL};

static bool has_text(const struct yaml_node *owner)
{
	size_t i;

	for (i = 0; i < 5; i++)
		if (yaml_get(owner, beside[i]))
			return true;
	return false;
}

static struct finding *weak(struct lint *l, const struct yaml_node *n, size_t end, const char *variant)
{
	struct finding *f = lint_add(l, RULE_WEAK_ALT, end ? lint_part(l, n, 0, end) : lint_span(n));

	if (f)
		finding_variant(f, variant);
	return f;
}

/* A short word is enough for the image of a choice, not for one that stands alone. */
static void check_alt(struct lint *l, const struct media_part *part, const struct yaml_node *image,
		      const struct yaml_node *n, struct str locale)
{
	struct str alt = str_trim(n->text);
	const char *key = repeated(part->owner, beside, alt, locale);
	size_t end = needless_words(n->text);

	if (!key)
		key = repeated(image, below, alt, locale);
	if (is_file_name(alt, yaml_get(image, "file")))
		weak(l, n, 0, "file");
	else if (key)
		lint_arg(l, weak(l, n, 0, "copy"), "key", str_c(key));
	else if (!has_text(part->owner) && is_empty_talk(alt))
		weak(l, n, 0, NULL);
	else if (end)
		lint_arg(l, weak(l, n, end, "needless"), "words", str_sub(n->text, 0, end));
	else if (utf8_count(alt) > ALT_LONGEST)
		lint_arg_number(l, weak(l, n, 0, "long"), "count", utf8_count(alt));
}

static void check_image(struct lint *l, const struct media_part *part, const struct yaml_node *image,
			struct str locale)
{
	const struct yaml_node *alt = yaml_get(image, "alt");
	size_t i;

	if (!alt || alt->bad)
		return;
	if (alt->kind == YAML_SCALAR)
		check_alt(l, part, image, alt, locale);
	for (i = 0; alt->kind == YAML_MAP && i < alt->n; i++)
		if (alt->pair[i].value->kind == YAML_SCALAR)
			check_alt(l, part, image, alt->pair[i].value, alt->pair[i].key->text);
}

/* An image, or one by locale. */
static void check_part(struct lint *l, const struct media_part *part)
{
	size_t i;

	if (part->value->kind != YAML_MAP)
		return;
	if (yaml_get(part->value, "file")) {
		check_image(l, part, part->value, (struct str){NULL, 0});
		return;
	}
	for (i = 0; i < part->value->n; i++)
		check_image(l, part, part->value->pair[i].value, part->value->pair[i].key->text);
}

static void weak_alt(struct lint *l)
{
	static const char *const keys[] = {"illustration", "image", NULL};

	media_parts(l, keys, check_part);
}

const struct unit_rule lint_access_rules[] = {
    {RULE_WEAK_ALT, 1u << KIND_CHALLENGE | 1u << KIND_TUTORIAL, false, weak_alt},
    {RULE_COLOUR_ONLY, 1u << KIND_CHALLENGE | 1u << KIND_TUTORIAL, false, access_colour_only},
    {RULE_COUNT, 0, false, NULL},
};
