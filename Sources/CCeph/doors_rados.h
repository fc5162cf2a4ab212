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
