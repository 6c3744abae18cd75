//! The paths that must be reachable from outside.
//!
//! Source: `charts/flyte-core/templates/common/ingress.yaml` and `charts/flyte-binary/templates/ingress` at v1.16.8.

/// Paths for HTTP. A login uses all of them except the first four.
pub const HTTP_ROUTES: &[&str] = &[
    "/api",
    "/v1",
    "/healthcheck",
    "/openapi",
    "/.well-known",
    "/login",
    "/logout",
    "/callback",
    "/me",
    "/config",
    "/oauth2",
];

/// Paths for gRPC, without TLS behind the proxy. Clients call the first one to find out how to log in.
pub const GRPC_ROUTES: &[&str] = &[
    "/flyteidl.service.AuthMetadataService",
    "/flyteidl.service.AdminService",
    "/flyteidl.service.IdentityService",
    "/flyteidl.service.DataProxyService",
    "/flyteidl.service.SignalService",
    "/grpc.health.v1.Health",
];
