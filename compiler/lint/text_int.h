/* text_int.h: what the rules about texts and typography share. */
#ifndef LINT_TEXT_INT_H
#define LINT_TEXT_INT_H

#include "lint/lint_int.h"
#include "text/markdown.h"

/* Kinds whose texts are read by learners or by those who choose for them. */
#define TEXT_KINDS                                                                                           \
	(1u << KIND_FRAMEWORK | 1u << KIND_LEVELS | 1u << KIND_CERTIFICATION | 1u << KIND_PATH |             \
	 1u << KIND_TUBE | 1u << KIND_CHALLENGE | 1u << KIND_TUTORIAL)

/* True if learners read a text of ROLE: no answer, pattern, file or address. */
bool text_is_read(enum text_role role);

/* True if a text of ROLE is prose, with the typography of prose. */
bool text_is_prose(enum text_role role);

/*
 * How safe it is to mend a character of T by itself: answers and addresses may be meant
 * as they are, and the text of a choice makes its key.
 */
enum fix_safety text_safety(const struct text_use *t);

/* True if LOCALE ("fr-BE") is of LANGUAGE ("fr"). */
bool text_is_language(struct str locale, const char *language);

/*
 * One byte for each of T's text: 'p' where it is prose, '-' where it is code, an
 * address, a place of a layout or another thing that is not made of words. In L->a.
 */
const char *text_mask(struct lint *l, const struct text_use *t);

/* Offsets of bytes of a text in its file: AT[i] for byte i, AT[n] behind the last; or NULL. */
const uint32_t *text_offsets(struct lint *l, const struct yaml_node *n);

/* The bytes of the file that spell [START, END) of N's text, or all of N. */
struct place_span text_place(struct lint *l, const struct yaml_node *n, size_t start, size_t end);

/* Adds to F, which may be NULL, the edit of [START, END) of N's text to TEXT; nothing without AT. */
void text_edit(struct lint *l, struct finding *f, enum fix_safety safety, const uint32_t *at, size_t start,
	       size_t end, struct str text);

/* The code point before offset I of valid UTF-8, and its offset in *START; 0 at the beginning. */
uint32_t text_before(struct str s, size_t i, size_t *start);

/* The code point at I, or 0 at the end. */
uint32_t text_at(struct str s, size_t i);

bool text_is_letter(uint32_t c);
bool text_is_upper(uint32_t c);
bool text_is_lower(uint32_t c);

/* U+00A0 and U+202F: blanks at which no line breaks. */
bool text_is_no_break(uint32_t c);

/* Rules, in text_rules.c and typography_rules.c as rows. */
void text_judge_markdown(struct lint *l);
void text_judge_link(struct lint *l, const struct text_use *t, const struct markdown_part *p);
void text_judge_addresses(struct lint *l);
void text_invisible_character(struct lint *l);
void text_not_composed(struct lint *l);
void text_lookalike_letter(struct lint *l);
void text_long_text(struct lint *l);
void text_long_sentence(struct lint *l);
void text_long_paragraph(struct lint *l);
void text_choice_form(struct lint *l);
void text_double_blank(struct lint *l);
void text_blank_text(struct lint *l);
void typography_punctuation(struct lint *l);
void typography_breaking_blank(struct lint *l);
void typography_same_translation(struct lint *l);
void typography_locale_tag(struct lint *l);
void typography_untested_locale(struct lint *l);

#endif
