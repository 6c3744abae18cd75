use super::fix_support::set;
use super::setting_support::emptied_value;
use crate::chart::{Mount, PROPELLER_SWITCH, ProcessName};
use crate::diagnostic::Applicability::Unsafe;
use crate::flyte::FlyteVersion;
use crate::flyte::SECRETS_FOLDER;
use crate::kubernetes::SecretOrigin;
use crate::lint::{Context, Findings, declare_rule};
use crate::values::Value;

declare_rule! {
    name: "auth-on-but-cred-disabled",
    summary: "Authentication is enabled, but flytepropeller gets no client secret",
    remedy: "set `secrets.adminOauthClientCredentials.enabled: true`; for an existing Secret, also set `clientSecret: \
        null`",
    severity: Error,
    charts: CORE,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    // Before 1.12.0, `false` meant that the Secret is managed outside the chart.
    let Some(model) = cx.model().filter(|_| cx.flyte() >= FlyteVersion::SELF_MANAGED_SECRET) else {
        return;
    };
    // A `null` deletes the chart's `true`.
    if cx.value(&PROPELLER_SWITCH).is_some_and(Value::is_truthy) {
        return;
    }
    let in_folder = Mount::at(SECRETS_FOLDER);
    let lacks = |source: &SecretOrigin| {
        let admin = model.process(source.process).map(|process| &process.decoded.admin);
        let from_usual_file = admin.is_some_and(|admin| {
            admin.client_secret_env_var.get().is_some_and(String::is_empty)
                && admin.client_secret_location.text().is_some_and(|path| in_folder.key_of(path).is_some())
        });
        // Without the Secret, the pods of flytepropeller's manager lack it, too.
        from_usual_file && !source.may_be_added && source.process != ProcessName::PropellerManager
    };
    let all = SecretOrigin::of_services(model);
    let names: Vec<&str> = all.iter().filter(|source| lacks(source)).map(|source| source.process.as_str()).collect();
    if let Some((last, before)) = names.split_last() {
        let (who, them) = match before {
            [] => ((*last).to_owned(), "it"),
            _ => (format!("{} and {last}", before.join(", ")), "them"),
        };
        let site = emptied_value(cx, &PROPELLER_SWITCH).unwrap_or_else(|| cx.site(&PROPELLER_SWITCH));
        let changes = set(&site, true);
        found
            .report(site, format!("{who} cannot log in: the chart mounts no client secret for {them}"))
            .label("no Secret and no mount")
            .fix("Set `enabled: true`", Unsafe, changes);
    }
}
