/*
 * place.c: which bucket and slot each row has, and the order of each table.
 *
 * Entities are sorted by (hash, id); everything else follows from them, so the
 * order in which the caller made entities leaves no trace.
 */
#include <stdlib.h>

#include "base/alloc.h"
#include "pack/pack_int.h"

/* --- entities ---------------------------------------------------------------------- */

static int compare_entities(const void *x, const void *y)
{
	const struct pack_row *a = *(struct pack_row *const *)x, *b = *(struct pack_row *const *)y;

	if (a->hash != b->hash)
		return a->hash < b->hash ? -1 : 1;
	return str_cmp(a->id, b->id);
}

/* k for N entities: the least with at most 64 of them per bucket on average. */
static uint32_t bucket_bits(size_t n)
{
	uint32_t k = 0;

	while (k < PXB_MAX_BUCKET_BITS && n > (size_t)PXB_BUCKET_TARGET << k)
		k++;
	return k;
}

/* Gives each row of T its slot, and T its directory; rows are grouped by bucket. */
static int number_rows(struct pack *p, struct pack_table *t, uint32_t section, uint32_t locale, uint32_t bits,
		       const uint32_t *bucket, struct err *e)
{
	uint32_t nbucket = (uint32_t)1 << bits, i;
	size_t row = 0;

	t->first = alloc_zero(nbucket + 1, sizeof(*t->first));
	for (i = 0; i < nbucket; i++) {
		t->first[i] = (uint32_t)row;
		for (; row < t->n && bucket[row] == i; row++) {
			if (row - t->first[i] >= PXB_MAX_BUCKET_ROWS)
				return err_set(
				    e, "a bundle cannot hold so much: more than %u rows of %s in one bucket",
				    PXB_MAX_BUCKET_ROWS, pack_section_label(p, section, locale));
			if (t->row[row]) {
				t->row[row]->bucket = i;
				t->row[row]->slot = (uint32_t)row - t->first[i];
			}
		}
	}
	t->first[nbucket] = (uint32_t)row;
	t->is_done = true;
	return 0;
}

static int place_entities(struct pack *p, uint32_t root, struct err *e)
{
	uint32_t section = pxb_roots[root].rows, *bucket;
	struct pack_table *t = &p->table[p->table_of[section]];
	size_t i;
	int rc;

	if (t->n > 1)
		qsort(t->row, t->n, sizeof(*t->row), compare_entities);
	for (i = 1; i < t->n; i++)
		if (compare_entities(&t->row[i - 1], &t->row[i]) == 0)
			return err_set(e, "the %s %.*s stands twice", pxb_roots[root].word,
				       section == PXB_SEC_MEDI ? 0 : (int)t->row[i]->id.n, t->row[i]->id.p);
	p->bits[root] = bucket_bits(t->n);
	bucket = alloc_zero(t->n, sizeof(*bucket));
	for (i = 0; i < t->n; i++)
		bucket[i] = pxb_bucket(t->row[i]->hash, p->bits[root]);
	rc = number_rows(p, t, section, PACK_NO_LOCALE, p->bits[root], bucket, e);
	free(bucket);
	return rc;
}

/* --- references ------------------------------------------------------------------------ */

/* Replaces the ids in the columns of R by rows. */
static int resolve_row(struct pack *p, struct pack_row *r, const struct map *index, struct err *e)
{
	const struct pxb_layout_def *l = pack_layout_of(r->section);
	uint32_t i;

	for (i = 0; i < l->n; i++) {
		const struct pxb_column_def *c = &pxb_columns[l->first + i];
		union pack_value *v = &r->value[i];
		uint32_t to = c->argument, found;

		if (!(r->by_id >> i & 1))
			continue;
		if (c->meaning == PXB_THING) {
			uint64_t kind = r->value[pack_kind_column(c) - l->first].num;

			to = (uint32_t)pxb_section_of_thing((uint32_t)kind);
		}
		found = map_get(&index[pxb_sections[to].root], v->text);
		if (found == MAP_NONE)
			return err_set(e, "the %s %.*s is referred to but not in the bundle",
				       pxb_roots[pxb_sections[to].root].word, STR_ARG(v->text));
		v->row = p->table[p->table_of[to]].row[found];
	}
	return 0;
}

/* --- the other tables --------------------------------------------------------------------- */

