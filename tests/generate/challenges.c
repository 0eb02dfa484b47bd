/* Challenges of every type, from templates. */
#include "generate.h"

#include <string.h>

/* What text answers ask for; the id is how the question paraphrases it. */
const struct words terms[12] = {
    {"navigateur", "navigateur", "browser"},    {"dossier", "dossier", "folder"},
    {"clavier", "clavier", "keyboard"},         {"tableur", "tableur", "spreadsheet"},
    {"serveur", "serveur", "server"},           {"imprimante", "imprimante", "printer"},
    {"sauvegarde", "sauvegarde", "backup"},     {"lien", "lien hypertexte", "hyperlink"},
    {"annuaire", "annuaire", "directory"},      {"pare-feu", "pare-feu", "firewall"},
    {"correcteur", "correcteur", "spellcheck"}, {"corbeille", "corbeille", "bin"},
};

static const char *const meanings[12][2] = {
    {"Le logiciel qui affiche des pages web", "The program that shows web pages"},
    {"L'endroit qui réunit des fichiers", "The place that holds several files"},
    {"L'appareil sur lequel on tape un texte", "The device on which one types a text"},
    {"Le logiciel qui calcule dans des cellules", "The program that calculates in cells"},
    {"L'ordinateur qui répond à tous les autres", "The computer that answers all the others"},
    {"L'appareil qui met un texte sur papier", "The device that puts a text on paper"},
    {"La copie que l'on garde en cas de perte", "The copy that one keeps in case of loss"},
    {"Les mots qui mènent à une autre page", "The words that lead to another page"},
    {"La liste des adresses d'une équipe", "The list of the addresses of a team"},
    {"Ce qui filtre les connexions d'un réseau", "What filters the connections of a network"},
    {"L'outil qui souligne les fautes", "The tool that underlines mistakes in a text"},
    {"L'endroit où vont les fichiers supprimés", "The place where deleted files go"},
};

static const char *const setting_fr =
    "Le tableau de {p} compte les {t} de chaque mois, de janvier à décembre.\n\n";
static const char *const setting_en =
    "The table of {p} counts the {t} of each month, from January to December.\n\n";

/* KEY with the setting and a question behind it. */
static void question(struct gen *g, int indent, const char *fr, const char *en)
{
	char both[2][512];

	snprintf(both[0], sizeof(both[0]), "%s%s", setting_fr, fr);
	snprintf(both[1], sizeof(both[1]), "%s%s", setting_en, en);
	text_block(g, indent, "instruction", both[0], both[1]);
}

/* A list of plain values by locale: FR and EN in flow style. */
static void list(struct gen *g, int indent, const char *key, const char *fr, const char *en)
{
	if (g->french)
		line(g, indent, "%s: %s", key, fr);
	else
		line(g, indent, "%s: {fr: %s, en: %s}", key, fr, en);
}

/* --- choices ------------------------------------------------------------------------ */

static void put_choice(struct gen *g, const char *verdict, const char *const said[4])
{
	char key[16];

	snprintf(key, sizeof(key), "- %s", verdict);
	text_inline(g, 2, key, said[0], said[1]);
	if (said[2])
		text_inline(g, 4, "feedback", said[2], said[3]);
}

static void single_choice(struct gen *g, bool variant)
{
	static const char *const right[4] = {"Trier le tableau par mois, puis lire la ligne {m}",
					     "Sort the table by month, then read the row {m}",
					     "Le tri rassemble les lignes du même mois.",
					     "Sorting puts the rows of a month together."};
	static const char *const wrong[3][4] = {
	    {"Compter les {t} un par un sur l'écran", "Count the {t} one by one on the screen",
	     "Au-delà de {n} lignes, on se trompe.", "Beyond {n} rows one makes mistakes."},
	    {"Supprimer tous les autres mois du fichier", "Delete all other months from the file",
	     "Les données seraient perdues.", "The data would be lost."},
	    {"Demander à {p} de refaire le fichier pour ce mois",
	     "Ask {p} to make the file again for this month", "Le fichier contient déjà la réponse.",
	     "The file holds the answer already."},
	};
	unsigned at = draw(g, 4), i;
	int indent = variant ? 4 : 0;

	if (variant) {
		text(g, indent, "instruction", "Et pour trouver les {t} en {m} parmi {k} lignes ?",
		     "And to find the {t} of {m} among {k} rows?");
		return;
	}
	question(g, 0, "Comment trouver le nombre de {t} en {m} parmi {n} lignes ?",
		 "How does one find the number of {t} of {m} among {n} rows?");
	line(g, 0, "choices:");
	for (i = 0; i < 4; i++) {
		if (i == at)
			put_choice(g, "right", right);
		else
			put_choice(g, "wrong", wrong[i < at ? i : i - 1]);
	}
}

