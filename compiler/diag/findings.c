/* The list of findings: adding, sorting, capping, counting. */
#include "diag/diag.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/hash.h"

void findings_init(struct findings *fs, struct arena *arena)
{
	*fs = (struct findings){.arena = arena};
}

static struct finding *findings_push(struct findings *fs)
{
	struct finding *f = ARENA_NEW(fs->arena, struct finding);

	ARENA_GROW(fs->arena, fs->v, fs->n, fs->cap);
	fs->v[fs->n++] = f;
	return f;
}

struct finding *finding_add(struct findings *fs, enum rule rule, struct place place)
{
	struct finding *f = findings_push(fs);

	f->rule = rule;
	f->severity = rule_info(rule)->severity;
	f->place = place;
	f->place.path = arena_str(fs->arena, place.path);
	return f;
}

void finding_arg(struct findings *fs, struct finding *f, const char *name, struct str value)
{
	size_t i;

	for (i = 0; i < f->narg && strcmp(f->arg[i].name, name) != 0; i++)
		;
	if (i == FINDING_ARGS)
		BUG("rule %s has more than %d arguments", rule_info(f->rule)->name, FINDING_ARGS);
	f->arg[i] = (struct finding_arg){name, arena_str(fs->arena, value)};
	if (i == f->narg)
		f->narg++;
}

