use super::fix_support::set;
use crate::client::read::is_command_in_one_word;
use crate::diagnostic::Applicability::Unsafe;
use crate::lint::{ClientContext, Findings, declare_rule};
use crate::values::{Kind, is_placeholder};

declare_rule! {
    name: "client-command-in-one-word",
    summary: "A command in the client configuration is one string with spaces, which is used as the program's name",
    remedy: "write a list with one word per item: `command: [get-token, --quiet]`",
    severity: Warning,
    looks_at: ClientConfig,
}

fn check(cx: &ClientContext<'_>, found: &mut Findings<'_>) {
    for key in ["command", "proxyCommand"] {
        let Some(written) = cx.written(key) else {
            continue;
        };
        let (text, site) = match &written.value.kind {
            Kind::String(text) => (Some(&**text), written.site()),
            Kind::List(items) => match items.as_slice() {
                [only] => {
                    let mut site = written.site();
                    site.origin = Some(only.origin.clone());
                    (only.as_str(), site)
                }
                _ => continue,
            },
            _ => continue,
        };
        let Some(text) = text.filter(|text| !is_placeholder(text)) else {
            continue;
        };
        if !is_command_in_one_word(text) {
            continue;
        }
        let words: Vec<&str> = text.split_whitespace().collect();
        let is_simple = !text.contains(['"', '\'', '\\', ',', '$', '`']);
        let finding = found.report(
            site,
            format!("`{key}` is one string with spaces, which no shell splits: it is used as the program's name"),
        );
        let example = format!("write a list with one word per item: `{key}: [get-token, --quiet]`");
        finding.help(example);
        if is_simple {
            let changes = set(&written.site(), words);
            finding.fix("Split it into words", Unsafe, changes);
        }
    }
}