static void multiple_choice(struct gen *g, bool variant)
{
	static const char *const said[5][4] = {
	    {"Le nombre de {t} en {m}", "The number of {t} in {m}", "Une ligne le dit.", "One row says it."},
	    {"Le mois où il y a eu le plus de {t}", "The month with the most {t}",
	     "Un tri par nombre le montre.", "Sorting by number shows it."},
	    {"Le total des {t} de l'année", "The total of {t} of the year", "Une somme le donne.",
	     "A sum gives it."},
	    {"Le prix des {t}", "The price of the {t}", "Aucune colonne n'en parle.",
	     "No column speaks of it."},
	    {"Le nombre de {t} de l'année suivante", "The number of {t} of the next year", NULL, NULL},
	};
	unsigned shift = draw(g, 5), i;

	if (variant) {
		text(g, 4, "instruction", "Ce tableau va jusqu'en {m}. Que peut-on y lire ?",
		     "This table ends in {m}. What can be read in it?");
		return;
	}
	question(g, 0, "Que peut-on y lire ?", "What can be read in it?");
	line(g, 0, "choices:");
	for (i = 0; i < 5; i++) {
		unsigned c = (i + shift) % 5;

		put_choice(g, c < 3 ? "right" : "wrong", said[c]);
	}
}

/* Words to pick out of a message. */
static void picked_words(struct gen *g, bool variant)
{
	if (variant)
		return;
	text(g, 0, "instruction", "Quels passages de ce message sont suspects ?",
	     "Which parts of this message are suspicious?");
	text_block(g, 0, "layout",
		   "De : [contact@{i}.example](#adresse)\n"
		   "Objet : [Vos {n} {t} en {m}](#objet)\n\n"
		   "[Sans réponse sous {x} minutes, tout sera perdu](#delai).\n"
		   "Vous avez rendu {k} {t} cette année.",
		   "From: [contact@{i}.example](#adresse)\n"
		   "Subject: [Your {n} {t} of {m}](#objet)\n\n"
		   "[Without an answer within {x} minutes, all will be lost](#delai).\n"
		   "You have returned {k} {t} this year.");
	line(g, 0, "choices:\n  - right: adresse");
	text(g, 4, "feedback", "Ce n'est pas l'adresse habituelle.", "This is not the usual address.");
	line(g, 2, "- right: delai");
	text(g, 4, "feedback", "Presser les gens est une ruse connue.", "Hurrying people is a known trick.");
	line(g, 2, "- wrong: objet");
}

/* --- fields ------------------------------------------------------------------------- */

