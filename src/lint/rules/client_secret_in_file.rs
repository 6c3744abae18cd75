use super::written_support::each_value;
use crate::lint::{ClientContext, Findings, ValueRef, declare_rule};
use crate::values::{Kind, Path, is_placeholder};

declare_rule! {
    name: "client-secret-in-file",
    summary: "The client configuration contains a client secret, which neither flytectl nor pyflyte reads there",
    remedy: "store a new secret in a file that only you can read, and set `clientSecretLocation` to its path",
    severity: Error,
    looks_at: ClientConfig,
    supersedes: [client_key_unknown],
}

/// Key names that users choose for it, in lower case without `-` and `_`.
const NAMES: [&str; 4] = ["clientsecret", "clientcredentialssecret", "clientsecretvalue", "secret"];

fn check(cx: &ClientContext<'_>, found: &mut Findings<'_>) {
    let values = &cx.config().layered.values;
    each_value(values, &mut Path::default(), &mut |path, value| {
        let keys = path.keys();
        // flytectl reads the secret keys of object stores.
        let of_a_store = keys.first().is_some_and(|key| key.eq_ignore_ascii_case("storage"));
        let named = keys.last().is_some_and(|key| {
            let plain = key.replace(['-', '_'], "").to_ascii_lowercase();
            NAMES.contains(&&*plain)
        });
        let is_text = match &value.kind {
            Kind::String(text) => !text.is_empty() && !is_placeholder(text),
            Kind::Float(_) | Kind::Int(_) => true,
            _ => false,
        };
        if of_a_store || !named || !is_text {
            return;
        }
        found.report(
            ValueRef { path: path.clone(), origin: Some(value.origin.clone()), present: true },
            "this file contains a secret that neither flytectl nor pyflyte reads, but anyone with access to the file \
                can",
        );
    });
}
