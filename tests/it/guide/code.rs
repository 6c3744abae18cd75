//! `guide --emit`: the Terraform code and the Keycloak realm for each deployment in `examples/answers/`, checked against
//! the generated values and, if it is installed, with the real Terraform.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::common::{answers_examples, flyte_auth, generated_text, name_of, outcome, project};

/// The code for an example, or nothing if there is none.
fn emit(example: &Path, what: &str) -> Option<String> {
    let output = flyte_auth(project()).args(["guide", "--emit", what, "--answers"]).arg(example).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    output.status.success().then_some(text)
}

/// The examples with code, and the code.
pub(super) fn all(what: &str) -> Vec<(PathBuf, String)> {
    answers_examples().into_iter().filter_map(|example| emit(&example, what).map(|text| (example, text))).collect()
}

/// A snapshot for each different text, with the names of its examples.
fn show(what: &str, prefix: &str) {
    let mut by_text: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (example, text) in all(what) {
        by_text.entry(text).or_default().push(name_of(&example).to_owned());
    }
    assert!(by_text.len() >= 3, "{}", by_text.len());
    for (text, names) in by_text {
        let page = format!("{}\n\n{text}", names.join("\n"));
        insta::assert_snapshot!(format!("{prefix}_{}", names[0]), page);
    }
}

#[test]
fn prints_terraform_for_every_deployment() {
    show("terraform", "terraform");
}

#[test]
fn prints_a_realm_for_every_deployment() {
    show("keycloak-realm", "realm");
}

#[test]
fn an_application_has_one_name_in_the_steps_and_in_the_code() {
    let of_apps = ["  label ", "  display_name "];
    let flytectl = ["--flytectl-client-id", "cccccccc-bbbb-cccc-dddd-eeeeeeeeeeee"];
    for (idp, own, count) in [("okta", &[][..], 4), ("entra", &flytectl[..], 3)] {
        let arguments = ["guide", "--auth-server", "external", "--ci", "--chart", "flyte-core", "--idp", idp];
        let run = |more: &[&str]| {
            outcome(
                flyte_auth(project()).args(arguments).args(own).args(["--url", "https://flyte.example.org"]).args(more),
            )
        };
        let (steps, code) = (run(&[]), run(&["--emit", "terraform"]));
        let lines = code.lines().filter(|line| of_apps.iter().any(|start| line.starts_with(start)));
        let names: Vec<&str> = lines.map(|line| line.split('"').nth(1).unwrap()).collect();
        assert!(names.len() >= count, "{idp}: {names:?}");
        for name in names {
            let is_set = |line: &str| {
                let line = line.trim_start();
                ["Name ", "App integration name "]
                    .iter()
                    .any(|key| line.strip_prefix(key).is_some_and(|rest| rest.trim() == name))
            };
            assert!(steps.lines().any(is_set), "{idp}: no step names {name}:\n{steps}");
        }
    }
}

#[test]
fn terraform_imports_nothing_before_clients_are_registered() {
    for idp in ["okta", "entra"] {
        let output = flyte_auth(project())
            .args(["guide", "--emit", "terraform", "--auth-server", "external"])
            .args(["--chart", "flyte-core", "--url", "https://flyte.example.org"])
            .args(["--idp", idp])
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        insta::assert_snapshot!(format!("terraform_new_{idp}"), text);
        assert!(!text.contains("import {") && !text.contains('<'), "{text}");
    }
    let output = flyte_auth(project())
        .args(["guide", "--emit", "keycloak-realm", "--auth-server", "external"])
        .args(["--chart", "flyte-core", "--url", "https://flyte.example.org"])
        .args(["--idp", "keycloak"])
        .output()
        .unwrap();
    let chosen = String::from_utf8(output.stdout).unwrap();
    let example = Path::new("examples/answers/keycloak-external-flyte-core.yaml");
    assert_eq!(emit(example, "keycloak-realm").unwrap(), chosen);
}

