use super::fix_support::set;
use crate::client::read::is_variable_name;
use crate::diagnostic::Applicability::Safe;
use crate::lint::{ClientContext, Findings, declare_rule};

declare_rule! {
    name: "invalid-client-secret-env-var",
    aliases: ["client-secret-env-var-is-no-name"],
    summary: "`clientSecretEnvVar` is not the name of an environment variable",
    remedy: "write the name of the variable, without `$`; if this is the secret itself, remove it and replace the \
        secret",
    severity: Error,
    looks_at: ClientConfig,
}

fn check(cx: &ClientContext<'_>, found: &mut Findings<'_>) {
    let Some((name, site)) = cx.text("clientSecretEnvVar") else {
        return;
    };
    let bare = name.strip_prefix('$').unwrap_or(name);
    if is_variable_name(name) {
        return;
    }
    // The value may be the secret itself, so it is not repeated.
    let with_dollar = name != bare && is_variable_name(bare);
    let changes = set(&site, bare);
    let finding = found.report(
        site,
        "`clientSecretEnvVar` is not the name of an environment variable, so flytectl and pyflyte get an empty secret",
    );
    if with_dollar {
        finding.help("write the name without `$`").fix("Remove the `$`", Safe, changes);
    }
}
