//! Providers without a guide of their own: the form of their issuers, and whether they can be Flyte's external
//! authorization server.
//!
//! Sources: Auth0, *Access tokens*; authentik, *OAuth 2.0 provider*; AWS, *Client and audience validation for Amazon
//! Cognito*; `JumpCloud`, *SSO with OIDC*; Dex, *Custom scopes, claims and client features*; GitLab, *GitLab as
//! `OpenID` Connect identity provider*; `PingOne`, *Platform APIs*; `OneLogin`, *`OpenID` Connect API*; ZITADEL,
//! *Claims*; Logto, *Opaque token*; Kanidm, *OAuth2*.

use crate::diagnostic::Fault;
use crate::idp::{Issuer, ProviderHosts, check_authority};

pub(super) struct KnownProvider {
    /// The name in a sentence.
    pub name: &'static str,
    /// Whether all its issuers are at its own hosts.
    is_hosted: bool,
    /// The provider's own hosts.
    hosts: ProviderHosts,
    /// Whether an issuer elsewhere belongs to it.
    is_at: fn(&Issuer) -> bool,
    /// The path of its issuers, if they all have the same one: segments, with `<…>` for any segment.
    path: Option<&'static str>,
    /// Whether its issuers end in a slash; `None` if that differs.
    slash: Option<bool>,
    /// The reason why it cannot issue access tokens for Flyte.
    not_external: Option<&'static str>,
}

/// The domain of Cognito's login pages, which are not its issuers.
const COGNITO_PAGES: ProviderHosts = ProviderHosts { shared: &[], of_customers: &["amazoncognito.com"] };

const NO_JWT: &str = "its access tokens are not JWTs, so flyteadmin cannot check them";

const ALL: &[KnownProvider] = &[
    KnownProvider {
        name: "Auth0",
        is_hosted: true,
        hosts: ProviderHosts { shared: &[], of_customers: &["auth0.com"] },
        is_at: |_| false,
        path: Some("/"),
        slash: Some(true),
        not_external: None,
    },
    KnownProvider {
        name: "Authentik",
        is_hosted: false,
        hosts: ProviderHosts::NONE,
        is_at: |issuer| issuer.path().starts_with("/application/o/"),
        path: Some("/application/o/<application>/"),
        slash: Some(true),
        not_external: None,
    },
    KnownProvider {
        name: "GitLab",
        is_hosted: false,
        hosts: ProviderHosts { shared: &["gitlab.com"], of_customers: &[] },
        is_at: |issuer| issuer.host().starts_with("gitlab."),
        path: None,
        slash: Some(false),
        not_external: Some(NO_JWT),
    },
    KnownProvider {
        name: "Amazon Cognito",
        is_hosted: true,
        hosts: COGNITO_PAGES,
        is_at: |issuer| {
            let host = issuer.host();
            host.starts_with("cognito-idp.")
                && (host.ends_with(".amazonaws.com") || host.ends_with(".amazonaws.com.cn"))
        },
        path: Some("/<user-pool-id>"),
        slash: Some(false),
        not_external: Some("its access tokens have no audience and no scope `all`"),
    },
    KnownProvider {
        name: "JumpCloud",
        is_hosted: true,
        hosts: ProviderHosts { shared: &["oauth.id.jumpcloud.com"], of_customers: &[] },
        is_at: |_| false,
        path: Some("/"),
        slash: Some(true),
        not_external: Some(NO_JWT),
    },
    KnownProvider {
        name: "Dex",
        is_hosted: false,
        hosts: ProviderHosts::NONE,
        is_at: |issuer| issuer.segments().last() == Some(&"dex"),
        path: None,
        slash: Some(false),
        not_external: Some("it has a fixed list of scopes, without `all`"),
    },
    KnownProvider {
        name: "PingOne",
        is_hosted: true,
        hosts: ProviderHosts::NONE,
        is_at: |issuer| issuer.host().starts_with("auth.pingone."),
        path: Some("/<environment-id>/as"),
        slash: Some(false),
        not_external: None,
    },
    KnownProvider {
        name: "OneLogin",
        is_hosted: true,
        hosts: ProviderHosts { shared: &[], of_customers: &["onelogin.com"] },
        is_at: |_| false,
        path: Some("/oidc/2"),
        slash: Some(false),
        not_external: None,
    },
    KnownProvider {
        name: "ZITADEL",
        is_hosted: true,
        hosts: ProviderHosts { shared: &[], of_customers: &["zitadel.cloud"] },
        is_at: |_| false,
        path: Some("/"),
        slash: Some(false),
        not_external: None,
    },
    KnownProvider {
        name: "Logto",
        is_hosted: true,
        hosts: ProviderHosts { shared: &[], of_customers: &["logto.app"] },
        is_at: |_| false,
        path: Some("/oidc"),
        slash: Some(false),
        not_external: None,
    },
    KnownProvider {
        name: "Kanidm",
        is_hosted: false,
        hosts: ProviderHosts::NONE,
        is_at: |issuer| issuer.path().starts_with("/oauth2/openid/"),
        path: Some("/oauth2/openid/<client-id>"),
        slash: Some(false),
        not_external: None,
    },
];

