//! The rules: one file and one page for each, named after it.

mod client_keys_support;
mod external_support;
mod fix_support;
mod key_faults_support;
mod network_support;
mod secrets_support;
mod written_support;

use super::Rule;

macro_rules! rules {
    ($( $module:ident )*) => {
        $( mod $module; )*

        /// Every rule, sorted by name.
        pub static ALL: &[&Rule] = &[$( &$module::RULE ),*];
    };
}

rules! {
    admin_endpoint_insecure_flag
    all_scope_missing_at_idp
    allowed_audience_of_another_api
    api_scope_in_login_scopes
    audience_parameter_missing
    auth_disable_switches_left_on
    auth_is_off
    auth_metadata_service_route
    auth_on_but_cred_disabled
    auth_server_type_misspelt
    authorized_uri_does_not_match_public_url
    base_url_is_an_endpoint_not_an_issuer
    binary_auth_at_wrong_level
    binary_authorized_uris_empty_or_not_first
    binary_enable_auth_server_false_is_not_external
    binary_external_configmap_drops_auth
    binary_required_fields
    built_in_secret_accepted
    chart_does_not_render
    client_auth_type_misspelt
    client_auth_type_not_set
    client_certificate_not_checked
    client_command_in_one_word
    client_config_of_several_documents
    client_credentials_uses_user_scopes
    client_endpoint_is_no_grpc_target
    client_endpoint_of_another_deployment
    client_external_command_missing
    client_id_is_no_static_client
    client_insecure_does_not_fit_endpoint
    client_key_miscased
    client_key_misplaced
    client_key_twice
    client_key_unknown
    client_path_is_not_absolute
    client_placeholders_left
    client_secret_and_hash_do_not_match
    client_secret_beside_another_flow
    client_secret_env_var_is_no_name
    client_secret_file_not_mounted
    client_secret_flow_uses_user_scopes
    client_secret_flow_with_console_client
    client_secret_flow_with_public_client
    client_secret_flow_without_client
    client_secret_hash_bad_format
    client_secret_in_file
    client_secret_location_of_pods
    client_settings_of_the_past
    client_tls_settings_unused
    client_value_mistyped
    confidential_client_for_cli
    config_does_not_decode
    cookie_domain_and_samesite
    cookie_too_large
    core_external_block_misindented
    core_openid_null_sibling
    cors_wildcard_with_credentials
    custom_key_secret_names
    datacatalog_exposed
    default_foobar_secret_shipped
    device_flow_with_internal_server
    duplicate_keys
    empty_key_deletes_defaults
    entra_audience_form
    entra_custom_scope_not_named_all
    entra_multi_tenant_issuer
    expired_token_accepted
    external_metadata_url_wrong_for_idp
    external_missing_allowed_audience
    external_secret_ref_contract
    external_server_block_but_type_self
    flyte_core_default_oidc_leftovers
    flyte2_ignores_auth
    flyteclient_client_id_default_in_external
    google_as_external_server
    grpc_header_name_mismatch
    grpc_ingress_protocol
    http_proxy_four_keys
    ignore_of_unknown_rule
    ignore_without_effect
    insecure_cookie_over_http
    internal_audience_on_old_binary
    internal_server_settings_unused
    issuer_did_not_match
    issuer_url_on_old_chart
    key_of_the_other_chart
    keycloak_auth_prefix
    keycloak_service_account_scope_claim
    keys_that_collide_for_helm
    layers_undo_each_other
    legacy_auth_keys
    merge_key_overrides
    miscased_key
    misplaced_key
    mistyped_value
    multi_cluster_dataplane
    multi_document_values_file
    namespace_hardcoded_uris
    no_tls_on_ingress
    numeric_or_odd_secret_unquoted
    offline_is_not_offline_access
    oidc_client_secret_missing_or_misplaced
    okta_org_server_used_as_custom
    openid_scope_missing
    placeholders_left
    private_ca_idp
    propeller_auth_type_needs_a_person
    propeller_client_id_mismatch
    propeller_secret_without_static_client_hash
    redirect_uri_changed
    refresh_token_expires_first
    secret_looks_encoded
    secret_mounts_collide
    self_auth_server_issuer_set
    self_managed_secret_name_hardcoded
    server_tls_secure_true
    static_clients_partial_override
    text_helm_drops
    unknown_key
    use_audience_from_admin_without_audience
    use_auth_misplaced_or_off
    user_auth_redirect_url
    value_changed_by_decoding
}
