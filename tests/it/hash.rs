//! `flyte-auth hash`: everything it prints, on both streams, and its exit code.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use insta::assert_snapshot;

/// bcrypt of `foobar`, made by Python's bcrypt.
const RAW: &str = "$2b$04$PVV0TGJhCbv7.FgT8TV4uuVF6xfK2WzBTvoAJe5m3sAPOou5yODde";

/// The same as the charts take it.
const HASH: &str = "JDJiJDA0JFBWVjBUR0poQ2J2Ny5GZ1Q4VFY0dXVWRjZ4ZksyV3pCVHZvQUplNW0zc0FQT291NXlPRGRl";

fn encode(text: impl AsRef<[u8]>) -> String {
    STANDARD.encode(text)
}

/// Runs `flyte-auth hash` without anything of this environment.
fn hash(args: &[&str], stdin: impl Into<Vec<u8>>) -> String {
    let result = assert_cmd::cargo_bin_cmd!("flyte-auth")
        .env_clear()
        .arg("hash")
        .args(args)
        .write_stdin(stdin)
        .output()
        .unwrap();
    let mut text = String::from_utf8(result.stdout).unwrap();
    for line in String::from_utf8(result.stderr).unwrap().lines() {
        let _ = writeln!(text, "stderr: {line}");
    }
    let _ = write!(text, "exit code {}", result.status.code().unwrap());
    text
}

/// Replaces what differs from run to run.
fn with_filters(check: impl FnOnce()) {
    let mut settings = insta::Settings::clone_current();
    settings.add_filter(r"\bp[A-Za-z0-9_-]{43}(?:\b|$)", "[password]");
    settings.add_filter(r"\bJDJi[A-Za-z0-9]{76}\b", "[hash]");
    settings.bind(check);
}

