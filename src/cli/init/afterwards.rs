//! What is told when it is written: what is left to do, what clients need, and how to do the same without questions.

use std::io;
use std::path::Path;

use serde_json::Value;

use super::Args;
use super::proposal::Proposal;
use crate::cli::{CliError, answer_flags};
use crate::client::{Flow, SecretPlace, config};
use crate::file::TempFile;
use crate::generate;
use crate::guide;
use crate::idp::CI_SECRET_VARIABLE;
use crate::shell;
use crate::text::visible_path;
use crate::wizard::{Wizard, answers_file};

/// The variable for the secret of a service's client, as `flyte-auth client` has it.
const CLIENT_SECRET: &str = "FLYTE_CLIENT_SECRET";

/// Tells what is left to do.
pub(super) fn tell(args: &Args, wizard: &mut Wizard<'_, '_>, proposal: &Proposal) -> Result<(), CliError> {
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
    let upgrade = if proposal.plan.is_for_umbrella() { generate::for_umbrella(upgrade) } else { upgrade };
    let mut steps = guide::next(deployment, &upgrade, None);
    if let Some(now) = &proposal.before {
        steps.sections.splice(0..0, guide::moving(now, deployment));
    }
    let first = [guide::before(deployment), guide::provider(deployment)];
    steps.sections.splice(0..0, first);
    let text = guide::render(&steps, guide::Format::Human, Some(wizard.prompter.width()));
    wizard.prompter.say(&format!("\n{}", text.trim_end()))?;
    if let Some(note) = proposal.open_to_others().filter(|_| !args.dry_run) {
        wizard.say_item(&format!("\n! {note}"), 2)?;
    }
    clients(args, wizard, proposal)?;
    command(args, wizard)?;
    Ok(())
}

