#!/bin/sh
# docs-check.sh: do the documents say what the program does?
#
#   tools/docs-check.sh [PIXC]
#
# Compares limits.h with docs/limits.md; what marking folds, reads and limits with
# docs/marking.md; `pixc --help` and `pixc COMMAND --help`
# with docs/commands.md and man/pixc.1; rules.def with the pages of rules; the
# folders and their ranks with docs/architecture.md; the packages of tools/setup.sh
# with docs/dependencies.md; and demands that files named in documents exist.
# Prints each difference ("<" the program, ">" the document); exit 1 when there is one.
set -eu
cd "$(dirname "$0")/.."
pixc=${1:-build/release/pixc}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM
bad=0

# same WHAT PROGRAM DOCUMENT: both files hold the same lines, in any order.
same() {
	[ -s "$2" ] || { echo "docs-check: $1: nothing found to compare"; bad=1; }
	sort "$2" >"$work/program"
	sort "$3" >"$work/document"
	if diff "$work/program" "$work/document" >"$work/diff"; then
		echo "ok - $1: $(wc -l <"$2") entries"
	else
		echo "not ok - $1:"
		grep '^[<>]' "$work/diff"
		bad=1
	fi
}

complain() {
	echo "not ok - $1"
	bad=1
}

# --- limits: "NAME figure what it counts" ------------------------------------------
sed -n 's|^#define \(LIMIT_[A-Z_]*\) *\(.*[^ ]\) */\* *\(.*[^ ]\) *\*/$|\1/\2/\3|p' compiler/base/limits.h |
	while IFS=/ read -r name figure meaning; do
		echo "$name $(($(echo "$figure" | sed 's/\([0-9]\)[ul]*/\1/g'))) $meaning"
	done >"$work/limits"
sed -n 's/^| `\(LIMIT_[A-Z_]*\)` | \([0-9,]*\) | \(.*[^ ]\) | \(.*[^ ]\) |$/\1 \2 \3/p' docs/limits.md |
	awk '{ gsub(",", "", $2); print }' >"$work/limits.md"
same 'limits.h and docs/limits.md' "$work/limits" "$work/limits.md"
[ "$(grep -c '^#define LIMIT_' compiler/base/limits.h)" -eq "$(wc -l <"$work/limits")" ] ||
	complain 'limits.h: a limit without a comment behind it'

# --- marking: "NAME figure", "first last becomes", words of dates, words of verdicts --------
sed -n 's/^#define \(PXM_MAX_[A-Z]*\) *\([0-9]*\)u .*/\1 \2/p' runtime/marking/pxm.h >"$work/pxm"
sed -n 's/^| `\(PXM_MAX_[A-Z]*\)` | \([0-9,]*\) .*/\1 \2/p' docs/marking.md | tr -d ',' >"$work/pxm.md"
same 'limits of pxm.h and docs/marking.md' "$work/pxm" "$work/pxm.md"
sed -n '/^} alikes/,/^};/p' runtime/marking/fold.c | tr -d '\n' | sed "s/'\\\\t'/0x0009/g" |
	grep -o "{0x[0-9A-F]*, *0x[0-9A-F]*, *[^}]*}" |
	sed "s/[{}]//g; s/0x//g; s/,  */ /g; s/' '/0020/; s/'\\\\n'/000A/; s/'\"'/0022/; s/'-'/002D/; s/'\\\\''/0027/; s/ 0\$/ nothing/" \
	>"$work/alike"
awk -F ' [|] ' '/^[|] (blank U|line end U|nothing|`.` U)/ {
	to = $1; sub(/^.*U[+]/, "", to); sub(/^[|] /, "", to)
	sub(/ [|]$/, "", $2); n = split($2, part, ", ")
	for (i = 1; i <= n; i++) {
		gsub(/U[+]/, "", part[i])
		if (split(part[i], end, " to ") == 1) end[2] = end[1]
		print end[1], end[2], to
	}
}' docs/marking.md >"$work/alike.md"
same 'fold.c and docs/marking.md' "$work/alike" "$work/alike.md"
sed -n '/^static const struct words table/,/^};/p' runtime/marking/calendar.c | grep -o '"[^"]*"' | tr -d '"' |
	tr ' ' '\n' | sed '/^$/d' >"$work/calendar"
grep -E '^[|] (fr|en|nl|es|it|de|pt) [|]' docs/marking.md | grep -v 'U+\|`' | tr -d ',|' | tr ' ' '\n' | sed '/^$/d' \
	>"$work/calendar.md"
same 'calendar.c and docs/marking.md' "$work/calendar" "$work/calendar.md"
sed -n 's/.*\[PXM_[A-Z_]*\] = "\([a-z-]*\)".*/\1/p; s/.*\[PXM_RIGHT\] = "\([a-z]*\)".*/\1/p' runtime/marking/words.c |
	sort -u >"$work/verdicts"
for word in $(cat "$work/verdicts"); do
	grep -q "\`$word\`" docs/marking.md || complain "docs/marking.md does not name the word $word"
done

# --- commands: "command NAME: purpose", "usage NAME: ...", "option NAME: option: help" ------
"$pixc" --help | awk '/^commands:/ { on = 1; next } /^$/ { on = 0 } on { name = $1; $1 = ""; print name ":" $0 }' >"$work/list"
sed 's/^/command /' "$work/list" >"$work/commands"
cut -d: -f1 "$work/list" | while read -r command; do
	"$pixc" "$command" --help | awk -v c="$command" '
	/^usage: / { sub(/^usage: /, ""); print "usage " c ": " $0 }
	/^options:/ { on = 1; next }
	on && /^  / {
		sub(/^ +/, "")
		i = match($0, /  +/)
		print "option " c ": " substr($0, 1, i - 1) ": " substr($0, i + RLENGTH)
	}'
