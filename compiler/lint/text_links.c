/* Rules about links: where they lead, what they are called, how their address is written. */
#include "lint/text_int.h"

/* What says nothing about where a link leads. Whole labels, in small letters. */
static const char *const empty_labels[] = {
    "ici",          "cliquez ici",    "clique ici", "cliquer ici",     "cliquez",
    "lien",         "ce lien",        "le lien",    "lien ici",        "voir ici",
    "voir",         "cette page",     "lire ici",   "en savoir plus",  "lire la suite",
    "plus d'infos", "suivez ce lien", "here",       "click here",      "click",
    "link",         "this link",      "the link",   "this page",       "see here",
    "read more",    "more",           "learn more", "follow this link"};

/* Hosts whose addresses hide where they lead. */
static const char *const shorteners[] = {
    "bit.ly",     "tinyurl.com", "t.co",    "goo.gl", "ow.ly",   "is.gd", "v.gd", "buff.ly",     "cutt.ly",
    "rebrand.ly", "urlz.fr",     "urlr.me", "lc.cx",  "tiny.cc", "rb.gy", "t.ly", "shorturl.at", "lnkd.in"};

/* Names of parameters that only tell the site who sent the reader. */
static const char *const trackers[] = {"fbclid", "gclid", "msclkid", "yclid", "mc_cid", "mc_eid", "igshid"};

static const char *const schemes[] = {"http:", "https:", "mailto:", "tel:"};

/* True if S begins with PREFIX, which is in small letters, case apart (ASCII). */
static bool starts(struct str s, const char *prefix)
{
	size_t i, n = strlen(prefix);

	for (i = 0; i < n; i++) {
		char c = i < s.n ? s.p[i] : 0;

		if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != prefix[i])
			return false;
	}
	return true;
}

static bool is_same(struct str s, const char *word)
{
	return s.n == strlen(word) && starts(s, word);
}

/* Where URL stands in the link P, or all of P when it is written otherwise. */
static struct place_span address_place(struct lint *l, const struct text_use *t,
				       const struct markdown_part *p)
{
	struct str text = t->node->text;
	size_t i;

	for (i = p->end; p->url.n && i >= p->start + p->url.n; i--)
		if (memcmp(text.p + i - p->url.n, p->url.p, p->url.n) == 0)
			return text_place(l, t->node, i - p->url.n, i);
	return text_place(l, t->node, p->start, p->end);
}

/* --- where a link leads ------------------------------------------------------------------ */

/* The variant of what is wrong with URL, "" for what needs none, or NULL when it leads somewhere. */
static const char *wrong_address(struct str url)
{
	size_t colon = str_find(url, ':', 0), slash = str_find(url, '/', 0), i;

	for (i = 0; i < countof(schemes); i++)
		if (starts(url, schemes[i]) && url.n > strlen(schemes[i]))
			return NULL;
	if (!url.n)
		return "empty";
	if (url.p[0] == '#')
		return "anchor";
	if (starts(url, "www."))
		return "www";
	return colon < slash ? "scheme" : "";
}

static bool judge_address(struct lint *l, const struct text_use *t, const struct markdown_part *p)
{
	const char *variant = wrong_address(p->url);
	struct finding *f;

	if (!variant)
		return false;
	if (strcmp(variant, "anchor") == 0 && strcmp(t->key, "layout") == 0)
		return true; /* words to pick out */
	f = lint_add(l, RULE_LINK_ADDRESS, address_place(l, t, p));
	lint_arg(l, f, "address", p->url);
	if (f && *variant)
		finding_variant(f, variant);
	return true;
}

/* --- what a link is called ------------------------------------------------------------------ */

/* The variant for LABEL when it says nothing, "" for the plain case, or NULL. */
static const char *wrong_label(struct str label)
{
	size_t i;

	while (label.n && strchr(".!: ", label.p[label.n - 1]))
		label = str_sub(label, 0, label.n - 1);
	if (starts(label, "http://") || starts(label, "https://") || starts(label, "www."))
		return "address";
	if (label.n == 1)
		return "short";
	for (i = 0; i < countof(empty_labels); i++)
		if (is_same(label, empty_labels[i]))
			return "";
	return NULL;
}

