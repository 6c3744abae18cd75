//! Config files that contain values verbatim.

use crate::chart::template::{Frame, RenderContext, TemplateError, at, config_handed_on, tpl_config};
use crate::flyte::ConfigFile;
use crate::values::Value;
use crate::values::print::print;

/// A config file, and the values in it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Verbatim {
    pub(super) name: &'static str,
    /// The path of the values.
    pub(super) path: &'static [&'static str],
    /// Whether the text goes through `tpl`.
    pub(super) tpl: bool,
    /// The switch that must be set, if there is one.
    pub(super) switch: &'static [&'static str],
}

impl Verbatim {
    /// Declares a file that goes through `tpl` and is always written.
    pub(super) const fn new(name: &'static str, path: &'static [&'static str]) -> Self {
        Self { name, path, tpl: true, switch: &[] }
    }

    /// Declares a file that does not go through `tpl`.
    pub(super) const fn raw(name: &'static str, path: &'static [&'static str]) -> Self {
        Self { name, path, tpl: false, switch: &[] }
    }

    /// Restricts the file to releases in which a switch is set.
    pub(super) const fn when(self, switch: &'static [&'static str]) -> Self {
        Self { switch, ..self }
    }
}

/// Renders the files, evaluated in the given order; the result is sorted by name.
pub(super) fn write(
    context: &RenderContext<'_>,
    frame: Frame,
    verbatim: &[Verbatim],
) -> Result<Vec<ConfigFile>, TemplateError> {
    let mut files = Vec::new();
    for entry in verbatim {
        if !entry.switch.is_empty() && !at(context, frame, entry.switch)?.is_some_and(Value::is_truthy) {
            continue;
        }
        let Some(value) = at(context, frame, entry.path)?.filter(|value| value.is_truthy()) else {
            continue;
        };
        let content =
            if entry.tpl { tpl_config(value, context, frame, "tpl (toYaml .) $")? } else { config_handed_on(value) };
        files.push(ConfigFile { name: entry.name, content });
    }
    files.sort_by_key(|file| file.name);
    Ok(files)
}

/// Returns the user's existing Secret with a `storage.yaml`, if one is set.
pub(super) fn outside(context: &RenderContext<'_>) -> Vec<String> {
    context.values.at(&["storage", "secretName"]).filter(|name| name.is_truthy()).map(print).into_iter().collect()
}
