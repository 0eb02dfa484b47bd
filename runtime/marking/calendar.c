/*
 * calendar.c: the words of dates, by language, and how long months are. The
 * words are in small letters without accents; docs/marking.md has the same table.
 */
#include <string.h>

#include "marking/pxm_int.h"

/* Each string is a list of words with a blank between. */
struct words {
	const char *tag;
	const char *month[12];
	const char *weekday, *little, *at, *ordinal, *clock;
};

static const struct words table[PXM_LANGUAGES] = {
    [PXM_FR] = {"fr",
		{"janvier janv jan", "fevrier fevr fev", "mars mar", "avril avr", "mai", "juin",
		 "juillet juil", "aout aou", "septembre sept sep", "octobre oct", "novembre nov",
		 "decembre dec"},
		"lundi lun mardi mar mercredi mer jeudi jeu vendredi ven samedi sam dimanche dim",
		"le du de en",
		"a",
		"er",
		"h"},
    [PXM_EN] = {"en",
		{"january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
		 "august aug", "september sept sep", "october oct", "november nov", "december dec"},
		"monday mon tuesday tues tue wednesday wed thursday thurs thur thu friday fri saturday sat "
		"sunday sun",
		"the of on in",
		"at",
		"st nd rd th",
		"h"},
    [PXM_NL] = {"nl",
		{"januari jan", "februari feb", "maart mrt", "april apr", "mei", "juni jun", "juli jul",
		 "augustus aug", "september sept sep", "oktober okt", "november nov", "december dec"},
		"maandag ma dinsdag di woensdag wo donderdag do vrijdag vr zaterdag za zondag zo",
		"de op van in",
		"om",
		"e ste de",
		"h uur"},
    [PXM_ES] = {"es",
		{"enero ene", "febrero feb", "marzo mar", "abril abr", "mayo may", "junio jun", "julio jul",
		 "agosto ago", "septiembre setiembre sept sep set", "octubre oct", "noviembre nov",
		 "diciembre dic"},
		"lunes lun martes mar miercoles mie jueves jue viernes vie sabado sab domingo dom",
		"el de del en",
		"a las la",
		"o",
		"h"},
    [PXM_IT] = {"it",
		{"gennaio gen", "febbraio feb", "marzo mar", "aprile apr", "maggio mag", "giugno giu",
		 "luglio lug", "agosto ago", "settembre sett set", "ottobre ott", "novembre nov",
		 "dicembre dic"},
		"lunedi lun martedi mar mercoledi mer giovedi gio venerdi ven sabato sab domenica dom",
		"il di del nel",
		"alle ore",
		"o",
		"h"},
    [PXM_DE] = {"de",
		{"januar janner jan", "februar feber feb", "marz maerz mar mrz", "april apr", "mai",
		 "juni jun", "juli jul", "august aug", "september sept sep", "oktober okt", "november nov",
		 "dezember dez"},
		"montag mo dienstag di mittwoch mi donnerstag do freitag fr samstag sonnabend sa sonntag so",
		"am der den im",
		"um",
		"",
		"h uhr"},
    [PXM_PT] = {"pt",
		{"janeiro jan", "fevereiro fev", "marco mar", "abril abr", "maio mai", "junho jun",
		 "julho jul", "agosto ago", "setembro set", "outubro out", "novembro nov", "dezembro dez"},
		"segunda seg terca ter quarta qua quinta qui sexta sex sabado sab domingo dom feira",
		"o de do em",
		"as a",
		"o",
		"h"},
};

static bool has_word(const char *list, const char *p, size_t n)
{
	while (*list) {
		size_t k = strcspn(list, " ");

		if (k == n && memcmp(list, p, n) == 0)
			return true;
		list += k;
		list += *list == ' ';
	}
	return false;
}

static char small(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

enum pxm_language pxm_language_of(struct pxb_str locale)
{
	unsigned i;

	for (i = 0; i < PXM_LANGUAGES; i++)
		if (locale.n >= 2 && small(locale.p[0]) == table[i].tag[0] &&
		    small(locale.p[1]) == table[i].tag[1] && (locale.n == 2 || locale.p[2] == '-'))
			return (enum pxm_language)i;
	return PXM_FR;
}

unsigned pxm_word_of(enum pxm_language l, const char *p, size_t n, unsigned *month)
{
	const struct words *w = &table[l];
	unsigned what = PXM_WORD_NONE, i;

	for (i = 0; i < 12; i++)
		if (has_word(w->month[i], p, n)) {
			what |= PXM_WORD_MONTH;
			*month = i + 1;
		}
	return what | (has_word(w->weekday, p, n) ? PXM_WORD_WEEKDAY : 0u) |
	       (has_word(w->little, p, n) ? PXM_WORD_LITTLE : 0u) |
	       (has_word(w->at, p, n) ? PXM_WORD_AT : 0u) |
	       (has_word(w->ordinal, p, n) ? PXM_WORD_ORDINAL : 0u) |
	       (has_word(w->clock, p, n) ? PXM_WORD_CLOCK : 0u);
}

unsigned pxm_days_in(unsigned year, unsigned month)
{
	static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	if (month < 1 || month > 12)
		return 0;
	return days[month - 1] + (month == 2 && leap ? 1u : 0u);
}
