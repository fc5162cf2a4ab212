# Sourced by the scripts beside it: strict mode, the project's folder, the Swift toolchain, and a few words to talk with.
# shellcheck shell=bash

set -euo pipefail
project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$project"
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8

say() { printf '%s\n' "$*"; }
die() { printf '%s\n' "$*" >&2; exit 1; }

as_root() {
    if [[ $EUID == 0 ]]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo --preserve-env=DEBIAN_FRONTEND "$@"
    else
        die "root is needed for: $*  (run this as root, or install sudo)"
    fi
}

# Puts the toolchain's folder first on PATH. A `swift` alone proves nothing: OpenStack's object store has a program of
# that name in /usr/bin. The toolchain is where swiftc lies beside it.
use_toolchain() {
    local folder
    local -a folders
    IFS=: read -r -a folders <<<"${SWIFT_BIN:-}:$PATH:/opt/swift/usr/bin:/usr/local/swift/usr/bin:$HOME/.local/share/swiftly/bin"
    for folder in "${folders[@]}"; do
        if [[ -n $folder && -x $folder/swift && -x $folder/swiftc ]]; then
            PATH=$folder:$PATH
            return
        fi
    done
    die "no Swift toolchain found (looked for swift and swiftc on PATH, in /opt/swift/usr/bin and in swiftly's folder)
Get one of version 6.2 or newer from https://www.swift.org/install/linux/, or name its folder: SWIFT_BIN=/path/to/usr/bin"
}
