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

/* The text "phrase.*" of page ui whose English is S, or NULL. */
static const struct catalog_text *find_phrase(struct str s)
{
	size_t i;

	for (i = 0; i < catalog_ui.n; i++)
		if (strncmp(catalog_ui.text[i].key, "phrase.", 7) == 0 && str_eq_c(s, catalog_ui.text[i].en))
			return &catalog_ui.text[i];
	return NULL;
}

/* The next " or " or " and " in S at or after FROM, with its length; s.n when there is none. */
static size_t find_joint(size_t *length, struct str s, size_t from)
{
	size_t i;

	for (i = from; i < s.n; i++) {
		struct str rest = str_sub(s, i, s.n);

		*length = str_starts(rest, STR(" or ")) ? 4 : str_starts(rest, STR(" and ")) ? 5 : 0;
		if (*length)
			return i;
	}
	*length = 0;
	return s.n;
}

/* True for the arguments that hold phrases of the program, not words of an author. */
static bool holds_phrases(const char *arg)
{
	static const char *const names[] = {"want", "got", "why", "kinds", "keys", "words", "thing", "key"};
	size_t i;

	for (i = 0; i < countof(names) && strcmp(arg, names[i]) != 0; i++)
		;
	return i < countof(names);
}

/*
 * Some arguments are phrases that the program made: "a text or a list", "`a` and
 * `b`". In French each part that the catalogue knows is put into its words.
 */
static bool add_phrases(struct buf *out, struct str s)
{
	const struct catalog_text *whole = find_phrase(s);
	size_t from = 0, joint, length;

	if (whole && whole->fr) {
		buf_add_c(out, whole->fr);
		return true;
	}
	joint = find_joint(&length, s, 0);
	if (!find_phrase(str_sub(s, 0, joint)) && (!length || s.p[0] != '`' || s.p[s.n - 1] != '`'))
		return false;
	for (;;) {
		struct str part = str_sub(s, from, joint);
		const struct catalog_text *t = find_phrase(part);

		if (t && t->fr)
			buf_add_c(out, t->fr);
		else
			add_value(out, part);
		if (!length)
			return true;
		t = find_phrase(str_trim(str_sub(s, joint, joint + length)));
		buf_add_fmt(out, " %s ", t && t->fr ? t->fr : "/");
		from = joint + length;
		joint = find_joint(&length, s, from);
	}
}

static void fill(struct buf *out, const char *text, const struct finding_arg *args, size_t narg,
		 enum lang lang)
{
	struct str s = str_c(text);
	size_t i = 0;

	while (i < s.n) {
		size_t open = str_find(s, '{', i), close = str_find(s, '}', open);
		const struct finding_arg *arg =
		    close < s.n ? find_arg(args, narg, str_sub(s, open + 1, close)) : NULL;

		buf_add_str(out, str_sub(s, i, open));
		if (!arg)
			buf_add_str(out, str_sub(s, open, close + 1));
		else if (lang != LANG_FR || !arg->value.n || !holds_phrases(arg->name) ||
			 !add_phrases(out, arg->value))
			add_value(out, arg->value);
		i = close < s.n ? close + 1 : s.n;
	}
}

static void add_text(struct buf *out, const struct catalog_text *t, const struct finding_arg *args,
		     size_t narg, enum lang lang)
{
	fill(out, lang == LANG_FR && t->fr ? t->fr : t->en, args, narg, lang);
}

/* True if T names an argument that is empty: "the fields are" and then nothing. */
static bool lacks_words(const struct catalog_text *t, const struct finding *f)
{
	struct str s = str_c(t->en);
	size_t i, open, close;

	for (i = 0; i < s.n; i = close) {
		const struct finding_arg *arg;

		open = str_find(s, '{', i);
		close = str_find(s, '}', open);
		arg = close < s.n ? find_arg(f->arg, f->narg, str_sub(s, open + 1, close)) : NULL;
		if (arg && !arg->value.n)
			return true;
	}
	return false;
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
	/* a list of nothing helps nobody */
	if (t && which == TEXT_HELP && lacks_words(t, f) && find_text(page, "help", "none"))
		t = find_text(page, "help", "none");
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

void rule_add_message(struct buf *out, enum rule rule, enum lang lang)
{
	const struct catalog_text *t = find_text(&catalog_rules[rule], "message", NULL);

	if (t)
		buf_add_c(out, lang == LANG_FR && t->fr ? t->fr : t->en);
}

/* The part of PAGE from the heading NAME up to the next heading; absent when there is none. */
static struct str section(struct str page, const char *name)
{
	struct str heading = str_c(name);
	size_t i = 0, end;

	while (i < page.n && !(str_starts(str_sub(page, i, page.n), heading) &&
			       (i + heading.n == page.n || page.p[i + heading.n] == '\n')))
		i++;
	if (i >= page.n)
		return (struct str){NULL, 0};
	for (end = i + heading.n; end < page.n; end++)
		if (page.p[end] == '\n' && str_starts(str_sub(page, end + 1, page.n), STR("## ")))
			break;
	return str_sub(page, i, end < page.n ? end + 1 : end);
}

/* Appends SECTION under the heading SHOWN. */
static void add_section(struct buf *out, struct str section, const char *shown)
{
	size_t line = str_find(section, '\n', 0);

	buf_add_c(out, shown);
	buf_add_str(out, str_sub(section, line, section.n));
}

void rule_add_page(struct buf *out, enum rule rule, enum lang lang)
{
	struct str page = str_c(catalog_rules[rule].body);
	struct str french = section(page, "## Pourquoi");

	if (lang == LANG_FR && french.p) {
		add_section(out, french, "## Pourquoi");
		add_section(out, section(page, "## Wrong"), "## À ne pas faire");
		add_section(out, section(page, "## Right"), "## À faire");
		return;
	}
	add_section(out, section(page, "## Why"), "## Why");
	add_section(out, section(page, "## Wrong"), "## Wrong");
	add_section(out, section(page, "## Right"), "## Right");
}

bool rule_has_text(enum rule rule, const char *key, enum lang lang)
{
	const struct catalog_text *t = find_text(&catalog_rules[rule], key, NULL);

	return t && (lang == LANG_EN || t->fr);
}
