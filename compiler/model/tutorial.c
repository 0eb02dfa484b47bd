/* tutorials/<name>.yaml: a link or a lesson. */
#include "model/model_int.h"

static size_t list_size(const struct yaml_node *n)
{
	return n && n->kind == YAML_LIST ? n->n : 0;
}

static void build_lesson_question(struct builder *b, struct block *k, const struct yaml_node *n,
				  unsigned *number)
{
	struct view v = {n, NULL, false};
	struct str keyed = arena_fmt(b->a, "%.*s/%u", STR_ARG(b->id), ++*number);

	k->question = ARENA_NEW(b->a, struct question);
	k->instruction = build_ltext(b, get(n, "instruction"), SPREAD_PROSE, "question.instruction");
	k->explanation = build_ltext(b, get(n, "explanation"), SPREAD_PROSE, "question.explanation");
	build_question(b, k->question, &v, keyed, first_locale(&k->instruction));
}

static void build_cards(struct builder *b, struct block *k, const struct yaml_node *list)
{
	size_t i;

	k->child = ARENA_ARRAY(b->a, list_size(list), struct block);
	for (i = 0; i < list_size(list); i++) {
		struct block *c = &k->child[k->nchild++];

		c->kind = BLOCK_CARD;
		c->text = build_ltext(b, get(list->item[i], "front"), SPREAD_PROSE, "flashcards.front");
		c->back = build_ltext(b, get(list->item[i], "back"), SPREAD_PROSE, "flashcards.back");
		c->image = build_image(b, get(list->item[i], "image"), "flashcards.image");
	}
}

static struct block *build_blocks(struct builder *b, const struct yaml_node *list, size_t *n,
				  unsigned *number, unsigned depth);

static void build_steps(struct builder *b, struct block *k, const struct yaml_node *list, unsigned *number,
			unsigned depth)
{
	size_t i;

	k->child = ARENA_ARRAY(b->a, list_size(list), struct block);
	for (i = 0; i < list_size(list); i++) {
		struct block *s = &k->child[k->nchild++];

		s->kind = BLOCK_STEP;
		s->text = build_ltext(b, get(list->item[i], "title"), SPREAD_PROSE, "stepper.title");
		s->child = build_blocks(b, get(list->item[i], "blocks"), &s->nchild, number, depth + 1);
	}
}

/* The content of a block that is a map: its one key says what it is. */
static void build_block_content(struct builder *b, struct block *k, struct yaml_node *n, unsigned *number,
				unsigned depth)
{
	switch (k->kind) {
	case BLOCK_TEXT:
		k->text = build_ltext(b, n, SPREAD_PROSE, "text");
		break;
	case BLOCK_IMAGE:
		k->image = build_image(b, n, "image");
		break;
	case BLOCK_VIDEO:
		k->recording = build_recording(b, n, MEDIA_VIDEO, "video");
		break;
	case BLOCK_AUDIO:
		k->recording = build_recording(b, n, MEDIA_AUDIO, "audio");
		break;
	case BLOCK_EMBED:
		k->embed = build_embed(b, n);
		break;
	case BLOCK_COMPONENT:
		k->embed = build_component(b, n);
		break;
	case BLOCK_DOWNLOAD:
		k->document = build_document(b, n, "download");
		break;
	case BLOCK_FLASHCARDS:
		build_cards(b, k, n);
		break;
	case BLOCK_STEPPER:
		build_steps(b, k, n, number, depth);
		break;
	case BLOCK_EXPANDABLE:
		k->text = build_ltext(b, get(n, "title"), SPREAD_PROSE, "expandable.title");
		k->child = build_blocks(b, get(n, "blocks"), &k->nchild, number, depth + 1);
		break;
	case BLOCK_QUESTION:
		build_lesson_question(b, k, n, number);
		break;
	default:
		break;
	}
}

static bool build_block(struct builder *b, struct block *k, struct yaml_node *n, unsigned *number,
			unsigned depth)
{
	static const struct {
		const char *key;
		enum block_kind kind;
	} keys[] = {
	    {"text", BLOCK_TEXT},         {"image", BLOCK_IMAGE},
	    {"video", BLOCK_VIDEO},       {"audio", BLOCK_AUDIO},
	    {"embed", BLOCK_EMBED},       {"component", BLOCK_COMPONENT},
	    {"download", BLOCK_DOWNLOAD}, {"flashcards", BLOCK_FLASHCARDS},
	    {"stepper", BLOCK_STEPPER},   {"expandable", BLOCK_EXPANDABLE},
	    {"question", BLOCK_QUESTION},
	};
	size_t i;

	if (n->bad)
		return false;
	if (n->kind == YAML_SCALAR) {
		k->kind = str_eq_c(n->text, "continue") ? BLOCK_CONTINUE : BLOCK_SEPARATOR;
		return true;
	}
	for (i = 0; i < countof(keys) && !get(n, keys[i].key); i++)
		;
	if (i == countof(keys))
		return false;
	k->kind = keys[i].kind;
	k->note = build_str(b, get(n, "note"));
	build_block_content(b, k, get(n, keys[i].key), number, depth);
	return true;
}

