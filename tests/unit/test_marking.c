/*
 * test_marking.c: texts: how they are made alike, folded and compared, typing
 * errors, patterns, known mistakes, groups. Every rule has its table of examples.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <pthread.h>
#include <utf8proc.h>

#include "marking_by_hand.h"

/* --- making alike and folding ------------------------------------------------------------- */

static const struct {
	unsigned ignore;
	const char *in, *out; /* NULL: no text */
} folds[] = {
    /* the common treatment */
    {0, "", ""},
    {0, "Évier Bleu", "Évier Bleu"},
    {0, "e\u0301", "é"},
    {0, "o\u0302\u0323", "ộ"},
    {0, "\u212A\u2126\u212B", "KΩÅ"},
    {0, "a\r\nb\rc\nd", "a\nb\nc\nd"},
    {0, "a\u2028b\u2029c", "a\nb\nc"},
    {0, "a\tb\u00A0c\u1680d\u2000e\u200Af\u202Fg\u205Fh\u3000i", "a b c d e f g h i"},
    {0, "a\u200Bb\u00ADc\uFEFFd\u2060e\u200Ef\u200Fg\u202Ah\u202Ei\u2066j\u2069k", "abcdefghijk"},
    {0, "e\u200B\u0301", "é"},
    {0, "\u00B4\u02B9\u02BC\u2018\u2019\u201A\u201B\u2032\u2035\u2039\u203A\uFF07", "''''''''''''"},
    {0, "\u1FFD\u0374", "''"},
    {0, "`", "`"},
    {0, "«»\u201C\u201D\u201E\u201F\u2033\u2036\u301D\u301E\u301F\uFF02", "\"\"\"\"\"\"\"\"\"\"\"\""},
    {0, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uFE58\uFE63\uFF0D", "----------"},
    {0, "  \n\t a  b \r\n ", "a  b"},
    {0, " \t\u00A0\u200B\n", ""},
    {0, "\u0301", "\u0301"},
    {0, "日本 \U0001F600", "日本 \U0001F600"},
    /* no text */
    {0, "a\x01", NULL},
    {0, "\x7F", NULL},
    {0, "\xC2\x85", NULL},
    {0, "\v", NULL},
    {0, "\xFF", NULL},
    {0, "\xC3", NULL},
    {0, "\xC0\xAF", NULL},
    {0, "\xED\xA0\x80", NULL},
    {0, "\xF4\x90\x80\x80", NULL},
    /* case */
    {CASE, "ÉVIER ẞ ΣΑΣ σς İI", "évier ß σασ σσ ii"},
    {CASE, "J\u030C", "ǰ"},
    {CASE, "Ǆ", "ǆ"},
    /* accents */
    {ACCENTS, "Éàçñ ŒœÆæẞß ǽ Ø", "Eacn OEoeAEaeSSss ae Ø"},
    {ACCENTS, "ガ", "ガ"},
    {ACCENTS, "각", "각"},
    {ACCENTS, "a\u0301\u0323\u20D0", "a\u20D0"},
    {CASE | ACCENTS, "ŒUVRE ẞ", "oeuvre ss"},
    /* spaces */
    {SPACES, " a b\r\nc\u00A0d ", "abcd"},
    {SPACES, "a \u0301", "á"},
    /* punctuation: category P, and the blanks around it */
    {PUNCTUATION, "l'été, (oui) ! « non » 3+4=7 5 % 日本。", "lété oui non 3+4=7 5 日本"},
    {PUNCTUATION, "évier - bleu", "évier bleu"},
    {PUNCTUATION, "!!!", ""},
    {PUNCTUATION, "$1 <b> ^~|`", "$1 <b> ^~|`"},
    {PUNCTUATION | SPACES, "évier - bleu !", "évierbleu"},
    {CASE | ACCENTS | SPACES | PUNCTUATION | TYPOS, "L’Été…", "lete"},
    {TYPOS, "Été ", "Été"},
};

static void test_fold(void **state)
{
	char out[200];
	size_t i, n;

	(void)state;
	for (i = 0; i < countof(folds); i++) {
		n = pxm_fold(out, sizeof(out) - 1, folds[i].in, strlen(folds[i].in), folds[i].ignore);
		if (!folds[i].out) {
			if (n != SIZE_MAX)
				fail_msg("row %zu is taken for a text", i);
			continue;
		}
		assert_true(n < sizeof(out));
		out[n] = 0;
		if (strcmp(out, folds[i].out) != 0)
			fail_msg("\"%s\" becomes \"%s\", not \"%s\"", folds[i].in, out, folds[i].out);
	}
}

/* Room is kept to, and the length is told all the same. */
static void test_fold_room(void **state)
{
	char out[4] = "zzzz";

	(void)state;
	assert_int_equal(pxm_fold(out, 3, "abcdef", 6, 0), 6);
	assert_memory_equal(out, "abcz", 4);
	assert_int_equal(pxm_fold(NULL, 0, "abc", 3, 0), 3);
	assert_int_equal(pxm_fold(NULL, 0, "a\0b", 3, 0), SIZE_MAX);
}

/* Folding what is folded changes nothing, for every code point between others. */
static void test_fold_twice(void **state)
{
	static const unsigned ignores[] = {0, CASE, ACCENTS, SPACES, PUNCTUATION, USUAL, USUAL | PUNCTUATION};
	char in[64], once[256], twice[256];
	int32_t cp;
	size_t i;

	(void)state;
	for (cp = ' '; cp < 0x30000; cp++) {
		size_t n = 0, first, second;

		if (cp >= 0xD800 && cp < 0xE000)
			continue;
		in[n++] = 'J';
		n += (size_t)utf8proc_encode_char(cp, (utf8proc_uint8_t *)in + n);
		memcpy(in + n, "\xCC\x8C x", 4); /* a caron: it may compose with what folds leave */
		n += 4;
		for (i = 0; i < countof(ignores); i++) {
			first = pxm_fold(once, sizeof(once), in, n, ignores[i]);
			if (first == SIZE_MAX)
				continue;
			second = pxm_fold(twice, sizeof(twice), once, first, ignores[i]);
			if (first != second || memcmp(once, twice, first) != 0)
				fail_msg("U+%04X, ignoring %u: folding twice differs", (unsigned)cp,
					 ignores[i]);
		}
	}
}

/* Thousands of marks in the worst order take no time, and come out sorted. */
static void test_fold_marks(void **state)
{
	size_t n = 200000, i;
	char *in = malloc(2 * n + 1);

	(void)state;
	in[0] = 'q';
	for (i = 0; i < n; i++)
		memcpy(in + 1 + 2 * i, i % 2 ? "\xCC\xA3" : "\xCC\x82", 2);
	assert_int_equal(pxm_fold(in, 2 * n + 1, in, 2 * n + 1, 0), 2 * n + 1);
	assert_memory_equal(in, "q\xCC\xA3\xCC\xA3", 5);
	assert_memory_equal(in + 2 * n - 3, "\xCC\x82\xCC\x82", 4);
	free(in);
}

/* --- typing errors ------------------------------------------------------------------------------ */

static const struct {
	const char *a, *b;
	bool typo;
} typos[] = {
    {"chat", "chat", true},
    {"chats", "chat", true},
    {"cha", "chat", true},
    {"chta", "chat", true},
    {"hcta", "chat", false},
    {"ca", "chat", false},
    {"cat", "cha", false}, /* below 4 code points */
    {"été", "ete", false},
    {"étés", "étéz", true}, /* code points, not bytes */
    {"日本語会", "日本語社", true},
    {"日本会", "日本語", false},
    {"ordinatuer", "ordinateur", true},
    {"ordinatuerr", "ordinateur", true},
    {"rodinatuerr", "ordinateur", false}, /* 3 errors, 10 / 4 is 2 */
    {"abcdefgh", "badcfegh", false},
    {"abcdefgh", "badcefgh", true},
    {"ca", "abcx", false},
    {"", "chat", false},
    {"2016", "2017", false},
    {"fichier2016", "fichier2017", false},
    {"fihcier2016", "fichier2016", true},
    {"fichier216", "fichier2016", false},
    {"fichier20l6", "fichier2016", false},
    {"version ٣ finale", "version ٤ finale", false},
    {"a1bcdefg", "ab1cdefg", true}, /* the digits are the same */
    {"\xFF"
     "hat",
     "chat", false},
};

static void test_typos(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < countof(typos); i++)
		if (pxm_is_typo(typos[i].a, strlen(typos[i].a), typos[i].b, strlen(typos[i].b)) !=
		    typos[i].typo)
			fail_msg("\"%s\" for \"%s\"", typos[i].a, typos[i].b);
}

