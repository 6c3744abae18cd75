//! Where a manifest holds values, and how to take them out.

use super::ToolRelease;
use super::commands::ValuesCommands;
use crate::shell;
use crate::values::{Path, Step, Value};

/// A layer of values as a manifest holds it.
#[derive(Debug)]
pub(super) enum Held<'a> {
    /// Values, or a text that holds them, at this path.
    Inline(Path, &'a Value),
    /// Files, named in a list.
    Files(Vec<&'a str>),
    /// Something else at this path, and the flag or the file that it is for `lint`.
    Elsewhere(String, &'static str),
}

impl<'a> Held<'a> {
    /// The files that it names.
    pub(super) fn files(&self) -> Vec<&'a str> {
        match self {
            Self::Files(files) => files.clone(),
            Self::Inline(..) | Self::Elsewhere(..) => Vec::new(),
        }
    }

    /// The values in the manifest itself.
    pub(super) const fn inline(&self) -> Option<&'a Value> {
        match self {
            Self::Inline(_, values) => Some(values),
            Self::Files(_) | Self::Elsewhere(..) => None,
        }
    }
}

/// How a subcommand gets the values of a release that a manifest holds or names.
pub(super) fn commands(release: &ToolRelease<'_>, file: &str, is_one_of_many: bool) -> ValuesCommands {
    let file = if file == "-" { "FILE" } else { file };
    let mut commands = ValuesCommands::default();
    let inline = release.held.iter().filter(|held| held.inline().is_some()).count();
    let is_only_layer = inline == 1 && release.held.iter().all(|held| held.files().is_empty());
    for held in &release.held {
        match held {
            Held::Inline(path, _) => {
                let document = if is_one_of_many { format!("{} | ", release.document) } else { String::new() };
                let filter = shell::word(&format!("{document}{}", filter(path)));
                let take_out = format!("yq -r {filter} {}", shell::word(file));
                if is_only_layer {
                    commands.print = Some(take_out);
                } else {
                    let name = if commands.layers.iter().any(|layer| layer == "inline.yaml") {
                        format!("inline-{}.yaml", commands.layers.len())
                    } else {
                        "inline.yaml".to_owned()
                    };
                    commands.write.push(format!("{take_out} > {name}"));
                    commands.layers.push(name);
                }
            }
            Held::Files(files) => commands.layers.extend(files.iter().map(|name| without_ref(name).to_owned())),
            Held::Elsewhere(what, how) => commands.elsewhere.push(format!("add {what} as {how}")),
        }
    }
    commands
}

/// A path as jq and yq write it.
fn filter(path: &Path) -> String {
    let text = path.to_string();
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '[' | ']');
    if text.chars().all(is_plain) {
        return format!(".{text}");
    }
    let steps = path.0.iter().map(|step| match step {
        Step::Key(key) => format!("[{}]", serde_json::Value::from(&**key)),
        Step::Index(index) => format!("[{index}]"),
    });
    format!(".{}", steps.collect::<String>())
}

/// A file of a repository that an Argo CD source refers to (`$values/prod.yaml`), without the reference.
fn without_ref(name: &str) -> &str {
    match name.strip_prefix('$').and_then(|rest| rest.split_once('/')) {
        Some((_, path)) => path,
        None => name,
    }
}
