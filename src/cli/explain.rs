//! `flyte-auth explain RULE`

use crate::cli::{CliError, Outcome};
use crate::lint::{self, Page};
use crate::output::Output;

/// Arguments of `explain`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Name of the rule, as printed in brackets in a finding
    #[arg(value_name = "RULE", value_parser = rule_names(), hide_possible_values = true)]
    rule: String,
}

/// The names of all rules, for completion; others are refused by [`run`], which knows what was meant.
fn rule_names() -> impl clap::builder::TypedValueParser<Value = String> {
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
            Some(Box::new(lint::ALL.iter().map(|rule| PossibleValue::new(rule.name).help(rule.summary).hide(true))))
        }
    }

    Names
}

pub(super) fn run(args: &Args, output: &mut Output<'_>) -> Result<Outcome, CliError> {
    let rule = lint::find(&args.rule)
        .ok_or_else(|| CliError::NoRule { name: crate::text::visible(&args.rule), meant: lint::meant(&args.rule) })?;
    output.result(&Page(rule.page).shown())?;
    Ok(Outcome::Clean)
}
