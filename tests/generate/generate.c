/*
 * generate: a content repository of any size, for benchmarks and tests.
 *
 *   generate [--challenges N] [--seed S] OUTDIR
 *
 * Writes N challenges (10,000 if not said) of all types with their skills, tubes,
 * tutorials, paths, framework and media into OUTDIR, which must not exist or be
 * empty. `pixc check` has nothing to say about it.
 */
#include "generate.h"

#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <zlib.h>

const struct words things[12] = {
    {"velos", "vélos", "bikes"},       {"livres", "livres", "books"},   {"photos", "photos", "photos"},
    {"messages", "messages", "notes"}, {"repas", "repas", "meals"},     {"billets", "billets", "tickets"},
    {"films", "films", "films"},       {"plants", "plants", "plants"},  {"disques", "disques", "records"},
    {"jeux", "jeux", "games"},         {"trajets", "trajets", "trips"}, {"paniers", "paniers", "baskets"},
};

const struct words places[10] = {
    {"mediatheque", "la médiathèque", "the library"},
    {"cantine", "la cantine", "the canteen"},
    {"mairie", "la mairie", "the town hall"},
    {"piscine", "la piscine", "the swimming pool"},
    {"gare", "la gare", "the station"},
    {"ferme", "la ferme", "the farm"},
    {"radio", "la radio du lycée", "the school radio"},
    {"troupe", "la troupe de théâtre", "the drama club"},
    {"ludotheque", "la ludothèque", "the toy library"},
    {"recyclerie", "la recyclerie", "the repair shop"},
};

const struct words months[12] = {
    {"01", "janvier", "January"}, {"02", "février", "February"},  {"03", "mars", "March"},
    {"04", "avril", "April"},     {"05", "mai", "May"},           {"06", "juin", "June"},
    {"07", "juillet", "July"},    {"08", "août", "August"},       {"09", "septembre", "September"},
    {"10", "octobre", "October"}, {"11", "novembre", "November"}, {"12", "décembre", "December"},
};

/* --- numbers ------------------------------------------------------------------------ */

unsigned draw(struct gen *g, unsigned below)
{
	uint64_t z = (g->state += 0x9e3779b97f4a7c15u);

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return (unsigned)((z ^ (z >> 31)) % below);
}

bool chance(struct gen *g, unsigned percent)
{
	return draw(g, 100) < percent;
}

void draw_places(struct gen *g)
{
	g->thing = &things[draw(g, countof(things))];
	g->place = &places[draw(g, countof(places))];
	g->month = &months[draw(g, countof(months))];
	g->word = &terms[draw(g, countof(terms))];
	draw_numbers(g, 0);
}

/* Numbers of a prototype (0) or of its variant number I: each has a range of its own. */
void draw_numbers(struct gen *g, unsigned i)
{
	g->n = 120 + 260 * (long)i + draw(g, 240);
	g->k = g->n + 11 + draw(g, 60);
	g->x = g->n - 11 - draw(g, 60);
}

/* --- files -------------------------------------------------------------------------- */

static void die(const char *what)
{
	fprintf(stderr, "generate: %s: %s\n", what, strerror(errno));
	exit(3);
}

static void make_folders(char *path)
{
	char *p;

	for (p = path + 1; *p; p++) {
		if (*p != '/')
			continue;
		*p = '\0';
		if (mkdir(path, 0777) < 0 && errno != EEXIST)
			die(path);
		*p = '/';
	}
}

void file_open(struct gen *g, const char *path)
{
	char full[4096];

	snprintf(full, sizeof(full), "%s/%s", g->out, path);
	make_folders(full);
	g->f = fopen(full, "wbx");
	if (!g->f)
		die(full);
}

void file_close(struct gen *g)
{
	long n = ftell(g->f);

	if (n < 0 || ferror(g->f) || fclose(g->f) != 0)
		die("a file could not be written");
	g->files++;
	g->bytes += (size_t)n;
}

