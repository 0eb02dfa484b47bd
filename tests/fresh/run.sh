#!/bin/sh
# The commands of README.md on a bare Debian 12: does a clone need nothing else?
#
#   tests/fresh/run.sh [COMMAND...]     default: each command line of README.md's
#                                       code blocks, in order
#
# For each command a bare system of its own: debootstrap's minbase with git and
# ca-certificates, HEAD cloned into it. The command runs in it as root, is timed,
# then runs once more without a network. What this machine needs to reach package
# archives (mirror, proxy, certificates, npm settings) is taken over at run time.
# Needs root, debootstrap, unshare; FRESH_BASE names a folder to keep the bare
# system in between runs. Exit code 0 when all commands worked both times.
set -eu
cd "$(dirname "$0")/../.."
release=bookworm
limit=3600 # seconds that one command may take

[ "$(id -u)" -eq 0 ] || { echo "fresh: must be root" >&2; exit 3; }
for tool in debootstrap unshare git; do
	command -v "$tool" >/dev/null || { echo "fresh: needs $tool" >&2; exit 3; }
done

work=$(mktemp -d "${TMPDIR:-/var/tmp}/pixc-fresh.XXXXXX")
base=${FRESH_BASE:-$work/base}
clean_up() {
	# What still runs in one of the systems made here; nothing else has its root there.
	for process in /proc/[0-9]*; do
		case $(readlink "$process/root" || true) in
		"$work"/*) kill -9 "${process#/proc/}" 2>/dev/null || true ;;
		esac
	done
	# Mounts live in namespaces that end with their command; this is for the case that one was left.
	awk -v w="$work/" 'index($2, w) == 1 { print $2 }' /proc/mounts | sort -r | while read -r m; do umount -l "$m"; done
	rm -rf --one-file-system "$work"
}
trap clean_up EXIT
trap 'exit 130' HUP INT TERM

# --- the bare system ------------------------------------------------------------
sources() {
	apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Identifier: Packages' 2>/dev/null |
		awk -v r="$release" '($2 == r || $2 == r "-updates" || $2 == r "-security") && $3 == "main" && !seen[$0]++'
}

make_base() {
	mirror=$(sources | awk -v r="$release" '$2 == r { print $1; exit }')
	proxy=
	eval "$(apt-config shell proxy Acquire::http::Proxy)"
	[ -z "$proxy" ] || export http_proxy="$proxy"
	# shellcheck disable=SC2086
	debootstrap --variant=minbase --include=git,ca-certificates "$release" "$base" $mirror >"$work/debootstrap.log" ||
		{ tail -n 20 "$work/debootstrap.log" >&2; exit 3; }
	if [ -n "$mirror" ]; then
		sources | sed 's/^/deb /' >"$base/etc/apt/sources.list"
	fi
	apt-config dump Acquire | grep -v '"";$' >"$base/etc/apt/apt.conf.d/90host"
	for folder in /etc/apt/keyrings /etc/apt/trusted.gpg.d; do
		mkdir -p "$base$folder"
		cp -n "$folder"/* "$base$folder/" 2>/dev/null || true
	done
	for file in ${SSL_CERT_FILE:-} ${NODE_EXTRA_CA_CERTS:-} /usr/local/share/ca-certificates/*.crt; do
		[ -f "$file" ] || continue
		mkdir -p "$base$(dirname "$file")"
		cp "$file" "$base$file"
	done
	chroot "$base" update-ca-certificates >/dev/null 2>&1
	if [ -f "$HOME/.npmrc" ]; then cp -p "$HOME/.npmrc" "$base/root/.npmrc"; fi
	if command -v npm >/dev/null && [ -f "$(npm config get globalconfig 2>/dev/null)" ]; then
		cp "$(npm config get globalconfig 2>/dev/null)" "$base/etc/npmrc"
	fi
	cp /etc/hosts "$base/etc/hosts"
}

# The variables that reach package archives; everything else of this environment stays out.
keep() {
	for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY SSL_CERT_FILE NODE_EXTRA_CA_CERTS; do
		eval "value=\${$name-}"
		[ -z "$value" ] || printf '%s=%s\n' "$name" "$value"
	done
}

# inside ROOT COMMAND: runs COMMAND in ROOT's /root/pixc with namespaces of its own.
inside() {
	# shellcheck disable=SC2046
	timeout --foreground "$limit" unshare --mount --pid --fork --kill-child --mount-proc="$1/proc" \
		chroot "$1" env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin $(keep) \
		sh -c "cd /root/pixc && $2" </dev/null
}

# without_network ROOT COMMAND: the same where there is no other machine.
without_network() {
	unshare --net sh -c 'ip link set lo up 2>/dev/null; exec "$@"' sh "$PWD/tests/fresh/run.sh" --inside "$1" "$2"
}

# attempt WHAT FUNCTION ROOT COMMAND: runs and times; the log is shown on failure.
attempt() {
	what=$1
	shift
	begin=$(date +%s)
	"$@" >"$work/log" 2>&1 &
	if wait $!; then
		result='ok    '
	else
		result='NOT OK'
		bad=1
		tail -n 60 "$work/log"
	fi
	printf '%s  %-40s %-16s %5d s\n' "$result" "$3" "$what" $(($(date +%s) - begin))
	grep -E '^(NOT OK|[0-9]+ passed)' "$work/log" | sed 's/^/        /' || true
}

if [ "${1-}" = --inside ]; then
	trap - EXIT
	rmdir "$work"
	inside "$2" "$3"
	exit
fi

bad=0
if [ ! -d "$base" ]; then
	begin=$(date +%s)
	make_base
	printf 'ok      %-40s %-16s %5d s\n' "debootstrap, $(du -sm "$base" | cut -f1) MB" '' $(($(date +%s) - begin))
fi
[ $# -gt 0 ] || {
	awk '/^```sh$/ { on = 1; next } /^```/ { on = 0 } on' README.md >"$work/commands"
	while read -r line; do set -- "$@" "$line"; done <"$work/commands"
}
n=0
for command in "$@"; do
	n=$((n + 1))
	root=$work/system$n
	cp -a "$base" "$root"
	git clone --quiet --no-hardlinks . "$root/root/pixc"
	attempt '' inside "$root" "$command"
	attempt 'without network' without_network "$root" "$command"
	rm -rf --one-file-system "$root"
done
exit "$bad"
