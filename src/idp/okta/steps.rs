//! The steps in Okta's admin console.

use crate::flyte::CLI_REDIRECT_URI;
use crate::idp::{
    CLI_APP, CONSOLE_APP, ConsoleStep, ExternalSetup, IdpClient, IdpRequirements, OFFLINE_ACCESS, SCOPE_OFFLINE,
    Service, ServiceUser,
};

const NEW_APP: &str = "Applications > Applications > Create App Integration";

const SERVERS: &str = "Security > API > Authorization Servers";

/// The authorization server that an Okta organization has from the start.
const DEFAULT_SERVER: &str = "default";

pub(super) fn steps(setup: &IdpRequirements<'_>) -> Vec<ConsoleStep> {
    let mut steps = vec![console(setup)];
    if let Some(external) = &setup.external {
        steps.push(server(external));
        steps.extend(scopes(setup, external));
        steps.push(flytectl(external));
        steps.extend(external.services().map(service));
        steps.extend(policy(setup, external));
    }
    steps
}

fn console(setup: &IdpRequirements<'_>) -> ConsoleStep {
    let mut step = ConsoleStep::new("App integration for the Flyte console")
        .at(NEW_APP)
        .set("Sign-in method", "OIDC - OpenID Connect")
        .set("Application type", "Web Application")
        .set("App integration name", CONSOLE_APP)
        .set("Grant type", user_grants(&setup.web, false))
        .set("Sign-in redirect URIs", setup.url.callback())
        .set("Sign-out redirect URIs (optional)", setup.url.after_logout())
        .set("Assignments", "the users or groups who can use Flyte (everyone has full access)")
        .note_id("Client ID", "clients.web.id", setup.web.id)
        .note_down("Client secret", "clients.web.secret");
    if setup.external.is_none() {
        step = step.note_down("Okta domain, or the Issuer URI of a custom authorization server", "idp.issuer");
        known_issuer(&mut step, setup.issuer);
        step = step.remark("For the login, the org server is enough; API Access Management is not needed.");
    }
    step
}

