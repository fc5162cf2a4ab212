#include "state.h"

#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

LEFT_BY_LONGJMP_BEGIN

// The allocator never fails: Swift may then push and create without a protected call, since LUA_ERRMEM cannot happen.
static void *allocate(void *vm, void *block, size_t old, size_t size) {
    (void)vm, (void)old;
    if (size == 0) {
        free(block);
        return NULL;
    }
    void *grown = realloc(block, size);
    if (!grown) abort();
    return grown;
}

struct vm *vm_of(lua_State *L) {
    void *vm;
    lua_getallocf(L, &vm);
    return vm;
}

lua_State *cephlua_newstate(int wake) {
    struct vm *vm = calloc(1, sizeof *vm);
    if (!vm) abort();
    vm->wake = wake;
    lua_State *L = lua_newstate(allocate, vm);
    if (!L) abort();
    vm->running = L;
    *(void **)lua_getextraspace(L) = NULL;
    return L;
}

long cephlua_close(lua_State *L) {
    struct vm *vm = vm_of(L);
    cephlua_ignore_signals_for(L);
    lua_close(L);
    long left = vm->objects;
    free(vm);
    return left;
}

long cephlua_live_objects(lua_State *L) { return vm_of(L)->objects; }

int cephlua_registry_index(void) { return LUA_REGISTRYINDEX; }
int cephlua_gc_count(lua_State *L) { return lua_gc(L, LUA_GCCOUNT); }
void cephlua_gc_collect(lua_State *L) {
    lua_gc(L, LUA_GCCOLLECT);
    lua_gc(L, LUA_GCCOLLECT);
}

// ---- interrupt ---------------------------------------------------------------------------------------------------

static const char interrupt_error_key;

static void raise_interrupt(lua_State *L, lua_Debug *record) {
    (void)record;
    lua_sethook(L, NULL, 0, 0);
    if (!cephlua_take_interrupt(L)) return;
    cephlua_push_interrupt_error(L);
    lua_error(L);
}

void cephlua_interrupt(lua_State *L) {
    struct vm *vm = vm_of(L);
    vm->pending = 1;
    // lua.h allows lua_sethook from a signal handler. A hook belongs to one coroutine: the one that runs.
    lua_sethook(vm->running, raise_interrupt, LUA_MASKCALL | LUA_MASKRET | LUA_MASKCOUNT, 1);
    if (vm->wake >= 0) {
        uint64_t one = 1;
        if (write(vm->wake, &one, sizeof one) < 0) { /* full: it is readable already */
        }
    }
}

int cephlua_interrupt_pending(lua_State *L) { return vm_of(L)->pending; }

int cephlua_take_interrupt(lua_State *L) {
    struct vm *vm = vm_of(L);
    if (!vm->pending) return 0;
    vm->pending = 0;
    lua_sethook(vm->running, NULL, 0, 0);
    return 1;
}

void cephlua_set_interrupt_error(lua_State *L) { lua_rawsetp(L, LUA_REGISTRYINDEX, &interrupt_error_key); }
void cephlua_push_interrupt_error(lua_State *L) { lua_rawgetp(L, LUA_REGISTRYINDEX, &interrupt_error_key); }

int is_interrupt(lua_State *L, int index) {
    index = lua_absindex(L, index);
    cephlua_push_interrupt_error(L);
    int same = !lua_isnil(L, -1) && lua_rawequal(L, index, -1);
    lua_pop(L, 1);
    return same;
}

int cephlua_chosen_status(lua_State *L) { return vm_of(L)->exits ? vm_of(L)->exit_status : -1; }

int run_coroutine(lua_State *co, lua_State *from, int arguments, int *results) {
    struct vm *vm = vm_of(co);
    lua_State *outer = vm->running;
    vm->running = co;
    // An interrupt that came between two coroutines armed the other one.
    if (vm->pending) lua_sethook(co, raise_interrupt, LUA_MASKCALL | LUA_MASKRET | LUA_MASKCOUNT, 1);
    int status = lua_resume(co, from, arguments, results);
    vm->running = outer;
    if (vm->pending) lua_sethook(outer, raise_interrupt, LUA_MASKCALL | LUA_MASKRET | LUA_MASKCOUNT, 1);
    return status;
}

LEFT_BY_LONGJMP_END
