/*
 * What is asked and how it is answered: choices, fields, groups, orderings,
 * matchings, layouts; of challenges and of lesson questions.
 */
#include "model/model_int.h"
#include "text/text.h"

static const char *const type_words[] = {NULL,       "single-choice", "multiple-choice", "fields",
					 "ordering", "matching",      "simulator"};
static const char *const ignore_words[] = {"case", "accents", "spaces", "punctuation", "typos"};

/* --- pieces ------------------------------------------------------------------------ */

/* A list of one locale, groups of any order taken apart. */
struct flat {
	struct yaml_node **node;
	uint32_t *rank;
	size_t n;
};

static struct flat flatten(struct builder *b, struct yaml_node *list)
{
	struct flat f = {0};
	size_t i, k, total = 0;

	if (!list || list->kind != YAML_LIST)
		return f;
	for (i = 0; i < list->n; i++) {
		struct yaml_node *any = get(list->item[i], "any_order");

		total += any && any->kind == YAML_LIST ? any->n : 1;
	}
	f.node = ARENA_ARRAY(b->tree_arena, total, struct yaml_node *);
	f.rank = ARENA_ARRAY(b->tree_arena, total, uint32_t);
	for (i = 0; i < list->n; i++) {
		struct yaml_node *any = get(list->item[i], "any_order");
		size_t count = any && any->kind == YAML_LIST ? any->n : 1;

		for (k = 0; k < count; k++) {
			f.rank[f.n] = (uint32_t)i;
			f.node[f.n++] = any && any->kind == YAML_LIST ? any->item[k] : list->item[i];
		}
	}
	return f;
}

static struct yaml_node *text_node(struct yaml_node *n)
{
	return n && n->kind == YAML_MAP ? get(n, "text") : n;
}

static void name_piece(struct builder *b, struct piece *p, struct yaml_node *n)
{
	p->target = UINT32_MAX;
	p->at = span_of(n);
	if (n && n->kind == YAML_MAP)
		p->name = build_str(b, get(n, "name"));
}

/* A list that stands once: each text is a plain one or has its own locales. */
static struct pieces plain_pieces(struct builder *b, struct yaml_node *list, const char *key)
{
	struct flat f = flatten(b, list);
	struct pieces p = {ARENA_ARRAY(b->a, f.n, struct piece), f.n};
	size_t i;

	for (i = 0; i < f.n; i++) {
		name_piece(b, &p.v[i], f.node[i]);
		p.v[i].rank = f.rank[i];
		p.v[i].text = build_ltext(b, text_node(f.node[i]), SPREAD_PROSE, key);
	}
	return p;
}

static void shape_finding(struct builder *b, const struct yaml_node *n, size_t want, size_t count,
			  const char *key)
{
	struct finding *f = build_finding(b, RULE_LOCALE_SHAPE, span_of(n), key);

	finding_arg_fmt(&b->u->findings, f, "want", "%zu", want);
	finding_arg_fmt(&b->u->findings, f, "count", "%zu", count);
}

/* True if the groups of any order stand at the same positions in both lists. */
static bool same_ranks(const struct pieces *p, const struct flat *f)
{
	size_t i;

	for (i = 0; i < p->n; i++)
		if (p->v[i].rank != f->rank[i])
			return false;
	return true;
}

/* A list that is mapped by locale as a whole: position to position. */
static struct pieces mapped_pieces(struct builder *b, struct yaml_node *map, const char *key)
{
	struct yaml_node *node[LIMIT_LOCALES];
	locale_mask have = spread_nodes(b, node, map, SPREAD_PROSE);
	struct pieces p = {0};
	size_t l, i;

	for (l = 0; l < b->nlocale; l++) {
		struct flat f = flatten(b, node[l]);

		if (!node[l])
			continue;
		if (!p.v) {
			p = (struct pieces){ARENA_ARRAY(b->a, f.n, struct piece), f.n};
			for (i = 0; i < f.n; i++) {
				name_piece(b, &p.v[i], f.node[i]);
				p.v[i].rank = f.rank[i];
				p.v[i].text.v = ARENA_ARRAY(b->a, b->nlocale, struct str);
				p.v[i].text.start = p.v[i].at.start;
				p.v[i].text.end = p.v[i].at.end;
			}
		}
		if (f.n != p.n)
			shape_finding(b, node[l], p.n, f.n, key);
		else if (!same_ranks(&p, &f))
			finding_variant(build_finding(b, RULE_LOCALE_SHAPE, span_of(node[l]), key), "groups");
		for (i = 0; i < f.n && i < p.n; i++) {
			p.v[i].text.v[l] = build_str(b, text_node(f.node[i]));
			p.v[i].text.have |= (locale_mask)1 << l;
		}
	}
	builder_note_value(b, key, have, map);
	return p;
}

