//! Single changes to values that work, decided by an oracle that reads flyteadmin's configuration and not lint's rules:
//! how many of those that break a login lint finds, and whether it finds faults in those that change nothing. And what
//! holds for fixes of each of them.
//!
//! The seed is fixed, so the score is the same in each run: a change of it is a change of lint. `FLYTE_AUTH_MUTANTS` is how
//! many changes of each file are tried (default 60).

mod fixes;
mod operators;
mod oracle;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::sync::Arc;

use crate::common::project;
use flyte_auth::internals::diagnostic::Severity;
use flyte_auth::internals::fix::{Exposure, FixableRelease};
use flyte_auth::internals::flyte::FlyteVersion;
use flyte_auth::internals::lint::{Completeness, LintRelease, run};
use flyte_auth::internals::release::{Model, Release, ReleaseInfo, Rendering};
use flyte_auth::internals::values::{FileInput, HelmVersion, Inputs, Layered, layer};
use operators::{Mutant, mutants};
use oracle::{Verdict, verdict};

/// How many changes of each file are tried.
fn count() -> usize {
    std::env::var("FLYTE_AUTH_MUTANTS").ok().and_then(|text| text.parse().ok()).unwrap_or(60)
}

/// The values that `generate` writes for its examples.
fn bases() -> Vec<(String, String)> {
    let folder = project().join("examples/values");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let name = |path: &std::path::Path| path.file_stem().unwrap().to_string_lossy().into_owned();
    files
        .iter()
        .filter(|path| name(path) != "external-misplaced")
        .map(|path| (name(path), fs::read_to_string(path).unwrap()))
        .collect()
}

fn inputs(text: &str) -> Inputs {
    let file = FileInput { name: "values.yaml".into(), bytes: Arc::from(text.as_bytes()) };
    Inputs { files: vec![file], flags: Vec::new(), helm: HelmVersion::V3 }
}

fn layered(inputs: &Inputs) -> Option<Layered> {
    layer(inputs, &|_| Err(std::io::ErrorKind::NotFound.into())).ok()
}

/// The chart that a file is for is in its name; for others it is found.
fn info(base: &str) -> ReleaseInfo<'static> {
    let chart = if base.starts_with("flyte-core") {
        Some(flyte_auth::internals::chart::Chart::FlyteCore)
    } else if base.starts_with("flyte-binary") {
        Some(flyte_auth::internals::chart::Chart::FlyteBinary)
    } else {
        None
    };
    ReleaseInfo::new("flyte-backend", "flyte", chart, FlyteVersion::NEWEST)
}

/// The release as its chart renders it; the error says why it does not.
fn model(inputs: &Inputs, base: &str) -> Result<Model, String> {
    let layered = layered(inputs).ok_or("Helm does not read it")?;
    let release = Release::of(&layered, info(base)).map_err(|error| error.to_string())?;
    release.model(Rendering::default()).map_err(|error| error.to_string())
}

/// What lint finds, and what the values let in.
fn judge(inputs: &Inputs, base: &str) -> Result<FixableRelease, String> {
    let layered = layered(inputs).ok_or("Helm does not read it")?;
    let release = LintRelease::of(&layered, info(base), Completeness::FindOut).map_err(|error| error.to_string())?;
    Ok(FixableRelease { report: run(&release), exposure: Some(Exposure::of(&release)) })
}

/// The rules that say of a setting that it has no effect, or another one than it says: true also where nothing breaks.
const WITHOUT_EFFECT: [&str; 11] = [
    "misleading-switch",
    "misplaced-key",
    "unknown-key",
    "wrong-key-case",
    "wrong-chart-key",
    "wrong-value-type",
    "binary-auth-at-wrong-level",
    "core-external-block-misindented",
    "core-openid-null-sibling",
    "duplicate-keys",
    "null-deletes-defaults",
];

