#!/bin/sh
# Builds a test program of this folder from the folders base, diag and yaml alone.
#   build.sh NAME SOURCE [san|release|fuzz]
# The program is build/yaml-tests/VARIANT/NAME; its path is printed.
set -eu
cd "$(dirname "$0")/../.."
name=$1
source=$2
variant=${3:-san}
out=build/yaml-tests/$variant
mkdir -p "$out"
make -s build/gen/catalog.c >&2
warn='-std=c11 -D_GNU_SOURCE -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wconversion -Werror'
cc=${CC:-gcc}
case $variant in
san) flags='-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer' ;;
fuzz) flags='-O1 -g -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined' cc=${CC:-clang} ;;
*) flags='-O2 -g' ;;
esac
# shellcheck disable=SC2086
"$cc" $warn $flags -Icompiler ${EXTRA:-} -o "$out/$name" "$source" compiler/base/*.c compiler/diag/*.c \
	compiler/yaml/*.c build/gen/catalog.c $(pkg-config --cflags --libs yaml-0.1 libutf8proc libcrypto) ${LIBS:-}
printf '%s\n' "$out/$name"
