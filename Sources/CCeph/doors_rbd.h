// The functions of librbd that the package calls.

// Pools and images
RBD_VOID(rbd_version, (int *major, int *minor, int *extra), (major, minor, extra))
RBD(int, rbd_pool_init, (rados_ioctx_t io, bool force), (io, force))
RBD(int, rbd_list2, (rados_ioctx_t io, rbd_image_spec_t *images, size_t *count), (io, images, count))
RBD_VOID(rbd_image_spec_list_cleanup, (rbd_image_spec_t *images, size_t count), (images, count))
RBD_VOID(rbd_image_options_create, (rbd_image_options_t *options), (options))
RBD_VOID(rbd_image_options_destroy, (rbd_image_options_t options), (options))
RBD(int, rbd_image_options_set_uint64, (rbd_image_options_t options, int name, uint64_t value), (options, name, value))
RBD(int, rbd_image_options_set_string, (rbd_image_options_t options, int name, const char *value),
    (options, name, value))
RBD(int, rbd_create4, (rados_ioctx_t io, const char *name, uint64_t size, rbd_image_options_t options),
    (io, name, size, options))
RBD(int, rbd_clone3,
    (rados_ioctx_t parent_io, const char *parent, const char *snapshot, rados_ioctx_t io, const char *name,
     rbd_image_options_t options),
    (parent_io, parent, snapshot, io, name, options))
RBD(int, rbd_remove_with_progress, (rados_ioctx_t io, const char *name, librbd_progress_fn_t progress, void *context),
    (io, name, progress, context))
RBD(int, rbd_rename, (rados_ioctx_t io, const char *from, const char *to), (io, from, to))

// What belongs to a pool
RBD_VOID(rbd_pool_stats_create, (rbd_pool_stats_t *stats), (stats))
RBD_VOID(rbd_pool_stats_destroy, (rbd_pool_stats_t stats), (stats))
RBD(int, rbd_pool_stats_option_add_uint64, (rbd_pool_stats_t stats, int option, uint64_t *value),
    (stats, option, value))
RBD(int, rbd_pool_stats_get, (rados_ioctx_t io, rbd_pool_stats_t stats), (io, stats))
RBD(int, rbd_pool_metadata_set, (rados_ioctx_t io, const char *key, const char *value), (io, key, value))
RBD(int, rbd_pool_metadata_remove, (rados_ioctx_t io, const char *key), (io, key))
RBD(int, rbd_config_pool_list, (rados_ioctx_t io, rbd_config_option_t *options, int *count), (io, options, count))
RBD_VOID(rbd_config_pool_list_cleanup, (rbd_config_option_t *options, int count), (options, count))
RBD(int, rbd_namespace_create, (rados_ioctx_t io, const char *name), (io, name))
RBD(int, rbd_namespace_remove, (rados_ioctx_t io, const char *name), (io, name))
RBD(int, rbd_namespace_list, (rados_ioctx_t io, char *names, size_t *size), (io, names, size))
RBD(int, rbd_namespace_exists, (rados_ioctx_t io, const char *name, bool *exists), (io, name, exists))

// Groups
RBD(int, rbd_group_create, (rados_ioctx_t io, const char *name), (io, name))
RBD(int, rbd_group_remove, (rados_ioctx_t io, const char *name), (io, name))
RBD(int, rbd_group_rename, (rados_ioctx_t io, const char *from, const char *to), (io, from, to))
RBD(int, rbd_group_list, (rados_ioctx_t io, char *names, size_t *size), (io, names, size))
RBD(int, rbd_group_info_cleanup, (rbd_group_info_t *info, size_t size), (info, size))
RBD(int, rbd_group_image_add, (rados_ioctx_t io, const char *group, rados_ioctx_t image_io, const char *image),
    (io, group, image_io, image))
RBD(int, rbd_group_image_remove, (rados_ioctx_t io, const char *group, rados_ioctx_t image_io, const char *image),
    (io, group, image_io, image))
RBD(int, rbd_group_image_list,
    (rados_ioctx_t io, const char *group, rbd_group_image_info_t *images, size_t size, size_t *count),
    (io, group, images, size, count))
