/* All texts of a file, as they are written, with how they are read and in which locale. */
#include "lint/lint_int.h"

/*
 * What a key holds. INSIDE is the key of the nearest map above that matters, or
 * NULL: then the row holds everywhere that no row before it does.
 */
struct role_row {
	const char *key, *inside;
	enum text_role role;
};

static const struct role_row rows[] = {
    {"right", "feedback", ROLE_INLINE},
    {"wrong", "feedback", ROLE_INLINE},
    {"feedback", NULL, ROLE_INLINE},
    {"right", "tests", ROLE_ANSWER},
    {"wrong", "tests", ROLE_ANSWER},
    {"right", "choices", ROLE_CHOICE},
    {"wrong", "choices", ROLE_CHOICE},
    {"choice", "choices", ROLE_CHOICE},
    {"text", "items", ROLE_CHOICE},
    {"text", "options", ROLE_CHOICE},
    {"text", "targets", ROLE_CHOICE},
    {"any_order", NULL, ROLE_CHOICE},
    {"items", NULL, ROLE_CHOICE},
    {"options", NULL, ROLE_CHOICE},
    {"accept", NULL, ROLE_ANSWER},
    {"answers", NULL, ROLE_ANSWER},
    {"sets", NULL, ROLE_ANSWER},
    {"between", NULL, ROLE_ANSWER},
    {"pattern", NULL, ROLE_PATTERN},
    {"placeholder", NULL, ROLE_PLACEHOLDER},
    {"title", NULL, ROLE_PLAIN},
    {"label", NULL, ROLE_PLAIN},
    {"alt", NULL, ROLE_PLAIN},
    {"credit", NULL, ROLE_PLAIN},
    {"source", NULL, ROLE_PLAIN},
    {"unit", NULL, ROLE_PLAIN},
    {"objectives", NULL, ROLE_PLAIN},
    {"term", NULL, ROLE_PLAIN},
    {"front", NULL, ROLE_INLINE},
    {"back", NULL, ROLE_INLINE},
    {"instruction", NULL, ROLE_MARKDOWN},
    {"alternative_instruction", NULL, ROLE_MARKDOWN},
    {"explanation", NULL, ROLE_MARKDOWN},
    {"solution_to_display", NULL, ROLE_MARKDOWN},
    {"hint", NULL, ROLE_MARKDOWN},
    {"description", NULL, ROLE_MARKDOWN},
    {"definition", NULL, ROLE_MARKDOWN},
    {"transcript", NULL, ROLE_MARKDOWN},
    {"message", NULL, ROLE_MARKDOWN},
    {"layout", NULL, ROLE_MARKDOWN},
    {"text", NULL, ROLE_MARKDOWN},
    {"file", NULL, ROLE_FILE},
    {"files", NULL, ROLE_FILE},
    {"subtitles", NULL, ROLE_FILE},
    {"url", NULL, ROLE_URL},
    {"sites_to_find", NULL, ROLE_URL},
};

/* Below these nothing is a text of ours. */
static const char *const skipped[] = {"props", "notes", "tags", "authors", "formerly", "locales", "ignore"};

/* Where the walk is. */
struct walk {
	struct lint *l;
	size_t cap;
	const char *inside; /* key of the map that decides what `right` and `text` are */
};

static bool is_skipped(struct str key)
{
	size_t i;

	for (i = 0; i < countof(skipped); i++)
		if (str_eq_c(key, skipped[i]))
			return true;
	return false;
}

static const struct role_row *row_of(struct str key, const char *inside)
{
	size_t i;

	for (i = 0; i < countof(rows); i++)
		if (str_eq_c(key, rows[i].key) &&
		    (!rows[i].inside || (inside && strcmp(inside, rows[i].inside) == 0)))
			return &rows[i];
	return NULL;
}

/* The keys that say what `right`, `wrong` and `text` below them are. */
static const char *container(struct str key, const char *before)
{
	static const char *const names[] = {"feedback", "tests",   "choices", "items",
					    "options",  "targets", "blocks"};
	size_t i;

	for (i = 0; i < countof(names); i++)
		if (str_eq_c(key, names[i]))
			return names[i];
	return before;
}

static bool is_prose(enum text_role role)
{
	return role != ROLE_ANSWER && role != ROLE_PATTERN && role != ROLE_FILE && role != ROLE_URL;
}

static void add_text(struct walk *w, const struct yaml_node *n, const struct role_row *row, int locale)
{
	struct lint *l = w->l;

	if (n->type == YAML_NULL || !row)
		return;
	ARENA_GROW(l->a, l->text, l->ntext, w->cap);
	l->text[l->ntext++] = (struct text_use){row->role, locale, row->key, n};
}

static bool is_locale_map(const struct lint *l, const struct yaml_node *n)
{
	size_t i;

	for (i = 0; i < n->n; i++)
		if (!str_eq_c(n->pair[i].key->text, "any") &&
		    config_locale(l->config, n->pair[i].key->text) < 0)
			return false;
	return n->n > 0;
}

/* Targets are a map from name to text: each value is a target. */
static const struct role_row *inherited(struct str key, const struct role_row *row, const char *inside)
{
	static const struct role_row target = {"targets", NULL, ROLE_CHOICE};
	const struct role_row *own = row_of(key, inside);

	if (own)
		return own;
	if (inside && strcmp(inside, "targets") == 0)
		return &target;
	return row && row->role == ROLE_ANSWER ? row : NULL;
}

static void walk(struct walk *w, const struct yaml_node *n, const struct role_row *row, int locale)
{
	const char *before = w->inside;
	size_t i;

	if (!n || n->bad)
		return;
	if (n->kind == YAML_SCALAR) {
		add_text(w, n, row, locale == -2 ? (row && is_prose(row->role) ? 0 : -1) : locale);
		return;
	}
	for (i = 0; n->kind == YAML_LIST && i < n->n; i++)
		walk(w, n->item[i], row, locale);
	if (n->kind != YAML_MAP)
		return;
	if (locale == -2 && is_locale_map(w->l, n)) {
		for (i = 0; i < n->n; i++)
			walk(w, n->pair[i].value, row, config_locale(w->l->config, n->pair[i].key->text));
		return;
	}
	for (i = 0; i < n->n; i++) {
		struct str key = n->pair[i].key->text;

		if (is_skipped(key))
			continue;
		w->inside = container(key, before);
		walk(w, n->pair[i].value, inherited(key, row, w->inside), locale);
		w->inside = before;
	}
}

/* A locale of -2 means: no map from locales was met yet. */
void lint_collect_texts(struct lint *l)
{
	struct walk w = {l, 0, NULL};

	walk(&w, l->doc->root, NULL, -2);
}
