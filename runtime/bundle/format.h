/*
 * format.h: format.def as C: constants, row structs, tables of descriptions.
 *
 * Shared by the reader, the packer, the dump and tools/mkformat.c. It needs
 * nothing but the C library. What the bytes mean: docs/bundle-format.md.
 */
#ifndef BUNDLE_FORMAT_H
#define BUNDLE_FORMAT_H

#include <stddef.h>
#include <stdint.h>

/* --- the container ------------------------------------------------------------- */

#define PXB_MAJOR 1u
#define PXB_MINOR 0u

#define PXB_PREFIX       "pixbundle-1/"
#define PXB_TOC_NAME     PXB_PREFIX "TOC"
#define PXB_SUM_NAME     PXB_PREFIX "TOC.sha256"
#define PXB_MAGIC        "\x89PXB\r\n\x1a\n"
#define PXB_MAGIC_BYTES  8u
#define PXB_TAR_BLOCK    512u
#define PXB_TAR_END      1024u /* zero bytes after the last member */
#define PXB_NAME_BYTES   100u  /* of a member's name, with its NUL */
#define PXB_SUM_BYTES    82u   /* "<64 hex>  pixbundle-1/TOC\n" */
#define PXB_HEADER_BYTES 128u  /* of the table of contents */
#define PXB_ENTRY_BYTES  96u   /* of one of its entries */

/* Offsets in the header of the table of contents. */
enum pxb_header_at {
	PXB_H_MAGIC = 0,
	PXB_H_MAJOR = 8,         /* u16 */
	PXB_H_MINOR = 10,        /* u16 */
	PXB_H_HEADER_SIZE = 12,  /* u16 */
	PXB_H_ENTRY_SIZE = 14,   /* u16 */
	PXB_H_ENTRIES = 16,      /* u32 */
	PXB_H_INCOMPATIBLE = 20, /* u32, bits that a reader must know; none yet */
	PXB_H_FLAGS = 24,        /* u32, PXB_FLAG_ */
	PXB_H_LOCALES = 28,      /* u32, rows of LOCL */
	PXB_H_SECTIONS_END = 32, /* u64, offset behind the last section's padding */
	PXB_H_RESERVED = 40,     /* 88 bytes, 0 */
};

#define PXB_FLAG_FULL   1u /* has the secret sections */
#define PXB_FLAG_DRAFTS 2u /* carries drafts: must not be published */
#define PXB_FLAG_ALL    3u

/* Offsets in an entry of the table of contents. */
enum pxb_entry_at {
	PXB_E_TAG = 0,          /* 4 bytes */
	PXB_E_KIND = 4,         /* u16, enum pxb_kind */
	PXB_E_FLAGS = 6,        /* u16, PXB_SECTION_ */
	PXB_E_LOCALE = 8,       /* 16 bytes, BCP 47, padded with NUL; empty: no locale */
	PXB_E_BUCKET_BITS = 24, /* u16, k */
	PXB_E_RESERVED = 26,    /* u16, 0 */
	PXB_E_STRIDE = 28,      /* u32, bytes of a row, or 0 */
	PXB_E_COUNT = 32,       /* u64, rows; pages; bytes of a blob */
	PXB_E_OFFSET = 40,      /* u64, of the payload in the file */
	PXB_E_SIZE = 48,        /* u64, bytes of the payload */
	PXB_E_RESERVED2 = 56,   /* u64, 0 */
	PXB_E_SHA256 = 64,      /* 32 bytes, of the payload */
};

#define PXB_SECTION_CRITICAL 1u /* a reader that does not know the tag must refuse */
#define PXB_SECTION_DERIVED  2u /* follows from other sections */
#define PXB_SECTION_SECRET   4u /* absent from the public flavour */

/* --- limits ---------------------------------------------------------------------- */

#define PXB_MAX_ENTRIES     8192u         /* sections of a bundle */
#define PXB_MAX_LOCALES     64u           /* locales of a bundle */
#define PXB_MAX_FALLBACK    4u            /* steps of a chain of fallbacks */
#define PXB_MAX_BUCKET_BITS 16u           /* k */
#define PXB_BUCKET_TARGET   64u           /* k is the least with entities <= 64 * 2^k */
#define PXB_MAX_BUCKET_ROWS 65535u        /* rows of a table in one bucket */
#define PXB_MAX_PAGE_TEXTS  65536u        /* strings of a page */
#define PXB_MAX_TEXT_BYTES  (1u << 20)    /* bytes of a string */
#define PXB_MAX_PAGE_BYTES  (1u << 24)    /* bytes of a page */
#define PXB_MAX_SECTION     0xFFFFFFFFull /* bytes of a section */
#define PXB_MAX_FILE        (1ull << 40)  /* bytes of a bundle */
#define PXB_MAX_SCALE       18u           /* decimals of a number */