#[test]
fn rejects_providers_without_code() {
    let answers = project().join("examples/answers");
    let guide = |file: &str, what: &str| {
        let mut command = flyte_auth(&answers);
        outcome(command.args(["guide", "--answers", file, "--emit", what]))
    };
    insta::assert_snapshot!(guide("okta-external-flyte-core.yaml", "keycloak-realm"), @"
    exit 2
    --- stderr
    error: Okta has no realm file; only Keycloak does
    help: `--emit terraform` writes what Okta needs
    ");
    insta::assert_snapshot!(guide("google-internal-flyte-core.yaml", "terraform"), @"
    exit 2
    --- stderr
    error: there is no Terraform for Google
    help: omit `--emit`: `flyte-auth guide` lists the steps
    ");
    insta::assert_snapshot!(guide("google-internal-flyte-core.yaml", "keycloak-realm"), @"
    exit 2
    --- stderr
    error: Google has no realm file; only Keycloak does
    help: omit `--emit`: `flyte-auth guide` lists the steps
    ");
    insta::assert_snapshot!(guide("auth0-external-flyte-core.yaml", "terraform"), @"
    exit 2
    --- stderr
    error: there is no Terraform for Auth0
    help: omit `--emit`: `flyte-auth guide` lists the steps
    ");
    let flags = |issuer: &str, what: &str| {
        outcome(
            flyte_auth(&answers)
                .args(["guide", "--emit", what, "--auth-server", "external"])
                .args(["--chart", "flyte-core", "--url", "https://flyte.example.org"])
                .args(["--idp", "keycloak", "--issuer", issuer]),
        )
    };
    insta::assert_snapshot!(flags("https://kc.example.org/realms/master", "keycloak-realm"), @"
    exit 2
    --- stderr
    error: cannot generate code for the realm: `master` is Keycloak's own realm, which is there already and cannot be imported
    help: use a separate realm, or `--emit terraform`, which adds to an existing realm
    ");
    insta::assert_snapshot!(flags("https://kc.example.org/realms/a%20b", "keycloak-realm"), @"
    exit 2
    --- stderr
    error: cannot generate code for the realm: `a%20b` is not a valid name of a realm
    help: use letters, digits, `-`, `_` and `.`
    ");
    insta::assert_snapshot!(
        outcome(flyte_auth(&answers).args(["guide", "--answers", "okta-external-flyte-core.yaml", "--emit", "terraform", "--format", "json"])),
        @"
    exit 2
    --- stderr
    error: the argument '--emit <CODE>' cannot be used with '--format <FORMAT>'

    Usage: flyte-auth guide --answers <FILE> --emit <CODE> [FILE]...

    For more information, try '--help'.
    "
    );
}

/// Values can have any characters. Terraform and Keycloak's import expand `${…}`.
#[test]
fn escapes_or_rejects_special_characters() {
    let folder = tempfile::tempdir().unwrap();
    let emitted = |id: &str, audience: &str, what: &str| {
        let values = serde_json::json!({"configuration": {"auth": {
            "enabled": true,
            "enableAuthServer": false,
            "oidc": {"baseUrl": "https://kc.example.org/realms/flyte", "clientId": id, "clientSecret": "s"},
            "internal": {"clientId": "flytepropeller", "clientSecret": "s", "clientSecretHash": "h"},
            "authorizedUris": ["https://flyte.example.org"],
        }, "inline": {"auth": {"appAuth": {
            "authServerType": "External",
            "externalAuthServer": {"baseUrl": "https://kc.example.org/realms/flyte", "allowedAudience": [audience]},
        }}}}});
        fs::write(folder.path().join("v.yaml"), values.to_string()).unwrap();
        let mut command = flyte_auth(folder.path());
        outcome(command.args(["guide", "-f", "v.yaml", "--idp", "keycloak", "--emit", what]))
    };
    let whole = "https://flyte.example.org";
    for what in ["keycloak-realm", "terraform"] {
        assert!(emitted("console", whole, what).starts_with("exit 0"), "{}", emitted("console", whole, what));
        for hostile in ["${file(\"/etc/passwd\")}", "a\"}", "a\\", "%{ for x in y }", "a\nb", "é", "${KC_PASSWORD}"] {
            for output in [emitted(hostile, whole, what), emitted("console", hostile, what)] {
                assert!(output.starts_with("exit 2"), "{output}");
            }
        }
    }
    insta::assert_snapshot!(emitted("${CLIENT_ID}", whole, "terraform"), @"
    exit 2
    --- stderr
    error: cannot generate code for the console's client: `${CLIENT_ID}` is a placeholder
    help: copy it from the application's page at the identity provider
    ");
    insta::assert_snapshot!(emitted("console", "a\"b", "keycloak-realm"), @r#"
    exit 2
    --- stderr
    error: cannot generate code for the audience: the audience `a"b` contains `"`, which Flyte's charts do not pass on unchanged
    help: use the audience of the identity provider's access tokens
    "#);
    let address = outcome(
        flyte_auth(folder.path())
            .args(["guide", "--emit", "terraform", "--auth-server", "internal"])
            .args(["--chart", "flyte-core", "--url", "https://flyte.example.org", "--idp", "keycloak"])
            .args(["--issuer", "https://kc.example.org/a\"%{b}\\c/realms/flyte"]),
    );
    assert!(address.contains(r#"base_path = "/a\"\u0025{b}\\c""#), "{address}");
}

#[test]
fn prints_no_secrets() {
    for what in ["terraform", "keycloak-realm"] {
        for example in answers_examples() {
            let output = outcome(
                flyte_auth(project())
                    .env("FLYTE_WEB_SECRET", "web-secret-from-the-idp")
                    .env("FLYTE_PROPELLER_SECRET", "correct-horse-battery-staple")
                    .args(["guide", "--emit", what, "--answers"])
                    .arg(&example),
            );
            for secret in ["web-secret-from-the-idp", "correct-horse-battery-staple", "\"secret\""] {
                assert!(!output.contains(secret), "{output}");
            }
        }
    }
}

/// The quoted texts of a Terraform file, without its comments.
fn literals(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.trim_start().starts_with('#')).flat_map(|line| line.split('"').skip(1).step_by(2))
}

#[test]
fn code_matches_the_generated_values() {
    for what in ["terraform", "keycloak-realm"] {
        for (example, text) in all(what) {
            let values = generated_text(&example);
            // Flyte's values do not have CI's client at an identity provider.
            let answers = fs::read_to_string(project().join(&example)).unwrap();
            let is_cis = |text: &str| answers.contains(&format!("ci:        {{id: {text}}}"));
            let is_there = |text: &str| text == "flytepropeller" || values.contains(text) || is_cis(text);
            let mut urls = 0;
            for literal in literals(&text).filter(|text| text.contains("://") && !text.contains("${")) {
                let base = literal.trim_end_matches("/callback").trim_end_matches("/logout");
                assert!(is_there(base) || base == "http://localhost:53593", "{literal} in {text}");
                urls += 1;
            }
            assert!(urls >= 1, "{text}");
            let nobody = "00000000-0000-0000-0000-000000000000";
            for line in text.lines().filter(|line| line.trim_start().starts_with("id ") || line.contains("client_id "))
            {
                for id in literals(line).filter(|id| *id != nobody && !id.contains("://")) {
                    let own = ["5b9f0f0e-", "c0f3a7d2-"].iter().any(|own| id.starts_with(own));
                    assert!(own || is_there(id) || line.contains('['), "{line} in {text}");
                }
            }
        }
    }
}

/// `terraform fmt` parses the code and prints it formatted.
#[test]
fn the_real_terraform_formats_it_the_same_way() {
    let terraform = std::env::var("FLYTE_AUTH_TERRAFORM").unwrap_or_else(|_| "terraform".to_owned());
    if Command::new(&terraform).arg("version").output().is_err() {
        eprintln!("skipped: terraform is not installed (FLYTE_AUTH_TERRAFORM)");
        return;
    }
    let mut read = 0;
    for (example, text) in all("terraform") {
        let mut child = Command::new(&terraform)
            .args(["fmt", "-no-color", "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{}: {}", name_of(&example), String::from_utf8_lossy(&output.stderr));
        assert_eq!(String::from_utf8_lossy(&output.stdout), text, "{}", name_of(&example));
        read += 1;
    }
    assert!(read >= 10, "{read}");
}
