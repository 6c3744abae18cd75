//! The steps in the Microsoft Entra admin center.

use crate::flyte::CLI_REDIRECT_URI;
use crate::idp::{CLI_APP, ConsoleStep, ExternalSetup, IdpRequirements, OFFLINE_ACCESS, Service, ServiceUser};
use crate::text::and_list;

const APPS: &str = "Entra ID > App registrations";

/// The name of the web client's registration, which is also the API and may be flytepropeller's: sign-in pages show it.
const APP: &str = "Flyte";

/// The page on which a registration gets a secret.
const NEW_SECRET: &str = "Certificates & secrets > Client secrets > New client secret";

/// The pages of a registration.
fn in_app(app: &str, pages: &str) -> String {
    format!("{APPS} > {app} > {pages}")
}

pub(super) fn steps(setup: &IdpRequirements<'_>) -> Vec<ConsoleStep> {
    let mut steps = vec![registration(setup), secret(setup)];
    steps.push(permissions(setup));
    steps.push(claims());
    if let Some(external) = &setup.external {
        steps.extend(exposed(setup, external));
        steps.extend(flytectl(setup, external));
        steps.extend(external.services().flat_map(|it| service(setup, it)));
        steps.extend(app_role(setup, external));
    }
    steps.push(assignment(setup));
    steps
}

fn registration(setup: &IdpRequirements<'_>) -> ConsoleStep {
    let mut step = ConsoleStep::new(format!("App registration `{APP}`"))
        .at(format!("{APPS} > New registration"))
        .set("Name", APP)
        .set("Supported account types", "Accounts in this organizational directory only (single tenant)")
        .set("Redirect URI", format!("platform Web: {}", setup.url.callback()))
        .note_id("Application (client) ID (page Overview)", "clients.web.id", setup.web.id)
        .note_down("Directory (tenant) ID (page Overview)", "idp.tenant");
    if let Some(note) = step.note_down.last_mut() {
        let segments = setup.issuer.segments();
        note.known = segments.first().filter(|_| !setup.issuer.is_placeholder()).map(|tenant| (*tenant).to_owned());
    }
    step.remark(
        "The issuer contains the tenant ID. A domain name, `common` or `organizations` causes `oidc: issuer did not \
        match`.",
    )
}

fn secret(setup: &IdpRequirements<'_>) -> ConsoleStep {
    let shared = setup.external.is_some_and(|external| external.propeller.id == setup.web.id);
    let mut step = ConsoleStep::new(format!("Client secret of `{APP}`"))
        .at(in_app(APP, NEW_SECRET))
        .set("Description", "flyteadmin")
        .set("Expires", "6 or 12 months; set a reminder: logins fail after this date")
        .note_down("Value (shown only once; not the Secret ID)", "clients.web.secret");
    if shared {
        step = step.remark("flytepropeller uses the same client and secret.");
    }
    step
}

fn permissions(setup: &IdpRequirements<'_>) -> ConsoleStep {
    let mut names = "openid, profile, email".to_owned();
    let clients = [Some(setup.web), setup.external.map(|external| external.flytectl)];
    if clients.into_iter().flatten().any(|client| client.requests(OFFLINE_ACCESS)) {
        names.push_str(", ");
        names.push_str(OFFLINE_ACCESS);
    }
    names.push_str(", User.Read");
    ConsoleStep::new(format!("API permissions of `{APP}`"))
        .at(in_app(APP, "API permissions > Add a permission > Microsoft Graph > Delegated permissions"))
        .set("Permissions", names)
        .set("Grant admin consent", "yes: with assignment required (last step), people cannot consent themselves")
}

fn claims() -> ConsoleStep {
    ConsoleStep::new(format!("Optional claim of `{APP}`"))
        .at(in_app(APP, "Token configuration > Add optional claim"))
        .set("Token type", "ID, then the same for Access")
        .set("Claim", "email")
        .remark(
            "Add no groups claim: for people in many groups, Entra replaces it with a link (a distributed claim), and \
                the \
            login fails.",
        )
}

fn exposed(setup: &IdpRequirements<'_>, external: &ExternalSetup<'_>) -> Vec<ConsoleStep> {
    let web = setup.web.id;
    vec![
        ConsoleStep::new(format!("API of `{APP}`")).at(in_app(APP, "Expose an API")).set("Application ID URI", format!("api://{web}")).remark(
            "`aud` is the app's ID (v2 tokens) or this URI (v1 tokens), depending on `requestedAccessTokenVersion` in \
                the \
                manifest; the values accept both.",
        ),
        ConsoleStep::new(format!("Scope `{}` of that API", external.scope))
            .at(in_app(APP, "Expose an API > Add a scope"))
            .set("Scope name", external.scope.as_str())
            .set("Who can consent", "Admins and users")
            .set("Admin consent display name", "Use Flyte")
            .set("Admin consent description", "Lets an application call Flyte for the signed-in user.")
            .set("State", "Enabled")
            .remark(
                "This must be the only scope and be named `all`: Entra lists all consented scopes in one string, which \
                flyteadmin reads as one scope. flyteadmin rejects `access_flyte`, the name in the official guide.",
            ),
    ]
}

