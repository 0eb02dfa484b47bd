/*
 * check_scalar.c: the kind of a value, and what a single value may be.
 */
#include <limits.h>

#include "base/utf8.h"
#include "schema/check_int.h"

/* A value being judged. */
struct scalar {
	struct check *c;
	const struct facets *facets, *start;
	struct yaml_node *v;
	const struct spot *spot;
};

static struct finding *add(const struct scalar *s, enum rule rule)
{
	struct check *c = s->c;
	struct finding *f;

	if (s->spot->is_key)
		f = schema_check_finding(c, rule, s->v->start, s->v->end, s->spot);
	else
		f = schema_check_value_finding(c, rule, s->v, s->spot);
	if (s->v->kind == YAML_SCALAR)
		finding_arg(c->fs, f, "value", s->v->text);
	return f;
}

/* TEXT as a scalar of the given type. */
static struct yaml_node candidate(struct str text, enum yaml_type type)
{
	return (struct yaml_node){.kind = YAML_SCALAR, .style = YAML_PLAIN, .type = type, .text = text};
}

static bool would_match(const struct scalar *s, struct str text, enum yaml_type type)
{
	struct yaml_node v = candidate(text, type);

	return text.p && schema_check_matches(s->c, s->start, &v);
}

/* The text TEXT as it is written in YAML: quoted where it would read as something else. */
static struct str written(const struct scalar *s, struct str text)
{
	struct decimal d;
	struct str boolean = schema_suggest_boolean(&s->c->arena, text);

	if (decimal_parse_yaml(&d, text) || boolean.p || str_eq_c(text, "null") || str_eq_c(text, "~") ||
	    text.n == 0)
		return arena_fmt(&s->c->arena, "\"%.*s\"", STR_ARG(text));
	return text;
}

/* The edit that puts TEXT, as written in YAML, in place of the value. */
static void set_fix(const struct scalar *s, struct finding *f, struct str text, bool may_be_safe)
{
	enum fix_safety safety = may_be_safe ? schema_check_safety(s->spot, (struct str){0}) : FIX_UNSAFE;

	finding_edit(s->c->fs, f, safety, schema_check_place(s->c, s->v->start, s->v->end), text);
}

/* --- kinds ------------------------------------------------------------------------ */

/* "a text or a list" */
static void add_kinds(struct buf *out, uint32_t bits)
{
	static const struct {
		uint32_t bit;
		const char *words;
	} kinds[] = {
	    {SCHEMA_IS_TEXT, "a text"},
	    {SCHEMA_IS_NUMBER, "a number"},
	    {SCHEMA_IS_INTEGER, "a whole number"},
	    {SCHEMA_IS_BOOLEAN, "`true` or `false`"},
	    {SCHEMA_IS_LIST, "a list"},
	    {SCHEMA_IS_MAP, "a block of keys"},
	};

	/* where a text may stand, numbers and the like are its spelling */
	if (bits & SCHEMA_IS_TEXT)
		bits &= ~(uint32_t)(SCHEMA_IS_NUMBER | SCHEMA_IS_INTEGER | SCHEMA_IS_BOOLEAN);
	if (bits & SCHEMA_IS_NUMBER)
		bits &= ~(uint32_t)SCHEMA_IS_INTEGER;
	for (size_t i = 0; i < countof(kinds); i++) {
		if (!(bits & kinds[i].bit))
			continue;
		if (out->n > 0)
			buf_add_c(out, " or ");
		buf_add_c(out, kinds[i].words);
	}
	if (out->n == 0)
		buf_add_c(out, "nothing");
}

static void set_kinds(const struct scalar *s, struct finding *f, uint32_t want)
{
	struct buf out = {0};
	uint32_t got = schema_value_type(s->v);

	add_kinds(&out, want);
	finding_arg(s->c->fs, f, "want", buf_str(&out));
	out.n = 0;
	if ((got & SCHEMA_IS_NUMBER) && (want & SCHEMA_IS_INTEGER))
		buf_add_c(&out, "a number with decimals");
	else
		add_kinds(&out, got);
	finding_arg(s->c->fs, f, "got", buf_str(&out));
	buf_release(&out);
}

static uint32_t allowed_types(const struct scalar *s)
{
	uint32_t bits = UINT32_MAX;

	for (size_t i = 0; i < s->facets->n; i++) {
		const struct schema_rule *rule = schema_rule(s->c->s, s->facets->v[i].node, SCHEMA_TYPE);

		if (rule)
			bits &= rule->at;
	}
	return bits;
}

