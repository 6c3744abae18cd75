//! Single changes, as users make them by mistake.

use flyte_auth::internals::values::{layer_one, to_serde};
use serde_json::{Map, Value, json};

use crate::common::random::Random;

/// Values with one change.
pub(super) struct Mutant {
    /// The kind of change.
    pub(super) kind: String,
    pub(super) text: String,
}

type Steps = Vec<String>;

/// `count` texts with one change each.
pub(super) fn mutants(text: &str, count: usize) -> Vec<Mutant> {
    let root = to_serde(&layer_one("", text.as_bytes()).unwrap().values);
    let mut random = Random(text.len() as u64);
    let (mut keys, mut leaves) = (Vec::new(), Vec::new());
    collect(&root, &mut Vec::new(), &mut keys, &mut leaves);
    let mut found = Vec::new();
    let mut tries = 0;
    while found.len() < count && tries < count * 20 {
        tries += 1;
        let mut values = root.clone();
        let path =
            if random.below(2) == 0 { &keys[random.below(keys.len())] } else { &leaves[random.below(leaves.len())] };
        let Some(name) = change(&mut values, path, &leaves, &mut random).filter(|_| values != root) else {
            continue;
        };
        let place: Vec<&str> = path.iter().map(String::as_str).collect();
        found.push(Mutant { kind: format!("{name} {}", place.join(".")), text: yaml(&values) });
    }
    found
}

/// The paths of all keys, and of all scalars.
fn collect(value: &Value, path: &mut Steps, keys: &mut Vec<Steps>, leaves: &mut Vec<Steps>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(map) => map.iter().map(|(key, value)| (key.clone(), value)).collect(),
        Value::Array(list) => list.iter().enumerate().map(|(index, value)| (index.to_string(), value)).collect(),
        _ => {
            leaves.push(path.clone());
            return;
        }
    };
    for (step, child) in children {
        path.push(step);
        if value.is_object() {
            keys.push(path.clone());
        }
        collect(child, path, keys, leaves);
        path.pop();
    }
}

fn at<'a>(root: &'a mut Value, path: &[String]) -> Option<&'a mut Value> {
    let pointer: String = path.iter().map(|step| format!("/{}", step.replace('~', "~0").replace('/', "~1"))).collect();
    root.pointer_mut(&pointer)
}

fn parent<'a>(root: &'a mut Value, path: &[String]) -> Option<&'a mut Map<String, Value>> {
    at(root, &path[..path.len() - 1])?.as_object_mut()
}

