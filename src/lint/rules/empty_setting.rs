use super::setting_support::emptied;
use crate::diagnostic::Severity;
use crate::flyte::config::{Admin, Auth, Traced};
use crate::go::GoUrl;
use crate::lint::{Context, Findings, ValueRef, declare_rule};
use crate::release::Model;
use crate::values::Path;

declare_rule! {
    name: "empty-setting",
    summary: "A setting that must have a value is empty, blank or `null`",
    remedy: "set it",
    severity: Error,
    charts: BOTH,
    needs: Auth,
    supersedes: [null_deletes_defaults, redirect_uri_changed, flyteclient_client_id_default_in_external,
        propeller_client_id_mismatch, stray_characters],
}

/// A setting that must have a value if authentication is enabled.
struct Required<S> {
    /// Returns the setting.
    setting: for<'a> fn(&'a S) -> TextOrUrl<'a>,
    /// The consequence of its absence; `<caller>` stands for [`Context::caller`].
    then: &'static str,
}

/// A setting that is a text or a URL.
enum TextOrUrl<'a> {
    Text(&'a Traced<String>),
    Url(&'a Traced<GoUrl>),
}

/// The settings that the API server needs (`flyteadmin/auth/auth_context.go`, `handlers.go` at v1.16.8), and those that
/// it sends to flytectl and pyflyte.
const OF_SERVER: &[Required<Auth>] = &[
    Required {
        setting: |auth| TextOrUrl::Url(&auth.user_auth.open_id.base_url),
        then: "flyteadmin does not start without an issuer",
    },
    Required {
        setting: |auth| TextOrUrl::Text(&auth.user_auth.open_id.client_id),
        then: "users cannot log in without the web client's ID",
    },
    Required {
        setting: |auth| {
            let open_id = &auth.user_auth.open_id;
            // The file takes precedence over the name.
            let has_file = open_id.client_secret_file.get().is_none_or(|file| !file.trim().is_empty());
            TextOrUrl::Text(if has_file { &open_id.client_secret_file } else { &open_id.client_secret_name })
        },
        then: "flyteadmin does not start without the secret's name",
    },
    Required {
        setting: |auth| TextOrUrl::Text(&auth.app_auth.third_party_config.flyte_client.client_id),
        then: "flytectl and pyflyte cannot log in without a client ID",
    },
    Required {
        setting: |auth| TextOrUrl::Text(&auth.app_auth.third_party_config.flyte_client.redirect_uri),
        then: "flytectl cannot log in without an address to wait for the browser",
    },
];

/// The settings that flytepropeller needs (`flyteidl/clients/go/admin`, v1.16.8).
const OF_PROPELLER: &[Required<Admin>] = &[
    Required {
        setting: |admin| TextOrUrl::Url(&admin.endpoint),
        then: "<caller> cannot reach flyteadmin without an endpoint",
    },
    Required { setting: |admin| TextOrUrl::Text(&admin.client_id), then: "<caller> cannot log in without a client ID" },
    Required {
        setting: |admin| {
            // The variable takes precedence over the file.
            let has_variable = admin.client_secret_env_var.get().is_none_or(|name| !name.is_empty());
            TextOrUrl::Text(if has_variable { &admin.client_secret_env_var } else { &admin.client_secret_location })
        },
        then: "<caller> cannot log in: it does not know where its client secret is",
    },
];

impl TextOrUrl<'_> {
    /// Returns whether it is empty or blank; false if its value is unknown.
    fn is_empty(&self) -> bool {
        match self {
            Self::Text(setting) => setting.get().is_some_and(|text| text.trim().is_empty()),
            Self::Url(setting) => setting.get().is_some_and(|url| url.to_string().replace("%20", "").trim().is_empty()),
        }
    }

    /// Returns the site of the empty value, or of the place where it is missing, and the path where it belongs.
    fn place(&self, cx: &Context<'_>) -> (ValueRef, Path) {
        fn place<T>(cx: &Context<'_>, setting: &Traced<T>) -> (ValueRef, Path) {
            (emptied(cx, setting).unwrap_or_else(|| cx.unset(setting)), cx.home(setting))
        }
        match self {
            Self::Text(setting) => place(cx, setting),
            Self::Url(setting) => place(cx, setting),
        }
    }
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let decodes = cx.model().and_then(Model::server).is_none_or(|server| server.decoded.errors.is_empty());
    if let Some(auth) = cx.auth().filter(|_| decodes && !cx.has_outside_config()) {
        check_settings(cx, found, OF_SERVER, auth);
    }
    if let Some(admin) = cx.client_credentials() {
        check_settings(cx, found, OF_PROPELLER, admin);
        report_fallback_id(cx, found, admin);
    }
}

fn check_settings<S>(cx: &Context<'_>, found: &mut Findings<'_>, table: &[Required<S>], section: &S) {
    let mut reported: Option<ValueRef> = None;
    for required in table {
        let setting = (required.setting)(section);
        if setting.is_empty() {
            let (site, home) = setting.place(cx);
            // One `null` can empty several settings.
            if site.present && reported.as_ref() == Some(&site) {
                continue;
            }
            reported = Some(site.clone());
            // A template may read the value from another path. A `null` above it is not the setting itself.
            let is_elsewhere = site.is_from_user() && !home.0.starts_with(&site.path.0);
            let home = if is_elsewhere { site.path.clone() } else { home };
            found
                .report(site, format!("`{home}` is empty: {}", required.then.replace("<caller>", cx.caller())))
                .help(format!("set `{home}`"));
        }
    }
}

/// Reports an empty client ID: flyte-binary then uses `flytepropeller` (`templates/configmap.yaml`, v1.16.8).
fn report_fallback_id(cx: &Context<'_>, found: &mut Findings<'_>, admin: &Admin) {
    let Some((issuer, kind)) = cx.external() else { return };
    let (Some(site), Some(id)) = (emptied(cx, &admin.client_id), admin.client_id.text()) else {
        return;
    };
    let assigns_ids = kind.makes_ids(&issuer);
    let name = kind.provider().name_at(&issuer);
    found
        .report(site, format!("{}'s client ID is empty, so it logs in as `{id}`", cx.caller()))
        .severity(if assigns_ids { Severity::Error } else { Severity::Info })
        .help(format!("set `{}` to the ID of the client at {name}", cx.home(&admin.client_id)));
}
