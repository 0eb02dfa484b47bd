#include "pack/dump.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/hash.h"
#include "bundle/raw.h"

/* JSON under construction. */
struct json {
	struct buf *out;
	unsigned depth;
	bool any; /* something stands in the innermost object or list */
};

/* Begins the next value of the innermost object (KEY) or list (KEY absent). */
static void json_next(struct json *j, struct str key)
{
	unsigned i;

	if (j->any)
		buf_add_byte(j->out, ',');
	buf_add_byte(j->out, '\n');
	for (i = 0; i < j->depth; i++)
		buf_add_byte(j->out, '\t');
	if (key.p) {
		buf_add_json(j->out, key);
		buf_add_c(j->out, ": ");
	}
	j->any = true;
}

static void json_open(struct json *j, char bracket)
{
	buf_add_byte(j->out, bracket);
	j->depth++;
	j->any = false;
}

static void json_close(struct json *j, char bracket)
{
	unsigned i;

	j->depth--;
	if (j->any) {
		buf_add_byte(j->out, '\n');
		for (i = 0; i < j->depth; i++)
			buf_add_byte(j->out, '\t');
	}
	buf_add_byte(j->out, bracket);
	j->any = true;
}

static struct str text_of(struct pxb_str s)
{
	return (struct str){s.p, s.n};
}

static const struct str no_key;

static void dump_row(struct json *j, const struct pxb *b, const struct pxb_table *t, uint32_t handle);

/* --- single columns ------------------------------------------------------------------ */

static void dump_hex(struct json *j, const uint8_t sha256[32])
{
	char hex[65];

	hash_hex(hex, sha256);
	buf_add_json(j->out, str_c(hex));
}

/* The entity HANDLE of SECTION, as its id. */
static void dump_entity(struct json *j, const struct pxb *b, uint32_t section, uint32_t handle)
{
	const struct pxb_table *t = &b->table[b->table_of[section]];
	const uint8_t *row = pxb_row(t, handle);

	if (section == PXB_SEC_MEDI)
		dump_hex(j, row + offsetof(struct pxb_row_media, sha256));
	else
		buf_add_json(j->out, text_of(pxb_string(b, t, handle >> 16, pxb_load32(row + 4))));
}

static void dump_bits(struct json *j, uint32_t list, uint64_t bits)
{
	uint32_t i;

	json_open(j, '[');
	for (i = 0; i < pxb_enums[list].count; i++) {
		if (!(bits >> i & 1))
			continue;
		json_next(j, no_key);
		buf_add_json(j->out, str_c(pxb_value_word((enum pxb_enum_id)list, i)));
	}
	json_close(j, ']');
}

/* MANTISSA / 10^SCALE in full, with all its decimals. */
static void dump_decimal(struct json *j, int64_t mantissa, unsigned scale)
{
	uint64_t size = mantissa < 0 ? 0 - (uint64_t)mantissa : (uint64_t)mantissa, power = 1;
	unsigned i;

	for (i = 0; i < scale; i++)
		power *= 10;
	buf_add_fmt(j->out, "%s%llu", mantissa < 0 ? "-" : "", (unsigned long long)(size / power));
	if (scale)
		buf_add_fmt(j->out, ".%0*llu", (int)scale, (unsigned long long)(size % power));
}

/* The column that holds the decimals of C, or NULL. */
static const struct pxb_column_def *scale_of(const struct pxb_column_def *c)
{
	const struct pxb_layout_def *l = &pxb_layouts[c->layout];
	size_t n = strlen(c->name);
	uint32_t i;

	for (i = l->first; i < l->first + l->n; i++)
		if (strncmp(pxb_columns[i].name, c->name, n) == 0 &&
		    !strcmp(pxb_columns[i].name + n, "_scale"))
			return &pxb_columns[i];
	return NULL;
}

/* A row of the same bucket, by what it says of itself first: a key, a name, a medium; else its position. */
static void dump_position(struct json *j, const struct pxb *b, const struct pxb_table *t,
			  const struct pxb_column_def *c, uint32_t handle, uint32_t position)
{
	const struct pxb_table *to = pxb_sibling(b, t, (enum pxb_role)c->argument);
	const struct pxb_column_def *first =
	    &pxb_columns[pxb_layouts[pxb_sections[to->section].layout].first];
	const uint8_t *row = pxb_row(to, (handle & 0xFFFF0000u) | (position - 1));

	if (first->meaning == PXB_STR)
		buf_add_json(j->out, text_of(pxb_string(b, to, handle >> 16, pxb_load32(row))));
	else if (first->meaning == PXB_KEY)
		buf_add_fmt(j->out, "%u", pxb_load32(row));
	else if (first->meaning == PXB_REF)
		dump_entity(j, b, first->argument, pxb_load32(row));
	else
		buf_add_fmt(j->out, "%u", position - 1);
}

