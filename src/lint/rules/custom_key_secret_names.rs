//! Keys under names that nobody makes them under.

use crate::chart::Chart;
use crate::lint::{Context, Findings, declare_rule};
use crate::values::Value;

declare_rule! {
    name: "custom-key-secret-names",
    summary: "flyteadmin looks for one of its keys under a name that nothing makes it under",
    remedy: "leave the name as it is, or put the key into the Secret yourself",
    severity: Warning,
    charts: BOTH,
    needs: Auth,
}

/// The keys that `flyteadmin secrets init` makes.
const MADE: [&str; 4] = ["claim_symmetric_key", "cookie_hash_key", "cookie_block_key", "token_rsa_key.pem"];


fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(auth) = cx.auth() else { return };
    let elsewhere = match cx.chart() {
        Chart::FlyteCore => cx.has_mounts_of_its_own("flyteadmin"),
        Chart::FlyteBinary => [
            ["deployment", "extraEnvVars"].as_slice(),
            &["deployment", "extraEnvVarsSecret"],
            &["deployment", "extraVolumeMounts"],
            // All keys of that Secret are files in /etc/secrets.
            &["configuration", "auth", "clientSecretsExternalSecretRef"],
        ]
        .iter()
        .any(|path| cx.value(path).is_some_and(Value::is_truthy)),
    };
    if elsewhere {
        return;
    }
    let secrets = cx.value(&["flyteadmin", "secrets"]);
    let user = &auth.user_auth;
    let server = &auth.app_auth.self_auth_server;
    let mut names = vec![
        ("auth.userAuth.cookieHashKeySecretName", &user.cookie_hash_key_secret_name),
        ("auth.userAuth.cookieBlockKeySecretName", &user.cookie_block_key_secret_name),
    ];
    if cx.is_internal() {
        names.push((
            "auth.appAuth.selfAuthServer.claimSymmetricEncryptionKeySecretName",
            &server.claim_symmetric_encryption_key_secret_name,
        ));
        names.push((
            "auth.appAuth.selfAuthServer.tokenSigningRSAKeySecretName",
            &server.token_signing_rsa_key_secret_name,
        ));
    }
    for (path, name) in names {
        let Some(text) = name.text().filter(|_| name.is_given()) else {
            continue;
        };
        let made = MADE.contains(&text)
            || secrets.and_then(|secrets| secrets.get(text)).is_some_and(Value::is_truthy);
        if !made {
            found.report(
                cx.setting(path, name),
                format!("flyteadmin does not start: it looks for the key `{text}`, and the init container makes only `{}`", MADE.join("`, `")),
            );
        }
    }
}
