//! The rules: one file and one page for each, named after it.

use super::Rule;

mod external_support;

macro_rules! rules {
    ($( $module:ident )*) => {
        $( mod $module; )*

        /// Every rule, sorted by name.
        pub static ALL: &[&Rule] = &[$( &$module::RULE ),*];
    };
}

rules! {
    all_scope_missing_at_idp
    auth_is_off
    auth_server_type_misspelt
    base_url_is_an_endpoint_not_an_issuer
    binary_enable_auth_server_false_is_not_external
    client_credentials_uses_user_scopes
    cookie_too_large
    default_foobar_secret_shipped
    entra_audience_form
    entra_custom_scope_not_named_all
    entra_multi_tenant_issuer
    expired_token_accepted
    external_metadata_url_wrong_for_idp
    external_missing_allowed_audience
    external_server_block_but_type_self
    flyte_core_default_oidc_leftovers
    google_as_external_server
    issuer_did_not_match
    issuer_url_on_old_chart
    keycloak_auth_prefix
    offline_is_not_offline_access
    okta_org_server_used_as_custom
}
