//! `--login`: logs in a user as flytectl does.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::Stdio;

use url::Url;

use super::provider::GOOD_CODE;
use super::{Issues, WELL, World, outcome};

/// The outcome of `check --login` if the browser returns with these fields and the correct state.
fn with_browser(world: &World, args: &[&str], fields: &[(&str, &str)]) -> String {
    // A free port: flytectl's port may be in use.
    let port = TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
    let uri = format!("http://127.0.0.1:{port}/callback");
    let key = "configmap.adminServer.auth.appAuth.thirdPartyConfig.flyteClient.redirectUri";
    let set = format!("{key}={uri}");
    let args = [&["-f", "values.yaml", "--set", &set, "--login", "--only", "idp", "--format", "short"], args].concat();
    let mut command = world.check(&args);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stderr = BufReader::new(child.stderr.take().unwrap());
    let mut line = String::new();
    stderr.read_line(&mut line).unwrap();
    let page = Url::parse(line.trim().strip_prefix("log in at ").unwrap_or_else(|| panic!("{line}"))).unwrap();
    let field = |name: &str| page.query_pairs().find(|(found, _)| found == name).unwrap().1.into_owned();
    assert_eq!((field("client_id"), field("code_challenge_method")), ("flytectl".to_owned(), "S256".to_owned()));
    let mut back = Url::parse(&uri).unwrap();
    back.query_pairs_mut().extend_pairs(fields);
    if !fields.iter().any(|(name, _)| *name == "state") {
        back.query_pairs_mut().append_pair("state", &field("state"));
    }
    let mut browser = loop {
        // The URL is printed before the port is open.
        match TcpStream::connect(("127.0.0.1", port)) {
            Ok(stream) => break stream,
            Err(_) => std::thread::sleep(std::time::Duration::from_millis(20)),
        }
    };
    write!(browser, "GET {}?{} HTTP/1.1\r\nHost: x\r\n\r\n", back.path(), back.query().unwrap()).unwrap();
    let mut answer = String::new();
    browser.read_to_string(&mut answer).unwrap();
    assert!(answer.contains("You can close this page"), "{answer}");
    let output = child.wait_with_output().unwrap();
    let stdout = String::from_utf8_lossy(&output.stdout).replace(&uri, "http://127.0.0.1:PORT/callback");
    world.named(&format!("exit {}\n{stdout}", output.status.code().unwrap()))
}

#[test]
fn login_with_a_browser() {
    let world = World::new(Issues::Keycloak, "", WELL);
    insta::assert_snapshot!(with_browser(&world, &[], &[("code", GOOD_CODE)]), @"
    exit 1
    ✗ published-client: the deployment gives flytectl the redirectUri `http://localhost:53593/callback`, but the values have `http://127.0.0.1:PORT/callback`: it runs with other values
    1 failed, 21 ok, 1 not tried
    ");
}

#[test]
fn login_reports_the_error_of_the_provider() {
    let world = World::new(Issues::Keycloak, "", WELL);
    let fields = [("error", "access_denied"), ("error_description", "User is not assigned")];
    insta::assert_snapshot!(with_browser(&world, &[], &fields), @"
    exit 1
    ✗ published-client: the deployment gives flytectl the redirectUri `http://localhost:53593/callback`, but the values have `http://127.0.0.1:PORT/callback`: it runs with other values
    ✗ login-token: the provider refuses the login: `access_denied` (User is not assigned)
    2 failed, 18 ok, 2 not tried
    ");
    insta::assert_snapshot!(with_browser(&world, &[], &[("code", GOOD_CODE), ("state", "of another login")]), @"
    exit 1
    ✗ published-client: the deployment gives flytectl the redirectUri `http://localhost:53593/callback`, but the values have `http://127.0.0.1:PORT/callback`: it runs with other values
    ✗ login-token: the browser returned from another login
    2 failed, 18 ok, 2 not tried
    ");
}

#[test]
fn login_reports_a_token_that_flyteadmin_rejects() {
    let world = World::new(Issues::Keycloak, "token-of-a-person-refused", WELL);
    insta::assert_snapshot!(with_browser(&world, &[], &[("code", GOOD_CODE)]), @"
    exit 1
    ✗ published-client: the deployment gives flytectl the redirectUri `http://localhost:53593/callback`, but the values have `http://127.0.0.1:PORT/callback`: it runs with other values
    ✗ login-projects: flyteadmin refuses the token: authenticated user doesn't have required scope
    2 failed, 20 ok, 1 not tried
    ");
}

#[test]
fn login_with_a_device_code() {
    let world = World::new(Issues::Keycloak, "", WELL);
    let args = ["-f", "values.yaml", "--login", "--device", "--only", "idp"];
    insta::assert_snapshot!(world.outcome(&args), @"
    exit 0
    --- stdout
    Identity provider
    ✓ the identity provider answers (https://idp.example.org/realms/flyte; certificate of `Example CA`,
      90 days left)
    ✓ it serves its discovery document
      (https://idp.example.org/realms/flyte/.well-known/openid-configuration)
    ✓ `issuer` is the one that flyteadmin expects (https://idp.example.org/realms/flyte)
    ✓ it names the endpoints of the login
    ✓ it serves its signing keys (1 for signatures)
    ✓ it signs ID tokens in a way that flyteadmin accepts (RS256)
    ✓ it offers the scopes of the login (profile, openid)
    ✓ flyteadmin finds the metadata of the authorization server
      (https://idp.example.org/realms/flyte/.well-known/openid-configuration)
    ✓ the authorization server offers the grant types (authorization_code, client_credentials)
    ✓ the authorization server offers PKCE with S256
    ✓ the authorization server has a device endpoint

    Deployment
    ✓ flyteadmin answers (https://fly.example.org; certificate of `Example CA`, 90 days left)
    ✓ the REST API refuses calls without a token (401)
    ✓ `/login` redirects to the identity provider (idp.example.org, back to
      https://fly.example.org/callback)
    ✓ it publishes the identity provider (https://idp.example.org/realms/flyte)
    ✓ it publishes the authorization server (https://idp.example.org/realms/flyte)
    ✓ it publishes flytectl's client (`flytectl`, scopes all)
    ✓ the same metadata comes over gRPC (https://idp.example.org/realms/flyte)
    ✓ the same client comes over gRPC (flytectl)
    ✓ the gRPC API refuses calls without a token (Unauthenticated)

    Login
    ✓ a person gets a token (as `flytectl`, scope all)
    ✓ flyteadmin accepts the claims of that token (`aud` is https://fly.example.org, scopes are all)
    ✓ flyteadmin lists the projects for that token (2 projects)

    23 ok
    --- stderr
    log in at https://idp.example.com/device with the code A-B
    ");
    let internal = World::new(Issues::Flyteadmin, "", WELL);
    insta::assert_snapshot!(internal.outcome(&[&args[..], &["--format", "short"]].concat()), @"
    exit 1
    --- stdout
    ✗ login-token: the deployment publishes no `device_authorization_endpoint`
    1 failed, 16 ok, 1 not tried
    ");
    insta::assert_snapshot!(outcome(&mut world.check(&["-f", "values.yaml", "--device"])), @"
    exit 2
    --- stderr
    error: the following required arguments were not provided:
      --login

    Usage: flyte-auth check --login --ca-file <FILE> --timeout <SECONDS> --values <FILE> --device [FILE|URL]...

    For more information, try '--help'.
    ");
}
