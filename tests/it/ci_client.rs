//! A separate client for CI: from the answer to the configuration in CI.

use std::fs;
use std::path::Path;

use crate::common::{flyte_auth, generated, outcome, place_answers, project, with_secrets};

/// Answers of the internal server for a chart.
fn internal(chart: &str) -> String {
    format!("examples/answers/keycloak-internal-{chart}.yaml")
}

/// The values files in a folder, as Helm gets them.
fn layers(folder: &Path) -> Vec<String> {
    let names = ["values.yaml", "values-secrets.yaml"].into_iter();
    names.filter(|name| folder.join(name).exists()).flat_map(|name| ["-f".to_owned(), name.to_owned()]).collect()
}

const KEEP: [&[&str]; 3] = [
    &["--secrets", "inline", "--ci-secret-env", "FLYTE_CREDENTIALS_CLIENT_SECRET"],
    &["--secrets", "separate", "--ci-hash-env", "FLYTE_PROPELLER_HASH"],
    &["--secrets", "existing", "--propeller-hash-env", "FLYTE_PROPELLER_HASH", "--ci-hash-env", "FLYTE_PROPELLER_HASH"],
];

#[test]
fn generate_adds_the_client_to_the_static_clients() {
    for chart in ["flyte-binary", "flyte-core"] {
        for flags in KEEP {
            let folder = generated(Path::new(&internal(chart)), flags);
            let run = |words: &[&str]| outcome(flyte_auth(folder.path()).args(words).args(layers(folder.path())));
            let output = run(&["lint"]);
            assert_eq!(output, "exit 0\n--- stdout\nNo problems found\n", "{chart} {flags:?}");
            let shown = run(&["show"]);
            for client in ["flyte-cli", "flytectl", "flytepropeller", "flyte-ci"] {
                assert!(shown.contains(&format!("{client}:")), "{chart} {flags:?}: {client}\n{shown}");
            }
            let output = run(&["client", "--flow", "client-secret"]);
            assert!(
                output.contains("clientId: flyte-ci\n") && !output.contains("note:"),
                "{chart} {flags:?}\n{output}"
            );
        }
    }
}

#[test]
fn generate_writes_only_the_hash_of_the_secret() {
    for chart in ["flyte-binary", "flyte-core"] {
        let folder = generated(Path::new(&internal(chart)), KEEP[0]);
        let text = fs::read_to_string(folder.path().join("values.yaml")).unwrap();
        assert!(!text.contains("hands-off-the-production-cluster"), "{text}");
    }
}

#[test]
fn generate_into_adds_the_client_and_separates_its_hash() {
    for chart in ["flyte-binary", "flyte-core"] {
        let folder = generated(Path::new(&internal(chart)), &[]);
        let answers = place_answers(folder.path(), &format!("keycloak-internal-{chart}"));
        let generate = |secrets: &str| {
            let output = outcome(
                with_secrets(folder.path())
                    .args(["generate", "--into", "values.yaml", "--force"])
                    .args(["--answers", &answers])
                    .args(["--ci-client-id", "deploys"])
                    .args(["--ci-hash-env", "FLYTE_PROPELLER_HASH", "--secrets", secrets]),
            );
            assert!(output.starts_with("exit 0"), "{chart}\n{output}");
            fs::read_to_string(folder.path().join("values.yaml")).unwrap()
        };
        let hashes = |text: &str| {
            let lines = text.lines().map(str::trim_start);
            lines.filter(|line| line.starts_with("client_secret:")).count()
        };
        let of_chart = usize::from(chart == "flyte-core");
        let text = generate("inline");
        assert!(text.contains("deploys:"), "{text}");
        assert_eq!(hashes(&text), 1 + of_chart, "{text}");
        let text = generate("separate");
        assert!(text.contains("deploys:"), "{text}");
        assert_eq!(hashes(&text), 0, "{text}");
        let secrets = fs::read_to_string(folder.path().join("values-secrets.yaml")).unwrap();
        assert_eq!(hashes(&secrets), 1 + of_chart, "{secrets}");
    }
}

