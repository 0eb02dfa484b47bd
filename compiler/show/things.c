/* Challenges, tutorials, skills, tubes, paths and the framework. */
#include "show/show_int.h"

#include <stdio.h>

static const char *const type_words[] = {"",         "single-choice", "multiple-choice", "fields",
					 "ordering", "matching",      "simulator"};

static void head(struct buf *out, enum kind kind, struct str id, const char *more, struct str path)
{
	buf_add_fmt(out, "%s %.*s%s%s\n", kind_word(kind), STR_ARG(id), more[0] ? ", " : "", more);
	show_line(out, 2, "file", path);
}

static void show_statuses(struct buf *out, const struct content *c, uint32_t at)
{
	size_t i;

	for (i = 0; i < c->config->nlocale; i++) {
		enum status s = content_status(c, at, i);

		buf_add_fmt(out, "  in %.*s: %s\n", STR_ARG(c->config->locale[i].id),
			    s == STATUS_NONE ? "does not exist" : status_word(s));
	}
}

static void show_tests(struct buf *out, const struct content *c, const char *label,
		       const struct test_list *lists)
{
	size_t l, i, k;

	for (l = 0; lists && l < c->config->nlocale; l++) {
		for (i = 0; i < lists[l].n; i++) {
			buf_add_fmt(out, "  %s (%.*s):", label, STR_ARG(c->config->locale[l].id));
			for (k = 0; k < lists[l].v[i].n; k++) {
				const struct test_part *p = &lists[l].v[i].part[k];

				buf_add_fmt(out, "%s %.*s%s%.*s", k ? "," : "", STR_ARG(p->field),
					    p->field.n ? " = " : "", STR_ARG(p->text));
			}
			buf_add_byte(out, '\n');
		}
	}
}

static void show_media(struct buf *out, const struct content *c, const struct challenge *h)
{
	size_t i;

	show_image(out, c, 2, "illustration", &h->illustration);
	for (i = 0; i < h->nattachment; i++)
		show_document(out, c, 2, "attachment", &h->attachment[i]);
	for (i = 0; i < h->nlink; i++) {
		show_ltext(out, c, 2, "link", &h->link[i].label);
		show_ltext(out, c, 4, "url", &h->link[i].url);
	}
	show_llist(out, c, 2, "sites to find", &h->sites_to_find);
	show_embed(out, c, 2, &h->embed);
}

void show_challenge(struct buf *out, const struct content *c, uint32_t at)
{
	const struct linked_challenge *l = &c->challenge[at];
	const struct challenge *h = l->c;
	char seconds[32] = "";

	head(out, KIND_CHALLENGE, h->id, type_words[h->question.type], l->unit->path);
	if (h->prototype.p)
		show_line(out, 2, "variant of", h->prototype);
	if (l->skill != LINK_NONE) {
		const struct skill *s = c->skill[l->skill].s;

		buf_add_fmt(out, "  skill: %.*s, level %u\n", STR_ARG(s->id), s->level);
	}
	show_statuses(out, c, at);
	show_line(out, 2, "activity", h->activity);
	show_line(out, 2, "region", h->region);
	if (h->timer_s)
		snprintf(seconds, sizeof(seconds), "%u s", h->timer_s);
	show_line(out, 2, "timer", str_c(seconds));
	show_ltext(out, c, 2, "instruction", &h->instruction);
	show_ltext(out, c, 2, "alternative instruction", &h->alternative_instruction);
	show_media(out, c, h);
	show_question(out, c, 2, &h->question);
	show_ltext(out, c, 2, "explanation", &h->explanation);
	show_ltext(out, c, 2, "solution to display", &h->solution_to_display);
	show_tests(out, c, "test right", h->tests.right);
	show_tests(out, c, "test wrong", h->tests.wrong);
}

/* --- tutorials ------------------------------------------------------------------------- */

static const char *const block_words[] = {"text",      "image",    "video",      "sound",   "embed",
					  "component", "download", "flashcards", "stepper", "expandable",
					  "separator", "question", "continue",   "step",    "card"};

static void show_blocks(struct buf *out, const struct content *c, int indent, const struct block *v, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		const struct block *b = &v[i];

		buf_add_fmt(out, "%*s- %s\n", indent, "", block_words[b->kind]);
		show_line(out, indent + 4, "note", b->note);
		show_ltext(out, c, indent + 4, "text", &b->text);
		show_ltext(out, c, indent + 4, "back", &b->back);
		show_image(out, c, indent + 4, "image", &b->image);
		show_ltext(out, c, indent + 4, "file", &b->recording.file);
		show_ltext(out, c, indent + 4, "title", &b->recording.title);
		show_document(out, c, indent + 4, "document", &b->document);
		show_embed(out, c, indent + 4, &b->embed);
		show_ltext(out, c, indent + 4, "instruction", &b->instruction);
		if (b->question)
			show_question(out, c, indent + 4, b->question);
		show_ltext(out, c, indent + 4, "explanation", &b->explanation);
		show_blocks(out, c, indent + 4, b->child, b->nchild);
	}
}

