//! What the tests of the built binary share: a scrubbed environment and the whole outcome as one text.
#![allow(dead_code, reason = "each test binary uses its own part of this")]

use std::path::Path;
use std::process::Command;

/// The binary, with nothing of this machine's environment, in `folder`.
pub(crate) fn flyte_auth(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_flyte-auth"));
    command
        .env_clear()
        .current_dir(folder)
        .stdin(std::process::Stdio::null());
    command
}

/// Exit code, stdout and stderr as one text to compare.
pub(crate) fn outcome(command: &mut Command) -> String {
    let output = command.output().expect("the binary runs");
    let part = |name: &str, bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes);
        if text.is_empty() {
            String::new()
        } else {
            format!("--- {name}\n{text}")
        }
    };
    format!(
        "exit {}\n{}{}",
        output
            .status
            .code()
            .map_or("by a signal".to_owned(), |code| code.to_string()),
        part("stdout", &output.stdout),
        part("stderr", &output.stderr),
    )
}

/// The project's folder.
pub(crate) fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
