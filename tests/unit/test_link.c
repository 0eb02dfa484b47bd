/*
 * The linker: ids, references, statuses, points, paths, order, media. Units are
 * compiled from memory, without the schemas.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "link/link.h"
#include "yaml/yaml.h"

#define FILES_MOST 16

struct file {
	const char *path, *text;
};

struct linked {
	struct unit *unit[FILES_MOST], *pix;
	size_t n;
	struct snapshot *files;
	struct arena arena;
	struct findings findings;
	struct content c;
};

static struct unit *compile(const char *path, const char *text, const struct config *c)
{
	struct unit *u = unit_new(str_c(path), model_kind_of(str_c(path)));
	struct model_tree t = {0};
	struct arena tree;
	struct yaml_doc doc;

	arena_init(&tree);
	yaml_read(&doc, u->path, str_c(text), &tree, &u->findings);
	t.arena = &tree;
	model_build(u, &doc, c, &t);
	arena_release(&tree);
	return u;
}

static int by_path(const void *pa, const void *pb)
{
	const struct unit *const *a = pa, *const *b = pb;

	return str_cmp((*a)->path, (*b)->path);
}

/* Links FILES; those of no kind (images) are only there. */
static void link_files(struct linked *l, const struct file *file, size_t n)
{
	struct str path[FILES_MOST], bytes[FILES_MOST];
	size_t i;

	*l = (struct linked){0};
	arena_init(&l->arena);
	findings_init(&l->findings, &l->arena);
	l->pix = compile("pix.yaml", "locales: [{id: fr}, {id: en}]\n", NULL);
	for (i = 0; i < n; i++) {
		path[i] = str_c(file[i].path);
		bytes[i] = str_c(file[i].text);
		if (model_kind_of(path[i]) != KIND_NONE)
			l->unit[l->n++] = compile(file[i].path, file[i].text, l->pix->config);
	}
	qsort(l->unit, l->n, sizeof(*l->unit), by_path);
	l->files = snapshot_memory(path, bytes, n);
	link_units(&l->c, l->pix->config, l->unit, l->n, l->files, &l->findings);
}

static void link_free(struct linked *l)
{
	size_t i;

	link_release(&l->c);
	for (i = 0; i < l->n; i++)
		unit_free(l->unit[i]);
	unit_free(l->pix);
	snapshot_close(l->files);
	arena_release(&l->arena);
}

#define assert_text(s, want) assert_true(str_eq_c((s), (want)))

static const struct finding *find_rule(const struct linked *l, enum rule rule, size_t *count)
{
	const struct finding *f = NULL;
	size_t i;

	for (*count = i = 0; i < l->findings.n; i++)
		if (l->findings.v[i]->rule == rule) {
			f = f ? f : l->findings.v[i];
			++*count;
		}
	return f;
}

static const struct finding *only_finding(const struct linked *l, enum rule rule)
{
	size_t n;
	const struct finding *f = find_rule(l, rule, &n);

	assert_int_equal(n, 1);
	assert_int_equal(l->findings.n, 1);
	return f;
}

static void assert_arg(const struct finding *f, const char *name, const char *want)
{
	size_t i;

	for (i = 0; i < f->narg && strcmp(f->arg[i].name, name) != 0; i++)
		;
	assert_true(i < f->narg);
	assert_text(f->arg[i].value, want);
}

#define SKILL(id, level, status, more)                                                                       \
	"  - {id: " id ", level: " level ", status: " status ", title: T" more "}\n"
#define TUBE(id, skills)             "id: " id "\ntitle: T\nskills:\n" skills
#define CHOICES                      "type: single-choice\ninstruction: A\nchoices: [{right: B}, {wrong: C}]\n"
#define CHALLENGE(id, skill, status) "id: " id "\nskill: " skill "\nstatus: " status "\n" CHOICES

#define FRAMEWORK                                                                                            \
	{                                                                                                    \
		"challenges/framework.yaml", "title: T\nareas: [{id: a, title: T, competences: [{id: c, "    \
					     "title: T, thematics: [{id: t, title: T, "                      \
					     "tubes: [un, deux]}]}]}]\n"                                     \
	}
