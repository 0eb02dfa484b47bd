/*
 * Rules about blanks beside punctuation. French sets `: ; ? !` and the inside of « »
 * off with a blank at which no line may break (U+00A0 or U+202F: both are right).
 * Code, addresses and places of layouts are left alone, as is all that is typed.
 */
#include "base/utf8.h"
#include "lint/text_int.h"

enum trouble {
	TROUBLE_NONE,
	TROUBLE_MISSING,  /* French: no blank at all */
	TROUBLE_BREAKING, /* French: an ordinary one */
	TROUBLE_COMMA,    /* a blank before a comma or a full stop */
	TROUBLE_ENGLISH,  /* English: a blank before `: ; ? !` */
	TROUBLE_COUNT
};

/* Where a blank is missing, or which bytes are one. */
struct spot {
	enum trouble trouble;
	size_t start, end;
};

/* --- characters around a mark ------------------------------------------------------------- */

static bool is_blank(uint32_t c)
{
	return c == ' ' || c == '\n' || text_is_no_break(c);
}

/* True for what a word or what closes one ends with. */
static bool ends_word(uint32_t c)
{
	return text_is_letter(c) || (c >= '0' && c <= '9') || c == ')' || c == ']' || c == 0xbb ||
	       c == 0x201d || c == '*' || c == '_' || c == '%' || c == '}' || c == '`';
}

/* True if behind a mark the sentence goes on or ends: not in ":-)", "10:30", "?page=". */
static bool is_open_behind(uint32_t c)
{
	return !c || is_blank(c) || c == ')' || c == 0xbb || c == 0x201d || c == '"' || c == '*' || c == '_';
}

/* --- words before a colon that have none of its typography ----------------------------------- */

/* "C:" is a drive; "Re:" and "Tr:" are written by mail programs. */
static bool is_typed_so(struct str s, size_t colon)
{
	static const char *const words[] = {"re", "tr", "fw", "fwd", "http", "https", "ftp", "mailto"};
	size_t i = colon, k;
	struct str word;

	while (i && ((s.p[i - 1] >= 'a' && s.p[i - 1] <= 'z') || (s.p[i - 1] >= 'A' && s.p[i - 1] <= 'Z')))
		i--;
	word = str_sub(s, i, colon);
	if (word.n == 1)
		return true;
	for (i = 0; i < countof(words); i++) {
		for (k = 0; k < word.n && (word.p[k] | 0x20) == words[i][k]; k++)
			;
		if (k == word.n && !words[i][k])
			return true;
	}
	return false;
}

/* --- marks ---------------------------------------------------------------------------------------- */

/* What stands before the double mark at AT, in French. */
static struct spot french_before(struct str s, size_t at, size_t mark)
{
	struct spot none = {TROUBLE_NONE, at, at};
	size_t before = at, further = at;
	uint32_t c = text_before(s, at, &before), behind = text_at(s, at + mark);

	if (mark == 1 && !is_open_behind(behind))
		return none;
	if (c == ' ')
		return ends_word(text_before(s, before, &further))
			   ? (struct spot){TROUBLE_BREAKING, before, at}
			   : none;
	if (!(mark == 2 ? c && !is_blank(c) : text_is_letter(c)) || (mark == 1 && is_typed_so(s, at)))
		return none;
	return (struct spot){TROUBLE_MISSING, at, at};
}

/* What stands behind the opening guillemet that ends at AT. */
static struct spot french_behind(struct str s, size_t at)
{
	uint32_t c = text_at(s, at);

	if (c == ' ')
		return (struct spot){TROUBLE_BREAKING, at, at + 1};
	return (struct spot){c && !is_blank(c) ? TROUBLE_MISSING : TROUBLE_NONE, at, at};
}

/* A blank that stands before the mark at AT and should not. */
static struct spot blank_before(struct str s, size_t at, enum trouble trouble)
{
	size_t before = at, further = at;
	uint32_t c = text_before(s, at, &before), behind = text_at(s, at + 1);

	if ((c != ' ' && !text_is_no_break(c)) || (behind && !is_blank(behind)))
		return (struct spot){TROUBLE_NONE, at, at};
	if (!ends_word(text_before(s, before, &further)))
		return (struct spot){TROUBLE_NONE, at, at};
	return (struct spot){trouble, before, at};
}

static struct spot judge_mark(struct str s, size_t at, bool french, bool english)
{
	struct spot none = {TROUBLE_NONE, at, at};
	uint32_t c = text_at(s, at);

	switch (c) {
	case ':':
	case ';':
	case '?':
	case '!':
		if (french)
			return french_before(s, at, 1);
		return english ? blank_before(s, at, TROUBLE_ENGLISH) : none;
	case ',':
	case '.':
		return french || english ? blank_before(s, at, TROUBLE_COMMA) : none;
	case 0xab:
		return french ? french_behind(s, at + 2) : none;
	case 0xbb:
		return french ? french_before(s, at, 2) : none;
	default:
		return none;
	}
}

