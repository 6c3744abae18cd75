//! Secrets: read, checked, matched, or generated.

use super::site::AnswerSite;
use super::{Check, not_for};
use crate::answers::in_use::InUse;
use crate::answers::model::{ExistingSecrets, PropellerSecret, SecretNames, SecretPlacement, SecretTexts};
use crate::answers::raw::{AuthServer, RawPropellerClient, SecretSource, SecretsWord};
use crate::chart::{ADMIN_SECRETS, CLIENT_SECRETS_SUFFIX, Chart, DEFAULT_PROPELLER_SECRET};
use crate::deployment::SecretName;
use crate::diagnostic::Fault;
use crate::flyte::FlyteVersion;
use crate::idp::IdpKind;
use crate::secret::{Cost, HashError, Password, PasswordHash};
use crate::values::is_placeholder;

impl Check<'_> {
    pub(super) fn secrets(&mut self, site: Option<&AnswerSite>, server: Option<AuthServer>) -> Option<SecretPlacement> {
        let word = self.secrets_word();
        if word != SecretsWord::Existing && self.raw.secret_names.is_some() {
            let fault = Fault::new("`secretNames` is only for existing Secrets");
            self.problems.add("secretNames", fault.help("add `secrets: existing`, or omit it"));
        }
        match word {
            SecretsWord::Existing => self.existing(site, server).map(SecretPlacement::Existing),
            SecretsWord::Inline => self.texts(server).map(SecretPlacement::Inline),
            SecretsWord::Separate => self.texts(server).map(SecretPlacement::Separate),
        }
    }

    fn propeller_client(&self) -> RawPropellerClient {
        self.raw.clients.as_ref().and_then(|clients| clients.propeller.clone()).unwrap_or_default()
    }

    fn texts(&mut self, server: Option<AuthServer>) -> Option<SecretTexts> {
        let clients = self.raw.clients.as_ref();
        let web = clients.and_then(|clients| clients.web.as_ref()).and_then(|web| web.secret.as_ref());
        let id = self.web_id();
        let kept = self.kept.web.as_ref().filter(|kept| kept.is_of(id.as_deref()));
        let web = match (web, kept) {
            (Some(source), _) => self.client_secret("clients.web.secret", source, id.as_deref()),
            (None, Some(kept)) => Some(kept.secret.clone()),
            (None, None) => {
                self.problems
                    .missing("clients.web.secret", "the source of its secret: `{env: NAME}` or `{file: PATH}`");
                None
            }
        };
        let propeller = server.and_then(|server| match server {
            AuthServer::External => self.external_secret(),
            AuthServer::Internal => self.password(),
        });
        let ci = self.ci_hash(server);
        Some(SecretTexts { web: web?, propeller: propeller?, ci: ci.ok()? })
    }

    /// Returns the web client's ID as given.
    fn web_id(&self) -> Option<String> {
        let web = self.raw.clients.as_ref().and_then(|clients| clients.web.as_ref());
        web.and_then(|web| web.id.clone()).or_else(|| self.downloaded_id())
    }

    fn external_secret(&mut self) -> Option<PropellerSecret> {
        let client = self.propeller_client();
        if client.hash.is_some() {
            let fault = Fault::new(
                "`clients.propeller.hash` is for the internal server only: the identity provider checks the secret",
            );
            self.problems.add("clients.propeller.hash", fault.help("leave it out"));
        }
        if let Some(source) = &client.secret {
            let secret = self.client_secret("clients.propeller.secret", source, client.id.as_deref());
            return secret.map(PropellerSecret::Client);
        }
        if let Some(kept) = self.kept.propeller.as_ref().filter(|kept| kept.is_of(client.id.as_deref())) {
            return Some(PropellerSecret::Client(kept.secret.clone()));
        }
        // If flytepropeller uses the web client, it also has its secret.
        let clients = self.raw.clients.as_ref();
        let web = clients.and_then(|clients| clients.web.as_ref());
        let shared = client.id.is_none() || client.id == web.and_then(|web| web.id.clone());
        let kind = self.raw.idp.as_ref().and_then(|idp| idp.kind);
        if kind == Some(IdpKind::Google) {
            // Google is refused altogether, so nothing is missing for it.
            return None;
        }
        let one = kind.is_some_and(|kind| kind.provider().one_registration_serves_all());
        if let (true, true, Some(source)) = (shared, one, web.and_then(|web| web.secret.as_ref())) {
            return crate::answers::source::read(source, self.store)
                .ok()
                .map(|read| PropellerSecret::Client(read.secret));
        }
        let web_id = self.web_id();
        let kept = self.kept.web.as_ref().filter(|kept| kept.is_of(web_id.as_deref()));
        if let (true, true, Some(kept)) = (shared, one, kept) {
            return Some(PropellerSecret::Client(kept.secret.clone()));
        }
        if !(shared && one) {
            self.problems
                .missing("clients.propeller.secret", "the source of its secret: `{env: NAME}` or `{file: PATH}`");
        }
        None
    }

    /// Returns flytepropeller's password and its hash, kept or generated.
    fn password(&mut self) -> Option<PropellerSecret> {
        const KEY: &str = "clients.propeller.secret";
        let client = self.propeller_client();
        let Some(source) = &client.secret else {
            if client.hash.is_some() {
                let fault = Fault::new("there is a hash, but no password for flytepropeller");
                self.problems.add(
                    "clients.propeller.hash",
                    fault.help("set `secret` to the password, or omit both to generate them"),
                );
                return None;
            }
            if let Some(kept) = self.kept_password() {
                return Some(kept);
            }
            if self.dry_run {
                return None;
            }
            if let Some((password, hash)) = self.store.in_use().and_then(InUse::pair) {
                return Some(PropellerSecret::Password { password, hash });
            }
            let password =
                self.problems.take(KEY, Password::random().map_err(|error| Fault::new(error.to_string())))?;
            return self.hashed(password);
        };
        let password = self.passphrase(KEY, source)?;
        if client.hash.is_none() {
            if self.dry_run {
                return None;
            }
            return self.hashed(password);
        }
        let hash = self.given_hash("clients.propeller.hash", client.hash.as_ref()?)?;
        match hash.verify(&password) {
            Ok(true) => {}
            Ok(false) => {
                let fault =
                    Fault::new("the hash does not belong to the password: flyteadmin would reject flytepropeller");
                self.problems.add("clients.propeller.hash", fault.help("omit it: the hash is then computed"));
                return None;
            }
            Err(error) => self
                .notes
                .push(format!("`clients.propeller.hash`: {error}, so it cannot be compared with the password")),
        }
        Some(PropellerSecret::Password { password, hash })
    }

    /// Returns flytepropeller's password in the values file, with its hash there or a new one.
    fn kept_password(&mut self) -> Option<PropellerSecret> {
        let password = Password::new(self.kept.password.clone()?).ok()?;
        let hash = self.kept.hash.as_ref().and_then(|hash| PasswordHash::parse(hash.expose()).ok());
        let is_deferred = is_placeholder(password.expose());
        match hash.filter(|hash| is_deferred || hash.verify(&password).unwrap_or(true)) {
            Some(hash) => Some(PropellerSecret::Password { password, hash }),
            None if self.dry_run || is_deferred => None,
            None => self.hashed(password),
        }
    }

    fn hashed(&mut self, password: Password) -> Option<PropellerSecret> {
        let hash = self.hash_of("clients.propeller.secret", &password)?;
        Some(PropellerSecret::Password { password, hash })
    }

    /// Returns the hash of a password: the one in use, or a new one.
    pub(super) fn hash_of(&mut self, key: &str, password: &Password) -> Option<PasswordHash> {
        if let Some(hash) = self.store.in_use().and_then(|in_use| in_use.hash_of(password)) {
            return Some(hash);
        }
        let hash = PasswordHash::of(password, Cost::default()).map_err(|error| Fault::new(error.to_string()));
        self.problems.take(key, hash)
    }

    pub(super) fn given_hash(&mut self, key: &str, source: &SecretSource) -> Option<PasswordHash> {
        let text = self.secret(key, source)?;
        let hash = PasswordHash::parse(text.expose())
            .map_err(|error: HashError| Fault::new(error.to_string()).help(error.help()));
        self.problems.take(key, hash)
    }

    fn existing(&mut self, site: Option<&AnswerSite>, server: Option<AuthServer>) -> Option<ExistingSecrets> {
        let names = site.and_then(|site| self.secret_names(site));
        let client = self.propeller_client();
        let web = self.raw.clients.as_ref().and_then(|clients| clients.web.as_ref());
        if web.is_some_and(|web| web.secret.is_some())
            || (server == Some(AuthServer::External) && client.secret.is_some())
        {
            self.notes.push(
                "client secrets are not read: with `secrets: existing` they come from existing Secrets".to_owned(),
            );
        }
        let ci = self.ci_hash(server);
        let hash = match server? {
            AuthServer::External => None,
            AuthServer::Internal => Some(self.existing_hash(&client)?),
        };
        Some(ExistingSecrets { names: names?, hash, ci: ci.ok()? })
    }

    /// Returns the hash of the password in the Secret managed outside the chart: given, or computed from the password.
    fn existing_hash(&mut self, client: &RawPropellerClient) -> Option<PasswordHash> {
        if let (Some(hash), None) = (&client.hash, &client.secret) {
            return self.given_hash("clients.propeller.hash", hash);
        }
        if client.secret.is_none() {
            if let Some(hash) = self.kept.hash.as_ref().and_then(|hash| PasswordHash::parse(hash.expose()).ok()) {
                return Some(hash);
            }
            self.problems.missing(
                "clients.propeller.hash",
                "the Secret contains flytepropeller's password, the values its hash: set `hash`, or set `secret` to \
                    the password (`flyte-auth hash` generates both)",
            );
            return None;
        }
        match self.password()? {
            PropellerSecret::Password { hash, .. } => Some(hash),
            PropellerSecret::Client(_) => None,
        }
    }

    pub(super) fn secret_names(&mut self, site: &AnswerSite) -> Option<SecretNames> {
        let given = self.raw.secret_names.clone().unwrap_or_default();
        let mut name = |key: &str, text: Option<&str>, default: &str| {
            self.problems.take(key, SecretName::parse(text.unwrap_or(default)))
        };
        match site.chart {
            Chart::FlyteBinary => {
                let clients = name("secretNames.clients", given.clients.as_deref(), "flyte-client-secrets");
                for (key, given) in [("secretNames.propeller", given.propeller), ("secretNames.oidc", given.oidc)] {
                    if given.is_some() {
                        self.problems.add(
                            key,
                            not_for(Chart::FlyteBinary, key)
                                .help("flyte-binary reads both secrets from one Secret: `secretNames.clients`"),
                        );
                    }
                }
                let clients = clients?;
                let own = site.chart.full_name(site.release.as_str());
                if clients.as_str() == format!("{own}{CLIENT_SECRETS_SUFFIX}") {
                    let fault = Fault::new(format!(
                        "`{clients}` is the Secret that the chart creates: Helm deletes it when you upgrade to an \
                            existing Secret"
                    ));
                    self.problems.add("secretNames.clients", fault.help("choose another name"));
                }
                Some(SecretNames::Binary { clients })
            }
            Chart::FlyteCore => {
                let propeller = name("secretNames.propeller", given.propeller.as_deref(), DEFAULT_PROPELLER_SECRET);
                let oidc = name("secretNames.oidc", given.oidc.as_deref(), "flyte-oidc-client");
                if given.clients.is_some() {
                    self.problems.add(
                        "secretNames.clients",
                        not_for(Chart::FlyteCore, "secretNames.clients")
                            .help("flyte-core has two Secrets: `secretNames.propeller` and `secretNames.oidc`"),
                    );
                }
                let (propeller, oidc) = (propeller?, oidc?);
                if propeller.as_str() != DEFAULT_PROPELLER_SECRET && site.version < FlyteVersion::SECRET_NAME {
                    let fault = Fault::new(format!(
                        "flyte-core {} reads only the Secret `{DEFAULT_PROPELLER_SECRET}`",
                        site.version
                    ));
                    self.problems.add(
                        "secretNames.propeller",
                        fault.help(format!("omit it; {} and later support other names", FlyteVersion::SECRET_NAME)),
                    );
                }
                if oidc.as_str() == ADMIN_SECRETS {
                    let fault = Fault::new(format!(
                        "`{ADMIN_SECRETS}` is the Secret that the chart creates: Helm refuses to adopt an existing one"
                    ));
                    self.problems.add("secretNames.oidc", fault.help("choose another name"));
                }
                Some(SecretNames::Core { propeller, oidc })
            }
        }
    }
}
