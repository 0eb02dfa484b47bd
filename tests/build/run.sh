#!/bin/sh
# The same content gives the same bytes: from the work tree, a revision, a bare
# clone, another folder, locale, time zone, umask and file order, by gcc and by
# clang, with and without sanitizers; a failing build leaves the old output.
#
#   tests/build/run.sh
set -u
cd "$(dirname "$0")/../.." || exit 2
root=$PWD
T=$(mktemp -d) || exit 2
trap 'chmod -R u+rwx "$T" 2>/dev/null; rm -rf "$T"' EXIT
trap 'exit 2' HUP INT TERM
export HOME="$T/home" GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null
export GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@example.org
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE
mkdir "$HOME"
passed=0
failed=0
pixc=$root/build/release/pixc

ok() {
	passed=$((passed + 1))
	echo "ok - $1"
}

fail() {
	failed=$((failed + 1))
	echo "not ok - $1"
}

# same NAME FILE: FILE must be byte for byte the first bundle
same() {
	if cmp -s "$T/first.pxb" "$2"; then ok "$1"; else fail "$1"; fi
}

# A repository of its own with this content, so that what is not committed has no say.
git init -q -b main "$T/repo"
cp -r pix.yaml challenges tutorials components "$T/repo"
(cd "$T/repo" && git add -A && git commit -q -m content)
"$pixc" -C "$T/repo" build -q -o "$T/first.pxb" >"$T/shown" 2>"$T/err" || fail "first build: $(cat "$T/err")"
[ -s "$T/first.pxb" ] && ok "a bundle from the work tree" || fail "no bundle"
identity=$("$pixc" inspect "$T/first.pxb" | sed -n 's/^  identity: //p')
[ "$(cat "$T/shown")" = "$T/first.pxb, identity: $identity" ] &&
	ok "--quiet: one line" || fail "--quiet: $(cat "$T/shown" "$T/err")"
"$pixc" -C "$T/repo" build -o "$T/loud.pxb" 2>/dev/null | grep -q 'validated challenges by competence' &&
	ok "without --quiet: a table" || fail "without --quiet: no table"
same "without --quiet" "$T/loud.pxb"

"$pixc" -C "$T/repo" build -q --rev HEAD -o "$T/rev.pxb" >/dev/null 2>&1
same "from --rev HEAD" "$T/rev.pxb"
git clone -q --bare "$T/repo" "$T/bare.git"
"$pixc" build -q "$T/bare.git" --rev main -o "$T/bare.pxb" >/dev/null 2>&1
same "from a bare clone" "$T/bare.pxb"
git clone -q "$T/repo" "$T/clone"
"$pixc" -C "$T/clone/challenges" build -q -o "$T/clone.pxb" >/dev/null 2>&1
same "from a clean checkout, started below its root" "$T/clone.pxb"

# Another folder without git, files made in another order.
mkdir "$T/plain"
(cd "$T/repo" && find . -path ./.git -prune -o -type f -print | sort -r) | while read -r f; do
	mkdir -p "$T/plain/$(dirname "$f")" && cp "$T/repo/$f" "$T/plain/$f"
done
(umask 077 && cd "$T/plain" && LC_ALL=C TZ=Asia/Tokyo "$pixc" build -q -o "$T/plain.pxb" >/dev/null 2>&1)
same "from a plain folder, other file order, locale, time zone, umask" "$T/plain.pxb"
(cd "$T/plain" && LC_ALL=de_DE.UTF-8 LANG=fr_FR.UTF-8 TZ=America/Lima "$pixc" build -q -o "$T/lang.pxb" >/dev/null 2>&1)
same "under a German locale" "$T/lang.pxb"
for variant in clang san; do
	[ -x "build/$variant/pixc" ] || continue
	"build/$variant/pixc" -C "$T/repo" build -q -o "$T/$variant.pxb" >/dev/null 2>"$T/err"
	same "by the $variant build" "$T/$variant.pxb"
done

