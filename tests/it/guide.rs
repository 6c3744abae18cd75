//! The published guide has examples that do not work. Values with the same faults, and what `lint` says of each.

use std::fs;

use crate::common::{flyte_auth, outcome, project};

#[test]
fn each_fault_of_the_guide_is_told() {
    let mut files: Vec<_> = fs::read_dir(project().join("tests/guide"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    files.sort();
    assert_eq!(files.len(), 7, "examples are neither lost nor added in silence");
    for file in files {
        let told = outcome(flyte_auth(&project().join("tests/guide")).args(["lint", &file]));
        insta::assert_snapshot!(format!("guide__{}", file.trim_end_matches(".yaml")), told);
    }
}
