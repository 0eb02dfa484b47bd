/*
 * Effective statuses (content model, rule 7): the weakest of a thing's own, of its
 * prototype's, of its skill's and of what its locale says.
 */
#include "link/link_int.h"

enum status content_status(const struct content *c, uint32_t challenge, size_t locale)
{
	return c->challenge[challenge].status ? c->challenge[challenge].status[locale] : STATUS_NONE;
}

/* The strongest status of a thing in the locales where it EXISTS. */
static enum status best_of(enum status whole, const enum status *by_locale, locale_mask exists, size_t n)
{
	enum status best = STATUS_NONE;
	size_t l;

	for (l = 0; l < n; l++)
		if (exists >> l & 1 && status_in_locale(whole, by_locale, l) > best)
			best = status_in_locale(whole, by_locale, l);
	return best;
}

/* A challenge as a whole: locales apart. Its prototype comes before it in the list. */
static enum status whole_status(const struct content *c, const struct linked_challenge *ch)
{
	enum status s = ch->c->status;

	if (ch->skill != LINK_NONE)
		s = status_weakest(s, c->skill[ch->skill].s->status);
	if (ch->prototype != LINK_NONE && c->challenge[ch->prototype].best != STATUS_NONE)
		s = status_weakest(s, c->challenge[ch->prototype].best);
	return s;
}

static void settle_challenge(struct content *c, struct linked_challenge *ch)
{
	size_t i, n = c->config->nlocale;
	enum status whole;

	if (ch->c->prototype.p)
		ch->prototype = content_find(c, KIND_CHALLENGE, ch->c->prototype);
	ch->skill = ch->c->skill.p ? content_find(c, KIND_SKILL, ch->c->skill) : LINK_NONE;
	whole = whole_status(c, ch);
	ch->status = ARENA_ARRAY(&c->arena, n, enum status);
	ch->calibration = ARENA_ARRAY(&c->arena, n, struct linked_calibration);
	for (i = 0; i < n; i++)
		if (ch->c->exists >> i & 1)
			ch->status[i] = status_in_locale(whole, ch->c->locale_status, i);
	ch->best = best_of(whole, ch->c->locale_status, ch->c->exists, n);
}

void link_statuses(struct content *c)
{
	const locale_mask all = ~(locale_mask)0;
	size_t i, n = c->config->nlocale;

	for (i = 0; i < c->nchallenge; i++)
		settle_challenge(c, &c->challenge[i]);
	for (i = 0; i < c->ntutorial; i++) {
		const struct tutorial *t = c->tutorial[i].t;

		c->tutorial[i].best = best_of(t->status, t->locale_status, t->is_lesson ? t->exists : all, n);
	}
	for (i = 0; i < c->npath; i++)
		c->path[i].best = best_of(c->path[i].p->status, c->path[i].p->locale_status, all, n);
}
