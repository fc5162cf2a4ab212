#pragma once
#include <stdbool.h>
// No system header that defines types of Glibc: Swift would take them for this module's.


/// What a child process shall be. posix_spawn has neither cgroups nor a place for an error of its own.
struct cephlua_spawn {
    char *const *argv;             ///< ends with NULL; argv[0] is searched on PATH
    char *const *environment;      ///< ends with NULL
    const char *directory;         ///< NULL: the parent's
    char *const *cgroups;          ///< files that get the child's pid before exec, ends with NULL; or NULL
    int input, output, error;      ///< descriptors for 0, 1, 2; -1: the parent's
    bool detached;                 ///< not a child of the caller: init collects it
};

/// Where a spawn failed.
enum cephlua_spawn_stage {
    CEPHLUA_SPAWN_FORK, CEPHLUA_SPAWN_DIRECTORY, CEPHLUA_SPAWN_CGROUP, CEPHLUA_SPAWN_REDIRECT, CEPHLUA_SPAWN_EXEC
};

/// Starts a process in a session of its own; its pid, or -1 with stage, errno, and for cgroups which one it was.
int cephlua_spawn(const struct cephlua_spawn *what, int *stage, int *number, int *index);

/// pidfd_open: a descriptor that is readable when the process has ended; -1 with errno.
int cephlua_pidfd(int pid);

/// write, but EPIPE comes without its signal, whatever the process does with SIGPIPE.
long cephlua_write_quietly(int descriptor, const void *bytes, long count);

/// Exit status (0…255), or 128 + signal with the signal in `signal` (else 0), of a status from waitpid.
int cephlua_exit_status(int status, int *signal);

/// Copies extended attributes (SELinux labels, access lists) between open files, as far as the user's rights allow.
void cephlua_copy_attributes(int from, int to);

/// pipe2 with O_CLOEXEC.
int cephlua_pipe(int ends[2]);
/// open with O_PATH and O_CLOEXEC: a descriptor that only names a file.
int cephlua_open_path(const char *path);

/// Copies from `*position` on up to 64 MiB between files, keeping holes; moves `*position`, at most to `end`. 0, or -1 with errno.
int cephlua_copy_part(int from, int to, long *position, long end);
