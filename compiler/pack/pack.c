/*
 * pack.c: rows and their columns as the caller says them; nothing is laid out.
 */
#include "pack/pack.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "pack/pack_int.h"

static struct pack_row *new_row(struct pack *p, uint32_t section, uint32_t locale)
{
	uint32_t n = pack_layout_of(section)->n; /* at most 64: one bit each */
	struct pack_row *r = arena_zero(&p->arena, 1, sizeof(*r) + n * sizeof(r->value[0]));

	if (p->is_finished)
		BUG("a row of %s after pack_finish", pxb_sections[section].tag);
	r->pack = p;
	r->section = (uint16_t)section;
	r->locale = (uint16_t)locale;
	return r;
}

static void append(struct pack_table *t, struct pack_row *r)
{
	ALLOC_GROW(t->row, t->n, t->cap);
	t->row[t->n++] = r;
}

static void add_locales(struct pack *p, const struct pack_locale *locale)
{
	uint32_t i;

	p->locale = ARENA_ARRAY(&p->arena, p->nlocale, struct pack_locale);
	for (i = 0; i < p->nlocale; i++) {
		struct pack_row *r = pack_plain(p, PXB_SEC_LOCL);

		p->locale[i] = locale[i];
		p->locale[i].tag = arena_str(&p->arena, locale[i].tag);
		pack_word(r, PXB_COL_locale_tag, p->locale[i].tag);
		pack_num(r, PXB_COL_locale_fallback,
			 locale[i].fallback < 0 ? PXB_NO_LOCALE : (uint64_t)locale[i].fallback);
		pack_num(r, PXB_COL_locale_dates, locale[i].month_first ? PXB_dates_MDY : PXB_dates_DMY);
	}
}

struct pack *pack_new(const struct pack_locale *locale, size_t nlocale, bool drafts)
{
	struct pack *p = alloc_zero(1, sizeof(*p));
	uint32_t i;

	if (!nlocale || nlocale > PXB_MAX_LOCALES)
		BUG("%zu locales", nlocale);
	arena_init(&p->arena);
	p->drafts = drafts;
	p->nlocale = (uint32_t)nlocale;
	for (i = 0; i < PXB_SEC_COUNT; i++) {
		p->table_of[i] = p->ntable;
		p->ntable += pxb_sections[i].scope == PXB_SCOPE_EACH ? p->nlocale : 1;
	}
	p->table = alloc_zero(p->ntable, sizeof(*p->table));
	add_locales(p, locale);
	return p;
}

void pack_free(struct pack *p)
{
	uint32_t i;

	if (!p)
		return;
	for (i = 0; i < PXB_ROOT_COUNT; i++)
		map_release(&p->ids[i]);
	for (i = 0; i < p->ntable; i++) {
		free(p->table[i].row);
		free(p->table[i].first);
	}
	free(p->table);
	for (i = 0; i < p->nout; i++)
		buf_release(&p->out[i].bytes);
	free(p->out);
	arena_release(&p->arena);
	free(p);
}

const char *pack_section_label(struct pack *p, uint32_t section, uint32_t locale)
{
	if (pxb_sections[section].scope == PXB_SCOPE_ONE)
		return pxb_sections[section].tag;
	return arena_fmt(&p->arena, "%s.%.*s", pxb_sections[section].tag, STR_ARG(p->locale[locale].tag)).p;
}

/* --- rows ------------------------------------------------------------------------- */

struct pack_row *pack_entity(struct pack *p, enum pxb_section_id section, struct str id)
{
	const struct pxb_section_def *d = &pxb_sections[section];
	struct pack_row *r;

	if (d->relation != PXB_REL_ENTITY || section == PXB_SEC_MEDI)
		BUG("%s has no entities", d->tag);
	r = new_row(p, section, PACK_NO_LOCALE);
	r->id = arena_str(&p->arena, id);
	r->hash = pxb_hash32(id.p, id.n);
	/* every entity but media begins with its hash and its id */
	r->value[0].num = r->hash;
	r->value[1].text = r->id;
	r->set = 3;
	map_add(&p->ids[d->root], r->id, (uint32_t)p->table[p->table_of[section]].n);
	append(&p->table[p->table_of[section]], r);
	return r;
}

struct pack_row *pack_find(const struct pack *p, enum pxb_section_id section, struct str id)
{
	uint32_t i = map_get(&p->ids[pxb_sections[section].root], id);

	return i == MAP_NONE ? NULL : p->table[p->table_of[section]].row[i];
}

struct pack_row *pack_plain(struct pack *p, enum pxb_section_id section)
{
	struct pack_row *r;

	if (pxb_sections[section].relation != PXB_REL_PLAIN || pxb_sections[section].kind != PXB_KIND_TABLE)
		BUG("%s is no plain table", pxb_sections[section].tag);
	r = new_row(p, section, PACK_NO_LOCALE);
	append(&p->table[p->table_of[section]], r);
	return r;
}

