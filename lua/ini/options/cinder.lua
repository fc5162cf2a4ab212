-- Written by scripts/option-tables/generate; docs/design/option-tables.md says what it claims.
-- luacheck: ignore 631
return {
  -- The wheels that were read: package, release, version.
  read = {
    { "cinder", "ocata", "10.0.8" },
    { "cinder", "pike", "11.2.2" },
    { "cinder", "queens", "12.0.10" },
    { "cinder", "rocky", "13.0.9" },
    { "cinder", "stein", "14.3.1" },
    { "cinder", "train", "15.6.0" },
    { "cinder", "ussuri", "16.4.2" },
    { "cinder", "victoria", "17.4.0" },
    { "cinder", "wallaby", "18.2.1" },
    { "cinder", "xena", "19.3.0" },
    { "cinder", "yoga", "20.3.2" },
    { "cinder", "zed", "21.3.2" },
    { "cinder", "antelope", "22.3.0" },
    { "cinder", "bobcat", "23.5.0" },
    { "cinder", "caracal", "24.5.0" },
    { "cinder", "dalmatian", "25.3.1" },
    { "cinder", "epoxy", "26.3.0" },
    { "cinder", "flamingo", "27.0.0" },
    { "cinder", "gazpacho", "28.0.0" },
    { "cinder", "hibiscus", "29.0.0" },
  },
  sources = { "cinder/common/config.py", "cinder/backup/drivers/ceph.py", "cinder/volume/drivers/rbd.py" },
  -- Section, name, type, and what else is known.
  options = {
    { "DEFAULT", "allow_availability_zone_fallback", "boolean", default = false, source = 1 },
    { "DEFAULT", "allow_compression_on_image_upload", "boolean", default = false, since = "train", source = 1 },
    { "DEFAULT", "api_rate_limit", "boolean", default = true, source = 1 },
    { "DEFAULT", "auth_strategy", "string", default = "keystone", choices = { "noauth", "keystone", "noauth_include_project_id" }, source = 1 },
    { "DEFAULT", "backup_api_class", "string", default = "cinder.backup.api.API", source = 1 },
    { "DEFAULT", "backup_ceph_chunk_size", "integer", source = 2 },
    { "DEFAULT", "backup_ceph_conf", "string", default = "/etc/ceph/ceph.conf", source = 2 },
    { "DEFAULT", "backup_ceph_image_journals", "boolean", default = false, since = "pike", source = 2 },
    { "DEFAULT", "backup_ceph_max_snapshots", "integer", default = 0, since = "caracal", source = 2 },
    { "DEFAULT", "backup_ceph_pool", "string", default = "backups", source = 2 },
    { "DEFAULT", "backup_ceph_stripe_count", "integer", default = 0, source = 2 },
    { "DEFAULT", "backup_ceph_stripe_unit", "integer", default = 0, source = 2 },
    { "DEFAULT", "backup_ceph_user", "string", default = "cinder", source = 2 },
    { "DEFAULT", "backup_manager", "string", default = "cinder.backup.manager.BackupManager", source = 1 },
    { "DEFAULT", "compression_format", "string", default = "gzip", choices = { "gzip" }, since = "train", source = 1 },
    { "DEFAULT", "consistencygroup_api_class", "string", default = "cinder.consistencygroup.api.API", source = 1 },
    { "DEFAULT", "default_availability_zone", "string", source = 1 },
    { "DEFAULT", "default_group_type", "string", source = 1 },
    { "DEFAULT", "default_volume_type", "string", default = "__DEFAULT__", source = 1 },
    { "DEFAULT", "enable_v1_api", "boolean", default = false, deprecated = "ocata", removed = "queens", source = 1 },
    { "DEFAULT", "enable_v2_api", "boolean", default = true, deprecated = "ocata", removed = "xena", source = 1 },
    { "DEFAULT", "enable_v3_api", "boolean", default = true, removed = "xena", source = 1 },
    { "DEFAULT", "enabled_backends", "list", source = 1 },
    { "DEFAULT", "glance_api_insecure", "boolean", default = false, source = 1 },
    { "DEFAULT", "glance_api_servers", "list", source = 1 },
    { "DEFAULT", "glance_api_ssl_compression", "boolean", default = false, source = 1 },
    { "DEFAULT", "glance_api_version", "integer", default = 2, deprecated = "pike", removed = "queens", source = 1 },
    { "DEFAULT", "glance_ca_certificates_file", "string", source = 1 },
    { "DEFAULT", "glance_certfile", "string", since = "wallaby", source = 1 },
    { "DEFAULT", "glance_keyfile", "string", since = "wallaby", source = 1 },
    { "DEFAULT", "glance_num_retries", "integer", default = 3, min = 0, source = 1 },
    { "DEFAULT", "glance_request_timeout", "integer", source = 1 },
    { "DEFAULT", "group_api_class", "string", default = "cinder.group.api.API", source = 1 },
    { "DEFAULT", "host", "string", source = 1 },
    { "DEFAULT", "monkey_patch", "boolean", default = false, source = 1 },
    { "DEFAULT", "monkey_patch_modules", "list", source = 1 },
    { "DEFAULT", "my_ip", "string", source = 1 },
    { "DEFAULT", "no_snapshot_gb_quota", "boolean", default = false, source = 1 },
    { "DEFAULT", "os_privileged_user_auth_url", "string", deprecated = "pike", removed = "queens", source = 1 },
    { "DEFAULT", "os_privileged_user_name", "string", deprecated = "pike", removed = "queens", source = 1 },
    { "DEFAULT", "os_privileged_user_password", "string", deprecated = "pike", removed = "queens", source = 1 },
    { "DEFAULT", "os_privileged_user_tenant", "string", deprecated = "pike", removed = "queens", source = 1 },
    { "DEFAULT", "osapi_volume_ext_list", "list", source = 1 },
    { "DEFAULT", "osapi_volume_extension", "string", multi = true, source = 1 },
    { "DEFAULT", "pybasedir", "string", deprecated = "ocata", removed = "queens", replaced_by = "DEFAULT.state_path", source = 1 },
    { "DEFAULT", "restore_discard_excess_bytes", "boolean", default = true, source = 2 },
    { "DEFAULT", "rootwrap_config", "string", default = "/etc/cinder/rootwrap.conf", source = 1 },
    { "DEFAULT", "scheduler_manager", "string", default = "cinder.scheduler.manager.SchedulerManager", source = 1 },
    { "DEFAULT", "service_down_time", "integer", default = 60, source = 1 },
    { "DEFAULT", "split_loggers", "boolean", default = false, since = "rocky", source = 1 },
    { "DEFAULT", "state_path", "string", default = "/var/lib/cinder", source = 1 },
    { "DEFAULT", "storage_availability_zone", "string", default = "nova", source = 1 },
    { "DEFAULT", "transfer_api_class", "string", default = "cinder.transfer.api.API", source = 1 },
    { "DEFAULT", "volume_api_class", "string", default = "cinder.volume.api.API", source = 1 },
    { "DEFAULT", "volume_manager", "string", default = "cinder.volume.manager.VolumeManager", source = 1 },
    { "DEFAULT", "volume_usage_audit_period", "string", default = "month", source = 1 },
    { "backend", "deferred_deletion_delay", "integer", default = 0, since = "stein", source = 3 },
    { "backend", "deferred_deletion_purge_interval", "integer", default = 60, since = "stein", source = 3 },
    { "backend", "enable_deferred_deletion", "boolean", default = false, since = "stein", source = 3 },
    { "backend", "rados_connect_timeout", "integer", default = -1, source = 3 },
    { "backend", "rados_connection_interval", "integer", default = 5, source = 3 },
    { "backend", "rados_connection_retries", "integer", default = 3, source = 3 },
    { "backend", "rbd_ceph_conf", "string", default = "", source = 3 },
    { "backend", "rbd_cluster_name", "string", default = "ceph", source = 3 },
    { "backend", "rbd_concurrent_flatten_operations", "integer", default = 3, min = 0, since = "antelope", source = 3 },
    { "backend", "rbd_exclusive_cinder_pool", "boolean", default = true, since = "pike", source = 3 },
    { "backend", "rbd_flatten_volume_from_snapshot", "boolean", default = false, source = 3 },
    { "backend", "rbd_keyring_conf", "string", default = "", since = "pike", deprecated = "ussuri", removed = "victoria", source = 3 },
    { "backend", "rbd_max_clone_depth", "integer", default = 5, source = 3 },
    { "backend", "rbd_pool", "string", default = "rbd", source = 3 },
    { "backend", "rbd_secret_uuid", "string", source = 3 },
    { "backend", "rbd_store_chunk_size", "integer", default = 4, source = 3 },
    { "backend", "rbd_user", "string", source = 3 },
    { "backend", "replication_connect_timeout", "integer", default = 5, source = 3 },
    { "backend", "report_dynamic_total_capacity", "boolean", default = true, source = 3 },
  },
  -- Every name that an option has, or had, in any file of the wheels; and every section.
  names = [[
acs5000_copy_interval acs5000_multiattach acs5000_volpool_name additional_retry_list
allocated_capacity_weight_multiplier allow_availability_zone_fallback allow_compression_on_image_upload
allow_inuse_volume_type_modification allowed_direct_url_schemes api_enable_ssl api_port api_rate_limit
as13000_ipsan_pools as13000_meta_pool as13000_token_available_time auth_method auth_strategy auth_url
auto_calc_max_oversubscription_ratio available_devices az_cache_duration backend_availability_zone backend_host
backend_name backend_native_threads_pool_size backend_stats_polling_interval backend_url backup_api_class
backup_ceph_chunk_size backup_ceph_conf backup_ceph_image_journals backup_ceph_max_snapshots backup_ceph_pool
backup_ceph_stripe_count backup_ceph_stripe_unit backup_ceph_user backup_compression_algorithm backup_container
backup_create_containers backup_driver backup_driver_init_check_interval backup_driver_stats_polling_interval
backup_driver_status_check_interval backup_enable_progress_timer backup_file_size backup_gcs_block_size
backup_gcs_bucket backup_gcs_bucket_location backup_gcs_credential_file backup_gcs_enable_progress_timer
backup_gcs_num_retries backup_gcs_object_size backup_gcs_project_id backup_gcs_proxy_url backup_gcs_reader_chunk_size
backup_gcs_retry_error_codes backup_gcs_storage_class backup_gcs_user_agent backup_gcs_writer_chunk_size backup_manager
backup_max_operations backup_metadata_version backup_mount_attempts backup_mount_options backup_mount_point_base
backup_name_template backup_native_threads_pool_size backup_object_number_per_notification backup_posix_path
backup_s3_block_size backup_s3_ca_cert_file backup_s3_enable_progress_timer backup_s3_endpoint_url backup_s3_http_proxy
backup_s3_https_proxy backup_s3_max_pool_connections backup_s3_md5_validation backup_s3_object_size
backup_s3_retry_max_attempts backup_s3_retry_mode backup_s3_sse_customer_algorithm backup_s3_sse_customer_key
backup_s3_store_access_key backup_s3_store_bucket backup_s3_store_secret_key backup_s3_timeout backup_s3_verify_ssl
backup_service_inithost_offload backup_sha_block_size_bytes backup_share backup_swift_auth backup_swift_auth_insecure
backup_swift_auth_url backup_swift_auth_version backup_swift_block_size backup_swift_ca_cert_file backup_swift_container
backup_swift_create_storage_policy backup_swift_enable_progress_timer backup_swift_key backup_swift_object_size
backup_swift_project backup_swift_project_domain backup_swift_region_name backup_swift_retry_attempts
backup_swift_retry_backoff backup_swift_service_auth backup_swift_tenant backup_swift_url backup_swift_user
backup_swift_user_domain backup_timer_interval backup_tsm_compression backup_tsm_password backup_tsm_volume_prefix
backup_use_same_host backup_use_temp_snapshot backup_workers blockbridge_api_host blockbridge_api_port
blockbridge_auth_password blockbridge_auth_scheme blockbridge_auth_token blockbridge_auth_user blockbridge_default_pool
blockbridge_pools brcd_sb_connector capacity_weight_multiplier cb_account_name cb_add_qosgroup cb_apikey cb_auth_group
cb_confirm_volume_create_retries cb_confirm_volume_create_retry_interval cb_confirm_volume_delete_retries
cb_confirm_volume_delete_retry_interval cb_create_volume cb_tsm_name cb_update_file_system cb_update_qos_group chap
chap_password chap_password_len chap_username check_max_pool_luns_threshold chiscsi_conf choice_client
cinder_dell_emc_config_file cinder_emc_config_file cinder_eternus_config_file cinder_huawei_conf_file
cinder_internal_tenant_project_id cinder_internal_tenant_user_id cisco_fc_fabric_address cisco_fc_fabric_password
cisco_fc_fabric_port cisco_fc_fabric_user cisco_sb_connector cisco_zone_activate cisco_zone_name_prefix
cisco_zoning_policy cisco_zoning_vsan clone_check_timeout clone_volume_timeout cloned_volume_same_az cluster
coho_rpc_port compression_format compute_api_class connection_type consistencygroup_api_class coprhd_emulate_snapshot
coprhd_hostname coprhd_password coprhd_port coprhd_project coprhd_scaleio_rest_gateway_host
coprhd_scaleio_rest_gateway_port coprhd_scaleio_rest_server_password coprhd_scaleio_rest_server_username coprhd_tenant
coprhd_username coprhd_varray cycle_period_seconds datacore_api_timeout datacore_disk_failed_delay datacore_disk_pools
datacore_disk_type datacore_fc_unallowed_targets datacore_iscsi_chap_enabled datacore_iscsi_chap_storage
datacore_iscsi_unallowed_targets datacore_storage_profile datera_503_interval datera_503_timeout datera_api_port
datera_api_version datera_debug datera_debug_replica_count_override datera_disable_extended_metadata
datera_disable_profiler datera_disable_template_override datera_enable_image_cache datera_image_cache_volume_type_id
datera_ldap_server datera_tenant_id datera_volume_type_defaults db_driver default_availability_zone default_group_type
default_sandstone_target_ips default_timeout default_volume_type deferred_deletion_delay
deferred_deletion_purge_interval dell_api_async_rest_timeout dell_api_sync_rest_timeout dell_sc_api_port
dell_sc_server_folder dell_sc_ssn dell_sc_verify_cert dell_sc_volume_folder dell_server_os destroy_empty_storage_group
disable_discovery disco_choice_client disco_client disco_client_port disco_clone_check_timeout disco_rest_ip
disco_restore_check_timeout disco_retry_interval disco_snapshot_check_timeout disco_src_api_port
disco_volume_name_prefix disco_wsdl_path disk_geometry dothill_api_protocol dothill_backend_name dothill_backend_type
dothill_iscsi_ips dothill_verify_certificate dothill_verify_certificate_path dpl_pool dpl_port
drbdmanage_devs_on_controller drbdmanage_disk_options drbdmanage_net_options drbdmanage_redundancy
drbdmanage_resize_plugin drbdmanage_resize_policy drbdmanage_resource_options drbdmanage_resource_plugin
drbdmanage_resource_policy drbdmanage_snapshot_plugin drbdmanage_snapshot_policy driver_client_cert
driver_client_cert_key driver_data_namespace driver_ssl_cert_path driver_ssl_cert_verify driver_use_ssl
ds8k_devadd_unitadd_mapping ds8k_host_type ds8k_ssid_prefix dsware_isthin dsware_manager dsware_rest_url
dsware_storage_pools enable_deferred_deletion enable_force_upload enable_new_services enable_unsupported_driver
enable_v1_api enable_v2_api enable_v3_api enabled_backends end_time enforce_multipath_for_image_xfer
eqlx_cli_max_retries eqlx_group_name eqlx_pool excluded_domain_ip excluded_domain_ips expiry_thres_minutes export_ports
extra_capabilities fatal_exception_format_errors fc_fabric_address fc_fabric_names fc_fabric_password fc_fabric_port
fc_fabric_ssh_cert_path fc_fabric_user fc_san_lookup_service fc_southbound_protocol fc_virtual_fabric_id filter_function
fixed_key flashsystem_connection_protocol flashsystem_iscsi_portid flashsystem_multihostmap_enabled
flashsystem_multipath_enabled force_delete_lun_in_storagegroup fsc_clone_volume_timeout fss_debug fss_pool fss_pools
fss_san_secondary_ip fujitsu_passwordless fujitsu_private_key_path fujitsu_use_cli_copy fusionstorageagent
glance_api_insecure glance_api_servers glance_api_ssl_compression glance_api_version glance_ca_certificates_file
glance_catalog_info glance_certfile glance_core_properties glance_keyfile glance_num_retries glance_request_timeout
glusterfs_backup_mount_point glusterfs_backup_share goodness_function gpfs_hosts gpfs_hosts_key_file gpfs_images_dir
gpfs_images_share_mode gpfs_max_clone_depth gpfs_mount_point_base gpfs_private_key gpfs_sparse_volumes gpfs_ssh_port
gpfs_storage_pool gpfs_strict_host_key_policy gpfs_user_login gpfs_user_password group_api_class
hds_hnas_iscsi_config_file hds_hnas_nfs_config_file heartbeat hgst_net hgst_redundancy hgst_space_group hgst_space_mode
hgst_space_user hgst_storage_servers hitachi_add_chap_user hitachi_async_copy_check_interval hitachi_auth_method
hitachi_auth_password hitachi_auth_user hitachi_compute_target_ports hitachi_copy_check_interval hitachi_copy_speed
hitachi_csv_delete_timeout hitachi_default_copy_method hitachi_discard_zero_page hitachi_drs_default_csv
hitachi_exec_retry_interval hitachi_extend_snapshot_volumes hitachi_extend_timeout hitachi_group_create
hitachi_group_delete hitachi_group_name_format hitachi_group_range hitachi_group_request hitachi_horcm_add_conf
hitachi_horcm_numbers hitachi_horcm_password hitachi_horcm_resource_lock_timeout hitachi_horcm_user
hitachi_host_mode_options hitachi_ldev_range hitachi_lock_timeout hitachi_lun_retry_interval hitachi_lun_timeout
hitachi_manage_drs_volumes hitachi_mirror_auth_password hitachi_mirror_auth_user hitachi_mirror_compute_target_ports
hitachi_mirror_ldev_range hitachi_mirror_pair_target_number hitachi_mirror_pool hitachi_mirror_rest_api_ip
hitachi_mirror_rest_api_port hitachi_mirror_rest_pair_target_ports hitachi_mirror_rest_password hitachi_mirror_rest_user
hitachi_mirror_snap_pool hitachi_mirror_ssl_cert_path hitachi_mirror_ssl_cert_verify hitachi_mirror_storage_id
hitachi_mirror_target_ports hitachi_mirror_use_chap_auth hitachi_pair_target_number hitachi_path_group_id hitachi_pool
hitachi_pool_id hitachi_pools hitachi_port_scheduler hitachi_quorum_disk_id hitachi_replication_copy_speed
hitachi_replication_journal_creation_speed hitachi_replication_journal_overflow_tolerance
hitachi_replication_journal_path_failure_tolerance hitachi_replication_journal_size
hitachi_replication_journal_transfer_speed hitachi_replication_journal_use_cache hitachi_replication_mun
hitachi_replication_number hitachi_replication_status_check_long_interval
hitachi_replication_status_check_short_interval hitachi_replication_status_check_timeout hitachi_report_discard_support
hitachi_rest_another_ldev_mapped_retry_timeout hitachi_rest_connect_timeout hitachi_rest_disable_io_wait
hitachi_rest_get_api_response_timeout hitachi_rest_job_api_response_timeout hitachi_rest_keep_session_loop_interval
hitachi_rest_max_request_workers hitachi_rest_pair_target_ports hitachi_rest_server_busy_timeout
hitachi_rest_tcp_keepalive hitachi_rest_tcp_keepcnt hitachi_rest_tcp_keepidle hitachi_rest_tcp_keepintvl
hitachi_rest_timeout hitachi_rest_use_object_caching hitachi_restore_timeout hitachi_serial_number
hitachi_set_mirror_reserve_attribute hitachi_snap_pool hitachi_state_transition_timeout hitachi_storage_id
hitachi_target_ports hitachi_thin_pool_id hitachi_unit_name hitachi_use_drs_volumes hitachi_vcp_delete_sleep_interval
hitachi_vcp_delete_timeout hitachi_zoning_request hnas_chap_enabled hnas_cluster_admin_ip0 hnas_mgmt_ip0 hnas_password
hnas_ssc_cmd hnas_ssh_port hnas_ssh_private_key hnas_svc0_hdp hnas_svc0_iscsi_ip hnas_svc0_pool_name
hnas_svc0_volume_type hnas_svc1_hdp hnas_svc1_iscsi_ip hnas_svc1_pool_name hnas_svc1_volume_type hnas_svc2_hdp
hnas_svc2_iscsi_ip hnas_svc2_pool_name hnas_svc2_volume_type hnas_svc3_hdp hnas_svc3_iscsi_ip hnas_svc3_pool_name
hnas_svc3_volume_type hnas_username host host_group hp3par_api_url hp3par_cpg hp3par_cpg_snap hp3par_debug
hp3par_iscsi_chap_enabled hp3par_iscsi_ips hp3par_password hp3par_snapshot_expiration hp3par_snapshot_retention
hp3par_username hpe3par_api_url hpe3par_cpg hpe3par_cpg_snap hpe3par_debug hpe3par_hostseesvlun
hpe3par_iscsi_chap_enabled hpe3par_iscsi_ips hpe3par_nvme_ips hpe3par_password hpe3par_snapshot_expiration
hpe3par_snapshot_retention hpe3par_target_nsp hpe3par_username hpe_api_url_v3 hpelefthand_api_url
hpelefthand_clustername hpelefthand_debug hpelefthand_iscsi_chap_enabled hpelefthand_password hpelefthand_ssh_port
hpelefthand_username hpexp_async_copy_check_interval hpexp_compute_target_ports hpexp_copy_check_interval
hpexp_copy_speed hpexp_csv_delete_timeout hpexp_default_copy_method hpexp_discard_zero_page hpexp_drs_default_csv
hpexp_exec_retry_interval hpexp_extend_timeout hpexp_group_create hpexp_group_delete hpexp_group_request
hpexp_horcm_add_conf hpexp_horcm_name_only_discovery hpexp_horcm_numbers hpexp_horcm_resource_name hpexp_horcm_user
hpexp_host_mode_options hpexp_ldev_range hpexp_lock_timeout hpexp_lun_retry_interval hpexp_lun_timeout
hpexp_manage_drs_volumes hpexp_pool hpexp_pools hpexp_report_discard_support
hpexp_rest_another_ldev_mapped_retry_timeout hpexp_rest_connect_timeout hpexp_rest_disable_io_wait
hpexp_rest_get_api_response_timeout hpexp_rest_job_api_response_timeout hpexp_rest_keep_session_loop_interval
hpexp_rest_max_request_workers hpexp_rest_server_busy_timeout hpexp_rest_tcp_keepalive hpexp_rest_tcp_keepcnt
hpexp_rest_tcp_keepidle hpexp_rest_tcp_keepintvl hpexp_rest_timeout hpexp_rest_use_object_caching hpexp_restore_timeout
hpexp_snap_pool hpexp_state_transition_timeout hpexp_storage_cli hpexp_storage_id hpexp_target_ports hpexp_thin_pool
hpexp_use_drs_volumes hpexp_vcp_delete_sleep_interval hpexp_vcp_delete_timeout hpexp_zoning_request hplefthand_api_url
hplefthand_clustername hplefthand_debug hplefthand_iscsi_chap_enabled hplefthand_password hplefthand_username
hpmsa_api_protocol hpmsa_backend_name hpmsa_backend_type hpmsa_iscsi_ips hpmsa_pool_name hpmsa_pool_type
hpmsa_verify_certificate hpmsa_verify_certificate_path hpxp_async_copy_check_interval hpxp_compute_target_ports
hpxp_copy_check_interval hpxp_copy_speed hpxp_default_copy_method hpxp_group_request hpxp_horcm_add_conf
hpxp_horcm_name_only_discovery hpxp_horcm_numbers hpxp_horcm_resource_name hpxp_horcm_user hpxp_ldev_range hpxp_pool
hpxp_storage_cli hpxp_storage_id hpxp_target_ports hpxp_thin_pool hpxp_zoning_request hypermetro_devices iet_conf
ignore_pool_full_threshold image_compress_on_upload image_conversion_address_space_limit image_conversion_cpu_limit
image_conversion_dir image_conversion_disable image_introspection_address_space_limit image_introspection_cpu_limit
image_upload_use_cinder_backend image_upload_use_internal_tenant image_volume_cache_enabled image_volume_cache_max_count
image_volume_cache_max_size_gb included_domain_ips infinidat_iscsi_netspaces infinidat_pool_name
infinidat_storage_protocol infinidat_use_compression infortrend_cli_cache infortrend_cli_max_retries infortrend_cli_path
infortrend_cli_timeout infortrend_iqn_prefix infortrend_pools_name infortrend_provisioning
infortrend_slots_a_channels_id infortrend_slots_b_channels_id infortrend_tiering init_host_max_objects_retrieval
initial_reconnect_backoff initiator_assign_sandstone_target_ip initiator_auto_deregistration initiator_auto_registration
initiator_check instorage_mcs_allow_tenant_qos instorage_mcs_iscsi_chap_enabled instorage_mcs_localcopy_rate
instorage_mcs_localcopy_timeout instorage_mcs_vol_autoexpand instorage_mcs_vol_compression instorage_mcs_vol_grainsize
instorage_mcs_vol_intier instorage_mcs_vol_iogrp instorage_mcs_vol_rsize instorage_mcs_vol_warning
instorage_mcs_volpool_name instorage_san_secondary_ip interface interval io_port_list iops_for_image_migration
iscsi_helper iscsi_initiators iscsi_iotype iscsi_ip_address iscsi_port iscsi_protocol iscsi_secondary_ip_addresses
iscsi_target_flags iscsi_target_prefix iscsi_write_cache ise_completion_retries ise_connection_retries ise_raid
ise_retry_interval ise_storage_pool iser_helper iser_ip_address iser_port iser_target_prefix java_path jovian_block_size
jovian_ignore_tpath jovian_pool jovian_recovery_delay keystone_catalog_info kioxia_block_size kioxia_cafile
kioxia_desired_bw_per_gb kioxia_desired_iops_per_gb kioxia_max_bw_per_gb kioxia_max_iops_per_gb
kioxia_max_replica_down_time kioxia_num_replicas kioxia_provisioning_type kioxia_same_rack_allowed
kioxia_snap_reserved_space_percentage kioxia_snap_vol_reserved_space_percentage kioxia_snap_vol_span_allowed
kioxia_span_allowed kioxia_token kioxia_url kioxia_vol_reserved_space_percentage kioxia_writable lba_format
lenovo_api_protocol lenovo_backend_name lenovo_backend_type lenovo_iscsi_ips lenovo_pool_name lenovo_pool_type
lenovo_verify_certificate lenovo_verify_certificate_path lightos_api_address lightos_api_port
lightos_api_service_snapshots_max_calls lightos_api_service_timeout lightos_default_compression_enabled
lightos_default_num_replicas lightos_jwt lightos_use_ipacl linstor_autoplace_count linstor_controller_diskless
linstor_default_blocksize linstor_default_storage_pool_name linstor_default_uri linstor_default_volume_group_name
linstor_volume_downsize_factor load_balance load_balance_real_time load_data_format load_look_back
load_look_back_real_time lss_range_for_cg lvm_conf_file lvm_max_over_subscription_ratio lvm_mirrors lvm_share_target
lvm_suppress_fd_warnings lvm_type macrosan_client macrosan_client_default macrosan_fc_keep_mapped_ports
macrosan_fc_use_sp_port_nr macrosan_force_unmap_itl macrosan_log_timing macrosan_pool
macrosan_replication_destination_ports macrosan_replication_ipaddrs macrosan_replication_password
macrosan_replication_username macrosan_sdas_ipaddrs macrosan_sdas_password macrosan_sdas_username
macrosan_snapshot_resource_ratio macrosan_thin_lun_extent_size macrosan_thin_lun_high_watermark
macrosan_thin_lun_low_watermark management_ips manager_ips max_age max_luns_per_storage_group
max_over_subscription_ratio max_reconnect_backoff max_resource_count message_reap_interval message_ttl metro_domain_name
metro_san_address metro_san_password metro_san_user metro_storage_pools migrate_from_flashcopy
migration_create_volume_timeout_secs monkey_patch monkey_patch_modules multi_pool_support my_ip nas_host nas_ip
nas_login nas_mount_options nas_password nas_private_key nas_secure_file_operations nas_secure_file_permissions
nas_share_path nas_ssh_port nas_volume_prov_type naviseccli_path nec_actual_free_capacity nec_auto_accesscontrol
nec_backend_max_ld_count nec_backup_ldname_format nec_backup_pools nec_cv_ldname_format nec_diskarray_name
nec_iscsi_portals_per_cont nec_ismcli_fip nec_ismcli_password nec_ismcli_privkey nec_ismcli_user nec_ismview_alloptimize
nec_ismview_dir nec_ldname_format nec_ldset nec_ldset_for_controller_node nec_pools nec_queryconfig_view
nec_ssh_pool_port_number nec_unpairthread_timeout nec_v_async_copy_check_interval nec_v_compute_target_ports
nec_v_copy_check_interval nec_v_copy_speed nec_v_csv_delete_timeout nec_v_discard_zero_page nec_v_drs_default_csv
nec_v_exec_retry_interval nec_v_extend_timeout nec_v_group_create nec_v_group_delete nec_v_host_mode_options
nec_v_ldev_range nec_v_lock_timeout nec_v_lun_retry_interval nec_v_lun_timeout nec_v_manage_drs_volumes nec_v_pool
nec_v_pools nec_v_report_discard_support nec_v_rest_another_ldev_mapped_retry_timeout nec_v_rest_connect_timeout
nec_v_rest_disable_io_wait nec_v_rest_get_api_response_timeout nec_v_rest_job_api_response_timeout
nec_v_rest_keep_session_loop_interval nec_v_rest_max_request_workers nec_v_rest_server_busy_timeout
nec_v_rest_tcp_keepalive nec_v_rest_tcp_keepcnt nec_v_rest_tcp_keepidle nec_v_rest_tcp_keepintvl nec_v_rest_timeout
nec_v_rest_use_object_caching nec_v_restore_timeout nec_v_snap_pool nec_v_state_transition_timeout nec_v_storage_id
nec_v_target_ports nec_v_use_drs_volumes nec_v_vcp_delete_sleep_interval nec_v_vcp_delete_timeout nec_v_zoning_request
netapp_allow_zapi_fallback netapp_api_trace_pattern netapp_async_rest_timeout netapp_ca_certificate_file
netapp_certificate_file netapp_certificate_host_validation netapp_consistent_replication netapp_controller_ips
netapp_copyoffload_tool_path netapp_dedupe_cache_expiry_duration netapp_disaggregated_platform
netapp_driver_reports_provisioned_capacity netapp_enable_multiattach netapp_eseries_host_type netapp_host_type
netapp_login netapp_lun_clone_busy_interval netapp_lun_clone_busy_timeout netapp_lun_copy_timeout netapp_lun_ostype
netapp_lun_space_reservation netapp_migrate_volume_timeout netapp_namespace_ostype
netapp_nfs_image_cache_cleanup_interval netapp_partner_backend_name netapp_password
netapp_performance_cache_expiry_duration netapp_pool_name_search_pattern netapp_private_key_file netapp_proximal_nodes
netapp_replication_aggregate_map netapp_replication_policy netapp_replication_volume_online_timeout netapp_sa_password
netapp_server_hostname netapp_server_port netapp_size_multiplier netapp_snapmirror_quiesce_timeout netapp_ssl_cert_path
netapp_ssl_cert_verify netapp_storage_family netapp_storage_pools netapp_storage_protocol netapp_transport_type
netapp_use_legacy_client netapp_vfiler netapp_volume_list netapp_vserver netapp_webservice_path nexenta_blocksize
nexenta_chunksize nexenta_client_address nexenta_dataset_compression nexenta_dataset_dedup nexenta_dataset_description
nexenta_encryption nexenta_folder nexenta_group_snapshot_template nexenta_host nexenta_host_group_prefix
nexenta_iops_limit nexenta_iscsi_service nexenta_iscsi_target_host_group nexenta_iscsi_target_portal_groups
nexenta_iscsi_target_portal_port nexenta_iscsi_target_portals nexenta_lu_writebackcache_disabled nexenta_lun_container
nexenta_luns_per_target nexenta_mount_point_base nexenta_nbd_symlinks_dir nexenta_nms_cache_volroot
nexenta_ns5_blocksize nexenta_origin_snapshot_template nexenta_password nexenta_qcow2_volumes nexenta_replication_count
nexenta_rest_address nexenta_rest_backoff_factor nexenta_rest_connect_timeout nexenta_rest_password nexenta_rest_port
nexenta_rest_protocol nexenta_rest_read_timeout nexenta_rest_retry_count nexenta_rest_user nexenta_rrmgr_compression
nexenta_rrmgr_connections nexenta_rrmgr_tcp_buf_size nexenta_shares_config nexenta_sparse nexenta_sparsed_volumes
nexenta_target_group_prefix nexenta_target_prefix nexenta_use_https nexenta_user nexenta_volume nexenta_volume_group
nfs_mount_attempts nfs_mount_options nfs_mount_point_base nfs_qcow2_volumes nfs_shares_config nfs_snapshot_support
nfs_sparsed_volumes nimble_pool_name nimble_subnet_label nimble_verify_cert_path nimble_verify_certificate
no_snapshot_gb_quota nova_api_insecure nova_ca_certificates_file nova_catalog_admin_info nova_catalog_info
nova_endpoint_admin_template nova_endpoint_template num_iser_scan_tries num_shell_tries num_volume_device_scan_tries
nvme_connect_port nvmeof_conn_info_version nvmet_ns_id nvmet_port_id os_privileged_user_auth_url os_privileged_user_name
os_privileged_user_password os_privileged_user_tenant os_region_name osapi_compute_link_prefix osapi_max_limit
osapi_volume_base_URL osapi_volume_ext_list osapi_volume_extension osapi_volume_listen osapi_volume_listen_port
osapi_volume_use_ssl osapi_volume_workers password per_volume_size_limit periodic_fuzzy_delay periodic_interval
podm_password podm_url podm_username pool_id_filter pool_max_resource_count pool_name pool_type port_group_load_metric
port_load_metric powerflex_allow_migration_during_rebuild powerflex_allow_non_padded_volumes
powerflex_max_image_cache_vtree_size powerflex_max_over_subscription_ratio powerflex_rest_server_port
powerflex_round_volume_capacity powerflex_server_api_version powerflex_storage_pools
powerflex_unmap_volume_before_deletion powermax_array powermax_array_tag_list powermax_port_group_name_template
powermax_port_groups powermax_service_level powermax_short_host_name_template powermax_snapvx_unlink_limit powermax_srp
powerstore_appliances powerstore_host_connectivity powerstore_nvme powerstore_ports principal_switch_wwn
project_domain_name project_id_regex project_name proxy public_endpoint pure_api_token
pure_automatic_max_oversubscription_ratio pure_eradicate_on_delete pure_ghost_pod_name pure_host_personality
pure_iscsi_cidr pure_iscsi_cidr_list pure_nvme_cidr pure_nvme_cidr_list pure_nvme_transport
pure_replica_interval_default pure_replica_retention_long_term_default pure_replica_retention_long_term_per_day_default
pure_replica_retention_short_term_default pure_replication_pg_name pure_replication_pod_name pure_safemode_enabled
pure_trisync_enabled pure_trisync_pg_name pvme_iscsi_ips pvme_pool_name pybasedir qnap_management_url qnap_poolname
qnap_storage_protocol query_volume_filters quobyte_client_cfg quobyte_mount_point_base quobyte_overlay_volumes
quobyte_qcow2_volumes quobyte_sparsed_volumes quobyte_volume_from_snapshot_cache quobyte_volume_url
quota_backup_gigabytes quota_backups quota_consistencygroups quota_driver quota_gigabytes quota_groups quota_snapshots
quota_volumes rados_connect_timeout rados_connection_interval rados_connection_retries rbd_ceph_conf rbd_cluster_name
rbd_concurrent_flatten_operations rbd_exclusive_cinder_pool rbd_flatten_volume_from_snapshot rbd_iscsi_api_debug
rbd_iscsi_api_password rbd_iscsi_api_url rbd_iscsi_api_user rbd_iscsi_target_iqn rbd_keyring_conf rbd_max_clone_depth
rbd_pool rbd_secret_uuid rbd_store_chunk_size rbd_user region_name reinit_driver_count remove_empty_host
replication_connect_timeout replication_device report_discard_supported report_dynamic_total_capacity report_interval
reservation_clean_interval reservation_expire reserved_image_namespaces reserved_percentage resource_query_filters_file
rest_api_call_connect_timeout rest_api_call_read_timeout rest_api_connect_timeout rest_api_read_timeout rest_ip
restore_check_timeout restore_discard_excess_bytes retries retry_interval rootwrap_config san_api_port san_clustername
san_hosts san_ip san_is_local san_login san_password san_private_key san_rest_port san_ssh_port san_thin_provision
sandstone_pool scaleio_server_certificate_path scaleio_verify_server_certificate scheduler_default_filters
scheduler_default_weighers scheduler_driver scheduler_driver_init_wait_time scheduler_host_manager
scheduler_json_config_location scheduler_manager scheduler_max_attempts scheduler_weight_handler scst_target_driver
scst_target_iqn_name seagate_iscsi_ips seagate_pool_name seagate_pool_type secondary_san_ip secondary_san_login
secondary_san_password secondary_sc_api_port send_actions send_service_user_token service_down_time sf_account_prefix
sf_allow_template_caching sf_allow_tenant_qos sf_api_port sf_api_request_timeout sf_cluster_pairing_timeout
sf_emulate_512 sf_enable_vag sf_enable_volume_mapping sf_provisioning_calc sf_svip sf_template_account_name
sf_volume_clone_timeout sf_volume_create_timeout sf_volume_pairing_timeout sf_volume_prefix sheepdog_store_address
sheepdog_store_port sio_allow_non_padded_volumes sio_max_over_subscription_ratio sio_protection_domain_id
sio_protection_domain_name sio_rest_server_port sio_round_volume_capacity sio_server_api_version
sio_server_certificate_path sio_storage_pool_id sio_storage_pool_name sio_storage_pools sio_unmap_volume_before_deletion
sio_verify_server_certificate smbfs_allocation_info_file_path smbfs_default_volume_format smbfs_mount_options
smbfs_mount_point_base smbfs_oversub_ratio smbfs_pool_mappings smbfs_shares_config smbfs_sparsed_volumes
smbfs_used_ratio snapshot_check_timeout snapshot_name_template snapshot_same_host snapvx_unlink_symforce
spdk_max_queue_depth spdk_rpc_ip spdk_rpc_password spdk_rpc_port spdk_rpc_protocol spdk_rpc_username split_loggers
ssh_conn_timeout ssh_hosts_key_file ssh_max_pool_conn ssh_min_pool_conn start_time state_path storage_availability_zone
storage_protocol storage_vnx_authentication_type storage_vnx_pool_names storage_vnx_security_file_dir
storpool_replication storpool_template storwize_peer_pool storwize_portset storwize_preferred_host_site
storwize_san_secondary_ip storwize_svc_allow_tenant_qos storwize_svc_aux_mirror_pool storwize_svc_clean_rate
storwize_svc_flashcopy_rate storwize_svc_flashcopy_timeout storwize_svc_iscsi_chap_enabled storwize_svc_mirror_pool
storwize_svc_multihostmap_enabled storwize_svc_multipath_enabled storwize_svc_retain_aux_volume
storwize_svc_src_child_pool storwize_svc_stretched_cluster_partner storwize_svc_target_child_pool
storwize_svc_vol_autoexpand storwize_svc_vol_compression storwize_svc_vol_easytier storwize_svc_vol_grainsize
storwize_svc_vol_iogrp storwize_svc_vol_nofmtdisk storwize_svc_vol_rsize storwize_svc_vol_warning
storwize_svc_volpool_name storwize_volume_group strict_ssh_host_key_policy suppress_requests_ssl_warnings
swift_catalog_info synology_admin_port synology_device_id synology_one_time_pass synology_password synology_pool_name
synology_ssl_verify synology_username target_helper target_ip_address target_port target_prefix target_protocol
target_secondary_ip_addresses tat_api_retry_count tcp_keepalive tcp_keepalive_count tcp_keepalive_interval
tegile_default_pool tegile_default_project thres_avl_size_perc_start thres_avl_size_perc_stop tintri_api_version
tintri_image_cache_expiry_days tintri_image_shares_config tintri_server_hostname tintri_server_password
tintri_server_username token_auth_url trace_flags transfer_api_class tyds_clone_progress_interval
tyds_copy_progress_interval tyds_http_port tyds_pools tyds_stripe_size u4p_failover_autofailback
u4p_failover_backoff_factor u4p_failover_retries u4p_failover_target u4p_failover_timeout unique_fqdn_network
unity_io_ports unity_storage_pool_names until_refresh use_chap_auth use_default_quota_class use_forwarded_for
use_multipath_for_image_xfer user_domain_name username vast_api_token vast_snapshot_prefix vast_subsystem
vast_tenant_name vast_vippool_name vast_volume_prefix verify_glance_signatures violin_dedup_capable_pools
violin_dedup_only_pools violin_iscsi_target_ips violin_pool_allocation_method violin_request_timeout vmax_array
vmax_port_groups vmax_service_level vmax_snapvx_unlink_limit vmax_srp vmax_workload vmdk_allowed_types
vmstore_dataset_description vmstore_mount_point_base vmstore_openstack_hostname vmstore_password vmstore_qcow2_volumes
vmstore_refresh_openstack_region vmstore_refresh_retry_count vmstore_rest_address vmstore_rest_backoff_factor
vmstore_rest_connect_timeout vmstore_rest_port vmstore_rest_protocol vmstore_rest_read_timeout vmstore_rest_retry_count
vmstore_sparsed_volumes vmstore_user vmware_adapter_type vmware_api_retry_count vmware_ca_file vmware_cluster_name
vmware_connection_pool_size vmware_datastore_regex vmware_enable_volume_stats vmware_host_ip vmware_host_password
vmware_host_port vmware_host_username vmware_host_version vmware_image_transfer_timeout_secs vmware_insecure
vmware_lazy_create vmware_max_objects_retrieval vmware_snapshot_format vmware_storage_profile vmware_task_poll_interval
vmware_tmp_dir vmware_volume_folder vmware_wsdl_location vnx_async_migrate volume_api_class volume_backend_name
volume_clear volume_clear_ionice volume_clear_size volume_copy_blkio_cgroup_name volume_copy_bps_limit
volume_dd_blocksize volume_driver volume_group volume_manager volume_name_prefix volume_name_template
volume_number_multiplier volume_service_inithost_offload volume_transfer_key_length volume_transfer_salt_length
volume_usage_audit_period volumes_dir vrts_lun_sparse vrts_target_config vsp_async_copy_check_interval vsp_auth_password
vsp_auth_user vsp_compute_target_ports vsp_copy_check_interval vsp_copy_speed vsp_default_copy_method vsp_group_request
vsp_horcm_add_conf vsp_horcm_numbers vsp_horcm_pair_target_ports vsp_horcm_password vsp_horcm_user vsp_ldev_range
vsp_pool vsp_storage_id vsp_target_ports vsp_thin_pool vsp_use_chap_auth vsp_zoning_request
vxflexos_allow_migration_during_rebuild vxflexos_allow_non_padded_volumes vxflexos_max_over_subscription_ratio
vxflexos_rest_server_port vxflexos_round_volume_capacity vxflexos_server_api_version vxflexos_storage_pools
vxflexos_unmap_volume_before_deletion vzstorage_default_volume_format vzstorage_mount_options vzstorage_mount_point_base
vzstorage_shares_config vzstorage_sparsed_volumes vzstorage_used_ratio wait_interval wait_retry_count
windows_iscsi_lun_path xtremio_array_busy_retry_count xtremio_array_busy_retry_interval xtremio_clean_unused_ig
xtremio_cluster_name xtremio_ports xtremio_volumes_per_glance_cache zadara_access_key zadara_default_snap_policy
zadara_gen3_vol_compress zadara_gen3_vol_dedupe zadara_password zadara_ssl_cert_verify zadara_use_iser zadara_user
zadara_vol_encrypt zadara_vol_name_template zadara_vpsa_host zadara_vpsa_poolname zadara_vpsa_port zadara_vpsa_use_ssl
zfssa_cache_directory zfssa_cache_project zfssa_data_ip zfssa_enable_local_cache zfssa_https_port zfssa_initiator
zfssa_initiator_config zfssa_initiator_group zfssa_initiator_password zfssa_initiator_user zfssa_lun_compression
zfssa_lun_logbias zfssa_lun_sparse zfssa_lun_volblocksize zfssa_manage_policy zfssa_nfs_mount_options zfssa_nfs_pool
zfssa_nfs_project zfssa_nfs_share zfssa_nfs_share_compression zfssa_nfs_share_logbias zfssa_pool zfssa_project
zfssa_replication_ip zfssa_rest_timeout zfssa_target_group zfssa_target_interfaces zfssa_target_password
zfssa_target_portal zfssa_target_user zone_activate zone_driver zone_name_prefix zoning_mode zoning_policy
zteAheadReadSize zteCachePolicy zteChunkSize zteControllerIP0 zteControllerIP1 zteLocalIP ztePoolVoAllocatedPolicy
ztePoolVolAlarmStopAllocatedFlag ztePoolVolAlarmThreshold ztePoolVolInitAllocatedCapacity ztePoolVolIsThin
ztePoolVolMovePolicy zteSSDCacheSwitch zteStoragePool zteUserName zteUserPassword
]],
  sections = [[
BRCD_FABRIC_EXAMPLE CISCO_FABRIC_EXAMPLE backend_defaults consistency group coordination driver_cfg fc-zone-manager
glance group key_manager keystone_authtoken nova org.openstack.storage oslo_concurrency oslo_messaging_notifications
oslo_policy service_user
]],
}
