/*
 * shape_int.h: what rules about the shape of answers and about giveaways share:
 * the questions of a file, their texts by locale, the nodes they come from.
 */
#ifndef LINT_SHAPE_INT_H
#define LINT_SHAPE_INT_H

#include "lint/lint_int.h"

/* A question of the file. */
struct asked {
	const struct question *q;
	const struct challenge *c; /* NULL: in a lesson */
	const struct ltext *instruction;
};

/* Calls FN for all questions of the file: of its prototype, variants, or lesson. */
void asked_each(struct lint *l, void (*fn)(struct lint *l, const struct asked *a));

/* The text of T in LOCALE, absent when there is none. */
struct str text_in(const struct ltext *t, size_t locale);

/* The texts of T in LOCALE, none when there are none. */
struct str_list list_in(const struct llist *t, size_t locale);

/* The map of the file that stands exactly at AT, or NULL. */
const struct yaml_node *node_at(const struct lint *l, struct place_span at);

/* The bytes of KEY as the challenge (a variant first, then the prototype) writes it, else OTHERWISE. */
struct place_span asked_key(const struct lint *l, const struct asked *a, const char *key,
			    struct place_span otherwise);

/* True if the words of choices stand in the layout: their place tells them apart. */
bool asked_is_picked(const struct question *q);

/* How many choices are right. */
size_t asked_right(const struct question *q);

/*
 * S as readers compare it, in the lint's arena: small letters, Latin accents and
 * the marks of Markdown dropped, quotes and blanks made alike, outer blanks gone.
 */
struct str plain_words(const struct lint *l, struct str s);

/* Where the words PART stand in S, both as plain_words gives them, from FROM on; SIZE_MAX if nowhere. */
size_t find_words(struct str s, struct str part, size_t from);

/*
 * The bytes of WORDS in TEXT, a text of the unit, where they stand in it once (capitals
 * apart); else all of TEXT, or OTHERWISE when it has no node.
 */
struct place_span words_span(const struct lint *l, struct str text, struct str words,
			     struct place_span otherwise);

/* What marking compares: S folded by the IGNORE_ bits. Absent when S is no text. */
struct str folded(const struct lint *l, struct str s, unsigned ignore);

/* A date of content, YYYY-MM-DD hh:mm from the left on. */
struct ymd {
	unsigned part[5]; /* year, month, day, hour, minute; 0 behind the last that is given */
	enum precision precision;
};

/* Reads S; false if it is not written as a date. *EXISTS: some calendar has it. */
bool ymd_read(struct ymd *out, struct str s, bool *exists);

/* --- rules ------------------------------------------------------------------------------ */

/* shape_choices.c */
void shape_duplicate_choice(struct lint *l);
void shape_choice_count(struct lint *l);
void shape_any_order_only(struct lint *l);
void shape_target_reused(struct lint *l);
void shape_one_target(struct lint *l);

/* shape_groups.c */
void shape_group(struct lint *l);
void shape_set_overlap(struct lint *l);

/* shape_dates.c */
void shape_impossible_date(struct lint *l);
void shape_date_precision(struct lint *l);
void shape_between_order(struct lint *l);

/* shape_settings.c */
void shape_no_effect(struct lint *l);
void shape_narrow_field(struct lint *l);

/* giveaway_words.c */
void giveaway_telling_name(struct lint *l);
void giveaway_announced_count(struct lint *l);
void giveaway_order_dependent(struct lint *l);

/* giveaway_answer.c */
void giveaway_answer_in_text(struct lint *l);

/* giveaway_placeholder.c */
void giveaway_placeholder(struct lint *l);
void giveaway_odd_placeholder(struct lint *l);

/* giveaway_feedback.c */
void giveaway_same_feedback(struct lint *l);
void giveaway_feedback_gap(struct lint *l);
void giveaway_longest_right(struct lint *l);
void giveaway_tubes(struct lint_whole *w);

#endif
