/* Rules about the life cycle: calibration and certification. */
#include "lint/life_int.h"

const struct link_rule lint_life_rules[] = {
    {RULE_CALIBRATION_RANGE, life_calibration_range},
    {RULE_CALIBRATION_WORDING, life_calibration_wording},
    {RULE_CALIBRATION_ORPHAN, life_calibration_orphan},
    {RULE_CERTIFIABLE_BUT, life_certifiable_but},
    {RULE_IMPOSSIBLE_ELIGIBILITY, life_impossible_eligibility},
    {RULE_SMALL_POOL, life_small_pool},
    {RULE_COUNT, NULL},
};
