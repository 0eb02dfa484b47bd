/*
 * bundle_walk.h: calls every getter of pxb.h on everything that a bundle holds and
 * reads every byte that they give, so that a sanitizer sees any step outside.
 */
#ifndef TESTS_BUNDLE_WALK_H
#define TESTS_BUNDLE_WALK_H

#include "bundle/pxb.h"

/* Grows with all that was read, so that nothing is optimised away. */
struct walk {
	const struct pxb *b;
	uint64_t sum;
};

static inline void walk_str(struct walk *w, struct pxb_str s)
{
	uint32_t i;

	for (i = 0; i <= s.n; i++)
		w->sum = w->sum * 31 + (unsigned char)s.p[i];
	if (s.p[s.n])
		w->sum = 0;
}

static inline void walk_titles(struct walk *w, struct pxb_titles t)
{
	walk_str(w, t.title);
	walk_str(w, t.description);
}

static inline void walk_texts(struct walk *w, struct pxb_list l)
{
	uint32_t i;

	for (i = 0; i <= l.n; i++)
		walk_str(w, pxb_text_at(w->b, l, i));
}

static inline void walk_media(struct walk *w, struct pxb_media m)
{
	struct pxb_media_info i = pxb_media_get(w->b, m);
	uint64_t k;

	walk_str(w, i.mime);
	walk_texts(w, i.names);
	w->sum += i.sha256[31] + i.width + strlen(i.ext);
	for (k = 0; k < i.size; k++)
		w->sum += ((const uint8_t *)i.bytes)[k];
}

static inline void walk_image(struct walk *w, struct pxb_image h)
{
	struct pxb_image_info i = pxb_image_get(w->b, h);

	walk_media(w, i.media);
	walk_str(w, i.alt);
	walk_str(w, i.description);
	walk_str(w, i.credit);
	walk_str(w, i.licence);
}

static inline void walk_choices(struct walk *w, struct pxb_list l)
{
	uint32_t i;

	for (i = 0; i <= l.n; i++) {
		struct pxb_choice c = pxb_choice_at(w->b, l, i);

		walk_str(w, c.text);
		walk_str(w, c.feedback);
		walk_image(w, c.image);
		w->sum += c.key + c.target + c.rank + (unsigned)c.verdict;
	}
}

static inline void walk_answers(struct walk *w, struct pxb_list l)
{
	uint32_t i;

	for (i = 0; i <= l.n; i++) {
		struct pxb_answer a = pxb_answer_at(w->b, l, i);

		walk_str(w, a.text);
		w->sum += (uint64_t)(pxb_decimal_double(a.number) < 0) + a.date + a.key;
	}
}

static inline void walk_field(struct walk *w, struct pxb_field f)
{
	struct pxb_field_info i = pxb_field_get(w->b, f);
	struct pxb_field_marking m = pxb_field_marking(w->b, f);
	uint32_t k;

	walk_str(w, i.name);
	walk_str(w, i.label);
	walk_str(w, i.placeholder);
	walk_choices(w, i.options);
	walk_texts(w, i.units);
	walk_str(w, m.pattern);
	walk_answers(w, m.accept);
	walk_answers(w, m.between);
	for (k = 0; k <= m.mistakes.n; k++) {
		struct pxb_mistake s = pxb_mistake_at(w->b, m.mistakes, k);

		walk_str(w, s.feedback);
		walk_answers(w, s.answers);
	}
}

static inline void walk_marking(struct walk *w, struct pxb_question q)
{
	struct pxb_marking_info m = pxb_question_marking(w->b, q);
	uint32_t i, k;

	walk_str(w, m.feedback_right);
	walk_str(w, m.feedback_wrong);
	walk_str(w, m.explanation);
	walk_str(w, m.solution_to_display);
	walk_texts(w, m.sites_to_find);
	walk_texts(w, m.tests_right);
	walk_texts(w, m.tests_wrong);
	w->sum += m.marking[31];
	for (i = 0; i <= m.groups.n; i++) {
		struct pxb_group g = pxb_group_at(w->b, m.groups, i);

		for (k = 0; k <= g.fields.n; k++)
			walk_str(w, pxb_field_get(w->b, pxb_group_field_at(w->b, g.fields, k)).name);
		for (k = 0; k <= g.sets.n; k++)
			walk_answers(w, pxb_group_set_at(w->b, g.sets, k));
	}
}

