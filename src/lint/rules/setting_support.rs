//! Settings of Flyte's configuration as written, before Flyte decodes them.

use crate::chart::looked_up_path;
use crate::flyte::config::Traced;
use crate::lint::{Context, ValueRef};
use crate::values::{Kind, Path, Step, Value};

/// Returns the value of a setting (`auth.userAuth.openId.baseUrl`) in the configuration of the process that reads it:
/// the caller of flyteadmin for `admin`, the API server for all others. A placeholder is [`Kind::Unknown`].
pub(super) fn raw_setting<'a>(cx: &Context<'a>, config: &Path) -> Option<&'a Value> {
    let model = cx.model()?;
    let keys: Vec<String> = config.keys().iter().map(|key| key.to_ascii_lowercase()).collect();
    let (section, rest) = keys.split_first()?;
    let value = match &**section {
        "auth" => model.server()?.merged.auth.as_ref()?,
        "admin" => model.caller()?.merged.admin.as_ref()?,
        _ => return None,
    };
    value.at(&rest.iter().map(String::as_str).collect::<Vec<_>>())
}

/// Returns the texts of a setting, one or a list of them, with their sites.
pub(super) fn texts<'a>(cx: &Context<'a>, config: &str) -> Vec<(&'a str, ValueRef)> {
    let config = Path::dotted(config);
    let Some(value) = raw_setting(cx, &config) else {
        return Vec::new();
    };
    let text = |value: &'a Value, config: &Path| Some((value.as_str()?, cx.setting_at(config, &value.origin)));
    let Some(items) = value.as_list() else {
        return text(value, &config).into_iter().collect();
    };
    let items = items.iter().enumerate();
    items
        .filter_map(|(index, item)| {
            let mut config = config.clone();
            config.0.push(Step::Index(index));
            text(item, &config)
        })
        .collect()
}

/// Returns the site of a setting that is written without a value: as an empty text or list, as `null`, or below a key
/// that is `null`.
pub(super) fn emptied<T>(cx: &Context<'_>, setting: &Traced<T>) -> Option<ValueRef> {
    if let Some(value) = raw_setting(cx, &setting.path)
        && is_empty(value)
        && value.origin.is_user()
    {
        return Some(cx.setting(setting));
    }
    let home = cx.home(setting);
    // A template of the chart may read the value from another path.
    let looked_up = cx.value(&home.keys()).and_then(Value::as_str).and_then(looked_up_path);
    emptied_value(cx, &looked_up.unwrap_or(home).keys())
}

/// Returns the site of a value of the chart that is written as an empty text or list, as `null`, or below a key that is
/// `null`.
pub(super) fn emptied_value(cx: &Context<'_>, keys: &[&str]) -> Option<ValueRef> {
    let mut value = &cx.release().user;
    for (depth, key) in keys.iter().enumerate() {
        value = value.get(key)?;
        if is_empty(value) && !matches!(&value.kind, Kind::Map(_)) {
            return Some(cx.value_at(&Path::of(keys.get(..=depth)?), value));
        }
    }
    None
}

/// Returns the site of the `null` that deletes a static client of flyteadmin's own server.
pub(super) fn deleted_client(cx: &Context<'_>, name: &str) -> Option<ValueRef> {
    let clients = cx.chart().home("auth.appAuth.selfAuthServer.staticClients");
    emptied_value(cx, &clients.key(name).keys())
}

/// Returns whether a value is null, empty, blank, or a list of such values.
pub(super) fn is_empty(value: &Value) -> bool {
    match &value.kind {
        Kind::Null => true,
        Kind::String(text) => text.trim().is_empty(),
        Kind::List(items) => items.iter().all(is_empty),
        Kind::Map(map) => map.is_empty(),
        _ => false,
    }
}
