//! Random consistent answers, with at most one odd value.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::SECRET;
use crate::common::HASH;

/// Identity providers, and whether each can be the authorization server.
fn good_idps() -> Vec<(Value, bool)> {
    vec![
        (json!({"type": "google"}), false),
        (json!({"type": "okta", "org": "dev-1", "server": "default"}), true),
        (json!({"type": "okta", "org": "dev-1", "server": "aus1b2c3d4E5f6G7h8i9"}), true),
        (json!({"type": "okta", "org": "dev-1"}), false),
        (json!({"type": "okta", "issuer": "https://login.acme.com/oauth2/aus1"}), true),
        (json!({"type": "keycloak", "url": "https://kc.example.org", "realm": "flyte"}), true),
        (json!({"type": "keycloak", "url": "https://kc.example.org/auth", "realm": "my-realm"}), true),
        (json!({"type": "entra", "tenant": "11111111-2222-3333-4444-555555555555"}), true),
        (json!({"type": "entra", "tenant": "11111111-2222-3333-4444-555555555555", "scope": "flyte"}), true),
        (json!({"type": "oidc", "issuer": "https://x.eu.auth0.com/"}), true),
        (json!({"type": "oidc", "issuer": "https://idp.example.org", "audienceParameter": true}), true),
        (json!({"type": "oidc", "issuer": "https://auth.example.org/application/o/flyte/"}), false),
        (json!({"type": "oidc", "issuer": "https://gitlab.com"}), false),
        (json!({"type": "oidc", "issuer": "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc"}), false),
        (json!({"type": "oidc", "issuer": "https://dex.example.org/dex"}), false),
        (json!({"type": "oidc", "issuer": "https://x.zitadel.cloud"}), true),
        (json!({"type": "oidc", "issuer": "https://x.logto.app/oidc"}), true),
    ]
}

/// Issuers that are invalid, or valid with one kind of server only.
fn odd_idps() -> Vec<Value> {
    vec![
        json!({"type": "keycloak", "issuer": "http://keycloak.flyte.svc.cluster.local/realms/flyte"}),
        json!({"type": "keycloak", "issuer": "https://kc.example.org/realms/flyte/account"}),
        json!({"type": "keycloak", "issuer": "https://keycloak.example.org"}),
        json!({"type": "entra", "tenant": "common"}),
        json!({"type": "oidc", "issuer": "https://x.eu.auth0.com"}),
        json!({"type": "oidc", "issuer": "https://sts.windows.net/11111111-2222-3333-4444-555555555555/"}),
        json!({"type": "oidc", "issuer": "https://account.google.com"}),
        json!({"type": "oidc", "issuer": "https://idp.example.org/callback"}),
        json!({"type": "oidc", "issuer": "https://flyte.example.org"}),
    ]
}

/// IDs that people write in place of the one from the provider.
fn odd_id() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => prop::sample::select(vec![
            "1234567890-abc.apps.googleusercontent.com",
            "11111111-2222-3333-4444-555555555555",
            "flyte-console",
            "0123",
            "true",
            "null",
            "Flyte",
            "changeme",
            "YOUR_CLIENT_ID",
            "TODO",
            "a b",
            "'0oa1'",
            "<client-id>",
            "https://flyte.example.org",
        ])
        .prop_map(str::to_owned),
        1 => "[a-zA-Z0-9_.:/@%+=-]{1,30}",
    ]
}

/// An ID of the provider's form for one of the four clients.
fn plausible_id(idp: &Value, user: usize) -> &'static str {
    let issuer = idp["issuer"].as_str().unwrap_or_default();
    let ids = match idp["type"].as_str() {
        Some("google") => ["1-a.apps.googleusercontent.com"; 4],
        Some("okta") => OF_OKTA,
        _ if issuer.contains("okta.com") => OF_OKTA,
        _ if issuer.contains("auth0.com") || idp["audienceParameter"] == true => {
            ["aB3dE5fG7hI9jK1l", "bB3dE5fG7hI9jK1l", "cB3dE5fG7hI9jK1l", "dB3dE5fG7hI9jK1l"]
        }
        Some("entra") => [
            "11111111-2222-3333-4444-555555555551",
            "11111111-2222-3333-4444-555555555552",
            "11111111-2222-3333-4444-555555555553",
            "11111111-2222-3333-4444-555555555554",
        ],
        _ => ["flyte-console", "flytepropeller", "flytectl", "flyte-ci"],
    };
    ids[user]
}

const OF_OKTA: [&str; 4] =
    ["0oaweb1b2c3d4E5f6G7h", "0oaprop1b2c3d4E5f6G7", "0oactl1b2c3d4E5f6G7h", "0oaci1b2c3d4E5f6G7h8"];

