#include "diag/diag.h"

static const struct rule_info rules[RULE_COUNT] = {
#define RULE(id, code, name, severity, scope, speaks, family, since)                                         \
	[RULE_##id] = {code, name, severity, scope, speaks, family, since},
#include "diag/rules.def"
#undef RULE
};

const struct rule_info *rule_info(enum rule rule)
{
	if (rule >= RULE_COUNT)
		BUG("there is no rule %d", (int)rule);
	return &rules[rule];
}

enum rule rule_find(struct str code_or_name)
{
	int i;

	for (i = 0; i < RULE_COUNT; i++)
		if (str_eq_c(code_or_name, rules[i].code) || str_eq_c(code_or_name, rules[i].name))
			break;
	return (enum rule)i;
}
