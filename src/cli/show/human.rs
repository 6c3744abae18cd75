//! `show` for people.

use crate::flyte::Model;
use crate::values::Layered;

pub(super) fn text(_model: &Model, _layered: &Layered, _show_secrets: bool) -> String {
    String::new()
}
