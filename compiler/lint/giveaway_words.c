/* Rules about words that tell too much or the wrong thing: names, counts, places of choices. */
#include "lint/shape_int.h"

static bool is_word(const char *const *words, size_t n, struct str s)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (str_eq_c(s, words[i]))
			return true;
	return false;
}

/* --- telling-name ------------------------------------------------------------------------- */

static const char *const telling[] = {"bon",      "bonne",     "right",      "correct", "correcte", "vrai",
				      "vraie",    "faux",      "fausse",     "wrong",   "juste",    "mauvais",
				      "mauvaise", "incorrect", "incorrecte", "true",    "false"};

/* Beside a telling word these say nothing more. */
static const char *const filling[] = {"reponse", "answer", "choix", "choice", "option", "proposition",
				      "la",      "le",     "the",   "image",  "photo"};

/* Alone, the name of a single choice. */
static const char *const telling_alone[] = {"reponse", "answer", "solution", "key"};

static bool is_number_or_letter(struct str s)
{
	size_t i = 0;

	while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9')
		i++;
	return i == s.n || s.n == 1;
}

/* S without digits behind: "wrong2" is "wrong". */
static struct str without_number(struct str s)
{
	while (s.n > 1 && s.p[s.n - 1] >= '0' && s.p[s.n - 1] <= '9')
		s.n--;
	return s;
}

/* The telling word of NAME, all of whose words tell or say nothing; absent when there is none. */
static struct str telling_word(struct str name)
{
	struct str found = {NULL, 0};
	size_t i = 0, end;

	if (is_word(telling_alone, countof(telling_alone), name))
		return name;
	for (; i < name.n; i = end + 1) {
		struct str w = str_sub(name, i, end = str_find(name, '-', i));

		if (is_number_or_letter(w))
			continue;
		w = without_number(w);
		if (is_word(telling, countof(telling), w))
			found = w;
		else if (!is_word(filling, countof(filling), w))
			return (struct str){NULL, 0};
	}
	return found;
}

/* The choice itself says the word: "Vrai". */
static bool says_it(const struct lint *l, const struct piece *p, struct str word)
{
	size_t locale;

	for (locale = 0; locale < l->config->nlocale; locale++) {
		struct str text = plain_words(l, text_in(&p->text, locale));

		if (find_words(text, word, 0) != SIZE_MAX)
			return true;
	}
	return false;
}

/* The name of the file PATH without folder and ending, written as names are. */
static struct str stem(const struct lint *l, struct str path)
{
	size_t i = path.n, k;
	struct str s;

	while (i && path.p[i - 1] != '/')
		i--;
	path = str_sub(path, i, path.n);
	s = arena_str(l->a, str_sub(path, 0, str_find(path, '.', 0)));
	for (k = 0; k < s.n; k++) {
		char *c = (char *)s.p + k;

		if (*c == '_' || *c == ' ')
			*c = '-';
		else if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c + 32);
	}
	return s;
}

static void telling_image(struct lint *l, const struct piece *p)
{
	size_t locale, i;

	for (locale = 0; locale < l->config->nlocale; locale++) {
		struct str path = text_in(&p->image.file, locale);
		struct place_span at = p->at;
		struct finding *f;

		if (!path.n || !telling_word(stem(l, path)).n)
			continue;
		for (i = 0; i < l->u->nmedia; i++)
			if (str_eq(l->u->media[i].path, path) && l->u->media[i].at.start >= p->at.start &&
			    l->u->media[i].at.end <= p->at.end)
				at = l->u->media[i].at;
		f = lint_add(l, RULE_TELLING_NAME, at);
		lint_arg(l, f, "name", path);
		if (f)
			finding_variant(f, "file");
	}
}

static void telling_pieces(struct lint *l, const struct pieces *p)
{
	size_t i;

	for (i = 0; i < p->n; i++) {
		const struct piece *one = &p->v[i];
		struct str word = telling_word(one->name);

		if (word.n && !says_it(l, one, word))
			lint_arg(l, lint_add(l, RULE_TELLING_NAME, lint_span_of(l, one->name, one->at)),
				 "name", one->name);
		telling_image(l, one);
	}
}

static void telling_name_of(struct lint *l, const struct asked *a)
{
	size_t i;

	telling_pieces(l, &a->q->choices);
	for (i = 0; i < a->q->nfield; i++)
		telling_pieces(l, &a->q->field[i].options);
}

void giveaway_telling_name(struct lint *l)
{
	asked_each(l, telling_name_of);
}

/* --- announced-count ------------------------------------------------------------------------ */

static const char *const numerals[][3] = {
    {"2", "deux", "two"},  {"3", "trois", "three"}, {"4", "quatre", "four"},
    {"5", "cinq", "five"}, {"6", "six", "six"},
};

static const char *const nouns[] = {"reponses", "answers"};
static const char *const adjectives[] = {"bonnes", "justes", "right", "correct", "exactes"};

/* Before the numeral these make it a number of something else: of all choices, or a bound. */
static const char *const not_before[] = {
    "ces",  "des",  "de",  "parmi", "these", "those", "of",      "among", "ou",     "or",    "moins", "least",
    "most", "plus", "que", "a",     "to",    "entre", "between", "from",  "autres", "other", "no",    "une"};

/* Behind "deux réponses" these make it a bound, or speak of the wrong ones. */
static const char *const not_behind[] = {
    "au moins",    "au plus", "ou plus",      "or more",   "at least",   "at most",          "fausses",
    "incorrectes", "wrong",   "sont fausses", "are wrong", "are false",  "sont incorrectes", "suivantes",
    "ci-dessous",  "below",   "proposees",    "offered",   "differentes"};

