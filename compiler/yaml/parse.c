/*
 * From libyaml's events to the tree. libyaml counts code points and calls a
 * block scalar's end what is the beginning of the next thing; both are put right
 * here, so that all later offsets are bytes of the text.
 */
#include <yaml.h>

#include "base/alloc.h"
#include "base/map.h"
#include "base/utf8.h"
#include "yaml/yaml_int.h"

/* One byte offset is kept for each CHUNK code points. */
#define CHUNK 64

struct offsets {
	uint32_t *at; /* NULL when the text is ASCII only */
	size_t n;
};

struct frame {
	struct yaml_node *node;
	struct yaml_node *key; /* the key that waits for its value */
	size_t cap;
	int32_t indent; /* column of the block collection, or of the one around */
	bool flow;
	bool pair; /* a pair without braces in a list: [key: value] */
};

struct builder {
	struct yaml_reading *r;
	struct offsets offsets;
	struct frame stack[LIMIT_YAML_DEPTH + 1];
	size_t depth;
	size_t fed; /* bytes that libyaml was given */
	unsigned events;
	bool ended;
	struct map anchors;  /* name -> number of the issue */
	struct str fed_text; /* what libyaml is given: the text, but for harmless tabs */
};

static void offsets_init(struct offsets *o, struct str text, struct arena *a)
{
	size_t i, chars = 0;

	*o = (struct offsets){0};
	for (i = 0; i < text.n && !(text.p[i] & 0x80); i++)
		;
	if (i == text.n)
		return;
	o->at = ARENA_ARRAY(a, text.n / CHUNK + 2, uint32_t);
	for (i = 0; i < text.n; i++) {
		if (((unsigned char)text.p[i] & 0xc0) == 0x80)
			continue;
		if (chars++ % CHUNK == 0)
			o->at[o->n++] = (uint32_t)i;
	}
}

/* The byte offset of code point number INDEX. */
static uint32_t offset_of(const struct builder *b, size_t index)
{
	struct str text = b->r->text;
	size_t i, rest;

	if (!b->offsets.at)
		return (uint32_t)(index < text.n ? index : text.n);
	if (index / CHUNK >= b->offsets.n)
		return (uint32_t)text.n;
	i = b->offsets.at[index / CHUNK];
	for (rest = index % CHUNK; rest && i < text.n; rest--)
		do
			i++;
		while (i < text.n && ((unsigned char)text.p[i] & 0xc0) == 0x80);
	return (uint32_t)i;
}

static void stop(struct builder *b, enum rule rule, const char *variant, uint32_t start, uint32_t end)
{
	if (b->r->stop.rule == RULE_COUNT)
		b->r->stop = (struct yaml_stop){rule, variant, start, end, NOWHERE};
}

static struct yaml_issue *add_issue(struct builder *b, enum rule rule, const char *variant, uint32_t start,
				    uint32_t end)
{
	struct yaml_reading *r = b->r;

	ARENA_GROW(r->arena, r->issue, r->nissue, r->issue_cap);
	r->issue[r->nissue] = (struct yaml_issue){.rule = rule,
						  .variant = variant,
						  .start = start,
						  .end = end,
						  .also_start = NOWHERE,
						  .also_end = NOWHERE};
	return &r->issue[r->nissue++];
}

static struct frame *top(struct builder *b)
{
	return b->depth ? &b->stack[b->depth - 1] : NULL;
}

static void add_key(struct builder *b, struct frame *f, struct yaml_node *key)
{
	f->key = key;
	if (key->kind != YAML_SCALAR)
		add_issue(b, RULE_KEY_NOT_TEXT, "collection", key->start, key->start + 1);
	else if (key->start == key->end)
		add_issue(b, RULE_KEY_NOT_TEXT, "empty", key->start, key->start);
	else if (key->text.n > LIMIT_KEY_BYTES)
		add_issue(b, RULE_YAML_LIMIT, "key", key->start, key->end);
}

/* Puts NODE where it belongs: the root, a list's item, a map's key or value. */
static void attach(struct builder *b, struct yaml_node *node)
{
	struct frame *f = top(b);

	if (!f) {
		b->r->doc->root = node;
	} else if (f->node->kind == YAML_LIST) {
		ARENA_GROW(b->r->arena, f->node->item, f->node->n, f->cap);
		f->node->item[f->node->n++] = node;
	} else if (!f->key) {
		add_key(b, f, node);
	} else {
		ARENA_GROW(b->r->arena, f->node->pair, f->node->n, f->cap);
		f->node->pair[f->node->n++] = (struct yaml_pair){f->key, node};
		f->key = NULL;
	}
}