#define PXB_NO_HANDLE 0xFFFFFFFFu
#define PXB_NO_LOCALE 0xFFFFu

/* --- what format.def lists --------------------------------------------------------- */

enum pxb_kind { PXB_KIND_NONE, PXB_KIND_TABLE, PXB_KIND_PAGES, PXB_KIND_BLOB };
enum pxb_relation { PXB_REL_ENTITY, PXB_REL_TWIN, PXB_REL_SPARSE, PXB_REL_CHILD, PXB_REL_PLAIN };
enum pxb_scope { PXB_SCOPE_ONE, PXB_SCOPE_EACH };
enum pxb_secrecy { PXB_PUBLIC, PXB_SECRET, PXB_PRACTICE };
enum pxb_coltype { PXB_U8, PXB_U16, PXB_U32, PXB_U64, PXB_I64, PXB_C8, PXB_C16, PXB_B32 };

enum pxb_meaning {
	PXB_NUM,
	PXB_OPT,
	PXB_SCALE,
	PXB_ENUM,
	PXB_BITS,
	PXB_HASH,
	PXB_ID,
	PXB_STR,
	PXB_REF,
	PXB_REF0,
	PXB_THING,
	PXB_OWNER,
	PXB_SPAN,
	PXB_REL0,
	PXB_KEY,
	PXB_LOCALE,
	PXB_SHA,
	PXB_WORD,
	PXB_ZERO
};

/* PXB_ENUM_status and so on. */
enum pxb_enum_id {
#define ENUM(name, count) PXB_ENUM_##name,
#include "bundle/format.def"
	PXB_ENUM_COUNT
};

/* PXB_status_DRAFT and so on; of bit sets the number of the bit. */
enum pxb_value {
#define VALUE(list, constant, value, word) PXB_##list##_##constant = (value),
#include "bundle/format.def"
};

/* How many values a list has: PXB_NVALUES_status. */
enum pxb_nvalues {
#define ENUM(name, count) PXB_NVALUES_##name = (count),
#include "bundle/format.def"
};

/* PXB_ROOT_C and so on. */
enum pxb_root {
#define ROOT(letter, tag, word) PXB_ROOT_##letter,
#include "bundle/format.def"
	PXB_ROOT_COUNT
};

/* PXB_ROLE_choices and so on. */
enum pxb_role {
#define ROLE(name) PXB_ROLE_##name,
#include "bundle/format.def"
	PXB_ROLE_COUNT
};

/* PXB_ROW_choice and so on; PXB_ROW_none for sections without rows. */
enum pxb_layout_id {
	PXB_ROW_none,
#define LAYOUT(name, size, description) PXB_ROW_##name,
#include "bundle/format.def"
	PXB_ROW_COUNT
};

/* PXB_SEC_CHAL and so on. */
enum pxb_section_id {
#define SECTION(tag, kind, root, role, layout, relation, base, scope, secrecy, flags, description)           \
	PXB_SEC_##tag,
#include "bundle/format.def"
	PXB_SEC_COUNT
};

/* PXB_COL_choice_key and so on. */
enum pxb_column_id {
#define COLUMN(layout, offset, type, name, meaning, argument, secrecy, description) PXB_COL_##layout##_##name,
#include "bundle/format.def"
	PXB_COL_COUNT
};

/* The C types of columns. */
typedef uint8_t pxb_type_U8;
typedef uint16_t pxb_type_U16;
typedef uint32_t pxb_type_U32;
typedef uint64_t pxb_type_U64;
typedef int64_t pxb_type_I64;
typedef char pxb_type_C8[8];
typedef char pxb_type_C16[16];
typedef uint8_t pxb_type_B32[32];

/* The rows: struct pxb_row_choice and so on. Bundles are little-endian. */
#define LAYOUT(name, size, description)                                             struct pxb_row_##name {
#define COLUMN(layout, offset, type, name, meaning, argument, secrecy, description) pxb_type_##type name;
#define LAYOUT_END(name)                                                                                     \
	}                                                                                                    \
	;