/* Nothing is written, or null where nothing is no value. */
static void check_empty(const struct scalar *s, uint32_t want)
{
	struct finding *f = add(s, RULE_EMPTY_VALUE);

	if (s->v->text.n == 0)
		return;
	finding_variant(f, "null");
	if (want & SCHEMA_IS_TEXT)
		finding_edit(s->c->fs, f, FIX_UNSAFE, schema_check_place(s->c, s->v->start, s->v->end),
			     arena_fmt(&s->c->arena, "\"%.*s\"", STR_ARG(s->v->text)));
}

/* A number as the French write it. True if a finding was added. */
static bool check_french_number(const struct scalar *s)
{
	struct str near = schema_suggest_number(&s->c->arena, s->v->text);
	struct finding *f;

	if (!would_match(s, near, str_has(near, STR(".")) ? YAML_FLOAT : YAML_INT))
		return false;
	f = add(s, RULE_WRONG_FORM);
	finding_variant(f, "number");
	finding_arg(s->c->fs, f, "near", near);
	set_fix(s, f, near, true);
	return true;
}

static bool check_text_for_other(const struct scalar *s, uint32_t want)
{
	struct str near = schema_suggest_boolean(&s->c->arena, s->v->text);
	struct decimal number;
	struct finding *f;

	if (want & SCHEMA_IS_BOOLEAN && near.p) {
		f = add(s, RULE_WRONG_KIND);
		finding_variant(f, "boolean");
		finding_arg(s->c->fs, f, "near", near);
		if (would_match(s, near, YAML_BOOL))
			set_fix(s, f, near, true);
		return true;
	}
	if (want & (SCHEMA_IS_NUMBER | SCHEMA_IS_INTEGER)) {
		if (check_french_number(s))
			return true;
		if (s->v->style != YAML_PLAIN && decimal_parse_yaml(&number, s->v->text) &&
		    would_match(s, s->v->text, decimal_is_integer(&number) ? YAML_INT : YAML_FLOAT)) {
			f = add(s, RULE_WRONG_KIND);
			finding_variant(f, "unquote");
			set_kinds(s, f, want);
			set_fix(s, f, s->v->text, true);
			return true;
		}
	}
	return false;
}

static bool check_text(const struct scalar *s);

/* A plain number or yes/no where only a text will do. */
static bool check_other_for_text(const struct scalar *s)
{
	struct scalar as_text = *s;
	struct yaml_node v = *s->v;
	struct finding *f;
	bool said;

	if (would_match(s, s->v->text, YAML_TEXT)) {
		f = add(s, RULE_WRONG_KIND);
		finding_variant(f, "quote");
		set_fix(s, f, arena_fmt(&s->c->arena, "\"%.*s\"", STR_ARG(s->v->text)), true);
		return true;
	}
	v.type = YAML_TEXT;
	as_text.v = &v;
	said = check_text(&as_text);
	s->v->bad |= said;
	return said;
}

/* True if V is of a kind that is not wanted; then a finding was added. */
static bool check_kind(const struct scalar *s)
{
	uint32_t want = allowed_types(s), got = schema_value_type(s->v);
	struct finding *f;

	if (want & got)
		return false;
	if (got == SCHEMA_IS_NULL) {
		check_empty(s, want);
		return true;
	}
	if (got == SCHEMA_IS_TEXT && s->v->kind == YAML_SCALAR && s->v->text.n == 0) {
		finding_variant(add(s, RULE_EMPTY_VALUE), "text");
		return true;
	}
	if (got == SCHEMA_IS_TEXT && check_text_for_other(s, want))
		return true;
	if (s->v->kind == YAML_SCALAR && (want & SCHEMA_IS_TEXT) && check_other_for_text(s))
		return true;
	f = add(s, RULE_WRONG_KIND);
	set_kinds(s, f, want | s->facets->also);
	if (s->v->kind == YAML_LIST && s->v->n == 1)
		finding_variant(f, "one-item");
	else if (!s->spot->pair)
		finding_variant(f, s->spot->up ? "entry" : "file");
	return true;
}

/* --- values from a list -------------------------------------------------------------- */