static void number_field(struct gen *g, bool variant)
{
	int at = variant ? 4 : 0;
	char fr[64], en[64];

	if (variant)
		text(g, at, "instruction", "Combien de {t} faut-il ajouter à {x} pour arriver à {k} ?",
		     "How many {t} must be added to {x} to get to {k}?");
	else
		question(g, at,
			 "En {m}, {p} en a compté {k}, dont {x} le premier jour. Combien de {t} les autres "
			 "jours ?",
			 "In {m}, {p} counted {k}, of which {x} on the first day. How many {t} on the other "
			 "days?");
	line(g, at, "fields:\n%*snombre:", at + 2, "");
	if (!variant)
		line(g, at + 4, "type: number");
	text_inline(g, at + 4, "label", "Nombre de {t}", "Number of {t}");
	text_inline(g, at + 4, "unit", "{t}", "{t}"); /* a variant counts other things */
	line(g, at + 4, "accept: %ld", g->k - g->x);
	line(g, at + 4, "mistakes:\n%*s- answers: [%ld, %ld]", at + 6, "", g->k, g->k + g->x);
	text(g, at + 8, "feedback", "Il faut retirer les {x} du premier jour.",
	     "The {x} of the first day must be taken away.");
	snprintf(fr, sizeof(fr), "[\"%ld %s\"]", g->k - g->x, g->thing->fr);
	snprintf(en, sizeof(en), "[\"%ld %s\"]", g->k - g->x, g->thing->en);
	line(g, at, "tests:");
	list(g, at + 2, "right", fr, en);
	line(g, at + 2, "wrong: [%ld, %ld]", g->k - g->x + 1, (g->k - g->x) * 10);
}

static void tolerant_field(struct gen *g, bool variant)
{
	int at = variant ? 4 : 0;
	long tenth = g->n * 10 / 7; /* N divided by 70, in hundredths */
	bool range = draw(g, 2) && !variant;

	text(g, at, "instruction",
	     "Les {n} {t} tiennent dans 70 cartons. Combien y en a-t-il par carton, au dixième près ?",
	     "The {n} {t} fit into 70 boxes. How many are there per box, to one decimal?");
	line(g, at, "fields:\n%*smoyenne:", at + 2, "");
	if (!variant)
		line(g, at + 4, "type: number");
	text_inline(g, at + 4, "label", "{t} par carton", "{t} per box");
	if (range)
		line(g, at + 4, "between: [%ld.%02ld, %ld.%02ld]", (tenth - 6) / 100, (tenth - 6) % 100,
		     (tenth + 6) / 100, (tenth + 6) % 100);
	else
		line(g, at + 4, "accept: %ld.%02ld\n%*splus_or_minus: 0.06", tenth / 100, tenth % 100, at + 4,
		     "");
	line(g, at, "tests:");
	line(g, at + 2, "right: \"%ld.%02ld\"", tenth / 100, tenth % 100);
	line(g, at + 2, "wrong: [%ld.%02ld, %ld]", tenth / 100 + 1, tenth % 100, tenth);
}

static void text_field(struct gen *g, bool variant)
{
	int at = variant ? 4 : 0;
	const char *const *meaning = meanings[g->word - terms];
	char fr[256], en[256];

	snprintf(fr, sizeof(fr), "%s, à {p} comme ailleurs : comment cela s'appelle-t-il ?", meaning[0]);
	snprintf(en, sizeof(en), "%s, at {p} as elsewhere: what is it called?", meaning[1]);
	text(g, at, "instruction", fr, en);
	line(g, at, "fields:\n%*sterme:", at + 2, "");
	if (!variant)
		line(g, at + 4, "type: text\n%*ssize: 30", at + 4, "");
	text_inline(g, at + 4, "label", "Le mot juste", "The right word");
	snprintf(fr, sizeof(fr), "[\"%s\", \"%ss\"]", g->word->fr, g->word->fr);
	snprintf(en, sizeof(en), "[\"%s\", \"%ss\"]", g->word->en, g->word->en);
	list(g, at + 4, "accept", fr, en);
	if (!variant && g->n % 3 == 0)
		line(g, at + 4, "ignore: [case, accents, spaces, typos]");
	line(g, at + 4, "mistakes:\n%*s- answers: [internet, logiciel]", at + 6, "");
	text(g, at + 8, "feedback", "Le mot cherché est plus précis.", "The word is more precise.");
	snprintf(fr, sizeof(fr), "[\"%s\"]", g->word->fr);
	snprintf(en, sizeof(en), "[\"%s\"]", g->word->en);
	line(g, at, "tests:");
	list(g, at + 2, "right", fr, en);
	line(g, at + 2, "wrong: [ordinateur, \"%ld\"]", g->n);
}