/* The definition, cell by cell: what the band leaves out must not matter. */
static unsigned plain_distance(const char *a, size_t na, const char *b, size_t nb)
{
	unsigned d[32][32];
	size_t i, k;

	for (i = 0; i <= na; i++)
		for (k = 0; k <= nb; k++) {
			unsigned best = i && k ? d[i - 1][k - 1] + (a[i - 1] != b[k - 1]) : (unsigned)(i + k);

			if (i && d[i - 1][k] + 1 < best)
				best = d[i - 1][k] + 1;
			if (k && d[i][k - 1] + 1 < best)
				best = d[i][k - 1] + 1;
			if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1] &&
			    d[i - 2][k - 2] + 1 < best)
				best = d[i - 2][k - 2] + 1;
			d[i][k] = best;
		}
	return d[na][nb];
}

static void test_typos_by_definition(void **state)
{
	uint64_t seed = 7;
	char a[31], b[31];
	unsigned round, near = 0;

	(void)state;
	for (round = 0; round < 200000; round++) {
		size_t nb = 4 + round % 27, na = 0, i;

		for (i = 0; i < nb; i++) {
			seed = seed * 6364136223846793005u + 1442695040888963407u;
			b[i] = (char)('a' + (seed >> 60) % 4);
		}
		for (i = 0; i < nb && na < 30; i++) { /* a copy with some errors */
			seed = seed * 6364136223846793005u + 1442695040888963407u;
			if (seed >> 61 > 1)
				a[na++] = b[i];
			else if ((seed >> 50) % 3)
				a[na++] = (char)('a' + (seed >> 40) % 4);
		}
		for (i = 1; i < na; i++)
			if ((seed >> i) % 16 == 0) {
				char c = a[i];

				a[i] = a[i - 1];
				a[i - 1] = c;
			}
		near += plain_distance(a, na, b, nb) <= nb / 4;
		if (pxm_is_typo(a, na, b, nb) != (plain_distance(a, na, b, nb) <= nb / 4))
			fail_msg("%.*s for %.*s", (int)na, a, (int)nb, b);
	}
	assert_in_range(near, 20000, 180000);
}

