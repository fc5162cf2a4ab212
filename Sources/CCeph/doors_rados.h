// The functions of librados that the package calls.

// Connections and their settings
RADOS_VOID(rados_version, (int *major, int *minor, int *extra), (major, minor, extra))
RADOS(int, rados_create2, (rados_t *c, const char *const cluster, const char *const user, uint64_t flags),
      (c, cluster, user, flags))
RADOS(int, rados_conf_read_file, (rados_t c, const char *path), (c, path))
RADOS(int, rados_conf_set, (rados_t c, const char *option, const char *value), (c, option, value))
RADOS(int, rados_conf_get, (rados_t c, const char *option, char *buffer, size_t size), (c, option, buffer, size))
RADOS(int, rados_connect, (rados_t c), (c))
RADOS_VOID(rados_shutdown, (rados_t c), (c))
RADOS(int, rados_cluster_fsid, (rados_t c, char *buffer, size_t size), (c, buffer, size))
RADOS(uint64_t, rados_get_instance_id, (rados_t c), (c))
RADOS(int, rados_wait_for_latest_osdmap, (rados_t c), (c))

// Commands
RADOS(int, rados_mon_command,
      (rados_t c, const char **command, size_t count, const char *in, size_t in_size, char **out, size_t *out_size,
       char **text, size_t *text_size),
      (c, command, count, in, in_size, out, out_size, text, text_size))
RADOS(int, rados_mgr_command,
      (rados_t c, const char **command, size_t count, const char *in, size_t in_size, char **out, size_t *out_size,
       char **text, size_t *text_size),
      (c, command, count, in, in_size, out, out_size, text, text_size))
RADOS_VOID(rados_buffer_free, (char *buffer), (buffer))

// Pools
RADOS(int, rados_ioctx_create, (rados_t c, const char *pool, rados_ioctx_t *io), (c, pool, io))
RADOS_VOID(rados_ioctx_destroy, (rados_ioctx_t io), (io))
RADOS(int, rados_pool_reverse_lookup, (rados_t c, int64_t id, char *name, size_t size), (c, id, name, size))
RADOS(int64_t, rados_ioctx_get_id, (rados_ioctx_t io), (io))
RADOS_VOID(rados_ioctx_set_namespace, (rados_ioctx_t io, const char *name), (io, name))
RADOS(int, rados_ioctx_pool_stat, (rados_ioctx_t io, struct rados_pool_stat_t *stats), (io, stats))
RADOS(int, rados_nobjects_list_open, (rados_ioctx_t io, rados_list_ctx_t *list), (io, list))
RADOS(int, rados_nobjects_list_next,
      (rados_list_ctx_t list, const char **entry, const char **key, const char **space), (list, entry, key, space))
RADOS_VOID(rados_nobjects_list_close, (rados_list_ctx_t list), (list))

// Objects: operations are put together, and sent as one
RADOS(int, rados_aio_create_completion2, (void *context, rados_callback_t done, rados_completion_t *completion),
      (context, done, completion))
RADOS(int, rados_aio_get_return_value, (rados_completion_t completion), (completion))
RADOS(int, rados_aio_wait_for_complete_and_cb, (rados_completion_t completion), (completion))
RADOS(int, rados_aio_cancel, (rados_ioctx_t io, rados_completion_t completion), (io, completion))
RADOS_VOID(rados_aio_release, (rados_completion_t completion), (completion))
RADOS(rados_write_op_t, rados_create_write_op, (void), ())
RADOS_VOID(rados_release_write_op, (rados_write_op_t op), (op))
RADOS(int, rados_aio_write_op_operate,
      (rados_write_op_t op, rados_ioctx_t io, rados_completion_t completion, const char *object, time_t *time,
       int flags),
      (op, io, completion, object, time, flags))
RADOS_VOID(rados_write_op_create, (rados_write_op_t op, int exclusive, const char *category),
           (op, exclusive, category))
RADOS_VOID(rados_write_op_assert_exists, (rados_write_op_t op), (op))
RADOS_VOID(rados_write_op_write, (rados_write_op_t op, const char *bytes, size_t count, uint64_t offset),
           (op, bytes, count, offset))
RADOS_VOID(rados_write_op_write_full, (rados_write_op_t op, const char *bytes, size_t count), (op, bytes, count))
RADOS_VOID(rados_write_op_append, (rados_write_op_t op, const char *bytes, size_t count), (op, bytes, count))
RADOS_VOID(rados_write_op_truncate, (rados_write_op_t op, uint64_t offset), (op, offset))
RADOS_VOID(rados_write_op_remove, (rados_write_op_t op), (op))
RADOS_VOID(rados_write_op_setxattr, (rados_write_op_t op, const char *name, const char *value, size_t count),
           (op, name, value, count))
RADOS_VOID(rados_write_op_rmxattr, (rados_write_op_t op, const char *name), (op, name))
RADOS_VOID(rados_write_op_omap_set2,
           (rados_write_op_t op, char const *const *keys, char const *const *values, const size_t *key_sizes,
            const size_t *value_sizes, size_t count),
           (op, keys, values, key_sizes, value_sizes, count))
RADOS_VOID(rados_write_op_omap_rm_keys2,
           (rados_write_op_t op, char const *const *keys, const size_t *key_sizes, size_t count),
           (op, keys, key_sizes, count))
RADOS_VOID(rados_write_op_omap_clear, (rados_write_op_t op), (op))
RADOS(rados_read_op_t, rados_create_read_op, (void), ())
RADOS_VOID(rados_release_read_op, (rados_read_op_t op), (op))
RADOS(int, rados_aio_read_op_operate,
      (rados_read_op_t op, rados_ioctx_t io, rados_completion_t completion, const char *object, int flags),
      (op, io, completion, object, flags))
RADOS_VOID(rados_read_op_stat, (rados_read_op_t op, uint64_t *size, time_t *time, int *result),
           (op, size, time, result))
RADOS_VOID(rados_read_op_read,
           (rados_read_op_t op, uint64_t offset, size_t count, char *bytes, size_t *done, int *result),
           (op, offset, count, bytes, done, result))
RADOS_VOID(rados_read_op_getxattrs, (rados_read_op_t op, rados_xattrs_iter_t *list, int *result), (op, list, result))
RADOS(int, rados_getxattrs_next, (rados_xattrs_iter_t list, const char **name, const char **value, size_t *count),
      (list, name, value, count))
RADOS_VOID(rados_getxattrs_end, (rados_xattrs_iter_t list), (list))
RADOS_VOID(rados_read_op_omap_get_vals2,
           (rados_read_op_t op, const char *after, const char *prefix, uint64_t most, rados_omap_iter_t *list,
            unsigned char *more, int *result),
           (op, after, prefix, most, list, more, result))
RADOS(int, rados_omap_get_next2,
      (rados_omap_iter_t list, char **key, char **value, size_t *key_size, size_t *value_size),
      (list, key, value, key_size, value_size))
RADOS_VOID(rados_omap_get_end, (rados_omap_iter_t list), (list))
