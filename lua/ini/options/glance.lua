-- Written by scripts/option-tables/generate; docs/design/option-tables.md says what it claims.
-- luacheck: ignore 631
return {
  -- The wheels that were read: package, release, version.
  read = {
    { "glance", "pike", "15.0.2" },
    { "glance", "rocky", "17.0.1" },
    { "glance", "stein", "18.0.1" },
    { "glance", "train", "19.0.4" },
    { "glance", "ussuri", "20.2.0" },
    { "glance", "victoria", "21.1.0" },
    { "glance", "wallaby", "22.1.1" },
    { "glance", "xena", "23.1.0" },
    { "glance", "yoga", "24.2.1" },
    { "glance", "zed", "25.1.0" },
    { "glance", "antelope", "26.1.0" },
    { "glance", "bobcat", "27.1.1" },
    { "glance", "caracal", "28.2.0" },
    { "glance", "dalmatian", "29.2.1" },
    { "glance", "epoxy", "30.2.0" },
    { "glance", "flamingo", "31.1.0" },
    { "glance", "gazpacho", "32.0.0" },
    { "glance", "hibiscus", "33.0.0" },
    { "glance_store", "ocata", "0.20.0" },
    { "glance_store", "pike", "0.22.0" },
    { "glance_store", "queens", "0.23.0" },
    { "glance_store", "rocky", "0.26.1" },
    { "glance_store", "stein", "0.28.0" },
    { "glance_store", "train", "1.0.1" },
    { "glance_store", "ussuri", "2.0.0" },
    { "glance_store", "victoria", "2.3.0" },
    { "glance_store", "wallaby", "2.5.0" },
    { "glance_store", "xena", "2.7.0" },
    { "glance_store", "yoga", "3.0.0" },
    { "glance_store", "zed", "4.1.0" },
    { "glance_store", "antelope", "4.3.0" },
    { "glance_store", "bobcat", "4.6.1" },
    { "glance_store", "caracal", "4.7.0" },
    { "glance_store", "dalmatian", "4.8.1" },
    { "glance_store", "epoxy", "4.9.1" },
    { "glance_store", "flamingo", "5.2.0" },
    { "glance_store", "gazpacho", "5.4.0" },
    { "glance_store", "hibiscus", "5.7.0" },
  },
  sources = { "glance/common/config.py", "glance/common/wsgi.py", "glance_store/multi_backend.py", "glance_store/backend.py", "glance_store/_drivers/filesystem.py", "glance_store/_drivers/rbd.py" },
  -- Section, name, type, and what else is known.
  options = {
    { "DEFAULT", "allow_additional_image_properties", "boolean", default = true, deprecated = "ussuri", removed = "dalmatian", source = 1 },
    { "DEFAULT", "api_limit_max", "integer", default = 1000, min = 1, source = 1 },
    { "DEFAULT", "backlog", "integer", default = 4096, min = 1, removed = "hibiscus", source = 2 },
    { "DEFAULT", "bind_host", "string", default = "0.0.0.0", removed = "hibiscus", source = 2 },
    { "DEFAULT", "bind_port", "port", removed = "hibiscus", source = 2 },
    { "DEFAULT", "ca_file", "string", removed = "ussuri", source = 2 },
    { "DEFAULT", "cache_prefetcher_interval", "float", default = 300, since = "train", removed = "zed", source = 2 },
    { "DEFAULT", "cert_file", "string", removed = "ussuri", source = 2 },
    { "DEFAULT", "client_socket_timeout", "integer", default = 900, min = 0, removed = "hibiscus", source = 2 },
    { "DEFAULT", "config_file", "string", source = 1 },
    { "DEFAULT", "container_formats", "list", source = 1 },
    { "DEFAULT", "data_api", "string", default = "glance.db.sqlalchemy.api", deprecated = "rocky", removed = "victoria", source = 1 },
    { "DEFAULT", "digest_algorithm", "string", default = "sha256", deprecated = "dalmatian", source = 1 },
    { "DEFAULT", "disk_formats", "list", source = 1 },
    { "DEFAULT", "do_secure_hash", "boolean", default = true, since = "dalmatian", source = 1 },
    { "DEFAULT", "enable_image_import", "boolean", default = false, deprecated = "pike", removed = "rocky", source = 1 },
    { "DEFAULT", "enable_v1_api", "boolean", default = true, removed = "rocky", source = 1 },
    { "DEFAULT", "enable_v1_registry", "boolean", default = true, removed = "victoria", source = 1 },
    { "DEFAULT", "enable_v2_api", "boolean", default = true, removed = "victoria", source = 1 },
    { "DEFAULT", "enable_v2_registry", "boolean", default = true, deprecated = "rocky", removed = "victoria", source = 1 },
    { "DEFAULT", "enabled_backends", "dict", since = "queens", source = 1 },
    { "DEFAULT", "enabled_import_methods", "list", since = "queens", source = 1 },
    { "DEFAULT", "enforce_secure_rbac", "boolean", default = false, since = "wallaby", deprecated = "wallaby", removed = "antelope", source = 1 },
    { "DEFAULT", "flavor", "string", source = 1 },
    { "DEFAULT", "gpt_safety_checks_nonfatal", "list", since = "epoxy", source = 1 },
    { "DEFAULT", "hashing_algorithm", "string", default = "sha512", since = "queens", source = 1 },
    { "DEFAULT", "http_keepalive", "boolean", default = true, removed = "hibiscus", source = 2 },
    { "DEFAULT", "http_retries", "integer", default = 3, since = "dalmatian", source = 1 },
    { "DEFAULT", "image_location_quota", "integer", default = 10, source = 1 },
    { "DEFAULT", "image_member_quota", "integer", default = 128, source = 1 },
    { "DEFAULT", "image_property_quota", "integer", default = 128, source = 1 },
    { "DEFAULT", "image_size_cap", "integer", default = 1099511627776, min = 1, max = 9223372036854775808, source = 1 },
    { "DEFAULT", "image_tag_quota", "integer", default = 128, source = 1 },
    { "DEFAULT", "key_file", "string", removed = "ussuri", source = 2 },
    { "DEFAULT", "limit_param_default", "integer", default = 25, min = 1, source = 1 },
    { "DEFAULT", "max_header_line", "integer", default = 16384, min = 0, removed = "hibiscus", source = 2 },
    { "DEFAULT", "metadata_encryption_key", "string", deprecated = "dalmatian", source = 1 },
    { "DEFAULT", "node_staging_uri", "string", default = "file:///tmp/staging/", source = 1 },
    { "DEFAULT", "pipe_handle", "string", since = "stein", removed = "epoxy", source = 2 },
    { "DEFAULT", "pydev_worker_debug_host", "string", source = 1 },
    { "DEFAULT", "pydev_worker_debug_port", "port", default = 5678, source = 1 },
    { "DEFAULT", "python_interpreter", "string", since = "victoria", source = 1 },
    { "DEFAULT", "require_image_format_match", "boolean", default = true, since = "epoxy", source = 1 },
    { "DEFAULT", "secure_proxy_ssl_header", "string", deprecated = "pike", removed = "zed", source = 2 },
    { "DEFAULT", "show_image_direct_url", "boolean", default = false, source = 1 },
    { "DEFAULT", "show_multiple_locations", "boolean", default = false, deprecated = "pike", source = 1 },
    { "DEFAULT", "task_executor", "string", default = "taskflow", source = 1 },
    { "DEFAULT", "task_pool_threads", "integer", default = 16, min = 1, since = "victoria", source = 1 },
    { "DEFAULT", "task_time_to_live", "integer", default = 48, source = 1 },
    { "DEFAULT", "tcp_keepidle", "integer", default = 600, min = 1, removed = "hibiscus", source = 2 },
    { "DEFAULT", "use_keystone_limits", "boolean", default = false, since = "xena", source = 1 },
    { "DEFAULT", "user_storage_quota", "string", default = "0", source = 1 },
    { "DEFAULT", "vmdk_allowed_types", "list", since = "xena", source = 1 },
    { "DEFAULT", "work_dir", "string", source = 1 },
    { "DEFAULT", "worker_self_reference_url", "string", since = "wallaby", source = 1 },
    { "DEFAULT", "workers", "integer", min = 0, removed = "hibiscus", source = 2 },
    { "glance_store", "default_backend", "string", since = "rocky", source = 3 },
    { "glance_store", "default_store", "string", default = "file", choices = { "file", "filesystem", "http", "https", "swift", "swift+http", "swift+https", "swift+config", "rbd", "sheepdog", "cinder", "vsphere", "s3" }, deprecated = "rocky", source = 4 },
    { "glance_store", "filesystem_store_chunk_size", "integer", min = 1, source = 3 },
    { "glance_store", "filesystem_store_datadir", "string", source = 3 },
    { "glance_store", "filesystem_store_datadirs", "string", multi = true, source = 3 },
    { "glance_store", "filesystem_store_file_perm", "integer", default = 0, source = 3 },
    { "glance_store", "filesystem_store_metadata_file", "string", source = 3 },
    { "glance_store", "filesystem_thin_provisioning", "boolean", default = false, since = "victoria", source = 3 },
    { "glance_store", "store_capabilities_update_min_interval", "integer", default = 0, min = 0, deprecated = "rocky", removed = "train", source = 4 },
    { "glance_store", "stores", "list", deprecated = "rocky", source = 4 },
    { "store", "filesystem_store_chunk_size", "integer", min = 1, since = "stein", source = 5 },
    { "store", "filesystem_store_datadir", "string", default = "/var/lib/glance/images", source = 5 },
    { "store", "filesystem_store_datadirs", "string", multi = true, deprecated = "flamingo", source = 5 },
    { "store", "filesystem_store_file_perm", "integer", default = 0, source = 5 },
    { "store", "filesystem_store_metadata_file", "string", source = 5 },
    { "store", "filesystem_store_thread_pool_size", "integer", default = 10, min = 1, since = "gazpacho", source = 5 },
    { "store", "filesystem_store_threadpool_threshold", "integer", default = 75, min = 0, max = 100, since = "gazpacho", source = 5 },
    { "store", "filesystem_store_timeout", "integer", default = 0, min = 0, since = "gazpacho", source = 5 },
    { "store", "filesystem_thin_provisioning", "boolean", default = false, since = "victoria", source = 5 },
    { "store", "rados_connect_timeout", "integer", default = -1, source = 6 },
    { "store", "rbd_store_ceph_conf", "string", default = "", source = 6 },
    { "store", "rbd_store_chunk_size", "integer", min = 1, source = 6 },
    { "store", "rbd_store_pool", "string", source = 6 },
    { "store", "rbd_store_user", "string", source = 6 },
    { "store", "rbd_thin_provisioning", "boolean", default = false, since = "victoria", source = 6 },
  },
  -- Every name that an option has, or had, in any file of the wheels; and every section.
  names = [[
admin_password admin_role admin_tenant_name admin_user allow_additional_image_properties allow_anonymous_access
allowed_hosts allowed_ports allowed_rpc_exception_modules allowed_schemes api_limit_max args auth_region auth_strategy
auth_url await_child backlog bind_host bind_port ca_file cache_prefetcher_interval capture_output cert_file chunksize
cinder_api_insecure cinder_attachment_retry_attempts cinder_ca_certificates_file cinder_catalog_info
cinder_do_extend_attached cinder_endpoint_template cinder_enforce_multipath cinder_http_retries cinder_mount_point_base
cinder_os_region_name cinder_state_transition_timeout cinder_store_application_credential_id
cinder_store_application_credential_secret cinder_store_auth_address cinder_store_password
cinder_store_project_domain_name cinder_store_project_name cinder_store_user_domain_name cinder_store_user_name
cinder_use_multipath cinder_volume_type client_socket_timeout command config_file container_formats conversion_format
daemon data_api default_backend default_publisher_id default_store default_swift_reference delayed_delete
digest_algorithm disabled_notifications disallowed_hosts disallowed_ports disallowed_schemes disk_formats do_secure_hash
dontreplicate enable_image_import enable_v1_api enable_v1_registry enable_v2_api enable_v2_registry enabled_backends
enabled_import_methods enforce_secure_rbac engine_mode extra_properties filesystem_store_chunk_size
filesystem_store_datadir filesystem_store_datadirs filesystem_store_file_perm filesystem_store_metadata_file
filesystem_store_thread_pool_size filesystem_store_threadpool_threshold filesystem_store_timeout
filesystem_thin_provisioning flavor gpt_safety_checks_nonfatal hashing_algorithm http_keepalive http_proxy_information
http_retries https_ca_certificates_file https_insecure ignore_user_roles image_cache_dir image_cache_driver
image_cache_max_size image_cache_sqlite_db image_cache_stall_time image_import_plugins image_location_quota
image_member_quota image_property_quota image_size_cap image_tag_quota inject key_file limit_param_default
location_strategy mastertoken max_header_line max_parallel_stores max_request_id_length max_workers
metadata_encryption_key metadata_source_path metaonly node_staging_uri os_region_name output_format owner_is_tenant
pid_file pipe_handle property_protection_file property_protection_rule_format public_endpoint pydev_worker_debug_host
pydev_worker_debug_port python_interpreter rados_connect_timeout rbd_store_ceph_conf rbd_store_chunk_size rbd_store_pool
rbd_store_user rbd_thin_provisioning registry_client_ca_file registry_client_cert_file registry_client_insecure
registry_client_key_file registry_client_protocol registry_client_timeout registry_host registry_port
require_image_format_match respawn restore rootwrap_config s3_store_access_key s3_store_bucket
s3_store_bucket_url_format s3_store_cacert s3_store_create_bucket_on_put s3_store_enable_data_integrity_protection
s3_store_host s3_store_large_object_chunk_size s3_store_large_object_size s3_store_region_name
s3_store_request_checksum_calculation s3_store_response_checksum_validation s3_store_secret_key s3_store_thread_pools
scrub_pool_size scrub_time secure_proxy_ssl_header send_identity_headers sheepdog_store_address
sheepdog_store_chunk_size sheepdog_store_port show_image_direct_url show_multiple_locations slavetoken sourcetoken
store_capabilities_update_min_interval store_description store_type_preference stores swift_buffer_on_upload
swift_store_admin_tenants swift_store_application_credential_id swift_store_application_credential_secret
swift_store_auth_address swift_store_auth_insecure swift_store_auth_version swift_store_cacert swift_store_config_file
swift_store_container swift_store_create_container_on_put swift_store_endpoint swift_store_endpoint_type
swift_store_expire_soon_interval swift_store_key swift_store_large_object_chunk_size swift_store_large_object_size
swift_store_multi_tenant swift_store_multiple_containers_seed swift_store_project_id swift_store_project_name
swift_store_region swift_store_retry_get_count swift_store_service_type swift_store_ssl_compression
swift_store_use_trusts swift_store_user swift_upload_buffer_dir targettoken task_executor task_pool_threads
task_time_to_live tcp_keepidle timeout token use_keystone_limits use_user_token user_storage_quota vmdk_allowed_types
vmware_api_insecure vmware_api_retry_count vmware_ca_file vmware_datastores vmware_insecure vmware_server_host
vmware_server_password vmware_server_username vmware_store_image_dir vmware_task_poll_interval wakeup_time weight
work_dir worker_self_reference_url workers
]],
  sections = [[
DEFAULT backend_defaults glance_download_properties glance_store image_conversion image_format image_import_opts
import_filtering_opts inject_metadata_properties keystone_authtoken paste_deploy store_type_location_strategy task
taskflow_executor wsgi
]],
}
