/*
 * words.c: verdicts and their reasons as words. They travel in JSON: never change one.
 */
#include "marking/pxm_int.h"

unsigned pxm_abi_version(void)
{
	return PXM_ABI;
}

const char *pxm_verdict_word(enum pxm_verdict v)
{
	static const char *const words[] = {
	    [PXM_SKIPPED] = "skipped", [PXM_RIGHT] = "right", [PXM_WRONG] = "wrong", [PXM_ERROR] = "error"};

	return (unsigned)v < COUNTOF(words) ? words[v] : "";
}

const char *pxm_by_word(enum pxm_by by)
{
	static const char *const words[] = {
	    [PXM_BY_NONE] = "none",
	    [PXM_BY_EQUAL] = "equal",
	    [PXM_BY_IGNORE] = "ignore",
	    [PXM_BY_TYPOS] = "typos",
	    [PXM_BY_PATTERN] = "pattern",
	    [PXM_BY_VALUE] = "value",
	    [PXM_BY_TOLERANCE] = "tolerance",
	    [PXM_BY_BETWEEN] = "between",
	    [PXM_BY_INSIDE] = "inside",
	    [PXM_BY_KEY] = "key",
	    [PXM_BY_SIMULATOR] = "simulator",
	    [PXM_BY_MISTAKE] = "mistake",
	    [PXM_BY_NO_MATCH] = "no-match",
	    [PXM_BY_EMPTY] = "empty",
	    [PXM_BY_NOT_A_NUMBER] = "not-a-number",
	    [PXM_BY_NOT_A_DATE] = "not-a-date",
	    [PXM_BY_TOO_COARSE] = "too-coarse",
	    [PXM_BY_TAKEN] = "taken",
	    [PXM_BY_OTHER_KEY] = "other-key",
	    [PXM_BY_UNKNOWN] = "unknown",
	    [PXM_BY_TWICE] = "twice",
	    [PXM_BY_SHAPE] = "shape",
	    [PXM_BY_TOO_LONG] = "too-long",
	    [PXM_BY_NOT_TEXT] = "not-text",
	    [PXM_BY_LIMIT] = "limit",
	};

	return (unsigned)by < COUNTOF(words) ? words[by] : "";
}