static void add_lexeme(struct builder *b, struct yaml_node *node, uint32_t start, uint32_t end, bool is_key)
{
	struct yaml_reading *r = b->r;
	struct frame *f = top(b);

	ARENA_GROW(r->arena, r->lexeme, r->nlexeme, r->cap);
	r->lexeme[r->nlexeme++] = (struct yaml_lexeme){
	    start, end, node, f ? f->indent : -1, is_key, f && f->flow, is_key && f && f->pair};
}

static enum yaml_style scalar_style(yaml_scalar_style_t style)
{
	switch (style) {
	case YAML_SINGLE_QUOTED_SCALAR_STYLE:
		return YAML_SINGLE;
	case YAML_DOUBLE_QUOTED_SCALAR_STYLE:
		return YAML_DOUBLE;
	case YAML_LITERAL_SCALAR_STYLE:
		return YAML_LITERAL;
	case YAML_FOLDED_SCALAR_STYLE:
		return YAML_FOLDED;
	default:
		return YAML_PLAIN;
	}
}

static bool is_block_scalar(const struct yaml_node *n)
{
	return n->style == YAML_LITERAL || n->style == YAML_FOLDED;
}

/* "\0", "\u202E" and the like: what the file may not hold, no text may hold. */
static bool has_odd_character(struct str s)
{
	size_t i = 0;

	while (i < s.n)
		if (yaml_is_odd_character(utf8_next(s, &i)))
			return true;
	return false;
}

static void check_scalar(struct builder *b, const struct yaml_node *n)
{
	if (b->depth == 0 && is_block_scalar(n))
		add_issue(b, RULE_NOT_IN_SUBSET, "root-block", n->start, n->start + 1);
	if (n->text.n > LIMIT_TEXT_BYTES)
		add_issue(b, RULE_YAML_LIMIT, "text", n->start, n->start + 1);
	if (n->style == YAML_DOUBLE && has_odd_character(n->text))
		add_issue(b, RULE_ODD_CHARACTER, "escaped", n->start, n->end);
}

static void on_scalar(struct builder *b, const yaml_event_t *e)
{
	struct frame *f = top(b);
	struct yaml_node *n = ARENA_NEW(b->r->arena, struct yaml_node);
	bool is_key = f && f->node->kind == YAML_MAP && !f->key;

	n->kind = YAML_SCALAR;
	n->style = scalar_style(e->data.scalar.style);
	n->text =
	    arena_str(b->r->arena, (struct str){(const char *)e->data.scalar.value, e->data.scalar.length});
	n->type = n->style == YAML_PLAIN ? yaml_core_type(n->text) : YAML_TEXT;
	n->bad = e->data.scalar.anchor || e->data.scalar.tag;
	n->start = offset_of(b, e->start_mark.index);
	n->end = offset_of(b, e->end_mark.index);
	if (is_block_scalar(n) && !n->bad)
		n->end = yaml_block_end(b->r->text, n->start, n->end, f ? f->indent : -1);
	check_scalar(b, n);
	if ((n->style == YAML_SINGLE || n->style == YAML_DOUBLE) && e->start_mark.line != e->end_mark.line) {
		b->r->long_quote = n->start;
		b->r->long_quote_end = n->end;
	}
	if (n->end > n->start)
		add_lexeme(b, n, n->start, n->end, is_key);
	attach(b, n);
}

/* Where the bracket stands: behind an anchor or tag, when there is one. */
static uint32_t bracket_at(struct builder *b, const yaml_event_t *e, uint32_t start)
{
	uint32_t end = offset_of(b, e->end_mark.index);

	return end > start && strchr("[{", b->r->text.p[end - 1]) ? end - 1 : start;
}