static inline void walk_shown(struct walk *w, const struct pxb_question_info *i)
{
	uint32_t k, f;

	for (k = 0; k <= i->attachments.n; k++) {
		struct pxb_attachment a = pxb_attachment_at(w->b, i->attachments, k);

		walk_str(w, a.label);
		walk_str(w, a.credit);
		walk_str(w, a.licence);
		for (f = 0; f <= a.files.n; f++) {
			walk_str(w, pxb_file_at(w->b, a.files, f).name);
			walk_media(w, pxb_file_at(w->b, a.files, f).media);
		}
	}
	for (k = 0; k <= i->links.n; k++) {
		walk_str(w, pxb_link_at(w->b, i->links, k).label);
		walk_str(w, pxb_link_at(w->b, i->links, k).url);
	}
	for (k = 0; k <= i->places.n; k++) {
		struct pxb_place p = pxb_place_at(w->b, i->places, k);
		uint32_t c;

		for (c = 0; c < p.length; c++)
			w->sum += (unsigned char)i->layout.p[p.start + c];
		walk_str(w, pxb_field_get(w->b, p.field).name);
		w->sum += p.choice;
	}
}

static inline void walk_question(struct walk *w, struct pxb_question q)
{
	struct pxb_question_info i = pxb_question_get(w->b, q);
	uint32_t k;

	walk_str(w, i.instruction);
	walk_str(w, i.alternative_instruction);
	walk_str(w, i.layout);
	walk_str(w, i.embed_url);
	walk_str(w, i.embed_component);
	walk_str(w, i.embed_props);
	walk_str(w, i.embed_title);
	walk_image(w, i.illustration);
	walk_shown(w, &i);
	walk_choices(w, i.choices);
	walk_choices(w, i.items);
	walk_choices(w, i.targets);
	for (k = 0; k <= i.fields.n; k++)
		walk_field(w, pxb_field_at(w->b, i.fields, k));
	w->sum += i.wording[31];
	walk_str(w, pxb_challenge_get(w->b, i.challenge).id);
	walk_marking(w, q);
}

static inline void walk_lesson(struct walk *w, struct pxb_lesson h)
{
	struct pxb_lesson_info i = pxb_lesson_get(w->b, h);
	uint32_t k, n, f;

	walk_image(w, i.image);
	walk_texts(w, i.objectives);
	for (k = 0; k <= i.glossary.n; k++) {
		walk_str(w, pxb_term_at(w->b, i.glossary, k).term);
		walk_str(w, pxb_term_at(w->b, i.glossary, k).definition);
	}
	for (k = 0; k <= i.sections.n; k++) {
		struct pxb_lesson_section s = pxb_section_at(w->b, i.sections, k);

		walk_str(w, s.title);
		for (n = 0; n <= s.blocks.n; n++) {
			struct pxb_block b = pxb_block_at(w->b, s.blocks, n);
			struct pxb_str text[] = {b.text,  b.back,       b.title,  b.url,    b.component,
						 b.props, b.transcript, b.credit, b.licence};

			for (f = 0; f < 9; f++)
				walk_str(w, text[f]);
			walk_media(w, b.media);
			walk_media(w, b.subtitles);
			walk_image(w, b.image);
			walk_question(w, b.question);
			for (f = 0; f <= b.files.n; f++)
				walk_media(w, pxb_file_at(w->b, b.files, f).media);
		}
	}
}

