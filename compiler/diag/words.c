/* From a finding to its words: the catalogue and the filling of {arguments}. */
#include "base/utf8.h"
#include "diag/catalog.h"

static const struct catalog_text *find_text(const struct catalog_page *page, const char *key,
					    const char *variant)
{
	size_t i, n = strlen(key);

	for (i = 0; i < page->n; i++) {
		const char *k = page->text[i].key;

		if (!variant ? strcmp(k, key) == 0
			     : strncmp(k, key, n) == 0 && k[n] == '.' && strcmp(k + n + 1, variant) == 0)
			return &page->text[i];
	}
	return NULL;
}

static const struct finding_arg *find_arg(const struct finding_arg *args, size_t n, struct str name)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (str_eq_c(name, args[i].name))
			return &args[i];
	return NULL;
}

/* Appends VALUE, cut in its middle when it is longer than people read. */
static void add_value(struct buf *out, struct str value)
{
	struct buf shown = {0};
	struct str s;
	size_t i = 0, chars = 0, head = 0;

	utf8_add_visible(&shown, value);
	s = buf_str(&shown);
	if (utf8_count(s) <= LIMIT_QUOTE_CHARS * 2) {
		buf_add_str(out, s);
	} else {
		while (chars++ < LIMIT_QUOTE_CHARS * 2 - 1)
			utf8_next(s, &i);
		head = i;
		buf_add(out, s.p, head);
		buf_add_c(out, "…");
	}
	buf_release(&shown);
}

static void fill(struct buf *out, const char *text, const struct finding_arg *args, size_t narg)
{
	struct str s = str_c(text);
	size_t i = 0;

	while (i < s.n) {
		size_t open = str_find(s, '{', i), close = str_find(s, '}', open);
		const struct finding_arg *arg =
		    close < s.n ? find_arg(args, narg, str_sub(s, open + 1, close)) : NULL;

		buf_add_str(out, str_sub(s, i, open));
		if (arg)
			add_value(out, arg->value);
		else
			buf_add_str(out, str_sub(s, open, close + 1));
		i = close < s.n ? close + 1 : s.n;
	}
}

static void add_text(struct buf *out, const struct catalog_text *t, const struct finding_arg *args,
		     size_t narg, enum lang lang)
{
	fill(out, lang == LANG_FR && t->fr ? t->fr : t->en, args, narg);
}

void finding_add_text(struct buf *out, const struct finding *f, enum finding_text which, enum lang lang)
{
	static const char *const key[] = {"message", "label", "help"};
	const struct catalog_page *page = &catalog_rules[f->rule];
	const struct catalog_text *t = NULL;

	if (f->variant)
		t = find_text(page, key[which], f->variant);
	if (!t)
		t = find_text(page, key[which], NULL);
	if (t)
		add_text(out, t, f->arg, f->narg, lang);
	else if (which == TEXT_MESSAGE)
		BUG("rule %s has no message", rule_info(f->rule)->name);
}

void finding_add_note(struct buf *out, const struct finding *f, size_t i, enum lang lang)
{
	const struct catalog_text *t = find_text(&catalog_rules[f->rule], "note", f->note[i].key);

	if (!t)
		BUG("rule %s has no note '%s'", rule_info(f->rule)->name, f->note[i].key);
	add_text(out, t, f->arg, f->narg, lang);
}

void ui_add_text(struct buf *out, const char *key, const struct finding_arg *args, size_t narg,
		 enum lang lang)
{
	const struct catalog_text *t = find_text(&catalog_ui, key, NULL);

	if (!t)
		BUG("there is no text '%s'", key);
	add_text(out, t, args, narg, lang);
}

const char *rule_page(enum rule rule)
{
	return catalog_rules[rule].body ? catalog_rules[rule].body : "";
}

bool rule_has_text(enum rule rule, const char *key, enum lang lang)
{
	const struct catalog_text *t = find_text(&catalog_rules[rule], key, NULL);

	return t && (lang == LANG_EN || t->fr);
}
