//! The README and `docs/` show the current output: each command in a `console` block runs in a folder with the examples.
//! In the shown output, `[..]` stands for any text in a line, and a line `...` for any lines. `FLYTE_AUTH_UPDATE=1` updates
//! the pages, except for output with a line `...`.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::common::project;

/// Stands for lines that a page leaves out, as in `trycmd`.
const ANY_LINES: &str = "...";

/// A command and the output that the page shows for it.
struct Shown {
    command: String,
    output: String,
    line: usize,
}

fn shown(markdown: &str) -> Vec<Shown> {
    let mut all: Vec<Shown> = Vec::new();
    let mut inside = false;
    for (index, line) in markdown.lines().enumerate() {
        if line.starts_with("```") {
            inside = line == "```console";
        } else if inside {
            if let Some(command) = line.strip_prefix("$ ") {
                all.push(Shown { command: command.to_owned(), output: String::new(), line: index + 1 });
            } else if let Some(last) = all.last_mut() {
                last.output.push_str(line);
                last.output.push('\n');
            }
        }
    }
    all
}

/// Whether `got` matches `wanted`, in which `[..]` stands for any text in a line, and a line `...` for any lines.
fn matches(wanted: &str, got: &str) -> bool {
    let (wanted, got): (Vec<&str>, Vec<&str>) = (wanted.trim_end().lines().collect(), got.trim_end().lines().collect());
    lines_match(&wanted, &got)
}

fn lines_match(wanted: &[&str], got: &[&str]) -> bool {
    match (wanted.split_first(), got.split_first()) {
        (None, _) => got.is_empty(),
        (Some((&ANY_LINES, rest)), _) => (0..=got.len()).any(|from| lines_match(rest, &got[from..])),
        (Some((line, rest)), Some((first, others))) => {
            line_matches(line.trim_end(), first.trim_end()) && lines_match(rest, others)
        }
        (Some(_), None) => false,
    }
}

fn line_matches(wanted: &str, got: &str) -> bool {
    let mut parts = wanted.split("[..]");
    let Some(mut rest) = got.strip_prefix(parts.next().unwrap_or_default()) else {
        return false;
    };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else {
        return rest.is_empty();
    };
    for part in middle {
        let Some(at) = rest.find(part) else {
            return false;
        };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).map(drop).unwrap();
        }
    }
}

fn check(page: &str) -> usize {
    let folder = tempfile::tempdir().unwrap();
    copy(&project().join("examples"), &folder.path().join("examples"));
    let binary = Path::new(env!("CARGO_BIN_EXE_flyte-auth")).parent().unwrap();
    let path = format!("{}:{}", binary.display(), std::env::var("PATH").unwrap_or_default());
    let text = fs::read_to_string(project().join(page)).unwrap();
    let update = std::env::var_os("FLYTE_AUTH_UPDATE").is_some();
    let mut run = 0;
    let mut exports = String::new();
    let mut replaced = Vec::new();
    for shown in shown(&text) {
        // Commands that build and test the project are not run.
        if shown.command.starts_with("cargo ") || shown.command.starts_with("git ") {
            continue;
        }
        if shown.command.starts_with("export ") {
            exports.push_str(&shown.command);
            exports.push('\n');
            continue;
        }
        let output = Command::new("sh")
            .args(["-c", &format!("{exports}{{ {}\n}} 2>&1", shown.command)])
            .env_clear()
            .env("PATH", &path)
            .current_dir(folder.path())
            .output()
            .unwrap();
        let got = String::from_utf8_lossy(&output.stdout).into_owned();
        let is_excerpt = shown.output.lines().any(|line| line == ANY_LINES);
        if update && !is_excerpt && !matches(&shown.output, &got) {
            let got = got.replace(env!("CARGO_PKG_VERSION"), "[..]");
            replaced.push((shown.line..shown.line + shown.output.lines().count(), got));
            continue;
        }
        assert!(
            matches(&shown.output, &got),
            "{page}:{}: `{}` prints\n{got}\nand not\n{}",
            shown.line,
            shown.command,
            shown.output
        );
        run += 1;
    }
    if update {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        // From the end, because a replacement moves the lines after it.
        for (range, got) in replaced.into_iter().rev() {
            let got = got.lines().map(|line| line.trim_end().to_owned());
            lines.splice(range, got);
        }
        fs::write(project().join(page), lines.join("\n") + "\n").unwrap();
    }
    run
}

#[test]
fn the_readme_shows_the_current_output() {
    assert!(check("README.md") >= 3, "the README has commands with their output");
}

#[test]
fn docs_show_the_current_output() {
    for entry in fs::read_dir(project().join("docs")).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        if Path::new(&name).extension().is_some_and(|extension| extension == "md") {
            check(&format!("docs/{name}"));
        }
    }
}

#[test]
fn wildcards_match_within_a_line_only() {
    assert!(line_matches("a [..] c", "a b c"));
    assert!(line_matches("[..]", "anything"));
    assert!(!line_matches("a [..] c", "a b d"));
    assert!(!matches("a\nb", "a"));
}
