/*
 * answer.c: what would happen to an answer. Words of an author become an answer as
 * engines send it, the marking code judges it, and the verdict comes with why and
 * with what the learner would be told.
 */
#include <stdio.h>

#include "lint/lint.h"
#include "show/show_int.h"

/* One answer and where it comes from. */
struct attempt {
	struct buf *out;
	const struct content *c;
	const struct challenge *h;
	size_t locale;
	enum lang lang;
	struct arena *a;
	const struct pxm *m;
	struct pxm_question key;
};

static struct str str_of(struct pxb_str s)
{
	return (struct str){s.p, s.n};
}

static struct str in_locale(const struct attempt *t, const struct ltext *x)
{
	return x->v && x->have >> t->locale & 1 ? x->v[t->locale] : (struct str){NULL, 0};
}

static void add_ui(const struct attempt *t, const char *key)
{
	ui_add_text(t->out, key, NULL, 0, t->lang);
}

static void add_verdict(const struct attempt *t, enum pxm_verdict verdict, enum pxm_by by)
{
	static const char *const keys[] = {"mark.skipped", "mark.right", "mark.wrong", "mark.error"};

	add_ui(t, keys[verdict]);
	if (by != PXM_BY_NONE) {
		add_ui(t, "colon");
		add_ui(t, lint_why(by));
	}
}

/* A complaint about the words that were given; always false. */
static bool refuse(const struct attempt *t, const char *key, struct str name)
{
	struct finding_arg arg = {"name", name};

	t->out->n = 0;
	ui_add_text(t->out, key, &arg, 1, t->lang);
	return false;
}

/* --- words to answers ----------------------------------------------------------------------- */

/* The piece that WORD names: by its text, its name or its key in hexadecimal. */
static bool find_piece(const struct attempt *t, uint32_t *key, const struct pieces *p, struct str word)
{
	char hex[16];
	size_t i;

	for (i = 0; i < p->n; i++) {
		snprintf(hex, sizeof(hex), "%08x", p->v[i].key);
		if (!str_eq(in_locale(t, &p->v[i].text), word) && !str_eq(p->v[i].name, word) &&
		    !str_eq_c(word, hex))
			continue;
		*key = p->v[i].key;
		return true;
	}
	return refuse(t, "mark.no-such-piece", word);
}

static bool read_keys(const struct attempt *t, struct pxm_answer *out, const struct pieces *p,
		      const struct str *word, size_t n)
{
	uint32_t *key = ARENA_ARRAY(t->a, n, uint32_t);
	size_t i;

	for (i = 0; i < n; i++)
		if (!find_piece(t, &key[i], p, word[i]))
			return false;
	out->key = key;
	out->nkey = n;
	return true;
}

static bool read_pairs(const struct attempt *t, struct pxm_answer *out, const struct str *word, size_t n)
{
	const struct question *q = &t->h->question;
	struct pxm_pair *pair = ARENA_ARRAY(t->a, n, struct pxm_pair);
	size_t i;

	for (i = 0; i < n; i++) {
		size_t sign = str_find(word[i], '=', 0);

		if (sign == word[i].n)
			return refuse(t, "mark.no-pair", word[i]);
		if (!find_piece(t, &pair[i].item, &q->items, str_trim(str_sub(word[i], 0, sign))) ||
		    !find_piece(t, &pair[i].target, &q->targets,
				str_trim(str_sub(word[i], sign + 1, word[i].n))))
			return false;
	}
	out->pair = pair;
	out->npair = n;
	return true;
}

static bool refuse_field(const struct attempt *t, struct str word)
{
	struct buf known = {0};
	struct finding_arg args[2] = {{"name", word}};
	uint32_t i;

	for (i = 0; i < t->key.nfield; i++)
		buf_add_fmt(&known, "%s%.*s", i ? ", " : "", STR_ARG(str_of(t->key.field[i].name)));
	args[1] = (struct finding_arg){"known", buf_str(&known)};
	t->out->n = 0;
	ui_add_text(t->out, "mark.no-field", args, 2, t->lang);
	buf_release(&known);
	return false;
}

