//! What a values file says before settings are merged into it.

mod answers;
mod in_use;

use crate::chart::{Chart, IngressController, OwnValues};
use crate::deployment::{Deployment, from_values};
use crate::release::{Model, Release, ReleaseInfo, Rendering};
use crate::values::{Layered, Value, layer_one};

pub use self::answers::{answers_in, complete_from};
pub use self::in_use::in_use;

/// The deployment that the values in a file make now; `then` is what they are to make. `None` where they enable no
/// authentication, or not completely.
pub fn deployment_before(name: &str, text: &[u8], then: &Deployment) -> Option<Deployment> {
    let layered = layer_one(name, text).ok()?;
    from_values(&model_of(&layered, then.release_info())?, then.release_info(), None).ok()
}

/// The ingress controller that values name.
pub fn ingress_controller(chart: Chart, name: &str, text: &[u8]) -> Option<IngressController> {
    let layered = layer_one(name, text).ok()?;
    let own = OwnValues::of(&layered.values);
    Some(IngressController::find(chart, |path| own.values.at(path))?.1)
}

/// The release that values describe; `None` where the chart does not render, because the values still lack something.
pub fn model_of(layered: &Layered, info: ReleaseInfo<'_>) -> Option<Model> {
    let rendering = Rendering { placeholders_are_unknown: true, ..Rendering::default() };
    Release::of(layered, info).ok()?.model(rendering).ok()
}

/// Whether values have something, and nothing of it is a chart's: settings at their top would not reach it.
pub fn reads_nothing(values: &Value) -> bool {
    Chart::detect_misplaced(values).is_err()
        && values.as_map().is_some_and(|map| !map.is_empty() && !map.keys().any(|key| Chart::some_reads(key)))
}

/// Whether values are for an umbrella chart.
pub fn is_for_umbrella(name: &str, text: &[u8]) -> bool {
    layer_one(name, text).is_ok_and(|there| Chart::nested_key(&there.values).is_some())
}
