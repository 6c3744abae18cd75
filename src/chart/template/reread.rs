//! Values after a round trip through text: written by the chart's templates, and read by the process that loads the
//! file.

use std::sync::Arc;

use super::action::ActionFault;
use super::gaps::Gap;
use super::scalar::{read_plain, read_single};
use super::tpl::{Printed, execute};
use super::{Frame, RenderContext, TemplateError};
use crate::flyte::ConfigFile;
use crate::go::strconv::quote;
use crate::values::plain::resolve;
use crate::values::print::print;
use crate::values::{
    Kind, Map, Origin, Path, ScalarStyle, Value, natural_order, style_of, to_yaml, write_scalar, yaml_float,
};
use crate::yaml::YamlVersion;

/// Returns the value of `{{ toYaml value }}` after it is read back.
pub(in crate::chart) fn handed_on(value: &Value) -> Value {
    // Without `{{`, nothing can fail.
    walk(value, YamlVersion::V1_2, &mut |_, _, _| Ok(None)).unwrap_or_else(|_| value.clone())
}

/// Returns the value that a Flyte process reads from a config file that is `{{ tpl (toYaml value) . }}`, or `{{ toYaml
/// value }}` if it contains no template. Sections that do not affect authentication are not converted unless they
/// contain a template: they can be large, and nothing reads them.
pub(in crate::chart) fn tpl_config(
    value: &Value,
    context: &RenderContext<'_>,
    frame: Frame,
    shown: &str,
) -> Result<Value, TemplateError> {
    if has_action(value) {
        tpl_yaml(value, context, frame, shown, YamlVersion::V1_2)
    } else {
        Ok(config_handed_on(value))
    }
}

/// Returns the value that a Flyte process reads from a config file that is `{{ toYaml value }}`, see [`tpl_config`].
pub(in crate::chart) fn config_handed_on(value: &Value) -> Value {
    let Kind::Map(map) = &value.kind else {
        return handed_on(value);
    };
    if !map.keys().any(|key| ConfigFile::is_section(key)) {
        return value.clone();
    }
    let mut map = Map::clone(map);
    for (key, entry) in &mut map {
        if ConfigFile::is_section(key) {
            entry.value = handed_on(&entry.value);
        }
    }
    Value::map(map, value.origin.clone())
}

/// Returns the value of `{{ tpl (toYaml value) . }}` after it is read back. `shown` is the call in Helm's error
/// messages.
pub(in crate::chart) fn tpl_yaml(
    value: &Value,
    context: &RenderContext<'_>,
    frame: Frame,
    shown: &str,
    version: YamlVersion,
) -> Result<Value, TemplateError> {
    walk(value, version, &mut |text, style, origin| {
        let kind = expand(text, style, context, version).or_else(|fault| left_open(text, origin, fault, context))?;
        Ok(Some((kind, looked_up(text, context))))
    })
    .map_err(|fault| tpl_error(&to_yaml(value), fault, frame, shown))
}

/// Returns the output of `{{ tpl text . }}`; `None` if only a running Helm can evaluate it.
pub(in crate::chart) fn tpl_string(
    text: &str,
    context: &RenderContext<'_>,
    frame: Frame,
    shown: &str,
) -> Result<Option<String>, TemplateError> {
    match execute(text, context) {
        Ok(Printed::Text(text)) => Ok(Some(text)),
        Ok(Printed::Unknown) => Ok(None),
        Err(fault) => context.failed(tpl_error(text, fault, frame, shown), None),
    }
}

/// Returns the value that a Flyte process reads for an unquoted `{{ value }}`.
pub(in crate::chart) fn unquoted(value: Option<&Value>, origin: &Origin) -> Value {
    let text = value.map(print).unwrap_or_default();
    let origin = value.map_or(origin, |value| &value.origin);
    Value::new(read_plain(&text, YamlVersion::V1_2), origin.clone())
}

fn tpl_error(text: &str, fault: ActionFault, frame: Frame, shown: &str) -> TemplateError {
    let (before, after) = match fault {
        ActionFault::Parse(message) => {
            ("error calling tpl: cannot parse template ", format!(": template: gotpl:1: {message}"))
        }
        ActionFault::Run { at, message } => (
            "error calling tpl: error during tpl function execution for ",
            format!(": template: gotpl: executing \"gotpl\" at <{at}>: {message}"),
        ),
    };
    frame.error_about(shown, before, quote(text), after)
}

/// Evaluates a text with `{{` in its YAML style; returns the value that is read back, and its actual origin.
type Expand<'a> = dyn FnMut(&str, ScalarStyle, &Origin) -> Result<Option<(Kind, Option<Origin>)>, ActionFault> + 'a;

fn walk(value: &Value, version: YamlVersion, expand: &mut Expand<'_>) -> Result<Value, ActionFault> {
    let walker = &mut Walker { version, expand, has_action: has_action(value) };
    Ok(walker.changed(value)?.unwrap_or_else(|| value.clone()))
}

/// Returns whether a value contains an action.
fn has_action(value: &Value) -> bool {
    match &value.kind {
        Kind::String(text) => is_template(text),
        Kind::List(items) => items.iter().any(has_action),
        Kind::Map(map) => map.iter().any(|(key, entry)| is_template(key) || has_action(&entry.value)),
        _ => false,
    }
}

/// Returns whether a text contains an action. Nearly none does, and searching for one byte is faster than for two.
fn is_template(text: &str) -> bool {
    text.as_bytes().contains(&b'{') && text.contains("{{")
}