static void on_start(struct builder *b, const yaml_event_t *e, enum yaml_kind kind, bool flow)
{
	struct yaml_node *n = ARENA_NEW(b->r->arena, struct yaml_node);
	uint32_t start = offset_of(b, e->start_mark.index);
	int32_t around = b->depth ? top(b)->indent : -1;
	bool pair;

	if (b->depth == LIMIT_YAML_DEPTH) {
		stop(b, RULE_YAML_LIMIT, "depth", start, start + 1);
		return;
	}
	if (flow)
		start = bracket_at(b, e, start);
	pair = flow && (start >= b->r->text.n || !strchr("[{", b->r->text.p[start]));
	n->kind = kind;
	n->style = flow ? YAML_FLOW : YAML_BLOCK;
	n->start = n->end = start;
	if (flow && !pair)
		add_lexeme(b, NULL, start, start + 1, false);
	attach(b, n);
	b->stack[b->depth++] = (struct frame){
	    .node = n, .flow = flow, .pair = pair, .indent = flow ? around : (int32_t)e->start_mark.column};
}

static void check_duplicates(struct builder *b, const struct yaml_node *map);

static void on_end(struct builder *b, const yaml_event_t *e)
{
	struct frame *f = top(b);
	struct yaml_node *n = f->node;

	if (n->kind == YAML_MAP)
		check_duplicates(b, n);
	if (f->flow && !f->pair) {
		n->end = offset_of(b, e->end_mark.index);
		add_lexeme(b, NULL, n->end - 1, n->end, false);
	} else if (n->n) {
		const struct yaml_node *last =
		    n->kind == YAML_LIST ? n->item[n->n - 1] : n->pair[n->n - 1].value;

		if (n->kind == YAML_MAP && last->end < n->pair[n->n - 1].key->end)
			last = n->pair[n->n - 1].key;
		n->end = last->end > n->start ? last->end : n->start;
	}
	b->depth--;
}

/* --- anchors, aliases and tags: mostly Markdown at the beginning of a text --- */

static struct yaml_issue *refuse_property(struct builder *b, const char *variant, const yaml_event_t *e,
					  const yaml_char_t *name)
{
	uint32_t start = offset_of(b, e->start_mark.index);
	struct yaml_issue *issue = add_issue(b, RULE_NOT_IN_SUBSET, variant, start, start + 1);

	issue->name = arena_str(b->r->arena, str_c((const char *)name));
	issue->is_markup = true;
	return issue;
}

/* An anchor that an alias uses is no Markdown; nor is a tag of YAML itself. */
static void on_properties(struct builder *b, const yaml_event_t *e, const yaml_char_t *anchor,
			  const yaml_char_t *tag)
{
	struct yaml_issue *issue;

	if (anchor) {
		issue = refuse_property(b, "anchor", e, anchor);
		b->r->has_anchor = true;
		map_set(&b->anchors, issue->name, (uint32_t)(b->r->nissue - 1));
	} else if (tag) {
		issue = refuse_property(b, "tag", e, tag);
		issue->is_markup = !str_starts(issue->name, STR("tag:"));
	}
}

static void on_alias(struct builder *b, const yaml_event_t *e)
{
	struct yaml_node *n = ARENA_NEW(b->r->arena, struct yaml_node);
	struct yaml_issue *issue = refuse_property(b, "alias", e, e->data.alias.anchor);
	uint32_t end = offset_of(b, e->end_mark.index);
	uint32_t anchor = map_get(&b->anchors, issue->name);

	if (anchor != MAP_NONE) {
		issue->is_markup = false;
		issue->is_consequence = true;
		issue = &b->r->issue[anchor];
		issue->is_markup = false;
		if (issue->also_start == NOWHERE) {
			issue->also_start = offset_of(b, e->start_mark.index);
			issue->also_end = end;
		}
	}
	n->style = YAML_PLAIN;
	n->bad = true;
	n->start = offset_of(b, e->start_mark.index);
	n->end = end;
	n->text = arena_str(b->r->arena, str_sub(b->r->text, n->start, n->end));
	n->type = YAML_TEXT;
	add_lexeme(b, n, n->start, n->end, top(b) && top(b)->node->kind == YAML_MAP && !top(b)->key);
	attach(b, n);
}

