//! Shared by the tests: the built binary in a scrubbed environment, its whole outcome as one text, and files.

mod examples;
pub(crate) mod random;
pub(crate) mod scripted;

pub(crate) use examples::{
    EXAMPLE_SECRETS, answers_examples, example_values, generated, generated_text, name_of, place_answers,
    place_example, with_secrets,
};

use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::io::{self, Seek as _, Write as _};
use std::path::Path;
use std::process::Command;

use flyte_auth::internals::answers::SecretStore;

/// The binary in `folder`, with an empty environment and without standard input.
pub(crate) fn flyte_auth(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_flyte-auth"));
    command.env_clear().current_dir(folder).stdin(std::process::Stdio::null());
    command
}

/// The outcome of `flyte-auth lint` with these arguments, in `folder`.
pub(crate) fn lint(folder: &Path, arguments: &[&str]) -> String {
    outcome(flyte_auth(folder).arg("lint").args(arguments))
}

/// Exit code, stdout and stderr as one text to compare.
pub(crate) fn outcome(command: &mut Command) -> String {
    let output = command.output().expect("the binary runs");
    let part = |name: &str, bytes: &[u8]| {
        let text = independent(&String::from_utf8_lossy(bytes));
        if text.is_empty() { String::new() } else { format!("--- {name}\n{text}") }
    };
    format!(
        "exit {}\n{}{}",
        output.status.code().map_or("by a signal".to_owned(), |code| code.to_string()),
        part("stdout", &output.stdout),
        part("stderr", &output.stderr),
    )
}

/// Writes a file below a folder, and creates the directories above it.
pub(crate) fn write(folder: &Path, name: &str, text: &str) {
    let file = folder.join(name);
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(file, text).unwrap();
}

/// A temporary folder with these files: name and text.
pub(crate) fn folder_with(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        write(folder.path(), name, text);
    }
    folder
}

/// A temporary folder with this `values.yaml`.
pub(crate) fn folder_with_values(text: &str) -> tempfile::TempDir {
    folder_with(&[("values.yaml", text)])
}

/// Gives a file the mode of one with secrets: only its owner can read it.
pub(crate) fn make_private(file: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o600)).unwrap();
    }
    #[cfg(not(unix))]
    let _ = file;
}

/// The outcome of a command with this standard input.
pub(crate) fn outcome_with_input(command: &mut Command, input: impl AsRef<[u8]>) -> String {
    outcome(command.stdin(with_text(input)))
}

/// An open file with this text, for the standard input of a command.
pub(crate) fn with_text(text: impl AsRef<[u8]>) -> std::fs::File {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(text.as_ref()).unwrap();
    file.rewind().unwrap();
    file
}

/// Asserts that a text does not contain the folder of the project, whose length would change the line breaks. Tests pass
/// relative paths.
pub(crate) fn independent(text: &str) -> String {
    let unwrapped: String = text.split_whitespace().collect();
    let folder: String = project().display().to_string().split_whitespace().collect();
    assert!(!unwrapped.contains(&folder), "the text contains the folder of the project:\n{text}");
    text.to_owned()
}

/// The number of cases of a property: `once`, multiplied by `FLYTE_AUTH_CASES`. CI sets it to 4.
pub(crate) fn cases(once: u32) -> u32 {
    let times = std::env::var("FLYTE_AUTH_CASES").ok();
    once * times.map_or(1, |times| times.parse::<u32>().expect("FLYTE_AUTH_CASES is a number"))
}

/// The project's folder.
pub(crate) fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The formats of `lint`.
pub(crate) const FORMATS: [&str; 7] = ["human", "concise", "json", "sarif", "github", "gitlab", "junit"];

/// Secrets in environment variables; there are no files.
pub(crate) struct Variables<T>(pub(crate) HashMap<&'static str, T>);

impl<T: AsRef<OsStr>> SecretStore for Variables<T> {
    fn env(&self, name: &str) -> Option<OsString> {
        self.0.get(name).map(OsString::from)
    }

    fn file(&self, _path: &str) -> io::Result<Vec<u8>> {
        Err(io::ErrorKind::NotFound.into())
    }
}

/// The hash of `correct-horse-battery-staple`, computed with Python's bcrypt at cost 6.
pub(crate) const HASH: &str = "JDJiJDA2JGFiY2RlZmdoaWprbG1ub3BxcnN0dXVIV0gucWdVbExmL3RqTWUzL0Q2cnZIZHNLM2w3ODVL";

/// Whether `strace` works; prints that the test is skipped if not.
#[cfg(unix)]
pub(crate) fn has_strace() -> bool {
    let works = Command::new("strace").args(["-qq", "-e", "trace=none", "true"]).status();
    let has = works.is_ok_and(|status| status.success());
    if !has {
        eprintln!("skipped: strace is not installed");
    }
    has
}

/// A text with `[password]` and `[hash]` in place of complete generated passwords and hashes.
pub(crate) fn without_random(text: &str) -> String {
    let words = text.split_inclusive(['\'', '"', ' ', '\n']).map(|word| {
        let bare = word.trim_end_matches(['\'', '"', ' ', '\n']);
        match bare.len() {
            80 if bare.starts_with("JDJi") => word.replace(bare, "[hash]"),
            44 if bare.starts_with('p') => word.replace(bare, "[password]"),
            _ => word.to_owned(),
        }
    });
    words.collect()
}
