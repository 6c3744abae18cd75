//! The authorization server does not support this grant, or does not allow it for this client.

use super::declare_symptom;

declare_symptom! {
    name: "grant-type-refused",
    role: Root,
    patterns: [
        "unsupported_grant_type",
        "Unsupported grant types [",
        "error on callback during authorization due to unauthorized_client",
        "is not allowed to use authorization grant",
        "is not allowed to use the authorization grant",
        "marked as public and is thus not allowed to use authorization grant 'client_credentials'",
        r#"oauth2: "unauthorized_client" "The client is not authorized to request a token using this method"#,
        r#""error":"unauthorized_client","error_description":"The client is not authorized to request a token using this method"#,
        r#"oauth2: "unauthorized_client" "The client is not authorized to request a token using this method. The OAuth 2.0 Client is not allowed to use authorization grant"#,
        r#"oauth2: "unauthorized_client" "The client is not authorized to request a token using this method. The OAuth 2.0 Client is marked as public and is thus not allowed to use authorization grant 'client_credentials'"#,
        r#"oauth2: "unauthorized_client" "requested grant type is not allowed for this client"#,
        r#"oauth2: "unsupported_grant_type""#,
    ],
}
