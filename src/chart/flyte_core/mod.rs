//! The chart `flyte-core`.
//!
//! Source: `charts/flyte-core/templates` of Flyte v1.16.8; compared with what Helm 3.17.2 and 4.1.4 render.

mod admin;
mod defaults;
mod files;
mod ingress;
mod names;
mod propeller;
mod scheduler;
mod secrets;
mod uses;

use super::{Context, Process, ProcessName, Rendered, TemplateError};

pub(super) use defaults::ROWS as DEFAULTS;
pub(super) use uses::of as additions;

/// See [`super::Chart::partly_known`].
pub(super) const PARTLY_KNOWN: &[&str] = &[
    "flyteadmin",
    "flytescheduler",
    "datacatalog",
    "flyteconnector",
    "flytepropeller",
    "flyteconsole",
    "webhook",
    "common",
    "storage",
    "db",
    "configmap",
    "workflow_notifications",
    "external_events",
    "cloud_events",
    "cluster_resource_manager",
    "sparkoperator",
    "databricks",
];

/// flytepropeller's client secret in the chart's own values, for everybody to read
/// (`secrets.adminOauthClientCredentials.clientSecret` in `values.yaml`, v1.16.8).
pub const DEFAULT_CLIENT_SECRET: &str = "foobar";

/// The Secret that flyte-core mounts for flytepropeller unless told otherwise
/// (`secrets.adminOauthClientCredentials.secretName` in `values.yaml`, v1.16.8).
pub const DEFAULT_PROPELLER_SECRET: &str = "flyte-secret-auth";

/// The Secret that flyte-core makes and mounts for flyteadmin (`templates/admin/secret.yaml`, v1.16.8).
pub const ADMIN_SECRETS: &str = "flyte-admin-secrets";

/// Does what the templates do, in Helm's order: the first failure is the one that Helm reports.
pub(super) fn render(context: &Context<'_>) -> Result<Rendered, TemplateError> {
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
    let uses = uses::uses(context, admin.is_some(), propeller.is_some(), scheduler.is_some());
    let process = |name, files: Option<_>, outside: &[String]| Process {
        name,
        outside: if files.is_some() { outside.to_vec() } else { Vec::new() },
        files,
    };
    Ok(Rendered {
        processes: vec![
            process(ProcessName::Flyteadmin, admin, &outside),
            process(ProcessName::Flytepropeller, propeller, &outside),
            process(ProcessName::Flytescheduler, scheduler, &[]),
        ],
        secrets: made,
        uses,
        namespace,
        server: super::FLYTEADMIN.to_owned(),
    })
}
