#!/bin/sh
# Generated content: `pixc check` has nothing to say about it, an independent
# reader agrees, and the same seed gives the same bytes.
#
#   tests/generate/run.sh [PIXC [CHALLENGES]]
set -eu
cd "$(dirname "$0")/../.."
pixc=$(realpath "${1:-build/san/pixc}")
n=${2:-1000}
variant=$(basename "$(dirname "$pixc")")
make -s VARIANT="$variant" "build/$variant/tests/generate"
generate=build/$variant/tests/generate
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM

$generate --challenges "$n" --seed 1 "$work/a"
$generate --challenges "$n" --seed 1 "$work/b"
diff -r "$work/a" "$work/b"
echo "ok - the same seed gives the same bytes"
timeout 300 "$pixc" check --strict --lang en "$work/a" >"$work/findings"
if [ -s "$work/findings" ]; then
	cat "$work/findings"
	echo "not ok - there are findings"
	exit 1
fi
echo "ok - no findings in $n challenges"
for seed in 2 3 4 5; do
	$generate --challenges 137 --seed "$seed" "$work/seed$seed"
	timeout 300 "$pixc" check --strict --lang en "$work/seed$seed"
done
if diff -rq "$work/seed2" "$work/seed3" >/dev/null; then
	echo "not ok - two seeds give the same content"
	exit 1
fi
echo "ok - no findings with other seeds, and other content"
node tests/generate/peer.mjs "$work/a"
echo "ok - yaml and ajv agree"
