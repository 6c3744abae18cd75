//! Where a client secret belongs that is in Flyte's own config, which takes none: the place shows whose it is.

use serde_json::Value as Json;

use super::judge::KeyContext;
use super::{KeysOf, node};
use crate::chart::Chart;
use crate::kubernetes::OIDC_KEY;
use crate::values::Path;

/// Where the chart takes the secret; `None` where the key is not a client secret, or is where anything may be.
pub(super) fn homes(asked: &KeyContext<'_>, here: &Json) -> Option<Vec<Path>> {
    let KeysOf::Chart(chart) = asked.of else {
        return None;
    };
    if node::is_open(here) || asked.value.as_map().is_some() {
        return None;
    }
    let (login, propeller) = (chart.login_secret(), chart.propeller_secret());
    if chart == Chart::FlyteCore && asked.key.eq_ignore_ascii_case(OIDC_KEY) {
        return Some(vec![Path::of(login)]);
    }
    if !asked.key.replace(['_', '-'], "").eq_ignore_ascii_case("clientSecret") {
        return None;
    }
    let is_in = |blocks: &[&str]| asked.parent.iter().any(|step| blocks.contains(&step.as_str()));
    let whose: &[&[&str]] = if is_in(&["staticClients"]) {
        // A slip of `client_secret` next to it, which is a hash.
        &[]
    } else if is_in(&["userAuth", "oidc"]) {
        &[login]
    } else if is_in(&["admin"]) {
        &[propeller]
    } else if is_in(&["auth"]) {
        &[login, propeller]
    } else {
        return None;
    };
    Some(whose.iter().map(|path| Path::of(path)).collect())
}
