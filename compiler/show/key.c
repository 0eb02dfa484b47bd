/*
 * key.c: what a key of content means, from the schemas: title, description,
 * values, examples. A key is looked for by its path from the top of a file
 * ("fields.unit", names of fields and positions left out), and where no file
 * begins so, wherever it stands.
 */
#include "schema/schema.h"
#include "show/show.h"

#define MOST_PLACES 12 /* more places of one key than anybody reads */
#define MOST_DEPTH  24

struct kind_of_file {
	const char *schema, *files;
};

static const struct kind_of_file kinds[] = {
    {"challenge.schema.json", "challenges/<competence>/<tube>/<name>.yaml"},
    {"skills.schema.json", "challenges/<competence>/<tube>/skills.yaml"},
    {"tutorial.schema.json", "tutorials/<name>.yaml"},
    {"path.schema.json", "challenges/paths/<name>.yaml"},
    {"framework.schema.json", "challenges/framework.yaml"},
    {"levels.schema.json", "challenges/levels.yaml"},
    {"certification.schema.json", "challenges/certification.yaml"},
    {"calibration.schema.json", "challenges/<competence>/calibration.yaml"},
    {"repository.schema.json", "pix.yaml"},
};

/* Where the search is. */
struct search {
	const struct schema *s;
	struct str path;   /* what was asked for */
	const char *files; /* of the file that is searched */
	struct buf *out;
	uint32_t shown[MOST_PLACES]; /* titles already told, by their texts */
	size_t n;
};

static void add_value(struct buf *out, const struct schema *s, uint32_t v)
{
	const struct schema_value *value = &s->value[v];
	bool map = value->type == SCHEMA_IS_MAP;
	uint32_t i;

	if (value->type != SCHEMA_IS_LIST && !map) {
		buf_add_str(out, schema_text(s, value->text));
		return;
	}
	buf_add_c(out, map ? "{" : "[");
	for (i = 0; i < value->n; i++) {
		buf_add_c(out, i ? ", " : "");
		if (map) {
			buf_add_str(out, schema_text(s, s->value[value->child + i].key));
			buf_add_c(out, ": ");
		}
		add_value(out, s, value->child + i);
	}
	buf_add_c(out, map ? "}" : "]");
}

static void add_values(struct search *w, const char *words, const struct schema_rule *r)
{
	uint32_t i;

	if (!r)
		return;
	buf_add_fmt(w->out, "  %s ", words);
	for (i = 0; i < r->n; i++) {
		buf_add_c(w->out, i ? ", `" : "`");
		add_value(w->out, w->s, r->at + i);
		buf_add_c(w->out, "`");
	}
	buf_add_byte(w->out, '\n');
}

/* The rule KEYWORD of NODE or of what it refers to. */
static const struct schema_rule *rule_below(const struct schema *s, uint32_t node,
					    enum schema_keyword keyword, unsigned depth)
{
	const struct schema_rule *r = schema_rule(s, node, keyword), *all;
	uint32_t i;

	if (r || depth > MOST_DEPTH)
		return r;
	r = schema_rule(s, node, SCHEMA_REF);
	if (r)
		return rule_below(s, r->at, keyword, depth + 1);
	all = schema_rule(s, node, SCHEMA_ALL_OF);
	for (i = 0; all && i < all->n && !r; i++)
		r = rule_below(s, s->index[all->at + i], keyword, depth + 1);
	return r;
}

static void tell(struct search *w, uint32_t node)
{
	const struct schema_rule *title = rule_below(w->s, node, SCHEMA_TITLE, 0);
	const struct schema_rule *text = rule_below(w->s, node, SCHEMA_DESCRIPTION, 0);
	size_t i;

	if (!text || w->n == MOST_PLACES)
		return;
	for (i = 0; i < w->n; i++)
		if (w->shown[i] == text->at)
			return;
	w->shown[w->n++] = text->at;
	buf_add_fmt(w->out, "%s%.*s", w->n > 1 ? "\n" : "", STR_ARG(w->path));
	if (title)
		buf_add_fmt(w->out, " (%.*s)", STR_ARG(schema_text(w->s, title->at)));
	buf_add_fmt(w->out, "\n  in %s\n\n  %.*s\n", w->files, STR_ARG(schema_text(w->s, text->at)));
	add_values(w, "one of", rule_below(w->s, node, SCHEMA_ENUM, 0));
	add_values(w, "for example", rule_below(w->s, node, SCHEMA_EXAMPLES, 0));
}

