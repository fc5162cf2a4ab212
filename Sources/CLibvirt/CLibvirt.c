#include <dlfcn.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>

// Thunks of the same names as the real functions, so that the compiler holds their signatures against the header. They
// are hidden, so that libvirt's drivers find the library's functions rather than ours.
#pragma GCC visibility push(hidden)
#include "CLibvirt.h"
#pragma GCC visibility pop

static void *library;
static char library_error[256];
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void set_up(void);

static void load(void) {
    // Never unloaded: its threads outlive its connections.
    library = dlopen("libvirt.so.0", RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (library) {
        set_up();
    } else {
        const char *text = dlerror();
        snprintf(library_error, sizeof library_error, "%s", text ? text : "dlopen failed");
    }
}

static void *resolve(_Atomic(void *) *slot, const char *name) {
    void *function = atomic_load_explicit(slot, memory_order_acquire);
    if (!function && library) {
        function = dlsym(library, name);
        atomic_store_explicit(slot, function, memory_order_release);
    }
    return function;
}

#define DOOR(result, name, parameters, arguments)                                                                     \
    result name parameters {                                                                                          \
        static _Atomic(void *) slot;                                                                                  \
        result (*real) parameters = (result (*) parameters)resolve(&slot, #name);                                     \
        return real ? real arguments : (result)0;                                                                     \
    }
#include "doors_libvirt.h"
#undef DOOR

static void quiet(void *data, virErrorPtr error) { (void)data, (void)error; }

static void *run_events(void *unused) {
    // libvirt-event.h: "Run one iteration of the event loop. Applications will generally want to have a thread which
    // invokes this method in an infinite loop."
    while (virEventRunDefaultImpl() == 0) {}
    return unused;
}

static void set_up(void) {
    // Without a handler libvirt prints every error on stderr.
    virSetErrorFunc(NULL, quiet);
    // The event loop must be there before the first connection, or that one has no keep-alive.
    if (virInitialize() < 0 || virEventRegisterDefaultImpl() < 0) return;
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);  // ^C is for the thread that expects it
    pthread_t thread;
    if (pthread_create(&thread, NULL, run_events, NULL) == 0) pthread_detach(thread);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

const char *cephlua_door_libvirt_open(void) {
    pthread_once(&once, load);
    return library ? NULL : library_error;
}

#define NAME(name) [name] = #name,
static const char *const error_names[] = {
#include "error_names.h"
};
#undef NAME

const char *cephlua_libvirt_error_name(int number) {
    int count = sizeof error_names / sizeof *error_names;
    return number >= 0 && number < count ? error_names[number] : NULL;
}
