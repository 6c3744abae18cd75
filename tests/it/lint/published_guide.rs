//! Examples in Flyte's published guide do not work: `lint` reports the faults in values that have the same ones.

use std::fs;

use crate::common::{flyte_auth, outcome, project};

#[test]
fn reports_each_fault_of_the_guide() {
    let mut files: Vec<_> = fs::read_dir(project().join("tests/published_guide"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    files.sort();
    assert_eq!(files.len(), 7, "the number of files in tests/published_guide");
    for file in files {
        let output = outcome(flyte_auth(&project().join("tests/published_guide")).args(["lint", &file]));
        insta::assert_snapshot!(file.trim_end_matches(".yaml"), output);
    }
}
