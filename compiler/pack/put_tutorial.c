/* Tutorials: links and lessons; and test paths. */
#include "pack/put_int.h"

/* --- blocks of lessons ---------------------------------------------------------------- */

struct lesson {
	struct pack_content *p;
	struct pack_row *row; /* of the lesson */
	size_t locale;
	enum status status;
};

static struct str own(const struct lesson *l, const struct ltext *t)
{
	return put_text_of(l->p, t, l->locale);
}

static void put_recording(const struct lesson *l, struct pack_row *r, const struct recording *m)
{
	struct str file = own(l, &m->file), subtitles = own(l, &m->subtitles);
	struct pack_row *medium = file.n ? put_medium(l->p, file, false) : NULL;
	struct pack_row *titles = subtitles.n ? put_medium(l->p, subtitles, false) : NULL;

	if (medium)
		pack_row_ref(r, PXB_COL_block_media, medium);
	if (titles)
		pack_row_ref(r, PXB_COL_block_subtitles, titles);
	pack_text(r, PXB_COL_block_title, own(l, &m->title));
	pack_text(r, PXB_COL_block_transcript, own(l, &m->transcript));
	pack_text(r, PXB_COL_block_credit, own(l, &m->credit));
	pack_text(r, PXB_COL_block_licence, m->licence);
}

static void put_download(const struct lesson *l, struct pack_row *r, const struct document *d)
{
	struct str_list files = put_list_of(l->p, &d->files, l->locale);
	size_t i, n;

	pack_text(r, PXB_COL_block_title, own(l, &d->label));
	pack_text(r, PXB_COL_block_credit, own(l, &d->credit));
	pack_text(r, PXB_COL_block_licence, d->licence);
	for (i = 0; i < files.n; i++) {
		struct pack_row *medium = put_medium(l->p, files.v[i], true), *f;

		if (!medium)
			return;
		for (n = files.v[i].n; n && files.v[i].p[n - 1] != '/';)
			n--;
		f = pack_child(r, PXB_ROLE_downloads);
		pack_text(f, PXB_COL_file_name, str_sub(files.v[i], n, files.v[i].n));
		pack_row_ref(f, PXB_COL_file_media, medium);
	}
}

static void put_lesson_question(const struct lesson *l, struct pack_row *r, const struct block *b)
{
	struct pack_row *row = pack_child(l->row, PXB_ROLE_questions);
	struct put_question q = {
	    .q = b->question,
	    .instruction = &b->instruction,
	    .explanation = &b->explanation,
	    .status = l->status,
	    .locale = l->locale,
	};

	put_question_rows(l->p, row, &q);
	pack_row_ref(r, PXB_COL_block_question, row);
}

static void put_block(const struct lesson *l, struct pack_row *section, const struct block *b, unsigned depth)
{
	struct pack_row *r = pack_child(section, PXB_ROLE_blocks), *image;
	bool titled = b->kind == BLOCK_STEP || b->kind == BLOCK_EXPANDABLE;
	size_t i;

	pack_num(r, PXB_COL_block_kind, b->kind);
	pack_num(r, PXB_COL_block_depth, depth);
	pack_num(r, PXB_COL_block_note, put_word(PXB_ENUM_note, b->note));
	pack_text(r, titled ? PXB_COL_block_title : PXB_COL_block_text, own(l, &b->text));
	pack_text(r, PXB_COL_block_back, own(l, &b->back));
	image = put_image(l->p, l->row, PXB_ROLE_lesson_images, &b->image, l->locale);
	if (image)
		pack_row_ref(r, PXB_COL_block_image, image);
	if (b->kind == BLOCK_VIDEO || b->kind == BLOCK_AUDIO)
		put_recording(l, r, &b->recording);
	if (b->kind == BLOCK_DOWNLOAD)
		put_download(l, r, &b->document);
	if (b->embed.given) {
		pack_text(r, PXB_COL_block_url, own(l, &b->embed.url));
		pack_text(r, PXB_COL_block_title, own(l, &b->embed.title));
		pack_text(r, PXB_COL_block_component, b->embed.component);
		pack_text(r, PXB_COL_block_props, own(l, &b->embed.props));
		pack_num(r, PXB_COL_block_height, b->embed.height);
	}
	if (b->question)
		put_lesson_question(l, r, b);
	for (i = 0; i < b->nchild; i++)
		put_block(l, section, &b->child[i], depth + 1);
}

