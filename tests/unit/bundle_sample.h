/*
 * bundle_sample.h: made-up bundles for tests, driven by format.def: every section,
 * every column, from a seed. And a visit to everything that a bundle holds.
 */
#ifndef TESTS_BUNDLE_SAMPLE_H
#define TESTS_BUNDLE_SAMPLE_H

#include "base/base.h"
#include "base/hash.h"
#include "bundle/raw.h"
#include "pack/dump.h"
#include "pack/pack_int.h"

#define SAMPLE_MEDIA 5u

/* What a sample is made of. */
struct sample {
	uint64_t seed;
	uint32_t nlocale; /* 1 to 3 */
	uint32_t scale;   /* entities of a kind are about so many */
	bool backwards;   /* add entities last first: must not change the bytes */
	bool drafts;
};

static inline uint64_t sample_next(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

static const struct pack_locale sample_locale[] = {
    {{"fr", 2}, -1, false},
    {{"fr-BE", 5}, 0, false},
    {{"en", 2}, -1, true},
};

/* Rows of one entity while it is made, for references within its bucket. */
struct sample_rows {
	struct pack_row *row[4096];
	size_t n;
};

struct sample_maker {
	struct pack *p;
	const struct sample *s;
	uint64_t state;
	struct sample_rows rows;
	uint32_t count[PXB_SEC_COUNT]; /* entities of each table */
};

static inline uint32_t sample_below(struct sample_maker *m, uint32_t n)
{
	return (uint32_t)(sample_next(&m->state) >> 33) % n;
}

static inline struct str sample_id(struct sample_maker *m, uint32_t section, uint32_t i)
{
	return arena_fmt(&m->p->arena, "%s-%u", pxb_roots[pxb_sections[section].root].word, i);
}

static inline void sample_media_bytes(struct str *out, uint32_t i)
{
	static const char bytes[] =
	    "\x89PNG bytes of a medium, as many as its number says, and so on; and again "
	    "\x89PNG bytes of a medium, as many as its number says, and so on; and again";

	*out = (struct str){bytes, i * 31};
}

static inline int sample_media(struct str *out, void *ctx, const uint8_t sha256[32], struct err *e)
{
	uint8_t sum[32];
	uint32_t i;

	(void)ctx;
	for (i = 0; i < SAMPLE_MEDIA; i++) {
		sample_media_bytes(out, i);
		hash_sha256(sum, *out);
		if (memcmp(sum, sha256, 32) == 0)
			return 0;
	}
	return err_set(e, "no such medium");
}

static inline struct pack_row *sample_medium(struct sample_maker *m, uint32_t i)
{
	const struct pack_table *t = &m->p->table[m->p->table_of[PXB_SEC_MEDI]];

	return t->row[i % t->n];
}

/* A text; those of secret sections say so. */
static inline struct str sample_text(struct sample_maker *m, const struct pack_row *r)
{
	bool secret = pxb_sections[r->section].secrecy == PXB_SECRET;

	if (sample_below(m, 4) == 0)
		return STR("");
	return arena_fmt(&m->p->arena, "%s été œuvre %u", secret ? "SECRET" : "Texte", sample_below(m, 40));
}

static inline void sample_row(struct sample_maker *m, struct pack_row *r, uint32_t ordinal);

static inline void sample_children(struct sample_maker *m, struct pack_row *r, enum pxb_role role)
{
	uint32_t n = sample_below(m, 4), i;

	/* the bundle has few rows of its own: none of its lists is left to chance */
	if (pxb_sections[r->section].root == PXB_ROOT_G)
		n++;
	for (i = 0; i < n; i++)
		sample_row(m, pack_child(r, role), i);
}

static inline uint32_t sample_count(const struct sample_maker *m, uint32_t section)
{
	return m->count[section] ? m->count[section] : 1;
}

static inline void sample_column(struct sample_maker *m, struct pack_row *r, uint32_t col, uint32_t ordinal)
{
	const struct pxb_column_def *c = &pxb_columns[col];
	uint32_t bits = 8 * pxb_coltype_size(c->type), kind;
	uint8_t sum[32];

	switch (c->meaning) {
	case PXB_NUM:
	case PXB_OPT:
	case PXB_KEY:
		if (col == PXB_COL_placement_start || col == PXB_COL_placement_length)
			pack_num(r, col, col == PXB_COL_placement_start ? ordinal * 3 : 2);
		else if (r->section != PXB_SEC_MEDI)
			pack_num(r, col,
				 bits == 64 ? sample_next(&m->state) : sample_next(&m->state) >> (64 - bits));
		break;
	case PXB_SCALE:
		pack_num(r, col, sample_below(m, PXB_MAX_SCALE + 1));
		break;
	case PXB_ENUM:
		if (col == PXB_COL_part_kind || col == PXB_COL_former_kind)
			break; /* by pack_thing */
		if (col == PXB_COL_challenge_type || col == PXB_COL_localisation_type)
			pack_num(r, col, PXB_type_FIELDS);
		else if (r->section != PXB_SEC_LOCL)
			pack_num(r, col, sample_below(m, pxb_enums[c->argument].count));
		break;
	case PXB_BITS:
		pack_num(r, col, sample_below(m, 1u << pxb_enums[c->argument].count));
		break;
	case PXB_STR:
		pack_text(r, col,
			  col == PXB_COL_localisation_layout ? STR("Un ${a} puis ${b} et ${c}.")
							     : sample_text(m, r));
		break;
	case PXB_REF:
	case PXB_REF0:
		if (c->argument == PXB_SEC_MEDI)
			pack_row_ref(r, col, sample_medium(m, sample_below(m, SAMPLE_MEDIA)));
		else if (pxb_sections[r->section].flags & PXB_SORTED)
			pack_ref(r, col, sample_id(m, c->argument, ordinal % sample_count(m, c->argument)));
		else
			pack_ref(r, col,
				 sample_id(m, c->argument, sample_below(m, sample_count(m, c->argument))));
		break;
	case PXB_THING:
		kind = PXB_thing_TUBE + sample_below(m, 4);
		pack_thing(r, col, kind, sample_id(m, (uint32_t)pxb_section_of_thing(kind), 0));
		break;
	case PXB_SPAN:
		sample_children(m, r, (enum pxb_role)c->argument);
		break;
	case PXB_LOCALE:
		if (r->section != PXB_SEC_LOCL)
			pack_num(r, col, sample_below(m, m->s->nlocale));
		break;
	case PXB_SHA:
		if (r->section == PXB_SEC_MEDI)
			break;
		hash_sha256(sum, STR("x"));
		pack_sha(r, col, sum);
		break;
	case PXB_WORD:
		if (r->section == PXB_SEC_CHAL)
			pack_word(r, col, sample_below(m, 2) ? STR("FR") : STR("neutral"));
		break;
	case PXB_HASH:
	case PXB_ID:
	case PXB_OWNER:
	case PXB_REL0: /* sample_positions */
	case PXB_ZERO:
		break;
	}
}

/* The rows beside R: twins and sparse rows, in some of the locales. */
static inline void sample_beside(struct sample_maker *m, struct pack_row *r)
{
	uint32_t s, l;

	for (s = 0; s < PXB_SEC_COUNT; s++) {
		const struct pxb_section_def *d = &pxb_sections[s];
		const struct pxb_section_def *mine = &pxb_sections[r->section];
		bool each = d->scope == PXB_SCOPE_EACH && r->locale == PXB_NO_LOCALE;

		if (d->root != mine->root || d->kind != PXB_KIND_TABLE ||
		    !((d->relation == PXB_REL_TWIN && d->base == mine->role) ||
		      (d->relation == PXB_REL_SPARSE && mine->relation == PXB_REL_ENTITY)))
			continue;
		for (l = 0; l < (each ? m->s->nlocale : 1); l++)
			if (!l || sample_below(m, 3))
				sample_row(m, pack_beside(r, d->role, l), 0);
	}
}

static inline void sample_row(struct sample_maker *m, struct pack_row *r, uint32_t ordinal)
{
	const struct pxb_layout_def *l = pack_layout_of(r->section);
	uint32_t i;

	if (m->rows.n < countof(m->rows.row))
		m->rows.row[m->rows.n++] = r;
	for (i = l->first; i < l->first + l->n; i++)
		sample_column(m, r, i, ordinal);
	sample_beside(m, r);
}

/* REL0 columns of the rows of the entity that was just made, to rows of the same. */
static inline void sample_positions(struct sample_maker *m)
{
	size_t i, j;
	uint32_t c;

	for (i = 0; i < m->rows.n; i++) {
		struct pack_row *r = m->rows.row[i];
		const struct pxb_layout_def *l = pack_layout_of(r->section);

		for (c = l->first; c < l->first + l->n; c++) {
			int to = pxb_columns[c].meaning != PXB_REL0
				     ? -1
				     : pxb_section_of(pxb_sections[r->section].root,
						      (enum pxb_role)pxb_columns[c].argument);

			for (j = 0; to >= 0 && j < m->rows.n; j++) {
				if (m->rows.row[j]->section != to || m->rows.row[j]->locale != r->locale)
					continue;
				pack_row_ref(r, (enum pxb_column_id)c, m->rows.row[j]);
				if (sample_below(m, 2))
					break;
			}
		}
	}
	m->rows.n = 0;
}

static inline void sample_entities(struct sample_maker *m, uint32_t section)
{
	uint32_t n = m->count[section], i;
	uint64_t start = m->state;

	for (i = 0; i < n; i++) {
		uint32_t which = m->s->backwards ? n - 1 - i : i;
		struct str id = sample_id(m, section, which);

		/* what is in an entity depends on it alone, not on the order of making */
		m->state = start + 0x9E3779B97F4A7C15u * (which + 1);
		if (section == PXB_SEC_FORM || section == PXB_SEC_TOMB)
			id = arena_fmt(&m->p->arena, "challenge/old-%u", which);
		m->rows.n = 0;
		sample_row(m, pack_entity(m->p, (enum pxb_section_id)section, id), 0);
		sample_positions(m);
	}
	m->state = start * 3 + 1;
}

static inline void sample_all_media(struct sample_maker *m)
{
	uint32_t i;

	for (i = 0; i < SAMPLE_MEDIA; i++) {
		uint32_t which = m->s->backwards ? SAMPLE_MEDIA - 1 - i : i;
		struct pack_row *r, *name;
		struct str bytes;
		uint8_t sum[32];

		sample_media_bytes(&bytes, which);
		hash_sha256(sum, bytes);
		r = pack_medium(m->p, sum, which ? STR("png") : STR(""), bytes.n);
		pack_text(r, PXB_COL_media_mime, STR("image/png"));
		pack_num(r, PXB_COL_media_width, which);
		name = pack_child(r, PXB_ROLE_names);
		pack_text(name, PXB_COL_text_text, arena_fmt(&m->p->arena, "a/%u.png", which));
	}
}

/* Media are drawn by position: in the same order whatever the order of making. */
static inline void sample_sort_media(struct sample_maker *m)
{
	struct pack_table *t = &m->p->table[m->p->table_of[PXB_SEC_MEDI]];
	size_t i, j;

	for (i = 0; i < t->n; i++)
		for (j = i + 1; j < t->n; j++)
			if (str_cmp(t->row[i]->id, t->row[j]->id) > 0) {
				struct pack_row *r = t->row[i];

				t->row[i] = t->row[j];
				t->row[j] = r;
			}
}

/* A finished bundle made from S; the caller frees. */
static inline struct pack *sample_make(const struct sample *s)
{
	struct sample_maker *m = calloc(1, sizeof(*m));
	struct pack *p;
	struct err e = {0};
	uint32_t i, k;

	m->p = p = pack_new(sample_locale, s->nlocale, s->drafts);
	m->s = s;
	m->state = s->seed * 2 + 1;
	for (i = 0; i < PXB_SEC_COUNT; i++)
		if (pxb_sections[i].relation == PXB_REL_ENTITY)
			m->count[i] = i == PXB_SEC_CHAL ? 4 * s->scale : s->scale;
	sample_all_media(m);
	sample_sort_media(m);
	for (i = 0; i < PXB_SEC_COUNT; i++) {
		if (pxb_sections[i].relation == PXB_REL_ENTITY && i != PXB_SEC_MEDI)
			sample_entities(m, i);
		if (pxb_sections[i].relation != PXB_REL_PLAIN || pxb_sections[i].kind != PXB_KIND_TABLE ||
		    i == PXB_SEC_LOCL)
			continue;
		for (k = 0; k < (i == PXB_SEC_META || i == PXB_SEC_CERT ? 1u : 3u); k++)
			sample_row(m, pack_plain(p, (enum pxb_section_id)i), k);
		m->rows.n = 0;
	}
	pack_info(p, STR("{\"challenges\":3}"));
	if (pack_finish(p, &e))
		BUG("%s", e.text);
	free(m);
	return p;
}

/* The bytes of a sample; the caller releases. */
static inline struct buf sample_bytes(const struct sample *s, enum pack_flavour flavour)
{
	static const struct pack_media media = {sample_media, NULL};
	struct pack *p = sample_make(s);
	struct buf b = {0};
	struct err e = {0};

	if (pack_write_buf(&b, NULL, p, flavour, &media, &e))
		BUG("%s", e.text);
	pack_free(p);
	return b;
}

/* Writes the SHA-256 of a changed table of contents to the last member. */
static inline void sample_mend_sum(uint8_t *p, size_t n)
{
	uint64_t size =
	    pxb_load16(p + 512 + PXB_H_HEADER_SIZE) +
	    (uint64_t)pxb_load32(p + 512 + PXB_H_ENTRIES) * pxb_load16(p + 512 + PXB_H_ENTRY_SIZE);
	char line[PXB_SUM_BYTES + 1];
	uint8_t sum[32];

	if (size > n - 4096)
		return;
	hash_sha256(sum, (struct str){(const char *)p + 512, (size_t)size});
	pxb_sum_line(line, sum);
	memcpy(p + n - PXB_TAR_END - PXB_TAR_BLOCK, line, PXB_SUM_BYTES);
}

#endif
