/* One thing of a bundle as people read it. */
#include <stdio.h>

#include "base/utf8.h"
#include "show/bundle.h"

static struct str to_str(struct pxb_str s)
{
	return (struct str){s.p, s.n};
}

/* "label: value", lines of the value indented; nothing for an empty value. */
static void line(struct buf *out, int indent, const char *label, struct pxb_str value)
{
	struct str s = to_str(value);
	size_t i = 0;

	if (!s.n)
		return;
	buf_add_fmt(out, "%*s%s: ", indent, "", label);
	while (i <= s.n) {
		size_t end = str_find(s, '\n', i);

		if (i)
			buf_add_fmt(out, "%*s", indent + 2, "");
		utf8_add_visible(out, str_sub(s, i, end));
		buf_add_byte(out, '\n');
		i = end + 1;
	}
}

static const char *status_word(enum pxb_status s)
{
	static const char *const words[] = {"none", "withdrawn", "draft", "retired", "validated"};

	return words[s];
}

static void decimal(struct buf *out, struct pxb_decimal d)
{
	char digits[24];
	uint64_t m = d.mantissa < 0 ? 0 - (uint64_t)d.mantissa : (uint64_t)d.mantissa;
	unsigned n = 0;

	do {
		digits[n++] = (char)('0' + m % 10);
		m /= 10;
	} while (m || n <= d.scale);
	if (d.mantissa < 0)
		buf_add_byte(out, '-');
	while (n--) {
		buf_add_byte(out, digits[n]);
		if (n == d.scale && n)
			buf_add_byte(out, '.');
	}
}

/* --- questions ------------------------------------------------------------------------ */

static void show_choices(struct buf *out, const struct pxb *b, int indent, const char *label,
			 struct pxb_list l)
{
	static const char *const verdicts[] = {"", "wrong", "right"};
	uint32_t i;

	for (i = 0; i < l.n; i++) {
		struct pxb_choice c = pxb_choice_at(b, l, i);

		buf_add_fmt(out, "%*s%s %08x", indent, "", label, c.key);
		if (c.verdict)
			buf_add_fmt(out, " (%s)", verdicts[c.verdict]);
		if (c.rank)
			buf_add_fmt(out, " (place %u)", c.rank);
		if (c.target)
			buf_add_fmt(out, " (is %08x)", c.target);
		line(out, 0, "", c.text);
		line(out, indent + 2, "image", pxb_image_get(b, c.image).alt);
		line(out, indent + 2, "feedback", c.feedback);
	}
}

static void show_answers(struct buf *out, const struct pxb *b, int indent, const char *label,
			 struct pxb_list l)
{
	uint32_t i;

	for (i = 0; i < l.n; i++)
		line(out, indent, label, pxb_answer_at(b, l, i).text);
}

static void show_mistakes(struct buf *out, const struct pxb *b, int indent, struct pxb_list l)
{
	uint32_t i;

	for (i = 0; i < l.n; i++) {
		struct pxb_mistake m = pxb_mistake_at(b, l, i);

		show_answers(out, b, indent, "mistake", m.answers);
		line(out, indent + 2, "feedback", m.feedback);
	}
}

static void show_field(struct buf *out, const struct pxb *b, int indent, struct pxb_field f)
{
	static const char *const types[] = {"text", "number", "date", "select", "word"};
	struct pxb_field_info info = pxb_field_get(b, f);
	struct pxb_field_marking m = pxb_field_marking(b, f);
	uint32_t i;

	buf_add_fmt(out, "%*sfield %s (%s)\n", indent, "", info.name.p, types[info.type]);
	line(out, indent + 2, "label", info.label);
	line(out, indent + 2, "placeholder", info.placeholder);
	for (i = 0; i < info.units.n; i++)
		line(out, indent + 2, "unit", pxb_text_at(b, info.units, i));
	show_choices(out, b, indent + 2, "option", info.options);
	show_answers(out, b, indent + 2, "accept", m.accept);
	show_answers(out, b, indent + 2, "between", m.between);
	line(out, indent + 2, "pattern", m.pattern);
	if (m.has_plus_or_minus) {
		buf_add_fmt(out, "%*splus or minus: ", indent + 2, "");
		decimal(out, m.plus_or_minus);
		buf_add_byte(out, '\n');
	}
	show_mistakes(out, b, indent + 2, m.mistakes);
}

