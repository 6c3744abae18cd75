//! The YAML reader compared with recorded results of Helm.
//!
//! `FLYTE_AUTH_YAML_ORACLE` is a file with lines `{"yaml": "<base64>", "json": …}` or `{"yaml": "<base64>", "err": "…"}`: the
//! result of Helm 3, or of Helm 4 with `"helm": 4`. Without it the test is skipped.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flyte_auth::internals::yaml::{HelmVersion, read};
use serde_json::{Map, Value};

/// Equal for Helm: numbers by value, objects without order.
fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one.as_f64() == other.as_f64(),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|(key, value)| other.get(key).is_some_and(|other| same(value, other)))
        }
        _ => one == other,
    }
}

/// Helm's `MergeMaps`.
fn merge(base: &mut Map<String, Value>, over: Map<String, Value>) {
    for (key, value) in over {
        match (base.get_mut(&key), value) {
            (Some(Value::Object(base)), Value::Object(over)) => merge(base, over),
            (_, value) => {
                base.insert(key, value);
            }
        }
    }
}

/// The value, and whether Helm picks one of two keys at random that only Helm treats as equal.
fn ours(text: &[u8], helm: HelmVersion) -> Result<(Value, bool), String> {
    let stream = read(text, helm).map_err(|error| error.in_full().to_owned())?;
    let mut values = Map::new();
    let mut chance = false;
    for document in &stream.documents {
        chance |= !document.collisions().is_empty();
        if let Value::Object(map) = document.to_json(document.root()) {
            merge(&mut values, map);
        }
    }
    Ok((Value::Object(values), chance))
}

#[test]
fn agrees_with_helm() {
    let Ok(path) = std::env::var("FLYTE_AUTH_YAML_ORACLE") else {
        println!("skipped: FLYTE_AUTH_YAML_ORACLE is not set");
        return;
    };
    let (mut values, mut refusals, mut words, mut utf16, mut wrong) = (0, 0, 0, 0, 0);
    for line in std::fs::read_to_string(path).unwrap().lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let text = STANDARD.decode(case["yaml"].as_str().unwrap()).unwrap();
        if text.starts_with(b"\xFF\xFE") || text.starts_with(b"\xFE\xFF") {
            utf16 += 1;
            continue;
        }
        let helm = if case.get("helm") == Some(&Value::from(4)) { HelmVersion::V4 } else { HelmVersion::V3 };
        let ours = ours(&text, helm);
        let shown = String::from_utf8_lossy(&text);
        match (&ours, case.get("json"), case.get("err")) {
            (Ok((ours, chance)), Some(theirs), _) if *chance || same(ours, theirs) => values += 1,
            (Err(error), _, Some(theirs)) => {
                refusals += 1;
                if *error == theirs.as_str().unwrap() {
                    words += 1;
                } else {
                    eprintln!("words: {}\n  ours   {error}\n  theirs {theirs}", shown.escape_debug());
                }
            }
            _ => {
                wrong += 1;
                eprintln!("wrong: {}\n  ours   {ours:?}\n  theirs {case}", shown.escape_debug());
            }
        }
    }
    println!(
        "{values} values, {refusals} refusals ({words} in the same words), {wrong} wrong, {utf16} in UTF-16 left out"
    );
    assert_eq!((wrong, refusals - words), (0, 0));
}
