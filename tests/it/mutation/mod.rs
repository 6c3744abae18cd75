//! Single changes to working values. An oracle, which knows flyteadmin and not lint's rules, decides whether a change breaks
//! the login: lint must report those changes, and no others. Fixes must not break a login.
//!
//! The seed is fixed, so the score is the same in each run: another score means that lint changed. `FLYTE_AUTH_MUTANTS` is
//! the number of changes of each file (default 60).

mod fixes;
mod operators;
mod oracle;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::sync::Arc;

use flyte_auth::internals::diagnostic::Severity;
use flyte_auth::internals::fix::{Exposure, FixableRelease};
use flyte_auth::internals::flyte::FlyteVersion;
use flyte_auth::internals::lint::{Completeness, LintRelease, run};
use flyte_auth::internals::release::{Model, Release, ReleaseInfo, Rendering};
use flyte_auth::internals::values::{FileInput, HelmVersion, Inputs, Layered, layer};

use crate::common::project;
use operators::{Mutant, mutants};
use oracle::{Verdict, verdict};

/// The number of changes of each file.
fn count() -> usize {
    std::env::var("FLYTE_AUTH_MUTANTS").ok().and_then(|text| text.parse().ok()).unwrap_or(60)
}

/// The example values.
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

/// The name of an example has its chart; for other files it is detected.
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

/// The release as its chart renders it, or the reason that it does not.
fn model(inputs: &Inputs, base: &str) -> Result<Model, String> {
    let layered = layered(inputs).ok_or("Helm does not read it")?;
    let release = Release::of(&layered, info(base)).map_err(|error| error.to_string())?;
    release.model(Rendering::default()).map_err(|error| error.to_string())
}

/// The findings of lint, and whether the values leave the API open.
fn check(inputs: &Inputs, base: &str) -> Result<FixableRelease, String> {
    let layered = layered(inputs).ok_or("Helm does not read it")?;
    let release = LintRelease::of(&layered, info(base), Completeness::Detect).map_err(|error| error.to_string())?;
    Ok(FixableRelease { report: run(&release), exposure: Some(Exposure::of(&release)) })
}

/// Rules about settings without the expected effect: they may report changes that break nothing.
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

/// Rules that report disabled authentication, as a note if nothing shows that it should be enabled.
const DISABLED: [&str; 2] = ["auth-is-off", "use-auth-misplaced-or-off"];

#[derive(Default)]
struct Score {
    reported: usize,
    missed_count: usize,
    clean: usize,
    false_alarms: usize,
    undecided: usize,
    /// Breaking changes that lint does not report: reason, change, and count.
    missed: BTreeMap<String, usize>,
    /// Findings for changes without an effect: rule, change, and count.
    invented: BTreeMap<String, usize>,
}

impl Score {
    fn count(&mut self, mutant: &Mutant, base: &str, from: &Model) {
        let inputs = inputs(&mutant.text);
        let found: Vec<(Severity, &str)> = match check(&inputs, base) {
            Ok(checked) => checked.report.counting().map(|found| (found.severity, found.rule.unwrap_or("?"))).collect(),
            // The command reports an error.
            Err(_) => vec![(Severity::Error, "error")],
        };
        let is_reported =
            found.iter().any(|(severity, rule)| *severity >= Severity::Warning || DISABLED.contains(rule));
        match verdict(from, model(&inputs, base)) {
            Verdict::Broken(_) if is_reported => self.reported += 1,
            Verdict::Broken(why) => {
                self.missed_count += 1;
                *self.missed.entry(format!("{why}: {}", mutant.kind)).or_default() += 1;
            }
            Verdict::Same => {
                let false_alarm = found
                    .iter()
                    .find(|(severity, rule)| *severity >= Severity::Warning && !WITHOUT_EFFECT.contains(rule));
                match false_alarm {
                    None => self.clean += 1,
                    Some((_, rule)) => {
                        self.false_alarms += 1;
                        *self.invented.entry(format!("{rule}: {}", mutant.kind)).or_default() += 1;
                    }
                }
            }
            Verdict::Undecided => self.undecided += 1,
        }
    }

    fn print(&self) -> String {
        let mut text = format!(
            "broken: {} reported, {} missed\nunchanged: {} clean, {} with a false alarm\nnot decided by the values: {}\n",
            self.reported, self.missed_count, self.clean, self.false_alarms, self.undecided
        );
        for (title, list) in [("missed", &self.missed), ("false alarms", &self.invented)] {
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

/// Writes changed values with the verdict of the oracle, one JSON object per line, to try them on a running Flyte.
#[test]
#[ignore = "writes to the file that FLYTE_AUTH_SAMPLE names"]
fn writes_a_sample() {
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
