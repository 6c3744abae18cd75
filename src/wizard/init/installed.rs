//! Asks whether Flyte is installed already, and for its values: `helm upgrade` resets what no values file sets.

use std::error::Error as _;
use std::path::{Path, PathBuf};

use super::InitRequest;
use crate::chart::{Chart, OwnValues};
use crate::deployment::{DEFAULT_NAMESPACE, DEFAULT_RELEASE};
use crate::file::yaml_files;
use crate::guide::CURRENT_VALUES;
use crate::shell;
use crate::text::visible_path;
use crate::values::is_sops;
use crate::values_file::{ValuesFile, ValuesFileError};
use crate::wizard::{Choice, Prompt, PromptError, Prompter, Reply, say_wrapped};

/// The maximum number of files that are offered.
const MAX_FILES: usize = 5;

/// Greets the user, asks whether Flyte is installed, and adds the values file to update to the request. Returns whether
/// this is a new installation.
pub(super) fn ask(request: &mut InitRequest, prompter: &mut dyn Prompter) -> Result<bool, PromptError> {
    let back = prompter.back_key();
    let greeting = format!(
        "A few questions, then the Helm values for Flyte's login. Enter = accept, {back} = back, Ctrl-C = quit. You \
            review \
            everything before it is written."
    );
    say_wrapped(prompter, &greeting)?;
    prompter.say("")?;
    let is_known = request.resume || request.into.is_some() || request.from.is_some() || request.answers.is_some();
    if is_known {
        return Ok(false);
    }
    let files = values_files(&request.output);
    loop {
        let mut choices: Vec<Choice> = files
            .iter()
            .map(|(path, chart)| {
                let about = format!("adds authentication to this file ({})", chart.name());
                Choice::new(format!("yes, with {}", visible_path(path)), about)
            })
            .collect();
        choices.push(Choice::new("yes, with other values", "reads them from `helm get values`"));
        choices.push(Choice::new("no, this is a new installation", ""));
        let prompt = Prompt::new("Is Flyte already installed?", "");
        let index = match prompter.select(prompt, &choices, 0)? {
            Reply::Answer(index) => index,
            Reply::Back => continue,
        };
        if let Some((path, _)) = files.get(index) {
            request.into = Some(path.clone());
            return Ok(false);
        }
        if index > files.len() {
            return Ok(true);
        }
        if let Some(path) = saved_values(request, prompter)? {
            request.into = Some(path);
            return Ok(false);
        }
    }
}

/// Asks the user to save the installed release's values to a file.
fn saved_values(request: &InitRequest, prompter: &mut dyn Prompter) -> Result<Option<PathBuf>, PromptError> {
    let answer = |key| request.given.answer(key).and_then(serde_json::Value::as_str);
    let release = answer("release").unwrap_or(DEFAULT_RELEASE);
    let namespace = answer("namespace").unwrap_or(DEFAULT_NAMESPACE);
    let command = ["helm", "get", "values", release, "--namespace", namespace, "-o", "yaml"].map(str::to_owned);
    say_wrapped(
        prompter,
        "\nSave the values that Flyte runs with in another terminal (`helm list -A` shows release and namespace):",
    )?;
    prompter.say(&format!("  $ {} > {CURRENT_VALUES}\n", shell::line(&command)))?;
    loop {
        let prompt = Prompt::new("Which file has these values?", "authentication is added to it");
        let Reply::Answer(text) = prompter.text(prompt, Some(CURRENT_VALUES))? else {
            return Ok(None);
        };
        let path = PathBuf::from(text.trim());
        match chart_in(&path) {
            Ok(_) => return Ok(Some(path)),
            Err(why) => say_wrapped(prompter, &format!("✗ {}: {why}", visible_path(&path)))?,
        }
    }
}

/// Returns the files in a directory that contain values for Flyte, each with its chart: `values.yaml` first.
fn values_files(folder: &Path) -> Vec<(PathBuf, Chart)> {
    let mut files = yaml_files(folder);
    files.sort_by_key(|file| file.file_stem().is_none_or(|stem| stem != "values"));
    let found = files.into_iter().filter_map(|path| chart_in(&path).ok().map(|chart| (path, chart)));
    found.take(MAX_FILES).collect()
}

/// Returns the chart of the values in a file, or the reason why the file cannot be updated.
fn chart_in(path: &Path) -> Result<Chart, String> {
    let layered = match ValuesFile::read(path) {
        Ok(file) => file.layered,
        Err(ValuesFileError::Helm(_)) => return Err("it is not YAML that Helm can read".to_owned()),
        Err(error) => return Err(error.source().map_or_else(|| error.to_string(), ToString::to_string)),
    };
    if is_sops(&layered.values) {
        return Err("it is encrypted with SOPS".to_owned());
    }
    let own = OwnValues::of(&layered.values);
    if !Chart::is_surely_flyte(own.values) {
        return Err("it does not hold values for a chart of Flyte".to_owned());
    }
    let chart = own.chart.map_or_else(|| Chart::detect_misplaced(own.values), Ok);
    chart.map_err(|_| "it does not show which chart of Flyte it is for".to_owned())
}