static void pattern_field(struct gen *g, bool variant)
{
	unsigned day = 1 + (unsigned)g->n % 28;

	if (variant) {
		text(g, 4, "instruction",
		     "Donnez un nom à l'archive des {t} : la date 2024-{n}, un tiret, un mot, puis **.zip**.",
		     "Name the archive of the {t}: the date 2024-{n}, a hyphen, a word, then **.zip**.");
		line(g, 4, "fields:\n      nom:\n        pattern: \"2024-%ld-[a-z]+[.]zip\"", g->n);
		line(g, 4, "solution_to_display: {any: 2024-%ld-%s.zip}", g->n, g->thing->id);
		line(g, 4, "tests:\n      right: 2024-%ld-%s.zip\n      wrong: %s.zip", g->n, g->thing->id,
		     g->thing->id);
		return;
	}
	question(
	    g, 0,
	    "Donnez un nom au fichier en {m} : l'année, le mois et le jour en chiffres, un tiret entre "
	    "chaque, puis un mot et **.pdf**.",
	    "Name the file of {m}: year, month and day in digits, a hyphen between each, then a word and "
	    "**.pdf**.");
	line(g, 0, "fields:\n  nom:\n    type: text");
	text_inline(g, 4, "label", "Nom du fichier", "Name of the file");
	line(g, 4, "pattern: \"[0-9]{4}-%s-[0-9]{2}-[a-z]+[.]pdf\"\n    ignore: [case]", g->month->id);
	line(g, 0, "solution_to_display: {any: 2024-%s-%02u-%s.pdf}", g->month->id, day, g->thing->id);
	line(g, 0, "tests:\n  right: [2024-%s-%02u-%s.pdf]", g->month->id, day, g->thing->id);
	line(g, 2, "wrong: [%s.pdf, \"2024-%s-%02u\"]", g->thing->id, g->month->id, day);
}

static void date_field(struct gen *g, bool variant)
{
	static const char *const precision[] = {"year", "month", "day", "minute"};
	unsigned day = 1 + (unsigned)g->n % 27, year = 2001 + (unsigned)g->n % 20;
	const char *month = g->month->id;
	int at = variant ? 4 : 0;
	char from[32] = "", to[32] = "";
	unsigned which = variant ? g->precision : (g->precision = draw(g, 4));

	snprintf(from, sizeof(from), "%u-%s-%02u", year, month, day);
	snprintf(to, sizeof(to), "%u-%s-%02u", year, month, day + 1);
	from[which == 0 ? 4 : which == 1 ? 7 : 10] = '\0';
	if (variant) {
		text(g, at, "instruction", "Quand le tableau de {p} donne-t-il {k} {t} ?",
		     "When does the table of {p} show {k} {t}?");
		line(g, at, "fields:\n      jour:\n        accept: %s%s", from, which == 3 ? "T09:30" : "");
		line(g, at, "tests:\n      wrong: \"%u\"", year + 1);
		return;
	}
	question(g, at, "Quand {p} a-t-elle dépassé {n} {t} ?", "When did {p} go above {n} {t}?");
	line(g, at, "fields:\n  jour:\n    type: date\n    precision: %s", precision[which]);
	text_inline(g, 4, "label", "Date lue dans le tableau", "Date read in the table");
	if (which == 2 && g->k % 2)
		line(g, 4, "between: [%s, %s]", from, to);
	else
		line(g, 4, "accept: %s%s", from, which == 3 ? "T09:30" : "");
	line(g, at, "tests:\n  right: \"%s%s\"", from, which == 3 ? " 09:30" : "");
	line(g, 2, "wrong: [\"%u\", \"%u-%s-%02u\"]", year - 1, year + 1, month, day);
}