static void put_lesson(struct pack_content *p, struct pack_row *row, const struct tutorial *t, size_t locale)
{
	struct lesson l = {p, pack_beside(row, PXB_ROLE_lessons, (uint32_t)locale), locale,
			   status_in_locale(t->status, t->locale_status, locale)};
	struct pack_row *image = put_image(p, l.row, PXB_ROLE_lesson_images, &t->image, locale);
	size_t i, k;

	pack_num(l.row, PXB_COL_lesson_status, l.status);
	if (image)
		pack_row_ref(l.row, PXB_COL_lesson_image, image);
	for (i = 0; i < t->objectives.n; i++)
		pack_text(pack_child(l.row, PXB_ROLE_objectives), PXB_COL_text_text,
			  own(&l, &t->objectives.v[i]));
	for (i = 0; i < t->nglossary; i++) {
		struct pack_row *g = pack_child(l.row, PXB_ROLE_glossary);

		pack_text(g, PXB_COL_term_term, own(&l, &t->glossary[i].term));
		pack_text(g, PXB_COL_term_definition, own(&l, &t->glossary[i].definition));
	}
	for (i = 0; i < t->nsection; i++) {
		struct pack_row *s = pack_child(l.row, PXB_ROLE_sections);

		pack_text(s, PXB_COL_section_title, own(&l, &t->section[i].title));
		pack_num(s, PXB_COL_section_purpose, put_word(PXB_ENUM_purpose, t->section[i].purpose));
		for (k = 0; k < t->section[i].nblock; k++)
			put_block(&l, s, &t->section[i].block[k], 0);
	}
}

static void put_tutorial(struct pack_content *p, struct pack_row *row, const struct tutorial *t)
{
	size_t l, i;

	pack_text(row, PXB_COL_tutorial_url, t->url);
	pack_text(row, PXB_COL_tutorial_licence, t->licence);
	pack_num(row, PXB_COL_tutorial_duration, t->duration_s);
	pack_num(row, PXB_COL_tutorial_locale, t->locale < 0 ? PXB_NO_LOCALE : (uint64_t)t->locale);
	pack_num(row, PXB_COL_tutorial_kind,
		 t->is_lesson ? PXB_tutorial_kind_LESSON : PXB_tutorial_kind_LINK);
	pack_num(row, PXB_COL_tutorial_status, t->status);
	pack_num(row, PXB_COL_tutorial_format, put_word(PXB_ENUM_format, t->format));
	pack_num(row, PXB_COL_tutorial_audience, put_word(PXB_ENUM_audience, t->audience));
	pack_num(row, PXB_COL_tutorial_devices, t->devices);
	for (i = 0; i < t->authors.n; i++)
		pack_text(pack_child(row, PXB_ROLE_authors), PXB_COL_text_text, t->authors.v[i]);
	for (l = 0; l < p->c->config->nlocale; l++) {
		struct pack_row *text = pack_beside(row, PXB_ROLE_texts, (uint32_t)l);

		if (t->title.v)
			pack_text(text, PXB_COL_tutorial_text_title, t->title.v[l]);
		if (t->description.v)
			pack_text(text, PXB_COL_tutorial_text_description, t->description.v[l]);
		if (t->source.v)
			pack_text(text, PXB_COL_tutorial_text_source, t->source.v[l]);
		if (t->is_lesson && (t->exists >> l & 1) &&
		    put_is_in(p, status_in_locale(t->status, t->locale_status, l)))
			put_lesson(p, row, t, l);
	}
	put_former(p, PXB_thing_TUTORIAL, t->id, &t->formerly);
}

void put_tutorials(struct pack_content *p)
{
	size_t i;

	for (i = 0; i < p->c->ntutorial; i++)
		if (p->tutorial[i])
			put_tutorial(p, p->tutorial[i], p->c->tutorial[i].t);
}

/* --- paths ------------------------------------------------------------------------------ */