/* --- text fields ------------------------------------------------------------------------------------ */

static const struct {
	const char *answer;
	struct hand h;
	const char *by;
} texts[] = {
    {"evier bleu", {.accept = "evier bleu"}, "equal"},
    {"Évier Bleu ", {.accept = "evier bleu", .ignore = USUAL}, "ignore"},
    {"l’été", {.accept = "l'été"}, "equal"},
    {"Évier", {.accept = "évier"}, "no-match"},
    {"Évier", {.accept = "évier", .ignore = CASE}, "ignore"},
    {"Evier", {.accept = "évier", .ignore = CASE}, "no-match"},
    {"un|deux", {.accept = "un|deux"}, "no-match"},
    {"deux", {.accept = "un|deux"}, "equal"},
    {"", {.accept = "un"}, "none"},
    {" \t\u00A0", {.accept = "un"}, "none"},
    /* an accepted answer that folds to nothing is only itself */
    {"!!!", {.accept = "日本", .ignore = PUNCTUATION}, "no-match"},
    {"!!!", {.accept = "???", .ignore = PUNCTUATION}, "no-match"},
    {"?", {.accept = "?", .ignore = PUNCTUATION}, "equal"},
    {"a", {.accept = " ", .ignore = SPACES}, "no-match"},
    /* typing errors come last */
    {"Ordinatuer", {.accept = "ordinateur", .ignore = USUAL | TYPOS}, "typos"},
    {"ordinateur", {.accept = "ordinateurs|ordinateur", .ignore = USUAL | TYPOS}, "equal"},
    {"ordinatuer", {.accept = "ordinateur", .ignore = USUAL}, "no-match"},
    {"chat", {.accept = "c h a t", .ignore = SPACES | TYPOS}, "ignore"},
    {"cha", {.accept = "c h a t", .ignore = SPACES | TYPOS}, "typos"},
    /* 4 code points after the folds */
    {"cha", {.accept = "c-a-t", .ignore = PUNCTUATION | TYPOS}, "no-match"},
    /* known mistakes come first, without typing errors */
    {"chats", {.accept = "chat", .mistakes = "chats", .ignore = TYPOS}, "mistake"},
    {"chatz", {.accept = "chat", .mistakes = "chats", .ignore = TYPOS}, "typos"},
    {"CHATS", {.accept = "chat", .mistakes = "chats", .ignore = USUAL | TYPOS}, "mistake"},
    {"un", {.accept = "un", .mistakes = "un"}, "mistake"},
    {"un", {.pattern = "u.", .mistakes = "un"}, "mistake"},
    {"!", {.accept = "oui", .mistakes = "?", .ignore = PUNCTUATION}, "no-match"},
    /* patterns: whole answers, after the common treatment */
    {"l’an 12", {.pattern = "l'an \\d+"}, "pattern"},
    {"l’an 12 ", {.pattern = "l'an \\d+"}, "pattern"},
    {"l’an 12.", {.pattern = "l'an \\d+"}, "no-match"},
    {"L'AN 12", {.pattern = "l'an \\d+"}, "no-match"},
    {"L'AN 12", {.pattern = "l'an \\d+", .ignore = CASE}, "pattern"},
    {"an 12", {.pattern = "an \\d+", .accept = "an 12", .ignore = CASE}, "equal"},
    {"AN 12", {.pattern = "an \\d+", .accept = "an 12", .ignore = CASE}, "ignore"},
    {"chaz", {.pattern = "cha.", .accept = "chat", .ignore = TYPOS}, "pattern"},
    {"czat", {.pattern = "cha.", .accept = "chat", .ignore = TYPOS}, "typos"},
    {"évier  bleu", {.accept = "évier bleu"}, "no-match"},
    {"a\r\nb", {.accept = "a\nb"}, "equal"},
    {"\xC3\x28", {.accept = "a"}, "not-text"},
    {"a\x1B", {.accept = "a"}, "not-text"},
};

