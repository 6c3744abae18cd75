//! The server at `externalAuthServer.baseUrl` refuses the metadata document.

use super::declare_symptom;

declare_symptom! {
    name: "external-metadata-refused",
    role: Root,
    patterns: [
        "panic: 400 Bad Request",
        "panic: 401 Unauthorized",
        "panic: 403 Forbidden",
        "panic: 500 Internal Server Error",
        "panic: 502 Bad Gateway",
        "panic: 503 Service",
        "panic: 504 Gateway",
        "panic: 503 Service Temporarily Unavailable",
        "Error creating resource server 400",
        "Error creating resource server 401",
        "Error creating resource server 403",
        "Error creating resource server 50",
        "Failed to get oauth metadata, going to retry. StatusCode:",
        "failed to get oauth metadata with status code",
    ],
}
