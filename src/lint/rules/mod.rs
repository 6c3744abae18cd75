//! The rules: one file for each, named after it, with its page in `docs/rules/`. Files named `*_support.rs` hold what
//! several rules share.

mod admin_endpoint_insecure_flag;
mod all_scope_missing;
mod allowed_audience_of_another_api;
mod api_scope_in_login_scopes;
mod audience_parameter_missing;
mod audience_with_internal_server;
mod auth_disable_switches_left_on;
mod auth_is_off;
mod auth_metadata_service_route;
mod auth_on_but_cred_disabled;
mod authorized_uri_does_not_match_public_url;
mod base_url_is_an_endpoint_not_an_issuer;
mod binary_auth_at_wrong_level;
mod binary_authorized_uris_empty_or_not_first;
mod binary_external_configmap_drops_auth;
mod binary_required_fields;
mod built_in_secret_accepted;
mod chart_does_not_render;
mod client_auth_type_not_set;
mod client_certificate_not_checked;
mod client_command_in_one_word;
mod client_config_of_several_documents;
mod client_credentials_uses_user_scopes;
mod client_endpoint_of_another_deployment;
mod client_external_command_missing;
mod client_insecure_does_not_fit_endpoint;
mod client_key_misplaced;
mod client_key_twice;
mod client_key_unknown;
mod client_keys_support;
mod client_path_is_not_absolute;
mod client_placeholders_left;
mod client_secret_and_hash_do_not_match;
mod client_secret_beside_another_flow;
mod client_secret_file_not_mounted;
mod client_secret_flow_uses_user_scopes;
mod client_secret_flow_with_console_client;
mod client_secret_flow_with_public_client;
mod client_secret_flow_without_client;
mod client_secret_hash_bad_format;
mod client_secret_in_file;
mod client_secret_in_two_places;
mod client_secret_location_of_pods;
mod client_secret_not_in_pod;
mod client_tls_settings_unused;
mod client_unknown_auth_type;
mod client_wrong_key_case;
mod client_wrong_value_type;
mod colliding_keys;
mod confidential_client_for_cli;
mod config_does_not_decode;
mod conflicting_layers;
mod cookie_domain_and_samesite;
mod cookie_too_large;
mod core_external_block_misindented;
mod core_openid_null_sibling;
mod cors_wildcard_with_credentials;
mod custom_key_secret_names;
mod datacatalog_exposed;
mod default_client_secret;
mod deployment_manifest_not_checked;
mod device_flow_with_internal_server;
mod duplicate_keys;
mod empty_setting;
mod enable_auth_server_is_not_external;
mod entra_audience_form;
mod entra_custom_scope_not_named_all;
mod entra_multi_tenant_issuer;
mod expired_token_accepted;
mod external_metadata_url_wrong_for_idp;
mod external_missing_allowed_audience;
mod external_secret_ref_contract;
mod external_server_block_but_type_self;
mod external_support;
mod file_not_checked;
mod fix_support;
mod flyte2_ignores_auth;
mod flyte2_values_not_checked;
mod flyte_core_default_oidc_leftovers;
mod flyteclient_client_id_default_in_external;
mod google_as_external_server;
mod grpc_header_name_mismatch;
mod grpc_ingress_protocol;
mod idp_cannot_be_external_server;
mod implausible_client_id;
mod inconsistent_http_proxy;
mod ingress_asks_for_login;
mod insecure_cookie_over_http;
mod internal_audience_on_old_binary;
mod internal_server_settings_unused;
mod invalid_admin_endpoint;
mod invalid_client_endpoint;
mod invalid_client_secret_env_var;
mod invalid_ingress_host;
mod invalid_kubernetes_name;
mod issuer_did_not_match;
mod issuer_url_on_old_chart;
mod key_faults_support;
mod keycloak_auth_prefix;
mod keycloak_service_account_scope_claim;
mod legacy_auth_keys;
mod malformed_pod_addition;
mod merge_key_overrides;
mod misleading_switch;
mod misplaced_key;
mod misplaced_support;
mod multi_cluster_dataplane;
mod multi_document_values_file;
mod namespace_hardcoded_uris;
mod network_support;
mod no_tls_on_ingress;
mod null_deletes_defaults;
mod obsolete_client_setting;
mod offline_is_not_offline_access;
mod oidc_client_secret_missing_or_misplaced;
mod okta_org_server_used_as_custom;
mod openid_scope_missing;
mod placeholders_left;
mod private_ca_idp;
mod propeller_auth_type_needs_a_person;
mod propeller_client_id_mismatch;
mod propeller_secret_without_static_client_hash;
mod public_url_not_first;
mod redirect_uri_changed;
mod refresh_token_expires_first;
mod secret_looks_encoded;
mod secret_mounts_collide;
mod secrets_support;
mod self_auth_server_issuer_set;
mod self_managed_secret_name_hardcoded;
mod server_tls_secure_true;
mod setting_support;
mod static_clients_partial_override;
mod stray_characters;
mod unknown_enum_value;
mod unknown_key;
mod unknown_process_argument;
mod unknown_root_key;
mod unknown_rule_in_ignore;
mod unknown_static_client;
mod unquoted_secret;
mod unread_yaml;
mod unused_ignore;
mod use_audience_from_admin_without_audience;
mod use_auth_misplaced_or_off;
mod user_auth_redirect_url;
mod value_changed_by_decoding;
mod written_support;
mod wrong_chart_key;
mod wrong_key_case;
mod wrong_value_type;

