/* Challenges: prototypes and variants, their localisations and calibrations. */
#include "base/hash.h"
#include "pack/put_int.h"

static struct put_question question_of(const struct linked_challenge *h, size_t locale)
{
	const struct challenge *c = h->c;

	return (struct put_question){
	    .q = &c->question,
	    .instruction = &c->instruction,
	    .alternative_instruction = &c->alternative_instruction,
	    .explanation = &c->explanation,
	    .solution_to_display = &c->solution_to_display,
	    .illustration = &c->illustration,
	    .attachment = c->attachment,
	    .nattachment = c->nattachment,
	    .link = c->link,
	    .nlink = c->nlink,
	    .embed = &c->embed,
	    .sites_to_find = &c->sites_to_find,
	    .tests = &c->tests,
	    .status = h->status[locale],
	    .locale = locale,
	};
}

static void put_localisation(struct pack_content *p, size_t at, size_t locale)
{
	struct put_question q = question_of(&p->c->challenge[at], locale);

	put_question_rows(p, pack_beside(p->challenge[at], PXB_ROLE_localisations, (uint32_t)locale), &q);
	p->counts.localisations++;
}

/* True if the figures name the wording (its first digits) that they were made on, and it is another. */
static bool is_stale(struct pack_content *p, const struct linked_challenge *h, struct str wording,
		     size_t locale)
{
	struct put_question q = question_of(h, locale);
	uint8_t sha[32];
	char hex[65];

	if (!wording.n)
		return false;
	put_wording(sha, p, &q);
	hash_hex(hex, sha);
	return !str_starts(str_c(hex), wording);
}

static uint32_t date_number(struct str date)
{
	uint32_t v = 0;
	size_t i;

	for (i = 0; i < date.n; i++)
		if (date.p[i] >= '0' && date.p[i] <= '9')
			v = v * 10 + (uint32_t)(date.p[i] - '0');
	return date.n == 10 ? v : 0;
}

static void put_calibration(struct pack_content *p, size_t at, size_t locale)
{
	const struct linked_challenge *h = &p->c->challenge[at];
	const struct calibration_item *k = h->calibration[locale].item;
	struct pack_row *r = pack_beside(p->challenge[at], PXB_ROLE_calibration, (uint32_t)locale);

	put_decimal(p, r, PXB_COL_calibration_discrimination, PXB_COL_calibration_discrimination_scale,
		    k->discrimination);
	put_decimal(p, r, PXB_COL_calibration_difficulty, PXB_COL_calibration_difficulty_scale,
		    k->difficulty);
	pack_num(r, PXB_COL_calibration_sample, k->sample);
	pack_num(r, PXB_COL_calibration_date, date_number(h->calibration[locale].file->date));
	pack_num(r, PXB_COL_calibration_flags,
		 is_stale(p, h, k->wording, locale) ? 1u << PXB_calibration_flag_STALE : 0);
}

static void put_challenge_row(struct pack_content *p, struct pack_row *row, const struct linked_challenge *h)
{
	const struct challenge *c = h->c;
	const struct skill *s = p->c->skill[h->skill].s;

	pack_ref(row, PXB_COL_challenge_skill, s->id);
	if (h->prototype != LINK_NONE)
		pack_ref(row, PXB_COL_challenge_prototype, c->prototype);
	pack_num(row, PXB_COL_challenge_timer, c->timer_s);
	pack_num(row, PXB_COL_challenge_type, c->question.type);
	pack_num(row, PXB_COL_challenge_status, status_weakest(c->status, s->status));
	pack_num(row, PXB_COL_challenge_activity, put_word(PXB_ENUM_activity, c->activity));
	pack_num(row, PXB_COL_challenge_leak, put_word(PXB_ENUM_leak, c->leak));
	pack_num(
	    row, PXB_COL_challenge_flags,
	    (c->focus ? 1u << PXB_challenge_flag_FOCUS : 0) |
		(c->certifiable && !c->question.judge_simulator ? 1u << PXB_challenge_flag_CERTIFIABLE : 0));
	pack_num(row, PXB_COL_challenge_devices, c->devices);
	pack_num(row, PXB_COL_challenge_needs, c->needs);
	pack_num(row, PXB_COL_challenge_blind, c->blind);
	pack_num(row, PXB_COL_challenge_colour_blind, c->colour_blind);
	pack_num(row, PXB_COL_challenge_deaf, c->deaf);
	pack_word(row, PXB_COL_challenge_region, c->region);
	put_former(p, PXB_thing_CHALLENGE, c->id, &c->formerly);
}

void put_challenges(struct pack_content *p)
{
	size_t i, l;

	for (i = 0; i < p->c->nchallenge; i++) {
		if (!p->challenge[i])
			continue;
		put_challenge_row(p, p->challenge[i], &p->c->challenge[i]);
		for (l = 0; l < p->c->config->nlocale; l++) {
			if (!put_is_in(p, content_status(p->c, (uint32_t)i, l)))
				continue;
			put_localisation(p, i, l);
			if (p->c->challenge[i].calibration[l].item)
				put_calibration(p, i, l);
		}
	}
}
