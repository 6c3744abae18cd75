use super::fix_support::set;
use crate::diagnostic::Applicability::Safe;
use crate::lint::{ClientContext, Findings, declare_rule};
use crate::values::Kind;

declare_rule! {
    name: "client-wrong-value-type",
    aliases: ["client-value-mistyped"],
    summary: "A value in the client configuration has a type that flytectl cannot read",
    remedy: "write a value of the expected type",
    severity: Warning,
    looks_at: ClientConfig,
}

/// Words that YAML 1.1 reads as booleans, and flytectl as text.
const WORDS: [&str; 6] = ["yes", "no", "on", "off", "y", "n"];

fn check(cx: &ClientContext<'_>, found: &mut Findings<'_>) {
    super::client_keys_support::report_faults(cx, found, RULE.name);
    for key in ["insecure", "insecureSkipVerify", "useAudienceFromAdmin"] {
        let Some(written) = cx.written(key) else {
            continue;
        };
        let (Kind::Bool(yes), Some(word)) = (&written.value.kind, cx.raw(&written.value.origin)) else {
            continue;
        };
        if WORDS.contains(&&*word.to_ascii_lowercase()) {
            found
                .report(
                    written.site(),
                    format!(
                        "`{key}` is `{word}`, which flytectl reads as text, so it does not start (pyflyte reads \
                            `{yes}`)"
                    ),
                )
                .help(format!("write `{yes}`"))
                .fix(format!("Write `{yes}`"), Safe, set(&written.site(), *yes));
        }
    }
}
