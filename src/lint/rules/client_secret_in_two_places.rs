use crate::diagnostic::Severity;
use crate::lint::{ClientContext, Findings, declare_rule};

declare_rule! {
    name: "client-secret-in-two-places",
    summary: "`clientSecretLocation` and `clientSecretEnvVar` are both set, and flytectl and pyflyte read different \
        ones",
    remedy: "keep one of them",
    severity: Warning,
    looks_at: ClientConfig,
}

fn check(cx: &ClientContext<'_>, found: &mut Findings<'_>) {
    let is_set =
        |key: &str| cx.written(key).filter(|written| written.value.as_str().is_some_and(|text| !text.is_empty()));
    let (Some(file), Some(variable)) = (is_set("clientSecretLocation"), is_set("clientSecretEnvVar")) else { return };
    found
        .report(
            variable.site(),
            "flytectl reads the variable of `clientSecretEnvVar`, and pyflyte the file of `clientSecretLocation`",
        )
        .severity(Severity::Warning)
        .relate(file.site(), "pyflyte reads this file, and fails without it");
}