/* The section of ROLE for the root of ROW; aborts when there is none. */
static uint32_t role_section(const struct pack_row *row, enum pxb_role role)
{
	int s = pxb_section_of(pxb_sections[row->section].root, role);

	if (s < 0 || pxb_sections[s].kind != PXB_KIND_TABLE)
		BUG("%s has no table for %s", pxb_sections[row->section].tag, pxb_roles[role]);
	return (uint32_t)s;
}

/* The locale of a row of SECTION that belongs to ROW. */
static uint32_t row_locale(const struct pack_row *row, uint32_t section, uint32_t locale)
{
	if (pxb_sections[section].scope == PXB_SCOPE_ONE)
		return PACK_NO_LOCALE;
	if (row->locale != PACK_NO_LOCALE)
		return row->locale;
	if (locale >= row->pack->nlocale)
		BUG("locale %u of %s", locale, pxb_sections[section].tag);
	return locale;
}

struct pack_row *pack_beside(struct pack_row *row, enum pxb_role role, uint32_t locale)
{
	uint32_t section = role_section(row, role);
	const struct pxb_section_def *d = &pxb_sections[section];
	struct pack_row *r;

	if (!(d->relation == PXB_REL_TWIN && d->base == pxb_sections[row->section].role) &&
	    !(d->relation == PXB_REL_SPARSE && pxb_sections[row->section].relation == PXB_REL_ENTITY))
		BUG("%s has no rows beside those of %s", d->tag, pxb_sections[row->section].tag);
	locale = row_locale(row, section, locale);
	for (r = row->beside; r; r = r->next)
		if (r->section == section && r->locale == locale)
			return r;
	r = new_row(row->pack, section, locale);
	r->parent = row;
	r->next = row->beside;
	row->beside = r;
	if (d->relation == PXB_REL_SPARSE) {
		r->value[0].row = row; /* OWNER */
		r->set = 1;
	}
	return r;
}

/* The number of the SPAN column of ROW for ROLE; aborts when it has none. */
static uint32_t span_of(const struct pack_row *row, enum pxb_role role)
{
	const struct pxb_layout_def *l = pack_layout_of(row->section);
	uint32_t i;

	for (i = 0; i < l->n; i++) {
		const struct pxb_column_def *c = &pxb_columns[l->first + i];

		if (c->meaning == PXB_SPAN && c->argument == role)
			return i;
	}
	BUG("rows of %s have no children %s", pxb_sections[row->section].tag, pxb_roles[role]);
}

struct pack_row *pack_child(struct pack_row *parent, enum pxb_role role)
{
	uint32_t section = role_section(parent, role);
	uint32_t span = span_of(parent, role);
	union pack_value *v = &parent->value[span];
	struct pack_row *r = new_row(parent->pack, section, row_locale(parent, section, 0));
	const struct pxb_layout_def *l = pack_layout_of(section);

	r->parent = parent;
	if (pack_is_set(parent, span))
		v->children.last->next = r;
	else
		v->children.first = r;
	v->children.last = r;
	parent->set |= (uint64_t)1 << span;
	if (pxb_columns[l->first].meaning == PXB_OWNER) {
		const struct pack_row *top = parent;

		while (top->parent)
			top = top->parent;
		r->value[0].row = top;
		r->set = 1;
	}
	return r;
}

struct pack_row *pack_medium(struct pack *p, const uint8_t sha256[32], struct str ext, uint64_t size)
{
	struct pack_row *r = new_row(p, PXB_SEC_MEDI, PACK_NO_LOCALE);

	r->id = arena_str(&p->arena, (struct str){(const char *)sha256, 32});
	r->hash =
	    (uint32_t)sha256[0] << 24 | (uint32_t)sha256[1] << 16 | (uint32_t)sha256[2] << 8 | sha256[3];
	pack_num(r, PXB_COL_media_size, size);
	pack_sha(r, PXB_COL_media_sha256, sha256);
	pack_word(r, PXB_COL_media_ext, ext);
	r->value[0].num = r->hash;
	r->set |= 1;
	append(&p->table[p->table_of[PXB_SEC_MEDI]], r);
	return r;
}

/* --- columns ------------------------------------------------------------------------ */

/* The bit of COLUMN in the sets of ROW. */
static uint64_t bit_of(const struct pack_row *row, enum pxb_column_id column)
{
	return (uint64_t)1 << (column - pack_layout_of(row->section)->first);
}

/* The value of COLUMN of ROW, whose meaning must be one of MEANINGS (bits). */
static union pack_value *value_of(struct pack_row *row, enum pxb_column_id column, uint32_t meanings)
{
	const struct pxb_column_def *c = &pxb_columns[column];
	const struct pxb_layout_def *l = pack_layout_of(row->section);