RBD(int, rbd_group_image_list_cleanup, (rbd_group_image_info_t *images, size_t size, size_t count),
    (images, size, count))
RBD(int, rbd_group_snap_create2, (rados_ioctx_t io, const char *group, const char *name, uint32_t flags),
    (io, group, name, flags))
RBD(int, rbd_group_snap_remove, (rados_ioctx_t io, const char *group, const char *name), (io, group, name))
RBD(int, rbd_group_snap_rename, (rados_ioctx_t io, const char *group, const char *from, const char *to),
    (io, group, from, to))
RBD(int, rbd_group_snap_list,
    (rados_ioctx_t io, const char *group, rbd_group_snap_info_t *snapshots, size_t size, size_t *count),
    (io, group, snapshots, size, count))
RBD(int, rbd_group_snap_list_cleanup, (rbd_group_snap_info_t *snapshots, size_t size, size_t count),
    (snapshots, size, count))
RBD(int, rbd_group_snap_rollback_with_progress,
    (rados_ioctx_t io, const char *group, const char *name, librbd_progress_fn_t progress, void *context),
    (io, group, name, progress, context))

// Live migration
RBD(int, rbd_migration_prepare,
    (rados_ioctx_t io, const char *name, rados_ioctx_t to_io, const char *to, rbd_image_options_t options),
    (io, name, to_io, to, options))
RBD(int, rbd_migration_execute_with_progress,
    (rados_ioctx_t io, const char *name, librbd_progress_fn_t progress, void *context), (io, name, progress, context))
RBD(int, rbd_migration_commit_with_progress,
    (rados_ioctx_t io, const char *name, librbd_progress_fn_t progress, void *context), (io, name, progress, context))
RBD(int, rbd_migration_abort_with_progress,
    (rados_ioctx_t io, const char *name, librbd_progress_fn_t progress, void *context), (io, name, progress, context))
RBD(int, rbd_migration_status,
    (rados_ioctx_t io, const char *name, rbd_image_migration_status_t *status, size_t size), (io, name, status, size))
RBD_VOID(rbd_migration_status_cleanup, (rbd_image_migration_status_t *status), (status))

// Trash
RBD(int, rbd_trash_move, (rados_ioctx_t io, const char *name, uint64_t delay), (io, name, delay))
RBD(int, rbd_trash_list, (rados_ioctx_t io, rbd_trash_image_info_t *entries, size_t *count), (io, entries, count))
RBD_VOID(rbd_trash_list_cleanup, (rbd_trash_image_info_t *entries, size_t count), (entries, count))
RBD(int, rbd_trash_restore, (rados_ioctx_t io, const char *id, const char *name), (io, id, name))
RBD(int, rbd_trash_remove_with_progress,
    (rados_ioctx_t io, const char *id, bool force, librbd_progress_fn_t progress, void *context),
    (io, id, force, progress, context))
RBD(int, rbd_trash_purge_with_progress,
    (rados_ioctx_t io, time_t expiry, float threshold, librbd_progress_fn_t progress, void *context),
    (io, expiry, threshold, progress, context))

// One image
RBD(int, rbd_open, (rados_ioctx_t io, const char *name, rbd_image_t *image, const char *snapshot),
    (io, name, image, snapshot))
RBD(int, rbd_open_read_only, (rados_ioctx_t io, const char *name, rbd_image_t *image, const char *snapshot),
    (io, name, image, snapshot))
RBD(int, rbd_open_by_id, (rados_ioctx_t io, const char *id, rbd_image_t *image, const char *snapshot),
    (io, id, image, snapshot))
RBD(int, rbd_open_by_id_read_only, (rados_ioctx_t io, const char *id, rbd_image_t *image, const char *snapshot),
    (io, id, image, snapshot))
