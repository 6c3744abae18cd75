//! Any text: the YAML reader does not panic, positions are within the text, and written strings read back.

use flyte_auth::internals::text::{LineIndex, Span};
use flyte_auth::internals::yaml::{Document, Folded, HelmVersion, NodeId, NodeKind, Resolved, Style, quote, read};
use proptest::collection::vec;
use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};
use proptest::sample::select;

/// Texts with a meaning in YAML.
const PIECES: &[&str] = &[
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    ": ",
    "? ",
    "- ",
    "\n",
    "\n  ",
    "\r\n",
    "\t",
    " ",
    "#",
    " # c",
    "\"",
    "'",
    "|",
    ">\n",
    "|2-\n",
    "&a ",
    "*a",
    "!!str ",
    "!!int ",
    "! ",
    "<<: *a\n",
    "<<",
    "---\n",
    "--- ",
    "...\n",
    "%YAML 1.1\n",
    "@",
    "\\",
    "\\x41",
    "\u{85}",
    "\u{2028}",
    "\u{FEFF}",
    "é",
    "1",
    "0x1F",
    "yes",
    "~",
    ".inf",
    "a",
    "key: value\n",
    "'it''s'",
    "  - x\n",
    "!!binary aGk=",
    "\u{0}",
    "a: &a {b: c}\n",
];

fn text() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        8 => vec(select(PIECES), 0..40).prop_map(|pieces| pieces.concat().into_bytes()),
        1 => vec(any::<u8>(), 0..200),
        1 => ".{0,100}".prop_map(String::into_bytes),
    ]
}

/// Checks the spans of a document and its nodes.
fn check(document: &Document, text: &[u8]) -> Result<(), proptest::test_runner::TestCaseError> {
    let inside = |span: Span| span.start <= span.end && span.end <= text.len();
    let mut ids: Vec<NodeId> = Vec::new();
    document.fold(|id, _: Folded<'_, ()>| ids.push(id));
    for id in ids {
        let node = document.node(id);
        prop_assert!(inside(node.span()), "{:?}", node.span());
        prop_assert_eq!(document.raw(id).as_bytes(), &text[node.span().range()]);
        let raw = document.raw(id);
        match (node.kind(), node.style()) {
            (NodeKind::Scalar, Style::SingleQuoted) => {
                prop_assert!(raw.starts_with('\'') && raw.ends_with('\''));
            }
            (NodeKind::Scalar, Style::DoubleQuoted) => {
                prop_assert!(raw.starts_with('"') && raw.ends_with('"'));
            }
            (NodeKind::Scalar, Style::Literal) => prop_assert!(raw.starts_with('|')),
            (NodeKind::Scalar, Style::Folded) => prop_assert!(raw.starts_with('>')),
            (NodeKind::Scalar, _) if !raw.contains(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']) => {
                prop_assert_eq!(document.text(id), raw);
            }
            (NodeKind::List, Style::Flow) => prop_assert!(raw.starts_with('[')),
            (NodeKind::Alias, _) => prop_assert!(raw.starts_with('*') && document.target(id) < id),
            _ => {}
        }
        for entry in document.entries(id) {
            prop_assert!(inside(entry.key_span));
            prop_assert!(entry.value < id || node.kind() == NodeKind::Alias);
        }
    }
    for comment in document.comments() {
        prop_assert!(inside(comment.span) && text[comment.span.range()].starts_with(b"#"));
    }
    for both in document.duplicates().iter().chain(document.collisions()) {
        prop_assert!(inside(both.earlier) && inside(both.later) && both.earlier.start < both.later.start);
    }
    Ok(())
}

proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: crate::common::cases(500), failure_persistence: None, ..Default::default() })]

    #[test]
    fn handles_any_text(text in text()) {
        for helm in [HelmVersion::V3, HelmVersion::V4] {
            match read(&text, helm) {
                Ok(stream) => {
                    for document in &stream.documents {
                        check(document, &text)?;
                    }
                    for dropped in &stream.dropped {
                        prop_assert!(dropped.span.start <= dropped.span.end && dropped.span.end <= text.len());
                    }
                }
                Err(error) => {
                    prop_assert!(error.span().start <= error.span().end);
                    prop_assert!(error.position().line >= 1 && error.position().column >= 1);
                    prop_assert!(error.position().line <= LineIndex::new(&text).len());
                    prop_assert!(!error.message().is_empty());
                }
            }
        }
    }

    #[test]
    fn strings_round_trip(string in prop_oneof![any::<String>(), ".{0,20}", vec(select(PIECES), 0..4).prop_map(|p| p.concat())]) {
        for written in [quote::plain_or_quoted(&string).into_owned(), quote::single_quoted(&string)] {
            for text in [format!("x: {written}\n"), format!("x: [a, {written}, b]\n"), format!("x: {{y: {written}}}\n"), format!("x:\n- {written}")] {
                let stream = read(text.as_bytes(), HelmVersion::V4);
                prop_assert!(stream.is_ok(), "{:?}: {:?}", text, stream);
                let stream = stream.unwrap();
                let document = &stream.documents[0];
                let mut found = false;
                document.fold(|id, _: Folded<'_, ()>| {
                    found |= document.resolved(id) == Resolved::String(&string);
                });
                prop_assert!(found, "{:?}", text);
            }
        }
        let text = format!("{}: 1\n", quote::key(&string));
        let stream = read(text.as_bytes(), HelmVersion::V3);
        prop_assert!(stream.is_ok(), "{:?}: {:?}", text, stream);
        let stream = stream.unwrap();
        let document = &stream.documents[0];
        prop_assert!(document.get(document.root(), &string).is_some(), "{:?}", text);
    }
}

#[test]
fn quotes_strings_that_other_readers_convert() {
    for string in [
        "",
        "yes",
        "No",
        "y",
        "n",
        "on",
        "OFF",
        "true",
        "null",
        "~",
        "NaN",
        "inf",
        "0777",
        "0o17",
        "1e3",
        "1_000",
        "0x1F",
        "12:30",
        "2026-01-01",
        "<<",
        "=",
        "a: b",
        "a #b",
        " a",
        "a ",
        "a:",
        "- a",
        "{{ x }}",
        "!x",
        "&x",
        "*x",
        "@x",
    ] {
        assert_eq!(quote::plain_or_quoted(string), format!("'{string}'"));
    }
    for string in ["abc", "https://login.example.org/v2.0", "api://default", "a b", "offline_access", "a@b.example"] {
        assert_eq!(quote::plain_or_quoted(string), string);
    }
    assert_eq!(quote::plain_or_quoted("it's"), "'it''s'");
    assert_eq!(quote::single_quoted("abc"), "'abc'");
    assert_eq!(quote::single_quoted("a\n\"\u{85}\u{2028}\u{FEFF}\\"), r#""a\n\"\x85\u2028\uFEFF\\""#);
}
