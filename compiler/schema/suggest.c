/*
 * suggest.c: what an author may have meant.
 */
#include <limits.h>
#include <stdlib.h>
#include <utf8proc.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "schema/check_int.h"

/* S folded for case and accents; on the heap, NULL when it is no UTF-8. */
static char *fold(struct str s)
{
	const utf8proc_option_t options =
	    UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD | UTF8PROC_STABLE;
	utf8proc_uint8_t *out = NULL;

	if (utf8proc_map((const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n, &out,
			 options | UTF8PROC_REJECTNA) < 0) {
		out = NULL;
		if (utf8proc_map((const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n, &out, options) < 0)
			return NULL;
	}
	return (char *)out;
}

static void add_slug_char(struct buf *out, uint32_t c)
{
	bool blank = out->n == 0 || out->p[out->n - 1] == '-';

	if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
		buf_add_byte(out, (char)c);
	else if (c == 0x153)
		buf_add_c(out, "oe");
	else if (c == 0xe6)
		buf_add_c(out, "ae");
	else if (!blank)
		buf_add_byte(out, '-');
}

struct str schema_suggest_slug(struct arena *arena, struct str s)
{
	char *folded = s.n ? fold(s) : NULL;
	struct str f = str_c(folded), result;
	struct buf out = {0};

	for (size_t i = 0; i < f.n;)
		add_slug_char(&out, utf8_next(f, &i));
	while (out.n > 0 && out.p[out.n - 1] == '-')
		out.n--;
	result = arena_str(arena, buf_str(&out));
	buf_release(&out);
	free(folded);
	return result;
}

/* Words of authors, as slugs, and ours; several rows give several meanings. */
struct synonym {
	const char *word, *ours;
};

static const struct synonym values[] = {
    {"qcm", "multiple-choice"},
    {"qcm", "single-choice"},
    {"qcu", "single-choice"},
    {"qroc", "fields"},
    {"qroc-dep", "fields"},
    {"qrocm", "fields"},
    {"qrocm-ind", "fields"},
    {"qrocm-dep", "fields"},
    {"choix-unique", "single-choice"},
    {"choix-multiple", "multiple-choice"},
    {"choix-multiples", "multiple-choice"},
    {"champs", "fields"},
    {"texte", "text"},
    {"nombre", "number"},
    {"liste", "select"},
    {"ordre", "ordering"},
    {"classement", "ordering"},
    {"appariement", "matching"},
    {"association", "matching"},
    {"simulateur", "simulator"},
    {"embed", "simulator"},
    {"brouillon", "draft"},
    {"propose", "draft"},
    {"proposed", "draft"},
    {"proposal", "draft"},
    {"valide", "validated"},
    {"valid", "validated"},
    {"published", "validated"},
    {"archive", "retired"},
    {"archived", "retired"},
    {"perime", "withdrawn"},
    {"obsolete", "withdrawn"},
    {"deleted", "withdrawn"},
    {"lecon", "lesson"},
    {"module", "lesson"},
    {"lien", "link"},
    {"casse", "case"},
    {"ordinateur", "computer"},
    {"tablette", "tablet"},
    {"telephone", "phone"},
    {"smartphone", "phone"},
    {"mobile", "phone"},
    {"2nde", "seconde"},
    {"1ere", "premiere"},
    {"adultes", "adults"},
    {"francais", "fr"},
    {"french", "fr"},
    {"anglais", "en"},
    {"english", "en"},
};

static const struct synonym keys[] = {
    {"answer", "accept"},
    {"answers", "accept"},
    {"reponse", "accept"},
    {"reponses", "accept"},
    {"solution", "accept"},
    {"solutions", "accept"},
    {"accepts", "accept"},
    {"answer", "answers"},
    {"question", "instruction"},
    {"enonce", "instruction"},
    {"consigne", "instruction"},
    {"instructions", "instruction"},
    {"titre", "title"},
    {"nom", "title"},
    {"name", "title"},
    {"nom", "name"},
    {"title", "name"},
    {"statut", "status"},
    {"state", "status"},
    {"acquis", "skill"},
    {"competence", "skill"},
    {"niveau", "level"},
    {"difficulty", "level"},
    {"difficulte", "level"},
    {"indice", "hint"},
    {"clue", "hint"},
    {"choix", "choices"},
    {"options", "choices"},
    {"propositions", "choices"},
    {"proposals", "choices"},
    {"choices", "options"},
    {"bon", "right"},
    {"bonne", "right"},
    {"correct", "right"},
    {"juste", "right"},
    {"true", "right"},
    {"vrai", "right"},
    {"mauvais", "wrong"},
    {"mauvaise", "wrong"},
    {"incorrect", "wrong"},
    {"faux", "wrong"},
    {"false", "wrong"},
    {"champs", "fields"},
    {"field", "fields"},
    {"etiquette", "label"},
    {"libelle", "label"},
    {"explication", "explanation"},
    {"correction", "explanation"},
    {"comment", "notes"},
    {"commentaire", "notes"},
    {"note", "notes"},
    {"image", "illustration"},
    {"picture", "illustration"},
    {"illustration", "image"},
    {"fichier", "file"},
    {"fichiers", "files"},
    {"src", "file"},
    {"attachment", "attachments"},
    {"piece-jointe", "attachments"},
    {"alternative-text", "alt"},
    {"texte-alternatif", "alt"},
    {"duree", "duration"},
    {"time", "timer"},
    {"chrono", "timer"},
    {"lien", "url"},
    {"link", "url"},
    {"href", "url"},
    {"adresse", "url"},
    {"langue", "locale"},
    {"language", "locale"},
    {"lang", "locale"},
    {"auteur", "authors"},
    {"auteurs", "authors"},
    {"author", "authors"},
    {"licence-name", "licence"},
    {"license", "licence"},
    {"tolerance", "plus_or_minus"},
    {"regex", "pattern"},
    {"regexp", "pattern"},
    {"motif", "pattern"},
    {"unite", "unit"},
    {"texte", "text"},
    {"type", "kind"},
    {"kind", "type"},
};

struct str schema_suggest_synonym(struct arena *arena, struct str word, bool is_key, size_t i)
{
	const struct synonym *table = is_key ? keys : values;
	size_t n = is_key ? countof(keys) : countof(values);
	struct str slug = schema_suggest_slug(arena, word);

	for (size_t k = 0; k < n; k++) {
		if (str_eq_c(slug, table[k].word) && i-- == 0)
			return str_c(table[k].ours);
	}
	return (struct str){0};
}

unsigned schema_suggest_distance(struct arena *arena, struct str word, struct str name)
{
	struct str a = schema_suggest_slug(arena, word), b = schema_suggest_slug(arena, name);
	unsigned longest = (unsigned)utf8_count(word), most, d;

	if (a.n > 0 && str_eq(a, b))
		return 0;
	most = longest / 3 < 2 ? longest / 3 : 2;
	if (longest > 8)
		most = longest / 3 < 3 ? longest / 3 : 3;
	if (most == 0)
		return UINT_MAX;
	d = str_distance(a, b, most);
	return d <= most ? (d ? d : 1) : UINT_MAX;
}

static bool is_blank_at(struct str s, size_t i, size_t *len)
{
	static const char *const blanks[] = {" ", "\xc2\xa0", "\xe2\x80\xaf", "\xe2\x80\x89"};

	for (size_t k = 0; k < countof(blanks); k++) {
		if (str_starts(str_sub(s, i, s.n), str_c(blanks[k]))) {
			*len = strlen(blanks[k]);
			return true;
		}
	}
	return false;
}

struct str schema_suggest_number(struct arena *arena, struct str s)
{
	struct buf out = {0};
	struct decimal d;
	struct str result = {0};
	unsigned commas = 0;
	bool odd = false;

	for (size_t i = 0; i < s.n;) {
		size_t blank;

		if (is_blank_at(s, i, &blank)) {
			i += blank;
			continue;
		}
		if (s.p[i] == ',')
			commas++;
		odd |= !strchr("+-0123456789.,", s.p[i]);
		buf_add_byte(&out, s.p[i] == ',' ? '.' : s.p[i]);
		i++;
	}
	if (!odd && commas <= 1 && decimal_parse(&d, buf_str(&out)) && !str_eq(buf_str(&out), s))
		result = arena_str(arena, buf_str(&out));
	buf_release(&out);
	return result;
}

/* Digits at S[*I], at most MOST; returns how many and moves *I. */
static size_t digits(struct str s, size_t *i, size_t most, unsigned *value)
{
	size_t n = 0;

	*value = 0;
	for (; *i < s.n && n < most && s.p[*i] >= '0' && s.p[*i] <= '9'; ++*i, n++)
		*value = *value * 10 + (unsigned)(s.p[*i] - '0');
	return n;
}

struct str schema_suggest_date(struct arena *arena, struct str s)
{
	unsigned part[3];
	size_t i = 0, n = 0;

	while (n < 3 && digits(s, &i, 4, &part[n]) > 0) {
		n++;
		if (i < s.n && n < 3 && strchr("/.-", s.p[i]))
			i++;
		else
			break;
	}
	if (i < s.n || n < 2 || part[n - 1] < 1000 || part[n - 2] < 1 || part[n - 2] > 12)
		return (struct str){0};
	if (n == 2)
		return arena_fmt(arena, "%04u-%02u", part[1], part[0]);
	if (part[0] < 1 || part[0] > 31)
		return (struct str){0};
	return arena_fmt(arena, "%04u-%02u-%02u", part[2], part[1], part[0]);
}

struct str schema_suggest_boolean(struct arena *arena, struct str s)
{
	static const char *const yes[] = {"yes", "oui", "vrai", "on", "true", "y", "o"};
	static const char *const no[] = {"no", "non", "faux", "off", "false", "n"};
	struct str slug = schema_suggest_slug(arena, s);

	for (size_t i = 0; i < countof(yes); i++) {
		if (str_eq_c(slug, yes[i]))
			return STR("true");
	}
	for (size_t i = 0; i < countof(no); i++) {
		if (str_eq_c(slug, no[i]))
			return STR("false");
	}
	return (struct str){0};
}