/* Rows of a table while it is filled, with the bucket of each. */
struct filling {
	struct pack_table *t;
	uint32_t *bucket;
	size_t cap;
};

static void put_row(struct filling *f, struct pack_row *r, uint32_t bucket)
{
	size_t cap = f->cap;

	ALLOC_GROW(f->bucket, f->t->n, f->cap);
	if (cap != f->cap) {
		f->t->row = alloc_resize(f->t->row, f->cap, sizeof(*f->t->row));
		f->t->cap = f->cap;
	}
	f->bucket[f->t->n] = bucket;
	f->t->row[f->t->n++] = r;
}

static struct pack_row *beside(const struct pack_row *row, uint32_t section, uint32_t locale)
{
	struct pack_row *r = row ? row->beside : NULL;

	while (r && !(r->section == section && r->locale == locale))
		r = r->next;
	return r;
}

/* Handle of the entity in the first column of a row of a sorted list. */
static uint32_t list_handle(const struct pack_row *r)
{
	return r->value[0].row->bucket << 16 | r->value[0].row->slot;
}

static int compare_listed(const void *x, const void *y)
{
	uint32_t a = list_handle(*(struct pack_row *const *)x), b = list_handle(*(struct pack_row *const *)y);

	return a < b ? -1 : a > b;
}

static void put_children(struct filling *f, const struct pack_row *parent, uint32_t span, uint32_t bucket,
			 bool sorted)
{
	size_t from = f->t->n;
	struct pack_row *r;

	if (!pack_is_set(parent, span))
		return;
	for (r = parent->value[span].children.first; r; r = r->next)
		put_row(f, r, bucket);
	if (sorted)
		qsort(f->t->row + from, f->t->n - from, sizeof(*f->t->row), compare_listed);
}

/* Fills F with what belongs to the rows of BASE: twins, sparse rows, or children in its column SPAN. */
static void fill_from(struct filling *f, const struct pack_table *base, uint32_t bits, uint32_t section,
		      uint32_t locale, uint32_t span)
{
	const struct pxb_section_def *d = &pxb_sections[section];
	uint32_t b;
	size_t i;

	for (b = 0; b < (uint32_t)1 << bits; b++) {
		for (i = base->first[b]; i < base->first[b + 1]; i++) {
			struct pack_row *row = base->row[i];

			if (d->relation == PXB_REL_CHILD && row)
				put_children(f, row, span, b, (d->flags & PXB_SORTED) != 0);
			else if (d->relation == PXB_REL_TWIN)
				put_row(f, beside(row, section, locale), b);
			else if (d->relation == PXB_REL_SPARSE && beside(row, section, locale))
				put_row(f, beside(row, section, locale), b);
		}
	}
}

/* The section whose rows have children in SECTION; the index of the column in *SPAN. */
static uint32_t parent_section(uint32_t section, uint32_t *span)
{
	uint32_t s, i;

	for (s = 0; s < PXB_SEC_COUNT; s++) {
		const struct pxb_layout_def *l = pack_layout_of(s);

		if (pxb_sections[s].root != pxb_sections[section].root)
			continue;
		for (i = 0; i < l->n; i++) {
			const struct pxb_column_def *c = &pxb_columns[l->first + i];

			if (c->meaning == PXB_SPAN && c->argument == pxb_sections[section].role) {
				*span = i;
				return s;
			}
		}
	}
	BUG("%s has no parent", pxb_sections[section].tag);
}

/* True if a row of T has something in it; twins without any are left out. */
static bool has_rows(const struct pack_table *t)
{
	size_t i;

	for (i = 0; i < t->n; i++)
		if (t->row[i])
			return true;
	return false;
}

/* Lays out one table if the one that it depends on is done; *PROGRESS says whether it did. */
static int place_table(struct pack *p, uint32_t section, uint32_t locale, bool *progress, struct err *e)
{
	const struct pxb_section_def *d = &pxb_sections[section];
	struct pack_table *t = pack_table_at(p, section, locale);
	uint32_t bits = p->bits[d->root], from = pxb_roots[d->root].rows, span = 0;
	const struct pack_table *base;
	struct filling f = {.t = t};
	int rc;

	if (d->relation == PXB_REL_CHILD)
		from = parent_section(section, &span);
	else if (d->relation == PXB_REL_TWIN)
		from = (uint32_t)pxb_section_of(d->root, d->base);
	base = pack_table_at(p, from, locale);
	if (t->is_done || !base->is_done)
		return 0;
	fill_from(&f, base, bits, section, locale, span);
	if (!has_rows(t))
		t->n = 0;
	rc = number_rows(p, t, section, locale, bits, f.bucket, e);
	free(f.bucket);
	*progress = true;
	return rc;
}

