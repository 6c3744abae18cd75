//! A password and its hash, in every format, and the flags.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use insta::assert_snapshot;

use super::{HASH, hash, with_filters};

#[test]
fn prints_a_generated_password_in_every_format() {
    with_filters(|| {
        assert_snapshot!(hash(&["--cost", "4"], ""), @"
        exit 0
        --- stdout
        password  [password]
        hash      [hash]

        flyte-binary
          password  configuration.auth.internal.clientSecret
          hash      configuration.auth.internal.clientSecretHash

        flyte-core
          password  secrets.adminOauthClientCredentials.clientSecret
          hash      configmap.adminServer.auth.appAuth.selfAuthServer.staticClients.flytepropeller.client_secret
          (`staticClients` must also list flyte-cli and flytectl, because it replaces the built-in clients)
        ");
        assert_snapshot!(hash(&["--cost", "4", "--format", "yaml"], ""), @"
        exit 0
        --- stdout
        password: '[password]'
        hash: '[hash]'
        ");
        assert_snapshot!(hash(&["--cost", "4", "--format", "json"], ""), @r#"
        exit 0
        --- stdout
        {
          "password": "[password]",
          "hash": "[hash]"
        }
        "#);
        assert_snapshot!(hash(&["--cost", "4", "--format", "env"], ""), @"
        exit 0
        --- stdout
        FLYTE_PROPELLER_PASSWORD=[password]
        FLYTE_PROPELLER_PASSWORD_HASH=[hash]
        ");
    });
}

#[test]
fn does_not_print_a_given_password() {
    with_filters(|| {
        assert_snapshot!(hash(&["--cost", "4", "--stdin"], "foobar"), @"
        exit 0
        --- stdout
        hash      [hash]

        flyte-binary
          password  configuration.auth.internal.clientSecret
          hash      configuration.auth.internal.clientSecretHash

        flyte-core
          password  secrets.adminOauthClientCredentials.clientSecret
          hash      configmap.adminServer.auth.appAuth.selfAuthServer.staticClients.flytepropeller.client_secret
          (`staticClients` must also list flyte-cli and flytectl, because it replaces the built-in clients)
        ");
        assert_snapshot!(hash(&["--cost", "4", "--stdin", "--format", "yaml"], "foobar\n"), @"
        exit 0
        --- stdout
        hash: '[hash]'
        --- stderr
        note: the trailing newline is not part of the password
        ");
        assert_snapshot!(hash(&["--cost", "4", "--stdin", "--format", "json"], "foobar\r\n"), @r#"
        exit 0
        --- stdout
        {
          "hash": "[hash]"
        }
        --- stderr
        note: the trailing newline is not part of the password
        "#);
        assert_snapshot!(hash(&["--cost", "4", "--stdin", "--format", "env"], "foobar"), @"
        exit 0
        --- stdout
        FLYTE_PROPELLER_PASSWORD_HASH=[hash]
        ");
    });
}

#[test]
fn printed_password_and_hash_match() {
    let pair = hash(&["--format", "yaml"], "");
    let mut values = pair.split('\'').skip(1).step_by(2);
    let (password, made) = (values.next().unwrap(), values.next().unwrap());
    // The default cost is 10.
    assert!(STANDARD.decode(made).unwrap().starts_with(b"$2b$10$"));
    assert_eq!(hash(&["--verify", made], password), "exit 0\n--- stdout\nmatch\n");
    assert_eq!(hash(&["--verify", made], &password[1..]), "exit 1\n--- stdout\nmismatch\n");
}

#[test]
fn rejects_a_password_as_an_argument() {
    let refusal = hash(&["canary"], "");
    for args in [["--stdin", "canary"], ["canary", "canary"]] {
        assert_eq!(hash(&args, ""), refusal, "{args:?}");
    }
    assert_eq!(hash(&["--verify", HASH, "canary"], ""), refusal);
    // There is no such option; the message does not contain the value.
    for args in [&["--password", "canary"][..], &["--password=canary"], &["-pcanary"]] {
        let output = hash(args, "");
        assert!(output.contains("unexpected argument"), "{output}");
        assert!(!output.contains("canary"), "{output}");
    }
    assert_snapshot!(refusal, @r#"
    exit 2
    --- stderr
    error: the password cannot be given as an argument
    help: other users of the machine can read arguments, and the shell stores them: `printf %s "$PASSWORD" | flyte-auth hash --stdin`
    "#);
}

#[test]
fn rejects_invalid_costs() {
    let mut text = String::new();
    for cost in ["3", "17", "31", "ten"] {
        let _ = writeln!(text, "{}", hash(&["--cost", cost], ""));
    }
    assert_snapshot!(text, @"
    exit 2
    --- stderr
    error: invalid value '3' for '--cost <N>': bcrypt costs are 4 to 31; for a new hash, use 16 at most

    For more information, try '--help'.

    exit 2
    --- stderr
    error: invalid value '17' for '--cost <N>': flyteadmin verifies the hash for every token that flytepropeller requests: cost 16 takes seconds, each step doubles the time, and clients time out

    For more information, try '--help'.

    exit 2
    --- stderr
    error: invalid value '31' for '--cost <N>': flyteadmin verifies the hash for every token that flytepropeller requests: cost 16 takes seconds, each step doubles the time, and clients time out

    For more information, try '--help'.

    exit 2
    --- stderr
    error: invalid value 'ten' for '--cost <N>': the cost is a number from 4 to 16

    For more information, try '--help'.
    ");
    assert_snapshot!(hash(&["--cost", "4", "--verify", HASH], "foobar"), @"
    exit 2
    --- stderr
    error: the argument '--cost <N>' cannot be used with '--verify <HASH>'

    Usage: flyte-auth hash --cost <N>

    For more information, try '--help'.
    ");
}

#[test]
fn prints_help() {
    assert_snapshot!(hash(&["--prints_help"], ""), @"
    exit 2
    --- stderr
    error: unexpected argument '--prints_help' found

      tip: to pass '--prints_help' as a value, use '-- --prints_help'

    Usage: flyte-auth hash [OPTIONS]

    For more information, try '--help'.
    ");
}
