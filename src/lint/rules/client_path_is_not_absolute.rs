use crate::client::read::PathForm;
use crate::diagnostic::Severity;
use crate::lint::{ClientContext, Findings, declare_rule};

declare_rule! {
    name: "client-path-is-not-absolute",
    summary: "A path in the client configuration is relative or starts with `~`",
    remedy: "write the absolute path",
    severity: Warning,
    looks_at: ClientConfig,
}

fn check(cx: &ClientContext<'_>, found: &mut Findings<'_>) {
    let is_plain = cx.admin().insecure.get() == Some(&true);
    for key in ["clientSecretLocation", "caCertFilePath"] {
        let Some((path, site)) = cx.text(key) else {
            continue;
        };
        let form = PathForm::of(path);
        // Without TLS there is no certificate to verify.
        if form == PathForm::Absolute || (is_plain && key == "caCertFilePath") {
            continue;
        }
        // The value may be the secret itself, so it is not repeated.
        if form == PathForm::Home {
            found
                .report(
                    site,
                    format!(
                        "`{key}` starts with `~`, which neither flytectl nor pyflyte expands: the file does not exist"
                    ),
                )
                .severity(Severity::Error);
        } else {
            found.report(
                site,
                format!("`{key}` is relative, so the file depends on the working directory of flytectl or pyflyte"),
            );
        }
    }
}
