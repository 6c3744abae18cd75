//! The settings that `generate` writes for one answer and not for another: if one is not to be there, it goes away.

use crate::chart::Chart;

/// A place in a chart's values.
pub(super) struct ManagedKey {
    /// Its keys, joined by dots.
    pub(super) place: &'static str,
    /// Whether an answer says the same, so that no one has to be informed.
    pub(super) is_answered: bool,
}

const fn answered(place: &'static str) -> ManagedKey {
    ManagedKey { place, is_answered: true }
}

const fn unasked(place: &'static str) -> ManagedKey {
    ManagedKey { place, is_answered: false }
}

const BINARY: &[ManagedKey] = &[
    answered("configuration.auth.enableAuthServer"),
    answered("configuration.auth.oidc.clientSecret"),
    answered("configuration.auth.internal.clientId"),
    answered("configuration.auth.internal.audience"),
    answered("configuration.auth.internal.clientSecret"),
    answered("configuration.auth.internal.clientSecretHash"),
    answered("configuration.auth.flyteClient.clientId"),
    answered("configuration.auth.flyteClient.audience"),
    answered("configuration.auth.clientSecretsExternalSecretRef"),
    answered("configuration.inline.admin.clientId"),
    answered("configuration.inline.admin.audience"),
    answered("configuration.inline.admin.scopes"),
    unasked("configuration.inline.admin.useAudienceFromAdmin"),
    answered(INLINE_URIS),
    answered("configuration.inline.auth.appAuth.authServerType"),
    unasked("configuration.inline.auth.appAuth.thirdPartyConfig"),
    answered("configuration.inline.auth.userAuth.openId.baseUrl"),
    answered("configuration.inline.auth.userAuth.openId.clientId"),
    unasked("configuration.inline.auth.userAuth.openId.issuerUrl"),
    answered("configuration.inline.auth.userAuth.openId.scopes"),
    unasked("configuration.inline.server.security.insecureCookieHeader"),
];

const CORE: &[ManagedKey] = &[
    answered("configmap.admin.admin.clientId"),
    answered("configmap.admin.admin.audience"),
    answered("configmap.admin.admin.scopes"),
    unasked("configmap.admin.admin.useAudienceFromAdmin"),
    answered("configmap.adminServer.auth.appAuth.authServerType"),
    answered("configmap.adminServer.auth.appAuth.selfAuthServer.staticClients.flytepropeller.client_secret"),
    answered("configmap.adminServer.auth.appAuth.thirdPartyConfig.flyteClient.clientId"),
    answered("configmap.adminServer.auth.appAuth.thirdPartyConfig.flyteClient.audience"),
    answered("configmap.adminServer.auth.appAuth.thirdPartyConfig.flyteClient.scopes"),
    answered("configmap.adminServer.auth.userAuth.openId.clientSecretFile"),
    unasked("configmap.adminServer.auth.userAuth.openId.issuerUrl"),
    answered("configmap.adminServer.auth.userAuth.openId.scopes"),
    unasked("configmap.adminServer.server.security.insecureCookieHeader"),
    answered("flyteadmin.secrets.oidc_client_secret"),
    answered("secrets.adminOauthClientCredentials.clientId"),
    answered("secrets.adminOauthClientCredentials.clientSecret"),
    unasked("secrets.adminOauthClientCredentials.enabled"),
    answered("secrets.adminOauthClientCredentials.secretName"),
];

/// Another place for the public URLs of flyte-binary, which wins over the one that `generate` writes.
pub(super) const INLINE_URIS: &str = "configuration.inline.auth.authorizedUris";

/// The places of a chart.
pub(super) const fn owned(chart: Chart) -> &'static [ManagedKey] {
    match chart {
        Chart::FlyteBinary => BINARY,
        Chart::FlyteCore => CORE,
    }
}

/// What belongs to the server that is not chosen.
pub(super) const fn of_other_server(chart: Chart, external: bool) -> &'static str {
    match (chart, external) {
        (Chart::FlyteBinary, true) => "configuration.inline.auth.appAuth.selfAuthServer",
        (Chart::FlyteBinary, false) => "configuration.inline.auth.appAuth.externalAuthServer",
        (Chart::FlyteCore, true) => "configmap.adminServer.auth.appAuth.selfAuthServer",
        (Chart::FlyteCore, false) => "configmap.adminServer.auth.appAuth.externalAuthServer",
    }
}
