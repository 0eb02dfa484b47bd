#!/bin/sh
# tar.sh BUNDLE...: what tar and sha256sum say about bundles.
set -eu
export LC_ALL=C

fail() {
	echo "tar.sh: $*" >&2
	exit 1
}

[ $# -gt 0 ] || fail "usage: tar.sh BUNDLE..."
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT INT TERM

for bundle in "$@"; do
	rm -rf "$dir/x"
	mkdir "$dir/x"
	tar tf "$bundle" > "$dir/names" 2> "$dir/err" || fail "$bundle: tar refuses it"
	[ ! -s "$dir/err" ] || fail "$bundle: tar says: $(cat "$dir/err")"
	[ "$(sed -n 1p "$dir/names")" = pixbundle-1/TOC ] || fail "$bundle: TOC is not first"
	[ "$(sed -n '$p' "$dir/names")" = pixbundle-1/TOC.sha256 ] || fail "$bundle: TOC.sha256 is not last"
	grep -v -e '^pixbundle-1/TOC$' -e '^pixbundle-1/TOC\.sha256$' -e '^pixbundle-1/media/' "$dir/names" |
		sort -c || fail "$bundle: sections are not in order"
	[ -z "$(sort "$dir/names" | uniq -d)" ] || fail "$bundle: a member stands twice"
	TZ=UTC tar tvf "$bundle" --numeric-owner | awk '
		$1 != "-r--r--r--" || $2 != "0/0" || $4 != "1970-01-01" || $5 != "00:00" { bad = 1 }
		END { exit bad }' || fail "$bundle: a member has a mode, an owner or a time"
	tar xf "$bundle" -C "$dir/x" || fail "$bundle: tar cannot extract it"
	(cd "$dir/x" && sha256sum -c --quiet pixbundle-1/TOC.sha256) || fail "$bundle: SHA-256 of the TOC"
	# each entry of the TOC: 96 bytes from 128 on, SHA-256 in the last 32; members in the same order
	od -An -v -tx1 -w96 -j128 "$dir/x/pixbundle-1/TOC" | tr -d ' ' | cut -c129-192 > "$dir/sums"
	grep -v -e '^pixbundle-1/TOC' -e '^pixbundle-1/media/' "$dir/names" | paste -d' ' "$dir/sums" - |
		sed 's/ /  /' > "$dir/list"
	(cd "$dir/x" && sha256sum -c --quiet "$dir/list") || fail "$bundle: SHA-256 of a section"
	grep '^pixbundle-1/media/' "$dir/names" |
		sed 's,^\(pixbundle-1/media/\([0-9a-f]*\).*\)$,\2  \1,' > "$dir/list" || :
	[ ! -s "$dir/list" ] || (cd "$dir/x" && sha256sum -c --quiet "$dir/list") ||
		fail "$bundle: SHA-256 of a medium"
	echo "$bundle: $(wc -l < "$dir/names") members, $(wc -c < "$bundle") bytes"
done