/* The word that ends at END of S, a blank before it apart. */
static struct str word_before(struct str s, size_t end)
{
	size_t start;

	while (end && s.p[end - 1] == ' ')
		end--;
	for (start = end; start && s.p[start - 1] != ' ' && s.p[start - 1] != '\''; start--)
		;
	return str_sub(s, start, end);
}

/* Takes the word at *I, the blank behind it too. */
static struct str take_word(struct str s, size_t *i)
{
	size_t start = *i, end = start;

	while (end < s.n && ((s.p[end] >= 'a' && s.p[end] <= 'z') || (s.p[end] >= '0' && s.p[end] <= '9')))
		end++;
	*i = end < s.n && s.p[end] == ' ' ? end + 1 : end;
	return str_sub(s, start, end);
}

static bool is_followed(struct str s, size_t i)
{
	size_t k;

	for (k = 0; k < countof(not_behind); k++)
		if (find_words(str_sub(s, i, i + strlen(not_behind[k]) + 1), str_c(not_behind[k]), 0) == 0)
			return true;
	return false;
}

/* True if "deux réponses" stands at AT in S, in words of WORD, and means how many are right. */
static bool is_announced(struct str s, size_t at, struct str word)
{
	size_t i = at + word.n + 1;
	struct str noun;

	if (is_word(not_before, countof(not_before), word_before(s, at)))
		return false;
	noun = take_word(s, &i);
	if (is_word(adjectives, countof(adjectives), noun))
		noun = take_word(s, &i);
	return is_word(nouns, countof(nouns), noun) && !is_followed(s, i);
}

/* How many answers S announces and in which WORD; 0: none, or not the same everywhere. */
static size_t announced(struct str s, struct str *by)
{
	size_t found = 0, n, k, at;

	for (n = 0; n < countof(numerals); n++)
		for (k = 0; k < countof(numerals[n]); k++) {
			struct str word = str_c(numerals[n][k]);

			for (at = find_words(s, word, 0); at != SIZE_MAX;
			     at = find_words(s, word, at + word.n)) {
				if (!is_announced(s, at, word))
					continue;
				if (found && found != n + 2)
					return 0;
				found = n + 2;
				*by = word;
			}
		}
	return found;
}

static void announced_count_of(struct lint *l, const struct asked *a)
{
	size_t right = asked_right(a->q), locale;

	if (!right || (a->q->type != QUESTION_SINGLE_CHOICE && a->q->type != QUESTION_MULTIPLE_CHOICE))
		return;
	for (locale = 0; locale < l->config->nlocale; locale++) {
		struct str text = text_in(a->instruction, locale), word = {NULL, 0};
		size_t count = text.n ? announced(plain_words(l, text), &word) : 0;
		struct place_span at = {a->instruction->start, a->instruction->end};
		struct finding *f;

		if (!count || count == right)
			continue;
		f = lint_add(l, RULE_ANNOUNCED_COUNT, words_span(l, text, word, at));
		lint_arg_number(l, f, "count", count);
		lint_arg_number(l, f, "right", right);
	}
}

void giveaway_announced_count(struct lint *l)
{
	asked_each(l, announced_count_of);
}

/* --- order-dependent ---------------------------------------------------------------------------- */

/* Words that are about the other choices. WHOLE: they belong at the end, `last` mends them. */
static const struct {
	const char *words;
	bool whole;
} about_others[] = {
    {"les reponses ci-dessus", true},
    {"les propositions ci-dessus", true},
    {"des reponses ci-dessus", true},
    {"des propositions ci-dessus", true},
    {"les reponses precedentes", true},
    {"les propositions precedentes", true},
    {"des reponses precedentes", true},
    {"des propositions precedentes", true},
    {"aucune de ces reponses", true},
    {"aucune de ces propositions", true},
    {"toutes ces reponses", true},
    {"toutes ces propositions", true},
    {"aucun de ces choix", true},
    {"tous ces choix", true},
    {"of the above", true},
    {"none of these answers", true},
    {"all of these answers", true},
    {"all these answers", true},
    {"les deux premieres reponses", false},
    {"la premiere et la deuxieme reponse", false},
    {"the first two answers", false},
    {"reponses a et b", false},
    {"reponses a et c", false},
    {"reponses b et c", false},
    {"answers a and b", false},
    {"answers a and c", false},
    {"answers b and c", false},
    {"both a and b", false},
    {"both b and c", false},
    {"both a and c", false},
};

static void order_dependent_in(struct lint *l, const struct piece *p, size_t locale)
{
	struct str text = text_in(&p->text, locale), s = plain_words(l, text);
	struct finding *f;
	size_t i;

	for (i = 0; i < countof(about_others); i++)
		if (find_words(s, str_c(about_others[i].words), 0) != SIZE_MAX)
			break;
	if (i == countof(about_others) || (about_others[i].whole && p->last))
		return;
	f = lint_add(l, RULE_ORDER_DEPENDENT, lint_span_of(l, text, p->at));
	lint_arg(l, f, "text", text);
	if (f && !about_others[i].whole)
		finding_variant(f, "letters");
}

static void order_dependent_of(struct lint *l, const struct asked *a)
{
	size_t i, locale;

	if (!a->q->shuffle || asked_is_picked(a->q))
		return;
	for (i = 0; i < a->q->choices.n; i++)
		for (locale = 0; locale < l->config->nlocale; locale++)
			order_dependent_in(l, &a->q->choices.v[i], locale);
}

void giveaway_order_dependent(struct lint *l)
{
	asked_each(l, order_dependent_of);
}
