//! Every path through `init`: each identity provider, server, chart, and place for secrets. The values lint clean, and
//! the equivalent command writes the same.

use std::fs;

use proptest::prelude::*;

use crate::common::scripted::{Act, Scripted, init, typed};
use crate::common::{flyte_auth, outcome};

const TENANT: &str = "11111111-2222-3333-4444-555555555555";

/// The answers about a provider.
fn provider(name: &str) -> Vec<(&'static str, Act)> {
    match name {
        "google" => vec![("Which identity provider", Act::Pick("Google"))],
        "okta" => vec![("Which identity provider", Act::Pick("Okta")), ("Which Okta org?", typed("dev-1234"))],
        "okta-org-server" => vec![
            ("Which identity provider", Act::Pick("Okta")),
            ("Which Okta org?", typed("login.example.org")),
            ("Which Okta authorization server?", Act::Pick("the org server")),
        ],
        "keycloak" => vec![
            ("Which identity provider", Act::Pick("Keycloak")),
            ("Base URL of Keycloak?", typed("https://kc.example.org")),
            ("Which Keycloak realm?", typed("flyte")),
        ],
        "old-keycloak" => vec![
            ("Which identity provider", Act::Pick("Keycloak")),
            ("Base URL of Keycloak?", typed("https://kc.example.org/")),
            ("serve its realms?", Act::Pick("/auth/realms/…")),
            ("Which Keycloak realm?", typed("flyte")),
        ],
        "entra" => {
            vec![
                ("Which identity provider", Act::Pick("Microsoft Entra ID")),
                ("Directory (tenant) ID?", typed(TENANT)),
            ]
        }
        "gitlab" => vec![
            ("Which identity provider", Act::Pick("OpenID Connect")),
            ("Issuer of the identity provider?", typed("https://gitlab.com")),
        ],
        "auth0" => vec![
            ("Which identity provider", Act::Pick("OpenID Connect")),
            ("Issuer of the identity provider?", typed("https://x.eu.auth0.com/")),
        ],
        other => panic!("{other}"),
    }
}

/// Providers that cannot issue Flyte's access tokens: `init` does not ask for the authorization server then.
const LOGIN_ONLY: [&str; 3] = ["google", "okta-org-server", "gitlab"];
const PROVIDERS: [&str; 8] =
    ["google", "okta", "okta-org-server", "keycloak", "old-keycloak", "entra", "gitlab", "auth0"];

struct Path {
    chart: &'static str,
    provider: &'static str,
    external: bool,
    keep: &'static str,
    clusters: &'static str,
    refresh: bool,
    url: &'static str,
    version: &'static str,
}

