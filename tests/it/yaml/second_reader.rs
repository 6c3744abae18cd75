//! The project's YAML files and all YAML that flyte-auth writes, read by another YAML reader: `serde_yaml`.

use std::fs;
use std::path::Path;

use serde_yaml::Value;

use crate::common::{answers_examples, flyte_auth, generated, project, with_secrets};

fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn file(name: &str) -> Value {
    yaml(&fs::read_to_string(project().join(name)).unwrap())
}

/// A YAML value as JSON, with all numbers as floats.
fn json(value: &Value) -> serde_json::Value {
    use serde_json::Value as Json;
    match value {
        Value::Number(number) => Json::from(number.as_f64().unwrap()),
        Value::Sequence(items) => items.iter().map(json).collect(),
        Value::Mapping(map) => map.iter().map(|(key, value)| (key.as_str().unwrap().to_owned(), json(value))).collect(),
        Value::Null => Json::Null,
        Value::Bool(value) => Json::from(*value),
        Value::String(text) => Json::from(text.as_str()),
        Value::Tagged(tagged) => panic!("a tag: {tagged:?}"),
    }
}

/// A values file as `show` reads it.
fn values(name: &Path) -> serde_json::Value {
    let mut show = flyte_auth(project());
    show.args(["show", "--merged", "--show-secrets", "--format", "json", "-f"]).arg(name);
    let output = show.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let read: Value = serde_yaml::from_slice(&output.stdout).unwrap();
    json(&read)
}

#[test]
fn reads_the_files_of_the_project() {
    assert_eq!(file("plugin.yaml")["version"], env!("CARGO_PKG_VERSION"));
    for hook in file(".pre-commit-hooks.yaml").as_sequence().unwrap() {
        assert!(hook["id"].is_string() && hook["entry"].is_string(), "{hook:?}");
    }
    let action = file("action.yml");
    assert!(action["runs"]["steps"].is_sequence() && action["inputs"].is_mapping());
}

#[test]
fn both_readers_agree_on_generated_values() {
    for example in answers_examples() {
        let folder = generated(&example, &[]);
        for entry in fs::read_dir(folder.path()).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            let text = fs::read_to_string(&path).unwrap();
            if name.starts_with("values") {
                assert_eq!(json(&yaml(&text)), values(&path), "{} {name}", example.display());
            } else if name.ends_with(".yaml") {
                for document in serde_yaml::Deserializer::from_str(&text) {
                    let manifest = <Value as serde::Deserialize>::deserialize(document).unwrap();
                    assert!(manifest["kind"].is_string(), "{} {name}", example.display());
                }
            }
        }
    }
}

#[test]
fn reads_printed_yaml() {
    let folder = tempfile::tempdir().unwrap();
    for example in answers_examples() {
        let example = project().join(example);
        for command in ["client", "secrets"] {
            let output = with_secrets(folder.path()).arg(command).arg("-a").arg(&example).output().unwrap();
            let text = String::from_utf8(output.stdout).unwrap();
            for document in serde_yaml::Deserializer::from_str(&text) {
                let read = <Value as serde::Deserialize>::deserialize(document);
                assert!(read.is_ok(), "{command} {}: {read:?}\n{text}", example.display());
            }
        }
    }
}

/// The alias of the dependency is the key of Flyte's values, and its version is Flyte's.
#[test]
fn chart_dir_finds_the_values_of_an_umbrella_chart() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    fs::create_dir(folder.path().join("chart")).unwrap();
    write(
        "chart/Chart.yaml",
        "apiVersion: v2\nname: platform\nversion: 9.1.0\nappVersion: 7\ndependencies:\n- name: flyte-core\n  alias: workflows\n  version: v1.15.3\n",
    );
    write("chart/values.yaml", "workflows: {configmap: {adminServer: {server: {security: {useAuth: true}}}}}\n");
    write("v.yaml", "workflows: {common: {ingress: {host: flyte.example.org}}}\n");
    let show =
        flyte_auth(folder.path()).args(["show", "--format", "json", "--chart-dir", "chart", "-f", "v.yaml"]).output();
    let shown: serde_json::Value = serde_json::from_slice(&show.unwrap().stdout).unwrap();
    assert_eq!(shown["chart"], "flyte-core");
    assert_eq!(shown["flyteadmin"]["config"]["server"]["security"]["useauth"], true);
}
