use crate::chart::EXTERNAL_SECRET_REF;
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
    for (block, key) in [("internal", "client_secret"), ("oidc", "oidc_client_secret")] {
        let path = ["configuration", "auth", block, "clientSecret"];
        if cx.release().user.at(&path).is_some_and(Value::is_truthy) {
            found
                .report(
                    cx.site(&path),
                    format!("this secret has no effect: the pods read the key `{key}` of the existing Secret"),
                )
                .relate(cx.site(&EXTERNAL_SECRET_REF), "refers to it");
        }
    }
}
