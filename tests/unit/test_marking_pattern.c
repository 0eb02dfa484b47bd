/*
 * test_marking_pattern.c: the language of patterns, what it refuses and where, its
 * limits, and the search for texts that reach them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "marking/pattern_int.h"

#define countof(a) (sizeof(a) / sizeof((a)[0]))

static int try(const char *pattern, unsigned ignore, const char *text)
{
	return pxm_pattern_try(pattern, strlen(pattern), ignore, text, strlen(text));
}

/* TIMES copies of TEXT between BEFORE and BEHIND; the caller frees. */
static char *repeat(const char *before, const char *text, size_t times, const char *behind)
{
	size_t n = strlen(before) + strlen(text) * times + strlen(behind) + 1, at;
	char *s = malloc(n);

	assert_non_null(s);
	at = (size_t)snprintf(s, n, "%s", before);
	while (times-- > 0)
		at += (size_t)snprintf(s + at, n - at, "%s", text);
	snprintf(s + at, n - at, "%s", behind);
	return s;
}

/* --- what matches --------------------------------------------------------------------------- */

struct vector {
	const char *pattern, *text;
	int want;
};

static void check(const struct vector *v, size_t n, unsigned ignore)
{
	for (size_t i = 0; i < n; i++) {
		int got = try(v[i].pattern, ignore, v[i].text);

		if (got != v[i].want)
			fail_msg("%s and %s: %d, not %d", v[i].pattern, v[i].text, got, v[i].want);
	}
}

static void test_characters(void **state)
{
	static const struct vector v[] = {
	    {"abc", "abc", 1},
	    {"abc", "abcd", 0},
	    {"abc", "xabc", 0},
	    {"abc", "ab", 0},
	    {"abc", "", 0},
	    {"a", "A", 0},
	    {"a|b", "b", 1},
	    {"a|ab", "ab", 1}, /* the whole answer: the first branch does not end it */
	    {"a|b|", "", 1},
	    {"a||b", "", 1},
	    {".", "é", 1},
	    {".", "\xF0\x9F\x98\x80", 1},
	    {".", "", 0},
	    {".", "a\nb", 0},
	    {"a.b", "a\nb", 0},
	    {"a.b", "a\rb", 0},
	    {"a.b",
	     "a\xE2\x80\xA8"
	     "b",
	     0},
	    {"a\\sb", "a\nb", 1},
	    {"a\\sb", "a\tb", 1},
	    {"a\\sb",
	     "a\xC2\xA0"
	     "b",
	     1},
	    {"\\d", "7", 1},
	    {"\\d", "٣", 0},
	    {"\\w+", "Az_09", 1},
	    {"\\w", "é", 0},
	    {"[\\d\\s_-]+", "1 _-", 1},
	    {"a b#c", "a b#c", 1},
	    {"<=>~`'\"%&@;:,!/-_", "<=>~`'\"%&@;:,!/-_", 1},
	    {"\\!\\\"\\#\\$\\%\\&\\'\\(\\)\\*\\+\\,\\-\\.\\/", "!\"#$%&'()*+,-./", 1},
	    {"\\:\\;\\<\\=\\>\\?\\@\\[\\\\\\]\\^\\_\\`\\{\\|\\}\\~", ":;<=>?@[\\]^_`{|}~", 1},
	};

	(void)state;
	check(v, countof(v), 0);
}

static void test_sets(void **state)
{
	static const struct vector v[] = {
	    {"[abc]", "b", 1},
	    {"[abc]", "d", 0},
	    {"[^abc]", "d", 1},
	    {"[^abc]", "a", 0},
	    {"[^abc]", "", 0},
	    {"[a^]", "^", 1},
	    {"[a-cx-z]+", "abcxyz", 1},
	    {"[-a]+", "-a", 1},
	    {"[a-]+", "-a", 1},
	    {"[^-a]", "-", 0},
	    {"[a\\-c]", "b", 0},
	    {"[\\--/]", ".", 1},
	    {"[!-\\-]", "#", 1},
	    {"[.*+?(){}|$]+", ".*+?(){}|$", 1},
	    {"[\\]\\[\\\\\\^]+", "][\\^", 1},
	    {"[à-ü]+", "éï", 1},
	    {"[à-ü]", "e", 0},
	    {"[\xF0\x9F\x98\x80-\xF0\x9F\x98\x8E]", "\xF0\x9F\x98\x81", 1},
	    {"[a-\xF0\x9F\x98\x80]", "é", 1},
	    {"[^é]", "\xF0\x9F\x98\x80", 1},
	    {"[\\w.]+@[\\w.]+", "a.b@c.d", 1},
	    {"[^\\d]+", "abc", 1},
	    {"[^\\d]+", "ab3", 0},
	    {"[a&b|~]", "&", 1},
	};

	(void)state;
	check(v, countof(v), 0);
}

