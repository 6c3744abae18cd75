//! Passwords on standard input that `hash` rejects, or accepts with a note.

use std::fmt::Write as _;

use insta::assert_snapshot;

use super::hash;

#[test]
fn each_invalid_password_has_its_own_error() {
    let cases: [(&str, &[u8]); 13] = [
        ("empty", b""),
        ("a line end", b"\n"),
        ("blank", b"  \n"),
        ("whitespace around it", b"foobar \n"),
        ("two line ends", b"foobar\n\n"),
        ("whitespace inside", b"foo bar"),
        ("lines", b"foo\nbar\n"),
        ("NUL", b"foo\0bar"),
        ("control character", b"foo\x1b[Abar"),
        ("mark", b"\xef\xbb\xbffoobar"),
        ("UTF-16", b"\xff\xfef\0o\0o\0"),
        ("Latin-1", b"f\xfc\xfcbar"),
        ("73 bytes", &[b'x'; 73]),
    ];
    let mut text = String::new();
    for (name, password) in cases {
        let output = hash(&["--stdin"], password);
        // Each hash has another salt.
        let lines = output.lines().map(|line| if line.starts_with("hash ") { "hash      …" } else { line });
        let _ = writeln!(text, "# {name}\n{}\n", lines.collect::<Vec<_>>().join("\n"));
    }
    assert_snapshot!(text, @"
    # empty
    exit 2
    --- stderr
    error: cannot use the password on standard input
    caused by: the secret is empty
    help: check the source: the variable may be unset, or the file empty

    # a line end
    exit 2
    --- stderr
    error: cannot use the password on standard input
    caused by: the secret is empty
    help: check the source: the variable may be unset, or the file empty

    # blank
    exit 2
    --- stderr
    error: cannot use the password on standard input
    caused by: the secret is only whitespace
    help: check the source: the variable may be unset, or the file empty

    # whitespace around it
    exit 2
    --- stderr
    error: cannot use the password on standard input
    caused by: the secret starts or ends with whitespace
    help: remove the whitespace: Flyte trims what it reads and would send a different secret

    # two line ends
    exit 2
    --- stderr
    error: cannot use the password on standard input
    caused by: the secret starts or ends with whitespace
    help: remove the whitespace: Flyte trims what it reads and would send a different secret

    # whitespace inside
    exit 0
    --- stdout
    hash      …

    flyte-binary
      password  configuration.auth.internal.clientSecret
      hash      configuration.auth.internal.clientSecretHash

    flyte-core
      password  secrets.adminOauthClientCredentials.clientSecret
      hash      configmap.adminServer.auth.appAuth.selfAuthServer.staticClients.flytepropeller.client_secret
      (`staticClients` must also list flyte-cli and flytectl, because it replaces the built-in clients)

    # lines
    exit 2
    --- stderr
    error: cannot use the password on standard input
    caused by: the secret has more than one line
    help: enter only the secret, on one line

    # NUL
    exit 2
    --- stderr
    error: cannot use the password on standard input
    caused by: the secret contains a NUL character
    help: save it as UTF-8 text: some Windows programs write UTF-16, with a NUL after each character

    # control character
    exit 0
    --- stdout
    hash      …

    flyte-binary
      password  configuration.auth.internal.clientSecret
      hash      configuration.auth.internal.clientSecretHash

    flyte-core
      password  secrets.adminOauthClientCredentials.clientSecret
      hash      configmap.adminServer.auth.appAuth.selfAuthServer.staticClients.flytepropeller.client_secret
      (`staticClients` must also list flyte-cli and flytectl, because it replaces the built-in clients)

    # mark
    exit 2
    --- stderr
    error: cannot use the password on standard input
    caused by: the secret starts with a byte order mark
    help: save it as UTF-8 without a byte order mark, which Flyte reads as part of the secret

    # UTF-16
    exit 2
    --- stderr
    error: cannot use the password on standard input
    caused by: the secret is UTF-16 text
    help: save it as UTF-8 text

    # Latin-1
    exit 2
    --- stderr
    error: cannot use the password on standard input
    caused by: the secret is not UTF-8 text
    help: save it as UTF-8 text

    # 73 bytes
    exit 2
    --- stderr
    error: cannot use the password on standard input
    caused by: the password is longer than the 72 bytes that bcrypt reads
    help: choose a shorter one; `flyte-auth hash` without options generates one of 44 characters
    ");
}
