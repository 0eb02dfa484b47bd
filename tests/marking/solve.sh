#!/bin/sh
# Builds a bundle of this repository's content, and one of generated content, and
# marks every question with its own solution, mistakes and tests.
#
#   tests/marking/solve.sh [CHALLENGES [VARIANT]]
set -eu
cd "$(dirname "$0")/../.."
n=${1:-1000}
variant=${2:-san}
make -s -j2 VARIANT="$variant" all "build/$variant/tests/solve" "build/$variant/tests/generate"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM

"build/$variant/pixc" build -q -o "$work/own.pxb" >"$work/out" 2>&1 || { cat "$work/out"; exit 1; }
"build/$variant/tests/solve" "$work/own.pxb"
"build/$variant/tests/generate" --challenges "$n" "$work/content"
"build/$variant/pixc" build -q -o "$work/generated.pxb" "$work/content" >"$work/out" 2>&1 || { cat "$work/out"; exit 1; }
"build/$variant/tests/solve" "$work/generated.pxb"