static void dump_children(struct json *j, const struct pxb *b, struct pxb_list l)
{
	uint32_t i;

	json_open(j, '[');
	for (i = 0; i < l.n; i++) {
		json_next(j, no_key);
		dump_row(j, b, &b->table[l.table], l.row + i);
	}
	json_close(j, ']');
}

/* True if the column C of ROW says nothing, or is shown in another way. */
static bool is_silent(const struct pxb *b, const struct pxb_table *t, uint32_t handle,
		      const struct pxb_column_def *c)
{
	const uint8_t *row = pxb_row(t, handle);
	uint64_t v = pxb_load_column(row, c);

	switch (c->meaning) {
	case PXB_HASH:
	case PXB_ID:
	case PXB_OWNER:
	case PXB_SCALE:
	case PXB_ZERO:
		return true;
	case PXB_STR:
	case PXB_BITS:
	case PXB_REL0:
		return v == 0;
	case PXB_REF0:
		return v == PXB_NO_HANDLE;
	case PXB_LOCALE:
		return v == PXB_NO_LOCALE;
	case PXB_SPAN:
		return !pxb_children(b, t, handle, c->offset, (enum pxb_role)c->argument).n;
	case PXB_SHA:
	case PXB_WORD:
		return pxb_is_zero(row + c->offset, pxb_coltype_size(c->type));
	case PXB_NUM:
	case PXB_OPT:
	case PXB_ENUM:
	case PXB_KEY:
	case PXB_REF:
	case PXB_THING:
		break;
	}
	return false;
}

static void dump_number(struct json *j, const uint8_t *row, const struct pxb_column_def *c)
{
	const struct pxb_column_def *scale = scale_of(c);
	uint64_t v = pxb_load_column(row, c);

	if (c->type == PXB_I64)
		dump_decimal(j, (int64_t)v, scale ? row[scale->offset] : 0);
	else
		buf_add_fmt(j->out, "%llu", (unsigned long long)v);
}

/* A word in a column of bytes, NUL or not behind it. */
static struct str word_at(const uint8_t *p, uint32_t room)
{
	const uint8_t *end = memchr(p, 0, room);

	return (struct str){(const char *)p, end ? (size_t)(end - p) : room};
}

static void dump_column(struct json *j, const struct pxb *b, const struct pxb_table *t, uint32_t handle,
			const struct pxb_column_def *c)
{
	const uint8_t *row = pxb_row(t, handle);
	uint64_t v = pxb_load_column(row, c);
	struct pxb_locale l = {(uint32_t)v};

	switch (c->meaning) {
	case PXB_STR:
		buf_add_json(j->out, text_of(pxb_string(b, t, handle >> 16, (uint32_t)v)));
		break;
	case PXB_ENUM:
		buf_add_json(j->out, str_c(pxb_value_word((enum pxb_enum_id)c->argument, (uint32_t)v)));
		break;
	case PXB_BITS:
		dump_bits(j, c->argument, v);
		break;
	case PXB_REF:
	case PXB_REF0:
		dump_entity(j, b, c->argument, (uint32_t)v);
		break;
	case PXB_THING:
		dump_entity(j, b, (uint32_t)pxb_section_of_thing(row[c->argument]), (uint32_t)v);
		break;
	case PXB_SPAN:
		dump_children(j, b, pxb_children(b, t, handle, c->offset, (enum pxb_role)c->argument));
		break;
	case PXB_REL0:
		dump_position(j, b, t, c, handle, (uint32_t)v);
		break;
	case PXB_LOCALE:
		buf_add_json(j->out, text_of(pxb_locale_get(b, l).tag));
		break;
	case PXB_SHA:
		dump_hex(j, row + c->offset);
		break;
	case PXB_WORD:
		buf_add_json(j->out, word_at(row + c->offset, pxb_coltype_size(c->type)));
		break;
	case PXB_NUM:
	case PXB_OPT:
	case PXB_KEY:
		dump_number(j, row, c);
		break;
	case PXB_SCALE:
	case PXB_HASH:
	case PXB_ID:
	case PXB_OWNER:
	case PXB_ZERO:
		break;
	}
}

/* --- rows -------------------------------------------------------------------------------- */

/* The row that the table T of twins or sparse rows has for HANDLE, or PXB_NONE. */
static uint32_t row_beside(const struct pxb_table *t, uint32_t handle)
{
	if (!t->count)
		return PXB_NONE;
	return pxb_sections[t->section].relation == PXB_REL_SPARSE ? pxb_find_sparse(t, handle) : handle;
}

/* The rows of SECTION that belong to the row HANDLE of T, one or one per locale. */
static void dump_beside(struct json *j, const struct pxb *b, const struct pxb_table *t, uint32_t handle,
			uint32_t section)
{
	const struct pxb_section_def *d = &pxb_sections[section];
	bool each = d->scope == PXB_SCOPE_EACH && t->locale == PXB_NO_LOCALE, open = false;
	uint32_t l;

	for (l = 0; l < (each ? b->nlocale : 1); l++) {
		uint32_t n = pxb_table_number(b, (enum pxb_section_id)section, each ? l : t->locale);
		uint32_t row = row_beside(&b->table[n], handle);
		struct pxb_locale locale = {l};

		if (row == PXB_NONE)
			continue;
		if (!open)
			json_next(j, str_c(pxb_roles[d->role]));
		if (each && !open)
			json_open(j, '{');
		open = true;
		if (each)
			json_next(j, text_of(pxb_locale_get(b, locale).tag));
		dump_row(j, b, &b->table[n], row);
	}
	if (each && open)
		json_close(j, '}');
}

