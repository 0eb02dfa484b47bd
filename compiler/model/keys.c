/*
 * Keys of choices, items, targets and options (content model, "Keys"): the first
 * 32 bits, big-endian, of the SHA-256 of the thing's id, a NUL, and the piece's
 * name, else its text in the base locale.
 */
#include "base/hash.h"
#include "base/map.h"
#include "model/model_int.h"

static struct str keyed_text(const struct piece *p, int base)
{
	if (p->name.p)
		return p->name;
	return base >= 0 && p->text.v && p->text.v[base].p ? p->text.v[base] : STR("");
}

static uint32_t key_of(struct str thing, struct str text)
{
	struct buf b = {0};
	uint8_t sum[32];

	buf_add_str(&b, thing);
	buf_add_byte(&b, '\0');
	buf_add_str(&b, text);
	hash_sha256(sum, buf_str(&b));
	buf_release(&b);
	return (uint32_t)sum[0] << 24 | (uint32_t)sum[1] << 16 | (uint32_t)sum[2] << 8 | sum[3];
}

void build_keys(struct builder *b, struct pieces *p, struct str keyed, int base)
{
	size_t i, j;

	for (i = 0; i < p->n; i++)
		p->v[i].key = key_of(keyed, keyed_text(&p->v[i], base));
	for (i = 1; i < p->n; i++) {
		if (!keyed_text(&p->v[i], base).n)
			continue; /* its text is missing: another finding says so */
		for (j = 0; j < i && p->v[j].key != p->v[i].key; j++)
			;
		if (j < i) {
			struct finding *f = build_finding(b, RULE_KEY_CLASH, p->v[i].at, NULL);
			struct place first = {b->u->path, p->v[j].at.start, p->v[j].at.end};

			finding_arg(&b->u->findings, f, "text", keyed_text(&p->v[i], base));
			finding_note(&b->u->findings, f, "first", first);
			if (!str_eq(keyed_text(&p->v[i], base), keyed_text(&p->v[j], base)))
				finding_variant(f, "chance");
		}
	}
}
