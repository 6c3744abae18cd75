//! Random layers and flags: merging, rendering and decoding do not panic, and no message shows a secret.

use std::fmt::Write as _;
use std::io;

use flyte_auth::internals::chart::Chart;
use flyte_auth::internals::flyte::FlyteVersion;
use flyte_auth::internals::redact::{covered, redact};
use flyte_auth::internals::release::Facts;
use flyte_auth::internals::release::{Release, ReleaseInfo, Rendering};
use flyte_auth::internals::values::SetKind;
use flyte_auth::internals::values::{FileInput, HelmVersion, Inputs, layer, to_json, to_yaml};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// Paths that the templates read, of both charts.
const PATHS: &[&str] = &[
    "configuration",
    "configuration.auth",
    "configuration.auth.enabled",
    "configuration.auth.enableAuthServer",
    "configuration.auth.oidc",
    "configuration.auth.oidc.clientSecret",
    "configuration.auth.internal.clientSecretHash",
    "configuration.auth.authorizedUris",
    "configuration.auth.flyteClient",
    "configuration.inline",
    "configuration.inline.auth.appAuth",
    "configuration.inline.auth.appAuth.authServerType",
    "configuration.inline.admin.scopes",
    "configuration.externalConfigMap",
    "service.ports.http",
    "fullnameOverride",
    "configmap",
    "configmap.admin",
    "configmap.admin.admin.clientId",
    "configmap.adminServer",
    "configmap.adminServer.auth",
    "configmap.adminServer.auth.authorizedUris",
    "configmap.adminServer.auth.appAuth.externalAuthServer.metadataUrl",
    "configmap.adminServer.auth.appAuth.selfAuthServer.staticClients",
    "configmap.adminServer.auth.userAuth.openId",
    "configmap.adminServer.server.security.useAuth",
    "secrets.adminOauthClientCredentials",
    "secrets.adminOauthClientCredentials.clientSecret",
    "flyteadmin.secrets",
    "flytepropeller.enabled",
    "workflow_scheduler",
    "forceNamespace",
];

const VALUES: &[&str] = &[
    "null",
    "true",
    "'false'",
    "7",
    "1234567",
    "1e400",
    "{}",
    "[]",
    "[a, b]",
    "{k: v}",
    "{a: {b: {c: d}}}",
    "''",
    "External",
    "external",
    "'{{ .Values.configmap }}'",
    "'{{ .Release.Name | quote }}'",
    "'{{ fail }}'",
    "'{{'",
    "https://a,https://b",
    "'%zz://'",
    "'http://[::1'",
    "[1, null, {a: b}]",
    "hunter2",
    "'a: b'",
    "JDJi",
    "!!binary aGk=",
    "'\\n'",
];

fn assignment() -> impl Strategy<Value = (String, String)> {
    (select(PATHS), select(VALUES)).prop_map(|(path, value)| (path.to_owned(), value.to_owned()))
}

/// A values file with one flow map for each assignment; keys can occur twice.
fn file() -> impl Strategy<Value = String> {
    vec(assignment(), 0..5).prop_map(|all| {
        let mut text = String::new();
        for (path, value) in all {
            let depth = path.matches('.').count();
            let keys = path.replace('.', ": {");
            writeln!(text, "{keys}: {value}{}", "}".repeat(depth)).unwrap();
        }
        text
    })
}

fn flag() -> impl Strategy<Value = (SetKind, String)> {
    let kinds = select(vec![SetKind::Json, SetKind::Set, SetKind::String, SetKind::File, SetKind::Literal]);
    let argument = prop_oneof![
        assignment().prop_map(|(path, value)| format!("{path}={value}")),
        (assignment(), 0_usize..3).prop_map(|((path, value), index)| format!("{path}[{index}]={value}")),
        "[a-c.\\[\\]{},=\\\\0-9]{0,12}",
    ];
    (kinds, argument)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: crate::common::cases(100), ..ProptestConfig::default() })]

    #[test]
    fn handles_any_layers_and_hides_secrets(
        files in vec(file(), 0..3),
        flags in vec(flag(), 0..3),
        four in any::<bool>(),
        binary in any::<bool>(),
    ) {
        // Messages show the argument of `--set-file`, which is a path.
        let paths = flags.iter().any(|(kind, _)| *kind == SetKind::File);
        let helm = if four { HelmVersion::V4 } else { HelmVersion::V3 };
        let files = files
            .iter()
            .map(|text| FileInput { name: "values.yaml".into(), bytes: text.as_bytes().into() })
            .collect();
        let read = |_: &str| -> io::Result<Vec<u8>> { Err(io::ErrorKind::NotFound.into()) };
        let layered = match layer(&Inputs { files, flags, helm }, &read) {
            Ok(layered) => layered,
            Err(error) => {
                let shown = format!("{error} {:?}", error.diagnostic(covered).map(|diagnostic| diagnostic.fault));
                prop_assert!(paths || !shown.contains("hunter2"), "{shown}");
                return Ok(());
            }
        };
        let shown = redact(&layered.values);
        let _ = (to_yaml(&shown), to_json(&shown));
        let chart = if binary { Chart::FlyteBinary } else { Chart::FlyteCore };
        let info = ReleaseInfo::new("flyte-backend", "flyte", Some(chart), FlyteVersion::NEWEST);
        let release = Release::of(&layered, ReleaseInfo { helm, ..info }).expect("a chart");
        match release.model(Rendering::default()) {
            Ok(model) => { let _ = Facts::of(&model); }
            Err(error) => prop_assert!(!error.to_string().contains("hunter2"), "{error}"),
        }
    }
}