/* Behind the document only comments and "..." may follow. */
static void on_document_end(struct builder *b, const yaml_event_t *e)
{
	struct str s = b->r->text;
	size_t i = offset_of(b, e->start_mark.index);
	bool marked = false;

	b->ended = true;
	while (i < s.n) {
		if (yaml_is_space(s.p[i]) || yaml_is_break(s.p[i])) {
			i++;
		} else if (s.p[i] == '#') {
			i = yaml_line_end(s, i);
		} else if (str_starts(str_sub(s, i, s.n), STR("...")) && yaml_ends_word(s, i + 3)) {
			marked = true;
			i += 3;
		} else {
			break;
		}
	}
	if (i >= s.n)
		return;
	if (str_starts(str_sub(s, i, s.n), STR("---")))
		stop(b, RULE_SEVERAL_DOCUMENTS, NULL, (uint32_t)i, (uint32_t)i + 3);
	else if (marked)
		stop(b, RULE_SEVERAL_DOCUMENTS, "dots", (uint32_t)i, (uint32_t)yaml_line_end(s, i));
	else
		stop(b, RULE_UNREADABLE_YAML, "trailing", (uint32_t)i, (uint32_t)yaml_line_end(s, i));
}

static void on_event(struct builder *b, const yaml_event_t *e)
{
	switch (e->type) {
	case YAML_ALIAS_EVENT:
		on_alias(b, e);
		break;
	case YAML_SCALAR_EVENT:
		on_properties(b, e, e->data.scalar.anchor, e->data.scalar.tag);
		on_scalar(b, e);
		break;
	case YAML_SEQUENCE_START_EVENT:
		on_properties(b, e, e->data.sequence_start.anchor, e->data.sequence_start.tag);
		on_start(b, e, YAML_LIST, e->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE);
		break;
	case YAML_MAPPING_START_EVENT:
		on_properties(b, e, e->data.mapping_start.anchor, e->data.mapping_start.tag);
		on_start(b, e, YAML_MAP, e->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE);
		break;
	case YAML_MAPPING_END_EVENT:
	case YAML_SEQUENCE_END_EVENT:
		on_end(b, e);
		break;
	case YAML_DOCUMENT_END_EVENT:
		on_document_end(b, e);
		break;
	case YAML_STREAM_END_EVENT:
		b->ended = true;
		break;
	default:
		break;
	}
}

/* --- duplicate keys ------------------------------------------------------------ */

static void refuse_duplicate(struct builder *b, const struct yaml_node *map, const struct yaml_node *first,
			     const struct yaml_node *second)
{
	struct frame *around = b->depth > 1 ? &b->stack[b->depth - 2] : NULL;
	struct yaml_issue *issue = add_issue(b, RULE_DUPLICATE_KEY, NULL, second->start, second->end);

	issue->name = second->text;
	issue->also_start = first->start;
	issue->also_end = first->end;
	if (map == b->stack[0].node)
		issue->variant = "file";
	else if (around && around->node->kind == YAML_LIST)
		issue->variant = "entry";
}

/* Keys that are no texts have findings of their own. */
static bool is_comparable(const struct yaml_node *key)
{
	return key->kind == YAML_SCALAR && key->end > key->start;
}

static void check_duplicates(struct builder *b, const struct yaml_node *map)
{
	struct map seen = {0};
	size_t i, j;

	for (i = 0; map->n <= 8 && i < map->n; i++)
		for (j = 0; j < i; j++) {
			const struct yaml_node *first = map->pair[j].key, *second = map->pair[i].key;

			if (is_comparable(first) && is_comparable(second) &&
			    str_eq(first->text, second->text)) {
				refuse_duplicate(b, map, first, second);
				break;
			}
		}
	for (i = 0; map->n > 8 && i < map->n; i++) {
		const struct yaml_node *key = map->pair[i].key;
		uint32_t first = is_comparable(key) ? map_add(&seen, key->text, (uint32_t)i) : MAP_NONE;

		if (first != MAP_NONE)
			refuse_duplicate(b, map, map->pair[first].key, key);
	}
	map_release(&seen);
}

/* --- libyaml's own complaints ---------------------------------------------------- */

