//! `--dry-run`, `--only`, and the output as JSON.

use super::{Issues, WELL, World};
use crate::common::flyte_auth;

#[test]
fn dry_run_lists_requests_and_sends_none() {
    let world = World::new(Issues::Keycloak, "", WELL);
    insta::assert_snapshot!(world.outcome(&["-f", "values.yaml", "--dry-run", "--probe-secrets"]), @"
    exit 0
    --- stdout
    GET  https://idp.example.org/realms/flyte/.well-known/openid-configuration
    GET  the `jwks_uri` in it
    POST the `token_endpoint` in it, as `flytepropeller` with its secret (client_credentials)
    GET  the `authorization_endpoint` in it, as `flyteconsole`
    POST the `token_endpoint` in it, as `flyteconsole` with its secret and an invalid code
    GET  the `authorization_endpoint` in it, as `flytectl`
    POST the `token_endpoint` in it, as `flytectl` with an invalid code
    POST the `device_authorization_endpoint`, if there is one, as `flytectl`
    GET  https://fly.example.org/healthcheck
    GET  https://fly.example.org/api/v1/projects
    GET  https://fly.example.org/login
    GET  https://fly.example.org/.well-known/openid-configuration
    GET  https://fly.example.org/.well-known/oauth-authorization-server
    GET  https://fly.example.org/config/v1/flyte_client
    gRPC https://fly.example.org/flyteidl.service.AuthMetadataService/GetOAuth2Metadata
    gRPC https://fly.example.org/flyteidl.service.AuthMetadataService/GetPublicClientConfig
    gRPC https://fly.example.org/flyteidl.service.AdminService/ListProjects
    ");
    insta::assert_snapshot!(world.outcome(&[&world.url(), "--dry-run"]), @"
    exit 0
    --- stdout
    GET  https://fly.example.org/healthcheck
    GET  https://fly.example.org/api/v1/projects
    GET  https://fly.example.org/login
    GET  https://fly.example.org/.well-known/openid-configuration
    GET  https://fly.example.org/.well-known/oauth-authorization-server
    GET  https://fly.example.org/config/v1/flyte_client
    gRPC https://fly.example.org/flyteidl.service.AuthMetadataService/GetOAuth2Metadata
    gRPC https://fly.example.org/flyteidl.service.AuthMetadataService/GetPublicClientConfig
    gRPC https://fly.example.org/flyteidl.service.AdminService/ListProjects
    then the identity provider in its answers
    ");
    assert!(world.provider.received().is_empty() && world.deployment.received().is_empty());
}

#[test]
fn only_checks_one_group() {
    let world = World::new(Issues::Keycloak, "", WELL);
    insta::assert_snapshot!(world.outcome(&["-f", "values.yaml", "--only", "idp", "--format", "short"]), @"
    exit 0
    --- stdout
    11 ok
    ");
    insta::assert_snapshot!(world.outcome(&["-f", "values.yaml", "--only", "clients", "--format", "short"]), @"
    exit 0
    --- stdout
    6 ok, 1 not tried
    ");
    insta::assert_snapshot!(world.outcome(&["-f", "values.yaml", "--only", "deployment", "--format", "short"]), @"
    exit 0
    --- stdout
    9 ok
    ");
}

#[test]
fn prints_json() {
    let world = World::new(Issues::Keycloak, "no-audience-mapper", WELL);
    let text = world.outcome(&["-f", "values.yaml", "--only", "clients", "--format", "json"]);
    insta::assert_snapshot!(text, @r#"
    exit 1
    --- stdout
    {
      "version": 1,
      "probes": [
        {
          "name": "propeller-token",
          "group": "clients",
          "title": "flytepropeller gets a token",
          "status": "ok",
          "detail": "as `flytepropeller`, with the scope `all`",
          "message": null,
          "remedies": [],
          "rule": null,
          "url": "https://github.com/flyte-auth/flyte-auth/blob/main/docs/check.md#propeller-token",
          "claims": null
        },
        {
          "name": "propeller-claims",
          "group": "clients",
          "title": "flyteadmin accepts the claims of that token",
          "status": "failed",
          "detail": null,
          "message": "flyteadmin rejects the token (`invalid audience`): it is for `account`, but flyteadmin accepts `https://fly.example.org`, `http://flyteadmin:80`",
          "remedies": [
            {
              "text": "add an audience mapper for `https://fly.example.org` to the client scope `all`, and assign that scope to the client",
              "setting": null,
              "console": "Client scopes > all > Mappers > Configure a new mapper > Audience: \"Included Custom Audience\""
            }
          ],
          "rule": null,
          "url": "https://github.com/flyte-auth/flyte-auth/blob/main/docs/check.md#propeller-claims",
          "claims": {
            "iss": "https://idp.example.org/realms/flyte",
            "aud": "account",
            "azp": "flytepropeller",
            "client_id": "flytepropeller",
            "scope": "all",
            "scp": [
              "all"
            ]
          }
        },
        {
          "name": "web-redirect-uri",
          "group": "clients",
          "title": "the web client can redirect to Flyte",
          "status": "ok",
          "detail": "https://fly.example.org/callback, as `flyteconsole`",
          "message": null,
          "remedies": [],
          "rule": null,
          "url": "https://github.com/flyte-auth/flyte-auth/blob/main/docs/check.md#web-redirect-uri",
          "claims": null
        },
        {
          "name": "web-secret",
          "group": "clients",
          "title": "the web client's secret is correct",
          "status": "not-tried",
          "detail": "`--probe-secrets` tests it with an invalid code",
          "message": null,
          "remedies": [],
          "rule": null,
          "url": "https://github.com/flyte-auth/flyte-auth/blob/main/docs/check.md#web-secret",
          "claims": null
        },
        {
          "name": "cli-redirect-uri",
          "group": "clients",
          "title": "flytectl's client can redirect to flytectl",
          "status": "ok",
          "detail": "http://localhost:53593/callback, as `flytectl`",
          "message": null,
          "remedies": [],
          "rule": null,
          "url": "https://github.com/flyte-auth/flyte-auth/blob/main/docs/check.md#cli-redirect-uri",
          "claims": null
        },
        {
          "name": "cli-public",
          "group": "clients",
          "title": "flytectl's client needs no secret",
          "status": "ok",
          "detail": "the provider rejects only the invalid code",
          "message": null,
          "remedies": [],
          "rule": null,
          "url": "https://github.com/flyte-auth/flyte-auth/blob/main/docs/check.md#cli-public",
          "claims": null
        },
        {
          "name": "cli-device-grant",
          "group": "clients",
          "title": "flytectl's client can use the device flow",
          "status": "ok",
          "detail": null,
          "message": null,
          "remedies": [],
          "rule": null,
          "url": "https://github.com/flyte-auth/flyte-auth/blob/main/docs/check.md#cli-device-grant",
          "claims": null
        }
      ],
      "summary": {
        "ok": 5,
        "warning": 0,
        "failed": 1,
        "not_tried": 1
      }
    }
    "#);
    let schema: serde_json::Value =
        serde_json::from_slice(&flyte_auth(world.folder.path()).args(["schema", "check"]).output().unwrap().stdout)
            .unwrap();
    let json = text.split_once('{').map(|(_, rest)| format!("{{{rest}")).unwrap();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert!(jsonschema::validator_for(&schema).unwrap().is_valid(&json));
}
