//! What lint calls an error, `generate` and `client` do not write, whatever the answers are: they ask the same functions.

use std::collections::HashMap;
use std::io;
use std::sync::atomic::{AtomicU32, Ordering};

use flyte_auth::internals::answers::{Answers, AnswersInput};
use flyte_auth::internals::client::{Flow, SecretPlace, config};
use flyte_auth::internals::diagnostic::Severity;
use flyte_auth::internals::generate::{Plane, plan};
use flyte_auth::internals::lint::{ClientConfig, Completeness, LintRelease, Report, run};
use flyte_auth::internals::release::ReleaseInfo;
use flyte_auth::internals::values::{FileInput, HelmVersion, Inputs, layer, layer_one, to_serde};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use crate::common::{HASH, Variables};

/// The secret that the hash is of.
const SECRET: &str = "correct-horse-battery-staple";

/// Providers that can be asked, each with whether it can be the authorization server.
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

/// Issuers that answers refuse, or only with one of the servers.
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

/// IDs such as people put in place of the one that the provider issued.
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

/// The ID that a provider gives to one of the four clients.
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

fn secret() -> impl Strategy<Value = String> {
    prop_oneof![
        12 => Just(SECRET.to_owned()),
        4 => "[a-zA-Z0-9~_-]{20,60}",
        1 => prop::sample::select(vec!["foobar", "changeme", "a b", " x", "{{ x }}", "e'1", "0123", HASH]).prop_map(str::to_owned),
        1 => "[!-~]{1,60}",
    ]
}

/// Which answer is odd: all others are such as fit together.
const ODD: [&str; 10] = ["", "", "", "", "idp", "web", "propeller", "flytectl", "url", "audience"];