static void show_groups(struct buf *out, const struct pxb *b, int indent, struct pxb_list l)
{
	uint32_t i, k;

	for (i = 0; i < l.n; i++) {
		struct pxb_group g = pxb_group_at(b, l, i);

		buf_add_fmt(out, "%*sin any order:", indent, "");
		for (k = 0; k < g.fields.n; k++)
			buf_add_fmt(out, " %s", pxb_field_get(b, pxb_group_field_at(b, g.fields, k)).name.p);
		buf_add_byte(out, '\n');
		for (k = 0; k < g.sets.n; k++)
			show_answers(out, b, indent + 2, k ? "or" : "one of", pxb_group_set_at(b, g.sets, k));
	}
}

static void show_shown(struct buf *out, const struct pxb *b, int indent, const struct pxb_question_info *q)
{
	uint32_t i, k;

	line(out, indent, "instruction", q->instruction);
	line(out, indent, "alternative instruction", q->alternative_instruction);
	line(out, indent, "illustration", pxb_image_get(b, q->illustration).alt);
	for (i = 0; i < q->attachments.n; i++) {
		struct pxb_attachment a = pxb_attachment_at(b, q->attachments, i);

		line(out, indent, "attachment", a.label);
		for (k = 0; k < a.files.n; k++)
			line(out, indent + 2, "file", pxb_file_at(b, a.files, k).name);
	}
	for (i = 0; i < q->links.n; i++)
		line(out, indent, "link", pxb_link_at(b, q->links, i).url);
	line(out, indent, "embed", q->embed_title);
	line(out, indent + 2, "url", q->embed_url);
	line(out, indent + 2, "component", q->embed_component);
	line(out, indent + 2, "props", q->embed_props);
	line(out, indent, "layout", q->layout);
}

static void show_question(struct buf *out, const struct pxb *b, int indent, struct pxb_question at)
{
	struct pxb_question_info q = pxb_question_get(b, at);
	struct pxb_marking_info m = pxb_question_marking(b, at);
	uint32_t i;

	show_shown(out, b, indent, &q);
	show_choices(out, b, indent, "choice", q.choices);
	show_choices(out, b, indent, "item", q.items);
	show_choices(out, b, indent, "target", q.targets);
	for (i = 0; i < q.fields.n; i++)
		show_field(out, b, indent, pxb_field_at(b, q.fields, i));
	show_groups(out, b, indent, m.groups);
	line(out, indent, "when right", m.feedback_right);
	line(out, indent, "when wrong", m.feedback_wrong);
	line(out, indent, "explanation", m.explanation);
	line(out, indent, "solution to display", m.solution_to_display);
	for (i = 0; i < m.sites_to_find.n; i++)
		line(out, indent, "site to find", pxb_text_at(b, m.sites_to_find, i));
	for (i = 0; i < m.tests_right.n; i++)
		line(out, indent, "test right", pxb_text_at(b, m.tests_right, i));
	for (i = 0; i < m.tests_wrong.n; i++)
		line(out, indent, "test wrong", pxb_text_at(b, m.tests_wrong, i));
}

/* --- things ----------------------------------------------------------------------------- */

