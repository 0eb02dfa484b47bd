/* A challenge file: the prototype and its variants, each merged with it. */
#include "model/model_int.h"

static void build_tests_of(struct builder *b, struct test_list *out, struct yaml_node *n)
{
	size_t i, k, total = !n ? 0 : n->kind == YAML_LIST ? n->n : 1;

	out->v = ARENA_ARRAY(b->a, total, struct test);
	for (i = 0; i < total; i++) {
		struct yaml_node *t = n->kind == YAML_LIST ? n->item[i] : n;
		struct test *test = &out->v[out->n++];

		test->at = span_of(t);
		test->part = ARENA_ARRAY(b->a, t->kind == YAML_MAP ? t->n : 1, struct test_part);
		if (t->kind == YAML_SCALAR)
			test->part[test->n++].text = build_str(b, t);
		for (k = 0; t->kind == YAML_MAP && k < t->n; k++)
			test->part[test->n++] =
			    (struct test_part){build_str(b, t->pair[k].key), build_str(b, t->pair[k].value)};
	}
}

static struct test_list *build_test_lists(struct builder *b, struct yaml_node *n)
{
	struct yaml_node *node[LIMIT_LOCALES];
	struct test_list *lists;
	size_t l;

	if (!n)
		return NULL;
	if (n->kind == YAML_MAP && !names_a_locale(n)) {
		for (l = 0; l < b->nlocale; l++)
			node[l] = n;
	} else {
		spread_nodes(b, node, n, SPREAD_ALL);
	}
	lists = ARENA_ARRAY(b->a, b->nlocale, struct test_list);
	for (l = 0; l < b->nlocale; l++)
		build_tests_of(b, &lists[l], node[l]);
	return lists;
}

static void build_accessibility(struct challenge *c, const struct yaml_node *n)
{
	static const char *const words[] = {NULL, "fine", "unfit", "untested", "skill-unfit"};

	c->blind = (enum fitness)build_word(get(n, "blind"), words, countof(words), FITNESS_NONE);
	c->colour_blind =
	    (enum fitness)build_word(get(n, "colour_blind"), words, countof(words), FITNESS_NONE);
	c->deaf = (enum fitness)build_word(get(n, "deaf"), words, countof(words), FITNESS_NONE);
}

/* What belongs to the prototype alone and holds for its variants too. */
static void build_common(struct builder *b, struct challenge *c, const struct yaml_node *own)
{
	static const char *const devices[] = {"computer", "tablet", "phone"};
	static const char *const needs[] = {"sound", "account", "office-suite"};

	c->skill = build_str(b, get(own, "skill"));
	c->timer_s = build_duration(get(own, "timer"));
	c->focus = build_bool(get(own, "focus"), false);
	c->certifiable = build_bool(get(own, "certifiable"), true);
	c->devices = build_words(get(own, "devices"), devices, countof(devices),
				 DEVICE_COMPUTER | DEVICE_TABLET | DEVICE_PHONE);
	c->needs = build_words(get(own, "needs"), needs, countof(needs), 0);
	c->activity = build_str(b, get(own, "activity"));
	c->needs_at = span_of(get(own, "needs"));
	c->leak = build_str(b, get(own, "leak"));
	c->leak_at = span_of(get(own, "leak"));
	c->review_by = build_str(b, get(own, "review_by"));
	c->tags = build_strs(b, get(own, "tags"));
	build_accessibility(c, get(own, "accessibility"));
}

static void build_attachments(struct builder *b, struct challenge *c, struct yaml_node *n)
{
	size_t i, total = !n ? 0 : n->kind == YAML_LIST ? n->n : 1;

	c->attachment = ARENA_ARRAY(b->a, total, struct document);
	for (i = 0; i < total; i++)
		c->attachment[c->nattachment++] =
		    build_document(b, n->kind == YAML_LIST ? n->item[i] : n, "attachments");
}

/* True if the variant writes something that decides which answer is right. */
static bool replaces_answers(const struct yaml_node *variant)
{
	static const char *const keys[] = {"choices", "items",    "targets", "groups",
					   "accept",  "mistakes", "options"};
	static const char *const field_keys[] = {"accept",        "pattern",  "between",
						 "plus_or_minus", "mistakes", "options"};
	const struct yaml_node *fields = yaml_get(variant, "fields");
	size_t i, k;

	for (i = 0; i < countof(keys); i++)
		if (yaml_get(variant, keys[i]))
			return true;
	for (i = 0; fields && fields->kind == YAML_MAP && i < fields->n; i++)
		for (k = 0; k < countof(field_keys); k++)
			if (yaml_get(fields->pair[i].value, field_keys[k]))
				return true;
	return false;
}

