#include "CCurl.h"
#include <dlfcn.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static void *library;
static const char *failure;

static void *symbol(_Atomic(void *) *slot, const char *name);

// The same names as the real functions, so that the compiler checks each signature against curl.h; hidden, so that the
// real library never finds these in place of its own.
#define DOOR(type, name, parameters, arguments)                                                                        \
    __attribute__((visibility("hidden"))) type name parameters {                                                       \
        static _Atomic(void *) slot;                                                                                   \
        type(*call) parameters = (type(*) parameters)symbol(&slot, #name);                                             \
        return call arguments;                                                                                         \
    }

DOOR(CURLcode, curl_global_init, (long flags), (flags))
DOOR(CURL *, curl_easy_init, (void), ())
DOOR(void, curl_easy_cleanup, (CURL * easy), (easy))
DOOR(const char *, curl_easy_strerror, (CURLcode code), (code))
DOOR(struct curl_slist *, curl_slist_append, (struct curl_slist * list, const char *text), (list, text))
DOOR(void, curl_slist_free_all, (struct curl_slist * list), (list))
DOOR(CURLM *, curl_multi_init, (void), ())
DOOR(CURLMcode, curl_multi_cleanup, (CURLM * multi), (multi))
DOOR(CURLMcode, curl_multi_add_handle, (CURLM * multi, CURL *easy), (multi, easy))
DOOR(CURLMcode, curl_multi_remove_handle, (CURLM * multi, CURL *easy), (multi, easy))
DOOR(CURLMcode, curl_multi_perform, (CURLM * multi, int *running), (multi, running))
DOOR(CURLMsg *, curl_multi_info_read, (CURLM * multi, int *left), (multi, left))
DOOR(const char *, curl_multi_strerror, (CURLMcode code), (code))
DOOR(CURLMcode, curl_multi_poll,
     (CURLM * multi, struct curl_waitfd *more, unsigned int count, int milliseconds, int *ready),
     (multi, more, count, milliseconds, ready))

typedef CURLcode (*easy_setopt)(CURL *, CURLoption, ...);
typedef CURLcode (*easy_getinfo)(CURL *, CURLINFO, ...);

#define SET(name, type)                                                                                                \
    CURLcode name(CURL *easy, CURLoption option, type value) {                                                         \
        static _Atomic(void *) slot;                                                                                   \
        return ((easy_setopt)symbol(&slot, "curl_easy_setopt"))(easy, option, value);                                  \
    }

SET(cephlua_curl_set_long, long)
SET(cephlua_curl_set_offset, curl_off_t)
SET(cephlua_curl_set_text, const char *)
SET(cephlua_curl_set_pointer, void *)
SET(cephlua_curl_set_list, struct curl_slist *)
SET(cephlua_curl_set_stream, cephlua_curl_stream)

CURLcode cephlua_curl_set_seek(CURL *easy, cephlua_curl_seek value) {
    static _Atomic(void *) slot;
    return ((easy_setopt)symbol(&slot, "curl_easy_setopt"))(easy, CURLOPT_SEEKFUNCTION, value);
}

CURLcode cephlua_curl_get_long(CURL *easy, CURLINFO info, long *value) {
    static _Atomic(void *) slot;
    return ((easy_getinfo)symbol(&slot, "curl_easy_getinfo"))(easy, info, value);
}

static void load(void) {
    // Minimal systems have only the flavour built on GnuTLS; its interface is the same.
    library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        failure = strdup(dlerror());
        library = dlopen("libcurl-gnutls.so.4", RTLD_NOW | RTLD_LOCAL);
    }
    if (!library) return;
    CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);
    failure = code == CURLE_OK ? NULL : curl_easy_strerror(code);
}

const char *cephlua_door_curl_open(void) {
    pthread_once(&once, load);
    return failure;
}

static void *symbol(_Atomic(void *) *slot, const char *name) {
    void *found = atomic_load_explicit(slot, memory_order_acquire);
    if (found) return found;
    found = library ? dlsym(library, name) : NULL;
    if (!found) {
        // The door was not opened first, or the library is older than curl.h's function: a fault of ours.
        fprintf(stderr, "cephlua: libcurl has no %s\n", name);
        abort();
    }
    atomic_store_explicit(slot, found, memory_order_release);
    return found;
}