static void select_fields(struct gen *g, bool variant)
{
	if (variant) {
		text(g, 4, "instruction", "Et si les {k} {t} étaient triés du plus petit au plus grand ?",
		     "And what if the {k} {t} were sorted from smallest to largest?");
		line(g, 4, "fields:\n      debut:");
		list(g, 8, "accept", "au début", "at the beginning");
		line(g, 6, "fin:");
		list(g, 8, "accept", "à la fin", "at the end");
		return;
	}
	question(g, 0, "Le tableau est trié du plus grand nombre au plus petit. Complétez les phrases.",
		 "The table is sorted from the largest number to the smallest. Complete the sentences.");
	text_block(g, 0, "layout", "Le mois de {n} {t} est ${debut}.\nLe mois sans {t} est ${fin}.",
		   "The month with {n} {t} is ${debut}.\nThe month without {t} is ${fin}.");
	list(g, 0, "options", "[au début, au milieu, à la fin]",
	     "[at the beginning, in the middle, at the end]");
	line(g, 0, "fields:\n  debut:\n    type: select");
	text_inline(g, 4, "label", "Place du plus grand nombre", "Place of the largest number");
	list(g, 4, "accept", "au début", "at the beginning");
	line(g, 2, "fin:\n    type: select");
	text_inline(g, 4, "label", "Place du plus petit nombre", "Place of the smallest number");
	list(g, 4, "accept", "à la fin", "at the end");
	line(g, 0, "tests:\n  wrong:");
	if (g->french)
		line(g, 4, "- {debut: au milieu}");
	else
		line(g, 4, "fr: [{debut: au milieu}]\n    en: [{debut: in the middle}]");
}

static void grouped_fields(struct gen *g, bool variant)
{
	static const char *const names[4] = {"Firefox", "Chrome", "Safari", "Edge"};
	unsigned without = draw(g, 4), i;
	int at = variant ? 4 : 0;

	if (variant)
		text(g, at, "instruction",
		     "L'ordinateur de {p} n'a pas {x} logiciels. Citez deux navigateurs.",
		     "The computer of {p} does not have {x} programs. Name two browsers.");
	else
		question(g, at, "Citez deux logiciels qui peuvent l'afficher sur le web.",
			 "Name two programs that can show it on the web.");
	if (!variant) {
		line(g, at, "fields:");
		line(g, 2, "premier:\n    type: text");
		text_inline(g, 4, "label", "Premier navigateur", "First browser");
		line(g, 2, "second:\n    type: text");
		text_inline(g, 4, "label", "Second navigateur", "Second browser");
	}
	line(g, at, "groups:\n%*s- fields: [premier, second]", at + 2, "");
	line(g, at + 4, "ignore: [case, accents, spaces, typos]\n%*ssets:", at + 4, "");
	for (i = 0; i < 4; i++)
		if (i != without)
			line(g, at + 6, "- [%s, le navigateur %s]", names[i], names[i]);
	line(g, at, "tests:\n%*sright:", at + 2, "");
	line(g, at + 4, "- {premier: %s, second: %s}", names[(without + 1) % 4], names[(without + 2) % 4]);
	line(g, at + 2, "wrong:");
	line(g, at + 4, "- {premier: %s, second: %s}", names[(without + 1) % 4], names[(without + 1) % 4]);
}

/* --- ordering, matching, simulators ------------------------------------------------------- */

static void ordering(struct gen *g, bool variant)
{
	int at = variant ? 4 : 0;

	if (variant) {
		text(g, at, "instruction", "Rangez ces nombres de {t}, du plus petit au plus grand.",
		     "Put these numbers of {t} in order, smallest first.");
		line(g, at, "items: {any: [\"%ld\", \"%ld\", \"%ld\", \"%ld\"]}", g->x, g->n, g->k,
		     g->k + 100);
		return;
	}
	question(g, at, "Pour publier le nombre de {t} en {m}, dans quel ordre faire ces gestes ?",
		 "To publish the number of {t} of {m}, in which order are these steps done?");
	line(g, at, "items:");
	text_inline(g, 2, "- text", "Ouvrir le tableau de {p}", "Open the table of {p}");
	text_inline(g, 2, "- text", "Trier les {n} lignes par mois", "Sort the {n} rows by month");
	line(g, 2, "- any_order:");
	text_inline(g, 6, "- text", "Copier le nombre en {m}", "Copy the number of {m}");
	text_inline(g, 6, "- text", "Copier le titre de la colonne", "Copy the heading of the column");
	text_inline(g, 2, "- text", "Coller le tout dans la page", "Paste all of it into the page");
}

