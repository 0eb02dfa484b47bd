#!/bin/sh
# Builds generated content and finds every challenge and skill through the reader.
#
#   tests/build/find.sh [CHALLENGES [VARIANT]]
set -eu
cd "$(dirname "$0")/../.."
n=${1:-10000}
variant=${2:-release}
make -s VARIANT="$variant" "build/$variant/tests/generate" "build/$variant/tests/find"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM
build/"$variant"/tests/generate --challenges "$n" --seed 7 "$work/content" >/dev/null
timeout 600 build/"$variant"/pixc -C "$work/content" build --lang en --timings -o "$work/a.pxb" | tail -3
node tests/build/find.mjs "$work/content" >"$work/lines"
build/"$variant"/tests/find "$work/a.pxb" <"$work/lines"
build/"$variant"/pixc build -q -o "$work/own.pxb" . >/dev/null 2>&1
node tests/build/find.mjs . >"$work/lines"
build/"$variant"/tests/find "$work/own.pxb" <"$work/lines"
