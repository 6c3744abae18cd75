//! The pods of flyte-core's processes.
//!
//! Source: `charts/flyte-core/templates/{admin,propeller,flytescheduler,clusterresourcesync}/deployment.yaml` and
//! `propeller/manager.yaml` at v1.16.8.

use super::{ADMIN_SECRETS, DEFAULT_PROPELLER_SECRET};
use crate::chart::additions::Additions;
use crate::chart::pod::read;
use crate::chart::template::{Frame, RenderContext};
use crate::chart::{PROPELLER_SECRET_NAME, PROPELLER_SWITCH, Pod, ProcessName};
use crate::values::print::print;
use crate::values::{Value, is_placeholder};

const DEPLOYMENT: Frame = Frame::file("flyte-core/templates/admin/deployment.yaml");

/// [`crate::flyte::SECRETS_FOLDER`] as these templates write it: Kubernetes compares the paths of mounts as texts.
const FOLDER: &str = "/etc/secrets/";

/// `envFrom` is missing here because the chart passes it to run-migrations only.
const ADMIN: Additions = Additions {
    volumes: ["flyteadmin", "additionalVolumes"],
    mounts: ["flyteadmin", "additionalVolumeMounts"],
    env: (["flyteadmin", "env"], true),
    env_from: &[],
    annotations: ["flyteadmin", "podAnnotations"],
    all_annotations: &[],
    arguments: Some(["flyteadmin", "extraArgs"]),
};
const PROPELLER: Additions = Additions {
    volumes: ["flytepropeller", "additionalVolumes"],
    mounts: ["flytepropeller", "additionalVolumeMounts"],
    env: (["flytepropeller", "podEnv"], false),
    env_from: &[],
    annotations: ["flytepropeller", "podAnnotations"],
    all_annotations: &[],
    arguments: Some(["flytepropeller", "extraArgs"]),
};
const SCHEDULER: Additions = Additions {
    volumes: ["flytescheduler", "additionalVolumes"],
    mounts: ["flytescheduler", "additionalVolumeMounts"],
    env: (["flytescheduler", "podEnv"], false),
    env_from: &[],
    annotations: ["flytescheduler", "podAnnotations"],
    all_annotations: &[],
    arguments: None,
};

/// Returns the user's additions to the pod of a process.
pub(in crate::chart) const fn of(process: ProcessName) -> Option<&'static Additions> {
    match process {
        ProcessName::Flyteadmin => Some(&ADMIN),
        ProcessName::Flytepropeller => Some(&PROPELLER),
        ProcessName::Flytescheduler => Some(&SCHEDULER),
        ProcessName::PropellerManager | ProcessName::Syncresources | ProcessName::Flyte => None,
    }
}

/// The pod that syncs cluster resources has no volumes of the user.
const SYNC: Additions = Additions {
    volumes: ["cluster_resource_manager", "additionalVolumes"],
    mounts: ["cluster_resource_manager", "additionalVolumeMounts"],
    env: (["cluster_resource_manager", "podEnv"], false),
    env_from: &[],
    annotations: ["cluster_resource_manager", "podAnnotations"],
    all_annotations: &[],
    arguments: None,
};

/// Builds the pod of a process.
pub(super) fn pod(context: &RenderContext<'_>, process: ProcessName) -> Pod {
    let value = |path: &[&str]| context.values.at(path);
    let is_on = |path: &[&str]| value(path).is_some_and(Value::is_truthy);
    let mut pod = Pod::new(process);
    if process != ProcessName::Flytepropeller && process != ProcessName::PropellerManager {
        let database = value(&["common", "databaseSecret", "name"]).and_then(Value::as_str);
        let database = database.filter(|name| !name.is_empty() && !is_placeholder(name));
        if let Some(name) = database {
            pod = pod.with(name, &[], Some("/etc/db"));
        }
    }
    if process == ProcessName::Flyteadmin {
        pod = pod
            .with("shared-data", &[], Some("/srv/flyte"))
            .with("scratch", &[], None)
            .with("base-config-volume", &[], None)
            .with("clusters-config-volume", &[], Some("/etc/flyte/config"))
            .with("admin-secrets", &[ADMIN_SECRETS], Some(FOLDER));
        if is_on(&["cluster_resource_manager", "enabled"]) {
            pod = pod.with("resource-templates", &[], None);
        }
        return read(context, DEPLOYMENT, &ADMIN, pod);
    }
    pod = pod.with("config-volume", &[], Some("/etc/flyte/config"));
    if process == ProcessName::Flytescheduler {
        pod = pod.with("shared-data", &[], None);
    }
    if is_on(&PROPELLER_SWITCH) {
        // The manager's pod template and flytescheduler's use a fixed name for the Secret.
        let is_fixed = process == ProcessName::Flytescheduler
            || (process == ProcessName::Flytepropeller && is_on(&["flytepropeller", "manager"]));
        let named = value(&PROPELLER_SECRET_NAME).map(print).unwrap_or_default();
        let name = if is_fixed { DEFAULT_PROPELLER_SECRET } else { &named };
        pod = pod.with("auth", &[name], Some(FOLDER));
    }
    let additions = match process {
        ProcessName::Flytescheduler => &SCHEDULER,
        ProcessName::Syncresources => &SYNC,
        _ => &PROPELLER,
    };
    let mut pod = read(context, DEPLOYMENT, additions, pod);
    if process == ProcessName::Syncresources {
        // Its template only adds variables.
        pod.volumes.retain(|volume| volume.written.is_none());
        pod.mounts.retain(|mount| mount.written.is_none());
    }
    pod
}

/// Returns whether the sync of cluster resources runs in its own pod and calls flyteadmin instead of the database
/// (`templates/clusterresourcesync/deployment.yaml`).
pub(super) fn syncs_as_a_client(context: &RenderContext<'_>) -> bool {
    let is_on = |path: &[&str]| context.values.at(path).is_some_and(Value::is_truthy);
    is_on(&["cluster_resource_manager", "enabled"])
        && is_on(&["cluster_resource_manager", "config", "cluster_resources", "standaloneDeployment"])
}
