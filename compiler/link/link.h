/*
 * link.h: units to one linked content.
 *
 * The linker sees what units export and their typed content, never a YAML tree.
 * It resolves references, refuses what does not fit together, and computes what
 * only the whole can tell: effective statuses, points, paths, pools. The content
 * points into the units, which must outlive it.
 */
#ifndef LINK_LINK_H
#define LINK_LINK_H

#include "base/map.h"
#include "diag/diag.h"
#include "model/model.h"
#include "source/source.h"

#define LINK_NONE UINT32_MAX

/* A list of positions in one of the content's arrays. */
struct refs {
	uint32_t *v;
	size_t n;
};

struct linked_area {
	const struct area *a;
	struct refs competences;
};

struct linked_competence {
	const struct competence *c;
	uint32_t area;
	struct refs thematics, tubes;
};

struct linked_thematic {
	const struct thematic *t;
	uint32_t competence;
	struct refs tubes;
};

struct linked_tube {
	const struct tube *t;
	const struct unit *unit;
	uint32_t thematic, competence; /* LINK_NONE: not in the framework */
	struct refs skills;            /* by level */
};

struct linked_skill {
	const struct skill *s;
	const struct unit *unit;
	uint32_t tube;
	/* what the skill is worth: 0/1 unless it is validated (content model, levels) */
	uint32_t points_numerator, points_denominator;
	struct refs requires, to_succeed, to_learn_more, challenges;
};

/* Measured figures and the file that they stand in; ITEM is NULL where there are none. */
struct linked_calibration {
	const struct calibration_item *item;
	const struct calibration *file;
};

struct linked_challenge {
	const struct challenge *c;
	const struct unit *unit;
	uint32_t skill, prototype; /* LINK_NONE where there is none */
	enum status *status;       /* effective, by locale; STATUS_NONE where it does not exist */
	enum status best;          /* the strongest of them: whether it is in a bundle at all */
	bool broken;               /* a reference of it could not be resolved */
	struct linked_calibration *calibration; /* by locale */
};

struct linked_tutorial {
	const struct tutorial *t;
	const struct unit *unit;
	enum status best; /* in any locale */
	bool used;
};

struct linked_path {
	const struct path *p;
	const struct unit *unit;
	enum status best;          /* in any locale */
	struct refs tubes, skills; /* adaptive: its tubes, and their skills up to the caps */
	struct refs parts;         /* fixed: by the kind of part */
	struct refs *result;       /* tutorials of each result */
};

/* Media that content names; FILE is the position in the snapshot. */
struct linked_media {
	struct str path;
	size_t file;
};

/* All of a repository, in an order that depends on its content alone. */
struct content {
	struct arena arena;
	const struct config *config;
	struct unit *const *unit; /* sorted by path */
	size_t nunit;
	const struct framework *framework;
	const struct levels *levels;
	const struct certification *certification;
	struct refs certification_tubes;
	struct linked_area *area;
	struct linked_competence *competence;
	struct linked_thematic *thematic;
	struct linked_tube *tube;           /* in the framework's order, then by id */
	struct linked_skill *skill;         /* by tube, then by level */
	struct linked_challenge *challenge; /* by path, prototype before its variants */
	struct linked_tutorial *tutorial;
	struct linked_path *path;
	struct linked_media *media; /* by path, each once */
	size_t narea, ncompetence, nthematic, ntube, nskill, nchallenge, ntutorial, npath, nmedia;
	struct map id[KIND_COUNT];         /* kind -> id -> position */
	struct map definition[KIND_COUNT]; /* kind -> id -> position in DEF */
	const struct definition **def;
	const struct unit **def_unit;
	size_t ndef;
};

/*
 * Links UNITS, sorted by path and all compiled with CONFIG, into CONTENT, whose
 * memory link_release frees. FILES is the snapshot that the units come from, for
 * the media they name. Findings go to FS.
 */
void link_units(struct content *c, const struct config *config, struct unit *const *units, size_t n,
		const struct snapshot *files, struct findings *fs);

void link_release(struct content *c);

/* The position of a thing by kind and id, or LINK_NONE. */
uint32_t content_find(const struct content *c, enum kind kind, struct str id);

/* How many bytes a file may have that is used so. */
uint32_t link_media_limit(enum media_use use);

/* The effective status of a challenge in LOCALE (STATUS_NONE: it does not exist there). */
enum status content_status(const struct content *c, uint32_t challenge, size_t locale);

#endif
