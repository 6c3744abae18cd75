//! `guide --emit`: what it writes for each deployment of `examples/answers/`, what a Keycloak that imports the realm
//! then issues, and what the real Terraform says of its files.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::common::{answers_examples, flyte_auth, generated, outcome, project};

fn name(example: &Path) -> &str {
    example.file_stem().unwrap().to_str().unwrap()
}

/// What is emitted for an example; `None` where it is refused.
fn emit(example: &Path, what: &str) -> Option<String> {
    let output = flyte_auth(project()).args(["guide", "--emit", what, "--answers"]).arg(example).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    output.status.success().then_some(text)
}

/// The examples that there is code for.
fn all(what: &str) -> Vec<(PathBuf, String)> {
    answers_examples().into_iter().filter_map(|example| emit(&example, what).map(|text| (example, text))).collect()
}

/// What is the same for several examples is shown once.
fn show(what: &str, prefix: &str) {
    let mut by_text: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (example, text) in all(what) {
        by_text.entry(text).or_default().push(name(&example).to_owned());
    }
    assert!(by_text.len() >= 3, "{}", by_text.len());
    for (text, names) in by_text {
        let page = format!("{}\n\n{text}", names.join("\n"));
        insta::assert_snapshot!(format!("{prefix}_{}", names[0]), page);
    }
}

#[test]
fn terraform_for_every_deployment() {
    show("terraform", "terraform");
}

#[test]
fn a_realm_for_every_deployment() {
    show("keycloak-realm", "realm");
}

#[test]
fn before_anything_is_registered_nothing_is_imported_and_keycloaks_ids_are_chosen() {
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
fn what_there_is_no_code_for_says_what_there_is() {
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

/// Values hold anything; a shell's variable is filled in by Keycloak's import and would be by Terraform.
#[test]
fn nothing_of_the_values_gets_out_of_its_place() {
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
            for told in [emitted(hostile, whole, what), emitted("console", hostile, what)] {
                assert!(told.starts_with("exit 2"), "{told}");
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
fn no_secret_is_in_it() {
    for what in ["terraform", "keycloak-realm"] {
        for example in answers_examples() {
            let told = outcome(
                flyte_auth(project())
                    .env("FLYTE_WEB_SECRET", "web-secret-from-the-idp")
                    .env("FLYTE_PROPELLER_SECRET", "correct-horse-battery-staple")
                    .args(["guide", "--emit", what, "--answers"])
                    .arg(&example),
            );
            for secret in ["web-secret-from-the-idp", "correct-horse-battery-staple", "\"secret\""] {
                assert!(!told.contains(secret), "{told}");
            }
        }
    }
}

/// What stands between quotes in a Terraform file's code.
fn literals(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.trim_start().starts_with('#')).flat_map(|line| line.split('"').skip(1).step_by(2))
}

#[test]
fn no_url_no_id_no_scope_and_no_audience_differs_from_the_values() {
    for what in ["terraform", "keycloak-realm"] {
        for (example, text) in all(what) {
            let folder = generated(&example, &[]);
            let values: String = fs::read_dir(folder.path())
                .unwrap()
                .map(|file| fs::read_to_string(file.unwrap().path()).unwrap())
                .collect();
            // Flyte's values say nothing of CI's client at an identity provider.
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

/// Runs `terraform fmt` on a text: it parses it, and prints what it would write otherwise.
#[test]
fn the_real_terraform_reads_it_and_would_write_it_so() {
    let terraform = std::env::var("FLYTE_AUTH_TERRAFORM").unwrap_or_else(|_| "terraform".to_owned());
    if Command::new(&terraform).arg("version").output().is_err() {
        eprintln!("no terraform here (FLYTE_AUTH_TERRAFORM): its reading is not compared");
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
        assert!(output.status.success(), "{}: {}", name(&example), String::from_utf8_lossy(&output.stderr));
        assert_eq!(String::from_utf8_lossy(&output.stdout), text, "{}", name(&example));
        read += 1;
    }
    assert!(read >= 10, "{read}");
}

/// A line for each token.
fn told(verdicts: &[(String, flyte_auth::internals::flyte::ClaimsVerdict)]) -> String {
    let mut text = String::new();
    for (whose, verdict) in verdicts {
        let _ = writeln!(text, "{whose}: {verdict:?}");
    }
    text
}

#[test]
fn the_tokens_of_the_realm_are_accepted() {
    let mut realms = 0;
    for (example, text) in all("keycloak-realm") {
        let realm: serde_json::Value = serde_json::from_str(&text).unwrap();
        crate::keycloak::check_names(&realm);
        if !name(&example).contains("external") {
            // flyteadmin issues the tokens: nothing but the login is needed, and Keycloak makes the rest itself.
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
            insta::assert_snapshot!(told(&verdicts), @r#"
            flytectl, scope `all`: Accepted { subject: "a person", client: "", scopes: ["all"] }
            flytectl, no scope: Accepted { subject: "a person", client: "", scopes: ["all"] }
            flytepropeller, scope `all`: Accepted { subject: "the service account", client: "flytepropeller", scopes: ["all"] }
            flytepropeller, no scope: Accepted { subject: "the service account", client: "flytepropeller", scopes: ["all"] }
            flyteconsole: Denied(Audience { found: ["account"], wanted: ["https://flyte.example.org"] })
            "#);
        }
        // A scope that does not exist is refused, and one for people is none for services.
        assert!(crate::keycloak::token(&realm, "flytectl", "offline").is_none());
        assert!(crate::keycloak::token(&realm, "flytepropeller", "all offline_access").is_none());
        realms += 1;
    }
    assert!(realms >= 2, "{realms}");
}