static void test_texts(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < countof(texts); i++)
		expect(&texts[i].h, texts[i].answer, texts[i].by);
}

/*
 * The examples that the marking of Pix was studied with. OLD is what Pix says; where we say
 * otherwise, WHY tells. docs/marking.md has the same table.
 */
static const struct {
	const char *answer;
	struct hand h;
	const char *by, *old, *why;
} pix[] = {
    {"Évier Bleu ", {.accept = "evier bleu", .ignore = USUAL}, "ignore", "right", NULL},
    {"evier-bleu", {.accept = "Évier bleu", .ignore = USUAL}, "no-match", "wrong", NULL},
    {"evier-bleu", {.accept = "Évier bleu", .ignore = USUAL | PUNCTUATION}, "ignore", "right", NULL},
    {"l'été", {.accept = "l'ete", .ignore = PUNCTUATION}, "no-match", "wrong", NULL},
    {"l'été", {.accept = "l'ete", .ignore = USUAL | PUNCTUATION}, "ignore", "right", NULL},
    {"!!!", {.accept = "日本", .ignore = PUNCTUATION}, "no-match", "right", "letters of all scripts survive"},
    {"chat", {.accept = "chats", .ignore = TYPOS}, "typos", "right", NULL},
    {"cha", {.accept = "chat", .ignore = TYPOS}, "typos", "wrong", "a quarter of the accepted answer"},
    {"chta", {.accept = "chat", .ignore = TYPOS}, "typos", "wrong", "a swap is one error"},
    {"ordinatuer", {.accept = "ordinateur", .ignore = USUAL | PUNCTUATION | TYPOS}, "typos", "right", NULL},
    {"2016",
     {.accept = "2017", .ignore = USUAL | PUNCTUATION | TYPOS},
     "no-match",
     "right",
     "digits are never typing errors"},
    {"2016", {.accept = "2017", .type = PXB_FIELD_NUMBER}, "no-match", "wrong", NULL},
    {"3,50", {.accept = "3.5", .type = PXB_FIELD_NUMBER}, "value", "right", NULL},
    {"1 000", {.accept = "1000", .type = PXB_FIELD_NUMBER}, "value", "right", NULL},
    {"1 000 000", {.accept = "1000000", .type = PXB_FIELD_NUMBER}, "value", "wrong", "any number of groups"},
    {"1e3", {.accept = "1000", .type = PXB_FIELD_NUMBER}, "not-a-number", "right", "nobody types that"},
    {"0x10", {.accept = "0", .type = PXB_FIELD_NUMBER}, "not-a-number", "right", "0x10 is not 0"},
    {"2016", {.accept = "2016\r|2017"}, "equal", "wrong", "line ends are no part of an answer"},
    {"a b", {.accept = "a\u00A0b"}, "equal", "wrong", "both sides are treated alike"},
    {"\u00E9", {.accept = "e\u0301"}, "equal", "wrong", "both sides are treated alike"},
};

