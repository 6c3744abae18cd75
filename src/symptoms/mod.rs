//! The catalog of `diagnose`: one file per known error text, named after it, with a page in `docs/symptoms/`.

mod audience_not_requested;
mod audience_unknown_at_server;
mod auth_metadata_route_missing;
mod auth_not_enabled;
mod auth_plugin_missing;
mod auth_type_unknown;
mod authorization_endpoint_unreachable;
mod authorization_request_refused;
mod cached_token_missing;
mod call_unauthenticated;
mod call_without_token;
mod callback_error_from_provider;
mod callback_refused;
mod callback_server_not_started;
mod callback_unauthorized;
mod certificate_check_disabled;
mod certificate_expired;
mod certificate_file_unreadable;
mod certificate_of_another_name;
mod certificate_untrusted;
mod claim_of_wrong_type;
mod cli_client_needs_secret;
mod cli_code_refused;
mod cli_login_begins_in_browser;
mod cli_login_not_finished;
mod cli_login_of_another_attempt;
mod client_credentials_incomplete;
mod client_login_failed;
mod client_panicked;
mod client_secret_file_missing;
mod client_secret_hash_not_base64;
mod client_unknown_at_provider;
mod code_exchange_failed;
mod config_does_not_decode_at_start;
mod config_enum_unknown;
mod config_section_updated;
mod config_url_invalid;
mod consent_missing;
mod cors_blocked;
mod csrf_cookie_missing;
mod csrf_token_mismatch;
mod device_flow_not_offered;
mod device_flow_refused;
mod device_login_pending;
mod endpoint_not_a_grpc_target;
mod external_metadata_not_found;
mod external_metadata_refused;
mod external_metadata_request_failed;
mod first_call_without_token;
mod flyteadmin_does_not_know_client;
mod flyteadmin_keys_missing;
mod flyteadmin_keys_not_generated;
mod flyteadmin_panicked;
mod flyteadmin_refuses_client;
mod flyteadmin_setup_failed;
mod github_bad_credentials;
mod grant_type_refused;
mod grpc_endpoint_unreachable;
mod grpc_not_passed_on;
mod helm_required_value_missing;
mod helm_template_fails;
mod helm_values_not_yaml;
mod html_in_place_of_grpc;
mod http_at_grpc_port;
mod id_token_expired;
mod id_token_in_place_of_access_token;
mod id_token_missing;
mod id_token_of_another_client;
mod jwks_not_fetched;
mod keyring_locked;
mod kubernetes_object_refused;
mod kubernetes_secret_missing;
mod kubernetes_secret_value_not_text;
mod login_code_missing;
mod login_code_refused;
mod login_denied_by_provider;
mod login_page_before_grpc;
mod login_page_origin_not_authorized;
mod login_redirect_loop;
mod network_error;
mod no_keyring;
mod no_refresh_token_in_cookie;
mod no_session_yet;
mod oauth_error;
mod oidc_client_secret_not_found;
mod oidc_client_secret_refused;
mod page;
mod provider_answers_html;
mod provider_discovery_not_found;
mod provider_discovery_refused;
mod provider_error_page;
mod provider_host_unknown;
mod provider_issuer_empty;
mod provider_issuer_mismatch;
mod provider_refuses_client;
mod provider_secret_expired;
mod provider_setup_failed;
mod provider_unreachable;
mod provider_url_without_host;
mod proxy_header_buffer_too_small;
mod redirect_domain_not_public;
mod redirect_uri_not_registered;
mod redirect_uri_refused_by_flyteadmin;
mod refresh_token_refused;
mod response_type_refused;
mod scheduler_token_source_panics;
mod scope_all_missing;
mod scope_claim_of_wrong_type;
mod scope_not_allowed_by_flyteadmin;
mod scope_refused;
mod secret_already_exists;
mod session_cookie_too_long;
mod session_cookie_unreadable;
mod session_not_stored;
mod session_refresh_failed;
mod symptom;
mod tls_does_not_fit_endpoint;
mod token_algorithm_refused;
mod token_audience_refused;
mod token_blank;
mod token_command_failed;
mod token_endpoint_not_oauth;
mod token_endpoint_unreachable;
mod token_expired;
mod token_not_a_jwt;
mod token_request_refused;
mod token_signature_refused;
mod token_used_before_issued;
mod url_scheme_unsupported;
mod user_info_refused;

