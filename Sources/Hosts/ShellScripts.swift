/// The POSIX shell scripts of ``ShellFiles``. They use what every Linux server has: a POSIX sh, coreutils, find, awk.
///
/// Arguments are data and always quoted. Standard input is the content of a file and nothing else: no command but the
/// one that takes it may read it.
enum ShellScripts {
    /// What our own errors begin with: `cephlua:ENOENT: why`.
    static let mark = "cephlua:"

    static let common = """
        export LC_ALL=C
        fail() { echo "cephlua:$1: $2" >&2; exit 1; }

        """

    static let read = """
        [ -d "$1" ] && fail EISDIR
        [ -e "$1" ] && [ ! -f "$1" ] && fail EINVAL 'is not a regular file'
        exec cat -- "$1"
        """

    // What ShellFiles.parse reads.
    private static let format = #"%f\0%y\0%s\0%u\0%g\0%U\0%G\0%m\0%T@\0%l\0"#

    static let status = """
        # What is not there is no error; what may not be looked at is.
        text=$(find "$2" "$1" -maxdepth 0 2>&1 >/dev/null) || case $text in
            *'No such file or directory'|*'Not a directory') exit 0 ;;
            *) echo "$text" >&2; exit 1 ;;
        esac
        exec find "$2" "$1" -maxdepth 0 -printf '\(format)'
        """

    /// What a file is, and then its bytes; nothing where there is none.
    static let find = """
        text=$(find -L "$1" -maxdepth 0 2>&1 >/dev/null) || case $text in
            *'No such file or directory'|*'Not a directory') exit 0 ;;
            *) echo "$text" >&2; exit 1 ;;
        esac
        [ -e "$1" ] || exit 0
        [ -d "$1" ] && fail EISDIR
        [ -f "$1" ] || fail EINVAL 'is not a regular file'
        find -L "$1" -maxdepth 0 -printf '\(format)' && exec cat -- "$1"
        """

    static let list = """
        [ -d "$1" ] || { [ -e "$1" ] && fail ENOTDIR; }
        cd -P "$1" 2>/dev/null || { [ -e "$1" ] && fail EACCES; fail ENOENT; }
        exec find . -mindepth 1 -maxdepth 1 -printf '\(format)'
        """

    /// Sets `changed` if owner, group or mode of `$file` had to be set.
    private static let settle = """
        settle() {
            now=$(stat -L -c '%U %u %G %g %a' -- "$file") || exit 1
            set -- $now
            [ -z "$owner" ] || [ "$owner" = "$1" ] || [ "$owner" = "$2" ] || {
                chown -- "$owner" "$file" || exit 1; changed=1; }
            [ -z "$group" ] || [ "$group" = "$3" ] || [ "$group" = "$4" ] || {
                chgrp -- "$group" "$file" || exit 1; changed=1; }
            # chown clears set-user-id: the mode comes after it, and is looked at again.
            mode=${mode:-$5}
            [ "$(stat -L -c %a -- "$file")" = "$mode" ] || { chmod -- "$mode" "$file" || exit 1; changed=1; }
        }

        """

    static let setAttributes =
        settle + """
            file=$1 owner=$2 group=$3 mode=$4 changed=
            settle
            echo "${changed:+changed}"
            """

    static let makeDirectory =
        settle + """
            file=$1 owner=$2 group=$3 mode=$4 changed=
            [ -e "$file" ] && [ ! -d "$file" ] && fail EEXIST
            if [ ! -d "$file" ]; then
                parent=$(dirname -- "$file")
                (umask 022; mkdir -p -- "$parent") && (umask 077; mkdir -- "$file") || exit 1
                mode=${mode:-755} changed=1
            fi
            settle
            echo "${changed:+changed}"
            """

    static let link = """
        path=$1 target=$2
        if [ -L "$path" ]; then
            [ "$(readlink -- "$path")" = "$target" ] && exit 0
        elif [ -e "$path" ]; then
            fail EEXIST 'something other than a link is there'
        fi
        temporary=$(dirname -- "$path")/.$(basename -- "$path").cephlua-0-$$
        trap 'rm -f -- "$temporary"' EXIT
        ln -s -- "$target" "$temporary" && mv -fT -- "$temporary" "$path" || exit 1
        echo changed
        """

    static let remove = """
        [ -e "$1" ] || [ -L "$1" ] || exit 0
        if [ -L "$1" ] || [ ! -d "$1" ]; then rm -f -- "$1" || exit 1; echo changed; exit 0; fi
        real=$(cd -P -- "$1" && pwd) || exit 1
        [ "$real" != / ] || fail EINVAL 'is not a directory that can be removed'
        # Behind a mount may be the machine's own /dev, and a bind mount of the same file system has the same device
        # number: refused before anything is removed. mountinfo writes blanks and backslashes in octal.
        escaped=$(printf '%s' "$real" | sed 's/\\\\/\\\\134/g; s/ /\\\\040/g; s/\t/\\\\011/g')
        point=$(real=$escaped awk '$5 == ENVIRON["real"] || index($5, ENVIRON["real"] "/") == 1 { print $5; exit }' \\
            /proc/self/mountinfo) || exit 1
        [ -z "$point" ] || fail EBUSY "something is mounted on $point"
        if [ "$2" = 1 ]; then rm -rf --one-file-system -- "$real"; else rmdir -- "$real"; fi || exit 1
        echo changed
        """

