//! The clients, and the external authorization server that they belong to.

use super::Check;
use super::external_client::ExternalClient;
use super::idp::IdpAnswers;
use super::site::AnswerSite;
use crate::answers::raw::{AuthServer, SecretSource};
use crate::answers::source;
use crate::chart::LOGIN_SCOPES;
use crate::deployment::{
    CONSOLE, ExternalServer, FLYTECTL, FLYTEPROPELLER, InternalServer, Login, PublicClient, Server, ServiceClient,
};
use crate::diagnostic::Fault;
use crate::flyte::FlyteVersion;
use crate::idp::{ApiContext, Audience, ClientId, IdpKind, OAuthScope, SCOPE_ALL, SCOPE_OFFLINE};

/// The clients other than the web client, and the server that issues their tokens.
pub(super) struct Clients {
    pub server: Server,
    pub flytectl: PublicClient,
    pub propeller: ServiceClient,
    pub ci: Option<ServiceClient>,
}

/// flytepropeller's name at the internal server: both charts and flyteadmin's defaults use it, and flyte-binary writes
/// the hash under it regardless of the ID (`config-secret.yaml`, v1.16.8).
const INTERNAL_PROPELLER: &str = FLYTEPROPELLER;
/// flytectl's name at the internal server.
const INTERNAL_FLYTECTL: &str = FLYTECTL;

