//! The severity of a finding follows what flytectl and pyflyte do with the value.

use std::fmt::Write as _;

use insta::assert_snapshot;

use super::lint_text;

/// A value that flytectl or pyflyte accepts is not an error.
#[test]
fn severity_follows_impact() {
    let mut page = String::new();
    for admin in [
        "endpoint: [a]",
        "authType: {Pkce: true}",
        "tokenUrl: [a]",
        "maxRetries: many",
        "insecure: maybe",
        "endpoint: dns:///[::1]:30080",
        "endpoint: a.example.org:443/",
        "endpoint: http://a.example.org",
        "endpoint: 10.0.0.1:81",
        "authType: oauth",
        "authType: ''",
        "command: /opt/my tools/token",
        "command: /opt/tool --quiet",
        "clientSecretLocation: secret.txt",
        "clientSecretLocation: ${HOME}/secret",
        "clientSecretEnvVar: ${NAME}",
        "clientId: <client-id>",
        "PKCECONFIG: {TIMEOUT: 1m}",
    ] {
        let _ = writeln!(page, "{admin}\n{}", lint_text(&format!("admin:\n  {admin}\n"), &["--kind", "client-config"]));
    }
    assert_snapshot!(page, @"
    endpoint: [a]
    exit 1
    --- stdout
    config.yaml:2:3: error[client-wrong-value-type]: `admin.endpoint` is a list, but must be a URL: flytectl does not start
    Found 1 error

    authType: {Pkce: true}
    exit 1
    --- stdout
    config.yaml:2:3: error[client-wrong-value-type]: `admin.authType` is a map, but must be text: flytectl does not start
    Found 1 error

    tokenUrl: [a]
    exit 0
    --- stdout
    config.yaml:2:3: warning[client-wrong-value-type]: `admin.tokenUrl` is a list, but must be text: flytectl does not start
    Found 1 warning

    maxRetries: many
    exit 0
    --- stdout
    config.yaml:2:3: warning[client-wrong-value-type]: `admin.maxRetries` is text, but must be a whole number: flytectl does not start
    Found 1 warning

    insecure: maybe
    exit 0
    --- stdout
    config.yaml:2:3: warning[client-wrong-value-type]: `admin.insecure` is text, but must be `true` or `false`: flytectl does not start
    Found 1 warning

    endpoint: dns:///[::1]:30080
    exit 0
    --- stdout
    config.yaml:1:1: warning[client-insecure-does-not-fit-endpoint]: `[::1]:30080` is called with TLS, but the sandbox serves plain text
    Found 1 warning (1 fixable with `--fix --unsafe-fixes`)

    endpoint: a.example.org:443/
    exit 1
    --- stdout
    config.yaml:2:13: error[invalid-client-endpoint]: `endpoint` has a slash after the host, which gRPC reads as part of the host name
    Found 1 error (1 fixable with `--fix`)

    endpoint: http://a.example.org
    exit 1
    --- stdout
    config.yaml:2:13: error[invalid-client-endpoint]: `endpoint` is an `http` URL, but flytectl and pyflyte need a gRPC target
    Found 1 error (1 fixable with `--fix --unsafe-fixes`)

    endpoint: 10.0.0.1:81
    exit 0
    --- stdout
    config.yaml:2:13: warning[invalid-client-endpoint]: flytectl does not start: without `dns:///`, it cannot parse `endpoint` with a number or `_` before the port (pyflyte can)
    Found 1 warning (1 fixable with `--fix`)

    authType: oauth
    exit 0
    --- stdout
    config.yaml:2:13: warning[client-unknown-auth-type]: flytectl does not know `authType: oauth`, and pyflyte only with a plugin
    Found 1 warning

    authType: ''
    exit 0
    --- stdout
    No problems found

    command: /opt/my tools/token
    exit 0
    --- stdout
    No problems found

    command: /opt/tool --quiet
    exit 0
    --- stdout
    config.yaml:2:12: warning[client-command-in-one-word]: `command` is one string with spaces, which no shell splits: it is used as the program's name
    Found 1 warning (1 fixable with `--fix --unsafe-fixes`)

    clientSecretLocation: secret.txt
    exit 0
    --- stdout
    config.yaml:2:25: warning[client-path-is-not-absolute]: `clientSecretLocation` is relative, so the file depends on the working directory of flytectl or pyflyte
    Found 1 warning

    clientSecretLocation: ${HOME}/secret
    exit 0
    --- stdout
    No problems found

    clientSecretEnvVar: ${NAME}
    exit 0
    --- stdout
    No problems found

    clientId: <client-id>
    exit 1
    --- stdout
    config.yaml:2:13: error[client-placeholders-left]: replace this placeholder with your value
    Found 1 error

    PKCECONFIG: {TIMEOUT: 1m}
    exit 0
    --- stdout
    No problems found
    ");
}
