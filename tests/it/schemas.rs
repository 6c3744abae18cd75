//! The JSON Schemas of values: what they accept and what they reject.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use flyte_auth::internals::chart::Chart;
use flyte_auth::internals::lint::{KeyFaultKind, faults};
use flyte_auth::internals::values::{self, FileInput, HelmVersion, Inputs, Value, coalesce, layer, to_serde};
use serde_json::{Value as Json, json};

use crate::common::project;

/// Compiled once, because that is slow in debug builds.
fn validator(chart: Chart) -> &'static jsonschema::Validator {
    static BINARY: LazyLock<jsonschema::Validator> = LazyLock::new(|| compiled(Chart::FlyteBinary));
    static CORE: LazyLock<jsonschema::Validator> = LazyLock::new(|| compiled(Chart::FlyteCore));
    match chart {
        Chart::FlyteBinary => &BINARY,
        Chart::FlyteCore => &CORE,
    }
}

fn compiled(chart: Chart) -> jsonschema::Validator {
    let file = project().join(format!("schemas/{chart}.values.schema.json"));
    let schema: Json = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
    // Helm validates formats as well.
    jsonschema::options().should_validate_formats(true).build(&schema).unwrap()
}

fn read(files: &[PathBuf]) -> Option<Value> {
    let files = files
        .iter()
        .map(|file| FileInput { name: file.display().to_string().into(), bytes: fs::read(file).unwrap().into() })
        .collect();
    let inputs = Inputs { files, flags: Vec::new(), helm: HelmVersion::V3 };
    let layered = layer(&inputs, &|name| fs::read(name)).ok()?;
    Some(layered.values)
}

/// The errors of the schema, as `path: keyword`.
fn refused(validator: &jsonschema::Validator, values: &Json) -> Vec<String> {
    validator
        .iter_errors(values)
        .map(|error| format!("{}: {}", error.instance_path(), error.kind().keyword()))
        .collect()
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn is_yaml(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "yaml")
}

/// The recorded cases that Helm renders: name, chart and values.
fn vectors() -> Vec<(String, Chart, Value)> {
    let mut found = Vec::new();
    for case in sorted(&project().join("tests/vectors")) {
        let recorded: Json = serde_json::from_slice(&fs::read(case.join("helm3.json")).unwrap()).unwrap();
        if recorded.get("error").is_some() {
            continue;
        }
        let chart = if recorded["chart"] == "flyte-core" { Chart::FlyteCore } else { Chart::FlyteBinary };
        let files: Vec<PathBuf> = sorted(&case).into_iter().filter(|path| is_yaml(path)).collect();
        let values = read(&files).expect("Helm reads it");
        let name = case.file_name().unwrap().to_string_lossy().into_owned();
        found.push((name, chart, values));
    }
    assert!(found.len() > 80, "{} cases", found.len());
    found
}

/// The values without and with the chart's defaults.
fn both(chart: Chart, values: &Value) -> [Json; 2] {
    let whole = coalesce(values.clone(), &chart.defaults(), HelmVersion::V3, &mut Vec::new());
    [to_serde(values), to_serde(&whole)]
}

