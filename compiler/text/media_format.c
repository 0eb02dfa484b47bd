/* What the first bytes of a file say it is. */
#include "text/media_int.h"

struct magic {
	enum media_format format;
	const char *bytes;
	size_t n, at;
};

/* The first row that fits decides. */
static const struct magic magics[] = {
    {FORMAT_PNG, "\x89PNG\r\n\x1a\n", 8, 0},
    {FORMAT_JPEG, "\xff\xd8\xff", 3, 0},
    {FORMAT_GIF, "GIF8", 4, 0},
    {FORMAT_WEBP, "WEBP", 4, 8},
    {FORMAT_OGG, "OggS", 4, 0},
    {FORMAT_MP3, "ID3", 3, 0},
    {FORMAT_MP3, "\xff\xfb", 2, 0},
    {FORMAT_MP3, "\xff\xf3", 2, 0},
    {FORMAT_MP3, "\xff\xf2", 2, 0},
    {FORMAT_HEIC, "ftyphei", 7, 4},
    {FORMAT_HEIC, "ftyphev", 7, 4},
    {FORMAT_HEIC, "ftypmif1", 8, 4},
    {FORMAT_AVIF, "ftypavi", 7, 4},
    {FORMAT_MP4, "ftyp", 4, 4},
    {FORMAT_WEBM, "\x1a\x45\xdf\xa3", 4, 0},
    {FORMAT_WAV, "WAVE", 4, 8},
    {FORMAT_PDF, "%PDF-", 5, 0},
    {FORMAT_ZIP, "PK\x03\x04", 4, 0},
};

struct format {
	const char *name;
	const char *endings; /* each with its point, joined by blanks */
	bool loose;          /* files of these endings may begin otherwise */
};

static const struct format formats[FORMAT_COUNT] = {
    [FORMAT_NONE] = {"", "", false},
    [FORMAT_PNG] = {"PNG", ".png", false},
    [FORMAT_JPEG] = {"JPEG", ".jpg .jpeg", false},
    [FORMAT_GIF] = {"GIF", ".gif", false},
    [FORMAT_WEBP] = {"WebP", ".webp", false},
    [FORMAT_OGG] = {"Ogg", ".ogg .oga .ogv .opus", false},
    [FORMAT_MP3] = {"MP3", ".mp3", true},
    [FORMAT_HEIC] = {"HEIC", ".heic .heif", false},
    [FORMAT_AVIF] = {"AVIF", ".avif", false},
    [FORMAT_MP4] = {"MP4", ".mp4 .m4a .m4v .mov", true},
    [FORMAT_WEBM] = {"WebM", ".webm .mkv", false},
    [FORMAT_WAV] = {"WAV", ".wav", false},
    [FORMAT_PDF] = {"PDF", ".pdf", false},
    [FORMAT_ZIP] = {"ZIP", ".zip .docx .xlsx .pptx .ods .odt .odp", false},
};

enum media_format text_format(struct str bytes)
{
	size_t i;

	for (i = 0; i < countof(magics); i++)
		if (bytes.n >= magics[i].at + magics[i].n &&
		    memcmp(bytes.p + magics[i].at, magics[i].bytes, magics[i].n) == 0)
			return magics[i].format;
	return FORMAT_NONE;
}

const char *text_format_name(enum media_format f)
{
	return formats[f].name;
}

bool text_format_has(enum media_format f, struct str ending)
{
	struct str all = str_c(formats[f].endings);
	size_t i = 0;

	while (i < all.n) {
		size_t end = str_find(all, ' ', i);

		if (str_eq(str_sub(all, i, end), ending))
			return true;
		i = end + 1;
	}
	return false;
}

bool text_format_contradicts(enum media_format f, struct str ending)
{
	int i;

	if (text_format_has(f, ending))
		return false;
	for (i = 0; i < FORMAT_COUNT; i++)
		if (text_format_has((enum media_format)i, ending))
			return f != FORMAT_NONE || !formats[i].loose;
	return false;
}

/* A byte order mark, the word, then a blank, a tab, a line end or nothing. */
bool text_is_webvtt(struct str bytes)
{
	if (str_starts(bytes, STR("\xef\xbb\xbf")))
		bytes = str_sub(bytes, 3, bytes.n);
	return str_starts(bytes, STR("WEBVTT")) && (bytes.n == 6 || strchr(" \t\r\n", bytes.p[6]) != NULL);
}
