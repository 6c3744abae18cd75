//! Ignore comments, and flags that select rules and set severities.

use super::{FAULTY, concise};
use crate::common::folder_with_values;

#[test]
fn comments_ignore_findings() {
    let on_the_line =
        FAULTY.replace("authServerType: self", "authServerType: self # flyte-auth: ignore[unknown-enum-value] not yet");
    let above = on_the_line.replace(
        "          scopes:",
        "          # flyte-auth: ignore[cookie-too-large, unknown-enum-value]\n          scopes:",
    );
    let enclosing = FAULTY.replace("  inline:", "  inline: # flyte-auth: ignore[cookie-too-large,unknown-enum-value]");
    let above_enclosing = FAULTY.replace(
        "  inline:",
        "  # flyte-auth: ignore[cookie-too-large]\n\n  # flyte-auth: ignore[unknown-enum-value]\n  inline:",
    );
    let whole_file = format!(
        "# Ours.\n# flyte-auth: ignore[cookie-too-large] few groups\n\n# flyte-auth: ignore-file[unknown-enum-value]\n{FAULTY}"
    );
    for text in [&enclosing, &above_enclosing, &whole_file] {
        let folder = folder_with_values(text);
        assert_eq!(
            concise(folder.path(), &["values.yaml"]),
            "exit 0\n--- stdout\nNo problems found (2 ignored by comments)\n",
            "{text}"
        );
    }
    insta::assert_snapshot!(concise(folder_with_values(&on_the_line).path(), &["values.yaml"]), @"
    exit 0
    --- stdout
    values.yaml:13:37: warning[cookie-too-large]: the scope `groups` puts the user's groups into the ID token, so users in many groups cannot log in: a cookie holds 4096 bytes
    Found 1 warning (1 ignored by comments)
    ");
    insta::assert_snapshot!(concise(folder_with_values(&above).path(), &["values.yaml"]), @"
    exit 0
    --- stdout
    values.yaml:13:50: warning[unused-ignore]: this comment has no effect: `unknown-enum-value` reports nothing here
    Found 1 warning (1 fixable with `--fix`; 2 ignored by comments)
    ");
}

#[test]
fn flags_select_rules_and_set_severities() {
    let folder = folder_with_values(FAULTY);
    let concise = |arguments: &[&str]| concise(folder.path(), &[arguments, &["values.yaml"]].concat());
    insta::assert_snapshot!(concise(&["--select", "cookie-too-large"]), @"
    exit 0
    --- stdout
    values.yaml:13:37: warning[cookie-too-large]: the scope `groups` puts the user's groups into the ID token, so users in many groups cannot log in: a cookie holds 4096 bytes
    Found 1 warning
    ");
    insta::assert_snapshot!(concise(&["--ignore", "cookie-too-large,unknown-enum-value"]), @"
    exit 0
    --- stdout
    No problems found
    ");
    insta::assert_snapshot!(concise(&["--severity", "cookie-too-large=error,unknown-enum-value=off"]), @"
    exit 1
    --- stdout
    values.yaml:13:37: error[cookie-too-large]: the scope `groups` puts the user's groups into the ID token, so users in many groups cannot log in: a cookie holds 4096 bytes
    Found 1 error
    ");
    insta::assert_snapshot!(concise(&["--severity", "cookie-too-large=fatal"]), @"
    exit 2
    --- stderr
    error: invalid value 'cookie-too-large=fatal' for '--severity <RULE=SEVERITY>': `fatal` is not one of error, warning, info, off

    For more information, try '--help'.
    ");
    insta::assert_snapshot!(concise(&["--ignore", "cookie-to-large"]), @"
    exit 2
    --- stderr
    error: invalid value 'cookie-to-large' for '--ignore <RULE>': there is no rule `cookie-to-large`; did you mean `cookie-too-large`?

    For more information, try '--help'.
    ");
    insta::assert_snapshot!(concise(&["--fail-on", "warning", "--ignore", "unknown-enum-value"]), @"
    exit 1
    --- stdout
    values.yaml:13:37: warning[cookie-too-large]: the scope `groups` puts the user's groups into the ID token, so users in many groups cannot log in: a cookie holds 4096 bytes
    Found 1 warning
    ");
}
