//! Random secrets and names: the generated files read back with the same values, or the answers are rejected. `plan`
//! compares each file with its typed plan and fails if they differ.

use std::collections::HashMap;

use flyte_auth::internals::answers::AnswersInput;
use flyte_auth::internals::generate;
use proptest::prelude::*;
use serde_json::json;

use crate::common::Variables;

/// Texts with a special meaning for YAML, Helm's templates, shells or Flyte's decoding.
fn odd() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "{{", "}}", "'", "\"", "\\", "#", ":", "!", "&", "*", "yes", "no", "null", "~", "0x1F", "1e3", "0777", "1_000",
        "%", "@", "`", "|", ">", "-", "?", ",", "[", "]", "{", "}", "$", "=", "<<", "---", "é", "😀", "a", "Z", "7",
    ]);
    prop_oneof![
        prop::collection::vec(pieces, 1..8).prop_map(|pieces| pieces.concat()),
        "[!-~]{1,60}",
        "[a-zA-Z0-9_-]{1,40}",
    ]
}

/// Valid IDs; many of them are not strings in YAML.
fn id() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "yes",
            "no",
            "null",
            "0123",
            "1234567",
            "1e3",
            "0x1F",
            "2026-01-01",
            "1_000",
            "on",
            "y"
        ])
        .prop_map(str::to_owned),
        "[a-zA-Z0-9_][a-zA-Z0-9_.:/{}@%+=-]{0,30}[a-z0-9]",
    ]
}

fn idp() -> impl Strategy<Value = serde_json::Value> {
    prop::sample::select(vec![
        json!({"type": "google"}),
        json!({"type": "okta", "org": "dev-1", "server": "default"}),
        json!({"type": "okta", "org": "dev-1"}),
        json!({"type": "keycloak", "url": "https://kc.example.org", "realm": "flyte"}),
        json!({"type": "entra", "tenant": "11111111-2222-3333-4444-555555555555"}),
        json!({"type": "oidc", "issuer": "https://x.eu.auth0.com/"}),
        json!({"type": "oidc", "issuer": "https://idp.example.org", "audienceParameter": true}),
    ])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: crate::common::cases(50), ..ProptestConfig::default() })]

    #[test]
    fn generated_files_read_back_unchanged(
        (web, propeller) in (odd(), odd()),
        (web_id, propeller_id, flytectl_id) in (id(), id(), id()),
        audience in prop::option::of(id()),
        idp in idp(),
        core in any::<bool>(),
        split in any::<bool>(),
        sandbox in any::<bool>(),
        secrets in prop::sample::select(vec!["inline", "separate", "existing"]),
        offline in any::<bool>(),
    ) {
        let mut answers = json!({
            "chart": if core { "flyte-core" } else { "flyte-binary" },
            "authServer": "external",
            "idp": idp,
            "clients": {
                "web": {"id": web_id, "secret": {"env": "WEB"}},
                "propeller": {"id": propeller_id, "secret": {"env": "PROPELLER"}},
                "flytectl": {"id": flytectl_id},
            },
            "secrets": secrets,
            "offlineAccess": offline,
        });
        if sandbox { answers["sandbox"] = json!(true) } else { answers["url"] = json!("https://flyte.example.org") }
        if split && core && !sandbox { answers["topology"] = json!("control-plane-and-data-plane") }
        if let Some(audience) = audience { answers["audience"] = json!([audience]) }
        let store = Variables(HashMap::from([("WEB", web), ("PROPELLER", propeller)]));
        let input = AnswersInput::parse("answers".to_owned(), answers.to_string().as_bytes()).expect("JSON is read");
        if let Ok(checked) = input.check(&store) {
            let plan = generate::plan(&checked.answers);
            prop_assert!(plan.is_ok(), "{:?}", plan.err());
        }
    }
}
