use crate::chart::{Chart, EXTERNAL_SECRET_REF, LOGIN_SECRETS};
use crate::flyte::{GENERATED_KEYS, OIDC_KEY, PROPELLER_KEY};
use crate::lint::{Context, Findings, declare_rule};
use crate::release::Model;
use crate::values::Value;

declare_rule! {
    name: "custom-key-secret-names",
    summary: "flyteadmin looks for one of its keys under a name that does not exist",
    remedy: "remove the setting, or add the key to the Secret under this name",
    severity: Error,
    charts: BOTH,
    needs: Auth,
}

/// The keys that flyte-binary creates from the two client secrets (`templates/auth-client-secret.yaml`, v1.16.8).
const LOGIN: [&str; 2] = [OIDC_KEY, PROPELLER_KEY];

/// Other settings that put keys into flyte-binary's `/etc/secrets`: a Secret that is mounted there, and another command
/// of the init container.
const OTHER_MAKERS: [&[&str]; 3] = [
    &EXTERNAL_SECRET_REF,
    &["deployment", "genAdminAuthSecret", "command"],
    &["deployment", "genAdminAuthSecret", "args"],
];

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(server) = cx.model().and_then(Model::server) else {
        return;
    };
    let auth = &server.decoded.auth;
    let manager = server.secret_manager();
    let others_make_keys = OTHER_MAKERS
        .iter()
        .any(|path| cx.chart() == Chart::FlyteBinary && cx.value(path).is_some_and(Value::is_truthy));
    if others_make_keys || !manager.looks_where_charts_mount() {
        return;
    }
    let secrets = cx.value(&LOGIN_SECRETS);
    let user = &auth.user_auth;
    let own = &auth.app_auth.self_auth_server;
    let mut names = vec![&user.cookie_hash_key_secret_name, &user.cookie_block_key_secret_name];
    if cx.is_internal() {
        names.push(&own.claim_symmetric_encryption_key_secret_name);
        names.push(&own.token_signing_rsa_key_secret_name);
    }
    // flyte-core's login secret may have any key of `flyteadmin.secrets`; another rule checks it.
    if cx.chart() == Chart::FlyteBinary && user.open_id.client_secret_file.get().is_some_and(String::is_empty) {
        names.push(&user.open_id.client_secret_name);
    }
    for name in names {
        let Some(text) = name.text().filter(|_| name.is_given()) else {
            continue;
        };
        let made = GENERATED_KEYS.contains(&text)
            || LOGIN.contains(&text)
            || secrets.and_then(|secrets| secrets.get(text)).is_some_and(Value::is_truthy);
        let (file, variable) = (manager.file(text), manager.variable(text));
        let is_added = || server.pod.may_add(file.as_deref(), variable.as_deref());
        if !made && !is_added() {
            if name.path == user.open_id.client_secret_name.path {
                found
                    .report(
                        cx.setting(name),
                        format!(
                            "flyteadmin does not start: the chart's Secret has no key `{text}` with the client secret"
                        ),
                    )
                    .help(format!("remove `clientSecretName`: the chart writes the secret as `{OIDC_KEY}`"));
                continue;
            }
            found.report(
                cx.setting(name),
                format!(
                    "flyteadmin does not start: it looks for the key `{text}`, but the init container generates only \
                        `{}`",
                    GENERATED_KEYS.join("`, `")
                ),
            );
        }
    }
}
