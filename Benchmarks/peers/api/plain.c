// A C function for Lua, without anything around it: what a native call of cephlua is compared with.
#include <lauxlib.h>
#include <lua.h>
#include <time.h>

static int monotonic(lua_State *L) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    lua_pushnumber(L, (lua_Number)now.tv_sec + (lua_Number)now.tv_nsec / 1e9);
    return 1;
}

int luaopen_plain(lua_State *L) {
    lua_pushcfunction(L, monotonic);
    return 1;
}