/* The rule that fixes the values and says no, or NULL. */
static const struct schema_rule *values_rule(const struct scalar *s)
{
	for (size_t i = 0; i < s->facets->n; i++) {
		uint32_t node = s->facets->v[i].node;
		const struct schema_rule *rule = schema_rule(s->c->s, node, SCHEMA_ENUM);

		if (rule && !schema_match_rule(&s->c->r, node, rule, s->v))
			return rule;
		rule = schema_rule(s->c->s, node, SCHEMA_CONST);
		if (rule && !schema_match_rule(&s->c->r, node, rule, s->v))
			return rule;
	}
	return NULL;
}

static size_t nvalues(const struct schema_rule *rule)
{
	return rule->keyword == SCHEMA_CONST ? 1 : rule->n;
}

static struct str value_text(const struct check *c, const struct schema_rule *rule, size_t i)
{
	return schema_text(c->s, c->s->value[rule->at + i].text);
}

/* The spelling nearest to the value, and how far it is. */
static struct str nearest(const struct scalar *s, const struct schema_rule *rule, unsigned *distance)
{
	struct str best = {0};

	*distance = UINT_MAX;
	for (size_t i = 0; i < nvalues(rule) && i < 200 && s->v->kind == YAML_SCALAR; i++) {
		struct str text = value_text(s->c, rule, i);
		unsigned d = text.p ? schema_suggest_distance(&s->c->arena, s->v->text, text) : UINT_MAX;

		if (d < *distance) {
			*distance = d;
			best = text;
		}
	}
	return best;
}

/* The meanings of an author's word among the values: "`a`, `b`". Absent if none. */
static struct str synonyms(const struct scalar *s, const struct schema_rule *rule, struct str *first)
{
	struct buf out = {0};
	struct str result = {0}, word;

	for (size_t i = 0; s->v->kind == YAML_SCALAR; i++) {
		word = schema_suggest_synonym(&s->c->arena, s->v->text, false, i);
		if (!word.p)
			break;
		for (size_t k = 0; k < nvalues(rule); k++) {
			if (!str_eq(word, value_text(s->c, rule, k)))
				continue;
			if (out.n == 0)
				*first = word;
			buf_add_fmt(&out, "%s`%.*s`", out.n ? " or " : "", STR_ARG(word));
		}
	}
	if (out.n > 0)
		result = arena_str(&s->c->arena, buf_str(&out));
	buf_release(&out);
	return result;
}

static void set_list(const struct scalar *s, struct finding *f, const struct schema_rule *rule)
{
	struct buf out = {0};

	for (size_t i = 0; i < nvalues(rule); i++)
		buf_add_fmt(&out, "%s`%.*s`", i ? ", " : "", STR_ARG(value_text(s->c, rule, i)));
	finding_arg(s->c->fs, f, "values", buf_str(&out));
	buf_release(&out);
}

static bool check_values(const struct scalar *s)
{
	const struct schema_rule *rule = values_rule(s);
	struct str near, words, first;
	struct finding *f;
	unsigned distance;
	bool is_short;

	if (!rule)
		return false;
	is_short = nvalues(rule) <= 6 && value_text(s->c, rule, 0).p;
	f = add(s, RULE_UNKNOWN_VALUE);
	words = synonyms(s, rule, &first);
	near = nearest(s, rule, &distance);
	if (is_short)
		set_list(s, f, rule);
	if (words.p && distance > 0) {
		finding_variant(
		    f, str_eq_c(schema_suggest_slug(&s->c->arena, s->v->text), "qcm") ? "qcm" : "synonym");
		finding_arg(s->c->fs, f, "near", first);
		finding_arg(s->c->fs, f, "words", words);
		if (words.n == first.n + 2)
			set_fix(s, f, first, false);
	} else if (near.p) {
		finding_variant(f, is_short ? "near-list" : "near");
		finding_arg(s->c->fs, f, "near", near);
		if (would_match(s, near, YAML_TEXT))
			set_fix(s, f, written(s, near), distance == 0);
	} else if (s->v->kind != YAML_SCALAR) {
		finding_variant(f, is_short ? "block-list" : "block");
	} else if (is_short) {
		finding_variant(f, nvalues(rule) == 1 ? "one" : "list");
	}
	return true;
}

/* --- form ------------------------------------------------------------------------------ */

