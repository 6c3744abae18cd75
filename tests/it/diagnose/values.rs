//! With values, `diagnose` orders the causes and names the finding.

use super::diagnose;
use crate::common::{outcome, outcome_with_input, project};

#[test]
fn values_put_the_matching_cause_first() {
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
      2. The provider did not grant the scope: it does not exist there, or the client may not use it
         fix: Create the scope `all` at the authorization server and allow it for the client.
      3. The client does not request the scope `all`: `flyteClient.scopes` (flytectl, pyflyte),
         `admin.scopes` (flytepropeller) or `staticClients.<client>.scopes` lacks it, or is a string
         such as `'[all]'` instead of a list
      check: `flyte-auth check` tries it (propeller-claims)
      more: flyte-auth explain scope-all-missing

    Read 1 line, found 1 known error.
    ");
    let hash = [
        "-f",
        "examples/values/flyte-binary-google-internal.yaml",
        "-f",
        "-",
        "Error occurred in NewAccessRequest: invalid_client",
    ];
    let other = "configuration: {auth: {internal: {clientSecret: 'another-password-than-the-hash-has'}}}\n";
    insta::assert_snapshot!(outcome_with_input(&mut diagnose(project(), &hash), other), @"
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
      2. The pod has an old secret
         fix: Restart flytepropeller and flyteadmin after a change of Secrets.
      check: `flyte-auth check` tries it (propeller-token)
      more: flyte-auth explain flyteadmin-refuses-client

    Read 1 line, found 1 known error.
    ");
}

#[test]
fn reports_values_that_do_not_match_the_error() {
    let off = "configuration: {auth: {enabled: false, authorizedUris: ['https://flyte.example.org']}}\n";
    insta::assert_snapshot!(outcome_with_input(&mut diagnose(project(), &["-f", "-", "invalid audience"]), off), @"
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

    Read 1 line, found 1 known error.
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

    Read 1 line, found 1 known error.
    ");
}

#[test]
fn findings_in_values_come_after_a_certain_cause() {
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
         found: examples/values/external-misplaced.yaml:13 [core-external-block-misindented]
         fix: move it to `configmap.adminServer.auth.appAuth.externalAuthServer`
      3. `configmap.adminServer.userAuth` is in the wrong place and is silently ignored
         found: examples/values/external-misplaced.yaml:15 [core-external-block-misindented]
         fix: move it to `configmap.adminServer.auth.userAuth`
      4. flytepropeller's client secret is `foobar`, which is the chart's public default
         found: reported by lint [default-client-secret]
         fix: set `secrets.adminOauthClientCredentials.clientSecret` to the secret of flytepropeller's
              client at Okta, or to null if you create the Secret
      5. The tokens are large: groups in the ID token
      6. flyteadmin is down or restarts, so the Ingress answers with status 502
      more: flyte-auth explain proxy-header-buffer-too-small

    Read 1 line, found 1 known error.
    ");
}

#[test]
fn values_rule_out_causes_and_print_each_finding_once() {
    let internal = ["-f", "examples/values/flyte-core-okta-internal.yaml", "invalid audience [x], wanted [y]"];
    insta::assert_snapshot!(outcome(&mut diagnose(project(), &internal)), @"
    exit 1
    --- stdout
    error[token-audience-refused]: flyteadmin refuses an access token: its audience is not accepted.
      --> <text>: line 1
       | invalid audience [x], wanted [y]
       = accepted: `y`
      1. The token is issued for another URL of Flyte: `authorizedUris` differs from the address that
         the client uses, or `selfAuthServer.issuer` is set
         fix: Put the public URL first in `authorizedUris`, and leave `selfAuthServer.issuer` unset.
      2. The client requests no audience, or another one: `flyteClient.audience`, `internal.audience` or
         `admin.audience`
         fix: Set the audience to that of Flyte's API at the provider.
      check: `flyte-auth check` tries it (propeller-claims)
      more: flyte-auth explain token-audience-refused

    Read 1 line, found 1 known error.
    ");
    // A setting of the login outside the chart can have any fault.
    let outside =
        ["--set", "configuration.externalConfigMap=mine", "-f", "examples/values/flyte-binary-google-internal.yaml"];
    let outside = outcome(&mut diagnose(project(), &[&outside[..], &["NewAccessRequest: invalid_client"]].concat()));
    assert!(outside.contains("The client ID in `internal.clientId` is not a client"), "{outside}");
    let repeated = "configmap: {adminServer: {auth: {authorizedUris: ['http://flyteadmin:80']}}}\n";
    let arguments = [
        "-f",
        "examples/values/flyte-core-okta-internal.yaml",
        "-f",
        "-",
        "csrf cookie missing",
        "redirect_uri_mismatch",
    ];
    let output = outcome_with_input(&mut diagnose(project(), &arguments), repeated);
    assert_eq!(output.matches("has no public URL").count(), 1, "{output}");
}

#[test]
fn a_misplaced_key_decides_no_cause() {
    let values = "\
configuration:
  auth:
    enabled: true
    oidc: {baseUrl: 'https://acme.okta.com/oauth2/default', clientId: web, clientSecret: s}
    authServerType: External
    internal: {clientId: propeller, clientSecret: t}
    authorizedUris: ['https://flyte.acme.io']
";
    let arguments = ["-f", "-", "oauth2: cannot fetch token: 401 Unauthorized invalid_client"];
    insta::assert_snapshot!(outcome_with_input(&mut diagnose(project(), &arguments), values), @"
    exit 1
    --- stdout
    error[provider-refuses-client]: The authorization server refuses a client: its ID or its secret.
      --> <text>: line 1
       | oauth2: cannot fetch token: 401 Unauthorized invalid_client
      1. The wrong server answers: flyteadmin issues the tokens, and its hash does not match the secret,
         or `authServerType: External` is missing or at a level where Flyte does not read it, so
         flyteadmin gets the credentials of the provider's client
         found: <stdin>:5: `configuration.auth.authServerType` is in the wrong place and is silently
                ignored [misplaced-key]
         fix: Set `authServerType` for the server that knows this client; with flyteadmin's own server,
              generate secret and hash with `flyte-auth hash`.
      2. `flyteClient.clientId` is a confidential client, or is used without its secret
         found: flytectl and pyflyte log in at Okta with the default client ID `flytectl`, but Okta
                generates its client IDs [flyteclient-client-id-default-in-external]
         fix: Register a public client for flytectl and pyflyte.
      3. flytepropeller's client ID or secret is wrong: `internal.clientId` and `internal.clientSecret`;
         of another client, misspelled, or changed by YAML (an unquoted number or `No`)
         found: <stdin>:4: client IDs of Okta start with `0oa`, but this one does not
                [implausible-client-id]
         found: <stdin>:6: client IDs of Okta start with `0oa`, but this one does not
                [implausible-client-id]
         fix: Set ID and secret of flytepropeller's client, both quoted.
      4. The secret has expired at the provider, or the pod has an old one
      check: `flyte-auth check` tries it (propeller-token)
      more: flyte-auth explain provider-refuses-client

    Read 1 line, found 1 known error.
    ");
}