static bool is_field(const struct attempt *t, struct str name)
{
	uint32_t i;

	for (i = 0; i < t->key.nfield; i++)
		if (str_eq(str_of(t->key.field[i].name), name))
			return true;
	return false;
}

static bool read_fields(const struct attempt *t, struct pxm_answer *out, const struct str *word, size_t n)
{
	struct pxm_entry *entry = ARENA_ARRAY(t->a, n, struct pxm_entry);
	size_t i;

	for (i = 0; i < n; i++) {
		size_t sign = str_find(word[i], '=', 0);
		struct str name = str_trim(str_sub(word[i], 0, sign)),
			   text = str_sub(word[i], sign + 1, word[i].n);

		if (sign == word[i].n || !is_field(t, name)) {
			if (t->key.nfield != 1)
				return refuse_field(t, word[i]);
			name = str_of(t->key.field[0].name);
			text = word[i];
		}
		entry[i].name = (struct pxb_str){name.p, (uint32_t)name.n};
		entry[i].text = (struct pxb_str){text.p ? text.p : "", (uint32_t)text.n};
	}
	out->entry = entry;
	out->nentry = n;
	return true;
}

static bool read_answer(const struct attempt *t, struct pxm_answer *out, const struct str *word, size_t n)
{
	const struct question *q = &t->h->question;

	*out = (struct pxm_answer){0};
	switch (q->type) {
	case QUESTION_SINGLE_CHOICE:
	case QUESTION_MULTIPLE_CHOICE:
		return read_keys(t, out, &q->choices, word, n);
	case QUESTION_ORDERING:
		return read_keys(t, out, &q->items, word, n);
	case QUESTION_MATCHING:
		return read_pairs(t, out, word, n);
	case QUESTION_SIMULATOR:
		out->word = (struct pxb_str){word->p, (uint32_t)word->n};
		return true;
	default:
		return read_fields(t, out, word, n);
	}
}

/* --- verdicts to words --------------------------------------------------------------------------- */

static void add_text(const struct attempt *t, const char *label, struct str text)
{
	struct buf words = {0};

	if (!text.n)
		return;
	ui_add_text(&words, label, NULL, 0, t->lang);
	show_line(t->out, 4, words.p, text);
	buf_release(&words);
}

static const struct piece *piece_of(const struct pieces *p, uint32_t key)
{
	size_t i;

	for (i = 0; i < p->n; i++)
		if (p->v[i].key == key)
			return &p->v[i];
	return NULL;
}

/* The feedback of a known mistake or of the choice that was ticked. */
static void add_own_feedback(const struct attempt *t, const struct pxm_part *part, uint32_t i)
{
	const struct question *q = &t->h->question;
	const struct piece *choice = piece_of(&q->choices, part->key);

	if (q->choices.n && choice)
		add_text(t, "mark.feedback", in_locale(t, &choice->feedback));
	if (part->by != PXM_BY_MISTAKE)
		return;
	if (q->type == QUESTION_SIMULATOR && part->mistake < q->nmistake)
		add_text(t, "mark.feedback", in_locale(t, &q->mistake[part->mistake].feedback));
	else if (i < q->nfield && part->mistake < q->field[i].nmistake)
		add_text(t, "mark.feedback", in_locale(t, &q->field[i].mistake[part->mistake].feedback));
}

/* What PART number I is about: a field's name, or the text of an item or choice. */
static struct str part_name(const struct attempt *t, const struct pxm_part *part, uint32_t i)
{
	const struct question *q = &t->h->question;
	const struct piece *p = NULL;

	if (q->type == QUESTION_FIELDS && i < t->key.nfield)
		return str_of(t->key.field[i].name);
	if (q->choices.n)
		p = piece_of(&q->choices, part->key);
	else if (q->items.n && i < t->key.nitem)
		p = piece_of(&q->items, t->key.item[i].key);
	return p ? in_locale(t, &p->text) : (struct str){NULL, 0};
}