/// The rules that say that authentication is disabled. Without a sign that it was meant to be enabled, that is a note.
const SAYS_IT_IS_OFF: [&str; 2] = ["auth-is-off", "use-auth-misplaced-or-off"];

#[derive(Default)]
struct Score {
    told: usize,
    untold: usize,
    true_silence: usize,
    untrue: usize,
    undecided: usize,
    /// Why something breaks, what was changed, and how often, of what lint does not find.
    missed: BTreeMap<String, usize>,
    /// What lint finds though nothing is different.
    invented: BTreeMap<String, usize>,
}

impl Score {
    fn count(&mut self, mutant: &Mutant, base: &str, from: &Model) {
        let inputs = inputs(&mutant.text);
        let found: Vec<(Severity, &str)> = match judge(&inputs, base) {
            Ok(judged) => judged.report.counting().map(|found| (found.severity, found.rule.unwrap_or("?"))).collect(),
            // An error of the command is told, too.
            Err(_) => vec![(Severity::Error, "error")],
        };
        let is_told =
            found.iter().any(|(severity, rule)| *severity >= Severity::Warning || SAYS_IT_IS_OFF.contains(rule));
        match verdict(from, model(&inputs, base)) {
            Verdict::Broken(_) if is_told => self.told += 1,
            Verdict::Broken(why) => {
                self.untold += 1;
                *self.missed.entry(format!("{why}: {}", mutant.kind)).or_default() += 1;
            }
            Verdict::Same => {
                let untrue = found
                    .iter()
                    .find(|(severity, rule)| *severity >= Severity::Warning && !WITHOUT_EFFECT.contains(rule));
                match untrue {
                    None => self.true_silence += 1,
                    Some((_, rule)) => {
                        self.untrue += 1;
                        *self.invented.entry(format!("{rule}: {}", mutant.kind)).or_default() += 1;
                    }
                }
            }
            Verdict::Undecided => self.undecided += 1,
        }
    }

    fn print(&self) -> String {
        let mut text = format!(
            "broken: {} told, {} not told\nunchanged: {} rightly passed, {} with an untrue finding\nnot decided by the \
            values: {}\n",
            self.told, self.untold, self.true_silence, self.untrue, self.undecided
        );
        for (title, list) in [("not told", &self.missed), ("untrue", &self.invented)] {
            let _ = writeln!(text, "\n{title}");
            for (what, count) in list {
                let _ = writeln!(text, "{count:4} {what}");
            }
        }
        text
    }
}

#[test]
fn finds_changes_that_break_a_login_and_only_those() {
    let mut score = Score::default();
    for (base, text) in bases() {
        let from = model(&inputs(&text), &base).unwrap();
        for mutant in mutants(&text, count()) {
            score.count(&mutant, &base, &from);
        }
    }
    let print = score.print();
    if std::env::var_os("FLYTE_AUTH_MUTANTS").is_some() {
        eprintln!("{print}");
    } else {
        insta::assert_snapshot!("score", print);
    }
}

/// Writes changed values with what the oracle says, one JSON a line, for whoever has a Flyte to try them on.
#[test]
#[ignore = "writes to the file that FLYTE_AUTH_SAMPLE names"]
fn sample() {
    let Some(path) = std::env::var_os("FLYTE_AUTH_SAMPLE") else {
        return;
    };
    let mut lines = String::new();
    for (base, text) in bases() {
        let from = model(&inputs(&text), &base).unwrap();
        for (index, mutant) in mutants(&text, count()).iter().enumerate() {
            let verdict = verdict(&from, model(&inputs(&mutant.text), &base));
            let line = serde_json::json!({
                "id": format!("{base}-{index}"), "chart": if base.starts_with("flyte-core") { "flyte-core" } else { "flyte-binary" },
                "layers": [mutant.text], "kind": mutant.kind, "verdict": format!("{verdict:?}"),
            });
            let _ = writeln!(lines, "{line}");
        }
    }
    fs::write(path, lines).unwrap();
}
