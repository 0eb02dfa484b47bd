/*
 * test_marking_values.c: numbers and dates as learners type them, in all locales,
 * and what fields of numbers, dates and selects make of them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "marking_by_hand.h"

/* --- reading numbers ------------------------------------------------------------------------ */

static const struct {
	const char *locale, *in;
	int64_t mantissa;
	int scale; /* -1: no number; -2: a number that does not fit */
} numbers[] = {
    {"fr", "148", 148, 0},
    {"fr", "+148", 148, 0},
    {"fr", "-148", -148, 0},
    {"fr", "\u2212148", -148, 0},
    {"fr", "- 148", -148, 0},
    {"fr", "--148", 0, -1},
    {"fr", "-", 0, -1},
    {"fr", "", 0, -1},
    {"fr", "-0,0", 0, 0},
    {"fr", "007", 7, 0},
    {"fr", "4,70", 47, 1},
    {"fr", "4.70", 47, 1},
    {"fr", ",5", 5, 1},
    {"fr", ".5", 5, 1},
    {"fr", "-,5", -5, 1},
    {"fr", "5,", 5, 0},
    {"fr", "5.", 5, 0},
    {"fr", ",", 0, -1},
    {"fr", ".", 0, -1},
    {"fr", "5,,", 0, -1},
    {"fr", "1,5,5", 0, -1},
    {"fr", " 148\u00A0", 148, 0},
    {"fr", "1 000", 1000, 0},
    {"fr", "1\u202F000\u00A0000,5", 10000005, 1},
    {"fr", "1 000 000", 1000000, 0},
    {"fr", "12 345", 12345, 0},
    {"fr", "123 456", 123456, 0},
    {"fr", "1234 567", 0, -1},
    {"fr", "1 00", 0, -1},
    {"fr", "1 0000", 0, -1},
    {"fr", "1 000 00", 0, -1},
    {"fr", "1  000", 0, -1},
    {"fr", "1 000\n", 1000, 0},
    {"fr", "1\n000", 0, -1},
    {"fr", "1,000", 1, 0},
    {"fr", "1.000", 1, 0},
    {"fr", "1.000.000", 0, -1},
    {"fr", "1,000,000", 0, -1},
    {"fr", "1'000", 0, -1},
    {"fr", "0,141 592", 0, -1},
    {"fr", "1e3", 0, -1},
    {"fr", "0x10", 0, -1},
    {"fr", "1/2", 0, -1},
    {"fr", "12 %", 0, -1},
    {"fr", "٣", 0, -1},
    {"fr", "\uFF11", 0, -1},
    {"fr", "un", 0, -1},
    {"fr", "\xFF", 0, -1},
    {"en", "1,000", 1000, 0},
    {"en", "1,000.5", 10005, 1},
    {"en", "1,000,000", 1000000, 0},
    {"en", "1 000 000", 1000000, 0},
    {"en", "1,000 000", 0, -1},
    {"en", "1,00", 0, -1},
    {"en", "1.5", 15, 1},
    {"en", "1,5", 0, -1},
    {"en", "5,", 0, -1},
    {"en", ",5", 0, -1},
    {"en", "1.000", 1, 0},
    {"en-US", "1,000", 1000, 0},
    {"EN", "1,000", 1000, 0},
    {"enm", "1,000", 1, 0},
    {"de", "1,000", 1, 0},
    {"nl-BE", "1 000,25", 100025, 2},
    {"", "1,000", 1, 0},
    {"fr", "9223372036854775807", INT64_MAX, 0},
    {"fr", "-9223372036854775808", INT64_MIN, 0},
    {"fr", "9223372036854775808", 0, -2},
    {"fr", "0,000000000000000001", 1, 18},
    {"fr", "0,0000000000000000001", 0, -2},
    {"fr", "0,1000000000000000000", 1, 1},
    {"fr", "0000000000000000000000000000000000000001", 1, 0},   /* 40 digits */
    {"fr", "00000000000000000000000000000000000000001", 0, -1}, /* 41 */
    {"fr", "00000000000000000000,00000000000000000001", 0, -2},
    {"fr", "00000000000000000000,000000000000000000001", 0, -1},
};