#define LEVELS                                                                                               \
	{                                                                                                    \
		"challenges/levels.yaml",                                                                    \
		    "highest_reachable: 3\npoints: {per_level: 8, per_skill_at_most: 4}\nbands: [{id: b, "   \
		    "title: T}]\n"                                                                           \
		    "levels: [{level: 1, band: b}, {level: 2, band: b}, {level: 3, band: b}]\n"              \
	}
#define DEUX                                                                                                 \
	{                                                                                                    \
		"challenges/c/deux/skills.yaml",                                                             \
		    TUBE("deux", SKILL("x", "1", "validated", "") SKILL("y", "3", "draft", ""))              \
	}

/* A repository of two tubes in one competence, with more files. */
#define REPOSITORY(skills, ...)                                                                              \
	FRAMEWORK, LEVELS, DEUX, {"challenges/c/un/skills.yaml", TUBE("un", skills)}, __VA_ARGS__
#define LINK(l, ...)                                                                                         \
	do {                                                                                                 \
		const struct file files_[] = {__VA_ARGS__};                                                  \
		link_files(l, files_, countof(files_));                                                      \
	} while (0)

#define TWO SKILL("p", "1", "validated", "") SKILL("q", "2", "validated", "")

static const struct linked_skill *skill(const struct linked *l, const char *id)
{
	uint32_t at = content_find(&l->c, KIND_SKILL, str_c(id));

	assert_true(at != LINK_NONE);
	return &l->c.skill[at];
}

static void assert_points(const struct linked *l, const char *id, uint32_t numerator, uint32_t denominator)
{
	assert_int_equal(skill(l, id)->points_numerator, numerator);
	assert_int_equal(skill(l, id)->points_denominator, denominator);
}

static void test_points(void **state)
{
	struct linked l;

	(void)state;
	/* level 1: p, x, so 8 / 2 = 4; level 2: q alone, 8 / 1 is above 4; y is a draft */
	LINK(&l, REPOSITORY(TWO, {"challenges/c/un/v.yaml", CHALLENGE("v", "p", "validated")}));
	assert_int_equal(l.findings.n, 0);
	assert_points(&l, "p", 4, 1);
	assert_points(&l, "x", 4, 1);
	assert_points(&l, "q", 4, 1);
	assert_points(&l, "y", 0, 1);
	link_free(&l);
}

/* Three tubes, so 8 / 3; five, so 8 / 5: exact, in lowest terms. */
static void test_points_thirds(void **state)
{
	static const char *const id[] = {"t1", "t2", "t3", "t4", "t5", "t6"};
	static const uint32_t want[][2] = {{0, 0}, {4, 1}, {4, 1}, {8, 3}, {2, 1}, {8, 5}, {4, 3}};
	char text[7][256];
	char path[7][64];
	struct file file[8];
	struct linked l;
	size_t n, i;

	(void)state;
	for (n = 1; n <= countof(id); n++) {
		file[0] = (struct file)LEVELS;
		snprintf(text[6], sizeof(text[6]),
			 "areas: [{id: a, competences: [{id: c, thematics: [{id: t, tubes: [t1, t2, t3, t4, "
			 "t5, t6]}]}]}]\n");
		file[1] = (struct file){"challenges/framework.yaml", text[6]};
		for (i = 0; i < n; i++) {
			snprintf(path[i], sizeof(path[i]), "challenges/c/%s/skills.yaml", id[i]);
			snprintf(text[i], sizeof(text[i]),
				 "id: %s\nskills: [{id: s%zu, level: 2, status: validated}]\n", id[i], i);
			file[2 + i] = (struct file){path[i], text[i]};
		}
		link_files(&l, file, 2 + n);
		assert_points(&l, "s0", want[n][0], want[n][1]);
		link_free(&l);
	}
}

