//! The examples of the project, in `examples/` and in the rule pages.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::{HASH, flyte_auth, project};

/// The text of `examples/values/<name>.yaml`.
pub(crate) fn example_values(name: &str) -> String {
    std::fs::read_to_string(project().join(format!("examples/values/{name}.yaml"))).unwrap()
}

/// The name of an example: the name of its file without `.yaml`.
pub(crate) fn name_of(example: &Path) -> &str {
    example.file_stem().unwrap().to_str().unwrap()
}

/// The sorted paths of `examples/answers/*.yaml`, relative to the project's folder.
pub(crate) fn answers_examples() -> Vec<PathBuf> {
    let folder = std::fs::read_dir(project().join("examples/answers")).unwrap();
    let mut files: Vec<PathBuf> = folder
        .map(|entry| Path::new("examples/answers").join(entry.unwrap().file_name()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
        .collect();
    files.sort();
    files
}

/// The environment variables that the examples read secrets from.
pub(crate) const EXAMPLE_SECRETS: [(&str, &str); 4] = [
    ("FLYTE_WEB_SECRET", "web-secret-from-the-idp"),
    ("FLYTE_PROPELLER_SECRET", "correct-horse-battery-staple"),
    ("FLYTE_CREDENTIALS_CLIENT_SECRET", "hands-off-the-production-cluster"),
    ("FLYTE_PROPELLER_HASH", HASH),
];

/// The binary with [`EXAMPLE_SECRETS`] in its environment.
pub(crate) fn with_secrets(folder: &Path) -> Command {
    let mut command = flyte_auth(folder);
    command.envs(EXAMPLE_SECRETS);
    command
}

/// Copies `examples/answers/<example>.yaml` to the same path below a folder; returns that path.
pub(crate) fn place_answers(folder: &Path, example: &str) -> String {
    let name = format!("examples/answers/{example}.yaml");
    std::fs::create_dir_all(folder.join("examples/answers")).unwrap();
    std::fs::copy(project().join(&name), folder.join(&name)).unwrap();
    name
}

/// A folder with the files that `generate` writes for an answers file of the project.
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

/// Writes the files of an example from a rule page to a folder, and returns the arguments of `lint`: values as the last
/// layer, or a client configuration with the values of its deployment.
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
