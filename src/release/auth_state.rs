//! Determines whether a release requires a login, and which value decides it.

use super::Model;
use crate::chart::{AuthSetting, Chart};
use crate::flyte::config::field::Field as _;
use crate::values::{Kind, Origin, Path, Value};

/// Whether authentication is enabled, as far as the values decide it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuthEffect {
    /// The values enable it.
    On,
    /// The values disable it.
    Off,
    /// The values do not set it, so the default applies: disabled.
    Unset,
    /// The value is a placeholder, or outside the values.
    Unknown,
    /// The release has no flyteadmin, so another release decides.
    NoServer,
}

/// A value that sets whether authentication is enabled.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// The path in the chart's values.
    pub path: Path,
    pub origin: Origin,
}

/// The state of authentication, with the values that decide it.
#[derive(Debug, Clone, PartialEq)]
pub struct AuthState {
    /// Whether it is enabled in the end.
    pub effect: AuthEffect,
    /// The user's value that decides it, if there is one.
    pub decided: Option<Decision>,
    /// A value that enables it and has no effect.
    pub ineffective: Option<Decision>,
}

impl AuthState {
    /// Reads the state from a model of the `user`'s values.
    pub fn of(model: &Model, user: &Value) -> Self {
        let switch = auth_switch(model.chart);
        let given = user.at(switch).filter(|value| !value.is_null());
        let at_switch = given.map(|value| Decision { path: Path::of(switch), origin: value.origin.clone() });
        let Some(server) = model.server() else {
            let effect = match (model.chart, given) {
                (Chart::FlyteCore, Some(value)) if is_on(model.chart, value) => AuthEffect::On,
                (Chart::FlyteCore, _) => AuthEffect::NoServer,
                // flyteadmin's configuration is outside the values; the chart still mounts the secrets.
                (Chart::FlyteBinary, Some(value)) if is_on(model.chart, value) => AuthEffect::On,
                (Chart::FlyteBinary, Some(_)) => AuthEffect::Off,
                (Chart::FlyteBinary, None) => AuthEffect::Unset,
            };
            return Self { effect, decided: at_switch, ineffective: None };
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
        Self { effect, decided, ineffective: at_switch.filter(|_| is_overruled) }
    }
}

/// Returns the path of the value that enables authentication.
pub fn auth_switch(chart: Chart) -> &'static [&'static str] {
    chart.place(AuthSetting::Switch)
}

/// Returns whether a value of that key enables authentication: flyte-binary's templates test it with `if`, for which
/// any text is true, and flyteadmin decodes flyte-core's. A value that does not decode, or is a placeholder, is meant
/// to enable it.
pub fn is_on(chart: Chart, value: &Value) -> bool {
    match chart {
        Chart::FlyteBinary => value.is_truthy(),
        Chart::FlyteCore => !value.is_null() && bool::read(value).unwrap_or(true),
    }
}

/// Returns the values with authentication enabled.
pub(super) fn turned_on(chart: Chart, user: &Value) -> Value {
    let switch = auth_switch(chart);
    if user.at(switch).is_some_and(|value| !value.is_null() && is_on(chart, value)) {
        return user.clone();
    }
    user.with_at(switch, Value::new(Kind::Bool(true), Origin::Assumed))
}
