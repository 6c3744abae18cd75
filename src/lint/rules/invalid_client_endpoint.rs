use super::fix_support::set;
use crate::client::read::{GrpcTarget, TargetFault};
use crate::diagnostic::Applicability::{Safe, Unsafe};
use crate::diagnostic::Severity;
use crate::flyte::is_local;
use crate::lint::{ClientContext, Findings, declare_rule};
use crate::values::Value;

declare_rule! {
    name: "invalid-client-endpoint",
    aliases: ["client-endpoint-is-no-grpc-target"],
    summary: "`admin.endpoint` has a form that flytectl or pyflyte cannot use",
    remedy: "write `dns:///` and the host, with a port if it is not 443",
    severity: Error,
    looks_at: ClientConfig,
    supersedes: [client_auth_type_not_set],
}

fn check(cx: &ClientContext<'_>, found: &mut Findings<'_>) {
    let Some((text, site)) = cx.text("endpoint") else {
        report_empty(cx, found);
        return;
    };
    let Some(Err(fault)) = GrpcTarget::read(text) else {
        return;
    };
    match fault {
        TargetFault::Scheme { scheme, right, has_path } => {
            let mut changes = set(&site, &*right);
            let is_plain = scheme == "http";
            if is_plain && cx.admin().insecure.get() == Some(&false) {
                changes.extend(set(&cx.site("insecure"), true));
            }
            let sure = if is_plain || has_path { Unsafe } else { Safe };
            let finding = found
                .report(site, format!("`endpoint` is an `{scheme}` URL, but flytectl and pyflyte need a gRPC target"));
            finding.fix(format!("Write `{right}`"), sure, changes);
            finding.help(if is_plain {
                format!("write `{right}`, with `insecure: true`")
            } else {
                format!("write `{right}`")
            });
        }
        TargetFault::TwoSlashes { right } => {
            let changes = set(&site, &*right);
            found
                .report(site, "`endpoint` has two slashes after `dns:`, so the host is read as a name server")
                .help(format!("write `{right}`, with three slashes"))
                .fix(format!("Write `{right}`"), Safe, changes);
        }
        TargetFault::Path { right, only_a_slash } => {
            let changes = set(&site, &*right);
            let (what, sure) = if only_a_slash { ("a slash", Safe) } else { ("a path", Unsafe) };
            found
                .report(
                    site,
                    format!(
                        "`endpoint` has {what} after the host, which gRPC reads as part of the host \
                    name"
                    ),
                )
                .help(format!("write `{right}`"))
                .fix(format!("Write `{right}`"), sure, changes);
        }
        TargetFault::NoPort { right, host } => {
            let changes = set(&site, &*right);
            let finding = found.report(
                site,
                format!("flytectl cannot connect to `{host}`: without `dns:///` it needs a port (pyflyte uses 443)"),
            );
            finding.severity(Severity::Warning);
            if is_local(&host) {
                finding.help(format!("add the port: `dns:///{host}:30080` is the sandbox"));
            } else {
                finding.help(format!("write `{right}`")).fix(format!("Write `{right}`"), Safe, changes);
            }
        }
        TargetFault::Port { port } => {
            found
                .report(
                    site,
                    format!(
                        "`endpoint` has the port {port}, but ports are 1 to 65535: neither flytectl nor pyflyte can \
                            connect"
                    ),
                )
                .help("write the port of Flyte's Ingress; the default is 443");
        }
        TargetFault::NoHost => {
            found
                .report(site, "`endpoint` has no host: neither flytectl nor pyflyte can connect")
                .help("write `dns:///` and the host of Flyte's Ingress");
        }
        TargetFault::Space => {
            found
                .report(site, "`endpoint` contains whitespace: neither flytectl nor pyflyte can connect")
                .help("remove it");
        }
        TargetFault::NotAUrl { right } => {
            let changes = set(&site, &*right);
            found
                .report(
                    site,
                    "flytectl does not start: without `dns:///`, it cannot parse `endpoint` with a number or `_` \
                        before the port (pyflyte can)",
                )
                .severity(Severity::Warning)
                .help(format!("write `{right}`"))
                .fix(format!("Write `{right}`"), Safe, changes);
        }
    }
}

fn report_empty(cx: &ClientContext<'_>, found: &mut Findings<'_>) {
    let is_empty = |value: &Value| value.is_null() || value.as_str() == Some("");
    if let Some(entry) = cx.entry("endpoint").filter(|entry| is_empty(entry.value)) {
        found.report(
            entry.key_site(),
            "`endpoint` is empty: flytectl cannot connect, and pyflyte calls the sandbox on this machine",
        );
    }
}
