/* Rules over one file about media: credits and hosts. */
#include "lint/media_int.h"

/* --- parts of the tree ------------------------------------------------------------------- */

struct parts {
	struct lint *l;
	const char *const *keys;
	media_part_fn *fn;
};

static void walk(const struct parts *p, const struct yaml_node *n)
{
	size_t i, k;

	for (i = 0; n->kind == YAML_LIST && i < n->n; i++)
		if (!n->item[i]->bad)
			walk(p, n->item[i]);
	for (i = 0; n->kind == YAML_MAP && i < n->n; i++) {
		struct str key = n->pair[i].key->text;
		const struct yaml_node *value = n->pair[i].value;

		if (value->bad || str_eq(key, STR("props")))
			continue;
		for (k = 0; p->keys[k]; k++)
			if (str_eq_c(key, p->keys[k]))
				p->fn(p->l, &(struct media_part){key, value, n});
		walk(p, value);
	}
}

void media_parts(struct lint *l, const char *const *keys, media_part_fn *fn)
{
	struct parts p = {l, keys, fn};

	walk(&p, l->doc->root);
}

/* The first text in N, whatever the locale. */
static const struct yaml_node *first_leaf(const struct yaml_node *n)
{
	while (n && n->kind != YAML_SCALAR)
		n = !n->n ? NULL : n->kind == YAML_LIST ? n->item[0] : n->pair[0].value;
	return n;
}

/* --- credits -------------------------------------------------------------------------------- */

static bool is_true(const struct yaml_node *n)
{
	return n && n->kind == YAML_SCALAR && str_eq(n->text, STR("true"));
}

static void check_credit(struct lint *l, const struct yaml_node *medium)
{
	const struct yaml_node *file = first_leaf(yaml_get(medium, "file"));

	if (!file || file->bad || yaml_get(medium, "credit") || yaml_get(medium, "licence") ||
	    is_true(yaml_get(medium, "decorative")))
		return;
	lint_add(l, RULE_MISSING_CREDIT, lint_span(file));
}

/* A medium, or one by locale. */
static void check_medium(struct lint *l, const struct media_part *part)
{
	size_t i;

	if (part->value->kind != YAML_MAP)
		return;
	if (yaml_get(part->value, "file")) {
		check_credit(l, part->value);
		return;
	}
	for (i = 0; i < part->value->n; i++)
		check_credit(l, part->value->pair[i].value);
}

/*
 * The licence of a lesson covers what the lesson does not credit otherwise; a
 * challenge has none. A decorative image tells nothing and mostly is an ornament of
 * the house.
 */
static void missing_credit(struct lint *l)
{
	static const char *const keys[] = {"illustration", "image", "video", "audio", NULL};

	if (l->u->kind != KIND_TUTORIAL || !yaml_get(l->doc->root, "licence"))
		media_parts(l, keys, check_medium);
}

/* --- hosts ------------------------------------------------------------------------------------ */

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* True if A ends in B, small or capital. */
static bool ends_in(struct str a, struct str b)
{
	size_t i;

	for (i = 0; i < b.n && i < a.n; i++)
		if (lower(a.p[a.n - 1 - i]) != lower(b.p[b.n - 1 - i]))
			return false;
	return b.n <= a.n;
}

/* The host in URL, without a user before it and a port behind it. */
static struct str host_of(struct str url)
{
	size_t from = 0, end, i;

	for (i = 0; i + 3 <= url.n && !from; i++)
		if (memcmp(url.p + i, "://", 3) == 0)
			from = i + 3;
	for (end = from; end < url.n && !strchr("/?#\\", url.p[end]); end++)
		if (url.p[end] == '@')
			from = end + 1;
	return str_sub(url, from, str_find(str_sub(url, 0, end), ':', from));
}

static bool is_allowed(const struct str_list *hosts, struct str host)
{
	size_t i;

	for (i = 0; i < hosts->n; i++) {
		struct str h = hosts->v[i];

		if (str_starts(h, STR("*.")) ? host.n > h.n - 1 && ends_in(host, str_sub(h, 1, h.n))
					     : host.n == h.n && ends_in(host, h))
			return true;
	}
	return false;
}

/* The allowed host that was probably meant, or absent: one that can be written into an address. */
static struct str near_host(const struct str_list *hosts, struct str host)
{
	struct str best = {NULL, 0};
	unsigned least = 3;
	size_t i;

	for (i = 0; i < hosts->n; i++) {
		unsigned d = str_distance(hosts->v[i], host, 2);

		if (d < least && !str_starts(hosts->v[i], STR("*."))) {
			least = d;
			best = hosts->v[i];
		}
	}
	return best;
}

static void check_host(struct lint *l, const struct yaml_node *url)
{
	const struct str_list *hosts = &l->config->hosts;
	struct str host = host_of(url->text), near;
	size_t at = (size_t)(host.p - url->text.p);
	struct finding *f;

	if (!host.n || is_allowed(hosts, host))
		return;
	f = lint_add(l, RULE_HOST_NOT_ALLOWED, lint_part(l, url, at, at + host.n));
	lint_arg(l, f, "host", host);
	near = near_host(hosts, host);
	if (!f || !near.p)
		return;
	finding_variant(f, "near");
	lint_arg(l, f, "near", near);
}

/* Calls FN for each text of N: an address, or addresses by locale. */
static void each_text(struct lint *l, const struct yaml_node *n,
		      void (*fn)(struct lint *l, const struct yaml_node *n))
{
	size_t i;

	if (!n || n->bad)
		return;
	if (n->kind == YAML_SCALAR)
		fn(l, n);
	for (i = 0; n->kind == YAML_MAP && i < n->n; i++)
		if (n->pair[i].value->kind == YAML_SCALAR && !n->pair[i].value->bad)
			fn(l, n->pair[i].value);
}

static void check_embed_host(struct lint *l, const struct media_part *part)
{
	each_text(l, yaml_get(part->value, "url"), check_host);
}

static void host_not_allowed(struct lint *l)
{
	static const char *const keys[] = {"embed", NULL};

	media_parts(l, keys, check_embed_host);
}

#define WITH_MEDIA (1u << KIND_CHALLENGE | 1u << KIND_TUTORIAL)

const struct unit_rule lint_media_unit_rules[] = {
    {RULE_MISSING_CREDIT, WITH_MEDIA, false, missing_credit},
    {RULE_HOST_NOT_ALLOWED, WITH_MEDIA, false, host_not_allowed},
    {RULE_COUNT, 0, false, NULL},
};
