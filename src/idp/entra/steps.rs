//! What to set up in the Microsoft Entra admin center.

use crate::idp::{CLI_REDIRECT_URI, ExternalSetup, OFFLINE_ACCESS, Service, ServiceUser, Setup, Step};

const APPS: &str = "Entra ID > App registrations";

/// The steps.
pub(super) fn steps(setup: &Setup<'_>) -> Vec<Step> {
    let mut steps = vec![registration(setup), secret(setup)];
    steps.push(permissions(setup));
    steps.push(claims());
    if let Some(external) = &setup.external {
        steps.extend(exposed(setup, external));
        steps.extend(flytectl(setup, external));
        steps.extend(external.services().flat_map(|it| service(setup, it)));
        steps.extend(app_role(external));
    }
    steps.push(assignment(setup));
    steps
}

fn registration(setup: &Setup<'_>) -> Step {
    let mut step = Step::new("App registration")
        .at(format!("{APPS} > New registration"))
        .set("Name", "Flyte")
        .set("Supported account types", "Accounts in this organizational directory only (single tenant)")
        .set("Redirect URI", format!("platform Web: {}", setup.url.callback()))
        .note_id("Application (client) ID (page Overview)", "clients.web.id", setup.web.id)
        .note_down("Directory (tenant) ID (page Overview)", "idp.tenant");
    if let Some(note) = step.note_down.last_mut() {
        let segments = setup.issuer.segments();
        note.known = segments.first().filter(|_| !setup.issuer.is_placeholder()).map(|tenant| (*tenant).to_owned());
    }
    step.remark(
        "The issuer has the tenant's id in it; a domain name, `common` or `organizations` end in `oidc: \
        issuer did not match`.",
    )
}

fn secret(setup: &Setup<'_>) -> Step {
    let shared = setup.external.is_some_and(|external| external.propeller.id == setup.web.id);
    let mut step = Step::new("Client secret")
        .at("(the app) > Certificates & secrets > Client secrets > New client secret")
        .set("Description", "flyteadmin")
        .set("Expires", "6 or 12 months; put the day into your calendar: nobody can log in after it")
        .note_down("Value (shown once; not the Secret ID)", "clients.web.secret");
    if shared {
        step = step.remark("flytepropeller uses the same client, and so the same secret.");
    }
    step
}

fn permissions(setup: &Setup<'_>) -> Step {
    let mut names = "openid, profile, email".to_owned();
    let clients = [Some(setup.web), setup.external.map(|external| external.flytectl)];
    if clients.into_iter().flatten().any(|client| client.asks_for(OFFLINE_ACCESS)) {
        names.push_str(", ");
        names.push_str(OFFLINE_ACCESS);
    }
    names.push_str(", User.Read");
    Step::new("API permissions")
        .at("(the app) > API permissions > Add a permission > Microsoft Graph > Delegated permissions")
        .set("Permissions", names)
        .set(
            "Grant admin consent",
            "yes: where assignment is required (the last step), people cannot consent for themselves",
        )
}

fn claims() -> Step {
    Step::new("Optional claim")
        .at("(the app) > Token configuration > Add optional claim")
        .set("Token type", "ID, then the same for Access")
        .set("Claim", "email")
        .remark(
            "No groups claim: for people in many groups Entra puts a link in its place (a distributed claim), and \
            the login fails.",
        )
}

fn exposed(setup: &Setup<'_>, external: &ExternalSetup<'_>) -> Vec<Step> {
    let web = setup.web.id;
    vec![
        Step::new("API").at("(the app) > Expose an API").set("Application ID URI", format!("api://{web}")).remark(
            "Tokens then carry the app's id (v2) or this URI (v1) in `aud`, as `requestedAccessTokenVersion` \
                in the manifest says; the values accept both.",
        ),
        Step::new(format!("Scope `{}`", external.scope))
            .at("(the app) > Expose an API > Add a scope")
            .set("Scope name", external.scope.as_str())
            .set("Who can consent", "Admins and users")
            .set("Admin consent display name", "Use Flyte")
            .set("Admin consent description", "Lets an application call Flyte for the person who is logged in.")
            .set("State", "Enabled")
            .remark(
                "The only scope, and named `all`: Entra lists every consented scope in one string, which \
                flyteadmin takes for one scope. The published guide's `access_flyte` is refused.",
            ),
        Step::new("Client that needs no consent")
            .at("(the app) > Expose an API > Add a client application")
            .set("Client ID", external.flytectl.id.as_str())
            .set("Authorized scopes", format!("api://{web}/{}", external.scope)),
    ]
}