static void test_read_numbers(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < countof(numbers); i++) {
		struct pxb_decimal d = {0, 0};
		bool is_number;
		bool fits =
		    pxm_read_number(&d, &is_number, text(numbers[i].in), text(numbers[i].locale), NULL, 0);

		if (is_number != (numbers[i].scale != -1) || fits != (numbers[i].scale >= 0) ||
		    (fits && (d.mantissa != numbers[i].mantissa || (int)d.scale != numbers[i].scale)))
			fail_msg("%s: \"%s\" is read as %d, %lld / 10^%u", numbers[i].locale, numbers[i].in,
				 is_number, (long long)d.mantissa, d.scale);
	}
}

static void test_units(void **state)
{
	static const struct {
		const char *in;
		int64_t value; /* -1: no number */
	} rows[] = {
	    {"1 0000", 1},
	    {"148 vélos", 148},
	    {"148vélos", 148},
	    {"148 VELOS", 148},
	    {"148 v é l o s", 148},
	    {"148  vélos ", 148},
	    {"148 vélo", -1},
	    {"vélos 148", -1},
	    {"148 vélos 3", -1},
	    {"148, vélos", 148},
	    {"148 vélos.", 148},
	    {"148 vélos..", -1},
	    {"148,.", -1},
	    {"1 480 vélos", 1480},
	    {"148 480", 148480},
	    {"12 3D", 12},
	    {"3D", -1},
	    {"12 m²", 12},
	    {"12 m2", -1},
	    {"12 €", 12},
	    {"12 km/h", 12},
	    {"12 km/ h", 12},
	    {"12 \u200B", 12},
	};
	static const struct pxb_str unit[] = {{"vélos", 6}, {"3D", 2},   {"m²", 3}, {"€", 3},
					      {"km/h", 4},  {"0000", 4}, {" ", 1},  {"", 0}};
	size_t i;

	(void)state;
	for (i = 0; i < countof(rows); i++) {
		struct pxb_decimal d = {0, 0};
		bool is_number;
		bool fits =
		    pxm_read_number(&d, &is_number, text(rows[i].in), text("fr"), unit, countof(unit));

		if (fits != (rows[i].value >= 0) || (fits && (d.mantissa != rows[i].value || d.scale)))
			fail_msg("\"%s\" is read as %d, %lld", rows[i].in, is_number, (long long)d.mantissa);
	}
}

/* --- fields of numbers -------------------------------------------------------------------------- */

#define NUMBER .type = PXB_FIELD_NUMBER

