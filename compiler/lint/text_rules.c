/* Rules about texts by themselves. */
#include "base/utf8.h"
#include "lint/text_int.h"

/* Words that say: not finished. Whole words anywhere in a text, in small letters here. */
static const char *const left_overs[] = {"todo",      "fixme",      "tbd",         "à compléter",
					 "à rédiger", "à traduire", "lorem ipsum", "to translate"};

/* The same, but ordinary words as well: only where they are the whole text. */
static const char *const whole_left_overs[] = {"à venir", "xxx", "coming soon", "to be done"};

static bool is_letter(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80 || (c >= '0' && c <= '9');
}

/* The position of WORD in S as a whole word, case apart (ASCII and the accented letters of the words). */
static size_t find_word(struct str s, const char *word)
{
	size_t n = strlen(word), i, k;

	for (i = 0; i + n <= s.n; i++) {
		for (k = 0; k < n; k++) {
			unsigned char c = (unsigned char)s.p[i + k], w = (unsigned char)word[k];

			if (c != w && !(c >= 'A' && c <= 'Z' && c + 32 == w) &&
			    !(c >= 0x80 && w >= 0xa0 && c + 0x20 == w))
				break;
		}
		if (k == n && !(i && is_letter((unsigned char)s.p[i - 1])) &&
		    !(i + n < s.n && is_letter((unsigned char)s.p[i + n])))
			return i;
	}
	return SIZE_MAX;
}

/* S without the points, brackets and blanks around it. */
static struct str bare(struct str s)
{
	while (s.n && strchr(" .()[]<>!\n", s.p[0]))
		s = str_sub(s, 1, s.n);
	while (s.n && strchr(" .()[]<>!\n", s.p[s.n - 1]))
		s = str_sub(s, 0, s.n - 1);
	return s;
}

/* Where TEXT says that it is not finished; SIZE_MAX when it does not. */
static size_t find_left_over(struct str text, size_t *n)
{
	struct str whole = bare(text);
	size_t k, at;

	for (k = 0; k < countof(left_overs); k++) {
		*n = strlen(left_overs[k]);
		at = find_word(text, left_overs[k]);
		if (at != SIZE_MAX)
			return at;
	}
	for (k = 0; k < countof(whole_left_overs); k++) {
		*n = strlen(whole_left_overs[k]);
		if (whole.n == *n && find_word(whole, whole_left_overs[k]) == 0)
			return (size_t)(whole.p - text.p);
	}
	return SIZE_MAX;
}

static void left_over(struct lint *l)
{
	size_t i, n;

	for (i = 0; i < l->ntext; i++) {
		const struct text_use *t = &l->text[i];
		size_t at = text_is_read(t->role) ? find_left_over(t->node->text, &n) : SIZE_MAX;

		if (at != SIZE_MAX)
			lint_arg(l, lint_add(l, RULE_LEFT_OVER, lint_part(l, t->node, at, at + n)), "words",
				 str_sub(t->node->text, at, at + n));
	}
}

/* The first row finds all that a reading as Markdown tells. */
const struct unit_rule lint_text_rules[] = {
    {RULE_LEFT_OVER, ~0u, false, left_over},
    {RULE_RAW_HTML, TEXT_KINDS, false, text_judge_markdown},
    {RULE_LINK_FORM, TEXT_KINDS, false, text_judge_addresses},
    {RULE_INVISIBLE_CHARACTER, TEXT_KINDS, false, text_invisible_character},
    {RULE_NOT_COMPOSED, TEXT_KINDS, false, text_not_composed},
    {RULE_LOOKALIKE_LETTER, TEXT_KINDS, false, text_lookalike_letter},
    {RULE_LONG_TEXT, TEXT_KINDS, false, text_long_text},
    {RULE_LONG_SENTENCE, TEXT_KINDS, false, text_long_sentence},
    {RULE_LONG_PARAGRAPH, TEXT_KINDS, false, text_long_paragraph},
    {RULE_CHOICE_FORM, 1u << KIND_CHALLENGE, true, text_choice_form},
    {RULE_DOUBLE_BLANK, TEXT_KINDS, false, text_double_blank},
    {RULE_BLANK_TEXT, TEXT_KINDS, false, text_blank_text},
    {RULE_COUNT, 0, false, NULL},
};