void show_tutorial(struct buf *out, const struct content *c, uint32_t at)
{
	const struct tutorial *t = c->tutorial[at].t;
	size_t i;

	head(out, KIND_TUTORIAL, t->id, t->is_lesson ? "lesson" : "link", c->tutorial[at].unit->path);
	show_line(out, 2, "status", str_c(status_word(t->status)));
	show_ltext(out, c, 2, "title", &t->title);
	show_ltext(out, c, 2, "description", &t->description);
	buf_add_fmt(out, "  duration: %u s\n", t->duration_s);
	show_line(out, 2, "url", t->url);
	show_ltext(out, c, 2, "source", &t->source);
	show_line(out, 2, "format", t->format);
	if (t->locale >= 0)
		show_line(out, 2, "locale", c->config->locale[t->locale].id);
	show_line(out, 2, "licence", t->licence);
	show_line(out, 2, "for", t->audience);
	show_image(out, c, 2, "image", &t->image);
	for (i = 0; i < t->objectives.n; i++)
		show_ltext(out, c, 2, "objective", &t->objectives.v[i]);
	for (i = 0; i < t->nsection; i++) {
		show_line(out, 2, "section", t->section[i].purpose);
		show_ltext(out, c, 4, "title", &t->section[i].title);
		show_blocks(out, c, 4, t->section[i].block, t->section[i].nblock);
	}
}

/* --- skills, tubes, paths, framework ------------------------------------------------------ */

static void show_refs(struct buf *out, int indent, const char *label, const struct refs *r,
		      struct str (*id)(const struct content *c, uint32_t at), const struct content *c)
{
	size_t i;

	if (!r->n)
		return;
	buf_add_fmt(out, "%*s%s:", indent, "", label);
	for (i = 0; i < r->n; i++) {
		struct str s = id(c, r->v[i]);

		buf_add_fmt(out, "%s %.*s", i ? "," : "", STR_ARG(s));
	}
	buf_add_byte(out, '\n');
}

static struct str skill_id(const struct content *c, uint32_t at)
{
	return c->skill[at].s->id;
}

static struct str challenge_id(const struct content *c, uint32_t at)
{
	return c->challenge[at].c->id;
}

static struct str tutorial_id(const struct content *c, uint32_t at)
{
	return c->tutorial[at].t->id;
}

static struct str tube_id(const struct content *c, uint32_t at)
{
	return c->tube[at].t->id;
}

static void show_skill(struct buf *out, const struct content *c, uint32_t at)
{
	const struct linked_skill *s = &c->skill[at];
	char level[32];

	snprintf(level, sizeof(level), "level %u", s->s->level);
	head(out, KIND_SKILL, s->s->id, level, s->unit->path);
	show_line(out, 2, "tube", c->tube[s->tube].t->id);
	show_line(out, 2, "status", str_c(status_word(s->s->status)));
	buf_add_fmt(out, s->points_denominator == 1 ? "  points: %u\n" : "  points: %u/%u\n",
		    s->points_numerator, s->points_denominator);
	show_ltext(out, c, 2, "title", &s->s->title);
	show_ltext(out, c, 2, "hint", &s->s->hint);
	show_refs(out, 2, "requires", &s->requires, skill_id, c);
	show_refs(out, 2, "to succeed", &s->to_succeed, tutorial_id, c);
	show_refs(out, 2, "to learn more", &s->to_learn_more, tutorial_id, c);
	show_refs(out, 2, "challenges", &s->challenges, challenge_id, c);
}

static void show_tube(struct buf *out, const struct content *c, uint32_t at)
{
	const struct linked_tube *t = &c->tube[at];
	size_t i;

	head(out, KIND_TUBE, t->t->id, "", t->unit->path);
	if (t->competence != LINK_NONE)
		show_line(out, 2, "competence", c->competence[t->competence].c->id);
	show_ltext(out, c, 2, "title", &t->t->title);
	show_ltext(out, c, 2, "description", &t->t->description);
	for (i = 0; i < t->skills.n; i++) {
		const struct skill *s = c->skill[t->skills.v[i]].s;
		struct str title = config_text(c->config, &s->title, 0);

		buf_add_fmt(out, "  level %u: %.*s (%s): %.*s\n", s->level, STR_ARG(s->id),
			    status_word(s->status), STR_ARG(title));
	}
}

