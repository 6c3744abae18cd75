//! Probes the identity provider and the running deployment, for `check`.
//!
//! | file | holds |
//! | --- | --- |
//! | `network` | the trait for all requests |
//! | `expected`, `settings`, `secrets` | what is known before, from values, answers and files |
//! | `probe`, `examination` | a probe, and the run that collects them |
//! | `identity_provider`, `authorization_server` | discovery and metadata |
//! | `propeller`, `people`, `claims` | the clients, and flyteadmin's checks of their tokens |
//! | `rest`, `published`, `grpc` | the deployment |
//! | `login` | a user's login |
//! | `fetch`, `token`, `authorize`, `protobuf`, `metadata`, `pkce`, `gatekeeper`, `unreachable` | the requests and
//! answers of the probes |
//! | `at_provider` | places in the provider's console |
//! | `contacts` | the requests of a run |
//! | `report` | the results as text or JSON |

mod at_provider;
mod authorization_server;
mod authorize;
mod claims;
mod contacts;
mod examination;
mod expected;
mod fetch;
mod gatekeeper;
mod grpc;
mod identity_provider;
mod login;
mod metadata;
pub mod network;
mod people;
mod pkce;
mod probe;
mod propeller;
mod protobuf;
mod published;
mod report;
mod rest;
mod secrets;
mod settings;
mod token;
mod unreachable;

pub use contacts::contacts;
pub use examination::CheckOptions;
pub use expected::{Expected, ExpectedCli, ExpectedServer};
pub use login::LoginWay;
pub use probe::{PROBES, Probe, ProbeGroup, ProbeStatus};
pub use report::{CheckFormat, render_check, schema};
pub use secrets::ClientSecrets;
pub use settings::DeploymentSettings;

use crate::deployment::Deployment;
use crate::go::GoUrl;
use crate::idp::{IdpKind, Issuer};
use examination::Examination;
use metadata::ProviderMetadata;
use network::Network;
use rest::Published;

/// The deployment to check.
#[derive(Debug, Clone)]
pub struct CheckSubject<'a> {
    pub expected: Expected,
    /// The source of its settings.
    pub settings: DeploymentSettings<'a>,
    /// The deployment, if values or answers describe one.
    pub deployment: Option<&'a Deployment>,
    /// The available client secrets.
    pub secrets: &'a ClientSecrets,
}

/// Runs the probes, all of them or those of one group, in the order in which a login depends on them. Instructions for
/// a user's login are passed to `say`.
pub fn run(
    subject: CheckSubject<'_>,
    network: &dyn Network,
    options: CheckOptions,
    only: Option<ProbeGroup>,
    say: &mut dyn FnMut(&str),
) -> Vec<Probe> {
    let CheckSubject { expected, settings, deployment, secrets } = subject;
    let mut run = Examination { network, expected, settings, deployment, secrets, options, probes: Vec::new() };
    let wants = |group| only.is_none_or(|only| only == group);
    // Without values, only the deployment shows its identity provider.
    let mut published = None;
    if deployment.is_none() {
        let found = run.deployment();
        run.learn(&found);
        published = Some(found);
        if !wants(ProbeGroup::Deployment) {
            run.probes.clear();
        }
    }
    let mut login = None;
    let mut server = None;
    if wants(ProbeGroup::IdentityProvider) || wants(ProbeGroup::Clients) {
        login = run.identity_provider();
        let known = published.as_ref().and_then(|published| published.metadata.clone());
        server = run.authorization_server(login.as_ref(), known.as_ref());
        if !wants(ProbeGroup::IdentityProvider) {
            // The clients need the endpoints; problems with those are reported in their own group.
            run.probes.retain(|probe| probe.kind.group != ProbeGroup::IdentityProvider);
        }
    }
    if wants(ProbeGroup::Clients) {
        run.propeller(server.as_ref());
        run.web_client(login.as_ref());
        run.cli_client(server.as_ref());
    }
    if published.is_none() && (wants(ProbeGroup::Deployment) || options.login.is_some()) {
        published = Some(run.deployment());
    }
    if let Some(way) = options.login {
        let metadata = published.as_ref().and_then(|published| published.metadata.as_ref());
        run.login(way, metadata, say);
    }
    run.probes
}

impl Examination<'_> {
    /// Probes the deployment.
    fn deployment(&mut self) -> Published {
        let mut published = self.rest();
        self.grpc(&mut published);
        published
    }

    /// Uses what a deployment publishes as expectations.
    fn learn(&mut self, published: &Published) {
        let expected = &mut self.expected;
        if let Some(issuer) = published.issuer.as_ref().and_then(|text| Issuer::parse(text).ok()) {
            expected.idp = IdpKind::of(&issuer);
            expected.idp_name = expected.idp.provider().name_at(&issuer);
            expected.issuer = Some(issuer.as_str().to_owned());
        }
        expected.web.clone_from(&published.web);
        expected.login_scopes.clone_from(&published.scopes);
        if let Some(client) = &published.client {
            let text = |name: &str| client.text(name).unwrap_or_default().to_owned();
            expected.flytectl = ExpectedCli {
                id: client.text("client_id").map(str::to_owned),
                redirect_uri: text("redirect_uri"),
                scopes: client.texts("scopes").unwrap_or_default().into_iter().map(str::to_owned).collect(),
                audience: text("audience"),
            };
            if let Some(header) = client.text("authorization_metadata_key") {
                expected.header = header.to_lowercase();
            }
        }
        let host = |text: &str| GoUrl::parse(text).ok().map(|url| url.host().to_owned());
        let own = expected.url.as_ref().and_then(|url| host(url.as_str()));
        let is_own = |metadata: &ProviderMetadata| metadata.text("token_endpoint").and_then(host) == own;
        if let Some(metadata) = published.metadata.as_ref().filter(|metadata| !is_own(metadata)) {
            let issuer = metadata.text("issuer").map(str::to_owned);
            expected.external = Some(ExpectedServer { issuer, metadata_url: None });
        }
    }
}
