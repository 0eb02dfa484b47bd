/* Statuses, texts, numbers and words on their way into rows. */
#include "pack/put_int.h"

#include <stdlib.h>

#include "base/decimal.h"

bool put_is_in(const struct pack_content *p, enum status s)
{
	return s >= STATUS_RETIRED || (p->options.drafts && s == STATUS_DRAFT);
}

struct str put_text_of(const struct pack_content *p, const struct ltext *t, size_t locale)
{
	return config_own_text(p->c->config, t, locale);
}

struct str_list put_list_of(const struct pack_content *p, const struct llist *t, size_t locale)
{
	return config_own_list(p->c->config, t, locale);
}

void put_titles(struct pack_content *p, struct pack_row *row, enum pxb_role role, const struct ltext *title,
		const struct ltext *description)
{
	size_t l;

	for (l = 0; l < p->c->config->nlocale; l++) {
		struct pack_row *t = pack_beside(row, role, (uint32_t)l);

		if (title->v)
			pack_text(t, PXB_COL_titled_title, title->v[l]);
		if (description && description->v)
			pack_text(t, PXB_COL_titled_description, description->v[l]);
	}
}

bool put_decimal(struct pack_content *p, struct pack_row *row, enum pxb_column_id column,
		 enum pxb_column_id scale, struct str text)
{
	struct decimal d;
	int64_t mantissa;
	unsigned decimals;

	if (!text.n)
		return true;
	if (!decimal_parse_yaml(&d, text) || !decimal_mantissa(&mantissa, &decimals, &d)) {
		if (!p->failed)
			err_set(p->err, "the number '%.*s' has too many digits for a bundle", STR_ARG(text));
		p->failed = true;
		return false;
	}
	pack_decimal(row, column, scale, mantissa, decimals);
	return true;
}

uint32_t put_word(enum pxb_enum_id list, struct str word)
{
	uint32_t i;

	for (i = 0; word.n && i < pxb_nvalues; i++)
		if (pxb_values[i].list == list && str_eq_c(word, pxb_values[i].word))
			return pxb_values[i].value;
	return 0;
}

static struct str named(struct pack_content *p, uint32_t thing, struct str id)
{
	uint32_t i;

	for (i = 0; i < pxb_nvalues; i++)
		if (pxb_values[i].list == PXB_ENUM_thing && pxb_values[i].value == thing)
			return arena_fmt(&p->arena, "%s/%.*s", pxb_values[i].word, STR_ARG(id));
	BUG("there is no thing %u", thing);
}

void put_former(struct pack_content *p, uint32_t thing, struct str id, const struct str_list *formerly)
{
	size_t i;

	for (i = 0; i < formerly->n; i++) {
		struct str old = named(p, thing, formerly->v[i]);
		struct pack_row *r;

		if (pack_find(p->pack, PXB_SEC_FORM, old))
			continue;
		r = pack_entity(p->pack, PXB_SEC_FORM, old);
		pack_thing(r, PXB_COL_former_target, thing, id);
	}
}

void put_tombstone(struct pack_content *p, uint32_t thing, struct str id)
{
	struct pack_row *r = pack_entity(p->pack, PXB_SEC_TOMB, named(p, thing, id));

	pack_num(r, PXB_COL_tombstone_kind, thing);
}