prop_compose! {
    fn answers()(
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
        // Only flyte-core spreads over two releases, and a sandbox does not.
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

/// The errors that lint finds in what is written, with the files.
fn errors_of(report: &Report, text: &str) -> Vec<String> {
    let errors = report.diagnostics.iter().filter(|found| found.severity == Severity::Error);
    errors.map(|found| format!("{}: {}\n{text}", found.rule.unwrap_or("?"), found.fault.message())).collect()
}

fn errors_in_values(answers: &Answers) -> Vec<String> {
    let deployment = &answers.deployment;
    let planned = plan(answers).expect("what is accepted can be written");
    let mut errors = Vec::new();
    for plane in [Plane::Control, Plane::Data] {
        let files: Vec<FileInput> = planned
            .files
            .iter()
            .filter(|file| file.release == Some(plane))
            .map(|file| FileInput { name: file.name.into(), bytes: file.text.as_bytes().into() })
            .collect();
        if files.is_empty() {
            continue;
        }
        let text: String = planned.files.iter().map(|file| file.text.as_str()).collect();
        let inputs = Inputs { files, flags: Vec::new(), helm: HelmVersion::V3 };
        let layered = layer(&inputs, &|_| Err(io::ErrorKind::NotFound.into())).unwrap();
        let info = ReleaseInfo::new(
            deployment.release.as_str(),
            deployment.namespace.as_str(),
            Some(deployment.chart),
            deployment.version,
        );
        let release = LintRelease::of(&layered, info, Completeness::FindOut).unwrap();
        errors.extend(errors_of(&run(&release), &text));
    }
    errors
}

fn errors_in_client_configs(answers: &Answers) -> Vec<String> {
    let secret = |place| Flow::ClientSecret { client: None, secret: place };
    let flows = [
        Flow::Pkce,
        Flow::DeviceFlow,
        secret(SecretPlace::File("/etc/flyte/secret".to_owned())),
        secret(SecretPlace::Env("FLYTE_SECRET".to_owned())),
        Flow::ExternalCommand(vec!["get-token".to_owned(), "--quiet".to_owned()]),
    ];
    let written = flows.iter().filter_map(|flow| config(&answers.deployment, flow).ok());
    let errors = written.flat_map(|text| {
        let layered = layer_one("config.yaml", text.as_bytes()).unwrap();
        let config = ClientConfig::of(&layered, Some(&answers.deployment));
        errors_of(&run(&config), &text)
    });
    errors.collect()
}

#[test]
fn what_lint_calls_an_error_is_never_written() {
    let cases = crate::common::cases(150);
    let mut runner = TestRunner::new(ProptestConfig { cases, ..ProptestConfig::default() });
    let (tried, accepted) = (AtomicU32::new(0), AtomicU32::new(0));
    let strategy = (answers(), secret(), secret());
    let outcome = runner.run(&strategy, |(answers, web, propeller)| {
        // Whoever has a hash has the secret that it is of.
        let propeller = if answers["authServer"] == "internal" { SECRET.to_owned() } else { propeller };
        let store = Variables(HashMap::from([("WEB", web), ("PROPELLER", propeller), ("HASH", HASH.to_owned())]));
        let input = AnswersInput::parse("answers".to_owned(), answers.to_string().as_bytes()).expect("JSON is read");
        tried.fetch_add(1, Ordering::Relaxed);
        match input.check(&store) {
            Ok(checked) => {
                accepted.fetch_add(1, Ordering::Relaxed);
                let mut errors = errors_in_values(&checked.answers);
                errors.extend(errors_in_client_configs(&checked.answers));
                prop_assert!(errors.is_empty(), "{answers:#}\n{}", errors.join("\n"));
            }
            Err(problems) if std::env::var_os("FLYTE_AUTH_REFUSED").is_some() => eprintln!("{answers}\n{problems:?}"),
            Err(_) => {}
        }
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
    let (tried, accepted) = (tried.into_inner(), accepted.into_inner());
    assert!(accepted * 2 > tried, "only {accepted} of {tried} are accepted, so little is tried");
}

/// Answers that are accepted, and a value of theirs that a test replaces.
fn accepted() -> Value {
    json!({
        "chart": "flyte-core",
        "authServer": "external",
        "url": "https://flyte.example.org",
        "idp": {"type": "oidc", "issuer": "https://idp.example.org/app"},
        "clients": {
            "web": {"id": "the-web-client", "secret": {"env": "WEB"}},
            "propeller": {"id": "the-propeller-client", "secret": {"env": "PROPELLER"}},
            "flytectl": {"id": "the-cli-client"},
        },
        "audience": ["the-audience"],
    })
}

fn check(answers: &Value) -> Option<Answers> {
    let secrets = [("WEB", "web-secret-of-ours"), ("PROPELLER", "correct-horse-battery-staple")];
    let store = Variables(secrets.into_iter().map(|(name, secret)| (name, secret.to_owned())).collect());
    let input = AnswersInput::parse("answers".to_owned(), answers.to_string().as_bytes()).expect("JSON is read");
    Some(input.check(&store).ok()?.answers)
}

/// Values in place of each setting that people answer, most of which cannot work.
const REPLACED: &[(&str, &[&str])] = &[
    (
        "https://idp.example.org/app",
        &[
            "",
            "idp.example.org",
            "ftp://idp.example.org",
            "https://idp.example.org/app?x=y",
            "https://idp.example.org/app/.well-known/openid-configuration",
            "https://idp.example.org/v1/authorize",
            "https://kc.example.org/realms/flyte/account",
            "https://idp.example.org/callback",
            "https://x.eu.auth0.com",
            "https://accounts.google.com",
            "https://github.com",
            "https://flyte.example.org",
            "<issuer>",
        ],
    ),
    (
        "the-web-client",
        &["", " ", "a b", "'a'", "changeme", "YOUR_CLIENT_ID", "<client-id>", "a\nb", "https://x.example.org"],
    ),
    ("the-propeller-client", &["", "a b", "'a'", "changeme", "<client-id>", "the-web-client", "the-cli-client"]),
    ("the-cli-client", &["", "a b", "'a'", "changeme", "<client-id>", "the-web-client", "the-propeller-client"]),
    ("the-audience", &["", "a b", "changeme", "<audience>"]),
    (
        "https://flyte.example.org",
        &["", "flyte.example.org", "https://flyteadmin", "https://flyte.example.org/console"],
    ),
];

#[test]
fn what_generate_refuses_lint_reports() {
    let base = accepted();
    let answers = check(&base).expect("they are accepted");
    let mut silent = Vec::new();
    for (old, texts) in REPLACED {
        for new in *texts {
            let quoted = |text: &str| serde_json::to_string(text).unwrap();
            let changed = base.to_string().replace(&quoted(old), &quoted(new));
            if check(&serde_json::from_str(&changed).unwrap()).is_some() {
                continue;
            }
            let text: String = plan(&answers).unwrap().files.iter().map(|file| file.text.clone()).collect();
            let values: Value = as_json(&text);
            let values = values.to_string().replace(&quoted(old), &quoted(new));
            let layered = layer_one("values.yaml", values.as_bytes()).unwrap();
            let deployment = &answers.deployment;
            let info = ReleaseInfo::new("flyte-backend", "flyte", Some(deployment.chart), deployment.version);
            let report = run(&LintRelease::of(&layered, info, Completeness::FindOut).unwrap());
            if !report.diagnostics.iter().any(|found| found.severity >= Severity::Warning) {
                silent.push(format!("{old} → {new:?}"));
            }
        }
    }
    assert!(silent.is_empty(), "{}", silent.join("\n"));
}

/// Values as JSON, which is YAML too.
fn as_json(text: &str) -> Value {
    let layered = layer_one("values.yaml", text.as_bytes()).unwrap();
    to_serde(&layered.values)
}
