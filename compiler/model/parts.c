/* Parts that several kinds share: media, documents, links, embeds. */
#include <stdio.h>
#include <stdlib.h>

#include "model/model_int.h"
#include "text/text.h"

struct yaml_node *view_get(const struct view *v, const char *key)
{
	struct yaml_node *n = v->variant ? get(v->variant, key) : NULL;

	return n ? n : get(v->own, key);
}

struct yaml_node *view_inherited(const struct view *v, const char *key)
{
	return v->variant && v->answers_replaced ? get(v->variant, key) : view_get(v, key);
}

/* The values of KEY in each of the nodes that a localised map gave. */
static void inner_nodes(struct yaml_node **inner, struct yaml_node *const *node, size_t n, const char *key)
{
	size_t i;

	for (i = 0; i < n; i++)
		inner[i] = node[i] ? get(node[i], key) : NULL;
}

static const char *join(struct builder *b, const char *outer, const char *key)
{
	return outer ? arena_fmt(b->a, "%s.%s", outer, key).p : key;
}

/*
 * The text of KEY inside a part that may itself be mapped by locale: either the
 * part is (NODE has its value for each locale), or the key's value is.
 */
static struct ltext part_text(struct builder *b, struct yaml_node *part, const char *key, enum spread spread,
			      const char *outer)
{
	struct yaml_node *node[LIMIT_LOCALES], *inner[LIMIT_LOCALES];
	struct ltext t = {0};
	size_t i;

	if (!names_a_locale(part))
		return build_ltext(b, get(part, key), spread, join(b, outer, key));
	spread_nodes(b, node, part, spread);
	inner_nodes(inner, node, b->nlocale, key);
	spread_fallbacks(b, inner, 0);
	t.v = ARENA_ARRAY(b->a, b->nlocale, struct str);
	t.start = part->start;
	t.end = part->end;
	for (i = 0; i < b->nlocale; i++) {
		t.v[i] = build_str(b, inner[i]);
		if (t.v[i].p)
			t.have |= (locale_mask)1 << i;
	}
	if (t.have)
		builder_note_value(b, join(b, outer, key), t.have, part);
	return t;
}

static struct llist part_list(struct builder *b, struct yaml_node *part, const char *key, const char *outer)
{
	struct yaml_node *node[LIMIT_LOCALES], *inner[LIMIT_LOCALES];
	struct llist l = {0};
	size_t i;

	if (!names_a_locale(part))
		return build_llist(b, get(part, key), SPREAD_ALL, join(b, outer, key));
	spread_nodes(b, node, part, SPREAD_ALL);
	inner_nodes(inner, node, b->nlocale, key);
	spread_fallbacks(b, inner, 0);
	l.v = ARENA_ARRAY(b->a, b->nlocale, struct str_list);
	for (i = 0; i < b->nlocale; i++) {
		l.v[i] = build_strs(b, inner[i]);
		if (l.v[i].n)
			l.have |= (locale_mask)1 << i;
	}
	if (l.have)
		builder_note_value(b, join(b, outer, key), l.have, part);
	return l;
}

/* The first value of KEY, whatever the locale: for what does not vary. */
static struct yaml_node *part_any(struct yaml_node *part, const char *key)
{
	size_t i;

	if (!names_a_locale(part))
		return get(part, key);
	for (i = 0; i < part->n; i++)
		if (get(part->pair[i].value, key))
			return get(part->pair[i].value, key);
	return NULL;
}

static void add_media(struct builder *b, struct str path, enum media_use use, const struct ltext *credit,
		      struct place_span at)
{
	struct unit *u = b->u;
	size_t i;

	for (i = 0; i < u->nmedia; i++)
		if (str_eq(u->media[i].path, path) && u->media[i].at.start == at.start)
			return;
	ARENA_GROW(b->a, u->media, u->nmedia, u->media_cap);
	u->media[u->nmedia++] = (struct media_ref){path, use, *credit, b->kind, b->id, b->status, at};
}

/* Where in the file the path TEXT of a value is written: the scalar itself if it can be found. */
static struct place_span span_of_text(const struct yaml_node *n, struct str text)
{
	size_t i;

	if (!n)
		return (struct place_span){0, 0};
	if (n->kind == YAML_SCALAR)
		return str_eq(n->text, text) ? span_of(n) : (struct place_span){0, 0};
	for (i = 0; i < n->n; i++) {
		const struct yaml_node *v = n->kind == YAML_LIST ? n->item[i] : n->pair[i].value;
		struct place_span s = span_of_text(v, text);

		if (s.end)
			return s;
	}
	return (struct place_span){0, 0};
}

static struct str resolve_file(struct builder *b, struct yaml_node *part, struct str file, enum media_use use,
			       const struct ltext *credit)
{
	struct str path = text_beside(b->a, b->u->path, file);

	add_media(b, path, use, credit, span_of_text(part, file));
	return path;
}

