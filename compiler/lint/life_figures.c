/* Figures of levels, of the certification, of paths and of calibrations that cannot be meant. */
#include "base/decimal.h"
#include "lint/lint_int.h"

/* --- windows and bands ----------------------------------------------------------------- */

/* One entry of a list of bands or levels. */
struct entry {
	const struct yaml_node *level, *from, *to; /* NULL when missing or odd */
};

static const struct yaml_node *scalar(const struct yaml_node *map, const char *key)
{
	const struct yaml_node *n = map && map->kind == YAML_MAP ? yaml_get(map, key) : NULL;

	return n && n->kind == YAML_SCALAR && !n->bad ? n : NULL;
}

static const struct yaml_node *part_of(const struct yaml_node *map, const char *key)
{
	return map && map->kind == YAML_MAP ? yaml_get(map, key) : NULL;
}

/* Compares two numbers as written; false when one is none. */
static bool compare(int *order, const struct yaml_node *a, const struct yaml_node *b)
{
	struct decimal x, y;

	if (!a || !b || !decimal_parse_yaml(&x, a->text) || !decimal_parse_yaml(&y, b->text))
		return false;
	*order = decimal_cmp(&x, &y);
	return true;
}

static void band(struct lint *l, const char *variant, const struct yaml_node *at,
		 const struct yaml_node *other)
{
	struct finding *f = lint_add(l, RULE_BAND_LIMITS, lint_span(at));

	if (!f)
		return;
	finding_variant(f, variant);
	lint_arg(l, f, "value", at->text);
	lint_arg(l, f, "other", other->text);
	finding_note(l->fs, f, "other", (struct place){l->u->path, other->start, other->end});
}

/* Levels rise from entry to entry; true if those of A and B do. */
static bool check_levels(struct lint *l, const struct entry *a, const struct entry *b)
{
	struct finding *f;
	int order;

	if (!compare(&order, a->level, b->level) || order < 0)
		return true;
	f = lint_add(l, RULE_LEVEL_TWICE, lint_span(b->level));
	if (!f)
		return false;
	if (order > 0)
		finding_variant(f, "order");
	lint_arg(l, f, "level", b->level->text);
	lint_arg(l, f, "before", a->level->text);
	finding_note(l->fs, f, "before", (struct place){l->u->path, a->level->start, a->level->end});
	return false;
}

/*
 * B follows A. Bands of estimates touch, so that each estimate earns one level;
 * windows of difficulty only rise.
 */
static void check_pair(struct lint *l, const struct entry *a, const struct entry *b, bool touch)
{
	int order;

	if (!check_levels(l, a, b))
		return;
	if (touch && compare(&order, a->to, b->from) && order != 0)
		band(l, order < 0 ? "gap" : "overlap", b->from, a->to);
	else if (!touch && compare(&order, a->from, b->from) && order >= 0)
		band(l, "order", b->from, a->from);
}

static struct entry entry_of(const struct yaml_node *n, const char *window)
{
	const struct yaml_node *limits = window ? part_of(n, window) : n;

	return (struct entry){scalar(n, "level"), scalar(limits, "from"), scalar(limits, "to")};
}

/* LIST holds entries with a level; their limits stand in the map WINDOW, or beside it. */
static void check_entries(struct lint *l, const struct yaml_node *list, const char *window, bool touch)
{
	struct entry before = {NULL, NULL, NULL}, e;
	bool was_empty = true, is_empty; /* what touches an empty one cannot be told */
	size_t i;
	int order;

	for (i = 0; list && list->kind == YAML_LIST && i < list->n; i++) {
		e = entry_of(list->item[i], window);
		is_empty = compare(&order, e.from, e.to) && order >= 0;
		if (is_empty)
			band(l, "empty", e.to, e.from);
		else if (!was_empty)
			check_pair(l, &before, &e, touch);
		was_empty = is_empty;
		before = e;
	}
}

static void level_windows(struct lint *l)
{
	check_entries(l, part_of(l->doc->root, "levels"), "difficulty", false);
}

static void certification_bands(struct lint *l)
{
	const struct yaml_node *more = part_of(l->doc->root, "competence_bands");
	size_t i;

	check_entries(l, part_of(l->doc->root, "bands"), NULL, true);
	for (i = 0; more && more->kind == YAML_MAP && i < more->n; i++)
		check_entries(l, more->pair[i].value, NULL, true);
}

/* --- length ------------------------------------------------------------------------------- */

static void certification_length(struct lint *l)
{
	const struct certification *c = l->u->certification;
	const struct yaml_node *length = part_of(l->doc->root, "length");
	const struct yaml_node *asked = scalar(length, "challenges");
	const struct yaml_node *least = scalar(length, "answers_at_least");
	struct finding *f = NULL;

	if (!c || !asked || !least)
		return;
	if (c->answers_at_least > c->challenges) {
		f = lint_add(l, RULE_IMPOSSIBLE_LENGTH, lint_span(least));
		lint_arg_number(l, f, "answers", c->answers_at_least);
		lint_arg_number(l, f, "challenges", c->challenges);
	}
	if (c->one_per_tube && c->tubes.n && c->challenges > c->tubes.n) {
		f = lint_add(l, RULE_IMPOSSIBLE_LENGTH, lint_span(asked));
		if (f)
			finding_variant(f, "tubes");
		lint_arg_number(l, f, "challenges", c->challenges);
		lint_arg_number(l, f, "tubes", c->tubes.n);
	}
}

