#include "state.h"

#include <stdlib.h>

LEFT_BY_LONGJMP_BEGIN

// pcall, xpcall, coroutine.resume and coroutine.wrap again: the originals swallow an interrupt (`while true do
// pcall(f) end` could not be stopped) and do not tell which coroutine runs.

static int pcall_ended(lua_State *L, int status, lua_KContext skip) {
    if (status == LUA_OK || status == LUA_YIELD) return lua_gettop(L) - (int)skip;
    if (is_interrupt(L, -1)) return lua_error(L);
    lua_pushboolean(L, 0);
    lua_rotate(L, -2, 1);
    return 2;
}

static int protected_call(lua_State *L) {
    luaL_checkany(L, 1);
    lua_pushboolean(L, 1);  // the first result of a call that succeeds
    lua_insert(L, 1);
    return pcall_ended(L, lua_pcallk(L, lua_gettop(L) - 2, LUA_MULTRET, 0, 0, pcall_ended), 0);
}

// The user's message handler, which does not get interrupts: what it returns would take their place.
static int handle_message(lua_State *L) {
    if (is_interrupt(L, 1)) return 1;
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, lua_gettop(L) - 1, 1);
    return 1;
}

static int protected_call_with_handler(lua_State *L) {
    luaL_checktype(L, 2, LUA_TFUNCTION);
    lua_pushvalue(L, 2);
    lua_pushcclosure(L, handle_message, 1);
    lua_replace(L, 2);
    int arguments = lua_gettop(L) - 2;
    lua_pushboolean(L, 1);
    lua_pushvalue(L, 1);
    lua_rotate(L, 3, 2);  // f, handler, true, f, arguments…
    return pcall_ended(L, lua_pcallk(L, arguments, LUA_MULTRET, 2, 2, pcall_ended), 2);
}

// ---- coroutines of the user's own --------------------------------------------------------------------------------

// Moves arguments in and results out. Returns the number of results on L, or -1 with the error on top of L.
static int resume_user(lua_State *L, lua_State *co, int arguments) {
    if (!lua_checkstack(co, arguments)) {
        lua_pushliteral(L, "too many arguments to resume");
        return -1;
    }
    if (lua_status(co) == LUA_OK && lua_gettop(co) == 0) {
        lua_pushliteral(L, "cannot resume dead coroutine");
        return -1;
    }
    lua_xmove(L, co, arguments);
    int results;
    int status = run_coroutine(co, L, arguments, &results);
    if (status == LUA_OK || status == LUA_YIELD) {
        if (!lua_checkstack(L, results + 1)) {
            lua_pop(co, results);
            lua_pushliteral(L, "too many results to resume");
            return -1;
        }
        lua_xmove(co, L, results);
        return results;
    }
    lua_xmove(co, L, 1);
    return -1;
}

static int coroutine_resume(lua_State *L) {
    lua_State *co = lua_tothread(L, 1);
    luaL_argexpected(L, co, 1, "coroutine");
    int results = resume_user(L, co, lua_gettop(L) - 1);
    if (results < 0) {
        if (is_interrupt(L, -1)) return lua_error(L);
        lua_pushboolean(L, 0);
        lua_insert(L, -2);
        return 2;
    }
    lua_pushboolean(L, 1);
    lua_insert(L, -(results + 1));
    return results + 1;
}

static int wrapped(lua_State *L) {
    lua_State *co = lua_tothread(L, lua_upvalueindex(1));
    int results = resume_user(L, co, lua_gettop(L));
    if (results >= 0) return results;
    int status = lua_status(co);
    if (status != LUA_OK && status != LUA_YIELD) {
        status = lua_resetthread(co);  // runs its pending <close> handlers
        if (status != LUA_OK) lua_xmove(co, L, 1);
    }
    if (lua_type(L, -1) == LUA_TSTRING) {
        luaL_where(L, 1);
        lua_insert(L, -2);
        lua_concat(L, 2);
    }
    return lua_error(L);
}

static int coroutine_wrap(lua_State *L) {
    luaL_checktype(L, 1, LUA_TFUNCTION);
    lua_State *co = lua_newthread(L);
    lua_pushvalue(L, 1);
    lua_xmove(L, co, 1);
    lua_pushcclosure(L, wrapped, 1);
    return 1;
}

// What a task yields wakes nobody: only a coroutine of the script's own has somebody who resumes it.
static int coroutine_yield(lua_State *L) {
    if (*(void **)lua_getextraspace(L) != NULL) return luaL_error(L, "attempt to yield from outside a coroutine");
    return lua_yield(L, lua_gettop(L));
}

