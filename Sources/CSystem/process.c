#define _GNU_SOURCE
#include "CSystemProcess.h"
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <time.h>
#include <unistd.h>

struct report { int stage, number, index; pid_t pid; };

// From here to become(), only async-signal-safe functions: the parent has other threads, and they may have held locks.

_Noreturn static void fail(int channel, int stage, int index) {
    struct report report = {.stage = stage, .number = errno, .index = index, .pid = -1};
    (void)!write(channel, &report, sizeof report);
    _exit(127);
}

static void write_pid(int channel, const char *path, int index) {
    char text[24];
    char *start = text + sizeof text;
    *--start = '\n';
    for (unsigned pid = (unsigned)getpid(); pid > 0 || start == text + sizeof text - 1; pid /= 10) *--start = '0' + pid % 10;
    int file = open(path, O_WRONLY | O_CLOEXEC);
    if (file < 0) fail(channel, CEPHLUA_SPAWN_CGROUP, index);
    if (write(file, start, (size_t)(text + sizeof text - start)) < 0) fail(channel, CEPHLUA_SPAWN_CGROUP, index);
    close(file);
}

static void redirect(int channel, const int source[3]) {
    int raised[3];
    // Out of the way of 0, 1 and 2 first: one of them may be the source of another.
    for (int target = 0; target < 3; target++) {
        raised[target] = source[target] < 0 ? -1 : fcntl(source[target], F_DUPFD_CLOEXEC, 3);
        if (source[target] >= 0 && raised[target] < 0) fail(channel, CEPHLUA_SPAWN_REDIRECT, target);
    }
    for (int target = 0; target < 3; target++)
        if (raised[target] >= 0 && dup2(raised[target], target) < 0) fail(channel, CEPHLUA_SPAWN_REDIRECT, target);
}

_Noreturn static void become(const struct cephlua_spawn *what, int channel) {
    setsid();
    for (int number = 1; number < NSIG; number++) {
        struct sigaction action = {.sa_handler = SIG_DFL};
        sigaction(number, &action, NULL);
    }
    for (int i = 0; what->cgroups && what->cgroups[i]; i++) write_pid(channel, what->cgroups[i], i);
    if (what->directory && chdir(what->directory) < 0) fail(channel, CEPHLUA_SPAWN_DIRECTORY, 0);
    redirect(channel, (const int[]){what->input, what->output, what->error});
    // Descriptors that some library opened without O_CLOEXEC are not the command's business.
    syscall(SYS_close_range, 3u, ~0u, 4u /* CLOSE_RANGE_CLOEXEC */);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    execvpe(what->argv[0], what->argv, what->environment);
    fail(channel, CEPHLUA_SPAWN_EXEC, 0);
}

// fork copies the page tables of this process: 5 ms for each 100 MB that it holds. vfork lends the child its memory until it
// becomes the command. So the child must change nothing here that is used afterwards, and it does not: it is one call that
// never returns, with a stack above ours, and what is the process's own (signal handlers, descriptors, directory, mask)
// is not shared. Signals are blocked meanwhile.
static pid_t start_attached(const struct cephlua_spawn *what, int channel) {
    pid_t child = vfork();
    if (child == 0) become(what, channel);
    return child;
}

// Twice, so that init collects it; the first child reports the number of the second.
static pid_t start_detached(const struct cephlua_spawn *what, int channel) {
    pid_t child = fork();
    if (child != 0) return child;
    pid_t grandchild = fork();
    if (grandchild < 0) fail(channel, CEPHLUA_SPAWN_FORK, 0);
    if (grandchild == 0) become(what, channel);
    struct report report = {.stage = -1, .pid = grandchild};
    (void)!write(channel, &report, sizeof report);
    _exit(0);
}

int cephlua_spawn(const struct cephlua_spawn *what, int *stage, int *number, int *index) {
    *stage = CEPHLUA_SPAWN_FORK;
    *index = 0;
    int channel[2];
    if (pipe2(channel, O_CLOEXEC) < 0) { *number = errno; return -1; }
    // A handler of the parent must not run in the child: it would write to descriptors that both share.
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pid_t pid = what->detached ? start_detached(what, channel[1]) : start_attached(what, channel[1]);
    int failure = errno;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    close(channel[1]);
    if (pid < 0) { close(channel[0]); *number = failure; return -1; }

    // The channel closes at exec: what arrives before that is the detached pid, or the reason.
    struct report report;
    pid_t detached = 0;
    bool failed = false;
    for (;;) {
        ssize_t count = read(channel[0], &report, sizeof report);
        if (count < 0 && errno == EINTR) continue;
        if (count != (ssize_t)sizeof report) break;
        if (report.stage == -1) { detached = report.pid; continue; }
        failed = true;
        *stage = report.stage;
        *number = report.number;
        *index = report.index;
    }
    close(channel[0]);
    if (what->detached || failed) while (waitpid(pid, NULL, 0) < 0 && errno == EINTR) {}
    if (failed) return -1;
    return what->detached ? detached : pid;
}

int cephlua_pidfd(int pid) { return (int)syscall(SYS_pidfd_open, pid, 0u); }

long cephlua_write_quietly(int descriptor, const void *bytes, long count) {
    sigset_t pipe, pending, before;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    sigpending(&pending);
    bool was_pending = sigismember(&pending, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe, &before);
    ssize_t result = write(descriptor, bytes, (size_t)count);
    int failure = errno;
    if (result < 0 && failure == EPIPE && !was_pending) {
        const struct timespec now = {0, 0};
        while (sigtimedwait(&pipe, NULL, &now) < 0 && errno == EINTR) {}
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    errno = failure;
    return result;
}

int cephlua_exit_status(int status, int *signal) {
    *signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    return *signal ? 128 + *signal : WEXITSTATUS(status);
}

void cephlua_copy_attributes(int from, int to) {
    char names[4096], value[4096];
    ssize_t size = flistxattr(from, names, sizeof names);
    for (const char *name = names; size > 0 && name < names + size; name += strlen(name) + 1) {
        ssize_t length = fgetxattr(from, name, value, sizeof value);
        if (length >= 0) fsetxattr(to, name, value, (size_t)length, 0);
    }
}

int cephlua_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }
int cephlua_open_path(const char *path) { return open(path, O_PATH | O_CLOEXEC); }

int cephlua_copy_part(int from, int to, long *position, long end) {
    off_t data = lseek(from, *position, SEEK_DATA);
    // ENXIO: nothing but a hole follows. Other errors: the file system knows no holes.
    if (data < 0) data = errno == ENXIO ? end : *position;
    if (data >= end) {
        *position = end;
        return ftruncate(to, end);
    }
    *position = data;
    off_t hole = lseek(from, data, SEEK_HOLE);
    if (hole < 0 || hole > end) hole = end;
    size_t count = (size_t)(hole - data) > (64u << 20) ? (64u << 20) : (size_t)(hole - data);
    off_t in = data, out = data;
    ssize_t copied = copy_file_range(from, &in, to, &out, count, 0);
    if (copied < 0 && (errno == EXDEV || errno == ENOSYS || errno == EINVAL || errno == EOPNOTSUPP)) {
        char buffer[65536];
        copied = pread(from, buffer, count < sizeof buffer ? count : sizeof buffer, data);
        if (copied > 0) copied = pwrite(to, buffer, (size_t)copied, data);
    }
    if (copied < 0) return errno == EINTR ? 0 : -1;
    // The source became shorter meanwhile.
    *position = copied == 0 ? end : data + copied;
    return 0;
}
