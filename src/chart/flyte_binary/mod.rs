//! The chart `flyte-binary`.
//!
//! Source: `charts/flyte-binary/templates` of Flyte v1.16.8; compared with what Helm 3.17.2 and 4.1.4 render.

mod auth;
mod config;
mod core;
mod defaults;
mod names;
mod secrets;
mod storage;

use super::additions::Additions;
use super::pod::{Pod, read};
use super::template::{Frame, at, tpl_string};
use super::{Process, ProcessName, RenderContext, Rendered, TemplateError};

use crate::chart::{EXTERNAL_CONFIG, INLINE_CONFIG};
use crate::flyte::SECRETS_FOLDER;
use crate::values::Value;
use crate::values::print::print;
use names::BinaryNames;
pub(super) use names::{full_name, shorten};

pub(super) use defaults::ROWS as DEFAULTS;

/// See [`super::Chart::is_partly_known`].
pub(super) const FULLY_KNOWN: &[&str] = &["nameOverride", "fullnameOverride", "commonLabels", "global"];

const DEPLOYMENT: Frame = Frame::file("flyte-binary/templates/deployment.yaml");
const CRDS: Frame = Frame::file("flyte-binary/templates/crds/flyteworkflow.yaml");

/// The suffix, after `<fullname>`, of the Secret that the chart creates with both client secrets
/// (`templates/_helpers.tpl`, v1.16.8).
pub const CLIENT_SECRETS_SUFFIX: &str = "-client-secrets";

/// The suffix of the Secret that an init container fills with flyteadmin's keys.
pub const ADMIN_AUTH_SUFFIX: &str = "-admin-auth";

pub(super) const ADDITIONS: Additions = Additions {
    volumes: ["deployment", "extraVolumes"],
    mounts: ["deployment", "extraVolumeMounts"],
    env: (["deployment", "extraEnvVars"], true),
    env_from: &[["deployment", "extraEnvVarsSecret"], ["deployment", "extraEnvVarsConfigMap"]],
    annotations: ["deployment", "podAnnotations"],
    all_annotations: &[["commonAnnotations"]],
    arguments: Some(["deployment", "args"]),
};

/// The path of a key under `configuration.auth`.
const fn auth<const N: usize>(path: [&str; N]) -> [&str; N] {
    path
}

/// Evaluates the templates in Helm's order, so that the first error is the one that Helm reports.
pub(super) fn render(context: &RenderContext<'_>) -> Result<Rendered, TemplateError> {
    let names = BinaryNames::find(context)?;
    at(context, CRDS, &["configuration", "propeller", "createCRDs"])?;
    let external = config_comes_from_outside(context)?;
    let mut files = None;
    if !external {
        files = Some(config::files(context, &names).map_err(|error| included(error, "/configmap.yaml"))?);
        if let Some(file) = secrets::config(context).map_err(|error| included(error, "/config-secret.yaml"))?
            && let Some(files) = &mut files
        {
            files.push(file);
        }
    }
    let mut secrets = Vec::new();
    let enabled = at(context, DEPLOYMENT, &auth(["configuration", "auth", "enabled"]))?.is_some_and(Value::is_truthy);
    if enabled {
        secrets.push(secrets::admin_auth(&names));
        let elsewhere = at(context, DEPLOYMENT, &auth(["configuration", "auth", "clientSecretsExternalSecretRef"]))?;
        if !elsewhere.is_some_and(Value::is_truthy) {
            secrets
                .push(secrets::clients(context, &names).map_err(|error| included(error, "/auth-client-secret.yaml"))?);
        }
    }
    let clients =
        if enabled { reference(context, &["configuration", "auth", "clientSecretsExternalSecretRef"])? } else { None };
    let outside = outside(context, external)?;
    let pod = pod(context, &secrets, clients.as_deref(), enabled);
    if let Some(files) = &mut files {
        files.sort_by_key(|file| file.name);
    }
    Ok(Rendered {
        processes: vec![Process { name: ProcessName::Flyte, files, outside, pod: Some(pod) }],
        secrets,
        namespace: context.namespace.to_owned(),
        server: names.fullname,
    })
}

/// Wraps an error in a template that the Deployment includes for its checksum.
fn included(error: TemplateError, file: &str) -> TemplateError {
    error.within(DEPLOYMENT, &format!("include (print $.Template.BasePath \"{file}\") ."))
}

/// Returns whether `externalConfigMap` or `externalSecretRef` prints a name.
fn config_comes_from_outside(context: &RenderContext<'_>) -> Result<bool, TemplateError> {
    let helper =
        Frame::define("flyte-binary/templates/_helpers.tpl", "flyte-binary.configuration.externalConfiguration");
    let find = |path: [&str; 2]| {
        at(context, helper, &path)
            .map_err(|error| error.within(DEPLOYMENT, "include \"flyte-binary.configuration.externalConfiguration\" ."))
    };
    let [map, secret] = EXTERNAL_CONFIG;
    if find(map)?.is_some_and(Value::is_truthy) {
        return Ok(true);
    }
    Ok(find(secret)?.is_some_and(|value| !print(value).is_empty()))
}

/// Builds the pod, with the Secrets `made` here and the one with the client secrets.
fn pod(context: &RenderContext<'_>, made: &[super::RenderedSecret], clients: Option<&str>, is_auth_on: bool) -> Pod {
    let mut pod = Pod::new(ProcessName::Flyte);
    if is_auth_on {
        let names: Vec<&str> = made.iter().map(|secret| secret.name.as_str()).chain(clients).collect();
        pod = pod.with("auth", &names, Some(SECRETS_FOLDER));
    }
    pod = pod
        .with("cluster-resource-templates", &[], Some("/etc/flyte/cluster-resource-templates"))
        .with("config", &[], Some("/etc/flyte/config.d"))
        .with("state", &[], Some("/var/run/flyte"));
    pod.is_open = context.values.at(&["deployment", "extraPodSpec"]).is_some_and(Value::is_truthy);
    read(context, DEPLOYMENT, &ADDITIONS, pod)
}

/// Returns the names of the ConfigMaps and Secrets that the Deployment mounts as configuration, in the order in which
/// Helm evaluates them.
fn outside(context: &RenderContext<'_>, external: bool) -> Result<Vec<String>, TemplateError> {
    let mut names = Vec::new();
    for path in if external { EXTERNAL_CONFIG } else { INLINE_CONFIG } {
        names.extend(reference(context, &path)?);
    }
    Ok(names)
}

/// Returns the name in a reference that goes through `tpl`.
fn reference(context: &RenderContext<'_>, path: &[&str]) -> Result<Option<String>, TemplateError> {
    let shown = format!(".Values.{}", path.join("."));
    let Some(value) = at(context, DEPLOYMENT, path)?.filter(|value| value.is_truthy()) else {
        return Ok(None);
    };
    let Some(text) = value.as_str() else {
        let message = format!("wrong type for value; expected string; got {}", value.go_type());
        return context.failed(DEPLOYMENT.error(&shown, &message), None);
    };
    let name = tpl_string(text, context, DEPLOYMENT, &format!("tpl {shown} ."))?;
    Ok(Some(name.unwrap_or_else(|| text.to_owned())))
}
