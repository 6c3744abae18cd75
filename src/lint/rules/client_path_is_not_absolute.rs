//! A path in the config of flytectl and pyflyte is relative, or begins with `~`.

use crate::diagnostic::Severity;
use crate::lint::{ClientContext, Findings, declare_rule};

declare_rule! {
    name: "client-path-is-not-absolute",
    summary: "A path in the config of flytectl and pyflyte is relative, or begins with `~`",
    remedy: "write the whole path",
    severity: Warning,
    looks_at: ClientConfig,
}

fn check(cx: &ClientContext<'_>, found: &mut Findings<'_>) {
    let is_plain = cx.admin().insecure.get() == Some(&true);
    for key in ["clientSecretLocation", "caCertFilePath"] {
        let Some((path, site)) = cx.text(key) else {
            continue;
        };
        // Without TLS there is no certificate to check.
        if is_absolute(path) || (is_plain && key == "caCertFilePath") {
            continue;
        }
        // What stands here may be the secret itself, so it is not repeated.
        if path.starts_with('~') {
            found
                .report(
                    site,
                    format!("`{key}` begins with `~`, which neither flytectl nor pyflyte takes for a home folder: there is no such file"),
                )
                .severity(Severity::Error);
        } else {
            found.report(
                site,
                format!("`{key}` is relative, so it is another file in each folder that flytectl or pyflyte is called in"),
            );
        }
    }
}

/// On any system.
fn is_absolute(path: &str) -> bool {
    let mut letters = path.chars();
    let drive = letters.next().is_some_and(|c| c.is_ascii_alphabetic())
        && letters.next() == Some(':')
        && matches!(letters.next(), Some('/' | '\\'));
    path.starts_with(['/', '\\']) || drive
}