static struct pieces build_pieces(struct builder *b, struct yaml_node *n, const char *key)
{
	if (!n || n->bad)
		return (struct pieces){0};
	return n->kind == YAML_MAP ? mapped_pieces(b, n, key) : plain_pieces(b, n, key);
}

/* --- choices ----------------------------------------------------------------------- */

/* SPREAD_ALL: the texts are names of words in a layout, the same in all locales. */
static struct pieces build_choices(struct builder *b, struct yaml_node *list, enum spread spread)
{
	static const char *const keys[] = {"right", "wrong", "choice"};
	struct pieces p = {0};
	size_t i, k;

	if (!list || list->kind != YAML_LIST)
		return p;
	p.v = ARENA_ARRAY(b->a, list->n, struct piece);
	for (i = 0; i < list->n; i++) {
		struct yaml_node *n = list->item[i];
		struct piece *c = &p.v[p.n];

		for (k = 0; k < countof(keys) && !get(n, keys[k]); k++)
			;
		if (k == countof(keys))
			continue;
		name_piece(b, c, n);
		c->verdict = (enum verdict_of)k;
		c->text = build_ltext(b, get(n, keys[k]), spread, "choices");
		c->image = build_image(b, get(n, "image"), "choices.image");
		c->feedback = build_ltext(b, get(n, "feedback"), SPREAD_PROSE, "choices.feedback");
		c->last = build_bool(get(n, "last"), false);
		p.n++;
	}
	return p;
}

static size_t count_right(const struct pieces *p, enum verdict_of verdict)
{
	size_t i, n = 0;

	for (i = 0; i < p->n; i++)
		n += p->v[i].verdict == verdict;
	return n;
}

static void check_choices(struct builder *b, const struct question *q, const struct yaml_node *list)
{
	size_t right = count_right(&q->choices, CHOICE_RIGHT);
	bool scored = count_right(&q->choices, CHOICE_UNSCORED) < q->choices.n;
	const char *variant = NULL;
	struct finding *f;

	if (!list || !q->choices.n || !scored || q->choices.n < list->n)
		return; /* without choices, unscored, or one of them could not be read */
	if (right == 0)
		variant = "none";
	else if (q->type == QUESTION_SINGLE_CHOICE && right > 1)
		variant = "several";
	else if (q->type == QUESTION_MULTIPLE_CHOICE && right == 1)
		variant = "one";
	if (!variant)
		return;
	f = build_finding(b, RULE_RIGHT_CHOICES, span_of(list), "choices");
	finding_variant(f, variant);
	finding_arg_fmt(&b->u->findings, f, "count", "%zu", right);
}

/* --- layouts ----------------------------------------------------------------------- */

/* With a layout, `right: name` holds a name: the words in the layout are the text. */
static bool is_picked(const struct question *q)
{
	return q->layout.v && q->choices.n;
}

static struct piece *find_piece(struct pieces *p, struct str name)
{
	size_t i;

	for (i = 0; i < p->n; i++)
		if (str_eq(p->v[i].name, name))
			return &p->v[i];
	return NULL;
}

static int find_field(const struct question *q, struct str name)
{
	size_t i;

	for (i = 0; i < q->nfield; i++)
		if (str_eq(q->field[i].name, name))
			return (int)i;
	return -1;
}

static void known_fields(struct builder *b, struct finding *f, const struct question *q)
{
	struct str *name = ARENA_ARRAY(b->a, q->nfield, struct str);
	size_t i;

	for (i = 0; i < q->nfield; i++)
		name[i] = q->field[i].name;
	build_known(b, f, name, q->nfield);
}

static void known_pieces(struct builder *b, struct finding *f, const struct pieces *p)
{
	struct str *name = ARENA_ARRAY(b->a, p->n, struct str);
	size_t i;

	for (i = 0; i < p->n; i++)
		name[i] = p->v[i].name;
	build_known(b, f, name, p->n);
}

