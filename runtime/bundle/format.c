#include "bundle/format.h"

#include <string.h>

/* --- format.def keeps its promises --------------------------------------------- */

#define LAYOUT(name, size, description)                                                                      \
	_Static_assert(sizeof(struct pxb_row_##name) == (size), "size of layout " #name);
#define COLUMN(layout, offset, type, name, meaning, argument, secrecy, description)                          \
	_Static_assert(offsetof(struct pxb_row_##layout, name) == (offset), "offset of " #layout "." #name);
#define VALUE(list, constant, value, word)                                                                   \
	_Static_assert((value) >= 0 && (value) < (int)PXB_NVALUES_##list, "value of " #list);
#include "bundle/format.def"

/* --- the tables ----------------------------------------------------------------- */

const struct pxb_enum_def pxb_enums[PXB_ENUM_COUNT] = {
#define ENUM(name, count) {#name, (count)},
#include "bundle/format.def"
};

const struct pxb_value_def pxb_values[] = {
#define VALUE(list, constant, value, word) {PXB_ENUM_##list, (value), word},
#include "bundle/format.def"
};

const uint32_t pxb_nvalues = sizeof(pxb_values) / sizeof(pxb_values[0]);

const struct pxb_root_def pxb_roots[PXB_ROOT_COUNT] = {
#define ROOT(letter, tag, word) {(#letter)[0], PXB_SEC_##tag, word},
#include "bundle/format.def"
};

const char *const pxb_roles[PXB_ROLE_COUNT] = {
#define ROLE(name) #name,
#include "bundle/format.def"
};

/* The argument of a column by its meaning. */
#define ARG_NUM(l, a)    0
#define ARG_OPT(l, a)    0
#define ARG_SCALE(l, a)  0
#define ARG_ENUM(l, a)   PXB_ENUM_##a
#define ARG_BITS(l, a)   PXB_ENUM_##a
#define ARG_HASH(l, a)   0
#define ARG_ID(l, a)     0
#define ARG_STR(l, a)    0
#define ARG_REF(l, a)    PXB_SEC_##a
#define ARG_REF0(l, a)   PXB_SEC_##a
#define ARG_THING(l, a)  offsetof(struct pxb_row_##l, a)
#define ARG_OWNER(l, a)  0
#define ARG_SPAN(l, a)   PXB_ROLE_##a
#define ARG_REL0(l, a)   PXB_ROLE_##a
#define ARG_KEY(l, a)    0
#define ARG_LOCALE(l, a) 0
#define ARG_SHA(l, a)    0
#define ARG_WORD(l, a)   0
#define ARG_ZERO(l, a)   0

const struct pxb_column_def pxb_columns[PXB_COL_COUNT] = {
#define COLUMN(layout, offset, type, name, meaning, argument, secrecy, description)                          \
	{#name,         PXB_ROW_##layout, (offset),                                                          \
	 PXB_##type,    PXB_##meaning,    ARG_##meaning(layout, argument),                                   \
	 PXB_##secrecy, description},
#include "bundle/format.def"
};

/* Column ids around each layout: PXB_BEGIN_choice is its first, PXB_END_choice one past its last. */
enum column_bounds {
#define LAYOUT(name, size, description)                                             PXB_BEGIN_##name,
#define COLUMN(layout, offset, type, name, meaning, argument, secrecy, description) PXB_AT_##layout##_##name,
#define LAYOUT_END(name)                                                            PXB_END_##name,
#include "bundle/format.def"
};

/* Before the columns of layout number i stand 2 * i + 1 marks that are no columns. */
const struct pxb_layout_def pxb_layouts[PXB_ROW_COUNT] = {
    {"none", 0, 0, 0, ""},
#define LAYOUT(name, size, description)                                                                      \
	{#name, (size), PXB_BEGIN_##name + 1 - (2 * PXB_ROW_##name - 1),                                     \
	 PXB_END_##name - PXB_BEGIN_##name - 1, description},
#include "bundle/format.def"
};

#define CRITICAL PXB_SECTION_CRITICAL
#define DERIVED  PXB_SECTION_DERIVED
#define SORTED   PXB_SORTED

const struct pxb_section_def pxb_sections[PXB_SEC_COUNT] = {
#define SECTION(tag, kind, root, role, layout, relation, base, scope, secrecy, flags, description)           \
	{#tag,                                                                                               \
	 PXB_KIND_##kind,                                                                                    \
	 PXB_ROOT_##root,                                                                                    \
	 PXB_ROLE_##role,                                                                                    \
	 PXB_ROW_##layout,                                                                                   \
	 PXB_REL_##relation,                                                                                 \
	 PXB_ROLE_##base,                                                                                    \
	 PXB_SCOPE_##scope,                                                                                  \
	 PXB_##secrecy,                                                                                      \
	 flags,                                                                                              \
	 description},
#include "bundle/format.def"
};

/* --- looking up --------------------------------------------------------------------- */

/* One more than the section, so that what is not listed is 0. */
static const uint8_t section_of[PXB_ROOT_COUNT][PXB_ROLE_COUNT] = {
#define SECTION(tag, kind, root, role, layout, relation, base, scope, secrecy, flags, description)           \
	[PXB_ROOT_##root][PXB_ROLE_##role] = PXB_SEC_##tag + 1,
#include "bundle/format.def"
};
_Static_assert(PXB_SEC_COUNT < 255, "section_of holds one byte per section");

int pxb_section_of(enum pxb_root root, enum pxb_role role)
{
	return (int)section_of[root][role] - 1;
}

int pxb_section_by_tag(const char tag[4])
{
	int i;

	for (i = 0; i < PXB_SEC_COUNT; i++)
		if (memcmp(pxb_sections[i].tag, tag, 4) == 0)
			return i;
	return -1;
}

int pxb_section_of_thing(uint32_t kind)
{
	static const uint8_t table[PXB_NVALUES_thing] = {
	    [PXB_thing_AREA] = PXB_SEC_AREA,     [PXB_thing_COMPETENCE] = PXB_SEC_COMP,
	    [PXB_thing_THEMATIC] = PXB_SEC_THEM, [PXB_thing_TUBE] = PXB_SEC_TUBE,
	    [PXB_thing_SKILL] = PXB_SEC_SKIL,    [PXB_thing_CHALLENGE] = PXB_SEC_CHAL,
	    [PXB_thing_TUTORIAL] = PXB_SEC_TUTO, [PXB_thing_PATH] = PXB_SEC_PATH,
	};

	if (kind == PXB_thing_NONE || kind >= PXB_NVALUES_thing)
		return -1;
	return table[kind];
}

const char *pxb_value_word(enum pxb_enum_id list, uint32_t value)
{
	uint32_t i;

	for (i = 0; i < pxb_nvalues; i++)
		if (pxb_values[i].list == list && pxb_values[i].value == value)
			return pxb_values[i].word;
	return NULL;
}

int pxb_pages_of(enum pxb_section_id section)
{
	const struct pxb_section_def *d = &pxb_sections[section];

	if (d->secrecy == PXB_SECRET)
		return pxb_section_of(d->root, PXB_ROLE_secret_strings);
	if (d->scope == PXB_SCOPE_EACH)
		return pxb_section_of(d->root, PXB_ROLE_locale_strings);
	return pxb_section_of(d->root, PXB_ROLE_strings);
}

uint32_t pxb_coltype_size(enum pxb_coltype type)
{
	static const uint8_t size[] = {1, 2, 4, 8, 8, 8, 16, 32};

	return size[type];
}

/* --- shared by writer and reader -------------------------------------------------------- */

uint32_t pxb_hash32(const void *p, size_t n)
{
	const unsigned char *s = p;
	uint32_t h = 0x811c9dc5u;
	size_t i;

	for (i = 0; i < n; i++)
		h = (h ^ s[i]) * 0x01000193u;
	h ^= h >> 16;
	h *= 0x85ebca6bu;
	h ^= h >> 13;
	h *= 0xc2b2ae35u;
	return h ^ h >> 16;
}

/* Writes VALUE as WIDTH octal digits. */
static void put_octal(uint8_t *out, unsigned width, uint64_t value)
{
	while (width-- > 0) {
		out[width] = (uint8_t)('0' + (value & 7));
		value >>= 3;
	}
}

/*
 * The bytes that libarchive writes for a regular file without owner or time:
 * numbers end with a blank (the checksum with a NUL and a blank).
 */
void pxb_tar_header(uint8_t out[PXB_TAR_BLOCK], const char *name, uint64_t size)
{
	uint32_t sum = 0;
	unsigned i;

	memset(out, 0, PXB_TAR_BLOCK);
	memcpy(out, name, strlen(name));
	memcpy(out + 100, "000444 ", 8);
	memcpy(out + 108, "000000 ", 8);
	memcpy(out + 116, "000000 ", 8);
	put_octal(out + 124, 11, size);
	out[135] = ' ';
	memcpy(out + 136, "00000000000 ", 12);
	memset(out + 148, ' ', 8);
	out[156] = '0';
	memcpy(out + 257, "ustar\00000", 8);
	memcpy(out + 329, "000000 ", 8);
	memcpy(out + 337, "000000 ", 8);
	for (i = 0; i < PXB_TAR_BLOCK; i++)
		sum += out[i];
	put_octal(out + 148, 6, sum);
	out[154] = 0;
	out[155] = ' ';
}

/* Appends the string S at *AT. */
static void put_name(char *out, size_t *at, const char *s, size_t n)
{
	memcpy(out + *at, s, n);
	*at += n;
	out[*at] = 0;
}

void pxb_section_name(char out[PXB_NAME_BYTES], const char tag[4], const char *locale)
{
	size_t at = 0;

	put_name(out, &at, PXB_PREFIX, sizeof(PXB_PREFIX) - 1);
	put_name(out, &at, tag, 4);
	if (*locale) {
		put_name(out, &at, ".", 1);
		put_name(out, &at, locale, strlen(locale));
	}
}

static void put_hex(char out[64], const uint8_t sha256[32])
{
	static const char digit[] = "0123456789abcdef";
	int i;

	for (i = 0; i < 32; i++) {
		out[2 * i] = digit[sha256[i] >> 4];
		out[2 * i + 1] = digit[sha256[i] & 15];
	}
}

void pxb_media_name(char out[PXB_NAME_BYTES], const uint8_t sha256[32], const char *ext)
{
	char hex[64];
	size_t at = 0;

	put_hex(hex, sha256);
	put_name(out, &at, PXB_PREFIX "media/", sizeof(PXB_PREFIX "media/") - 1);
	put_name(out, &at, hex, sizeof(hex));
	if (*ext) {
		put_name(out, &at, ".", 1);
		put_name(out, &at, ext, strlen(ext));
	}
}

void pxb_sum_line(char out[PXB_SUM_BYTES + 1], const uint8_t sha256[32])
{
	put_hex(out, sha256);
	memcpy(out + 64, "  " PXB_TOC_NAME "\n", PXB_SUM_BYTES - 64 + 1);
}