static void build_texts(struct builder *b, struct challenge *c, const struct view *v)
{
	struct yaml_node *tests = view_inherited(v, "tests");

	c->instruction = build_ltext(b, view_get(v, "instruction"), SPREAD_PROSE, "instruction");
	c->base = first_locale(&c->instruction);
	c->alternative_instruction =
	    build_ltext(b, view_get(v, "alternative_instruction"), SPREAD_PROSE, "alternative_instruction");
	c->illustration = build_image(b, view_get(v, "illustration"), "illustration");
	build_attachments(b, c, view_get(v, "attachments"));
	c->link = build_links(b, view_get(v, "links"), &c->nlink);
	c->sites_to_find = build_llist(b, view_get(v, "sites_to_find"), SPREAD_ALL, "sites_to_find");
	c->embed = build_embed(b, view_get(v, "embed"));
	c->explanation = build_ltext(b, view_inherited(v, "explanation"), SPREAD_PROSE, "explanation");
	c->solution_to_display =
	    build_ltext(b, view_inherited(v, "solution_to_display"), SPREAD_PROSE, "solution_to_display");
	c->tests.right = build_test_lists(b, get(tests, "right"));
	c->tests.wrong = build_test_lists(b, get(tests, "wrong"));
}

/* A variant's status defaults to the prototype's and is never stronger. */
static enum status own_status(const struct view *v)
{
	enum status prototype = build_status(get(v->own, "status"));
	enum status own = v->variant ? build_status(get(v->variant, "status")) : STATUS_NONE;

	return own == STATUS_NONE ? prototype : status_weakest(own, prototype);
}

/* What `locales` of the prototype and of the variant say: the weaker of both, locale by locale. */
static enum status *own_locale_status(struct builder *b, const struct view *v)
{
	enum status *whole = build_locale_status(b, get(v->own, "locales"));
	enum status *own = v->variant ? build_locale_status(b, get(v->variant, "locales")) : NULL;
	size_t l;

	if (!own || !whole)
		return own ? own : whole;
	for (l = 0; l < b->nlocale; l++)
		if (whole[l] != STATUS_NONE)
			own[l] = status_in_locale(whole[l], own, l);
	return own;
}

static void build_one(struct builder *b, struct challenge *c, const struct view *v, struct str prototype)
{
	const struct yaml_node *written = v->variant ? v->variant : v->own;
	struct yaml_node *id = get(written, "id");

	c->id = build_str(b, id);
	c->prototype = prototype;
	c->at = span_of(written);
	c->id_at = span_of(id);
	c->status = own_status(v);
	builder_begin(b, KIND_CHALLENGE, c->id, c->status);
	b->own = v->variant;
	b->prototype_base = v->variant ? b->u->challenge[0].base : -1;
	add_definition(b, KIND_CHALLENGE, c->id, c->status, c->id_at);
	c->formerly = build_formerly(b, written, KIND_CHALLENGE, c->id);
	if (c->status == STATUS_WITHDRAWN) {
		c->base = -1;
		return;
	}
	c->locale_status = own_locale_status(b, v);
	c->authors = build_strs(b, view_get(v, "authors"));
	c->region = build_str(b, view_get(v, "region"));
	build_common(b, c, v->own);
	add_reference(b, KIND_SKILL, get(v->own, "skill"), 0, "skill");
	build_texts(b, c, v);
	build_question(b, &c->question, v, c->id, c->base);
	c->exists = build_existence(b, c->base, &c->gap, &c->ngap, c->id_at);
}

void build_challenges(struct builder *b)
{
	const struct yaml_node *root = b->doc->root;
	struct yaml_node *variants = get(root, "variants");
	size_t i, n = variants && variants->kind == YAML_LIST ? variants->n : 0;
	struct view v = {root, NULL, false};
	struct unit *u = b->u;

	u->challenge = ARENA_ARRAY(b->a, n + 1, struct challenge);
	build_one(b, &u->challenge[u->nchallenge++], &v, (struct str){NULL, 0});
	for (i = 0; i < n; i++) {
		v.variant = variants->item[i];
		if (v.variant->bad || v.variant->kind != YAML_MAP)
			continue;
		v.answers_replaced = replaces_answers(v.variant);
		build_one(b, &u->challenge[u->nchallenge++], &v, u->challenge[0].id);
	}
}
