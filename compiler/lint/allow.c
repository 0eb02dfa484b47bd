/* Exceptions in comments: `# pixc: allow NAME because REASON` on or above a node. */
#include "lint/lint_int.h"

/* The bytes of the first entry that begins at or behind FROM and before END; the largest such. */
struct search {
	uint32_t from, end;
	struct place_span found;
	bool any;
};

static void offer(struct search *s, uint32_t start, uint32_t end)
{
	if (start < s->from || start >= s->end)
		return;
	if (s->any && (start > s->found.start || (start == s->found.start && end <= s->found.end)))
		return;
	s->found = (struct place_span){start, end};
	s->any = true;
}

static void look(struct search *s, const struct yaml_node *n)
{
	size_t i;

	for (i = 0; n->kind == YAML_LIST && i < n->n; i++) {
		offer(s, n->item[i]->start, n->item[i]->end);
		look(s, n->item[i]);
	}
	for (i = 0; n->kind == YAML_MAP && i < n->n; i++) {
		offer(s, n->pair[i].key->start, n->pair[i].value->end);
		look(s, n->pair[i].value);
	}
}

static uint32_t line_start(struct str s, uint32_t at)
{
	while (at && s.p[at - 1] != '\n')
		at--;
	return at;
}

/* What the comment C speaks of: the entry of its own line, or the one below it. */
static struct place_span subject(const struct lint *l, const struct yaml_comment *c)
{
	const struct yaml_node *root = l->doc->root;
	struct search s = {c->end, UINT32_MAX, {0, 0}, false};

	if (!c->own_line) {
		s.from = line_start(l->doc->bytes, c->start);
		s.end = c->start;
	} else if (root->start >= c->end) {
		return (struct place_span){0, (uint32_t)l->doc->bytes.n}; /* above all: the whole file */
	}
	look(&s, root);
	return s.found;
}

/* Takes WORD from the beginning of S, which must be followed by a blank or the end. */
static bool take_word(struct str *s, const char *word)
{
	struct str rest = str_sub(*s, strlen(word), s->n);

	if (!str_starts(*s, str_c(word)) || (rest.n && rest.p[0] != ' '))
		return false;
	*s = str_trim(rest);
	return true;
}

/* "pixc: allow NAME because REASON" behind the #; false for any other comment. */
static bool read_comment(struct str text, struct str *rule, struct str *because, bool *odd)
{
	struct str s = str_trim(str_sub(text, 1, text.n));
	size_t end;

	if (!str_starts(s, STR("pixc:")))
		return false;
	s = str_trim(str_sub(s, 5, s.n));
	*odd = !take_word(&s, "allow");
	end = str_find(s, ' ', 0);
	*rule = str_sub(s, 0, end);
	s = str_trim(str_sub(s, end, s.n));
	*odd = *odd || !rule->n || (s.n && !take_word(&s, "because"));
	*because = s;
	return true;
}

static void bad(struct lint *l, const struct yaml_comment *c, const char *variant)
{
	struct finding *f =
	    finding_add(l->fs, RULE_BAD_EXCEPTION, (struct place){l->u->path, c->start, c->end});

	finding_variant(f, variant);
}

void lint_collect_allowances(struct lint *l)
{
	struct unit *u = l->u;
	size_t i, cap = 0;

	for (i = 0; i < l->doc->ncomment; i++) {
		const struct yaml_comment *c = &l->doc->comment[i];
		struct str rule, because;
		struct place_span on;
		bool odd;

		if (!read_comment(str_sub(l->doc->bytes, c->start, c->end), &rule, &because, &odd))
			continue;
		if (odd || !because.n)
			bad(l, c, odd ? NULL : "reason");
		if (odd)
			continue;
		on = subject(l, c);
		ARENA_GROW(&u->arena, u->allow, u->nallow, cap);
		u->allow[u->nallow++] = (struct unit_allowance){arena_str(&u->arena, rule),
								arena_str(&u->arena, because),
								on.start,
								on.end,
								{c->start, c->end}};
	}
}
