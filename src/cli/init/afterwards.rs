//! The last lines of a run, and on request the remaining steps.

use std::path::Path;

use serde_json::Value;

use super::InitArgs;
use super::proposal::Proposal;
use crate::cli::{CliError, answer_flags};
use crate::client::{Flow, SecretPlace, config};
use crate::diagnostic::Severity;
use crate::generate;
use crate::guide::{self, OtherValues, Upgrade};
use crate::idp::CI_SECRET_VARIABLE;
use crate::lint::Report;
use crate::shell;
use crate::text::{visible_path, wrap_comments};
use crate::wizard::{Prompt, Reply, Wizard, with_titles};

/// What the last lines say, whatever was printed before.
struct Closing {
    written: String,
    /// What to take care of.
    warnings: Vec<String>,
    /// The upgrade of each release.
    upgrades: Vec<String>,
    /// The commands that print the rest, each with what it is for.
    rest: Vec<[String; 2]>,
}

/// Ends the run: what was written, what to take care of, the upgrade, and which commands print the rest.
pub(super) fn close(
    args: &InitArgs,
    wizard: &mut Wizard<'_, '_>,
    proposal: &Proposal,
    is_new: bool,
    may_ask: bool,
) -> Result<(), CliError> {
    let upgrade = upgrade(args, proposal, is_new);
    let closing = Closing {
        written: written(args, proposal),
        warnings: warnings(args, wizard, proposal)?,
        upgrades: (0..upgrade.releases.len())
            .filter_map(|index| {
                let [_, command] =
                    guide::helm_upgrade(proposal.checked.answers.deployment.installation(), &upgrade, index)?;
                Some(command)
            })
            .collect(),
        rest: rest(wizard, proposal, &upgrade),
    };
    wizard.say(&format!("\n{}", closing.written))?;
    for warning in &closing.warnings {
        wizard.say_item(&format!("! {warning}"), 2)?;
    }
    wizard.say("\nNext")?;
    if upgrade.other == OtherValues::New {
        wizard.say_item("  Put database, storage and ingress into your-values.yaml, then:", 2)?;
    } else if matches!(upgrade.other, OtherValues::Installed | OtherValues::Lacking(_)) {
        let installation = proposal.checked.answers.deployment.installation();
        wizard.prompter.say(&format!(
            "  $ helm get values {} --namespace {} -o yaml > {}",
            installation.release,
            installation.namespace,
            guide::CURRENT_VALUES
        ))?;
    }
    if is_new {
        wizard.prompter.say(&format!("  $ {}", guide::ADD_REPOSITORY))?;
    }
    for command in &closing.upgrades {
        wizard.prompter.say(&format!("  $ {command}"))?;
    }
    let width = closing.rest.iter().map(|[command, _]| command.chars().count()).max().unwrap_or_default();
    let lines: Vec<String> =
        closing.rest.iter().map(|[command, about]| format!("  $ {command:width$}  # {about}")).collect();
    let fits = lines.iter().all(|line| line.chars().count() <= wizard.prompter.width());
    for (line, [command, about]) in lines.iter().zip(&closing.rest) {
        if fits {
            wizard.prompter.say(line)?;
        } else {
            wizard.prompter.say(&format!("  # {about}\n  $ {command}"))?;
        }
    }
    if !may_ask || args.dry_run {
        return Ok(());
    }
    wizard.say("")?;
    let prompt = Prompt::new("Show the remaining steps now?", "");
    // The answer is not part of the result: leaving here is the end of the run, too.
    if matches!(wizard.prompter.confirm(prompt, false), Ok(Reply::Answer(true))) {
        steps(args, wizard, proposal, &upgrade)?;
    }
    Ok(())
}

