//! Detects proxies in front of Flyte that require their own login, by their answers.

use super::network::HttpAnswer;
use super::probe::Trouble;

/// A proxy with its own login.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gatekeeper {
    /// Google's Identity-Aware Proxy.
    Iap,
    /// An AWS load balancer with `authenticate-oidc` or `authenticate-cognito`.
    Alb,
    /// oauth2-proxy, or nginx with `auth-url`.
    Oauth2Proxy,
    CloudflareAccess,
}

impl Gatekeeper {
    /// Detects the proxy that gave this answer.
    pub(super) fn of(answer: &HttpAnswer) -> Option<Self> {
        Self::of_headers(&answer.headers)
    }

    /// Detects the proxy by headers.
    pub(super) fn of_headers(headers: &[(String, String)]) -> Option<Self> {
        let has = |name: &str, part: &str| headers.iter().any(|(found, value)| found == name && value.contains(part));
        // https://cloud.google.com/iap/docs/special-urls-and-headers-howto
        if has("x-goog-iap-generated-response", "true") {
            return Some(Self::Iap);
        }
        // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html
        if has("set-cookie", "AWSALBAuthNonce") || has("location", "/oauth2/idpresponse") {
            return Some(Self::Alb);
        }
        if has("set-cookie", "_oauth2_proxy") || has("location", "/oauth2/start") || has("location", "/oauth2/sign_in")
        {
            return Some(Self::Oauth2Proxy);
        }
        has("location", ".cloudflareaccess.com/").then_some(Self::CloudflareAccess)
    }

    /// Returns the name in a sentence.
    const fn name(self) -> &'static str {
        match self {
            Self::Iap => "Google's Identity-Aware Proxy",
            Self::Alb => "the AWS load balancer (`authenticate-oidc`)",
            Self::Oauth2Proxy => "oauth2-proxy",
            Self::CloudflareAccess => "Cloudflare Access",
        }
    }

    /// Returns the problem with it at `shown`.
    pub(super) fn trouble(self, shown: &str) -> Trouble {
        Trouble::new(format!("{} requires its own login before {shown} reaches Flyte", self.name())).fix(
            "exempt `/login`, `/callback`, `/me`, `/.well-known`, `/config`, `/oauth2` and \
             `/flyteidl.service.AuthMetadataService` from that login, or use flytectl's `proxyCommand`",
        )
    }
}
