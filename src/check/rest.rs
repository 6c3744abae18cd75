//! Probes of the running Flyte over HTTP: whether it requires a token, and whether it runs with these values.
//!
//! Source: `RegisterHandlers` (flyteadmin/auth/handlers.go) and `newHTTPServer` (flyteadmin/pkg/server/service.go) at
//! v1.16.8.

use url::Url;

use super::examination::Examination;
use super::gatekeeper::Gatekeeper;
use super::metadata::ProviderMetadata;
use super::network::{HttpAnswer, HttpRequest};
use super::probe::{
    API_CLOSED, HEALTHCHECK, LOGIN_REDIRECT, PUBLISHED_CLIENT, PUBLISHED_ISSUER, PUBLISHED_METADATA, ProbeKind, Trouble,
};
use crate::flyte::PublicUrl;
use crate::text::{visible, visible_url};

/// What a deployment publishes.
#[derive(Debug, Clone, Default)]
pub(super) struct Published {
    /// The metadata of its authorization server.
    pub(super) metadata: Option<ProviderMetadata>,
    /// flytectl's client.
    pub(super) client: Option<ProviderMetadata>,
    /// The login's issuer, according to the discovery document.
    pub(super) issuer: Option<String>,
    /// The ID of the web client.
    pub(super) web: Option<String>,
    /// The scopes of the login.
    pub(super) scopes: Vec<String>,
    /// Whether the deployment answers.
    pub(super) answers: bool,
}

pub(super) const ROUTES: &str = "route `/healthcheck`, `/api`, `/login`, `/callback`, `/.well-known`, `/config` and \
    `/oauth2` to flyteadmin's HTTP port";

impl Examination<'_> {
    /// Probes over HTTP.
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
        let is_open = self.api_closed(&url);
        self.login_redirect(&url, &mut published);
        if is_open && published.web.is_none() {
            // All following probes would fail for this reason.
            self.not_tried(&PUBLISHED_ISSUER, "authentication is disabled");
            self.not_tried(&PUBLISHED_METADATA, "authentication is disabled");
            self.not_tried(&PUBLISHED_CLIENT, "authentication is disabled");
            return published;
        }
        self.published_issuer(&url, &mut published);
        published.metadata = self.published_metadata(&url);
        published.client = self.published_client(&url);
        published
    }

    /// Returns whether flyteadmin itself answers; `None` if nothing does.
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
                let message = format!("{shown} answers {}: the ingress cannot reach flyteadmin", answer.status);
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

    /// Returns whether the API answers without a token.
    fn api_closed(&mut self, url: &PublicUrl) -> bool {
        let Some(answer) = self.get(url, "/api/v1/projects", &API_CLOSED) else { return false };
        let shown = format!("{url}/api/v1/projects");
        match answer.status {
            401 => self.ok(&API_CLOSED, "401"),
            200 if answer.body.starts_with(b"{") => {
                let message = format!("{shown} answers 200 without a token: anyone who can reach Flyte can use it");
                let trouble = Trouble::new(message)
                    .enable_authentication(&self.settings)
                    .set("and leave {} unset", self.settings.place("auth.disableForHttp"))
                    .rule("auth-is-off");
                self.failed(&API_CLOSED, trouble);
                return true;
            }
            _ => {
                let trouble = Gatekeeper::of(&answer).map(|gatekeeper| gatekeeper.trouble(&shown));
                let trouble = trouble.unwrap_or_else(|| {
                    Trouble::new(format!("{shown} answers {} instead of 401", answer.status)).fix(ROUTES)
                });
                self.failed(&API_CLOSED, trouble);
            }
        }
        false
    }

    fn login_redirect(&mut self, url: &PublicUrl, published: &mut Published) {
        let Some(answer) = self.get(url, "/login", &LOGIN_REDIRECT) else { return };
        let shown = format!("{url}/login");
        let target = answer.header("location").and_then(|location| Url::parse(location).ok());
        let Some(target) = target.filter(|_| (300..400).contains(&answer.status)) else {
            let trouble = self.about_no_redirect(&answer, &shown);
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
                "the login returns to {}, not to {callback}; the provider refuses this, or the browser cannot reach it",
                visible_url(&redirect_uri)
            );
            let trouble = Trouble::new(message)
                .public_url_first(&self.settings)
                .fix("configure the ingress to pass on the `Host` header with its port")
                .rule("authorized-uri-does-not-match-public-url");
            self.failed(&LOGIN_REDIRECT, trouble);
            return;
        }
        match self.login_drift(published) {
            Some(trouble) => self.failed(&LOGIN_REDIRECT, trouble),
            None => self.ok(&LOGIN_REDIRECT, format!("{}, back to {callback}", authority(&target))),
        }
    }

    /// Explains why `/login` doesn't redirect to the identity provider.
    fn about_no_redirect(&self, answer: &HttpAnswer, shown: &str) -> Trouble {
        if let Some(gatekeeper) = Gatekeeper::of(answer) {
            return gatekeeper.trouble(shown);
        }
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
    }

    /// Returns the difference between the login's request and the expected one, if there is one.
    fn login_drift(&self, published: &Published) -> Option<Trouble> {
        let expected = &self.expected;
        let scopes = (!expected.login_scopes.is_empty()).then(|| expected.login_scopes.join(" "));
        let web = published.web.clone().unwrap_or_default();
        let settings = [
            ("the client", expected.web.clone(), web, "auth.userAuth.openId.clientId"),
            ("the scopes", scopes, published.scopes.join(" "), "auth.userAuth.openId.scopes"),
        ];
        settings.into_iter().find_map(|(what, expected, found, setting)| {
            let expected = expected.filter(|expected| *expected != found)?;
            Some(self.drift(&format!("the login uses {what} `{}`", visible(&found)), &expected, setting))
        })
    }

    /// Sends a GET for a path of the deployment; a failure is recorded for `kind`.
    pub(super) fn get(&mut self, url: &PublicUrl, path: &str, kind: &'static ProbeKind) -> Option<HttpAnswer> {
        let url = Url::parse(&format!("{url}{path}")).ok()?;
        match self.network.http(&HttpRequest::get(url)) {
            Ok(answer) => Some(answer),
            Err(error) => {
                self.failed(kind, error.trouble("flytectl"));
                None
            }
        }
    }
}

/// Returns the host, and the port if it is explicit.
fn authority(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}
