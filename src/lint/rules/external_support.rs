//! Sites that several rules about an external authorization server point at.

use crate::flyte::config::Auth;
use crate::lint::{Context, ValueRef};

/// Where the issuer of access tokens was written: `externalAuthServer.baseUrl`, else the login's.
pub(super) fn issuer_site(cx: &Context<'_>, auth: &Auth) -> ValueRef {
    let own = &auth.app_auth.external_auth_server.base_url;
    if own.get().is_some_and(|url| !url.is_empty()) {
        cx.setting(own)
    } else {
        cx.setting(&auth.user_auth.open_id.base_url)
    }
}

/// Where it was said that the server is external.
pub(super) fn type_site(cx: &Context<'_>, auth: &Auth) -> ValueRef {
    cx.setting(&auth.app_auth.auth_server_type)
}
