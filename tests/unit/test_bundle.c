/*
 * test_bundle.c: what the writer packs, the reader finds. PXB_SAMPLES=FOLDER
 * leaves two bundles there for tests/bundles/tar.sh.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "bundle/sha256.h"

#include "bundle_by_hand.h"
#include "bundle_sample.h"
#include "bundle_walk.h"

static struct pxb *must_open(struct buf b, unsigned checks)
{
	struct pxb_error e;
	struct pxb *x;

	if (pxb_open_memory(&x, b.p, b.n, checks, NULL, &e))
		fail_msg("%s row %llu offset %llu: %s", e.section, (unsigned long long)e.row,
			 (unsigned long long)e.offset, e.message);
	return x;
}

/* --- the format ------------------------------------------------------------------------ */

static void hex_of(char out[65], const char *text, size_t n)
{
	uint8_t sum[32];

	pxb_sha256_of(sum, text, n);
	hash_hex(out, sum);
}

static void test_sha256(void **state)
{
	struct pxb_sha256 s;
	uint8_t sum[32], other[32];
	char hex[65], big[300];
	size_t n, i;

	(void)state;
	hex_of(hex, "", 0);
	assert_string_equal(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	hex_of(hex, "abc", 3);
	assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	hex_of(hex, "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56);
	assert_string_equal(hex, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
	for (n = 0; n < sizeof(big); n++) {
		memset(big, (int)n, sizeof(big));
		hash_sha256(sum, (struct str){big, n});
		pxb_sha256_of(other, big, n);
		assert_memory_equal(sum, other, 32);
		pxb_sha256_init(&s);
		for (i = 0; i < n; i++)
			pxb_sha256_add(&s, big + i, 1);
		pxb_sha256_end(&s, other);
		assert_memory_equal(sum, other, 32);
	}
}

static void test_hash32(void **state)
{
	(void)state;
	assert_int_equal(pxb_hash32("", 0), 0xab3e7c0b);
	assert_int_equal(pxb_hash32("a", 1), 0x1a80b1b3);
	assert_int_equal(pxb_hash32("rec0", 4), 0xfbcbc303);
	assert_int_equal(pxb_hash32("challenge1", 10), 0x76994be2);
	assert_int_equal(pxb_hash32("@saisirTexte3", 13), 0xf45a5090);
}

/* A table of SCOPE and SECRECY may speak of rows of TO. */
static void check_target(const struct pxb_section_def *d, int to)
{
	assert_true(to >= 0);
	if (d->scope == PXB_SCOPE_ONE)
		assert_int_equal(pxb_sections[to].scope, PXB_SCOPE_ONE);
	if (d->secrecy != PXB_SECRET)
		assert_int_not_equal(pxb_sections[to].secrecy, PXB_SECRET);
}

static void check_column(const struct pxb_section_def *d, const struct pxb_column_def *c)
{
	int to;

	if (d->secrecy == PXB_PUBLIC)
		assert_int_equal(c->secrecy, PXB_PUBLIC);
	if (c->meaning == PXB_SPAN || c->meaning == PXB_REL0) {
		to = pxb_section_of(d->root, (enum pxb_role)c->argument);
		check_target(d, to);
		if (c->meaning == PXB_SPAN) {
			assert_int_equal(pxb_sections[to].relation, PXB_REL_CHILD);
			assert_int_equal(pxb_sections[to].scope, d->scope);
		}
		assert_int_equal(c->type, PXB_U16);
	}
	if (c->meaning == PXB_REF || c->meaning == PXB_REF0) {
		assert_int_equal(pxb_sections[c->argument].relation, PXB_REL_ENTITY);
		assert_int_equal(c->type, PXB_U32);
	}
	if (c->meaning == PXB_ENUM || c->meaning == PXB_BITS)
		assert_int_equal(c->type, PXB_U8);
	if (c->meaning == PXB_STR || c->meaning == PXB_ID || c->meaning == PXB_THING ||
	    c->meaning == PXB_OWNER)
		assert_int_equal(c->type, PXB_U32);
}

/* format.def is consistent with itself: what the code takes for granted. */
static void test_format(void **state)
{
	int i, j;
	uint32_t k;

	(void)state;
	for (i = 0; i < PXB_SEC_COUNT; i++) {
		const struct pxb_section_def *d = &pxb_sections[i];
		const struct pxb_layout_def *l = &pxb_layouts[d->layout];

		assert_int_equal(pxb_section_of(d->root, d->role), i);
		assert_int_equal(pxb_section_by_tag(d->tag), i);
		for (j = 0; j < i; j++)
			assert_true(pxb_sections[j].root != d->root || pxb_sections[j].role != d->role);
		if (d->kind != PXB_KIND_TABLE)
			continue;
		assert_true(l->n <= 64); /* sets of columns in the writer */
		assert_true(pxb_pages_of((enum pxb_section_id)i) >= 0);
		if (d->relation == PXB_REL_TWIN)
			assert_true(pxb_section_of(d->root, d->base) >= 0);
		for (k = l->first; k < l->first + l->n; k++) {
			assert_int_equal(pxb_columns[k].layout, d->layout);
			check_column(d, &pxb_columns[k]);
		}
	}
	for (i = 0; i < PXB_ENUM_COUNT; i++)
		for (k = 0; k < pxb_enums[i].count; k++)
			assert_non_null(pxb_value_word((enum pxb_enum_id)i, k));
}

/* --- writing and reading ------------------------------------------------------------------- */

static void test_same_bytes(void **state)
{
	struct sample s = {.seed = 7, .nlocale = 3, .scale = 40}, t = s, u = s;
	struct buf a, b, c;

	(void)state;
	t.backwards = true;
	u.seed = 8;
	a = sample_bytes(&s, PACK_FULL);
	b = sample_bytes(&t, PACK_FULL);
	c = sample_bytes(&u, PACK_FULL);
	assert_int_equal(a.n, b.n);
	assert_memory_equal(a.p, b.p, a.n);
	assert_true(a.n != c.n || memcmp(a.p, c.p, a.n) != 0);
	buf_release(&a);
	buf_release(&b);
	buf_release(&c);
}

/* Every section of format.def is in a full sample, and all of it passes. */
static void test_all_sections(void **state)
{
	struct sample s = {.seed = 3, .nlocale = 3, .scale = 40, .drafts = true};
	struct buf b = sample_bytes(&s, PACK_FULL);
	struct pxb *x = must_open(b, PXB_CHECK_ALL);
	uint32_t i;

	(void)state;
	assert_true(pxb_is_full(x) && pxb_has_drafts(x));
	for (i = 0; i < x->ntable; i++)
		if ((!x->table[i].locale || x->table[i].locale == PXB_NO_LOCALE) && !x->table[i].p)
			fail_msg("%s is missing", pxb_sections[x->table[i].section].tag);
	assert_true(x->table[x->table_of[PXB_SEC_CHAL]].bits > 0);
	assert_int_not_equal(walk_all(x), 0);
	pxb_close(x);
	buf_release(&b);
}

static void test_find(void **state)
{
	struct sample s = {.seed = 3, .nlocale = 2, .scale = 100};
	struct buf b = sample_bytes(&s, PACK_FULL);
	struct pxb *x = must_open(b, PXB_CHECK_ALL);
	struct pxb_media_info m = pxb_media_get(x, pxb_media_row(x, 2));
	uint32_t i;
	char id[32];

	(void)state;
	for (i = 0; i < 400; i++) {
		int n = snprintf(id, sizeof(id), "challenge-%u", i);
		struct pxb_challenge c = pxb_challenge_find(x, id, (size_t)n);

		assert_string_equal(pxb_challenge_get(x, c).id.p, id);
	}
	assert_int_equal(pxb_challenge_count(x), 400);
	assert_int_equal(pxb_challenge_find(x, "challenge-400", 13).v, PXB_NONE);
	assert_int_equal(pxb_challenge_find(x, "", 0).v, PXB_NONE);
	assert_int_equal(pxb_media_find(x, m.sha256).v, pxb_media_row(x, 2).v);
	assert_memory_equal(m.bytes, b.p + m.offset, m.size);
	assert_true(pxb_is_withdrawn(x, PXB_THING_CHALLENGE, "old-5", 5));
	assert_false(pxb_is_withdrawn(x, PXB_THING_SKILL, "old-5", 5));
	pxb_close(x);
	buf_release(&b);
}

static void test_public(void **state)
{
	struct sample s = {.seed = 5, .nlocale = 3, .scale = 30};
	struct buf full = sample_bytes(&s, PACK_FULL), open = sample_bytes(&s, PACK_PUBLIC);
	struct pxb *f = must_open(full, PXB_CHECK_ALL), *o = must_open(open, PXB_CHECK_ALL);
	uint32_t i, nsecret = 0;

	(void)state;
	assert_false(pxb_is_full(o));
	for (i = 0; i < f->ntable; i++) {
		const struct pxb_table *a = &f->table[i], *b = &o->table[i];

		if (pxb_sections[a->section].secrecy == PXB_SECRET) {
			assert_null(b->p);
			nsecret += a->p != NULL;
			continue;
		}
		assert_int_equal(a->size, b->size);
		if (a->p)
			assert_memory_equal(a->p, b->p, a->size);
	}
	assert_true(nsecret > 40);
	assert_null(memmem(open.p, open.n, "SECRET", 6));
	assert_non_null(memmem(full.p, full.n, "SECRET", 6));
	assert_int_not_equal(walk_all(o), 0);
	pxb_close(f);
	pxb_close(o);
	buf_release(&full);
	buf_release(&open);
}

/* --- one challenge by hand -------------------------------------------------------------------- */

static void check_marking(const struct pxb *x, struct pxb_question q)
{
	struct pxb_question_info i = pxb_question_get(x, q);
	struct pxb_field f = pxb_field_at(x, i.fields, 0);
	struct pxb_field_marking m = pxb_field_marking(x, f);
	struct pxb_answer a = pxb_answer_at(x, m.accept, 0);
	struct pxb_place place = pxb_place_at(x, i.places, 0);
	struct pxb_mistake s = pxb_mistake_at(x, m.mistakes, 0);

	assert_string_equal(pxb_field_get(x, f).name.p, "nombre");
	assert_string_equal(pxb_text_at(x, pxb_field_get(x, f).units, 0).p, "vélos");
	assert_true(m.has_plus_or_minus);
	assert_int_equal(m.plus_or_minus.mantissa, 5);
	assert_int_equal(m.plus_or_minus.scale, 1);
	assert_string_equal(a.text.p, "-4.70");
	assert_true(pxb_decimal_double(a.number) == -4.7);
	assert_string_equal(s.feedback.p, "Le vert pomme");
	assert_string_equal(pxb_answer_at(x, s.answers, 0).text.p, "151");
	assert_int_equal(place.start + place.length, 12);
	assert_int_equal(place.field.v, f.v);
	assert_string_equal(pxb_question_marking(x, q).explanation.p, "Un filtre");
	assert_string_equal(pxb_image_get(x, i.illustration).alt.p, "Un vélo");
}

static void test_velos(void **state)
{
	static const struct pack_media media = {sample_media, NULL};
	struct pack *p = make_velos();
	struct pxb_locale fr = {0}, be = {1}, en = {2};
	struct buf b = {0}, dump = {0};
	struct pxb_challenge c;
	struct pxb_skill s;
	struct pxb_list l;
	struct err e;
	struct pxb *x;

	(void)state;
	assert_int_equal(pack_finish(p, &e), 0);
	assert_int_equal(pack_write_buf(&b, NULL, p, PACK_FULL, &media, &e), 0);
	assert_int_equal(b.n, pack_size(p, PACK_FULL));
	x = must_open(b, PXB_CHECK_ALL);
	c = pxb_challenge_find(x, "anciens-velos", 13);
	assert_string_equal(pxb_challenge_get(x, c).id.p, "velos");
	assert_string_equal(pxb_challenge_get(x, c).region, "neutral");
	assert_int_equal(pxb_challenge_get(x, c).prototype.v, PXB_NONE);
	assert_int_equal(pxb_question_in(x, c, be).v, PXB_NONE);
	assert_int_equal(pxb_question_for(x, c, en).v, PXB_NONE);
	assert_int_equal(pxb_question_get(x, pxb_question_for(x, c, be)).locale.v, fr.v);
	check_marking(x, pxb_question_for(x, c, be));
	s = pxb_challenge_get(x, c).skill;
	assert_string_equal(pxb_skill_title(x, s, be).p, "Filtrer");
	assert_string_equal(pxb_skill_title(x, s, en).p, "");
	assert_string_equal(pxb_skill_hint(x, s, en).p, "Look");
	l = pxb_skill_challenges(x, s, be, PXB_VALIDATED);
	assert_int_equal(l.n, 1);
	assert_int_equal(pxb_challenge_at(x, l, 0).v, c.v);
	assert_int_equal(pxb_skill_at(x, l, 0).v, PXB_NONE);
	assert_int_equal(pxb_challenge_at(x, l, 1).v, PXB_NONE);
	assert_string_equal(pxb_competence_get(x, pxb_tube_get(x, pxb_skill_get(x, s).tube).competence).id.p,
			    "traiter");
	pack_dump(&dump, x);
	assert_non_null(memmem(dump.p, dump.n, "\"number\": -4.70", 15));
	pxb_close(x);
	pack_free(p);
	buf_release(&b);
	buf_release(&dump);
}

static void add_tutorial(struct pack *p, struct pack_row *skill, struct str id, int locale)
{
	struct pack_row *t = pack_entity(p, PXB_SEC_TUTO, id);
	struct pack_row *r = pack_child(skill, PXB_ROLE_to_succeed);

	pack_num(t, PXB_COL_tutorial_kind, locale < 0); /* a link, or a lesson */
	if (locale >= 0)
		pack_num(t, PXB_COL_tutorial_locale, (uint64_t)locale);
	else
		pack_num(pack_beside(t, PXB_ROLE_lessons, 2), PXB_COL_lesson_status, PXB_status_VALIDATED);
	pack_ref(r, PXB_COL_tutorial_ref_tutorial, id);
}

/* A learner gets tutorials in the own language, links in another only where there is nothing else. */
static void test_tutorials(void **state)
{
	struct pack *p = pack_new(sample_locale, 3, false);
	struct pxb_tutorial got[4];
	struct pxb_locale fr = {0}, be = {1}, en = {2}, none = {PXB_NONE};
	struct buf b = {0};
	struct pxb_list l;
	struct err e;
	struct pxb *x;

	(void)state;
	add_framework(p);
	pack_ref(pack_entity(p, PXB_SEC_CHAL, STR("velos")), PXB_COL_challenge_skill, STR("filtrer"));
	add_tutorial(p, pack_find(p, PXB_SEC_SKIL, STR("filtrer")), STR("video"), 0);
	add_tutorial(p, pack_find(p, PXB_SEC_SKIL, STR("filtrer")), STR("page"), 0);
	add_tutorial(p, pack_find(p, PXB_SEC_SKIL, STR("filtrer")), STR("lesson"), -1);
	assert_int_equal(pack_finish(p, &e), 0);
	assert_int_equal(pack_write_buf(&b, NULL, p, PACK_FULL, NULL, &e), 0);
	x = must_open(b, PXB_CHECK_ALL);
	l = pxb_skill_get(x, pxb_skill_find(x, "filtrer", 7)).to_succeed;
	assert_int_equal(l.n, 3);
	assert_int_equal(pxb_tutorials_for(x, l, fr, got, 4), 2);
	assert_string_equal(pxb_tutorial_get(x, got[0]).id.p, "video");
	assert_int_equal(pxb_tutorials_for(x, l, be, got, 1), 2);
	assert_int_equal(pxb_tutorials_for(x, l, en, got, 4), 1);
	assert_string_equal(pxb_tutorial_get(x, got[0]).id.p, "lesson");
	assert_int_equal(pxb_tutorials_for(x, l, none, got, 4), 2);
	pxb_close(x);
	pack_free(p);
	buf_release(&b);
}

/* What is none answers with nothing, everywhere. */
static void test_none(void **state)
{
	struct sample s = {.seed = 1, .nlocale = 1, .scale = 1};
	struct buf b = sample_bytes(&s, PACK_PUBLIC);
	struct pxb *x = must_open(b, PXB_CHECK_STRUCT);
	struct pxb_challenge c = {PXB_NONE};
	struct pxb_question q = pxb_question_for(x, c, pxb_locale_row(x, 9));
	struct pxb_question_info i = pxb_question_get(x, q);

	(void)state;
	assert_int_equal(q.v, PXB_NONE);
	assert_string_equal(i.instruction.p, "");
	assert_int_equal(i.fields.n, 0);
	assert_int_equal(i.challenge.v, PXB_NONE);
	assert_int_equal(i.locale.v, PXB_NONE);
	assert_int_equal(pxb_image_get(x, i.illustration).media.v, PXB_NONE);
	assert_int_equal(pxb_challenge_get(x, c).skill.v, PXB_NONE);
	assert_int_equal(pxb_media_get(x, pxb_media_row(x, 99)).size, 0);
	pxb_close(x);
	pxb_close(NULL);
	buf_release(&b);
}

static void test_dump(void **state)
{
	struct sample s = {.seed = 4, .nlocale = 3, .scale = 20};
	struct buf b = sample_bytes(&s, PACK_FULL), one = {0};
	struct pxb *x = must_open(b, PXB_CHECK_ALL);
	json_error_t error;
	json_t *j;

	(void)state;
	pack_dump(&one, x);
	j = json_loadb(one.p, one.n, JSON_REJECT_DUPLICATES, &error);
	if (!j)
		fail_msg("line %d: %s", error.line, error.text);
	assert_int_equal(json_object_size(json_object_get(j, "challenge")), 80);
	assert_int_equal(json_object_size(json_object_get(j, "medium")), SAMPLE_MEDIA);
	json_decref(j);
	pxb_close(x);
	buf_release(&b);
	buf_release(&one);
}

/* --- refusals of the writer --------------------------------------------------------------------- */

static void test_writer_refuses(void **state)
{
	struct pack *p = make_velos();
	struct err e = {0};

	(void)state;
	pack_entity(p, PXB_SEC_CHAL, STR("velos"));
	assert_int_equal(pack_finish(p, &e), -1);
	assert_string_equal(e.text, "the challenge velos stands twice");
	pack_free(p);
	p = make_velos();
	pack_ref(pack_find(p, PXB_SEC_CHAL, STR("velos")), PXB_COL_challenge_skill, STR("nulle-part"));
	assert_int_equal(pack_finish(p, &e), -1);
	assert_string_equal(e.text, "the skill nulle-part is referred to but not in the bundle");
	pack_free(p);
}

static void test_samples(void **state)
{
	static const struct pack_media media = {sample_media, NULL};
	struct sample s = {.seed = 9, .nlocale = 3, .scale = 50};
	const char *folder = getenv("PXB_SAMPLES");
	struct pack *p = sample_make(&s);
	struct err e = {0};
	char path[256];

	(void)state;
	if (folder) {
		snprintf(path, sizeof(path), "%s/sample.pxb", folder);
		assert_int_equal(pack_write_file(path, NULL, p, PACK_FULL, &media, &e), 0);
		snprintf(path, sizeof(path), "%s/sample.public.pxb", folder);
		assert_int_equal(pack_write_file(path, NULL, p, PACK_PUBLIC, &media, &e), 0);
	}
	pack_free(p);
}

static int wrong_media(struct str *out, void *ctx, const uint8_t sha256[32], struct err *e)
{
	(void)ctx;
	(void)sha256;
	(void)e;
	*out = STR("other bytes");
	return 0;
}

static void test_file(void **state)
{
	static const struct pack_media media = {sample_media, NULL}, wrong = {wrong_media, NULL};
	char folder[] = "/tmp/pxb-test-XXXXXX", path[64], other[64];
	struct pack *p = make_velos();
	uint8_t identity[32], seen[32];
	struct err e = {0};
	struct stat st;
	struct pxb *x;

	(void)state;
	assert_int_equal(pack_finish(p, &e), 0);
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/a.pxb", folder);
	snprintf(other, sizeof(other), "%s/link", folder);
	assert_int_equal(pack_write_file(path, identity, p, PACK_FULL, &wrong, &e), -1);
	assert_int_equal(access(path, F_OK), -1);
	umask(0077);
	assert_int_equal(pack_write_file(path, identity, p, PACK_FULL, &media, &e), 0);
	assert_int_equal(pack_write_file(path, identity, p, PACK_FULL, &media, &e), 0);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0644);
	assert_int_equal(pxb_open(&x, path, PXB_CHECK_ALL, identity, NULL), PXB_OK);
	pxb_identity(x, seen);
	assert_memory_equal(identity, seen, 32);
	pxb_close(x);
	identity[0] ^= 1;
	assert_int_equal(pxb_open(&x, path, 0, identity, NULL), PXB_IDENTITY);
	assert_int_equal(pxb_open(&x, other, 0, NULL, NULL), PXB_IO);
	assert_int_equal(pxb_open(&x, folder, 0, NULL, NULL), PXB_FORMAT);
	assert_int_equal(pxb_open(&x, "/dev/null", 0, NULL, NULL), PXB_FORMAT);
	assert_int_equal(symlink(path, other), 0);
	assert_int_equal(pack_write_file(other, NULL, p, PACK_FULL, &media, &e), -1);
	assert_int_equal(pack_write_file("/dev/null", NULL, p, PACK_FULL, &media, &e), -1);
	assert_int_equal(pack_write_file(folder, NULL, p, PACK_FULL, &media, &e), -1);
	assert_int_equal(unlink(other) | unlink(path), 0);
	assert_int_equal(rmdir(folder), 0); /* no temporary file is left */
	pack_free(p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_sha256),       cmocka_unit_test(test_hash32),
	    cmocka_unit_test(test_format),       cmocka_unit_test(test_same_bytes),
	    cmocka_unit_test(test_all_sections), cmocka_unit_test(test_find),
	    cmocka_unit_test(test_public),       cmocka_unit_test(test_velos),
	    cmocka_unit_test(test_none),         cmocka_unit_test(test_tutorials),
	    cmocka_unit_test(test_dump),         cmocka_unit_test(test_writer_refuses),
	    cmocka_unit_test(test_samples),      cmocka_unit_test(test_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
