use crate::lint::{Context, Findings, declare_rule};
use crate::release::Flyte2Sign;

declare_rule! {
    name: "flyte2-values-not-checked",
    summary: "These are values of Flyte 2, which are not checked yet",
    remedy: "check them manually: with Flyte 2, the Ingress or a proxy in front of Flyte requires the login",
    severity: Warning,
    charts: BOTH,
    needs: Values,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(sign) = cx.flyte_2() else { return };
    if super::flyte2_ignores_auth::block(cx).is_some() {
        return;
    }
    let (site, message) = match sign {
        Flyte2Sign::Version(version) => (cx.whole(), format!("values for Flyte {version} are not checked yet")),
        Flyte2Sign::Image(path) => (cx.site(path), "the image is Flyte 2, whose values are not checked yet".to_owned()),
        Flyte2Sign::Key(path) => {
            (cx.site(path), format!("`{}` is a key of Flyte 2, whose values are not checked yet", path.join(".")))
        }
    };
    found.report(site, message).exclude_others();
}
