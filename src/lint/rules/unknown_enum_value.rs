use super::fix_support::set;
use crate::diagnostic::Applicability::Safe;
use crate::flyte::config::{AuthServerType, AuthType, SameSite};
use crate::lint::{Context, Findings, declare_rule};
use crate::values::Step;
use crate::values::print::print;

declare_rule! {
    name: "unknown-enum-value",
    aliases: ["auth-server-type-misspelt"],
    summary: "Flyte does not know this value of `authServerType`, `sameSitePolicy` or `authType`, so it does not start",
    remedy: "write the value exactly as Flyte does, including upper and lower case",
    severity: Error,
    charts: BOTH,
    needs: Start,
    supersedes: [config_does_not_decode, conflicting_layers],
}

const KEYS: [(&str, &[&str]); 3] =
    [("authServerType", AuthServerType::NAMES), ("sameSitePolicy", SameSite::NAMES), ("authType", AuthType::NAMES)];

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(model) = cx.model() else { return };
    let processes = [(model.server(), "flyteadmin"), (model.propeller(), "flytepropeller")];
    for (process, name) in processes {
        for error in process.iter().flat_map(|process| &process.decoded.errors) {
            let of_server = error.path.0.first().is_some_and(|step| is_key(step, "auth"));
            if of_server != (name == "flyteadmin") {
                continue;
            }
            let known = KEYS.iter().find(|(key, _)| error.path.0.last().is_some_and(|last| is_key(last, key)));
            let Some((key, names)) = known else { continue };
            let written = print(&error.value);
            let suggestion = names.iter().find(|name| name.eq_ignore_ascii_case(written.trim().trim_matches('"')));
            let help = match suggestion {
                Some(suggestion) => format!("write `{key}: {suggestion}`"),
                None => format!("write one of `{}`", names.join("`, `")),
            };
            let site = cx.setting_at(&error.path, &error.origin);
            let changes = suggestion.map(|suggestion| set(&site, *suggestion));
            let finding = found.report(site, format!("Flyte does not know `{key}: {written}`: {name} does not start"));
            finding.help(help).label("names are case-sensitive");
            if let (Some(suggestion), Some(changes)) = (suggestion, changes) {
                finding.fix(format!("Write `{suggestion}`"), Safe, changes);
            }
        }
    }
}

fn is_key(step: &Step, key: &str) -> bool {
    matches!(step, Step::Key(text) if text.eq_ignore_ascii_case(key))
}
