#!/bin/sh
# Content repositories and what `pixc check` says about them.
#
#   tests/model/run.sh [--accept] [PIXC]
#
# sample/ is checked as it stands: nothing may be found. A case is a folder
# cases/<code>-<situation>/: base/ with the files of its in/ laid over it, the
# paths listed in `remove` taken away, then `setup` run in it by sh ($PHOTO is a
# small PNG). It gives
# findings of that code alone, with the words of expect.txt and expect.fr.txt. A
# folder whose name ends in -near is a near miss: nothing is found, unless it has
# an expect.txt, and then nothing of its code. `args` holds more arguments; with
# a file `only`, findings of other codes are left out. What is found is told in
# French without a word of English: neither a phrase of the catalogue nor what any
# English sentence holds. Each page of compiler/diag/pages whose examples name their
# files is laid over the sample: the wrong example gives findings of its rule alone,
# the right one none at all.
set -u
cd "$(dirname "$0")" || exit 2
accept=
if [ "${1:-}" = --accept ]; then
	accept=1
	shift
fi
pixc=${1:-../../build/release/pixc}
case $pixc in
/*) ;;
*/*) pixc=$(cd "$OLDPWD" 2>/dev/null && cd "$(dirname "$pixc")" 2>/dev/null && pwd)/${pixc##*/} ;;
esac
[ $# -gt 0 ] || pixc=$(cd ../../build/release && pwd)/pixc
[ -x "$pixc" ] || { echo "there is no program '$pixc'" >&2; exit 2; }
here=$PWD
export PHOTO="$here/photo.png"
T=$(mktemp -d "${TMPDIR:-/tmp}/model-cases.XXXXXX") || exit 2
trap 'rm -rf "$T"' EXIT
trap 'exit 2' HUP INT TERM
unset PIXC_LANG NO_COLOR FORCE_COLOR
export GIT_CEILING_DIRECTORIES="$T" HOME="$T/home" XDG_CONFIG_HOME="$T/home" GIT_CONFIG_NOSYSTEM=1
passed=0
failed=0

ok() {
	passed=$((passed + 1))
	echo "ok $((passed + failed)) - $1"
}

fail() {
	failed=$((failed + 1))
	echo "not ok $((passed + failed)) - $1"
	[ -n "${2:-}" ] && printf "%s\n" "$2" | sed 's/^/# /'
}

# check LANG OUT [ARG...]: pixc in the folder $T/work; its exit code in $code
check() {
	lang=$1
	out=$2
	shift 2
	(cd "$T/work" && timeout 60 "$pixc" check --lang "$lang" --color never "$@") >"$T/raw" 2>"$T/err"
	code=$?
	sed "s|$T/work|DIR|g" "$T/raw" >"$out"
}

# keep CODE FILE: only the findings of CODE
keep() {
	awk -v RS= -v ORS='\n\n' -v want="[$1]" 'index($0, want)' "$2" >"$2.kept" && mv "$2.kept" "$2"
}

codes_in() {
	sed -n -e 's/^[a-z]*\[\(P[0-9]*\)\].*/\1/p' -e 's/^[^ ]*: [a-z]*\[\(P[0-9]*\)\].*/\1/p' "$1" |
		sort -u | tr '\n' ' '
}

# What a phrase of the program is in English, one per line, without the short joints.
sed -n 's/^phrase\.[a-z-]*: //p' ../../compiler/diag/pages/ui.md | grep -vx 'or\|and\|nothing' >"$T/phrases"

# english FILE: what is left of English in French findings, quotations and excerpts apart
english() {
	sed -e '/^ *[0-9]* | /d' -e '/^ *--> /d' -e 's/^ *| *\^*-*//' "$1" | tr '\n' ' ' |
		sed -e 's/  */ /g' -e 's/«/\x01/g' -e 's/»/\x02/g' -e 's/\x01[^\x02]*\x02/_/g' -e 's/`[^`]*`/_/g' \
			>"$T/prose"
	grep -oFwf "$T/phrases" "$T/prose"
	grep -oEw 'the|of|is|are|that|this|which|not|with|without|and|or|takes|nothing' "$T/prose"
}

# compare FILE WANTED: accepts or compares
compare() {
	if [ -n "$accept" ]; then
		cp "$1" "$2"
	elif ! cmp -s "$1" "$2"; then
		why="$why$(diff "$2" "$1" 2>&1 | head -20)
"
	fi
}

prepare() {
	rm -rf "$T/work"
	cp -R "$here/base" "$T/work"
	[ -d "$1/in" ] && cp -R "$1/in/." "$T/work/"
	if [ -f "$1/remove" ]; then
		while read -r path; do rm -rf "${T:?}/work/$path"; done <"$1/remove"
	fi
	[ ! -f "$1/setup" ] || (cd "$T/work" && sh "$1/setup") || why="setup failed
"
}

# outcome [ARG...]: exit codes say whether there is an error, and only without one there is a bundle
outcome() {
	want=0
	grep -q -e '^error\[' -e ': error\[' "$T/out" && want=1
	[ "$code" -eq "$want" ] || why="${why}exit code $code: $(head -5 "$T/err")
"
	rm -rf "$T/built" && mkdir "$T/built"
	case " $* " in *" --since "*) return ;; esac
	case " $* " in *" --format "* | *" --strict "*) set -- ;; esac
	(cd "$T/work" && timeout 60 "$pixc" build -q -o "$T/built/x.pxb" "$@") >/dev/null 2>"$T/err"
	built=$?
	[ "$built" -eq "$want" ] && [ "$(find "$T/built" -type f | wc -l)" -eq $((1 - want)) ] ||
		why="${why}build: exit code $built, left $(ls -A "$T/built"): $(head -5 "$T/err")
"
}

