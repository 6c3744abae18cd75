//! From values to a release.

use std::borrow::Cow;
use std::sync::Arc;

use super::{Model, ReleaseInfo};
use crate::chart::{Chart, Dependency, DetectError, Gaps, OwnChart, OwnValues, TemplateError};
use crate::values::{Entry, Layered, Map, Path, Value, empty, merge};

/// The values of a release, and the chart that they are for.
#[derive(Debug, Clone)]
pub struct Release<'a> {
    /// Where the values came from, and what was lost on the way.
    pub layered: &'a Layered,
    /// How it is installed.
    pub info: ReleaseInfo<'a>,
    pub chart: Chart,
    /// The key of the subchart whose values these are.
    pub subchart: Option<&'a str>,
    /// The user's values for this chart, before its defaults.
    pub user: Value,
}

/// How a model is made of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rendering {
    /// Text that something is still to fill in (`${VAR}`) is unknown, in place of what it says.
    pub placeholders_are_unknown: bool,
    /// Authentication is taken for enabled, whatever the values say of it.
    pub auth_is_on: bool,
    /// The values are one layer: what they do not set is not known.
    pub is_layer: bool,
}

impl<'a> Release<'a> {
    /// Finds the chart of merged values.
    pub fn of(layered: &'a Layered, info: ReleaseInfo<'a>) -> Result<Self, DetectError> {
        if let Some(dependency) = info.own_chart.and_then(|own| own.dependency.as_ref()) {
            return Ok(Self::of_dependency(layered, info, dependency));
        }
        let own = OwnValues::of(&layered.values);
        let chart = match info.chart.or(own.chart).or_else(|| info.own_chart.and_then(OwnChart::chart)) {
            Some(chart) => chart,
            None => Chart::detect_misplaced(own.values)?,
        };
        let user = match own.key {
            Some(_) => with_global(own.values, &layered.values),
            None => own.values.clone(),
        };
        Ok(Self { layered, info, chart, subchart: own.key, user })
    }

    /// The values for a chart that the user's own one brings along.
    fn of_dependency(layered: &'a Layered, info: ReleaseInfo<'a>, dependency: &'a Dependency) -> Self {
        let none = empty();
        let own = layered.values.get(&dependency.key).filter(|own| own.as_map().is_some()).unwrap_or(&none);
        let user = with_global(own, &layered.values);
        Self { layered, info, chart: dependency.chart, subchart: Some(&dependency.key), user }
    }

    /// The chart's defaults. An umbrella chart's own values come before those of the chart that it brings along.
    pub fn defaults(&self) -> Cow<'a, Value> {
        match self.info.own_chart {
            Some(OwnChart { dependency: Some(dependency), defaults, .. }) => {
                let mut own = self.chart.defaults();
                if let Some(above) = defaults.get(&dependency.key) {
                    merge(&mut own, above.clone(), &mut Vec::new());
                }
                Cow::Owned(own)
            }
            Some(own) => Cow::Borrowed(&own.defaults),
            None => Cow::Owned(self.chart.defaults()),
        }
    }

    /// The effective model; an error where the chart does not render.
    pub fn model(&self, rendering: Rendering) -> Result<Model, TemplateError> {
        self.model_of(&self.user, rendering)
    }

    /// The effective model of these values in place of the user's own; an error where the chart does not render.
    pub fn model_of(&self, user: &Value, rendering: Rendering) -> Result<Model, TemplateError> {
        Model::of(self, user, rendering, None)
    }

    /// The effective model of these `user` values, also where the chart does not render: what keeps it from that is
    /// unknown, and reported in [`Model::gaps`].
    pub fn draft(&self, user: &Value, rendering: Rendering) -> Result<Model, TemplateError> {
        Model::of(self, user, rendering, Some(&Gaps::default()))
    }

    /// A path of this chart's values as it is in the user's files.
    pub fn path(&self, path: &Path) -> Path {
        match self.subchart {
            None => path.clone(),
            Some(key) => {
                let mut nested = Path::of(&[key]);
                nested.0.extend(path.0.iter().cloned());
                nested
            }
        }
    }
}

/// A subchart's values with `global` of the chart around it, which Helm hands on.
fn with_global(own: &Value, all: &Value) -> Value {
    let (Some(map), Some(global)) = (own.as_map(), all.as_map().and_then(|map| map.get(GLOBAL))) else {
        return own.clone();
    };
    let mut both = empty();
    for value in map.get(GLOBAL).map(|entry| &entry.value).into_iter().chain([&global.value]) {
        merge(&mut both, value.clone(), &mut Vec::new());
    }
    let mut map = Map::clone(map);
    map.insert(Arc::from(GLOBAL), Entry { key_origin: global.key_origin.clone(), value: both });
    Value::map(map, own.origin.clone())
}

/// The key whose values Helm hands to every subchart.
const GLOBAL: &str = "global";