pub(super) fn secret() -> impl Strategy<Value = String> {
    prop_oneof![
        12 => Just(SECRET.to_owned()),
        4 => "[a-zA-Z0-9~_-]{20,60}",
        1 => prop::sample::select(vec!["foobar", "changeme", "a b", " x", "{{ x }}", "e'1", "0123", HASH]).prop_map(str::to_owned),
        1 => "[!-~]{1,60}",
    ]
}

/// The odd answer; the others are consistent.
const ODD: [&str; 10] = ["", "", "", "", "idp", "web", "propeller", "flytectl", "url", "audience"];

prop_compose! {
    pub(super) fn answers()(
        odd in prop::sample::select(ODD.to_vec()),
        (core, external) in (any::<bool>(), any::<bool>()),
        (good_idp, odd_idp) in (prop::sample::select(good_idps()), prop::sample::select(odd_idps())),
        odd_id in odd_id(),
        good_url in prop::sample::select(vec!["https://flyte.example.org", "https://flyte.example.org:8443"]),
        odd_url in prop::sample::select(vec![
            "https://flyte.example.org/", "https://FLYTE.example.org", "http://localhost:30081", "http://flyte.example.org",
            "https://flyteadmin", "https://10.0.0.1", "https://flyte..example.org", "https://flyte.yourcompany.com",
        ]),
        has_ci in any::<bool>(),
        login in prop::option::weighted(0.1, prop::sample::select(vec!["https://dev-1.okta.com", "https://accounts.google.com"])),
        audience in prop::option::weighted(0.2, prop::sample::select(vec!["https://flyte.example.org", "api://flyte"])),
        (sandbox, split, offline) in (prop::bool::weighted(0.1), prop::bool::weighted(0.3), any::<bool>()),
        endpoint in prop::option::weighted(0.3, prop::sample::select(vec!["dns:///flyte.example.org", "flyte.example.org:443"])),
        secrets in prop::sample::select(vec!["inline", "separate", "existing"]),
        version in prop::sample::select(vec!["1.16.8", "1.16.8", "1.15.0", "1.14.1", "1.12.0", "1.10.7"]),
        (release, namespace) in (prop::sample::select(vec!["flyte-backend", "flyte", "my-release"]), prop::sample::select(vec!["flyte", "ml"])),
    ) -> Value {
        let (idp, can_be_external) = if odd == "idp" { (odd_idp, true) } else { good_idp };
        let external = external && can_be_external;
        let id = |user: usize, name: &str| if odd == name { odd_id.clone() } else { plausible_id(&idp, user).to_owned() };
        let mut answers = json!({
            "chart": if core { "flyte-core" } else { "flyte-binary" },
            "authServer": if external { "external" } else { "internal" },
            "flyteVersion": version,
            "release": release,
            "namespace": namespace,
            "idp": idp,
            "clients": {"web": {"id": id(0, "web"), "secret": {"env": "WEB"}}},
            "secrets": secrets,
            "offlineAccess": offline && idp["type"] != "google",
        });
        answers["clients"]["propeller"] = if external {
            json!({"id": id(1, "propeller"), "secret": {"env": "PROPELLER"}})
        } else {
            json!({"secret": {"env": "PROPELLER"}, "hash": {"env": "HASH"}})
        };
        if external {
            answers["clients"]["flytectl"] = json!({"id": id(2, "flytectl")});
        }
        if has_ci {
            answers["clients"]["ci"] =
                if external { json!({"id": id(3, "")}) } else { json!({"id": "flyte-ci", "hash": {"env": "HASH"}}) };
        }
        // Only flyte-core can use two releases; a sandbox does not.
        let split = split && core && !sandbox;
        if sandbox {
            answers["sandbox"] = json!(true);
        } else {
            answers["url"] = json!(if odd == "url" { odd_url } else { good_url });
        }
        if split {
            answers["topology"] = json!("control-plane-and-data-plane");
            if let Some(endpoint) = endpoint.filter(|_| good_url.ends_with(".org")) {
                answers["dataPlane"] = json!({"endpoint": endpoint});
            }
        }
        if let Some(login) = login.filter(|_| external) {
            let of_login = json!({"type": "oidc", "issuer": login});
            let id = if login.contains("google") { "1-a.apps.googleusercontent.com" } else { plausible_id(&of_login, 0) };
            answers["login"] = json!({"issuer": login});
            answers["clients"]["web"]["id"] = json!(id);
        }
        if let Some(audience) = audience.filter(|_| external) {
            answers["audience"] = json!([if odd == "audience" { odd_id.as_str() } else { audience }]);
        }
        answers
    }
}
