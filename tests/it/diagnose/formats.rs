//! JSON, Markdown, and the page of a symptom.

use super::{LOGIN, diagnose};
use crate::common::{flyte_auth, outcome, outcome_with_input, project};

#[test]
fn prints_json() {
    insta::assert_snapshot!(outcome_with_input(&mut diagnose(project(), &["--format", "json"]), LOGIN), @r#"
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
fn markdown_hides_names() {
    let log =
        "Post \"https://flyte.acme.com/oauth2/token\": dial tcp: lookup flyte.acme.com on 10.0.0.10:53: no such host\n";
    insta::assert_snapshot!(outcome_with_input(&mut diagnose(project(), &["--format", "markdown"]), &(log.to_owned() + LOGIN)), @r#"
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
