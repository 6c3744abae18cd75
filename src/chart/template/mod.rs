//! What Helm's template language does with values: looking up, printing, `tpl`, `required`, and its errors.

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

use crate::values::{HelmVersion, Value};

/// What a template can see.
#[derive(Debug, Clone, Copy)]
pub struct RenderContext<'a> {
    /// `.Values`: the user's over the chart's defaults.
    pub values: &'a Value,
    /// `.Release.Name`
    pub release: &'a str,
    /// `.Release.Namespace`
    pub namespace: &'a str,
    /// `.Chart.Name`
    pub chart: &'a str,
    /// Which Helm renders.
    pub helm: HelmVersion,
    /// Top-level keys whose defaults the table does not state in full: a look-up there that finds nothing proves
    /// nothing.
    pub partly_known: &'a [&'a str],
    /// Takes what fails, for a draft: everything else is rendered all the same. `None` to fail as Helm does.
    pub gaps: Option<&'a Gaps>,
}
