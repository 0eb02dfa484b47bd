/* Rules about files by their names: programs, macros, what editors leave behind. */
#include "base/alloc.h"
#include "base/map.h"
#include "lint/media_int.h"

/* True if S ends in one of the ENDINGS, small or capital; they end with NULL. */
static bool has_ending(struct str s, const char *const *endings)
{
	size_t i, k;

	for (i = 0; endings[i]; i++) {
		struct str end = str_c(endings[i]), tail = str_sub(s, s.n - (end.n < s.n ? end.n : s.n), s.n);

		for (k = 0; k < tail.n; k++)
			if ((tail.p[k] >= 'A' && tail.p[k] <= 'Z' ? tail.p[k] + 32 : tail.p[k]) != end.p[k])
				break;
		if (tail.n == end.n && k == end.n)
			return true;
	}
	return false;
}

/* Scripts that pupils may be asked to read (.py, .js, .sh) are not among them. */
bool media_is_program(struct str name)
{
	static const char *const endings[] = {".exe",  ".bat",  ".cmd",  ".msi",  ".scr",  ".pif",  ".vbs",
					      ".vbe",  ".wsf",  ".hta",  ".ps1",  ".lnk",  ".reg",  ".jar",
					      ".apk",  ".dmg",  ".docm", ".dotm", ".xlsm", ".xltm", ".xlam",
					      ".pptm", ".potm", ".ppsm", NULL};

	return has_ending(name, endings);
}

/* Of Microsoft Office; or a module or script of LibreOffice (a library without one says nothing). */
bool media_has_macros(struct str name)
{
	static const char *const office[] = {"vbaproject.bin", NULL};
	static const char *const lists[] = {"/script-lb.xml", "/script-lc.xml", "/dialog-lb.xml", "/", NULL};

	if (has_ending(name, office))
		return true;
	return (str_starts(name, STR("Basic/")) && str_find(name, '/', 6) < name.n &&
		!has_ending(name, lists)) ||
	       (str_starts(name, STR("Scripts/")) && !has_ending(name, lists));
}

static bool is_left_over(struct str path)
{
	static const char *const endings[] = {"~", ".bak", ".swp", ".swo", NULL};
	static const char *const names[] = {"/thumbs.db", "/.ds_store", "/desktop.ini", NULL};
	static const char *const starts[] = {"~$", ".~lock.", "._", "#", NULL};
	struct str name = str_sub(path, media_folder(path).n, path.n);
	size_t i;

	if (has_ending(path, endings) || has_ending(path, names))
		return true;
	for (i = 0; starts[i]; i++)
		if (str_starts(name, str_c(starts[i])))
			return starts[i][0] != '#' || (name.n > 1 && name.p[name.n - 1] == '#');
	return false;
}

/* Told once, however many there are: nobody put them there on purpose. */
void media_left_overs(struct lint_whole *w)
{
	struct finding *f = NULL;
	struct map used = {0};
	size_t i, n = 0;

	for (i = 0; i < w->c->nmedia; i++)
		map_add(&used, w->c->media[i].path, 0);
	for (i = 0; i < snapshot_count(w->files); i++) {
		struct str path = snapshot_file(w->files, i)->path;

		if ((!str_starts(path, STR("challenges/")) && !str_starts(path, STR("tutorials/"))) ||
		    !is_left_over(path) || map_get(&used, path) != MAP_NONE)
			continue;
		if (n++ == 0) {
			f = finding_add(w->fs, RULE_EDITOR_LEFT_OVER, (struct place){path, 0, 0});
			finding_arg(w->fs, f, "file", path);
		} else if (n <= FINDING_NOTES) {
			finding_note(w->fs, f, "other", (struct place){path, 0, 0});
		}
	}
	map_release(&used);
	if (n < 2)
		return;
	finding_variant(f, "several");
	whole_arg_number(w, f, "count", n);
}
