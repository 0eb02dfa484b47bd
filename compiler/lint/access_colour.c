/*
 * Instructions that only those can follow who tell colours apart.
 *
 * Kept narrow: an order ("cliquez", "press"), then a thing to click with its colour
 * and nothing else that tells it from others.
 */
#include "lint/access_int.h"

#define MOST_BETWEEN 4 /* words between the order and the thing */

static const char *const orders[] = {"cliquez", "clique", "cliquer", "appuyez", "appuie", "appuyer", "cochez",
				     "touchez", "click",  "press",   "tap",     "select", "choose",  NULL};
static const char *const things[] = {"bouton", "lien",   "icône", "onglet", "pastille", "case", "boutons",
				     "liens",  "icônes", "cases", "le",     "la",       "les",  NULL};
static const char *const colours[] = {
    "vert",   "verte", "verts",   "vertes", "rouge",    "rouges", "bleu",     "bleue",  "bleus",
    "bleues", "jaune", "jaunes",  "gris",   "grise",    "grises", "noir",     "noire",  "noirs",
    "noires", "blanc", "blanche", "blancs", "blanches", "violet", "violette", "orange", NULL};
static const char *const colours_en[] = {"green", "red",   "blue",  "yellow", "orange", "grey",
					 "gray",  "black", "white", "purple", "pink",   NULL};
static const char *const things_en[] = {"button",  "link",  "icon",  "tab",   "box",  "dot", "one",
					"buttons", "links", "icons", "boxes", "ones", NULL};
/* What may follow without telling more about the thing. */
static const char *const joints[] = {"pour", "et", "puis", "afin", "to", "and", "then", NULL};

struct word {
	size_t start, end;
};

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* The bytes of the no-break space or typographic quote at I; 0: there is none. */
static size_t mark_at(struct str s, size_t i)
{
	struct str rest = str_sub(s, i, s.n);

	if (str_starts(rest, STR("\xc2\xa0")) || str_starts(rest, STR("\xc2\xab")) ||
	    str_starts(rest, STR("\xc2\xbb")))
		return 2;
	return str_starts(rest, STR("\xe2\x80")) && rest.n > 2 ? 3 : 0;
}

/* The next word at or behind *AT. */
static bool next_word(struct str s, size_t *at, struct word *w)
{
	while (*at < s.n && (!is_letter(s.p[*at]) || mark_at(s, *at)))
		*at += mark_at(s, *at) ? mark_at(s, *at) : 1;
	w->start = *at;
	while (*at < s.n && is_letter(s.p[*at]) && !mark_at(s, *at))
		++*at;
	w->end = *at;
	return w->end > w->start;
}

static bool is_one_of(struct str s, struct word w, const char *const *list)
{
	struct str word = str_sub(s, w.start, w.end);
	size_t i;

	for (; *list; list++) {
		struct str l = str_c(*list);

		for (i = 0; i < l.n && i < word.n; i++)
			if (word.p[i] != l.p[i] &&
			    !(word.p[i] >= 'A' && word.p[i] <= 'Z' && word.p[i] + 32 == l.p[i]))
				break;
		if (l.n == word.n && i == l.n)
			return true;
	}
	return false;
}

/* True if what stands at AT tells nothing more of the thing: the end, a point, "pour". */
static bool ends_there(struct str s, size_t at)
{
	struct word w;

	while (at < s.n && s.p[at] == ' ')
		at++;
	if (at == s.n || strchr(".,;!?\n", s.p[at]))
		return true;
	return is_letter(s.p[at]) && !mark_at(s, at) && next_word(s, &at, &w) && is_one_of(s, w, joints);
}

/* True if no more than a blank is between A and B. */
static bool follows(struct word a, struct word b)
{
	return b.start == a.end + 1;
}

/* Finds "cliquez sur le bouton vert" or "press the green button"; *PART is the last two words. */
static bool find_order(struct str s, struct word *part)
{
	struct word last = {0, 0}, w;
	size_t at = 0, since = MOST_BETWEEN + 1;

	for (; next_word(s, &at, &w); last = w) {
		bool pair = since <= MOST_BETWEEN && follows(last, w) &&
			    ((is_one_of(s, last, things) && is_one_of(s, w, colours)) ||
			     (is_one_of(s, last, colours_en) && is_one_of(s, w, things_en)));

		if (pair && ends_there(s, w.end)) {
			*part = (struct word){last.start, w.end};
			return true;
		}
		since = is_one_of(s, w, orders) ? 0 : since + 1;
	}
	return false;
}

static bool is_order(const struct text_use *t)
{
	return strcmp(t->key, "instruction") == 0 || strcmp(t->key, "alternative_instruction") == 0 ||
	       strcmp(t->key, "layout") == 0;
}

/* Whoever wrote `colour_blind` has thought of it. */
void access_colour_only(struct lint *l)
{
	size_t i;

	if (yaml_get(yaml_get(l->doc->root, "accessibility"), "colour_blind"))
		return;
	for (i = 0; i < l->ntext; i++) {
		const struct text_use *t = &l->text[i];
		struct word w;

		if (is_order(t) && find_order(t->node->text, &w))
			lint_arg(l, lint_add(l, RULE_COLOUR_ONLY, lint_part(l, t->node, w.start, w.end)),
				 "words", str_sub(t->node->text, w.start, w.end));
	}
}
