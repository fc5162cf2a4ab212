#include "CCrypto.h"
#include <dlfcn.h>
#include <openssl/evp.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static void *library;
static const char *failure;

static void *symbol(_Atomic(void *) *slot, const char *name) {
    void *found = atomic_load_explicit(slot, memory_order_acquire);
    if (found) return found;
    found = library ? dlsym(library, name) : NULL;
    if (!found) {
        fprintf(stderr, "cephlua: libcrypto has no %s\n", name);
        abort();
    }
    atomic_store_explicit(slot, found, memory_order_release);
    return found;
}

// The same names as the real functions, so that the compiler checks each signature against evp.h.
#define DOOR(type, name, parameters, arguments)                                                                        \
    __attribute__((visibility("hidden"))) type name parameters {                                                       \
        static _Atomic(void *) slot;                                                                                   \
        type(*call) parameters = (type(*) parameters)symbol(&slot, #name);                                             \
        return call arguments;                                                                                         \
    }

DOOR(EVP_MD_CTX *, EVP_MD_CTX_new, (void), ())
DOOR(void, EVP_MD_CTX_free, (EVP_MD_CTX * context), (context))
DOOR(const EVP_MD *, EVP_sha256, (void), ())
DOOR(const EVP_MD *, EVP_sha512, (void), ())
DOOR(const EVP_MD *, EVP_md5, (void), ())
DOOR(int, EVP_DigestInit_ex, (EVP_MD_CTX * context, const EVP_MD *type, ENGINE *engine), (context, type, engine))
DOOR(int, EVP_DigestUpdate, (EVP_MD_CTX * context, const void *bytes, size_t count), (context, bytes, count))
DOOR(int, EVP_DigestFinal_ex, (EVP_MD_CTX * context, unsigned char *digest, unsigned int *size),
     (context, digest, size))

static const EVP_MD *algorithm_named(const char *name) {
    if (!strcmp(name, "sha256")) return EVP_sha256();
    if (!strcmp(name, "sha512")) return EVP_sha512();
    return strcmp(name, "md5") ? NULL : EVP_md5();
}

cephlua_digest *cephlua_digest_begin(const char *name) {
    const EVP_MD *algorithm = algorithm_named(name);
    EVP_MD_CTX *context = algorithm ? EVP_MD_CTX_new() : NULL;
    if (context && EVP_DigestInit_ex(context, algorithm, NULL) == 1) return (cephlua_digest *)context;
    EVP_MD_CTX_free(context);
    return NULL;
}

// These two fail only where a digest was not begun.
static void expect(int result, const char *name) {
    if (result == 1) return;
    fprintf(stderr, "cephlua: %s failed\n", name);
    abort();
}

void cephlua_digest_update(cephlua_digest *digest, const void *bytes, size_t count) {
    expect(EVP_DigestUpdate((EVP_MD_CTX *)digest, bytes, count), "EVP_DigestUpdate");
}

size_t cephlua_digest_finish(cephlua_digest *digest, unsigned char *bytes) {
    unsigned int size = 0;
    expect(EVP_DigestFinal_ex((EVP_MD_CTX *)digest, bytes, &size), "EVP_DigestFinal_ex");
    return size;
}

void cephlua_digest_free(cephlua_digest *digest) { EVP_MD_CTX_free((EVP_MD_CTX *)digest); }

static void load(void) {
    // These functions are the same since 1.1.
    library = dlopen("libcrypto.so.3", RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        failure = strdup(dlerror());
        library = dlopen("libcrypto.so.1.1", RTLD_NOW | RTLD_LOCAL);
    }
    if (library) failure = NULL;
}

const char *cephlua_door_crypto_open(void) {
    pthread_once(&once, load);
    return failure;
}
