//! Prints the remaining steps after a run: upgrade, identity provider, clients, and the equivalent command.

use std::path::Path;

use serde_json::Value;

use super::proposal::Proposal;
use super::{InitError, InitRequest, is_here};
use crate::client::{Flow, SecretPlace, config};
use crate::generate;
use crate::guide::{self, Upgrade};
use crate::idp::CI_SECRET_VARIABLE;
use crate::shell;
use crate::text::{and_list, wrap_comments};
use crate::wizard::{Wizard, with_titles};

/// Prints all remaining steps.
pub(super) fn steps(
    request: &InitRequest,
    wizard: &mut Wizard<'_, '_>,
    proposal: &Proposal,
    upgrade: &Upgrade,
) -> Result<(), InitError> {
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
    clients(request, wizard, proposal)?;
    command(request, wizard)?;
    Ok(())
}

/// Prints the client configuration for each chosen flow.
fn clients(request: &InitRequest, wizard: &mut Wizard<'_, '_>, proposal: &Proposal) -> Result<(), InitError> {
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
    let of_ci = variables_of_ci(request, proposal);
    for word in words {
        let (flow, title) = match word.as_str() {
            "client-secret" => (
                Flow::ClientSecret { client: None, secret: SecretPlace::Env(CI_SECRET_VARIABLE.to_owned()) },
                "CI and services",
            ),
            "device-flow" => (Flow::DeviceFlow, "People without a browser"),
            _ => (Flow::Pkce, "People with a browser"),
        };
        // A flag may request a flow that the authorization server doesn't support.
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

/// Returns the commands that configure CI, and add a separate client if there is none.
fn variables_of_ci(request: &InitRequest, proposal: &Proposal) -> Vec<[String; 2]> {
    let deployment = &proposal.checked.answers.deployment;
    let saved = request.save_answers.as_deref().filter(|_| !request.dry_run);
    let word = |path: &Path| shell::word(&path.display().to_string());
    let command = |more: &str| match saved {
        Some(path) => format!("$ flyte-auth client --answers {}{more} --format github", word(path)),
        None => format!("$ flyte-auth client {}{more} --format github", shell::line(&proposal.words())),
    };
    let Some(path) = proposal.paths.first().map(|path| word(path)) else { return Vec::new() };
    let is_external = deployment.external().is_some();
    let id = &deployment.service().id;
    // Values don't contain CI's client at the identity provider.
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

/// Returns the flags for the files' places.
fn places(request: &InitRequest) -> Vec<String> {
    let with = |flag: &str, path: &Path| {
        let path = shell::word(&path.display().to_string());
        format!("{flag} {path}")
    };
    let mut words = Vec::new();
    if let Some(path) = &request.into {
        words.push(with("--into", path));
    }
    if !is_here(&request.output) {
        words.push(with("--output", &request.output));
    }
    if request.force {
        words.push("--force".to_owned());
    }
    words
}

/// Prints the command that gives the same answers.
fn command(request: &InitRequest, wizard: &mut Wizard<'_, '_>) -> Result<(), InitError> {
    let mut words = vec!["flyte-auth generate".to_owned()];
    let input = wizard.state.input();
    words.extend(input.as_flags());
    let places = places(request);
    words.extend(places.iter().cloned());
    let typed = wizard.state.typed_variables();
    wizard.say("\nThe same as a command")?;
    if !typed.is_empty() {
        wizard.say(&format!("  with {} set to what you typed:", and_list(&typed)))?;
    }
    let text = words.join(" \\\n      ");
    wizard.prompter.say(&format!("  $ {text}"))?;
    match &request.save_answers {
        Some(path) if !request.dry_run => {
            let mut words =
                vec![format!("  or: flyte-auth generate --answers {}", shell::word(&path.display().to_string()))];
            words.extend(places);
            wizard.prompter.say(&words.join(" "))?;
        }
        _ => {}
    }
    Ok(())
}
