//! Okta: the org server can only be used for the login; a custom authorization server can also be Flyte's.

mod steps;
mod terraform;

use super::{
    ConsoleStep, ConsoleValue, IdpRequirements, Issuer, IssuerParts, Provider, ProviderHosts, check_authority,
    trailing_slash,
};
pub(super) use terraform::terraform;

use crate::diagnostic::Fault;
use crate::text::visible;

pub(super) struct Okta;

const HOSTS: ProviderHosts =
    ProviderHosts { shared: &[], of_customers: &["okta.com", "oktapreview.com", "okta-emea.com", "okta-gov.com"] };

/// The start of the IDs of Okta's apps. Source: Okta, *Apps API*.
const CLIENT_ID_START: &str = "0oa";

/// Returns the initial audience of an issuer's custom authorization server: only `default` has one. Source: Okta,
/// *Authorization servers*.
pub fn default_audience(issuer: &Issuer) -> Option<&'static str> {
    (issuer.segments() == ["oauth2", "default"]).then_some("api://default")
}

/// Returns the issuer of an org (`dev-1234` or a whole host name), or of its custom authorization server.
pub fn issuer(org: &str, server: Option<&str>) -> Result<Issuer, Fault> {
    let shown = visible(org);
    let host = org.strip_prefix("https://").unwrap_or(org).trim_end_matches('/');
    if host.is_empty() || host.contains('/') {
        return Err(Fault::new(format!("`{shown}` is not an Okta org"))
            .help("write `dev-1234`, or the whole host of a custom domain (`login.example.org`)"));
    }
    let host = if host.contains('.') { host.to_owned() } else { format!("{host}.okta.com") };
    let text = match server {
        Some(server) if server.is_empty() || server.contains('/') => {
            return Err(Fault::new(format!("`{}` is not the ID of an Okta authorization server", visible(server)))
                .help("use the last part of its issuer: `default`, or something like `aus1a2b3c4`"));
        }
        Some(server) => format!("https://{host}/oauth2/{server}"),
        None => format!("https://{host}"),
    };
    let issuer = Issuer::parse(&text)?;
    Okta.check_issuer(&issuer)?;
    Ok(issuer)
}

impl Provider for Okta {
    fn name(&self) -> &'static str {
        "Okta"
    }

    fn hosts(&self) -> ProviderHosts {
        HOSTS
    }

    fn parts(&self, issuer: &Issuer) -> Vec<(&'static str, String)> {
        let host = issuer.host();
        let org = host.strip_suffix(".okta.com").unwrap_or(host);
        let mut parts = vec![("idp.org", org.to_owned())];
        if let ["oauth2", server] = issuer.segments().as_slice() {
            parts.push(("idp.server", (*server).to_owned()));
        }
        parts
    }

    fn issuer_form(&self, known: &IssuerParts<'_>) -> String {
        let org = known.org.unwrap_or("<org>");
        let host = if org.contains('.') { org.to_owned() } else { format!("{org}.okta.com") };
        if known.is_external {
            format!("https://{host}/oauth2/<authorization-server-id>")
        } else {
            format!("https://{host}")
        }
    }

    fn check_issuer(&self, issuer: &Issuer) -> Result<(), Fault> {
        if let Some(org) = issuer.host().strip_suffix("-admin.okta.com") {
            return Err(Fault::new(format!("`{issuer}` has the host of Okta's admin console"))
                .help(format!("use the org's own host, `{org}.okta.com`"))
                .suggest(issuer.as_str().replacen("-admin.okta.com", ".okta.com", 1)));
        }
        check_authority(issuer, "Okta")?;
        if issuer.has_trailing_slash() {
            return Err(trailing_slash(issuer, "Okta"));
        }
        match issuer.segments().as_slice() {
            [""] => Ok(()),
            ["oauth2", server] if !server.is_empty() => Ok(()),
            _ => Err(Fault::new(format!("`{issuer}` is not an issuer of Okta")).help(format!(
                "use `https://{0}/oauth2/<id of the authorization server>`, or `https://{0}` for the org server",
                issuer.host()
            ))),
        }
    }

    fn check_external(&self, issuer: &Issuer) -> Result<(), Fault> {
        if issuer.segments().first() == Some(&"oauth2") {
            return Ok(());
        }
        Err(Fault::new(format!(
            "`{issuer}` is Okta's org server, which supports neither the scope `all` nor a custom audience"
        ))
        .help(format!(
            "use a custom authorization server (`https://{}/oauth2/default`; needs Okta's API Access Management), or \
                `authServer: internal`",
            issuer.host()
        )))
    }

    // An app can only get an ID of another form through Okta's API (`credentials.oauthClient.client_id`).
    fn check_client_id(&self, id: &str) -> Result<(), Fault> {
        if id.starts_with(CLIENT_ID_START) {
            return Ok(());
        }
        Err(Fault::new(format!("client IDs of Okta start with `{CLIENT_ID_START}`, but this one does not")).help(
            "copy \"Client ID\" from the app's General tab; for an app whose ID was set through Okta's API, use \
                `oidc` as the identity provider",
        ))
    }

    fn check_client_secret(&self, secret: &str) -> Result<(), Fault> {
        if secret.starts_with(CLIENT_ID_START) && secret.len() == 20 {
            return Err(Fault::new("this is a client ID of Okta, not its secret")
                .help("copy the secret from \"Client secrets\" on the app's General tab"));
        }
        Ok(())
    }

    fn where_to_find(&self, value: ConsoleValue) -> &'static str {
        match value {
            ConsoleValue::Org => {
                "the host of your admin console without `-admin`: `dev-1234.okta.com`, or `dev-1234` for short"
            }
            ConsoleValue::Server | ConsoleValue::Issuer => {
                "Security > API > Authorization Servers: the last part of \"Issuer URI\""
            }
            ConsoleValue::Audience => {
                "Security > API > Authorization Servers: \"Audience\"; `default` has `api://default`: change that to \
                    what is offered, or enter it"
            }
            ConsoleValue::WebSecret | ConsoleValue::PropellerSecret => {
                "Applications > Applications > the app > General: \"Client secrets\""
            }
            ConsoleValue::Flytectl => {
                "Applications > Applications > the app of type \"Native Application\" > General: \"Client ID\""
            }
            ConsoleValue::Propeller | ConsoleValue::Ci => {
                "Applications > Applications > the app of type \"API Services\" > General: \"Client ID\""
            }
            _ => "Applications > Applications > the app of type \"Web Application\" > General: \"Client ID\"",
        }
    }

    fn steps(&self, setup: &IdpRequirements<'_>) -> Vec<ConsoleStep> {
        steps::steps(setup)
    }
}
