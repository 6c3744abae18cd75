//! Probes of the external authorization server, from the perspective of flyteadmin, flytectl and flytepropeller.
//!
//! Source: `GetOAuth2Metadata` (`flyteadmin/auth/authzserver/metadata_provider.go`) and `getJwksForIssuer`
//! (`resource_server.go`) at v1.16.8.

use super::examination::Examination;
use super::fetch::{NoDocument, document};
use super::metadata::ProviderMetadata;
use super::probe::{DEVICE_ENDPOINT, GRANT_TYPES, PKCE, SERVER_METADATA, Trouble};
use crate::idp::{METADATA_URL, discovery_url};
use crate::text::{and_list, visible, visible_url};

const METADATA: &str = "auth.appAuth.externalAuthServer.metadataUrl";
const SERVER: &str = "auth.appAuth.externalAuthServer.baseUrl";

impl Examination<'_> {
    /// Probes the external server, and returns its metadata if it has some. `login` is the metadata of the login's
    /// issuer, `published` that of a deployment without known values.
    pub(super) fn authorization_server(
        &mut self,
        login: Option<&ProviderMetadata>,
        published: Option<&ProviderMetadata>,
    ) -> Option<ProviderMetadata> {
        let server = self.expected.external.clone()?;
        let Some(url) = server.metadata_url else {
            match published {
                Some(found) => {
                    if server.issuer != self.expected.issuer {
                        self.signing_keys(found.text("jwks_uri"));
                    }
                    self.capabilities(found);
                }
                None => self.not_tried(&SERVER_METADATA, "its metadata URL is not known"),
            }
            return published.cloned();
        };
        let is_discovery = self.expected.issuer.as_deref().is_some_and(|issuer| discovery_url(issuer) == url);
        let response = match login {
            _ if !is_discovery => document(self.network, &url).map(|found| ProviderMetadata(found.json)),
            Some(found) => Ok(found.clone()),
            None => {
                self.not_tried(&SERVER_METADATA, "it is the discovery document");
                return None;
            }
        };
        let found = match response {
            Ok(found) => found,
            Err(NoDocument::Unreachable(error)) => {
                self.failed(&SERVER_METADATA, error.trouble("flyteadmin"));
                return None;
            }
            Err(NoDocument::Refused { trouble, status, .. }) => {
                let trouble = self.about_no_metadata(trouble, status, &url, login.is_some());
                self.failed(&SERVER_METADATA, trouble);
                return None;
            }
        };
        self.server_metadata(&url, &found, server.issuer.as_deref());
        if server.issuer != self.expected.issuer || login.is_none() {
            self.signing_keys(found.text("jwks_uri"));
        }
        self.capabilities(&found);
        Some(found)
    }

    /// Probes the server's capabilities.
    fn capabilities(&mut self, found: &ProviderMetadata) {
        self.grant_types(found);
        self.pkce(found);
        match found.text("device_authorization_endpoint") {
            Some(_) => self.ok(&DEVICE_ENDPOINT, ""),
            None => self.warned(
                &DEVICE_ENDPOINT,
                Trouble::new("there is none, so flytectl and pyflyte cannot use the device flow").fix(
                    "nothing to do if all users have a browser; otherwise enable the device grant at the provider",
                ),
            ),
        }
    }

    /// Explains why there may be no metadata at this URL.
    fn about_no_metadata(&self, trouble: Trouble, status: u16, url: &str, has_discovery: bool) -> Trouble {
        let message = format!("{}; flyteadmin does not start", trouble.message);
        let trouble = Trouble { message, ..trouble };
        if has_discovery && (status == 404 || status == 403) && !url.ends_with(METADATA_URL) {
            return trouble
                .set(
                    &format!("set {{}} to `{METADATA_URL}`, which this provider serves"),
                    self.settings.place(METADATA),
                )
                .rule("external-metadata-url-wrong-for-idp");
        }
        trouble
            .set(
                "check {}: it is relative to the issuer, and a leading `/` refers to the host's root",
                self.settings.place(METADATA),
            )
            .set("check {}", self.settings.place(SERVER))
    }

    fn server_metadata(&mut self, url: &str, found: &ProviderMetadata, issuer: Option<&str>) {
        let shown = visible_url(url);
        if let Some(name) = found.wrong_type_key() {
            let message = format!("`{name}` in {shown} has a type that flyteadmin cannot decode");
            self.failed(&SERVER_METADATA, Trouble::new(message).fix("the provider must serve metadata as in RFC 8414"));
            return;
        }
        let needed = ["jwks_uri", "token_endpoint", "authorization_endpoint"];
        let missing: Vec<String> =
            needed.iter().filter(|name| found.text(name).is_none()).map(|name| format!("`{name}`")).collect();
        if !missing.is_empty() {
            let message = format!("{shown} lacks {}", missing.join(", "));
            let trouble = Trouble::new(message)
                .set("set {} to the metadata of an authorization server", self.settings.place(METADATA));
            self.failed(&SERVER_METADATA, trouble);
            return;
        }
        match (found.text("issuer"), issuer) {
            (Some(found), Some(expected)) if found.trim_end_matches('/') != expected.trim_end_matches('/') => {
                let message = format!(
                    "it is the metadata of `{}`, but Flyte is configured with `{}`: their tokens may differ",
                    visible(found),
                    visible_url(expected)
                );
                let trouble = Trouble::new(message)
                    .set(&format!("set {{}} to `{}`", visible(found)), self.settings.place(SERVER));
                self.warned(&SERVER_METADATA, trouble);
            }
            _ => self.ok(&SERVER_METADATA, shown),
        }
    }

    fn grant_types(&mut self, found: &ProviderMetadata) {
        let Some(offered) = found.texts("grant_types_supported") else {
            self.ok(&GRANT_TYPES, "not listed");
            return;
        };
        let needed = ["authorization_code", "client_credentials"];
        let missing: Vec<String> =
            needed.iter().filter(|grant| !offered.contains(grant)).map(|grant| format!("`{grant}`")).collect();
        if missing.is_empty() {
            self.ok(&GRANT_TYPES, needed.join(", "));
        } else {
            let message = format!("the provider does not list {}; {}", and_list(&missing), who_needs(&missing));
            self.warned(
                &GRANT_TYPES,
                Trouble::new(message)
                    .fix("enable it at the provider, or let flyteadmin issue the tokens (`--auth-server internal`)"),
            );
        }
    }

    fn pkce(&mut self, found: &ProviderMetadata) {
        match found.texts("code_challenge_methods_supported") {
            None => self.ok(&PKCE, "not listed"),
            Some(methods) if methods.contains(&"S256") => self.ok(&PKCE, ""),
            Some(methods) => {
                let message = format!(
                    "the provider offers only `{}`; flytectl and pyflyte use S256",
                    visible(&methods.join("`, `"))
                );
                self.failed(&PKCE, Trouble::new(message).fix("allow S256 at the provider"));
            }
        }
    }
}

/// Returns who cannot log in without these grants.
fn who_needs(missing: &[String]) -> &'static str {
    let is = |grant: &str| missing.iter().any(|missing| missing.contains(grant));
    match (is("authorization_code"), is("client_credentials")) {
        (true, true) => "flytectl and flytepropeller need them",
        (true, false) => "flytectl needs it",
        _ => "flytepropeller needs it",
    }
}