#[test]
fn values_do_not_contain_the_client_of_an_external_server() {
    let plain = "examples/answers/okta-external-flyte-core.yaml";
    let values = |example: &str| {
        let folder = generated(Path::new(example), &[]);
        fs::read_to_string(folder.path().join("values.yaml")).unwrap()
    };
    assert_eq!(values(plain), values("examples/answers/okta-external-flyte-core-ci.yaml"));
    let folder = tempfile::tempdir().unwrap();
    let answers = place_answers(folder.path(), "okta-external-flyte-core");
    let output = outcome(with_secrets(folder.path()).args(["generate", "--dry-run", "--answers", &answers]).args([
        "--ci-client-id",
        "0oaci",
        "--ci-secret-env",
        "FLYTE_CREDENTIALS_CLIENT_SECRET",
    ]));
    assert!(
        output.contains(
            "note: `clients.ci.secret` is not read, because the values do not contain the secret of CI's \
            client: store it in CI"
        ),
        "{output}"
    );
}

#[test]
fn client_rejects_clients_without_client_credentials() {
    let values = project().join("examples/values");
    let client =
        |arguments: &[&str]| outcome(flyte_auth(&values).args(["client", "--flow", "client-secret"]).args(arguments));
    insta::assert_snapshot!(client(&[
        "-f",
        "flyte-binary-google-internal.yaml",
        "--client-id",
        "nothere"
    ]), @"
    exit 2
    --- stderr
    error: flyteadmin has no client `nothere`, only these clients for services: `flytepropeller`
    help: add it to the values first: `flyte-auth generate --into FILE --ci-client-id ID`
    ");
    insta::assert_snapshot!(client(&[
        "-f",
        "flyte-core-google-internal.yaml",
        "--client-id",
        "Flytepropeller"
    ]), @"
    exit 2
    --- stderr
    error: flyteadmin has no client `Flytepropeller`, only these clients for services: `flytepropeller`
    help: did you mean `flytepropeller`?
    ");
    insta::assert_snapshot!(client(&[
        "-f",
        "flyte-core-google-internal.yaml",
        "--client-id",
        "flyte-cli"
    ]), @"
    exit 2
    --- stderr
    error: `flyte-cli` is the public client of flytectl and pyflyte: it has no secret, so a service gets no token with it
    help: pass a confidential client for the service, or omit `--client-id` to use the deployment's
    ");
    insta::assert_snapshot!(client(&[
        "-f",
        "flyte-core-keycloak-internal.yaml",
        "--client-id",
        "flyteconsole"
    ]), @"
    exit 2
    --- stderr
    error: `flyteconsole` is the web client: it gets no token with client credentials, and its secret belongs to the console
    help: use a separate client for the service: `flyte-auth guide --ci` shows how to register one, `flyte-auth generate --into FILE --ci-client-id ID` adds one to flyteadmin
    ");
    insta::assert_snapshot!(client(&[
        "-f",
        "flyte-core-keycloak-external.yaml",
        "--client-id",
        "flyteconsole"
    ]), @"
    exit 2
    --- stderr
    error: `flyteconsole` is the web client: it gets no token with client credentials, and its secret belongs to the console
    help: use a separate client for the service: `flyte-auth guide --ci` shows how to register one, `flyte-auth generate --into FILE --ci-client-id ID` adds one to flyteadmin
    ");
    insta::assert_snapshot!(client(&["-f", "flyte-core-keycloak-external.yaml", "--ci"]), @"
    exit 2
    --- stderr
    error: the ID of CI's client is not known yet
    help: register it as `flyte-auth guide --ci` shows, then pass `--ci-client-id ID`
    ");
    // At Entra ID one registration can serve people and services.
    let entra =
        client(&["-f", "flyte-core-entra-external.yaml", "--client-id", "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"]);
    assert!(entra.starts_with("exit 0"), "{entra}");
}

#[test]
fn client_accepts_an_unknown_client_with_answers() {
    insta::assert_snapshot!(outcome(
        flyte_auth(&project().join("examples/answers"))
            .args(["client", "--format", "env", "--client-id", "nightly"])
            .args(["--answers", "keycloak-internal-flyte-binary-ci.yaml"]),
    ), @"
    exit 0
    --- stdout
    FLYTE_PLATFORM_URL=flyte.example.org
    FLYTE_PLATFORM_INSECURE=false
    FLYTE_CREDENTIALS_AUTH_MODE=ClientSecret
    FLYTE_CREDENTIALS_CLIENT_ID=nightly
    FLYTE_CREDENTIALS_SCOPES=all
    # Set FLYTE_CREDENTIALS_CLIENT_SECRET to the client secret in the environment, not in this file.
    --- stderr
    note: these values do not give flyteadmin a client `nightly`; `flyte-auth generate --answers keycloak-internal-flyte-binary-ci.yaml --ci-client-id nightly` adds it
    ");
}

#[test]
fn client_lists_the_services_to_choose_from() {
    let folder = tempfile::tempdir().unwrap();
    let client = |names: &[&str]| {
        let clients: Vec<String> = names
            .iter()
            .map(|name| {
                format!("            {name}: {{id: {name}, grant_types: [client_credentials], scopes: [all]}}\n")
            })
            .collect();
        let values = project().join("examples/values/flyte-binary-google-internal.yaml");
        let more = format!(
            "configuration:\n  inline:\n    auth:\n      appAuth:\n        selfAuthServer:\n          staticClients:\n{}",
            clients.concat()
        );
        fs::copy(values, folder.path().join("values.yaml")).unwrap();
        fs::write(folder.path().join("more.yaml"), more).unwrap();
        outcome(flyte_auth(folder.path()).args(["client", "--format", "env", "-f", "values.yaml", "-f", "more.yaml"]))
    };
    assert!(client(&["nightly"]).contains("CLIENT_ID=nightly\n"));
    assert!(client(&["nightly", "flyte-ci"]).contains("CLIENT_ID=flyte-ci\n"));
    insta::assert_snapshot!(client(&["nightly", "deploys"]), @"
    exit 0
    --- stdout
    FLYTE_PLATFORM_URL=flyte.example.org
    FLYTE_PLATFORM_INSECURE=false
    FLYTE_CREDENTIALS_AUTH_MODE=ClientSecret
    FLYTE_CREDENTIALS_CLIENT_ID=flytepropeller
    FLYTE_CREDENTIALS_SCOPES=all
    # Set FLYTE_CREDENTIALS_CLIENT_SECRET to the client secret in the environment, not in this file.
    --- stderr
    note: this uses flytepropeller's client; name the one of the service, `nightly` or `deploys`, with `--client-id`, so that you can rotate its secret separately
    ");
}

#[test]
fn ci_flags_select_a_client_in_the_values() {
    let folder = generated(Path::new(&internal("flyte-binary")), KEEP[0]);
    let client = |flags: &[&str]| {
        let output = outcome(flyte_auth(folder.path()).args(["client", "--format", "github"]).args(flags));
        output
            .lines()
            .filter(|line| !line.contains("FLYTE_PLATFORM"))
            .map(|line| format!("{line}\n"))
            .collect::<String>()
    };
    let by_itself = client(&[]);
    assert!(by_itself.contains("FLYTE_CREDENTIALS_CLIENT_ID: flyte-ci\n"), "{by_itself}");
    assert_eq!(client(&["--ci"]), by_itself);
    assert_eq!(client(&["--ci-client-id", "flyte-ci"]), by_itself);
    insta::assert_snapshot!(client(&["--ci-client-id", "nightly"]), @"
    exit 2
    --- stderr
    error: these values do not give flyteadmin a client `nightly`
    help: `flyte-auth generate --into values.yaml --ci-client-id nightly` adds it
    ");
    fs::copy(project().join("examples/values/flyte-binary-google-internal.yaml"), folder.path().join("values.yaml"))
        .unwrap();
    insta::assert_snapshot!(client(&["--ci"]), @"
    exit 2
    --- stderr
    error: these values do not give flyteadmin a client for CI
    help: `flyte-auth generate --into values.yaml --ci` adds it
    ");
    let note = client(&[]);
    insta::assert_snapshot!(note.lines().last().unwrap(), @"note: this uses flytepropeller's client; add a separate client with `flyte-auth generate --into values.yaml --ci-client-id ID`, or name one with `--client-id`, so that you can rotate its secret separately");
}
