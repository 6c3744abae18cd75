//! The login of flytectl did not finish: no browser returned in time.

use super::declare_symptom;

declare_symptom! {
    name: "cli-login-not-finished",
    role: Root,
    patterns: [
        "context was canceled during auth flow",
        r#"xdg-open": executable file not found in $PATH"#,
        "xdg-open: not found",
        "no method available for opening",
    ],
}