#[test]
fn rejects_recorded_values_that_flyte_ignores_or_misreads() {
    let mut text = String::new();
    for (name, chart, values) in vectors() {
        let [alone, whole] = both(chart, &values).map(|values| refused(validator(chart), &values));
        assert_eq!(alone, whole, "{name}: with the chart's defaults");
        for line in alone {
            writeln!(text, "{name} {line}").unwrap();
        }
    }
    insta::assert_snapshot!(text, @r"
    b28-external-lowercase /configuration/inline/auth/appAuth/authServerType: anyOf
    c07-docs-misnested-external /configmap/adminServer/auth: additionalProperties
    c08-openid-null-sibling /configmap/adminServer/auth/userAuth: additionalProperties
    x-anchors /configuration/auth/internal: additionalProperties
    x-flyteclient-string /configuration/auth/flyteClient: pattern
    x-inline-string /configuration/inline: pattern
    x-secret-bool /configuration/auth/oidc/clientSecret: type
    x-uris-number /configuration/auth/authorizedUris/0: type
    x-uris-number /configuration/auth/authorizedUris/1: type
    x-uris-number /configuration/auth/authorizedUris/4: type
    x-uris-number /configuration/auth/authorizedUris/5: type
    ");
}

fn list(paths: &[values::Path]) -> String {
    let paths: Vec<String> = paths.iter().map(values::Path::to_string).collect();
    paths.join(", ")
}

#[test]
fn key_faults_of_the_recorded_cases() {
    let mut text = String::new();
    for (name, chart, values) in vectors() {
        for fault in faults(chart, &values).unwrap() {
            let kind = match fault.kind {
                KeyFaultKind::Misplaced { belongs } => format!("belongs at {}", list(&belongs)),
                KeyFaultKind::OtherChart { belongs, .. } => {
                    format!("of the other chart, here {}", list(&belongs))
                }
                other => format!("{other:?}"),
            };
            writeln!(text, "{name} {}: {kind}", fault.path).unwrap();
        }
    }
    insta::assert_snapshot!(text, @r#"
    b08-auth-at-root auth: belongs at configuration.auth
    b29-core-keys-in-binary configmap: of the other chart, here configuration.auth.enabled
    b29-core-keys-in-binary secrets: of the other chart, here configuration.auth.internal
    c07-docs-misnested-external configmap.adminServer.auth.externalAuthServer: belongs at configmap.adminServer.auth.appAuth.externalAuthServer
    c07-docs-misnested-external configmap.adminServer.userAuth: belongs at configmap.adminServer.auth.userAuth
    c08-openid-null-sibling configmap.adminServer.auth.userAuth.baseUrl: belongs at configmap.adminServer.auth.userAuth.openId.baseUrl
    c08-openid-null-sibling configmap.adminServer.auth.userAuth.scopes: belongs at configmap.adminServer.auth.userAuth.openId.scopes
    c08-openid-null-sibling configmap.adminServer.auth.userAuth.clientId: belongs at configmap.adminServer.auth.userAuth.openId.clientId
    c14-use-auth-misplaced configmap.adminServer.security: belongs at configmap.adminServer.server.security
    c23-binary-keys-in-core configuration: of the other chart, here configmap.adminServer.server.security.useAuth
    x-flyteclient-string configuration.auth.flyteClient: WrongType { expected: "a map", found: "text" }
    x-inline-string configuration.inline: WrongType { expected: "a map", found: "text" }
    x-secret-bool configuration.auth.oidc.clientSecret: WrongType { expected: "text", found: "a list" }
    x-uris-number configuration.auth.authorizedUris[0]: WrongType { expected: "a URL", found: "a number" }
    x-uris-number configuration.auth.authorizedUris[1]: WrongType { expected: "a URL", found: "a truth value" }
    x-uris-number configuration.auth.authorizedUris[4]: WrongType { expected: "a URL", found: "a number" }
    x-uris-number configuration.auth.authorizedUris[5]: WrongType { expected: "a URL", found: "a number" }
    "#);
}

#[test]
fn accepts_the_defaults_of_the_charts() {
    for chart in [Chart::FlyteBinary, Chart::FlyteCore] {
        let defaults = to_serde(&chart.defaults());
        assert_eq!(refused(validator(chart), &defaults), [""; 0], "{chart}");
    }
}

#[test]
fn accepts_generated_values() {
    for answers in crate::common::answers_examples() {
        let folder = crate::common::generated(&answers, &[]);
        let name = answers.display().to_string();
        let chart = if name.contains("flyte-core") { Chart::FlyteCore } else { Chart::FlyteBinary };
        for file in sorted(folder.path()) {
            let is_values = file.file_name().is_some_and(|file| file.to_string_lossy().starts_with("values"));
            if !is_values {
                continue;
            }
            let values = read(std::slice::from_ref(&file)).unwrap();
            assert_eq!(faults(chart, &values).unwrap(), [], "{name}");
            for values in both(chart, &values) {
                assert_eq!(refused(validator(chart), &values), [""; 0], "{name}");
            }
        }
    }
}

/// The values and examples of the charts; `FLYTE_AUTH_CHARTS` is the folder `charts` of Flyte.
#[test]
fn accepts_the_files_of_the_charts() {
    let Some(charts) = std::env::var_os("FLYTE_AUTH_CHARTS") else {
        eprintln!("skipped: FLYTE_AUTH_CHARTS is not set");
        return;
    };
    for chart in [Chart::FlyteBinary, Chart::FlyteCore] {
        let folder = Path::new(&charts).join(chart.name());
        let defaults = read(&[folder.join("values.yaml")]).unwrap();
        for file in sorted(&folder) {
            let name = file.file_name().unwrap().to_string_lossy().into_owned();
            if !is_yaml(&file) || name == "Chart.yaml" {
                continue;
            }
            let values = read(&[file]).unwrap();
            assert_eq!(faults(chart, &values).unwrap(), [], "{name}");
            let whole = coalesce(values.clone(), &defaults, HelmVersion::V3, &mut Vec::new());
            for values in [&values, &whole] {
                let refused = refused(validator(chart), &to_serde(values));
                assert_eq!(refused, [""; 0], "{name}");
            }
        }
    }
}

#[test]
fn accepts_values_that_flyte_converts() {
    let inline = |inline: Json| json!({ "configuration": { "inline": inline } });
    for values in [
        json!(null),
        json!({}),
        json!({ "configuration": null, "x-anchors": { "a": 1 }, "keycloak": { "auth": { "enabled": true } } }),
        json!({ "configuration": { "auth": {
            "x-note": 1, "enabled": "yes", "oidc": { "clientId": 12, "clientSecret": "ENC[AES256_GCM,data:x]" },
            "authorizedUris": "${URIS}", "flyteClient": "{{ toYaml .Values.client | nindent 12 }}" } } }),
        inline(
            json!({ "Auth": { "nothing": 1 }, "auth": { "USERAUTH": { "openID": { "ClientID": 1 } } }, "logger": { "level": 5 } }),
        ),
        inline(json!({ "auth": { "appAuth": { "authServerType": "", "externalAuthServer": {
            "allowedAudience": "https://a,https://b", "retryAttempts": "5", "retryDelay": "1m30s", "baseUrl": "https://{{ .Values.host }}/x" } } } })),
        inline(
            json!({ "auth": { "appAuth": { "authServerType": 1, "selfAuthServer": { "staticClients": { "any-name": {
            "id": "any-name", "public": "true", "redirect_uris": "http://localhost/callback" } } } } } }),
        ),
        inline(
            json!({ "auth": { "authorizedUris": "https://x", "userAuth": { "openId": { "baseUrl": null, "scopes": {} }, "cookieSetting": { "sameSitePolicy": "LaxMode" } } } }),
        ),
        inline(
            json!({ "server": { "security": { "useAuth": "1", "allowCors": 0 } }, "admin": { "authType": "${TYPE}", "maxBackoffDelay": 5 } }),
        ),
    ] {
        let refused = refused(validator(Chart::FlyteBinary), &values);
        assert_eq!(refused, [""; 0], "{values}");
    }
}

#[test]
fn rejects_values_that_flyte_does_not_accept() {
    for (values, wanted) in [
        (json!({ "auth": { "oidc": { "clientID": "x" } } }), "/configuration/auth/oidc: additionalProperties"),
        (json!({ "auth": { "oidc": { "clientId": {"a": 1} } } }), "/configuration/auth/oidc/clientId: type"),
        (json!({ "auth": { "authorizedUris": "https://x" } }), "/configuration/auth/authorizedUris: pattern"),
        (
            json!({ "inline": { "auth": { "externalAuthServer": {} } } }),
            "/configuration/inline/auth: additionalProperties",
        ),
        (
            json!({ "inline": { "auth": { "appAuth": { "authServerType": "external" } } } }),
            "/configuration/inline/auth/appAuth/authServerType: anyOf",
        ),
        (
            json!({ "inline": { "server": { "security": { "useAuth": "on" } } } }),
            "/configuration/inline/server/security/useAuth: pattern",
        ),
        (
            json!({ "inline": { "auth": { "appAuth": { "selfAuthServer": { "accessTokenLifespan": "1d" } } } } }),
            "/configuration/inline/auth/appAuth/selfAuthServer/accessTokenLifespan: pattern",
        ),
        (
            json!({ "inline": { "auth": { "authorizedUris": ["https://x:y"] } } }),
            "/configuration/inline/auth/authorizedUris/0: anyOf",
        ),
        (
            json!({ "inline": { "auth": { "appAuth": { "selfAuthServer": { "staticClients": { "a": { "client_secret": "$2b$06$x" } } } } } } }),
            "/configuration/inline/auth/appAuth/selfAuthServer/staticClients/a/client_secret: pattern",
        ),
    ] {
        let values = json!({ "configuration": values });
        let refused = refused(validator(Chart::FlyteBinary), &values);
        assert_eq!(refused, [wanted], "{values}");
    }
}