#include "bundle/format.def"

/* --- descriptions --------------------------------------------------------------------- */

struct pxb_enum_def {
	const char *name;
	uint32_t count;
};

struct pxb_value_def {
	enum pxb_enum_id list;
	uint32_t value;
	const char *word; /* as authors write it */
};

struct pxb_root_def {
	char letter;
	enum pxb_section_id rows; /* its own table */
	const char *word;
};

struct pxb_column_def {
	const char *name;
	enum pxb_layout_id layout;
	uint32_t offset;
	enum pxb_coltype type;
	enum pxb_meaning meaning;
	uint32_t argument; /* by meaning: enum, section, role or offset of the kind's column */
	enum pxb_secrecy secrecy;
	const char *description;
};

struct pxb_layout_def {
	const char *name;
	uint32_t size;
	uint32_t first, n; /* its columns in pxb_columns */
	const char *description;
};

struct pxb_section_def {
	char tag[5];
	enum pxb_kind kind;
	enum pxb_root root;
	enum pxb_role role;
	enum pxb_layout_id layout;
	enum pxb_relation relation;
	enum pxb_role base; /* of twins */
	enum pxb_scope scope;
	enum pxb_secrecy secrecy;
	uint32_t flags; /* PXB_SECTION_ without SECRET, PXB_SORTED */
	const char *description;
};

#define PXB_SORTED 0x100u /* in flags: handles ascend strictly within a span */

extern const struct pxb_enum_def pxb_enums[PXB_ENUM_COUNT];
extern const struct pxb_value_def pxb_values[];
extern const uint32_t pxb_nvalues;
extern const struct pxb_root_def pxb_roots[PXB_ROOT_COUNT];
extern const char *const pxb_roles[PXB_ROLE_COUNT];
extern const struct pxb_column_def pxb_columns[PXB_COL_COUNT];
extern const struct pxb_layout_def pxb_layouts[PXB_ROW_COUNT];
extern const struct pxb_section_def pxb_sections[PXB_SEC_COUNT];

/* The section that has ROLE for ROOT, or -1. */
int pxb_section_of(enum pxb_root root, enum pxb_role role);

/* The section with these 4 characters as its tag, or -1. */
int pxb_section_by_tag(const char tag[4]);

/* The section whose rows the value KIND of the list `thing` speaks of, or -1. */
int pxb_section_of_thing(uint32_t kind);

/* The word for VALUE of LIST, or NULL. */
const char *pxb_value_word(enum pxb_enum_id list, uint32_t value);

/* The section's string pages: of its root, locale scope and secrecy. */
int pxb_pages_of(enum pxb_section_id section);

/* Bytes of a column type. */
uint32_t pxb_coltype_size(enum pxb_coltype type);

/* --- shared by writer and reader ------------------------------------------------------ */

/* The hash that orders rows: FNV-1a, then the finaliser of murmur3. */
uint32_t pxb_hash32(const void *p, size_t n);

/* The bucket of HASH among 2^BITS. */
static inline uint32_t pxb_bucket(uint32_t hash, uint32_t bits)
{
	return bits ? hash >> (32 - bits) : 0;
}

/* N rounded up to a multiple of 512. */
static inline uint64_t pxb_tar_pad(uint64_t n)
{
	return (n + (PXB_TAR_BLOCK - 1)) & ~(uint64_t)(PXB_TAR_BLOCK - 1);
}

/* Bytes of a table before its rows: 2^BITS + 1 numbers, padded to 8. */
static inline uint64_t pxb_directory_bytes(uint32_t bits)
{
	return ((((uint64_t)1 << bits) + 1) * 4 + 7) & ~(uint64_t)7;
}

/* The only header that a member NAME (less than 100 bytes) of SIZE may have. */
void pxb_tar_header(uint8_t out[PXB_TAR_BLOCK], const char *name, uint64_t size);

/* The member name of a section: TAG, and LOCALE unless it is empty. */
void pxb_section_name(char out[PXB_NAME_BYTES], const char tag[4], const char *locale);

/* The member name of a medium. EXT may be empty. */
void pxb_media_name(char out[PXB_NAME_BYTES], const uint8_t sha256[32], const char *ext);

/* The payload of the last member. */
void pxb_sum_line(char out[PXB_SUM_BYTES + 1], const uint8_t sha256[32]);

#endif
