/* Rules about accessibility. */
#include "lint/lint_int.h"

const struct unit_rule lint_access_rules[] = {
    {RULE_COUNT, 0, false, NULL},
};
