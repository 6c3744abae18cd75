//! One planted fault at a time: `check` reports each.

use std::fmt::Write as _;

use super::{Issues, Shown, Speaks, WELL, World};
use crate::common::project;

/// A planted fault.
struct Fault {
    /// Its name in the stand-ins.
    name: &'static str,
    /// Its description in docs/check.md.
    what: &'static str,
    /// Which server issues tokens.
    issues: Issues,
    /// The TLS of the stand-ins.
    speaks: Speaks,
}

const fn external(name: &'static str, what: &'static str) -> Fault {
    Fault { name, what, issues: Issues::Keycloak, speaks: WELL }
}

const fn internal(name: &'static str, what: &'static str) -> Fault {
    Fault { name, what, issues: Issues::Flyteadmin, speaks: WELL }
}

const fn speaking(name: &'static str, what: &'static str, speaks: Speaks) -> Fault {
    Fault { name, what, issues: Issues::Keycloak, speaks }
}

const fn provider(shown: Shown) -> Speaks {
    Speaks { provider: shown, ..WELL }
}

const FAULTS: &[Fault] = &[
    speaking("tls-unknown-ca", "provider: certificate of an unknown CA", provider(Shown::OtherCa)),
    speaking("tls-expired", "provider: expired certificate", provider(Shown::Expired)),
    speaking("tls-other-name", "provider: certificate for another name", provider(Shown::OtherName)),
    speaking("tls-expires-soon", "provider: certificate that expires in 5 days", provider(Shown::ExpiresSoon)),
    speaking("tls-missing", "provider: plain HTTP on its https port", provider(Shown::Nothing)),
    external("discovery-404", "provider: no such realm"),
    external("discovery-html", "provider: an HTML page instead of discovery"),
    external("discovery-not-json", "provider: broken JSON"),
    external("discovery-huge", "provider: a discovery document of more than 1 MiB"),
    external("discovery-slow", "provider: an answer after 5 s"),
    external("discovery-redirects-elsewhere", "provider: discovery redirects to another host"),
    external("discovery-redirects-forever", "provider: discovery redirects to itself"),
    external("issuer-with-slash", "provider: issuer with a slash at its end"),
    external("issuer-of-another-host", "provider: issuer with an internal host name"),
    external("issuer-missing", "provider: discovery without `issuer`"),
    external("no-userinfo", "provider: no userinfo endpoint"),
    external("no-jwks-uri", "provider: no `jwks_uri`"),
    external("keys-404", "provider: keys that are not served"),
    external("keys-empty", "provider: an empty key set"),
    external("keys-for-encryption", "provider: keys for encryption only"),
    external("hs256-only", "provider: ID tokens signed with HS256"),
    external("no-profile-scope", "provider: scope `profile` does not exist"),
    external("metadata-mistyped", "provider: `scopes_supported` is a text"),
    external("no-client-credentials", "provider: no client credentials grant"),
    external("pkce-plain-only", "provider: PKCE without S256"),
    external("no-device-endpoint", "provider: no device endpoint"),
    external("propeller-secret-is-wrong", "flytepropeller: another secret"),
    external("no-service-account", "flytepropeller: service account off"),
    external("scope-all-missing", "flytepropeller: scope `all` does not exist"),
    external("audience-parameter-wanted", "flytepropeller: the provider requires an audience"),
    external("policy-denies", "flytepropeller: no policy allows it to get tokens"),
    external("no-audience-mapper", "flytepropeller: no audience mapper"),
    external("audience-with-slash", "flytepropeller: audience with a slash at its end"),
    external("no-scp-mapper", "flytepropeller: no mapper for `scp`"),
    external("scp-is-an-object", "flytepropeller: `scp` is an object"),
    external("no-sub", "flytepropeller: token without `sub`"),
    external("client-id-is-a-number", "flytepropeller: `client_id` is a number"),
    external("token-is-opaque", "flytepropeller: opaque token"),
    external("token-answer-is-empty", "flytepropeller: an answer without a token"),
    external("token-endpoint-is-html", "flytepropeller: an HTML page instead of a token"),
    external("token-endpoint-redirects", "flytepropeller: the token endpoint redirects to another host"),
    external("web-client-unknown", "web client: does not exist"),
    external("web-redirect-not-registered", "web client: redirect URI not registered"),
    external("web-secret-is-wrong", "web client: another secret"),
    external("login-scope-refused", "web client: a scope is refused"),
    external("cli-client-unknown", "flytectl: client does not exist"),
    external("cli-redirect-not-registered", "flytectl: redirect URI not registered"),
    external("cli-is-confidential", "flytectl: client with a secret"),
    external("nonce-refused", "flytectl: a strict provider refuses its nonce"),
    external("device-grant-off", "flytectl: device grant off"),
    internal("no-static-client-flytectl", "flytectl: not among flyteadmin's static clients"),
    speaking(
        "deployment-tls-expired",
        "deployment: expired certificate",
        Speaks { deployment: Shown::Expired, ..WELL },
    ),
    external("ingress-without-route", "deployment: the ingress has no route"),
    external("pods-down", "deployment: no pod is ready"),
    external("auth-off", "deployment: authentication disabled"),
    external("api-open", "deployment: REST API open"),
    external("grpc-open", "deployment: gRPC API open"),
    external("iap-in-front", "deployment: Google's IAP in front"),
    external("alb-in-front-of-the-api", "deployment: an ALB asks for a login in front of the API"),
    external("oauth2-proxy-in-front-of-login", "deployment: oauth2-proxy guards `/login`"),
    external("login-returns-to-a-pod", "deployment: the login returns to a cluster name"),
    external("runs-with-another-client", "deployment: runs with another web client"),
    external("runs-with-another-issuer", "deployment: runs with another issuer"),
    external("runs-with-another-server", "deployment: runs with another authorization server"),
    external("publishes-another-client", "deployment: another client for flytectl"),
    external("publishes-other-scopes", "deployment: other scopes for flytectl"),
    internal("internal-names-the-cluster", "deployment: flyteadmin uses its cluster name as the issuer"),
    external("metadata-unreachable-from-the-pod", "deployment: flyteadmin cannot reach the provider"),
    external("grpc-has-no-route", "ingress: no route for gRPC"),
    external("grpc-is-spoken-as-http1", "ingress: gRPC passed on as HTTP/1.1"),
    external("alb-answers-464", "ingress: an ALB target group that is not gRPC"),
    speaking("http1-only", "ingress: HTTP/1.1 only", Speaks { alpn: &["http/1.1"], ..WELL }),
];

