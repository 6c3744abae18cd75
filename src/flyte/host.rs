//! Classifies hosts by their names.

/// Whether a host is this machine.
pub fn is_local(host: &str) -> bool {
    matches!(host, "localhost" | "127.0.0.1" | "::1")
}

/// Whether a host is a Kubernetes Service: a name without dots, one below `svc`, or flyteadmin with its namespace.
pub fn is_of_cluster(host: &str) -> bool {
    !is_local(host)
        && (!host.contains(['.', ':'])
            || host.rsplit('.').next() == Some("svc")
            || host.contains(".svc.")
            || host.strip_prefix("flyteadmin.").is_some_and(|namespace| !namespace.contains('.')))
}
