//! The YAML reader: cases with the results of Helm 3.17.2 and 4.1.4.

use flyte_auth::internals::yaml::{DropReason, HelmVersion, Hint, YamlFailure, read};
use serde_json::{Value, json};

fn value(text: &str) -> Value {
    let stream = read(text.as_bytes(), HelmVersion::V3).unwrap_or_else(|error| panic!("{text:?}: {error}"));
    let document = stream.documents.first().unwrap();
    document.to_json(document.root())
}

fn refusal(text: &[u8]) -> String {
    let error = read(text, HelmVersion::V3).unwrap_err().in_full().to_owned();
    error.strip_prefix("error converting YAML to JSON: ").map_or(error.clone(), str::to_owned)
}

#[test]
fn reads_scalars() {
    for (text, expected) in [
        ("yes", json!(true)),
        ("On", json!(true)),
        ("y", json!(true)),
        ("N", json!(false)),
        ("off", json!(false)),
        ("tRue", json!("tRue")),
        ("oN", json!("oN")),
        ("~", json!(null)),
        ("", json!(null)),
        ("NULL", json!(null)),
        ("nUll", json!("nUll")),
        ("0777", json!(511)),
        ("0o17", json!(15)),
        ("089", json!(89)),
        ("0123456789012", json!(123_456_789_012_i64)),
        ("0x_1F", json!(31)),
        ("-0b11", json!(-3)),
        ("0b-1", json!(-1)),
        ("-0b-1", json!("-0b-1")),
        ("0b12", json!("0b12")),
        ("1_000", json!(1000)),
        ("1_", json!(1)),
        ("_1", json!("_1")),
        ("+12", json!(12)),
        ("1e3", json!(1000)),
        ("1.e3", json!(1000)),
        ("1e400", json!("1e400")),
        (".5_0", json!(0.5)),
        (".5_", json!(".5_")),
        ("._5", json!("._5")),
        (".5e1_0", json!(5_000_000_000_i64)),
        ("12:30:45", json!("12:30:45")),
        ("2026-01-01", json!("2026-01-01")),
        ("18446744073709551615", json!(18_446_744_073_709_552_000_f64)),
        ("0x10000000000000000", json!("0x10000000000000000")),
        ("=", json!("=")),
        ("<<", json!("<<")),
        ("! 123", json!("123")),
        ("!abc", json!("")),
        ("&abc", json!(null)),
        ("!abc def", json!("def")),
        ("!!int '12'", json!(12)),
        ("!!float 12", json!(12)),
        ("!!bool yes", json!(true)),
        ("!!str 12", json!("12")),
        ("!!timestamp 2026-1-1", json!("2026-1-1")),
        ("!!binary aGVsbG8=", json!("hello")),
        ("!!binary //4=", json!("\u{FFFD}\u{FFFD}")),
        ("'it''s'", json!("it's")),
        (r#""\u00e9\x41\'\e""#, json!("éA'\u{1B}")),
        ("\"x\"#c", json!("x")),
        ("a b\n  c\n\n  d", json!("a b c\nd")),
        ("|\n  a\n   b\n\n", json!("a\n b\n")),
        ("|+\n  a\n", json!("a\n\n")),
        (">-\n  a\n  b\n\n  c\n", json!("a b\nc")),
        ("|", json!("")),
        ("b'JDJi'", json!("b'JDJi'")),
        ("a#b", json!("a#b")),
        ("a #b", json!("a")),
    ] {
        assert_eq!(value(&format!("x: {text}\n"))["x"].to_string(), expected.to_string(), "{text:?}");
    }
}

#[test]
fn reads_maps() {
    for (text, expected) in [
        ("1: a\n0x10: b\n1.23456789: c\n1e3: d\n", json!({"1": "a", "16": "b", "1.2345679": "c", "1000": "d"})),
        ("1234567.5: a\n0.00001: b\n", json!({"1.2345675e+06": "a", "1e-05": "b"})),
        ("n: 1\ny: 2\n", json!({"false": 1, "true": 2})),
        ("a: {b: 1}\na: {c: 2}\n", json!({"a": {"c": 2}})),
        ("a: &a {k: 1, j: 2}\nb: {<<: *a, k: 9}\n", json!({"a": {"k": 1, "j": 2}, "b": {"k": 9, "j": 2}})),
        ("a: &a {k: 1}\nb: {k: 9, <<: *a}\n", json!({"a": {"k": 1}, "b": {"k": 1}})),
        (
            "a: &a {k: 1}\nb: &b {k: 2, l: 3}\nc: {<<: [*a, *b]}\n",
            json!({"a": {"k": 1}, "b": {"k": 2, "l": 3}, "c": {"k": 1, "l": 3}}),
        ),
        ("a: {\"<<\": 1}\n", json!({"a": {"<<": 1}})),
        ("a: &x 1\nb: *x\nc: &x 2\nd: *x\n", json!({"a": 1, "b": 1, "c": 2, "d": 2})),
        ("{a:, b}", json!({"a:": null, "b": null})),
        ("a: [b: c, {d}]", json!({"a": [{"b": "c"}, {"d": null}]})),
        ("a:\n- b\n-\n- - c\n", json!({"a": ["b", null, ["c"]]})),
        ("? a\n: b\n? c\n", json!({"a": "b", "c": null})),
        ("%TAG !e! tag:yaml.org,2002:\n---\nx: !e!int '3'\n", json!({"x": 3})),
        ("\u{FEFF}x: 1\n", json!({"x": 1})),
        ("x: .inf\nx: 1\n", json!({"x": 1})),
    ] {
        // Integers and floats with the same value are equal.
        assert_eq!(value(text), expected, "{text:?}");
    }
}

#[test]
fn rejects_invalid_yaml() {
    for (text, words) in [
        ("x: a: b\n", "yaml: mapping values are not allowed in this context"),
        ("a: 1\nx: a: b\n", "yaml: line 2: mapping values are not allowed in this context"),
        ("x: @a\n", "yaml: found character that cannot start any token"),
        ("a:\n\tb: 1\n", "yaml: line 2: found character that cannot start any token"),
        ("x: 1\n\t# c\ny: 2\n", "yaml: line 2: found a tab character that violates indentation"),
        ("a: 1\nb\n", "yaml: line 3: could not find expected ':'"),
        ("a: 1\n b: 2\n", "yaml: line 2: mapping values are not allowed in this context"),
        ("a:\n  - b\n c: d\n", "yaml: line 2: did not find expected key"),
        ("a: 'b\n", "yaml: line 2: found unexpected end of stream"),
        ("x: 'it's'\n", "yaml: did not find expected key"),
        ("x: {abc\n", "yaml: line 1: did not find expected ',' or '}'"),
        ("x: - abc\n", "yaml: block sequence entries are not allowed in this context"),
        ("x: ,a\n", "yaml: did not find expected node content"),
        ("x: \"\\/\"\n", "yaml: found unknown escape character"),
        ("x: *a\n", "yaml: unknown anchor 'a' referenced"),
        ("x: &a [*a]\n", "yaml: anchor 'a' value contains itself"),
        ("x: &a [{<<: *a}]\n", "yaml: map merge requires map or sequence of maps as the value"),
        ("x: {<<: 1}\n", "yaml: map merge requires map or sequence of maps as the value"),
        ("x: !!int abc\n", "yaml: cannot decode !!str `abc` as a !!int"),
        ("x: !!float 18446744073709551615\n", "yaml: cannot decode !!int `18446744073709551615` as a !!float"),
        ("x: !!timestamp 2026-02-30\n", "yaml: cannot decode !!str `2026-02-30` as a !!timestamp"),
        ("x: !!binary '#'\n", "yaml: !!binary value contains invalid base64 data"),
        ("x: .inf\n", "json: unsupported value: +Inf"),
        ("~: 1\n", "unsupported map key of type: %!s(<nil>), key: <nil>, value: 1"),
        (
            "x: {{ .Values.y }}\n",
            "yaml: invalid map key: map[interface {}]interface {}{\".Values.y\":interface {}(nil)}",
        ),
        (
            "{{1: 1, a: 2, yes: 3, 1.5: 4, ~: 5, no: 7, 18446744073709551615: [8]}: x}",
            "yaml: invalid map key: map[interface {}]interface {}{interface {}(nil):5, \"a\":2, \
             0xffffffffffffffff:[]interface {}{8}, 1:1, 1.5:4, false:7, true:3}",
        ),
        ("? []: x\n", "yaml: did not find expected key"),
        ("%YAML 1.2\n---\nx: 1\n", "yaml: found incompatible YAML document"),
        ("%FOO\n", "yaml: found unknown directive name"),
        ("x: \u{7}\n", "yaml: control characters are not allowed"),
        (
            "x:5\n",
            "error unmarshaling JSON: while decoding JSON: json: cannot unmarshal string into Go value of type \
             map[string]interface {}",
        ),
    ] {
        assert_eq!(refusal(text.as_bytes()), words, "{text:?}");
    }
    assert_eq!(refusal(b"x: \xff\n"), "yaml: invalid leading UTF-8 octet");
    assert_eq!(refusal(b"x: \xc0\xaf\n"), "yaml: invalid length of a UTF-8 sequence");
    assert_eq!(refusal(b"x: \xe2\x82"), "yaml: incomplete UTF-8 octet sequence");
    // The invalid byte is reported before the earlier error, unless it is beyond the part that is read.
    assert_eq!(refusal(b"x: @\n\xff"), "yaml: invalid leading UTF-8 octet");
    let mut far = b"  x: 1\ny: 2\n".to_vec();
    far.extend([b' '; 600]);
    far.push(0xFF);
    assert!(read(&far, HelmVersion::V3).is_ok());
}

#[test]
fn rejects_too_many_aliases() {
    let level = |name: char, of: char| format!("{name}: &{name} [{}]\n", vec![format!("*{of}"); 10].join(", "));
    let mut text = "a: &a [1, 2, 3, 4, 5, 6, 7, 8, 9, 0]\n".to_owned();
    for (name, of) in [('b', 'a'), ('c', 'b')] {
        text.push_str(&level(name, of));
    }
    assert!(read(text.as_bytes(), HelmVersion::V3).is_ok());
    text.push_str(&level('d', 'c'));
    assert_eq!(refusal(text.as_bytes()), "yaml: document contains excessive aliasing");
}

#[test]
fn helm_4_splits_files_into_documents() {
    let read_4 = |text: &str| {
        let stream = read(text.as_bytes(), HelmVersion::V4).map_err(|error| error.in_full().to_owned())?;
        Ok::<_, String>(stream.documents.iter().map(|document| document.to_json(document.root())).collect::<Vec<_>>())
    };
    assert_eq!(read_4("a: 1\n---\nb: 2\n--- # c\n").unwrap(), [json!({"a": 1}), json!({"b": 2})]);
    assert_eq!(read_4("---\na: 1\n---\n---\nb: 2").unwrap(), [json!({"a": 1}), json!({"b": 2})]);
    assert_eq!(read_4("a: |\n  x").unwrap(), [json!({"a": "x\n"})]);
    assert_eq!(value("a: |\n  x"), json!({"a": "x"}));
    for (text, words) in [
        ("a: 1\n--- x\n", "error reading yaml document: invalid Yaml document separator: x"),
        (
            "a: 1\nb: @\n---\nc: 1\n--- x\n",
            "cannot unmarshal yaml document: error converting YAML to JSON: yaml: line 2: found character that cannot \
             start any token",
        ),
        (
            "%YAML 1.1\n---\nx: 1\n",
            "cannot unmarshal yaml document: error converting YAML to JSON: yaml: line 1: did not find expected \
             <document start>",
        ),
        (
            "a: 1\n---\n- b\n",
            "cannot unmarshal yaml document: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array \
             into Go value of type map[string]interface {}",
        ),
    ] {
        assert_eq!(read_4(text).unwrap_err(), words, "{text:?}");
    }
}

#[test]
fn positions_in_helm_4_are_those_of_the_file() {
    let text = "a: 1\r\n---\r\nb:\r\n  # c\r\n  'd': \"e\"\r\n";
    let stream = read(text.as_bytes(), HelmVersion::V4).unwrap();
    let document = &stream.documents[1];
    let b = document.get(document.root(), "b").unwrap();
    let entry = document.entries(b).next().unwrap();
    assert_eq!(&text[entry.key_span.range()], "'d'");
    assert_eq!(document.raw(entry.value), "\"e\"");
    assert_eq!(&text[document.comments()[0].span.range()], "# c");
    let error = read(b"a: 1\r\n---\r\nb: 2\r\nc: @\r\n", HelmVersion::V4).unwrap_err();
    assert_eq!((error.position().line, error.position().column), (4, 4));
    assert!(error.in_full().ends_with("yaml: line 2: found character that cannot start any token"), "{error}");
}

#[test]
fn reports_dropped_text() {
    for (text, dropped) in [
        ("a: 1\n---\nb: 2\n", Some(("---\nb: 2", DropReason::LaterDocument))),
        ("a: 1\n---\n# nothing\n", None),
        ("a: 1\n...\nb: 2\n", Some(("...\nb: 2", DropReason::AfterDocumentEnd))),
        ("  a: 1\nb: [\n", Some(("b: [", DropReason::Dedent))),
        ("{\"x\": 1}}\n", Some(("}", DropReason::AfterFlowRoot))),
        ("{\"x\": 1}\n# c\n", None),
        ("---\n---\nb: 2\n", Some(("---\nb: 2", DropReason::LaterDocument))),
    ] {
        let stream = read(text.as_bytes(), HelmVersion::V3).unwrap_or_else(|error| panic!("{text:?}: {error}"));
        let found = stream.dropped.first().map(|dropped| (&text[dropped.span.range()], dropped.reason));
        assert_eq!(found, dropped, "{text:?}");
    }
}

#[test]
fn reports_equal_keys() {
    let text = "a: &m {k: 1}\n1: x\n\"1\": y\nyes: 1\nb: 1\n'b': 2\nc: {k: 2, <<: *m}\n";
    let stream = read(text.as_bytes(), HelmVersion::V3).unwrap();
    let document = &stream.documents[0];
    let [duplicate] = document.duplicates() else { panic!("{:?}", document.duplicates()) };
    assert_eq!((&text[duplicate.earlier.range()], &text[duplicate.later.range()]), ("b", "'b'"));
    let [collision] = document.collisions() else { panic!("{:?}", document.collisions()) };
    assert_eq!((&text[collision.earlier.range()], &text[collision.later.range()]), ("1", "\"1\""));
    let [merge] = document.merges() else { panic!("{:?}", document.merges()) };
    assert_eq!(merge.overridden.len(), 1);
    assert_eq!(merge.overridden[0].0, "k");
    let c = document.get(document.root(), "c").unwrap();
    let entry = document.entries(c).next().unwrap();
    assert_eq!((entry.key_span.start, entry.merged_by), (7, Some(merge.key)));
}

#[test]
fn reads_properties_and_spans() {
    let text = "a: &x !!str  yes # c\nb: |2\n    k\n\nc:\nd: [ 1, {e} ]\n";
    let stream = read(text.as_bytes(), HelmVersion::V3).unwrap();
    let document = &stream.documents[0];
    let get = |key| document.get(document.root(), key).unwrap();
    assert_eq!((document.raw(get("a")), document.text(get("a"))), ("yes", "yes"));
    let (tag, anchor) = (document.tag(get("a")).unwrap(), document.anchor(get("a")).unwrap());
    assert_eq!((tag.name, &text[tag.span.range()]), ("tag:yaml.org,2002:str", "!!str"));
    assert_eq!((anchor.name, &text[anchor.span.range()]), ("x", "&x"));
    assert_eq!((document.raw(get("b")), document.text(get("b"))), ("|2\n    k", "  k\n"));
    assert_eq!(document.node(get("c")).span().start, text.find("\nd").unwrap());
    assert_eq!(document.raw(get("d")), "[ 1, {e} ]");
    assert_eq!(document.raw(document.root()), text.trim_end());
}

#[test]
fn errors_have_a_position_and_a_hint() {
    for (text, line, column, failure, hint) in [
        ("a:\n\tb: 1\n", 2, 1, YamlFailure::Syntax, Some(Hint::Tab)),
        ("a: 1\nb:2\nc: 3\n", 2, 1, YamlFailure::Syntax, Some(Hint::MissingSpace)),
        ("x:5\n", 1, 1, YamlFailure::NotAMap, Some(Hint::MissingSpace)),
        ("a: 1\nb: 'c\nd: 2\n", 2, 4, YamlFailure::Syntax, Some(Hint::UnclosedQuote)),
        ("a: {{ .Values.b }}\n", 1, 5, YamlFailure::Key, Some(Hint::Template)),
        ("a: @b\n", 1, 4, YamlFailure::Syntax, Some(Hint::StartCharacter('@'))),
        ("a: é b: c\n", 1, 7, YamlFailure::Syntax, Some(Hint::ColonInValue)),
        ("a: 1\n  b: 2\n", 2, 4, YamlFailure::Syntax, Some(Hint::Indentation)),
        ("a: 'it's'\n", 1, 8, YamlFailure::Syntax, Some(Hint::QuoteInQuotes)),
        ("a: [b\nc: d\n", 2, 2, YamlFailure::Syntax, Some(Hint::UnclosedBracket)),
        ("a: \"\\d\"\n", 1, 5, YamlFailure::Syntax, Some(Hint::Escape)),
        ("a: 1\nb: *c\n", 2, 4, YamlFailure::Alias, Some(Hint::StartCharacter('*'))),
        ("a: 1\nb: .nan\n", 2, 4, YamlFailure::Scalar, None),
    ] {
        let error = read(text.as_bytes(), HelmVersion::V3).unwrap_err();
        let position = error.position();
        let found = (position.line, position.column, error.failure(), error.hint());
        assert_eq!(found, (line, column, failure, hint), "{text:?}: {error}");
    }
}

#[test]
fn rejects_utf_16() {
    let error = read(b"\xFF\xFEa\0:\0", HelmVersion::V3).unwrap_err();
    assert_eq!((error.failure(), error.in_full()), (YamlFailure::Encoding, "the text is UTF-16; save it as UTF-8"));
}
