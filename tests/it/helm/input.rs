//! Unusual input, read as Helm 3.17.2 and 4.1.4 read it: UTF-16, invalid bytes, JSON in flags, quoted file names.

use std::fs;

use crate::common::{flyte_auth, folder_with, outcome};

/// The outcome of `show --merged --format json` for a file with these bytes.
fn values(bytes: &[u8], arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("v.yaml"), bytes).unwrap();
    outcome(flyte_auth(folder.path()).args(["show", "--merged", "--format", "json", "-f", "v.yaml"]).args(arguments))
}

fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    units.flat_map(to_bytes).collect()
}

#[test]
fn helm_4_ignores_invalid_utf_8_in_a_separator() {
    let text = b"a: 1\n--- # donn\xe9es\nb: {c: word}\n";
    insta::assert_snapshot!(values(text, &["--helm-version", "4"]), @r#"
    exit 0
    --- stdout
    {"a":1,"b":{"c":"word"}}
    "#);
    insta::assert_snapshot!(values(text, &["--helm-version", "3"]), @r#"
    exit 2
    --- stdout
    {
      "error": "Error: failed to parse v.yaml: error converting YAML to JSON: yaml: invalid trailing UTF-8 octet"
    }
    --- stderr
    error: failed to parse v.yaml: error converting YAML to JSON: yaml: invalid trailing UTF-8 octet
     --> v.yaml:2:11
      |
    2 | --- # donn?es
      |           ^
    "#);
}

#[test]
fn reads_utf_16_where_helm_does() {
    let text = "a: é\r\nb: 😀\r\n";
    for to_bytes in [u16::to_le_bytes, u16::to_be_bytes] {
        let answer = values(&utf16(text, to_bytes), &[]);
        assert_eq!(answer, "exit 0\n--- stdout\n{\"a\":\"é\",\"b\":\"😀\"}\n");
    }
    assert_eq!(
        values(&utf16(text, u16::to_be_bytes), &["--helm-version", "4"]),
        values(&utf16(text, u16::to_be_bytes), &[])
    );
    insta::assert_snapshot!(values(&utf16(text, u16::to_le_bytes), &["--helm-version", "4"]), @r#"
    exit 2
    --- stdout
    {
      "error": "Error: failed to parse v.yaml: cannot unmarshal yaml document: error converting YAML to JSON: yaml: incomplete UTF-16 character"
    }
    --- stderr
    error: failed to parse v.yaml: cannot unmarshal yaml document: error converting YAML to JSON: yaml: incomplete UTF-16 character
     --> v.yaml:2:6
      |
    2 | b: 😀
      |      ^
    "#);
    // Helm 4 does not find separators in UTF-16, and reads only the first document.
    let documents = utf16("a: 1\n---\nb: 2\n", u16::to_le_bytes);
    assert_eq!(values(&documents, &["--helm-version", "4"]), "exit 0\n--- stdout\n{\"a\":1}\n");
}

#[test]
fn rejects_utf_16_with_the_message_of_helm() {
    let bytes = |units: &[u16], rest: &[u8]| {
        let units = units.iter().flat_map(|unit| unit.to_le_bytes());
        [0xFF, 0xFE].into_iter().chain(units).chain(rest.iter().copied()).collect::<Vec<u8>>()
    };
    for (units, rest, words) in [
        (&[0x61, 0x3A, 0x20, 0xD800, 0x78, 0x0A][..], &b""[..], "expected low surrogate area"),
        (&[0x61, 0x3A, 0x20, 0xDC00, 0x0A], b"", "unexpected low surrogate area"),
        (&[0x61, 0x3A, 0x20, 0xD800], b"", "incomplete UTF-16 surrogate pair"),
        (&[0x61, 0x3A, 0x20, 0x31, 0x0A], b"x", "incomplete UTF-16 character"),
    ] {
        let answer = values(&bytes(units, rest), &[]);
        let line = format!("failed to parse v.yaml: error converting YAML to JSON: yaml: {words}\n");
        assert!(answer.contains(&line), "{words}: {answer}");
    }
}

/// PowerShell's `>` writes UTF-16.
#[test]
fn findings_in_utf_16_files_have_positions() {
    let folder = tempfile::tempdir().unwrap();
    let values =
        "configmap:\r\n  adminServer:\r\n    server: {security: {useAuth: false}}\r\n    auth: {authorizedUrs: []}\r\n";
    fs::write(folder.path().join("v.yaml"), utf16(values, u16::to_le_bytes)).unwrap();
    let lint = |arguments: &[&str]| outcome(flyte_auth(folder.path()).args(["lint", "v.yaml"]).args(arguments));
    insta::assert_snapshot!(lint(&["--format", "concise"]), @"
    exit 0
    --- stdout
    v.yaml:3:34: info[auth-is-off]: authentication is disabled: anyone who can reach Flyte can use it
    v.yaml:4:12: warning[unknown-key]: `configmap.adminServer.auth.authorizedUrs` has no effect: nothing reads a key with this name
    Found 1 warning, 1 note
    ");
    insta::assert_snapshot!(lint(&["--format", "concise", "--fix", "--unsafe-fixes"]), @"
    exit 0
    --- stdout
    v.yaml:3:34: info[auth-is-off]: authentication is disabled: anyone who can reach Flyte can use it
    v.yaml:4:12: warning[unknown-key]: `configmap.adminServer.auth.authorizedUrs` has no effect: nothing reads a key with this name
    Found 1 warning, 1 note (1 not fixed, see the notes above)
    --- stderr
    note: not fixed in v.yaml: Rename it to `authorizedUris` (unknown-key), because the file is not UTF-8: save it as UTF-8 first
    ");
}

#[test]
fn reads_json_in_flags_as_go_does() {
    for (json, value) in [
        (r#""\ud800""#, "\u{FFFD}"),
        (r#""\ud800\ud800x""#, "\u{FFFD}\u{FFFD}x"),
        (r#""\ud83d\ude00""#, "😀"),
        (r#""\udc00\ud800""#, "\u{FFFD}\u{FFFD}"),
        (r#""\ud800\u0041""#, "\u{FFFD}A"),
        (r#""\\ud800""#, "\\\\ud800"),
    ] {
        let answer = values(b"", &["--set-json", &format!("a={json}")]);
        assert_eq!(answer, format!("exit 0\n--- stdout\n{{\"a\":\"{value}\"}}\n"), "{json}");
    }
    let deep = |levels: usize| values(b"", &["--set-json", &format!("a={}{}", "[".repeat(levels), "]".repeat(levels))]);
    assert!(deep(9_000).starts_with("exit 0\n"));
    insta::assert_snapshot!(deep(10_001), @r#"
    exit 2
    --- stdout
    {
      "error": "Error: failed parsing --set-json data a=<redacted>"
    }
    --- stderr
    error: failed parsing --set-json data a=<redacted>
    "#);
}

#[test]
fn file_names_can_be_quoted() {
    let folder = folder_with(&[("x,y.yaml", "a: 1\n"), ("z.yaml", "b: 2\n")]);
    let show = |files: &str| {
        outcome(flyte_auth(folder.path()).args(["show", "--merged", "--format", "json", "--set", "c=3", "-f", files]))
    };
    assert_eq!(show("\"x,y.yaml\",z.yaml"), "exit 0\n--- stdout\n{\"a\":1,\"b\":2,\"c\":3}\n");
    assert_eq!(show(""), "exit 0\n--- stdout\n{\"c\":3}\n");
    insta::assert_snapshot!(show("a\"b.yaml"), @r#"
    exit 2
    --- stderr
    error: invalid value 'a"b.yaml' for '--values <FILE>': parse error on line 1, column 2: bare " in non-quoted-field

    For more information, try '--help'.
    "#);
}

/// Also if the output is a file or a pipe.
#[test]
fn prints_every_character() {
    let answer = values(b"a: \"x\\x7Fy\"\n", &[]);
    assert_eq!(answer, "exit 0\n--- stdout\n{\"a\":\"x\u{7f}y\"}\n");
}