/// The output of `check` for a fault: the lines of probes that are not ok, and the output with `--format short`.
fn check(fault: &Fault) -> (String, String) {
    let world = World::new(fault.issues, fault.name, fault.speaks);
    let short = world.outcome(&["-f", "values.yaml", "--probe-secrets", "--format", "short"]);
    let text = world.outcome(&["-f", "values.yaml", "--probe-secrets"]);
    let mut kept = String::new();
    let mut is_ok = false;
    for line in text.lines() {
        // The lines below a probe belong to it.
        is_ok = line.starts_with('✓') || (is_ok && line.starts_with("  "));
        if !is_ok {
            let _ = writeln!(kept, "{line}");
        }
    }
    (kept, short)
}

/// The table in docs/check.md.
fn table(shorts: &[String]) -> String {
    let mut table = "| simulated fault | output of `check` |\n| --- | --- |\n".to_owned();
    for (fault, short) in FAULTS.iter().zip(shorts) {
        let lines: Vec<String> = short
            .lines()
            .filter_map(|line| line.split_once(' ').filter(|(sign, _)| ["✗", "‼"].contains(sign)))
            .map(|(sign, line)| format!("{sign} {}", line.replace('|', "\\|")))
            .collect();
        let _ = writeln!(table, "| {} | {} |", fault.what, lines.join("<br>"));
    }
    table
}

/// Updates a section of docs/check.md, or checks that it is current.
fn documented(mark: &str, made: &str) {
    let file = project().join("docs/check.md");
    let text = std::fs::read_to_string(&file).unwrap();
    let (start, end) = (format!("<!-- {mark} -->\n"), format!("<!-- /{mark} -->"));
    let (before, rest) = text.split_once(&start).unwrap();
    let (there, after) = rest.split_once(&end).unwrap();
    if std::env::var_os("FLYTE_AUTH_UPDATE").is_some() {
        std::fs::write(&file, format!("{before}{start}{made}{end}{after}")).unwrap();
        return;
    }
    assert_eq!(there, made, "docs/check.md is not current: FLYTE_AUTH_UPDATE=1 cargo test --test it check");
}

#[test]
fn docs_explain_each_probe() {
    let text = std::fs::read_to_string(project().join("docs/check.md")).unwrap();
    for probe in flyte_auth::internals::check::PROBES {
        assert!(text.contains(&format!("\n#### {}\n", probe.name)), "{}", probe.name);
    }
    let world = World::new(Issues::Keycloak, "no-audience-mapper", WELL);
    let text = world.outcome(&["-f", "values.yaml"]);
    let (_, text) = text.split_once("--- stdout\n").unwrap();
    let mut shown = String::new();
    // Two groups are abbreviated.
    for part in text.split_inclusive("\n\n") {
        let (title, _) = part.split_once('\n').unwrap();
        let cut = title == "Deployment" || title == "Identity provider";
        shown.push_str(if cut { title } else { part });
        shown.push_str(if cut { "\n✓ …\n\n" } else { "" });
    }
    documented("example", &format!("```\n$ flyte-auth check -f values.yaml\n{shown}```\n"));
}

