//! Renders values with each chart's templates, as far as authentication is concerned.
//!
//! Begin with [`Chart::render`]. Each chart has a folder; `template/` evaluates Helm's template language, `pod/`
//! describes pods, `schema/` the keys of values, `locations.rs` the place of each auth setting, `manifest/` files of
//! deployment tools.

mod additions;
mod addresses;
mod any_chart;
mod auth_blocks;
mod blocks;
mod build;
mod chart_dir;
mod chart_file;
mod defaults;
mod detect;
mod escape;
mod essentials;
mod flyte2_keys;
mod flyte_binary;
mod flyte_core;
mod ingress;
mod locations;
mod manifest;
mod model;
mod outside_config;
mod pod;
mod restart;
mod routes;
mod schema;
mod signs;
mod template;
mod unread;

pub use additions::{PodAddition, PodPart};
pub use addresses::{BINARY_ENDPOINT, BINARY_HTTP_PORT, CORE_ENDPOINT, CORE_SAMPLE_URL, CORE_URL};
pub use auth_blocks::BINARY_AUTH;
pub use chart_dir::{ChartDirError, OwnChart};
pub use chart_file::Dependency;
pub use defaults::CHART_VERSION;
pub use detect::{Chart, DetectError, OwnValues};
pub use escape::escape_tpl;
pub use essentials::Essential;
pub use flyte_binary::{ADMIN_AUTH_SUFFIX, CLIENT_SECRETS_SUFFIX};
pub use flyte_core::{ADMIN_SECRETS, DEFAULT_CLIENT_SECRET, DEFAULT_PROPELLER_SECRET};
pub use ingress::IngressController;
pub use locations::{
    AuthSetting, ENABLE_AUTH_SERVER, EXTERNAL_SECRET_REF, LOGIN_SECRETS, PROPELLER_CREDENTIALS,
    PROPELLER_CREDENTIALS_ID, PROPELLER_SECRET_NAME, PROPELLER_SWITCH,
};
pub use manifest::DeploymentManifest;
pub use model::{Process, ProcessName, Rendered, RenderedSecret};
pub use outside_config::{EXTERNAL_CONFIG, INLINE_CONFIG};
pub use pod::{FileIn, Mount, Pod, PodMount, mounted_secrets};
pub use restart::{Pods, Restart};
pub use routes::{GRPC_ROUTES, HTTP_ROUTES};
pub use schema::is_known_somewhere;
pub(crate) use schema::publish;
pub use signs::Sign;
pub use template::{Gap, Gaps, RenderContext, TemplateError, looked_up_path};
pub use unread::unread;

use std::sync::LazyLock;

use crate::values::Value;

/// The scopes of a login in both charts: flyte-binary's template and flyte-core's `values.yaml` (v1.16.8).
pub const LOGIN_SCOPES: [&str; 2] = ["profile", "openid"];

/// flyte-core's Deployment that serves the API (`flyteadmin.name`, `_helpers.tpl`, v1.16.8).
const FLYTEADMIN: &str = "flyteadmin";

impl Chart {
    /// Returns the defaults of this chart that may affect authentication.
    pub fn defaults(self) -> Value {
        static BINARY: LazyLock<Value> = LazyLock::new(|| defaults::values_of(Chart::FlyteBinary.default_rows()));
        static CORE: LazyLock<Value> = LazyLock::new(|| defaults::values_of(Chart::FlyteCore.default_rows()));
        match self {
            Self::FlyteBinary => BINARY.clone(),
            Self::FlyteCore => CORE.clone(),
        }
    }

    /// Returns the table of the defaults.
    const fn default_rows(self) -> &'static [defaults::Row] {
        match self {
            Self::FlyteBinary => flyte_binary::DEFAULTS,
            Self::FlyteCore => flyte_core::DEFAULTS,
        }
    }

    /// Returns whether the chart has defaults below a top-level key that its table leaves out.
    fn is_partly_known(self, key: &str) -> bool {
        let fully_known = match self {
            Self::FlyteBinary => flyte_binary::FULLY_KNOWN,
            Self::FlyteCore => flyte_core::FULLY_KNOWN,
        };
        self.root_keys().any(|known| known == key) && !fully_known.contains(&key)
    }

    /// Returns the name from which flyte-binary builds its objects' names, for a release without overrides: the
    /// release's own if it contains the chart's, otherwise both.
    pub fn full_name(self, release: &str) -> String {
        flyte_binary::full_name(release, self.name())
    }

    /// Returns the name of the Deployment that serves the API, for a release without overrides.
    pub fn server(self, release: &str) -> String {
        match self {
            Self::FlyteBinary => self.full_name(release),
            Self::FlyteCore => FLYTEADMIN.to_owned(),
        }
    }

    /// Returns the paths of a user's additions to the pod of a process.
    const fn additions(self, process: ProcessName) -> Option<&'static additions::Additions> {
        match self {
            Self::FlyteBinary if matches!(process, ProcessName::Flyte) => Some(&flyte_binary::ADDITIONS),
            Self::FlyteBinary => None,
            Self::FlyteCore => flyte_core::additions(process),
        }
    }

    /// Evaluates the chart's templates.
    pub fn render(self, context: &RenderContext<'_>) -> Result<Rendered, TemplateError> {
        match self {
            Self::FlyteBinary => flyte_binary::render(context),
            Self::FlyteCore => flyte_core::render(context),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Chart;

    #[test]
    fn defaults_are_fully_known_only_below_keys_that_the_chart_reads() {
        for (chart, key, expected) in [
            (Chart::FlyteBinary, "enabled_plugins", true),
            (Chart::FlyteBinary, "commonLabels", false),
            (Chart::FlyteCore, "daskoperator", true),
            (Chart::FlyteCore, "secrets", false),
            (Chart::FlyteCore, "enabled_plugins", false),
        ] {
            assert_eq!(chart.is_partly_known(key), expected, "{chart}: {key}");
        }
    }
}