static enum status effective(const char *skill_status, const char *own, const char *variant,
			     const char *locale)
{
	char tube[256], text[512];
	struct linked l;
	enum status s;

	snprintf(tube, sizeof(tube), "id: un\nskills: [{id: p, level: 1, status: %s}]\n", skill_status);
	snprintf(text, sizeof(text),
		 "id: v\nskill: p\nstatus: %s\n%stype: single-choice\ninstruction: A\n"
		 "choices: [{right: B}, {wrong: C}]\nvariants: [{id: w%s%s}]\n",
		 own, locale, *variant ? ", status: " : "", variant);
	LINK(&l, LEVELS, {"challenges/c/un/skills.yaml", tube}, {"challenges/c/un/v.yaml", text});
	s = content_status(&l.c, content_find(&l.c, KIND_CHALLENGE, STR("w")), 0);
	/* it does not exist in English */
	assert_int_equal(content_status(&l.c, content_find(&l.c, KIND_CHALLENGE, STR("w")), 1), STATUS_NONE);
	link_free(&l);
	return s;
}

static void test_status(void **state)
{
	(void)state;
	assert_int_equal(effective("validated", "validated", "", ""), STATUS_VALIDATED);
	assert_int_equal(effective("retired", "validated", "", ""), STATUS_RETIRED);
	assert_int_equal(effective("draft", "validated", "", ""), STATUS_DRAFT);
	assert_int_equal(effective("draft", "retired", "", ""), STATUS_DRAFT);
	assert_int_equal(effective("withdrawn", "draft", "", ""), STATUS_WITHDRAWN);
	assert_int_equal(effective("validated", "validated", "draft", ""), STATUS_DRAFT);
	assert_int_equal(effective("validated", "retired", "validated", ""), STATUS_RETIRED);
	assert_int_equal(effective("validated", "validated", "", "locales: {fr: draft}\n"), STATUS_DRAFT);
	assert_int_equal(effective("draft", "validated", "", "locales: {fr: retired}\n"), STATUS_DRAFT);
	assert_int_equal(effective("validated", "validated", "", "locales: {en: draft}\n"), STATUS_VALIDATED);
}

#define ADAPTIVE(tubes)                                                                                      \
	"id: r\nkind: adaptive\nstatus: validated\ntitle: T\naudience: adults\ntubes: " tubes "\n"
#define FIXED(parts) "id: r\nkind: fixed\nstatus: validated\ntitle: T\naudience: adults\nparts: " parts "\n"
#define PATH_FILE    "challenges/paths/r.yaml"

static void test_adaptive_path(void **state)
{
	struct linked l;
	const struct linked_path *p;

	(void)state;
	LINK(&l, REPOSITORY(TWO, {PATH_FILE, ADAPTIVE("{deux: 3, un: 1}")}));
	p = &l.c.path[0];
	assert_int_equal(l.findings.n, 0);
	assert_int_equal(p->tubes.n, 2);
	/* validated skills up to the caps, in the order of the path: q is above, y a draft */
	assert_int_equal(p->skills.n, 2);
	assert_text(l.c.skill[p->skills.v[0]].s->id, "x");
	assert_text(l.c.skill[p->skills.v[1]].s->id, "p");
	link_free(&l);
	LINK(&l, REPOSITORY(SKILL("p", "2", "validated", ""), {PATH_FILE, ADAPTIVE("{un: 1}")}));
	only_finding(&l, RULE_EMPTY_PATH);
	link_free(&l);
	/* one mistake, one finding */
	LINK(&l, REPOSITORY(TWO, {PATH_FILE, ADAPTIVE("{troisieme: 1}")}));
	only_finding(&l, RULE_UNKNOWN_TUBE);
	link_free(&l);
}

static void test_fixed_path(void **state)
{
	struct linked l;

	(void)state;
	LINK(&l, REPOSITORY(TWO, {"challenges/c/un/v.yaml", CHALLENGE("v", "p", "validated")},
			    {"tutorials/k.yaml", "kind: lesson\nid: k\nstatus: validated\ntitle: T\n"},
			    {PATH_FILE, FIXED("[{lesson: k}, {challenge: v}, {skill: q}]")}));
	assert_int_equal(l.findings.n, 0);
	assert_int_equal(l.c.path[0].parts.n, 3);
	assert_int_equal(l.c.path[0].parts.v[0], content_find(&l.c, KIND_TUTORIAL, STR("k")));
	assert_int_equal(l.c.path[0].parts.v[2], content_find(&l.c, KIND_SKILL, STR("q")));
	assert_true(l.c.tutorial[0].used);
	link_free(&l);
	LINK(&l, REPOSITORY(TWO, {"tutorials/k.yaml", "kind: link\nid: k\nstatus: validated\ntitle: T\n"},
			    {PATH_FILE, FIXED("[{lesson: k}]")}));
	only_finding(&l, RULE_NOT_A_LESSON);
	link_free(&l);
}