fn flytectl(setup: &IdpRequirements<'_>, external: &ExternalSetup<'_>) -> Vec<ConsoleStep> {
    let id = external.flytectl.id;
    let shared = id == setup.web.id;
    let mut steps = Vec::new();
    if shared {
        steps.push(
            ConsoleStep::new("flytectl and pyflyte")
                .at(in_app(APP, "Authentication > Add a platform > Mobile and desktop applications"))
                .set("Custom redirect URIs", CLI_REDIRECT_URI)
                .remark(if external.flytectl.requests(OFFLINE_ACCESS) {
                    "With one registration for all, people have the same user ID in the console and on the command \
                        line, but \
                        Entra may refuse to refresh the command line's token (AADSTS90009); the browser then opens \
                            again \
                        after about an hour. A separate registration for flytectl (`clients.flytectl.id`) avoids that, \
                        with a second user ID."
                } else {
                    "With one registration for all, people have the same user ID in the console and on the command \
                        line. \
                        Without `offline_access`, the browser opens again after about an hour; with it, flytectl needs \
                        a separate registration (`clients.flytectl.id`) and people a second user ID."
                }),
        );
    } else {
        steps.push(
            ConsoleStep::new(format!("App registration `{CLI_APP}`, for flytectl and pyflyte"))
                .at(format!("{APPS} > New registration"))
                .set("Name", CLI_APP)
                .set("Supported account types", "Accounts in this organizational directory only (single tenant)")
                .set("Redirect URI", format!("platform Public client/native (mobile & desktop): {CLI_REDIRECT_URI}"))
                .note_id("Application (client) ID (there is no secret)", "clients.flytectl.id", id)
                .remark(
                    "People have a different user ID on the command line than in the console: Entra's `sub` differs \
                        per app.",
                ),
        );
        steps.push(
            ConsoleStep::new(format!("API permission of `{CLI_APP}`"))
                .at(in_app(CLI_APP, &format!("API permissions > Add a permission > My APIs > {APP}")))
                .set("Delegated permissions", external.scope.as_str()),
        );
    }
    let app = if shared { APP } else { CLI_APP };
    steps.push(
        ConsoleStep::new(format!("Authorized client application `{app}`"))
            .at(in_app(APP, "Expose an API > Add a client application"))
            .set("Client ID", id.as_str())
            .set("Authorized scopes", format!("api://{}/{}", setup.web.id, external.scope)),
    );
    steps.push(
        ConsoleStep::new(format!("Public client flows of `{app}`"))
            .at(in_app(app, "Authentication > Advanced settings"))
            .set("Allow public client flows", "Yes")
            .remark(
                "Without it, Entra requires a secret that flytectl does not have (AADSTS7000218), and the device flow \
                    does \
                not work.",
            ),
    );
    steps
}

/// Returns the steps for a service's registration, unless it is the web client's.
fn service(setup: &IdpRequirements<'_>, service: Service<'_>) -> Vec<ConsoleStep> {
    let Service { user, client } = service;
    if client.id == setup.web.id {
        return Vec::new();
    }
    let name = user.usual_id();
    let what_stops = match user {
        ServiceUser::Propeller => "workflows stop",
        ServiceUser::Ci => "CI stops",
    };
    let mut registration = ConsoleStep::new(format!("App registration `{name}`"))
        .at(format!("{APPS} > New registration"))
        .set("Name", name)
        .set("Supported account types", "Accounts in this organizational directory only (single tenant)")
        .note_id("Application (client) ID", user.id_answer(), client.id);
    // The values of a control plane may not contain it.
    if user == ServiceUser::Propeller && client.id.is_placeholder() {
        registration = registration.remark(format!(
            "Skip this step and the next if flytepropeller uses the app `{APP}` and its secret, which works, too."
        ));
    }
    vec![
        registration,
        ConsoleStep::new(format!("Client secret of `{name}`"))
            .at(in_app(name, NEW_SECRET))
            .set("Expires", format!("6 or 12 months; set a reminder: {what_stops} after this date"))
            .note_down("Value (shown only once; not the Secret ID)", user.secret_place()),
    ]
}

/// Returns the steps for an app role: if assignment is required, an app needs a role of the API, or its token request
/// is refused (AADSTS501051).
fn app_role(setup: &IdpRequirements<'_>, external: &ExternalSetup<'_>) -> Vec<ConsoleStep> {
    let users: Vec<&str> = external.services().map(|it| it.user.name()).collect();
    let role = ConsoleStep::new(format!("App role for {}", and_list(&users)))
        .at(in_app(APP, "App roles > Create app role"))
        .set("Display name", "Use Flyte")
        .set("Allowed member types", "Both (Users/Groups + Applications)")
        .set("Value", "flyte")
        .set("Description", "Full access to Flyte.")
        .set("Do you want to enable this app role?", "yes");
    let has = external.services().map(|Service { user, client }| {
        let app = if client.id == setup.web.id { APP } else { user.usual_id() };
        ConsoleStep::new(format!("{} has that role", user.name()))
            .at(in_app(app, &format!("API permissions > Add a permission > My APIs > {APP} > Application permissions")))
            .set("Permissions", "flyte")
            .set("Grant admin consent", "yes")
    });
    [role].into_iter().chain(has).collect()
}

fn assignment(setup: &IdpRequirements<'_>) -> ConsoleStep {
    let step = ConsoleStep::new("Who may log in")
        .at(format!("Entra ID > Enterprise applications > {APP} > Properties"))
        .set(
            "Assignment required?",
            if setup.external.is_some() {
                "Yes; then add the people under Users and groups, with the role Use Flyte"
            } else {
                "Yes; then add the people under Users and groups"
            },
        )
        .remark("Flyte has no roles: everyone who gets a token has full access.");
    if setup.external.is_some() {
        step.remark(
            "Without it, any app of the tenant gets a token that flyteadmin accepts. Do this last: without its app \
                role, \
            flytepropeller then gets no token (AADSTS501051).",
        )
    } else {
        step
    }
}
