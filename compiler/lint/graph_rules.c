/* Rules about what hangs together: skills, paths, prerequisites, pools. */
#include "lint/lint_int.h"

const struct link_rule lint_graph_rules[] = {
    {RULE_COUNT, NULL},
};