static void test_pix(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < countof(pix); i++) {
		expect(&pix[i].h, pix[i].answer, pix[i].by);
		if ((strcmp(verdict_of(pix[i].by), pix[i].old) == 0) == (pix[i].why != NULL))
			fail_msg("row %zu: a deviation without a reason, or a reason without one", i);
	}
}

/* --- what a part tells ------------------------------------------------------------------------------ */

static void test_part(void **state)
{
	struct hand h = {
	    .accept = "un|deux|trois|quatre|cinq", .mistakes = "zwei|DREI", .ignore = CASE | TYPOS};
	struct pxm *m = hand_marker(&h);
	struct pxm_part p;

	(void)state;
	mark_text(&p, m, "Trois");
	assert_int_equal(p.accept, 2);
	assert_int_equal(p.mistake, PXM_NOTHING);
	assert_int_equal(p.set, PXM_NOTHING);
	assert_int_equal(p.key, PXM_NOTHING);
	mark_text(&p, m, "quatra");
	assert_int_equal(p.by, PXM_BY_TYPOS);
	assert_int_equal(p.accept, 3);
	mark_text(&p, m, "drei");
	assert_int_equal(p.accept, PXM_NOTHING);
	assert_int_equal(p.mistake, 1);
	mark_text(&p, m, "x");
	assert_int_equal(p.accept, PXM_NOTHING);
	assert_int_equal(p.mistake, PXM_NOTHING);
	assert_int_equal(pxm_part_count(m), 1);
	pxm_free(m);
}

/* --- several fields, groups ---------------------------------------------------------------------------- */

struct many {
	struct hand_field field[6];
	struct pxm_field f[6];
	struct pxb_answer synonym[6][HAND_MOST];
	struct pxm_set set[6];
	struct pxm_group group;
	char copy[6][200];
	struct pxm_question q;
};

/* Fields a, b, c… in one group of sets. */
static struct pxm *group_marker(const char *const *sets, unsigned ignore, unsigned nfield,
				enum pxb_field_type type, const char *mistakes)
{
	static const char *const names[] = {"a", "b", "c", "d", "e", "f"};
	static const uint32_t backwards[] = {5, 4, 3, 2, 1, 0};
	struct many *k = calloc(1, sizeof(*k));
	struct pxm *m;
	unsigned i;

	for (i = 0; i < nfield; i++) {
		struct hand h = {.name = names[i], .type = type, .mistakes = mistakes};

		hand_field(&k->field[i], &h);
		k->f[i] = k->field[i].field;
	}
	for (i = 0; sets[i]; i++) {
		snprintf(k->copy[i], sizeof(k->copy[i]), "%s", sets[i]);
		k->set[i].answer = k->synonym[i];
		k->set[i].nanswer = set_answers(k->synonym[i], k->copy[i], type);
	}
	/* fields are taken in the order of the question, whatever that of the group */
	k->group = (struct pxm_group){backwards + 6 - nfield, nfield, ignore, k->set, i};
	k->q = (struct pxm_question){.type = PXB_FIELDS,
				     .locale = {"fr", 2},
				     .field = k->f,
				     .nfield = nfield,
				     .group = &k->group,
				     .ngroup = 1};
	m = must_make(&k->q);
	free(k);
	return m;
}

