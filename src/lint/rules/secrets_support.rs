//! Where the hash of flytepropeller's password is in each chart's values, and whether anyone reads the password.

use crate::chart::{AuthSetting, Chart};
use crate::kubernetes::SecretOrigin;
use crate::lint::Context;

/// The path of the hash.
pub(super) fn hash(chart: Chart) -> &'static [&'static str] {
    chart.place(AuthSetting::PropellerHash)
}

/// Whether a process of this release logs in with the password of the values, which it has from the Secret that the chart
/// makes of it.
pub(super) fn password_is_read(cx: &Context<'_>) -> bool {
    let Some(model) = cx.model() else {
        return false;
    };
    SecretOrigin::of_services(model).iter().any(|source| source.is_made_by_chart(model) && !source.may_be_added)
}
