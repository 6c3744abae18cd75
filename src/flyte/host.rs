//! Classifies hosts by their names.

/// Returns whether a host is this machine. An IPv6 address may have its brackets.
pub fn is_local(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost") || matches!(host, "127.0.0.1" | "::1" | "[::1]")
}

/// Returns whether a host is a Kubernetes Service: a name without dots, one below `svc`, or flyteadmin with its
/// namespace.
pub fn is_of_cluster(host: &str) -> bool {
    let host = &*host.to_ascii_lowercase();
    !is_local(host)
        && (!host.contains(['.', ':'])
            || host.rsplit('.').next() == Some("svc")
            || host.contains(".svc.")
            || host.strip_prefix("flyteadmin.").is_some_and(|namespace| !namespace.contains('.')))
}

/// Returns whether a URI is the address of a Service, which only pods reach, such as `http://flyteadmin:80`. A name
/// without dots behind `https://` can be one of the user's network.
pub fn is_cluster_address(uri: &str) -> bool {
    let Some((scheme, _)) = uri.split_once("://") else { return false };
    let host = host_of(uri);
    is_of_cluster(host) && (scheme.eq_ignore_ascii_case("http") || host.contains('.'))
}

/// The host and port of a URI as written. A URI without a scheme begins with them.
pub fn authority_of(uri: &str) -> &str {
    let rest = uri.split_once("://").map_or(uri, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or(rest)
}

/// The host of a URI, without the brackets of an IPv6 address.
pub fn host_of(uri: &str) -> &str {
    let authority = authority_of(uri);
    let authority = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    match authority.strip_prefix('[').and_then(|bracketed| bracketed.split_once(']')) {
        Some((address, _)) => address,
        None => authority.split(':').next().unwrap_or(authority),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cluster_addresses_are_those_of_services() {
        for (uri, expected) in [
            ("http://flyteadmin:80", true),
            ("http://flyteadmin.flyte:80", true),
            ("http://flyteadmin.flyte.svc", true),
            ("https://flyteadmin.flyte.svc.cluster.local:80/", true),
            ("https://flyte", false),
            ("https://flyte.example.org", false),
            ("http://svc.example.org", false),
            ("http://localhost:30080", false),
            ("http://127.0.0.1:30080/", false),
            ("http://[::1]:30080/", false),
            ("http://LOCALHOST:30080/", false),
            ("http://flyteadmin.flyte.SVC", true),
            ("http://user:password@flyte.example.org", false),
            ("flyteadmin", false),
        ] {
            assert_eq!(is_cluster_address(uri), expected, "{uri}");
        }
    }

    #[test]
    fn the_host_has_no_port_and_no_path() {
        assert_eq!(host_of("https://a.example.org:8443/x"), "a.example.org");
        assert_eq!(host_of("http://[2001:db8::1]:80"), "2001:db8::1");
    }
}