static void test_groups_and_repeats(void **state)
{
	static const struct vector v[] = {
	    {"(a|b)c", "bc", 1},
	    {"(?:le |la )?souris", "la souris", 1},
	    {"(?:le |la )?souris", "souris", 1},
	    {"(?:le |la )?souris", "les souris", 0},
	    {"a*", "", 1},
	    {"a+", "", 0},
	    {"a?b", "b", 1},
	    {"a{2}", "aa", 1},
	    {"a{2}", "aaa", 0},
	    {"a{2,}", "aaaaa", 1},
	    {"a{2,}", "a", 0},
	    {"a{2,3}", "aaa", 1},
	    {"a{2,3}", "aaaa", 0},
	    {"a{0}b", "b", 1},
	    {"a{0}b", "ab", 0},
	    {"a{002}", "aa", 1},
	    {"a*?b+?c??d{1,2}?", "aabbcdd", 1},
	    {"a+?", "aaa", 1}, /* lazy, but the whole answer */
	    {"()", "", 1},
	    {"()*a", "a", 1},
	    {"(a|)*b", "aab", 1},
	    {"(|a)+", "aaa", 1},
	    {"(|a)+?", "aaa", 1},
	    {"(a?){3}", "aa", 1},
	    {"((a)|(b)){2}", "ab", 1},
	    {"(\xC3\xA9|e){2}",
	     "\xC3\xA9"
	     "e",
	     1},
	};

	(void)state;
	check(v, countof(v), 0);
}

/* Quotes, apostrophes, dashes and blanks; forms of one character. */
static void test_alike(void **state)
{
	static const struct vector v[] = {
	    {"l'eau", "l’eau", 1},
	    {"l’eau", "l'eau", 1},
	    {"lʼeau", "l‘eau", 1},
	    {"l\\'eau", "l’eau", 1},
	    {"[’]", "'", 1},
	    {"[^’]", "'", 0},
	    {"\"a\"", "«a»", 1},
	    {"“a”", "\"a\"", 1},
	    {"a–b", "a-b", 1},
	    {"a-b", "a—b", 1},
	    {"a−b", "a‑b", 1},
	    {"[a–z]", "-", 1}, /* a dash that stands for a hyphen makes no range */
	    {"[a–z]", "b", 0},
	    {"a\xC2\xA0\xE2\x80\xAF"
	     "b",
	     "a  b", 1},
	    {"a b",
	     "a\xC2\xA0"
	     "b",
	     1},
	    {"a", "  a ", 1}, /* outer blanks are gone */
	    {"e\xCC\x81", "é", 1},
	    {"é", "e\xCC\x81", 1},
	    {"e\xCC\x81+", "éé", 1}, /* one character, so all of it is repeated */
	    {"[e\xCC\x81]", "é", 1},
	    {"[e\xCC\x81]", "e", 0},
	    {"\xE2\x84\xAB", "Å", 1},
	    {"\xE1\x84\x80\xE1\x85\xA1", "가", 1},
	    {"=\xCC\xB8", "≠", 1},
	};

	(void)state;
	check(v, countof(v), 0);
}

