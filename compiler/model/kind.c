/* What a file is, from its path alone; the life of a unit. */
#include <stdlib.h>

#include "base/alloc.h"
#include "model/model_int.h"
#include "text/text.h"

const char *kind_word(enum kind kind)
{
	static const char *const words[KIND_COUNT] = {
	    [KIND_NONE] = "",
	    [KIND_REPOSITORY] = "repository",
	    [KIND_FRAMEWORK] = "framework",
	    [KIND_LEVELS] = "levels",
	    [KIND_CERTIFICATION] = "certification",
	    [KIND_PATH] = "path",
	    [KIND_CALIBRATION] = "calibration",
	    [KIND_TUBE] = "tube",
	    [KIND_CHALLENGE] = "challenge",
	    [KIND_TUTORIAL] = "tutorial",
	    [KIND_COMPONENT] = "component",
	    [KIND_AREA] = "area",
	    [KIND_COMPETENCE] = "competence",
	    [KIND_THEMATIC] = "thematic",
	    [KIND_SKILL] = "skill",
	    [KIND_LEVEL] = "level",
	    [KIND_BAND] = "band",
	};

	return words[kind];
}

const char *status_word(enum status status)
{
	static const char *const words[] = {"", "withdrawn", "draft", "retired", "validated"};

	return words[status];
}

enum status status_weakest(enum status a, enum status b)
{
	return a < b ? a : b;
}

enum status status_in_locale(enum status whole, const enum status *by_locale, size_t locale)
{
	enum status own = by_locale ? by_locale[locale] : STATUS_NONE;

	return own == STATUS_NONE ? whole : status_weakest(whole, own);
}

/* Splits PATH at its slashes into PART; returns how many parts, or MOST + 1. */
static size_t split(struct str *part, size_t most, struct str path)
{
	size_t n = 0, i = 0;

	while (i <= path.n) {
		size_t end = str_find(path, '/', i);

		if (n == most)
			return most + 1;
		part[n++] = str_sub(path, i, end);
		i = end + 1;
	}
	return n;
}

static enum kind kind_in_challenges(const struct str *part, size_t n)
{
	struct str name = part[n - 1];

	if (n == 2 && str_eq_c(name, "framework.yaml"))
		return KIND_FRAMEWORK;
	if (n == 2 && str_eq_c(name, "levels.yaml"))
		return KIND_LEVELS;
	if (n == 2 && str_eq_c(name, "certification.yaml"))
		return KIND_CERTIFICATION;
	if (n == 3 && str_eq_c(part[1], "paths"))
		return KIND_PATH;
	if (n == 3 && str_eq_c(name, "calibration.yaml"))
		return KIND_CALIBRATION;
	if (n == 4 && str_eq_c(name, "skills.yaml"))
		return KIND_TUBE;
	return n == 4 ? KIND_CHALLENGE : KIND_NONE;
}

enum kind model_kind_of(struct str path)
{
	struct str part[4];
	size_t n = split(part, countof(part), path);

	if (n > countof(part))
		return KIND_NONE;
	if (n == 1)
		return str_eq_c(path, "pix.yaml") ? KIND_REPOSITORY : KIND_NONE;
	if (n == 2 && str_eq_c(part[0], "components") && str_ends(path, STR(".schema.json")))
		return KIND_COMPONENT;
	if (!str_ends(path, STR(".yaml")))
		return KIND_NONE;
	if (str_eq_c(part[0], "challenges"))
		return kind_in_challenges(part, n);
	return n == 2 && str_eq_c(part[0], "tutorials") ? KIND_TUTORIAL : KIND_NONE;
}

bool model_is_unknown(struct str path)
{
	bool content = str_starts(path, STR("challenges/")) || str_starts(path, STR("tutorials/")) ||
		       str_starts(path, STR("components/"));
	bool top =
	    str_find(path, '/', 0) == path.n && (str_eq_c(path, "pix.yml") || str_eq_c(path, "Pix.yaml"));
	bool yaml = str_ends(path, STR(".yaml")) || str_ends(path, STR(".yml")) ||
		    str_ends(path, STR(".YAML")) || str_ends(path, STR(".YML"));

	return top || (content && yaml && model_kind_of(path) == KIND_NONE);
}

struct unit *unit_new(struct str path, enum kind kind)
{
	struct unit *u = alloc_zero(1, sizeof(*u));

	arena_init(&u->arena);
	u->kind = kind;
	u->path = arena_str(&u->arena, path);
	findings_init(&u->findings, &u->arena);
	return u;
}

void unit_free(struct unit *u)
{
	if (!u)
		return;
	arena_release(&u->arena);
	free(u);
}

bool unit_is_shaky(const struct unit *u)
{
	static const enum rule rules[] = {RULE_UNKNOWN_KEY, RULE_UNKNOWN_VALUE, RULE_WRONG_KIND,
					  RULE_WRONG_FORM,  RULE_EMPTY_VALUE,   RULE_MISPLACED_KEY};
	size_t i, k;

	for (i = 0; i < u->findings.n; i++)
		for (k = 0; k < countof(rules); k++)
			if (u->findings.v[i]->rule == rules[k])
				return true;
	return false;
}

/* One mistake, one finding: what a shaky file seems to answer or name wrongly is not told. */
static void drop_consequences(struct unit *u)
{
	size_t i, n = 0;

	for (i = 0; i < u->findings.n; i++) {
		struct finding *f = u->findings.v[i];
		bool answer = strcmp(rule_info(f->rule)->family, "answer") == 0;

		if (!answer && f->rule != RULE_UNKNOWN_BAND)
			u->findings.v[n++] = f;
	}
	u->findings.n = n;
}

static int by_address(const void *pa, const void *pb)
{
	uintptr_t a = (uintptr_t)((const struct text_node *)pa)->text;
	uintptr_t b = (uintptr_t)((const struct text_node *)pb)->text;

	return a < b ? -1 : a > b;
}

const struct yaml_node *model_node_of(const struct model_tree *t, struct str s)
{
	struct text_node key = {s.p, NULL}, *found;

	if (!s.p || !t->ntext)
		return NULL;
	found = bsearch(&key, t->text, t->ntext, sizeof(*t->text), by_address);
	return found ? found->node : NULL;
}

void model_build(struct unit *u, const struct yaml_doc *doc, const struct config *config,
		 struct model_tree *t)
{
	static void (*const build[KIND_COUNT])(struct builder * b) = {
	    [KIND_REPOSITORY] = build_config, [KIND_FRAMEWORK] = build_framework,
	    [KIND_LEVELS] = build_levels,     [KIND_CERTIFICATION] = build_certification,
	    [KIND_PATH] = build_path,         [KIND_CALIBRATION] = build_calibration,
	    [KIND_TUBE] = build_tube,         [KIND_CHALLENGE] = build_challenges,
	    [KIND_TUTORIAL] = build_tutorial,
	};
	struct builder b = {
	    .u = u,
	    .a = &u->arena,
	    .doc = doc,
	    .config = config,
	    .nlocale = config ? config->nlocale : 0,
	    .tree = t,
	    .tree_arena = t->arena,
	};

	u->nlocale = b.nlocale;
	u->readable = doc->root != NULL;
	if (doc->root && doc->root->kind == YAML_MAP && build[u->kind])
		build[u->kind](&b);
	if (t->ntext)
		qsort(t->text, t->ntext, sizeof(*t->text), by_address);
	if (unit_is_shaky(u))
		drop_consequences(u);
}