/// Returns the hosts of these providers, each with its provider's name.
pub(in crate::idp) fn hosts() -> impl Iterator<Item = (&'static str, ProviderHosts)> {
    ALL.iter().map(|known| (known.name, known.hosts))
}

impl KnownProvider {
    /// Finds the provider at an issuer.
    pub(super) fn at(issuer: &Issuer) -> Option<&'static Self> {
        ALL.iter().find(|known| known.hosts.have(issuer) || (known.is_at)(issuer))
    }

    /// Checks that an issuer has the path and the trailing slash of this provider's issuers.
    pub(super) fn check_issuer(&self, issuer: &Issuer) -> Result<(), Fault> {
        if COGNITO_PAGES.have(issuer) {
            return Err(Fault::new(format!("`{issuer}` is the address of Cognito's login pages, not the issuer"))
                .help("use `https://cognito-idp.<region>.amazonaws.com/<user-pool-id>`"));
        }
        if self.is_hosted {
            check_authority(issuer, self.name)?;
        }
        // A self-hosted GitLab may be below a path.
        if issuer.host() == "gitlab.com" && issuer.path() != "/" {
            return Err(Fault::new(format!("`{issuer}` is not the issuer of GitLab.com"))
                .help("use `https://gitlab.com`")
                .suggest("https://gitlab.com"));
        }
        if let Some(path) = self.path.filter(|path| !fits(path, issuer)) {
            let right = format!(
                "https://{}{}",
                issuer.host(),
                if path == "/" && self.slash == Some(false) { "" } else { path }
            );
            let fault = Fault::new(format!("`{issuer}` is not an issuer of {}", self.name));
            let fault = fault.help(format!("use `{right}`"));
            return Err(if path.contains('<') { fault } else { fault.suggest(right) });
        }
        let name = self.name;
        match self.slash {
            Some(true) if !issuer.has_trailing_slash() => {
                Err(Fault::new(format!("`{issuer}` lacks the slash that {name}'s issuers end in"))
                    .help(format!("use `{issuer}/`"))
                    .suggest(format!("{issuer}/")))
            }
            Some(false) if issuer.has_trailing_slash() => Err(super::super::trailing_slash(issuer, name)),
            _ => Ok(()),
        }
    }

    /// Checks that it can issue access tokens for Flyte.
    pub(super) fn check_external(&self) -> Result<(), Fault> {
        let Some(why) = self.not_external else { return Ok(()) };
        let name = self.name;
        Err(Fault::new(format!("{name} cannot be the authorization server: {why}"))
            .help(format!("use `authServer: internal`; users still log in with {name}")))
    }
}

/// Returns whether an issuer has these segments, regardless of a trailing slash.
fn fits(path: &str, issuer: &Issuer) -> bool {
    let segments = |path: &str| -> Vec<String> {
        path.split('/').filter(|segment| !segment.is_empty()).map(str::to_owned).collect()
    };
    let (expected, there) = (segments(path), segments(issuer.path()));
    expected.len() == there.len()
        && expected.iter().zip(&there).all(|(one, other)| one.starts_with('<') || one == other)
}