static void test_case(void **state)
{
	static const struct vector v[] = {
	    {"abc", "ABC", 1},
	    {"É", "é", 1},
	    {"[a-c]+", "ABC", 1},
	    {"[^a-c]", "B", 0},
	    {"ß", "ẞ", 1},
	    {"ß", "ss", 0},
	    {"s", "ſ", 1},
	    {"[a-z]", "ſ", 1},
	    {"\\w", "ſ", 1},
	    {"k", "\xE2\x84\xAA", 1},
	    {"σ", "ς", 1},
	    {"Σ", "ς", 1},
	    {"i", "I", 1},
	    {"i", "İ", 0},
	    {"i", "ı", 0},
	    {"I", "ı", 0},
	    {"İ", "i", 0},
	    {"ǆ", "ǅ", 1},
	    {"µ", "μ", 1},
	    {"ﬅ", "ﬆ", 1},
	    {"ﬆ", "ﬅ", 1},
	    {"[^ﬆ-ﬗ]", "ﬅ", 0},
	    {"ﬀ", "ff", 0},
	    {"Ꭰ", "ꭰ", 1},
	    {"\xF0\x90\x90\x80", "\xF0\x90\x90\xA8", 1},
	    {"d'É", "D’é", 1},
	};
	size_t i;

	(void)state;
	check(v, countof(v), PXB_IGNORE_CASE);
	for (i = 0; i < countof(v); i++) {
		if (strcmp(v[i].pattern, "k") && v[i].pattern[0] != '[')
			assert_int_equal(try(v[i].pattern, 0, v[i].text), 0);
	}
	assert_int_equal(try("k", 0, "\xE2\x84\xAA"), 0); /* the Kelvin sign is the letter K */
	assert_int_equal(try("K", 0, "\xE2\x84\xAA"), 1);
	assert_int_equal(try("a", PXB_IGNORE_ACCENTS | PXB_IGNORE_SPACES, "A"), 0);
}

/* --- what is refused -------------------------------------------------------------------------- */

struct refusal {
	const char *pattern;
	unsigned offset;
	const char *words; /* of the message */
};

static const struct refusal refusals[] = {
    {"", 0, "empty"},
    {"a^b", 1, "whole answer"},
    {"^a", 0, "whole answer"},
    {"a$", 1, "whole answer"},
    {"ab\\", 2, "backslash at the end"},
    {"a\\b", 1, "\\b"},
    {"a\\B", 1, "\\B"},
    {"(a)\\1", 3, "held"},
    {"a\\0", 1, "digit"},
    {"\\D", 0, "[^\\d]"},
    {"a\\W", 1, "[^\\w]"},
    {"a\\S", 1, "[^\\s]"},
    {"é\\p{L}", 2, "only d, w, s"},
    {"\\x41", 0, "only d, w, s"},
    {"\\u0041", 0, "only d, w, s"},
    {"\\n", 0, "only d, w, s"},
    {"\\Q.\\E", 0, "only d, w, s"},
    {"\\C", 0, "only d, w, s"},
    {"\\R", 0, "only d, w, s"},
    {"\\K", 0, "only d, w, s"},
    {"\\A", 0, "only d, w, s"},
    {"\\k<a>", 0, "only d, w, s"},
    {"\\g1", 0, "only d, w, s"},
    {"\\é", 0, "only d, w, s"},
    {"\\ a", 0, "only d, w, s"},
    {"\\d\xCC\x8C", 0, "only d, w, s"}, /* composes to ď */
    {"[a\\b]", 2, "\\b"},
    {"[a\\n]", 2, "only d, w, s"},
    {"[\\W]", 1, "[^\\w]"},
    {"[a", 0, "without its ]"},
    {"x[^a", 1, "without its ]"},
    {"[a-", 0, "without its ]"},
    {"[a\\", 2, "backslash at the end"},
    {"[]", 0, "set of nothing"},
    {"[]a]", 0, "set of nothing"},
    {"[^]", 0, "set of nothing"},
    {"[[:alpha:]]", 1, "inside [ ]"},
    {"[a[b]", 2, "inside [ ]"},
    {"[a&&b]", 2, "&&"},
    {"[z-a]", 1, "backwards"},
    {"[é-e]", 1, "backwards"},
    {"[a-c-e]", 4, "neither first"},
    {"[--a]", 1, "--"},
    {"[a--b]", 3, "no end of a range"},
    {"[a-[]", 3, "no end of a range"},
    {"[a-\\d]", 3, "not at a set"},
    {"[\\d-a]", 3, "not at a set"},
    {"[!-’]", 3, "stands for another"},
    {"[’-é]", 1, "stands for another"},
    {"[ -\xC2\xA0]", 3, "stands for another"},
    {"]", 0, "without its opening"},
    {"a}", 1, "without its opening"},
    {"a{", 1, "no number of times"},
    {"a{}", 1, "no number of times"},
    {"a{,2}", 1, "no number of times"},
    {"a{1", 1, "no number of times"},
    {"a{1,2", 1, "no number of times"},
    {"a{ 1}", 1, "no number of times"},
    {"a{1;2}", 1, "no number of times"},
    {"a{3,2}", 1, "backwards"},
    {"a{1001}", 2, "above 1000"},
    {"a{1,1001}", 4, "above 1000"},
    {"a{4294967297}", 2, "above 1000"},
    {"*", 0, "nothing before"},
    {"a|+", 2, "nothing before"},
    {"(?", 0, "of groups only"},
    {"(+)", 1, "nothing before"},
    {"{2}", 0, "nothing before"},
    {"a**", 2, "behind another"},
    {"a++", 2, "behind another"},
    {"a?+", 2, "behind another"},
    {"a+??", 3, "behind another"},
    {"a{2}{3}", 4, "behind another"},
    {"(?=a)", 0, "of groups only"},
    {"(?!a)", 0, "of groups only"},
    {"(?<=a)", 0, "of groups only"},
    {"(?<!a)", 0, "of groups only"},
    {"(?<n>a)", 0, "of groups only"},
    {"(?P<n>a)", 0, "of groups only"},
    {"x(?>a)", 1, "of groups only"},
    {"(?i)a", 0, "of groups only"},
    {"(?i:a)", 0, "of groups only"},
    {"(?#a)", 0, "of groups only"},
    {"(?R)", 0, "of groups only"},
    {"(?1)", 0, "of groups only"},
    {"(?C)", 0, "of groups only"},
    {"(?|a)", 0, "of groups only"},
    {"(*UTF)a", 0, "of groups only"},
    {"(*COMMIT)", 0, "of groups only"},
    {"(a", 0, "without its )"},
    {"a((b)", 1, "without its )"},
    {"a)", 1, "without its ("},
    {"(a))", 3, "without its ("},
    {"a\tb", 1, "control"},
    {"a\n", 1, "control"},
    {"\x7F", 0, "control"},
    {"a\xC2\x80", 1, "control"},
    {"a\xE2\x80\xA8", 1, "control"},
    {"a\xE2\x80\x8B", 1, "invisible"},
    {"é\xC2\xAD", 2, "invisible"},
    {"\xEF\xBB\xBF"
     "a",
     0, "invisible"},
    {"a\xFF", 1, "UTF-8"},
    {"ab\xC3", 2, "UTF-8"},
    {"\xED\xA0\x80", 0, "UTF-8"},
    {"\xC0\x80", 0, "UTF-8"},
    {"\xF4\x90\x80\x80", 0, "UTF-8"},
    {"aé\xE2\x84\xAB\\z", 6, "only d, w, s"}, /* what is not in normal form moves nothing behind it */
};

