// The functions of librbd that the package calls.

// Pools and images
RBD_VOID(rbd_version, (int *major, int *minor, int *extra), (major, minor, extra))
RBD(int, rbd_pool_init, (rados_ioctx_t io, bool force), (io, force))
RBD(int, rbd_list2, (rados_ioctx_t io, rbd_image_spec_t *images, size_t *count), (io, images, count))
RBD_VOID(rbd_image_spec_list_cleanup, (rbd_image_spec_t *images, size_t count), (images, count))
RBD_VOID(rbd_image_options_create, (rbd_image_options_t *options), (options))
RBD_VOID(rbd_image_options_destroy, (rbd_image_options_t options), (options))
RBD(int, rbd_image_options_set_uint64, (rbd_image_options_t options, int name, uint64_t value), (options, name, value))
RBD(int, rbd_create4, (rados_ioctx_t io, const char *name, uint64_t size, rbd_image_options_t options),
    (io, name, size, options))
RBD(int, rbd_clone3,
    (rados_ioctx_t parent_io, const char *parent, const char *snapshot, rados_ioctx_t io, const char *name,
     rbd_image_options_t options),
    (parent_io, parent, snapshot, io, name, options))
RBD(int, rbd_remove_with_progress, (rados_ioctx_t io, const char *name, librbd_progress_fn_t progress, void *context),
    (io, name, progress, context))

// Trash
RBD(int, rbd_trash_move, (rados_ioctx_t io, const char *name, uint64_t delay), (io, name, delay))
RBD(int, rbd_trash_list, (rados_ioctx_t io, rbd_trash_image_info_t *entries, size_t *count), (io, entries, count))
RBD_VOID(rbd_trash_list_cleanup, (rbd_trash_image_info_t *entries, size_t count), (entries, count))
RBD(int, rbd_trash_restore, (rados_ioctx_t io, const char *id, const char *name), (io, id, name))
RBD(int, rbd_trash_remove_with_progress,
    (rados_ioctx_t io, const char *id, bool force, librbd_progress_fn_t progress, void *context),
    (io, id, force, progress, context))

// One image
RBD(int, rbd_open, (rados_ioctx_t io, const char *name, rbd_image_t *image, const char *snapshot),
    (io, name, image, snapshot))
RBD(int, rbd_open_read_only, (rados_ioctx_t io, const char *name, rbd_image_t *image, const char *snapshot),
    (io, name, image, snapshot))
RBD(int, rbd_close, (rbd_image_t image), (image))
RBD(int, rbd_stat, (rbd_image_t image, rbd_image_info_t *info, size_t size), (image, info, size))
RBD(int, rbd_get_size, (rbd_image_t image, uint64_t *size), (image, size))
RBD(int, rbd_get_features, (rbd_image_t image, uint64_t *features), (image, features))
RBD(int, rbd_get_flags, (rbd_image_t image, uint64_t *flags), (image, flags))
RBD(int, rbd_get_create_timestamp, (rbd_image_t image, struct timespec *time), (image, time))
RBD(int, rbd_get_id, (rbd_image_t image, char *id, size_t size), (image, id, size))
RBD(int, rbd_get_block_name_prefix, (rbd_image_t image, char *prefix, size_t size), (image, prefix, size))
RBD(int, rbd_get_overlap, (rbd_image_t image, uint64_t *overlap), (image, overlap))
RBD(int, rbd_get_parent, (rbd_image_t image, rbd_linked_image_spec_t *parent, rbd_snap_spec_t *snapshot),
    (image, parent, snapshot))
RBD_VOID(rbd_linked_image_spec_cleanup, (rbd_linked_image_spec_t *image), (image))
RBD_VOID(rbd_snap_spec_cleanup, (rbd_snap_spec_t *snapshot), (snapshot))
RBD(int, rbd_resize2,
    (rbd_image_t image, uint64_t size, bool shrink, librbd_progress_fn_t progress, void *context),
    (image, size, shrink, progress, context))
RBD(int, rbd_flatten_with_progress, (rbd_image_t image, librbd_progress_fn_t progress, void *context),
    (image, progress, context))