void line(struct gen *g, int indent, const char *fmt, ...)
{
	va_list ap;

	fprintf(g->f, "%*s", indent, "");
	va_start(ap, fmt);
	vfprintf(g->f, fmt, ap);
	va_end(ap);
	fputc('\n', g->f);
}

/* --- texts -------------------------------------------------------------------------- */

static void put_place(struct gen *g, char which, bool en)
{
	const struct words *w = which == 't'   ? g->thing
				: which == 'p' ? g->place
				: which == 'm' ? g->month
				: which == 'w' ? g->word
					       : NULL;

	if (which == 'i')
		fputs(g->place->id, g->f);
	else if (w)
		fputs(en ? w->en : w->fr, g->f);
	else
		fprintf(g->f, "%ld", which == 'n' ? g->n : which == 'k' ? g->k : g->x);
}

/* Writes S with its places filled; a line end is followed by INDENT blanks. */
static void put_template(struct gen *g, int indent, const char *s, bool en)
{
	for (; *s; s++) {
		if (s[0] == '{' && s[1] && s[2] == '}') {
			put_place(g, s[1], en);
			s += 2;
		} else if (*s == '\n') {
			fprintf(g->f, "\n%*s", s[1] == '\n' ? 0 : indent, "");
		} else {
			fputc(*s, g->f);
		}
	}
}

static void put_text(struct gen *g, int indent, const char *key, const char *s, bool en)
{
	fprintf(g->f, "%*s%s: \"", indent, "", key);
	put_template(g, 0, s, en);
	fputs("\"\n", g->f);
}

void text(struct gen *g, int indent, const char *key, const char *fr, const char *en)
{
	if (g->french) {
		put_text(g, indent, key, fr, false);
		return;
	}
	line(g, indent, "%s:", key);
	if (key[0] == '-')
		indent += 2;
	put_text(g, indent + 2, "fr", fr, false);
	put_text(g, indent + 2, "en", en, true);
}

void text_inline(struct gen *g, int indent, const char *key, const char *fr, const char *en)
{
	if (g->french) {
		put_text(g, indent, key, fr, false);
		return;
	}
	fprintf(g->f, "%*s%s: {fr: \"", indent, "", key);
	put_template(g, 0, fr, false);
	fputs("\", en: \"", g->f);
	put_template(g, 0, en, true);
	fputs("\"}\n", g->f);
}

static void put_block(struct gen *g, int indent, const char *key, const char *s, bool en)
{
	fprintf(g->f, "%*s%s: |\n%*s", indent, "", key, indent + 2, "");
	put_template(g, indent + 2, s, en);
	fputc('\n', g->f);
}

void text_block(struct gen *g, int indent, const char *key, const char *fr, const char *en)
{
	if (g->french) {
		put_block(g, indent, key, fr, false);
		return;
	}
	line(g, indent, "%s:", key);
	put_block(g, indent + 2, "fr", fr, false);
	put_block(g, indent + 2, "en", en, true);
}

/* --- media -------------------------------------------------------------------------- */

static void put32(uint8_t *p, uint32_t v)
{
	p[0] = (uint8_t)(v >> 24);
	p[1] = (uint8_t)(v >> 16);
	p[2] = (uint8_t)(v >> 8);
	p[3] = (uint8_t)v;
}

static void put_chunk(struct gen *g, const char *type, const uint8_t *data, uint32_t n)
{
	uint8_t head[8], crc[4];
	uLong sum;

	put32(head, n);
	memcpy(head + 4, type, 4);
	sum = crc32(crc32(0, head + 4, 4), data, n);
	put32(crc, (uint32_t)sum);
	fwrite(head, 1, 8, g->f);
	fwrite(data, 1, n, g->f);
	fwrite(crc, 1, 4, g->f);
}

#define PNG_WIDTH  160u
#define PNG_HEIGHT 90u
#define PNG_ROW    (PNG_WIDTH / 8 + 1)
#define PNG_BYTES  (PNG_ROW * PNG_HEIGHT)

