//! The paths that must reach flyteadmin from outside.
//!
//! Source: `charts/flyte-core/templates/common/ingress.yaml` and `charts/flyte-binary/templates/ingress` at v1.16.8.

/// Over HTTP. A login uses all of them but the first four.
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

/// Over gRPC, without TLS behind the proxy. Clients ask the first one how to log in.
pub const GRPC_ROUTES: &[&str] = &[
    "/flyteidl.service.AuthMetadataService",
    "/flyteidl.service.AdminService",
    "/flyteidl.service.IdentityService",
    "/flyteidl.service.DataProxyService",
    "/flyteidl.service.SignalService",
    "/grpc.health.v1.Health",
];
