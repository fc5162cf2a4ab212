-- Written by scripts/option-tables/generate; docs/design/option-tables.md says what it claims.
-- luacheck: ignore 631
return {
  -- The wheels that were read: package, release, version.
  read = {
    { "nova", "ocata", "15.1.5" },
    { "nova", "pike", "16.1.8" },
    { "nova", "queens", "17.0.13" },
    { "nova", "rocky", "18.3.0" },
    { "nova", "stein", "19.3.2" },
    { "nova", "train", "20.6.1" },
    { "nova", "ussuri", "21.2.4" },
    { "nova", "victoria", "22.4.0" },
    { "nova", "wallaby", "23.2.2" },
    { "nova", "xena", "24.2.1" },
    { "nova", "yoga", "25.3.0" },
    { "nova", "zed", "26.3.0" },
    { "nova", "antelope", "27.5.1" },
    { "nova", "bobcat", "28.3.1" },
    { "nova", "caracal", "29.4.0" },
    { "nova", "dalmatian", "30.3.0" },
    { "nova", "epoxy", "31.3.1" },
    { "nova", "flamingo", "32.2.1" },
    { "nova", "gazpacho", "33.0.2" },
    { "nova", "hibiscus", "34.0.0" },
  },
  sources = { "nova/conf/cinder.py", "nova/conf/glance.py", "nova/conf/libvirt.py", "nova/conf/workarounds.py" },
  -- Section, name, type, and what else is known.
  options = {
    { "cinder", "catalog_info", "string", default = "volumev3::publicURL", source = 1 },
    { "cinder", "cross_az_attach", "boolean", default = true, source = 1 },
    { "cinder", "debug", "boolean", default = false, source = 1 },
    { "cinder", "endpoint_template", "string", source = 1 },
    { "cinder", "http_retries", "integer", default = 3, min = 0, source = 1 },
    { "cinder", "os_region_name", "string", source = 1 },
    { "glance", "allowed_direct_url_schemes", "list", deprecated = "queens", removed = "wallaby", source = 2 },
    { "glance", "api_insecure", "boolean", default = false, removed = "pike", source = 2 },
    { "glance", "api_servers", "list", deprecated = "ussuri", source = 2 },
    { "glance", "debug", "boolean", default = false, source = 2 },
    { "glance", "default_trusted_certificate_ids", "list", since = "pike", source = 2 },
    { "glance", "enable_certificate_validation", "boolean", default = false, since = "pike", deprecated = "pike", source = 2 },
    { "glance", "enable_rbd_download", "boolean", default = false, since = "victoria", source = 2 },
    { "glance", "num_retries", "integer", default = 3, min = 0, source = 2 },
    { "glance", "rbd_ceph_conf", "string", default = "", since = "victoria", source = 2 },
    { "glance", "rbd_connect_timeout", "integer", default = 5, source = 2 },
    { "glance", "rbd_pool", "string", default = "", since = "victoria", source = 2 },
    { "glance", "rbd_user", "string", default = "", source = 2 },
    { "glance", "verify_glance_signatures", "boolean", default = false, source = 2 },
    { "libvirt", "ceph_mount_options", "list", since = "epoxy", source = 3 },
    { "libvirt", "ceph_mount_point_base", "string", since = "epoxy", source = 3 },
    { "libvirt", "checksum_base_images", "boolean", default = false, deprecated = "ocata", removed = "train", source = 3 },
    { "libvirt", "checksum_interval_seconds", "integer", default = 3600, deprecated = "ocata", removed = "train", source = 3 },
    { "libvirt", "connection_uri", "string", default = "", source = 3 },
    { "libvirt", "cpu_mode", "string", choices = { "host-model", "host-passthrough", "custom", "none" }, source = 3 },
    { "libvirt", "cpu_model", "list", deprecated = "train", replaced_by = "libvirt.cpu_models", source = 3 },
    { "libvirt", "cpu_model_extra_flags", "list", source = 3 },
    { "libvirt", "cpu_models", "list", since = "train", source = 3 },
    { "libvirt", "cpu_power_governor_high", "string", default = "performance", since = "antelope", source = 3 },
    { "libvirt", "cpu_power_governor_low", "string", default = "powersave", since = "antelope", source = 3 },
    { "libvirt", "cpu_power_management", "boolean", default = false, since = "antelope", source = 3 },
    { "libvirt", "cpu_power_management_strategy", "string", default = "cpu_state", choices = { "cpu_state", "governor" }, since = "antelope", source = 3 },
    { "libvirt", "device_detach_attempts", "integer", default = 8, min = 1, since = "wallaby", source = 3 },
    { "libvirt", "device_detach_timeout", "integer", default = 20, min = 1, since = "wallaby", source = 3 },
    { "libvirt", "disk_cachemodes", "list", source = 3 },
    { "libvirt", "disk_prefix", "string", source = 3 },
    { "libvirt", "enabled_perf_events", "list", source = 3 },
    { "libvirt", "file_backed_memory", "integer", default = 0, min = 0, since = "rocky", source = 3 },
    { "libvirt", "gid_maps", "list", source = 3 },
    { "libvirt", "glusterfs_mount_point_base", "string", removed = "pike", source = 3 },
    { "libvirt", "hw_disk_discard", "string", choices = { "ignore", "unmap" }, source = 3 },
    { "libvirt", "hw_machine_type", "list", source = 3 },
    { "libvirt", "image_info_filename_pattern", "string", default = "$instances_path/$image_cache_subdirectory_name/%(image)s.info", deprecated = "ocata", removed = "train", source = 3 },
    { "libvirt", "images_address_space_limit", "integer", default = 2, since = "hibiscus", source = 3 },
    { "libvirt", "images_cpu_time_limit", "integer", default = 30, since = "hibiscus", source = 3 },
    { "libvirt", "images_rbd_ceph_conf", "string", default = "", source = 3 },
    { "libvirt", "images_rbd_glance_copy_poll_interval", "integer", default = 15, since = "victoria", source = 3 },
    { "libvirt", "images_rbd_glance_copy_timeout", "integer", default = 600, since = "victoria", source = 3 },
    { "libvirt", "images_rbd_glance_store_name", "string", default = "", since = "victoria", source = 3 },
    { "libvirt", "images_rbd_pool", "string", default = "rbd", source = 3 },
    { "libvirt", "images_type", "string", default = "default", choices = { "raw", "flat", "qcow2", "lvm", "rbd", "ploop", "default" }, source = 3 },
    { "libvirt", "images_volume_group", "string", source = 3 },
    { "libvirt", "inject_key", "boolean", default = false, source = 3 },
    { "libvirt", "inject_partition", "integer", default = -2, min = -2, source = 3 },
    { "libvirt", "inject_password", "boolean", default = false, source = 3 },
    { "libvirt", "iscsi_iface", "string", source = 3 },
    { "libvirt", "iscsi_transport", "string", deprecated = "ocata", replaced_by = "libvirt.iscsi_iface", source = 3 },
    { "libvirt", "iscsi_use_multipath", "boolean", deprecated = "ocata", replaced_by = "libvirt.volume_use_multipath", source = 3 },
    { "libvirt", "iser_use_multipath", "boolean", default = false, source = 3 },
    { "libvirt", "live_migration_bandwidth", "integer", default = 0, source = 3 },
    { "libvirt", "live_migration_completion_timeout", "integer", default = 800, min = 0, source = 3 },
    { "libvirt", "live_migration_downtime", "integer", default = 500, min = 100, source = 3 },
    { "libvirt", "live_migration_downtime_delay", "integer", default = 75, min = 3, source = 3 },
    { "libvirt", "live_migration_downtime_steps", "integer", default = 10, min = 3, source = 3 },
    { "libvirt", "live_migration_inbound_addr", "string", source = 3 },
    { "libvirt", "live_migration_monitor_interval", "integer", default = 5, since = "hibiscus", source = 3 },
    { "libvirt", "live_migration_parallel_connections", "integer", default = 1, since = "gazpacho", source = 3 },
    { "libvirt", "live_migration_permit_auto_converge", "boolean", default = false, source = 3 },
    { "libvirt", "live_migration_permit_post_copy", "boolean", default = false, source = 3 },
    { "libvirt", "live_migration_progress_timeout", "integer", default = 0, deprecated = "ocata", removed = "stein", source = 3 },
    { "libvirt", "live_migration_scheme", "string", source = 3 },
    { "libvirt", "live_migration_timeout_action", "string", default = "abort", choices = { "abort", "force_complete" }, since = "stein", source = 3 },
    { "libvirt", "live_migration_tunnelled", "boolean", default = false, deprecated = "wallaby", source = 3 },
    { "libvirt", "live_migration_uri", "string", deprecated = "ocata", source = 3 },
    { "libvirt", "live_migration_with_native_tls", "boolean", default = false, since = "stein", source = 3 },
    { "libvirt", "max_queues", "integer", min = 1, since = "train", source = 3 },
    { "libvirt", "mem_stats_period_seconds", "integer", default = 10, source = 3 },
    { "libvirt", "migration_inbound_addr", "string", default = "$my_ip", since = "caracal", source = 3 },
    { "libvirt", "nfs_mount_options", "string", source = 3 },
    { "libvirt", "nfs_mount_point_base", "string", source = 3 },
    { "libvirt", "num_aoe_discover_tries", "integer", default = 3, source = 3 },
    { "libvirt", "num_intel_tdx_guests", "integer", min = 0, since = "hibiscus", source = 3 },
    { "libvirt", "num_iscsi_scan_tries", "integer", deprecated = "pike", replaced_by = "libvirt.num_volume_scan_tries", source = 3 },
    { "libvirt", "num_iser_scan_tries", "integer", default = 5, source = 3 },
    { "libvirt", "num_memory_encrypted_guests", "integer", min = 0, since = "train", deprecated = "flamingo", removed = "hibiscus", source = 3 },
    { "libvirt", "num_nvme_discover_tries", "integer", default = 5, since = "rocky", source = 3 },
    { "libvirt", "num_pcie_ports", "integer", default = 0, min = 0, max = 28, since = "rocky", source = 3 },
    { "libvirt", "num_volume_scan_tries", "integer", default = 5, since = "pike", source = 3 },
    { "libvirt", "pmem_namespaces", "list", since = "train", source = 3 },
    { "libvirt", "qemu_allowed_storage_drivers", "list", removed = "pike", source = 3 },
    { "libvirt", "quobyte_client_cfg", "string", deprecated = "epoxy", source = 3 },
    { "libvirt", "quobyte_mount_point_base", "string", deprecated = "epoxy", source = 3 },
    { "libvirt", "rbd_connect_timeout", "integer", default = 5, since = "train", source = 3 },
    { "libvirt", "rbd_destroy_volume_retries", "integer", default = 12, min = 0, since = "victoria", source = 3 },
    { "libvirt", "rbd_destroy_volume_retry_interval", "integer", default = 5, min = 0, since = "victoria", source = 3 },
    { "libvirt", "rbd_secret_uuid", "string", source = 3 },
    { "libvirt", "rbd_user", "string", source = 3 },
    { "libvirt", "realtime_scheduler_priority", "integer", default = 1, source = 3 },
    { "libvirt", "remote_filesystem_transport", "string", default = "ssh", choices = { "ssh", "rsync" }, source = 3 },
    { "libvirt", "remove_unused_resized_minimum_age_seconds", "integer", default = 3600, source = 3 },
    { "libvirt", "rescue_image_id", "string", source = 3 },
    { "libvirt", "rescue_kernel_id", "string", source = 3 },
    { "libvirt", "rescue_ramdisk_id", "string", source = 3 },
    { "libvirt", "rng_dev_path", "string", default = "/dev/urandom", source = 3 },
    { "libvirt", "rx_queue_size", "integer", since = "rocky", source = 3 },
    { "libvirt", "scality_sofs_config", "string", removed = "pike", source = 3 },
    { "libvirt", "scality_sofs_mount_point", "string", default = "$state_path/scality", removed = "pike", source = 3 },
    { "libvirt", "smbfs_mount_options", "string", default = "", deprecated = "epoxy", source = 3 },
    { "libvirt", "smbfs_mount_point_base", "string", deprecated = "epoxy", source = 3 },
    { "libvirt", "snapshot_compression", "boolean", default = false, source = 3 },
    { "libvirt", "snapshot_image_format", "string", choices = { "raw", "qcow2", "vmdk", "vdi" }, source = 3 },
    { "libvirt", "snapshots_directory", "string", default = "$instances_path/snapshots", source = 3 },
    { "libvirt", "sparse_logical_volumes", "boolean", default = false, deprecated = "rocky", source = 3 },
    { "libvirt", "supported_tpm_secret_security", "list", since = "gazpacho", source = 3 },
    { "libvirt", "swtpm_enabled", "boolean", default = false, since = "victoria", source = 3 },
    { "libvirt", "swtpm_group", "string", default = "tss", since = "victoria", source = 3 },
    { "libvirt", "swtpm_user", "string", default = "tss", since = "victoria", source = 3 },
    { "libvirt", "sysinfo_serial", "string", default = "unique", choices = { "none", "os", "hardware", "auto", "unique" }, source = 3 },
    { "libvirt", "tb_cache_size", "integer", min = 0, since = "bobcat", source = 3 },
    { "libvirt", "tx_queue_size", "integer", since = "rocky", source = 3 },
    { "libvirt", "uid_maps", "list", source = 3 },
    { "libvirt", "use_default_aio_mode_for_volumes", "boolean", default = false, since = "gazpacho", source = 3 },
    { "libvirt", "use_usb_tablet", "boolean", default = true, deprecated = "ocata", removed = "wallaby", source = 3 },
    { "libvirt", "use_virtio_for_bridges", "boolean", default = true, source = 3 },
    { "libvirt", "virt_type", "string", default = "kvm", choices = { "kvm", "lxc", "qemu", "uml", "xen", "parallels" }, source = 3 },
    { "libvirt", "volume_clear", "string", default = "zero", choices = { "none", "zero", "shred" }, source = 3 },
    { "libvirt", "volume_clear_size", "integer", default = 0, min = 0, source = 3 },
    { "libvirt", "volume_enforce_multipath", "boolean", default = false, since = "epoxy", source = 3 },
    { "libvirt", "volume_use_multipath", "boolean", default = false, source = 3 },
    { "libvirt", "vzstorage_cache_path", "string", source = 3 },
    { "libvirt", "vzstorage_log_path", "string", default = "/var/log/vstorage/%(cluster_name)s/nova.log.gz", source = 3 },
    { "libvirt", "vzstorage_mount_group", "string", default = "qemu", source = 3 },
    { "libvirt", "vzstorage_mount_opts", "list", source = 3 },
    { "libvirt", "vzstorage_mount_perms", "string", default = "0770", source = 3 },
    { "libvirt", "vzstorage_mount_point_base", "string", deprecated = "epoxy", source = 3 },
    { "libvirt", "vzstorage_mount_user", "string", default = "stack", deprecated = "epoxy", source = 3 },
    { "libvirt", "wait_soft_reboot_seconds", "integer", default = 120, source = 3 },
    { "libvirt", "xen_hvmloader_path", "string", default = "/usr/lib/xen/boot/hvmloader", removed = "wallaby", source = 3 },
    { "workarounds", "disable_compute_service_check_for_ffu", "boolean", default = false, since = "wallaby", source = 4 },
    { "workarounds", "disable_deep_image_inspection", "boolean", default = false, since = "antelope", source = 4 },
    { "workarounds", "disable_fallback_pcpu_query", "boolean", default = false, since = "train", deprecated = "train", source = 4 },
    { "workarounds", "disable_group_policy_check_upcall", "boolean", default = false, since = "pike", source = 4 },
    { "workarounds", "disable_libvirt_livesnapshot", "boolean", default = false, deprecated = "stein", source = 4 },
    { "workarounds", "disable_native_luksv1", "boolean", default = false, since = "ussuri", deprecated = "wallaby", removed = "xena", source = 4 },
    { "workarounds", "disable_rootwrap", "boolean", default = false, source = 4 },
    { "workarounds", "enable_consoleauth", "boolean", default = false, since = "rocky", deprecated = "rocky", removed = "train", source = 4 },
    { "workarounds", "enable_numa_live_migration", "boolean", default = false, since = "queens", deprecated = "train", source = 4 },
    { "workarounds", "enable_qemu_monitor_announce_self", "boolean", default = false, since = "wallaby", source = 4 },
    { "workarounds", "ensure_libvirt_rbd_instance_dir_cleanup", "boolean", default = false, since = "queens", source = 4 },
    { "workarounds", "handle_virt_lifecycle_events", "boolean", default = true, source = 4 },
    { "workarounds", "libvirt_disable_apic", "boolean", default = false, since = "wallaby", source = 4 },
    { "workarounds", "never_download_image_if_on_rbd", "boolean", default = false, since = "ussuri", source = 4 },
    { "workarounds", "qemu_monitor_announce_self_count", "integer", default = 3, min = 1, since = "antelope", source = 4 },
    { "workarounds", "qemu_monitor_announce_self_interval", "integer", default = 1, min = 1, since = "antelope", source = 4 },
    { "workarounds", "rbd_volume_local_attach", "boolean", default = false, since = "ussuri", deprecated = "wallaby", removed = "xena", source = 4 },
    { "workarounds", "report_ironic_standard_resource_class_inventory", "boolean", default = true, since = "rocky", removed = "stein", source = 4 },
    { "workarounds", "reserve_disk_resource_for_image_cache", "boolean", default = false, since = "stein", source = 4 },
    { "workarounds", "skip_cpu_compare_at_startup", "boolean", default = false, since = "zed", source = 4 },
    { "workarounds", "skip_cpu_compare_on_dest", "boolean", default = false, since = "yoga", source = 4 },
    { "workarounds", "skip_hypervisor_version_check_on_lm", "boolean", default = false, since = "yoga", source = 4 },
    { "workarounds", "skip_reserve_in_use_ironic_nodes", "boolean", default = false, since = "zed", source = 4 },
    { "workarounds", "unified_limits_count_pcpu_as_vcpu", "boolean", default = false, since = "yoga", source = 4 },
    { "workarounds", "wait_for_vif_plugged_event_during_hard_reboot", "list", since = "victoria", source = 4 },
  },
  -- Every name that an option has, or had, in any file of the wheels; and every section.
  names = [[
agent_enabled agent_path agent_resetnetwork_timeout agent_timeout agent_version_timeout
aggregate_image_properties_isolation_namespace aggregate_image_properties_isolation_separator alias
allow_instance_snapshots allow_resize_to_same_host allow_same_net_traffic allowed_direct_url_schemes allowed_origins
api_endpoint api_insecure api_max_retries api_paste_config api_retry_count api_retry_interval api_servers
arq_binding_timeout attestation_api_url attestation_auth_blob attestation_auth_timeout attestation_insecure_ssl
attestation_port attestation_server attestation_server_ca_file auth_schemes auth_strategy auto_assign_floating_ip
available_filters bandwidth_poll_interval bandwidth_update_interval baremetal_enabled_filters
baremetal_scheduler_default_filters base_url baseapi bdms_in_notifications bindir block_device_allocate_retries
block_device_allocate_retries_interval block_device_creation_timeout boot_script_template
build_failure_weight_multiplier ca_file ca_path cache_images cache_prefix call_timeout capabilities catalog_info
cell_type cell_worker_thread_pool_size cells cells_config ceph_mount_options ceph_mount_point_base cert check_host
checksum_base_images checksum_interval_seconds cipher client_socket_timeout cloud_connector_url cluster_name
cnt_vpn_clients compute compute_driver compute_link_prefix compute_monitors compute_topic concurrency_backend conductor
conductor_group config_drive_cdrom config_drive_format config_drive_inject_password config_drive_skip_versions
connection connection_concurrent connection_debug connection_parameters connection_password connection_pool_size
connection_recycle_time connection_trace connection_uri connection_url connection_username
consecutive_build_service_disable_threshold console console_allowed_origins console_delay_seconds console_driver
console_host console_public_hostname console_token_ttl console_topic console_xvp_conf console_xvp_conf_template
console_xvp_log console_xvp_multiplex_port console_xvp_pid consoleauth consoleauth_topic cores
count_usage_from_placement cpu_allocation_ratio cpu_dedicated_set cpu_mode cpu_model cpu_model_extra_flags cpu_models
cpu_power_governor_high cpu_power_governor_low cpu_power_management cpu_power_management_strategy cpu_shared_set
cpu_weight_multiplier create_unique_mac_address_attempts crl_file cross_az_attach cross_cell_move_weight_multiplier
daemon datastore_regex db_check_interval db_driver debug default_access_ip_network_name default_availability_zone
default_ephemeral_format default_flavor default_floating_pool default_format default_green_pool_size default_level
default_notification_level default_os_type default_pool_size default_publisher_id default_schedule_zone
default_thread_pool_size default_trusted_certificate_ids defer_iptables_apply device_addresses device_detach_attempts
device_detach_timeout device_spec dhcp_domain dhcp_lease_time dhcpbridge dhcpbridge_flagfile disable_agent
disable_compute_service_check_for_ffu disable_deep_image_inspection disable_fallback_pcpu_query
disable_group_policy_check_upcall disable_libvirt_livesnapshot disable_native_luksv1 disable_rootwrap
discover_hosts_in_cells_interval disk_allocation_ratio disk_cachemodes disk_driver disk_prefix disk_weight_multiplier
dmz_cidr dmz_mask dmz_net dns_server dns_update_periodic_interval dnsmasq_config_file driver dynamic_memory_ratio
ebtables_exec_attempts ebtables_retry_interval enable enable_certificate_validation enable_consoleauth
enable_instance_metrics_collection enable_instance_password enable_isolated_aggregate_filtering enable_network_quota
enable_new_services enable_numa_live_migration enable_qemu_monitor_announce_self enable_rbd_download enable_remotefx
enabled enabled_apis enabled_filters enabled_mdev_types enabled_perf_events enabled_ssl_apis enabled_vgpu_types
endpoint_template enforce_session_timeout ensure_libvirt_rbd_instance_dir_cleanup extension_sync_interval
extensions_blacklist extensions_whitelist fake_network file_backed_memory filesystems firewall_driver
fixed_ip_disassociate_timeout fixed_ips fixed_key fixed_range_v6 flat_injected flat_interface flat_network_bridge
flat_network_dns floating_ip_dns_manager floating_ips force_config_drive force_dhcp_release force_raw_images
force_snat_range forward_bridge_interface fping_path gateway gateway_v6 gid_maps glance_link_prefix
glusterfs_mount_point_base handle_virt_lifecycle_events heal_instance_info_cache_interval hide_server_address_states
host host_ip host_manager host_password host_port host_subset_size host_username html5_proxy_base_url
html5proxy_base_url html5proxy_host html5proxy_port http_retries hw_disk_discard hw_machine_type
hypervisor_version_weight_multiplier id idle_timeout image_cache_manager_interval image_cache_subdirectory_name
image_compression image_compression_level image_handler image_info_filename_pattern image_metadata_prefilter
image_properties_default_architecture image_props_weight_multiplier image_props_weight_setting image_tmp_path
image_type_exclude_list image_upload_handler images_address_space_limit images_cpu_time_limit images_rbd_ceph_conf
images_rbd_glance_copy_poll_interval images_rbd_glance_copy_timeout images_rbd_glance_store_name images_rbd_pool
images_type images_volume_group include_share_mapping incomplete_consumer_project_id incomplete_consumer_user_id
independent_compute initial_cpu_allocation_ratio initial_disk_allocation_ratio initial_ram_allocation_ratio inject_key
inject_partition inject_password injected_file_content_bytes injected_file_path_length injected_files
injected_network_template insecure instance_build_timeout instance_delete_interval instance_dns_domain
instance_dns_manager instance_list_cells_batch_fixed_size instance_list_cells_batch_strategy
instance_list_per_project_cells instance_name_template instance_update_num_instances instance_update_sync_database_limit
instance_updated_at_threshold instance_usage_audit instance_usage_audit_period instances instances_path
instances_path_share integration_bridge intercell internal_service_availability_zone introduce_vdi_retry_wait
io_ops_weight_multiplier iptables_bottom_regex iptables_drop_action iptables_top_regex ipv6_backend ipxe_boot_menu_url
ipxe_mkisofs_cmd ipxe_network_name iscsi_iface iscsi_initiator_list iscsi_transport iscsi_use_multipath
iser_use_multipath isolated_hosts isolated_images jpeg_compression keep_alive key key_file key_pairs key_size keymap
keys_path l3_lib ldap_dns_base_dn ldap_dns_password ldap_dns_servers ldap_dns_soa_expiry ldap_dns_soa_hostmaster
ldap_dns_soa_minimum ldap_dns_soa_refresh ldap_dns_soa_retry ldap_dns_url ldap_dns_user libvirt_disable_apic
limit_cpu_features limit_tenants_to_placement_aggregate linuxnet_interface_driver linuxnet_ovs_integration_bridge
list_records_by_skipping_down_cells live_migration_bandwidth live_migration_completion_timeout live_migration_downtime
live_migration_downtime_delay live_migration_downtime_steps live_migration_inbound_addr live_migration_monitor_interval
live_migration_parallel_connections live_migration_permit_auto_converge live_migration_permit_post_copy
live_migration_progress_timeout live_migration_retry_count live_migration_scheme live_migration_timeout_action
live_migration_tunnelled live_migration_uri live_migration_wait_for_vif_plug live_migration_with_native_tls
local_metadata_per_cell log_options login_timeout long_rpc_timeout manager_interval manager_shutdown_timeout max_age
max_attempts max_concurrent_builds max_concurrent_disk_ops max_concurrent_live_migrations max_concurrent_snapshots
max_disk_devices_to_attach max_header_line max_hop_count max_instances max_instances_per_host max_io_ops_per_host
max_kernel_ramdisk_size max_limit max_local_block_devices max_overflow max_placement_results max_pool_size max_queues
max_retries maximum_instance_delete_attempts maximum_objects mdev_class mem_stats_period_seconds
metadata_cache_expiration metadata_host metadata_items metadata_listen metadata_listen_port metadata_port
metadata_proxy_shared_secret metadata_workers migrate_max_retries migration_inbound_addr mkisofs_cmd mksproxy_base_url
monkey_patch monkey_patch_modules mounted_disk_query_retry_count mounted_disk_query_retry_interval mountpoint multi_host
multi_instance_display_name_template mute_child_interval mute_weight_multiplier my_block_storage_ip my_ip
my_shared_fs_storage_ip mysql_sql_mode name network network_allocate_retries network_driver network_manager network_size
network_topic networks_path neutron_default_project_id neutron_default_tenant_id never_download_image_if_on_rbd
nfs_mount_options nfs_mount_point_base non_inheritable_image_properties notification_format notify_api_faults
notify_on_api_faults notify_on_state_change novncproxy_base_url novncproxy_host novncproxy_port null_kernel
num_aoe_discover_tries num_instances_weight_multiplier num_intel_tdx_guests num_iscsi_scan_tries num_iser_scan_tries
num_memory_encrypted_guests num_networks num_nvme_discover_tries num_pcie_ports num_retries num_vbd_unplug_retries
num_volume_scan_tries numa_nodes offset_weight_multiplier os_interface os_region_name os_roles os_tenant_id os_user_id
osapi_compute_link_prefix osapi_compute_listen osapi_compute_listen_port osapi_compute_unique_server_name_scope
osapi_compute_workers osapi_glance_link_prefix osapi_hide_server_address_states osapi_max_limit ovs_bridge
ovs_integration_bridge ovs_vsctl_timeout packing_host_numa_cells_allocation_strategy partition_key passthrough_whitelist
password_length pbm_default_policy pbm_enabled pbm_wsdl_location pci_alias pci_in_placement pci_passthrough_whitelist
pci_weight_multiplier peer_list periodic_enable periodic_fuzzy_delay periodic_task_interval physnets
placement_aggregate_required_for_tenants playback_compression pmem_namespaces pointer_model policy_file pool_timeout
port port_range post_mortem power_state_check_timeframe power_state_event_polling_interval preallocate_images
precache_concurrency proc_units_factor project_cert_subject project_id_regex provider_config_location
proxyclient_address public_interface pybasedir qemu_allowed_storage_drivers qemu_img_cmd
qemu_monitor_announce_self_count qemu_monitor_announce_self_interval query_placement_for_availability_zone
query_placement_for_image_type_support query_placement_for_routed_network_aggregates quobyte_client_cfg
quobyte_mount_point_base quota_cores quota_driver quota_fixed_ips quota_floating_ips quota_injected_file_content_bytes
quota_injected_file_path_length quota_injected_files quota_instances quota_key_pairs quota_metadata_items quota_networks
quota_ram quota_security_group_rules quota_security_groups quota_server_group_members quota_server_groups ram
ram_allocation_ratio ram_weight_multiplier randomize_allocation_candidates rbd_ceph_conf rbd_connect_timeout
rbd_destroy_volume_retries rbd_destroy_volume_retry_interval rbd_pool rbd_secret_uuid rbd_user rbd_volume_local_attach
reachable_timeout realtime_scheduler_priority reboot_timeout recheck_quota reclaim_instance_interval record region_name
reimage_timeout_per_gb remap_vbd_dev remap_vbd_dev_prefix remote_filesystem_transport remove_unused_base_images
remove_unused_original_minimum_age_seconds remove_unused_resized_minimum_age_seconds report_in_placement report_interval
report_ironic_standard_resource_class_inventory require_secure required rescue_image_id rescue_kernel_id
rescue_ramdisk_id rescue_timeout reservation_expire reserve_disk_resource_for_image_cache reserve_percent
reserved_host_cpus reserved_host_disk_mb reserved_host_memory_mb reserved_huge_pages resize_confirm_window
resize_fs_using_block_device resource_provider_association_refresh response_validation
restrict_isolated_hosts_to_isolated_images resume_guests_state_on_host_boot retry_interval rng_dev_path rootwrap_config
routing_source_ip rpc_driver_queue_base running_deleted_instance_action running_deleted_instance_poll_interval
running_deleted_instance_timeout running_timeout rx_queue_size scality_sofs_config scality_sofs_mount_point scheduler
scheduler_available_filters scheduler_default_filters scheduler_driver scheduler_driver_task_period
scheduler_filter_classes scheduler_host_manager scheduler_host_subset_size scheduler_instance_sync_interval
scheduler_max_attempts scheduler_retries scheduler_retry_delay scheduler_topic scheduler_tracks_instance_changes
scheduler_use_baremetal_filters scheduler_weight_classes secure_proxy_ssl_header security_group_rules security_groups
send_arp_for_ha send_arp_for_ha_count send_service_user_token serial_console_state_timeout serial_log_dir
serial_port_proxy_uri serial_port_service_uri serialproxy_host serialproxy_port server_group_members server_groups
server_listen server_proxyclient_address service_down_time service_metadata_proxy servicegroup_driver shard
share_apply_policy_timeout share_dhcp_address sharing_providers_max_uuids_per_request shelved_offload_time
shelved_poll_interval shuffle_best_same_weighed_hosts shutdown_retry_interval shutdown_timeout
skip_cpu_compare_at_startup skip_cpu_compare_on_dest skip_hypervisor_version_check_on_lm
skip_reserve_in_use_ironic_nodes slave_connection smbfs_mount_options smbfs_mount_point_base snapshot_compression
snapshot_image_format snapshots_directory soft_affinity_weight_multiplier soft_anti_affinity_weight_multiplier
source_is_ipv6 sparse_copy sparse_logical_volumes spice_direct_proxy_base_url sqlite_synchronous sr_base_path
sr_matching_filter ssl_ca_file ssl_cert_file ssl_ciphers ssl_key_file ssl_minimum_version ssl_only
stale_share_access_reconcile_interval state_path streaming_mode subdirectory_name supported_tpm_secret_security
swtpm_enabled swtpm_group swtpm_user sync_power_state_interval sync_power_state_pool_size sysinfo_serial target_host
target_port task_poll_interval tb_cache_size tcp_keepidle teardown_unused_network_gateway tempdir
thread_pool_statistic_period timeout_nbd token_ttl topic torrent_base_url torrent_download_stall_cutoff torrent_images
torrent_listen_port_end torrent_listen_port_start torrent_max_last_accessed torrent_max_seeder_processes_per_host
torrent_seed_chance torrent_seed_duration track_instance_changes tx_queue_size uid_maps
unified_limits_count_pcpu_as_vcpu unified_limits_resource_list unified_limits_resource_strategy until_refresh
update_dns_entries update_resources_interval update_resources_max_workers url use_agent_default use_baremetal_filters
use_cow_images use_default_aio_mode_for_volumes use_forwarded_for use_ipv6 use_join_force use_linked_clone
use_multipath_io use_network_dns_servers use_neutron use_neutron_default_nets use_project_ca use_rootwrap_daemon
use_single_default_gateway use_usb_tablet use_virtio_for_bridges user_cert_subject vcpu_pin_set vencrypt_ca_certs
vencrypt_client_cert vencrypt_client_key vendordata_driver vendordata_dynamic_connect_timeout
vendordata_dynamic_failure_fatal vendordata_dynamic_read_timeout vendordata_dynamic_ssl_certfile
vendordata_dynamic_targets vendordata_jsonfile_path vendordata_providers verify_glance_signatures
versioned_notifications_topics vhd_coalesce_max_attempts vhd_coalesce_poll_interval vif_driver vif_plugging_is_fatal
vif_plugging_timeout virt_mkfs virt_type vlan_interface vlan_start vmdk_allowed_types vnc_console_state_timeout
vnc_enabled vnc_keymap vnc_port vnc_port_total vncserver_listen vncserver_proxyclient_address volume_attach_retry_count
volume_attach_retry_interval volume_clear volume_clear_size volume_enforce_multipath volume_group_name
volume_usage_poll_interval volume_use_multipath vpn_flavor vpn_image_id vpn_ip vpn_key_suffix vpn_start vswitch_name
vzstorage_cache_path vzstorage_log_path vzstorage_mount_group vzstorage_mount_opts vzstorage_mount_perms
vzstorage_mount_point_base vzstorage_mount_user wait_for_vif_plugged_event_during_hard_reboot wait_soft_reboot_seconds
web weight_classes weight_multiplier weight_of_unavailable weight_setting workers wsdl_location wsgi_default_pool_size
wsgi_keep_alive wsgi_log_format xen_hvmloader_path xvpvncproxy_base_url xvpvncproxy_host xvpvncproxy_port
zlib_compression
]],
  sections = [[
DEFAULT api api_database cells cinder cloudpipe compute conductor console consoleauth cors crypto cyborg database
devices ephemeral_storage_encryption filter_scheduler glance guestfs hyperv image_cache image_file_url ironic
key_manager keystone keystone_authtoken libvirt manila metrics mks neutron neutron_tunnel notifications osapi_v21
oslo_concurrency oslo_messaging_notifications pci placement placement_database powervm quota rdp remote_debug scheduler
serial_console service_user spice ssl trusted_computing upgrade_levels vendordata_dynamic_auth vmware vnc workarounds
wsgi xenserver xvp zvm
]],
}
