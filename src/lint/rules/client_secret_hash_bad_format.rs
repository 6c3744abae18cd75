use super::fix_support::set;
use super::secrets_support::hash;
use super::setting_support::raw_setting;
use crate::diagnostic::Applicability::Safe;
use crate::diagnostic::Severity;
use crate::lint::{Context, Findings, ValueRef, declare_rule};
use crate::secret::{HashEffect, PasswordHash};
use crate::values::{Path, Step, Value};

declare_rule! {
    name: "client-secret-hash-bad-format",
    summary: "The hash of a client secret is not a base64-encoded bcrypt hash",
    remedy: "compute the hash from the password with `flyte-auth hash --stdin`",
    severity: Error,
    charts: BOTH,
    needs: Auth,
    supersedes: [config_does_not_decode, client_secret_and_hash_do_not_match],
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    // The server type of a layer may be unknown; only the internal one needs a hash.
    if cx.is_external() {
        return;
    }
    let path = hash(cx.chart());
    let site = cx.site(path);
    let of_propeller = site.path.clone();
    if let Some(text) = cx.text(path) {
        check_hash(text, site, found);
    }
    let clients = Path::dotted(STATIC_CLIENTS);
    for (name, entry) in raw_setting(cx, &clients).and_then(Value::as_map).into_iter().flatten() {
        let Some(value) = entry.value.at(&["client_secret"]).filter(|value| value.origin.is_user()) else { continue };
        let mut config = clients.clone();
        config.0.extend([Step::Key(name.clone()), Step::Key("client_secret".into())]);
        let site = cx.setting_at(&config, &value.origin);
        if let Some(text) = value.as_str()
            && site.path != of_propeller
        {
            check_hash(text, site, found);
        }
    }
}

/// The setting with the clients of flyteadmin's own authorization server.
const STATIC_CLIENTS: &str = "auth.appAuth.selfAuthServer.staticClients";

fn check_hash(text: &str, site: ValueRef, found: &mut Findings<'_>) {
    // Text in angle brackets is a placeholder of the guide, which another rule reports.
    let Some(Err(error)) = Some(text).filter(|text| !text.starts_with('<')).map(PasswordHash::parse) else {
        return;
    };
    let (effect, severity) = match error.effect() {
        HashEffect::Works => ("flyteadmin still reads it", Severity::Info),
        HashEffect::Refuses => ("flyteadmin rejects every password", Severity::Error),
        HashEffect::DoesNotStart => ("flyteadmin does not start", Severity::Error),
    };
    let changes = error.repaired().map(|hash| set(&site, hash.expose()));
    let finding = found.report(site, format!("{error}: {effect}"));
    finding.help(error.help()).severity(severity);
    if let Some(changes) = changes {
        finding.fix("Write the same hash in the form that flyteadmin reads", Safe, changes);
    }
}