/* "10 minutes", "10min", "90": with the unit that is meant. Absent if none fits. */
static struct str suggest_duration(const struct scalar *s)
{
	static const char *const units[][2] = {
	    {"s", "s"},     {"sec", "s"},   {"secondes", "s"}, {"seconde", "s"},  {"seconds", "s"},
	    {"min", "min"}, {"mn", "min"},  {"m", "min"},      {"minute", "min"}, {"minutes", "min"},
	    {"h", "h"},     {"heure", "h"}, {"heures", "h"},   {"hours", "h"},    {"j", "d"},
	    {"jour", "d"},  {"jours", "d"}, {"day", "d"},      {"days", "d"},     {"d", "d"},
	};
	struct str t = str_trim(s->v->text), unit;
	size_t n = 0;

	while (n < t.n && t.p[n] >= '0' && t.p[n] <= '9')
		n++;
	if (n == 0)
		return (struct str){0};
	unit = str_trim(str_sub(t, n, t.n));
	if (unit.n == 0)
		return arena_fmt(&s->c->arena, "%.*s min", (int)n, t.p);
	for (size_t i = 0; i < countof(units); i++) {
		if (str_eq(schema_suggest_slug(&s->c->arena, unit), str_c(units[i][0])))
			return arena_fmt(&s->c->arena, "%.*s %s", (int)n, t.p, units[i][1]);
	}
	return (struct str){0};
}

/* S with ASCII letters as capitals or as small ones. */
static struct str recase(struct arena *arena, struct str s, bool upper)
{
	char *p = arena_alloc(arena, s.n + 1);

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (upper ? c >= 'a' && c <= 'z' : c >= 'A' && c <= 'Z')
			c ^= 32;
		p[i] = c;
	}
	p[s.n] = '\0';
	return (struct str){p, s.n};
}

/* True if the value names a file: beside this one or below it, nowhere else. */
static bool wants_file(const struct scalar *s)
{
	return would_match(s, STR("dossier/image.png"), YAML_TEXT) &&
	       !would_match(s, STR("/image.png"), YAML_TEXT);
}

/* True if PATH leads elsewhere: from the root, up, to another drive or to the web. */
static bool leads_away(struct str path)
{
	for (size_t i = 0, end; i < path.n; i = end + 1) {
		end = str_find(path, '/', i);
		if (str_eq_c(str_sub(path, i, end), ".."))
			return true;
	}
	return str_starts(path, STR("/")) || str_has(path, STR(":/"));
}

/* PATH with "/" for "\" and without "." and empty parts. */
static struct str plain_path(struct arena *arena, struct str path)
{
	struct buf out = {0};
	struct str result;

	for (size_t i = 0; i < path.n; i++) {
		char c = path.p[i] == '\\' ? '/' : path.p[i];
		bool first = out.n == 0 || out.p[out.n - 1] == '/';

		if (first && c == '.' && (i + 1 == path.n || path.p[i + 1] == '/' || path.p[i + 1] == '\\'))
			continue;
		if (c != '/' || (!first && i + 1 < path.n) || i == 0)
			buf_add_byte(&out, c);
	}
	result = arena_str(arena, buf_str(&out));
	buf_release(&out);
	return result;
}

static struct str last_part(struct str path)
{
	size_t n = path.n;

	while (n > 0 && path.p[n - 1] != '/')
		n--;
	return str_sub(path, n, path.n);
}

static void check_file_form(const struct scalar *s)
{
	struct str path = plain_path(&s->c->arena, s->v->text), name = last_part(path);
	bool away = leads_away(path);
	struct finding *f = add(s, RULE_WRONG_FORM);

	if (!away && would_match(s, path, YAML_TEXT)) {
		finding_variant(f, "near");
		finding_arg(s->c->fs, f, "near", path);
		set_fix(s, f, written(s, path), true);
	} else if (away && would_match(s, name, YAML_TEXT)) {
		finding_variant(f, "file-near");
		finding_arg(s->c->fs, f, "near", name);
	} else {
		finding_variant(f, away ? "file" : "file-name");
	}
}

/* "javascript" in "javascript:…"; absent for "localhost:8080" and for what the web is made of. */
static struct str strange_scheme(struct str url)
{
	size_t n = 0;

	while (n < url.n && ((url.p[n] | 32) >= 'a' && (url.p[n] | 32) <= 'z'))
		n++;
	if (n == 0 || n + 1 >= url.n || url.p[n] != ':' || (url.p[n + 1] >= '0' && url.p[n + 1] <= '9'))
		return (struct str){0};
	url = str_sub(url, 0, n);
	return str_eq_c(url, "http") || str_eq_c(url, "https") ? (struct str){0} : url;
}

