//! Each example, updated with the answers of each other example of its chart, has the settings of a new file.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs;

use flyte_auth::internals::answers::AnswersInput;
use flyte_auth::internals::generate::{self, GeneratedFiles, MergedFile};
use serde_json::Value;

use super::values;
use crate::common::{EXAMPLE_SECRETS, Variables, name_of, project};

/// An example with the files generated from it.
struct Example {
    name: String,
    answers: flyte_auth::internals::answers::Answers,
    plan: GeneratedFiles,
}

fn examples() -> Vec<Example> {
    let mut examples: Vec<Example> = fs::read_dir(project().join("examples/answers"))
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = name_of(&path).to_owned();
            let text = fs::read(&path).unwrap();
            let input = AnswersInput::parse(name.clone(), &text).unwrap();
            let answers = input.check(&Variables(HashMap::from(EXAMPLE_SECRETS))).unwrap().answers;
            let plan = generate::plan(&answers).unwrap();
            Example { name, answers, plan }
        })
        .filter(|example| !example.name.contains("multicluster"))
        .collect();
    examples.sort_by(|one, other| one.name.cmp(&other.name));
    examples
}

#[test]
fn updates_each_example_to_each_other() {
    let examples = examples();
    let mut wrong = String::new();
    let mut count = 0;
    for from in &examples {
        for to in examples.iter().filter(|to| to.answers.deployment.chart == from.answers.deployment.chart) {
            let mut expected = values(&to.plan.files[0].text);
            let result = generate::into(&to.plan.files[0], &to.answers, &from.plan.files[0].text);
            count += 1;
            match result {
                Ok(MergedFile { text, .. }) => {
                    let mut left = values(&text);
                    for values in [&mut left, &mut expected] {
                        without_volumes(values);
                        without_ci(values);
                    }
                    if left != expected {
                        let _ = writeln!(wrong, "{} -> {}\n{text}", from.name, to.name);
                    }
                    let again = generate::into(&to.plan.files[0], &to.answers, &text);
                    if again.as_ref().ok().map(|again| &again.text) != Some(&text) {
                        let _ = writeln!(wrong, "{} -> {} twice: {again:?}", from.name, to.name);
                    }
                }
                Err(error) => {
                    let _ = writeln!(wrong, "{} -> {}: {error}", from.name, to.name);
                }
            }
        }
    }
    assert_eq!(count, 394);
    assert!(wrong.is_empty(), "{wrong}");
}

/// Removes CI's client, which stays in a file if the answers do not have CI, and the maps that are empty then.
/// Returns whether the map had nothing else.
fn without_ci(values: &mut Value) -> bool {
    let Some(map) = values.as_object_mut() else {
        return false;
    };
    let mut gone = map.shift_remove("flyte-ci").is_some();
    let emptied: Vec<String> =
        map.iter_mut().filter_map(|(key, value)| without_ci(value).then(|| key.clone())).collect();
    for key in emptied {
        map.shift_remove(&key);
        gone = true;
    }
    gone && map.is_empty()
}

/// Removes volumes and mounts of flyteadmin, which stay because they may be the user's own.
fn without_volumes(values: &mut Value) {
    if let Some(admin) = values.get_mut("flyteadmin").and_then(Value::as_object_mut) {
        admin.shift_remove("additionalVolumes");
        admin.shift_remove("additionalVolumeMounts");
    }
    let is_empty = |admin: &Value| admin.as_object().is_some_and(serde_json::Map::is_empty);
    if values.get("flyteadmin").is_some_and(is_empty) {
        values.as_object_mut().unwrap().shift_remove("flyteadmin");
    }
}