static void judge_label(struct lint *l, struct str label, struct place_span at)
{
	const char *variant = label.n ? wrong_label(label) : "empty";
	struct finding *f;

	if (!variant)
		return;
	f = lint_add(l, RULE_LINK_TEXT, at);
	lint_arg(l, f, "words", label);
	if (f && *variant)
		finding_variant(f, variant);
}

/* --- how an address is written ----------------------------------------------------------------- */

static struct str host_of(struct str url)
{
	size_t at = str_has(url, STR("://")) ? str_find(url, ':', 0) + 3 : 0, end = at;

	while (end < url.n && !strchr("/?#:", url.p[end]))
		end++;
	return str_sub(url, at, end);
}

static bool is_shortener(struct str url)
{
	struct str host = host_of(url);
	size_t i;

	for (i = 0; i < countof(shorteners); i++)
		if (is_same(host, shorteners[i]))
			return true;
	return false;
}

static bool is_tracker(struct str name)
{
	size_t i;

	for (i = 0; i < countof(trackers); i++)
		if (is_same(name, trackers[i]))
			return true;
	return starts(name, "utm_");
}

/* The parameter of URL that tracks readers, or an absent text. */
static struct str tracker_of(struct str url)
{
	size_t i = str_find(url, '?', 0) + 1, end;

	for (; i < url.n; i = end + 1) {
		struct str name;

		for (end = i; end < url.n && url.p[end] != '&' && url.p[end] != '#'; end++)
			;
		name = str_sub(url, i, str_find(str_sub(url, 0, end), '=', i));
		if (is_tracker(name))
			return name;
		if (end < url.n && url.p[end] == '#')
			break;
	}
	return (struct str){NULL, 0};
}

static void judge_form(struct lint *l, struct str url, struct place_span at)
{
	struct str tracker = tracker_of(url), host = host_of(url);
	bool is_short = is_shortener(url), is_open = starts(url, "http://");
	struct finding *f;

	if (!is_short && !tracker.p && (!is_open || starts(host, "localhost")))
		return;
	f = lint_add(l, RULE_LINK_FORM, at);
	lint_arg(l, f, "host", host);
	lint_arg(l, f, "parameter", tracker);
	if (!f || (!is_short && !tracker.p))
		return;
	finding_variant(f, is_short ? "short" : "tracking");
}

void text_judge_link(struct lint *l, const struct text_use *t, const struct markdown_part *p)
{
	struct str written = str_sub(t->node->text, p->start, p->end);
	struct finding *f;

	if (p->kind == MARKDOWN_BROKEN_LINK) {
		f = lint_add(l, RULE_LINK_FORM, text_place(l, t->node, p->start, p->end));
		if (f)
			finding_variant(f, str_find(written, ' ', 0) < written.n ? "blank" : "bracket");
		return;
	}
	if (judge_address(l, t, p))
		return;
	judge_label(l, p->label, text_place(l, t->node, p->start, p->end));
	judge_form(l, p->url, address_place(l, t, p));
}

/* --- links that are keys ---------------------------------------------------------------------------- */

static void judge_labels(struct lint *l, const struct challenge *c)
{
	size_t i, k;

	for (i = 0; i < c->nlink; i++)
		for (k = 0; c->link[i].label.v && k < l->config->nlocale; k++) {
			struct place_span at =
			    lint_span_of(l, c->link[i].label.v[k], (struct place_span){0, 0});

			if (c->link[i].label.v[k].n && at.end)
				judge_label(l, c->link[i].label.v[k], at);
		}
}

/* `links` of challenges, and every address that learners follow. */
void text_judge_addresses(struct lint *l)
{
	size_t i;

	for (i = 0; i < l->ntext; i++) {
		const struct text_use *t = &l->text[i];

		if (t->role == ROLE_URL && strcmp(t->key, "sites_to_find") != 0)
			judge_form(l, t->node->text, lint_span(t->node));
	}
	for (i = 0; i < l->u->nchallenge; i++)
		judge_labels(l, &l->u->challenge[i]);
}