/* An address of something else than a web page. True if a finding was added. */
static bool check_scheme(const struct scalar *s)
{
	struct str scheme = strange_scheme(s->v->text);
	struct finding *f;

	if (!scheme.p || !would_match(s, STR("https://a.example/"), YAML_TEXT) ||
	    would_match(s, recase(&s->c->arena, s->v->text, false), YAML_TEXT))
		return false;
	f = add(s, RULE_WRONG_FORM);
	finding_variant(f, "scheme");
	finding_arg(s->c->fs, f, "scheme", scheme);
	return true;
}

/* A text near to the value that is right, and the variant that explains it. */
static struct str suggest_form(const struct scalar *s, const char **variant)
{
	struct arena *arena = &s->c->arena;
	struct str v = s->v->text;
	struct decimal number;
	const struct {
		const char *variant;
		struct str text;
	} tries[] = {
	    {"date", schema_suggest_date(arena, v)},
	    {decimal_parse(&number, v) ? "duration" : "near", suggest_duration(s)},
	    {"near", str_trim(v)},
	    {"near", recase(arena, v, true)},
	    {"near", recase(arena, v, false)},
	    {"near", arena_fmt(arena, "https://%.*s", STR_ARG(v))},
	    {"slug", schema_suggest_slug(arena, v)},
	};

	for (size_t i = 0; i < countof(tries); i++) {
		if (tries[i].text.n > 0 && !str_eq(tries[i].text, v) &&
		    would_match(s, tries[i].text, YAML_TEXT)) {
			*variant = tries[i].variant;
			return tries[i].text;
		}
	}
	return (struct str){0};
}

/* An example of the schemas that is right here; absent if there is none. */
static struct str find_example(const struct scalar *s)
{
	const struct schema *schema = s->c->s;

	for (size_t i = 0; i < s->facets->n; i++) {
		const struct schema_rule *rule = schema_rule(schema, s->facets->v[i].node, SCHEMA_EXAMPLES);

		for (uint32_t k = 0; rule && k < rule->n; k++) {
			struct str text = schema_text(schema, schema->value[rule->at + k].text);

			if (schema->value[rule->at + k].type == SCHEMA_IS_TEXT &&
			    would_match(s, text, YAML_TEXT))
				return text;
		}
	}
	return (struct str){0};
}

/* True if a key here is a locale: `fr` would do, an ordinary name would not. */
static bool wants_locale(const struct scalar *s)
{
	return would_match(s, STR("fr"), YAML_TEXT) && !would_match(s, STR("longue-chose"), YAML_TEXT);
}

static void check_locale_key(const struct scalar *s)
{
	struct str near = schema_suggest_synonym(&s->c->arena, s->v->text, false, 0);
	struct finding *f = add(s, RULE_UNKNOWN_KEY);

	finding_variant(f, would_match(s, near, YAML_TEXT) ? "locale-near" : "locale");
	if (would_match(s, near, YAML_TEXT)) {
		finding_arg(s->c->fs, f, "near", near);
		set_fix(s, f, near, false);
	}
}

static bool has_wrong_form(const struct scalar *s)
{
	for (size_t i = 0; i < s->facets->n; i++) {
		uint32_t node = s->facets->v[i].node;
		const struct schema_rule *pattern = schema_rule(s->c->s, node, SCHEMA_PATTERN);

		if (pattern && !schema_match_rule(&s->c->r, node, pattern, s->v))
			return true;
	}
	return false;
}

static bool check_form(const struct scalar *s)
{
	const char *variant = NULL;
	struct str near, example;
	struct finding *f;

	if (!has_wrong_form(s))
		return false;
	if (s->spot->is_key && wants_locale(s)) {
		check_locale_key(s);
		return true;
	}
	if (wants_file(s)) {
		check_file_form(s);
		return true;
	}
	if (check_scheme(s))
		return true;
	near = suggest_form(s, &variant);
	f = add(s, RULE_WRONG_FORM);
	if (near.p) {
		finding_variant(f, variant);
		finding_arg(s->c->fs, f, "near", near);
		if (strcmp(variant, "duration") == 0)
			finding_arg_fmt(s->c->fs, f, "number", "%.*s", STR_ARG(str_trim(s->v->text)));
		else
			set_fix(s, f, written(s, near), strcmp(variant, "slug") != 0 && !s->spot->is_key);
		if (s->spot->is_key)
			schema_check_name(s->c, f);
		return true;
	}
	example = find_example(s);
	if (example.p) {
		finding_variant(f, "example");
		finding_arg(s->c->fs, f, "example", example);
	}
	return true;
}

