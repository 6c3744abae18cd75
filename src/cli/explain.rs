//! `flyte-auth explain RULE|SYMPTOM`

use crate::cli::markdown::{self, Links};
use crate::cli::{CliError, Outcome};
use crate::lint::{self, Page};
use crate::output::Output;
use crate::symptoms;
use crate::text::visible;

/// Arguments of `explain`.
#[derive(Debug, clap::Args)]
pub(super) struct ExplainArgs {
    /// Name of the rule or symptom, as printed in brackets in a finding
    #[arg(value_name = "RULE|SYMPTOM", value_parser = names(), hide_possible_values = true)]
    name: String,
}

/// Parses the names of rules and symptoms, which it lists for completion. [`run`] refuses others, as it can suggest a
/// name.
fn names() -> impl clap::builder::TypedValueParser<Value = String> {
    use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};

    #[derive(Clone)]
    struct Names;

    impl TypedValueParser for Names {
        type Value = String;

        fn parse_ref(
            &self,
            command: &clap::Command,
            argument: Option<&clap::Arg>,
            value: &std::ffi::OsStr,
        ) -> Result<String, clap::Error> {
            StringValueParser::new().parse_ref(command, argument, value)
        }

        fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
            let rules = lint::ALL.iter().map(|rule| (rule.name, rule.summary));
            let symptoms = symptoms::ALL.iter().map(|symptom| (symptom.name, symptom.summary()));
            let all = rules.chain(symptoms);
            Some(Box::new(all.map(|(name, summary)| PossibleValue::new(name).help(summary).hide(true))))
        }
    }

    Names
}

pub(super) fn run(args: &ExplainArgs, output: &mut Output<'_>) -> Result<Outcome, CliError> {
    let (page, folder) = match (lint::find(&args.name), symptoms::find(&args.name)) {
        (Some(rule), _) => (Page(rule.page).shown(), "rules"),
        (None, Some(symptom)) => (symptom.page.to_owned(), "symptoms"),
        (None, None) => {
            let suggestion = lint::suggest(&args.name).or_else(|| symptoms::suggest(&args.name));
            return Err(CliError::NoRule { name: visible(&args.name), suggestion });
        }
    };
    let page = match output.columns().result {
        Some(width) => {
            let links = if output.has_links() { Links::relative_to(folder) } else { Links::none() };
            markdown::render(&page, width, &links)
        }
        None => page,
    };
    output.result(&page)?;
    Ok(Outcome::Clean)
}
