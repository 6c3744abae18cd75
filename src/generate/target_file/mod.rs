//! The state of a values file before settings are merged into it.

mod answers;
mod in_use;

use crate::chart::{Chart, IngressController, OwnValues};
use crate::deployment::{Deployment, from_values};
use crate::release::{Model, Release, ReleaseInfo, Rendering};
use crate::values::{Layered, Value, layer_one};

pub use self::answers::{answers_in, complete_from};
pub use self::in_use::in_use;

/// Returns the deployment of the values in a file; `then` is the deployment after the merge. `None` if authentication
/// is disabled or incomplete in the file.
pub fn deployment_before(name: &str, text: &[u8], then: &Deployment) -> Option<Deployment> {
    let layered = layer_one(name, text).ok()?;
    from_values(&model_of(&layered, then.release_info())?, then.release_info(), None).ok()
}

/// Returns the ingress controller in values.
pub fn ingress_controller(chart: Chart, name: &str, text: &[u8]) -> Option<IngressController> {
    let layered = layer_one(name, text).ok()?;
    let own = OwnValues::of(&layered.values);
    Some(IngressController::find(chart, |path| own.values.at(path))?.1)
}

/// Returns the model of values; `None` if the chart does not render because the values are incomplete.
pub fn model_of(layered: &Layered, info: ReleaseInfo<'_>) -> Option<Model> {
    let rendering = Rendering { placeholders_are_unknown: true, ..Rendering::default() };
    Release::of(layered, info).ok()?.model(rendering).ok()
}

/// Returns whether values are not empty and no chart reads any of them: top-level settings would have no effect.
pub fn reads_nothing(values: &Value) -> bool {
    Chart::detect_misplaced(values).is_err()
        && values.as_map().is_some_and(|map| !map.is_empty() && !map.keys().any(|key| Chart::some_reads(key)))
}

/// Returns whether values are for an umbrella chart.
pub fn is_for_umbrella(name: &str, text: &[u8]) -> bool {
    layer_one(name, text).is_ok_and(|there| Chart::nested_key(&there.values).is_some())
}