static void dump_row(struct json *j, const struct pxb *b, const struct pxb_table *t, uint32_t handle)
{
	const struct pxb_section_def *d = &pxb_sections[t->section];
	const struct pxb_layout_def *l = &pxb_layouts[d->layout];
	uint32_t i, s;

	json_open(j, '{');
	for (i = l->first; i < l->first + l->n; i++) {
		if (is_silent(b, t, handle, &pxb_columns[i]))
			continue;
		json_next(j, str_c(pxb_columns[i].name));
		dump_column(j, b, t, handle, &pxb_columns[i]);
	}
	for (s = 0; s < PXB_SEC_COUNT; s++) {
		const struct pxb_section_def *o = &pxb_sections[s];

		if (o->root == d->root && o->kind == PXB_KIND_TABLE &&
		    ((o->relation == PXB_REL_TWIN && o->base == d->role) ||
		     (o->relation == PXB_REL_SPARSE && d->relation == PXB_REL_ENTITY)))
			dump_beside(j, b, t, handle, s);
	}
	json_close(j, '}');
}

/* --- all of it ---------------------------------------------------------------------------- */

/* An entity and its key in the dump. */
struct item {
	struct str id;
	uint32_t handle;
};

static int compare_items(const void *x, const void *y)
{
	return str_cmp(((const struct item *)x)->id, ((const struct item *)y)->id);
}

static struct str item_id(const struct pxb *b, const struct pxb_table *t, uint32_t handle)
{
	const uint8_t *row = pxb_row(t, handle);

	if (t->section == PXB_SEC_MEDI)
		return (struct str){(const char *)row + offsetof(struct pxb_row_media, sha256), 32};
	return text_of(pxb_string(b, t, handle >> 16, pxb_load32(row + 4)));
}

static void dump_entities(struct json *j, const struct pxb *b, const struct pxb_table *t)
{
	struct item *item = alloc_zero(t->count, sizeof(*item));
	char hex[65];
	uint32_t i;

	for (i = 0; i < t->count; i++) {
		item[i].handle = pxb_handle_of(t, i);
		item[i].id = item_id(b, t, item[i].handle);
	}
	qsort(item, t->count, sizeof(*item), compare_items);
	json_open(j, '{');
	for (i = 0; i < t->count; i++) {
		if (t->section == PXB_SEC_MEDI)
			hash_hex(hex, (const uint8_t *)item[i].id.p);
		json_next(j, t->section == PXB_SEC_MEDI ? str_c(hex) : item[i].id);
		dump_row(j, b, t, item[i].handle);
	}
	json_close(j, '}');
	free(item);
}

static void dump_plain(struct json *j, const struct pxb *b, const struct pxb_table *t)
{
	uint32_t i;

	json_open(j, '[');
	for (i = 0; i < t->count; i++) {
		json_next(j, no_key);
		dump_row(j, b, t, i);
	}
	json_close(j, ']');
}

void pack_dump(struct buf *out, const struct pxb *b)
{
	struct json j = {.out = out};
	struct pxb_info info = pxb_info(b);
	uint32_t s;

	json_open(&j, '{');
	json_next(&j, STR("format"));
	buf_add_fmt(out, "\"%u.%u\"", info.format_major, info.format_minor);
	json_next(&j, STR("flavour"));
	buf_add_json(out, pxb_is_full(b) ? STR("full") : STR("public"));
	json_next(&j, STR("drafts"));
	buf_add_c(out, pxb_has_drafts(b) ? "true" : "false");
	if (info.json.n) {
		json_next(&j, STR("info"));
		buf_add_str(out, str_trim(text_of(info.json)));
	}
	for (s = 0; s < PXB_SEC_COUNT; s++) {
		const struct pxb_section_def *d = &pxb_sections[s];
		const struct pxb_table *t = &b->table[b->table_of[s]];

		if (d->kind != PXB_KIND_TABLE || !t->count ||
		    (d->relation != PXB_REL_ENTITY && d->relation != PXB_REL_PLAIN))
			continue;
		json_next(&j, d->relation == PXB_REL_ENTITY || s == PXB_SEC_META
				  ? str_c(pxb_roots[d->root].word)
				  : str_c(pxb_roles[d->role]));
		if (d->relation == PXB_REL_ENTITY)
			dump_entities(&j, b, t);
		else
			dump_plain(&j, b, t);
	}
	json_close(&j, '}');
	buf_add_byte(out, '\n');
}
