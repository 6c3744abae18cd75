//! The whole outcome for working deployments: from values, from answers, and from the URL only.

use super::provider::PROPELLER_SECRET;
use super::{Issues, WELL, World};
use crate::common::outcome;

#[test]
fn checks_a_working_external_server() {
    let world = World::new(Issues::Keycloak, "", WELL);
    insta::assert_snapshot!(world.outcome(&["-f", "values.yaml", "--probe-secrets"]), @"
    exit 0
    --- stdout
    Identity provider
    ✓ the identity provider answers (https://idp.example.org/realms/flyte; certificate of `Example CA`,
      90 days left)
    ✓ it serves its discovery document
      (https://idp.example.org/realms/flyte/.well-known/openid-configuration)
    ✓ `issuer` is the one that flyteadmin expects (https://idp.example.org/realms/flyte)
    ✓ it names the endpoints of the login
    ✓ it serves its signing keys (1 for signatures)
    ✓ it signs ID tokens in a way that flyteadmin accepts (RS256)
    ✓ it offers the scopes of the login (profile, openid)
    ✓ flyteadmin finds the metadata of the authorization server
      (https://idp.example.org/realms/flyte/.well-known/openid-configuration)
    ✓ the authorization server offers the grant types (authorization_code, client_credentials)
    ✓ the authorization server offers PKCE with S256
    ✓ the authorization server has a device endpoint

    Clients
    ✓ flytepropeller gets a token (as `flytepropeller`, with the scope `all`)
    ✓ flyteadmin accepts the claims of that token (`aud` is https://fly.example.org, scopes are all)
    ✓ the web client can redirect to Flyte (https://fly.example.org/callback, as `flyteconsole`)
    ✓ the web client's secret is correct (the provider rejects only the invalid code)
    ✓ flytectl's client can redirect to flytectl (http://localhost:53593/callback, as `flytectl`)
    ✓ flytectl's client needs no secret (the provider rejects only the invalid code)
    ✓ flytectl's client can use the device flow

    Deployment
    ✓ flyteadmin answers (https://fly.example.org; certificate of `Example CA`, 90 days left)
    ✓ the REST API refuses calls without a token (401)
    ✓ `/login` redirects to the identity provider (idp.example.org, back to
      https://fly.example.org/callback)
    ✓ it publishes the identity provider (https://idp.example.org/realms/flyte)
    ✓ it publishes the authorization server (https://idp.example.org/realms/flyte)
    ✓ it publishes flytectl's client (`flytectl`, scopes all)
    ✓ the same metadata comes over gRPC (https://idp.example.org/realms/flyte)
    ✓ the same client comes over gRPC (flytectl)
    ✓ the gRPC API refuses calls without a token (Unauthenticated)

    27 ok
    ");
}

#[test]
fn checks_a_working_internal_server() {
    let world = World::new(Issues::Flyteadmin, "", WELL);
    insta::assert_snapshot!(world.outcome(&["-f", "values.yaml", "--probe-secrets"]), @"
    exit 0
    --- stdout
    Identity provider
    ✓ the identity provider answers (https://idp.example.org/realms/flyte; certificate of `Example CA`,
      90 days left)
    ✓ it serves its discovery document
      (https://idp.example.org/realms/flyte/.well-known/openid-configuration)
    ✓ `issuer` is the one that flyteadmin expects (https://idp.example.org/realms/flyte)
    ✓ it names the endpoints of the login
    ✓ it serves its signing keys (1 for signatures)
    ✓ it signs ID tokens in a way that flyteadmin accepts (RS256)
    ✓ it offers the scopes of the login (profile, openid)

    Clients
    ✓ flytepropeller gets a token (as `flytepropeller`, with the scope `all`)
    ✓ flyteadmin accepts the claims of that token (`aud` is https://fly.example.org, scopes are all)
    ✓ the web client can redirect to Flyte (https://fly.example.org/callback, as `flyteconsole`)
    ✓ the web client's secret is correct (the provider rejects only the invalid code)
    ✓ flytectl's client can redirect to flytectl (http://localhost:53593/callback, as `flytectl`)

    Deployment
    ✓ flyteadmin answers (https://fly.example.org; certificate of `Example CA`, 90 days left)
    ✓ the REST API refuses calls without a token (401)
    ✓ `/login` redirects to the identity provider (idp.example.org, back to
      https://fly.example.org/callback)
    ✓ it publishes the identity provider (https://idp.example.org/realms/flyte)
    ✓ it publishes the authorization server (https://fly.example.org)
    ✓ it publishes flytectl's client (`flytectl`, scopes offline all)
    ✓ the same metadata comes over gRPC (https://fly.example.org)
    ✓ the same client comes over gRPC (flytectl)
    ✓ the gRPC API refuses calls without a token (Unauthenticated)

    21 ok
    ");
}

#[test]
fn checks_a_deployment_by_its_url() {
    let world = World::new(Issues::Keycloak, "", WELL);
    insta::assert_snapshot!(world.outcome(&[&world.url()]), @"
    exit 0
    --- stdout
    Deployment
    ✓ flyteadmin answers (https://fly.example.org; certificate of `Example CA`, 90 days left)
    ✓ the REST API refuses calls without a token (401)
    ✓ `/login` redirects to the identity provider (idp.example.org, back to
      https://fly.example.org/callback)
    ✓ it publishes the identity provider (https://idp.example.org/realms/flyte)
    ✓ it publishes the authorization server (https://idp.example.org/realms/flyte)
    ✓ it publishes flytectl's client (`flytectl`, scopes all)
    ✓ the same metadata comes over gRPC (https://idp.example.org/realms/flyte)
    ✓ the same client comes over gRPC (flytectl)
    ✓ the gRPC API refuses calls without a token (Unauthenticated)

    Identity provider
    ✓ the identity provider answers (https://idp.example.org/realms/flyte; certificate of `Example CA`,
      90 days left)
    ✓ it serves its discovery document
      (https://idp.example.org/realms/flyte/.well-known/openid-configuration)
    ✓ `issuer` is the one that flyteadmin expects (https://idp.example.org/realms/flyte)
    ✓ it names the endpoints of the login
    ✓ it serves its signing keys (1 for signatures)
    ✓ it signs ID tokens in a way that flyteadmin accepts (RS256)
    ✓ it offers the scopes of the login (profile, openid)
    ‼ the authorization server offers the grant types
        the provider does not list `client_credentials`; flytepropeller needs it
      → enable it at the provider, or let flyteadmin issue the tokens (`--auth-server internal`)
        https://github.com/flyte-auth/flyte-auth/blob/main/docs/check.md#grant-types
    ✓ the authorization server offers PKCE with S256 (not listed)
    ✓ the authorization server has a device endpoint

    Clients
    – flytepropeller gets a token: not tried, its client is only known from values or answers
    ✓ the web client can redirect to Flyte (https://fly.example.org/callback, as `flyteconsole`)
    – the web client's secret is correct: not tried, `--probe-secrets` tests it with an invalid code
    ✓ flytectl's client can redirect to flytectl (http://localhost:53593/callback, as `flytectl`)
    ✓ flytectl's client needs no secret (the provider rejects only the invalid code)
    ✓ flytectl's client can use the device flow

    1 warning, 22 ok, 2 not tried
    ");
}

#[test]
fn checks_answers_before_values_exist() {
    let world = World::new(Issues::Keycloak, "", WELL);
    let mut command = world.check(&["--answers", "answers.yaml", "--only", "clients"]);
    command.env("FLYTE_PROPELLER_SECRET", PROPELLER_SECRET);
    insta::assert_snapshot!(world.named(&outcome(&mut command)), @"
    exit 0
    --- stdout
    Clients
    ✓ flytepropeller gets a token (as `flytepropeller`, with the scope `all`)
    ✓ flyteadmin accepts the claims of that token (`aud` is https://fly.example.org, scopes are all)
    ✓ the web client can redirect to Flyte (https://fly.example.org/callback, as `flyteconsole`)
    – the web client's secret is correct: not tried, `--probe-secrets` tests it with an invalid code
    ✓ flytectl's client can redirect to flytectl (http://localhost:53593/callback, as `flytectl`)
    ✓ flytectl's client needs no secret (the provider rejects only the invalid code)
    ✓ flytectl's client can use the device flow

    6 ok, 1 not tried
    --- stderr
    note: for flyteadmin, `https://idp.example.org/realms/flyte` is its own pod: it must also answer there, or flyteadmin does not start
    ");
}