static const struct {
	const char *answer;
	struct hand h;
	const char *by;
} number_fields[] = {
    {"148", {NUMBER, .accept = "148"}, "equal"},
    {" 148 ", {NUMBER, .accept = "148"}, "equal"},
    {"148,0", {NUMBER, .accept = "148"}, "value"},
    {"148 vélos", {NUMBER, .accept = "148", .unit = "vélos"}, "value"},
    {"14", {NUMBER, .accept = "148"}, "no-match"},
    {"148 vélos", {NUMBER, .accept = "148"}, "not-a-number"},
    {"je ne sais pas", {NUMBER, .accept = "148"}, "not-a-number"},
    {"", {NUMBER, .accept = "148"}, "none"},
    {"4,7", {NUMBER, .accept = "4.70"}, "value"},
    {"4.70", {NUMBER, .accept = "4.7|4.70"}, "equal"},
    {"0,3", {NUMBER, .accept = "0.30000000000000004"}, "no-match"},
    {"0,30000000000000001", {NUMBER, .accept = "0.3"}, "no-match"},
    {"0,3000000000000000000000000000000000000", {NUMBER, .accept = "0.3"}, "value"},
    {"0,3000000000000000000000000000000000001", {NUMBER, .accept = "0.3"}, "no-match"},
    {"9007199254740993", {NUMBER, .accept = "9007199254740992"}, "no-match"},
    {"-0", {NUMBER, .accept = "0"}, "value"},
    /* plus or minus, inclusive, to the last digit */
    {"4,2", {NUMBER, .accept = "4.7", .within = "0.5"}, "tolerance"},
    {"5,2", {NUMBER, .accept = "4.7", .within = "0.5"}, "tolerance"},
    {"5,20000000000000000001", {NUMBER, .accept = "4.7", .within = "0.5"}, "no-match"},
    {"4,19999999999999999999", {NUMBER, .accept = "4.7", .within = "0.5"}, "no-match"},
    {"-0,2", {NUMBER, .accept = "0.1", .within = "0.3"}, "tolerance"},
    {"-0,21", {NUMBER, .accept = "0.1", .within = "0.3"}, "no-match"},
    {"-5", {NUMBER, .accept = "-4.7", .within = "0.3"}, "tolerance"},
    {"4,7", {NUMBER, .accept = "4.7", .within = "0"}, "value"},
    {"12", {NUMBER, .accept = "1|10", .within = "2"}, "tolerance"},
    {"4,7", {NUMBER, .accept = "4.8", .within = "-1"}, "no-match"},
    {"9999999999999999999999999999999999999999", {NUMBER, .accept = "-1", .within = "1"}, "no-match"},
    /* between, inclusive */
    {"10", {NUMBER, .between = "10|20"}, "between"},
    {"20,0", {NUMBER, .between = "10|20"}, "between"},
    {"9,999999999999999999999999", {NUMBER, .between = "10|20"}, "no-match"},
    {"20,000000000000000000000001", {NUMBER, .between = "10|20"}, "no-match"},
    {"-15", {NUMBER, .between = "-20|-10"}, "between"},
    {"-9", {NUMBER, .between = "-20|-10"}, "no-match"},
    {"15", {NUMBER, .between = "20|10"}, "no-match"},
    {"15", {NUMBER, .accept = "15", .between = "10|20"}, "equal"},
    {"15", {NUMBER, .accept = "14", .within = "2", .between = "10|20"}, "tolerance"},
    /* known mistakes, by value, whatever the tolerances say */
    {"151", {NUMBER, .accept = "148", .within = "5", .mistakes = "151"}, "mistake"},
    {"151,0", {NUMBER, .accept = "148", .within = "5", .mistakes = "151"}, "mistake"},
    {"152", {NUMBER, .accept = "148", .within = "5", .mistakes = "151"}, "tolerance"},
    {"12", {NUMBER, .between = "10|20", .mistakes = "12"}, "mistake"},
    {"1,500", {NUMBER, .accept = "1500", .locale = "en"}, "value"},
    {"1,500", {NUMBER, .accept = "1.5", .locale = "fr"}, "value"},
    /* patterns and folds are for texts */
    {"12", {NUMBER, .accept = "13", .pattern = "12"}, "no-match"},
    {"12345", {NUMBER, .accept = "12346", .ignore = TYPOS}, "no-match"},
};

static void test_number_fields(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < countof(number_fields); i++)
		expect(&number_fields[i].h, number_fields[i].answer, number_fields[i].by);
}

/* --- reading dates -------------------------------------------------------------------------------- */

