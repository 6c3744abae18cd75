//! Probes of the clients with which users log in: the web client and flytectl's.

use url::Url;

use super::authorize::{Authorized, authorize};
use super::examination::Examination;
use super::expected::ExpectedCli;
use super::metadata::ProviderMetadata;
use super::network::{FormBody, HttpRequest};
use super::pkce::{Pkce, with_query};
use super::probe::{CLI_DEVICE, CLI_PUBLIC, CLI_REDIRECT, ProbeKind, Trouble, WEB_REDIRECT, WEB_SECRET};
use super::propeller::is_about_grants;
use super::token::{Confidential, NoToken, ask, ask_as};
use crate::idp::ConsoleValue;

/// A code that no provider has issued.
const FALSE_CODE: &str = "flyte-auth-check-false-code";
const WEB_ID: &str = "auth.userAuth.openId.clientId";
const CLI_ID: &str = "auth.appAuth.thirdPartyConfig.flyteClient.clientId";
const CLI_SCOPES: &str = "auth.appAuth.thirdPartyConfig.flyteClient.scopes";

impl Examination<'_> {
    /// Probes the web client.
    pub(super) fn web_client(&mut self, login: Option<&ProviderMetadata>) {
        let (Some(id), Some(url)) = (self.expected.web.clone(), self.expected.url.clone()) else {
            self.not_tried(&WEB_REDIRECT, "its client ID or Flyte's URL is not known");
            return;
        };
        let Some(endpoint) = endpoint(login, "authorization_endpoint") else {
            self.not_tried(&WEB_REDIRECT, "the provider publishes no authorization endpoint");
            return;
        };
        let callback = url.callback();
        let scopes = self.expected.login_scopes.join(" ");
        let request = with_query(
            endpoint,
            &[
                ("client_id", &id),
                ("redirect_uri", &callback),
                ("response_type", "code"),
                ("scope", &scopes),
                ("state", "flyte-auth-check"),
            ],
        );
        let answer = authorize(self.network, &request, &callback);
        let scopes_setting = "auth.userAuth.openId.scopes";
        self.authorized(
            &WEB_REDIRECT,
            &answer,
            AuthorizationRequest { id: &id, redirect_uri: &callback, id_setting: WEB_ID, scopes_setting },
        );
        if matches!(answer, Authorized::Client) {
            self.not_tried(&WEB_SECRET, "the provider does not know the client");
        } else {
            self.web_secret(login, &id, &callback);
        }
    }

    fn web_secret(&mut self, login: Option<&ProviderMetadata>, id: &str, callback: &str) {
        if !self.options.probes_secret {
            self.not_tried(&WEB_SECRET, "`--probe-secrets` tests it with an invalid code");
            return;
        }
        let secret = match self.secrets.web.clone() {
            Ok(secret) => secret,
            Err(why) => {
                self.not_tried(&WEB_SECRET, why);
                return;
            }
        };
        let Some(endpoint) = endpoint(login, "token_endpoint") else {
            self.not_tried(&WEB_SECRET, "the provider publishes no token endpoint");
            return;
        };
        let form = FormBody::default()
            .with("grant_type", "authorization_code")
            .with("code", FALSE_CODE)
            .with("redirect_uri", callback);
        match ask_as(self.network, &endpoint, &form, Confidential { id, secret: &secret }) {
            Err(NoToken::Refused { error, .. }) if error == "invalid_grant" => {
                self.ok(&WEB_SECRET, "the provider rejects only the invalid code");
            }
            Err(NoToken::Refused { error, description })
                if error == "invalid_client" || (error == "unauthorized_client" && !is_about_grants(&description)) =>
            {
                let detail = if description.is_empty() { String::new() } else { format!(" ({description})") };
                let message = format!(
                    "the provider refuses the secret of `{id}`: `{error}`{detail}; the login ends with status \
                        403"
                );
                let place = self.deployment.map(|deployment| self.settings.value(deployment.chart.login_secret()));
                let trouble = Trouble::new(message)
                    .at("copy the client's secret again", self.console().place_of(ConsoleValue::WebSecret));
                self.failed(
                    &WEB_SECRET,
                    match place {
                        Some(place) => trouble.set("put it into {}", place),
                        None => trouble,
                    },
                );
            }
            Err(NoToken::Unreachable(error)) => self.failed(&WEB_SECRET, error.trouble("flyteadmin")),
            Err(NoToken::Refused { error, description }) => {
                let message = format!("the answer is not conclusive: `{error}` ({description})");
                self.warned(&WEB_SECRET, Trouble::new(message).fix("log in to the console to find out"));
            }
            Err(NoToken::Other(message)) => self.failed(&WEB_SECRET, Trouble::new(message)),
            Ok(_) => self.warned(&WEB_SECRET, Trouble::new("the provider issued a token for an invalid code")),
        }
    }

    /// Probes flytectl's client. `server` is the metadata of the token issuer.
    pub(super) fn cli_client(&mut self, server: Option<&ProviderMetadata>) {
        let Some(id) = self.expected.flytectl.id.clone() else {
            self.not_tried(&CLI_REDIRECT, "its client ID is not known");
            return;
        };
        let is_internal = self.expected.external.is_none();
        let own = self.expected.url.as_ref().filter(|_| is_internal);
        let own = own.and_then(|url| Url::parse(&format!("{url}/oauth2/authorize")).ok());
        let Some(endpoint) = own.or_else(|| endpoint(server, "authorization_endpoint")) else {
            self.not_tried(&CLI_REDIRECT, "no authorization endpoint is known");
            return;
        };
        let Some(pkce) = Pkce::random() else {
            self.not_tried(&CLI_REDIRECT, "the operating system provides no random numbers");
            return;
        };
        let redirect_uri = self.expected.flytectl.redirect_uri.clone();
        let request = pkce.request(endpoint, &id, &self.expected.flytectl);
        let answer = authorize(self.network, &request, &redirect_uri);
        let request = AuthorizationRequest {
            id: &id,
            redirect_uri: &redirect_uri,
            id_setting: CLI_ID,
            scopes_setting: CLI_SCOPES,
        };
        self.authorized(&CLI_REDIRECT, &answer, request);
        if is_internal {
            return;
        }
        if matches!(answer, Authorized::Client) {
            self.not_tried(&CLI_PUBLIC, "the provider does not know the client");
            self.not_tried(&CLI_DEVICE, "the provider does not know the client");
        } else {
            self.cli_public(server, &id, &redirect_uri, &pkce);
            self.cli_device(server, &id);
        }
    }

    fn cli_public(&mut self, server: Option<&ProviderMetadata>, id: &str, redirect_uri: &str, pkce: &Pkce) {
        let Some(endpoint) = endpoint(server, "token_endpoint") else {
            self.not_tried(&CLI_PUBLIC, "the provider publishes no token endpoint");
            return;
        };
        let form = FormBody::default()
            .with("grant_type", "authorization_code")
            .with("code", FALSE_CODE)
            .with("redirect_uri", redirect_uri)
            .with("client_id", id)
            .with("code_verifier", &pkce.verifier);
        match ask(self.network, &HttpRequest::post(endpoint, form)) {
            Err(NoToken::Refused { error, .. }) if error == "invalid_grant" => {
                self.ok(&CLI_PUBLIC, "the provider rejects only the invalid code");
            }
            Err(NoToken::Refused { error, description })
                if matches!(&*error, "invalid_client" | "unauthorized_client")
                    || description.contains("client_secret") =>
            {
                let detail = if description.is_empty() { String::new() } else { format!(" ({description})") };
                let message = format!(
                    "the provider requires a secret for `{id}`, but flytectl has none: \
                    `{error}`{detail}"
                );
                let console =
                    self.console().field_about("public client").or_else(|| self.console().field_about("Native"));
                self.failed(
                    &CLI_PUBLIC,
                    Trouble::new(message)
                        .at("make it a public client", console)
                        .set("or set a public client in {}", self.settings.place(CLI_ID))
                        .rule("confidential-client-for-cli"),
                );
            }
            Err(NoToken::Unreachable(error)) => self.failed(&CLI_PUBLIC, error.trouble("flytectl")),
            Err(NoToken::Refused { error, description }) => {
                self.warned(
                    &CLI_PUBLIC,
                    Trouble::new(format!(
                        "the answer is not conclusive: `{error}` \
                    ({description})"
                    )),
                );
            }
            Err(NoToken::Other(message)) => self.warned(&CLI_PUBLIC, Trouble::new(message)),
            Ok(_) => self.warned(&CLI_PUBLIC, Trouble::new("the provider issued a token for an invalid code")),
        }
    }

    fn cli_device(&mut self, server: Option<&ProviderMetadata>, id: &str) {
        let Some(endpoint) = endpoint(server, "device_authorization_endpoint") else {
            self.not_tried(&CLI_DEVICE, "there is no device endpoint");
            return;
        };
        let form = device_form(id, &self.expected.flytectl);
        let answer = match self.network.http(&HttpRequest::post(endpoint, form)) {
            Ok(answer) => answer,
            Err(error) => {
                self.failed(&CLI_DEVICE, error.trouble("flytectl"));
                return;
            }
        };
        let json: serde_json::Value = serde_json::from_slice(&answer.body).unwrap_or_default();
        let text = |name: &str| json.get(name).and_then(serde_json::Value::as_str).map(crate::text::visible);
        if answer.status == 200 && text("device_code").is_some() {
            self.ok(&CLI_DEVICE, "");
            return;
        }
        let error = text("error").unwrap_or_else(|| format!("status {}", answer.status));
        let detail = text("error_description").map(|text| format!(" ({text})")).unwrap_or_default();
        let console = self.console().field_about("evice").or_else(|| self.console().field_about("public client flows"));
        self.warned(
            &CLI_DEVICE,
            Trouble::new(format!(
                "the provider refuses it: `{error}`{detail}; pyflyte's and flytectl's `DeviceFlow` fail"
            ))
            .at("allow the device grant for the client, if users have no browser", console),
        );
    }

    /// Records the authorization endpoint's response for a client.
    fn authorized(&mut self, kind: &'static ProbeKind, answer: &Authorized, request: AuthorizationRequest<'_>) {
        let AuthorizationRequest { id, redirect_uri, id_setting, scopes_setting } = request;
        let is_internal = self.expected.external.is_none() && id_setting == CLI_ID;
        match answer {
            Authorized::Accepted => self.ok(kind, format!("{redirect_uri}, as `{id}`")),
            Authorized::Unreachable(error) => self.failed(kind, error.trouble("a browser")),
            Authorized::Gatekeeper(gatekeeper) => self.failed(kind, gatekeeper.trouble("the authorization endpoint")),
            Authorized::RedirectUri => {
                let trouble =
                    Trouble::new(format!("the redirect URI {redirect_uri} is not registered for the client `{id}`"));
                self.failed(kind, trouble.at(format!("add {redirect_uri}"), self.console().field_of(redirect_uri)));
            }
            Authorized::Client if is_internal => self.failed(
                kind,
                Trouble::new(format!("flyteadmin, which issues the tokens, has no client `{id}`"))
                    .set(
                        "set {} to one of flyteadmin's clients, for example `flytectl`",
                        self.settings.place(id_setting),
                    )
                    .rule("unknown-static-client"),
            ),
            Authorized::Client => self.failed(
                kind,
                Trouble::new(format!("the provider does not know the client `{id}`"))
                    .set("copy the client's ID into {}", self.settings.place(id_setting)),
            ),
            Authorized::Refused(error) => {
                let trouble = Trouble::new(format!("the provider refuses the request of `{id}`: {error}"));
                let trouble = if error.starts_with("invalid_scope") {
                    trouble.set(
                        "remove the scope from {}, or create it and assign it to the client",
                        self.settings.place(scopes_setting),
                    )
                } else if id_setting == WEB_ID && (error.contains("PKCE") || error.contains("code_challenge")) {
                    trouble.fix("do not require PKCE of this client: flyteadmin sends none for the console")
                } else if error.contains("nonce") {
                    trouble.set("add `openid` to {}: flytectl sends a nonce", self.settings.place(scopes_setting))
                } else {
                    trouble.fix("allow the authorization code flow for this client")
                };
                self.failed(kind, trouble);
            }
            Authorized::Other(message) => {
                let trouble =
                    Trouble::new(format!("the authorization endpoint does not show a login for `{id}`: {message}"));
                let trouble = trouble.set("check the client's ID in {}", self.settings.place(id_setting));
                self.failed(kind, trouble.at("and its redirect URIs", self.console().field_of(redirect_uri)));
            }
        }
    }
}

/// An authorization request, with the settings of its parts.
#[derive(Debug, Clone, Copy)]
struct AuthorizationRequest<'a> {
    id: &'a str,
    redirect_uri: &'a str,
    id_setting: &'a str,
    scopes_setting: &'a str,
}

/// Returns an endpoint from metadata.
fn endpoint(metadata: Option<&ProviderMetadata>, name: &str) -> Option<Url> {
    Url::parse(metadata?.text(name)?).ok()
}

/// flytectl's device authorization request for the client `id` (`StartDeviceAuthorization`,
/// `flyteidl/clients/go/admin/deviceflow/token_orchestrator.go`, v1.16.8).
pub(super) fn device_form(id: &str, client: &ExpectedCli) -> FormBody {
    FormBody::default().with("audience", &client.audience).with("client_id", id).with("scope", &client.scopes.join(" "))
}