/* Black bars on white. The data is stored, not compressed: the same bytes with any zlib. */
void write_png(struct gen *g, const char *path)
{
	static const uint8_t magic[8] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
	uint8_t head[13] = {0}, data[2 + 5 + PNG_BYTES + 4] = {0x78, 0x01, 1};
	uint8_t *rows = data + 7;
	unsigned column, y;

	put32(head, PNG_WIDTH);
	put32(head + 4, PNG_HEIGHT);
	head[8] = 1; /* one bit per pixel, grey */
	data[3] = PNG_BYTES & 0xff;
	data[4] = PNG_BYTES >> 8;
	data[5] = (uint8_t)~data[3];
	data[6] = (uint8_t)~data[4];
	memset(rows, 0xff, PNG_BYTES);
	for (y = 0; y < PNG_HEIGHT; y++)
		rows[y * PNG_ROW] = 0;
	for (column = 1; column < PNG_ROW; column += 2)
		for (y = 10 + draw(g, PNG_HEIGHT - 20); y < PNG_HEIGHT; y++)
			rows[y * PNG_ROW + column] = 0;
	put32(data + 7 + PNG_BYTES, (uint32_t)adler32(adler32(0, NULL, 0), rows, PNG_BYTES));
	file_open(g, path);
	fwrite(magic, 1, 8, g->f);
	put_chunk(g, "IHDR", head, 13);
	put_chunk(g, "IDAT", data, sizeof(data));
	put_chunk(g, "IEND", data, 0);
	file_close(g);
}

void write_table(struct gen *g, const char *path)
{
	unsigned i, n = 20 + draw(g, 60);

	file_open(g, path);
	line(g, 0, "date\tlieu\tobjets\tnombre");
	for (i = 0; i < n; i++)
		line(g, 0, "2024-%02u-%02u\t%s\t%s\t%u", 1 + draw(g, 12), 1 + draw(g, 28),
		     places[draw(g, countof(places))].id, things[draw(g, countof(things))].id, draw(g, 900));
	file_close(g);
}

/* --- ids ---------------------------------------------------------------------------- */

unsigned tube_of_skill(const struct gen *g, unsigned skill)
{
	return (unsigned)((uint64_t)skill * g->ntube / g->nskill);
}

unsigned competence_of_tube(const struct gen *g, unsigned tube)
{
	return (unsigned)((uint64_t)tube * g->ncompetence / g->ntube);
}

void competence_id(char out[64], unsigned competence)
{
	snprintf(out, 64, "competence-%02u", competence + 1);
}

void tube_id(char out[64], unsigned tube)
{
	snprintf(out, 64, "sujet-%s-%03u", things[tube % countof(things)].id, tube + 1);
}

void skill_id(char out[64], unsigned skill)
{
	snprintf(out, 64, "savoir-%s-%04u", places[skill % countof(places)].id, skill + 1);
}

void challenge_id(char out[64], unsigned number)
{
	snprintf(out, 64, "%s-de-%s-%05u", things[number % countof(things)].id,
		 places[number / 7 % countof(places)].id, number + 1);
}

const char *challenge_status(unsigned number)
{
	return number % 199 == 150 ? "withdrawn"
	       : number % 23 == 20 ? "draft"
	       : number % 47 == 40 ? "retired"
				   : "validated";
}

static void tutorial_id(char out[64], unsigned number)
{
	snprintf(out, 64, "%s-%s-%04u", number % 7 == 3 ? "lecon" : "page",
		 places[number % countof(places)].id, number + 1);
}

/* --- the files that stand once --------------------------------------------------------- */

/* Texts, levels and paths are drawn at random, so that rules about their sense are off. */
static void put_rules(struct gen *g)
{
	static const char *const off[] = {
	    "untested-level",  "prerequisite-above", "path-beyond", "path-locale",  "path-prerequisite",
	    "same-question",   "same-instruction",   "same-title",  "same-variant", "small-pool",
	    "certifiable-but", "breaking-blank"}; /* one text has ordinary blanks */
	size_t i;

	line(g, 0, "rules:");
	for (i = 0; i < countof(off); i++)
		line(g, 2, "%s: \"off\"", off[i]);
}

