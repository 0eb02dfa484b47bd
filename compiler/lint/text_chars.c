/* Rules about characters: what cannot be seen, what is written in two ways, what looks like another. */
#include <utf8proc.h>

#include "base/utf8.h"
#include "lint/text_int.h"
#include "text/text.h"

/*
 * True where nothing beyond Latin letters and common signs stands: most texts. The
 * signs are dashes and quotes (from U+2010 on) and those of money.
 */
static bool is_simple(struct str s)
{
	size_t i;

	for (i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i], next = i + 2 < s.n ? (unsigned char)s.p[i + 1] : 0;

		if (c < 0xcc)
			continue;
		if (c != 0xe2 || (next != 0x82 && (next != 0x80 || (unsigned char)s.p[i + 2] < 0x90)))
			return false;
	}
	return true;
}

/* --- invisible characters ------------------------------------------------------------------ */

/* Languages in which marks of direction and joiners are part of the spelling. */
static bool needs_marks(struct str locale)
{
	static const char *const languages[] = {"ar", "fa", "he", "ur", "ps", "dv", "ckb", "sd", "ug", "yi"};
	size_t i;

	for (i = 0; i < countof(languages); i++)
		if (text_is_language(locale, languages[i]))
			return true;
	return false;
}

/* True for letters of scripts that need no joiner: Latin, Greek, Cyrillic. */
static bool is_plain_letter(uint32_t c)
{
	return c < 0x530 && text_is_letter(c);
}

/* True if the character C at [START, END) of T is one that nobody sees and nothing needs. */
static bool is_invisible(const struct text_use *t, uint32_t c, size_t start, size_t end, bool marks)
{
	struct str s = t->node->text;
	size_t at;

	if (c == 0x200b || c == 0x2060 || c == 0x180e || (c >= 0x2061 && c <= 0x2064))
		return true;
	if (c == 0xad)
		return !text_is_prose(t->role); /* in prose: where a long word may break */
	if (c == 0x200e || c == 0x200f || c == 0x61c)
		return !marks;
	if (c == 0x200c || c == 0x200d) /* emoji and other scripts are joined by these */
		return is_plain_letter(text_before(s, start, &at)) || is_plain_letter(text_at(s, end));
	return false;
}

static void judge_invisible(struct lint *l, const struct text_use *t, bool marks)
{
	struct str s = t->node->text;
	const uint32_t *at = NULL;
	struct finding *f = NULL;
	size_t i = 0, start, n = 0;

	if (text_is_prose(t->role) && is_simple(s))
		return;
	while (i < s.n) {
		uint32_t c;

		start = i;
		c = utf8_next(s, &i);
		if (c < 0xad || !is_invisible(t, c, start, i, marks))
			continue;
		if (!n++) {
			at = text_offsets(l, t->node);
			f = lint_add(l, RULE_INVISIBLE_CHARACTER, text_place(l, t->node, start, i));
			if (f)
				finding_arg_fmt(l->fs, f, "character", "U+%04X", (unsigned)c);
		}
		text_edit(l, f, text_safety(t), at, start, i, STR(""));
	}
	lint_arg_number(l, f, "count", n);
	if (f && n > 1)
		finding_variant(f, "several");
}

void text_invisible_character(struct lint *l)
{
	size_t i;

	for (i = 0; i < l->ntext; i++) {
		const struct text_use *t = &l->text[i];

		judge_invisible(l, t, needs_marks(lint_locale(l, t->locale)));
	}
}

/* --- normal form ------------------------------------------------------------------------------ */

/* The end of the letter at I with the marks that combine with it. */
static size_t cluster_end(struct str s, size_t i)
{
	size_t next;

	utf8_next(s, &i);
	for (next = i; i < s.n; i = next)
		if (utf8proc_get_property((utf8proc_int32_t)utf8_next(s, &next))->combining_class == 0)
			break;
	return i;
}

