/* Rules about answers: what the marking code says of them. */
#include "lint/lint_int.h"

const struct unit_rule lint_answer_rules[] = {
    {RULE_COUNT, 0, false, NULL},
};
