//! Severities and messages of single findings. The reason of each is in the rule's page, in a chart's templates or in
//! Flyte's code.

use std::fs;
use std::path::Path;

use crate::common::{example_values, flyte_auth, outcome};

/// flyte-core with an external server and the chart's default CORS settings.
const CORE: &str = "\
flyteadmin: {secrets: {oidc_client_secret: made-up}}
configmap:
  admin: {admin: {scopes: [all]}}
  adminServer:
    server: {security: {useAuth: true}}
    auth:
      authorizedUris: [https://flyte.example.org, http://flyteadmin:80]
      appAuth:
        authServerType: External
        externalAuthServer: {baseUrl: https://dev-1.okta.com/oauth2/aus1, allowedAudience: [https://flyte.example.org]}
        thirdPartyConfig: {flyteClient: {clientId: 0oacli, scopes: [all]}}
      userAuth: {openId: {baseUrl: https://dev-1.okta.com/oauth2/aus1, clientId: 0oaweb}}
secrets:
  adminOauthClientCredentials: {clientId: 0oaprop, clientSecret: made-up-2}
";

fn with(folder: &Path, text: &str, arguments: &[&str]) -> String {
    fs::write(folder.join("values.yaml"), text).unwrap();
    format!("$ lint {}\n{}\n", arguments.join(" "), outcome(flyte_auth(folder).arg("lint").args(arguments)))
}

fn lint(text: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    with(folder.path(), text, &["values.yaml"])
}

#[test]
fn severity_is_lower_for_a_default_of_the_chart() {
    let written = CORE.replace("useAuth: true", "useAuth: true, allowedOrigins: ['*']");
    insta::assert_snapshot!(lint(CORE) + &lint(&written), @"
    $ lint values.yaml
    exit 0
    --- stdout
    info[cors-wildcard-with-credentials]: `allowedOrigins` contains `*`, so any website can call Flyte, while browsers reject `*` for calls that carry the session
       --> flyte-core 1.16.8: values.yaml:969:1
        |
    969 | allowedOrigins: ['*']
        | ^^^^^^^^^^^^^^^^^^^^^
        |
        = help: set `configmap.adminServer.server.security.allowedOrigins` to the origin of the console, which is the public URL

    Found 1 note

    $ lint values.yaml
    exit 0
    --- stdout
    warning[cors-wildcard-with-credentials]: `allowedOrigins` contains `*`, so any website can call Flyte, while browsers reject `*` for calls that carry the session
     --> values.yaml:5:57
      |
    5 |     server: {security: {useAuth: true, allowedOrigins: ['*']}}
      |                                                         ^^^
      |
      = help: set `configmap.adminServer.server.security.allowedOrigins` to the origin of the console, which is the public URL

    Found 1 warning
    ");
}

#[test]
fn a_merge_key_that_disables_authentication_is_one_error() {
    let base = example_values("flyte-binary-okta-external");
    let merged = base.replace("    enabled: true\n", "    enabled: true\n    <<: {enabled: false}\n");
    assert_ne!(base, merged);
    insta::assert_snapshot!(lint(&merged), @"
    $ lint values.yaml
    exit 1
    --- stdout
    error[use-auth-misplaced-or-off]: authentication is disabled and the API is open: this overrides `configuration.auth.enabled`
     --> values.yaml:9:19
      |
    8 |     enabled: true
      |     ------- enables it
    9 |     <<: {enabled: false}
      |                   ^^^^^ disables it
      |
      = help: remove it, so that authentication stays enabled

    Found 1 error
    ");
}

#[test]
fn reports_a_replaced_block_as_an_error() {
    insta::assert_snapshot!(lint(&format!("{CORE}configmap:\n  logger: {{level: 5}}\n")), @"
    $ lint values.yaml
    exit 1
    --- stdout
    info[use-auth-misplaced-or-off]: authentication is configured, but not enabled here; another file has to set `configmap.adminServer.server.security.useAuth: true`
      --> values.yaml:14:32
       |
    14 |   adminOauthClientCredentials: {clientId: 0oaprop, clientSecret: *********}
       |                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ configured, but not enabled
       |
       = help: set `configmap.adminServer.server.security.useAuth: true` here if this is the only file (`--complete`), or pass `--partial`

    error[duplicate-keys]: `configmap` occurs twice: Helm uses the last one and drops the first with everything under it
      --> values.yaml:15:1
       |
     2 | configmap:
       | --------- dropped
    ...
    15 | configmap:
       | ^^^^^^^^^ this one is used
       |
       = help: merge both under one key

    Found 1 error, 1 note. Checked as a partial values file (authentication is neither enabled nor disabled here); use `--complete` if this is the only file.
    ");
}

#[test]
fn accepts_keys_of_a_fork() {
    let forked = |registry: &str| {
        lint(&format!(
            "\
union: {{}}
flyte:
  flyteadmin: {{image: {{repository: {registry}/controlplane/services}}}}
  cloudEvents: {{enable: true}}
  configmap:
    adminServer:
      server: {{security: {{useAuth: true}}}}
      auth: {{appAuth: {{identityStore: {{type: saml}}}}}}
      admin: {{endpoint: dns:///flyte.example.org}}
"
        ))
    };
    insta::assert_snapshot!(forked("registry.unionai.cloud") + &forked("registry.example.org"), @"
    $ lint values.yaml
    exit 0
    --- stdout
    No problems found. Checked as a partial values file (the umbrella chart may have other values).

    $ lint values.yaml
    exit 1
    --- stdout
    error[unknown-root-key]: `cloudEvents` is not a key of flyte-core, so everything below it is ignored
     --> values.yaml:4:3
      |
    4 |   cloudEvents: {enable: true}
      |   ^^^^^^^^^^^ not read
      |
      = help: did you mean `cloud_events`?

    error[misplaced-key]: `flyte.configmap.adminServer.admin` is in the wrong place and is silently ignored
     --> values.yaml:9:7
      |
    9 |       admin: {endpoint: dns:///flyte.example.org}
      |       ^^^^^ not read here
      |
      = help: move it to `flyte.configmap.admin.admin`

    Found 2 errors (1 fixable with `--fix`). Checked as a partial values file (the umbrella chart may have other values).
    ");
}

#[test]
fn reports_a_redirect_uri_where_flytectl_cannot_listen() {
    let base = example_values("flyte-core-google-internal");
    let at = |uri: &str| {
        let flyte_client =
            format!("      appAuth:\n        thirdPartyConfig: {{flyteClient: {{redirectUri: '{uri}'}}}}\n");
        lint(&base.replacen("      appAuth:\n", &flyte_client, 1))
    };
    insta::assert_snapshot!(at("https://flyte.example.org/callback") + &at("http://localhost:9999/callback"), @"
    $ lint values.yaml
    exit 1
    --- stdout
    error[redirect-uri-changed]: users cannot log in with flytectl: it waits for the browser at `https://flyte.example.org/callback`, but can listen only on localhost over plain http
      --> values.yaml:29:55
       |
    29 |         thirdPartyConfig: {flyteClient: {redirectUri: 'https://flyte.example.org/callback'}}
       |                                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: write `http://localhost:53593/callback` in `configmap.adminServer.auth.appAuth.thirdPartyConfig.flyteClient.redirectUri`

    Found 1 error (1 fixable with `--fix --unsafe-fixes`)

    $ lint values.yaml
    exit 1
    --- stdout
    error[static-clients-partial-override]: users cannot log in with flytectl: it waits at `http://localhost:9999/callback`, which is not in the client's `redirect_uris`
      --> values.yaml:51:15
       |
    29 |         thirdPartyConfig: {flyteClient: {redirectUri: 'http://localhost:9999/callback'}}
       |                                                       -------------------------------- where flytectl waits
    ...
    51 |               redirect_uris:
       |               ^^^^^^^^^^^^^
       |
       = help: add `http://localhost:9999/callback` to the `redirect_uris` of `flytectl`

    Found 1 error
    ");
}

#[test]
fn help_for_a_client_config_names_its_keys() {
    let folder = tempfile::tempdir().unwrap();
    let config = "\
admin:
  endpoint: dns:///flyte.example.org
  authType: Pkce
  insecure: false
  insecureSkipVerify: true
  proxyCommand: get-token --quiet
  disableKeyring: true
";
    insta::assert_snapshot!(with(folder.path(), config, &["--kind", "client-config", "values.yaml"]), @"
    $ lint --kind client-config values.yaml
    exit 0
    --- stdout
    warning[client-certificate-not-checked]: the server's certificate is not verified: anyone between client and server can read the tokens
     --> values.yaml:5:23
      |
    5 |   insecureSkipVerify: true
      |                       ^^^^
      |
      = help: remove `insecureSkipVerify`, and trust your CA on this machine (`SSL_CERT_FILE` on Linux) or set `caCertFilePath`; flytectl's token requests ignore both settings and use the machine's CAs

    warning[client-command-in-one-word]: `proxyCommand` is one string with spaces, which no shell splits: it is used as the program's name
     --> values.yaml:6:17
      |
    6 |   proxyCommand: get-token --quiet
      |                 ^^^^^^^^^^^^^^^^^
      |
      = help: write a list with one word per item: `proxyCommand: [get-token, --quiet]`

    Found 2 warnings (1 fixable with `--fix --unsafe-fixes`)
    ");
}

#[test]
fn reports_keys_that_a_newer_chart_rejects() {
    let folder = tempfile::tempdir().unwrap();
    let values = CORE.replace("made-up}}", "made-up}, serviceAccount: {createClusterRole: true}}");
    let written = values.replace("useAuth: true", "useAuth: true, allowedOrigins: [https://flyte.example.org]");
    let of = |arguments: &[&str]| with(folder.path(), &written, arguments);
    insta::assert_snapshot!(of(&["values.yaml"]) + &of(&["--flyte-version", "1.15.3", "values.yaml"]), @"
    $ lint values.yaml
    exit 1
    --- stdout
    error[chart-does-not-render]: `helm upgrade` fails: since Flyte 1.16, the chart refuses `flyteadmin.serviceAccount.createClusterRole`
     --> values.yaml:1:90
      |
    1 | flyteadmin: {secrets: {oidc_client_secret: *******}, serviceAccount: {createClusterRole: true}}
      |                                                                                          ^^^^
      |
      = help: remove it, and set `flyteadmin.serviceAccount.rbac` if its default does not suit you

    Found 1 error

    $ lint --flyte-version 1.15.3 values.yaml
    exit 0
    --- stdout
    No problems found
    ");
}

#[test]
fn reports_a_secret_in_a_config_map() {
    let core = CORE
        .replace("clientId: 0oaweb}", "clientId: 0oaweb, clientSecret: hidden-1}")
        .replace("useAuth: true", "useAuth: true, allowedOrigins: [https://flyte.example.org]");
    let binary = example_values("flyte-binary-okta-external");
    let inline = "    auth:\n      userAuth: {openId: {clientSecret: hidden-2}}\n      appAuth:";
    let binary = binary.replacen("    auth:\n      appAuth:", inline, 1);
    let output = lint(&core) + &lint(&binary);
    assert!(!output.contains("hidden"), "{output}");
    insta::assert_snapshot!(output, @"
    $ lint values.yaml
    exit 1
    --- stdout
    error[misplaced-key]: `configmap.adminServer.auth.userAuth.openId.clientSecret` puts the secret into a ConfigMap in plain text, where nothing reads it
      --> values.yaml:12:90
       |
    12 |       userAuth: {openId: {baseUrl: https://dev-1.okta.com/oauth2/aus1, clientId: 0oaweb, clientSecret: ********}}
       |                                                                                          ^^^^^^^^^^^^ not read here
       |
       = help: remove it: `flyteadmin.secrets.oidc_client_secret` already has another value; if it was deployed, replace the secret at its issuer

    Found 1 error (1 fixable with `--fix --unsafe-fixes`)

    $ lint values.yaml
    exit 1
    --- stdout
    error[misplaced-key]: `configuration.inline.auth.userAuth.openId.clientSecret` puts the secret into a ConfigMap in plain text, where nothing reads it
      --> values.yaml:42:27
       |
    42 |       userAuth: {openId: {clientSecret: ********}}
       |                           ^^^^^^^^^^^^ not read here
       |
       = help: remove it: `configuration.auth.oidc.clientSecret` already has another value; if it was deployed, replace the secret at its issuer

    Found 1 error (1 fixable with `--fix --unsafe-fixes`)
    ");
}

#[test]
fn a_later_layer_that_disables_authentication_is_a_warning() {
    let folder = tempfile::tempdir().unwrap();
    let own = "configmap: {adminServer: {server: {security: {useAuth: false}}}}\n";
    fs::write(folder.path().join("prod.yaml"), own).unwrap();
    insta::assert_snapshot!(
        with(folder.path(), CORE, &["-f", "values.yaml", "-f", "prod.yaml"]) + &lint(own),
        @"
    $ lint -f values.yaml -f prod.yaml
    exit 0
    --- stdout
    warning[auth-is-off]: this layer disables authentication, which an earlier layer enables: anyone who can reach Flyte can use it
     --> prod.yaml:1:56
      |
    1 | configmap: {adminServer: {server: {security: {useAuth: false}}}}
      |                                                        ^^^^^
      |
     ::: values.yaml:5:34
      |
    5 |     server: {security: {useAuth: true}}
      |                                  ---- enabled here
      |
      = help: remove it if users are to log in

    Found 1 warning

    $ lint values.yaml
    exit 0
    --- stdout
    info[auth-is-off]: authentication is disabled: anyone who can reach Flyte can use it
     --> values.yaml:1:56
      |
    1 | configmap: {adminServer: {server: {security: {useAuth: false}}}}
      |                                                        ^^^^^
      |
      = help: nothing to do if this is intended; `flyte-auth generate` writes values that enable authentication

    Found 1 note
    "
    );
}

#[test]
fn the_layer_that_disables_authentication_is_the_last_one() {
    let folder = tempfile::tempdir().unwrap();
    let switch = |value: &str| format!("configmap: {{adminServer: {{server: {{security: {{useAuth: {value}}}}}}}}}\n");
    fs::write(folder.path().join("on.yaml"), switch("yes")).unwrap();
    fs::write(folder.path().join("off.yaml"), switch("false")).unwrap();
    let layers = ["--format", "concise", "-f", "values.yaml", "-f", "on.yaml"];
    let off = [&layers[..], &["-f", "off.yaml"]].concat();
    let flag = [&layers[..], &["--set", "configmap.adminServer.server.security.useAuth=false"]].concat();
    insta::assert_snapshot!(with(folder.path(), CORE, &off) + &with(folder.path(), CORE, &flag), @"
    $ lint --format concise -f values.yaml -f on.yaml -f off.yaml
    exit 0
    --- stdout
    off.yaml:1:56: warning[auth-is-off]: this layer disables authentication, which an earlier layer enables: anyone who can reach Flyte can use it
    Found 1 warning

    $ lint --format concise -f values.yaml -f on.yaml --set configmap.adminServer.server.security.useAuth=false
    exit 0
    --- stdout
    --set configmap.adminServer.server.security.useAuth: info[auth-is-off]: authentication is disabled: anyone who can reach Flyte can use it (release values.yaml + on.yaml)
    Found 1 note
    ");
}
