use crate::chart::{ADMIN_SECRETS, LOGIN_SECRETS};
use crate::diagnostic::Applicability::Unsafe;
use crate::diagnostic::{Severity, near};
use crate::flyte::{OIDC_KEY, PROPELLER_KEY};
use crate::kubernetes::SecretOrigin;
use crate::lint::keys::KeyFaultKind;
use crate::lint::{Context, Findings, declare_rule};
use crate::values::{Path, Step, Value, is_placeholder};
use crate::yaml::edit::Change;

declare_rule! {
    name: "oidc-client-secret-missing-or-misplaced",
    summary: "flyteadmin cannot find the web client's secret",
    remedy: "set `flyteadmin.secrets.oidc_client_secret`",
    severity: Error,
    charts: CORE,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(model) = cx.model() else { return };
    // A configuration from outside the chart may name another file, and additions to the pod may provide the secret.
    let source = SecretOrigin::of_login(model).filter(|source| !source.may_be_added && !cx.has_outside_config());
    // A Secret with another name is managed outside the chart, so its content is unknown.
    let Some((secret, name)) = source.and_then(|source| source.secret) else {
        return;
    };
    let own = model.secrets.iter().find(|own| own.name == secret);
    let Some(own) = own.filter(|_| secret == ADMIN_SECRETS) else {
        return;
    };
    if own.data.get(&*name).is_some_and(|entry| entry.value.is_truthy()) || is_open(cx) {
        return;
    }
    let right = Path::of(&[LOGIN_SECRETS[0], LOGIN_SECRETS[1], &name]);
    let is_reported = cx.release().key_faults.iter().any(|fault| match &fault.kind {
        KeyFaultKind::Misplaced { belongs } | KeyFaultKind::OtherChart { belongs, .. } => belongs.contains(&right),
        _ => false,
    });
    if is_reported {
        return;
    }
    let mut place = Path::default();
    if name == OIDC_KEY && elsewhere(&cx.release().user, &name, &mut place) {
        report_misplaced(cx, found, &name, &place, &right);
        return;
    }
    let mut site = cx.site(&[LOGIN_SECRETS[0], LOGIN_SECRETS[1], &name]);
    site.present = false;
    let others = own.data.iter().filter(|(_, entry)| entry.value.is_truthy());
    if let Some(other) = misnamed(&name, others.map(|(key, _)| &**key)) {
        report_misnamed(cx, found, &name, other);
        return;
    }
    // If one Secret is created outside the chart, the other may be, too; and another tool may add the key to the
    // chart's own.
    let makes_others = SecretOrigin::of_services(model).iter().any(|source| !source.is_made_by_chart(model));
    found
        .report(site, format!("flyteadmin does not start: these values lack `{name}`, the web client's secret"))
        .severity(if makes_others { Severity::Warning } else { Severity::Error })
        .help(format!(
            "set `flyteadmin.secrets.{name}`; if another values file has it, lint both files with `-f`; ignore this \
                if another tool adds it to the Secret `{ADMIN_SECRETS}`"
        ));
}

fn report_misplaced(cx: &Context<'_>, found: &mut Findings<'_>, name: &str, place: &Path, right: &Path) {
    let site = cx.site(&place.keys());
    let (from, to) = (site.path.clone(), cx.release().right_path(right));
    found
        .report(
            site,
            format!("flyteadmin does not start: the chart reads `{name}`, the web client's secret, only from `{to}`"),
        )
        .help(format!("move it to `{to}`"))
        .fix(format!("Move it to `{to}`"), Unsafe, vec![Change::Move { from, to }]);
}

fn report_misnamed(cx: &Context<'_>, found: &mut Findings<'_>, name: &str, other: &str) {
    let site = cx.site(&[LOGIN_SECRETS[0], LOGIN_SECRETS[1], other]);
    let path = site.path.clone();
    found
        .report(
            site,
            format!("flyteadmin does not start: it reads the web client's secret from the key `{name}`, not `{other}`"),
        )
        .help(format!("did you mean `{name}`?"))
        .fix(format!("Rename it to `{name}`"), Unsafe, vec![Change::Rename { path, key: name.to_owned() }]);
}

/// Returns whether the map of secrets, or one of its keys, is a placeholder.
fn is_open(cx: &Context<'_>) -> bool {
    let Some(secrets) = cx.value(&LOGIN_SECRETS).filter(|value| value.is_truthy()) else {
        return false;
    };
    secrets.as_map().is_none_or(|map| map.keys().any(|key| is_placeholder(key)))
}

/// Finds a misspelled `name`. flytepropeller's key is not one: a container next to flyteadmin may read it there.
fn misnamed<'a>(name: &str, mut keys: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    keys.find(|key| *key != PROPELLER_KEY && near(key, [name]).is_some())
}

/// Returns whether a text with this key is elsewhere in the values, except in `flyteadmin.secrets`.
fn elsewhere(value: &Value, name: &str, path: &mut Path) -> bool {
    let Some(map) = value.as_map() else {
        return false;
    };
    map.iter().any(|(key, entry)| {
        path.0.push(Step::Key(key.clone()));
        let is_it = &**key == name && entry.value.as_str().is_some_and(|text| !text.is_empty());
        let found = is_it || elsewhere(&entry.value, name, path);
        if !found {
            path.0.pop();
        }
        found
    })
}
