//! `check` never prints a secret, and sends requests and secrets only where the user asks for.

use super::provider::{PROPELLER_SECRET, WEB_SECRET};
use super::{Issues, Shown, Speaks, WELL, World, outcome};

#[test]
fn prints_no_secrets_and_no_tokens() {
    for fault in [
        "",
        "no-audience-mapper",
        "propeller-secret-is-wrong",
        "web-secret-is-wrong",
        "no-scp-mapper",
        "secret-repeated",
    ] {
        let world = World::new(Issues::Keycloak, fault, WELL);
        for format in ["human", "short", "json"] {
            let args = ["-f", "values.yaml", "--probe-secrets", "--show-claims", "--format", format];
            let text = world.outcome(&args);
            for secret in [WEB_SECRET, PROPELLER_SECRET, "c2ln", "eyJ"] {
                assert!(!text.contains(secret), "{fault} {format} {secret}:\n{text}");
            }
        }
    }
}

#[test]
fn hides_personal_claims_without_show_claims() {
    let world = World::new(Issues::Keycloak, "no-audience-mapper", WELL);
    let args = ["-f", "values.yaml", "--only", "clients"];
    assert!(!world.outcome(&args).contains("service-account-flytepropeller"));
    assert!(world.outcome(&[&args[..], &["--show-claims"]].concat()).contains("service-account-flytepropeller"));
}

#[test]
fn does_not_send_the_web_secret_without_probe_secrets() {
    let world = World::new(Issues::Keycloak, "", WELL);
    world.outcome(&["-f", "values.yaml"]);
    assert!(
        !world
            .provider
            .received()
            .iter()
            .any(|request| request.field("client_id").as_deref() == Some("flyteconsole") && request.method == "POST")
    );
    assert!(world.provider.received().iter().all(|request| !request.body.contains(WEB_SECRET)));
}

#[test]
fn only_sends_the_requests_of_its_group() {
    let world = World::new(Issues::Keycloak, "", WELL);
    world.outcome(&["-f", "values.yaml", "--only", "idp"]);
    assert!(world.deployment.received().is_empty());
    let paths: Vec<String> = world.provider.received().into_iter().map(|request| request.path).collect();
    insta::assert_debug_snapshot!(paths, @r#"
    [
        "/realms/flyte/.well-known/openid-configuration",
        "/realms/flyte/protocol/openid-connect/certs",
    ]
    "#);
}

#[test]
fn rejects_plain_http_except_on_localhost() {
    let world = World::new(Issues::Keycloak, "", Speaks { deployment: Shown::Nothing, ..WELL });
    let url = world.url().replace("https", "http");
    insta::assert_snapshot!(world.outcome(&[&url, "--only", "deployment", "--format", "short"]), @"
    exit 1
    --- stdout
    ✗ login-redirect: the login returns to https://fly.example.org/callback, not to http://fly.example.org/callback; the provider refuses this, or the browser cannot reach it
    1 failed, 8 ok
    ");
    insta::assert_snapshot!(world.outcome(&["http://flyte.example.org"]), @"
    exit 2
    --- stderr
    error: `http://flyte.example.org` is not https, which Flyte's cookies and the identity provider require
    --> URL
     = help: use `https://flyte.example.org`; plain http works only for localhost

    error: 1 problem found
    ");
}

#[test]
fn reads_secrets_from_files_variables_and_stdin() {
    let world = World::new(Issues::Keycloak, "", WELL);
    let values = std::fs::read_to_string(world.folder.path().join("values.yaml")).unwrap();
    let without = values.replace(PROPELLER_SECRET, "${FLYTE_SECRET}");
    assert_ne!(values, without);
    std::fs::write(world.folder.path().join("values.yaml"), without).unwrap();
    std::fs::write(world.folder.path().join("secret"), format!("{PROPELLER_SECRET}\n")).unwrap();
    let args = ["-f", "values.yaml", "--only", "clients", "--format", "short"];
    insta::assert_snapshot!(world.outcome(&args), @"
    exit 0
    --- stdout
    4 ok, 2 not tried
    ");
    insta::assert_snapshot!(world.outcome(&[&args[..], &["--propeller-secret-file", "secret"]].concat()), @"
    exit 0
    --- stdout
    6 ok, 1 not tried
    ");
    let mut command = world.check(&[&args[..], &["--propeller-secret-env", "SECRET"]].concat());
    insta::assert_snapshot!(outcome(command.env("SECRET", PROPELLER_SECRET)), @"
    exit 0
    --- stdout
    6 ok, 1 not tried
    ");
    let file = std::fs::File::open(world.folder.path().join("secret")).unwrap();
    let mut command = world.check(&[&args[..], &["--propeller-secret-file", "-"]].concat());
    insta::assert_snapshot!(outcome(command.stdin(file)), @"
    exit 0
    --- stdout
    6 ok, 1 not tried
    ");
}
