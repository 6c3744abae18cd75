//! `flyte-auth check` against stand-ins on loopback: everything as it should be, and one planted fault at a time.

mod faults;
mod flyteadmin;
mod login;
mod provider;
mod real;
mod safety;
mod stand_in;

use std::fs;
use std::process::Command;
use std::sync::Arc;

use crate::common::{flyte_auth, outcome, with_secrets};
use flyteadmin::Flyteadmin;
use provider::{PROPELLER_SECRET, Provider, WEB_SECRET};
use stand_in::{Shown, StandIn, ca_pem};

/// A provider, a deployment and a folder with the deployment's values.
struct World {
    folder: tempfile::TempDir,
    provider: StandIn,
    deployment: StandIn,
    /// Seconds; long enough for a machine that is busy.
    timeout: &'static str,
}

/// Who issues access tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Issues {
    Keycloak,
    Flyteadmin,
}

/// How the stand-ins speak TLS.
#[derive(Debug, Clone, Copy)]
struct Speaks {
    provider: Shown,
    deployment: Shown,
    alpn: &'static [&'static str],
}

const BOTH: &[&str] = &["h2", "http/1.1"];
const WELL: Speaks = Speaks { provider: Shown::Good, deployment: Shown::Good, alpn: BOTH };

impl World {
    fn new(issues: Issues, fault: &'static str, speaks: Speaks) -> Self {
        // Each has to know where the other is: the deployment's port is known before it answers anything.
        let flyte = Arc::new(std::sync::OnceLock::<String>::new());
        let of_provider = Arc::clone(&flyte);
        let provider = StandIn::start(speaks.provider, BOTH, |port| {
            move |request: &stand_in::Received| {
                let flyte = of_provider.get().unwrap().clone();
                Provider { origin: format!("https://localhost:{port}"), flyte, fault }.answer(request)
            }
        });
        let issuer = format!("https://localhost:{}/realms/flyte", provider.port);
        let deployment = StandIn::start(speaks.deployment, speaks.alpn, |port| {
            let url = format!("https://localhost:{port}");
            flyte.set(url.clone()).unwrap();
            let is_internal = issues == Issues::Flyteadmin;
            move |request: &stand_in::Received| {
                Flyteadmin { url: url.clone(), issuer: issuer.clone(), is_internal, fault }.answer(request)
            }
        });
        let folder = tempfile::tempdir().unwrap();
        let timeout = if fault == "discovery-slow" { "1" } else { "60" };
        let world = Self { folder, provider, deployment, timeout };
        world.write_values(issues);
        world
    }

    /// Values as `generate` writes them.
    fn write_values(&self, issues: Issues) {
        let clients = match issues {
            Issues::Keycloak => {
                "propeller: {id: flytepropeller, secret: {env: FLYTE_PROPELLER_SECRET}}\n  flytectl: {id: flytectl}"
            }
            Issues::Flyteadmin => "propeller: {secret: {env: FLYTE_PROPELLER_SECRET}}",
        };
        let answers = format!(
            "chart: flyte-core\nauthServer: {}\nurl: https://localhost:{}\nidp:\n  type: keycloak\n  \
             url: https://localhost:{}\n  realm: flyte\nclients:\n  \
             web: {{id: flyteconsole, secret: {{env: FLYTE_WEB_SECRET}}}}\n  {clients}\n",
            if issues == Issues::Keycloak { "external" } else { "internal" },
            self.deployment.port,
            self.provider.port,
        );
        fs::write(self.folder.path().join("answers.yaml"), answers).unwrap();
        fs::write(self.folder.path().join("ca.pem"), ca_pem()).unwrap();
        let mut generate = with_secrets(self.folder.path());
        generate.env("FLYTE_WEB_SECRET", WEB_SECRET).env("FLYTE_PROPELLER_SECRET", PROPELLER_SECRET);
        let output = generate.args(["generate", "--answers", "answers.yaml", "-o", "."]).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    /// `check` with these arguments.
    fn check(&self, args: &[&str]) -> Command {
        let mut command = flyte_auth(self.folder.path());
        command.args(["check", "--ca-file", "ca.pem", "--timeout", self.timeout]).args(args);
        command
    }

    /// The URL of the deployment.
    fn url(&self) -> String {
        format!("https://localhost:{}", self.deployment.port)
    }

    /// An outcome with names in place of ports. They are as long, so that lines break where they did.
    fn named(&self, text: &str) -> String {
        let text = text.replace(&format!("localhost:{}", self.provider.port), "idp.example.org");
        text.replace(&format!("localhost:{}", self.deployment.port), "fly.example.org")
    }

    fn outcome(&self, args: &[&str]) -> String {
        self.named(&outcome(&mut self.check(args)))
    }
}

#[test]
fn an_external_server_that_is_as_it_should_be() {
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
fn an_internal_server_that_is_as_it_should_be() {
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
fn a_deployment_without_values_says_who_its_provider_is() {
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
fn answers_are_checked_before_any_values_exist() {
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

#[test]
fn what_would_be_contacted_is_listed_and_not_contacted() {
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
fn one_group_alone() {
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
#[expect(clippy::too_many_lines, reason = "the whole outcome")]
fn json_has_what_the_text_has() {
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