/* libyaml's problems in our words: the variant of UNREADABLE_YAML. */
static const char *problem_variant(const yaml_parser_t *p)
{
	static const struct {
		const char *part, *variant;
	} table[] = {
	    {"mapping values are not allowed", "colon"},
	    {"could not find expected ':'", "no-colon"},
	    {"did not find expected key", "indent"},
	    {"did not find expected '-'", "indent"},
	    {"did not find expected ',' or", "bracket"},
	    {"did not find expected node content", "bracket-mark"},
	    {"block sequence entries", "dash"},
	    {"cannot start any token", "first-character"},
	    {"unknown escape", "escape"},
	    {"did not find expected hexdecimal", "escape"},
	    {"invalid Unicode character escape", "escape"},
	    {"mapping keys are not allowed", "question"},
	    {"did not find expected comment or line break", "block-header"},
	    {"indentation indicator equal to 0", "block-header"},
	};
	size_t i;

	for (i = 0; p->problem && i < countof(table); i++)
		if (strstr(p->problem, table[i].part))
			return table[i].variant;
	return NULL;
}

/* --- or ... at the beginning of a line. */
static bool is_marker(struct str s, size_t at)
{
	struct str mark = str_sub(s, at, at + 3);

	return (at == 0 || (at < s.n && s.p[at - 1] == '\n')) && yaml_ends_word(s, at + 3) &&
	       (str_eq_c(mark, "---") || str_eq_c(mark, "..."));
}

static void on_error(struct builder *b, const yaml_parser_t *p)
{
	uint32_t at = offset_of(b, p->problem_mark.index);
	uint32_t context = p->context ? offset_of(b, p->context_mark.index) : NOWHERE;
	struct str text = b->r->text;

	if (p->error == YAML_MEMORY_ERROR)
		alloc_failed(text.n);
	if (p->context && strstr(p->context, "quoted scalar") && !strstr(p->context, "parsing") &&
	    !problem_variant(p)) {
		stop(b, RULE_UNCLOSED_QUOTE, NULL, context, context + 1);
		b->r->stop.also = at < text.n ? at : NOWHERE;
		return;
	}
	if (at < text.n && text.p[at] == '\t') {
		stop(b, RULE_TAB, "inside", at, at + 1);
		return;
	}
	if (at < text.n && text.p[at] == ':' && strstr(p->problem, "expected key")) {
		stop(b, RULE_KEY_NOT_TEXT, "empty", at, at + 1);
		return;
	}
	if (at < text.n && text.p[at] == ',' && strstr(p->problem, "node content")) {
		stop(b, RULE_FLOW_INDICATOR, "comma", at, at + 1);
		return;
	}
	if (is_marker(text, at)) {
		stop(b, RULE_NOT_IN_SUBSET, "marker", at, at + 3);
		return;
	}
	/* At the end of the file nothing can be shown: what was open is. */
	if (at >= text.n && context != NOWHERE && context < at)
		at = context;
	if (at >= text.n)
		at = text.n ? (uint32_t)text.n - 1 : 0;
	stop(b, RULE_UNREADABLE_YAML, problem_variant(p), at, at + 1 < text.n ? at + 1 : (uint32_t)text.n);
	b->r->stop.also = context;
}

/* A % at the beginning of a line before any content is a directive; many are slow. */
static void check_directive(struct builder *b)
{
	struct str s = b->r->text;
	size_t i = 0;

	while (i < s.n && (s.p[i] == '#' || yaml_is_break(s.p[i]) || yaml_is_space(s.p[i])))
		i = s.p[i] == '#' ? yaml_line_end(s, i) : i + 1;
	if (i < s.n && s.p[i] == '%' && (i == 0 || yaml_is_break(s.p[i - 1])))
		stop(b, RULE_NOT_IN_SUBSET, "directive", (uint32_t)i, (uint32_t)yaml_line_end(s, i));
}

/*
 * Gives libyaml the text, and a line end where the last line has none: without
 * it the last line of a block would be read otherwise than YAML 1.2 says.
 */
static int feed(void *data, unsigned char *buffer, size_t size, size_t *size_read)
{
	struct builder *b = data;
	struct str s = b->fed_text;
	size_t n = s.n > b->fed ? s.n - b->fed : 0;

	if (n > size)
		n = size;
	if (n)
		memcpy(buffer, s.p + b->fed, n);
	else if (size && b->fed == s.n && s.n && s.p[s.n - 1] != '\n')
		buffer[n++] = '\n';
	b->fed += n;
	*size_read = n;
	return 1;
}