use super::Rule;

/// The rule about disabled authentication, whose finding lists what enabling it needs.
pub(super) static AUTH_IS_OFF: &Rule = &auth_is_off::RULE;
/// The rule about ignore comments, which runs after the others.
pub(super) static UNUSED_IGNORE: &Rule = &unused_ignore::RULE;

/// All rules, sorted by name.
pub static ALL: &[&Rule] = &[
    &admin_endpoint_insecure_flag::RULE,
    &all_scope_missing::RULE,
    &allowed_audience_of_another_api::RULE,
    &api_scope_in_login_scopes::RULE,
    &audience_parameter_missing::RULE,
    &audience_with_internal_server::RULE,
    &auth_disable_switches_left_on::RULE,
    &auth_is_off::RULE,
    &auth_metadata_service_route::RULE,
    &auth_on_but_cred_disabled::RULE,
    &authorized_uri_does_not_match_public_url::RULE,
    &base_url_is_an_endpoint_not_an_issuer::RULE,
    &binary_auth_at_wrong_level::RULE,
    &binary_authorized_uris_empty_or_not_first::RULE,
    &binary_external_configmap_drops_auth::RULE,
    &binary_required_fields::RULE,
    &built_in_secret_accepted::RULE,
    &chart_does_not_render::RULE,
    &client_auth_type_not_set::RULE,
    &client_certificate_not_checked::RULE,
    &client_command_in_one_word::RULE,
    &client_config_of_several_documents::RULE,
    &client_credentials_uses_user_scopes::RULE,
    &client_endpoint_of_another_deployment::RULE,
    &client_external_command_missing::RULE,
    &client_insecure_does_not_fit_endpoint::RULE,
    &client_key_misplaced::RULE,
    &client_key_twice::RULE,
    &client_key_unknown::RULE,
    &client_path_is_not_absolute::RULE,
    &client_placeholders_left::RULE,
    &client_secret_and_hash_do_not_match::RULE,
    &client_secret_beside_another_flow::RULE,
    &client_secret_file_not_mounted::RULE,
    &client_secret_flow_uses_user_scopes::RULE,
    &client_secret_flow_with_console_client::RULE,
    &client_secret_flow_with_public_client::RULE,
    &client_secret_flow_without_client::RULE,
    &client_secret_hash_bad_format::RULE,
    &client_secret_in_file::RULE,
    &client_secret_in_two_places::RULE,
    &client_secret_location_of_pods::RULE,
    &client_secret_not_in_pod::RULE,
    &client_tls_settings_unused::RULE,
    &client_unknown_auth_type::RULE,
    &client_wrong_key_case::RULE,
    &client_wrong_value_type::RULE,
    &colliding_keys::RULE,
    &confidential_client_for_cli::RULE,
    &config_does_not_decode::RULE,
    &conflicting_layers::RULE,
    &cookie_domain_and_samesite::RULE,
    &cookie_too_large::RULE,
    &core_external_block_misindented::RULE,
    &core_openid_null_sibling::RULE,
    &cors_wildcard_with_credentials::RULE,
    &custom_key_secret_names::RULE,
    &datacatalog_exposed::RULE,
    &default_client_secret::RULE,
    &deployment_manifest_not_checked::RULE,
    &device_flow_with_internal_server::RULE,
    &duplicate_keys::RULE,
    &empty_setting::RULE,
    &enable_auth_server_is_not_external::RULE,
    &entra_audience_form::RULE,
    &entra_custom_scope_not_named_all::RULE,
    &entra_multi_tenant_issuer::RULE,
    &expired_token_accepted::RULE,
    &external_metadata_url_wrong_for_idp::RULE,
    &external_missing_allowed_audience::RULE,
    &external_secret_ref_contract::RULE,
    &external_server_block_but_type_self::RULE,
    &file_not_checked::RULE,
    &flyte_core_default_oidc_leftovers::RULE,
    &flyte2_ignores_auth::RULE,
    &flyte2_values_not_checked::RULE,
    &flyteclient_client_id_default_in_external::RULE,
    &google_as_external_server::RULE,
    &grpc_header_name_mismatch::RULE,
    &grpc_ingress_protocol::RULE,
    &idp_cannot_be_external_server::RULE,
    &implausible_client_id::RULE,
    &inconsistent_http_proxy::RULE,
    &ingress_asks_for_login::RULE,
    &insecure_cookie_over_http::RULE,
    &internal_audience_on_old_binary::RULE,
    &internal_server_settings_unused::RULE,
    &invalid_admin_endpoint::RULE,
    &invalid_client_endpoint::RULE,
    &invalid_client_secret_env_var::RULE,
    &invalid_ingress_host::RULE,
    &invalid_kubernetes_name::RULE,
    &issuer_did_not_match::RULE,
    &issuer_url_on_old_chart::RULE,
    &keycloak_auth_prefix::RULE,
    &keycloak_service_account_scope_claim::RULE,
    &legacy_auth_keys::RULE,
    &malformed_pod_addition::RULE,
    &merge_key_overrides::RULE,
    &misleading_switch::RULE,
    &misplaced_key::RULE,
    &multi_cluster_dataplane::RULE,
    &multi_document_values_file::RULE,
    &namespace_hardcoded_uris::RULE,
    &no_tls_on_ingress::RULE,
    &null_deletes_defaults::RULE,
    &obsolete_client_setting::RULE,
    &offline_is_not_offline_access::RULE,
    &oidc_client_secret_missing_or_misplaced::RULE,
    &okta_org_server_used_as_custom::RULE,
    &openid_scope_missing::RULE,
    &placeholders_left::RULE,
    &private_ca_idp::RULE,
    &propeller_auth_type_needs_a_person::RULE,
    &propeller_client_id_mismatch::RULE,
    &propeller_secret_without_static_client_hash::RULE,
    &public_url_not_first::RULE,
    &redirect_uri_changed::RULE,
    &refresh_token_expires_first::RULE,
    &secret_looks_encoded::RULE,
    &secret_mounts_collide::RULE,
    &self_auth_server_issuer_set::RULE,
    &self_managed_secret_name_hardcoded::RULE,
    &server_tls_secure_true::RULE,
    &static_clients_partial_override::RULE,
    &stray_characters::RULE,
    &unknown_enum_value::RULE,
    &unknown_key::RULE,
    &unknown_process_argument::RULE,
    &unknown_root_key::RULE,
    &unknown_rule_in_ignore::RULE,
    &unknown_static_client::RULE,
    &unquoted_secret::RULE,
    &unread_yaml::RULE,
    &unused_ignore::RULE,
    &use_audience_from_admin_without_audience::RULE,
    &use_auth_misplaced_or_off::RULE,
    &user_auth_redirect_url::RULE,
    &value_changed_by_decoding::RULE,
    &wrong_chart_key::RULE,
    &wrong_key_case::RULE,
    &wrong_value_type::RULE,
];
