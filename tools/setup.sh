#!/bin/sh
# setup.sh: installs what is missing to build pixc (and, with "tests", to test it).
#
#   tools/setup.sh build|tests
#
# Debian and its relatives: packages through apt-get, as root or with sudo. When
# nothing is missing it neither touches the network nor asks for privileges.
set -eu
what=${1:-build}
cd "$(dirname "$0")/.."

# package, or package:command when any provider of the command will do
build_needs='gcc:gcc binutils:objcopy make:make pkg-config:pkg-config libc6-dev libyaml-dev libgit2-dev zlib1g-dev libarchive-dev libpcre2-dev
libutf8proc-dev libssl-dev libcmark-gfm-dev libcmark-gfm-extensions-dev'
test_needs='git:git ca-certificates g++:g++ clang:clang libclang-rt-dev clang-format:clang-format libcmocka-dev libjansson-dev json-schema-test-suite nodejs:node npm:npm'

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
	echo "setup: this system has no apt-get; make sure that these are installed:" >&2
	echo "$build_needs" | tr ' ' '\n' | sed 's/:.*//' >&2
	exit 0
fi

missing=
needs=$build_needs
[ "$what" = build ] || needs="$build_needs $test_needs"
for need in $needs; do
	package=${need%%:*}
	case $need in
	*:*) command -v "${need#*:}" >/dev/null && continue ;;
	esac
	dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done

if [ -n "$missing" ]; then
	echo "setup: installing$missing" >&2
	sudo=
	if [ "$(id -u)" -ne 0 ]; then
		command -v sudo >/dev/null || {
			echo "setup: become root, or install:$missing" >&2
			exit 3
		}
		sudo=sudo
	fi
	log=$(mktemp)
	trap 'rm -f "$log"' EXIT
	# shellcheck disable=SC2086
	{
		$sudo apt-get update -qq &&
			$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing
	} >"$log" 2>&1 </dev/null || {
		tail -n 30 "$log" >&2
		echo "setup: apt-get could not install$missing" >&2
		exit 3
	}
fi

# The judges of the tests, from npm, at the versions of the lock file.
if [ "$what" = tests ] && ! cmp -s tests/npm/package-lock.json tests/npm/node_modules/.lock; then
	echo "setup: installing the packages of tests/npm" >&2
	(cd tests/npm && npm ci --no-audit --no-fund --loglevel=error >&2 && cp package-lock.json node_modules/.lock)
fi
