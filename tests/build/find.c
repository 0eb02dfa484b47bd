/*
 * Finds things in a bundle as an engine would: for each line "challenge ID SKILL
 * STATUS" or "skill ID" of standard input (made from the YAML by find.mjs) the
 * reader must find the thing by its id, and a challenge in the lists of its
 * skill for every locale in which it exists.
 *
 *   find BUNDLE < lines
 */
#include <stdio.h>
#include <string.h>

#include "bundle/pxb.h"

static bool is_listed(const struct pxb *b, struct pxb_skill s, struct pxb_locale l, struct pxb_challenge c)
{
	enum pxb_status status = pxb_question_get(b, pxb_question_in(b, c, l)).status;
	struct pxb_list list = pxb_skill_challenges(b, s, l, status);
	uint32_t i;

	for (i = 0; i < list.n; i++)
		if (pxb_challenge_at(b, list, i).v == c.v)
			return true;
	return false;
}

static bool find_challenge(const struct pxb *b, const char *id, const char *skill)
{
	struct pxb_challenge c = pxb_challenge_find(b, id, strlen(id));
	struct pxb_skill s = pxb_skill_find(b, skill, strlen(skill));
	uint32_t i, n = 0;

	if (c.v == PXB_NONE || s.v == PXB_NONE || strcmp(pxb_challenge_get(b, c).id.p, id) != 0 ||
	    pxb_challenge_get(b, c).skill.v != s.v)
		return false;
	for (i = 0; i < pxb_locale_count(b); i++) {
		struct pxb_locale l = pxb_locale_row(b, i);
		struct pxb_question q = pxb_question_in(b, c, l);

		if (q.v == PXB_NONE)
			continue;
		n++;
		if (!pxb_question_get(b, q).instruction.n || !is_listed(b, s, l, c))
			return false;
	}
	return n > 0;
}

int main(int argc, char **argv)
{
	char line[512], kind[32], id[128], skill[128];
	struct pxb_error e;
	struct pxb *b;
	unsigned found = 0, missing = 0;

	if (argc != 2 || pxb_open(&b, argv[1], PXB_CHECK_ALL, NULL, &e) != PXB_OK) {
		fprintf(stderr, "find: %s\n", argc == 2 ? e.message : "usage: find BUNDLE");
		return 2;
	}
	while (fgets(line, sizeof(line), stdin)) {
		int n = sscanf(line, "%31s %127s %127s", kind, id, skill);
		bool ok = n == 3 && strcmp(kind, "challenge") == 0
			      ? find_challenge(b, id, skill)
			      : n >= 2 && pxb_skill_find(b, id, strlen(id)).v != PXB_NONE;

		found += ok;
		missing += !ok;
		if (!ok)
			printf("not found: %s", line);
	}
	printf("%u things found, %u missing, %u challenges in the bundle\n", found, missing,
	       pxb_challenge_count(b));
	pxb_close(b);
	return missing || !found;
}