static const struct {
	const char *locale, *in;
	uint64_t date; /* 0: none */
	enum pxb_precision precision;
} dates[] = {
    /* ISO, in every locale */
    {"fr", "2004", 200400000000, PXB_YEAR},
    {"fr", "2004-11", 200411000000, PXB_MONTH},
    {"fr", "2004-11-05", 200411050000, PXB_DAY},
    {"fr", "2004-11-05T14:30", 200411051430, PXB_MINUTE},
    {"en", "2004-11-05 14:30", 200411051430, PXB_MINUTE},
    {"de", "2004-11-05T14:30:59", 200411051430, PXB_MINUTE},
    {"xx", "2004-1-5", 200401050000, PXB_DAY},
    {"fr", "2004/11/05", 200411050000, PXB_DAY},
    {"fr", "2004.11", 200411000000, PXB_MONTH},
    {"fr", "2004-11/05", 0, 0},
    {"fr", "2004-11-05T", 0, 0},
    {"fr", "2004/11/05T14:30", 0, 0},
    {"fr", "2004-1-5T14:30", 0, 0},
    {"fr", "2004-11-05T14:30:60", 0, 0},
    {"fr", "2004-11-05T14", 0, 0},
    {"fr", "2004-1-05", 200401050000, PXB_DAY},
    {"fr", "2004 -1-05", 200401050000, PXB_DAY},
    {"fr", "2004 -1-05T14:30", 0, 0},
    {"fr", "2004-1 -05T14:30", 0, 0},
    {"fr", "2004- 1-05T14:30", 0, 0},
    {"fr", "2004-11- 5T14:30", 0, 0},
    {"fr", "20041105", 0, 0},
    {"fr", "200411", 0, 0},
    {"fr", "04", 0, 0},
    {"fr", "0000", 0, 0},
    {"fr", "0001", 100000000, PXB_YEAR},
    {"fr", "-2004", 0, 0},
    {"fr", "12004", 0, 0},
    /* numbers with separators */
    {"fr", "05/11/2004", 200411050000, PXB_DAY},
    {"fr", "5/11/2004", 200411050000, PXB_DAY},
    {"fr", "5.11.2004", 200411050000, PXB_DAY},
    {"fr", "5-11-2004", 200411050000, PXB_DAY},
    {"fr", "5\u201311\u20132004", 200411050000, PXB_DAY},
    {"fr", "5 / 11 / 2004", 200411050000, PXB_DAY},
    {"fr", "5. 11. 2004", 200411050000, PXB_DAY},
    {"fr", "5/11-2004", 0, 0},
    {"fr", "5 11 2004", 0, 0},
    {"fr", "11/2004", 200411000000, PXB_MONTH},
    {"fr", "11-2004", 200411000000, PXB_MONTH},
    {"fr", "5/11/04", 0, 0},
    {"fr", "5/11/004", 0, 0},
    {"fr", "5/11", 0, 0},
    {"fr", "005/11/2004", 0, 0},
    {"fr", "31/11/2004", 0, 0},
    {"fr", "13/2004", 0, 0},
    {"fr", "0/11/2004", 0, 0},
    {"fr", "5/0/2004", 0, 0},
    {"fr", "0/2004", 0, 0},
    {"fr", "00/2004", 0, 0},
    {"fr", "2004-00", 0, 0},
    {"fr", "2004-11-00", 0, 0},
    {"fr", "2004-00-05", 0, 0},
    {"fr", "5/11/0000", 0, 0},
    {"fr", "0 novembre 2004", 0, 0},
    {"en", "november 0, 2004", 0, 0},
    {"fr", "29/02/2004", 200402290000, PXB_DAY},
    {"fr", "29/02/2003", 0, 0},
    {"fr", "29/02/1900", 0, 0},
    {"fr", "29/02/2000", 200002290000, PXB_DAY},
    {"fr", "le 5/11/2004", 200411050000, PXB_DAY},
    {"fr", "\u200E05/\u200E11/\u200E2004", 200411050000, PXB_DAY},
    /* names of months */
    {"fr", "5 novembre 2004", 200411050000, PXB_DAY},
    {"fr", "novembre 2004", 200411000000, PXB_MONTH},
    {"fr", "NOVEMBRE 2004", 200411000000, PXB_MONTH},
    {"fr", "en novembre 2004", 200411000000, PXB_MONTH},
    {"fr", "nov. 2004", 200411000000, PXB_MONTH},
    {"fr", "5-nov-2004", 200411050000, PXB_DAY},
    {"fr", "5nov2004", 200411050000, PXB_DAY},
    {"fr", "5 août 2004", 200408050000, PXB_DAY},
    {"fr", "5 aout 2004", 200408050000, PXB_DAY},
    {"fr", "Le 1er février 2004", 200402010000, PXB_DAY},
    {"fr", "1 er février 2004", 0, 0},
    {"fr", "vendredi 5 novembre 2004", 200411050000, PXB_DAY},
    {"fr", "ven. 5 nov. 2004", 200411050000, PXB_DAY},
    {"fr", "vendredi 05/11/2004", 200411050000, PXB_DAY},
    {"fr", "vendredi, le 5 novembre 2004.", 200411050000, PXB_DAY},
    {"fr", "vendredi novembre 2004", 0, 0},
    {"fr", "vendredi5 novembre 2004", 0, 0},
    {"fr", "mar 2004", 200403000000, PXB_MONTH},
    {"fr", "mar 5 nov 2004", 200411050000, PXB_DAY},
    {"fr", "novembre", 0, 0},
    {"fr", "5 novembre", 0, 0},
    {"fr", "5 novembre 04", 0, 0},
    {"fr", "31 novembre 2004", 0, 0},
    {"fr", "5 november 2004", 0, 0},
    {"fr", "5 novembre 2004 ou 2005", 0, 0},
    {"fr", "2004 novembre", 0, 0},
    {"it", "5 novembre 2004", 200411050000, PXB_DAY},
    {"it", "1º maggio 2004", 200405010000, PXB_DAY},
    {"it", "1° maggio 2004", 200405010000, PXB_DAY},
    {"it", "5 novembre 2004 alle ore 14:30", 200411051430, PXB_MINUTE},
    {"en", "November 5, 2004", 200411050000, PXB_DAY},
    {"en", "November 5th 2004", 200411050000, PXB_DAY},
    {"en", "the 5th of November, 2004", 200411050000, PXB_DAY},
    {"en", "Friday, November 5, 2004", 200411050000, PXB_DAY},
    {"en", "Nov 2004", 200411000000, PXB_MONTH},
    {"en", "22nd sept 2004", 200409220000, PXB_DAY},
    {"en", "5 novembre 2004", 0, 0},
    {"nl", "vrijdag 5 mei 2004", 200405050000, PXB_DAY},
    {"nl", "5e maart 2004", 200403050000, PXB_DAY},
    {"nl", "5 mrt 2004 om 14:30 uur", 200403051430, PXB_MINUTE},
    {"es", "5 de noviembre de 2004", 200411050000, PXB_DAY},
    {"es", "el viernes 5 de noviembre de 2004", 200411050000, PXB_DAY},
    {"fr", "Le vendredi 5 novembre 2004", 200411050000, PXB_DAY},
    {"es", "viernes, 5 de noviembre del 2004 a las 14:30 h", 200411051430, PXB_MINUTE},
    {"es", "setiembre de 2004", 200409000000, PXB_MONTH},
    {"de", "5. März 2004", 200403050000, PXB_DAY},
    {"de", "5. Maerz 2004", 200403050000, PXB_DAY},
    {"de", "Freitag, den 5. November 2004 um 14 Uhr", 200411051400, PXB_MINUTE},
    {"de", "5.11.2004, 14:30 Uhr", 200411051430, PXB_MINUTE},
    {"pt", "5 de março de 2004", 200403050000, PXB_DAY},
    {"pt", "sexta-feira, 5 de março de 2004 às 14h30", 200403051430, PXB_MINUTE},
    {"sv", "5 novembre 2004", 200411050000, PXB_DAY},
    {"fr-BE", "5 novembre 2004", 200411050000, PXB_DAY},
    /* times */
    {"fr", "5/11/2004 14:30", 200411051430, PXB_MINUTE},
    {"fr", "5/11/2004 14h30", 200411051430, PXB_MINUTE},
    {"fr", "5/11/2004 14 h 30", 200411051430, PXB_MINUTE},
    {"fr", "5/11/2004 à 14h30", 200411051430, PXB_MINUTE},
    {"fr", "5/11/2004, 14:30:12", 200411051430, PXB_MINUTE},
    {"fr", "5 novembre 2004 à 14 h", 200411051400, PXB_MINUTE},
    {"fr", "5/11/2004 0:00", 200411050000, PXB_MINUTE},
    {"fr", "5/11/2004 23:59", 200411052359, PXB_MINUTE},
    {"fr", "5/11/2004 24:00", 0, 0},
    {"fr", "5/11/2004 14:60", 0, 0},
    {"fr", "5/11/2004 14:3", 0, 0},
    {"fr", "5/11/2004 14h3", 0, 0},
    {"fr", "5/11/2004 14h99", 0, 0},
    {"fr", "5/11/2004 14:", 0, 0},
    {"fr", "5/11/2004 14", 0, 0},
    {"fr", "5/11/200414:30", 0, 0},
    {"fr", "11/2004 14:30", 0, 0},
    {"fr", "2004 14:30", 0, 0},
    {"fr", "14:30", 0, 0},
    {"en", "5/11/2004 at 2:30 pm", 200411051430, PXB_MINUTE},
    {"en", "5/11/2004 2:30pm", 200411051430, PXB_MINUTE},
    {"en", "5/11/2004 2:30 P.M.", 200411051430, PXB_MINUTE},
    {"en", "5/11/2004 2 pm", 200411051400, PXB_MINUTE},
    {"en", "5/11/2004 12:30 am", 200411050030, PXB_MINUTE},
    {"en", "5/11/2004 12:30 pm", 200411051230, PXB_MINUTE},
    {"en", "5/11/2004 14:30 pm", 0, 0},
    {"en", "5/11/2004 0:30 am", 0, 0},
    {"fr", "", 0, 0},
    {"fr", "je ne sais pas", 0, 0},
    {"fr", "\xFF", 0, 0},
};

