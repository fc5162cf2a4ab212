#pragma once

/// Connects to a socket of this machine: a non-blocking, close-on-exec descriptor, or -1 with errno.
int cephlua_connect_local(const char *path);
/// send, but EPIPE comes without its signal, whatever the process does with SIGPIPE.
long cephlua_send_quietly(int socket, const void *bytes, long count);
/// Sends one byte and with it a descriptor (`SCM_RIGHTS`, whose macros Swift does not see); 0, or -1 with errno.
int cephlua_send_descriptor(int socket, int descriptor);