static void follow(struct search *w, uint32_t node, struct str rest, bool anywhere, unsigned depth);

/* Takes the first name off REST where NODE has a property of that name. */
static void step(struct search *w, uint32_t node, struct str rest, bool anywhere, unsigned depth)
{
	const struct schema_rule *r = schema_rule(w->s, node, SCHEMA_PROPERTIES);
	size_t dot = str_find(rest, '.', 0);
	uint32_t i;

	for (i = 0; r && i < r->n; i++) {
		const struct schema_member *m = &w->s->member[r->at + i];

		if (schema_rule(w->s, m->node, SCHEMA_FALSE))
			continue;
		if (str_eq(schema_text(w->s, m->name), str_sub(rest, 0, dot))) {
			if (dot == rest.n)
				tell(w, m->node);
			else
				follow(w, m->node, str_sub(rest, dot + 1, rest.n), false, depth + 1);
		} else if (anywhere) {
			follow(w, m->node, rest, true, depth + 1);
		}
	}
}

static void follow_list(struct search *w, uint32_t node, enum schema_keyword k, struct str rest,
			bool anywhere, unsigned depth)
{
	const struct schema_rule *r = schema_rule(w->s, node, k);
	uint32_t i;

	for (i = 0; r && i < r->n; i++)
		follow(w, w->s->index[r->at + i], rest, anywhere, depth + 1);
}

/* Looks for REST below NODE; items of lists and named entries of maps need no name of their own. */
static void follow(struct search *w, uint32_t node, struct str rest, bool anywhere, unsigned depth)
{
	static const enum schema_keyword one[] = {SCHEMA_REF, SCHEMA_ITEMS, SCHEMA_ADDITIONAL_PROPERTIES,
						  SCHEMA_THEN, SCHEMA_ELSE};
	static const enum schema_keyword many[] = {SCHEMA_ALL_OF, SCHEMA_ANY_OF, SCHEMA_ONE_OF};
	size_t k;

	if (depth > MOST_DEPTH || w->n == MOST_PLACES)
		return;
	step(w, node, rest, anywhere, depth);
	for (k = 0; k < countof(one); k++) {
		const struct schema_rule *r = schema_rule(w->s, node, one[k]);

		if (r)
			follow(w, r->at, rest, anywhere, depth + 1);
	}
	for (k = 0; k < countof(many); k++)
		follow_list(w, node, many[k], rest, anywhere, depth);
}

size_t show_key(struct buf *out, struct str path)
{
	struct search w = {.s = schema_builtin(), .path = path, .out = out};
	int anywhere;
	size_t i;

	for (anywhere = 0; anywhere < 2 && !w.n; anywhere++) {
		for (i = 0; i < countof(kinds); i++) {
			uint32_t root = schema_root(w.s, str_c(kinds[i].schema));

			w.files = kinds[i].files;
			if (root != SCHEMA_NONE)
				follow(&w, root, path, anywhere, 0);
		}
	}
	return w.n;
}

struct str show_nearest_key(struct str name)
{
	const struct schema *s = schema_builtin();
	unsigned limit = name.n < 6 ? 1 : 2, least = limit + 1;
	struct str best = {NULL, 0};
	uint32_t i;

	for (i = 0; i < s->nmember; i++) {
		struct str known = schema_text(s, s->member[i].name);
		unsigned d = str_distance(known, name, limit);

		if (d < least) {
			least = d;
			best = known;
		}
	}
	return best;
}