void finding_arg_fmt(struct findings *fs, struct finding *f, const char *name, const char *fmt, ...)
{
	char text[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	finding_arg(fs, f, name, str_c(text));
}

void finding_variant(struct finding *f, const char *variant)
{
	f->variant = variant;
}

void finding_note(struct findings *fs, struct finding *f, const char *key, struct place place)
{
	if (f->nnote == FINDING_NOTES)
		return;
	place.path = arena_str(fs->arena, place.path);
	f->note[f->nnote++] = (struct finding_note){key, place};
}

/* How many edits there is room for when there are N: the next power of two. */
static size_t edit_room(size_t n)
{
	size_t room = 1;

	while (room < n)
		room *= 2;
	return n ? room : 0;
}

void finding_edit(struct findings *fs, struct finding *f, enum fix_safety safety, struct place place,
		  struct str text)
{
	struct str path =
	    str_eq(place.path, f->place.path) ? f->place.path : arena_str(fs->arena, place.path);

	if (f->nedit == edit_room(f->nedit))
		f->edit =
		    arena_resize(fs->arena, f->edit, f->nedit, edit_room(f->nedit + 1), sizeof(*f->edit));
	f->edit[f->nedit++] = (struct edit){path, place.start, place.end, arena_str(fs->arena, text)};
	f->fix = safety;
}

static struct str copy_str(struct arena *a, struct str s)
{
	return s.p ? arena_str(a, s) : s;
}

static void finding_copy(struct findings *to, const struct finding *from)
{
	struct arena *a = to->arena;
	struct finding *f = findings_push(to);
	size_t i;

	*f = *from;
	f->place.path = copy_str(a, from->place.path);
	f->thing_kind = copy_str(a, from->thing_kind);
	f->thing_id = copy_str(a, from->thing_id);
	f->key_path = copy_str(a, from->key_path);
	for (i = 0; i < f->narg; i++)
		f->arg[i].value = copy_str(a, from->arg[i].value);
	for (i = 0; i < f->nnote; i++)
		f->note[i].place.path = copy_str(a, from->note[i].place.path);
	f->edit = arena_resize(a, from->edit, from->nedit, edit_room(from->nedit), sizeof(*f->edit));
	for (i = 0; i < f->nedit; i++) {
		f->edit[i].path = copy_str(a, from->edit[i].path);
		f->edit[i].text = copy_str(a, from->edit[i].text);
	}
}

void findings_append(struct findings *to, const struct findings *from)
{
	size_t i;

	for (i = 0; i < from->n; i++)
		finding_copy(to, from->v[i]);
}

static int compare_numbers(uint32_t a, uint32_t b)
{
	return a < b ? -1 : a > b;
}

static int compare_args(const struct finding *a, const struct finding *b)
{
	size_t i;
	int c = compare_numbers((uint32_t)a->narg, (uint32_t)b->narg);

	for (i = 0; !c && i < a->narg; i++)
		c = str_cmp(a->arg[i].value, b->arg[i].value);
	return c;
}

/* The order of findings: path, offset, code, end, variant, arguments. */
static int compare(const void *pa, const void *pb)
{
	const struct finding *a = *(struct finding *const *)pa;
	const struct finding *b = *(struct finding *const *)pb;
	int c = str_cmp(a->place.path, b->place.path);

	if (!c)
		c = compare_numbers(a->place.start, b->place.start);
	if (!c)
		c = compare_numbers(a->rule, b->rule);
	if (!c)
		c = compare_numbers(a->place.end, b->place.end);
	if (!c)
		c = strcmp(a->variant ? a->variant : "", b->variant ? b->variant : "");
	return c ? c : compare_args(a, b);
}

static void drop_doubles(struct findings *fs)
{
	size_t i, n = 0;

	for (i = 0; i < fs->n; i++)
		if (!n || compare(&fs->v[i], &fs->v[n - 1]) != 0)
			fs->v[n++] = fs->v[i];
	fs->n = n;
}

/*
 * Keeps LIMIT_FILE_FINDINGS of the N sorted findings at V, errors before others,
 * in their order; returns how many were kept.
 */
static size_t cap_file(struct finding **v, size_t n)
{
	size_t i, kept = 0, room[2] = {0, 0}, errors = 0;

	for (i = 0; i < n; i++)
		errors += v[i]->severity == SEVERITY_ERROR;
	room[1] = errors < LIMIT_FILE_FINDINGS ? errors : LIMIT_FILE_FINDINGS;
	room[0] = LIMIT_FILE_FINDINGS - room[1];
	for (i = 0; i < n; i++) {
		size_t *r = &room[v[i]->severity == SEVERITY_ERROR];

		if (*r) {
			--*r;
			v[kept++] = v[i];
		}
	}
	return kept;
}

/* The finding that counts the rest: as severe as the worst that is not shown. */
static struct finding *count_rest(struct findings *fs, struct finding *last, size_t rest, bool errors)
{
	struct findings one;
	struct finding *f;

	findings_init(&one, fs->arena);
	f = finding_add(&one, RULE_TOO_MANY_FINDINGS, last->place);
	f->severity = errors ? SEVERITY_ERROR : f->severity;
	f->place.start = f->place.end = 0;
	finding_arg_fmt(&one, f, "count", "%zu", rest);
	return f;
}

void findings_finish(struct findings *fs)
{
	struct finding **out = NULL;
	size_t i = 0, n = 0, cap = 0;

	if (!fs->n)
		return;
	qsort(fs->v, fs->n, sizeof(struct finding *), compare);
	drop_doubles(fs);
	while (i < fs->n) {
		size_t first = i, kept, k, errors = 0;

		while (i < fs->n && str_eq(fs->v[i]->place.path, fs->v[first]->place.path))
			errors += fs->v[i++]->severity == SEVERITY_ERROR;
		kept = i - first > LIMIT_FILE_FINDINGS ? cap_file(fs->v + first, i - first) : i - first;
		for (k = 0; k < kept; k++) {
			ALLOC_GROW(out, n, cap);
			out[n++] = fs->v[first + k];
		}
		if (kept < i - first) {
			ALLOC_GROW(out, n, cap);
			out[n] = count_rest(fs, fs->v[first], i - first - kept, errors > LIMIT_FILE_FINDINGS);
			n++;
		}
	}
	fs->v = arena_resize(fs->arena, out, n, n, sizeof(struct finding *));
	fs->n = fs->cap = n;
	free(out);
}

size_t findings_count(const struct findings *fs, enum severity severity)
{
	size_t i, n = 0;

	for (i = 0; i < fs->n; i++)
		n += fs->v[i]->severity == severity;
	return n;
}

void finding_fingerprint(char out[17], const struct finding *f, unsigned ordinal)
{
	struct buf b = {0};
	uint8_t sum[32];
	size_t i;

	buf_add_c(&b, rule_info(f->rule)->code);
	buf_add_byte(&b, '\n');
	if (f->thing_id.n) {
		buf_add_str(&b, f->thing_kind);
		buf_add_byte(&b, '/');
		buf_add_str(&b, f->thing_id);
	} else {
		buf_add_str(&b, f->place.path);
	}
	buf_add_byte(&b, '\n');
	buf_add_str(&b, f->key_path);
	buf_add_fmt(&b, "\n%u", ordinal);
	hash_sha256(sum, buf_str(&b));
	for (i = 0; i < 8; i++)
		snprintf(out + 2 * i, 3, "%02x", sum[i]);
	buf_release(&b);
}
