/*
 * get_question.c: getters of challenges, their localisations, and of tutorials
 * and lessons, whose questions are rows of the same layouts.
 */
#include "bundle/get_int.h"

_Static_assert((int)PXB_SIMULATOR == (int)PXB_type_SIMULATOR, "type");
_Static_assert((int)PXB_SIMULATION == (int)PXB_activity_SIMULATION, "activity");
_Static_assert((int)PXB_SKILL_UNFIT == (int)PXB_fitness_SKILL_UNFIT, "fitness");
_Static_assert((int)PXB_RIGHT == (int)PXB_verdict_RIGHT, "verdict");
_Static_assert((int)PXB_FIELD_WORD == (int)PXB_field_type_WORD, "field_type");
_Static_assert((int)PXB_MINUTE == (int)PXB_precision_MINUTE, "precision");
_Static_assert((int)PXB_IGNORE_TYPOS == 1 << PXB_ignore_TYPOS, "ignore");
_Static_assert((int)PXB_PHONE == 1 << PXB_device_PHONE, "device");
_Static_assert((int)PXB_OFFICE_SUITE == 1 << PXB_need_OFFICE_SUITE, "need");
_Static_assert((int)PXB_ANSWER_KEY == (int)PXB_answer_kind_KEY, "answer_kind");
_Static_assert((int)PXB_GO_FURTHER == (int)PXB_purpose_GO_FURTHER, "purpose");
_Static_assert((int)PXB_BLOCK_CARD == (int)PXB_block_CARD, "block");
_Static_assert((int)PXB_MORE == (int)PXB_note_MORE, "note");

/* --- challenges ---------------------------------------------------------------------- */

struct pxb_challenge_info pxb_challenge_get(const struct pxb *b, struct pxb_challenge c)
{
	struct seen s = see_entity(b, PXB_SEC_CHAL, c.v);
	struct pxb_challenge_info i;

	i.id = TEXT(s, challenge, id);
	i.skill.v = REF(s, challenge, skill);
	i.prototype.v = REF(s, challenge, prototype);
	i.type = ENUM_OF(pxb_type, s, challenge, type);
	i.status = ENUM_OF(pxb_status, s, challenge, status);
	i.activity = ENUM_OF(pxb_activity, s, challenge, activity);
	i.leak = ENUM_OF(pxb_leak, s, challenge, leak);
	i.focus = BIT(s, challenge, flags, PXB_challenge_flag_FOCUS);
	i.certifiable = BIT(s, challenge, flags, PXB_challenge_flag_CERTIFIABLE);
	i.timer = U32(s, challenge, timer);
	i.devices = U8(s, challenge, devices);
	i.needs = U8(s, challenge, needs);
	i.blind = ENUM_OF(pxb_fitness, s, challenge, blind);
	i.colour_blind = ENUM_OF(pxb_fitness, s, challenge, colour_blind);
	i.deaf = ENUM_OF(pxb_fitness, s, challenge, deaf);
	memcpy(i.region, s.row + AT(challenge, region), 8);
	i.region[8] = 0;
	return i;
}

/* The row of the sparse table SECTION in exactly locale L that belongs to HANDLE. */
static uint32_t sparse_in(const struct pxb *b, enum pxb_section_id section, uint32_t handle, uint32_t l,
			  uint32_t *table)
{
	*table = 0;
	if (l >= b->nlocale || handle == PXB_NONE)
		return PXB_NONE;
	*table = pxb_table_number(b, section, l);
	return pxb_find_sparse(&b->table[*table], handle);
}

/* The same in L or else in its first fallback that has one. */
static uint32_t sparse_for(const struct pxb *b, enum pxb_section_id section, uint32_t handle, uint32_t l,
			   uint32_t *table)
{
	uint32_t row = sparse_in(b, section, handle, l, table);

	while (row == PXB_NONE && l < b->nlocale) {
		l = pxb_fallback(b, l);
		row = sparse_in(b, section, handle, l, table);
	}
	return row;
}

struct pxb_question pxb_question_in(const struct pxb *b, struct pxb_challenge c, struct pxb_locale l)
{
	struct pxb_question q;

	q.v = sparse_in(b, PXB_SEC_CLOC, c.v, l.v, &q.table);
	return q;
}

struct pxb_question pxb_question_for(const struct pxb *b, struct pxb_challenge c, struct pxb_locale l)
{
	struct pxb_question q;

