//! Files that are made from the code are what the code makes. `FLYTE_AUTH_UPDATE=1 cargo test` writes them anew.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice, reason = "what fails here is a failed test")]

mod common;

use std::fs;

use common::{flyte_auth as run, project};

#[test]
fn generated_files_are_current() {
    for (path, arguments) in [
        ("schemas/answers.schema.json", ["schema", "answers"]),
        ("schemas/config.schema.json", ["schema", "config"]),
        ("schemas/report.schema.json", ["schema", "report"]),
        ("schemas/guide.schema.json", ["schema", "guide"]),
        ("schemas/flyte-binary.values.schema.json", ["schema", "flyte-binary"]),
        ("schemas/flyte-core.values.schema.json", ["schema", "flyte-core"]),
        ("schemas/client-config.schema.json", ["schema", "client-config"]),
    ] {
        let output = run(project()).args(arguments).output().unwrap();
        let made = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success());
        let file = project().join(path);
        if std::env::var_os("FLYTE_AUTH_UPDATE").is_some() {
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(&file, &made).unwrap();
        }
        let there = fs::read_to_string(&file).unwrap_or_default();
        assert_eq!(there, made, "{path} is not current: FLYTE_AUTH_UPDATE=1 cargo test --test generated_files");
    }
}

#[test]
fn the_pages_of_the_rules_are_current() {
    let folder = project().join("docs/rules");
    let update = std::env::var_os("FLYTE_AUTH_UPDATE").is_some();
    let table = run(project()).args(["rules", "--format", "markdown"]).output().unwrap().stdout;
    let index = format!("# The rules of `flyte-auth lint`\n\n{}", String::from_utf8(table).unwrap());
    let mut pages = vec![("README.md".to_owned(), index)];
    for rule in flyte_auth::lint::ALL {
        let page = flyte_auth::lint::Page(rule.page).shown();
        pages.push((format!("{}.md", rule.name), page));
    }
    if update {
        // A page whose rule is gone goes, too.
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
    }
    for (name, made) in &pages {
        let file = folder.join(name);
        if update {
            fs::write(&file, made).unwrap();
        }
        let there = fs::read_to_string(&file).unwrap_or_default();
        assert_eq!(
            &there, made,
            "docs/rules/{name} is not current: FLYTE_AUTH_UPDATE=1 cargo test --test generated_files"
        );
    }
    let files = fs::read_dir(&folder).unwrap().count();
    assert_eq!(files, pages.len(), "a page in docs/rules has no rule");
}
