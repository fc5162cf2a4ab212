#pragma once
#include <signal.h>

#include "CLuaShim.h"

// An error leaves the frames between these two by longjmp. ThreadSanitizer keeps a stack of its own, and would take each of them for one
// that is still there until that stack overflows.
#define LEFT_BY_LONGJMP_BEGIN \
    _Pragma("clang attribute push(__attribute__((disable_sanitizer_instrumentation)), apply_to = function)")
#define LEFT_BY_LONGJMP_END _Pragma("clang attribute pop")

// What belongs to one Lua state and a signal handler may touch. It is the allocator's user data: reachable from any
// coroutine without a look-up.
struct vm {
    volatile sig_atomic_t pending;  // an interrupt was asked for and nobody has taken it
    lua_State *volatile running;    // the coroutine that runs: the one whose hook an interrupt must arm
    int wake;
    int exits;       // whether a script has called os.exit, and with which status
    int exit_status;
    long objects;  // Swift objects that this state owns: functions, and what userdata hold
};

struct vm *vm_of(lua_State *L);
int is_interrupt(lua_State *L, int index);
/// lua_resume that keeps `running` right.
int run_coroutine(lua_State *co, lua_State *from, int arguments, int *results);