static void test_read_dates(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < countof(dates); i++) {
		uint64_t v = 0;
		enum pxb_precision p = PXB_NO_PRECISION;

		pxm_read_date(&v, &p, text(dates[i].in), text(dates[i].locale), false);
		if (v != dates[i].date || p != dates[i].precision)
			fail_msg("%s: \"%s\" is read as %llu, %d", dates[i].locale, dates[i].in,
				 (unsigned long long)v, (int)p);
	}
}

static void test_month_first(void **state)
{
	enum pxb_precision p;
	uint64_t v;

	(void)state;
	assert_true(pxm_read_date(&v, &p, text("11/5/2004"), text("en"), true));
	assert_int_equal(v, 200411050000);
	assert_false(pxm_read_date(&v, &p, text("13/5/2004"), text("en"), true));
	assert_true(pxm_read_date(&v, &p, text("11/2004"), text("en"), true));
	assert_int_equal(v, 200411000000);
	assert_true(pxm_read_date(&v, &p, text("2004-11-05"), text("en"), true));
	assert_int_equal(v, 200411050000);
	assert_true(pxm_read_date(&v, &p, text("5 November 2004"), text("en"), true));
	assert_int_equal(v, 200411050000);
}

/* Every name of a month is read, in all languages. */
static void test_months(void **state)
{
	static const char *const names[][2] = {
	    {"fr", "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"},
	    {"en", "January February March April May June July August September October November December"},
	    {"nl", "januari februari maart april mei juni juli augustus september oktober november december"},
	    {"es",
	     "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"},
	    {"it",
	     "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"},
	    {"de", "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"},
	    {"pt",
	     "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"},
	    {"fr", "janv févr mars avr mai juin juil août sept oct nov déc"},
	    {"en", "jan feb mar apr may jun jul aug sep oct nov dec"},
	    {"nl", "jan feb mrt apr mei jun jul aug sep okt nov dec"},
	    {"es", "ene feb mar abr may jun jul ago sep oct nov dic"},
	    {"it", "gen feb mar apr mag giu lug ago set ott nov dic"},
	    {"de", "Jan Feb Mär Apr Mai Jun Jul Aug Sep Okt Nov Dez"},
	    {"pt", "jan fev mar abr mai jun jul ago set out nov dez"},
	};
	size_t i, month;

	(void)state;
	for (i = 0; i < countof(names); i++) {
		const char *p = names[i][1];

		for (month = 1; month <= 12; month++) {
			size_t n = strcspn(p, " ");
			enum pxb_precision precision;
			char in[40];
			uint64_t v;

			snprintf(in, sizeof(in), "7 %.*s 1999", (int)n, p);
			if (!pxm_read_date(&v, &precision, text(in), text(names[i][0]), false) ||
			    v != 199900070000 + month * 1000000)
				fail_msg("%s: %s", names[i][0], in);
			p += n;
			p += *p == ' ';
		}
		assert_int_equal(*p, 0);
	}
}