/* The layout of one locale. */
struct laid {
	const struct question *q;
	const struct yaml_node *node;
	struct str text;
	size_t locale;
};

/* Where in the bytes of the layout PLACE is written the last time; all of the layout if nowhere. */
static struct place_span find_in_layout(struct builder *b, const struct laid *l, struct str place)
{
	struct place_span at = span_of(l->node);
	struct str bytes = str_sub(b->doc->bytes, at.start, at.end);
	size_t i;

	for (i = 0; place.n && i + place.n <= bytes.n; i++) {
		if (!str_eq(str_sub(bytes, i, i + place.n), place))
			continue;
		at.start = l->node->start + (uint32_t)i;
		at.end = at.start + (uint32_t)place.n;
	}
	return at;
}

/* True if RULE was told of NAME at that place already: of another locale with the same value. */
static bool is_told(const struct builder *b, enum rule rule, struct place_span at, struct str name)
{
	const struct findings *fs = &b->u->findings;
	size_t i;

	for (i = 0; i < fs->n; i++)
		if (fs->v[i]->rule == rule && fs->v[i]->place.start == at.start && fs->v[i]->narg &&
		    str_eq(fs->v[i]->arg[0].value, name))
			return true;
	return false;
}

/* The place of NAME as authors write it in a layout. */
static struct str place_of(struct builder *b, const struct laid *l, struct str name)
{
	return arena_fmt(b->a, l->q->type == QUESTION_FIELDS ? "${%.*s}" : "](#%.*s)", STR_ARG(name));
}

static void layout_finding(struct builder *b, enum rule rule, const struct laid *l, struct str name,
			   struct str found, const char *variant)
{
	bool fields = l->q->type == QUESTION_FIELDS;
	struct place_span at = find_in_layout(b, l, found);
	struct finding *f;

	if (is_told(b, rule, at, name))
		return;
	f = build_finding(b, rule, at, "layout");
	finding_variant(f, variant ? variant : fields ? NULL : "choice");
	finding_arg(&b->u->findings, f, "name", name);
	finding_arg(&b->u->findings, f, "place",
		    arena_fmt(b->a, fields ? "${%.*s}" : "[…](#%.*s)", STR_ARG(name)));
	finding_arg(&b->u->findings, f, "locale", b->config->locale[l->locale].id);
	if (fields)
		known_fields(b, f, l->q);
	else
		known_pieces(b, f, &l->q->choices);
}

/* Choices whose words stand in the layout get the words as their text; false for no choice. */
static bool pick_words(struct builder *b, struct question *q, const struct layout_span *s,
		       const struct laid *l)
{
	struct piece *c = find_piece(&q->choices, s->name);

	if (!c) {
		layout_finding(b, RULE_LAYOUT_NAME, l, s->name, place_of(b, l, s->name), NULL);
		return false;
	}
	c->text.v[l->locale] = arena_str(b->a, s->words);
	c->text.have |= (locale_mask)1 << l->locale;
	return true;
}

/* KNOWN: all names in the layout are known; else one that is missing may be misspelt there. */
static void check_placed(struct builder *b, const struct laid *l, const struct layout_span *span, size_t n,
			 bool known)
{
	const struct question *q = l->q;
	bool fields = q->type == QUESTION_FIELDS;
	size_t i, k, want = fields ? q->nfield : q->choices.n;

	for (i = 0; i < want; i++) {
		struct str name = fields ? q->field[i].name : q->choices.v[i].name;
		size_t count = 0;

		for (k = 0; k < n; k++)
			count += (span[k].kind == LAYOUT_FIELD) == fields && str_eq(span[k].name, name);
		if (count == 0 && known)
			layout_finding(b, RULE_LAYOUT_MISSING, l, name, STR(""), NULL);
		else if (count > 1)
			layout_finding(b, RULE_LAYOUT_TWICE, l, name, place_of(b, l, name), NULL);
	}
}

/* False if a field's name could not be read: what places it is not odd then. */
static bool names_readable(const struct question *q)
{
	size_t i;

	for (i = 0; i < q->nfield && q->field[i].name.p; i++)
		;
	return i == q->nfield;
}

/* From an odd "${" to its brace or the end of its line. */
static struct str odd_piece(struct str text, size_t start)
{
	size_t line = str_find(text, '\n', start), close = str_find(text, '}', start);

