//! Runs that are killed, or whose disk fails, at each system call: every file has the old content or the new one.
//! Needs `strace`; without it these tests are skipped and say so.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::common::{has_strace, place_answers, without_random};

/// The system calls that change files.
const CHANGES: &str = "write,fsync,rename,renameat,renameat2,link,linkat,unlink,unlinkat,ftruncate,fchmod,fchown";

/// These calls and those around them.
const ALL: &str = "openat,write,pwrite64,fsync,fdatasync,rename,renameat,renameat2,link,linkat,unlink,unlinkat,\
                   ftruncate,fchmod,chmod,fchown,lseek,mkdir,statx";

/// The calls and the injected faults; with `FLYTE_AUTH_KILLS=all` every call, which takes minutes.
fn injected() -> (&'static str, &'static [&'static str]) {
    if std::env::var("FLYTE_AUTH_KILLS").is_ok_and(|which| which == "all") {
        (ALL, &["signal=KILL", "error=ENOSPC", "error=EIO"])
    } else {
        (CHANGES, &["signal=KILL", "error=ENOSPC"])
    }
}

const VALUES: &str = "# notes
configuration:
  auth:
    enabled: true
    authorizedUris: [https://flyte.example.org]
    oidc:
      baseUrl: https://accounts.google.com
      clientId: 123456789012
      clientSecret: 'abcdefgh'
    internal:
      clientSecret: 'old'
      clientSecretHash: 'JDJiJDA0JEFBQUFBQUFBQUFBQUFBQUFBQUFBQU8ub2xk'
";

/// A command that writes one file.
struct Scenario {
    name: &'static str,
    /// Writes the file, and the other input of the command, to a folder.
    place: fn(&Path),
    args: &'static [&'static str],
    file: &'static str,
    /// The command writes random text.
    is_random: bool,
}

fn values(folder: &Path) {
    fs::write(folder.join("values.yaml"), VALUES).unwrap();
}

fn linked(folder: &Path) {
    values(folder);
    fs::hard_link(folder.join("values.yaml"), folder.join("other.yaml")).unwrap();
}

fn answers(folder: &Path) {
    values(folder);
    let name = place_answers(folder, "google-internal-flyte-binary");
    fs::rename(folder.join(name), folder.join("answers.yaml")).unwrap();
}

fn reported(folder: &Path) {
    values(folder);
    fs::write(folder.join("report"), "No problems found\n").unwrap();
}

fn baseline(folder: &Path) {
    values(folder);
    fs::write(folder.join(".flyte-auth-baseline.json"), "{\n  \"version\": 1,\n  \"findings\": {}\n}\n").unwrap();
}

const SCENARIOS: [Scenario; 9] = [
    Scenario {
        name: "lint --fix",
        place: values,
        args: &["lint", "--fix", "values.yaml"],
        file: "values.yaml",
        is_random: false,
    },
    Scenario {
        name: "lint --fix of a file with two names",
        place: linked,
        args: &["lint", "--fix", "values.yaml"],
        file: "values.yaml",
        is_random: false,
    },
    Scenario {
        name: "generate --into",
        place: answers,
        args: &["generate", "-a", "answers.yaml", "--into", "values.yaml"],
        file: "values.yaml",
        is_random: true,
    },
    Scenario {
        name: "hash --into",
        place: values,
        args: &["hash", "--cost", "4", "--into", "values.yaml"],
        file: "values.yaml",
        is_random: true,
    },
    Scenario {
        name: "hash --into of a file with two names",
        place: linked,
        args: &["hash", "--cost", "4", "--into", "values.yaml"],
        file: "values.yaml",
        is_random: true,
    },
    Scenario {
        name: "generate --force",
        place: answers,
        args: &["generate", "-a", "answers.yaml", "--force"],
        file: "values.yaml",
        is_random: true,
    },
    Scenario {
        name: "lint -o",
        place: reported,
        args: &["lint", "values.yaml", "--format", "json", "-o", "report"],
        file: "report",
        is_random: false,
    },
    Scenario {
        name: "lint --write-baseline",
        place: baseline,
        args: &["lint", "values.yaml", "--write-baseline"],
        file: ".flyte-auth-baseline.json",
        is_random: false,
    },
    Scenario {
        name: "init-config",
        place: values,
        args: &["init-config", "values.yaml"],
        file: ".flyte-auth.toml",
        is_random: false,
    },
];

/// Runs a scenario in a new folder below `strace` with these arguments.
fn run(scenario: &Scenario, strace: &[String]) -> (tempfile::TempDir, Output) {
    let folder = tempfile::tempdir().unwrap();
    (scenario.place)(folder.path());
    let mut command = Command::new("strace");
    command.env_clear().env("FLYTE_WEB_SECRET", "web-secret-from-the-idp").current_dir(folder.path());
    command.args(["-qq", "-f", "-e", &format!("trace={}", injected().0)]).args(strace);
    command.arg("--").arg(env!("CARGO_BIN_EXE_flyte-auth")).args(scenario.args);
    let output = command.output().unwrap();
    (folder, output)
}

/// The number of each call in a scenario, and the text that it writes.
fn calls(scenario: &Scenario) -> (BTreeMap<String, usize>, String) {
    let (folder, output) = run(scenario, &[]);
    let mut counts = BTreeMap::new();
    for line in String::from_utf8_lossy(&output.stderr).lines() {
        // With several threads, each line begins with `[pid N]`.
        let line = line.strip_prefix("[pid").and_then(|rest| rest.split_once("] ")).map_or(line, |(_, call)| call);
        if let Some((call, _)) =
            line.split_once('(').filter(|(call, _)| injected().0.split(',').any(|known| known == *call))
        {
            *counts.entry(call.to_owned()).or_insert(0) += 1;
        }
    }
    (counts, fs::read_to_string(folder.path().join(scenario.file)).unwrap())
}

fn read(path: PathBuf) -> Option<String> {
    fs::read_to_string(path).ok()
}

#[test]
fn an_interrupted_run_leaves_old_or_new_content() {
    if !has_strace() {
        return;
    }
    let (mut kills, mut failures) = (0, 0);
    for scenario in &SCENARIOS {
        let (counts, new) = calls(scenario);
        let old = {
            let folder = tempfile::tempdir().unwrap();
            (scenario.place)(folder.path());
            read(folder.path().join(scenario.file))
        };
        assert_ne!(old.as_ref(), Some(&new), "{}: nothing is written", scenario.name);
        let new = if scenario.is_random { without_random(&new) } else { new };
        for (call, count) in counts {
            for at in 1..=count {
                for effect in injected().1 {
                    let inject = ["-e".to_owned(), format!("inject={call}:{effect}:when={at}")];
                    let (folder, output) = run(scenario, &inject);
                    let what = format!("{}: {call} {effect} {at}", scenario.name);
                    let now = read(folder.path().join(scenario.file));
                    let backup = read(folder.path().join(format!("{}.flyte-auth-backup", scenario.file)));
                    let is_new = now
                        .as_ref()
                        .is_some_and(|now| if scenario.is_random { without_random(now) == new } else { *now == new });
                    let is_old_or_new = now == old || is_new || (backup.is_some() && backup == old);
                    assert!(is_old_or_new, "{what}\n{now:?}\nbackup: {backup:?}");
                    if *effect == "signal=KILL" {
                        kills += 1;
                        continue;
                    }
                    failures += 1;
                    // A run that was not killed removes its temporary files and reports the failure.
                    let died = output.status.signal().is_some() || output.status.code() == Some(127);
                    let left = fs::read_dir(folder.path()).unwrap().flatten().map(|entry| entry.file_name());
                    let left = left.filter(|name| name.to_string_lossy().starts_with(".flyte-auth-tmp-")).count();
                    assert!(died || left == 0 || call.starts_with("unlink"), "{what}");
                    assert!(died || is_new || output.status.code() != Some(0), "{what}: the failure is not reported");
                }
            }
        }
    }
    eprintln!("{kills} kills, {failures} failures");
    assert!(kills > 100 && failures > 100, "{kills} kills, {failures} failures");
}

#[test]
fn a_signal_removes_temporary_files() {
    if !has_strace() {
        return;
    }
    for scenario in SCENARIOS.iter().filter(|scenario| !scenario.is_random) {
        for (signal, number) in [("HUP", 1), ("INT", 2), ("QUIT", 3), ("TERM", 15)] {
            // The signal arrives while the first file is written.
            let inject = [
                "-e".to_owned(),
                format!("inject=fsync:signal={signal}:when=1"),
                "-e".to_owned(),
                "inject=rename,renameat,renameat2,link,linkat:delay_enter=2000000".to_owned(),
            ];
            let (folder, output) = run(scenario, &inject);
            let what = format!("{}: {signal}", scenario.name);
            assert_eq!(output.status.signal(), Some(number), "{what}");
            let names = fs::read_dir(folder.path()).unwrap().flatten().map(|entry| entry.file_name());
            let left = names.filter(|name| name.to_string_lossy().starts_with(".flyte-auth-tmp-")).count();
            assert_eq!(left, 0, "{what}");
        }
    }
}
