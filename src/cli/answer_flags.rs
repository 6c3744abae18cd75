//! The flags for answers, one per row of the table of answers.

use std::path::Path;

use clap::{Arg, ArgAction, ArgMatches, Command};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::CliError;
use crate::answers::{ANSWER_FLAGS, AnswerFlag, AnswersInput, Takes};
use crate::chart::Chart;
use crate::file;
use crate::idp::IdpKind;
use crate::values::layer_one;

/// Returns whether a file contains values instead of answers.
fn are_values(name: &str, bytes: &[u8]) -> bool {
    // A file that cannot be read is reported when the answers are read.
    let Ok(layered) = layer_one(name, bytes) else {
        return false;
    };
    let has = |key: &str| layered.values.get(key).is_some();
    Chart::is_surely_flyte(&layered.values) && !["chart", "authServer", "idp"].into_iter().any(has)
}

/// The flags that also apply to values. Values don't contain CI's client at an identity provider.
pub(super) const FLAGS_BESIDE_VALUES: [&str; 7] =
    ["--chart", "--flyte-version", "--release", "--namespace", "--idp", "--ci", "--ci-client-id"];

/// The flags in `-h`; `--help` lists all.
const COMMON: [&str; 12] = [
    "--chart",
    "--flyte-version",
    "--auth-server",
    "--url",
    "--sandbox",
    "--release",
    "--namespace",
    "--idp",
    "--issuer",
    "--web-client-id",
    "--ci",
    "--secrets",
];

/// The answers given by flags.
#[derive(Debug, Clone, Default)]
pub(super) struct AnswerFlags {
    given: Vec<(&'static AnswerFlag, Value)>,
}

impl clap::Args for AnswerFlags {
    fn augment_args(command: Command) -> Command {
        let mut command = command.next_help_heading("Answers");
        for row in ANSWER_FLAGS {
            command = command.arg(arg(row));
        }
        command
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl clap::FromArgMatches for AnswerFlags {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let given = ANSWER_FLAGS.iter().filter_map(|row| Some((row, answer(row, matches)?)));
        Ok(Self { given: given.collect() })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

/// Returns clap's ID of a row's flag.
fn id(row: &AnswerFlag) -> &'static str {
    row.flag.trim_start_matches('-')
}

fn arg(row: &'static AnswerFlag) -> Arg {
    let arg = Arg::new(id(row)).long(id(row)).help(row.help).required(false);
    let arg = if let Some(short) = row.short { arg.short(short) } else { arg };
    let arg = arg.value_name(row.takes.value_name()).hide_short_help(!COMMON.contains(&row.flag));
    match row.takes {
        Takes::Nothing | Takes::Client => arg.action(ArgAction::SetTrue),
        Takes::Text(_) | Takes::File => arg,
        Takes::Texts(_) => arg.action(ArgAction::Append),
        Takes::Bool => arg.value_parser(["true", "false"]),
        Takes::Word(_, words) => arg.value_parser(words()),
        Takes::Variable => {
            let twin = ANSWER_FLAGS.iter().find(|other| other.key == row.key && matches!(other.takes, Takes::File));
            arg.conflicts_with_all(twin.map(id))
        }
    }
}

/// Returns the answer that the command line gives with a row's flag.
fn answer(row: &AnswerFlag, matches: &ArgMatches) -> Option<Value> {
    match row.takes {
        Takes::Nothing | Takes::Client => matches.get_flag(id(row)).then(|| row.takes.answer("")),
        Takes::Texts(_) => {
            let texts: Vec<&String> = matches.get_many(id(row))?.collect();
            Some(json!(texts))
        }
        takes => matches.get_one::<String>(id(row)).map(|text| takes.answer(text)),
    }
}

impl AnswerFlags {
    /// Returns whether a flag was given.
    pub(super) const fn are_given(&self) -> bool {
        !self.given.is_empty()
    }

    /// Reads the answers of a file, if there is one, overridden by these flags.
    pub(super) fn input(&self, file: Option<&Path>) -> Result<AnswersInput, CliError> {
        let mut input = match file {
            Some(path) => {
                let (name, text) = file::read_input(path)?;
                if are_values(&name, &text) {
                    return Err(CliError::ValuesAsAnswers(name));
                }
                AnswersInput::parse(name, &text).map_err(CliError::problems)?
            }
            None => AnswersInput::default(),
        };
        for row in ANSWER_FLAGS {
            match self.given.iter().find(|(given, _)| given.flag == row.flag) {
                Some((_, value)) => input.overlay(row.key, value.clone(), row.flag),
                None => input.offer(row.key, row.flag),
            }
        }
        Ok(input)
    }

    /// Returns the given flags as arguments.
    pub(super) fn words(&self) -> Vec<String> {
        self.given.iter().flat_map(|(row, value)| row.words(value)).flatten().collect()
    }

    /// Returns the given flags for what values don't contain, as arguments. With the internal server, values contain
    /// CI's client.
    pub(super) fn words_beside_values(&self, is_external: bool) -> Vec<String> {
        let is_beside = |row: &AnswerFlag| {
            FLAGS_BESIDE_VALUES.contains(&row.flag) && (is_external || !row.key.starts_with("clients.ci"))
        };
        let given = self.given.iter().filter(|(row, _)| is_beside(row));
        given.flat_map(|(row, value)| row.words(value)).flatten().collect()
    }

    /// Returns the names of the given flags.
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.given.iter().map(|(row, _)| row.flag)
    }

    /// Returns the flag that adds a separate client for CI, and its ID if that was given.
    pub(super) fn ci_client(&self) -> Option<(&'static str, Option<&str>)> {
        let with_id = self.given.iter().find(|(row, _)| row.key == "clients.ci.id");
        let given = with_id.or_else(|| self.given.iter().find(|(row, _)| row.key == "clients.ci"));
        given.map(|(row, value)| (row.flag, value.as_str()))
    }

    pub(super) fn chart(&self) -> Option<Chart> {
        self.word("chart")
    }

    pub(super) fn flyte_version(&self) -> Option<&str> {
        self.text("flyteVersion")
    }

    pub(super) fn release(&self) -> Option<&str> {
        self.text("release")
    }

    pub(super) fn namespace(&self) -> Option<&str> {
        self.text("namespace")
    }

    pub(super) fn idp(&self) -> Option<IdpKind> {
        self.word("idp.type")
    }

    /// Returns the answer that a flag gives for a key.
    pub(super) fn value(&self, key: &str) -> Option<&Value> {
        self.given.iter().find(|(row, _)| row.key == key).map(|(_, value)| value)
    }

    fn text(&self, key: &str) -> Option<&str> {
        self.value(key)?.as_str()
    }

    /// Returns the answer in its type. clap has already refused invalid words.
    fn word<T: DeserializeOwned>(&self, key: &str) -> Option<T> {
        serde_json::from_value(self.value(key)?.clone()).ok()
    }
}