	q.v = sparse_for(b, PXB_SEC_CLOC, c.v, l.v, &q.table);
	return q;
}

struct pxb_calibration pxb_challenge_calibration(const struct pxb *b, struct pxb_challenge c,
						 struct pxb_locale l)
{
	struct pxb_calibration i;
	struct seen s;
	uint32_t table, row = sparse_in(b, PXB_SEC_CCAL, c.v, l.v, &table);

	s = see(b, table, row);
	i.calibrated = s.t != NULL;
	i.stale = BIT(s, calibration, flags, PXB_calibration_flag_STALE);
	i.discrimination = DECIMAL(s, calibration, discrimination);
	i.difficulty = DECIMAL(s, calibration, difficulty);
	i.sample = U32(s, calibration, sample);
	i.date = U32(s, calibration, date);
	return i;
}

/* --- what is shown ---------------------------------------------------------------------- */

static struct pxb_image image_in(struct seen s, size_t column, enum pxb_role role)
{
	struct pxb_image i;

	i.v = seen_position(s, column, role, &i.table);
	return i;
}

static struct pxb_field field_in(struct seen s, size_t column)
{
	struct pxb_field f;

	f.v = seen_position(s, column, PXB_ROLE_fields, &f.table);
	return f;
}

struct pxb_question_info pxb_question_get(const struct pxb *b, struct pxb_question q)
{
	struct seen s = see(b, q.table, q.v);
	struct pxb_question_info i;

	i.challenge.v = s.t && s.t->section == PXB_SEC_CLOC ? REF(s, localisation, owner) : PXB_NONE;
	i.locale.v = s.t ? s.t->locale : PXB_NONE;
	i.type = ENUM_OF(pxb_type, s, localisation, type);
	i.status = ENUM_OF(pxb_status, s, localisation, status);
	i.shuffle = BIT(s, localisation, flags, PXB_question_flag_SHUFFLE);
	i.each_once = BIT(s, localisation, flags, PXB_question_flag_EACH_ONCE);
	i.judge_simulator = BIT(s, localisation, flags, PXB_question_flag_JUDGE_SIMULATOR);
	i.instruction = TEXT(s, localisation, instruction);
	i.alternative_instruction = TEXT(s, localisation, alternative_instruction);
	i.layout = TEXT(s, localisation, layout);
	i.embed_url = TEXT(s, localisation, embed_url);
	i.embed_component = TEXT(s, localisation, embed_component);
	i.embed_props = TEXT(s, localisation, embed_props);
	i.embed_title = TEXT(s, localisation, embed_title);
	i.embed_height = U16(s, localisation, embed_height);
	i.illustration = image_in(s, AT(localisation, illustration), PXB_ROLE_images);
	i.attachments = LIST(s, localisation, attachments);
	i.links = LIST(s, localisation, links);
	i.places = LIST(s, localisation, placements);
	i.choices = LIST(s, localisation, choices);
	i.items = LIST(s, localisation, items);
	i.targets = LIST(s, localisation, targets);
	i.fields = LIST(s, localisation, fields);
	i.wording = s.row + AT(localisation, wording);
	return i;
}

struct pxb_image_info pxb_image_get(const struct pxb *b, struct pxb_image h)
{
	struct seen s = see(b, h.table, h.v);
	struct pxb_image_info i;

	i.media.v = REF(s, image, media);
	i.alt = TEXT(s, image, alt);
	i.description = TEXT(s, image, description);
	i.credit = TEXT(s, image, credit);
	i.licence = TEXT(s, image, licence);
	i.decorative = BIT(s, image, flags, PXB_image_flag_DECORATIVE);
	return i;
}

struct pxb_attachment pxb_attachment_at(const struct pxb *b, struct pxb_list l, uint32_t i)
{
	struct seen s = see_at(b, l, i, PXB_ROW_attachment);
	struct pxb_attachment a;

	a.label = TEXT(s, attachment, label);
	a.credit = TEXT(s, attachment, credit);
	a.licence = TEXT(s, attachment, licence);
	a.files = LIST(s, attachment, files);
	return a;
}

struct pxb_file pxb_file_at(const struct pxb *b, struct pxb_list l, uint32_t i)
{
	struct seen s = see_at(b, l, i, PXB_ROW_file);
	struct pxb_file f;

