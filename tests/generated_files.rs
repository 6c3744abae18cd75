//! Files that are made from the code are what the code makes. `FLYTE_AUTH_UPDATE=1 cargo test` writes them anew.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::string_slice,
    reason = "what fails here is a failed test"
)]

mod common;

use std::fs;

use common::{flyte_auth, project};

#[test]
fn generated_files_are_current() {
    for (path, arguments) in [
        ("schemas/answers.schema.json", ["schema", "answers"]),
        (
            "schemas/flyte-binary.values.schema.json",
            ["schema", "flyte-binary"],
        ),
        (
            "schemas/flyte-core.values.schema.json",
            ["schema", "flyte-core"],
        ),
    ] {
        let output = flyte_auth(project()).args(arguments).output().unwrap();
        let made = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success());
        let file = project().join(path);
        if std::env::var_os("FLYTE_AUTH_UPDATE").is_some() {
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(&file, &made).unwrap();
        }
        let there = fs::read_to_string(&file).unwrap_or_default();
        assert_eq!(
            there, made,
            "{path} is not current: FLYTE_AUTH_UPDATE=1 cargo test --test generated_files"
        );
    }
}
