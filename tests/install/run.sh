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
	share/man/man1/pixc.1 share/doc/pixc/LICENSE; do
	[ -s "$root$prefix/$file" ] || die "$file is not installed"
done
ok "all files are there"
"$root$prefix/bin/pixc" --version >/dev/null || die "the installed program does not run"
ok "the installed program runs"
! grep -rqF "$work" "$root" || die "a file names the folder that it was installed into"
ok "no file names the staging folder"

# Names: only pxb_ ones, and all that the header declares.
shared=$root$prefix/lib/libpxb.so
nm -D --defined-only "$shared" | awk '$2 != "A" { sub(/@.*/, "", $3); print $3 }' | sort >"$work/shared"
nm -g --defined-only "$root$prefix/lib/libpxb.a" | awk 'NF == 3 { print $3 }' | sort >"$work/static"
grep -o '^PXB_API [^(]*(' "$root$prefix/include/pixc/pxb.h" | sed 's/($//; s/.*[ *]//' | sort >"$work/header"
! grep -v '^pxb_' "$work/shared" "$work/static" || die "these names are not pxb_ names"
diff "$work/header" "$work/shared" || die "the shared library does not export what pxb.h declares"
diff "$work/header" "$work/static" || die "the static library does not export what pxb.h declares"
ok "both libraries export the $(wc -l <"$work/header") functions of pxb.h and nothing else"
abi=$(sed -n 's/^#define PXB_ABI //p' "$root$prefix/include/pixc/pxb.h")
objdump -p "$shared" | grep -q "SONAME  *libpxb.so.$abi\$" || die "the soname is not libpxb.so.$abi"
objdump -p "$shared" | awk '$1 == "NEEDED" && $2 !~ /^libc[.]/ { print; bad = 1 } END { exit bad }' ||
	die "the shared library needs more than the C library"
! readelf -d "$shared" | grep -q TEXTREL || die "the shared library has text relocations"
ok "soname libpxb.so.$abi; the C library is all that is needed"

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
	ldd "$work/program" | grep -qF "$root$prefix/lib/libpxb.so.$abi" || die "not the installed library: $compile"
	try "shared: $compile"
	$compile $flags "$root$prefix/lib/libpxb.a" -o "$work/program" || die "static: $compile"
	try "static: $compile"
	ok "${compile%% -W*}: built, shared and static; reads a bundle"
done
[ "$(pkg-config --modversion pixc-bundle)" = "$("$root$prefix/bin/pixc" --version | sed -n '1s/pixc //p')" ] ||
	die "pkg-config and pixc do not tell the same version"
ok "one version"

make -s uninstall DESTDIR="$root" PREFIX="$prefix"
left=$(find "$root" ! -type d)
[ -z "$left" ] || die "left behind: $left"
for folder in include/pixc share/doc/pixc; do
	[ ! -e "$root$prefix/$folder" ] || die "the folder $folder is left behind"
done
ok "uninstall leaves nothing"
echo "$n passed"
