#pragma once
// libvirt without linking it: the functions that are used are thunks in this module that load the library when first
// called.
#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>

/// Loads libvirt and sets it up: it prints no errors of its own, and a thread runs its event loop (keep-alive messages
/// need one). NULL, or why it could not be loaded. Call it before any other function: a thunk whose library is missing
/// returns 0.
const char *cephlua_door_libvirt_open(void);

/// The name of a libvirt error number, "VIR_ERR_NO_SECRET"; NULL for one that this build does not know.
const char *cephlua_libvirt_error_name(int number);
