/* The tables of the rules about the shape of answers and about giveaways. */
#include "lint/shape_int.h"

#define QUESTIONS (1u << KIND_CHALLENGE | 1u << KIND_TUTORIAL)

const struct unit_rule lint_shape_rules[] = {
    {RULE_DUPLICATE_CHOICE, QUESTIONS, false, shape_duplicate_choice},
    {RULE_CHOICE_COUNT, QUESTIONS, true, shape_choice_count},
    {RULE_ANY_ORDER_ONLY, QUESTIONS, true, shape_any_order_only},
    {RULE_TARGET_REUSED, QUESTIONS, true, shape_target_reused},
    {RULE_ONE_TARGET, QUESTIONS, true, shape_one_target},
    {RULE_GROUP_SHAPE, QUESTIONS, true, shape_group},
    {RULE_SET_OVERLAP, QUESTIONS, true, shape_set_overlap},
    {RULE_IMPOSSIBLE_DATE, QUESTIONS, false, shape_impossible_date},
    {RULE_DATE_PRECISION, QUESTIONS, true, shape_date_precision},
    {RULE_BETWEEN_ORDER, QUESTIONS, false, shape_between_order},
    {RULE_NO_EFFECT, QUESTIONS, true, shape_no_effect},
    {RULE_NARROW_FIELD, QUESTIONS, true, shape_narrow_field},
    {RULE_COUNT, 0, false, NULL},
};

const struct unit_rule lint_giveaway_rules[] = {
    {RULE_TELLING_NAME, QUESTIONS, false, giveaway_telling_name},
    {RULE_ANNOUNCED_COUNT, QUESTIONS, true, giveaway_announced_count},
    {RULE_ORDER_DEPENDENT, QUESTIONS, true, giveaway_order_dependent},
    {RULE_ANSWER_IN_TEXT, QUESTIONS, true, giveaway_answer_in_text},
    {RULE_SAME_FEEDBACK, QUESTIONS, false, giveaway_same_feedback},
    {RULE_FEEDBACK_GAP, QUESTIONS, true, giveaway_feedback_gap},
    {RULE_LONGEST_RIGHT, QUESTIONS, true, giveaway_longest_right},
    {RULE_PLACEHOLDER_ANSWER, QUESTIONS, true, giveaway_placeholder},
    {RULE_ODD_PLACEHOLDER, QUESTIONS, false, giveaway_odd_placeholder},
    {RULE_COUNT, 0, false, NULL},
};

const struct link_rule lint_tube_rules[] = {
    {RULE_TUBE_GIVEAWAY, giveaway_tubes},
    {RULE_COUNT, NULL},
};