static bool show_challenge(struct buf *out, const struct pxb *b, struct str id)
{
	struct pxb_challenge c = pxb_challenge_find(b, id.p, id.n);
	struct pxb_challenge_info info = pxb_challenge_get(b, c);
	uint32_t i;

	if (c.v == PXB_NONE)
		return false;
	buf_add_fmt(out, "challenge %s\n", info.id.p);
	line(out, 2, "variant of", pxb_challenge_get(b, info.prototype).id);
	line(out, 2, "skill", pxb_skill_get(b, info.skill).id);
	buf_add_fmt(out, "  status: %s\n", status_word(info.status));
	if (info.timer)
		buf_add_fmt(out, "  timer: %u s\n", info.timer);
	for (i = 0; i < pxb_locale_count(b); i++) {
		struct pxb_locale l = pxb_locale_row(b, i);
		struct pxb_question q = pxb_question_in(b, c, l);
		struct pxb_calibration k = pxb_challenge_calibration(b, c, l);

		if (q.v == PXB_NONE)
			continue;
		buf_add_fmt(out, "  in %s (%s)\n", pxb_locale_get(b, l).tag.p,
			    status_word(pxb_question_get(b, q).status));
		show_question(out, b, 4, q);
		if (!k.calibrated)
			continue;
		buf_add_c(out, "    discrimination: ");
		decimal(out, k.discrimination);
		buf_add_c(out, ", difficulty: ");
		decimal(out, k.difficulty);
		buf_add_fmt(out, ", from %u answers\n", k.sample);
	}
	return true;
}

static void show_ids(struct buf *out, const char *label, uint32_t n,
		     struct pxb_str (*id)(void *ctx, uint32_t i), void *ctx)
{
	uint32_t i;

	if (!n)
		return;
	buf_add_fmt(out, "  %s:", label);
	for (i = 0; i < n; i++)
		buf_add_fmt(out, "%s %s", i ? "," : "", id(ctx, i).p);
	buf_add_byte(out, '\n');
}

struct list_of {
	const struct pxb *b;
	struct pxb_list l;
};

static struct pxb_str skill_id(void *ctx, uint32_t i)
{
	struct list_of *x = ctx;

	return pxb_skill_get(x->b, pxb_skill_at(x->b, x->l, i)).id;
}

static struct pxb_str tutorial_id(void *ctx, uint32_t i)
{
	struct list_of *x = ctx;

	return pxb_tutorial_get(x->b, pxb_tutorial_at(x->b, x->l, i)).id;
}

static struct pxb_str challenge_id(void *ctx, uint32_t i)
{
	struct list_of *x = ctx;

	return pxb_challenge_get(x->b, pxb_challenge_at(x->b, x->l, i)).id;
}

static struct pxb_str tube_id(void *ctx, uint32_t i)
{
	struct list_of *x = ctx;

	return pxb_tube_get(x->b, pxb_tube_at(x->b, x->l, i)).id;
}

static bool show_skill(struct buf *out, const struct pxb *b, struct str id)
{
	struct pxb_skill s = pxb_skill_find(b, id.p, id.n);
	struct pxb_skill_info info = pxb_skill_get(b, s);
	struct list_of x = {b, info.prerequisites};
	uint32_t i;

	if (s.v == PXB_NONE)
		return false;
	buf_add_fmt(out, "skill %s\n", info.id.p);
	line(out, 2, "tube", pxb_tube_get(b, info.tube).id);
	buf_add_fmt(out, "  level: %u\n  status: %s\n", info.level, status_word(info.status));
	if (info.points_den)
		buf_add_fmt(out, info.points_den == 1 ? "  points: %u\n" : "  points: %u/%u\n",
			    info.points_num, info.points_den);
	show_ids(out, "requires", x.l.n, skill_id, &x);
	x.l = info.to_succeed;
	show_ids(out, "to succeed", x.l.n, tutorial_id, &x);
	x.l = info.to_learn_more;
	show_ids(out, "to learn more", x.l.n, tutorial_id, &x);
	for (i = 0; i < pxb_locale_count(b); i++) {
		struct pxb_locale l = pxb_locale_row(b, i);

		buf_add_fmt(out, "  in %s\n", pxb_locale_get(b, l).tag.p);
		line(out, 4, "title", pxb_skill_title(b, s, l));
		line(out, 4, "hint", pxb_skill_hint(b, s, l));
		x.l = pxb_skill_challenges(b, s, l, PXB_VALIDATED);
		buf_add_c(out, "  ");
		show_ids(out, "validated challenges", x.l.n, challenge_id, &x);
	}
	return true;
}

