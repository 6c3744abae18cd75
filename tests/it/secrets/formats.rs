//! Manifests, `ExternalSecrets` and commands: from answers and from values they are the same Secrets.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use flyte_auth::internals::yaml::{HelmVersion, read};
use serde_json::Value;

use super::{stdout, with_canaries};
use crate::common::{HASH, answers_examples, flyte_auth, generated, name_of, outcome, project};

/// Each manifest of a text, as Kubernetes reads it.
fn manifests(text: &str) -> Vec<Value> {
    text.split("---\n")
        .map(|one| {
            let stream = read(one.as_bytes(), HelmVersion::V3).unwrap();
            assert!(stream.dropped.is_empty());
            let [document] = stream.documents.as_slice() else {
                panic!("one document");
            };
            document.to_json(document.root())
        })
        .collect()
}

/// Namespace, name and keys of each Secret that the manifests create.
fn created(text: &str) -> BTreeMap<(String, String), Vec<String>> {
    let text_of = |value: &Value| value.as_str().unwrap().to_owned();
    manifests(text)
        .iter()
        .map(|manifest| {
            let namespace = text_of(&manifest["metadata"]["namespace"]);
            match manifest["kind"].as_str() {
                Some("Secret") => {
                    assert_eq!(manifest["apiVersion"], "v1");
                    let keys = manifest["stringData"].as_object().unwrap();
                    let name = text_of(&manifest["metadata"]["name"]);
                    ((namespace, name), keys.keys().cloned().collect())
                }
                Some("ExternalSecret") => {
                    assert_eq!(manifest["apiVersion"], "external-secrets.io/v1");
                    let spec = &manifest["spec"];
                    let data = spec["data"].as_array().unwrap();
                    let keys = data.iter().map(|entry| {
                        assert_eq!(entry["remoteRef"]["property"], entry["secretKey"]);
                        text_of(&entry["secretKey"])
                    });
                    let name = text_of(&spec["target"]["name"]);
                    ((namespace, name), keys.collect())
                }
                other => panic!("{other:?}"),
            }
        })
        .collect()
}

#[test]
fn prints_existing_secrets_in_every_format() {
    for example in answers_examples() {
        let name = name_of(&example);
        if !name.ends_with("existing") {
            continue;
        }
        let mut page = String::new();
        for arguments in [&["--format", "manifest"][..], &["--format", "external-secret"], &["--format", "kubectl"]] {
            let output =
                outcome(with_canaries(project()).arg("secrets").args(arguments).arg("--answers").arg(&example));
            let _ = writeln!(page, "$ secrets {}\n{output}", arguments.join(" "));
        }
        insta::assert_snapshot!(name, page);
    }
}

#[test]
fn answers_and_generated_values_expect_the_same_secrets() {
    for example in answers_examples() {
        let flags = ["--secrets", "existing", "--propeller-hash-env", "FLYTE_PROPELLER_HASH"];
        let internal = fs::read_to_string(&example).unwrap().contains("authServer: internal");
        let flags = &flags[..if internal { 4 } else { 2 }];
        let folder = generated(&example, flags);
        let manifest = fs::read_to_string(folder.path().join("secrets-manifest.yaml")).unwrap();
        let of_answers = |format| {
            stdout(
                with_canaries(project())
                    .args(["secrets", "--format", format, "--answers"])
                    .arg(&example)
                    .args(["--secrets", "existing"]),
            )
        };
        assert_eq!(of_answers("manifest"), manifest, "{}", example.display());
        let mut of_values = BTreeMap::new();
        for file in fs::read_dir(folder.path()).unwrap() {
            let path = file.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            if name.starts_with("values") {
                let text = stdout(flyte_auth(folder.path()).args(["secrets", "-f", name]));
                of_values.extend(created(&text));
            }
        }
        assert_eq!(created(&manifest), of_values, "{}", example.display());
        assert_eq!(created(&of_answers("external-secret")), of_values);
        let commands = of_answers("kubectl");
        for ((namespace, name), keys) in &of_values {
            let start = format!("kubectl --namespace {namespace} create secret generic {name} ");
            assert!(commands.contains(&start), "{commands}");
            for key in keys {
                assert!(commands.contains(&format!("--from-file={key}=<(")), "{commands}");
            }
        }
        let all = format!("{manifest}{commands}");
        assert!(!all.contains("canary") && !all.contains(HASH), "{all}");
    }
}
