//! A client cannot reach the address that flyteadmin publishes for the login.

use super::declare_symptom;

declare_symptom! {
    name: "authorization-endpoint-unreachable",
    role: Root,
    patterns: [
        "(Caused by NewConnectionError(",
        "Caused by NameResolutionError(",
        "Failed to establish a new connection:",
        "host='localhost', port=30081",
        "localhost:30081/oauth2/authorize",
        "localhost:30081: connect: connection refused",
        r#"(Caused by NewConnectionError("HTTPSConnection(host='localhost', port=30081): Failed to establish a new connection:"#,
        r#"(Caused by NewConnectionError("HTTPSConnection(host='<host>', port=<port>): Failed to establish a new connection:"#,
        r#"(Caused by NewConnectionError("HTTPConnection(host='<host>', port=<port>): Failed to establish a new connection:"#,
        "flyteadmin:80/oauth2/authorize",
        "(Caused by SSLError(",
    ],
}
