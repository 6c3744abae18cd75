//! Flyte's versions, and the changes to authentication between them.

use std::fmt;

use crate::diagnostic::Fault;
use crate::text::visible;

/// A release of Flyte; the chart and the images have the same number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FlyteVersion {
    major: u32,
    minor: u32,
    patch: u32,
}

impl FlyteVersion {
    /// The newest version for which the facts here were verified.
    pub const NEWEST: Self = Self::new(1, 16, 8);
    /// The oldest version for which values are generated.
    pub const OLDEST: Self = Self::new(1, 10, 0);
    /// Expired tokens of an external server are refused (GHSA-qwrj-9hmp-gpxh).
    pub const CHECKS_EXPIRY: Self = Self::new(1, 2, 0);
    /// flytepropeller no longer has a built-in secret (CVE-2022-39273).
    pub const NO_BUILT_IN_SECRET: Self = Self::new(1, 2, 0);
    /// flyte-binary's chart reads `internal.audience` (flyte#3683).
    pub const INTERNAL_AUDIENCE: Self = Self::new(1, 6, 1);
    /// flyte-core: `adminOauthClientCredentials.enabled: true` with `clientSecret: null` means that the user creates
    /// the Secret (flyte#5063); before, `enabled: false` meant it, and v1.11.0 fails with that.
    pub const SELF_MANAGED_SECRET: Self = Self::new(1, 12, 0);
    /// Cookies are `Secure`, and `server.security.insecureCookieHeader` switches that off (flyte#5911).
    pub const SECURE_COOKIES: Self = Self::new(1, 14, 0);
    /// flyte-core: `adminOauthClientCredentials.secretName` is read (flyte#5700).
    pub const SECRET_NAME: Self = Self::new(1, 15, 0);
    /// A `scp` claim that is a string is read as one scope (flyte#6336); before, it was ignored.
    pub const STRING_SCP: Self = Self::new(1, 15, 1);
    /// `userAuth.openId.issuerUrl` is read (flyte#5712).
    pub const ISSUER_URL: Self = Self::new(1, 15, 2);

    /// flyte-core: the chart fails for `flyteadmin.serviceAccount.createClusterRole` and `clusterRole`
    /// (`templates/admin/rbac.yaml`).
    pub const NO_CREATE_CLUSTER_ROLE: Self = Self::new(1, 16, 0);

    pub const fn new(major: u32, minor: u32, patch: u32) -> Self {
        Self { major, minor, patch }
    }

    /// Parses a version of Flyte 1: `1.16.8`, `v1.16.8` or `1.16` (its first release).
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let version = Self::parse_any(text)?;
        if version.is_flyte_2() {
            return Err(Fault::new(format!(
                "Flyte {version} has no `configuration.auth`: an auth block for Flyte 1 is ignored there and leaves \
                    the API open"
            ))
            .help(
                "this tool writes values for Flyte 1; with Flyte 2, require the login in the Ingress or in a proxy \
                in front of Flyte",
            ));
        }
        Ok(version)
    }

    /// Returns a note about a version that is newer than the newest known one.
    pub fn note(self) -> Option<String> {
        (self > Self::NEWEST).then(|| {
            format!("Flyte {self} is newer than {}, the newest that these values were checked with", Self::NEWEST)
        })
    }

    /// Returns whether it is a release of Flyte 2, which has no authentication of its own.
    pub const fn is_flyte_2(self) -> bool {
        self.major >= 2
    }

    /// Parses a version of Flyte 1 or 2.
    pub fn parse_any(text: &str) -> Result<Self, Fault> {
        let numbers = text.strip_prefix('v').unwrap_or(text);
        let parts: Option<Vec<u32>> = numbers.split('.').map(|part| part.parse().ok()).collect();
        match parts.as_deref() {
            Some([major, minor]) => Ok(Self::new(*major, *minor, 0)),
            Some([major, minor, patch]) => Ok(Self::new(*major, *minor, *patch)),
            _ => Err(Fault::new(format!("`{}` is not a version of Flyte", visible(text)))
                .help(format!("write it as `{}`; `helm list` shows it as the chart's version", Self::NEWEST))),
        }
    }
}

impl fmt::Display for FlyteVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

#[cfg(test)]
mod tests {
    use super::FlyteVersion;

    #[test]
    fn reads_versions_with_and_without_v_and_patch() {
        assert_eq!(FlyteVersion::parse("v1.16.8").unwrap(), FlyteVersion::NEWEST);
        assert_eq!(FlyteVersion::parse("1.14").unwrap(), FlyteVersion::SECURE_COOKIES);
        assert!(FlyteVersion::parse("1.9.0").unwrap() < FlyteVersion::OLDEST);
    }

    #[test]
    fn rejects_other_versions() {
        insta::assert_snapshot!(
            ["latest", "1", "1.16.x", "2.0.25"].map(|text| FlyteVersion::parse(text).unwrap_err().to_string()).join("\n"),
            @"
        `latest` is not a version of Flyte
        `1` is not a version of Flyte
        `1.16.x` is not a version of Flyte
        Flyte 2.0.25 has no `configuration.auth`: an auth block for Flyte 1 is ignored there and leaves the API open
        "
        );
    }
}
