#!/bin/sh
# Installs into a folder of its own, builds a C and a C++ program against it with
# pkg-config (shared and static), runs them, and takes everything away again.
set -eu
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM
root=$work/root
prefix=/opt/pixc-test
n=0
ok() {
	n=$((n + 1))
	echo "ok $n - $1"
}
die() {
	echo "not ok - $1"
	exit 1
}

make -s install DESTDIR="$root" PREFIX="$prefix"
for file in bin/pixc include/pixc/pxb.h lib/libpxb.a lib/libpxb.so lib/pkgconfig/pixc-bundle.pc \
	include/pixc/pxm.h lib/libpxm.a lib/libpxm.so lib/pkgconfig/pixc-marking.pc \
	share/man/man1/pixc.1 share/doc/pixc/LICENSE; do
	[ -s "$root$prefix/$file" ] || die "$file is not installed"
done
ok "all files are there"
"$root$prefix/bin/pixc" --version >/dev/null || die "the installed program does not run"
ok "the installed program runs"
! grep -rqF "$work" "$root" || die "a file names the folder that it was installed into"
ok "no file names the staging folder"

# names LIB NEEDS: the names of a library are its own, and all that its header declares; it needs no other than NEEDS.
names() {
	lib=$1
	shared=$root$prefix/lib/lib$lib.so
	nm -D --defined-only "$shared" | awk '$2 != "A" { sub(/@.*/, "", $3); print $3 }' | sort >"$work/shared"
	nm -g --defined-only "$root$prefix/lib/lib$lib.a" | awk 'NF == 3 { print $3 }' | sort >"$work/static"
	grep -o '^PXB_API [^(]*(' "$root$prefix/include/pixc/$lib.h" | sed 's/($//; s/.*[ *]//' | sort >"$work/header"
	! grep -v "^${lib}_" "$work/shared" "$work/static" || die "these names are not ${lib}_ names"
	diff "$work/header" "$work/shared" || die "the shared library does not export what $lib.h declares"
	diff "$work/header" "$work/static" || die "the static library does not export what $lib.h declares"
	ok "both libraries export the $(wc -l <"$work/header") functions of $lib.h and nothing else"
	abi=$(sed -n "s/^#define $(echo "$lib" | tr '[:lower:]' '[:upper:]')_ABI //p" "$root$prefix/include/pixc/$lib.h")
	objdump -p "$shared" | grep -q "SONAME  *lib$lib.so.$abi\$" || die "the soname is not lib$lib.so.$abi"
	objdump -p "$shared" | awk -v ok="^lib($2)[.]" '$1 == "NEEDED" && $2 !~ ok { print; bad = 1 } END { exit bad }' ||
		die "the shared library lib$lib needs more than it may"
	! readelf -d "$shared" | grep -q TEXTREL || die "the shared library lib$lib has text relocations"
	ok "soname lib$lib.so.$abi; no other library is needed than lib($2)"
}
names pxb 'c'
names pxm 'c|pxb|pcre2-8|utf8proc'

cat >"$work/program.c" <<'END'
#include <pxb.h>
#include <stdio.h>

int main(int argc, char **argv)
{
	struct pxb *b = NULL;
	struct pxb_error e;

	if (pxb_abi_version() != PXB_ABI)
		return 1;
	if (pxb_open(&b, "there-is-no-such.pxb", PXB_CHECK_STRUCT, NULL, &e) != PXB_IO || b)
		return 2;
	if (pxb_open_memory(&b, "short", 5, PXB_CHECK_STRUCT, NULL, &e) == PXB_OK || b)
		return 3;
	if (argc != 2 || pxb_open(&b, argv[1], PXB_CHECK_ALL, NULL, &e) != PXB_OK)
		return 4;
	printf("%s\n", pxb_skill_get(b, pxb_skill_find(b, "comparer-des-tailles", 20)).id.p);
	pxb_close(b);
	return 0;
}
END
cp "$work/program.c" "$work/program.cc"
"$root$prefix/bin/pixc" build --quiet -o "$work/own.pxb" >/dev/null 2>&1 || die "the installed program builds no bundle"
try() {
	[ "$("$work/program" "$work/own.pxb")" = comparer-des-tailles ] || die "$1: the program does not read the bundle"
}
export PKG_CONFIG_PATH="$root$prefix/lib/pkgconfig" PKG_CONFIG_SYSROOT_DIR="$root"
export LD_LIBRARY_PATH="$root$prefix/lib"
warn='-Wall -Wextra -Wpedantic -Werror'
flags=$(pkg-config --cflags pixc-bundle)
libs=$(pkg-config --libs pixc-bundle)
# shellcheck disable=SC2086
for compile in "gcc -std=c11 $warn $work/program.c" "clang -std=c17 $warn $work/program.c" \
	"g++ -std=c++11 $warn $work/program.cc" "clang++ -std=c++20 $warn $work/program.cc"; do
	$compile $flags $libs -o "$work/program" || die "shared: $compile"
	ldd "$work/program" | grep -qF "$root$prefix/lib/libpxb.so." || die "not the installed library: $compile"
	try "shared: $compile"
	$compile $flags "$root$prefix/lib/libpxb.a" -o "$work/program" || die "static: $compile"
	try "static: $compile"
	ok "${compile%% -W*}: built, shared and static; reads a bundle"