static bool show_tube(struct buf *out, const struct pxb *b, struct str id)
{
	struct pxb_tube t = pxb_tube_find(b, id.p, id.n);
	struct pxb_tube_info info = pxb_tube_get(b, t);
	struct list_of x = {b, info.skills};

	if (t.v == PXB_NONE)
		return false;
	buf_add_fmt(out, "tube %s\n", info.id.p);
	line(out, 2, "competence", pxb_competence_get(b, info.competence).id);
	line(out, 2, "title", pxb_tube_titles(b, t, pxb_locale_row(b, 0)).title);
	show_ids(out, "skills", x.l.n, skill_id, &x);
	return true;
}

static bool show_competence(struct buf *out, const struct pxb *b, struct str id)
{
	struct pxb_competence c = pxb_competence_find(b, id.p, id.n);
	struct pxb_competence_info info = pxb_competence_get(b, c);
	struct list_of x = {b, info.tubes};

	if (c.v == PXB_NONE)
		return false;
	buf_add_fmt(out, "competence %s\n", info.id.p);
	line(out, 2, "code", info.code);
	line(out, 2, "title", pxb_competence_titles(b, c, pxb_locale_row(b, 0)).title);
	show_ids(out, "tubes", x.l.n, tube_id, &x);
	return true;
}

static void show_blocks(struct buf *out, const struct pxb *b, struct pxb_list l)
{
	static const char *const words[] = {"text",      "image",    "video",      "sound",   "embed",
					    "component", "download", "flashcards", "stepper", "expandable",
					    "separator", "question", "continue",   "step",    "card"};
	uint32_t i;

	for (i = 0; i < l.n; i++) {
		struct pxb_block k = pxb_block_at(b, l, i);
		int indent = 6 + 2 * (int)k.depth;

		buf_add_fmt(out, "%*s- %s\n", indent, "", words[k.kind]);
		line(out, indent + 4, "title", k.title);
		line(out, indent + 4, "text", k.text);
		line(out, indent + 4, "back", k.back);
		line(out, indent + 4, "image", pxb_image_get(b, k.image).alt);
		if (k.question.v != PXB_NONE)
			show_question(out, b, indent + 4, k.question);
	}
}

static bool show_tutorial(struct buf *out, const struct pxb *b, struct str id)
{
	struct pxb_tutorial t = pxb_tutorial_find(b, id.p, id.n);
	struct pxb_tutorial_info info = pxb_tutorial_get(b, t);
	uint32_t i, k;

	if (t.v == PXB_NONE)
		return false;
	buf_add_fmt(out, "tutorial %s, %s\n", info.id.p, info.kind == PXB_LESSON ? "lesson" : "link");
	buf_add_fmt(out, "  status: %s\n  duration: %u s\n", status_word(info.status), info.duration);
	line(out, 2, "url", info.url);
	line(out, 2, "licence", info.licence);
	for (i = 0; i < pxb_locale_count(b); i++) {
		struct pxb_locale l = pxb_locale_row(b, i);
		struct pxb_lesson_info lesson = pxb_lesson_get(b, pxb_lesson_in(b, t, l));

		buf_add_fmt(out, "  in %s\n", pxb_locale_get(b, l).tag.p);
		line(out, 4, "title", pxb_tutorial_titles(b, t, l).title);
		line(out, 4, "source", pxb_tutorial_source(b, t, l));
		for (k = 0; k < lesson.objectives.n; k++)
			line(out, 4, "objective", pxb_text_at(b, lesson.objectives, k));
		for (k = 0; k < lesson.sections.n; k++)
			show_blocks(out, b, pxb_section_at(b, lesson.sections, k).blocks);
	}
	return true;
}

static struct pxb_str part_id(void *ctx, uint32_t i)
{
	struct list_of *x = ctx;
	struct pxb_part p = pxb_part_at(x->b, x->l, i);