/* --- fields of dates ------------------------------------------------------------------------------------ */

#define DATE .type = PXB_FIELD_DATE

static const struct {
	const char *answer;
	struct hand h;
	const char *by;
} date_fields[] = {
    {"2004-11", {DATE, .accept = "2004-11"}, "equal"},
    {"11/2004", {DATE, .accept = "2004-11"}, "value"},
    {"novembre 2004", {DATE, .accept = "2004-11"}, "value"},
    {"5/11/2004", {DATE, .accept = "2004-11"}, "inside"},
    {"5/12/2004", {DATE, .accept = "2004-11"}, "no-match"},
    {"2004", {DATE, .accept = "2004-11"}, "too-coarse"},
    {"1999", {DATE, .accept = "2004-11"}, "too-coarse"},
    {"12/2004", {DATE, .accept = "2004-11"}, "no-match"},
    {"hier", {DATE, .accept = "2004-11"}, "not-a-date"},
    {"31/11/2004", {DATE, .accept = "2004-11"}, "not-a-date"},
    {"", {DATE, .accept = "2004-11"}, "none"},
    {"2004", {DATE, .accept = "2004|2005-03"}, "equal"},
    {"2005", {DATE, .accept = "2004|2005-03"}, "too-coarse"},
    {"5 nov 2004 à 14h30", {DATE, .accept = "2004-11-05T14:30"}, "value"},
    {"5 nov 2004", {DATE, .accept = "2004-11-05T14:30"}, "too-coarse"},
    /* a precision of the field goes before that of the answer */
    {"11/2004", {DATE, .accept = "2004-11-05", .precision = PXB_MONTH}, "value"},
    {"6/11/2004", {DATE, .accept = "2004-11-05", .precision = PXB_MONTH}, "inside"},
    {"2004-11-05", {DATE, .accept = "2004-11-05", .precision = PXB_MONTH}, "equal"},
    {"2004", {DATE, .accept = "2004-11-05", .precision = PXB_MONTH}, "too-coarse"},
    {"11/2004", {DATE, .accept = "2004", .precision = PXB_MONTH}, "inside"},
    {"2004", {DATE, .accept = "2004", .precision = PXB_MONTH}, "too-coarse"},
    {"5/11/2004", {DATE, .accept = "2004-11", .precision = PXB_DAY}, "inside"},
    {"11/2004", {DATE, .accept = "2004-11", .precision = PXB_DAY}, "too-coarse"},
    {"2004", {DATE, .accept = "2004-11", .precision = PXB_YEAR}, "value"},
    /* between, each end at its own precision */
    {"2004-03", {DATE, .between = "2004-03|2004-06"}, "between"},
    {"30/06/2004", {DATE, .between = "2004-03|2004-06"}, "between"},
    {"1/7/2004", {DATE, .between = "2004-03|2004-06"}, "no-match"},
    {"29/2/2004", {DATE, .between = "2004-03|2004-06"}, "no-match"},
    {"2004", {DATE, .between = "2004-03|2004-06"}, "too-coarse"},
    {"2005", {DATE, .between = "2004|2006-03"}, "too-coarse"},
    {"12/2004", {DATE, .between = "2004|2006-03"}, "between"},
    {"3/2006", {DATE, .between = "2004|2006-03"}, "between"},
    {"4/2006", {DATE, .between = "2004|2006-03"}, "no-match"},
    {"3/2004", {DATE, .between = "2004-03-15|2004-06-10", .precision = PXB_MONTH}, "between"},
    {"20/6/2004", {DATE, .between = "2004-03-15|2004-06-10", .precision = PXB_MONTH}, "between"},
    {"7/2004", {DATE, .between = "2004-03-15|2004-06-10", .precision = PXB_MONTH}, "no-match"},
    {"2004", {DATE, .between = "2004-03-15|2004-06-10", .precision = PXB_MONTH}, "too-coarse"},
    {"3/2004", {DATE, .accept = "2004-03", .between = "2004-01|2004-06"}, "value"},
    /* known mistakes: the same date, as fine as the field asks */
    {"2004", {DATE, .accept = "2004-11", .mistakes = "2004"}, "mistake"},
    {"11/2004", {DATE, .accept = "2004-11", .mistakes = "2004"}, "value"},
    {"5/11/2004", {DATE, .accept = "2004-11", .mistakes = "2004-11-05"}, "mistake"},
    {"6/11/2004", {DATE, .accept = "2004-11", .mistakes = "2004-11-05"}, "inside"},
    {"5/12/2004", {DATE, .accept = "2004-11", .mistakes = "2004-12", .precision = PXB_MONTH}, "mistake"},
    {"5/12/2004", {DATE, .accept = "2004-11", .mistakes = "2004-12"}, "no-match"},
    {"12/2004", {DATE, .accept = "2004-11", .mistakes = "2004-12-05", .precision = PXB_MONTH}, "mistake"},
    {"11/5/2004", {DATE, .accept = "2004-11-05", .month_first = true}, "value"},
    {"11/5/2004", {DATE, .accept = "2004-11-05"}, "no-match"},
};

