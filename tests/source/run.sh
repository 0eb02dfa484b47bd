#!/bin/sh
# Snapshots end to end: what environment, user, settings and clones must not
# change. Builds tests/source/list.c, works in a temporary folder of its own.
#
#   tests/source/run.sh [CC]
set -u
cd "$(dirname "$0")/../.." || exit 2
CC=${1:-gcc}
T=$(mktemp -d "${TMPDIR:-/tmp}/source-e2e.XXXXXX") || exit 2
trap 'chmod -R u+rwx "$T" 2>/dev/null; rm -rf "$T"' EXIT
trap 'exit 2' HUP INT TERM
bad=0
number=0

$CC -std=c11 -D_GNU_SOURCE -O2 -g -Icompiler -o "$T/list" tests/source/list.c compiler/source/*.c \
	compiler/base/*.c compiler/diag/findings.c compiler/diag/rules.c \
	-lgit2 -lz -lutf8proc -lcrypto || exit 2

unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_OBJECT_DIRECTORY
export HOME="$T/home" XDG_CONFIG_HOME="$T/home/.config" GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@example.org
mkdir -p "$HOME/.config/git"

ok() {
	number=$((number + 1))
	echo "ok $number - $1"
}

fail() {
	number=$((number + 1))
	bad=1
	echo "not ok $number - $1"
}

# list ARGUMENTS: at most 10 seconds, output in $T/out and $T/err
list() {
	timeout 10 "$T/list" "$@" >"$T/out" 2>"$T/err"
}

# same NAME ARGUMENTS: the output must be that of $T/want
same() {
	name=$1
	shift
	if list "$@" && cmp -s "$T/want" "$T/out"; then
		ok "$name"
	else
		fail "$name: $(head -2 "$T/err" | tr '\n' ' ')$(diff "$T/want" "$T/out" | head -3)"
	fi
}

# refused NAME TEXT ARGUMENTS: exit code 3 and TEXT on stderr
refused() {
	name=$1 text=$2
	shift 2
	list "$@"
	rc=$?
	if [ $rc -eq 3 ] && grep -qF -- "$text" "$T/err"; then
		ok "$name"
	else
		fail "$name: exit code $rc, $(head -2 "$T/err" | tr '\n' ' ')"
	fi
}

# --- one repository, read in many ways ---------------------------------------
R="$T/repo"
git init -q -b main "$R"
cd "$R" || exit 2
mkdir -p challenges/tri tutorials docs
printf 'name: x\n' >pix.yaml
printf 'id: a\r\n' >challenges/tri/a.yaml
printf 'a\r\nb\n' >challenges/tri/a.txt
printf '\211PNG\r\n\032\n\0' >challenges/tri/a.png
printf '$Id$ text\n' >tutorials/lesson.yaml
printf 'x' >docs/x
git add -A && git commit -q -m one
list "$R" && cp "$T/out" "$T/want"
[ "$(wc -l <"$T/want")" -eq 6 ] && ok "six files" || fail "six files: $(cat "$T/out" "$T/err")"

same "the revision is the work tree" "$R" HEAD
same "from a folder below" "$R/challenges/tri"
same "a relative path" .
git clone -q --bare "$R" "$T/bare.git" && same "a bare repository" "$T/bare.git" main
git clone -q --depth 1 "file://$R" "$T/shallow" && same "a shallow clone" "$T/shallow" HEAD
git clone -q --shared "$R" "$T/shared" && same "borrowed objects" "$T/shared" HEAD
git clone -q --mirror "$R" "$T/packed.git" && git -C "$T/packed.git" gc -q && same "packed" "$T/packed.git" main
git worktree add -q "$T/linked" && same "a linked work tree" "$T/linked"
same "a revision from a linked work tree" "$T/linked" main
git clone -q "$R" "$T/sparse" && git -C "$T/sparse" sparse-checkout set docs &&
	same "a revision of a sparse work tree" "$T/sparse" HEAD
git clone -q --no-checkout "$R" "$T/none" && same "a clone without files" "$T/none" HEAD
cp -r "$R" "$T/plain" && rm -rf "$T/plain/.git" && same "a folder that is no repository" "$T/plain"

# --- what must have no say -----------------------------------------------------
cat >"$HOME/.gitconfig" <<END
[core]
	autocrlf = true
	eol = crlf
	excludesFile = $T/all
	attributesFile = $T/attributes
	ignoreCase = true
	quotePath = false
[filter "up"]
	smudge = tr a-z A-Z
	clean = tr a-z A-Z
END
echo '*' >"$T/all"
echo '* filter=up ident text eol=crlf' >"$T/attributes"
cp "$T/attributes" "$HOME/.config/git/attributes"
echo '*' >"$HOME/.config/git/ignore"
same "settings of the user, work tree" "$R"
same "settings of the user, revision" "$R" HEAD
cp "$T/attributes" .git/info/attributes
cp "$T/all" .git/info/exclude
git config core.autocrlf input
same "info/attributes and info/exclude, work tree" "$R"
same "info/attributes and info/exclude, revision" "$R" HEAD
rm .git/info/attributes .git/info/exclude "$HOME/.gitconfig" "$HOME/.config/git/attributes" \
	"$HOME/.config/git/ignore"
git config --unset core.autocrlf
(
	export GIT_DIR="$T/nowhere" GIT_WORK_TREE=/etc GIT_INDEX_FILE=/dev/null GIT_OBJECT_DIRECTORY=/nowhere
	export GIT_ALTERNATE_OBJECT_DIRECTORIES=/nowhere GIT_CEILING_DIRECTORIES="$T"
	list "$R" && cmp -s "$T/want" "$T/out" && list "$R" HEAD && cmp -s "$T/want" "$T/out"
) && ok "GIT_ variables" || fail "GIT_ variables"
for lang in C C.UTF-8 fr_FR.UTF-8; do
	export LC_ALL=$lang
	same "locale $lang" "$R" HEAD
done
unset LC_ALL

# --- owners ------------------------------------------------------------------
if [ "$(id -u)" -eq 0 ] && command -v setpriv >/dev/null; then
	chmod 755 "$T" "$T/list"
	mkdir -p "$T/other" && chmod 777 "$T/other"
	setpriv --reuid 65534 --regid 65534 --clear-groups env HOME="$T/other" timeout 10 "$T/list" "$R" \
		>"$T/out" 2>"$T/err"
	[ $? -eq 3 ] && grep -qF "git config --global --add safe.directory '$R'" "$T/err" &&
		ok "a repository of another user" || fail "a repository of another user: $(cat "$T/err")"
	# The remedy, word for word as it was printed.
	remedy=$(sed -n 's/^if you trust it: //p' "$T/err")
	setpriv --reuid 65534 --regid 65534 --clear-groups env HOME="$T/other" sh -c "$remedy"
	setpriv --reuid 65534 --regid 65534 --clear-groups env HOME="$T/other" timeout 10 "$T/list" "$R" \
		>"$T/out" 2>"$T/err"
	cmp -s "$T/want" "$T/out" && ok "the remedy helps" || fail "the remedy helps: $(cat "$T/err")"
	chmod 700 docs && : >docs/secret && chmod 000 docs
	setpriv --reuid 65534 --regid 65534 --clear-groups env HOME="$T/other" timeout 10 "$T/list" "$R" \
		>"$T/out" 2>"$T/err"
	[ $? -eq 3 ] && grep -qF "folder 'docs/' cannot be opened" "$T/err" && ok "a folder without permission" ||
		fail "a folder without permission: $(cat "$T/err")"
	chmod 755 docs && rm docs/secret
fi

# --- hostile things ----------------------------------------------------------
mkfifo challenges/tri/pipe
list "$R"
[ $? -eq 1 ] && grep -qF '! not-a-file special challenges/tri/pipe' "$T/out" && ok "a pipe" || fail "a pipe"
rm challenges/tri/pipe && mkfifo .gitignore
list "$R"
[ $? -eq 1 ] && grep -qF '! not-a-file special .gitignore' "$T/out" && ok "a pipe as .gitignore" || fail "a pipe as .gitignore"
rm .gitignore && ln -s /etc/passwd .gitattributes
list "$R"
[ $? -eq 1 ] && grep -qF '! not-a-file link .gitattributes' "$T/out" && ok "a link as .gitattributes" ||
	fail "a link as .gitattributes"
rm .gitattributes
o=$(git rev-parse HEAD:challenges/tri/a.txt)
o=.git/objects/$(echo "$o" | cut -c1-2)/$(echo "$o" | cut -c3-)
chmod u+w "$o" && cp "$o" "$T/kept" && head -c 15 "$T/kept" >"$o"
refused "a cut object does not hang" "is damaged" "$R" HEAD
: >"$o"
refused "an empty object" "is damaged" "$R" HEAD
rm "$o" && mkfifo "$o"
refused "a pipe as object" "is damaged" "$R" HEAD
rm "$o" && ln -s "$T/kept" "$o"
refused "a link as object" "is damaged" "$R" HEAD
rm "$o"
refused "a missing object" "git fsck" "$R" HEAD
cp "$T/kept" "$o"
same "the object is back" "$R" HEAD
refused "an option as revision" "no name of a revision" "$R" --upload-pack=x
refused "a search as revision" "no name of a revision" "$R" ":/one"

echo "1..$number"
exit $bad
