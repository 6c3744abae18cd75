//! Flyte as it runs, over HTTP: is it closed, and does it run with these values?
//!
//! Source: `RegisterHandlers` (flyteadmin/auth/handlers.go) and `newHTTPServer` (flyteadmin/pkg/server/service.go) at
//! v1.16.8.

use url::Url;

use super::examination::Examination;
use super::fetch::{NoDocument, document};
use super::gatekeeper::Gatekeeper;
use super::identity_provider::BASE_URL;
use super::metadata::ProviderMetadata;
use super::network::{HttpAnswer, HttpRequest};
use super::probe::{
    API_CLOSED, HEALTHCHECK, LOGIN_REDIRECT, PUBLISHED_CLIENT, PUBLISHED_ISSUER, PUBLISHED_METADATA, ProbeKind, Trouble,
};
use crate::flyte::PublicUrl;
use crate::text::{visible, visible_url};

/// What a deployment says of itself.
#[derive(Debug, Clone, Default)]
pub(super) struct Published {
    /// Its authorization server.
    pub(super) metadata: Option<ProviderMetadata>,
    /// flytectl's client.
    pub(super) client: Option<ProviderMetadata>,
    /// The issuer of the login, by its discovery document.
    pub(super) issuer: Option<String>,
    /// The web client.
    pub(super) web: Option<String>,
    /// What the login asks for.
    pub(super) scopes: Vec<String>,
    /// Whether the deployment answers.
    pub(super) answers: bool,
}

const ROUTES: &str = "route `/healthcheck`, `/api`, `/login`, `/callback`, `/.well-known`, `/config` and `/oauth2` to flyteadmin's HTTP port";

