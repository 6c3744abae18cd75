//! Renders Secrets as kubectl commands that ask for the secrets.

use serde::Serialize;

use super::{ExpectedValue, SecretToMake};
use crate::template::{self, RenderError};

#[derive(Serialize)]
struct KubectlTemplate<'a> {
    /// Whether the Secrets exist already.
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
    /// Whether the secret is in a file with the key's name, because it is too long to type.
    is_file: bool,
}

/// Renders one command per Secret, for bash and zsh. Each command reads the secrets without echo and pipes them to
/// kubectl, so that no secret ends up in an argument, a file or the shell's history, and none gets a line end. With
/// `replace`, the commands also work for Secrets that exist, which `kubectl create` refuses.
///
/// The commands contain no comments: zsh doesn't accept them in pasted text.
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

/// Quotes a word for a shell.
fn single_quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', r"'\''"))
}
