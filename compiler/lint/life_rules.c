/* Rules about the life cycle: calibration, certification, what is alike. */
#include "lint/lint_int.h"

const struct link_rule lint_life_rules[] = {
    {RULE_COUNT, NULL},
};
