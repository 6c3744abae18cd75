//! Values and flags that have no client configuration.

use std::fmt::Write as _;

use crate::common::{flyte_auth, folder_with, outcome, project};

#[test]
fn rejects_a_placeholder_as_the_client_id() {
    for id in ["${PROPELLER_ID}", "ENC[AES256_GCM,data:x,type:str]"] {
        let set = format!("secrets.adminOauthClientCredentials.clientId={id}");
        let output = outcome(flyte_auth(&project().join("examples/values")).args([
            "client",
            "-f",
            "flyte-core-okta-external.yaml",
            "--set-literal",
            &set,
            "--format",
            "github",
        ]));
        assert_eq!(
            output,
            "exit 2\n--- stderr\nerror: the values do not name the client of services\nhelp: pass `--client-id`, or the values of the data plane, too\n"
        );
    }
}

#[test]
fn rejects_deployments_without_a_matching_client() {
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
    let folder = folder_with(&[("v.yaml", "configuration:\n  auth:\n    enabled: false\n")]);
    insta::assert_snapshot!(outcome(flyte_auth(folder.path()).args(["client", "-f", "v.yaml"])), @"
    exit 2
    --- stderr
    error: authentication is disabled in these values
    help: `flyte-auth guide --into v.yaml --url URL --auth-server SERVER --idp IDP` lists the steps to enable it; `flyte-auth init --into v.yaml` asks for the settings and writes them
    ");
}

#[test]
fn rejects_flags_without_an_effect() {
    let values = project().join("examples/values");
    let mut output = String::new();
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
        let _ = writeln!(output, "$ client {arguments}\n{}", outcome(command.args(words)));
    }
    insta::assert_snapshot!(output, @"
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
fn rejects_what_lint_reports() {
    let values = project().join("examples/values");
    let mut output = String::new();
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
        let _ = writeln!(output, "$ client -f {release}.yaml {}\n{}", arguments.join(" "), outcome(&mut command));
    }
    insta::assert_snapshot!(output, @r#"
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
