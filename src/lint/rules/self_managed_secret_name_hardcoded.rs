use crate::chart::{DEFAULT_PROPELLER_SECRET, PROPELLER_SECRET_NAME, PROPELLER_SWITCH, ProcessName};
use crate::diagnostic::Severity;
use crate::flyte::FlyteVersion;
use crate::lint::{Context, Findings, declare_rule};
use crate::values::Value;

declare_rule! {
    name: "self-managed-secret-name-hardcoded",
    summary: "A component mounts the Secret `flyte-secret-auth`, regardless of `secretName`",
    remedy: "keep `secretName: flyte-secret-auth`",
    severity: Error,
    charts: CORE,
    needs: Auth,
}

/// The default name, in the chart's values and in two of its templates.
const USUAL: &str = DEFAULT_PROPELLER_SECRET;

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(name) = cx.text(&PROPELLER_SECRET_NAME).filter(|name| *name != USUAL) else {
        return;
    };
    if !cx.value(&PROPELLER_SWITCH).is_some_and(Value::is_truthy) {
        return;
    }
    let on = |path: &[&str]| cx.value(path).is_some_and(Value::is_truthy);
    if cx.flyte() < FlyteVersion::SECRET_NAME {
        found
            .report(
                cx.site(&PROPELLER_SECRET_NAME),
                format!("the chart for Flyte {} does not read `secretName`: the Secret is named `{USUAL}`", cx.flyte()),
            )
            .severity(Severity::Warning);
        return;
    }
    // A user who creates one Secret may create two.
    let is_made = on(cx.chart().propeller_secret());
    let runs = |process| cx.model().is_some_and(|model| model.process(process).is_some());
    let (scheduler, manager) = (runs(ProcessName::Flytescheduler), runs(ProcessName::PropellerManager));
    for (runs, who, path) in [
        (scheduler, "flytescheduler", ["workflow_scheduler", "enabled"]),
        (manager, "flytepropeller's manager", ["flytepropeller", "manager"]),
    ] {
        if !runs {
            continue;
        }
        let finding = if is_made {
            found.report(
                cx.site(&PROPELLER_SECRET_NAME),
                format!("{who} does not start: the chart mounts the Secret `{USUAL}`, but only `{name}` exists"),
            )
        } else {
            let finding = found.report(
                cx.site(&PROPELLER_SECRET_NAME),
                format!("{who} does not start unless you also create the Secret `{USUAL}`, which the chart mounts"),
            );
            finding.severity(Severity::Warning)
        };
        finding.relate(cx.site(&path), "it runs");
    }
}
