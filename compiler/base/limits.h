/*
 * limits.h: every size and depth that the program accepts, with its unit.
 * docs/limits.md lists the same figures; `make docs-check` compares the two.
 * A limit that an author can mend is reported as a finding.
 */
#ifndef BASE_LIMITS_H
#define BASE_LIMITS_H

/* YAML and JSON sources */
#define LIMIT_FILE_BYTES  (1u << 20)  /* bytes of one YAML file */
#define LIMIT_YAML_DEPTH  64u         /* nested lists and maps */
#define LIMIT_YAML_EVENTS 100000u     /* libyaml events of one file */
#define LIMIT_KEY_BYTES   128u        /* bytes of one key */
#define LIMIT_TEXT_BYTES  (64u << 10) /* bytes of one text */
#define LIMIT_ID_BYTES    64u         /* bytes of one id or name */

/* what is read from git or a folder */
#define LIMIT_TREE_FILES      1000000u     /* files of one tree */
#define LIMIT_TREE_BYTES      (1ull << 32) /* bytes of one tree, media included */
#define LIMIT_PATH_BYTES      240u         /* bytes of one path */
#define LIMIT_PATH_DEPTH      16u          /* folders of one path */
#define LIMIT_IMAGE_BYTES     (5u << 20)   /* bytes of one image */
#define LIMIT_IMAGE_PIXELS    12500000u    /* pixels of one image */
#define LIMIT_AUDIO_BYTES     (16u << 20)  /* bytes of one sound */
#define LIMIT_BLOB_BYTES      (64u << 20)  /* bytes of any other file */
#define LIMIT_GITOBJECT_BYTES (65u << 20)  /* bytes of one git object */

/* content */
#define LIMIT_LOCALES        64u /* locales of one repository */
#define LIMIT_FALLBACK_DEPTH 4u  /* steps of a locale's fallback */

/* schemas */
#define LIMIT_SCHEMA_PATHS 20000u   /* ways through schemas that look at one value */
#define LIMIT_SCHEMA_DEPTH 64u      /* schemas applied to one value */
#define LIMIT_SCHEMA_STEPS 2000000u /* schema applications of one file */

/* patterns */
#define LIMIT_PATTERN_BYTES 1000u       /* bytes of one pattern */
#define LIMIT_PATTERN_CODE  (64u << 10) /* bytes of one compiled pattern */
#define LIMIT_PATTERN_NEST  50u         /* nested groups of one pattern */
#define LIMIT_PATTERN_MATCH 100000u     /* steps of one match (PCRE2 match limit) */
#define LIMIT_PATTERN_DEPTH 1000u       /* PCRE2 depth limit of one match */
#define LIMIT_PATTERN_HEAP  1024u       /* KiB that one match may use */

/* Markdown in texts */
#define LIMIT_MARKDOWN_BYTES (32u << 10) /* bytes of one text that is read as Markdown */
#define LIMIT_MARKDOWN_CELLS 20000u      /* lines of one text times the bars of its fullest line */

/* decimals */
#define LIMIT_DECIMAL_DIGITS   64  /* significant digits of one number */
#define LIMIT_DECIMAL_EXPONENT 512 /* places before or behind the point */
#define LIMIT_DECIMAL_SCALE    18u /* decimals of a number in a bundle */

/* findings */
#define LIMIT_FILE_FINDINGS 100u /* findings shown of one file */
#define LIMIT_QUOTE_CHARS   60u  /* characters of a quoted value */

#endif