fn upgrade(args: &InitArgs, proposal: &Proposal, is_new: bool) -> Upgrade {
    let answers = &proposal.checked.answers;
    let deployment = &answers.deployment;
    let into = proposal.into.as_ref();
    let texts = into.and_then(|into| Some([std::str::from_utf8(&into.before).ok()?, &into.after]));
    let other = match generate::other_values(deployment, into.map(|into| into.after.as_str())) {
        OtherValues::Installed if is_new => OtherValues::New,
        other => other,
    };
    let upgrade = generate::upgrade(
        deployment,
        answers.secrets.word(),
        &generate::secret_notes(answers, &proposal.plan, texts),
        &args.output,
        args.into.as_deref(),
        other,
    );
    if proposal.plan.is_for_umbrella() { generate::for_umbrella(upgrade) } else { upgrade }
}

fn written(args: &InitArgs, proposal: &Proposal) -> String {
    let names: Vec<String> = proposal.paths.iter().map(|path| visible_path(path)).collect();
    let names = names.join(", ");
    if args.dry_run { format!("Nothing is written (`--dry-run`): {names}") } else { format!("✓ Wrote {names}") }
}

/// What to take care of: files that others can read, errors that stay, the redirect URI, CI's password.
fn warnings(args: &InitArgs, wizard: &Wizard<'_, '_>, proposal: &Proposal) -> Result<Vec<String>, CliError> {
    let mut warnings = Vec::new();
    let reports = proposal.lint()?;
    let all = reports.iter().flat_map(Report::counting);
    let errors = all.filter(|found| found.severity >= Severity::Error).count();
    let lint = || {
        let files = proposal.values_files().into_iter().map(|path| path.display().to_string());
        shell::line(&files.flat_map(|path| ["-f".to_owned(), path]).collect::<Vec<_>>())
    };
    match errors {
        0 => {}
        1 => warnings.push(format!("lint still finds 1 error: flyte-auth lint {}", lint())),
        many => warnings.push(format!("lint still finds {many} errors: flyte-auth lint {}", lint())),
    }
    warnings.extend(proposal.open_to_others().filter(|_| !args.dry_run));
    if wizard.state.has_other_url() {
        let deployment = &proposal.checked.answers.deployment;
        warnings.push(format!(
            "the public URL changed: set the redirect URI {} at {}",
            deployment.url.callback(),
            deployment.login_idp_name()
        ));
    }
    warnings.extend(proposal.plan.ci_password_note(&args.output));
    Ok(warnings)
}

/// The commands that print the rest.
fn rest(wizard: &Wizard<'_, '_>, proposal: &Proposal, upgrade: &Upgrade) -> Vec<[String; 2]> {
    let words = shell::line(&proposal.words());
    let words_with_ci = shell::line(&proposal.words_with_ci());
    // With these, the values are whole, and no installed release is asked for its own.
    let others = if upgrade.other == OtherValues::New { format!("-f {} ", guide::YOURS) } else { String::new() };
    let uses_ci = wizard.state.uses("client-secret");
    let mut rest = vec![
        [format!("flyte-auth next {others}{words_with_ci}"), "restart, verify the login".to_owned()],
        [format!("flyte-auth client {words}"), "config.yaml for flytectl and pyflyte".to_owned()],
    ];
    if uses_ci {
        rest.push([format!("flyte-auth client {words_with_ci} --format github"), "workflow for CI".to_owned()]);
    }
    if wizard.state.uses("device-flow") {
        rest.push([format!("flyte-auth client {words} --flow device-flow"), "without a browser".to_owned()]);
    }
    rest
}

/// Everything else that is left to do.
fn steps(args: &InitArgs, wizard: &mut Wizard<'_, '_>, proposal: &Proposal, upgrade: &Upgrade) -> Result<(), CliError> {
    let deployment = &proposal.checked.answers.deployment;
    let mut steps = guide::next(deployment, upgrade, &proposal.words_with_ci());
    if let Some(now) = &proposal.before {
        steps.sections.splice(0..0, guide::moving(now, deployment));
    }
    let ingress = proposal.into.as_ref().and_then(|into| {
        generate::ingress_controller(deployment.chart, &into.path.to_string_lossy(), into.after.as_bytes())
    });
    let mut first = vec![guide::before(deployment, ingress)];
    if !wizard.state.is("~registered", "show") {
        first.push(guide::provider(deployment));
    }
    steps.sections.splice(0..0, first);
    let text = guide::render(&steps, guide::GuideFormat::Human, Some(wizard.prompter.width()));
    wizard.prompter.say(&format!("\n{}", with_titles(text.trim_end())))?;
    clients(args, wizard, proposal)?;
    command(args, wizard)?;
    Ok(())
}

