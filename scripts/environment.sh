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

# followed LOG HIDDEN COMMAND…: runs a command with its output in a file, and shows the lines that do not match HIDDEN.
# Not through a pipe: a process that is left over would hold it open, and this would never end.
running=
followed() {
    local log=$1 hidden=$2 status=0 shown
    shift 2
    # What runs in the background would ignore ^C, and so would all that the command starts.
    env --default-signal=INT,QUIT "$@" </dev/null >"$log" 2>&1 &
    running=$!
    tail --sleep-interval=0.2 --pid="$running" -n +1 -f "$log" | grep --line-buffered -avE "$hidden" &
    shown=$!
    wait "$running" || status=$?
    running=
    wait "$shown" || true
    return "$status"
}

# Ends the command that `followed` runs: for a script that is ended itself.
end_followed() { [[ -z $running ]] || kill "$running" 2>/dev/null || true; }