static void judge_composed(struct lint *l, const struct text_use *t)
{
	struct str s = t->node->text;
	const uint32_t *at = NULL;
	struct finding *f = NULL;
	size_t i, end, n = 0;

	if (is_simple(s) || text_nfc(l->a, s).p == s.p)
		return;
	for (i = 0; i < s.n; i = end) {
		struct str piece, composed;

		end = cluster_end(s, i);
		piece = str_sub(s, i, end);
		composed = text_nfc(l->a, piece);
		if (composed.p == piece.p)
			continue;
		if (!n++) {
			at = text_offsets(l, t->node);
			f = lint_add(l, RULE_NOT_COMPOSED, text_place(l, t->node, i, end));
			lint_arg(l, f, "letter", composed);
		}
		text_edit(l, f, text_safety(t), at, i, end, composed);
	}
	lint_arg_number(l, f, "count", n);
	if (f && n > 1)
		finding_variant(f, "several");
}

void text_not_composed(struct lint *l)
{
	size_t i;

	for (i = 0; i < l->ntext; i++)
		judge_composed(l, &l->text[i]);
}

/* --- letters that look like others ---------------------------------------------------------------- */

struct lookalike {
	uint32_t c;
	const char *latin;
};

/* Greek letters, then Cyrillic ones. */
static const struct lookalike lookalikes[] = {
    {0x391, "A"}, {0x392, "B"}, {0x395, "E"}, {0x396, "Z"}, {0x397, "H"}, {0x399, "I"}, {0x39a, "K"},
    {0x39c, "M"}, {0x39d, "N"}, {0x39f, "O"}, {0x3a1, "P"}, {0x3a4, "T"}, {0x3a5, "Y"}, {0x3a7, "X"},
    {0x3bf, "o"}, {0x405, "S"}, {0x406, "I"}, {0x408, "J"}, {0x410, "A"}, {0x412, "B"}, {0x415, "E"},
    {0x41a, "K"}, {0x41c, "M"}, {0x41d, "H"}, {0x41e, "O"}, {0x420, "P"}, {0x421, "C"}, {0x422, "T"},
    {0x425, "X"}, {0x430, "a"}, {0x435, "e"}, {0x43e, "o"}, {0x440, "p"}, {0x441, "c"}, {0x443, "y"},
    {0x445, "x"}, {0x455, "s"}, {0x456, "i"}, {0x458, "j"},
};

static const struct lookalike *lookalike_of(uint32_t c)
{
	size_t i;

	for (i = 0; c >= 0x391 && c <= 0x458 && i < countof(lookalikes); i++)
		if (lookalikes[i].c == c)
			return &lookalikes[i];
	return NULL;
}

static bool is_latin(uint32_t c)
{
	return c < 0x250 && text_is_letter(c);
}

/*
 * The word that begins at I: its end, the first letter in it that looks Latin and is
 * not (in *FOUND), and whether it has Latin letters beside it. A Greek letter is
 * suspect only among at least two Latin ones: "kΩ" and "Δt" are units and signs.
 */
static size_t read_word(struct str s, size_t i, size_t *found, bool *mixed)
{
	size_t next = i, latin = 0;

	*found = SIZE_MAX;
	for (; i < s.n; i = next) {
		uint32_t c = utf8_next(s, &next);

		if (!text_is_letter(c))
			break;
		latin += is_latin(c);
		if (*found == SIZE_MAX && lookalike_of(c))
			*found = i;
	}
	*mixed = *found != SIZE_MAX && latin >= 2;
	return i;
}

static void judge_lookalikes(struct lint *l, const struct text_use *t)
{
	struct str s = t->node->text;
	size_t i = 0, end, found;
	bool mixed;

	if (is_simple(s))
		return;
	for (; i < s.n; i = end) {
		const struct lookalike *k;
		struct finding *f;
		size_t next = i;

		end = read_word(s, i, &found, &mixed);
		if (mixed) {
			k = lookalike_of(text_at(s, found));
			f = lint_add(l, RULE_LOOKALIKE_LETTER, text_place(l, t->node, found, found + 2));
			lint_arg(l, f, "word", str_sub(s, i, end));
			lint_arg(l, f, "latin", str_c(k->latin));
			if (f && k->c >= 0x400)
				finding_variant(f, "cyrillic");
			text_edit(l, f, FIX_UNSAFE, text_offsets(l, t->node), found, found + 2,
				  str_c(k->latin));
			return; /* one typed on that keyboard: the rest will show with the next run */
		}
		if (end == i) {
			utf8_next(s, &next);
			end = next;
		}
	}
}

void text_lookalike_letter(struct lint *l)
{
	size_t i;

	for (i = 0; i < l->ntext; i++)
		judge_lookalikes(l, &l->text[i]);
}