	f.name = TEXT(s, file, name);
	f.media.v = REF(s, file, media);
	return f;
}

struct pxb_link pxb_link_at(const struct pxb *b, struct pxb_list l, uint32_t i)
{
	struct seen s = see_at(b, l, i, PXB_ROW_link);
	struct pxb_link k;

	k.label = TEXT(s, link, label);
	k.url = TEXT(s, link, url);
	return k;
}

struct pxb_place pxb_place_at(const struct pxb *b, struct pxb_list l, uint32_t i)
{
	struct seen s = see_at(b, l, i, PXB_ROW_placement);
	struct pxb_place p;
	uint32_t table, choice = seen_position(s, AT(placement, choice), PXB_ROLE_choices, &table);

	p.start = U32(s, placement, start);
	p.length = U32(s, placement, length);
	p.field = field_in(s, AT(placement, field));
	p.choice = U32(see(b, table, choice), choice, key);
	return p;
}

struct pxb_choice pxb_choice_at(const struct pxb *b, struct pxb_list l, uint32_t i)
{
	struct seen s = see_at(b, l, i, PXB_ROW_choice), m = see(b, 0, PXB_NONE), n = m;
	enum pxb_role role = s.t ? pxb_sections[s.t->section].role : PXB_ROLE_none;
	struct pxb_choice c;

	if (role == PXB_ROLE_choices)
		m = see_twin(s, PXB_ROLE_choice_marking);
	else if (role == PXB_ROLE_items)
		n = see_twin(s, PXB_ROLE_item_marking);
	c.key = U32(s, choice, key);
	c.text = TEXT(s, choice, text);
	c.image = image_in(s, AT(choice, image), PXB_ROLE_images);
	c.last = BIT(s, choice, flags, PXB_choice_flag_LAST);
	c.verdict = ENUM_OF(pxb_verdict, m, choice_marking, verdict);
	c.feedback = TEXT(m, choice_marking, feedback);
	c.target = U32(n, item_marking, target);
	c.rank = U16(n, item_marking, rank);
	return c;
}

struct pxb_field pxb_field_at(const struct pxb *b, struct pxb_list l, uint32_t i)
{
	struct seen s = see_at(b, l, i, PXB_ROW_field);
	struct pxb_field f;

	f.v = s.handle;
	f.table = s.t ? l.table : 0;
	return f;
}

struct pxb_field_info pxb_field_get(const struct pxb *b, struct pxb_field f)
{
	struct seen s = see(b, f.table, f.v);
	struct pxb_field_info i;

	i.name = TEXT(s, field, name);
	i.label = TEXT(s, field, label);
	i.placeholder = TEXT(s, field, placeholder);
	i.type = ENUM_OF(pxb_field_type, s, field, type);
	i.precision = ENUM_OF(pxb_precision, s, field, precision);
	i.size = U16(s, field, size);
	i.options = LIST(s, field, options);
	i.units = LIST(s, field, units);
	return i;
}

/* --- what is right -------------------------------------------------------------------------- */

struct pxb_marking_info pxb_question_marking(const struct pxb *b, struct pxb_question q)
{
	struct seen s = see_twin(see(b, q.table, q.v), PXB_ROLE_marking);
	struct pxb_marking_info i;

	i.feedback_right = TEXT(s, localisation_marking, feedback_right);
	i.feedback_wrong = TEXT(s, localisation_marking, feedback_wrong);
	i.explanation = TEXT(s, localisation_marking, explanation);
	i.solution_to_display = TEXT(s, localisation_marking, solution_to_display);
	i.groups = LIST(s, localisation_marking, groups);
	i.sites_to_find = LIST(s, localisation_marking, sites_to_find);
	i.tests_right = LIST(s, localisation_marking, tests_right);
	i.tests_wrong = LIST(s, localisation_marking, tests_wrong);
	i.marking = s.row + AT(localisation_marking, marking);
	return i;
}

struct pxb_field_marking pxb_field_marking(const struct pxb *b, struct pxb_field f)
{
	struct seen s = see_twin(see(b, f.table, f.v), PXB_ROLE_field_marking);
	struct pxb_field_marking m;

	m.pattern = TEXT(s, field_marking, pattern);
	m.ignore = U8(s, field_marking, ignore);
	m.has_plus_or_minus = BIT(s, field_marking, flags, PXB_marking_flag_PLUS_OR_MINUS);
	m.plus_or_minus = DECIMAL(s, field_marking, plus_or_minus);
	m.accept = LIST(s, field_marking, accept);
	m.between = LIST(s, field_marking, between);
	m.mistakes = LIST(s, field_marking, mistakes);
	return m;
}

