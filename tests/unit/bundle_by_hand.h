/*
 * bundle_by_hand.h: one challenge with a field, in a bundle of a few sections.
 */
#ifndef TESTS_BUNDLE_BY_HAND_H
#define TESTS_BUNDLE_BY_HAND_H

#include "bundle_sample.h"

static inline void add_framework(struct pack *p)
{
	struct pack_row *a = pack_entity(p, PXB_SEC_AREA, STR("domaine")), *r;

	pack_plain(p, PXB_SEC_META);
	r = pack_entity(p, PXB_SEC_COMP, STR("traiter"));
	pack_row_ref(r, PXB_COL_competence_area, a);
	r = pack_entity(p, PXB_SEC_THEM, STR("tableur"));
	pack_ref(r, PXB_COL_thematic_competence, STR("traiter"));
	r = pack_entity(p, PXB_SEC_TUBE, STR("tri"));
	pack_ref(r, PXB_COL_tube_competence, STR("traiter"));
	pack_ref(r, PXB_COL_tube_thematic, STR("tableur"));
	r = pack_entity(p, PXB_SEC_SKIL, STR("filtrer"));
	pack_ref(r, PXB_COL_skill_tube, STR("tri"));
	pack_num(r, PXB_COL_skill_level, 3);
	pack_num(r, PXB_COL_skill_points_num, 8);
	pack_num(r, PXB_COL_skill_points_den, 3);
	pack_text(pack_beside(r, PXB_ROLE_texts, 0), PXB_COL_skill_text_title, STR("Filtrer"));
	pack_text(pack_beside(r, PXB_ROLE_texts, 2), PXB_COL_skill_text_hint, STR("Look"));
	r = pack_child(pack_beside(r, PXB_ROLE_lists, 1), PXB_ROLE_validated);
	pack_ref(r, PXB_COL_challenge_ref_challenge, STR("velos"));
}

static inline void add_field(struct pack_row *q)
{
	struct pack_row *f = pack_child(q, PXB_ROLE_fields), *m = pack_beside(f, PXB_ROLE_field_marking, 0),
			*r;

	pack_text(f, PXB_COL_field_name, STR("nombre"));
	pack_num(f, PXB_COL_field_type, PXB_field_type_NUMBER);
	pack_text(pack_child(f, PXB_ROLE_units), PXB_COL_text_text, STR("vélos"));
	pack_num(m, PXB_COL_field_marking_flags, 1u << PXB_marking_flag_PLUS_OR_MINUS);
	pack_decimal(m, PXB_COL_field_marking_plus_or_minus, PXB_COL_field_marking_plus_or_minus_scale, 5, 1);
	r = pack_child(m, PXB_ROLE_accept);
	pack_text(r, PXB_COL_answer_text, STR("-4.70"));
	pack_num(r, PXB_COL_answer_kind, PXB_answer_kind_NUMBER);
	pack_decimal(r, PXB_COL_answer_number, PXB_COL_answer_number_scale, -470, 2);
	r = pack_child(m, PXB_ROLE_mistakes);
	pack_text(r, PXB_COL_mistake_feedback, STR("Le vert pomme"));
	pack_text(pack_child(r, PXB_ROLE_mistake_answers), PXB_COL_answer_text, STR("151"));
	r = pack_child(q, PXB_ROLE_placements);
	pack_num(r, PXB_COL_placement_start, 3);
	pack_num(r, PXB_COL_placement_length, 9);
	pack_row_ref(r, PXB_COL_placement_field, f);
}

static inline struct pack *make_velos(void)
{
	struct pack *p = pack_new(sample_locale, 3, false);
	struct pack_row *c, *q, *r;
	struct str bytes;
	uint8_t sum[32];

	add_framework(p);
	c = pack_entity(p, PXB_SEC_CHAL, STR("velos"));
	pack_ref(c, PXB_COL_challenge_skill, STR("filtrer"));
	pack_num(c, PXB_COL_challenge_type, PXB_type_FIELDS);
	pack_num(c, PXB_COL_challenge_flags, 1u << PXB_challenge_flag_CERTIFIABLE);
	pack_word(c, PXB_COL_challenge_region, STR("neutral"));
	q = pack_beside(c, PXB_ROLE_localisations, 0);
	pack_num(q, PXB_COL_localisation_type, PXB_type_FIELDS);
	pack_num(q, PXB_COL_localisation_status, PXB_status_VALIDATED);
	pack_text(q, PXB_COL_localisation_instruction, STR("Combien de vélos ?"));
	pack_text(q, PXB_COL_localisation_layout, STR("Il ${nombre}."));
	add_field(q);
	sample_media_bytes(&bytes, 3);
	hash_sha256(sum, bytes);
	r = pack_child(q, PXB_ROLE_images);
	pack_row_ref(r, PXB_COL_image_media, pack_medium(p, sum, STR("png"), bytes.n));
	pack_text(r, PXB_COL_image_alt, STR("Un vélo"));
	pack_row_ref(q, PXB_COL_localisation_illustration, r);
	pack_text(pack_beside(q, PXB_ROLE_marking, 0), PXB_COL_localisation_marking_explanation,
		  STR("Un filtre"));
	r = pack_entity(p, PXB_SEC_FORM, STR("challenge/anciens-velos"));
	pack_thing(r, PXB_COL_former_target, PXB_thing_CHALLENGE, STR("velos"));
	return p;
}

#endif