static void test_references(void **state)
{
	const struct finding *f;
	struct linked l;

	(void)state;
	LINK(&l, REPOSITORY(SKILL("colonne", "1", "validated", ""),
			    {"challenges/c/un/v.yaml", CHALLENGE("v", "colone", "validated")}));
	f = only_finding(&l, RULE_UNKNOWN_SKILL);
	assert_string_equal(f->variant, "near-list");
	assert_arg(f, "near", "colonne");
	assert_arg(f, "known", "`colonne`");
	assert_int_equal(f->fix, FIX_SHOWN);
	assert_text(f->note[0].place.path, "challenges/c/un/skills.yaml");
	assert_true(l.c.challenge[0].broken);
	link_free(&l);
	/* an id of two letters is near to no other */
	LINK(&l, REPOSITORY(TWO, {PATH_FILE, FIXED("[{skill: zz}]")}));
	f = only_finding(&l, RULE_UNKNOWN_SKILL);
	assert_null(f->variant);
	link_free(&l);
	/* in a draft it stops nothing */
	LINK(&l, REPOSITORY(TWO, {"challenges/c/un/v.yaml", CHALLENGE("v", "plus-tard", "draft")}));
	assert_int_equal(only_finding(&l, RULE_UNKNOWN_SKILL)->severity, SEVERITY_WARNING);
	link_free(&l);
}

static void test_renamed(void **state)
{
	const struct finding *f;
	struct linked l;

	(void)state;
	LINK(&l, REPOSITORY(SKILL("p", "1", "validated", ", formerly: [ancien]"),
			    {"challenges/c/un/v.yaml", CHALLENGE("v", "ancien", "validated")}));
	f = only_finding(&l, RULE_UNKNOWN_SKILL);
	assert_string_equal(f->variant, "renamed");
	assert_int_equal(f->nedit, 1);
	assert_text(f->edit[0].text, "p");
	assert_int_equal(f->fix, FIX_UNSAFE);
	link_free(&l);
	/* an old id is not given again */
	LINK(&l, REPOSITORY(SKILL("p", "1", "validated", ", formerly: [q]") SKILL("q", "2", "validated", ""),
			    {"challenges/c/un/v.yaml", CHALLENGE("v", "p", "validated")}));
	f = only_finding(&l, RULE_DUPLICATE_ID);
	assert_string_equal(f->variant, "reused");
	link_free(&l);
}

static void test_unreadable(void **state)
{
	struct linked l;
	size_t n;

	(void)state;
	/* what may stand in a file that cannot be read is missing nowhere */
	LINK(&l, FRAMEWORK, LEVELS, DEUX, {"challenges/c/un/skills.yaml", "id: \"un\n"},
	     {"challenges/c/un/v.yaml", CHALLENGE("v", "p", "validated")}, {PATH_FILE, ADAPTIVE("{un: 1}")});
	assert_int_equal(l.findings.n, 0);
	link_free(&l);
	LINK(&l, LEVELS, DEUX, {"challenges/framework.yaml", "title: \"T\n"});
	find_rule(&l, RULE_MISSING_FILE, &n);
	assert_int_equal(n, 0);
	find_rule(&l, RULE_TUBE_PLACE, &n);
	assert_int_equal(n, 0);
	link_free(&l);
}