impl Check<'_> {
    pub(super) fn web_client(&mut self) -> Option<ClientId> {
        let clients = self.raw.clients.as_ref();
        let web = clients.and_then(|clients| clients.web.as_ref());
        let id = web.and_then(|web| web.id.clone()).or_else(|| self.downloaded_id());
        let Some(id) = id else {
            if self.gaps {
                return Some(ClientId::placeholder(CONSOLE));
            }
            self.problems.missing("clients.web.id", "the ID of the web client, with which users log in to the console");
            return None;
        };
        self.client_id("clients.web.id", &id)
    }

    /// Returns the ID in the file that Google's console offers for download, if the secret comes from it.
    pub(super) fn downloaded_id(&self) -> Option<String> {
        let web = self.raw.clients.as_ref().and_then(|clients| clients.web.as_ref());
        let source =
            web.and_then(|web| web.secret.as_ref()).filter(|source| matches!(source, SecretSource::File(_)))?;
        source::read(source, self.store).ok()?.client_id
    }

    pub(super) fn login(&mut self, idp: &IdpAnswers, client: ClientId) -> Login {
        let mut scopes: Vec<OAuthScope> = LOGIN_SCOPES.into_iter().map(OAuthScope::known).collect();
        let of_tokens = self.refresh_scope(idp.kind);
        let of_login =
            idp.login.as_ref().map_or_else(|| of_tokens.clone(), |login| self.refresh_scope(IdpKind::of(login)));
        scopes.extend(of_login);
        if self.raw.offline_access == Some(true) && of_tokens.is_none() {
            self.problems.add(
                "offlineAccess",
                Fault::new(format!("{} has no scope for refresh tokens and refuses `offline_access`", idp.kind))
                    .help("leave it out"),
            );
        }
        Login { issuer: idp.login.clone().unwrap_or_else(|| idp.issuer.clone()), client, scopes }
    }

    /// Returns the scope for refresh tokens, if they were requested and the provider has one.
    fn refresh_scope(&self, kind: IdpKind) -> Option<OAuthScope> {
        let scope = kind.provider().refresh_scope();
        scope.filter(|_| self.raw.offline_access == Some(true)).map(OAuthScope::known)
    }

    pub(super) fn clients(
        &mut self,
        site: Option<&AnswerSite>,
        idp: Option<&IdpAnswers>,
        web: Option<&ClientId>,
        server: Option<AuthServer>,
    ) -> Option<Clients> {
        if server? == AuthServer::External {
            self.external(site, idp, web)
        } else {
            self.internal();
            let propeller = ServiceClient {
                id: ClientId::known(INTERNAL_PROPELLER),
                scopes: vec![OAuthScope::known(SCOPE_ALL)],
                audience: None,
            };
            let ci = self.internal_ci(&propeller);
            Some(Clients {
                server: Server::Internal(InternalServer::with(ci.as_ref().map(|ci| &ci.id))),
                flytectl: PublicClient {
                    id: ClientId::known(INTERNAL_FLYTECTL),
                    scopes: [SCOPE_ALL, SCOPE_OFFLINE].map(OAuthScope::known).into(),
                },
                propeller,
                ci,
            })
        }
    }

    /// Reports answers that only apply to the external server.
    fn internal(&mut self) {
        let raw = self.raw;
        let clients = raw.clients.as_ref();
        let propeller = clients.and_then(|clients| clients.propeller.as_ref()).and_then(|client| client.id.as_deref());
        let flytectl = clients.and_then(|clients| clients.flytectl.as_ref()).and_then(|client| client.id.as_deref());
        for (key, id, name) in [
            ("clients.propeller.id", propeller, INTERNAL_PROPELLER),
            ("clients.flytectl.id", flytectl, INTERNAL_FLYTECTL),
        ] {
            if id.is_some_and(|id| id != name) {
                let fault = Fault::new(format!("with the internal server, this client is always `{name}`"));
                self.problems.add(key, fault.help("omit it; no such client is registered at the identity provider"));
            }
        }
        for (key, given) in [
            ("audience", raw.audience.is_some()),
            ("idp.scope", raw.idp.as_ref().is_some_and(|idp| idp.scope.is_some())),
            ("idp.audienceParameter", raw.idp.as_ref().is_some_and(|idp| idp.audience_parameter.is_some())),
        ] {
            if given {
                let fault = Fault::new(format!(
                    "`{key}` is for the external server only: flyteadmin's own tokens always have the right audience"
                ));
                self.problems.add(key, fault.help("leave it out"));
            }
        }
    }

    fn external(
        &mut self,
        site: Option<&AnswerSite>,
        idp: Option<&IdpAnswers>,
        web: Option<&ClientId>,
    ) -> Option<Clients> {
        // The required clients depend on the kind, which may be known although the issuer is missing.
        let kind = self.raw.idp.as_ref().and_then(|idp| idp.kind);
        let scope = self.scope(site);
        let flytectl = self.external_client(ExternalClient::Flytectl, kind, web);
        let propeller = self.external_client(ExternalClient::Propeller, kind, web);
        self.distinct(kind, web, flytectl.as_ref(), propeller.as_ref());
        if let Some(idp) = idp {
            self.not_flytes_default(idp, "clients.flytectl.id", flytectl.as_ref(), INTERNAL_FLYTECTL);
            self.not_flytes_default(idp, "clients.propeller.id", propeller.as_ref(), INTERNAL_PROPELLER);
        }
        if let (Some(web), Some(propeller)) = (web, &propeller)
            && !propeller.is_placeholder()
        {
            self.note_shared(kind, web, propeller);
        }
        let ci = self.external_ci(web, flytectl.as_ref(), propeller.as_ref());
        let given = self.given_audience();
        let (site, idp, web, scope, flytectl) = (site?, idp?, web?, scope?, flytectl?);
        let provider = idp.kind.provider();
        let apps = ApiContext { url: &site.url, web, flytectl: &flytectl, scope: &scope };
        let audience = given.unwrap_or_else(|| provider.audience(&apps));
        let is_requested = self
            .raw
            .idp
            .as_ref()
            .and_then(|raw| raw.audience_parameter)
            .unwrap_or_else(|| provider.needs_audience_parameter(&idp.issuer));
        let mut flytectl_scopes = provider.flytectl_scopes(&apps);
        flytectl_scopes.extend(self.refresh_scope(idp.kind));
        let propeller = ServiceClient {
            id: propeller?,
            scopes: provider.propeller_scopes(&apps),
            audience: audience.first().filter(|_| is_requested).cloned(),
        };
        Some(Clients {
            // It calls the same API in the same way.
            ci: ci.map(|id| ServiceClient { id, ..propeller.clone() }),
            propeller,
            server: Server::External(ExternalServer { issuer: idp.issuer.clone(), audience, scope }),
            flytectl: PublicClient { id: flytectl, scopes: flytectl_scopes },
        })
    }

    /// Reports Flyte's default client ID for a provider that generates its client IDs.
    fn not_flytes_default(&mut self, idp: &IdpAnswers, key: &str, id: Option<&ClientId>, default: &str) {
        if id.is_some_and(|id| id.as_str() == default) && idp.kind.makes_ids(&idp.issuer) {
            let name = idp.kind.provider().name_at(&idp.issuer);
            let fault =
                Fault::new(format!("`{default}` is Flyte's default client ID, but {name} generates its client IDs"));
            self.problems.add(key, fault.help(format!("use the ID that {name} shows for this client")));
        }
    }

    fn scope(&mut self, site: Option<&AnswerSite>) -> Option<OAuthScope> {
        let text = self.raw.idp.as_ref().and_then(|idp| idp.scope.as_deref()).unwrap_or(SCOPE_ALL);
        let bare = text.rsplit_once('/').map_or(text, |(_, name)| name);
        if bare != text {
            let fault = Fault::new("this must be the scope's name, not its URI");
            self.problems.add("idp.scope", fault.help(format!("use `{}`", crate::text::visible(bare))).suggest(bare));
            return None;
        }
        let scope = self.problems.take("idp.scope", OAuthScope::parse(text))?;
        let version = site.map_or(FlyteVersion::NEWEST, |site| site.version);
        if scope.as_str() != SCOPE_ALL && version >= FlyteVersion::STRING_SCP {
            let fault = Fault::new(format!(
                "Flyte {version} rejects tokens with the scope `{scope}`: it requires `{SCOPE_ALL}`"
            ));
            self.problems
                .add("idp.scope", fault.help(format!("expose a single scope named `{SCOPE_ALL}`, and omit this key")));
            return None;
        }
        Some(scope)
    }

    /// Checks that clients are distinct if necessary: flytectl's has no secret, the web client's and flytepropeller's
    /// do.
    fn distinct(
        &mut self,
        kind: Option<IdpKind>,
        web: Option<&ClientId>,
        flytectl: Option<&ClientId>,
        propeller: Option<&ClientId>,
    ) {
        if kind.is_none_or(|kind| kind.provider().one_registration_serves_all()) {
            return;
        }
        for (other, name) in [(web, "the console's"), (propeller, "flytepropeller's")] {
            if flytectl.is_some() && flytectl == other {
                let fault = Fault::new(format!(
                    "flytectl's client cannot also be {name}: it has no secret, so the identity provider refuses the \
                        login"
                ));
                self.problems
                    .add("clients.flytectl.id", fault.help("register a public client for flytectl and pyflyte"));
            }
        }
    }

    /// Notes that flytepropeller uses the web client although registrations are for one of the two.
    fn note_shared(&mut self, kind: Option<IdpKind>, web: &ClientId, propeller: &ClientId) {
        let serves_all = kind.is_none_or(|kind| kind.provider().one_registration_serves_all());
        if web == propeller && !serves_all {
            self.notes.push(format!(
                "`clients.propeller.id`: `{propeller}` is also the web client; it needs the client-credentials grant, \
                    and anyone with flytepropeller's secret can pose as the console: use a separate client"
            ));
        }
    }

    fn given_audience(&mut self) -> Option<Vec<Audience>> {
        let given = self.raw.audience.as_ref()?;
        if given.is_empty() {
            let fault = Fault::new("the list of audiences is empty");
            self.problems.add("audience", fault.help("set it to the `aud` of the provider's tokens, or remove it"));
        }
        let mut audience = Vec::new();
        for (index, text) in given.iter().enumerate() {
            audience.extend(self.problems.take(&format!("audience.{index}"), Audience::parse(text)));
        }
        Some(audience)
    }
}
