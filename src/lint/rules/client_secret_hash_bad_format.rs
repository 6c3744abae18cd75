use super::fix_support::set;
use super::secrets_support::hash;
use crate::diagnostic::Applicability::Safe;
use crate::diagnostic::Severity;
use crate::lint::{Context, Findings, declare_rule};
use crate::secret::{HashEffect, PasswordHash};

declare_rule! {
    name: "client-secret-hash-bad-format",
    summary: "The hash of flytepropeller's client secret is not a base64-encoded bcrypt hash",
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
    // Text in angle brackets is a placeholder of the guide, which another rule reports.
    let text = cx.text(path).filter(|text| !text.starts_with('<'));
    let Some(Err(error)) = text.map(PasswordHash::parse) else {
        return;
    };
    let (effect, severity) = match error.effect() {
        HashEffect::Works => ("flyteadmin still reads it", Severity::Info),
        HashEffect::Refuses => ("flyteadmin rejects every password", Severity::Error),
        HashEffect::DoesNotStart => ("flyteadmin does not start", Severity::Error),
    };
    let site = cx.site(path);
    let changes = error.repaired().map(|hash| set(&site, hash.expose()));
    let finding = found.report(site, format!("{error}: {effect}"));
    finding.help(error.help()).severity(severity);
    if let Some(changes) = changes {
        finding.fix("Write the same hash in the form that flyteadmin reads", Safe, changes);
    }
}