// os.exit ends the whole run as ^C does: no pcall keeps it, and every `<close>` handler of every task is run. The original
// would leave those of coroutines, which tasks are, and run exit handlers under the feet of other threads.
static int os_exit(lua_State *L) {
    struct vm *vm = vm_of(L);
    int status = lua_isboolean(L, 1) ? !lua_toboolean(L, 1) : (int)luaL_optinteger(L, 1, 0);
    vm->exits = 1;
    vm->exit_status = status & 0xff;
    cephlua_push_interrupt_error(L);
    return lua_error(L);
}

void cephlua_openlibs(lua_State *L) {
    // The host decides what of the environment counts.
    lua_pushboolean(L, 1);
    lua_setfield(L, LUA_REGISTRYINDEX, "LUA_NOENV");
    luaL_openlibs(L);
    lua_pushcfunction(L, protected_call);
    lua_setglobal(L, "pcall");
    lua_pushcfunction(L, protected_call_with_handler);
    lua_setglobal(L, "xpcall");
    lua_getglobal(L, "os");
    lua_pushcfunction(L, os_exit);
    lua_setfield(L, -2, "exit");
    lua_pop(L, 1);
    lua_getglobal(L, "coroutine");
    lua_pushcfunction(L, coroutine_resume);
    lua_setfield(L, -2, "resume");
    lua_pushcfunction(L, coroutine_wrap);
    lua_setfield(L, -2, "wrap");
    lua_pushcfunction(L, coroutine_yield);
    lua_setfield(L, -2, "yield");
    lua_pop(L, 1);
}

// ---- tasks -------------------------------------------------------------------------------------------------------

int cephlua_add_traceback(lua_State *L) {
    if (lua_type(L, 1) == LUA_TTABLE) {
        lua_pushliteral(L, "traceback");
        if (lua_rawget(L, 1) == LUA_TNIL) {
            lua_pushliteral(L, "traceback");
            luaL_traceback(L, L, NULL, 1);
            lua_rawset(L, 1);
        }
        lua_settop(L, 1);
        return 1;
    }
    lua_createtable(L, 0, 4);
    lua_pushliteral(L, "code");
    lua_pushliteral(L, "LUA");
    lua_rawset(L, -3);
    lua_pushliteral(L, "domain");
    lua_pushliteral(L, "lua");
    lua_rawset(L, -3);
    lua_pushliteral(L, "message");
    lua_pushvalue(L, 1);
    if (lua_type(L, 1) != LUA_TSTRING) {
        lua_pop(L, 1);
        lua_pushfstring(L, "(error object is a %s value)", luaL_typename(L, 1));
    }
    lua_rawset(L, -3);
    lua_pushliteral(L, "traceback");
    luaL_traceback(L, L, NULL, 1);
    lua_rawset(L, -3);
    luaL_setmetatable(L, CEPHLUA_ERROR);
    return 1;
}

static int body_ended(lua_State *L, int status, lua_KContext context) {
    (void)context;
    lua_pushboolean(L, status == LUA_OK || status == LUA_YIELD);
    lua_replace(L, 1);  // over the message handler
    return lua_gettop(L);
}

// Runs the function above the message handler. A protected call inside the coroutine, rather than lua_resume's own
// catching, is what lets `<close>` handlers yield while an error unwinds.
static int task_body(lua_State *L) {
    lua_pushcfunction(L, cephlua_add_traceback);
    lua_insert(L, 1);
    return body_ended(L, lua_pcallk(L, lua_gettop(L) - 2, LUA_MULTRET, 1, 0, body_ended), 0);
}

lua_State *cephlua_newtask(lua_State *L, int arguments) {
    lua_State *task = lua_newthread(L);
    *(void **)lua_getextraspace(task) = task;
    lua_insert(L, -(arguments + 2));
    lua_pushcfunction(task, task_body);
    if (!lua_checkstack(task, arguments + 1)) abort();
    lua_xmove(L, task, arguments + 1);
    return task;
}

int cephlua_can_suspend(lua_State *L) { return *(void **)lua_getextraspace(L) != NULL && lua_isyieldable(L); }

int cephlua_resume(lua_State *task, lua_State *from, int arguments, int *results) {
    return run_coroutine(task, from, arguments, results);
}

LEFT_BY_LONGJMP_END
