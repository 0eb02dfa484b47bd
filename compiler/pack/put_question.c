/*
 * A question in one locale: what is shown before answering (public rows) and how
 * it is marked (rows of their own, secret in challenges). Neither the order of
 * rows nor their number tells which answer is right.
 */
#include <stdlib.h>

#include "pack/put_int.h"
#include "text/text.h"

/* --- order of pieces ------------------------------------------------------------- */

/* True if the items in ORDER stand in a right order (of their ranks). */
static bool is_in_rank_order(const struct pieces *p, const uint32_t *order)
{
	size_t i;

	for (i = 1; i < p->n; i++)
		if (p->v[order[i]].rank < p->v[order[i - 1]].rank)
			return false;
	return true;
}

/* True if item number i belongs to target number i, for all items. */
static bool is_in_target_order(const struct question *q, const uint32_t *order, const uint32_t *target)
{
	size_t i;

	for (i = 0; i < q->items.n; i++)
		if (i >= q->targets.n || q->items.v[order[i]].target != target[i])
			return false;
	return q->items.n > 0;
}

static void rotate(uint32_t *order, size_t n)
{
	uint32_t first = n ? order[0] : 0;
	size_t i;

	for (i = 1; i < n; i++)
		order[i - 1] = order[i];
	if (n)
		order[n - 1] = first;
}

void put_item_order(uint32_t *order, const struct question *q, const uint32_t *target_order)
{
	model_piece_order(order, &q->items, true);
	if (q->type == QUESTION_ORDERING ? is_in_rank_order(&q->items, order)
					 : is_in_target_order(q, order, target_order))
		rotate(order, q->items.n);
}

/* --- parts ------------------------------------------------------------------------ */

struct pack_row *put_image(struct pack_content *p, struct pack_row *parent, enum pxb_role role,
			   const struct image *m, size_t locale)
{
	struct str file = put_text_of(p, &m->file, locale);
	struct pack_row *medium = file.n ? put_medium(p, file, false) : NULL, *r;

	if (!medium)
		return NULL;
	r = pack_child(parent, role);
	pack_row_ref(r, PXB_COL_image_media, medium);
	pack_text(r, PXB_COL_image_alt, put_text_of(p, &m->alt, locale));
	pack_text(r, PXB_COL_image_description, put_text_of(p, &m->description, locale));
	pack_text(r, PXB_COL_image_credit, put_text_of(p, &m->credit, locale));
	pack_text(r, PXB_COL_image_licence, m->licence);
	pack_num(r, PXB_COL_image_flags, m->decorative ? 1u << PXB_image_flag_DECORATIVE : 0);
	return r;
}

static struct str file_name(struct str path)
{
	size_t n = path.n;

	while (n && path.p[n - 1] != '/')
		n--;
	return str_sub(path, n, path.n);
}

static void put_attachment(struct pack_content *p, struct pack_row *row, const struct document *d,
			   size_t locale)
{
	struct pack_row *a = pack_child(row, PXB_ROLE_attachments);
	struct str_list files = put_list_of(p, &d->files, locale);
	size_t i;

	pack_text(a, PXB_COL_attachment_label, put_text_of(p, &d->label, locale));
	pack_text(a, PXB_COL_attachment_credit, put_text_of(p, &d->credit, locale));
	pack_text(a, PXB_COL_attachment_licence, d->licence);
	for (i = 0; i < files.n; i++) {
		struct pack_row *medium = put_medium(p, files.v[i], true), *f;

		if (!medium)
			return;
		f = pack_child(a, PXB_ROLE_files);
		pack_text(f, PXB_COL_file_name, file_name(files.v[i]));
		pack_row_ref(f, PXB_COL_file_media, medium);
	}
}

static void put_embed(struct pack_content *p, struct pack_row *row, const struct embed *e, size_t locale)
{
	if (!e || !e->given)
		return;
	pack_text(row, PXB_COL_localisation_embed_url, put_text_of(p, &e->url, locale));
	pack_text(row, PXB_COL_localisation_embed_component, e->component);
	pack_text(row, PXB_COL_localisation_embed_props, put_text_of(p, &e->props, locale));
	pack_text(row, PXB_COL_localisation_embed_title, put_text_of(p, &e->title, locale));
	pack_num(row, PXB_COL_localisation_embed_height, e->height);
}