static void test_spaces_of_ids(void **state)
{
	struct linked l;

	(void)state;
	/* a skill, a challenge and a tutorial may share an id; a variant and a challenge may not */
	LINK(&l, REPOSITORY(TWO, {"challenges/c/un/p.yaml", CHALLENGE("p", "p", "validated")},
			    {"tutorials/p.yaml", "kind: link\nid: p\nstatus: validated\ntitle: T\n"}));
	assert_int_equal(l.findings.n, 0);
	link_free(&l);
	LINK(&l, REPOSITORY(TWO, {"challenges/c/un/v.yaml", CHALLENGE("v", "p", "validated")},
			    {"challenges/c/un/w.yaml",
			     CHALLENGE("w", "p", "validated") "variants: [{id: v, instruction: Z}]\n"}));
	assert_string_equal(only_finding(&l, RULE_DUPLICATE_ID)->variant, "challenge");
	assert_int_equal(l.c.nchallenge, 2);
	link_free(&l);
}

static void test_circles(void **state)
{
	const struct finding *f;
	struct linked l;

	(void)state;
	/* q stands above p on its ladder, so it needs p */
	LINK(&l, REPOSITORY(SKILL("p", "1", "validated", ", requires: [q]") SKILL("q", "2", "validated", ""),
			    {"notes.txt", ""}));
	f = only_finding(&l, RULE_PREREQUISITE_CYCLE);
	assert_arg(f, "way", "p → q → p");
	assert_int_equal(f->nnote, 1);
	link_free(&l);
	/* across tubes, told once */
	LINK(&l, FRAMEWORK, LEVELS,
	     {"challenges/c/un/skills.yaml", TUBE("un", SKILL("p", "1", "validated", ", requires: [x]"))},
	     {"challenges/c/deux/skills.yaml",
	      TUBE("deux", SKILL("x", "1", "validated", ", requires: [z]")
			       SKILL("z", "1", "retired", ", requires: [p]"))});
	f = only_finding(&l, RULE_PREREQUISITE_CYCLE);
	assert_arg(f, "way", "p → x → z → p");
	link_free(&l);
	/* a diamond is no circle */
	LINK(&l, REPOSITORY(SKILL("p", "1", "validated", ", requires: [x]")
				SKILL("q", "2", "validated", ", requires: [x, p]"),
			    {"notes.txt", ""}));
	assert_int_equal(l.findings.n, 0);
	link_free(&l);
	LINK(&l, REPOSITORY(TWO, {PATH_FILE, FIXED("[{path: r}]")}));
	assert_arg(only_finding(&l, RULE_PATH_CYCLE), "way", "r → r");
	link_free(&l);
}

/* A circle of a thousand skills: no recursion, four notes at most. */
static void test_long_circle(void **state)
{
	const struct finding *f;
	struct buf b = {0};
	struct linked l;
	size_t i, n = 1000;

	(void)state;
	buf_add_c(&b, "id: un\nskills:\n");
	for (i = 0; i < n; i++)
		buf_add_fmt(&b, "  - {id: s%zu, level: 1, status: retired, requires: s%zu}\n", i,
			    (i + 1) % n);
	LINK(&l, {"challenges/c/un/skills.yaml", b.p}, FRAMEWORK, LEVELS, DEUX);
	f = only_finding(&l, RULE_PREREQUISITE_CYCLE);
	assert_int_equal(f->nnote, FINDING_NOTES);
	link_free(&l);
	buf_release(&b);
}

static void test_unfinished(void **state)
{
	const struct finding *f;
	struct linked l;

	(void)state;
	LINK(&l, REPOSITORY(TWO, {"challenges/c/deux/v.yaml", CHALLENGE("v", "y", "validated")}));
	f = only_finding(&l, RULE_NEEDS_UNFINISHED);
	assert_arg(f, "from", "v");
	assert_null(f->variant);
	link_free(&l);
	/* a retired one is drawn no more, but must hold together */
	LINK(&l, REPOSITORY(TWO, {"challenges/c/deux/v.yaml", CHALLENGE("v", "y", "retired")}));
	only_finding(&l, RULE_NEEDS_UNFINISHED);
	link_free(&l);
	LINK(&l, REPOSITORY(TWO, {"challenges/c/deux/v.yaml", CHALLENGE("v", "y", "draft")}));
	assert_int_equal(l.findings.n, 0);
	link_free(&l);
	/* a variant that is a draft, of a validated prototype: its skill is the prototype's affair */
	LINK(&l, REPOSITORY(SKILL("p", "1", "retired", ""),
			    {"challenges/c/un/v.yaml", CHALLENGE("v", "p", "validated")}));
	assert_int_equal(l.findings.n, 0);
	link_free(&l);
}