static void put_parts(struct pack_content *p, struct pack_row *row, const struct linked_path *h)
{
	static const enum pxb_value things[] = {PXB_thing_CHALLENGE, PXB_thing_SKILL, PXB_thing_TUTORIAL,
						PXB_thing_PATH};
	struct pack_row *const *const rows[] = {p->challenge, p->skill, p->tutorial, p->path};
	size_t i;

	for (i = 0; i < h->p->npart; i++) {
		enum part_kind kind = h->p->part[i].kind;

		if (h->parts.v[i] != LINK_NONE && rows[kind][h->parts.v[i]])
			pack_thing(pack_child(row, PXB_ROLE_parts), PXB_COL_part_target, things[kind],
				   h->p->part[i].id);
	}
}

static void put_results(struct pack_content *p, struct pack_row *row, const struct linked_path *h)
{
	size_t i, k, l;

	for (i = 0; i < h->p->nresult; i++) {
		const struct path_result *s = &h->p->result[i];
		struct pack_row *r = pack_child(row, PXB_ROLE_results);

		pack_num(r, PXB_COL_result_from_percent, s->from_percent);
		for (k = 0; k < h->result[i].n; k++)
			if (p->tutorial[h->result[i].v[k]])
				pack_ref(pack_child(r, PXB_ROLE_result_tutorials),
					 PXB_COL_tutorial_ref_tutorial,
					 p->c->tutorial[h->result[i].v[k]].t->id);
		for (l = 0; l < p->c->config->nlocale; l++) {
			struct pack_row *t = pack_beside(r, PXB_ROLE_result_texts, (uint32_t)l);

			if (s->title.v)
				pack_text(t, PXB_COL_result_text_title, s->title.v[l]);
			if (s->message.v)
				pack_text(t, PXB_COL_result_text_message, s->message.v[l]);
		}
	}
}

static void put_path_texts(struct pack_content *p, struct pack_row *row, const struct path *h)
{
	size_t l;

	for (l = 0; l < p->c->config->nlocale; l++) {
		struct pack_row *t = pack_beside(row, PXB_ROLE_texts, (uint32_t)l);

		if (h->title.v)
			pack_text(t, PXB_COL_path_text_title, h->title.v[l]);
		if (h->description.v)
			pack_text(t, PXB_COL_path_text_description, h->description.v[l]);
		pack_num(t, PXB_COL_path_text_status, status_in_locale(h->status, h->locale_status, l));
	}
}

static void put_path(struct pack_content *p, struct pack_row *row, const struct linked_path *h)
{
	size_t i;

	pack_num(row, PXB_COL_path_kind, h->p->is_fixed ? PXB_path_kind_FIXED : PXB_path_kind_ADAPTIVE);
	pack_num(row, PXB_COL_path_status, h->p->status);
	pack_num(row, PXB_COL_path_retry_delay, h->p->retry_s);
	pack_num(row, PXB_COL_path_improve_delay, h->p->improve_s);
	pack_num(row, PXB_COL_path_reset_delay, h->p->reset_s);
	put_path_texts(p, row, h->p);
	for (i = 0; i < h->p->audience.n; i++)
		pack_text(pack_child(row, PXB_ROLE_audience), PXB_COL_text_text, h->p->audience.v[i]);
	for (i = 0; i < h->p->ntube; i++) {
		uint32_t at = content_find(p->c, KIND_TUBE, h->p->tube[i].id);
		struct pack_row *t;

		if (at == LINK_NONE || !p->tube[at])
			continue;
		t = pack_child(row, PXB_ROLE_path_tubes);
		pack_ref(t, PXB_COL_path_tube_tube, h->p->tube[i].id);
		pack_num(t, PXB_COL_path_tube_cap, h->p->tube[i].level);
	}
	for (i = 0; i < h->skills.n; i++)
		if (p->skill[h->skills.v[i]])
			pack_ref(pack_child(row, PXB_ROLE_path_skills), PXB_COL_skill_ref_skill,
				 p->c->skill[h->skills.v[i]].s->id);
	put_parts(p, row, h);
	put_results(p, row, h);
	put_former(p, PXB_thing_PATH, h->p->id, &h->p->formerly);
}

void put_paths(struct pack_content *p)
{
	size_t i;

	for (i = 0; i < p->c->npath; i++)
		if (p->path[i])
			put_path(p, p->path[i], &p->c->path[i]);
}
