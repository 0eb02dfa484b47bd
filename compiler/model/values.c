/* From nodes to typed values: texts, lists, words, and all of them by locale. */
#include <stdlib.h>

#include "base/utf8.h"
#include "model/model_int.h"
#include "text/text.h"

void builder_begin(struct builder *b, enum kind kind, struct str id, enum status status)
{
	b->kind = kind;
	b->id = id;
	b->status = status;
	b->gap = NULL;
	b->ngap = b->gap_cap = 0;
	b->own = NULL;
	b->prototype_base = -1;
}

struct place_span span_of(const struct yaml_node *n)
{
	return n ? (struct place_span){n->start, n->end} : (struct place_span){0, 0};
}

struct yaml_node *get(const struct yaml_node *map, const char *key)
{
	struct yaml_node *n = yaml_get(map, key);

	return n && !n->bad ? n : NULL;
}

struct str build_str(struct builder *b, const struct yaml_node *n)
{
	struct str s;

	if (!n || n->bad || n->kind != YAML_SCALAR || n->type == YAML_NULL)
		return (struct str){NULL, 0};
	s = n->text;
	while (s.n && (s.p[s.n - 1] == '\n' || s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\t'))
		s.n--;
	s = arena_str(b->a, text_nfc(b->a, s));
	ARENA_GROW(b->tree_arena, b->tree->text, b->tree->ntext, b->tree->text_cap);
	b->tree->text[b->tree->ntext++] = (struct text_node){s.p, n};
	return s;
}

bool build_bool(const struct yaml_node *n, bool otherwise)
{
	if (!n || n->bad || n->type != YAML_BOOL)
		return otherwise;
	return (n->text.p[0] | 0x20) == 't';
}

uint32_t build_count(const struct yaml_node *n, uint32_t otherwise)
{
	uint64_t v = 0;
	size_t i;

	if (!n || n->bad || n->type != YAML_INT || !n->text.n)
		return otherwise;
	for (i = 0; i < n->text.n; i++) {
		if (n->text.p[i] < '0' || n->text.p[i] > '9' || v > UINT32_MAX / 10)
			return otherwise;
		v = v * 10 + (uint64_t)(n->text.p[i] - '0');
	}
	return (uint32_t)v;
}

uint32_t build_duration(const struct yaml_node *n)
{
	uint32_t s = 0;

	if (n && !n->bad && n->kind == YAML_SCALAR)
		text_duration(&s, n->text);
	return s;
}

struct str_list build_strs(struct builder *b, const struct yaml_node *n)
{
	struct str_list l = {0};
	size_t i;

	if (!n || n->bad || n->kind == YAML_MAP)
		return l;
	l.v = ARENA_ARRAY(b->a, n->kind == YAML_LIST ? n->n : 1, struct str);
	if (n->kind == YAML_SCALAR) {
		l.v[0] = build_str(b, n);
		l.n = l.v[0].p ? 1 : 0;
		return l;
	}
	for (i = 0; i < n->n; i++) {
		l.v[l.n] = build_str(b, n->item[i]);
		l.n += l.v[l.n].p != NULL;
	}
	return l;
}

unsigned build_word(const struct yaml_node *n, const char *const *words, size_t nword, unsigned otherwise)
{
	size_t i;

	for (i = 0; n && !n->bad && n->kind == YAML_SCALAR && i < nword; i++)
		if (words[i] && str_eq_c(n->text, words[i]))
			return (unsigned)i;
	return otherwise;
}

unsigned build_words(const struct yaml_node *n, const char *const *words, size_t nword, unsigned otherwise)
{
	unsigned bits = 0, w;
	size_t i;

	if (!n || n->bad)
		return otherwise;
	if (n->kind == YAML_SCALAR) {
		w = build_word(n, words, nword, UINT32_MAX);
		return w == UINT32_MAX ? otherwise : 1u << w;
	}
	for (i = 0; n->kind == YAML_LIST && i < n->n; i++) {
		w = build_word(n->item[i], words, nword, UINT32_MAX);
		if (w != UINT32_MAX)
			bits |= 1u << w;
	}
	return bits;
}

enum status build_status(const struct yaml_node *n)
{
	static const char *const words[] = {NULL, "withdrawn", "draft", "retired", "validated"};

	return (enum status)build_word(n, words, countof(words), STATUS_NONE);
}

locale_mask all_locales(const struct builder *b)
{
	return b->nlocale == 64 ? UINT64_MAX : ((locale_mask)1 << b->nlocale) - 1;
}

int first_locale(const struct ltext *t)
{
	int i;

	for (i = 0; i < 64; i++)
		if (t->have >> i & 1)
			return i;
	return -1;
}

static bool looks_like_locale(struct str s)
{
	size_t i = 0;

	if (str_eq_c(s, "any"))
		return true;
	while (i < s.n && s.p[i] >= 'a' && s.p[i] <= 'z')
		i++;
	return i >= 2 && i <= 3 && (i == s.n || s.p[i] == '-');
}

bool names_a_locale(const struct yaml_node *n)
{
	size_t i, k;

	for (i = 0; n && n->kind == YAML_MAP && i < n->n; i++) {
		struct str s = n->pair[i].key->text;

		if (str_eq_c(s, "any") || (s.n == 2 && text_is_id(s)))
			return true;
		for (k = 0; k < s.n; k++)
			if (s.p[k] >= 'A' && s.p[k] <= 'Z')
				return true;
	}
	return false;
}

bool is_locale_map(const struct yaml_node *n)
{
	size_t i;

	if (!n || n->kind != YAML_MAP || !n->n)
		return false;
	for (i = 0; i < n->n; i++)
		if (!looks_like_locale(n->pair[i].key->text))
			return false;
	return true;
}

struct finding *build_finding(struct builder *b, enum rule rule, struct place_span at, const char *key)
{
	struct findings *fs = &b->u->findings;
	struct finding *f = finding_add(fs, rule, (struct place){b->u->path, at.start, at.end});

	f->thing_kind = str_c(kind_word(b->kind));
	f->thing_id = b->id;
	f->key_path = key ? arena_str(fs->arena, str_c(key)) : (struct str){NULL, 0};
	return f;
}

void build_known(struct builder *b, struct finding *f, const struct str *name, size_t n)
{
	struct buf list = {0};
	size_t i;

	for (i = 0; i < n && i < 6; i++)
		buf_add_fmt(&list, "%s`%.*s`", i ? ", " : "", STR_ARG(name[i]));
	if (n > 6)
		buf_add_c(&list, ", …");
	finding_arg(&b->u->findings, f, "known", buf_str(&list));
	buf_release(&list);
}

void build_unknown_locale(struct builder *b, const struct yaml_node *n, const char *key)
{
	struct str known[LIMIT_LOCALES];
	struct finding *f;
	size_t i;

	if (!b->nlocale)
		return; /* the list of locales could not be read */
	f = build_finding(b, RULE_UNKNOWN_LOCALE, span_of(n), key);
	for (i = 0; i < b->nlocale; i++)
		known[i] = b->config->locale[i].id;
	finding_arg(&b->u->findings, f, "locale", n->text);
	build_known(b, f, known, b->nlocale);
}

static locale_mask spread_map(struct builder *b, struct yaml_node **node, const struct yaml_node *n)
{
	struct yaml_node *any = NULL;
	locale_mask have = 0;
	size_t i;

	for (i = 0; i < n->n; i++) {
		int l = config_locale(b->config, n->pair[i].key->text);

		if (n->pair[i].value->bad)
			continue;
		if (str_eq_c(n->pair[i].key->text, "any")) {
			any = n->pair[i].value;
		} else if (l < 0) {
			build_unknown_locale(b, n->pair[i].key, NULL);
		} else {
			node[l] = n->pair[i].value;
			have |= (locale_mask)1 << l;
		}
	}
	for (i = 0; any && i < b->nlocale; i++) {
		if (!node[i])
			node[i] = any;
		have |= (locale_mask)1 << i;
	}
	return have;
}

locale_mask spread_nodes(struct builder *b, struct yaml_node **node, struct yaml_node *n, enum spread spread)
{
	size_t i;

	for (i = 0; i < b->nlocale; i++)
		node[i] = NULL;
	if (!n || n->bad)
		return 0;
	if (is_locale_map(n))
		return spread_fallbacks(b, node, spread_map(b, node, n));
	for (i = 0; i < (spread == SPREAD_PROSE ? 1 : b->nlocale); i++)
		node[i] = n;
	return spread_fallbacks(b, node, spread == SPREAD_PROSE ? 1 : all_locales(b));
}

locale_mask spread_fallbacks(struct builder *b, struct yaml_node **node, locale_mask have)
{
	size_t i;

	for (i = 0; i < b->nlocale; i++) {
		int from = config_regional(b->config, i);

		if (from < 0 || node[i] || !node[from])
			continue;
		node[i] = node[from];
		have |= (have >> from & 1) << i;
	}
	return have;
}

/* The locales that N names; a plain value of prose is the reference locale's. */
static locale_mask written_locales(const struct builder *b, locale_mask have, const struct yaml_node *n)
{
	locale_mask written = 0;
	size_t i;

	if (!is_locale_map(n))
		return have == all_locales(b) ? 0 : have & 1;
	for (i = 0; i < n->n; i++) {
		int l = config_locale(b->config, n->pair[i].key->text);

		if (l >= 0)
			written |= (locale_mask)1 << l;
	}
	return written;
}

void builder_note_value(struct builder *b, const char *key, locale_mask have, const struct yaml_node *n)
{
	bool inherited = b->own && (n->start < b->own->start || n->end > b->own->end);

	ARENA_GROW(b->a, b->gap, b->ngap, b->gap_cap);
	b->gap[b->ngap++] = (struct gap){arena_str(b->a, str_c(key)), have, written_locales(b, have, n),
					 inherited, span_of(n)};
}

struct ltext build_ltext(struct builder *b, const struct yaml_node *n, enum spread spread, const char *key)
{
	struct yaml_node *node[LIMIT_LOCALES];
	struct ltext t = {0};
	size_t i;

	if (!n || n->bad || n->kind == YAML_LIST)
		return t;
	spread_nodes(b, node, (struct yaml_node *)n, spread);
	t.v = ARENA_ARRAY(b->a, b->nlocale, struct str);
	t.start = n->start;
	t.end = n->end;
	for (i = 0; i < b->nlocale; i++) {
		t.v[i] = build_str(b, node[i]);
		if (t.v[i].p)
			t.have |= (locale_mask)1 << i;
	}
	builder_note_value(b, key, t.have, n);
	return t;
}

struct llist build_llist(struct builder *b, const struct yaml_node *n, enum spread spread, const char *key)
{
	struct yaml_node *node[LIMIT_LOCALES];
	struct llist l = {0};
	size_t i;

	if (!n || n->bad)
		return l;
	l.have = spread_nodes(b, node, (struct yaml_node *)n, spread);
	l.v = ARENA_ARRAY(b->a, b->nlocale, struct str_list);
	l.start = n->start;
	l.end = n->end;
	for (i = 0; i < b->nlocale; i++)
		l.v[i] = build_strs(b, node[i]);
	builder_note_value(b, key, l.have, n);
	return l;
}

static void odd_shape(struct builder *b, const struct yaml_node *n, size_t want, size_t have, const char *key)
{
	struct finding *f = build_finding(b, RULE_LOCALE_SHAPE, span_of(n), key);

	finding_arg_fmt(&b->u->findings, f, "want", "%zu", want);
	finding_arg_fmt(&b->u->findings, f, "count", "%zu", have);
}

/* A list (of texts) that is mapped as a whole: position to position. */
static struct ltexts mapped_texts(struct builder *b, const struct yaml_node *n, const char *key)
{
	struct yaml_node *node[LIMIT_LOCALES];
	struct ltexts l = {.start = n->start, .end = n->end};
	locale_mask have = spread_nodes(b, node, (struct yaml_node *)n, SPREAD_PROSE);
	size_t i, k, first = 0;

	while (first < b->nlocale && !node[first])
		first++;
	if (first == b->nlocale)
		return l;
	l.n = build_strs(b, node[first]).n;
	l.v = ARENA_ARRAY(b->a, l.n, struct ltext);
	for (k = 0; k < l.n; k++)
		l.v[k].v = ARENA_ARRAY(b->a, b->nlocale, struct str);
	for (i = 0; i < b->nlocale; i++) {
		struct str_list s = build_strs(b, node[i]);

		if (!node[i])
			continue;
		if (s.n != l.n)
			odd_shape(b, node[i], l.n, s.n, key);
		for (k = 0; k < l.n && k < s.n; k++) {
			l.v[k].v[i] = s.v[k];
			l.v[k].have |= (locale_mask)1 << i;
		}
	}
	builder_note_value(b, key, have, n);
	return l;
}

struct ltexts build_ltexts(struct builder *b, const struct yaml_node *n, const char *key)
{
	struct ltexts l = {0};

	if (!n || n->bad)
		return l;
	return mapped_texts(b, n, key);
}

enum status *build_locale_status(struct builder *b, const struct yaml_node *n)
{
	enum status *s;
	size_t i;

	if (!n || n->bad || n->kind != YAML_MAP)
		return NULL;
	s = ARENA_ARRAY(b->a, b->nlocale, enum status);
	for (i = 0; i < n->n; i++) {
		int l = config_locale(b->config, n->pair[i].key->text);

		if (l < 0)
			build_unknown_locale(b, n->pair[i].key, NULL);
		else
			s[l] = build_status(n->pair[i].value);
	}
	return s;
}

/* --- existence by locale -------------------------------------------------------- */

/* True if gap I is the first one with its key that lacks LOCALE. */
static bool is_first_gap(const struct builder *b, size_t i, locale_mask base, locale_mask bit)
{
	size_t k;

	if (!(b->gap[i].have & base) || (b->gap[i].have & bit))
		return false;
	for (k = 0; k < i; k++)
		if (str_eq(b->gap[k].key_path, b->gap[i].key_path) && (b->gap[k].have & base) &&
		    !(b->gap[k].have & bit))
			return false;
	return true;
}

static void missing_in(struct builder *b, int base, size_t locale, struct place_span at)
{
	locale_mask bit = (locale_mask)1 << locale, base_bit = (locale_mask)1 << base;
	struct buf keys = {0};
	struct finding *f;
	size_t i, n = 0;

	for (i = 0; i < b->ngap; i++) {
		if (!is_first_gap(b, i, base_bit, bit) || ++n > 7)
			continue;
		if (n == 1 && !b->gap[i].inherited)
			at = b->gap[i].at;
		if (n == 7)
			buf_add_c(&keys, ", …");
		else
			buf_add_fmt(&keys, "%s`%.*s`", n > 1 ? ", " : "", STR_ARG(b->gap[i].key_path));
	}
	f = build_finding(b, RULE_MISSING_TRANSLATION, at, NULL);
	f->key_path = arena_str(b->u->findings.arena, b->config->locale[locale].id);
	finding_arg(&b->u->findings, f, "keys", buf_str(&keys));
	finding_arg(&b->u->findings, f, "locale", b->config->locale[locale].id);
	finding_arg(&b->u->findings, f, "base", b->config->locale[base].id);
	finding_arg(&b->u->findings, f, "id", b->id);
	buf_release(&keys);
}

static void missing_in_base(struct builder *b, int base, const struct gap *gap)
{
	struct finding *f = build_finding(b, RULE_MISSING_BASE, gap->at, gap->key_path.p);

	if (b->status == STATUS_DRAFT)
		f->severity = SEVERITY_WARNING;
	finding_arg(&b->u->findings, f, "key", gap->key_path);
	finding_arg(&b->u->findings, f, "locale", b->config->locale[base].id);
	finding_arg(&b->u->findings, f, "id", b->id);
}

locale_mask build_existence(struct builder *b, int base, struct gap **gap, size_t *ngap, struct place_span at)
{
	locale_mask exists = all_locales(b), begun = 0, written = 0, bit;
	size_t i;

	*gap = b->gap;
	*ngap = b->ngap;
	if (base < 0)
		return 0;
	bit = (locale_mask)1 << base;
	for (i = 0; i < b->ngap; i++) {
		const struct gap *g = &b->gap[i];

		written |= g->written;
		if (g->have & bit) {
			exists &= g->have;
			begun |= g->inherited ? 0 : g->written;
		} else if (g->have && (!g->inherited || base != b->prototype_base)) {
			missing_in_base(b, base, g);
		}
	}
	for (i = 0; i < b->nlocale; i++) {
		if ((begun >> i & 1) && !(exists >> i & 1))
			missing_in(b, base, i, at);
		/* a regional locale that writes nothing of its own is served by its fallback */
		if ((int)i != base && config_regional(b->config, i) >= 0 && !(written >> i & 1))
			exists &= ~((locale_mask)1 << i);
	}
	return exists;
}

/* --- exports ---------------------------------------------------------------------- */

void add_definition(struct builder *b, enum kind kind, struct str id, enum status status,
		    struct place_span at)
{
	struct unit *u = b->u;

	if (!id.p)
		return;
	ARENA_GROW(b->a, u->def, u->ndef, u->def_cap);
	u->def[u->ndef++] = (struct definition){.kind = kind, .id = id, .status = status, .at = at};
}

struct str_list build_formerly(struct builder *b, const struct yaml_node *map, enum kind kind, struct str id)
{
	const struct yaml_node *n = get(map, "formerly");
	struct str_list l = build_strs(b, n);
	size_t i;

	for (i = 0; i < l.n; i++) {
		const struct yaml_node *at = n->kind == YAML_LIST ? n->item[i] : n;

		add_definition(b, kind, l.v[i], b->status, span_of(at));
		b->u->def[b->u->ndef - 1].formerly = true;
		b->u->def[b->u->ndef - 1].of = id;
	}
	return l;
}

void add_reference(struct builder *b, enum kind to, const struct yaml_node *n, unsigned flags,
		   const char *what)
{
	struct unit *u = b->u;
	struct str id = build_str(b, n);

	if (!id.p)
		return;
	ARENA_GROW(b->a, u->ref, u->nref, u->ref_cap);
	u->ref[u->nref++] = (struct reference){b->kind, b->id, b->status, to, id, flags, what, span_of(n)};
}

struct str_list build_references(struct builder *b, const struct yaml_node *n, enum kind to, unsigned flags,
				 const char *what)
{
	size_t i;

	if (!n || n->bad)
		return (struct str_list){0};
	if (n->kind == YAML_SCALAR)
		add_reference(b, to, n, flags, what);
	for (i = 0; n->kind == YAML_LIST && i < n->n; i++)
		add_reference(b, to, n->item[i], flags, what);
	return build_strs(b, n);
}
