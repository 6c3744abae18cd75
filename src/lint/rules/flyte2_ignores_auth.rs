use crate::chart::{AuthSetting, Chart};
use crate::diagnostic::Severity;
use crate::lint::{Context, Findings, Scope, ValueRef, declare_rule};
use crate::release::Flyte2Sign;
use crate::values::Value;

declare_rule! {
    name: "flyte2-ignores-auth",
    summary: "Flyte 2 does not read these auth settings, so authentication is silently disabled",
    remedy: "with Flyte 2, require the login in front of Flyte: in the Ingress, an identity-aware proxy or a load \
        balancer",
    severity: Error,
    charts: BOTH,
    needs: Values,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let (Some(sign), Some((path, block))) = (cx.flyte_2(), block(cx)) else { return };
    match sign {
        Flyte2Sign::Version(version) => {
            let message = match cx.chart() {
                Chart::FlyteBinary => {
                    format!("Flyte {version} does not read `{path}`, so authentication is disabled and the API is open")
                }
                Chart::FlyteCore => format!(
                    "Flyte {version} has no chart flyte-core, so these values do not apply and authentication is \
                        disabled"
                ),
            };
            found.report(block, message).exclude_others();
        }
        Flyte2Sign::Image(image) => {
            // Only Flyte's own chart reads an image in `deployment`.
            let (message, severity) = if image.len() > 1 {
                ("the image is Flyte 2, which does not read `auth`: authentication is disabled", Severity::Error)
            } else {
                (
                    "this image is Flyte 2, which does not read `auth`: if the chart runs it, authentication is disabled",
                    Severity::Warning,
                )
            };
            let finding = found.report(cx.site(image), message).severity(severity);
            finding.relate(block, "nothing reads this").exclude_others();
        }
        Flyte2Sign::Key(key) => {
            let key_path = key.join(".");
            found
                .report(
                    block,
                    format!(
                        "`{path}` is for Flyte 1, and `{key_path}` is for Flyte 2, which ignores \
                    `{path}`"
                    ),
                )
                .relate(cx.site(key), "a key of Flyte 2")
                .help(format!("remove the one that is not for the version you install: Flyte 1 ignores `{key_path}`"))
                .exclude_others();
        }
    }
}

/// Returns the path and site of the user's auth block, unless it disables authentication.
pub(super) fn block(cx: &Context<'_>) -> Option<(String, ValueRef)> {
    if cx.release().scope == Scope::Off {
        return None;
    }
    let [main, other] = cx.chart().auth_blocks();
    let paths = [main, cx.chart().place(AuthSetting::Security), other];
    let path = paths.into_iter().find(|path| cx.release().user.at(path).is_some_and(Value::is_truthy))?;
    Some((path.join("."), cx.site(path)))
}
