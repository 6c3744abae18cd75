//! The steps in the Google Cloud console.

use crate::idp::{CONSOLE_APP, ConsoleStep, IdpRequirements};

/// Returns the steps for the login; Google does not support more.
pub(super) fn steps(setup: &IdpRequirements<'_>) -> Vec<ConsoleStep> {
    vec![
        ConsoleStep::new("Branding (once per project)")
            .at("Google Auth Platform > Branding (a new project: Get started)")
            .set("App name", "Flyte")
            .set("User support email", "your email address")
            .set("Authorized domains", registrable(setup.url.host())),
        ConsoleStep::new("Who may log in")
            .at("Google Auth Platform > Audience")
            .set("User type", "Internal (only your Google Workspace)")
            .remark(
                "Flyte has no roles: everyone who can log in has full access. With \"External\", that is everyone \
                    with a \
                Google account once the app is published; until then, only the test users under Audience > Test users.",
            ),
        ConsoleStep::new("OAuth client for the Flyte console")
            .at("Google Auth Platform > Clients > Create client (formerly \"APIs & Services > Credentials\")")
            .set("Application type", "Web application")
            .set("Name", CONSOLE_APP)
            .set("Authorized redirect URIs", setup.url.callback())
            .note_id("Client ID", "clients.web.id", setup.web.id)
            .note_down("Client secret (shown only once), or Download JSON", "clients.web.secret")
            .remark("flytectl, pyflyte and flytepropeller need no client at Google: Flyte itself issues their tokens."),
    ]
}

/// Returns the registered domain of a host, which Google requires: at least its last two labels.
fn registrable(host: &str) -> String {
    if host.contains(['{', '<']) {
        return format!("the registered domain of {host}");
    }
    let labels: Vec<&str> = host.rsplit('.').take(2).collect();
    match labels.as_slice() {
        [last, before] => format!("{before}.{last} (or your registered domain)"),
        _ => "(none for a sandbox)".to_owned(),
    }
}
