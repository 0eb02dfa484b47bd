#!/bin/sh
# The schema engine against the official test suite and against ajv.
#   test.sh [san|release] [MUTANTS [SEED]]
# Needs the Debian package json-schema-test-suite (or its tree at $SUITE) and
# `npm install` in tests/npm. Works in build/schema-suite.
set -eu
cd "$(dirname "$0")/../.."
variant=${1:-san}
mutants=${2:-3000}
seed=${3:-1}
suite=${SUITE:-/usr/share/json-schema-test-suite}
out=build/schema-suite/$variant
rm -rf "$out"
mkdir -p "$out"
make -s build/gen/catalog.c >&2
warn='-std=c11 -D_GNU_SOURCE -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wconversion -Werror'
case $variant in
san) flags='-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer' ;;
*) flags='-O2 -g' ;;
esac
# shellcheck disable=SC2086,SC2046
"${CC:-gcc}" $warn $flags -Icompiler -o "$out/driver" tests/schema-suite/driver.c compiler/base/*.c \
	compiler/diag/*.c compiler/yaml/*.c compiler/schema/*.c build/gen/catalog.c \
	$(pkg-config --cflags --libs yaml-0.1 libpcre2-8 libutf8proc libcrypto)
node tests/schema-suite/run.mjs "$out/driver" "$suite" "$out/suite"
node tests/schema-suite/differential.mjs "$out/driver" "$PWD" "$out/mutants" "$mutants" "$seed"
