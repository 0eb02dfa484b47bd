/* Numbers of fields: whether they fit into a bundle, where they are compared exactly. */
#include "base/decimal.h"
#include "model/model_int.h"

static void check_number(struct builder *b, struct str text, uint32_t start, uint32_t end)
{
	struct place_span at = {start, end};
	struct decimal d;
	int64_t mantissa;
	unsigned scale;

	if (!text.n || (decimal_parse_yaml(&d, text) && decimal_mantissa(&mantissa, &scale, &d)))
		return;
	finding_arg(&b->u->findings, build_finding(b, RULE_NUMBER_SIZE, at, "fields"), "text", text);
}

static void check_list(struct builder *b, const struct llist *list)
{
	size_t l, i;

	for (l = 0; list->v && l < b->nlocale; l++)
		for (i = 0; i < list->v[l].n; i++)
			check_number(b, list->v[l].v[i], list->start, list->end);
}

void check_numbers(struct builder *b, const struct field *f)
{
	size_t i;

	if (f->type != FIELD_NUMBER)
		return;
	check_list(b, &f->accept);
	check_list(b, &f->between);
	for (i = 0; i < f->nmistake; i++)
		check_list(b, &f->mistake[i].answers);
	for (i = 0; f->plus_or_minus.v && i < b->nlocale; i++)
		check_number(b, f->plus_or_minus.v[i], f->plus_or_minus.start, f->plus_or_minus.end);
}
