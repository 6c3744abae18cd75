//! Compares what a deployment publishes with its values.

use super::examination::Examination;
use super::fetch::{NoDocument, document};
use super::identity_provider::BASE_URL;
use super::metadata::ProviderMetadata;
use super::probe::{PUBLISHED_CLIENT, PUBLISHED_ISSUER, PUBLISHED_METADATA, ProbeKind, Trouble};
use super::rest::{Published, ROUTES};
use crate::flyte::{OAUTH_SERVER, OPENID_CONFIGURATION, PublicUrl};
use crate::text::{visible, visible_url};

impl Examination<'_> {
    /// Checks that `/.well-known/openid-configuration` redirects to the discovery document of the login's issuer.
    pub(super) fn published_issuer(&mut self, url: &PublicUrl, published: &mut Published) {
        let path = OPENID_CONFIGURATION;
        let Some(answer) = self.get(url, path, &PUBLISHED_ISSUER) else { return };
        let target = answer.header("location").filter(|_| (300..400).contains(&answer.status));
        let Some(issuer) = target.and_then(|target| target.strip_suffix(path)) else {
            let trouble = Trouble::new(format!("{url}{path} answers {} without an issuer", answer.status)).fix(ROUTES);
            self.failed(&PUBLISHED_ISSUER, trouble);
            return;
        };
        published.issuer = Some(issuer.to_owned());
        let same = |expected: &str| expected.trim_end_matches('/') == issuer.trim_end_matches('/');
        match self.expected.issuer.clone() {
            Some(expected) if !same(&expected) => {
                let trouble = self.drift(
                    &format!("the deployment uses the issuer `{}`", visible_url(issuer)),
                    &expected,
                    BASE_URL,
                );
                self.failed(&PUBLISHED_ISSUER, trouble);
            }
            _ => self.ok(&PUBLISHED_ISSUER, visible_url(issuer)),
        }
    }

    pub(super) fn published_metadata(&mut self, url: &PublicUrl) -> Option<ProviderMetadata> {
        let path = format!("{url}{OAUTH_SERVER}");
        let found = self.published(&path, &PUBLISHED_METADATA)?;
        let trouble = self.about_metadata(&found);
        match trouble {
            Some(trouble) => self.failed(&PUBLISHED_METADATA, trouble),
            None => self.ok(&PUBLISHED_METADATA, visible_url(found.text("issuer").unwrap_or_default())),
        }
        Some(found)
    }

    /// Returns the problem with the metadata that a deployment publishes.
    pub(super) fn about_metadata(&self, found: &ProviderMetadata) -> Option<Trouble> {
        let issuer = found.text("issuer").unwrap_or_default();
        let own = self.expected.url.as_ref().map(ToString::to_string).unwrap_or_default();
        let same = |expected: &str| expected.trim_end_matches('/') == issuer.trim_end_matches('/');
        match &self.expected.external {
            Some(server) => {
                let expected = server.issuer.as_deref().filter(|expected| !same(expected))?;
                let setting = "auth.appAuth.externalAuthServer.baseUrl";
                Some(self.drift(
                    &format!("the deployment uses the authorization server `{}`", visible_url(issuer)),
                    expected,
                    setting,
                ))
            }
            // Without values, only the deployment shows who issues its tokens.
            None if self.deployment.is_none() => None,
            None if issuer == own => None,
            None if issuer.starts_with("http://")
                || found.text("token_endpoint").is_some_and(|it| it.ends_with("/oauth2/token")) =>
            {
                let message = format!(
                    "flyteadmin's issuer is `{}` here, not {own}; flytectl is redirected there to log in",
                    visible_url(issuer)
                );
                Some(
                    Trouble::new(message)
                        .public_url_first(&self.settings)
                        .rule("authorized-uri-does-not-match-public-url"),
                )
            }
            None => Some(self.drift(
                &format!("the deployment uses the authorization server `{}`", visible_url(issuer)),
                &own,
                "auth.appAuth.authServerType",
            )),
        }
    }

    pub(super) fn published_client(&mut self, url: &PublicUrl) -> Option<ProviderMetadata> {
        let found = self.published(&format!("{url}/config/v1/flyte_client"), &PUBLISHED_CLIENT)?;
        if let Some(trouble) = self.about_client(&found) {
            self.failed(&PUBLISHED_CLIENT, trouble);
        } else {
            let scopes = found.texts("scopes").unwrap_or_default().join(" ");
            let client = found.text("client_id").unwrap_or_default();
            self.ok(&PUBLISHED_CLIENT, visible(&format!("`{client}`, scopes {scopes}")));
        }
        Some(found)
    }

    /// Returns the problem with the client that a deployment publishes for flytectl.
    pub(super) fn about_client(&self, found: &ProviderMetadata) -> Option<Trouble> {
        let expected = &self.expected.flytectl;
        let base = "auth.appAuth.thirdPartyConfig.flyteClient";
        let scopes = found.texts("scopes").unwrap_or_default().join(" ");
        let rows = [
            ("clientId", expected.id.clone(), found.text("client_id").unwrap_or_default().to_owned()),
            ("scopes", (!expected.scopes.is_empty()).then(|| expected.scopes.join(" ")), scopes),
            (
                "redirectUri",
                Some(expected.redirect_uri.clone()).filter(|uri| !uri.is_empty()),
                found.text("redirect_uri").unwrap_or_default().to_owned(),
            ),
        ];
        let other =
            rows.into_iter().find(|(_, expected, found)| expected.as_ref().is_some_and(|expected| expected != found));
        let (key, expected, found) = other?;
        let setting = format!("{base}.{key}");
        Some(self.drift(
            &format!("the deployment gives flytectl the {key} `{}`", visible(&found)),
            &expected?,
            &setting,
        ))
    }

    /// Fetches a document of the deployment.
    fn published(&mut self, url: &str, kind: &'static ProbeKind) -> Option<ProviderMetadata> {
        match document(self.network, url) {
            Ok(found) => Some(ProviderMetadata(found.json)),
            Err(NoDocument::Unreachable(error)) => {
                self.failed(kind, error.trouble("flytectl"));
                None
            }
            Err(NoDocument::Refused { trouble, status, .. }) => {
                let trouble = match status {
                    501 => trouble.enable_authentication(&self.settings).rule("use-auth-misplaced-or-off"),
                    500..=599 => trouble
                        .fix("flyteadmin cannot read the authorization server's metadata from its pod: see its log"),
                    404 => trouble.enable_authentication(&self.settings).fix(ROUTES),
                    _ => trouble.fix(ROUTES),
                };
                self.failed(kind, trouble);
                None
            }
        }
    }

    /// Reports that the deployment runs with other values.
    pub(super) fn drift(&self, found: &str, expected: &str, setting: &str) -> Trouble {
        let place = self.settings.place(setting);
        let namespace = self.deployment.map_or("flyte", |deployment| deployment.namespace.as_str());
        let pods = self.deployment.map_or("flyteadmin", |deployment| &deployment.pods);
        Trouble::new(format!("{found}, but the values have `{}`: it runs with other values", visible_url(expected)))
            .set("run `helm upgrade` with these values, or correct {}", place)
            .fix(format!("after an upgrade, restart: `kubectl -n {namespace} rollout restart deployment/{pods}`"))
    }
}
