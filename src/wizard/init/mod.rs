//! A run of `flyte-auth init`, from what is known before the first question to the files and the last lines.
//!
//! | file | holds |
//! | --- | --- |
//! | `request` | the arguments |
//! | `surroundings` | whether questions can be asked, and where a run keeps its answers |
//! | `installed` | whether Flyte is installed already, and with which values |
//! | `start` | the answers before the first question: flags, an answers file, values, an earlier run |
//! | `unanswered` | the error where no question can be asked |
//! | `proposal` | the files that would be written, and the findings of `lint` in them |
//! | `review` | the review, and the choice after it |
//! | `staged` | the answers as a file |
//! | `closing`, `steps` | the last lines, and on request the remaining steps |
//! | `error` | why a run ends without files |

mod closing;
mod error;
mod installed;
mod proposal;
mod request;
mod review;
mod staged;
mod start;
mod steps;
mod surroundings;
mod unanswered;

use std::path::{Path, PathBuf};

use self::proposal::Proposal;
use self::review::ReviewDecision;
use super::{PromptError, Prompter, Session, Wizard};
use crate::file::not_inputs;
use crate::text::visible_path;

pub use self::error::InitError;
pub use self::request::InitRequest;
pub use self::surroundings::{NonInteractive, Surroundings};
pub use self::unanswered::Unanswered;

/// The result of a run of `init`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InitOutcome {
    /// The files were written, or shown with `--dry-run`.
    Finished,
    /// The user chose to quit at the review.
    Quit,
}

/// Asks the questions, shows the review, and writes the files.
///
/// # Errors
///
/// If answers are missing and cannot be asked for, if they are wrong, or if the files cannot be written.
pub fn init(
    mut request: InitRequest,
    surroundings: &Surroundings<'_>,
    prompter: &mut dyn Prompter,
) -> Result<InitOutcome, InitError> {
    let may_ask = request.may_ask(surroundings);
    let mut is_new = false;
    if may_ask {
        match installed::ask(&mut request, prompter) {
            Ok(answer) => is_new = answer,
            Err(PromptError::Interrupted) => return Err(InitError::Interrupted { help: None }),
            Err(error) => return Err(error.into()),
        }
    }
    let request = &request;
    let mut wizard = start::start(request, surroundings, prompter)?;
    let begun = start::begin(request, &mut wizard, may_ask);
    let outcome = begun.and_then(|()| {
        if may_ask {
            return converse(request, &mut wizard, is_new);
        }
        wizard.take_defaults();
        start::require_all(request, surroundings, &wizard)?;
        let proposal = Proposal::make(request, &wizard.state)?;
        review::show_unasked(request, &mut wizard, &proposal)?;
        finish(request, &mut wizard, &proposal, request.force, is_new, false)
    });
    match outcome {
        Err(InitError::Prompt(PromptError::Interrupted)) => {
            let can_resume = wizard.session.as_ref().is_some_and(Session::exists);
            let help = can_resume.then(|| {
                format!("`{}` continues from here; typed secrets have to be entered again", request.resuming())
            });
            Err(InitError::Interrupted { help })
        }
        outcome => outcome,
    }
}

/// Asks, shows the review, and asks again until the user writes the files or quits.
fn converse(request: &InitRequest, wizard: &mut Wizard<'_, '_>, is_new: bool) -> Result<InitOutcome, InitError> {
    wizard.ask_all()?;
    wizard.state.see_review();
    loop {
        let mut proposal = Proposal::make(request, &wizard.state)?;
        match review::review(request, wizard, &mut proposal)? {
            ReviewDecision::Write => return finish(request, wizard, &proposal, true, is_new, true),
            ReviewDecision::Change(question) => wizard.change(question)?,
            ReviewDecision::Quit => {
                wizard.save();
                let command = request.resuming();
                wizard.say(&format!("Nothing was written. `{command}` continues from here."))?;
                return Ok(InitOutcome::Quit);
            }
        }
    }
}

fn finish(
    request: &InitRequest,
    wizard: &mut Wizard<'_, '_>,
    proposal: &Proposal,
    force: bool,
    is_new: bool,
    may_ask: bool,
) -> Result<InitOutcome, InitError> {
    if !request.dry_run {
        let mut inputs = wizard.state.input().secret_files();
        inputs.extend([&request.answers, &request.from, &request.into].into_iter().flatten().cloned());
        let new = proposal.paths.iter().skip(usize::from(proposal.into.is_some())).map(PathBuf::as_path);
        not_inputs(new.chain(request.save_answers.as_deref()), &inputs)?;
        // The answers file is complete on the disk before the values are written, so that an invalid path leaves no
        // files.
        let answers = match &request.save_answers {
            Some(path) => Some(staged::stage_answers(wizard, proposal, path, force)?),
            None => None,
        };
        proposal.write(request, force)?;
        if let Some(answers) = answers {
            answers.place()?;
        }
        if let Some(session) = &wizard.session {
            // The answers are in files. A session that cannot be removed is only offered again.
            let _ = session.remove();
        }
        for path in &proposal.paths {
            wizard.prompter.result(&format!("{}\n", visible_path(path)))?;
        }
    }
    closing::close(request, wizard, proposal, is_new, may_ask)?;
    Ok(InitOutcome::Finished)
}

/// Returns whether `folder` is written as the current directory.
fn is_here(folder: &Path) -> bool {
    folder == Path::new(".")
}