	return str_sub(text, start, close < line ? close + 1 : line);
}

static void build_layout_of(struct builder *b, struct question *q, const struct laid *l)
{
	struct layout_span *span;
	size_t k, n = text_layout(&span, l->text, b->tree_arena);
	bool known = true;

	for (k = 0; k < n; k++) {
		const struct layout_span *s = &span[k];

		if (s->kind == LAYOUT_WORDS) {
			known = (q->type == QUESTION_FIELDS || pick_words(b, q, s, l)) && known;
		} else if (s->kind == LAYOUT_ODD) {
			layout_finding(b, RULE_LAYOUT_NAME, l, s->name, odd_piece(l->text, s->start), "odd");
			known = false;
		} else if (find_field(q, s->name) < 0) {
			layout_finding(b, RULE_LAYOUT_NAME, l, s->name, place_of(b, l, s->name), NULL);
			known = false;
		}
	}
	check_placed(b, l, span, n, known);
}

static void build_layout(struct builder *b, struct question *q, struct yaml_node *n)
{
	struct yaml_node *node[LIMIT_LOCALES];
	size_t l;

	spread_nodes(b, node, n, SPREAD_PROSE);
	for (l = 0; q->layout.v && l < b->nlocale; l++)
		if (q->layout.v[l].p)
			build_layout_of(b, q, &(struct laid){q, node[l], q->layout.v[l], l});
}

/* The names written as `right: name` become names; texts come from the layout. */
static void name_picked(struct builder *b, struct question *q)
{
	size_t i;

	for (i = 0; i < q->choices.n; i++) {
		struct piece *c = &q->choices.v[i];
		int l = first_locale(&c->text);

		if (!c->name.p && l >= 0)
			c->name = c->text.v[l];
		c->text =
		    (struct ltext){ARENA_ARRAY(b->a, b->nlocale, struct str), 0, c->at.start, c->at.end};
	}
}

/* --- fields ------------------------------------------------------------------------ */

static struct mistake *build_mistakes(struct builder *b, struct yaml_node *n, size_t *count)
{
	struct mistake *v;
	size_t i, total;

	*count = 0;
	if (!n || n->bad)
		return NULL;
	total = n->kind == YAML_LIST ? n->n : 1;
	v = ARENA_ARRAY(b->a, total, struct mistake);
	for (i = 0; i < total; i++) {
		struct yaml_node *m = n->kind == YAML_LIST ? n->item[i] : n;

		v[i].answers = build_llist(b, get(m, "answers"), SPREAD_ALL, "mistakes.answers");
		v[i].feedback = build_ltext(b, get(m, "feedback"), SPREAD_PROSE, "mistakes.feedback");
	}
	*count = total;
	return v;
}

/* `between: [a, b]`, by locale or not. */
static struct llist build_between(struct builder *b, struct yaml_node *n)
{
	return build_llist(b, n, SPREAD_ALL, "between");
}

static void build_answer(struct builder *b, struct field *f, const struct yaml_node *from)
{
	unsigned otherwise = f->type == FIELD_TEXT ? IGNORE_DEFAULT : 0;

	f->accept = build_llist(b, get(from, "accept"), SPREAD_ALL, "accept");
	f->pattern = build_ltext(b, get(from, "pattern"), SPREAD_ALL, "pattern");
	f->plus_or_minus = build_ltext(b, get(from, "plus_or_minus"), SPREAD_ALL, "plus_or_minus");
	f->between = build_between(b, get(from, "between"));
	f->mistake = build_mistakes(b, get(from, "mistakes"), &f->nmistake);
	if (f->pattern.v)
		otherwise = IGNORE_CASE;
	f->written = yaml_get(from, "accept") || yaml_get(from, "pattern") || yaml_get(from, "between") ||
		     yaml_get(from, "plus_or_minus");
	f->ignore = otherwise;
}

static bool writes_answer(const struct yaml_node *field)
{
	return field &&
	       (yaml_get(field, "accept") || yaml_get(field, "pattern") || yaml_get(field, "between") ||
		yaml_get(field, "plus_or_minus") || yaml_get(field, "mistakes"));
}

