#define _GNU_SOURCE
#include "CSystem.h"
#include <fcntl.h>
#include <malloc.h>
#include <poll.h>
#include <string.h>
#include <sys/eventfd.h>

const char *cephlua_errno_name(int number) { return strerrorname_np(number); }
const char *cephlua_errno_text(int number) { return strerrordesc_np(number); }
int cephlua_eventfd(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

int cephlua_wait_readable(int first, int second, int milliseconds, const void *mask) {
    struct pollfd watched[] = {{.fd = first, .events = POLLIN}, {.fd = second, .events = POLLIN}};
    struct timespec limit = {.tv_sec = milliseconds / 1000, .tv_nsec = milliseconds % 1000 * 1000000L};
    int count = ppoll(watched, 2, milliseconds < 0 ? NULL : &limit, mask);
    if (count <= 0) return count;
    return (watched[0].revents ? 1 : 0) | (watched[1].revents ? 2 : 0);
}

void cephlua_begin_writing_back(int descriptor, long offset, long count) {
    // Only a hint: where it fails, fsync does all of the work.
    (void)sync_file_range(descriptor, offset, count, SYNC_FILE_RANGE_WRITE);
}

void cephlua_tune_memory(void) {
    mallopt(M_MMAP_THRESHOLD, 1 << 20);
    mallopt(M_TRIM_THRESHOLD, 2 << 20);
}