fn flytectl(setup: &Setup<'_>, external: &ExternalSetup<'_>) -> Vec<Step> {
    let id = external.flytectl.id;
    let shared = id == setup.web.id;
    let mut steps = Vec::new();
    if shared {
        steps.push(
            Step::new("flytectl and pyflyte")
                .at("(the app) > Authentication > Add a platform > Mobile and desktop applications")
                .set("Custom redirect URIs", CLI_REDIRECT_URI)
                .remark(if external.flytectl.asks_for(OFFLINE_ACCESS) {
                    "One registration for all: people have one user id in the console and on the command line. The \
                        price: Entra may refuse to refresh the command line's token (AADSTS90009), and then the \
                            browser opens again after an hour or so. A registration of its own for flytectl (answer \
                                `clients.flytectl.id`) avoids that, at the price of a second user id."
                } else {
                    "One registration for all: people have one user id in the console and on the command line. \
                        Without `offline_access` the browser opens again after an hour or so; with it, flytectl wants \
                            a registration of its own (answer `clients.flytectl.id`), at the price of a second user id."
                }),
        );
    } else {
        steps.push(
            Step::new("App registration for flytectl and pyflyte")
                .at(format!("{APPS} > New registration"))
                .set("Name", "Flyte command line")
                .set("Supported account types", "Accounts in this organizational directory only (single tenant)")
                .set("Redirect URI", format!("platform Public client/native (mobile & desktop): {CLI_REDIRECT_URI}"))
                .note_id("Application (client) ID (there is no secret)", "clients.flytectl.id", id)
                .remark(
                    "People get another user id on the command line than in the console: Entra's `sub` differs \
                    from app to app.",
                ),
        );
        steps.push(
            Step::new("Its permission")
                .at("(the command line's app) > API permissions > Add a permission > My APIs > Flyte")
                .set("Delegated permissions", external.scope.as_str()),
        );
    }
    steps.push(
        Step::new("Public client flows")
            .at("(the app of flytectl) > Authentication > Advanced settings")
            .set("Allow public client flows", "Yes")
            .remark(
                "Without it flytectl is asked for a secret that it does not have (AADSTS7000218), and there is no \
                device flow.",
            ),
    );
    steps
}

/// A registration of its own, unless it is the first one.
fn service(setup: &Setup<'_>, service: Service<'_>) -> Vec<Step> {
    let Service { user, client } = service;
    if client.id == setup.web.id {
        return Vec::new();
    }
    let (name, app, what_stops) = match user {
        ServiceUser::Propeller => ("Flyte services", "the services' app", "workflows stop"),
        ServiceUser::Ci => ("Flyte CI", "CI's app", "CI stops"),
    };
    vec![
        Step::new(format!("App registration for {}", user.name()))
            .at(format!("{APPS} > New registration"))
            .set("Name", name)
            .set("Supported account types", "Accounts in this organizational directory only (single tenant)")
            .note_id("Application (client) ID", user.id_answer(), client.id),
        Step::new("Its client secret")
            .at(format!("({app}) > Certificates & secrets > Client secrets > New client secret"))
            .set("Expires", format!("6 or 12 months; put the day into your calendar: {what_stops} after it"))
            .note_down("Value (shown once; not the Secret ID)", user.secret_place()),
    ]
}

/// With assignment required an app needs a role of the API, too: without it the token is refused (AADSTS501051).
fn app_role(external: &ExternalSetup<'_>) -> Vec<Step> {
    let users: Vec<&str> = external.services().map(|it| it.user.name()).collect();
    let role = Step::new(format!("App role for {}", users.join(" and ")))
        .at("(the app) > App roles > Create app role")
        .set("Display name", "Use Flyte")
        .set("Allowed member types", "Both (Users/Groups + Applications)")
        .set("Value", "flyte")
        .set("Description", "May use Flyte, with all rights.")
        .set("Do you want to enable this app role?", "yes");
    let has = external.services().map(|service| {
        Step::new(format!("{} has that role", service.user.name()))
            .at(format!(
                "(the app {}) > API permissions > Add a permission > My APIs > Flyte > Application permissions",
                service.client.id
            ))
            .set("Permissions", "flyte")
            .set("Grant admin consent", "yes")
    });
    [role].into_iter().chain(has).collect()
}

fn assignment(setup: &Setup<'_>) -> Step {
    let step = Step::new("Who may log in")
        .at("Entra ID > Enterprise applications > Flyte > Properties")
        .set(
            "Assignment required?",
            if setup.external.is_some() {
                "Yes; then add the people under Users and groups, with the role Use Flyte"
            } else {
                "Yes; then add the people under Users and groups"
            },
        )
        .remark("Whoever gets a token has all rights in Flyte: it knows no roles.");
    if setup.external.is_some() {
        step.remark(
            "Without it any app of the tenant gets a token that flyteadmin accepts. Do it last: without its \
            app role flytepropeller gets no token then (AADSTS501051).",
        )
    } else {
        step
    }
}
