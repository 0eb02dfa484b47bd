#!/bin/sh
# Patterns of text fields: PCRE2 and JavaScript agree.
#   patterns.sh [PAIRS [SEED]]
# Works in build/marking-patterns.
set -eu
cd "$(dirname "$0")/../.."
pairs=${1:-10000}
seed=${2:-1}
out=build/marking-patterns
mkdir -p "$out"
warn='-std=c11 -D_GNU_SOURCE -DPCRE2_CODE_UNIT_WIDTH=8 -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes
-Wmissing-prototypes -Wconversion -Werror'
san='-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer'

# driver NAME FLAGS...: the driver with the patterns and the fold, nothing else of the marking
driver() {
	name=$1
	shift
	# shellcheck disable=SC2086,SC2046
	"${CC:-gcc}" $warn "$@" -Iruntime -o "$out/$name" tests/marking/pattern_driver.c runtime/marking/pattern*.c \
		runtime/marking/fold.c $(pkg-config --cflags --libs libpcre2-8 libutf8proc)
}

# shellcheck disable=SC2086
driver san $san
driver fast -O2 -g
node tests/marking/patterns.mjs "$out/san" "$out/fast" "$pairs" "$seed"
