#pragma once
// librados and librbd, without linking them: the functions below are thunks in this module that load the library when
// first called (loading both takes 14 ms, more than the rest of the program's start).
#include <rados/librados.h>
#include <rbd/librbd.h>

/// Loads librados; NULL, or why it could not be loaded. Call it before the first `rados_` function: a thunk whose
/// library is missing can only return -ENOSYS.
const char *cephlua_door_ceph_open(void);
/// The same for librbd (and librados, which it uses).
const char *cephlua_door_rbd_open(void);
