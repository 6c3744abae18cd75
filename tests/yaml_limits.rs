//! Texts that are made to be slow, big or deep: an answer in time, no panic, no overflow of the stack.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that reports"
)]

use std::time::Instant;

use flyte_auth::yaml::{Failure, HelmVersion, MAX_BYTES, read};

/// As much as is read, or less where nothing is optimised.
const SIZE: usize = if cfg!(debug_assertions) {
    MAX_BYTES / 16
} else {
    MAX_BYTES - 1024
};

fn fill(unit: &str) -> String {
    unit.repeat(SIZE / unit.len())
}

#[test]
fn big_texts_are_answered_in_time() {
    let anchors = (0..SIZE / 16)
        .map(|n| format!("- &a{n} x\n"))
        .collect::<String>();
    let cases = [
        ("[", fill("[")),
        ("{", fill("{")),
        ("- ", fill("- ")),
        ("{a: ", fill("{a: ")),
        ("a: ", fill("a: ")),
        ("? ", fill("? ")),
        ("[] ", fill("[] ")),
        ("[], in a list", format!("[{}]", fill("[],"))),
        ("list of nulls", fill("-\n")),
        ("keys", fill("a:\n")),
        (
            "different keys",
            (0..SIZE / 10).map(|n| format!("k{n}: 1\n")).collect(),
        ),
        ("aliases", format!("a: &a x\nb:\n{}", fill("- *a\n"))),
        (
            "aliases of a map",
            format!("a: &a {{b: [c, d, e]}}\nb:\n{}", fill("- *a\n")),
        ),
        (
            "merges",
            format!("a: &a {{b: c}}\nb:\n{}", fill("- <<: *a\n")),
        ),
        ("anchors", anchors),
        ("one plain scalar", format!("a: {}", fill("x"))),
        (
            "one plain scalar on many lines",
            format!("a:\n{}", fill("  x\n")),
        ),
        ("one quoted scalar", format!("a: '{}'", fill("it''s "))),
        ("one escaped scalar", format!("a: \"{}\"", fill("\\x41"))),
        ("quoted line breaks", format!("a: \"{}\"", fill("\n"))),
        ("unclosed quote", format!("a: \"{}", fill("x "))),
        ("one block scalar", format!("a: |\n{}", fill("  x\n"))),
        (
            "empty lines in a block scalar",
            format!("a: |+\n{}", fill("\n")),
        ),
        ("comments", fill("# x\n")),
        ("separators", fill("---\n")),
        ("documents", fill("---\na: 1\n")),
        ("carriage returns", fill("a: 1\r\n")),
        ("tags", fill("- !a!b c\n")),
        ("tags with escapes", format!("a: !{} b", fill("%41"))),
        ("directives", fill("%TAG !a! b\n")),
        ("colons", fill(":")),
        ("flow entries", format!("[{}]", fill("a,"))),
        ("flow keys", format!("{{{}}}", fill("a,"))),
        ("key of a big list", format!("? [{}]\n: x", fill("a,"))),
        ("tabs", fill("\t")),
        ("two-byte characters", fill("é")),
        ("a bad byte at the end", format!("{}\u{0}", fill("# x\n"))),
    ];
    for (name, text) in cases {
        for helm in [HelmVersion::V3, HelmVersion::V4] {
            let start = Instant::now();
            let answer = read(text.as_bytes(), helm);
            let found = answer.as_ref().map_or_else(
                |error| error.to_string(),
                |stream| {
                    format!(
                        "{} nodes",
                        stream
                            .documents
                            .iter()
                            .map(|document| document.len())
                            .sum::<usize>()
                    )
                },
            );
            drop(answer);
            let time = start.elapsed();
            println!(
                "{name:32} {helm:?} {:5} ms  {}",
                time.as_millis(),
                found.chars().take(100).collect::<String>()
            );
            assert!(
                time.as_secs() < if cfg!(debug_assertions) { 60 } else { 2 },
                "{name} took {time:?}"
            );
        }
    }
}

#[test]
fn depth_is_limited_as_in_helm() {
    let deep = |open: &str, close: &str, depth: usize| {
        format!("x: {}{}", open.repeat(depth), close.repeat(depth))
    };
    assert!(read(deep("[", "]", 9_999).as_bytes(), HelmVersion::V3).is_ok());
    for (text, words) in [
        (
            deep("[", "]", 10_000),
            "invalid character '[' exceeded max depth",
        ),
        (deep("[", "]", 10_001), "exceeded max depth of 10000"),
        ("- ".repeat(10_001), "exceeded max depth of 10000"),
        (
            format!("x:\n {}", "- ".repeat(10_000)),
            "exceeded max depth of 10000",
        ),
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
        assert_eq!((error.message(), error.failure()), (words, Failure::Depth));
    }
    assert!(
        read(
            format!("x:\n {}", "- ".repeat(9_999)).as_bytes(),
            HelmVersion::V3
        )
        .is_ok()
    );
}

#[test]
fn this_crates_own_limits_have_a_place() {
    let error = read(" ".repeat(MAX_BYTES + 1).as_bytes(), HelmVersion::V3).unwrap_err();
    assert_eq!(
        (error.failure(), error.span().start),
        (Failure::Limit, MAX_BYTES)
    );
    let error = read("-\n".repeat(1_000_001).as_bytes(), HelmVersion::V3).unwrap_err();
    assert_eq!(
        (error.failure(), error.position().line),
        (Failure::Limit, 1_000_001)
    );
}
