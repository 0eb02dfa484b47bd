/* Markers of the challenges of a file: answers are tried with the code that marks learners. */
#include "lint/lint_int.h"

static void add_trial(struct lint *l, size_t *cap, const struct challenge *c, size_t locale)
{
	struct trial *t;

	ARENA_GROW(l->a, l->trial, l->ntrial, *cap);
	t = &l->trial[l->ntrial++];
	*t = (struct trial){.c = c, .locale = locale};
	model_marking(&t->key, &c->question, l->config, locale, l->a);
	pxm_new(&t->m, &t->key, NULL);
}

void lint_begin_trials(struct lint *l)
{
	size_t i, k, cap = 0;

	for (i = 0; i < l->u->nchallenge; i++)
		for (k = 0; k < l->config->nlocale; k++)
			if (l->u->challenge[i].exists >> k & 1)
				add_trial(l, &cap, &l->u->challenge[i], k);
}

void lint_end_trials(struct lint *l)
{
	size_t i;

	for (i = 0; i < l->ntrial; i++)
		pxm_free(l->trial[i].m);
	l->ntrial = 0;
}

struct pxm_part trial_field(const struct trial *t, uint32_t field, struct str text)
{
	struct pxm_part part[PXM_MAX_PARTS];
	struct pxb_str given = {text.p ? text.p : "", (uint32_t)text.n};
	struct pxm_entry entry = {.text = given};
	struct pxm_answer a = {0};
	struct pxm_result r;

	if (!t->m || field >= t->key.nfield)
		return (struct pxm_part){.verdict = PXM_ERROR};
	entry.name = t->key.field[field].name;
	if (t->key.type == PXB_SIMULATOR) {
		a.word = given;
	} else {
		a.entry = &entry;
		a.nentry = 1;
	}
	pxm_mark(&r, part, PXM_MAX_PARTS, t->m, &a);
	if (field >= r.npart)
		return (struct pxm_part){.verdict = r.verdict, .by = r.by};
	return part[field];
}

const char *lint_why(enum pxm_by by)
{
	static const char *const keys[] = {
	    [PXM_BY_NONE] = "phrase.by-none",
	    [PXM_BY_EQUAL] = "phrase.by-equal",
	    [PXM_BY_IGNORE] = "phrase.by-ignore",
	    [PXM_BY_TYPOS] = "phrase.by-typos",
	    [PXM_BY_PATTERN] = "phrase.by-pattern",
	    [PXM_BY_VALUE] = "phrase.by-value",
	    [PXM_BY_TOLERANCE] = "phrase.by-tolerance",
	    [PXM_BY_BETWEEN] = "phrase.by-between",
	    [PXM_BY_INSIDE] = "phrase.by-inside",
	    [PXM_BY_KEY] = "phrase.by-key",
	    [PXM_BY_SIMULATOR] = "phrase.by-simulator",
	    [PXM_BY_MISTAKE] = "phrase.by-mistake",
	    [PXM_BY_NO_MATCH] = "phrase.by-no-match",
	    [PXM_BY_EMPTY] = "phrase.by-empty",
	    [PXM_BY_NOT_A_NUMBER] = "phrase.by-not-a-number",
	    [PXM_BY_NOT_A_DATE] = "phrase.by-not-a-date",
	    [PXM_BY_TOO_COARSE] = "phrase.by-too-coarse",
	    [PXM_BY_TAKEN] = "phrase.by-taken",
	    [PXM_BY_OTHER_KEY] = "phrase.by-other-key",
	    [PXM_BY_UNKNOWN] = "phrase.by-unknown",
	    [PXM_BY_TWICE] = "phrase.by-twice",
	    [PXM_BY_SHAPE] = "phrase.by-shape",
	    [PXM_BY_TOO_LONG] = "phrase.by-too-long",
	    [PXM_BY_NOT_TEXT] = "phrase.by-not-text",
	    [PXM_BY_LIMIT] = "phrase.by-limit",
	};

	return by < countof(keys) && keys[by] ? keys[by] : keys[PXM_BY_NONE];
}

void lint_arg_why(struct lint *l, struct finding *f, const char *name, enum pxm_by by)
{
	struct buf words = {0};

	ui_add_text(&words, lint_why(by), NULL, 0, LANG_EN);
	lint_arg(l, f, name, buf_str(&words));
	buf_release(&words);
}
