/* The YAML 1.2 core schema: what a plain scalar is (YAML 1.2.2, section 10.3.2). */
#include "yaml/yaml_int.h"

static bool is_one_of(struct str s, const char *const *words, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (str_eq_c(s, words[i]))
			return true;
	return false;
}

static bool all_in(struct str s, const char *set)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (!s.p[i] || !strchr(set, s.p[i]))
			return false;
	return s.n > 0;
}

static size_t skip_digits(struct str s, size_t i)
{
	while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9')
		i++;
	return i;
}

/* [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )? */
static bool is_float(struct str s)
{
	size_t i = s.n && (s.p[0] == '-' || s.p[0] == '+'), whole = skip_digits(s, i), j = whole, k;

	if (j < s.n && s.p[j] == '.') {
		k = skip_digits(s, j + 1);
		if (whole == i && k == j + 1)
			return false;
		j = k;
	} else if (whole == i) {
		return false;
	}
	if (j < s.n && (s.p[j] == 'e' || s.p[j] == 'E')) {
		j++;
		if (j < s.n && (s.p[j] == '-' || s.p[j] == '+'))
			j++;
		k = skip_digits(s, j);
		if (k == j)
			return false;
		j = k;
	}
	return j == s.n;
}

enum yaml_type yaml_core_type(struct str s)
{
	static const char *const nulls[] = {"", "~", "null", "Null", "NULL"};
	static const char *const bools[] = {"true", "True", "TRUE", "false", "False", "FALSE"};
	static const char *const odd[] = {".inf",  ".Inf",  ".INF",  "+.inf", "+.Inf", "+.INF",
					  "-.inf", "-.Inf", "-.INF", ".nan",  ".NaN",  ".NAN"};
	size_t sign = s.n && (s.p[0] == '-' || s.p[0] == '+');

	if (is_one_of(s, nulls, countof(nulls)))
		return YAML_NULL;
	if (is_one_of(s, bools, countof(bools)))
		return YAML_BOOL;
	if (sign < s.n && skip_digits(s, sign) == s.n)
		return YAML_INT;
	if (str_starts(s, STR("0o")) && all_in(str_sub(s, 2, s.n), "01234567"))
		return YAML_INT;
	if (str_starts(s, STR("0x")) && all_in(str_sub(s, 2, s.n), "0123456789abcdefABCDEF"))
		return YAML_INT;
	if (is_float(s) || is_one_of(s, odd, countof(odd)))
		return YAML_FLOAT;
	return YAML_TEXT;
}