struct pxb_answer pxb_answer_at(const struct pxb *b, struct pxb_list l, uint32_t i)
{
	struct seen s = see_at(b, l, i, PXB_ROW_answer);
	struct pxb_answer a = {{"", 0}, PXB_ANSWER_TEXT, {0, 0}, 0, PXB_NO_PRECISION, 0};

	a.text = TEXT(s, answer, text);
	a.kind = ENUM_OF(pxb_answer_kind, s, answer, kind);
	if (a.kind == PXB_ANSWER_NUMBER)
		a.number = DECIMAL(s, answer, number);
	else if (a.kind == PXB_ANSWER_DATE)
		a.date = U64(s, answer, number);
	else if (a.kind == PXB_ANSWER_KEY)
		a.key = U32(s, answer, number);
	a.precision = ENUM_OF(pxb_precision, s, answer, precision);
	return a;
}

struct pxb_mistake pxb_mistake_at(const struct pxb *b, struct pxb_list l, uint32_t i)
{
	struct seen s = see_at(b, l, i, PXB_ROW_mistake);
	struct pxb_mistake m;

	m.feedback = TEXT(s, mistake, feedback);
	m.answers = LIST(s, mistake, mistake_answers);
	return m;
}

struct pxb_group pxb_group_at(const struct pxb *b, struct pxb_list l, uint32_t i)
{
	struct seen s = see_at(b, l, i, PXB_ROW_group);
	struct pxb_group g;

	g.ignore = U8(s, group, ignore);
	g.fields = LIST(s, group, group_fields);
	g.sets = LIST(s, group, group_sets);
	return g;
}

struct pxb_field pxb_group_field_at(const struct pxb *b, struct pxb_list l, uint32_t i)
{
	return field_in(see_at(b, l, i, PXB_ROW_group_field), AT(group_field, field));
}

struct pxb_list pxb_group_set_at(const struct pxb *b, struct pxb_list l, uint32_t i)
{
	return LIST(see_at(b, l, i, PXB_ROW_group_set), group_set, synonyms);
}

/* --- tutorials --------------------------------------------------------------------------------- */

struct pxb_tutorial_info pxb_tutorial_get(const struct pxb *b, struct pxb_tutorial t)
{
	struct seen s = see_entity(b, PXB_SEC_TUTO, t.v);
	uint32_t locale = s.t ? U16(s, tutorial, locale) : PXB_NO_LOCALE;
	struct pxb_tutorial_info i;

	i.id = TEXT(s, tutorial, id);
	i.kind = ENUM_OF(pxb_tutorial_kind, s, tutorial, kind);
	i.status = ENUM_OF(pxb_status, s, tutorial, status);
	i.licence = TEXT(s, tutorial, licence);
	i.authors = LIST(s, tutorial, authors);
	i.duration = U32(s, tutorial, duration);
	i.url = TEXT(s, tutorial, url);
	i.format = ENUM_OF(pxb_format, s, tutorial, format);
	i.locale.v = locale == PXB_NO_LOCALE ? PXB_NONE : locale;
	i.audience = ENUM_OF(pxb_audience, s, tutorial, audience);
	i.devices = U8(s, tutorial, devices);
	return i;
}

struct pxb_titles pxb_tutorial_titles(const struct pxb *b, struct pxb_tutorial t, struct pxb_locale l)
{
	struct pxb_titles i;

	i.title = pxb_fallback_text(b, PXB_SEC_TUTX, t.v, l, AT(tutorial_text, title));
	i.description = pxb_fallback_text(b, PXB_SEC_TUTX, t.v, l, AT(tutorial_text, description));
	return i;
}

struct pxb_str pxb_tutorial_source(const struct pxb *b, struct pxb_tutorial t, struct pxb_locale l)
{
	return pxb_fallback_text(b, PXB_SEC_TUTX, t.v, l, AT(tutorial_text, source));
}

/* True if the language (the part before the first hyphen) of locales A and B is the same. */
static bool same_language(const struct pxb *b, uint32_t l, uint32_t m)
{
	struct pxb_locale x = {l}, y = {m};
	const char *p = pxb_locale_get(b, x).tag.p, *q = pxb_locale_get(b, y).tag.p;

	while (*p && *p != '-' && *p == *q)
		p++, q++;
	return (*p == '-' || !*p) && (*q == '-' || !*q);
}

