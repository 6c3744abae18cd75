//! Each test: a text, a change, the text afterwards.

use serde_json::{Value, json};

use super::{Change, EditError, apply, edit};
use crate::yaml::{HelmVersion, Path, Step};

/// Parses a path such as `a.b[0].c`.
fn path(text: &str) -> Path {
    let steps = text.split(['.', '[']).map(|step| match step.strip_suffix(']') {
        Some(index) => Step::Index(index.parse().unwrap()),
        None => Step::Key(step.into()),
    });
    Path(steps.collect())
}

fn set(at: &str, value: Value) -> Change {
    Change::Set { path: path(at), value }
}

fn quote(at: &str) -> Change {
    Change::Quote { path: path(at) }
}

fn rename(at: &str, key: &str) -> Change {
    Change::Rename { path: path(at), key: key.to_owned() }
}

fn relocate(from: &str, to: &str) -> Change {
    Change::Move { from: path(from), to: path(to) }
}

fn remove(at: &str) -> Change {
    Change::Remove { path: path(at) }
}

fn changed(text: &str, changes: &[Change]) -> Result<String, EditError> {
    let edits = edit(text, HelmVersion::V3, changes)?;
    Ok(apply(text, &edits).unwrap())
}

#[track_caller]
fn check(cases: &[(&str, Change, &str)]) {
    for (before, change, after) in cases {
        let result = changed(before, std::slice::from_ref(change));
        assert_eq!(result.as_deref().map_err(ToString::to_string), Ok(*after), "{change:?} in\n{before}");
    }
}

#[track_caller]
fn check_refused(cases: &[(&str, Change, &str)]) {
    for (text, change, why) in cases {
        let error = changed(text, std::slice::from_ref(change)).unwrap_err();
        assert_eq!(error.to_string(), *why, "{change:?} in\n{text}");
    }
}

#[test]
fn replaces_a_scalar_and_keeps_quotes_and_comment() {
    check(&[
        ("a: 1 # one\nb: 2\n", set("a", json!("x")), "a: x # one\nb: 2\n"),
        ("a: 'x' # one\n", set("a", json!("it's")), "a: 'it''s' # one\n"),
        ("a: \"x\"\n", set("a", json!("z")), "a: \"z\"\n"),
        ("a: x\n", set("a", json!("yes")), "a: 'yes'\n"),
        ("a: x\n", set("a", json!("a: b # c")), "a: 'a: b # c'\n"),
        ("a: x\n", set("a", json!(true)), "a: true\n"),
        ("a: # later\nb: 1\n", set("a", json!("x")), "a: x # later\nb: 1\n"),
        ("a:\nb: 1\n", set("a", json!("x")), "a: x\nb: 1\n"),
        ("a:\r\n  b: 1\r\n", set("a.b", json!("x")), "a:\r\n  b: x\r\n"),
        ("a: |\n  one\n  two\nb: 1\n", set("a", json!("x")), "a: x\nb: 1\n"),
        ("a: [x, y] # list\n", set("a[1]", json!("z")), "a: [x, z] # list\n"),
        ("a:\n- x # one\n- y\n", set("a[0]", json!("z")), "a:\n- z # one\n- y\n"),
        ("a: {b: 1, c: 2}\n", set("a.c", json!("x")), "a: {b: 1, c: x}\n"),
        ("a: {b: , c: 2}\n", set("a.b", json!("x")), "a: {b: x , c: 2}\n"),
    ]);
}

#[test]
fn adds_missing_keys_at_the_end_of_their_map() {
    check(&[
        ("", set("a.b", json!("x")), "a:\n  b: x\n"),
        ("# nothing yet\n", set("a", json!("x")), "# nothing yet\na: x\n"),
        ("a: 1", set("b", json!("x")), "a: 1\nb: x"),
        (
            "a:\n  b: 1 # one\n\n# about c\nc: 2\n",
            set("a.d", json!(true)),
            "a:\n  b: 1 # one\n  d: true\n\n# about c\nc: 2\n",
        ),
        ("a:\n    b: 1\n", set("a.c.d", json!("x")), "a:\n    b: 1\n    c:\n        d: x\n"),
        ("a:\r\n  b: 1\r\n", set("a.c", json!(["x", "z"])), "a:\r\n  b: 1\r\n  c:\r\n    - x\r\n    - z\r\n"),
        ("l:\n- 1\na:\n  b: 1\n", set("a.c", json!(["x"])), "l:\n- 1\na:\n  b: 1\n  c:\n  - x\n"),
        ("a:\n  - x # one\nb: 1\n", set("a[1]", json!("z")), "a:\n  - x # one\n  - z\nb: 1\n"),
        ("a: [x]\n", set("a[1]", json!("z")), "a: [x, z]\n"),
        ("a: []\n", set("a[0]", json!("z")), "a: [z]\n"),
        ("a: # nothing\nb: 1\n", set("a.c", json!("x")), "a: # nothing\n  c: x\nb: 1\n"),
        ("a: {} # nothing\nb: 1\n", set("a.c.d", json!("x")), "a: # nothing\n  c:\n    d: x\nb: 1\n"),
        ("a: null\nb: 1\n", set("a.c", json!("x")), "a:\n  c: x\nb: 1\n"),
        ("a: {b: 1}\n", set("a.c.d", json!("x")), "a: {b: 1, c: {d: x}}\n"),
        ("{}\n", set("a", json!("x")), "a: x\n"),
        ("a:\n  b: |\n    one\n\n\nc: 1\n", set("a.d", json!("x")), "a:\n  b: |\n    one\n  d: x\n\n\nc: 1\n"),
        ("a: 1\n---\nb: 2\n", set("c", json!("x")), "a: 1\nc: x\n---\nb: 2\n"),
        (
            "l:\n  - a: 1\n    b: 2\n  - a: 3\n",
            set("l[0].c", json!([{"x": 1, "w": ["z"]}])),
            "l:\n  - a: 1\n    b: 2\n    c:\n      - x: 1\n        w:\n          - z\n  - a: 3\n",
        ),
    ]);
}

