use crate::chart::EXTERNAL_SECRET_REF;
use crate::flyte::{OIDC_KEY, PROPELLER_KEY};
use crate::lint::{Context, Findings, declare_rule};
use crate::values::Value;

declare_rule! {
    name: "external-secret-ref-contract",
    summary: "The values contain a client secret, but the chart uses the Secret in `clientSecretsExternalSecretRef`",
    remedy: "remove the secret from the values, or remove the reference",
    severity: Warning,
    charts: BINARY,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    if !cx.value(&EXTERNAL_SECRET_REF).is_some_and(Value::is_truthy) {
        return;
    }
    for (path, key) in [(cx.chart().propeller_secret(), PROPELLER_KEY), (cx.chart().login_secret(), OIDC_KEY)] {
        if cx.release().user.at(path).is_some_and(Value::is_truthy) {
            found
                .report(
                    cx.site(path),
                    format!("this secret has no effect: the pods read the key `{key}` of the existing Secret"),
                )
                .relate(cx.site(&EXTERNAL_SECRET_REF), "refers to it");
        }
    }
}