uint32_t pxb_tutorials_for(const struct pxb *b, struct pxb_list tutorials, struct pxb_locale l,
			   struct pxb_tutorial *out, uint32_t room)
{
	uint32_t n = 0, pass, i;

	/* first what is in the learner's language; links in others only if that is nothing */
	for (pass = 0; pass < 2 && !n; pass++) {
		for (i = 0; i < tutorials.n; i++) {
			struct pxb_tutorial t = pxb_tutorial_at(b, tutorials, i);
			struct pxb_tutorial_info info = pxb_tutorial_get(b, t);
			bool fits;

			if (info.kind == PXB_LESSON)
				fits = pxb_lesson_for(b, t, l).v != PXB_NONE;
			else
				fits = pass || (info.locale.v != PXB_NONE && l.v < b->nlocale &&
						same_language(b, info.locale.v, l.v));
			if (!fits)
				continue;
			if (n < room)
				out[n] = t;
			n++;
		}
	}
	return n;
}

struct pxb_lesson pxb_lesson_in(const struct pxb *b, struct pxb_tutorial t, struct pxb_locale l)
{
	struct pxb_lesson i;

	i.v = sparse_in(b, PXB_SEC_TLES, t.v, l.v, &i.table);
	return i;
}

struct pxb_lesson pxb_lesson_for(const struct pxb *b, struct pxb_tutorial t, struct pxb_locale l)
{
	struct pxb_lesson i;

	i.v = sparse_for(b, PXB_SEC_TLES, t.v, l.v, &i.table);
	return i;
}

struct pxb_lesson_info pxb_lesson_get(const struct pxb *b, struct pxb_lesson l)
{
	struct seen s = see(b, l.table, l.v);
	struct pxb_lesson_info i;

	i.tutorial.v = REF(s, lesson, owner);
	i.locale.v = s.t ? s.t->locale : PXB_NONE;
	i.status = ENUM_OF(pxb_status, s, lesson, status);
	i.image = image_in(s, AT(lesson, image), PXB_ROLE_lesson_images);
	i.objectives = LIST(s, lesson, objectives);
	i.glossary = LIST(s, lesson, glossary);
	i.sections = LIST(s, lesson, sections);
	return i;
}

struct pxb_term pxb_term_at(const struct pxb *b, struct pxb_list l, uint32_t i)
{
	struct seen s = see_at(b, l, i, PXB_ROW_term);
	struct pxb_term t;

	t.term = TEXT(s, term, term);
	t.definition = TEXT(s, term, definition);
	return t;
}

struct pxb_lesson_section pxb_section_at(const struct pxb *b, struct pxb_list l, uint32_t i)
{
	struct seen s = see_at(b, l, i, PXB_ROW_section);
	struct pxb_lesson_section n;

	n.title = TEXT(s, section, title);
	n.purpose = ENUM_OF(pxb_purpose, s, section, purpose);
	n.blocks = LIST(s, section, blocks);
	return n;
}

struct pxb_block pxb_block_at(const struct pxb *b, struct pxb_list l, uint32_t i)
{
	struct seen s = see_at(b, l, i, PXB_ROW_block);
	struct pxb_block k;

	k.kind = ENUM_OF(pxb_block_kind, s, block, kind);
	k.note = ENUM_OF(pxb_note, s, block, note);
	k.depth = U8(s, block, depth);
	k.text = TEXT(s, block, text);
	k.back = TEXT(s, block, back);
	k.title = TEXT(s, block, title);
	k.url = TEXT(s, block, url);
	k.component = TEXT(s, block, component);
	k.props = TEXT(s, block, props);
	k.transcript = TEXT(s, block, transcript);
	k.credit = TEXT(s, block, credit);
	k.licence = TEXT(s, block, licence);
	k.media.v = REF(s, block, media);
	k.subtitles.v = REF(s, block, subtitles);
	k.height = U16(s, block, height);
	k.image = image_in(s, AT(block, image), PXB_ROLE_lesson_images);
	k.question.v = seen_position(s, AT(block, question), PXB_ROLE_questions, &k.question.table);
	k.files = LIST(s, block, downloads);
	return k;
}
