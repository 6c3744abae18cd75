use crate::chart::ProcessName;
use crate::kubernetes::SecretOrigin;
use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "client-secret-not-in-pod",
    summary: "flytepropeller reads its client secret from a file or variable that its pod does not have",
    remedy: "remove the setting: the chart mounts the secret at `/etc/secrets/client_secret`",
    severity: Error,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let caller = cx.caller();
    let (Some(model), Some(admin)) = (cx.model(), cx.client_credentials()) else { return };
    let source = SecretOrigin::of_services(model)
        .into_iter()
        .find(|source| matches!(source.process, ProcessName::Flyte | ProcessName::Flytepropeller));
    let Some(source) = source.filter(|source| !source.may_be_added) else { return };
    let (variable, file) = (&admin.client_secret_env_var, &admin.client_secret_location);
    if let Some(name) = variable.text().filter(|_| variable.origin.is_user()) {
        if source.secret.is_none() {
            found
                .report(
                    cx.setting(variable),
                    format!("{caller} cannot log in: its pod has no variable `{name}` with the client secret"),
                )
                .help(format!("remove `{}`, or set the variable in the pod", cx.home(variable)));
        }
        return;
    }
    let Some(path) = file.text().filter(|_| file.origin.is_user()) else { return };
    let is_lacking = match &source.secret {
        None => true,
        // The content of a Secret from outside the chart is unknown.
        Some((name, _)) => model.secrets.iter().any(|secret| secret.name == *name) && !source.is_made_by_chart(model),
    };
    if is_lacking {
        found.report(cx.setting(file), format!("{caller} cannot log in: nothing in its pod is mounted as `{path}`"));
    }
}