# Lines that end with CRLF: the same content.
mkdir "$T/crlf"
cp -r "$T/plain/." "$T/crlf"
find "$T/crlf" -name '*.yaml' -exec sed -i 's/$/\r/' {} +
"$pixc" -C "$T/crlf" build -q -o "$T/crlf.pxb" >/dev/null 2>&1
same "with CRLF line ends" "$T/crlf.pxb"

# What inspect, dump and show say of it.
"$pixc" inspect "$T/first.pxb" | grep -q 'full flavour' && ok "inspect" || fail "inspect"
"$pixc" inspect "$T/first.pxb" photo-de-la-sortie | grep -q '^challenge photo-de-la-sortie' &&
	ok "inspect ID" || fail "inspect ID"
"$pixc" dump "$T/first.pxb" --json >"$T/dump.json" && node -e 'JSON.parse(require("fs").readFileSync(process.argv[1]))' \
	"$T/dump.json" && ok "dump is JSON" || fail "dump is JSON"
tar tf "$T/first.pxb" | head -1 | grep -qx 'pixbundle-1/TOC' && ok "tar lists it" || fail "tar lists it"

# Errors: exit code 1, findings on stderr, the old output stays.
cp -r "$T/plain" "$T/broken"
printf 'typo: 1\n' >>"$T/broken/challenges/levels.yaml"
cp "$T/first.pxb" "$T/old.pxb"
"$pixc" -C "$T/broken" build -q -o "$T/old.pxb" >"$T/out" 2>"$T/err"
[ $? -eq 1 ] && [ ! -s "$T/out" ] && grep -q P0201 "$T/err" && ok "an error stops the build" || fail "an error stops the build"
same "a failing build leaves the old output" "$T/old.pxb"
"$pixc" -C "$T/plain" build -q -o "$T/no/such/folder.pxb" >/dev/null 2>"$T/err"
[ $? -eq 3 ] && ok "a folder that is not there: exit code 3" || fail "a folder that is not there"
"$pixc" -C "$T/plain" build -q -o /dev/full >/dev/null 2>"$T/err"
[ $? -eq 3 ] && [ -c /dev/full ] && ok "a device is never replaced" || fail "a device is never replaced"
"$pixc" -C "$T/plain" build --rev HEAD >/dev/null 2>"$T/err"
[ $? -eq 3 ] && ok "--rev in a folder that is no repository" || fail "--rev in a folder that is no repository"
"$pixc" inspect "$root/README.md" >/dev/null 2>"$T/err"
[ $? -eq 1 ] && ok "a file that is no bundle" || fail "a file that is no bundle"

# Drafts: other bytes, says so of itself.
"$pixc" -C "$T/plain" build -q --drafts -o "$T/drafts.pxb" >/dev/null 2>&1
"$pixc" inspect "$T/drafts.pxb" >"$T/out" 2>&1
grep -q 'with drafts (not to be published)' "$T/out" && ok "a bundle with drafts says so" || fail "drafts: $(cat "$T/out")"

# An unfinished draft never stops a build that carries drafts.
mkdir "$T/small"
cp -r tests/model/base/. "$T/small"
cat >"$T/small/challenges/donnees/tri/velos.yaml" <<'END'
id: velos
skill: filtrer-deux-colonnes
status: draft
type: fields
instruction: A
fields: {mot: {type: text, label: Mot}}
groups: [{sets: [u, v]}]
END
build/san/pixc -C "$T/small" build -q --drafts -o "$T/unfinished.pxb" >/dev/null 2>"$T/err" &&
	ok "a draft with an unfinished group" || fail "a draft with an unfinished group: $(tail -3 "$T/err")"

# What is held back in a language leaves its fallback to the learners.
sed -i 's/{id: en}/{id: en, fallback: fr}/' "$T/small/pix.yaml"
cat >"$T/small/challenges/donnees/tri/velos.yaml" <<'END'
id: velos
skill: filtrer-deux-colonnes
status: validated
type: single-choice
instruction: {fr: Lequel ?, en: Which one?}
choices: [{right: {any: a}}, {wrong: {any: b}}]
locales: {en: draft}
END
build/san/pixc -C "$T/small" build -q -o "$T/held.pxb" >/dev/null 2>"$T/err"
[ "$(build/san/pixc inspect "$T/held.pxb" filtrer-deux-colonnes | grep -c 'validated challenges: velos')" -eq 2 ] &&
	ok "a localisation held back leaves its fallback" || fail "a localisation held back: $(cat "$T/err")"

