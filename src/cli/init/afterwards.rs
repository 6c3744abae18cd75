//! What is told when it is written: what is left to do, what clients need, and how to do the same without questions.

use std::io;
use std::path::Path;

use serde_json::Value;

use super::Args;
use super::proposal::Proposal;
use crate::cli::{CliError, answer_flags};
use crate::client::{Flow, SecretPlace, config};
use crate::file::complete;
use crate::generate;
use crate::guide;
use crate::shell;
use crate::wizard::{Wizard, answers_file};

/// The variable for the secret of a service's client, as `flyte-auth client` has it.
const CLIENT_SECRET: &str = "FLYTE_CLIENT_SECRET";

/// Tells what is left to do.
pub(super) fn tell(
    args: &Args,
    wizard: &mut Wizard<'_, '_>,
    proposal: &Proposal,
) -> Result<(), CliError> {
    let answers = &proposal.checked.answers;
    let deployment = &answers.deployment;
    let into = proposal.into.as_ref();
    let texts = into.and_then(|into| Some([std::str::from_utf8(&into.before).ok()?, &into.after]));
    let upgrade = generate::upgrade(
        deployment,
        answers.secrets.word(),
        &generate::secret_notes(answers, &proposal.plan, texts),
        &args.output,
        args.into.as_deref(),
    );
    let upgrade = if proposal.plan.is_for_umbrella() {
        generate::for_umbrella(upgrade)
    } else {
        upgrade
    };
    let mut steps = guide::next(deployment, &upgrade);
    steps.sections.insert(0, guide::provider(deployment));
    let text = guide::in_columns(&steps, wizard.prompter.width());
    wizard.prompter.say(&format!("\n{}", text.trim_end()))?;
    if let Some(note) = proposal.open_to_others().filter(|_| !args.dry_run) {
        wizard.say_item(&format!("\n! {note}"), 2)?;
    }
    clients(wizard, proposal)?;
    command(args, wizard)?;
    Ok(())
}

/// The configuration for each flow that was chosen.
fn clients(wizard: &mut Wizard<'_, '_>, proposal: &Proposal) -> Result<(), CliError> {
    let deployment = &proposal.checked.answers.deployment;
    let words: Vec<String> = wizard
        .state
        .get("~flows")
        .and_then(Value::as_array)
        .map(|words| {
            words
                .iter()
                .filter_map(Value::as_str)
                .map(str::to_owned)
                .collect()
        })
        .unwrap_or_default();
    if !words.is_empty() {
        wizard.say("\nClients")?;
    }
    for word in words {
        let (flow, title) = match word.as_str() {
            "client-secret" => (
                Flow::ClientSecret {
                    client: None,
                    secret: SecretPlace::Env(CLIENT_SECRET.to_owned()),
                },
                "CI and services (with a client of their own: `flyte-auth client --client-id`)",
            ),
            "device-flow" => (Flow::DeviceFlow, "People without a browser"),
            _ => (Flow::Pkce, "People with a browser"),
        };
        // By flag, a flow can be asked for before it is known who issues tokens.
        let text = match config(deployment, &flow) {
            Ok(text) => text,
            Err(error) => {
                wizard.say_item(&format!("  ! {title}: {error}"), 4)?;
                continue;
            }
        };
        wizard.say_item(&format!("  {title}: ~/.flyte/config.yaml"), 4)?;
        let lines: Vec<String> = text.lines().map(|line| format!("    {line}")).collect();
        wizard.prompter.say(&lines.join("\n"))?;
    }
    Ok(())
}

/// The same without questions.
fn command(args: &Args, wizard: &mut Wizard<'_, '_>) -> Result<(), CliError> {
    let mut words = vec!["flyte-auth generate".to_owned()];
    let input = wizard.state.input();
    words.extend(answer_flags::as_flags(&input));
    if let Some(path) = &args.into {
        words.push(format!(
            "--into {}",
            shell::word(&path.display().to_string())
        ));
    }
    if args.output != Path::new(".") {
        words.push(format!(
            "--output {}",
            shell::word(&args.output.display().to_string())
        ));
    }
    if args.force {
        words.push("--force".to_owned());
    }
    let typed = wizard.state.typed_variables();
    wizard.say("\nThe same without questions")?;
    if !typed.is_empty() {
        wizard.say(&format!(
            "  with {} set to what you typed in:",
            typed.join(" and ")
        ))?;
    }
    let text = words.join(" \\\n      ");
    wizard.prompter.say(&format!("  $ {text}"))?;
    match &args.save_answers {
        Some(path) if !args.dry_run => wizard.say(&format!(
            "  or: flyte-auth generate --answers {}",
            shell::word(&path.display().to_string())
        ))?,
        _ => {}
    }
    Ok(())
}

/// Writes the answers to a file.
pub(super) fn save_answers(
    wizard: &Wizard<'_, '_>,
    path: &Path,
    force: bool,
) -> Result<(), CliError> {
    let input = wizard.state.input();
    let text = answers_file(input.answers(), &wizard.state.typed_variables());
    let folder = path
        .parent()
        .filter(|folder| *folder != Path::new(""))
        .unwrap_or(Path::new("."));
    let file =
        complete(folder, text.as_bytes(), false).map_err(|source| CliError::write(path, source))?;
    let placed = if force {
        file.persist(path)
    } else {
        file.persist_noclobber(path)
    };
    placed.map_err(|error| match error.error.kind() {
        io::ErrorKind::AlreadyExists => {
            CliError::WriteFiles(generate::WriteError::Exists(vec![path.to_owned()]))
        }
        _ => CliError::write(path, error.error),
    })?;
    Ok(())
}