static void test_places(void **state)
{
	struct linked l;

	(void)state;
	LINK(&l, REPOSITORY(TWO, {"challenges/c/deux/v.yaml", CHALLENGE("v", "p", "validated")}));
	assert_arg(only_finding(&l, RULE_WRONG_FOLDER), "folder", "un");
	link_free(&l);
	LINK(&l, REPOSITORY(SKILL("p", "1", "validated", "") SKILL("q", "1", "validated", ""),
			    {"notes.txt", ""}));
	only_finding(&l, RULE_SAME_LEVEL);
	link_free(&l);
	LINK(&l, REPOSITORY(SKILL("p", "4", "validated", ""), {"notes.txt", ""}));
	only_finding(&l, RULE_UNKNOWN_LEVEL);
	link_free(&l);
	LINK(&l, REPOSITORY(TWO,
			    {"challenges/c/trois/skills.yaml", TUBE("trois", SKILL("k", "1", "draft", ""))}));
	only_finding(&l, RULE_TUBE_PLACE);
	link_free(&l);
}

#define WITH_IMAGE(file) CHALLENGE("v", "p", "validated") "illustration: {file: " file ", decorative: true}\n"

static void test_media(void **state)
{
	const struct finding *f;
	struct linked l;

	(void)state;
	LINK(&l, REPOSITORY(TWO, {"challenges/c/un/v.yaml", WITH_IMAGE("a.png")},
			    {"challenges/c/un/a.png", "x"}, {"challenges/c/un/b.png", "x"}));
	assert_int_equal(l.findings.n, 0);
	/* only what is named, once */
	assert_int_equal(l.c.nmedia, 1);
	assert_text(l.c.media[0].path, "challenges/c/un/a.png");
	link_free(&l);
	LINK(&l, REPOSITORY(TWO, {"challenges/c/un/v.yaml", WITH_IMAGE("A.png")},
			    {"challenges/c/un/a.png", "x"}));
	f = only_finding(&l, RULE_MISSING_MEDIA);
	assert_string_equal(f->variant, "case");
	assert_arg(f, "near", "a.png");
	link_free(&l);
	LINK(&l, REPOSITORY(TWO, {"challenges/c/un/v.yaml", WITH_IMAGE("plan.png")},
			    {"challenges/c/deux/plan.png", "x"}));
	assert_null(only_finding(&l, RULE_MISSING_MEDIA)->variant);
	link_free(&l);
}

static void test_order(void **state)
{
	struct linked l;

	(void)state;
	/* tubes as the framework says, skills by level, a prototype before its variants */
	LINK(&l,
	     REPOSITORY(
		 SKILL("q", "2", "validated", "") SKILL("p", "1", "validated", ""),
		 {"challenges/c/un/v.yaml",
		  CHALLENGE("v", "p",
			    "validated") "variants: [{id: b, instruction: Z}, {id: a, instruction: Y}]\n"}));
	assert_text(l.c.tube[0].t->id, "un");
	assert_text(l.c.skill[0].s->id, "p");
	assert_text(l.c.skill[1].s->id, "q");
	assert_text(l.c.challenge[0].c->id, "v");
	assert_text(l.c.challenge[1].c->id, "b");
	assert_int_equal(l.c.challenge[2].prototype, 0);
	assert_int_equal(skill(&l, "p")->challenges.n, 3);
	assert_int_equal(l.c.competence[0].tubes.n, 2);
	link_free(&l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_points),        cmocka_unit_test(test_points_thirds),
	    cmocka_unit_test(test_status),        cmocka_unit_test(test_adaptive_path),
	    cmocka_unit_test(test_fixed_path),    cmocka_unit_test(test_references),
	    cmocka_unit_test(test_renamed),       cmocka_unit_test(test_unreadable),
	    cmocka_unit_test(test_spaces_of_ids), cmocka_unit_test(test_circles),
	    cmocka_unit_test(test_long_circle),   cmocka_unit_test(test_unfinished),
	    cmocka_unit_test(test_places),        cmocka_unit_test(test_media),
	    cmocka_unit_test(test_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
