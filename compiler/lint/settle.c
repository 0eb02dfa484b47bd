/* Puts pix.yaml and the exceptions of comments in force over the findings of a run. */
#include <stdlib.h>

#include "lint/lint_int.h"
#include "text/text.h"

struct settle {
	struct findings *fs;
	const struct config *config;
	struct unit *const *unit;
	size_t nunit;
	struct lint_counts *counts;
	bool *used;       /* by allowance of pix.yaml */
	bool **unit_used; /* by unit, by allowance */
	struct arena a;
};

/* --- rules that pix.yaml and comments name ------------------------------------------------ */

static struct str nearest_rule(struct str name)
{
	unsigned limit = name.n < 6 ? 1 : 3, best = limit + 1;
	struct str found = {NULL, 0};
	int i;

	for (i = 0; i < RULE_COUNT; i++) {
		struct str s = str_c(rule_info((enum rule)i)->name);
		unsigned d = str_distance(s, name, limit);

		if (d < best) {
			best = d;
			found = s;
		}
	}
	return found;
}

/*
 * The rule NAME when it can be set or allowed; else RULE_COUNT and a finding at
 * PLACE: there is none of this name, or it finds errors, which stay.
 */
static enum rule settable(struct settle *s, enum rule as, struct str name, struct place place)
{
	enum rule rule = rule_find(name);
	struct finding *f;
	struct str near;

	if (rule != RULE_COUNT && rule_info(rule)->severity != SEVERITY_ERROR)
		return rule;
	f = finding_add(s->fs, as, place);
	finding_arg(s->fs, f, "name", name);
	finding_variant(f, rule != RULE_COUNT ? "error" : "unknown");
	if (rule != RULE_COUNT)
		return RULE_COUNT;
	near = nearest_rule(name);
	if (near.p) {
		finding_variant(f, "near");
		finding_arg(s->fs, f, "near", near);
	}
	return RULE_COUNT;
}

static struct place in_config(struct place_span at)
{
	return (struct place){STR("pix.yaml"), at.start, at.end};
}

static void check_settings(struct settle *s, const struct rule_setting *v, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		settable(s, RULE_BAD_RULE_SETTING, v[i].rule, in_config(v[i].at));
}

/* What SETTINGS say of RULE, or OTHERWISE. */
static struct str setting_of(const struct rule_setting *v, size_t n, enum rule rule, struct str otherwise)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (rule_find(v[i].rule) == rule)
			otherwise = v[i].severity;
	return otherwise;
}

/* --- settings ------------------------------------------------------------------------------ */

static bool names_path(const struct str_list *paths, struct str path)
{
	size_t i;

	for (i = 0; i < paths->n; i++)
		if (glob_match(paths->v[i], path))
			return true;
	return false;
}

/* Gives F the severity that pix.yaml sets for it; false when it is off. */
static bool set_severity(const struct settle *s, struct finding *f)
{
	const struct config *c = s->config;
	struct str word = setting_of(c->rule, c->nrule, f->rule, (struct str){NULL, 0});
	size_t i;

	for (i = 0; i < c->noverride; i++)
		if (names_path(&c->override[i].paths, f->place.path))
			word = setting_of(c->override[i].rule, c->override[i].nrule, f->rule, word);
	if (!word.p)
		return true;
	if (str_eq_c(word, "error"))
		f->severity = SEVERITY_ERROR;
	else if (str_eq_c(word, "warning"))
		f->severity = SEVERITY_WARNING;
	return !str_eq_c(word, "off");
}

/* --- exceptions -------------------------------------------------------------------------------- */

static bool names_thing(struct str id, const struct finding *f)
{
	size_t slash = str_find(id, '/', 0);

	if (slash == id.n)
		return str_eq(id, f->thing_id);
	return str_eq(str_sub(id, 0, slash), f->thing_kind) &&
	       str_eq(str_sub(id, slash + 1, id.n), f->thing_id);
}