static void write_repository(struct gen *g)
{
	file_open(g, "pix.yaml");
	line(g, 0, "name: contenu-engendre");
	text(g, 0, "title", "Contenu engendré", "Generated content");
	line(g, 0, "version: 1.0.0");
	line(g, 0, "pixc: \">=0.1\"");
	line(g, 0, "locales:\n  - id: fr\n  - id: en");
	line(g, 0, "hosts: [simulateurs.example]");
	put_rules(g);
	file_close(g);
	file_open(g, "components/grille.schema.json");
	line(g, 0, "{\"$schema\": \"http://json-schema.org/draft-07/schema#\", \"type\": \"object\",");
	line(g, 1, "\"properties\": {\"colonnes\": {\"type\": \"integer\", \"minimum\": 1},");
	line(g, 2, "\"lignes\": {\"type\": \"integer\", \"minimum\": 1},");
	line(g, 2, "\"murs\": {\"type\": \"array\", \"items\": {\"type\": \"string\"}}},");
	line(g, 1, "\"required\": [\"colonnes\", \"lignes\"], \"additionalProperties\": false}");
	file_close(g);
}

static void put_competence(struct gen *g, unsigned competence)
{
	char id[64];
	unsigned tube;

	competence_id(id, competence);
	draw_places(g);
	line(g, 6, "- id: %s", id);
	line(g, 8, "code: \"%u.%u\"", competence % 5 + 1, competence / 5 + 1);
	text(g, 8, "title", "Gérer les {t} de {p}", "Manage the {t} of {p}");
	line(g, 8, "thematics:");
	line(g, 10, "- id: theme-%02u", competence + 1);
	text(g, 12, "title", "Compter et ranger des {t}", "Count and file {t}");
	line(g, 12, "tubes:");
	for (tube = 0; tube < g->ntube; tube++) {
		if (competence_of_tube(g, tube) != competence)
			continue;
		tube_id(id, tube);
		line(g, 14, "- %s", id);
	}
}

static void write_framework(struct gen *g)
{
	unsigned area, competence;

	file_open(g, "challenges/framework.yaml");
	text(g, 0, "title", "Référentiel engendré", "Generated framework");
	line(g, 0, "areas:");
	for (area = 0; area < 5 && area < g->ncompetence; area++) {
		line(g, 2, "- id: domaine-%u", area + 1);
		line(g, 4, "code: \"%u\"", area + 1);
		draw_places(g);
		text(g, 4, "title", "Autour de {p}", "Around {p}");
		line(g, 4, "competences:");
		for (competence = area; competence < g->ncompetence; competence += 5)
			put_competence(g, competence);
	}
	file_close(g);
}

static void write_levels(struct gen *g)
{
	static const char *const bands[] = {"novice", "independent", "advanced", "expert"};
	unsigned i;

	file_open(g, "challenges/levels.yaml");
	line(g, 0, "highest_reachable: 7\npoints: {per_level: 8, per_skill_at_most: 4}\nbands:");
	for (i = 0; i < 4; i++)
		line(g, 2, "- {id: %s, title: {fr: \"Palier %u\", en: \"Band %u\"}}", bands[i], i + 1, i + 1);
	line(g, 0, "levels:");
	for (i = 1; i <= 8; i++) {
		line(g, 2, "- level: %u", i);
		line(g, 4, "title: {fr: \"Niveau %u\", en: \"Level %u\"}", i, i);
		line(g, 4, "band: %s", bands[(i - 1) / 2]);
		line(g, 4, "difficulty: {from: %d, to: %d}", (int)i - 5, (int)i - 4);
	}
	file_close(g);
}