static bool check_length(const struct scalar *s)
{
	size_t n = utf8_count(s->v->text);

	for (size_t i = 0; i < s->facets->n; i++) {
		uint32_t node = s->facets->v[i].node;
		const struct schema_rule *max = schema_rule(s->c->s, node, SCHEMA_MAX_LENGTH);
		const struct schema_rule *min = schema_rule(s->c->s, node, SCHEMA_MIN_LENGTH);
		struct finding *f;

		if (!(max && n > max->at) && !(min && n < min->at))
			continue;
		if (n == 0) {
			finding_variant(add(s, RULE_EMPTY_VALUE), "text");
			return true;
		}
		f = add(s, RULE_OUT_OF_RANGE);
		finding_variant(f, max && n > max->at ? "long" : "short");
		finding_arg_fmt(s->c->fs, f, "limit", "%u",
				(unsigned)(max && n > max->at ? max->at : min->at));
		finding_arg_fmt(s->c->fs, f, "count", "%zu", n);
		return true;
	}
	return false;
}

static bool check_text(const struct scalar *s)
{
	if (s->v->text.n == 0 && has_wrong_form(s)) {
		finding_variant(add(s, RULE_EMPTY_VALUE), "text");
		return true;
	}
	return check_values(s) || check_length(s) || check_form(s);
}

/* --- numbers ------------------------------------------------------------------------------ */

/* Both ends of what is allowed, for the words; NULL where there is none. */
static void find_bounds(const struct scalar *s, const struct schema_rule **low,
			const struct schema_rule **high)
{
	*low = schema_facets_rule(s->c, s->facets, SCHEMA_MINIMUM);
	*high = schema_facets_rule(s->c, s->facets, SCHEMA_MAXIMUM);
	if (!*low)
		*low = schema_facets_rule(s->c, s->facets, SCHEMA_EXCLUSIVE_MINIMUM);
	if (!*high)
		*high = schema_facets_rule(s->c, s->facets, SCHEMA_EXCLUSIVE_MAXIMUM);
}

static void set_bounds(const struct scalar *s, struct finding *f, uint32_t keyword)
{
	const struct schema_rule *low, *high;

	find_bounds(s, &low, &high);
	if (low)
		finding_arg(s->c->fs, f, "min", schema_text(s->c->s, low->at));
	if (high)
		finding_arg(s->c->fs, f, "max", schema_text(s->c->s, high->at));
	if (low && low->keyword == SCHEMA_MINIMUM && high && high->keyword == SCHEMA_MAXIMUM)
		finding_variant(f, "between");
	else if (keyword == SCHEMA_MAXIMUM)
		finding_variant(f, "max");
	else if (keyword == SCHEMA_MINIMUM)
		finding_variant(f, "min");
	else
		finding_variant(f, keyword == SCHEMA_EXCLUSIVE_MAXIMUM ? "below" : "above");
}

static bool check_range(const struct scalar *s)
{
	for (size_t i = 0; i < s->facets->n; i++) {
		uint32_t node = s->facets->v[i].node;

		for (uint32_t k = SCHEMA_MULTIPLE_OF; k <= SCHEMA_EXCLUSIVE_MINIMUM; k++) {
			const struct schema_rule *rule = schema_rule(s->c->s, node, (enum schema_keyword)k);
			struct finding *f;

			if (!rule || schema_match_rule(&s->c->r, node, rule, s->v))
				continue;
			f = add(s, RULE_OUT_OF_RANGE);
			if (k == SCHEMA_MULTIPLE_OF) {
				finding_variant(f, "multiple");
				finding_arg(s->c->fs, f, "limit", schema_text(s->c->s, rule->at));
			} else {
				set_bounds(s, f, k);
			}
			return true;
		}
	}
	return false;
}

bool schema_check_scalar(struct check *c, const struct facets *facets, const struct facets *start,
			 struct yaml_node *v, const struct spot *spot)
{
	const struct scalar s = {c, facets, start, v, spot};

	if (check_kind(&s))
		return true;
	if (v->kind != YAML_SCALAR)
		return check_values(&s);
	if (schema_value_type(v) & SCHEMA_IS_TEXT)
		return check_text(&s);
	return check_values(&s) || check_range(&s);
}
