//! The Secrets that pods take something from.
//!
//! Source: `charts/flyte-core/templates/{admin,propeller,flytescheduler}/deployment.yaml` and `propeller/manager.yaml` at
//! v1.16.8.

use super::{ADMIN_SECRETS, DEFAULT_PROPELLER_SECRET};
use crate::chart::additions::Additions;
use crate::chart::secret_use::additions;
use crate::chart::template::{Context, Frame};
use crate::chart::{ProcessName, SecretUse};
use crate::values::Value;
use crate::values::print::print;

const DEPLOYMENT: Frame = Frame::file("flyte-core/templates/admin/deployment.yaml");

/// `envFrom` is not here: the chart gives it to run-migrations only.
const ADMIN: Additions = Additions {
    process: ProcessName::Flyteadmin,
    volumes: ["flyteadmin", "additionalVolumes"],
    mounts: ["flyteadmin", "additionalVolumeMounts"],
    env: (["flyteadmin", "env"], true),
    env_from: &[],
    annotations: ["flyteadmin", "podAnnotations"],
};
const PROPELLER: Additions = Additions {
    process: ProcessName::Flytepropeller,
    volumes: ["flytepropeller", "additionalVolumes"],
    mounts: ["flytepropeller", "additionalVolumeMounts"],
    env: (["flytepropeller", "podEnv"], false),
    env_from: &[],
    annotations: ["flytepropeller", "podAnnotations"],
};
const SCHEDULER: Additions = Additions {
    process: ProcessName::Flytescheduler,
    volumes: ["flytescheduler", "additionalVolumes"],
    mounts: ["flytescheduler", "additionalVolumeMounts"],
    env: (["flytescheduler", "podEnv"], false),
    env_from: &[],
    annotations: ["flytescheduler", "podAnnotations"],
};

/// What a user adds to the pod of a process.
pub(in crate::chart) const fn of(process: ProcessName) -> Option<&'static Additions> {
    match process {
        ProcessName::Flyteadmin => Some(&ADMIN),
        ProcessName::Flytepropeller => Some(&PROPELLER),
        ProcessName::Flytescheduler => Some(&SCHEDULER),
        ProcessName::Flyte => None,
    }
}

/// Those of the processes that exist.
pub(super) fn uses(context: &Context<'_>, admin: bool, propeller: bool, scheduler: bool) -> Vec<SecretUse> {
    let value = |path: &[&str]| context.values.at(path);
    let is_on = |path: &[&str]| value(path).is_some_and(Value::is_truthy);
    let is_mounted = is_on(&["secrets", "adminOauthClientCredentials", "enabled"]);
    let mut uses = Vec::new();
    if admin {
        uses.push(SecretUse::mounted(ProcessName::Flyteadmin, ADMIN_SECRETS));
        uses.extend(additions(context, DEPLOYMENT, &ADMIN));
    }
    if propeller {
        if is_mounted {
            let name = value(&["secrets", "adminOauthClientCredentials", "secretName"]).map(print).unwrap_or_default();
            uses.push(SecretUse::mounted(ProcessName::Flytepropeller, name));
            if is_on(&["flytepropeller", "manager"]) {
                uses.push(SecretUse::mounted(ProcessName::Flytepropeller, DEFAULT_PROPELLER_SECRET));
            }
        }
        uses.extend(additions(context, DEPLOYMENT, &PROPELLER));
    }
    if scheduler {
        if is_mounted {
            uses.push(SecretUse::mounted(ProcessName::Flytescheduler, DEFAULT_PROPELLER_SECRET));
        }
        uses.extend(additions(context, DEPLOYMENT, &SCHEDULER));
    }
    uses
}
