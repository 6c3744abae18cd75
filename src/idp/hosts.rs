//! The hosts of identity providers on the internet.

use super::{IdpKind, Issuer, oidc};

/// The own hosts of a provider: those that serve all customers, and the domains below which each customer has a host.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ProviderHosts {
    pub shared: &'static [&'static str],
    pub of_customers: &'static [&'static str],
}

impl ProviderHosts {
    /// No hosts: the provider runs on its users' machines.
    pub(super) const NONE: Self = Self { shared: &[], of_customers: &[] };

    /// Returns the hosts of all known providers, each with its kind and its name.
    pub fn all() -> impl Iterator<Item = (IdpKind, &'static str, Self)> {
        let own = IdpKind::ALL.into_iter().map(|kind| (kind, kind.provider().name(), kind.provider().hosts()));
        own.chain(oidc::hosts().map(|(name, hosts)| (IdpKind::Oidc, name, hosts)))
    }

    /// Returns whether an issuer is at one of these hosts.
    pub(super) fn have(&self, issuer: &Issuer) -> bool {
        self.shared.contains(&issuer.host()) || self.customer(issuer.host()).is_some()
    }

    /// Returns a customer's part of a host, and the domain that follows it.
    pub fn customer<'a>(&self, host: &'a str) -> Option<(&'a str, &'static str)> {
        let mut domains = self.of_customers.iter();
        domains.find_map(|domain| Some((host.strip_suffix(domain)?.strip_suffix('.')?, *domain)))
    }
}
