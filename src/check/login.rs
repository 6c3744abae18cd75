//! Logs a user in like flytectl, and calls the API with the token.
//!
//! Source: `auth_flow_orchestrator.go` and `token_orchestrator.go` below `flyteidl/clients/go/admin`, v1.16.8.

use std::time::{Duration, Instant};

use serde_json::Value;
use url::Url;

use super::examination::Examination;
use super::grpc::{LIST_PROJECTS, OK, UNAUTHENTICATED};
use super::metadata::ProviderMetadata;
use super::network::{CallCredentials, Callback, FormBody, GrpcCall, HttpRequest};
use super::people::device_form;
use super::pkce::Pkce;
use super::probe::{LOGIN_CLAIMS, LOGIN_PROJECTS, LOGIN_TOKEN, Trouble};
use super::protobuf::count_first;
use super::token::{Issued, NoToken, ask, decode};
use crate::secret::Secret;
use crate::text::visible;

/// The way in which the user logs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoginWay {
    /// In a browser on this machine.
    Browser,
    /// With a code, on any machine.
    Device,
}

/// The time limit for a login in the browser (`pkceConfig.timeout`, flytectl's default).
const BROWSER_LIMIT: Duration = Duration::from_secs(120);
/// The time limit for a login with a code (`deviceFlowConfig.timeout`).
const DEVICE_LIMIT: Duration = Duration::from_secs(600);
/// The polling interval in seconds, if the provider does not set one (RFC 8628, section 3.2).
const INTERVAL: u64 = 5;