static void build_field(struct builder *b, struct question *q, struct str name, const struct view *v)
{
	static const char *const types[] = {"text", "number", "date", "select"};
	static const char *const precisions[] = {NULL, "year", "month", "day", "minute"};
	struct field *f = &q->field[q->nfield++];
	const struct yaml_node *answer = writes_answer(v->variant) ? v->variant : v->own;
	struct yaml_node *n;

	f->name = name;
	f->at = span_of(v->variant ? v->variant : v->own);
	f->type = (enum field_type)build_word(view_get(v, "type"), types, countof(types), FIELD_TEXT);
	f->label = build_ltext(b, view_get(v, "label"), SPREAD_PROSE, "label");
	f->placeholder = build_ltext(b, view_get(v, "placeholder"), SPREAD_PROSE, "placeholder");
	f->size = build_count(view_get(v, "size"), 0);
	f->unit = build_llist(b, view_get(v, "unit"), SPREAD_ALL, "unit");
	f->precision = (enum precision)build_word(view_get(v, "precision"), precisions, countof(precisions),
						  PRECISION_NONE);
	f->options = build_pieces(b, view_get(v, "options"), "options");
	build_answer(b, f, answer ? answer : v->own);
	n = view_get(v, "ignore");
	f->ignore = build_words(n, ignore_words, countof(ignore_words), f->ignore);
}

static void build_fields(struct builder *b, struct question *q, const struct view *v)
{
	struct yaml_node *own = get(v->own, "fields"), *other = v->variant ? get(v->variant, "fields") : NULL;
	size_t i, total = (own ? own->n : 0) + (other ? other->n : 0);

	if ((own && own->kind != YAML_MAP) || (other && other->kind != YAML_MAP))
		return;
	q->field = ARENA_ARRAY(b->a, total, struct field);
	for (i = 0; own && i < own->n; i++) {
		struct yaml_pair *o = other ? yaml_get_pair(other, own->pair[i].key->text) : NULL;
		struct view fv = {own->pair[i].value, o ? o->value : NULL, false};

		build_field(b, q, build_str(b, own->pair[i].key), &fv);
	}
	for (i = 0; other && i < other->n; i++) {
		struct view fv = {other->pair[i].value, NULL, false};

		if (!own || !yaml_get_pair(own, other->pair[i].key->text))
			build_field(b, q, build_str(b, other->pair[i].key), &fv);
	}
}

/* The challenge's options serve every select that has none of its own. */
static void share_options(struct builder *b, struct question *q, struct yaml_node *shared)
{
	size_t i;

	for (i = 0; i < q->nfield; i++)
		if (q->field[i].type == FIELD_SELECT && !q->field[i].options.n && shared)
			q->field[i].options = build_pieces(b, shared, "options");
}

/* --- groups ------------------------------------------------------------------------ */

/* `sets` by locale: each a list of synonyms or a single one. */
static void build_sets(struct builder *b, struct group *g, struct yaml_node *n)
{
	struct yaml_node *node[LIMIT_LOCALES];
	locale_mask have = spread_nodes(b, node, n, SPREAD_ALL);
	size_t l, i;

	for (l = 0; l < b->nlocale; l++) {
		if (!node[l] || node[l]->kind != YAML_LIST)
			continue;
		if (!g->set) {
			g->nset = node[l]->n;
			g->set = ARENA_ARRAY(b->a, g->nset, struct answer_set);
			for (i = 0; i < g->nset; i++)
				g->set[i].synonyms.v = ARENA_ARRAY(b->a, b->nlocale, struct str_list);
		}
		if (node[l]->n != g->nset)
			shape_finding(b, node[l], g->nset, node[l]->n, "groups.sets");
		for (i = 0; i < node[l]->n && i < g->nset; i++) {
			g->set[i].synonyms.v[l] = build_strs(b, node[l]->item[i]);
			g->set[i].synonyms.have |= (locale_mask)1 << l;
			g->set[i].synonyms.start = node[l]->item[i]->start;
			g->set[i].synonyms.end = node[l]->item[i]->end;
		}
	}
	if (n)
		builder_note_value(b, "groups.sets", have, n);
}

static void unknown_field(struct builder *b, const struct question *q, const struct yaml_node *n)
{
	struct finding *f = build_finding(b, RULE_UNKNOWN_FIELD, span_of(n), "groups.fields");

	if (b->status == STATUS_DRAFT)
		f->severity = SEVERITY_WARNING;
	finding_arg(&b->u->findings, f, "name", n->text);
	known_fields(b, f, q);
}

