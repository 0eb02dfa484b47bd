#!/bin/sh
# Plants a drift of each kind in a copy of the repository and demands that
# tools/docs-check.sh finds it; the clean copy must pass.
#
#   tests/docs/run.sh [PIXC]
set -u
cd "$(dirname "$0")/../.." || exit 2
pixc=$(realpath "${1:-build/release/pixc}")
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM
mkdir "$work/tree"
tar c --exclude=./build --exclude=node_modules --exclude=./.git . | tar x -C "$work/tree"
passed=0
failed=0

# plant NAME FILE SCRIPT EXPECTED: edits FILE with the sed SCRIPT for one run.
plant() {
	if [ -n "$2" ]; then
		cp "$work/tree/$2" "$work/saved"
		sed -i "$3" "$work/tree/$2"
	fi
	out=$("$work/tree/tools/docs-check.sh" "$pixc" 2>&1)
	code=$?
	if [ -z "$2" ] && [ $code -eq 0 ]; then
		passed=$((passed + 1))
	elif [ -n "$2" ] && [ $code -ne 0 ] && echo "$out" | grep -qF -e "$4"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "not ok: $1 (exit $code)"
		echo "$out" | grep -v '^ok' | head -10
	fi
	[ -z "$2" ] || cp "$work/saved" "$work/tree/$2"
}

plant clean '' '' ''
plant 'another figure' compiler/base/limits.h 's/LIMIT_KEY_BYTES   128u/LIMIT_KEY_BYTES   129u/' '< LIMIT_KEY_BYTES 129'
plant 'a limit that is not told' docs/limits.md '/LIMIT_ID_BYTES/d' '< LIMIT_ID_BYTES 64'
plant 'an option that is gone' docs/commands.md 's/--strict` |/--severe` |/' '> option check: --severe'
plant 'an option in the manual alone' man/pixc.1 's/strict/severe/' '> option check: --severe'
plant 'another purpose' docs/commands.md 's/| look for mistakes/| seek mistakes/' '> command check: seek mistakes'
plant 'a rule without a page' compiler/diag/rules.def 's/"same-level"/"even-level"/' '< even-level'
plant 'a code twice' compiler/diag/rules.def 's/"P0312"/"P0311"/' 'P0311'
plant 'a page without its reason' compiler/diag/pages/tab.md 's/^## Why/## Because/' 'tab.md: no line'
plant 'another rank' tools/layers.sh 's/model=8/model=9/' '< model 9'
plant 'a package that is not told' tools/setup.sh 's/ zlib1g-dev/ zlib1g-dev libfoo-dev/' '< libfoo-dev'
plant 'a package that is not installed' docs/dependencies.md 's/`libyaml-dev`/`libyaml-dev` `libbar-dev`/' '> libbar-dev'
plant 'a file that is not there' docs/limits.md 's/limits\.h`/limit.h`/' 'docs/limits.md names compiler/base/limit.h'
plant 'another limit of marking' runtime/marking/pxm.h 's/\(PXM_MAX_DIGITS *\)40u/\141u/' '< PXM_MAX_DIGITS 41'
plant 'a dash that is not told' docs/marking.md 's/U+2010 to U+2015/U+2010 to U+2014/' '< 2010 2015 002D'
plant 'another month' runtime/marking/calendar.c 's/"mai"/"may"/' '> mai'
plant 'a word of a verdict' runtime/marking/words.c 's/"taken"/"used"/' 'does not name the word used'

echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
