/*
 * cmd.h: one thin file per command.
 *
 * To add a command: a file cmd/<name>.c with its options and a function
 * cmd_<name>, its prototype here, a row in the table of main.c, a line in
 * docs/commands.md (`make docs-check` compares), a case in tests/cli/. A command
 * turns options into calls of build/ and results into text and an exit code; it
 * knows no content.
 */
#ifndef CMD_CMD_H
#define CMD_CMD_H

#include <stdio.h>

#include "base/base.h"
#include "base/err.h"
#include "build/build.h"
#include "diag/diag.h"

enum color_choice { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

/* What holds for every command. */
struct global {
	const char *directory; /* -C DIR, or NULL */
	const char *lang;      /* --lang, or NULL */
	enum color_choice color;
	bool quiet, verbose;
};

enum option_kind { OPTION_FLAG, OPTION_VALUE };

struct option_row {
	char letter;      /* or 0 */
	const char *name; /* without -- */
	enum option_kind kind;
	const char *value; /* what the value is, for the help: "REV" */
	const char *help;
	void *to; /* bool or const char *, by kind */
};

/*
 * Takes the options of ROWS (ended by a row without a name) out of ARGV; ARGC and
 * ARGV are left with the rest. "--" ends options. Global options are read into G.
 * On a mistake one line on stderr names the nearest option and -1 is returned.
 */
int options_read(int *argc, char ***argv, const struct option_row *rows, struct global *g,
		 const char *command);

/* How many changes may lie between NAME and what its author meant: fewer for short names, as for ids. */
unsigned near_limit(struct str name);

/* Prints the help of a command: usage line, purpose, options. */
void options_help(const char *command, const char *usage, const char *purpose, const struct option_row *rows);

/* True if the arguments ask for help (-h, --help). */
bool options_want_help(int argc, char **argv);

/* Prints "pixc: error: ..." with its help to stderr and returns EXIT_ENVIRONMENT. */
int fail_environment(const struct global *g, const struct err *err);

/* Prints one line about wrong usage to stderr and returns EXIT_USAGE. */
int fail_usage(const char *command, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* The language of messages: --lang, PIXC_LANG, LC_ALL, LC_MESSAGES, LANG, then the content's. */
enum lang choose_lang(const struct global *g, const struct config *c);

/* True if STREAM is to be coloured. */
bool choose_color(const struct global *g, FILE *stream);

enum finding_format { FORMAT_TEXT, FORMAT_CONCISE };

/* Prints all findings of B to STREAM. */
void print_findings(FILE *stream, const struct build *b, const struct global *g, enum finding_format format);

/* Prints the summary line of a run to stderr unless --quiet. */
void print_summary(const struct build *b, const struct global *g);

/* Prints time and memory of each stage to stderr (--timings). */
void print_timings(const struct build *b);

/* A text of page "ui" with arguments, on the heap; the caller frees. */
struct buf ui_text(enum lang lang, const char *key, const struct finding_arg *args, size_t narg);

/* EXIT_CLEAN or EXIT_FINDINGS; with STRICT warnings count too. */
int exit_of(const struct build *b, bool strict);

/* The commands: arguments behind the command's name; they return an exit code. */
int cmd_check(int argc, char **argv, struct global *g);
int cmd_build(int argc, char **argv, struct global *g);
int cmd_show(int argc, char **argv, struct global *g);
int cmd_inspect(int argc, char **argv, struct global *g);
int cmd_dump(int argc, char **argv, struct global *g);
int cmd_explain(int argc, char **argv, struct global *g);
int cmd_mark(int argc, char **argv, struct global *g);
int cmd_rules(int argc, char **argv, struct global *g);

#endif
