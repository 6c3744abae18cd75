//! Blocks in the wrong place, and keys of the other chart.

use super::check;
use crate::chart::Chart::{FlyteBinary, FlyteCore};

#[test]
fn reports_misplaced_blocks_of_flyte_binary() {
    check(
        FlyteBinary,
        &[
            ("auth: {enabled: true, oidc: {clientId: x}}", "auth: belongs at configuration.auth"),
            ("auth: {appAuth: {authServerType: External}}", "auth: belongs at configuration.inline.auth"),
            (
                "configuration: {auth: {appAuth: {authServerType: External}}}",
                "configuration.auth.appAuth: belongs at configuration.inline.auth.appAuth",
            ),
            (
                "configuration: {auth: {authServerType: External}}",
                "configuration.auth.authServerType: belongs at configuration.inline.auth.appAuth.authServerType",
            ),
            (
                "configuration: {oidc: {baseUrl: https://i, clientId: x}}",
                "configuration.oidc: belongs at configuration.auth.oidc",
            ),
            (
                "configuration: {auth: {oidc: {clientId: x, clientSecretHash: y}}}",
                "configuration.auth.oidc.clientSecretHash: belongs at configuration.auth.internal.clientSecretHash",
            ),
            (
                "configuration: {auth: {oidc: {baseUrl: https://i, clientId: x, scopes: [openid]}}}",
                "configuration.auth.oidc.scopes: belongs at configuration.inline.auth.userAuth.openId.scopes",
            ),
            (
                "configuration: {inline: {appAuth: {authServerType: External}}}",
                "configuration.inline.appAuth: belongs at configuration.inline.auth.appAuth",
            ),
            (
                "configuration: {inline: {security: {insecureCookieHeader: true}}}",
                "configuration.inline.security: belongs at configuration.inline.server.security",
            ),
            (
                "configuration: {inline: {configuration: {auth: {enabled: true}}}}",
                "configuration.inline.configuration: belongs at configuration",
            ),
            ("useAuth: true", "useAuth: belongs at configuration.inline.server.security.useAuth"),
        ],
    );
}

#[test]
fn reports_misplaced_blocks_of_flyte_core() {
    check(
        FlyteCore,
        &[
            (
                "configmap: {adminServer: {auth: {appAuth: {authServerType: External}, externalAuthServer: {baseUrl: \
                    https://i}}}}",
                "configmap.adminServer.auth.externalAuthServer: belongs at \
                    configmap.adminServer.auth.appAuth.externalAuthServer",
            ),
            (
                "configmap: {adminServer: {userAuth: {openId: {clientId: x}}}}",
                "configmap.adminServer.userAuth: belongs at configmap.adminServer.auth.userAuth",
            ),
            (
                "configmap: {adminServer: {appAuth: {authServerType: External}}}",
                "configmap.adminServer.appAuth: belongs at configmap.adminServer.auth.appAuth",
            ),
            (
                "configmap: {adminServer: {security: {useAuth: true}}}",
                "configmap.adminServer.security: belongs at configmap.adminServer.server.security",
            ),
            (
                "configmap: {adminServer: {server: {useAuth: true}}}",
                "configmap.adminServer.server.useAuth: belongs at configmap.adminServer.server.security.useAuth",
            ),
            (
                "configmap: {adminServer: {useAuth: true}}",
                "configmap.adminServer.useAuth: belongs at configmap.adminServer.server.security.useAuth",
            ),
            (
                "configmap: {auth: {userAuth: {openId: {clientId: x}}}}",
                "configmap.auth: belongs at configmap.adminServer.auth",
            ),
            (
                "configmap: {userAuth: {openId: {clientId: x}}}",
                "configmap.userAuth: belongs at configmap.adminServer.auth.userAuth",
            ),
            ("adminServer: {auth: {authorizedUris: [https://x]}}", "adminServer: belongs at configmap.adminServer"),
            ("auth: {authorizedUris: [https://x]}", "auth: belongs at configmap.adminServer.auth"),
            (
                "configmap: {admin: {endpoint: dns:///x, insecure: false}}",
                "configmap.admin.endpoint: belongs at configmap.admin.admin.endpoint\n\
                 configmap.admin.insecure: belongs at configmap.admin.admin.insecure",
            ),
            (
                "adminOauthClientCredentials: {clientSecret: s}",
                "adminOauthClientCredentials: belongs at secrets.adminOauthClientCredentials",
            ),
            (
                "configmap: {adminServer: {auth: {userAuth: {openId: null, baseUrl: https://i, clientId: x, scopes: \
                    [openid]}}}}",
                "configmap.adminServer.auth.userAuth.baseUrl: belongs at \
                    configmap.adminServer.auth.userAuth.openId.baseUrl\n\
                 configmap.adminServer.auth.userAuth.clientId: belongs at \
                     configmap.adminServer.auth.userAuth.openId.clientId\n\
                 configmap.adminServer.auth.userAuth.scopes: belongs at \
                     configmap.adminServer.auth.userAuth.openId.scopes",
            ),
        ],
    );
}

#[test]
fn reports_keys_of_the_other_chart() {
    check(
        FlyteBinary,
        &[
            (
                "configmap: {adminServer: {auth: {appAuth: {authServerType: External}, userAuth: {openId: {clientId: \
                    x}}}}}",
                "configmap: of flyte-core, here configuration.inline.auth or configuration.auth.oidc",
            ),
            (
                "flyteadmin: {secrets: {oidc_client_secret: s}}",
                "flyteadmin: of flyte-core, here configuration.auth.oidc.clientSecret",
            ),
            (
                "configmap: {adminServer: {server: {security: {useAuth: true}}}}",
                "configmap: of flyte-core, here configuration.auth.enabled",
            ),
            (
                "secrets: {adminOauthClientCredentials: {clientSecret: s}}",
                "secrets: of flyte-core, here configuration.auth.internal",
            ),
            (
                "configuration: {inline: {secrets: {adminOauthClientCredentials: {clientSecret: s}}}}",
                "configuration.inline.secrets: of flyte-core, here configuration.auth.internal",
            ),
            (
                "configuration: {inline: {adminServer: {auth: {authorizedUris: [https://x]}}}}",
                "configuration.inline.adminServer: of flyte-core, here configuration.auth.authorizedUris",
            ),
        ],
    );
    check(
        FlyteCore,
        &[
            (
                "configuration: {auth: {enabled: true, oidc: {clientId: x, clientSecret: s}, internal: {clientSecret: \
                    s}}}",
                "configuration: of flyte-binary, here configmap.adminServer.server.security.useAuth or \
                 configmap.adminServer.auth.userAuth.openId or flyteadmin.secrets.oidc_client_secret or \
                 secrets.adminOauthClientCredentials",
            ),
            (
                "configmap: {adminServer: {auth: {oidc: {clientId: x}}}}",
                "configmap.adminServer.auth.oidc: of flyte-binary, here configmap.adminServer.auth.userAuth.openId",
            ),
            (
                "secrets: {adminOauthClientCredentials: {clientSecretHash: h}}",
                "secrets.adminOauthClientCredentials.clientSecretHash: of flyte-binary, here \
                 configmap.adminServer.auth.appAuth.selfAuthServer.staticClients.flytepropeller.client_secret",
            ),
        ],
    );
}