static void show_path(struct buf *out, const struct content *c, uint32_t at)
{
	const struct linked_path *p = &c->path[at];
	static const char *const words[] = {"challenge", "skill", "lesson", "path"};
	size_t i;

	head(out, KIND_PATH, p->p->id, p->p->is_fixed ? "fixed" : "adaptive", p->unit->path);
	show_line(out, 2, "status", str_c(status_word(p->p->status)));
	show_ltext(out, c, 2, "title", &p->p->title);
	show_ltext(out, c, 2, "description", &p->p->description);
	show_list(out, 2, "audience", &p->p->audience);
	for (i = 0; i < p->p->ntube; i++)
		buf_add_fmt(out, "  tube %.*s up to level %u\n", STR_ARG(p->p->tube[i].id),
			    p->p->tube[i].level);
	show_refs(out, 2, "skills", &p->skills, skill_id, c);
	for (i = 0; i < p->p->npart; i++)
		show_line(out, 2, words[p->p->part[i].kind], p->p->part[i].id);
	for (i = 0; i < p->p->nresult; i++) {
		buf_add_fmt(out, "  from %u percent\n", p->p->result[i].from_percent);
		show_ltext(out, c, 4, "title", &p->p->result[i].title);
		show_ltext(out, c, 4, "message", &p->p->result[i].message);
	}
}

static void show_competence(struct buf *out, const struct content *c, uint32_t at)
{
	const struct linked_competence *k = &c->competence[at];

	head(out, KIND_COMPETENCE, k->c->id, "", STR("challenges/framework.yaml"));
	show_line(out, 2, "code", k->c->code);
	show_line(out, 2, "area", c->area[k->area].a->id);
	show_ltext(out, c, 2, "title", &k->c->title);
	show_ltext(out, c, 2, "description", &k->c->description);
	show_refs(out, 2, "tubes", &k->tubes, tube_id, c);
}

static void show_area(struct buf *out, const struct content *c, uint32_t at)
{
	const struct area *a = c->area[at].a;
	size_t i;

	head(out, KIND_AREA, a->id, "", STR("challenges/framework.yaml"));
	show_line(out, 2, "code", a->code);
	show_ltext(out, c, 2, "title", &a->title);
	for (i = 0; i < a->ncompetence; i++)
		show_line(out, 2, "competence", a->competence[i].id);
}

static void show_thematic(struct buf *out, const struct content *c, uint32_t at)
{
	const struct linked_thematic *t = &c->thematic[at];

	head(out, KIND_THEMATIC, t->t->id, "", STR("challenges/framework.yaml"));
	show_line(out, 2, "competence", c->competence[t->competence].c->id);
	show_ltext(out, c, 2, "title", &t->t->title);
	show_refs(out, 2, "tubes", &t->tubes, tube_id, c);
}

/* --- by name --------------------------------------------------------------------------------- */

typedef void show_fn(struct buf *out, const struct content *c, uint32_t at);

static show_fn *const showers[KIND_COUNT] = {
    [KIND_CHALLENGE] = show_challenge, [KIND_TUTORIAL] = show_tutorial, [KIND_SKILL] = show_skill,
    [KIND_TUBE] = show_tube,           [KIND_PATH] = show_path,         [KIND_COMPETENCE] = show_competence,
    [KIND_AREA] = show_area,           [KIND_THEMATIC] = show_thematic,
};

/* True if WORD names KIND: its own word, or "lesson" for tutorials and "variant" for challenges. */
static bool is_word_of(enum kind kind, struct str word)
{
	return str_eq_c(word, kind_word(kind)) || (kind == KIND_TUTORIAL && str_eq_c(word, "lesson")) ||
	       (kind == KIND_CHALLENGE && str_eq_c(word, "variant"));
}

/* The thing with this id, or that had it once. */
static uint32_t find_thing(const struct content *c, enum kind kind, struct str id)
{
	uint32_t at = content_find(c, kind, id), d;

	if (at != LINK_NONE)
		return at;
	d = map_get(&c->definition[kind], id);
	return d != MAP_NONE && c->def[d]->formerly ? content_find(c, kind, c->def[d]->of) : LINK_NONE;
}

size_t show_thing(struct buf *out, const struct content *c, struct str name)
{
	size_t slash = str_find(name, '/', 0), k, n = 0, found = 0;
	struct str word = slash < name.n ? str_sub(name, 0, slash) : STR("");
	struct str id = slash < name.n ? str_sub(name, slash + 1, name.n) : name;

	for (k = 0; k < KIND_COUNT; k++) {
		if (!showers[k] || (word.n && !is_word_of((enum kind)k, word)) ||
		    find_thing(c, (enum kind)k, id) == LINK_NONE)
			continue;
		found = k;
		n++;
	}
	if (n == 1)
		showers[found](out, c, find_thing(c, (enum kind)found, id));
	for (k = 0; n > 1 && k < KIND_COUNT; k++)
		if (showers[k] && find_thing(c, (enum kind)k, id) != LINK_NONE)
			buf_add_fmt(out, "  %s/%.*s\n", kind_word((enum kind)k), STR_ARG(id));
	return n;
}

struct str show_nearest(const struct content *c, struct str name)
{
	struct str best = {NULL, 0};
	unsigned least = 4;
	size_t i;

	for (i = 0; i < c->ndef; i++) {
		unsigned d = str_distance(c->def[i]->id, name, 3);

		if (d < least) {
			least = d;
			best = c->def[i]->id;
		}
	}
	return best;
}