impl Examination<'_> {
    /// The probes over HTTP.
    pub(super) fn rest(&mut self) -> Published {
        let mut published = Published::default();
        let Some(url) = self.expected.url.clone() else {
            self.not_tried(&HEALTHCHECK, "Flyte's URL is not known");
            return published;
        };
        let Some(answer) = self.healthcheck(&url) else {
            return published;
        };
        published.answers = true;
        if !answer {
            return published;
        }
        self.api_closed(&url);
        self.login_redirect(&url, &mut published);
        self.published_issuer(&url, &mut published);
        published.metadata = self.published_metadata(&url);
        published.client = self.published_client(&url);
        published
    }

    /// Whether flyteadmin itself answers; `None` where nothing does.
    fn healthcheck(&mut self, url: &PublicUrl) -> Option<bool> {
        let answer = self.get(url, "/healthcheck", &HEALTHCHECK)?;
        let shown = format!("{url}/healthcheck");
        if let Some(gatekeeper) = Gatekeeper::of(&answer) {
            self.failed(&HEALTHCHECK, gatekeeper.trouble(&shown));
            return Some(false);
        }
        match answer.status {
            200 => {
                let detail = answer.certificate.as_ref().map(|certificate| {
                    format!("{url}; certificate of `{}`, {} days left", certificate.issuer, certificate.days_left())
                });
                self.ok(&HEALTHCHECK, detail.unwrap_or_else(|| format!("{url}, without TLS")));
                Some(true)
            }
            502..=504 => {
                let message = format!("{shown} answers {}: the ingress reaches no flyteadmin", answer.status);
                let pods = self.deployment.map_or("flyteadmin", |deployment| &deployment.pods);
                let namespace = self.deployment.map_or("flyte", |deployment| deployment.namespace.as_str());
                let logs = format!("kubectl -n {namespace} logs deployment/{pods} --previous");
                self.failed(&HEALTHCHECK, Trouble::new(message).fix(format!("see why it does not run: `{logs}`")));
                Some(false)
            }
            status => {
                let message = format!("{shown} answers {status}: the ingress does not route it to flyteadmin");
                self.failed(&HEALTHCHECK, Trouble::new(message).fix(ROUTES));
                Some(false)
            }
        }
    }

    fn api_closed(&mut self, url: &PublicUrl) {
        let Some(answer) = self.get(url, "/api/v1/projects", &API_CLOSED) else { return };
        let shown = format!("{url}/api/v1/projects");
        match answer.status {
            401 => self.ok(&API_CLOSED, "401"),
            200 if answer.body.starts_with(b"{") => {
                let message = format!("{shown} answers 200 without a token: anyone who can reach Flyte can use it");
                let trouble = Trouble::new(message)
                    .set("enable authentication with {}", self.settings.place("server.security.useAuth"))
                    .set("and leave {} unset", self.settings.place("auth.disableForHttp"))
                    .rule("auth-is-off");
                self.failed(&API_CLOSED, trouble);
            }
            _ => {
                let trouble = Gatekeeper::of(&answer).map(|gatekeeper| gatekeeper.trouble(&shown));
                let trouble = trouble.unwrap_or_else(|| {
                    Trouble::new(format!("{shown} answers {} in place of 401", answer.status)).fix(ROUTES)
                });
                self.failed(&API_CLOSED, trouble);
            }
        }
    }

    fn login_redirect(&mut self, url: &PublicUrl, published: &mut Published) {
        let Some(answer) = self.get(url, "/login", &LOGIN_REDIRECT) else { return };
        let shown = format!("{url}/login");
        let target = answer.header("location").and_then(|location| Url::parse(location).ok());
        let Some(target) = target.filter(|_| (300..400).contains(&answer.status)) else {
            let trouble = Gatekeeper::of(&answer).map(|gatekeeper| gatekeeper.trouble(&shown));
            let trouble = trouble.unwrap_or_else(|| {
                let trouble = Trouble::new(format!("{shown} answers {} and does not redirect", answer.status));
                match answer.status {
                    404 => trouble
                        .set(
                            "enable authentication with {}: without it flyteadmin has no `/login`",
                            self.settings.place("server.security.useAuth"),
                        )
                        .fix(ROUTES)
                        .rule("use-auth-misplaced-or-off"),
                    _ => trouble.fix(ROUTES),
                }
            });
            self.failed(&LOGIN_REDIRECT, trouble);
            return;
        };
        let field =
            |name: &str| target.query_pairs().find(|(found, _)| found == name).map(|(_, value)| value.into_owned());
        published.web = field("client_id");
        published.scopes = field("scope").map(|text| text.split(' ').map(str::to_owned).collect()).unwrap_or_default();
        if let (None, Some(gatekeeper)) = (field("state"), Gatekeeper::of(&answer)) {
            self.failed(&LOGIN_REDIRECT, gatekeeper.trouble(&shown));
            return;
        }
        let callback = url.callback();
        let redirect_uri = field("redirect_uri").unwrap_or_default();
        if redirect_uri != callback {
            let message = format!(
                "the login returns to {}, not to {callback}; the provider refuses that, or the browser does not get there",
                visible_url(&redirect_uri)
            );
            let trouble = Trouble::new(message)
                .set("put the public URL first in {}", self.settings.place("auth.authorizedUris"))
                .fix("let the ingress pass on the `Host` header with its port")
                .rule("authorized-uri-does-not-match-public-url");
            self.failed(&LOGIN_REDIRECT, trouble);
            return;
        }
        let expected = self.expected.clone();
        let asked = published.scopes.join(" ");
        let other = [
            (
                "the client",
                expected.web.clone(),
                published.web.clone().unwrap_or_default(),
                "auth.userAuth.openId.clientId",
            ),
            (
                "the scopes",
                (!expected.login_scopes.is_empty()).then(|| expected.login_scopes.join(" ")),
                asked,
                "auth.userAuth.openId.scopes",
            ),
        ];
        let other =
            other.into_iter().find(|(_, wanted, found, _)| wanted.as_ref().is_some_and(|wanted| wanted != found));
        match other {
            Some((what, Some(wanted), found, setting)) => {
                let trouble = self.drift(&format!("the login uses {what} `{}`", visible(&found)), &wanted, setting);
                self.failed(&LOGIN_REDIRECT, trouble);
            }
            _ => self.ok(&LOGIN_REDIRECT, format!("{}, back to {callback}", authority(&target))),
        }
    }

    /// The discovery document that `/.well-known/openid-configuration` redirects to is the login's issuer's.
    fn published_issuer(&mut self, url: &PublicUrl, published: &mut Published) {
        let path = "/.well-known/openid-configuration";
        let Some(answer) = self.get(url, path, &PUBLISHED_ISSUER) else { return };
        let target = answer.header("location").filter(|_| (300..400).contains(&answer.status));
        let Some(issuer) = target.and_then(|target| target.strip_suffix(path)) else {
            let trouble =
                Trouble::new(format!("{url}{path} answers {} and names no issuer", answer.status)).fix(ROUTES);
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

    fn published_metadata(&mut self, url: &PublicUrl) -> Option<ProviderMetadata> {
        let path = format!("{url}/.well-known/oauth-authorization-server");
        let found = self.published(&path, &PUBLISHED_METADATA)?;
        let trouble = self.about_metadata(&found);
        match trouble {
            Some(trouble) => self.failed(&PUBLISHED_METADATA, trouble),
            None => self.ok(&PUBLISHED_METADATA, visible_url(found.text("issuer").unwrap_or_default())),
        }
        Some(found)
    }

    /// What is wrong with the metadata that a deployment publishes.
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
            // Only the deployment itself says who issues its tokens.
            None if self.deployment.is_none() => None,
            None if issuer == own => None,
            None if issuer.starts_with("http://")
                || found.text("token_endpoint").is_some_and(|it| it.ends_with("/oauth2/token")) =>
            {
                let message = format!(
                    "flyteadmin calls itself `{}` here, not {own}; flytectl is sent there to log in",
                    visible_url(issuer)
                );
                Some(
                    Trouble::new(message)
                        .set("put the public URL first in {}", self.settings.place("auth.authorizedUris"))
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

    fn published_client(&mut self, url: &PublicUrl) -> Option<ProviderMetadata> {
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

    /// What is wrong with the client that a deployment publishes for flytectl.
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
        let other = rows.into_iter().find(|(_, wanted, found)| wanted.as_ref().is_some_and(|wanted| wanted != found));
        let (key, wanted, found) = other?;
        let setting = format!("{base}.{key}");
        Some(self.drift(&format!("the deployment gives flytectl the {key} `{}`", visible(&found)), &wanted?, &setting))
    }

    /// A document of the deployment.
    fn published(&mut self, url: &str, kind: &'static ProbeKind) -> Option<ProviderMetadata> {
        match document(self.network, url) {
            Ok(found) => Some(ProviderMetadata(found.json)),
            Err(NoDocument::Unreachable(error)) => {
                self.failed(kind, error.trouble("flytectl"));
                None
            }
            Err(NoDocument::Refused { trouble, status, .. }) => {
                let trouble = match status {
                    501 => trouble
                        .set("enable authentication with {}", self.settings.place("server.security.useAuth"))
                        .rule("use-auth-misplaced-or-off"),
                    500..=599 => trouble
                        .fix("flyteadmin cannot read the authorization server's metadata from its pod: see its log"),
                    404 => trouble
                        .set("enable authentication with {}", self.settings.place("server.security.useAuth"))
                        .fix(ROUTES),
                    _ => trouble.fix(ROUTES),
                };
                self.failed(kind, trouble);
                None
            }
        }
    }

    /// A GET of a path of the deployment; a failure is reported as that of `kind`.
    fn get(&mut self, url: &PublicUrl, path: &str, kind: &'static ProbeKind) -> Option<HttpAnswer> {
        let url = Url::parse(&format!("{url}{path}")).ok()?;
        match self.network.http(&HttpRequest::get(url)) {
            Ok(answer) => Some(answer),
            Err(error) => {
                self.failed(kind, error.trouble("flytectl"));
                None
            }
        }
    }

    /// The deployment runs with other values.
    fn drift(&self, found: &str, expected: &str, setting: &str) -> Trouble {
        let place = self.settings.place(setting);
        let namespace = self.deployment.map_or("flyte", |deployment| deployment.namespace.as_str());
        let pods = self.deployment.map_or("flyteadmin", |deployment| &deployment.pods);
        Trouble::new(format!("{found}, the values have `{}`: it runs with other values", visible_url(expected)))
            .set("run `helm upgrade` with these values, or correct {}", place)
            .fix(format!("after an upgrade, restart: `kubectl -n {namespace} rollout restart deployment/{pods}`"))
    }
}

/// Host and, where one is named, port.
fn authority(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}