done >>"$work/commands"
# What every command has is told once, as of command "*".
awk -v n="$(wc -l <"$work/list")" '
/^option / { option = $0; sub(/^option [^:]*: /, "", option); seen[option]++; of[NR] = option }
{ text[NR] = $0 }
END {
	for (i = 1; i <= NR; i++) {
		if (!(i in of) || seen[of[i]] < n) print text[i]
		else if (!told[of[i]]++) print "option *: " of[i]
	}
}' "$work/commands" >"$work/help"

awk '
/^## Options of every command/ { c = "*" }
/^## pixc / { c = $3 }
/^    pixc / && c { sub(/^ +/, ""); print "usage " c ": " $0 }
/^\| `/ {
	split($0, cell, " \\| ")
	name = cell[1]; gsub(/^\| `|`$/, "", name)
	text = cell[2]; sub(/ \|$/, "", text)
	if (c) print "option " c ": " name ": " text
	else if (name !~ / /) print "command " name ": " text
}' docs/commands.md >"$work/commands.md"
same 'pixc --help and docs/commands.md' "$work/help" "$work/commands.md"

awk '
function plain(s) { gsub(/["\\]/, "", s); return s }
/^\.SH "OPTIONS OF EVERY COMMAND"/ { c = "*" }
/^\.SH / && !/EVERY COMMAND/ { c = "" }
/^\.SS "pixc / { s = plain(substr($0, 5)); split(s, w, " "); c = w[2]; print "usage " c ": " s; getline; print "command " c ": " plain($0) }
/^\.TP/ && c { getline; o = plain($0); sub(/^\.[BI]+ /, "", o); gsub(/ +/, " ", o); getline; print "option " c ": " o ": " plain($0) }
' man/pixc.1 >"$work/man"
same 'pixc --help and man/pixc.1' "$work/help" "$work/man"

# --- rules and their pages -----------------------------------------------------------
sed -n 's/^RULE([A-Z0-9_]*, "[^"]*", "\([^"]*\)".*/\1/p' compiler/diag/rules.def >"$work/rules"
for page in compiler/diag/pages/*.md; do
	[ "$page" = compiler/diag/pages/ui.md ] || basename "$page" .md
done >"$work/pages"
same 'rules.def and compiler/diag/pages' "$work/rules" "$work/pages"
sed -n 's/^RULE([A-Z0-9_]*, "\([^"]*\)".*/\1/p' compiler/diag/rules.def | cat - "$work/rules" | sort | uniq -d >"$work/twice"
[ ! -s "$work/twice" ] || complain "rules.def: a code or name is used twice: $(tr '\n' ' ' <"$work/twice")"
while read -r name; do
	page=compiler/diag/pages/$name.md
	[ -f "$page" ] || continue
	[ "$(head -n 1 "$page")" = "# $name" ] || complain "$page: the title is not the name"
	for part in '^message' '^help' '^## Why$' '^## Wrong$' '^## Right$'; do
		grep -q "$part" "$page" || complain "$page: no line '$part'"
	done
done <"$work/rules"

# --- folders and ranks -----------------------------------------------------------------
sed -n "/^ranks='/,/'\$/p" tools/layers.sh | tr -d "'" | sed 's/^ranks=//' | tr ' ' '\n' | sed '/^$/d; s/=/ /' >"$work/ranks"
sed -n 's/^| `\([a-z/]*\)` | \([0-9]*\) |.*/\1 \2/p' docs/architecture.md | sed 's|.*/\([a-z]\)|\1|; s|/ | |' >"$work/folders"
same 'ranks of tools/layers.sh and docs/architecture.md' "$work/ranks" "$work/folders"

# --- packages --------------------------------------------------------------------------
awk "/^[a-z]*_needs='/ { on = 1; sub(/^[^']*'/, \"\") } on { print } on && /'/ { on = 0 }" tools/setup.sh |
	tr -d "'" | tr ' ' '\n' | sed '/^$/d; s/:.*//' >"$work/packages"
grep -o '`[a-z0-9.+-]*`' docs/dependencies.md | tr -d '\140' | sort -u >"$work/named"
grep -xFf "$work/packages" "$work/named" >"$work/packages.md" || true
grep -E '^lib.*-dev$' "$work/named" | grep -vxFf "$work/packages" >>"$work/packages.md" || true
same 'packages of tools/setup.sh and docs/dependencies.md' "$work/packages" "$work/packages.md"
node_packages=$(sed -n '/devDependencies/,/}/s/^ *"\([^"]*\)": "[0-9].*/\1/p' tests/npm/package.json)
for package in $node_packages; do
	grep -qF "\`$package\`" docs/dependencies.md || complain "docs/dependencies.md does not name the npm package $package"
done

# --- files that documents name -------------------------------------------------------------
for document in README.md docs/*.md; do
	grep -o '`[A-Za-z0-9_./-]*`' "$document" | tr -d '\140' |
		grep -E '^(compiler|runtime|schema|tests|tools|docs|challenges|tutorials|components|man)/.*[.][a-z0-9]+$' |
		grep -v NAME | sort -u | while read -r path; do
		[ -e "$path" ] || echo "$document names $path, which is not there"
	done
done >"$work/missing"
if [ -s "$work/missing" ]; then
	complain "documents name files that do not exist:"
	cat "$work/missing"
else
	echo "ok - all files named in documents exist"
fi
exit "$bad"
