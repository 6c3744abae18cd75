//! Prints the last lines of a run: the written files, warnings, and the next commands.

use super::proposal::Proposal;
use super::steps::steps;
use super::{InitError, InitRequest};
use crate::diagnostic::Severity;
use crate::generate;
use crate::guide::{self, OtherValues, Upgrade};
use crate::lint::Report;
use crate::shell;
use crate::text::visible_path;
use crate::wizard::{Prompt, Reply, Wizard};

/// Ends the run: prints the written files, the warnings, the upgrade, and the commands that print the rest.
pub(super) fn close(
    request: &InitRequest,
    wizard: &mut Wizard<'_, '_>,
    proposal: &Proposal,
    is_new: bool,
    may_ask: bool,
) -> Result<(), InitError> {
    // Before the first line, so that an error comes last.
    let warnings = warnings(request, wizard, proposal)?;
    let upgrade = upgrade(request, proposal, is_new);
    wizard.say(&format!("\n{}", written(request, proposal)))?;
    for warning in &warnings {
        wizard.say_item(&format!("! {warning}"), 2)?;
    }
    wizard.say("\nNext")?;
    say_upgrade(wizard, proposal, &upgrade, is_new)?;
    let rest = rest(wizard, proposal, &upgrade);
    say_commands(wizard, &rest)?;
    if !may_ask || request.dry_run {
        return Ok(());
    }
    wizard.say("")?;
    let prompt = Prompt::new("Show the remaining steps now?", "");
    // The answer isn't part of the result, so quitting here ends the run, too.
    if matches!(wizard.prompter.confirm(prompt, false), Ok(Reply::Answer(true))) {
        steps(request, wizard, proposal, &upgrade)?;
    }
    Ok(())
}

/// Prints the commands of the upgrade.
fn say_upgrade(
    wizard: &mut Wizard<'_, '_>,
    proposal: &Proposal,
    upgrade: &Upgrade,
    is_new: bool,
) -> Result<(), InitError> {
    let installation = proposal.checked.answers.deployment.installation();
    match upgrade.other {
        OtherValues::New => {
            wizard.say_item("  Put database, storage and ingress into your-values.yaml, then:", 2)?;
        }
        OtherValues::Installed | OtherValues::Lacking(_) => wizard.prompter.say(&format!(
            "  $ helm get values {} --namespace {} -o yaml > {}",
            installation.release,
            installation.namespace,
            guide::CURRENT_VALUES
        ))?,
        OtherValues::None => {}
    }
    for step in &upgrade.first {
        wizard.say_item(&format!("  {}:", step.title), 2)?;
        let commands = step.commands.iter().map(|command| [command.line.clone(), command.remark.clone()]);
        say_commands(wizard, &commands.collect::<Vec<_>>())?;
    }
    if is_new {
        wizard.prompter.say(&format!("  $ {}", guide::ADD_REPOSITORY))?;
    }
    for index in 0..upgrade.releases.len() {
        if let Some([_, command]) = guide::helm_upgrade(installation, upgrade, index) {
            wizard.prompter.say(&format!("  $ {command}"))?;
        }
    }
    Ok(())
}

/// Prints commands with their purposes, which are aligned if the terminal is wide enough.
fn say_commands(wizard: &mut Wizard<'_, '_>, commands: &[[String; 2]]) -> Result<(), InitError> {
    let width = commands.iter().map(|[command, _]| command.chars().count()).max().unwrap_or_default();
    let line = |[command, about]: &[String; 2]| match about.as_str() {
        "" => format!("  $ {command}"),
        about => format!("  $ {command:width$}  # {about}"),
    };
    let lines: Vec<String> = commands.iter().map(line).collect();
    let fits = lines.iter().all(|line| line.chars().count() <= wizard.prompter.width());
    for (line, [command, about]) in lines.iter().zip(commands) {
        if fits {
            wizard.prompter.say(line)?;
        } else {
            wizard.prompter.say(&format!("  # {about}\n  $ {command}"))?;
        }
    }
    Ok(())
}

fn upgrade(request: &InitRequest, proposal: &Proposal, is_new: bool) -> Upgrade {
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
        &request.output,
        request.into.as_deref(),
        other,
    );
    if proposal.plan.is_for_umbrella() { generate::for_umbrella(upgrade) } else { upgrade }
}

fn written(request: &InitRequest, proposal: &Proposal) -> String {
    let names: Vec<String> = proposal.paths.iter().map(|path| visible_path(path)).collect();
    let names = names.join(", ");
    if request.dry_run { format!("Nothing is written (`--dry-run`): {names}") } else { format!("✓ Wrote {names}") }
}

/// Returns the warnings: files that others can read, remaining errors, the redirect URI, CI's password.
fn warnings(request: &InitRequest, wizard: &Wizard<'_, '_>, proposal: &Proposal) -> Result<Vec<String>, InitError> {
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
    warnings.extend(proposal.open_to_others().filter(|_| !request.dry_run));
    if wizard.state.has_other_url() {
        let deployment = &proposal.checked.answers.deployment;
        warnings.push(format!(
            "the public URL changed: set the redirect URI {} at {}",
            deployment.url.callback(),
            deployment.login_idp_name()
        ));
    }
    warnings.extend(proposal.plan.ci_password_note(&request.output));
    Ok(warnings)
}

/// Returns the commands that print the rest.
fn rest(wizard: &Wizard<'_, '_>, proposal: &Proposal, upgrade: &Upgrade) -> Vec<[String; 2]> {
    let words = shell::line(&proposal.words());
    let words_with_ci = shell::line(&proposal.words_with_ci());
    // With these, the values are complete, and the installed release's values aren't needed.
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