# Of what is withdrawn a bundle knows the id, and inspect says so.
cat >"$T/small/challenges/donnees/tri/velos.yaml" <<'END'
id: velos
status: withdrawn
END
"$pixc" -C "$T/small" build -q -o "$T/withdrawn.pxb" >/dev/null 2>"$T/err"
for name in velos challenge/velos; do
	"$pixc" inspect "$T/withdrawn.pxb" "$name" >"$T/out" 2>"$T/err"
	[ $? -eq 0 ] && [ "$(head -1 "$T/out")" = "challenge velos" ] && grep -q 'status: withdrawn' "$T/out" &&
		ok "inspect $name, withdrawn" || fail "inspect $name, withdrawn: $(cat "$T/out" "$T/err")"
done
for name in velo skill/velos; do
	"$pixc" inspect "$T/withdrawn.pxb" "$name" >/dev/null 2>"$T/err"
	[ $? -eq 2 ] && grep -q 'nothing in this bundle' "$T/err" && ok "inspect $name: unknown" || fail "inspect $name: not unknown"
done

# What was meant is proposed only where it is near.
near() {
	"$pixc" "$@" >/dev/null 2>"$T/err"
	[ $? -eq 2 ] && grep -q 'did you mean' "$T/err"
}
near check --ref x && near check --strcit && near chekc && near explain duplicate-ky && ok "near names are proposed" ||
	fail "near names are proposed"
if near check --foo || near build --bar || near foo || near explain foobar; then
	fail "a far name is proposed: $(cat "$T/err")"
else
	ok "far names are not proposed"
fi

# Answers are marked as learners' are.
marks() { # WANT ID ANSWER...
	want=$1
	shift
	"$pixc" -C tests/model/sample mark --locale fr --lang en "$@" >"$T/out" 2>"$T/err" && grep -q -e "$want" "$T/out" &&
		ok "mark $*" || fail "mark $*: $(cat "$T/out" "$T/err")"
}
marks '"148 vélos": right: it is an accepted value, written otherwise' velos-loues "148 vélos"
marks 'feedback: Le vert pomme' velos-loues 151
marks '"14": wrong: no accepted answer' velos-loues 14
marks 'second: wrong: another field' premieres-versions premier=firefox "second=mozilla firefox"
marks '^  "adresse, delai": right' message-des-impots adresse delai
marks 'logo.svg: right' extensions "logo.svg=Une image" "cv.odt=Un son"
"$pixc" -C tests/model/sample mark premieres-versions 12 >/dev/null 2>"$T/err"
[ $? -eq 2 ] && grep -q 'premier, second, sortie, taille' "$T/err" && ok "mark tells the fields" || fail "mark: $(cat "$T/err")"

# Rules and keys are explained.
"$pixc" rules --json >"$T/rules.json" && node -e '
const rules = JSON.parse(require("fs").readFileSync(process.argv[1]));
const bad = rules.filter(r => !/^P\d{4}$/.test(r.code) || !r.message || !r.message_fr || !r.family || !r.since);
process.exit(bad.length || rules.length < 80 ? 1 : 0)' "$T/rules.json" && ok "rules --json" || fail "rules --json"
[ "$("$pixc" rules | wc -l)" -eq "$(grep -c '"code"' "$T/rules.json")" ] && ok "rules" || fail "rules"
explains() {
	"$pixc" explain "$1" --lang "$2" >"$T/out" 2>"$T/err" && grep -q "$3" "$T/out" && ok "explain $1" ||
		fail "explain $1: $(cat "$T/out" "$T/err")"
}
explains P0601 en '^## Why'
explains left-over fr "n'est pas fini"
explains fields.unit en 'several spellings\|Several spellings'
explains choices.right en 'choice to tick'
explains plus_or_minus en 'bounds included'

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
