//! Prepares a run: collects the answers of flags, an answers file, values and an earlier run.

use serde_json::json;

use super::{InitError, InitRequest, Surroundings, Unanswered};
use crate::answers::{ValuesFlag, flags_of};
use crate::diagnostic::InputFaults;
use crate::generate::answers_in;
use crate::text::{visible, visible_path};
use crate::wizard::{AnswerOrigin, Prompt, Prompter, Reply, Session, TypedSecrets, Wizard, WizardState, question};

/// Creates the wizard with the answers of flags, an answers file and values.
pub(super) fn start<'a, 'p>(
    request: &InitRequest,
    surroundings: &'a Surroundings<'_>,
    prompter: &'p mut dyn Prompter,
) -> Result<Wizard<'a, 'p>, InitError> {
    let mut given = request.given.clone();
    let mut found = None;
    for (path, flag) in [(&request.into, ValuesFlag::Into), (&request.from, ValuesFlag::From)] {
        if let Some(path) = path {
            let mut there = answers_in(path, flag, &mut given)?;
            there.yield_to(&given);
            given.keep(std::mem::take(&mut there.secrets));
            given.set_unusable(there.unusable());
            found = Some((visible_path(path), there.answers));
        }
    }
    let mut wrong = given.find_problems(surroundings.secrets);
    wrong.retain(|problem| !problem.is_missing);
    let wrong = given.diagnostics(&wrong);
    if !wrong.is_empty() {
        return Err(InputFaults::of_writing(wrong).into());
    }
    let mut state = WizardState::new(given, TypedSecrets::new(surroundings.secrets));
    if let Some((place, found)) = found {
        state.offer_found(place, found);
        if request.into.is_some() {
            state.take_found();
        }
    }
    let folder = std::env::current_dir().ok();
    let session = surroundings.state.as_deref().zip(folder.as_deref());
    let session = session.map(|(state, folder)| Session::new(state, folder));
    Ok(Wizard { state, prompter, session })
}

/// Greets the user if questions may be asked, and loads the answers of an earlier run if it is continued.
pub(super) fn begin(request: &InitRequest, wizard: &mut Wizard<'_, '_>, may_ask: bool) -> Result<(), InitError> {
    if may_ask {
        greet(request, wizard)?;
    }
    if request.resume {
        if let Some(session) = &wizard.session {
            session.load(&mut wizard.state)?;
        }
        wizard.drop_wrong_answers();
        if may_ask {
            say_given(wizard)?;
            wizard.say("Continuing with the answers of the earlier run:")?;
            wizard.say_answers_from(AnswerOrigin::Asked)?;
            wizard.say("")?;
        }
    } else if may_ask {
        offer_to_resume(request, wizard)?;
    }
    // Flags override earlier answers.
    take_flows(request, &mut wizard.state);
    Ok(())
}

/// Takes the flows that flags name.
fn take_flows(request: &InitRequest, state: &mut WizardState<'_>) {
    if let Some(flows) = question("~flows").filter(|_| !request.flows.is_empty()) {
        state.resume(flows, json!(request.flows));
    }
}

/// Asks whether to continue an earlier run in this directory, which a new run would overwrite.
fn offer_to_resume(request: &InitRequest, wizard: &mut Wizard<'_, '_>) -> Result<(), InitError> {
    let loaded = match &wizard.session {
        Some(session) if session.exists() => session.load(&mut wizard.state),
        _ => return Ok(()),
    };
    wizard.drop_wrong_answers();
    // A file that cannot be read is useless.
    if loaded.is_ok() && wizard.has_answers_from(AnswerOrigin::Asked) {
        say_given(wizard)?;
        wizard.say("Found answers from an earlier run in this directory:")?;
        wizard.say_answers_from(AnswerOrigin::Asked)?;
        let prompt = Prompt::new("Continue with them?", "No discards them");
        let goes_on = wizard.prompter.confirm(prompt, true)?;
        if goes_on == Reply::Answer(true) {
            return Ok(());
        }
    }
    wizard.state.start_anew();
    if request.into.is_some() {
        wizard.state.take_found();
    }
    Ok(())
}

/// Shows which answers this command gives, next to those of an earlier run.
fn say_given(wizard: &mut Wizard<'_, '_>) -> Result<(), InitError> {
    if wizard.has_answers_from(AnswerOrigin::Given) {
        wizard.say("Given with this command:")?;
        wizard.say_answers_from(AnswerOrigin::Given)?;
    }
    Ok(())
}

/// Prints the greeting.
fn greet(request: &InitRequest, wizard: &mut Wizard<'_, '_>) -> Result<(), InitError> {
    if let Some(path) = request.into.as_ref().or(request.from.as_ref())
        && let Some(chart) = wizard.state.text("chart")
    {
        let found = match (wizard.state.has_found(), request.into.is_some()) {
            (true, true) => "These settings are in it; only what is missing is asked for:",
            (true, false) => "Its settings are the defaults.",
            (false, _) => "It has no authentication settings yet.",
        };
        let text = format!("{} holds values for {chart}. {found}", visible_path(path));
        wizard.say(&text)?;
        if request.into.is_some() {
            wizard.drop_wrong_answers();
            wizard.say_answers_from(AnswerOrigin::Found)?;
            for problem in wizard.state.missing() {
                if let Some(unusable) = wizard.state.unusable(&problem.key) {
                    let line = format!("✗ {}", visible(&unusable.line()));
                    wizard.say(&line)?;
                }
            }
        }
        wizard.say("")?;
    }
    Ok(())
}

/// Fails if answers are missing and questions cannot be asked.
pub(super) fn require_all(
    request: &InitRequest,
    surroundings: &Surroundings<'_>,
    wizard: &Wizard<'_, '_>,
) -> Result<(), InitError> {
    let mut missing: Vec<(String, String)> = wizard
        .state
        .missing()
        .into_iter()
        .map(|problem| {
            let names: Vec<&str> = flags_of(&problem.key).map(|row| row.flag).collect();
            let help = match wizard.state.unusable(&problem.key) {
                Some(unusable) => visible(&unusable.line()),
                None => problem.fault.advice().unwrap_or_default().to_owned(),
            };
            (names.join(" or "), help)
        })
        .collect();
    if !request.yes && !request.dry_run {
        missing.push(("--yes".to_owned(), "write without a review".to_owned()));
    }
    if missing.is_empty() {
        return Ok(());
    }
    Err(InitError::Unanswered(Unanswered {
        non_interactive: surroundings.non_interactive.filter(|_| !request.yes),
        missing,
    }))
}