/* --- answers ------------------------------------------------------------------------ */

static void put_answer(struct pack_row *parent, enum pxb_role role, const struct field *f, struct str text,
		       size_t locale)
{
	struct pack_row *row = pack_child(parent, role);
	struct pxb_answer a;

	pack_text(row, PXB_COL_answer_text, text);
	if (!model_answer(&a, f, text, locale))
		return;
	switch (a.kind) {
	case PXB_ANSWER_NUMBER:
		pack_num(row, PXB_COL_answer_kind, PXB_answer_kind_NUMBER);
		pack_decimal(row, PXB_COL_answer_number, PXB_COL_answer_number_scale, a.number.mantissa,
			     a.number.scale);
		break;
	case PXB_ANSWER_DATE:
		pack_num(row, PXB_COL_answer_kind, PXB_answer_kind_DATE);
		pack_num(row, PXB_COL_answer_number, a.date);
		pack_num(row, PXB_COL_answer_precision, a.precision);
		break;
	case PXB_ANSWER_KEY:
		pack_num(row, PXB_COL_answer_kind, PXB_answer_kind_KEY);
		pack_num(row, PXB_COL_answer_number, a.key);
		break;
	default:
		break;
	}
}

static void put_answers(struct pack_content *p, struct pack_row *parent, enum pxb_role role,
			const struct field *f, const struct llist *list, size_t locale)
{
	struct str_list l = put_list_of(p, list, locale);
	size_t i;

	for (i = 0; i < l.n; i++)
		put_answer(parent, role, f, l.v[i], locale);
}

static void put_mistakes(struct pack_content *p, struct pack_row *marking, const struct field *f,
			 const struct mistake *m, size_t n, size_t locale)
{
	size_t i;

	for (i = 0; i < n; i++) {
		struct pack_row *r = pack_child(marking, PXB_ROLE_mistakes);

		pack_text(r, PXB_COL_mistake_feedback, put_text_of(p, &m[i].feedback, locale));
		put_answers(p, r, PXB_ROLE_mistake_answers, f, &m[i].answers, locale);
	}
}

/* --- choices, items, targets, options ----------------------------------------------- */

static struct pack_row *put_piece(struct pack_content *p, struct pack_row *parent, enum pxb_role role,
				  struct pack_row *question, const struct piece *c, size_t locale)
{
	struct pack_row *r = pack_child(parent, role), *image;

	pack_num(r, PXB_COL_choice_key, c->key);
	pack_text(r, PXB_COL_choice_text, put_text_of(p, &c->text, locale));
	pack_num(r, PXB_COL_choice_flags, c->last ? 1u << PXB_choice_flag_LAST : 0);
	image = put_image(p, question, PXB_ROLE_images, &c->image, locale);
	if (image)
		pack_row_ref(r, PXB_COL_choice_image, image);
	return r;
}

static void put_choices(struct pack_content *p, struct pack_row *row, const struct question *q, size_t locale,
			struct pack_row **made)
{
	static const enum pxb_value verdicts[] = {PXB_verdict_RIGHT, PXB_verdict_WRONG, PXB_verdict_UNSCORED};
	uint32_t *order = ARENA_ARRAY(&p->arena, q->choices.n, uint32_t);
	size_t i;

	model_piece_order(order, &q->choices, q->shuffle);
	for (i = 0; i < q->choices.n; i++) {
		const struct piece *c = &q->choices.v[order[i]];
		struct pack_row *m;

		made[order[i]] = put_piece(p, row, PXB_ROLE_choices, row, c, locale);
		m = pack_beside(made[order[i]], PXB_ROLE_choice_marking, 0);
		pack_text(m, PXB_COL_choice_marking_feedback, put_text_of(p, &c->feedback, locale));
		pack_num(m, PXB_COL_choice_marking_verdict, verdicts[c->verdict]);
	}
}

