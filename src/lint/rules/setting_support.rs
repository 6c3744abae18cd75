//! Settings of Flyte's config as they were written, before Flyte decodes them.

use crate::lint::{Context, Site};
use crate::values::{Kind, Origin, Path, Value};

/// The value of a setting (`auth.userAuth.openId.baseUrl`) in the files of the process that reads it: flytepropeller for
/// `admin`, the API server for all else. What is still to be filled in is [`Kind::Unknown`].
pub(super) fn raw_setting<'a>(cx: &Context<'a>, config: &str) -> Option<&'a Value> {
    let model = cx.model()?;
    let (section, rest) = config.split_once('.')?;
    let value = match section {
        "auth" => model.server()?.merged.auth.as_ref()?,
        "admin" => model.propeller()?.merged.admin.as_ref()?,
        _ => return None,
    };
    let rest = rest.to_ascii_lowercase();
    value.at(&rest.split('.').collect::<Vec<_>>())
}

/// The text of a setting, if it is one, with its place.
pub(super) fn texts<'a>(cx: &Context<'a>, config: &str) -> Vec<(&'a str, &'a Origin)> {
    let Some(value) = raw_setting(cx, config) else {
        return Vec::new();
    };
    let items = value.as_list().unwrap_or(std::slice::from_ref(value));
    items.iter().filter_map(|item| Some((item.as_str()?, &item.origin))).collect()
}

/// Where a setting that has no value is written: as an empty text or list, as `null`, or below a key that is `null`.
pub(super) fn emptied(cx: &Context<'_>, config: &str) -> Option<Site> {
    if let Some(value) = raw_setting(cx, config)
        && is_empty(value)
    {
        return value.origin.is_user().then(|| cx.at(&value.origin));
    }
    emptied_value(cx, &cx.chart().home(config).keys())
}

/// Where a value of the chart is written as an empty text or list, as `null`, or below a key that is `null`.
pub(super) fn emptied_value(cx: &Context<'_>, keys: &[&str]) -> Option<Site> {
    let mut value = &cx.release().user;
    for (depth, key) in keys.iter().enumerate() {
        value = value.get(key)?;
        if is_empty(value) && !matches!(&value.kind, Kind::Map(_)) {
            let path = Path::of(keys.get(..=depth)?);
            return Some(Site { path: cx.release().path(&path), origin: Some(value.origin.clone()), present: true });
        }
    }
    None
}

/// Whether a value says nothing: null, empty, or blanks; a list of such.
pub(super) fn is_empty(value: &Value) -> bool {
    match &value.kind {
        Kind::Null => true,
        Kind::String(text) => text.trim().is_empty(),
        Kind::List(items) => items.iter().all(is_empty),
        Kind::Map(map) => map.is_empty(),
        _ => false,
    }
}
