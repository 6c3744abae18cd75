//! Looks up `.Values.a.b.c`, and compares the result.

use super::{Frame, RenderContext, TemplateError};
use crate::values::{HelmVersion, Kind, Value};

/// Looks up a path; the error is Go's message.
pub(super) fn field<'a>(values: &'a Value, path: &[&str]) -> Result<Option<&'a Value>, String> {
    let mut found = Some(values);
    for key in path {
        found = match found.map(|value| (&value.kind, value)) {
            None | Some((Kind::Null, _)) => {
                return Err(format!("nil pointer evaluating interface {{}}.{key}"));
            }
            Some((Kind::Map(_), value)) => value.get(key),
            Some(_) => return Err(format!("can't evaluate field {key} in type interface {{}}")),
        };
    }
    Ok(found.filter(|value| !value.is_null()))
}

/// Looks up `.Values.<path>` in `frame`; `None` for null and for a missing value.
pub(in crate::chart) fn at<'a>(
    context: &RenderContext<'a>,
    frame: Frame,
    path: &[&str],
) -> Result<Option<&'a Value>, TemplateError> {
    field(context.values, path)
        .or_else(|message| context.failed(frame.error(&format!(".Values.{}", path.join(".")), &message), None))
}

/// Looks up a value that a function requires to be a string; `None` for null and for a missing value. `shown` is the
/// place in Helm's error message.
pub(in crate::chart) fn string_at<'a>(
    context: &RenderContext<'a>,
    frame: Frame,
    path: &[&str],
    shown: &str,
) -> Result<Option<&'a str>, TemplateError> {
    let Some(value) = at(context, frame, path)? else {
        return Ok(None);
    };
    if let Some(text) = value.as_str() {
        return Ok(Some(text));
    }
    let message = format!("wrong type for value; expected string; got {}", value.go_type());
    context.failed(frame.error(shown, &message), None)
}

/// Compares `value` with the string `expected` like `eq`: comparing with another basic type is an error. `value_first`
/// tells on which side of `eq` the value is.
pub(in crate::chart) fn eq_text(
    context: &RenderContext<'_>,
    frame: Frame,
    shown: &str,
    value: Option<&Value>,
    expected: &str,
    value_first: bool,
) -> Result<bool, TemplateError> {
    let Some(value) = value else {
        return Ok(false);
    };
    if let Some(text) = value.as_str() {
        return Ok(text == expected);
    }
    let types = match (context.helm, value_first) {
        (HelmVersion::V3, _) => String::new(),
        (HelmVersion::V4, true) => format!(": {} and string", value.go_type()),
        (HelmVersion::V4, false) => format!(": string and {}", value.go_type()),
    };
    let error = frame.error(shown, &format!("error calling eq: incompatible types for comparison{types}"));
    context.failed(error, false)
}