static void matching(struct gen *g, bool variant)
{
	static const char *const files[4][2] = {{"vacances.jpg", "image"},
						{"budget.ods", "calcul"},
						{"logo.svg", "image"},
						{"lettre.odt", "texte"}};
	unsigned i;
	int at = variant ? 4 : 0;

	if (variant)
		text(g, at, "instruction", "Et ces fichiers-là, en {m} : que contiennent-ils ?",
		     "And these files, of {m}: what do they hold?");
	else
		question(g, at, "Associez chaque fichier à ce qu'il contient.",
			 "Match each file with what it holds.");
	if (!variant) {
		line(g, at, "targets:");
		text_inline(g, 2, "image", "Une image", "A picture");
		text_inline(g, 2, "calcul", "Un tableau de nombres", "A table of numbers");
		text_inline(g, 2, "texte", "Un texte de plusieurs pages", "A text of several pages");
		text_inline(g, 2, "son", "Un enregistrement", "A recording");
	}
	line(g, at, "items:");
	for (i = 0; i < 4; i++)
		line(g, at + 2, "- {text: {any: %s-%s}, is: %s}", g->thing->id, files[i][0], files[i][1]);
}

static void simulator(struct gen *g, bool variant)
{
	bool judged = g->n % 2;
	int at = variant ? 4 : 0;

	text(g, at, "instruction",
	     "Guidez le robot de {p} jusqu'à la case {n} en {x} pas, puis lisez le mot.",
	     "Guide the robot of {p} to square {n} in {x} steps, then read the word.");
	if (variant)
		return;
	line(g, 0, "judge: %s", judged ? "answer" : "simulator");
	line(g, 0, "embed:");
	if (g->k % 3)
		line(g, 2, "component: grille\n  props: {colonnes: %u, lignes: %u, murs: [B%u, C%u]}",
		     4 + draw(g, 6), 4 + draw(g, 6), 1 + draw(g, 4), 1 + draw(g, 4));
	else
		line(g, 2, "url: https://simulateurs.example/robot/%ld", g->n);
	text_inline(g, 2, "title", "Grille du robot de {p}", "Grid of the robot of {p}");
	line(g, 2, "height: 480");
	if (!judged) {
		line(g, 0, "certifiable: false");
		return;
	}
	line(g, 0, "accept: [ORANGE%ld]\nignore: [case, spaces]", g->n);
	line(g, 0, "mistakes:\n  - answers: CITRON%ld", g->k);
	text(g, 4, "feedback", "Le robot s'est arrêté une case trop tôt.",
	     "The robot stopped one square too early.");
	line(g, 0, "tests: {right: orange%ld, wrong: POMME%ld}", g->n, g->n);
}

/* --- a whole file ----------------------------------------------------------------------- */

struct recipe {
	const char *type, *activity;
	void (*put)(struct gen *g, bool variant);
	bool needs_variant_text; /* false: a variant of it would change nothing */
};

static const struct recipe recipes[] = {
    {"single-choice", "knowledge", single_choice, true},
    {"multiple-choice", "knowledge", multiple_choice, true},
    {"multiple-choice", "situation", picked_words, false},
    {"fields", "task", number_field, true},
    {"fields", "task", tolerant_field, true},
    {"fields", "knowledge", text_field, true},
    {"fields", "task", pattern_field, true},
    {"fields", "search", date_field, true},
    {"fields", "task", select_fields, true},
    {"fields", "knowledge", grouped_fields, true},
    {"ordering", "situation", ordering, true},
    {"matching", "knowledge", matching, true},
    {"simulator", "simulation", simulator, true},
};