static void put_items(struct pack_content *p, struct pack_row *row, const struct question *q, size_t locale)
{
	uint32_t *targets = ARENA_ARRAY(&p->arena, q->targets.n, uint32_t);
	uint32_t *items = ARENA_ARRAY(&p->arena, q->items.n, uint32_t);
	size_t i;

	model_piece_order(targets, &q->targets, true);
	put_item_order(items, q, targets);
	for (i = 0; i < q->targets.n; i++)
		put_piece(p, row, PXB_ROLE_targets, row, &q->targets.v[targets[i]], locale);
	for (i = 0; i < q->items.n; i++) {
		const struct piece *c = &q->items.v[items[i]];
		struct pack_row *r = put_piece(p, row, PXB_ROLE_items, row, c, locale);
		struct pack_row *m = pack_beside(r, PXB_ROLE_item_marking, 0);

		if (q->type == QUESTION_ORDERING)
			pack_num(m, PXB_COL_item_marking_rank, c->rank + 1);
		else if (c->target < q->targets.n)
			pack_num(m, PXB_COL_item_marking_target, q->targets.v[c->target].key);
	}
}

/* --- fields --------------------------------------------------------------------------- */

static void put_options(struct pack_content *p, struct pack_row *row, struct pack_row *question,
			const struct field *f, bool sorted, size_t locale)
{
	uint32_t *order = ARENA_ARRAY(&p->arena, f->options.n, uint32_t);
	size_t i;

	model_piece_order(order, &f->options, sorted);
	for (i = 0; i < f->options.n; i++)
		put_piece(p, row, PXB_ROLE_options, question, &f->options.v[order[i]], locale);
}

static void put_field_marking(struct pack_content *p, struct pack_row *row, const struct field *f,
			      size_t locale)
{
	struct pack_row *m = pack_beside(row, PXB_ROLE_field_marking, 0);
	struct str tolerance = put_text_of(p, &f->plus_or_minus, locale);

	pack_text(m, PXB_COL_field_marking_pattern, put_text_of(p, &f->pattern, locale));
	pack_num(m, PXB_COL_field_marking_ignore, f->ignore);
	pack_num(m, PXB_COL_field_marking_flags, tolerance.n ? 1u << PXB_marking_flag_PLUS_OR_MINUS : 0);
	put_decimal(p, m, PXB_COL_field_marking_plus_or_minus, PXB_COL_field_marking_plus_or_minus_scale,
		    tolerance);
	put_answers(p, m, PXB_ROLE_accept, f, &f->accept, locale);
	put_answers(p, m, PXB_ROLE_between, f, &f->between, locale);
	put_mistakes(p, m, f, f->mistake, f->nmistake, locale);
}

static struct pack_row *put_field(struct pack_content *p, struct pack_row *row, const struct question *q,
				  const struct field *f, size_t locale)
{
	static const enum pxb_value types[] = {PXB_field_type_TEXT, PXB_field_type_NUMBER,
					       PXB_field_type_DATE, PXB_field_type_SELECT};
	struct pack_row *r = pack_child(row, PXB_ROLE_fields);
	struct str_list units = put_list_of(p, &f->unit, locale);
	size_t i;

	pack_text(r, PXB_COL_field_name, f->name);
	pack_text(r, PXB_COL_field_label, put_text_of(p, &f->label, locale));
	pack_text(r, PXB_COL_field_placeholder, put_text_of(p, &f->placeholder, locale));
	pack_num(r, PXB_COL_field_size, f->size);
	pack_num(r, PXB_COL_field_type, types[f->type]);
	pack_num(r, PXB_COL_field_precision, f->precision);
	put_options(p, r, row, f, q->shuffle, locale);
	for (i = 0; i < units.n; i++)
		pack_text(pack_child(r, PXB_ROLE_units), PXB_COL_text_text, units.v[i]);
	put_field_marking(p, r, f, locale);
	return r;
}

/* A simulator that posts a word is marked as one field of type word. */
static void put_word_field(struct pack_content *p, struct pack_row *row, const struct question *q,
			   size_t locale)
{
	struct pack_row *r = pack_child(row, PXB_ROLE_fields), *m = pack_beside(r, PXB_ROLE_field_marking, 0);

	pack_num(r, PXB_COL_field_type, PXB_field_type_WORD);
	pack_num(m, PXB_COL_field_marking_ignore, q->ignore);
	put_answers(p, m, PXB_ROLE_accept, NULL, &q->accept, locale);
	put_mistakes(p, m, NULL, q->mistake, q->nmistake, locale);
}