#[test]
fn reports_each_planted_fault() {
    // Most of the time is spent waiting.
    let check = |chunk: &'static [Fault]| chunk.iter().map(check).collect::<Vec<_>>();
    let outputs: Vec<(String, String)> = std::thread::scope(|scope| {
        let running: Vec<_> = FAULTS.chunks(9).map(|chunk| scope.spawn(move || check(chunk))).collect();
        running.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    let mut all = String::new();
    for (fault, (output, _)) in FAULTS.iter().zip(&outputs) {
        assert!(output.contains('✗') || output.contains('‼'), "{} is not found:\n{output}", fault.name);
        let _ = writeln!(all, "##### {}\n{output}", fault.what);
    }
    let shorts: Vec<String> = outputs.into_iter().map(|(_, short)| short).collect();
    documented("faults", &table(&shorts));
    insta::assert_snapshot!("planted_faults", all);
}

#[test]
fn rules_of_probes_exist() {
    for entry in std::fs::read_dir(project().join("src/check")).unwrap() {
        let path = entry.unwrap().path();
        let Ok(code) = std::fs::read_to_string(&path) else { continue };
        for rule in code.split(".rule(\"").skip(1) {
            let name = rule.split('"').next().unwrap();
            assert!(flyte_auth::internals::lint::find(name).is_some(), "{}: {name}", path.display());
        }
    }
}

#[test]
fn follows_redirects_within_the_host() {
    let world = World::new(Issues::Keycloak, "discovery-redirects", WELL);
    insta::assert_snapshot!(world.outcome(&["-f", "values.yaml", "--only", "idp", "--format", "short"]), @"
    exit 0
    --- stdout
    11 ok
    ");
}

#[test]
fn sends_client_credentials_in_the_form_if_needed() {
    let world = World::new(Issues::Keycloak, "token-endpoint-takes-the-form-only", WELL);
    insta::assert_snapshot!(world.outcome(&["-f", "values.yaml", "--only", "clients", "--probe-secrets", "--format", "short"]), @"
    exit 0
    --- stdout
    7 ok
    ");
}

#[test]
fn reports_a_password_that_does_not_match_the_hash() {
    let world = World::new(Issues::Flyteadmin, "", WELL);
    std::fs::write(world.folder.path().join("old"), "the-secret-of-before").unwrap();
    let args = ["-f", "values.yaml", "--only", "clients", "--propeller-secret-file", "old"];
    insta::assert_snapshot!(world.outcome(&args), @"
    exit 1
    --- stdout
    Clients
    ✗ flytepropeller gets a token
        the token endpoint refuses `flytepropeller`: `invalid_client` (Client authentication failed
        (e.g., unknown client, no client authentication included, or unsupported authentication method))
      → create the password and its hash together with `flyte-auth hash`:
        `configmap.adminServer.auth.appAuth.selfAuthServer.staticClients.flytepropeller.client_secret`
        (values.yaml:66) must be the hash of this secret
        https://github.com/flyte-auth/flyte-auth/blob/main/docs/rules/client-secret-and-hash-do-not-match.md
    – flyteadmin accepts the claims of that token: not tried, there is no token
    ✓ the web client can redirect to Flyte (https://fly.example.org/callback, as `flyteconsole`)
    – the web client's secret is correct: not tried, `--probe-secrets` tests it with an invalid code
    ✓ flytectl's client can redirect to flytectl (http://localhost:53593/callback, as `flytectl`)

    1 failed, 2 ok, 2 not tried
    ");
}

#[test]
fn reports_an_unreachable_deployment() {
    let world = World::new(Issues::Keycloak, "", WELL);
    let url = "https://localhost:1";
    insta::assert_snapshot!(world.outcome(&[url, "--format", "short"]), @"
    exit 1
    --- stdout
    ✗ healthcheck: nothing listens on localhost:1: connection refused
    1 failed, 5 not tried
    ");
    insta::assert_snapshot!(world.outcome(&["https://flyte.invalid", "--format", "short"]), @"
    exit 1
    --- stdout
    ✗ healthcheck: the name `flyte.invalid` does not resolve
    1 failed, 5 not tried
    ");
}
