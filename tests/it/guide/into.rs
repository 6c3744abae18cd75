//! `guide --into FILE` and `next --into FILE` read answers from the file, as `generate --into` does.

use std::path::Path;

use crate::common::{example_values, flyte_auth, folder_with, folder_with_values, outcome, with_secrets};

/// Values of a Flyte whose authentication is disabled.
const OFF: &str = "\
configuration:
  database: {host: db.example.org}
  storage: {metadataContainer: flyte, userDataContainer: flyte}
ingress:
  host: flyte.example.org
  ingressClassName: alb
";

/// The outcome of a command in a folder with a values file.
fn of(values: &str, arguments: &str) -> String {
    let folder = folder_with_values(values);
    outcome(flyte_auth(folder.path()).args(arguments.split(' ')))
}

/// The lines with a title, an error, or a command of flyte-auth.
fn commands(output: &str) -> String {
    let shown =
        |line: &&str| ["exit", "error", "note", "Flyte at", "Missing"].iter().any(|word| line.trim().starts_with(word));
    let lines = output.lines().filter(|line| shown(line) || line.contains("flyte-auth "));
    lines.map(|line| format!("{}\n", line.trim())).collect()
}

#[test]
fn points_to_into_for_values_without_authentication() {
    insta::assert_snapshot!(of(OFF, "guide"), @"
    exit 2
    --- stderr
    error: authentication is disabled in these values
    help: `flyte-auth guide --into values.yaml --auth-server SERVER --idp IDP` lists the steps to enable it; `flyte-auth init --into values.yaml` asks for the settings and writes them
    ");
    insta::assert_snapshot!(of("configuration: {database: {host: db}}", "guide --idp okta values.yaml"), @"
    exit 2
    --- stderr
    error: authentication is disabled in these values
    help: `flyte-auth guide --into values.yaml --idp okta --url URL --auth-server SERVER` lists the steps to enable it; `flyte-auth init --into values.yaml` asks for the settings and writes them
    ");
}

#[test]
fn reports_all_missing_answers_at_once() {
    insta::assert_snapshot!(of(OFF, "guide --into values.yaml"), @"
    exit 2
    --- stderr
    error: `authServer` is missing
    --> --auth-server
     = help: `internal`: flyteadmin issues tokens, works with every provider; `external`: the identity provider does

    error: `idp.type` is missing
    --> --idp
     = help: one of `google`, `okta`, `keycloak`, `entra`, `oidc` (any other)

    error: 2 problems found
    ");
    insta::assert_snapshot!(of(OFF, "generate --into values.yaml --auth-server external --idp keycloak"), @"
    exit 2
    --- stderr
    note: read from values.yaml: `url`
    error: `idp.issuer` is missing
    --> --issuer
     = help: `url` (Keycloak's base URL) and `realm`, or `issuer` instead of both

    error: `clients.web.id` is missing
    --> --web-client-id
     = help: the ID of the web client, with which users log in to the console

    error: `clients.flytectl.id` is missing
    --> --flytectl-client-id
     = help: the ID of the public client with which flytectl and pyflyte log in

    error: `clients.propeller.id` is missing
    --> --propeller-client-id
     = help: the ID of the confidential client with which flytepropeller gets its tokens

    error: `clients.web.secret` is missing
    --> --web-secret-env or --web-secret-file
     = help: the source of its secret: `{env: NAME}` or `{file: PATH}`

    error: `clients.propeller.secret` is missing
    --> --propeller-secret-env or --propeller-secret-file
     = help: the source of its secret: `{env: NAME}` or `{file: PATH}`

    error: 6 problems found, nothing was written
    ");
}

#[test]
fn uses_the_url_and_ingress_of_the_file() {
    let output = of(OFF, "guide --into values.yaml --auth-server internal --idp google");
    insta::assert_snapshot!(commands(&output), @"
    exit 0
    Flyte at https://flyte.example.org, login with Google (internal authorization server)
    $ flyte-auth generate --auth-server internal --idp google --into values.yaml
    Missing: `clients.web.id`, `clients.web.secret`. `flyte-auth init --into values.yaml` asks for
    them; `flyte-auth generate --help` lists their flags.
    $ flyte-auth next --auth-server internal --idp google --into values.yaml
    note: read from values.yaml: `url`
    ");
    let ingress = output.lines().skip_while(|line| !line.contains("3. Ingress")).take(3).collect::<Vec<_>>().join("\n");
    insta::assert_snapshot!(ingress, @"
    3. Ingress: HTTP for the console and gRPC for the clients, both on this name
       With the AWS Load Balancer Controller (class `alb`): use two ingresses (`separateGrpcIngress`),
       the one for gRPC with `alb.ingress.kubernetes.io/backend-protocol-version: GRPC`.
    ");
}

/// A folder with values of the internal server at Google.
fn with_google(folder: &Path) {
    let answers = "generate --chart flyte-binary --url https://flyte.example.org --auth-server internal --idp google \
                   --web-client-id 1-a.apps.googleusercontent.com --web-secret-env FLYTE_WEB_SECRET";
    let written = outcome(with_secrets(folder).args(answers.split_whitespace()));
    assert!(written.starts_with("exit 0"), "{written}");
}

#[test]
fn commands_repeat_into_and_the_given_flags() {
    let folder = tempfile::tempdir().unwrap();
    with_google(folder.path());
    let run = |arguments: &str| commands(&outcome(flyte_auth(folder.path()).args(arguments.split(' '))));
    insta::assert_snapshot!(run("guide --into values.yaml"), @"
    exit 0
    Flyte at https://flyte.example.org, login with Google (internal authorization server)
    $ flyte-auth generate --into values.yaml
    $ flyte-auth next --into values.yaml
    note: read from values.yaml: `url`, `idp.type`, `authServer`, `clients.web.id`, `secrets`
    ");
    insta::assert_snapshot!(run("guide --into values.yaml --auth-server external --idp okta"), @"
    exit 0
    Flyte at https://flyte.example.org, login with Okta (external authorization server)
    $ flyte-auth guide --auth-server external --idp okta --into values.yaml --emit terraform
    $ flyte-auth generate --auth-server external --idp okta --into values.yaml --dry-run
    $ flyte-auth generate --auth-server external --idp okta --into values.yaml
    4. Upgrade, restart and check, as `flyte-auth next` shows
    5. Give clients their new configuration: `flyte-auth client`
    in with flytepropeller's client, or better with a separate one (`flyte-auth guide --ci` shows
    $ flyte-auth generate --auth-server external --idp okta --into values.yaml
    Missing: `idp.issuer`, `clients.web.id`, `clients.flytectl.id`, `clients.propeller.id`,
    `clients.web.secret`, `clients.propeller.secret`. `flyte-auth init --into values.yaml` asks for
    them; `flyte-auth generate --help` lists their flags.
    $ flyte-auth next --auth-server external --idp okta --into values.yaml
    note: read from values.yaml: `url`, `secrets`
    ");
    insta::assert_snapshot!(run("next --into values.yaml --auth-server external --idp okta --namespace ml"), @"
    exit 0
    Flyte at https://flyte.example.org, login with Okta (external authorization server)
    $ flyte-auth lint -f current.yaml -f values.yaml
    $ flyte-auth check -f values.yaml --namespace ml --idp okta
    $ flyte-auth client -f values.yaml --namespace ml --idp okta > flyte-config.yaml
    note: read from values.yaml: `url`, `secrets`
    ");
    insta::assert_snapshot!(run("guide --into values.yaml --auth-server external --idp okta --okta-org acme --emit terraform"), @"
    exit 0
    # The values that flyte-auth asks for, named as its answers.
    note: read from values.yaml: `url`, `secrets`
    ");
}

#[test]
fn does_not_use_the_internal_password_as_a_client_secret() {
    let folder = tempfile::tempdir().unwrap();
    with_google(folder.path());
    let output = outcome(flyte_auth(folder.path()).args([
        "generate",
        "--into",
        "values.yaml",
        "--auth-server",
        "external",
        "--idp",
        "okta",
        "--issuer",
        "https://acme.okta.com/oauth2/aus1a2b3c4d5e6f7g8h9",
        "--flytectl-client-id",
        "0oa1a2b3c4d5e6f7g8h1",
        "--propeller-client-id",
        "0oa1a2b3c4d5e6f7g8h2",
        "--web-client-id",
        "0oa1a2b3c4d5e6f7g8h3",
    ]));
    insta::assert_snapshot!(output, @"
    exit 2
    --- stderr
    note: read from values.yaml: `url`, `secrets`
    error: `clients.web.secret` is missing
    --> --web-secret-env or --web-secret-file
     = help: the source of its secret: `{env: NAME}` or `{file: PATH}`

    error: `clients.propeller.secret` is missing
    --> --propeller-secret-env or --propeller-secret-file
     = help: the source of its secret: `{env: NAME}` or `{file: PATH}`

    error: 2 problems found, nothing was written
    ");
}

#[test]
fn the_second_entra_registration_is_optional_for_a_control_plane() {
    let values = example_values("flyte-core-entra-external");
    let control_plane = "flytepropeller: {enabled: false}\nsecrets: {adminOauthClientCredentials: {enabled: false, clientId: null, clientSecret: null}}\n";
    let folder = folder_with(&[("values.yaml", &values), ("controlplane.yaml", control_plane)]);
    let output = outcome(flyte_auth(folder.path()).args(["guide", "-f", "values.yaml", "-f", "controlplane.yaml"]));
    let step = output.lines().skip_while(|line| !line.contains("App registration for flytepropeller")).take(8);
    insta::assert_snapshot!(step.collect::<Vec<_>>().join("\n"), @"");
}
