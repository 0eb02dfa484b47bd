#!/bin/sh
# How long pixc takes for a repository of generated content, stage by stage, and
# how that compares with reading the files (cat) and with a JavaScript pipeline
# (yaml and ajv, which only parses and checks the shape).
#
#   tests/generate/bench.sh [CHALLENGES [PIXC]]
set -eu
cd "$(dirname "$0")/../.."
n=${1:-10000}
pixc=$(realpath "${2:-build/release/pixc}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM

# best COMMAND...: the least wall time of three runs, in milliseconds; stderr in $work/err
best() {
	least=
	for _ in 1 2 3; do
		begin=$(date +%s%N)
		timeout 600 "$@" >"$work/out" 2>"$work/err.now" || { cat "$work/out" "$work/err.now" >&2; exit 1; }
		t=$((($(date +%s%N) - begin) / 100000))
		if [ -z "$least" ] || [ "$t" -lt "$least" ]; then
			least=$t
			cp "$work/err.now" "$work/err"
		fi
	done
	milliseconds=$(awk "BEGIN { printf \"%.1f\", $least / 10 }")
}

row() {
	printf '%-34s %10s ms   %s\n' "$1" "$2" "$(awk "BEGIN { printf \"%.2f\", $2 / $3 }")"
}

build/release/tests/generate --challenges "$n" "$work/content"
find "$work/content" -type f | sort >"$work/files"

best sh -c "xargs cat <'$work/files' >/dev/null"
cat_ms=$milliseconds
best "$pixc" check --timings --lang en "$work/content"
check_ms=$milliseconds
echo "pixc check --timings"
cat "$work/err"
build_ms=
if "$pixc" --help | grep -q '^  build '; then
	best "$pixc" -C "$work/content" build --timings --lang en
	build_ms=$milliseconds
	echo "pixc build --timings"
	cat "$work/err"
fi
peer_ms=
if [ -d tests/npm/node_modules/ajv ]; then
	begin=$(date +%s%N)
	timeout 600 node tests/generate/peer.mjs "$work/content" >"$work/peer"
	peer_ms=$((($(date +%s%N) - begin) / 1000000))
	echo "node, yaml and ajv"
	cat "$work/peer"
fi

echo
printf '%-34s %10s      %s\n' "$n challenges, best of three" wall 'times pixc check'
row 'cat of all files' "$cat_ms" "$check_ms"
row 'pixc check' "$check_ms" "$check_ms"
[ -z "$build_ms" ] || row 'pixc build' "$build_ms" "$check_ms"
[ -z "$peer_ms" ] || row 'node: yaml + ajv (one run)' "$peer_ms" "$check_ms"