/* False if a field of the group could not be read or is not known. */
static bool build_group(struct builder *b, struct question *q, struct yaml_node *n)
{
	struct group *g = &q->group[q->ngroup++];
	struct yaml_node *fields = get(n, "fields");
	size_t i;

	g->at = span_of(n);
	g->ignore = build_words(get(n, "ignore"), ignore_words, countof(ignore_words), IGNORE_DEFAULT);
	build_sets(b, g, get(n, "sets"));
	if (!fields || fields->kind != YAML_LIST)
		return false;
	g->field = ARENA_ARRAY(b->a, fields->n, uint32_t);
	for (i = 0; i < fields->n; i++) {
		int f = find_field(q, build_str(b, fields->item[i]));

		if (f >= 0)
			g->field[g->nfield++] = (uint32_t)f;
		else if (names_readable(q) && !fields->item[i]->bad)
			unknown_field(b, q, fields->item[i]);
	}
	return g->nfield == fields->n;
}

static bool build_groups(struct builder *b, struct question *q, const struct view *v)
{
	struct yaml_node *n = view_get(v, "groups");
	size_t i, total = !n ? 0 : n->kind == YAML_LIST ? n->n : 1;
	bool known = n || !yaml_get(v->own, "groups");

	q->group = ARENA_ARRAY(b->a, total, struct group);
	for (i = 0; i < total; i++)
		known = build_group(b, q, n->kind == YAML_LIST ? n->item[i] : n) && known;
	return known;
}

static bool in_group(const struct question *q, size_t field)
{
	size_t g, i;

	for (g = 0; g < q->ngroup; g++)
		for (i = 0; i < q->group[g].nfield; i++)
			if (q->group[g].field[i] == field)
				return true;
	return false;
}

/* Every field can be answered: on its own or in a group. Lesson questions too. */
static void check_answers(struct builder *b, const struct question *q)
{
	size_t i;

	for (i = 0; i < q->nfield; i++) {
		const struct field *f = &q->field[i];
		struct finding *fd;

		if (f->written || !f->name.p || in_group(q, i))
			continue;
		fd = build_finding(b, RULE_NO_ANSWER, f->at, "fields");
		finding_arg(&b->u->findings, fd, "name", f->name);
		if (b->status == STATUS_DRAFT)
			fd->severity = SEVERITY_WARNING;
	}
}

/* One right answer of a select in one locale: an option, unless there are none in it. */
static void check_option(struct builder *b, const struct field *f, size_t locale, struct str answer)
{
	struct place_span at = {f->accept.start, f->accept.end};
	struct str *known = ARENA_ARRAY(b->a, f->options.n, struct str);
	struct finding *fd;
	size_t i, n = 0;

	for (i = 0; i < f->options.n; i++) {
		const struct ltext *t = &f->options.v[i].text;

		if (!t->v || !t->v[locale].p)
			continue;
		if (str_eq(t->v[locale], answer))
			return;
		known[n++] = t->v[locale];
	}
	if (!n || is_told(b, RULE_OPTION_MISSING, at, answer))
		return;
	fd = build_finding(b, RULE_OPTION_MISSING, at, "accept");
	finding_arg(&b->u->findings, fd, "text", answer);
	finding_arg(&b->u->findings, fd, "name", f->name);
	finding_arg(&b->u->findings, fd, "locale", b->config->locale[locale].id);
	build_known(b, fd, known, n);
}

static void check_options(struct builder *b, const struct field *f)
{
	size_t l, k;

	for (l = 0; f->type == FIELD_SELECT && f->accept.v && l < b->nlocale; l++)
		for (k = 0; k < f->accept.v[l].n; k++)
			check_option(b, f, l, f->accept.v[l].v[k]);
}

/* --- matchings --------------------------------------------------------------------- */

static struct pieces build_targets(struct builder *b, struct yaml_node *map)
{
	struct pieces p = {0};
	size_t i;

	if (!map || map->kind != YAML_MAP)
		return p;
	p.v = ARENA_ARRAY(b->a, map->n, struct piece);
	for (i = 0; i < map->n; i++) {
		struct piece *t = &p.v[p.n++];

		t->target = UINT32_MAX;
		t->name = build_str(b, map->pair[i].key);
		t->at = span_of(map->pair[i].key);
		t->text = build_ltext(b, map->pair[i].value, SPREAD_PROSE, "targets");
	}
	return p;
}

