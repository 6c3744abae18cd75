//! Microsoft Entra ID, formerly Azure AD.

mod steps;
mod terraform;

use super::{
    ApiContext, Audience, ConsoleStep, ConsoleValue, IdpRequirements, Issuer, IssuerParts, OAuthScope, Provider,
    ProviderHosts, check_authority, trailing_slash,
};
pub(super) use terraform::terraform;

use crate::diagnostic::Fault;
use crate::text::visible;

pub(super) struct Entra;

/// The host of issuers of the v1 endpoint.
const V1_HOST: &str = "sts.windows.net";

const HOSTS: ProviderHosts = ProviderHosts {
    shared: &[
        "login.microsoftonline.com",
        "login.microsoftonline.us",
        "login.partner.microsoftonline.cn",
        "login.windows.net",
        V1_HOST,
    ],
    of_customers: &[],
};

/// Names in place of a tenant: their discovery document has the issuer `…/{tenantid}/v2.0`, which no token has.
const MANY_TENANTS: [&str; 3] = ["common", "organizations", "consumers"];

/// Returns the issuer of a tenant, by its directory (tenant) ID.
pub fn issuer(tenant: &str) -> Result<Issuer, Fault> {
    check_tenant(tenant)?;
    Issuer::parse(&format!("https://login.microsoftonline.com/{tenant}/v2.0"))
}

fn check_tenant(tenant: &str) -> Result<(), Fault> {
    const HELP: &str = "use the Directory (tenant) ID from the app's Overview page";
    let shown = visible(tenant);
    if MANY_TENANTS.contains(&tenant) {
        return Err(Fault::new(format!(
            "`{shown}` is for many tenants, so it is not the issuer of any token: the login fails with \"issuer \
                did not match\""
        ))
        .help(HELP));
    }
    if !is_guid(tenant) {
        return Err(Fault::new(format!("`{shown}` is not a tenant ID")).help(format!(
            "{HELP}, of the form `11111111-2222-3333-4444-555555555555`; a domain name is not in the issuer"
        )));
    }
    Ok(())
}

/// Returns whether an issuer is a tenant's at the v1 endpoint, as in its discovery document: with a trailing slash.
pub fn is_entra_v1(issuer: &Issuer) -> bool {
    issuer.host() == V1_HOST && matches!(issuer.segments().as_slice(), [tenant, ""] if is_guid(tenant))
}