static void add_parts(const struct attempt *t, const struct pxm_part *part, uint32_t n)
{
	uint32_t i;

	for (i = 0; i < n; i++) {
		struct str name = part_name(t, &part[i], i);

		if (n > 1) {
			buf_add_fmt(t->out, "    %.*s", STR_ARG(name));
			add_ui(t, "colon");
			add_verdict(t, part[i].verdict, part[i].by);
			buf_add_byte(t->out, '\n');
		}
		add_own_feedback(t, &part[i], i);
	}
}

static void add_result(const struct attempt *t, const struct pxm_answer *answer, struct str shown)
{
	struct pxm_part part[PXM_MAX_PARTS];
	const struct question *q = &t->h->question;
	struct pxm_result r;

	pxm_mark(&r, part, PXM_MAX_PARTS, t->m, answer);
	buf_add_fmt(t->out, "  \"%.*s\"", STR_ARG(shown));
	add_ui(t, "colon");
	add_verdict(t, r.verdict, r.npart == 1 ? part[0].by : r.npart ? PXM_BY_NONE : r.by);
	buf_add_byte(t->out, '\n');
	add_parts(t, part, r.npart);
	if (r.verdict == PXM_RIGHT)
		add_text(t, "mark.feedback", in_locale(t, &q->feedback_right));
	if (r.verdict == PXM_WRONG)
		add_text(t, "mark.feedback", in_locale(t, &q->feedback_wrong));
	if (r.verdict == PXM_RIGHT || r.verdict == PXM_WRONG)
		add_text(t, "mark.explanation", in_locale(t, &t->h->explanation));
}

/* True if each word is an answer of its own; else all words are one answer. */
static bool is_apart(const struct attempt *t)
{
	enum question_type type = t->h->question.type;

	return type == QUESTION_SINGLE_CHOICE || type == QUESTION_SIMULATOR ||
	       (type == QUESTION_FIELDS && t->key.nfield == 1);
}

static bool mark_all(const struct attempt *t, const struct str *word, size_t n)
{
	struct buf shown = {0};
	struct pxm_answer answer;
	bool ok = true;
	size_t i;

	if (is_apart(t)) {
		for (i = 0; ok && i < n; i++) {
			ok = read_answer(t, &answer, &word[i], 1);
			if (ok)
				add_result(t, &answer, word[i]);
		}
		return ok;
	}
	for (i = 0; i < n; i++)
		buf_add_fmt(&shown, "%s%.*s", i ? ", " : "", STR_ARG(word[i]));
	ok = read_answer(t, &answer, word, n);
	if (ok)
		add_result(t, &answer, buf_str(&shown));
	buf_release(&shown);
	return ok;
}

static bool mark_in(struct attempt *t, const struct str *word, size_t n)
{
	struct pxm_error e;
	struct pxm *m;
	bool ok;

	model_marking(&t->key, &t->h->question, t->c->config, t->locale, t->a);
	if (pxm_new(&m, &t->key, &e) != PXM_OK)
		return refuse(t, "mark.cannot", str_c(e.message));
	t->m = m;
	buf_add_fmt(t->out, "challenge %.*s, %.*s\n", STR_ARG(t->h->id),
		    STR_ARG(t->c->config->locale[t->locale].id));
	ok = mark_all(t, word, n);
	pxm_free(m);
	return ok;
}

bool show_marking(struct buf *out, const struct content *c, uint32_t challenge, int locale,
		  const struct str *word, size_t n, enum lang lang)
{
	struct arena a;
	struct attempt t = {out, c, c->challenge[challenge].c, 0, lang, &a, NULL, {0}};
	bool ok = true, any = false;

	arena_init(&a);
	for (; ok && t.locale < c->config->nlocale; t.locale++) {
		if (!(t.h->exists >> t.locale & 1) || (locale >= 0 && (size_t)locale != t.locale))
			continue;
		any = true;
		ok = mark_in(&t, word, n);
	}
	if (!any)
		ok = refuse(&t, "mark.no-locale", t.h->id);
	arena_release(&a);
	return ok;
}
