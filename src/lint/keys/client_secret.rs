//! Client secrets in Flyte's own configuration, which does not read them: the place shows which client's it is.

use serde_json::Value as Json;

use super::classify::KeyContext;
use super::{KeysOf, node};
use crate::chart::Chart;
use crate::flyte::OIDC_KEY;
use crate::values::Path;

/// Returns where the chart reads the secret; `None` if the key is not a client secret, or if any key is allowed here.
pub(super) fn homes(cx: &KeyContext<'_>, here: &Json) -> Option<Vec<Path>> {
    let KeysOf::Chart(chart) = cx.of else {
        return None;
    };
    if node::is_open(here) || cx.value.as_map().is_some() {
        return None;
    }
    let (login, propeller) = (chart.login_secret(), chart.propeller_secret());
    if chart == Chart::FlyteCore && cx.key.eq_ignore_ascii_case(OIDC_KEY) {
        return Some(vec![Path::of(login)]);
    }
    if !cx.key.replace(['_', '-'], "").eq_ignore_ascii_case("clientSecret") {
        return None;
    }
    let is_in = |blocks: &[&str]| cx.parent.iter().any(|step| blocks.contains(&step.as_str()));
    let whose: &[&[&str]] = if is_in(&["staticClients"]) {
        // Probably a misspelled `client_secret` of a static client, which is a hash.
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
