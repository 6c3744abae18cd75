//! One release: its values and the model that they make.

use super::keys::{self, KeyFault};
use super::scope::{Completeness, Scope, turned_on, with};
use crate::chart::{Chart, DetectError, OwnValues, TemplateError};
use crate::flyte::FlyteVersion;
use crate::release::Facts;
use crate::release::{Model, Target};
use crate::values::{HelmVersion, Kind, Layered, Path, Reason, Step, Value};

/// How a release is installed, as far as the values do not say.
#[derive(Debug, Clone)]
pub struct Setup<'a> {
    /// The chart; found from the values when it is not given.
    pub chart: Option<Chart>,
    /// The user's own chart: its name and its default values.
    pub own_chart: Option<(&'a str, &'a Value)>,
    /// The version of Flyte.
    pub flyte: FlyteVersion,
    /// Whose rules.
    pub helm: HelmVersion,
    /// The release's name.
    pub name: &'a str,
    /// Its namespace.
    pub namespace: &'a str,
    /// How much of the release the values are.
    pub completeness: Completeness,
}

/// A release that rules can ask about.
#[derive(Debug)]
pub struct Release<'a> {
    /// Where the values came from, and what was lost on the way.
    pub layered: &'a Layered,
    /// How it is installed.
    pub setup: Setup<'a>,
    /// The chart.
    pub chart: Chart,
    /// The key of the subchart whose values these are.
    pub subchart: Option<&'a str>,
    /// The user's values for this chart, before its defaults.
    pub user: Value,
    /// How they are judged.
    pub scope: Scope,
    /// Why they are a fragment, if they are one, in words.
    pub fragment_because: Option<&'static str>,
    /// The keys of the user's values that do not do what they were written for.
    pub key_faults: Vec<KeyFault>,
    /// The effective model, unless the chart does not render.
    pub model: Option<Model>,
    /// What follows from it.
    pub facts: Facts,
    /// Why the chart does not render with these values, first and last; empty when it does.
    pub errors: Vec<TemplateError>,
}

/// The values that flyte-binary demands when auth is on, by the templates' `required`
/// (`charts/flyte-binary/templates` at v1.16.8).
const REQUIRED: [&[&str]; 4] = [
    &["configuration", "auth", "oidc", "baseUrl"],
    &["configuration", "auth", "oidc", "clientId"],
    &["configuration", "auth", "oidc", "clientSecret"],
    &["configuration", "auth", "internal", "clientSecret"],
];

impl<'a> Release<'a> {
    /// Makes the model.
    pub fn of(layered: &'a Layered, setup: Setup<'a>) -> Result<Self, DetectError> {
        let own = OwnValues::of(&layered.values);
        let chart = match setup.chart.or(own.chart) {
            Some(chart) => chart,
            None => Chart::detect_misplaced(&layered.values)?,
        };
        let (user, subchart) = (own.values.clone(), own.key);
        // That the schema is one is held by the tests.
        let mut key_faults = keys::faults(chart, &user).unwrap_or_default();
        let collisions = match setup.own_chart {
            Some((_, defaults)) => keys::collisions(chart, &user, defaults),
            None => keys::collisions(chart, &user, &chart.defaults()),
        };
        key_faults.extend(collisions);
        let (scope, fragment_because) = Scope::of(
            chart,
            &user,
            subchart.is_some(),
            !key_faults.is_empty() || loses_auth(layered),
            setup.completeness,
        );
        let mut release = Self {
            layered,
            setup,
            chart,
            subchart,
            user,
            scope,
            fragment_because,
            key_faults,
            model: None,
            facts: Facts::default(),
            errors: Vec::new(),
        };
        release.make_model();
        Ok(release)
    }

    fn make_model(&mut self) {
        let mut values =
            if self.scope == Scope::Fragment { turned_on(self.chart, &self.user) } else { self.user.clone() };
        let built_in;
        let (name, defaults, complete) = if let Some((name, defaults)) = self.setup.own_chart {
            (name, defaults, true)
        } else {
            built_in = self.chart.defaults();
            (self.chart.name(), &built_in, false)
        };
        let target = Target {
            chart: self.chart,
            chart_name: if name.is_empty() { self.chart.name() } else { name },
            defaults,
            defaults_are_complete: complete,
            release: self.setup.name,
            namespace: self.setup.namespace,
            helm: self.setup.helm,
            placeholders_are_unknown: true,
        };
        match Model::of(&values, &target) {
            Ok(model) => self.model = Some(model),
            Err(error) => {
                let missing = error.stated().is_some() && self.chart == Chart::FlyteBinary;
                self.errors.push(error);
                // What is required and missing is one fault; the rest of the values can be judged all the same.
                if missing {
                    for path in REQUIRED {
                        if !values.at(path).is_some_and(Value::is_truthy) {
                            values = with(&values, path, Kind::String("${missing}".into()));
                        }
                    }
                    match Model::of(&values, &target) {
                        Ok(model) => self.model = Some(model),
                        Err(error) => self.errors.push(error),
                    }
                }
            }
        }
        if let Some(model) = &self.model {
            self.facts = Facts::of(model);
        }
    }

    /// The values that flyte-binary demands and the user does not give.
    pub fn missing_required(&self) -> impl Iterator<Item = &'static [&'static str]> {
        let secrets_elsewhere =
            self.user.at(&["configuration", "auth", "clientSecretsExternalSecretRef"]).is_some_and(Value::is_truthy);
        REQUIRED.into_iter().filter(move |path| {
            let is_secret = path.ends_with(&["clientSecret"]);
            let given = self.user.at(path).is_some_and(Value::is_truthy);
            !given && (!is_secret || !secrets_elsewhere)
        })
    }

    /// A path of this chart's values as it stands in the user's files.
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

/// Whether text that Helm drops without a word holds one of the blocks that auth settings stand in.
fn loses_auth(layered: &Layered) -> bool {
    layered.dropped.iter().any(|dropped| {
        let silently = matches!(
            dropped.reason,
            Reason::DuplicateKey { .. } | Reason::IgnoredDocument | Reason::AfterEnd
        );
        silently
            && dropped.path.0.iter().any(|step| {
                matches!(step, Step::Key(key) if matches!(&**key, "configuration" | "configmap" | "adminServer" | "auth"))
            })
    })
}