/* One pass over all tables that are not entities. */
static int place_tables(struct pack *p, bool *progress, struct err *e)
{
	uint32_t s, l;

	for (s = 0; s < PXB_SEC_COUNT; s++) {
		const struct pxb_section_def *d = &pxb_sections[s];
		bool each = d->scope == PXB_SCOPE_EACH;

		if (d->kind != PXB_KIND_TABLE || d->relation == PXB_REL_ENTITY ||
		    d->relation == PXB_REL_PLAIN)
			continue;
		for (l = 0; l < (each ? p->nlocale : 1); l++)
			if (place_table(p, s, each ? l : PACK_NO_LOCALE, progress, e))
				return -1;
	}
	return 0;
}

static int place_plain(struct pack *p, struct err *e)
{
	uint32_t s, *bucket;
	int rc = 0;

	for (s = 0; s < PXB_SEC_COUNT && !rc; s++) {
		struct pack_table *t = &p->table[p->table_of[s]];

		if (pxb_sections[s].kind != PXB_KIND_TABLE || pxb_sections[s].relation != PXB_REL_PLAIN)
			continue;
		bucket = alloc_zero(t->n, sizeof(*bucket));
		rc = number_rows(p, t, s, PACK_NO_LOCALE, 0, bucket, e);
		free(bucket);
	}
	return rc;
}

/* Resolves the references of ROW, of what lies beside it, and of its children. */
static int resolve_below(struct pack *p, struct pack_row *row, const struct map *index, struct err *e)
{
	const struct pxb_layout_def *l = pack_layout_of(row->section);
	struct pack_row *r;
	uint32_t i;

	if (resolve_row(p, row, index, e))
		return -1;
	for (r = row->beside; r; r = r->next)
		if (resolve_below(p, r, index, e))
			return -1;
	for (i = 0; i < l->n; i++) {
		if (pxb_columns[l->first + i].meaning != PXB_SPAN || !pack_is_set(row, i))
			continue;
		for (r = row->value[i].children.first; r; r = r->next)
			if (resolve_below(p, r, index, e))
				return -1;
	}
	return 0;
}

/* Entities moved when they were sorted: their places by id, anew. */
static void index_ids(const struct pack *p, struct map index[PXB_ROOT_COUNT])
{
	uint32_t root;
	size_t i;

	for (root = 0; root < PXB_ROOT_COUNT; root++) {
		const struct pack_table *t = &p->table[p->table_of[pxb_roots[root].rows]];

		index[root] = (struct map){0};
		if (pxb_sections[pxb_roots[root].rows].relation != PXB_REL_ENTITY)
			continue;
		for (i = 0; i < t->n; i++)
			map_add(&index[root], t->row[i]->id, (uint32_t)i);
	}
}

static int resolve_all(struct pack *p, struct err *e)
{
	struct map index[PXB_ROOT_COUNT];
	uint32_t s, i;
	int rc = 0;
	size_t j;

	index_ids(p, index);
	for (s = 0; s < PXB_SEC_COUNT && !rc; s++) {
		const struct pack_table *t = &p->table[p->table_of[s]];

		if (pxb_sections[s].relation != PXB_REL_ENTITY && pxb_sections[s].relation != PXB_REL_PLAIN)
			continue;
		for (j = 0; j < t->n && !rc; j++)
			rc = resolve_below(p, t->row[j], index, e);
	}
	for (i = 0; i < PXB_ROOT_COUNT; i++)
		map_release(&index[i]);
	return rc;
}

int pack_place_rows(struct pack *p, struct err *e)
{
	bool progress = true;
	uint32_t root;

	for (root = 0; root < PXB_ROOT_COUNT; root++)
		if (pxb_sections[pxb_roots[root].rows].relation == PXB_REL_ENTITY &&
		    place_entities(p, root, e))
			return -1;
	if (place_plain(p, e) || resolve_all(p, e))
		return -1;
	/* tables wait for the one that they depend on: a handful of passes */
	while (progress) {
		progress = false;
		if (place_tables(p, &progress, e))
			return -1;
	}
	return 0;
}