	if (column < l->first || column >= l->first + l->n)
		BUG("%s.%s in a row of %s", pxb_layouts[c->layout].name, c->name,
		    pxb_sections[row->section].tag);
	if (!(meanings >> c->meaning & 1))
		BUG("%s.%s is set as something that it is not", pxb_layouts[c->layout].name, c->name);
	row->set |= bit_of(row, column);
	row->by_id &= ~bit_of(row, column);
	return &row->value[column - l->first];
}

#define IS(meaning) (1u << PXB_##meaning)

void pack_num(struct pack_row *row, enum pxb_column_id column, uint64_t value)
{
	const struct pxb_column_def *c = &pxb_columns[column];
	union pack_value *v =
	    value_of(row, column, IS(NUM) | IS(OPT) | IS(SCALE) | IS(ENUM) | IS(BITS) | IS(KEY) | IS(LOCALE));
	uint32_t bytes = pxb_coltype_size(c->type);

	if ((bytes < 8 && value >> (8 * bytes)) ||
	    (c->meaning == PXB_ENUM && value >= pxb_enums[c->argument].count) ||
	    (c->meaning == PXB_BITS && value >> pxb_enums[c->argument].count) ||
	    (c->meaning == PXB_SCALE && value > PXB_MAX_SCALE) ||
	    (c->meaning == PXB_LOCALE && value != PXB_NO_LOCALE && value >= row->pack->nlocale))
		BUG("%llu does not fit in %s.%s", (unsigned long long)value, pxb_layouts[c->layout].name,
		    c->name);
	v->num = value;
}

void pack_decimal(struct pack_row *row, enum pxb_column_id column, enum pxb_column_id scale, int64_t mantissa,
		  unsigned decimals)
{
	if (pxb_columns[scale].meaning != PXB_SCALE)
		BUG("%s holds no decimals", pxb_columns[scale].name);
	pack_num(row, column, (uint64_t)mantissa);
	pack_num(row, scale, decimals);
}

void pack_text(struct pack_row *row, enum pxb_column_id column, struct str text)
{
	value_of(row, column, IS(STR))->text = text;
}

void pack_word(struct pack_row *row, enum pxb_column_id column, struct str word)
{
	union pack_value *v = value_of(row, column, IS(WORD));
	uint32_t room = pxb_coltype_size(pxb_columns[column].type);
	size_t i;

	/* tags of locales and endings of names need a NUL behind them */
	if (word.n >= room)
		BUG("the word %.*s is longer than %u bytes", STR_ARG(word), room - 1);
	for (i = 0; i < word.n; i++)
		if (!((word.p[i] >= 'a' && word.p[i] <= 'z') || (word.p[i] >= 'A' && word.p[i] <= 'Z') ||
		      (word.p[i] >= '0' && word.p[i] <= '9') || word.p[i] == '-'))
			BUG("the word %.*s holds an odd character", STR_ARG(word));
	v->text = word;
}

void pack_sha(struct pack_row *row, enum pxb_column_id column, const uint8_t sha256[32])
{
	union pack_value *v = value_of(row, column, IS(SHA));

	v->text = arena_str(&row->pack->arena, (struct str){(const char *)sha256, 32});
}

void pack_ref(struct pack_row *row, enum pxb_column_id column, struct str id)
{
	value_of(row, column, IS(REF) | IS(REF0))->text = id;
	if (id.n)
		row->by_id |= bit_of(row, column);
	else
		row->set &= ~bit_of(row, column);
}

void pack_row_ref(struct pack_row *row, enum pxb_column_id column, const struct pack_row *to)
{
	const struct pxb_column_def *c = &pxb_columns[column];
	union pack_value *v = value_of(row, column, IS(REF) | IS(REF0) | IS(REL0));
	uint32_t section =
	    c->meaning == PXB_REL0 ? role_section(row, (enum pxb_role)c->argument) : c->argument;

	if (to->section != section)
		BUG("%s.%s refers to a row of %s", pxb_layouts[c->layout].name, c->name,
		    pxb_sections[to->section].tag);
	v->row = to;
}

uint32_t pack_kind_column(const struct pxb_column_def *c)
{
	uint32_t i = pxb_layouts[c->layout].first;

	while (pxb_columns[i].offset != c->argument)
		i++;
	return i;
}

void pack_thing(struct pack_row *row, enum pxb_column_id column, uint32_t kind, struct str id)
{
	if (pxb_section_of_thing(kind) < 0)
		BUG("%u is no kind of thing", kind);
	value_of(row, column, IS(THING))->text = id;
	row->by_id |= bit_of(row, column);
	pack_num(row, (enum pxb_column_id)pack_kind_column(&pxb_columns[column]), kind);
}

void pack_info(struct pack *p, struct str json)
{
	p->info = arena_str(&p->arena, json);
}