static void test_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(refusals); i++) {
		const struct refusal *r = &refusals[i];
		struct pxm_error e;
		enum pxm_code code = pxm_pattern_check(r->pattern, strlen(r->pattern), &e);

		if (code != PXM_BAD_PATTERN || e.code != code || e.offset != r->offset ||
		    !strstr(e.message, r->words))
			fail_msg("%s: code %d, offset %u, %s", r->pattern, (int)code, (unsigned)e.offset,
				 e.message);
		assert_int_equal(pxm_pattern_check(r->pattern, strlen(r->pattern), NULL), code);
		assert_int_equal(try(r->pattern, 0, "a"), -1);
		assert_int_equal(pxm_pattern_attack(e.message, 100, r->pattern, strlen(r->pattern), 0), -1);
	}
}

static void test_lengths_count(void **state)
{
	struct pxm_error e;

	(void)state;
	assert_int_equal(pxm_pattern_check("a\0b", 3, &e), PXM_BAD_PATTERN);
	assert_int_equal(e.offset, 1);
	assert_int_equal(pxm_pattern_check("ab(", 2, &e), PXM_OK);
	assert_int_equal(e.code, PXM_OK);
	assert_int_equal(pxm_pattern_try("ab(", 2, 0, "abc", 2), 1);
	assert_int_equal(pxm_pattern_try("a", 1, 0, NULL, 0), 0);
	assert_int_equal(pxm_pattern_try("a?", 2, 0, NULL, 0), 1);
	assert_int_equal(pxm_pattern_try("a?", 2, 0, "\xFF", 1), -1);
	e.field = 7;
	{
		struct pxm_pattern *x = (struct pxm_pattern *)&e;

		assert_int_equal(pxm_pattern_new(&x, "(", 1, false, &e), PXM_BAD_PATTERN);
		assert_null(x);
		assert_int_equal(e.field, 7);
		pxm_pattern_free(x);
	}
}

/* --- limits -------------------------------------------------------------------------------------- */

