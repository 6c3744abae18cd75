//! The model of the release that the flags name.

use super::CliError;
use super::release_args::{self, ReleaseArgs};
use crate::chart::{Chart, OwnChart};
use crate::client::Deployment;
use crate::flyte::{Model, Target};
use crate::values::{Inputs, layer};

/// The effective model of values, with chart and names as the flags say.
pub(super) fn model(args: &ReleaseArgs, inputs: &Inputs) -> Result<Model, CliError> {
    let own = match &args.chart_dir {
        Some(path) => Some(OwnChart::read(path)?),
        None => None,
    };
    let layered = layer(inputs, &|name| release_args::read(name))?;
    let chart = match args
        .chart
        .or_else(|| own.as_ref().and_then(OwnChart::chart))
    {
        Some(chart) => chart,
        None => Chart::detect(&layered.values)?,
    };
    let defaults = own
        .as_ref()
        .map_or_else(|| chart.defaults(), |own| own.defaults.clone());
    Ok(Model::of(
        &layered.values,
        &Target {
            chart,
            chart_name: chart.name(),
            defaults: &defaults,
            defaults_are_complete: own.is_some(),
            release: &args.release,
            namespace: &args.namespace,
            helm: inputs.helm,
            placeholders_are_unknown: false,
        },
    )?)
}

/// What clients need to know of the deployment that the flags name.
pub(super) fn deployment(args: &ReleaseArgs) -> Result<Deployment, CliError> {
    let model = model(args, &args.inputs()?)?;
    Ok(Deployment::of(&[model])?)
}
