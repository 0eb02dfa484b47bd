#!/bin/sh
# Runs the golden cases of compiler/yaml: tests/yaml/cases/<code>-<situation>/in.yaml
#   run.sh            compares expect.diag, expect.fr.diag, expect.tree, expect.fixed
#   run.sh --accept   writes them anew; review the difference
# DRIVER names the driver program; without it build.sh makes one with sanitizers.
# It also checks that each rule of the family has a case that triggers it and a
# near miss that does not, and that the examples of its page are what they say.
set -eu
cd "$(dirname "$0")/../.."
driver=${DRIVER:-$(tests/yaml/build.sh driver tests/yaml/driver.c san)}
accept=${1:-}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
bad=0
cases=0

fail() {
	printf 'yaml cases: %s\n' "$1" >&2
	bad=1
}

# compare CASE NAME: $tmp/out is what the driver said; an empty output has no file
compare() {
	want=$1/$2
	if [ "$accept" = --accept ]; then
		if [ -s "$tmp/out" ]; then cp "$tmp/out" "$want"; else rm -f "$want"; fi
	elif [ -s "$tmp/out" ] || [ -e "$want" ]; then
		[ -e "$want" ] || : >"$tmp/empty"
		diff -u "$([ -e "$want" ] && echo "$want" || echo "$tmp/empty")" "$tmp/out" ||
			fail "$want differs"
	fi
}

for c in tests/yaml/cases/*/; do
	c=${c%/}
	cases=$((cases + 1))
	"$driver" show en "$c/in.yaml" | sed '1{/^$/d}' >"$tmp/out"
	compare "$c" expect.diag
	"$driver" show fr "$c/in.yaml" | sed '1{/^$/d}' >"$tmp/out"
	compare "$c" expect.fr.diag
	"$driver" tree "$c/in.yaml" >"$tmp/out"
	compare "$c" expect.tree
	"$driver" fix "$c/in.yaml" >"$tmp/out"
	cmp -s "$tmp/out" "$c/in.yaml" && : >"$tmp/out"
	compare "$c" expect.fixed
done

# --- each rule: a case, a near miss, a page whose examples hold ------------------
rules=$(sed -n 's/^RULE([A-Z0-9_]*, "\(P01[0-9]*\)", "\([a-z0-9-]*\)".*"yaml".*/\1:\2/p' compiler/diag/rules.def)
# example SECTION PAGE: the fenced YAML of a section
example() {
	awk -v s="## $1" '$0 == s { on = 1 } on && /^```$/ { exit } on && go { print } on && /^```yaml/ { go = 1 }' "$2"
}
for r in $rules; do
	code=${r%%:*}
	page=compiler/diag/pages/${r#*:}.md
	hit=0
	near=0
	for c in tests/yaml/cases/"$code"-*/; do
		case $c in
		*-near/)
			near=1
			! grep -q "\[$code\]" "$c/expect.diag" 2>/dev/null || fail "$c is a near miss and has $code"
			;;
		*) ! grep -q "\[$code\]" "$c/expect.diag" 2>/dev/null || hit=1 ;;
		esac
	done
	[ $hit = 1 ] || fail "no case triggers $code"
	[ $near = 1 ] || fail "no near miss of $code"
	example Wrong "$page" >"$tmp/wrong.yaml"
	example Right "$page" >"$tmp/right.yaml"
	[ -s "$tmp/wrong.yaml" ] || continue
	"$driver" show en "$tmp/wrong.yaml" | sed -n '/^$/q;p' >"$tmp/out"
	grep -q "\[$code\]" "$tmp/out" || fail "$page: the wrong example is not $code"
	[ "$(wc -l <"$tmp/out")" = 1 ] || fail "$page: the wrong example has other findings"
	"$driver" show en "$tmp/right.yaml" | sed '1{/^$/d}' >"$tmp/out"
	[ ! -s "$tmp/out" ] || fail "$page: the right example has findings"
done
[ $bad = 0 ] && printf 'yaml cases: %s cases, %s rules\n' "$cases" "$(echo "$rules" | wc -l)"
exit $bad