/* Checks the pattern, which is freed, and where it is refused. */
static void check_limit(char *pattern, enum pxm_code code, unsigned offset)
{
	struct pxm_error e;
	enum pxm_code got = pxm_pattern_check(pattern, strlen(pattern), &e);

	if (got != code || (code && e.offset != offset))
		fail_msg("%.40s...: code %d, offset %u, %s", pattern, (int)got, (unsigned)e.offset,
			 e.message);
	free(pattern);
}

static void test_limits_of_patterns(void **state)
{
	char *nested, *closes;

	(void)state;
	check_limit(repeat("", "a", 1000, ""), PXM_OK, 0);
	check_limit(repeat("", "a", 1001, ""), PXM_TOO_BIG, 1000);
	check_limit(repeat("", ".", 1000, ""), PXM_OK, 0);
	check_limit(repeat("[", "\\s", 499, "]"), PXM_OK, 0);
	check_limit(repeat("", "\\s", 500, ""), PXM_OK, 0);
	check_limit(repeat("", "[\\s]", 250, ""), PXM_OK, 0);
	check_limit(repeat("", "\xF0\x9D\x85\x9E", 250, ""), PXM_OK, 0); /* each becomes two code points */
	check_limit(repeat("", "\xCD\x84", 500, ""), PXM_OK, 0);
	check_limit(repeat("", "a|", 499, "a"), PXM_OK, 0);
	for (size_t n = 50; n <= 51; n++) {
		nested = repeat("", "(", n, "a");
		closes = repeat(nested, ")", n, "");
		free(nested);
		check_limit(closes, n == 50 ? PXM_OK : PXM_BAD_PATTERN, 50);
	}
	check_limit(repeat("", "a", 1, "{1000}"), PXM_OK, 0);
	check_limit(repeat("", "()", 500, ""), PXM_OK, 0);
	check_limit(repeat("", "(a{1000}){1000}", 1, ""), PXM_OK, 0);
	check_limit(repeat("", "((a{1000}){1000}){1000}", 1, ""), PXM_TOO_BIG, 0);
	check_limit(repeat("", "(.{1000}){1000}", 60, ""), PXM_TOO_BIG, 0);
	check_limit(repeat("", "(?:ab){1000}", 1, ""), PXM_OK, 0);
	check_limit(repeat("", "(?:abcdefghijkl){1000}", 2, ""), PXM_OK, 0);
	check_limit(repeat("", "(?:abcdefghijkl){1000}", 4, ""), PXM_TOO_BIG, 0);
	check_limit(repeat("", "[¡-\xF4\x8F\xBF\xBF]", 3, ""), PXM_OK, 0);
	check_limit(repeat("", "[¡-\xF4\x8F\xBF\xBF]", 4, ""), PXM_TOO_BIG, 28);
}

static void test_limits_of_answers(void **state)
{
	char *text = repeat("", "a", PXM_MAX_ANSWER, "a");
	struct pxm_pattern *x;

	(void)state;
	assert_int_equal(pxm_pattern_try("a*", 2, 0, text, PXM_MAX_ANSWER), 1);
	assert_int_equal(pxm_pattern_try("a*", 2, 0, text, PXM_MAX_ANSWER + 1), -1);
	assert_int_equal(pxm_pattern_new(&x, "a*", 2, false, NULL), PXM_OK);
	assert_int_equal(pxm_pattern_match(x, text, PXM_MAX_ANSWER), 1);
	assert_int_equal(pxm_pattern_match(x, text, PXM_MAX_ANSWER + 1), -1);
	assert_int_equal(pxm_pattern_match(x, "a\xFF", 2), -1);
	pxm_pattern_free(x);
	free(text);
	pxm_pattern_free(NULL);
}

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Patterns that take for ever somewhere else. */
static void test_catastrophes(void **state)
{
	static const char *const patterns[] = {"(a+)+b",  "(a|aa)+b",       "(a*)*b",     "(a|a)*b",
					       "(.*)*x!", "(a?){50}a{50}b", "(?:a+a+)+b", "([a-z]+)*é"};
	char *text = repeat("", "a", 4000, "");

	(void)state;
	for (size_t i = 0; i < countof(patterns); i++) {
		double start = now();
		/* what the text lacks to match may be seen at once: so it stands at the end */
		char *whole = repeat(text, "bx!é", 1, "?");

		assert_int_equal(try(patterns[i], 0, whole), -1);
		assert_true(now() - start < 2);
		free(whole);
	}
	text[30] = '\0';
	assert_int_equal(try("(a+)+b", 0, text), 0);
	assert_int_equal(try("(a*)*", 0, text), 1);
	free(text);
}