#[test]
fn a_random_pair_in_every_format() {
    with_filters(|| {
        assert_snapshot!(hash(&["--cost", "4"], ""), @"
        password  [password]
        hash      [hash]

        flyte-binary
          password  configuration.auth.internal.clientSecret
          hash      configuration.auth.internal.clientSecretHash

        flyte-core
          password  secrets.adminOauthClientCredentials.clientSecret
          hash      configmap.adminServer.auth.appAuth.selfAuthServer.staticClients.flytepropeller.client_secret
          (`staticClients` must also list flyte-cli and flytectl, because it replaces the built-in clients)
        exit code 0
        ");
        assert_snapshot!(hash(&["--cost", "4", "--format", "yaml"], ""), @"
        password: '[password]'
        hash: '[hash]'
        exit code 0
        ");
        assert_snapshot!(hash(&["--cost", "4", "--format", "json"], ""), @r#"
        {
          "password": "[password]",
          "hash": "[hash]"
        }
        exit code 0
        "#);
        assert_snapshot!(hash(&["--cost", "4", "--format", "env"], ""), @"
        FLYTE_PROPELLER_PASSWORD=[password]
        FLYTE_PROPELLER_PASSWORD_HASH=[hash]
        exit code 0
        ");
    });
}

#[test]
fn a_given_password_is_not_printed_back() {
    with_filters(|| {
        assert_snapshot!(hash(&["--cost", "4", "--stdin"], "foobar"), @"
        hash      [hash]

        flyte-binary
          password  configuration.auth.internal.clientSecret
          hash      configuration.auth.internal.clientSecretHash

        flyte-core
          password  secrets.adminOauthClientCredentials.clientSecret
          hash      configmap.adminServer.auth.appAuth.selfAuthServer.staticClients.flytepropeller.client_secret
          (`staticClients` must also list flyte-cli and flytectl, because it replaces the built-in clients)
        exit code 0
        ");
        assert_snapshot!(hash(&["--cost", "4", "--stdin", "--format", "yaml"], "foobar\n"), @"
        hash: '[hash]'
        stderr: note: the trailing newline is not part of the password
        exit code 0
        ");
        assert_snapshot!(hash(&["--cost", "4", "--stdin", "--format", "json"], "foobar\r\n"), @r#"
        {
          "hash": "[hash]"
        }
        stderr: note: the trailing newline is not part of the password
        exit code 0
        "#);
        assert_snapshot!(hash(&["--cost", "4", "--stdin", "--format", "env"], "foobar"), @"
        FLYTE_PROPELLER_PASSWORD_HASH=[hash]
        exit code 0
        ");
    });
}

#[test]
fn what_it_prints_belongs_together() {
    let pair = hash(&["--format", "yaml"], "");
    let mut values = pair.split('\'').skip(1).step_by(2);
    let (password, made) = (values.next().unwrap(), values.next().unwrap());
    // Cost 10, unless another one is asked for.
    assert!(STANDARD.decode(made).unwrap().starts_with(b"$2b$10$"));
    assert_eq!(hash(&["--verify", made], password), "match\nexit code 0");
    assert_eq!(hash(&["--verify", made], &password[1..]), "mismatch\nexit code 1");
}

#[test]
fn verifying() {
    assert_snapshot!(hash(&["--verify", HASH], "foobar"), @"
    match
    exit code 0
    ");
    assert_snapshot!(hash(&["--verify", HASH, "--stdin"], "foobar\n"), @"
    match
    stderr: note: the trailing newline is not part of the password
    exit code 0
    ");
    assert_snapshot!(hash(&["--verify", HASH], "barfoo"), @"
    mismatch
    exit code 1
    ");
    let slow = encode(RAW.replace("$04$", "$31$"));
    assert_snapshot!(hash(&["--verify", &slow], "foobar"), @"
    stderr: error: cannot verify the password
    stderr: caused by: the hash has a cost of 31, but only costs up to 12 are verified
    stderr: help: each step doubles the time, also for flyteadmin, which verifies the hash for every token that flytepropeller requests; 10 is usual
    exit code 2
    ");
}

#[test]
fn every_wrong_password_has_its_message() {
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
        let told = hash(&["--stdin"], password);
        // A hash has another salt each time.
        let lines = told.lines().map(|line| if line.starts_with("hash ") { "hash      …" } else { line });
        let _ = writeln!(text, "# {name}\n{}\n", lines.collect::<Vec<_>>().join("\n"));
    }
    assert_snapshot!(text, @"
    # empty
    stderr: error: cannot use the password on standard input
    stderr: caused by: the secret is empty
    stderr: help: check the source: the variable may be unset, or the file empty
    exit code 2

    # a line end
    stderr: error: cannot use the password on standard input
    stderr: caused by: the secret is empty
    stderr: help: check the source: the variable may be unset, or the file empty
    exit code 2

    # blank
    stderr: error: cannot use the password on standard input
    stderr: caused by: the secret is only whitespace
    stderr: help: check the source: the variable may be unset, or the file empty
    exit code 2

    # whitespace around it
    stderr: error: cannot use the password on standard input
    stderr: caused by: the secret starts or ends with whitespace
    stderr: help: remove the whitespace: Flyte trims what it reads and would send a different secret
    exit code 2

    # two line ends
    stderr: error: cannot use the password on standard input
    stderr: caused by: the secret starts or ends with whitespace
    stderr: help: remove the whitespace: Flyte trims what it reads and would send a different secret
    exit code 2

    # whitespace inside
    hash      …

    flyte-binary
      password  configuration.auth.internal.clientSecret
      hash      configuration.auth.internal.clientSecretHash

    flyte-core
      password  secrets.adminOauthClientCredentials.clientSecret
      hash      configmap.adminServer.auth.appAuth.selfAuthServer.staticClients.flytepropeller.client_secret
      (`staticClients` must also list flyte-cli and flytectl, because it replaces the built-in clients)
    exit code 0

    # lines
    stderr: error: cannot use the password on standard input
    stderr: caused by: the secret has more than one line
    stderr: help: enter only the secret, on one line
    exit code 2

    # NUL
    stderr: error: cannot use the password on standard input
    stderr: caused by: the secret contains a NUL character
    stderr: help: save it as UTF-8 text: some Windows programs write UTF-16, with a NUL after each character
    exit code 2

    # control character
    hash      …

    flyte-binary
      password  configuration.auth.internal.clientSecret
      hash      configuration.auth.internal.clientSecretHash

    flyte-core
      password  secrets.adminOauthClientCredentials.clientSecret
      hash      configmap.adminServer.auth.appAuth.selfAuthServer.staticClients.flytepropeller.client_secret
      (`staticClients` must also list flyte-cli and flytectl, because it replaces the built-in clients)
    exit code 0

    # mark
    stderr: error: cannot use the password on standard input
    stderr: caused by: the secret starts with a byte order mark
    stderr: help: save it as UTF-8 without a byte order mark, which Flyte reads as part of the secret
    exit code 2

    # UTF-16
    stderr: error: cannot use the password on standard input
    stderr: caused by: the secret is UTF-16 text
    stderr: help: save it as UTF-8 text
    exit code 2

    # Latin-1
    stderr: error: cannot use the password on standard input
    stderr: caused by: the secret is not UTF-8 text
    stderr: help: save it as UTF-8 text
    exit code 2

    # 73 bytes
    stderr: error: cannot use the password on standard input
    stderr: caused by: the password is longer than the 72 bytes that bcrypt reads
    stderr: help: choose a shorter one; `flyte-auth hash` without options generates one of 44 characters
    exit code 2
    ");
}

#[test]
#[expect(clippy::too_many_lines, reason = "it is one snapshot")]
fn every_wrong_hash_has_its_message() {
    let cases = [
        ("empty", String::new()),
        ("raw", RAW.to_owned()),
        ("Python", format!("b'{HASH}'")),
        ("Python inside", encode(format!("b'{RAW}'"))),
        ("quotes", format!("'{HASH}'")),
        ("htpasswd", format!("admin:{RAW}")),
        ("twice", encode(HASH)),
        ("padding", format!("{HASH}==")),
        ("URL-safe", "c3ViamVjdHM_X2E".to_owned()),
        ("wrapped", format!("{}\n{}", &HASH[..76], &HASH[76..])),
        ("whitespace around it", format!("{HASH} ")),
        ("whitespace before it", encode(format!(" {RAW}"))),
        ("line end in it", encode(format!("{RAW}\n"))),
        ("more after it", encode(format!("{RAW}more"))),
        ("cut off", HASH[..70].to_owned()),
        ("$2$", encode(RAW.replace("$2b$", "$2$"))),
        ("$2x$", encode(RAW.replace("$2b$", "$2x$"))),
        ("$4$", encode(RAW.replace("$04$", "$4$"))),
        ("cost 3", encode(RAW.replace("$04$", "$03$"))),
        ("no cost", encode(RAW.replace("$04$", "$xy$"))),
        ("alphabet", encode(RAW.replace('.', "_"))),
        ("salt", encode(RAW.replace("V4uuV", "V4uvV"))),
        ("digest", encode(RAW.replace("yODde", "yODdf"))),
        ("other scheme", "$6$salt$digest".to_owned()),
        ("encoded password", encode("canary-password")),
        ("word", "canary12".to_owned()),
        ("password", "canary-password!".to_owned()),
    ];
    let mut text = String::new();
    for (name, wrong) in cases {
        let said = hash(&["--verify", &wrong], "foobar");
        assert!(!said.contains("canary") && !said.contains("PVV0") && !said.contains("UFZW"));
        let _ = writeln!(text, "# {name}\n{said}\n");
    }
    assert_snapshot!(text, @r"
    # empty
    stderr: error: cannot use the hash given with `--verify`
    stderr: caused by: the hash is empty
    stderr: help: `flyte-auth hash` generates a password and its hash; `flyte-auth hash --stdin` hashes a given password
    exit code 2

    # raw
    stderr: error: cannot use the hash given with `--verify`
    stderr: caused by: the hash is bcrypt without the base64 encoding
    stderr: help: encode it: `printf %s '$2b$…' | base64 | tr -d '\n'`, with single quotes, so that the shell does not expand `$`
    exit code 2

    # Python
    stderr: error: cannot use the hash given with `--verify`
    stderr: caused by: the hash is wrapped in Python's `b'…'`
    stderr: help: use only what is between the quotation marks; in Python, print `.decode()` of the bytes
    exit code 2

    # Python inside
    stderr: error: cannot use the hash given with `--verify`
    stderr: caused by: the base64 contains Python's `b'…'` around the hash
    stderr: help: encode the bytes themselves, not `str(…)` of them: `base64.b64encode(hash).decode()`
    exit code 2

    # quotes
    stderr: error: cannot use the hash given with `--verify`
    stderr: caused by: the hash includes quotation marks
    stderr: help: remove the inner quotation marks: they are part of the value here
    exit code 2

    # htpasswd
    stderr: error: cannot use the hash given with `--verify`
    stderr: caused by: the hash starts with a user name, as `htpasswd` prints it
    stderr: help: encode only the part after the colon, from `$2` on
    exit code 2

    # twice
    stderr: error: cannot use the hash given with `--verify`
    stderr: caused by: the hash is base64-encoded more than once
    stderr: help: encode it once: the chart encodes the Secret's `data` itself
    exit code 2

    # padding
    stderr: error: cannot use the hash given with `--verify`
    stderr: caused by: the base64 of the hash has the wrong padding
    stderr: help: the base64 of a bcrypt hash has 80 characters without `=`; encode only the hash, and all of it
    exit code 2

    # URL-safe
    stderr: error: cannot use the hash given with `--verify`
    stderr: caused by: the value is URL-safe base64, which is not how a bcrypt hash is encoded
    stderr: help: the value must be the base64 of the password's bcrypt hash: 80 characters that start with `JDJ`; `flyte-auth hash --stdin` computes it
    exit code 2

    # wrapped
    stderr: error: cannot use the hash given with `--verify`
    stderr: caused by: the base64 of the hash contains line breaks or other whitespace
    stderr: help: write it on one line: `base64` breaks long output, `| tr -d '\n'` joins it
    exit code 2

    # whitespace around it
    stderr: error: cannot use the hash given with `--verify`
    stderr: caused by: the hash has whitespace around it
    stderr: help: remove the whitespace around it
    exit code 2

    # whitespace before it
    stderr: error: cannot use the hash given with `--verify`
    stderr: caused by: the base64 contains whitespace before the hash
    stderr: help: encode only the hash, starting at `$2`
    exit code 2

    # line end in it
    stderr: error: cannot use the hash given with `--verify`
    stderr: caused by: the base64 contains a line break or other whitespace after the hash
    stderr: help: flyteadmin ignores it, other tools do not; encode the hash without it: use `printf %s` instead of `echo`
    exit code 2

    # more after it
    stderr: error: cannot use the hash given with `--verify`
    stderr: caused by: the base64 contains more than the 60 bytes of a bcrypt hash
    stderr: help: flyteadmin ignores the rest, other tools do not; encode only the hash
    exit code 2

    # cut off
    stderr: error: cannot use the hash given with `--verify`
    stderr: caused by: the hash is cut off after 52 of 60 bytes
    stderr: help: copy the complete hash, or create a new one from the password with `flyte-auth hash --stdin`
    exit code 2

    # $2$
    stderr: error: cannot use the hash given with `--verify`
    stderr: caused by: the hash has the unusual bcrypt version `$2$`
    stderr: help: flyteadmin treats all versions the same, other tools reject this one; write `$2b$` instead
    exit code 2

    # $2x$
    stderr: error: cannot use the hash given with `--verify`
    stderr: caused by: the hash has the unusual bcrypt version `$2x$`
    stderr: help: flyteadmin treats all versions the same, other tools reject this one; write `$2b$` instead
    exit code 2

    # $4$
    stderr: error: cannot use the hash given with `--verify`
    stderr: caused by: the cost of the hash has one digit instead of two
    stderr: help: write the cost with two digits, as in `$2b$06$`
    exit code 2

    # cost 3
    stderr: error: cannot use the hash given with `--verify`
    stderr: caused by: the cost of the hash is 3, but bcrypt costs are 4 to 31
    stderr: help: copy the complete hash, or create a new one from the password with `flyte-auth hash --stdin`
    exit code 2

    # no cost
    stderr: error: cannot use the hash given with `--verify`
    stderr: caused by: the hash starts like bcrypt, but its version and cost cannot be read
    stderr: help: copy the complete hash, or create a new one from the password with `flyte-auth hash --stdin`
    exit code 2

    # alphabet
    stderr: error: cannot use the hash given with `--verify`
    stderr: caused by: the hash contains a character that bcrypt does not use
    stderr: help: copy the complete hash, or create a new one from the password with `flyte-auth hash --stdin`
    exit code 2

    # salt
    stderr: error: cannot use the hash given with `--verify`
    stderr: caused by: the salt of the hash has stray bits at its end
    stderr: help: flyteadmin ignores them, other tools reject the hash; `flyte-auth hash --stdin` prints a clean one
    exit code 2

    # digest
    stderr: error: cannot use the hash given with `--verify`
    stderr: caused by: the hash ends in a character that no bcrypt hash ends in
    stderr: help: copy the complete hash, or create a new one from the password with `flyte-auth hash --stdin`
    exit code 2

    # other scheme
    stderr: error: cannot use the hash given with `--verify`
    stderr: caused by: the hash is SHA-512-crypt, not bcrypt
    stderr: help: flyteadmin supports only bcrypt; `flyte-auth hash --stdin` hashes a given password
    exit code 2

    # encoded password
    stderr: error: cannot use the hash given with `--verify`
    stderr: caused by: the base64 contains text that is not a bcrypt hash
    stderr: help: the value must be the base64 of the password's bcrypt hash: 80 characters that start with `JDJ`; `flyte-auth hash --stdin` computes it
    exit code 2

    # word
    stderr: error: cannot use the hash given with `--verify`
    stderr: caused by: the value is base64, but not of a bcrypt hash
    stderr: help: the value must be the base64 of the password's bcrypt hash: 80 characters that start with `JDJ`; `flyte-auth hash --stdin` computes it
    exit code 2

    # password
    stderr: error: cannot use the hash given with `--verify`
    stderr: caused by: the hash is not base64
    stderr: help: the value must be the base64 of the password's bcrypt hash: 80 characters that start with `JDJ`; `flyte-auth hash --stdin` computes it
    exit code 2
    ");
}

#[test]
fn a_password_as_an_argument_is_refused_and_not_repeated() {
    let refusal = hash(&["canary"], "");
    for args in [["--stdin", "canary"], ["canary", "canary"]] {
        assert_eq!(hash(&args, ""), refusal, "{args:?}");
    }
    assert_eq!(hash(&["--verify", HASH, "canary"], ""), refusal);
    // There is no such option; clap says so without the value.
    for args in [&["--password", "canary"][..], &["--password=canary"], &["-pcanary"]] {
        let said = hash(args, "");
        assert!(said.contains("unexpected argument"), "{said}");
        assert!(!said.contains("canary"), "{said}");
    }
    assert_snapshot!(refusal, @r#"
    stderr: error: the password cannot be given as an argument
    stderr: help: other users of the machine can read arguments, and the shell stores them: `printf %s "$PASSWORD" | flyte-auth hash --stdin`
    exit code 2
    "#);
}

#[test]
fn costs() {
    let mut text = String::new();
    for cost in ["3", "17", "31", "ten"] {
        let _ = writeln!(text, "{}", hash(&["--cost", cost], ""));
    }
    assert_snapshot!(text, @"
    stderr: error: invalid value '3' for '--cost <N>': bcrypt costs are 4 to 31; for a new hash, use 16 at most
    stderr: 
    stderr: For more information, try '--help'.
    exit code 2
    stderr: error: invalid value '17' for '--cost <N>': flyteadmin verifies the hash for every token that flytepropeller requests: cost 16 takes seconds, each step doubles the time, and clients time out
    stderr: 
    stderr: For more information, try '--help'.
    exit code 2
    stderr: error: invalid value '31' for '--cost <N>': flyteadmin verifies the hash for every token that flytepropeller requests: cost 16 takes seconds, each step doubles the time, and clients time out
    stderr: 
    stderr: For more information, try '--help'.
    exit code 2
    stderr: error: invalid value 'ten' for '--cost <N>': the cost is a number from 4 to 16
    stderr: 
    stderr: For more information, try '--help'.
    exit code 2
    ");
    assert_snapshot!(hash(&["--cost", "4", "--verify", HASH], "foobar"), @"
    stderr: error: the argument '--cost <N>' cannot be used with '--verify <HASH>'
    stderr: 
    stderr: Usage: flyte-auth hash --cost <N>
    stderr: 
    stderr: For more information, try '--help'.
    exit code 2
    ");
}

#[test]
fn help() {
    assert_snapshot!(hash(&["--help"], ""), @r#"
    Generate a password and its hash, or hash a given password

    Usage: flyte-auth hash [OPTIONS]

    Options:
          --stdin
              Hash the password on standard input instead of generating one

          --verify <HASH>
              Check HASH against the password on standard input; exit with 0 if it matches, else 1

          --into <FILE>
              Replace only the password and hash in this values file; repeat for layers of one release

          --cost <N>
              bcrypt cost, 4 to 16; each step doubles the time
              
              flyteadmin computes the hash for every token that flytepropeller requests: cost 10 takes
              about 60 ms, cost 16 takes seconds. `flyte-auth` never verifies hashes with a cost above
              12.
              
              [default: 10]

          --format <FORMAT>
              Output format

              Possible values:
              - human: Text that shows where the password and hash go
              - yaml:  YAML with the keys `password` and `hash`
              - json:  JSON with the keys `password` and `hash`
              - env:   Variables for a shell or a `.env` file
              
              [default: human]

          --color <WHEN>
              When to use color
              
              [default: auto]
              [possible values: auto, always, never]

      -h, --help
              Print help (see a summary with '-h')

    Passwords are never taken as arguments, because other users can read command lines and the shell
    stores them.

    Examples:
      flyte-auth hash
      printf %s "$PASSWORD" | flyte-auth hash --stdin
      flyte-auth hash --into values.yaml --into values-secrets.yaml
      printf %s "$PASSWORD" | flyte-auth hash --verify "$HASH"
    exit code 0
    "#);
}
