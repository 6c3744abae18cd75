//! `generate` and `client` never write what lint reports as an error, and lint reports what `generate` rejects.

mod answers;

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
use answers::{answers, secret};

/// The secret of [`HASH`].
const SECRET: &str = "correct-horse-battery-staple";

/// The errors that lint reports, with the text of the files.
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
            .filter(|file| file.kind.plane() == Some(plane))
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
        let release = LintRelease::of(&layered, info, Completeness::Detect).unwrap();
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
fn generate_never_writes_what_lint_reports_as_an_error() {
    let cases = crate::common::cases(150);
    let mut runner = TestRunner::new(ProptestConfig { cases, ..ProptestConfig::default() });
    let (tried, accepted) = (AtomicU32::new(0), AtomicU32::new(0));
    let strategy = (answers(), secret(), secret());
    let outcome = runner.run(&strategy, |(answers, web, propeller)| {
        // The hash needs the secret that matches it.
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
    // About half of the random answers are valid.
    assert!(accepted * 3 > tried, "only {accepted} of {tried} are accepted");
}

/// Valid answers; tests replace one of their values.
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

/// Replacements for each answer; most of them cannot work.
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
fn lint_reports_what_generate_rejects() {
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
            let report = run(&LintRelease::of(&layered, info, Completeness::Detect).unwrap());
            if !report.diagnostics.iter().any(|found| found.severity >= Severity::Warning) {
                silent.push(format!("{old} → {new:?}"));
            }
        }
    }
    assert!(silent.is_empty(), "{}", silent.join("\n"));
}

/// Values as JSON, which is valid YAML.
fn as_json(text: &str) -> Value {
    let layered = layer_one("values.yaml", text.as_bytes()).unwrap();
    to_serde(&layered.values)
}