/* The two media of the tube's folder serve some of its challenges. */
static void put_media(struct gen *g, unsigned number)
{
	if (number % 6 == 0) {
		line(g, 0, "illustration:\n  file: courbe.png");
		text(g, 2, "alt", "Une courbe des {t} de {p}, mois par mois",
		     "A curve of the {t} of {p}, month by month");
		text_inline(g, 2, "credit", "Équipe de rédaction", "Editorial team");
	}
	if (number % 6 == 3) {
		line(g, 0, "attachments:");
		text_inline(g, 2, "- label", "{t} de {p}", "{t} of {p}");
		line(g, 4, "files: tableau.txt");
	}
}

static void put_extras(struct gen *g, unsigned number)
{
	if (chance(g, 40)) {
		line(g, 0, "feedback:");
		text(g, 2, "wrong", "Relisez la ligne « {m} ».", "Read the row of {m} again.");
	}
	if (chance(g, 85))
		text(
		    g, 0, "explanation",
		    "La ligne « {m} » se trouve en triant la première colonne ; le nombre de {t} est dans la "
		    "dernière, à côté du total de {p}.",
		    "Sorting the first column brings up the row of {m}; the number of {t} stands in the last "
		    "column, beside the total of {p}.");
	if (chance(g, 30))
		line(g, 0, "accessibility: {blind: untested, colour_blind: fine, deaf: fine}");
	if (chance(g, 10))
		line(g, 0, "timer: %u s", 60 + 30 * draw(g, 4));
	if (chance(g, 10))
		line(g, 0, "focus: true");
	if (chance(g, 10))
		line(g, 0, "devices: [computer, tablet]");
	if (chance(g, 10))
		line(g, 0, "leak: %s", chance(g, 50) ? "low" : "high");
	if (chance(g, 5))
		line(g, 0, "review_by: 2030-09-01");
	if (chance(g, 10))
		line(g, 0, "tags: [%s, %s]", g->thing->id, g->place->id);
	if (chance(g, 5))
		line(g, 0, "notes: Relu avec le fichier n° %u.", number);
	if (!g->french && number % 59 == 5)
		line(g, 0, "locales: {en: draft}");
}

static void put_variants(struct gen *g, const struct recipe *r, const char *id, unsigned number)
{
	unsigned n = draw(g, 100), i;

	n = !r->needs_variant_text || n < 60 ? 0 : n < 90 ? 1 : 2;
	for (i = 0; i < n; i++) {
		if (i == 0)
			line(g, 0, "variants:");
		draw_places(g);
		draw_numbers(g, i + 1); /* an answer that the prototype's tolerance does not reach */
		line(g, 2, "- id: %s-%c", id, 'b' + (char)i);
		if (number % 31 == 7)
			line(g, 4, "status: draft");
		r->put(g, true);
	}
}

static void put_challenge(struct gen *g, unsigned number, const char *id, const char *skill)
{
	const struct recipe *r = &recipes[number % countof(recipes)];
	const char *status = challenge_status(number);

	line(g, 0, "id: %s", id);
	if (strcmp(status, "withdrawn") == 0) {
		line(g, 0, "status: withdrawn");
		return;
	}
	line(g, 0, "skill: %s\nstatus: %s\ntype: %s\nactivity: %s", skill, status, r->type, r->activity);
	line(g, 0, "region: neutral");
	r->put(g, false);
	put_media(g, number);
	put_extras(g, number);
	put_variants(g, r, id, number);
}

void write_challenge(struct gen *g, unsigned number, unsigned skill)
{
	char path[256], id[64], skill_name[64], tube[64], competence[64];
	unsigned t = tube_of_skill(g, skill);

	challenge_id(id, number);
	skill_id(skill_name, skill);
	tube_id(tube, t);
	competence_id(competence, competence_of_tube(g, t));
	snprintf(path, sizeof(path), "challenges/%s/%s/%s.yaml", competence, tube, id);
	draw_places(g);
	g->french = number % 12 == 7;
	file_open(g, path);
	put_challenge(g, number, id, skill_name);
	file_close(g);
	g->french = false;
}
