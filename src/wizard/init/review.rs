//! The review: shows the answers, the files and the findings, and asks what to do.

use super::proposal::{Proposal, repairable};
use super::{InitError, InitRequest};
use crate::diagnostic::{self, Severity, TerminalLook};
use crate::fix::{self, Fixed};
use crate::generate::MergeIntoFile;
use crate::guide;
use crate::lint::Report;
use crate::text::{and_list, visible, visible_path, wrap_comments};
use crate::wizard::{Choice, Prompt, PromptError, Question, Reply, Wizard};

/// The user's decision.
pub(super) enum ReviewDecision {
    Write,
    /// Ask a question again.
    Change(&'static Question),
    Quit,
}

/// Shows the proposal and asks what to do with it.
pub(super) fn review(
    request: &InitRequest,
    wizard: &mut Wizard<'_, '_>,
    proposal: &mut Proposal,
) -> Result<ReviewDecision, InitError> {
    show(wizard, proposal)?;
    let mut reports = show_findings(wizard, proposal)?;
    let mut fixed = fix_existing(wizard, proposal, &reports)?;
    loop {
        let fixable = fixed.as_ref().map_or(0, |fixed| fixed.applied.len());
        let in_the_way: Vec<String> =
            proposal.in_the_way(request).iter().map(|path| format!("`{}`", visible_path(path))).collect();
        let write = match (request.dry_run, in_the_way.is_empty() || request.force) {
            (true, _) => Choice::new("finish", "`--dry-run` writes nothing"),
            (false, true) => Choice::new("write", files(proposal)),
            (false, false) => Choice::new("write", format!("{}; asks before it replaces a file", files(proposal))),
        };
        let mut items = vec![(Item::Write, write)];
        if fixable > 0 {
            let about = match fixable {
                1 => "1 problem with a safe fix".to_owned(),
                many => format!("{many} problems with safe fixes"),
            };
            items.push((Item::Fix, Choice::new("apply safe fixes to the file", about)));
        }
        items.push((Item::Change, Choice::new("change an answer", "")));
        items.push((Item::Quit, Choice::new("quit", "writes nothing; `--resume` continues from here")));
        let choices: Vec<Choice> = items.iter().map(|(_, choice)| choice.clone()).collect();
        let prompt = Prompt::new("What next?", "");
        // An accidental Enter from before the review must not write files.
        wizard.prompter.drop_typed_ahead()?;
        // Don't offer writing first if the values have errors.
        let start = usize::from(!request.dry_run && has_errors(&reports));
        let item = match wizard.prompter.select(prompt, &choices, start)? {
            Reply::Answer(index) => items.get(index).map_or(Item::Quit, |(item, _)| *item),
            Reply::Back => Item::Change,
        };
        match item {
            Item::Write => {
                if request.dry_run || request.force || may_replace(wizard, &in_the_way)? {
                    return Ok(ReviewDecision::Write);
                }
            }
            Item::Fix => {
                if let Some(fixed) = fixed.take() {
                    proposal.apply_fixed(&fixed);
                }
                show_files(wizard, proposal)?;
                reports = show_findings(wizard, proposal)?;
                fixed = fix_existing(wizard, proposal, &reports)?;
            }
            Item::Change => {
                if let Some(question) = choose_answer(wizard)? {
                    return Ok(ReviewDecision::Change(question));
                }
            }
            Item::Quit => return Ok(ReviewDecision::Quit),
        }
    }
}

/// Applies the safe fixes to the existing file, and explains why others are skipped.
fn fix_existing(
    wizard: &mut Wizard<'_, '_>,
    proposal: &Proposal,
    reports: &[Report],
) -> Result<Option<Fixed>, InitError> {
    if proposal.into.is_none() || repairable(reports) == 0 {
        return Ok(None);
    }
    let fixed = proposal.fix_existing()?;
    for left in fixed.iter().flat_map(|fixed| &fixed.skipped) {
        let (title, rule) = (visible(&left.title), left.rule);
        let text = format!("! not fixed: `{title}` ({rule}), because {}", visible(&left.because));
        wizard.say_item(&text, 2)?;
    }
    Ok(fixed)
}

fn has_errors(reports: &[Report]) -> bool {
    let mut all = reports.iter().flat_map(Report::counting);
    all.any(|found| found.severity >= Severity::Error)
}

/// An item of the menu after the review.
#[derive(Debug, Clone, Copy)]
enum Item {
    Write,
    Fix,
    Change,
    Quit,
}

/// Shows the files that are written without asking.
pub(super) fn show_unasked(
    request: &InitRequest,
    wizard: &mut Wizard<'_, '_>,
    proposal: &Proposal,
) -> Result<(), InitError> {
    say_notes(wizard, proposal)?;
    if request.dry_run {
        show_files(wizard, proposal)?;
    }
    show_findings(wizard, proposal)?;
    Ok(())
}

/// Prints further notes: about the answers, and about settings that are removed from the existing file.
fn say_notes(wizard: &mut Wizard<'_, '_>, proposal: &Proposal) -> Result<(), InitError> {
    let lost = proposal.into.iter().flat_map(|into| &into.lost);
    for note in proposal.checked.notes.iter().map(ToString::to_string).chain(lost.cloned()) {
        wizard.say_item(&format!("! {note}"), 2)?;
    }
    if let Some(now) = &proposal.before
        && guide::moving(now, &proposal.checked.answers.deployment).is_some()
    {
        wizard.say_item(
            "! the authorization server changes: with the upgrade all current tokens become invalid, people log in \
                again, and running tasks may lose their connection to flyteadmin",
            2,
        )?;
    }
    Ok(())
}

fn show(wizard: &mut Wizard<'_, '_>, proposal: &Proposal) -> Result<(), InitError> {
    show_files(wizard, proposal)?;
    wizard.say("\nYour answers")?;
    wizard.say_answers()?;
    say_notes(wizard, proposal)?;
    Ok(())
}

/// Shows the new files, and the changes to the existing one, with secrets hidden.
fn show_files(wizard: &mut Wizard<'_, '_>, proposal: &Proposal) -> Result<(), InitError> {
    for (index, (file, path)) in proposal.plan.files.iter().zip(&proposal.paths).enumerate() {
        if let (Some(into), 0) = (&proposal.into, index) {
            show_changes(wizard, into)?;
            continue;
        }
        if let Some(before) = &file.replaces {
            show_diff(wizard, &path.to_string_lossy(), before, &file.text)?;
            continue;
        }
        let title = format!("\n{} (secrets hidden):", visible_path(path));
        wizard.say(&title)?;
        let width = wizard.prompter.width();
        wizard.prompter.say(&wrap_comments(file.hidden().trim_end(), width))?;
    }
    Ok(())
}

/// Shows the changes to an existing file.
fn show_changes(wizard: &mut Wizard<'_, '_>, into: &MergeIntoFile) -> Result<(), InitError> {
    show_diff(wizard, &into.path.to_string_lossy(), &into.before, &into.after)?;
    for repaired in &into.repaired {
        wizard.say_item(&format!("✓ fixed: {}", visible(repaired)), 2)?;
    }
    Ok(())
}

fn show_diff(wizard: &mut Wizard<'_, '_>, name: &str, before: &[u8], after: &str) -> Result<(), InitError> {
    let diff = fix::diff(name, before, after.as_bytes());
    if diff.is_empty() {
        wizard.say(&format!("\nNo changes in {name}."))?;
    } else {
        wizard.say(&format!("\nChanges in {name} (secrets hidden):"))?;
        let width = wizard.prompter.width();
        wizard.prompter.say(&wrap_comments(diff.trim_end(), width))?;
    }
    Ok(())
}

/// Prints the findings of `lint`.
fn show_findings(wizard: &mut Wizard<'_, '_>, proposal: &Proposal) -> Result<Vec<Report>, InitError> {
    let reports = proposal.lint()?;
    wizard.say("")?;
    let found: Vec<_> = reports
        .iter()
        .flat_map(Report::counting)
        .filter(|diagnostic| diagnostic.severity >= Severity::Warning)
        .collect();
    if !found.is_empty() {
        let look = TerminalLook { width: Some(wizard.prompter.width()), ..TerminalLook::default() };
        wizard.prompter.say(&diagnostic::render_on_terminal(found.iter().copied(), look))?;
        wizard.say("")?;
    }
    let count = |severity| found.iter().filter(|found| found.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let plural = |count, word| match count {
        1 => format!("1 {word}"),
        many => format!("{many} {word}s"),
    };
    wizard.say(&if errors + warnings == 0 {
        let notes = reports.iter().flat_map(Report::counting).filter(|found| found.severity == Severity::Info).count();
        let notes = if notes == 0 { String::new() } else { format!(", {}", plural(notes, "note")) };
        format!("✓ lint: no errors, no warnings{notes}")
    } else {
        let (errors, warnings) = (plural(errors, "error"), plural(warnings, "warning"));
        format!("✗ lint: {errors}, {warnings}")
    })?;
    Ok(reports)
}

fn files(proposal: &Proposal) -> String {
    let names: Vec<String> = proposal.paths.iter().map(|path| visible_path(path)).collect();
    names.join(", ")
}

/// Asks whether to replace existing files.
fn may_replace(wizard: &mut Wizard<'_, '_>, names: &[String]) -> Result<bool, PromptError> {
    if names.is_empty() {
        return Ok(true);
    }
    let message =
        format!("{} already {}. Replace?", and_list(names), if names.len() == 1 { "exists" } else { "exist" });
    let help = "`-o DIR` writes to another directory; `--into FILE` changes only the authentication settings of a file";
    let prompt = Prompt::new(&message, help);
    Ok(wizard.prompter.confirm(prompt, false)? == Reply::Answer(true))
}

/// Asks which answer to change.
fn choose_answer(wizard: &mut Wizard<'_, '_>) -> Result<Option<&'static Question>, PromptError> {
    let questions: Vec<&'static Question> = wizard.applicable().filter(|question| !question.title.is_empty()).collect();
    let choices: Vec<Choice> = questions
        .iter()
        .map(|question| Choice::new(question.title, wizard.state.shown(question).unwrap_or_default()))
        .collect();
    let prompt = Prompt::new("Which answer?", "");
    Ok(match wizard.prompter.select(prompt, &choices, 0)? {
        Reply::Answer(index) => questions.get(index).copied(),
        Reply::Back => None,
    })
}
