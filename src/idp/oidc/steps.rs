//! The steps at all other providers, in the terms of known ones.

use super::{is, is_auth0, is_authentik};
use crate::flyte::CLI_REDIRECT_URI;
use crate::idp::{CLI_APP, CONSOLE_APP, ConsoleStep, ExternalSetup, IdpRequirements, OFFLINE_ACCESS, Service};

pub(super) fn steps(setup: &IdpRequirements<'_>) -> Vec<ConsoleStep> {
    let mut steps = Vec::new();
    if let Some(external) = &setup.external {
        steps.extend(api(external));
    }
    steps.push(console(setup));
    if let Some(external) = &setup.external {
        steps.push(flytectl(external));
        steps.extend(external.services().map(|it| service(external, it)));
    }
    steps
}

fn console(setup: &IdpRequirements<'_>) -> ConsoleStep {
    let step = if is_auth0(setup.issuer) {
        ConsoleStep::new("Application for the Flyte console")
            .at("Applications > Applications > Create Application")
            .set("Name", CONSOLE_APP)
            .set("Application type", "Regular Web Application")
            .set("Allowed Callback URLs", setup.url.callback())
            .set("Allowed Logout URLs (optional)", setup.url.after_logout())
    } else if is_authentik(setup.issuer) {
        ConsoleStep::new("Application and provider for the Flyte console")
            .at("Applications > Applications > Create with Provider > OAuth2/OpenID Provider")
            .set("Client type", "Confidential")
            .set("Redirect URIs/Origins", format!("Strict: {}", setup.url.callback()))
            .set(
                "Signing Key",
                "a certificate (otherwise tokens are signed with the secret, and flyteadmin cannot verify them)",
            )
            .set("Issuer mode", "Each provider has a different issuer")
            .remark("The issuer is `https://<host>/application/o/<slug>/`, with the trailing slash.")
    } else if is(setup.issuer, "GitLab") {
        ConsoleStep::new("Application for the Flyte console")
            .at("(group or user settings) > Applications > Add new application")
            .set("Name", CONSOLE_APP)
            .set("Redirect URI", setup.url.callback())
            .set("Confidential", "on")
            .set("Scopes", setup.web.scope_line())
    } else {
        ConsoleStep::new("Client for the Flyte console")
            .set("Type", "confidential (it has a secret)")
            .set("Grant", "authorization code")
            .set("Redirect URIs", setup.url.callback())
            .set("Scopes", setup.web.scope_line())
            .set("ID tokens", "signed with a key of the provider's JWKS (RS256), not with the secret")
    };
    let step = step
        .note_id("Client ID", "clients.web.id", setup.web.id)
        .note_down("Client secret", "clients.web.secret")
        .note_down("`issuer` of its discovery document (.well-known/openid-configuration)", "idp.issuer");
    known_issuer(step, setup)
        .remark("Flyte has no roles: everyone who can log in has full access. Restrict who can log in.")
}

fn known_issuer(mut step: ConsoleStep, setup: &IdpRequirements<'_>) -> ConsoleStep {
    if let Some(note) = step.note_down.last_mut() {
        note.known = (!setup.issuer.is_placeholder()).then(|| setup.issuer.to_string());
    }
    step
}

fn api(external: &ExternalSetup<'_>) -> Vec<ConsoleStep> {
    let audience = external.first_audience();
    if is_auth0(external.issuer) {
        let mut api = ConsoleStep::new("API")
            .at("Applications > APIs > Create API")
            .set("Name", "Flyte")
            .set("Identifier", audience)
            .set("JSON Web Token (JWT) Profile", "Auth0")
            .set("JSON Web Token (JWT) Signing Algorithm", "RS256")
            .note_down("Identifier", "audience")
            .remark(
                "Use a separate API for Flyte: every token for it has full access. The RFC 9068 profile adds \
                    `client_id` to \
                tokens; flyteadmin then requires a claim `scp`, which Auth0 does not write.",
            );
        if external.flytectl.requests(OFFLINE_ACCESS) {
            api = api.set("Allow Offline Access", "on");
        }
        if let Some(note) = api.note_down.last_mut() {
            note.known = Some(audience.to_owned());
        }
        return vec![
            api,
            ConsoleStep::new(format!("Permission `{}`", external.scope))
                .at("Applications > APIs > Flyte > Permissions")
                .set("Permission", external.scope.as_str())
                .set("Description", "Use Flyte"),
            ConsoleStep::new("Default audience of the tenant")
                .at("Settings > General > API Authorization Settings")
                .set("Default Audience", audience)
                .remark(
                    "In the browser flow, flytectl sends no audience, and Auth0's token is then not a JWT. pyflyte \
                        sends one.",
                ),
        ];
    }
    let mut steps = vec![
        ConsoleStep::new(format!("Scope `{}`", external.scope))
            .set("Name", external.scope.as_str())
            .set(
                "Who may request it",
                if external.ci.is_some() {
                    "the clients of flytectl, flytepropeller and CI; the latter two with client credentials"
                } else {
                    "the clients of flytectl and flytepropeller; the latter with client credentials"
                },
            )
            .remark("flyteadmin requires the scope `all`."),
        ConsoleStep::new("Access tokens")
            .set("Format", "JWT, signed with a key of the provider's JWKS")
            .set("`scp`", "[\"all\"] (or `all`, from Flyte 1.15.1 on); the claim `scope` is not read")
            .remark(
                "flyteadmin grants `all` to a token without `scp` and `client_id`, and rejects one with `client_id` \
                    but without `scp`.",
            ),
    ];
    for audience in external.audience {
        if let Some(step) = steps.last_mut() {
            *step = step.clone().set("`aud`", audience.as_str());
        }
    }
    steps
}

fn flytectl(external: &ExternalSetup<'_>) -> ConsoleStep {
    let step = if is_auth0(external.issuer) {
        ConsoleStep::new("Application for flytectl and pyflyte")
            .at("Applications > Applications > Create Application")
            .set("Name", CLI_APP)
            .set("Application type", "Native")
            .set("Allowed Callback URLs", CLI_REDIRECT_URI)
            .set(
                "Grant Types (Advanced Settings)",
                "Authorization Code, Refresh Token; Device Code for people without a browser",
            )
    } else {
        ConsoleStep::new("Client for flytectl and pyflyte")
            .set("Type", "public (it has no secret)")
            .set("Grant", "authorization code with PKCE; device code for people without a browser")
            .set("Redirect URIs", CLI_REDIRECT_URI)
            .set("Scopes", external.flytectl.scope_line())
    };
    step.note_id("Client ID", "clients.flytectl.id", external.flytectl.id)
}

fn service(external: &ExternalSetup<'_>, service: Service<'_>) -> ConsoleStep {
    let Service { user, client } = service;
    let step = if is_auth0(external.issuer) {
        ConsoleStep::new(format!("Application for {}", user.name()))
            .at("Applications > Applications > Create Application")
            .set("Name", user.usual_id())
            .set("Application type", "Machine to Machine")
            .set("API", external.first_audience())
            .set("Permissions", client.scope_line())
    } else {
        ConsoleStep::new(format!("Client for {}", user.name()))
            .set("Type", "confidential (it has a secret)")
            .set("Grant", "client credentials only")
            .set("Scopes", client.scope_line())
    };
    step.note_id("Client ID", user.id_answer(), client.id).note_down("Client secret", user.secret_place())
}
