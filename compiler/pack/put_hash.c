/* The hashes `wording` and `marking` with the media of the bundle (model/hashes.c). */
#include "pack/put_int.h"

static const uint8_t *medium_of(void *ctx, struct str path)
{
	return put_medium_sha(ctx, path);
}

static struct hashed_question hashed(struct pack_content *p, const struct put_question *q)
{
	return (struct hashed_question){
	    .q = q->q,
	    .instruction = q->instruction,
	    .alternative_instruction = q->alternative_instruction,
	    .illustration = q->illustration,
	    .attachment = q->attachment,
	    .nattachment = q->nattachment,
	    .link = q->link,
	    .nlink = q->nlink,
	    .embed = q->embed,
	    .locale = q->locale,
	    .config = p->c->config,
	    .arena = &p->arena,
	    .medium = medium_of,
	    .ctx = p,
	};
}

void put_wording(uint8_t out[32], struct pack_content *p, const struct put_question *q)
{
	struct hashed_question h = hashed(p, q);

	model_wording(out, &h);
}

void put_marking(uint8_t out[32], struct pack_content *p, const struct put_question *q)
{
	struct hashed_question h = hashed(p, q);

	model_marking_hash(out, &h);
}
