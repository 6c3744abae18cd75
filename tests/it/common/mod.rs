//! What the tests of the built binary share: a scrubbed environment and the whole outcome as one text.

pub(crate) mod random;
pub(crate) mod scripted;

use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::io::{self, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use flyte_auth::internals::answers::SecretStore;

/// The binary, with nothing of this machine's environment, in `folder`.
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

/// A text that is the same wherever the project lies: it does not name the folder, whose length would show in where its
/// lines break even if it were replaced here. Tests name files from where the command runs.
pub(crate) fn independent(text: &str) -> String {
    let unwrapped: String = text.split_whitespace().collect();
    let folder: String = project().display().to_string().split_whitespace().collect();
    assert!(!unwrapped.contains(&folder), "the folder shows:\n{text}");
    text.to_owned()
}

/// How often a property is tried: `once` times, or as many times more as `FLYTE_AUTH_CASES` says. CI says 4.
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

/// The text of `examples/values/<name>.yaml`.
pub(crate) fn example_values(name: &str) -> String {
    std::fs::read_to_string(project().join(format!("examples/values/{name}.yaml"))).unwrap()
}

/// The name of an example: the name of its file without `.yaml`.
pub(crate) fn name_of(example: &Path) -> &str {
    example.file_stem().unwrap().to_str().unwrap()
}

/// The answers files of `examples/answers/`, as seen from the project's folder, sorted.
pub(crate) fn answers_examples() -> Vec<PathBuf> {
    let folder = std::fs::read_dir(project().join("examples/answers")).unwrap();
    let mut files: Vec<PathBuf> = folder
        .map(|entry| Path::new("examples/answers").join(entry.unwrap().file_name()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
        .collect();
    files.sort();
    files
}

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

/// `correct-horse-battery-staple`, made with Python's bcrypt at cost 6.
pub(crate) const HASH: &str = "JDJiJDA2JGFiY2RlZmdoaWprbG1ub3BxcnN0dXVIV0gucWdVbExmL3RqTWUzL0Q2cnZIZHNLM2w3ODVL";

/// The secrets that the examples name.
pub(crate) const EXAMPLE_SECRETS: [(&str, &str); 4] = [
    ("FLYTE_WEB_SECRET", "web-secret-from-the-idp"),
    ("FLYTE_PROPELLER_SECRET", "correct-horse-battery-staple"),
    ("FLYTE_CREDENTIALS_CLIENT_SECRET", "hands-off-the-production-cluster"),
    ("FLYTE_PROPELLER_HASH", HASH),
];

/// The binary with the secrets that the examples name in its environment.
pub(crate) fn with_secrets(folder: &Path) -> Command {
    let mut command = flyte_auth(folder);
    command.envs(EXAMPLE_SECRETS);
    command
}

/// Puts an answers file of `examples/answers/` into a folder, under the name that it has in the project: this name.
pub(crate) fn place_answers(folder: &Path, example: &str) -> String {
    let name = format!("examples/answers/{example}.yaml");
    std::fs::create_dir_all(folder.join("examples/answers")).unwrap();
    std::fs::copy(project().join(&name), folder.join(&name)).unwrap();
    name
}

/// A folder with what `generate` writes for an answers file of the project's.
pub(crate) fn generated(example: &Path, flags: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let output = with_secrets(folder.path())
        .args(["generate", "-o", ".", "--answers"])
        .arg(project().join(example))
        .args(flags)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}: {}", example.display(), String::from_utf8_lossy(&output.stderr));
    folder
}

/// The text of all files that `generate` writes for an example.
pub(crate) fn generated_text(example: &Path) -> String {
    let folder = generated(example, &[]);
    let files = std::fs::read_dir(folder.path()).unwrap();
    files.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap()).collect()
}

/// Writes the files of an example from a rule's page into a folder, and says how `lint` looks at them: values as the last
/// layer, a client config with the values of its deployment.
pub(crate) fn place_example(
    folder: &Path,
    example: &flyte_auth::internals::lint::Example<'_>,
    eol: &str,
) -> Vec<String> {
    let write = |name: &str, text: &str| {
        std::fs::write(folder.join(name), text.replace('\n', eol)).expect("a folder of the test's own");
    };
    let kind = example.settings.first().copied().unwrap_or_default();
    let is_client = kind == "client-config";
    let base = example.setting("on").map(|name| {
        let name = if is_client { name.to_owned() } else { format!("{kind}-{name}") };
        let file = project().join(format!("examples/values/{name}.yaml"));
        std::fs::read_to_string(file).expect("an example")
    });
    match kind {
        "manifest" => {
            write("app.yaml", example.text);
            return vec!["app.yaml".to_owned()];
        }
        "file-in-directory" => {
            write("values.yaml", example.text);
            return vec![".".to_owned()];
        }
        _ => write("values.yaml", example.text),
    }
    if let Some(base) = &base {
        write("base.yaml", base);
    }
    let layers = base.iter().flat_map(|_| ["-f", "base.yaml"]);
    let own: &[&str] = if is_client { &["--kind", "client-config", "values.yaml"] } else { &["-f", "values.yaml"] };
    let chart = ["--chart", kind];
    let chart = chart.iter().filter(|_| !is_client).copied();
    let more = example.setting("args").into_iter().flat_map(|args| args.split(','));
    chart.chain(layers).chain(own.iter().copied()).chain(more).map(str::to_owned).collect()
}

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
