//! flyteadmin runs without authentication.

use super::declare_symptom;

declare_symptom! {
    name: "auth-not-enabled",
    role: Root,
    needs_auth: false,
    patterns: [
        "projects 200, me 501",
        "404 GET <address>/login?redirect_url=",
        "unknown service flyteidl.service.AuthMetadataService",
        r#"/login?redirect_url=%2Fconsole {"code":5, "message":"Not Found""#,
        "GET /me 501",
        "unknown service flyteidl.service.IdentityService",
    ],
}
