//! A setting that must have a value is empty.

use super::setting_support::emptied;
use crate::diagnostic::Severity;
use crate::flyte::GoUrl;
use crate::flyte::config::{Admin, Auth, Traced};
use crate::idp::IdpKind;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "empty-setting",
    summary: "A setting that must have a value is empty, blank or `null`",
    remedy: "set it",
    severity: Error,
    charts: BOTH,
    needs: Auth,
    supersedes: ["null-deletes-defaults", "redirect-uri-changed", "flyteclient-client-id-default-in-external", "propeller-client-id-mismatch"],
}

/// A setting that must have a value wherever authentication is enabled: its path, whether it is empty, and what
/// happens then.
struct Required<S> {
    config: &'static str,
    is_empty: fn(&S) -> bool,
    then: &'static str,
}

/// What the API server needs (`flyteadmin/auth/auth_context.go`, `handlers.go` at v1.16.8) and what flytectl and
/// pyflyte are given by it.
const OF_SERVER: &[Required<Auth>] = &[
    Required {
        config: "auth.userAuth.openId.baseUrl",
        is_empty: |auth| no_url(&auth.user_auth.open_id.base_url),
        then: "flyteadmin does not start: it has no issuer to log people in with",
    },
    Required {
        config: "auth.userAuth.openId.clientId",
        is_empty: |auth| no_text(&auth.user_auth.open_id.client_id),
        then: "nobody can log in: the identity provider does not know a client without an ID",
    },
    Required {
        config: "auth.userAuth.openId.clientSecretName",
        is_empty: |auth| {
            let open_id = &auth.user_auth.open_id;
            no_text(&open_id.client_secret_name) && no_text(&open_id.client_secret_file)
        },
        then: "flyteadmin does not start: it finds no secret without a name",
    },
    Required {
        config: "auth.appAuth.thirdPartyConfig.flyteClient.clientId",
        is_empty: |auth| no_text(&auth.app_auth.third_party_config.flyte_client.client_id),
        then: "flytectl and pyflyte cannot log in: they get a client ID that is empty",
    },
    Required {
        config: "auth.appAuth.thirdPartyConfig.flyteClient.redirectUri",
        is_empty: |auth| no_text(&auth.app_auth.third_party_config.flyte_client.redirect_uri),
        then: "flytectl cannot log in: it has no address to wait for the browser at",
    },
];

/// What flytepropeller needs (`flyteidl/clients/go/admin`, v1.16.8).
const OF_PROPELLER: &[Required<Admin>] = &[
    Required {
        config: "admin.endpoint",
        is_empty: |admin| no_url(&admin.endpoint),
        then: "flytepropeller does not reach flyteadmin: it has no endpoint",
    },
    Required {
        config: "admin.clientId",
        is_empty: |admin| no_text(&admin.client_id),
        then: "flytepropeller cannot log in: its client ID is empty",
    },
];

fn no_text(value: &Traced<String>) -> bool {
    value.get().is_some_and(|text| text.trim().is_empty())
}

fn no_url(value: &Traced<GoUrl>) -> bool {
    value.get().is_some_and(|url| url.to_string().replace("%20", "").trim().is_empty())
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    if let Some(auth) = cx.auth().filter(|_| !cx.has_outside_config()) {
        tell(cx, found, OF_SERVER, auth);
    }
    if let Some(admin) = cx.client_credentials() {
        tell(cx, found, OF_PROPELLER, admin);
        falls_back(cx, found, admin);
    }
}

fn tell<S>(cx: &Context<'_>, found: &mut Findings<'_>, table: &[Required<S>], section: &S) {
    for required in table.iter().filter(|required| (required.is_empty)(section)) {
        let home = cx.chart().home(required.config);
        let site = emptied(cx, required.config).unwrap_or_else(|| cx.missing(required.config));
        found.report(site, format!("`{home}` is empty: {}", required.then)).help(format!("set `{home}`"));
    }
}

/// flyte-binary writes flytepropeller's own name where the ID is empty (`templates/configmap.yaml`, v1.16.8).
fn falls_back(cx: &Context<'_>, found: &mut Findings<'_>, admin: &Admin) {
    const CONFIG: &str = "admin.clientId";
    let Some((issuer, kind)) = cx.external() else { return };
    let (Some(site), Some(id)) = (emptied(cx, CONFIG), admin.client_id.text()) else {
        return;
    };
    let assigns_ids =
        matches!(kind, IdpKind::Okta | IdpKind::Entra) || kind.provider().needs_audience_parameter(&issuer);
    let name = kind.provider().name_at(&issuer);
    found
        .report(site, format!("flytepropeller's client ID is empty, so it logs in as `{id}`"))
        .severity(if assigns_ids { Severity::Error } else { Severity::Warning })
        .help(format!("set `{}` to the ID of the client at {name}", cx.chart().home(CONFIG)));
}
