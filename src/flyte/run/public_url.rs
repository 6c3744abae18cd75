//! Selects the public URL for a call.
//!
//! Source: `GetPublicURL` in `flyteadmin/auth/handler_utils.go` at v1.16.8; run on the calls that the tests list.

use crate::go::GoUrl;

/// Returns the URL of a call for flyteadmin: always `https` and the requested host.
pub fn caller_url(endpoint: &GoUrl) -> Option<GoUrl> {
    let text = endpoint.to_string();
    // gRPC's scheme for a target that DNS resolves; the authority follows it.
    let host = text.strip_prefix("dns:///").or_else(|| text.split_once("://").map(|(_, host)| host)).unwrap_or(&text);
    let host = host.split('/').next().unwrap_or(host);
    if host.is_empty() {
        return None;
    }
    GoUrl::parse(&format!("https://{host}")).ok()
}

/// Selects the public URL for a call, which is the issuer, the expected audience, and the base of the token URL and of
/// redirects.
///
/// An entry with the call's host and scheme is selected immediately, whatever its port; then the last one with the same
/// host and port, the last one with the same host, the first entry, or the call's own URL. Hosts are case-sensitive.
pub fn public_url<'a>(call: &'a GoUrl, authorized: &'a [GoUrl]) -> &'a GoUrl {
    let mut same_host = None;
    let mut same_host_and_port = None;
    for url in authorized.iter().filter(|url| url.hostname() == call.hostname()) {
        same_host = Some(url);
        if url.port() == call.port() {
            same_host_and_port = Some(url);
        }
        if url.scheme() == call.scheme() {
            return url;
        }
    }
    same_host_and_port.or(same_host).or_else(|| authorized.first()).unwrap_or(call)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn for_call(endpoint: &str, authorized: &[&str]) -> String {
        let authorized: Vec<GoUrl> = authorized.iter().map(|url| GoUrl::parse(url).expect("URL")).collect();
        let call = caller_url(&GoUrl::parse(endpoint).expect("endpoint")).expect("call");
        public_url(&call, &authorized).to_string()
    }

    #[test]
    fn chooses_as_flyteadmin_does() {
        let core = ["https://flyte.example.org", "http://flyteadmin:80"];
        assert_eq!(for_call("flyteadmin:81", &core), "http://flyteadmin:80");
        assert_eq!(for_call("flyteadmin:81", &core[..1]), "https://flyte.example.org");
        assert_eq!(for_call("dns:///flyte.example.org", &core), "https://flyte.example.org");
        let binary = ["https://flyte.example.org", "http://flyte-flyte-binary:8088"];
        assert_eq!(for_call("localhost:8089", &binary), "https://flyte.example.org");
        let local = ["https://flyte.example.org", "http://localhost:8088"];
        assert_eq!(for_call("localhost:8089", &local), "http://localhost:8088");
        assert_eq!(for_call("localhost:8089", &["http://localhost:30081"]), "http://localhost:30081");
        assert_eq!(for_call("localhost:8089", &[]), "https://localhost:8089");
        assert_eq!(for_call("dns:///Flyteadmin", &core), "https://flyte.example.org");
        assert_eq!(for_call("h:81", &["http://h:1", "http://h:81", "http://h:2"]), "http://h:81");
        assert_eq!(for_call("h:81", &["http://h:1", "https://h:2", "http://h:81"]), "https://h:2");
    }
}