static void resolve_files(struct builder *b, struct yaml_node *part, struct ltext *file, enum media_use use,
			  const struct ltext *credit)
{
	size_t i;

	for (i = 0; file->v && i < b->nlocale; i++)
		if (file->v[i].p)
			file->v[i] = resolve_file(b, part, file->v[i], use, credit);
}

struct image build_image(struct builder *b, struct yaml_node *n, const char *key)
{
	struct image m = {0};

	if (!n || n->bad || n->kind != YAML_MAP)
		return m;
	m.file = part_text(b, n, "file", SPREAD_ALL, key);
	m.alt = part_text(b, n, "alt", SPREAD_PROSE, key);
	m.description = part_text(b, n, "description", SPREAD_PROSE, key);
	m.credit = part_text(b, n, "credit", SPREAD_PROSE, key);
	m.licence = build_str(b, part_any(n, "licence"));
	m.decorative = build_bool(part_any(n, "decorative"), false);
	resolve_files(b, n, &m.file, MEDIA_IMAGE, &m.credit);
	return m;
}

struct recording build_recording(struct builder *b, struct yaml_node *n, enum media_use use, const char *key)
{
	struct recording r = {0};

	if (!n || n->bad || n->kind != YAML_MAP)
		return r;
	r.file = part_text(b, n, "file", SPREAD_ALL, key);
	r.title = part_text(b, n, "title", SPREAD_PROSE, key);
	r.subtitles = part_text(b, n, "subtitles", SPREAD_ALL, key);
	r.transcript = part_text(b, n, "transcript", SPREAD_PROSE, key);
	r.credit = part_text(b, n, "credit", SPREAD_PROSE, key);
	r.licence = build_str(b, part_any(n, "licence"));
	resolve_files(b, n, &r.file, use, &r.credit);
	resolve_files(b, n, &r.subtitles, MEDIA_SUBTITLES, &r.credit);
	return r;
}

struct document build_document(struct builder *b, struct yaml_node *n, const char *key)
{
	struct document d = {0};
	size_t i, k;

	if (!n || n->bad || n->kind != YAML_MAP)
		return d;
	d.label = part_text(b, n, "label", SPREAD_PROSE, key);
	d.files = part_list(b, n, "files", key);
	d.credit = part_text(b, n, "credit", SPREAD_PROSE, key);
	d.licence = build_str(b, part_any(n, "licence"));
	for (i = 0; d.files.v && i < b->nlocale; i++)
		for (k = 0; k < d.files.v[i].n; k++)
			d.files.v[i].v[k] = resolve_file(b, n, d.files.v[i].v[k], MEDIA_DOCUMENT, &d.credit);
	return d;
}

static struct link one_link(struct builder *b, struct yaml_node *n)
{
	struct link l = {0};

	if (n->kind == YAML_SCALAR) {
		l.url = build_ltext(b, n, SPREAD_ALL, "links");
		return l;
	}
	l.label = build_ltext(b, get(n, "label"), SPREAD_PROSE, "links.label");
	l.url = build_ltext(b, get(n, "url"), SPREAD_ALL, "links.url");
	return l;
}

/* Links that are mapped by locale as a whole: each stands in its locale only. */
static struct link *mapped_links(struct builder *b, struct yaml_node *n, size_t *nlink)
{
	struct yaml_node *node[LIMIT_LOCALES];
	struct link *v = NULL;
	size_t i, k, cap = 0;
	locale_mask have = spread_nodes(b, node, n, SPREAD_ALL);

	for (i = 0; i < b->nlocale; i++) {
		size_t count = !node[i] ? 0 : node[i]->kind == YAML_LIST ? node[i]->n : 1;

		for (k = 0; k < count; k++) {
			struct yaml_node *m = node[i]->kind == YAML_LIST ? node[i]->item[k] : node[i];
			struct link l = {0};

			l.url.v = ARENA_ARRAY(b->a, b->nlocale, struct str);
			l.label.v = ARENA_ARRAY(b->a, b->nlocale, struct str);
			l.url.v[i] = build_str(b, m->kind == YAML_SCALAR ? m : get(m, "url"));
			l.label.v[i] =
			    m->kind == YAML_MAP ? build_str(b, get(m, "label")) : (struct str){NULL, 0};
			l.url.have = l.url.v[i].p ? (locale_mask)1 << i : 0;
			l.label.have = l.label.v[i].p ? (locale_mask)1 << i : 0;
			ARENA_GROW(b->a, v, *nlink, cap);
			v[(*nlink)++] = l;
		}
	}
	builder_note_value(b, "links", have, n);
	return v;
}

struct link *build_links(struct builder *b, struct yaml_node *n, size_t *nlink)
{
	struct link *v;
	size_t i, count;

	*nlink = 0;
	if (!n || n->bad)
		return NULL;
	if (names_a_locale(n))
		return mapped_links(b, n, nlink);
	count = n->kind == YAML_LIST ? n->n : 1;
	v = ARENA_ARRAY(b->a, count, struct link);
	for (i = 0; i < count; i++)
		v[(*nlink)++] = one_link(b, n->kind == YAML_LIST ? n->item[i] : n);
	return v;
}