	switch (p.kind) {
	case PXB_THING_CHALLENGE:
		return pxb_challenge_get(x->b, p.challenge).id;
	case PXB_THING_SKILL:
		return pxb_skill_get(x->b, p.skill).id;
	case PXB_THING_TUTORIAL:
		return pxb_tutorial_get(x->b, p.tutorial).id;
	default:
		return pxb_path_get(x->b, p.path).id;
	}
}

static bool show_path(struct buf *out, const struct pxb *b, struct str id)
{
	struct pxb_path p = pxb_path_find(b, id.p, id.n);
	struct pxb_path_info info = pxb_path_get(b, p);
	struct list_of x = {b, info.skills};
	uint32_t i;

	if (p.v == PXB_NONE)
		return false;
	buf_add_fmt(out, "path %s, %s\n", info.id.p, info.fixed ? "fixed" : "adaptive");
	line(out, 2, "title", pxb_path_titles(b, p, pxb_locale_row(b, 0)).title);
	for (i = 0; i < info.audience.n; i++)
		line(out, 2, "audience", pxb_text_at(b, info.audience, i));
	for (i = 0; i < info.tubes.n; i++)
		buf_add_fmt(out, "  tube %s up to level %u\n",
			    pxb_tube_get(b, pxb_tube_at(b, info.tubes, i)).id.p,
			    pxb_cap_at(b, info.tubes, i));
	show_ids(out, "skills", x.l.n, skill_id, &x);
	x.l = info.parts;
	show_ids(out, "parts", x.l.n, part_id, &x);
	for (i = 0; i < info.results.n; i++) {
		struct pxb_result r = pxb_result_at(b, info.results, i, pxb_locale_row(b, 0));

		buf_add_fmt(out, "  from %u percent", r.from_percent);
		line(out, 0, "", r.message);
	}
	return true;
}

struct shown_kind {
	const char *word;
	enum pxb_thing thing;
	bool (*show)(struct buf *out, const struct pxb *b, struct str id);
};

/* The thing ID of kind K, or that it is withdrawn: then the bundle holds its id alone. */
static bool show_kind(struct buf *out, const struct pxb *b, const struct shown_kind *k, struct str id)
{
	if (k->show(out, b, id))
		return true;
	if (!pxb_is_withdrawn(b, k->thing, id.p, id.n))
		return false;
	buf_add_fmt(out, "%s %.*s\n  status: withdrawn (a bundle keeps its id and nothing else)\n", k->word,
		    STR_ARG(id));
	return true;
}

size_t show_bundle_thing(struct buf *out, const struct pxb *b, struct str name)
{
	static const struct shown_kind kinds[] = {
	    {"challenge", PXB_THING_CHALLENGE, show_challenge},    {"skill", PXB_THING_SKILL, show_skill},
	    {"tutorial", PXB_THING_TUTORIAL, show_tutorial},       {"tube", PXB_THING_TUBE, show_tube},
	    {"competence", PXB_THING_COMPETENCE, show_competence}, {"path", PXB_THING_PATH, show_path},
	};
	size_t slash = str_find(name, '/', 0), i, n = 0;
	struct str word = slash < name.n ? str_sub(name, 0, slash) : STR("");
	struct str id = slash < name.n ? str_sub(name, slash + 1, name.n) : name;
	struct buf one = {0}, names = {0};

	for (i = 0; i < countof(kinds); i++) {
		struct buf other = {0};

		if ((!word.n || str_eq_c(word, kinds[i].word)) &&
		    show_kind(n ? &other : &one, b, &kinds[i], id)) {
			buf_add_fmt(&names, "  %s/%.*s\n", kinds[i].word, STR_ARG(id));
			n++;
		}
		buf_release(&other);
	}
	if (n)
		buf_add_str(out, n == 1 ? buf_str(&one) : buf_str(&names));
	buf_release(&one);
	buf_release(&names);
	return n;
}
