#include "CYAML.h"
#include <dlfcn.h>
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
        fprintf(stderr, "cephlua: libyaml has no %s\n", name);
        abort();
    }
    atomic_store_explicit(slot, found, memory_order_release);
    return found;
}

// The same names as the real functions, so that the compiler checks each signature against yaml.h.
#define DOOR(type, name, parameters, arguments)                                                                        \
    __attribute__((visibility("hidden"))) type name parameters {                                                       \
        static _Atomic(void *) slot;                                                                                   \
        type(*call) parameters = (type(*) parameters)symbol(&slot, #name);                                             \
        return call arguments;                                                                                         \
    }

DOOR(int, yaml_parser_initialize, (yaml_parser_t * parser), (parser))
DOOR(void, yaml_parser_delete, (yaml_parser_t * parser), (parser))
DOOR(void, yaml_parser_set_input_string, (yaml_parser_t * parser, const unsigned char *input, size_t size),
     (parser, input, size))
DOOR(int, yaml_parser_load, (yaml_parser_t * parser, yaml_document_t *document), (parser, document))
DOOR(void, yaml_document_delete, (yaml_document_t * document), (document))
DOOR(yaml_node_t *, yaml_document_get_node, (yaml_document_t * document, int index), (document, index))
DOOR(yaml_node_t *, yaml_document_get_root_node, (yaml_document_t * document), (document))

static void load(void) {
    library = dlopen("libyaml-0.so.2", RTLD_NOW | RTLD_LOCAL);
    failure = library ? NULL : strdup(dlerror());
}

const char *cephlua_door_yaml_open(void) {
    pthread_once(&once, load);
    return failure;
}