/* True if the line from START to END may be the header of a block: "key: |2- # remark". */
static bool may_begin_block(struct str s, size_t start, size_t end)
{
	size_t i;

	for (i = start; i < end; i++) {
		size_t k = i + 1;

		if (s.p[i] != '|' && s.p[i] != '>')
			continue;
		while (k < end && s.p[k] && strchr("+-0123456789", s.p[k]))
			k++;
		k = yaml_skip_space(str_sub(s, 0, end), k);
		if (k >= end || s.p[k] == '#')
			return true;
	}
	return false;
}

/* Makes blanks of the tabs in [FROM, TO) of P; true if there was one. */
static bool blank_out(char *p, size_t from, size_t to)
{
	bool found = false;

	for (; from < to; from++) {
		found = found || p[from] == '\t';
		p[from] = ' ';
	}
	return found;
}

/*
 * libyaml refuses a tab on a line without words, and before a remark, where YAML
 * takes it for a blank. When it does, such tabs become blanks in what it is
 * given, but for those that may belong to a block, and it reads once more.
 */
static bool blank_out_tabs(struct builder *b, const yaml_parser_t *parser)
{
	struct str s = b->r->text;
	size_t at = offset_of(b, parser->problem_mark.index), i, end, block = SIZE_MAX;
	bool found = false;
	char *p;

	if (b->fed_text.p != s.p || at >= s.n || s.p[at] != '\t')
		return false;
	b->fed_text = arena_str(b->r->arena, s);
	p = (char *)(uintptr_t)b->fed_text.p;
	for (i = 0; i < s.n; i = end < s.n ? (size_t)(end + (s.p[end] == '\r' ? 2 : 1)) : s.n) {
		size_t first = yaml_skip_space(s, i);

		end = yaml_line_end(s, i);
		if (first >= end || s.p[first] == '#') {
			if (block == SIZE_MAX)
				found = blank_out(p, i, first) || found;
			continue;
		}
		if (block != SIZE_MAX && first - i <= block)
			block = SIZE_MAX;
		if (block == SIZE_MAX && may_begin_block(s, first, end))
			block = first - i;
	}
	return found;
}

/* Reads from the beginning; true if it has to be done over again. */
static bool run_once(struct builder *b)
{
	yaml_parser_t parser;
	yaml_event_t event;
	bool again = false;

	if (!yaml_parser_initialize(&parser))
		alloc_failed(sizeof(parser));
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input(&parser, feed, b);
	while (!b->ended && b->r->stop.rule == RULE_COUNT) {
		if (!yaml_parser_parse(&parser, &event) || event.type == YAML_NO_EVENT) {
			again = blank_out_tabs(b, &parser);
			if (!again)
				on_error(b, &parser);
			break;
		}
		if (++b->events > LIMIT_YAML_EVENTS)
			stop(b, RULE_YAML_LIMIT, "events", 0, 0);
		else
			on_event(b, &event);
		yaml_event_delete(&event);
	}
	yaml_parser_delete(&parser);
	return again;
}

static void run(struct builder *b)
{
	struct yaml_reading *r = b->r;

	b->fed_text = r->text;
	while (run_once(b)) {
		r->nlexeme = r->nissue = 0;
		r->doc->root = NULL;
		r->long_quote = NOWHERE;
		b->depth = b->fed = 0;
		b->events = 0;
		map_release(&b->anchors);
	}
}

/* No content, or nothing but "---". */
static bool is_nothing(const struct yaml_node *root)
{
	return !root || (root->kind == YAML_SCALAR && root->start == root->end);
}

void yaml_parse(struct yaml_reading *r, struct str path, struct str text, struct arena *arena)
{
	struct builder *b = ARENA_NEW(arena, struct builder);

	*r = (struct yaml_reading){.doc = ARENA_NEW(arena, struct yaml_doc),
				   .arena = arena,
				   .text = text,
				   .stop = {.rule = RULE_COUNT},
				   .long_quote = NOWHERE};
	r->doc->path = path;
	r->doc->bytes = text;
	b->r = r;
	offsets_init(&b->offsets, text, arena);
	check_directive(b);
	if (r->stop.rule == RULE_COUNT)
		run(b);
	if (r->stop.rule == RULE_COUNT && is_nothing(r->doc->root))
		stop(b, RULE_EMPTY_FILE, NULL, 0, 0);
	map_release(&b->anchors);
}
