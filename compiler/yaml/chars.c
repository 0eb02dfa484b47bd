/* Checks of the bytes before libyaml sees them: it would name the wrong place. */
#include "base/lines.h"
#include "base/utf8.h"
#include "yaml/yaml_int.h"

static bool is_bidi(uint32_t c)
{
	return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

bool yaml_is_odd_character(uint32_t c)
{
	return (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7f && c <= 0x9f) || c == 0x2028 ||
	       c == 0x2029 || c == 0xfeff || (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef) ||
	       is_bidi(c);
}

static struct place place_at(const struct yaml_doc *doc, size_t start, size_t end)
{
	return (struct place){doc->path, (uint32_t)start, (uint32_t)end};
}

static const char *variant_of(uint32_t c)
{
	if (c == '\r')
		return "return";
	if (c == 0x85 || c == 0x2028 || c == 0x2029)
		return "line";
	if (c == 0xfeff)
		return "bom";
	return is_bidi(c) ? "bidi" : NULL;
}

/* A run of the same odd character is one mistake; line ends of old systems are one in all. */
static bool check_characters(const struct yaml_doc *doc, struct findings *fs)
{
	struct str s = doc->bytes;
	size_t i = str_starts(s, STR("\xef\xbb\xbf")) ? 3 : 0, n = 0;
	bool returns = false;

	while (i < s.n && n < LIMIT_FILE_FINDINGS) {
		size_t start = i, next;
		uint32_t c = utf8_next(s, &i);
		struct finding *f;

		if (!yaml_is_odd_character(c) || (c == '\r' && i < s.n && s.p[i] == '\n') ||
		    (c == '\r' && returns))
			continue;
		for (next = i; c != '\r' && next < s.n && utf8_next(s, &next) == c;)
			i = next;
		returns = returns || c == '\r';
		f = finding_add(fs, RULE_ODD_CHARACTER, place_at(doc, start, i));
		finding_variant(f, variant_of(c));
		finding_arg_fmt(fs, f, "code", "U+%04X", (unsigned)c);
		n++;
	}
	return n == 0;
}

/* What the byte C is in Windows-1252, where French texts come from; else absent. */
static struct str old_character(unsigned char c, struct arena *a)
{
	struct buf b = {0};
	struct str s = {0};

	if (c >= 0xa0) {
		utf8_add(&b, c);
		s = arena_str(a, buf_str(&b));
		buf_release(&b);
	}
	return s;
}

static void refuse_encoding(const struct yaml_doc *doc, size_t bad, struct findings *fs)
{
	struct str s = doc->bytes, old;
	struct finding *f = finding_add(fs, RULE_NOT_UTF8, place_at(doc, bad, bad + 1));

	finding_arg_fmt(fs, f, "line", "%u", lines_at(str_sub(s, 0, bad), (uint32_t)bad).line);
	finding_arg_fmt(fs, f, "byte", "%02X", (unsigned char)s.p[bad]);
	old = old_character((unsigned char)s.p[bad], fs->arena);
	if (!old.n)
		return;
	finding_variant(f, "old");
	finding_arg(fs, f, "char", old);
}

bool yaml_check_bytes(const struct yaml_doc *doc, struct findings *fs)
{
	struct str s = doc->bytes;
	size_t bad;

	if (s.n > LIMIT_FILE_BYTES) {
		struct finding *f = finding_add(fs, RULE_YAML_LIMIT, place_at(doc, 0, 0));

		finding_variant(f, "file");
		finding_arg_fmt(fs, f, "limit", "%u", LIMIT_FILE_BYTES >> 10);
		return false;
	}
	if (str_starts(s, STR("\xff\xfe")) || str_starts(s, STR("\xfe\xff"))) {
		finding_variant(finding_add(fs, RULE_NOT_UTF8, place_at(doc, 0, 2)), "utf16");
		return false;
	}
	bad = utf8_check(s);
	if (bad < s.n) {
		refuse_encoding(doc, bad, fs);
		return false;
	}
	return check_characters(doc, fs);
}
