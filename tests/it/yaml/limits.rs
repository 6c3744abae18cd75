//! Slow, big and deep texts: the YAML reader answers in time, without a panic and without a stack overflow.

use std::time::Instant;

use flyte_auth::internals::yaml::{Document, HelmVersion, MAX_BYTES, YamlFailure, read};

/// The largest size that is read; less in debug builds.
const SIZE: usize = if cfg!(debug_assertions) { MAX_BYTES / 16 } else { MAX_BYTES - 1024 };

/// Name, start, repeated text (`#` is its number), end.
type Case = (&'static str, &'static str, &'static str, &'static str);

const CASES: &[Case] = &[
    ("[", "", "[", ""),
    ("{", "", "{", ""),
    ("- ", "", "- ", ""),
    ("{a: ", "", "{a: ", ""),
    ("a: ", "", "a: ", ""),
    ("? ", "", "? ", ""),
    ("[] ", "", "[] ", ""),
    ("[], in a list", "[", "[],", "]"),
    ("list of nulls", "", "-\n", ""),
    ("keys", "", "a:\n", ""),
    ("different keys", "", "k#: 1\n", ""),
    ("fewer different keys", "", "long-key-number-#: some longer value\n", ""),
    ("aliases", "a: &a x\nb:\n", "- *a\n", ""),
    ("fewer aliases", "a: &a x\nb:\n", "-       *a      # a comment\n", ""),
    ("aliases of a map", "a: &a {b: [c, d, e]}\nb:\n", "- *a\n", ""),
    ("merges", "a: &a {b: c}\nb:\n", "- <<: *a\n", ""),
    ("fewer merges", "a: &a {b: c}\nb:\n", "- d: a longer value that takes some room\n  <<: *a\n", ""),
    ("anchors", "", "- &a# x\n", ""),
    ("fewer anchors", "x:\n", "- &anchor-with-a-name-# value\n", ""),
    ("one plain scalar", "a: ", "x", ""),
    ("one plain scalar on many lines", "a:\n", "  x\n", ""),
    ("one quoted scalar", "a: '", "it''s ", "'"),
    ("one escaped scalar", "a: \"", "\\x41", "\""),
    ("quoted line breaks", "a: \"", "\n", "\""),
    ("unclosed quote", "a: \"", "x ", ""),
    ("one block scalar", "a: |\n", "  x\n", ""),
    ("empty lines in a block scalar", "a: |+\n", "\n", ""),
    ("comments", "", "# x\n", ""),
    ("separators", "", "---\n", ""),
    ("documents", "", "---\na: 1\n", ""),
    ("carriage returns", "", "a: 1\r\n", ""),
    ("tags", "", "- !a!b c\n", ""),
    ("tags with escapes", "a: !", "%41", " b"),
    ("directives", "", "%TAG !a! b\n", ""),
    ("different directives", "", "%TAG !a#! b\n", ""),
    ("colons", "", ":", ""),
    ("flow entries", "[", "a,", "]"),
    ("flow keys", "{", "a,", "}"),
    ("key of a big list", "? [", "a,", "]\n: x"),
    ("tabs", "", "\t", ""),
    ("two-byte characters", "", "é", ""),
    ("a bad byte at the end", "", "# x\n", "\u{0}"),
];

fn text((_, before, unit, after): Case) -> String {
    let mut text = before.to_owned();
    let mut number = 0;
    while text.len() + unit.len() + 8 < SIZE {
        number += 1;
        match unit.split_once('#') {
            Some((start, end)) if start.ends_with(|c: char| c.is_alphanumeric() || c == '-') => {
                text.push_str(start);
                text.push_str(&number.to_string());
                text.push_str(end);
            }
            _ => text.push_str(unit),
        }
    }
    text + after
}

#[test]
fn reads_big_texts_in_time() {
    let only = std::env::var("FLYTE_AUTH_CASE").ok();
    for case in CASES.iter().filter(|case| only.as_deref().is_none_or(|only| only == case.0)) {
        let (name, text) = (case.0, text(*case));
        for helm in [HelmVersion::V3, HelmVersion::V4] {
            let start = Instant::now();
            let answer = read(text.as_bytes(), helm);
            let found = answer.as_ref().map_or_else(ToString::to_string, |stream| {
                let nodes = stream.documents.iter().map(Document::len).sum::<usize>();
                format!("{nodes} nodes")
            });
            drop(answer);
            let time = start.elapsed();
            let found: String = found.chars().take(100).collect();
            println!("{name:32} {helm:?} {:5} ms  {found}", time.as_millis());
            let most = if cfg!(debug_assertions) { 60 } else { 2 };
            assert!(time.as_secs() < most, "{name} took {time:?}");
        }
    }
}

#[test]
fn limits_depth_as_helm_does() {
    let deep = |open: &str, close: &str, depth: usize| format!("x: {}{}", open.repeat(depth), close.repeat(depth));
    assert!(read(deep("[", "]", 9_999).as_bytes(), HelmVersion::V3).is_ok());
    for (text, words) in [
        (deep("[", "]", 10_000), "invalid character '[' exceeded max depth"),
        (deep("[", "]", 10_001), "exceeded max depth of 10000"),
        ("- ".repeat(10_001), "exceeded max depth of 10000"),
        (format!("x:\n {}", "- ".repeat(10_000)), "exceeded max depth of 10000"),
        (
            format!(
                "a: &a {}{}\nb: {}*a{}\n",
                "[".repeat(6_000),
                "]".repeat(6_000),
                "[".repeat(5_000),
                "]".repeat(5_000)
            ),
            "invalid character '[' exceeded max depth",
        ),
    ] {
        let error = read(text.as_bytes(), HelmVersion::V3).unwrap_err();
        assert_eq!((error.message(), error.failure()), (words, YamlFailure::Depth));
    }
    assert!(read(format!("x:\n {}", "- ".repeat(9_999)).as_bytes(), HelmVersion::V3).is_ok());
}

#[test]
fn errors_of_size_limits_have_a_position() {
    let error = read(" ".repeat(MAX_BYTES + 1).as_bytes(), HelmVersion::V3).unwrap_err();
    assert_eq!((error.failure(), error.span().start), (YamlFailure::Limit, MAX_BYTES));
    let error = read("-\n".repeat(200_001).as_bytes(), HelmVersion::V3).unwrap_err();
    assert_eq!((error.failure(), error.position().line), (YamlFailure::Limit, 200_001));
}
