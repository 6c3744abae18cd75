//! Evaluates Helm's template language on values: lookups, printing, `tpl`, `required`, and the errors.

mod action;
mod error;
mod functions;
mod gaps;
mod lookup;
mod reread;
mod scalar;
mod tpl;

pub(super) use error::Frame;
pub use error::TemplateError;
pub use gaps::{Gap, Gaps};
pub(super) use lookup::{at, eq_text, string_at};
pub use reread::looked_up_path;
pub(super) use reread::{config_handed_on, handed_on, tpl_config, tpl_string, tpl_yaml, unquoted};

use super::Chart;
use crate::values::{HelmVersion, Value};

/// The data of a template.
#[derive(Debug, Clone, Copy)]
pub struct RenderContext<'a> {
    /// `.Values`: the user's values over the chart's defaults.
    pub values: &'a Value,
    /// `.Release.Name`
    pub release: &'a str,
    /// `.Release.Namespace`
    pub namespace: &'a str,
    /// `.Chart.Name`
    pub chart: &'a str,
    pub helm: HelmVersion,
    /// The chart whose table of defaults is below the user's values. The table has gaps: where it has one, a lookup that
    /// finds nothing proves nothing. `None` for a chart whose `values.yaml` is at hand.
    pub defaults_of: Option<Chart>,
    /// Collects errors for a draft, which renders everything else; `None` to fail as Helm does.
    pub gaps: Option<&'a Gaps>,
}