/* --- attacks ---------------------------------------------------------------------------------------- */

/* The length of an attack of at most ROOM bytes, which is proved. */
static int attack(const char *pattern, size_t room)
{
	char out[PXM_MAX_ANSWER + 1], again[PXM_MAX_ANSWER + 1];
	int n;

	memset(out, '#', sizeof(out));
	n = pxm_pattern_attack(out, room, pattern, strlen(pattern), 0);
	assert_true(n <= (int)room && n <= (int)PXM_MAX_ANSWER);
	assert_int_equal(out[room], '#');
	if (n > 0) {
		assert_int_equal(pxm_pattern_try(pattern, strlen(pattern), 0, out, (size_t)n), -1);
		assert_int_equal(pxm_pattern_attack(again, room, pattern, strlen(pattern), 0), n);
		assert_memory_equal(out, again, (size_t)n);
	}
	return n;
}

static void test_attacks(void **state)
{
	static const char *const lost[] = {
	    "(a+)+b", "(\\w+\\s?)+", "(\\w|\\d)+",       "(x|y|(a|b*)*z)w", "(a|aa)+", "(.*)*x",
	    "(.+)+",  "((a*)*|b)c",  "(a{1,9}){2,9}bcd", "(a?){30}a{30}c",  "(é+)+z",  "(?:(ab)+)+c"};
	static const char *const fine[] = {"(https?://)?(www\\.)?inscriptions-rivieres\\.example/?",
					   "[A-Z]{2}-[0-9]{3}-[A-Z]{2}",
					   "(?:le |la |les )?(chat|chien)s?( noirs?)?",
					   ".*disque.*dur.*",
					   "([a-z]+\\.)+[a-z]{2,}",
					   "\\w+([-+.]\\w+)*@\\w+([-.]\\w+)*\\.\\w+([-.]\\w+)*",
					   "(?:ab)*",
					   "a{0}b{0,0}",
					   "()*"};
	double start = now();

	(void)state;
	for (size_t i = 0; i < countof(lost); i++) {
		if (attack(lost[i], 256) <= 0)
			fail_msg("%s", lost[i]);
		assert_int_equal(attack(lost[i], 0), 0);
		assert_int_equal(attack(lost[i], 3), 0);
	}
	for (size_t i = 0; i < countof(fine); i++) {
		if (attack(fine[i], 256) != 0)
			fail_msg("%s", fine[i]);
	}
	assert_true(attack(".*foo.*bar.*", 4096) > 256); /* many, but only the square of the length */
	assert_true(now() - start < 20);
}

/* --- threads ---------------------------------------------------------------------------------------------
 */

static void *match_often(void *pattern)
{
	size_t right = 0;

	for (int i = 0; i < 2000; i++) {
		right += pxm_pattern_match(pattern, "Abc-123", 7) == 1;
		right += pxm_pattern_match(pattern, "Abc+123", 7) == 0;
	}
	return (void *)(uintptr_t)(right == 4000);
}

static void test_threads(void **state)
{
	pthread_t thread[4];
	struct pxm_pattern *x;
	void *right;

	(void)state;
	assert_int_equal(pxm_pattern_new(&x, "([a-z]+)-(\\d+)", 14, true, NULL), PXM_OK);
	for (size_t i = 0; i < countof(thread); i++)
		assert_int_equal(pthread_create(&thread[i], NULL, match_often, x), 0);
	for (size_t i = 0; i < countof(thread); i++) {
		assert_int_equal(pthread_join(thread[i], &right), 0);
		assert_non_null(right);
	}
	pxm_pattern_free(x);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_characters),
	    cmocka_unit_test(test_sets),
	    cmocka_unit_test(test_groups_and_repeats),
	    cmocka_unit_test(test_alike),
	    cmocka_unit_test(test_case),
	    cmocka_unit_test(test_refused),
	    cmocka_unit_test(test_lengths_count),
	    cmocka_unit_test(test_limits_of_patterns),
	    cmocka_unit_test(test_limits_of_answers),
	    cmocka_unit_test(test_catastrophes),
	    cmocka_unit_test(test_attacks),
	    cmocka_unit_test(test_threads),
	};

	return cmocka_run_group_tests_name("marking_pattern", tests, NULL, NULL);
}
