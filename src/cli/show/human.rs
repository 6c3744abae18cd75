//! `show` for people: YAML with the origin of each value as a comment.

use super::annotated::Annotated;
use super::facts;
use super::losses;
use crate::flyte::config::decode;
use crate::flyte::config::section::Section as _;
use crate::redact::{redact, redact_all, redact_text};
use crate::release::{Model, ProcessModel};
use crate::values::{Layered, Value};

/// Renders the whole model.
pub(super) fn text(model: &Model, layered: &Layered, show_secrets: bool) -> String {
    let mut page = Annotated::new(&layered.sources);
    for (name, process) in &model.processes {
        match process {
            None => {
                page.line(
                    0,
                    &format!("{}: null", name.as_str()),
                    Some("not deployed, or configured outside this chart"),
                );
            }
            Some(process) => {
                page.line(0, &format!("{}:", name.as_str()), None);
                sections(&mut page, process, show_secrets);
            }
        }
    }
    page.line(0, if model.secrets.is_empty() { "secrets: {}" } else { "secrets:" }, None);
    for secret in &model.secrets {
        let data = Value::map(secret.data.clone(), crate::values::Origin::FlyteDefault);
        let data = if show_secrets { data } else { redact_all(&data) };
        if secret.data.is_empty() {
            page.line(2, &format!("{}: {{}}", secret.name), None);
        } else {
            page.entry(2, &secret.name, &data);
        }
    }
    page.blank();
    facts::write(&mut page, model, show_secrets);
    losses::write(&mut page, model, layered);
    page.finish()
}

fn sections(page: &mut Annotated<'_>, process: &ProcessModel, show_secrets: bool) {
    let shown = |value: Value| if show_secrets { value } else { redact(&value) };
    let decoded = &process.decoded;
    if process.name.is_server() {
        page.default_name("flyteadmin default");
        page.entry(2, "auth", &shown(decoded.auth.show()));
    }
    if process.name.is_client() {
        page.default_name("client default");
        page.entry(2, "admin", &shown(decoded.admin.show()));
    }
    if process.name.is_server() {
        page.default_name("flyteadmin default");
        page.line(2, "server:", None);
        page.entry(4, "security", &shown(decoded.security.show()));
    }
    for name in &process.outside {
        page.line(
            2,
            &format!("# also reads the keys of `{name}`, which is managed outside the chart, as config files"),
            None,
        );
    }
    // An error may disappear once the placeholders are filled in.
    let once_filled_in = decode(&process.merged.clone().without_placeholders());
    for error in &decoded.errors {
        let starts = once_filled_in.errors.contains(error);
        let verdict = if starts { "does not start" } else { "does not start unless it is filled in first" };
        let origin = page.describe(&error.origin);
        let error = error.to_string();
        let error = if show_secrets { error.into() } else { redact_text(&error) };
        page.line(2, &format!("# {verdict}: {error} ({origin})"), None);
    }
}
