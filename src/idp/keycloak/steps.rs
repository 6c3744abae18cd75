//! The steps in Keycloak's admin console (26; some fields have other names in older versions).

use super::realm::{CONSOLE, FLYTECTL};
use crate::flyte::CLI_REDIRECT_URI;
use crate::idp::{ConsoleStep, ExternalSetup, IdpClient, IdpRequirements, OFFLINE_ACCESS, Service, ServiceUser};

pub(super) fn steps(setup: &IdpRequirements<'_>) -> Vec<ConsoleStep> {
    let mut steps = vec![realm(setup)];
    if let Some(external) = &setup.external {
        steps.extend(scope(external));
    }
    steps.push(console(setup));
    if let Some(external) = &setup.external {
        steps.push(flytectl(external));
        steps.extend(external.services().map(|it| service(external, it)));
    }
    steps.push(ConsoleStep::new("Who may log in").at("Users").remark(
        "Flyte has no roles: every user of the realm has full access. If others use the realm, too, require a role in \
                the realm's browser flow.",
    ));
    steps
}

/// Splits an issuer into the address and the realm.
fn parts(issuer: &str) -> (&str, &str) {
    issuer.rsplit_once("/realms/").unwrap_or((issuer, "<realm>"))
}

fn realm(setup: &IdpRequirements<'_>) -> ConsoleStep {
    let (address, realm) = parts(setup.issuer.as_str());
    let mut step = ConsoleStep::new("Realm, if it does not exist yet")
        .at("Manage realms > Create realm")
        .set("Realm name", realm)
        .note_down("Issuer (Realm settings > OpenID Endpoint Configuration: `issuer`)", "idp.issuer");
    if let Some(note) = step.note_down.last_mut() {
        note.known = (!setup.issuer.is_placeholder()).then(|| setup.issuer.to_string());
    }
    step.remarks.push(if address.ends_with("/auth") {
        "`/auth` in the URL is correct before Keycloak 17, or with `http-relative-path=/auth`; otherwise flyteadmin \
            gets a \
            404 and does not start."
            .to_owned()
    } else {
        "The official guide has `/auth/realms/` in the issuer, which was correct before Keycloak 17.".to_owned()
    });
    step
}

/// Returns the steps for the client scope: Keycloak writes scopes into `scope`, but flyteadmin reads `scp` (flyte#4955)
/// and refuses `aud: account` (flyte#2606).
fn scope(external: &ExternalSetup<'_>) -> Vec<ConsoleStep> {
    let name = external.scope.as_str();
    let clients = if external.ci.is_some() { "three" } else { "two" };
    let mut steps = vec![
        ConsoleStep::new(format!("Client scope `{name}`"))
            .at("Client scopes > Create client scope")
            .set("Name", name)
            .set("Type", format!("None (assigned to {clients} clients below)"))
            .set("Protocol", "OpenID Connect")
            .set("Display on consent screen", "Off")
            .set("Include in token scope", "On")
            .remark("flyteadmin requires the scope `all`."),
    ];
    for (index, audience) in external.audience.iter().enumerate() {
        let number = match index {
            0 => String::new(),
            more => format!("-{}", more + 1),
        };
        steps.push(
            ConsoleStep::new(format!("Audience mapper in `{name}`"))
                .at(format!("Client scopes > {name} > Mappers > Configure a new mapper > Audience"))
                .set("Name", format!("flyte-audience{number}"))
                .set("Included Client Audience", "(leave empty: it overrides the next field)")
                .set("Included Custom Audience", audience.as_str())
                .set("Add to ID token", "Off")
                .set("Add to access token", "On")
                .set("Add to lightweight access token", "On")
                .remark("Without it, the audience is `account`: `invalid audience [[account]]`."),
        );
    }
    steps.push(
        ConsoleStep::new(format!("Claim mapper in `{name}`"))
            .at(format!("Client scopes > {name} > Mappers > Add mapper > By configuration > Hardcoded claim"))
            .set("Name", "flyte-scp")
            .set("Token Claim Name", "scp")
            .set("Claim value", "[\"all\"]")
            .set("Claim JSON Type", "JSON")
            .set("Add to ID token", "Off")
            .set("Add to access token", "On")
            .set("Add to lightweight access token", "On")
            .set("Add to userinfo", "Off")
            .remark(
                "flyteadmin reads scopes only from `scp`, but Keycloak writes `scope`. Without this mapper, \
                    flytepropeller's token \
                lacks `all`: `authenticated user doesn't have required scope`.",
            ),
    );
    steps
}

