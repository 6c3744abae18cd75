//! The tokens that a Keycloak issues from the emitted realm: flyteadmin accepts them.

use std::fmt::Write as _;

use super::code::all;
use crate::common::name_of;

/// One line for each token.
fn lines(verdicts: &[(String, flyte_auth::internals::flyte::ClaimsVerdict)]) -> String {
    let mut text = String::new();
    for (whose, verdict) in verdicts {
        let _ = writeln!(text, "{whose}: {verdict:?}");
    }
    text
}

#[test]
fn flyteadmin_accepts_the_tokens_of_the_realm() {
    let mut realms = 0;
    for (example, text) in all("keycloak-realm") {
        let realm: serde_json::Value = serde_json::from_str(&text).unwrap();
        crate::keycloak::check_names(&realm);
        if !name_of(&example).contains("external") {
            // flyteadmin issues the tokens: the realm needs only the web client.
            assert!(realm.get("clientScopes").is_none(), "{text}");
            assert_eq!(realm["clients"].as_array().unwrap().len(), 1);
            continue;
        }
        let accepted = ["https://flyte.example.org".to_owned()];
        let verdicts: Vec<_> = [
            ("flytectl, scope `all`", "flytectl", "all offline_access"),
            ("flytectl, no scope", "flytectl", ""),
            ("flytepropeller, scope `all`", "flytepropeller", "all"),
            ("flytepropeller, no scope", "flytepropeller", ""),
            ("flyteconsole", "flyteconsole", "openid profile"),
        ]
        .into_iter()
        .map(|(whose, client, scope)| {
            let claims = crate::keycloak::token(&realm, client, scope).unwrap();
            (whose.to_owned(), flyte_auth::internals::flyte::verify_claims(&accepted, &claims))
        })
        .collect();
        insta::allow_duplicates! {
            insta::assert_snapshot!(lines(&verdicts), @r#"
            flytectl, scope `all`: Accepted { subject: "a person", client: "", scopes: ["all"] }
            flytectl, no scope: Accepted { subject: "a person", client: "", scopes: ["all"] }
            flytepropeller, scope `all`: Accepted { subject: "the service account", client: "flytepropeller", scopes: ["all"] }
            flytepropeller, no scope: Accepted { subject: "the service account", client: "flytepropeller", scopes: ["all"] }
            flyteconsole: Denied(Audience { found: ["account"], expected: ["https://flyte.example.org"] })
            "#);
        }
        // Keycloak rejects an unknown scope, and a service that requests a user's scope.
        assert!(crate::keycloak::token(&realm, "flytectl", "offline").is_none());
        assert!(crate::keycloak::token(&realm, "flytepropeller", "all offline_access").is_none());
        realms += 1;
    }
    assert!(realms >= 2, "{realms}");
}