/// The configuration for each flow that was chosen.
fn clients(args: &InitArgs, wizard: &mut Wizard<'_, '_>, proposal: &Proposal) -> Result<(), CliError> {
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
                Flow::ClientSecret { client: None, secret: SecretPlace::Env(CI_SECRET_VARIABLE.to_owned()) },
                "CI and services",
            ),
            "device-flow" => (Flow::DeviceFlow, "People without a browser"),
            _ => (Flow::Pkce, "People with a browser"),
        };
        // A flag can ask for a flow that the authorization server does not support.
        let text = match config(deployment, &flow) {
            Ok(text) => text,
            Err(error) => {
                wizard.say_item(&format!("  ! {title}: {error}"), 4)?;
                continue;
            }
        };
        let place = if matches!(flow, Flow::ClientSecret { .. }) { "config.yaml" } else { "~/.flyte/config.yaml" };
        wizard.say_item(&format!("  {title}: {place}"), 4)?;
        let lines: Vec<String> = text.lines().map(|line| format!("    {line}")).collect();
        wizard.prompter.say(&wrap_comments(&lines.join("\n"), wizard.prompter.width()))?;
        if matches!(flow, Flow::ClientSecret { .. }) {
            for [title, command] in &of_ci {
                wizard.say_item(&format!("    {title}"), 4)?;
                wizard.prompter.say(&format!("    {command}"))?;
            }
        }
    }
    Ok(())
}

/// How CI gets its variables, and a separate client where it has none: each with the command.
fn variables_of_ci(args: &InitArgs, proposal: &Proposal) -> Vec<[String; 2]> {
    let deployment = &proposal.checked.answers.deployment;
    let saved = args.save_answers.as_deref().filter(|_| !args.dry_run);
    let word = |path: &Path| shell::word(&path.display().to_string());
    let command = |more: &str| match saved {
        Some(path) => format!("$ flyte-auth client --answers {}{more} --format github", word(path)),
        None => format!("$ flyte-auth client {}{more} --format github", shell::line(&proposal.words())),
    };
    let Some(path) = proposal.paths.first().map(|path| word(path)) else { return Vec::new() };
    let is_external = deployment.external().is_some();
    let id = &deployment.service().id;
    // Values do not name CI's client at the identity provider.
    let is_to_be_named = is_external && deployment.ci.is_some() && saved.is_none();
    let named = if is_to_be_named { format!(" --ci-client-id {}", shell::word(id.as_str())) } else { String::new() };
    let mut all = vec![[
        format!(
            "As a workflow, with the secret of `{id}` in {CI_SECRET_VARIABLE}; use `gitlab` or `env` for other systems:"
        ),
        command(&named),
    ]];
    if deployment.ci.is_none() {
        all.push(if is_external {
            [
                "With a separate client for CI (`flyte-auth guide --ci` shows how to register it):".to_owned(),
                command(" --ci-client-id ID"),
            ]
        } else {
            [
                "To add a separate client for CI:".to_owned(),
                format!("$ flyte-auth generate --into {path} --ci-client-id flyte-ci"),
            ]
        });
    }
    all
}

/// The flags for where the files go.
fn places(args: &InitArgs) -> Vec<String> {
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

/// The command that gives the same answers.
fn command(args: &InitArgs, wizard: &mut Wizard<'_, '_>) -> Result<(), CliError> {
    let mut words = vec!["flyte-auth generate".to_owned()];
    let input = wizard.state.input();
    words.extend(answer_flags::as_flags(&input));
    let places = places(args);
    words.extend(places.iter().cloned());
    let typed = wizard.state.typed_variables();
    wizard.say("\nThe same as a command")?;
    if !typed.is_empty() {
        wizard.say(&format!("  with {} set to what you typed:", typed.join(" and ")))?;
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
