//! flytepropeller's client secret is not the password behind the hash.

use super::fix_support::set;
use crate::diagnostic::Applicability::Unsafe;
use crate::lint::{Context, Findings, declare_rule};
use super::secrets_support::{hash, password};
use crate::diagnostic::Severity;
use crate::secret::{Cost, Password, PasswordHash, Secret, VerifyError};

declare_rule! {
    name: "client-secret-and-hash-do-not-match",
    summary: "flytepropeller's client secret is not the password behind the hash",
    remedy: "`flyte-auth hash` makes a password with its hash: change both together",
    severity: Error,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    if !cx.is_internal() {
        return;
    }
    let (password_path, hash_path) = (password(cx.chart()), hash(cx.chart()));
    let (Some(written), Some(hash)) = (
        cx.text(password_path),
        cx.text(hash_path).and_then(|text| PasswordHash::parse(text).ok()),
    ) else {
        return;
    };
    let Ok(password) = Password::as_flyte_reads(&Secret::as_written(written)) else {
        return;
    };
    let hash_site = || cx.site(hash_path);
    match hash.verify(&password) {
        Ok(true) | Err(VerifyError::Bcrypt(_)) => {}
        Ok(false) => {
            let site = hash_site();
            let cost = hash.cost().min(Cost::MAX_VERIFIED);
            let finding = found
                .report(
                    cx.site(password_path),
                    "flytepropeller cannot log in: its client secret is not the password behind the hash",
                )
                ;
            finding.label("hashes to something else");
            if let Ok(hash) = PasswordHash::of(&password, cost) {
                finding.fix("Make the hash anew from the client secret", Unsafe, set(&site, hash.expose()));
            }
            finding.relate(site, "the hash of another password");
        }
        Err(error @ VerifyError::TooSlow { .. }) => {
            found
                .report(
                    hash_site(),
                    format!("whether the client secret belongs to this hash is not known: {error}"),
                )
                .help(format!(
                    "flyteadmin computes it at every token request, too; a hash of cost {} does",
                    Cost::default()
                ))
                .severity(Severity::Info);
        }
    }
}
