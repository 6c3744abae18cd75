//! The order of the folders: `src/lib.rs` lists them floor by floor, and imports point down.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::common::project;

/// The floors of `src/lib.rs`, from the top: its paragraphs of `mod` lines.
fn floors() -> Vec<Vec<String>> {
    let text = fs::read_to_string(project().join("src/lib.rs")).unwrap();
    let modules = |paragraph: &str| -> Vec<String> {
        let names = paragraph.lines().filter_map(|line| {
            let line = line.strip_prefix("pub(crate) ").or(line.strip_prefix("pub ")).unwrap_or(line);
            Some(line.strip_prefix("mod ")?.strip_suffix(';')?.to_owned())
        });
        names.collect()
    };
    text.split("\n\n").map(modules).filter(|floor| !floor.is_empty()).collect()
}

/// Every source file below a folder.
pub(crate) fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The top-level modules in the code of a source file: `crate::NAME`, also within `use crate::{…}`.
fn named(code: &str) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    for line in code.lines() {
        let code = line.split("//").next().unwrap_or_default();
        for part in code.split("crate::").skip(1) {
            assert!(!part.starts_with('{'), "write one `use crate::…` for each module: {line}");
            let end = part.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(part.len());
            names.insert(&part[..end]);
        }
    }
    names
}

/// Each import between two modules, with one file that has it.
fn arrows() -> BTreeMap<(String, String), PathBuf> {
    let source = project().join("src");
    let mut files = Vec::new();
    sources(&source, &mut files);
    files.sort();
    let mut arrows = BTreeMap::new();
    for file in files {
        let inside = file.strip_prefix(&source).unwrap().to_path_buf();
        let first = inside.components().next().unwrap().as_os_str().to_str().unwrap();
        let from = first.strip_suffix(".rs").unwrap_or(first).to_owned();
        let code = fs::read_to_string(&file).unwrap();
        for to in named(&code) {
            arrows.entry((from.clone(), to.to_owned())).or_insert_with(|| inside.clone());
        }
    }
    arrows
}

#[test]
fn every_import_points_down() {
    let floors = floors();
    let floor = |name: &str| floors.iter().position(|floor| floor.iter().any(|module| module == name));
    let mut up = Vec::new();
    let mut level: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for ((from, to), file) in arrows() {
        let (Some(here), Some(there)) = (floor(&from), floor(&to)) else { continue };
        if here > there {
            up.push(format!("{}: `{from}` imports `{to}`, a floor above it", file.display()));
        } else if here == there && from != to {
            level.entry(from).or_default().insert(to);
        }
    }
    assert!(up.is_empty(), "{}", up.join("\n"));
    // Within a floor: a module that reaches itself is in a circle.
    for from in level.keys() {
        let mut reached: BTreeSet<&String> = BTreeSet::new();
        let mut next = vec![from];
        while let Some(name) = next.pop() {
            for to in level.get(name).into_iter().flatten() {
                assert_ne!(to, from, "`{from}` and `{name}` import each other");
                if reached.insert(to) {
                    next.push(to);
                }
            }
        }
    }
}

#[test]
fn contributing_lists_the_same_floors() {
    let text = fs::read_to_string(project().join("CONTRIBUTING.md")).unwrap();
    for floor in floors() {
        let line = floor.iter().map(|module| format!("`{module}`")).collect::<Vec<_>>().join(", ");
        assert!(text.contains(&line), "CONTRIBUTING.md lacks the floor {line}");
    }
}