#[test]
fn replaces_a_block() {
    check(&[
        ("a:\n  - x\n  - y\nb: 1\n", set("a", json!(["z"])), "a:\n  - z\nb: 1\n"),
        ("a:\n  - x\n  - y\nb: 1\n", set("a", json!("z")), "a: z\nb: 1\n"),
        ("a: x # one\nb: 1\n", set("a", json!({"c": 1})), "a: # one\n  c: 1\nb: 1\n"),
        ("a: [x, y]\n", set("a", json!([])), "a: []\n"),
    ]);
    check_refused(&[("a:\n  - x # one\n  - y\n", set("a", json!(["z"])), "a comment would be lost")]);
}

#[test]
fn quotes_values_that_helm_converts() {
    check(&[
        ("id: 0123 # ours\n", quote("id"), "id: '0123' # ours\n"),
        ("a: {id: 1e3}\n", quote("a.id"), "a: {id: '1e3'}\n"),
        ("a:\n  - yes\n", quote("a[0]"), "a:\n  - 'yes'\n"),
    ]);
}

#[test]
fn renames_keys_in_place() {
    check(&[
        ("a:\n  baseURL: x # y\n  c: 1\n", rename("a.baseURL", "baseUrl"), "a:\n  baseUrl: x # y\n  c: 1\n"),
        ("\"a\": {B: 1}\n", rename("a.B", "b"), "\"a\": {b: 1}\n"),
        ("\"a\": 1\n", rename("a", "b"), "\"b\": 1\n"),
    ]);
    check_refused(&[("a: 1\nA: 2\n", rename("A", "a"), "`a` is there already")]);
}

#[test]
fn removes_empty_maps() {
    check(&[
        ("a: 1\nb: 2 # two\nc: 3\n", remove("b"), "a: 1\nc: 3\n"),
        ("a:\n  b:\n    c: 1\nd: 2\n", remove("a.b.c"), "d: 2\n"),
        ("# top\na: 1\n", remove("a"), "# top\n"),
        ("a: {b: 1, c: 2, d: 3}\n", remove("a.c"), "a: {b: 1, d: 3}\n"),
        ("a: {b: 1, c: 2}\n", remove("a.c"), "a: {b: 1}\n"),
        ("a:\n  - x\n  - y\n", remove("a[0]"), "a:\n  - y\n"),
        ("a:\n  - x\nb: 1\n", remove("a[0]"), "a: []\nb: 1\n"),
        ("a:\n  - b: 1\n    c: 2\n", remove("a[0].b"), "a:\n  - c: 2\n"),
        ("a: [x, y]\n", remove("a[1]"), "a: [x]\n"),
    ]);
}