pub use page::Cause;
pub(crate) use symptom::declare_symptom;
pub use symptom::{Symptom, SymptomRole};

/// All symptoms, sorted by name.
pub static ALL: &[&Symptom] = &[
    &audience_not_requested::SYMPTOM,
    &audience_unknown_at_server::SYMPTOM,
    &auth_metadata_route_missing::SYMPTOM,
    &auth_not_enabled::SYMPTOM,
    &auth_plugin_missing::SYMPTOM,
    &auth_type_unknown::SYMPTOM,
    &authorization_endpoint_unreachable::SYMPTOM,
    &authorization_request_refused::SYMPTOM,
    &cached_token_missing::SYMPTOM,
    &call_unauthenticated::SYMPTOM,
    &call_without_token::SYMPTOM,
    &callback_error_from_provider::SYMPTOM,
    &callback_refused::SYMPTOM,
    &callback_server_not_started::SYMPTOM,
    &callback_unauthorized::SYMPTOM,
    &certificate_check_disabled::SYMPTOM,
    &certificate_expired::SYMPTOM,
    &certificate_file_unreadable::SYMPTOM,
    &certificate_of_another_name::SYMPTOM,
    &certificate_untrusted::SYMPTOM,
    &claim_of_wrong_type::SYMPTOM,
    &cli_client_needs_secret::SYMPTOM,
    &cli_code_refused::SYMPTOM,
    &cli_login_begins_in_browser::SYMPTOM,
    &cli_login_not_finished::SYMPTOM,
    &cli_login_of_another_attempt::SYMPTOM,
    &client_credentials_incomplete::SYMPTOM,
    &client_login_failed::SYMPTOM,
    &client_panicked::SYMPTOM,
    &client_secret_file_missing::SYMPTOM,
    &client_secret_hash_not_base64::SYMPTOM,
    &client_unknown_at_provider::SYMPTOM,
    &code_exchange_failed::SYMPTOM,
    &config_does_not_decode_at_start::SYMPTOM,
    &config_enum_unknown::SYMPTOM,
    &config_section_updated::SYMPTOM,
    &config_url_invalid::SYMPTOM,
    &consent_missing::SYMPTOM,
    &cors_blocked::SYMPTOM,
    &csrf_cookie_missing::SYMPTOM,
    &csrf_token_mismatch::SYMPTOM,
    &device_flow_not_offered::SYMPTOM,
    &device_flow_refused::SYMPTOM,
    &device_login_pending::SYMPTOM,
    &endpoint_not_a_grpc_target::SYMPTOM,
    &external_metadata_not_found::SYMPTOM,
    &external_metadata_refused::SYMPTOM,
    &external_metadata_request_failed::SYMPTOM,
    &first_call_without_token::SYMPTOM,
    &flyteadmin_does_not_know_client::SYMPTOM,
    &flyteadmin_keys_missing::SYMPTOM,
    &flyteadmin_keys_not_generated::SYMPTOM,
    &flyteadmin_panicked::SYMPTOM,
    &flyteadmin_refuses_client::SYMPTOM,
    &flyteadmin_setup_failed::SYMPTOM,
    &github_bad_credentials::SYMPTOM,
    &grant_type_refused::SYMPTOM,
    &grpc_endpoint_unreachable::SYMPTOM,
    &grpc_not_passed_on::SYMPTOM,
    &helm_required_value_missing::SYMPTOM,
    &helm_template_fails::SYMPTOM,
    &helm_values_not_yaml::SYMPTOM,
    &html_in_place_of_grpc::SYMPTOM,
    &http_at_grpc_port::SYMPTOM,
    &id_token_expired::SYMPTOM,
    &id_token_in_place_of_access_token::SYMPTOM,
    &id_token_missing::SYMPTOM,
    &id_token_of_another_client::SYMPTOM,
    &jwks_not_fetched::SYMPTOM,
    &keyring_locked::SYMPTOM,
    &kubernetes_object_refused::SYMPTOM,
    &kubernetes_secret_missing::SYMPTOM,
    &kubernetes_secret_value_not_text::SYMPTOM,
    &login_code_missing::SYMPTOM,
    &login_code_refused::SYMPTOM,
    &login_denied_by_provider::SYMPTOM,
    &login_page_before_grpc::SYMPTOM,
    &login_page_origin_not_authorized::SYMPTOM,
    &login_redirect_loop::SYMPTOM,
    &network_error::SYMPTOM,
    &no_keyring::SYMPTOM,
    &no_refresh_token_in_cookie::SYMPTOM,
    &no_session_yet::SYMPTOM,
    &oauth_error::SYMPTOM,
    &oidc_client_secret_not_found::SYMPTOM,
    &oidc_client_secret_refused::SYMPTOM,
    &provider_answers_html::SYMPTOM,
    &provider_discovery_not_found::SYMPTOM,
    &provider_discovery_refused::SYMPTOM,
    &provider_error_page::SYMPTOM,
    &provider_host_unknown::SYMPTOM,
    &provider_issuer_empty::SYMPTOM,
    &provider_issuer_mismatch::SYMPTOM,
    &provider_refuses_client::SYMPTOM,
    &provider_secret_expired::SYMPTOM,
    &provider_setup_failed::SYMPTOM,
    &provider_unreachable::SYMPTOM,
    &provider_url_without_host::SYMPTOM,
    &proxy_header_buffer_too_small::SYMPTOM,
    &redirect_domain_not_public::SYMPTOM,
    &redirect_uri_not_registered::SYMPTOM,
    &redirect_uri_refused_by_flyteadmin::SYMPTOM,
    &refresh_token_refused::SYMPTOM,
    &response_type_refused::SYMPTOM,
    &scheduler_token_source_panics::SYMPTOM,
    &scope_all_missing::SYMPTOM,
    &scope_claim_of_wrong_type::SYMPTOM,
    &scope_not_allowed_by_flyteadmin::SYMPTOM,
    &scope_refused::SYMPTOM,
    &secret_already_exists::SYMPTOM,
    &session_cookie_too_long::SYMPTOM,
    &session_cookie_unreadable::SYMPTOM,
    &session_not_stored::SYMPTOM,
    &session_refresh_failed::SYMPTOM,
    &tls_does_not_fit_endpoint::SYMPTOM,
    &token_algorithm_refused::SYMPTOM,
    &token_audience_refused::SYMPTOM,
    &token_blank::SYMPTOM,
    &token_command_failed::SYMPTOM,
    &token_endpoint_not_oauth::SYMPTOM,
    &token_endpoint_unreachable::SYMPTOM,
    &token_expired::SYMPTOM,
    &token_not_a_jwt::SYMPTOM,
    &token_request_refused::SYMPTOM,
    &token_signature_refused::SYMPTOM,
    &token_used_before_issued::SYMPTOM,
    &url_scheme_unsupported::SYMPTOM,
    &user_info_refused::SYMPTOM,
];

/// Returns the symptom with this name.
pub fn find(name: &str) -> Option<&'static Symptom> {
    ALL.iter().copied().find(|symptom| symptom.name == name)
}

/// Returns the most similar symptom name.
pub fn suggest(name: &str) -> Option<&'static str> {
    crate::diagnostic::near(name, ALL.iter().map(|symptom| symptom.name))
}