done
# Marking: a program that knows pixc-marking alone.
cat >"$work/marker.c" <<'END'
#include <pxm.h>
#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
	struct pxb *b = NULL;
	struct pxm *m = NULL;
	struct pxb_question q;
	struct pxm_entry entry;
	struct pxm_answer a;
	struct pxm_part part;
	struct pxm_result r;

	if (pxm_abi_version() != PXM_ABI || argc != 3 || pxb_open(&b, argv[1], PXB_CHECK_ALL, NULL, NULL) != PXB_OK)
		return 1;
	q = pxb_question_in(b, pxb_challenge_find(b, "place-sur-la-cle", 16), pxb_locale_find(b, "fr", 2));
	if (pxm_new_of_bundle(&m, b, q, NULL) != PXM_OK)
		return 2;
	pxb_close(b);
	memset(&entry, 0, sizeof(entry));
	memset(&a, 0, sizeof(a));
	entry.name.p = "nombre";
	entry.name.n = 6;
	entry.text.p = argv[2];
	entry.text.n = (uint32_t)strlen(argv[2]);
	a.entry = &entry;
	a.nentry = 1;
	pxm_mark(&r, &part, 1, m, &a);
	printf("%s %s\n", pxm_verdict_word(r.verdict), pxm_by_word(part.by));
	pxm_free(m);
	return 0;
}
END
cp "$work/marker.c" "$work/marker.cc"
mark() {
	[ "$("$work/marker" "$work/own.pxb" "$2")" = "$3" ] || die "$1: \"$2\" is not $3"
}
flags=$(pkg-config --cflags pixc-marking)
libs=$(pkg-config --libs pixc-marking)
static=$(pkg-config --static --libs pixc-marking | tr ' ' '\n' | grep -v -e '-lpx[bm]' | tr '\n' ' ')
# shellcheck disable=SC2086
for compile in "gcc -std=c11 $warn $work/marker.c" "clang -std=c17 $warn $work/marker.c" \
	"g++ -std=c++11 $warn $work/marker.cc" "clang++ -std=c++20 $warn $work/marker.cc"; do
	$compile $flags $libs -o "$work/marker" || die "shared: $compile"
	ldd "$work/marker" | grep -qF "$root$prefix/lib/libpxm.so." || die "not the installed library: $compile"
	mark "shared: $compile" '11,0' 'right value'
	$compile $flags "$root$prefix/lib/libpxm.a" "$root$prefix/lib/libpxb.a" $static -o "$work/marker" ||
		die "static: $compile"
	mark "static: $compile" '10,9' 'wrong no-match'
	ok "${compile%% -W*}: built, shared and static; marks answers"
done
version=$("$root$prefix/bin/pixc" --version | sed -n '1s/pixc //p')
for package in pixc-bundle pixc-marking; do
	[ "$(pkg-config --modversion $package)" = "$version" ] || die "$package and pixc do not tell the same version"
done
ok "one version"

make -s uninstall DESTDIR="$root" PREFIX="$prefix"
left=$(find "$root" ! -type d)
[ -z "$left" ] || die "left behind: $left"
for folder in include/pixc share/doc/pixc; do
	[ ! -e "$root$prefix/$folder" ] || die "the folder $folder is left behind"
done
ok "uninstall leaves nothing"
echo "$n passed"
