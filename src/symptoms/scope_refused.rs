//! The authorization server refuses a scope that a client requests.

use super::declare_symptom;

declare_symptom! {
    name: "scope-refused",
    role: Root,
    patterns: [
        r#"oauth2: "invalid_scope""#,
        r#""error":"invalid_scope""#,
        "error on callback during authorization due to invalid_scope",
        "/callback?error=invalid_scope",
        "AADSTS70011",
        "AADSTS1002012",
        r#"oauth2: "invalid_scope" "AADSTS1002012"#,
        r#""error":"invalid_scope","error_description":"AADSTS1002012"#,
        r#"oauth2: "invalid_scope" "AADSTS70011"#,
        r#""error":"invalid_scope","error_description":"AADSTS70011"#,
        "One or more scopes are not configured for the authorization server resource",
        r#"oauth2: "invalid_scope" "One or more scopes are not configured for the authorization server resource"#,
        r#""error":"invalid_scope","error_description":"One or more scopes are not configured for the authorization server resource"#,
        "Invalid scopes: <scopes>",
        r#"oauth2: "invalid_scope" "Invalid scopes:"#,
        r#""error":"invalid_scope","error_description":"Invalid scopes:"#,
        "NewAccessRequest: invalid_scope",
        "NewAuthorizeRequest: invalid_scope",
        "requested scope is not allowed",
        r#"oauth2: "invalid_scope" "requested scope is not allowed"#,
        "invalid_scope&error_description=",
    ],
}