fn console(setup: &IdpRequirements<'_>) -> ConsoleStep {
    let mut step = ConsoleStep::new("Client for the Flyte console")
        .at("Clients > Create client")
        .set("Client type", "OpenID Connect")
        .set("Client ID", id_or(&setup.web, CONSOLE))
        .set("Client authentication", "On")
        .set("Authentication flow", "Standard flow only")
        .set("Valid redirect URIs", setup.url.callback())
        .set("Valid post logout redirect URIs", setup.url.after_logout())
        .note_id("Client ID", "clients.web.id", setup.web.id)
        .note_down("Client Secret (tab Credentials)", "clients.web.secret");
    if setup.web.requests(OFFLINE_ACCESS) {
        step = step.set(
            "Tab Client scopes, after saving",
            format!("`{OFFLINE_ACCESS}` as Optional (already set in a new realm)"),
        );
    }
    step
}

fn flytectl(external: &ExternalSetup<'_>) -> ConsoleStep {
    ConsoleStep::new("Client for flytectl and pyflyte")
        .at("Clients > Create client")
        .set("Client type", "OpenID Connect")
        .set("Client ID", id_or(&external.flytectl, FLYTECTL))
        .set("Client authentication", "Off (a public client)")
        .set(
            "Authentication flow",
            "Standard flow; also OAuth 2.0 Device Authorization Grant, for people without a browser",
        )
        .set("Valid redirect URIs", CLI_REDIRECT_URI)
        .set("Tab Client scopes, after saving", scopes_of(external, &external.flytectl))
        .note_id("Client ID", "clients.flytectl.id", external.flytectl.id)
        .remark(
            "Leave \"PKCE Method\" (tab Advanced) empty if you use the device flow: Keycloak would require a \
                challenge there, \
            which flytectl does not send. In the browser flow, flytectl always uses PKCE.",
        )
}

fn service(external: &ExternalSetup<'_>, service: Service<'_>) -> ConsoleStep {
    let Service { user, client } = service;
    let step = ConsoleStep::new(format!("Client for {}", user.name()))
        .at("Clients > Create client")
        .set("Client type", "OpenID Connect")
        .set("Client ID", id_or(&client, user.usual_id()))
        .set("Client authentication", "On")
        .set("Authentication flow", "Service accounts roles only")
        .set("Tab Client scopes, after saving", scopes_of(external, &client))
        .note_id("Client ID", user.id_answer(), client.id)
        .note_down("Client Secret (tab Credentials)", user.secret_place());
    match user {
        ServiceUser::Propeller => {
            step.remark("The official guide enables \"standard flow\"; flytepropeller needs the service account.")
        }
        ServiceUser::Ci => step.remark(
            "Use the same settings as for flytepropeller. A separate client lets you rotate each secret independently.",
        ),
    }
}

/// Returns the client's ID, or a suggestion for one.
fn id_or(client: &IdpClient<'_>, choice: &str) -> String {
    if client.id.is_placeholder() { format!("{choice} (your choice)") } else { client.id.to_string() }
}

fn scopes_of(external: &ExternalSetup<'_>, client: &IdpClient<'_>) -> String {
    let mut parts = vec![format!("add `{}` as Default", external.scope)];
    for scope in client.scopes {
        let known = [external.scope.as_str(), OFFLINE_ACCESS].contains(&scope.as_str());
        if !known {
            parts.push(format!("`{scope}` as Optional (create it first: Keycloak refuses unknown scopes)"));
        }
    }
    if client.requests(OFFLINE_ACCESS) {
        parts.push(format!("`{OFFLINE_ACCESS}` as Optional"));
    }
    parts.join("; ")
}