/* --- texts ----------------------------------------------------------------------------------------- */

/* The French of Switzerland and Canada has other blanks. */
static bool is_french(struct str locale)
{
	return str_eq_c(locale, "fr") || str_eq_c(locale, "fr-FR") || str_eq_c(locale, "fr-BE") ||
	       str_eq_c(locale, "fr-LU");
}

/* What is said of the text T: one finding for each kind of trouble. */
struct told {
	struct finding *f[TROUBLE_COUNT];
	size_t n[TROUBLE_COUNT];
};

static bool speaks_of(const struct text_use *t, enum trouble trouble)
{
	/* a layout may show a document as its author typed it */
	return trouble != TROUBLE_NONE && (trouble == TROUBLE_BREAKING || strcmp(t->key, "layout") != 0);
}

/* The mark beside the blank X, for the words of the finding. */
static struct str mark_at(struct str s, const struct spot *x)
{
	size_t next = x->end;

	if (x->start >= 2 && memcmp(s.p + x->start - 2, "\xc2\xab", 2) == 0)
		return STR("\xc2\xab");
	utf8_next(s, &next);
	return str_sub(s, x->end, next);
}

/* The bytes to show: the mark and what stands beside it. */
static struct place_span spot_place(struct lint *l, const struct text_use *t, const struct spot *x)
{
	struct str s = t->node->text, mark = mark_at(s, x);

	if (mark.p == s.p + x->end)
		return text_place(l, t->node, x->start, x->end + mark.n);
	return text_place(l, t->node, x->start - 2, x->end > x->start ? x->end : x->start);
}

static void tell(struct lint *l, const struct text_use *t, const struct spot *x, struct told *told)
{
	static const char *const variants[TROUBLE_COUNT] = {NULL, NULL, NULL, "comma", "english"};
	enum rule rule = x->trouble == TROUBLE_BREAKING ? RULE_BREAKING_BLANK : RULE_PUNCTUATION_BLANK;
	struct finding **f = &told->f[x->trouble];
	bool french = x->trouble == TROUBLE_MISSING || x->trouble == TROUBLE_BREAKING;

	if (!told->n[x->trouble]++) {
		*f = lint_add(l, rule, spot_place(l, t, x));
		lint_arg(l, *f, "mark", mark_at(t->node->text, x));
		if (*f && variants[x->trouble])
			finding_variant(*f, variants[x->trouble]);
	}
	text_edit(l, *f, text_safety(t), text_offsets(l, t->node), x->start, x->end,
		  french ? STR("\xc2\xa0") : STR(""));
}

/* True for the first byte of what judge_mark looks at, guillemets among them. */
static bool is_mark(char c)
{
	return c == ':' || c == ';' || c == '?' || c == '!' || c == ',' || c == '.' ||
	       (unsigned char)c == 0xc2;
}

static void judge_text(struct lint *l, const struct text_use *t, struct told *told, bool breaking)
{
	bool french = is_french(lint_locale(l, t->locale));
	bool english = text_is_language(lint_locale(l, t->locale), "en");
	struct str s = t->node->text;
	const char *mask = NULL;
	size_t i;

	for (i = 0; i < s.n; i++) {
		struct spot x;

		if (!is_mark(s.p[i]))
			continue;
		x = judge_mark(s, i, french, english);
		if ((x.trouble == TROUBLE_BREAKING) != breaking || !speaks_of(t, x.trouble))
			continue;
		mask = mask ? mask : text_mask(l, t);
		if (mask[i] == 'p')
			tell(l, t, &x, told);
	}
}

/* The number of places, for the words; the variant "several" only where there is no other. */
static void count(struct lint *l, struct told *told)
{
	size_t i;

	for (i = 0; i < TROUBLE_COUNT; i++) {
		struct finding *f = told->f[i];

		lint_arg_number(l, f, "count", told->n[i]);
		if (f && told->n[i] > 1 && !f->variant)
			finding_variant(f, "several");
	}
}

void typography_punctuation(struct lint *l)
{
	size_t i;

	for (i = 0; i < l->ntext; i++) {
		struct told told = {{NULL}, {0}};

		if (!text_is_prose(l->text[i].role))
			continue;
		judge_text(l, &l->text[i], &told, false);
		count(l, &told);
	}
}

/* One finding for a file: who writes ordinary blanks does so everywhere. Choices apart: their fix is less
 * safe. */
void typography_breaking_blank(struct lint *l)
{
	struct told prose = {{NULL}, {0}}, choices = {{NULL}, {0}};
	size_t i;

	for (i = 0; i < l->ntext; i++)
		if (text_is_prose(l->text[i].role))
			judge_text(l, &l->text[i], text_safety(&l->text[i]) == FIX_SAFE ? &prose : &choices,
				   true);
	count(l, &prose);
	count(l, &choices);
}
