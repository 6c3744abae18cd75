//! `lint` finds no problems in the files that `generate` writes for the examples.

use crate::common::{answers_examples, flyte_auth, generated, outcome};

#[test]
fn every_example_lints_clean() {
    let mut found = Vec::new();
    for example in answers_examples() {
        let name = example.file_stem().unwrap().to_str().unwrap().to_owned();
        let folder = generated(&example, &[]);
        let is_there = |file: &str| folder.path().join(file).exists();
        // The layers of each release, as the printed `helm upgrade` names them.
        let releases: [&[&str]; 3] = [
            &["values.yaml", "values-secrets.yaml"],
            &["values.yaml", "values-controlplane.yaml", "values-secrets.yaml"],
            &["values-dataplane.yaml", "values-dataplane-secrets.yaml"],
        ];
        for layers in releases {
            let layers: Vec<&str> = layers.iter().copied().filter(|file| is_there(file)).collect();
            if layers.is_empty() || (is_there("values-controlplane.yaml") && layers == ["values.yaml"]) {
                continue;
            }
            let mut command = flyte_auth(folder.path());
            command.arg("lint");
            for layer in &layers {
                command.args(["-f", layer]);
            }
            let output = outcome(&mut command);
            let clean = !output.contains("error") && !output.contains("warning") && output.starts_with("exit 0");
            if !clean {
                found.push(format!("{name} {layers:?}\n{output}"));
            }
        }
    }
    assert!(found.is_empty(), "{} releases\n{}", found.len(), found.join("\n"));
}
