//! `flyte-auth diagnose` as a command: inputs, formats, exit codes, what values decide, what is hidden.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::common::{flyte_auth, outcome, project};

/// The outcome of a command with a text on standard input.
fn with_input(command: &mut Command, input: &str) -> String {
    let file = tempfile::NamedTempFile::new().unwrap();
    file.as_file().write_all(input.as_bytes()).unwrap();
    outcome(command.stdin(Stdio::from(std::fs::File::open(file.path()).unwrap())))
}

fn diagnose(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = flyte_auth(folder);
    command.arg("diagnose").args(arguments);
    command
}

/// A failed login of the console, as kubectl prints it.
const LOGIN: &str = r#"{"json":{},"level":"error","msg":"Failed to retrieve tokens from request, redirecting to login handler. Error: [EMPTY_OAUTH_TOKEN] Failure to retrieve cookie [flyte_idt], caused by: http: named cookie not present","ts":"2026-11-29T23:04:11Z"}
{"json":{},"level":"error","msg":"Error when exchanging code oauth2: \"invalid_client\" \"client authentication failed\"","ts":"2026-11-29T23:04:12Z"}
{"json":{},"level":"error","msg":"the frobnicator of jane@acme.com lost its token eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJqYW5lIn0.c2ln","ts":"2026-11-29T23:05:00Z"}
{"json":{},"level":"error","msg":"Error when exchanging code oauth2: \"invalid_client\" \"client authentication failed\"","ts":"2026-11-29T23:06:12Z"}
"#;