static void put_groups(struct pack_content *p, struct pack_row *marking, const struct question *q,
		       size_t locale, struct pack_row *const *field)
{
	size_t g, i;

	for (g = 0; g < q->ngroup; g++) {
		const struct group *group = &q->group[g];
		struct pack_row *r;

		if (!group->nfield) /* of a draft */
			continue;
		r = pack_child(marking, PXB_ROLE_groups);
		pack_num(r, PXB_COL_group_ignore, group->ignore);
		for (i = 0; i < group->nfield; i++)
			pack_row_ref(pack_child(r, PXB_ROLE_group_fields), PXB_COL_group_field_field,
				     field[group->field[i]]);
		for (i = 0; i < group->nset; i++) {
			struct pack_row *s = pack_child(r, PXB_ROLE_group_sets);

			put_answers(p, s, PXB_ROLE_synonyms, &q->field[group->field[0]],
				    &group->set[i].synonyms, locale);
		}
	}
}

/* --- layout ----------------------------------------------------------------------------- */

/* The field or choice that a place of an author's layout names, or -1. */
static int find_name(const struct question *q, const struct layout_span *s)
{
	size_t i;

	if (s->kind == LAYOUT_FIELD) {
		for (i = 0; i < q->nfield; i++)
			if (str_eq(q->field[i].name, s->name))
				return (int)i;
		return -1;
	}
	for (i = 0; s->kind == LAYOUT_WORDS && i < q->choices.n; i++)
		if (str_eq(q->choices.v[i].name, s->name))
			return (int)i;
	return -1;
}

struct str put_layout_of(struct pack_content *p, const struct question *q, size_t locale)
{
	return model_layout(q, p->c->config, locale, &p->arena);
}

/* Spans of the layout as stored; they come in the order of the author's. */
static void put_placements(struct pack_content *p, struct pack_row *row, const struct question *q,
			   size_t locale, struct pack_row *const *field, struct pack_row *const *choice)
{
	struct layout_span *written, *stored;
	size_t n = text_layout(&written, put_text_of(p, &q->layout, locale), &p->arena), i;

	if (text_layout(&stored, put_layout_of(p, q, locale), &p->arena) != n)
		BUG("a layout that changed its places");
	for (i = 0; i < n; i++) {
		int at = find_name(q, &written[i]);
		struct pack_row *r;

		if (at < 0)
			continue;
		r = pack_child(row, PXB_ROLE_placements);
		pack_num(r, PXB_COL_placement_start, stored[i].start);
		pack_num(r, PXB_COL_placement_length, stored[i].end - stored[i].start);
		if (written[i].kind == LAYOUT_FIELD)
			pack_row_ref(r, PXB_COL_placement_field, field[at]);
		else
			pack_row_ref(r, PXB_COL_placement_choice, choice[at]);
	}
}

/* --- tests ------------------------------------------------------------------------------ */

struct str put_test_json(struct pack_content *p, const struct test *t)
{
	struct buf b = {0};
	struct str s;
	size_t i;

	if (t->n == 1 && !t->part[0].field.p) {
		buf_add_json(&b, t->part[0].text);
	} else {
		buf_add_byte(&b, '{');
		for (i = 0; i < t->n; i++) {
			if (i)
				buf_add_byte(&b, ',');
			buf_add_json(&b, t->part[i].field);
			buf_add_byte(&b, ':');
			buf_add_json(&b, t->part[i].text);
		}
		buf_add_byte(&b, '}');
	}
	s = arena_str(&p->arena, buf_str(&b));
	buf_release(&b);
	return s;
}

static void put_tests(struct pack_content *p, struct pack_row *marking, const struct ltests *t, size_t locale)
{
	size_t i;

	for (i = 0; t && t->right && i < t->right[locale].n; i++)
		pack_text(pack_child(marking, PXB_ROLE_tests_right), PXB_COL_text_text,
			  put_test_json(p, &t->right[locale].v[i]));
	for (i = 0; t && t->wrong && i < t->wrong[locale].n; i++)
		pack_text(pack_child(marking, PXB_ROLE_tests_wrong), PXB_COL_text_text,
			  put_test_json(p, &t->wrong[locale].v[i]));
}

