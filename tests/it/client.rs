//! What `client` prints for each deployment of `examples/answers/`, and what the real flytekit understands of it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::common::{answers_examples, flyte_auth, generated, outcome, project, with_secrets};

fn client(example: &Path, arguments: &[&str]) -> String {
    outcome(with_secrets(project()).arg("client").args(arguments).arg("--answers").arg(example))
}

#[test]
fn every_deployment_has_its_clients() {
    for example in answers_examples() {
        let mut page = String::new();
        for arguments in [
            &["--flow", "pkce"][..],
            &["--flow", "client-secret", "--secret-file", "/run/secrets/flyte"],
            &["--flow", "device-flow"],
            &["--flow", "external-command", "--command", "get-token", "--command", "--quiet"],
            &["--format", "env"],
            &["--format", "github", "--client-id", "ci"],
            &["--format", "gitlab"],
        ] {
            let _ = writeln!(page, "$ client {}\n{}", arguments.join(" "), client(&example, arguments));
        }
        let name = example.file_stem().unwrap().to_str().unwrap();
        insta::assert_snapshot!(format!("client_{name}"), page);
    }
}

#[test]
fn no_url_no_id_and_no_scope_differs_from_the_values() {
    for example in answers_examples() {
        let folder = generated(&example, &[]);
        let values: String = fs::read_dir(folder.path())
            .unwrap()
            .map(|file| fs::read_to_string(file.unwrap().path()).unwrap())
            .collect();
        let env = client(&example, &["--format", "env"]);
        let variables: BTreeMap<&str, &str> =
            env.lines().filter(|line| line.starts_with("FLYTE_")).filter_map(|line| line.split_once('=')).collect();
        assert!(variables.len() >= 5, "{env}");
        // What the chart itself says need not stand in the values.
        let is_there = |text: &str| text == "flytepropeller" || values.contains(text);
        assert!(values.contains(&format!("://{}", variables["FLYTE_PLATFORM_URL"])), "{env}");
        let id = variables["FLYTE_CREDENTIALS_CLIENT_ID"];
        // CI's client at an identity provider is nothing that Flyte has to know.
        let answers = fs::read_to_string(&example).unwrap();
        let is_cis = answers.contains("authServer: external") && answers.contains(&format!("ci:        {{id: {id}}}"));
        assert!(is_there(id) || is_cis, "{env}");
        for scope in variables["FLYTE_CREDENTIALS_SCOPES"].split(',') {
            assert!(is_there(scope), "{scope}\n{env}");
        }
        if let Some(audience) = variables.get("FLYTE_CREDENTIALS_AUDIENCE") {
            assert!(is_there(audience), "{env}");
        }
    }
}

#[test]
fn an_id_that_is_filled_in_later_is_none() {
    for id in ["${PROPELLER_ID}", "ENC[AES256_GCM,data:x,type:str]"] {
        let set = format!("secrets.adminOauthClientCredentials.clientId={id}");
        let told = outcome(flyte_auth(&project().join("examples/values")).args([
            "client",
            "-f",
            "flyte-core-okta-external.yaml",
            "--set-literal",
            &set,
            "--format",
            "github",
        ]));
        assert_eq!(
            told,
            "exit 2\n--- stderr\nerror: the values do not name the client of services\nhelp: pass `--client-id`, or the values of the data plane, too\n"
        );
    }
}