static void write_certification(struct gen *g)
{
	unsigned length = g->ntube < 32 ? g->ntube : 32, i;
	char id[64];

	file_open(g, "challenges/certification.yaml");
	text(g, 0, "title", "Certification engendrée", "Generated certification");
	line(g, 0, "tubes:");
	for (i = 0; i < g->ntube; i++) {
		tube_id(id, i);
		line(g, 2, "- %s", id);
	}
	line(g, 0, "length: {challenges: %u, answers_at_least: %u}", length, (length + 1) / 2);
	line(g, 0, "duration: 90 min\ncoverage: {all_competences: true, one_challenge_per_tube: true}");
	line(g, 0, "spacing: 0\nexposure: {choose_among: 5, probability: 0.5}");
	line(g, 0, "estimate: {start: 0, step_limit: 1, default_error: 5, prior_variance: 1.5}\nbands:");
	for (i = 1; i <= 7; i++)
		line(g, 2, "- {level: %u, from: %d, to: %d}", i, (int)i - 4, (int)i - 3);
	line(g, 0, "score_caps: {points: 895, level: 7}\neligibility: {competences: 1, level: 1}");
	file_close(g);
}

/* --- skills and tutorials -------------------------------------------------------------- */

/* Two tutorials of each kind for every skill, so that each one serves. */
static void put_skill_tutorials(struct gen *g, unsigned skill)
{
	unsigned from = (unsigned)((uint64_t)skill * g->ntutorial / g->nskill);
	unsigned to = (unsigned)((uint64_t)(skill + 1) * g->ntutorial / g->nskill), i;
	char id[64];

	if (from == to)
		return;
	line(g, 4, "tutorials:");
	for (i = from; i < to; i++) {
		if (i == from)
			line(g, 6, "to_succeed:");
		else if (i == from + (to - from + 1) / 2)
			line(g, 6, "to_learn_more:");
		tutorial_id(id, i);
		line(g, 8, "- %s", id);
	}
}

static void put_skill(struct gen *g, unsigned skill, unsigned level)
{
	char id[64];
	unsigned tube = tube_of_skill(g, skill), other;

	skill_id(id, skill);
	draw_places(g);
	line(g, 2, "- id: %s", id);
	line(g, 4, "level: %u", level);
	line(g, 4, "status: validated");
	text_inline(g, 4, "title", "Compter les {t} de {p}", "Count the {t} of {p}");
	text(g, 4, "hint", "Triez le tableau par mois, puis cherchez {m}.",
	     "Sort the table by month, then look for {m}.");
	if (tube && chance(g, 30)) {
		other = draw(g, skill);
		if (tube_of_skill(g, other) < tube) { /* never back or sideways: no circle */
			skill_id(id, other);
			line(g, 4, "requires: [%s]", id);
		}
	}
	put_skill_tutorials(g, skill);
}

static void write_tube(struct gen *g, unsigned tube)
{
	char path[256], id[64], competence[64];
	unsigned skill, level = 0;

	tube_id(id, tube);
	competence_id(competence, competence_of_tube(g, tube));
	snprintf(path, sizeof(path), "challenges/%s/%s/skills.yaml", competence, id);
	file_open(g, path);
	draw_places(g);
	line(g, 0, "id: %s", id);
	text(g, 0, "title", "Les {t} et leurs tableaux", "The {t} and their tables");
	text(g, 0, "description", "Lire, trier et compter des {t}, du plus simple au plus difficile.",
	     "Read, sort and count {t}, from easy to hard.");
	line(g, 0, "skills:");
	for (skill = 0; skill < g->nskill; skill++)
		if (tube_of_skill(g, skill) == tube)
			put_skill(g, skill, ++level);
	file_close(g);
	snprintf(path, sizeof(path), "challenges/%s/%s/courbe.png", competence, id);
	write_png(g, path);
	snprintf(path, sizeof(path), "challenges/%s/%s/tableau.txt", competence, id);
	write_table(g, path);
}

static void put_link(struct gen *g, unsigned number)
{
	bool english = number % 3 == 0;

	line(g, 0, "kind: link");
	text(g, 0, "title", "Les {t} de {p}, page {n}", "The {t} of {p}, page {n}");
	text(g, 0, "description", "Comment {p} compte ses {t} depuis {m}.",
	     "How {p} has counted its {t} since {m}.");
	line(g, 0, "url: https://%s.example/pages/%u", g->place->id, number + 1);
	text_inline(g, 0, "source", "Le site de {p}", "The website of {p}");
	line(g, 0, "format: %s", number % 4 ? "page" : "video");
	line(g, 0, "duration: %u min\nlocale: %s\nlicence: CC BY-SA 4.0", 2 + draw(g, 20),
	     english ? "en" : "fr");
}

