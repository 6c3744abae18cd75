//! Edits of any YAML text: they do not panic, change nothing else, and the result is valid, or there is no edit.

use std::fmt::Write as _;

use flyte_auth::internals::text::Span;
use flyte_auth::internals::yaml::{Change, apply, edit};
use flyte_auth::internals::yaml::{HelmVersion, Path, Step, read};
use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};
use proptest::sample::select;
use serde_json::{Value, json};

/// Lines of values files in every notation.
const LINES: &[&str] = &[
    "a:",
    "a: 1",
    "a: {b: 1, c: [x, y]}",
    "b: # later",
    "b: 'x' # one",
    "c: |",
    "c: >-",
    "c: [x, y]",
    "- a: 1",
    "- x",
    "- ",
    "d: &n x",
    "d: *n",
    "d: !!str 1",
    "<<: *n",
    "# comment",
    "",
    "? a",
    ": b",
    "\"a\": \"x\"",
    "---",
    "...",
    "a: {}",
    "b: null",
    "c: []",
    "text: it's",
    "- - x",
    "\tb: 1",
    "a: x  ",
    "b: [x, # in",
    "   y]",
    "é: ü",
];

const KEYS: &[&str] = &["a", "b", "c", "d", "text", "é", "new"];

fn text() -> impl Strategy<Value = String> {
    let line = (0..4_usize, select(LINES)).prop_map(|(depth, line)| format!("{}{line}", "  ".repeat(depth)));
    (vec(line, 0..12), select(vec!["\n", "\r\n"]), any::<bool>()).prop_map(|(lines, eol, ends)| {
        let mut text = lines.join(eol);
        if ends {
            text.push_str(eol);
        }
        text
    })
}

/// Mostly valid texts.
fn maps() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just(" 1".to_owned()),
        Just(" 'x' # why".to_owned()),
        Just(" {b: 1, c: [x]}".to_owned()),
        Just(String::new()),
        Just(" |\n{}  one\n{}  two".to_owned()),
    ];
    let map = leaf.prop_recursive(4, 24, 4, |inner| {
        vec((select(KEYS), inner, any::<bool>()), 1..4).prop_map(|entries| {
            let mut seen = Vec::new();
            let mut map = String::new();
            for (key, value, comment) in entries {
                if seen.contains(&key) {
                    continue;
                }
                seen.push(key);
                if comment {
                    map.push_str("\n{}  # about it");
                }
                let _ = write!(map, "\n{{}}  {key}:{}", value.replace("{}", "{}  "));
            }
            map
        })
    });
    map.prop_map(|map| format!("root:{}\nlast: true\n", map.replace("{}", "")))
}

fn path() -> impl Strategy<Value = Path> {
    let step = prop_oneof![
        6 => select(KEYS).prop_map(|key| Step::Key(key.into())),
        1 => (0..3_usize).prop_map(Step::Index),
    ];
    (any::<bool>(), vec(step, 1..4)).prop_map(|(root, mut steps)| {
        if root {
            steps.insert(0, Step::Key("root".into()));
        }
        Path(steps)
    })
}

fn value() -> impl Strategy<Value = Value> {
    select(vec![
        json!("x"),
        json!("yes # no"),
        json!(true),
        json!(["p", "q"]),
        json!({"k": ["p"], "l": {}}),
        json!("a\nb"),
    ])
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        (path(), value()).prop_map(|(path, value)| Change::Set { path, value }),
        path().prop_map(|path| Change::Quote { path }),
        (path(), select(KEYS)).prop_map(|(path, key)| Change::Rename { path, key: key.to_owned() }),
        (path(), path()).prop_map(|(from, to)| Change::Move { from, to }),
        path().prop_map(|path| Change::Remove { path }),
        (0..80_usize, 1..4_usize)
            .prop_map(|(start, length)| Change::RemoveShadowed { key: Span::new(start, start + length) }),
        (0..80_usize, 1..4_usize, select(vec!["", "z"])).prop_map(|(start, length, text)| {
            Change::Reword { word: Span::new(start, start + length), text: text.to_owned() }
        }),
    ]
}

proptest! {
    #[test]
    fn edited_text_is_valid_yaml(text in prop_oneof![text(), maps()], changes in vec(change(), 1..3)) {
        for helm in [HelmVersion::V3, HelmVersion::V4] {
            let Ok(edits) = edit(&text, helm, &changes) else { continue };
            let mut at = 0;
            for edit in &edits {
                prop_assert!(at <= edit.span.start && edit.span.start <= edit.span.end && edit.span.end <= text.len());
                prop_assert!(text.is_char_boundary(edit.span.start) && text.is_char_boundary(edit.span.end));
                at = edit.span.end;
            }
            let after = apply(&text, &edits).unwrap();
            prop_assert!(read(after.as_bytes(), helm).is_ok(), "{after}");
        }
    }

    #[test]
    fn setting_a_value_is_idempotent(text in maps(), path in path(), value in value()) {
        let set = [Change::Set { path: path.clone(), value: value.clone() }];
        if let Ok(edits) = edit(&text, HelmVersion::V3, &set) {
            let after = apply(&text, &edits).unwrap();
            let stream = read(after.as_bytes(), HelmVersion::V3).unwrap();
            let document = &stream.documents[0];
            let json = document.to_json(document.root());
            let there = path.0.iter().fold(&json, |json, step| match step {
                Step::Key(key) => &json[&**key],
                Step::Index(index) => &json[*index],
            });
            prop_assert_eq!(there, &value);
            if let Ok(again) = edit(&after, HelmVersion::V3, &set) {
                prop_assert_eq!(apply(&after, &again).unwrap(), after);
            }
        }
    }

    #[test]
    fn removing_an_added_key_restores_the_text(text in maps(), value in value()) {
        let path = Path::of(&["fresh"]);
        let set = [Change::Set { path: path.clone(), value }];
        if let Ok(edits) = edit(&text, HelmVersion::V3, &set) {
            let after = apply(&text, &edits).unwrap();
            let edits = edit(&after, HelmVersion::V3, &[Change::Remove { path }]).unwrap();
            prop_assert_eq!(apply(&after, &edits).unwrap(), text);
        }
    }
}