/* ANSWERS of fields a, b, c…, with | between; BY what decides each, with blanks between. */
static void expect_group(const struct pxm *m, const char *answers, const char *by)
{
	static const char *const names[] = {"a", "b", "c", "d", "e", "f"};
	struct pxb_answer list[HAND_MOST];
	struct pxm_entry entry[6];
	struct pxm_part part[6];
	struct pxm_answer a = {.entry = entry};
	struct pxm_result r;
	char copy[200], said[200] = "";
	uint32_t i, n;
	bool right = true;

	snprintf(copy, sizeof(copy), "%s", answers);
	n = set_answers(list, copy, PXB_FIELD_TEXT);
	for (i = 0; i < n; i++)
		entry[i] = (struct pxm_entry){.name = text(names[i]), .text = list[i].text};
	a.nentry = n;
	pxm_mark(&r, part, 6, m, &a);
	for (i = 0; i < r.npart; i++) {
		snprintf(said + strlen(said), sizeof(said) - strlen(said), "%s%s", i ? " " : "",
			 pxm_by_word(part[i].by));
		right &= part[i].verdict == PXM_RIGHT;
		if (part[i].verdict == PXM_RIGHT && part[i].set >= 6)
			fail_msg("%s: no set", answers);
	}
	if (strcmp(said, by) != 0 || r.verdict != (right ? PXM_RIGHT : PXM_WRONG))
		fail_msg("%s: %s; expected %s", answers, said, by);
}

static void test_groups(void **state)
{
	static const char *const browsers[] = {"Firefox|Mozilla Firefox", "Chrome|Google Chrome|Chromium",
					       "Safari", NULL};
	static const char *const narrow[] = {"a|b", "a", NULL};
	static const char *const chain[] = {"b|a", "c|b", "d|c", "d", NULL};
	static const char *const near[] = {"chat", "chats", NULL};
	static const char *const numbers[] = {"1|1.5", "2", NULL};
	static const char *const dates[] = {"2004", "2005-03", NULL};
	struct pxm *m;

	(void)state;
	m = group_marker(browsers, USUAL | TYPOS, 2, PXB_FIELD_TEXT, "Opera");
	expect_group(m, "firefox|google chrome", "ignore ignore");
	expect_group(m, "Safari|Firefox", "equal equal");
	expect_group(m, "firefox|mozilla firefox", "ignore taken");
	expect_group(m, "firefox|firefox", "ignore taken");
	expect_group(m, "netscape|firefox", "no-match ignore");
	expect_group(m, "|firefox", "empty ignore");
	expect_group(m, "firefox|", "ignore empty");
	expect_group(m, "firefox", "ignore empty");
	expect_group(m, "opera|fierfox", "mistake typos");
	pxm_free(m);
	/* the first set that fits would leave the second field without one */
	m = group_marker(narrow, 0, 2, PXB_FIELD_TEXT, NULL);
	expect_group(m, "a|b", "equal equal");
	expect_group(m, "b|a", "equal equal");
	expect_group(m, "a|a", "equal equal");
	expect_group(m, "b|b", "equal taken");
	pxm_free(m);
	m = group_marker(chain, 0, 4, PXB_FIELD_TEXT, NULL);
	expect_group(m, "a|b|c|d", "equal equal equal equal");
	expect_group(m, "d|c|b|a", "equal equal equal equal");
	expect_group(m, "b|c|d|d", "equal equal equal equal");
	expect_group(m, "d|d|d|a", "equal equal taken equal");
	pxm_free(m);
	m = group_marker(near, TYPOS, 2, PXB_FIELD_TEXT, NULL);
	expect_group(m, "chats|chat", "equal equal");
	expect_group(m, "chatz|chats", "typos equal");
	expect_group(m, "chats|chats", "typos equal"); /* the first moves on, since it can */
	expect_group(m, "chats|souris", "equal no-match");
	pxm_free(m);
	m = group_marker(numbers, 0, 2, PXB_FIELD_NUMBER, NULL);
	expect_group(m, "2,0|1", "value equal");
	expect_group(m, "1,5|1", "value taken");
	expect_group(m, "x|2", "not-a-number equal");
	pxm_free(m);
	m = group_marker(dates, 0, 2, PXB_FIELD_DATE, NULL);
	expect_group(m, "mars 2005|mai 2004", "value inside");
	expect_group(m, "2005|2004", "no-match equal");
	pxm_free(m);
}