/// Returns whether a text has the form of a tenant's or an application's ID.
pub fn is_guid(text: &str) -> bool {
    let lengths = [8, 4, 4, 4, 12];
    let groups: Vec<&str> = text.split('-').collect();
    groups.len() == lengths.len()
        && groups
            .iter()
            .zip(lengths)
            .all(|(group, length)| group.len() == length && group.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Returns whether a scope belongs to a registered API, so that the access token is for that API instead of Microsoft
/// Graph: `api://<id>/all`, `<id>/.default`. Source: Microsoft, *Scopes and permissions in the Microsoft identity
/// platform*.
pub fn is_scope_of_an_api(scope: &str) -> bool {
    let of_id = scope.split_once('/').is_some_and(|(api, name)| is_guid(api) && !name.is_empty());
    of_id || scope.starts_with("api://")
}

impl Provider for Entra {
    fn name(&self) -> &'static str {
        "Microsoft Entra ID"
    }

    fn hosts(&self) -> ProviderHosts {
        HOSTS
    }

    fn parts(&self, issuer: &Issuer) -> Vec<(&'static str, String)> {
        let tenant = issuer.segments().first().copied().unwrap_or_default();
        if self::issuer(tenant).as_ref() == Ok(issuer) {
            return vec![("idp.tenant", tenant.to_owned())];
        }
        vec![("idp.issuer", issuer.as_str().to_owned())]
    }

    fn issuer_form(&self, _known: &IssuerParts<'_>) -> String {
        "https://login.microsoftonline.com/<tenant-id>/v2.0".to_owned()
    }

    fn check_issuer(&self, issuer: &Issuer) -> Result<(), Fault> {
        let segments = issuer.segments();
        let tenant = segments.first().copied().unwrap_or_default();
        if issuer.host() == "login.windows.net" {
            let right = issuer.as_str().replacen("login.windows.net", "login.microsoftonline.com", 1);
            return Err(Fault::new(format!("`{issuer}` has Entra ID's old host, which issuers no longer use"))
                .help(format!("use `{right}`"))
                .suggest(right));
        }
        if issuer.host() == V1_HOST {
            return Err(Fault::new(format!(
                "`{issuer}` is the issuer of Entra's v1 endpoint, which Flyte does not use"
            ))
            .help(format!("use `https://login.microsoftonline.com/{tenant}/v2.0`"))
            .suggest(format!("https://login.microsoftonline.com/{tenant}/v2.0")));
        }
        check_authority(issuer, "Entra ID")?;
        check_tenant(tenant)?;
        if issuer.has_trailing_slash() && segments.get(1) == Some(&"v2.0") {
            return Err(trailing_slash(issuer, "Entra"));
        }
        if segments.as_slice() != [tenant, "v2.0"] {
            let right = format!("https://{}/{tenant}/v2.0", issuer.host());
            return Err(Fault::new(format!("`{issuer}` is not an issuer of Entra ID"))
                .help(format!("use `{right}`"))
                .suggest(right));
        }
        Ok(())
    }

    fn check_external(&self, _issuer: &Issuer) -> Result<(), Fault> {
        Ok(())
    }

    // v2 access tokens have the API's client ID, v1 tokens its `api://` URI; the app's manifest decides which.
    fn audience(&self, apps: &ApiContext<'_>) -> Vec<Audience> {
        [apps.web.to_string(), format!("api://{}", apps.web)].map(Audience::as_found).into()
    }

    // An app that requests a token for itself must name the API by its ID, or the refresh fails with AADSTS90009.
    fn flytectl_scopes(&self, apps: &ApiContext<'_>) -> Vec<OAuthScope> {
        let api = if apps.flytectl == apps.web { apps.web.to_string() } else { format!("api://{}", apps.web) };
        vec![OAuthScope::known(format!("{api}/{}", apps.scope))]
    }

    // Client credentials require exactly one scope, `<API>/.default` (otherwise AADSTS1002012); the form with the ID
    // also works for an app that requests a token for itself.
    fn propeller_scopes(&self, apps: &ApiContext<'_>) -> Vec<OAuthScope> {
        vec![OAuthScope::known(format!("{}/.default", apps.web))]
    }

    fn one_registration_serves_all(&self) -> bool {
        true
    }

    fn check_client_id(&self, id: &str) -> Result<(), Fault> {
        if is_guid(id) {
            return Ok(());
        }
        Err(Fault::new("client IDs of Microsoft Entra ID are GUIDs, but this is not one")
            .help("copy \"Application (client) ID\" from the app's Overview page"))
    }

    fn check_client_secret(&self, secret: &str) -> Result<(), Fault> {
        if !is_guid(secret) {
            return Ok(());
        }
        Err(Fault::new("this is the \"Secret ID\" or another GUID, not the client secret").help(
            "copy \"Value\" from Certificates & secrets; it is shown only once, so create a new secret if it is gone",
        ))
    }

    fn where_to_find(&self, value: ConsoleValue) -> &'static str {
        match value {
            ConsoleValue::Tenant => "Entra ID > App registrations > the app > Overview: \"Directory (tenant) ID\"",
            ConsoleValue::Issuer => {
                "App registrations > the app > Overview > Endpoints > \"OpenID Connect metadata document\": `issuer`"
            }
            ConsoleValue::WebSecret | ConsoleValue::PropellerSecret => {
                "App registrations > the app > Certificates & secrets: \"Value\" of the secret, not its \"Secret ID\""
            }
            ConsoleValue::Flytectl => {
                "Overview of the app with the platform \"Mobile and desktop applications\"; the web client's app can \
                    also have it"
            }
            ConsoleValue::Propeller => {
                "App registrations > the app > Overview: \"Application (client) ID\"; the web client's app also works"
            }
            ConsoleValue::Audience => "App registrations > the app > Expose an API: \"Application ID URI\"",
            _ => "App registrations > the app > Overview: \"Application (client) ID\"",
        }
    }

    fn steps(&self, setup: &IdpRequirements<'_>) -> Vec<ConsoleStep> {
        steps::steps(setup)
    }
}
