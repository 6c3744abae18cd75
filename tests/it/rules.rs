//! The examples in the rule pages: each under *Bad* has a finding of its rule and of the rules that it declares; each under
//! *Good* has none.
//!
//! The opening fence of an example has its chart and settings: `on=NAME` layers it on `examples/values/<chart>-NAME.yaml`,
//! `also=a,b` declares other rules, `args=a,b` passes arguments, `layer` layers it on the example before it.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use flyte_auth::internals::lint::{ALL, Example, Page};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The rules with findings in an example, and the output of `lint`.
fn lint(example: &Example<'_>) -> (BTreeSet<String>, String) {
    let place = tempfile::tempdir().unwrap();
    let arguments = crate::common::place_example(place.path(), example, "\n");
    let mut command = crate::common::flyte_auth(place.path());
    command.arg("lint").args(arguments);
    let output = command.output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let errors = String::from_utf8(output.stderr).unwrap();
    if ["manifest", "file-in-directory"].iter().any(|kind| example.settings.first() == Some(kind)) {
        assert_eq!(errors, "error: 1 of 1 files could not be checked\n", "{}", example.text);
    } else {
        assert!(output.status.code() != Some(2) && errors.is_empty(), "{errors}\n{}", example.text);
    }
    let names = text
        .lines()
        .filter_map(|line| {
            let (level, rest) = line.split_once('[')?;
            ["error", "warning", "info"].contains(&level).then_some(())?;
            Some(rest.split_once(']')?.0.to_owned())
        })
        .collect();
    (names, text)
}

/// Values do not show whether Keycloak has its mappers, so every file that needs them gets this note.
const NOTE_OF_KEYCLOAK: &str = "keycloak-service-account-scope-claim";

#[test]
fn examples_report_the_rules_of_their_page() {
    let mut wrong = Vec::new();
    for rule in ALL {
        let examples = Page(rule.page).examples();
        assert!(examples.iter().any(|example| example.bad), "{}: no bad example", rule.name);
        assert!(examples.iter().any(|example| !example.bad), "{}: no good example", rule.name);
        let mut printed = String::new();
        for example in examples {
            let also: BTreeSet<String> =
                example.setting("also").iter().flat_map(|names| names.split(',')).map(str::to_owned).collect();
            for name in &also {
                assert!(flyte_auth::internals::lint::find(name).is_some(), "{}: no rule {name}", rule.name);
            }
            let mut expected = also;
            if example.bad {
                expected.insert(rule.name.to_owned());
            }
            let (mut found, text) = lint(&example);
            if example.bad {
                let fence = example.settings.join(" ");
                printed += &format!("```yaml {fence}\n{}```\n{text}\n", example.text);
            }
            if !expected.contains(NOTE_OF_KEYCLOAK) {
                found.remove(NOTE_OF_KEYCLOAK);
            }
            if found != expected {
                wrong.push(format!(
                    "{} ({}): expected {expected:?}, found {found:?}\n{}\n{text}",
                    rule.name,
                    if example.bad { "bad" } else { "good" },
                    example.text
                ));
            }
        }
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true, snapshot_path => "snapshots/rules" }, {
            insta::assert_snapshot!(rule.name, printed);
        });
    }
    assert!(wrong.is_empty(), "{} examples\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn each_rule_has_one_file() {
    let mut files: BTreeSet<String> = fs::read_dir(folder().join("src/lint/rules"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(files.remove("mod.rs"));
    for rule in ALL {
        let file = format!("{}.rs", rule.name.replace('-', "_"));
        assert!(files.remove(&file), "{file} is missing");
    }
    files.retain(|file| !file.ends_with("_support.rs"));
    assert!(files.is_empty(), "no rule uses {files:?}");
    assert!(ALL.is_sorted_by_key(|rule| rule.name), "the list is not sorted");
}

#[test]
fn every_page_has_all_sections() {
    for rule in ALL {
        let page = rule.page;
        let title = format!("# {}\n\n{}.\n", rule.name, rule.summary);
        assert!(page.starts_with(&title), "{}: the page does not begin with `{title}`", rule.name);
        let mut rest = page;
        for part in ["## What is wrong\n", "## What happens\n", "## Bad\n", "## Good\n", "## Fix\n", "## Source\n"] {
            let at = rest.find(part).unwrap_or_else(|| panic!("{}: no `{}`", rule.name, part.trim()));
            rest = &rest[at..];
        }
        for example in Page(page).examples() {
            let caption = format!("\n{}\n\n```yaml {}\n", example.caption(), example.settings.join(" "));
            assert!(page.contains(&caption), "{}: `{}` is not above its example", rule.name, example.caption());
        }
    }
}

#[test]
fn good_and_bad_examples_differ() {
    for rule in ALL {
        let examples = Page(rule.page).examples();
        for good in examples.iter().filter(|example| !example.bad) {
            let twin = examples.iter().find(|bad| bad.bad && (bad.caption(), bad.text) == (good.caption(), good.text));
            assert!(twin.is_none(), "{}: the same under Bad and Good\n{}\n{}", rule.name, good.caption(), good.text);
        }
    }
}

#[test]
fn rule_names_are_unique() {
    let mut names = BTreeSet::new();
    for rule in ALL {
        for name in rule.aliases.iter().chain([&rule.name]) {
            assert!(names.insert(*name), "`{name}` names two rules");
            assert_eq!(flyte_auth::internals::lint::find(name).map(|found| found.name), Some(rule.name));
        }
    }
}

#[test]
fn example_values_are_clean() {
    let mut dirty = Vec::new();
    for entry in fs::read_dir(folder().join("examples/values")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if name == "external-misplaced.yaml" {
            continue;
        }
        let output = crate::common::flyte_auth(crate::common::project()).arg("lint").arg(&path).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let only_the_note = name.ends_with("-keycloak-external.yaml")
            && text.starts_with(&format!("info[{NOTE_OF_KEYCLOAK}]"))
            && text.ends_with("\nFound 1 note\n");
        if text != "No problems found\n" && !only_the_note {
            dirty.push(format!("{name}\n{text}"));
        }
    }
    assert!(dirty.is_empty(), "{}", dirty.join("\n"));
}
