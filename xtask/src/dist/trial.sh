# shellcheck shell=bash
# The files of a release in an empty root, as nobody: what somebody does who has nothing but them.
#
# `cargo xtask dist --try` runs it, as root, with the folder of the files, the name of the archive
# without its ending, and the version.

set -euo pipefail
dist=$1 name=$2 version=$3

scratch=$(mktemp -d)
chmod 755 "$scratch"
simulator=
trap '[ -z "$simulator" ] || kill "$simulator" 2>/dev/null || true; rm -rf "$scratch"' EXIT

fail() {
    printf 'FAILED: %s\n' "$*" >&2
    exit 1
}

# A line for each thing that held.
held() { printf 'held: %s\n' "$*"; }

# Fails unless the second word is part of the first one.
has() { [[ $1 == *"$2"* ]] || fail "\`$2\` is missing from: $1"; }

# Copies a program's libraries into a root, and nothing else.
libraries() {
    local root=$1 program library
    shift
    for program in "$@"; do
        for library in $(ldd "$program" | grep -o '/[^ ]*'); do
            mkdir -p "$root$(dirname "$library")"
            cp -L "$library" "$root$library"
        done
    done
}

# Runs a program of a root as nobody, who can write to /journal and /tmp alone.
chroot=$(command -v chroot)
inside() {
    local root=$1
    shift
    env -i PATH=/bin:/usr/bin HOME=/journal XDG_STATE_HOME=/journal "$chroot" --userspec=65534:65534 "$root" "$@"
}

# Installs a package into a root that has no libc for it to depend on. In every root, dpkg follows
# the settings of the machine, and those of slim containers leave manual pages out. A later option
# about the same path decides.
install_whole() {
    dpkg --root="$1" --path-include='*' --force-depends --force-not-root --log=/dev/null --install "$2"
}

(cd "$dist" && sha256sum --check --quiet SHA256SUMS) || fail "SHA256SUMS does not agree with the files"
held "sha256sum --check SHA256SUMS: $(wc -l <"$dist/SHA256SUMS") files"

# The archive, beside the libraries of its programs and a shell.
root=$scratch/archive
mkdir -p "$root/bin" "$root/journal"
# A simulator inside of the command has its journal there.
mkdir -m 1777 "$root/tmp"
# The script of completion passes the command's errors over. Not every container lets root make a
# device; a file does as well.
mkdir "$root/dev"
mknod -m 666 "$root/dev/null" c 1 3 2>/dev/null || install -m 666 /dev/null "$root/dev/null"
tar --extract --gzip --file "$dist/$name.tar.gz" --directory "$root"
[ -n "$(find "$root/$name" -mindepth 1 -print -quit)" ] || fail "the archive has no folder $name"
cp "$root/$name/oms" "$root/$name/oms-sim" "$root/bin/"
cp -L "$(command -v bash)" "$root/bin/bash"
libraries "$root" "$root/bin/oms" "$root/bin/oms-sim" "$root/bin/bash"
chown 65534:65534 "$root/journal"

for program in oms oms-sim; do
    printed=$(inside "$root" "$program" --version | head -n 1)
    [ "$printed" = "$program $version" ] || fail "$program --version: $printed"
    held "$program --version: $printed"
done

plan=$(inside "$root" oms rewind --simulator --id np_4w3a0001 --reverse false --to -2h 2>&1) || fail "oms rewind: $plan"
has "$plan" np_4w3a0001
has "$plan" --execute
held "oms rewind --simulator: a plan of $(printf '%s\n' "$plan" | wc -l) lines"

moved=$(inside "$root" oms rewind --simulator --id np_4w3a0001 --reverse false --to -2h --execute --yes=np_4w3a0001 2>&1) || fail "oms rewind --execute: $moved"
inside "$root" oms journal verify >/dev/null || fail "oms journal verify"
held "oms rewind --simulator --execute, and its journal"

