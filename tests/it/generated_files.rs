//! Files that are generated from the code are current. `FLYTE_AUTH_UPDATE=1 cargo test --test it generated_files` renews
//! them.

use std::fs;

use crate::common::{flyte_auth as run, project};

#[test]
fn generated_files_are_current() {
    for (path, arguments) in [
        ("schemas/answers.schema.json", ["schema", "answers"]),
        #[cfg(feature = "online")]
        ("schemas/check.schema.json", ["schema", "check"]),
        ("schemas/config.schema.json", ["schema", "config"]),
        ("schemas/report.schema.json", ["schema", "report"]),
        ("schemas/guide.schema.json", ["schema", "guide"]),
        ("schemas/diagnosis.schema.json", ["schema", "diagnosis"]),
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
        assert_eq!(there, made, "{path} is not current: FLYTE_AUTH_UPDATE=1 cargo test --test it generated_files");
    }
}

#[test]
fn the_index_of_the_rules_is_current() {
    let folder = project().join("docs/rules");
    let table = run(project()).args(["rules", "--format", "markdown"]).output().unwrap().stdout;
    let index = format!("# The rules of `flyte-auth lint`\n\n{}", String::from_utf8(table).unwrap());
    let file = folder.join("README.md");
    if std::env::var_os("FLYTE_AUTH_UPDATE").is_some() {
        fs::write(&file, &index).unwrap();
    }
    assert_eq!(
        fs::read_to_string(&file).unwrap_or_default(),
        index,
        "docs/rules/README.md is not current: FLYTE_AUTH_UPDATE=1 cargo test --test it generated_files"
    );
    let mut pages: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "README.md")
        .collect();
    pages.sort();
    let rules: Vec<String> = flyte_auth::internals::lint::ALL.iter().map(|rule| format!("{}.md", rule.name)).collect();
    assert_eq!(pages, rules);
}

#[test]
fn the_index_of_the_symptoms_is_current() {
    let mut index = "# The symptoms of `flyte-auth diagnose`\n\n".to_owned();
    index += "Error texts that are not symptoms are in [left-out.md](left-out.md).\n\n| symptom | | what it is |\n| --- | --- | --- |\n";
    for symptom in flyte_auth::internals::symptoms::ALL {
        let (name, role) = (symptom.name, symptom.role.word());
        index += &format!("| [{name}]({name}.md) | {role} | {} |\n", symptom.summary().replace('|', "\\|"));
    }
    let file = project().join("docs/symptoms/README.md");
    if std::env::var_os("FLYTE_AUTH_UPDATE").is_some() {
        fs::write(&file, &index).unwrap();
    }
    assert_eq!(
        fs::read_to_string(&file).unwrap_or_default(),
        index,
        "docs/symptoms/README.md is not current: FLYTE_AUTH_UPDATE=1 cargo test --test it generated_files"
    );
}
