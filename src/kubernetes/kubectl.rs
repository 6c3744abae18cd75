//! Secrets as commands that ask for what goes into them.

use serde::Serialize;

use super::{ExpectedValue, SecretToMake};
use crate::template::{self, RenderError};

#[derive(Serialize)]
struct KubectlTemplate<'a> {
    /// Whether the Secrets exist.
    replace: bool,
    commands: Vec<KubectlCommand<'a>>,
}

#[derive(Serialize)]
struct KubectlCommand<'a> {
    name: &'a str,
    namespace: &'a str,
    entries: Vec<KubectlEntry<'a>>,
}

#[derive(Serialize)]
struct KubectlEntry<'a> {
    key: &'a str,
    prompt: String,
    variable: String,
    /// Whether it is in a file of the key's name: too long to be typed.
    is_file: bool,
}

/// A command for each Secret, for bash and zsh. Each asks for its secrets, shows nothing of what is typed, and hands it to
/// kubectl through a pipe: no secret is in an argument, a file or the shell's history, and none gets a line end.
/// With `replace` they are for Secrets that exist, which `kubectl create` refuses.
///
/// There is no comment in it: zsh does not take any in what is pasted.
pub fn kubectl(secrets: &[SecretToMake], replace: bool) -> Result<String, RenderError> {
    let mut commands = Vec::new();
    for secret in secrets {
        let mut entries = Vec::new();
        for (index, entry) in secret.entries.iter().enumerate() {
            entries.push(KubectlEntry {
                key: entry.key.as_str(),
                prompt: single_quoted(&format!("{} ({}): ", entry.key, entry.content)),
                variable: format!("secret{}", index + 1),
                is_file: matches!(entry.content, ExpectedValue::OwnKey { .. }),
            });
        }
        commands.push(KubectlCommand { name: secret.name.as_str(), namespace: secret.namespace.as_str(), entries });
    }
    template::text("kubectl", &KubectlTemplate { replace, commands })
}

/// A word for a shell, in quotes.
fn single_quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', r"'\''"))
}
