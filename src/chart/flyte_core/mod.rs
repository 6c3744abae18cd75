//! The chart `flyte-core`.
//!
//! Source: `charts/flyte-core/templates` of Flyte v1.16.8; compared with what Helm 3.17.2 and 4.1.4 render.

mod admin;
mod defaults;
mod files;
mod ingress;
mod names;
mod pods;
mod propeller;
mod scheduler;
mod secrets;
mod sync;

use super::{Process, ProcessName, RenderContext, Rendered, TemplateError};
use crate::flyte::ConfigFile;
use crate::values::Value;

pub(super) use defaults::ROWS as DEFAULTS;
pub(super) use pods::of as additions;

/// See [`super::Chart::is_partly_known`].
pub(super) const FULLY_KNOWN: &[&str] =
    &["secrets", "deployRedoc", "workflow_scheduler", "forceNamespace", "nameOverride", "global"];

/// flytepropeller's client secret in the chart's own, public values (`secrets.adminOauthClientCredentials.clientSecret`
/// in `values.yaml`, v1.16.8).
pub const DEFAULT_CLIENT_SECRET: &str = "foobar";

/// The Secret that flyte-core mounts for flytepropeller by default
/// (`secrets.adminOauthClientCredentials.secretName` in `values.yaml`, v1.16.8).
pub const DEFAULT_PROPELLER_SECRET: &str = "flyte-secret-auth";

/// The Secret that flyte-core creates and mounts for flyteadmin (`templates/admin/secret.yaml`, v1.16.8).
pub const ADMIN_SECRETS: &str = "flyte-admin-secrets";

/// Evaluates the templates in Helm's order, so that the first error is the one that Helm reports.
pub(super) fn render(context: &RenderContext<'_>) -> Result<Rendered, TemplateError> {
    let namespace = names::namespace(context)?;
    let propeller = propeller::files(context)?;
    let scheduler = scheduler::files(context)?;
    let mut made = secrets::manifest(context)?;
    let propeller_secret = secrets::propeller(context)?;
    ingress::check(context)?;
    admin::check_sync(context)?;
    let admin_secret = secrets::admin(context)?;
    let admin = admin::files(context)?;
    made.extend(admin_secret);
    made.extend(propeller_secret.finish(context)?);
    let outside = files::outside(context);
    let is_managed =
        context.values.at(&["flytepropeller", "manager"]).is_some_and(Value::is_truthy) && propeller.is_some();
    let sync = if pods::syncs_as_a_client(context) { Some(sync::files(context)?) } else { None };
    let manager = propeller.clone().filter(|_| is_managed);
    let process = |name, files: Option<Vec<ConfigFile>>, outside: &[String]| Process {
        name,
        outside: if files.is_some() { outside.to_vec() } else { Vec::new() },
        pod: files.is_some().then(|| pods::pod(context, name)),
        files,
    };
    let mut processes = vec![
        process(ProcessName::Flyteadmin, admin, &outside),
        process(ProcessName::Flytepropeller, propeller, &outside),
        process(ProcessName::Flytescheduler, scheduler, &[]),
    ];
    // The manager and the sync are only listed if they exist.
    processes.extend(manager.map(|files| process(ProcessName::PropellerManager, Some(files), &outside)));
    processes.extend(sync.map(|files| process(ProcessName::Syncresources, Some(files), &[])));
    Ok(Rendered { processes, secrets: made, namespace, server: super::FLYTEADMIN.to_owned() })
}