/* Steppers and expandables hold neither of them, so DEPTH stays small; bounded all the same. */
static struct block *build_blocks(struct builder *b, const struct yaml_node *list, size_t *n,
				  unsigned *number, unsigned depth)
{
	struct block *v = ARENA_ARRAY(b->a, list_size(list), struct block);
	size_t i;

	*n = 0;
	for (i = 0; depth < LIMIT_YAML_DEPTH && i < list_size(list); i++)
		*n += build_block(b, &v[*n], list->item[i], number, depth);
	return v;
}

static void build_lesson(struct builder *b, struct tutorial *t, const struct yaml_node *root)
{
	static const char *const devices[] = {"computer", "tablet", "phone"};
	struct yaml_node *glossary = get(root, "glossary"), *sections = get(root, "sections");
	unsigned number = 0;
	size_t i;

	t->audience = build_str(b, get(root, "for"));
	t->image = build_image(b, get(root, "image"), "image");
	t->objectives = build_ltexts(b, get(root, "objectives"), "objectives");
	t->devices = build_words(get(root, "devices"), devices, countof(devices),
				 DEVICE_COMPUTER | DEVICE_TABLET | DEVICE_PHONE);
	t->glossary = ARENA_ARRAY(b->a, list_size(glossary), struct glossary_entry);
	for (i = 0; i < list_size(glossary); i++) {
		struct glossary_entry *g = &t->glossary[t->nglossary++];

		g->term = build_ltext(b, get(glossary->item[i], "term"), SPREAD_PROSE, "glossary.term");
		g->definition =
		    build_ltext(b, get(glossary->item[i], "definition"), SPREAD_PROSE, "glossary.definition");
	}
	t->section = ARENA_ARRAY(b->a, list_size(sections), struct section);
	for (i = 0; i < list_size(sections); i++) {
		struct section *s = &t->section[t->nsection++];

		s->purpose = build_str(b, get(sections->item[i], "purpose"));
		s->title = build_ltext(b, get(sections->item[i], "title"), SPREAD_PROSE, "sections.title");
		s->block = build_blocks(b, get(sections->item[i], "blocks"), &s->nblock, &number, 0);
	}
}

static void build_link_tutorial(struct builder *b, struct tutorial *t, const struct yaml_node *root)
{
	struct yaml_node *locale = get(root, "locale");

	t->url = build_str(b, get(root, "url"));
	t->format = build_str(b, get(root, "format"));
	t->source = build_ltext(b, get(root, "source"), SPREAD_PROSE, "source");
	t->locale = config_locale(b->config, build_str(b, locale));
	if (locale && t->locale < 0)
		build_unknown_locale(b, locale, "locale");
}

void build_tutorial(struct builder *b)
{
	static const char *const kinds[] = {"link", "lesson"};
	const struct yaml_node *root = b->doc->root;
	struct tutorial *t = ARENA_NEW(b->a, struct tutorial);

	b->u->tutorial = t;
	t->id = build_str(b, get(root, "id"));
	t->id_at = span_of(get(root, "id"));
	t->status = build_status(get(root, "status"));
	t->is_lesson = build_word(get(root, "kind"), kinds, 2, 0) == 1;
	t->locale = t->base = -1;
	builder_begin(b, KIND_TUTORIAL, t->id, t->status);
	add_definition(b, KIND_TUTORIAL, t->id, t->status, t->id_at);
	t->formerly = build_formerly(b, root, KIND_TUTORIAL, t->id);
	if (t->status == STATUS_WITHDRAWN)
		return;
	t->title = build_ltext(b, get(root, "title"), SPREAD_PROSE, "title");
	t->description = build_ltext(b, get(root, "description"), SPREAD_PROSE, "description");
	t->duration_s = build_duration(get(root, "duration"));
	t->licence = build_str(b, get(root, "licence"));
	t->authors = build_strs(b, get(root, "authors"));
	t->tags = build_strs(b, get(root, "tags"));
	t->locale_status = build_locale_status(b, get(root, "locales"));
	if (!t->is_lesson) {
		build_link_tutorial(b, t, root);
		return;
	}
	t->base = first_locale(&t->title);
	build_lesson(b, t, root);
	t->exists = build_existence(b, t->base, &t->gap, &t->ngap, t->id_at);
}