impl Examination<'_> {
    /// Logs in with the metadata that the deployment publishes.
    pub(super) fn login(&mut self, way: LoginWay, metadata: Option<&ProviderMetadata>, say: &mut dyn FnMut(&str)) {
        let (Some(metadata), Some(id)) = (metadata, self.expected.flytectl.id.clone()) else {
            self.not_tried(&LOGIN_TOKEN, "flytectl's client or the authorization server is not known");
            return;
        };
        let issued = match way {
            LoginWay::Browser => self.with_browser(metadata, &id, say),
            LoginWay::Device => self.with_device(metadata, &id, say),
        };
        let issued = match issued {
            Ok(issued) => issued,
            Err(trouble) => {
                self.failed(&LOGIN_TOKEN, trouble);
                self.not_tried(&LOGIN_PROJECTS, "there is no token");
                return;
            }
        };
        let scope = issued.scope.as_deref().map(|scope| format!(", scope {}", visible(scope))).unwrap_or_default();
        self.ok(&LOGIN_TOKEN, format!("as `{id}`{scope}"));
        match decode(&issued.access_token) {
            Some(jwt) => {
                let (audiences, scopes) = (self.expected.audiences.clone(), self.expected.flytectl.scopes.clone());
                // The accepted audiences are only known from values.
                if self.deployment.is_some() {
                    self.claims_of(&LOGIN_CLAIMS, &jwt, &audiences, &scopes);
                } else {
                    self.not_tried(&LOGIN_CLAIMS, "the accepted audiences are only known from values");
                }
            }
            None => self.opaque(&LOGIN_CLAIMS),
        }
        self.projects(&issued.access_token);
    }

    fn with_browser(
        &self,
        metadata: &ProviderMetadata,
        id: &str,
        say: &mut dyn FnMut(&str),
    ) -> Result<Issued, Trouble> {
        let (authorization, token) =
            (endpoint(metadata, "authorization_endpoint")?, endpoint(metadata, "token_endpoint")?);
        let redirect_uri = self.expected.flytectl.redirect_uri.clone();
        let target = Url::parse(&redirect_uri)
            .map_err(|_| Trouble::new(format!("`{}` is not a URL", visible(&redirect_uri))))?;
        let pkce = Pkce::random().ok_or_else(|| Trouble::new("the operating system provides no random numbers"))?;
        let request = pkce.request(authorization, id, &self.expected.flytectl);
        say(&format!("log in at {request}"));
        let callback = Callback { target: &target, open: &request, limit: BROWSER_LIMIT };
        let answer = self.network.callback(&callback).map_err(|why| {
            Trouble::new(format!("no browser returned to {}: {why}", visible(&redirect_uri)))
                .fix("open the printed URL in a browser on this machine, or use `--device`")
        })?;
        let field = |name: &str| answer.iter().find(|(found, _)| found == name).map(|(_, value)| value.clone());
        if let Some(error) = field("error") {
            let description = field("error_description").map(|text| format!(" ({text})")).unwrap_or_default();
            return Err(Trouble::new(visible(&format!("the provider refuses the login: `{error}`{description}")))
                .fix("assign the user to the application at the provider, or correct the scopes"));
        }
        if field("state").as_deref() != Some(&pkce.state) {
            return Err(
                Trouble::new("the browser returned from another login").fix("close other login tabs and run it again")
            );
        }
        let form = FormBody::default()
            .with("grant_type", "authorization_code")
            .with("code", &field("code").unwrap_or_default())
            .with("redirect_uri", &redirect_uri)
            .with("client_id", id)
            .with("code_verifier", &pkce.verifier);
        ask(self.network, &HttpRequest::post(token, form)).map_err(|error| self.no_token(&error))
    }

    fn with_device(&self, metadata: &ProviderMetadata, id: &str, say: &mut dyn FnMut(&str)) -> Result<Issued, Trouble> {
        let (device, token) =
            (endpoint(metadata, "device_authorization_endpoint")?, endpoint(metadata, "token_endpoint")?);
        let form = device_form(id, &self.expected.flytectl);
        let answer = self.network.http(&HttpRequest::post(device, form)).map_err(|error| error.trouble("flytectl"))?;
        let json: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
        let text = |name: &str| json.get(name).and_then(Value::as_str);
        let Some(code) = text("device_code") else {
            let error = text("error").map_or_else(|| format!("status {}", answer.status), visible);
            return Err(Trouble::new(format!("the device endpoint refuses: `{error}`"))
                .at("allow the device grant for the client", self.console().field_about("evice")));
        };
        match (text("verification_uri_complete"), text("verification_uri"), text("user_code")) {
            (Some(uri), ..) => say(&format!("log in at {}", visible(uri))),
            (None, Some(uri), Some(user_code)) => {
                say(&format!("log in at {} with the code {}", visible(uri), visible(user_code)));
            }
            _ => return Err(Trouble::new("the device endpoint returns no login page")),
        }
        let mut interval = json.get("interval").and_then(Value::as_u64).unwrap_or(INTERVAL).clamp(1, 60);
        let form = FormBody::default()
            .with("client_id", id)
            .with("grant_type", "urn:ietf:params:oauth:grant-type:device_code")
            .with("device_code", code);
        let start = Instant::now();
        while start.elapsed() < DEVICE_LIMIT {
            std::thread::sleep(Duration::from_secs(interval));
            match ask(self.network, &HttpRequest::post(token.clone(), form.clone())) {
                Err(NoToken::Refused { error, .. }) if error == "authorization_pending" => {}
                // Each time, the interval increases by five seconds (RFC 8628, section 3.5).
                Err(NoToken::Refused { error, .. }) if error == "slow_down" => interval += 5,
                Err(error) => return Err(self.no_token(&error)),
                Ok(issued) => return Ok(issued),
            }
        }
        Err(Trouble::new("no login within 10 minutes").fix("run it again"))
    }

    fn no_token(&self, error: &NoToken) -> Trouble {
        match error {
            NoToken::Unreachable(error) => error.trouble("flytectl"),
            NoToken::Other(message) => Trouble::new(message.clone()),
            NoToken::Refused { error, description } => {
                let detail = if description.is_empty() { String::new() } else { format!(" ({description})") };
                let setting = self.settings.place("auth.appAuth.thirdPartyConfig.flyteClient.clientId");
                Trouble::new(format!("the token endpoint refuses the login: `{error}`{detail}"))
                    .set("name a public client in {}", setting)
                    .rule("confidential-client-for-cli")
            }
        }
    }

    /// Lists the projects, with the token in the header that flytectl uses.
    fn projects(&mut self, token: &Secret) {
        let Some(server) = self.expected.url.as_ref().and_then(|url| Url::parse(url.as_str()).ok()) else {
            return;
        };
        let credentials = CallCredentials::Bearer { header: self.expected.header.clone(), token: token.clone() };
        let call = GrpcCall { server, method: LIST_PROJECTS, message: Vec::new(), credentials };
        match self.network.grpc(&call) {
            Ok(answer) if answer.status == Some(OK) => {
                let count = count_first(&answer.response.unwrap_or_default());
                let word = if count == 1 { "project" } else { "projects" };
                self.ok(&LOGIN_PROJECTS, format!("{count} {word}"));
            }
            Ok(answer) if answer.status == Some(UNAUTHENTICATED) => {
                let trouble = Trouble::new(format!("flyteadmin refuses the token: {}", visible(&answer.message)))
                    .fix("flyteadmin's log has the reason: `Failed to parse Access Token from context`");
                self.failed(&LOGIN_PROJECTS, trouble);
            }
            Ok(answer) => {
                let trouble = self.about_grpc(&answer, LIST_PROJECTS);
                self.failed(&LOGIN_PROJECTS, trouble);
            }
            Err(error) => self.failed(&LOGIN_PROJECTS, error.trouble("flytectl")),
        }
    }
}

fn endpoint(metadata: &ProviderMetadata, name: &str) -> Result<Url, Trouble> {
    let missing = || {
        let trouble = Trouble::new(format!("the deployment publishes no `{name}`"));
        match name {
            "device_authorization_endpoint" => trouble
                .fix("leave `--device` out; the internal authorization server has no device flow")
                .rule("device-flow-with-internal-server"),
            _ => trouble,
        }
    };
    metadata.text(name).and_then(|text| Url::parse(text).ok()).ok_or_else(missing)
}
