#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

// Thunks of the same names as the real functions, so that the compiler holds their signatures against the headers.
//
// They are hidden: librbd.so itself calls rados_ functions, and must find those of librados.so rather than ours.
// librbd.h asks for default visibility by name, hence the macro; librados.h says nothing, hence the pragma.
#pragma GCC visibility push(hidden)
#define visibility(kind) visibility("hidden")
#include "CCeph.h"
#undef visibility
#pragma GCC visibility pop

struct library {
    const char *file;
    void *handle;
    char error[256];
};

static struct library librados = {.file = "librados.so.2"};
static struct library librbd = {.file = "librbd.so.1"};
static pthread_once_t rados_once = PTHREAD_ONCE_INIT, rbd_once = PTHREAD_ONCE_INIT;

static void load(struct library *library) {
    // Never unloaded: threads of the library run on for a while after the last handle is closed.
    library->handle = dlopen(library->file, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (!library->handle) {
        const char *text = dlerror();
        snprintf(library->error, sizeof library->error, "%s", text ? text : "dlopen failed");
    }
}

static void load_rados(void) { load(&librados); }
static void load_rbd(void) { load(&librbd); }

const char *cephlua_door_ceph_open(void) {
    pthread_once(&rados_once, load_rados);
    return librados.handle ? NULL : librados.error;
}

const char *cephlua_door_rbd_open(void) {
    const char *error = cephlua_door_ceph_open();
    if (error) return error;
    pthread_once(&rbd_once, load_rbd);
    return librbd.handle ? NULL : librbd.error;
}

static void *resolve(_Atomic(void *) *slot, const char *(*open)(void), struct library *library, const char *name) {
    void *function = atomic_load_explicit(slot, memory_order_acquire);
    if (!function && !open()) {
        function = dlsym(library->handle, name);
        atomic_store_explicit(slot, function, memory_order_release);
    }
    return function;
}

#define REAL(open, library, name)                                                                                     \
    static _Atomic(void *) slot;                                                                                      \
    __typeof__(&name) real = (__typeof__(&name))resolve(&slot, open, &library, #name)

// One line a function: result, name, parameters, arguments.
#define RADOS(result, name, parameters, arguments)                                                                    \
    result name parameters {                                                                                          \
        REAL(cephlua_door_ceph_open, librados, name);                                                                 \
        return real ? real arguments : (result)-ENOSYS;                                                               \
    }
#define RADOS_VOID(name, parameters, arguments)                                                                       \
    void name parameters {                                                                                            \
        REAL(cephlua_door_ceph_open, librados, name);                                                                 \
        if (real) real arguments;                                                                                     \
    }
#define RBD(result, name, parameters, arguments)                                                                      \
    result name parameters {                                                                                          \
        REAL(cephlua_door_rbd_open, librbd, name);                                                                    \
        return real ? real arguments : (result)-ENOSYS;                                                               \
    }
#define RBD_VOID(name, parameters, arguments)                                                                         \
    void name parameters {                                                                                            \
        REAL(cephlua_door_rbd_open, librbd, name);                                                                    \
        if (real) real arguments;                                                                                     \
    }

#include "doors_rados.h"
#include "doors_rbd.h"