/// Makes one change at a path and returns its description.
fn change(root: &mut Value, path: &[String], leaves: &[Steps], random: &mut Random) -> Option<&'static str> {
    let key = path.last()?.clone();
    match random.below(9) {
        0 => {
            parent(root, path)?.shift_remove(&key)?;
            Some("delete")
        }
        1 => {
            let value = at(root, path)?;
            let empty = [json!(""), Value::Null, json!([]), json!({})];
            *value = empty[random.below(if value.is_string() { 2 } else { 4 })].clone();
            Some("empty")
        }
        2 => {
            let names = [
                format!("{key}s"),
                snake(&key),
                key.to_uppercase(),
                key.to_lowercase(),
                format!("{key}."),
                swapped(&key, random),
            ];
            let name = names[random.below(names.len())].clone();
            rename(parent(root, path)?, &key, &name)?;
            Some("rename")
        }
        3 => {
            let value = parent(root, path)?.shift_remove(&key)?;
            let depth = random.below(path.len());
            let target = at(root, &path[..depth])?.as_object_mut()?;
            if depth + 1 == path.len() || target.contains_key(&key) {
                return None;
            }
            target.insert(key, value);
            Some("move up")
        }
        4 => {
            let value = at(root, path)?;
            *value = match value.take() {
                Value::Array(list) => {
                    let texts: Vec<String> = list.iter().map(|item| item.as_str().unwrap_or("x").to_owned()).collect();
                    json!(texts.join([",", ", ", " "][random.below(3)]))
                }
                Value::Object(map) => json!([map]),
                Value::Bool(yes) => json!(if yes { "false" } else { "true" }),
                Value::String(text) if random.below(2) == 0 => json!([text]),
                other => json!({ "value": other }),
            };
            Some("other type")
        }
        5 => {
            let value = at(root, path)?;
            let text = value.as_str()?;
            let junk = [
                format!("{text} "),
                format!(" {text}"),
                format!("{text}\n"),
                format!("'{text}'"),
                format!("“{text}”"),
                format!("{text},"),
                format!("\u{200b}{text}"),
                format!("<{text}>"),
            ];
            *value = json!(junk[random.below(junk.len())]);
            Some("junk")
        }
        6 => {
            let other = leaves[random.below(leaves.len())].clone();
            let (one, two) = (at(root, path)?.clone(), at(root, &other)?.clone());
            (one.is_string() && two.is_string()).then_some(())?;
            *at(root, path)? = two;
            *at(root, &other)? = one;
            Some("swap")
        }
        7 => {
            let value = at(root, path)?;
            value.is_string().then_some(())?;
            *value = json!(["TODO", "changeme", "YOUR_CLIENT_ID", "%VAR%", "null"][random.below(5)]);
            Some("placeholder")
        }
        _ => {
            let value = at(root, path)?;
            let text = value.as_str().filter(|text| text.contains("://"))?;
            let forms = [
                text.replacen("https://", "http://", 1),
                text.split_once("://")?.1.to_owned(),
                format!("{text}/.well-known/openid-configuration"),
                text.replacen("https://", "https:/", 1),
                format!("{text}/"),
                "https://accounts.google.com".to_owned(),
                "https://dev-1234.okta.com/oauth2/v1/authorize".to_owned(),
                "https://login.microsoftonline.com/common/v2.0".to_owned(),
                "https://sso.example.org/realms/flyte/account".to_owned(),
            ];
            *value = json!(forms[random.below(forms.len())]);
            Some("url")
        }
    }
}

fn rename(map: &mut Map<String, Value>, key: &str, name: &str) -> Option<()> {
    let old = std::mem::take(map);
    (!old.contains_key(name) && old.contains_key(key)).then_some(())?;
    map.extend(old.into_iter().map(|(one, value)| (if one == key { name.to_owned() } else { one }, value)));
    Some(())
}

fn snake(key: &str) -> String {
    key.chars().flat_map(|c| if c.is_uppercase() { vec!['_', c.to_ascii_lowercase()] } else { vec![c] }).collect()
}

fn swapped(key: &str, random: &mut Random) -> String {
    let mut letters: Vec<char> = key.chars().collect();
    if letters.len() > 2 {
        let index = random.below(letters.len() - 1);
        letters.swap(index, index + 1);
    }
    letters.into_iter().collect()
}

/// Values as YAML: one key per line, strings in double quotes.
pub(super) fn yaml(values: &Value) -> String {
    let mut text = String::new();
    write(values, 0, &mut text);
    text
}

fn write(value: &Value, indent: usize, text: &mut String) {
    let pad = " ".repeat(indent);
    match value {
        Value::Object(map) if !map.is_empty() => {
            for (key, value) in map {
                let nested = value.as_object().is_some_and(|map| !map.is_empty())
                    || value.as_array().is_some_and(|list| !list.is_empty());
                text.push_str(&format!("{pad}{key}:"));
                text.push_str(if nested { "\n" } else { " " });
                write(value, if nested { indent + 2 } else { 0 }, text);
            }
        }
        Value::Array(list) if !list.is_empty() => {
            for item in list {
                text.push_str(&format!("{pad}- {item}\n"));
            }
        }
        other => text.push_str(&format!("{other}\n")),
    }
}