static void put_lesson_practice(struct gen *g)
{
	line(g, 2, "- purpose: practise");
	line(g, 4, "blocks:");
	line(g, 6, "- stepper:");
	line(g, 10, "- title: {fr: \"Trier\", en: \"Sort\"}\n            blocks:");
	text(g, 14, "- text", "Cliquez dans la colonne du mois.", "Click in the column of the month.");
	line(g, 10, "- title: {fr: \"Compter\", en: \"Count\"}\n            blocks:");
	text(g, 14, "- text", "Lisez le nombre en bas : {n}.", "Read the number at the bottom: {n}.");
	line(g, 6, "- question:");
	line(g, 10, "type: fields");
	text(g, 10, "instruction", "{k} {t} moins {n} : combien en reste-t-il ?",
	     "{k} {t} minus {n}: how many are left?");
	line(g, 10, "fields:\n            reste:\n              type: number");
	text_inline(g, 14, "label", "Nombre de {t}", "Number of {t}");
	line(g, 14, "accept: %ld", g->k - g->n);
	line(g, 6, "- flashcards:");
	text_inline(g, 10, "- front", "Trier", "Sort");
	text_inline(g, 12, "back", "Ranger les lignes dans un ordre.", "Put rows in an order.");
}

static void put_lesson(struct gen *g)
{
	line(g, 0, "kind: lesson");
	text(g, 0, "title", "Compter les {t} de {p}", "Count the {t} of {p}");
	text(g, 0, "description", "Lire un tableau de {t} sans se tromper.",
	     "Read a table of {t} without mistakes.");
	line(g, 0, "for: %s\nduration: %u min", chance(g, 50) ? "beginner" : "independent", 5 + draw(g, 15));
	line(g, 0, "objectives:");
	line(g, 2, "fr: [\"Lire un tableau\", \"Trier une colonne\"]");
	line(g, 2, "en: [\"Read a table\", \"Sort a column\"]");
	line(g, 0, "glossary:");
	text_inline(g, 2, "- term", "Filtre", "Filter");
	text_inline(g, 4, "definition", "Ce qui ne laisse voir que certaines lignes.",
		    "What shows some rows only.");
	line(g, 0, "sections:\n  - purpose: discover\n    blocks:");
	text(g, 6, "- text", "En {m}, {p} a compté {n} {t}. Comment le savoir ?",
	     "In {m}, {p} counted {n} {t}. How can one know?");
	line(g, 6, "- question:\n          type: single-choice");
	text(g, 10, "instruction", "Où regarder d'abord ?", "Where to look first?");
	line(g, 10, "choices:");
	text_inline(g, 12, "- right", "Dans la colonne du mois", "In the column of the month");
	text_inline(g, 14, "feedback", "C'est elle qui dit {m}.", "It is the one that says {m}.");
	text_inline(g, 12, "- wrong", "Dans la dernière ligne", "In the last row");
	line(g, 6, "- continue");
	put_lesson_practice(g);
}

static void write_tutorial(struct gen *g, unsigned number)
{
	char path[128], id[64];

	tutorial_id(id, number);
	snprintf(path, sizeof(path), "tutorials/%s.yaml", id);
	file_open(g, path);
	draw_places(g);
	line(g, 0, "id: %s\nstatus: validated", id);
	if (number % 7 == 3)
		put_lesson(g);
	else
		put_link(g, number);
	file_close(g);
}

/* --- paths -------------------------------------------------------------------------- */

static void put_adaptive(struct gen *g, unsigned number)
{
	unsigned tube;
	char id[64];

	line(g, 0, "kind: adaptive\nretry_delay: 4 d\ntubes:");
	for (tube = number % 3; tube < g->ntube; tube += 1 + number % 5) {
		tube_id(id, tube);
		line(g, 2, "%s: %u", id, 2 + draw(g, 6));
	}
}