/// The name of the authorization server in the steps.
fn server_name(external: &ExternalSetup<'_>) -> &'static str {
    if external.issuer.segments().last() == Some(&DEFAULT_SERVER) { DEFAULT_SERVER } else { "flyte" }
}

fn server(external: &ExternalSetup<'_>) -> ConsoleStep {
    let name = server_name(external);
    let mut step = if name == DEFAULT_SERVER {
        ConsoleStep::new(format!("Authorization server `{name}` (already exists)"))
            .at(format!("{SERVERS} > {name} > Settings > Edit"))
            .set("Audience", external.first_audience())
            .remark(
                "Its default audience is `api://default`. If other applications use this server, create a separate \
                    one for \
                Flyte instead.",
            )
    } else {
        ConsoleStep::new("Authorization server")
            .at(format!("{SERVERS} > Add Authorization Server"))
            .set("Name", name)
            .set("Audience", external.first_audience())
    };
    step = step.note_down("Issuer URI (tab Settings)", "idp.issuer");
    known_issuer(&mut step, external.issuer);
    for other in external.audience.iter().skip(1) {
        step = step.remark(format!("`{other}` is also accepted; Okta tokens have one audience."));
    }
    step.remark(
        "A custom authorization server requires Okta's API Access Management, which developer accounts include. The \
        audience must match exactly, including a trailing slash.",
    )
}

fn known_issuer(step: &mut ConsoleStep, issuer: &crate::idp::Issuer) {
    if let Some(note) = step.note_down.last_mut() {
        note.known = (!issuer.is_placeholder()).then(|| issuer.to_string());
    }
}

fn scopes(setup: &IdpRequirements<'_>, external: &ExternalSetup<'_>) -> Vec<ConsoleStep> {
    let place = &format!("{SERVERS} > {} > Scopes > Add Scope", server_name(external));
    let mut steps = vec![
        ConsoleStep::new(format!("Scope `{}`", external.scope))
            .at(place)
            .set("Name", external.scope.as_str())
            .set("User consent", "Implicit")
            .set("Block services from requesting this scope", "off")
            .set("Metadata", "Include in public metadata")
            .remark(
                "flyteadmin requires the scope `all`. With \"Block services\" on, flytepropeller gets no token. The \
                    official \
                guide sets the consent to Required, which prompts each person once.",
            ),
    ];
    let services = external.services().map(|service| service.client);
    let clients: Vec<IdpClient<'_>> = [setup.web, external.flytectl].into_iter().chain(services).collect();
    if clients.iter().any(|client| client.requests(SCOPE_OFFLINE)) {
        steps.push(
            ConsoleStep::new(format!("Scope `{SCOPE_OFFLINE}`"))
                .at(place)
                .set("Name", SCOPE_OFFLINE)
                .set("User consent", "Implicit")
                .set("Block services from requesting this scope", "off")
                .set("Metadata", "Include in public metadata")
                .remark(format!(
                    "These values request it, and Okta answers `invalid_scope` for an unknown scope. It \
                    does not provide refresh tokens; Okta's built-in `{OFFLINE_ACCESS}` does."
                )),
        );
    } else if let Some(step) = steps.last_mut() {
        step.remarks.push(format!(
            "The official guide also adds a scope `{SCOPE_OFFLINE}`. These settings do not request it: \
            refresh tokens come with Okta's built-in `{OFFLINE_ACCESS}`."
        ));
    }
    steps
}

fn flytectl(external: &ExternalSetup<'_>) -> ConsoleStep {
    ConsoleStep::new("App integration for flytectl and pyflyte")
        .at(NEW_APP)
        .set("Sign-in method", "OIDC - OpenID Connect")
        .set("Application type", "Native Application")
        .set("App integration name", CLI_APP)
        .set("Grant type", user_grants(&external.flytectl, true))
        .set("Sign-in redirect URIs", CLI_REDIRECT_URI)
        .set("Assignments", "the users or groups who can use flytectl and pyflyte")
        .note_id("Client ID (there is no secret)", "clients.flytectl.id", external.flytectl.id)
}

fn service(service: Service<'_>) -> ConsoleStep {
    let Service { user, client } = service;
    let step = ConsoleStep::new(format!("App integration for {}", user.name()))
        .at(NEW_APP)
        .set("Sign-in method", "API Services")
        .set("App integration name", user.usual_id())
        .set("Proof of possession", "off (General Settings > Require DPoP header in token requests)")
        .note_id("Client ID", user.id_answer(), client.id)
        .note_down("Client secret", user.secret_place());
    match user {
        ServiceUser::Propeller => step.remark(
            "New apps require proof of possession, which flytepropeller does not send \
            (`invalid_dpop_proof`). An \"API Services\" app has only the grant Client Credentials and needs no \
                redirect \
            URI. A Web Application with that grant, as in the official guide, works too.",
        ),
        ServiceUser::Ci => step.remark(
            "Use the same settings as for flytepropeller. A separate app lets you rotate each secret independently.",
        ),
    }
}

fn policy(setup: &IdpRequirements<'_>, external: &ExternalSetup<'_>) -> Vec<ConsoleStep> {
    let place = format!("{SERVERS} > {} > Access Policies", server_name(external));
    let apps = [(CONSOLE_APP, setup.web.id), (CLI_APP, external.flytectl.id)];
    let services = external.services().map(|service| (service.user.usual_id(), service.client.id));
    let apps = apps
        .into_iter()
        .chain(services)
        .map(|(name, id)| if id.is_placeholder() { name.to_owned() } else { format!("{name} ({id})") });
    let number = if external.ci.is_some() { "four" } else { "three" };
    let clients = format!("the {number} apps: {}", apps.collect::<Vec<_>>().join(", "));
    let grants = "Client Credentials, Authorization Code; Device Authorization for people without a browser";
    let refreshes = external.flytectl.requests(OFFLINE_ACCESS) || setup.web.requests(OFFLINE_ACCESS);
    let mut rule = ConsoleStep::new("Rule of that policy")
        .at(format!("{place} > flyte > Add rule"))
        .set("Grant type", grants)
        .set("User is", "Any user assigned to the app")
        .set("Scopes requested", "Any scopes");
    if refreshes {
        rule = rule.remark(
            "For refresh tokens, the apps have the grant; select Refresh Token if the rule lists it. Their lifetime \
                is set \
            here.",
        );
    }
    vec![
        ConsoleStep::new("Access policy")
            .at(format!("{place} > Add New Access Policy"))
            .set("Name", "flyte")
            .set("Assign to", clients)
            .remark(
                "Without a policy and a rule, Okta issues no tokens: `access_denied`, \"Policy evaluation failed\".",
            ),
        rule,
    ]
}

fn user_grants(client: &IdpClient<'_>, may_use_device: bool) -> String {
    let mut grants = "Authorization Code".to_owned();
    if client.requests(OFFLINE_ACCESS) {
        grants.push_str(", Refresh Token");
    }
    if may_use_device {
        grants.push_str("; Device Authorization for people without a browser");
    }
    grants
}
