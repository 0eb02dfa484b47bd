/*
 * media_int.h: what the rules about media share.
 *
 * Over the whole: each file is read once, facts are noted and its bytes forgotten;
 * then the rules look at facts and at where the file is used. Over one file: the
 * parts of the tree that name media.
 */
#ifndef LINT_MEDIA_INT_H
#define LINT_MEDIA_INT_H

#include "lint/lint_int.h"
#include "text/media.h"

/* --- the whole ---------------------------------------------------------------------------- */

struct media_use_at {
	const struct unit *u;
	const struct media_ref *ref;
};

struct media_fact {
	const struct linked_media *m;
	struct media_use_at *use; /* in the order of units, then of the file */
	size_t nuse;
	unsigned uses;     /* bits 1 << MEDIA_ */
	struct str ending; /* with its point, in small letters */
	uint64_t size;
	bool good; /* the bytes could be read, are not above their limit and no note of Git LFS */
	enum media_format format;
	bool cut;
	uint32_t width, height; /* of an image; 0: not known */
	struct image_secrets secrets;
	enum svg_trouble svg;
	struct str svg_words;
	bool webvtt;
	struct str risky; /* a program or macro, or absent: its name inside an archive, else the ending */
	bool inside;      /* RISKY is inside an archive */
	bool hashed;      /* another file has the same size */
	uint8_t hash[32];
};

struct media_facts {
	struct media_fact *v; /* in the order of the content's media */
	size_t n;
};

/* Reads the media of the content once; all lives in the scratch arena. */
void media_collect(struct media_facts *out, struct lint_whole *w);

/*
 * A finding about the medium F at its first use among those in USES (bits 1 <<
 * MEDIA_) in the best status. NULL when RULE does not speak there.
 */
struct finding *media_add(struct lint_whole *w, enum rule rule, const struct media_fact *f, unsigned uses,
			  const struct media_use_at **at);

/* The path of F as the file of U writes it. */
struct str media_path_in(const struct unit *u, struct str path);

/* The bytes of PATH up to its last slash, that one included. */
struct str media_folder(struct str path);

/* media_files.c: endings of programs, names of files inside archives, left-overs. */
bool media_is_program(struct str name);
bool media_has_macros(struct str name);
void media_left_overs(struct lint_whole *w);

#define MEDIA_SHOWN (1u << MEDIA_IMAGE | 1u << MEDIA_AUDIO | 1u << MEDIA_VIDEO)

/* --- one file ---------------------------------------------------------------------------------- */

/* A part of the file that is written under KEY in the map OWNER. */
struct media_part {
	struct str key;
	const struct yaml_node *value, *owner;
};

typedef void media_part_fn(struct lint *l, const struct media_part *part);

/*
 * Calls FN for each value that is written under one of KEYS (which ends with NULL),
 * wherever it stands; not below props.
 */
void media_parts(struct lint *l, const char *const *keys, media_part_fn *fn);

#endif
