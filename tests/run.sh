#!/bin/sh
# Runs all tests: each suite is a command below; its output goes to
# build/test-logs/<suite>.log and is shown when it fails. The last line counts.
#
#   tests/run.sh [SUITE...]       only these suites
set -u
cd "$(dirname "$0")/.." || exit 2
export LC_ALL=C.UTF-8
unset PIXC_LANG LANG LC_MESSAGES
logs=build/test-logs
mkdir -p "$logs"
passed=0
failed=0

suite() {
	name=$1
	shift
	if [ -n "$only" ]; then
		case " $only " in
		*" $name "*) ;;
		*) return ;;
		esac
	fi
	start=$(date +%s)
	if "$@" >"$logs/$name.log" 2>&1; then
		passed=$((passed + 1))
		printf 'ok      %-22s %4d s\n' "$name" $(($(date +%s) - start))
	else
		failed=$((failed + 1))
		printf 'NOT OK  %-22s %4d s\n' "$name" $(($(date +%s) - start))
		tail -n 40 "$logs/$name.log"
	fi
}

only=$*

# Builds: both compilers without a warning, and the sanitizers.
suite build-gcc make -s -j2 all
suite build-clang make -s -j2 VARIANT=clang all
suite build-san make -s -j2 VARIANT=san all

# The house.
suite layers make -s layers
suite layers-planted tests/layers/run.sh
suite format make -s fmt-check

# Stages, under AddressSanitizer and UBSan.
for source in tests/unit/test_*.c; do
	unit=$(basename "$source" .c)
	suite "$unit" sh -c "make -s -j2 VARIANT=san build/san/tests/$unit && build/san/tests/$unit"
done
suite source tests/source/run.sh
suite yaml tests/yaml/run.sh
suite yaml-judge tests/yaml/judge.sh
suite schemas node tests/schemas/check.mjs
suite schema-suite tests/schema-suite/test.sh san 1500 1

# The program on this repository's own content.
suite own-content build/san/pixc check --strict --lang en
suite build tests/build/run.sh
suite bundle-tar sh -c 'build/release/pixc build -q -o build/own.pxb >/dev/null 2>&1 && tests/bundles/tar.sh build/own.pxb'
suite model tests/model/run.sh build/san/pixc
suite find tests/build/find.sh 10000 release
suite find-san tests/build/find.sh 300 san
suite marking tests/marking/solve.sh 1000 san
suite generated tests/generate/run.sh build/san/pixc 1000

# What is installed, and what documents say.
suite install tests/install/run.sh
suite docs-check make -s docs-check
suite docs-planted tests/docs/run.sh
suite docs make -s docs

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
