//! Auth is on, and flytepropeller gets no client secret to log in with.

use super::fix_support::set;
use super::setting_support::emptied_value;
use crate::chart::{Mount, ProcessName};
use crate::diagnostic::Applicability::Unsafe;
use crate::flyte::FlyteVersion;
use crate::flyte::SECRETS_FOLDER;
use crate::kubernetes::SecretSource;
use crate::lint::{Context, Findings, declare_rule};
use crate::values::Value;

declare_rule! {
    name: "auth-on-but-cred-disabled",
    summary: "Auth is on, and flytepropeller gets no client secret to log in with",
    remedy: "set `secrets.adminOauthClientCredentials.enabled: true`, with `clientSecret: null` if you make the \
        Secret yourself",
    severity: Error,
    charts: CORE,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let path = ["secrets", "adminOauthClientCredentials", "enabled"];
    let Some(admin) = cx.client_credentials() else {
        return;
    };
    // Before 1.12.0 it meant that the Secret is made elsewhere.
    let means_no_secret = cx.flyte() >= FlyteVersion::SELF_MANAGED_SECRET;
    let from_variable = admin.client_secret_env_var.get().is_none_or(|name| !name.is_empty());
    let in_folder = Mount::at(SECRETS_FOLDER);
    let from_usual_file = admin.client_secret_location.text().is_some_and(|path| in_folder.key_of(path).is_some());
    let is_added = cx.model().is_some_and(|model| {
        SecretSource::of_services(model)
            .iter()
            .any(|source| source.process == ProcessName::Flytepropeller && source.may_be_added)
    });
    if means_no_secret
        && !from_variable
        && from_usual_file
        && !is_added
        && !cx.value(&path).is_some_and(Value::is_truthy)
    {
        let site = emptied_value(cx, &path).unwrap_or_else(|| cx.site(&path));
        let changes = set(&site, true);
        found
            .report(site, "flytepropeller cannot log in: the chart mounts no client secret into it")
            .label("no Secret, no mount")
            .fix("Set `enabled: true`", Unsafe, changes);
    }
}