struct Walker<'a, 'b> {
    version: YamlVersion,
    expand: &'a mut Expand<'b>,
    /// Whether the values contain an action; without one, nothing can fail. Helm evaluates the text in the order of the
    /// sorted keys, and reports the first error.
    has_action: bool,
}

impl Walker<'_, '_> {
    /// Returns the value after the round trip; `None` if it is unchanged.
    fn changed(&mut self, value: &Value) -> Result<Option<Value>, ActionFault> {
        let kind = match &value.kind {
            Kind::Float(number) => resolve(&yaml_float(*number), self.version),
            Kind::String(text) if self.has_action && is_template(text) => {
                let Some((kind, origin)) = (self.expand)(text, style_of(text, true), &value.origin)? else {
                    return Ok(None);
                };
                let origin = origin.unwrap_or_else(|| value.origin.clone());
                return Ok(Some(Value::new(kind, origin)));
            }
            Kind::List(items) => {
                let mut result: Option<Vec<Value>> = None;
                for (index, item) in items.iter().enumerate() {
                    if let Some(item) = self.changed(item)?
                        && let Some(place) = result.get_or_insert_with(|| items.to_vec()).get_mut(index)
                    {
                        *place = item;
                    }
                }
                match result {
                    Some(items) => Kind::List(Arc::new(items)),
                    None => return Ok(None),
                }
            }
            Kind::Map(map) => match self.changed_map(map)? {
                Some(map) => Kind::Map(Arc::new(map)),
                None => return Ok(None),
            },
            _ => return Ok(None),
        };
        Ok(Some(Value::new(kind, value.origin.clone())))
    }

    fn changed_map(&mut self, map: &Map) -> Result<Option<Map>, ActionFault> {
        let mut order: Vec<usize> = (0..map.len()).collect();
        if self.has_action {
            let key = |index: &usize| map.get_index(*index).map_or("", |(key, _)| key);
            order.sort_by(|one, other| natural_order(key(one), key(other)));
        }
        let mut result: Option<Map> = None;
        let mut renamed = Vec::new();
        for index in order {
            let Some((key, entry)) = map.get_index(index) else {
                continue;
            };
            if self.has_action
                && is_template(key)
                && let Some((kind, _)) = (self.expand)(key, style_of(key, false), &entry.key_origin)?
            {
                renamed.push((index, print(&Value::new(kind, Origin::FlyteDefault))));
            }
            if let Some(value) = self.changed(&entry.value)?
                && let Some(place) = result.get_or_insert_with(|| map.clone()).get_mut(key)
            {
                place.value = value;
            }
        }
        if renamed.is_empty() {
            return Ok(result);
        }
        let mut names: Vec<Arc<str>> = map.keys().cloned().collect();
        for (index, name) in renamed {
            if let Some(place) = names.get_mut(index) {
                *place = name.into();
            }
        }
        let entries = result.unwrap_or_else(|| map.clone()).into_values();
        Ok(Some(names.into_iter().zip(entries).collect()))
    }
}

/// Returns the draft's value for a text that fails: unknown.
fn left_open(
    text: &str,
    origin: &Origin,
    fault: ActionFault,
    context: &RenderContext<'_>,
) -> Result<Kind, ActionFault> {
    let Some(gaps) = context.gaps else {
        return Err(fault);
    };
    let needs = match fault {
        ActionFault::Run { at, .. } => at.trim_start_matches('$').strip_prefix(".Values.").map(dotted),
        ActionFault::Parse(_) => None,
    };
    gaps.add(Gap { origin: origin.clone(), needs });
    Ok(Kind::Unknown(text.into()))
}

fn dotted(path: &str) -> Path {
    Path::dotted(path)
}

/// Evaluates a text in its YAML style, and reads the result.
fn expand(
    text: &str,
    style: ScalarStyle,
    context: &RenderContext<'_>,
    version: YamlVersion,
) -> Result<Kind, ActionFault> {
    let unknown = || Kind::Unknown(text.into());
    let mut written = String::new();
    match style {
        // The indentation of a block does not matter as long as nothing is trimmed.
        ScalarStyle::Literal => written.push_str(text),
        _ => write_scalar(&mut written, text, style, 0, false),
    }
    let Printed::Text(printed) = execute(&written, context)? else {
        return Ok(unknown());
    };
    Ok(match style {
        ScalarStyle::Plain => read_plain(&printed, version),
        ScalarStyle::Single => read_single(&printed).map_or_else(unknown, |text| Kind::String(text.into())),
        ScalarStyle::Double => {
            serde_json::from_str::<String>(&printed).map_or_else(|_| unknown(), |text| Kind::String(text.into()))
        }
        ScalarStyle::Literal
            if printed.lines().count() == text.lines().count() && !text.contains("{{-") && !text.contains("-}}") =>
        {
            Kind::String(printed.into())
        }
        ScalarStyle::Literal => unknown(),
    })
}

/// Returns the origin of the value that a text with a single lookup refers to.
fn looked_up(text: &str, context: &RenderContext<'_>) -> Option<Origin> {
    context.values.at(&looked_up_path(text)?.keys()).map(|value| value.origin.clone())
}

/// Returns the path in a text that consists of a single lookup: `{{ .Values.a.b }}`.
pub fn looked_up_path(text: &str) -> Option<Path> {
    let path = text.trim().strip_prefix("{{")?.strip_suffix("}}")?.trim().trim_matches('-').trim();
    path.strip_prefix(".Values.").map(dotted)
}
