/*
 * list: shows a snapshot, for run.sh.
 *
 *   list PATH [REV]
 *
 * Prints the findings, then every file with its size and a sum of its bytes.
 * The exit code is 0, 1 with findings, 3 with an error (told on stderr).
 */
#include <stdio.h>

#include "source/source.h"

static uint32_t sum_of(struct str s)
{
	uint32_t h = 0x811c9dc5u;
	size_t i;

	for (i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * 0x01000193u;
	return h;
}

static int show(struct snapshot *s, struct err *err)
{
	struct str bytes = {0};
	size_t i;
	int rc;

	for (i = 0; i < snapshot_count(s); i++) {
		rc = snapshot_read(s, i, &bytes, err);
		if (rc < 0)
			return -1;
		printf("%.*s %zu %08x\n", STR_ARG(snapshot_file(s, i)->path), rc ? 0 : bytes.n,
		       rc ? 0 : (unsigned)sum_of(bytes));
		snapshot_forget(s, i);
	}
	return 0;
}

int main(int argc, char **argv)
{
	struct source_options o = {argc > 1 ? argv[1] : ".", argc > 2 ? argv[2] : NULL};
	struct snapshot *s = NULL;
	struct arena arena = {0};
	struct findings fs;
	struct err err;
	size_t i;
	int rc;

	findings_init(&fs, &arena);
	rc = snapshot_open(&s, &o, &fs, &err);
	findings_finish(&fs);
	for (i = 0; i < fs.n; i++)
		printf("! %s %s %.*s\n", rule_info(fs.v[i]->rule)->name,
		       fs.v[i]->variant ? fs.v[i]->variant : "-", STR_ARG(fs.v[i]->place.path));
	if (!rc)
		rc = show(s, &err);
	if (rc)
		fprintf(stderr, "%s\n%s\n", err.text, err.help);
	rc = rc ? EXIT_ENVIRONMENT : fs.n ? EXIT_FINDINGS : EXIT_CLEAN;
	snapshot_close(s);
	arena_release(&arena);
	return rc;
}
