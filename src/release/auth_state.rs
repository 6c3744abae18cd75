//! Whether the API of a release asks for a login, and what decides it.

use super::Model;
use crate::chart::{AuthSetting, Chart};
use crate::flyte::config::field::Field as _;
use crate::values::{Kind, Origin, Path, Value};

/// Whether authentication is enabled, as far as the values decide it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuthEffect {
    /// It is.
    On,
    /// The values disable it.
    Off,
    /// Nothing in the values sets it, so that the default holds, which is off.
    Unset,
    /// What sets it is filled in later, or is outside the values.
    Unknown,
    /// This release has no flyteadmin, so that another release decides.
    NoServer,
}

/// A place that sets whether authentication is enabled.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// Its path in the chart's values.
    pub path: Path,
    pub origin: Origin,
}

/// The answer of a model, and the places that give it.
#[derive(Debug, Clone, PartialEq)]
pub struct AuthState {
    /// Whether it is enabled in the end.
    pub effect: AuthEffect,
    /// The place that decides, if the user wrote one.
    pub decided: Option<Decision>,
    /// A place that enables it, and has no effect.
    pub wanted: Option<Decision>,
}

impl AuthState {
    /// What a model of the `user`'s values says.
    pub fn of(model: &Model, user: &Value) -> Self {
        let switch = auth_switch(model.chart);
        let given = user.at(switch).filter(|value| !value.is_null());
        let at_switch = given.map(|value| Decision { path: Path::of(switch), origin: value.origin.clone() });
        let Some(server) = model.server() else {
            let effect = match (model.chart, given) {
                (Chart::FlyteCore, Some(value)) if is_on(model.chart, value) => AuthEffect::On,
                (Chart::FlyteCore, _) => AuthEffect::NoServer,
                // All of flyteadmin's configuration is outside the values; the chart mounts the secrets all the same.
                (Chart::FlyteBinary, Some(value)) if is_on(model.chart, value) => AuthEffect::On,
                (Chart::FlyteBinary, Some(_)) => AuthEffect::Off,
                (Chart::FlyteBinary, None) => AuthEffect::Unset,
            };
            return Self { effect, decided: at_switch, wanted: None };
        };
        let setting = &server.decoded.security.use_auth;
        let decided = if setting.origin.is_user() {
            let path = model.written_at(&setting.path, &setting.origin);
            Some(Decision { path, origin: setting.origin.clone() })
        } else {
            at_switch.clone()
        };
        let effect = match setting.get() {
            Some(true) => AuthEffect::On,
            Some(false) if decided.is_some() => AuthEffect::Off,
            Some(false) => AuthEffect::Unset,
            None => AuthEffect::Unknown,
        };
        let is_overruled = effect == AuthEffect::Off && given.is_some_and(|value| is_on(model.chart, value));
        Self { effect, decided, wanted: at_switch.filter(|_| is_overruled) }
    }
}

/// The key that enables authentication.
pub fn auth_switch(chart: Chart) -> &'static [&'static str] {
    chart.place(AuthSetting::Switch)
}

/// Whether a value of that key enables it: flyte-binary's templates ask `if`, which takes any text for true, and flyteadmin
/// decodes flyte-core's. What does not decode, or is filled in later, is there to enable it.
pub fn is_on(chart: Chart, value: &Value) -> bool {
    match chart {
        Chart::FlyteBinary => value.is_truthy(),
        Chart::FlyteCore => !value.is_null() && bool::read(value).unwrap_or(true),
    }
}

/// The values with authentication enabled.
pub(super) fn turned_on(chart: Chart, user: &Value) -> Value {
    let switch = auth_switch(chart);
    if user.at(switch).is_some_and(|value| !value.is_null() && is_on(chart, value)) {
        return user.clone();
    }
    user.with_at(switch, Value::new(Kind::Bool(true), assumed()))
}

/// Where what is assumed comes from.
pub(super) const fn assumed() -> Origin {
    Origin::Template { file: "another layer" }
}