static void resolve_targets(struct builder *b, struct question *q, struct yaml_node *list)
{
	size_t i;

	for (i = 0; list && list->kind == YAML_LIST && i < list->n && i < q->items.n; i++) {
		struct yaml_node *is = get(list->item[i], "is");
		struct piece *t = is ? find_piece(&q->targets, is->text) : NULL;

		if (t) {
			q->items.v[i].target = (uint32_t)(t - q->targets.v);
		} else if (is && q->targets.n) {
			struct finding *f = build_finding(b, RULE_UNKNOWN_TARGET, span_of(is), "items.is");

			finding_arg(&b->u->findings, f, "name", is->text);
			known_pieces(b, f, &q->targets);
		}
	}
}

static void check_items(struct builder *b, const struct question *q, const struct yaml_node *list)
{
	size_t least = q->type == QUESTION_ORDERING ? 3 : 2;
	struct finding *f;

	if (!list || q->items.n >= least)
		return;
	f = build_finding(b, RULE_TOO_FEW_ITEMS, span_of(list), "items");
	finding_variant(f, q->type == QUESTION_ORDERING ? NULL : "matching");
	if (b->status == STATUS_DRAFT)
		f->severity = SEVERITY_WARNING;
}

/* --- all of it ----------------------------------------------------------------------- */

static void build_keys_of(struct builder *b, struct question *q, struct str keyed, int base)
{
	size_t i;

	build_keys(b, &q->choices, keyed, base);
	build_keys(b, &q->items, keyed, base);
	build_keys(b, &q->targets, keyed, base);
	for (i = 0; i < q->nfield; i++)
		build_keys(b, &q->field[i].options, keyed, base);
}

static void build_simulator(struct builder *b, struct question *q, const struct view *v)
{
	static const char *const judges[] = {"answer", "simulator"};
	bool own = v->variant && (yaml_get(v->variant, "accept") || yaml_get(v->variant, "mistakes"));
	const struct yaml_node *from = own ? v->variant : v->own;

	q->judge_simulator = build_word(get(v->own, "judge"), judges, 2, 0) == 1;
	q->accept = build_llist(b, get(from, "accept"), SPREAD_ALL, "accept");
	q->mistake = build_mistakes(b, get(from, "mistakes"), &q->nmistake);
	q->ignore = build_words(view_get(v, "ignore"), ignore_words, countof(ignore_words), IGNORE_DEFAULT);
}

void build_question(struct builder *b, struct question *q, const struct view *v, struct str keyed, int base)
{
	struct yaml_node *feedback = view_inherited(v, "feedback"), *list = view_get(v, "items");
	bool groups;
	size_t i;

	q->type = (enum question_type)build_word(get(v->own, "type"), type_words, countof(type_words),
						 QUESTION_NONE);
	q->layout = build_ltext(b, view_get(v, "layout"), SPREAD_PROSE, "layout");
	q->shuffle = build_bool(get(v->own, "shuffle"), true);
	q->each_once = build_bool(get(v->own, "each_once"), false);
	q->feedback_right = build_ltext(b, get(feedback, "right"), SPREAD_PROSE, "feedback.right");
	q->feedback_wrong = build_ltext(b, get(feedback, "wrong"), SPREAD_PROSE, "feedback.wrong");
	q->choices = build_choices(b, view_get(v, "choices"), q->layout.v ? SPREAD_ALL : SPREAD_PROSE);
	check_choices(b, q, view_get(v, "choices"));
	build_fields(b, q, v);
	share_options(b, q, view_get(v, "options"));
	groups = build_groups(b, q, v);
	q->targets = build_targets(b, view_get(v, "targets"));
	q->items = build_pieces(b, list, "items");
	if (q->type == QUESTION_MATCHING)
		resolve_targets(b, q, list);
	if (q->type == QUESTION_MATCHING || q->type == QUESTION_ORDERING)
		check_items(b, q, list);
	if (q->type == QUESTION_SIMULATOR)
		build_simulator(b, q, v);
	if (is_picked(q))
		name_picked(b, q);
	if (names_readable(q))
		build_layout(b, q, view_get(v, "layout"));
	if (groups)
		check_answers(b, q);
	for (i = 0; i < q->nfield; i++) {
		check_options(b, &q->field[i]);
		check_numbers(b, &q->field[i]);
	}
	build_keys_of(b, q, keyed, base);
}
