//! The values in a manifest, and the commands that extract them.

use super::ToolRelease;
use super::commands::ValuesCommands;
use crate::shell;
use crate::values::{Path, Step, Value};

/// A layer of values in a manifest.
#[derive(Debug)]
pub(super) enum Held<'a> {
    /// Values, or a text with values, at this path.
    Inline(Path, &'a Value),
    /// A list of file names.
    Files(Vec<&'a str>),
    /// Values elsewhere, described by a text, and the flag or file with which `lint` reads them.
    Elsewhere(String, &'static str),
}

impl<'a> Held<'a> {
    /// Returns the files that it names.
    pub(super) fn files(&self) -> Vec<&'a str> {
        match self {
            Self::Files(files) => files.clone(),
            Self::Inline(..) | Self::Elsewhere(..) => Vec::new(),
        }
    }

    /// Returns the values in the manifest itself.
    pub(super) const fn inline(&self) -> Option<&'a Value> {
        match self {
            Self::Inline(_, values) => Some(values),
            Self::Files(_) | Self::Elsewhere(..) => None,
        }
    }
}

/// Returns the commands that pass a release's values to a subcommand.
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

/// Formats a path for jq and yq.
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

/// Removes the reference from a file name of an Argo CD source (`$values/prod.yaml`).
fn without_ref(name: &str) -> &str {
    match name.strip_prefix('$').and_then(|rest| rest.split_once('/')) {
        Some((_, path)) => path,
        None => name,
    }
}