static void put_fixed(struct gen *g)
{
	unsigned i, number;
	char id[64];

	line(g, 0, "kind: fixed\nparts:");
	if (g->ntutorial > 3) {
		tutorial_id(id, 3);
		line(g, 2, "- lesson: %s", id);
	}
	for (i = 0; i < 20; i++) {
		number = draw(g, g->nchallenge);
		if (strcmp(challenge_status(number), "validated") != 0)
			continue;
		challenge_id(id, number);
		line(g, 2, "- challenge: %s", id);
	}
	skill_id(id, draw(g, g->nskill));
	line(g, 2, "- skill: %s", id);
}

static void write_path(struct gen *g, unsigned number)
{
	char path[128];

	snprintf(path, sizeof(path), "challenges/paths/parcours-%03u.yaml", number + 1);
	file_open(g, path);
	draw_places(g);
	line(g, 0, "id: parcours-%03u\nstatus: validated", number + 1);
	text(g, 0, "title", "Parcours {n} de {p}", "Path {n} of {p}");
	line(g, 0, "audience: [%s]", number % 2 ? "cycle-4, 3e" : "seconde, adults");
	if (number % 2)
		put_fixed(g);
	else
		put_adaptive(g, number);
	line(g, 0, "results:\n  - from_percent: 0");
	text(g, 4, "message", "Revoyez les {t}.", "Look at the {t} again.");
	line(g, 2, "- from_percent: 80");
	text(g, 4, "message", "Les {t} n'ont plus de secret.", "You know all about {t}.");
	file_close(g);
}

/* --- everything ---------------------------------------------------------------------- */

static void write_all(struct gen *g)
{
	unsigned i;

	write_repository(g);
	write_framework(g);
	write_levels(g);
	write_certification(g);
	for (i = 0; i < g->ntube; i++)
		write_tube(g, i);
	for (i = 0; i < g->ntutorial; i++)
		write_tutorial(g, i);
	for (i = 0; i < g->npath; i++)
		write_path(g, i);
	for (i = 0; i < g->nchallenge; i++)
		write_challenge(g, i, (unsigned)((uint64_t)i * g->nskill / g->nchallenge));
}

static void begin_folder(const char *path)
{
	struct dirent *e;
	DIR *d = NULL;

	if (mkdir(path, 0777) == 0)
		return;
	if (errno != EEXIST || !(d = opendir(path)))
		die(path);
	errno = ENOTEMPTY;
	while ((e = readdir(d)))
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
			die(path);
	closedir(d);
}

static unsigned long number_of(const char *s)
{
	char *end;
	unsigned long n;

	errno = 0;
	n = strtoul(s, &end, 10);
	if (errno || *end || end == s || n > 1000000) {
		fprintf(stderr, "generate: '%s' is no number up to 1000000\n", s);
		exit(2);
	}
	return n;
}

int main(int argc, char **argv)
{
	struct gen g = {.nchallenge = 10000, .state = 1};
	int i;

	for (i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--challenges") == 0 && i + 1 < argc)
			g.nchallenge = (unsigned)number_of(argv[++i]);
		else if (strcmp(argv[i], "--seed") == 0 && i + 1 < argc)
			g.state = number_of(argv[++i]);
		else if (argv[i][0] != '-' && !g.out)
			g.out = argv[i];
		else
			g.nchallenge = 0;
	}
	if (!g.out || !g.nchallenge) {
		fputs("usage: generate [--challenges N] [--seed S] OUTDIR\n", stderr);
		return 2;
	}
	g.nskill = (g.nchallenge + 19) / 20;
	g.ntube = (g.nskill + 4) / 5;
	g.ncompetence = g.ntube < 16 ? g.ntube : 16;
	g.ntutorial = g.nchallenge / 5;
	g.npath = 2 + g.nchallenge / 1000;
	begin_folder(g.out);
	write_all(&g);
	printf("%u challenges, %zu files, %zu bytes\n", g.nchallenge, g.files, g.bytes);
	return 0;
}
