//! Sites that several rules about external authorization servers use.

use crate::flyte::config::Auth;
use crate::lint::{Context, ValueRef};

/// Returns the site of the access tokens' issuer: `externalAuthServer.baseUrl`, or the login's if that is empty.
pub(super) fn issuer_site(cx: &Context<'_>, auth: &Auth) -> ValueRef {
    let own = &auth.app_auth.external_auth_server.base_url;
    if own.get().is_some_and(|url| !url.is_empty()) {
        cx.setting(own)
    } else {
        cx.setting(&auth.user_auth.open_id.base_url)
    }
}

/// Returns the site of the setting that selects the external server.
pub(super) fn type_site(cx: &Context<'_>, auth: &Auth) -> ValueRef {
    cx.setting(&auth.app_auth.auth_server_type)
}