#[test]
fn a_log_on_standard_input() {
    insta::assert_snapshot!(with_input(&mut diagnose(project(), &[]), LOGIN), @r#"
    exit 1
    --- stdout
    error[oidc-client-secret-refused]: The identity provider refuses the secret of flyteadmin's OIDC
                                       client.
      --> <stdin>: 2 times, from line 2 (2026-11-29 23:04:12) to line 4 (2026-11-29 23:06:12)
       | Error when exchanging code oauth2: "invalid_client" "client authentication failed"
      1. The OIDC client secret does not belong to `openId.clientId`:
         `configuration.auth.oidc.clientSecret` (flyte-binary), `flyteadmin.secrets.oidc_client_secret`
         (flyte-core); rotated, from another client, or with quotes, spaces or line breaks in it
         fix: Copy the secret again from the provider into that key, as one quoted line.
      2. The pod still has the old secret, or the Secret contains it encoded twice, or as plain text
         under `data:`
         fix: Compare `kubectl get secret … -o jsonpath` after `base64 -d` with the provider, and
              restart flyteadmin.
      3. `openId.clientId` (`configuration.auth.oidc.clientId`) is not the secret's client
      check: `flyte-auth check` tries it (web-secret)
      more: flyte-auth explain oidc-client-secret-refused

    unknown: No known error matches this text.
      --> <stdin>: line 3
       | the frobnicator of jane@acme.com lost its token <token>

    harmless: These lines also appear in working deployments.
       = A browser without a session is redirected to the login. [no-session-yet], line 1 (2026-11-29
         23:04:11)

    Found 1 known error and 1 unknown error line in 4 lines. Add `-f values.yaml` to decide between the
    causes.
    "#);
}

#[test]
fn a_text_as_an_argument_and_one_word() {
    insta::assert_snapshot!(outcome(&mut diagnose(project(), &["Error 400: redirect_uri_mismatch"])), @r#"
    exit 1
    --- stdout
    error[redirect-uri-not-registered]: The identity provider refuses the login: the redirect URI is not
                                        registered.
      --> <text>: line 1
       | Error 400: redirect_uri_mismatch
      1. The redirect URI `<public URL>/callback` of the web client (`openId.clientId`) is not
         registered at the provider
         fix: Register exactly the `redirect_uri` of the failing request; `flyte-auth guide` prints it.
      2. `authorizedUris` does not begin with the public URL, so flyteadmin sends another redirect URI
         (`http://`, an internal name, port 8088)
         fix: Put the public `https://` URL first in `authorizedUris`.
      3. flytectl's or pyflyte's redirect URI `http://localhost:53593/callback` is not registered for
         `flyteClient.clientId`
      check: `flyte-auth check` tries it (web-redirect-uri, cli-redirect-uri)
      more: flyte-auth explain redirect-uri-not-registered

    Found 1 known error in 1 line. Add `-f values.yaml` to decide between the causes.
    "#);
    insta::assert_snapshot!(outcome(&mut diagnose(project(), &["ERR_TOO_MANY_REDIRECTS"])), @"
    exit 1
    --- stdout
    error[login-redirect-loop]: The browser is redirected in a loop.
      --> <text>: line 1
       | ERR_TOO_MANY_REDIRECTS
      1. An Ingress annotation (`auth-url`, `auth-signin`), oauth2-proxy or a load balancer requires its
         own login for `/login` and `/callback`
         fix: Exempt `/login`, `/callback`, `/me`, `/.well-known`, `/oauth2` and `AuthMetadataService`
              from it.
      2. The session cookie is not stored: `Secure` over http, a cookie domain, or an ID token that is
         too large
         fix: Look for the error lines of `/callback` in flyteadmin's log.
      more: flyte-auth explain login-redirect-loop

    Found 1 known error in 1 line. Add `-f values.yaml` to decide between the causes.
    ");
}

#[test]
fn json_has_every_part() {
    insta::assert_snapshot!(with_input(&mut diagnose(project(), &["--format", "json"]), LOGIN), @r#"
    exit 1
    --- stdout
    {
      "version": 1,
      "flyte_auth": "0.1.0",
      "source": "<stdin>",
      "bytes": 703,
      "lines": 4,
      "findings": [
        {
          "symptom": "oidc-client-secret-refused",
          "summary": "The identity provider refuses the secret of flyteadmin's OIDC client.",
          "meaning": "The user has logged in, and flyteadmin exchanges the code for tokens with `openId.clientId` and the OIDC client secret. The provider does not accept this ID with this secret. `/callback` answers with status 403.",
          "role": "root",
          "count": 2,
          "first": {
            "line": 2,
            "time": "2026-11-29 23:04:12"
          },
          "last": {
            "line": 4,
            "time": "2026-11-29 23:06:12"
          },
          "excerpt": "Error when exchanging code oauth2: \"invalid_client\" \"client authentication failed\"",
          "cut_off": false,
          "decoded": [],
          "details": [],
          "causes": [
            {
              "title": "The OIDC client secret does not belong to `openId.clientId`: `configuration.auth.oidc.clientSecret` (flyte-binary), `flyteadmin.secrets.oidc_client_secret` (flyte-core); rotated, from another client, or with quotes, spaces or line breaks in it",
              "remedy": "Copy the secret again from the provider into that key, as one quoted line.",
              "rules": [
                "secret-looks-encoded",
                "unquoted-secret",
                "oidc-client-secret-missing-or-misplaced",
                "external-secret-ref-contract",
                "placeholders-left",
                "wrong-value-type",
                "value-changed-by-decoding"
              ],
              "evidence": []
            },
            {
              "title": "The pod still has the old secret, or the Secret contains it encoded twice, or as plain text under `data:`",
              "remedy": "Compare `kubectl get secret … -o jsonpath` after `base64 -d` with the provider, and restart flyteadmin.",
              "rules": [
                "secret-looks-encoded"
              ],
              "evidence": []
            },
            {
              "title": "`openId.clientId` (`configuration.auth.oidc.clientId`) is not the secret's client",
              "remedy": "Set the ID and the secret of the same client.",
              "rules": [
                "placeholders-left",
                "flyte-core-default-oidc-leftovers"
              ],
              "evidence": []
            }
          ],
          "checks": [
            "web-secret"
          ],
          "follow_ups": [],
          "url": "https://github.com/flyte-auth/flyte-auth/blob/main/docs/symptoms/oidc-client-secret-refused.md"
        }
      ],
      "unknown": [
        {
          "text": "the frobnicator of jane@acme.com lost its token <token>",
          "count": 1,
          "first": {
            "line": 3,
            "time": "2026-11-29 23:05:00"
          },
          "nearest": []
        }
      ],
      "other_unknown": 0,
      "harmless": [
        {
          "symptom": "no-session-yet",
          "summary": "A browser without a session is redirected to the login.",
          "count": 1,
          "first": {
            "line": 1,
            "time": "2026-11-29 23:04:11"
          },
          "last": {
            "line": 1,
            "time": "2026-11-29 23:04:11"
          }
        }
      ]
    }
    "#);
}

#[test]
fn markdown_names_nobody() {
    let log =
        "Post \"https://flyte.acme.com/oauth2/token\": dial tcp: lookup flyte.acme.com on 10.0.0.10:53: no such host\n";
    insta::assert_snapshot!(with_input(&mut diagnose(project(), &["--format", "markdown"]), &(log.to_owned() + LOGIN)), @r#"
    exit 1
    --- stdout
    ### flyte-auth diagnose

    flyte-auth 0.1.0, 5 lines read. Secrets and names are hidden.

    #### A client cannot reach the token endpoint.

    [`token-endpoint-unreachable`](https://github.com/flyte-auth/flyte-auth/blob/main/docs/symptoms/token-endpoint-unreachable.md), line 1

    ```text
    Post "https://<host-1>/oauth2/token": dial tcp: lookup <host-1> on <ip-1>:53: no such host
    ```

    - host: `<host-1> on <ip-1>:53`

    Likely causes:

    1. The pod cannot reach the URL that it gets from `authorizedUris`: the public name does not resolve in the cluster, the load balancer is not reachable from inside, or the first entry is not reachable
    2. Egress to the identity provider's token endpoint is blocked, or needs a proxy
    3. `http` and `https`, or the HTTP and the gRPC port, are mixed up in `authorizedUris`, or the list is empty, so that the token URL is flytepropeller's own endpoint

    #### The identity provider refuses the secret of flyteadmin's OIDC client.

    [`oidc-client-secret-refused`](https://github.com/flyte-auth/flyte-auth/blob/main/docs/symptoms/oidc-client-secret-refused.md), 2 times, from line 3 (2026-11-29 23:04:12) to line 5 (2026-11-29 23:06:12)

    ```text
    Error when exchanging code oauth2: "invalid_client" "client authentication failed"
    ```


    Likely causes:

    1. The OIDC client secret does not belong to `openId.clientId`: `configuration.auth.oidc.clientSecret` (flyte-binary), `flyteadmin.secrets.oidc_client_secret` (flyte-core); rotated, from another client, or with quotes, spaces or line breaks in it
    2. The pod still has the old secret, or the Secret contains it encoded twice, or as plain text under `data:`
    3. `openId.clientId` (`configuration.auth.oidc.clientId`) is not the secret's client

    #### Unknown error

    ```text
    the frobnicator of <e-mail> lost its token <token>
    ```


    #### Harmless lines

    - [no-session-yet](https://github.com/flyte-auth/flyte-auth/blob/main/docs/symptoms/no-session-yet.md): line 2 (2026-11-29 23:04:11)
    "#);
}

#[test]
fn values_decide_between_the_causes() {
    let values = "examples/values/flyte-core-keycloak-external.yaml";
    let text = "authenticated user doesn't have required scope";
    insta::assert_snapshot!(outcome(&mut diagnose(project(), &["-f", values, text])), @"
    exit 1
    --- stdout
    error[scope-all-missing]: flyteadmin accepts an access token, but the token lacks the scope `all`.
      --> <text>: line 1
       | authenticated user doesn't have required scope
      1. Keycloak writes scopes to the claim `scope`, and no mapper writes the `scp` claim
         found: examples/values/flyte-core-keycloak-external.yaml:29: check in Keycloak: without a
                mapper, its tokens have no `scp` claim, and flyteadmin rejects flytepropeller
                [keycloak-service-account-scope-claim], see
                examples/values/flyte-core-keycloak-external.yaml:31
         fix: Add a mapper for the claim `scp` with the value `all` to the clients' scope at Keycloak;
              `flyte-auth guide` lists it.
      2. The client does not request the scope `all`: `flyteClient.scopes` (flytectl, pyflyte),
         `admin.scopes` (flytepropeller) or `staticClients.<client>.scopes` lacks it, or is a string
         such as `'[all]'` instead of a list
         fix: Write a list that contains `all`; flytepropeller requests `flyteClient.scopes` if
              `admin.scopes` is empty.
      3. The provider did not grant the scope: it does not exist there, or the client may not use it
      check: `flyte-auth check` tries it (propeller-claims)
      more: flyte-auth explain scope-all-missing

    Found 1 known error in 1 line.
    ");
    let hash = [
        "-f",
        "examples/values/flyte-binary-google-internal.yaml",
        "-f",
        "-",
        "Error occurred in NewAccessRequest: invalid_client",
    ];
    let other = "configuration: {auth: {internal: {clientSecret: 'another-password-than-the-hash-has'}}}\n";
    insta::assert_snapshot!(with_input(&mut diagnose(project(), &hash), other), @"
    exit 1
    --- stdout
    error[flyteadmin-refuses-client]: flyteadmin, as the authorization server, refuses a client: unknown
                                      ID, or the secret does not match the hash.
      --> <text>: line 1
       | Error occurred in NewAccessRequest: invalid_client
      1. flytepropeller's client secret is not the password of the hash: `internal.clientSecret` and
         `internal.clientSecretHash`
         found: <stdin>:1: flytepropeller cannot log in: its client secret does not match the password
                hash [client-secret-and-hash-do-not-match], see
                examples/values/flyte-binary-google-internal.yaml:26
         fix: Generate both with `flyte-auth hash --into values.yaml`, upgrade, and restart flyteadmin
              and flytepropeller.
      2. The client ID in `internal.clientId` is not a client in `staticClients`, or `staticClients`
         lists only some clients and so removes the built-in ones
         fix: Use `flytepropeller`, and list all clients in `staticClients`.
      3. The identity provider should issue the tokens, but `authServerType` is not `External` (missing,
         misspelled, or `enableAuthServer: false` is set instead)
      4. The pod has an old secret
      check: `flyte-auth check` tries it (propeller-token)
      more: flyte-auth explain flyteadmin-refuses-client

    Found 1 known error in 1 line.
    ");
}

#[test]
fn values_that_cannot_lead_to_an_error_are_those_of_another_deployment() {
    let off = "configuration: {auth: {enabled: false, authorizedUris: ['https://flyte.example.org']}}\n";
    insta::assert_snapshot!(with_input(&mut diagnose(project(), &["-f", "-", "invalid audience"]), off), @"
    exit 1
    --- stdout
    error[token-audience-refused]: flyteadmin refuses an access token: its audience is not accepted.
      --> <text>: line 1
       | invalid audience
       = only a part of the known text is here
      1. Authentication is disabled in these values, but this error only occurs if it is enabled:
         another values file enables it, or the deployment runs with other values
         found: <stdin>:1: authentication is disabled: anyone who can reach Flyte can use it
                [auth-is-off]
         fix: Pass all values files of the release, in their order, or run `helm upgrade` with these
              values.
      2. `externalAuthServer.allowedAudience` lacks the token's `aud`: it is missing, differs in a
         character (bracket, slash, space), or `externalAuthServer` is misspelled or at a level where
         Flyte does not read it
         fix: Write exactly the token's `aud` into `appAuth.externalAuthServer.allowedAudience`.
      3. Keycloak writes `aud: account`: the client has no audience mapper
      4. The token is issued for another URL of Flyte: `authorizedUris` differs from the address that
         the client uses, or `selfAuthServer.issuer` is set
      5. The client requests no audience, or another one: `flyteClient.audience`, `internal.audience` or
         `admin.audience`
      6. The identity provider issues the tokens, but `authServerType: External` is missing, so
         flyteadmin verifies them as its own
      check: `flyte-auth check` tries it (propeller-claims)
      more: flyte-auth explain token-audience-refused

    Found 1 known error in 1 line.
    ");
    let external = ["-f", "examples/values/flyte-core-okta-external.yaml", "NewAccessRequest: invalid_client"];
    insta::assert_snapshot!(outcome(&mut diagnose(project(), &external)), @"
    exit 1
    --- stdout
    error[flyteadmin-refuses-client]: flyteadmin, as the authorization server, refuses a client: unknown
                                      ID, or the secret does not match the hash.
      --> <text>: line 1
       | NewAccessRequest: invalid_client
       = only a part of the known text is here
      1. No known cause matches these values: the deployment runs with other values
         fix: Pass all values files of the release, in their order, or run `helm upgrade` with these
              values.
      check: `flyte-auth check` tries it (propeller-token)
      more: flyte-auth explain flyteadmin-refuses-client

    Found 1 known error in 1 line.
    ");
}

#[test]
fn errors_of_the_values_come_second_where_no_cause_fits() {
    let arguments = [
        "-f",
        "examples/values/external-misplaced.yaml",
        "upstream sent too big header while reading response header from upstream",
    ];
    insta::assert_snapshot!(outcome(&mut diagnose(project(), &arguments)), @"
    exit 1
    --- stdout
    error[proxy-header-buffer-too-small]: nginx answers `/callback` with status 502: flyteadmin's
                                          cookies do not fit into its buffer.
      --> <text>: line 1
       | upstream sent too big header while reading response header from upstream
      1. nginx's `proxy-buffer-size` is too small
         fix: Annotate the Ingress with `nginx.ingress.kubernetes.io/proxy-buffer-size: 32k`.
      2. `configmap.adminServer.auth.externalAuthServer` is in the wrong place and is silently ignored
         found: examples/values/external-misplaced.yaml:13:
                `configmap.adminServer.auth.externalAuthServer` is in the wrong place and is silently
                ignored [core-external-block-misindented]
         fix: move it to `configmap.adminServer.auth.appAuth.externalAuthServer`
      3. `configmap.adminServer.userAuth` is in the wrong place and is silently ignored
         found: examples/values/external-misplaced.yaml:15: `configmap.adminServer.userAuth` is in the
                wrong place and is silently ignored [core-external-block-misindented]
         fix: move it to `configmap.adminServer.auth.userAuth`
      4. flytepropeller's client secret is `foobar`, which is the chart's public default
         found: flytepropeller's client secret is `foobar`, which is the chart's public default
                [default-client-secret]
         fix: set `secrets.adminOauthClientCredentials.clientSecret` to the secret of flytepropeller's
              client at Okta, or to null if you create the Secret
      5. The tokens are large: groups in the ID token
      more: flyte-auth explain proxy-header-buffer-too-small

    Found 1 known error in 1 line.
    ");
}

#[test]
fn normal_lines_are_no_error() {
    let log = LOGIN.lines().next().unwrap();
    insta::assert_snapshot!(with_input(&mut diagnose(project(), &[]), log), @"
    exit 0
    --- stdout
    harmless: These lines also appear in working deployments.
       = A browser without a session is redirected to the login. [no-session-yet], line 1 (2026-11-29
         23:04:11)

    No known error in 1 line.
    ");
    insta::assert_snapshot!(with_input(&mut diagnose(project(), &[]), ""), @r#"
    exit 0
    --- stdout
    No known error in 0 lines.
    "#);
}

#[test]
fn what_is_unknown_is_said_to_be() {
    insta::assert_snapshot!(outcome(&mut diagnose(project(), &["my hovercraft is full of eels"])), @"
    exit 1
    --- stdout
    unknown: No known error matches this text.
      --> <text>: line 1
       | my hovercraft is full of eels

    No known error in 1 line (1 unknown line).
    ");
    let alike = "ERROR: the required scope is not what the authenticated user has";
    insta::assert_snapshot!(outcome(&mut diagnose(project(), &[alike])), @"
    exit 1
    --- stdout
    unknown: No known error matches this text.
      --> <text>: line 1
       | ERROR: the required scope is not what the authenticated user has
      similar: flyteadmin accepts an access token, but the token lacks the scope `all`.
               [scope-all-missing]
      more: flyte-auth explain scope-all-missing

    No known error in 1 line (1 unknown line).
    ");
    let cut = r#"{"json":{},"level":"info","msg":"authenticated user doesn't have requ"#;
    insta::assert_snapshot!(outcome(&mut diagnose(project(), &[cut])), @r#"
    exit 1
    --- stdout
    error[scope-all-missing]: flyteadmin accepts an access token, but the token lacks the scope `all`.
      --> <text>: line 1
       | {"json":{},"level":"info","msg":"authenticated user doesn't have requ
       = only a part of the known text is here
      1. The client does not request the scope `all`: `flyteClient.scopes` (flytectl, pyflyte),
         `admin.scopes` (flytepropeller) or `staticClients.<client>.scopes` lacks it, or is a string
         such as `'[all]'` instead of a list
         fix: Write a list that contains `all`; flytepropeller requests `flyteClient.scopes` if
              `admin.scopes` is empty.
      2. Keycloak writes scopes to the claim `scope`, and no mapper writes the `scp` claim
         fix: Add a mapper for the claim `scp` with the value `all` to the clients' scope at Keycloak;
              `flyte-auth guide` lists it.
      3. The scope has another name at Entra ID: only `api://<id>/all` arrives as `all` in `scp`
      4. The provider did not grant the scope: it does not exist there, or the client may not use it
      check: `flyte-auth check` tries it (propeller-claims)
      more: flyte-auth explain scope-all-missing

    Found 1 known error in 1 line. Add `-f values.yaml` to decide between the causes.
    "#);
}

#[test]
fn wrong_arguments() {
    let folder = tempfile::tempdir().unwrap();
    insta::assert_snapshot!(outcome(&mut diagnose(folder.path(), &["flyteadmin.log"])), @r#"
    exit 2
    --- stderr
    error: cannot read `flyteadmin.log`
    caused by: No such file or directory (os error 2)
    "#);
    insta::assert_snapshot!(outcome(&mut diagnose(folder.path(), &["-f", "-"])), @r#"
    exit 2
    --- stderr
    error: standard input cannot be both a values file and the log
    "#);
    insta::assert_snapshot!(outcome(&mut diagnose(folder.path(), &["-f", "values.yaml", "a text"])), @r#"
    exit 2
    --- stderr
    error: cannot read `values.yaml`
    caused by: No such file or directory (os error 2)
    "#);
}

#[test]
fn explain_prints_the_page_of_a_symptom() {
    let mut command = flyte_auth(project());
    insta::assert_snapshot!(outcome(command.args(["explain", "id-token-missing"])), @"
    exit 0
    --- stdout
    # id-token-missing

    The login fails: the identity provider returns no ID token.

    ## Lines
    ```text
    Error setting encrypted JWT cookie [NO_ID_TOKEN_IN_RESPONSE] Response does not contain an id_token.
    ```

    ## What it means
    Providers return an ID token only if the scope `openid` is requested.

    ## Causes

    ### `openId.scopes` lacks `openid`, is empty, or is a string instead of a list
    Set `openId.scopes: [openid, profile]`.

    - Rules: [openid-scope-missing](../rules/openid-scope-missing.md), [wrong-value-type](../rules/wrong-value-type.md)

    ## Sources
    - flyteadmin/auth/cookie_manager.go:198 (v1.16.8)
    ");
    let mut command = flyte_auth(project());
    insta::assert_snapshot!(outcome(command.args(["explain", "id-token-mising"])), @r#"
    exit 2
    --- stderr
    error: there is no rule or symptom `id-token-mising`
    help: did you mean `id-token-missing`? `flyte-auth rules` lists all
    "#);
}
