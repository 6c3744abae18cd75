//! For random answers that `generate` accepts, `lint` finds no error and no warning in the generated values.

use std::collections::HashMap;

use flyte_auth::internals::answers::AnswersInput;
use flyte_auth::internals::diagnostic::Severity;
use flyte_auth::internals::flyte::FlyteVersion;
use flyte_auth::internals::generate::{self, GeneratedFiles, Plane};
use flyte_auth::internals::lint::{Completeness, LintRelease, run};
use flyte_auth::internals::release::ReleaseInfo;
use flyte_auth::internals::values::{FileInput, HelmVersion, Inputs, layer};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::common::{HASH, Variables};

/// The password of [`HASH`].
const PASSWORD: &str = "correct-horse-battery-staple";

/// The identity providers, and whether each can be the external server. Keycloak with `/auth` is left out, because
/// `keycloak-auth-prefix` warns about it.
fn idp() -> impl Strategy<Value = (Value, bool)> {
    prop::sample::select(vec![
        (json!({"type": "google"}), false),
        (json!({"type": "okta", "org": "dev-1", "server": "default"}), true),
        (json!({"type": "okta", "org": "dev-1"}), false),
        (json!({"type": "keycloak", "url": "https://kc.example.org", "realm": "flyte"}), true),
        (json!({"type": "entra", "tenant": "11111111-2222-3333-4444-555555555555"}), true),
        (json!({"type": "oidc", "issuer": "https://x.eu.auth0.com/"}), true),
        (json!({"type": "oidc", "issuer": "https://idp.example.org", "audienceParameter": true}), true),
        (json!({"type": "oidc", "issuer": "https://gitlab.example.org"}), false),
    ])
}

fn secret() -> impl Strategy<Value = String> {
    prop_oneof!["[!-~]{8,60}", "[0-9]{8,12}", "[a-zA-Z0-9_-]{8,40}"]
}

fn id() -> impl Strategy<Value = String> {
    prop_oneof!["[0-9]{5,12}", "[a-z][a-z0-9-]{3,20}[a-z0-9]"]
}

/// The warnings and errors in each planned release.
fn findings(plan: &GeneratedFiles) -> Vec<String> {
    let mut found = Vec::new();
    for plane in [Plane::Control, Plane::Data] {
        let files: Vec<FileInput> = plan
            .files
            .iter()
            .filter(|file| file.kind.plane() == Some(plane))
            .map(|file| FileInput { name: file.name.into(), bytes: file.text.as_bytes().into() })
            .collect();
        if files.is_empty() {
            continue;
        }
        let inputs = Inputs { files, flags: Vec::new(), helm: HelmVersion::V3 };
        let layered = layer(&inputs, &|name| std::fs::read(name)).expect("values");
        let info = ReleaseInfo::new("flyte", "flyte", None, FlyteVersion::NEWEST);
        let release = LintRelease::of(&layered, info, Completeness::Detect).expect("a chart");
        let counting = run(&release).findings.into_iter();
        found.extend(
            counting
                // The random IDs do not have the form of their provider.
                .filter(|finding| finding.rule.name != "implausible-client-id")
                .filter(|finding| finding.severity > Severity::Info)
                .map(|finding| format!("{}: {}", finding.rule.name, finding.fault.message())),
        );
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: crate::common::cases(40), ..ProptestConfig::default() })]

    #[test]
    fn generated_values_lint_clean(
        (web, propeller) in (secret(), secret()),
        (web_id, propeller_id, flytectl_id) in (id(), id(), id()),
        (idp, can_be_external) in idp(),
        external in any::<bool>(),
        core in any::<bool>(),
        split in any::<bool>(),
        sandbox in any::<bool>(),
        secrets in prop::sample::select(vec!["inline", "separate", "existing"]),
        offline in any::<bool>(),
    ) {
        // `lint` warns about quotes around a secret.
        let quotes = ['"', '\'', '`'];
        prop_assume!(![&web, &propeller].iter().any(|secret| secret.starts_with(quotes) && secret.ends_with(quotes)));
        let external = external && can_be_external;
        let fit = |id: String, digit: char| match idp["type"].as_str() {
            Some("google") => format!("{id}.apps.googleusercontent.com"),
            Some("okta") => format!("0oa{id}"),
            Some("entra") => format!("{digit}{digit}{digit}{digit}{digit}{digit}{digit}{digit}-1111-2222-3333-444444444444"),
            _ => id,
        };
        let (web_id, propeller_id, flytectl_id) = (fit(web_id, '1'), fit(propeller_id, '2'), fit(flytectl_id, '3'));
        let mut answers = json!({
            "chart": if core { "flyte-core" } else { "flyte-binary" },
            "authServer": if external { "external" } else { "internal" },
            "idp": idp,
            "clients": {"web": {"id": web_id, "secret": {"env": "WEB"}}},
            "secrets": secrets,
        });
        if external {
            answers["clients"]["propeller"] = json!({"id": propeller_id, "secret": {"env": "PROPELLER"}});
            answers["clients"]["flytectl"] = json!({"id": flytectl_id});
            answers["offlineAccess"] = json!(offline);
        } else {
            answers["clients"]["propeller"] = json!({"secret": {"env": "PASSWORD"}, "hash": {"env": "HASH"}});
        }
        if sandbox { answers["sandbox"] = json!(true) } else { answers["url"] = json!("https://flyte.example.org") }
        if split && core && !sandbox { answers["topology"] = json!("control-plane-and-data-plane") }
        let store = Variables(HashMap::from([
            ("WEB", web),
            ("PROPELLER", propeller),
            ("PASSWORD", PASSWORD.to_owned()),
            ("HASH", HASH.to_owned()),
        ]));
        let input = AnswersInput::parse("answers".to_owned(), answers.to_string().as_bytes()).expect("JSON is read");
        // Some are rejected: a secret that the chart cannot contain, an ID that the provider cannot issue.
        if let Ok(checked) = input.check(&store) {
            let plan = generate::plan(&checked.answers).expect("what is checked can be written");
            let found = findings(&plan);
            prop_assert!(found.is_empty(), "{answers:#}\n{found:#?}");
        }
    }
}

#[test]
fn generated_answers_are_valid() {
    for external in [false, true] {
        let mut answers = json!({
            "chart": "flyte-core",
            "authServer": if external { "external" } else { "internal" },
            "url": "https://flyte.example.org",
            "idp": {"type": "okta", "org": "dev-1", "server": "default"},
            "clients": {"web": {"id": "0oaweb", "secret": {"env": "WEB"}}},
        });
        if external {
            answers["clients"]["propeller"] = json!({"id": "0oap", "secret": {"env": "WEB"}});
            answers["clients"]["flytectl"] = json!({"id": "0oaf"});
        } else {
            answers["clients"]["propeller"] = json!({"secret": {"env": "PASSWORD"}, "hash": {"env": "HASH"}});
        }
        let store = Variables(HashMap::from([
            ("WEB", "secret".to_owned()),
            ("PASSWORD", PASSWORD.to_owned()),
            ("HASH", HASH.to_owned()),
        ]));
        let input = AnswersInput::parse("answers".to_owned(), answers.to_string().as_bytes()).expect("JSON is read");
        let checked = input.check(&store);
        assert!(checked.is_ok(), "{:?}", checked.err());
    }
}