static void test_date_fields(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < countof(date_fields); i++)
		expect(&date_fields[i].h, date_fields[i].answer, date_fields[i].by);
}

/* --- selects
 * ------------------------------------------------------------------------------------------------ */

#define SELECT .type = PXB_FIELD_SELECT, .options = "rouge|l’été|rouge"

static void test_selects(void **state)
{
	static const struct {
		const char *answer;
		struct hand h;
		const char *by;
	} rows[] = {
	    {"rouge", {SELECT, .accept = "1"}, "key"},
	    {"l'été ", {SELECT, .accept = "1|2"}, "key"},
	    {"l'été", {SELECT, .accept = "1"}, "other-key"},
	    {"l'été", {SELECT, .accept = "1", .mistakes = "3|2"}, "mistake"},
	    {"rouge", {SELECT, .accept = "3"}, "other-key"}, /* the first option of that text */
	    {"Rouge", {SELECT, .accept = "1", .ignore = USUAL}, "unknown"},
	    {"vert", {SELECT, .accept = "1"}, "unknown"},
	    {"1", {SELECT, .accept = "1"}, "unknown"},
	    {"", {SELECT, .accept = "1"}, "none"},
	};
	struct pxm_entry entry = {.name = {"a", 1}, .key = 3, .has_key = true};
	struct pxm_answer a = {.entry = &entry, .nentry = 1};
	struct hand h = {SELECT, .accept = "2|3"};
	struct pxm *m = hand_marker(&h);
	struct pxm_part part;
	struct pxm_result r;
	size_t i;

	(void)state;
	for (i = 0; i < countof(rows); i++)
		expect(&rows[i].h, rows[i].answer, rows[i].by);
	pxm_mark(&r, &part, 1, m, &a);
	assert_int_equal(r.verdict, PXM_RIGHT);
	assert_int_equal(part.by, PXM_BY_KEY);
	assert_int_equal(part.key, 3);
	assert_int_equal(part.accept, 1);
	entry.key = 1;
	pxm_mark(&r, &part, 1, m, &a);
	assert_int_equal(part.by, PXM_BY_OTHER_KEY);
	assert_int_equal(part.key, 1);
	entry.key = 4;
	pxm_mark(&r, &part, 1, m, &a);
	assert_int_equal(r.by, PXM_BY_UNKNOWN);
	pxm_free(m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_read_numbers),  cmocka_unit_test(test_units),
	    cmocka_unit_test(test_number_fields), cmocka_unit_test(test_read_dates),
	    cmocka_unit_test(test_month_first),   cmocka_unit_test(test_months),
	    cmocka_unit_test(test_date_fields),   cmocka_unit_test(test_selects),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
