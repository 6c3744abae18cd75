//! Facts that the code states in one place: literals that only some files may contain.

use std::fmt::Write as _;
use std::fs;

use crate::arrows::sources;
use crate::common::project;

/// A literal, as the code contains it, and the files and folders of `src/` that may contain it.
const FACTS: &[(&str, &[&str])] = &[
    // Where settings are in the charts' values.
    ("\"adminOauthClientCredentials\"", &["chart"]),
    ("\"enableAuthServer\"", &["chart"]),
    ("\"flyteadmin\", \"secrets\"", &["chart"]),
    // The addresses of flyteadmin in the cluster.
    ("\"localhost:8089\"", &["chart/addresses.rs"]),
    ("\"8088\"", &["chart/addresses.rs"]),
    ("\"http://flyteadmin:80\"", &["chart/addresses.rs"]),
    // The settings for configuration from outside the chart.
    ("\"inlineSecretRef\"", &["chart"]),
    ("\"externalConfigMap\"", &["chart"]),
    // Where Flyte reads secrets.
    ("\"/etc/secrets\"", &["flyte/secret_manager.rs"]),
    ("\"/etc/secrets/\"", &["chart/flyte_core/pods.rs"]),
    ("\"/etc/secrets/client_secret\"", &["flyte/secret_manager.rs"]),
    // The hosts of identity providers.
    ("okta.com\"", &["idp/okta"]),
    ("login.microsoftonline.com\"", &["idp/entra"]),
    ("\"accounts.google.com\"", &["idp/google"]),
    ("auth0.com\"", &["idp/oidc/known.rs"]),
    // Discovery documents. A slot is the text of a template, a symptom that of a log.
    ("/.well-known/openid-configuration\"", &["flyte/well_known.rs", "generate/into/comments.rs", "symptoms"]),
    ("/.well-known/oauth-authorization-server\"", &["flyte/well_known.rs"]),
    ("\".well-known/o", &[]),
    // Scopes.
    ("\"phone\"", &["idp/scopes.rs"]),
    ("\"profile\", \"openid\"", &["chart/mod.rs"]),
    // The names of this machine.
    ("\"localhost\" |", &["flyte/host.rs"]),
    // The names of secrets.
    ("\"oidc_client_secret\"", &["flyte/secret_keys.rs"]),
    ("\"cookie_hash_key\"", &["flyte/secret_keys.rs"]),
    ("\"token_rsa_key.pem\"", &["flyte/secret_keys.rs"]),
    // flyteadmin's own clients.
    ("\"http://localhost:53593/callback\"", &["flyte/built_in_client.rs"]),
    ("localhost:12345/callback", &["flyte/built_in_client.rs"]),
    ("\"access_token\"]", &["flyte/built_in_client.rs"]),
];

/// A file's code: without its tests and without comments.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let code = text.split("\n#[cfg(test)]\nmod ").next().unwrap_or_default();
    code.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"))
}

#[test]
fn each_fact_is_stated_once() {
    let source = project().join("src");
    let mut files = Vec::new();
    sources(&source, &mut files);
    files.sort();
    let mut copies = String::new();
    for file in files {
        let inside = file.strip_prefix(&source).unwrap();
        let is_test = |part: &str| part == "tests" || part == "tests.rs" || part.ends_with("_tests.rs");
        if inside.iter().any(|part| is_test(part.to_str().unwrap())) {
            continue;
        }
        let text = fs::read_to_string(&file).unwrap();
        for (number, line) in code(&text) {
            for (literal, homes) in FACTS {
                if line.contains(literal) && !homes.iter().any(|home| inside.starts_with(home)) {
                    writeln!(copies, "src/{}:{}: {literal}", inside.display(), number + 1).unwrap();
                }
            }
        }
    }
    assert!(copies.is_empty(), "use the constant or the table in one of the homes in `FACTS`:\n{copies}");
    for (_, homes) in FACTS {
        assert!(homes.iter().all(|home| source.join(home).exists()), "{homes:?}");
    }
}
