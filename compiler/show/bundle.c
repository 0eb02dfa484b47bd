/* The summary of a bundle: what pixc build and pixc inspect show. */
#include "show/bundle.h"

#include <stdio.h>

#define LEVELS 9 /* levels are 1 to 8 */

static void add(struct buf *out, struct pxb_str s)
{
	buf_add(out, s.p, s.n);
}

static void add_size(struct buf *out, uint64_t size)
{
	if (size < 10000)
		buf_add_fmt(out, "%llu bytes", (unsigned long long)size);
	else if (size < 10000000)
		buf_add_fmt(out, "%.1f kB", (double)size / 1e3);
	else
		buf_add_fmt(out, "%.1f MB", (double)size / 1e6);
}

static void add_head(struct buf *out, const struct pxb *b, uint64_t size)
{
	struct pxb_info info = pxb_info(b);
	uint8_t identity[32];
	uint32_t i;

	add(out, info.name);
	buf_add_byte(out, ' ');
	add(out, info.version);
	buf_add_fmt(out, ", %s flavour%s, ", pxb_is_full(b) ? "full" : "public",
		    pxb_has_drafts(b) ? " with drafts (not to be published)" : "");
	add_size(out, size);
	buf_add_c(out, "\n  title:    ");
	add(out, pxb_titles(b, pxb_locale_row(b, 0)).title);
	buf_add_c(out, "\n  locales: ");
	for (i = 0; i < pxb_locale_count(b); i++) {
		buf_add_byte(out, ' ');
		add(out, pxb_locale_get(b, pxb_locale_row(b, i)).tag);
	}
	pxb_identity(b, identity);
	buf_add_c(out, "\n  identity: ");
	for (i = 0; i < 32; i++)
		buf_add_fmt(out, "%02x", identity[i]);
	buf_add_fmt(out, "\n  format:   %u.%u\n", info.format_major, info.format_minor);
}

/* Validated challenges of a competence by level, in the reference locale. */
static void count_levels(uint32_t count[LEVELS], const struct pxb *b, struct pxb_competence k)
{
	struct pxb_list l = pxb_competence_coverage(b, k, pxb_locale_row(b, 0));
	uint32_t i;

	for (i = 0; i < l.n; i++) {
		struct pxb_coverage c = pxb_coverage_at(b, l, i);

		if (c.level < LEVELS)
			count[c.level] += c.challenges;
	}
}

static void add_row(struct buf *out, struct pxb_str code, struct pxb_str title, const uint32_t count[LEVELS])
{
	uint32_t total = 0, level;
	size_t cells = 0, i;

	buf_add_fmt(out, "  %-4.*s ", (int)code.n, code.p);
	for (i = 0; i < title.n && cells < 50; i++) {
		cells += ((unsigned char)title.p[i] & 0xc0) != 0x80;
		buf_add_byte(out, title.p[i]);
	}
	while (i < title.n && ((unsigned char)title.p[i] & 0xc0) == 0x80)
		buf_add_byte(out, title.p[i++]);
	buf_add_fmt(out, "%*s", (int)(51 - cells), "");
	for (level = 1; level < LEVELS; level++) {
		total += count[level];
		if (count[level])
			buf_add_fmt(out, "%6u", count[level]);
		else
			buf_add_c(out, "     ·");
	}
	buf_add_fmt(out, "%8u\n", total);
}

static void add_table(struct buf *out, const struct pxb *b)
{
	struct pxb_locale first = pxb_locale_row(b, 0);
	uint32_t total[LEVELS] = {0}, i, level;

	buf_add_fmt(out, "\n  %-55s     1     2     3     4     5     6     7     8     all\n",
		    "validated challenges by competence and level");
	for (i = 0; i < pxb_area_count(b); i++) {
		uint32_t a, k;

		/* Areas in the order of display, not of the file. */
		for (a = 0; a < pxb_area_count(b); a++) {
			struct pxb_area_info area = pxb_area_get(b, pxb_area_row(b, a));

			if (area.order != i)
				continue;
			for (k = 0; k < area.competences.n; k++) {
				struct pxb_competence c = pxb_competence_at(b, area.competences, k);
				uint32_t count[LEVELS] = {0};

				count_levels(count, b, c);
				add_row(out, pxb_competence_get(b, c).code,
					pxb_competence_titles(b, c, first).title, count);
				for (level = 1; level < LEVELS; level++)
					total[level] += count[level];
			}
		}
	}
	add_row(out, (struct pxb_str){"", 0}, (struct pxb_str){"all", 3}, total);
}

void show_bundle(struct buf *out, const struct pxb *b, uint64_t size)
{
	add_head(out, b, size);
	add_table(out, b);
	buf_add_fmt(out,
		    "\n  %u challenges and variants, %u skills, %u tutorials, %u paths, %u media files\n",
		    pxb_challenge_count(b), pxb_skill_count(b), pxb_tutorial_count(b), pxb_path_count(b),
		    pxb_media_count(b));
}
