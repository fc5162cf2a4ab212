#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "state.h"

// SIGINT and SIGTERM interrupt the Lua state of the process. Everything here runs in a handler or is read by one.

static lua_State *volatile interrupted_state;
static pthread_t owner;
static volatile sig_atomic_t count;
static volatile sig_atomic_t last;
static volatile sig_atomic_t outlasts_interrupts;

static void stop(int number) {
    // A library's thread may be the one that got it; Lua's own thread must be the one that stops.
    if (!pthread_equal(pthread_self(), owner)) {
        pthread_kill(owner, number);
        return;
    }
    last = number;
    count = count + 1;
    if (count >= 3 && !(number == SIGINT && outlasts_interrupts)) _exit(128 + number);
    if (interrupted_state) cephlua_interrupt(interrupted_state);
}

static void nothing(int number) { (void)number; }

void cephlua_handle_signals(lua_State *L) {
    owner = pthread_self();
    interrupted_state = L;
    struct sigaction action;
    memset(&action, 0, sizeof action);
    sigemptyset(&action.sa_mask);
    // Without SA_RESTART: a wait must look whether it shall go on.
    action.sa_handler = stop;
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    // Not SIG_IGN, which the commands that are started would inherit.
    action.sa_handler = nothing;
    sigaction(SIGPIPE, &action, NULL);
    // Whoever started this may have had them blocked, as threads of some runtimes have.
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_UNBLOCK, &signals, NULL);
}

void cephlua_ignore_signals_for(lua_State *L) {
    if (interrupted_state == L) interrupted_state = NULL;
}

int cephlua_last_signal(void) { return last; }

void cephlua_outlast_interrupts(void) { outlasts_interrupts = 1; }

void cephlua_forget_signals(void) { count = last = 0; }
