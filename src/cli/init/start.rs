//! What is known before the first question: flags, an answers file, values, an earlier run.

use std::path::Path;

use serde_json::{Value, json};

use super::{Args, Surroundings, Unanswered};
use crate::answers::{AnswersInput, flags_of};
use crate::chart::{Chart, OwnValues};
use crate::cli::CliError;
use crate::cli::existing::reads_nothing;
use crate::deployment::{DEFAULT_NAMESPACE, DEFAULT_RELEASE};
use crate::flyte::FlyteVersion;
use crate::generate::IntoError;
use crate::release::{Model, Release, ReleaseInfo, Rendering};
use crate::text::visible_path;
use crate::values::{Layered, layer_one, with_deep_stack};
use crate::wizard::{Prompt, Prompter, Reply, Session, State, Vault, Wizard, found, question};

/// The wizard with what flags, an answers file and values say.
pub(super) fn start<'a, 'p>(
    args: &Args,
    surroundings: &'a Surroundings<'_>,
    prompter: &'p mut dyn Prompter,
) -> Result<Wizard<'a, 'p>, CliError> {
    let mut given = args.flags.input(args.answers.as_deref())?;
    let mut values = None;
    for (path, flag) in [(&args.into, "--into"), (&args.from, "--from")] {
        if let Some(path) = path {
            values = Some(read_values(path, flag, &mut given)?);
        }
    }
    let mut wrong = given.judge(surroundings.secrets);
    wrong.retain(|problem| !problem.is_missing);
    let wrong = given.diagnostics(&wrong);
    if !wrong.is_empty() {
        return Err(CliError::problems(wrong));
    }
    let mut state = State::new(given, Vault::new(surroundings.secrets));
    if let Some((place, found)) = values {
        state.offer_found(place, found);
    }
    let folder = std::env::current_dir().ok();
    let session = surroundings.state.as_deref().zip(folder.as_deref());
    let session = session.map(|(state, folder)| Session::new(state, folder));
    Ok(Wizard { state, prompter, session })
}

/// Begins: a word to who can be asked, and the answers of an earlier run, if it is to go on from them.
pub(super) fn begin(args: &Args, wizard: &mut Wizard<'_, '_>, may_ask: bool) -> Result<(), CliError> {
    if may_ask {
        greet(args, wizard)?;
    }
    if args.resume {
        if let Some(session) = &wizard.session {
            session.load(&mut wizard.state)?;
        }
        wizard.drop_wrong_answers();
        if may_ask {
            wizard.say("Going on from the answers of the earlier run:")?;
            wizard.say_answers()?;
            wizard.say("")?;
        }
    } else if may_ask {
        offer_to_resume(wizard)?;
    }
    // Flags win over what was answered before.
    take_flows(args, &mut wizard.state);
    Ok(())
}

/// Takes the flows that flags name.
fn take_flows(args: &Args, state: &mut State<'_>) {
    let Some(flows) = question("~flows").filter(|_| !args.flow.is_empty()) else {
        return;
    };
    let words = args.flow.iter().filter_map(clap::ValueEnum::to_possible_value);
    let words: Vec<String> = words.map(|word| word.get_name().to_owned()).collect();
    state.resume(flows, json!(words));
}

/// Asks whether to go on from an earlier run of this folder; a run of now would take its place.
fn offer_to_resume(wizard: &mut Wizard<'_, '_>) -> Result<(), CliError> {
    let loaded = match &wizard.session {
        Some(session) if session.exists() => session.load(&mut wizard.state),
        _ => return Ok(()),
    };
    wizard.drop_wrong_answers();
    // What cannot be understood is of no use to anybody.
    if loaded.is_ok() && wizard.has_answers() {
        wizard.say("An earlier run in this folder was left with these answers:")?;
        wizard.say_answers()?;
        let prompt = Prompt { message: "Go on from there?", help: "with no, they are forgotten" };
        let goes_on = wizard.prompter.confirm(prompt, true)?;
        if goes_on == Reply::Answer(true) {
            return Ok(());
        }
    }
    wizard.state.start_anew();
    Ok(())
}