#[test]
fn what_cannot_be_is_refused() {
    let values = project().join("examples/values");
    let client = |arguments: &[&str]| outcome(flyte_auth(&values).arg("client").args(arguments));
    insta::assert_snapshot!(client(&[]), @"
    exit 2
    --- stderr
    error: no deployment given
    help: pass `-f values.yaml`, `--answers FILE` or answer flags; `--help` lists them
    ");
    insta::assert_snapshot!(client(&["-f", "flyte-core-google-internal.yaml", "--flow", "device-flow"]), @"
    exit 2
    --- stderr
    error: the device flow does not work here: flyteadmin, which issues the tokens itself, has no device endpoint
    help: on a machine without a browser, connect with `ssh -L 53593:localhost:53593 HOST`, run flytectl there and open the URL that it prints on your own machine; for services, use `--flow client-secret`
    ");
    insta::assert_snapshot!(client(&["-f", "flyte-core-google-internal.yaml", "--flow", "external-command"]), @"
    exit 2
    --- stderr
    error: no program given
    help: pass it: `--command get-token --command --quiet`
    ");
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("v.yaml"), "configuration:\n  auth:\n    enabled: false\n").unwrap();
    insta::assert_snapshot!(outcome(flyte_auth(folder.path()).args(["client", "-f", "v.yaml"])), @"
    exit 2
    --- stderr
    error: authentication is disabled in these values
    help: `flyte-auth guide --into v.yaml --url URL --auth-server SERVER --idp IDP` lists the steps to enable it; `flyte-auth init --into v.yaml` asks for the settings and writes them
    ");
}

#[test]
fn flags_that_would_do_nothing_are_refused() {
    let values = project().join("examples/values");
    let mut told = String::new();
    for arguments in [
        "--format env --flow pkce",
        "--format github --flow device-flow",
        "--format gitlab --flow external-command --command get-token",
        "--format env --secret-file /run/secret",
        "--format github --secret-env NAME",
        "--format env --command get-token",
        "--client-id ci",
        "--flow pkce --client-id ci",
        "--flow device-flow --secret-env NAME",
        "--flow external-command --command get-token --secret-file /run/secret",
        "--flow client-secret --command get-token",
        "--format env --flow client-secret --client-id ci",
    ] {
        let words = arguments.split(' ');
        let mut command = flyte_auth(&values);
        command.args(["client", "-f", "flyte-core-okta-external.yaml"]);
        let _ = writeln!(told, "$ client {arguments}\n{}", outcome(command.args(words)));
    }
    insta::assert_snapshot!(told, @"
    $ client --format env --flow pkce
    exit 2
    --- stderr
    error: `--format env` prints client credentials, and `--flow pkce` has none
    help: omit `--flow`, or use `--format config`

    $ client --format github --flow device-flow
    exit 2
    --- stderr
    error: `--format github` prints client credentials, and `--flow device-flow` has none
    help: omit `--flow`, or use `--format config`

    $ client --format gitlab --flow external-command --command get-token
    exit 2
    --- stderr
    error: `--format gitlab` prints client credentials, and `--flow external-command` has none
    help: omit `--flow`, or use `--format config`

    $ client --format env --secret-file /run/secret
    exit 2
    --- stderr
    error: `--secret-file` requires `--format config`
    help: omit `--secret-file`: in CI, flytekit reads the secret from `FLYTE_CREDENTIALS_CLIENT_SECRET`

    $ client --format github --secret-env NAME
    exit 2
    --- stderr
    error: `--secret-env` requires `--format config`
    help: omit `--secret-env`: in CI, flytekit reads the secret from `FLYTE_CREDENTIALS_CLIENT_SECRET`

    $ client --format env --command get-token
    exit 2
    --- stderr
    error: `--command` requires `--flow external-command`
    help: add `--flow external-command`, or omit `--command`

    $ client --client-id ci
    exit 2
    --- stderr
    error: `--client-id` requires `--flow client-secret`
    help: add `--flow client-secret`, or omit `--client-id`

    $ client --flow pkce --client-id ci
    exit 2
    --- stderr
    error: `--client-id` requires `--flow client-secret`
    help: add `--flow client-secret`, or omit `--client-id`

    $ client --flow device-flow --secret-env NAME
    exit 2
    --- stderr
    error: `--secret-env` requires `--flow client-secret`
    help: add `--flow client-secret`, or omit `--secret-env`

    $ client --flow external-command --command get-token --secret-file /run/secret
    exit 2
    --- stderr
    error: `--secret-file` requires `--flow client-secret`
    help: add `--flow client-secret`, or omit `--secret-file`

    $ client --flow client-secret --command get-token
    exit 2
    --- stderr
    error: `--command` requires `--flow external-command`
    help: add `--flow external-command`, or omit `--command`

    $ client --format env --flow client-secret --client-id ci
    exit 0
    --- stdout
    FLYTE_PLATFORM_URL=flyte.example.org
    FLYTE_PLATFORM_INSECURE=false
    FLYTE_CREDENTIALS_AUTH_MODE=ClientSecret
    FLYTE_CREDENTIALS_CLIENT_ID=ci
    FLYTE_CREDENTIALS_SCOPES=all
    # Set FLYTE_CREDENTIALS_CLIENT_SECRET to the client secret in the environment, not in this file.
    ");
}

#[test]
fn what_lint_would_reject_is_not_printed() {
    let values = project().join("examples/values");
    let mut told = String::new();
    for (release, arguments) in [
        ("flyte-core-okta-external", &["--flow", "client-secret", "--secret-env", "bad-name"][..]),
        ("flyte-core-okta-external", &["--flow", "client-secret", "--secret-env", "$NAME"]),
        ("flyte-core-okta-external", &["--flow", "client-secret", "--secret-file", "~/x"]),
        ("flyte-core-okta-external", &["--flow", "client-secret", "--secret-file", "secrets/x"]),
        ("flyte-core-okta-external", &["--flow", "external-command", "--command", "my tok \"x y\""]),
        ("flyte-core-okta-external", &["--flow", "external-command", "--command", ""]),
        ("flyte-core-okta-external", &["--flow", "client-secret", "--client-id", "0oaflytectl"]),
        ("flyte-core-google-internal", &["--flow", "client-secret", "--client-id", "flytectl"]),
        ("flyte-core-google-internal", &["--format", "env", "--client-id", "flytectl"]),
        ("flyte-core-google-internal", &["--format", "env", "--client-id", "a b"]),
    ] {
        let mut command = flyte_auth(&values);
        command.args(["client", "-f"]).arg(format!("{release}.yaml")).args(arguments);
        let _ = writeln!(told, "$ client -f {release}.yaml {}\n{}", arguments.join(" "), outcome(&mut command));
    }
    insta::assert_snapshot!(told, @r#"
    $ client -f flyte-core-okta-external.yaml --flow client-secret --secret-env bad-name
    exit 2
    --- stderr
    error: the value of `--secret-env` is not the name of an environment variable
    help: use letters, digits and `_`, without `$`; do not pass the secret itself

    $ client -f flyte-core-okta-external.yaml --flow client-secret --secret-env $NAME
    exit 2
    --- stderr
    error: the value of `--secret-env` is not the name of an environment variable
    help: use letters, digits and `_`, without `$`; do not pass the secret itself

    $ client -f flyte-core-okta-external.yaml --flow client-secret --secret-file ~/x
    exit 2
    --- stderr
    error: `--secret-file` starts with `~`, which flytectl and pyflyte do not expand
    help: pass the absolute path on the machine where the configuration is used

    $ client -f flyte-core-okta-external.yaml --flow client-secret --secret-file secrets/x
    exit 2
    --- stderr
    error: `--secret-file` is relative, so the file depends on the working directory
    help: pass the absolute path on the machine where the configuration is used

    $ client -f flyte-core-okta-external.yaml --flow external-command --command my tok "x y"
    exit 0
    --- stdout
    # Runs a program that prints the token.
    admin:
      endpoint: dns:///flyte.example.org
      authType: ExternalCommand
      insecure: false
      command:
        - 'my tok "x y"'
    --- stderr
    note: the command is one word with spaces, which no shell splits: pass `--command` once for each word

    $ client -f flyte-core-okta-external.yaml --flow external-command --command 
    exit 2
    --- stderr
    error: no program given
    help: pass it: `--command get-token --command --quiet`

    $ client -f flyte-core-okta-external.yaml --flow client-secret --client-id 0oaflytectl
    exit 2
    --- stderr
    error: `0oaflytectl` is the public client of flytectl and pyflyte: it has no secret, so a service gets no token with it
    help: pass a confidential client for the service, or omit `--client-id` to use the deployment's

    $ client -f flyte-core-google-internal.yaml --flow client-secret --client-id flytectl
    exit 2
    --- stderr
    error: `flytectl` is the public client of flytectl and pyflyte: it has no secret, so a service gets no token with it
    help: pass a confidential client for the service, or omit `--client-id` to use the deployment's

    $ client -f flyte-core-google-internal.yaml --format env --client-id flytectl
    exit 2
    --- stderr
    error: `flytectl` is the public client of flytectl and pyflyte: it has no secret, so a service gets no token with it
    help: pass a confidential client for the service, or omit `--client-id` to use the deployment's

    $ client -f flyte-core-google-internal.yaml --format env --client-id a b
    exit 2
    --- stderr
    error: the client ID `a b` contains whitespace
    --> --client-id
     = help: copy it from the application's page at the identity provider

    error: 1 problem found
    "#);
}

/// A Python with flytekit: `FLYTE_AUTH_PYTHON`, or `python3`.
fn python() -> Option<String> {
    let python = std::env::var("FLYTE_AUTH_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let has_it =
        Command::new(&python).args(["-c", "import flytekit"]).output().is_ok_and(|output| output.status.success());
    if !has_it {
        eprintln!("no flytekit here (FLYTE_AUTH_PYTHON): what it understands is not checked");
    }
    has_it.then_some(python)
}

/// What flytekit makes of a configuration, as `key=value` lines.
const SCRIPT: &str = "
import sys
from flytekit.configuration import PlatformConfig
c = PlatformConfig.auto(sys.argv[1] if len(sys.argv) > 1 else None)
for key in ['endpoint', 'insecure', 'auth_mode', 'client_id', 'client_credentials_secret', 'scopes', 'audience', 'command']:
    print(f'{key}={getattr(c, key)}')
";

#[test]
fn flytekit_understands_it() {
    let Some(python) = python() else { return };
    let folder = tempfile::tempdir().unwrap();
    let secret = folder.path().join("secret");
    fs::write(&secret, "s3cret\n").unwrap();
    let mut told = String::new();
    for example in [
        "auth0-external-flyte-core",
        "entra-external-flyte-binary",
        "google-internal-flyte-core",
        "sandbox-keycloak-internal-flyte-core",
    ] {
        let answers = format!("examples/answers/{example}.yaml");
        for flow in ["pkce", "client-secret"] {
            let mut client = with_secrets(project());
            client.args(["client", "--flow", flow]);
            if flow == "client-secret" {
                client.arg("--secret-file").arg(&secret);
            }
            let output = client.arg("--answers").arg(&answers).output().unwrap();
            let file = folder.path().join("config.yaml");
            fs::write(&file, output.stdout).unwrap();
            let read = Command::new(&python)
                .args(["-c", SCRIPT])
                .arg(&file)
                .env_remove("FLYTE_CREDENTIALS_CLIENT_SECRET")
                .output()
                .unwrap();
            let _ = writeln!(told, "{example} {flow}\n{}", String::from_utf8_lossy(&read.stdout));
        }
        let output =
            with_secrets(project()).args(["client", "--format", "env", "--answers"]).arg(&answers).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let read = Command::new(&python)
            .args(["-c", SCRIPT])
            .env("HOME", folder.path())
            .env("FLYTE_CREDENTIALS_CLIENT_SECRET", "s3cret")
            .envs(text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('=')))
            .output()
            .unwrap();
        let _ = writeln!(told, "{example} env\n{}", String::from_utf8_lossy(&read.stdout));
    }
    insta::assert_snapshot!("flytekit", told);
}
