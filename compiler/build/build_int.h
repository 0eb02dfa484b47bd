/*
 * build_int.h: what the files of this folder share.
 */
#ifndef BUILD_BUILD_INT_H
#define BUILD_BUILD_INT_H

#include "build/build.h"
#include "schema/schema.h"

/* A web component's schema, compiled. */
struct component {
	struct str name;
	struct schema schema;
	struct schema_engine *engine;
};

/* What a file is compiled with, besides its own bytes. */
struct unit_inputs {
	const struct schema_engine *engine; /* the built-in schemas */
	const struct config *config;        /* NULL for pix.yaml itself */
	const struct component *component;
	size_t ncomponent;
};

/* Compiles one file to a unit; never fails. The caller frees with unit_free. */
struct unit *unit_compile(struct str path, enum kind kind, struct str bytes, const struct unit_inputs *in);

/*
 * Compiles components/<name>.schema.json to OUT, in ARENA; findings about the
 * file go to the unit that is returned. OUT->engine is NULL when it is unusable.
 */
struct unit *component_compile(struct component *out, struct str path, struct str bytes, struct arena *arena);

#endif
