#!/bin/sh
# Plants a violation of each kind in a copy of the sources and demands that
# tools/layers.sh finds it; the clean copy must pass.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0

# plant NAME FILE LINE EXPECTED: adds LINE behind the guard of FILE.
plant() {
	rm -rf "$work/tree"
	mkdir "$work/tree"
	cp -r "$root/compiler" "$root/runtime" "$work/tree"
	if [ -n "$2" ]; then
		sed -i "0,/^#include/s|^#include|$3\n#include|" "$work/tree/$2"
	fi
	out=$("$root/tools/layers.sh" "$work/tree")
	code=$?
	if [ -z "$2" ] && [ $code -eq 0 ]; then
		passed=$((passed + 1))
	elif [ -n "$2" ] && [ $code -ne 0 ] && echo "$out" | grep -qF "$4"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "not ok: $1 (exit $code)"
		echo "$out" | head -5
	fi
}

plant clean '' '' ''
plant upward compiler/base/str.c '#include "diag/diag.h"' 'base may not include "diag/diag.h"'
plant private compiler/link/refs.c '#include "model/model_int.h"' '"model/model_int.h" is private to model'
plant reader runtime/bundle/format.c '#include <yaml.h>' 'the reader may not include <yaml.h>'
plant marking runtime/marking/fold.c '#include <yaml.h>' 'marking may not include <yaml.h>'
plant marking-up runtime/marking/fold.c '#include "base/base.h"' 'marking may not include "base/base.h"'
plant cycle compiler/base/str.h '#include "base/arena.h"' 'include cycles'
plant nameless compiler/link/refs.c '#include "link_int.h"' 'does not name its folder'

echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
