//! The previous login, which decides what is kept.

use serde_json::Value;

use super::owned::{other_uris, server_block};
use super::{at, keys_of};
use crate::chart::Chart;
use crate::flyte::is_cluster_address;
use crate::values::Path;

/// The previous login of the values.
#[derive(Debug, Default)]
pub(super) struct PreviousLogin {
    /// The first public URL that is not inside the cluster.
    pub(super) url: Option<String>,
    /// The issuer of the ID tokens.
    pub(super) issuer: Option<String>,
    /// The web client.
    pub(super) client: Option<String>,
    /// The issuer of the access tokens, if it is not flyteadmin.
    pub(super) token_issuer: Option<String>,
}

impl PreviousLogin {
    pub(super) fn of(values: &Value, chart: Chart, below: Option<&str>) -> Self {
        let text = |place: &Path| {
            let text = at(values, &keys_of(below, place))?.as_str()?;
            Some(text.to_owned()).filter(|text| !text.is_empty())
        };
        let home = |setting: &str| text(&chart.home(setting));
        let urls = |place: &Path| {
            let urls = at(values, &keys_of(below, place))?.as_array()?;
            let mut urls = urls.iter().filter_map(Value::as_str);
            urls.find(|url| !is_cluster_address(url)).map(str::to_owned)
        };
        let issuer = home("auth.userAuth.openId.baseUrl");
        let is_external = home("auth.appAuth.authServerType").is_some_and(|kind| kind.eq_ignore_ascii_case("External"));
        let server = server_block(chart, true).key("baseUrl");
        Self {
            url: other_uris(chart).and_then(|place| urls(&place)).or_else(|| urls(&chart.home("auth.authorizedUris"))),
            client: home("auth.userAuth.openId.clientId"),
            token_issuer: is_external.then(|| text(&server).or_else(|| issuer.clone())).flatten(),
            issuer,
        }
    }
}
