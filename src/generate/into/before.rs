//! The previous login, which decides what is kept.

use serde_json::Value;

use super::owned::{other_uris, server_block};
use super::{at, keys_of};
use crate::chart::Chart;
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
            urls.find(|url| !is_in_cluster(url)).map(str::to_owned)
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

/// Returns the host and port of a URL.
pub(super) fn authority(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or(rest)
}

/// Returns the host of a URL, without its port.
pub(super) fn host(url: &str) -> &str {
    let authority = authority(url);
    match authority.rsplit_once(':') {
        Some((host, port)) if port.chars().all(|c| c.is_ascii_digit()) => host,
        _ => authority,
    }
}

/// Whether a URL is the address of a Service, which is not reachable from outside the cluster.
fn is_in_cluster(url: &str) -> bool {
    let host = host(url);
    let is_service = !host.contains('.') && !host.eq_ignore_ascii_case("localhost");
    is_service || host.split('.').any(|label| label.eq_ignore_ascii_case("svc"))
}

#[cfg(test)]
mod tests {
    use super::{host, is_in_cluster};

    #[test]
    fn detects_services_in_the_cluster() {
        for (url, expected) in [
            ("http://flyteadmin:80", true),
            ("http://flyteadmin.flyte.svc.cluster.local:80", true),
            ("http://flyteadmin.flyte.svc", true),
            ("https://flyte.example.org", false),
            ("http://localhost:30080", false),
            ("http://127.0.0.1:30080/", false),
        ] {
            assert_eq!(is_in_cluster(url), expected, "{url}");
        }
        assert_eq!(host("https://a.example.org:8443/x"), "a.example.org");
    }
}