static inline void walk_locale(struct walk *w, struct pxb_locale l)
{
	const struct pxb *b = w->b;
	uint32_t i, k;
	int status;

	walk_str(w, pxb_locale_get(b, l).tag);
	walk_titles(w, pxb_titles(b, l));
	walk_titles(w, pxb_framework_titles(b, l));
	walk_titles(w, pxb_certification_titles(b, l));
	for (i = 0; i <= pxb_level_count(b); i++)
		walk_titles(w, pxb_level_titles(b, i, l));
	for (i = 0; i <= pxb_band_count(b); i++)
		walk_titles(w, pxb_band_titles(b, i, l));
	for (i = 0; i <= pxb_area_count(b); i++)
		walk_titles(w, pxb_area_titles(b, pxb_area_row(b, i), l));
	for (i = 0; i <= pxb_competence_count(b); i++) {
		struct pxb_list c = pxb_competence_coverage(b, pxb_competence_row(b, i), l);

		walk_titles(w, pxb_competence_titles(b, pxb_competence_row(b, i), l));
		for (k = 0; k <= c.n; k++)
			w->sum += pxb_coverage_at(b, c, k).challenges;
	}
	for (i = 0; i <= pxb_thematic_count(b); i++)
		walk_titles(w, pxb_thematic_titles(b, pxb_thematic_row(b, i), l));
	for (i = 0; i <= pxb_tube_count(b); i++)
		walk_titles(w, pxb_tube_titles(b, pxb_tube_row(b, i), l));
	for (i = 0; i <= pxb_skill_count(b); i++) {
		struct pxb_skill s = pxb_skill_row(b, i);

		walk_str(w, pxb_skill_title(b, s, l));
		walk_str(w, pxb_skill_hint(b, s, l));
		for (status = PXB_NO_STATUS; status <= PXB_VALIDATED; status++) {
			struct pxb_list c = pxb_skill_challenges(b, s, l, (enum pxb_status)status);

			for (k = 0; k <= c.n; k++)
				walk_str(w, pxb_challenge_get(b, pxb_challenge_at(b, c, k)).id);
		}
	}
	for (i = 0; i <= pxb_challenge_count(b); i++) {
		struct pxb_challenge c = pxb_challenge_row(b, i);

		walk_question(w, pxb_question_in(b, c, l));
		w->sum += pxb_question_for(b, c, l).v + pxb_challenge_calibration(b, c, l).sample;
	}
	for (i = 0; i <= pxb_tutorial_count(b); i++) {
		struct pxb_tutorial t = pxb_tutorial_row(b, i);

		walk_titles(w, pxb_tutorial_titles(b, t, l));
		walk_str(w, pxb_tutorial_source(b, t, l));
		walk_lesson(w, pxb_lesson_in(b, t, l));
		w->sum += pxb_lesson_for(b, t, l).v;
	}
	for (i = 0; i <= pxb_pool_count(b, l); i++)
		walk_str(w, pxb_challenge_get(b, pxb_pool_row(b, l, i)).id);
	for (i = 0; i <= pxb_path_count(b); i++) {
		struct pxb_path p = pxb_path_row(b, i);
		struct pxb_list r = pxb_path_get(b, p).results;

		walk_titles(w, pxb_path_titles(b, p, l));
		w->sum += (unsigned)pxb_path_status(b, p, l);
		for (k = 0; k <= r.n; k++) {
			walk_str(w, pxb_result_at(b, r, k, l).title);
			walk_str(w, pxb_result_at(b, r, k, l).message);
		}
	}
}

static inline void walk_framework(struct walk *w)
{
	const struct pxb *b = w->b;
	uint32_t i, k;

	for (i = 0; i <= pxb_area_count(b); i++) {
		struct pxb_area_info a = pxb_area_get(b, pxb_area_row(b, i));

		walk_str(w, a.id);
		walk_str(w, a.code);
		for (k = 0; k <= a.competences.n; k++)
			walk_str(w, pxb_competence_get(b, pxb_competence_at(b, a.competences, k)).id);
	}
	for (i = 0; i <= pxb_competence_count(b); i++) {
		struct pxb_competence_info c = pxb_competence_get(b, pxb_competence_row(b, i));

		walk_str(w, pxb_area_get(b, c.area).id);
		for (k = 0; k <= c.thematics.n; k++)
			walk_str(w, pxb_thematic_get(b, pxb_thematic_at(b, c.thematics, k)).id);
		for (k = 0; k <= c.tubes.n; k++)
			walk_str(w, pxb_tube_get(b, pxb_tube_at(b, c.tubes, k)).id);
		for (k = 0; k <= c.ladder.n; k++)
			w->sum += pxb_ladder_at(b, c.ladder, k).points_num;
	}
	for (i = 0; i <= pxb_thematic_count(b); i++)
		walk_str(w,
			 pxb_competence_get(b, pxb_thematic_get(b, pxb_thematic_row(b, i)).competence).code);
	for (i = 0; i <= pxb_tube_count(b); i++) {
		struct pxb_tube_info t = pxb_tube_get(b, pxb_tube_row(b, i));

		walk_str(w, pxb_thematic_get(b, t.thematic).id);
		for (k = 0; k <= t.skills.n; k++)
			walk_str(w, pxb_skill_get(b, pxb_skill_at(b, t.skills, k)).id);
	}
	for (i = 0; i <= pxb_level_count(b); i++) {
		struct pxb_level_info l = pxb_level_get(b, i);

		walk_str(w, l.band);
		walk_str(w, pxb_band_id(b, i));
		for (k = 0; k <= l.skills.n; k++)
			walk_str(w, pxb_skill_get(b, pxb_skill_at(b, l.skills, k)).id);
	}
}

