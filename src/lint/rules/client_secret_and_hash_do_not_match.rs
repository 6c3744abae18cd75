use super::fix_support::set;
use super::secrets_support::password_is_read;
use crate::deployment::FLYTEPROPELLER;
use crate::diagnostic::Applicability::Unsafe;
use crate::diagnostic::Severity;
use crate::lint::{Context, Findings, declare_rule};
use crate::secret::{Cost, Password, PasswordHash, Secret, VerifyError};

declare_rule! {
    name: "client-secret-and-hash-do-not-match",
    summary: "flytepropeller's client secret does not match its password hash",
    remedy: "compute the hash again (`--fix --unsafe-fixes`), or replace both with the pair that `flyte-auth hash` \
        prints",
    severity: Error,
    charts: BOTH,
    needs: Auth,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(auth) = cx.auth().filter(|_| cx.is_internal()) else {
        return;
    };
    // A configuration from outside the chart may have another hash, and another Secret another password.
    if cx.has_outside_config() || !password_is_read(cx) {
        return;
    }
    let id = cx.admin().map_or(Some(FLYTEPROPELLER), |admin| admin.client_id.text());
    let clients = &auth.app_auth.self_auth_server.static_clients.clients;
    let Some(client) = id.and_then(|id| clients.get(id)) else {
        return;
    };
    // flyteadmin's built-in hash was not chosen by the user; a rotated secret is accepted, too.
    if !client.client_secret.origin.is_user() || client.rotated_secrets.get().is_none_or(|hashes| !hashes.is_empty()) {
        return;
    }
    let password_path = cx.chart().propeller_secret();
    let (Some(written), Some(hash)) = (
        cx.text(password_path),
        client.client_secret.get().and_then(|hash| PasswordHash::parse(&hash.to_base64()).ok()),
    ) else {
        return;
    };
    let Ok(password) = Password::as_flyte_reads(&Secret::as_written(written)) else {
        return;
    };
    let hash_site = || cx.setting(&client.client_secret);
    match hash.verify(&password) {
        Ok(true) | Err(VerifyError::Bcrypt(_)) => {}
        Ok(false) => {
            let site = hash_site();
            let cost = hash.cost().min(Cost::MAX_VERIFIED);
            let finding = found.report(
                cx.site(password_path),
                format!("{} cannot log in: its client secret does not match the password hash", cx.caller()),
            );
            finding.label("does not match the hash");
            if let Ok(hash) = PasswordHash::of(&password, cost) {
                finding.fix("Compute the hash from the client secret", Unsafe, set(&site, hash.expose()));
            }
            finding.relate(site, "the hash of another password");
        }
        Err(error @ VerifyError::TooSlow { .. }) => {
            found
                .report(hash_site(), format!("cannot check the client secret against this hash: {error}"))
                .help(format!(
                    "flyteadmin also verifies it for every token request; cost {} is enough",
                    Cost::default()
                ))
                .severity(Severity::Info);
        }
    }
}
