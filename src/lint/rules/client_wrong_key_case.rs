use crate::client::read::{PYFLYTE_KEYS, admin_key};
use crate::diagnostic::Applicability::Safe;
use crate::lint::{ClientContext, Findings, ValueRef, declare_rule};
use crate::values::Path;
use crate::yaml::edit::Change;

declare_rule! {
    name: "client-wrong-key-case",
    aliases: ["client-key-miscased"],
    summary: "pyflyte ignores a key because of its upper and lower case",
    remedy: "write the key in the case that pyflyte reads",
    severity: Warning,
    looks_at: ClientConfig,
}

fn check(cx: &ClientContext<'_>, found: &mut Findings<'_>) {
    for known in PYFLYTE_KEYS {
        let Some(written) = cx.written(known) else {
            continue;
        };
        if written.key != *known {
            report_case(found, written.key_site(), known);
        }
    }
    let top = &cx.config().layered.values;
    let Some(key) = admin_key(top).filter(|key| *key != "admin") else {
        return;
    };
    let origin = top.as_map().and_then(|map| map.get(key)).map(|entry| entry.key_origin.clone());
    let path = Path::of(&[key]);
    report_case(found, ValueRef { path, origin, present: true }, "admin");
}

fn report_case(found: &mut Findings<'_>, site: ValueRef, known: &str) {
    let (path, key) = (site.path.clone(), known.to_owned());
    found
        .report(site, format!("flytectl reads `{path}`, but pyflyte reads only `{known}`, in exactly this case"))
        .help(format!("write `{known}`"))
        .fix(format!("Rename it to `{known}`"), Safe, vec![Change::Rename { path, key }]);
}
