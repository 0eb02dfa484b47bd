#include <stdlib.h>
#include <utf8proc.h>

#include "text/text.h"

struct str text_nfc(struct arena *a, struct str s)
{
	utf8proc_uint8_t *out = NULL;
	utf8proc_ssize_t n;
	struct str r;
	size_t i;

	for (i = 0; i < s.n && !(s.p[i] & 0x80); i++)
		;
	if (i == s.n)
		return s;
	n = utf8proc_map((const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n, &out,
			 UTF8PROC_STABLE | UTF8PROC_COMPOSE);
	if (n < 0)
		BUG("text that is not UTF-8 after it was checked");
	r = (struct str){(const char *)out, (size_t)n};
	r = str_eq(r, s) ? s : arena_str(a, r);
	free(out);
	return r;
}

bool text_duration(uint32_t *seconds, struct str s)
{
	static const struct {
		const char *unit;
		uint64_t seconds;
	} units[] = {{" s", 1}, {" min", 60}, {" h", 3600}, {" d", 86400}};
	uint64_t n = 0;
	size_t i, k;

	for (i = 0; i < s.n && s.p[i] >= '0' && s.p[i] <= '9' && n < UINT32_MAX; i++)
		n = n * 10 + (uint64_t)(s.p[i] - '0');
	for (k = 0; i && k < countof(units); k++) {
		if (!str_eq_c(str_sub(s, i, s.n), units[k].unit) || n * units[k].seconds > UINT32_MAX)
			continue;
		*seconds = (uint32_t)(n * units[k].seconds);
		return true;
	}
	return false;
}

bool text_is_id(struct str s)
{
	size_t i;

	for (i = 0; i < s.n; i++) {
		char c = s.p[i];
		bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');

		if (!word && (c != '-' || i == 0 || i + 1 == s.n || s.p[i - 1] == '-'))
			return false;
	}
	return s.n > 0 && s.n <= LIMIT_ID_BYTES;
}

struct str text_beside(struct arena *a, struct str from, struct str file)
{
	size_t slash = from.n;

	while (slash && from.p[slash - 1] != '/')
		slash--;
	return arena_fmt(a, "%.*s%.*s", (int)slash, from.p, STR_ARG(file));
}