RBD(int, rbd_close, (rbd_image_t image), (image))
RBD(int, rbd_stat, (rbd_image_t image, rbd_image_info_t *info, size_t size), (image, info, size))
RBD(int, rbd_get_size, (rbd_image_t image, uint64_t *size), (image, size))
RBD(int, rbd_get_features, (rbd_image_t image, uint64_t *features), (image, features))
RBD(int, rbd_get_flags, (rbd_image_t image, uint64_t *flags), (image, flags))
RBD(int, rbd_get_create_timestamp, (rbd_image_t image, struct timespec *time), (image, time))
RBD(int, rbd_get_access_timestamp, (rbd_image_t image, struct timespec *time), (image, time))
RBD(int, rbd_get_modify_timestamp, (rbd_image_t image, struct timespec *time), (image, time))
RBD(int, rbd_get_op_features, (rbd_image_t image, uint64_t *features), (image, features))
RBD(int, rbd_get_stripe_unit, (rbd_image_t image, uint64_t *unit), (image, unit))
RBD(int, rbd_get_stripe_count, (rbd_image_t image, uint64_t *count), (image, count))
RBD(int64_t, rbd_get_data_pool_id, (rbd_image_t image), (image))
RBD(int, rbd_get_group, (rbd_image_t image, rbd_group_info_t *group, size_t size), (image, group, size))
RBD(int, rbd_get_name, (rbd_image_t image, char *name, size_t *size), (image, name, size))
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
RBD(int, rbd_update_features, (rbd_image_t image, uint64_t features, uint8_t enabled), (image, features, enabled))
RBD(int, rbd_rebuild_object_map, (rbd_image_t image, librbd_progress_fn_t progress, void *context),
    (image, progress, context))
RBD(int, rbd_sparsify_with_progress, (rbd_image_t image, size_t size, librbd_progress_fn_t progress, void *context),
    (image, size, progress, context))
RBD(int, rbd_diff_iterate2,
    (rbd_image_t image, const char *from, uint64_t offset, uint64_t length, uint8_t include_parent,
     uint8_t whole_object, int (*each)(uint64_t, size_t, int, void *), void *context),
    (image, from, offset, length, include_parent, whole_object, each, context))
RBD(int, rbd_metadata_get, (rbd_image_t image, const char *key, char *value, size_t *size), (image, key, value, size))
RBD(int, rbd_metadata_set, (rbd_image_t image, const char *key, const char *value), (image, key, value))
RBD(int, rbd_metadata_remove, (rbd_image_t image, const char *key), (image, key))
RBD(int, rbd_metadata_list,
    (rbd_image_t image, const char *after, uint64_t max, char *keys, size_t *keys_size, char *values,
     size_t *values_size),
    (image, after, max, keys, keys_size, values, values_size))
RBD(int, rbd_config_image_list, (rbd_image_t image, rbd_config_option_t *options, int *count), (image, options, count))
RBD_VOID(rbd_config_image_list_cleanup, (rbd_config_option_t *options, int count), (options, count))
RBD(int, rbd_encryption_format,
    (rbd_image_t image, rbd_encryption_format_t format, rbd_encryption_options_t options, size_t size),
    (image, format, options, size))
RBD(int, rbd_encryption_load,
    (rbd_image_t image, rbd_encryption_format_t format, rbd_encryption_options_t options, size_t size),
    (image, format, options, size))

// Snapshots and clones
RBD(int, rbd_snap_list, (rbd_image_t image, rbd_snap_info_t *snapshots, int *count), (image, snapshots, count))
RBD_VOID(rbd_snap_list_end, (rbd_snap_info_t *snapshots), (snapshots))
RBD(int, rbd_snap_create, (rbd_image_t image, const char *name), (image, name))
RBD(int, rbd_snap_remove, (rbd_image_t image, const char *name), (image, name))
RBD(int, rbd_snap_remove_by_id, (rbd_image_t image, uint64_t id), (image, id))
RBD(int, rbd_snap_rename, (rbd_image_t image, const char *from, const char *to), (image, from, to))
RBD(int, rbd_snap_rollback_with_progress,
    (rbd_image_t image, const char *name, librbd_progress_fn_t progress, void *context),
    (image, name, progress, context))
