//! Builds a release from values.

use std::borrow::Cow;
use std::sync::Arc;

use super::{Model, ReleaseInfo};
use crate::chart::{Chart, Dependency, DetectError, Gaps, OwnChart, OwnValues, TemplateError};
use crate::values::{Entry, Layered, Map, Path, Value, empty, merge};

/// The values of a release, and the chart that they are for.
#[derive(Debug, Clone)]
pub struct Release<'a> {
    /// The sources of the values, and the parts that Helm drops.
    pub layered: &'a Layered,
    /// The information about the installation.
    pub info: ReleaseInfo<'a>,
    pub chart: Chart,
    /// The key of the subchart's values in the umbrella chart's values.
    pub subchart: Option<&'a str>,
    /// The user's values for this chart, before its defaults.
    pub user: Value,
}

/// How values are rendered into a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rendering {
    /// Placeholders (`${VAR}`) are unknown values instead of texts.
    pub placeholders_are_unknown: bool,
    /// Another layer enables authentication, whatever the values set.
    pub assumes_auth: bool,
    /// The values are one layer: missing values are unknown.
    pub is_layer: bool,
}

impl<'a> Release<'a> {
    /// Detects the chart of merged values.
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

    /// Returns the values for a dependency of the user's own chart.
    fn of_dependency(layered: &'a Layered, info: ReleaseInfo<'a>, dependency: &'a Dependency) -> Self {
        let none = empty();
        let own = layered.values.get(&dependency.key).filter(|own| own.as_map().is_some()).unwrap_or(&none);
        let user = with_global(own, &layered.values);
        Self { layered, info, chart: dependency.chart, subchart: Some(&dependency.key), user }
    }

    /// Returns the chart's defaults. An umbrella chart's values override those of its dependency.
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

    /// Builds the effective model; fails if the chart does not render.
    pub fn model(&self, rendering: Rendering) -> Result<Model, TemplateError> {
        self.model_of(&self.user, rendering)
    }

    /// Builds the effective model of other values than the user's own; fails if the chart does not render.
    pub fn model_of(&self, user: &Value, rendering: Rendering) -> Result<Model, TemplateError> {
        Model::of(self, user, rendering, None)
    }

    /// Builds the effective model of these `user` values even if the chart does not render: the parts that fail are
    /// unknown, and listed in [`Model::gaps`].
    pub fn draft(&self, user: &Value, rendering: Rendering) -> Result<Model, TemplateError> {
        Model::of(self, user, rendering, Some(&Gaps::default()))
    }

    /// Translates a path of this chart's values to the path in the user's files.
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

/// Returns a subchart's values with the `global` values of its parent chart, which Helm passes on.
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

/// The key whose values Helm passes to every subchart.
const GLOBAL: &str = "global";
