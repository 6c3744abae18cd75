use super::fix_support::set;
use crate::chart::{Chart, ENABLE_AUTH_SERVER, PROPELLER_SWITCH};
use crate::diagnostic::Applicability::Unsafe;
use crate::diagnostic::{Severity, near};
use crate::flyte::config::field::Field as _;
use crate::lint::{Context, Findings, declare_rule};
use crate::values::{Origin, Path, Value};

declare_rule! {
    name: "misleading-switch",
    summary: "A switch is a string, which templates treat as true, or its key is misspelled",
    remedy: "write `true` or `false` without quotes",
    severity: Warning,
    charts: BOTH,
    needs: Values,
}

/// Returns the switches of each chart on which authentication depends.
const fn switches(chart: Chart) -> &'static [&'static [&'static str]] {
    match chart {
        Chart::FlyteBinary => &[
            &["configuration", "auth", "enabled"],
            &ENABLE_AUTH_SERVER,
            &["ingress", "create"],
            &["ingress", "separateGrpcIngress"],
        ],
        Chart::FlyteCore => &[
            &["flyteadmin", "enabled"],
            &["flytepropeller", "enabled"],
            &["flyteconsole", "enabled"],
            &["datacatalog", "enabled"],
            &["workflow_scheduler", "enabled"],
            &PROPELLER_SWITCH,
            &["common", "ingress", "enabled"],
            &["common", "ingress", "tls", "enabled"],
            &["common", "ingress", "separateGrpcIngress"],
        ],
    }
}

/// Returns whether a text means "no"; the empty text is false in templates, too.
fn means_no(text: &str) -> bool {
    let lower = text.trim().to_ascii_lowercase();
    !text.is_empty()
        && (["no", "off", "n", "disabled"].contains(&&*lower)
            || bool::read(&Value::string(lower, Origin::FlyteDefault)) == Ok(false))
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let user = &cx.release().user;
    for path in switches(cx.chart()) {
        let value = user.at(path);
        let text = value.and_then(Value::as_str);
        if let (Some(value), Some(text)) = (value, text.filter(|text| means_no(text))) {
            let site = cx.value_at(&Path::of(path), value);
            let changes = set(&site, false);
            let shown = path.join(".");
            found
                .report(site, format!("`{shown}` is the string `{text}`, which templates treat as true"))
                .help(format!("write `{shown}: false`, without quotes"))
                .fix("Write `false`", Unsafe, changes);
        } else if value.is_none() {
            report_misspelled(cx, found, path);
        }
    }
}

/// Reports keys that are misspelled names of a switch.
fn report_misspelled(cx: &Context<'_>, found: &mut Findings<'_>, path: &[&str]) {
    let Some((switch, around)) = path.split_last() else { return };
    let keys = cx.release().user.at(around).and_then(Value::as_map).into_iter().flatten();
    for (key, entry) in keys {
        let is_scalar = entry.value.as_map().is_none() && entry.value.as_list().is_none();
        let is_slip = is_scalar && &**key != *switch && near(key, [*switch]).is_some();
        if !is_slip {
            continue;
        }
        let place = Path::of(around).key(key.clone());
        // Keys of auth settings are reported by `unknown-key`.
        if !cx.release().key_faults.iter().any(|fault| fault.path == place) {
            found
                .report(
                    cx.text_at(cx.release().path(&place), &entry.key_origin),
                    format!("`{place}` has no effect: the chart reads `{switch}`"),
                )
                .severity(Severity::Error)
                .help(format!("did you mean `{switch}`?"));
        }
    }
}
