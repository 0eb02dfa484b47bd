/* Versions: the pin of pix.yaml against the version of this program, and of rules. */
#include "text/text.h"

/* Up to three numbers joined by dots; a missing one is 0. False when S is no version. */
static bool read_version(unsigned v[3], struct str s)
{
	size_t i, k = 0;
	bool digit = false;

	v[0] = v[1] = v[2] = 0;
	for (i = 0; i < s.n; i++) {
		if (s.p[i] >= '0' && s.p[i] <= '9' && v[k] < 100000) {
			v[k] = v[k] * 10 + (unsigned)(s.p[i] - '0');
			digit = true;
		} else if (s.p[i] == '.' && digit && k < 2) {
			k++;
			digit = false;
		} else {
			return false;
		}
	}
	return digit;
}

static int compare(const unsigned a[3], const unsigned b[3])
{
	size_t i;

	for (i = 0; i < 3; i++)
		if (a[i] != b[i])
			return a[i] < b[i] ? -1 : 1;
	return 0;
}

bool text_version_meets(struct str pin, const char *version, bool *odd)
{
	static const char *const signs[] = {">=", "<=", ">", "<", "="};
	unsigned have[3], want[3];
	size_t i;
	int c;

	for (i = 0; i < countof(signs) && !str_starts(pin, str_c(signs[i])); i++)
		;
	pin = i < countof(signs) ? str_trim(str_sub(pin, strlen(signs[i]), pin.n)) : pin;
	*odd = !read_version(want, pin) || !read_version(have, str_c(version));
	if (*odd)
		return false;
	c = compare(have, want);
	switch (i) {
	case 0:
		return c >= 0;
	case 1:
		return c <= 0;
	case 2:
		return c > 0;
	case 3:
		return c < 0;
	default:
		return c == 0;
	}
}

bool text_version_is_newer(const char *version, struct str pin)
{
	unsigned have[3], lowest[3];

	if (str_starts(pin, STR("<")))
		return false;
	while (pin.n && (*pin.p == '>' || *pin.p == '=' || *pin.p == ' '))
		pin = str_sub(pin, 1, pin.n);
	return read_version(lowest, pin) && read_version(have, str_c(version)) && compare(have, lowest) > 0;
}
