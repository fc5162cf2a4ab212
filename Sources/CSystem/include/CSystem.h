#pragma once
#include "CSystemProcess.h"
#include "CSystemSockets.h"
/// The C name of an error number ("ENOENT"), NULL for one that has none. glibc 2.32 has it, under _GNU_SOURCE only.
const char *cephlua_errno_name(int number);
/// The untranslated text of an error number ("No such file or directory"), NULL for an unknown one.
const char *cephlua_errno_text(int number);
/// A non-blocking, close-on-exec eventfd at 0; -1 with errno on failure.
int cephlua_eventfd(void);
/// Waits until one of two descriptors is readable or so many milliseconds have passed (-1: for ever), with this signal mask
/// while it waits (`ppoll`, under _GNU_SOURCE only): 1 for the first, 2 for the second, 3 for both; 0 after that time;
/// -1 with EINTR after a signal.
/// The mask is a `sigset_t`: no system header stands here, or Swift would take its types for this module's.
int cephlua_wait_readable(int first, int second, int milliseconds, const void *mask);
/// Has the kernel begin to write these bytes of a file to the disk, without waiting (`sync_file_range`, Linux's own).
void cephlua_begin_writing_back(int descriptor, long offset, long count);
/// Says, for the whole program, which freed memory goes back to the system: blocks of a MiB and more at once. By default the
/// C library keeps them, in as many places as there are threads, once such a block was freed; librados receives each object
/// into a block of its own. And smaller ones are kept: a file of configuration that is edited is copied within memory that
/// is there already.
void cephlua_tune_memory(void);
