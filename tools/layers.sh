#!/bin/sh
# layers.sh: proves the house of DESIGN: who may include whom.
#
#   tools/layers.sh [ROOT]        checks the sources (and, where they were built,
#                                 the objects of build/release) below ROOT
#
# A folder includes its own files and those of folders of a lower rank; x_int.h
# stays in its folder; the reader in runtime/bundle includes nothing but the C
# library and itself, runtime/marking besides these PCRE2 and utf8proc; every
# header compiles alone; the objects use no forbidden function and hold no mutable
# file-scope variable outside cmd/ and main.c.
# Prints each violation and their number; exit 1 when there is one.
set -eu
root=${1:-.}
cd "$root"

ranks='bundle=0 marking=1 base=2 diag=3 source=4 yaml=5 text=6 schema=7 model=8 link=9 lint=10 pack=11 edit=12
show=12 build=13 publish=14 cmd=15 main=16'

# What the reader may include besides its own headers: the C library.
reader_allowed='stddef.h stdint.h stdbool.h string.h stdlib.h stdio.h errno.h fcntl.h unistd.h limits.h sys/mman.h sys/stat.h sys/types.h'

# What marking may include besides, and besides the reader.
marking_allowed='stddef.h stdint.h stdbool.h string.h stdlib.h stdio.h limits.h pcre2.h utf8proc.h'

bad=$(mktemp)
trap 'rm -f "$bad"' EXIT

find compiler runtime -name '*.[ch]' -o -name '*.def' | sort | while read -r file; do
	case $file in
	runtime/examples/*) continue ;;
	compiler/main.c) folder=main ;;
	*) folder=$(basename "$(dirname "$file")") ;;
	esac
	sed -n 's/^[[:space:]]*#[[:space:]]*include[[:space:]]*\([<"]\)\([^>"]*\)[>"].*/\1 \2/p' "$file" |
	while read -r kind name; do
		echo "$file $folder $kind $name"
	done
done | awk -v ranks="$ranks" -v allowed="$reader_allowed" -v marking="$marking_allowed" '
BEGIN {
	n = split(ranks, r, /[ \n]+/)
	for (i = 1; i <= n; i++) { split(r[i], p, "="); rank[p[1]] = p[2] }
	n = split(allowed, a, " ")
	for (i = 1; i <= n; i++) ok["bundle", a[i]] = 1
	n = split(marking, a, " ")
	for (i = 1; i <= n; i++) ok["marking", a[i]] = 1
	who["bundle"] = "the reader"
	who["marking"] = "marking"
}
{
	file = $1; folder = $2; kind = $3; name = $4
	if (!(folder in rank)) { print file ": folder " folder " has no rank"; next }
	if (kind == "<") {
		if (folder in who && !((folder, name) in ok)) print file ": " who[folder] " may not include <" name ">"
		next
	}
	split(name, part, "/")
	to = part[1]
	if (name !~ /\//) { print file ": \"" name "\" does not name its folder"; next }
	if (!(to in rank)) { print file ": unknown folder in \"" name "\""; next }
	if (name ~ /_int\.h$/ && to != folder) print file ": \"" name "\" is private to " to
	if (to != folder && rank[to] >= rank[folder]) print file ": " folder " may not include \"" name "\""
	if (folder == "bundle" && to != "bundle") print file ": the reader may not include \"" name "\""
}' >> "$bad"

# Every header compiles alone.
flags="-std=c11 -D_GNU_SOURCE -DPCRE2_CODE_UNIT_WIDTH=8 -Icompiler -Iruntime -fsyntax-only -x c"
for header in $(find compiler runtime -name '*.h' | sort); do
	echo "#include \"$header\"" | ${CC:-cc} $flags -I. - 2>/dev/null || echo "$header: does not compile alone" >> "$bad"
done

# Objects: forbidden functions, mutable file-scope variables.
forbidden='strcpy strcat strncpy strncat sprintf vsprintf strtok strtok_r gets atoi atol atoll atof localtime gmtime ctime asctime setlocale rand srand tmpnam'
if [ -d build/release/compiler ]; then
	for object in $(find build/release/compiler build/release/runtime -name '*.o' 2>/dev/null | sort); do
		for name in $(nm -u "$object" 2>/dev/null | awk '{ print $2 }' | sed 's/@.*//'); do
			case " $forbidden " in
			*" $name "*) echo "$object: calls $name" >> "$bad" ;;
			esac
		done
		case $object in
		*/compiler/cmd/* | */compiler/main.o) ;;
		*)
			objdump -t "$object" 2>/dev/null | awk -v o="$object" '/ O / && /[ \t]\.(data|bss)/ && \
				!/[ \t]\.data\.rel\.ro/ { print o ": mutable variable " $NF }' >> "$bad"
			;;
		esac
	done
fi

# Include cycles: headers in the order in which they can be read, if there is one.
cycles=$(grep -H -E '^[[:space:]]*#[[:space:]]*include[[:space:]]*"' $(find compiler runtime -name '*.h' | sort) |
	sed -E 's#^(compiler|runtime)/([^:]*):.*"([^"]*)".*#\2 \3#' | tsort 2>&1 >/dev/null | grep -c 'input contains a loop' || true)
[ "$cycles" -eq 0 ] || echo "include cycles: $cycles" >> "$bad"

cat "$bad"
violations=$(grep -c . "$bad" || true)
echo "layers: $violations violations, $cycles include cycles"
[ "$violations" -eq 0 ]