// Snapshots and clones
RBD(int, rbd_snap_list, (rbd_image_t image, rbd_snap_info_t *snapshots, int *count), (image, snapshots, count))
RBD_VOID(rbd_snap_list_end, (rbd_snap_info_t *snapshots), (snapshots))
RBD(int, rbd_snap_create, (rbd_image_t image, const char *name), (image, name))
RBD(int, rbd_snap_remove, (rbd_image_t image, const char *name), (image, name))
RBD(int, rbd_snap_protect, (rbd_image_t image, const char *name), (image, name))
RBD(int, rbd_snap_unprotect, (rbd_image_t image, const char *name), (image, name))
RBD(int, rbd_snap_is_protected, (rbd_image_t image, const char *name, int *protected), (image, name, protected))
RBD(int, rbd_snap_get_timestamp, (rbd_image_t image, uint64_t id, struct timespec *time), (image, id, time))
RBD(int, rbd_snap_get_namespace_type, (rbd_image_t image, uint64_t id, rbd_snap_namespace_type_t *type),
    (image, id, type))
RBD(int, rbd_list_children3, (rbd_image_t image, rbd_linked_image_spec_t *images, size_t *count),
    (image, images, count))
RBD_VOID(rbd_linked_image_spec_list_cleanup, (rbd_linked_image_spec_t *images, size_t count), (images, count))

// Data
RBD(ssize_t, rbd_read2, (rbd_image_t image, uint64_t offset, size_t length, char *buffer, int flags),
    (image, offset, length, buffer, flags))
RBD(ssize_t, rbd_write2, (rbd_image_t image, uint64_t offset, size_t length, const char *buffer, int flags),
    (image, offset, length, buffer, flags))
RBD(int, rbd_discard, (rbd_image_t image, uint64_t offset, uint64_t length), (image, offset, length))
RBD(int, rbd_flush, (rbd_image_t image), (image))

// Locks and watchers
RBD(ssize_t, rbd_list_lockers,
    (rbd_image_t image, int *exclusive, char *tag, size_t *tag_size, char *clients, size_t *clients_size,
     char *cookies, size_t *cookies_size, char *addresses, size_t *addresses_size),
    (image, exclusive, tag, tag_size, clients, clients_size, cookies, cookies_size, addresses, addresses_size))
RBD(int, rbd_break_lock, (rbd_image_t image, const char *client, const char *cookie), (image, client, cookie))
RBD(int, rbd_lock_get_owners, (rbd_image_t image, rbd_lock_mode_t *mode, char **owners, size_t *count),
    (image, mode, owners, count))
RBD_VOID(rbd_lock_get_owners_cleanup, (char **owners, size_t count), (owners, count))
RBD(int, rbd_watchers_list, (rbd_image_t image, rbd_image_watcher_t *watchers, size_t *count),
    (image, watchers, count))
RBD_VOID(rbd_watchers_list_cleanup, (rbd_image_watcher_t *watchers, size_t count), (watchers, count))

// Transfers
RBD(int, rbd_aio_create_completion, (void *argument, rbd_callback_t callback, rbd_completion_t *completion),
    (argument, callback, completion))
RBD(ssize_t, rbd_aio_get_return_value, (rbd_completion_t completion), (completion))
RBD_VOID(rbd_aio_release, (rbd_completion_t completion), (completion))
RBD(int, rbd_aio_read, (rbd_image_t image, uint64_t offset, size_t length, char *buffer, rbd_completion_t completion),
    (image, offset, length, buffer, completion))
RBD(int, rbd_aio_write,
    (rbd_image_t image, uint64_t offset, size_t length, const char *buffer, rbd_completion_t completion),
    (image, offset, length, buffer, completion))
RBD(int, rbd_aio_write_zeroes,
    (rbd_image_t image, uint64_t offset, size_t length, rbd_completion_t completion, int flags, int op_flags),
    (image, offset, length, completion, flags, op_flags))
RBD(int, rbd_diff_iterate2,
    (rbd_image_t image, const char *from, uint64_t offset, uint64_t length, uint8_t include_parent,
     uint8_t whole_object, int (*callback)(uint64_t, size_t, int, void *), void *context),
    (image, from, offset, length, include_parent, whole_object, callback, context))

// Backups
RBD(int, rbd_lock_acquire, (rbd_image_t image, rbd_lock_mode_t mode), (image, mode))
