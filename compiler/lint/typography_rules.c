/* Rules about locales: translations, their names, and the typography of French. */
#include "lint/text_int.h"

const struct unit_rule lint_typography_rules[] = {
    {RULE_SAME_TRANSLATION, TEXT_KINDS, false, typography_same_translation},
    {RULE_LOCALE_TAG, 1u << KIND_REPOSITORY, false, typography_locale_tag},
    {RULE_PUNCTUATION_BLANK, TEXT_KINDS, false, typography_punctuation},
    {RULE_BREAKING_BLANK, TEXT_KINDS, false, typography_breaking_blank},
    {RULE_UNTESTED_LOCALE, 1u << KIND_CHALLENGE, true, typography_untested_locale},
    {RULE_COUNT, 0, false, NULL},
};