impl Path {
    /// A client ID in the form of the provider's.
    fn id(&self, number: usize) -> &'static str {
        let ids = match self.provider {
            "google" => ["1-a.apps.googleusercontent.com"; 4],
            "okta" | "okta-org-server" => ["0oaweb", "0oaci", "0oacli", "0oaprop"],
            "entra" => [
                "11111111-1111-1111-1111-111111111111",
                "22222222-1111-1111-1111-111111111111",
                "33333333-1111-1111-1111-111111111111",
                "44444444-1111-1111-1111-111111111111",
            ],
            _ => ["web-client", "ci-client", "cli-client", "propeller-client"],
        };
        ids[number - 1]
    }

    fn script(&self) -> Vec<(&'static str, Act)> {
        let mut script = provider(self.provider);
        script.extend([
            ("Which Helm chart", Act::Pick(self.chart)),
            ("Which Flyte version", typed(self.version)),
            ("Public URL of Flyte?", typed(self.url)),
            ("one cluster or several", Act::Pick(self.clusters)),
            (
                "Which authorization server issues",
                Act::Pick(if self.external { "external" } else { "internal (recommended)" }),
            ),
            ("client ID of the Flyte console?", typed(self.id(1))),
            ("Where should secrets be stored?", Act::Pick(self.keep)),
            ("Secret (input hidden)", typed("web-s3cret")),
            ("refresh tokens", Act::Say(self.refresh)),
            ("Client ID for CI?", typed(self.id(2))),
            ("remaining steps", Act::Say(true)),
        ]);
        // At Entra ID one registration serves all clients: its ID is the default.
        if self.provider != "entra" {
            script.extend([
                ("Client ID for flytectl", typed(self.id(3))),
                ("Client ID for flytepropeller?", typed(self.id(4))),
            ]);
        }
        script
    }

    /// Runs `init` and checks what it writes.
    fn walk(&self, with_command: bool) {
        let folder = tempfile::tempdir().unwrap();
        let mut person = Scripted::by_question(&self.script());
        let flows = "pkce,client-secret";
        init(folder.path(), &["--flow", flows], &mut person)
            .unwrap_or_else(|error| panic!("{}\n{}", person.transcript, error.render()));
        let transcript = &person.transcript;
        assert!(transcript.contains("✓ lint: no errors, no warnings"), "{transcript}");
        assert!(!transcript.contains("s3cret"), "{transcript}");
        assert_eq!(
            transcript.contains("Which authorization server issues"),
            !LOGIN_ONLY.contains(&self.provider),
            "{transcript}"
        );
        assert_eq!(crate::common::scripted::kept(&folder.path().join("state")), None);
        if with_command {
            self.repeat(folder.path(), transcript);
        }
    }

    /// The equivalent command generates the same files, except for the password, which is new each time.
    fn repeat(&self, folder: &std::path::Path, transcript: &str) {
        let (_, command) = transcript.split_once("  $ flyte-auth generate").unwrap();
        let again = tempfile::tempdir().unwrap();
        let command = command.replace("\\\n", " ").replace(&folder.display().to_string(), ".");
        let arguments: Vec<&str> = command.split_whitespace().collect();
        let made = outcome(
            flyte_auth(again.path())
                .arg("generate")
                .args(arguments.iter().map(|word| word.trim_matches('\'')))
                .env("FLYTE_WEB_SECRET", "web-s3cret")
                .env("FLYTE_CREDENTIALS_CLIENT_SECRET", "web-s3cret")
                .env("FLYTE_PROPELLER_SECRET", "web-s3cret"),
        );
        assert!(made.starts_with("exit 0"), "{made}\n{transcript}");
        for entry in fs::read_dir(again.path()).unwrap() {
            let name = entry.unwrap().file_name();
            // Another password is generated each time.
            if name == "ci-secret.txt" {
                continue;
            }
            let [ours, theirs] = [folder, again.path()].map(|folder| {
                let text = fs::read_to_string(folder.join(&name)).unwrap();
                let lines = text.lines().map(|line| {
                    let made = !self.external && (line.contains("lientSecret") || line.contains("client_secret"));
                    if made { "" } else { line }
                });
                lines.collect::<Vec<_>>().join("\n")
            });
            assert_eq!(ours, theirs, "{}", name.display());
        }
    }
}

#[test]
fn every_path_writes_values_that_lint_clean() {
    for provider in PROVIDERS {
        for chart in ["flyte-binary", "flyte-core"] {
            for external in [false, true] {
                if external && LOGIN_ONLY.contains(&provider) {
                    continue;
                }
                Path {
                    chart,
                    provider,
                    external,
                    keep: "in the values file",
                    clusters: "one cluster",
                    refresh: false,
                    url: "https://flyte.example.org",
                    version: "1.16.8",
                }
                .walk(true);
            }
        }
    }
}

fn path() -> impl Strategy<Value = Path> {
    (
        prop::sample::select(vec!["flyte-binary", "flyte-core"]),
        prop::sample::select(PROVIDERS.to_vec()),
        any::<bool>(),
        prop::sample::select(vec!["in the values file", "in a separate values file", "in existing Kubernetes Secrets"]),
        prop::sample::select(vec!["one cluster", "several clusters"]),
        any::<bool>(),
        prop::sample::select(vec![
            "https://flyte.example.org",
            "https://flyte.example.org:8443",
            "http://localhost:30081",
        ]),
        prop::sample::select(vec!["1.16.8", "1.15.0", "v1.14.1", "1.12.0"]),
    )
        .prop_map(|(chart, provider, external, keep, clusters, refresh, url, version)| Path {
            chart,
            provider,
            external: external && !LOGIN_ONLY.contains(&provider),
            keep,
            clusters,
            refresh,
            url,
            version,
        })
}

impl std::fmt::Debug for Path {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{} {} external={} {} {} refresh={} {} {}",
            self.chart, self.provider, self.external, self.keep, self.clusters, self.refresh, self.url, self.version
        )
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: crate::common::cases(6), ..ProptestConfig::default() })]

    #[test]
    fn every_combination_of_answers_lints_clean(path in path()) {
        path.walk(false);
    }
}