/* A part of a group tells set and synonym; the best set is tried first. */
static void test_group_part(void **state)
{
	static const char *const sets[] = {"x|chaton|chat", "chats|CHATS", NULL};
	struct pxm *m = group_marker(sets, CASE | TYPOS, 2, PXB_FIELD_TEXT, NULL);
	struct pxm_entry entry[] = {{.name = {"b", 1}, .text = {"Chats", 5}}};
	struct pxm_answer a = {.entry = entry, .nentry = 1};
	struct pxm_part part[2];
	struct pxm_result r;

	(void)state;
	pxm_mark(&r, part, 2, m, &a);
	assert_int_equal(r.verdict, PXM_WRONG);
	assert_int_equal(r.by, PXM_BY_EMPTY);
	assert_int_equal(part[0].by, PXM_BY_EMPTY);
	assert_int_equal(part[1].by, PXM_BY_IGNORE);
	assert_int_equal(part[1].set, 1);
	assert_int_equal(part[1].accept, 0);
	entry[0].text = text("CHATS");
	pxm_mark(&r, part, 2, m, &a);
	assert_int_equal(part[1].by, PXM_BY_EQUAL);
	assert_int_equal(part[1].accept, 1);
	entry[0].text = text("chat");
	pxm_mark(&r, part, 2, m, &a);
	assert_int_equal(part[1].set, 0);
	assert_int_equal(part[1].accept, 2);
	pxm_free(m);
}

/* Of all ways to give 4 answers to 4 fields, as many fields are right as any pairing allows. */
static unsigned best_pairing(const unsigned *accepts, unsigned field, unsigned taken)
{
	unsigned best, s;

	if (field == 4)
		return 0;
	best = best_pairing(accepts, field + 1, taken);
	for (s = 0; s < 4; s++)
		if (accepts[field] & 1u << s && !(taken & 1u << s)) {
			unsigned n = 1 + best_pairing(accepts, field + 1, taken | 1u << s);

			best = n > best ? n : best;
		}
	return best;
}

static void test_group_is_optimal(void **state)
{
	/* the answer "5" is accepted by sets 0 and 2, and so on: bits */
	static const char *const sets[] = {"1|3|5|7|9|11|13|15", "2|3|6|7|10|11|14|15", "4|5|6|7|12|13|14|15",
					   "8|9|10|11|12|13|14|15", NULL};
	struct pxm *m = group_marker(sets, 0, 4, PXB_FIELD_TEXT, NULL);
	static const char *const names[] = {"a", "b", "c", "d"};
	char word[4][4];
	unsigned code, i;

	(void)state;
	for (code = 0; code < 65536; code += 3) {
		unsigned accepts[4], right = 0;
		struct pxm_entry entry[4];
		struct pxm_answer a = {.entry = entry, .nentry = 4};
		struct pxm_part part[4];
		struct pxm_result r;

		for (i = 0; i < 4; i++) {
			accepts[i] = code >> 4 * i & 15;
			snprintf(word[i], sizeof(word[i]), "%u", accepts[i]);
			entry[i] = (struct pxm_entry){.name = text(names[i]), .text = text(word[i])};
		}
		pxm_mark(&r, part, 4, m, &a);
		for (i = 0; i < 4; i++)
			right += part[i].verdict == PXM_RIGHT;
		assert_int_equal(right, best_pairing(accepts, 0, 0));
	}
	pxm_free(m);
}

/* --- one marker, many threads ------------------------------------------------------------------------------
 */

static void *mark_often(void *p)
{
	const struct pxm *m = p;
	uintptr_t bad = 0;
	int i;

	for (i = 0; i < 2000; i++) {
		struct pxm_part part;

		bad += mark_text(&part, m, i % 2 ? "ordinatuer" : "an 12").verdict != PXM_RIGHT;
	}
	return (void *)bad;
}

static void test_threads(void **state)
{
	struct hand h = {.accept = "ordinateur", .pattern = "an \\d+", .ignore = USUAL | TYPOS};
	struct pxm *m = hand_marker(&h);
	pthread_t t[4];
	void *bad;
	size_t i;

	(void)state;
	for (i = 0; i < countof(t); i++)
		assert_int_equal(pthread_create(&t[i], NULL, mark_often, m), 0);
	for (i = 0; i < countof(t); i++) {
		pthread_join(t[i], &bad);
		assert_null(bad);
	}
	pxm_free(m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_fold),       cmocka_unit_test(test_fold_room),
	    cmocka_unit_test(test_fold_twice), cmocka_unit_test(test_fold_marks),
	    cmocka_unit_test(test_typos),      cmocka_unit_test(test_typos_by_definition),
	    cmocka_unit_test(test_texts),      cmocka_unit_test(test_pix),
	    cmocka_unit_test(test_part),       cmocka_unit_test(test_groups),
	    cmocka_unit_test(test_group_part), cmocka_unit_test(test_group_is_optimal),
	    cmocka_unit_test(test_threads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