/// The configuration for each flow that was chosen.
fn clients(args: &Args, wizard: &mut Wizard<'_, '_>, proposal: &Proposal) -> Result<(), CliError> {
    let deployment = &proposal.checked.answers.deployment;
    let words: Vec<String> = wizard
        .state
        .get("~flows")
        .and_then(Value::as_array)
        .map(|words| words.iter().filter_map(Value::as_str).map(str::to_owned).collect())
        .unwrap_or_default();
    if !words.is_empty() {
        wizard.say("\nClients")?;
    }
    let of_ci = variables_of_ci(args, proposal);
    for word in words {
        let (flow, title) = match word.as_str() {
            "client-secret" => (
                Flow::ClientSecret { client: None, secret: SecretPlace::Env(CLIENT_SECRET.to_owned()) },
                "CI and services",
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
        if matches!(flow, Flow::ClientSecret { .. }) {
            for [title, command] in &of_ci {
                wizard.say_item(&format!("    {title}"), 4)?;
                wizard.prompter.say(&format!("    {command}"))?;
            }
        }
    }
    Ok(())
}

/// How CI gets its variables, and a client of its own where it has none: what it is, and the command.
fn variables_of_ci(args: &Args, proposal: &Proposal) -> Vec<[String; 2]> {
    let deployment = &proposal.checked.answers.deployment;
    let saved = args.save_answers.as_deref().filter(|_| !args.dry_run);
    let (flag, path) = match (saved, proposal.paths.first()) {
        (Some(path), _) => ("--answers", path),
        (None, Some(path)) => ("-f", path.as_path()),
        (None, None) => return Vec::new(),
    };
    let path = shell::word(&path.display().to_string());
    let command = |more: &str| format!("$ flyte-auth client {flag} {path}{more} --format github");
    let is_external = deployment.external().is_some();
    let id = &deployment.service().id;
    // Values say nothing of CI's client at the identity provider.
    let is_to_be_named = is_external && deployment.ci.is_some() && flag == "-f";
    let named = if is_to_be_named { format!(" --client-id {}", shell::word(id.as_str())) } else { String::new() };
    let mut all = vec![[
        format!(
            "As variables, with the secret of `{id}` as {CI_SECRET_VARIABLE}; `gitlab` and `env` in place of `github` \
                print them for others:"
        ),
        command(&named),
    ]];
    if deployment.ci.is_none() {
        all.push(if is_external {
            [
                "With a client of its own for CI (`flyte-auth guide --ci` says how to register it):".to_owned(),
                command(" --client-id ID"),
            ]
        } else {
            [
                "With a client of its own for CI, which the answer `clients.ci` adds to flyteadmin's:".to_owned(),
                "$ flyte-auth generate … --ci-client-id flyte-ci --ci-secret-env FLYTE_CI_SECRET".to_owned(),
            ]
        });
    }
    all
}

/// The flags that say where values go.
fn places(args: &Args) -> Vec<String> {
    let with = |flag: &str, path: &Path| {
        let path = shell::word(&path.display().to_string());
        format!("{flag} {path}")
    };
    let mut words = Vec::new();
    if let Some(path) = &args.into {
        words.push(with("--into", path));
    }
    if args.output != Path::new(".") {
        words.push(with("--output", &args.output));
    }
    if args.force {
        words.push("--force".to_owned());
    }
    words
}

/// The same without questions.
fn command(args: &Args, wizard: &mut Wizard<'_, '_>) -> Result<(), CliError> {
    let mut words = vec!["flyte-auth generate".to_owned()];
    let input = wizard.state.input();
    words.extend(answer_flags::as_flags(&input));
    let places = places(args);
    words.extend(places.iter().cloned());
    let typed = wizard.state.typed_variables();
    wizard.say("\nThe same without questions")?;
    if !typed.is_empty() {
        wizard.say(&format!("  with {} set to what you typed in:", typed.join(" and ")))?;
    }
    let text = words.join(" \\\n      ");
    wizard.prompter.say(&format!("  $ {text}"))?;
    match &args.save_answers {
        Some(path) if !args.dry_run => {
            let mut words =
                vec![format!("  or: flyte-auth generate --answers {}", shell::word(&path.display().to_string()))];
            words.extend(places);
            wizard.prompter.say(&words.join(" "))?;
        }
        _ => {}
    }
    Ok(())
}

/// The answers on the disk, not under their name yet.
pub(super) struct Staged<'a> {
    file: TempFile,
    path: &'a Path,
    force: bool,
}

/// Puts the answers on the disk, beside where they are to be; the folder is made if it is not there.
pub(super) fn stage_answers<'a>(
    wizard: &Wizard<'_, '_>,
    proposal: &Proposal,
    path: &'a Path,
    force: bool,
) -> Result<Staged<'a>, CliError> {
    let error = |source| CliError::write(path, source);
    if proposal.paths.iter().any(|other| is_same(other, path)) {
        return Err(CliError::Usage(format!(
            "`--save-answers` names `{}`, where the values go: name another file",
            visible_path(path)
        )));
    }
    if path.is_dir() {
        return Err(error(io::ErrorKind::IsADirectory.into()));
    }
    if !force && path.symlink_metadata().is_ok() {
        return Err(CliError::AnswersExist(path.to_owned()));
    }
    let input = wizard.state.input();
    let text = answers_file(input.answers(), &wizard.state.typed_variables());
    let folder = path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder).map_err(error)?;
    let file = TempFile::complete(path, text.as_bytes(), false).map_err(error)?;
    Ok(Staged { file, path, force })
}

/// Whether two paths are the same but for `./`.
fn is_same(one: &Path, other: &Path) -> bool {
    let plain = |path: &Path| path.strip_prefix("./").unwrap_or(path).to_owned();
    plain(one) == plain(other)
}

impl Staged<'_> {
    /// Gives the file its name.
    pub(super) fn place(self) -> Result<(), CliError> {
        let placed = if self.force { self.file.replace(self.path) } else { self.file.create(self.path) };
        placed.map_err(|error| CliError::write(self.path, error))
    }
}
