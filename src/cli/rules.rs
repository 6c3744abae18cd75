//! `flyte-auth rules`

use std::fmt::Write as _;

use serde_json::{Value as Json, json};

use crate::cli::{CliError, Outcome};
use crate::lint::{self, Rule};
use crate::output::Output;

/// Arguments of `rules`.
#[derive(Debug, clap::Args)]
pub(super) struct RulesArgs {
    /// Output format
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "human")]
    format: RulesFormat,
}

/// The formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum RulesFormat {
    /// One line per rule
    #[value(alias = "text")]
    Human,
    /// JSON
    Json,
    /// A Markdown table
    Markdown,
}

pub(super) fn run(args: &RulesArgs, output: &mut Output<'_>) -> Result<Outcome, CliError> {
    let text = match args.format {
        RulesFormat::Human => human(),
        RulesFormat::Json => format!("{:#}\n", json(lint::ALL)),
        RulesFormat::Markdown => markdown(),
    };
    output.result(&text)?;
    Ok(Outcome::Clean)
}

fn human() -> String {
    let width = lint::ALL.iter().map(|rule| rule.name.len()).max().unwrap_or_default();
    let mut text = String::new();
    for rule in lint::ALL {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{:<width$}  {:<7}  {}", rule.name, rule.severity.word(), rule.summary);
    }
    text
}

fn json(rules: &[&Rule]) -> Json {
    let rules: Vec<Json> = rules
        .iter()
        .map(|rule| {
            json!({
                "name": rule.name,
                "severity": rule.severity.word(),
                "summary": rule.summary,
                "remedy": rule.remedy,
                "for": rule.kinds(),
                "since": rule.status.since(),
            })
        })
        .collect();
    json!({ "version": 1, "rules": rules })
}

/// Returns the index of `docs/rules/`.
fn markdown() -> String {
    let mut text = "| rule | severity | for | what is wrong |\n| --- | --- | --- | --- |\n".to_owned();
    for rule in lint::ALL {
        let _ = writeln!(
            text,
            "| [{name}]({name}.md) | {} | {} | {} |",
            rule.severity.word(),
            rule.kinds().join(", "),
            rule.summary.replace('|', "\\|"),
            name = rule.name,
        );
    }
    text
}