/* --- results and delays of a path ----------------------------------------------------------- */

static void path_results(struct lint *l)
{
	const struct yaml_node *list = part_of(l->doc->root, "results"), *lowest = NULL, *at;
	const struct yaml_node *seen[101] = {NULL};
	uint32_t least = 101;
	struct decimal d;
	struct finding *f;
	size_t i;

	for (i = 0; list && list->kind == YAML_LIST && i < list->n && i < l->u->content_path->nresult; i++) {
		uint32_t from = l->u->content_path->result[i].from_percent;

		at = scalar(list->item[i], "from_percent");
		if (!at || from > 100 || !decimal_parse_yaml(&d, at->text))
			return;
		if (seen[from]) {
			f = lint_add(l, RULE_RESULT_TWICE, lint_span(at));
			lint_arg_number(l, f, "percent", from);
			if (f)
				finding_note(l->fs, f, "first",
					     (struct place){l->u->path, seen[from]->start, seen[from]->end});
		} else {
			seen[from] = at;
		}
		if (from < least) {
			least = from;
			lowest = at;
		}
	}
	if (lowest && least)
		lint_arg_number(l, lint_add(l, RULE_RESULTS_FROM_ZERO, lint_span(lowest)), "percent", least);
}

static void path_delays(struct lint *l)
{
	static const char *const keys[] = {"retry_delay", "improve_delay"};
	const struct path *p = l->u->content_path;
	const uint32_t delay[] = {p->retry_s, p->improve_s};
	const struct yaml_node *reset = scalar(l->doc->root, "reset_delay"), *at;
	struct finding *f;
	size_t i;

	for (i = 0; reset && p->reset_s && i < countof(keys); i++) {
		at = scalar(l->doc->root, keys[i]);
		if (!at || delay[i] <= p->reset_s)
			continue;
		f = lint_add(l, RULE_DELAY_ORDER, lint_span(at));
		lint_arg(l, f, "key", str_c(keys[i]));
		lint_arg(l, f, "delay", at->text);
		lint_arg(l, f, "reset", reset->text);
	}
}

static void path_figures(struct lint *l)
{
	if (!l->u->content_path || l->u->content_path->status == STATUS_WITHDRAWN)
		return;
	path_results(l);
	path_delays(l);
}

/* --- calibration ---------------------------------------------------------------------------- */

/* Below this the two figures of an item say next to nothing. */
#define SAMPLE_LEAST 100

static void samples(struct lint *l)
{
	const struct calibration *c = l->u->calibration;
	size_t i;

	for (i = 0; c && i < c->nitem; i++) {
		struct finding *f;

		if (!c->item[i].sample || c->item[i].sample >= SAMPLE_LEAST)
			continue;
		f = lint_add(l, RULE_SMALL_SAMPLE, c->item[i].sample_at);
		lint_arg(l, f, "id", c->item[i].id);
		lint_arg_number(l, f, "sample", c->item[i].sample);
		lint_arg_number(l, f, "least", SAMPLE_LEAST);
	}
}

/* --- dates ------------------------------------------------------------------------------------ */

/* The schema has seen to the digits; here the month has that day. */
static bool is_day(struct str s)
{
	static const unsigned char days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	unsigned year = 0, month, day, i;

	for (i = 0; i < 4; i++)
		year = year * 10 + (unsigned)(s.p[i] - '0');
	month = (unsigned)(s.p[5] - '0') * 10 + (unsigned)(s.p[6] - '0');
	day = (unsigned)(s.p[8] - '0') * 10 + (unsigned)(s.p[9] - '0');
	if (month == 2 && day == 29)
		return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
	return day <= days[month - 1];
}

static bool looks_like_day(struct str s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (i == 4 || i == 7 ? s.p[i] != '-' : s.p[i] < '0' || s.p[i] > '9')
			return false;
	return s.n == 10 && !(s.p[5] == '0' && s.p[6] == '0') && (s.p[5] == '0' || s.p[6] <= '2') &&
	       s.p[5] <= '1';
}

static void dates(struct lint *l)
{
	static const char *const keys[] = {"date", "review_by"};
	size_t i;

	for (i = 0; i < countof(keys); i++) {
		const struct yaml_node *n = scalar(l->doc->root, keys[i]);

		if (n && looks_like_day(n->text) && !is_day(n->text))
			lint_arg(l, lint_add(l, RULE_NO_SUCH_DAY, lint_span(n)), "date", n->text);
	}
}

#define IN(kind) (1u << (kind))

const struct unit_rule lint_figures_rules[] = {
    {RULE_BAND_LIMITS, IN(KIND_LEVELS), false, level_windows},
    {RULE_BAND_LIMITS, IN(KIND_CERTIFICATION), false, certification_bands},
    {RULE_IMPOSSIBLE_LENGTH, IN(KIND_CERTIFICATION), true, certification_length},
    {RULE_RESULT_TWICE, IN(KIND_PATH), false, path_figures},
    {RULE_SMALL_SAMPLE, IN(KIND_CALIBRATION), false, samples},
    {RULE_NO_SUCH_DAY, IN(KIND_CALIBRATION) | IN(KIND_CHALLENGE), false, dates},
    {RULE_COUNT, 0, false, NULL},
};