# A library that checks itself in builds for tests can answer otherwise in a released one: flags of
# JSON are looked up in both.
for command in describe stop; do
    shown=$(inside "$root" oms task "$command" --simulator --json '{"id": "np_4w3a0001"}' 2>&1) || fail "oms task $command --json: $shown"
    has "$shown" np_4w3a0001
done
held "parameters as JSON, for a read and for a write"

# The words in quotes are for the shell inside.
# shellcheck disable=SC2016
completed=$(inside "$root" bash -c "source '/$name/completions/oms.bash'"'
    COMP_WORDS=(oms rew) COMP_CWORD=1 COMP_LINE="oms rew" COMP_POINT=7
    _oms
    printf "%s\n" "${COMPREPLY[@]}"')
has "$completed" rewind
held "completion in bash: oms rew… is $completed"

pages=("$root/$name"/man/man1/*.1)
if command -v groff >/dev/null; then
    warnings=$(groff -K utf8 -man -Tutf8 -ww "${pages[@]}" 2>&1 >"$scratch/read") || fail "groff: $warnings"
    [ -z "$warnings" ] || fail "groff: $warnings"
    grep -q NAME "$scratch/read" || fail "the manual pages have no section NAME"
    held "groff: ${#pages[@]} manual pages without a warning"
else
    echo "SKIPPED: the manual pages; groff is not installed (Debian: apt-get install groff)" >&2
fi

# The simulator, and the health check of the image.
mkfifo "$scratch/ready"
# The signal is for the program and not for a shell around it.
(exec env -i PATH=/bin "$chroot" --userspec=65534:65534 "$root" oms-sim --port 0 >"$scratch/ready") &
simulator=$!
read -r line <"$scratch/ready"
port=$(printf '%s' "$line" | sed -n 's/.*"address":"127\.0\.0\.1:\([0-9]*\)".*/\1/p')
[ -n "$port" ] || fail "oms-sim does not listen on the loopback by itself: $line"
inside "$root" oms-sim --check --port "$port" || fail "the health check of a running simulator"
kill "$simulator"
wait "$simulator" || fail "oms-sim ended with $?"
simulator=
! inside "$root" oms-sim --check --port "$port" 2>/dev/null || fail "the health check of a simulator that has ended"
held "oms-sim on the loopback, with a health check that follows it"

# The Debian package, by dpkg, into a root of its own.
packages=("$dist"/*.deb)
if [ ! -e "${packages[0]}" ]; then
    echo "SKIPPED: the Debian package; there is none beside the archive" >&2
elif ! command -v dpkg >/dev/null; then
    echo "SKIPPED: the Debian package; dpkg is not installed" >&2
else
    root=$scratch/debian
    mkdir -p "$root/var/lib/dpkg/info" "$root/var/lib/dpkg/updates" "$root/journal"
    touch "$root/var/lib/dpkg/status"
    install_whole "$root" "${packages[0]}" >"$scratch/dpkg" 2>&1 || fail "dpkg: $(cat "$scratch/dpkg")"
    libraries "$root" "$root/usr/bin/oms" "$root/usr/bin/oms-sim"
    for program in oms oms-sim; do
        printed=$(inside "$root" "$program" --version | head -n 1)
        [ "$printed" = "$program $version" ] || fail "$program --version: $printed"
    done
    for file in share/man/man1/oms.1.gz share/bash-completion/completions/oms share/zsh/vendor-completions/_oms \
        share/fish/vendor_completions.d/oms.fish share/doc/oms/copyright; do
        [ -s "$root/usr/$file" ] || fail "the Debian package has no /usr/$file"
    done
    dpkg --root="$root" --log=/dev/null --purge oms >"$scratch/dpkg" 2>&1 || fail "dpkg --purge: $(cat "$scratch/dpkg")"
    [ ! -e "$root/usr/bin/oms" ] || fail "dpkg --purge leaves /usr/bin/oms"
    held "the Debian package: installed, used and purged by dpkg"
fi