#[test]
fn moves_a_block_with_its_comments() {
    check(&[
        (
            "# Ours.\n\nx: 1\n# The login.\nauth:\n  enabled: true # on\n  oidc:\n    # Okta\n    baseUrl: \
                u\nconfiguration:\n  database:\n    host: h\ny: 2\n",
            relocate("auth", "configuration.auth"),
            "# Ours.\n\nx: 1\nconfiguration:\n  database:\n    host: h\n  # The login.\n  auth:\n    enabled: true # \
                on\n    oidc:\n      # Okta\n      baseUrl: u\ny: 2\n",
        ),
        (
            "# Ours.\nauth:\n  a: 1\n",
            relocate("auth", "configuration.auth"),
            "# Ours.\nconfiguration:\n  auth:\n    a: 1\n",
        ),
        (
            "u:\n  openId:\n  # where\n  baseUrl: x\n  clientId: y\n",
            relocate("u.baseUrl", "u.openId.baseUrl"),
            "u:\n  openId:\n    # where\n    baseUrl: x\n  clientId: y\n",
        ),
        (
            "a:\n  appAuth:\n    t: x\n  ext:\n    u: |\n      one\n       two\n    l:\n    - 1\nb: 1\n",
            relocate("a.ext", "a.appAuth.ext"),
            "a:\n  appAuth:\n    t: x\n    ext:\n      u: |\n        one\n         two\n      l:\n      - 1\nb: 1\n",
        ),
        ("a:\n  x:\n    deep: 1\n", relocate("a.x.deep", "a.z"), "a:\n  z: 1\n"),
        ("a:\n  x: 1\n", relocate("a.x", "a.b.c"), "a:\n  b:\n    c: 1\n"),
        (
            "a:\n  x: 1\n  w: 2\nb:\n  a:\n    x: 1\n    z: 3\n",
            relocate("a", "b.a"),
            "b:\n  a:\n    x: 1\n    z: 3\n    w: 2\n",
        ),
        ("a:\r\n  x: 1\r\nb:\r\n  c: 2\r\n", relocate("a", "b.a"), "b:\r\n  c: 2\r\n  a:\r\n    x: 1\r\n"),
        ("a: {x: 1}\nb:\n  c: 2", relocate("a", "b.a"), "b:\n  c: 2\n  a: {x: 1}"),
    ]);
    check_refused(&[
        ("a:\n  x: 1\nb:\n  a:\n    x: 2\n", relocate("a", "b.a"), "`b.a.x` is there already"),
        ("a:\n  x: 1\n", relocate("a", "a.b"), "`a.b` is there already"),
    ]);
}

#[test]
fn removes_a_shadowed_entry() {
    let text = "a:\n  x: 1 # one\n  y: 2\n  x: 1\n";
    let key = crate::text::Span::new(5, 6);
    check(&[(text, Change::RemoveShadowed { key }, "a:\n  y: 2\n  x: 1\n")]);
    let key = crate::text::Span::new(25, 26);
    let last = Change::RemoveShadowed { key };
    assert_eq!(
        changed("a:\n  x: 1 # one\n  y: 2\n  x: 3\n", &[last]).unwrap_err().to_string(),
        "it would change more than it should"
    );
}

#[test]
fn rejects_aliases_and_ambiguous_places() {
    check_refused(&[
        ("a: &x {b: 1}\nc: *x\n", set("c.b", json!(2)), "`c` comes from an alias or a merge"),
        ("a: &x {b: 1}\nc: *x\n", set("a.b", json!(2)), "a change of `a.b` would change more than that"),
        ("a: &x\n  b: 1\nc:\n  <<: *x\n", set("c.b", json!(2)), "`c.b` comes from an alias or a merge"),
        ("a: x\n", set("a.b", json!(1)), "`a.b` is not a map"),
        ("a: 'x'\n", quote("a"), "`a` is written in a form that you have to change manually"),
        ("a: 1\n", remove("b"), "there is no `b`"),
        ("a: {b: 1,\n  c: 2}\n", relocate("a.b", "d"), "`a.b` is written in a form that you have to change manually"),
    ]);
    let documents = edit("a: 1\n---\nb: 2\n", HelmVersion::V4, &[remove("a")]);
    assert_eq!(documents.unwrap_err().to_string(), "the file has several documents");
}

#[test]
fn combines_several_changes() {
    let text = "u:\n  openId:\n  baseUrl: x\n  clientId: 12\n";
    let changes = [
        relocate("u.baseUrl", "u.openId.baseUrl"),
        relocate("u.clientId", "u.openId.clientId"),
        quote("u.openId.clientId"),
        set("u.openId.scopes", json!(["openid"])),
    ];
    assert_eq!(
        changed(text, &changes).unwrap(),
        "u:\n  openId:\n    baseUrl: x\n    clientId: '12'\n    scopes:\n      - openid\n"
    );
    assert_eq!(changed(text, &[]).unwrap(), text);
}

#[test]
fn removes_a_word_or_the_whole_comment() {
    for (text, word, to, after) in [
        ("a: 1 # x[one, two] why\n", "one", "", "a: 1 # x[two] why\n"),
        ("a: 1 # x[one, two] why\n", "two", "", "a: 1 # x[one] why\n"),
        ("a: 1   # x[one] why\nb: 2\n", "one", "", "a: 1\nb: 2\n"),
        ("a:\n  # x[one]\n  b: 2 # two\n", "one", "", "a:\n  b: 2 # two\n"),
        ("a: 1 # x[ona]\n", "ona", "one", "a: 1 # x[one]\n"),
    ] {
        let start = text.find(word).unwrap();
        let word = crate::text::Span::new(start, start + word.len());
        let change = Change::Reword { word, text: to.to_owned() };
        assert_eq!(changed(text, &[change]).unwrap(), after);
    }
}