run_case() {
	dir=$here/cases/$1
	code_of=$(echo "$1" | cut -d- -f1)
	why=
	args=$(cat "$dir/args" 2>/dev/null)
	prepare "$dir"
	# shellcheck disable=SC2086
	check fr "$T/out.fr" $args
	# shellcheck disable=SC2086
	check en "$T/out" $args
	# shellcheck disable=SC2086
	outcome $args
	if [ -f "$dir/only" ]; then
		keep "$code_of" "$T/out"
		keep "$code_of" "$T/out.fr"
	fi
	left=$(english "$T/out.fr" | sort -u | tr '\n' ' ')
	[ -z "$left" ] || why="${why}English in French: $left
"
	found=$(codes_in "$T/out")
	case $1 in
	*-near)
		case " $found " in *" $code_of "*) why="${why}a near miss gives $found
" ;; esac
		if [ -f "$dir/expect.txt" ]; then
			compare "$T/out" "$dir/expect.txt"
		elif [ -s "$T/out" ]; then
			why="$why$(cat "$T/out")
"
		fi
		;;
	*)
		[ "$found" = "$code_of " ] || why="${why}gives '$found'
$(head -40 "$T/out")
"
		compare "$T/out" "$dir/expect.txt"
		compare "$T/out.fr" "$dir/expect.fr.txt"
		;;
	esac
	if [ -n "$why" ]; then fail "$1" "$why"; else ok "$1"; fi
}

# example PAGE SECTION: lays the files of its examples over the sample; 1 if it names none
example() {
	rm -rf "$T/work"
	cp -R "$here/sample" "$T/work"
	awk -v want="## $2" -v dir="$T/work/" '
		/^## / { on = $0 == want }
		on && /^```/ { inside = !inside && /^```yaml/; file = ""; next }
		on && inside && file == "" {
			if ($0 !~ /^# [a-z].*\.yaml/) { inside = 0; next }
			file = dir $2; printf "" > file; n++
		}
		on && inside { print > file }
		END { exit !n }' "$1"
}

run_page() {
	name=$(basename "$1" .md)
	code_of=$(sed -n "s/^RULE([A-Z_0-9]*, \"\(P[0-9]*\)\", \"$name\".*/\1/p" ../../compiler/diag/rules.def)
	for section in Wrong Right; do
		example "$1" "$section" || continue
		check en "$T/out"
		case $section$(codes_in "$T/out") in
		"Wrong$code_of " | Right) ok "page $name: $section" ;;
		*) fail "page $name: $section" "$(cat "$T/raw")" ;;
		esac
	done
}

rm -rf "$T/work"
cp -R sample "$T/work"
check en "$T/out"
if [ "$code" = 0 ] && [ ! -s "$T/out" ]; then ok sample; else fail sample "$(cat "$T/out" "$T/err")"; fi
for dir in cases/*/; do
	run_case "$(basename "$dir")"
done
for page in ../../compiler/diag/pages/*.md; do
	run_page "$page"
done
# Each rule has a case, a near miss, and a page that tells why in both languages. (Those about
# YAML itself have their cases in tests/yaml.)
sed -n 's/^RULE([A-Z0-9_]*, "\(P[0-9]*\)", "\([a-z0-9-]*\)".*/\1 \2/p' ../../compiler/diag/rules.def >"$T/rules"
while read -r code_of name; do
	hit=
	near=
	for dir in cases/"$code_of"-*/; do
		case $dir in *-near/) near=1 ;; *'*'*) ;; *) hit=1 ;; esac
	done
	case $code_of in P01*) hit=1 near=1 ;; esac
	page=../../compiler/diag/pages/$name.md
	if [ -n "$hit" ] && [ -n "$near" ] && grep -qx '## Why' "$page" && grep -qx '## Pourquoi' "$page"; then
		ok "rule $name is shown"
	else
		fail "rule $name lacks ${hit:-a case }${near:-a near miss }(or a part of its page)"
	fi
done <"$T/rules"
echo "broken repositories: $(find cases -mindepth 1 -maxdepth 1 ! -name '*-near' | wc -l)"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
