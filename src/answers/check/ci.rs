//! CI's client: its ID, and with the internal server the hash of its password.

use super::{Check, Reported};
use crate::answers::CiPassword;
use crate::answers::in_use::InUse;
use crate::answers::raw::{AuthServer, RawCiClient, SecretSource};
use crate::deployment::{CI, DEFAULT_CI, ServiceClient};
use crate::diagnostic::Fault;
use crate::flyte::config::StaticClients;
use crate::idp::ClientId;
use crate::secret::{Password, PasswordHash};
use crate::text::visible;

const ID: &str = "clients.ci.id";
const SECRET: &str = "clients.ci.secret";
const HASH: &str = "clients.ci.hash";

impl Check<'_> {
    fn ci_client(&self) -> Option<&RawCiClient> {
        self.raw.clients.as_ref()?.ci.as_ref()
    }

    /// Checks CI's client at flyteadmin, which requests the same as flytepropeller.
    pub(super) fn internal_ci(&mut self, propeller: &ServiceClient) -> Option<ServiceClient> {
        let id = self.ci_client()?.id.as_deref().unwrap_or(DEFAULT_CI);
        let id = self.problems.take(ID, static_client_id(id))?;
        Some(ServiceClient { id, ..propeller.clone() })
    }

    /// Checks the ID of CI's client at the identity provider.
    pub(super) fn external_ci(
        &mut self,
        web: Option<&ClientId>,
        flytectl: Option<&ClientId>,
        propeller: Option<&ClientId>,
    ) -> Option<ClientId> {
        let client = self.ci_client()?;
        if client.hash.is_some() {
            let fault = Fault::new(
                "`clients.ci.hash` is for the internal server only: the identity provider checks the secret",
            );
            self.problems.add(HASH, fault.help("leave it out"));
        }
        let Some(id) = self.ci_client()?.id.as_deref() else {
            if self.gaps {
                return Some(ClientId::placeholder(CI));
            }
            self.problems.missing(
                ID,
                "the ID of the confidential client with which CI gets its tokens; omit `clients.ci` if CI has no \
                    separate client",
            );
            return None;
        };
        let id = id.to_owned();
        let id = self.client_id(ID, &id)?;
        let taken = [
            (web, "the console's", "its secret would let CI pose as the console"),
            (flytectl, "flytectl's", "it has no secret, and gets no token without a user"),
            (propeller, "flytepropeller's", "their secrets could not be rotated separately"),
        ];
        let taken = taken.into_iter().find(|(other, ..)| *other == Some(&id));
        if let Some((_, whose, why)) = taken {
            let fault = Fault::new(format!("`{id}` is {whose} client, so it cannot be CI's client: {why}"));
            self.problems.add(
                ID,
                fault.help("register a confidential client for CI (see `flyte-auth guide`), or remove `clients.ci`"),
            );
            return None;
        }
        Some(id)
    }

    /// Returns the hash of CI's password, given or computed; `None` if CI has no client at flyteadmin.
    pub(super) fn ci_hash(&mut self, server: Option<AuthServer>) -> Result<Option<CiPassword>, Reported> {
        let Some(client) = self.ci_client().cloned() else {
            return Ok(None);
        };
        match server.ok_or(Reported)? {
            AuthServer::External => {
                if client.secret.is_some() {
                    self.notes.push(format!(
                        "`{SECRET}` is not read, because the values do not contain the secret of CI's client: store it \
                            in CI"
                    ));
                }
                Ok(None)
            }
            AuthServer::Internal => self.internal_ci_hash(&client).map(Some).ok_or(Reported),
        }
    }

    fn internal_ci_hash(&mut self, client: &RawCiClient) -> Option<CiPassword> {
        match (&client.secret, &client.hash) {
            (None, None) => self.kept_or_generated(client.id.as_deref()),
            (None, Some(hash)) => {
                let hash = self.given_hash(HASH, hash)?;
                Some(CiPassword { password: None, hash, is_generated: false })
            }
            (Some(secret), hash) => self.ci_password(secret, hash.as_ref()),
        }
    }

    /// Returns the hash in the values file, or of a new password.
    fn kept_or_generated(&mut self, id: Option<&str>) -> Option<CiPassword> {
        let kept = self.kept.ci.as_ref().filter(|kept| kept.is_of(id.or(Some(DEFAULT_CI))));
        if let Some(hash) = kept.and_then(|kept| PasswordHash::parse(kept.secret.expose()).ok()) {
            return Some(CiPassword { password: None, hash, is_generated: false });
        }
        if self.dry_run {
            return None;
        }
        if let Some((password, hash)) = self.store.in_use().and_then(InUse::ci_pair) {
            return Some(CiPassword { password: Some(password), hash, is_generated: true });
        }
        // The password was stored in CI and its file deleted, as `generate` advises.
        if let Some(hash) = self.store.in_use().and_then(|in_use| in_use.client(id.unwrap_or(DEFAULT_CI))) {
            return Some(CiPassword { password: None, hash, is_generated: false });
        }
        let password = self.problems.take(SECRET, Password::random().map_err(|error| Fault::new(error.to_string())))?;
        let hash = self.hash_of(SECRET, &password)?;
        Some(CiPassword { password: Some(password), hash, is_generated: true })
    }

    fn ci_password(&mut self, secret: &SecretSource, hash: Option<&SecretSource>) -> Option<CiPassword> {
        let password = self.passphrase(SECRET, secret)?;
        if password.is_short() {
            let fault = Fault::new(format!("CI's password has fewer than {} characters", Password::MIN_CHARS));
            self.problems.add(SECRET, fault.help("omit it to generate one, or choose a longer one"));
            return None;
        }
        let Some(hash) = hash else {
            if self.dry_run {
                return None;
            }
            let hash = self.hash_of(SECRET, &password)?;
            return Some(CiPassword { password: Some(password), hash, is_generated: false });
        };
        let hash = self.given_hash(HASH, hash)?;
        match hash.verify(&password) {
            Ok(true) => {}
            Ok(false) => {
                let fault = Fault::new("the hash does not belong to the password: flyteadmin would reject CI's logins");
                self.problems.add(HASH, fault.help("omit it: the hash is then computed"));
                return None;
            }
            Err(error) => self.notes.push(format!("`{HASH}`: {error}, so it cannot be compared with the password")),
        }
        Some(CiPassword { password: Some(password), hash, is_generated: false })
    }
}

/// Parses an ID that is also a key of `staticClients`: flyteadmin looks up a client by that key, which its
/// configuration converts to lower case and splits at dots (`flytestdlib/config/viper`, v1.16.8).
fn static_client_id(text: &str) -> Result<ClientId, Fault> {
    let id = ClientId::parse(text)?;
    let shown = visible(text);
    let lower = text.to_lowercase();
    if StaticClients::built_in().clients.contains_key(&lower) {
        return Err(Fault::new(format!("`{shown}` is the ID of another client of flyteadmin"))
            .help(format!("choose another ID, for example `{DEFAULT_CI}`")));
    }
    if lower != text {
        return Err(Fault::new(format!(
            "flyteadmin does not find the client `{shown}`: client names in its configuration are in lower case"
        ))
        .help(format!("use `{}`", visible(&lower)))
        .suggest(lower));
    }
    let fits = text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_'));
    if !fits {
        return Err(Fault::new(format!("`{shown}` cannot be the name of a client in flyteadmin's configuration"))
            .help("use lower-case letters, digits, `-` and `_`; start with a letter"));
    }
    Ok(id)
}
