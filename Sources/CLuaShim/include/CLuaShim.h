#pragma once
#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>

// The only code that raises, yields or calls through Lua's C API in a way that longjmps. Swift decides, returns, and
// its frame is gone before any of that happens.

// ---- state -------------------------------------------------------------------------------------------------------

/// A new state whose allocator aborts rather than fails, so that no push or table access can raise out of memory.
/// `wake` is a descriptor that an interrupt writes to (an eventfd), -1 for none.
lua_State *cephlua_newstate(int wake);
/// Closes the state and frees what cephlua_newstate made. Returns how many Swift objects it did not release: 0.
long cephlua_close(lua_State *L);
/// How many Swift objects the state owns.
long cephlua_live_objects(lua_State *L);
/// Opens the standard libraries, with pcall, xpcall, coroutine.resume and coroutine.wrap replaced by ones an
/// interrupt cannot be lost in.
void cephlua_openlibs(lua_State *L);

int cephlua_registry_index(void);
int cephlua_gc_count(lua_State *L);
void cephlua_gc_collect(lua_State *L);

// ---- native functions and objects --------------------------------------------------------------------------------

enum { CEPHLUA_RAISE = -1, CEPHLUA_YIELD = -2 };

/// Implemented in Swift: runs the closure behind `box`. Returns the number of results on the stack, CEPHLUA_RAISE
/// with the error object on top, or CEPHLUA_YIELD when a completion will resume the task.
int cephlua_dispatch(lua_State *L, void *box);
/// Implemented in Swift: releases a retained Swift object.
void cephlua_release(void *object);

/// Pushes a native function that owns `box` (retained by the caller) and releases it when collected.
void cephlua_push_function(lua_State *L, void *box);
/// Pushes a userdata that owns `object` (retained by the caller), with the metatable on top of the stack, which it pops.
void cephlua_push_object(lua_State *L, void *object);
/// The Swift object in the userdata at `index` if it is one of ours (any type), else NULL.
void *cephlua_to_object(lua_State *L, int index);
/// Pops properties, methods and the function to call for an unknown member (pushed in this order); pushes `__index`.
void cephlua_push_index(lua_State *L);
/// Pushes the `__gc` of object metatables.
void cephlua_push_gc(lua_State *L);

// ---- protected access: each returns a Lua status, with the result or the error on top ------------------------------

int cephlua_tostring(lua_State *L, int index);
int cephlua_getfield(lua_State *L, int index, const char *name);
int cephlua_setglobal(lua_State *L, const char *name);
int cephlua_pcall(lua_State *L, int arguments, int results);

/// The registry key of the metatable of error objects.
#define CEPHLUA_ERROR "cephlua.Error"

/// A message handler: gives what is raised its traceback while the stack still stands. An error object keeps it in
/// `traceback`, anything else becomes the message of one.
int cephlua_add_traceback(lua_State *L);

// ---- tasks -------------------------------------------------------------------------------------------------------

/// Makes a task: a coroutine marked as one (user coroutines are not) whose body runs under a protected call, so that
/// `<close>` handlers may wait. Pops the function and its arguments from L, leaves the thread on L.
lua_State *cephlua_newtask(lua_State *L, int arguments);
/// Whether the function that runs in L may suspend its task.
int cephlua_can_suspend(lua_State *L);
/// Runs a task until it yields or ends. Returns LUA_YIELD or LUA_OK; at its end the stack holds `true, results…` or
/// `false, error`.
int cephlua_resume(lua_State *task, lua_State *from, int arguments, int *results);

// ---- interrupt ---------------------------------------------------------------------------------------------------

/// Asks the running Lua code to stop; async-signal-safe. The error raised is the value stored by
/// cephlua_set_interrupt_error.
void cephlua_interrupt(lua_State *L);
/// The status that a script gave os.exit, 0 to 255; -1 if it did not call it.
int cephlua_chosen_status(lua_State *L);
/// Whether an interrupt was asked for and not yet taken (by Lua code or by cephlua_take_interrupt).
int cephlua_interrupt_pending(lua_State *L);
/// Takes a pending interrupt, so that the caller delivers it: 1 if there was one.
int cephlua_take_interrupt(lua_State *L);
/// Pops a value and makes it the error that an interrupt raises.
void cephlua_set_interrupt_error(lua_State *L);
/// Pushes that value.
void cephlua_push_interrupt_error(lua_State *L);

// ---- signals -----------------------------------------------------------------------------------------------------

/// SIGINT and SIGTERM interrupt this state from now on, on the thread that calls; the third one ends the process at
/// once. SIGPIPE does nothing here and its default in commands that are started.
void cephlua_handle_signals(lua_State *L);
/// Signals no longer reach this state.
void cephlua_ignore_signals_for(lua_State *L);
/// The signal that came last since cephlua_forget_signals, 0 for none.
int cephlua_last_signal(void);
void cephlua_forget_signals(void);
/// However often SIGINT comes, it does not end the process: a session at the prompt is not to be lost.
void cephlua_outlast_interrupts(void);