static bool allowed_by_config(struct settle *s, const struct finding *f)
{
	bool any = false;
	size_t i;

	for (i = 0; i < s->config->nallow; i++) {
		const struct allowance *a = &s->config->allow[i];

		if (rule_find(a->rule) != f->rule)
			continue;
		if (a->id.p ? !names_thing(a->id, f) : !glob_match(a->path, f->place.path))
			continue;
		s->used[i] = any = true;
	}
	return any;
}

static int compare_path(const void *key, const void *unit)
{
	return str_cmp(*(const struct str *)key, (*(struct unit *const *)unit)->path);
}

static bool allowed_by_comment(struct settle *s, const struct finding *f)
{
	struct unit *const *u =
	    s->nunit ? bsearch(&f->place.path, s->unit, s->nunit, sizeof(struct unit *), compare_path) : NULL;
	bool any = false;
	size_t i;

	for (i = 0; u && i < (*u)->nallow; i++) {
		const struct unit_allowance *a = &(*u)->allow[i];

		if (rule_find(a->rule) == f->rule && a->start <= f->place.start && f->place.start < a->end)
			s->unit_used[u - s->unit][i] = any = true;
	}
	return any;
}

/* --- exceptions without use ---------------------------------------------------------------------- */

static bool is_off(const struct settle *s, enum rule rule)
{
	return str_eq_c(setting_of(s->config->rule, s->config->nrule, rule, STR("")), "off");
}

static void unused(struct settle *s, struct str name, struct place place)
{
	enum rule rule = settable(s, RULE_BAD_EXCEPTION, name, place);

	if (rule != RULE_COUNT && !is_off(s, rule))
		finding_arg(s->fs, finding_add(s->fs, RULE_UNUSED_EXCEPTION, place), "name", name);
}

static void report_unused(struct settle *s)
{
	size_t i, k;

	for (i = 0; i < s->config->nallow; i++)
		if (!s->used[i])
			unused(s, s->config->allow[i].rule, in_config(s->config->allow[i].at));
	for (i = 0; i < s->nunit; i++) {
		const struct unit *u = s->unit[i];

		for (k = 0; k < u->nallow; k++)
			if (!s->unit_used[i][k] && u->allow[k].because.n)
				unused(s, u->allow[k].rule,
				       (struct place){u->path, u->allow[k].at.start, u->allow[k].at.end});
	}
}

/* True if F stays. */
static bool settle_finding(struct settle *s, struct finding *f)
{
	const struct rule_info *info = rule_info(f->rule);
	bool comment;

	if (info->severity == SEVERITY_ERROR || f->rule == RULE_TOO_MANY_FINDINGS)
		return true;
	if (s->config->tool.p && text_version_is_newer(info->since, s->config->tool)) {
		s->counts->newer++;
		return false;
	}
	comment = allowed_by_comment(s, f);
	if (allowed_by_config(s, f) || comment) {
		s->counts->allowed++;
		return false;
	}
	return set_severity(s, f);
}

void lint_settle(struct findings *fs, const struct config *config, struct unit *const *unit, size_t nunit,
		 struct lint_counts *counts)
{
	struct settle s = {.fs = fs, .config = config, .unit = unit, .nunit = nunit, .counts = counts};
	size_t i, n = 0;

	*counts = (struct lint_counts){0};
	arena_init(&s.a);
	s.used = ARENA_ARRAY(&s.a, config->nallow, bool);
	s.unit_used = ARENA_ARRAY(&s.a, nunit, bool *);
	for (i = 0; i < nunit; i++)
		s.unit_used[i] = ARENA_ARRAY(&s.a, unit[i]->nallow, bool);
	for (i = 0; i < fs->n; i++)
		if (settle_finding(&s, fs->v[i]))
			fs->v[n++] = fs->v[i];
	fs->n = n;
	check_settings(&s, config->rule, config->nrule);
	for (i = 0; i < config->noverride; i++)
		check_settings(&s, config->override[i].rule, config->override[i].nrule);
	report_unused(&s);
	arena_release(&s.a);
}