/* --- props of web components ------------------------------------------------------ */

static int by_key(const void *pa, const void *pb)
{
	const struct yaml_pair *a = pa, *b = pb;

	return str_cmp(a->key->text, b->key->text);
}

/*
 * A copy of the tree N for LOCALE, in the tree's arena: a map whose keys are
 * locales is its value for LOCALE. NULL when there is none somewhere in it.
 */
static struct yaml_node *for_locale(struct builder *b, struct yaml_node *n, size_t locale)
{
	struct yaml_node *node[LIMIT_LOCALES], *copy;
	size_t i;

	if (is_locale_map(n) && names_a_locale(n)) {
		spread_nodes(b, node, n, SPREAD_ALL);
		return node[locale] ? for_locale(b, node[locale], locale) : NULL;
	}
	copy = ARENA_NEW(b->tree_arena, struct yaml_node);
	*copy = *n;
	if (n->kind == YAML_LIST)
		copy->item = ARENA_ARRAY(b->tree_arena, n->n, struct yaml_node *);
	else if (n->kind == YAML_MAP)
		copy->pair = ARENA_ARRAY(b->tree_arena, n->n, struct yaml_pair);
	for (i = 0; n->kind != YAML_SCALAR && i < n->n; i++) {
		struct yaml_node *v =
		    for_locale(b, n->kind == YAML_LIST ? n->item[i] : n->pair[i].value, locale);

		if (!v)
			return NULL;
		if (n->kind == YAML_LIST)
			copy->item[i] = v;
		else
			copy->pair[i] = (struct yaml_pair){n->pair[i].key, v};
	}
	return copy;
}

/* Appends N as canonical JSON: keys sorted, no blanks. N's pairs are sorted in place. */
static void add_json(struct builder *b, struct buf *out, struct yaml_node *n)
{
	size_t i;

	if (n->kind == YAML_SCALAR) {
		if (n->type == YAML_TEXT)
			buf_add_json(out, text_nfc(b->a, n->text));
		else
			buf_add_str(out, n->text);
		return;
	}
	buf_add_byte(out, n->kind == YAML_LIST ? '[' : '{');
	if (n->kind == YAML_MAP && n->n)
		qsort(n->pair, n->n, sizeof(*n->pair), by_key);
	for (i = 0; i < n->n; i++) {
		if (i)
			buf_add_byte(out, ',');
		if (n->kind == YAML_MAP) {
			buf_add_json(out, text_nfc(b->a, n->pair[i].key->text));
			buf_add_byte(out, ':');
		}
		add_json(b, out, n->kind == YAML_MAP ? n->pair[i].value : n->item[i]);
	}
	buf_add_byte(out, n->kind == YAML_LIST ? ']' : '}');
}

static void add_use(struct builder *b, struct str name, struct yaml_node *props)
{
	ARENA_GROW(b->tree_arena, b->tree->uses.v, b->tree->uses.n, b->tree->uses.cap);
	b->tree->uses.v[b->tree->uses.n++] = (struct component_use){name, props};
}

/* The props of component NAME by locale, as JSON; each is a use to be checked. */
static struct ltext build_props(struct builder *b, struct str name, struct yaml_node *n)
{
	struct ltext t = {0};
	struct buf out = {0};
	size_t i;

	if (!n)
		return t;
	t.v = ARENA_ARRAY(b->a, b->nlocale, struct str);
	t.start = n->start;
	t.end = n->end;
	for (i = 0; i < b->nlocale; i++) {
		struct yaml_node *own = for_locale(b, n, i);

		if (!own)
			continue;
		if (name.p)
			add_use(b, name, own);
		out.n = 0;
		add_json(b, &out, own);
		t.v[i] = arena_str(b->a, buf_str(&out));
		t.have |= (locale_mask)1 << i;
	}
	builder_note_value(b, "props", t.have, n);
	buf_release(&out);
	return t;
}

struct embed build_embed(struct builder *b, struct yaml_node *n)
{
	struct embed e = {0};

	if (!n || n->bad || n->kind != YAML_MAP)
		return e;
	e.given = true;
	e.at = span_of(n);
	e.url = build_ltext(b, get(n, "url"), SPREAD_ALL, "embed.url");
	e.title = build_ltext(b, get(n, "title"), SPREAD_PROSE, "embed.title");
	e.height = build_count(get(n, "height"), 0);
	e.component = build_str(b, get(n, "component"));
	if (e.component.p)
		e.props = build_props(b, e.component, get(n, "props"));
	return e;
}

struct embed build_component(struct builder *b, struct yaml_node *n)
{
	struct embed e = {0};

	if (!n || n->bad || n->kind != YAML_MAP)
		return e;
	e.given = true;
	e.at = span_of(n);
	e.title = build_ltext(b, get(n, "title"), SPREAD_PROSE, "component.title");
	e.height = build_count(get(n, "height"), 0);
	e.component = build_str(b, get(n, "name"));
	e.props = build_props(b, e.component, get(n, "props"));
	return e;
}