RBD(int, rbd_snap_get_limit, (rbd_image_t image, uint64_t *limit), (image, limit))
RBD(int, rbd_snap_set_limit, (rbd_image_t image, uint64_t limit), (image, limit))
RBD(int, rbd_snap_get_trash_namespace, (rbd_image_t image, uint64_t id, char *name, size_t size),
    (image, id, name, size))
RBD(int, rbd_snap_get_group_namespace,
    (rbd_image_t image, uint64_t id, rbd_snap_group_namespace_t *group, size_t size), (image, id, group, size))
RBD(int, rbd_snap_group_namespace_cleanup, (rbd_snap_group_namespace_t *group, size_t size), (group, size))
RBD(int, rbd_snap_protect, (rbd_image_t image, const char *name), (image, name))
RBD(int, rbd_snap_unprotect, (rbd_image_t image, const char *name), (image, name))
RBD(int, rbd_snap_is_protected, (rbd_image_t image, const char *name, int *protected), (image, name, protected))
RBD(int, rbd_snap_get_timestamp, (rbd_image_t image, uint64_t id, struct timespec *time), (image, id, time))
RBD(int, rbd_snap_get_namespace_type, (rbd_image_t image, uint64_t id, rbd_snap_namespace_type_t *type),
    (image, id, type))
RBD(int, rbd_list_children3, (rbd_image_t image, rbd_linked_image_spec_t *images, size_t *count),
    (image, images, count))
RBD(int, rbd_list_descendants, (rbd_image_t image, rbd_linked_image_spec_t *images, size_t *count),
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
RBD(int, rbd_lock_exclusive, (rbd_image_t image, const char *cookie), (image, cookie))
RBD(int, rbd_lock_shared, (rbd_image_t image, const char *cookie, const char *tag), (image, cookie, tag))
RBD(int, rbd_unlock, (rbd_image_t image, const char *cookie), (image, cookie))
RBD(int, rbd_lock_acquire, (rbd_image_t image, rbd_lock_mode_t mode), (image, mode))
RBD(int, rbd_lock_release, (rbd_image_t image), (image))
RBD(int, rbd_is_exclusive_lock_owner, (rbd_image_t image, int *is_owner), (image, is_owner))
RBD(int, rbd_break_lock, (rbd_image_t image, const char *client, const char *cookie), (image, client, cookie))
RBD(int, rbd_lock_get_owners, (rbd_image_t image, rbd_lock_mode_t *mode, char **owners, size_t *count),
    (image, mode, owners, count))
RBD_VOID(rbd_lock_get_owners_cleanup, (char **owners, size_t count), (owners, count))
RBD(int, rbd_watchers_list, (rbd_image_t image, rbd_image_watcher_t *watchers, size_t *count),
    (image, watchers, count))
RBD_VOID(rbd_watchers_list_cleanup, (rbd_image_watcher_t *watchers, size_t count), (watchers, count))

RBD(int, rbd_deep_copy_with_progress,
    (rbd_image_t image, rados_ioctx_t destination, const char *name, rbd_image_options_t options,
     librbd_progress_fn_t progress, void *context),
    (image, destination, name, options, progress, context))

// Transfers
RBD(int, rbd_aio_create_completion, (void *argument, rbd_callback_t callback, rbd_completion_t *completion),
    (argument, callback, completion))
RBD(ssize_t, rbd_aio_get_return_value, (rbd_completion_t completion), (completion))
RBD_VOID(rbd_aio_release, (rbd_completion_t completion), (completion))
RBD(int, rbd_aio_read2,
    (rbd_image_t image, uint64_t offset, size_t length, char *buffer, rbd_completion_t completion, int op_flags),
    (image, offset, length, buffer, completion, op_flags))
RBD(int, rbd_aio_write2,
    (rbd_image_t image, uint64_t offset, size_t length, const char *buffer, rbd_completion_t completion, int op_flags),
    (image, offset, length, buffer, completion, op_flags))
RBD(int, rbd_aio_write_zeroes,
    (rbd_image_t image, uint64_t offset, size_t length, rbd_completion_t completion, int flags, int op_flags),
    (image, offset, length, completion, flags, op_flags))
