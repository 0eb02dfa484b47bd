/* Rules about locales: tags, translations, typography. */
#include "lint/lint_int.h"

const struct unit_rule lint_typography_rules[] = {
    {RULE_COUNT, 0, false, NULL},
};
