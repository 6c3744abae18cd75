use super::fix_support::set;
use crate::client::read::{as_pyflyte_reads, suggest_auth_type};
use crate::diagnostic::Applicability::{Safe, Unsafe};
use crate::diagnostic::Severity;
use crate::flyte::config::AuthType;
use crate::lint::{ClientContext, Findings, declare_rule};
use crate::values::Kind;

declare_rule! {
    name: "client-unknown-auth-type",
    aliases: ["client-auth-type-misspelt"],
    summary: "flytectl or pyflyte does not know this `authType`",
    remedy: "use `ClientSecret`, `Pkce`, `ExternalCommand` or `DeviceFlow`, in exactly this case",
    severity: Error,
    looks_at: ClientConfig,
    supersedes: [client_secret_flow_without_client, client_external_command_missing,
        client_secret_beside_another_flow, device_flow_with_internal_server],
}

fn check(cx: &ClientContext<'_>, found: &mut Findings<'_>) {
    let Some(written) = cx.written("authType") else {
        return;
    };
    let Some((name, site)) = cx.text("authType") else {
        if matches!(written.value.kind, Kind::Bool(_) | Kind::Float(_) | Kind::Int(_)) {
            found
                .report(
                    written.site(),
                    "`authType` is not a name: flytectl reads it as a number, and pyflyte rejects it",
                )
                .severity(Severity::Warning);
        }
        return;
    };
    if AuthType::NAMES.contains(&name) {
        return;
    }
    if let Some(flow) = as_pyflyte_reads(name) {
        let right = flow.name();
        let changes = set(&site, right);
        found
            .report(
                site,
                format!("flytectl does not know `authType: {name}` and does not start; only pyflyte knows it"),
            )
            .severity(Severity::Warning)
            .help(format!("write `authType: {right}`, which both know"))
            .fix(format!("Write `{right}`"), Safe, changes);
        return;
    }
    let Some(flow) = suggest_auth_type(name) else {
        found
            .report(site, format!("flytectl does not know `authType: {name}`, and pyflyte only with a plugin"))
            .severity(Severity::Warning);
        return;
    };
    let right = flow.name();
    let changes = set(&site, right);
    found
        .report(site, format!("neither flytectl nor pyflyte knows `authType: {name}`, so users cannot log in"))
        .help(format!("did you mean `{right}`?"))
        .fix(format!("Write `{right}`"), Unsafe, changes);
}
