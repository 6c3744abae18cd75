//! `check` against real providers on loopback, which `.ci/run` installs. `FLYTE_AUTH_KEYCLOAK` is the folder of Keycloak,
//! `FLYTE_AUTH_OIDC_PROVIDER` the folder in which npm installed oidc-provider; without them the tests are skipped.

use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::provider::{PROPELLER_SECRET, WEB_SECRET};
use crate::common::{flyte_auth, outcome, project};

/// A process that is killed at the end of the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

/// A folder from the environment; without it, prints that the test is skipped.
fn folder(variable: &str) -> Option<PathBuf> {
    let folder = std::env::var_os(variable).map(PathBuf::from).filter(|folder| folder.is_dir());
    if folder.is_none() {
        eprintln!("skipped: {variable} names no folder");
    }
    folder
}

fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port()
}

/// Sends a request without TLS; returns the status and the body.
fn request(port: u16, method: &str, path: &str, token: Option<&str>, kind: &str, body: &str) -> (u16, Value) {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    let bearer = token.map(|token| format!("Authorization: Bearer {token}\r\n")).unwrap_or_default();
    // HTTP/1.0: the body ends with the connection.
    write!(
        stream,
        "{method} {path} HTTP/1.0\r\nHost: localhost:{port}\r\n{bearer}Content-Type: {kind}\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    (status, serde_json::from_str(body).unwrap_or_default())
}

/// Keycloak with the realm that `guide` writes.
struct Keycloak {
    _running: Running,
    port: u16,
    token: String,
}

impl Keycloak {
    fn start(home: &std::path::Path, realm: &str) -> Self {
        let port = free_port();
        let mut command = Command::new(home.join("bin/kc.sh"));
        command
            .args(["start-dev", "--db", "dev-mem", "--http-host", "127.0.0.1", "--http-port", &port.to_string()])
            .envs([("KC_BOOTSTRAP_ADMIN_USERNAME", "admin"), ("KC_BOOTSTRAP_ADMIN_PASSWORD", "admin")])
            .env("JAVA_OPTS_APPEND", "-Xmx512m")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let running = Running(command.spawn().unwrap());
        let start = Instant::now();
        let form = "application/x-www-form-urlencoded";
        let login = "grant_type=password&client_id=admin-cli&username=admin&password=admin";
        let path = "/realms/master/protocol/openid-connect/token";
        let token = loop {
            assert!(start.elapsed() < Duration::from_secs(180), "Keycloak does not start");
            std::thread::sleep(Duration::from_millis(300));
            if TcpStream::connect(("127.0.0.1", port)).is_ok()
                && let (200, answer) = request(port, "POST", path, None, form, login)
            {
                break answer["access_token"].as_str().unwrap().to_owned();
            }
        };
        let mut keycloak = Self { _running: running, port, token };
        assert_eq!(keycloak.admin("POST", "/admin/realms", Some(&serde_json::from_str(realm).unwrap())).0, 201);
        // An administrator's token is valid for one minute.
        let (_, answer) = request(port, "POST", path, None, form, login);
        answer["access_token"].as_str().unwrap().clone_into(&mut keycloak.token);
        keycloak
    }

    fn admin(&self, method: &str, path: &str, body: Option<&Value>) -> (u16, Value) {
        let body = body.map(Value::to_string).unwrap_or_default();
        request(self.port, method, path, Some(&self.token), "application/json", &body)
    }

    /// A client's internal ID and representation.
    fn client(&self, id: &str) -> (String, Value) {
        let (_, found) = self.admin("GET", &format!("/admin/realms/flyte/clients?clientId={id}"), None);
        let client = found[0].clone();
        (format!("/admin/realms/flyte/clients/{}", client["id"].as_str().unwrap()), client)
    }

    fn set_secret(&self, id: &str, secret: &str) {
        let (path, mut client) = self.client(id);
        client["secret"] = json!(secret);
        assert_eq!(self.admin("PUT", &path, Some(&client)).0, 204);
    }

    /// Replaces one field of a client, runs `look`, and restores the field.
    fn without(&self, id: &str, field: &str, value: &Value, look: impl FnOnce() -> String) -> String {
        let (path, client) = self.client(id);
        let mut changed = client.clone();
        match field.split_once('.') {
            Some((map, key)) => changed[map][key] = value.clone(),
            None => changed[field] = value.clone(),
        }
        assert_eq!(self.admin("PUT", &path, Some(&changed)).0, 204, "{id} {field}");
        let seen = look();
        assert_eq!(self.admin("PUT", &path, Some(&client)).0, 204);
        seen
    }

    /// Removes a mapper of the client scope `all`, runs `look`, and restores it.
    fn without_mapper(&self, kind: &str, look: impl FnOnce() -> String) -> String {
        let (_, scopes) = self.admin("GET", "/admin/realms/flyte/client-scopes", None);
        let scope = scopes.as_array().unwrap().iter().find(|scope| scope["name"] == "all").unwrap();
        let path =
            format!("/admin/realms/flyte/client-scopes/{}/protocol-mappers/models", scope["id"].as_str().unwrap());
        let mappers = scope["protocolMappers"].as_array().unwrap();
        let mapper = mappers.iter().find(|mapper| mapper["protocolMapper"] == kind).unwrap();
        assert_eq!(self.admin("DELETE", &format!("{path}/{}", mapper["id"].as_str().unwrap()), None).0, 204);
        let seen = look();
        assert_eq!(self.admin("POST", &path, Some(mapper)).0, 201);
        seen
    }
}

/// A folder with the values of a deployment at `https://flyte.example.org`.
fn values(idp: &str, clients: [&str; 3]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let [web, propeller, cli] = clients;
    let answers = format!(
        "chart: flyte-core\nauthServer: external\nurl: https://flyte.example.org\nidp: {idp}\nclients:\n  \
         web: {{id: {web}, secret: {{env: WEB}}}}\n  propeller: {{id: {propeller}, secret: {{env: PROPELLER}}}}\n  \
         flytectl: {{id: {cli}}}\n"
    );
    std::fs::write(folder.path().join("answers.yaml"), answers).unwrap();
    let mut generate = flyte_auth(folder.path());
    generate.args(["generate", "--answers", "answers.yaml", "-o", "."]);
    let output = generate.env("WEB", WEB_SECRET).env("PROPELLER", PROPELLER_SECRET).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    folder
}

/// The short output of `check` for the provider and its clients.
fn look(folder: &std::path::Path, port: u16, more: &[&str]) -> String {
    let mut all = String::new();
    for group in ["idp", "clients"] {
        let mut command = flyte_auth(folder);
        command
            .args(["check", "-f", "values.yaml", "--probe-secrets", "--format", "short", "--only", group])
            .args(more);
        all += &outcome(&mut command);
    }
    all.replace(&format!("localhost:{port}"), "idp.example.org").replace("--- stdout\n", "")
}

#[test]
fn keycloak_with_the_emitted_realm_and_one_part_removed() {
    let Some(home) = folder("FLYTE_AUTH_KEYCLOAK") else { return };
    let answers = "examples/answers/keycloak-external-flyte-core.yaml";
    let output =
        flyte_auth(project()).args(["guide", "--answers", answers, "--emit", "keycloak-realm"]).output().unwrap();
    let keycloak = Keycloak::start(&home, &String::from_utf8(output.stdout).unwrap());
    keycloak.set_secret("flyteconsole", WEB_SECRET);
    keycloak.set_secret("flytepropeller", PROPELLER_SECRET);
    let idp = format!("{{type: keycloak, url: 'http://localhost:{}', realm: flyte}}", keycloak.port);
    let folder = values(&idp, ["flyteconsole", "flytepropeller", "flytectl"]);
    let look = || look(folder.path(), keycloak.port, &[]);
    let none: &Value = &json!([]);
    let mut all = format!("##### as the guide says\n{}\n", look());
    let mut say = |what: &str, seen: String| write!(all, "##### {what}\n{seen}\n").unwrap();
    say("without the audience mapper", keycloak.without_mapper("oidc-audience-mapper", look));
    say("without the mapper for scp", keycloak.without_mapper("oidc-hardcoded-claim-mapper", look));
    let off = &json!(false);
    say(
        "flytepropeller without its service account",
        keycloak.without("flytepropeller", "serviceAccountsEnabled", off, look),
    );
    say("flytepropeller with another secret", keycloak.without("flytepropeller", "secret", &json!("another"), look));
    say("the web client with another secret", keycloak.without("flyteconsole", "secret", &json!("another"), look));
    say("the web client without its redirect URI", keycloak.without("flyteconsole", "redirectUris", none, look));
    say("the web client disabled", keycloak.without("flyteconsole", "enabled", off, look));
    say("the web client under another ID", keycloak.without("flyteconsole", "clientId", &json!("other"), look));
    say("flytectl without its redirect URI", keycloak.without("flytectl", "redirectUris", none, look));
    say("flytectl with a secret", keycloak.without("flytectl", "publicClient", off, look));
    let device = "attributes.oauth2.device.authorization.grant.enabled";
    let (map, key) = device.split_once('.').unwrap();
    say(
        "flytectl without the device grant",
        keycloak.without("flytectl", &format!("{map}.{key}"), &json!("false"), look),
    );
    say("flytectl without the standard flow", keycloak.without("flytectl", "standardFlowEnabled", off, look));
    insta::assert_snapshot!("keycloak", all);
}

#[test]
fn oidc_provider_in_each_configuration() {
    let Some(home) = folder("FLYTE_AUTH_OIDC_PROVIDER") else { return };
    let mut all = String::new();
    let shapes = [
        "plain",
        "issuer-with-slash",
        "opaque",
        "no-scp",
        "other-audience",
        "pkce-for-all",
        "no-device-endpoint",
        "no-device-grant",
        "no-client-credentials",
    ];
    for shape in shapes {
        let port = free_port();
        let mut command = Command::new("node");
        command.arg(project().join("tests/it/check/oidc_provider.mjs")).args([&port.to_string(), shape]);
        command.env("FLYTE_AUTH_OIDC_PROVIDER", &home).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut running = Running(command.spawn().unwrap());
        let mut line = String::new();
        // Its output must be read until it ends.
        let mut stdout = BufReader::new(running.0.stdout.take().unwrap());
        stdout.read_line(&mut line).unwrap();
        assert_eq!(line, "ready\n", "{shape}");
        let folder = values(&format!("{{type: oidc, issuer: 'http://localhost:{port}'}}"), ["web", "propeller", "cli"]);
        write!(all, "##### {shape}\n{}\n", look(folder.path(), port, &[])).unwrap();
        if shape == "plain" {
            let key = "configmap.adminServer.auth.appAuth.externalAuthServer.metadataUrl";
            let rfc8414 = format!("{key}=.well-known/oauth-authorization-server");
            write!(all, "##### no RFC 8414 document\n{}\n", look(folder.path(), port, &["--set", &rfc8414])).unwrap();
        }
    }
    insta::assert_snapshot!("oidc_provider", all);
}
