#include "state.h"

LEFT_BY_LONGJMP_BEGIN

// ---- native functions --------------------------------------------------------------------------------------------

static const char function_box_key;

static int release_box(lua_State *L) {
    void **box = lua_touserdata(L, 1);
    if (*box) {
        vm_of(L)->objects--;
        cephlua_release(*box);
    }
    *box = NULL;
    return 0;
}

// A completion resumed the task with `true, values…` or `false, error` on top of what stood there at the yield.
static int resumed(lua_State *L, int status, lua_KContext base) {
    (void)status;
    if (!lua_toboolean(L, (int)base + 1)) {
        lua_settop(L, (int)base + 2);
        return lua_error(L);
    }
    return lua_gettop(L) - (int)base - 1;
}

static int trampoline(lua_State *L) {
    int result = cephlua_dispatch(L, *(void **)lua_touserdata(L, lua_upvalueindex(1)));
    if (result >= 0) return result;
    if (result == CEPHLUA_YIELD) return lua_yieldk(L, 0, lua_gettop(L), resumed);
    return lua_error(L);
}

void cephlua_push_function(lua_State *L, void *box) {
    *(void **)lua_newuserdatauv(L, sizeof(void *), 0) = box;
    vm_of(L)->objects++;
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &function_box_key) == LUA_TNIL) {
        lua_pop(L, 1);
        lua_createtable(L, 0, 1);
        lua_pushcfunction(L, release_box);
        lua_setfield(L, -2, "__gc");
        lua_pushvalue(L, -1);
        lua_rawsetp(L, LUA_REGISTRYINDEX, &function_box_key);
    }
    lua_setmetatable(L, -2);
    lua_pushcclosure(L, trampoline, 1);
}

// ---- objects -----------------------------------------------------------------------------------------------------

// Marks a metatable as ours: the value under this key in the metatable is `true`.
static const char object_mark;

void cephlua_push_object(lua_State *L, void *object) {
    *(void **)lua_newuserdatauv(L, sizeof(void *), 0) = object;
    vm_of(L)->objects++;
    lua_rotate(L, -2, 1);
    lua_setmetatable(L, -2);
}

void *cephlua_to_object(lua_State *L, int index) {
    if (lua_type(L, index) != LUA_TUSERDATA || !lua_getmetatable(L, index)) return NULL;
    int ours = lua_rawgetp(L, -1, &object_mark) != LUA_TNIL;
    lua_pop(L, 2);
    return ours ? *(void **)lua_touserdata(L, index) : NULL;
}

static int index_member(lua_State *L) {
    lua_pushvalue(L, 2);
    if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL) return 1;  // a method
    lua_pop(L, 1);
    lua_pushvalue(L, 2);
    int kind = lua_rawget(L, lua_upvalueindex(2));  // a property
    if (kind == LUA_TNIL) {
        lua_pop(L, 1);
        lua_pushvalue(L, lua_upvalueindex(3));
    }
    lua_pushvalue(L, 1);
    lua_pushvalue(L, 2);
    lua_call(L, 2, 1);
    return 1;
}

void cephlua_push_index(lua_State *L) { lua_pushcclosure(L, index_member, 3); }

void cephlua_push_gc(lua_State *L) {
    lua_pushboolean(L, 1);
    lua_rawsetp(L, -2, &object_mark);
    lua_pushcfunction(L, release_box);
}

// ---- protected access --------------------------------------------------------------------------------------------

static int do_tostring(lua_State *L) {
    luaL_tolstring(L, 1, NULL);
    return 1;
}
static int do_getfield(lua_State *L) {
    lua_gettable(L, 1);
    return 1;
}
static int do_setglobal(lua_State *L) {
    lua_setglobal(L, lua_tostring(L, 1));
    return 0;
}

int cephlua_tostring(lua_State *L, int index) {
    index = lua_absindex(L, index);
    lua_pushcfunction(L, do_tostring);
    lua_pushvalue(L, index);
    return lua_pcall(L, 1, 1, 0);
}
int cephlua_getfield(lua_State *L, int index, const char *name) {
    index = lua_absindex(L, index);
    lua_pushcfunction(L, do_getfield);
    lua_pushvalue(L, index);
    lua_pushstring(L, name);
    return lua_pcall(L, 2, 1, 0);
}
int cephlua_setglobal(lua_State *L, const char *name) {
    lua_pushcfunction(L, do_setglobal);
    lua_pushstring(L, name);
    lua_rotate(L, -3, -1);
    return lua_pcall(L, 2, 0, 0);
}
int cephlua_pcall(lua_State *L, int arguments, int results) { return lua_pcall(L, arguments, results, 0); }

LEFT_BY_LONGJMP_END
