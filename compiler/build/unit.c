/* One file to a unit: YAML, schema, model. */
#include "build/build_int.h"

#include "base/hash.h"
#include "lint/lint.h"
#include "yaml/yaml.h"

static const char *schema_of(enum kind kind)
{
	static const char *const names[KIND_COUNT] = {
	    [KIND_REPOSITORY] = "repository.schema.json",
	    [KIND_FRAMEWORK] = "framework.schema.json",
	    [KIND_LEVELS] = "levels.schema.json",
	    [KIND_CERTIFICATION] = "certification.schema.json",
	    [KIND_PATH] = "path.schema.json",
	    [KIND_CALIBRATION] = "calibration.schema.json",
	    [KIND_TUBE] = "skills.schema.json",
	    [KIND_CHALLENGE] = "challenge.schema.json",
	    [KIND_TUTORIAL] = "tutorial.schema.json",
	};

	return names[kind];
}

/* The text of a key, in the unit's arena: findings outlive the tree. */
static struct str text_of(struct unit *u, const struct yaml_node *map, const char *key)
{
	const struct yaml_node *n = yaml_get(map, key);

	return n && n->kind == YAML_SCALAR ? arena_str(&u->arena, n->text) : (struct str){NULL, 0};
}

static void check_shape(struct unit *u, const struct yaml_doc *doc, const struct unit_inputs *in)
{
	struct schema_options o = {.thing_kind = str_c(kind_word(u->kind)),
				   .thing_id = text_of(u, doc->root, "id")};
	uint32_t node = schema_root(schema_builtin(), str_c(schema_of(u->kind)));

	if (node == SCHEMA_NONE)
		BUG("there is no schema for '%s'", kind_word(u->kind));
	o.is_draft = str_eq_c(text_of(u, doc->root, "status"), "draft");
	schema_check(&u->findings, in->engine, node, &o, doc, doc->root);
}

static void check_components(struct unit *u, const struct yaml_doc *doc, const struct component_uses *uses,
			     const struct unit_inputs *in)
{
	struct schema_options o = {.thing_kind = str_c(kind_word(u->kind)),
				   .thing_id = text_of(u, doc->root, "id")};
	size_t i, k;

	for (i = 0; i < uses->n; i++) {
		for (k = 0; k < in->ncomponent && !str_eq(in->component[k].name, uses->v[i].name); k++)
			;
		if (k == in->ncomponent || !in->component[k].engine || !uses->v[i].props)
			continue;
		schema_check(&u->findings, in->component[k].engine, in->component[k].schema.root[0].node, &o,
			     doc, uses->v[i].props);
	}
}

struct unit *unit_compile(struct str path, enum kind kind, struct str bytes, const struct unit_inputs *in)
{
	struct unit *u = unit_new(path, kind);
	struct model_tree tree = {0};
	struct arena arena;
	struct yaml_doc doc;

	arena_init(&arena);
	tree.arena = &arena;
	hash_sha256(u->hash, bytes);
	yaml_read(&doc, u->path, bytes, &arena, &u->findings);
	if (doc.root) {
		check_shape(u, &doc, in);
		model_build(u, &doc, in->config, &tree);
		check_components(u, &doc, &tree.uses, in);
		lint_unit(u, &doc, in->config, &tree);
	}
	arena_release(&arena);
	return u;
}

struct unit *component_compile(struct component *out, struct str path, struct str bytes, struct arena *arena)
{
	struct schema_build_options o = {0};
	struct unit *u = unit_new(path, KIND_COMPONENT);
	size_t folder = strlen("components/"), ending = strlen(".schema.json");
	struct schema_source source;
	struct yaml_doc doc;

	*out = (struct component){.name = arena_str(arena, str_sub(path, folder, path.n - ending))};
	hash_sha256(u->hash, bytes);
	yaml_read(&doc, u->path, arena_str(arena, bytes), arena, &u->findings);
	u->readable = doc.root != NULL;
	source = (struct schema_source){u->path, &doc};
	if (doc.root && schema_build(&out->schema, &source, 1, &o, arena, &u->findings))
		out->engine = schema_engine_new(&out->schema);
	return u;
}