    /// Locks of a write: the directory's on descriptor 9, and a record lock on the file, which is descriptor 8.
    ///
    /// The flock of util-linux takes record locks since 2.40. Where it is older Python does it, as Python is wherever
    /// crudini is: it locks the open file (F_OFD_SETLKW), which stays locked while the shell has it open.
    private static let locks = """
        lock_directory() {
            if [ -r "$directory" ] && command -v flock >/dev/null; then
                exec 9<"$directory" && flock -w 60 9 || fail EBUSY 'another writer holds the lock of the directory'
            elif [ -n "$expected" ]; then
                fail ENOLCK 'the directory cannot be locked'
            fi
        }
        # Whether the file is what is to be replaced.
        compare() {
            [ -n "$expected" ] || return 0
            now=none
            [ ! -f "$path" ] || { now=$(sha256sum <"$path") || exit 1; }
            [ "${now%% *}" = "$expected" ] || fail ESTALE
        }
        lock_record() {
            if flock --help 2>/dev/null | grep -q fcntl; then
                flock --fcntl -s -w 60 -E 124 8
            else
                timeout 60 python3 -IS -c \
                    'import fcntl, struct; fcntl.fcntl(8, 38, struct.pack("hhqqi4x", 0, 0, 0, 0, 0))'
            fi 2>/dev/null </dev/null
            case $? in
                0) ;;
                124) fail EBUSY 'another writer holds the lock of the file' ;;
                # Neither is there, or the file system knows no such locks.
                *) return 1 ;;
            esac
        }

        """

    /// Parameters: path, owner, group, mode, mode of a new file, size of the content, the digest of what it replaces.
    static let write =
        settle + locks + """
            path=$1 owner=$2 group=$3 mode=$4 changed= expected=$7
            umask 077
            [ -L "$path" ] && path=$(readlink -f -- "$path")
            [ -n "$path" ] || fail ELOOP
            [ -d "$path" ] && fail EISDIR
            [ -e "$path" ] && [ ! -f "$path" ] && fail EINVAL 'is not a regular file'
            directory=$(dirname -- "$path") name=$(basename -- "$path")
            [ -d "$directory" ] || fail ENOENT "there is no directory $directory"
            # Of many writers most have lost by now: they need not write theirs first.
            compare
            [ "${#name}" -le 200 ] || name=$(printf %s "$name" | cut -b-200)
            # A leftover of a writer that was killed: the pid at its end no longer lives.
            for leftover in "$directory/.$name.cephlua-"*; do
                [ -f "$leftover" ] && [ ! -d "/proc/${leftover##*-}" ] && rm -f -- "$leftover"
            done
            file=$directory/.$name.cephlua-0-$$
            trap 'rm -f -- "$file"' EXIT
            trap 'exit 143' HUP INT TERM PIPE
            # noclobber makes the shell open it with O_EXCL.
            (set -C; : >"$file") || exit 1
            # Access lists and SELinux labels. The target may not be readable for this user: then what is below fails.
            # For cp an access list is part of the mode, and chmod 600 masks it until all is done.
            # Where there is no SELinux cp refuses to preserve a context, and does nothing.
            [ ! -f "$path" ] || {
                cp --attributes-only --preserve=mode,xattr,context -- "$path" "$file" \\
                    || cp --attributes-only --preserve=mode,xattr -- "$path" "$file"; } 2>/dev/null
            chmod 600 -- "$file" && cat >"$file" || exit 1
            # A connection that breaks looks like the end of the content.
            size=$(stat -c %s -- "$file") || exit 1
            [ "$size" = "$6" ] || fail EIO "only $size of $6 bytes arrived"
            { sync "$file" || sync; } 2>/dev/null
            # From here to the rename no other writer: the locks go with the shell, however it ends. First the record
            # lock of crudini, shared, as it need only keep out those; then the directory's.
            while
                locked=
                if [ -n "$expected" ] && [ -f "$path" ]; then
                    exec 8<"$path" && lock_record && locked=1
                fi
                lock_directory
                # Replaced meanwhile: others hold the lock of the new file.
                [ -n "$locked" ] && ! [ "$path" -ef /proc/self/fd/8 ]
            do
                exec 9<&-
            done
            compare
            if [ -f "$path" ]; then
                if cmp -s -- "$file" "$path"; then
                    rm -f -- "$file"
                    file=$path
                    trap - EXIT
                    settle
                    echo "${changed:+changed}"
                    exit 0
                fi
                set -- $(stat -c '%u %g %a' -- "$path")
                [ $# = 3 ] || exit 1
                owner=${owner:-$1} group=${group:-$2} mode=${mode:-$3}
            else
                mode=${mode:-$5}
            fi
            settle
            # There was no file to lock: a link, other than a rename, fails where crudini has made one meanwhile.
            if [ "$expected" = none ] && ln -T -- "$file" "$path" 2>/dev/null; then
                rm -f -- "$file"
            elif [ "$expected" = none ] && [ -e "$path" ]; then
                fail ESTALE
            else
                mv -fT -- "$file" "$path" || exit 1
            fi
            trap - EXIT
            sync "$directory" 2>/dev/null
            echo changed
            """
}
