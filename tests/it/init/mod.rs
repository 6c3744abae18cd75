//! `init`: the questions, their answers, and the files that it writes. A script answers the questions; `terminal` uses a
//! real terminal.

mod ci;
mod corrections;
mod existing;
mod flags;
mod interview;
mod missing_answers;
mod paths;
mod resume;
mod secrets;
#[cfg(unix)]
mod terminal;

use std::path::Path;

use flyte_auth::internals::cli::CliError;

use crate::common::scripted::{Act, Scripted, init, typed};

/// The shortest script: flyte-binary with Google.
fn short() -> Vec<(&'static str, Act)> {
    vec![
        ("Which Helm chart", Act::Pick("flyte-binary")),
        ("Which Flyte version", Act::Enter),
        ("Helm release", Act::Enter),
        ("Namespace of the release", Act::Enter),
        ("Public URL of Flyte?", typed("https://flyte.example.org")),
        ("Which identity provider", Act::Pick("Google")),
        ("Who will use Flyte?", Act::Enter),
        ("registered at", Act::Enter),
        ("client ID of the Flyte console?", typed("123.apps.googleusercontent.com")),
        ("Where should secrets be stored?", Act::Enter),
        ("Client secret of the Flyte console?", Act::Pick("type or paste it")),
        ("Secret (input hidden)", typed("GOCSPX-s3cret")),
        ("What next?", Act::Pick("write")),
    ]
}

/// The script with other steps in place of the one for `question`.
fn with(script: &[(&'static str, Act)], question: &str, instead: &[(&'static str, Act)]) -> Vec<(&'static str, Act)> {
    let at = script.iter().position(|(asked, _)| *asked == question).unwrap();
    let mut changed = script[..at].to_vec();
    changed.extend_from_slice(instead);
    changed.extend_from_slice(&script[at + 1..]);
    changed
}

fn wrote(folder: &Path) -> bool {
    folder.join("values.yaml").exists()
}

fn run(script: &[(&'static str, Act)], arguments: &[&str]) -> (tempfile::TempDir, Scripted) {
    let folder = tempfile::tempdir().unwrap();
    let mut person = Scripted::in_order(script);
    init(folder.path(), arguments, &mut person)
        .unwrap_or_else(|error| panic!("{}\n{}", person.transcript, error.render()));
    (folder, person)
}

fn plain(error: &CliError) -> String {
    anstream::adapter::strip_str(&error.render()).to_string()
}