/// What comes before the first question.
fn greet(args: &Args, wizard: &mut Wizard<'_, '_>) -> Result<(), CliError> {
    wizard.say(
        "This asks what is needed to turn Flyte's login on, and writes the Helm values for it. Enter accepts, Esc \
            goes back, Ctrl-C leaves; nothing is written before you have seen it.",
    )?;
    if let Some(path) = args.into.as_ref().or(args.from.as_ref())
        && let Some(chart) = wizard.state.text("chart")
    {
        let text = format!("{} holds values for {chart}.", visible_path(path));
        wizard.say(&text)?;
    }
    wizard.say("")?;
    Ok(())
}

/// What values say, to be offered, and where that was found. Their chart is an answer, unless it was given.
fn read_values(
    path: &Path,
    flag: &'static str,
    given: &mut AnswersInput,
) -> Result<(String, indexmap::IndexMap<&'static str, Value>), CliError> {
    let (name, bytes) = crate::cli::read_input(path)?;
    let layered = layer_one(&name, &bytes)?;
    if let Some(error) = crate::cli::not_values(&layered.values) {
        return Err(error);
    }
    if flag == "--into" && layered.values.get("sops").is_some_and(|sops| sops.as_map().is_some()) {
        return Err(CliError::Into { path: path.to_owned(), source: IntoError::Encrypted });
    }
    let own = OwnValues::of(&layered.values);
    let chart = own.chart.map_or_else(|| Chart::detect_misplaced(own.values), Ok);
    let Ok(chart) = chart else {
        let is_umbrella = Chart::nested_key(&layered.values).is_some();
        if flag == "--into" && !is_umbrella && reads_nothing(&layered.values) {
            return Err(CliError::NothingOfChart(path.to_owned()));
        }
        return Ok((name, indexmap::IndexMap::new()));
    };
    match given.answer("chart").and_then(Value::as_str) {
        None => given.overlay("chart", json!(chart.name()), flag),
        Some(asked) if asked == chart.name() => {}
        Some(_) => {
            return Err(CliError::OtherChart {
                path: path.to_owned(),
                there: chart,
                asked: if chart == Chart::FlyteCore { Chart::FlyteBinary } else { Chart::FlyteCore },
            });
        }
    }
    let info = ReleaseInfo::new(DEFAULT_RELEASE, DEFAULT_NAMESPACE, Some(chart), FlyteVersion::NEWEST);
    let found = model(&layered, info).as_ref().map(found);
    Ok((name, found.unwrap_or_default()))
}

/// What the values make. What does not render is no fault here: the values are about to get what they lack.
pub(super) fn model(layered: &Layered, info: ReleaseInfo<'_>) -> Option<Model> {
    let rendering = Rendering { placeholders_are_unknown: true, ..Rendering::default() };
    with_deep_stack(|| Release::of(layered, info).ok()?.model(rendering).ok())
}

/// Fails if nobody can be asked and something is not answered.
pub(super) fn demand_all(
    args: &Args,
    surroundings: &Surroundings<'_>,
    wizard: &Wizard<'_, '_>,
) -> Result<(), CliError> {
    let mut missing: Vec<(String, String)> = wizard
        .state
        .missing()
        .into_iter()
        .map(|problem| {
            let names: Vec<&str> = flags_of(&problem.key).map(|row| row.flag).collect();
            let help = problem.fault.advice().unwrap_or_default().to_owned();
            (names.join(" or "), help)
        })
        .collect();
    if !args.yes && !args.dry_run {
        missing.push(("--yes".to_owned(), "write without asking whether it is right".to_owned()));
    }
    if missing.is_empty() {
        return Ok(());
    }
    Err(CliError::Unanswered(Unanswered { nobody: surroundings.nobody.filter(|_| !args.yes), missing }))
}
