//! The identity provider: its kind and its issuer, whole or in parts.

use super::Check;
use crate::answers::raw::{AuthServer, RawIdp};
use crate::diagnostic::Fault;
use crate::flyte::{PublicUrl, is_local};
use crate::idp::{IdpKind, Issuer, IssuerParts, build, is_below_auth, is_flytes_own};

/// The checked answers about the identity provider.
pub(super) struct IdpAnswers {
    pub kind: IdpKind,
    /// The issuer in `idp`: the external server's, and the login's unless that is given separately.
    pub issuer: Issuer,
    /// The login's issuer, if it is given separately.
    pub login: Option<Issuer>,
}

/// The parts that replace an issuer, with the kind that has each.
const PARTS: [(&str, IdpKind); 6] = [
    ("org", IdpKind::Okta),
    ("server", IdpKind::Okta),
    ("url", IdpKind::Keycloak),
    ("realm", IdpKind::Keycloak),
    ("tenant", IdpKind::Entra),
    ("scope", IdpKind::Entra),
];

impl Check<'_> {
    pub(super) fn idp(&mut self, server: Option<AuthServer>) -> Option<IdpAnswers> {
        let raw = self.raw;
        let none = RawIdp::default();
        let idp = raw.idp.as_ref().unwrap_or(&none);
        let kind = idp.kind;
        if kind.is_none() {
            self.problems.missing("idp.type", "one of `google`, `okta`, `keycloak`, `entra`, `oidc` (any other)");
        }
        self.foreign_parts(idp, kind);
        // Google needs no issuer, so its refusal does not depend on one.
        let issuer = kind.and_then(|kind| {
            if self.gaps && is_unanswered(idp, kind, server) {
                let parts = IssuerParts {
                    org: idp.org.as_deref(),
                    is_external: server == Some(AuthServer::External),
                    url: idp.url.as_deref(),
                    realm: idp.realm.as_deref(),
                };
                return Some(Issuer::placeholder(&kind.provider().issuer_form(&parts)));
            }
            self.issuer(idp, kind)
        });
        let login = raw.login.as_ref().and_then(|login| login.issuer.as_deref());
        let login = login.map(|text| {
            let issuer = self.problems.take("login.issuer", Issuer::parse(text))?;
            let checked = kind.map_or(Ok(()), |kind| of_kind(kind, &issuer));
            self.problems.take("login.issuer", checked)?;
            Some(issuer)
        });
        if let (Some(kind), Some(issuer)) = (kind, &issuer)
            && !issuer.is_placeholder()
        {
            self.fits(kind, issuer, server);
        }
        if server == Some(AuthServer::Internal) && login.is_some() {
            self.problems.add(
                "login.issuer",
                Fault::new(
                    "`login.issuer` is for the external server only: with the internal server, users log in \
                    with `idp`",
                )
                .help("set the issuer in `idp`"),
            );
        }
        let login = match login {
            Some(parsed) => Some(parsed?),
            None => None,
        };
        Some(IdpAnswers { kind: kind?, issuer: issuer?, login })
    }

    /// Checks that Flyte is not its own identity provider.
    pub(super) fn is_not_flyte(&mut self, url: &PublicUrl, idp: &IdpAnswers) {
        let issuers = [(self.issuer_key(idp.kind), Some(&idp.issuer)), ("login.issuer", idp.login.as_ref())];
        for (key, issuer) in issuers {
            if issuer.is_some_and(|issuer| is_flytes_own(issuer.as_str(), url.as_str())) {
                self.problems.add(
                    key,
                    Fault::new(format!("`{url}` is Flyte's own URL, not an identity provider"))
                        .help("use the issuer of the identity provider"),
                );
            }
        }
    }

    /// Checks that the issuer is suitable for its use.
    fn fits(&mut self, kind: IdpKind, issuer: &Issuer, server: Option<AuthServer>) {
        if server == Some(AuthServer::External) {
            let key = if kind == IdpKind::Google { "authServer" } else { self.issuer_key(kind) };
            let possible = kind.provider().check_external(issuer);
            self.problems.take(key, possible);
        }
        if kind == IdpKind::Keycloak && is_below_auth(issuer) {
            self.notes.push(format!(
                "`{issuer}` contains `/auth`, which is correct only before Keycloak 17 or with a relative path; {} \
                    must exist",
                issuer.discovery_url()
            ));
        }
        if is_local(issuer.host()) {
            self.notes.push(format!(
                "for flyteadmin, `{issuer}` is its own pod: it must also answer there, or flyteadmin does not start"
            ));
        }
        if kind == IdpKind::Oidc && IdpKind::of(issuer) != IdpKind::Oidc {
            let known = IdpKind::of(issuer);
            self.problems.add(
                "idp.type",
                Fault::new(format!("`{issuer}` is an issuer of {known}, which has its own requirements"))
                    .help(format!("use `type: {}`", known.word()))
                    .suggest(known.word()),
            );
        }
    }

    /// Returns the key for faults of a kind's issuer.
    fn issuer_key(&self, kind: IdpKind) -> &'static str {
        let idp = self.raw.idp.as_ref();
        match kind {
            _ if idp.is_some_and(|idp| idp.issuer.is_some()) => "idp.issuer",
            IdpKind::Okta if idp.is_some_and(|idp| idp.server.is_none()) => "idp.org",
            IdpKind::Okta => "idp.server",
            IdpKind::Keycloak => "idp.url",
            IdpKind::Entra => "idp.tenant",
            IdpKind::Google | IdpKind::Oidc => "idp.issuer",
        }
    }

    fn foreign_parts(&mut self, idp: &RawIdp, kind: Option<IdpKind>) {
        let given = [&idp.org, &idp.server, &idp.url, &idp.realm, &idp.tenant, &idp.scope];
        for ((part, owner), value) in PARTS.into_iter().zip(given) {
            let key = format!("idp.{part}");
            if value.is_none() {
                continue;
            }
            if kind.is_some_and(|kind| kind != owner) {
                let fault = Fault::new(format!("`{key}` is for {owner}"));
                self.problems.add(&key, fault.help(format!("omit it, or use `type: {}`", owner.word())));
            } else if idp.issuer.is_some() && part != "scope" {
                let fault = Fault::new(format!("`{key}` and `idp.issuer` set the same thing"));
                self.problems.add(&key, fault.help("keep one of the two"));
            }
        }
    }

    fn issuer(&mut self, idp: &RawIdp, kind: IdpKind) -> Option<Issuer> {
        if let Some(text) = idp.issuer.as_deref() {
            let issuer = self.problems.take("idp.issuer", Issuer::parse(text))?;
            self.problems.take("idp.issuer", of_kind(kind, &issuer))?;
            return Some(issuer);
        }
        match kind {
            IdpKind::Google => self.problems.take("idp.issuer", build::google()),
            IdpKind::Okta => {
                let Some(org) = idp.org.as_deref() else {
                    self.problems.missing(
                        "idp.issuer",
                        "the issuer of the authorization server (Okta: Security > API), or `org` and `server`",
                    );
                    return None;
                };
                self.problems.take(self.issuer_key(kind), build::okta(org, idp.server.as_deref()))
            }
            IdpKind::Keycloak => {
                let (Some(url), Some(realm)) = (idp.url.as_deref(), idp.realm.as_deref()) else {
                    let key = match (&idp.url, &idp.realm) {
                        (Some(_), None) => "idp.realm",
                        (None, Some(_)) => "idp.url",
                        _ => "idp.issuer",
                    };
                    self.problems.missing(key, "`url` (Keycloak's base URL) and `realm`, or `issuer` instead of both");
                    return None;
                };
                let key = if build::is_realm(realm) { "idp.url" } else { "idp.realm" };
                self.problems.take(key, build::keycloak(url, realm))
            }
            IdpKind::Entra => {
                let Some(tenant) = idp.tenant.as_deref() else {
                    self.problems.missing("idp.tenant", "the Directory (tenant) ID from the app's Overview page");
                    return None;
                };
                self.problems.take("idp.tenant", build::entra(tenant))
            }
            IdpKind::Oidc => {
                self.problems.missing("idp.issuer", "exactly the `issuer` in the provider's discovery document");
                None
            }
        }
    }
}

/// Returns whether the issuer, or a part of it that is only known after the setup of the provider, has no answer yet.
fn is_unanswered(idp: &RawIdp, kind: IdpKind, server: Option<AuthServer>) -> bool {
    if idp.issuer.is_some() {
        return false;
    }
    match kind {
        IdpKind::Google => false,
        // Without a server, the issuer is the org's, which only supports the login.
        IdpKind::Okta => idp.org.is_none() || (server == Some(AuthServer::External) && idp.server.is_none()),
        IdpKind::Keycloak => idp.url.is_none() || idp.realm.is_none(),
        IdpKind::Entra => idp.tenant.is_none(),
        IdpKind::Oidc => true,
    }
}

/// Checks that an issuer has the form of this kind's issuers, and is not another provider's.
fn of_kind(kind: IdpKind, issuer: &Issuer) -> Result<(), Fault> {
    let found = IdpKind::of(issuer);
    if kind != IdpKind::Oidc && found != kind && found != IdpKind::Oidc {
        return Err(Fault::new(format!("`{issuer}` is an issuer of {found}, not of {kind}"))
            .help(format!("use `type: {}`, or the issuer of {kind}", found.word())));
    }
    kind.provider().check_issuer(issuer)
}
