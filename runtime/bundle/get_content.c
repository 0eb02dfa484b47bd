/*
 * get_content.c: getters of the bundle, its locales and levels, the framework,
 * skills, paths, the certification and media.
 */
#include "bundle/get_int.h"

const uint8_t pxb_no_row[PXB_HEADER_BYTES];

#define LAYOUT(name, size, description)                                                                      \
	_Static_assert((size) <= sizeof(pxb_no_row), "a row of " #name " is longer than the row of zeros");
#include "bundle/format.def"

/* The public constants are those of format.def. */
_Static_assert((int)PXB_VALIDATED == (int)PXB_status_VALIDATED, "status");
_Static_assert((int)PXB_THING_PATH == (int)PXB_thing_PATH, "thing");
_Static_assert((int)PXB_TOOL == (int)PXB_format_TOOL, "format");
_Static_assert((int)PXB_EXPERT == (int)PXB_audience_EXPERT, "audience");

/* --- the bundle -------------------------------------------------------------------- */

void pxb_identity(const struct pxb *b, uint8_t out[32])
{
	memcpy(out, b->identity, 32);
}

bool pxb_is_full(const struct pxb *b)
{
	return (b->flags & PXB_FLAG_FULL) != 0;
}

bool pxb_has_drafts(const struct pxb *b)
{
	return (b->flags & PXB_FLAG_DRAFTS) != 0;
}

double pxb_decimal_double(struct pxb_decimal d)
{
	/* powers of ten up to 10^18 are exact, so one division rounds once */
	static const double power[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8, 1e9,
				       1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18};

	return d.scale <= PXB_MAX_SCALE ? (double)d.mantissa / power[d.scale] : 0;
}

struct pxb_info pxb_info(const struct pxb *b)
{
	struct seen s = see_entity(b, PXB_SEC_META, 0);
	const struct pxb_table *json = &b->table[b->table_of[PXB_SEC_INFO]];
	struct pxb_info i;

	i.name = TEXT(s, meta, name);
	i.version = TEXT(s, meta, version);
	i.json.p = json->p ? (const char *)json->p : "";
	i.json.n = json->p ? (uint32_t)json->size : 0;
	i.highest_level = U8(s, meta, highest_level);
	i.points_per_level = U32(s, meta, points_per_level);
	i.points_per_skill = U32(s, meta, points_per_skill);
	i.format_major = PXB_MAJOR;
	i.format_minor = b->minor;
	return i;
}

struct pxb_str pxb_fallback_text(const struct pxb *b, enum pxb_section_id section, uint32_t handle,
				 struct pxb_locale l, size_t column)
{
	struct pxb_str text = {"", 0};
	uint32_t locale = l.v;

	/* chains of fallbacks end (open: check_locales) */
	while (locale < b->nlocale && !text.n) {
		text = seen_str(see(b, pxb_table_number(b, section, locale), handle), column);
		locale = pxb_fallback(b, locale);
	}
	return text;
}

struct pxb_titles pxb_fallback_titles(const struct pxb *b, enum pxb_section_id section, uint32_t handle,
				      struct pxb_locale l)
{
	struct pxb_titles t;

	t.title = pxb_fallback_text(b, section, handle, l, AT(titled, title));
	t.description = pxb_fallback_text(b, section, handle, l, AT(titled, description));
	return t;
}

struct pxb_titles pxb_titles(const struct pxb *b, struct pxb_locale l)
{
	struct pxb_titles t = {{"", 0}, {"", 0}};

	t.title = pxb_fallback_text(b, PXB_SEC_METX, 0, l, AT(meta_text, title));
	return t;
}

struct pxb_titles pxb_framework_titles(const struct pxb *b, struct pxb_locale l)
{
	struct pxb_titles t;

	t.title = pxb_fallback_text(b, PXB_SEC_METX, 0, l, AT(meta_text, framework_title));
	t.description = pxb_fallback_text(b, PXB_SEC_METX, 0, l, AT(meta_text, framework_description));
	return t;
}

uint32_t pxb_locale_count(const struct pxb *b)
{
	return b->nlocale;
}

struct pxb_locale pxb_locale_row(const struct pxb *b, uint32_t i)
{
	struct pxb_locale l = {i < b->nlocale ? i : PXB_NONE};

	return l;
}

static struct pxb_str locale_tag(const struct pxb *b, uint32_t i)
{
	const struct pxb_table *t = &b->table[b->table_of[PXB_SEC_LOCL]];
	struct pxb_str s;

	s.p = (const char *)t->rows + (uint64_t)i * t->stride;
	s.n = (uint32_t)strlen(s.p); /* ends with a NUL (open: is_word) */
	return s;
}

struct pxb_locale pxb_locale_find(const struct pxb *b, const char *tag, size_t n)
{
	struct pxb_locale l = {PXB_NONE};
	uint32_t i;

	for (i = 0; i < b->nlocale && l.v == PXB_NONE; i++) {
		struct pxb_str s = locale_tag(b, i);

		if (s.n == n && memcmp(s.p, tag, n) == 0)
			l.v = i;
	}
	return l;
}

struct pxb_locale_info pxb_locale_get(const struct pxb *b, struct pxb_locale l)
{
	struct pxb_locale_info i = {{"", 0}, {PXB_NONE}, false};
	uint32_t fallback;

	if (l.v >= b->nlocale)
		return i;
	i.tag = locale_tag(b, l.v);
	fallback = pxb_fallback(b, l.v);
	i.fallback.v = fallback == PXB_NO_LOCALE ? PXB_NONE : fallback;
	i.month_first = U8(see_entity(b, PXB_SEC_LOCL, l.v), locale, dates) == PXB_dates_MDY;
	return i;
}

uint32_t pxb_level_count(const struct pxb *b)
{
	return b->table[b->table_of[PXB_SEC_LEVL]].count;
}

struct pxb_level_info pxb_level_get(const struct pxb *b, uint32_t i)
{
	struct seen s = see_entity(b, PXB_SEC_LEVL, i < pxb_level_count(b) ? i : PXB_NONE);
	struct pxb_level_info l;

	l.level = U8(s, level, level);
	l.has_from = BIT(s, level, flags, PXB_window_flag_FROM);
	l.has_to = BIT(s, level, flags, PXB_window_flag_TO);
	l.from = DECIMAL(s, level, from);
	l.to = DECIMAL(s, level, to);
	l.band = TEXT(s, level, band);
	l.skills = LIST(s, level, level_skills);
	return l;
}

struct pxb_titles pxb_level_titles(const struct pxb *b, uint32_t i, struct pxb_locale l)
{
	return pxb_fallback_titles(b, PXB_SEC_LVTX, i < pxb_level_count(b) ? i : PXB_NONE, l);
}

uint32_t pxb_band_count(const struct pxb *b)
{
	return b->table[b->table_of[PXB_SEC_BAND]].count;
}

struct pxb_str pxb_band_id(const struct pxb *b, uint32_t i)
{
	return TEXT(see_entity(b, PXB_SEC_BAND, i < pxb_band_count(b) ? i : PXB_NONE), band, id);
}

struct pxb_titles pxb_band_titles(const struct pxb *b, uint32_t i, struct pxb_locale l)
{
	return pxb_fallback_titles(b, PXB_SEC_BNTX, i < pxb_band_count(b) ? i : PXB_NONE, l);
}

/* --- ids ------------------------------------------------------------------------------ */

/* The longest "kind/id" that is looked up. */
#define MAX_KIND_ID 128u

/* Writes "kind/id" to OUT and returns its length, or 0 if it is too long to exist. */
static size_t kind_id(char out[MAX_KIND_ID], uint32_t kind, const char *id, size_t n)
{
	const char *word = kind < PXB_NVALUES_thing ? pxb_value_word(PXB_ENUM_thing, kind) : NULL;
	size_t len = word ? strlen(word) : 0;

	if (!word || n > MAX_KIND_ID - len - 1)
		return 0;
	memcpy(out, word, len);
	out[len] = '/';
	memcpy(out + len + 1, id, n);
	return len + 1 + n;
}

uint32_t pxb_find_thing(const struct pxb *b, enum pxb_section_id section, uint32_t kind, const char *id,
			size_t n)
{
	uint32_t h = pxb_find_row(b, section, id, n);
	char name[MAX_KIND_ID];
	struct seen s;
	size_t len;

	if (h != PXB_NONE || !b->table[b->table_of[PXB_SEC_FORM]].count)
		return h;
	len = kind_id(name, kind, id, n);
	if (!len)
		return PXB_NONE;
	s = see_entity(b, PXB_SEC_FORM, pxb_find_row(b, PXB_SEC_FORM, name, len));
	/* the target is a row of its kind (verify_things) */
	return U8(s, former, kind) == kind ? REF(s, former, target) : PXB_NONE;
}

bool pxb_is_withdrawn(const struct pxb *b, enum pxb_thing kind, const char *id, size_t n)
{
	char name[MAX_KIND_ID];
	size_t len = kind_id(name, (uint32_t)kind, id, n);

	return len && pxb_find_row(b, PXB_SEC_TOMB, name, len) != PXB_NONE;
}

/* Counting, visiting and finding are the same for all kinds. */
#define THING(name, tag, kind)                                                                               \
	uint32_t pxb_##name##_count(const struct pxb *b)                                                     \
	{                                                                                                    \
		return b->table[b->table_of[PXB_SEC_##tag]].count;                                           \
	}                                                                                                    \
                                                                                                             \
	struct pxb_##name pxb_##name##_row(const struct pxb *b, uint32_t i)                                  \
	{                                                                                                    \
		const struct pxb_table *t = &b->table[b->table_of[PXB_SEC_##tag]];                           \
		struct pxb_##name h = {i < t->count ? pxb_handle_of(t, i) : PXB_NONE};                       \
                                                                                                             \
		return h;                                                                                    \
	}
#define FOUND(name, tag, kind)                                                                               \
	struct pxb_##name pxb_##name##_find(const struct pxb *b, const char *id, size_t n)                   \
	{                                                                                                    \
		struct pxb_##name h = {pxb_find_thing(b, PXB_SEC_##tag, PXB_thing_##kind, id, n)};           \
                                                                                                             \
		return h;                                                                                    \
	}
#define LISTED(name)                                                                                         \
	struct pxb_##name pxb_##name##_at(const struct pxb *b, struct pxb_list l, uint32_t i)                \
	{                                                                                                    \
		struct pxb_##name h = {REF(see_at(b, l, i, PXB_ROW_##name##_ref), name##_ref, name)};        \
                                                                                                             \
		return h;                                                                                    \
	}

/* clang-format off */
THING(area, AREA, AREA)
THING(competence, COMP, COMPETENCE)
THING(thematic, THEM, THEMATIC)
THING(tube, TUBE, TUBE)
THING(skill, SKIL, SKILL)
THING(challenge, CHAL, CHALLENGE)
THING(tutorial, TUTO, TUTORIAL)
THING(path, PATH, PATH)
THING(media, MEDI, NONE)
FOUND(area, AREA, AREA)
FOUND(competence, COMP, COMPETENCE)
FOUND(thematic, THEM, THEMATIC)
FOUND(tube, TUBE, TUBE)
FOUND(skill, SKIL, SKILL)
FOUND(challenge, CHAL, CHALLENGE)
FOUND(tutorial, TUTO, TUTORIAL)
FOUND(path, PATH, PATH)
LISTED(competence)
LISTED(thematic)
LISTED(skill)
LISTED(challenge)
LISTED(tutorial)
/* clang-format on */

struct pxb_tube pxb_tube_at(const struct pxb *b, struct pxb_list l, uint32_t i)
{
	/* a list of tubes, or the tubes of a path with their caps; both begin with the handle */
	struct seen s = see_at(b, l, i, PXB_ROW_tube_ref);
	struct pxb_tube h;

	if (!s.t)
		s = see_at(b, l, i, PXB_ROW_path_tube);
	h.v = REF(s, tube_ref, tube);
	return h;
}

struct pxb_str pxb_text_at(const struct pxb *b, struct pxb_list l, uint32_t i)
{
	return TEXT(see_at(b, l, i, PXB_ROW_text), text, text);
}

/* --- the framework ------------------------------------------------------------------------ */

struct pxb_area_info pxb_area_get(const struct pxb *b, struct pxb_area a)
{
	struct seen s = see_entity(b, PXB_SEC_AREA, a.v);
	struct pxb_area_info i;

	i.id = TEXT(s, area, id);
	i.code = TEXT(s, area, code);
	i.order = U16(s, area, order);
	i.competences = LIST(s, area, area_competences);
	return i;
}

struct pxb_titles pxb_area_titles(const struct pxb *b, struct pxb_area a, struct pxb_locale l)
{
	return pxb_fallback_titles(b, PXB_SEC_ARTX, a.v, l);
}

struct pxb_competence_info pxb_competence_get(const struct pxb *b, struct pxb_competence c)
{
	struct seen s = see_entity(b, PXB_SEC_COMP, c.v);
	struct pxb_competence_info i;

	i.id = TEXT(s, competence, id);
	i.code = TEXT(s, competence, code);
	i.area.v = REF(s, competence, area);
	i.order = U16(s, competence, order);
	i.thematics = LIST(s, competence, competence_thematics);
	i.tubes = LIST(s, competence, competence_tubes);
	i.ladder = LIST(s, competence, ladder);
	return i;
}

struct pxb_titles pxb_competence_titles(const struct pxb *b, struct pxb_competence c, struct pxb_locale l)
{
	return pxb_fallback_titles(b, PXB_SEC_COTX, c.v, l);
}

struct pxb_ladder pxb_ladder_at(const struct pxb *b, struct pxb_list ladder, uint32_t i)
{
	struct seen s = see_at(b, ladder, i, PXB_ROW_ladder);
	struct pxb_ladder l;

	l.level = U8(s, ladder, level);
	l.skills = U16(s, ladder, skills);
	l.points_num = U32(s, ladder, points_num);
	l.points_den = U32(s, ladder, points_den);
	return l;
}

struct pxb_list pxb_competence_coverage(const struct pxb *b, struct pxb_competence c, struct pxb_locale l)
{
	struct pxb_list none = {0, 0, 0};

	if (l.v >= b->nlocale)
		return none;
	return LIST(see(b, pxb_table_number(b, PXB_SEC_COLS, l.v), c.v), competence_list, coverage);
}

struct pxb_coverage pxb_coverage_at(const struct pxb *b, struct pxb_list coverage, uint32_t i)
{
	struct seen s = see_at(b, coverage, i, PXB_ROW_coverage);
	struct pxb_coverage c;

	c.level = U8(s, coverage, level);
	c.skills = U16(s, coverage, skills);
	c.challenges = U32(s, coverage, challenges);
	return c;
}

struct pxb_thematic_info pxb_thematic_get(const struct pxb *b, struct pxb_thematic t)
{
	struct seen s = see_entity(b, PXB_SEC_THEM, t.v);
	struct pxb_thematic_info i;

	i.id = TEXT(s, thematic, id);
	i.competence.v = REF(s, thematic, competence);
	i.order = U16(s, thematic, order);
	i.tubes = LIST(s, thematic, thematic_tubes);
	return i;
}

struct pxb_titles pxb_thematic_titles(const struct pxb *b, struct pxb_thematic t, struct pxb_locale l)
{
	return pxb_fallback_titles(b, PXB_SEC_THTX, t.v, l);
}

struct pxb_tube_info pxb_tube_get(const struct pxb *b, struct pxb_tube t)
{
	struct seen s = see_entity(b, PXB_SEC_TUBE, t.v);
	struct pxb_tube_info i;

	i.id = TEXT(s, tube, id);
	i.thematic.v = REF(s, tube, thematic);
	i.competence.v = REF(s, tube, competence);
	i.order = U16(s, tube, order);
	i.max_level = U8(s, tube, max_level);
	i.easy = BIT(s, tube, flags, PXB_tube_flag_EASY);
	i.devices = U8(s, tube, devices);
	i.skills = LIST(s, tube, tube_skills);
	return i;
}

struct pxb_titles pxb_tube_titles(const struct pxb *b, struct pxb_tube t, struct pxb_locale l)
{
	return pxb_fallback_titles(b, PXB_SEC_TBTX, t.v, l);
}

/* --- skills ---------------------------------------------------------------------------------- */

struct pxb_skill_info pxb_skill_get(const struct pxb *b, struct pxb_skill h)
{
	struct seen s = see_entity(b, PXB_SEC_SKIL, h.v);
	struct pxb_skill_info i;

	i.id = TEXT(s, skill, id);
	i.tube.v = REF(s, skill, tube);
	i.level = U8(s, skill, level);
	i.status = ENUM_OF(pxb_status, s, skill, status);
	i.points_num = U32(s, skill, points_num);
	i.points_den = U32(s, skill, points_den);
	i.timed = BIT(s, skill, flags, PXB_skill_flag_TIMED);
	i.easy = BIT(s, skill, flags, PXB_skill_flag_EASY);
	i.has_hint = BIT(s, skill, flags, PXB_skill_flag_HINT);
	i.prerequisites = LIST(s, skill, requires);
	i.to_succeed = LIST(s, skill, to_succeed);
	i.to_learn_more = LIST(s, skill, to_learn_more);
	return i;
}

struct pxb_str pxb_skill_title(const struct pxb *b, struct pxb_skill s, struct pxb_locale l)
{
	return pxb_fallback_text(b, PXB_SEC_SKTX, s.v, l, AT(skill_text, title));
}

struct pxb_str pxb_skill_hint(const struct pxb *b, struct pxb_skill s, struct pxb_locale l)
{
	return pxb_fallback_text(b, PXB_SEC_SKTX, s.v, l, AT(skill_text, hint));
}

struct pxb_list pxb_skill_challenges(const struct pxb *b, struct pxb_skill h, struct pxb_locale l,
				     enum pxb_status status)
{
	struct pxb_list none = {0, 0, 0};
	struct seen s;

	if (l.v >= b->nlocale)
		return none;
	s = see(b, pxb_table_number(b, PXB_SEC_SKLS, l.v), h.v);
	switch (status) {
	case PXB_VALIDATED:
		return LIST(s, skill_list, validated);
	case PXB_RETIRED:
		return LIST(s, skill_list, retired);
	case PXB_DRAFT:
		return LIST(s, skill_list, drafts);
	case PXB_NO_STATUS:
	case PXB_WITHDRAWN:
		break;
	}
	return none;
}

/* --- paths and certification ------------------------------------------------------------------- */

struct pxb_path_info pxb_path_get(const struct pxb *b, struct pxb_path p)
{
	struct seen s = see_entity(b, PXB_SEC_PATH, p.v);
	struct pxb_path_info i;

	i.id = TEXT(s, path, id);
	i.fixed = U8(s, path, kind) == PXB_path_kind_FIXED;
	i.status = ENUM_OF(pxb_status, s, path, status);
	i.retry_delay = U32(s, path, retry_delay);
	i.improve_delay = U32(s, path, improve_delay);
	i.reset_delay = U32(s, path, reset_delay);
	i.audience = LIST(s, path, audience);
	i.tubes = LIST(s, path, path_tubes);
	i.skills = LIST(s, path, path_skills);
	i.parts = LIST(s, path, parts);
	i.results = LIST(s, path, results);
	return i;
}

struct pxb_titles pxb_path_titles(const struct pxb *b, struct pxb_path p, struct pxb_locale l)
{
	struct pxb_titles t;

	t.title = pxb_fallback_text(b, PXB_SEC_PATX, p.v, l, AT(path_text, title));
	t.description = pxb_fallback_text(b, PXB_SEC_PATX, p.v, l, AT(path_text, description));
	return t;
}

enum pxb_status pxb_path_status(const struct pxb *b, struct pxb_path p, struct pxb_locale l)
{
	if (l.v >= b->nlocale)
		return PXB_NO_STATUS;
	return ENUM_OF(pxb_status, see(b, pxb_table_number(b, PXB_SEC_PATX, l.v), p.v), path_text, status);
}

unsigned pxb_cap_at(const struct pxb *b, struct pxb_list tubes, uint32_t i)
{
	return U8(see_at(b, tubes, i, PXB_ROW_path_tube), path_tube, cap);
}

struct pxb_part pxb_part_at(const struct pxb *b, struct pxb_list l, uint32_t i)
{
	struct pxb_part p = {PXB_THING_NONE, {PXB_NONE}, {PXB_NONE}, {PXB_NONE}, {PXB_NONE}};
	struct seen s = see_at(b, l, i, PXB_ROW_part);
	uint32_t target = REF(s, part, target);

	p.kind = ENUM_OF(pxb_thing, s, part, kind);
	if (p.kind == PXB_THING_CHALLENGE)
		p.challenge.v = target;
	else if (p.kind == PXB_THING_SKILL)
		p.skill.v = target;
	else if (p.kind == PXB_THING_TUTORIAL)
		p.tutorial.v = target;
	else if (p.kind == PXB_THING_PATH)
		p.path.v = target;
	return p;
}

struct pxb_result pxb_result_at(const struct pxb *b, struct pxb_list results, uint32_t i, struct pxb_locale l)
{
	struct seen s = see_at(b, results, i, PXB_ROW_result);
	struct pxb_result r;

	r.from_percent = U8(s, result, from_percent);
	r.title = pxb_fallback_text(b, PXB_SEC_PRTX, s.handle, l, AT(result_text, title));
	r.message = pxb_fallback_text(b, PXB_SEC_PRTX, s.handle, l, AT(result_text, message));
	r.tutorials = LIST(s, result, result_tutorials);
	return r;
}

struct pxb_certification_info pxb_certification(const struct pxb *b)
{
	struct seen s = see_entity(b, PXB_SEC_CERT, 0);
	struct pxb_certification_info i;

	i.given = s.t != NULL;
	i.challenges = U16(s, certification, challenges);
	i.answers_at_least = U16(s, certification, answers_at_least);
	i.spacing = U16(s, certification, spacing);
	i.all_competences = BIT(s, certification, flags, PXB_certification_flag_ALL_COMPETENCES);
	i.one_per_tube = BIT(s, certification, flags, PXB_certification_flag_ONE_PER_TUBE);
	i.choose_among = U16(s, certification, choose_among);
	i.probability = DECIMAL(s, certification, probability);
	i.start = DECIMAL(s, certification, start);
	i.step_limit = DECIMAL(s, certification, step_limit);
	i.default_error = DECIMAL(s, certification, default_error);
	i.prior_variance = DECIMAL(s, certification, prior_variance);
	i.cap_points = U32(s, certification, cap_points);
	i.cap_level = U8(s, certification, cap_level);
	i.eligible_competences = U16(s, certification, eligible_competences);
	i.eligible_level = U8(s, certification, eligible_level);
	i.duration = U32(s, certification, duration);
	i.tubes = LIST(s, certification, certification_tubes);
	i.bands = LIST(s, certification, certification_bands);
	return i;
}

struct pxb_titles pxb_certification_titles(const struct pxb *b, struct pxb_locale l)
{
	return pxb_fallback_titles(b, PXB_SEC_CETX, 0, l);
}

struct pxb_certification_band pxb_certification_band_at(const struct pxb *b, struct pxb_list l, uint32_t i)
{
	struct seen s = see_at(b, l, i, PXB_ROW_certification_band);
	struct pxb_certification_band d;

	d.competence.v = REF(s, certification_band, competence);
	d.level = U8(s, certification_band, level);
	d.has_from = BIT(s, certification_band, flags, PXB_window_flag_FROM);
	d.has_to = BIT(s, certification_band, flags, PXB_window_flag_TO);
	d.from = DECIMAL(s, certification_band, from);
	d.to = DECIMAL(s, certification_band, to);
	return d;
}

uint32_t pxb_pool_count(const struct pxb *b, struct pxb_locale l)
{
	return l.v < b->nlocale ? b->table[pxb_table_number(b, PXB_SEC_CPOL, l.v)].count : 0;
}

struct pxb_challenge pxb_pool_row(const struct pxb *b, struct pxb_locale l, uint32_t i)
{
	struct pxb_challenge c = {PXB_NONE};
	uint32_t t;

	if (i >= pxb_pool_count(b, l))
		return c;
	t = pxb_table_number(b, PXB_SEC_CPOL, l.v);
	c.v = REF(see(b, t, pxb_handle_of(&b->table[t], i)), pool, owner);
	return c;
}

/* --- media ---------------------------------------------------------------------------------------- */

struct pxb_media pxb_media_find(const struct pxb *b, const uint8_t sha256[32])
{
	const struct pxb_table *t = &b->table[b->table_of[PXB_SEC_MEDI]];
	struct pxb_media h = {PXB_NONE};
	uint32_t low = 0, high = t->count;

	/* rows ascend by SHA-256 (verify_media_order; hostile orders only miss) */
	while (low < high) {
		uint32_t mid = low + (high - low) / 2;
		int order = memcmp(t->rows + (uint64_t)mid * t->stride + AT(media, sha256), sha256, 32);

		if (order == 0) {
			h.v = pxb_handle_of(t, mid);
			return h;
		}
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return h;
}

struct pxb_media_info pxb_media_get(const struct pxb *b, struct pxb_media m)
{
	struct seen s = see_entity(b, PXB_SEC_MEDI, m.v);
	struct pxb_media_info i;

	i.sha256 = s.row + AT(media, sha256);
	i.mime = TEXT(s, media, mime);
	memcpy(i.ext, s.row + AT(media, ext), 8);
	i.ext[8] = 0;
	i.size = U64(s, media, size);
	i.offset = s.t ? b->sections_end + U64(s, media, offset) : 0;
	/* the medium lies in the file (verify_media) */
	i.bytes = b->p + i.offset;
	i.width = U16(s, media, width);
	i.height = U16(s, media, height);
	i.names = LIST(s, media, names);
	return i;
}
