//! The parts of a chart's values that are about authentication.

use super::{AuthSetting, Chart, LOGIN_SECRETS};
use crate::values::{Path, Step};

/// flyte-binary's own block for authentication; flyte-core has none beside Flyte's sections.
pub const BINARY_AUTH: [&str; 2] = ["configuration", "auth"];

impl Chart {
    /// Returns the blocks of the values that hold nothing but auth settings.
    pub fn auth_blocks(self) -> [&'static [&'static str]; 2] {
        match self {
            Self::FlyteBinary => [&BINARY_AUTH, self.place(AuthSetting::Auth)],
            Self::FlyteCore => [self.place(AuthSetting::Auth), self.place(AuthSetting::Propeller)],
        }
    }

    /// Returns whether a path of the values is an auth setting, or a block around one.
    pub fn is_about_auth(self, path: &Path) -> bool {
        let sections = [AuthSetting::Admin, AuthSetting::Security].map(|section| self.place(section));
        let secrets: Option<&[&str]> = (self == Self::FlyteCore).then_some(&LOGIN_SECRETS);
        let mut roots = self.auth_blocks().into_iter().chain(sections).chain(secrets);
        roots.any(|root| {
            let mut pairs = path.0.iter().zip(root);
            pairs.all(|(step, key)| matches!(step, Step::Key(step) if **step == **key))
        })
    }

    /// Returns whether a key is a block of auth settings or one around it, at its place or elsewhere.
    pub fn leads_to_auth(self, key: &str) -> bool {
        self.auth_blocks().into_iter().flatten().any(|step| *step == key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn auth_settings_and_the_blocks_around_them_are_about_authentication() {
        for (path, binary, core) in [
            ("configuration", true, false),
            ("configuration.auth.oidc.baseUrl", true, false),
            ("configuration.inline", true, false),
            ("configuration.inline.auth.userAuth", true, false),
            ("configuration.inline.admin.scopes", true, false),
            ("configuration.inline.server.security.useAuth", true, false),
            ("configuration.inline.server.httpPort", false, false),
            ("configuration.inline.cluster_resources.templateData", false, false),
            ("configmap.adminServer", false, true),
            ("configmap.adminServer.auth.appAuth", false, true),
            ("configmap.adminServer.server.security.useAuth", false, true),
            ("configmap.adminServer.server.httpPort", false, false),
            ("configmap.adminServer.flyteadmin", false, false),
            ("configmap.admin.admin.clientId", false, true),
            ("configmap.admin.event", false, false),
            ("flyteadmin", false, true),
            ("flyteadmin.secrets.oidc_client_secret", false, true),
            ("flyteadmin.replicaCount", false, false),
            ("secrets.adminOauthClientCredentials.enabled", false, true),
        ] {
            let found = Chart::ALL.map(|chart| chart.is_about_auth(&Path::dotted(path)));
            assert_eq!(found, [binary, core], "{path}");
        }
    }
}
