use crate::flyte::config::AuthType;
use crate::lint::{ClientContext, Findings, declare_rule};

declare_rule! {
    name: "client-external-command-missing",
    summary: "`authType: ExternalCommand` is set without a command",
    remedy: "set the program and its arguments: `command: [get-token, --quiet]`",
    severity: Error,
    looks_at: ClientConfig,
}

fn check(cx: &ClientContext<'_>, found: &mut Findings<'_>) {
    let has_program = || {
        let words = cx.admin().command.get();
        words.is_none_or(|words| words.iter().any(|word| !word.trim().is_empty()))
    };
    if cx.flow() == Some(AuthType::ExternalCommand) && !(cx.is_set("command") && has_program()) {
        found.report(
            cx.site("command"),
            "`ExternalCommand` needs `command`, the program that prints the token: flytectl crashes, and pyflyte fails",
        );
    }
}
