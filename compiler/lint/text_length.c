/*
 * Rules about length. The figures come from this repository's own content: its longest
 * title has 53 characters, hint 127, instruction 331, sentence 25 words, paragraph 253.
 */
#include "base/utf8.h"
#include "lint/text_int.h"

#define SENTENCE_WORDS  30u
#define PARAGRAPH_CHARS 500u

struct length_limit {
	const char *key;
	size_t chars;
};

static const struct length_limit limits[] = {{"title", 120}, {"hint", 300}, {"instruction", 1500}};

void text_long_text(struct lint *l)
{
	size_t i, k;

	for (i = 0; i < l->ntext; i++) {
		const struct text_use *t = &l->text[i];

		for (k = 0; k < countof(limits); k++) {
			size_t n = t->node->text.n > limits[k].chars ? utf8_count(t->node->text) : 0;
			struct finding *f;

			if (!text_is_prose(t->role) || n <= limits[k].chars ||
			    strcmp(t->key, limits[k].key) != 0)
				continue;
			f = lint_add(l, RULE_LONG_TEXT, lint_span(t->node));
			lint_arg_number(l, f, "chars", n);
			lint_arg_number(l, f, "most", limits[k].chars);
		}
	}
}

/* Prose in sentences and paragraphs: a layout may show a document, a transcript what was said. */
static bool has_sentences(const struct text_use *t)
{
	return text_is_prose(t->role) && strcmp(t->key, "layout") != 0 && strcmp(t->key, "transcript") != 0;
}

/* --- sentences ---------------------------------------------------------------------------- */

/* True if a line that begins at I stands for itself: an item, a row, a heading, a quote. */
static bool begins_block(struct str s, size_t i)
{
	while (i < s.n && s.p[i] == ' ')
		i++;
	if (i >= s.n || s.p[i] == '\n' || strchr("-*+|#>", s.p[i]))
		return true;
	while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9')
		i++;
	return i < s.n && (s.p[i] == '.' || s.p[i] == ')') && i && s.p[i - 1] >= '0' && s.p[i - 1] <= '9';
}

/* True if the mark at I ends a sentence: a blank or nothing stands behind it and what closes it. */
static bool ends_sentence(struct str s, size_t i)
{
	if (!strchr(".!?", s.p[i]))
		return false;
	for (i++; i < s.n && strchr(".!?)\"*_", s.p[i]); i++)
		;
	return i >= s.n || s.p[i] == ' ' || s.p[i] == '\n' || (unsigned char)s.p[i] == 0xc2 ||
	       (unsigned char)s.p[i] == 0xe2;
}

struct sentence {
	size_t start, end, words;
};

/* Reads the sentence that begins at I; *NEXT is where the one behind it begins. */
static struct sentence read_sentence(struct str s, const char *mask, size_t i, size_t *next)
{
	struct sentence x = {i, i, 0};
	bool word = false;

	for (; i < s.n; i++) {
		uint32_t c = ((unsigned char)s.p[i] & 0xc0) == 0x80 ? 0 : text_at(s, i);
		bool part = c ? text_is_letter(c) || (c >= '0' && c <= '9') || mask[i] == '-' : word;

		x.words += part && !word;
		word = part || (word && (c == '\'' || c == 0x2019 || c == '-'));
		if (part)
			x.end = i + 1;
		if ((mask[i] == 'p' && ends_sentence(s, i)) || (s.p[i] == '\n' && begins_block(s, i + 1)))
			break;
	}
	*next = i + 1;
	return x;
}

/* True if S has blanks enough for a long sentence: most texts have not. */
static bool has_many_words(struct str s)
{
	size_t i, n = 1;

	for (i = 0; i < s.n; i++)
		n += s.p[i] == ' ' || s.p[i] == '\n' || (unsigned char)s.p[i] >= 0xc2;
	return n > SENTENCE_WORDS;
}

void text_long_sentence(struct lint *l)
{
	size_t k, i, next;

	for (k = 0; k < l->ntext; k++) {
		const struct text_use *t = &l->text[k];
		struct str s = t->node->text;
		const char *mask;

		if (!has_sentences(t) || !has_many_words(s))
			continue;
		mask = text_mask(l, t);
		for (i = 0; i < s.n; i = next) {
			struct sentence x = read_sentence(s, mask, i, &next);
			struct finding *f;

			if (x.words <= SENTENCE_WORDS)
				continue;
			while (x.start < x.end && (s.p[x.start] == ' ' || s.p[x.start] == '\n'))
				x.start++;
			f = lint_add(l, RULE_LONG_SENTENCE, text_place(l, t->node, x.start, x.end));
			lint_arg_number(l, f, "words", x.words);
			lint_arg_number(l, f, "most", SENTENCE_WORDS);
		}
	}
}

/* --- paragraphs -------------------------------------------------------------------------------- */

static void judge_paragraph(struct lint *l, const struct text_use *t, size_t start, size_t end)
{
	size_t n = end > start + PARAGRAPH_CHARS ? utf8_count(str_sub(t->node->text, start, end)) : 0;
	struct finding *f;

	if (n <= PARAGRAPH_CHARS)
		return;
	f = lint_add(l, RULE_LONG_PARAGRAPH, text_place(l, t->node, start, end));
	lint_arg_number(l, f, "chars", n);
	lint_arg_number(l, f, "most", PARAGRAPH_CHARS);
}

/* Paragraphs end at empty lines and where a list, a table or code begins. */
static void judge_paragraphs(struct lint *l, const struct text_use *t, const char *mask)
{
	struct str s = t->node->text;
	size_t i, end, start = 0, stop = 0;

	for (i = 0; i < s.n; i = end + 1) {
		bool is_prose = s.p[i] != '\n' && s.p[i] != '|' && mask[i] == 'p';

		end = str_find(s, '\n', i);
		if (begins_block(s, i) || !is_prose) {
			judge_paragraph(l, t, start, stop);
			start = is_prose ? i : end + 1;
		}
		stop = end;
	}
	judge_paragraph(l, t, start, stop);
}

void text_long_paragraph(struct lint *l)
{
	size_t i;

	for (i = 0; i < l->ntext; i++) {
		const struct text_use *t = &l->text[i];

		if (t->role == ROLE_MARKDOWN && has_sentences(t) && t->node->text.n > PARAGRAPH_CHARS)
			judge_paragraphs(l, t, text_mask(l, t));
	}
}
