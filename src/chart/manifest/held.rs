//! Where a manifest holds values, and how to take them out.

use super::ToolRelease;
use crate::chart::Chart;
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

/// The commands that check the values of a release.
pub(super) fn help(release: &ToolRelease<'_>, file: &str, is_one_of_many: bool) -> String {
    let chart = release.chart_name().and_then(Chart::named);
    let mut lint = vec!["flyte-auth", "lint"];
    if let Some(chart) = chart {
        lint.extend(["--chart", chart.name()]);
    }
    let file = if file == "-" { "FILE" } else { file };
    let mut steps = Vec::new();
    let mut layers: Vec<String> = Vec::new();
    let inline = release.held.iter().filter(|held| held.inline().is_some()).count();
    let is_only_layer = inline == 1 && release.held.iter().all(|held| held.files().is_empty());
    for held in &release.held {
        match held {
            Held::Inline(path, _) => {
                let document = if is_one_of_many { format!("{} | ", release.document) } else { String::new() };
                let filter = shell::word(&format!("{document}{}", filter(path)));
                let take_out = format!("yq -r {filter} {}", shell::word(file));
                if is_only_layer {
                    steps.push(format!("`{take_out} | {} -`", lint.join(" ")));
                } else {
                    let name = if layers.iter().any(|layer| layer == "inline.yaml") {
                        format!("inline-{}.yaml", layers.len())
                    } else {
                        "inline.yaml".to_owned()
                    };
                    steps.push(format!("`{take_out} > {name}`"));
                    layers.push(name);
                }
            }
            Held::Files(files) => layers.extend(files.iter().map(|name| without_ref(name).to_owned())),
            Held::Elsewhere(..) => {}
        }
    }
    if !layers.is_empty() {
        let mut words: Vec<&str> = lint.clone();
        words.extend(layers.iter().flat_map(|layer| ["-f", layer]));
        steps.push(format!("`{}`", shell::line(&words)));
    }
    let elsewhere = release.held.iter().filter_map(|held| match held {
        Held::Elsewhere(what, how) => Some(format!("add {what} as {how}")),
        Held::Inline(..) | Held::Files(_) => None,
    });
    let elsewhere: Vec<String> = elsewhere.collect();
    let mut help = match steps.as_slice() {
        [] if elsewhere.is_empty() => {
            "it holds no values: check the ones that the chart gets in another way".to_owned()
        }
        [] => {
            let chart = chart.map_or("CHART", Chart::name);
            format!("run `flyte-auth lint --chart {chart}`")
        }
        steps => format!("run {}", steps.join(", then ")),
    };
    for more in elsewhere {
        help += "; ";
        help += &more;
    }
    help
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