/* --- all of it ---------------------------------------------------------------------------- */

static void put_shown(struct pack_content *p, struct pack_row *row, const struct put_question *q)
{
	struct pack_row *image = NULL;
	size_t i;

	pack_text(row, PXB_COL_localisation_instruction, put_text_of(p, q->instruction, q->locale));
	pack_text(row, PXB_COL_localisation_alternative_instruction,
		  put_text_of(p, q->alternative_instruction, q->locale));
	pack_text(row, PXB_COL_localisation_layout, put_layout_of(p, q->q, q->locale));
	put_embed(p, row, q->embed, q->locale);
	if (q->illustration)
		image = put_image(p, row, PXB_ROLE_images, q->illustration, q->locale);
	if (image)
		pack_row_ref(row, PXB_COL_localisation_illustration, image);
	for (i = 0; i < q->nattachment; i++)
		put_attachment(p, row, &q->attachment[i], q->locale);
	for (i = 0; i < q->nlink; i++) {
		struct str url = put_text_of(p, &q->link[i].url, q->locale);
		struct pack_row *r;

		if (!url.n)
			continue;
		r = pack_child(row, PXB_ROLE_links);
		pack_text(r, PXB_COL_link_label, put_text_of(p, &q->link[i].label, q->locale));
		pack_text(r, PXB_COL_link_url, url);
	}
}

static void put_marked(struct pack_content *p, struct pack_row *row, const struct put_question *q,
		       struct pack_row *const *field)
{
	struct pack_row *m = pack_beside(row, PXB_ROLE_marking, 0);
	struct str_list sites = put_list_of(p, q->sites_to_find, q->locale);
	uint8_t sha[32];
	size_t i;

	pack_text(m, PXB_COL_localisation_marking_feedback_right,
		  put_text_of(p, &q->q->feedback_right, q->locale));
	pack_text(m, PXB_COL_localisation_marking_feedback_wrong,
		  put_text_of(p, &q->q->feedback_wrong, q->locale));
	pack_text(m, PXB_COL_localisation_marking_explanation, put_text_of(p, q->explanation, q->locale));
	pack_text(m, PXB_COL_localisation_marking_solution_to_display,
		  put_text_of(p, q->solution_to_display, q->locale));
	for (i = 0; i < sites.n; i++)
		pack_text(pack_child(m, PXB_ROLE_sites_to_find), PXB_COL_text_text, sites.v[i]);
	put_groups(p, m, q->q, q->locale, field);
	put_tests(p, m, q->tests, q->locale);
	put_marking(sha, p, q);
	pack_sha(m, PXB_COL_localisation_marking_marking, sha);
}

void put_question_rows(struct pack_content *p, struct pack_row *row, const struct put_question *q)
{
	struct pack_row **field = ARENA_ARRAY(&p->arena, q->q->nfield, struct pack_row *);
	struct pack_row **choice = ARENA_ARRAY(&p->arena, q->q->choices.n, struct pack_row *);
	uint8_t sha[32];
	size_t i;

	put_shown(p, row, q);
	put_choices(p, row, q->q, q->locale, choice);
	put_items(p, row, q->q, q->locale);
	for (i = 0; i < q->q->nfield; i++)
		field[i] = put_field(p, row, q->q, &q->q->field[i], q->locale);
	if (q->q->type == QUESTION_SIMULATOR && !q->q->judge_simulator)
		put_word_field(p, row, q->q, q->locale);
	put_placements(p, row, q->q, q->locale, field, choice);
	put_marked(p, row, q, field);
	pack_num(row, PXB_COL_localisation_type, q->q->type);
	pack_num(row, PXB_COL_localisation_status, q->status);
	pack_num(row, PXB_COL_localisation_flags,
		 (q->q->shuffle ? 1u << PXB_question_flag_SHUFFLE : 0) |
		     (q->q->each_once ? 1u << PXB_question_flag_EACH_ONCE : 0) |
		     (q->q->judge_simulator ? 1u << PXB_question_flag_JUDGE_SIMULATOR : 0));
	put_wording(sha, p, q);
	pack_sha(row, PXB_COL_localisation_wording, sha);
}
