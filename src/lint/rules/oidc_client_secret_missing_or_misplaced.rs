//! The secret of the client that people log in with is nowhere that flyteadmin looks.

use crate::lint::{Context, Findings, declare_rule};

declare_rule! {
    name: "oidc-client-secret-missing-or-misplaced",
    summary: "The secret of the client that people log in with is nowhere that flyteadmin looks",
    remedy: "set `flyteadmin.secrets.oidc_client_secret`",
    severity: Error,
    charts: CORE,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(auth) = cx.auth() else { return };
    let open_id = &auth.user_auth.open_id;
    // A file or a variable of one's own, or a Secret that is extended from outside.
    if open_id.client_secret_file.text().is_some() || cx.has_mounts_of_its_own("flyteadmin") {
        return;
    }
    let Some(name) = open_id.client_secret_name.text() else {
        return;
    };
    let secrets = cx.value(&["flyteadmin", "secrets"]);
    let secret = secrets.and_then(|secrets| secrets.get(name));
    if secret.is_some_and(crate::values::Value::is_truthy) {
        return;
    }
    let mut site = cx.site(&["flyteadmin", "secrets", name]);
    site.present = false;
    found
        .report(
            site,
            format!("flyteadmin does not start: it finds no `{name}`, the secret of the client that people log in with"),
        )
        .help(format!(
            "set `flyteadmin.secrets.{name}`; if another values file holds it, lint them together: `-f values.yaml -f secrets.yaml`"
        ));
}
