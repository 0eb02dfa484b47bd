/*
 * generate.h: what the files of the generator share.
 *
 * Content is made from templates: texts with places in braces ({t} a thing, {p} a
 * place, {i} its id, {m} a month, {n} {k} {x} numbers, {w} a word) that a seeded generator
 * fills. Nothing else decides: the same seed gives the same bytes anywhere.
 */
#ifndef GENERATE_GENERATE_H
#define GENERATE_GENERATE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#define countof(a) (sizeof(a) / sizeof((a)[0]))

struct words {
	const char *id, *fr, *en;
};

struct gen {
	const char *out; /* the folder to write into */
	unsigned nchallenge, nskill, ntube, ncompetence, ntutorial, npath;
	uint64_t state; /* of the generator of numbers */
	FILE *f;        /* the file that is being written */
	size_t files, bytes;
	bool french; /* of the thing that is being written: French only */
	/* what fills the places of templates */
	const struct words *thing, *place, *month, *word;
	long n, k, x;
	unsigned precision; /* of the date field of the present challenge */
};

/* A number from 0 to BELOW - 1. */
unsigned draw(struct gen *g, unsigned below);

/* True PERCENT times out of a hundred. */
bool chance(struct gen *g, unsigned percent);

/* Begins the file PATH below the output folder, making its folders; ends it. */
void file_open(struct gen *g, const char *path);
void file_close(struct gen *g);

/* A line indented by INDENT blanks, as printf. */
void line(struct gen *g, int indent, const char *fmt, ...) __attribute__((format(printf, 3, 4)));

/* KEY with a text in both locales (or in French only), on lines of its own or on one. */
void text(struct gen *g, int indent, const char *key, const char *fr, const char *en);
void text_inline(struct gen *g, int indent, const char *key, const char *fr, const char *en);

/* As text, with the text as a literal block; FR and EN hold several lines. */
void text_block(struct gen *g, int indent, const char *key, const char *fr, const char *en);

/* Draws new words and numbers for the places of templates. */
void draw_places(struct gen *g);
void draw_numbers(struct gen *g, unsigned i);

/* What stands where: skills are spread over tubes, tubes over competences. */
unsigned tube_of_skill(const struct gen *g, unsigned skill);
unsigned competence_of_tube(const struct gen *g, unsigned tube);
void tube_id(char out[64], unsigned tube);
void skill_id(char out[64], unsigned skill);
void competence_id(char out[64], unsigned competence);

/* The id of a challenge and its status. */
void challenge_id(char out[64], unsigned number);
const char *challenge_status(unsigned number);

/* Writes challenge NUMBER of SKILL with its media. */
void write_challenge(struct gen *g, unsigned number, unsigned skill);

/* Writes a small PNG picture or a table of lines as text. */
void write_png(struct gen *g, const char *path);
void write_table(struct gen *g, const char *path);

extern const struct words things[12], places[10], months[12], terms[12];

#endif
