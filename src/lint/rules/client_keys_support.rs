//! Shared by the rules about keys of client configurations.

use super::key_faults_support::report_unknown;
use crate::client::read::PYFLYTE_KEYS;
use crate::diagnostic::Applicability::Safe;
use crate::diagnostic::Severity;
use crate::lint::keys::{KeyFault, KeyFaultKind};
use crate::lint::{ClientContext, Findings, ValueRef};
use crate::yaml::edit::Change;

/// Reports the key faults that belong to `rule`.
pub(super) fn report_faults(cx: &ClientContext<'_>, found: &mut Findings<'_>, rule: &str) {
    for fault in &cx.config().key_faults {
        let belongs_to = match &fault.kind {
            KeyFaultKind::Unknown { .. } => "client-key-unknown",
            KeyFaultKind::Misplaced { .. } => "client-key-misplaced",
            KeyFaultKind::WrongType { .. } => "client-wrong-value-type",
            // These only occur in charts' values.
            KeyFaultKind::WrongCase { .. } | KeyFaultKind::OtherChart { .. } | KeyFaultKind::Colliding { .. } => {
                continue;
            }
        };
        // The command line of Flyte 2 reads it from the same file.
        if fault.path.keys().last().is_some_and(|key| key.eq_ignore_ascii_case("disableKeyring")) {
            continue;
        }
        if belongs_to == rule {
            report_fault(found, fault);
        }
    }
}

fn report_fault(found: &mut Findings<'_>, fault: &KeyFault) {
    let path = fault.path.clone();
    let site = ValueRef { path: path.clone(), origin: Some(fault.key.clone()), present: true };
    match &fault.kind {
        KeyFaultKind::Unknown { suggestion } => {
            let reads = "neither flytectl nor pyflyte reads";
            report_unknown(found, site, reads, suggestion.as_deref());
        }
        KeyFaultKind::Misplaced { belongs } => {
            let places: Vec<String> = belongs.iter().map(|path| format!("`{path}`")).collect();
            let finding =
                found.report(site, format!("`{path}` has no effect: neither flytectl nor pyflyte reads it here"));
            finding.help(format!("move it to {}", places.join(" or ")));
            if let [only] = belongs.as_slice() {
                let to = only.clone();
                finding.fix(format!("Move it to `{to}`"), Safe, vec![Change::Move { from: path, to }]);
            }
            for path in belongs {
                finding.covers(path.clone());
            }
        }
        KeyFaultKind::WrongType { expected, found: actual } => {
            let finding =
                found.report(site, format!("`{path}` is {actual}, but must be {expected}: flytectl does not start"));
            // Neither tool reads a list or map in place of another type.
            let of_both = match fault.path.keys().as_slice() {
                [_] => true,
                [_, key] => PYFLYTE_KEYS.iter().any(|known| known.eq_ignore_ascii_case(key)),
                _ => false,
            };
            if of_both && (matches!(&**actual, "a list" | "a map") || *expected == "a map") {
                finding.severity(Severity::Error);
            }
            if *expected == "text" && *actual != "nothing" {
                finding.fix("Put it in quotes", Safe, vec![Change::Quote { path }]);
            }
        }
        KeyFaultKind::WrongCase { .. } | KeyFaultKind::OtherChart { .. } | KeyFaultKind::Colliding { .. } => {}
    }
}
