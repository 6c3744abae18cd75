//! Logs and texts as input: known, unknown and harmless lines, and invalid arguments.

use super::{LOGIN, diagnose};
use crate::common::{outcome, outcome_with_input, project};

#[test]
fn reads_a_log_on_stdin() {
    insta::assert_snapshot!(outcome_with_input(&mut diagnose(project(), &[]), LOGIN), @r#"
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

    Read 4 lines, found 1 known error and 1 unknown error line. Add `-f values.yaml` to decide between
    the causes.
    "#);
}

#[test]
fn reads_a_text_from_an_argument() {
    insta::assert_snapshot!(outcome(&mut diagnose(project(), &["Error 400: redirect_uri_mismatch"])), @"
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

    Read 1 line, found 1 known error. Add `-f values.yaml` to decide between the causes.
    ");
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

    Read 1 line, found 1 known error. Add `-f values.yaml` to decide between the causes.
    ");
}

#[test]
fn harmless_lines_are_not_errors() {
    let log = LOGIN.lines().next().unwrap();
    insta::assert_snapshot!(outcome_with_input(&mut diagnose(project(), &[]), log), @"
    exit 0
    --- stdout
    harmless: These lines also appear in working deployments.
       = A browser without a session is redirected to the login. [no-session-yet], line 1 (2026-11-29
         23:04:11)

    Read 1 line, found no known error.
    ");
    insta::assert_snapshot!(outcome_with_input(&mut diagnose(project(), &[]), ""), @"
    exit 0
    --- stdout
    Read 0 lines, found no known error.
    ");
}

#[test]
fn reports_unknown_and_similar_lines() {
    insta::assert_snapshot!(outcome(&mut diagnose(project(), &["my hovercraft is full of eels"])), @"
    exit 1
    --- stdout
    unknown: No known error matches this text.
      --> <text>: line 1
       | my hovercraft is full of eels

    Read 1 line, found no known error and 1 unknown line.
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

    Read 1 line, found no known error and 1 unknown line.
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

    Read 1 line, found 1 known error. Add `-f values.yaml` to decide between the causes.
    "#);
}

#[test]
fn rejects_invalid_arguments() {
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
fn the_error_after_a_word_for_a_secret_is_shown_in_json_lines() {
    let line = r#"{"json":{"exec_id":"f1"},"level":"warning","msg":"Failed to create workflow event: failed to get token: oauth2: cannot fetch token: 401 Unauthorized\nResponse: {\"error\":\"invalid_client\",\"access_token\":\"s3cret-access\"}, clientSecret: s3cret-client"}"#;
    let output = outcome(&mut diagnose(project(), &[line]));
    let excerpt: Vec<&str> = output.lines().skip_while(|line| !line.starts_with("   | ")).take(3).collect();
    insta::assert_snapshot!(excerpt.join("\n"), @r#"
    | Failed to create workflow event: failed to get token: oauth2: cannot fetch token: 401
      Unauthorized Response: {"error":"invalid_client","access_token":"<redacted>"}, clientSecret:
      *************
    "#);
}