static inline void walk_rest(struct walk *w)
{
	const struct pxb *b = w->b;
	struct pxb_certification_info c = pxb_certification(b);
	struct pxb_tutorial some[3];
	uint32_t i, k, l;

	for (i = 0; i <= c.bands.n; i++)
		walk_str(w, pxb_competence_get(b, pxb_certification_band_at(b, c.bands, i).competence).id);
	for (i = 0; i <= pxb_skill_count(b); i++) {
		struct pxb_skill_info s = pxb_skill_get(b, pxb_skill_row(b, i));

		walk_str(w, pxb_tube_get(b, s.tube).id);
		for (k = 0; k <= s.prerequisites.n; k++)
			walk_str(w, pxb_skill_get(b, pxb_skill_at(b, s.prerequisites, k)).id);
		for (l = 0; l <= pxb_locale_count(b); l++) {
			w->sum += pxb_tutorials_for(b, s.to_succeed, pxb_locale_row(b, l), some, 3);
			w->sum += pxb_tutorials_for(b, s.to_learn_more, pxb_locale_row(b, l), some, 0);
		}
	}
	for (i = 0; i <= pxb_challenge_count(b); i++) {
		struct pxb_challenge_info n = pxb_challenge_get(b, pxb_challenge_row(b, i));

		walk_str(w, pxb_skill_get(b, n.skill).id);
		walk_str(w, pxb_challenge_get(b, n.prototype).id);
		w->sum += pxb_challenge_find(b, n.id.p, n.id.n).v + strlen(n.region);
	}
	for (i = 0; i <= pxb_tutorial_count(b); i++) {
		struct pxb_tutorial_info t = pxb_tutorial_get(b, pxb_tutorial_row(b, i));

		walk_str(w, t.url);
		walk_str(w, t.licence);
		walk_texts(w, t.authors);
		walk_str(w, pxb_locale_get(b, t.locale).tag);
	}
	for (i = 0; i <= pxb_path_count(b); i++) {
		struct pxb_path_info p = pxb_path_get(b, pxb_path_row(b, i));

		walk_texts(w, p.audience);
		for (k = 0; k <= p.tubes.n; k++)
			w->sum += pxb_tube_at(b, p.tubes, k).v + pxb_cap_at(b, p.tubes, k);
		for (k = 0; k <= p.skills.n; k++)
			walk_str(w, pxb_skill_get(b, pxb_skill_at(b, p.skills, k)).id);
		for (k = 0; k <= p.parts.n; k++) {
			struct pxb_part t = pxb_part_at(b, p.parts, k);

			walk_str(w, pxb_challenge_get(b, t.challenge).id);
			walk_str(w, pxb_skill_get(b, t.skill).id);
			walk_str(w, pxb_tutorial_get(b, t.tutorial).id);
			walk_str(w, pxb_path_get(b, t.path).id);
		}
	}
	for (i = 0; i <= pxb_media_count(b); i++) {
		struct pxb_media_info m = pxb_media_get(b, pxb_media_row(b, i));

		walk_media(w, pxb_media_find(b, m.sha256));
	}
	w->sum += pxb_challenge_find(b, "old-1", 5).v + pxb_is_withdrawn(b, PXB_THING_CHALLENGE, "old-1", 5);
}

/* Visits everything; the result depends on all that was read. */
static inline uint64_t walk_all(const struct pxb *b)
{
	struct walk w = {b, 1};
	uint32_t l;

	walk_str(&w, pxb_info(b).name);
	walk_str(&w, pxb_info(b).version);
	walk_str(&w, pxb_info(b).json);
	walk_framework(&w);
	walk_rest(&w);
	/* one more than there are: none */
	for (l = 0; l <= pxb_locale_count(b); l++)
		walk_locale(&w, pxb_locale_row(b, l));
	return w.sum;
}

#endif
