//! The hash of flytepropeller's password in each chart's values, and the use of the password.

use crate::chart::{AuthSetting, Chart};
use crate::kubernetes::SecretOrigin;
use crate::lint::Context;

/// Returns the path of the hash.
pub(super) fn hash(chart: Chart) -> &'static [&'static str] {
    chart.place(AuthSetting::PropellerHash)
}

/// Returns whether a process of this release logs in with the password in the values, from the Secret that the chart
/// creates.
pub(super) fn password_is_read(cx: &Context<'_>) -> bool {
    let Some(model) = cx.model() else {
        return false;
    };
    SecretOrigin::of_services(model).iter().any(|source| source.is_made_by_chart(model) && !source.may_be_added)
}
